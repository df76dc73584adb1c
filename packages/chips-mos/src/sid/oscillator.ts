import type { StateIo } from '@backplane/kernel';
import { type SidModel, waveformTable } from './combined.ts';
import { afterTest, clockNoise, noiseBits, noiseFade, noiseOutput } from './noise.ts';
import { whole } from './numbers.ts';

/*
 * The oscillators
 *
 * Each φ2 cycle a 24-bit accumulator takes the frequency register. Its upper 12 bits are the sawtooth; the triangle
 * comes of them by folding with the top bit; the pulse is a comparison with the pulse width, one cycle late; bit 19
 * clocks the noise register. A waveform selector puts what is selected on 12 lines: with more than one they are simply
 * connected, which gives the combined waveforms (see combined.ts). The 8580 keeps triangle and sawtooth in a latch, so
 * that they come a cycle later than on the 6581, whose sawtooth is connected directly: there a combination that pulls
 * the top line low also clears the accumulator's top bit.
 *
 * Three oscillators stand in a ring: each one's predecessor is its source for hard synchronisation and ring modulation.
 * `OscillatorBank` advances them together only while one of them looks at another; it jumps over the cycles in which
 * nothing but the accumulators and the noise registers move.
 *
 * Sources: MOS 6581 data sheet (1982); Bob Yannes in an interview with Andreas Varga (1996); the public test programs
 * about oscillators, ring modulation, the top bit and write delays.
 */

const TOP_BIT = 0x800000;
const ALL_BITS = 0xffffff;
/** The accumulator's bit that clocks the noise register, and twice that. */
const NOISE_CLOCK = 0x080000;
const NOISE_PERIOD = 0x100000;
/** Cycles in which an accumulator stays below 2³¹. */
const MOST_INT_CYCLES = 0x7000;

/** φ2 cycles that the waveform lines keep their charge when no waveform is selected, then between the bits that go. */
const FLOAT_TIME = { '6581': 54_000, '8580': 800_000 } as const;
const FLOAT_STEP = { '6581': 1_400, '8580': 50_000 } as const;

const TRIANGLE = 1;
const SAWTOOTH = 2;
const PULSE = 4;
const NOISE = 8;

/**
 * Noise with pulse, by what noise and pulse would show. The noise outputs alone keep the lines high then, and a line that
 * is low pulls its neighbours along: all of them on the 6581, two on the 8580; fewer with TEST, which holds the register.
 * The two lowest fall in any case.
 */
function weakLines(old: boolean, lines: number, test: number): number {
  if (old) return test !== 0 || lines === 0xff0 ? lines & 0xfc0 : 0;
  const left = lines & (lines << 1) & 0xfc0;
  return test !== 0 ? left : left & (lines << 2);
}

/** One oscillator with its waveform selector. */
export class Oscillator {
  /** The last cycle that has been done. */
  at = 0;
  /** Frequency register, 16 bits. */
  frequency = 0;
  /** Pulse width register, 12 bits. */
  pulseWidth = 0;
  /** Bits 4–7 of the control register: triangle, sawtooth, pulse, noise from bit 0 up. */
  waveform = 0;
  /** TEST, RING MOD and SYNC bits of the control register, 0 or 1. */
  test = 0;
  ring = 0;
  sync = 0;
  /** 24 bits. */
  accumulator = 0;
  /** The accumulator's top bit has gone from 0 to 1 in this cycle. */
  topRose = 0;
  /** Noise register, 23 bits. */
  noise = 0;
  /** Cycles until the noise register shifts: 2 when bit 19 has risen, 1 while it latches, 0 = not. */
  noiseDelay = 0;
  /** Cycles for which TEST has been set, for the noise register's fade. */
  testTime = 0;
  /** Output of the pulse comparator, 0 or FFFh; shows a cycle later. */
  pulse = 0xfff;
  /** 8580: latched triangle, sawtooth or their combination. */
  latched = 0;
  /** The 12 waveform lines. */
  output = 0;
  /** Cycles for which no waveform has been selected. */
  floatTime = 0;

