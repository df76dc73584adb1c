/**
 * Disks as a machine sees them: numbered physical sectors over bytes, with a copy-on-write overlay.
 *
 * A {@link DiskMedium} never changes the bytes it was made from. What the guest writes lies in an overlay of whole
 * sectors; `base + overlay` is the disk. So a capsule stores the SHA-1 of the base and the overlay, a snapshot disk is
 * a medium without an {@link DiskMedium.onWrite} hook, and a write-through disk is one with it.
 *
 *     guest ──writeSector──▶ onWrite (host: pwrite) ──true──▶ overlay ──▶ 'written'
 *                                     └─ false or throws ──▶ nothing kept ──▶ 'refused'
 *     host  ──patch────────────────────────────────────────▶ overlay, `alterations` counts up
 *
 * The base need not lie in memory: a {@link SectorSource} reads it where it is, such as a hard disk image in a file that
 * the guest's writes change. Before such a write the sector's first content is kept, so that the base stays what it was
 * when the disk was opened.
 *
 * The overlay is canonical: a sector is in it if and only if it differs from the base (a bad sector of the base that
 * was written stays in it, because writing makes it readable). Two media with the same base and the same content
 * therefore save the same overlay bytes, in whatever order the writes came.
 */
import { MediaError } from './errors.ts';

/** The name of an image format: `id` for the command line, `title` for people. */
export interface FormatName {
  readonly id: string;
  readonly title: string;
}

/**
 * How sectors are counted.
 *
 * `order` tells how the tracks of a two-sided disk follow one another in the image: `alternate` = cylinder 0 head 0,
 * cylinder 0 head 1, cylinder 1 head 0 …; `sides` = all of head 0, then all of head 1.
 */
export interface DiskGeometry {
  /** Cylinders per surface, 1 or more. */
  readonly cylinders: number;
  /** Recorded surfaces, 1 or more. */
  readonly heads: number;
  /** Sectors per track. With a {@link SectorTable}: the most that any track has. */
  readonly sectors: number;
  /** Bytes in a sector. With a {@link SectorTable}: the most common size. */
  readonly sectorSize: number;
  readonly order: 'alternate' | 'sides';
  /** Number of the first sector on a track as the controller counts: 1, on some systems 0. */
  readonly firstSector: number;
}

/** The image does not hold this sector. */
export const SECTOR_MISSING = 1;
/** The sector was read with a data error when the image was made. */
export const SECTOR_BAD = 2;
/** The sector carries a deleted-data address mark. */
export const SECTOR_DELETED = 4;

/** Where each sector lies and what is known about it; for images whose tracks differ. All arrays have one length. */
export interface SectorTable {
  /** Byte offset of the sector in the base. */
  readonly offset: Int32Array;
  /** Length in bytes. */
  readonly length: Int32Array;
  /** Cylinder, head and sector number in the sector's identification field. */
  readonly cylinder: Uint8Array;
  readonly head: Uint8Array;
  readonly id: Uint8Array;
  /** `SECTOR_…` bits. */
  readonly flags: Uint8Array;
}

/** What {@link DiskMedium.sectorInfo} tells about a physical sector. */
export interface SectorInfo {
  readonly cylinder: number;
  readonly head: number;
  readonly id: number;
  readonly length: number;
  readonly missing: boolean;
  readonly bad: boolean;
  readonly deleted: boolean;
}

