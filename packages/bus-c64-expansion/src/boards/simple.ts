import type { ResetKind, StateIo } from '@backplane/kernel';
import type { CrtImage } from '@backplane/media';
import { BANK, type BoardPort, banksOf, type CartridgeBoard, type RomBank } from './board.ts';

/*
 * Boards with ROM and at most one register
 *
 * Source: Peter Schepers, "CRT (Cartridge images)", hardware types 0, 5, 8, 19; VICE manual, "The CRT cartridge image
 * format", the same and 53.
 */

/** A cartridge without a register: 8K, 16K or Ultimax, as its EXROM and GAME say. */
export class GenericBoard implements CartridgeBoard {
  readonly roml: Uint8Array | null;
  readonly romh: Uint8Array | null;
  readonly #image: CrtImage;
  readonly #port: BoardPort;

  constructor(image: CrtImage, port: BoardPort) {
    const bank = banksOf(image, 1)[0]!;
    this.roml = bank.low;
    this.romh = bank.high;
    this.#image = image;
    this.#port = port;
  }

  reset(_kind: ResetKind, t: number): void {
    this.#port.setLines(this.#image.exrom, this.#image.game, t);
    this.#port.mapChanged(t);
  }

  state(): void {}
}

/** How a board with one register works. */
interface Banking {
  readonly banks: number;
  /** Takes a write to I/O 1 or 2; undefined if the register is not there. */
  decode(offset: number, value: number, before: number): number | undefined;
  bank(register: number): number;
  /** EXROM and GAME. */
  lines(register: number): readonly [exrom: boolean, game: boolean];
  /** ROMH shows the same bank as ROML. */
  readonly both?: boolean;
}

/** A board that selects one of its banks by a register. */
export class BankedBoard implements CartridgeBoard {
  roml: Uint8Array | null = null;
  romh: Uint8Array | null = null;
  readonly #banks: readonly RomBank[];
  readonly #banking: Banking;
  readonly #port: BoardPort;
  #register = 0;

  constructor(image: CrtImage, port: BoardPort, banking: Banking) {
    this.#banks = banksOf(image, banking.banks);
    this.#banking = banking;
    this.#port = port;
  }

  writeIo(offset: number, value: number, t: number): void {
    const register = this.#banking.decode(offset, value, this.#register);
    if (register === undefined || register === this.#register) return;
    this.#register = register;
    this.#show(t);
  }

  #select(): void {
    const number = this.#banking.bank(this.#register);
    const { low = null, high = null } = this.#banks[number] ?? {};
    const any = low ?? high;
    this.roml = this.#banking.both === true ? any : low;
    this.romh = this.#banking.both === true ? any : high;
  }

  #show(t: number): void {
    this.#select();
    this.#port.setLines(...this.#banking.lines(this.#register), t);
    this.#port.mapChanged(t);
  }

  reset(_kind: ResetKind, t: number): void {
    this.#register = 0;
    this.#show(t);
  }

  state(io: StateIo): void {
    this.#register = io.number('register', this.#register);
  }

  rederive(): void {
    this.#select();
  }
}

const IO1 = (offset: number): boolean => offset < 0x100;

/** Ocean (5): 32 to 64 banks of 8K; the register in I/O 1 selects one, with 256K seen at ROML and ROMH. */
export function ocean(image: CrtImage, port: BoardPort): CartridgeBoard {
  const sixteen = image.game;
  return new BankedBoard(image, port, {
    banks: 64,
    decode: (offset, value) => (IO1(offset) ? value & 0x3f : undefined),
    bank: (register) => register,
    lines: () => [true, sixteen],
    both: true,
  });
}

/** Magic Desk, Domark, HES Australia (19): banks of 8K by I/O 1; bit 7 takes the cartridge away. */
export function magicDesk(image: CrtImage, port: BoardPort): CartridgeBoard {
  return new BankedBoard(image, port, {
    banks: 128,
    decode: (offset, value) => (IO1(offset) ? value : undefined),
    bank: (register) => register & 0x7f,
    lines: (register) => [(register & 0x80) === 0, false],
  });
}

/** Super Games (8): four banks of 16K by I/O 2; bit 2 takes the cartridge away, bit 3 locks the register. */
export function superGames(image: CrtImage, port: BoardPort): CartridgeBoard {
  return new BankedBoard(image, port, {
    banks: 4,
    decode: (offset, value, before) => (IO1(offset) || (before & 8) !== 0 ? undefined : value & 0x0f),
    bank: (register) => register & 3,
    lines: (register) => {
      const on = (register & 4) === 0;
      return [on, on];
    },
  });
}

/** Pagefox (53): 64K of ROM and 32K of RAM in banks of 16K, by a register at DE80h–DEFFh; bit 4 takes it away. */
export class PagefoxBoard implements CartridgeBoard {
  /** Its RAM is written even when the processor's port has the cartridge switched off: programs rely on it. */
  readonly selfDecoding = true;
  roml: Uint8Array | null = null;
  romh: Uint8Array | null = null;
  readonly #banks: readonly RomBank[];
  readonly #ram = new Uint8Array(4 * BANK);
  readonly #port: BoardPort;
  #register = 0;

  constructor(image: CrtImage, port: BoardPort) {
    this.#banks = banksOf(image, 4);
    this.#port = port;
  }

  writeIo(offset: number, value: number, t: number): void {
    if (!IO1(offset) || offset < 0x80) return;
    this.#register = value;
    this.#show(t);
  }

  get #selectsRam(): boolean {
    return (this.#register & 0x1c) === 8;
  }

  writeRom(address: number, value: number, t: number): void {
    if (!this.#selectsRam || (this.#register & 0x10) !== 0) return;
    this.#ram[(((this.#register >> 1) & 1) << 14) | (address & 0x3fff)] = value;
    this.#port.mapChanged(t);
  }

  #select(): void {
    const half = (this.#register >> 1) & 1;
    const chip = (this.#register >> 2) & 3;
    const { low = null, high = null } = (chip < 2 ? this.#banks[2 * chip + half] : undefined) ?? {};
    this.roml = chip === 2 ? this.#ram.subarray(2 * half * BANK, (2 * half + 1) * BANK) : low;
    this.romh = chip === 2 ? this.#ram.subarray((2 * half + 1) * BANK, (2 * half + 2) * BANK) : high;
  }

  #show(t: number): void {
    this.#select();
    const on = (this.#register & 0x10) === 0;
    this.#port.setLines(on, on, t);
    this.#port.mapChanged(t);
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') this.#ram.fill(0);
    this.#register = 0;
    this.#show(t);
  }

  state(io: StateIo): void {
    io.bytes('ram', this.#ram);
    this.#register = io.number('register', this.#register);
  }

  rederive(): void {
    this.#select();
  }
}
