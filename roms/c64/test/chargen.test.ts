import { describe, expect, test } from 'vitest';
import { chargen } from '../src/index.ts';

const cell = (code: number, set = 0) => [...chargen.bytes.subarray((set * 256 + code) * 8, (set * 256 + code) * 8 + 8)];
/** Pixels of an edge of a cell, from the top or the left. */
const edge = (code: number, side: 'top' | 'bottom' | 'left' | 'right', set = 0): string => {
  const rows = cell(code, set);
  if (side === 'top') return rows[0]!.toString(2).padStart(8, '0');
  if (side === 'bottom') return rows[7]!.toString(2).padStart(8, '0');
  return rows.map((row) => (side === 'left' ? row >> 7 : row & 1)).join('');
};
const JOINT = '00011000';

describe('character set', () => {
  test('has 512 cells; the second half of each set is the first one reversed', () => {
    expect(chargen.bytes).toHaveLength(4096);
    for (const set of [0, 1]) {
      for (let code = 0; code < 128; code++) {
        expect(cell(code + 128, set)).toEqual(cell(code, set).map((row) => row ^ 0xff));
      }
    }
  });
  test('the sets share signs and graphics; capitals change places', () => {
    for (let code = 0x1b; code <= 0x3f; code++) expect(cell(code, 1)).toEqual(cell(code, 0));
    for (let code = 1; code <= 26; code++) expect(cell(0x40 + code, 1)).toEqual(cell(code, 0));
    const differ = Array.from({ length: 0x25 }, (_, i) => 0x5b + i).filter(
      (code) => cell(code, 1).join() !== cell(code, 0).join(),
    );
    expect(differ).toEqual([0x5e, 0x5f, 0x69, 0x7a]);
  });
  test('letters and signs do not touch their neighbours; no two look the same', () => {
    const seen = new Map<string, string>();
    for (const set of [0, 1]) {
      for (let code = 0; code < 0x40; code++) {
        if (![0x1f].includes(code)) expect([code, edge(code, 'left', set)]).toEqual([code, '00000000']);
        const key = cell(code, set).join();
        const id = set === 1 && code >= 0x1b ? `0:${code}` : set === 1 && code === 0 ? '0:0' : `${set}:${code}`;
        expect(seen.get(key) ?? id).toBe(id);
        seen.set(key, id);
      }
    }
    expect(cell(0x20)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
  test('lines meet in the middle of the edges', () => {
    const ends: Readonly<Record<number, string>> = {
      64: 'lr',
      66: 'tb',
      67: 'lr',
      91: 'tblr',
      93: 'tb',
      107: 'tbr',
      109: 'tr',
      110: 'lb',
      112: 'br',
      113: 'lrt',
      114: 'lrb',
      115: 'tbl',
      125: 'tl',
      73: 'lb',
      74: 'tr',
      75: 'tl',
      85: 'br',
    };
    for (const [text, sides] of Object.entries(ends)) {
      const code = Number(text);
      for (const [letter, side] of [
        ['t', 'top'],
        ['b', 'bottom'],
        ['l', 'left'],
        ['r', 'right'],
      ] as const) {
        expect([code, side, edge(code, side)]).toEqual([code, side, sides.includes(letter) ? JOINT : '00000000']);
      }
    }
  });
  test('diagonals meet, quarters and halves fill their parts', () => {
    const bits = (code: number) => cell(code).reduce((n, row) => n + row.toString(2).replaceAll('0', '').length, 0);
    expect([edge(77, 'top'), edge(77, 'bottom'), edge(78, 'top'), edge(78, 'bottom')]).toEqual([
      '11000000',
      '00000011',
      '00000011',
      '11000000',
    ]);
    expect(cell(97)).toEqual(Array(8).fill(0xf0));
    expect(cell(98)).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
    expect([108, 123, 124, 126, 127].map(bits)).toEqual([16, 16, 16, 16, 32]);
    expect([99, 100, 101, 103, 111, 119, 116, 106, 117, 118, 120, 121].map(bits)).toEqual([
      8, 8, 16, 16, 16, 16, 16, 16, 24, 24, 24, 24,
    ]);
    expect(bits(102)).toBe(32);
  });
});
