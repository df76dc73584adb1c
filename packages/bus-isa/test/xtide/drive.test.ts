import { loadState, saveState } from '@backplane/kernel';
import { type HardDisk, memoryStore, openHardDisk } from '@backplane/media';
import { describe, expect, it } from 'vitest';
import { CardBench, CRYSTAL, disk, pattern } from './bench.ts';

const SECTORS = 306 * 4 * 17;

function bench(...disks: (HardDisk | null)[]): CardBench {
  const b = new CardBench();
  for (const [i, d] of disks.entries()) b.card.insert(`disk${i}`, d, 0);
  b.t = CRYSTAL;
  return b;
}

/** A disk whose blocks tell their numbers. */
const numbered = (): HardDisk => disk(SECTORS, '306/4/17', Array(SECTORS).keys());

const text = (words: Uint16Array, at: number, count: number): string =>
  String.fromCharCode(...[...words.slice(at, at + count)].flatMap((w) => [w >> 8, w & 0xff])).trim();

describe('registers', () => {
  it('nobody answers without drives, the master answers for a slave that is not there', () => {
    const none = bench();
    expect(Array.from({ length: 16 }, (_, i) => none.in(i)).filter((v, i) => v !== 0xff && i !== 8)).toEqual([]);
    const one = bench(disk(SECTORS));
    one.out(6, 0xb0);
    one.out(2, 0x55);
    expect([one.in(7), one.in(14), one.in(2), one.in(6)]).toEqual([0, 0, 0x55, 0xb0]);
    one.out(6, 0xa0);
    expect([one.in(7), one.in(14)]).toEqual([0x50, 0x50]);
    const slave = bench(null, disk(SECTORS));
    expect(slave.in(7)).toBe(0xff);
    slave.out(6, 0xb0);
    expect(slave.in(7)).toBe(0x50);
  });

  it('show the signature after power-on, reset and diagnostic; bits 7 and 5 of the device are ones', () => {
    const b = bench(disk(SECTORS));
    const signature = () => [1, 2, 3, 4, 5, 6].map((r) => b.in(r));
    expect(signature()).toEqual([1, 1, 1, 0, 0, 0xa0]);
    for (const act of [() => b.out(7, 0x90), () => [b.out(14, 4), b.out(14, 0)]]) {
      for (const r of [2, 3, 4, 5]) b.out(r, 0x77);
      b.out(6, 0x0f);
      act();
      expect(b.in(7)).toBe(0x80);
      b.ready();
      expect(signature()).toEqual([1, 1, 1, 0, 0, 0xa0]);
    }
    b.out(14, 4);
    b.t += CRYSTAL;
    expect([b.in(7), b.in(2)]).toEqual([0x80, 0x80]);
  });

  it('keep what is written, for both drives, but not while the drive is busy', () => {
    const b = bench(disk(SECTORS), disk(SECTORS));
    b.out(2, 0x12);
    b.out(6, 0xb5);
    expect([b.in(2), b.in(6), b.in(15)]).toEqual([0x12, 0xb5, 0x01 | (0x0a << 2) | 0x40]);
    b.out(7, 0x10);
    b.out(2, 0x34);
    expect(b.in(2)).toBe(0x80);
    b.ready();
    expect(b.in(2)).toBe(0x12);
    b.out(6, 0xa0);
    expect(b.in(2)).toBe(0x34);
  });

  it('are where the variants have them', () => {
    const places = {
      rev1: [1, 2, 3, 4, 5, 6, 7],
      rev2: [8, 2, 10, 4, 12, 6, 14],
      xtcf: [2, 4, 6, 8, 10, 12, 14],
    } as const;
    for (const variant of ['rev1', 'rev2', 'xtcf'] as const) {
      const b = new CardBench(variant);
      b.card.insert('disk0', disk(SECTORS), 0);
      b.t = CRYSTAL;
      const [, count, sector, low, high, device, status] = places[variant];
      for (const [i, port] of [count, sector, low, high].entries()) b.out(port!, 0x21 + i);
      b.out(device!, 0xa3);
      expect([count, sector, low, high, device, status].map((p) => b.in(p!))).toEqual([
        0x21, 0x22, 0x23, 0x24, 0xa3, 0x50,
      ]);
    }
  });

  it('reading for a debugger has no effect', () => {
    const b = bench(numbered());
    b.command(0x20);
    for (let i = 0; i < 32; i++) b.card.io.registers.peek(i);
    expect(b.take()).toEqual(pattern(0));
  });
});

