/*
 * Sample rate reduction
 *
 * The chip makes a value each φ2 cycle, about a million a second. Steps of a waveform there reach far beyond what can be
 * heard, so the rate is brought down in stages, each with a filter that leaves nothing in the bands that would fold onto
 * 0–20 kHz: by 4 and by 2 with binomial filters, whose zeros lie in the middle of those bands (below −70 dB), and after the
 * analogue part, at φ2 / 8, by 2 with a longer one that also makes up for what the others take from the highest tones.
 */

/** (1 + z⁻¹)³ (1 + z⁻²)⁴: zeros around a half and a quarter of the rate; symmetric, the first half. */
const T0 = 1 / 128;
const T1 = 3 / 128;
const T2 = 7 / 128;
const T3 = 13 / 128;
const T4 = 18 / 128;
const T5 = 22 / 128;
/** (1 + z⁻¹)⁶, the first half. */
const U0 = 1 / 64;
const U1 = 6 / 64;
const U2 = 15 / 64;
const U3 = 20 / 64;

/** Samples that the first stage and the second look back. */
const BACK4 = 8;
const BACK2 = 5;

/** Reduces the rate of one channel by 8, up to `most` samples (a multiple of 8) at a time. */
export class DecimateBy8 {
  /** Where the caller puts samples: from `start` on. */
  readonly input: Float32Array;
  readonly start = BACK4;
  readonly #middle: Float32Array;
  /** What `run` gives. */
  readonly output: Float32Array;

  constructor(most: number) {
    this.input = new Float32Array(BACK4 + most + 8);
    this.#middle = new Float32Array(BACK2 + most / 4);
    this.output = new Float32Array(most / 8);
  }

  clear(): void {
    this.input.fill(0);
    this.#middle.fill(0);
  }

  /**
   * Reduces `count` samples (a multiple of 8) to count / 8 in `output`. Up to 7 samples behind them are moved to the
   * start; the rest of the input is cleared.
   */
  run(count: number, left: number): void {
    const x = this.input;
    const y = this.#middle;
    const z = this.output;
    const middles = count >> 2;
    for (let k = 0, i = 0; k < middles; k++, i += 4) {
      y[BACK2 + k] =
        T0 * (x[i]! + x[i + 11]!) +
        T1 * (x[i + 1]! + x[i + 10]!) +
        T2 * (x[i + 2]! + x[i + 9]!) +
        T3 * (x[i + 3]! + x[i + 8]!) +
        T4 * (x[i + 4]! + x[i + 7]!) +
        T5 * (x[i + 5]! + x[i + 6]!);
    }
    const outputs = count >> 3;
    for (let k = 0, i = 0; k < outputs; k++, i += 2) {
      z[k] = U0 * (y[i]! + y[i + 6]!) + U1 * (y[i + 1]! + y[i + 5]!) + U2 * (y[i + 2]! + y[i + 4]!) + U3 * y[i + 3]!;
    }
    x.copyWithin(0, count, count + BACK4 + left);
    x.fill(0, BACK4 + left, BACK4 + count + left);
    y.copyWithin(0, middles, middles + BACK2);
  }
}

/** Taps of the last stage. */
const TAPS = 28;
const HALF = TAPS / 2;

/** Half of a symmetric low-pass filter for half the rate `rate` (in Hz), with the inverse of the other stages' loss. */
function lastStage(rate: number): Float64Array {
  const top = 20_000 / rate;
  const stop = 0.5 - top;
  const edge = (top + stop) / 2;
  // loss of the binomial stages at f (in units of `rate`, which is an eighth of φ2's)
  const loss = (f: number): number =>
    Math.cos((Math.PI * f) / 8) ** 3 * Math.cos((Math.PI * f) / 4) ** 4 * Math.cos((Math.PI * f) / 2) ** 6;
  const points = 512;
  const beta = 6;
  const half = new Float64Array(HALF);
  for (let n = 0; n < HALF; n++) {
    const distance = HALF - n - 0.5;
    let sum = 0;
    for (let p = 0; p < points; p++) {
      const f = ((p + 0.5) / points) * edge;
      sum += Math.cos(2 * Math.PI * f * distance) / loss(f);
    }
    const u = distance / HALF;
    half[n] = ((2 * edge) / points) * sum * bessel0(beta * Math.sqrt(1 - u * u));
  }
  const gain = 2 * half.reduce((a, b) => a + b, 0);
  return half.map((h) => h / gain);
}

/** The modified Bessel function of the first kind, order 0. */
function bessel0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** Reduces the rate by 2, sample by sample of the output; up to `most` samples (even) at a time. */
export class DecimateBy2 {
  /** Where the caller puts samples: from `start` on. */
  readonly input: Float64Array;
  readonly start = TAPS - 2;
  readonly #half: Float64Array;

  /** @param rate samples a second that come in */
  constructor(most: number, rate: number) {
    this.input = new Float64Array(TAPS - 2 + most + 1);
    this.#half = lastStage(rate);
  }

  clear(): void {
    this.input.fill(0);
  }

  /** Puts `count` / 2 samples to `output` from `at` on; `count` may be odd, the last one then waits. Returns how many. */
  run(count: number, output: Float32Array, at: number): number {
    const x = this.input;
    const half = this.#half;
    const outputs = count >> 1;
    for (let k = 0, i = 0; k < outputs; k++, i += 2) {
      let sum = 0;
      for (let n = 0, end = i + TAPS - 1; n < HALF; n++) sum += half[n]! * (x[i + n]! + x[end - n]!);
      output[at + k] = sum;
    }
    x.copyWithin(0, outputs * 2, count + TAPS - 2);
    return outputs;
  }
}
