import type { StateIo } from '@backplane/kernel';

/*
 * The timers of a VIA never stop: what they do in any number of cycles is computed at once.
 *
 * A timer that was written with N in cycle c reads N in cycle c + 1, 0 in c + 1 + N and FFFFh in c + 2 + N: that is the
 * underflow.
 */

/** Timer 1: is loaded from its latch in the cycle after an underflow, in both modes. */
export class Timer1 {
  latch = 0;
  counter = 0;
  /** Written in this cycle: does not count in the next. */
  #held = false;
  /** The counter shows FFFFh and is loaded next. */
  #reload = false;

  reset(): void {
    this.latch = 0;
    this.counter = 0;
    this.#held = false;
    this.#reload = false;
  }

  /** Loads the counter from the latch. */
  start(): void {
    this.counter = this.latch;
    this.#held = true;
    this.#reload = false;
  }

  /** Cycles until the next underflow, 1 or more. */
  get distance(): number {
    return this.#reload ? this.latch + 2 : this.counter + (this.#held ? 2 : 1);
  }

  /** Passes `n` cycles, 1 or more. @returns the number of underflows */
  pass(n: number): number {
    let underflows = 0;
    if (!this.#reload) {
      if (this.#held) {
        this.#held = false;
        n--;
      }
      if (n <= this.counter) {
        this.counter -= n;
        return 0;
      }
      n -= this.counter + 1;
      underflows = 1;
    }
    // the counter shows FFFFh n cycles before the end; from one underflow to the next
    const period = this.latch + 2;
    const left = n % period;
    this.#reload = left === 0;
    this.counter = left === 0 ? 0xffff : this.latch - (left - 1);
    return underflows + Math.floor(n / period);
  }

  state(io: StateIo): void {
    this.latch = io.number('latch', this.latch);
    this.counter = io.number('counter', this.counter);
    this.#held = io.bool('held', this.#held);
    this.#reload = io.bool('reload', this.#reload);
  }
}

/**
 * Timer 2: counts on from FFFFh after an underflow. While it clocks the shift register, its low half is loaded from the
 * latch in the cycle after it has passed 0, and the high half takes one off then.
 */
export class Timer2 {
  /** Low half only. */
  latch = 0;
  counter = 0;
  #held = false;
  /** The low half shows FFh and is loaded next. */
  #reload = false;

  reset(): void {
    this.latch = 0;
    this.counter = 0;
    this.#held = false;
    this.#reload = false;
  }

  start(high: number): void {
    this.counter = (high << 8) | this.latch;
    this.#held = true;
    this.#reload = false;
  }

  /** Cycles until the next underflow of all 16 bits, counting φ2. */
  get distance(): number {
    return this.counter + (this.#held ? 2 : 1);
  }

  /** Passes a cycle or more without counting. */
  rest(): void {
    this.#held = false;
    this.#reload = false;
  }

  /** Counts φ2 for `n` cycles. @returns true if it underflows */
  pass(n: number): boolean {
    const counts = this.#held ? n - 1 : n;
    const underflow = counts > this.counter;
    this.counter = (this.counter - counts) & 0xffff;
    this.rest();
    return underflow;
  }

  /** Counts a pulse on PB6. @returns true if it underflows */
  pulse(): boolean {
    this.counter = (this.counter - 1) & 0xffff;
    return this.counter === 0xffff;
  }

  /** Cycles until the next underflow of the low half, while it clocks the shift register. */
  get lowDistance(): number {
    return this.#reload ? this.latch + 2 : (this.counter & 0xff) + (this.#held ? 2 : 1);
  }

  /** Cycles until the next underflow of all 16 bits, while it clocks the shift register. */
  get fullDistance(): number {
    return this.lowDistance + (this.counter >> 8) * (this.latch + 2);
  }

  /** Passes `n` cycles as the shift register's clock. @returns true if all 16 bits underflow */
  passLow(n: number): boolean {
    const first = this.lowDistance;
    let high = this.counter >> 8;
    if (n < first) {
      if (this.#reload) this.counter = (high << 8) | this.latch;
      this.counter -= this.#reload || this.#held ? n - 1 : n;
      this.rest();
      return false;
    }
    const period = this.latch + 2;
    const left = (n - first) % period;
    const underflows = 1 + Math.floor((n - first) / period);
    const all = underflows > high;
    high = (high - underflows) & 0xff;
    this.#held = false;
    this.#reload = left === 0;
    this.counter = (high << 8) | (left === 0 ? 0xff : this.latch - (left - 1));
    return all;
  }

  state(io: StateIo): void {
    this.latch = io.number('latch', this.latch);
    this.counter = io.number('counter', this.counter);
    this.#held = io.bool('held', this.#held);
    this.#reload = io.bool('reload', this.#reload);
  }
}
