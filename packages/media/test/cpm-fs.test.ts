import { TinyBdos } from '@backplane/media/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankImage,
  type CpmDrive,
  CpmFileSystem,
  MediaError,
  namedFormat,
  openCpmDisk,
  resolveFormat,
} from '../src/index.ts';
import { difference } from './bytes.ts';

const FORMATS: Record<string, string> = {
  'bytes, EXM 0': 'ibm-3740',
  'bytes, EXM 1': 'osb1sssd',
  'words, EXM 0': 'cf2dd',
  'words, EXM 3': 'folder',
  'bytes, EXM 15': 'seclen=1024,tracks=40,sectrk=20,blocksize=16384,maxdir=32,boottrk=1,skew=7',
  'fewer extents': 'seclen=256,tracks=80,sectrk=32,blocksize=2048,maxdir=128,boottrk=1,logicalextents=1,os=2.2',
};
const drive = (format: string): CpmDrive => {
  const resolved = resolveFormat(FORMATS[format] ?? format);
  return openCpmDisk(blankImage(resolved), { format: resolved }).drive;
};
const pattern = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * seed + (i >> 7)) & 255);
const padded = (bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.ceil(bytes.length / 128) * 128).fill(0x1a);
  whole.set(bytes);
  return whole;
};

describe('CpmFileSystem', () => {
  it.each(Object.keys(FORMATS))('%s: what it writes a BDOS reads, and the other way round', (format) => {
    const lengths = [0, 1, 128, 129, 16_384, 16_385, 32_768, 40_000];
    const disk = drive(format);
    const fs = new CpmFileSystem(disk);
    for (const length of lengths) {
      fs.writeFile('OURS.BIN', pattern(length, 3), 2);
      const bdos = new TinyBdos(disk);
      expect(difference(bdos.readFile('OURS.BIN', 2), padded(pattern(length, 3)))).toBe(-1);
      bdos.writeFile('THEIRS.BIN', pattern(length, 5), 1);
      expect(difference(fs.readFile('THEIRS.BIN', 1), padded(pattern(length, 5)))).toBe(-1);
      expect(fs.find('OURS.BIN', 2)).toMatchObject({ records: Math.ceil(length / 128) });
      expect(fs.check()).toEqual([]);
    }
  });

  it('lists, renames, deletes and sets attributes', () => {
    const fs = new CpmFileSystem(drive('ibm-3740'));
    const empty = fs.space();
    expect(empty).toEqual({ blockSize: 1024, blocks: 241, freeBlocks: 241, entries: 64, freeEntries: 64 });
    fs.writeFile('B.TXT', pattern(3000), 0, { system: true });
    fs.writeFile('A', pattern(20_000));
    fs.writeFile('A', pattern(10), 15);
    expect(fs.list().map((f) => [f.user, f.name, f.records, f.blocks, f.entries, f.system])).toEqual([
      [0, 'A', 157, 20, 2, false],
      [0, 'B.TXT', 24, 3, 1, true],
      [15, 'A', 1, 1, 1, false],
    ]);
    fs.setAttributes('A', { readOnly: true });
    expect(() => fs.delete('A')).toThrow(/read-only/);
    expect(() => fs.writeFile('A', pattern(1))).toThrow(/read-only/);
    fs.setAttributes('A', { readOnly: false });
    expect(() => fs.rename('A', 'B.TXT')).toThrow(/exists/);
    fs.rename('A', 'C.DAT', 0, 3);
    fs.rename('B.TXT', 'D');
    expect(fs.find('D')).toMatchObject({ system: true });
    expect(difference(fs.readFile('C.DAT', 3), padded(pattern(20_000)))).toBe(-1);
    expect(() => fs.readFile('A')).toThrow(/no such file/);
    expect(() => fs.delete('A')).toThrow(/no such file/);
    for (const file of fs.list()) fs.delete(file.name, file.user);
    expect(fs.space()).toEqual(empty);
    for (const bad of ['', 'toolongname', 'A.TOOL', 'A*', 'A.', '.A', 'A B', 'A.B.C', 'Ä']) {
      expect(() => fs.writeFile(bad, pattern(1))).toThrow(/not a CP\/M file name/);
    }
    expect(() => fs.writeFile('A', pattern(1), 16)).toThrow(/user number 16/);
  });

  it('keeps the old file if the new one does not fit', () => {
    const fs = new CpmFileSystem(drive('ibm-3740'));
    fs.writeFile('A', pattern(100_000));
    fs.writeFile('B', pattern(100_000, 3));
    const before = fs.drive.medium.content();
    expect(() => fs.writeFile('A', pattern(150_000))).toThrow(/no room: 147 blocks of 1024 bytes needed/);
    expect(() => fs.writeFile('C', pattern(300_000))).toThrow(/more than the disk can hold/);
    expect(difference(fs.drive.medium.content(), before)).toBe(-1);
    fs.writeFile('A', pattern(140_000, 9));
    expect(difference(fs.readFile('A'), padded(pattern(140_000, 9)))).toBe(-1);
    expect(difference(fs.readFile('B'), padded(pattern(100_000, 3)))).toBe(-1);
    for (let i = 0; i < 64 - 16; i++) {
      try {
        fs.writeFile(`F${i}`, new Uint8Array(0));
      } catch (error) {
        expect((error as Error).message).toMatch(/no room in the directory: 1 entries needed, 0 free/);
      }
    }
    expect(fs.space().freeEntries).toBe(0);
    expect(fs.check()).toEqual([]);
    fs.drive.medium.writeProtected = true;
    expect(() => fs.writeFile('F0', pattern(1))).toThrow(/write-protected/);
    expect(() => fs.format()).toThrow(/write-protected/);
  });

  it('formats', () => {
    const fs = new CpmFileSystem(drive('kpiv'));
    fs.writeFile('A', pattern(1000));
    fs.format();
    expect(fs.list()).toEqual([]);
    expect(fs.drive.medium.dirtySectors().length).toBeGreaterThan(0);
    fs.format(true);
    expect(fs.drive.medium.dirtySectors()).toEqual([]);
  });

  it('finds what is wrong with a disk', () => {
    const disk = drive('ibm-3740');
    const fs = new CpmFileSystem(disk);
    const entry = (slot: number, name: string, more: Record<number, number>): void => {
      const record = new Uint8Array(128);
      disk.readLogical(slot >> 2, record);
      const at = (slot & 3) * 32;
      record.fill(0, at, at + 32);
      for (let i = 0; i < 11; i++) record[at + 1 + i] = name.padEnd(11).charCodeAt(i);
      for (const [offset, value] of Object.entries(more)) record[at + Number(offset)] = value;
      disk.writeLogical(slot >> 2, record);
    };
    entry(0, 'GOOD', { 15: 8, 16: 5 });
    entry(1, 'CROSS', { 15: 8, 16: 5 });
    entry(2, 'RANGE', { 15: 8, 16: 250 });
    entry(3, 'DIR', { 15: 8, 16: 1 });
    entry(4, 'bad*', {});
    entry(5, 'USER', { 0: 99 });
    entry(6, 'TWICE', { 15: 1, 16: 6 });
    entry(7, 'TWICE', { 15: 1, 16: 7 });
    entry(8, 'GAP', { 12: 2, 15: 1, 16: 8 });
    entry(9, 'HOLE', { 15: 20, 16: 9 });
    expect(fs.check().map((p) => [p.kind, p.entry])).toEqual([
      ['cross-linked', 1],
      ['block-out-of-range', 2],
      ['block-in-directory', 3],
      ['bad-entry', 4],
      ['bad-entry', 5],
      ['duplicate-extent', 7],
      ['record-without-block', 9],
      ['missing-extent', 8],
    ]);
    expect(() => fs.readFile('RANGE')).toThrow(/entry 2 names block 250, the disk ends with block 242/);
    expect(fs.readFile('RANGE', 0, { tolerant: true })).toEqual(new Uint8Array(1024).fill(0xe5));
  });

  it('never throws or hangs on nonsense', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ibm-3740', 'folder', 'bytes, EXM 15'),
        fc.uint8Array({ minLength: 0, maxLength: 2048 }),
        fc.integer({ min: 0, max: 40 }),
        (format, bytes, lowStatus) => {
          const disk = drive(format);
          for (let r = 0; r < 16; r++) {
            const record = new Uint8Array(128).fill(0x41);
            record.set(bytes.subarray(r * 128, r * 128 + 128));
            for (let i = 0; i < 4; i++) if ((r * 4 + i) % 3 === 0) record[i * 32] = lowStatus;
            disk.writeLogical(r, record);
          }
          const fs = new CpmFileSystem(disk);
          fs.space();
          fs.check();
          for (const file of fs.list().slice(0, 5)) {
            fs.readFile(file.name, file.user, { tolerant: true });
            try {
              fs.readFile(file.name, file.user);
              fs.writeFile('NEW', pattern(500));
              fs.delete(file.name, file.user);
            } catch (error) {
              expect(error).toBeInstanceOf(MediaError);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('agrees with a table of files over any sequence of operations', () => {
    const names = ['A', 'B.TXT', 'LONGNAME.EXT'];
    const operation = fc.oneof(
      fc.record({ op: fc.constant('write' as const), name: fc.constantFrom(...names), n: fc.nat(60_000) }),
      fc.record({ op: fc.constant('delete' as const), name: fc.constantFrom(...names), n: fc.constant(0) }),
      fc.record({ op: fc.constant('rename' as const), name: fc.constantFrom(...names), n: fc.nat(2) }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('ibm-3740', 'kpiv', 'fewer extents'),
        fc.array(operation, { maxLength: 20 }),
        (f, ops) => {
          const fs = new CpmFileSystem(drive(f));
          const table = new Map<string, Uint8Array>();
          for (const { op, name, n } of ops) {
            try {
              if (op === 'write') {
                fs.writeFile(name, pattern(n, n & 7), 0, { fromTop: n % 2 === 0 });
                table.set(name, padded(pattern(n, n & 7)));
              } else if (op === 'delete') {
                fs.delete(name);
                table.delete(name);
              } else {
                fs.rename(name, names[n]);
                const content = table.get(name)!;
                table.delete(name);
                table.set(names[n], content);
              }
            } catch (error) {
              expect(error).toBeInstanceOf(MediaError);
            }
            expect(fs.check()).toEqual([]);
            expect(fs.list().map((file) => file.name)).toEqual([...table.keys()].sort());
          }
          for (const [name, content] of table) expect(difference(fs.readFile(name), content)).toBe(-1);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('knows the names of formats that the tests rely on', () => {
    expect(namedFormat('folder').blocksize).toBe(8192);
  });
});
