/**
 * The file system of Commodore's disk drives: block availability map, directory, chains of blocks.
 *
 * Nothing is cached: every question reads the disk, every change is on the disk when the method returns. The order of
 * writes loses nothing: blocks are marked before they are written, an entry is closed last, blocks are freed after the
 * entry is gone. What an interruption leaves are blocks that belong to nobody; validation frees them.
 *
 * A file's block begins with the track and sector of the next one; the last has track 0 and the index of its last byte.
 *
 * Source: *Inside Commodore DOS*, chapters 4 and 5; VIC-1541 User's Manual, "Disk format".
 */
import {
  CBM_ENTRIES,
  CBM_REL,
  type CbmEntry,
  cbmString,
  matchesCbmPattern,
  nameField,
  readCbmEntry,
  writeCbmEntry,
} from './cbm-directory.ts';
import { CBM_BLOCK, CBM_DATA, type CbmDisk } from './cbm-disk.ts';
import { CbmError } from './cbm-errors.ts';

/** A block's address. */
export interface CbmBlock {
  readonly track: number;
  readonly sector: number;
}

/** Where in block 18,0 of a disk its name is, and its identification and DOS type (`2A`). */
export const CBM_TITLE = 0x90;
export const CBM_ID = 0xa2;
export const CBM_DOS_TYPE = 0xa5;
/** The DOS version at byte 2 of block 18,0: `A`. */
const DOS_VERSION = 0x41;

/** Data blocks that a side sector lists. */
export const SIDE_SECTOR_BLOCKS = 120;
/** Side sectors of a file at most. */
export const SIDE_SECTORS = 6;

/** See the file header. */
export class CbmFileSystem {
  readonly disk: CbmDisk;

  constructor(disk: CbmDisk) {
    this.disk = disk;
  }

  // ---------------------------------------------------------------- header

