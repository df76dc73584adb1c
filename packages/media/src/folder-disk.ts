/**
 * A set of host files as a CP/M disk, kept in step both ways.
 *
 * The guest sees an ordinary disk of format `folder` (8 KiB blocks, 1024 entries) and uses it through its own BDOS. This
 * class owns the picture of it: which block belongs to which file, and what each file is on the host.
 *
 * **Host to guest.** {@link FolderDisk.update} turns new, changed and removed host files into patches of the image. The
 * caller applies them with {@link FolderDisk.apply} (or as logged inputs) before the guest runs on and before the next
 * `update`. A running guest keeps an allocation vector of its own, which does not know blocks that the host has taken
 * meanwhile. Therefore:
 * - the host takes blocks from the top of the disk, the BDOS from the bottom;
 * - the host never takes a block that the guest has written but that no directory entry names yet, and a block that a
 *   host file gave up only when no other is left;
 * - if the guest writes to a block that the host took while it was running, it is either changing that file in place
 *   or has taken the block for another one. It is the first if the guest can know the file's entry and has searched
 *   the directory as far as that entry (so the BDOS opens files), else the second: then the block is the guest's and
 *   the host file gets another one with the next `update`. Should a directory entry prove the first guess wrong, the
 *   host's file is put right again.
 * - If the guest writes back a directory record that it read before the host changed it, entries that the guest left
 *   as they were keep the host's state.
 *
 * **Guest to host.** Each sector that the guest writes is read for what it means to files, and the `host` function is
 * given the {@link FolderChange}s before the write is acknowledged. It must do all of them, in their order, or refuse;
 * then nothing is kept here and the guest sees a write error. The order loses nothing: new content comes first,
 * deletions last. Doing a change a second time must do no harm, for a guest repeats refused writes. A file shows up when
 * a directory entry names it: CP/M writes the entry when the file is made, at each 16 KiB and when it is closed.
 *
 * **Length.** CP/M counts records of 128 bytes, the host bytes. A file that the guest writes gets the length of its
 * records, less the 1Ah bytes that fill the last one if everything before them is text (printable ASCII, CR, LF, TAB,
 * FF); one byte of the last record always stays, so that reading the file back gives the guest the same records. A
 * file of the host's keeps its length as long as what lies behind its end stays padding.
 */
import {
  blocksPerEntry,
  type CpmAttributes,
  type CpmFileName,
  type DirectoryEntry,
  ENTRY,
  EOF_BYTE,
  entriesNeeded,
  FREE,
  fileKey,
  firstBlock,
  nameBytes,
  readEntry,
  recordsUpTo,
  reservedBlocks,
  writeEntries,
} from './cpm-directory.ts';
import { CpmDrive, RECORD } from './cpm-drive.ts';
import { formatSize } from './cpm-format.ts';
import { FOLDER_FORMAT } from './cpm-formats.ts';
import {
  type FolderChange,
  type FolderHost,
  type FolderPatches,
  type FolderRejection,
  type FolderSource,
  type FolderUpdate,
  inOrder,
  isText,
} from './folder-changes.ts';
import { DiskMedium, type MediumPatch } from './sector-image.ts';

/** What is known of a file. */
interface FolderFile extends CpmFileName, CpmAttributes {
  /** Directory entries, in the order of the file. */
  readonly slots: readonly number[];
  readonly records: number;
  /** Block of each 8 KiB of the file, 0 for none. */
  readonly blocks: readonly number[];
  /** Bytes that the host's file has. */
  readonly hostLength: number;
  /**
   * Entries of the file have gone, but not the last: the guest is deleting or renaming it, record by record of the
   * directory. The host's file is whole until it has finished.
   */
  readonly torn: boolean;
}

/** A record that is about to be written, for looking at the disk as it will be. */
interface Ahead {
  readonly sector: number;
  readonly data: Uint8Array;
}

/** 512 extents of 16 KiB: the longest file of CP/M 2.2. */
const MOST_RECORDS = 65536;

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** See the file header. */
export class FolderDisk {
  readonly medium: DiskMedium;
  readonly drive: CpmDrive;
  /** Files that did not fit when the disk was made. */
  readonly rejected: readonly FolderRejection[];

