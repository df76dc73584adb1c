import { blankFloppy, openFloppy } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { CRYSTAL, ms, patterned, Rig } from './rig.ts';

const K360 = 368_640;
const K720 = 737_280;
const M12 = 1_228_800;
const M144 = 1_474_560;

describe('digital output register', () => {
  test('IRQ6 comes about 2 ms after reset at 250 kbit/s, once, and four units have changed', () => {
    const rig = new Rig();
    rig.dor(0x0c);
    expect(rig.untilIrq() / CRYSTAL).toBeCloseTo(0.002048, 5);
    expect(rig.sense()).toEqual([0xc0, 0]);
    expect(rig.irq).toBe(false);
    expect([rig.sense(), rig.sense(), rig.sense()]).toEqual([
      [0xc1, 0],
      [0xc2, 0],
      [0xc3, 0],
    ]);
    expect(rig.sense()).toEqual([0x80]);
    expect(rig.irq).toBe(false);
  });

  test('a program that asks only once after reset is still told of its seek', () => {
    const rig = new Rig();
    rig.dor(0x1c);
    rig.untilIrq();
    rig.sense();
    rig.send(3, 0xdf, 0x02);
    expect(rig.seek(3)).toEqual([0x20, 3]);
  });

  test('while bit 2 is 0 the controller does nothing', () => {
    const rig = new Rig();
    rig.dor(0x18);
    expect(rig.status()).toBe(0);
    rig.bench.advance(ms(100));
    expect(rig.irq).toBe(false);
  });

  test('bit 3 lets interrupt and DMA requests through', () => {
    const rig = new Rig().start();
    rig.insert('a', patterned(K360));
    rig.dor(0x14);
    rig.dma.program('to-memory', new Uint8Array(512));
    rig.send(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff);
    rig.bench.advance(ms(500));
    expect(rig.irq).toBe(false);
    expect(rig.dma.times).toEqual([]);
    rig.dor(0x1c);
    expect(rig.irq).toBe(true);
    expect(rig.results(3)[1]).toBe(0x10);
  });

  test('a drive answers while it is selected and its motor is on', () => {
    const rig = new Rig().start();
    rig.insert('a', blankFloppy('360k')).writeProtected = true;
    const st3 = (): number => {
      rig.send(4, 0);
      return rig.results(1)[0]!;
    };
    expect(st3()).toBe(0x78);
    rig.dor(0x1d);
    expect(st3()).toBe(0x20);
    rig.dor(0x2d);
    expect(st3()).toBe(0x38);
    rig.dor(0x0c);
    expect(st3()).toBe(0x20);
    expect(rig.bench.read('registers', 0)).toBe(0xff);
  });

  test('a drive that is not there never reaches track 0', () => {
    const rig = new Rig({ b: 'none' }).start();
    rig.dor(0x2d);
    expect(rig.seek('home', 1)).toEqual([0x71, 0]);
  });
});

