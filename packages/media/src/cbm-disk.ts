/**
 * A disk as Commodore's drives see it: blocks of 256 bytes by track and sector, over a {@link DiskMedium}.
 *
 * | tracks | sectors |
 * | --- | --- |
 * | 1–17 | 0–20 |
 * | 18–24 | 0–18 |
 * | 25–30 | 0–17 |
 * | 31–35 (40, 42) | 0–16 |
 *
 * Sources: VIC-1541 User's Manual, chapter "Disk format"; *Inside Commodore DOS*, chapter 4; Peter Schepers, "D64".
 */
import { CbmError } from './cbm-errors.ts';
import { MediaError } from './errors.ts';
import { DiskMedium, type FormatName, SECTOR_BAD, SECTOR_MISSING, type SectorTable } from './sector-image.ts';

/** Bytes in a block. */
export const CBM_BLOCK = 256;
/** Data bytes in a block of a file; the other two are the link to the next one. */
export const CBM_DATA = 254;

/** Where a track's entry of the block availability map lies. */
export interface BamPlace {
  readonly track: number;
  readonly sector: number;
  /** Byte with the number of free sectors, −1 if the format keeps none. */
  readonly count: number;
  /** First byte of the bitmap: sector 0 = bit 0, 1 = free. */
  readonly bits: number;
}

/** How a disk is laid out. */
export interface CbmLayout {
  readonly id: string;
  readonly title: string;
  /** Tracks that exist, from 1. */
  readonly tracks: number;
  /** Tracks 1 to this are in the block availability map; files are put there only. */
  readonly mappedTracks: number;
  /** Holds header (sector 0) and directory (from sector 1). */
  readonly directoryTrack: number;
  /** Distance of a file's blocks on a track, and of the directory's. */
  readonly interleave: number;
  readonly directoryInterleave: number;
  sectorsOn(track: number): number;
  bam(track: number): BamPlace;
}

function zone(track: number): number {
  return track < 18 ? 21 : track < 25 ? 19 : track < 31 ? 18 : 17;
}

function layout1541(tracks: number): CbmLayout {
  return {
    id: `1541-${tracks}`,
    title: `Commodore 1541 disk, ${tracks} tracks`,
    tracks,
    mappedTracks: 35,
    directoryTrack: 18,
    interleave: 10,
    directoryInterleave: 3,
    sectorsOn: zone,
    bam: (track) => ({ track: 18, sector: 0, count: 4 * track, bits: 4 * track + 1 }),
  };
}

/** Layouts of 1541 disks by number of tracks. The DOS puts files on 35 tracks; others are reached block by block. */
export const CBM_1541: Readonly<Record<35 | 40 | 42, CbmLayout>> = {
  35: layout1541(35),
  40: layout1541(40),
  42: layout1541(42),
};

/**
 * A disk that no drive ever had: 128 tracks of 256 sectors, 8 MiB. Header and directory lie where they do on a 1541
 * disk; the map is on track 17, sectors 0 to 15, 32 bytes for each track. For folders of the host and for archives that
 * are larger than a 1541 disk.
 */
export const CBM_LARGE: CbmLayout = {
  id: 'large',
  title: 'disk of 128 tracks with 256 sectors',
  tracks: 128,
  mappedTracks: 128,
  directoryTrack: 18,
  interleave: 1,
  directoryInterleave: 1,
  sectorsOn: () => 256,
  bam: (track) => ({ track: 17, sector: (track - 1) >> 3, count: -1, bits: ((track - 1) & 7) * 32 }),
};

/** What the image of a host folder is called: a disk of layout {@link CBM_LARGE}. */
export const CBM_FOLDER: FormatName = { id: 'folder', title: 'host folder' };

/** Blocks of tracks 1 to `tracks`. */
export function blocksUpTo(layout: CbmLayout, tracks: number): number {
  let blocks = 0;
  for (let track = 1; track <= tracks; track++) blocks += layout.sectorsOn(track);
  return blocks;
}

/** Error bytes of D64 images → DOS error numbers; 0 = readable. */
const ERROR_OF_BYTE = [0, 0, 20, 21, 22, 23, 24, 0, 0, 27, 0, 29, 0, 0, 0, 74] as const;

/** DOS error that an error byte of a D64 image stands for, 0 if the block can be read. */
export function errorOfByte(byte: number): number {
  return ERROR_OF_BYTE[byte] ?? 0;
}

/** Error byte of a DOS error; 1 = no error. */
export function byteOfError(error: number): number {
  const byte = (ERROR_OF_BYTE as readonly number[]).indexOf(error);
  return byte < 2 ? 1 : byte;
}

/** The block's header is in order, so writing it afresh makes it readable. */
function rewritable(error: number): boolean {
  return error === 22 || error === 23 || error === 24;
}

export interface CbmDiskOptions {
  readonly layout: CbmLayout;
  readonly format: FormatName;
  /** Blocks in order of track and sector, perhaps followed by one error byte for each. Kept, not copied. */
  readonly base: Uint8Array;
  /** Offset of the error bytes in the base, −1 if there are none. */
  readonly errorOffset?: number;
  readonly baseSha1?: string;
  readonly writeProtected?: boolean;
}

/** One disk for a drive. State is that of {@link CbmDisk.medium}. */
export class CbmDisk {
  readonly layout: CbmLayout;
  readonly medium: DiskMedium;
  /** Index of sector 0 of each track in the medium; the last entry is the number of blocks. */
  readonly #first: Int32Array;
  readonly #base: Uint8Array;
  readonly #errorOffset: number;

