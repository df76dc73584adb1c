import { describe, expect, test } from 'vitest';
import { allViews, type Block, isUltimax, readMap, viewName, writeMap } from '../src/pla.ts';
import { BASIC, bareMachine, CHARGEN, HALT, kernal } from './support/bare.ts';

/*
 * The 32 combinations, as the tables of memory maps in the Programmer's Reference Guide (chapter 5) have them; the mode
 * number is the levels of EXROM, GAME, CHAREN, HIRAM, LORAM. Columns: 1000, 8000, A000, C000, D000, E000.
 */
const TABLE = `
  31 ram  ram  basic ram  io      kernal
  30 ram  ram  ram   ram  io      kernal
  29 ram  ram  ram   ram  io      ram
  28 ram  ram  ram   ram  ram     ram
  27 ram  ram  basic ram  chargen kernal
  26 ram  ram  ram   ram  chargen kernal
  25 ram  ram  ram   ram  chargen ram
  24 ram  ram  ram   ram  ram     ram
  23 open roml open  open io      romh
  22 open roml open  open io      romh
  21 open roml open  open io      romh
  20 open roml open  open io      romh
  19 open roml open  open io      romh
  18 open roml open  open io      romh
  17 open roml open  open io      romh
  16 open roml open  open io      romh
  15 ram  roml basic ram  io      kernal
  14 ram  ram  ram   ram  io      kernal
  13 ram  ram  ram   ram  io      ram
  12 ram  ram  ram   ram  ram     ram
  11 ram  roml basic ram  chargen kernal
  10 ram  ram  ram   ram  chargen kernal
   9 ram  ram  ram   ram  chargen ram
   8 ram  ram  ram   ram  ram     ram
   7 ram  roml romh  ram  io      kernal
   6 ram  ram  romh  ram  io      kernal
   5 ram  ram  ram   ram  io      ram
   4 ram  ram  ram   ram  ram     ram
   3 ram  roml romh  ram  chargen kernal
   2 ram  ram  romh  ram  chargen kernal
   1 ram  ram  ram   ram  ram     ram
   0 ram  ram  ram   ram  ram     ram
`;

const rows = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [mode, ...blocks] = line.trim().split(/\s+/);
    return { mode: Number(mode), blocks: blocks as Block[] };
  });

/** Sixteen blocks of 4K from the table's six columns. */
function sixteen([one, eight, a, c, d, e]: readonly Block[]): Block[] {
  const block = (n: number): Block =>
    n < 8 ? one! : n < 0xa ? eight! : n < 0xc ? a! : n < 0xd ? c! : n < 0xe ? d! : e!;
  return Array.from({ length: 16 }, (_, n) => (n === 0 ? 'ram' : block(n)));
}

describe('the PLA', () => {
  test('the table has all 32 modes', () => {
    expect(rows.map((r) => r.mode).sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, n) => n));
  });

  test.each(rows)('mode $mode: what is read', ({ mode, blocks }) => {
    expect(readMap(mode)).toEqual(sixteen(blocks));
  });

  test.each(rows)('mode $mode: writes go to the RAM beneath, but in Ultimax mode nowhere', ({ mode, blocks }) => {
    const expected = isUltimax(mode)
      ? sixteen(blocks)
      : sixteen(blocks).map((block) => (block === 'io' ? 'io' : 'ram'));
    expect(writeMap(mode)).toEqual(expected);
  });

  test('there is a view for each mode, with and without cartridge ROM', () => {
    const names = Object.keys(allViews());
    expect(names[0]).toBe('mode 31');
    for (let mode = 0; mode < 32; mode++) expect(names).toContain(viewName(mode));
    expect(names).toContain('mode 3 without ROML without ROMH');
    expect(names).not.toContain('mode 31 without ROML');
  });
});

describe('the memory of the machine in each mode', () => {
  const machine = bareMachine();
  const space = machine.wired.spaces.memory!;
  const KERNAL = kernal(HALT);
  const roml = Uint8Array.from({ length: 0x2000 }, (_, n) => (n * 3 + 1) & 0xff);
  const romh = Uint8Array.from({ length: 0x2000 }, (_, n) => (n * 5 + 2) & 0xff);
  space.select(space.viewIndex('mode 0'));
  for (let a = 0; a < 0x10000; a++) space.poke(a, (a * 11 + (a >> 8)) & 0xff);
  const ram = (a: number): number => (a * 11 + (a >> 8)) & 0xff;
  machine.parts.pla.showCartridge({ roml, romh }, 0);

  const contents: Readonly<Record<string, (a: number) => number>> = {
    ram,
    basic: (a) => BASIC[a - 0xa000]!,
    kernal: (a) => KERNAL[a - 0xe000]!,
    chargen: (a) => CHARGEN[a - 0xd000]!,
    roml: (a) => roml[a - 0x8000]!,
    romh: (a) => romh[a & 0x1fff]!,
    open: () => 0xff,
  };

  test.each(rows)('mode $mode', ({ mode, blocks }) => {
    space.select(space.viewIndex(viewName(mode)));
    sixteen(blocks).forEach((block, n) => {
      if (block === 'io') return;
      for (let a = n << 12; a < (n + 1) << 12; a += 37)
        expect(space.peek(a), `${a.toString(16)}`).toBe(contents[block]!(a));
    });
    // the colour RAM answers where I/O is
    const nibble = machine.parts.colour.nibbles[5]!;
    machine.parts.colour.nibbles[5] = 9;
    expect(space.peek(0xd805) === 9 && space.peek(0xd805) !== ram(0xd805)).toBe(blocks[4] === 'io');
    machine.parts.colour.nibbles[5] = nibble;
  });

  test.each(rows)('mode $mode: a write', ({ mode, blocks }) => {
    space.select(space.viewIndex(viewName(mode)));
    sixteen(blocks).forEach((block, n) => {
      if (block === 'io') return;
      const a = (n << 12) + 0x123;
      space.write(a, 0x5a, machine.tick);
      const reaches = !isUltimax(mode) || n === 0;
      const now = space.selected;
      space.select(space.viewIndex('mode 0'));
      expect(space.peek(a), a.toString(16)).toBe(reaches ? 0x5a : ram(a));
      space.poke(a, ram(a));
      space.select(now);
    });
  });
});
