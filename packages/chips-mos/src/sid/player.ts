import { OscillatorBank } from './bank.ts';
import type { SidModel } from './combined.ts';
import { dacTable } from './dac.ts';
import { DecimateBy2, DecimateBy8 } from './decimate.ts';
import { VoicePainter } from './draw.ts';
import { Envelope } from './envelope.ts';
import { SidFilter } from './filter.ts';
import { OutputStage } from './output-stage.ts';

/*
 * Playing
 *
 * Voices are drawn at the φ2 rate into two buffers, one that goes through the filter and one that does not. The rate is
 * brought down to φ2 / 8 for the filter, the volume and the board's output stage, and from there to φ2 / 16. Register
 * writes divide the drawing into stretches: voices and volume change in the very cycle, the filter's settings and routing
 * at the next sample of the filter.
 */

/** φ2 cycles in a sample that comes out. */
export const CYCLES_PER_SAMPLE = 16;

/** What a player starts from. */
export interface PlayerSource {
  readonly oscillators: OscillatorBank;
  readonly envelopes: readonly Envelope[];
  /** What was written to registers 0–24. */
  readonly registers: Uint8Array;
  /** Brings all of it up to and including cycle `cycle`. */
  advance(cycle: number): void;
}

/** φ2 cycles in a sample of the filter. */
const CORE = 8;
/** Cycles that are drawn before the rate is brought down. */
const BLOCK = 2048;
/** Writes that can wait until somebody asks for samples. */
const WRITES = 4096;

/** Samples of the filter after which a still signal needs no more filtering. */
const STILL = 100;

/**
 * What each voice adds to the mixer while it is silent, in units of its range. The 6581's voices rest half a volt off the
 * mixer's working point (range 1.5 V, zero level 5 V: notes on the public test program "zerolevel"), which makes its
 * volume register a 4-bit converter. On the 8580 little is left of it.
 */
const OFFSET = { '6581': 0.33, '8580': 0.02 } as const;

const VOICE_3_OFF = 0x80;

/** One path to the mixer. */
class Path {
  readonly decimator = new DecimateBy8(BLOCK);
  /** Something was drawn since the last reduction. */
  drawn = false;
  /** The decimator still holds something other than 0. */
  ringing = false;

  clear(): void {
    this.decimator.clear();
    this.drawn = false;
    this.ringing = false;
  }

  /** Brings the rate down; `output` of the decimator then has count / 8 samples. */
  reduce(count: number, left: number): void {
    if (!this.drawn && !this.ringing) {
      this.decimator.output.fill(0, 0, count / CORE);
      return;
    }
    this.decimator.run(count, left);
    // what is left of this stretch is gone after the next one, if that is long enough
    this.ringing = this.drawn || count < 64;
    this.drawn = this.drawn && left > 0;
  }
}

/** Makes samples from register writes. */
export class SidPlayer {
  readonly #bank: OscillatorBank;
  readonly #envelopes: readonly [Envelope, Envelope, Envelope];
  readonly #painter: VoicePainter;
  readonly #gains: Float64Array;
  readonly #offset: number;
  readonly #filter: SidFilter;
  readonly #filtered = new Path();
  readonly #direct = new Path();
  readonly #volumes = new Float64Array(BLOCK / CORE + 1);
  readonly #mix = new Float64Array(BLOCK / CORE);
  readonly #stage: OutputStage;
  readonly #last: DecimateBy2;
  /** Samples of the last stage's input that wait for a second one. */
  #waiting = 0;

  readonly #registers = new Uint8Array(25);
  readonly #writeCycles = new Float64Array(WRITES);
  readonly #writes = new Uint16Array(WRITES);
  #writeCount = 0;

  /** The last cycle that has been drawn, and cycles in the buffers. */
  #cycle = 0;
  #position = 0;
  /** Volume has been filled in up to this cycle of the buffers. */
  #volumeTo = 0;
  /** Which path each voice takes: 0 = none, 1 = direct, 2 = filtered. */
  readonly #routes = new Uint8Array(3);
  #directOffset = 0;
  #filteredOffset = 0;
  #filterRests = false;
  /** The volume has moved since the last reduction, and samples for which nothing has moved at all. */
  #volumeMoved = false;
  #still = 0;

  #samples = new Float32Array(4096);
  #count = 0;

  /** @param rate samples a second that come out */
  constructor(model: SidModel, rate: number) {
    this.#bank = new OscillatorBank(model);
    this.#envelopes = [new Envelope(), new Envelope(), new Envelope()];
    this.#painter = new VoicePainter(model);
    this.#gains = dacTable(model, 8);
    this.#offset = OFFSET[model];
    const core = (rate * CYCLES_PER_SAMPLE) / CORE;
    this.#filter = new SidFilter(model, core);
    this.#stage = new OutputStage(core);
    this.#last = new DecimateBy2(BLOCK / CORE);
  }

