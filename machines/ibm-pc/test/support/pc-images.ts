import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type RomSource, sha1Hex } from '@backplane/kernel';

/** Folders with disk images and BIOS images of others, which do not come with the project. */
const FOLDERS = [process.env.BACKPLANE_PC_IMAGES, process.env.BACKPLANE_PC_ROMS].filter(
  (folder): folder is string => folder !== undefined && folder !== '' && existsSync(folder),
);

/** Larger files are hard disks, which these tests do not use. */
const MOST = 2 << 20;

let found: Map<string, string> | null = null;

function files(): Map<string, string> {
  if (found !== null) return found;
  found = new Map();
  for (const folder of FOLDERS) {
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      const path = join(folder, name);
      const about = statSync(path, { throwIfNoEntry: false });
      if (about?.isFile() && about.size > 0 && about.size <= MOST) found.set(sha1Hex(readFileSync(path)), path);
    }
  }
  return found;
}

/** The image with that SHA-1, or null if it is in none of the folders. Names do not matter. */
export function image(sha1: string): Uint8Array | null {
  const path = files().get(sha1);
  return path === undefined ? null : new Uint8Array(readFileSync(path));
}

/** ROM images of those folders. */
export const imageRoms: RomSource = { find: (sha1) => image(sha1) ?? undefined, places: FOLDERS };
