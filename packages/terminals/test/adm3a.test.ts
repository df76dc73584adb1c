import { ATTRIBUTE } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import { DisplayTerminal } from '../src/index.ts';
import { ESC, rig } from './helpers.ts';

/** ESC = row column, both counted from 0. */
const at = (row: number, column: number) => `${ESC}=${String.fromCharCode(0x20 + row, 0x20 + column)}`;

describe('ADM-3A control codes', () => {
  it('starts with a blank 80 x 24 screen and the cursor at home', () => {
    const { terminal, cursor } = rig({ model: 'adm3a' });
    expect([terminal.screen.columns, terminal.screen.rows]).toEqual([80, 24]);
    expect([...terminal.screen.characters].every((c) => c === 0x20)).toBe(true);
    expect(cursor()).toEqual([0, 0]);
  });

  it('shows printing characters and moves right', () => {
    const t = rig({ model: 'adm3a' });
    t.send('Hello, ~{}|`World');
    expect(t.row(0)).toBe('Hello, ~{}|`World');
    expect(t.cursor()).toEqual([17, 0]);
  });

  it('moves with 08h, 0Ah, 0Bh, 0Ch without changing the text', () => {
    const t = rig({ model: 'adm3a' });
    t.send('ABC', 0x08);
    expect(t.cursor()).toEqual([2, 0]);
    t.send(0x0a);
    expect(t.cursor()).toEqual([2, 1]);
    t.send(0x0c);
    expect(t.cursor()).toEqual([3, 1]);
    t.send(0x0b);
    expect(t.cursor()).toEqual([3, 0]);
    expect(t.row(0)).toBe('ABC');
  });

  it('stops at the left, upper and right edges', () => {
    const t = rig({ model: 'adm3a' });
    t.send(0x08, 0x0b);
    expect(t.cursor()).toEqual([0, 0]);
    t.send(at(3, 79), 0x0c);
    expect(t.cursor()).toEqual([79, 3]);
  });

  it('returns with 0Dh, goes home with 1Eh, clears with 1Ah', () => {
    const t = rig({ model: 'adm3a' });
    t.send('one\r\ntwo', 0x0d);
    expect(t.cursor()).toEqual([0, 1]);
    t.send('x', 0x1e);
    expect(t.cursor()).toEqual([0, 0]);
    expect(t.row(1)).toBe('xwo');
    t.send('y', 0x1a);
    expect([t.row(0), t.row(1)]).toEqual(['', '']);
    expect(t.cursor()).toEqual([0, 0]);
  });

  it('scrolls up at the bottom row on 0Ah and keeps the column', () => {
    const t = rig({ model: 'adm3a' });
    t.send('top\r\nsecond', at(23, 5), 'last', 0x0a, 'new');
    expect(t.row(0)).toBe('second');
    expect(t.row(22)).toBe('     last');
    expect(t.row(23)).toBe('         new');
  });

  it('rings the bell on 07h', () => {
    const t = rig({ model: 'adm3a' });
    t.send('ab', 0x07, 'c', 0x07);
    expect(t.bellTimes).toEqual([2, 4]);
    expect(t.terminal.bells).toBe(2);
    expect(t.row(0)).toBe('abc');
  });

  it('ignores bit 7, NUL, DEL and codes without a function', () => {
    const t = rig({ model: 'adm3a', extensions: false });
    t.send(0x80 | 0x41, 0, 0x7f, 1, 2, 3, 4, 6, 0x09, 0x10, 0x11, 0x13, 0x17, 0x18, 0x1c, 0x1d, 0x1f, 'B');
    expect(t.row(0)).toBe('AB');
    t.send(0x9a);
    expect(t.row(0)).toBe('');
  });
});

