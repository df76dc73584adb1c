/**
 * A floppy disk as a drive of a PC has it: tracks of sectors over a {@link DiskMedium}.
 *
 * The medium holds the data, decides about writes and is what the host persists. The layout of the tracks (order and
 * addresses of sectors, marks, gaps) comes from the image. What the guest changes in it (FORMAT TRACK, deleted-data
 * marks) lies in a second overlay that is part of a machine's state. A raw image has no place for that, so the user is
 * told once when something is written that the file cannot hold; it lasts as long as the disk is in the drive, and in
 * snapshots.
 */
import { MediaError } from './errors.ts';
import {
  type FloppyEncoding,
  type FloppySector,
  type FloppyTrack,
  layOut,
  sectorBytes,
  sectorsThatFit,
} from './floppy-track.ts';
import type { DiskMedium, WriteOutcome } from './sector-image.ts';

/** Speed and density that most of the disk is recorded with. */
export interface FloppyRecording {
  readonly encoding: FloppyEncoding;
  /** Data rate of the controller in kbit/s at `rpm`. */
  readonly kbps: number;
  /** Nominal revolutions a minute. */
  readonly rpm: number;
  /** Bytes of a track. */
  readonly capacity: number;
}

/** Kind of disk by its jacket; `any`: the image does not tell, it goes into every drive. */
export type FloppyJacket = '5.25' | '3.5' | 'any';

export interface FloppyDiskOptions {
  readonly medium: DiskMedium;
  readonly cylinders: number;
  readonly heads: number;
  readonly recording: FloppyRecording;
  readonly jacket: FloppyJacket;
  /** Makes a track as the image has it. Pure; called once for each track that is needed. */
  readonly layout: (cylinder: number, head: number) => FloppyTrack;
}

/** What a controller writes with FORMAT TRACK. */
export interface FloppyFormat {
  readonly encoding: FloppyEncoding;
  /** Data rate in kbit/s, at the disk's nominal speed. */
  readonly kbps: number;
  /** C, H, R, N of each sector, four bytes each. */
  readonly ids: Uint8Array;
  /** Size code of the data fields, which may differ from what the identification fields say. */
  readonly n: number;
  readonly gap3: number;
  /** Byte that fills the data fields. */
  readonly filler: number;
}

/** Cylinders that heads can reach. */
const REACH = 96;

/** One disk. See the file header. */
export class FloppyDisk {
  readonly medium: DiskMedium;
  readonly cylinders: number;
  readonly heads: number;
  readonly recording: FloppyRecording;
  readonly jacket: FloppyJacket;
  /** Called with one sentence when something is written that the image cannot hold, once for each kind of thing. */
  onNote: ((text: string) => void) | undefined = undefined;

  readonly #layout: (cylinder: number, head: number) => FloppyTrack;
  /** Tracks as the image has them, as far as they were needed. */
  readonly #original = new Map<number, FloppyTrack>();
  /** Tracks that the guest has changed: those and only those whose layout differs from the image's. */
  readonly #changed = new Map<number, FloppyTrack>();
  readonly #noted = new Set<string>();

  constructor(options: FloppyDiskOptions) {
    this.medium = options.medium;
    this.cylinders = options.cylinders;
    this.heads = options.heads;
    this.recording = options.recording;
    this.jacket = options.jacket;
    this.#layout = options.layout;
  }

  /** The notch is covered or the slide open: nothing can be written. */
  get writeProtected(): boolean {
    return this.medium.writeProtected;
  }

  set writeProtected(value: boolean) {
    this.medium.writeProtected = value;
  }

  /** Format and shape in words that differ for disks which are read differently. */
  get shape(): string {
    const { sectors } = this.medium.geometry;
    return `${this.medium.format.id} ${this.cylinders}x${this.heads}x${sectors}`;
  }

  /** What is recorded on one side of a cylinder; no sectors where the disk was never formatted. */
  track(cylinder: number, head: number): FloppyTrack {
    const key = cylinder * 2 + head;
    return this.#changed.get(key) ?? this.#originalTrack(key);
  }

