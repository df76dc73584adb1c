import { ATTRIBUTE } from '@backplane/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisplayTerminal, TERMINAL_TITLES, vt100Graphic } from '../src/index.ts';
import { ESC, type Rig, rig } from './helpers.ts';

const CSI = `${ESC}[`;
/** CSI line ; column H, both counted from 0. */
const at = (row: number, column: number) => `${CSI}${row + 1};${column + 1}H`;

const vt100 = (options: { autoWrap?: boolean; answerBack?: string; extensions?: boolean } = {}) =>
  rig({ model: 'vt100', ...options });

const filled = (extensions = true) => {
  const t = vt100({ extensions });
  for (let i = 0; i < 24; i++) t.send(at(i, 0), `row ${i}`);
  t.send(at(2, 2));
  return t;
};

const rows = (t: Rig, ...numbers: number[]) => numbers.map((n) => t.row(n));
const replied = (t: Rig) => String.fromCharCode(...t.replies);

describe('VT100 control codes', () => {
  it('is listed and has 80 × 24 characters', () => {
    const { terminal } = vt100();
    expect(TERMINAL_TITLES.vt100).toBe('DEC VT100');
    expect([terminal.screen.columns, terminal.screen.rows, terminal.cursorShape]).toEqual([80, 24, 'block']);
  });

  it('moves with BS, CR, LF, VT, FF and stops at the left edge', () => {
    const t = vt100();
    t.send('AB', 0x08, 0x08, 0x08);
    expect(t.cursor()).toEqual([0, 0]);
    t.send('xyz\n');
    expect(t.cursor()).toEqual([3, 1]);
    t.send(0x0b, 0x0c);
    expect(t.cursor()).toEqual([3, 3]);
    t.send('\r');
    expect(t.cursor()).toEqual([0, 3]);
  });

  it('scrolls up on LF at the bottom', () => {
    const t = filled();
    t.send(at(23, 0), '\nnew');
    expect(rows(t, 0, 22, 23)).toEqual(['row 1', 'row 23', 'new']);
  });

  it('rings the bell, answers ENQ, and drops NUL, DEL and other control codes', () => {
    const t = vt100({ answerBack: 'ID' });
    t.send('a', 0, 0x7f, 1, 2, 3, 4, 6, 0x10, 0x11, 0x13, 0x18, 0x1a, 0x1c, 0x1f, 7, 5, 'b');
    expect(t.row(0)).toBe('ab');
    expect(t.terminal.bells).toBe(1);
    expect(replied(t)).toBe('ID');
    const silent = vt100();
    silent.send(5);
    expect(silent.replies).toEqual([]);
    expect(() => vt100({ answerBack: 'x'.repeat(21) })).toThrow('answerBack is at most 20 ASCII characters');
  });

  it('ignores bit 7', () => {
    const t = vt100();
    t.send(0xc1, 0x9b, 0xdb, 0xb3, 0xc3, 0xc2);
    expect(t.row(0)).toBe('A   B');
  });

  it('tabs to the stops, which ESC H sets and CSI g clears, and behind the last one to column 80', () => {
    const t = vt100();
    const stops = () => {
      const found: number[] = [];
      t.send('\r');
      for (let last = -1; last !== t.cursor()[0]; ) {
        last = t.cursor()[0];
        t.send('\t');
        found.push(t.cursor()[0]);
      }
      return found.slice(0, -1);
    };
    expect(stops()).toEqual([8, 16, 24, 32, 40, 48, 56, 64, 72, 79]);
    t.send(at(0, 8), `${CSI}g`, at(0, 11), `${ESC}H`, at(0, 24), `${CSI}0g`, at(0, 30), `${CSI}1g`);
    expect(stops()).toEqual([11, 16, 32, 40, 48, 56, 64, 72, 79]);
    t.send(`${CSI}3g`, at(0, 5), `${ESC}H`);
    expect(stops()).toEqual([5, 79]);
    t.send(`${ESC}c`);
    expect(stops()).toHaveLength(10);
  });
});

