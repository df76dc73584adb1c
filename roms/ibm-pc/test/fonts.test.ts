import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CP437, cgafont, cp437Codes, fromCp437 } from '../src/index.ts';
import { FONTS, type Font, type FontName, includes, parseFont, readFont } from '../tools/fonts.ts';

const NAMES = Object.keys(FONTS) as FontName[];
/** Columns and rows of the lines in a cell, [first, last]: one line in the middle, or the first and second of two. */
const LINES = {
  'thick-8x8': { single: 0b00011000, double: 0b01100110, row: [3], rows: [2, 4] },
  'thin-8x8': { single: 0b00010000, double: 0b00101000, row: [3], rows: [2, 4] },
  'mono-8x14': { single: 0b00011000, double: 0b01100110, row: [7], rows: [6, 8] },
} as const;
/** Lines that leave a character upwards, downwards, to the left and to the right: 0, 1 or 2 strokes. */
const DRAWING: Readonly<Record<string, string>> = {
  '│': '1100',
  '┤': '1110',
  '╡': '1120',
  '╢': '2210',
  '╖': '0210',
  '╕': '0120',
  '╣': '2220',
  '║': '2200',
  '╗': '0220',
  '╝': '2020',
  '╜': '2010',
  '╛': '1020',
  '┐': '0110',
  '└': '1001',
  '┴': '1011',
  '┬': '0111',
  '├': '1101',
  '─': '0011',
  '┼': '1111',
  '╞': '1102',
  '╟': '2201',
  '╚': '2002',
  '╔': '0202',
  '╩': '2022',
  '╦': '0222',
  '╠': '2202',
  '═': '0022',
  '╬': '2222',
  '╧': '1022',
  '╨': '2011',
  '╤': '0122',
  '╥': '0211',
  '╙': '2001',
  '╘': '1002',
  '╒': '0102',
  '╓': '0201',
  '╫': '2211',
  '╪': '1122',
  '┘': '1010',
  '┌': '0101',
};
const code = (character: string) => CP437.indexOf(character);
const glyph = (font: Font, character: string) => [...font[code(character)]!];
const mirrored = (rows: readonly number[]) =>
  rows.map((row) => parseInt([...row.toString(2).padStart(8, '0')].reverse().join(''), 2));
const extent = (rows: readonly number[]): [number, number] => [
  rows.findIndex((row) => row !== 0),
  rows.findLastIndex((row) => row !== 0),
];

describe.each(NAMES)('%s', (name) => {
  const font = readFont(name);
  const height = FONTS[name];
  const { single, double, row, rows } = LINES[name];

  test('has a picture of its own for every code but 00, 20 and FF, which are blank', () => {
    const seen = new Map<string, number>();
    font.forEach((glyph, at) => {
      const empty = glyph.every((bits) => bits === 0);
      expect([at, empty]).toEqual([at, [0x00, 0x20, 0xff].includes(at)]);
      if (empty) return;
      expect([at, seen.get(glyph.join())]).toEqual([at, undefined]);
      seen.set(glyph.join(), at);
    });
  });

  test('lines meet at the edges of the cells', () => {
    const across = (at: readonly number[]) => Array.from({ length: height }, (_, y) => (at.includes(y) ? 1 : 0));
    for (const [character, ends] of Object.entries(DRAWING)) {
      const [up, down, left, right] = [...ends].map(Number);
      const rowsOf = glyph(font, character);
      const columns = [0, single, double];
      const levels = [[], row, rows].map(across);
      expect([character, 'up', rowsOf[0]]).toEqual([character, 'up', columns[up!]]);
      expect([character, 'down', rowsOf.at(-1)]).toEqual([character, 'down', columns[down!]]);
      expect([character, 'left', rowsOf.map((bits) => bits >> 7)]).toEqual([character, 'left', levels[left!]]);
      expect([character, 'right', rowsOf.map((bits) => bits & 1)]).toEqual([character, 'right', levels[right!]]);
    }
    expect(
      Object.keys(DRAWING)
        .map(code)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 0xda - 0xb3 + 1 }, (_, i) => 0xb3 + i));
  });

  test('line drawing is symmetrical', () => {
    // Between the lines: turned upside down, ╔ is ╚. The centre is a row of the cell, so that rows are moved by it.
    const centre = row[0] * 2;
    const turned = (rowsOf: readonly number[]) =>
      Array.from({ length: height }, (_, y) => rowsOf[Math.min(Math.max(centre - y, 0), height - 1)]!);
    for (const [upper, lower] of ['┌└', '┐┘', '╔╚', '╗╝', '╓╙', '╖╜', '╒╘', '╕╛', '┬┴', '╦╩', '╤╧', '╥╨'] as const) {
      expect([upper, turned(glyph(font, upper!))]).toEqual([upper, glyph(font, lower!)]);
    }
    for (const character of '├┤┼╞╡╟╢╠╣╬╪╫─│═║') {
      expect([character, turned(glyph(font, character))]).toEqual([character, glyph(font, character)]);
    }
    if (name === 'thin-8x8') return; // its middle is a column, and seven columns are symmetrical about it
    for (const [left, right] of ['┌┐', '└┘', '╔╗', '╚╝', '╓╖', '╙╜', '╒╕', '╘╛', '├┤', '╠╣', '╞╡', '╟╢'] as const) {
      expect([left, mirrored(glyph(font, left!))]).toEqual([left, glyph(font, right!)]);
    }
  });

  test('integrals continue, blocks fill their halves, shades tile', () => {
    expect(glyph(font, '⌠').at(-1)).toBe(glyph(font, '⌡')[0]);
    const half = height / 2;
    expect(glyph(font, '█')).toEqual(Array(height).fill(0xff));
    expect(glyph(font, '▀')).toEqual([...Array(half).fill(0xff), ...Array(half).fill(0)]);
    expect(glyph(font, '▄')).toEqual([...Array(half).fill(0), ...Array(half).fill(0xff)]);
    expect(glyph(font, '▌')).toEqual(Array(height).fill(0xf0));
    expect(glyph(font, '▐')).toEqual(Array(height).fill(0x0f));
    const lit = (character: string) => glyph(font, character).reduce((n, bits) => n + ones(bits), 0) / (height * 8);
    expect(['░', '▒', '▓'].map(lit)).toEqual([0.25, 0.5, 0.75]);
    expect(
      glyph(font, '▓')
        .map((bits) => bits ^ 0xff)
        .sort(),
    ).toEqual([...glyph(font, '░')].map((b) => (b >> 4) * 17).sort());
  });

  test('letters stand on one line and have one height', () => {
    const [top, base] = height === 8 ? [0, 6] : [2, 10];
    const small = height === 8 ? 2 : 5;
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') {
      expect([letter, ...extent(glyph(font, letter))]).toEqual([letter, top, base]);
    }
    for (const letter of 'acemnorsuvwxz') {
      expect([letter, ...extent(glyph(font, letter))]).toEqual([letter, small, base]);
    }
    for (const letter of 'bdhkl') expect([letter, ...extent(glyph(font, letter))]).toEqual([letter, top, base]);
    for (const letter of 'gpqy') {
      const [first, last] = extent(glyph(font, letter));
      expect([letter, first, last > base]).toEqual([letter, small, true]);
    }
    for (const [letter, plain] of ['éêëè', 'àáâä', 'òóôö', 'ùúûü'].flatMap((group, i) =>
      [...group].map((accented) => [accented, 'eaou'[i]!] as const),
    )) {
      expect([letter, glyph(font, letter).slice(small)]).toEqual([letter, glyph(font, plain).slice(small)]);
      expect([letter, extent(glyph(font, letter))[0] < small]).toEqual([letter, true]);
    }
  });

  test('letters, digits and signs leave a column to their neighbour', () => {
    const joined = name === 'mono-8x14' ? 0 : 1; // the ninth column of the monochrome adapter is blank
    for (let at = 0x21; at < 0x7f; at++) {
      if (at === 0x5f) continue; // the underline goes through
      expect([at, font[at]!.some((bits) => (bits & joined) !== 0)]).toEqual([at, false]);
    }
  });
});

