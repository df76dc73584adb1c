import { describe, expect, test } from 'vitest';
import { Caller, FCB } from './caller.ts';
import { HARD, TestDisk } from './disk.ts';

const start = () => new Caller({ A: new TestDisk(HARD) });
const ctrl = (letter: string) => String.fromCharCode(letter.charCodeAt(0) & 0x1f);

describe('function 0', () => {
  test('warm boots', () => {
    expect(start().raw(0)).toBe('\r\nA>');
  });
});

describe('functions 1 and 2: console input and output', () => {
  test('1 echoes graphics, CR, LF and BS, expands TAB, and keeps other controls off the screen', () => {
    const c = start();
    expect(c.full(1, 0, 'x')).toEqual({ a: 0x78, hl: 0x78, text: 'x' });
    expect(c.full(1, 0, '\r').text).toBe('\r');
    expect(c.full(1, 0, '\t')).toMatchObject({ a: 9, text: '        ' });
    expect(c.full(1, 0, ctrl('G'))).toMatchObject({ a: 7, text: '' });
  });
  test('2 expands tabs to columns of eight', () => {
    const c = start();
    c.raw(2, 13);
    for (const k of 'abc') expect(c.full(2, k.charCodeAt(0)).text).toBe(k);
    expect(c.full(2, 9).text).toBe('     ');
    c.call(2, 8);
    expect(c.full(2, 9).text).toBe(' ');
  });
  test('2 stops at ^S until a key comes, ^C then warm boots', () => {
    const c = start();
    c.computer.poke(
      FCB,
      [...'abcdef$'].map((k) => k.charCodeAt(0)),
    );
    expect(c.computer.type(`C 09 2000\r${ctrl('S')}`)).toBe('');
    expect(c.computer.type('x')).toMatch(/^abcdef=/);
    expect(c.computer.type(`C 09 2000\r${ctrl('S')}`)).toBe('');
    expect(c.computer.type(ctrl('C'))).toBe('\r\nA>');
  });
  test('^P copies the console to the printer until the next ^P', () => {
    const c = start();
    c.computer.poke(
      FCB,
      [...'one$'].map((k) => k.charCodeAt(0)),
    );
    c.computer.type(`C 09 2000\r${ctrl('P')}`);
    c.raw(9, FCB);
    expect(c.computer.printed).toContain('one');
    const before = c.computer.printed.length;
    c.computer.type(`C 02 0041\r${ctrl('P')}`);
    c.raw(9, FCB);
    expect(c.computer.printed.length).toBe(before);
  });
});

describe('functions 3, 4, 5, 7, 8: devices', () => {
  test('3 reads the reader, 1Ah at its end', () => {
    const c = start();
    c.computer.reader.push(0x41);
    expect(c.call(3)).toBe(0x41);
    expect(c.call(3)).toBe(0x1a);
  });
  test('4 punches, 5 prints', () => {
    const c = start();
    c.call(4, 0x55);
    c.call(5, 0x56);
    expect([c.computer.punched, c.computer.printed]).toEqual(['U', 'V']);
  });
  test('7 and 8 get and set the IOBYTE, which the BIOS follows', () => {
    const c = start();
    expect(c.call(7)).toBe(0b10010101);
    c.call(8, 0b01010101); // LST: = CRT:
    expect(c.full(5, 0x57).text).toBe('W');
    c.call(8, 0b11010101); // LST: = UL1:
    c.call(5, 0x58);
    expect(c.computer.punched).toBe('X');
    c.call(8, 0b10000001); // RDR: = TTY:, PUN: = TTY:
    expect(c.full(4, 0x59).text).toBe('Y');
    expect(c.full(3, 0, 'z').a).toBe(0x7a);
  });
});