describe('VT100 right margin', () => {
  it('keeps the cursor in column 80 until the next character makes a new line', () => {
    const t = vt100();
    t.send('x'.repeat(80));
    expect(t.cursor()).toEqual([79, 0]);
    t.send(`${CSI}6n`);
    expect(replied(t)).toBe('\x1b[1;80R');
    t.send('ab');
    expect(rows(t, 0, 1)).toEqual(['x'.repeat(80), 'ab']);
    expect(t.cursor()).toEqual([2, 1]);
  });

  it('scrolls at the bottom only with that character', () => {
    const t = filled();
    t.send(at(23, 0), 'y'.repeat(80));
    expect(t.row(0)).toBe('row 0');
    t.send('z');
    expect(rows(t, 0, 22, 23)).toEqual(['row 1', 'y'.repeat(80), 'z']);
  });

  it.each([
    ['CR', '\r', `z${'x'.repeat(79)}`, ''],
    ['BS', '\b', `${'x'.repeat(78)}zx`, ''],
    ['HT', '\t', `${'x'.repeat(79)}z`, ''],
    ['CUF', `${CSI}C`, `${'x'.repeat(79)}z`, ''],
    ['CUP', at(0, 79), `${'x'.repeat(79)}z`, ''],
    ['EL', `${CSI}K`, `${'x'.repeat(79)}z`, ''],
    ['ED', `${CSI}J`, `${'x'.repeat(79)}z`, ''],
    ['LF', '\n', 'x'.repeat(80), `${' '.repeat(79)}z`],
    ['autowrap off', `${CSI}?7l`, `${'x'.repeat(79)}z`, ''],
    ['SGR', `${CSI}1m`, 'x'.repeat(80), 'z'],
    ['BEL', '\x07', 'x'.repeat(80), 'z'],
    ['a mode', `${CSI}?1h`, 'x'.repeat(80), 'z'],
    ['save and restore', `${ESC}7${CSI}H${ESC}8`, 'x'.repeat(80), 'z'],
  ])('%s after the full line', (_, between, first, second) => {
    const t = vt100();
    t.send('x'.repeat(80), between, 'z');
    expect(rows(t, 0, 1)).toEqual([first, second]);
  });

  it('does not wrap with autowrap off, by sequence or by switch', () => {
    const t = vt100();
    t.send(`${CSI}?7l`, 'x'.repeat(79), 'abc');
    expect(rows(t, 0, 1)).toEqual([`${'x'.repeat(79)}c`, '']);
    t.send(`${CSI}?7h`, 'de');
    expect(rows(t, 0, 1)).toEqual([`${'x'.repeat(79)}d`, 'e']);
    const off = vt100({ autoWrap: false });
    off.send('x'.repeat(79), 'abc');
    expect(rows(off, 0, 1)).toEqual([`${'x'.repeat(79)}c`, '']);
  });
});