  /** Starts with the chip as it is after cycle `cycle`; nothing sounded before. */
  start(cycle: number, source: PlayerSource): void {
    this.#filtered.clear();
    this.#direct.clear();
    this.#filter.clear();
    this.#volumes.fill(0);
    this.#position = 0;
    this.#volumeTo = 0;
    this.#waiting = 0;
    this.#last.clear();
    this.#count = 0;
    this.#filterRests = false;
    this.#still = 0;
    this.take(cycle, source);
    // the coupling capacitor has been charged long ago
    this.#stage.settle(this.#directOffset * this.#volume);
  }

  /** Takes the chip's state as it is after cycle `cycle`; writes that wait are forgotten. */
  take(cycle: number, source: PlayerSource): void {
    this.#bank.copy(source.oscillators);
    this.#envelopes.forEach((envelope, n) => {
      envelope.copy(source.envelopes[n]!);
    });
    this.#fillVolume();
    this.#registers.set(source.registers.subarray(0, 25));
    this.#cycle = cycle;
    this.#writeCount = 0;
    this.#volumeMoved = true;
    this.#route();
    this.#tune();
  }

  write(cycle: number, register: number, value: number): void {
    if (this.#writeCount === WRITES) this.render(cycle);
    this.#writeCycles[this.#writeCount] = cycle;
    this.#writes[this.#writeCount++] = (register << 8) | value;
  }

  /** Draws up to and including cycle `cycle`. */
  render(cycle: number): void {
    let n = 0;
    for (; n < this.#writeCount && this.#writeCycles[n]! <= cycle; n++) {
      this.#advance(this.#writeCycles[n]!);
      const write = this.#writes[n]!;
      this.#apply(write >> 8, write & 0xff);
    }
    if (n > 0) {
      this.#writeCycles.copyWithin(0, n, this.#writeCount);
      this.#writes.copyWithin(0, n, this.#writeCount);
      this.#writeCount -= n;
    }
    this.#advance(cycle);
  }

  /** All samples that are done and were not collected yet. The array is used again. */
  collect(): Float32Array {
    this.#reduce();
    const samples = this.#samples.subarray(0, this.#count);
    this.#count = 0;
    return samples;
  }

  get #volume(): number {
    return (this.#registers[24]! & 0x0f) / 15;
  }

  #apply(register: number, value: number): void {
    const before = this.#registers[register]!;
    if (register >= 21) {
      if (value === before) return;
      if (register !== 24 || ((value ^ before) & 0xf0) !== 0) this.#reduce();
      this.#fillVolume();
      if (register === 24) this.#volumeMoved = true;
      this.#registers[register] = value;
      this.#route();
      this.#tune();
      return;
    }
    this.#registers[register] = value;
    const n = (register / 7) | 0;
    const oscillator = this.#bank.voices[n]!;
    const envelope = this.#envelopes[n]!;
    switch (register - n * 7) {
      case 4:
        oscillator.writeControl(value);
        envelope.writeGate(value & 1);
        break;
      case 5:
        envelope.writeAttackDecay(value);
        break;
      case 6:
        envelope.writeSustainRelease(value);
        break;
      default:
        oscillator.writePitch(register - n * 7, value);
    }
  }

  /** Works out the voices' paths and what they add while silent. */
  #route(): void {
    const filtered = this.#registers[23]!;
    this.#directOffset = 0;
    this.#filteredOffset = 0;
    for (let n = 0; n < 3; n++) {
      if ((filtered & (1 << n)) !== 0) {
        this.#routes[n] = 2;
        this.#filteredOffset += this.#offset;
      } else if (n === 2 && (this.#registers[24]! & VOICE_3_OFF) !== 0) this.#routes[n] = 0;
      else {
        this.#routes[n] = 1;
        this.#directOffset += this.#offset;
      }
    }
    this.#filterRests = false;
  }

  #tune(): void {
    const r = this.#registers;
    this.#filter.set((r[21]! & 7) | (r[22]! << 3), r[23]! >> 4, (r[24]! >> 4) & 7);
  }

  #advance(cycle: number): void {
    let n = cycle - this.#cycle;
    if (n <= 0) return;
    this.#cycle = cycle;
    while (n > 0) {
      const run = Math.min(n, BLOCK - this.#position);
      this.#draw(run);
      this.#position += run;
      n -= run;
      if (this.#position === BLOCK) this.#reduce();
    }
  }

  #draw(cycles: number): void {
    const bank = this.#bank;
    if (!bank.coupled) {
      for (let n = 0; n < 3; n++) this.#drawVoice(n, this.#position, cycles, 0, 0);
      return;
    }
    const [a, b, c] = bank.voices;
    let at = this.#position;
    const end = at + cycles;
    while (at < end) {
      const run = Math.min(end - at, bank.untilSync());
      if (run > 0) {
        const fromA = a.accumulator;
        const fromB = b.accumulator;
        const fromC = c.accumulator;
        this.#drawVoice(0, at, run, fromC, step(c));
        this.#drawVoice(1, at, run, fromA, step(a));
        this.#drawVoice(2, at, run, fromB, step(b));
        at += run;
      }
      if (at < end) {
        bank.step();
        for (let n = 0; n < 3; n++) {
          const gain = this.#gains[this.#envelopes[n]!.counter]!;
          this.#envelopes[n]!.hold(1);
          const path = this.#pathOf(n);
          if (gain !== 0 && path !== null) {
            path.drawn = true;
            path.decimator.input[at]! += gain * this.#painter.level(bank.voices[n]!);
          }
        }
        at++;
      }
    }
  }

  #pathOf(n: number): Path | null {
    const route = this.#routes[n];
    if (route === 0) return null;
    return route === 1 ? this.#direct : this.#filtered;
  }

  /** Draws `cycles` of one voice, in stretches of equal envelope. */
  #drawVoice(n: number, from: number, cycles: number, source: number, sourceStep: number): void {
    const oscillator = this.#bank.voices[n]!;
    const envelope = this.#envelopes[n]!;
    const path = this.#pathOf(n);
    let at = from;
    const end = from + cycles;
    while (at < end) {
      const gain = this.#gains[envelope.counter]!;
      const run = envelope.hold(end - at);
      if (gain !== 0 && path !== null) {
        path.drawn = true;
        const accumulator = (source + (at - from) * sourceStep) & 0xffffff;
        this.#painter.draw(oscillator, path.decimator.input, at, run, gain, accumulator, sourceStep);
      } else oscillator.run(run);
      at += run;
    }
  }

  /** Fills in the volume up to the present cycle of the buffers. */
  #fillVolume(): void {
    const volume = this.#volume / CORE;
    const volumes = this.#volumes;
    const to = this.#position;
    let from = this.#volumeTo;
    this.#volumeTo = to;
    while (from < to) {
      const index = (from / CORE) | 0;
      const end = Math.min(to, (index + 1) * CORE);
      volumes[index]! += volume * (end - from);
      from = end;
    }
  }

  /** Brings what has been drawn down to the output's rate, as far as it fills samples of the filter. */
  #reduce(): void {
    this.#fillVolume();
    const left = this.#position % CORE;
    const cycles = this.#position - left;
    if (cycles === 0) return;
    const count = cycles / CORE;
    const busy = this.#filtered.drawn || this.#filtered.ringing;
    const still = !busy && this.#filterRests && !this.#direct.drawn && !this.#direct.ringing && !this.#volumeMoved;
    const settled = still && this.#still > STILL;
    this.#still = still ? this.#still + count : 0;
    this.#volumeMoved = false;
    this.#filtered.reduce(cycles, left);
    this.#direct.reduce(cycles, left);
    const mix = this.#mix;
    const direct = this.#direct.decimator.output;
    const offset = this.#directOffset;
    for (let n = 0; n < count; n++) mix[n] = direct[n]! + offset;
    if (busy || !this.#filterRests) {
      const rests = this.#filter.run(this.#filtered.decimator.output, this.#filteredOffset, count, mix);
      this.#filterRests = rests && !this.#filtered.drawn && !this.#filtered.ringing;
    } else this.#filter.rest(count, mix);
    this.#stage.run(mix, this.#volumes, count, this.#last.input, this.#last.start + this.#waiting);
    this.#room(count);
    const waiting = this.#waiting + count;
    this.#count += settled
      ? this.#last.pass(waiting, this.#samples, this.#count)
      : this.#last.run(waiting, this.#samples, this.#count);
    this.#waiting = waiting & 1;
    this.#position = left;
    this.#volumeTo = left;
    this.#volumes.copyWithin(0, count, count + 1);
    this.#volumes.fill(0, 1, count + 1);
  }

  #room(count: number): void {
    if (this.#count + count <= this.#samples.length) return;
    const grown = new Float32Array(Math.max(this.#samples.length * 2, this.#count + count));
    grown.set(this.#samples.subarray(0, this.#count));
    this.#samples = grown;
  }
}

/** What an oscillator's accumulator takes each cycle. */
function step(o: { readonly test: number; readonly frequency: number }): number {
  return o.test !== 0 ? 0 : o.frequency;
}