describe('identify', () => {
  it('tells shape, capacity, names and abilities', () => {
    const b = bench(disk(SECTORS + 5, '306/4/17'));
    expect(b.command(0xec)).toBe(0x58);
    const words = b.words();
    expect(b.in(7)).toBe(0x50);
    expect([words[0], words[1], words[3], words[6]]).toEqual([0x40, 306, 4, 17]);
    expect([words[54], words[55], words[56], words[57]! | (words[58]! << 16)]).toEqual([306, 4, 17, SECTORS]);
    expect(words[60]! | (words[61]! << 16)).toBe(SECTORS + 5);
    expect([words[49], words[53], words[47]]).toEqual([0x200, 1, 0x8010]);
    expect([text(words, 27, 20), text(words, 10, 10)]).toEqual(['Backplane hard disk', 'BP0']);
    expect([...words.slice(129, 132)]).toEqual([0x4250, 0, 0]);
  });

  it('tells what the drive was set to, and how the partitions were made', () => {
    const b = bench(disk(200_000, 'raw:980/12/17:64/63'));
    b.command(0x91, { count: 32, device: 9 });
    b.command(0xc6, { count: 8 });
    b.command(0xec);
    const words = b.words();
    expect([words[1], words[3], words[6]]).toEqual([980, 12, 17]);
    expect([words[54], words[55], words[56], words[59]]).toEqual([625, 10, 32, 0x108]);
    expect([...words.slice(129, 132)]).toEqual([0x4250, 64, 63]);
  });
});

describe('reading', () => {
  it('by cylinder, head and sector, and by block number', () => {
    const b = bench(numbered());
    expect(b.command(0x20, { cylinder: 200, device: 3, sector: 17 })).toBe(0x58);
    expect(b.take()).toEqual(pattern((200 * 4 + 3) * 17 + 16));
    expect(b.in(7)).toBe(0x50);
    b.command(0x21, b.lba(12345));
    expect(b.take()).toEqual(pattern(12345));
  });

  it('goes on over tracks and cylinders; the registers tell the last sector', () => {
    const b = bench(numbered());
    b.command(0x20, { count: 40, cylinder: 9, device: 2, sector: 5 });
    const first = (9 * 4 + 2) * 17 + 4;
    for (let n = 0; n < 40; n++) {
      expect(b.ready()).toBe(0x58);
      expect(b.take()).toEqual(pattern(first + n));
    }
    expect(b.in(7)).toBe(0x50);
    const last = first + 39;
    expect([b.in(2), b.in(3), b.in(4), b.in(6) & 15]).toEqual([0, (last % 17) + 1, 10, Math.floor(last / 17) % 4]);
  });

  it('a count of 0 is 256', () => {
    const b = bench(numbered());
    b.command(0x20, { count: 0 });
    for (let n = 0; n < 256; n++) {
      expect(b.ready()).toBe(0x58);
      expect(b.take()).toEqual(pattern(n));
    }
    expect(b.ready()).toBe(0x50);
  });

  it('in blocks of several sectors', () => {
    const b = bench(numbered());
    expect([b.command(0xc4, { count: 4 }), b.in(1)]).toEqual([0x51, 4]);
    expect(b.command(0xc6, { count: 3 }) & 1).toBe(1);
    expect(b.command(0xc6, { count: 32 }) & 1).toBe(1);
    expect(b.command(0xc6, { count: 4 })).toBe(0x50);
    b.command(0xc4, { ...b.lba(100), count: 10 });
    let t = 0;
    for (let n = 0; n < 10; n++) {
      expect(b.in(7) & 0x88).toBe(n === 4 || n === 8 ? 0x80 : 8);
      b.ready();
      expect(b.take()).toEqual(pattern(100 + n));
      t = b.t;
    }
    expect(t).toBe(b.t);
    expect(b.in(7)).toBe(0x50);
  });

  it('outside the disk is no sector, and a sector that cannot be read is a data error', () => {
    const b = bench(numbered());
    const fails = (registers: Parameters<CardBench['command']>[1]) => [b.command(0x20, registers), b.in(1)];
    for (const r of [
      { sector: 0 },
      { sector: 18 },
      { device: 4 },
      { cylinder: 306 },
      b.lba(SECTORS),
      b.lba(0xfffffff),
    ]) {
      expect(fails(r)).toEqual([0x51, 0x10]);
    }
    // runs off the end
    b.command(0x20, { ...b.lba(SECTORS - 2), count: 5 });
    for (const n of [2, 1]) {
      expect(b.ready()).toBe(0x58);
      expect(b.take()).toEqual(pattern(SECTORS - n));
    }
    expect([b.ready(), b.in(1), b.in(2)]).toEqual([0x51, 0x10, 3]);

    const bytes = new Uint8Array(SECTORS * 512);
    const store = memoryStore(bytes);
    const bad = openHardDisk({
      ...store,
      read: (offset, length) => {
        if (offset === 7 * 512) throw new Error('input/output error');
        return store.read(offset, length);
      },
    }).disk;
    const c = bench(bad);
    c.command(0xc6, { count: 8 });
    c.command(0xc4, { count: 16 });
    // the seven in front of it are handed over
    for (let n = 0; n < 7; n++) c.take();
    expect([c.ready(), c.in(1), c.in(2), c.in(3)]).toEqual([0x51, 0x40, 9, 8]);
  });
});

