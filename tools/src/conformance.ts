/**
 * `npm run conformance -- <processor> --data DIR`: runs a folder of single-instruction tests on a processor's package.
 * The adapter is found by the package's name, `@backplane/cpu-<processor>/conformance`, so a new processor needs no
 * change here.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type CpuAdapter, type FileResult, mismatchText, type PackFile, PackRunner } from '@backplane/testkit';
import { findPack, openPack } from '@backplane/testkit/node';
import { Command, CommanderError, InvalidArgumentError } from 'commander';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a run found. */
export interface ConformanceReport {
  readonly processor: string;
  readonly engines: readonly string[];
  readonly files: number;
  readonly tests: number;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** Files with failures. */
  readonly failures: readonly FileResult[];
}

/** A mistake in the arguments or in the data: told in a sentence, without a stack trace. */
class UsageError extends Error {}

/** Processors that have a package in the workspace. */
function known(): string[] {
  return readdirSync(join(ROOT, 'packages'))
    .filter((name) => name.startsWith('cpu-') && existsSync(join(ROOT, 'packages', name, 'src', 'conformance.ts')))
    .map((name) => name.slice('cpu-'.length));
}

/**
 * Loads the adapter of a processor: from the workspace, else from the packages installed with the tools.
 * @throws Error naming the processors there are
 */
export async function loadAdapter(processor: string): Promise<CpuAdapter> {
  const name = `@backplane/cpu-${processor}`;
  if (!/^[a-z0-9-]+$/.test(processor)) throw new UsageError(unknownProcessor(processor));
  const manifest = join(ROOT, 'packages', `cpu-${processor}`, 'package.json');
  let path: string;
  try {
    // a package finds itself by its own name
    path = createRequire(existsSync(manifest) ? manifest : import.meta.url).resolve(`${name}/conformance`);
  } catch {
    throw new UsageError(unknownProcessor(processor));
  }
  const module: { conformance?: CpuAdapter } = await import(pathToFileURL(path).href);
  if (module.conformance === undefined) throw new UsageError(`${name}/conformance exports no "conformance" adapter.`);
  return module.conformance;
}

function unknownProcessor(processor: string): string {
  return `No package @backplane/cpu-${processor} brings a conformance adapter. There are: ${known().join(', ')}.`;
}

/** `*` and `?` in a file's name without extensions. */
function globToRegExp(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
}

/** The files to run. @throws Error saying what is wrong */
export function selectFiles(processor: string, folder: string | undefined, only: readonly string[]): PackFile[] {
  let files: readonly PackFile[];
  if (folder !== undefined) {
    files = openPack(resolve(folder), processor);
  } else {
    const found = findPack(processor);
    if ('missing' in found) throw new UsageError(`There is ${found.missing}, or give --data DIR.`);
    files = found.files;
  }
  if (only.length === 0) return [...files];
  const patterns = only.map(globToRegExp);
  const chosen = files.filter((f) => patterns.some((p) => p.test(f.name)));
  if (chosen.length === 0) throw new UsageError(`No file of the ${processor} pack matches ${only.join(' or ')}.`);
  return chosen;
}

/** Runs files and adds up. `onFile` is told of each result as it comes. */
export function runConformance(
  adapter: CpuAdapter,
  files: readonly PackFile[],
  engines: readonly string[],
  most: number,
  onFile: (result: FileResult) => void,
): ConformanceReport {
  const from = process.hrtime.bigint();
  const names = engines.length === 0 ? Object.keys(adapter.engines) : engines;
  const runner = new PackRunner(adapter, names, most);
  const failures: FileResult[] = [];
  let tests = 0;
  let failed = 0;
  for (const file of files) {
    const result = runner.run(file);
    tests += result.tests;
    failed += result.failed;
    if (result.failed > 0) failures.push(result);
    onFile(result);
  }
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  const { processor } = adapter;
  return {
    processor,
    engines: names,
    files: files.length,
    tests,
    passed: tests - failed,
    failed,
    seconds: Math.round(seconds * 10) / 10,
    failures,
  };
}

interface Options {
  readonly data?: string;
  readonly json?: true;
  readonly only?: string[];
  readonly engine?: string[];
  readonly details: number;
}

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0) throw new InvalidArgumentError('It must be a whole number from 0 on.');
  return n;
}

async function run(processor: string, options: Options): Promise<number> {
  const adapter = await loadAdapter(processor);
  const files = selectFiles(adapter.processor, options.data, options.only ?? []);
  const json = options.json === true;
  const report = runConformance(adapter, files, options.engine ?? [], options.details, (result) => {
    if (json || result.failed === 0) return;
    console.log(`${result.file}: ${result.failed} of ${result.tests} tests fail`);
    for (const m of result.mismatches) console.log(mismatchText(m));
  });
  if (json) {
    console.log(JSON.stringify(report, null, 2));
  } else {
    const { engines } = adapter;
    for (const name of report.engines) console.log(`engine ${name}: ${engines[name]!.title}`);
    console.log(
      `${report.processor}: ${report.files} files, ${report.tests} tests, ${report.passed} passed, ` +
        `${report.failed} failed (${report.seconds} s)`,
    );
  }
  return report.failed === 0 ? 0 : 1;
}

/** The command. Exit codes: 0 = all pass, 1 = a test fails, 2 = wrong arguments or data. */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  const command = new Command('conformance')
    .description('Runs single-instruction tests (<opcode>.ndjson.gz) on a processor.')
    .argument('<processor>', `one of ${known().join(', ')}`)
    .option(
      '--data <dir>',
      'folder of the pack, or folder with a folder per processor (default: BACKPLANE_CONFORMANCE)',
    )
    .option('--only <glob...>', 'run only files whose name matches, e.g. "dd_*"')
    .option('--engine <name...>', 'run only these engines of the processor (default: all)')
    .option('--details <n>', 'differences shown for each file', count, 3)
    .option('--json', 'print the report as JSON')
    .exitOverride()
    .action(async (processor: string, options: Options) => {
      code = await run(processor, options);
    });
  try {
    await command.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
