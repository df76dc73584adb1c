import { ATTRIBUTE, screenText } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { LOWER_CASE, UPPER_CASE } from '../src/screen-codes.ts';
import { bareMachine, CHARGEN, CYCLE } from './support/bare.ts';

/** A machine that shows text at 0400 with the character ROM, as the KERNAL sets it up. */
function shown(registers: Readonly<Record<number, number>> = {}) {
  const machine = bareMachine();
  const space = machine.wired.spaces.memory!;
  machine.run(100 * CYCLE);
  const write = (a: number, v: number): void => space.write(a, v, machine.tick);
  // CIA 2: bank 0
  write(0xdd00, 0x03);
  write(0xdd02, 0x3f);
  for (const [a, v] of Object.entries({ 17: 0x1b, 22: 0xc8, 24: 0x15, 33: 6, 34: 2, 35: 3, 36: 4, ...registers })) {
    write(0xd000 + Number(a), v);
  }
  for (let n = 0; n < 1000; n++) {
    write(0x400 + n, 0x20);
    write(0xd800 + n, 14);
  }
  write(0xcc, 1);
  return { machine, space, write, screen: machine.screen! };
}

describe('screen codes', () => {
  test('both sets have 128 characters, all different within a set but for the two blanks', () => {
    for (const set of [UPPER_CASE, LOWER_CASE]) {
      expect(set.length).toBe(128);
      expect(new Set(set).size).toBe(127);
    }
    expect(String.fromCodePoint(...UPPER_CASE.slice(0, 8))).toBe('@ABCDEFG');
    expect(String.fromCodePoint(...LOWER_CASE.slice(0, 8))).toBe('@abcdefg');
    expect(String.fromCodePoint(...LOWER_CASE.slice(0x41, 0x44))).toBe('ABC');
    expect(UPPER_CASE[0x41]).toBe('♠'.codePointAt(0));
  });
});

describe('the screen as text', () => {
  test('shows what is in the video matrix, with colours and reverse', () => {
    const { machine, write, screen } = shown();
    for (const [n, code] of [8, 5, 12, 12, 15].entries()) write(0x400 + 40 + n, code);
    write(0x400 + 45, 0x80 + 1);
    write(0xd800 + 41, 1);
    const revision = screen.revision;
    expect(screen.showsText).toBe(true);
    expect(screenText(screen)[1]).toBe('HELLOA');
    expect(screen.attributes[45]).toBe(ATTRIBUTE.reverse);
    expect(screen.attributes[44]).toBe(0);
    expect([screen.foreground![40], screen.foreground![41]]).toEqual([14, 1]);
    expect(screen.background![40]).toBe(6);
    expect(screen.revision).toBe(revision);
    machine.run(CYCLE * 10);
    expect(screen.revision).toBe(revision);
    write(0x400, 1);
    machine.run(CYCLE * 10);
    expect(screen.revision).toBe(revision + 1);
  });

  test('the second character set, and a matrix elsewhere in another bank', () => {
    const { write, screen } = shown({ 24: 0x17 });
    write(0x400, 1);
    expect(screenText(screen)[0]).toBe('a');
    const other = shown({ 24: 0x84 });
    // bank 2 at 8000: the matrix at A000
    other.write(0xdd00, 0x01);
    for (let n = 0; n < 1000; n++) other.write(0xa000 + n, 0x20);
    other.write(0xa000 + 999, 26);
    expect(screenText(other.screen)[24]).toBe(`${' '.repeat(39)}Z`);
  });

  test('extended colour mode has 64 characters and four backgrounds', () => {
    const { write, screen } = shown({ 17: 0x5b });
    write(0x400, 1);
    write(0x401, 0x81);
    expect(screenText(screen)[0]).toBe('AA');
    expect([screen.background![0], screen.background![1]]).toEqual([6, 3]);
    expect(screen.attributes[1]).toBe(0);
  });

  test('a character set in RAM is read by its shapes', () => {
    const { write, screen } = shown({ 24: 0x18 });
    // the set at 2000 has the glyph of code 3 at code 200, and a shape of its own at code 1
    for (let row = 0; row < 8; row++) {
      write(0x2000 + 200 * 8 + row, CHARGEN[3 * 8 + row]!);
      write(0x2000 + 8 + row, 0x81 ^ row);
    }
    write(0x400, 200);
    write(0x401, 1);
    expect(screenText(screen)[0]).toBe('CA');
  });

  test('bitmap modes and a blanked screen show no text', () => {
    expect(shown({ 17: 0x3b }).screen.showsText).toBe(false);
    expect(shown({ 17: 0x0b }).screen.showsText).toBe(false);
    expect(shown({ 17: 0x5b, 22: 0xd8 }).screen.showsText).toBe(false);
  });

  test('a screen that is switched off keeps its text', () => {
    const { write, screen } = shown({ 17: 0x0b });
    write(0x400, 1);
    expect(screenText(screen)[0]).toBe('A');
    expect([screen.showsText, screen.cursorColumn]).toEqual([false, -1]);
  });

  test("the KERNAL's cursor", () => {
    const { write, screen } = shown();
    expect([screen.cursorColumn, screen.cursorRow]).toEqual([-1, -1]);
    const on = shown();
    on.write(0xcc, 0);
    on.write(0xd3, 47);
    on.write(0xd6, 12);
    expect([on.screen.cursorColumn, on.screen.cursorRow]).toEqual([7, 12]);
    write(0xcc, 1);
  });
});
