import { ratio } from '@backplane/kernel';
import { DeviceBench, Prng, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { Ym3812Part } from '../src/index.ts';
import { samplesToStep, stepAt } from '../src/ym3812/envelope-rates.ts';
import { NOISE_START, nextNoise, noiseAfter, noiseBit } from '../src/ym3812/noise.ts';
import { type Operator, vibratoShift } from '../src/ym3812/operator.ts';
import { toConverter } from '../src/ym3812/player.ts';
import { AMPLITUDE, EXPONENT, keyScaleLevel, LOG_SINE } from '../src/ym3812/tables.ts';
import { Voices } from '../src/ym3812/voices.ts';
import { OplOracle } from './opl-oracle.ts';

testDevice({ describe, test, part: Ym3812Part });
testDevice({ describe, test, part: Ym3812Part, pause: 100_000, seeds: [11, 12], steps: 300 });

const HERTZ = 3_579_545;
const RATE = HERTZ / 72;

/** A chip with a tick to a cycle of its clock. */
class Chip extends DeviceBench<typeof Ym3812Part> {
  constructor() {
    super({ part: Ym3812Part, crystal: HERTZ, ticksPerCycle: ratio(1) });
  }

  put(register: number, value: number): void {
    this.write('registers', 0, register);
    this.write('registers', 1, value);
  }

  get status(): number {
    return this.read('registers', 0);
  }

  us(microseconds: number): void {
    this.advance(Math.round((microseconds * HERTZ) / 1e6));
  }

  /** Sound of the next `samples` samples. */
  hear(samples: number): Float32Array {
    this.device.audio.enabled = true;
    this.device.audio.drain(this.tick);
    this.advance(samples * 72);
    return Float32Array.from(this.device.audio.drain(this.tick));
  }
}

/** A sine of one operator: full level, at once, for ever. */
function sine(chip: Chip, fNumber: number, block: number, { mode = 0x21, level = 0 } = {}): void {
  chip.put(0x40, 0x3f);
  chip.put(0x23, mode);
  chip.put(0x43, level);
  chip.put(0x63, 0xf0);
  chip.put(0x83, 0x00);
  chip.put(0xa0, fNumber & 0xff);
  chip.put(0xb0, 0x20 | (block << 2) | (fNumber >> 8));
}

/** Strength of a frequency in a signal, with a Hann window: amplitude of a sine that would give it. */
function strength(signal: Float32Array, frequency: number, rate = RATE): number {
  let re = 0;
  let im = 0;
  const n = signal.length;
  for (let i = 0; i < n; i++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n);
    const a = (2 * Math.PI * frequency * i) / rate;
    re += signal[i]! * window * Math.cos(a);
    im += signal[i]! * window * Math.sin(a);
  }
  return (Math.hypot(re, im) / n) * 4;
}

/** The Bessel function of the first kind: what a sideband of modulation by x radians has. */
function bessel(order: number, x: number): number {
  let sum = 0;
  const steps = 2000;
  for (let i = 0; i < steps; i++) {
    const a = (Math.PI * (i + 0.5)) / steps;
    sum += Math.cos(order * a - x * Math.sin(a));
  }
  return sum / steps;
}

/** The strongest frequency between two, to 0.05 Hz. */
function strongest(signal: Float32Array, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = (high - low) / 40; ; step /= 8) {
    let best = low;
    for (let f = low; f <= high; f += step) if (strength(signal, f) > strength(signal, best)) best = f;
    if (step < 0.05) return best;
    [low, high] = [best - step, best + step];
  }
}

