/**
 * A folder of the host as a drive, live in both directions. What file system the guest finds there is a choice: see
 * folder-systems.ts.
 *
 * The files of the folder are the guest's. On CP/M they are those of user 0, and the files of the subfolders `1` … `15`
 * those of these users; such a subfolder is made when the guest makes a file there. Everything else is left out, with a
 * note: other subfolders, links (never followed), devices, FIFOs, sockets, hidden files, files that are too large or for
 * which there is no room.
 *
 * Files that the guest makes are written whole under a temporary name and renamed; records that it changes are written
 * in place. A change that the host cannot do is a write error for the guest, and a note for the user. Between looking
 * at a path and using it another process of the host could exchange a folder for a link; each file is opened without
 * following links and its folder is checked each time, which leaves only the exchange within one operation.
 */
import { type BigIntStats, constants } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type CpmFileName,
  type DiskMedium,
  type FolderChange,
  type FolderDisk,
  type FolderRejection,
  type FolderSource,
  fileKey,
  MediaError,
  type MediumPatch,
  type NameNote,
} from '@backplane/media';
import {
  FOLDER_SYSTEMS,
  type FolderDiskOf,
  type FolderNames,
  type FolderSystem,
  type FolderSystemName,
  type GuestDisk,
} from './folder-systems.ts';
import {
  errorCode,
  errorWords,
  HOST_FILES,
  type HostFiles,
  kindOf,
  OPEN_NEW,
  OPEN_READ,
  OPEN_WRITE,
  readAll,
  writeAll,
} from './host-files.ts';

export interface HostFolderOptions {
  /** The guest cannot write. Default: only if the folder is not writable. */
  readonly readOnly?: boolean;
  /** Names of new host files are in lower case, where the file system leaves the choice (`cpm`). Default `true`. */
  readonly lowerCase?: boolean;
  /** Names of host files which come first if there is not room for all. */
  readonly priority?: readonly string[];
  /** Told of each new note. */
  readonly note?: (note: NameNote) => void;
  /** Ask the host to report changes, besides looking for them. Default `true`. */
  readonly watch?: boolean;
  readonly host?: HostFiles;
  /** Milliseconds, for deciding when to look for changes again. */
  readonly now?: () => number;
}

/** The folder drive. */
export interface HostFolder<Disk extends GuestDisk = FolderDisk> {
  /** The real path. */
  readonly path: string;
  readonly disk: Disk;
  readonly medium: DiskMedium;
  /** What `machine.insert` takes. */
  readonly drive: Disk['drive'];
  /** What the user should know, in the order in which it came up. */
  readonly notes: readonly NameNote[];
  /**
   * Looks for changes on the host, if there is a sign of one or it is time; cheap otherwise. For the run loop, between
   * two slices.
   * @param force look in any case
   * @returns patches of the medium, to be applied as input before the guest runs on
   */
  poll(force?: boolean): readonly MediumPatch[];
  /** After the medium's overlay was restored from a saved state: patches that make it the folder as it is now. */
  resync(): readonly MediumPatch[];
  /** Ends it; later writes of the guest are refused. */
  close(): void;
}

/** What shows that a file has changed. */
interface Signature {
  readonly size: bigint;
  readonly mtime: bigint;
  readonly ino: bigint;
  readonly mode: bigint;
  /** So young that another change could leave the same time. */
  readonly racy: boolean;
}

/** Names of a folder that are looked at; CP/M has room for 1024, a Commodore disk for 2040. */
const MOST_NAMES = 4096;
/** Notes about files without room, one each, before the rest is told as a number. */
const MOST_NOTES = 50;
/** Between two looks when the host reports changes, and when it does not. */
const SCAN_AFTER_SIGN_MS = 100;
const SCAN_ALWAYS_MS = 1000;
/** The coarsest file times are those of FAT. */
const RACY_MS = 2000;

/** A file that the guest could see. */
interface Found {
  readonly file: CpmFileName;
  readonly signature: Signature;
}

/** Something that the guest asked for and the host cannot do. */
class Refusal extends Error {}

class Folder<Disk extends GuestDisk> implements HostFolder<Disk> {
  readonly path: string;
  readonly disk: Disk;
  readonly notes: NameNote[] = [];

