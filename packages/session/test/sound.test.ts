import type { AudioSource, Ratio } from '@backplane/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler, Session } from '../src/index.ts';
import { SoundMixer } from '../src/sound.ts';
import { toyEntry } from './fixture.ts';
import { pocketEntry } from './pocket.ts';

/** Amplitude of the wave with frequency `hz` in a signal, by a Blackman-Harris window. */
function amplitude(signal: Float32Array, rate: number, hz: number): number {
  let re = 0;
  let im = 0;
  let sum = 0;
  for (let n = 0; n < signal.length; n++) {
    const x = (2 * Math.PI * n) / (signal.length - 1);
    const w = 0.35875 - 0.48829 * Math.cos(x) + 0.14128 * Math.cos(2 * x) - 0.01168 * Math.cos(3 * x);
    re += signal[n]! * w * Math.cos((2 * Math.PI * hz * n) / rate);
    im += signal[n]! * w * Math.sin((2 * Math.PI * hz * n) / rate);
    sum += w;
  }
  return (2 * Math.hypot(re, im)) / sum;
}

const dB = (x: number): number => 20 * Math.log10(Math.max(x, 1e-12));

function sine(rate: number, hz: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, n) => Math.sin((2 * Math.PI * hz * n) / rate));
}

/** Waves of several frequencies, each of amplitude 1. */
function chord(rate: number, frequencies: readonly number[], count: number): Float32Array {
  const sum = new Float32Array(count);
  for (const hz of frequencies) for (const [n, x] of sine(rate, hz, count).entries()) sum[n]! += x;
  return sum;
}

function convert(from: Ratio, to: number, input: Float32Array): Float32Array {
  const resampler = new Resampler(from, to);
  resampler.push(input);
  const out = new Float32Array(resampler.available);
  resampler.pull(out, out.length);
  return out;
}

/** What the converter makes of some waves: the middle, without the ends. */
function converted(from: Ratio, to: number, ...frequencies: number[]): Float32Array {
  const rate = from.num / from.den;
  const out = convert(from, to, chord(rate, frequencies, Math.ceil(rate * 0.12)));
  return out.subarray(Math.floor(to * 0.01), Math.floor(to * 0.11));
}

// a chip on a PAL C64 at its clock's eighth, a usual rate, one near the output's, a slow one
const rates: Ratio[] = [
  { num: 17_734_472, den: 144 },
  { num: 96_000, den: 1 },
  { num: 14_318_180, den: 288 },
  { num: 22_050, den: 1 },
];

describe.each([44_100, 48_000])('conversion to %i Hz', (to) => {
  describe.each(rates)('from $num/$den Hz', (from) => {
    const rate = from.num / from.den;
    const nyquist = Math.min(rate, to) / 2;

    it('leaves the passband as it is: within 0.01 dB up to 90 % of it', () => {
      const frequencies = [0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.9].map((part) => part * nyquist);
      const out = converted(from, to, ...frequencies);
      for (const hz of frequencies) expect(Math.abs(dB(amplitude(out, to, hz))), `${hz} Hz`).toBeLessThan(0.01);
    });

    it('has no aliases and no images above −90 dB', () => {
      if (rate > to) {
        for (const part of [1.001, 1.1, 1.9, 2.5].filter((p) => p * nyquist < rate / 2)) {
          let power = 0;
          const out = converted(from, to, part * nyquist);
          for (const x of out) power += x * x;
          expect(dB(Math.sqrt((2 * power) / out.length)), `all that is left of ${part * nyquist} Hz`).toBeLessThan(-90);
        }
      }
      // what the passband leaves behind elsewhere: images of the input's spectrum and noise of the interpolation
      const heard = [0.11, 0.43, 0.89].map((part) => part * nyquist);
      const out = converted(from, to, ...heard);
      for (let at = 200; at < to / 2 - 200; at += 517) {
        if (heard.some((hz) => Math.abs(at - hz) < 120)) continue;
        expect(dB(amplitude(out, to, at)), `heard at ${at} Hz`).toBeLessThan(-90);
      }
    });

    it('keeps exact time', () => {
      const resampler = new Resampler(from, to);
      const piece = new Float32Array(50_000).fill(0.5);
      const sink = new Float32Array(200_000);
      let pushed = 0;
      let pulled = 0;
      for (let i = 0; i < 6; i++) {
        resampler.push(piece);
        pushed += piece.length;
        const count = resampler.available;
        resampler.pull(sink, count);
        pulled += count;
      }
      // the last sample that can be had lies `half` input samples before the end
      const end = BigInt(pushed - resampler.half) * BigInt(to) * BigInt(from.den);
      expect(pulled).toBe(Number((end + BigInt(from.num) - 1n) / BigInt(from.num)));
    });
  });
});

