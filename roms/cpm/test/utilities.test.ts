import { decodeBase64 } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { bootRom, utilities } from '../src/index.ts';
import { Computer } from './computer.ts';
import { type TestDisk as Disk, HARD, IBM, TestDisk } from './disk.ts';

function system(): Disk {
  const disk = new TestDisk(HARD);
  for (const { name, bytes } of utilities) disk.write(name, bytes);
  return disk;
}
const text = (disk: Disk, name: string, user = 0) =>
  String.fromCharCode(...(disk.read(name, user) ?? [])).split('\x1a')[0];

describe('images', () => {
  test('the boot ROM has 16 KiB, the utilities fit a TPA', () => {
    expect(bootRom.bytes).toHaveLength(0x4000);
    expect(utilities.map((u) => u.name)).toEqual(
      expect.arrayContaining(['STAT.COM', 'PIP.COM', 'SUBMIT.COM', 'SNAKE.COM']),
    );
    for (const { bytes } of utilities) expect(bytes.length).toBeLessThan(0xdb00);
    expect(bootRom.bytes).toBe(bootRom.bytes);
  });
  test('base64', () => {
    expect([...decodeBase64('AAECAw==')]).toEqual([0, 1, 2, 3]);
    expect([...decodeBase64('/+8=')]).toEqual([255, 239]);
    expect(() => decodeBase64('AAE')).toThrow('not a multiple of four');
    expect(() => decodeBase64('A*==')).toThrow('"*" at 1');
  });
  test.each(['STAT /', 'SUBMIT', 'DUMP', 'MORE', 'SNAKE ?'])('%s shows what it takes', (line) => {
    const c = new Computer({ drives: { A: system() } });
    expect(c.command(line)).toContain(line.split(' ')[0]);
  });
});

describe('STAT', () => {
  test('space, lists, attributes, protection', () => {
    const a = system().write('T.TXT', new Uint8Array(5000)).write('T.TXT', new Uint8Array(1), 2);
    const b = new TestDisk(IBM).write('LONG', new Uint8Array(40000));
    const c = new Computer({ drives: { A: a, B: b } });
    expect(c.command('stat b:')).toBe('\nBytes Remaining On B: 201k\n');
    expect(c.command('stat b:*.*')).toBe(
      '\n Recs  Bytes  Ext Acc\n  313    40k    3 R/W B:LONG\n\nBytes Remaining On B: 201k\n',
    );
    expect(c.command('stat t.txt')).toContain('   40     6k    1 R/W A:T.TXT\n');
    expect(c.command('stat t.txt $r/o')).toBe('T.TXT set to R/O\n');
    c.command('stat t.txt $sys');
    expect(c.command('stat t.txt')).toContain(' R/O A:(T.TXT)\n');
    c.command('stat t.txt $r/w');
    c.command('stat t.txt $dir');
    expect(a.entries().find((e) => e.name.startsWith('T ') && e.user === 0)?.attributes).toBe('00000000000');
    c.command('stat b:=r/o');
    expect(c.command('stat')).toMatch(/^A: R\/W, Space: \d+k\nB: R\/O, Space: 201k\n$/);
    expect(c.command('stat nix')).toBe('File Not Found\n');
    expect(c.command('stat usr:')).toContain('Active Files:  0  2\n');
    expect(c.command('stat b:dsk:')).toContain('1944: 128 Byte Record Capacity\n');
    c.command('stat lst:=crt:');
    expect(c.peek(3)).toBe(0b01010101);
    expect(c.command('stat dev:')).toContain('LST: is CRT:\n');
  });
});

