import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLANK_FLOPPIES,
  blankFloppy,
  FLOPPY_FORMATS,
  FLOPPY_SIZES,
  type FloppyDisk,
  geometryOf,
  identifyFloppy,
  MediaError,
  openFloppy,
} from '../src/index.ts';
import { difference } from './bytes.ts';
import { td0 } from './td0-images.ts';

const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 9)) & 0xff);

/** Makes a boot sector of a disk with other figures. */
function boot(bytes: number, sectors: number, heads: number, total: number): Uint8Array {
  const image = new Uint8Array(bytes);
  image.set(blankFloppy('360k').subarray(0, 512));
  image.set([total & 255, total >> 8], 19);
  image.set([sectors, 0, heads, 0], 24);
  return image;
}

/** An ImageDisk image of one track on each of two cylinders. */
function imd(mode: number, count: number, sizeCode = 2): Uint8Array {
  const out = [...'IMD 1.18: 01/02/2003 04:05:06\r\n\x1a'].map((c) => c.charCodeAt(0));
  for (const cylinder of [0, 1]) {
    out.push(mode, cylinder, 0, count, sizeCode);
    for (let r = count; r >= 1; r--) out.push(r);
    for (let r = count; r >= 1; r--) out.push(...(r === 2 ? [0] : r === 3 ? [4, 0x44] : r === 4 ? [6, 0x55] : [2, r]));
  }
  return Uint8Array.from(out);
}

