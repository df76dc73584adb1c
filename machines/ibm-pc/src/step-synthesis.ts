/*
 * A signal of steps as band-limited samples
 *
 * Each step of the signal becomes the integral of a windowed sinc at the step's place, so that nothing above half of the
 * sample rate is left to fold back. Places are whole ticks, and a sample is a whole number of ticks: no error adds up.
 */

/** Half the length of a step, in samples. */
const HALF = 16;
/** Places within a sample that are told apart. */
const PHASES = 96;
/** Where the passband ends, as a part of half of the sample rate. */
const CUTOFF = 0.9;
/** Samples for which there is room at first. */
const CHUNK = 4096;

/** Samples that a step reaches ahead. */
const TAPS = 2 * HALF + 1;

/**
 * Differences from sample to sample that a step of 1 makes: a row of TAPS for each phase; each row adds up to 1. They are
 * the windowed sinc, integrated from one sample to the next.
 */
function stepTable(): Float32Array {
  const points = 2 * HALF * PHASES;
  /** The integral up to each point, from −HALF on. */
  const integral = new Float64Array(points + 1);
  const impulse = (x: number): number => {
    const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / HALF) + 0.08 * Math.cos((2 * Math.PI * x) / HALF);
    return x === 0 ? 1 : (window * Math.sin(Math.PI * CUTOFF * x)) / (Math.PI * CUTOFF * x);
  };
  for (let k = 1; k <= points; k++) {
    const x = k / PHASES - HALF;
    // Simpson's rule over one phase
    integral[k] = integral[k - 1]! + impulse(x - 1 / PHASES) + 4 * impulse(x - 0.5 / PHASES) + impulse(x);
  }
  const at = (k: number): number => integral[Math.max(0, Math.min(points, k))]! / integral[points]!;
  const table = new Float32Array(PHASES * TAPS);
  for (let phase = 0; phase < PHASES; phase++) {
    for (let n = 0; n < TAPS; n++) {
      const end = (n + 1) * PHASES - phase;
      table[phase * TAPS + n] = at(end) - at(end - PHASES);
    }
  }
  return table;
}

let table: Float32Array | null = null;

/** Makes samples from steps. Nothing of it is state. */
export class StepSynthesis {
  readonly #ticksPerSample: number;
  /** Differences for the samples from `#first` on; a step reaches TAPS samples ahead. */
  #differences = new Float32Array(CHUNK + TAPS);
  #first = 0;
  #level = 0;
  #output = new Float32Array(0);
  /** Differences from this one on are 0. */
  #reach = 0;
  /** Of the samples that `take` returned last, those from this one on are all alike. */
  still = 0;

  /** @param ticksPerSample whole ticks between two samples */
  constructor(ticksPerSample: number) {
    this.#ticksPerSample = ticksPerSample;
    table ??= stepTable();
  }

  /** Forgets everything: the signal has been `level` until tick `t`. */
  start(level: number, t: number): void {
    this.#first = Math.floor(t / this.#ticksPerSample);
    this.#level = level;
    this.#differences.fill(0);
    this.#reach = 0;
  }

  /** The signal changes by `amount` at tick `t`, no earlier than the last `take`. */
  step(amount: number, t: number): void {
    const place = t / this.#ticksPerSample;
    const whole = Math.floor(place);
    const at = whole - this.#first;
    if (at + TAPS > this.#differences.length) {
      const grown = new Float32Array(2 * (at + TAPS));
      grown.set(this.#differences);
      this.#differences = grown;
    }
    if (at + TAPS > this.#reach) this.#reach = at + TAPS;
    const row = Math.min(PHASES - 1, Math.floor((place - whole) * PHASES)) * TAPS;
    for (let n = 0; n < TAPS; n++) this.#differences[at + n]! += amount * table![row + n]!;
  }

  /** The samples up to tick `t`. They are late by 16 samples, as any filter is. The array is reused by the next call. */
  take(t: number): Float32Array {
    const count = Math.max(0, Math.floor(t / this.#ticksPerSample) - this.#first);
    if (this.#output.length < count) this.#output = new Float32Array(Math.max(count, CHUNK));
    const known = Math.min(count, this.#reach);
    for (let n = 0; n < known; n++) {
      this.#level += this.#differences[n]!;
      this.#output[n] = this.#level;
    }
    this.#output.fill(this.#level, known, count);
    this.still = Math.max(known - 1, 0);
    if (known > 0) {
      this.#differences.copyWithin(0, known, this.#reach);
      this.#differences.fill(0, this.#reach - known, this.#reach);
      this.#reach -= known;
    }
    this.#first += count;
    return this.#output.subarray(0, count);
  }
}
