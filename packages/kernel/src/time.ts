import { WiringError } from './errors.ts';
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
  /** Ticks per cycle: numerator of the reduced ratio. */
  num: number;
  /** Ticks per cycle: denominator of the reduced ratio. 1 for an integer divider. */
  den: number;
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
    this.num = ticksPerCycle.num;
    this.den = ticksPerCycle.den;
    this.#check();
  }

  #check(): void {
    if (this.num * this.den >= 2 ** 53) {
      throw new WiringError(
        `Clock "${this.id}" is ${this.num}/${this.den} ticks a cycle: the product of both numbers must stay below 2^53. ` +
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
    const r = t % this.num;
    return this.#baseCycle + ((t - r) / this.num) * this.den + Math.ceil((r * this.den) / this.num);
  }

  /**
   * Changes the frequency from cycle `cycle` on (a turbo switch). Earlier cycles can no longer be converted.
   * @throws WiringError if the new ratio is too fine to be exact
   */
  retune(cycle: number, ticksPerCycle: Ratio): void {
    const tick = this.tickOf(cycle);
    this.#baseTick = tick;
    this.#baseCycle = cycle;
    this.num = ticksPerCycle.num;
    this.den = ticksPerCycle.den;
    this.#check();
  }

  state(io: StateIo): void {
    this.num = io.number('num', this.num);
    this.den = io.number('den', this.den);
    this.#baseTick = io.number('baseTick', this.#baseTick);
    this.#baseCycle = io.number('baseCycle', this.#baseCycle);
  }
}
