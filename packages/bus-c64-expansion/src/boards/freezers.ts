import type { ResetKind, StateIo } from '@backplane/kernel';
import type { CrtImage } from '@backplane/media';
import { BANK, type BoardPort, banksOf, type CartridgeBoard, type RomBank } from './board.ts';

/*
 * Freezers: Action Replay, Nordic Power, Retro Replay and Nordic Replay
 *
 * They share a register in I/O 1:
 *
 * | bit | |
 * | --- | --- |
 * | 0 | GAME is low |
 * | 1 | EXROM is high |
 * | 2 | the cartridge is gone until RESET |
 * | 3, 4, 7 | bank |
 * | 5 | RAM at ROML and in the upper I/O page |
 * | 6 | the freeze is over |
 *
 * Freezing pulls NMI low; when the processor begins to serve it, the board goes to Ultimax mode, so that the vector is
 * the cartridge's.
 *
 * Sources: Peter Schepers, "CRT (Cartridge images)", types 1 and 9; VICE manual, "The CRT cartridge image format";
 * individual Computers, "Retro Replay: hardware description for programmers".
 */

const GAME = 1;
const EXROM = 2;
const GONE = 4;
const RAM = 0x20;
const UNFREEZE = 0x40;

/** Which board. */
export type FreezerKind = 'action-replay' | 'nordic-power' | 'retro-replay' | 'nordic-replay';

/** Retro Replay: second register. */
const ALLOW_BANK = 2;
const NO_FREEZE = 4;
const REU_COMPATIBLE = 0x40;

export class FreezerBoard implements CartridgeBoard {
  roml: Uint8Array | null = null;
  romh: Uint8Array | null = null;
  readonly writeIo: (offset: number, value: number, t: number) => void;
  readonly #kind: FreezerKind;
  /** Retro Replay or Nordic Replay: eight banks, 32K of RAM, two registers. */
  readonly #replay: boolean;
  /** Action Replay: what reads find when its RAM and the computer's are on the bus together. */
  readonly #both = new Uint8Array(BANK);
  readonly #banks: readonly RomBank[];
  readonly #ram: Uint8Array;
  readonly #port: BoardPort;
  #register = 0;
  /** Retro Replay: register at DE01h, and whether its bits that can be set once have been. */
  #second = 0;
  #locked = false;
  #frozen = false;
  /** The button has been pressed, the processor has not yet begun to serve the NMI. */
  #freezing = false;
  #gone = false;

  constructor(image: CrtImage, port: BoardPort, kind: FreezerKind) {
    this.#replay = kind === 'retro-replay' || kind === 'nordic-replay';
    this.#banks = banksOf(image, this.#replay ? 16 : 4);
    this.#ram = new Uint8Array(this.#replay ? 0x8000 : BANK);
    this.#port = port;
    this.#kind = kind;
    this.writeIo = (offset, value, t) => this.#write(offset, value, t);
  }

  /** The Retro Replay pulls GAME and EXROM in the processor's half of the cycle only. */
  get hiddenFromVic(): boolean {
    return this.#replay;
  }

  get takesWrites(): boolean {
    return this.#ramAbove;
  }

  /**
   * A write to RAM that is seen at ROML or ROMH reaches it; so does the RAM of the computer beneath, except in Ultimax
   * mode. In other modes the Retro Replay leaves its RAM alone.
   */
  writeRom(address: number, value: number, t: number): void {
    const at = address & (BANK - 1);
    if (this.#contention) {
      this.#ram[at] = value;
      this.#both[at] = value;
    } else {
      const area = address >= 0xa000 ? this.romh : this.roml;
      if (area === null || area.buffer !== this.#ram.buffer) return;
      if (this.#kind === 'retro-replay' && (this.#register & (GAME | EXROM)) !== (GAME | EXROM)) return;
      area[at] = value;
    }
    this.#port.mapChanged(t);
  }

  // ---------------------------------------------------------------- banks

  get #bank(): number {
    const r = this.#register;
    const low = (r >> 3) & 3;
    return this.#replay ? low | ((r >> 5) & 4) : low;
  }

  get #usesRam(): boolean {
    return (this.#register & RAM) !== 0;
  }

  /** RAM on, EXROM high, GAME high: the boards differ in what this is. */
  get #ramWithoutLines(): boolean {
    return !this.#frozen && (this.#register & 0xe7) === (RAM | EXROM);
  }

  /** Nordic Power and Nordic Replay: a 16K configuration with the ROM at ROML and the RAM at ROMH. */
  get #ramAbove(): boolean {
    return (this.#kind === 'nordic-power' || this.#kind === 'nordic-replay') && this.#ramWithoutLines;
  }