describe('tables', () => {
  test('are those of the ROMs', () => {
    // from the published listing
    expect([...LOG_SINE.slice(0, 8)]).toEqual([2137, 1731, 1543, 1419, 1326, 1252, 1190, 1137]);
    expect([...LOG_SINE.slice(-4)]).toEqual([0, 0, 0, 0]);
    expect([EXPONENT[0], EXPONENT[1], EXPONENT[128], EXPONENT[255]]).toEqual([0, 3, 424, 1018]);
    expect([AMPLITUDE[0], AMPLITUDE[256], AMPLITUDE[0x1000]]).toEqual([4084, 2042, 0]);
  });

  test('key scale levels are those of the manual (3 dB an octave)', () => {
    const row = (block: number) => Array.from({ length: 16 }, (_, i) => keyScaleLevel(1, i << 6, block) * 0.1875);
    expect(row(0)).toEqual(new Array(16).fill(0));
    expect(row(1)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.75, 1.125, 1.5, 1.875, 2.25, 2.625, 3]);
    expect(row(7)).toEqual([
      0, 9, 12, 13.875, 15, 16.125, 16.875, 17.625, 18, 18.75, 19.125, 19.5, 19.875, 20.25, 20.625, 21,
    ]);
    expect(keyScaleLevel(2, 1023, 7) * 0.1875).toBe(10.5);
    expect(keyScaleLevel(3, 1023, 7) * 0.1875).toBe(42);
    expect(keyScaleLevel(0, 1023, 7)).toBe(0);
  });

  test('the converter takes ten bits and an exponent', () => {
    expect([0, 1, -1, 511, -512, 512, 513, -513].map(toConverter)).toEqual([0, 1, -1, 511, -512, 512, 512, -514]);
    expect([32767, 40000, -40000, 20001].map(toConverter)).toEqual([32704, 32704, -32768, 19968]);
  });
});

describe('noise', () => {
  test('has the characteristic polynomial that was measured', () => {
    let register = NOISE_START;
    const bits = Array.from({ length: 400 }, () => {
      const bit = noiseBit(register, 13);
      register = nextNoise(register);
      return bit;
    });
    const step = (n: number, taps: readonly number[]) => taps.reduce((sum, k) => sum ^ bits[n - k]!, 0);
    for (let n = 23; n < 400; n++) expect(bits[n]).toBe(step(n, [1, 8, 9, 23]));
  });

  test('can be had many samples later at once', () => {
    let register = 0x12345;
    for (let n = 0; n <= 3000; n++) {
      if (n % 97 === 0) expect(noiseAfter(0x12345, n)).toBe(register);
      register = nextNoise(register);
    }
    expect(noiseAfter(0x12345, 0x7fffff)).toBe(0x12345);
    expect(noiseAfter(0x12345, 0x7fffff * 5 + 194)).toBe(noiseAfter(noiseAfter(0x12345, 97), 97));
  });
});

