/**
 * `npm run check:bytecode`: no function in a hot package comes near the size beyond which V8 leaves it to the
 * interpreter. A 256-case switch runs at 149 M/s with 29 KB of bytecode, at 12 M/s with 62 KB (Node 20).
 */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CompiledFunction, measureBytecode } from './lib/bytecode.ts';
import { type Kind, kindOf } from './lib/package-kinds.ts';
import { listFiles, readWorkspace } from './lib/workspace.ts';

/** Largest function that passes, in bytes of bytecode. V8's own limit is 61,440. */
export const LIMIT = 45_000;

const SHOWN = 10;
const HOT: readonly Kind[] = ['kernel', 'cpu', 'chips', 'bus', 'terminals', 'machine'];

export interface BytecodeReport {
  /** All functions of the hot packages, largest first; `file` is relative to the root. */
  readonly functions: readonly CompiledFunction[];
  readonly tooLarge: readonly CompiledFunction[];
}

/**
 * Measures the built JavaScript of the hot packages.
 *
 * @param root Folder of the repository.
 * @throws Error when a package has not been built.
 */
export async function checkBytecode(root: string): Promise<BytecodeReport> {
  const folders = readWorkspace(root)
    .map(({ folder }) => folder)
    .filter((folder) => HOT.includes(kindOf(folder) as Kind));
  const missing = folders.find((folder) => !existsSync(join(root, folder, 'dist')));
  if (missing !== undefined) throw new Error(`${missing} has not been built: run "npm run build" first`);
  const files = folders.flatMap((folder) => listFiles(root, `${folder}/dist`, /\.js$/)).map((file) => join(root, file));
  const functions = (await measureBytecode(files))
    .map((one) => ({ ...one, file: relative(root, one.file).replaceAll('\\', '/') }))
    .sort((a, b) => b.bytes - a.bytes);
  return { functions, tooLarge: functions.filter(({ bytes }) => bytes > LIMIT) };
}

async function main(): Promise<void> {
  const given = process.argv[2];
  const root = given === undefined ? join(dirname(fileURLToPath(import.meta.url)), '..', '..') : resolve(given);
  try {
    const { functions, tooLarge } = await checkBytecode(root);
    console.log(`Largest of ${functions.length} functions in hot packages, in bytes of bytecode (limit ${LIMIT}):`);
    for (const { file, line, name, bytes } of functions.slice(0, SHOWN)) {
      console.log(`${String(bytes).padStart(8)}  ${name || '(no name)'}  ${file}:${line}`);
    }
    for (const { file, line, name, bytes } of tooLarge) {
      console.error(
        `${file}:${line}: ${name || 'a function without a name'} has ${bytes} bytes of bytecode, ${bytes - LIMIT} over the limit of ${LIMIT}; V8 never optimises one over 61,440.\n    Instead: split it, or move rare cases into functions of their own.`,
      );
    }
    if (tooLarge.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error(`check-bytecode: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