describe('raw images', () => {
  it('of each usual size are disks of that size', () => {
    for (const { id, bytes, cylinders, heads, sectors, kbps, rpm } of FLOPPY_SIZES) {
      const opened = openFloppy(new Uint8Array(bytes), { fileName: 'X.IMG', baseSha1: 'abc' });
      expect(opened).toMatchObject({ format: 'img', writable: true, warnings: [] });
      const { medium, disk } = opened;
      expect([medium.cylinders, medium.heads, medium.recording.kbps, medium.recording.rpm]).toEqual([
        ...[cylinders, heads, kbps, rpm],
      ]);
      expect(disk).toBe(medium.medium);
      expect(disk.baseSha1).toBe('abc');
      const track = medium.track(cylinders - 1, heads - 1);
      expect(track.sectors.length).toBe(sectors);
      expect(track.sectors[0]).toMatchObject({ c: cylinders - 1, h: heads - 1, r: 1, n: 2, size: 512 });
      const last = track.sectors.at(-1)!;
      expect(last.index).toBe(disk.sectorCount - 1);
      // it has all been written before the index hole comes round again
      expect(last.position + 45 + 514).toBeLessThan(track.capacity);
      expect(identifyFloppy(new Uint8Array(bytes))).toBe('img');
      expect(geometryOf(blankFloppy(id))).toMatchObject({ cylinders, heads, sectors, warnings: [] });
    }
  });

  it('give their sectors in the order of the file', () => {
    const image = pattern(368_640);
    const { medium } = openFloppy(image);
    for (let lba = 0; lba < 720; lba++) {
      const data = medium.read(Math.floor(lba / 18), Math.floor(lba / 9) % 2, lba % 9);
      expect(difference(data, image.subarray(lba * 512, lba * 512 + 512))).toBe(-1);
    }
    expect(medium.track(40, 0).sectors).toEqual([]);
    expect(medium.read(0, 0, 9)).toBeUndefined();
  });

  it('of an odd size are what their boot sector says', () => {
    const { medium, warnings } = openFloppy(boot(819_200, 10, 2, 1600));
    expect([medium.shape, medium.recording.kbps, warnings]).toEqual(['img 80x2x10', 250, []]);
    expect(openFloppy(boot(1_763_328, 21, 2, 3444)).medium.shape).toBe('img 82x2x21');
    expect(identifyFloppy(boot(819_200, 10, 2, 1600))).toBe('img');
    expect(identifyFloppy(boot(819_200, 10, 2, 1440))).toBeUndefined();
  });

  it('of a usual size with another boot sector', () => {
    // 80 cylinders on one side are as many bytes as 40 on two
    const one = openFloppy(boot(368_640, 9, 1, 720));
    expect(one.medium.shape).toBe('img 80x1x9');
    expect(one.warnings[0]).toMatch(/^the boot sector describes 9 sectors on one side/);
    const other = openFloppy(boot(368_640, 8, 2, 640));
    expect(other.medium.shape).toBe('img 40x2x9');
    expect(other.warnings[0]).toMatch(/describes a disk of 320 KB, the image has 360 KB: it is taken for a 360k disk/);
  });

  it('that are cut off are padded, and grow when the guest writes there', () => {
    const whole = blankFloppy('360k');
    const { medium, disk, warnings } = openFloppy(whole.subarray(0, 100_000));
    expect(medium.shape).toBe('img 40x2x9');
    expect(warnings[0]).toMatch(/^the image ends 268640 bytes before the disk does/);
    expect(difference(medium.read(39, 1, 8), new Uint8Array(512))).toBe(-1);
    const writes: number[] = [];
    disk.onWrite = (_sector, offset) => {
      writes.push(offset);
    };
    expect(medium.write(39, 1, 8, new Uint8Array(512).fill(1), false)).toBe('written');
    expect(writes).toEqual([368_640 - 512]);
    const bare = openFloppy(new Uint8Array(368_640 - 512));
    expect([bare.medium.shape, bare.warnings.length]).toEqual(['img 40x2x9', 1]);
    const bootable = new Uint8Array(1536);
    bootable.set([0x55, 0xaa], 510);
    expect(openFloppy(bootable).medium.shape).toBe('img 40x1x8');
  });

  it('that are too long keep what they have behind the disk', () => {
    const image = pattern(368_640 + 100);
    const { medium, disk, warnings } = openFloppy(image);
    expect(warnings).toEqual(['100 bytes behind the disk are kept but not used']);
    medium.write(0, 0, 0, new Uint8Array(512), false);
    expect(difference(disk.content().subarray(512), image.subarray(512))).toBe(-1);
  });

  it('are read in a format that the user names', () => {
    const { medium, format, warnings } = openFloppy(new Uint8Array(20_000), { format: '720K' });
    expect([medium.shape, format, warnings.length]).toEqual(['720k 80x2x9', '720k', 1]);
    expect(openFloppy(new Uint8Array(20_000), { format }).medium.shape).toBe('720k 80x2x9');
  });

  it('that are no PC disks are refused with what to do', () => {
    const refusal = (bytes: Uint8Array | number): string => {
      try {
        openFloppy(typeof bytes === 'number' ? new Uint8Array(bytes) : bytes, { fileName: 'D.IMG' });
      } catch (error) {
        expect(error).toBeInstanceOf(MediaError);
        return (error as MediaError).message;
      }
      return 'taken';
    };
    expect(refusal(0)).toBe('D.IMG: the file is empty. Create a disk image first');
    expect(refusal(256_256)).toMatch(/an 8" single density disk.*PC drives do not read it/);
    expect(refusal(1_261_568)).toMatch(/NEC PC-98/);
    expect(refusal(20_000_000)).toMatch(/too large for a floppy disk. A hard disk image goes into a hard disk/);
    expect(refusal(5000)).toMatch(
      /5000 bytes are no image of a PC floppy disk. Images of PC disks have 160 KB, 180 KB/,
    );
    expect(refusal(Uint8Array.from([0x50, 0x4b, 3, 4, 5]))).toMatch(
      /a ZIP archive, which is not read. Unpack it first/,
    );
    expect(refusal(Uint8Array.from('HXCPICFE', (c) => c.charCodeAt(0)))).toMatch(/HxC.*Convert it/);
    expect(() => openFloppy(new Uint8Array(512), { format: 'd64' })).toThrow(
      /no format "d64". Known formats: img, imd/,
    );
  });

  it('of any content and size are taken or refused with a MediaError', () => {
    const size = fc.oneof(
      fc.nat(5000),
      fc
        .constantFrom(...FLOPPY_SIZES.map(({ bytes }) => bytes))
        .chain((bytes) => fc.integer({ min: -600, max: 600 }).map((d) => bytes + d)),
    );
    const start = fc.uint8Array({ maxLength: 64 });
    const fields = fc.record({
      bps: fc.constantFrom(512, 0, 128),
      spc: fc.nat(255),
      total: fc.nat(65535),
      spt: fc.nat(70),
      heads: fc.nat(3),
    });
    fc.assert(
      fc.property(size, start, fields, (length, head, f) => {
        const image = new Uint8Array(length);
        image.set(blankFloppy('160k').subarray(0, Math.min(512, length)));
        const bpb = [
          f.bps & 255,
          f.bps >> 8,
          f.spc,
          1,
          0,
          2,
          64,
          0,
          f.total & 255,
          f.total >> 8,
          0xfe,
          1,
          0,
          f.spt,
          0,
          f.heads,
        ];
        if (length > 64) image.set(bpb, 11);
        if (head.length < 11 && head.length < length) image.set(head);
        try {
          const { medium, disk } = openFloppy(image);
          expect(medium.cylinders * medium.heads * medium.track(0, 0).sectors.length).toBe(disk.sectorCount);
          expect(medium.read(medium.cylinders - 1, medium.heads - 1, 0)?.length).toBe(512);
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('ImageDisk images in a PC drive', () => {
  it('have sectors in their order, with their marks', () => {
    const { medium, writable, warnings } = openFloppy(imd(5, 9));
    expect([medium.shape, writable, medium.writeProtected]).toEqual(['imd 2x1x9', false, true]);
    const { sectors, encoding, kbps } = medium.track(1, 0);
    expect([encoding, kbps]).toEqual(['mfm', 250]);
    expect(sectors.map(({ r }) => r)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(sectors.map(({ size }) => size)).toEqual([512, 512, 512, 512, 512, 512, 512, 0, 512]);
    expect(sectors.map(({ deleted }) => deleted).indexOf(true)).toBe(6);
    expect(sectors.map(({ dataError }) => dataError).indexOf(true)).toBe(5);
    expect(medium.read(1, 0, 5)).toEqual(new Uint8Array(512).fill(0x55));
    expect(medium.read(1, 0, 7)).toBeUndefined();
    expect(medium.write(1, 0, 0, new Uint8Array(512), false)).toBe('protected');
    expect(warnings[1]).toMatch(/^2 sectors of the disk could not be read/);
  });

  it('know their speed', () => {
    const recording = (mode: number, count: number, sizeCode = 2) =>
      openFloppy(imd(mode, count, sizeCode)).medium.recording;
    expect(recording(3, 15)).toMatchObject({ encoding: 'mfm', kbps: 500, rpm: 360 });
    expect(recording(3, 18)).toMatchObject({ encoding: 'mfm', kbps: 500, rpm: 300 });
    expect(recording(4, 9)).toMatchObject({ encoding: 'mfm', kbps: 250, rpm: 300 });
    expect(recording(0, 26, 0)).toMatchObject({ encoding: 'fm', kbps: 500, rpm: 360, capacity: 5208 });
  });

  it('of protected disks may hold more than fits on a track', () => {
    const { medium } = openFloppy(imd(5, 40));
    const positions = medium.track(0, 0).sectors.map(({ position }) => position);
    expect(positions.every((p, i) => p < 6250 && (i === 0 || p > positions[i - 1]!))).toBe(true);
  });
});

describe('what a guest changes', () => {
  const image = pattern(368_640);
  const disk = (): FloppyDisk => openFloppy(image).medium;
  const ids = (c: number, h: number, rs: readonly number[], n = 2): Uint8Array =>
    Uint8Array.from(rs.flatMap((r) => [c, h, r, n]));
  const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const format = (d: FloppyDisk, c: number, h: number, rs: readonly number[], n = 2) =>
    d.format(c, h, { encoding: 'mfm', kbps: 250, ids: ids(c, h, rs, n), n, gap3: 0x50, filler: 0xe5 });

  it('sectors are those of the image', () => {
    const d = disk();
    expect(d.write(2, 1, 3, new Uint8Array(512).fill(9), false)).toBe('written');
    expect(d.medium.dirtySectors()).toEqual([(2 * 2 + 1) * 9 + 3]);
    expect(d.saveLayout().length).toBe(0);
    expect(d.write(2, 1, 9, new Uint8Array(512), false)).toBe('missing');
    d.writeProtected = true;
    expect(d.write(2, 1, 3, new Uint8Array(512), false)).toBe('protected');
    expect(format(d, 0, 0, nine)).toBe('protected');
  });

  it('a host that refuses a sector of a track ends its formatting', () => {
    const d = disk();
    d.medium.onWrite = (sector) => sector < 4;
    expect(format(d, 0, 0, nine)).toBe('refused');
    expect(d.medium.dirtySectors()).toEqual([0, 1, 2, 3]);
    expect(d.saveLayout().length).toBe(0);
  });

  it('layouts are kept beside the image, and saved the same whatever the order', () => {
    const steps = [
      (d: FloppyDisk) => format(d, 5, 0, [3, 1, 2, 4, 5, 6, 7, 8, 9]),
      (d: FloppyDisk) => format(d, 3, 1, [1, 2, 3, 4, 5], 3),
      (d: FloppyDisk) => d.write(7, 0, 2, new Uint8Array(512).fill(1), true),
    ];
    const [a, b] = [disk(), disk()];
    for (const step of steps) step(a);
    for (const step of steps.reverse()) step(b);
    expect(a.saveLayout()).toEqual(b.saveLayout());
    const c = disk();
    c.restoreLayout(a.saveLayout());
    c.medium.restoreOverlay(a.medium.saveOverlay());
    for (const [cylinder, head] of [
      [5, 0],
      [3, 1],
      [7, 0],
    ] as const) {
      expect(c.track(cylinder, head)).toEqual(a.track(cylinder, head));
      expect(c.read(cylinder, head, 2)).toEqual(a.read(cylinder, head, 2));
    }
    expect(c.track(7, 0).sectors[2]!.deleted).toBe(true);
    format(c, 5, 0, nine);
    format(c, 3, 1, nine);
    format(c, 7, 0, nine);
    expect(c.saveLayout().length).toBe(0);
  });

  it('the user is told once of each thing that the image cannot hold', () => {
    const d = disk();
    const notes: string[] = [];
    d.onNote = (text) => notes.push(text);
    format(d, 0, 0, nine);
    expect(notes).toEqual([]);
    format(d, 1, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
    format(d, 2, 1, [1, 2, 3, 4, 5, 6, 7, 8]);
    d.write(4, 0, 0, new Uint8Array(512), true);
    d.write(4, 0, 1, new Uint8Array(512), true);
    expect(notes.map((text) => text.slice(0, 24))).toEqual(['cylinder 1, head 0 was f', 'a deleted-data address m']);
    // the eight sectors are those of the image all the same
    expect(d.medium.dirtySectors()).toContain(18 + 7);
  });

  it('tracks beyond the image can be formatted', () => {
    const d = disk();
    expect(format(d, 41, 0, nine)).toBe('written');
    expect(d.write(41, 0, 0, new Uint8Array(512).fill(3), false)).toBe('written');
    expect(d.read(41, 0, 0)).toEqual(new Uint8Array(512).fill(3));
    expect(format(d, 96, 0, nine)).toBe('missing');
  });

  it('a damaged layout is refused, and changes nothing', () => {
    const d = disk();
    format(d, 3, 1, [1, 2, 3, 4, 5], 3);
    const saved = d.saveLayout();
    fc.assert(
      fc.property(fc.nat(saved.length - 1), fc.nat(255), fc.nat(saved.length - 1), (at, value, cut) => {
        const bytes = saved.slice(0, cut);
        if (at < cut) bytes[at] = value;
        const other = disk();
        try {
          other.restoreLayout(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError);
          expect(other.saveLayout().length).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('formats', () => {
  it('are known by their content, whatever their names', () => {
    const image = td0([{ cylinder: 0, head: 0, sectors: [{ c: 0, h: 0, r: 1, n: 2, data: new Uint8Array(512) }] }]);
    expect(openFloppy(image, { fileName: 'A.IMG' }).format).toBe('td0');
    expect(openFloppy(imd(5, 9), { fileName: 'A.TD0' }).format).toBe('imd');
    expect([image, imd(5, 9), new Uint8Array(5)].map((bytes) => identifyFloppy(bytes, 'x'))).toEqual([
      ...['td0', 'imd', undefined],
    ]);
    expect(new Set(FLOPPY_FORMATS.map(({ id }) => id)).size).toBe(FLOPPY_FORMATS.length);
  });

  it('blank disks are FAT12 file systems whose figures agree', () => {
    for (const { id, bytes } of BLANK_FLOPPIES) {
      const image = blankFloppy(id, { label: 'work disk', serial: 0x12345678 });
      expect(image.length).toBe(bytes);
      const word = (at: number): number => image[at]! | (image[at + 1]! << 8);
      const [cluster, root, fat, total] = [image[13]!, word(17), word(22), word(19)];
      expect(total * 512).toBe(bytes);
      const clusters = Math.floor((total - 1 - 2 * fat - (root * 32) / 512) / cluster);
      expect(clusters).toBeLessThan(4085);
      expect(fat * 512 * 8).toBeGreaterThanOrEqual((clusters + 2) * 12);
      for (const start of [1, 1 + fat])
        expect([...image.subarray(start * 512, start * 512 + 4)]).toEqual([image[21], 255, 255, 0]);
      const entry = (1 + 2 * fat) * 512;
      expect(String.fromCharCode(...image.subarray(entry, entry + 12))).toBe('WORK DISK  \x08');
      expect(word(39) + word(41) * 65536).toBe(0x12345678);
      expect(word(510)).toBe(0xaa55);
      expect(image.at(-1)).toBe(0xf6);
    }
    expect(() => blankFloppy('5m')).toThrow('there is no floppy disk of the size "5m". Sizes: 160k, 180k');
    expect(() => blankFloppy('360k', { label: 'a label too long' })).toThrow('is no volume label');
  });
});