describe('VT100 cursor', () => {
  it('CSI A B C D move by 1 or n and stop at the edges', () => {
    const t = filled();
    t.send(at(10, 10), `${CSI}A${CSI}2A`);
    expect(t.cursor()).toEqual([10, 7]);
    t.send(`${CSI}0B${CSI}3B`);
    expect(t.cursor()).toEqual([10, 11]);
    t.send(`${CSI}C${CSI}5C${CSI}2D${CSI}D`);
    expect(t.cursor()).toEqual([13, 11]);
    t.send(`${CSI}99A${CSI}99D`);
    expect(t.cursor()).toEqual([0, 0]);
    t.send(`${CSI}99B${CSI}99C`);
    expect(t.cursor()).toEqual([79, 23]);
    expect(t.row(0)).toBe('row 0');
  });

  it.each([
    ['H', [0, 0]],
    ['5H', [0, 4]],
    ['5;7H', [6, 4]],
    [';7f', [6, 0]],
    ['0;0f', [0, 0]],
    ['99;999H', [79, 23]],
    ['99999999999999999999;1H', [0, 23]],
    ['3;4;5;6H', [3, 2]],
  ])('CSI %s addresses', (sequence, cursor) => {
    const t = vt100();
    t.send(at(9, 9), CSI, sequence);
    expect(t.cursor()).toEqual(cursor);
  });

  it('ESC D, E, M move and scroll at the edges', () => {
    const t = filled();
    t.send(`${ESC}D`);
    expect(t.cursor()).toEqual([2, 3]);
    t.send(`${ESC}E`);
    expect(t.cursor()).toEqual([0, 4]);
    t.send(`${ESC}M`);
    expect(t.cursor()).toEqual([0, 3]);
    t.send(at(0, 4), `${ESC}M`);
    expect(rows(t, 0, 1, 23)).toEqual(['', 'row 0', 'row 22']);
    expect(t.cursor()).toEqual([4, 0]);
    t.send(at(23, 4), `${ESC}D`);
    expect(rows(t, 0, 22, 23)).toEqual(['row 0', 'row 22', '']);
    t.send(`${ESC}E`);
    expect(t.row(0)).toBe('row 1');
    expect(t.cursor()).toEqual([0, 23]);
  });

  it('ESC 7 and 8 save and restore position, attributes, character sets and origin mode', () => {
    const t = vt100();
    t.send(at(4, 5), `${CSI}1;7m${ESC})0\x0e${ESC}7`, at(0, 0), `${CSI}m\x0f${ESC})B${ESC}8q`);
    expect(t.cursor()).toEqual([6, 4]);
    expect(t.terminal.screen.characters[4 * 80 + 5]).toBe(0x2500);
    expect(t.attribute(5, 4)).toBe(ATTRIBUTE.bold | ATTRIBUTE.reverse);
    t.send(`\x0f${CSI}5;9r${CSI}?6h${CSI}2;3H${ESC}7${CSI}?6l${ESC}8${CSI}1;1H`);
    expect(t.cursor()).toEqual([0, 4]);
  });

  it('ESC 8 without ESC 7 goes home and sets everything back', () => {
    const t = vt100();
    t.send(at(4, 5), `${CSI}7m${ESC}8x`);
    expect(t.row(0)).toBe('x');
    expect(t.attribute(0, 0)).toBe(0);
  });
});

describe('VT100 scrolling region', () => {
  const region = () => {
    const t = filled();
    t.send(`${CSI}5;10r`);
    return t;
  };

  it('CSI r homes the cursor, and LF and ESC M scroll only the region', () => {
    const t = region();
    expect(t.cursor()).toEqual([0, 0]);
    t.send(at(9, 0), '\n');
    expect(rows(t, 3, 4, 8, 9, 10)).toEqual(['row 3', 'row 5', 'row 9', '', 'row 10']);
    t.send(at(4, 0), `${ESC}M`);
    expect(rows(t, 3, 4, 5, 9, 10)).toEqual(['row 3', '', 'row 5', 'row 9', 'row 10']);
  });

  it('does not scroll outside the region', () => {
    const t = region();
    t.send(at(23, 3), '\n\n');
    expect(t.cursor()).toEqual([3, 23]);
    t.send(at(0, 3), `${ESC}M`);
    expect(t.cursor()).toEqual([3, 0]);
    t.send(at(0, 79), 'xy');
    expect(rows(t, 0, 1)).toEqual([`row 0${' '.repeat(74)}x`, 'yow 1']);
    expect(t.row(23)).toBe('row 23');
  });

  it('stops CSI A and B at its margins, and outside of it at the edges of the screen', () => {
    const t = region();
    t.send(at(6, 0), `${CSI}9A`);
    expect(t.cursor()[1]).toBe(4);
    t.send(`${CSI}99B`);
    expect(t.cursor()[1]).toBe(9);
    t.send(at(2, 0), `${CSI}9A`);
    expect(t.cursor()[1]).toBe(0);
    t.send(at(12, 0), `${CSI}99B`);
    expect(t.cursor()[1]).toBe(23);
    t.send(at(12, 0), `${CSI}99A`);
    expect(t.cursor()[1]).toBe(4);
  });

  it.each(['10;10r', '12;3r', '24r', '30;40r'])('does not take CSI %s', (sequence) => {
    const t = region();
    t.send(at(9, 3), CSI, sequence, '\n');
    expect(t.cursor()).toEqual([3, 9]);
    expect(t.row(9)).toBe('');
  });

  it('CSI r alone gives the whole screen back; a bottom margin beyond it is the last line', () => {
    const t = region();
    t.send(`${CSI}r`, at(23, 0), '\n');
    expect(rows(t, 0, 22, 23)).toEqual(['row 1', 'row 23', '']);
    t.send(`${CSI}2;99r`, at(23, 0), '\n');
    expect(rows(t, 0, 1, 22)).toEqual(['row 1', 'row 3', '']);
  });

  it('origin mode counts lines from the top margin, keeps the cursor inside and reports that way', () => {
    const t = region();
    t.send(`${CSI}?6h`);
    expect(t.cursor()).toEqual([0, 4]);
    t.send(`${CSI}3;4H${CSI}6n`);
    expect(t.cursor()).toEqual([3, 6]);
    expect(replied(t)).toBe('\x1b[3;4R');
    t.send(`${CSI}99;1H`);
    expect(t.cursor()).toEqual([0, 9]);
    t.send(`${CSI}?6l`);
    expect(t.cursor()).toEqual([0, 0]);
  });
});

