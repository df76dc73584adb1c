import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { crc32 } from './crc32.ts';
import { StateError } from './errors.ts';

/*
 * One symmetric visitor for saving and loading
 *
 * A device lists its state once, in `state(io)`; each call passes the present value and takes back the value to keep:
 * while saving that is the same value, while loading it is the stored one. The encoding is self-describing (kind, name,
 * value) and canonical, so equal states are equal bytes, and a difference can be named. See docs/snapshot-format.md.
 */

/** The visitor that `Device.state` receives. Names are unique within a section. */
export interface StateIo {
  /** True while a snapshot is being loaded. */
  readonly loading: boolean;
  /** Version of the section's data: the device's own while saving, the stored one while loading. */
  readonly version: number;
  /** Any number, exact (int32 or double). */
  number(name: string, value: number): number;
  bool(name: string, value: boolean): boolean;
  string(name: string, value: string): string;
  /** Fixed-length bytes, loaded in place. Throws StateError if the stored length differs. */
  bytes(name: string, value: Uint8Array): void;
  /** Fixed-length 32-bit integers, loaded in place. */
  ints(name: string, value: Int32Array): void;
  /** Fixed-length doubles, loaded in place. */
  doubles(name: string, value: Float64Array): void;
  /** Bytes of any length; returns what to keep (a copy while loading). */
  blob(name: string, value: Uint8Array): Uint8Array;
  /** A named group with a version of its own. `visit` sees that version in `io.version`. */
  section(name: string, version: number, visit: (io: StateIo) => void): void;
}

/** Anything with state. */
export interface Stateful {
  state(io: StateIo): void;
}

export const INT = 1;
export const DOUBLE = 2;
export const FALSE = 3;
export const TRUE = 4;
export const STRING = 5;
export const BYTES = 6;
export const INTS = 7;
export const DOUBLES = 8;
export const SECTION = 9;
export const END = 10;

const KIND_NAMES = [
  '',
  'integer',
  'double',
  'false',
  'true',
  'string',
  'bytes',
  'integers',
  'doubles',
  'section',
  'end',
];

/** Writes state as canonical bytes. */
export class StateWriter implements StateIo {
  readonly loading = false;
  version = 0;
  #buffer = new Uint8Array(1 << 16);
  #view = new DataView(this.#buffer.buffer);
  #length = 0;

  #room(n: number): void {
    if (this.#length + n <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + n));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
    this.#view = new DataView(grown.buffer);
  }

  #u8(v: number): void {
    this.#room(1);
    this.#buffer[this.#length++] = v;
  }

  #f64(v: number): void {
    this.#room(8);
    setDouble(this.#view, this.#length, v);
    this.#length += 8;
  }

  #u32(v: number): void {
    this.#room(4);
    this.#view.setUint32(this.#length, v, true);
    this.#length += 4;
  }

  #text(s: string): void {
    this.#u32(s.length);
    this.#room(s.length * 2);
    for (let i = 0; i < s.length; i++) {
      this.#view.setUint16(this.#length, s.charCodeAt(i), true);
      this.#length += 2;
    }
  }

  #head(kind: number, name: string): void {
    if (name.length > 255) throw new StateError(`State name too long: "${name}".`);
    this.#u8(kind);
    this.#u8(name.length);
    this.#room(name.length);
    for (let i = 0; i < name.length; i++) {
      const c = name.charCodeAt(i);
      if (c > 0x7e || c < 0x20) throw new StateError(`State names are plain ASCII: "${name}".`);
      this.#buffer[this.#length++] = c;
    }
  }

  number(name: string, value: number): number {
    // -0 and +0 are equal numbers, so they get equal bytes
    if ((value | 0) === value) {
      this.#head(INT, name);
      this.#u32(value);
    } else {
      this.#head(DOUBLE, name);
      this.#f64(value);
    }
    return value;
  }

  bool(name: string, value: boolean): boolean {
    this.#head(value ? TRUE : FALSE, name);
    return value;
  }

  string(name: string, value: string): string {
    this.#head(STRING, name);
    this.#text(value);
    return value;
  }

  #raw(kind: number, name: string, bytes: Uint8Array, count: number): void {
    this.#head(kind, name);
    this.#u32(count);
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  bytes(name: string, value: Uint8Array): void {
    this.#raw(BYTES, name, value, value.length);
  }

  ints(name: string, value: Int32Array): void {
    this.#raw(INTS, name, littleEndian(value, 4), value.length);
  }

  doubles(name: string, value: Float64Array): void {
    this.#raw(DOUBLES, name, littleEndian(value, 8), value.length);
  }

  blob(name: string, value: Uint8Array): Uint8Array {
    this.bytes(name, value);
    return value;
  }

  section(name: string, version: number, visit: (io: StateIo) => void): void {
    const outer = this.version;
    this.#head(SECTION, name);
    this.#u32(version);
    this.version = version;
    visit(this);
    this.version = outer;
    this.#u8(END);
  }

  /** The bytes written so far (a copy). */
  finish(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }
}

