import { ATTRIBUTE, type TextScreen } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import { escapeKey } from '../../src/terminal/escape-key.ts';
import type { Frame } from '../../src/terminal/frame.ts';
import { type Interface, Layout, statusText } from '../../src/terminal/layout.ts';

/** 80 x 24; every cell tells its row and column by one character each, and the cursor is where asked. */
function guest(cursorColumn = 0, cursorRow = 0): TextScreen {
  const characters = new Int32Array(80 * 24);
  for (let i = 0; i < characters.length; i++) characters[i] = 0x21 + (i % 80);
  for (let row = 0; row < 24; row++) characters[row * 80] = 0x41 + row;
  return {
    columns: 80,
    rows: 24,
    characters,
    attributes: new Uint8Array(80 * 24),
    cursorColumn,
    cursorRow,
    revision: 0,
  };
}

const plain: Interface = {
  title: 'CP/M',
  status: { clockHz: 4e6, ratio: 1, drives: [{ name: 'A', activity: 'write' }] },
  hint: 'Ctrl-] q quits',
  prompt: null,
  promptCursor: -1,
  box: null,
  border: null,
};

const compose = (columns: number, rows: number, screen = guest(), ui = plain) =>
  new Layout().compose(columns, rows, screen, ui);

const line = (frame: Frame, row: number) =>
  String.fromCodePoint(...frame.characters.subarray(row * frame.columns, (row + 1) * frame.columns)).trimEnd();

describe('Layout', () => {
  it('fills a window of exactly 80 x 24 with the guest alone', () => {
    const screen = guest(5, 6);
    const frame = compose(80, 24, screen);
    expect(frame.characters).toEqual(screen.characters);
    expect([frame.cursorColumn, frame.cursorRow]).toEqual([5, 6]);
  });

  it('has a status line in the 25th row', () => {
    const frame = compose(80, 25);
    expect(line(frame, 0)[0]).toBe('A');
    expect(line(frame, 24)).toBe(` CP/M   4.00 MHz  ×1.0  A:w${' '.repeat(38)}Ctrl-] q quits`);
    expect(frame.attributes[24 * 80]).toBe(ATTRIBUTE.reverse);
  });

  it('centres the screen in a frame with the title where there is room', () => {
    const frame = compose(100, 31, guest(0, 0));
    const row = line(frame, 2);
    expect(row).toBe(`${' '.repeat(9)}┌─┤CP/M├${'─'.repeat(73)}┐`);
    expect(line(frame, 3).slice(9, 12)).toBe('│A"');
    expect(line(frame, 3).at(-1)).toBe('│');
    expect(line(frame, 27)).toBe(`${' '.repeat(9)}└${'─'.repeat(80)}┘`);
    expect([frame.cursorColumn, frame.cursorRow]).toEqual([10, 3]);
    expect(line(frame, 30)).toContain('Ctrl-] q quits');
  });

  it('shows the part around the cursor in a small window, and says so', () => {
    const layout = new Layout();
    let frame = layout.compose(60, 11, guest(0, 0), plain);
    expect(line(frame, 0)[0]).toBe('A');
    expect(line(frame, 10)).toContain('part of 80×24');
    frame = layout.compose(60, 11, guest(79, 23), plain);
    expect([frame.cursorColumn, frame.cursorRow]).toEqual([59, 9]);
    expect(frame.characters[59]).toBe(0x21 + 79);
    // back a little: the part stays where it is
    frame = layout.compose(60, 11, guest(30, 20), plain);
    expect([frame.cursorColumn, frame.cursorRow]).toEqual([10, 6]);
    // without a cursor, too
    frame = layout.compose(60, 11, guest(-1, 0), plain);
    expect(frame.characters[59]).toBe(0x21 + 79);
    expect(frame.cursorColumn).toBe(-1);
  });

  it('keeps the cursor inside windows of every size', () => {
    for (const [columns, rows] of [
      [1, 1],
      [1, 2],
      [2, 1],
      [10, 3],
      [79, 24],
      [80, 23],
      [81, 26],
      [82, 27],
      [300, 99],
    ]) {
      for (const screen of [guest(0, 0), guest(79, 23), guest(40, 12)]) {
        const frame = compose(columns!, rows!, screen);
        expect(frame.characters.length).toBe(columns! * rows!);
        expect(frame.cursorColumn).toBeGreaterThanOrEqual(0);
        expect(frame.cursorColumn).toBeLessThan(columns!);
        expect(frame.cursorRow).toBeLessThan(rows!);
        expect(frame.characters[frame.cursorRow * columns! + frame.cursorColumn]).toBe(
          screen.characters[screen.cursorRow * 80 + screen.cursorColumn],
        );
      }
    }
  });

  it('leaves out of a narrow status line what does not fit, the hint last', () => {
    expect(line(compose(40, 30), 29)).toBe(' part of 80×24   CP/M    Ctrl-] q quits');
    expect(line(compose(20, 30), 29)).toBe('     Ctrl-] q quits');
    expect(line(compose(10, 30), 29)).toBe('');
  });

  it('covers the last row of an 80 x 24 window with a prompt, with the cursor in it', () => {
    const frame = compose(80, 24, guest(), { ...plain, prompt: 'File: x', promptCursor: 7 });
    expect(line(frame, 23)).toBe(' File: x');
    expect([frame.cursorColumn, frame.cursorRow]).toEqual([8, 23]);
    const long = compose(10, 24, guest(), { ...plain, prompt: 'File: abcdefghijk', promptCursor: 17 });
    expect(line(long, 23)).toBe(' defghijk');
    expect(long.cursorColumn).toBe(9);
  });

  it('draws a box over the screen and hides the cursor', () => {
    const frame = compose(80, 24, guest(), { ...plain, box: ['one', 'three'] });
    expect(line(frame, 11).slice(36, 43)).toBe(' one   ');
    expect(line(frame, 12).slice(36, 43)).toBe(' three ');
    expect(frame.cursorColumn).toBe(-1);
  });

  it('never passes control codes or half characters on', () => {
    const screen = guest();
    screen.characters.set([0, 7, 0x1b, 0x7f, 0x9b, 0xd800, 0x110000, -1]);
    expect([...compose(80, 24, screen).characters.subarray(0, 8)]).toEqual(Array(8).fill(0x20));
  });
});