describe('envelope', () => {
  test('step lengths of rates 36 to 45 are those measured', () => {
    const lengths: Record<number, readonly number[]> = {
      36: [16, 16, 16, 16],
      37: [16, 16, 16, 8, 8],
      38: [16, 8, 8, 16, 8, 8],
      39: [16, 8, 8, 8, 8, 8, 8],
      41: [8, 8, 8, 4, 4],
      43: [8, 4, 4, 4, 4, 4, 4],
      45: [4, 4, 4, 2, 2],
    };
    for (const [rate, expected] of Object.entries(lengths)) {
      const steps = Array.from({ length: 256 }, (_, n) => n).filter((n) => stepAt(Number(rate), n) !== 0);
      const gaps = steps.slice(1).map((n, i) => n - steps[i]!);
      const cycle = expected.length;
      const rotations = Array.from({ length: cycle }, (_, r) => [...expected.slice(r), ...expected.slice(0, r)].join());
      expect(rotations, `rate ${rate}`).toContain(gaps.slice(0, cycle).join());
      expect(gaps.slice(cycle, 2 * cycle), `rate ${rate}`).toEqual(gaps.slice(0, cycle));
    }
  });

  test('four rates more are twice the speed, and the ones between lie in fourths', () => {
    for (let rate = 4; rate < 64; rate++) {
      let sum = 0;
      let wrong = 0;
      // from behind: the wait for the next step is one longer each sample
      let wait = samplesToStep(rate, 16384);
      for (let n = 16383; n >= 0; n--) {
        const step = stepAt(rate, n);
        if (step !== 0) sum += 2 ** (step - 1);
        wait = step !== 0 ? 0 : wait + 1;
        if (samplesToStep(rate, n) !== wait) wrong++;
      }
      expect(wrong, `rate ${rate}`).toBe(0);
      const fourths = rate < 60 ? 4 + (rate & 3) : 8;
      expect(sum, `rate ${rate}`).toBe(fourths * 2 ** Math.min((rate >> 2) - 1, 13));
    }
  });

  /** Samples from `start` on until an operator's attenuation is so. */
  function samplesUntil(operator: Operator, start: number, attenuation: number): number {
    let sample = start;
    while (operator.attenuation !== attenuation) operator.skip(sample++, 1);
    return sample - start;
  }

  // Milliseconds from 96 dB to 0 in the attack, and from 0 to 96 dB (480 of the steps) in the decay, by the manual
  // for a clock of 3.6 MHz, by rate
  const TIMES: readonly (readonly [rate: number, attack: number, decay: number])[] = [
    [20, 176.64, 2455.04],
    [28, 44.16, 613.76],
    [36, 11.04, 153.44],
    [44, 2.76, 38.36],
    [52, 0.7, 9.6],
    [60, 0, 2.4],
  ];

  test.each(TIMES)('rate %i lasts as long as the manual says', (rate, attack, decay) => {
    const voices = new Voices();
    voices.reset(1);
    const operator = voices.operators[3]!;
    voices.write(0x23, 0x20);
    voices.write(0x63, ((rate >> 2) << 4) | (rate >> 2));
    voices.write(0x83, 0xff);
    voices.write(0xb0, 0x20);
    const ms = (samples: number): number => (samples * 72) / 3600;
    const unit = ms(Math.max(2 ** (13 - (rate >> 2)), 2));
    const attackSamples = samplesUntil(operator, voices.at, 0);
    const up = ms(attackSamples);
    expect(Math.abs(up - attack)).toBeLessThanOrEqual(unit);
    const down = ms(samplesUntil(operator, voices.at + attackSamples, 480));
    expect(Math.abs(down - decay)).toBeLessThanOrEqual(unit);
  });

  test('goes through its stages', () => {
    const voices = new Voices();
    voices.reset(1);
    const operator = voices.operators[3]!;
    voices.write(0x23, 0x20);
    voices.write(0x63, 0xfc);
    voices.write(0x83, 0x4c);
    voices.write(0xb0, 0x20);
    voices.skipTo(2);
    expect(operator.attenuation).toBe(0);
    voices.skipTo(20_000);
    // 4 × 3 dB
    expect(operator.attenuation * 0.1875).toBe(12);
    voices.write(0x23, 0x00);
    voices.skipTo(20_100);
    const falling = operator.attenuation;
    expect(falling).toBeGreaterThan(64);
    voices.write(0x23, 0x20);
    voices.skipTo(30_000);
    expect(operator.attenuation).toBe(falling);
    voices.write(0xb0, 0x00);
    voices.skipTo(60_000);
    expect(operator.attenuation).toBe(511);
  });
});