describe('ADM-3A right margin', () => {
  it('with AUTO NL, column 80 is followed by a new line at once', () => {
    const t = rig({ model: 'adm3a' });
    t.send('x'.repeat(80));
    expect(t.cursor()).toEqual([0, 1]);
    t.send('\r\n');
    expect(t.cursor()).toEqual([0, 2]);
  });

  it('with AUTO NL, the last column of the last row scrolls', () => {
    const t = rig({ model: 'adm3a' });
    t.send('first\r\nsecond', at(23, 79), 'Z');
    expect(t.row(0)).toBe('second');
    expect(t.row(22)).toBe(`${' '.repeat(79)}Z`);
    expect(t.cursor()).toEqual([0, 23]);
  });

  it('without AUTO NL, characters overwrite column 80', () => {
    const t = rig({ model: 'adm3a', autoNewLine: false });
    t.send(`${'x'.repeat(79)}abc`);
    expect(t.row(0)).toBe(`${'x'.repeat(79)}c`);
    expect(t.cursor()).toEqual([79, 0]);
  });
});

describe('ADM-3A cursor load', () => {
  it.each([
    [0, 0],
    [23, 78],
    [11, 40],
  ])('loads row %i, column %i', (row, column) => {
    const t = rig({ model: 'adm3a' });
    t.send(at(row, column), '*');
    expect(t.terminal.screen.characters[row * 80 + column]).toBe(0x2a);
    expect(t.cursor()).toEqual([column + 1, row]);
  });

  it('uses the manual’s coordinates: ESC = SP SP is the upper left, ESC = 7 o the lower right', () => {
    const t = rig({ model: 'adm3a' });
    t.send(`${ESC}=7o`);
    expect(t.cursor()).toEqual([79, 23]);
    t.send(`${ESC}=  `);
    expect(t.cursor()).toEqual([0, 0]);
  });

  it('leaves a coordinate that does not exist as it is', () => {
    const t = rig({ model: 'adm3a' });
    t.send(at(5, 6), `${ESC}=8 `);
    expect(t.cursor()).toEqual([0, 5]);
    t.send(`${ESC}=!p`);
    expect(t.cursor()).toEqual([0, 1]);
    t.send(at(5, 6), `${ESC}=\r\n`);
    expect(t.cursor()).toEqual([6, 5]);
  });

  it('takes other characters after ESC as no sequence and drops them', () => {
    const t = rig({ model: 'adm3a', extensions: false });
    t.send(`A${ESC}TB${ESC}*C${ESC}${ESC}=!!D`);
    expect(t.row(0)).toBe('ABC');
    expect(t.row(1)).toBe(' D');
  });
});

describe('ADM-3A options', () => {
  it('has 12 lines on request', () => {
    const t = rig({ model: 'adm3a', lines: 12 });
    expect(t.terminal.screen.rows).toBe(12);
    t.send(`${ESC}=+ `, 'last', 0x0a);
    expect(t.row(10)).toBe('last');
    expect(() => rig({ model: 'adm3a', lines: 25 as 24 })).toThrow('12 or 24 lines, not 25');
  });

  it('shows capitals without the lower-case option', () => {
    const t = rig({ model: 'adm3a', lowerCase: false });
    t.send('Hello {|}~`');
    expect(t.row(0)).toBe('HELLO [\\]^@');
  });

  it('answers 05h and HERE IS with its answer-back', () => {
    const t = rig({ model: 'adm3a', answerBack: 'ID7' });
    t.send(0x05);
    expect(String.fromCharCode(...t.replies)).toBe('ID7');
    expect(t.terminal.key('here-is')).toEqual([0x49, 0x44, 0x37]);
    const none = rig({ model: 'adm3a' });
    none.send(0x05);
    expect(none.replies).toEqual([]);
    expect(() => rig({ model: 'adm3a', answerBack: 'x'.repeat(33) })).toThrow('32 ASCII');
  });

  it('locks the keyboard between 0Fh and 0Eh only if the switch is on', () => {
    const off = rig({ model: 'adm3a' });
    off.send(0x0f);
    expect(off.terminal.key('a')).toEqual([0x61]);
    const on = rig({ model: 'adm3a', keyboardLock: true });
    on.send(0x0f);
    expect(on.terminal.key('a')).toEqual([]);
    expect(on.terminal.key('up')).toEqual([]);
    on.send(0x0e);
    expect(on.terminal.key('a')).toEqual([0x61]);
  });

  it('refuses an unknown model and names those there are', () => {
    expect(() => new DisplayTerminal({ model: 'vt05' } as never)).toThrow(
      'Unknown terminal "vt05". There are: adm3a, vt52, vt100.',
    );
  });
});

