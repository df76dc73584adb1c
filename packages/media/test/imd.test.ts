import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankImage,
  CpmFileSystem,
  identify,
  imdCpmMedium,
  imdMedium,
  MediaError,
  namedFormat,
  openCpmDisk,
  parseImd,
} from '../src/index.ts';
import { difference } from './bytes.ts';

interface TrackSpec {
  mode?: number;
  cylinder: number;
  head: number;
  size: number;
  ids: readonly number[];
  /** Sector id → record type and data. */
  data: (id: number) => [type: number, data: Uint8Array | number];
  cylinderMap?: readonly number[];
  headMap?: readonly number[];
  sizes?: readonly number[];
}

/** Writes an image as chapter 6 of IMD.TXT describes it. */
function imd(tracks: readonly TrackSpec[], comment = 'a comment'): Uint8Array {
  const out: number[] = [...`IMD 1.18: 01/02/2003 04:05:06\r\n${comment}\x1a`].map((c) => c.charCodeAt(0));
  for (const t of tracks) {
    const flags = (t.cylinderMap ? 0x80 : 0) | (t.headMap ? 0x40 : 0);
    out.push(t.mode ?? 5, t.cylinder, t.head | flags, t.ids.length, t.sizes ? 0xff : Math.log2(t.size / 128), ...t.ids);
    out.push(...(t.cylinderMap ?? []), ...(t.headMap ?? []));
    for (const size of t.sizes ?? []) out.push(size & 255, size >> 8);
    for (const id of t.ids) {
      const [type, data] = t.data(id);
      out.push(type);
      if (typeof data === 'number') out.push(data);
      else out.push(...data);
    }
  }
  return Uint8Array.from(out);
}

/** A raw image of 512-byte sectors as IMD: interleaved, uniform sectors compressed, side 1 numbered on if `kaypro`. */
function fromRaw(raw: Uint8Array, heads: number, perTrack: number, first: number, kaypro = false): Uint8Array {
  const tracks: TrackSpec[] = [];
  for (let track = 0; track * perTrack * 512 < raw.length; track++) {
    const head = track % heads;
    const start = first + (kaypro && head === 1 ? perTrack : 0);
    const ids = Array.from({ length: perTrack }, (_, i) => start + ((i * 3) % perTrack));
    tracks.push({
      cylinder: Math.floor(track / heads),
      head,
      size: 512,
      ids,
      ...(kaypro && head === 1 ? { headMap: ids.map(() => 0) } : {}),
      data: (id) => {
        const at = (track * perTrack + id - start) * 512;
        const sector = raw.subarray(at, at + 512);
        return sector.every((byte) => byte === sector[0]) ? [2, sector[0]] : [1, sector];
      },
    });
  }
  return imd(tracks);
}

const sector = (fill: number, size = 128): Uint8Array => Uint8Array.from({ length: size }, (_, i) => (fill + i) & 255);

