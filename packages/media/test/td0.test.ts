import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpackLzhuf } from '../src/floppy-lzhuf.ts';
import { isTd0, MediaError, openFloppy, parseTd0, td0Crc } from '../src/index.ts';
import { lzhuf, type Td0Sector, type Td0Track, td0 } from './td0-images.ts';

const text = (s: string): Uint8Array => Uint8Array.from(s, (char) => char.charCodeAt(0));
const noise = (size: number, seed: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (Math.imul(i + seed, 2654435761) >>> 13) & 0xff);

/** A small disk with data of every kind. */
function tracks(cylinders = 3): Td0Track[] {
  return Array.from({ length: cylinders * 2 }, (_, track) => ({
    ...{ cylinder: track >> 1, head: track & 1 },
    sectors: Array.from({ length: 9 }, (__, i): Td0Sector => {
      const data = i % 3 === 0 ? noise(512, track * 9 + i) : new Uint8Array(512).fill(i % 3 === 1 ? 0xf6 : i);
      return { c: track >> 1, h: track & 1, r: i + 1, n: 2, data, method: (i % 3) as 0 | 1 | 2, packedCrc: i > 4 };
    }),
  }));
}

describe('LZSS with adaptive Huffman coding', () => {
  it('unpacks what was packed', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 4000 }),
      fc.string({ maxLength: 3000 }).map((s) => text(s.replace(/[^ -~]/g, ' '))),
      fc.array(fc.tuple(fc.nat(255), fc.nat(300)), { maxLength: 30 }).map((runs) => {
        return Uint8Array.from(runs.flatMap(([byte, count]) => new Array<number>(count).fill(byte)));
      }),
    );
    fc.assert(
      fc.property(bytes, (plain) => {
        expect(unpackLzhuf(lzhuf(plain), plain.length)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on after the counts have been halved', () => {
    let x = 1;
    const next = (): number => {
      x = (Math.imul(x, 1103515245) + 12345) | 0;
      return (x >>> 16) & 0x7f;
    };
    const plain = Uint8Array.from({ length: 36_000 }, next);
    const packed = lzhuf(plain);
    // more symbols than the root counts before that
    expect((packed.length * 8) / 7.5).toBeGreaterThan(0x8000);
    expect(Buffer.compare(unpackLzhuf(packed, plain.length), plain)).toBe(0);
  });

  it('reaches back into spaces before the first byte', () => {
    const packed = lzhuf(text('     x     x'));
    expect(packed.length).toBeLessThan(8);
    expect(unpackLzhuf(packed, 12)).toEqual(text('     x     x'));
  });

  it('has codes that do not change', () => {
    const packed = lzhuf(text('a rose is a rose is a rose, and so is a nose'));
    expect(Buffer.from(packed).toString('hex')).toBe('f6eb3fdfbfffc713eb833409dc5ec5fd7c2f5cc28f08dd460440');
  });

  it('ends with what it has when the bits end', () => {
    const plain = noise(300, 1);
    const packed = lzhuf(plain);
    const part = unpackLzhuf(packed.subarray(0, 100), 300);
    expect(part.length).toBeLessThan(300);
    expect(part).toEqual(plain.subarray(0, part.length));
    expect(unpackLzhuf(new Uint8Array(0), 300).length).toBe(0);
  });
});

