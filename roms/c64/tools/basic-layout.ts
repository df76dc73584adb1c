/**
 * Lays out BASIC: measures every section of `asm/basic/*.asm`, puts those with an entry of `ENTRIES` where the entry's
 * address asks for it, jumps (3 bytes) where a section cannot be there, fills the gaps with the other sections, and
 * writes `asm/basic/layout.asm` (A000h) and `asm/basic/tail.asm` (E000h).
 * From this folder's package: `node --import tsx tools/basic-layout.ts`. Prints what is free and where each entry is.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTRIES, FIXED } from './basic-entries.ts';

const AREAS = [
  { start: 0xa000, end: 0xc000 },
  { start: 0xe000, end: 0xe500 },
];
const JUMP = 3;
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'asm', 'basic');
const hex = (n: number) => n.toString(16).padStart(4, '0');

interface Section {
  readonly name: string;
  readonly size: number;
}
interface Placed extends Section {
  readonly at: number;
  /** Label that a jump leads to. */
  readonly jump?: string;
}

function sources(): string[] {
  const main = readFileSync(join(folder, 'main.asm'), 'utf8');
  return [...main.matchAll(/\.include "(\w+\.asm)"/g)].map(([, f]) => f!).filter((f) => f !== 'layout.asm');
}

function sectionNames(): string[] {
  const names = new Set<string>();
  for (const file of sources()) {
    for (const [, name] of readFileSync(join(folder, file), 'utf8').matchAll(/^\s+\.section (\w+)/gm)) names.add(name!);
  }
  return [...names];
}

