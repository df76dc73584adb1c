import { describe, expect, test } from 'vitest';
import { Caller, DMA, FCB } from './caller.ts';
import { HARD, IBM, TestDisk } from './disk.ts';

const start = (disk = new TestDisk(HARD), more: Record<string, TestDisk> = {}) => new Caller({ A: disk, ...more });
const OTHER = 0x2100;

/** `records` records; every byte of record n is n. */
const content = (records: number) => Uint8Array.from({ length: records * 128 }, (_, i) => (i >> 7) & 0xff);

describe('drives: 13, 14, 24, 25, 27-29, 31, 37', () => {
  test('14 selects, 25 tells, 24 is the login vector', () => {
    const c = start(new TestDisk(HARD), { C: new TestDisk(IBM) });
    expect(c.call(25)).toBe(0);
    c.call(14, 2);
    expect(c.call(25)).toBe(2);
    expect(c.word(24)).toBe(0b101);
    c.call(37, 0b001);
    expect(c.word(24)).toBe(0b100);
  });
  test('13 logs everything out, selects A and sets the DMA address to 80h', () => {
    const c = start(new TestDisk(HARD).write('A', content(1)), { C: new TestDisk(IBM) });
    c.call(14, 2);
    c.call(28);
    expect(c.word(29)).toBe(0b100);
    expect(c.call(13)).toBe(0);
    expect([c.call(25), c.word(24), c.word(29)]).toEqual([0, 1, 0]);
    c.fill(0x77);
    c.call(15, c.fcb('TC.COM'));
    expect(c.call(20, FCB)).toBe(0);
    expect(c.computer.peek(DMA)).toBe(0x77);
  });
  test('13 returns FFh when drive A has a file that starts with a dollar sign', () => {
    const a = new TestDisk(HARD);
    const c = start(a);
    a.write('$$$.SUB', content(0));
    expect(c.call(13)).toBe(0xff);
  });
  test('a missing drive is a Select error, which ends the program', () => {
    const c = start();
    expect(c.raw(14, 3)).toBe('\r\nBdos Err On D: Select');
    expect(c.computer.type('x')).toMatch(/A>$/);
    c.restart();
    expect(c.raw(15, c.fcb('X', { drive: 16 }))).toBe('\r\nBdos Err On P: Select');
  });
  test('31 is the DPB of the disk, 27 its allocation vector', () => {
    const c = start(new TestDisk(HARD), { B: new TestDisk(IBM).write('X', content(17)) });
    c.call(14, 1);
    expect(c.bytes(c.word(31), 15)).toEqual([26, 0, 3, 7, 0, 242, 0, 63, 0, 0xc0, 0, 0, 0, 2, 0]);
    expect(c.bytes(c.word(27), 2)).toEqual([0b11111000, 0]);
    c.call(14, 0);
    expect(c.bytes(c.word(31), 15)).toEqual([128, 0, 4, 15, 0, 0xf7, 7, 0xff, 3, 0xff, 0xff, 0, 0, 1, 0]);
  });
  test('28 protects the current drive until it is reset', () => {
    const a = new TestDisk(HARD);
    const c = start(a);
    c.call(28);
    expect(c.raw(22, c.fcb('NEW'))).toBe('\r\nBdos Err On A: R/O');
    expect(c.computer.type('x')).toMatch(/A>$/);
    c.restart();
    c.call(28);
    c.call(37, 1);
    expect(c.word(29)).toBe(0);
    expect(c.call(22, c.fcb('NEW'))).toBeLessThan(4);
  });
  test('a write-protected disk is R/O from its log-in on', () => {
    const b = new TestDisk(IBM).write('X', content(1));
    b.writeProtected = true;
    const c = start(new TestDisk(HARD), { B: b });
    c.call(14, 1);
    expect(c.word(29)).toBe(2);
    expect(c.raw(19, c.fcb('X', { drive: 2 }))).toBe('\r\nBdos Err On B: R/O');
  });
  test('a bad sector can be ignored with Return; ^C warm boots', () => {
    const b = new TestDisk(IBM).write('X', content(2));
    const c = start(new TestDisk(HARD), { B: b });
    c.call(15, c.fcb('X', { drive: 2 }));
    b.bad.add(b.record((2 << 3) + 0));
    expect(c.raw(20, FCB)).toBe('\r\nBdos Err On B: Bad Sector');
    expect(c.computer.type('\r')).toMatch(/^\r\n=00 0000 /);
    c.call(20, FCB);
    c.computer.poke(FCB + 32, [0]);
    c.raw(20, FCB);
    expect(c.computer.type('\x03')).toMatch(/A>$/);
  });
  test('eight floppies and four hard disks are in use at once', () => {
    const disks: Record<string, TestDisk> = {};
    for (const d of 'BCDEFGHI') disks[d] = new TestDisk(IBM);
    for (const d of 'JKL') disks[d] = new TestDisk(HARD);
    const c = start(new TestDisk(HARD), disks);
    for (let d = 0; d < 12; d++) c.call(14, d);
    expect(c.word(24)).toBe(0x0fff);
    for (let d = 0; d < 12; d++) expect(c.call(22, c.fcb('F', { drive: d + 1 }))).toBe(d === 0 ? 1 : 0);
  });
});

