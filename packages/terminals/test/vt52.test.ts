import { ATTRIBUTE } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import { vt52Graphic } from '../src/index.ts';
import { ESC, rig } from './helpers.ts';

/** ESC Y line column, both counted from 0. */
const at = (row: number, column: number) => `${ESC}Y${String.fromCharCode(0x20 + row, 0x20 + column)}`;

const filled = (extensions = false) => {
  const t = rig({ model: 'vt52', extensions });
  for (let i = 0; i < 24; i++) t.send(at(i, 0), `row ${i}`);
  t.send(at(2, 2));
  return t;
};

describe('VT52 control codes', () => {
  it('moves with BS, LF, CR and stops at the left edge', () => {
    const t = rig({ model: 'vt52' });
    t.send('AB', 0x08);
    expect(t.cursor()).toEqual([1, 0]);
    t.send(0x08, 0x08);
    expect(t.cursor()).toEqual([0, 0]);
    t.send('xyz\n');
    expect(t.cursor()).toEqual([3, 1]);
    t.send('\r');
    expect(t.cursor()).toEqual([0, 1]);
  });

  it('does not wrap: column 80 is overwritten', () => {
    const t = rig({ model: 'vt52' });
    t.send(`${'x'.repeat(79)}abc`);
    expect(t.row(0)).toBe(`${'x'.repeat(79)}c`);
    expect(t.cursor()).toEqual([79, 0]);
  });

  it('scrolls up on LF at the bottom', () => {
    const t = filled();
    t.send(at(23, 0), '\nnew');
    expect([t.row(0), t.row(22), t.row(23)]).toEqual(['row 1', 'row 23', 'new']);
  });

  it('tabs every 8 columns to column 73, then one column at a time to column 80', () => {
    const t = rig({ model: 'vt52' });
    const stops: number[] = [];
    for (let i = 0; i < 18; i++) {
      t.send('\t');
      stops.push(t.cursor()[0]);
    }
    expect(stops).toEqual([8, 16, 24, 32, 40, 48, 56, 64, 72, 73, 74, 75, 76, 77, 78, 79, 79, 79]);
  });

  it('rings the bell, and drops NUL, DEL and other control codes', () => {
    const t = rig({ model: 'vt52' });
    t.send('a', 0, 0x7f, 1, 2, 0x0b, 0x0c, 0x0e, 0x0f, 0x1a, 0x1e, 0x1f, 7, 'b');
    expect(t.row(0)).toBe('ab');
    expect(t.terminal.bells).toBe(1);
  });

  it('ignores bit 7', () => {
    const t = rig({ model: 'vt52' });
    t.send(0xc1, 0x9b, 0xc8, 0xc2);
    expect(t.row(0)).toBe('B');
  });
});

describe('VT52 escape sequences', () => {
  it('ESC A B C D move and stop at the edges without scrolling', () => {
    const t = filled();
    t.send(`${ESC}A`);
    expect(t.cursor()).toEqual([2, 1]);
    t.send(`${ESC}B${ESC}B`);
    expect(t.cursor()).toEqual([2, 3]);
    t.send(`${ESC}C`);
    expect(t.cursor()).toEqual([3, 3]);
    t.send(`${ESC}D${ESC}D`);
    expect(t.cursor()).toEqual([1, 3]);
    t.send(at(0, 0), `${ESC}A${ESC}D`);
    expect(t.cursor()).toEqual([0, 0]);
    t.send(at(23, 79), `${ESC}B${ESC}C`);
    expect(t.cursor()).toEqual([79, 23]);
    expect(t.row(0)).toBe('row 0');
  });

  it('ESC H homes, ESC J erases to the end of the screen, ESC K to the end of the line', () => {
    const t = filled();
    t.send(`${ESC}K`);
    expect([t.row(1), t.row(2), t.row(3)]).toEqual(['row 1', 'ro', 'row 3']);
    t.send(at(4, 3), `${ESC}J`);
    expect([t.row(3), t.row(4), t.row(5), t.row(23)]).toEqual(['row 3', 'row', '', '']);
    t.send(`${ESC}H${ESC}J`);
    expect(t.row(0)).toBe('');
    expect(t.cursor()).toEqual([0, 0]);
  });

  it('ESC I moves up and scrolls down at the top', () => {
    const t = filled();
    t.send(`${ESC}I`);
    expect(t.cursor()).toEqual([2, 1]);
    t.send(at(0, 2), `${ESC}I`);
    expect([t.row(0), t.row(1), t.row(23)]).toEqual(['', 'row 0', 'row 22']);
    expect(t.cursor()).toEqual([2, 0]);
  });

  it('ESC Y addresses; a line that does not exist is not taken, a column that does not exist is column 80', () => {
    const t = rig({ model: 'vt52' });
    t.send(`${ESC}Y7o`);
    expect(t.cursor()).toEqual([79, 23]);
    t.send(`${ESC}Y  `);
    expect(t.cursor()).toEqual([0, 0]);
    t.send(`${ESC}Y%8`);
    expect(t.cursor()).toEqual([24, 5]);
    t.send(`${ESC}Y8!`);
    expect(t.cursor()).toEqual([1, 5]);
    t.send(`${ESC}Y!~`);
    expect(t.cursor()).toEqual([79, 1]);
  });

  it('drops fill characters inside a sequence', () => {
    const t = rig({ model: 'vt52' });
    t.send(0x1b, 0, 'Y', 0x7f, '%', 0, '8');
    expect(t.cursor()).toEqual([24, 5]);
  });

  it('ESC Z is answered with ESC / K', () => {
    const t = rig({ model: 'vt52' });
    t.send(`${ESC}Z`);
    expect(String.fromCharCode(...t.replies)).toBe('\x1b/K');
  });

  it('ESC F and ESC G switch the graphics characters', () => {
    const t = rig({ model: 'vt52' });
    t.send(`${ESC}F`, 'AZ01^_', 'abcde', 'fghijk', 'tu}~', `${ESC}G`, 'afg~');
    expect(t.row(0)).toBe('AZ01  █⅟³⁵⁷°±→…÷↓₀₁₉¶afg~');
  });

  it('agrees with the acsc of the terminfo entry vt52 where the alternate set of the VT100 has the character', () => {
    // acsc=+h.k0affggolpnqprrss: VT100 name, then the VT52 code in graphics mode
    const vt100: Record<string, string> = { '+': '→', '.': '↓', '0': '█', f: '°', g: '±' };
    const acsc = '+h.k0affgg';
    for (let i = 0; i < acsc.length; i += 2) {
      expect(String.fromCodePoint(vt52Graphic(acsc.charCodeAt(i + 1)))).toBe(vt100[acsc[i]!]);
    }
    const bars = [...'lmnopqrs'].map((c) => vt52Graphic(c.charCodeAt(0)));
    expect(new Set(bars).size).toBe(8);
  });

  it('drops unknown sequences of two characters, and a second ESC starts afresh', () => {
    const t = rig({ model: 'vt52' });
    t.send(`a${ESC}Eb${ESC}Lc${ESC}[d${ESC}\\e${ESC}${ESC}Bf`);
    expect(t.row(0)).toBe('abcde');
    expect(t.row(1)).toBe('     f');
  });
});

