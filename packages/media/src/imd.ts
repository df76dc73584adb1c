/**
 * ImageDisk images (`.IMD`), read only.
 *
 *     "IMD v.vv: dd/mm/yyyy hh:mm:ss"   comment   1Ah
 *     for each track:
 *       mode       0–2 FM at 500, 300, 250 kbit/s; 3–5 MFM at the same
 *       cylinder
 *       head       bit 7: a cylinder map follows, bit 6: a head map follows, bits 5–0: 0 or 1
 *       sectors    number of sectors on the track
 *       size       0–6: 128 << size bytes in each sector; FFh: a table of sizes follows
 *       sector numbers, 1 byte each
 *       cylinder map, head map, 1 byte each (if bits 7, 6 of head are set)
 *       sizes, 1 little-endian word each (if size is FFh)
 *       for each sector: type, data
 *         0 no data could be read · 1 data · 2 one byte that fills the sector
 *         3, 4 as 1, 2 with a deleted-data mark · 5, 6 read with a data error · 7, 8 both
 *
 * Source: Dave Dunfield, ImageDisk 1.18 (IMD.TXT), chapter 6 "Image file format". The table of sizes is what that
 * chapter suggests for tracks of mixed sector sizes.
 */
import type { CpmFormat } from './cpm-format.ts';
import { MediaError } from './errors.ts';
import { DiskMedium, SECTOR_BAD, SECTOR_DELETED, SECTOR_MISSING, type SectorTable } from './sector-image.ts';

/** One sector of a track, in the order of the track. */
export interface ImdSector {
  /** Identification field: cylinder, head and sector number. */
  readonly cylinder: number;
  readonly head: number;
  readonly id: number;
  readonly size: number;
  /** `undefined` if no data could be read. */
  readonly data: Uint8Array | undefined;
  readonly deleted: boolean;
  readonly dataError: boolean;
}

export interface ImdTrack {
  /** 0–5, see the file header. */
  readonly mode: number;
  /** Physical cylinder and head, whatever the identification fields say. */
  readonly cylinder: number;
  readonly head: number;
  readonly sectors: readonly ImdSector[];
}

export interface ImdImage {
  /** First line: program version and date. */
  readonly header: string;
  readonly comment: string;
  readonly tracks: readonly ImdTrack[];
  /** Highest cylinder + 1. */
  readonly cylinders: number;
  /** Highest head + 1. */
  readonly heads: number;
  /** Sectors per track and sector size that most tracks have. */
  readonly sectors: number;
  readonly sectorSize: number;
}

/** More than any floppy disk holds; bounds what a damaged file can unfold to. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Whether the bytes begin as an ImageDisk image does. */
export function isImd(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes[0] === 0x49 && bytes[1] === 0x4d && bytes[2] === 0x44 && bytes[3] === 0x20;
}

function text(bytes: Uint8Array): string {
  let result = '';
  for (const byte of bytes.subarray(0, 65536)) result += String.fromCharCode(byte);
  return result;
}

/**
 * Reads an ImageDisk image.
 * @throws MediaError with the offset at which the file stops making sense
 */
