import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Number of the next temporary file of this process. */
let next = 0;

/**
 * Gives a file new contents: they are written beside it, in a hidden file of the same folder, which then takes its place.
 * Whatever happens, the old contents or the new ones are there as a whole. Who may read the file stays so.
 * @throws an Error of the file system; the file is as it was
 */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const mode = statSync(path).mode & 0o777;
  const temporary = join(dirname(path), `.backplane-${process.pid}-file-${next++}.tmp`);
  let fd = -1;
  try {
    fd = openSync(temporary, 'wx', 0o600);
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    fchmodSync(fd, mode);
    fsyncSync(fd);
    closeSync(fd);
    fd = -1;
    renameSync(temporary, path);
  } catch (error) {
    if (fd >= 0) closeSync(fd);
    try {
      unlinkSync(temporary);
    } catch {
      // it was never made
    }
    throw error;
  }
}