describe('writing', () => {
  it('has each sector on the disk before the drive is not busy', () => {
    const d = numbered();
    const b = bench(d);
    const order: number[] = [];
    d.medium.onWrite = (sector) => {
      order.push(sector);
    };
    expect(b.command(0x30, { ...b.lba(500), count: 3 })).toBe(0x58);
    for (let n = 0; n < 3; n++) {
      expect(order).toEqual([500, 501, 502].slice(0, n));
      b.give(pattern(n, 1));
      expect(b.in(7)).toBe(0x80);
      expect(order.length).toBe(n + 1);
      expect(b.ready()).toBe(n < 2 ? 0x58 : 0x50);
    }
    for (let n = 0; n < 3; n++) expect(d.read(500 + n)).toEqual(pattern(n, 1));
    expect(d.medium.dirtySectors()).toEqual([500, 501, 502]);
  });

  it('in blocks', () => {
    const d = numbered();
    const b = bench(d);
    b.command(0xc6, { count: 16 });
    expect(b.command(0xc5, { ...b.lba(10), count: 20 })).toBe(0x58);
    for (let n = 0; n < 16; n++) b.give(pattern(n, 2));
    expect(b.ready()).toBe(0x58);
    for (let n = 16; n < 20; n++) b.give(pattern(n, 2));
    expect(b.ready()).toBe(0x50);
    for (let n = 0; n < 20; n++) expect(d.read(10 + n)).toEqual(pattern(n, 2));
  });

  it('that the host does not take is a write fault; a protected disk refuses', () => {
    const d = numbered();
    const b = bench(d);
    d.medium.onWrite = (sector) => sector !== 6;
    b.command(0x30, { ...b.lba(5), count: 4 });
    b.give(pattern(0, 3));
    expect(b.ready()).toBe(0x58);
    b.give(pattern(1, 3));
    expect([b.ready(), b.in(1), b.in(2), b.in(3)]).toEqual([0x71, 4, 3, 6]);
    expect(d.read(6)).toEqual(pattern(6));
    expect(b.command(0x10)).toBe(0x50);
    d.medium.writeProtected = true;
    b.command(0x30, b.lba(5));
    b.give(pattern(0, 3));
    expect([b.ready(), b.in(1)]).toEqual([0x51, 0x44]);
    d.medium.writeProtected = false;
    b.command(0x30, { ...b.lba(SECTORS - 1), count: 2 });
    b.give(pattern(9));
    b.ready();
    b.give(pattern(9));
    expect([b.ready(), b.in(1)]).toEqual([0x51, 0x10]);
  });
});

