import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

function start() {
  const m = new Bench({ kernal: kernal.bytes }).boot();
  const print = (...what: (string | number)[]) => {
    for (const one of what) {
      for (const c of typeof one === 'number' ? [one] : [...one].map((x) => x.charCodeAt(0))) m.call(0xffd2, { a: c });
    }
  };
  /** Reads a line with CHRIN while these keys are typed. */
  const line = (...keys: (string | number)[]) => {
    const codes = keys.flatMap((k) => (typeof k === 'number' ? [k] : [...k].map((x) => x.charCodeAt(0))));
    m.poke(0xc100, 0xa0, 0, 0x20, 0xcf, 0xff, 0x99, 0, 0xc3, 0xc8, 0xc9, 13, 0xd0, 0xf5, 0x8c, 0xff, 0xc2, 0x60);
    m.poke(0xc000, 0x20, 0x00, 0xc1, 0x4c, 3, 0xc0);
    m.cpu.setRegister('pc', 0xc000);
    for (let n = 0; m.cpu.getRegister('pc') < 0xc003 || m.cpu.getRegister('pc') > 0xc005; n++) {
      if (n > 20_000) throw new Error(`No end of the line:\n${m.text}`);
      if (m.peek(0xc6) === 0 && codes.length > 0) {
        m.poke(0x277, codes.shift()!);
        m.poke(0xc6, 1);
      }
      m.run(300);
    }
    return String.fromCharCode(...m.bytes(0xc300, m.peek(0xc2ff) - 1));
  };
  return { m, print, line };
}

const [HOME, CLR, DEL, INST, DOWN, UP, RIGHT, LEFT, RVS, OFF] = [19, 147, 20, 148, 17, 145, 29, 157, 18, 146];

