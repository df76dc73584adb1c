import { type Ratio, ratio } from '@backplane/kernel';

/*
 * Sample rate conversion
 *
 * A band-limited signal is a sum of sinc functions, one for each sample; its value between the samples follows from
 * them. The sinc is cut off by a Kaiser window (Kaiser 1974: the length for a wanted attenuation and transition band),
 * and its band is that of the lower rate, so that nothing folds back. See J. O. Smith, "Digital Audio Resampling Home
 * Page" (CCRMA).
 *
 * Output sample n lies at input time n × P / Q, P / Q being the reduced ratio of the rates: the position is kept in
 * integers and never drifts, whatever the sizes of the pieces that come in. With few phases (Q) the kernel is tabled at
 * each of them, otherwise at many evenly spaced ones and interpolated linearly between.
 */

/** Attenuation outside the band, in dB. */
const ATTENUATION = 100;
/** Part of the lower Nyquist frequency that passes unchanged. */
const PASSBAND = 0.9;
/** Phases that are tabled exactly at most. */
const MOST_PHASES = 1024;
/** Phases for each sample of the lower rate, where they are interpolated: the error is below −110 dB. */
const PHASES = 1024;

/** The modified Bessel function of the first kind, order 0, by its power series. */
function bessel0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** A low-pass filter's impulse response at distance `x` (0 or more) from its centre, in input samples; not to scale. */
function kernel(x: number, cutoff: number, half: number, beta: number): number {
  const u = x / half;
  if (u >= 1) return 0;
  const phase = 2 * Math.PI * cutoff * x;
  return (x === 0 ? 1 : Math.sin(phase) / phase) * bessel0(beta * Math.sqrt(1 - u * u));
}

/** Converts one channel from one rate to another. */
export class Resampler {
  /** Input samples on each side of an output sample that it depends on. */
  readonly half: number;
  readonly #p: number;
  readonly #q: number;
  readonly #taps: number;
  /** Rows of the kernel, one for each phase and one more. */
  readonly #rows: Float64Array;
  readonly #phases: number;
  readonly #exact: boolean;
  /** Input from `#from` on, counted from the first sample; before the first one there is silence. */
  #input: Float32Array;
  #length: number;
  #from: number;
  /** Place in `#input` from which on all samples are the same: the filter leaves a constant as it is. */
  #quiet = 0;
  /** Where the next output sample lies: input sample and remainder (0 to Q − 1). */
  #index = 0;
  #remainder = 0;

  /**
   * @param from input samples a second
   * @param to output samples a second, a whole number
   */
  constructor(from: Ratio, to: number) {
    const step = ratio(from.num, from.den * to);
    this.#p = step.num;
    this.#q = step.den;
    const lower = Math.min(1, this.#q / this.#p);
    const transition = 0.5 * lower * (1 - PASSBAND);
    const taps = (ATTENUATION - 7.95) / (14.36 * transition) + 1;
    this.half = this.#p === this.#q ? 0 : Math.ceil(taps / 2);
    // an even number of them, so that the loops can take two at a time
    this.#taps = 2 * this.half;
    this.#exact = this.#q <= MOST_PHASES;
    this.#phases = this.#exact ? this.#q : Math.max(16, Math.ceil(PHASES * lower));
    this.#rows = this.half === 0 ? new Float64Array(0) : this.#table(0.25 * lower * (1 + PASSBAND));
    this.#length = Math.max(0, this.half - 1);
    this.#from = -this.#length;
    this.#input = new Float32Array(this.#length + 4096);
  }

  #table(cutoff: number): Float64Array {
    const beta = 0.1102 * (ATTENUATION - 8.7);
    const taps = this.#taps;
    const phases = this.#phases;
    const curve = Float64Array.from({ length: this.half * phases + 1 }, (_, n) =>
      kernel(n / phases, cutoff, this.half, beta),
    );
    const rows = new Float64Array((phases + 1) * taps);
    for (let phase = 0; phase <= phases; phase++) {
      const row = rows.subarray(phase * taps, (phase + 1) * taps);
      let sum = 0;
      for (let k = 0; k < taps; k++) {
        const value = curve[Math.abs((k - (this.half - 1)) * phases - phase)]!;
        row[k] = value;
        sum += value;
      }
      // a constant stays exactly what it is, whatever the phase
      for (let k = 0; k < taps; k++) row[k]! /= sum;
    }
    return rows;
  }

