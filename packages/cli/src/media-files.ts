import { createHash } from 'node:crypto';
import { closeSync, realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type DiskMedium, MediaError, type NameNote } from '@backplane/media';
import type { MachineEntry, MediumRequest, OpenedMedium, Session, SessionMedium } from '@backplane/session';
import {
  type FileStore,
  fileStore,
  type GuestDisk,
  HOST_FILES,
  type HostFiles,
  type HostFolder,
  isFolderSystem,
  lockImage,
  NotAFile,
  openHostFolder,
  openOrdinaryFile,
  readAll,
  writeAll,
} from '@backplane/session/node';
import { CliError, fileError, UsageError } from './errors.ts';
import { replaceFile } from './replace-file.ts';
import type { MediaArgument } from './run-arguments.ts';

/** A medium that is in a bay, with what the host holds for it. */
interface Mounted {
  /** What messages call it. */
  readonly what: string;
  /** The file or folder, for telling whether it is in two bays at once; empty for built-in media. */
  readonly realPath: string;
  /** Nothing of the host's is changed through it. */
  readonly readOnly: boolean;
  readonly folder?: HostFolder<GuestDisk>;
  /** The guest has written, and it is kept nowhere. */
  lost: boolean;
  readAt: number;
  writtenAt: number;
  close(): void;
}

export interface MediaFilesOptions {
  /** Nothing is written to files. */
  readonly snapshotAll: boolean;
  /** The user's file of formats. */
  readonly formatFile: string | null;
  /** Tells the user something while the machine runs. */
  tell(text: string): void;
  /** The host's file system; another one for tests. */
  readonly host?: HostFiles;
  /** Files of media that are in the bays already, by bay: they are closed when the bay gets another medium. */
  readonly outside?: ReadonlyMap<string, FileStore>;
}

/** How long a drive lamp shows an access, in ms. */
const LAMP = 150;
/** Larger files are no media, but for those that are read where they lie. */
const LARGEST = 256 * 2 ** 20;
/** Format name of folders in states and logs. */
const FOLDER = 'folder';
/** Notes about what nobody expects the guest to see. */
const UNREMARKABLE = /^(?:hidden file|a folder)$/;
/** Notes of a folder that are told when it is put in. */
const MOST_NOTES = 5;
/** Notes of a folder that concern the user whatever he does: the others are told with the file that he asks for. */
const URGENT = /not written|write-protected|cannot be read|left out/;

/** Connects the bays of a machine with files and folders of the host. */
export class MediaFiles {
  /** Where notes go; a terminal puts its own place here. */
  tell: (text: string) => void;
  readonly #session: Session;
  readonly #snapshotAll: boolean;
  readonly #formats: unknown;
  readonly #host: HostFiles;
  readonly #mounted = new Map<string, Mounted>();
  readonly #notes: string[] = [];

