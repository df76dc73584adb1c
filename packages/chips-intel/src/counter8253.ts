import type { StateIo } from '@backplane/kernel';

/*
 * One counter of an 8253 or 8254
 *
 * Time is counted in falling edges of CLK that have happened. A count that is written is loaded by the next edge and
 * counts from the one after that. Everything in between is computed when somebody asks, so that a counter costs nothing
 * while it runs: what it was loaded with, and when, is all the state there is.
 */

const NEVER = Number.POSITIVE_INFINITY;

/** Which bytes a count is read and written in: bits 5 and 4 of the control word. */
const LOW = 1;
const HIGH = 2;

export class Counter {
  /** True on an 8254. */
  readonly #newer: boolean;
  /** Bits 5–0 of the control word: bytes, mode, BCD. */
  #control = 0x30;
  /** The count register; 0 counts as the modulus. */
  #register = 0;
  /** Low byte of a count of which the high byte is still to come, or −1. */
  #half = -1;
  #gate = true;
  /** No count has been written since the control word. */
  #awaiting = true;
  /** Edge by which the register is loaded into the counting element. */
  #loadAt = NEVER;
  /** Modes 2 and 3: edge by which a new count takes over from the one that is running, and that count. */
  #swapAt = NEVER;
  #swapTo = 0;
  /** Edge at which the counting element held `#value`; in modes 2 and 3 the start of a period of `#value`. */
  #base = 0;
  #value = 0;
  /** The element counts (a count has been loaded, and GATE lets it). */
  #counting = false;
  /** OUT is going to change, or has, because of the present count. */
  #live = false;
  /** It has. */
  #fired = false;
  /** Latched count, or −1; with both bytes still to be read, or one. */
  #latched = -1;
  #latchedStatus = -1;
  /** The next byte read is the high one of two. */
  #readHigh = false;

  constructor(newer: boolean) {
    this.#newer = newer;
  }

  powerOn(gate: boolean): void {
    this.#control = 0x30;
    this.#register = 0;
    this.#half = this.#latched = this.#latchedStatus = -1;
    this.#gate = gate;
    this.#awaiting = true;
    this.#loadAt = this.#swapAt = NEVER;
    this.#base = this.#value = this.#swapTo = 0;
    this.#counting = this.#live = this.#fired = this.#readHigh = false;
  }

  /** 0–5; the control word's modes 6 and 7 are 2 and 3. */
  get #mode(): number {
    const mode = (this.#control >> 1) & 7;
    return mode > 5 ? mode - 4 : mode;
  }

  get #modulus(): number {
    return (this.#control & 1) !== 0 ? 10000 : 0x10000;
  }

