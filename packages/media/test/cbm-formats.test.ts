import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CBM_REL,
  CbmError,
  CbmFileSystem,
  CbmNameMap,
  cbmDiskOfFiles,
  createD64,
  decodeG64,
  encodeCbmHostName,
  identifyCbm,
  isCbmPattern,
  MediaError,
  makeP00,
  matchesCbmPattern,
  openCbmDisk,
  openD64,
  parseCbmKey,
  parseP00,
  parsePrg,
  parseT64,
} from '../src/index.ts';
import { difference } from './bytes.ts';

const CODES = [0x0a, 0x0b, 0x12, 0x13, 0x0e, 0x0f, 0x16, 0x17, 0x09, 0x19, 0x1a, 0x1b, 0x0d, 0x1d, 0x1e, 0x15];

/** What can be wrong with a sector. */
type Fault =
  | 'no header'
  | 'header sum'
  | 'no data'
  | 'data sum'
  | 'bad code'
  | 'other id'
  | 'strange sector'
  | undefined;

/** Writes the bits of a disk as a 1541 does. `shift` turns each track by so many bits. */
function g64(
  read: (track: number, sector: number) => Uint8Array,
  fault: (track: number, sector: number) => Fault = () => undefined,
  shift = 0,
): Uint8Array {
  const tracks: Uint8Array[] = [];
  for (let track = 1; track <= 35; track++) {
    const bits: number[] = [];
    const put = (value: number, count: number): void => {
      for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
    };
    const gcr = (byte: number): void => {
      put(CODES[byte >> 4]!, 5);
      put(CODES[byte & 15]!, 5);
    };
    const sync = (): void => {
      for (let i = 0; i < 40; i++) bits.push(1);
    };
    const sectors = track < 18 ? 21 : track < 25 ? 19 : track < 31 ? 18 : 17;
    for (let sector = 0; sector < sectors; sector++) {
      const wrong = fault(track, sector);
      const number = wrong === 'strange sector' ? 99 : sector;
      const id = wrong === 'other id' ? [0x51, 0x51] : [0x41, 0x42];
      if (wrong !== 'no header') {
        sync();
        const sum = number ^ track ^ id[0]! ^ id[1]! ^ (wrong === 'header sum' ? 1 : 0);
        for (const byte of [0x08, sum, number, track, id[1]!, id[0]!, 0x0f, 0x0f]) gcr(byte);
      }
      for (let i = 0; i < 9; i++) put(0x55, 8);
      if (wrong !== 'no data') {
        sync();
        const data = read(track, sector);
        gcr(0x07);
        for (const [i, byte] of data.entries()) {
          if (wrong === 'bad code' && i === 100) put(0, 10);
          else gcr(byte);
        }
        gcr(data.reduce((sum, byte) => sum ^ byte, wrong === 'data sum' ? 1 : 0));
        gcr(0);
        gcr(0);
      }
      for (let i = 0; i < 8; i++) put(0x55, 8);
    }
    while (bits.length % 8 !== 0) bits.push(0);
    const bytes = new Uint8Array(bits.length / 8);
    bits.forEach((_, i) => {
      bytes[i >> 3] |= bits[(i + shift) % bits.length]! << (7 - (i & 7));
    });
    tracks.push(bytes);
  }
  const out = new Uint8Array(12 + 84 * 8 + tracks.reduce((sum, track) => sum + track.length + 2, 0));
  const view = new DataView(out.buffer);
  [...'GCR-1541'].forEach((c, i) => {
    out[i] = c.charCodeAt(0);
  });
  out[9] = 84;
  view.setUint16(10, 7928, true);
  let at = 12 + 84 * 8;
  tracks.forEach((track, n) => {
    view.setUint32(12 + 8 * n, at, true);
    view.setUint32(12 + 84 * 4 + 8 * n, 3, true);
    view.setUint16(at, track.length, true);
    out.set(track, at + 2);
    at += track.length + 2;
  });
  return out;
}

/** A disk with something on it. */
function sample(): Uint8Array {
  const disk = openD64(createD64('SAMPLE', 'AB'));
  const fs = new CbmFileSystem(disk);
  fs.writeFile(
    'ONE',
    2,
    Uint8Array.from({ length: 20000 }, (_, i) => (i * i) & 0xff),
  );
  fs.writeFile(
    'TWO',
    1,
    Uint8Array.from({ length: 3000 }, (_, i) => 255 - (i & 0xff)),
  );
  return disk.medium.content();
}

