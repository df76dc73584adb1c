/**
 * Lays out the BIOS: measures every section of `asm/bios/*.asm`, puts those named `.at_XXXX` at that address and the others
 * into the gaps between them (the longest first, each into the tightest gap), and writes `asm/bios/layout.asm`. From
 * the folder of the package: `node --import tsx tools/bios-layout.ts`. Prints what is free.
 *
 * Jumps between sections have a fixed length, so the sizes do not depend on the places.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START = 0xe000;
const END = 0x10000;
const asm = join(dirname(fileURLToPath(import.meta.url)), '..', 'asm');
const hex = (n: number) => `${n.toString(16).toUpperCase().padStart(5, '0')}h`;

interface Section {
  readonly name: string;
  readonly size: number;
  /** Undefined: anywhere. */
  readonly at: number | undefined;
}

function sectionNames(): string[] {
  const names = new Set<string>();
  for (const file of readdirSync(join(asm, 'bios')).filter((f) => f.endsWith('.asm') && f !== 'layout.asm')) {
    for (const [, name] of readFileSync(join(asm, 'bios', file), 'utf8').matchAll(/^section \.(\w+)/gm)) {
      names.add(name!);
    }
  }
  return [...names].sort();
}

function address(name: string): number | undefined {
  const match = /^at_([0-9A-F]{4})$/.exec(name);
  return match === null ? undefined : parseInt(match[1]!, 16);
}

/** Assembles the BIOS with a layout and gives nasm's map. */
function assemble(layout: string): string {
  const work = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    cpSync(asm, work, { recursive: true });
    writeFileSync(join(work, 'bios', 'layout.asm'), `${layout}[map sections map]\n`);
    execFileSync('nasm', ['-f', 'bin', '-o', 'out', 'bios.asm'], {
      cwd: work,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return readFileSync(join(work, 'map'), 'utf8');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Sizes, from a layout that has every section after the other. */
function measure(names: readonly string[]): Section[] {
  const plain = names.map((name) => `section .${name} align=1`).join('\n');
  const map = assemble(`${plain}\n`);
  return names.map((name) => {
    const size = new RegExp(`Section \\.${name} .*?\\nclass:.*?\\nlength:\\s+([0-9A-F]+)`, 's').exec(map)?.[1];
    if (size === undefined) throw new Error(`nasm tells no size of section ${name}.`);
    return { name, size: parseInt(size, 16), at: address(name) };
  });
}

function layOut(sections: readonly Section[]): string {
  const fixed = sections.filter((s) => s.at !== undefined).sort((a, b) => a.at! - b.at!);
  const gaps: { at: number; free: number }[] = [];
  const places = new Map(fixed.map((s) => [s.name, s.at!]));
  const errors: string[] = [];
  let next = START;
  for (const section of [...fixed, { name: 'the end', size: 0, at: END }]) {
    if (section.at! < next) {
      const before = fixed[fixed.indexOf(section as Section) - 1] ?? fixed[fixed.length - 1]!;
      errors.push(`${before.name} has ${before.size} bytes, ${next - section.at!} too many: ${section.name} follows.`);
    }
    gaps.push({ at: next, free: section.at! - next });
    next = section.at! + section.size;
  }
  const left: Section[] = [];
  for (const section of sections
    .filter((s) => s.at === undefined)
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))) {
    const fit = gaps.filter((g) => g.free >= section.size).sort((a, b) => a.free - b.free || a.at - b.at)[0];
    if (fit === undefined) {
      left.push(section);
      continue;
    }
    places.set(section.name, fit.at);
    fit.at += section.size;
    fit.free -= section.size;
  }
  const total = gaps.reduce((sum, g) => sum + g.free, 0);
  const biggest = gaps.map((g) => g.free).sort((a, b) => b - a);
  console.log(`${total} bytes free; gaps ${biggest.slice(0, 16).join(' ')}`);
  if (left.length > 0) errors.push(`No place for ${left.map((s) => `${s.name} (${s.size})`).join(', ')}.`);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return [...places]
    .sort((a, b) => a[1] - b[1])
    .map(([name, at]) => `section .${name} start=${hex(at)} align=1\n`)
    .join('');
}

try {
  const head = '; Made by tools/bios-layout.ts from the sections of this folder. Do not edit.\ncpu 8086\n';
  const layout = layOut(measure(sectionNames()));
  writeFileSync(join(asm, 'bios', 'layout.asm'), head + layout);
} catch (error) {
  console.error(`bios-layout: ${(error as Error).message}`);
  process.exitCode = 1;
}
