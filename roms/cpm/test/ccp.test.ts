import { describe, expect, test } from 'vitest';
import { utilities } from '../src/index.ts';
import { Computer } from './computer.ts';
import { HARD, IBM, TestDisk } from './disk.ts';

/** Prints "hi" by function 9 and returns. */
const HI = Uint8Array.from([0x11, 9, 1, 0x0e, 9, 0xcd, 5, 0, 0xc9, 0x68, 0x69, 0x24]);
/** Sets the return code in HL = 002Ah by function 108 and warm boots. */
const CODE42 = Uint8Array.from([0x11, 42, 0, 0x0e, 108, 0xcd, 5, 0, 0xc3, 0, 0]);
const RET = Uint8Array.from([0xc9]);

const com = (name: string) => utilities.find((u) => u.name === name)!.bytes;

describe('start', () => {
  test('signs on, sets up page zero and prompts', () => {
    const c = new Computer({ drives: { A: new TestDisk(IBM) } });
    expect(c.output).toBe('\r\nBackplane CP/M 2.2 compatible system, 64K, 56K TPA\r\n\r\nA>');
    const bios = c.peek(1) | (c.peek(2) << 8);
    const bdos = c.peek(6) | (c.peek(7) << 8);
    expect([c.peek(0), c.peek(5)]).toEqual([0xc3, 0xc3]);
    expect(bios & 0xff).toBe(3);
    expect(bdos).toBe(0xe406);
    expect(c.peek(3)).toBe(0b10010101);
    expect(c.peek(4)).toBe(0);
  });

  test('comes up without any disk', () => {
    const c = new Computer();
    expect(c.output).toMatch(/A>$/);
    expect(c.type('dir\r')).toBe('dir\r\r\nBdos Err On A: Select');
    expect(c.type(' ')).toBe('\r\n\r\nA>');
  });

  test('boots record 1 of track 0 of the drive in the start-up string', () => {
    const disk = new TestDisk(IBM);
    disk.data.set([0x3e, 0x42, 0xd3, 0x01, 0xdb, 0x18, 0xd3, 0x1f, 0x76]); // print B, exit with port 18h
    const c = new Computer({ drives: { C: disk }, start: '\x03' });
    expect(c.output).toBe('B');
    expect(c.exitCode).toBe(0);
  });

  test('a drive that cannot be booted is told and the ROM system starts', () => {
    expect(new Computer({ start: '\x02' }).output).toMatch(
      /^\r\nCannot boot from drive B: no disk in the drive\. Starting the system in ROM\.\r\n\r\nBackplane .*A>$/s,
    );
    const bad = new TestDisk(IBM);
    bad.bad.add(0);
    expect(new Computer({ drives: { A: bad }, start: '\x01' }).output).toContain('its first record cannot be read');
  });
});

describe('start-up command', () => {
  const disk = () =>
    new TestDisk(HARD).write('HI.COM', HI).write('C42.COM', CODE42).write('RET.COM', RET).write('T.TXT', 'text\n');

  test('prints nothing of its own and ends with 0', () => {
    const c = new Computer({ drives: { A: disk() }, start: 'hi there' });
    expect([c.output, c.exitCode]).toEqual(['hi', 0]);
    expect(String.fromCharCode(...Array.from({ length: 6 }, (_, i) => c.peek(0x81 + i)))).toBe(' THERE');
  });
  test('ends with the return code of function 108', () => {
    expect(new Computer({ drives: { A: disk() }, start: 'c42' }).exitCode).toBe(42);
  });
  test.each([
    ['nix', 'NIX?\r\n', 127],
    ['type nix', 'NO FILE\r\n', 1],
    ['type t.txt', 'text\r\n', 0],
    ['user 99', '99?\r\n', 1],
  ])('%s', (start, output, code) => {
    const c = new Computer({ drives: { A: disk() }, start });
    expect([c.output, c.exitCode]).toEqual([output, code]);
  });
  test('a program that does not fit ends with 126', () => {
    const c = new Computer({ drives: { A: disk().write('BIG.COM', new Uint8Array(60000)) }, start: 'big' });
    expect([c.output, c.exitCode]).toEqual(['BAD LOAD\r\n', 126]);
  });
  test('a BDOS error does not wait for a key', () => {
    const c = new Computer({ drives: { A: disk() }, start: 'dir f:' });
    expect([c.output, c.exitCode]).toEqual(['\r\nBdos Err On F: Select', 0xfd]);
  });
  test('a submit file runs to its end', () => {
    const a = disk().write('GO.SUB', 'hi\nc42\n').write('SUBMIT.COM', com('SUBMIT.COM'));
    const c = new Computer({ drives: { A: a }, start: 'submit go' });
    expect([c.output, c.exitCode]).toEqual(['hi\r\n', 42]);
    expect(a.read('$$$.SUB')).toBeUndefined();
  });
});