describe('G64 images', () => {
  it('decodes to the blocks that were encoded, wherever the ring was cut', () => {
    const image = sample();
    const disk = openD64(image);
    for (const shift of [0, 20003]) {
      const decoded = decodeG64(g64((track, sector) => disk.read(track, sector), undefined, shift));
      expect(decoded.bad).toBe(0);
      expect(decoded.tracks).toBe(35);
      expect(difference(decoded.d64, image)).toBe(-1);
    }
  });

  it('tells each fault as the error that a drive gives', () => {
    const disk = openD64(sample());
    const faults: readonly [Fault, number][] = [
      ['no header', 20],
      ['header sum', 27],
      ['no data', 22],
      ['data sum', 23],
      ['bad code', 24],
      ['other id', 29],
      ['strange sector', 20],
    ];
    for (const [fault, error] of faults) {
      const bytes = g64(
        (track, sector) => disk.read(track, sector),
        (track, sector) => (track === 5 && sector === 7 ? fault : undefined),
      );
      const opened = openCbmDisk(bytes);
      expect(opened.format).toBe('g64');
      expect(opened.writable).toBe(false);
      expect(opened.disk.errorAt(5, 7)).toBe(error);
      expect(opened.disk.errorAt(5, 8)).toBe(0);
      expect(opened.disk.medium.writeProtected).toBe(true);
      expect(opened.warnings.join('; ')).toMatch(/1 of 683 blocks cannot be read/);
    }
    const strange = openCbmDisk(
      g64(
        (track, sector) => disk.read(track, sector),
        (track, sector) => (track === 5 && sector === 7 ? 'strange sector' : undefined),
      ),
    );
    expect(strange.warnings.join('; ')).toMatch(/track 5: a block is marked as track 5, sector 99/);
  });

  it('refuses damaged files with the place of the damage', () => {
    const disk = openD64(sample());
    const whole = g64((track, sector) => disk.read(track, sector));
    expect(() => decodeG64(whole.subarray(0, 100))).toThrow(/offset 100: the file ends within its table of tracks/);
    expect(() => decodeG64(whole.subarray(0, whole.length - 1))).toThrow(/track 35 is cut off/);
    const version = whole.slice();
    version[8] = 3;
    expect(() => decodeG64(version)).toThrow(/offset 8: version 3/);
  });
});

/** A T64 archive. */
function t64(
  files: readonly { name: string; start: number; end?: number; data: Uint8Array; kind?: number }[],
  options: { used?: number; room?: number; padding?: number } = {},
): Uint8Array {
  const room = options.room ?? files.length;
  const size = files.reduce((sum, file) => sum + file.data.length, 64 + 32 * room) + (options.padding ?? 0);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  const text = (at: number, s: string, length: number): void => {
    for (let i = 0; i < length; i++) out[at + i] = i < s.length ? s.charCodeAt(i) : 0x20;
  };
  text(0, 'C64S tape image file\r\n', 32);
  view.setUint16(32, 0x100, true);
  view.setUint16(34, room, true);
  view.setUint16(36, options.used ?? files.length, true);
  text(40, 'TAPE', 24);
  let at = 64 + 32 * room;
  files.forEach((file, n) => {
    const entry = 64 + 32 * n;
    out[entry] = file.kind ?? 1;
    out[entry + 1] = 0x82;
    view.setUint16(entry + 2, file.start, true);
    view.setUint16(entry + 4, (file.end ?? file.start + file.data.length) & 0xffff, true);
    view.setUint32(entry + 8, at, true);
    text(entry + 16, file.name, 16);
    out.set(file.data, at);
    at += file.data.length;
  });
  return out;
}

