import type { TextScreen } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import { TextWatch } from '../src/text-watch.ts';

const COLUMNS = 20;
const ROWS = 6;

/** A screen that works as a BIOS's teletype output does. */
class Teletype {
  readonly screen = {
    columns: COLUMNS,
    rows: ROWS,
    characters: new Int32Array(COLUMNS * ROWS).fill(0x20),
    attributes: new Uint8Array(COLUMNS * ROWS),
    cursorColumn: 0,
    cursorRow: 0,
    revision: 0,
  };

  print(text: string): this {
    const s = this.screen;
    for (const c of text) {
      if (c !== '\n') s.characters[s.cursorRow * COLUMNS + s.cursorColumn++] = c.codePointAt(0)!;
      else {
        s.cursorColumn = 0;
        if (s.cursorRow < ROWS - 1) s.cursorRow++;
        else s.characters.copyWithin(0, COLUMNS).fill(0x20, (ROWS - 1) * COLUMNS);
      }
    }
    s.revision++;
    return this;
  }

  clear(): this {
    this.screen.characters.fill(0x20);
    this.screen.cursorRow = 0;
    this.screen.cursorColumn = 0;
    this.screen.revision++;
    return this;
  }
}

function watched(text: string): { tty: Teletype; watch: TextWatch } {
  const tty = new Teletype().print(text);
  const watch = new TextWatch(tty.screen as TextScreen);
  watch.mark();
  return { tty, watch };
}

describe('text on a screen', () => {
  it('counts as soon as it is there while nothing has been marked', () => {
    const watch = new TextWatch(new Teletype().print('C>').screen as TextScreen);
    expect(watch.find('C>')).toBe(true);
  });

  it('finds a prompt that comes again while the old one still stands', () => {
    const { tty, watch } = watched('C>');
    expect(watch.find('C>')).toBe(false);
    tty.print('ver');
    expect(watch.find('C>')).toBe(false);
    tty.print('\n\nDOS 3');
    expect(watch.find('C>')).toBe(false);
    tty.print('\n\nC>');
    expect(watch.find('C>')).toBe(true);
  });

  it('does not take an old text for new when it scrolls', () => {
    const { tty, watch } = watched('one\ntwo\nA>dir\nthree\nA>type');
    for (let line = 0; line < 3; line++) {
      tty.print('\n');
      expect(watch.find('A>')).toBe(false);
      tty.print(`line ${line}`);
      expect(watch.find('A>')).toBe(false);
    }
    tty.print('\nA>');
    expect(watch.find('A>')).toBe(true);
    expect(watch.find('three')).toBe(false);
  });

  it('sees text that is being moved, cell after cell, as the old one', () => {
    const { tty, watch } = watched('one\ntwo\nA>dir\nthree\nA>type x\nfour');
    const { characters } = tty.screen;
    for (let line = 0; line < 2; line++) {
      for (let cell = 0; cell < characters.length; cell++) {
        characters[cell] = characters[cell + COLUMNS] ?? 0x20;
        tty.screen.revision++;
        if (cell % 7 === 0) expect([cell, watch.find('A>')]).toEqual([cell, false]);
      }
    }
    tty.print('A>');
    expect(watch.find('A>')).toBe(true);
  });

  it('takes a row of equal prompts apart', () => {
    const { tty, watch } = watched('A>\nA>\nA>\nA>\nA>\nA>');
    for (let n = 0; n < 3; n++) {
      watch.mark();
      tty.print('\n');
      expect(watch.find('A>')).toBe(false);
      tty.print('A>');
      expect(watch.find('A>')).toBe(true);
    }
  });

  it('finds a text that is written anew after the screen was cleared, in the same place', () => {
    const { tty, watch } = watched('READY.');
    expect(watch.find('READY.')).toBe(false);
    tty.clear();
    expect(watch.find('READY.')).toBe(false);
    tty.print('READY.');
    expect(watch.find('READY.')).toBe(true);
  });

  it('looks at every match of an expression in a row', () => {
    const { tty, watch } = watched('10 20');
    expect(watch.find(/\d+/)).toBe(false);
    tty.print(' 30');
    expect(watch.find(/\d0/)).toBe(true);
  });
});
