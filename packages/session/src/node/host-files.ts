/**
 * The calls of the host's file system that media need, and its errors in words.
 *
 * They stand behind an interface so that a test can let a disk run full.
 */
import * as fs from 'node:fs';

/** The synchronous functions of `node:fs` that are used, with their meaning there. */
export type HostFiles = Pick<
  typeof fs,
  | 'accessSync'
  | 'closeSync'
  | 'fchmodSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'ftruncateSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readSync'
  | 'realpathSync'
  | 'renameSync'
  | 'statSync'
  | 'unlinkSync'
  | 'watch'
  | 'writeSync'
>;

/** The host itself. */
export const HOST_FILES: HostFiles = fs;

/** Windows has neither; there links need rights of their own and FIFOs have no names in folders. */
const NO_FOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const NON_BLOCK = fs.constants.O_NONBLOCK ?? 0;

/** Opening never follows a link in the last component and never waits for a FIFO's other end. */
export const OPEN_READ = fs.constants.O_RDONLY | NO_FOLLOW | NON_BLOCK;
export const OPEN_WRITE = fs.constants.O_WRONLY | NO_FOLLOW | NON_BLOCK;
export const OPEN_NEW = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | NO_FOLLOW;

const WORDS: Record<string, string> = {
  ENOENT: 'it does not exist',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: "the host's disk is read-only",
  ENOSPC: "the host's disk is full",
  EDQUOT: "the quota on the host's disk is used up",
  EFBIG: 'the file becomes too large for the host',
  EIO: 'input/output error on the host',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'it is a symbolic link',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on the host',
  EBUSY: 'it is in use',
  ENXIO: 'it is not an ordinary file',
  ENAMETOOLONG: 'the name is too long for the host',
};

/** `ENOENT` and the like; empty if the error is none of the host's. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}

/** An error of the host in words, without the path. */
export function errorWords(error: unknown): string {
  const code = errorCode(error);
  return WORDS[code] ?? (code !== '' ? code : error instanceof Error ? error.message : String(error));
}

/** What a path is, if it is not an ordinary file. */
export function kindOf(stat: fs.Stats | fs.BigIntStats): string {
  if (stat.isFile()) return 'an ordinary file';
  if (stat.isDirectory()) return 'a folder';
  if (stat.isSymbolicLink()) return 'a symbolic link';
  if (stat.isFIFO()) return 'a FIFO';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}

/** Writes all of `bytes` at `position`. @throws the host's error; a part may have been written then */
export function writeAll(host: HostFiles, fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const written = host.writeSync(fd, bytes, done, bytes.length - done, position + done);
    if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    done += written;
  }
}

/** Reads `length` bytes at `position`, fewer if the file ends before. */
export function readAll(host: HostFiles, fd: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = host.readSync(fd, bytes, done, length - done, position + done);
    if (count <= 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

/** A path that leads to something other than an ordinary file. */
export class NotAFile extends Error {
  override readonly name = 'NotAFile';
  /** What it is instead. */
  readonly stat: fs.Stats;

  constructor(stat: fs.Stats) {
    super(`this is ${kindOf(stat)}, not a file`);
    this.stat = stat;
  }
}

/** An ordinary file that was opened for the bytes of a medium. */
export interface OpenedFile {
  readonly fd: number;
  readonly stat: fs.Stats;
  /** Why it was opened for reading only although writing was wanted, in words; else null. */
  readonly refused: string | null;
}

/**
 * Opens an ordinary file, for writing if that is wanted and allowed. Never waits for a FIFO nor touches a device.
 * @throws NotAFile, or the host's error
 */
export function openOrdinaryFile(host: HostFiles, path: string, write: boolean): OpenedFile {
  // looked at before it is opened: opening a FIFO or a device can have effects
  const before = host.statSync(path);
  if (!before.isFile()) throw new NotAFile(before);
  let fd = -1;
  let refused: string | null = null;
  if (write) {
    try {
      fd = host.openSync(path, fs.constants.O_RDWR | NON_BLOCK);
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error))) throw error;
      refused = errorWords(error);
    }
  }
  if (fd < 0) fd = host.openSync(path, fs.constants.O_RDONLY | NON_BLOCK);
  const stat = host.fstatSync(fd);
  if (stat.isFile()) return { fd, stat, refused };
  host.closeSync(fd);
  throw new NotAFile(stat);
}
