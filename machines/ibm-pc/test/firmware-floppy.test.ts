import { floppyCard } from '@backplane/bus-isa';
import { describe, expect, test } from 'vitest';
import { bootDisk, FirmwareMachine, numberedDisk } from './support/firmware.ts';

/*
 * INT 13 of our BIOS on the whole machine: controller, DMA and drives as they are
 */

/** BDA, media state of drive A: nothing is known while it is 0; the disk that these tests start from has set it. */
const MEDIA = 0x490;
const SMALL = { options: { memory: 64 * 1024 }, slots: { isa3: null } };
const machine = (config = {}) => new FirmwareMachine('5160', { ...SMALL, ...config } as never).start();
const BUFFER = 0x2000;

/** AX of AH = 02 and so on. */
const transfer = (
  m: FirmwareMachine,
  ah: number,
  [c, h, s]: readonly [number, number, number],
  count = 1,
  more: { bx?: number; dl?: number } = {},
) => m.call(0x13, { ax: (ah << 8) | count, bx: more.bx ?? BUFFER, cx: (c << 8) | s, dx: (h << 8) | (more.dl ?? 0) });

/** Number of the sector that a buffer begins with. */
const sector = (m: FirmwareMachine, at = BUFFER) => m.word(at);
/** INT 1E points to a table of our own at 0000:1800. */
function parameters(m: FirmwareMachine, sectors: number, gap: number): void {
  m.poke(0x1800, 0xcf, 2, 0x25, 2, sectors, 0x1b, 0xff, gap, 0xe5, 15, 4).poke(0x78, 0x00, 0x18, 0, 0);
}

const SIZES: readonly (readonly [string, number, number, number])[] = [
  ['160k', 40, 1, 8],
  ['180k', 40, 1, 9],
  ['320k', 40, 2, 8],
  ['360k', 40, 2, 9],
  ['720k', 80, 2, 9],
  ['1.2m', 80, 2, 15],
  ['1.44m', 80, 2, 18],
];

describe('02, 03, 04: sectors of every format', () => {
  test.each(SIZES)('%s', (size, cylinders, heads, sectors) => {
    const m = machine();
    const disk = numberedDisk(size);
    m.insert('a', disk);
    const number = (c: number, h: number, s: number) => (c * heads + h) * sectors + s - 1;
    for (const [c, h, s] of [
      [0, 0, 2],
      [0, heads - 1, sectors],
      [cylinders - 1, 0, 1],
      [cylinders - 1, heads - 1, sectors],
      [5, 0, 3],
    ] as const) {
      expect(transfer(m, 2, [c, h, s])).toMatchObject({ ax: 1, bx: BUFFER, carry: false });
      expect(sector(m)).toBe(number(c, h, s));
      expect(m.bytes(BUFFER + 2, 510).every((x) => x === ((number(c, h, s) * 7) & 0xff))).toBe(true);
    }
    // a whole track at once, and one sector more than it has
    expect(transfer(m, 2, [2, 0, 1], sectors)).toMatchObject({ ax: sectors, carry: false });
    expect(sector(m, BUFFER + 512 * (sectors - 1))).toBe(number(2, 0, sectors));
    expect(transfer(m, 4, [2, 0, 1], sectors)).toMatchObject({ ax: sectors, carry: false });
    expect(transfer(m, 2, [2, 0, sectors + 1]).carry).toBe(true);
    // written, read back and on the disk
    m.poke(BUFFER, ...Array.from({ length: 1024 }, (_, n) => (n * 5 + 3) & 0xff));
    expect(transfer(m, 3, [7, heads - 1, 4], 2)).toMatchObject({ ax: 2, carry: false });
    m.poke(BUFFER, ...new Array(1024).fill(0));
    expect(transfer(m, 2, [7, heads - 1, 4], 2)).toMatchObject({ ax: 2, carry: false });
    expect(m.bytes(BUFFER, 1024).every((x, n) => x === ((n * 5 + 3) & 0xff))).toBe(true);
    expect([...disk.medium.rawSector(number(7, heads - 1, 5))!.slice(0, 2)]).toEqual([
      (512 * 5 + 3) & 0xff,
      (513 * 5 + 3) & 0xff,
    ]);
  });

  test('over the end of head 0, as far as the last sector of the parameters', () => {
    const m = machine().insert('a', numberedDisk('360k'));
    expect(transfer(m, 2, [3, 0, 8], 4)).toMatchObject({ ax: 4, carry: false });
    expect([0, 1, 2, 3].map((n) => sector(m, BUFFER + 512 * n))).toEqual([61, 62, 63, 64]);
    expect(transfer(m, 2, [3, 1, 9], 2)).toMatchObject({ carry: true });
  });
});

