import { stateDifference } from '@backplane/kernel';
import { blankFloppy, type FloppyDisk, openFloppy } from '@backplane/media';
import { type Prng, testDevice } from '@backplane/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FloppyAdapterPart } from '../../src/index.ts';
import { CRYSTAL, patterned, Rig } from './rig.ts';

const image = patterned(368_640);

/** Runs a rig to its next event, up to some tick. */
function toNext(rig: Rig, end: number): void {
  const { bench } = rig;
  bench.advance(Math.min(end, Math.max(bench.scheduler.next, bench.tick + 1)) - bench.tick);
}

/** A rig in the same state as another, made from nothing but its snapshot, its disks and what the DMA has to do. */
function copyOf(rig: Rig): Rig {
  const copy = new Rig();
  copy.insert('a', image);
  copy.bench.load(rig.bench.save());
  copy.dma.memory = rig.dma.memory.slice();
  copy.dma.mode = rig.dma.mode;
  copy.dma.at = rig.dma.at;
  copy.dma.count = rig.dma.count;
  return copy;
}

/** Starts one of the things that take long. */
const TASKS: Readonly<Record<string, (rig: Rig) => void>> = {
  read: (rig) => {
    rig.dma.program('to-memory', new Uint8Array(1024));
    rig.send(0xe6, 0, 0, 0, 9, 2, 9, 0x2a, 0xff);
  },
  write: (rig) => {
    rig.dma.program('from-memory', patterned(1024).reverse());
    rig.send(0xc5, 0, 0, 0, 8, 2, 9, 0x2a, 0xff);
  },
  format: (rig) => {
    rig.dma.program('from-memory', Uint8Array.from([9, 1, 2].flatMap((r) => [0, 0, r, 3])));
    rig.send(0x4d, 0, 3, 3, 0x74, 0xe5);
  },
  scan: (rig) => {
    rig.dma.program('from-memory', image.slice(512, 1024));
    rig.send(0x51, 0, 0, 0, 1, 2, 3, 0x2a, 1);
  },
  'find nothing': (rig) => rig.send(0x46, 0, 0, 0, 77, 2, 77, 0x2a, 0xff),
  seek: (rig) => rig.send(0x0f, 0, 30),
  reset: (rig) => {
    rig.dor(0x18);
    rig.dor(0x1c);
  },
  'spin up': (rig) => {
    rig.dor(0x0c);
    rig.dor(0x1c);
    rig.dma.program('to-memory', new Uint8Array(512));
    rig.send(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff);
  },
};

describe('snapshots in the middle', () => {
  for (const [name, begin] of Object.entries(TASKS)) {
    test(`of: ${name}`, () => {
      const rig = new Rig().start();
      rig.insert('a', image);
      begin(rig);
      const end = rig.bench.tick + CRYSTAL;
      let steps = 0;
      while (rig.bench.tick < end && !rig.irq) {
        toNext(rig, end);
        // every event at first, then some of them
        if (++steps > 12 && steps % 97 !== 0 && !rig.irq) continue;
        const copy = copyOf(rig);
        expect(stateDifference(rig.bench.save(), copy.bench.save())).toBe(null);
        copy.bench.advance(CRYSTAL);
        const whole = copyOf(rig);
        while (whole.bench.tick < copy.bench.tick) toNext(whole, copy.bench.tick);
        expect(stateDifference(copy.bench.save(), whole.bench.save())).toBe(null);
        expect(copy.dma.memory).toEqual(whole.dma.memory);
      }
      const last = copyOf(rig);
      last.bench.advance(1);
      rig.bench.advance(1);
      expect(last.bench.hash()).toBe(rig.bench.hash());
      expect(steps).toBeGreaterThan(0);
    });
  }
});

describe('what is written is read', () => {
  const sector = fc.record({ c: fc.nat(39), h: fc.nat(1), r: fc.integer({ min: 1, max: 9 }), seed: fc.nat(255) });

  test('any sectors in any order, and the image has nothing else', () => {
    fc.assert(
      fc.property(fc.array(sector, { minLength: 1, maxLength: 8 }), fc.nat(200_000), (writes, pause) => {
        const rig = new Rig().start();
        const disk = rig.insert('a', image);
        const model = image.slice();
        for (const { c, h, r, seed } of writes) {
          rig.seek(c);
          rig.bench.advance(pause);
          const data = new Uint8Array(512).map((_, i) => (seed + i * 3) & 0xff);
          expect(rig.writeData(c, h, r, 9, data).result[0]! & 0xc0).toBe(0);
          model.set(data, ((c * 2 + h) * 9 + r - 1) * 512);
        }
        for (const { c, h, r } of writes) {
          rig.seek(c);
          const at = ((c * 2 + h) * 9 + r - 1) * 512;
          expect(rig.readData(c, h, r, 9, 512).data).toEqual(model.subarray(at, at + 512));
        }
        expect(Buffer.compare(disk.medium.content(), model)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });

  test('tracks of any size code, formatted in any order', () => {
    const layout = fc.record({
      n: fc.integer({ min: 0, max: 4 }),
      order: fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 200]),
    });
    fc.assert(
      fc.property(layout, ({ n, order }) => {
        if (order.length === 0) return;
        const rig = new Rig().start();
        const disk = rig.insert('a', image);
        rig.formatTrack(0, 0, order, { n, gap3: 20, filler: 0xaa });
        const { sectors } = disk.track(0, 0);
        const fits = order.slice(0, sectors.length);
        expect(sectors.map(({ r }) => r)).toEqual(fits);
        const size = 128 << n;
        const write = (r: number) => {
          rig.dma.program(
            'from-memory',
            new Uint8Array(size).map((_, i) => (r * 5 + i) & 0xff),
          );
          return rig.command(0x45, 0, 0, 0, r, n, r, 20, 0x80).result;
        };
        for (const r of fits) expect(write(r)[0]).toBe(0);
        const saved = rig.bench.save();
        const copy = new Rig();
        copy.insert('a', image);
        copy.bench.load(saved);
        for (const r of fits) {
          const data = new Uint8Array(size);
          copy.dma.program('to-memory', data);
          expect(copy.command(0x46, 0, 0, 0, r, n, r, 20, 0x80).result[0]).toBe(0);
          expect(data).toEqual(new Uint8Array(size).map((_, i) => (r * 5 + i) & 0xff));
        }
        for (const r of order.slice(sectors.length)) expect(write(r).slice(0, 2)).toEqual([0x40, 0x04]);
      }),
      { numRuns: 25 },
    );
  });
});

const BLANKS = ['160k', '360k', '720k', '1.44m'].map((id) => [id, blankFloppy(id)] as const);

/** A disk of one of several kinds. Its name stands for its SHA-1, which takes long to compute. */
function someDisk(random: Prng): FloppyDisk {
  const [baseSha1, bytes] = random.pick(BLANKS);
  return openFloppy(bytes, { writeProtected: random.oneIn(4), baseSha1 }).medium;
}

const media = { a: someDisk, b: someDisk };
testDevice({ describe, test, part: FloppyAdapterPart, crystal: 1_000_000, pause: 30_000, steps: 600, media });