  readonly #host: FolderHost | undefined;
  readonly #bsh: number;
  readonly #blockRecords: number;
  readonly #reserved: number;
  readonly #directorySectors: number;
  /** The directory as it should be; the medium's differs from it until the next patches. */
  readonly #directory: Uint8Array;
  readonly #entries: (DirectoryEntry | undefined)[] = [];
  readonly #files = new Map<string, FolderFile>();
  /** Files of each block; {@link #ownersOf} keeps it up to date. */
  readonly #owners: FolderFile[][] = [];
  #ownersValid = false;
  /** Blocks that the guest has written and no entry names. */
  readonly #pending: Uint8Array;
  /** Blocks that have been in use since the disk was made. */
  readonly #used: Uint8Array;
  /** What the guest last saw of directory sectors that the host has changed since. */
  readonly #stale = new Map<number, Uint8Array>();
  /** Directory sectors of the medium that are not yet as they should be, see {@link #directory}. */
  readonly #unpatched = new Set<number>();
  /** Blocks that the host has taken since the disk was made: the guest may believe that they are free. */
  readonly #uncertain: Uint8Array;
  /** 1 for directory sectors at which a search of the guest has ended since the host changed them. */
  readonly #searched: Uint8Array;
  /** The directory sector that the guest has read last, −1 if it has done something else since. */
  #reading = -1;
  /** Blocks of host files that the guest has taken: the file's key, and the content before. */
  readonly #taken = new Map<number, { readonly key: string; readonly content: Uint8Array }>();
  /** Uncertain blocks that the guest seems to change in place: content and length of the file before. */
  readonly #before = new Map<number, { readonly content: Uint8Array; readonly hostLength: number }>();
  /** Host files whose entries found no place. */
  #dropped: FolderRejection[] = [];

