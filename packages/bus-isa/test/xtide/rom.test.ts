import { type HardDisk, memoryStore, openHardDisk } from '@backplane/media';
import { xtide as firmware } from '@backplane/roms-ibm-pc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { XtIdeVariant } from '../../src/cards/xtide/xtide.ts';
import { disk, END, pattern, RomBench } from './bench.ts';

const BUFFER = 0x20000;
const VARIANTS: readonly XtIdeVariant[] = ['rev1', 'rev2', 'xtcf'];

describe('start-up', () => {
  it('finds a drive, tells of it and leaves the registers alone', () => {
    const rom = new RomBench([disk(615 * 4 * 17)]).start();
    expect(rom.text).toBe('XT-IDE: Backplane hard disk firmware\r\n  Backplane hard disk, 615/4/17 (20 MB)\r\n');
    expect(['ax', 'bx', 'cx', 'dx', 'sp'].map((r) => rom.register(r))).toEqual([
      0x1111, 0x2222, 0x3333, 0x4444, 0x2f00,
    ]);
    expect(rom.machine.space.peek(0x475)).toBe(1);
    expect(rom.word(0x413)).toBe(639);
    // INT 40h = INT 13h of the floppies, INT 13h in the ROM
    expect([rom.word(0x100), rom.word(0x102)]).toEqual([0x20, 0xf000]);
    expect(rom.word(0x4e)).toBe(0xc800);
    // parameter table behind INT 41h; none behind INT 46h
    const table = rom.word(0x104) + rom.word(0x106) * 16;
    expect([rom.word(table), rom.peek(table + 2, 1)[0], rom.peek(table + 14, 1)[0]]).toEqual([615, 4, 17]);
    expect([rom.word(0x118), rom.word(0x11a)]).toEqual([0x40, 0xf000]);
  });

  it('finds two drives, or a slave alone, on each card', () => {
    for (const variant of VARIANTS) {
      const two = new RomBench([disk(306 * 4 * 17), disk(1024 * 16 * 63)], { variant }).start();
      expect(two.text).toContain('306/4/17 (10 MB)\r\n  Backplane hard disk, 1024/16/63 (504 MB)\r\n');
      expect(two.machine.space.peek(0x475)).toBe(2);
      const table = rom46(two);
      expect([two.word(table), two.peek(table + 2, 1)[0], two.peek(table + 8, 1)[0]]).toEqual([1024, 16, 8]);
      const slave = new RomBench([null, disk(306 * 4 * 17)], { variant }).start();
      expect(slave.machine.space.peek(0x475)).toBe(1);
      expect(slave.chs(2, 305, 3, 17, 1, BUFFER)).toMatchObject({ ah: 0, carry: false });
    }
  });
  const rom46 = (rom: RomBench): number => rom.word(0x118) + rom.word(0x11a) * 16;

  it('takes nothing and changes nothing without a drive', () => {
    const rom = new RomBench([]);
    const before = rom.peek(0, 0x480);
    rom.start();
    expect(rom.text).toContain('No drive answers.');
    expect(rom.peek(0, 0x480)).toEqual(before);
    // and does not wait for long
    expect(rom.seconds).toBeLessThan(0.1);
  });

  it('waits for a drive that is spinning up', () => {
    const rom = new RomBench([disk(306 * 4 * 17)]);
    rom.card.reset('power', 0);
    rom.start();
    expect(rom.machine.space.peek(0x475)).toBe(1);
    expect(rom.seconds).toBeGreaterThan(0.3);
  });

  it('numbers its drives behind those of another card, and leaves INT 40h alone then', () => {
    const rom = new RomBench([disk(306 * 4 * 17)], { disksBefore: 1 }).start();
    expect(rom.machine.space.peek(0x475)).toBe(2);
    expect(rom.word(0x100)).toBe(0x40);
    expect(rom.int13({ ax: 0x0800, dx: 0x81 })).toMatchObject({ ah: 0, dx: 0x0302, carry: false });
    // drive 80h is the other card's: here, the INT 13h that was there
    expect(rom.int13({ ax: 0x0234, bx: 0x1234, cx: 0x5678, dx: 0x9a80, si: 1, di: 2, es: 3, ds: 4 })).toEqual({
      ah: 0x80,
      al: 0x34,
      bx: 0x1234,
      cx: 0x5678,
      dx: 0x9a80,
      si: 1,
      di: 2,
      es: 3,
      ds: 4,
      carry: true,
    });
    expect(rom.floppyCalls).toEqual([2]);
  });

  it('adds up to 0, and uses 8088 instructions only', () => {
    expect(firmware.bytes.length).toBe(8192);
    expect([...firmware.bytes.slice(0, 3)]).toEqual([0x55, 0xaa, 16]);
    expect(firmware.bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0)).toBe(0);
  });
});

