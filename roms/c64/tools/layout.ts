/**
 * Lays out the KERNAL: measures every section of `asm/kernal/*.asm`, puts those named `at_XXXX` at that address and the
 * others into the gaps between them (the longest first, each into the tightest gap), and writes `asm/kernal/layout.asm`.
 * From this folder's package: `node --import tsx tools/layout.ts`. Prints what is free.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START = 0xe500;
const END = 0x10000;
const asm = join(dirname(fileURLToPath(import.meta.url)), '..', 'asm');
const hex = (n: number) => n.toString(16);

interface Section {
  readonly name: string;
  readonly size: number;
  /** Undefined: anywhere. */
  readonly at: number | undefined;
}

function sectionNames(): string[] {
  const names = new Set<string>();
  for (const file of readdirSync(join(asm, 'kernal')).filter((f) => f.endsWith('.asm'))) {
    for (const [, name] of readFileSync(join(asm, 'kernal', file), 'utf8').matchAll(/^\s+\.section (\w+)/gm)) {
      names.add(name!);
    }
  }
  return [...names].sort();
}

function address(name: string): number | undefined {
  const match = /^at_([0-9a-f]{4})$/.exec(name);
  return match === null ? undefined : parseInt(match[1]!, 16);
}

/** Assembles each section by itself: the fixed ones at their addresses, the others anywhere. */
function measure(names: readonly string[]): Section[] {
  const work = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    cpSync(join(asm, 'kernal'), join(work, 'kernal'), { recursive: true });
    const place = names.map(
      (name) =>
        `    .virtual $${hex(address(name) ?? 0xf000)}\nmeasure_${name} = *\n    .dsection ${name}\n` +
        `measured_${name} = * - measure_${name}\n    .endvirtual\n`,
    );
    writeFileSync(
      join(work, 'main.asm'),
      `.include "kernal/memory.asm"\n.include "kernal/sources.asm"\n* = $e500\n${place.join('')}.byte 0\n`,
    );
    const labels = join(work, 'labels');
    execFileSync('64tass', ['-q', '--nostart', '-o', join(work, 'out'), `--labels=${labels}`, 'main.asm'], {
      cwd: work,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const found = new Map(
      [...readFileSync(labels, 'utf8').matchAll(/^measured_(\w+)\s*=\s*(-?)(\$?)([0-9a-f]+)/gm)].map(
        // The program counter is 0 after FFFFh.
        ([, name, sign, dollar, value]) => [name!, parseInt(`${sign}${value}`, dollar === '$' ? 16 : 10) & 0xffff],
      ),
    );
    return names.map((name) => {
      const size = found.get(name);
      if (size === undefined) throw new Error(`64tass tells no size of section ${name}.`);
      return { name, size, at: address(name) };
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function layOut(sections: readonly Section[]): string {
  const fixed = sections.filter((s) => s.at !== undefined).sort((a, b) => a.at! - b.at!);
  const gaps: { at: number; free: number; holds: Section[] }[] = [];
  let next = START;
  const errors: string[] = [];
  for (const section of [...fixed, { name: 'the end', size: 0, at: END }]) {
    if (section.at! < next) {
      const before = fixed[fixed.indexOf(section) - 1] ?? fixed[fixed.length - 1]!;
      errors.push(`${before.name} has ${before.size} bytes, ${next - section.at!} too many: ${section.name} follows.`);
    }
    gaps.push({ at: next, free: section.at! - next, holds: [] });
    next = section.at! + section.size;
  }
  if (errors.length > 0) throw new Error(errors.join('\n'));
  const loose = sections
    .filter((s) => s.at === undefined)
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  const left: Section[] = [];
  for (const section of loose) {
    const fit = gaps.filter((g) => g.free >= section.size).sort((a, b) => a.free - b.free || a.at - b.at)[0];
    if (fit === undefined) {
      left.push(section);
      continue;
    }
    fit.holds.push(section);
    fit.free -= section.size;
  }
  const total = gaps.reduce((sum, g) => sum + g.free, 0);
  const biggest = gaps.map((g) => g.free).sort((a, b) => b - a);
  console.log(`${total} bytes free; gaps ${biggest.slice(0, 16).join(' ')}`);
  if (left.length > 0) throw new Error(`No place for ${left.map((s) => `${s.name} (${s.size})`).join(', ')}.`);
  const lines = ['; Made by tools/layout.ts from the sections of this folder. Do not edit.', ''];
  for (const [n, gap] of gaps.entries()) {
    for (const section of gap.holds) lines.push(`    .dsection ${section.name}`);
    const after = fixed[n];
    if (after === undefined) break;
    lines.push(`    .fill $${hex(after.at!)} - *, $ff`, `    .dsection ${after.name}`);
  }
  return `${lines.join('\n')}\n`;
}

try {
  writeFileSync(join(asm, 'kernal', 'layout.asm'), layOut(measure(sectionNames())));
} catch (error) {
  console.error(`layout: ${(error as Error).message}`);
  process.exitCode = 1;
}