describe('functions 6, 9, 11, 12', () => {
  test('6 returns 0 or a key without echo, and writes without tabs', () => {
    const c = start();
    expect(c.full(6, 0xff)).toMatchObject({ a: 0, text: '' });
    expect(c.full(6, 0xff, 'q')).toMatchObject({ a: 0x71, text: '' });
    expect(c.full(6, 0xfe).a).toBe(0);
    expect(c.full(6, 9).text).toBe('\t');
  });
  test('9 prints up to the dollar sign', () => {
    const c = start();
    c.computer.poke(
      FCB,
      [...'a\tb$c'].map((k) => k.charCodeAt(0)),
    );
    c.raw(2, 13);
    expect(c.full(9, FCB).text).toBe('a       b');
  });
  test('11 tells of a waiting key, which function 1 then returns', () => {
    const c = start();
    expect(c.call(11)).toBe(0);
    expect(c.computer.type('C 0B 0000\rK')).toBe('=FF 00FF \r\n');
    expect(c.call(11)).toBe(0xff);
    expect(c.full(1)).toMatchObject({ a: 0x4b, text: 'K' });
    expect(c.call(11)).toBe(0);
  });
  test('12 is version 2.2', () => {
    expect(start().word(12)).toBe(0x0022);
  });
});

describe('function 10: line editor', () => {
  const read = (keys: string, max = 20) => {
    const c = start();
    c.raw(2, 13);
    c.computer.poke(FCB, [max, 0]);
    const { text } = c.full(10, FCB, keys);
    const length = c.computer.peek(FCB + 1);
    return { text, line: String.fromCharCode(...c.bytes(FCB + 2, length)) };
  };
  test.each([
    ['plain', 'abc\r', 'abc', 'abc\r'],
    ['line feed ends, too', 'abc\n', 'abc', 'abc\r'],
    ['^H takes the last character away', 'abx\bc\r', 'abc', 'abx\b \bc\r'],
    ['^H at the start does nothing', '\ba\r', 'a', 'a\r'],
    ['^H over a control character takes two columns', `a${ctrl('A')}\bb\r`, 'ab', 'a^A\b \b\b \bb\r'],
    ['^H over a tab goes back to where it began', 'a\t\bb\r', 'ab', `a${' '.repeat(7)}${'\b \b'.repeat(7)}b\r`],
    ['DEL repeats what it removes', 'abc\x7f\x7fx\r', 'ax', 'abccbx\r'],
    ['^X erases the line', `abc${ctrl('X')}d\r`, 'd', `abc${'\b \b'.repeat(3)}d\r`],
    ['^U leaves the line', `abc${ctrl('U')}d\r`, 'd', 'abc#\r\nd\r'],
    ['^R shows the line again', `abc\x7f${ctrl('R')}d\r`, 'abd', 'abcc#\r\nabd\r'],
    ['^E goes on in a new line of the screen', `ab${ctrl('E')}c\r`, 'abc', 'ab\r\nc\r'],
    ['controls are shown as ^X', `${ctrl('A')}b\r`, '\x01b', '^Ab\r'],
    ['^C inside a line is a character', `a${ctrl('C')}\r`, 'a\x03', 'a^C\r'],
    ['empty', '\r', '', '\r'],
  ])('%s', (_title, keys, line, text) => {
    expect(read(keys)).toEqual({ text, line });
  });
  test('ends by itself when the buffer is full', () => {
    expect(read('abcd', 4)).toEqual({ text: 'abcd\r', line: 'abcd' });
    expect(read('', 0)).toEqual({ text: '\r', line: '' });
  });
  test('^C at the start of a line warm boots', () => {
    const c = start();
    c.computer.poke(FCB, [20, 0]);
    expect(c.raw(10, FCB, ctrl('C'))).toBe('^C\r\nA>');
  });
});

describe('function 108 and unknown functions', () => {
  test('the return code is 0 at the start of a program, then what was set', () => {
    const c = start();
    expect(c.word(108, 0xffff)).toBe(0);
    c.call(108, 0x1234);
    expect(c.word(108, 0xffff)).toBe(0x1234);
  });
  test.each([38, 39, 41, 107, 109, 255])('function %i does nothing and returns 0', (fn) => {
    expect(start().word(fn, 0x1234)).toBe(0);
  });
});
