/**
 * `npm run bench`: emulated MHz, times real time and bytes allocated per emulated second, for every processor and
 * machine that has `bench/*.bench.ts`.
 *
 * Each benchmark runs in a process of its own, so that one does not train the optimiser for another, in slices of
 * 20,000 cycles as a session does. After a warm-up it is timed five times; the median is shown.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Benchmark, PeerBenchmark } from '@backplane/testkit';

const SLICE = 20_000;
const WARM_UP_MS = 1500;
const SAMPLE_MS = 400;
const SAMPLES = 5;

export interface BenchResult {
  readonly kind: 'processor' | 'machine' | 'peer';
  readonly of: string;
  readonly name: string;
  /** Emulated cycles per second of host time, in millions: the median of the samples. */
  readonly mhz: number;
  readonly lowest: number;
  readonly highest: number;
  /** Times the speed of the real thing. */
  readonly timesRealTime: number;
  /** Bytes allocated on the heap in one emulated second. */
  readonly bytesPerSecond: number | null;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs one benchmark in this process. */
async function measure(
  run: (cycles: number) => number,
  hz: number,
): Promise<Omit<BenchResult, 'kind' | 'of' | 'name'>> {
  const forMs = (ms: number): number => {
    const start = process.hrtime.bigint();
    const end = start + BigInt(ms) * 1_000_000n;
    let cycles = 0;
    let now = start;
    while (now < end) {
      for (let i = 0; i < 20; i++) cycles += run(SLICE);
      now = process.hrtime.bigint();
    }
    return (cycles / Number(now - start)) * 1000;
  };
  forMs(WARM_UP_MS);
  const samples: number[] = [];
  for (let i = 0; i < SAMPLES; i++) samples.push(forMs(SAMPLE_MS));
  samples.sort((a, b) => a - b);
  const median = samples[SAMPLES >> 1]!;

  // with room for new objects and no collection in between, the heap grows by what was allocated
  let bytesPerSecond: number | null = null;
  if (globalThis.gc !== undefined) {
    const used = () => process.memoryUsage().heapUsed;
    globalThis.gc();
    const idle0 = used();
    const overhead = used() - idle0;
    const before = used();
    let cycles = 0;
    while (cycles < hz) cycles += run(SLICE);
    bytesPerSecond = Math.max(0, Math.round(((used() - before - overhead) / cycles) * hz));
  }
  return {
    mhz: median,
    lowest: samples[0]!,
    highest: samples.at(-1)!,
    timesRealTime: (median * 1e6) / hz,
    bytesPerSecond,
  };
}

interface Found {
  readonly file: string;
  readonly benchmarks: readonly Benchmark[];
  readonly peers: readonly PeerBenchmark[];
}

async function find(): Promise<Found[]> {
  const files = ['packages', 'machines'].flatMap((kind) =>
    readdirSync(join(root, kind)).flatMap((name) => {
      const folder = join(root, kind, name, 'bench');
      if (!existsSync(folder)) return [];
      return readdirSync(folder)
        .filter((file) => file.endsWith('.bench.ts'))
        .map((file) => join(folder, file));
    }),
  );
  return Promise.all(
    files.map(async (file) => {
      const module = (await import(pathToFileURL(file).href)) as { benchmarks?: readonly Benchmark[] };
      const peerFile = fileURLToPath(new URL(`./peers/${packageOf(file)}.ts`, import.meta.url));
      const peers = existsSync(peerFile)
        ? ((await import(pathToFileURL(peerFile).href)) as { peers: readonly PeerBenchmark[] }).peers
        : [];
      return { file, benchmarks: module.benchmarks ?? [], peers };
    }),
  );
}

/** Folder name of the package that a bench file belongs to. */
function packageOf(file: string): string {
  return file.split(/[\\/]/).at(-3)!;
}

const key = (b: { of: string; name: string; peer?: string }) =>
  `${b.of} / ${b.name}${b.peer === undefined ? '' : ` / ${b.peer}`}`;

async function runOne(name: string): Promise<BenchResult> {
  for (const { benchmarks, peers } of await find()) {
    for (const b of benchmarks) {
      if (key(b) === name) return { kind: b.kind, of: b.of, name: b.name, ...(await measure(b.prepare(), b.hz)) };
    }
    for (const p of peers) {
      if (key(p) !== name) continue;
      const hz = benchmarks.find((b) => b.of === p.of && b.name === p.name)?.hz ?? 4e6;
      return { kind: 'peer', of: p.of, name: `${p.name} / ${p.peer}`, ...(await measure(await p.prepare(), hz)) };
    }
  }
  throw new Error(`There is no benchmark "${name}".`);
}

function child(name: string): BenchResult {
  const tsx = import.meta.resolve('tsx');
  const out = execFileSync(
    process.execPath,
    [
      '--expose-gc',
      '--max-semi-space-size=256',
      '--min-semi-space-size=256',
      '--conditions=@backplane/source',
      '--import',
      tsx,
      fileURLToPath(import.meta.url),
      '--one',
      name,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 24, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return JSON.parse(out) as BenchResult;
}

const USAGE = `Usage: npm run bench -- [--json] [--peers] [name …]

Times every processor and machine, or those whose name contains one of the given words.
  --peers   also times other emulators (npm packages) on the same programs
  --json    prints the results as JSON`;

function fail(message: string): void {
  console.error(message);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  let args: ReturnType<typeof parse>;
  try {
    args = parse();
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${USAGE}`);
  }
  const { values, positionals } = args;
  if (values.help === true) return console.log(USAGE);
  if (values.one !== undefined) return console.log(JSON.stringify(await runOne(values.one)));

  const wanted = (name: string) =>
    positionals.length === 0 || positionals.some((p) => name.toLowerCase().includes(p.toLowerCase()));
  const results: BenchResult[] = [];
  const skipped: string[] = [];
  const names: string[] = [];
  for (const { benchmarks, peers } of await find()) {
    for (const b of benchmarks) {
      if (!wanted(key(b))) continue;
      if (b.skip !== undefined) skipped.push(`${key(b)}: ${b.skip}`);
      else names.push(key(b));
      if (values.peers === true && b.skip === undefined) {
        for (const p of peers) if (p.of === b.of && p.name === b.name) names.push(key(p));
      }
    }
  }
  if (names.length === 0) return fail(`No benchmark matches ${positionals.join(', ')}.\n${skipped.join('\n')}`);
  if (values.json !== true) console.log(row(['', 'MHz', 'lowest', 'highest', '× real time', 'bytes/s']));
  for (const name of names) {
    if (values.json !== true && process.stdout.isTTY) process.stdout.write(`  ${name} …\r`);
    const r = child(name);
    results.push(r);
    if (values.json === true) continue;
    const cells = [r.mhz, r.lowest, r.highest].map((v) => v.toFixed(v < 100 ? 1 : 0));
    const label = r.kind === 'peer' ? `  beside: ${r.name}` : `${r.of} / ${r.name}`;
    console.log(
      row([label, ...cells, r.timesRealTime.toFixed(r.timesRealTime < 100 ? 1 : 0), String(r.bytesPerSecond ?? '–')]),
    );
  }
  if (values.json === true) console.log(JSON.stringify({ node: process.version, results, skipped }, null, 2));
  else for (const s of skipped) console.log(`skipped: ${s}`);
}

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      peers: { type: 'boolean' },
      one: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function row(cells: readonly string[]): string {
  return cells.map((c, i) => (i === 0 ? c.padEnd(52) : c.padStart(12))).join('');
}

await main();