  get #bytes(): number {
    return this.#control >> 4;
  }

  /** The register as a number of cycles. */
  get #cycles(): number {
    const r = this.#register;
    const n =
      (this.#control & 1) === 0 ? r : ((r >> 12) & 15) * 1000 + ((r >> 8) & 15) * 100 + ((r >> 4) & 15) * 10 + (r & 15);
    return n === 0 ? this.#modulus : n;
  }

  // ---------------------------------------------------------------- what it is at an edge

  /** Carries out what has happened by edge `now`. Only called when something is changed, so that laziness is no state. */
  #settle(now: number): void {
    if (this.#loadAt <= now) {
      this.#base = this.#loadAt;
      this.#value = this.#cycles;
      this.#loadAt = NEVER;
      this.#counting = this.#gate || this.#mode === 1 || this.#mode === 5;
      this.#live = true;
      this.#fired = false;
    }
    if (this.#swapAt <= now) {
      const low = this.#mode === 3 && this.#inLowHalf(this.#swapAt - 1) === false;
      this.#value = this.#swapTo;
      // a new count that takes over in the middle of a square wave has its first high half behind it
      this.#base = this.#swapAt - (low ? (this.#value + 1) >> 1 : 0);
      this.#swapAt = NEVER;
    }
  }

  /** A copy that has been brought to edge `now`. */
  #at(now: number): Counter {
    if (this.#loadAt > now && this.#swapAt > now) return this;
    const copy = new Counter(this.#newer);
    copy.#copy(this);
    copy.#settle(now);
    return copy;
  }

  #copy(from: Counter): void {
    this.#control = from.#control;
    this.#register = from.#register;
    this.#gate = from.#gate;
    this.#awaiting = from.#awaiting;
    this.#loadAt = from.#loadAt;
    this.#swapAt = from.#swapAt;
    this.#swapTo = from.#swapTo;
    this.#base = from.#base;
    this.#value = from.#value;
    this.#counting = from.#counting;
    this.#live = from.#live;
    this.#fired = from.#fired;
  }

  /** Mode 3: which half of its period the wave is in. */
  #inLowHalf(now: number): boolean {
    return (now - this.#base) % this.#value >= (this.#value + 1) >> 1;
  }

  get #endless(): boolean {
    return this.#mode === 2 || this.#mode === 3;
  }

  /** OUT when `now` edges have happened. */
  outAt(now: number): boolean {
    const c = this.#at(now);
    const mode = c.#mode;
    const age = now - c.#base;
    if (c.#endless) {
      if (!c.#counting) return true;
      return mode === 2 ? c.#value === 1 || age % c.#value !== c.#value - 1 : !c.#inLowHalf(now);
    }
    const reached = c.#fired || (c.#counting && age >= c.#value);
    if (mode === 0) return c.#live && reached;
    if (!c.#live) return true;
    if (mode === 1) return reached;
    return c.#fired || !(c.#counting && age === c.#value);
  }

  /** The counting element when `now` edges have happened, as a number. */
  countAt(now: number): number {
    const c = this.#at(now);
    if (!c.#counting) return c.#value % c.#modulus;
    const age = now - c.#base;
    if (c.#mode === 2) return (c.#value - (age % c.#value)) % c.#modulus;
    if (c.#mode === 3) return c.#square(age % c.#value) % c.#modulus;
    return (((c.#value - age) % c.#modulus) + c.#modulus) % c.#modulus;
  }

  /** Mode 3 counts in steps of two; the chips differ in how they make an odd number even. */
  #square(phase: number): number {
    const n = this.#value;
    const high = (n + 1) >> 1;
    const low = phase >= high;
    const p = low ? phase - high : phase;
    if ((n & 1) === 0) return n - 2 * p;
    if (this.#newer) return n - 1 - 2 * p;
    if (p === 0) return n;
    return low ? n - 1 - 2 * p : n + 1 - 2 * p;
  }

  /** The number of edges at which OUT may change next, later than `now`; Infinity if it stays. */
  nextChange(now: number): number {
    const c = this.#at(now);
    if (c.#loadAt !== NEVER) return c.#loadAt;
    if (!c.#counting || !c.#live) return NEVER;
    if (c.#endless) {
      const n = c.#value;
      const start = now - ((now - c.#base) % n);
      const high = c.#mode === 2 ? n - 1 : (n + 1) >> 1;
      if (n === 1) return NEVER;
      return Math.min(now < start + high ? start + high : start + n, c.#swapAt);
    }
    const end = c.#base + c.#value;
    if (c.#fired || now > end || (now === end && c.#mode < 4)) return NEVER;
    return now < end ? end : end + 1;
  }

  /** Modes 2 and 3 from `now` on: start of a period, its length, and for how long OUT is high; null in other modes. */
  wave(now: number): { start: number; cycles: number; high: number } | null {
    const c = this.#at(now);
    if (!c.#endless || !c.#counting || c.#loadAt !== NEVER || c.#swapAt !== NEVER || c.#value === 1) return null;
    const cycles = c.#value;
    const start = now - ((now - c.#base) % cycles);
    return { start, cycles, high: c.#mode === 2 ? cycles - 1 : (cycles + 1) >> 1 };
  }

  // ---------------------------------------------------------------- programming

  /** A control word for this counter, other than a latch command. OUT takes the mode's first level at once. */
  control(word: number, now: number): void {
    this.#settle(now);
    const value = this.countAt(now);
    this.#control = word & 0x3f;
    this.#half = this.#latched = this.#latchedStatus = -1;
    this.#readHigh = false;
    this.#awaiting = true;
    this.#loadAt = this.#swapAt = NEVER;
    this.#base = now;
    this.#value = value;
    this.#counting = this.#live = this.#fired = false;
  }

  write(byte: number, now: number): void {
    this.#settle(now);
    const bytes = this.#bytes;
    if (bytes === LOW) this.#count(byte, now);
    else if (bytes === HIGH) this.#count(byte << 8, now);
    else if (this.#half >= 0) {
      const low = this.#half;
      this.#half = -1;
      this.#count((byte << 8) | low, now);
    } else {
      this.#half = byte;
      // mode 0 stops counting, and OUT goes low, when the first of two bytes comes
      if (this.#mode === 0) {
        this.#value = this.countAt(now);
        this.#base = now;
        this.#counting = this.#live = this.#fired = false;
        this.#loadAt = NEVER;
      } else if (!this.#awaiting) {
        // the register is two bytes, and what reloads the element in between takes both as they are
        this.#register = (this.#register & 0xff00) | byte;
        if (this.#endless) this.#renew(now);
      }
    }
  }

  /** A complete count. */
  #count(count: number, now: number): void {
    this.#register = count;
    const first = this.#awaiting;
    this.#awaiting = false;
    switch (this.#mode) {
      case 0:
        this.#live = this.#fired = false;
        this.#loadAt = now + 1;
        break;
      case 4:
        this.#loadAt = now + 1;
        break;
      case 2:
      case 3:
        if (first) this.#loadAt = now + 1;
        else this.#renew(now);
        break;
      default:
      // modes 1 and 5 wait for their trigger
    }
  }

  /** Modes 2 and 3: the count in the register takes over with the next reload. */
  #renew(now: number): void {
    if (this.#loadAt !== NEVER || !this.#counting) return;
    this.#swapTo = this.#cycles;
    const n = this.#value;
    const phase = (now - this.#base) % n;
    const half = this.#mode === 3 && phase < (n + 1) >> 1 ? (n + 1) >> 1 : n;
    this.#swapAt = now - phase + half;
  }

  gate(on: boolean, now: number): void {
    if (on === this.#gate) return;
    this.#settle(now);
    this.#gate = on;
    const mode = this.#mode;
    if (mode === 0 || mode === 4) {
      if (!this.#live) return;
      if (!on) this.#freeze(now);
      else {
        this.#base = now;
        this.#counting = true;
      }
    } else if (mode === 1 || mode === 5) {
      if (on && !this.#awaiting) this.#loadAt = now + 1;
    } else if (!on) {
      if (this.#counting) this.#freeze(now);
      this.#swapAt = NEVER;
    } else if (!this.#awaiting) this.#loadAt = now + 1;
  }

  #freeze(now: number): void {
    if (!this.#endless && this.#counting && now - this.#base >= this.#value) this.#fired = true;
    this.#value = this.countAt(now);
    this.#base = now;
    this.#counting = false;
  }

  // ---------------------------------------------------------------- reading

  /** The count as it is read: in BCD if it counts so. */
  #image(now: number): number {
    const n = this.countAt(now);
    if ((this.#control & 1) === 0) return n;
    return (
      (Math.floor(n / 1000) << 12) | ((Math.floor(n / 100) % 10) << 8) | ((Math.floor(n / 10) % 10) << 4) | (n % 10)
    );
  }

  /** Counter latch command: ignored while a latched count waits to be read. */
  latch(now: number): void {
    if (this.#latched < 0) this.#latched = this.#image(now);
  }

  /** 8254: bit 7 OUT, bit 6 the count written has not been loaded yet, bits 5–0 as in the control word. */
  latchStatus(now: number): void {
    if (this.#latchedStatus >= 0) return;
    const c = this.#at(now);
    const null_ = c.#awaiting || c.#half >= 0 || c.#loadAt !== NEVER || c.#swapAt !== NEVER;
    this.#latchedStatus = (this.outAt(now) ? 0x80 : 0) | (null_ ? 0x40 : 0) | this.#control;
  }

  peek(now: number): number {
    if (this.#latchedStatus >= 0) return this.#latchedStatus;
    const image = this.#latched >= 0 ? this.#latched : this.#image(now);
    const high = this.#bytes === HIGH || (this.#bytes !== LOW && this.#readHigh);
    return (high ? image >> 8 : image) & 0xff;
  }

  read(now: number): number {
    const byte = this.peek(now);
    if (this.#latchedStatus >= 0) {
      this.#latchedStatus = -1;
      return byte;
    }
    const both = this.#bytes !== LOW && this.#bytes !== HIGH;
    if (both) this.#readHigh = !this.#readHigh;
    if (!both || !this.#readHigh) this.#latched = -1;
    return byte;
  }

  state(io: StateIo): void {
    this.#control = io.number('control', this.#control);
    this.#register = io.number('register', this.#register);
    this.#half = io.number('half', this.#half);
    this.#gate = io.bool('gate', this.#gate);
    this.#awaiting = io.bool('awaiting', this.#awaiting);
    this.#loadAt = io.number('loadAt', this.#loadAt);
    this.#swapAt = io.number('swapAt', this.#swapAt);
    this.#swapTo = io.number('swapTo', this.#swapTo);
    this.#base = io.number('base', this.#base);
    this.#value = io.number('value', this.#value);
    this.#counting = io.bool('counting', this.#counting);
    this.#live = io.bool('live', this.#live);
    this.#fired = io.bool('fired', this.#fired);
    this.#latched = io.number('latched', this.#latched);
    this.#latchedStatus = io.number('latchedStatus', this.#latchedStatus);
    this.#readHigh = io.bool('readHigh', this.#readHigh);
  }
}