describe('sound', () => {
  test('has the frequency of F-Number, block and multiple', () => {
    for (const [fNumber, block, mode, times] of [
      [580, 4, 0x21, 1],
      [580, 4, 0x20, 0.5],
      [433, 2, 0x2c, 12],
    ] as const) {
      const chip = new Chip();
      sine(chip, fNumber, block, { mode });
      const frequency = ((fNumber * RATE) / 2 ** (20 - block)) * times;
      const signal = chip.hear(16384);
      expect(Math.abs(strongest(signal, frequency * 0.9, frequency * 1.1) - frequency)).toBeLessThan(0.1);
      expect(strength(signal, frequency)).toBeCloseTo(4084 / 32768, 3);
      // nothing else to speak of
      for (const f of [2, 3, 5]) expect(strength(signal, frequency * f)).toBeLessThan(0.0005);
    }
  });

  test('a total level step is 0.75 dB', () => {
    const full = new Chip();
    sine(full, 580, 4);
    const soft = new Chip();
    sine(soft, 580, 4, { level: 16 });
    const a = strength(full.hear(16384), 440);
    const b = strength(soft.hear(16384), 440);
    expect(20 * Math.log10(a / b)).toBeCloseTo(12, 1);
  });

  test('tremolo goes 4.8 dB or 1 dB deep, 3.7 times a second', () => {
    for (const [depth, decibel] of [
      [0x80, 26 * 0.1875],
      [0x00, 6 * 0.1875],
    ] as const) {
      const chip = new Chip();
      chip.put(0xbd, depth);
      sine(chip, 580, 6, { mode: 0xa1 });
      const signal = chip.hear(2 * 210 * 64);
      const peaks = Array.from({ length: 420 }, (_, i) => Math.max(...signal.subarray(i * 64, i * 64 + 64)));
      const [high, low] = [Math.max(...peaks), Math.min(...peaks)];
      expect(20 * Math.log10(high / low)).toBeCloseTo(decibel, 1);
      // one round takes 210 × 64 samples: the middle of the quiet stretches is so far apart
      const quiet = peaks.map((p, i) => (p < (high + low) / 2 ? i : -1)).filter((i) => i >= 0);
      const middle = (from: number, to: number) => {
        const list = quiet.filter((i) => i >= from && i < to);
        return list.reduce((sum, i) => sum + i, 0) / list.length;
      };
      expect(Math.abs(middle(210, 420) - middle(0, 210) - 210)).toBeLessThan(2);
      expect(RATE / (210 * 64)).toBeCloseTo(3.7, 1);
    }
  });

  test('vibrato shifts by the upper bits of F-Number', () => {
    const shifts = (f: number, deep: boolean) => Array.from({ length: 8 }, (_, n) => vibratoShift(f, n, deep));
    expect(shifts(0x3ff, true)).toEqual([0, 3, 7, 3, 0, -3, -7, -3]);
    expect(shifts(0x3ff, false)).toEqual([0, 1, 3, 1, 0, -1, -3, -1]);
    expect(shifts(0x80, true)).toEqual([0, 0, 1, 0, 0, -0, -1, -0]);
    expect(shifts(0x7f, true).every((s) => s === 0)).toBe(true);
  });

  test('the second operator is modulated by the first, or added to it', () => {
    for (const connection of [0, 1]) {
      const chip = new Chip();
      sine(chip, 580, 4);
      chip.put(0x20, 0x2a);
      chip.put(0x60, 0xf0);
      chip.put(0x40, 0x20);
      chip.put(0xc0, connection);
      chip.put(0xb0, 0);
      chip.advance(72 * 2);
      chip.put(0xb0, 0x32);
      const signal = chip.hear(16384);
      const full = 4084 / 32768;
      const first = [3960, 4840].map((f) => strength(signal, f) / full);
      const second = [8360, 9240].map((f) => strength(signal, f) / full);
      if (connection === 0) {
        // 24 dB below full level the modulator turns the phase by a quarter of a period
        const index = ((4084 / 16) * 2 * Math.PI) / 1024;
        for (const s of first) expect(Math.abs(s - bessel(1, index))).toBeLessThan(0.02);
        for (const s of second) expect(Math.abs(s - bessel(2, index))).toBeLessThan(0.02);
      } else {
        expect(Math.max(...first, ...second)).toBeLessThan(0.002);
        expect(strength(signal, 4400)).toBeCloseTo(full / 10 ** (24 / 20), 3);
      }
    }
  });

  test('waveforms need WAVE SELECT ENABLE, and stay when it goes', () => {
    const chip = new Chip();
    sine(chip, 580, 4);
    chip.put(0xe3, 1);
    expect(Math.min(...chip.hear(1000))).toBeLessThan(-0.1);
    chip.put(0x01, 0x20);
    chip.put(0xe3, 1);
    expect(Math.min(...chip.hear(1000))).toBe(0);
    chip.put(0x01, 0);
    chip.put(0xe3, 0);
    expect(Math.min(...chip.hear(1000))).toBe(0);
  });

  test('speech synthesis strikes all keys when timer 1 runs over', () => {
    const chip = new Chip();
    sine(chip, 580, 4);
    chip.put(0xb0, 0x12);
    chip.put(0x83, 0x0f);
    chip.put(0x08, 0x80);
    chip.put(0x02, 256 - 100);
    const silent = chip.hear(2000);
    expect(Math.max(...silent)).toBeLessThan(0.001);
    chip.put(0x04, 0x01);
    const signal = chip.hear(2000);
    // each 400 samples the sound begins anew, and fades with the fastest release within 128 samples
    const starts: number[] = [];
    let quiet = 1000;
    signal.forEach((v, n) => {
      if (Math.abs(v) > 0.005) {
        if (quiet > 150) starts.push(n);
        quiet = 0;
      } else quiet++;
    });
    expect(starts.length).toBeGreaterThanOrEqual(4);
    for (let i = 1; i < starts.length; i++) expect(starts[i]! - starts[i - 1]!).toBe(400);
  });
});

