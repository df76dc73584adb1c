import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type RomSource, sha1Hex } from '@backplane/kernel';

/** Environment variable with folders to look for ROMs in. */
export const ROMS_VARIABLE = 'BACKPLANE_ROMS';
/** Larger files are no ROMs. */
const LARGEST = 16 << 20;
/** Folders below a ROM folder that are looked into. */
const DEPTH = 3;

/** The folders in which ROMs are looked for: those of the command line, of the environment, and the user's own. */
export function romFolders(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  const data =
    process.platform === 'win32'
      ? (env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : (env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'));
  const fromEnvironment = (env[ROMS_VARIABLE] ?? '').split(delimiter).filter((p) => p !== '');
  return [...given, ...fromEnvironment, join(data, 'backplane', 'roms')];
}

/** Finds ROMs by SHA-1 among files that were named and in folders, whatever the files are called. Files are read when something is looked for. */
export class RomFolders implements RomSource {
  readonly places: readonly string[];
  readonly #named = new Map<string, Uint8Array>();
  #paths: Map<string, string> | null = null;

  constructor(folders: readonly string[]) {
    this.places = folders;
  }

  /** Adds the bytes of a file that the user named. Returns their SHA-1. */
  add(bytes: Uint8Array): string {
    const sha1 = sha1Hex(bytes);
    this.#named.set(sha1, bytes);
    return sha1;
  }

  find(sha1: string): Uint8Array | undefined {
    const named = this.#named.get(sha1);
    if (named !== undefined) return named;
    const path = this.where(sha1);
    return path === undefined ? undefined : readFileSync(path);
  }

  /** The file with these contents. */
  where(sha1: string): string | undefined {
    this.#paths ??= this.#scan();
    return this.#paths.get(sha1);
  }

  #scan(): Map<string, string> {
    const paths = new Map<string, string>();
    const look = (folder: string, depth: number): void => {
      let names: string[];
      try {
        names = readdirSync(folder).sort();
      } catch {
        return;
      }
      for (const name of names) {
        const path = join(folder, name);
        try {
          const stat = statSync(path);
          if (stat.isDirectory()) {
            if (depth > 0) look(path, depth - 1);
          } else if (stat.isFile() && stat.size <= LARGEST) {
            const sha1 = sha1Hex(readFileSync(path));
            if (!paths.has(sha1)) paths.set(sha1, path);
          }
        } catch {
          // a file that cannot be read is none that could be used
        }
      }
    };
    for (const folder of this.places) look(folder, DEPTH);
    return paths;
  }
}