describe('VT100 erasing and attributes', () => {
  it.each([
    ['J', ['row 1', 'ro', '', '']],
    ['0J', ['row 1', 'ro', '', '']],
    ['1J', ['', '    2', 'row 3', 'row 23']],
    ['2J', ['', '', '', '']],
    ['K', ['row 1', 'ro', 'row 3', 'row 23']],
    ['1K', ['row 1', '    2', 'row 3', 'row 23']],
    ['2K', ['row 1', '', 'row 3', 'row 23']],
    ['3J', ['row 1', 'row 2', 'row 3', 'row 23']],
    ['3K', ['row 1', 'row 2', 'row 3', 'row 23']],
  ])('CSI %s', (sequence, expected) => {
    const t = filled();
    t.send(CSI, sequence);
    expect(rows(t, 1, 2, 3, 23)).toEqual(expected);
    expect(t.cursor()).toEqual([2, 2]);
  });

  it('erases without attributes', () => {
    const t = vt100();
    t.send(`${CSI}7mabc${CSI}2J`);
    expect([0, 1, 2].map((x) => t.attribute(x, 0))).toEqual([0, 0, 0]);
  });

  it.each([
    ['', 0],
    ['1', ATTRIBUTE.bold],
    ['4', ATTRIBUTE.underline],
    ['5', ATTRIBUTE.blink],
    ['7', ATTRIBUTE.reverse],
    ['2', ATTRIBUTE.dim],
    ['1;4;5;7', ATTRIBUTE.bold | ATTRIBUTE.underline | ATTRIBUTE.blink | ATTRIBUTE.reverse],
    ['1;4;5;7;0', 0],
    ['1;7;', 0],
    ['1;2;4;5;7;22', ATTRIBUTE.underline | ATTRIBUTE.blink | ATTRIBUTE.reverse],
    ['1;4;5;7;24', ATTRIBUTE.bold | ATTRIBUTE.blink | ATTRIBUTE.reverse],
    ['1;4;5;7;25', ATTRIBUTE.bold | ATTRIBUTE.underline | ATTRIBUTE.reverse],
    ['1;4;5;7;27', ATTRIBUTE.bold | ATTRIBUTE.underline | ATTRIBUTE.blink],
    ['1;30;31;37;40;47;39;49;90;107;3;6;8;9;999', ATTRIBUTE.bold],
    ['38;5;7;4', ATTRIBUTE.underline],
    ['48;2;1;4;5;7', ATTRIBUTE.reverse],
  ])('CSI %s m', (parameters, attribute) => {
    const t = vt100();
    t.send(`${CSI}${parameters}mx`);
    expect(t.attribute(0, 0)).toBe(attribute);
  });

  it('keeps the renditions from one CSI m to the next', () => {
    const t = vt100();
    t.send(`${CSI}1ma${CSI}4mb${CSI}0mc`);
    expect([0, 1, 2].map((x) => t.attribute(x, 0))).toEqual([ATTRIBUTE.bold, ATTRIBUTE.bold | ATTRIBUTE.underline, 0]);
  });

  it('?5 reverses the whole screen, characters and blanks, and back', () => {
    const t = vt100();
    t.send(`a${CSI}7mb${CSI}?5h${CSI}?5h`);
    const seen = () => [0, 1, 2].map((x) => t.attribute(x, 0));
    expect(seen()).toEqual([ATTRIBUTE.reverse, 0, ATTRIBUTE.reverse]);
    t.send(`c${CSI}mD${CSI}K`);
    expect([2, 3, 4].map((x) => t.attribute(x, 0))).toEqual([0, ATTRIBUTE.reverse, ATTRIBUTE.reverse]);
    t.send(`${CSI}?5l`);
    expect([0, 1, 2, 3, 4].map((x) => t.attribute(x, 0))).toEqual([0, ATTRIBUTE.reverse, ATTRIBUTE.reverse, 0, 0]);
    t.send(`${CSI}?5h${ESC}c`);
    expect(t.attribute(0, 0)).toBe(0);
  });

  it('ESC # 8 fills the screen with E, without margins and with the cursor at home', () => {
    const t = filled();
    t.send(`${CSI}5;10r${CSI}7m${ESC}#8`);
    expect(rows(t, 0, 23)).toEqual(['E'.repeat(80), 'E'.repeat(80)]);
    expect(t.attribute(40, 12)).toBe(0);
    expect(t.cursor()).toEqual([0, 0]);
    t.send(at(23, 0), '\n');
    expect(t.row(23)).toBe('');
  });
});