describe('ADM-3A extensions', () => {
  const filled = () => {
    const t = rig({ model: 'adm3a' });
    for (let i = 0; i < 24; i++) t.send(at(i, 0), `row ${i}`);
    t.send(at(2, 2));
    return t;
  };

  it.each(['*', '+', ':', ';'])('ESC %s clears and homes', (c) => {
    const t = filled();
    t.send(ESC, c);
    for (let i = 0; i < 24; i++) expect(t.row(i)).toBe('');
    expect(t.cursor()).toEqual([0, 0]);
  });

  it.each(['\x1bT', '\x1bt', '\x18'])('%j erases to the end of the line', (sequence) => {
    const t = filled();
    t.send(sequence);
    expect([t.row(1), t.row(2), t.row(3)]).toEqual(['row 1', 'ro', 'row 3']);
    expect(t.cursor()).toEqual([2, 2]);
  });

  it.each(['\x1bY', '\x1by', '\x17'])('%j erases to the end of the page', (sequence) => {
    const t = filled();
    t.send(sequence);
    expect([t.row(1), t.row(2), t.row(3), t.row(23)]).toEqual(['row 1', 'ro', '', '']);
  });

  it('ESC E inserts a line, ESC R deletes one; both go to column 0', () => {
    const t = filled();
    t.send(`${ESC}E`);
    expect([t.row(1), t.row(2), t.row(3), t.row(23)]).toEqual(['row 1', '', 'row 2', 'row 22']);
    expect(t.cursor()).toEqual([0, 2]);
    t.send(at(2, 9), `${ESC}R`);
    expect([t.row(1), t.row(2), t.row(22), t.row(23)]).toEqual(['row 1', 'row 2', 'row 22', '']);
    expect(t.cursor()).toEqual([0, 2]);
  });

  it('ESC Q inserts and ESC W deletes a character', () => {
    const t = filled();
    t.send(`${ESC}Q`);
    expect(t.row(2)).toBe('ro w 2');
    t.send(`${ESC}W${ESC}W`);
    expect(t.row(2)).toBe('ro 2');
    expect(t.row(3)).toBe('row 3');
    t.send(at(4, 79), 'E', at(4, 0), `${ESC}Q`);
    expect(t.row(4)).toBe(' row 4');
  });

  it('09h goes to the next tab stop, ESC I to the one before, 1Fh to a new line, 16h down', () => {
    const t = rig({ model: 'adm3a' });
    t.send('\tA\tB');
    expect(t.row(0)).toBe('        A       B');
    t.send(`${ESC}I`);
    expect(t.cursor()).toEqual([16, 0]);
    t.send(`${ESC}I${ESC}I${ESC}I`);
    expect(t.cursor()).toEqual([0, 0]);
    t.send('xy', 0x1f);
    expect(t.cursor()).toEqual([0, 1]);
    t.send(at(23, 4), 0x16);
    expect(t.cursor()).toEqual([4, 23]);
    expect(t.row(0)).toBe('xy      A       B');
  });

  it('ESC j moves up and scrolls down at the top', () => {
    const t = filled();
    t.send(at(1, 3), `${ESC}j`);
    expect(t.cursor()).toEqual([3, 0]);
    t.send(`${ESC}j`);
    expect([t.row(0), t.row(1), t.row(23)]).toEqual(['', 'row 0', 'row 22']);
    expect(t.cursor()).toEqual([3, 0]);
  });

  it('ESC ) and ESC ( switch half intensity', () => {
    const t = rig({ model: 'adm3a' });
    t.send(`a${ESC})b${ESC}(c`);
    expect([0, 1, 2].map((x) => t.attribute(x, 0))).toEqual([0, ATTRIBUTE.dim, 0]);
    expect(t.row(0)).toBe('abc');
  });

  it('ESC G n sets blink, reverse, underline and leaves half intensity alone', () => {
    const t = rig({ model: 'adm3a' });
    t.send(`${ESC}G4a${ESC}G2b${ESC}G8c${ESC})${ESC}G>d${ESC}G0e${ESC}(f`);
    const { reverse, blink, underline, dim } = ATTRIBUTE;
    expect([0, 1, 2, 3, 4, 5].map((x) => t.attribute(x, 0))).toEqual([
      reverse,
      blink,
      underline,
      dim | blink | reverse | underline,
      dim,
      0,
    ]);
  });

  it('ESC B n and ESC C n switch Kaypro attributes, the cursor and the saved position', () => {
    const t = rig({ model: 'adm3a' });
    const { reverse, blink, underline, dim } = ATTRIBUTE;
    for (const [n, bit] of [reverse, dim, blink, underline].entries()) {
      t.send('\r', `${ESC}B${n}x`);
      expect(t.attribute(0, 0)).toBe(bit);
      t.send(`${ESC}C${n}y`);
      expect(t.attribute(1, 0)).toBe(0);
    }
    t.send(`${ESC}C4`);
    expect(t.cursor()).toEqual([-1, 0]);
    t.send(`${ESC}B4`);
    expect(t.cursor()).toEqual([2, 0]);
    t.send(at(7, 8), `${ESC}B6`, at(1, 1), `${ESC}C6`);
    expect(t.cursor()).toEqual([8, 7]);
  });

  it('ESC . n shows and hides the cursor', () => {
    const t = rig({ model: 'adm3a' });
    t.send(`${ESC}.0`);
    expect(t.cursor()).toEqual([-1, 0]);
    t.send(`${ESC}.2`);
    expect(t.cursor()).toEqual([0, 0]);
  });

  it('a parameter that is none is an ordinary character', () => {
    const t = rig({ model: 'adm3a' });
    t.send(`${ESC}Cab${ESC}GA${ESC}.x${ESC}B\r\nc`);
    expect(t.row(0)).toBe('abAx');
    expect(t.row(1)).toBe('c');
  });

  it('ESC ? reports row and column', () => {
    const t = rig({ model: 'adm3a' });
    t.send(at(5, 17), `${ESC}?`);
    expect(t.replies).toEqual([0x25, 0x31, 0x0d]);
  });

  it('erased cells have no attributes', () => {
    const t = rig({ model: 'adm3a' });
    t.send(`${ESC}G4abc\r${ESC}T`);
    expect([0, 1, 2].map((x) => t.attribute(x, 0))).toEqual([0, 0, 0]);
  });
});

