import type { HostClock } from './host-clock.ts';

/**
 * How emulated time follows wall time.
 * - `real`: at the machine's own speed, times the speed factor.
 * - `warp`: as fast as possible.
 * - `auto`: warp while the guest computes, real while it only waits for input.
 */
export type Pacing = 'real' | 'warp' | 'auto';

export const PACINGS: readonly Pacing[] = ['auto', 'real', 'warp'];

/** Wall time after which the host gets a turn, in ms. */
const TURN = 10;
/** Lag in ms that is caught up; a longer one (the host slept) is forgotten. */
const MOST_LAG = 250;
/** Shortest sleep that is worth it, in ms. */
const SHORTEST_SLEEP = 1;

/** Decides how long slices are and how long to sleep between them. Its decisions never reach the machine's state. */
export class Pacer {
  pacing: Pacing;
  /** Factor for `real`: 2 = twice as fast as the machine was. */
  speed: number;
  readonly #clock: HostClock;
  readonly #ticksPerSecond: number;
  #mode: 'real' | 'warp' = 'warp';
  #anchorMs = 0;
  #anchorTick = 0;
  #lastTurn = 0;
  #sliceMs = 0;
  #sliceTick = 0;
  /** Measured speed, in ticks per ms of wall time. */
  #rate: number;

  constructor(clock: HostClock, ticksPerSecond: number, pacing: Pacing, speed: number) {
    this.#clock = clock;
    this.#ticksPerSecond = ticksPerSecond;
    this.pacing = pacing;
    this.speed = speed;
    // the machine's own speed, until a measurement tells better
    this.#rate = ticksPerSecond / 1000;
  }

  /** A run begins at `tick`. */
  begin(tick: number): void {
    const now = this.#clock.now();
    this.#anchor(now, tick);
    this.#lastTurn = now;
    this.#sliceMs = now;
    this.#sliceTick = tick;
  }

  #anchor(now: number, tick: number): void {
    this.#anchorMs = now;
    this.#anchorTick = tick;
  }

  #wanted(idle: boolean): 'real' | 'warp' {
    if (this.pacing === 'auto') return idle ? 'real' : 'warp';
    return this.pacing;
  }

  #enter(mode: 'real' | 'warp', now: number, tick: number): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#anchor(now, tick);
  }

  /** Ticks that the next slice takes. */
  slice(tick: number, idle: boolean): number {
    this.#sliceMs = this.#clock.now();
    this.#sliceTick = tick;
    this.#enter(this.#wanted(idle), this.#sliceMs, tick);
    const perMs = this.#mode === 'real' ? (this.#ticksPerSecond * this.speed) / 1000 : Math.max(this.#rate, 1);
    return Math.max(1, Math.round(perMs * TURN));
  }

  /** What to do after a slice that ended at `tick`: sleep that many ms; 0 = give the host a turn; −1 = go on at once. */
  pause(tick: number, idle: boolean): number {
    const now = this.#clock.now();
    const took = now - this.#sliceMs;
    if (took >= 1) {
      const rate = (tick - this.#sliceTick) / took;
      this.#rate = (this.#rate + rate) / 2;
    } else if (tick > this.#sliceTick) {
      // too fast to measure: try longer slices, up to a second of the machine's time
      this.#rate = Math.min(this.#rate * 2, this.#ticksPerSecond / TURN);
    }
    // a slice that was begun at warp may have run far ahead of the wall clock: time counts from its end
    this.#enter(this.#wanted(idle), now, tick);
    if (this.#mode === 'real') {
      const due = this.#anchorMs + ((tick - this.#anchorTick) * 1000) / (this.#ticksPerSecond * this.speed);
      const ahead = due - now;
      if (ahead >= SHORTEST_SLEEP) {
        this.#lastTurn = now + ahead;
        return ahead;
      }
      if (ahead < -MOST_LAG) this.#anchor(now, tick);
    }
    // a slice is aimed at a whole turn and may fall a little short of it
    if (now - this.#lastTurn < TURN * 0.75) return -1;
    this.#lastTurn = now;
    return 0;
  }
}