describe('sectors', () => {
  it('any number of them from anywhere to anywhere, on each card', () => {
    for (const variant of VARIANTS) {
      const d = disk(615 * 4 * 17);
      const rom = new RomBench([d], { variant }).start();
      fc.assert(
        fc.property(
          fc.record({
            c: fc.nat(600),
            h: fc.nat(3),
            s: fc.integer({ min: 1, max: 17 }),
            count: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 17, max: 40 })),
            offset: fc.nat(0xffff),
            salt: fc.nat(1000),
          }),
          ({ c, h, s, count, offset, salt }) => {
            const block = (c * 4 + h) * 17 + s - 1;
            const call = (ah: number) =>
              rom.int13({
                ax: (ah << 8) | count,
                cx: ((c & 255) << 8) | ((c >> 8) << 6) | s,
                dx: (h << 8) | 0x80,
                es: 0x2000,
                bx: offset,
              });
            const done = { ah: 0, al: count, carry: false, bx: offset, es: 0x2000, dx: (h << 8) | 0x80 };
            for (let n = 0; n < count; n++) rom.poke(BUFFER + offset + n * 512, pattern(n, salt));
            expect(call(3)).toMatchObject(done);
            for (let n = 0; n < count; n++) expect(d.read(block + n)).toEqual(pattern(n, salt));
            rom.poke(BUFFER + offset, new Uint8Array(count * 512));
            const guard = [rom.peek(BUFFER + offset - 4, 4), rom.peek(BUFFER + offset + count * 512, 4)];
            expect(call(4)).toMatchObject(done);
            expect(call(2)).toMatchObject(done);
            for (let n = 0; n < count; n++) expect(rom.peek(BUFFER + offset + n * 512, 512)).toEqual(pattern(n, salt));
            expect([rom.peek(BUFFER + offset - 4, 4), rom.peek(BUFFER + offset + count * 512, 4)]).toEqual(guard);
          },
        ),
        { numRuns: 30 },
      );
    }
  }, 60_000);

  it('128 at once, on the second drive', () => {
    const blocks = Array.from({ length: 128 }, (_, n) => 5000 + n);
    const rom = new RomBench([disk(100 * 4 * 17), disk(615 * 4 * 17, undefined, blocks)]).start();
    const track = Math.floor(5000 / 17);
    const call = rom.chs(2, track >> 2, track & 3, (5000 % 17) + 1, 128, BUFFER, 0x81);
    expect(call).toMatchObject({ ah: 0, al: 128, carry: false });
    for (const block of blocks) expect(rom.peek(BUFFER + (block - 5000) * 512, 512)).toEqual(pattern(block));
  });

  it('at 145 KB/s or more with the latch, 280 in words, 200 in bytes', () => {
    for (const [variant, least] of [
      ['rev1', 145],
      ['rev2', 280],
      ['xtcf', 200],
    ] as const) {
      const rom = new RomBench([disk(1024 * 16 * 63)], { variant }).start();
      rom.chs(2, 5, 0, 1, 63, BUFFER);
      const start = rom.seconds;
      rom.chs(2, 5, 0, 1, 63, BUFFER);
      expect(63 / 2 / (rom.seconds - start)).toBeGreaterThan(least);
    }
  });

  it('a drive without block numbers is asked by cylinder, head and sector', () => {
    const d = disk(2000 * 16 * 17, undefined, [543_999, 17 * 16 * 1500 + 17 * 15 + 4]);
    // a drive of 2,000 cylinders, which INT 13h sees as 1,000 of 32 heads
    const big = Object.assign(Object.create(Object.getPrototypeOf(d)), {
      medium: d.medium,
      shape: { cylinders: 2000, heads: 16, sectors: 17 },
      translation: undefined,
      blocks: 2000 * 16 * 17,
    }) as HardDisk;
    const rom = new RomBench([big], { without: 'lba' }).start();
    expect(rom.text).toContain('1000/32/17');
    expect(rom.int13({ ax: 0x0800, dx: 0x80 })).toMatchObject({ ah: 0, cx: 0xe7d1, dx: 0x1f01 });
    expect(rom.chs(2, 999, 31, 17, 1, BUFFER)).toMatchObject({ ah: 0 });
    expect(rom.peek(BUFFER, 512)).toEqual(pattern(543_999));
    expect(rom.chs(2, 750, 15, 5, 1, BUFFER)).toMatchObject({ ah: 0 });
    expect(rom.peek(BUFFER, 512)).toEqual(pattern(17 * 16 * 1500 + 17 * 15 + 4));
  });
});

