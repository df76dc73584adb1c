import type { StateIo } from '@backplane/kernel';

/** Who moves the shift register: ACR bits 3 and 2; bit 4 is the direction. */
export const NOBODY = 0;
export const TIMER = 1;
export const PHI2 = 2;
export const OUTSIDE = 3;

/**
 * The shift register of a VIA, half a bit at a time. CB1 falls in the first half of a bit: data for the outside change
 * then. It rises in the second half: data from the outside are taken then.
 */
export class ShiftRegister {
  data = 0;
  /** Level of CB1 as far as this register drives it. */
  cb1 = true;
  /** Level of CB2 when shifting out. */
  cb2 = true;
  /** ACR bits 4–2. */
  mode = 0;
  /** Halves of bits still to come; 0 = at rest. */
  left = 0;
  /** Cycles until φ2 begins to clock. */
  #wait = 0;

  reset(): void {
    this.data = 0;
    this.cb1 = true;
    this.cb2 = true;
    this.mode = 0;
    this.left = 0;
    this.#wait = 0;
  }

  get source(): number {
    return this.mode === 4 ? TIMER : this.mode & 3;
  }

  /** Shifts out for ever, at the rate of timer 2. */
  get free(): boolean {
    return this.mode === 4;
  }

  /** True while cycles, or underflows of timer 2's low half, move it. */
  get running(): boolean {
    return this.free || (this.left !== 0 && this.source !== OUTSIDE && this.source !== NOBODY);
  }

  setMode(mode: number): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.left = 0;
    this.cb1 = true;
  }

  /** The register is read or written: a byte begins, unless one is under way. */
  start(): void {
    if (this.left !== 0 || this.source === NOBODY || this.free) return;
    this.left = 16;
    this.#wait = 1;
  }

  /** A cycle of φ2 in a mode that it clocks. @returns true if the byte is complete */
  phi2(cb2: boolean): boolean {
    if (this.#wait > 0) {
      this.#wait--;
      return false;
    }
    return this.half(cb2);
  }

  /** Half a bit. @returns true if the byte is complete */
  half(cb2: boolean): boolean {
    this.cb1 = !this.cb1;
    if (this.cb1) {
      if ((this.mode & 4) === 0) this.#in(cb2);
    } else if ((this.mode & 4) !== 0) this.#out();
    if (this.free) return false;
    return --this.left === 0;
  }

  /** CB1 changes in a mode that the outside clocks. @returns true if the byte is complete */
  outside(high: boolean, cb2: boolean): boolean {
    if (high) {
      if ((this.mode & 4) === 0) this.#in(cb2);
    } else if ((this.mode & 4) !== 0) this.#out();
    if (!high || this.left === 0) return false;
    this.left -= 2;
    return this.left === 0;
  }

  #in(cb2: boolean): void {
    this.data = ((this.data << 1) | (cb2 ? 1 : 0)) & 0xff;
  }

  #out(): void {
    this.cb2 = (this.data & 0x80) !== 0;
    this.data = ((this.data << 1) | (this.data >> 7)) & 0xff;
  }

  state(io: StateIo): void {
    this.data = io.number('data', this.data);
    this.cb1 = io.bool('cb1', this.cb1);
    this.cb2 = io.bool('cb2', this.cb2);
    this.mode = io.number('mode', this.mode);
    this.left = io.number('left', this.left);
    this.#wait = io.number('wait', this.#wait);
  }
}
