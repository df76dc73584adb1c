/**
 * Relative files: records of one length in a chain of blocks, with side sectors that list the blocks.
 *
 * A record that was never written is FFh and zeros. Zeros at the end of a record are not read. The chain ends with the
 * last byte of its last whole record.
 *
 * Source: VIC-1541 User's Manual, chapter "Relative files"; *Inside Commodore DOS*, chapters 4 and 5 (side sectors).
 */
import {
  CBM_BLOCK,
  CBM_DATA,
  type CbmBlock,
  type CbmDisk,
  type CbmEntry,
  CbmError,
  type CbmFileSystem,
  SIDE_SECTOR_BLOCKS,
  SIDE_SECTORS,
} from '@backplane/media';

/** Where the list of side sectors and the list of blocks lie in a side sector. */
const SIDES = 4;
const BLOCKS = 16;

const EMPTY_RECORD = 0xff;

/** Blocks of a file by its side sectors. */
interface Parts {
  readonly sides: CbmBlock[];
  readonly blocks: CbmBlock[];
}

function parts(disk: CbmDisk, entry: CbmEntry): Parts {
  const sides: CbmBlock[] = [];
  const blocks: CbmBlock[] = [];
  let track = entry.sideTrack;
  let sector = entry.sideSector;
  while (track !== 0 && sides.length < SIDE_SECTORS) {
    if (!disk.exists(track, sector)) throw new CbmError(67, track, sector);
    sides.push({ track, sector });
    const side = disk.read(track, sector);
    const end = side[0] === 0 ? side[1]! : CBM_BLOCK - 1;
    for (let at = BLOCKS; at + 1 <= end && blocks.length < sides.length * SIDE_SECTOR_BLOCKS; at += 2) {
      if (!disk.exists(side[at]!, side[at + 1]!)) throw new CbmError(67, side[at]!, side[at + 1]!);
      blocks.push({ track: side[at]!, sector: side[at + 1]! });
    }
    track = side[0]!;
    sector = side[1]!;
  }
  if (blocks.length === 0) throw new CbmError(67, entry.sideTrack, entry.sideSector);
  return { sides, blocks };
}

/** Bytes of a file whose blocks these are. */
function length(disk: CbmDisk, blocks: readonly CbmBlock[]): number {
  const last = blocks.at(-1)!;
  const block = disk.read(last.track, last.sector);
  const used = block[0] === 0 ? Math.max(0, block[1]! - 1) : CBM_DATA;
  return (blocks.length - 1) * CBM_DATA + used;
}

/** Records of a file. @throws CbmError if its side sectors are damaged */
export function recordCount(fs: CbmFileSystem, entry: CbmEntry): number {
  return Math.floor(length(fs.disk, parts(fs.disk, entry).blocks) / entry.recordLength);
}

/**
 * A record without the zeros at its end (a record of zeros is one zero).
 * @returns undefined if the file has no such record
 */
export function readRecord(fs: CbmFileSystem, entry: CbmEntry, record: number): Uint8Array | undefined {
  const { blocks } = parts(fs.disk, entry);
  const from = record * entry.recordLength;
  if (from + entry.recordLength > length(fs.disk, blocks)) return undefined;
  const bytes = new Uint8Array(entry.recordLength);
  let last = 0;
  for (let i = 0; i < bytes.length; i++) {
    const { track, sector } = blocks[Math.floor((from + i) / CBM_DATA)]!;
    bytes[i] = fs.disk.read(track, sector)[2 + ((from + i) % CBM_DATA)]!;
    if (bytes[i] !== 0) last = i;
  }
  return bytes.slice(0, last + 1);
}

/**
 * Writes a record; the file grows if it is not there yet, and its entry is put right.
 * @param bytes at most a record; the rest becomes 0
 * @returns the entry as it is now
 * @throws CbmError 72 if the disk is full, 52 if the file cannot be that long
 */
export function writeRecord(fs: CbmFileSystem, entry: CbmEntry, record: number, bytes: Uint8Array): CbmEntry {
  const { disk } = fs;
  const { recordLength } = entry;
  const from = record * recordLength;
  let present = entry;
  if (from + recordLength > length(disk, parts(disk, entry).blocks)) {
    present = extend(fs, entry, from + recordLength);
  }
  const { blocks } = parts(disk, present);
  for (let i = 0; i < recordLength; ) {
    const { track, sector } = blocks[Math.floor((from + i) / CBM_DATA)]!;
    const block = disk.read(track, sector).slice();
    let at = 2 + ((from + i) % CBM_DATA);
    for (; at < CBM_BLOCK && i < recordLength; at++, i++) block[at] = bytes[i] ?? 0;
    disk.write(track, sector, block);
  }
  return present;
}