  /** Action Replay: its RAM is selected at 8000h although the PLA selects the computer's. */
  get #contention(): boolean {
    return this.#kind === 'action-replay' && this.#ramWithoutLines;
  }

  /** Retro Replay: RAM in banks at ROML; without banking the first one. */
  #ramBank(banked: boolean): Uint8Array {
    if (!this.#replay) return this.#ram;
    const n = banked ? this.#bank & 3 : 0;
    return this.#ram.subarray(n * BANK, (n + 1) * BANK);
  }

  #select(): void {
    const rom = this.#banks[this.#bank];
    const bytes = rom?.low ?? rom?.high ?? null;
    if (this.#gone) this.roml = this.romh = null;
    else if (this.#ramAbove) {
      this.roml = bytes;
      this.romh = this.#ramBank(true);
    } else if (this.#contention) {
      this.roml = this.#both;
      this.romh = null;
    } else {
      this.roml = this.#usesRam ? this.#ramBank(true) : bytes;
      this.romh = rom?.high ?? bytes;
    }
  }

  #show(t: number): void {
    if (this.#gone) this.#port.setLines(false, false, t);
    else if (this.#frozen) this.#port.setLines(false, true, t);
    else if (this.#ramAbove) this.#port.setLines(true, true, t);
    // not what the lines are, but it makes reads at 8000h find what both drive onto the bus
    else if (this.#contention) this.#port.setLines(true, false, t);
    else this.#port.setLines((this.#register & EXROM) === 0, (this.#register & GAME) !== 0, t);
    if (this.#contention) {
      // a chip that pulls a data line high is stronger here than one that pulls it low
      for (let at = 0; at < BANK; at++) this.#both[at] = this.#ram[at]! | this.#port.ram(0x8000 + at);
    }
    this.#select();
    this.#port.mapChanged(t);
  }

  // ---------------------------------------------------------------- I/O

  #write(offset: number, value: number, t: number): void {
    if (this.#gone) return;
    if (this.#replay) {
      if (offset === 0) this.#control(value, t);
      else if (offset === 1) this.#control2(value, t);
      else this.#writeWindow(offset, value, t);
    } else if (offset < 0x100) this.#control(value, t);
    else this.#writeWindow(offset, value, t);
  }

  #control(value: number, t: number): void {
    this.#register = value;
    if ((value & UNFREEZE) !== 0 && this.#frozen) {
      this.#frozen = false;
      this.#port.setNmi(false, t);
    }
    if ((value & GONE) !== 0) {
      this.#gone = true;
      this.#port.setNmi(false, t);
    }
    this.#show(t);
  }

  #control2(value: number, t: number): void {
    // the bank bits are the first register's as well
    this.#register = (this.#register & ~0x98) | (value & 0x98);
    const once = ALLOW_BANK | NO_FREEZE | REU_COMPATIBLE;
    if (!this.#locked) {
      this.#second = value & once;
      this.#locked = true;
    }
    this.#show(t);
  }

  /** The bytes that the I/O page shows: the last page of what is seen at ROML, for the Retro Replay also another one. */
  #window(offset: number): { readonly area: Uint8Array | null; readonly at: number } | null {
    if (!this.#replay) {
      if (offset < 0x100) return null;
      return { area: this.#usesRam ? this.#ram : (this.#banks[this.#bank]?.low ?? null), at: 0x1f00 + (offset & 0xff) };
    }
    const lower = (this.#second & REU_COMPATIBLE) !== 0;
    if (offset < 2 || lower !== offset < 0x100) return null;
    const area = this.#usesRam
      ? this.#ramBank((this.#second & ALLOW_BANK) !== 0)
      : (this.#banks[this.#bank]?.low ?? null);
    return { area, at: (lower ? 0x1e00 : 0x1f00) + (offset & 0xff) };
  }

  readIo(offset: number): number | undefined {
    return this.peekIo(offset);
  }

  peekIo(offset: number): number | undefined {
    if (this.#gone) return undefined;
    if (this.#replay && offset < 2) {
      return (this.#register & 0x98) | (this.#second & (ALLOW_BANK | REU_COMPATIBLE)) | (this.#freezing ? 4 : 0);
    }
    const window = this.#window(offset);
    return window?.area?.[window.at];
  }

  #writeWindow(offset: number, value: number, t: number): void {
    const window = this.#window(offset);
    if (window?.area == null || window.area.buffer !== this.#ram.buffer) return;
    window.area[window.at] = value;
    if (this.roml?.buffer === this.#ram.buffer || this.romh?.buffer === this.#ram.buffer) this.#port.mapChanged(t);
  }

  // ---------------------------------------------------------------- freezing

  freeze(t: number): void {
    if (this.#gone || this.#frozen || this.#freezing || (this.#second & NO_FREEZE) !== 0) return;
    this.#freezing = true;
    this.#port.setNmi(true, t);
    this.#awaitInterrupt();
  }

  #awaitInterrupt(): void {
    this.#port.onInterrupt((t) => {
      this.#freezing = false;
      this.#frozen = true;
      this.#register = 0;
      this.#show(t);
    });
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') this.#ram.fill(0);
    this.#both.fill(0);
    this.#register = this.#second = 0;
    this.#locked = this.#frozen = this.#freezing = this.#gone = false;
    this.#port.onInterrupt(null);
    this.#port.setNmi(false, t);
    this.#show(t);
  }

  state(io: StateIo): void {
    io.bytes('ram', this.#ram);
    if (this.#kind === 'action-replay') io.bytes('both', this.#both);
    this.#register = io.number('register', this.#register);
    this.#second = io.number('second', this.#second);
    this.#locked = io.bool('locked', this.#locked);
    this.#frozen = io.bool('frozen', this.#frozen);
    this.#freezing = io.bool('freezing', this.#freezing);
    this.#gone = io.bool('gone', this.#gone);
  }

  rederive(): void {
    this.#select();
    if (this.#freezing) this.#awaitInterrupt();
  }
}
