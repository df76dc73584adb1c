import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What package.json says, as far as the tools need it. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** One package of the workspace. */
export interface WorkspacePackage {
  readonly name: string;
  /** Folder relative to the root of the repository, with `/`: `packages/kernel`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

const NOT_SOURCES: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);

/** Folders that hold packages, one per subfolder; `tools` is a package itself. */
const GROUPS = ['packages', 'machines', 'roms'];

/**
 * Reads the packages of a repository.
 *
 * @param root Folder of the repository.
 * @returns The packages in the order of their folders.
 * @throws Error naming the file when a package.json cannot be read.
 */
export function readWorkspace(root: string): WorkspacePackage[] {
  const folders = GROUPS.filter((group) => existsSync(join(root, group))).flatMap((group) =>
    readdirSync(join(root, group))
      .sort()
      .map((name) => `${group}/${name}`),
  );
  return [...folders, 'tools']
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const manifest = readManifest(root, folder);
      return { name: manifest.name, folder, manifest };
    });
}

/**
 * Lists the files below a folder, without node_modules and build output.
 *
 * @param root Folder of the repository.
 * @param folder Where to look, relative to `root`.
 * @param matches Which file names to take.
 * @returns Paths relative to `root`, with `/`, sorted.
 */
export function listFiles(root: string, folder: string, matches: RegExp): string[] {
  const found: string[] = [];
  for (const name of readdirSync(join(root, folder)).sort()) {
    if (NOT_SOURCES.has(name) || name.startsWith('.')) continue;
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) found.push(...listFiles(root, path, matches));
    else if (matches.test(name)) found.push(path);
  }
  return found;
}

/**
 * @param root Folder of the repository.
 * @param folder Folder of the package, relative to `root`; `.` for the root itself.
 * @throws Error naming the file when it cannot be read.
 */
export function readManifest(root: string, folder: string): Manifest {
  const path = folder === '.' ? 'package.json' : `${folder}/package.json`;
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
  } catch (error) {
    throw new Error(`${path}: not readable as JSON (${(error as Error).message})`);
  }
  if (typeof manifest.name !== 'string') throw new Error(`${path}: has no "name"`);
  return manifest;
}