  /** @throws CliError if the file of formats cannot be read */
  constructor(session: Session, options: MediaFilesOptions) {
    this.#session = session;
    this.#snapshotAll = options.snapshotAll;
    this.tell = options.tell;
    this.#host = options.host ?? HOST_FILES;
    if (options.formatFile !== null) this.#formats = readFormats(session.entry, options.formatFile);
    for (const [bay, store] of options.outside ?? []) {
      const mounted = newMounted(session.media.get(bay)?.path ?? bay, '', true);
      mounted.close = () => store.close();
      this.#mounted.set(bay, mounted);
    }
    session.onSlice(() => this.#poll());
  }

  /** Whether a bay was read or written a moment ago. */
  activity(bay: string): 'idle' | 'read' | 'write' {
    const mounted = this.#mounted.get(bay);
    const now = performance.now();
    if (mounted === undefined) return 'idle';
    if (now - mounted.writtenAt < LAMP) return 'write';
    return now - mounted.readAt < LAMP ? 'read' : 'idle';
  }

  /**
   * Puts a file or folder into a bay, in place of what is there. If that fails, the bay holds what it held before.
   * @throws CliError that tells which file or bay, what, and what to do
   */
  insert(bay: string, argument: MediaArgument): void {
    const { path } = argument;
    if (path === null) {
      this.#session.insert(bay, null);
      this.#release(bay);
      return;
    }
    const snapshot = argument.snapshot || this.#snapshotAll;
    let folder: boolean;
    let realPath: string;
    try {
      folder = statSync(path).isDirectory();
      realPath = realpathSync(path);
    } catch (error) {
      throw fileError(path, error);
    }
    for (const [other, mounted] of this.#mounted) {
      if (other === bay || mounted.realPath !== realPath) continue;
      if (!mounted.readOnly || !(argument.readOnly || snapshot)) {
        throw new CliError(`${path}: it is in "${other}" already. Put it into one drive, or give both ",ro".`);
      }
    }
    const [medium, mounted] = folder
      ? this.#openFolder(bay, path, realPath, argument, snapshot)
      : this.#openFile(bay, path, realPath, argument, snapshot);
    this.#release(bay);
    this.#put(bay, medium, mounted);
  }

  /** Puts in what is in the bay by default. */
  insertBuiltIn(bay: string): void {
    const builtIn = this.#session.entry.media?.builtIn?.[bay];
    if (builtIn === undefined) return;
    const medium = this.#session.openMedium(bay, builtIn.image(), { name: builtIn.name, format: builtIn.format });
    const mounted = newMounted(`the ${builtIn.title} in "${bay}"`, '', true);
    const disk = medium.opened.disk;
    if (disk !== undefined) {
      disk.onWrite = () => {
        mounted.lost = true;
        return true;
      };
    }
    this.#put(bay, medium, mounted);
  }

  /** What the guest calls a file of a folder that is in a bay. @throws CliError with the reason if it cannot see it */
  guestName(bay: string, file: string): string {
    const folder = this.#mounted.get(bay)?.folder;
    if (folder === undefined) throw new CliError(`${file}: there is no folder in "${bay}" that it could be in.`);
    const note = folder.notes.find((n) => n.host === file);
    const guest = note === undefined ? file.toUpperCase() : note.guest;
    if (guest !== '' && folder.disk.has({ user: 0, name: guest })) return guest;
    throw new CliError(`${file}: the machine cannot see this file${note === undefined ? '' : `: ${note.reason}`}.`);
  }

  /** Gives all files back. Returns what the user should be told. */
  close(): readonly string[] {
    for (const bay of [...this.#mounted.keys()]) this.#release(bay);
    return this.#notes.splice(0);
  }

  #put(bay: string, medium: SessionMedium, mounted: Mounted): void {
    lamps(medium, mounted);
    this.#mounted.set(bay, mounted);
    this.#session.insert(bay, medium);
  }

  #openFile(
    bay: string,
    path: string,
    realPath: string,
    argument: MediaArgument,
    snapshot: boolean,
  ): [SessionMedium, Mounted] {
    const large = this.#session.entry.media?.large?.takes(bay) === true;
    const file = openFile(path, !argument.readOnly && !snapshot, large ? Number.MAX_SAFE_INTEGER : LARGEST);
    let release: (() => void) | null = null;
    let closeFile = (): void => closeSync(file.fd);
    const close = (): void => {
      closeFile();
      release?.();
    };
    try {
      let refused: string | null;
      [refused, release] = this.#claim(file);
      if (refused !== null) this.tell(`${path}: ${refused}; the disk in "${bay}" is write-protected.`);
      const readOnly = argument.readOnly || refused !== null;
      const write = file.write && refused === null;
      const request: Omit<MediumRequest, 'sha1'> & { path: string } = {
        name: basename(path),
        path: realPath,
        readOnly,
        ...(argument.format === undefined ? {} : { format: argument.format }),
        ...(this.#formats === undefined ? {} : { formats: this.#formats }),
      };
      if (large) {
        if (!file.write) this.#warnOfWriter(path, file);
        const store = storeOf(this.#host, path, file, write, (text) => this.tell(text));
        closeFile = () => {
          try {
            store.close();
          } catch (error) {
            this.tell(fileError(path, error).message);
          }
        };
        const medium = this.#session.openMedium(bay, store, request);
        this.#tellWarnings(path, medium);
        const { persist } = medium.opened;
        const mounted = newMounted(path, realPath, readOnly || snapshot || persist === undefined);
        if (write && persist !== undefined) this.#persist(path, file.fd, medium.opened.disk!, persist);
        mounted.close = close;
        return [medium, mounted];
      }
      const medium = this.#session.openMedium(bay, readAll(HOST_FILES, file.fd, 0, file.size), request);
      const { writable = true } = medium.opened;
      this.#tellWarnings(path, medium);
      const mounted = newMounted(path, realPath, readOnly || snapshot || !writable);
      if (!write) {
        close();
        return [medium, mounted];
      }
      this.#keepWrites(path, realPath, medium, mounted, file.fd);
      mounted.close = () => {
        const whole = medium.opened.file;
        if (whole !== undefined) whole.onChange = undefined;
        close();
      };
      return [medium, mounted];
    } catch (error) {
      close();
      throw atPath(path, error);
    }
  }

  /** Takes a file for writing, if it is to be written. Returns why it cannot be, or how to give it back. */
  #claim(file: OpenImage): [refused: string | null, release: (() => void) | null] {
    if (!file.write) return [file.refused, null];
    const lock = lockImage(file.identity, this);
    return 'holder' in lock ? [`${lock.holder} has it open for writing`, null] : [null, lock.release];
  }

  /** A file that is read where it lies changes with what others write. */
  #warnOfWriter(path: string, file: OpenImage): void {
    const lock = lockImage(file.identity, this);
    if ('release' in lock) lock.release();
    else this.tell(`${path}: ${lock.holder} has it open for writing; what it writes may or may not be seen here.`);
  }

  #tellWarnings(path: string, medium: SessionMedium): void {
    for (const warning of medium.opened.warnings ?? []) this.tell(`${path}: ${warning}.`);
  }