  #originalTrack(key: number): FloppyTrack {
    let track = this.#original.get(key);
    if (track === undefined) {
      const [cylinder, head] = [key >> 1, key & 1];
      const formatted = cylinder >= 0 && cylinder < this.cylinders && head < this.heads;
      track = formatted ? this.#layout(cylinder, head) : { ...this.recording, sectors: [] };
      this.#original.set(key, track);
    }
    return track;
  }

  /**
   * The bytes of a data field, whether its check sum is right or not.
   * @param index place of the sector on its track
   * @returns a view, valid until the next write; undefined if there is no data field
   */
  read(cylinder: number, head: number, index: number): Uint8Array | undefined {
    const sector = this.track(cylinder, head).sectors[index];
    if (sector === undefined || sector.size === 0) return undefined;
    if (sector.own !== null) return sector.own;
    const data = this.medium.rawSector(sector.index);
    if (data !== undefined) this.medium.onRead?.(sector.index);
    return data;
  }

  /**
   * Writes a data field, with a new address mark and check sum.
   * @param data as many bytes as the controller wrote; what the field has beyond them stays
   * @param deleted with a deleted-data address mark
   */
  write(cylinder: number, head: number, index: number, data: Uint8Array, deleted: boolean): WriteOutcome {
    if (this.writeProtected) return 'protected';
    const track = this.track(cylinder, head);
    const sector = track.sectors[index];
    if (sector === undefined || sector.size === 0) return 'missing';
    const bytes = data.length > sector.size ? data.subarray(0, sector.size) : data;
    let own: Uint8Array | null = null;
    if (sector.own === null) {
      const outcome = this.medium.writeSector(sector.index, bytes);
      if (outcome !== 'written') return outcome;
    } else {
      own = sector.own.slice();
      own.set(bytes);
    }
    if (own === null && sector.deleted === deleted && !sector.dataError) return 'written';
    const sectors = [...track.sectors];
    sectors[index] = { ...sector, own, deleted, dataError: false };
    this.#change(cylinder * 2 + head, { ...track, sectors });
    if (deleted) this.#note('a deleted-data address mark was written, which the image cannot hold');
    return 'written';
  }

  /**
   * Writes a whole track anew. Sectors whose address and size are those of a sector of the image go there; others are
   * kept beside it.
   */
  format(cylinder: number, head: number, format: FloppyFormat): WriteOutcome {
    if (this.writeProtected) return 'protected';
    if (!(cylinder >= 0 && cylinder < REACH && (head === 0 || head === 1))) return 'missing';
    const { encoding, kbps, ids, gap3 } = format;
    const rate = kbps === this.recording.kbps ? 1 : kbps / this.recording.kbps;
    const density = (encoding === 'fm' ? 0.5 : 1) / (this.recording.encoding === 'fm' ? 0.5 : 1);
    const capacity = Math.floor(this.recording.capacity * rate * density);
    const size = sectorBytes(format.n);
    const count = Math.min(ids.length >> 2, sectorsThatFit(encoding, capacity, size, gap3));
    const positions = layOut(encoding, capacity, new Array<number>(count).fill(size), gap3);
    const filled = new Uint8Array(size).fill(format.filler);
    const original = this.#originalTrack(cylinder * 2 + head);
    const regular = original.encoding === encoding && original.kbps === kbps;
    const used = new Set<number>();
    const sectors: FloppySector[] = [];
    for (let i = 0; i < count; i++) {
      const [c, h, r, n] = [ids[4 * i]!, ids[4 * i + 1]!, ids[4 * i + 2]!, ids[4 * i + 3]!];
      const home = regular
        ? original.sectors.find(
            (s) => s.own === null && s.c === c && s.h === h && s.r === r && s.n === n && s.size === size,
          )
        : undefined;
      const index = home === undefined || used.has(home.index) ? -1 : home.index;
      if (index >= 0) {
        const outcome = this.medium.writeSector(index, filled);
        if (outcome !== 'written') return outcome;
        used.add(index);
      }
      sectors.push({
        ...{ c, h, r, n, size, index },
        deleted: false,
        dataError: false,
        idError: false,
        position: positions[i]!,
        own: index >= 0 ? null : filled.slice(),
      });
    }
    this.#change(cylinder * 2 + head, { encoding, kbps, capacity, sectors });
    const kept = used.size === original.sectors.length && sectors.length === used.size;
    if (!kept) {
      this.#note(
        `cylinder ${cylinder}, head ${head} was formatted in a way that the image cannot hold; it lasts until the disk ` +
          'is taken out',
      );
    }
    return 'written';
  }

  #change(key: number, track: FloppyTrack): void {
    if (sameTrack(track, this.#originalTrack(key))) this.#changed.delete(key);
    else this.#changed.set(key, track);
  }

  #note(text: string): void {
    const kind = text.replace(/[0-9]+/g, '');
    if (this.#noted.has(kind)) return;
    this.#noted.add(kind);
    this.onNote?.(text);
  }

  /** The changed layouts as bytes; the same layouts give the same bytes. */
  saveLayout(): Uint8Array {
    const out: number[] = [];
    const push = (value: number, bytes: number): void => {
      for (let i = 0; i < bytes; i++) out.push((value >>> (8 * i)) & 0xff);
    };
    for (const [key, track] of [...this.#changed].sort(([a], [b]) => a - b)) {
      push(key, 1);
      push(track.encoding === 'fm' ? 1 : 0, 1);
      push(track.kbps, 2);
      push(track.capacity, 4);
      push(track.sectors.length, 2);
      for (const s of track.sectors) {
        out.push(s.c, s.h, s.r, s.n, (s.deleted ? 1 : 0) | (s.dataError ? 2 : 0) | (s.idError ? 4 : 0));
        push(s.size, 2);
        push(s.position, 4);
        push(s.index, 4);
        if (s.own !== null) for (const byte of s.own) out.push(byte);
      }
    }
    return Uint8Array.from(out);
  }

  /**
   * Replaces the changed layouts by saved ones.
   * @throws MediaError if they were not saved from a disk like this one; nothing is changed then
   */
  restoreLayout(bytes: Uint8Array): void {
    const tracks = readLayout(bytes, this.medium.sectorCount);
    this.#changed.clear();
    for (const [key, track] of tracks) this.#changed.set(key, track);
  }
}

function readLayout(bytes: Uint8Array, sectorCount: number): ReadonlyMap<number, FloppyTrack> {
  let at = 0;
  const fail = (): never => {
    throw new MediaError('the layout of the tracks makes no sense', { where: `layout, byte ${at}` });
  };
  const take = (count: number): number => {
    if (at + count > bytes.length) fail();
    let value = 0;
    for (let i = 0; i < count; i++) value |= bytes[at++]! << (8 * i);
    return value;
  };
  const tracks = new Map<number, FloppyTrack>();
  let previous = -1;
  while (at < bytes.length) {
    const key = take(1);
    if (key <= previous || key >= 2 * REACH) fail();
    previous = key;
    const encoding = take(1) === 1 ? 'fm' : 'mfm';
    const kbps = take(2);
    const capacity = take(4);
    const count = take(2);
    if (capacity < 1 || kbps < 1) fail();
    const sectors: FloppySector[] = [];
    for (let i = 0; i < count; i++) {
      const [c, h, r, n, flags] = [take(1), take(1), take(1), take(1), take(1)];
      const size = take(2);
      const position = take(4);
      const index = take(4);
      if (position < 0 || position >= capacity || index < -1 || index >= sectorCount) fail();
      let own: Uint8Array | null = null;
      if (index < 0 && size > 0) {
        if (at + size > bytes.length) fail();
        own = bytes.slice(at, at + size);
        at += size;
      }
      const marks = { deleted: (flags & 1) !== 0, dataError: (flags & 2) !== 0, idError: (flags & 4) !== 0 };
      sectors.push({ c, h, r, n, size, ...marks, position, index, own });
    }
    tracks.set(key, { encoding, kbps, capacity, sectors });
  }
  return tracks;
}

function sameTrack(a: FloppyTrack, b: FloppyTrack): boolean {
  return (
    a.encoding === b.encoding &&
    a.kbps === b.kbps &&
    a.capacity === b.capacity &&
    a.sectors.length === b.sectors.length &&
    a.sectors.every((x, i) => sameSector(x, b.sectors[i]!))
  );
}

function sameSector(a: FloppySector, b: FloppySector): boolean {
  return (
    a.c === b.c &&
    a.h === b.h &&
    a.r === b.r &&
    a.n === b.n &&
    a.size === b.size &&
    a.position === b.position &&
    a.index === b.index &&
    a.deleted === b.deleted &&
    a.dataError === b.dataError &&
    a.idError === b.idError &&
    a.own === null &&
    b.own === null
  );
}
