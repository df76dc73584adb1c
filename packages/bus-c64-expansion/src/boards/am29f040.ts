import type { StateIo } from '@backplane/kernel';

/*
 * AMD Am29F040: 512 KB of flash memory in eight sectors of 64 KB
 *
 * Source: AMD, "Am29F040 4 Megabit CMOS 5.0 Volt-only, Sector Erase Flash Memory" (data sheet, publication 17113):
 * command definitions, write operation status. Programming takes 7 µs, erasing a sector 1 s (typical values).
 */

export const FLASH_SIZE = 0x80000;
const SECTOR = 0x10000;
const MANUFACTURER = 0x01;
const DEVICE = 0xa4;

/** Addresses of the unlock cycles; the chip looks at the lower 11 bits. */
const UNLOCK1 = 0x555;
const UNLOCK2 = 0x2aa;

type Step = 'read' | 'unlock1' | 'unlock2' | 'autoselect' | 'program' | 'erase' | 'erase1' | 'erase2';
const STEPS: readonly Step[] = ['read', 'unlock1', 'unlock2', 'autoselect', 'program', 'erase', 'erase1', 'erase2'];

/** Seconds that the chip is busy. */
const PROGRAM_TIME = 7e-6;
const SECTOR_TIME = 1;
const CHIP_TIME = 8;

export class Am29F040 {
  readonly bytes: Uint8Array;
  /** Sectors whose contents differ from the image; they go into snapshots. */
  readonly #changed = new Uint8Array(FLASH_SIZE / SECTOR);
  readonly #ticksPerSecond: number;
  #step: Step = 'read';
  /** Busy until this tick; then the bytes can be read again. */
  #busyUntil = 0;
  /** What DQ7 shows while busy: the complement of the bit programmed, 0 while erasing. */
  #poll = 0;
  #toggle = 0;

  /** @param bytes FLASH_SIZE bytes; changed by programming and erasing */
  constructor(bytes: Uint8Array, ticksPerSecond: number) {
    this.bytes = bytes;
    this.#ticksPerSecond = ticksPerSecond;
  }

  /** True while reads give something else than the stored byte. */
  isSpecial(t: number): boolean {
    return this.#step === 'autoselect' || t < this.#busyUntil;
  }

  /** Reads with side effects (the toggle bit). */
  read(address: number, t: number): number {
    const value = this.peek(address, t);
    if (t < this.#busyUntil) this.#toggle ^= 0x40;
    return value;
  }

  peek(address: number, t: number): number {
    if (t < this.#busyUntil) return (this.#poll & 0x80) | this.#toggle;
    if (this.#step === 'autoselect') {
      const which = address & 0xff;
      return which === 0 ? MANUFACTURER : which === 1 ? DEVICE : 0;
    }
    return this.bytes[address]!;
  }

  /** @returns true if bytes have changed */
  write(address: number, value: number, t: number): boolean {
    if (t < this.#busyUntil) return false;
    const command = address & 0x7ff;
    switch (this.#step) {
      case 'program':
        this.#step = 'read';
        // programming can only clear bits
        this.bytes[address]! &= value;
        this.#changed[address >> 16] = 1;
        this.#busy(PROGRAM_TIME, ~value & 0x80, t);
        return true;
      case 'erase2':
        this.#step = 'read';
        if (value === 0x10 && command === UNLOCK1) return this.#erase(0, FLASH_SIZE, CHIP_TIME, t);
        if (value === 0x30) return this.#erase(address & ~(SECTOR - 1), SECTOR, SECTOR_TIME, t);
        return false;
      case 'unlock1':
      case 'erase1':
        if (command === UNLOCK2 && value === 0x55) this.#step = this.#step === 'unlock1' ? 'unlock2' : 'erase2';
        else this.#step = 'read';
        return false;
      case 'unlock2':
        this.#step = 'read';
        if (command !== UNLOCK1) return false;
        if (value === 0x90) this.#step = 'autoselect';
        else if (value === 0xa0) this.#step = 'program';
        else if (value === 0x80) this.#step = 'erase';
        return false;
      case 'erase':
        this.#step = command === UNLOCK1 && value === 0xaa ? 'erase1' : 'read';
        return false;
      default:
        if (value === 0xf0) this.#step = 'read';
        else if (command === UNLOCK1 && value === 0xaa) this.#step = 'unlock1';
        return false;
    }
  }

  #erase(from: number, size: number, seconds: number, t: number): boolean {
    this.bytes.fill(0xff, from, from + size);
    this.#changed.fill(1, from / SECTOR, (from + size) / SECTOR);
    this.#busy(seconds, 0, t);
    return true;
  }

  #busy(seconds: number, poll: number, t: number): void {
    this.#busyUntil = t + Math.ceil(seconds * this.#ticksPerSecond);
    this.#poll = poll;
  }

  /** Tick at which the stored bytes can be read again; in the past if they can. */
  get busyUntil(): number {
    return this.#busyUntil;
  }

  /** RESET takes the chip out of what it was doing. */
  reset(power: boolean): void {
    this.#step = 'read';
    this.#busyUntil = 0;
    this.#toggle = this.#poll = 0;
    if (power) this.#toggle = 0;
  }

  /** Saves what has changed against `image`, and puts it back over it. */
  state(io: StateIo, image: Uint8Array): void {
    const before = this.#changed.slice();
    io.bytes('changed', this.#changed);
    for (let n = 0; n < this.#changed.length; n++) {
      const sector = this.bytes.subarray(n * SECTOR, (n + 1) * SECTOR);
      if (this.#changed[n] !== 0) io.bytes(`sector${n}`, sector);
      else if (io.loading && before[n] !== 0) sector.set(image.subarray(n * SECTOR, (n + 1) * SECTOR));
    }
    this.#step = STEPS[io.number('step', STEPS.indexOf(this.#step))] ?? 'read';
    this.#busyUntil = io.number('busyUntil', this.#busyUntil);
    this.#poll = io.number('poll', this.#poll);
    this.#toggle = io.number('toggle', this.#toggle);
  }
}
