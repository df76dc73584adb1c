/** Geometry of a disk in the terms of a disk parameter block. */
export interface Geometry {
  readonly spt: number;
  readonly bsh: number;
  readonly dsm: number;
  readonly drm: number;
  readonly off: number;
  /** Sector skew; 0 or absent: no translation table. */
  readonly skew?: number;
}

/** 8 inch single density. */
export const IBM: Geometry = { spt: 26, bsh: 3, dsm: 242, drm: 63, off: 2, skew: 6 };
/** 4 MB hard disk. */
export const HARD: Geometry = { spt: 128, bsh: 4, dsm: 2039, drm: 1023, off: 1 };

/** A directory entry, decoded. */
export interface Entry {
  readonly user: number;
  readonly name: string;
  /** Attribute bits of the eleven characters, as 0 and 1. */
  readonly attributes: string;
  readonly extent: number;
  readonly records: number;
  readonly blocks: readonly number[];
}

/** A CP/M disk in memory, with a file system of its own that shares nothing with the firmware under test. */
export class TestDisk {
  readonly geometry: Geometry;
  readonly data: Uint8Array;
  readonly tracks: number;
  readonly blockSize: number;
  readonly exm: number;
  readonly skewTable: number[] = [];
  writeProtected = false;
  changed = true;
  /** Offsets of records that cannot be read or written. */
  readonly bad = new Set<number>();

  constructor(geometry: Geometry) {
    const { spt, bsh, dsm, off, skew = 0 } = geometry;
    this.geometry = geometry;
    this.blockSize = 128 << bsh;
    const extents = this.blockSize / 1024;
    this.exm = (dsm > 255 ? Math.max(1, extents / 2) : extents) - 1;
    this.tracks = off + Math.ceil(((dsm + 1) << bsh) / spt);
    this.data = new Uint8Array(this.tracks * spt * 128).fill(0xe5);
    if (skew > 0) {
      let sector = 0;
      for (let i = 0; i < spt; i++) {
        while (this.skewTable.includes(sector + 1)) sector = (sector + 1) % spt;
        this.skewTable.push(sector + 1);
        sector = (sector + skew) % spt;
      }
    }
  }

  /** What controller command 2 transfers. */
  parameters(): Uint8Array {
    const { spt, bsh, dsm, drm, off } = this.geometry;
    const word = (n: number) => [n & 0xff, n >> 8];
    const al = (0xffff << (16 - this.#directoryBlocks)) & 0xffff;
    const flags = (this.writeProtected ? 1 : 0) | (this.changed ? 2 : 0);
    this.changed = false;
    const out = new Uint8Array(128);
    out.set([...word(spt), bsh, (1 << bsh) - 1, this.exm, ...word(dsm), ...word(drm), al >> 8, al & 0xff, 0, 0]);
    out.set([...word(off), flags, this.skewTable.length, ...this.skewTable], 13);
    return out;
  }

  get #directoryBlocks(): number {
    return Math.ceil(((this.geometry.drm + 1) * 32) / this.blockSize);
  }

  /** Offset of a physical record in the image. */
  offset(track: number, sector: number): number {
    return (track * this.geometry.spt + sector - 1) * 128;
  }

  /** Offset of record `n` of the data area. */
  record(n: number): number {
    const { spt, off } = this.geometry;
    return this.offset(Math.floor(n / spt) + off, this.skewTable[n % spt] ?? (n % spt) + 1);
  }

  #raw(): Uint8Array[] {
    return Array.from({ length: this.geometry.drm + 1 }, (_, i) => {
      const at = this.record(i >> 2) + (i & 3) * 32;
      return this.data.subarray(at, at + 32);
    });
  }

  entries(): Entry[] {
    return this.#raw()
      .filter((e) => e[0]! < 32)
      .map((e) => ({
        user: e[0]!,
        name: String.fromCharCode(...e.subarray(1, 12).map((c) => c & 0x7f)),
        attributes: [...e.subarray(1, 12)].map((c) => c >> 7).join(''),
        extent: (e[14]! & 0x3f) * 32 + e[12]!,
        records: e[15]!,
        blocks: this.#blocks(e),
      }));
  }

