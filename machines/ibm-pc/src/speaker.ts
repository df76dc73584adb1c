import { Intel8253 } from '@backplane/chips-intel';
import {
  type AudioSource,
  type Device,
  definePart,
  type InputPin,
  type PartContext,
  ratio,
  WiringError,
} from '@backplane/kernel';
import { StepSynthesis } from './step-synthesis.ts';

/*
 * The loudspeaker
 *
 * It is driven by OUT of the timer's counter 2 AND bit 1 of port B. What counter 2 does is known in closed form until it is
 * programmed or gated, so nothing happens while nobody listens, and a listener's samples are made when they are asked for.
 *
 * Source: IBM, *Personal Computer Technical Reference*, "Speaker interface".
 */

/** Ticks of the 14.31818 MHz crystal in a sample: 49,716 samples a second. */
const SAMPLE = 288;
/** Amplitude of the driver. */
const LOUDNESS = 0.5;
/** A loudspeaker gives no constant pressure: the time in which a level fades, in seconds. */
const FADE = 0.02;
/** Waves with less than so many timer cycles in a period (26.5 kHz and more) are heard, at most, as their mean level. */
const INAUDIBLE = 45;
/** 160 dB below full scale. */
const INAUDIBLE_LEVEL = 1e-8;

const NOTHING = new Float32Array(0);

export class Speaker implements Device {
  readonly stateVersion = 1;
  readonly audio: AudioSource;
  readonly #data: InputPin;
  readonly #ticksPerSecond: number;
  #timer: Intel8253 | null = null;
  #listening = false;
  #synthesis: StepSynthesis | null = null;
  /** The signal has been handed over up to this tick, and stood at `#level` then. */
  #done = 0;
  #level = 0;
  /** The filter that takes constant levels away: its last input and output. */
  #in = 0;
  #out = 0;

  constructor(ctx: PartContext<never, 'data'>) {
    this.#data = ctx.in.data;
    this.#ticksPerSecond = ctx.ticksPerSecond;
    ctx.in.data.listen((on, t) => {
      if (!this.#listening) return;
      // the line has changed already: until now it was the other way
      this.#advance(t, !on);
    });
    const speaker = this;
    this.audio = {
      title: 'loudspeaker',
      rate: ratio(ctx.ticksPerSecond, SAMPLE),
      channels: 1,
      get enabled() {
        return speaker.#listening;
      },
      set enabled(on: boolean) {
        speaker.#listen(on);
      },
      drain: (t) => speaker.#drain(t),
    };
  }

  /** @throws WiringError */
  attach({ timer }: Readonly<Record<string, Device>>): void {
    if (!(timer instanceof Intel8253)) throw new WiringError('The speaker needs the timer as its peer `timer`.');
    this.#timer = timer;
    timer.onChange(2, (t) => {
      if (this.#listening) this.#advance(t, this.#data.level);
    });
  }

  #listen(on: boolean): void {
    if (on === this.#listening) return;
    this.#listening = on;
    this.#synthesis = on ? new StepSynthesis(SAMPLE) : null;
    this.#done = -1;
    this.#in = this.#out = 0;
  }

  /** The first time that somebody listens: the signal begins at the next thing that happens. */
  #begin(t: number): void {
    this.#done = t;
    this.#level = 0;
    this.#synthesis!.start(0, t);
  }

  #set(level: number, t: number): void {
    if (level === this.#level) return;
    this.#synthesis!.step(level - this.#level, t);
    this.#level = level;
  }

  /** Hands the signal over up to tick `t`, with what counter 2 does by itself. @param data bit 1 of port B until then */
  #advance(t: number, data: boolean): void {
    if (this.#done < 0) this.#begin(t);
    const timer = this.#timer!;
    let at = this.#done;
    if (t <= at) return;
    this.#done = t;
    if (!data) {
      this.#set(0, at);
      return;
    }
    const wave = timer.period(2, at);
    if (wave !== null && wave.cycles < INAUDIBLE) {
      this.#set((LOUDNESS * wave.high) / wave.cycles, at);
      return;
    }
    while (at < t) {
      this.#set(timer.level(2, at) ? LOUDNESS : 0, at);
      at = timer.nextChange(2, at);
    }
  }

  #drain(t: number): Float32Array {
    if (this.#synthesis === null) return NOTHING;
    this.#advance(t, this.#data.level);
    const samples = this.#synthesis.take(t);
    const { length } = samples;
    const keep = 1 - SAMPLE / (FADE * this.#ticksPerSecond);
    let before = this.#in;
    let out = this.#out;
    // while nothing moves, the samples from `still` on are all alike
    const { still } = this.#synthesis;
    for (let n = 0; n < length; n++) {
      if (out === 0 && n >= still && samples[n] === before) {
        samples.fill(0, n);
        break;
      }
      const now = samples[n]!;
      out = keep * out + (now - before);
      // what nobody hears ends: a number that small makes arithmetic slow
      if (out < INAUDIBLE_LEVEL && out > -INAUDIBLE_LEVEL) out = 0;
      before = now;
      samples[n] = out;
    }
    this.#in = before;
    this.#out = out;
    return samples;
  }

  reset(): void {
    // power-on starts time again
    this.#done = -1;
  }

  state(): void {}
}

export const SpeakerPart = definePart({
  type: 'PcSpeaker',
  title: 'Loudspeaker',
  pins: { data: 'in' },
  create: (ctx) => new Speaker(ctx),
});
