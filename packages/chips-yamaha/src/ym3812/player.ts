import { nextNoise, noiseBit } from './noise.ts';
import { FOREVER, type Operator, TREMOLO_STEP, VIBRATO_STEP } from './operator.ts';
import { AMPLITUDE, WAVE_LENGTH, WAVES } from './tables.ts';
import { CHANNELS, CSM_STRIKE, firstOperator, Voices } from './voices.ts';

/*
 * Playing
 *
 * Register writes wait here with their sample numbers until somebody asks for samples; then the voices are drawn channel
 * by channel, in stretches in which no envelope or LFO moves. What two operators make of each other's output is computed
 * here only, in integers as the chip does it.
 *
 * Sources: Gambrell and Niemitalo, "OPLx decapsulated" (2008): the sum of logarithms and the exponential; Yamaha, "YM3812
 * application manual": feedback, connections, rhythm sounds; "An investigation into the behaviour of the Yamaha OPL3
 * chipset: Rhythm mode"; Yamaha, "YM3014B" data sheet: the converter's numbers.
 */

/** Samples that are drawn at a time. */
const BLOCK = 512;
/** Writes that can wait until somebody asks for samples. */
const WRITES = 4096;

const PHASE_MASK = 0xfffff;
const WAVE_MASK = WAVE_LENGTH - 1;

/** Operators of the rhythm sounds. */
const HI_HAT = 13;
const TOM_TOM = 14;
const SNARE = 16;
const CYMBAL = 17;

/** What an operator gives for a logarithm with its sign in bit 0 and an attenuation: one's complement of an amplitude. */
function amplitude(wave: number, level: number): number {
  const a = AMPLITUDE[(wave >> 1) + level]!;
  return (wave & 1) !== 0 ? ~a : a;
}

/**
 * What the YM3014 makes of a sum: a number of 16 bits sent as ten bits and an exponent; the bits below are lost.
 */
export function toConverter(sum: number): number {
  const value = Math.max(-32768, Math.min(32767, sum));
  const bits = 32 - Math.clz32(value ^ (value >> 31));
  const lost = bits > 9 ? bits - 9 : 0;
  return (value >> lost) << lost;
}

/** Makes samples from register writes. */
export class Player {
  readonly #voices = new Voices();
  /** The last two outputs of each channel's first operator. */
  readonly #last = new Int32Array(CHANNELS);
  readonly #before = new Int32Array(CHANNELS);
  readonly #mix = new Int32Array(BLOCK);

  readonly #writeTimes = new Float64Array(WRITES);
  readonly #writes = new Int32Array(WRITES);
  #writeCount = 0;

  #samples = new Float32Array(2048);
  #count = 0;

  /** Starts with the chip as it is; nothing sounded before. */
  start(source: Voices): void {
    this.#count = 0;
    this.take(source);
    this.#last.fill(0);
    this.#before.fill(0);
  }

  /** Takes the chip's state; writes that wait are forgotten. */
  take(source: Voices): void {
    this.#voices.copy(source);
    this.#writeCount = 0;
  }

  /** A register was written before sample `sample`. */
  write(sample: number, register: number, value: number): void {
    if (this.#writeCount === WRITES) this.render(sample);
    this.#writeTimes[this.#writeCount] = sample;
    this.#writes[this.#writeCount++] = (register << 8) | value;
  }

  /** Draws all samples before `sample`. */
  render(sample: number): void {
    let n = 0;
    for (; n < this.#writeCount && this.#writeTimes[n]! <= sample; n++) {
      this.#drawTo(this.#writeTimes[n]!);
      const write = this.#writes[n]!;
      if (write >> 8 === CSM_STRIKE) this.#strike();
      else this.#voices.write(write >> 8, write & 0xff);
    }
    this.#writeTimes.copyWithin(0, n, this.#writeCount);
    this.#writes.copyWithin(0, n, this.#writeCount);
    this.#writeCount -= n;
    this.#drawTo(sample);
  }

  /** All samples that are done and were not collected yet. The array is used again. */
  collect(): Float32Array {
    const samples = this.#samples.subarray(0, this.#count);
    this.#count = 0;
    return samples;
  }

  #strike(): void {
    this.#voices.holdKeys(true);
    this.#drawTo(this.#voices.at + 1);
    this.#voices.holdKeys(false);
  }

  #drawTo(sample: number): void {
    while (this.#voices.at < sample) this.#draw(Math.min(sample - this.#voices.at, BLOCK));
  }

