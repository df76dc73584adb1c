/**
 * The file system of CP/M 2.2 on a disk: list, read, write, delete, rename, format, check.
 *
 * For tools on the host's side; a guest has its own BDOS. Nothing is cached, so every call sees the disk as it is.
 * Directories full of nonsense are listed as far as they make sense and {@link CpmFileSystem.check} tells the rest.
 *
 * Sources: CP/M 2.2 Operating System Manual, section 5; cpmtools manual page cpm(5).
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
import { type CpmDrive, DISK_DONE, RECORD } from './cpm-drive.ts';
import { MediaError } from './errors.ts';

/** A file as {@link CpmFileSystem.list} gives it. */
export interface CpmFile extends CpmFileName, CpmAttributes {
  /** 128-byte records up to the end of the file, holes included. */
  readonly records: number;
  /** records × 128. */
  readonly bytes: number;
  /** Allocated blocks. */
  readonly blocks: number;
  /** Directory entries. */
  readonly entries: number;
}

/** What is wrong with a disk. */
export type ProblemKind =
  | 'unreadable-directory'
  | 'bad-entry'
  | 'block-out-of-range'
  | 'block-in-directory'
  | 'cross-linked'
  | 'duplicate-extent'
  | 'missing-extent'
  | 'record-without-block';

/** One finding of {@link CpmFileSystem.check}. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Index of the directory entry, −1 if it concerns no single one. */
  readonly entry: number;
  readonly message: string;
}

/** Room on a disk. */
export interface CpmSpace {
  readonly blockSize: number;
  /** Blocks for files, used or not. */
  readonly blocks: number;
  readonly freeBlocks: number;
  readonly entries: number;
  readonly freeEntries: number;
}

export interface WriteOptions extends Partial<CpmAttributes> {
  /** Fills the last record, default 1Ah. */
  readonly padding?: number;
  /** Take blocks from the end of the disk. Default `false`. */
  readonly fromTop?: boolean;
}

interface Gathered {
  readonly first: DirectoryEntry;
  readonly entries: DirectoryEntry[];
}

/** See the file header. Every method works on the medium at once. */
export class CpmFileSystem {
  readonly drive: CpmDrive;

  constructor(drive: CpmDrive) {
    this.drive = drive;
  }

  /** Bytes in a block. */
  get blockSize(): number {
    return RECORD << this.drive.dpb.bsh;
  }

  /**
   * Makes the disk empty: fills the directory, or with `whole` all of the disk, system tracks included, with E5h.
   * @throws MediaError if the disk is write-protected or a record cannot be written
   */
  format(whole = false): void {
    const { dpb, format } = this.drive;
    const blank = new Uint8Array(RECORD).fill(FREE);
    if (whole) {
      for (let track = 0; track < format.tracks; track++) {
        for (let sector = 1; sector <= dpb.spt; sector++) {
          if (this.drive.writeRecord(track, sector, blank) !== DISK_DONE) this.#writeFailed(`track ${track}`);
        }
      }
    } else {
      for (let record = 0; record < reservedBlocks(dpb) << dpb.bsh; record++) this.#write(record, blank);
    }
  }

  /** The files, by user number and name. Never throws. */
  list(): CpmFile[] {
    const files: CpmFile[] = [];
    for (const { first, entries } of this.#gather(this.#directory()).values()) {
      const records = Math.max(...entries.map(recordsUpTo));
      const { user, name, readOnly, system, archived } = first;
      const blocks = new Set(entries.flatMap((entry) => entry.blocks.filter((block) => block !== 0))).size;
      files.push({
        user,
        name,
        readOnly,
        system,
        archived,
        records,
        bytes: records * RECORD,
        blocks,
        entries: entries.length,
      });
    }
    return files.sort((a, b) => a.user - b.user || (a.name < b.name ? -1 : 1));
  }

  /** The entry of a file in {@link list}, or `undefined`. */
  find(name: string, user = 0): CpmFile | undefined {
    return this.list().find((file) => file.name === name && file.user === user);
  }

  /** What room there is. Never throws. */
  space(): CpmSpace {
    const { dpb } = this.drive;
    const directory = this.#directory();
    let freeEntries = 0;
    for (let i = 0; i <= dpb.drm; i++) if (directory[i * ENTRY] === FREE) freeEntries++;
    const used = this.#used(directory, undefined);
    let freeBlocks = 0;
    for (let block = 0; block <= dpb.dsm; block++) freeBlocks += 1 - used[block];
    const blocks = dpb.dsm + 1 - reservedBlocks(dpb);
    return { blockSize: this.blockSize, blocks, freeBlocks, entries: dpb.drm + 1, freeEntries };
  }

