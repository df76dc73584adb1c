import { describe, expect, test } from 'vitest';
import { Caller, DMA } from './caller.ts';
import { type Geometry, HARD, IBM, TestDisk } from './disk.ts';

/** Every block size, 8- and 16-bit block numbers, tables and none, small and large directories. */
const GEOMETRIES: Record<string, Geometry> = {
  '1 KiB blocks, 8-bit numbers, translated': IBM,
  '2 KiB blocks, 16-bit': HARD,
  '2 KiB blocks, 8-bit': { spt: 64, bsh: 4, dsm: 127, drm: 63, off: 1 },
  '4 KiB blocks, 8-bit': { spt: 64, bsh: 5, dsm: 200, drm: 127, off: 1 },
  '4 KiB blocks, 16-bit': { spt: 36, bsh: 5, dsm: 300, drm: 63, off: 1 },
  '8 KiB blocks, 16-bit': { spt: 64, bsh: 6, dsm: 400, drm: 255, off: 1 },
  '16 KiB blocks, 8-bit': { spt: 64, bsh: 7, dsm: 40, drm: 127, off: 1 },
  '16 KiB blocks, 16-bit': { spt: 256, bsh: 7, dsm: 600, drm: 511, off: 300 },
  '1 KiB blocks, tiny': { spt: 40, bsh: 3, dsm: 100, drm: 31, off: 3 },
};

/** A repeatable sequence of numbers. */
function numbers(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    return (x >>> 8) % below;
  };
}

interface Open {
  position: number;
}

describe.each(Object.entries(GEOMETRIES))('%s', (_title, geometry) => {
  test('a long run of file functions agrees with a model', { timeout: 300_000 }, () => {
    const pick = numbers(1);
    const disk = new TestDisk(geometry);
    const c = new Caller({ A: disk });
    /** Record number → value of each file that exists. */
    const model = new Map<string, Map<number, number>>();
    const open = new Map<string, Open>();
    const names = ['A.X', 'B.X', 'C.Y', 'LONGNAME.TXT', 'E'];
    let full = false;

    for (let step = 0; step < 200; step++) {
      const name = names[pick(names.length)]!;
      const at = 0x2000 + names.indexOf(name) * 64;
      const what = pick(12);
      const where = `step ${step}, ${name}`;
      const file = open.get(name);
      const data = model.get(name);
      if (data === undefined) {
        expect(c.call(15, c.fcb(name, { at })), `${where}: open of a missing file`).toBe(0xff);
        if (c.call(22, c.fcb(name, { at })) === 0xff) {
          full = true;
          continue;
        }
        model.set(name, new Map());
        open.set(name, { position: 0 });
      } else if (file === undefined && what === 0) {
        expect(c.call(19, c.fcb(name, { at })), `${where}: delete`).toBeLessThan(4);
        model.delete(name);
        expect(disk.read(name), `${where}: after delete`).toBeUndefined();
      } else if (file === undefined) {
        expect(c.call(15, c.fcb(name, { at })), `${where}: open`).toBeLessThan(4);
        open.set(name, { position: 0 });
      } else if (what < 3) {
        for (let n = pick(pick(4) === 0 ? 300 : 20); n > 0; n--) {
          const value = pick(256);
          c.fill(value);
          const code = c.call(21, at);
          if (code !== 0) {
            expect(code, `${where}: write`).toBeLessThan(3);
            full = true;
            break;
          }
          data.set(file.position++, value);
        }
      } else if (what < 6) {
        for (let n = pick(pick(4) === 0 ? 200 : 20); n > 0; n--) {
          const code = c.call(20, at);
          const expected = data.get(file.position);
          if (expected !== undefined) {
            expect([code, c.computer.peek(DMA)], `${where}: read of ${file.position}`).toEqual([0, expected]);
          }
          if (code !== 0) break;
          file.position++;
        }
      } else if (what < 8) {
        const record = pick(3) === 0 ? pick(65536) : pick(Math.max(...data.keys(), 0) + 2);
        c.setRandom(record, at);
        const code = c.call(33, at);
        const expected = data.get(record);
        if (expected !== undefined) {
          expect([code, c.computer.peek(DMA)], `${where}: random read of ${record}`).toEqual([0, expected]);
        } else expect([0, 1, 4], `${where}: random read of ${record}`).toContain(code);
        if (code === 0) file.position = record;
        else {
          c.call(36, at);
          file.position = c.random(at);
        }
      } else if (what < 10) {
        const record = pick(Math.max(...data.keys(), 0) + (pick(4) === 0 ? 3000 : 40));
        const value = pick(256);
        c.fill(value);
        c.setRandom(record, at);
        const code = c.call(pick(2) === 0 ? 34 : 40, at);
        if (code === 0) {
          data.set(record, value);
          file.position = record;
        } else {
          expect([2, 5], `${where}: random write of ${record}`).toContain(code);
          full = true;
          c.call(36, at);
          file.position = c.random(at);
        }
      } else if (what === 10) {
        expect(c.call(16, at), `${where}: close`).toBeLessThan(4);
        open.delete(name);
        const bytes = disk.read(name)!;
        for (const [record, value] of data) expect(bytes[record * 128], `${where}: record ${record}`).toBe(value);
        expect(disk.faults(), where).toEqual([]);
        c.call(35, c.fcb(name, { at }));
        const size = Math.max(...data.keys(), -1) + 1;
        // a write that finds the disk full may leave a new, empty extent
        if (full) expect(c.random(at), `${where}: size`).toBeGreaterThanOrEqual(size);
        else expect(c.random(at), `${where}: size`).toBe(size);
      } else {
        c.call(36, at);
        expect(c.random(at), `${where}: position`).toBe(file.position);
      }
    }
  });
});
