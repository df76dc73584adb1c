/**
 * `npm run testbench -- --programs DIR --list tests.json`: runs the public VICE test programs on the Commodore 64.
 *
 * A test writes its exit code to D7FFh, or shows a picture that is compared pixel by pixel. Programs are copied into
 * memory at the READY. prompt and started with RUN, as VICE's test bench allows; tests with a disk load from it.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { benchReport } from './lib/bench-report.ts';
import { type BenchResult, type BenchSettings, type BenchTest, runTest, UsageError } from './lib/vice-test.ts';

interface Options {
  readonly programs: string;
  readonly list: string;
  readonly roms?: string;
  readonly firmware: 'own' | 'original';
  readonly tier?: number[];
  readonly only?: string[];
  readonly machine?: string[];
  readonly jobs: number;
  readonly longest?: number;
  readonly pictures?: string;
  readonly json?: string;
  readonly report?: string;
  readonly quiet?: true;
}

interface Work {
  readonly test: BenchTest;
  readonly machine: string;
}

function readList(path: string): BenchTest[] {
  let list: unknown;
  try {
    list = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} is no list of tests: ${(error as Error).message}`);
  }
  if (!Array.isArray(list) || list.some((t) => typeof t?.id !== 'string')) {
    throw new UsageError(`${path} is no list of tests: it must be a JSON array of objects with an "id".`);
  }
  return list as BenchTest[];
}

/** The tests to run, one entry per machine. */
export function select(
  list: readonly BenchTest[],
  options: Pick<Options, 'tier' | 'only' | 'machine' | 'longest'>,
): Work[] {
  const patterns = (options.only ?? []).map((p) => new RegExp(p, 'i'));
  return list
    .filter((t) => options.tier === undefined || options.tier.includes(t.tier))
    .filter((t) => patterns.length === 0 || patterns.some((p) => p.test(t.id)))
    .filter((t) => options.longest === undefined || t.timeout_cycles <= options.longest)
    .flatMap((test) =>
      test.machines
        .filter((m) => options.machine === undefined || options.machine.includes(m))
        .map((machine) => ({ test, machine })),
    );
}

function settings(options: Options): BenchSettings {
  return {
    programs: resolve(options.programs),
    firmware: options.firmware,
    ...(options.roms === undefined ? {} : { roms: resolve(options.roms) }),
    ...(options.pictures === undefined ? {} : { pictures: resolve(options.pictures) }),
  };
}

/** Runs in `jobs` processes; `onResult` is told in the order in which tests end. */
async function runAll(
  work: readonly Work[],
  given: BenchSettings,
  jobs: number,
  onResult: (result: BenchResult) => void,
): Promise<void> {
  if (jobs <= 1) {
    for (const { test, machine } of work) onResult(runTest(test, machine, given));
    return;
  }
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(jobs, work.length) }, () => {
      const child = fork(fileURLToPath(import.meta.url), ['--worker'], { execArgv: process.execArgv });
      return new Promise<void>((done, fail) => {
        const give = (): void => {
          if (next < work.length) child.send({ ...work[next++]!, settings: given });
          else child.disconnect();
        };
        child.on('message', (result) => {
          onResult(result as BenchResult);
          give();
        });
        child.on('exit', (code) => {
          if (code === 0) done();
          else fail(new UsageError(`A worker ended with exit code ${code}.`));
        });
        give();
      });
    }),
  );
}

async function run(options: Options): Promise<number> {
  if (!existsSync(options.programs)) throw new UsageError(`There is no folder ${options.programs} with test programs.`);
  if (options.firmware === 'original' && options.roms === undefined) {
    throw new UsageError('The original firmware needs --roms DIR, a folder with its images.');
  }
  if (options.pictures !== undefined) mkdirSync(options.pictures, { recursive: true });
  const work = select(readList(options.list), options);
  if (work.length === 0) throw new UsageError('No test in the list matches.');
  const results: BenchResult[] = [];
  await runAll(work, settings(options), options.jobs, (result) => {
    results.push(result);
    if (options.quiet === true && result.passed) return;
    console.log(
      `${result.passed ? 'pass' : 'FAIL'}  ${result.id} (${result.machine}) ${result.outcome} ` +
        `[${(result.cycles / 1e6).toFixed(1)}M cycles, ${result.seconds.toFixed(1)} s]`,
    );
  });
  const groups = new Map<string, { passed: number; all: number }>();
  for (const r of results) {
    const key = `tier ${r.tier}`;
    const sum = groups.get(key) ?? { passed: 0, all: 0 };
    sum.all++;
    if (r.passed) sum.passed++;
    groups.set(key, sum);
  }
  for (const [key, { passed, all }] of [...groups].sort()) console.log(`${key}: ${passed} of ${all} passed`);
  const passed = results.filter((r) => r.passed).length;
  console.log(`all: ${passed} of ${results.length} passed`);
  if (options.json !== undefined) {
    results.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.machine < b.machine ? -1 : 1));
    writeFileSync(options.json, `${JSON.stringify(results, null, 1)}\n`);
  }
  if (options.report !== undefined) writeFileSync(options.report, benchReport(results));
  return passed === results.length ? 0 : 1;
}

function count(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0) throw new InvalidArgumentError('It must be a whole number from 0 on.');
  return n;
}

/** The command. Exit codes: 0 = all pass, 1 = a test fails, 2 = wrong arguments or data. */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  const command = new Command('testbench')
    .description('Runs the VICE test programs on the Commodore 64.')
    .requiredOption('--programs <dir>', 'folder with the test programs (a copy of their repository)')
    .requiredOption('--list <file>', 'list of tests as JSON')
    .option('--roms <dir>', 'folder with original ROM images, found by SHA-1')
    .option('--firmware <which>', 'own or original', 'original')
    .option('--tier <n...>', 'only tests of these tiers', (text, before: number[] = []) => [...before, count(text)])
    .option('--only <regexp...>', 'only tests whose id matches')
    .option('--machine <name...>', 'pal or ntsc (default: all that a test names)')
    .option('--longest <cycles>', 'leave out tests with a higher cycle limit', count)
    .option('--jobs <n>', 'processes', count, 1)
    .option('--pictures <dir>', 'write pictures that differ, with their difference, as PNG')
    .option('--json <file>', 'write all results')
    .option('--report <file>', 'write a page with every program by name (Markdown)')
    .option('--quiet', 'print failures only')
    .exitOverride()
    .action(async (options: Options) => {
      code = await run(options);
    });
  try {
    await command.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
  return code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === '--worker') {
    process.on('message', (message) => {
      const { test, machine, settings: given } = message as Work & { settings: BenchSettings };
      process.send!(runTest(test, machine, given));
    });
  } else process.exitCode = await main(process.argv.slice(2));
}