const ones = (bits: number) => bits.toString(2).replaceAll('0', '').length;

test('the include files are those that the pictures make', () => {
  for (const [path, text] of includes()) {
    expect(readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')).toBe(text);
  }
});

test('the character generator holds the fonts where the adapters look for them', () => {
  const [thick, thin, mono] = [readFont('thick-8x8'), readFont('thin-8x8'), readFont('mono-8x14')];
  expect(cgafont.bytes).toHaveLength(8192);
  const at = (base: number, c: number, rows: number) => [...cgafont.bytes.subarray(base + c * 8, base + c * 8 + rows)];
  for (let c = 0; c < 256; c++) {
    expect([...at(0, c, 8), ...at(0x800, c, 6)]).toEqual([...mono[c]!]);
    expect(at(0x1000, c, 8)).toEqual([...thin[c]!]);
    expect(at(0x1800, c, 8)).toEqual([...thick[c]!]);
  }
});

test('a wrong font file is refused with file and line', () => {
  expect(() => parseFont('41\n...\n', 8, 'x.txt')).toThrow('x.txt, line 2: "..." is not eight of # and .');
  expect(() => parseFont('41\n........\n', 8, 'x.txt')).toThrow('have 1 rows, not 8');
  expect(() => parseFont(`41 41\n${'........ ........\n'.repeat(8)}`, 8, 'x.txt')).toThrow('41 is there twice');
  expect(() => parseFont(`41\n${'........\n'.repeat(8)}`, 8, 'x.txt')).toThrow('no picture for 00, 01');
});

describe('code page 437', () => {
  test('has 256 different characters', () => {
    expect(CP437).toHaveLength(256);
    expect(new Set(CP437).size).toBe(256);
    expect(CP437[0x80]).toBe('Ç');
    expect(CP437[0xe1]).toBe('ß');
    expect(CP437[0xdb]).toBe('█');
    expect(CP437[0xff]).toBe('\u00a0');
    for (let c = 0x20; c < 0x7f; c++) expect(CP437[c]).toBe(String.fromCharCode(c));
  });
  test('text to codes and back', () => {
    expect(cp437Codes('A\nÄe\u0301“☺€')).toEqual([0x41, 10, 0x8e, 0x82, 0x22, 1, undefined]);
    expect(fromCp437([0, 1, 0x41, 0xc9, 0xff])).toBe(' ☺A╔\u00a0');
    for (let c = 0x80; c < 0x100; c++) expect(cp437Codes(CP437[c]!)).toEqual([c]);
  });
});