describe('05: formatting', () => {
  test.each([
    ['360k', 9, 0x50, 39],
    ['720k', 9, 0x50, 79],
    ['1.2m', 15, 0x54, 79],
    ['1.44m', 18, 0x6c, 79],
  ] as const)('a track of %s', (size, sectors, gap, last) => {
    const m = machine();
    const disk = numberedDisk(size);
    m.insert('a', disk);
    parameters(m, sectors, gap);
    expect(m.call(0x13, { ax: 0x1800, cx: (last << 8) | sectors, dx: 0 })).toMatchObject({
      di: 0x1800,
      es: 0,
      carry: false,
    });
    m.poke(BUFFER, ...Array.from({ length: sectors }, (_, n) => [10, 1, n + 1, 2]).flat());
    expect(m.call(0x13, { ax: 0x500 | sectors, bx: BUFFER, cx: 0x0a01, dx: 0x100 })).toMatchObject({ carry: false });
    expect(transfer(m, 2, [10, 1, sectors])).toMatchObject({ ax: 1, carry: false });
    expect(m.bytes(BUFFER, 512).every((x) => x === 0xe5)).toBe(true);
    expect(disk.medium.rawSector((10 * 2 + 1) * sectors)![100]).toBe(0xe5);
    // its neighbours are as they were
    expect(transfer(m, 2, [10, 0, 1]).carry).toBe(false);
    expect(sector(m)).toBe(20 * sectors);
  });
});

describe('errors', () => {
  test('what cannot be meant: 01; AH = 01 tells it again', () => {
    const m = machine().insert('a', numberedDisk('360k'));
    for (const [ax, dx] of [
      [0x0600, 0],
      [0x0201, 4],
      [0x0201, 0x80],
      [0x0200, 0],
      [0x1900, 0],
      [0xff00, 0],
      [0, 0x80],
    ] as const) {
      expect(m.call(0x13, { ax, dx, cx: 1, bx: BUFFER })).toMatchObject({ carry: true, dx });
      expect(m.register('ax') >> 8).toBe(1);
      expect(m.call(0x13, { ax: 0x100 })).toMatchObject({ ax: 0x101, carry: true });
    }
    expect(transfer(m, 2, [0, 0, 1]).carry).toBe(false);
    expect(m.call(0x13, { ax: 0x100 })).toMatchObject({ ax: 0, carry: false });
  });

  test('write protected: 03', () => {
    const m = machine();
    const disk = numberedDisk('360k');
    disk.writeProtected = true;
    m.insert('a', disk);
    expect(transfer(m, 3, [1, 0, 1])).toMatchObject({ ax: 0x300, carry: true });
    expect(m.peek(0x441)).toBe(3);
    expect(transfer(m, 2, [1, 0, 1])).toMatchObject({ ax: 1, carry: false });
  });

  test('no such sector: 04; how many came before it', () => {
    const m = machine().insert('a', numberedDisk('360k'));
    parameters(m, 18, 0x50);
    expect(transfer(m, 2, [1, 0, 7], 5)).toMatchObject({ ax: 0x403, carry: true });
    expect(transfer(m, 2, [1, 0, 0x20])).toMatchObject({ ax: 0x400, carry: true });
  });

  test('a track that was never formatted: 02 or 04', () => {
    const m = machine().insert('a', numberedDisk('160k'));
    expect([2, 4]).toContain(transfer(m, 2, [0, 1, 1]).ax >> 8);
  });

  test('no disk: 80h within four seconds, and after a reset it works with one', () => {
    const m = machine();
    const { ax, carry, ms } = transfer(m, 2, [0, 0, 1]);
    expect([ax, carry, ms < 4000]).toEqual([0x8000, true, true]);
    m.insert('a', numberedDisk('360k'));
    expect(m.call(0x13, { ax: 0 })).toMatchObject({ ax: 0, carry: false });
    expect(transfer(m, 2, [4, 1, 2])).toMatchObject({ ax: 1, carry: false });
    expect(sector(m)).toBe(82);
  });

  test('a buffer over a 64 KB boundary: 09; up to it, none', () => {
    const m = machine({ options: { memory: 128 * 1024 } }).insert('a', numberedDisk('360k'));
    expect(m.call(0x13, { ax: 0x202, es: 0xfe0, bx: 1, cx: 1 })).toMatchObject({ ax: 0x900, carry: true });
    expect(m.call(0x13, { ax: 0x202, es: 0xfc0, bx: 0, cx: 2 })).toMatchObject({ ax: 2, carry: false });
    expect([m.word(0xfc00), m.word(0xfe00)]).toEqual([1, 2]);
    expect(m.call(0x13, { ax: 0x402, es: 0xfe0, bx: 1, cx: 1 })).toMatchObject({ ax: 2, carry: false });
  });
});

