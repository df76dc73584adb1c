/**
 * A counter of an 8253 or 8254 that is stepped edge by edge, for comparison with the one that computes. Written from the
 * data sheets' mode descriptions alone: a counting element, a register and an output flip-flop.
 */
export class SteppingCounter {
  readonly newer: boolean;
  mode = 0;
  bytes = 3;
  bcd = false;
  register = 0;
  element = 0;
  out = false;
  gate = true;
  half = -1;
  /** A count has been written since the control word. */
  written = false;
  /** The element is loaded by the next edge. */
  load = false;
  /** The element has been loaded, and counts. */
  running = false;
  /** Mode 4 and 5: OUT goes high again by the next edge. */
  strobe = false;
  /** OUT is still to change for the present count. */
  armed = false;
  /** Mode 3: the count that the present half began with. */
  odd = false;
  first = false;

  constructor(newer: boolean) {
    this.newer = newer;
  }

  get modulus(): number {
    return this.bcd ? 10000 : 0x10000;
  }

  get count(): number {
    const r = this.register;
    const n = this.bcd ? (r >> 12) * 1000 + ((r >> 8) & 15) * 100 + ((r >> 4) & 15) * 10 + (r & 15) : r;
    return n === 0 ? this.modulus : n;
  }

  control(word: number): void {
    this.bytes = (word >> 4) & 3;
    this.mode = (word >> 1) & 7;
    if (this.mode > 5) this.mode -= 4;
    this.element %= this.modulus;
    this.bcd = (word & 1) !== 0;
    this.out = this.mode !== 0;
    this.half = -1;
    this.written = this.load = this.running = this.strobe = this.armed = false;
  }

  write(byte: number): void {
    if (this.bytes === 3 && this.half < 0) {
      this.half = byte;
      if (this.mode === 0) {
        this.out = this.running = this.load = this.armed = false;
      } else if (this.written) this.register = (this.register & 0xff00) | byte;
      return;
    }
    this.register = this.bytes === 1 ? byte : this.bytes === 2 ? byte << 8 : (byte << 8) | this.half;
    this.half = -1;
    if (this.mode === 0) {
      this.out = false;
      this.armed = false;
      this.load = true;
    }
    if (this.mode === 4) this.load = true;
    if ((this.mode === 2 || this.mode === 3) && !this.written) this.load = true;
    this.written = true;
  }

  setGate(on: boolean): void {
    if (on === this.gate) return;
    this.gate = on;
    switch (this.mode) {
      case 1:
      case 5:
        if (on && this.written) this.load = true;
        break;
      case 2:
      case 3:
        if (!on) {
          this.out = true;
          this.running = false;
        } else if (this.written) this.load = true;
        break;
    }
  }

  edge(): void {
    if (this.strobe) {
      this.strobe = false;
      this.out = true;
    }
    if (this.load) {
      this.load = false;
      this.element = this.count;
      this.running = this.gate || this.mode === 1 || this.mode === 5 || this.mode === 0 || this.mode === 4;
      this.armed = true;
      if (this.mode === 1) this.out = false;
      if (this.mode === 2 || this.mode === 3) this.out = true;
      this.beginHalf();
      return;
    }
    if (!this.running) return;
    if ((this.mode === 0 || this.mode === 4) && !this.gate) return;
    if (this.mode === 2) this.rate();
    else if (this.mode === 3) this.square();
    else this.down();
  }

  down(): void {
    this.element = (this.element - 1 + this.modulus) % this.modulus;
    if (this.element !== 0 || !this.armed) return;
    this.armed = false;
    if (this.mode === 0 || this.mode === 1) this.out = true;
    else {
      this.out = false;
      this.strobe = true;
    }
  }

  rate(): void {
    if (this.element === 1) {
      this.element = this.count;
      this.out = true;
      return;
    }
    this.element--;
    this.out = this.element !== 1;
  }

  beginHalf(): void {
    if (this.mode !== 3) return;
    this.odd = (this.element & 1) !== 0;
    this.first = true;
    // the 8254 loads an even number, and waits a clock longer at zero while OUT is high
    if (this.odd && this.newer) this.element--;
  }

  square(): void {
    const waits = this.odd && this.newer && this.out;
    if (waits ? this.element === 0 : this.element - this.step() === 0) {
      this.out = !this.out;
      this.element = this.count;
      this.beginHalf();
      return;
    }
    this.element -= this.step();
    this.first = false;
  }

  /** The 8253 takes an odd number down by one, in the low half by three, with the first clock. */
  step(): number {
    if (this.newer || !this.odd || !this.first) return 2;
    return this.out ? 1 : 3;
  }
}
