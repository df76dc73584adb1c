import { type SidModel, waveformTable } from './combined.ts';
import { dacTable } from './dac.ts';
import { clockNoise, noiseOutput } from './noise.ts';
import type { Oscillator } from './oscillator.ts';

/*
 * Drawing voices
 *
 * A voice is its 12 waveform lines, converted, times its envelope, converted. `VoicePainter` adds a stretch of cycles with
 * one envelope value and no register write to a buffer of samples at the φ2 rate, and moves the oscillator on. What is
 * constant for long (pulse, noise, a stopped oscillator) is drawn in runs.
 */

const TOP_BIT = 0x800000;
const ALL_BITS = 0xffffff;
const TRIANGLE = 1;
const SAWTOOTH = 2;
const PULSE = 4;
const NOISE = 8;

/** Input of the waveform converter at which a voice is silent. Measured on a 6581 (public test program "zerolevel"). */
const ZERO = { '6581': 0x380, '8580': 0x800 } as const;

/** Draws voices of a model. */
export class VoicePainter {
  /** Level by waveform lines, 0 where a voice is silent, full range 1. */
  readonly #levels: Float64Array;
  /** Level by accumulator >> 12, for waveforms 0–7 with the pulse high. */
  readonly #shapes: readonly Float64Array[];
  readonly #old: boolean;

  constructor(model: SidModel) {
    const dac = dacTable(model, 12);
    const zero = dac[ZERO[model]]!;
    this.#old = model === '6581';
    this.#levels = Float64Array.from(dac, (level) => level - zero);
    this.#shapes = [0, 1, 2, 3, 4, 5, 6, 7].map((w) =>
      Float64Array.from(waveformTable(model, w), (lines) => this.#levels[lines]!),
    );
  }

  /**
   * Adds `n` cycles of a voice to `out` from `at` on and does them. There must be no synchronisation in them.
   * @param gain envelope
   * @param source accumulator of the ring modulator before the stretch
   * @param step its frequency, 0 if it stands still
   */
  draw(o: Oscillator, out: Float64Array, at: number, n: number, gain: number, source: number, step: number): void {
    const waveform = o.waveform;
    const ringing = o.ring !== 0 && (waveform & (TRIANGLE | SAWTOOTH | NOISE)) === TRIANGLE;
    if (!o.free) this.#stepwise(o, out, at, n, gain);
    else if (waveform === 0 || (o.test !== 0 && !ringing)) this.#still(o, out, at, n, gain);
    else {
      if (ringing) this.#ring(o, out, at, n, gain, source, step);
      else if ((waveform & NOISE) !== 0) this.#noise(o, out, at, n, gain);
      else if (waveform === PULSE) this.#pulse(o, out, at, n, gain);
      else if ((waveform & PULSE) !== 0) this.#withPulse(o, out, at, n, gain);
      else this.#plain(o, out, at, n, gain);
      o.run(n);
    }
  }

  /** Level of a voice's lines as they are. */
  level(o: Oscillator): number {
    return this.#levels[o.output]!;
  }