/** Bytes that the host side puts into an image: see {@link DiskMedium.patch}. */
export interface MediumPatch {
  /** Byte offset in the image. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** The sectors that differ from the base, ascending, and their bytes one after the other. */
export interface Overlay {
  readonly indices: Int32Array;
  readonly data: Uint8Array;
}

/** How a write ended: `written`, or why nothing was: the disk is `protected`, the sector `missing`, the host `refused`. */
export type WriteOutcome = 'written' | 'protected' | 'missing' | 'refused';

/**
 * Called before a guest's write is acknowledged.
 *
 * @param sector index of the physical sector
 * @param byteOffset where the bytes lie in the base image
 * @param data the bytes written (a part of the sector, or all of it); valid during the call only
 * @returns `false`, or throws, to refuse the write
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that returns nothing accepts
export type WriteHook = (sector: number, byteOffset: number, data: Uint8Array) => boolean | void;

/** Bytes of an image that are read where they are. */
export interface SectorSource {
  /** Bytes in the image. */
  readonly length: number;
  /**
   * The bytes at an offset within the image. The caller does not change them, and the source does not change them later.
   * @throws if they cannot be read
   */
  read(offset: number, length: number): Uint8Array;
}

export interface DiskMediumOptions {
  readonly format: FormatName;
  readonly geometry: DiskGeometry;
  /** The image. Bytes are kept, not copied: whoever gives them must not change them afterwards. */
  readonly base: Uint8Array | SectorSource;
  /** SHA-1 of the base in lower-case hex, if the caller has computed it. */
  readonly baseSha1?: string;
  /** Default `false`. */
  readonly writeProtected?: boolean;
  /** For images whose sectors differ in size, carry numbers of their own or marks. */
  readonly table?: SectorTable;
  readonly onWrite?: WriteHook;
}

/** Bytes of the base that are handed to {@link DiskMedium.hashBase} at a time. */
const HASH_CHUNK = 0x40000;

function bytesSource(bytes: Uint8Array): SectorSource {
  return { length: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** One disk. See the file header. */
export class DiskMedium {
  readonly format: FormatName;
  readonly geometry: DiskGeometry;
  /** Computes the SHA-1 of a large base when it is first asked for, from its bytes in pieces. */
  hashBase: ((chunks: Iterable<Uint8Array>) => string) | undefined;
  /** The tab, hole or notch. A guest's writes end as `protected`; patches of the host are not affected. */
  writeProtected: boolean;
  /** Physical sectors on the disk, whether the image holds them or not. */
  readonly sectorCount: number;
  /** Bytes of a full image. */
  readonly size: number;
  /** How often the host has altered the content ({@link patch}, {@link restoreOverlay}); only differences matter. */
  alterations = 0;
  /** Called with every guest write; see {@link WriteHook}. */
  onWrite: WriteHook | undefined;
  /** Called after every guest read of a sector. Must not change the medium. */
  onRead: ((sector: number) => void) | undefined;

  readonly #base: SectorSource;
  /** First content of sectors whose place the source may have changed since; undefined if the base lies in memory. */
  readonly #originals: Map<number, Uint8Array> | undefined;
  #baseSha1: string;
  readonly #table: SectorTable | undefined;
  readonly #sectorSize: number;
  readonly #overlay = new Map<number, Uint8Array>();

  /** @throws MediaError for a geometry that is not made of positive integers, or a table that leaves the base. */
  constructor(options: DiskMediumOptions) {
    const { geometry, table } = options;
    const base = options.base instanceof Uint8Array ? bytesSource(options.base) : options.base;
    for (const key of ['cylinders', 'heads', 'sectors', 'sectorSize'] as const) {
      const value = geometry[key];
      if (!Number.isInteger(value) || value < 1) {
        throw new MediaError(`${key} is ${value}, it must be a positive integer`, { where: 'disk geometry' });
      }
    }
    this.format = options.format;
    this.geometry = geometry;
    this.hashBase = undefined;
    this.#baseSha1 = options.baseSha1 ?? '';
    this.writeProtected = options.writeProtected ?? false;
    this.onWrite = options.onWrite;
    this.onRead = undefined;
    this.#base = base;
    this.#originals = options.base instanceof Uint8Array ? undefined : new Map();
    this.#table = table;
    this.#sectorSize = geometry.sectorSize;
    this.sectorCount = table?.offset.length ?? geometry.cylinders * geometry.heads * geometry.sectors;
    this.size = table === undefined ? this.sectorCount * this.#sectorSize : base.length;
    if (table !== undefined) {
      for (let index = 0; index < this.sectorCount; index++) {
        if ((table.flags[index] & SECTOR_MISSING) !== 0) continue;
        const offset = table.offset[index];
        if (offset < 0 || table.length[index] < 1 || offset + table.length[index] > base.length) {
          throw new MediaError(`sector ${index} lies outside the image`, { where: `offset ${offset}` });
        }
      }
    }
  }

  /** SHA-1 of the base in hex; empty if nobody computes it. Reading it may take the time to read the whole base. */
  get baseSha1(): string {
    if (this.#baseSha1 === '' && this.hashBase !== undefined) this.#baseSha1 = this.hashBase(this.baseChunks());
    return this.#baseSha1;
  }

  set baseSha1(value: string) {
    this.#baseSha1 = value;
  }

  /**
   * The base from its first byte to its last, a piece at a time.
   * @throws what the source throws
   */
  *baseChunks(): Generator<Uint8Array, void, undefined> {
    const { length } = this.#base;
    const originals = this.#originals === undefined ? [] : [...this.#originals].sort(([a], [b]) => a - b);
    let next = 0;
    for (let offset = 0; offset < length; offset += HASH_CHUNK) {
      const end = Math.min(length, offset + HASH_CHUNK);
      let chunk = this.#base.read(offset, end - offset);
      for (let copied = false; next < originals.length; next++) {
        const [index, data] = originals[next]!;
        const at = this.sectorOffset(index);
        if (at >= end) break;
        if (!copied) chunk = chunk.slice();
        copied = true;
        chunk.set(data, at - offset);
      }
      yield chunk;
    }
  }

  /** Byte offset of a sector in the image. */
  sectorOffset(index: number): number {
    return this.#table === undefined ? index * this.#sectorSize : this.#table.offset[index];
  }

  /** Length of a sector in bytes. */
  sectorLength(index: number): number {
    return this.#table === undefined ? this.#sectorSize : this.#table.length[index];
  }

  /** `SECTOR_…` bits of a sector. A sector that a cut-off image holds only in part is missing. */
  sectorFlags(index: number): number {
    if (!(index >= 0 && index < this.sectorCount)) return SECTOR_MISSING;
    if (this.#table !== undefined) return this.#table.flags[index];
    return (index + 1) * this.#sectorSize <= this.#base.length ? 0 : SECTOR_MISSING;
  }

  /** Address, length and marks of a sector. @throws MediaError for an index that is not on the disk. */
  sectorInfo(index: number): SectorInfo {
    if (!Number.isInteger(index) || index < 0 || index >= this.sectorCount) {
      throw new MediaError(`there is no sector ${index}`, {
        hint: `The disk has sectors 0 to ${this.sectorCount - 1}`,
      });
    }
    const flags = this.sectorFlags(index);
    const marks = {
      length: this.sectorLength(index),
      missing: (flags & SECTOR_MISSING) !== 0,
      bad: (flags & SECTOR_BAD) !== 0,
      deleted: (flags & SECTOR_DELETED) !== 0,
    };
    const table = this.#table;
    if (table !== undefined) {
      return { cylinder: table.cylinder[index], head: table.head[index], id: table.id[index], ...marks };
    }
    const { cylinders, heads, sectors, order, firstSector } = this.geometry;
    const track = Math.floor(index / sectors);
    const id = (index % sectors) + firstSector;
    return order === 'alternate'
      ? { cylinder: Math.floor(track / heads), head: track % heads, id, ...marks }
      : { cylinder: track % cylinders, head: Math.floor(track / cylinders), id, ...marks };
  }

  /** Index of the sector with this address, or −1. */
  indexOf(cylinder: number, head: number, id: number): number {
    const table = this.#table;
    if (table !== undefined) {
      for (let index = 0; index < this.sectorCount; index++) {
        if (table.id[index] === id && table.cylinder[index] === cylinder && table.head[index] === head) return index;
      }
      return -1;
    }
    const { cylinders, heads, sectors, order, firstSector } = this.geometry;
    const sector = id - firstSector;
    if (!(cylinder >= 0 && cylinder < cylinders && head >= 0 && head < heads && sector >= 0 && sector < sectors)) {
      return -1;
    }
    const track = order === 'alternate' ? cylinder * heads + head : head * cylinders + cylinder;
    return track * sectors + sector;
  }

  /**
   * The bytes of a sector for the guest, or `undefined` if they cannot be read (missing, or bad and never rewritten).
   * A view: do not change it, and copy what must outlast the next write.
   */
  readSector(index: number): Uint8Array | undefined {
    const data = this.#overlay.get(index) ?? (this.sectorFlags(index) & SECTOR_BAD ? undefined : this.rawSector(index));
    if (data !== undefined && this.onRead !== undefined) this.onRead(index);
    return data;
  }

  /**
   * The bytes of a sector for the host, whatever its marks, without {@link onRead}; `undefined` if it is missing or its
   * source cannot read it.
   */
  rawSector(index: number): Uint8Array | undefined {
    const changed = this.#overlay.get(index);
    if (changed !== undefined) return changed;
    return (this.sectorFlags(index) & SECTOR_MISSING) !== 0 ? undefined : this.#baseSector(index);
  }

  /** A sector of the base, `undefined` if the source cannot read it. */
  #baseSector(index: number): Uint8Array | undefined {
    const original = this.#originals?.get(index);
    if (original !== undefined) return original;
    const length = this.sectorLength(index);
    try {
      const data = this.#base.read(this.sectorOffset(index), length);
      return data.length === length ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * A guest's write to a sector, or to a part of it.
   *
   * @param data bytes to write; they are copied
   * @param within first byte in the sector, default 0
   * @throws MediaError if the bytes do not fit into the sector (a fault of the controller's emulation)
   */
  writeSector(index: number, data: Uint8Array, within = 0): WriteOutcome {
    if (this.writeProtected) return 'protected';
    if ((this.sectorFlags(index) & SECTOR_MISSING) !== 0) return 'missing';
    if (within < 0 || within + data.length > this.sectorLength(index)) {
      throw new MediaError(`${data.length} bytes at ${within} do not fit`, { where: `sector ${index}` });
    }
    const base = this.#overlay.has(index) ? undefined : this.#baseSector(index);
    if (base === undefined && !this.#overlay.has(index)) return 'refused';
    const hook = this.onWrite;
    if (hook !== undefined) {
      if (base !== undefined) this.#originals?.set(index, base);
      try {
        if (hook(index, this.sectorOffset(index) + within, data) === false) return 'refused';
      } catch {
        return 'refused';
      }
    }
    this.#put(index, data, within);
    // the whole sector lies in its place again as it was at first
    if (hook !== undefined && data.length === this.sectorLength(index) && !this.#overlay.has(index)) {
      this.#originals?.delete(index);
    }
    return 'written';
  }

  /**
   * A change from the host's side: no write protection, no {@link onWrite}. May cross sectors.
   * @throws MediaError if the bytes leave the image; nothing is changed then
   */
  patch(offset: number, bytes: Uint8Array): void {
    if (this.#table !== undefined) {
      throw new MediaError(`an image of format ${this.format.id} cannot be altered`, { hint: 'Convert it first' });
    }
    if (!Number.isInteger(offset) || offset < 0 || offset + bytes.length > Math.min(this.size, this.#base.length)) {
      throw new MediaError(`${bytes.length} bytes at offset ${offset} lie outside the image`);
    }
    this.alterations++;
    for (let done = 0; done < bytes.length; ) {
      const index = Math.floor((offset + done) / this.#sectorSize);
      const within = (offset + done) % this.#sectorSize;
      const part = bytes.subarray(done, done + this.#sectorSize - within);
      this.#put(index, part, within);
      done += part.length;
    }
  }

  /** Indices of the sectors that differ from the base, ascending. */
  dirtySectors(): number[] {
    return [...this.#overlay.keys()].sort((a, b) => a - b);
  }

  /** A copy of the base. @throws what the source throws */
  baseContent(): Uint8Array {
    const bytes = new Uint8Array(this.#base.length);
    let at = 0;
    for (const chunk of this.baseChunks()) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** The disk as it is now: a copy of the base with the overlay laid over it. @throws what the source throws */
  content(): Uint8Array {
    const bytes = this.baseContent();
    for (const [index, data] of this.#overlay) bytes.set(data, this.sectorOffset(index));
    return bytes;
  }

  /**
   * Sectors of the base whose place in the source may hold something else by now, and what they held at first: with them,
   * the source as it is now gives the base again.
   */
  saveOriginals(): Overlay {
    return packed(this.#originals ?? new Map());
  }

  /**
   * Says what sectors of the source held at first, before anything is read. Only for a base that is a source.
   * @throws MediaError if they are not of a disk like this one
   */
  restoreOriginals(originals: Overlay): void {
    if (this.#originals === undefined) throw new MediaError('the base of this disk lies in memory and does not change');
    this.#checkPacked(originals);
    let at = 0;
    for (const index of originals.indices) {
      const length = this.sectorLength(index);
      this.#originals.set(index, originals.data.slice(at, at + length));
      at += length;
    }
  }

  /** The overlay as bytes; the same content gives the same bytes. */
  saveOverlay(): Overlay {
    return packed(this.#overlay);
  }

  /**
   * Replaces the overlay by a saved one. Neither hook is called: whoever restores a write-through disk decides what
   * becomes of the file.
   * @throws MediaError if the overlay was not saved from a disk like this one; nothing is changed then
   */
  restoreOverlay(overlay: Overlay): void {
    this.#checkPacked(overlay);
    const { indices, data } = overlay;
    this.#overlay.clear();
    let at = 0;
    for (const index of indices) {
      this.#put(index, data.subarray(at, at + this.sectorLength(index)), 0);
      at += this.sectorLength(index);
    }
    this.alterations++;
  }

  #checkPacked({ indices, data }: Overlay): void {
    let length = 0;
    let previous = -1;
    for (const index of indices) {
      if (index <= previous || index >= this.sectorCount || (this.sectorFlags(index) & SECTOR_MISSING) !== 0) {
        throw new MediaError(`sector ${index} is not on this disk or out of order`, { where: 'overlay' });
      }
      previous = index;
      length += this.sectorLength(index);
    }
    if (length !== data.length) {
      throw new MediaError(`${data.length} bytes for ${indices.length} sectors of ${length} bytes`, {
        where: 'overlay',
      });
    }
  }

  #put(index: number, data: Uint8Array, within: number): void {
    const length = this.sectorLength(index);
    const base = this.#baseSector(index);
    let sector = this.#overlay.get(index);
    if (sector === undefined) {
      sector = base?.slice() ?? new Uint8Array(length);
      this.#overlay.set(index, sector);
    }
    sector.set(data, within);
    if (base === undefined || (this.sectorFlags(index) & SECTOR_BAD) !== 0) return;
    for (let i = 0; i < length; i++) if (sector[i] !== base[i]) return;
    this.#overlay.delete(index);
  }
}

/** Sectors in ascending order, and their bytes one after the other. */
function packed(sectors: ReadonlyMap<number, Uint8Array>): Overlay {
  const indices = Int32Array.from(sectors.keys()).sort();
  let length = 0;
  for (const data of sectors.values()) length += data.length;
  const data = new Uint8Array(length);
  let at = 0;
  for (const index of indices) {
    const sector = sectors.get(index)!;
    data.set(sector, at);
    at += sector.length;
  }
  return { indices, data };
}
