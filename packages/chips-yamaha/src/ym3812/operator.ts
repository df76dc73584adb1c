import { FASTEST, samplesToStep, stepAt } from './envelope-rates.ts';
import { keyScaleLevel, MULTIPLE } from './tables.ts';

/*
 * An operator: phase generator and envelope generator
 *
 * Sources: Yamaha, "YM3812 application manual": registers, rates, key scaling; "An investigation into the behaviour of
 * the Yamaha OPL3 chipset" (2010–2012): phase accumulator, vibrato and tremolo ("Phase Generator", "AM LFO"), envelope
 * steps, and which bit of F-Number the NOTE SEL bit selects (the manual has it the other way round: "Envelopes").
 */

/** The lowest of 512 levels, 0.1875 dB each. */
export const OFF = 0x1ff;
/** From here on, what fades is off at once. */
const NEARLY_OFF = 0x1f8;

export const ATTACK = 0;
export const DECAY = 1;
export const SUSTAIN = 2;
export const RELEASE = 3;

/** Bits of `Operator.key`: who holds it down. */
export const KEY_ON = 1;
export const KEY_DRUM = 2;
export const KEY_CSM = 4;

/** More samples than anybody asks for. */
export const FOREVER = 0x40000000;

const PHASE_MASK = 0xfffff;
/** Samples for which the vibrato stays at one of its eight steps. */
export const VIBRATO_STEP = 1024;
/** Samples for which the tremolo stays at one of its 210 steps. */
export const TREMOLO_STEP = 64;
const TREMOLO_STEPS = 210;

/** What the operators of a chip have in common. */
export interface Common {
  /** BDh bit 7: tremolo of 4.8 dB rather than 1 dB. */
  deepTremolo: boolean;
  /** BDh bit 6: vibrato of 14 cents rather than 7. */
  deepVibrato: boolean;
  /** 08h bit 6. */
  noteSelect: boolean;
  /** Test register bits 0, 2 and 7: envelopes forced to full level, phases held at 0, LFOs held. */
  test: number;
  /** Sample in which the LFOs began. */
  lfoStart: number;
}

export class Operator {
  /** 20 bits, of which the upper ten address the waveform. */
  phase = 0;
  /** 0 (full level) to 511, in 0.1875 dB. */
  attenuation = OFF;
  stage = RELEASE;
  /** Who holds the key down: KEY_ON, KEY_DRUM, KEY_CSM. */
  key = 0;

  // registers of the operator
  tremolo = false;
  vibrato = false;
  #sustains = false;
  #scalesRate = false;
  #multiple = MULTIPLE[0]!;
  #keyScaleLevel = 0;
  #totalLevel = 0;
  #attack = 0;
  #decay = 0;
  #sustainLevel = 0;
  #release = 0;
  /** Waveform, 0–3. */
  wave = 0;
  // registers of its channel
  #fNumber = 0;
  #block = 0;

  // what follows from the registers
  #attackRate = 0;
  #decayRate = 0;
  #releaseRate = 0;
  /** Total level and key scale level. */
  #level = 0;

  readonly #common: Common;

  constructor(common: Common) {
    this.#common = common;
  }

  /** Silence, key up. Registers are written separately. */
  reset(): void {
    this.phase = 0;
    this.attenuation = OFF;
    this.stage = RELEASE;
    this.key = 0;
  }

  // ---------------------------------------------------------------- registers

  /** Register 20h: AM, VIB, EGT, KSR, MULT. */
  writeMode(value: number): void {
    this.tremolo = (value & 0x80) !== 0;
    this.vibrato = (value & 0x40) !== 0;
    this.#sustains = (value & 0x20) !== 0;
    this.#scalesRate = (value & 0x10) !== 0;
    this.#multiple = MULTIPLE[value & 0x0f]!;
    this.tune();
  }

  /** Register 40h: KSL, TL. */
  writeLevel(value: number): void {
    this.#keyScaleLevel = value >> 6;
    this.#totalLevel = value & 0x3f;
    this.tune();
  }

  /** Register 60h: AR, DR. */
  writeAttackDecay(value: number): void {
    this.#attack = value >> 4;
    this.#decay = value & 0x0f;
    this.tune();
  }

  /** Register 80h: SL, RR. */
  writeSustainRelease(value: number): void {
    // 15 stands for 93 dB rather than 45
    this.#sustainLevel = value >> 4 === 15 ? 31 : value >> 4;
    this.#release = value & 0x0f;
    this.tune();
  }

  /** Registers A0h and B0h of its channel. */
  writePitch(fNumber: number, block: number): void {
    this.#fNumber = fNumber;
    this.#block = block;
    this.tune();
  }

