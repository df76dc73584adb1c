/**
 * A set of host files as a Commodore disk, kept in step both ways: what {@link FolderDisk} is for CP/M.
 *
 * The guest sees a disk of layout `large` (8 MiB) and uses it through the drive's DOS. Files are named by their keys
 * (`GAME,PRG`, see cbm-names.ts) in the `name` of a {@link CpmFileName}; the user is always 0.
 *
 * **Host to guest.** {@link CbmFolderDisk.update} turns new, changed and removed host files into patches of the image,
 * to be applied before the guest runs on. A channel that has such a file open goes on in the blocks that it knows.
 *
 * **Guest to host.** Each block that the guest writes is read for what it means to files, and the `host` function is
 * given the {@link FolderChange}s before the write is acknowledged; if it refuses, nothing is kept here and the drive
 * tells a write error. A file is on the host when its entry is closed; while the guest writes a file or appends to it,
 * the host has what was there before. Records of a relative file are on the host as they are written. Files of type DEL
 * are not on the host.
 */
import { CBM_DEL, CBM_ENTRIES, CBM_REL, CBM_TYPES, type CbmEntry, readCbmEntry } from './cbm-directory.ts';
import { blocksUpTo, CBM_BLOCK, CBM_DATA, CBM_FOLDER, CBM_LARGE, CbmDisk } from './cbm-disk.ts';
import { CbmError } from './cbm-errors.ts';
import { CbmFileSystem } from './cbm-fs.ts';
import { cbmKey, parseCbmKey } from './cbm-names.ts';
import type { CpmAttributes, CpmFileName } from './cpm-directory.ts';
import type {
  FolderChange,
  FolderHost,
  FolderPatches,
  FolderRejection,
  FolderSource,
  FolderUpdate,
} from './folder-changes.ts';
import type { MediumPatch } from './sector-image.ts';

const BLOCKS = blocksUpTo(CBM_LARGE, CBM_LARGE.tracks);
/** Blocks of a directory track that hold entries. */
const DIRECTORY = CBM_LARGE.directoryTrack;

/** A file that the host has. */
interface Known {
  readonly key: string;
  readonly locked: boolean;
  readonly firstTrack: number;
  readonly firstSector: number;
  readonly hostLength: number;
}

/** Where a block belongs. */
interface Owner {
  readonly slot: number;
  /** Which block of the file it is, from 0. */
  readonly position: number;
}

const name = (key: string): CpmFileName => ({ user: 0, name: key });
const attributes = (locked: boolean): CpmAttributes => ({ readOnly: locked, system: false, archived: false });

/** See the file header. */
export class CbmFolderDisk {
  readonly disk: CbmDisk;
  /** Files that did not fit when the disk was made. */
  readonly rejected: readonly FolderRejection[];
  readonly #host: FolderHost | undefined;
  /** Files of the host, by the number of their directory entry: index of the block × 8 + slot. */
  readonly #known = new Map<number, Known>();
  /** The same by key, made when it is asked for. */
  #byKey: Map<string, Known> | undefined;
  #owners: Map<number, Owner> | undefined;

  /**
   * @param options.title name of the disk, PETSCII
   * @param options.host does what guest writes mean; without it they are accepted and stay in the image
   */
  constructor(
    options: {
      readonly title?: string;
      readonly files?: readonly FolderSource[];
      readonly writeProtected?: boolean;
      readonly host?: FolderHost;
    } = {},
  ) {
    this.#host = options.host;
    const fresh = new CbmDisk({ layout: CBM_LARGE, base: new Uint8Array(BLOCKS * CBM_BLOCK), format: CBM_FOLDER });
    new CbmFileSystem(fresh).format((options.title ?? 'FOLDER').slice(0, 16), '00');
    this.rejected = put(new CbmFileSystem(fresh), { set: options.files ?? [] });
    this.disk = new CbmDisk({
      layout: CBM_LARGE,
      base: fresh.medium.content(),
      format: CBM_FOLDER,
      writeProtected: options.writeProtected ?? false,
    });
    this.#learn();
    this.medium.onWrite = (sector, offset, data) => this.#guestWrote(sector, offset - sector * CBM_BLOCK, data);
  }

  get medium(): CbmDisk['medium'] {
    return this.disk.medium;
  }

  /** What `machine.insert` takes. */
  get drive(): CbmDisk {
    return this.disk;
  }