  readonly #system: FolderSystem<Disk>;
  readonly #options: HostFolderOptions;
  readonly #host: HostFiles;
  readonly #identity: string;
  readonly #names: readonly FolderNames[];
  /** Files as they were when guest and host were last the same. */
  readonly #known = new Map<string, Signature>();
  /** Files that the guest cannot have, as they were when this was found. */
  readonly #refused = new Map<string, Signature>();
  /** Host names that files of the guest had before: an editor that replaces a file gives its name back. */
  readonly #former = new Map<string, string>();
  readonly #told = new Set<string>();
  readonly #watchers = new Map<number, { close(): void }>();
  #sign = false;
  #lastScan = 0;
  #temporary = 0;
  #closed = false;

  constructor(path: string, system: FolderSystem<Disk>, options: HostFolderOptions) {
    this.#system = system;
    this.#options = options;
    this.#host = options.host ?? HOST_FILES;
    try {
      this.path = this.#host.realpathSync(path);
      const stat = this.#host.lstatSync(this.path);
      if (!stat.isDirectory()) {
        throw new MediaError(`this is ${kindOf(stat)}, not a folder`, {
          where: path,
          hint: 'Give a folder for the drive',
        });
      }
      this.#identity = `${stat.dev}:${stat.ino}`;
      this.#host.readdirSync(this.path);
    } catch (error) {
      if (error instanceof MediaError) throw error;
      throw new MediaError(`the folder cannot be opened: ${errorWords(error)}`, { where: path });
    }
    const lowerCase = options.lowerCase ?? true;
    const reserved = (name: string): boolean => this.#isUserFolder(name);
    this.#names = Array.from({ length: system.users }, (_, user) =>
      system.names(user === 0 ? { lowerCase, reserved } : { lowerCase }),
    );
    let readOnly = options.readOnly ?? false;
    if (!readOnly && !this.#writable(this.path)) {
      readOnly = true;
      this.#note({ host: path, guest: '', reason: 'the folder cannot be written, so the drive is write-protected' });
    }
    const first = this.#scan() ?? new Map<string, Found>();
    for (const [key, { signature }] of first) this.#known.set(key, signature);
    this.disk = system.disk({
      title: basename(this.path),
      files: [...first.values()].map(({ file, signature }) => this.#source(file, signature)),
      writeProtected: readOnly,
      host: (changes) => this.#apply(changes),
    });
    this.#refuseAll(this.disk.rejected, first);
    this.#lastScan = this.#now();
    this.#watch();
  }

  get medium(): DiskMedium {
    return this.disk.medium;
  }

  get drive(): Disk['drive'] {
    return this.disk.drive;
  }

