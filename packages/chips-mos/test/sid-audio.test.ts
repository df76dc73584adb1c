import { ClockDomain, ratio, Scheduler } from '@backplane/kernel';
import { Prng } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import type { SidModel } from '../src/sid/combined.ts';
import { dacTable } from '../src/sid/dac.ts';
import { VoicePainter } from '../src/sid/draw.ts';
import { cutoffTable } from '../src/sid/filter.ts';
import { Sid } from '../src/sid/index.ts';
import { Oscillator } from '../src/sid/oscillator.ts';

const PHI2 = 985_248;
const RATE = PHI2 / 16;
/** Length of a spectrum. */
const N = 32_768;

/** A SID that plays from cycle 0, with a tick to a cycle. */
class Player {
  readonly sid: Sid;
  readonly samples: number[] = [];
  t = 0;

  constructor(model: SidModel) {
    const clock = new ClockDomain('phi2', ratio(1));
    this.sid = new Sid({ clock, scheduler: new Scheduler(), ticksPerSecond: PHI2 }, { model });
    this.sid.reset('power', 0);
    this.sid.audio.enabled = true;
  }

  write(...pairs: (readonly [register: number, value: number])[]): this {
    for (const [register, value] of pairs) {
      this.t += 4;
      this.sid.write(register, value, this.t);
    }
    return this;
  }

  /** A voice at full level from now on. */
  voice(n: number, frequency: number, control: number): this {
    const r = 7 * n;
    return this.write([r, frequency & 255], [r + 1, frequency >> 8], [r + 3, 8], [r + 6, 0xf0], [r + 4, control]);
  }

  play(cycles: number, slice = 20_000): this {
    const end = this.t + cycles;
    while (this.t < end) {
      this.t = Math.min(end, this.t + slice);
      for (const s of this.sid.audio.drain(this.t)) this.samples.push(s);
    }
    return this;
  }

  /** The last N samples' spectrum, in dB below a full sine; bin k is k × RATE / N Hz. */
  spectrum(): Float64Array {
    return spectrum(this.samples.slice(-N));
  }

  /** Root mean square of the last `count` samples. */
  level(count = 8192): number {
    return Math.sqrt(this.samples.slice(-count).reduce((sum, s) => sum + s * s, 0) / count);
  }
}

/** Blackman-Harris window, radix-2 transform. */
function spectrum(samples: readonly number[]): Float64Array {
  const re = new Float64Array(N);
  const im = new Float64Array(N);
  for (let i = 0; i < N; i++) {
    const w = (2 * Math.PI * i) / N;
    const window = 0.35875 - 0.48829 * Math.cos(w) + 0.14128 * Math.cos(2 * w) - 0.01168 * Math.cos(3 * w);
    re[i] = samples[i]! * window;
  }
  for (let i = 1, j = 0; i < N; i++) {
    let bit = N >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [re[i], re[j]] = [re[j]!, re[i]!];
  }
  for (let size = 2; size <= N; size <<= 1) {
    for (let k = 0; k < size / 2; k++) {
      const c = Math.cos((-2 * Math.PI * k) / size);
      const s = Math.sin((-2 * Math.PI * k) / size);
      for (let a = k; a < N; a += size) {
        const b = a + size / 2;
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a]! += x;
        im[a]! += y;
      }
    }
  }
  return Float64Array.from({ length: N / 2 }, (_, k) => {
    return 20 * Math.log10((Math.hypot(re[k]!, im[k]!) / N) * (2 / 0.35875) + 1e-12);
  });
}

const bin = (hz: number): number => Math.round((hz / RATE) * N);
const hertz = (frequency: number): number => (frequency * PHI2) / 0x1000000;
/** Level of a tone, in dB: what a spectrum has around a frequency, by the window's equivalent width of 2 bins. */
const peak = (s: Float64Array, hz: number): number => {
  const around = s.slice(bin(hz) - 4, bin(hz) + 5);
  return 10 * Math.log10(around.reduce((sum, db) => sum + 10 ** (db / 10), 0) / 2.0044);
};

