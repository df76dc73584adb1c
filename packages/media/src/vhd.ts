/**
 * Virtual hard disks of Microsoft's format VHD, fixed and dynamic, over an {@link ImageStore}.
 *
 *     fixed     data … footer
 *     dynamic   footer (copy), header, block allocation table, blocks …, footer
 *     block     bitmap of its sectors (whole sectors), data
 *
 * All numbers are big-endian. A dynamic disk grows by a block when a sector of a block that it does not have is written,
 * in an order that leaves a good file behind wherever it stops: the footer behind the new block, then the block, then its
 * entry in the table.
 *
 * Source: Microsoft, *Virtual Hard Disk Image Format Specification*, version 1.0 (2006).
 */
import { MediaError } from './errors.ts';
import { type ImageStore, readExactly } from './image-store.ts';
import type { SectorSource } from './sector-image.ts';

const SECTOR = 512;
const FOOTER = 512;
const HEADER = 1024;
const FOOTER_COOKIE = 'conectix';
const HEADER_COOKIE = 'cxsparse';
const VERSION = 0x00010000;
const FIXED = 2;
const DYNAMIC = 3;
const DIFFERENCING = 4;
/** A block that the file does not have. */
const UNUSED = 0xffffffff;
const NO_OFFSET = 0xffffffffffffffffn;
/** Bit 1 of the features is reserved and always set. */
const FEATURES = 2;
/** Size of a block unless the maker chose another one. */
const BLOCK = 0x200000;
/** The largest table that is read: 2 TB in blocks of 2 MB, the most that the format knows. */
const MOST_BLOCKS = 0x100000;

/** Cylinders, heads, and sectors of a track, counted. */
export interface DiskShape {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectors: number;
}

/** What a footer tells. */
export interface VhdFooter {
  readonly kind: 'fixed' | 'dynamic' | 'differencing';
  /** Bytes of the disk. */
  readonly size: number;
  readonly shape: DiskShape;
  /** Where the header of a dynamic disk lies; 0 for a fixed one. */
  readonly headerOffset: number;
  /** The virtual machine was saved, not shut down. */
  readonly savedState: boolean;
}

/**
 * The shape that the specification gives to a disk of so many sectors (appendix "CHS Calculation"): 17 sectors a track
 * while 1,024 cylinders with 16 heads suffice, then 31, then 63; 255 beyond what 65,535 cylinders can count.
 */
export function vhdShape(total: number): DiskShape {
  const most = Math.min(total, 65535 * 16 * 255);
  const shape = (heads: number, sectors: number): DiskShape => ({
    cylinders: Math.floor(Math.floor(most / sectors) / heads),
    heads,
    sectors,
  });
  if (most >= 65535 * 16 * 63) return shape(16, 255);
  const tracks = Math.floor(most / 17);
  const heads = Math.max(4, Math.ceil(tracks / 1024));
  if (heads <= 16 && tracks < heads * 1024) return shape(heads, 17);
  return Math.floor(most / 31) < 16 * 1024 ? shape(16, 31) : shape(16, 63);
}

/** One's complement of the sum of all bytes but the sum itself. */
function checksum(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) if (i < at || i >= at + 4) sum += bytes[i]!;
  return ~sum >>> 0;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The number of 64 bits at an offset. @throws MediaError if it is none that a file can have */