describe('built-in commands', () => {
  test('DIR: four columns, system files hidden, one user', () => {
    const a = new TestDisk(IBM);
    for (const n of ['A.X', 'LONGNAME.TXT', 'C', 'D.COM', 'E.E']) a.write(n, 'x');
    a.write('SYS.X', 'x', 0, [9]).write('U5.X', 'x', 5);
    const c = new Computer({ drives: { A: a, B: new TestDisk(IBM) } });
    expect(c.command('dir')).toBe('A: A        X   : LONGNAME TXT : C            : D        COM\nA: E        E  ');
    expect(c.command('dir ?.*')).toBe('A: A        X   : C            : D        COM : E        E  ');
    expect(c.command('dir sys.x')).toBe('NO FILE');
    expect(c.command('dir b:')).toBe('NO FILE');
    expect(c.command('user 5')).toBe('');
    expect(c.peek(4)).toBe(0x50);
    expect(c.command('dir')).toBe('A: U5       X  ');
  });

  test('ERA: one, many, all with a question, R/O', () => {
    const a = new TestDisk(IBM).write('A.X', 'x').write('B.X', 'x').write('C.Y', 'x').write('D.Z', 'x', 0, [8]);
    const c = new Computer({ drives: { A: a } });
    expect(c.command('era nix')).toBe('NO FILE');
    expect(c.command('era *.x')).toBe('');
    expect(a.entries().map((e) => e.name)).toEqual(['C       Y  ', 'D       Z  ']);
    expect(c.type('era d.z\r')).toBe('era d.z\r\r\nBdos Err On A: File R/O');
    expect(c.type(' ')).toBe('\r\n\r\nA>');
    expect(c.type('era *.*\r')).toBe('era *.*\r\r\nALL (Y/N)?');
    c.type('n\r');
    expect(a.entries()).toHaveLength(2);
    a.write('AA.Q', '', 1);
    c.command('era c.y');
    c.type('era *.*\r');
    expect(c.type('y\r')).toContain('File R/O');
  });

  test('REN', () => {
    const a = new TestDisk(IBM).write('A.X', 'x').write('B.X', 'x');
    const c = new Computer({ drives: { A: a, B: new TestDisk(IBM).write('O', 'x') } });
    expect(c.command('ren b.x=a.x')).toBe('FILE EXISTS');
    expect(c.command('ren c.x=nix')).toBe('NO FILE');
    expect(c.command('ren c.x = a.x')).toBe('');
    expect(c.command('ren b:n=o')).toBe('');
    expect(c.command('dir')).toBe('A: C        X   : B        X  ');
    expect(c.command('dir b:')).toBe('B: N           ');
    expect(c.command('ren a:x=b:n')).toBe('A:X=B:N?');
    expect(c.command('ren *.z=c.x')).toBe('*.Z=C.X?');
  });

  test('TYPE stops at 1Ah, expands tabs, and ends at a key', () => {
    const a = new TestDisk(IBM).write('T', 'a\tb\nc').write('LONG', 'line\n'.repeat(500));
    const c = new Computer({ drives: { A: a } });
    expect(c.command('type t')).toBe('a       b\nc');
    expect(c.command('type nix')).toBe('NO FILE');
    expect(c.command('type *.*')).toBe('*.*?');
    const text = c.type('type long\rx');
    expect(text.length).toBeLessThan(100);
    expect(text).toMatch(/A>$/);
  });

  test('SAVE writes pages from 0100h', () => {
    const a = new TestDisk(IBM).write('HI.COM', HI);
    const c = new Computer({ drives: { A: a } });
    c.command('hi');
    expect(c.command('save 1 copy.com')).toBe('');
    expect(a.read('COPY.COM')!.subarray(0, HI.length)).toEqual(HI);
    expect(a.read('COPY.COM')).toHaveLength(256);
    expect(c.command('copy')).toBe('hi');
    expect(c.command('save 0 empty')).toBe('');
    expect(a.read('EMPTY')).toHaveLength(0);
    expect(c.command('save x')).toBe('X?');
    expect(c.command('save 255 a')).toBe('');
    expect(c.command('save 255 b')).toBe('');
    expect(c.command('save 255 c')).toBe('');
    expect(c.command('save 255 d')).toBe('NO SPACE');
    expect(a.faults()).toEqual([]);
  });

  test('a drive change keeps to drives that have a disk', () => {
    const b = new TestDisk(HARD).write('HI.COM', HI);
    const c = new Computer({ drives: { A: new TestDisk(IBM), B: b } });
    expect(c.type('b:\r')).toBe('b:\r\r\nB>');
    expect(c.peek(4)).toBe(1);
    expect(c.type('hi\r')).toBe('hi\r\r\nhi\r\nB>');
    expect(c.type('d:\r')).toBe('d:\r\r\nBdos Err On D: Select');
    expect(c.type('\r')).toMatch(/B>$/);
    delete c.drives.B;
    expect(c.type('\r')).toMatch(/A>$/);
  });

  test('unknown commands are echoed with a question mark', () => {
    const c = new Computer({ drives: { A: new TestDisk(IBM) } });
    expect(c.command('what is this')).toBe('WHAT?');
    expect(c.command('a.b')).toBe('A.B?');
    expect(c.command('x*')).toBe('X*?');
    expect(c.command('; a remark')).toBe('');
  });
});