  /** The files that the host has, with the length that each has there. */
  files(): (CpmFileName & CpmAttributes & { readonly hostLength: number })[] {
    return [...this.#known.values()].map(({ key, locked, hostLength }) => {
      return { ...name(key), ...attributes(locked), hostLength };
    });
  }

  /** Whether the guest sees this file of the host's. */
  has(file: CpmFileName): boolean {
    return this.#find(file.name) !== undefined;
  }

  /** The content that the host's file should have; undefined: no such file. */
  hostContent(file: CpmFileName): Uint8Array | undefined {
    const known = this.#find(file.name);
    return known === undefined ? undefined : this.#content(known.firstTrack, known.firstSector, undefined);
  }

  /** Bytes that new files can have. */
  get freeBytes(): number {
    return new CbmFileSystem(this.disk).freeBlocks * CBM_DATA;
  }

  /** Applies patches to the medium. */
  apply(patches: readonly MediumPatch[]): void {
    for (const { offset, bytes } of patches) this.medium.patch(offset, bytes);
  }

  /** Reads the directory anew, after the medium's overlay was restored. No changes are told to the host. */
  reload(): void {
    this.#learn();
  }

  /**
   * Takes over changes of the host's files.
   * Files that are as they were cause no patches.
   * @returns patches, to be applied at once, and the files that the guest cannot have. A file that cannot have its new
   * content keeps its old one.
   */
  update(changes: FolderUpdate): FolderPatches {
    if ((changes.set?.length ?? 0) + (changes.remove?.length ?? 0) === 0) return { patches: [], rejected: [] };
    // on a copy: what comes out of it is patches, which are inputs of the machine
    const copy = new CbmDisk({ layout: CBM_LARGE, base: this.medium.content(), format: CBM_FOLDER });
    const rejected = put(new CbmFileSystem(copy), changes);
    const patches = copy.medium.dirtySectors().map((sector) => ({
      offset: sector * CBM_BLOCK,
      bytes: copy.medium.rawSector(sector)!.slice(),
    }));
    this.#learn(copy);
    return { patches, rejected };
  }

  // ---------------------------------------------------------------- what is known

  #find(key: string): Known | undefined {
    if (this.#byKey === undefined) {
      this.#byKey = new Map();
      for (const known of this.#known.values()) if (!this.#byKey.has(known.key)) this.#byKey.set(known.key, known);
    }
    return this.#byKey.get(key);
  }

  /** Takes the directory as what the host has. */
  #learn(disk = this.disk): void {
    this.#known.clear();
    this.#byKey = undefined;
    this.#owners = undefined;
    try {
      for (const entry of new CbmFileSystem(disk).entries()) {
        const known = this.#present(entry, (track, sector) => disk.raw(track, sector));
        if (known !== undefined) this.#known.set(this.#number(entry), known);
      }
    } catch (error) {
      // a snapshot of a disk whose directory the guest has destroyed
      if (!(error instanceof CbmError)) throw error;
    }
  }

  #number(entry: { readonly track: number; readonly sector: number; readonly slot: number }): number {
    return this.disk.index(entry.track, entry.sector) * CBM_ENTRIES + entry.slot;
  }

  /** What an entry is to the host: undefined if it has no file for it. */
  #present(
    entry: CbmEntry | undefined,
    read: (track: number, sector: number) => Uint8Array | undefined,
  ): Known | undefined {
    if (entry === undefined || !entry.closed || entry.type === CBM_DEL || entry.type >= CBM_TYPES.length)
      return undefined;
    if (entry.name === '' || (entry.type === CBM_REL && (entry.recordLength < 1 || entry.recordLength > 254))) {
      return undefined;
    }
    const content = this.#content(entry.firstTrack, entry.firstSector, read);
    if (content === undefined) return undefined;
    return {
      key: cbmKey(entry.name, entry.type, entry.recordLength),
      locked: entry.locked,
      firstTrack: entry.firstTrack,
      firstSector: entry.firstSector,
      hostLength: content.length,
    };
  }

  /** Bytes of a chain; undefined if it is damaged. */
  #content(
    track: number,
    sector: number,
    read: ((track: number, sector: number) => Uint8Array | undefined) | undefined,
  ): Uint8Array | undefined {
    const parts: Uint8Array[] = [];
    let length = 0;
    let left = BLOCKS;
    while (track !== 0) {
      if (left-- === 0 || !this.disk.exists(track, sector)) return undefined;
      const block = read === undefined ? this.disk.raw(track, sector) : read(track, sector);
      if (block === undefined) return undefined;
      const end = block[0] === 0 ? Math.max(2, block[1] + 1) : CBM_BLOCK;
      parts.push(block.subarray(2, end));
      length += end - 2;
      track = block[0];
      sector = block[1];
    }
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #ownerOf(index: number): Owner | undefined {
    if (this.#owners === undefined) {
      this.#owners = new Map();
      for (const [slot, { firstTrack, firstSector }] of this.#known) {
        let track = firstTrack;
        let sector = firstSector;
        for (let position = 0; track !== 0 && position < BLOCKS && this.disk.exists(track, sector); position++) {
          this.#owners.set(this.disk.index(track, sector), { slot, position });
          const block = this.disk.raw(track, sector)!;
          track = block[0];
          sector = block[1];
        }
      }
    }
    return this.#owners.get(index);
  }

  // ---------------------------------------------------------------- the guest's writes

  #guestWrote(index: number, within: number, data: Uint8Array): boolean {
    const before = this.medium.rawSector(index)!;
    const after = before.slice();
    after.set(data, within);
    const first = this.disk.index(DIRECTORY, 1);
    const directory = index >= first && index < first + CBM_LARGE.sectorsOn(DIRECTORY) - 1;
    return directory ? this.#directoryWritten(index, before, after) : this.#dataWritten(index, before, after);
  }

  /** The disk as it will be. */
  #ahead(index: number, after: Uint8Array): (track: number, sector: number) => Uint8Array | undefined {
    return (track, sector) => (this.disk.index(track, sector) === index ? after : this.disk.raw(track, sector));
  }

  #directoryWritten(index: number, before: Uint8Array, after: Uint8Array): boolean {
    const sector = index - this.disk.index(DIRECTORY, 0);
    const read = this.#ahead(index, after);
    const changes: FolderChange[] = [];
    const news: [number, Known | undefined][] = [];
    for (let slot = 0; slot < CBM_ENTRIES; slot++) {
      const range = [slot * 32 + 2, slot * 32 + 32] as const;
      if (after.subarray(...range).every((byte, i) => byte === before[range[0] + i])) continue;
      const number = index * CBM_ENTRIES + slot;
      const old = this.#known.get(number);
      const entry = readCbmEntry(after, DIRECTORY, sector, slot);
      // while a file is open for writing, the host has what was there before
      if (entry !== undefined && !entry.closed) continue;
      const known = this.#present(entry, read);
      news.push([number, known]);
      if (known === undefined) {
        // an entry that was not closed is one that the guest has given up: what the host has is from before
        const closed = readCbmEntry(before, DIRECTORY, sector, slot)?.closed === true;
        if (old !== undefined && closed) changes.push({ kind: 'delete', file: name(old.key) });
        continue;
      }
      if (old !== undefined && old.key !== known.key) {
        changes.push({ kind: 'rename', from: name(old.key), to: name(known.key) });
      }
      const bytes = this.#content(known.firstTrack, known.firstSector, read)!;
      const same =
        old !== undefined &&
        old.hostLength === bytes.length &&
        old.firstTrack === known.firstTrack &&
        old.firstSector === known.firstSector &&
        readCbmEntry(before, DIRECTORY, sector, slot)?.closed === true;
      if (!same) changes.push({ kind: 'create', file: name(known.key), bytes });
      if ((old?.locked ?? false) !== known.locked) {
        changes.push({ kind: 'attributes', file: name(known.key), attributes: attributes(known.locked) });
      }
    }
    // what was deleted and is there again under another entry must not be deleted last
    changes.sort((a, b) => Number(a.kind !== 'delete') - Number(b.kind !== 'delete'));
    if (!this.#tell(changes)) return false;
    for (const [number, known] of news) {
      if (known === undefined) this.#known.delete(number);
      else this.#known.set(number, known);
    }
    if (news.length > 0) {
      this.#byKey = undefined;
      this.#owners = undefined;
    }
    return true;
  }

  #dataWritten(index: number, before: Uint8Array, after: Uint8Array): boolean {
    const owner = this.#ownerOf(index);
    if (owner === undefined) return true;
    const known = this.#known.get(owner.slot)!;
    const entryBlock = this.medium.rawSector(Math.floor(owner.slot / CBM_ENTRIES))!;
    const sector = Math.floor(owner.slot / CBM_ENTRIES) - this.disk.index(DIRECTORY, 0);
    const entry = readCbmEntry(entryBlock, DIRECTORY, sector, owner.slot % CBM_ENTRIES);
    if (entry === undefined || !entry.closed) return true;
    const file = name(known.key);
    if (before[0] === after[0] && before[1] === after[1]) {
      const end = after[0] === 0 ? Math.max(2, after[1] + 1) : CBM_BLOCK;
      const bytes = after.slice(2, end);
      if (bytes.every((byte, i) => byte === before[2 + i])) return true;
      return this.#tell([{ kind: 'write', file, offset: owner.position * CBM_DATA, bytes }]);
    }
    const bytes = this.#content(known.firstTrack, known.firstSector, this.#ahead(index, after));
    // a chain that leads nowhere is no reason to take the user's file away
    if (bytes === undefined) return true;
    if (!this.#tell([{ kind: 'create', file, bytes }])) return false;
    this.#known.set(owner.slot, { ...known, hostLength: bytes.length });
    this.#byKey = undefined;
    this.#owners = undefined;
    return true;
  }

  #tell(changes: readonly FolderChange[]): boolean {
    return changes.length === 0 || this.#host === undefined || this.#host(changes) !== false;
  }
}