describe('statusText', () => {
  it.each([
    [{}, ''],
    [{ clockHz: 1_022_727, ratio: 0.96 }, '1.02 MHz  ×1.0'],
    [{ clockHz: 4e6, ratio: 312.4, warp: true }, '4.00 MHz  ×312 warp'],
    [{ paused: true, ratio: 1 }, 'paused'],
    [{ warp: true }, 'warp'],
    [
      {
        drives: [
          { name: 'A', activity: 'idle' },
          { name: 'B', activity: 'read' },
        ] as const,
      },
      'A:· B:r',
    ],
  ])('%j is %j', (status, text) => {
    expect(statusText(status)).toBe(text);
  });
});

describe('escapeKey', () => {
  it.each([
    ['ctrl-]', 'ctrl-]', 'Ctrl-]'],
    ['^]', 'ctrl-]', 'Ctrl-]'],
    ['Ctrl+A', 'ctrl-a', 'Ctrl-A'],
    ['C-t', 'ctrl-t', 'Ctrl-T'],
    ['^\\', 'ctrl-\\', 'Ctrl-\\'],
    ['^^', 'ctrl-^', 'Ctrl-^'],
    ['F12', 'f12', 'F12'],
  ])('%s is %s', (text, name, label) => {
    expect(escapeKey(text)).toEqual({ name, label });
  });

  it.each(['', 'x', 'ctrl-i', 'ctrl-m', '^[', 'f13', 'ctrl-1', 'escape'])('refuses %j', (text) => {
    expect(() => escapeKey(text)).toThrow("can't be the escape key. Give Ctrl and a letter");
  });
});
