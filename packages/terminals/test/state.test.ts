import { loadState, saveState, sha1Hex } from '@backplane/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisplayTerminal, type DisplayTerminalOptions } from '../src/index.ts';

const variants: [string, DisplayTerminalOptions][] = [
  ['ADM-3A', { model: 'adm3a' }],
  ['ADM-3A, bare', { model: 'adm3a', extensions: false, autoNewLine: false, lines: 12, keyboardLock: true }],
  ['VT52', { model: 'vt52' }],
  ['VT52, extended', { model: 'vt52', extensions: true }],
  ['VT100', { model: 'vt100', answerBack: 'HERE' }],
  ['VT100, bare', { model: 'vt100', extensions: false, autoWrap: false }],
];

/** Mostly meaningful bytes, so that sequences get far. */
const byte = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0x1b) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...'=YGBC.*ITEQRWFGHJKLMNbcdejklopqvw[]();?#0178hrm'.split('').map((c) => c.charCodeAt(0)),
    ),
  },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 255 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
);
/** Whole control sequences, most of which a VT100 has. */
const controlSequence = fc
  .tuple(
    fc.constantFrom('', '', '', '?', '>'),
    fc.array(fc.oneof(fc.constantFrom('', '0', '1', '2', '4', '7', '20', '24', '80'), fc.nat().map(String)), {
      maxLength: 3,
    }),
    fc.constantFrom(...'@ABCDEFGHJKLMPXcdfghlmnrsu'),
  )
  .map(([prefix, parameters, final]) =>
    [...`\x1b[${prefix}${parameters.join(';')}${final}`].map((c) => c.charCodeAt(0)),
  );
const bytes = fc
  .array(fc.oneof({ weight: 8, arbitrary: byte.map((b) => [b]) }, { weight: 1, arbitrary: controlSequence }), {
    maxLength: 400,
  })
  .map((parts) => parts.flat());

const feed = (terminal: DisplayTerminal, data: readonly number[]) => {
  for (const [i, b] of data.entries()) terminal.receive(b, i);
};

const digest = (terminal: DisplayTerminal) => sha1Hex(saveState(terminal));