describe('a converter', () => {
  it('gives the same bits in pieces of any size', () => {
    const from = { num: 17_734_472, den: 144 };
    const input = sine(123_156.1, 1000, 20_000);
    const whole = convert(from, 48_000, input);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 30 }), (sizes) => {
        const resampler = new Resampler(from, 48_000);
        const out: number[] = [];
        const drain = (): void => {
          const piece = new Float32Array(resampler.available);
          resampler.pull(piece, piece.length);
          out.push(...piece);
        };
        let at = 0;
        for (const size of sizes) {
          resampler.push(input.subarray(at, at + size));
          at = Math.min(input.length, at + size);
          drain();
        }
        resampler.push(input.subarray(at));
        drain();
        expect(Float32Array.from(out)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('passes everything on where the rates are equal', () => {
    const input = sine(48_000, 23_000, 1000);
    expect(convert({ num: 48_000, den: 1 }, 48_000, input)).toEqual(input);
  });
});

/** A source with given samples, a new one each `1 / rate` seconds of a 1 MHz clock. */
class Source implements AudioSource {
  readonly title = 'source';
  readonly rate: Ratio;
  readonly channels: 1 | 2;
  enabled = false;
  readonly #value: (seconds: number, channel: number) => number;
  #count = 0;
  constructor(rate: number, channels: 1 | 2, value: (seconds: number, channel: number) => number) {
    this.rate = { num: rate, den: 1 };
    this.channels = channels;
    this.#value = value;
  }
  drain(t: number): Float32Array {
    const end = Math.floor((t * this.rate.num) / 1e6);
    const out: number[] = [];
    for (; this.#count < end; this.#count++) {
      for (let c = 0; c < this.channels; c++) out.push(this.#value(this.#count / this.rate.num, c));
    }
    return Float32Array.from(this.enabled ? out : []);
  }
}

describe('the mixer', () => {
  it('adds sources of different rates at the same time, one channel in the middle', () => {
    const wave = (hz: number) => (seconds: number) => 0.25 * Math.sin(2 * Math.PI * hz * seconds);
    let now = 0;
    const mixer = new SoundMixer(
      [
        new Source(31_250, 1, wave(440)),
        new Source(96_000, 2, (s, c) => (c === 0 ? wave(440)(s) : wave(1000)(s))),
        new Source(48_000, 1, wave(440)),
      ],
      48_000,
      { now: () => now, close: () => {} },
    );
    expect(mixer.channels).toBe(2);
    const left: number[] = [];
    const right: number[] = [];
    const take = (samples: Float32Array): void => {
      for (let i = 0; i < samples.length; i += 2) {
        left.push(samples[i]!);
        right.push(samples[i + 1]!);
      }
    };
    for (now = 0; now < 400_000; now += 7919) take(mixer.read());
    now = 400_000;
    take(mixer.end());
    expect(left).toHaveLength(19_200);
    // in phase: amplitudes add up, and each sample is where it belongs
    for (let n = 500; n < 18_700; n++) {
      const t = n / 48_000;
      expect(Math.abs(left[n]! - 3 * wave(440)(t))).toBeLessThan(2e-5);
      expect(Math.abs(right[n]! - 2 * wave(440)(t) - wave(1000)(t))).toBeLessThan(2e-5);
    }
    expect(mixer.end()).toHaveLength(0);
  });

  it('refuses rates that no host has', () => {
    for (const rate of [0, 7999, 192_001, 44_100.5, Number.NaN]) {
      expect(() => new SoundMixer([], rate, { now: () => 0, close: () => {} })).toThrow('8000 to 192000');
    }
  });
});

describe('a session', () => {
  it('hears all parts of its machine', async () => {
    const session = new Session(pocketEntry);
    session.keys!.buffer('tone 1000\n');
    session.runFor({ seconds: 0.5 });
    const sound = session.openSound(44_100);
    expect(() => session.openSound(48_000)).toThrow('Somebody listens already');
    const heard: Float32Array[] = [];
    session.onSlice(() => heard.push(sound.read()));
    await session.run({ seconds: 0.3 });
    heard.push(sound.end());
    const left = Float32Array.from(heard.flatMap((h) => [...h]).filter((_, n) => n % 2 === 0));
    expect(left.length).toBe(13_230);
    // a quarter from each voice
    expect(amplitude(left.subarray(1000, 12_000), 44_100, 1000)).toBeCloseTo(0.5, 3);
    session.openSound(48_000).close();
  });

  it('goes on through a load and a power cycle', () => {
    const session = new Session(pocketEntry);
    session.keys!.buffer('tone 1000\n');
    session.runFor({ seconds: 0.5 });
    const snapshot = session.machine.save();
    const sound = session.openSound(48_000);
    session.runFor({ seconds: 0.2 });
    session.load(snapshot);
    session.runFor({ seconds: 0.2 });
    session.reset('power');
    session.runFor({ seconds: 0.2 });
    const all = sound.end();
    expect(Math.abs(all.length / 2 - 0.6 * 48_000)).toBeLessThan(4);
    const left = all.filter((_, n) => n % 2 === 0);
    expect(amplitude(left.subarray(10_000, 19_000), 48_000, 1000)).toBeCloseTo(0.5, 2);
    expect(amplitude(left.subarray(20_000, 28_000), 48_000, 1000)).toBeLessThan(1e-4);
  });

  it('without sound says so', () => {
    expect(() => new Session(toyEntry).openSound(48_000)).toThrow('toy makes no sound.');
  });

  it('has the same state whether anybody looks or listens', async () => {
    const run = async (watch: (session: Session) => void): Promise<string[]> => {
      const session = new Session(pocketEntry);
      watch(session);
      const hashes: string[] = [];
      for (const text of ['ink 3\\n', 'tone 440\\n', 'picture\\n', 'ink 2\\n']) {
        await session.typeText(text);
        await session.run({ seconds: 0.11 });
        hashes.push(session.machine.hash());
      }
      return hashes;
    };
    const blind = await run(() => {});
    let pictures = 0;
    let samples = 0;
    const watched = await run((session) => {
      session.drawing = true;
      session.onPicture(() => {
        pictures++;
      });
      const sound = session.openSound(48_000);
      session.onSlice(() => {
        session.screenshot();
        samples += sound.read().length;
      });
    });
    expect(watched).toEqual(blind);
    expect(pictures).toBeGreaterThan(50);
    expect(samples).toBeGreaterThan(50_000);
  });
});