  /** Cycle by cycle: noise that is being overwritten. */
  #stepwise(o: Oscillator, out: Float64Array, at: number, n: number, gain: number): void {
    const levels = this.#levels;
    for (let i = at, end = at + n; i < end; i++) {
      o.clock();
      o.show(0);
      out[i]! += gain * levels[o.output]!;
    }
  }

  /** No waveform, or TEST: the lines change slowly, if at all. */
  #still(o: Oscillator, out: Float64Array, at: number, n: number, gain: number): void {
    for (let done = 0; done < n; ) {
      const run = Math.min(n - done, 256);
      o.clock();
      o.show(0);
      const level = gain * this.#levels[o.output]!;
      for (let i = at + done, end = i + run; i < end; i++) out[i]! += level;
      if (run > 1) o.run(run - 1);
      done += run;
    }
  }

  #mask(o: Oscillator): number {
    const combined = (o.waveform & SAWTOOTH) !== 0 && (o.waveform & ~SAWTOOTH) !== 0;
    return this.#old && combined ? TOP_BIT - 1 : ALL_BITS;
  }

  #plain(o: Oscillator, out: Float64Array, at: number, n: number, gain: number): void {
    const shape = this.#shapes[o.waveform]!;
    const mask = this.#mask(o);
    const frequency = o.frequency;
    let a = o.accumulator;
    let i = at;
    for (const end = at + n - 3; i < end; i += 4) {
      a = (a + frequency) & mask;
      out[i]! += gain * shape[a >>> 12]!;
      a = (a + frequency) & mask;
      out[i + 1]! += gain * shape[a >>> 12]!;
      a = (a + frequency) & mask;
      out[i + 2]! += gain * shape[a >>> 12]!;
      a = (a + frequency) & mask;
      out[i + 3]! += gain * shape[a >>> 12]!;
    }
    for (const end = at + n; i < end; i++) {
      a = (a + frequency) & mask;
      out[i]! += gain * shape[a >>> 12]!;
    }
  }

  #withPulse(o: Oscillator, out: Float64Array, at: number, n: number, gain: number): void {
    const shape = this.#shapes[o.waveform]!;
    const low = gain * this.#levels[0]!;
    const mask = this.#mask(o);
    const frequency = o.frequency;
    const width = o.pulseWidth << 12;
    let a = o.accumulator;
    for (let i = at, end = at + n; i < end; i++) {
      a = (a + frequency) & mask;
      out[i]! += a >= width ? gain * shape[a >>> 12]! : low;
    }
  }

  #ring(o: Oscillator, out: Float64Array, at: number, n: number, gain: number, source: number, step: number): void {
    const shape = this.#shapes[o.waveform]!;
    const low = gain * this.#levels[0]!;
    // TEST holds the accumulator at 0 and the pulse high
    const frequency = o.test !== 0 ? 0 : o.frequency;
    const width = (o.waveform & PULSE) !== 0 && o.test === 0 ? o.pulseWidth << 12 : 0;
    let a = o.accumulator;
    let s = source;
    for (let i = at, end = at + n; i < end; i++) {
      a = (a + frequency) & ALL_BITS;
      s = (s + step) & ALL_BITS;
      out[i]! += a >= width ? gain * shape[(a ^ (~s & TOP_BIT)) >>> 12]! : low;
    }
  }

  #pulse(o: Oscillator, out: Float64Array, at: number, n: number, gain: number): void {
    const high = gain * this.#levels[0xfff]!;
    const low = gain * this.#levels[0]!;
    const frequency = o.frequency;
    const width = o.pulseWidth << 12;
    let a = o.accumulator;
    let i = at;
    const end = at + n;
    while (i < end) {
      a = (a + frequency) & ALL_BITS;
      const up = a >= width;
      // cycles until the accumulator passes the edge
      let run = end - i;
      if (frequency !== 0) {
        const left = Math.ceil(((up ? ALL_BITS + 1 : width) - a) / frequency);
        if (left < run) run = left;
      }
      const level = up ? high : low;
      for (const stop = i + run; i < stop; i++) out[i]! += level;
      a += (run - 1) * frequency;
    }
  }

  #noise(o: Oscillator, out: Float64Array, at: number, n: number, gain: number): void {
    const levels = this.#levels;
    const frequency = o.frequency;
    let a = o.accumulator;
    let noise = o.noise;
    let delay = o.noiseDelay;
    let i = at;
    const end = at + n;
    for (;;) {
      // cycles to the one in which the register shifts
      const next = delay !== 0 ? delay : untilNoiseClock(a, frequency) + 2;
      const level = gain * levels[noiseOutput(noise)]!;
      const stop = Math.min(i + next - 1, end);
      while (i < stop) out[i++]! += level;
      if (i === end) return;
      noise = clockNoise(noise);
      out[i++]! += gain * levels[noiseOutput(noise)]!;
      a = (a + next * frequency) & ALL_BITS;
      delay = 0;
    }
  }
}

/** Cycles until bit 19 of an accumulator rises, at least 1; Infinity if it never does. */
function untilNoiseClock(accumulator: number, frequency: number): number {
  if (frequency === 0) return Number.POSITIVE_INFINITY;
  const low = accumulator & 0xfffff;
  return Math.ceil(((low < 0x80000 ? 0x80000 : 0x180000) - low) / frequency);
}