describe('errors', () => {
  it('what is not on the disk is refused', () => {
    const rom = new RomBench([disk(306 * 4 * 17)]).start();
    const bad = { ah: 1, carry: true };
    for (const [c, h, s, count] of [
      [306, 0, 1, 1],
      [0, 4, 1, 1],
      [0, 0, 18, 1],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ] as const) {
      expect(rom.chs(2, c, h, s, count, BUFFER)).toMatchObject(bad);
    }
    expect(rom.machine.space.peek(0x474)).toBe(1);
    // 01h tells it again, once
    expect(rom.int13({ ax: 0x0100, dx: 0x80 })).toMatchObject({ ah: 1, al: 1, carry: true });
    expect(rom.int13({ ax: 0x0100, dx: 0x80 })).toMatchObject({ ah: 0, al: 0, carry: false });
    expect(rom.chs(2, 305, 3, 16, 4, BUFFER)).toMatchObject({ ah: 4, al: 2, carry: true });
    for (const ah of [6, 7, 0x0a, 0x0b, 0x0e, 0x0f, 0x16, 0x20, 0x40, 0x45, 0x49, 0xff]) {
      expect(rom.int13({ ax: ah << 8, dx: 0x80 })).toMatchObject(bad);
    }
    expect(rom.int13({ ax: 0x0201, cx: 1, dx: 0x81, es: 0x2000 })).toMatchObject(bad);
  });

  it('of the disk have their codes, and the sectors in front are there', () => {
    const bytes = new Uint8Array(306 * 4 * 17 * 512);
    let reads = 0;
    const store = memoryStore(bytes);
    const d = openHardDisk({
      ...store,
      read: (offset, length) => {
        if (offset !== 10 * 512) return store.read(offset, length);
        reads++;
        throw new Error('input/output error');
      },
    }).disk;
    const rom = new RomBench([d]).start();
    rom.poke(BUFFER, new Uint8Array(8 * 512).fill(0xee));
    expect(rom.chs(2, 0, 0, 9, 5, BUFFER)).toMatchObject({ ah: 0x10, al: 2, carry: true });
    expect([...new Set(rom.peek(BUFFER, 1024))]).toEqual([0]);
    expect([...new Set(rom.peek(BUFFER + 1024, 512))]).toEqual([0xee]);
    // it was tried again
    expect(reads).toBeGreaterThan(1);
    d.medium.onWrite = (sector) => sector !== 20;
    expect(rom.chs(3, 0, 1, 2, 5, BUFFER)).toMatchObject({ ah: 0xcc, al: 2, carry: true });
    expect(d.read(19)).toEqual(rom.peek(BUFFER + 512, 512));
    d.medium.writeProtected = true;
    expect(rom.chs(3, 0, 0, 1, 1, BUFFER)).toMatchObject({ ah: 3, al: 0, carry: true });
    expect(rom.chs(2, 0, 0, 1, 1, BUFFER)).toMatchObject({ ah: 0, al: 1, carry: false });
  });

  it('a drive that is gone is a time-out, at once', () => {
    const rom = new RomBench([disk(306 * 4 * 17)]).start();
    rom.card.insert('disk0', null, rom.machine.cpu.cycles * 3);
    const start = rom.seconds;
    expect(rom.chs(2, 0, 0, 1, 1, BUFFER)).toMatchObject({ ah: 0x80, carry: true });
    expect(rom.int13({ ax: 0x1000, dx: 0x80 })).toMatchObject({ ah: 0x80, carry: true });
    expect(rom.seconds - start).toBeLessThan(0.1);
    rom.card.insert('disk0', disk(306 * 4 * 17, undefined, [0]), rom.machine.cpu.cycles * 3);
    expect(rom.int13({ ax: 0x0000, dx: 0x80 })).toMatchObject({ ah: 0, carry: false });
    expect(rom.chs(2, 0, 0, 1, 1, BUFFER)).toMatchObject({ ah: 0, carry: false });
    expect(rom.peek(BUFFER, 512)).toEqual(pattern(0));
  });

  it('variables that somebody has moved away from are found', () => {
    const rom = new RomBench([disk(306 * 4 * 17, undefined, [0])]).start();
    rom.poke(0x413, [0x70, 2]);
    expect(rom.chs(2, 0, 0, 1, 1, BUFFER)).toMatchObject({ ah: 0, carry: false });
    // and without them nothing happens
    rom.poke(639 * 1024, [0, 0]);
    expect(rom.chs(2, 0, 0, 1, 1, BUFFER)).toMatchObject({ ah: 1, carry: true });
  });
});

