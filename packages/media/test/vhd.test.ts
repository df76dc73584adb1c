import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankVhd,
  type ImageStore,
  isVhd,
  MediaError,
  memoryStore,
  openVhd,
  sparseBytes,
  vhdShape,
} from '../src/index.ts';

const ID = Uint8Array.from({ length: 16 }, (_, i) => i * 7 + 1);

/** A store that can be written, and that fails when it is told to. */
class Store implements ImageStore {
  bytes: Uint8Array;
  /** Writes that still succeed. */
  writes = Number.POSITIVE_INFINITY;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes.slice();
  }

  get size(): number {
    return this.bytes.length;
  }

  read(offset: number, length: number): Uint8Array {
    return this.bytes.slice(offset, offset + length);
  }

  write(offset: number, bytes: Uint8Array): void {
    if (this.writes-- <= 0) throw new Error('the disk is full');
    if (offset + bytes.length > this.bytes.length) {
      const grown = new Uint8Array(offset + bytes.length);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes.set(bytes, offset);
  }
}

const dynamic = (sectors: number, blockSize = 4096): Store =>
  new Store(
    sparseBytes(
      blankVhd({
        kind: 'dynamic',
        shape: { cylinders: sectors, heads: 1, sectors: 1 },
        uniqueId: ID,
        blockSize,
      }),
    ),
  );

const sector = (n: number): Uint8Array => new Uint8Array(512).fill(n);

/** Footer at the end, header, table: the sums are right and no block overlaps another. */
function check(store: Store): void {
  const opened = openVhd(memoryStore(store.bytes));
  expect(opened.warnings).toEqual([]);
  const end = store.bytes.length - 512;
  expect(store.bytes.slice(end)).toEqual(store.bytes.slice(0, 512));
}

describe('shape', () => {
  it('is that of the specification', () => {
    const shape = (megabytes: number) => Object.values(vhdShape(megabytes * 2048)).join('/');
    // 17 sectors to 136 MB, 31 below 248 MB, 63 to 31.5 GB
    expect([5, 20, 127, 136, 137, 248, 504, 2048, 130_000].map(shape)).toEqual([
      '150/4/17',
      '602/4/17',
      '1019/15/17',
      '561/16/31',
      '565/16/31',
      '503/16/63',
      '1024/16/63',
      '4161/16/63',
      '65254/16/255',
    ]);
    expect(vhdShape(615 * 4 * 17)).toEqual({ cylinders: 615, heads: 4, sectors: 17 });
    expect(vhdShape(1e10)).toEqual({ cylinders: 65535, heads: 16, sectors: 255 });
  });
});

describe('fixed', () => {
  const blank = () =>
    new Store(sparseBytes(blankVhd({ kind: 'fixed', shape: { cylinders: 10, heads: 2, sectors: 17 }, uniqueId: ID })));

  it('is a raw image with a footer', () => {
    const store = blank();
    expect(store.size).toBe(10 * 2 * 17 * 512 + 512);
    expect(isVhd(store)).toBe(true);
    const vhd = openVhd(store);
    expect(vhd).toMatchObject({ length: store.size - 512, warnings: [] });
    expect(vhd.footer).toMatchObject({ kind: 'fixed', shape: { cylinders: 10, heads: 2, sectors: 17 } });
    vhd.write!(17 * 512, sector(3));
    expect(store.bytes.slice(17 * 512, 18 * 512)).toEqual(sector(3));
    expect(vhd.read(17 * 512, 512)).toEqual(sector(3));
    expect(() => vhd.write!(vhd.length, sector(1))).toThrow('outside');
    expect(openVhd(store).warnings).toEqual([]);
  });

  it('may end with a footer of 511 bytes', () => {
    const store = blank();
    store.bytes = store.bytes.slice(0, -1);
    expect(isVhd(store)).toBe(true);
    expect(openVhd(store).length).toBe(10 * 2 * 17 * 512);
  });

  it('tells of a file that is cut off in front of its footer', () => {
    const { bytes } = blank();
    const cut = new Uint8Array(5 * 512 + 512);
    cut.set(bytes.slice(-512), 5 * 512);
    const vhd = openVhd(memoryStore(cut));
    expect(vhd.length).toBe(5 * 512);
    expect(vhd.warnings.join()).toContain('cut off');
  });

  it('is refused with a damaged footer', () => {
    const store = blank();
    store.bytes[store.size - 512 + 50] ^= 1;
    expect(() => openVhd(store)).toThrow(/checksum is wrong.*format=raw/);
  });
});

