import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankHardDisk,
  HardDisk,
  type HardDiskOptions,
  type ImageStore,
  MediaError,
  memoryStore,
  openHardDisk,
  sparseBytes,
  standardShape,
} from '../src/index.ts';

const ID = new Uint8Array(16).fill(1);

/** A partition table entry: type, first and last place, first sector and count. */
function partition(
  bytes: Uint8Array,
  index: number,
  heads: number,
  sectors: number,
  start: number,
  count: number,
): void {
  const at = 0x1be + index * 16;
  const put = (where: number, block: number): void => {
    const cylinder = Math.floor(block / (heads * sectors));
    const over = cylinder > 1023;
    bytes[where] = over ? heads - 1 : Math.floor(block / sectors) % heads;
    bytes[where + 1] = (over ? sectors : (block % sectors) + 1) | (((over ? 1023 : cylinder) >> 8) << 6);
    bytes[where + 2] = (over ? 1023 : cylinder) & 0xff;
  };
  bytes[at] = 0x80;
  put(at + 1, start);
  bytes[at + 4] = 6;
  put(at + 5, start + count - 1);
  new DataView(bytes.buffer).setUint32(at + 8, start, true);
  new DataView(bytes.buffer).setUint32(at + 12, count, true);
  bytes[510] = 0x55;
  bytes[511] = 0xaa;
}

/** The parameter block of a boot sector. */
function bootSector(bytes: Uint8Array, block: number, heads: number, sectors: number): void {
  const at = block * 512;
  bytes.set([0xeb, 0x3c, 0x90], at);
  bytes[at + 12] = 2;
  bytes[at + 13] = 4;
  bytes[at + 24] = sectors;
  bytes[at + 26] = heads;
  bytes[at + 510] = 0x55;
  bytes[at + 511] = 0xaa;
}

const raw = (sectors: number, fill: (bytes: Uint8Array) => void = () => {}): Uint8Array => {
  const bytes = new Uint8Array(sectors * 512);
  fill(bytes);
  return bytes;
};

const open = (bytes: Uint8Array, options: HardDiskOptions = {}) => openHardDisk(memoryStore(bytes), options);