describe('motor', () => {
  test('the disk has its speed half a second after the motor was switched on; a command waits for it', () => {
    const rig = new Rig();
    rig.insert('a', patterned(K360));
    rig.dor(0x0c);
    rig.untilIrq();
    for (let i = 0; i < 4; i++) rig.sense();
    rig.send(3, 0xdf, 0x02);
    const start = rig.bench.tick;
    rig.dor(0x1c);
    const { result } = rig.readData(0, 0, 1, 9, 512);
    expect(result[0]).toBe(0);
    const taken = (rig.bench.tick - start) / ms(1);
    expect(taken).toBeGreaterThan(500);
    expect(taken).toBeLessThan(500 + 220);
  });

  test('without a disk, or with the motor off, a read never ends', () => {
    const rig = new Rig().start();
    rig.send(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff);
    expect(rig.untilIrq(ms(5000))).toBe(Number.POSITIVE_INFINITY);
    expect(rig.status()).toBe(0x10);
    expect(rig.bench.scheduler.next).toBe(Number.POSITIVE_INFINITY);
    rig.start();
    rig.insert('a', patterned(K360));
    rig.dor(0x0c);
    rig.send(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff);
    expect(rig.untilIrq(ms(5000))).toBe(Number.POSITIVE_INFINITY);
  });

  test('a read that waits goes on when a disk is put in', () => {
    const rig = new Rig().start();
    const data = new Uint8Array(512);
    rig.dma.program('to-memory', data);
    rig.send(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff);
    rig.bench.advance(ms(1000));
    const image = patterned(K360);
    rig.insert('a', image);
    expect(rig.untilIrq(ms(300))).toBeLessThan(ms(210));
    expect(rig.results(7)[0]).toBe(0);
    expect(data).toEqual(image.subarray(0, 512));
  });

  test('a running motor costs one event', () => {
    const rig = new Rig().start();
    rig.insert('a', patterned(K360));
    expect(rig.bench.scheduler.next).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('reading', () => {
  test('a sector of a 360K disk', () => {
    const image = patterned(K360);
    const rig = new Rig().start();
    rig.insert('a', image);
    expect(rig.seek('home')).toEqual([0x20, 0]);
    expect(rig.seek(5)).toEqual([0x20, 5]);
    const { result, data } = rig.readData(5, 1, 2, 9, 512);
    expect(result).toEqual([0x04, 0, 0, 5, 1, 3, 2]);
    expect(data).toEqual(image.subarray(((5 * 2 + 1) * 9 + 1) * 512, ((5 * 2 + 1) * 9 + 2) * 512));
  });

  test('cylinders of a 1.44M disk in drive B', () => {
    const image = patterned(M144);
    const rig = new Rig().start(1);
    rig.insert('b', image);
    rig.rate(500);
    for (const c of [0, 1, 40, 79]) {
      rig.seek(c);
      const { result, data } = rig.readData(c, 0, 1, 18, 36 * 512);
      expect(result).toEqual([4, 0, 0, c + 1, 0, 1, 2]);
      expect(data).toEqual(image.subarray(c * 36 * 512, (c + 1) * 36 * 512));
    }
  });

  test('a track of 360K is read in one turn and the way to its first sector; a byte takes 32 µs', () => {
    const rig = new Rig().start();
    rig.insert('a', patterned(K360));
    const { ticks } = rig.readData(0, 0, 1, 9, 9 * 512);
    expect(rig.dma.times.length).toBe(9 * 512);
    expect((rig.dma.times[511]! - rig.dma.times[0]!) / 511 / ms(0.032)).toBeCloseTo(1, 3);
    const track = rig.dma.times[9 * 512 - 1]! - rig.dma.times[0]!;
    expect(track / ms(200)).toBeCloseTo((8 * 654 + 511) / 6250, 3);
    expect(ticks).toBeLessThan(ms(400));
  });

  test('the same at 500 kbit/s, 360 rpm: 16 µs', () => {
    const rig = new Rig().start();
    rig.insert('a', patterned(M12));
    rig.rate(500);
    rig.readData(0, 0, 1, 15, 15 * 512);
    expect((rig.dma.times[511]! - rig.dma.times[0]!) / 511 / ms(0.016)).toBeCloseTo(1, 3);
    const track = rig.dma.times[15 * 512 - 1]! - rig.dma.times[0]!;
    expect(track / ms(1000 / 6)).toBeCloseTo((14 * 658 + 511) / 10416, 3);
  });

  test('a verify transfer of the DMA controller reads and moves nothing', () => {
    const rig = new Rig().start();
    rig.insert('a', patterned(K360));
    rig.dma.program('verify', new Uint8Array(0), 1024);
    expect(rig.command(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff).result).toEqual([0, 0, 0, 0, 0, 3, 2]);
  });
});

describe('data rates', () => {
  const status1 = (rig: Rig): number | undefined => rig.readData(0, 0, 1, 9, 512).result[1];

  test('until the rate is set a drive of type auto reads any disk; then the rate counts', () => {
    const rig = new Rig().start();
    for (const [bytes, rate] of [
      [K360, 250],
      [K720, 250],
      [M12, 500],
      [M144, 500],
    ] as const) {
      const fresh = new Rig().start();
      fresh.insert('a', patterned(bytes));
      expect(status1(fresh)).toBe(0);
      rig.insert('a', patterned(bytes));
      for (const kbps of [500, 300, 250] as const) {
        rig.rate(kbps);
        expect(status1(rig)).toBe(kbps === rate ? 0 : 0x01);
      }
    }
  });

  test('a 1.2 MB drive turns at 360 rpm: a 360K disk comes at 300 kbit/s, on every other cylinder', () => {
    const image = patterned(K360);
    const rig = new Rig({ a: '1.2m' }).start();
    rig.insert('a', image);
    expect(status1(rig)).toBe(0x01);
    rig.rate(300);
    rig.seek(14);
    const { result, data } = rig.readData(7, 0, 1, 9, 512);
    expect(result[0]).toBe(0);
    expect(data).toEqual(image.subarray(7 * 18 * 512, 7 * 18 * 512 + 512));
    rig.seek(15);
    expect(rig.readData(7, 0, 1, 9, 512).result[1]).toBe(0x01);
  });

  test('without port 3F7 the rate is 250 kbit/s', () => {
    const rig = new Rig({ highDensity: false }).start();
    rig.insert('a', patterned(M144));
    rig.rate(500);
    expect(status1(rig)).toBe(0x01);
    rig.insert('a', patterned(K720));
    expect(status1(rig)).toBe(0);
    expect(rig.bench.read('registers', 5)).toBe(0xff);
  });
});

describe('disk change', () => {
  const changed = (rig: Rig): boolean => (rig.bench.read('registers', 5) & 0x80) !== 0;

  test('until a step pulse comes with a disk in the drive', () => {
    const rig = new Rig().start();
    expect(changed(rig)).toBe(true);
    rig.seek(2);
    expect(changed(rig)).toBe(true);
    rig.insert('a', blankFloppy('720k'));
    expect(changed(rig)).toBe(true);
    rig.seek(1);
    expect(changed(rig)).toBe(false);
    rig.insert('a', blankFloppy('720k'));
    expect(changed(rig)).toBe(true);
    rig.dor(0x0c);
    expect(changed(rig)).toBe(false);
  });

  test('a 360K drive does not tell', () => {
    const rig = new Rig({ a: '360k' }).start();
    expect(changed(rig)).toBe(false);
  });
});

describe('writing', () => {
  test('the host has each sector before the program is told', () => {
    const rig = new Rig().start();
    const disk = rig.insert('a', patterned(K360));
    const file: number[] = [];
    disk.medium.onWrite = (_sector, offset, data) => {
      expect(rig.irq).toBe(false);
      file.push(offset, data.length);
    };
    rig.seek(1);
    expect(rig.writeData(1, 0, 8, 9, patterned(3 * 512)).result).toEqual([0x04, 0, 0, 1, 1, 2, 2]);
    const first = (2 * 9 + 7) * 512;
    expect(file).toEqual([first, 512, first + 512, 512, first + 1024, 512]);
  });

  test('a host that refuses is a fault of the drive, and the disk is as it was', () => {
    const rig = new Rig().start();
    const image = patterned(K360);
    const disk = rig.insert('a', image);
    disk.medium.onWrite = (sector) => sector !== 4;
    const { result } = rig.writeData(0, 0, 4, 9, new Uint8Array(1024));
    expect(result.slice(0, 3)).toEqual([0x50, 0, 0]);
    expect(disk.medium.dirtySectors()).toEqual([3]);
  });

  test('write protection', () => {
    const rig = new Rig().start();
    rig.insert('a', openFloppy(patterned(K360), { writeProtected: true }).medium);
    expect(rig.writeData(0, 0, 1, 9, new Uint8Array(512)).result.slice(0, 2)).toEqual([0x40, 0x02]);
  });

  test('a disk that is pulled while a sector is written: that sector is lost, and told so', () => {
    for (const bytes of [1, 100, 512, 513, 700, 1024]) {
      const rig = new Rig().start();
      const image = patterned(K360);
      const disk = rig.insert('a', image);
      rig.dma.program('from-memory', new Uint8Array(2048).fill(0x5a));
      rig.send(0x45, 0, 0, 0, 1, 2, 9, 0x2a, 0xff);
      while (rig.dma.times.length < bytes) rig.bench.advance(rig.bench.scheduler.next - rig.bench.tick);
      rig.bench.insert('a', null);
      rig.untilIrq();
      expect(rig.irq).toBe(true);
      expect(rig.results(7).slice(0, 3)).toEqual([0x50, 0, 0]);
      const whole = Math.floor((bytes - 1) / 512);
      expect(disk.medium.dirtySectors()).toEqual(Array.from({ length: whole }, (_, i) => i));
      const content = disk.medium.content();
      expect(Buffer.compare(content.subarray(whole * 512), image.subarray(whole * 512))).toBe(0);
    }
  });

  test('a disk that is pulled while a sector is read: a wrong check sum', () => {
    const rig = new Rig().start();
    rig.insert('a', patterned(K360));
    rig.dma.program('to-memory', new Uint8Array(512));
    rig.send(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff);
    while (rig.dma.times.length < 9) rig.bench.advance(rig.bench.scheduler.next - rig.bench.tick);
    rig.bench.insert('a', null);
    rig.untilIrq();
    expect(rig.results(7).slice(0, 3)).toEqual([0x40, 0x20, 0x20]);
  });

  test('a disk that is pulled while a track is formatted: nothing is lost', () => {
    const rig = new Rig().start();
    const disk = rig.insert('a', patterned(K360));
    rig.dma.program('from-memory', new Uint8Array(36));
    rig.send(0x4d, 0, 2, 9, 0x50, 0xf6);
    while (rig.dma.times.length < 20) rig.bench.advance(rig.bench.scheduler.next - rig.bench.tick);
    rig.bench.insert('a', null);
    rig.untilIrq();
    expect(rig.results(7)[0]).toBe(0x50);
    expect(disk.medium.dirtySectors()).toEqual([]);
  });
});

describe('formatting', () => {
  test('a standard track is filled, in the order of its addresses', () => {
    const rig = new Rig().start();
    const disk = rig.insert('a', patterned(K360));
    rig.seek(3);
    const order = [1, 6, 2, 7, 3, 8, 4, 9, 5];
    expect(rig.formatTrack(3, 1, order).result[0]).toBe(0x04);
    expect(disk.track(3, 1).sectors.map(({ r }) => r)).toEqual(order);
    expect(disk.medium.dirtySectors()).toEqual(Array.from({ length: 9 }, (_, i) => (3 * 2 + 1) * 9 + i));
    const { data } = rig.readData(3, 1, 1, 9, 9 * 512);
    expect(data).toEqual(new Uint8Array(9 * 512).fill(0xf6));
    expect(rig.dma.times.at(-1)! - rig.dma.times[0]!).toBeGreaterThan(ms(300));
    expect(rig.bench.observed.filter((line) => line.includes('note'))).toEqual([]);
    rig.formatTrack(3, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(disk.saveLayout().length).toBe(0);
  });

  test('a track that the image cannot hold lasts as long as the disk, and the user is told once', () => {
    const rig = new Rig().start();
    const disk = rig.insert('a', patterned(K360));
    expect(rig.formatTrack(0, 0, [1, 2, 3, 4, 5], { n: 3, gap3: 0x74 }).result[0]).toBe(0);
    rig.formatTrack(0, 1, [0x41, 0x42]);
    const notes = rig.bench.observed.filter((line) => line.includes('note'));
    expect(notes.length).toBe(1);
    expect(notes[0]).toContain('drive A: cylinder 0, head 0 was formatted in a way that the image cannot hold');
    const data = patterned(1024);
    rig.dma.program('from-memory', data);
    expect(rig.command(0x45, 0, 0, 0, 4, 3, 5, 0x35, 0xff).result[0]).toBe(0);
    const back = new Uint8Array(1024);
    rig.dma.program('to-memory', back);
    expect(rig.command(0x46, 0, 0, 0, 4, 3, 5, 0x35, 0xff).result[0]).toBe(0);
    expect(back).toEqual(data);
    expect(disk.medium.dirtySectors()).toEqual([]);
  });

  test('a 360K disk in a 1.2 MB drive', () => {
    const rig = new Rig({ a: '1.2m' }).start();
    const disk = rig.insert('a', patterned(K360));
    rig.rate(300);
    rig.seek(20);
    expect(rig.formatTrack(10, 0, [9, 8, 7, 6, 5, 4, 3, 2, 1]).result[0]).toBe(0);
    expect(disk.track(10, 0)).toMatchObject({ kbps: 250, capacity: 6250 });
    expect(disk.medium.dirtySectors()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => 180 + i));
    expect(rig.writeData(10, 0, 3, 9, patterned(512)).result[0]).toBe(0);
    expect(disk.medium.readSector(182)).toEqual(patterned(512));
    expect(rig.bench.observed.filter((line) => line.includes('note'))).toEqual([]);
  });

  test('one side of a high density disk takes one turn', () => {
    const rig = new Rig().start();
    rig.insert('a', patterned(M144));
    rig.rate(500);
    const rs = Array.from({ length: 18 }, (_, i) => i + 1);
    const { result, ticks } = rig.formatTrack(0, 0, rs, { gap3: 0x6c });
    expect(result[0]).toBe(0);
    expect(ticks).toBeLessThan(ms(401));
    expect(rig.readData(0, 0, 1, 18, 18 * 512).data).toEqual(new Uint8Array(18 * 512).fill(0xf6));
  });
});

describe('disks and drives', () => {
  test('what does not fit is refused, and the drive keeps what it has', () => {
    const rig = new Rig({ a: '360k', b: 'none' });
    const disk = rig.insert('a', blankFloppy('360k'));
    expect(() => rig.insert('a', blankFloppy('1.44m'))).toThrow(
      'A 3.5" disk does not fit into drive A, which is a 360k drive.',
    );
    expect(() => rig.bench.insert('a', new Uint8Array(3))).toThrow('Drive A takes a floppy disk');
    expect(rig.card.drives[0]!.disk).toBe(disk);
    expect(() => rig.insert('b', blankFloppy('360k'))).toThrow('There is no drive B');
    expect(() => new Rig({ a: '5mb' as '360k' })).toThrow('Drive A of "device" is of type "5mb"; it takes auto, 360k');
  });

  test('a snapshot knows its disk', () => {
    const rig = new Rig();
    rig.insert('a', patterned(K360));
    const saved = rig.bench.save();
    const other = new Rig();
    expect(() => other.bench.load(saved)).toThrow('The snapshot has a disk in drive A, this machine has none');
    other.insert('a', blankFloppy('360k'));
    expect(() => other.bench.load(saved)).toThrow('The snapshot was made with another disk in drive A');
    const { baseSha1 } = rig.card.drives[0]!.disk!.medium;
    other.insert('a', openFloppy(patterned(K360), { format: '720k', baseSha1 }).medium);
    expect(() => other.bench.load(saved)).toThrow('read as img 40x2x9, not as 720k 80x2x9');
    other.insert('a', patterned(K360));
    other.bench.load(saved);
    expect(other.bench.hash()).toBe(rig.bench.hash());
  });
});
