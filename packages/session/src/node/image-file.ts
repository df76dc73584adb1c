/**
 * A disk image in a file of the host, as a medium in a drive.
 *
 * Write-through: a sector that the guest writes is in the file, at its place, in one write, before the guest is told
 * so. However the process ends, each record in the file is the old one or the new one.
 */
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import {
  type CpmFormat,
  formatSize,
  isImd,
  MediaError,
  type OpenedDisk,
  openCpmDisk,
  resolveFormat,
} from '@backplane/media';
import {
  errorWords,
  HOST_FILES,
  type HostFiles,
  kindOf,
  NotAFile,
  openOrdinaryFile,
  readAll,
  writeAll,
} from './host-files.ts';

export interface ImageFileOptions {
  /** Format, its name, or a description on one line; without it the format is found out. */
  readonly format?: CpmFormat | string;
  /** Formats of the user's `diskdefs`. */
  readonly formats?: readonly CpmFormat[];
  /** Write-protected for the guest. */
  readonly readOnly?: boolean;
  /** What the guest writes stays in memory; the file is not touched. */
  readonly snapshot?: boolean;
  /** Told when the host refuses a write: one sentence. */
  readonly note?: (message: string) => void;
  readonly host?: HostFiles;
}

/** An open image. {@link ImageFile.close} it when the disk is ejected. */
export interface ImageFile extends OpenedDisk {
  readonly path: string;
  /** Why the guest cannot write, or the empty string. */
  readonly protectedBecause: string;
  close(): void;
}

/** Larger files are not read as a whole. The largest disk of CP/M 2.2 has 8 MiB and its system tracks. */
const LARGEST = 64 * 1024 * 1024;

/** Files in drives: `device:inode` → path and whether it is written. For all machines of the process. */
const inserted = new Map<string, { path: string; writable: boolean; count: number }>();

function reserve(identity: string, path: string, writable: boolean): () => void {
  const other = inserted.get(identity);
  if (other !== undefined && (other.writable || writable)) {
    throw new MediaError('this file is in a drive already', {
      where: path,
      hint:
        other.path === path ? 'Eject it there, or insert both as snapshots' : `It is the same file as ${other.path}`,
    });
  }
  if (other === undefined) inserted.set(identity, { path, writable, count: 1 });
  else other.count++;
  return () => {
    const entry = inserted.get(identity);
    if (entry !== undefined && --entry.count === 0) inserted.delete(identity);
  };
}

/**
 * Opens a disk image. A file that cannot be written is opened write-protected, and the result says so.
 * @throws MediaError if it is no ordinary file, cannot be read, is too large, is in a drive already, or is no disk
 */
export function openImageFile(path: string, options: ImageFileOptions = {}): ImageFile {
  const host = options.host ?? HOST_FILES;
  const absolute = resolve(path);
  const fail = (error: unknown): never => {
    if (error instanceof NotAFile) {
      const hint = error.stat.isDirectory()
        ? 'A folder is inserted as a folder drive'
        : 'Give the file of a disk image';
      throw new MediaError(`this is ${kindOf(error.stat)}, not a disk image`, { where: path, hint });
    }
    if (error instanceof MediaError) throw error.where.startsWith(path) ? error : error.at(path);
    throw new MediaError(`the disk image cannot be opened: ${errorWords(error)}`, { where: path });
  };
  let fd = -1;
  let release: (() => void) | undefined;
  try {
    const file = openOrdinaryFile(host, absolute, options.readOnly !== true && options.snapshot !== true);
    fd = file.fd;
    const { stat } = file;
    let protectedBecause = options.readOnly === true ? 'it was opened read-only' : '';
    if (file.refused !== null) protectedBecause = `the file cannot be written: ${file.refused}`;

    const explicit =
      typeof options.format === 'string' ? resolveFormat(options.format, options.formats) : options.format;
    const imd = isImd(readAll(host, fd, 0, 4));
    let start = 0;
    let bytes: Uint8Array;
    let format = explicit;
    if (stat.size <= LARGEST) {
      bytes = readAll(host, fd, 0, stat.size);
      if (!imd) start = -1;
    } else if (explicit !== undefined && !imd) {
      start = explicit.offset;
      bytes = readAll(host, fd, start, formatSize(explicit));
      format = { ...explicit, offset: 0 };
    } else {
      throw new MediaError(`the file has ${Math.round(stat.size / 1048576)} MB, CP/M disks have at most 8`, {
        where: path,
        hint: 'To use a part of it as a disk, describe the format with its offset=, such as offset=1M',
      });
    }
    const opened = openCpmDisk(bytes, {
      fileName: path,
      baseSha1: createHash('sha1').update(bytes).digest('hex'),
      ...(format === undefined ? {} : { format }),
      ...(options.formats === undefined ? {} : { formats: options.formats }),
    });
    if (opened.container === 'imd' && protectedBecause === '') protectedBecause = 'ImageDisk images are only read';
    if (start < 0) start = opened.format.offset;
    const { medium } = opened;
    medium.writeProtected = protectedBecause !== '';
    const writeThrough = !medium.writeProtected && options.snapshot !== true;
    release = reserve(`${stat.dev}:${stat.ino}`, absolute, writeThrough);
    let open = true;
    if (writeThrough) {
      medium.onWrite = (_sector, offset, data) => {
        if (!open) return false;
        try {
          writeAll(host, fd, data, start + offset);
          return true;
        } catch (error) {
          options.note?.(`${basename(path)}: a sector was not written: ${errorWords(error)}`);
          return false;
        }
      };
    } else {
      host.closeSync(fd);
      fd = -1;
    }
    const done = release;
    return {
      ...opened,
      path: absolute,
      protectedBecause,
      warnings:
        protectedBecause === '' ? opened.warnings : [`write-protected: ${protectedBecause}`, ...opened.warnings],
      close() {
        if (!open) return;
        open = false;
        if (fd >= 0) host.closeSync(fd);
        done();
      },
    };
  } catch (error) {
    if (fd >= 0) host.closeSync(fd);
    release?.();
    return fail(error);
  }
}