  readonly #old: boolean;
  readonly #tables: readonly Uint16Array[];
  /** Present table of triangle, sawtooth and combinations, by accumulator >> 12. */
  #table: Uint16Array;
  readonly #floatTime: number;
  readonly #floatStep: number;

  constructor(model: SidModel) {
    this.#old = model === '6581';
    this.#tables = [0, 1, 2, 3, 4, 5, 6, 7].map((w) => waveformTable(model, w));
    this.#table = this.#tables[0]!;
    this.#floatTime = FLOAT_TIME[model];
    this.#floatStep = FLOAT_STEP[model];
  }

  /**
   * RESET or power. The accumulator has no reset: at power-on its bits come up as 555555h (every other one is stored
   * inverted). The noise register is filled with ones while RESET is low, and shifts once when it ends.
   */
  reset(cycle: number, power: boolean): void {
    this.at = cycle;
    this.frequency = 0;
    this.pulseWidth = 0;
    this.waveform = 0;
    this.test = 0;
    this.ring = 0;
    this.sync = 0;
    if (power) this.accumulator = 0x555555;
    this.topRose = 0;
    this.noise = 0x7ffffe;
    this.noiseDelay = 0;
    this.testTime = 0;
    this.pulse = 0xfff;
    this.latched = 0;
    this.output = 0;
    this.floatTime = 0;
    this.#table = this.#tables[0]!;
  }

  /** Writes register 0–3 of a voice (frequency, pulse width) after the cycle `at`. */
  writePitch(register: number, value: number): void {
    switch (register) {
      case 0:
        this.frequency = (this.frequency & 0xff00) | value;
        break;
      case 1:
        this.frequency = (this.frequency & 0x00ff) | (value << 8);
        break;
      case 2:
        this.pulseWidth = (this.pulseWidth & 0xf00) | value;
        break;
      default:
        this.pulseWidth = (this.pulseWidth & 0x0ff) | ((value & 0x0f) << 8);
    }
  }