/** Assembles the sections one after the other: their sizes, and where labels lie in them. */
function measure(): { sections: Section[]; labels: Map<string, { section: string; offset: number }> } {
  const work = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    cpSync(folder, work, { recursive: true });
    const names = sectionNames();
    // sections that must not cross a page lie well here
    const order = [...FIXED.map(([name]) => name), ...names.filter((n) => !FIXED.some(([name]) => name === n))];
    writeFileSync(
      join(work, 'layout.asm'),
      order
        .map((name) => {
          const at = FIXED.find(([n]) => n === name)?.[1];
          return `${at === undefined || at >= 0xc000 ? '' : `    .fill $${hex(at)} - *, 0\n`}zs_${name} .dsection ${name}\nze_${name}\n`;
        })
        .join(''),
    );
    writeFileSync(join(work, 'top.asm'), '    * = $a000\n    .include "main.asm"\n');
    const list = join(work, 'labels');
    execFileSync('64tass', ['-q', '--nostart', '-o', join(work, 'out'), `--labels=${list}`, 'top.asm'], {
      cwd: work,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const at = new Map(
      [...readFileSync(list, 'utf8').matchAll(/^(\w+)\s*=\s*\$([0-9a-f]+)$/gm)].map(([, n, v]) => [
        n!,
        parseInt(v!, 16),
      ]),
    );
    const sections = names.map((name) => ({ name, size: at.get(`ze_${name}`)! - at.get(`zs_${name}`)! }));
    const labels = new Map<string, { section: string; offset: number }>();
    for (const [label, address] of at) {
      if (address < 0xa000) continue;
      const home = sections.find(({ name }) => address >= at.get(`zs_${name}`)! && address < at.get(`ze_${name}`)!);
      if (home !== undefined) labels.set(label, { section: home.name, offset: address - at.get(`zs_${home.name}`)! });
    }
    return { sections, labels };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const { sections, labels } = measure();
const placed: Placed[] = [];
const report: string[] = [];
const free = (at: number, size: number) =>
  AREAS.some((a) => at >= a.start && at + size <= a.end) &&
  placed.every((p) => at >= p.at + p.size || at + size <= p.at);

for (const [name, at] of FIXED) placed.push({ ...sections.find((s) => s.name === name)!, at });
// An entry's own section goes to its place if no other wanted entry is in the way.
const wanted = [...ENTRIES].sort((a, b) => (b.weight ?? 1) - (a.weight ?? 1));
const missing: typeof wanted = [];
const where = (label: string) => {
  const home = labels.get(label);
  const section = home && placed.find((p) => p.name === home.section);
  return section === undefined ? undefined : section.at + home!.offset;
};
for (const entry of wanted) {
  const home = labels.get(entry.label);
  if (home === undefined) throw new Error(`Entry ${hex(entry.at)}: no label ${entry.label}.`);
  if (where(entry.label) !== undefined) {
    if (where(entry.label) !== entry.at) missing.push(entry);
    continue;
  }
  const section = sections.find((s) => s.name === home.section)!;
  const at = entry.at - home.offset;
  const blocks = wanted.some(
    (o) =>
      (o.weight ?? 1) > 0 &&
      o.at > at - JUMP &&
      o.at < at + section.size &&
      o.at !== at + (labels.get(o.label)!.section === section.name ? labels.get(o.label)!.offset : -1),
  );
  if (!blocks && free(at, section.size)) placed.push({ ...section, at });
  else missing.push(entry);
}
for (const entry of missing) {
  if (where(entry.label) === entry.at) continue;
  if (entry.weight !== 0 && free(entry.at, JUMP)) {
    placed.push({ name: `entry_${hex(entry.at)}`, size: JUMP, at: entry.at, jump: entry.label });
    report.push(`jump  ${hex(entry.at)} ${entry.label}`);
  } else report.push(`NONE  ${hex(entry.at)} ${entry.label}`);
}
for (const entry of ENTRIES) if (where(entry.label) === entry.at) report.push(`place ${hex(entry.at)} ${entry.label}`);

// The gaps, the smallest first, each as full as it can be.
const fixed = [...placed].sort((a, b) => a.at - b.at);
const gaps: { at: number; size: number }[] = [];
for (const area of AREAS) {
  let next = area.start;
  for (const p of [...fixed.filter((f) => f.at >= area.start && f.at < area.end), { at: area.end, size: 0 }]) {
    if (p.at > next) gaps.push({ at: next, size: p.at - next });
    next = p.at + p.size;
  }
}
const loose = sections.filter((s) => !placed.some((p) => p.name === s.name));
const total = gaps.reduce((sum, g) => sum + g.size, 0);
const need = loose.reduce((sum, s) => sum + s.size, 0);
console.log(report.sort().join('\n'));
console.log(`gaps ${total} bytes, loose sections ${need} bytes, ${total - need} to spare`);

/** Choice of sections that fills `size` best. */
function fill(size: number, from: readonly Section[]): Section[] {
  const best: (Section[] | undefined)[] = new Array(size + 1).fill(undefined);
  best[0] = [];
  for (const section of from) {
    for (let n = size; n >= section.size; n--) {
      const before = best[n - section.size];
      if (before !== undefined && best[n] === undefined) best[n] = [...before, section];
    }
  }
  for (let n = size; n >= 0; n--) if (best[n] !== undefined) return best[n]!;
  return [];
}
/** Deterministic pseudo-random order, for trying again. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const out = [...list];
  let state = seed;
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
const size = (list: readonly Section[]) => list.reduce((sum, s) => sum + s.size, 0);
let best: { left: Section[]; holds: Map<number, Section[]> } | undefined;
for (let seed = 0; seed < 300; seed++) {
  // each gap as full as it can be, the narrow ones first; big sections are kept for wide gaps
  const holds = new Map<number, Section[]>();
  const room = new Map<number, number>();
  let all = shuffled(loose, seed);
  for (const gap of [...gaps].sort((a, b) => a.size - b.size)) {
    const chosen = fill(gap.size, seed % 2 === 0 ? all : [...all].sort((a, b) => b.size - a.size));
    holds.set(gap.at, chosen);
    room.set(gap.at, gap.size - size(chosen));
    all = all.filter((s) => !chosen.includes(s));
  }
  let rest = loose.filter((s) => ![...holds.values()].some((h) => h.includes(s)));
  for (let round = 0; round < 3000 && rest.length > 0; round++) {
    // a few gaps are emptied and filled anew, the least roomy first
    const some =
      round === 0
        ? gaps
        : shuffled(
            gaps.filter((g) => g.size > 8),
            seed * 1000 + round,
          ).slice(0, 2 + (round % 4));
    const old = some.map((g) => holds.get(g.at)!);
    const before = rest;
    let pool = round === 0 ? rest : shuffled([...rest, ...old.flat()], seed * 777 + round);
    const order = round === 0 ? [...some].sort((a, b) => room.get(a.at)! - room.get(b.at)!) : some;
    for (const gap of order) {
      const keep = round === 0 ? holds.get(gap.at)! : [];
      const chosen = fill(gap.size - size(keep), pool);
      holds.set(gap.at, [...keep, ...chosen]);
      pool = pool.filter((s) => !chosen.includes(s));
    }
    if (round > 0 && size(pool) > size(before)) for (const [n, g] of some.entries()) holds.set(g.at, old[n]!);
    else rest = pool;
  }
  if (best === undefined || size(rest) < size(best.left)) best = { left: rest, holds };
  if (rest.length === 0) break;
}
if (process.argv.includes('--gaps'))
  console.log(
    [...best!.holds]
      .map(
        ([at, h]) =>
          `${hex(at)}: ${gaps.find((g) => g.at === at)!.size - size(h)} of ${gaps.find((g) => g.at === at)!.size} (${h.map((s) => s.name).join(' ')})`,
      )
      .join('\n'),
  );
if (best!.left.length > 0) {
  console.error(`layout: no place for ${best!.left.map((s) => `${s.name} (${s.size})`).join(', ')}.`);
  process.exitCode = 1;
} else {
  AREAS.forEach((area, n) => {
    const lines = ['; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.', ''];
    let at = area.start;
    const all = [...fixed.filter((f) => f.at >= area.start && f.at < area.end)];
    for (const gap of gaps.filter((g) => g.at >= area.start && g.at < area.end)) {
      let place = gap.at;
      for (const s of best!.holds.get(gap.at)!) {
        all.push({ ...s, at: place });
        place += s.size;
      }
    }
    for (const p of all.sort((a, b) => a.at - b.at)) {
      if (p.at > at) lines.push(`    .fill $${hex(p.at)} - *, $ff`);
      lines.push(
        p.jump === undefined ? `    .dsection ${p.name}` : `    jmp ${p.jump.padEnd(20)}; ${hex(p.at).toUpperCase()}`,
      );
      at = p.at + p.size;
    }
    writeFileSync(join(folder, n === 0 ? 'layout.asm' : 'tail.asm'), `${lines.join('\n')}\n`);
  });
}
if (process.argv.includes('--sizes')) {
  console.log(sections.map((s) => `${s.name} ${s.size}`).join(', '));
}
if (process.argv.includes('--gaps')) console.log(gaps.map((g) => `${hex(g.at)}:${g.size}`).join(' '));