export function parseImd(bytes: Uint8Array): ImdImage {
  if (!isImd(bytes)) throw new MediaError("this is not an ImageDisk image, it does not begin with 'IMD '");
  const end = bytes.indexOf(0x1a);
  if (end < 0) {
    throw new MediaError('the comment of the ImageDisk image has no end (1Ah)', { hint: 'The file is cut off' });
  }
  const prologue = text(bytes.subarray(0, end));
  const lineEnd = prologue.search(/[\r\n]/);
  let at = end + 1;
  const fault = (what: string, offset = at): never => {
    throw new MediaError(what, {
      where: `ImageDisk image, offset ${offset}`,
      hint: 'The file is damaged; get another copy of it',
    });
  };
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length)
      fault(`the file ends within a track, ${at + count - bytes.length} bytes are missing`);
    at += count;
    return bytes.subarray(at - count, at);
  };

  const tracks: ImdTrack[] = [];
  const seen = new Set<number>();
  let total = 0;
  while (at < bytes.length) {
    const start = at;
    const [mode, cylinder, headByte, count, sizeCode] = take(5);
    const head = headByte & 0x3f;
    if (mode > 5) fault(`mode ${mode} of a track is not 0 to 5`, start);
    if (head > 1) fault(`head ${head} of a track is not 0 or 1`, start + 2);
    if (sizeCode > 6 && sizeCode !== 0xff) fault(`sector size code ${sizeCode} is not 0 to 6 or 255`, start + 4);
    if (seen.has(cylinder * 2 + head)) fault(`cylinder ${cylinder}, head ${head} is there twice`, start);
    seen.add(cylinder * 2 + head);
    const ids = take(count);
    const cylinderMap = (headByte & 0x80) !== 0 ? take(count) : undefined;
    const headMap = (headByte & 0x40) !== 0 ? take(count) : undefined;
    const sizes = sizeCode === 0xff ? take(2 * count) : undefined;
    const sectors: ImdSector[] = [];
    for (let i = 0; i < count; i++) {
      const size = sizes === undefined ? 128 << sizeCode : sizes[2 * i] | (sizes[2 * i + 1] << 8);
      if (size === 0) fault(`sector ${ids[i]} of cylinder ${cylinder}, head ${head} has the size 0`);
      const type = take(1)[0];
      if (type > 8) fault(`sector data type ${type} is not 0 to 8`, at - 1);
      total += size;
      if (total > MOST_BYTES) fault(`the image unfolds to more than ${MOST_BYTES / 1024 / 1024} MB`);
      const kind = (type - 1) & 7;
      sectors.push({
        cylinder: cylinderMap?.[i] ?? cylinder,
        head: headMap?.[i] ?? head,
        id: ids[i],
        size,
        data: type === 0 ? undefined : (kind & 1) !== 0 ? new Uint8Array(size).fill(take(1)[0]) : take(size),
        deleted: type !== 0 && (kind & 2) !== 0,
        dataError: type !== 0 && (kind & 4) !== 0,
      });
    }
    tracks.push({ mode, cylinder, head, sectors });
  }
  if (tracks.every((track) => track.sectors.length === 0)) fault('the image has no sectors', end + 1);

  const shapes = new Map<string, { count: number; sectors: number; size: number }>();
  for (const track of tracks) {
    if (track.sectors.length === 0) continue;
    const size = track.sectors[0].size;
    const key = `${track.sectors.length}x${size}`;
    const shape = shapes.get(key) ?? { count: 0, sectors: track.sectors.length, size };
    shape.count++;
    shapes.set(key, shape);
  }
  const usual = [...shapes.values()].reduce((best, shape) => (shape.count > best.count ? shape : best));
  return {
    header: (lineEnd < 0 ? prologue : prologue.slice(0, lineEnd)).trim(),
    comment: lineEnd < 0 ? '' : prologue.slice(lineEnd).trim(),
    tracks,
    cylinders: Math.max(...tracks.map((track) => track.cylinder)) + 1,
    heads: Math.max(...tracks.map((track) => track.head)) + 1,
    sectors: usual.sectors,
    sectorSize: usual.size,
  };
}

function sectorFlags(sector: ImdSector): number {
  if (sector.data === undefined) return SECTOR_MISSING;
  return (sector.dataError ? SECTOR_BAD : 0) | (sector.deleted ? SECTOR_DELETED : 0);
}

/**
 * The disk with every sector at the address in its identification field: cylinder by cylinder, head by head, sorted by
 * sector number. Write-protected.
 */
export function imdMedium(image: ImdImage): DiskMedium {
  const tracks = [...image.tracks].sort((a, b) => a.cylinder - b.cylinder || a.head - b.head);
  const sectors = tracks.flatMap((track) => [...track.sectors].sort((a, b) => a.id - b.id));
  const table: SectorTable = {
    offset: new Int32Array(sectors.length),
    length: Int32Array.from(sectors, (sector) => sector.size),
    cylinder: Uint8Array.from(sectors, (sector) => sector.cylinder),
    head: Uint8Array.from(sectors, (sector) => sector.head),
    id: Uint8Array.from(sectors, (sector) => sector.id),
    flags: Uint8Array.from(sectors, sectorFlags),
  };
  let size = 0;
  for (const [i, sector] of sectors.entries()) {
    table.offset[i] = size;
    size += sector.size;
  }
  const base = new Uint8Array(size);
  for (const [i, sector] of sectors.entries()) {
    if (sector.data !== undefined) base.set(sector.data, table.offset[i]);
  }
  return new DiskMedium({
    format: { id: 'imd', title: 'ImageDisk image' },
    geometry: {
      cylinders: image.cylinders,
      heads: image.heads,
      sectors: Math.max(...tracks.map((track) => track.sectors.length)),
      sectorSize: image.sectorSize,
      order: 'alternate',
      firstSector: Math.min(...sectors.map((sector) => sector.id)),
    },
    base,
    table,
    writeProtected: true,
  });
}