  /**
   * The content of a file in whole records. Holes read as 00h.
   * @throws MediaError if there is no such file, or it cannot be read as a whole (unless `tolerant`: then what cannot be
   * read is E5h)
   */
  readFile(name: string, user = 0, options: { readonly tolerant?: boolean } = {}): Uint8Array {
    const { dpb } = this.drive;
    const found = this.#gather(this.#directory()).get(fileKey({ user, name }));
    if (found === undefined) this.#notFound(name, user);
    const records = Math.max(...found.entries.map(recordsUpTo));
    const data = new Uint8Array(records * RECORD);
    for (const entry of found.entries) {
      const start = firstBlock(entry, dpb);
      const count = Math.min(blocksPerEntry(dpb), entry.blocks.length);
      for (let i = 0; i < count; i++) {
        const block = entry.blocks[i];
        if (block === 0) continue;
        for (let r = 0; r <= dpb.blm; r++) {
          const record = ((start + i) << dpb.bsh) + r;
          if (record >= records) break;
          const good =
            block <= dpb.dsm && this.drive.readLogical((block << dpb.bsh) + r, data, record * RECORD) === DISK_DONE;
          if (good) continue;
          if (options.tolerant !== true) {
            throw new MediaError(
              block > dpb.dsm
                ? `directory entry ${entry.index} names block ${block}, the disk ends with block ${dpb.dsm}`
                : `record ${record} of the file cannot be read`,
              { where: `${user}:${name}`, hint: 'Check the disk; the rest of the file can be had by a tolerant read' },
            );
          }
          data.fill(FREE, record * RECORD, (record + 1) * RECORD);
        }
      }
    }
    return data;
  }

  /**
   * Writes a file, in place of one of the same name. The new content is on the disk before the old entries go.
   * @throws MediaError for a name that CP/M does not allow, a read-only file, or too little room; nothing changes then
   */
  writeFile(name: string, content: Uint8Array, user = 0, options: WriteOptions = {}): void {
    const { dpb } = this.drive;
    const where = `${user}:${name}`;
    this.#checkName(name, user);
    if (this.drive.medium.writeProtected) throw new MediaError('the disk is write-protected', { where });
    const directory = this.#directory();
    const old = this.#gather(directory).get(fileKey({ user, name }));
    if (old?.first.readOnly)
      throw new MediaError('the file is read-only', { where, hint: 'Clear its attribute first' });
    const records = Math.ceil(content.length / RECORD);
    const needed = Math.ceil(records / (dpb.blm + 1));
    const room = Math.min(65536, (dpb.dsm + 1 - reservedBlocks(dpb)) << dpb.bsh);
    if (records > room) {
      throw new MediaError(`${content.length} bytes are more than the disk can hold, ${room * RECORD}`, { where });
    }

    // Blocks of the old file come last: they are taken only if the disk is that full.
    const used = this.#used(directory, undefined);
    const usedByOthers = this.#used(directory, old);
    const fresh: number[] = [];
    const reused: number[] = [];
    for (let block = 0; block <= dpb.dsm; block++) {
      if (used[block] === 0) fresh.push(block);
      else if (usedByOthers[block] === 0) reused.push(block);
    }
    if (options.fromTop === true) fresh.reverse();
    const free = [...fresh, ...reused];
    if (free.length < needed) {
      throw new MediaError(`no room: ${needed} blocks of ${this.blockSize} bytes needed, ${free.length} free`, {
        where,
      });
    }
    const blocks = free.slice(0, needed);

    const slots: number[] = [];
    const count = entriesNeeded(records, dpb);
    for (let i = 0; i <= dpb.drm && slots.length < count; i++) if (directory[i * ENTRY] === FREE) slots.push(i);
    for (const entry of old?.entries ?? []) if (slots.length < count) slots.push(entry.index);
    if (slots.length < count) {
      throw new MediaError(`no room in the directory: ${count} entries needed, ${slots.length} free`, { where });
    }

    const record = new Uint8Array(RECORD);
    for (let r = 0; r < records; r++) {
      record.fill(options.padding ?? EOF_BYTE);
      record.set(content.subarray(r * RECORD, (r + 1) * RECORD));
      this.#write((blocks[r >> dpb.bsh] << dpb.bsh) + (r & dpb.blm), record);
    }
    const next = directory.slice();
    for (const entry of old?.entries ?? []) next.fill(FREE, entry.index * ENTRY, (entry.index + 1) * ENTRY);
    const { readOnly = false, system = false, archived = false } = options;
    const entries = writeEntries({ user, name, readOnly, system, archived }, records, blocks, dpb);
    for (const [i, entry] of entries.entries()) next.set(entry, slots[i] * ENTRY);
    this.#updateDirectory(directory, next);
  }

