import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
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

const INT = 1;
const DOUBLE = 2;
const FALSE = 3;
const TRUE = 4;
const STRING = 5;
const BYTES = 6;
const INTS = 7;
const DOUBLES = 8;
const SECTION = 9;
const END = 10;

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
      this.#room(8);
      this.#view.setFloat64(this.#length, value, true);
      this.#length += 8;
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
    else view.setFloat64(i * 8, array[i]!, true);
  }
  return out;
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

/** The state of anything as bytes. */
export function saveState(subject: Stateful): Uint8Array {
  const writer = new StateWriter();
  subject.state(writer);
  return writer.finish();
}

/** Loads bytes made by saveState. @throws StateError */
export function loadState(subject: Stateful, bytes: Uint8Array): void {
  const reader = new StateReader(bytes);
  subject.state(reader);
  reader.finish();
}