  #draw(count: number): void {
    const voices = this.#voices;
    const { operators } = voices;
    for (let n = 0; n < operators.length; n++) {
      operators[n]!.lookAtKey();
      if (voices.phasesHeld) operators[n]!.phase = 0;
    }
    const mix = this.#mix;
    mix.fill(0, 0, count);
    const rhythm = voices.rhythm;
    for (let channel = 0; channel < (rhythm ? 6 : CHANNELS); channel++) {
      this.#drawChannel(channel, (voices.registers[0xc0 + channel]! & 1) !== 0 ? 1 : 0, 1, count);
    }
    if (rhythm) {
      // the bass drum is its second operator alone where others would add the first
      this.#drawChannel(6, (voices.registers[0xc6]! & 1) !== 0 ? 2 : 0, 2, count);
      this.#drawDrums(count);
    } else for (let n = 0; n < count; n++) voices.noise = nextNoise(voices.noise);
    this.#put(count);
    voices.at += count;
  }

  /**
   * Adds one channel to the mix.
   * @param connection 0 = the first operator modulates the second, 1 = both are heard, 2 = the second alone, unmodulated
   */
  #drawChannel(channel: number, connection: 0 | 1 | 2, volume: number, count: number): void {
    const voices = this.#voices;
    const first = voices.operators[firstOperator(channel)]!;
    const second = voices.operators[firstOperator(channel) + 3]!;
    const feedback = (voices.registers[0xc0 + channel]! >> 1) & 7;
    const feedbackShift = feedback === 0 ? 31 : 9 - feedback;
    const mix = this.#mix;
    const wave1 = first.wave * WAVE_LENGTH;
    const wave2 = second.wave * WAVE_LENGTH;
    const modulates = connection === 0 ? -1 : 0;
    const adds = connection === 1 ? -1 : 0;
    let last = this.#last[channel]!;
    let before = this.#before[channel]!;
    let from = 0;
    while (from < count) {
      const sample = voices.at + from;
      const run = this.#stretch(first, second, sample, count - from);
      const level1 = first.levelAt(sample) << 3;
      const level2 = second.levelAt(sample) << 3;
      const increment1 = first.incrementAt(sample);
      const increment2 = second.incrementAt(sample);
      let phase1 = first.phase;
      let phase2 = second.phase;
      for (let n = from; n < from + run; n++) {
        const back = feedbackShift === 31 ? 0 : (last + before) >> feedbackShift;
        before = last;
        last = amplitude(WAVES[wave1 + (((phase1 >> 10) + back) & WAVE_MASK)]!, level1);
        const out = amplitude(WAVES[wave2 + (((phase2 >> 10) + (last & modulates)) & WAVE_MASK)]!, level2);
        mix[n] = mix[n]! + (out + (last & adds)) * volume;
        phase1 = (phase1 + increment1) & PHASE_MASK;
        phase2 = (phase2 + increment2) & PHASE_MASK;
      }
      first.phase = phase1;
      second.phase = phase2;
      first.step(sample + run - 1);
      second.step(sample + run - 1);
      from += run;
    }
    this.#last[channel] = last;
    this.#before[channel] = before;
  }

  /** Samples from `sample` on, `most` at most, in which nothing moves in two operators but their phases. */
  #stretch(a: Operator, b: Operator, sample: number, most: number): number {
    let run = Math.min(most - 1, a.quiet(sample), b.quiet(sample), FOREVER) + 1;
    const since = sample - this.#voices.lfoStart;
    if (a.tremolo || b.tremolo) run = Math.min(run, TREMOLO_STEP - (since % TREMOLO_STEP));
    if (a.vibrato || b.vibrato) run = Math.min(run, VIBRATO_STEP - (since % VIBRATO_STEP));
    return run;
  }

  /** Adds hi-hat, snare drum, tom-tom and cymbal, which share phases and noise, at twice the volume of other sounds. */
  #drawDrums(count: number): void {
    const voices = this.#voices;
    const hat = voices.operators[HI_HAT]!;
    const tom = voices.operators[TOM_TOM]!;
    const snare = voices.operators[SNARE]!;
    const cymbal = voices.operators[CYMBAL]!;
    const mix = this.#mix;
    for (let n = 0; n < count; n++) {
      const sample = voices.at + n;
      const h = hat.phase >> 10;
      const c = cymbal.phase >> 10;
      const metal = (((h >> 2) ^ (h >> 7)) | ((h >> 3) ^ (c >> 5)) | ((c >> 3) ^ (c >> 5))) & 1;
      const hatNoise = noiseBit(voices.noise, HI_HAT);
      const snareNoise = noiseBit(voices.noise, SNARE);
      const hatPhase = (metal << 9) | ((metal ^ hatNoise) !== 0 ? 0xd0 : 0x34);
      const snareBit = (h >> 8) & 1;
      const snarePhase = (snareBit << 9) | ((snareBit ^ snareNoise) << 8);
      const cymbalPhase = (metal << 9) | 0x80;
      const sum =
        heard(hat, hatPhase, sample) +
        heard(snare, snarePhase, sample) +
        heard(tom, tom.phase >> 10, sample) +
        heard(cymbal, cymbalPhase, sample);
      mix[n] = mix[n]! + sum * 2;
      voices.noise = nextNoise(voices.noise);
    }
    for (const channel of [7, 8]) {
      // nothing feeds back here; what the first operators gave last is not looked at
      this.#last[channel] = 0;
      this.#before[channel] = 0;
    }
  }

  #put(count: number): void {
    if (this.#count + count > this.#samples.length) {
      const grown = new Float32Array(Math.max(this.#samples.length * 2, this.#count + count));
      grown.set(this.#samples.subarray(0, this.#count));
      this.#samples = grown;
    }
    const mix = this.#mix;
    const samples = this.#samples;
    const at = this.#count;
    for (let n = 0; n < count; n++) samples[at + n] = toConverter(mix[n]!) / 32768;
    this.#count = at + count;
  }
}

/** One operator's sample with a phase of the rhythm section's making, and its step to the next one. */
function heard(operator: Operator, phase: number, sample: number): number {
  const out = amplitude(WAVES[operator.wave * WAVE_LENGTH + phase]!, operator.levelAt(sample) << 3);
  operator.phase = (operator.phase + operator.incrementAt(sample)) & PHASE_MASK;
  operator.step(sample);
  return out;
}
