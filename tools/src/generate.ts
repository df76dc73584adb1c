/**
 * `npm run generate`: writes the sources that packages derive from their tables. A package that has any brings a module
 * `generate/index.ts` that exports `generate()`: file name below `src/generated/` and text of each.
 * For every machine of the workspace the page WIRING.md is made from its definition.
 * With `--check` nothing is written; a file that differs is told and the exit code is 1.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MachineDefinition } from '@backplane/kernel';
import { wiringPage } from './lib/wiring-page.ts';
import { readWorkspace } from './lib/workspace.ts';

/** What `generate/index.ts` of a package exports. */
export interface Generator {
  generate(): Readonly<Record<string, string>>;
}

export interface GeneratedFile {
  /** Path relative to the root of the repository. */
  readonly path: string;
  /** How the file on disk compares with what the generator gives; `stray` is one that no generator makes. */
  readonly state: 'same' | 'different' | 'missing' | 'stray';
  /** What the generator gives; empty for a stray file. */
  readonly text: string;
}

function compare(root: string, path: string, text: string): GeneratedFile {
  const found = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
  return { path, text, state: found === undefined ? 'missing' : found === text ? 'same' : 'different' };
}

/** The pages of all machines: one per package, with a chapter for each definition. */
export async function compareMachinePages(root: string): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const { folder } of readWorkspace(root)) {
    const module = join(root, folder, 'src', 'index.ts');
    if (!folder.startsWith('machines/') || !existsSync(module)) continue;
    const { catalog } = (await import(pathToFileURL(module).href)) as {
      catalog?: { readonly machines: readonly { readonly definition: MachineDefinition }[] };
    };
    if (catalog === undefined) continue;
    const text = catalog.machines.map(({ definition }) => wiringPage(definition)).join('\n');
    files.push(compare(root, `${folder}/WIRING.md`, text));
  }
  return files;
}

/**
 * Runs the generators of all packages and compares their files with those on disk.
 *
 * @param root Folder of the repository.
 * @param load Loads the generator of a package; the default imports the module.
 */
export async function compareGenerated(
  root: string,
  load: (path: string) => Promise<Generator> = (path) => import(pathToFileURL(path).href),
): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const { folder } of readWorkspace(root)) {
    const module = join(root, folder, 'generate', 'index.ts');
    if (!existsSync(module)) continue;
    const target = `${folder}/src/generated`;
    const texts = (await load(module)).generate();
    for (const [name, text] of Object.entries(texts)) {
      files.push(compare(root, `${target}/${name}`, text));
    }
    const present = existsSync(join(root, target)) ? readdirSync(join(root, target)) : [];
    for (const name of present.filter((one) => !(one in texts))) {
      files.push({ path: `${target}/${name}`, text: '', state: 'stray' });
    }
  }
  return files;
}

async function main(): Promise<void> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  const [option, ...more] = process.argv.slice(2);
  if ((option !== undefined && option !== '--check') || more.length > 0) {
    console.error(`Usage: npm run generate [-- --check], not "${[option, ...more].join(' ')}"`);
    process.exitCode = 2;
    return;
  }
  const files = [...(await compareGenerated(root)), ...(await compareMachinePages(root))];
  for (const { path, text, state } of files) {
    if (state === 'same') continue;
    if (state === 'stray') {
      console.error(`${path}: no generator makes this file; delete it or move it out of src/generated.`);
      process.exitCode = 1;
    } else if (option === '--check') {
      console.error(
        `${path}: ${state === 'missing' ? 'is missing' : 'is not what its generator gives'}; run "npm run generate".`,
      );
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      console.log(`${path}: written, ${text.length} characters`);
    }
  }
  if (process.exitCode === undefined) console.log(`${files.length} generated files are up to date.`);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
