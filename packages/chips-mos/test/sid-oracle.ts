import { type SidModel, waveformTable } from '../src/sid/combined.ts';

/*
 * A SID that does every cycle in turn, written as plainly as possible: what the chip's lazy computation is compared with.
 * It takes the combined waveforms' tables from the chip and nothing else.
 */

const PERIODS = [8, 31, 62, 94, 148, 219, 266, 312, 391, 976, 1953, 3125, 3906, 11719, 19531, 31250];
const STEPS: Record<number, number> = { 255: 1, 93: 2, 54: 4, 26: 8, 14: 16, 6: 30, 0: 1 };
/** Noise register bits from waveform line 4 up. */
const TAPS = [0, 2, 5, 9, 11, 14, 18, 20];

interface Voice {
  frequency: number;
  width: number;
  control: number;
  ad: number;
  sr: number;
  accumulator: number;
  rose: boolean;
  noise: boolean[];
  noiseIn: number;
  held: number;
  pulse: boolean;
  latched: number;
  lines: number;
  floating: number;
  phase: 'attack' | 'decay' | 'release';
  next: 'attack' | 'decay' | 'release';
  phaseIn: number;
  rate: number;
  period: number;
  match: boolean;
  exponential: number;
  every: number;
  everyNext: number;
  exponentialIn: number;
  stepIn: number;
  counter: number;
  env3: number;
  frozen: boolean;
}

function voice(): Voice {
  return {
    frequency: 0,
    width: 0,
    control: 0,
    ad: 0,
    sr: 0,
    accumulator: 0x555555,
    rose: false,
    noise: Array.from({ length: 23 }, (_, n) => n !== 0),
    noiseIn: 0,
    held: 0,
    pulse: true,
    latched: 0,
    lines: 0,
    floating: 0,
    phase: 'release',
    next: 'release',
    phaseIn: 0,
    rate: 0,
    period: 8,
    match: false,
    exponential: 0,
    every: 1,
    everyNext: 0,
    exponentialIn: 0,
    stepIn: 0,
    counter: 0,
    env3: 0,
    frozen: true,
  };
}

export class SidOracle {
  readonly voices = [voice(), voice(), voice()];
  cycle = 0;
  readonly old: boolean;
  readonly model: SidModel;

  constructor(model: SidModel) {
    this.model = model;
    this.old = model === '6581';
  }

  /** Voice 3 alone, for long stretches in which the others stand still and do not matter. */
  runThirdTo(cycle: number): void {
    for (; this.cycle < cycle; this.cycle++) {
      this.#count(this.voices[2]!);
      this.#show(this.voices[2]!, false);
    }
  }

  runTo(cycle: number): void {
    while (this.cycle < cycle) {
      this.cycle++;
      this.#cycle();
    }
  }

