/**
 * A guest's file system in a few lines, for tests: what the BDOS of CP/M 2.2 does to a disk, record by record.
 *
 * It shares no code with the package but the drive. Like the BDOS it has an allocation vector of its own, made at
 * `login` and blind to what the host does later, takes the lowest free block, searches the directory only as far as it
 * must, reads a record right before it changes it, and writes a file's entry when the extent changes and when the file
 * is closed.
 */
import type { CpmDrive } from '../cpm-drive.ts';

export { Fat12 } from './fat12.ts';

export class GuestError extends Error {}

interface Fcb {
  user: number;
  name: Uint8Array;
  /** Physical extent: entry number of the file. */
  part: number;
  blocks: number[];
  /** Records of the file that this entry accounts for. */
  records: number;
  dirty: boolean;
}

export function storedName(name: string): Uint8Array {
  const [base, type = ''] = name.split('.');
  return Uint8Array.from([...`${base.padEnd(8)}${type.padEnd(3)}`], (c) => c.charCodeAt(0));
}

export class TinyBdos {
  readonly drive: CpmDrive;
  #alv: Uint8Array = new Uint8Array(0);
  readonly #perEntry: number;
  readonly #wide: boolean;

  constructor(drive: CpmDrive) {
    this.drive = drive;
    this.#wide = drive.dpb.dsm > 255;
    this.#perEntry = (drive.dpb.exm + 1) * 128;
    this.login();
  }