  /** @throws MediaError if the base is empty */
  constructor(options: CbmDiskOptions) {
    const { layout, base, errorOffset = -1 } = options;
    this.layout = layout;
    this.#base = base;
    this.#errorOffset = errorOffset;
    this.#first = new Int32Array(layout.tracks + 2);
    for (let track = 1; track <= layout.tracks; track++) {
      this.#first[track + 1] = this.#first[track] + layout.sectorsOn(track);
    }
    const blocks = this.#first[layout.tracks + 1];
    const held = errorOffset < 0 ? base.length : Math.min(base.length, errorOffset);
    if (base.length === 0) throw new MediaError('the disk image is empty', { hint: 'Create a formatted one first' });
    const uniform = errorOffset < 0 && layout.sectorsOn(1) === layout.sectorsOn(layout.tracks);
    this.medium = new DiskMedium({
      format: options.format,
      geometry: {
        cylinders: layout.tracks,
        heads: 1,
        sectors: layout.sectorsOn(1),
        sectorSize: CBM_BLOCK,
        order: 'alternate',
        firstSector: 0,
      },
      base,
      ...(options.baseSha1 === undefined ? {} : { baseSha1: options.baseSha1 }),
      writeProtected: options.writeProtected ?? false,
      ...(uniform ? {} : { table: this.#table(blocks, held) }),
    });
  }

  #table(blocks: number, held: number): SectorTable {
    const table = {
      offset: new Int32Array(blocks),
      length: new Int32Array(blocks).fill(CBM_BLOCK),
      cylinder: new Uint8Array(blocks),
      head: new Uint8Array(blocks),
      id: new Uint8Array(blocks),
      flags: new Uint8Array(blocks),
    };
    for (let track = 1, i = 0; track <= this.layout.tracks; track++) {
      for (let sector = 0; sector < this.layout.sectorsOn(track); sector++, i++) {
        table.offset[i] = i * CBM_BLOCK;
        table.cylinder[i] = track;
        table.id[i] = sector;
        if ((i + 1) * CBM_BLOCK > held) table.flags[i] = SECTOR_MISSING;
        else if (this.#baseError(i) !== 0) table.flags[i] = SECTOR_BAD;
      }
    }
    return table;
  }

  #baseError(index: number): number {
    return this.#errorOffset < 0 ? 0 : errorOfByte(this.#base[this.#errorOffset + index] ?? 1);
  }

  /** True if there is a block with this address. */
  exists(track: number, sector: number): boolean {
    return track >= 1 && track <= this.layout.tracks && sector >= 0 && sector < this.layout.sectorsOn(track);
  }

  /** Index of a block in the medium. The address must exist. */
  index(track: number, sector: number): number {
    return this.#first[track] + sector;
  }

  /** DOS error that reading a block gives, 0 if it can be read. */
  errorAt(track: number, sector: number): number {
    const index = this.index(track, sector);
    const flags = this.medium.sectorFlags(index);
    if ((flags & SECTOR_MISSING) !== 0) return 20;
    if ((flags & SECTOR_BAD) === 0 || this.#rewritten(index)) return 0;
    return this.#baseError(index);
  }

  /** A bad block of the base that the guest has written is readable from then on. */
  #rewritten(index: number): boolean {
    // the overlay holds such a block for ever, and only the overlay's bytes are no view of the base
    return this.medium.rawSector(index)?.buffer !== this.#base.buffer;
  }

  /**
   * The 256 bytes of a block. A view: copy what must outlast the next write.
   * @throws CbmError 66 if there is no such block, 20–29 or 74 if it cannot be read
   */
  read(track: number, sector: number): Uint8Array {
    if (!this.exists(track, sector)) throw new CbmError(66, track, sector);
    const data = this.medium.readSector(this.index(track, sector));
    if (data === undefined) throw new CbmError(this.errorAt(track, sector), track, sector);
    return data;
  }

  /** The bytes of a block whatever is wrong with it, or undefined if the image does not hold it. For a drive's buffer. */
  raw(track: number, sector: number): Uint8Array | undefined {
    return this.exists(track, sector) ? this.medium.rawSector(this.index(track, sector)) : undefined;
  }

  /**
   * Writes a block. When this returns, the host has it.
   * @param data 256 bytes, copied
   * @throws CbmError 66 no such block, 26 write-protected, 20–29 its header cannot be found, 25 the host refused
   */
  write(track: number, sector: number, data: Uint8Array): void {
    if (!this.exists(track, sector)) throw new CbmError(66, track, sector);
    const index = this.index(track, sector);
    if (this.medium.writeProtected) throw new CbmError(26, track, sector);
    const error = this.errorAt(track, sector);
    if (error !== 0 && !rewritable(error)) throw new CbmError(error, track, sector);
    if (this.medium.writeSector(index, data) !== 'written') throw new CbmError(25, track, sector);
    if (error !== 0) this.#clearErrorByte(index);
  }

  /** The image's error byte tells of a block that is readable now. If the host refuses, the byte stays: no data is lost. */
  #clearErrorByte(index: number): void {
    try {
      this.medium.onWrite?.(index, this.#errorOffset + index, Uint8Array.of(1));
    } catch {
      // as if refused
    }
  }

  /** The image as it is now, error bytes included. */
  image(): Uint8Array {
    const bytes = this.medium.content();
    if (this.#errorOffset >= 0) {
      for (let i = 0; this.#errorOffset + i < bytes.length && i < this.medium.sectorCount; i++) {
        if (this.#baseError(i) !== 0 && this.#rewritten(i)) bytes[this.#errorOffset + i] = 1;
      }
    }
    return bytes;
  }
}