function safeNumber(view: DataView, at: number, what: string): number {
  const value = view.getBigUint64(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new MediaError(`${what} is impossible`, { where: 'VHD' });
  return Number(value);
}

/** The footer in some bytes, or undefined if there is none, or a damaged one. */
function parseFooter(bytes: Uint8Array): VhdFooter | undefined {
  if (bytes.length < FOOTER - 1 || !startsWith(bytes, FOOTER_COOKIE)) return undefined;
  const view = viewOf(bytes);
  if (view.getUint32(64) !== checksum(bytes, 64)) return undefined;
  const type = view.getUint32(60);
  const kind = type === FIXED ? 'fixed' : type === DYNAMIC ? 'dynamic' : type === DIFFERENCING ? 'differencing' : null;
  if (kind === null) throw new MediaError(`the type of disk ${type} is not known`, { where: 'VHD footer' });
  return {
    kind,
    size: safeNumber(view, 48, 'the size in its footer'),
    shape: { cylinders: view.getUint16(56), heads: bytes[58]!, sectors: bytes[59]! },
    headerOffset: kind === 'fixed' ? 0 : safeNumber(view, 16, 'the place of its header'),
    savedState: bytes[84] === 1,
  };
}

/** Whether a file is a VHD: a footer at its end, or the copy of one at its start. */
export function isVhd(store: ImageStore): boolean {
  if (store.size < FOOTER - 1) return false;
  return footerPlaces(store).some((at) => startsWith(store.read(at, FOOTER_COOKIE.length), FOOTER_COOKIE));
}

/** Where a footer may lie, the likeliest first. Fixed disks of early versions end with one of 511 bytes. */
function footerPlaces(store: ImageStore): number[] {
  const end = store.size % SECTOR === SECTOR - 1 ? store.size - (FOOTER - 1) : store.size - FOOTER;
  return end > 0 ? [end, 0] : [0];
}

/** A VHD that is open. Reading gives the bytes of the disk, not of the file. */
export interface VhdImage extends SectorSource {
  readonly footer: VhdFooter;
  /** Present if the store can be written. @throws what the store throws; the disk is then as it was */
  readonly write: ((offset: number, bytes: Uint8Array) => void) | undefined;
  readonly warnings: readonly string[];
}

/**
 * Opens a VHD.
 * @throws MediaError if it is damaged beyond reading, or a differencing disk
 */
export function openVhd(store: ImageStore): VhdImage {
  const warnings: string[] = [];
  let footer: VhdFooter | undefined;
  let footerAt = 0;
  for (const at of footerPlaces(store)) {
    footer = parseFooter(store.read(at, FOOTER));
    if (footer === undefined) continue;
    footerAt = at;
    break;
  }
  if (footer === undefined) {
    throw new MediaError('the footer is damaged: its checksum is wrong, and there is no good copy', {
      where: 'VHD',
      hint: 'Repair the file with the program that made it, or give format=raw to see the bytes as they are',
    });
  }
  if (footer.kind === 'differencing') {
    throw new MediaError('this is a differencing disk: it holds only what differs from another file', {
      where: 'VHD',
      hint: 'Merge it with its parent into a disk of its own first',
    });
  }
  if (footer.size < SECTOR) throw new MediaError(`the disk has ${footer.size} bytes`, { where: 'VHD footer' });
  if (footer.savedState) warnings.push('the virtual machine that used it last was saved, not shut down');
  if (footer.kind === 'fixed') return fixed(store, footer, footerAt, warnings);
  if (footerAt === 0) warnings.push('the footer at the end is damaged, its copy at the start is used');
  return dynamic(store, footer, footerAt, warnings);
}

function fixed(store: ImageStore, footer: VhdFooter, footerAt: number, warnings: string[]): VhdImage {
  const present = Math.min(footer.size, footerAt);
  if (present < footer.size) {
    warnings.push(`the file is cut off, ${footer.size - present} bytes of the disk are missing; reading there fails`);
  }
  const length = present - (present % SECTOR);
  if (length === 0) throw new MediaError('there is nothing in front of the footer', { where: 'VHD' });
  return {
    footer,
    length,
    warnings,
    read: (offset, count) => readExactly(store, offset, count),
    write:
      store.write === undefined
        ? undefined
        : (offset, bytes) => {
            checkRange(offset, bytes.length, length);
            store.write!(offset, bytes);
          },
  };
}

function checkRange(offset: number, count: number, length: number): void {
  if (offset < 0 || offset + count > length) {
    throw new MediaError(`${count} bytes at offset ${offset} lie outside the disk`, { where: 'VHD' });
  }
}

/** The header of a dynamic disk. @throws MediaError if it is damaged */
function readHeader(store: ImageStore, at: number): { table: number; entries: number; blockSize: number } {
  const bad = (what: string): never => {
    throw new MediaError(`${what}`, {
      where: `VHD header at offset ${at}`,
      hint: 'The file is damaged: repair it with the program that made it',
    });
  };
  const bytes = readExactly(store, at, HEADER);
  const view = viewOf(bytes);
  if (!startsWith(bytes, HEADER_COOKIE)) bad(`there is no header ("${HEADER_COOKIE}")`);
  if (view.getUint32(36) !== checksum(bytes, 36)) bad('its checksum is wrong');
  if (view.getUint32(24) !== VERSION) bad(`its version is ${view.getUint16(24)}.${view.getUint16(26)}, not 1.0`);
  const table = safeNumber(view, 16, 'the place of the block table');
  const entries = view.getUint32(28);
  const blockSize = view.getUint32(32);
  if (blockSize < SECTOR || (blockSize & (blockSize - 1)) !== 0) bad(`blocks of ${blockSize} bytes are not possible`);
  if (entries > MOST_BLOCKS) bad(`a table of ${entries} blocks is not possible`);
  return { table, entries, blockSize };
}

function dynamic(store: ImageStore, footer: VhdFooter, footerAt: number, warnings: string[]): VhdImage {
  const { table, entries, blockSize } = readHeader(store, footer.headerOffset);
  const length = footer.size - (footer.size % SECTOR);
  if (entries * blockSize < length) {
    throw new MediaError(`its table has ${entries} blocks of ${blockSize} bytes, too few for ${length} bytes`, {
      where: 'VHD header',
    });
  }
  const tableBytes = readExactly(store, table, entries * 4);
  const blocks = new Uint32Array(entries);
  const view = viewOf(tableBytes);
  /** Bytes of the bitmap in front of a block's data, in whole sectors. */
  const bitmapSize = Math.ceil(blockSize / SECTOR / 8 / SECTOR) * SECTOR;
  const blockBytes = bitmapSize + blockSize;
  const seen = new Set<number>();
  let cut = 0;
  for (let i = 0; i < entries; i++) {
    const at = view.getUint32(i * 4);
    blocks[i] = at;
    if (at === UNUSED) continue;
    if (seen.has(at) || at * SECTOR < table + entries * 4) {
      throw new MediaError(`block ${i} lies where something else lies`, {
        where: `VHD block table, sector ${at}`,
        hint: 'The file is damaged: repair it with the program that made it',
      });
    }
    seen.add(at);
    if (at * SECTOR + blockBytes > store.size) cut++;
  }
  if (cut > 0) warnings.push(`${cut} of ${seen.size} blocks are not in the file, it is cut off; reading there fails`);

  const bitmaps = new Map<number, Uint8Array>();
  const bitmapOf = (block: number): Uint8Array => {
    let bitmap = bitmaps.get(block);
    if (bitmap === undefined) {
      bitmap = readExactly(store, blocks[block]! * SECTOR, bitmapSize).slice();
      bitmaps.set(block, bitmap);
    }
    return bitmap;
  };
  const has = (bitmap: Uint8Array, sector: number): boolean => (bitmap[sector >> 3]! & (0x80 >> (sector & 7))) !== 0;

  const read = (offset: number, count: number): Uint8Array => {
    checkRange(offset, count, length);
    const bytes = new Uint8Array(count);
    for (let done = 0; done < count; ) {
      const at = offset + done;
      const block = Math.floor(at / blockSize);
      const within = at % blockSize;
      let run = Math.min(blockSize - within, count - done);
      if (blocks[block] !== UNUSED) {
        // as many sectors as are there, or are not
        const bitmap = bitmapOf(block);
        const first = Math.floor(within / SECTOR);
        const there = has(bitmap, first);
        let next = first + 1;
        while (next * SECTOR < within + run && has(bitmap, next) === there) next++;
        run = Math.min(run, next * SECTOR - within);
        if (there) bytes.set(readExactly(store, blocks[block]! * SECTOR + bitmapSize + within, run), done);
      }
      done += run;
    }
    return bytes;
  };

  const { write: put } = store;
  if (put === undefined) return { footer, length, warnings, read, write: undefined };

  /** The bytes of the footer, which stand behind the last block. */
  const footerBytes = store.read(footerAt, FOOTER).slice();
  const allocate = (block: number): void => {
    const end = startsWith(store.read(store.size - FOOTER, FOOTER_COOKIE.length), FOOTER_COOKIE)
      ? store.size - FOOTER
      : store.size;
    const at = Math.ceil(end / SECTOR) * SECTOR;
    store.write!(at + blockBytes, footerBytes);
    store.write!(at, new Uint8Array(bitmapSize));
    const entry = new Uint8Array(4);
    viewOf(entry).setUint32(0, at / SECTOR);
    store.write!(table + block * 4, entry);
    blocks[block] = at / SECTOR;
    bitmaps.set(block, new Uint8Array(bitmapSize));
  };
  const writeSector = (offset: number, data: Uint8Array): void => {
    const block = Math.floor(offset / blockSize);
    if (blocks[block] === UNUSED) allocate(block);
    const bitmap = bitmapOf(block);
    const within = offset % blockSize;
    const sector = Math.floor(within / SECTOR);
    store.write!(blocks[block]! * SECTOR + bitmapSize + within, data);
    if (has(bitmap, sector)) return;
    const byte = Uint8Array.of(bitmap[sector >> 3]! | (0x80 >> (sector & 7)));
    store.write!(blocks[block]! * SECTOR + (sector >> 3), byte);
    bitmap[sector >> 3] = byte[0]!;
  };
  const write = (offset: number, bytes: Uint8Array): void => {
    checkRange(offset, bytes.length, length);
    for (let done = 0; done < bytes.length; ) {
      const within = (offset + done) % SECTOR;
      const part = bytes.subarray(done, done + SECTOR - within);
      if (part.length === SECTOR) writeSector(offset + done, part);
      else {
        const sector = read(offset + done - within, SECTOR);
        sector.set(part, within);
        writeSector(offset + done - within, sector);
      }
      done += part.length;
    }
  };
  return { footer, length, warnings, read, write };
}

// ---------------------------------------------------------------- blank disks

/** What a new VHD is made with. */
export interface NewVhd {
  readonly kind: 'fixed' | 'dynamic';
  readonly shape: DiskShape;
  /** Bytes of the disk, a multiple of 512; those of the shape if absent. */
  readonly size?: number;
  /** 16 bytes that no other disk has. */
  readonly uniqueId: Uint8Array;
  /** Seconds since 1 January 2000, 0:00 UTC; 0 if absent. */
  readonly timestamp?: number;
  /** Bytes of a block of a dynamic disk, a power of two; 2 MB if absent. */
  readonly blockSize?: number;
}

/** A file as the pieces in it that are not zero. */
export interface SparseImage {
  readonly size: number;
  readonly pieces: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
}

/** An empty VHD. @throws MediaError for a shape, an id or a block size that is not possible */
export function blankVhd(options: NewVhd): SparseImage {
  const { kind, shape, uniqueId, timestamp = 0, blockSize = BLOCK } = options;
  const size = options.size ?? shape.cylinders * shape.heads * shape.sectors * SECTOR;
  if (!Number.isSafeInteger(size) || size < SECTOR || size % SECTOR !== 0) {
    throw new MediaError(`a disk of ${size} bytes is not possible`, { hint: 'Give a multiple of 512' });
  }
  if (uniqueId.length !== 16) throw new MediaError(`the id of a VHD has 16 bytes, not ${uniqueId.length}`);
  if (blockSize < SECTOR || (blockSize & (blockSize - 1)) !== 0) {
    throw new MediaError(`blocks of ${blockSize} bytes are not possible`, { hint: 'Give a power of two from 512 on' });
  }
  const footer = new Uint8Array(FOOTER);
  const view = viewOf(footer);
  const text = (bytes: Uint8Array, at: number, string: string): void => {
    for (let i = 0; i < string.length; i++) bytes[at + i] = string.charCodeAt(i);
  };
  text(footer, 0, FOOTER_COOKIE);
  view.setUint32(8, FEATURES);
  view.setUint32(12, VERSION);
  view.setBigUint64(16, kind === 'fixed' ? NO_OFFSET : BigInt(FOOTER));
  view.setUint32(24, timestamp);
  text(footer, 28, 'bkpl');
  view.setUint32(32, VERSION);
  text(footer, 36, 'Wi2k');
  view.setBigUint64(40, BigInt(size));
  view.setBigUint64(48, BigInt(size));
  view.setUint16(56, Math.min(65535, shape.cylinders));
  footer[58] = shape.heads;
  footer[59] = shape.sectors;
  view.setUint32(60, kind === 'fixed' ? FIXED : DYNAMIC);
  footer.set(uniqueId, 68);
  view.setUint32(64, checksum(footer, 64));
  if (kind === 'fixed') return { size: size + FOOTER, pieces: [{ offset: size, bytes: footer }] };

  const entries = Math.ceil(size / blockSize);
  const table = new Uint8Array(Math.ceil((entries * 4) / SECTOR) * SECTOR).fill(0xff);
  const header = new Uint8Array(HEADER);
  const head = viewOf(header);
  text(header, 0, HEADER_COOKIE);
  head.setBigUint64(8, NO_OFFSET);
  head.setBigUint64(16, BigInt(FOOTER + HEADER));
  head.setUint32(24, VERSION);
  head.setUint32(28, entries);
  head.setUint32(32, blockSize);
  head.setUint32(36, checksum(header, 36));
  const end = FOOTER + HEADER + table.length;
  return {
    size: end + FOOTER,
    pieces: [
      { offset: 0, bytes: footer },
      { offset: FOOTER, bytes: header },
      { offset: FOOTER + HEADER, bytes: table },
      { offset: end, bytes: footer },
    ],
  };
}