  login(): void {
    const { dpb } = this.drive;
    this.#alv = new Uint8Array(dpb.dsm + 1);
    for (let bit = 0; bit < 16; bit++) {
      if ((((dpb.al0 << 8) | dpb.al1) & (0x8000 >> bit)) !== 0) this.#alv[bit] = 1;
    }
    this.#scan((entry) => {
      if (entry[0] < 16) for (const block of this.#pointers(entry)) if (block <= dpb.dsm) this.#alv[block] = 1;
      return false;
    });
  }

  names(): string[] {
    const found = new Set<string>();
    this.#scan((entry) => {
      const ascii = (from: number, to: number): string =>
        String.fromCharCode(...entry.subarray(from, to).map((c) => c & 0x7f)).trimEnd();
      const type = ascii(9, 12);
      if (entry[0] < 16) found.add(`${entry[0]}:${ascii(1, 9)}${type === '' ? '' : `.${type}`}`);
      return false;
    });
    return [...found].sort();
  }

  make(name: string, user = 0): Fcb {
    const fcb = { user, name: storedName(name), part: 0, blocks: [], records: 0, dirty: false };
    this.#makeEntry(fcb);
    return fcb;
  }

  open(name: string, user = 0): Fcb | undefined {
    const fcb = { user, name: storedName(name), part: 0, blocks: [], records: 0, dirty: false };
    return this.#load(fcb) ? fcb : undefined;
  }

  /** Random write of one record. */
  write(fcb: Fcb, record: number, data: Uint8Array): void {
    this.#seek(fcb, record, true);
    const inEntry = record % this.#perEntry;
    const position = inEntry >> this.drive.dpb.bsh;
    if ((fcb.blocks[position] ?? 0) === 0) {
      const block = this.#alv.indexOf(0);
      if (block < 0) throw new GuestError('disk full');
      this.#alv[block] = 1;
      fcb.blocks[position] = block;
      fcb.dirty = true;
    }
    const at = (fcb.blocks[position] << this.drive.dpb.bsh) + (inEntry & this.drive.dpb.blm);
    this.#check(this.drive.writeLogical(at, data));
    if (inEntry >= fcb.records) {
      fcb.records = inEntry + 1;
      fcb.dirty = true;
    }
  }

  /** Random read; `undefined` at the end of the file or in a hole. */
  read(fcb: Fcb, record: number): Uint8Array | undefined {
    if (!this.#seek(fcb, record, false)) return undefined;
    const inEntry = record % this.#perEntry;
    const block = fcb.blocks[inEntry >> this.drive.dpb.bsh] ?? 0;
    if (inEntry >= fcb.records || block === 0) return undefined;
    const data = new Uint8Array(128);
    this.#check(this.drive.readLogical((block << this.drive.dpb.bsh) + (inEntry & this.drive.dpb.blm), data));
    return data;
  }

  close(fcb: Fcb): void {
    if (!fcb.dirty) return;
    const done = this.#change(fcb, (entry) => {
      this.#fill(entry, fcb);
    });
    if (!done) throw new GuestError('close: no entry');
    fcb.dirty = false;
  }

  writeFile(name: string, content: Uint8Array, user = 0): void {
    this.erase(name, user);
    const fcb = this.make(name, user);
    const record = new Uint8Array(128);
    for (let r = 0; r * 128 < content.length; r++) {
      record.fill(0x1a);
      record.set(content.subarray(r * 128, (r + 1) * 128));
      this.write(fcb, r, record);
    }
    this.close(fcb);
  }

  readFile(name: string, user = 0): Uint8Array | undefined {
    const fcb = this.open(name, user);
    if (fcb === undefined) return undefined;
    const parts: Uint8Array[] = [];
    for (let r = 0; ; r++) {
      const part = this.read(fcb, r);
      if (part === undefined) break;
      parts.push(part);
    }
    const bytes = new Uint8Array(parts.length * 128);
    for (const [i, part] of parts.entries()) bytes.set(part, i * 128);
    return bytes;
  }

  /** Entry by entry, a directory record read and written for each. */
  erase(name: string, user = 0): boolean {
    const wanted = storedName(name);
    let any = false;
    this.#scan((entry) => {
      if (!this.#matches(entry, user, wanted)) return false;
      for (const block of this.#pointers(entry)) if (block > 0) this.#alv[block] = 0;
      entry[0] = 0xe5;
      any = true;
      return true;
    });
    return any;
  }

  rename(name: string, to: string, user = 0): boolean {
    const wanted = storedName(name);
    const next = storedName(to);
    let any = false;
    this.#scan((entry) => {
      if (!this.#matches(entry, user, wanted)) return false;
      for (let i = 0; i < 11; i++) entry[1 + i] = next[i] | (entry[1 + i] & 0x80);
      any = true;
      return true;
    });
    return any;
  }

  setReadOnly(name: string, on: boolean, user = 0): void {
    const wanted = storedName(name);
    this.#scan((entry) => {
      if (!this.#matches(entry, user, wanted)) return false;
      entry[9] = (entry[9] & 0x7f) | (on ? 0x80 : 0);
      return true;
    });
  }

  #check(status: number): void {
    if (status !== 0) throw new GuestError(`disk status ${status}`);
  }

  #pointers(entry: Uint8Array): number[] {
    if (!this.#wide) return [...entry.subarray(16, 32)];
    return Array.from({ length: 8 }, (_, i) => entry[16 + 2 * i] | (entry[17 + 2 * i] << 8));
  }

  #matches(entry: Uint8Array, user: number, name: Uint8Array): boolean {
    return entry[0] === user && name.every((c, i) => c === (entry[1 + i] & 0x7f));
  }

  /** Shows each entry until `stop` says so; where `visit` returns true, the record is written back. */
  #scan(visit: (entry: Uint8Array) => boolean, stop: () => boolean = () => false): void {
    const record = new Uint8Array(128);
    for (let r = 0; r <= this.drive.dpb.drm >> 2; r++) {
      this.#check(this.drive.readLogical(r, record));
      for (let i = 0; i < 4 && r * 4 + i <= this.drive.dpb.drm; i++) {
        if (visit(record.subarray(i * 32, i * 32 + 32))) this.#check(this.drive.writeLogical(r, record));
        if (stop()) return;
      }
    }
  }

  #partOf(entry: Uint8Array): number {
    return Math.floor(((entry[12] & 31) | ((entry[14] & 63) << 5)) / (this.drive.dpb.exm + 1));
  }

  #change(fcb: Fcb, edit: (entry: Uint8Array) => void): boolean {
    let done = false;
    this.#scan(
      (entry) => {
        if (done || !this.#matches(entry, fcb.user, fcb.name) || this.#partOf(entry) !== fcb.part) return false;
        edit(entry);
        done = true;
        return true;
      },
      () => done,
    );
    return done;
  }

  #fill(entry: Uint8Array, fcb: Fcb): void {
    const last = fcb.records === 0 ? 0 : Math.ceil(fcb.records / 128) - 1;
    const extent = fcb.part * (this.drive.dpb.exm + 1) + last;
    entry[12] = extent & 31;
    entry[14] = extent >> 5;
    entry[15] = fcb.records - last * 128;
    for (let i = 0; i < (this.#wide ? 8 : 16); i++) {
      const block = fcb.blocks[i] ?? 0;
      if (this.#wide) {
        entry[16 + 2 * i] = block & 255;
        entry[17 + 2 * i] = block >> 8;
      } else {
        entry[16 + i] = block;
      }
    }
  }

  #makeEntry(fcb: Fcb): void {
    let done = false;
    this.#scan(
      (entry) => {
        if (done || entry[0] !== 0xe5) return false;
        entry.fill(0);
        entry[0] = fcb.user;
        entry.set(fcb.name, 1);
        this.#fill(entry, fcb);
        done = true;
        return true;
      },
      () => done,
    );
    if (!done) throw new GuestError('directory full');
  }

  #load(fcb: Fcb): boolean {
    let found = false;
    this.#scan(
      (entry) => {
        if (found || !this.#matches(entry, fcb.user, fcb.name) || this.#partOf(entry) !== fcb.part) return false;
        fcb.blocks = this.#pointers(entry);
        const extent = (entry[12] & 31) | ((entry[14] & 63) << 5);
        fcb.records = (extent % (this.drive.dpb.exm + 1)) * 128 + entry[15];
        fcb.dirty = false;
        found = true;
        return false;
      },
      () => found,
    );
    return found;
  }

  #seek(fcb: Fcb, record: number, create: boolean): boolean {
    const part = Math.floor(record / this.#perEntry);
    if (part === fcb.part) return true;
    this.close(fcb);
    fcb.part = part;
    if (this.#load(fcb)) return true;
    fcb.blocks = [];
    fcb.records = 0;
    if (create) this.#makeEntry(fcb);
    return create;
  }
}