describe('other commands', () => {
  it('verify, seek and recalibrate', () => {
    const b = bench(numbered());
    expect(b.command(0x40, { count: 0 })).toBe(0x50);
    expect(b.command(0x40, { ...b.lba(SECTORS - 3), count: 5 })).toBe(0x51);
    expect([b.in(1), b.in(2)]).toEqual([0x10, 2]);
    expect(b.command(0x70, { cylinder: 305, device: 3, sector: 17 })).toBe(0x50);
    expect(b.command(0x7f, { cylinder: 306 })).toBe(0x51);
    expect([b.command(0x1f, { cylinder: 99 }), b.in(4)]).toEqual([0x50, 0]);
  });

  it('set what the registers count in', () => {
    const b = bench(numbered());
    expect(b.command(0x91, { count: 34, device: 7 })).toBe(0x50);
    b.command(0x20, { cylinder: 10, device: 5, sector: 33 });
    expect(b.take()).toEqual(pattern((10 * 8 + 5) * 34 + 32));
    expect(b.command(0x20, { cylinder: Math.floor(SECTORS / 272) })).toBe(0x51);
    expect(b.command(0x91, { count: 0 })).toBe(0x51);
  });

  it('8-bit transfers, on a card without a latch', () => {
    const d = numbered();
    const b = new CardBench('xtcf');
    b.card.insert('disk0', d, 0);
    b.t = CRYSTAL;
    const ready = () => {
      while ((b.in(14) & 0x80) !== 0);
      return b.in(14);
    };
    const command = (code: number, block: number, feature = 0) => {
      const values = [feature, 1, block & 255, block >> 8, 0, 0xe0];
      for (const [i, v] of values.entries()) b.out(2 + 2 * i, v);
      b.out(14, code);
      return ready();
    };
    // 16 bits: the upper ones are lost
    command(0x20, 3);
    expect(Array.from({ length: 256 }, () => b.in(0))).toEqual([...pattern(3)].filter((_, i) => i % 2 === 0));
    expect(command(0xef, 0, 0x01)).toBe(0x50);
    command(0x20, 3);
    expect(Uint8Array.from({ length: 512 }, () => b.in(0))).toEqual(pattern(3));
    command(0x30, 4);
    for (const byte of pattern(4, 9)) b.out(0, byte);
    expect(ready()).toBe(0x50);
    expect(d.read(4)).toEqual(pattern(4, 9));
    command(0xef, 0, 0x81);
    command(0x20, 3);
    for (let i = 0; i < 256; i++) {
      expect(ready() & 8).toBe(8);
      b.in(0);
    }
    expect(ready()).toBe(0x50);
  });

  it('the buffer, power modes, features; what is not known is refused', () => {
    const b = bench(numbered());
    b.command(0xe8);
    b.give(pattern(77));
    b.command(0xe4);
    expect(b.take()).toEqual(pattern(77));
    for (const code of [0xe0, 0xe1, 0xe2, 0xe3, 0xe6, 0xe7, 0x94, 0x99]) expect(b.command(code)).toBe(0x50);
    expect([b.command(0xe5), b.in(2)]).toEqual([0x50, 0xff]);
    for (const code of [0x00, 0x50, 0x22, 0xa1, 0xc8, 0xff]) expect([b.command(code), b.in(1)]).toEqual([0x51, 4]);
    b.out(1, 0x99);
    expect(b.command(0xef)).toBe(0x51);
  });
});