describe('T64 archives', () => {
  const data = Uint8Array.from({ length: 700 }, (_, i) => i & 0xff);

  it('reads files with their load addresses', () => {
    const archive = parseT64(
      t64([
        { name: 'FIRST', start: 0x0801, data },
        { name: 'SECOND', start: 0xc000, data: data.slice(0, 10) },
      ]),
    );
    expect(archive.title).toBe('TAPE');
    expect(archive.warnings).toEqual([]);
    expect(archive.files.map((file) => file.name)).toEqual(['FIRST', 'SECOND']);
    expect(archive.files[0]!.bytes).toEqual(Uint8Array.from([0x01, 0x08, ...data]));
    expect(archive.files[1]!.bytes).toEqual(Uint8Array.from([0x00, 0xc0, ...data.slice(0, 10)]));
  });

  it('believes the data rather than wrong end addresses and counts', () => {
    const wrong = parseT64(t64([{ name: 'WRONG', start: 0x0801, end: 0xc3c6, data }], { used: 0, room: 30 }));
    expect(wrong.files[0]!.bytes.length).toBe(702);
    expect(wrong.warnings[0]).toMatch(/WRONG: the archive gives 48069 bytes, there are 700/);
    const before = parseT64(t64([{ name: 'BEFORE', start: 0x0801, end: 0x0700, data }]));
    expect(before.files[0]!.bytes.length).toBe(702);
    const padded = parseT64(t64([{ name: 'PADDED', start: 0x0801, data }], { padding: 300 }));
    expect(padded.files[0]!.bytes.length).toBe(702);
    const count = parseT64(t64([{ name: 'A', start: 0x0801, data }], { used: 7 }));
    expect(count.warnings[0]).toMatch(/says that it holds 7 files, there are 1/);
    const top = parseT64(t64([{ name: 'TOP', start: 0x10000 - 700, data }]));
    expect(top.files[0]!.bytes.length).toBe(702);
    expect(top.warnings).toEqual([]);
  });

  it('gives each file a name of its own, and leaves out what is no file', () => {
    const archive = parseT64(
      t64([
        { name: 'SAME', start: 1, data },
        { name: 'SAME', start: 1, data },
        { name: '', start: 1, data },
        { name: 'FRZ', start: 1, data, kind: 3 },
      ]),
    );
    expect(archive.files.map((file) => file.name)).toEqual(['SAME', 'SAME 2', 'FILE 3']);
    expect(archive.warnings.join()).toMatch(/entry 4 is no file/);
    expect(() => parseT64(t64([{ name: 'FRZ', start: 1, data, kind: 3 }]))).toThrow(/no file in it/);
  });

  it('becomes a write-protected disk', () => {
    const opened = openCbmDisk(t64([{ name: 'GAME', start: 0x0801, data }]), { fileName: 'game.t64' });
    const fs = new CbmFileSystem(opened.disk);
    expect(fs.entries().map((entry) => [entry.name, entry.type, entry.blocks])).toEqual([['GAME', 2, 3]]);
    expect(fs.readFile(fs.find('GAME')!)).toEqual(Uint8Array.from([0x01, 0x08, ...data]));
    expect(opened.writable).toBe(false);
    expect(() => fs.deleteFile(fs.find('GAME')!)).toThrow(CbmError);
  });

  it('becomes a larger disk if it does not fit on one of a 1541', () => {
    const big = Array.from({ length: 5 }, (_, n) => ({ name: `BIG${n}`, start: 0x200, data: new Uint8Array(50000) }));
    const opened = openCbmDisk(t64(big));
    const fs = new CbmFileSystem(opened.disk);
    expect(opened.disk.layout.id).toBe('large');
    expect(fs.entries().map((entry) => entry.blocks)).toEqual([197, 197, 197, 197, 197]);
  });
});

describe('P00 and PRG files', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.uint8Array({ maxLength: 600 }), (type, bytes) => {
        const file = { name: 'A NAME \xc1', type, bytes, ...(type === CBM_REL ? { recordLength: 40 } : {}) };
        const suffix = ['D00', 'S01', 'P99', 'u00', 'r00'][type]!;
        expect(parseP00(makeP00(file), `x.${suffix}`)).toEqual(file);
      }),
    );
  });

  it('becomes a disk with that file', () => {
    const file = { name: 'RECORDS', type: CBM_REL, bytes: new Uint8Array(1000).fill(7), recordLength: 100 };
    const opened = openCbmDisk(makeP00(file), { fileName: 'records.r00' });
    expect(opened.format).toBe('p00');
    const [entry] = new CbmFileSystem(opened.disk).entries();
    expect([entry!.name, entry!.type, entry!.recordLength, entry!.blocks]).toEqual(['RECORDS', 4, 100, 5]);
    const program = openCbmDisk(Uint8Array.of(1, 8, 0, 0), { fileName: 'Hello World.prg' });
    expect(new CbmFileSystem(program.disk).entries().map(({ name, type }) => [name, type])).toEqual([
      ['HELLO WORLD', 2],
    ]);
  });

  it('tells what is wrong', () => {
    expect(() => parseP00(new Uint8Array(5))).toThrow(/does not begin with 'C64File'.*cut off/);
    expect(() => parsePrg(Uint8Array.of(1, 8))).toThrow(/longer than 2 bytes/);
    expect(() => parsePrg(Uint8Array.of(0xff, 0xff, 1, 2))).toThrow(/2 bytes do not fit behind the load address FFFFh/);
    expect(() => openCbmDisk(new Uint8Array(100), { fileName: 'x.bin' })).toThrow(/x.bin: 100 bytes are no image/);
    expect(() => openCbmDisk(new Uint8Array(100), { format: 'd99' })).toThrow(/no format "d99".*d64, g64/);
  });
});