  poll(force = false): readonly MediumPatch[] {
    if (this.#closed) return [];
    const now = this.#now();
    const wait = this.#sign ? SCAN_AFTER_SIGN_MS : SCAN_ALWAYS_MS;
    if (!force && now - this.#lastScan < wait) return [];
    this.#sign = false;
    this.#lastScan = now;
    const found = this.#scan();
    if (found === undefined) return [];
    const set: FolderSource[] = [];
    for (const [key, { file, signature }] of found) {
      const known = this.#known.get(key) ?? this.#refused.get(key);
      // the guest may have lost a file that it began to write and gave up
      const there = this.disk.has(file) || this.#refused.has(key);
      if (known !== undefined && there && !known.racy && this.#same(known, signature)) continue;
      set.push(this.#source(file, signature));
    }
    const remove = this.disk.files().filter((file) => !found.has(fileKey(file)));
    for (const file of remove) this.#forget(file);
    for (const key of this.#refused.keys()) if (!found.has(key)) this.#refused.delete(key);
    for (const file of set) this.#refused.delete(fileKey(file));
    const { patches, rejected } = this.disk.update({ set, remove });
    for (const [key, { file, signature }] of found) {
      if (this.disk.has(file) && !this.#refused.has(key)) this.#known.set(key, signature);
    }
    this.#refuseAll(rejected, found);
    if (this.#options.watch !== false) this.#watch();
    return patches;
  }

  resync(): readonly MediumPatch[] {
    this.disk.reload();
    this.#known.clear();
    this.#refused.clear();
    return this.poll(true);
  }

  close(): void {
    this.#closed = true;
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  // ── looking at the host ───────────────────────────────────────────────────────────────────────────────────────────

  #now(): number {
    return (this.#options.now ?? performance.now.bind(performance))();
  }

  #note(note: NameNote): void {
    const key = `${note.host}\0${note.reason}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.notes.push(note);
    this.#options.note?.(note);
  }

  /** The guest cannot have these files of the host's as they are now. What it has of them may be older: not to be written. */
  #refuseAll(rejected: readonly FolderRejection[], found: ReadonlyMap<string, Found>): void {
    for (const [i, { user, name, reason, passing = false }] of rejected.entries()) {
      const key = fileKey({ user, name });
      const signature = found.get(key)?.signature;
      const known = this.#known.get(key);
      // the guest changes what the host still has
      if (passing && known !== undefined && signature !== undefined && this.#same(known, signature)) continue;
      this.#known.delete(key);
      if (signature !== undefined) this.#refused.set(key, { ...signature, racy: passing });
      if (i < MOST_NOTES) this.#note({ host: this.#shown({ user, name }), guest: '', reason });
    }
    const more = rejected.length - MOST_NOTES;
    if (more > 0)
      this.#note({ host: this.path, guest: '', reason: `${more} more files are left out for want of room` });
  }

  /** The host's path of a file from the folder on, for notes. */
  #shown(file: CpmFileName): string {
    const name = this.#names[file.user].hostFor(file.name);
    return file.user === 0 ? name : join(String(file.user), name);
  }

  #writable(path: string): boolean {
    try {
      this.#host.accessSync(path, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  }

  #watch(): void {
    if (this.#options.watch === false) return;
    for (let user = 0; user < this.#system.users; user++) {
      if (this.#watchers.has(user)) continue;
      const path = user === 0 ? this.path : this.#userFolder(user);
      if (path === undefined) continue;
      try {
        const watcher = this.#host.watch(path, { persistent: false }, () => {
          this.#sign = true;
        });
        watcher.on('error', () => {
          watcher.close();
          this.#watchers.delete(user);
        });
        this.#watchers.set(user, watcher);
      } catch {
        // The host cannot watch here, or has no watches left: the regular look remains.
      }
    }
  }

  /** Whether a subfolder of this name is a user's. */
  #isUserFolder(name: string): boolean {
    return /^[1-9][0-9]?$/.test(name) && Number(name) < this.#system.users;
  }

  /** Path of a user's subfolder if there is one. */
  #userFolder(user: number): string | undefined {
    const path = join(this.path, String(user));
    try {
      return this.#host.lstatSync(path).isDirectory() ? path : undefined;
    } catch {
      return undefined;
    }
  }

  #signature(stat: { size: bigint; mtimeNs: bigint; ino: bigint; mode: bigint; mtimeMs: bigint }): Signature {
    const { size, mtimeNs, ino, mode } = stat;
    return { size, mtime: mtimeNs, ino, mode, racy: Math.abs(Date.now() - Number(stat.mtimeMs)) < RACY_MS };
  }

  #same(a: Signature, b: Signature): boolean {
    return a.size === b.size && a.mtime === b.mtime && a.ino === b.ino && a.mode === b.mode;
  }

  /** The files that the guest could see, or `undefined` if the folder cannot be read now. */
  #scan(): Map<string, Found> | undefined {
    const found = new Map<string, Found>();
    for (let user = 0; user < this.#system.users; user++) {
      const folder = user === 0 ? this.path : this.#userFolder(user);
      if (folder === undefined) continue;
      let names: string[];
      try {
        if (user === 0) this.#checkFolder();
        names = this.#host.readdirSync(folder);
      } catch (error) {
        const reason = error instanceof Refusal ? error.message : errorWords(error);
        this.#note({ host: folder, guest: '', reason: `the folder cannot be read: ${reason}` });
        if (user === 0) return undefined;
        // The files are still there, as far as anybody knows.
        for (const [key, signature] of this.#known) {
          if (key.startsWith(`${user}:`))
            found.set(key, { file: { user, name: key.slice(key.indexOf(':') + 1) }, signature });
        }
        continue;
      }
      this.#scanFolder(user, folder, names, found);
    }
    return found;
  }

  #scanFolder(user: number, folder: string, names: readonly string[], found: Map<string, Found>): void {
    const map = this.#names[user];
    const shown = (name: string): string => (user === 0 ? name : join(String(user), name));
    const priority = new Set((this.#options.priority ?? []).map((name) => name.toLowerCase()));
    const rank = (name: string): number =>
      map.guestOf(name) !== undefined ? 0 : priority.has(name.toLowerCase()) ? 1 : 2;
    const sorted = [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    const files: { name: string; signature: Signature }[] = [];
    let examined = 0;
    for (const name of sorted) {
      if (examined++ >= MOST_NAMES) {
        const reason = `${sorted.length - MOST_NAMES} more files of the folder are left out`;
        this.#note({ host: folder, guest: '', reason });
        break;
      }
      if (name.startsWith('.')) {
        if (!name.startsWith('.backplane-')) this.#note({ host: shown(name), guest: '', reason: 'hidden file' });
        continue;
      }
      let stat: BigIntStats;
      try {
        stat = this.#lstat(join(folder, name));
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') this.#note({ host: shown(name), guest: '', reason: errorWords(error) });
        continue;
      }
      if (stat.isDirectory()) {
        if (user !== 0 || !this.#isUserFolder(name)) this.#note({ host: shown(name), guest: '', reason: 'a folder' });
      } else if (!stat.isFile()) {
        const reason = stat.isSymbolicLink() ? 'a symbolic link, which is not followed' : kindOf(stat);
        this.#note({ host: shown(name), guest: '', reason });
      } else {
        files.push({ name, signature: this.#signature(stat) });
      }
    }
    for (const note of map.add(files.map((file) => file.name))) this.#note({ ...note, host: shown(note.host) });
    for (const { name, signature } of files) {
      const guest = map.guestOf(name);
      if (guest === undefined) continue;
      const file = { user, name: guest };
      found.set(fileKey(file), { file, signature });
    }
  }

  #lstat(path: string): BigIntStats {
    return this.#host.lstatSync(path, { bigint: true });
  }

  /** The folder must still be the one that was opened. @throws Refusal */
  #checkFolder(): void {
    let identity = '';
    try {
      const stat = this.#host.lstatSync(this.path);
      if (stat.isDirectory()) identity = `${stat.dev}:${stat.ino}`;
    } catch (error) {
      throw new Refusal(errorWords(error));
    }
    if (identity !== this.#identity) throw new Refusal('it is not the folder that was opened');
  }

  #source(file: CpmFileName, signature: Signature): FolderSource {
    const path = this.#pathOf(file);
    return {
      ...file,
      length: Number(signature.size),
      readOnly: (signature.mode & 0o222n) === 0n || !this.#writable(path),
      bytes: () => this.#read(path, signature.size),
    };
  }

  /** @throws Error whose message is the reason for a note */
  #read(path: string, size: bigint): Uint8Array {
    const { largest, largestWords } = this.#system;
    if (size > BigInt(largest)) throw new Error(`it is ${size} bytes long, ${largestWords}`);
    let fd = -1;
    try {
      fd = this.#host.openSync(path, OPEN_READ);
      const stat = this.#host.fstatSync(fd);
      if (!stat.isFile()) throw new Error(`it is ${kindOf(stat)}`);
      return readAll(this.#host, fd, 0, Math.min(stat.size, largest + 1));
    } catch (error) {
      throw new Error(`it cannot be read: ${errorWords(error)}`);
    } finally {
      if (fd >= 0) this.#host.closeSync(fd);
    }
  }

  #forget(file: CpmFileName): void {
    const key = fileKey(file);
    this.#known.delete(key);
    const host = this.#names[file.user].hostOf(file.name);
    if (host !== undefined) this.#names[file.user].deleteHost(host);
  }

  // ── doing what the guest wants ────────────────────────────────────────────────────────────────────────────────────

  /** Path of a file of the guest's, whether it exists or not. @throws Refusal if its name would leave the folder */
  #pathOf(file: CpmFileName): string {
    const name = this.#hostName(file);
    if (name === '' || name === '.' || name === '..' || basename(name) !== name || name.includes('\0')) {
      throw new Refusal(`'${name}' is not a file name`);
    }
    return file.user === 0 ? join(this.path, name) : join(this.path, String(file.user), name);
  }

  #hostName(file: CpmFileName): string {
    const map = this.#names[file.user];
    const known = map.hostOf(file.name);
    if (known !== undefined) return known;
    const former = this.#former.get(fileKey(file));
    return former !== undefined && map.guestOf(former) === undefined ? former : map.hostFor(file.name);
  }

  #apply(changes: readonly FolderChange[]): boolean {
    if (this.#closed) return false;
    for (const change of changes) {
      const file = change.kind === 'rename' ? change.from : change.file;
      try {
        this.#checkFolder();
        this.#do(change);
      } catch (error) {
        const reason = error instanceof Refusal ? error.message : errorWords(error);
        // Each refusal is told, for the user may have made room in between.
        this.#told.delete(`${this.#shown(file)}\0not written: ${reason}`);
        this.#note({ host: this.#shown(file), guest: file.name, reason: `not written: ${reason}` });
        this.#sign = true;
        return false;
      }
    }
    return true;
  }

  #do(change: FolderChange): void {
    switch (change.kind) {
      case 'create':
        this.#create(change.file, change.bytes);
        break;
      case 'write':
        this.#change(change.file, (fd) => writeAll(this.#host, fd, change.bytes, change.offset));
        break;
      case 'resize':
        this.#change(change.file, (fd) => this.#host.ftruncateSync(fd, change.length));
        break;
      case 'rename':
        this.#rename(change.from, change.to);
        break;
      case 'attributes':
        this.#setReadOnly(change.file, change.attributes.readOnly);
        break;
      case 'delete':
        this.#delete(change.file);
    }
  }

  /** What is at a path, without following a link; `undefined` if nothing is. */
  #at(path: string): BigIntStats | undefined {
    try {
      return this.#lstat(path);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** The folder of a file must be one, and no link. @param make create it if there is none */
  #checkUserFolder(user: number, make: boolean): void {
    if (user === 0) return;
    const path = join(this.path, String(user));
    const stat = this.#at(path);
    if (stat === undefined && make) this.#host.mkdirSync(path);
    else if (stat?.isDirectory() !== true) {
      throw new Refusal(`'${user}', the folder of user ${user}, is ${stat === undefined ? 'missing' : kindOf(stat)}`);
    }
  }

  /** Guest and host are the same in this file now. */
  #remember(file: CpmFileName, path: string): void {
    this.#names[file.user].set(basename(path), file.name);
    this.#known.set(fileKey(file), this.#signature(this.#lstat(path)));
    this.#refused.delete(fileKey(file));
  }

  /** @throws Refusal if something that the guest does not see is in the way */
  #checkFree(file: CpmFileName, path: string, except?: bigint): void {
    const there = this.#at(path);
    if (there === undefined || this.#known.has(fileKey(file)) || there.ino === except) return;
    throw new Refusal(`there is ${kindOf(there)} of this name, which the guest does not see`);
  }

  #create(file: CpmFileName, bytes: Uint8Array): void {
    this.#checkUserFolder(file.user, true);
    const path = this.#pathOf(file);
    this.#checkFree(file, path);
    const there = this.#at(path);
    if (there !== undefined) {
      if (!there.isFile()) throw new Refusal(`it is ${kindOf(there)} now`);
      this.#checkUnchanged(file, path, there);
    }
    const folder = file.user === 0 ? this.path : join(this.path, String(file.user));
    const temporary = join(folder, `.backplane-${process.pid}-${this.#temporary++}.tmp`);
    let fd = -1;
    try {
      fd = this.#host.openSync(temporary, OPEN_NEW, 0o666);
      writeAll(this.#host, fd, bytes, 0);
      // who may read a file stays so when the guest replaces it
      if (there !== undefined) this.#host.fchmodSync(fd, Number(there.mode & 0o777n));
      this.#host.closeSync(fd);
      fd = -1;
      this.#host.renameSync(temporary, path);
    } catch (error) {
      if (fd >= 0) this.#host.closeSync(fd);
      try {
        this.#host.unlinkSync(temporary);
      } catch {
        // It was never made.
      }
      throw error;
    }
    this.#remember(file, path);
  }

  /** The host's file must be what the guest believes it to be. @throws Refusal */
  #checkUnchanged(file: CpmFileName, path: string, there: BigIntStats): void {
    const known = this.#known.get(fileKey(file));
    if (known !== undefined && this.#same(known, this.#signature(there))) return;
    const expected = this.disk.hostContent(file);
    if (expected === undefined || Buffer.compare(expected, this.#read(path, there.size)) !== 0) {
      throw new Refusal('it was changed on the host while the guest had it in use');
    }
  }

  /** Does something to a file in place, if it is still the one that the guest knows. */
  #change(file: CpmFileName, action: (fd: number) => void): void {
    this.#checkUserFolder(file.user, false);
    const path = this.#pathOf(file);
    const there = this.#at(path);
    if (there === undefined) {
      // Gone from the host: the guest has all of it.
      this.#create(file, this.disk.hostContent(file) ?? new Uint8Array(0));
    } else if (!there.isFile()) {
      throw new Refusal(`it is ${kindOf(there)} now`);
    }
    if (there !== undefined) this.#checkUnchanged(file, path, there);
    const fd = this.#host.openSync(path, OPEN_WRITE);
    try {
      const stat = this.#host.fstatSync(fd);
      if (!stat.isFile()) throw new Refusal(`it is ${kindOf(stat)} now`);
      action(fd);
    } finally {
      this.#host.closeSync(fd);
      this.#remember(file, path);
    }
  }

  #rename(from: CpmFileName, to: CpmFileName): void {
    this.#checkUserFolder(from.user, false);
    this.#checkUserFolder(to.user, true);
    const source = this.#pathOf(from);
    const target = this.#pathOf(to);
    const there = this.#at(source);
    if (there === undefined && this.#known.has(fileKey(to)) && this.#at(target) !== undefined) return;
    if (there === undefined) {
      this.#create(to, this.disk.hostContent(from) ?? new Uint8Array(0));
    } else {
      if (!there.isFile()) throw new Refusal(`it is ${kindOf(there)} now`);
      this.#checkFree(to, target, there.ino);
      this.#host.renameSync(source, target);
    }
    this.#former.set(fileKey(from), basename(source));
    this.#forget(from);
    this.#remember(to, target);
  }

  #setReadOnly(file: CpmFileName, on: boolean): void {
    this.#checkUserFolder(file.user, false);
    const path = this.#pathOf(file);
    const fd = this.#host.openSync(path, OPEN_READ);
    try {
      const stat = this.#host.fstatSync(fd);
      if (!stat.isFile()) throw new Refusal(`it is ${kindOf(stat)} now`);
      const mode = stat.mode & 0o7777;
      const wanted = on ? mode & ~0o222 : mode | 0o200;
      // The other attributes of CP/M have no counterpart.
      if (on !== ((mode & 0o222) === 0)) this.#host.fchmodSync(fd, wanted);
    } finally {
      this.#host.closeSync(fd);
    }
    this.#remember(file, path);
  }

  #delete(file: CpmFileName): void {
    const path = this.#pathOf(file);
    const there = this.#at(path);
    if (there !== undefined) {
      this.#checkUserFolder(file.user, false);
      if (!there.isFile()) throw new Refusal(`it is ${kindOf(there)} now`);
      this.#checkUnchanged(file, path, there);
      this.#host.unlinkSync(path);
    }
    this.#former.set(fileKey(file), basename(path));
    this.#forget(file);
  }
}

/**
 * Opens a folder as a drive.
 * @param options.fileSystem what the guest finds in it; default `cpm`
 * @throws MediaError if it is not a folder or cannot be read
 */
export function openHostFolder<Name extends FolderSystemName = 'cpm'>(
  path: string,
  options: HostFolderOptions & { readonly fileSystem?: Name } = {},
): HostFolder<FolderDiskOf<Name>> {
  const system: FolderSystem = FOLDER_SYSTEMS[options.fileSystem ?? 'cpm'];
  return new Folder(path, system as FolderSystem<FolderDiskOf<Name>>, options);
}