  /** Puts what the guest writes into the file. */
  #keepWrites(path: string, realPath: string, medium: SessionMedium, mounted: Mounted, fd: number): void {
    const { disk, file, imageOffset = 0, writable = true } = medium.opened;
    if (!writable) return;
    let told = '';
    if (disk !== undefined) {
      disk.onWrite = (_sector, offset, data) => {
        try {
          this.#checkThere(path, fd);
          writeAll(this.#host, fd, data, imageOffset + offset);
          return true;
        } catch (error) {
          const reason = error instanceof CliError ? error.message : fileError(path, error).message;
          // a guest tries again and again
          if (reason !== told) this.tell(`a sector was not written: ${reason}`);
          told = reason;
          return false;
        }
      };
    }
    if (file === undefined) return;
    file.onChange = (changed) => {
      mounted.writtenAt = performance.now();
      try {
        replaceFile(realPath, changed);
        mounted.lost = false;
      } catch (error) {
        mounted.lost = true;
        this.tell(`what was recorded is not in the file: ${fileError(path, error).message}`);
      }
    };
  }

  /** What is written to a file without a name is lost when it is closed. @throws CliError */
  #checkThere(path: string, fd: number): void {
    if (this.#host.fstatSync(fd).nlink > 0) return;
    throw new CliError(`${path}: the file was removed or replaced while it is in the drive. Put it in again.`);
  }

  #persist(path: string, fd: number, disk: DiskMedium, persist: NonNullable<OpenedMedium['persist']>): void {
    let gone = false;
    disk.onWrite = (sector, offset, data) => {
      try {
        this.#checkThere(path, fd);
      } catch (error) {
        if (!gone) this.tell(`a sector was not written: ${(error as Error).message}`);
        gone = true;
        return false;
      }
      try {
        persist(sector, offset, data);
        return true;
      } catch (error) {
        // errors of the host were told; what is left is the container's
        if (error instanceof MediaError) this.tell(`a sector was not written: ${atPath(path, error).message}`);
        return false;
      }
    };
  }

  #openFolder(
    bay: string,
    path: string,
    realPath: string,
    argument: MediaArgument,
    snapshot: boolean,
  ): [SessionMedium, Mounted] {
    const folders = this.#session.entry.media?.folders;
    if (folders === undefined || !folders.bays.includes(bay)) {
      throw new UsageError(`${path} is a folder; "${bay}" takes files only.`);
    }
    const { fileSystem } = folders;
    if (!isFolderSystem(fileSystem)) {
      throw new CliError(`${path}: this version cannot show a folder as a disk of ${fileSystem}.`);
    }
    if (argument.format !== undefined) throw new UsageError(`${path} is a folder: it has no format.`);
    let running = false;
    let folder: HostFolder<GuestDisk>;
    try {
      folder = openHostFolder(path, {
        fileSystem,
        ...(argument.readOnly ? { readOnly: true } : {}),
        ...(argument.priority === undefined ? {} : { priority: argument.priority }),
        watch: !snapshot,
        note: ({ host, reason }) => {
          if (running && URGENT.test(reason)) this.tell(`${host}: ${reason}.`);
        },
      });
    } catch (error) {
      throw atPath(path, error);
    }
    running = true;
    this.#tellNotes(path, folder.notes, argument.priority === undefined);
    const image = folder.medium.content();
    const sha1 = createHash('sha1').update(image).digest('hex');
    folder.medium.baseSha1 = sha1;
    const medium: SessionMedium = {
      opened: { medium: folder.drive, disk: folder.medium, format: FOLDER },
      image,
      sha1,
      name: basename(realPath),
      format: FOLDER,
      readOnly: argument.readOnly,
    };
    const mounted = newMounted(path, realPath, argument.readOnly || snapshot);
    if (snapshot) {
      // from here on it is a disk in memory that was once made from the folder
      folder.medium.onWrite = undefined;
      folder.close();
      return [medium, { ...mounted, folder: { ...frozen(folder) } }];
    }
    mounted.close = () => folder.close();
    return [medium, Object.assign(mounted, { folder })];
  }

  /** What a folder has to say when it is put in. @param asked the user named the folder, it did not come with a program */
  #tellNotes(path: string, notes: readonly NameNote[], asked: boolean): void {
    const worth = notes.filter(({ reason }) => (asked ? !UNREMARKABLE.test(reason) : URGENT.test(reason)));
    for (const { host, guest, reason } of worth.slice(0, MOST_NOTES)) {
      this.tell(`${path}: ${host}${guest === '' ? ': ' : ` is ${guest}: `}${reason}.`);
    }
    if (worth.length > MOST_NOTES) this.tell(`${path}: and ${worth.length - MOST_NOTES} more files like these.`);
  }

  /** Brings what has changed in folders to the guest, between two slices. */
  #poll(): void {
    for (const [bay, { folder }] of this.#mounted) {
      if (folder === undefined) continue;
      for (const { offset, bytes } of folder.poll()) this.#session.patch(bay, offset, bytes);
    }
  }

  #release(bay: string): void {
    const mounted = this.#mounted.get(bay);
    if (mounted === undefined) return;
    this.#mounted.delete(bay);
    mounted.close();
    if (mounted.lost)
      this.#notes.push(
        `what was written to ${mounted.what} was not kept; put in a disk image or folder of yours to keep it.`,
      );
  }
}