describe('Teledisk images', () => {
  it('are the same disk with normal and advanced compression', () => {
    const disks = [false, true].map((advanced) => openFloppy(td0(tracks(), { advanced, comment: 'two\0lines' })));
    for (const { medium, format, writable, warnings } of disks) {
      expect([format, writable, medium.writeProtected, medium.cylinders, medium.heads]).toEqual([
        'td0',
        false,
        true,
        3,
        2,
      ]);
      expect(warnings).toEqual(['a Teledisk image is only read: the disk is write-protected']);
      for (const { cylinder, head, sectors } of tracks()) {
        for (const [i, { data }] of sectors.entries()) expect(medium.read(cylinder, head, i)).toEqual(data);
      }
    }
  });

  it('have marks, missing data, and data without an address', () => {
    const data = noise(256, 5);
    const { medium, warnings } = openFloppy(
      td0([
        {
          ...{ cylinder: 7, head: 1 },
          sectors: [
            { c: 99, h: 3, r: 5, n: 1, flags: 0x04, data },
            { c: 7, h: 1, r: 6, n: 1, flags: 0x02, data },
            { c: 7, h: 1, r: 7, n: 1, flags: 0x20 },
            { c: 7, h: 1, r: 8, n: 1, flags: 0x10 },
            { c: 7, h: 1, r: 100, n: 1, flags: 0x40, data },
          ],
        },
      ]),
    );
    const { sectors } = medium.track(7, 1);
    expect(sectors.map(({ c, h, r, n, deleted, dataError, size }) => [c, h, r, n, deleted, dataError, size])).toEqual([
      [99, 3, 5, 1, true, false, 256],
      [7, 1, 6, 1, false, true, 256],
      [7, 1, 7, 1, false, false, 0],
      [7, 1, 8, 1, false, false, 256],
    ]);
    expect(medium.read(7, 1, 2)).toBeUndefined();
    expect(medium.read(7, 1, 3)).toEqual(new Uint8Array(256));
    expect(medium.track(0, 0).sectors).toEqual([]);
    expect(warnings[1]).toBe('1 sectors of the disk could not be read when the image was made');
  });

  it('know rate and density', () => {
    const fm: Td0Track[] = [
      { cylinder: 0, head: 0x80, sectors: [{ c: 0, h: 0, r: 1, n: 0, data: new Uint8Array(128) }] },
    ];
    expect(openFloppy(td0(fm)).medium.recording).toMatchObject({ encoding: 'fm', kbps: 250, capacity: 3125 });
    expect(openFloppy(td0(tracks(), { rate: 2 })).medium.recording).toMatchObject({ kbps: 500, rpm: 360 });
    expect(openFloppy(td0(tracks(), { rate: 1 })).medium.recording).toMatchObject({ kbps: 250, rpm: 300 });
  });

  it('are not what only begins like one', () => {
    const raw = new Uint8Array(368_640);
    raw.set(text('TD'));
    expect(isTd0(raw)).toBe(false);
    expect(openFloppy(raw).format).toBe('img');
    expect(() => openFloppy(raw, { format: 'td0', fileName: 'X.TD0' })).toThrow(
      'X.TD0: Teledisk image, header: the check sum is wrong',
    );
  });

  it('refuse what cannot be read, with the place', () => {
    const good = td0(tracks());
    const damaged = (at: number): Uint8Array => good.map((byte, i) => (i === at ? byte ^ 0x10 : byte));
    expect(() => parseTd0(damaged(13))).toThrow('offset 12: the check sum of a track header is wrong');
    expect(() => parseTd0(damaged(16 + 100))).toThrow(
      'offset 16: the check sum of cylinder 0, head 0, sector 1 is wrong',
    );
    expect(() => parseTd0(good.subarray(0, 300))).toThrow('the file ends within a sector');
    expect(() => parseTd0(td0(tracks(), { advanced: true, version: 0x0a }))).toThrow(
      'the advanced compression of Teledisk 1.0 is not read',
    );
    expect(() => parseTd0(td0([]))).toThrow('the image has no sectors');
    expect(() => parseTd0(text('no image at all'))).toThrow("does not begin with 'TD' or 'td'");
    const second = td0(tracks());
    second[2] = 1;
    const crc = td0Crc(second.subarray(0, 10));
    second.set([crc & 0xff, crc >> 8], 10);
    expect(() => parseTd0(second)).toThrow('this is part 2 of an image in several files');
  });

  it('throw nothing but a MediaError, however damaged they are', () => {
    const images = [td0(tracks(1), { comment: 'x' }), td0(tracks(1), { advanced: true })];
    const damage = fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...images), damage, fc.nat(6000), (image, changes, cut) => {
        const bytes = image.slice(0, image.length - (cut % image.length));
        for (const [at, value] of changes) if (at > 11) bytes[at % bytes.length] = value;
        try {
          parseTd0(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError);
        }
      }),
      { numRuns: 400 },
    );
  });
});