  #cycle(): void {
    for (const v of this.voices) {
      this.#count(v);
      this.#envelope(v);
    }
    const source = (n: number): Voice => this.voices[(n + 2) % 3]!;
    const synced = this.voices.map((v, n) => {
      const s = source(n);
      return (v.control & 2) !== 0 && s.rose && !((s.control & 2) !== 0 && source((n + 2) % 3).rose);
    });
    synced.forEach((yes, n) => {
      if (yes) this.voices[n]!.accumulator = 0;
    });
    const tops = this.voices.map((v) => v.accumulator >= 0x800000);
    // voice 3 shows before voice 2, voice 1 first: only the 6581's top bit can make a difference
    for (const n of [0, 2, 1]) {
      const s = source(n);
      const top = n === 1 ? tops[0]! : s.accumulator >= 0x800000;
      this.#show(this.voices[n]!, top);
    }
  }

  #count(v: Voice): void {
    v.rose = false;
    if ((v.control & 8) !== 0) {
      v.held++;
      const [start, step] = this.old ? [50_000, 15_000] : [986_000, 314_300];
      if (v.held >= start && (v.held - start) % step === 0)
        v.noise = v.noise.map((b, n) => b || n === 0 || v.noise[n - 1]!);
      return;
    }
    const before = v.accumulator;
    v.accumulator = (before + v.frequency) % 0x1000000;
    v.rose = before < 0x800000 && v.accumulator >= 0x800000;
    if (v.noiseIn > 0 && --v.noiseIn === 0) v.noise = [v.noise[22] !== v.noise[17], ...v.noise.slice(0, 22)];
    if (((before >> 19) & 1) === 0 && ((v.accumulator >> 19) & 1) === 1) v.noiseIn = 2;
  }

  #show(v: Voice, sourceTop: boolean): void {
    const waveform = v.control >> 4;
    const test = (v.control & 8) !== 0;
    if (waveform === 0) {
      if (v.lines !== 0) {
        v.floating++;
        const [start, step] = this.old ? [54_000, 1_400] : [800_000, 50_000];
        if (v.floating >= start && (v.floating - start) % step === 0) v.lines &= v.lines >> 1;
        if (v.lines === 0) v.floating = 0;
      }
    } else {
      let index = v.accumulator >> 12;
      if ((v.control & 4) !== 0 && (waveform & 2) === 0 && !sourceTop) index ^= 0x800;
      let lines = waveformTable(this.model, waveform & 7)[index]!;
      if (!this.old && (waveform & 3) !== 0) [lines, v.latched] = [v.latched, lines];
      if ((waveform & 4) !== 0 && !v.pulse) lines = 0;
      if (waveform >= 8) {
        let noise = 0;
        TAPS.forEach((bit, n) => {
          if (v.noise[bit]!) noise |= 0x10 << n;
        });
        lines &= noise;
        let back = lines;
        if (waveform === 12) {
          if (this.old) lines = test || lines === 0xff0 ? lines & 0xfc0 : 0;
          else lines = test ? lines & (lines << 1) & 0xfc0 : lines & (lines << 1) & (lines << 2) & 0xfc0;
          back = this.old || lines === 0 ? lines : 0xfc0;
        }
        if (waveform > 8 && !test && (waveform !== 12 || v.noiseIn === 1)) this.#write(v, back);
      }
      v.lines = lines;
      if (this.old && (waveform & 2) !== 0 && (waveform & 13) !== 0 && lines < 0x800) v.accumulator %= 0x800000;
    }
    if (!test) v.pulse = v.accumulator >> 12 >= v.width;
  }

  #write(v: Voice, lines: number): void {
    TAPS.forEach((bit, n) => {
      if ((lines & (0x10 << n)) === 0) v.noise[bit] = false;
    });
  }

  #envelope(v: Voice): void {
    v.env3 = v.counter;
    if (v.everyNext > 0) v.every = v.everyNext;
    v.everyNext = 0;
    if (v.phaseIn > 0) {
      v.phaseIn--;
      if (v.next === 'attack') {
        if (v.phaseIn === 1) v.period = PERIODS[v.ad & 15]!;
        if (v.phaseIn === 0) {
          v.phase = 'attack';
          v.period = PERIODS[v.ad >> 4]!;
          v.frozen = false;
        }
      } else if (v.next === 'decay') {
        if (v.phaseIn === 0) {
          v.phase = 'decay';
          v.period = PERIODS[v.ad & 15]!;
        }
      } else if ((v.phase === 'attack' && v.phaseIn === 0) || (v.phase === 'decay' && v.phaseIn === 1)) {
        v.phase = 'release';
        v.period = PERIODS[v.sr & 15]!;
      }
    }
    const sustain = (v.sr >> 4) * 17;
    if (v.stepIn > 0 && --v.stepIn === 0) {
      if (!v.frozen) {
        v.counter = (v.counter + (v.phase === 'attack' ? 1 : 255)) % 256;
        if (v.phase === 'attack' && v.counter === 255) {
          v.next = 'decay';
          v.phaseIn = 3;
        }
        if (v.counter === 0) v.frozen = true;
        v.everyNext = STEPS[v.counter] ?? 0;
      }
    } else if (v.exponentialIn > 0 && --v.exponentialIn === 0) {
      v.exponential = 0;
      if (v.phase === 'release' || (v.phase === 'decay' && v.counter !== sustain)) v.stepIn = 1;
    } else if (v.match) {
      v.match = false;
      v.rate = 0;
      if (v.phase === 'attack') {
        v.exponential = 0;
        v.stepIn = 2;
      } else if (!v.frozen) {
        v.exponential++;
        if (v.exponential === v.every) v.exponentialIn = v.every === 1 ? 1 : 2;
      }
    }
    if (v.rate === v.period) v.match = true;
    else v.rate = v.rate === 0x7fff ? 1 : v.rate + 1;
  }

  write(register: number, value: number): void {
    const v = this.voices[Math.floor(register / 7)];
    if (v === undefined || register > 20) return;
    switch (register % 7) {
      case 0:
        v.frequency = (v.frequency & 0xff00) | value;
        break;
      case 1:
        v.frequency = (v.frequency & 0xff) | (value << 8);
        break;
      case 2:
        v.width = (v.width & 0xf00) | value;
        break;
      case 3:
        v.width = (v.width & 0xff) | ((value & 15) << 8);
        break;
      case 4:
        this.#control(v, value);
        break;
      case 5:
        v.ad = value;
        if (v.phase === 'attack') v.period = PERIODS[value >> 4]!;
        if (v.phase === 'decay') v.period = PERIODS[value & 15]!;
        break;
      default:
        v.sr = value;
        if (v.phase === 'release') v.period = PERIODS[value & 15]!;
    }
  }

  #control(v: Voice, value: number): void {
    const before = v.control;
    v.control = value;
    if (value >> 4 === 0 && before >> 4 !== 0) v.floating = 0;
    if ((value & 8) > (before & 8)) {
      v.accumulator = 0;
      v.rose = false;
      v.noiseIn = 0;
      v.held = 0;
      v.pulse = true;
      this.#hold(v, before >> 4, value >> 4);
    } else if ((value & 8) < (before & 8)) this.#release(v, before >> 4, value >> 4);
    if ((value & 1) > (before & 1)) {
      v.next = 'attack';
      v.phaseIn = 2;
      if (v.exponentialIn === 2) v.stepIn = 2;
      else if (v.match) v.stepIn = v.every === 1 ? 2 : 4;
      else if (v.exponentialIn === 1) v.phaseIn = 3;
    } else if ((value & 1) < (before & 1)) {
      v.next = 'release';
      v.phaseIn = v.stepIn > 0 ? 3 : 2;
    }
  }

  /** TEST is set: what low lines do to the noise register. */
  #hold(v: Voice, before: number, after: number): void {
    const overwrites = after === 15 || (after > 8 && before > 8 && (this.old || after !== 12));
    if (!overwrites) return;
    // the accumulator is 0: triangle and sawtooth are low unless ring modulation turns the triangle over
    let lines = waveformTable(this.model, after & 7)[(v.control & 4) !== 0 && (after & 2) === 0 ? 0x800 : 0]!;
    let noise = 0;
    TAPS.forEach((bit, n) => {
      if (v.noise[bit]!) noise |= 0x10 << n;
    });
    lines &= noise;
    if (after === 12) lines = lines === 0xff0 ? 0xfc0 : 0;
    this.#write(v, lines);
  }

  /** TEST is released: one shift, with what the lines of both waveforms pull low. */
  #release(v: Voice, before: number, after: number): void {
    let low: number[] = [];
    if (before > 8 && after > 8) {
      const common = before & after;
      if (this.old) {
        if ((common & 3) !== 0) low = TAPS;
        else if (before === 14 && after === 13) low = TAPS.slice(0, 5);
        else if ((before & 3) !== 0 && (common & 4) !== 0) low = TAPS.slice(0, 3);
      } else if ((before & 3) !== 0) low = (after & 3) !== 0 ? TAPS : [];
      else if (after === 15) low = TAPS;
      else if (after === 9 || after === 12 || after === 14) low = TAPS.slice(0, 2);
    }
    const latch = v.noise.map((b, n) => b && !low.includes(n));
    v.noise = [!v.noise[17], ...latch.slice(0, 22)];
  }
}
