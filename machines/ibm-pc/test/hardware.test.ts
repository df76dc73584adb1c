import { describe, expect, it, test } from 'vitest';
import { clocksOf } from './support/stopwatch.ts';

/*
 * Times that are published for an IBM PC at 4.77 MHz, each with its source. Each is measured here by a program on the whole
 * machine, with counter 0 of the 8253 as the stopwatch. What has no published number says so.
 */

/** A byte and a word in hexadecimal, the low byte first. */
const byte = (n: number): string => n.toString(16).padStart(2, '0');
const word = (n: number): string => `${byte(n & 0xff)} ${byte(n >> 8)}`;

/** A. Jenner, "mul_word_timings": MOV AX,column; MUL BX (BX = row), refresh off. */
const MUL_WORD = {
  columns: [0x0000, 0x0001, 0x0007, 0x001f, 0x007f, 0x01ff, 0x07ff, 0x1fff, 0x7fff, 0xc000, 0xfc00, 0xffc0, 0xffff],
  rows: [
    [0x0000, 124, 125, 127, 129, 131, 133, 135, 137, 139, 126, 130, 134, 140],
    [0x0007, 124, 125, 127, 129, 131, 133, 135, 137, 138, 125, 129, 133, 139],
    [0x01ff, 124, 125, 127, 129, 131, 132, 134, 136, 138, 125, 129, 133, 139],
    [0xffff, 124, 125, 126, 128, 130, 132, 134, 136, 138, 125, 129, 133, 139],
  ],
};

/** The same with IMUL. */
const IMUL_WORD = {
  columns: MUL_WORD.columns,
  rows: [
    [0x0000, 134, 135, 137, 139, 141, 143, 145, 147, 149, 149, 149, 149, 149],
    [0x7fff, 134, 135, 136, 138, 140, 142, 144, 146, 148, 148, 148, 148, 149],
    [0xc000, 145, 146, 147, 149, 151, 153, 155, 157, 159, 135, 135, 135, 136],
    [0xffff, 145, 146, 148, 150, 152, 154, 156, 158, 160, 136, 136, 136, 136],
  ],
};

describe('multiplication', () => {
  test.each([
    ['MUL', 'f7 e3', MUL_WORD],
    ['IMUL', 'f7 eb', IMUL_WORD],
  ])('%s of words takes the clocks that their bits and signs make', (_, operation, { columns, rows }) => {
    for (const [row, ...clocks] of rows) {
      const got = columns.map((n) => clocksOf(`b8 ${word(n)} ${operation}`, { before: `bb ${word(row!)}` }, [16, 136]));
      expect(got).toEqual(clocks);
    }
  });

  // A. Jenner, "mintimer" results, "with embedded mov al": MOV AL,a; MUL BL
  test.each([
    [0x00, 0x00, 74],
    [0x00, 0xff, 74],
    [0x01, 0x01, 75],
    [0x01, 0xff, 75],
    [0xc0, 0x01, 76],
    [0x07, 0x01, 77],
    [0xff, 0xff, 81],
    [0xff, 0x01, 82],
  ])('MUL of bytes %i and %i takes %i clocks with its MOV', (a, b, clocks) => {
    expect(clocksOf(`b0 ${byte(a)} f6 e3`, { before: `b3 ${byte(b)}` })).toBe(clocks);
  });

  // the same: 1000 multiplications by 0 took 17,498 clocks of the timer with refresh, 17,500 without
  it('is not slowed down by refresh, which finds the bus idle', () => {
    expect(clocksOf('f6 e3', { before: 'b3 00 b0 00' })).toBe(70);
    const refreshed = clocksOf('f6 e3', { before: 'b3 00 b0 00', refresh: 18 }, [100, 1100]);
    expect(Math.abs(refreshed - 70)).toBeLessThan(0.02);
  });
});

describe('IN AL,DX; TEST AL,1; JNZ, the loop that waits for the beam', () => {
  // without a card FFh is read, so that the jump, to the next instruction, is always taken
  const poll = 'ec a8 01 75 00';
  const before = 'ba da 03';

  // A. Jenner, notes on "one scanline per frame": 37 clocks with refresh off (an older note presumes 39)
  it('takes 37 clocks', () => {
    expect(clocksOf(poll, { before })).toBe(37);
  });

  // the same: "something like 39.25"
  it('takes 39.27 clocks with refresh every 18 clocks of the timer', () => {
    expect(clocksOf(poll, { before, refresh: 18 }, [110, 1100])).toBeCloseTo(39.27, 1);
  });

  // no published number: refresh comes every 76 clocks then, and two loops of 37 fall into step with it
  it('runs eight times in a line when refresh comes four times in a line', () => {
    expect(clocksOf(poll, { before, refresh: 19 }, [160, 1120]) * 8).toBe(304);
  });
});