describe('drives', () => {
  test('08 goes by what was last in the drive, or in the first one', () => {
    const m = machine().insert('a', numberedDisk('360k'));
    const read = { ax: 0x201, es: 0x100, bx: 0, cx: 1 };
    const kind = (drive: number) => m.call(0x13, { ax: 0x800, dx: drive }).cx;
    m.poke(MEDIA, 0);
    expect([kind(0), kind(1)]).toEqual([0x4f12, 0x4f12]);
    m.call(0x13, read);
    expect([kind(0), kind(1)]).toEqual([0x2709, 0x2709]);
    m.insert('b', numberedDisk('1.44m')).call(0x13, { ...read, dx: 1 });
    expect([kind(0), kind(1)]).toEqual([0x2709, 0x4f12]);
  });

  test('08, 15, 16', () => {
    const m = machine().poke(MEDIA, 0);
    expect(m.call(0x13, { ax: 0x800 })).toMatchObject({
      ...{ ax: 0, bx: 4, cx: 0x4f12, dx: 0x102, es: 0xf000, di: 0xefc7, carry: false },
    });
    const slow = new FirmwareMachine('5150', { ...SMALL, slots: { isa2: 'floppy-dd', isa3: null } } as never).start();
    expect(slow.call(0x13, { ax: 0x800, dx: 1 })).toMatchObject({ bx: 1, cx: 0x2709, dx: 0x102, carry: false });
    expect(m.call(0x13, { ax: 0x800, dx: 2 })).toMatchObject({ ax: 0x100, carry: true });
    expect(m.call(0x13, { ax: 0x1500, dx: 1 })).toMatchObject({ ax: 0x100, carry: false });
    expect(m.call(0x13, { ax: 0x1500, dx: 2 })).toMatchObject({ ax: 0, carry: false });
    expect(m.call(0x13, { ax: 0x1600 })).toMatchObject({ ax: 0x600, carry: true });
  });

  test('both drives, one after the other', () => {
    const m = machine().insert('a', numberedDisk('360k')).insert('b', numberedDisk('1.44m'));
    for (const [dl, c, s, expected] of [
      [0, 3, 2, 55],
      [1, 70, 18, 2537],
      [0, 3, 3, 56],
      [1, 70, 17, 2536],
    ] as const) {
      expect(transfer(m, 2, [c, 0, s], 1, { dl })).toMatchObject({ ax: 1, carry: false });
      expect(sector(m)).toBe(expected);
    }
    expect(m.peek(0x43f) & 0x33).toBe(0x13);
  });

  test('another disk of another density needs no reset', () => {
    const m = machine().insert('a', numberedDisk('360k'));
    expect(transfer(m, 2, [3, 0, 1])).toMatchObject({ ax: 1, carry: false });
    m.insert('a', numberedDisk('1.44m'));
    expect(transfer(m, 2, [3, 0, 1])).toMatchObject({ ax: 1, carry: false });
    expect(sector(m)).toBe(108);
    m.insert('a', numberedDisk('720k'));
    expect(transfer(m, 2, [3, 0, 1])).toMatchObject({ ax: 1, carry: false });
    expect(sector(m)).toBe(54);
  });

  test('a 360K disk in a 1.2M drive: 300 kbit/s, double steps', () => {
    const card = floppyCard({ a: '1.2m', b: 'none' });
    const m = new FirmwareMachine('5160', { ...SMALL, slots: { isa2: card, isa3: null } } as never).start();
    m.insert('a', numberedDisk('360k'));
    for (const c of [0, 39, 20]) {
      expect(transfer(m, 2, [c, 1, 5])).toMatchObject({ ax: 1, carry: false });
      expect(sector(m)).toBe(c * 18 + 13);
    }
    m.insert('a', numberedDisk('1.2m'));
    expect(transfer(m, 2, [79, 0, 15])).toMatchObject({ ax: 1, carry: false });
    expect(sector(m)).toBe(79 * 30 + 14);
  });

  test('IBM’s own adapter, without data rate register', () => {
    const m = new FirmwareMachine('5150', { ...SMALL, slots: { isa2: 'floppy-dd', isa3: null } } as never).start();
    m.insert('a', numberedDisk('360k'));
    expect(transfer(m, 2, [39, 1, 9])).toMatchObject({ ax: 1, carry: false });
    expect(sector(m)).toBe(719);
  });

  test('the motor runs on for two seconds', () => {
    const m = machine().insert('a', numberedDisk('360k'));
    m.run(3000);
    expect(transfer(m, 2, [0, 0, 1]).ms).toBeGreaterThan(490); // it starts
    expect(transfer(m, 2, [0, 0, 2]).ms).toBeLessThan(60);
    m.run(1500);
    expect(m.peek(0x43f) & 1).toBe(1);
    m.run(1000);
    expect(m.peek(0x43f) & 1).toBe(0);
  });

  test.each(['360k', '1.44m'])('sectors of %s one by one, each before the next has passed', (size) => {
    const m = machine().insert('a', numberedDisk(size));
    transfer(m, 2, [0, 0, 1]);
    for (let s = 2; s <= 9; s++) expect(transfer(m, 2, [0, 0, s]).ms).toBeLessThan(30);
  });
});

describe('start from a floppy', () => {
  test.each([
    ['5150', '160k'],
    ['5160', '360k'],
    ['turbo', '720k'],
    ['5160', '1.2m'],
    ['5160', '1.44m'],
  ] as const)('%s, %s: the boot sector runs within 2.5 seconds of 640 KB', (model, size) => {
    const m = new FirmwareMachine(model, { options: { memory: 640 * 1024 } } as never);
    m.insert('a', bootDisk(size));
    m.until(() => m.inBootSector);
    expect(m.seconds).toBeLessThan(2.5);
    expect([m.register('dx') & 0xff, m.peek(0x7dfe), m.peek(0x7dff)]).toEqual([0, 0x55, 0xaa]);
    expect(m.screen.split('\n').slice(0, 4)).toEqual(['Backplane BIOS 1.0', '', '640 KB', 'Floppy drives: 2']);
  });

  test('without a disk it says so; then one is put in and a key pressed', () => {
    const other = new FirmwareMachine('5160', SMALL as never);
    other.until(() =>
      other.screen.includes('No system disk. Insert one and press a key; F1 = drive A:, F2 = hard disk'),
    );
    other.run(50).insert('a', bootDisk('360k')).key('enter');
    other.until(() => other.inBootSector);
  });
});