  #blocks(e: Uint8Array): number[] {
    if (this.geometry.dsm < 256) return [...e.subarray(16)];
    return Array.from({ length: 8 }, (_, i) => e[16 + 2 * i]! | (e[17 + 2 * i]! << 8));
  }

  /** What is wrong with the directory: blocks out of range or used twice. */
  faults(): string[] {
    const owner = new Map<number, string>();
    const faults: string[] = [];
    for (const { name, blocks } of this.entries()) {
      for (const block of blocks.filter((b) => b !== 0)) {
        if (block < this.#directoryBlocks || block > this.geometry.dsm) faults.push(`${name}: block ${block}`);
        if (owner.has(block)) faults.push(`${name}: block ${block} belongs to ${owner.get(block)}`);
        owner.set(block, name);
      }
    }
    return faults;
  }

  /** Bytes of a file in whole records, holes as AAh; undefined if there is none. */
  read(name: string, user = 0): Uint8Array | undefined {
    const mine = this.entries().filter((e) => e.user === user && e.name === padName(name));
    if (mine.length === 0) return undefined;
    const out = new Uint8Array(Math.max(...mine.map((e) => e.extent * 128 + e.records)) * 128).fill(0xaa);
    for (const entry of mine) {
      const base = Math.floor(entry.extent / (this.exm + 1)) * (this.exm + 1) * 16384;
      entry.blocks.forEach((block, i) => {
        if (block === 0) return;
        for (let r = 0; r < this.blockSize / 128; r++) {
          const to = base + i * this.blockSize + r * 128;
          const from = this.record((block << this.geometry.bsh) + r);
          if (to < out.length) out.set(this.data.subarray(from, from + 128), to);
        }
      });
    }
    return out;
  }

  /** Adds a file. A text gets CR LF and 1Ah. `attributes`: positions 0–10 of the name. */
  write(name: string, content: Uint8Array | string, user = 0, attributes: readonly number[] = []): this {
    const bytes =
      typeof content === 'string'
        ? Uint8Array.from(`${content.replaceAll('\n', '\r\n')}\x1a`, (c) => c.charCodeAt(0))
        : content;
    const used = new Set(this.entries().flatMap((e) => e.blocks));
    for (let i = 0; i < this.#directoryBlocks; i++) used.add(i);
    const perEntry = (this.exm + 1) * 16384;
    const records = Math.ceil(bytes.length / 128);
    let at = 0;
    let next = 0;
    do {
      const entry = this.#raw().find((e) => e[0] === 0xe5);
      if (entry === undefined) throw new Error('the directory is full');
      const length = Math.min(perEntry, records * 128 - at);
      const last = (at + length) / 128;
      const extent = Math.max(Math.ceil(last / 128) - 1, at / 16384);
      entry.fill(0);
      entry[0] = user;
      entry.set(
        [...padName(name)].map((c, i) => c.charCodeAt(0) | (attributes.includes(i) ? 0x80 : 0)),
        1,
      );
      entry[12] = extent & 31;
      entry[14] = extent >> 5;
      entry[15] = last - extent * 128;
      for (let i = 0; i * this.blockSize < length; i++) {
        while (used.has(next)) next++;
        if (next > this.geometry.dsm) throw new Error('the disk is full');
        used.add(next);
        if (this.geometry.dsm < 256) entry[16 + i] = next;
        else entry.set([next & 0xff, next >> 8], 16 + 2 * i);
        for (let r = 0; r < this.blockSize / 128; r++) {
          const from = at + i * this.blockSize + r * 128;
          if (from >= bytes.length) break;
          const to = this.record((next << this.geometry.bsh) + r);
          this.data.fill(0x1a, to, to + 128).set(bytes.subarray(from, from + 128), to);
        }
      }
      at += Math.max(length, 1);
    } while (at < records * 128);
    return this;
  }
}

/** `A.B` as the eleven characters of a directory entry. */
export function padName(name: string): string {
  const [base = '', type = ''] = name.toUpperCase().split('.');
  return base.padEnd(8) + type.padEnd(3);
}