describe('search: 17, 18', () => {
  test('finds by wildcards in the name, one user, and puts the record at the DMA address', () => {
    const a = new TestDisk(HARD);
    for (const n of ['A.X', 'AB.X', 'B.Y']) a.write(n, content(1));
    a.write('AC.X', content(1), 3);
    const c = start(a);
    const name = (code: number) => String.fromCharCode(...c.bytes(DMA + code * 32 + 1, 11));
    expect(name(c.call(17, c.fcb('A???????.X')))).toBe('A       X  ');
    expect(name(c.call(18))).toBe('AB      X  ');
    expect(c.call(18)).toBe(0xff);
    expect(c.call(17, c.fcb('NIX'))).toBe(0xff);
    c.call(32, 3);
    expect(name(c.call(17, c.fcb('????????.???')))).toBe('AC      X  ');
  });
  test('a ? as drive finds every entry of every user, deleted ones, too', () => {
    const a = new TestDisk(IBM).write('A', content(1)).write('B', content(1), 7);
    const c = start(a);
    c.call(19, c.fcb('A'));
    c.computer.poke(FCB, [0x3f]);
    let code = c.call(17, FCB);
    const users: number[] = [];
    while (code !== 0xff) {
      users.push(c.computer.peek(DMA + code * 32));
      code = c.call(18);
    }
    expect(users).toHaveLength(64);
    expect(users.slice(0, 4)).toEqual([0xe5, 7, 0, 0xe5]);
  });
  test('a ? as extent finds every extent of a file', () => {
    const c = start(new TestDisk(IBM).write('LONG', content(300)));
    let n = 0;
    for (let code = c.call(17, c.fcb('LONG', { extent: 0x3f })); code !== 0xff; code = c.call(18)) n++;
    expect(n).toBe(3);
    expect(c.call(17, c.fcb('LONG', { extent: 2 }))).toBeLessThan(4);
    expect(c.call(18)).toBe(0xff);
  });
  test('other file functions may come between', () => {
    const c = start(new TestDisk(IBM).write('A.T', content(1)).write('B.T', content(1)).write('C.T', content(1)));
    let code = c.call(17, c.fcb('????????.T'));
    const seen: string[] = [];
    while (code !== 0xff) {
      seen.push(String.fromCharCode(c.computer.peek(DMA + code * 32 + 1)));
      c.call(15, c.fcb('TC.COM', { at: OTHER }));
      code = c.call(18);
    }
    expect(seen).toEqual(['A', 'B', 'C']);
  });
});