describe('VT100 character sets', () => {
  it('ESC ( and ESC ) choose G0 and G1, SI and SO switch between them', () => {
    const t = vt100();
    t.send(`${ESC}(0lqk${ESC}(Blqk${ESC})0\x0elqk\x0flqk#${ESC}(A#\x0e#`);
    expect(t.row(0)).toBe('┌─┐lqk┌─┐lqk#£#');
  });

  it('leaves the set as it is when there is no such set', () => {
    const t = vt100();
    t.send(`${ESC}(0${ESC}(Kq${ESC}(1q${ESC}(2q`);
    expect(t.row(0)).toBe('─q─');
  });

  it('shows the special graphics set', () => {
    const set = Array.from({ length: 32 }, (_, i) => String.fromCodePoint(vt100Graphic(0x5f + i))).join('');
    expect(set).toBe(' ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·');
    expect(vt100Graphic(0x41)).toBe(0x41);
    const t = vt100();
    t.send(`${ESC}(0A\x5f~`);
    expect(t.row(0)).toBe('A ·');
  });
});

describe('VT100 modes and reports', () => {
  it('answers CSI c, ESC Z, CSI 5 n and CSI 6 n, and no other request', () => {
    const t = vt100();
    t.send(`${CSI}c`, `${ESC}Z`, `${CSI}0c`, `${CSI}5n`, at(4, 6), `${CSI}6n`);
    expect(replied(t)).toBe('\x1b[?1;2c\x1b[?1;2c\x1b[?1;2c\x1b[0n\x1b[5;7R');
    t.replies.length = 0;
    t.send(`${CSI}1c${CSI}>c${CSI}?6n${CSI}n${CSI}7n${CSI}=c`);
    expect(t.replies).toEqual([]);
  });

  it('mode 20 makes LF, VT and FF a new line', () => {
    const t = vt100();
    t.send(`${CSI}20habc\n`);
    expect(t.cursor()).toEqual([0, 1]);
    t.send('x', 0x0b, 'x', 0x0c);
    expect(t.cursor()).toEqual([0, 3]);
    t.send(`${CSI}20labc\n`);
    expect(t.cursor()).toEqual([3, 4]);
  });

  it('?3 clears the screen and drops the margins', () => {
    const t = filled();
    t.send(`${CSI}5;10r`, at(7, 7), `${CSI}?3h`);
    expect(rows(t, 0, 12, 23)).toEqual(['', '', '']);
    expect(t.cursor()).toEqual([0, 0]);
    t.send('a', at(9, 0), 'b\n', at(0, 0));
    expect(rows(t, 0, 9)).toEqual(['a', 'b']);
    t.send(`${CSI}?3l`);
    expect(t.row(0)).toBe('');
  });

  it('?25 shows and hides the cursor; several modes go in one sequence', () => {
    const t = vt100();
    t.send(`${CSI}?25l`);
    expect(t.cursor()).toEqual([-1, 0]);
    t.send(`${CSI}?1;25;99h`);
    expect(t.cursor()).toEqual([0, 0]);
    expect(t.terminal.key('up')).toEqual([0x1b, 0x4f, 0x41]);
  });

  it('ESC c is power on', () => {
    const t = vt100();
    const fresh = [...t.terminal.screen.characters];
    t.send(`abc${CSI}7m${CSI}?1;6h${CSI}4;20h${CSI}3;5r${ESC}=${ESC}(0\x0e${CSI}?7;25l`, `${ESC}c`);
    expect([...t.terminal.screen.characters]).toEqual(fresh);
    t.send(at(23, 78), 'qrs\n');
    expect(rows(t, 21, 22, 23)).toEqual([`${' '.repeat(78)}qr`, 's', '']);
    expect(t.cursor()).toEqual([1, 23]);
    expect(t.attribute(0, 22)).toBe(0);
    expect(['up', 'keypad-0', 'enter'].map((k) => t.terminal.key(k))).toEqual([[0x1b, 0x5b, 0x41], [0x30], [0x0d]]);
  });
});