describe('drawing a voice', () => {
  for (const model of ['6581', '8580'] as const) {
    test(`gives what its lines are, cycle by cycle, but for the latches' delay: ${model}`, () => {
      const random = new Prng(3);
      const painter = new VoicePainter(model);
      const N = 1500;
      for (let control = 0; control < 256; control += 2) {
        // SYNC is not for the painter, nor is ring modulation of what is overwritten
        if ((control & 2) !== 0 || (control > 0x90 && (control & 4) !== 0)) continue;
        const [drawn, stepped] = [new Oscillator(model), new Oscillator(model)];
        const frequency = random.oneIn(4) ? 0 : random.below(0x10000);
        const width = random.below(0x1000);
        const step = random.below(0x10000);
        for (const o of [drawn, stepped]) {
          o.reset(0, true);
          o.frequency = frequency;
          o.pulseWidth = width;
          o.writeControl(control | 0x10);
          o.run(50);
          o.writeControl(control);
        }
        // the ring modulator stands where it is seen in the first cycle
        let source = random.below(0x1000000);
        const out = new Float64Array(N);
        for (let at = 0, from = source; at < N; ) {
          const n = Math.min(N - at, 1 + random.below(600));
          painter.draw(drawn, out, at, n, 1, from, step);
          from = (from + n * step) & 0xffffff;
          at += n;
        }
        const levels = Array.from({ length: N }, () => {
          stepped.clock();
          source = (source + step) & 0xffffff;
          stepped.show(source);
          return painter.level(stepped);
        });
        // where it differs, the one is a cycle late
        let wrong = 0;
        for (let n = 4; n < N - 2; n++) {
          const value = out[n]!;
          if (value !== levels[n] && value !== levels[n + 1] && value !== levels[n - 1]) wrong++;
        }
        // sums of both latches' delays, at edges of a combination with the pulse
        const edges = (control & 0x40) !== 0 ? N / 50 : 0;
        expect([control, wrong <= edges]).toEqual([control, true]);
        if ((control & 4) === 0 || control < 0x10) expect(drawn.accumulator).toBe(stepped.accumulator);
        expect(drawn.noise).toBe(stepped.noise);
      }
    });
  }
});