/** A write that makes something happen. */
function interesting(random: Prng): [register: number, value: number] {
  const slot = random.below(3) * 8 + random.below(6);
  const channel = random.below(9);
  switch (random.below(12)) {
    case 0:
      return [0x20 + slot, random.below(256)];
    case 1:
      return [0x40 + slot, random.oneIn(2) ? random.below(24) : random.below(256)];
    case 2:
      return [0x60 + slot, (random.between(6, 15) << 4) | random.between(0, 15)];
    case 3:
      return [0x80 + slot, random.below(256)];
    case 4:
      return [0xe0 + slot, random.below(4)];
    case 5:
      return [0xa0 + channel, random.below(256)];
    case 6:
      return [0xc0 + channel, random.below(16)];
    case 7:
      return random.oneIn(2) ? [0xbd, random.below(256)] : [0x08, random.below(2) << 6];
    case 8:
      return [0x01, random.oneIn(3) ? 0 : 0x20];
    default:
      return [0xb0 + channel, random.below(64)];
  }
}

describe('computing when asked', () => {
  test.each([1, 2, 3, 4])('gives what a sample by sample model gives (sequence %i)', (seed) => {
    const random = new Prng(seed);
    const chip = new Chip();
    chip.device.audio.enabled = true;
    const oracle = new OplOracle(1);
    let expected: number[] = [];
    let made = 1;
    for (let n = 0; n < 250; n++) {
      const pause = random.oneIn(20) ? random.below(4000) : random.below(60);
      chip.advance(pause * 72 + random.below(72));
      const now = Math.floor(chip.tick / 72) + 1;
      for (; made < now; made++) expected.push(toConverter(oracle.next()));
      const [register, value] = interesting(random);
      chip.put(register, value);
      oracle.write(register, value);
      if (!random.oneIn(10)) continue;
      const heard = [...chip.device.audio.drain(chip.tick)].map((v) => v * 32768);
      expect(heard.length).toBe(expected.length);
      const wrong = heard.findIndex((v, i) => v !== expected[i]);
      expect([n, wrong, heard[wrong]]).toEqual([n, -1, undefined]);
      expected = [];
    }
    chip.device.sync(chip.tick);
    expect(oracle.slots.some((s) => s.level < 511)).toBe(true);
  });

  test('is the same state whether somebody listens or not', () => {
    const random = new Prng(5);
    const [deaf, heard] = [new Chip(), new Chip()];
    heard.device.audio.enabled = true;
    for (let n = 0; n < 400; n++) {
      const [register, value] = random.oneIn(6) ? [random.between(2, 8), random.below(256)] : interesting(random);
      const pause = random.below(random.oneIn(10) ? 300_000 : 3000);
      for (const chip of [deaf, heard]) {
        chip.advance(pause);
        chip.put(register, value);
      }
      if (random.oneIn(3)) heard.device.audio.drain(heard.tick);
      if (n % 50 === 49) expect(heard.hash()).toBe(deaf.hash());
    }
  });

  test('gives the same samples in any slices, and after a load what would have come', () => {
    const make = (): Chip => {
      const chip = new Chip();
      chip.device.audio.enabled = true;
      sine(chip, 580, 5, { mode: 0xe1 });
      chip.put(0xbd, 0x20 | 0x11);
      return chip;
    };
    const whole = make();
    whole.advance(72 * 3000);
    const expected = Array.from(whole.device.audio.drain(whole.tick));
    const sliced = make();
    const random = new Prng(9);
    const samples: number[] = [];
    while (sliced.tick < whole.tick) {
      sliced.advance(Math.min(random.below(5000), whole.tick - sliced.tick));
      samples.push(...sliced.device.audio.drain(sliced.tick));
    }
    expect(samples).toEqual(expected);

    const first = make();
    first.advance(72 * 1000);
    first.device.audio.drain(first.tick);
    const second = new Chip();
    second.device.audio.enabled = true;
    second.load(first.save());
    second.advance(72 * 2000);
    expect(Array.from(second.device.audio.drain(second.tick))).toEqual(expected.slice(-2000));
  });
});