describe('any bytes', () => {
  it('is a disk or a message, never anything else', () => {
    const disk = openD64(sample());
    const bases = [
      g64((track, sector) => disk.read(track, sector)),
      t64([{ name: 'A', start: 0x801, data: new Uint8Array(300) }], { room: 4 }),
      makeP00({ name: 'A', type: 2, bytes: new Uint8Array(40) }),
    ];
    const damaged = fc
      .tuple(
        fc.constantFrom(...bases),
        fc.array(fc.tuple(fc.nat(800), fc.nat(255)), { maxLength: 12 }),
        fc.option(fc.nat(2000)),
      )
      .map(([base, changes, cut]) => {
        const bytes = base.slice(0, cut === null ? base.length : Math.min(cut, base.length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(
        fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })),
        fc.constantFrom('x.prg', 'x.r00', 'x', ''),
        fc.constantFrom(undefined, 'd64', 'g64', 't64', 'p00', 'prg'),
        (bytes, fileName, format) => {
          identifyCbm(bytes, fileName);
          try {
            const opened = openCbmDisk(bytes, { fileName, ...(format === undefined ? {} : { format }) });
            const fs = new CbmFileSystem(opened.disk);
            for (const entry of fs.entries()) fs.readFile(entry);
          } catch (error) {
            if (!(error instanceof MediaError)) throw error;
            expect(error.message.length).toBeGreaterThan(10);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('names', () => {
  it('matches patterns as the manual says', () => {
    expect(matchesCbmPattern('*', '')).toBe(true);
    expect(matchesCbmPattern('T?ST*', 'TEST')).toBe(true);
    expect(matchesCbmPattern('T?ST*', 'TASTE OF')).toBe(true);
    expect(matchesCbmPattern('T?ST', 'TASTE')).toBe(false);
    expect(matchesCbmPattern('T?', 'T')).toBe(false);
    expect(matchesCbmPattern('A*B', 'AXC')).toBe(true);
    expect(matchesCbmPattern('SIXTEEN LETTERS!AND MORE', 'SIXTEEN LETTERS!')).toBe(true);
    expect(isCbmPattern('A?')).toBe(true);
    expect(isCbmPattern('A')).toBe(false);
  });

  it('gives every guest file a host name that stands for it again', () => {
    const char = fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(
        fc.array(char, { minLength: 1, maxLength: 16 }).map((list) => list.join('')),
        fc.constantFrom('PRG', 'SEQ', 'USR', 'L40'),
        (name, type) => {
          const key = `${name},${type}`;
          const host = encodeCbmHostName(key);
          expect(host).toMatch(/^[^/\\:*?"<>|\0]+$/);
          expect(host.startsWith('.') || host.endsWith(' ')).toBe(false);
          const map = new CbmNameMap();
          const notes = map.add([host]);
          expect([map.guestOf(host), notes]).toEqual([key, []]);
          expect(parseCbmKey(key)?.name).toBe(name);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds names for host files, and tells which are not as on the host', () => {
    const map = new CbmNameMap();
    const notes = map.add([
      'game.prg',
      'Notes.SEQ',
      'readme.txt',
      'a very long file name.prg',
      'über.prg',
      'GAME.seq',
      '.hidden',
      'nul.txt',
      'old.p00',
      'data.l7f',
    ]);
    expect(map.guestOf('game.prg')).toBe('GAME,PRG');
    expect(map.guestOf('Notes.SEQ')).toBe('NOTES,SEQ');
    expect(map.guestOf('readme.txt')).toBe('README.TXT,PRG');
    expect(map.guestOf('a very long file name.prg')).toBe('A VERY LONG FI-1,PRG');
    expect(map.guestOf('über.prg')).toBe('-BER,PRG');
    expect(map.guestOf('GAME.seq')).toBe('GAME-1,SEQ');
    expect(map.guestOf('data.l7f')).toBe('DATA,L7f');
    expect(notes.map(({ host }) => host).sort()).toEqual([
      '.hidden',
      'GAME.seq',
      'a very long file name.prg',
      'nul.txt',
      'old.p00',
      'über.prg',
    ]);
    expect(map.hostFor('NEW,PRG')).toBe('new.prg');
    expect(map.hostFor('NOTES,SEQ')).toBe('Notes.SEQ');
  });
});

describe('disks of files', () => {
  it('holds what it is given', () => {
    const files = Array.from({ length: 20 }, (_, n) => ({
      name: `F${n}`,
      type: 1 + (n % 3),
      bytes: new Uint8Array(n * 300).fill(n),
    }));
    const disk = cbmDiskOfFiles('MADE', files, { format: { id: 'x', title: 'x' } });
    const fs = new CbmFileSystem(disk);
    for (const file of files) expect(fs.readFile(fs.find(file.name)!)).toEqual(file.bytes);
  });
});
