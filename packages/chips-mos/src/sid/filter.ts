import type { SidModel } from './combined.ts';
import { dacTable } from './dac.ts';

/*
 * The filter
 *
 * Two integrators in a loop give high-pass, band-pass and low-pass at once; the integrators' resistances set the cutoff,
 * the feedback of the band-pass the resonance. On the 6581 the resistances are NMOS transistors whose gates follow the
 * cutoff register through an uneven converter: the frequency hardly moves at first, climbs steeply in the middle, and drops
 * a little where the converter's high bits change. Their resistance depends on the signal too, and the amplifiers are mere
 * inverters that saturate early, which is the chip's sound. The 8580 switches resistors: it is almost linear in both.
 *
 * The equations are solved with the trapezoidal rule (V. Zavalishin, "The Art of VA Filter Design"), so that the cutoff is
 * right up to the top.
 *
 * Sources: data sheets; Bob Yannes in an interview with Andreas Varga (1996); Michiel Boland's spectrograms of 6581 and
 * 8580 filter sweeps (2024): all 6581 differ, the 8580 are alike. Constants here make a 6581 of the middle range.
 */

/** 6581: cutoff in Hz at the ends, and middle and steepness of the climb in parts of the converter's range. */
const LOW_6581 = 210;
const HIGH_6581 = 17_500;
const MIDDLE_6581 = 0.4;
const STEEP_6581 = 14;
/** 8580: cutoff of the highest register value, in Hz. */
const HIGH_8580 = 12_500;
const LOW_8580 = 30;

/** Cutoff frequency in Hz by the 11-bit register. */
export function cutoffTable(model: SidModel): Float64Array {
  const table = new Float64Array(2048);
  if (model === '8580') {
    for (let fc = 0; fc < 2048; fc++) table[fc] = LOW_8580 + ((HIGH_8580 - LOW_8580) * fc) / 2047;
    return table;
  }
  const dac = dacTable('6581', 11);
  // the transistor opens like a soft threshold in its gate voltage
  const open = (x: number): number => Math.log1p(Math.exp(STEEP_6581 * (x - MIDDLE_6581))) / STEEP_6581;
  const floor = open(0);
  const scale = (HIGH_6581 - LOW_6581) / (open(1) - floor);
  for (let fc = 0; fc < 2048; fc++) table[fc] = LOW_6581 + scale * (open(dac[fc]!) - floor);
  return table;
}

/** Damping (1 / Q) by the resonance register. */
function damping(model: SidModel, resonance: number): number {
  return model === '6581' ? 1.4 - 0.06 * resonance : 2 ** ((4 - resonance) / 8);
}

/** 6581: how much the integrators' conductance changes with the signal. */
const BEND = 0.12;
/** 6581: level at which the amplifiers saturate, and the most that the integrators hold. */
const CLIP = 1.8;
const HOLD = 2.4;

/** Three outputs of the filter that go to the mixer: bits 4–6 of register 24. */
const LOW = 1;
const BAND = 2;
const HIGH = 4;

/** The filter, at a fixed sample rate. Signals are in units of one voice's range. */
export class SidFilter {
  readonly #model: SidModel;
  readonly #rate: number;
  readonly #cutoffs: Float64Array;
  readonly #bend: number;
  readonly #clip = CLIP;
  /** Tangent of the prewarped cutoff, damping, outputs. */
  #g = 0;
  #damping = 1;
  #low = 0;
  #band = 0;
  #high = 0;
  /** Integrators. */
  #s1 = 0;
  #s2 = 0;
  /** What the outputs last added up to. */
  #last = 0;

  /** @param rate samples a second */
  constructor(model: SidModel, rate: number) {
    this.#model = model;
    this.#rate = rate;
    this.#cutoffs = cutoffTable(model);
    this.#bend = model === '6581' ? BEND : 0;
    this.set(0, 0, 0);
  }

  clear(): void {
    this.#s1 = 0;
    this.#s2 = 0;
  }