describe.each(variants)('%s', (_, options) => {
  it('takes any bytes: never throws, cursor and characters stay valid', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        const terminal = new DisplayTerminal(options);
        const { screen } = terminal;
        let inside = true;
        for (const b of data) {
          terminal.receive(b, 0);
          inside &&= screen.cursorRow >= 0 && screen.cursorRow < screen.rows;
          inside &&= screen.cursorColumn >= -1 && screen.cursorColumn < screen.columns;
        }
        expect(inside).toBe(true);
        expect([...screen.characters].every((c) => c >= 0x20 && c <= 0x10ffff && c !== 0x7f)).toBe(true);
        for (const name of ['up', 'a', 'f1']) terminal.key(name);
      }),
      { numRuns: 150 },
    );
  });

  it('goes on alike after a save and load at any byte, also inside a sequence', () => {
    fc.assert(
      fc.property(bytes, bytes, (before, after) => {
        const first = new DisplayTerminal(options);
        feed(first, before);
        const saved = saveState(first);
        const second = new DisplayTerminal(options);
        feed(second, [0x1b, 0x59, 0x41]);
        loadState(second, saved);
        expect(digest(second)).toBe(digest(first));
        feed(first, after);
        feed(second, after);
        expect(digest(second)).toBe(digest(first));
        expect(second.key('up')).toEqual(first.key('up'));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps counting the revision on every visible change, which is not state', () => {
    const terminal = new DisplayTerminal(options);
    const { screen } = terminal;
    const plain = saveState(terminal);
    const start = screen.revision;
    terminal.receive(0x41, 0);
    expect(screen.revision).toBeGreaterThan(start);
    terminal.reset('power', 0);
    expect(saveState(terminal)).toEqual(plain);
    const before = screen.revision;
    loadState(terminal, plain);
    expect(screen.revision).toBeGreaterThan(before);
  });
});

describe('save and load inside a sequence', () => {
  it.each(['\x1b', '\x1b=', '\x1b=%'])('ADM-3A after %j', (head) => {
    const sequence = '\x1b=%8*';
    const first = new DisplayTerminal({ model: 'adm3a' });
    for (const c of head) first.receive(c.charCodeAt(0), 0);
    const second = new DisplayTerminal({ model: 'adm3a' });
    loadState(second, saveState(first));
    for (const c of sequence.slice(head.length)) second.receive(c.charCodeAt(0), 0);
    expect(second.screen.characters[5 * 80 + 24]).toBe(0x2a);
  });

  it('keeps graphics mode and the keypad mode of a VT52', () => {
    const first = new DisplayTerminal({ model: 'vt52' });
    for (const c of '\x1bF\x1b=') first.receive(c.charCodeAt(0), 0);
    const second = new DisplayTerminal({ model: 'vt52' });
    loadState(second, saveState(first));
    second.receive(0x66, 0);
    expect(second.screen.characters[0]).toBe(0xb0);
    expect(second.key('keypad-0')).toEqual([0x1b, 0x3f, 0x70]);
  });

  it.each(['\x1b', '\x1b[', '\x1b[1', '\x1b[12;', '\x1b[12;3', '\x1b[12;34'])('VT100 after %j', (head) => {
    const sequence = '\x1b[12;34Hx';
    const first = new DisplayTerminal({ model: 'vt100' });
    for (const c of head) first.receive(c.charCodeAt(0), 0);
    const second = new DisplayTerminal({ model: 'vt100' });
    loadState(second, saveState(first));
    for (const c of sequence.slice(head.length)) second.receive(c.charCodeAt(0), 0);
    expect(second.screen.characters[11 * 80 + 33]).toBe(0x78);
  });

  it.each([
    ['\x1b[?25', 'l', (t: DisplayTerminal) => t.screen.cursorColumn, -1],
    ['\x1b(', '0q', (t: DisplayTerminal) => t.screen.characters[0], 0x2500],
    ['\x1b]0;ti', 'tle\x07q', (t: DisplayTerminal) => t.screen.characters[0], 0x71],
    ['\x1bPti', 'tle\x1b\\q', (t: DisplayTerminal) => t.screen.characters[0], 0x71],
    ['\x1b[1:', '2Hq', (t: DisplayTerminal) => t.screen.characters[0], 0x71],
    ['x'.repeat(80), 'q', (t: DisplayTerminal) => t.screen.characters[80], 0x71],
    ['\x1b[4hab\r', 'q', (t: DisplayTerminal) => t.screen.characters[1], 0x61],
    ['\x1b[3;5H\x1b7\x1b[H', '\x1b8q', (t: DisplayTerminal) => t.screen.characters[2 * 80 + 4], 0x71],
    ['\x1b[3;5H\x1b[s\x1b[H', '\x1b[uq', (t: DisplayTerminal) => t.screen.characters[2 * 80 + 4], 0x71],
    ['\x1b[3;5r\x1b[?6h', '\x1b[Hq', (t: DisplayTerminal) => t.screen.characters[2 * 80], 0x71],
    ['\x1b[3;5r\x1b[5H', '\n\nq', (t: DisplayTerminal) => t.screen.characters[4 * 80], 0x71],
    ['\x1b[20h', '\x1b[9C\nq', (t: DisplayTerminal) => t.screen.characters[80], 0x71],
    [`\x1b[?7l${'x'.repeat(80)}`, 'qr', (t: DisplayTerminal) => t.screen.characters[79], 0x72],
    ['\x1b(0', 'q', (t: DisplayTerminal) => t.screen.characters[0], 0x2500],
    ['\x1b)0\x0e', 'q', (t: DisplayTerminal) => t.screen.characters[0], 0x2500],
    ['\x1b[?1h', '', (t: DisplayTerminal) => t.key('up')![1], 0x4f],
    ['\x1b=', '', (t: DisplayTerminal) => t.key('keypad-1')![2], 0x71],
    ['\x1b[?5h', '\x1b[2J', (t: DisplayTerminal) => t.screen.attributes[1], 1],
    ['\x1b[3g\t\r\x1b[9C\x1bH\r', '\tq', (t: DisplayTerminal) => t.screen.characters[9], 0x71],
  ] as const)('VT100 after %j goes on with %j', (head, tail, seen, value) => {
    const first = new DisplayTerminal({ model: 'vt100' });
    for (const c of head) first.receive(c.charCodeAt(0), 0);
    const second = new DisplayTerminal({ model: 'vt100' });
    loadState(second, saveState(first));
    for (const c of tail) second.receive(c.charCodeAt(0), 0);
    expect(seen(second)).toBe(value);
  });

  it('refuses the state of a terminal with another number of lines', () => {
    const small = saveState(new DisplayTerminal({ model: 'adm3a', lines: 12 }));
    expect(() => loadState(new DisplayTerminal({ model: 'adm3a' }), small)).toThrow('holds 960 values');
  });
});
