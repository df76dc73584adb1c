import type { EventId, ResetKind, Scheduler, StateIo } from '@backplane/kernel';
import type { CrtImage } from '@backplane/media';
import { Am29F040, FLASH_SIZE } from './am29f040.ts';
import { BANK, type BoardPort, banksOf, type CartridgeBoard } from './board.ts';

/*
 * EasyFlash: 1 MB of flash memory in 64 banks of 16K, 256 bytes of RAM in I/O 2
 *
 * I/O 1: DE00h selects the bank, DE02h the mode: bit 0 GAME, bit 1 EXROM (1 = low), bit 2 GAME is taken from bit 0 and
 * not from the boot jumper, bit 7 the LED. With the jumper at "boot" the cartridge comes up in Ultimax mode.
 *
 * Source: Thomas Giesel, "EasyFlash Programmer's Guide".
 */

const BANKS = 64;

/** What the board needs of the machine to know when a flash chip has finished. */
export interface FlashClock {
  readonly ticksPerSecond: number;
  readonly scheduler: Scheduler;
  /** Event that the board arms; its handler calls `flashReady`. */
  readonly event: EventId;
}

export class EasyFlashBoard implements CartridgeBoard {
  roml: Uint8Array | null = null;
  romh: Uint8Array | null = null;
  readonly #images: readonly Uint8Array[];
  /** Seen at ROML and at ROMH. */
  readonly #chips: readonly Am29F040[];
  readonly #ram = new Uint8Array(256);
  readonly #port: BoardPort;
  readonly #clock: FlashClock;
  #bank = 0;
  #mode = 0;

  constructor(image: CrtImage, port: BoardPort, clock: FlashClock) {
    const low = new Uint8Array(FLASH_SIZE).fill(0xff);
    const high = new Uint8Array(FLASH_SIZE).fill(0xff);
    banksOf(image, BANKS).forEach((bank, n) => {
      if (bank.low !== null) low.set(bank.low, n * BANK);
      if (bank.high !== null) high.set(bank.high, n * BANK);
    });
    this.#images = [low.slice(), high.slice()];
    this.#chips = [low, high].map((bytes) => new Am29F040(bytes, clock.ticksPerSecond));
    this.#port = port;
    this.#clock = clock;
  }

  writeIo(offset: number, value: number, t: number): void {
    if (offset >= 0x100) {
      this.#ram[offset & 0xff] = value;
      return;
    }
    if ((offset & 2) === 0) this.#bank = value & (BANKS - 1);
    else this.#mode = value & 0x87;
    this.#show(t);
  }

  readIo(offset: number): number | undefined {
    return this.peekIo(offset);
  }

  peekIo(offset: number): number | undefined {
    return offset >= 0x100 ? this.#ram[offset & 0xff] : undefined;
  }

  /** Writes to ROML and ROMH go to the chips' command registers. */
  writeRom(address: number, value: number, t: number): void {
    const chip = this.#chips[address >= 0xa000 ? 1 : 0]!;
    chip.write(this.#bank * BANK + (address & (BANK - 1)), value, t);
    if (chip.busyUntil > t) {
      const busy = Math.max(...this.#chips.map((c) => c.busyUntil));
      this.#clock.scheduler.at(this.#clock.event, busy);
    }
    this.#show(t);
  }

  /** A chip has finished: its bytes can be seen again. */
  flashReady(t: number): void {
    this.#show(t);
  }

  /** The status of a chip that does not show its bytes. */
  readRom(address: number, t: number): number | undefined {
    return this.#chips[address >= 0xa000 ? 1 : 0]!.read(this.#bank * BANK + (address & (BANK - 1)), t);
  }

  /** The 8K of a chip as reads find it; null while they find its status. */
  #seen(which: number, t: number): Uint8Array | null {
    const chip = this.#chips[which]!;
    const from = this.#bank * BANK;
    return chip.isSpecial(t) ? null : chip.bytes.subarray(from, from + BANK);
  }

  #select(t: number): void {
    this.roml = this.#seen(0, t);
    this.romh = this.#seen(1, t);
  }

  #show(t: number): void {
    this.#select(t);
    // without bit 2 the boot jumper pulls GAME low
    const game = (this.#mode & 4) === 0 || (this.#mode & 1) !== 0;
    this.#port.setLines((this.#mode & 2) !== 0, game, t);
    this.#port.mapChanged(t);
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') {
      this.#ram.fill(0);
      this.#chips.forEach((chip, n) => {
        chip.bytes.set(this.#images[n]!);
      });
    }
    for (const chip of this.#chips) chip.reset(kind === 'power');
    this.#clock.scheduler.cancel(this.#clock.event);
    this.#bank = this.#mode = 0;
    this.#show(t);
  }

  state(io: StateIo): void {
    io.bytes('ram', this.#ram);
    this.#bank = io.number('bank', this.#bank);
    this.#mode = io.number('mode', this.#mode);
    this.#chips.forEach((chip, n) => {
      io.section(n === 0 ? 'low' : 'high', 1, (s) => chip.state(s, this.#images[n]!));
    });
  }

  rederive(): void {
    this.#select(this.#clock.scheduler.now);
  }
}