  /** Deletes a file. @throws MediaError if there is none or it is read-only */
  delete(name: string, user = 0): void {
    const directory = this.#directory();
    const found = this.#gather(directory).get(fileKey({ user, name }));
    if (found === undefined) this.#notFound(name, user);
    if (found.first.readOnly) throw new MediaError('the file is read-only', { where: `${user}:${name}` });
    const next = directory.slice();
    // As the BDOS does it: the entry stays, only its first byte says that it is free.
    for (const entry of found.entries) next[entry.index * ENTRY] = FREE;
    this.#updateDirectory(directory, next);
  }

  /** Gives a file another name or user number. @throws MediaError if there is none, or one of the new name */
  rename(name: string, to: string, user = 0, toUser = user): void {
    this.#checkName(to, toUser);
    const directory = this.#directory();
    const files = this.#gather(directory);
    const found = files.get(fileKey({ user, name }));
    if (found === undefined) this.#notFound(name, user);
    if (name === to && user === toUser) return;
    if (files.has(fileKey({ user: toUser, name: to }))) {
      throw new MediaError('a file of this name exists', {
        where: `${toUser}:${to}`,
        hint: 'Delete or rename it first',
      });
    }
    const next = directory.slice();
    const bytes = nameBytes(to)!;
    for (const entry of found.entries) {
      next[entry.index * ENTRY] = toUser;
      for (let i = 0; i < 11; i++) {
        const at = entry.index * ENTRY + 1 + i;
        next[at] = bytes[i] | (directory[at] & 0x80);
      }
    }
    this.#updateDirectory(directory, next);
  }

  /** Sets attributes of a file; those not given stay. @throws MediaError if there is no such file */
  setAttributes(name: string, attributes: Partial<CpmAttributes>, user = 0): void {
    const directory = this.#directory();
    const found = this.#gather(directory).get(fileKey({ user, name }));
    if (found === undefined) this.#notFound(name, user);
    const next = directory.slice();
    for (const entry of found.entries) {
      for (const [offset, value] of [
        [9, attributes.readOnly],
        [10, attributes.system],
        [11, attributes.archived],
      ] as const) {
        const at = entry.index * ENTRY + offset;
        if (value !== undefined) next[at] = (next[at] & 0x7f) | (value ? 0x80 : 0);
      }
    }
    this.#updateDirectory(directory, next);
  }

  /** Everything that is wrong with the disk; empty if nothing is. Never throws. */
  check(): Problem[] {
    const { dpb } = this.drive;
    const problems: Problem[] = [];
    const add = (kind: ProblemKind, entry: number, message: string): void => {
      problems.push({ kind, entry, message });
    };
    const bad: number[] = [];
    const directory = this.#directory(bad);
    for (const record of bad) add('unreadable-directory', record * 4, `directory record ${record} cannot be read`);
    const owner = new Map<number, DirectoryEntry>();
    const reserved = reservedBlocks(dpb);
    const perEntry = blocksPerEntry(dpb);
    const files = new Map<string, Map<number, DirectoryEntry>>();
    for (let index = 0; index <= dpb.drm; index++) {
      const reading = readEntry(directory, index, dpb);
      if (reading.kind === 'bad') add('bad-entry', index, `entry ${index}: ${reading.reason}`);
      if (reading.kind !== 'file') continue;
      const entry = reading.entry;
      const label = `entry ${index}, ${fileKey(entry)}`;
      for (const block of entry.blocks) {
        if (block === 0) continue;
        if (block > dpb.dsm) {
          add('block-out-of-range', index, `${label}: block ${block}, the disk ends with block ${dpb.dsm}`);
        } else if (block < reserved) {
          add('block-in-directory', index, `${label}: block ${block} belongs to the directory`);
        } else if (owner.has(block)) {
          const other = owner.get(block)!;
          add('cross-linked', index, `${label}: block ${block} belongs to entry ${other.index}, ${fileKey(other)} too`);
        } else {
          owner.set(block, entry);
        }
      }
      const inEntry = recordsUpTo(entry) - (firstBlock(entry, dpb) << dpb.bsh);
      for (let i = 0; i < perEntry && i << dpb.bsh < inEntry; i++) {
        if (entry.blocks[i] === 0) {
          add(
            'record-without-block',
            index,
            `${label}: no block for record ${(firstBlock(entry, dpb) + i) << dpb.bsh}`,
          );
          break;
        }
      }
      const physical = Math.floor(entry.extent / (dpb.exm + 1));
      const known = files.get(fileKey(entry)) ?? new Map<number, DirectoryEntry>();
      files.set(fileKey(entry), known);
      if (known.has(physical)) {
        add(
          'duplicate-extent',
          index,
          `${label}: extent ${entry.extent} is in entry ${known.get(physical)!.index} too`,
        );
      } else {
        known.set(physical, entry);
      }
    }
    for (const known of files.values()) {
      const last = Math.max(...known.keys());
      for (let physical = 0; physical < last; physical++) {
        if (known.has(physical)) continue;
        const entry = known.get(last)!;
        add('missing-extent', entry.index, `${fileKey(entry)}: extent ${physical * (dpb.exm + 1)} is missing`);
        break;
      }
    }
    return problems;
  }

