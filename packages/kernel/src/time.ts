import { StateError, WiringError } from './errors.ts';
import type { StateIo } from './state.ts';

/*
 * Time in a machine
 *
 * A tick is one cycle of the master crystal, an integer kept in a double (exact below 2^53: 16 years of a 17.7 MHz
 * crystal). Every other clock is a ratio of it. A clock with an integer divider costs one multiplication; a second
 * crystal is a rational clock domain. Both are pure functions from cycle numbers to ticks, so nothing accumulates and
 * no rounding error can depend on how a run was sliced.
 */

/** Greatest common divisor of two positive integers. */
export function gcd(a: number, b: number): number {
  while (b !== 0) {
    const r = a % b;
    a = b;
    b = r;
  }
  return a;
}

/** A clock's frequency as an exact ratio of integers, in hertz. */
export interface Ratio {
  readonly num: number;
  readonly den: number;
}

/** Makes a reduced ratio. Both arguments are positive integers below 2^53. */
export function ratio(num: number, den = 1): Ratio {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || num <= 0 || den <= 0) {
    throw new WiringError(`A clock ratio needs two positive integers, not ${num}/${den}.`);
  }
  const g = gcd(num, den);
  return { num: num / g, den: den / g };
}

/**
 * The cycles of one clock on the machine's time line.
 *
 * Cycle `c` starts at tick `floor(c × num / den)`, where `num / den` is the length of a cycle in ticks. The values are
 * exact for every cycle below 2^53 because the division is done on remainders (`num × den` stays below 2^53, which is
 * checked when the domain is made).
 */
export class ClockDomain {
  /** The name the machine definition gave. */
  readonly id: string;
  /** Ticks per cycle: numerator of the reduced ratio. Read-only for others. */
  num: number;
  /** Ticks per cycle: denominator of the reduced ratio. 1 for an integer divider. Read-only for others. */
  den: number;
  /** The ratio at power-on. */
  readonly #wired: Ratio;
  /** Tick at which `baseCycle` starts; both move only when the clock is retuned. */
  #baseTick = 0;
  #baseCycle = 0;

  /**
   * @param id name for messages
   * @param ticksPerCycle length of a cycle in master ticks
   * @throws WiringError if the ratio is too fine to be exact
   */
  constructor(id: string, ticksPerCycle: Ratio) {
    this.id = id;
    this.#check(ticksPerCycle);
    this.#wired = ticksPerCycle;
    this.num = ticksPerCycle.num;
    this.den = ticksPerCycle.den;
  }

  #check({ num, den }: Ratio): void {
    if (num * den >= 2 ** 53) {
      throw new WiringError(
        `Clock "${this.id}" is ${num}/${den} ticks a cycle: the product of both numbers must stay below 2^53. ` +
          'Give the crystals as whole hertz or with a common factor.',
      );
    }
  }

  /** The tick at which cycle `cycle` starts. Integer arguments of 0 and above. */
  tickOf(cycle: number): number {
    const c = cycle - this.#baseCycle;
    if (this.den === 1) return this.#baseTick + c * this.num;
    const r = c % this.den;
    return this.#baseTick + ((c - r) / this.den) * this.num + Math.floor((r * this.num) / this.den);
  }

  /** The first cycle that starts at or after `tick`. */
  cycleAt(tick: number): number {
    const t = tick - this.#baseTick;
    if (t <= 0) return this.#baseCycle;
    if (this.den === 1) {
      // the remainder of doubles is slow; a quotient may be rounded across a whole number, which the products show
      let c = Math.ceil(t / this.num);
      if ((c - 1) * this.num >= t) c--;
      else if (c * this.num < t) c++;
      return this.#baseCycle + c;
    }
    const r = t % this.num;
    return this.#baseCycle + ((t - r) / this.num) * this.den + Math.ceil((r * this.den) / this.num);
  }

  /**
   * Changes the frequency from cycle `cycle` on (a turbo switch). Earlier cycles can no longer be converted.
   * @throws WiringError if the new ratio is too fine to be exact; the clock is then as it was
   */
  retune(cycle: number, ticksPerCycle: Ratio): void {
    this.#check(ticksPerCycle);
    const tick = this.tickOf(cycle);
    this.#baseTick = tick;
    this.#baseCycle = cycle;
    this.num = ticksPerCycle.num;
    this.den = ticksPerCycle.den;
  }

  /** Power-on: the frequency it was wired with, and cycle 0 at tick 0. */
  reset(): void {
    this.num = this.#wired.num;
    this.den = this.#wired.den;
    this.#baseTick = 0;
    this.#baseCycle = 0;
  }

  /** @throws StateError if what is loaded is no clock */
  state(io: StateIo): void {
    const num = io.number('num', this.num);
    const den = io.number('den', this.den);
    const baseTick = io.number('baseTick', this.#baseTick);
    const baseCycle = io.number('baseCycle', this.#baseCycle);
    if (!io.loading) return;
    const exact = num >= 1 && den >= 1 && num * den < 2 ** 53 && baseTick >= 0 && baseCycle >= 0;
    if (!exact || ![num, den, baseTick, baseCycle].every(Number.isSafeInteger)) {
      throw new StateError(
        `Clock "${this.id}" cannot run at ${num}/${den} from tick ${baseTick}: the snapshot is damaged.`,
      );
    }
    this.num = num;
    this.den = den;
    this.#baseTick = baseTick;
    this.#baseCycle = baseCycle;
  }
}