describe('open, close, make, delete, rename, attributes: 15, 16, 19, 22, 23, 30', () => {
  test('15 fills the FCB in, also for a wildcard', () => {
    const c = start(new TestDisk(IBM).write('ONE.TXT', content(20), 0, [9]));
    expect(c.call(15, c.fcb('O??.*'.replace('*', '???')))).toBe(0);
    const bytes = c.bytes(FCB, 36);
    expect(bytes[0]).toBe(0);
    expect(String.fromCharCode(...bytes.slice(1, 12).map((b) => b & 0x7f))).toBe('ONE     TXT');
    expect(bytes[10]! >> 7).toBe(1);
    expect(bytes[15]).toBe(20);
    expect(bytes.slice(16, 20)).toEqual([2, 3, 4, 0]);
    expect(c.call(15, c.fcb('NIX'))).toBe(0xff);
  });
  test('15 opens later extents: full, last, beyond', () => {
    const c = start(new TestDisk(HARD).write('L', content(300)));
    for (const [extent, records] of [
      [0, 128],
      [1, 128],
      [2, 44],
    ] as const) {
      expect(c.call(15, c.fcb('L', { extent }))).toBeLessThan(4);
      expect(c.computer.peek(FCB + 15)).toBe(records);
    }
    expect(c.call(15, c.fcb('L', { extent: 3 }))).toBe(0xff);
  });
  test('15 knows extents that share an entry (EXM)', () => {
    const wide = { spt: 64, bsh: 5, dsm: 200, drm: 63, off: 1 };
    const c = start(new TestDisk(HARD), { B: new TestDisk(wide).write('L', content(300)) });
    for (const [extent, records] of [
      [0, 128],
      [1, 128],
      [2, 44],
      [3, 0],
    ] as const) {
      expect(c.call(15, c.fcb('L', { extent, drive: 2 }))).toBeLessThan(4);
      expect(c.computer.peek(FCB + 15)).toBe(records);
    }
  });
  test('22 makes an empty file, 16 records what was written', () => {
    const a = new TestDisk(IBM);
    const c = start(a);
    expect(c.call(22, c.fcb('NEW.F'))).toBe(1);
    expect(a.read('NEW.F')).toHaveLength(0);
    c.fill(9);
    expect(c.call(21, FCB)).toBe(0);
    expect(a.read('NEW.F')).toHaveLength(0);
    expect(c.call(16, FCB)).toBe(1);
    expect(a.read('NEW.F')).toEqual(new Uint8Array(128).fill(9));
  });
  test('16 fails when the file has gone', () => {
    const c = start();
    c.call(22, c.fcb('F'));
    c.call(21, FCB);
    c.call(19, c.fcb('F', { at: OTHER }));
    expect(c.call(16, FCB)).toBe(0xff);
  });
  test('22 fails when the directory is full', () => {
    const c = start(new TestDisk(HARD), { B: new TestDisk({ ...IBM, drm: 31 }) });
    for (let i = 0; i < 32; i++) expect(c.call(22, c.fcb(`F${i}`, { drive: 2 }))).toBe(i & 3);
    expect(c.call(22, c.fcb('G', { drive: 2 }))).toBe(0xff);
  });
  test('19 deletes every match and frees its blocks', () => {
    const a = new TestDisk(IBM).write('A.X', content(200)).write('B.X', content(1)).write('C.Y', content(1));
    const c = start(a);
    expect(c.call(19, c.fcb('????????.X'))).toBe(0);
    expect(a.entries().map((e) => e.name.trim())).toEqual(['C       Y', 'TC      COM']);
    expect(c.bytes(c.word(27), 1)).toEqual([0b11000000]);
    expect(c.call(19, c.fcb('????????.X'))).toBe(0xff);
  });
  test('19, 21 and 23 refuse an R/O file', () => {
    const a = new TestDisk(IBM).write('A', content(1), 0, [8]);
    const c = start(a);
    expect(c.raw(19, c.fcb('A'))).toBe('\r\nBdos Err On A: File R/O');
    c.computer.type('x');
    c.restart();
    expect(c.raw(23, c.fcb('A'))).toBe('\r\nBdos Err On A: File R/O');
    c.computer.type('x');
    c.restart();
    c.call(15, c.fcb('A'));
    expect(c.raw(21, FCB)).toBe('\r\nBdos Err On A: File R/O');
    expect(a.read('A')).toHaveLength(128);
  });
  test('23 renames all extents', () => {
    const a = new TestDisk(IBM).write('OLD', content(300));
    const c = start(a);
    c.fcb('OLD');
    c.fcb('NEW.NAM', { at: FCB + 16 });
    expect(c.call(23, FCB)).toBe(0);
    expect(a.read('NEW.NAM')).toEqual(content(300));
    expect(a.read('OLD')).toBeUndefined();
    c.fcb('NIX');
    expect(c.call(23, FCB)).toBe(0xff);
  });
  test('30 sets attributes in all extents', () => {
    const a = new TestDisk(IBM).write('F.T', content(300));
    const c = start(a);
    c.fcb('F.T');
    c.computer.poke(FCB + 10, [0xa0]);
    expect(c.call(30, FCB)).toBe(0);
    expect(
      a
        .entries()
        .filter((e) => e.name.startsWith('F '))
        .map((e) => e.attributes),
    ).toEqual(Array(3).fill('00000000010'));
  });
});

