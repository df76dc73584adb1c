import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { fileError } from './errors.ts';
import { tell } from './output.ts';

/*
 * WAV files
 *
 * RIFF (little endian): "RIFF" size "WAVE", chunk "fmt " with PCM of 16 bits, chunk "data" (Microsoft, Multimedia
 * Programming Interface and Data Specifications 1.0). Sizes stand in front of the data, so they are filled in as the
 * file grows: a run that is broken off hard leaves a file that can be played.
 */

const HEADER = 44;
/** The sizes have 32 bits; the file's is the data's and 36. */
const MOST_BYTES = 0xffffffff - 36 - 4;
/** What a reader of a pipe is told, as nothing can be filled in later. */
const UNKNOWN = 0x7fffff00;
/** Bytes after which the header is brought up to date. */
const HEADER_EVERY = 1 << 19;

/** The header of a file with `bytes` bytes of 16-bit samples. */
export function wavHeader(rate: number, channels: number, bytes: number): Uint8Array {
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  const text = (at: number, word: string) =>
    header.set(
      [...word].map((c) => c.charCodeAt(0)),
      at,
    );
  text(0, 'RIFF');
  view.setUint32(4, bytes + HEADER - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, bytes, true);
  return header;
}

/** Samples of −1 to 1 as 16-bit integers; louder ones are cut off. */
export function toPcm16(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    view.setInt16(2 * i, Math.max(-32768, Math.min(32767, Math.round(samples[i]! * 32767))), true);
  }
  return bytes;
}

/** What sound is made of. */
export interface SoundFormat {
  /** Samples a second and channel. */
  readonly rate: number;
  readonly channels: number;
}

/** Writes sound to a file as it comes. */
export class WavFile {
  readonly #file: string;
  readonly #format: SoundFormat;
  readonly #fd: number;
  readonly #seekable: boolean;
  #bytes = 0;
  #told = 0;
  #full = false;

  /** Creates the file, or empties it; a pipe is fine as well. @throws CliError */
  constructor(file: string, format: SoundFormat) {
    this.#file = file;
    this.#format = format;
    try {
      this.#fd = openSync(file, 'w');
      this.#seekable = fstatSync(this.#fd).isFile();
    } catch (error) {
      throw fileError(file, error);
    }
    this.#put(wavHeader(format.rate, format.channels, this.#seekable ? 0 : UNKNOWN), null);
  }

  /** Brings the header up to date and closes the file. @throws CliError */
  close(): void {
    try {
      this.#header();
    } finally {
      closeSync(this.#fd);
    }
  }

  /** Writes samples, interleaved. @throws CliError */
  write(samples: Float32Array): void {
    if (samples.length === 0 || this.#full) return;
    let bytes = toPcm16(samples);
    if (this.#seekable && this.#bytes + bytes.length > MOST_BYTES) {
      bytes = bytes.subarray(0, Math.floor((MOST_BYTES - this.#bytes) / 4) * 4);
      this.#full = true;
      tell(`${this.#file}: a WAV file cannot be larger than 4 GiB; the rest of the sound is left out.`);
    }
    this.#put(bytes, this.#seekable ? HEADER + this.#bytes : null);
    this.#bytes += bytes.length;
    if (this.#bytes - this.#told >= HEADER_EVERY) this.#header();
  }

  #header(): void {
    if (!this.#seekable) return;
    this.#put(wavHeader(this.#format.rate, this.#format.channels, this.#bytes), 0);
    this.#told = this.#bytes;
  }

  #put(data: Uint8Array, position: number | null): void {
    let bytes = data;
    let at = position;
    try {
      while (bytes.length > 0) {
        const count = writeSync(this.#fd, bytes, 0, bytes.length, at);
        bytes = bytes.subarray(count);
        if (at !== null) at += count;
      }
    } catch (error) {
      throw fileError(this.#file, error);
    }
  }
}