describe('shape', () => {
  it('of a VHD without a footer is not guessed, unless the format is named', () => {
    const bytes = new Uint8Array(0x8000);
    expect(() => open(bytes, { fileName: 'disk.VHD' })).toThrow(MediaError);
    expect(() => open(bytes, { fileName: 'disk.VHD' })).toThrow(/disk\.VHD.*no footer/);
    expect(open(bytes, { fileName: 'disk.vhd', format: 'raw' }).format).toMatch(/^raw/);
  });

  it('is that of the partition table, if start and end agree with it', () => {
    const opened = open(raw(41820, (b) => partition(b, 0, 4, 17, 17, 41820 - 17)));
    expect(opened).toMatchObject({
      format: 'raw:615/4/17',
      container: 'raw',
      evidence: 'partition table',
      warnings: [],
    });
    expect(opened.disk.shape).toEqual({ cylinders: 615, heads: 4, sectors: 17 });
    expect(opened.disk.translation).toBeUndefined();
    // an end within a cylinder, in another entry
    const second = open(raw(41820, (b) => partition(b, 2, 6, 17, 102, 3000)));
    expect(second).toMatchObject({ format: 'raw:410/6/17', evidence: 'partition table' });
  });

  it('of partitions that no drive can have is told beside that of the drive', () => {
    const opened = open(raw(200_000, (b) => partition(b, 0, 64, 63, 63, 150_000)));
    expect(opened.format).toBe('raw:980/12/17:64/63');
    expect(opened.disk.shape).toEqual({ cylinders: 980, heads: 12, sectors: 17 });
    expect(opened.disk.translation).toEqual({ heads: 64, sectors: 63 });
    const again = open(raw(200_000), { format: opened.format });
    expect(again).toMatchObject({ format: opened.format, evidence: 'given' });
    expect(again.disk.translation).toEqual({ heads: 64, sectors: 63 });
  });

  it('comes from a boot sector if the table does not tell', () => {
    const lba = (bytes: Uint8Array): void => {
      partition(bytes, 0, 4, 17, 17, 40_000);
      bytes.set([0xfe, 0xff, 0xff], 0x1bf);
      bytes.set([0xfe, 0xff, 0xff], 0x1c3);
      bootSector(bytes, 17, 4, 17);
    };
    expect(open(raw(41820, lba))).toMatchObject({ format: 'raw:615/4/17', evidence: 'boot sector' });
    // a disk without partitions
    const whole = open(raw(41820, (b) => bootSector(b, 0, 5, 17)));
    expect(whole).toMatchObject({ format: 'raw:492/5/17', evidence: 'boot sector' });
  });

  it('comes from the size if nothing on the disk tells', () => {
    const shape = (sectors: number) => Object.values(standardShape(sectors)).join('/');
    expect([306 * 4 * 17, 615 * 4 * 17, 1024 * 8 * 17].map(shape)).toEqual(['306/4/17', '615/4/17', '1024/8/17']);
    expect([1008, 1024 * 16 * 63, 10_000_000].map(shape)).toEqual(['1/16/63', '1024/16/63', '1024/16/63']);
    expect([1, 63, 64, 67, 68].map(shape)).toEqual(['1/1/1', '1/1/63', '1/1/63', '1/1/63', '1/4/17']);
    expect(open(raw(41820)).evidence).toBe('size');
    // garbage where the table would be is no table
    expect(open(raw(41820, (b) => b.fill(0x77, 0, 510).set([0x55, 0xaa], 510))).evidence).toBe('size');
  });

  it('of any size and content has no more sectors than the disk, and is found again by its format', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.uint8Array({ minLength: 66, maxLength: 66 }),
        (sectors, table) => {
          const bytes = raw(sectors, (b) => {
            b.set(table, 0x1be);
            b.set([0x55, 0xaa], 510);
            for (let i = 0; i < 4; i++) b[0x1be + 16 * i]! &= 0x80;
          });
          const { disk, format } = open(bytes);
          const { cylinders, heads, sectors: track } = disk.shape;
          expect(cylinders * heads * track).toBeLessThanOrEqual(sectors);
          expect(cylinders).toBeGreaterThan(0);
          expect(cylinders).toBeLessThanOrEqual(1024);
          expect(heads).toBeLessThanOrEqual(16);
          expect(disk.blocks).toBe(sectors);
          const again = open(bytes, { format });
          expect(again.format).toBe(format);
          expect(again.disk.shape).toEqual(disk.shape);
        },
      ),
    );
  });

  it('can be given, and has to fit', () => {
    expect(open(raw(41820), { format: '615/4/17' }).format).toBe('raw:615/4/17');
    const { disk, warnings } = open(raw(41820), { format: 'raw:306/4/17' });
    expect(disk.blocks).toBe(20808);
    expect(warnings).toEqual(['the image has 41820 sectors, the first 20808 are used as 306/4/17']);
    expect(() => open(raw(100), { format: '615/4/17', fileName: 'c.img' })).toThrow(
      'c.img: the image has 100 sectors, 615/4/17 are 41820. Give a shape that fits, or none',
    );
    for (const format of ['615/4/64', '1025/4/17', '0/4/17', '1/256/1']) {
      expect(() => open(raw(100_000), { format })).toThrow('is not possible');
    }
    for (const format of ['qcow2', 'raw:615', 'raw615/4/17', 'd64']) {
      expect(() => open(raw(100), { format })).toThrow(/is no format of hard disks.*raw:615\/4\/17/);
    }
  });
});