describe('PIP', () => {
  const start = () => {
    const a = system().write('A.TXT', 'one\ttab\n').write('B.TXT', 'Two\n');
    a.write(
      'BIG.DAT',
      Uint8Array.from({ length: 70000 }, (_, i) => (i * 7) >> 5),
    );
    const b = new TestDisk(HARD);
    return { a, b, c: new Computer({ drives: { A: a, B: b } }) };
  };
  test('copies one file, many files, with verification, over an old one', () => {
    const { a, b, c } = start();
    expect(c.command('pip b:=big.dat[v]')).toBe('');
    expect(b.read('BIG.DAT')).toEqual(a.read('BIG.DAT'));
    expect(c.command('pip b:x.dat=a.txt')).toBe('');
    expect(c.command('pip b:x.dat=big.dat')).toBe('');
    expect(b.read('X.DAT')).toEqual(a.read('BIG.DAT'));
    expect(c.command('pip b:=*.txt')).toBe('COPYING -\nA.TXT\nB.TXT\n');
    expect(text(b, 'B.TXT')).toBe('Two\r\n');
    expect(c.command('pip c.txt=b:b.txt')).toBe('');
    expect(text(a, 'C.TXT')).toBe('Two\r\n');
    expect([...a.faults(), ...b.faults()]).toEqual([]);
    expect(b.entries().some((e) => e.name.endsWith('$$$'))).toBe(false);
  });
  test('joins files and changes their text', () => {
    const { a, c } = start();
    c.command('pip j.txt=a.txt[t8],b.txt[u],b.txt[l]');
    expect(text(a, 'J.TXT')).toBe('one     tab\r\nTWO\r\ntwo\r\n');
  });
  test('devices', () => {
    const { a, c } = start();
    expect(c.command('pip con:=b.txt')).toBe('Two\n');
    c.command('pip lst:=b.txt');
    expect(c.printed).toBe('Two\r\n');
    c.type('pip new.txt=con:\r');
    c.type('typed\r\x1a');
    expect(text(a, 'NEW.TXT')).toBe('typed\r\n');
  });
  test('user numbers', () => {
    const { b, c } = start();
    c.command('pip b:[g3]=b.txt');
    expect(text(b, 'B.TXT', 3)).toBe('Two\r\n');
    c.command('pip b:n.txt=b:b.txt[g3]');
    expect(text(b, 'N.TXT')).toBe('Two\r\n');
    expect(c.peek(4)).toBe(0);
  });
  test('an R/O file is replaced only when asked to', () => {
    const { b, c } = start();
    b.write('B.TXT', 'old\n', 0, [8]);
    expect(c.type('pip b:=b.txt\r')).toContain('DESTINATION IS R/O, DELETE (Y/N)? ');
    c.type('n');
    expect(text(b, 'B.TXT')).toBe('old\r\n');
    c.command('pip b:=b.txt[w]');
    expect(text(b, 'B.TXT')).toBe('Two\r\n');
  });
  test('mistakes', () => {
    const { c } = start();
    expect(c.command('pip x=nix')).toBe('NO FILE: NIX\n');
    expect(c.command('pip x')).toContain('INVALID FORMAT');
    expect(c.command('pip x=b.txt[?]')).toContain('INVALID FORMAT');
  });
  test('a full disk leaves no half file', () => {
    const tiny = new TestDisk({ ...IBM, dsm: 20 });
    const c = new Computer({ drives: { A: system().write('BIG', new Uint8Array(40000)), B: tiny } });
    expect(c.command('pip b:=big')).toBe('DISK FULL: B:BIG\n');
    expect(tiny.entries()).toEqual([]);
  });
});

describe('SUBMIT, DUMP, MORE', () => {
  test('parameters, dollars and control characters', () => {
    const a = system().write('GO.SUB', '; $1 and $2 $$x ^G\ndir $1\n').write('T.TXT', 'x');
    const c = new Computer({ drives: { A: a } });
    expect(c.command('submit go t.txt second')).toBe('\nA>; T.TXT and SECOND $x \x07\nA>dir T.TXT\nA: T        TXT');
    expect(c.command('submit nix')).toBe('NO SUB FILE\n');
    a.write('BAD.SUB', 'dir $x\n');
    expect(c.command('submit bad')).toBe('After $ a digit or another $ must follow\n');
  });
  test('DUMP', () => {
    const c = new Computer({ drives: { A: system().write('T', Uint8Array.from([0, 1, 0x41, 0xff])) } });
    const lines = c.command('dump t').split('\n');
    expect(lines[0]).toBe('0000  00 01 41 FF 1A 1A 1A 1A  1A 1A 1A 1A 1A 1A 1A 1A  ..A.............');
    expect(lines).toHaveLength(9);
    expect(c.command('dump nix')).toBe('NO FILE\n');
  });
  test('MORE stops after 23 lines', () => {
    const c = new Computer({ drives: { A: system().write('T', 'line\n'.repeat(60)) } });
    expect(c.type('more t\r')).toBe(`more t\r\r\n${'line\r\n'.repeat(23)}-- more --`);
    expect(c.type('\r')).toBe('\r          \rline\r\n-- more --');
    expect(c.type('q')).toMatch(/A>$/);
  });
});

describe('SNAKE', () => {
  test('draws its field and ends with Q', () => {
    const c = new Computer({ drives: { A: system() } });
    expect(c.type('snake\r')).toContain('Press a key.');
    const screen = c.type(' ');
    expect(screen).toContain('G A M E   O V E R');
    const drawn = screen.split('\x1b=').map((part, i) => (i === 0 ? part : part.slice(2)));
    expect(drawn.join('').split('#').length - 1).toBe(2 * 80 + 2 * 21);
    expect(c.type('n').endsWith('\x1a\r\nA>')).toBe(true);
  });
});
