/**
 * Who writes to which image: two machines on one image destroy it.
 *
 * A note in the host's folder for temporary files, named after device and inode, tells the process that has the image open
 * for writing. It is advice among Backplane's processes of one host. One that was left behind by a process that is gone
 * does not count.
 */
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Held {
  readonly owner: object;
  readonly note: string | null;
  count: number;
}

/** Images of this process. */
const held = new Map<string, Held>();
let tidied = false;

/** Takes the notes of this process away when it ends, however it ends in good order. */
function tidyAtExit(): void {
  if (tidied) return;
  tidied = true;
  process.once('exit', () => {
    for (const { note } of held.values()) if (note !== null) unlink(note);
  });
}

function unlink(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // somebody has tidied up
  }
}

/** An image is free (`release` gives it back), or another one has it. */
export type ImageLock = { readonly release: () => void } | { readonly holder: string };

/**
 * Takes an image for writing.
 * @param identity device and inode
 * @param owner who may take it several times
 * @param folder for the notes
 */
export function lockImage(
  identity: { readonly dev: number | bigint; readonly ino: number | bigint },
  owner: object,
  folder: string = tmpdir(),
): ImageLock {
  const key = `${identity.dev}-${identity.ino}`;
  let entry = held.get(key);
  if (entry !== undefined && entry.owner !== owner) return { holder: 'another machine of this process' };
  if (entry === undefined) {
    const path = join(folder, `backplane-${key}.lock`);
    const holder = note(path);
    if (holder !== null && holder !== 'unwritable') return { holder: `process ${holder}` };
    entry = { owner, note: holder === null ? path : null, count: 0 };
    held.set(key, entry);
    tidyAtExit();
  }
  const mine = entry;
  mine.count++;
  let released = false;
  return {
    release() {
      if (released) return;
      released = true;
      if (--mine.count > 0) return;
      held.delete(key);
      if (mine.note !== null) unlink(mine.note);
    },
  };
}

/** Leaves a note. Returns null, the number of the process that has left one, or that none can be left. */
function note(path: string): number | 'unwritable' | null {
  for (let n = 0; n < 3; n++) {
    try {
      const fd = openSync(path, 'wx', 0o644);
      try {
        writeSync(fd, `${process.pid}\n`);
      } finally {
        closeSync(fd);
      }
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return 'unwritable';
    }
    try {
      const pid = Number(readFileSync(path, 'utf8'));
      if (pid !== process.pid && isAlive(pid)) return pid;
      unlinkSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return 'unwritable';
    }
  }
  return 'unwritable';
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
