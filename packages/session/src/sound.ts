import type { AudioSource } from '@backplane/kernel';
import { Resampler } from './resampler.ts';

/** The sound of a machine from a moment on. */
export interface Sound {
  /** Samples a second and channel. */
  readonly rate: number;
  /** 2 if any part of the machine has two channels; the others are heard in the middle. */
  readonly channels: 1 | 2;
  /**
   * What has been heard since the last call, as far as it is certain: interleaved, nominally −1 to 1, in whole samples
   * of all channels. The sum of several parts may be louder. The array is the caller's.
   */
  read(): Float32Array;
  /** As `read`, but to the very end; nothing comes after it. */
  end(): Float32Array;
  /** Ends listening: nothing is computed any more. */
  close(): void;
}

/** Where a mixer belongs to. */
export interface SoundHost {
  /** The machine's time, in ticks. */
  now(): number;
  close(): void;
}

interface Voice {
  readonly source: AudioSource;
  /** One for each of its channels. */
  readonly resamplers: readonly Resampler[];
}

/** Lowest and highest rate that hosts ask for. */
const RATES = [8000, 192_000] as const;

/**
 * Adds the sound of several sources at one rate. Output sample n belongs to the time n / rate after the start for each of
 * them, however long their filters are and whatever their own rates.
 */
export class SoundMixer implements Sound {
  readonly rate: number;
  readonly channels: 1 | 2;
  readonly #voices: readonly Voice[];
  readonly #host: SoundHost;
  #closed = false;

  /** Switches the sources on. @throws RangeError for a rate that is not possible */
  constructor(sources: readonly AudioSource[], rate: number, host: SoundHost) {
    if (!Number.isInteger(rate) || rate < RATES[0] || rate > RATES[1]) {
      throw new RangeError(`A sample rate is a whole number from ${RATES[0]} to ${RATES[1]}, not ${rate}.`);
    }
    this.rate = rate;
    this.channels = sources.some((s) => s.channels === 2) ? 2 : 1;
    this.#host = host;
    this.#voices = sources.map((source) => ({
      source,
      resamplers: Array.from({ length: source.channels }, () => new Resampler(source.rate, rate)),
    }));
    this.#start();
  }

  #start(): void {
    const t = this.#host.now();
    for (const { source } of this.#voices) {
      source.enabled = true;
      // what was before does not count
      source.drain(t);
    }
  }

  #take(): void {
    const t = this.#host.now();
    for (const { source, resamplers } of this.#voices) {
      const samples = source.drain(t);
      for (const [channel, resampler] of resamplers.entries()) resampler.push(samples, channel, resamplers.length);
    }
  }

  #mix(): Float32Array {
    let count = Number.POSITIVE_INFINITY;
    for (const { resamplers } of this.#voices) count = Math.min(count, resamplers[0]!.available);
    const { channels } = this;
    const mixed = new Float32Array(count * channels);
    for (const { resamplers } of this.#voices) {
      if (resamplers.length === channels) {
        for (const [channel, resampler] of resamplers.entries()) resampler.pull(mixed, count, channel, channels);
        continue;
      }
      const mono = new Float32Array(count);
      resamplers[0]!.pull(mono, count);
      for (let i = 0; i < count; i++) {
        mixed[2 * i]! += mono[i]!;
        mixed[2 * i + 1]! += mono[i]!;
      }
    }
    return mixed;
  }

  read(): Float32Array {
    if (this.#closed) return new Float32Array(0);
    this.#take();
    return this.#mix();
  }

  end(): Float32Array {
    if (this.#closed) return new Float32Array(0);
    this.#take();
    // the filters look ahead; behind the end there is silence
    for (const { resamplers } of this.#voices) {
      for (const resampler of resamplers) resampler.push(new Float32Array(resampler.half));
    }
    const last = this.#mix();
    this.close();
    return last;
  }

  /** The machine's time or state is about to jump: what has been heard is kept. */
  beforeJump(): void {
    if (!this.#closed) this.#take();
  }

  /** After a jump: sound goes on from here. */
  afterJump(): void {
    if (this.#closed) return;
    for (const { source } of this.#voices) source.enabled = false;
    this.#start();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { source } of this.#voices) source.enabled = false;
    this.#host.close();
  }
}
