/**
 * What a CP/M disk format is, and the disk parameter block that follows from it.
 *
 * CP/M keeps no description on the disk: sector size, tracks, block size, directory size, skew and system tracks have
 * to be known. The field names here are those of the `diskdefs` file of cpmtools (manual page diskdefs(5)), which CP/M
 * users share formats with.
 *
 * Sources: CP/M 2.2 Operating System Manual, section 6 (CP/M 2 Alteration), 6.10 "Disk Parameter Tables": tables 6-8
 * (BSH, BLM), 6-9 (EXM) and 6-10 (AL0, AL1); section 6.12 for the sector skew.
 */
import { MediaError } from './errors.ts';

/** One disk format. Sizes in bytes, counts in physical sectors unless stated. */
export interface CpmFormat {
  /** Name on the command line. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /** Further names under which the format is known. */
  readonly aliases?: readonly string[];
  /** Bytes in a physical sector: 128, 256, 512, 1024, … 16384. */
  readonly seclen: number;
  /** Tracks, both sides together, in the order of the image. 1–65536. */
  readonly tracks: number;
  /** Physical sectors on a track. */
  readonly sectrk: number;
  /** Allocation block: 1024, 2048, 4096, 8192 or 16384. */
  readonly blocksize: number;
  /** Directory entries. */
  readonly maxdir: number;
  /** Blocks reserved for the directory, if more than `maxdir` entries need. */
  readonly dirblks?: number;
  /** System tracks before the directory. */
  readonly boottrk: number;
  /** Sector skew within a track; 0 and 1 mean none. */
  readonly skew?: number;
  /** Physical sector (from 0) of each logical sector, instead of `skew`. */
  readonly skewtab?: readonly number[];
  /** The system whose directory conventions apply. */
  readonly os: '2.2' | '3' | 'isx' | 'p2dos' | 'zsys';
  /** Bytes before the disk in the image file. */
  readonly offset: number;
  /** Logical 16 KiB extents per directory entry, for systems that use fewer than there is room for. */
  readonly logicalextents?: number;
  /** The format is taken if only its size speaks for it and others have the same size. */
  readonly preferred?: boolean;
}

/** The disk parameter block of CP/M 2.2 (Operating System Manual, figure 6-4). */
export interface DiskParameterBlock {
  /** 128-byte records per track. */
  readonly spt: number;
  /** Block shift: block = 128 << bsh bytes. */
  readonly bsh: number;
  /** Block mask: (1 << bsh) − 1. */
  readonly blm: number;
  /** Extent mask: logical extents per directory entry − 1. */
  readonly exm: number;
  /** Highest block number. */
  readonly dsm: number;
  /** Highest directory entry number. */
  readonly drm: number;
  /** Directory allocation, blocks 0–7, block 0 in bit 7. */
  readonly al0: number;
  /** Directory allocation, blocks 8–15. */
  readonly al1: number;
  /** Size of the directory check vector. */
  readonly cks: number;
  /** System tracks. */
  readonly off: number;
}

const BLOCK_SIZES = [1024, 2048, 4096, 8192, 16384];
const SECTOR_SIZES = [128, 256, 512, 1024, 2048, 4096, 8192, 16384];
const SYSTEMS = ['2.2', '3', 'isx', 'p2dos', 'zsys'];

/** Bytes of an image of this format, without what lies before `offset`. */
export function formatSize(format: CpmFormat): number {
  return format.tracks * format.sectrk * format.seclen;
}

function fail(format: CpmFormat, key: string, value: unknown, allowed: string): never {
  throw new MediaError(`${key} is ${String(value)}`, {
    where: `disk format ${format.id}`,
    hint: `Allowed: ${allowed}`,
  });
}

function integer(format: CpmFormat, key: keyof CpmFormat, low: number, high: number): void {
  const value = format[key] as number;
  if (!Number.isInteger(value) || value < low || value > high) fail(format, key, value, `${low} to ${high}`);
}

/**
 * Checks that CP/M 2.2 can have this disk.
 * @throws MediaError naming the key, its value and what is allowed
 */