function littleEndian(array: Int32Array | Float64Array, size: 4 | 8): Uint8Array {
  const out = new Uint8Array(array.length * size);
  const view = new DataView(out.buffer);
  for (let i = 0; i < array.length; i++) {
    if (size === 4) view.setInt32(i * 4, array[i]!, true);
    else setDouble(view, i * 8, array[i]!);
  }
  return out;
}

/** Stores a double. Not-a-number has many bit patterns, and engines differ in which they keep: one is used for all. */
function setDouble(view: DataView, at: number, value: number): void {
  if (Number.isNaN(value)) {
    view.setUint32(at, 0, true);
    view.setUint32(at + 4, 0x7ff80000, true);
  } else view.setFloat64(at, value, true);
}

/** Reads what StateWriter wrote. Every mismatch is a StateError that names the place. */
export class StateReader implements StateIo {
  readonly loading = true;
  version = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  readonly #path: string[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #where(): string {
    return this.#path.length === 0 ? 'the snapshot' : `section "${this.#path.join('/')}"`;
  }

  #need(n: number): void {
    if (this.#at + n > this.#bytes.length) {
      throw new StateError(`The snapshot is cut short in ${this.#where()} at byte ${this.#at}. Save it again.`);
    }
  }

  #u8(): number {
    this.#need(1);
    return this.#bytes[this.#at++]!;
  }

  #u32(): number {
    this.#need(4);
    const v = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return v;
  }

  #head(name: string, ...kinds: number[]): number {
    const at = this.#at;
    const kind = this.#u8();
    let found = '';
    if (kind !== END) {
      const n = this.#u8();
      this.#need(n);
      for (let i = 0; i < n; i++) found += String.fromCharCode(this.#bytes[this.#at++]!);
    }
    if (found !== name || !kinds.includes(kind)) {
      throw new StateError(
        `${this.#where()} has ${KIND_NAMES[kind] ?? `kind ${kind}`} "${found}" at byte ${at} where ` +
          `${kinds.map((k) => KIND_NAMES[k]).join(' or ')} "${name}" was expected: ` +
          'it was saved by another machine, another version, or is damaged.',
      );
    }
    return kind;
  }

  number(name: string): number {
    const kind = this.#head(name, INT, DOUBLE);
    if (kind === INT) return this.#u32() | 0;
    this.#need(8);
    const v = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return v;
  }

  bool(name: string): boolean {
    return this.#head(name, TRUE, FALSE) === TRUE;
  }

  string(name: string): string {
    this.#head(name, STRING);
    const n = this.#u32();
    this.#need(n * 2);
    let s = '';
    for (let i = 0; i < n; i++) {
      s += String.fromCharCode(this.#view.getUint16(this.#at, true));
      this.#at += 2;
    }
    return s;
  }

  #raw(kind: number, name: string, size: number, expected: number): Uint8Array {
    this.#head(name, kind);
    const n = this.#u32();
    if (expected >= 0 && n !== expected) {
      throw new StateError(`${this.#where()}: "${name}" holds ${n} values, this machine has ${expected}.`);
    }
    this.#need(n * size);
    const part = this.#bytes.subarray(this.#at, this.#at + n * size);
    this.#at += n * size;
    return part;
  }

  bytes(name: string, value: Uint8Array): void {
    value.set(this.#raw(BYTES, name, 1, value.length));
  }

  ints(name: string, value: Int32Array): void {
    const raw = this.#raw(INTS, name, 4, value.length);
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let i = 0; i < value.length; i++) value[i] = view.getInt32(i * 4, true);
  }

  doubles(name: string, value: Float64Array): void {
    const raw = this.#raw(DOUBLES, name, 8, value.length);
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let i = 0; i < value.length; i++) value[i] = view.getFloat64(i * 8, true);
  }

  blob(name: string): Uint8Array {
    return this.#raw(BYTES, name, 1, -1).slice();
  }

  section(name: string, version: number, visit: (io: StateIo) => void): void {
    this.#head(name, SECTION);
    const stored = this.#u32();
    this.#path.push(name);
    if (stored === 0) throw new StateError(`${this.#where()} has version 0: the snapshot is damaged.`);
    if (stored > version) {
      throw new StateError(
        `${this.#where()} was saved as version ${stored}; this build reads up to ${version}. Use a newer Backplane.`,
      );
    }
    const outer = this.version;
    this.version = stored;
    visit(this);
    this.version = outer;
    this.#head('', END);
    this.#path.pop();
  }

  /** Throws StateError unless everything was read. */
  finish(): void {
    if (this.#at !== this.#bytes.length) {
      throw new StateError(`The snapshot has ${this.#bytes.length - this.#at} bytes after its end.`);
    }
  }
}

