/** Results of the VICE test programs as a page. */
import type { BenchResult } from './vice-test.ts';

/** Folder of a test: its suite. */
function suiteOf(id: string): string {
  const at = id.lastIndexOf('/');
  return at < 0 ? id : id.slice(0, at);
}

interface Program {
  readonly name: string;
  /** By machine: passed, or what happened instead. */
  readonly outcomes: ReadonlyMap<string, BenchResult>;
}

const TIERS: Readonly<Record<number, string>> = {
  0: 'the runner itself',
  1: 'processor, memory map, CIA, interrupts',
  2: 'VIC-II timing and DMA',
  3: 'pictures',
  4: 'SID by OSC3 and ENV3',
  5: 'drive',
  6: 'cartridges, RAM expansions, others',
};

/** Programs of a suite that passed on all machines they were run on, and the others with what happened. */
function suite(programs: readonly Program[]): readonly [passed: string, failed: string] {
  const passed: string[] = [];
  const failed: string[] = [];
  for (const { name, outcomes } of programs) {
    const wrong = [...outcomes.values()].filter((r) => !r.passed);
    if (wrong.length === 0) passed.push(name);
    else {
      const where = wrong.map((r) => `${r.machine === 'pal' ? 'PAL' : 'NTSC'}: ${short(r.outcome)}`).join('; ');
      failed.push(`${name} (${where})`);
    }
  }
  return [passed.join(', '), failed.join(', ')];
}

/** The first sentence of an outcome. */
function short(outcome: string): string {
  const [first = ''] = outcome.split(/, the first|\n/);
  return first.replace(/^cannot run: /, '');
}

/** The page as Markdown: sums by tier, then every suite with its programs by name. */
export function benchReport(results: readonly BenchResult[]): string {
  const sums = new Map<number, { passed: number; all: number }>();
  const suites = new Map<string, Map<string, Map<string, BenchResult>>>();
  for (const r of [...results].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const sum = sums.get(r.tier) ?? { passed: 0, all: 0 };
    sum.all++;
    if (r.passed) sum.passed++;
    sums.set(r.tier, sum);
    const key = suiteOf(r.id);
    const programs = suites.get(key) ?? new Map<string, Map<string, BenchResult>>();
    const name = r.id.slice(key.length + 1).replace(/\.prg/g, '');
    programs.set(name, (programs.get(name) ?? new Map<string, BenchResult>()).set(r.machine, r));
    suites.set(key, programs);
  }
  const lines = [
    '| tier | what | passed | of |',
    '| --- | --- | --- | --- |',
    ...[...sums]
      .sort(([a], [b]) => a - b)
      .map(([tier, { passed, all }]) => `| ${tier} | ${TIERS[tier] ?? ''} | ${passed} | ${all} |`),
    '',
    '| suite | passed | failed |',
    '| --- | --- | --- |',
  ];
  for (const [name, programs] of suites) {
    const [passed, failed] = suite([...programs].map(([program, outcomes]) => ({ name: program, outcomes })));
    lines.push(`| ${name} | ${passed.replaceAll('|', '\\|')} | ${failed.replaceAll('|', '\\|')} |`);
  }
  return `${lines.join('\n')}\n`;
}
