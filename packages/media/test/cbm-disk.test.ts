import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteOfError,
  CBM_1541,
  CBM_LARGE,
  CbmDisk,
  CbmError,
  CbmFileSystem,
  createD64,
  d64Blocks,
  d64Shape,
  errorOfByte,
  MediaError,
  openCbmDisk,
  openD64,
} from '../src/index.ts';
import { difference } from './bytes.ts';

/** The error that something throws. */
function thrown(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** DOS error number that something throws, 0 if nothing. */
function code(action: () => unknown): number {
  const error = thrown(action);
  if (error === undefined) return 0;
  if (error instanceof CbmError) return error.code;
  throw error;
}

describe('1541 disks', () => {
  it('has the number of blocks that the manual gives', () => {
    expect(d64Blocks(35)).toBe(683);
    expect(d64Blocks(40)).toBe(768);
    expect(d64Blocks(42)).toBe(802);
    expect([1, 17, 18, 24, 25, 30, 31, 35, 40].map((track) => CBM_1541[40].sectorsOn(track))).toEqual([
      21, 21, 19, 19, 18, 18, 17, 17, 17,
    ]);
  });

  it('knows images by their length', () => {
    expect(d64Shape(174848)).toEqual({ tracks: 35, errors: false });
    expect(d64Shape(175531)).toEqual({ tracks: 35, errors: true });
    expect(d64Shape(196608)).toEqual({ tracks: 40, errors: false });
    expect(d64Shape(197376)).toEqual({ tracks: 40, errors: true });
    expect(d64Shape(205312)).toEqual({ tracks: 42, errors: false });
    expect(d64Shape(206114)).toEqual({ tracks: 42, errors: true });
    expect(d64Shape(174847)).toBeUndefined();
  });

  it('finds blocks where they lie in the image', () => {
    const image = new Uint8Array(174848);
    image[0x16500] = 0x12;
    const disk = openD64(image);
    expect(disk.index(18, 0) * 256).toBe(0x16500);
    expect(disk.read(18, 0)[0]).toBe(0x12);
    expect(disk.index(35, 16)).toBe(682);
    expect(code(() => disk.read(18, 19))).toBe(66);
    expect(code(() => disk.read(36, 0))).toBe(66);
    expect(code(() => disk.read(0, 0))).toBe(66);
  });

  it('formats a disk as the manual describes', () => {
    const image = createD64('TEST DISK', 'X7');
    const fs = new CbmFileSystem(openD64(image));
    expect(fs.freeBlocks).toBe(664);
    expect(fs.title).toBe('TEST DISK'.padEnd(16, '\xa0'));
    expect(fs.id).toBe('X7');
    const header = fs.header();
    expect([...header.subarray(0, 4)]).toEqual([18, 1, 0x41, 0]);
    // track 1: 21 sectors free; track 18: 17 of 19
    expect([...header.subarray(4, 8)]).toEqual([21, 0xff, 0xff, 0x1f]);
    expect([...header.subarray(72, 76)]).toEqual([17, 0xfc, 0xff, 0x07]);
    expect([...header.subarray(0xa0, 0xab)]).toEqual([
      0xa0, 0xa0, 0x58, 0x37, 0xa0, 0x32, 0x41, 0xa0, 0xa0, 0xa0, 0xa0,
    ]);
    expect(fs.entries()).toEqual([]);
    expect([...fs.disk.read(18, 1).subarray(0, 2)]).toEqual([0, 255]);
  });

  it('tells error bytes as the errors of a drive, and clears those that writing mends', () => {
    const image = new Uint8Array(175531).fill(1, 174848);
    image.set(createD64(), 0);
    const pairs = [
      [2, 20],
      [3, 21],
      [4, 22],
      [5, 23],
      [6, 24],
      [9, 27],
      [11, 29],
      [15, 74],
    ] as const;
    pairs.forEach(([byte], sector) => {
      image[174848 + sector] = byte;
    });
    const disk = openD64(image);
    const told: [number, number][] = [];
    disk.medium.onWrite = (_sector, offset, data) => {
      told.push([offset, data.length]);
    };
    pairs.forEach(([byte, error], sector) => {
      expect(errorOfByte(byte)).toBe(error);
      expect(byteOfError(error)).toBe(byte);
      expect(code(() => disk.read(1, sector))).toBe(error);
      const mends = error >= 22 && error <= 24;
      expect(code(() => disk.write(1, sector, new Uint8Array(256).fill(0x55)))).toBe(mends ? 0 : error);
      expect(code(() => disk.read(1, sector))).toBe(mends ? 0 : error);
    });
    expect(told).toEqual([
      [512, 256],
      [174848 + 2, 1],
      [768, 256],
      [174848 + 3, 1],
      [1024, 256],
      [174848 + 4, 1],
    ]);
    const again = openD64(disk.image());
    expect(code(() => again.read(1, 2))).toBe(0);
    expect(code(() => again.read(1, 0))).toBe(20);
    // rewriting with what was there mends a block too
    const same = openD64(image.slice());
    same.write(1, 3, same.raw(1, 3)!.slice());
    expect(code(() => same.read(1, 3))).toBe(0);
  });

  it('refuses writes in the way that tells why', () => {
    const disk = openD64(createD64(), { writeProtected: true });
    expect(code(() => disk.write(1, 0, new Uint8Array(256)))).toBe(26);
    disk.medium.writeProtected = false;
    disk.medium.onWrite = () => false;
    expect(code(() => disk.write(1, 0, new Uint8Array(256)))).toBe(25);
    expect(code(() => disk.write(1, 21, new Uint8Array(256)))).toBe(66);
  });

  it('takes images of other lengths only if it is told to', () => {
    expect(String(thrown(() => openD64(new Uint8Array(174000))))).toMatch(/174000 bytes.*174848/s);
    const cut = openCbmDisk(createD64().slice(0, 174000), { format: 'd64' });
    expect(cut.warnings[0]).toMatch(/848 bytes are missing/);
    expect(code(() => cut.disk.read(35, 16))).toBe(20);
    expect(code(() => cut.disk.write(35, 16, new Uint8Array(256)))).toBe(20);
    const long = openCbmDisk(new Uint8Array(175000), { format: 'd64' });
    expect(long.warnings[0]).toMatch(/152 bytes behind the disk/);
    expect(code(() => long.disk.read(35, 16))).toBe(0);
  });

  it('never fails with anything but a message, whatever the image holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.constantFrom(35, 40, 42), (noise, tracks) => {
        // noise over the directory track: damaged links and entries
        const image = createD64('X', '00', tracks as 35);
        const at = 357 * 256;
        for (let i = 0; i < 19 * 256; i++) image[at + i] ^= noise[(i * 7) % noise.length];
        const fs = new CbmFileSystem(openD64(image));
        for (const action of [
          () => fs.entries().map((entry) => fs.readFile(entry)),
          () => fs.freeBlocks,
          () => fs.validate(),
          () => fs.writeFile('NEW', 2, new Uint8Array(3000)),
          () => {
            for (const entry of fs.entries()) fs.deleteFile(entry);
          },
        ]) {
          const error = thrown(action);
          if (error !== undefined && !(error instanceof MediaError)) throw error;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('files on Commodore disks', () => {
  const disk = (layout = CBM_1541[35]): CbmFileSystem => {
    let blocks = 0;
    for (let track = 1; track <= layout.tracks; track++) blocks += layout.sectorsOn(track);
    const made = new CbmFileSystem(
      new CbmDisk({ layout, base: new Uint8Array(blocks * 256), format: { id: 'x', title: 'x' } }),
    );
    made.format('FILES', 'AB');
    return made;
  };
  const content = (length: number, seed: number): Uint8Array =>
    Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 17 + (i >> 8)) & 0xff);

  it('puts blocks where a 1541 does', () => {
    const fs = disk();
    const entry = fs.writeFile('A', 2, content(254 * 4, 1));
    // track 17 from sector 0, then ten sectors further each time; past the end one sector earlier
    expect(fs.chain(entry.firstTrack, entry.firstSector).map(({ track, sector }) => [track, sector])).toEqual([
      [17, 0],
      [17, 10],
      [17, 20],
      [17, 8],
    ]);
    expect(entry.blocks).toBe(4);
    expect(fs.freeBlocks).toBe(660);
    for (let n = 0; n < 16; n++) fs.writeFile(`F${n}`, 1, content(1, n));
    expect(fs.directoryBlocks().map(({ sector }) => sector)).toEqual([1, 4, 7]);
  });

  it('fills the disk to the last block and leaves nothing of what does not fit', () => {
    const fs = disk();
    fs.writeFile('ALL', 2, content(664 * 254, 1));
    expect(fs.freeBlocks).toBe(0);
    expect(code(() => fs.writeFile('MORE', 2, content(1, 2)))).toBe(72);
    expect(fs.entries().map((entry) => entry.name)).toEqual(['ALL']);
    expect(difference(fs.readFile(fs.find('ALL')!), content(664 * 254, 1))).toBe(-1);
    const other = disk();
    expect(code(() => other.writeFile('ALL', 2, content(665 * 254, 1)))).toBe(72);
    expect(other.freeBlocks).toBe(664);
    for (let n = 0; n < 144; n++) other.writeFile(`F${n}`, 2, content(10, n));
    expect(code(() => other.writeFile('LAST', 2, content(1, 2)))).toBe(72);
    expect(other.freeBlocks).toBe(664 - 144);
  });

  it('keeps files as a list of files would', () => {
    const command = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), name: fc.integer({ min: 0, max: 9 }), size: fc.nat(6000) }),
      fc.record({ kind: fc.constant('delete' as const), name: fc.integer({ min: 0, max: 9 }), size: fc.constant(0) }),
      fc.record({ kind: fc.constant('rename' as const), name: fc.integer({ min: 0, max: 9 }), size: fc.nat(9) }),
      fc.record({ kind: fc.constant('validate' as const), name: fc.constant(0), size: fc.constant(0) }),
    );
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 40 }),
        fc.constantFrom(CBM_1541[35], CBM_1541[40], CBM_LARGE),
        (commands, layout) => {
          const fs = disk(layout);
          const empty = fs.freeBlocks;
          const model = new Map<string, Uint8Array>();
          commands.forEach(({ kind, name, size }, seed) => {
            const key = `FILE ${name}`;
            if (kind === 'write') {
              const bytes = content(size, seed);
              const result = code(() => fs.writeFile(key, 1 + (seed % 3), bytes));
              if (model.has(key)) expect(result).toBe(63);
              else if (result === 0) model.set(key, bytes);
            } else if (kind === 'delete') {
              const entry = fs.find(key);
              expect(entry !== undefined).toBe(model.delete(key));
              if (entry !== undefined) fs.deleteFile(entry);
            } else if (kind === 'rename') {
              const to = `FILE ${size}`;
              const entry = fs.find(key);
              if (entry === undefined) return;
              const result = code(() => fs.renameFile(entry, to));
              expect(result).toBe(model.has(to) ? 63 : 0);
              if (result !== 0) return;
              model.set(to, model.get(key)!);
              model.delete(key);
            } else fs.validate();
            expect(
              fs
                .entries()
                .map((entry) => entry.name)
                .sort(),
            ).toEqual([...model.keys()].sort());
          });
          for (const [name, bytes] of model) expect(difference(fs.readFile(fs.find(name)!), bytes)).toBe(-1);
          const used = [...model.values()].reduce((sum, bytes) => sum + Math.max(1, Math.ceil(bytes.length / 254)), 0);
          expect(fs.freeBlocks).toBe(empty - used);
          const before = fs.freeBlocks;
          fs.validate();
          expect(fs.freeBlocks).toBe(before);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('validates: blocks of nobody are freed, files that were never closed go', () => {
    const fs = disk();
    fs.writeFile('KEEP', 2, content(1000, 1));
    const splat = fs.writeFile('SPLAT', 1, content(1000, 2));
    fs.putEntry({ ...splat, closed: false });
    fs.allocate(1, 5);
    fs.validate();
    expect(fs.entries().map((entry) => entry.name)).toEqual(['KEEP']);
    expect(fs.freeBlocks).toBe(660);
    expect(fs.isFree(1, 5)).toBe(true);
  });

  it('refuses to follow chains that leave the disk or run in a circle', () => {
    const fs = disk();
    const entry = fs.writeFile('LOOP', 2, content(600, 1));
    const [first, second] = fs.chain(entry.firstTrack, entry.firstSector);
    const block = fs.disk.read(second.track, second.sector).slice();
    block[0] = first.track;
    block[1] = first.sector;
    fs.disk.write(second.track, second.sector, block);
    expect(code(() => fs.readFile(entry))).toBe(67);
    block[0] = 77;
    fs.disk.write(second.track, second.sector, block);
    expect(code(() => fs.readFile(entry))).toBe(67);
    expect(code(() => fs.validate())).toBe(67);
    fs.deleteFile(entry);
    expect(fs.entries()).toEqual([]);
  });

  it('writes side sectors of relative files', () => {
    const fs = disk();
    const entry = fs.writeFile('DATA', 4, content(254 * 130, 1), 64);
    expect(entry.blocks).toBe(132);
    const side = fs.disk.read(entry.sideTrack, entry.sideSector);
    const [nextTrack, nextSector, number, length] = side;
    expect([number, length]).toEqual([0, 64]);
    expect([side[4], side[5]]).toEqual([entry.sideTrack, entry.sideSector]);
    expect([side[6], side[7]]).toEqual([nextTrack, nextSector]);
    expect([side[16], side[17]]).toEqual([entry.firstTrack, entry.firstSector]);
    const second = fs.disk.read(nextTrack, nextSector);
    expect([...second.subarray(0, 4)]).toEqual([0, 15 + 2 * 10, 1, 64]);
    fs.validate();
    expect(fs.freeBlocks).toBe(664 - 132);
    fs.deleteFile(entry);
    expect(fs.freeBlocks).toBe(664);
  });

  it('asks the host before anything is kept', () => {
    const fs = disk();
    const host = fs.disk.medium.content();
    let refuse = false;
    fs.disk.medium.onWrite = (_sector, offset, data) => {
      if (refuse) return false;
      host.set(data, offset);
      return true;
    };
    fs.writeFile('ONE', 2, content(5000, 1));
    expect(difference(host, fs.disk.medium.content())).toBe(-1);
    refuse = true;
    expect(code(() => fs.writeFile('TWO', 2, content(5000, 2)))).toBe(25);
    expect(difference(host, fs.disk.medium.content())).toBe(-1);
    expect(fs.entries().map((entry) => entry.name)).toEqual(['ONE']);
  });
});
