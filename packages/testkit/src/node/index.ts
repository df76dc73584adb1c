import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PackFile } from '../cpu/adapter.ts';
import type { PackSource } from '../cpu/test-cpu.ts';

export { bundle, evaluateInChromium, noBrowser, noBundler } from './browser.ts';

/** Extension of a pack's files. */
const EXTENSION = '.ndjson.gz';
/** Environment variable that names the folder of conformance packs. */
const VARIABLE = 'BACKPLANE_CONFORMANCE';

/**
 * Lists the files of a pack.
 * @param folder the pack's folder, or a folder that holds it under the processor's name
 * @throws Error that says what is wrong with the folder
 */
export function openPack(folder: string, processor: string): PackFile[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}. Name the folder of the conformance packs.`);
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file. Name the folder that holds the packs.`);
  const inner = join(folder, processor);
  const own = existsSync(inner) && statSync(inner).isDirectory() ? inner : folder;
  const files = readdirSync(own)
    .filter((name) => name.endsWith(EXTENSION))
    .sort()
    .map((name) => packFile(join(own, name), name.slice(0, -EXTENSION.length)));
  if (files.length === 0) {
    throw new Error(`${own} holds no ${processor} pack (files like 00${EXTENSION}). Name the folder of the packs.`);
  }
  return files;
}

function packFile(path: string, name: string): PackFile {
  return {
    name,
    path,
    text: () => {
      const bytes = readFileSync(path);
      try {
        return gunzipSync(bytes).toString('utf8');
      } catch (error) {
        throw new Error(`${path} cannot be unpacked (${(error as Error).message}). Fetch the file again.`);
      }
    },
  };
}

/**
 * Finds a pack for a test: in the folder that the environment variable BACKPLANE_CONFORMANCE names, else in
 * `shared/conformance` beside the repository.
 * @throws Error if the variable names a folder without the pack; absence of both is not an error
 */
export function findPack(processor: string): PackSource {
  const named = process.env[VARIABLE];
  if (named !== undefined && named !== '') return { files: openPack(named, processor) };
  const beside = besideRepository(join('shared', 'conformance'));
  if (beside !== null && existsSync(join(beside, processor))) return { files: openPack(beside, processor) };
  return { missing: `no conformance pack: set ${VARIABLE} to the folder that holds ${processor}/` };
}

/** A folder beside the repository's root, or null if it does not exist. */
export function besideRepository(folder: string): string | null {
  let at = process.cwd();
  while (!existsSync(join(at, 'pnpm-workspace.yaml'))) {
    const up = dirname(at);
    if (up === at) return null;
    at = up;
  }
  const found = resolve(at, '..', folder);
  return existsSync(found) ? found : null;
}
