import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RomSource, sha1Hex } from '@backplane/kernel';

/** Folder with original ROM images, which do not come with the project. */
const FOLDER = process.env.BACKPLANE_C64_ROMS ?? '';

/** Original ROMs by SHA-1, or null with a reason. */
export function originals(): { readonly roms: RomSource | null; readonly reason: string } {
  if (FOLDER === '' || !existsSync(FOLDER)) {
    return { roms: null, reason: 'set BACKPLANE_C64_ROMS to a folder with original ROM images' };
  }
  const images = new Map<string, Uint8Array>();
  for (const name of readdirSync(FOLDER)) {
    const bytes = new Uint8Array(readFileSync(join(FOLDER, name)));
    images.set(sha1Hex(bytes), bytes);
  }
  return { roms: { find: (sha1) => images.get(sha1), places: [FOLDER] }, reason: '' };
}