describe('reading and writing: 20, 21, 26, 33-36, 40', () => {
  test('20 reads through all extents to the end', () => {
    const c = start(new TestDisk(IBM).write('L', content(300)));
    c.call(15, c.fcb('L'));
    for (let i = 0; i < 300; i++) {
      expect(c.call(20, FCB)).toBe(0);
      expect(c.computer.peek(DMA + 127)).toBe(i & 0xff);
    }
    expect(c.call(20, FCB)).toBe(1);
    expect(c.call(20, FCB)).toBe(1);
  });
  test('21 goes on after the end of a full extent was read', () => {
    const a = new TestDisk(IBM).write('L', content(128));
    const c = start(a);
    c.call(15, c.fcb('L'));
    for (let i = 0; i < 128; i++) c.call(20, FCB);
    expect(c.call(20, FCB)).toBe(1);
    c.fill(128);
    expect(c.call(21, FCB)).toBe(0);
    c.call(16, FCB);
    expect(a.read('L')).toEqual(content(129));
    expect(a.faults()).toEqual([]);
  });
  test('21 returns 2 when the disk is full, 1 when the directory is', () => {
    const b = new TestDisk({ ...IBM, dsm: 20, drm: 31 });
    const c = start(new TestDisk(HARD), { B: b });
    c.call(22, c.fcb('F', { drive: 2 }));
    let written = 0;
    let code = 0;
    while (code === 0) {
      code = c.call(21, FCB);
      if (code === 0) written++;
    }
    expect([code, written]).toEqual([2, 160]);
    expect(c.call(16, FCB)).toBeLessThan(4);
    expect(b.read('F')).toHaveLength(160 * 128);

    const full = new TestDisk({ ...IBM, drm: 31 });
    for (let i = 0; i < 31; i++) full.write(`F${i}`, content(0));
    const d = start(new TestDisk(HARD), { B: full });
    d.call(22, d.fcb('L', { drive: 2 }));
    for (let i = 0; i < 128; i++) expect(d.call(21, FCB)).toBe(0);
    expect(d.call(21, FCB)).toBe(1);
  });
  test('33 reads any record, and 20 reads it again before it goes on', () => {
    const c = start(new TestDisk(IBM).write('L', content(300)));
    c.call(15, c.fcb('L'));
    for (const n of [299, 0, 128, 127, 256]) {
      c.setRandom(n);
      expect(c.call(33, FCB)).toBe(0);
      expect(c.computer.peek(DMA)).toBe(n & 0xff);
    }
    c.fill(0);
    c.call(20, FCB);
    expect(c.computer.peek(DMA)).toBe(0);
    c.call(20, FCB);
    expect(c.computer.peek(DMA)).toBe(1);
  });
  test('33: 1 = no data, 4 = no such extent, 6 = beyond 8 MB; the FCB stays usable', () => {
    const c = start(new TestDisk(IBM).write('L', content(20)));
    c.call(15, c.fcb('L'));
    for (const [record, code] of [
      [20, 1],
      [100, 1],
      [128, 4],
      [65535, 4],
      [65536, 6],
      [19, 0],
    ] as const) {
      c.setRandom(record);
      expect([record, c.call(33, FCB)]).toEqual([record, code]);
    }
  });
  test('34 writes any record and leaves holes, 40 fills new blocks with zeros', () => {
    const a = new TestDisk(IBM);
    const c = start(a);
    c.call(22, c.fcb('H'));
    c.fill(5);
    c.setRandom(200);
    expect(c.call(34, FCB)).toBe(0);
    c.setRandom(3);
    expect(c.call(40, FCB)).toBe(0);
    expect(c.call(16, FCB)).toBeLessThan(4);
    const data = a.read('H')!;
    expect(data).toHaveLength(201 * 128);
    expect([data[200 * 128], data[3 * 128], data[2 * 128], data[4 * 128]]).toEqual([5, 5, 0, 0]);
    c.setRandom(20);
    expect(c.call(33, FCB)).toBe(1);
    c.setRandom(2);
    expect(c.call(33, FCB)).toBe(0);
    expect(c.bytes(DMA, 128).every((b) => b === 0)).toBe(true);
  });
  test('34: 2 = disk full, 5 = directory full, 6 = beyond 8 MB', () => {
    const tiny = new TestDisk({ ...IBM, dsm: 3, drm: 31 }).write('X', content(24));
    const c = start(new TestDisk(HARD), { B: tiny });
    c.call(22, c.fcb('F', { drive: 2 }));
    expect(c.call(34, FCB)).toBe(2);
    c.setRandom(0x10000);
    expect(c.call(34, FCB)).toBe(6);
    const full = new TestDisk({ ...IBM, drm: 31 });
    for (let i = 0; i < 31; i++) full.write(`F${i}`, content(0));
    const d = start(new TestDisk(HARD), { B: full });
    d.call(22, d.fcb('L', { drive: 2 }));
    d.setRandom(128);
    expect(d.call(34, FCB)).toBe(5);
    d.setRandom(127);
    expect(d.call(34, FCB)).toBe(0);
  });
  test('35 computes the size, 36 the present position', () => {
    const c = start(new TestDisk(HARD).write('L', content(1000)).write('E', content(0)));
    expect(c.call(35, c.fcb('L'))).toBe(0);
    expect(c.random()).toBe(1000);
    c.call(35, c.fcb('E'));
    expect(c.random()).toBe(0);
    c.computer.poke(FCB + 33, [9, 9, 9]);
    expect(c.call(35, c.fcb('NIX'))).toBe(0xff);
    expect(c.random()).toBe(0);
    c.call(15, c.fcb('L'));
    for (let i = 0; i < 150; i++) c.call(20, FCB);
    c.call(36, FCB);
    expect(c.random()).toBe(150);
  });
  test('26 sets where the data go', () => {
    const c = start(new TestDisk(IBM).write('L', content(3)));
    c.call(15, c.fcb('L'));
    c.call(20, FCB);
    c.call(26, 0x4321);
    c.call(20, FCB);
    expect(c.bytes(0x4320, 3).slice(1)).toEqual([1, 1]);
  });
  test('an 8 MB file on a disk of 16 KiB blocks', () => {
    const big = { spt: 128, bsh: 7, dsm: 520, drm: 127, off: 0 };
    const disk = new TestDisk(big);
    const c = start(new TestDisk(HARD), { B: disk });
    c.call(22, c.fcb('BIG', { drive: 2 }));
    for (const [record, value] of [
      [65535, 1],
      [0, 2],
      [40000, 3],
    ] as const) {
      c.fill(value);
      c.setRandom(record);
      expect(c.call(34, FCB)).toBe(0);
    }
    expect(c.call(16, FCB)).toBeLessThan(4);
    c.call(35, c.fcb('BIG', { drive: 2 }));
    expect(c.random()).toBe(65536);
    const data = disk.read('BIG')!;
    expect([data[65535 * 128], data[0], data[40000 * 128]]).toEqual([1, 2, 3]);
  });
});

describe('user numbers: 32', () => {
  test('gets, sets modulo 32, and keeps files apart', () => {
    const a = new TestDisk(IBM).write('A', content(1));
    const c = start(a);
    expect(c.call(32, 0xff)).toBe(0);
    c.call(32, 5);
    expect(c.call(32, 0xff)).toBe(5);
    expect(c.call(15, c.fcb('A'))).toBe(0xff);
    c.call(22, c.fcb('A'));
    expect(a.read('A', 5)).toHaveLength(0);
    c.call(32, 33);
    expect(c.call(32, 0xff)).toBe(1);
  });
});

describe('a disk altered from outside', () => {
  test('the directory is read at every call, and new files keep their blocks', () => {
    const a = new TestDisk(IBM);
    const c = start(a);
    c.call(22, c.fcb('MINE'));
    c.call(21, FCB);
    c.call(16, FCB);
    a.write('THEIRS', content(100));
    a.changed = true;
    expect(c.call(15, c.fcb('THEIRS', { at: OTHER }))).toBeLessThan(4);
    for (let i = 0; i < 100; i++) c.call(21, FCB);
    c.call(16, FCB);
    expect(a.faults()).toEqual([]);
    expect(a.read('THEIRS')).toEqual(content(100));
  });
});