describe('ADM-3A keyboard', () => {
  const { terminal } = rig({ model: 'adm3a' });
  it.each([
    ['up', [0x0b]],
    ['down', [0x0a]],
    ['left', [0x08]],
    ['right', [0x0c]],
    ['home', [0x1e]],
    ['clear', [0x1a]],
    ['enter', [0x0d]],
    ['escape', [0x1b]],
    ['tab', [0x09]],
    ['backspace', [0x08]],
    ['delete', [0x7f]],
    ['linefeed', [0x0a]],
    ['space', [0x20]],
    ['keypad-7', [0x37]],
    ['keypad-period', [0x2e]],
    ['keypad-enter', [0x0d]],
    ['a', [0x61]],
    ['~', [0x7e]],
    ['ctrl-a', [1]],
    ['ctrl-Z', [0x1a]],
    ['ctrl-^', [0x1e]],
    ['ctrl-_', [0x1f]],
    ['ctrl-@', [0]],
    ['ctrl-space', [0]],
    ['ctrl-[', [0x1b]],
    ['f1', [1, 0x40, 0x0d]],
    ['f11', [1, 0x4a, 0x0d]],
  ])('%s sends %j', (name, bytes) => {
    expect(terminal.key(name)).toEqual(bytes);
  });

  it.each(['end', 'pageup', 'é', 'ctrl-1', 'f13', 'ctrl-', ''])('has no key %j', (name) => {
    expect(terminal.key(name)).toBeNull();
  });

  it('has no function keys without extensions', () => {
    expect(rig({ model: 'adm3a', extensions: false }).terminal.key('f1')).toBeNull();
  });
});
