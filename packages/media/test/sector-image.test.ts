import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiskMedium, MediaError, SECTOR_BAD, SECTOR_DELETED, SECTOR_MISSING } from '../src/index.ts';

const geometry = { cylinders: 4, heads: 2, sectors: 3, sectorSize: 64, order: 'alternate', firstSector: 1 } as const;
const format = { id: 'test', title: 'test' };
const base = (): Uint8Array => Uint8Array.from({ length: 4 * 2 * 3 * 64 }, (_, i) => (i * 7) & 0xff);
const disk = (more: object = {}): DiskMedium => new DiskMedium({ format, geometry, base: base(), ...more });

describe('DiskMedium', () => {
  it('keeps the base and lays writes over it', () => {
    const bytes = base();
    const medium = disk({ base: bytes });
    expect(medium.writeSector(5, new Uint8Array(64).fill(1))).toBe('written');
    expect(bytes).toEqual(base());
    expect(medium.readSector(5)).toEqual(new Uint8Array(64).fill(1));
    expect(medium.dirtySectors()).toEqual([5]);
    const merged = base();
    merged.fill(1, 5 * 64, 6 * 64);
    expect(medium.content()).toEqual(merged);
  });

  it('saves the same bytes for the same content, whatever way it came about', () => {
    const writes = fc.array(fc.tuple(fc.nat(23), fc.nat(63), fc.uint8Array({ minLength: 1, maxLength: 64 })));
    fc.assert(
      fc.property(writes, (list) => {
        const a = disk();
        for (const [sector, at, data] of list) a.writeSector(sector, data.subarray(0, 64 - at), at);
        const b = disk();
        b.patch(0, new Uint8Array(b.size).fill(9));
        b.patch(0, a.content());
        expect(b.saveOverlay()).toEqual(a.saveOverlay());
        const c = disk();
        c.restoreOverlay(a.saveOverlay());
        expect(c.content()).toEqual(a.content());
        expect(c.dirtySectors()).toEqual(a.dirtySectors());
      }),
      { numRuns: 60 },
    );
  });

  it('asks the host before it keeps a write', () => {
    const seen: unknown[] = [];
    let answer: () => boolean | undefined = () => undefined;
    const medium = disk({
      onWrite: (sector: number, offset: number, data: Uint8Array) => {
        seen.push([sector, offset, [...data], medium.dirtySectors()]);
        return answer();
      },
    });
    expect(medium.writeSector(2, Uint8Array.of(200, 201), 10)).toBe('written');
    expect(seen).toEqual([[2, 2 * 64 + 10, [200, 201], []]]);
    const before = medium.content();
    answer = () => false;
    expect(medium.writeSector(3, Uint8Array.of(77))).toBe('refused');
    answer = () => {
      throw new Error('disk full');
    };
    expect(medium.writeSector(3, Uint8Array.of(77))).toBe('refused');
    expect(medium.content()).toEqual(before);
    medium.writeProtected = true;
    expect(medium.writeSector(3, Uint8Array.of(77))).toBe('protected');
    expect(seen).toHaveLength(3);
  });

  it('takes patches across sectors, without the hook, even when protected, and counts them', () => {
    const medium = disk({ writeProtected: true, onWrite: () => false });
    const count = medium.alterations;
    medium.patch(60, new Uint8Array(80).fill(3));
    expect(medium.alterations).toBe(count + 1);
    expect(medium.dirtySectors()).toEqual([0, 1, 2]);
    expect(medium.content().subarray(60, 140)).toEqual(new Uint8Array(80).fill(3));
    expect(() => medium.patch(medium.size - 1, new Uint8Array(2))).toThrow(MediaError);
    expect(() => medium.patch(-1, new Uint8Array(2))).toThrow(MediaError);
  });

  it('has missing sectors where the image is cut off, a partial one too', () => {
    const medium = disk({ base: base().subarray(0, 10 * 64 + 5) });
    expect(medium.readSector(9)).toBeDefined();
    expect(medium.readSector(10)).toBeUndefined();
    expect(medium.sectorInfo(10)).toMatchObject({ missing: true });
    expect(medium.writeSector(10, new Uint8Array(64))).toBe('missing');
    expect(medium.readSector(24)).toBeUndefined();
    expect(medium.readSector(-1)).toBeUndefined();
    expect(() => medium.sectorInfo(24)).toThrow(/sectors 0 to 23/);
  });

  it('finds sectors by address in both track orders', () => {
    for (const order of ['alternate', 'sides'] as const) {
      const medium = disk({ geometry: { ...geometry, order } });
      for (let i = 0; i < medium.sectorCount; i++) {
        const { cylinder, head, id } = medium.sectorInfo(i);
        expect(medium.indexOf(cylinder, head, id)).toBe(i);
      }
      expect(medium.indexOf(0, 1, 1)).toBe(order === 'alternate' ? 3 : 12);
      expect(medium.indexOf(0, 0, 0)).toBe(-1);
      expect(medium.indexOf(4, 0, 1)).toBe(-1);
    }
  });

  it('reads what a table of sectors says: addresses, sizes and marks', () => {
    const table = {
      offset: Int32Array.of(0, 64, 0, 192),
      length: Int32Array.of(64, 128, 64, 64),
      cylinder: Uint8Array.of(0, 0, 9, 1),
      head: Uint8Array.of(0, 0, 0, 1),
      id: Uint8Array.of(65, 66, 67, 1),
      flags: Uint8Array.of(0, SECTOR_DELETED, SECTOR_MISSING, SECTOR_BAD),
    };
    const medium = disk({ table });
    expect(medium.sectorCount).toBe(4);
    expect(medium.indexOf(0, 0, 66)).toBe(1);
    expect(medium.indexOf(9, 0, 67)).toBe(2);
    expect(medium.readSector(1)).toEqual(base().subarray(64, 192));
    expect(medium.sectorInfo(1)).toEqual({
      cylinder: 0,
      head: 0,
      id: 66,
      length: 128,
      missing: false,
      bad: false,
      deleted: true,
    });
    expect(medium.readSector(2)).toBeUndefined();
    expect(medium.readSector(3)).toBeUndefined();
    expect(medium.rawSector(3)).toBeDefined();
    // Writing a bad sector makes it readable, even with the bytes that were there.
    expect(medium.writeSector(3, base().slice(192, 256))).toBe('written');
    expect(medium.readSector(3)).toEqual(base().subarray(192, 256));
    expect(() => disk({ table: { ...table, offset: Int32Array.of(0, 64, 0, 9999) } })).toThrow(/outside the image/);
  });

  it('refuses overlays of other disks without losing its own', () => {
    const medium = disk();
    medium.writeSector(1, Uint8Array.of(9));
    const before = medium.content();
    for (const indices of [[24], [-1], [2, 1], [1, 1], [1]]) {
      const bad = { indices: Int32Array.from(indices), data: new Uint8Array(7) };
      expect(() => medium.restoreOverlay(bad)).toThrow(MediaError);
    }
    expect(medium.content()).toEqual(before);
  });
});
