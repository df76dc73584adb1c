/*
 * Sample rate reduction
 *
 * The chip makes a value each φ2 cycle, about a million a second. Steps of a waveform there reach far beyond what can be
 * heard, so the rate is brought down in stages, each with a filter that leaves nothing in the bands that would fold onto
 * 0–20 kHz: by 4 with a binomial filter, whose zeros lie in the middle of those bands (below −70 dB there), and twice by 2
 * with half-band filters (equiripple, below −79 and −83 dB), of which every other coefficient is 0.
 */

/** (1 + z⁻¹)³ (1 + z⁻²)⁴: zeros around a half and a quarter of the rate; symmetric, the first half. */
const T0 = 1 / 128;
const T1 = 3 / 128;
const T2 = 7 / 128;
const T3 = 13 / 128;
const T4 = 18 / 128;
const T5 = 22 / 128;
/** Half-band filter of 11 coefficients for 0.0812 of the rate (20 kHz of φ2 / 4), scaled to a sum of 1: odd ones. */
const U0 = 0.0081497 / 1.0000965;
const U1 = -0.0548121 / 1.0000965;
const U2 = 0.2967106 / 1.0000965;
const U = 0.5 / 1.0000965;
/** Half-band filter of 27 coefficients for 0.1624 of the rate (20 kHz of φ2 / 8). */
const V0 = 0.0004952 / 1.0000644;
const V1 = -0.0023907 / 1.0000644;
const V2 = 0.0074358 / 1.0000644;
const V3 = -0.01845 / 1.0000644;
const V4 = 0.0407248 / 1.0000644;
const V5 = -0.0906048 / 1.0000644;
const V6 = 0.3128218 / 1.0000644;
const V = 0.5 / 1.0000644;

/** Samples that the last stage looks back. */
const BACK_V = 25;

/** Reduces the rate of one channel by 8, up to `most` samples (a multiple of 8) at a time. */
export class DecimateBy8 {
  /** Where the caller adds samples. */
  readonly input: Float64Array;
  /** What `run` gives. */
  readonly output: Float64Array;
  /** What the last groups of four samples contribute to the sums of the first stage that are not complete. */
  #second = 0;
  #third = 0;
  /** The second stage's last samples: even ones from the oldest on, and odd ones. */
  readonly #even = new Float64Array(5);
  readonly #odd = new Float64Array(3);

  constructor(most: number) {
    this.input = new Float64Array(most + 8);
    this.output = new Float64Array(most / 8);
  }

  clear(): void {
    this.input.fill(0);
    this.#second = 0;
    this.#third = 0;
    this.#even.fill(0);
    this.#odd.fill(0);
  }

  /**
   * Reduces `count` samples (a multiple of 8) to count / 8 in `output`. The `left` samples behind them (up to 7) move to
   * the start; the rest of the input is cleared.
   */
  run(count: number, left: number): void {
    const x = this.input;
    const z = this.output;
    // of the 12 coefficients, the first four wait for two more groups, the middle four for one
    let second = this.#second;
    let third = this.#third;
    const evens = this.#even;
    const odds = this.#odd;
    let e0 = evens[0]!;
    let e1 = evens[1]!;
    let e2 = evens[2]!;
    let e3 = evens[3]!;
    let e4 = evens[4]!;
    let o0 = odds[0]!;
    let o1 = odds[1]!;
    let o2 = odds[2]!;
    for (let k = 0, i = 0; i < count; k++, i += 8) {
      let a = x[i]!;
      let b = x[i + 1]!;
      let c = x[i + 2]!;
      let d = x[i + 3]!;
      const even = third + T3 * a + T2 * b + T1 * c + T0 * d;
      third = second + T4 * (a + d) + T5 * (b + c);
      second = T0 * a + T1 * b + T2 * c + T3 * d;
      a = x[i + 4]!;
      b = x[i + 5]!;
      c = x[i + 6]!;
      d = x[i + 7]!;
      const odd = third + T3 * a + T2 * b + T1 * c + T0 * d;
      third = second + T4 * (a + d) + T5 * (b + c);
      second = T0 * a + T1 * b + T2 * c + T3 * d;
      z[k] = U0 * (e0 + even) + U1 * (e1 + e4) + U2 * (e2 + e3) + U * o0;
      e0 = e1;
      e1 = e2;
      e2 = e3;
      e3 = e4;
      e4 = even;
      o0 = o1;
      o1 = o2;
      o2 = odd;
    }
    this.#second = second;
    this.#third = third;
    evens[0] = e0;
    evens[1] = e1;
    evens[2] = e2;
    evens[3] = e3;
    evens[4] = e4;
    odds[0] = o0;
    odds[1] = o1;
    odds[2] = o2;
    x.copyWithin(0, count, count + left);
    x.fill(0, left, count + left);
  }
}

/** Reduces the rate by 2, up to `most` samples at a time. */
export class DecimateBy2 {
  /** Where the caller puts samples: from `start` on. */
  readonly input: Float64Array;
  readonly start = BACK_V;

  constructor(most: number) {
    this.input = new Float64Array(BACK_V + most + 1);
  }

  clear(): void {
    this.input.fill(0);
  }

  /** Puts `count` / 2 samples to `output` from `at` on; of an odd count the last one waits. Returns how many. */
  run(count: number, output: Float32Array, at: number): number {
    const x = this.input;
    const outputs = count >> 1;
    for (let k = at, end = at + outputs, i = 0; k < end; k++, i += 2) {
      output[k] =
        V0 * (x[i]! + x[i + 26]!) +
        V1 * (x[i + 2]! + x[i + 24]!) +
        V2 * (x[i + 4]! + x[i + 22]!) +
        V3 * (x[i + 6]! + x[i + 20]!) +
        V4 * (x[i + 8]! + x[i + 18]!) +
        V5 * (x[i + 10]! + x[i + 16]!) +
        V6 * (x[i + 12]! + x[i + 14]!) +
        V * x[i + 13]!;
    }
    x.copyWithin(0, outputs * 2, count + BACK_V);
    return outputs;
  }

  /** As `run`, for an input that has hardly changed for a long time. */
  pass(count: number, output: Float32Array, at: number): number {
    const x = this.input;
    const outputs = count >> 1;
    for (let k = at, end = at + outputs, i = 13; k < end; k++, i += 2) output[k] = x[i]!;
    x.copyWithin(0, outputs * 2, count + BACK_V);
    return outputs;
  }
}
