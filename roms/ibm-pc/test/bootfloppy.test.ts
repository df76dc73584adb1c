import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fat12 } from '@backplane/media/testing';
import { describe, expect, test } from 'vitest';
import { bootfloppy } from '../src/index.ts';

const file = (path: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../images/floppy/${path}`, import.meta.url))));

describe('the boot floppy', () => {
  const disk = new Fat12(bootfloppy.bytes);

  test('is a 360 KB disk with a boot sector', () => {
    expect(bootfloppy.bytes).toHaveLength(368_640);
    expect([...bootfloppy.bytes.subarray(0x0b, 0x1e)]).toEqual([
      0, 2, 2, 1, 0, 2, 112, 0, 0xd0, 2, 0xfd, 2, 0, 9, 0, 2, 0, 0, 0,
    ]);
    expect(disk.last).toBe(355);
    expect(bootfloppy.bytes.at(-1)).toBe(0xf6);
  });

  test('holds its files, each in one piece, the system first', () => {
    expect(disk.faults()).toEqual([]);
    const entries = disk.entries();
    expect(entries.map(({ name }) => name)).toEqual([
      'BACKPLN.SYS',
      'README.TXT',
      'COLORS.COM',
      'CLOCK.COM',
      'SNAKE.COM',
      'BENCH.COM',
      'BACKPLAN.E',
    ]);
    let next = 2;
    for (const { name, first, size } of entries.slice(0, -1)) {
      expect([name, first]).toEqual([name, next]);
      const clusters = Math.ceil(size / 1024);
      for (let n = 1; n < clusters; n++) expect(disk.link(first + n - 1)).toBe(first + n);
      expect(disk.link(first + clusters - 1)).toBe(0xfff);
      next += clusters;
    }
    expect(disk.read('BACKPLN.SYS')).toEqual(file('system.bin'));
    expect(disk.read('README.TXT')).toEqual(file('readme.txt'));
    for (const name of ['colors', 'clock', 'snake', 'bench']) {
      expect(disk.read(`${name.toUpperCase()}.COM`)).toEqual(file(`${name}.com`));
    }
  });

  test('the system fits between 00700h and the boot sector at 07C00h', () => {
    expect(file('system.bin').length).toBeLessThanOrEqual(0x7c00 - 0x700);
  });

  test('the text has lines of at most 79 plain characters', () => {
    const lines = new TextDecoder().decode(disk.read('README.TXT')).split('\r\n');
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(line).toMatch(/^[ -~]{0,79}$/);
  });
});