describe('other functions', () => {
  it('tell the parameters', () => {
    const rom = new RomBench([disk(615 * 4 * 17), disk(1024 * 16 * 63)]).start();
    expect(rom.int13({ ax: 0x0800, dx: 0x80 })).toMatchObject({ ah: 0, al: 0, cx: 0x6691, dx: 0x0302, carry: false });
    expect(rom.int13({ ax: 0x0800, dx: 0x81 })).toMatchObject({ ah: 0, cx: 0xffff, dx: 0x0f02 });
    expect(rom.int13({ ax: 0x0800, dx: 0x82 })).toMatchObject({ ah: 7, cx: 0, dx: 2, carry: true });
    expect(rom.int13({ ax: 0x1500, dx: 0x80 })).toMatchObject({ ah: 3, cx: 0, dx: 41820, carry: false });
    expect(rom.int13({ ax: 0x1500, dx: 0x81 })).toMatchObject({ ah: 3, cx: 0x0f, dx: 0xc000, carry: false });
    expect(rom.int13({ ax: 0x1500, dx: 0x82 })).toMatchObject({ ah: 0, cx: 0, dx: 0, carry: false });
  });

  it('partitions in more heads than a drive has are found where their table says', () => {
    const sectors = 200_000;
    const block = (12 * 64 + 40) * 63 + 9;
    const rom = new RomBench([disk(sectors, 'raw:980/12/17:64/63', [block])]).start();
    expect(rom.text).toContain('49/64/63 (97 MB)');
    expect(rom.int13({ ax: 0x0800, dx: 0x80 })).toMatchObject({ ah: 0, cx: 0x303f, dx: 0x3f01 });
    expect(rom.chs(2, 12, 40, 10, 1, BUFFER)).toMatchObject({ ah: 0 });
    expect(rom.peek(BUFFER, 512)).toEqual(pattern(block));
  });

  it('reset, initialise, seek, ready, recalibrate, diagnostics, format', () => {
    const rom = new RomBench([disk(306 * 4 * 17), disk(306 * 4 * 17)]).start();
    const good = { ah: 0, carry: false };
    for (const ah of [0x00, 0x09, 0x0d, 0x10, 0x11, 0x12, 0x13, 0x14]) {
      for (const drive of [0x80, 0x81]) expect(rom.int13({ ax: ah << 8, dx: drive })).toMatchObject(good);
    }
    // 00h was for the floppies as well
    expect(rom.floppyCalls).toEqual([0, 0]);
    expect(rom.chs(0x0c, 305, 3, 1, 0, 0)).toMatchObject(good);
    expect(rom.chs(0x0c, 306, 0, 1, 0, 0)).toMatchObject({ ah: 1, carry: true });
    expect(rom.chs(0x05, 100, 2, 1, 0, 0)).toMatchObject(good);
    expect(rom.chs(2, 305, 3, 17, 1, BUFFER)).toMatchObject(good);
  });

  it('floppies are handed on', () => {
    const rom = new RomBench([disk(306 * 4 * 17)]).start();
    const call = rom.int13({ ax: 0x0812, bx: 5, cx: 6, dx: 0x0001, si: 7, di: 8, es: 9, ds: 10 });
    expect(call).toEqual({ ah: 0x80, al: 0x12, bx: 5, cx: 6, dx: 1, si: 7, di: 8, es: 9, ds: 10, carry: true });
    expect(rom.floppyCalls).toEqual([8]);
  });
});