export function validateFormat(format: CpmFormat): void {
  if (!SECTOR_SIZES.includes(format.seclen)) fail(format, 'seclen', format.seclen, SECTOR_SIZES.join(', '));
  integer(format, 'tracks', 1, 65536);
  integer(format, 'sectrk', 1, 65535);
  const spt = (format.sectrk * format.seclen) / 128;
  if (spt > 65535) fail(format, 'sectrk', format.sectrk, `at most ${Math.floor((65535 * 128) / format.seclen)}`);
  if (!BLOCK_SIZES.includes(format.blocksize)) fail(format, 'blocksize', format.blocksize, BLOCK_SIZES.join(', '));
  integer(format, 'boottrk', 0, format.tracks - 1);
  integer(format, 'offset', 0, Number.MAX_SAFE_INTEGER);
  if (!SYSTEMS.includes(format.os)) fail(format, 'os', format.os, SYSTEMS.join(', '));

  const blocks = blockCount(format);
  const records = blocks * (format.blocksize / 128);
  if (blocks < 2) fail(format, 'blocksize', format.blocksize, 'a size of which the disk holds two blocks or more');
  // BDOS 2.2 computes a record number of 16 bits, counted from the first track after the system tracks.
  if (records > 65536) {
    fail(format, 'tracks', format.tracks, `as many as make 8 MiB or less behind the ${format.boottrk} system tracks`);
  }
  if (blocks > 256 && format.blocksize === 1024) {
    fail(format, 'blocksize', 1024, `2048 or more for a disk of ${blocks} KiB (at most 256 blocks of 1024)`);
  }
  const mostEntries = (16 * format.blocksize) / 32;
  integer(format, 'maxdir', 1, mostEntries);
  const needed = Math.ceil((format.maxdir * 32) / format.blocksize);
  if (format.dirblks !== undefined) integer(format, 'dirblks', needed, 16);
  if (directoryBlocks(format) >= blocks) {
    fail(format, 'maxdir', format.maxdir, `a directory smaller than the disk (${blocks} blocks)`);
  }
  const most = extentsPerEntry(format.blocksize, blocks);
  if (format.logicalextents !== undefined) {
    integer(format, 'logicalextents', 1, most);
    if (most % format.logicalextents !== 0)
      fail(format, 'logicalextents', format.logicalextents, `divisors of ${most}`);
  }
  if (format.skewtab !== undefined) {
    if (format.skew !== undefined) {
      throw new MediaError('skew and skewtab are both given', {
        where: `disk format ${format.id}`,
        hint: 'Give one of them',
      });
    }
    const table = format.skewtab;
    if (table.length !== format.sectrk) {
      fail(
        format,
        'skewtab',
        `a table of ${table.length} sectors`,
        `${format.sectrk} sectors, one for each of a track`,
      );
    }
    const seen = new Set<number>();
    for (const sector of table) {
      if (!Number.isInteger(sector) || sector < 0 || sector >= format.sectrk || seen.has(sector)) {
        fail(format, 'skewtab', `a table with the sector ${sector}`, `each of 0 to ${format.sectrk - 1} once`);
      }
      seen.add(sector);
    }
  } else if (format.skew !== undefined) {
    integer(format, 'skew', 0, format.sectrk);
  }
}

/** Allocation blocks on the disk, those of the directory included. */
function blockCount(format: CpmFormat): number {
  return Math.floor(((format.tracks - format.boottrk) * format.sectrk * format.seclen) / format.blocksize);
}

/** Blocks that the directory occupies. */
export function directoryBlocks(format: CpmFormat): number {
  return format.dirblks ?? Math.ceil((format.maxdir * 32) / format.blocksize);
}

/** Logical extents that the block numbers of one entry can cover: EXM + 1 of table 6-9. */
function extentsPerEntry(blocksize: number, blocks: number): number {
  return ((blocks > 256 ? 8 : 16) * blocksize) / 16384;
}

/**
 * The disk parameter block of a format. CKS is 0: the controller tells of a changed disk.
 * @throws MediaError if the format is impossible, see {@link validateFormat}
 */
export function dpb(format: CpmFormat): DiskParameterBlock {
  validateFormat(format);
  const blocks = blockCount(format);
  const bsh = Math.log2(format.blocksize / 128);
  // Table 6-10: one bit for each directory block, from the left.
  const reserved = (0xffff0000 >>> directoryBlocks(format)) & 0xffff;
  return {
    spt: (format.sectrk * format.seclen) / 128,
    bsh,
    blm: (1 << bsh) - 1,
    exm: (format.logicalextents ?? extentsPerEntry(format.blocksize, blocks)) - 1,
    dsm: blocks - 1,
    drm: format.maxdir - 1,
    al0: reserved >> 8,
    al1: reserved & 0xff,
    cks: 0,
    off: format.boottrk,
  };
}

/** The 15 bytes of a disk parameter block as they lie in memory. */
export function dpbBytes(block: DiskParameterBlock): Uint8Array {
  const { spt, bsh, blm, exm, dsm, drm, al0, al1, cks, off } = block;
  const word = (value: number) => [value & 0xff, value >> 8];
  return Uint8Array.from([
    ...word(spt),
    bsh,
    blm,
    exm,
    ...word(dsm),
    ...word(drm),
    al0,
    al1,
    ...word(cks),
    ...word(off),
  ]);
}

/**
 * Physical sector, from 0, of each logical sector of a track.
 *
 * With a skew of s each sector lies s after the one before, modulo the track; where that place is taken, the next free
 * one. Skew 6 on 26 sectors gives the table of the Operating System Manual: 1, 7, 13, 19, 25, 5, 11, … counted from 1.
 */
export function skewTable(format: CpmFormat): number[] {
  if (format.skewtab !== undefined) return [...format.skewtab];
  const table: number[] = [];
  const taken = new Uint8Array(format.sectrk);
  let sector = 0;
  for (let logical = 0; logical < format.sectrk; logical++) {
    while (taken[sector] !== 0) sector = (sector + 1) % format.sectrk;
    taken[sector] = 1;
    table.push(sector);
    sector = (sector + (format.skew ?? 0)) % format.sectrk;
  }
  return table;
}