function newMounted(what: string, realPath: string, readOnly: boolean): Mounted {
  return {
    what,
    realPath,
    readOnly,
    lost: false,
    readAt: Number.NEGATIVE_INFINITY,
    writtenAt: Number.NEGATIVE_INFINITY,
    close: () => {},
  };
}

/** A folder that is looked at no more. */
function frozen(folder: HostFolder<GuestDisk>): HostFolder<GuestDisk> {
  const { path, disk, medium, drive, notes } = folder;
  return { path, disk, medium, drive, notes, poll: () => [], resync: () => [], close: () => {} };
}

/** Notes each access, behind what the medium's own hooks do. */
function lamps(medium: SessionMedium, mounted: Mounted): void {
  const disk = medium.opened.disk;
  if (disk === undefined) return;
  const { onRead, onWrite } = disk;
  disk.onRead = (sector) => {
    mounted.readAt = performance.now();
    onRead?.(sector);
  };
  disk.onWrite = (sector, offset, data) => {
    mounted.writtenAt = performance.now();
    return onWrite === undefined ? true : onWrite(sector, offset, data);
  };
}

function readFormats(entry: MachineEntry, path: string): unknown {
  const { fd, size } = openFile(path, false, LARGEST);
  try {
    return entry.media?.formatFile?.read(Buffer.from(readAll(HOST_FILES, fd, 0, size)).toString('utf8'), path);
  } finally {
    closeSync(fd);
  }
}

/** The file of an image. */
interface OpenImage {
  readonly fd: number;
  readonly size: number;
  readonly identity: { readonly dev: number; readonly ino: number };
  /** It is open for writing. */
  readonly write: boolean;
  /** Why it can only be read although writing was wanted. */
  readonly refused: string | null;
}

/**
 * Opens the file of an image.
 * @param largest bytes that it may have
 * @throws CliError if it is no ordinary file, too large or cannot be read
 */
function openFile(path: string, write: boolean, largest: number): OpenImage {
  let fd = -1;
  try {
    const file = openOrdinaryFile(HOST_FILES, path, write);
    fd = file.fd;
    const { size, dev, ino } = file.stat;
    if (size > largest) {
      const mebibytes = Math.round(size / 2 ** 20);
      throw new CliError(`${path}: the file has ${mebibytes} MiB; ${largest / 2 ** 20} are the most.`);
    }
    const refused = file.refused === null ? null : 'it cannot be written';
    return { fd, size, identity: { dev, ino }, write: write && refused === null, refused };
  } catch (error) {
    if (fd >= 0) closeSync(fd);
    if (error instanceof CliError) throw error;
    throw error instanceof NotAFile ? new CliError(`${path}: ${error.message}.`) : fileError(path, error);
  }
}

/** The file of a medium that is read where it lies; it stays open, whether it is written or not. */
function storeOf(
  host: HostFiles,
  path: string,
  file: OpenImage,
  write: boolean,
  tell: (text: string) => void,
): FileStore {
  let told = '';
  return fileStore(host, file.fd, file.size, write, (what, error) => {
    const text = `a sector was not ${what === 'read' ? 'read' : 'written'}: ${fileError(path, error).message}`;
    // a guest tries again and again
    if (text !== told) tell(text);
    told = text;
  });
}

/** A file for reading where it lies. @throws CliError if it is no ordinary file or cannot be read */
export function openStore(path: string, tell: (text: string) => void): FileStore {
  return storeOf(HOST_FILES, path, openFile(path, false, Number.MAX_SAFE_INTEGER), false, tell);
}

/** An error about a file, with the path in front if it does not tell it by itself. */
function atPath(path: string, error: unknown): CliError {
  if (error instanceof CliError) return error;
  const { message } = error as Error;
  const text = message.includes(basename(path)) ? message : `${path}: ${message}`;
  return new CliError(/[.?!]$/.test(text) ? text : `${text}.`);
}