describe('ImageDisk images', () => {
  it('has all nine kinds of sector data', () => {
    const types = imd([
      {
        cylinder: 1,
        head: 0,
        size: 128,
        ids: [1, 2, 3, 4, 5, 6, 7, 8, 9],
        data: (id) => {
          const type = id - 1;
          if (type === 0) return [0, new Uint8Array(0)];
          return type % 2 === 1 ? [type, sector(id)] : [type, id];
        },
      },
    ]);
    const image = parseImd(types);
    expect(image).toMatchObject({
      header: 'IMD 1.18: 01/02/2003 04:05:06',
      comment: 'a comment',
      cylinders: 2,
      heads: 1,
    });
    const medium = imdMedium(image);
    expect(medium.writeProtected).toBe(true);
    for (let id = 1; id <= 9; id++) {
      const index = medium.indexOf(1, 0, id);
      const type = id - 1;
      const info = medium.sectorInfo(index);
      expect(info).toMatchObject({
        missing: type === 0,
        deleted: [3, 4, 7, 8].includes(type),
        bad: [5, 6, 7, 8].includes(type),
      });
      const expected = type === 0 ? undefined : type % 2 === 1 ? sector(id) : new Uint8Array(128).fill(id);
      expect(medium.rawSector(index)).toEqual(expected);
      expect(medium.readSector(index)).toEqual(type >= 5 ? undefined : expected);
    }
  });

  it('has maps of cylinders, heads and sizes', () => {
    const image = parseImd(
      imd([
        {
          cylinder: 3,
          head: 1,
          size: 128,
          ids: [7, 5],
          cylinderMap: [40, 41],
          headMap: [0, 1],
          sizes: [256, 128],
          data: (id) => [1, sector(id, id === 7 ? 256 : 128)],
        },
      ]),
    );
    const medium = imdMedium(image);
    expect(medium.sectorInfo(medium.indexOf(40, 0, 7))).toMatchObject({ length: 256 });
    expect(medium.sectorInfo(medium.indexOf(41, 1, 5))).toMatchObject({ length: 128 });
    expect(medium.readSector(medium.indexOf(40, 0, 7))).toEqual(sector(7, 256));
  });

  it('is a CP/M disk of the format whose tracks it has, numbered as the Kaypro 4 does', () => {
    const raw = openCpmDisk(blankImage(namedFormat('kpiv')), { format: 'kpiv' });
    const fs = new CpmFileSystem(raw.drive);
    const content = Uint8Array.from({ length: 40_000 }, (_, i) => (i * 31) >> 4);
    fs.writeFile('BIG.DAT', content);
    const image = fromRaw(raw.medium.content(), 2, 10, 0, true);
    expect(identify(image)[0]).toMatchObject({ format: { id: 'kpiv' }, evidence: 'files' });
    const opened = openCpmDisk(image, { fileName: 'k.imd' });
    expect(opened).toMatchObject({ container: 'imd', format: { id: 'kpiv' } });
    expect(difference(opened.medium.content(), raw.medium.content())).toBe(-1);
    expect(difference(new CpmFileSystem(opened.drive).readFile('BIG.DAT').subarray(0, 40_000), content)).toBe(-1);
    expect(opened.drive.writeRecord(0, 1, new Uint8Array(128))).toBe(6);
    expect(opened.medium.sectorInfo(10)).toMatchObject({ cylinder: 0, head: 0, id: 10 });
  });

  it('joins both sides where a track of the format is a cylinder', () => {
    const raw = blankImage(namedFormat('epsqx10')).map((_, i) => (i >> 9) & 255);
    const medium = imdCpmMedium(parseImd(fromRaw(raw, 2, 10, 1)), namedFormat('epsqx10'));
    expect(difference(medium.content(), raw)).toBe(-1);
  });

  it('has missing sectors where a track lacks them or is of another density', () => {
    const image = imd([
      { cylinder: 0, head: 0, mode: 0, size: 128, ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], data: () => [2, 1] },
      { cylinder: 1, head: 0, size: 512, ids: [0, 1, 2, 4, 5, 6, 7, 8, 9], data: (id) => [2, id] },
      ...[2, 3].map((cylinder) => ({
        cylinder,
        head: 0,
        size: 512,
        ids: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        data: (id: number): [number, number] => [id === 3 ? 6 : 2, id],
      })),
    ]);
    const { drive, warnings } = openCpmDisk(image, { format: 'kpii' });
    const record = new Uint8Array(128);
    const status = (track: number, sectorNumber: number): number =>
      drive.readRecord(track, sectorNumber * 4 + 1, record);
    expect(status(0, 0)).toBe(5);
    expect(status(1, 3)).toBe(5);
    expect(status(1, 4)).toBe(0);
    expect(record[0]).toBe(4);
    expect(status(2, 3)).toBe(5);
    expect(status(2, 9)).toBe(0);
    expect(status(39, 0)).toBe(5);
    expect(warnings.join()).toMatch(/29 of 400 sectors/);
    expect(() => openCpmDisk(image, { format: 'ibm-3740' })).toThrow(/10 sectors of 512.*ibm-3740 has 26 of 128/);
    expect(() => openCpmDisk(image)).toThrow(/ImageDisk image of 4 cylinders, 1 heads, 10 sectors of 512/);
  });

  it.each([
    ['IMX ', /does not begin with 'IMD '/],
    ['IMD 1.18 no end', /no end \(1Ah\)/],
    ['IMD \x1a', /offset 5: the image has no sectors/],
    ['IMD \x1a\x06\0\0\0\0', /offset 5: mode 6/],
    ['IMD \x1a\x05\0\x02\0\0', /offset 7: head 2/],
    ['IMD \x1a\x05\0\0\0\x07', /offset 9: sector size code 7/],
    ['IMD \x1a\x05\0\0\x01\0\x01\x09', /offset 11: sector data type 9/],
    ['IMD \x1a\x05\0\0\x01\0\x01\x01ab', /126 bytes are missing/],
    ['IMD \x1a\x05\0\0\0\0\x05\0\0\0\0', /cylinder 0, head 0 is there twice/],
    ['IMD \x1a\x05\0\0\x01\xff\x01\0\0\x02a', /size 0/],
  ])('refuses %j and says where', (text, message) => {
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(() => parseImd(bytes)).toThrow(message);
    expect(() => parseImd(bytes)).toThrow(MediaError);
  });

  it('is not unfolded without bounds', () => {
    const bomb: TrackSpec[] = [];
    for (let cylinder = 0; cylinder < 255; cylinder++) {
      bomb.push({ cylinder, head: 0, size: 8192, ids: Array.from({ length: 255 }, (_, i) => i), data: () => [2, 0] });
    }
    expect(() => parseImd(imd(bomb))).toThrow(/more than 32 MB/);
  });

  it('throws only MediaError, whatever the bytes', () => {
    const good = imd([
      { cylinder: 0, head: 0, size: 128, ids: [1, 2, 3], data: (id) => (id === 2 ? [2, 7] : [1, sector(id)]) },
      { cylinder: 1, head: 0, size: 128, ids: [1, 2, 3], data: (id) => [id === 1 ? 8 : 2, id] },
    ]);
    const edit = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    const mutated = fc.tuple(fc.array(edit, { maxLength: 6 }), fc.nat(good.length)).map(([edits, cut]) => {
      const bytes = good.slice(0, cut % 3 === 0 ? cut : good.length);
      for (const [at, value] of edits) bytes[at] = value;
      return bytes;
    });
    const noise = fc
      .uint8Array({ maxLength: 400 })
      .map((tail) => Uint8Array.from([0x49, 0x4d, 0x44, 0x20, 0x1a, ...tail]));
    fc.assert(
      fc.property(fc.oneof(mutated, noise), fc.constantFrom(undefined, 'kpii', 'ibm-3740'), (bytes, format) => {
        try {
          imdMedium(parseImd(bytes)).content();
          openCpmDisk(bytes, format === undefined ? {} : { format });
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