describe('VT52 extensions', () => {
  it('ESC E clears, L inserts, M deletes a line, N a character', () => {
    const t = filled(true);
    t.send(`${ESC}L`);
    expect([t.row(2), t.row(3), t.row(23)]).toEqual(['', 'row 2', 'row 22']);
    t.send(`${ESC}M`);
    expect([t.row(2), t.row(23)]).toEqual(['row 2', '']);
    t.send(`${ESC}N`);
    expect(t.row(2)).toBe('ow 2');
    t.send(`${ESC}E`);
    expect([t.row(0), t.row(2)]).toEqual(['', '']);
    expect(t.cursor()).toEqual([0, 0]);
  });

  it('ESC d, o, l erase backwards and the line', () => {
    const t = filled(true);
    t.send(`${ESC}o`);
    expect(t.row(2)).toBe('    2');
    t.send(`${ESC}d`);
    expect([t.row(0), t.row(1), t.row(2), t.row(3)]).toEqual(['', '', '    2', 'row 3']);
    t.send(at(3, 3), `${ESC}l`);
    expect(t.row(3)).toBe('');
    expect(t.cursor()).toEqual([0, 3]);
  });

  it('ESC j k save and restore, e f show and hide, b c take a parameter, p q reverse, v w wrap', () => {
    const t = rig({ model: 'vt52', extensions: true });
    t.send(at(4, 5), `${ESC}j`, at(0, 0), `${ESC}k`);
    expect(t.cursor()).toEqual([5, 4]);
    t.send(`${ESC}f`);
    expect(t.cursor()).toEqual([-1, 4]);
    t.send(`${ESC}e${ESC}H${ESC}b1${ESC}c2x${ESC}py${ESC}qz`);
    expect(t.row(0)).toBe('xyz');
    expect([0, 1, 2].map((x) => t.attribute(x, 0))).toEqual([0, ATTRIBUTE.reverse, 0]);
    t.send(at(1, 79), `${ESC}vab`);
    expect(t.row(2)).toBe('b');
    t.send(at(2, 79), `${ESC}wab`);
    expect(t.row(3)).toBe('');
  });
});

describe('VT52 keyboard', () => {
  it.each([
    ['up', '\x1bA'],
    ['down', '\x1bB'],
    ['right', '\x1bC'],
    ['left', '\x1bD'],
    ['f1', '\x1bP'],
    ['f2', '\x1bQ'],
    ['f3', '\x1bR'],
    ['enter', '\r'],
    ['backspace', '\b'],
    ['delete', '\x7f'],
    ['keypad-5', '5'],
    ['keypad-enter', '\r'],
    ['keypad-period', '.'],
    ['ctrl-c', '\x03'],
  ])('%s sends %j', (name, text) => {
    expect(String.fromCharCode(...rig({ model: 'vt52' }).terminal.key(name)!)).toBe(text);
  });

  it('sends the keypad’s own sequences in alternate keypad mode', () => {
    const t = rig({ model: 'vt52' });
    t.send(`${ESC}=`);
    const codes = ['keypad-0', 'keypad-9', 'keypad-period', 'keypad-enter'].map((k) => t.terminal.key(k));
    expect(codes.map((c) => String.fromCharCode(...c!))).toEqual(['\x1b?p', '\x1b?y', '\x1b?n', '\x1b?M']);
    t.send(`${ESC}>`);
    expect(t.terminal.key('keypad-0')).toEqual([0x30]);
  });

  it('has no Home and no further function keys without extensions', () => {
    const { terminal } = rig({ model: 'vt52' });
    expect(['home', 'f4', 'here-is', 'clear'].map((k) => terminal.key(k))).toEqual([null, null, null, null]);
    const more = rig({ model: 'vt52', extensions: true }).terminal;
    expect(String.fromCharCode(...more.key('home')!, ...more.key('f4')!, ...more.key('f8')!)).toBe('\x1bH\x1bS\x1bW');
  });
});