  #notFound(name: string, user: number): never {
    throw new MediaError('there is no such file on the disk', { where: `${user}:${name}` });
  }

  #writeFailed(where: string): never {
    throw new MediaError(
      this.drive.medium.writeProtected ? 'the disk is write-protected' : 'the disk cannot be written',
      {
        where,
      },
    );
  }

  #checkName(name: string, user: number): void {
    if (!Number.isInteger(user) || user < 0 || user > 15) {
      throw new MediaError(`user number ${user}`, { where: name, hint: 'Allowed: 0 to 15' });
    }
    if (nameBytes(name) === undefined) {
      throw new MediaError(`'${name.slice(0, 64)}' is not a CP/M file name`, {
        hint: 'Up to 8 characters, a dot, up to 3; no blanks and none of < > . , ; : = ? * [ ]',
      });
    }
  }

  /** The directory; records that cannot be read are E5h and their numbers are put into `bad`. */
  #directory(bad: number[] = []): Uint8Array {
    const records = (this.drive.dpb.drm + 4) >> 2;
    const bytes = new Uint8Array(records * RECORD).fill(FREE);
    for (let record = 0; record < records; record++) {
      if (this.drive.readLogical(record, bytes, record * RECORD) !== DISK_DONE) bad.push(record);
    }
    return bytes;
  }

  #gather(directory: Uint8Array): Map<string, Gathered> {
    const files = new Map<string, Gathered>();
    for (let index = 0; index <= this.drive.dpb.drm; index++) {
      const reading = readEntry(directory, index, this.drive.dpb);
      if (reading.kind !== 'file') continue;
      const key = fileKey(reading.entry);
      const known = files.get(key);
      if (known === undefined) files.set(key, { first: reading.entry, entries: [reading.entry] });
      else known.entries.push(reading.entry);
    }
    return files;
  }

  /** 1 for each block in use, by the directory or a file other than `except`. */
  #used(directory: Uint8Array, except: Gathered | undefined): Uint8Array {
    const { dpb } = this.drive;
    const used = new Uint8Array(dpb.dsm + 1);
    used.fill(1, 0, reservedBlocks(dpb));
    for (let index = 0; index <= dpb.drm; index++) {
      const reading = readEntry(directory, index, dpb);
      if (reading.kind !== 'file' || except?.entries.some((entry) => entry.index === index)) continue;
      for (const block of reading.entry.blocks) if (block <= dpb.dsm) used[block] = 1;
    }
    return used;
  }

  #write(record: number, bytes: Uint8Array): void {
    if (this.drive.writeLogical(record, bytes) !== DISK_DONE) this.#writeFailed(`record ${record}`);
  }

  #updateDirectory(before: Uint8Array, after: Uint8Array): void {
    for (let record = 0; record < after.length / RECORD; record++) {
      const at = record * RECORD;
      for (let i = 0; i < RECORD; i++) {
        if (before[at + i] !== after[at + i]) {
          this.#write(record, after.subarray(at, at + RECORD));
          break;
        }
      }
    }
  }
}