  /** @param cutoff 0–2047 @param resonance 0–15 @param mode bit 0 low-pass, bit 1 band-pass, bit 2 high-pass */
  set(cutoff: number, resonance: number, mode: number): void {
    this.#g = Math.tan(Math.min((Math.PI * this.#cutoffs[cutoff]!) / this.#rate, 1.3));
    this.#damping = damping(this.#model, resonance);
    this.#low = (mode & LOW) !== 0 ? 1 : 0;
    this.#band = (mode & BAND) !== 0 ? 1 : 0;
    this.#high = (mode & HIGH) !== 0 ? 1 : 0;
  }

  /**
   * Filters `count` samples: `input` and a constant `bias`. The mixed outputs are added to `output`.
   * @returns true if the filter has come to rest
   */
  run(input: Float64Array, bias: number, count: number, output: Float64Array): boolean {
    return this.#bend === 0 ? this.#runLinear(input, bias, count, output) : this.#runBent(input, bias, count, output);
  }

  #runLinear(input: Float64Array, bias: number, count: number, output: Float64Array): boolean {
    const g = this.#g;
    const feedback = this.#damping + g;
    const scale = 1 / (1 + g * feedback);
    const low = this.#low;
    const band = this.#band;
    const high = this.#high;
    let s1 = this.#s1;
    let s2 = this.#s2;
    let sum = 0;
    let moved = 0;
    for (let n = 0; n < count; n++) {
      const hp = (input[n]! + bias - feedback * s1 - s2) * scale;
      const v1 = g * hp;
      const bp = v1 + s1;
      const v2 = g * bp;
      const lp = v2 + s2;
      sum = low * lp + band * bp + high * hp;
      output[n]! += sum;
      s1 = v1 + bp;
      s2 = v2 + lp;
      moved = v1 + v2;
    }
    return this.#keep(s1, s2, sum, moved);
  }

  #runBent(input: Float64Array, bias: number, count: number, output: Float64Array): boolean {
    const g0 = this.#g;
    const feedback = this.#damping + g0;
    const scale = 1 / (1 + g0 * feedback);
    const low = this.#low;
    const band = this.#band;
    const high = this.#high;
    const bend = this.#bend;
    const clip = this.#clip;
    // an amplifier's output follows its input like x − 4/27 x³, up to its clip level
    const edge = 1.5 * clip;
    const cubic = 4 / 27 / (clip * clip);
    let s1 = this.#s1;
    let s2 = this.#s2;
    let sum = 0;
    let moved = 0;
    for (let n = 0; n < count; n++) {
      const x = input[n]! + bias;
      const hp = (x - feedback * s1 - s2) * scale;
      // the transistors conduct better the further the signal is from the gate's voltage
      const g = g0 + g0 * bend * (x - s2);
      const v1 = g * (hp > edge ? clip : hp < -edge ? -clip : hp - cubic * hp * hp * hp);
      const bp = v1 + s1;
      const v2 = g * (bp > edge ? clip : bp < -edge ? -clip : bp - cubic * bp * bp * bp);
      const lp = v2 + s2;
      sum = low * lp + band * bp + high * hp;
      output[n]! += sum;
      s1 = v1 + bp;
      s2 = v2 + lp;
      if (s1 > HOLD) s1 = HOLD;
      else if (s1 < -HOLD) s1 = -HOLD;
      if (s2 > HOLD) s2 = HOLD;
      else if (s2 < -HOLD) s2 = -HOLD;
      moved = v1 + v2;
    }
    return this.#keep(s1, s2, sum, moved);
  }

  #keep(s1: number, s2: number, sum: number, moved: number): boolean {
    this.#s1 = s1;
    this.#s2 = s2;
    this.#last = sum;
    // the low-pass comes closer to its end by g² of what is left with each sample
    const little = 1e-6 * this.#g * this.#g;
    return moved < little && moved > -little && s1 < 1e-6 && s1 > -1e-6;
  }

  /** `count` samples at rest: as `run` with the input as it was. */
  rest(count: number, output: Float64Array): void {
    const last = this.#last;
    if (last !== 0) for (let n = 0; n < count; n++) output[n]! += last;
  }
}