describe('time', () => {
  const ms = (ticks: number): number => (ticks * 1000) / CRYSTAL;
  const timed = (b: CardBench, action: () => void): number => {
    const t = b.t;
    action();
    return ms(b.t - t);
  };

  it('a seek takes 3 to 18 ms, a sector at most a revolution more, one in the buffer next to nothing', () => {
    const b = bench(numbered());
    expect(timed(b, () => b.command(0x10))).toBeLessThan(0.3);
    expect(timed(b, () => b.command(0x70, { cylinder: 1 }))).toBeCloseTo(0.2 + 2.5 + 15 * Math.sqrt(1 / 306), 1);
    expect(timed(b, () => b.command(0x70, { cylinder: 305 }))).toBeCloseTo(0.2 + 2.5 + 15 * Math.sqrt(304 / 306), 1);
    expect(timed(b, () => b.command(0x20, { cylinder: 305, sector: 9 }))).toBeLessThan(0.3 + 1000 / 60 + 1);
    b.take();
    b.t += CRYSTAL / 30;
    for (const sector of [10, 3, 17]) {
      expect(timed(b, () => b.command(0x20, { cylinder: 305, sector }))).toBeLessThan(0.3);
      b.take();
    }
    // a whole track, from wherever the head is: one revolution and what the transfer takes
    b.command(0x70, { cylinder: 20 });
    const track = timed(b, () => b.command(0x40, { cylinder: 20, count: 17 }));
    expect(track).toBeGreaterThan(1000 / 60);
    expect(track).toBeLessThan((1000 / 60) * 1.1 + 0.3);
  });

  it('spins up after power-on', () => {
    const b = new CardBench();
    b.card.insert('disk0', disk(SECTORS), 0);
    b.card.reset('power', 0);
    expect(timed(b, () => b.ready())).toBeCloseTo(300, 0);
  });
});

describe('insertion and state', () => {
  it('a disk that is pulled in the middle of a command is a drive that does not answer', () => {
    const b = bench(numbered());
    b.command(0x20);
    b.in(0);
    b.card.insert('disk0', null, b.t);
    expect([b.in(7), b.in(0), b.in(2)]).toEqual([0xff, 0xff, 0xff]);
    b.out(7, 0x20);
    b.out(0, 5);
    b.out(14, 4);
    b.out(14, 0);
    b.card.insert('disk0', numbered(), b.t);
    b.command(0x20, b.lba(5));
    expect(b.take()).toEqual(pattern(5));
    expect(() => b.card.insert('disk1', {}, b.t)).toThrow('takes a hard disk');
  });

  it('goes on from a snapshot anywhere, with what was written', () => {
    const script = (b: CardBench, swap: (b: CardBench, n: number) => CardBench): unknown[] => {
      const seen: unknown[] = [];
      let current = b;
      let n = 0;
      const step = <T>(action: (bench: CardBench) => T): void => {
        current = swap(current, n++);
        seen.push(action(current));
      };
      step((x) => x.command(0x91, { count: 34, device: 7 }));
      step((x) => x.command(0xc6, { count: 2 }));
      step((x) => x.command(0xc5, { ...x.lba(9), count: 3 }));
      for (let i = 0; i < 3; i++) {
        step((x) => x.give(pattern(i, 5).slice(0, 100)));
        step((x) => x.give(pattern(i, 5).slice(100)));
        step((x) => x.in(7));
        step((x) => x.ready());
      }
      step((x) => x.command(0x20, { ...x.lba(8), count: 4 }));
      for (let i = 0; i < 4; i++) {
        step((x) => x.in(0));
        step((x) => Array.from({ length: 511 }, (_, k) => x.in(k % 2 === 0 ? 8 : 0)));
        step((x) => x.ready());
      }
      step((x) => x.command(0x20, { sector: 40 }));
      step((x) => [x.in(1), x.t]);
      return seen;
    };
    const make = () => {
      const d = numbered();
      d.medium.baseSha1 = 'base';
      return bench(d);
    };
    const plain = script(make(), (b) => b);
    const swapped = script(make(), (b) => {
      const bytes = saveState(b.card);
      const next = make();
      next.t = b.t;
      loadState(next.card, bytes);
      expect(saveState(next.card)).toEqual(bytes);
      return next;
    });
    expect(swapped).toEqual(plain);
  });

  it('refuses a snapshot of another disk', () => {
    const make = (base: string, format = '306/4/17') => {
      const d = disk(SECTORS, format);
      d.medium.baseSha1 = base;
      return bench(d);
    };
    const bytes = saveState(make('a').card);
    expect(() => loadState(make('b').card, bytes)).toThrow(
      /another disk in the hard disk drive disk0, SHA-1 a; this one is b/,
    );
    expect(() => loadState(make('a', '153/8/17').card, bytes)).toThrow('as 306/4/17, not as 153/8/17');
    expect(() => loadState(bench().card, bytes)).toThrow('this machine has none');
    expect(() => loadState(make('a').card, saveState(bench().card))).toThrow('Take the disk out first');
  });
});