describe('programs', () => {
  test('are looked for on drive A, user 0, too', () => {
    const a = new TestDisk(IBM).write('HI.COM', HI);
    const c = new Computer({ drives: { A: a, B: new TestDisk(IBM) } });
    c.command('b:');
    expect(c.command('hi')).toBe('hi');
    expect(c.command('b:hi')).toBe('B:HI?');
    c.command('user 4');
    expect(c.command('hi')).toBe('hi');
    expect(c.peek(4)).toBe(0x41);
  });

  test('get two FCBs and the tail', () => {
    const c = new Computer({ drives: { A: new TestDisk(IBM).write('RET.COM', RET) } });
    c.command('ret b:one.txt *.c more');
    const text = (at: number, n: number) => String.fromCharCode(...Array.from({ length: n }, (_, i) => c.peek(at + i)));
    expect(c.peek(0x5c)).toBe(2);
    expect(text(0x5d, 11)).toBe('ONE     TXT');
    expect(c.peek(0x6c)).toBe(0);
    expect(text(0x6d, 11)).toBe('????????C  ');
    expect(c.peek(0x7c)).toBe(0);
    expect(c.peek(0x80)).toBe(19);
    expect(text(0x81, 19)).toBe(' B:ONE.TXT *.C MORE');
  });

  test('a program as large as the TPA loads, a larger one is a BAD LOAD', () => {
    const fits = new Uint8Array(0xdc00 - 0x100);
    fits[0] = 0xc9;
    fits[fits.length - 1] = 0x5a;
    const big = new Uint8Array(fits.length + 1);
    const c = new Computer({ drives: { A: new TestDisk(IBM).write('FITS.COM', fits).write('BIG.COM', big) } });
    expect(c.command('fits')).toBe('');
    expect(c.peek(0xdbff)).toBe(0x5a);
    expect(c.command('big')).toBe('BAD LOAD');
  });

  test('warm boot restores CCP and BDOS after a program has overwritten them', () => {
    // fills DC00h-F1FFh with 76h (HALT), then JP 0
    const vandal = [0x21, 0, 0xdc, 0x11, 1, 0xdc, 1, 0xff, 0x15, 0x36, 0x76, 0xed, 0xb0, 0xc3, 0, 0];
    const c = new Computer({ drives: { A: new TestDisk(IBM).write('V.COM', Uint8Array.from(vandal)) } });
    expect(c.command('v')).toBe('');
    expect(c.command('dir')).toBe('A: V        COM');
  });

  test('files that appear on a disk from outside are seen', () => {
    const a = new TestDisk(IBM);
    const c = new Computer({ drives: { A: a } });
    expect(c.command('dir')).toBe('NO FILE');
    a.write('NEW.TXT', 'x');
    a.changed = true;
    expect(c.command('dir')).toBe('A: NEW      TXT');
  });
});

describe('submit files', () => {
  test('commands run from the last record to the first; a key ends them', () => {
    const a = new TestDisk(IBM);
    const record = (text: string) =>
      Uint8Array.from({ length: 128 }, (_, i) => (i === 0 ? text.length : text.charCodeAt(i - 1) || 0));
    const lines = ['dir', 'hi'].map(record);
    a.write('HI.COM', HI).write('$$$.SUB', Uint8Array.from(lines.flatMap((l) => [...l])));
    const c = new Computer({ drives: { A: a } });
    expect(c.output.replaceAll('\r', '')).toMatch(/A>hi\nhi\nA>dir\nA: HI {7}COM\nA>$/);
    expect(a.read('$$$.SUB')).toBeUndefined();
  });
  test('an unknown command ends them', () => {
    const a = new TestDisk(IBM).write('GO.SUB', 'nix\ndir\n').write('SUBMIT.COM', com('SUBMIT.COM'));
    const c = new Computer({ drives: { A: a } });
    expect(c.command('submit go')).toBe('\nA>nix\nNIX?');
    expect(a.read('$$$.SUB')).toBeUndefined();
  });
});