describe('printing', () => {
  test('characters and their screen codes', () => {
    const { m, print } = start();
    print(0x40, 0x5f, 0x20, 0x3f, 0x60, 0x7f, 0xa0, 0xbf, 0xc0, 0xdf, 0xe0, 0xfe, 0xff);
    expect(m.bytes(0x400, 13)).toEqual([0, 0x1f, 0x20, 0x3f, 0x40, 0x5f, 0x60, 0x7f, 0x40, 0x5f, 0x60, 0x7e, 0x5e]);
  });
  test('all sixteen colours', () => {
    const { m, print } = start();
    [144, 5, 28, 159, 156, 30, 31, 158, 129, 149, 150, 151, 152, 153, 154, 155].forEach((code, colour) => {
      print(code, 'X');
      expect(m.io[0x800 + colour]! & 15).toBe(colour);
      expect(m.peek(0x286)).toBe(colour);
    });
  });
  test('reverse, ended by RVS OFF or RETURN', () => {
    const { m, print } = start();
    print(RVS, 'A', OFF, 'B', RVS, 'C', 13, 'D');
    expect([m.bytes(0x400, 3), m.peek(0x428)]).toEqual([[0x81, 2, 0x83], 4]);
  });
  test('the cursor: home, clear, four directions, over the ends of rows', () => {
    const { m, print } = start();
    const at = () => m.call(0xfff0, { carry: true });
    print(DOWN, DOWN, RIGHT, RIGHT, UP, LEFT);
    expect(at()).toMatchObject({ x: 1, y: 1 });
    print(HOME, LEFT, UP);
    expect(at()).toMatchObject({ x: 0, y: 0 });
    m.call(0xfff0, { x: 3, y: 39 });
    print(RIGHT);
    expect(at()).toMatchObject({ x: 4, y: 0 });
    print(LEFT);
    expect(at()).toMatchObject({ x: 3, y: 39 });
    print('X', CLR);
    expect([m.text, at()]).toMatchObject(['', { x: 0, y: 0 }]);
  });
  test('quote mode shows control codes, RETURN ends it', () => {
    const { m, print } = start();
    print('"', CLR, RIGHT, 5, '"', 13);
    expect(m.bytes(0x400, 5)).toEqual([0x22, 0xd3, 0x9d, 0x85, 0x22]);
    expect(m.peek(0xd4)).toBe(0);
  });
  test('INST makes room and shows control codes, DEL takes away', () => {
    const { m, print } = start();
    print('ABCD', LEFT, LEFT, INST, INST);
    expect([m.text, m.peek(0xd8)]).toEqual(['AB  CD', 2]);
    print(DEL, 'X', DEL);
    expect([m.rows()[0], m.peek(0xd8)]).toEqual(['AB~TCD', 0]);
  });
  test('upper and lower case, and the lock', () => {
    const { m, print } = start();
    const set = () => m.io[0x18]! & 2;
    print(14);
    expect(set()).toBe(2);
    print(142, 8);
    expect([set(), m.peek(0x291)]).toEqual([0, 0x80]);
    print(9);
    expect(m.peek(0x291)).toBe(0);
  });
  test('a line of 80 columns: second row, links, cursor column to 79', () => {
    const { m, print } = start();
    print('A'.repeat(50));
    expect([m.peek(0xd3), m.peek(0xd5), m.peek(0xd6), m.peek(0xda) & 0x80, m.word(0xd1)]).toEqual([
      50, 79, 1, 0, 0x400,
    ]);
    print('B'.repeat(30));
    expect([m.peek(0xd3), m.peek(0xd6), m.peek(0xdb) & 0x80]).toEqual([0, 2, 0x80]);
  });
  test('scrolling by logical lines; characters and colours', () => {
    const { m, print } = start();
    print('A'.repeat(41), 13, 5, 'B', 13);
    for (let i = 3; i < 24; i++) print(`${i}`, 13);
    expect(m.rows()[0]).toBe('A'.repeat(40));
    print(13);
    expect(m.rows()[0]).toBe('B');
    expect([m.io[0x800]! & 15, m.peek(0xd6)]).toEqual([1, 23]);
  });
  test('CTRL slows the scrolling down', () => {
    const timed = (ctrl: boolean) => {
      const { m } = start();
      m.call(0xfff0, { x: 24, y: 0 });
      if (ctrl) m.keys.add(58);
      const from = m.cpu.cycles;
      m.call(0xffd2, { a: 13 });
      return m.cpu.cycles - from;
    };
    expect(timed(false)).toBeLessThan(50_000);
    expect(timed(true)).toBeGreaterThan(300_000);
  });
  test('keeps A, X, Y; carry clear; the pointers of LOAD and SAVE survive scrolling', () => {
    const { m } = start();
    m.call(0xfff0, { x: 24, y: 0 });
    m.poke(0xac, 1, 2, 3, 4);
    expect(m.call(0xffd2, { a: 13, x: 7, y: 9, carry: true })).toMatchObject({ a: 13, x: 7, y: 9, carry: false });
    expect(m.bytes(0xac, 4)).toEqual([1, 2, 3, 4]);
  });
  test('another screen page', () => {
    const { m, print } = start();
    m.poke(0x288, 0x0c);
    print(CLR, 'HI', 13, 'THERE');
    expect([m.bytes(0xc00, 2), m.peek(0xc28)]).toEqual([[8, 9], 20]);
  });
  test('rows by POKE 214, 211 and E510h or E56Ch', () => {
    const { m, print } = start();
    m.poke(0xd6, 10);
    m.poke(0xd3, 5);
    m.call(0xe510);
    print('X');
    m.poke(0xd6, 12);
    m.poke(0xd3, 6);
    m.call(0xe56c);
    print('Y');
    expect([m.peek(0x400 + 405), m.peek(0x400 + 486)]).toEqual([24, 25]);
  });
});

describe('reading a line', () => {
  test('what is typed comes back, without blanks at its end', () => {
    const { line } = start();
    expect(line('HELLO  ', 13)).toBe('HELLO');
  });
  test('a prompt does not, unless the cursor leaves the line', () => {
    const { line, print } = start();
    print('NAME? ');
    expect(line('ME', 13)).toBe('ME');
    print(13, 'AGE? ');
    expect(line(UP, DOWN, 13)).toBe('AGE?');
  });
  test('a line of the screen: corrections are part of it', () => {
    const { line, print } = start();
    print('10 PRINT', 13, 13);
    expect(line(HOME, RIGHT, '5', 13)).toBe('15 PRINT');
  });
  test('up to 80 columns; lines below make room while it is typed', () => {
    const { m, line, print } = start();
    print(13, 'BELOW', HOME);
    expect(line('X'.repeat(45), 13)).toBe('X'.repeat(45));
    expect(m.rows().slice(1, 3)).toEqual(['XXXXX', 'BELOW']);
  });
  test('control codes in quotes', () => {
    const { line } = start();
    expect(line('"', CLR, 5, '"', 13)).toBe(`"${String.fromCharCode(CLR, 5)}"`);
  });
  test('SHIFT + RUN/STOP loads and runs', () => {
    const { line, m } = start();
    expect(line(0x83)).toBe('LOAD');
    expect(String.fromCharCode(...m.bytes(0x277, m.peek(0xc6)))).toBe('RUN\r');
  });
});