  get #header(): CbmBlock {
    return { track: this.disk.layout.directoryTrack, sector: 0 };
  }

  /** The header block (18,0), a view. @throws CbmError if it cannot be read */
  header(): Uint8Array {
    return this.disk.read(this.#header.track, 0);
  }

  /** The 16 bytes of the disk's name. */
  get title(): string {
    return cbmString(this.header(), CBM_TITLE, CBM_TITLE + 16);
  }

  /** The two bytes of the disk's identification. */
  get id(): string {
    return cbmString(this.header(), CBM_ID, CBM_ID + 2);
  }

  // ---------------------------------------------------------------- block availability map

  #change(track: number, sector: number, change: (block: Uint8Array) => void): void {
    const block = this.disk.read(track, sector).slice();
    change(block);
    this.disk.write(track, sector, block);
  }

  /** Whether a block is free. Blocks that are not in the map never are. */
  isFree(track: number, sector: number): boolean {
    const { layout } = this.disk;
    if (track < 1 || track > layout.mappedTracks || sector >= layout.sectorsOn(track)) return false;
    const bam = layout.bam(track);
    return ((this.disk.read(bam.track, bam.sector)[bam.bits + (sector >> 3)] >> (sector & 7)) & 1) !== 0;
  }

  #mark(track: number, sector: number, free: boolean): boolean {
    const { layout } = this.disk;
    if (track < 1 || track > layout.mappedTracks || !this.disk.exists(track, sector)) return false;
    if (this.isFree(track, sector) === free) return false;
    const bam = layout.bam(track);
    this.#change(bam.track, bam.sector, (block) => {
      block[bam.bits + (sector >> 3)] ^= 1 << (sector & 7);
      if (bam.count >= 0) block[bam.count] = (block[bam.count] + (free ? 1 : -1)) & 0xff;
    });
    return true;
  }

  /** Marks a block as used. @returns false if it was, or is not in the map */
  allocate(track: number, sector: number): boolean {
    return this.#mark(track, sector, false);
  }

  /** Marks a block as free. @returns false if it was, or is not in the map */
  free(track: number, sector: number): boolean {
    return this.#mark(track, sector, true);
  }

  /** Free sectors of a track by the bitmap. */
  freeOn(track: number): number {
    const { layout } = this.disk;
    const bam = layout.bam(track);
    const block = this.disk.read(bam.track, bam.sector);
    let free = 0;
    for (let sector = 0; sector < layout.sectorsOn(track); sector++) {
      free += (block[bam.bits + (sector >> 3)] >> (sector & 7)) & 1;
    }
    return free;
  }

  /** Free blocks for files, as the directory tells them: the map's own counts where it has them. */
  get freeBlocks(): number {
    const { layout } = this.disk;
    let free = 0;
    for (let track = 1; track <= layout.mappedTracks; track++) {
      if (track === layout.directoryTrack || this.#isMapTrack(track)) continue;
      const bam = layout.bam(track);
      free += bam.count >= 0 ? this.disk.read(bam.track, bam.sector)[bam.count] : this.freeOn(track);
    }
    return free;
  }

  #isMapTrack(track: number): boolean {
    return track !== this.disk.layout.directoryTrack && this.disk.layout.bam(1).track === track;
  }

  /** Takes a free sector of a track, from `from` on and then from 0. */
  #takeOn(track: number, from: number): CbmBlock | undefined {
    const sectors = this.disk.layout.sectorsOn(track);
    for (let i = 0; i < sectors; i++) {
      const sector = (from + i) % sectors;
      if (this.isFree(track, sector) && this.allocate(track, sector)) return { track, sector };
    }
    return undefined;
  }

  /**
   * Takes a block for the beginning of a file: on the track nearest to the directory.
   * @throws CbmError 72 if the disk is full
   */
  allocateFirst(): CbmBlock {
    const { directoryTrack, mappedTracks } = this.disk.layout;
    for (let distance = 1; distance < mappedTracks; distance++) {
      for (const track of [directoryTrack - distance, directoryTrack + distance]) {
        if (track < 1 || track > mappedTracks || this.#isMapTrack(track)) continue;
        const block = this.#takeOn(track, 0);
        if (block !== undefined) return block;
      }
    }
    throw new CbmError(72);
  }

  /**
   * Takes the block for what follows a block: some sectors further on the same track, then away from the directory,
   * then on its other side.
   * @throws CbmError 72 if the disk is full
   */
  allocateNext(after: CbmBlock): CbmBlock {
    const { directoryTrack, mappedTracks, interleave } = this.disk.layout;
    const sectors = this.disk.layout.sectorsOn(after.track);
    let from = after.sector + interleave;
    // past the end the count goes on one sector earlier, so that the second round does not meet the first one's blocks
    if (from >= sectors) from -= sectors + (from > sectors ? 1 : 0);
    if (after.track <= mappedTracks && after.track !== directoryTrack) {
      const block = this.#takeOn(after.track, from);
      if (block !== undefined) return block;
    }
    const step = after.track < directoryTrack ? -1 : 1;
    for (const direction of [step, -step]) {
      let track = direction === step ? after.track + step : directoryTrack + direction;
      for (; track >= 1 && track <= mappedTracks; track += direction) {
        if (track === directoryTrack || this.#isMapTrack(track)) continue;
        const block = this.#takeOn(track, from % this.disk.layout.sectorsOn(track));
        if (block !== undefined) return block;
      }
    }
    return this.allocateFirst();
  }

  // ---------------------------------------------------------------- directory

  /**
   * Blocks of the directory in the order of their chain.
   * @throws CbmError 67 if the chain leaves the disk; a chain that runs in a circle ends where it would begin again
   */
  directoryBlocks(): CbmBlock[] {
    const { layout } = this.disk;
    const blocks: CbmBlock[] = [];
    const seen = new Set<number>();
    let track = layout.directoryTrack;
    let sector = 1;
    do {
      if (!this.disk.exists(track, sector)) throw new CbmError(67, track, sector);
      const index = this.disk.index(track, sector);
      if (seen.has(index)) break;
      seen.add(index);
      blocks.push({ track, sector });
      const block = this.disk.read(track, sector);
      track = block[0];
      sector = block[1];
    } while (track !== 0);
    return blocks;
  }

  /** All entries that are in use, in order. @throws CbmError */
  entries(): CbmEntry[] {
    const entries: CbmEntry[] = [];
    for (const { track, sector } of this.directoryBlocks()) {
      const block = this.disk.read(track, sector);
      for (let slot = 0; slot < CBM_ENTRIES; slot++) {
        const entry = readCbmEntry(block, track, sector, slot);
        if (entry !== undefined) entries.push(entry);
      }
    }
    return entries;
  }

  /** The first entry that a pattern stands for, of a type if one is given. */
  find(pattern: string, type?: number): CbmEntry | undefined {
    return this.entries().find(
      (entry) => matchesCbmPattern(pattern, entry.name) && (type === undefined || entry.type === type),
    );
  }

  /** The entry in a place as it is now; undefined if it is free. */
  entryAt(track: number, sector: number, slot: number): CbmEntry | undefined {
    return readCbmEntry(this.disk.read(track, sector), track, sector, slot);
  }

  /** Puts an entry into its place. */
  putEntry(entry: CbmEntry): void {
    this.#change(entry.track, entry.sector, (block) => writeCbmEntry(block, entry));
  }

  /** Frees an entry's place: only its type goes, so that it can be told what was there. */
  removeEntry(entry: CbmEntry): void {
    this.#change(entry.track, entry.sector, (block) => {
      block[entry.slot * 32 + 2] = 0;
    });
  }

  /**
   * A place for a new entry; the directory grows if it has to.
   * @throws CbmError 72 if the directory is full
   */
  freeSlot(): { readonly track: number; readonly sector: number; readonly slot: number } {
    const blocks = this.directoryBlocks();
    for (const { track, sector } of blocks) {
      const block = this.disk.read(track, sector);
      for (let slot = 0; slot < CBM_ENTRIES; slot++) if (block[slot * 32 + 2] === 0) return { track, sector, slot };
    }
    const last = blocks.at(-1)!;
    const { directoryTrack, directoryInterleave } = this.disk.layout;
    const next = this.#takeOn(
      directoryTrack,
      (last.sector + directoryInterleave) % this.disk.layout.sectorsOn(directoryTrack),
    );
    if (next === undefined) throw new CbmError(72);
    const fresh = new Uint8Array(CBM_BLOCK);
    fresh[1] = 0xff;
    this.disk.write(next.track, next.sector, fresh);
    this.#change(last.track, last.sector, (block) => {
      block[0] = next.track;
      block[1] = next.sector;
    });
    return { ...next, slot: 0 };
  }

  // ---------------------------------------------------------------- chains

  /**
   * Blocks of a chain.
   * @throws CbmError 67 if it leaves the disk or runs in a circle, a read error if a block cannot be read
   */
  chain(track: number, sector: number): CbmBlock[] {
    const blocks: CbmBlock[] = [];
    const seen = new Set<number>();
    while (track !== 0) {
      if (!this.disk.exists(track, sector)) throw new CbmError(67, track, sector);
      const index = this.disk.index(track, sector);
      if (seen.has(index)) throw new CbmError(67, track, sector, 'The chain of blocks runs in a circle');
      seen.add(index);
      blocks.push({ track, sector });
      const block = this.disk.read(track, sector);
      track = block[0];
      sector = block[1];
    }
    return blocks;
  }

  /** Frees the blocks of a chain as far as it can be followed. */
  freeChain(track: number, sector: number): void {
    const seen = new Set<number>();
    const blocks: CbmBlock[] = [];
    while (track !== 0 && this.disk.exists(track, sector) && !seen.has(this.disk.index(track, sector))) {
      seen.add(this.disk.index(track, sector));
      blocks.push({ track, sector });
      if (this.disk.errorAt(track, sector) !== 0) break;
      const block = this.disk.read(track, sector);
      track = block[0];
      sector = block[1];
    }
    for (const block of blocks) this.free(block.track, block.sector);
  }

  // ---------------------------------------------------------------- whole files

  /**
   * The bytes of a file; of a splat file as far as its chain goes.
   * @throws CbmError if the chain is damaged
   */
  readFile(entry: CbmEntry): Uint8Array {
    const blocks = this.chain(entry.firstTrack, entry.firstSector);
    const out = new Uint8Array(blocks.length * CBM_DATA);
    let length = 0;
    for (const { track, sector } of blocks) {
      const block = this.disk.read(track, sector);
      const end = block[0] === 0 ? Math.max(2, block[1] + 1) : CBM_BLOCK;
      out.set(block.subarray(2, end), length);
      length += end - 2;
    }
    return out.slice(0, length);
  }

  /**
   * Writes a new file. A REL file also gets its side sectors.
   * @param name up to 16 PETSCII bytes
   * @param recordLength of REL files, 1–254
   * @throws CbmError 63 if there is a file of that name, 72 if the disk is full (nothing is left of the file then)
   */
  writeFile(name: string, type: number, bytes: Uint8Array, recordLength = 0): CbmEntry {
    if (name === '') throw new CbmError(34);
    if (this.entries().some((entry) => entry.name === name)) throw new CbmError(63);
    const slot = this.freeSlot();
    const taken: CbmBlock[] = [];
    try {
      const blocks = this.#writeChain(bytes, taken);
      const side = type === CBM_REL ? this.#writeSideSectors(blocks, recordLength, taken) : undefined;
      const entry: CbmEntry = {
        ...slot,
        field: nameField(name),
        name,
        type,
        closed: true,
        locked: false,
        firstTrack: blocks[0].track,
        firstSector: blocks[0].sector,
        sideTrack: side?.track ?? 0,
        sideSector: side?.sector ?? 0,
        recordLength: type === CBM_REL ? recordLength : 0,
        blocks: taken.length,
      };
      this.putEntry(entry);
      return entry;
    } catch (error) {
      for (const { track, sector } of taken) this.free(track, sector);
      throw error;
    }
  }

  #writeChain(bytes: Uint8Array, taken: CbmBlock[]): CbmBlock[] {
    const blocks: CbmBlock[] = [];
    const count = Math.max(1, Math.ceil(bytes.length / CBM_DATA));
    for (let i = 0; i < count; i++) {
      const block = i === 0 ? this.allocateFirst() : this.allocateNext(blocks[i - 1]);
      blocks.push(block);
      taken.push(block);
    }
    const data = new Uint8Array(CBM_BLOCK);
    for (let i = 0; i < count; i++) {
      const part = bytes.subarray(i * CBM_DATA, (i + 1) * CBM_DATA);
      data.fill(0);
      data[0] = i + 1 < count ? blocks[i + 1].track : 0;
      data[1] = i + 1 < count ? blocks[i + 1].sector : part.length + 1;
      data.set(part, 2);
      this.disk.write(blocks[i].track, blocks[i].sector, data);
    }
    return blocks;
  }

  #writeSideSectors(blocks: readonly CbmBlock[], recordLength: number, taken: CbmBlock[]): CbmBlock {
    const count = Math.ceil(blocks.length / SIDE_SECTOR_BLOCKS);
    if (count > SIDE_SECTORS) throw new CbmError(52);
    const sides: CbmBlock[] = [];
    for (let i = 0; i < count; i++) {
      const block = this.allocateNext(i === 0 ? blocks.at(-1)! : sides[i - 1]);
      sides.push(block);
      taken.push(block);
    }
    for (let i = 0; i < count; i++) {
      const listed = blocks.slice(i * SIDE_SECTOR_BLOCKS, (i + 1) * SIDE_SECTOR_BLOCKS);
      const data = new Uint8Array(CBM_BLOCK);
      data[0] = i + 1 < count ? sides[i + 1].track : 0;
      data[1] = i + 1 < count ? sides[i + 1].sector : 15 + 2 * listed.length;
      data[2] = i;
      data[3] = recordLength;
      sides.forEach(({ track, sector }, n) => {
        data[4 + 2 * n] = track;
        data[5 + 2 * n] = sector;
      });
      listed.forEach(({ track, sector }, n) => {
        data[16 + 2 * n] = track;
        data[17 + 2 * n] = sector;
      });
      this.disk.write(sides[i].track, sides[i].sector, data);
    }
    return sides[0];
  }

  /** Removes a file whatever protects it: the entry first, then its blocks. */
  deleteFile(entry: CbmEntry): void {
    this.removeEntry(entry);
    this.freeChain(entry.firstTrack, entry.firstSector);
    if (entry.type === CBM_REL) this.freeChain(entry.sideTrack, entry.sideSector);
  }

  /** Gives a file another name. @throws CbmError 63 if it is taken, 34 if it is empty */
  renameFile(entry: CbmEntry, name: string): void {
    if (name === '') throw new CbmError(34);
    if (this.entries().some((other) => other.name === name)) throw new CbmError(63);
    this.putEntry({ ...entry, field: nameField(name), name });
  }

  // ---------------------------------------------------------------- whole disks

  /**
   * Makes an empty directory and map. With an identification every block is written first, as formatting does; without
   * one the data stays and the identification too.
   * @param title up to 16 PETSCII bytes
   * @param id two PETSCII bytes, or null to keep what is there
   */
  format(title: string, id: string | null): void {
    const { layout } = this.disk;
    const kept = id === null ? this.id : id;
    if (id !== null) {
      const empty = new Uint8Array(CBM_BLOCK);
      for (let track = 1; track <= layout.tracks; track++) {
        for (let sector = 0; sector < layout.sectorsOn(track); sector++) this.disk.write(track, sector, empty);
      }
    }
    this.#writeEmptyMap();
    const { track } = this.#header;
    const block = layout.bam(1).track === track ? this.disk.read(track, 0).slice() : new Uint8Array(CBM_BLOCK);
    block[0] = track;
    block[1] = 1;
    block[2] = DOS_VERSION;
    block[3] = 0;
    block.fill(0xa0, CBM_TITLE, CBM_TITLE + 27);
    block.fill(0, CBM_TITLE + 27);
    for (let i = 0; i < Math.min(16, title.length); i++) block[CBM_TITLE + i] = title.charCodeAt(i);
    for (let i = 0; i < Math.min(2, kept.length); i++) block[CBM_ID + i] = kept.charCodeAt(i);
    block[CBM_DOS_TYPE] = 0x32;
    block[CBM_DOS_TYPE + 1] = 0x41;
    this.disk.write(track, 0, block);
    const directory = new Uint8Array(CBM_BLOCK);
    directory[1] = 0xff;
    this.disk.write(track, 1, directory);
  }

  /** A map in which only header, first directory block and the map itself are used. */
  #writeEmptyMap(): void {
    const { layout } = this.disk;
    const blocks = new Map<string, { track: number; sector: number; data: Uint8Array }>();
    for (let track = 1; track <= layout.mappedTracks; track++) {
      const bam = layout.bam(track);
      const key = `${bam.track},${bam.sector}`;
      let block = blocks.get(key);
      if (block === undefined) {
        block = { track: bam.track, sector: bam.sector, data: new Uint8Array(CBM_BLOCK) };
        blocks.set(key, block);
      }
      const sectors = layout.sectorsOn(track);
      let free = 0;
      for (let sector = 0; sector < sectors; sector++) {
        const used = (track === layout.directoryTrack && sector < 2) || this.#isMapTrack(track);
        if (used) continue;
        block.data[bam.bits + (sector >> 3)] |= 1 << (sector & 7);
        free++;
      }
      if (bam.count >= 0) block.data[bam.count] = free;
    }
    for (const { track, sector, data } of blocks.values()) {
      if (track === this.#header.track && sector === 0) {
        // the header shares its block with the map
        const old = this.disk.raw(track, sector);
        if (old !== undefined) data.set(old.subarray(CBM_TITLE), CBM_TITLE);
      }
      this.disk.write(track, sector, data);
    }
  }

  /**
   * Builds the map anew from what the directory names, and frees the entries of files that were never closed.
   * @throws CbmError if a chain is damaged; the disk is as it was then
   */
  validate(): void {
    const { layout } = this.disk;
    const used = new Set<number>();
    const use = ({ track, sector }: CbmBlock): void => {
      used.add(this.disk.index(track, sector));
    };
    use(this.#header);
    for (const block of this.directoryBlocks()) use(block);
    const splat: CbmEntry[] = [];
    for (const entry of this.entries()) {
      if (!entry.closed) {
        splat.push(entry);
        continue;
      }
      for (const block of this.chain(entry.firstTrack, entry.firstSector)) use(block);
      if (entry.type === CBM_REL) for (const block of this.chain(entry.sideTrack, entry.sideSector)) use(block);
    }
    for (const entry of splat) this.removeEntry(entry);
    for (let track = 1; track <= layout.mappedTracks; track++) {
      if (this.#isMapTrack(track)) continue;
      const bam = layout.bam(track);
      const block = this.disk.read(bam.track, bam.sector).slice();
      let free = 0;
      for (let sector = 0; sector < layout.sectorsOn(track); sector++) {
        const bit = 1 << (sector & 7);
        if (used.has(this.disk.index(track, sector))) block[bam.bits + (sector >> 3)] &= ~bit;
        else {
          block[bam.bits + (sector >> 3)] |= bit;
          free++;
        }
      }
      if (bam.count >= 0) block[bam.count] = free;
      this.disk.write(bam.track, bam.sector, block);
    }
  }
}