/** Name that no file of a host has. */
const PASSING = '\0';

/** Puts files of the host on a disk and takes others away. @returns those that the guest cannot have */
function put(fs: CbmFileSystem, changes: FolderUpdate): FolderRejection[] {
  const rejected: FolderRejection[] = [];
  // read anew when something has changed: most files of a folder are as they were
  let entries: Map<string, CbmEntry> | undefined;
  const find = (key: string): CbmEntry | undefined => {
    const wanted = parseCbmKey(key);
    if (wanted === undefined) return undefined;
    if (entries === undefined) {
      entries = new Map();
      for (const entry of fs.entries()) {
        const place = `${entry.name},${entry.type}`;
        if (!entries.has(place)) entries.set(place, entry);
      }
    }
    return entries.get(`${wanted.name},${wanted.type}`);
  };
  for (const file of changes.remove ?? []) {
    const entry = find(file.name);
    if (entry?.closed !== true) continue;
    fs.deleteFile(entry);
    entries = undefined;
  }
  for (const file of changes.set ?? []) {
    const key = parseCbmKey(file.name);
    if (key === undefined) {
      rejected.push({ user: 0, name: file.name, reason: 'a name that no Commodore disk has' });
      continue;
    }
    const old = find(file.name);
    if (old?.closed === false) {
      rejected.push({ user: 0, name: file.name, reason: 'the guest is writing to it', passing: true });
      continue;
    }
    const reason = putFile(fs, file, key.name, key.type, key.recordLength, old);
    if (reason === SAME) continue;
    entries = undefined;
    if (reason !== '') rejected.push({ user: 0, name: file.name, reason });
  }
  return rejected;
}