describe('block numbers (EDD)', () => {
  const packet = (block: number, count: number, size = 16, address = BUFFER) => {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    bytes[0] = size;
    view.setUint16(2, count, true);
    view.setUint16(4, address & 15, true);
    view.setUint16(6, address >> 4, true);
    view.setUint32(8, block, true);
    return bytes;
  };
  const PACKET = 0x1800;

  it('are there', () => {
    const rom = new RomBench([disk(306 * 4 * 17)]).start();
    expect(rom.int13({ ax: 0x4100, bx: 0x55aa, dx: 0x80 })).toMatchObject({
      ah: 0x21,
      bx: 0xaa55,
      cx: 1,
      carry: false,
    });
    expect(rom.int13({ ax: 0x4100, bx: 0x55ab, dx: 0x80 })).toMatchObject({ ah: 1, carry: true });
  });

  it('read, write, verify, seek; the packet tells how many', () => {
    const d = disk(1024 * 16 * 63, undefined, [1_000_000, 1_000_001]);
    const rom = new RomBench([d]).start();
    const call = (ah: number, bytes: Uint8Array) => {
      rom.poke(PACKET, bytes);
      const { ah: status, carry } = rom.int13({ ax: ah << 8, dx: 0x80, ds: PACKET >> 4, si: PACKET & 15 });
      return [status, carry, rom.word(PACKET + 2)];
    };
    expect(call(0x42, packet(1_000_000, 2))).toEqual([0, false, 2]);
    expect(rom.peek(BUFFER, 512)).toEqual(pattern(1_000_000));
    expect(rom.peek(BUFFER + 512, 512)).toEqual(pattern(1_000_001));
    expect(call(0x43, packet(1_000_003, 1))).toEqual([0, false, 1]);
    expect(d.read(1_000_003)).toEqual(pattern(1_000_000));
    expect(call(0x44, packet(0, 300))).toEqual([0, false, 300]);
    expect(call(0x47, packet(1_000_000, 0))).toEqual([0, false, 0]);
    expect(call(0x42, packet(1024 * 16 * 63 - 1, 1))).toEqual([0, false, 1]);
    expect(call(0x42, packet(1024 * 16 * 63 - 1, 2))[0]).toBe(1);
    expect(call(0x42, packet(0xffffffff, 2))[0]).toBe(1);
    expect(call(0x42, packet(0, 1, 15))[0]).toBe(1);
    d.medium.onWrite = (sector) => sector < 7;
    expect(call(0x43, packet(5, 4))).toEqual([0xcc, true, 2]);
  });

  it('tell the parameters', () => {
    const rom = new RomBench([disk(306 * 4 * 17 + 3, '306/4/17')]).start();
    rom.poke(PACKET, [26, 0]);
    expect(rom.int13({ ax: 0x4800, dx: 0x80, ds: 0, si: PACKET })).toMatchObject({ ah: 0, carry: false });
    const words = Array.from({ length: 13 }, (_, i) => rom.word(PACKET + 2 * i));
    expect(words).toEqual([26, 2, 306, 0, 4, 0, 17, 0, 20811, 0, 0, 0, 512]);
    rom.poke(PACKET, [25, 0]);
    expect(rom.int13({ ax: 0x4800, dx: 0x80, ds: 0, si: PACKET })).toMatchObject({ ah: 1, carry: true });
  });
});

describe('starting from the disk', () => {
  /** A boot sector: what it is started with goes to the screen, then it stops. */
  const bootable = () => {
    const bytes = new Uint8Array(306 * 4 * 17 * 512);
    // mov al,dl; out E9h,al
    bytes.set([0x88, 0xd0, 0xe6, 0xe9, ...END]);
    bytes.set([0x55, 0xaa], 510);
    return openHardDisk(memoryStore(bytes)).disk;
  };
  const boot = (rom: RomBench): string => {
    rom.text = '';
    rom.jump(rom.word(0x66), rom.word(0x64));
    rom.run(10);
    return [...rom.text].map((c) => c.charCodeAt(0).toString(16)).join();
  };

  it('is left to a BIOS of ours', () => {
    const rom = new RomBench([bootable()], { ownBios: true }).start();
    expect([rom.word(0x64), rom.word(0x66)]).toEqual([0x40, 0xf000]);
  });

  it('comes after A: with another BIOS', () => {
    const rom = new RomBench([bootable()]).start();
    expect(rom.word(0x66)).toBe(0xc800);
    expect(boot(rom)).toBe('80');
    // reset and read were tried on A:
    expect(rom.floppyCalls.slice(0, 2)).toEqual([0, 2]);
  });

  it('in the order that the machine asks for', () => {
    for (const [bootOrder, floppyFirst] of [
      [0, true],
      [1, false],
      [3, false],
    ] as const) {
      const rom = new RomBench([bootable()], { bootOrder }).start();
      rom.floppyCalls.length = 0;
      expect(boot(rom)).toBe('80');
      expect(rom.floppyCalls.includes(2)).toBe(floppyFirst);
    }
  });

  it('ends in INT 18h if there is nothing to start', () => {
    for (const d of [disk(306 * 4 * 17), bootable()]) {
      const rom = new RomBench([d], { bootOrder: d.read(0)![510] === 0x55 ? 2 : 0 }).start();
      rom.vector(0x18, 0x60);
      rom.poke(0xf0060, END);
      rom.jump(rom.word(0x66), rom.word(0x64));
      rom.run(10);
    }
  });
});