/** SHA-1 of some bytes as 40 lower-case hexadecimal digits: the identity of ROMs, media and states. */
export function sha1Hex(bytes: Uint8Array): string {
  return bytesToHex(sha1(bytes));
}

/** SHA-1 of bytes that come in pieces, for images that are not in memory as a whole. */
export function sha1HexOf(chunks: Iterable<Uint8Array>): string {
  const hash = sha1.create();
  for (const chunk of chunks) hash.update(chunk);
  return bytesToHex(hash.digest());
}

/** What a snapshot begins with: "BPS" and the version of the encoding. The CRC-32 of the rest follows. */
const MAGIC = Uint8Array.of(0x42, 0x50, 0x53, 1);
/** Bytes before the state itself. */
const HEADER = 8;

/** The state of anything as bytes, with a header and a check sum. Equal states give equal bytes. */
export function saveState(subject: Stateful): Uint8Array {
  const writer = new StateWriter();
  subject.state(writer);
  const body = writer.finish();
  const out = new Uint8Array(HEADER + body.length);
  out.set(MAGIC);
  new DataView(out.buffer).setUint32(4, crc32(body), true);
  out.set(body, HEADER);
  return out;
}

/**
 * The state itself, without header.
 * @throws StateError if the bytes are not a snapshot, cut short or damaged
 */
export function stateBody(bytes: Uint8Array): Uint8Array {
  if (MAGIC.subarray(0, 3).some((b, i) => bytes[i] !== b)) {
    throw new StateError('This is not a Backplane snapshot: it does not begin with "BPS".');
  }
  if (bytes.length >= 4 && bytes[3] !== MAGIC[3]) {
    throw new StateError(
      `The snapshot has format ${bytes[3]}; this build reads format ${MAGIC[3]}. Use the Backplane that made it.`,
    );
  }
  if (bytes.length < HEADER) throw new StateError('The snapshot is cut short. Save it again.');
  const body = bytes.subarray(HEADER);
  const stored = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true);
  if (stored !== crc32(body)) throw new StateError('The snapshot is damaged or cut short: its check sum is wrong.');
  return body;
}

/**
 * Loads bytes made by saveState. What a subject throws because the values do not suit it is told as a StateError too.
 * A subject that throws may have been changed in part.
 * @throws StateError
 */
export function loadState(subject: Stateful, bytes: Uint8Array): void {
  const reader = new StateReader(stateBody(bytes));
  try {
    subject.state(reader);
  } catch (error) {
    if (error instanceof StateError) throw error;
    throw new StateError(`The snapshot does not fit: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  reader.finish();
}
