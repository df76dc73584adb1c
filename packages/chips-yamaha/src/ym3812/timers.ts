import type { StateIo } from '@backplane/kernel';
import { whole } from './voices.ts';

/*
 * Timers 1 and 2, status and IRQ
 *
 * The timers count upwards, timer 1 each 4 samples (80 µs), timer 2 each 16 (320 µs), in step with the chip's own counter
 * of samples, so that the first count after a start comes early. At 256 they begin again from their register.
 *
 * Source: Yamaha, "YM3812 application manual": registers 02h–04h, status.
 */

export const NEVER = Number.POSITIVE_INFINITY;

/** Status bits. */
const IRQ = 0x80;
/** Bits 2 and 1 of an OPL2's status are 1 (an OPL3 has 0 there). */
const FIXED = 0x06;

/** Register 04h. */
const RESET_IRQ = 0x80;

class Timer {
  /** Samples in a count. */
  readonly step: number;
  /** Its bit in the status, and as a mask in register 04h. */
  readonly flag: number;
  /** Register 02h or 03h. */
  preset = 0;
  running = false;
  masked = false;
  /** The sample before which it runs over. */
  next = NEVER;

  constructor(step: number, flag: number) {
    this.step = step;
    this.flag = flag;
  }

  start(sample: number): void {
    this.running = true;
    this.next = Math.ceil(sample / this.step) * this.step + (255 - this.preset) * this.step;
  }

  /** Samples between two overflows. */
  get period(): number {
    return (256 - this.preset) * this.step;
  }
}

/** Both timers. Times are numbers of samples. */
export class Timers {
  readonly #one = new Timer(4, 0x40);
  readonly #two = new Timer(16, 0x20);
  #flags = 0;

  reset(): void {
    this.#flags = 0;
    for (const timer of [this.#one, this.#two]) {
      timer.preset = 0;
      timer.running = timer.masked = false;
      timer.next = NEVER;
    }
  }

  /** The status register, with everything up to `advance`'s last sample. */
  get status(): number {
    return (this.#flags === 0 ? 0 : IRQ | this.#flags) | FIXED;
  }

  get irq(): boolean {
    return this.#flags !== 0;
  }

  /** Sample before which timer 1 runs over next. */
  get overflow1(): number {
    return this.#one.next;
  }

  /** Sample before which the next flag comes up that is not up yet. */
  get nextFlag(): number {
    return Math.min(this.#flagTime(this.#one), this.#flagTime(this.#two));
  }

  #flagTime(timer: Timer): number {
    return timer.masked || (this.#flags & timer.flag) !== 0 ? NEVER : timer.next;
  }

  /** Does all overflows that come before `sample` or at its beginning. */
  advance(sample: number): void {
    this.#run(this.#one, sample);
    this.#run(this.#two, sample);
  }

  #run(timer: Timer, sample: number): void {
    if (timer.next > sample) return;
    timer.next += (Math.floor((sample - timer.next) / timer.period) + 1) * timer.period;
    if (!timer.masked) this.#flags |= timer.flag;
  }

  /** Writes register 2, 3 or 4 before sample `sample`; all earlier ones have been done. */
  write(register: number, value: number, sample: number): void {
    if (register === 2) this.#one.preset = value;
    else if (register === 3) this.#two.preset = value;
    else if ((value & RESET_IRQ) !== 0) this.#flags = 0;
    else {
      this.#control(this.#one, (value & 1) !== 0, (value & this.#one.flag) !== 0, sample);
      this.#control(this.#two, (value & 2) !== 0, (value & this.#two.flag) !== 0, sample);
    }
  }

  #control(timer: Timer, run: boolean, masked: boolean, sample: number): void {
    timer.masked = masked;
    if (masked) this.#flags &= ~timer.flag;
    if (run === timer.running) return;
    if (run) timer.start(sample);
    else {
      timer.running = false;
      timer.next = NEVER;
    }
  }

  state(io: StateIo): void {
    this.#flags = whole(io, 'flags', this.#flags, 0x60);
    [this.#one, this.#two].forEach((timer, n) => {
      timer.preset = whole(io, `preset ${n + 1}`, timer.preset, 255);
      timer.masked = io.bool(`masked ${n + 1}`, timer.masked);
      timer.running = io.bool(`running ${n + 1}`, timer.running);
      // a timer that stands has no next overflow
      const next = whole(io, `next ${n + 1}`, timer.running ? timer.next : 0, Number.MAX_SAFE_INTEGER);
      timer.next = timer.running ? next : NEVER;
    });
  }
}