  /** Works out what follows from the registers. */
  tune(): void {
    const bit = this.#common.noteSelect ? 8 : 9;
    const number = (this.#block << 1) | ((this.#fNumber >> bit) & 1);
    const scale = this.#scalesRate ? number : number >> 2;
    this.#attackRate = rate(this.#attack, scale);
    this.#decayRate = rate(this.#decay, scale);
    this.#releaseRate = rate(this.#release, scale);
    this.#level = (this.#totalLevel << 2) + keyScaleLevel(this.#keyScaleLevel, this.#fNumber, this.#block);
  }

  // ---------------------------------------------------------------- what it does in a sample

  /** Looks at the key: first thing in a sample. */
  lookAtKey(): void {
    if (this.key !== 0) {
      if (this.stage !== RELEASE) return;
      this.stage = ATTACK;
      this.phase = 0;
      if (this.#attackRate >= FASTEST) this.attenuation = 0;
    } else this.stage = RELEASE;
  }

  /** Attenuation of the waveform in sample `sample`, in 0.1875 dB. */
  levelAt(sample: number): number {
    const common = this.#common;
    if ((common.test & 1) !== 0) return 0;
    const level = this.attenuation + this.#level;
    if (!this.tremolo || (common.test & 0x80) !== 0) return level;
    const step = Math.floor((sample - common.lfoStart) / TREMOLO_STEP) % TREMOLO_STEPS;
    const depth = step <= TREMOLO_STEPS / 2 ? step : TREMOLO_STEPS - step;
    return level + (depth >> (common.deepTremolo ? 2 : 4));
  }

  /** What the phase takes in sample `sample`. */
  incrementAt(sample: number): number {
    const common = this.#common;
    if ((common.test & 4) !== 0) return 0;
    let f = this.#fNumber;
    if (this.vibrato && (common.test & 0x80) === 0) {
      const step = Math.floor((sample - common.lfoStart) / VIBRATO_STEP) & 7;
      f += vibratoShift(f, step, common.deepVibrato);
    }
    if (this.#multiple === 1) return ((f >> 1) << this.#block) & PHASE_MASK;
    return ((f * (this.#multiple >> 1)) << this.#block) & PHASE_MASK;
  }

  /** Samples from `sample` on, after which the envelope is as it is, until the one after which it changes: 0 = this one. */
  quiet(sample: number): number {
    const a = this.attenuation;
    let rate = this.#releaseRate;
    switch (this.stage) {
      case ATTACK:
        if (a === 0) return 0;
        rate = this.#attackRate;
        // an attack that was under way when the rate became so fast stands still
        return rate === 0 || rate >= FASTEST ? FOREVER : samplesToStep(rate, sample);
      case DECAY:
        if (a >> 4 === this.#sustainLevel) return 0;
        rate = this.#decayRate;
        break;
      case SUSTAIN:
        if (this.#sustains) rate = 0;
        break;
    }
    if (a >= NEARLY_OFF) return a === OFF ? FOREVER : 0;
    return rate === 0 ? FOREVER : samplesToStep(rate, sample);
  }

  /** What the envelope does after sample `sample`. */
  step(sample: number): void {
    const a = this.attenuation;
    let rate = this.#releaseRate;
    switch (this.stage) {
      case ATTACK:
        if (a === 0) this.stage = DECAY;
        else {
          rate = this.#attackRate;
          if (rate === 0 || rate >= FASTEST) return;
          const step = stepAt(rate, sample);
          if (step !== 0) this.attenuation = a + (~a >> (4 - step));
        }
        return;
      case DECAY:
        if (a >> 4 === this.#sustainLevel) {
          this.stage = SUSTAIN;
          if (a >= NEARLY_OFF) this.attenuation = OFF;
          return;
        }
        rate = this.#decayRate;
        break;
      case SUSTAIN:
        if (this.#sustains) rate = 0;
        break;
    }
    if (a >= NEARLY_OFF) this.attenuation = OFF;
    else if (rate !== 0) {
      const step = stepAt(rate, sample);
      if (step !== 0) this.attenuation = a + (1 << (step - 1));
    }
  }

  // ---------------------------------------------------------------- without being heard

  /** Does `count` samples from `sample` on. */
  skip(sample: number, count: number): void {
    this.lookAtKey();
    this.#skipEnvelope(sample, count);
    this.#skipPhase(sample, count);
  }

  #skipEnvelope(from: number, count: number): void {
    let sample = from;
    let left = count;
    while (left > 0) {
      const quiet = this.quiet(sample);
      if (quiet >= left) return;
      sample += quiet;
      this.step(sample);
      sample++;
      left -= quiet + 1;
    }
  }

  #skipPhase(from: number, count: number): void {
    if ((this.#common.test & 4) !== 0) {
      this.phase = 0;
      return;
    }
    let left = count;
    if (!this.vibrato || (this.#common.test & 0x80) !== 0) {
      // all but the last 20 bits of the product are lost anyway
      this.phase = (this.phase + this.incrementAt(from) * (left % (PHASE_MASK + 1))) % (PHASE_MASK + 1);
      return;
    }
    // the vibrato's ups and downs are not the same in sum, but each of its rounds takes the phase as far
    const round = 8 * VIBRATO_STEP;
    if (left >= round) {
      const rounds = Math.floor(left / round) % (PHASE_MASK + 1);
      let sum = 0;
      for (let n = 0; n < 8; n++) sum += this.incrementAt(from + n * VIBRATO_STEP) * VIBRATO_STEP;
      this.phase = (this.phase + (sum % (PHASE_MASK + 1)) * rounds) % (PHASE_MASK + 1);
      left %= round;
    }
    let sample = from;
    while (left > 0) {
      const run = Math.min(left, VIBRATO_STEP - ((sample - this.#common.lfoStart) % VIBRATO_STEP));
      this.phase = (this.phase + this.incrementAt(sample) * run) & PHASE_MASK;
      sample += run;
      left -= run;
    }
  }

  /** Becomes equal to `other` in what is no register. */
  copy(other: Operator): void {
    this.phase = other.phase;
    this.attenuation = other.attenuation;
    this.stage = other.stage;
    this.key = other.key;
  }
}

/** Rate of the envelope, 0–63, from the register (0 = never) and the scaled key number. */
function rate(register: number, scale: number): number {
  return register === 0 ? 0 : Math.min(register * 4 + scale, 63);
}

/** What the vibrato adds to an F-Number at one of its eight steps: some of its uppermost bits. */
export function vibratoShift(fNumber: number, step: number, deep: boolean): number {
  if ((step & 3) === 0) return 0;
  const bits = (fNumber >> ((step & 1) !== 0 ? 8 : 7)) >> (deep ? 0 : 1);
  return step < 4 ? bits : -bits;
}