  /** Takes input: every `stride`-th sample from `offset` on. */
  push(samples: Float32Array, offset = 0, stride = 1): void {
    const count = Math.floor((samples.length - offset + stride - 1) / stride);
    this.#room(count);
    const input = this.#input;
    let to = this.#length;
    let quiet = this.#quiet;
    let last = to === 0 ? Number.NaN : input[to - 1]!;
    for (let i = offset; i < samples.length; i += stride) {
      const x = samples[i]!;
      if (x !== last) {
        last = x;
        quiet = to;
      }
      input[to++] = x;
    }
    this.#quiet = quiet;
    this.#length = to;
  }

  /** Makes room for `count` samples behind those that are there; drops what is no longer needed. */
  #room(count: number): void {
    const keep = this.#index - (this.half === 0 ? 0 : this.half - 1);
    const drop = Math.min(this.#length, Math.max(0, keep - this.#from));
    if (drop > 0) {
      this.#input.copyWithin(0, drop, this.#length);
      this.#length -= drop;
      this.#from += drop;
      this.#quiet -= drop;
    }
    if (this.#length + count <= this.#input.length) return;
    const larger = new Float32Array(2 * (this.#length + count));
    larger.set(this.#input.subarray(0, this.#length));
    this.#input = larger;
  }

  /** Output samples that can be made of what has come. */
  get available(): number {
    // the last one lies so that `half` input samples follow the one at or before it
    const last = this.#from + this.#length - 1 - this.half;
    if (last < this.#index) return 0;
    const span = (last - this.#index + 1) * this.#q - this.#remainder;
    return Math.ceil(span / this.#p);
  }

  /**
   * The output sample whose first tap is on input sample `start`. The sums are kept in several variables, so that one
   * addition need not wait for the one before.
   * @param row where the row of its phase begins
   * @param fraction how far it is to the next phase
   */
  #dot(start: number, row: number, fraction: number): number {
    const input = this.#input;
    const rows = this.#rows;
    const taps = this.#taps;
    let even = 0;
    let odd = 0;
    if (this.#exact) {
      for (let k = 0; k < taps; k += 2) {
        even += input[start + k]! * rows[row + k]!;
        odd += input[start + k + 1]! * rows[row + k + 1]!;
      }
      return even + odd;
    }
    let nextEven = 0;
    let nextOdd = 0;
    const next = row + taps;
    for (let k = 0; k < taps; k += 2) {
      const x = input[start + k]!;
      const y = input[start + k + 1]!;
      even += x * rows[row + k]!;
      odd += y * rows[row + k + 1]!;
      nextEven += x * rows[next + k]!;
      nextOdd += y * rows[next + k + 1]!;
    }
    const sum = even + odd;
    return sum + (nextEven + nextOdd - sum) * fraction;
  }

  /** Adds the next `count` output samples (at most `available`) to `target`, from `offset` on, each `stride` apart. */
  pull(target: Float32Array, count: number, offset = 0, stride = 1): void {
    const taps = this.#taps;
    const input = this.#input;
    const scale = this.#phases / this.#q;
    for (let n = 0, to = offset; n < count; n++, to += stride) {
      const at = this.#index - this.#from;
      if (taps === 0) target[to]! += input[at]!;
      else {
        const position = this.#remainder * scale;
        const phase = this.#exact ? this.#remainder : Math.floor(position);
        const start = at - (this.half - 1);
        const row = phase * taps;
        target[to]! += this.#quiet <= start ? input[at]! : this.#dot(start, row, position - phase);
      }
      this.#remainder += this.#p;
      const whole = Math.floor(this.#remainder / this.#q);
      this.#index += whole;
      this.#remainder -= whole * this.#q;
    }
  }
}