/** The answer of {@link putFile} if nothing had to be done. */
const SAME = 'same';

/** @returns why the guest cannot have the file, empty if it has it, or {@link SAME} */
function putFile(
  fs: CbmFileSystem,
  file: FolderSource,
  title: string,
  type: number,
  recordLength: number,
  old: CbmEntry | undefined,
): string {
  const need = (length: number): number => Math.ceil(length / CBM_DATA) + Math.ceil(length / CBM_DATA / 120);
  const room = (length: number): boolean => need(length) <= fs.freeBlocks + (old?.blocks ?? 0);
  if (file.length !== undefined && !room(file.length)) return 'there is no room for it on the disk';
  let bytes: Uint8Array;
  try {
    bytes = typeof file.bytes === 'function' ? file.bytes() : file.bytes;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (old !== undefined && isSame(fs, old, type, recordLength, bytes)) {
    if (old.locked === (file.readOnly ?? false)) return SAME;
    fs.putEntry({ ...old, locked: file.readOnly ?? false });
    return '';
  }
  if (!room(bytes.length)) return 'there is no room for it on the disk';
  try {
    let entry: CbmEntry;
    if (old !== undefined && need(bytes.length) + 1 < fs.freeBlocks) {
      // the new content gets blocks of its own: a channel may be reading the old ones
      const fresh = fs.writeFile(PASSING, type, bytes, recordLength);
      fs.removeEntry(fresh);
      entry = { ...fresh, track: old.track, sector: old.sector, slot: old.slot, field: old.field, name: old.name };
      fs.putEntry(entry);
      fs.freeChain(old.firstTrack, old.firstSector);
      if (old.type === CBM_REL) fs.freeChain(old.sideTrack, old.sideSector);
    } else {
      if (old !== undefined) fs.deleteFile(old);
      entry = fs.writeFile(title, type, bytes, recordLength);
    }
    if (file.readOnly === true) fs.putEntry({ ...entry, locked: true });
  } catch (error) {
    if (!(error instanceof CbmError)) throw error;
    return error.code === 63 ? 'another file of the same name is there' : error.what;
  }
  return '';
}

/** Whether a file on the disk has this type and content. */
function isSame(fs: CbmFileSystem, entry: CbmEntry, type: number, recordLength: number, bytes: Uint8Array): boolean {
  if (entry.type !== type || (type === CBM_REL && entry.recordLength !== recordLength)) return false;
  try {
    const there = fs.readFile(entry);
    return there.length === bytes.length && there.every((byte, i) => byte === bytes[i]);
  } catch (error) {
    // its chain is damaged
    if (!(error instanceof CbmError)) throw error;
    return false;
  }
}