/** Whether tracks of the image are tracks of the format (1), or both sides make one (2); 0 if neither. */
function sidesPerTrack(image: ImdImage, format: CpmFormat): 0 | 1 | 2 {
  if (image.sectorSize !== format.seclen) return 0;
  if (format.sectrk === image.sectors) return 1;
  return image.heads === 2 && format.sectrk === 2 * image.sectors ? 2 : 0;
}

/** Whether an image has just the tracks and sectors of a format. */
export function imdMatches(image: ImdImage, format: CpmFormat): boolean {
  const sides = sidesPerTrack(image, format);
  return sides !== 0 && format.tracks * sides === image.cylinders * image.heads;
}

/**
 * The disk as a CP/M format: sectors in the order of a raw image of that format. Sectors that the image does not hold,
 * or that have another size (a system track of another density, say), are missing; so are tracks that the image lacks.
 * Tracks that it has beyond those of the format are left out. Write-protected.
 *
 * A sector's place on its track follows from its number, less the first one that is usual on that side (the Kaypro 4
 * counts 0–9 on one side and 10–19 on the other).
 *
 * @throws MediaError if sectors per track or sector size are not those of the format
 */
export function imdCpmMedium(image: ImdImage, format: CpmFormat): DiskMedium {
  const sides = sidesPerTrack(image, format);
  if (sides === 0) {
    throw new MediaError(
      `the ImageDisk image has ${image.sectors} sectors of ${image.sectorSize} bytes on a track, ` +
        `format ${format.id} has ${format.sectrk} of ${format.seclen}`,
      { hint: 'Give the format that the disk was written in' },
    );
  }
  const perTrack = format.sectrk / sides;
  const count = format.tracks * format.sectrk;
  const table: SectorTable = {
    offset: Int32Array.from({ length: count }, (_, i) => i * format.seclen),
    length: new Int32Array(count).fill(format.seclen),
    cylinder: new Uint8Array(count),
    head: new Uint8Array(count),
    id: new Uint8Array(count),
    flags: new Uint8Array(count).fill(SECTOR_MISSING),
  };
  const base = new Uint8Array(count * format.seclen).fill(0xe5);
  const firstIds = [0, 1].map((head) => {
    const firsts = new Map<number, number>();
    for (const track of image.tracks) {
      if (track.head !== head || track.sectors.length !== perTrack) continue;
      const first = Math.min(...track.sectors.map((sector) => sector.id));
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    return [...firsts].reduce((best, next) => (next[1] > best[1] ? next : best), [1, 0])[0];
  });
  for (const track of image.tracks) {
    const start = (track.cylinder * image.heads + track.head) * perTrack;
    if (start + perTrack > count) continue;
    const first = firstIds[track.head];
    const regular = track.sectors.every((sector) => sector.id >= first && sector.id < first + perTrack);
    const sorted = [...track.sectors].sort((a, b) => a.id - b.id);
    for (const [rank, sector] of sorted.entries()) {
      const place = regular ? sector.id - first : rank;
      const index = start + place;
      if (place >= perTrack || sector.size !== format.seclen || table.flags[index] !== SECTOR_MISSING) continue;
      table.cylinder[index] = sector.cylinder;
      table.head[index] = sector.head;
      table.id[index] = sector.id;
      table.flags[index] = sectorFlags(sector);
      if (sector.data !== undefined) base.set(sector.data, index * format.seclen);
    }
  }
  return new DiskMedium({
    format: { id: 'imd', title: `ImageDisk image, ${format.title}` },
    geometry: {
      cylinders: format.tracks,
      heads: 1,
      sectors: format.sectrk,
      sectorSize: format.seclen,
      order: 'alternate',
      firstSector: 1,
    },
    base,
    table,
    writeProtected: true,
  });
}