describe('sound of a SID', () => {
  test('a triangle is a tone with weak odd harmonics', () => {
    const frequency = 17_029;
    const s = new Player('8580').write([24, 15]).voice(0, frequency, 0x11).play(800_000).spectrum();
    const f = hertz(frequency);
    expect(f).toBeGreaterThan(999);
    const loudest = s.indexOf(Math.max(...s));
    expect(Math.abs(loudest - (f / RATE) * N)).toBeLessThan(1);
    const first = peak(s, f);
    // a triangle of 0.45 peak to peak
    expect(first).toBeCloseTo(20 * Math.log10((0.45 / 2) * (8 / Math.PI ** 2)), 0);
    // 1/n² in the odd ones, less what the output stage takes
    expect(peak(s, 3 * f) - first).toBeCloseTo(-19.2, 0);
    expect(peak(s, 5 * f) - first).toBeCloseTo(-28.3, 0);
    expect(peak(s, 2 * f) - first).toBeLessThan(-60);
  });

  for (const frequency of [65_535, 50_001, 12_345]) {
    test(`nothing folds back: sawtooth of ${Math.round(hertz(frequency))} Hz`, () => {
      const s = new Player('8580').write([24, 15]).voice(0, frequency, 0x21).play(800_000).spectrum();
      // what is on the chip's pin: one value each cycle, with a far steeper filter than the chip's sound has
      const taps = 1600;
      const kernel = Float64Array.from({ length: taps + 1 }, (_, n) => {
        const x = n - taps / 2;
        const window = 0.42 + 0.5 * Math.cos((2 * Math.PI * x) / taps) + 0.08 * Math.cos((4 * Math.PI * x) / taps);
        return window * (x === 0 ? 2 * 0.023 : Math.sin(2 * Math.PI * 0.023 * x) / (Math.PI * x));
      });
      const wave = new Float64Array(N * 16 + taps);
      for (let n = 0; n < wave.length; n++) wave[n] = 0.45 * ((((n * frequency) % 0x1000000) >> 12) / 4096 - 0.5);
      const ideal: number[] = [];
      for (let n = 0; n < N; n++) {
        let sum = 0;
        for (let k = 0; k <= taps; k++) sum += kernel[k]! * wave[n * 16 + k]!;
        ideal.push(sum);
      }
      const reference = spectrum(ideal);
      let worst = -200;
      for (let k = bin(60); k < bin(20_000); k++) {
        // bins that are empty on the pin, and not beside a full one
        let near = -200;
        for (let j = k - 6; j <= k + 6; j++) near = Math.max(near, reference[j]!);
        if (near < -100) worst = Math.max(worst, s[k]!);
      }
      expect(worst).toBeLessThan(-92);
      // and what is there has its level, less what the output stage takes
      const f = hertz(frequency);
      expect(peak(s, f) - peak(reference, f)).toBeCloseTo(-10 * Math.log10(1 + (f / 15_915) ** 2), 0);
    });
  }

  test('noise reaches from low to high', () => {
    const p = new Player('8580').write([24, 15]).voice(0, 0xffff, 0x81).play(900_000);
    const s = p.spectrum();
    const mean = (from: number, to: number): number => {
      let sum = 0;
      for (let k = bin(from); k < bin(to); k++) sum += 10 ** (s[k]! / 10);
      return 10 * Math.log10(sum / (bin(to) - bin(from)));
    };
    expect(Math.abs(mean(200, 2000) - mean(2000, 8000))).toBeLessThan(6);
    expect(p.level()).toBeGreaterThan(0.05);
  });

  test('ring modulation gives sums and differences, synchronisation the pitch of the source', () => {
    const ring = new Player('8580').write([24, 15]).write([14, 0], [15, 0x20]).voice(0, 0x2a00, 0x15).play(800_000);
    const s = ring.spectrum();
    const [a, b] = [hertz(0x2a00), hertz(0x2000)];
    expect(peak(s, a + b)).toBeGreaterThan(peak(s, a) + 30);
    expect(peak(s, a - b)).toBeGreaterThan(peak(s, a) + 30);
    const sync = new Player('8580').write([24, 15]).write([14, 0], [15, 0x20]).voice(0, 0x4567, 0x23).play(800_000);
    const t = sync.spectrum();
    expect(peak(t, b)).toBeGreaterThan(-40);
    expect(peak(t, hertz(0x4567))).toBeLessThan(-70);
  });

  test('the 8580 filter follows theory', () => {
    const frequency = 17_029;
    const f = hertz(frequency);
    const level = (cutoff: number, mode: number, resonance: number): number => {
      const p = new Player('8580').write([21, cutoff & 7], [22, cutoff >> 3], [23, (resonance << 4) | 1]);
      return peak(
        p
          .write([24, 15 | (mode << 4)])
          .voice(0, frequency, 0x11)
          .play(700_000)
          .spectrum(),
        f,
      );
    };
    const plain = peak(new Player('8580').write([24, 15]).voice(0, frequency, 0x11).play(700_000).spectrum(), f);
    const cutoffs = cutoffTable('8580');
    for (const [cutoff, resonance] of [
      [400, 4],
      [164, 0],
      [164, 15],
      [60, 8],
    ] as const) {
      const w = f / cutoffs[cutoff]!;
      const damping = 2 ** ((4 - resonance) / 8);
      const below = Math.hypot(1 - w * w, damping * w);
      expect(level(cutoff, 1, resonance) - plain).toBeCloseTo(20 * Math.log10(1 / below), 0);
      expect(level(cutoff, 2, resonance) - plain).toBeCloseTo(20 * Math.log10(w / below), 0);
      expect(level(cutoff, 4, resonance) - plain).toBeCloseTo(20 * Math.log10((w * w) / below), 0);
    }
  });

  test('the 6581 filter is dull at the bottom, uneven in the middle, and distorts', () => {
    const cutoffs = cutoffTable('6581');
    expect(cutoffs[0]).toBeGreaterThan(150);
    expect(cutoffs[400]! - cutoffs[0]!).toBeLessThan(400);
    expect(cutoffs[1023]).toBeGreaterThan(cutoffs[1024]!);
    expect(cutoffs[2047]).toBeGreaterThan(12_000);
    const distortion = (model: SidModel): number => {
      const p = new Player(model).write([22, 0xff], [23, 0xf1], [24, 0x1f]);
      const s = p.voice(0, 8000, 0x11).play(700_000).spectrum();
      // a triangle has no second harmonic but by distortion, or by the converter's
      return peak(s, 2 * hertz(8000)) - peak(s, hertz(8000));
    };
    expect(distortion('6581')).toBeGreaterThan(distortion('8580') + 10);
  });

  test('the filter stays within bounds whatever happens to it', () => {
    for (const model of ['6581', '8580'] as const) {
      const random = new Prng(5);
      const p = new Player(model).voice(0, 3000, 0x41).voice(1, 9000, 0x21).voice(2, 20_000, 0x81);
      p.write([24, 0x1f], [23, 0xf7]);
      for (let n = 0; n < 300; n++) p.write([21 + random.below(4), random.below(256)]).play(random.below(2000));
      expect(p.samples.every((s) => Math.abs(s) <= 1.05)).toBe(true);
    }
  });

  test('the volume register plays samples on the 6581, hardly on the 8580', () => {
    const digi = (model: SidModel): number => {
      const p = new Player(model).write([24, 15]).play(50_000);
      for (let n = 0; n < 900; n++) p.write([24, n % 8 < 4 ? 15 : 0]).play(120);
      return p.level(4096);
    };
    const voice = new Player('6581').write([24, 15]).voice(0, 8000, 0x41).play(300_000).level();
    expect(digi('6581') / voice).toBeGreaterThan(0.5);
    expect(digi('8580') / digi('6581')).toBeLessThan(0.1);
  });

  test('voice 3 off silences it unless it is filtered', () => {
    const level = (filter: number, mode: number): number =>
      new Player('8580').write([22, 0xff], [23, filter], [24, mode]).voice(2, 8000, 0x21).play(1_500_000).level();
    expect(level(0, 0x0f)).toBeGreaterThan(0.08);
    expect(level(0, 0x8f)).toBeLessThan(1e-4);
    expect(level(4, 0x9f)).toBeGreaterThan(0.08);
  });

  test('the 6581 converters are uneven, those of the 8580 are not', () => {
    const even = dacTable('8580', 12);
    for (const n of [1, 100, 2048, 4095]) expect(even[n]).toBeCloseTo(n / 4095, 9);
    const uneven = dacTable('6581', 12);
    expect(uneven[0x7ff]).toBeGreaterThan(uneven[0x800]!);
    expect(uneven[4095]).toBeCloseTo(1, 12);
  });

  test('how it is asked makes no difference', () => {
    const random = new Prng(9);
    const script = Array.from({ length: 150 }, () => ({
      register: random.below(25),
      value: random.below(256),
      cycles: random.below(4000),
    }));
    const run = (slice: () => number): number[] => {
      const p = new Player('6581').write([24, 0x1f]);
      for (const { register, value, cycles } of script) {
        // the volume stays up
        p.write([register, register === 24 ? value | 15 : value]);
        for (let left = cycles; left > 0; ) {
          const part = Math.min(left, slice());
          p.play(part);
          left -= part;
        }
      }
      return p.samples;
    };
    const whole = run(() => 100_000);
    const pieces = run(() => random.between(1, 90));
    expect(pieces.length).toBe(whole.length);
    let most = 0;
    whole.forEach((s, n) => {
      most = Math.max(most, Math.abs(s - pieces[n]!));
    });
    expect(most).toBeLessThan(1e-4);
    expect(Math.max(...whole)).toBeGreaterThan(0.1);
  });

  test('gives as many samples as it says, and none while it is off', () => {
    const p = new Player('8580');
    const { audio } = p.sid;
    expect(audio.rate.num / audio.rate.den).toBe(RATE);
    expect(audio.channels).toBe(1);
    p.play(PHI2);
    expect(p.samples.length).toBe(PHI2 / 16);
    expect(p.samples.every((s) => Math.abs(s) < 1e-9)).toBe(true);
    audio.enabled = false;
    expect(audio.drain(p.t + 1000).length).toBe(0);
    audio.enabled = true;
    expect(audio.drain(p.t + 1600).length).toBeGreaterThan(0);
  });
});