  /** Writes bits 1–7 of the control register after the cycle `at`. */
  writeControl(value: number): void {
    const waveform = value >> 4;
    const test = (value >> 3) & 1;
    this.ring = (value >> 2) & 1;
    this.sync = (value >> 1) & 1;
    const before = this.waveform;
    this.waveform = waveform;
    this.#table = this.#tables[waveform & 7]!;
    if (waveform === 0 && before !== 0) this.floatTime = 0;
    if (test !== this.test) {
      this.test = test;
      if (test !== 0) {
        this.accumulator = 0;
        this.topRose = 0;
        this.noiseDelay = 0;
        this.testTime = 0;
        this.pulse = 0xfff;
        // lines that are low already, or pulled by all three others, still reach the register before it is held
        if (waveform === 15 || (waveform > NOISE && before > NOISE && (this.#old || waveform !== (NOISE | PULSE)))) {
          this.noise &= noiseBits(this.#lines(0));
        }
      } else {
        this.noise = afterTest(this.#old, this.noise, before, waveform);
      }
    }
  }

  /** What the lines would show now with ring modulation by `source` (its accumulator), without the latch. */
  #lines(source: number): number {
    let index = this.accumulator;
    if (this.ring !== 0 && (this.waveform & SAWTOOTH) === 0) index ^= ~source & TOP_BIT;
    let lines = this.#table[index >>> 12]!;
    if ((this.waveform & PULSE) !== 0) lines &= this.pulse;
    if ((this.waveform & NOISE) !== 0) lines &= noiseOutput(this.noise);
    return this.waveform === (NOISE | PULSE) ? weakLines(this.#old, lines, 0) : lines;
  }

  /** First part of a cycle: accumulator and noise register. */
  clock(): void {
    this.topRose = 0;
    if (this.test !== 0) {
      this.noise = noiseFade(this.#old, this.noise, this.testTime, ++this.testTime);
      return;
    }
    const before = this.accumulator;
    const after = (before + this.frequency) & ALL_BITS;
    this.accumulator = after;
    const rose = ~before & after;
    this.topRose = (rose >>> 23) & 1;
    if (this.noiseDelay !== 0 && --this.noiseDelay === 0) this.noise = clockNoise(this.noise);
    if ((rose & NOISE_CLOCK) !== 0) this.noiseDelay = 2;
  }

  /** Last part of a cycle, after synchronisation: the waveform lines. `source` = the ring modulator's accumulator. */
  show(source: number): void {
    const waveform = this.waveform;
    if (waveform !== 0) {
      let index = this.accumulator;
      if (this.ring !== 0 && (waveform & SAWTOOTH) === 0) index ^= ~source & TOP_BIT;
      let lines = this.#table[index >>> 12]!;
      if (!this.#old && (waveform & (TRIANGLE | SAWTOOTH)) !== 0) {
        const late = this.latched;
        this.latched = lines;
        lines = late;
      }
      if ((waveform & PULSE) !== 0) lines &= this.pulse;
      if ((waveform & NOISE) !== 0) {
        lines &= noiseOutput(this.noise);
        if (waveform > NOISE) {
          // combined with noise, the lines overwrite the register's outputs
          if (waveform === (NOISE | PULSE)) {
            lines = weakLines(this.#old, lines, this.test);
            // these lines are too weak to change what the register holds, but not what it latches
            if (this.noiseDelay === 1) this.noise &= noiseBits(this.#old || lines === 0 ? lines : 0xfc0);
          } else if (this.test === 0) this.noise &= noiseBits(lines);
        }
      }
      this.output = lines;
      if (this.#old && (waveform & SAWTOOTH) !== 0 && (waveform & ~SAWTOOTH) !== 0) {
        this.accumulator &= (lines << 12) | ~TOP_BIT;
      }
    } else this.#float();
    if (this.test === 0) this.pulse = this.accumulator >>> 12 >= this.pulseWidth ? 0xfff : 0;
  }

  #float(): void {
    if (this.output === 0) return;
    const time = ++this.floatTime - this.#floatTime;
    if (time >= 0 && time % this.#floatStep === 0) this.output &= this.output >> 1;
    if (this.output === 0) this.floatTime = 0;
  }

  /** True if cycles can be jumped over: the waveform lines do not act on accumulator or noise register. */
  get free(): boolean {
    if (this.test !== 0) return true;
    const waveform = this.waveform;
    if (waveform > NOISE && this.noise !== 0) return false;
    return true;
  }

  /** Cycles until the accumulator's top bit rises, at least 1; Infinity if it never does. */
  untilTopRises(): number {
    if (this.test !== 0 || this.frequency === 0) return Number.POSITIVE_INFINITY;
    const a = this.accumulator;
    return Math.ceil(((a < TOP_BIT ? TOP_BIT : TOP_BIT + 0x1000000) - a) / this.frequency);
  }

  /**
   * Jumps over `n` cycles (2 or more) without synchronisation. Outputs and latches are wrong until two more cycles have
   * been done by `clock` and `show`.
   */
  jump(n: number): void {
    if (this.waveform === 0 && this.output !== 0) {
      const before = this.floatTime - this.#floatTime;
      this.floatTime += n;
      const after = before + n;
      if (after >= 0) {
        const step = this.#floatStep;
        let bits = Math.floor(after / step) - (before < 0 ? -1 : Math.floor(before / step));
        while (bits-- > 0 && this.output !== 0) this.output &= this.output >> 1;
        if (this.output === 0) this.floatTime = 0;
      }
    }
    if (this.test !== 0) {
      this.noise = noiseFade(this.#old, this.noise, this.testTime, this.testTime + n);
      this.testTime += n;
      return;
    }
    if (n <= MOST_INT_CYCLES) this.#jumpInt(n);
    else this.#jumpFar(n);
  }

  /** What moves in `n` cycles, in 32-bit integers. */
  #jumpInt(n: number): void {
    const start = this.accumulator;
    const end = start + Math.imul(n, this.frequency);
    const offset = end + NOISE_CLOCK;
    // rises of bit 19; those of the last two cycles have not shifted the register yet
    let shifts = (offset >> 20) - ((start + NOISE_CLOCK) >> 20);
    if (this.noiseDelay !== 0) {
      this.noiseDelay = 0;
      shifts++;
    }
    const since = offset & (NOISE_PERIOD - 1);
    if (shifts !== 0) {
      if (since < this.frequency) this.noiseDelay = 2;
      else if (since < this.frequency * 2) this.noiseDelay = 1;
      if (this.noiseDelay !== 0) shifts--;
      if (shifts !== 0) this.noise = clockNoise(this.noise, shifts);
    }
    this.accumulator = end & (this.#masked ? TOP_BIT - 1 : ALL_BITS);
  }

  /** The same for any number of cycles. */
  #jumpFar(n: number): void {
    const start = this.accumulator;
    const end = start + n * this.frequency;
    const offset = end + NOISE_CLOCK;
    let shifts = Math.floor(offset / NOISE_PERIOD) - ((start + NOISE_CLOCK) >> 20);
    if (this.noiseDelay !== 0) shifts++;
    this.noiseDelay = 0;
    const since = offset % NOISE_PERIOD;
    if (shifts !== 0) {
      if (since < this.frequency) this.noiseDelay = 2;
      else if (since < this.frequency * 2) this.noiseDelay = 1;
      if (this.noiseDelay !== 0) shifts--;
      this.noise = clockNoise(this.noise, shifts);
    }
    this.accumulator = end % (this.#masked ? TOP_BIT : ALL_BITS + 1);
  }

  /** The 6581's top bit is held low by a combination with the sawtooth. */
  get #masked(): boolean {
    return this.#old && (this.waveform & SAWTOOTH) !== 0 && (this.waveform & ~SAWTOOTH) !== 0;
  }

  /** Does `n` cycles on its own: without synchronisation, and as if the ring modulator stood still. */
  run(n: number): void {
    let left = n;
    if (left > 4) {
      if (this.free) {
        this.jump(left - 2);
        left = 2;
      } else if (this.frequency === 0 && this.noiseDelay === 0) {
        // nothing moves, and after the latches nothing is left to be overwritten
        left = 4;
      }
    }
    for (; left > 0; left--) {
      this.clock();
      this.show(0);
    }
  }

  /** Becomes equal to `other`, of the same model. */
  copy(other: Oscillator): void {
    this.at = other.at;
    this.frequency = other.frequency;
    this.pulseWidth = other.pulseWidth;
    this.waveform = other.waveform;
    this.test = other.test;
    this.ring = other.ring;
    this.sync = other.sync;
    this.accumulator = other.accumulator;
    this.topRose = other.topRose;
    this.noise = other.noise;
    this.noiseDelay = other.noiseDelay;
    this.testTime = other.testTime;
    this.pulse = other.pulse;
    this.latched = other.latched;
    this.output = other.output;
    this.floatTime = other.floatTime;
    this.#table = this.#tables[this.waveform & 7]!;
  }

  state(io: StateIo): void {
    this.at = whole(io, 'at', this.at, Number.MAX_SAFE_INTEGER);
    this.frequency = whole(io, 'frequency', this.frequency, 0xffff);
    this.pulseWidth = whole(io, 'pulseWidth', this.pulseWidth, 0xfff);
    this.waveform = whole(io, 'waveform', this.waveform, 15);
    this.test = whole(io, 'test', this.test, 1);
    this.ring = whole(io, 'ring', this.ring, 1);
    this.sync = whole(io, 'sync', this.sync, 1);
    this.accumulator = whole(io, 'accumulator', this.accumulator, ALL_BITS);
    this.topRose = whole(io, 'topRose', this.topRose, 1);
    this.noise = whole(io, 'noise', this.noise, 0x7fffff);
    this.noiseDelay = whole(io, 'noiseDelay', this.noiseDelay, 2);
    this.testTime = whole(io, 'testTime', this.testTime, Number.MAX_SAFE_INTEGER);
    this.pulse = whole(io, 'pulse', this.pulse, 0xfff);
    this.latched = whole(io, 'latched', this.latched, 0xfff);
    this.output = whole(io, 'output', this.output, 0xfff);
    this.floatTime = whole(io, 'floatTime', this.floatTime, Number.MAX_SAFE_INTEGER);
    if (io.loading) this.#table = this.#tables[this.waveform & 7]!;
  }
}