describe('VT100 sequences in general', () => {
  it('obeys a control code inside a sequence and drops fill characters there', () => {
    const t = vt100();
    t.send('ab', 0x1b, 0, '[', 0x7f, '1', '\n', '2', '\r', 'C', 'x');
    expect(rows(t, 0, 1)).toEqual(['ab', `${' '.repeat(12)}x`]);
  });

  it('CAN and SUB break a sequence off and show ▒; ESC starts afresh', () => {
    const t = vt100();
    t.send(`${CSI}12`, 0x18, `C${ESC}`, 0x1a, `D${CSI}5${CSI}2Cx`);
    expect(t.row(0)).toBe('▒C▒D  x');
  });

  it.each([
    `${CSI}1:2H`,
    `${CSI}12?H`,
    `${CSI}?1?h`,
    `${CSI}0?25l`,
    `${CSI};?25l`,
    `${CSI}1 q`,
    `${CSI}!p`,
    `${CSI}<5h`,
    `${CSI}?2l`,
    `${CSI}?5n`,
    `${CSI}?2J`,
    `${CSI}5q`,
    `${CSI}x`,
    `${CSI}y`,
    `${CSI}1~`,
    `${ESC}#3`,
    `${ESC}#6`,
    `${ESC} F`,
    `${ESC}%G`,
    `${ESC}*0`,
    `${ESC}(#0`,
    `${ESC}#(0`,
    `${ESC}<`,
    `${ESC}N`,
    `${ESC}~`,
    `${ESC}]0;title\x07`,
    `${ESC}]0;ti\ttle${ESC}\\`,
    `${ESC}Pq#0;1\x07${ESC}\\`,
    `${ESC}Xtext\r\n${ESC}\\`,
    `${ESC}^text${ESC}\\`,
    `${ESC}_text\x18`,
    `${ESC}]text\x1a`,
  ])('drops %j as a whole', (sequence) => {
    const t = vt100();
    t.send('abq\b', sequence, 'q\n');
    expect(t.row(0)).toBe('abq');
    expect(t.cursor()).toEqual([3, 1]);
    expect(t.terminal.bells).toBe(0);
    expect(t.replies).toEqual([]);
  });

  it('drops the parameters behind the 16th and clips great ones', () => {
    const t = vt100();
    t.send(`${CSI}${'0;'.repeat(15)}1;7ma`);
    expect(t.attribute(0, 0)).toBe(ATTRIBUTE.bold);
    t.send(`${CSI}${'9'.repeat(100000)}C`);
    expect(t.cursor()).toEqual([79, 0]);
    t.send(`${CSI}${';'.repeat(100000)}H`);
    expect(t.cursor()).toEqual([0, 0]);
  });

  it('takes any control sequence and puts the cursor where CSI 6 n says', () => {
    const parameter = fc.oneof(fc.constant(''), fc.nat({ max: 30 }).map(String), fc.bigInt({ min: 0n }).map(String));
    const sequence = fc
      .tuple(
        fc.constantFrom('', '', '', '?', '>', '1:', ' '),
        fc.array(parameter, { maxLength: 20 }),
        fc.integer({ min: 0x40, max: 0x7e }),
      )
      .map(([prefix, parameters, final]) => `${CSI}${prefix}${parameters.join(';')}${String.fromCharCode(final)}`);
    const step = fc.oneof(sequence, fc.string({ maxLength: 90 }), fc.constantFrom('\r\n', '\t', `${ESC}M`, `${ESC}D`));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const t = vt100();
        t.send(...steps);
        t.send(`\x18${CSI}?6l${CSI}?25h`);
        // origin mode off moved the cursor home: 0, 0 by the report and by the screen
        t.replies.length = 0;
        t.send(`${CSI}7;9H${CSI}6n`);
        expect(replied(t)).toBe('\x1b[7;9R');
        expect(t.cursor()).toEqual([8, 6]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('VT100 extensions', () => {
  it('CSI L and M insert and delete lines inside the region; cursor to column 0', () => {
    const t = filled();
    t.send(`${CSI}2;6r`, at(2, 3), `${CSI}L`);
    expect(rows(t, 1, 2, 3, 5, 6)).toEqual(['row 1', '', 'row 2', 'row 4', 'row 6']);
    expect(t.cursor()).toEqual([0, 2]);
    t.send(`${CSI}2M`);
    expect(rows(t, 1, 2, 3, 4, 5, 6)).toEqual(['row 1', 'row 3', 'row 4', '', '', 'row 6']);
    t.send(at(10, 3), `${CSI}L${CSI}M`);
    expect(rows(t, 9, 10, 11)).toEqual(['row 9', 'row 10', 'row 11']);
    expect(t.cursor()).toEqual([3, 10]);
    t.send(at(2, 0), `${CSI}9999L`);
    expect(rows(t, 1, 2, 5, 6)).toEqual(['row 1', '', '', 'row 6']);
  });

  it('CSI @, P and X insert, delete and erase characters', () => {
    const t = filled();
    t.send(`${CSI}2@`);
    expect(t.row(2)).toBe('ro  w 2');
    t.send(`${CSI}3P`);
    expect(t.row(2)).toBe('ro 2');
    t.send(`${CSI}X`, at(3, 0), `${CSI}3X`);
    expect(rows(t, 2, 3)).toEqual(['ro 2', '    3']);
    t.send(at(4, 1), `${CSI}9999P`, at(5, 1), `${CSI}9999X`, at(6, 1), `${CSI}9999@`);
    expect(rows(t, 4, 5, 6, 7)).toEqual(['r', 'r', 'r', 'row 7']);
  });

  it('mode 4 inserts what is printed', () => {
    const t = filled();
    t.send(`${CSI}4hxy${CSI}4lz`);
    expect(t.row(2)).toBe('roxyz 2');
  });

  it('CSI G, d, E and F move; s and u mark a place', () => {
    const t = vt100();
    t.send(at(9, 9), `${CSI}5G`);
    expect(t.cursor()).toEqual([4, 9]);
    t.send(`${CSI}3d`);
    expect(t.cursor()).toEqual([4, 2]);
    t.send(`${CSI}2E`);
    expect(t.cursor()).toEqual([0, 4]);
    t.send(`${CSI}7G${CSI}s${CSI}F`);
    expect(t.cursor()).toEqual([0, 3]);
    t.send(`${CSI}7m${CSI}ux`);
    expect(t.cursor()).toEqual([7, 4]);
    expect(t.attribute(6, 4)).toBe(ATTRIBUTE.reverse);
    t.send(`${CSI}5;10r${CSI}?6h${CSI}2d`);
    expect(t.cursor()[1]).toBe(5);
  });

  it('are not there without the option', () => {
    const t = filled(false);
    t.send(`${CSI}L${CSI}M${CSI}@${CSI}P${CSI}X${CSI}5G${CSI}5d${CSI}E${CSI}F${CSI}s${CSI}u${CSI}?25l${CSI}4h`);
    expect(t.cursor()).toEqual([2, 2]);
    t.send(`${CSI}1;22mX`);
    expect(t.row(2)).toBe('roX 2');
    expect(t.attribute(2, 2)).toBe(ATTRIBUTE.bold);
    t.send(at(5, 0), `${ESC}]a${ESC}Pb`);
    expect(t.row(5)).toBe('abw 5');
  });
});

describe('VT100 keyboard', () => {
  it.each([
    ['up', '\x1b[A'],
    ['down', '\x1b[B'],
    ['right', '\x1b[C'],
    ['left', '\x1b[D'],
    ['f1', '\x1bOP'],
    ['f2', '\x1bOQ'],
    ['f3', '\x1bOR'],
    ['f4', '\x1bOS'],
    ['home', '\x1b[1~'],
    ['insert', '\x1b[2~'],
    ['remove', '\x1b[3~'],
    ['end', '\x1b[4~'],
    ['pageup', '\x1b[5~'],
    ['pagedown', '\x1b[6~'],
    ['f5', '\x1b[15~'],
    ['f6', '\x1b[17~'],
    ['f10', '\x1b[21~'],
    ['f11', '\x1b[23~'],
    ['f12', '\x1b[24~'],
    ['enter', '\r'],
    ['linefeed', '\n'],
    ['escape', '\x1b'],
    ['tab', '\t'],
    ['backspace', '\b'],
    ['delete', '\x7f'],
    ['keypad-5', '5'],
    ['keypad-enter', '\r'],
    ['keypad-period', '.'],
    ['keypad-comma', ','],
    ['keypad-minus', '-'],
    ['ctrl-c', '\x03'],
    ['ctrl-space', '\0'],
    ['a', 'a'],
  ])('%s sends %j', (name, text) => {
    expect(String.fromCharCode(...vt100().terminal.key(name)!)).toBe(text);
  });

  const keys = (t: Rig, ...names: string[]) => names.map((k) => String.fromCharCode(...t.terminal.key(k)!));

  it('?1 switches the arrow keys, independent of the keypad mode', () => {
    const t = vt100();
    t.send(`${CSI}?1h`);
    expect(keys(t, 'up', 'down', 'right', 'left', 'keypad-1')).toEqual(['\x1bOA', '\x1bOB', '\x1bOC', '\x1bOD', '1']);
    t.send(`${CSI}?1l`);
    expect(keys(t, 'up')).toEqual(['\x1b[A']);
  });

  it('ESC = and > switch the keypad', () => {
    const t = vt100();
    t.send(`${ESC}=`);
    expect(
      keys(t, 'keypad-0', 'keypad-9', 'keypad-period', 'keypad-comma', 'keypad-minus', 'keypad-enter', 'up'),
    ).toEqual(['\x1bOp', '\x1bOy', '\x1bOn', '\x1bOl', '\x1bOm', '\x1bOM', '\x1b[A']);
    t.send(`${ESC}>`);
    expect(keys(t, 'keypad-0')).toEqual(['0']);
  });

  it('Return sends CR and LF in mode 20', () => {
    const t = vt100();
    t.send(`${CSI}20h`);
    expect(keys(t, 'enter', 'keypad-enter', 'linefeed')).toEqual(['\r\n', '\r\n', '\n']);
  });

  it('has no other keys, and without extensions no editing keys', () => {
    const { terminal } = vt100();
    expect(['clear', 'here-is', 'f13', 'constructor', ''].map((k) => terminal.key(k))).toEqual(Array(5).fill(null));
    const bare = vt100({ extensions: false }).terminal;
    expect(['home', 'end', 'insert', 'remove', 'pageup', 'pagedown', 'f5'].map((k) => bare.key(k))).toEqual(
      Array(7).fill(null),
    );
    expect(bare.key('f4')).toEqual([0x1b, 0x4f, 0x53]);
    for (const model of ['adm3a', 'vt52'] as const) {
      expect(new DisplayTerminal({ model }).key('toString')).toBeNull();
    }
  });
});