describe('timers', () => {
  test('are found by the usual detection sequence', () => {
    const chip = new Chip();
    chip.put(4, 0x60);
    chip.put(4, 0x80);
    expect(chip.status & 0xe0).toBe(0);
    // an OPL2 has these two bits set, an OPL3 has not
    expect(chip.status & 0x06).toBe(0x06);
    chip.put(2, 0xff);
    chip.put(4, 0x21);
    chip.us(85);
    expect(chip.status & 0xe0).toBe(0xc0);
    chip.put(4, 0x60);
    chip.put(4, 0x80);
    expect(chip.status & 0xe0).toBe(0);
  });

  test('count 80 and 320 µs', () => {
    for (const [preset, control, flag, samples] of [
      [2, 0x01, 0xc0, 4],
      [3, 0x02, 0xa0, 16],
    ] as const) {
      const chip = new Chip();
      chip.put(preset, 256 - 10);
      chip.put(4, control);
      const at: number[] = [];
      while (at.length < 3) {
        chip.advance(1);
        if ((chip.status & 0xe0) === 0) continue;
        expect(chip.status & 0xe0).toBe(flag);
        at.push(chip.tick);
        chip.put(4, 0x80);
      }
      expect(at[1]! - at[0]!).toBe(10 * samples * 72);
      expect(at[2]! - at[1]!).toBe(10 * samples * 72);
      expect(at[0]!).toBeGreaterThan(9 * samples * 72);
      expect(at[0]!).toBeLessThanOrEqual(10 * samples * 72);
    }
  });

  test('drive IRQ, unless they are masked', () => {
    const chip = new Chip();
    chip.put(2, 0);
    chip.put(4, 0x41);
    chip.us(30_000);
    expect(chip.out.irq!.on).toBe(false);
    expect(chip.status & 0xe0).toBe(0);
    chip.put(4, 0x01);
    chip.us(21_000);
    expect(chip.observed).toContain(`irq on ${Math.floor(chip.scheduler.now / (1024 * 72)) * 1024 * 72}`);
    expect(chip.out.irq!.on).toBe(true);
    chip.put(4, 0x80);
    expect(chip.out.irq!.on).toBe(false);
    // masking takes a flag away
    chip.us(21_000);
    expect(chip.status & 0xe0).toBe(0xc0);
    chip.put(4, 0x41);
    expect(chip.status & 0xe0).toBe(0);
    expect(chip.out.irq!.on).toBe(false);
  });

  test('do nothing by themselves if IRQ is not wired', () => {
    const chip = new Chip();
    expect(chip.scheduler.next).toBe(Number.POSITIVE_INFINITY);
    chip.put(4, 0x60);
    expect(chip.scheduler.next).toBe(Number.POSITIVE_INFINITY);
  });
});