describe('images', () => {
  it('are refused if they are something else', () => {
    const begin = (text: string) => raw(10, (b) => b.set([...text].map((c) => c.charCodeAt(0))));
    expect(() => open(begin('QFI\xfb'))).toThrow(/qcow.*qemu-img convert -O raw/);
    expect(() => open(begin('PK\x03\x04'))).toThrow('ZIP archive, which is not read. Unpack it first');
    expect(() => open(begin('vhdxfile'))).toThrow('VHDX');
    expect(() => open(new Uint8Array(0))).toThrow('the image is empty');
    expect(() => open(new Uint8Array(511))).toThrow('shorter than a sector');
    // whoever says raw gets raw
    expect(open(begin('PK\x03\x04'), { format: 'raw' }).disk.blocks).toBe(10);
  });

  it('may end within a sector, which is not used', () => {
    const opened = open(new Uint8Array(2048 + 5));
    expect(opened.disk.blocks).toBe(4);
    expect(opened.warnings).toEqual(['5 bytes behind the last whole sector are not used']);
  });

  it('of more than 504 MB show their beginning', () => {
    let largest = 0;
    const store: ImageStore = {
      size: 2 ** 31,
      read: (_offset, length) => {
        largest = Math.max(largest, length);
        return new Uint8Array(length);
      },
    };
    const { disk, warnings, format } = openHardDisk(store);
    expect(disk.blocks).toBe(1024 * 16 * 63);
    expect(format).toBe('raw:1024/16/63');
    expect(warnings).toEqual(['the disk has 2048 MB, its first 504 are used; partitions beyond cannot be reached']);
    expect(disk.read(disk.blocks - 1)).toEqual(new Uint8Array(512));
    expect(disk.read(disk.blocks)).toBeUndefined();
    // nothing has read more than it needed
    expect(largest).toBe(512);
  });

  it('of a VHD have the shape of its footer', () => {
    const shape = { cylinders: 100, heads: 5, sectors: 17 };
    for (const kind of ['fixed', 'dynamic'] as const) {
      const bytes = sparseBytes(blankHardDisk({ kind, shape, uniqueId: ID }));
      const opened = open(bytes);
      expect(opened).toMatchObject({ container: 'vhd', evidence: 'container', format: 'vhd:100/5/17' });
      expect(opened.contentFormat).toBe('raw:100/5/17');
      expect(opened.disk.blocks).toBe(8500);
    }
  });
});

/** A store whose writes reach it, and that can fail. */
function fileLike(bytes: Uint8Array) {
  const store = {
    bytes,
    fail: false,
    get size() {
      return store.bytes.length;
    },
    read: (offset: number, length: number) => {
      if (store.fail) throw new Error('input/output error');
      return store.bytes.slice(offset, offset + length);
    },
    write: (offset: number, data: Uint8Array) => {
      if (store.fail) throw new Error('no space');
      store.bytes.set(data, offset);
    },
  };
  return store;
}

