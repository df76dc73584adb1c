/**
 * A seeded generator of pseudo-random numbers for tests (xorshift, 32 bits of state: G. Marsaglia, "Xorshift RNGs",
 * Journal of Statistical Software 8/14, 2003). The same seed gives the same numbers everywhere.
 */
export class Prng {
  #state: number;

  /** @param seed any integer */
  constructor(seed: number) {
    // 0 would stay 0; the multiplication spreads small seeds
    this.#state = Math.imul(seed | 0, 0x9e3779b1) ^ 0x2545f491 || 1;
  }

  /** A 32-bit integer, 0 to 2^32 − 1. */
  next(): number {
    let s = this.#state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.#state = s;
    return s >>> 0;
  }

  /** An integer from 0 to `limit` − 1. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  /** An integer from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True with a chance of one in `n`. */
  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }

  /** One of the values. */
  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}
