/**
 * TAP images: a tape as the times between the pulses that the computer sees, and tapes that can be recorded on.
 *
 * | offset | bytes | |
 * | --- | --- | --- |
 * | 00h | 12 | `C64-TAPE-RAW` |
 * | 0Ch | 1 | version: 0 or 1 |
 * | 0Dh | 1 | computer: 0 = C64 |
 * | 0Eh | 1 | video standard: 0 = PAL, 1 = NTSC |
 * | 10h | 4 | bytes of data, least significant first |
 *
 * A data byte is a time in units of eight cycles of the computer's clock. 0 is a time too long for that: in version 0 it
 * is not told how long, in version 1 three bytes follow that give it in cycles, least significant first.
 *
 * Source: Peter Schepers, "TAP (raw C64 cassette images)", after Per Håkan Sundell's definition.
 */
import { MediaError } from './errors.ts';

const SIGNATURE = 'C64-TAPE-RAW';
const HEADER = 0x14;
const UNIT = 8;
/** The time that a 0 stands for in version 0: the shortest that has no byte of its own. */
const OVERFLOW = 256 * UNIT;
/** Longest time that version 1 can tell. */
const LONGEST = 0xffffff;
/** Bytes of the largest image that is read: some twelve hours. */
const LARGEST = 0x10000000;

/** True if the bytes begin like a TAP image of a C64. */
export function isTap(bytes: Uint8Array): boolean {
  return bytes.length >= SIGNATURE.length && String.fromCharCode(...bytes.subarray(0, SIGNATURE.length)) === SIGNATURE;
}

/** A tape: times between pulses, which can be recorded over. */
export class Tape {
  /** Video standard of the computer that wrote it: its clock is the unit of the times. */
  readonly video: 'pal' | 'ntsc';
  /** Called with the whole TAP image when a recording is finished. */
  onChange: ((image: Uint8Array) => void) | undefined;
  /** SHA-1 of the image it was opened from, in hex; empty if nobody computed it. */
  baseSha1 = '';
  /** It has been recorded on since. */
  changed = false;
  writeProtected = false;
  #pulses: Uint32Array;

  /** @param pulses times in cycles; kept */
  constructor(pulses: Uint32Array = new Uint32Array(0), video: 'pal' | 'ntsc' = 'pal') {
    this.#pulses = pulses;
    this.video = video;
  }

  /** Number of pulses. */
  get length(): number {
    return this.#pulses.length;
  }

  /** Cycles up to pulse number `n`, or 0 behind the end. */
  pulse(n: number): number {
    return this.#pulses[n] ?? 0;
  }

  /**
   * Records over the tape from pulse `at` on: what lies there is replaced for as long as the recording took, the rest
   * stays. The host is told.
   */
  record(at: number, pulses: readonly number[]): void {
    let time = pulses.reduce((sum, n) => sum + n, 0);
    let end = Math.min(at, this.length);
    while (end < this.length && time > 0) time -= this.#pulses[end++]!;
    const out = new Uint32Array(at + pulses.length + this.length - end);
    out.set(this.#pulses.subarray(0, at));
    out.set(pulses, at);
    out.set(this.#pulses.subarray(end), at + pulses.length);
    this.#pulses = out;
    this.changed = true;
    this.onChange?.(this.image());
  }

  /** All times, for a snapshot. Not a copy. */
  get pulses(): Uint32Array {
    return this.#pulses;
  }

  /** Puts the times of a snapshot back. */
  restore(pulses: Uint32Array, changed: boolean): void {
    this.#pulses = pulses;
    this.changed = changed;
  }

  /** The tape as a TAP image of version 1. */
  image(): Uint8Array {
    let size = HEADER;
    const units = (n: number): number => Math.round(n / UNIT);
    for (const n of this.#pulses) size += units(n) > 255 ? 4 : 1;
    const out = new Uint8Array(size);
    for (let n = 0; n < SIGNATURE.length; n++) out[n] = SIGNATURE.charCodeAt(n);
    out[0x0c] = 1;
    out[0x0e] = this.video === 'ntsc' ? 1 : 0;
    new DataView(out.buffer).setUint32(0x10, size - HEADER, true);
    let at = HEADER;
    for (const n of this.#pulses) {
      if (units(n) <= 255) {
        // a 0 would be taken for a long time
        out[at++] = Math.max(units(n), 1);
      } else {
        const long = Math.min(n, LONGEST);
        out.set([0, long & 255, (long >> 8) & 255, long >> 16], at);
        at += 4;
      }
    }
    return out;
  }
}

/**
 * Reads a TAP image. The bytes are not kept.
 * @throws MediaError if it is none, or of another computer
 */
export function parseTap(bytes: Uint8Array): { readonly tape: Tape; readonly warnings: readonly string[] } {
  if (!isTap(bytes)) {
    throw new MediaError('this is no TAP image of a C64', { hint: `One begins with the words "${SIGNATURE}".` });
  }
  if (bytes.length < HEADER) {
    throw new MediaError(`the header is cut off: ${bytes.length} of ${HEADER} bytes are there`);
  }
  if (bytes.length > LARGEST) throw new MediaError(`the image has ${bytes.length} bytes; at most ${LARGEST} are read`);
  const version = bytes[0x0c]!;
  if (version > 1) {
    throw new MediaError(`version ${version} is for computers that see half waves`, {
      where: 'offset Ch',
      hint: 'The C64 has versions 0 and 1.',
    });
  }
  const warnings: string[] = [];
  const stated = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0x10, true);
  const there = bytes.length - HEADER;
  if (stated !== there) warnings.push(`the header says that ${stated} bytes follow; there are ${there}`);
  const end = HEADER + Math.min(stated === 0 ? there : stated, there);
  const pulses = new Uint32Array(end - HEADER);
  let count = 0;
  for (let at = HEADER; at < end; ) {
    const value = bytes[at++]!;
    if (value !== 0) pulses[count++] = value * UNIT;
    else if (version === 0) pulses[count++] = OVERFLOW;
    else if (at + 3 > end) {
      warnings.push('the last pulse is cut off');
      break;
    } else {
      pulses[count++] = Math.max(bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16), UNIT);
      at += 3;
    }
  }
  return { tape: new Tape(pulses.slice(0, count), bytes[0x0e] === 1 ? 'ntsc' : 'pal'), warnings };
}