describe('a disk over a file that its writes change', () => {
  /** Opens a file and lets writes reach it, as a host does. */
  const mount = (store: ReturnType<typeof fileLike>) => {
    const opened = openHardDisk(store);
    const { medium } = opened.disk;
    medium.hashBase = (chunks) => [...chunks].map((c) => Buffer.from(c).toString('hex')).join('');
    medium.onWrite = (sector, offset, data) => {
      opened.persist!(sector, offset, data);
      return true;
    };
    return opened.disk;
  };
  const filled = (sectors: number) => fileLike(raw(sectors).map((_, i) => (i * 7) >> 6));

  it('has the base of its beginning, and what was written', () => {
    const store = filled(100);
    const before = store.bytes.slice();
    const disk = mount(store);
    const data = new Uint8Array(512).fill(0xaa);
    expect(disk.write(5, data)).toBe('written');
    expect(store.bytes.slice(5 * 512, 6 * 512)).toEqual(data);
    expect(disk.read(5)).toEqual(data);
    expect(disk.medium.dirtySectors()).toEqual([5]);
    expect(disk.medium.baseSha1).toBe(Buffer.from(before).toString('hex'));
    expect(disk.medium.baseContent()).toEqual(before);
    expect(disk.medium.content()).toEqual(store.bytes);
    // as it was: no overlay, whatever was in between
    expect(disk.write(5, before.slice(5 * 512, 6 * 512))).toBe('written');
    expect(disk.medium.dirtySectors()).toEqual([]);
    expect(store.bytes).toEqual(before);
  });

  it('is found again from the file as it is now and the first content of what was written', () => {
    const store = filled(50);
    const disk = mount(store);
    disk.write(3, new Uint8Array(512).fill(1));
    disk.write(40, new Uint8Array(512).fill(2));
    const overlay = disk.medium.saveOverlay();
    const originals = disk.medium.saveOriginals();
    expect([...originals.indices]).toEqual([3, 40]);
    const again = mount(store);
    again.medium.restoreOriginals(originals);
    expect(again.medium.baseSha1).toBe(disk.medium.baseSha1);
    again.medium.restoreOverlay(overlay);
    expect(again.medium.saveOverlay()).toEqual(overlay);
    expect(again.read(3)).toEqual(new Uint8Array(512).fill(1));
    // without the overlay, reading gives the base
    again.medium.restoreOverlay({ indices: new Int32Array(0), data: new Uint8Array(0) });
    expect(again.medium.content()).toEqual(again.medium.baseContent());
    expect(() => again.medium.restoreOriginals({ ...originals, data: new Uint8Array(5) })).toThrow(MediaError);
    expect(() => new HardDisk(open(raw(5)).disk.medium, again.shape).medium.restoreOverlay(overlay)).toThrow(
      'not on this disk',
    );
  });

  it('keeps nothing that the host did not take, and tells errors of the host as errors of the disk', () => {
    const store = filled(20);
    const disk = mount(store);
    disk.write(1, new Uint8Array(512).fill(1));
    store.fail = true;
    const data = new Uint8Array(512).fill(9);
    expect(disk.write(1, data)).toBe('refused');
    expect(disk.write(2, data)).toBe('refused');
    expect(disk.read(2)).toBeUndefined();
    expect(disk.read(1)).toEqual(new Uint8Array(512).fill(1));
    store.fail = false;
    expect(disk.read(2)).toEqual(store.bytes.slice(1024, 1536));
    expect(disk.medium.dirtySectors()).toEqual([1]);
    expect(disk.write(2, data)).toBe('written');
  });

  it('acts as one in memory, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ block: fc.nat(9), value: fc.nat(3), fail: fc.boolean(), part: fc.integer({ min: 1, max: 512 }) }),
          { maxLength: 40 },
        ),
        (writes) => {
          const store = filled(10);
          const model = open(store.bytes.slice()).disk;
          const disk = mount(store);
          for (const { block, value, fail, part } of writes) {
            const data =
              value === 3
                ? model.medium.baseContent().slice(block * 512, block * 512 + part)
                : new Uint8Array(part).fill(value);
            store.fail = fail;
            const outcome = disk.medium.writeSector(block, data);
            store.fail = false;
            expect(outcome).toBe(fail ? 'refused' : 'written');
            if (!fail) model.medium.writeSector(block, data);
          }
          expect(disk.medium.saveOverlay()).toEqual(model.medium.saveOverlay());
          expect(disk.medium.baseContent()).toEqual(model.medium.baseContent());
          expect(store.bytes).toEqual(model.medium.content());
        },
      ),
    );
  });

  it('is write-protected if it was opened so', () => {
    const disk = openHardDisk(filled(10), { writeProtected: true }).disk;
    expect(disk.write(0, new Uint8Array(512))).toBe('protected');
  });
});

describe('blank disks', () => {
  it('raw has nothing but its size', () => {
    const shape = { cylinders: 306, heads: 4, sectors: 17 };
    expect(blankHardDisk({ kind: 'raw', shape })).toEqual({ size: 306 * 4 * 17 * 512, pieces: [] });
    expect(() => blankHardDisk({ kind: 'raw', shape, size: 100 })).toThrow('multiple of 512');
    expect(() => blankHardDisk({ kind: 'raw', shape: { ...shape, heads: 300 } })).toThrow('not possible');
  });
});