/** What a block of empty records holds, from byte `from` of the file on. */
function emptyBlock(from: number, recordLength: number): Uint8Array {
  const block = new Uint8Array(CBM_BLOCK);
  for (let i = 0; i < CBM_DATA; i++) if ((from + i) % recordLength === 0) block[2 + i] = EMPTY_RECORD;
  return block;
}

/** Makes a file at least `bytes` long. New blocks are on the disk before anything leads to them. */
function extend(fs: CbmFileSystem, entry: CbmEntry, bytes: number): CbmEntry {
  const { disk } = fs;
  const { recordLength } = entry;
  const { sides, blocks } = parts(disk, entry);
  const needed = Math.ceil(bytes / CBM_DATA);
  if (needed > SIDE_SECTORS * SIDE_SECTOR_BLOCKS) throw new CbmError(52);
  const taken: CbmBlock[] = [];
  const take = (after: CbmBlock): CbmBlock => {
    const block = fs.allocateNext(after);
    taken.push(block);
    return block;
  };
  const old = blocks.length;
  const oldSides = sides.length;
  try {
    while (blocks.length < needed) blocks.push(take(blocks.at(-1)!));
    while (sides.length * SIDE_SECTOR_BLOCKS < blocks.length) sides.push(take(sides.at(-1)!));
  } catch (error) {
    for (const { track, sector } of taken) fs.free(track, sector);
    throw error;
  }
  // whole records only: the rest of the last block belongs to a record that would not be whole
  const whole = Math.floor((blocks.length * CBM_DATA) / recordLength) * recordLength;
  const lastIndex = 1 + whole - (blocks.length - 1) * CBM_DATA;
  for (let i = blocks.length - 1; i >= old; i--) {
    const block = emptyBlock(i * CBM_DATA, recordLength);
    block[0] = i + 1 < blocks.length ? blocks[i + 1]!.track : 0;
    block[1] = i + 1 < blocks.length ? blocks[i + 1]!.sector : lastIndex;
    disk.write(blocks[i]!.track, blocks[i]!.sector, block);
  }
  for (let i = sides.length - 1; i >= 0; i--) {
    const listed = blocks.slice(i * SIDE_SECTOR_BLOCKS, (i + 1) * SIDE_SECTOR_BLOCKS);
    const side = new Uint8Array(CBM_BLOCK);
    side[0] = i + 1 < sides.length ? sides[i + 1]!.track : 0;
    side[1] = i + 1 < sides.length ? sides[i + 1]!.sector : BLOCKS - 1 + 2 * listed.length;
    side[2] = i;
    side[3] = recordLength;
    sides.forEach(({ track, sector }, n) => {
      side[SIDES + 2 * n] = track;
      side[SIDES + 1 + 2 * n] = sector;
    });
    listed.forEach(({ track, sector }, n) => {
      side[BLOCKS + 2 * n] = track;
      side[BLOCKS + 1 + 2 * n] = sector;
    });
    const { track, sector } = sides[i]!;
    if (i >= oldSides || !same(disk.read(track, sector), side)) disk.write(track, sector, side);
  }
  // last of all the old end of the chain, which leads to the new blocks
  const end = blocks[old - 1]!;
  const block = disk.read(end.track, end.sector).slice();
  const before = block[0] === 0 ? block[1]! : CBM_BLOCK - 1;
  const fill = emptyBlock((old - 1) * CBM_DATA, recordLength);
  block.set(fill.subarray(before + 1), before + 1);
  block[0] = blocks.length > old ? blocks[old]!.track : 0;
  block[1] = blocks.length > old ? blocks[old]!.sector : lastIndex;
  disk.write(end.track, end.sector, block);
  const grown = { ...entry, blocks: entry.blocks + taken.length };
  fs.putEntry(grown);
  return grown;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}

/**
 * Makes a new relative file with one block of empty records.
 * @throws CbmError 63, 72 as `writeFile`
 */
export function createRelative(fs: CbmFileSystem, name: string, type: number, recordLength: number): CbmEntry {
  const records = Math.max(1, Math.floor(CBM_DATA / recordLength));
  const bytes = emptyBlock(0, recordLength).slice(2, 2 + records * recordLength);
  return fs.writeFile(name, type, bytes, recordLength);
}