  /** @param options.host does what guest writes mean; without it they are accepted and stay in the image */
  constructor(
    options: {
      readonly files?: readonly FolderSource[];
      readonly writeProtected?: boolean;
      readonly host?: FolderHost;
    } = {},
  ) {
    const base = new Uint8Array(formatSize(FOLDER_FORMAT)).fill(FREE);
    this.medium = new DiskMedium({
      format: { id: FOLDER_FORMAT.id, title: FOLDER_FORMAT.title },
      geometry: {
        cylinders: FOLDER_FORMAT.tracks,
        heads: 1,
        sectors: FOLDER_FORMAT.sectrk,
        sectorSize: FOLDER_FORMAT.seclen,
        order: 'alternate',
        firstSector: 1,
      },
      base,
      writeProtected: options.writeProtected ?? false,
    });
    this.drive = new CpmDrive(this.medium, FOLDER_FORMAT, { folder: true });
    const { dpb } = this.drive;
    this.#host = options.host;
    this.#bsh = dpb.bsh;
    this.#blockRecords = dpb.blm + 1;
    this.#reserved = reservedBlocks(dpb);
    this.#directorySectors = (dpb.drm + 1) / 4;
    this.#directory = new Uint8Array((dpb.drm + 1) * ENTRY).fill(FREE);
    this.#pending = new Uint8Array(dpb.dsm + 1);
    this.#used = new Uint8Array(dpb.dsm + 1);
    this.#uncertain = new Uint8Array(dpb.dsm + 1);
    this.#searched = new Uint8Array(this.#directorySectors);
    this.#entries = new Array(dpb.drm + 1).fill(undefined);
    const { patches, rejected } = this.update({ set: options.files ?? [] });
    // These bytes are the disk as it is inserted, not changes to it.
    for (const { offset, bytes } of patches) base.set(bytes, offset);
    this.#stale.clear();
    this.#uncertain.fill(0);
    this.rejected = rejected;
    this.medium.onWrite = (sector, offset, data) => this.#guestWrote(sector, offset - sector * RECORD, data);
    this.medium.onRead = (sector) => {
      const directory = sector < this.#directorySectors;
      if (sector !== this.#reading + 1) this.#searchEnded();
      this.#reading = directory ? sector : -1;
      if (!directory) return;
      if (this.#unpatched.has(sector)) this.#stale.set(sector, this.medium.rawSector(sector)!.slice());
      else this.#stale.delete(sector);
    };
  }

  /** The files that the guest sees, with the length that each has on the host. */
  files(): (CpmFileName & CpmAttributes & { readonly records: number; readonly hostLength: number })[] {
    return [...this.#files.values()].map(({ user, name, readOnly, system, archived, records, hostLength }) => {
      return { user, name, readOnly, system, archived, records, hostLength };
    });
  }

  /** Whether the guest sees this file. */
  has(file: CpmFileName): boolean {
    return this.#files.has(fileKey(file));
  }

  /** The content that the host's file should have: what the guest sees, in the host's length. `undefined`: no such file. */
  hostContent(file: CpmFileName): Uint8Array | undefined {
    const known = this.#files.get(fileKey(file));
    return known === undefined ? undefined : this.#content(known, 0, known.hostLength);
  }

  /** Bytes that new files can have. */
  get freeBytes(): number {
    return this.#freeBlockCount() * this.#blockRecords * RECORD;
  }

  /** Applies patches to the medium. */
  apply(patches: readonly MediumPatch[]): void {
    for (const { offset, bytes } of patches) this.medium.patch(offset, bytes);
  }

  /**
   * Reads the directory anew, after the medium's overlay was restored. No changes are told to the host; lengths follow
   * from the content.
   */
  reload(): void {
    this.#stale.clear();
    this.#taken.clear();
    this.#before.clear();
    this.#uncertain.fill(0);
    this.#searched.fill(0);
    this.#unpatched.clear();
    this.#reading = -1;
    this.#pending.fill(0);
    this.#files.clear();
    this.#dropped = [];
    for (let sector = 0; sector < this.#directorySectors; sector++) {
      this.#directory.set(this.medium.rawSector(sector)!, sector * RECORD);
    }
    const keys = new Set<string>();
    for (let slot = 0; slot < this.#entries.length; slot++) {
      this.#entries[slot] = this.#parse(this.#directory, slot);
      if (this.#entries[slot] !== undefined) keys.add(fileKey(this.#entries[slot]!));
    }
    for (const key of keys) {
      const file = this.#model(key, this.#entries)!;
      this.#files.set(key, { ...file, hostLength: this.#hostLength(file) });
    }
    this.#ownersValid = false;
  }

  /**
   * Takes over changes of the host's files. Files that are as they were cause no patches.
   *
   * @returns patches, to be applied at once, and the files that the guest cannot have. A file that was there and cannot
   * have its new content keeps its old one.
   */
  update(changes: FolderUpdate): FolderPatches {
    const patches: MediumPatch[] = [];
    const rejected: FolderRejection[] = [...this.#dropped];
    this.#dropped = [];
    this.#relocate(patches, rejected);
    for (const file of changes.remove ?? []) {
      const known = this.#files.get(fileKey(file));
      if (known !== undefined) this.#removeFile(known);
    }
    for (const source of changes.set ?? []) {
      const reason = this.#setFile(source, patches);
      if (reason !== undefined) rejected.push({ user: source.user, name: source.name, reason });
    }
    this.#patchDirectory(patches);
    return { patches, rejected };
  }

  /** Makes the guest's files those of the list: {@link update} with everything removed that is not in it. */
  setFiles(files: readonly FolderSource[]): FolderPatches {
    const wanted = new Set(files.map(fileKey));
    return this.update({ set: files, remove: this.files().filter((file) => !wanted.has(fileKey(file))) });
  }

  // ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** An entry that describes a part of a file; everything else is left alone. */
  #parse(directory: Uint8Array, slot: number): DirectoryEntry | undefined {
    if (directory[slot * ENTRY] > 15) return undefined;
    const reading = readEntry(directory, slot, this.drive.dpb);
    return reading.kind === 'file' && recordsUpTo(reading.entry) <= MOST_RECORDS ? reading.entry : undefined;
  }

  /** The file that entries make; `hostLength` is still 0. */
  #model(key: string, entries: readonly (DirectoryEntry | undefined)[]): FolderFile | undefined {
    const mine: DirectoryEntry[] = [];
    for (const entry of entries) if (entry !== undefined && fileKey(entry) === key) mine.push(entry);
    if (mine.length === 0) return undefined;
    const { dpb } = this.drive;
    mine.sort((a, b) => a.extent - b.extent || a.index - b.index);
    const records = Math.max(...mine.map(recordsUpTo));
    const blocks = new Array<number>(Math.ceil(records / this.#blockRecords)).fill(0);
    for (const entry of mine) {
      const start = firstBlock(entry, dpb);
      for (let i = 0; i < blocksPerEntry(dpb) && start + i < blocks.length; i++) {
        const block = entry.blocks[i];
        if (blocks[start + i] === 0 && block >= this.#reserved && block <= dpb.dsm) blocks[start + i] = block;
      }
    }
    const { user, name, readOnly, system, archived } = mine[0];
    const slots = mine.map((entry) => entry.index);
    return { user, name, readOnly, system, archived, slots, records, blocks, hostLength: 0, torn: false };
  }

  #sector(sector: number, ahead?: Ahead): Uint8Array {
    return ahead?.sector === sector ? ahead.data : this.medium.rawSector(sector)!;
  }

  /** Bytes of a file as they will be after `ahead`; holes are 00h. */
  #content(file: FolderFile, from: number, to: number, ahead?: Ahead): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, to - from));
    for (let record = Math.floor(from / RECORD); record * RECORD < to; record++) {
      const block = file.blocks[record >> this.#bsh] ?? 0;
      if (block === 0) continue;
      const data = this.#sector((block << this.#bsh) + (record & (this.#blockRecords - 1)), ahead);
      const start = Math.max(from, record * RECORD);
      const end = Math.min(to, (record + 1) * RECORD);
      bytes.set(data.subarray(start - record * RECORD, end - record * RECORD), start - from);
    }
    return bytes;
  }

  /** The length that the host's file is to have. `before` is the file as the host has it. */
  #hostLength(file: FolderFile, before?: FolderFile, ahead?: Ahead, changed = -1): number {
    const { records } = file;
    if (records === 0) return 0;
    const full = records * RECORD;
    const last = this.#content(file, full - RECORD, full, ahead);
    let padding = 0;
    while (padding < RECORD && last[RECORD - 1 - padding] === EOF_BYTE) padding++;
    if (padding === 0) return full;
    const trimmed = full - Math.min(padding, RECORD - 1);
    const kept =
      before !== undefined && before.hostLength > full - RECORD && full - before.hostLength <= padding
        ? before.hostLength
        : full;
    // One record changed, and it is not the last: the file is text if it was and the record is.
    if (before !== undefined && ahead !== undefined && changed >= 0 && changed < records - 1) {
      if (before.hostLength === trimmed && isText(ahead.data, RECORD)) return trimmed;
      if (before.hostLength !== trimmed && !isText(ahead.data, RECORD)) return kept;
    }
    if (!isText(last, RECORD - (full - trimmed))) return kept;
    for (let record = 0; record < records - 1; record++) {
      const block = file.blocks[record >> this.#bsh] ?? 0;
      if (block === 0) return kept;
      const data = this.#sector((block << this.#bsh) + (record & (this.#blockRecords - 1)), ahead);
      if (!isText(data, RECORD)) return kept;
    }
    return trimmed;
  }

  /** The files that a block belongs to; more than one on a damaged disk. */
  #ownersOf(block: number): readonly FolderFile[] {
    if (!this.#ownersValid) {
      for (let b = 0; b < this.#used.length; b++) this.#owners[b] = [];
      for (const file of this.#files.values()) {
        for (const b of file.blocks) {
          if (b === 0) continue;
          this.#owners[b].push(file);
          this.#pending[b] = 0;
          this.#used[b] = 1;
        }
      }
      this.#ownersValid = true;
    }
    return this.#owners[block];
  }

  /** Whether the host may take a block. */
  #isFree(block: number): boolean {
    return this.#ownersOf(block).length === 0 && this.#pending[block] === 0 && !this.#taken.has(block);
  }

  // ── guest to host ─────────────────────────────────────────────────────────────────────────────────────────────────

  #guestWrote(sector: number, within: number, part: Uint8Array): boolean {
    let data = part;
    if (part.length !== RECORD) {
      data = this.medium.rawSector(sector)!.slice();
      data.set(part, within);
    }
    this.#searchEnded();
    return sector < this.#directorySectors ? this.#directoryWrite(sector, data) : this.#dataWrite(sector, data);
  }

  #tell(changes: readonly FolderChange[]): boolean {
    if (changes.length === 0 || this.#host === undefined) return true;
    return this.#host(inOrder(changes, (file) => this.#files.get(fileKey(file))?.hostLength ?? 0)) !== false;
  }

  #searchEnded(): void {
    if (this.#reading >= 0) this.#searched[this.#reading] = 1;
    this.#reading = -1;
  }

  /** Whether the guest can know that a block belongs to a file. */
  #guestKnows(file: FolderFile, block: number): boolean {
    if (this.#taken.get(block)?.key === fileKey(file)) return false;
    if (this.#uncertain[block] !== 0 && !file.slots.some((slot) => this.#searched[slot >> 2] !== 0)) return false;
    const { dpb } = this.drive;
    for (const slot of file.slots) {
      const entry = this.#entries[slot];
      if (entry === undefined || !entry.blocks.includes(block)) continue;
      const seen = this.#stale.get(slot >> 2);
      if (seen === undefined) return true;
      for (let i = 0; i < 4; i++) {
        const reading = readEntry(seen, i, dpb);
        if (reading.kind !== 'file' || fileKey(reading.entry) !== fileKey(file)) continue;
        if (reading.entry.blocks.includes(block)) return true;
      }
    }
    return false;
  }

  #dataWrite(sector: number, data: Uint8Array): boolean {
    const block = sector >> this.#bsh;
    const owners = this.#ownersOf(block);
    if (owners.length === 0) {
      this.#pending[block] = 1;
      return true;
    }
    const ahead: Ahead = { sector, data };
    const changes: FolderChange[] = [];
    const updated: FolderFile[] = [];
    let takenFrom: FolderFile | undefined;
    let hostLengthBefore = 0;
    for (const file of owners) {
      if (!this.#guestKnows(file, block)) {
        takenFrom = file;
        continue;
      }
      hostLengthBefore = file.hostLength;
      const record = (file.blocks.indexOf(block) << this.#bsh) + (sector & (this.#blockRecords - 1));
      if (record >= file.records || equal(this.medium.rawSector(sector)!, data)) continue;
      const hostLength = this.#hostLength(file, file, ahead, record);
      this.#contentChanges(file, file, [[record, record + 1]], hostLength, changes, ahead);
      if (hostLength !== file.hostLength) updated.push({ ...file, hostLength });
    }
    if (!this.#tell(changes)) return false;
    if (takenFrom !== undefined) {
      if (!this.#taken.has(block)) {
        this.#taken.set(block, { key: fileKey(takenFrom), content: this.#blockContent(block) });
      }
    } else if (this.#uncertain[block] !== 0 && !this.#before.has(block)) {
      this.#before.set(block, { content: this.#blockContent(block), hostLength: hostLengthBefore });
    }
    for (const file of updated) this.#files.set(fileKey(file), file);
    if (updated.length > 0) this.#ownersValid = false;
    return true;
  }

  #blockContent(block: number): Uint8Array {
    const content = new Uint8Array(this.#blockRecords * RECORD);
    for (let r = 0; r < this.#blockRecords; r++) {
      content.set(this.medium.rawSector((block << this.#bsh) + r)!, r * RECORD);
    }
    return content;
  }

  /** Changes that bring the host's file `before` to the content of `after`, given the records that differ. */
  #contentChanges(
    before: FolderFile,
    after: FolderFile,
    ranges: readonly (readonly [number, number])[],
    hostLength: number,
    changes: FolderChange[],
    ahead?: Ahead,
  ): void {
    const file: CpmFileName = { user: after.user, name: after.name };
    const spans = ranges.map(([from, to]) => [from * RECORD, Math.min(to * RECORD, hostLength)] as const);
    const covered = spans.some(([from, to]) => from <= before.hostLength && to >= hostLength);
    if (hostLength > before.hostLength && !covered) {
      changes.push({ kind: 'resize', file, length: hostLength });
      this.#allocatedSpans(after, before.hostLength, hostLength, (from, to) => {
        changes.push({ kind: 'write', file, offset: from, bytes: this.#content(after, from, to, ahead) });
      });
    }
    for (const [from, to] of spans) {
      if (to > from) {
        changes.push({ kind: 'write', file, offset: from, bytes: this.#content(after, from, to, ahead) });
      }
    }
    if (hostLength < before.hostLength) changes.push({ kind: 'resize', file, length: hostLength });
  }

  /** Calls back for the parts of a byte range that have blocks. */
  #allocatedSpans(file: FolderFile, from: number, to: number, found: (from: number, to: number) => void): void {
    const size = this.#blockRecords * RECORD;
    let start = -1;
    for (let position = Math.floor(from / size); position * size < to; position++) {
      const present = (file.blocks[position] ?? 0) !== 0;
      if (present && start < 0) start = Math.max(from, position * size);
      if (!present && start >= 0) {
        found(start, position * size);
        start = -1;
      }
    }
    if (start >= 0) found(start, to);
  }

  #directoryWrite(sector: number, written: Uint8Array): boolean {
    const current = this.#directory.subarray(sector * RECORD, (sector + 1) * RECORD);
    const seen = this.#stale.get(sector);
    const next = this.#directory.slice();
    next.set(written, sector * RECORD);
    const dropped: FolderRejection[] = [];
    if (seen !== undefined) this.#mergeStale(sector, current, seen, written, next, dropped);

    const entries = this.#entries.slice();
    const keys = new Set<string>();
    for (let slot = 0; slot < entries.length; slot++) {
      const at = slot * ENTRY;
      let same = true;
      for (let i = at; same && i < at + ENTRY; i++) same = next[i] === this.#directory[i];
      if (same) continue;
      for (const entry of [entries[slot], this.#parse(next, slot)]) if (entry !== undefined) keys.add(fileKey(entry));
      entries[slot] = this.#parse(next, slot);
    }
    for (const file of dropped) keys.delete(fileKey(file));

    const changes: FolderChange[] = [];
    const appeared = new Map<string, FolderFile>();
    const vanished = new Map<string, FolderFile>();
    const updated: FolderFile[] = [];
    for (const key of keys) {
      const before = this.#files.get(key);
      const after = this.#model(key, entries);
      if (before !== undefined && after !== undefined) updated.push(this.#changedFile(before, after, changes));
      else if (after !== undefined) appeared.set(key, after);
      else if (before !== undefined) vanished.set(key, before);
    }
    for (const [key, after] of appeared) {
      const twin = [...vanished].find(([, before]) => this.#sameFile(before, after));
      if (twin === undefined) {
        updated.push(this.#createdFile(after, changes));
        continue;
      }
      vanished.delete(twin[0]);
      appeared.delete(key);
      const [, before] = twin;
      changes.push({
        kind: 'rename',
        from: { user: before.user, name: before.name },
        to: { user: after.user, name: after.name },
      });
      this.#attributeChange(before, after, changes);
      updated.push({ ...after, hostLength: before.hostLength });
      keys.add(twin[0]);
    }
    const robbed = this.#claims(updated, keys, changes);
    for (const file of vanished.values()) {
      changes.push({ kind: 'delete', file: { user: file.user, name: file.name } });
    }
    if (!this.#tell(changes)) return false;

    for (let other = 0; other < this.#directorySectors; other++) {
      const wanted = next.subarray(other * RECORD, (other + 1) * RECORD);
      if (other !== sector && equal(wanted, this.#directory.subarray(other * RECORD, (other + 1) * RECORD))) continue;
      const present = other === sector ? written : this.medium.rawSector(other)!;
      if (equal(wanted, present)) {
        this.#unpatched.delete(other);
        if (other === sector) this.#stale.delete(other);
      } else {
        this.#unpatched.add(other);
        if (other === sector || !this.#stale.has(other)) this.#stale.set(other, present.slice());
      }
    }
    this.#directory.set(next);
    for (let slot = 0; slot < entries.length; slot++) this.#entries[slot] = entries[slot];
    for (const key of keys) this.#files.delete(key);
    for (const file of dropped) this.#files.delete(fileKey(file));
    for (const file of updated) {
      this.#files.set(fileKey(file), file);
      // What the guest itself names, it knows.
      for (const block of file.blocks) this.#settle(block);
    }
    for (const { block, file, content } of robbed) {
      this.#files.set(fileKey(file), file);
      this.#taken.set(block, { key: fileKey(file), content });
    }
    this.#dropped.push(...dropped);
    this.#ownersValid = false;
    return true;
  }

  #settle(block: number): void {
    this.#uncertain[block] = 0;
    this.#before.delete(block);
  }

  /**
   * Blocks of host files that the guest's new entries claim for other files. What the guest wrote there has not changed
   * the host's files after all: adds the changes that undo it.
   */
  #claims(
    updated: readonly FolderFile[],
    keys: ReadonlySet<string>,
    changes: FolderChange[],
  ): { readonly block: number; readonly file: FolderFile; readonly content: Uint8Array }[] {
    const robbed: { block: number; file: FolderFile; content: Uint8Array }[] = [];
    for (const claimant of updated) {
      for (const block of claimant.blocks) {
        if (block === 0 || this.#uncertain[block] === 0 || this.#taken.has(block)) continue;
        const file = this.#ownersOf(block).find((owner) => !keys.has(fileKey(owner)));
        if (file === undefined) continue;
        const before = this.#before.get(block);
        if (before === undefined) {
          robbed.push({ block, file, content: this.#blockContent(block) });
          continue;
        }
        const known = robbed.find((other) => fileKey(other.file) === fileKey(file))?.file ?? file;
        const from = known.blocks.indexOf(block) * this.#blockRecords * RECORD;
        const inBlock = before.hostLength - from;
        const last = inBlock <= this.#blockRecords * RECORD;
        const hostLength = last ? before.hostLength : known.hostLength;
        const bytes = before.content.slice(0, Math.max(0, Math.min(inBlock, this.#blockRecords * RECORD)));
        const { user, name } = file;
        changes.push({ kind: 'write', file: { user, name }, offset: from, bytes });
        if (hostLength !== known.hostLength) changes.push({ kind: 'resize', file: { user, name }, length: hostLength });
        robbed.push({ block, file: { ...known, hostLength }, content: before.content });
      }
    }
    return robbed;
  }

  /**
   * The guest writes a directory record that the host has changed since the guest read it. Entries that the guest did
   * not touch keep the host's state; an entry that both filled is the guest's, and the host's moves to a free one.
   */
  #mergeStale(
    sector: number,
    current: Uint8Array,
    seen: Uint8Array,
    written: Uint8Array,
    next: Uint8Array,
    dropped: FolderRejection[],
  ): void {
    for (let i = 0; i < 4; i++) {
      const from = i * ENTRY;
      const to = from + ENTRY;
      const mine = current.subarray(from, to);
      if (equal(written.subarray(from, to), seen.subarray(from, to))) {
        next.set(mine, sector * RECORD + from);
        continue;
      }
      const entry = this.#entries[sector * 4 + i];
      if (entry === undefined || equal(mine, seen.subarray(from, to))) continue;
      // The guest changes the same file's entry: it wins.
      const theirs = readEntry(written, i, this.drive.dpb);
      const before = readEntry(seen, i, this.drive.dpb);
      const about = (reading: typeof theirs): boolean =>
        reading.kind === 'file' && fileKey(reading.entry) === fileKey(entry);
      if (about(theirs) || about(before)) continue;
      let slot = 0;
      while (slot < this.#entries.length && (slot >> 2 === sector || next[slot * ENTRY] !== FREE)) slot++;
      if (slot < this.#entries.length) {
        next.set(mine, slot * ENTRY);
      } else {
        const { user, name } = entry;
        dropped.push({ user, name, reason: 'the directory of the folder drive is full' });
      }
    }
  }

  #sameFile(before: FolderFile, after: FolderFile): boolean {
    return (
      before.records === after.records &&
      before.slots.length === after.slots.length &&
      before.slots.every((slot, i) => slot === after.slots[i]) &&
      before.blocks.every((block, i) => block === after.blocks[i])
    );
  }

  #createdFile(after: FolderFile, changes: FolderChange[]): FolderFile {
    const file: CpmFileName = { user: after.user, name: after.name };
    const hostLength = this.#hostLength(after);
    if (after.blocks.includes(0)) {
      changes.push({ kind: 'create', file, bytes: new Uint8Array(0) });
      changes.push({ kind: 'resize', file, length: hostLength });
      this.#allocatedSpans(after, 0, hostLength, (from, to) => {
        changes.push({ kind: 'write', file, offset: from, bytes: this.#content(after, from, to) });
      });
    } else {
      changes.push({ kind: 'create', file, bytes: this.#content(after, 0, hostLength) });
    }
    if (after.readOnly) this.#attributeChange({ ...after, readOnly: false }, after, changes);
    return { ...after, hostLength };
  }

  #changedFile(before: FolderFile, after: FolderFile, changes: FolderChange[]): FolderFile {
    const ranges: [number, number][] = [];
    const add = (from: number, to: number): void => {
      const last = ranges.at(-1);
      if (last !== undefined && last[1] === from) last[1] = to;
      else if (to > from) ranges.push([from, to]);
    };
    for (const [position, block] of after.blocks.entries()) {
      const start = position << this.#bsh;
      const end = Math.min(start + this.#blockRecords, after.records);
      if (block === 0) continue;
      if (block !== (before.blocks[position] ?? 0)) add(start, end);
      else if (end > before.records) add(Math.max(start, before.records), end);
    }
    const shape = ranges.length > 0 || before.records !== after.records;
    const hostLength = shape ? this.#hostLength(after, before) : before.hostLength;
    if (shape) this.#contentChanges(before, after, ranges, hostLength, changes);
    this.#attributeChange(before, after, changes);
    const lost = after.blocks.some((block, position) => block === 0 && (before.blocks[position] ?? 0) !== 0);
    return { ...after, hostLength, torn: lost || (before.torn && after.blocks.includes(0)) };
  }

  #attributeChange(before: FolderFile, after: FolderFile, changes: FolderChange[]): void {
    const { user, name, readOnly, system, archived } = after;
    if (before.readOnly === readOnly && before.system === system && before.archived === archived) return;
    changes.push({ kind: 'attributes', file: { user, name }, attributes: { readOnly, system, archived } });
  }

  // ── host to guest ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** `count` blocks that nobody has, best first, or `undefined`. */
  #freeBlocks(count: number): number[] | undefined {
    const fresh: number[] = [];
    const givenUp: number[] = [];
    for (let block = this.#used.length - 1; block >= this.#reserved; block--) {
      if (this.#isFree(block)) (this.#used[block] === 0 ? fresh : givenUp).push(block);
    }
    const free = [...fresh, ...givenUp];
    return free.length < count ? undefined : free.slice(0, count);
  }

  #freeSlots(count: number): number[] | undefined {
    const slots: number[] = [];
    for (let slot = 0; slot < this.#entries.length && slots.length < count; slot++) {
      if (this.#directory[slot * ENTRY] === FREE) slots.push(slot);
    }
    return slots.length < count ? undefined : slots;
  }

  #removeFile(file: FolderFile): void {
    for (const slot of file.slots) {
      this.#directory[slot * ENTRY] = FREE;
      this.#entries[slot] = undefined;
    }
    this.#files.delete(fileKey(file));
    this.#ownersValid = false;
  }

  /** Puts a file's entries into its slots. */
  #writeSlots(file: FolderFile): void {
    const entries = writeEntries(file, file.records, file.blocks, this.drive.dpb);
    for (const [i, slot] of file.slots.entries()) {
      this.#directory.set(entries[i], slot * ENTRY);
      this.#entries[slot] = this.#parse(this.#directory, slot);
    }
    this.#files.set(fileKey(file), file);
    this.#ownersValid = false;
  }

  /** Takes over a host file; returns why not if it cannot be. */
  #setFile(source: FolderSource, patches: MediumPatch[]): string | undefined {
    const { user, name } = source;
    if (nameBytes(name) === undefined || !Number.isInteger(user) || user < 0 || user > 15) {
      return 'this is not a CP/M file name';
    }
    const known = this.#files.get(fileKey(source));
    if (known?.torn === true) return undefined;
    const length = source.length ?? 0;
    const blocksNeeded = Math.ceil(length / (this.#blockRecords * RECORD)) - (known?.blocks.length ?? 0);
    if (length > MOST_RECORDS * RECORD) return this.#tooLong(length);
    if (blocksNeeded > this.#freeBlockCount()) return this.#noRoom(blocksNeeded);
    let bytes: Uint8Array;
    try {
      bytes = typeof source.bytes === 'function' ? source.bytes() : source.bytes;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    const records = Math.ceil(bytes.length / RECORD);
    if (records > MOST_RECORDS) return this.#tooLong(bytes.length);
    const readOnly = source.readOnly ?? false;
    if (
      known !== undefined &&
      known.hostLength === bytes.length &&
      known.readOnly === readOnly &&
      equal(this.#content(known, 0, bytes.length), bytes)
    ) {
      return undefined;
    }
    const count = Math.ceil(records / this.#blockRecords);
    const blocks = (known?.blocks ?? []).slice(0, count);
    while (blocks.length < count) blocks.push(0);
    // A block that another file claims too, or may come to claim, is not reused.
    for (const [i, block] of blocks.entries()) {
      const doubtful = this.#ownersOf(block).length > 1 || this.#before.has(block) || blocks.indexOf(block) !== i;
      if (block !== 0 && doubtful) blocks[i] = 0;
    }
    const missing = blocks.filter((block) => block === 0).length;
    const free = this.#freeBlocks(missing);
    if (free === undefined) return this.#noRoom(missing);
    const needed = entriesNeeded(records, this.drive.dpb);
    const slots = (known?.slots ?? []).slice(0, needed);
    const more = this.#freeSlots(needed - slots.length);
    if (more === undefined) return 'the directory of the folder drive is full (1024 entries)';
    slots.push(...more);
    for (const [i, block] of blocks.entries()) {
      if (block !== 0) continue;
      blocks[i] = free.pop()!;
      this.#uncertain[blocks[i]] = 1;
    }
    for (const block of known?.blocks ?? []) {
      // The guest has written there, and may be about to name the block.
      if (this.#before.delete(block)) this.#pending[block] = 1;
    }
    for (const slot of known?.slots.slice(needed) ?? []) {
      this.#directory[slot * ENTRY] = FREE;
      this.#entries[slot] = undefined;
    }
    const file: FolderFile = {
      user,
      name,
      readOnly,
      system: known?.system ?? false,
      archived: known?.archived ?? false,
      slots,
      records,
      blocks,
      hostLength: bytes.length,
      torn: false,
    };
    this.#patchData(file, bytes, patches);
    this.#writeSlots(file);
    return undefined;
  }

  #tooLong(length: number): string {
    return `it is ${length} bytes long, CP/M files have at most 8 MB`;
  }

  #noRoom(blocks: number): string {
    return `no room on the folder drive: it needs ${blocks * 8} KB, ${this.#freeBlockCount() * 8} KB are free`;
  }

  #freeBlockCount(): number {
    let count = 0;
    for (let block = this.#reserved; block < this.#used.length; block++) {
      if (this.#isFree(block)) count++;
    }
    return count;
  }

  /** Patches for the records of a file that are not on the disk as they should be. */
  #patchData(file: FolderFile, bytes: Uint8Array, patches: MediumPatch[]): void {
    const record = new Uint8Array(RECORD);
    let run: { offset: number; parts: Uint8Array[] } | undefined;
    const flush = (): void => {
      if (run === undefined) return;
      const joined = new Uint8Array(run.parts.length * RECORD);
      for (const [i, part] of run.parts.entries()) joined.set(part, i * RECORD);
      patches.push({ offset: run.offset, bytes: joined });
      run = undefined;
    };
    for (let r = 0; r < file.records; r++) {
      record.fill(EOF_BYTE);
      record.set(bytes.subarray(r * RECORD, (r + 1) * RECORD));
      const sector = (file.blocks[r >> this.#bsh] << this.#bsh) + (r & (this.#blockRecords - 1));
      if (equal(record, this.medium.rawSector(sector)!)) {
        flush();
        continue;
      }
      if (run !== undefined && run.offset + run.parts.length * RECORD !== sector * RECORD) flush();
      run ??= { offset: sector * RECORD, parts: [] };
      run.parts.push(record.slice());
    }
    flush();
  }

  /** Gives host files new blocks for those that the guest took. */
  #relocate(patches: MediumPatch[], rejected: FolderRejection[]): void {
    for (const [taken, { key, content }] of [...this.#taken]) {
      this.#taken.delete(taken);
      const file = this.#files.get(key);
      if (file?.blocks.includes(taken)) {
        // Not free even if no other file has it: the guest is about to name it.
        this.#pending[taken] = 1;
        const free = this.#freeBlocks(1);
        if (free === undefined) {
          this.#removeFile(file);
          rejected.push({ user: file.user, name: file.name, reason: 'no room on the folder drive' });
        } else {
          const [block] = free;
          patches.push({ offset: (block << this.#bsh) * RECORD, bytes: content });
          this.#uncertain[block] = 1;
          this.#writeSlots({ ...file, blocks: file.blocks.map((b) => (b === taken ? block : b)) });
        }
      }
      this.#settle(taken);
      if (this.#ownersOf(taken).length === 0) this.#pending[taken] = 1;
    }
  }

  /** Patches for the directory sectors that are not as they should be. */
  #patchDirectory(patches: MediumPatch[]): void {
    this.#unpatched.clear();
    for (let sector = 0; sector < this.#directorySectors; sector++) {
      const wanted = this.#directory.subarray(sector * RECORD, (sector + 1) * RECORD);
      const present = this.medium.rawSector(sector)!;
      if (equal(wanted, present)) continue;
      if (!this.#stale.has(sector)) this.#stale.set(sector, present.slice());
      this.#searched[sector] = 0;
      if (this.#reading === sector) this.#reading = -1;
      patches.push({ offset: sector * RECORD, bytes: wanted.slice() });
    }
  }
}