describe('dynamic', () => {
  it('is small while it is empty, and reads as zeros', () => {
    const store = dynamic(1000);
    check(store);
    // footer, header, table of 125 entries, footer
    expect(store.size).toBe(512 + 1024 + 512 + 512);
    const vhd = openVhd(store);
    expect(vhd.length).toBe(1000 * 512);
    expect(vhd.read(0, 1000 * 512)).toEqual(new Uint8Array(1000 * 512));
  });

  it('grows by a block, with a bitmap of the sectors that were written', () => {
    const store = dynamic(1000);
    const vhd = openVhd(store);
    vhd.write!(9 * 512, sector(1));
    check(store);
    expect(store.size).toBe(512 + 1024 + 512 + 512 + 4096 + 512);
    // block 1, sector 1 of 8: the second bit from above
    expect(store.bytes[2048]).toBe(0x40);
    vhd.write!(15 * 512, sector(2));
    expect(store.bytes[2048]).toBe(0x41);
    vhd.write!(0, sector(3));
    check(store);
    const again = openVhd(memoryStore(store.bytes));
    expect(again.read(8 * 512, 4096)).toEqual(
      Uint8Array.from({ length: 4096 }, (_, i) => (i >> 9 === 1 ? 1 : i >> 9 === 7 ? 2 : 0)),
    );
    expect(again.read(0, 512)).toEqual(sector(3));
  });

  it('does not show what lies in a sector that its bitmap does not have', () => {
    const store = dynamic(16);
    openVhd(store).write!(0, sector(1));
    store.bytes.set(sector(9), 2048 + 512 + 512);
    expect(openVhd(store).read(512, 512)).toEqual(sector(0));
  });

  it('has in any order of writes what was written last, across sectors and blocks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(20_000), length: fc.integer({ min: 1, max: 1500 }), value: fc.nat(255) }), {
          maxLength: 30,
        }),
        (writes) => {
          const store = dynamic(40);
          const vhd = openVhd(store);
          const model = new Uint8Array(40 * 512);
          for (const { at, length, value } of writes) {
            const end = Math.min(at + length, model.length);
            if (end <= at) continue;
            vhd.write!(at, new Uint8Array(end - at).fill(value));
            model.fill(value, at, end);
          }
          expect(vhd.read(0, model.length)).toEqual(model);
          expect(openVhd(memoryStore(store.bytes)).read(0, model.length)).toEqual(model);
          check(store);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is a good file wherever a write stops, and has all that was acknowledged', () => {
    for (let stop = 0; ; stop++) {
      const store = dynamic(40);
      const vhd = openVhd(store);
      store.writes = stop;
      const done = new Set<number>();
      let failed = false;
      for (const n of [3, 20, 4, 39, 21]) {
        try {
          vhd.write!(n * 512, sector(n));
          done.add(n);
        } catch {
          failed = true;
          break;
        }
      }
      const after = openVhd(memoryStore(store.bytes));
      for (let n = 0; n < 40; n++) {
        const found = after.read(n * 512, 512);
        if (done.has(n)) expect(found).toEqual(sector(n));
        else expect([sector(0), sector(n)]).toContainEqual(found);
      }
      // and it goes on where there is room again
      store.writes = Number.POSITIVE_INFINITY;
      vhd.write!(30 * 512, sector(30));
      const again = openVhd(memoryStore(store.bytes));
      expect(again.read(30 * 512, 512)).toEqual(sector(30));
      for (const n of done) expect(again.read(n * 512, 512)).toEqual(sector(n));
      if (!failed) break;
    }
  });

  it('uses the copy of the footer if that at the end is damaged, and puts it right with the next block', () => {
    const store = dynamic(40);
    store.bytes.fill(0, store.size - 512);
    const vhd = openVhd(store);
    expect(vhd.warnings).toEqual(['the footer at the end is damaged, its copy at the start is used']);
    vhd.write!(0, sector(1));
    check(store);
  });

  it('refuses damaged headers and tables, and disks that only differ from another', () => {
    const damage = (change: (bytes: Uint8Array) => void) => {
      const store = dynamic(40);
      openVhd(store).write!(0, sector(1));
      openVhd(store).write!(4096, sector(1));
      change(store.bytes);
      return () => openVhd(memoryStore(store.bytes));
    };
    expect(damage((b) => b.fill(0, 512, 520))).toThrow('VHD header at offset 512: there is no header');
    expect(damage((b) => (b[512 + 100] = 1))).toThrow('checksum is wrong');
    // two blocks in one place
    expect(damage((b) => b.copyWithin(1536 + 4, 1536, 1536 + 4))).toThrow(/block 1 lies where something else lies/);
    expect(damage((b) => b.fill(0, 1536, 1540))).toThrow(/block 0 lies where something else lies/);
    // cut off behind the first block
    const cut = damage(() => {})();
    expect(cut.warnings).toEqual([]);
    const store = dynamic(40);
    openVhd(store).write!(0, sector(1));
    openVhd(store).write!(4096, sector(1));
    const short = openVhd(memoryStore(store.bytes.slice(0, 2048 + 512 + 4096 + 100)));
    expect(short.warnings.join()).toContain('1 of 2 blocks are not in the file');
    expect(short.read(0, 512)).toEqual(sector(1));
    expect(() => short.read(4096, 512)).toThrow(MediaError);

    const differencing = dynamic(40);
    for (const at of [0, differencing.size - 512]) {
      differencing.bytes[at + 63] = 4;
      differencing.bytes[at + 67]! -= 1;
    }
    expect(() => openVhd(differencing)).toThrow(/differencing disk.*Merge it/);
  });

  it('survives any nonsense', () => {
    const store = dynamic(40);
    openVhd(store).write!(0, sector(1));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(store.size - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(600),
        (changes, cut) => {
          const bytes = store.bytes.slice(0, store.size - cut);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            const vhd = openVhd(memoryStore(bytes));
            for (let at = 0; at < Math.min(vhd.length, 40 * 512); at += 512) {
              try {
                vhd.read(at, 512);
              } catch (error) {
                expect(error).toBeInstanceOf(MediaError);
              }
            }
          } catch (error) {
            expect(error).toBeInstanceOf(MediaError);
          }
        },
      ),
    );
  });

  it('cannot be made from what is not possible', () => {
    const shape = { cylinders: 10, heads: 1, sectors: 1 };
    expect(() => blankVhd({ kind: 'fixed', shape, size: 1000, uniqueId: ID })).toThrow('multiple of 512');
    expect(() => blankVhd({ kind: 'fixed', shape, uniqueId: ID.slice(1) })).toThrow('16 bytes');
    expect(() => blankVhd({ kind: 'dynamic', shape, uniqueId: ID, blockSize: 1000 })).toThrow('power of two');
  });
});
