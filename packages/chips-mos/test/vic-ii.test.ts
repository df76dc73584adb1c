import { ratio } from '@backplane/kernel';
import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, it, test } from 'vitest';
import { Mos6567R8Part, Mos6567R56APart, Mos6569Part, Mos8562Part, Mos8565Part } from '../src/index.ts';

const PARTS = [Mos6569Part, Mos8565Part, Mos6567R8Part, Mos8562Part, Mos6567R56APart];

for (const part of PARTS) {
  testDevice({ describe, test, part, spaceBits: 16, steps: 400, pause: 3000, ticksPerCycle: ratio(3) });
}

/** A 6569 with one tick to a cycle: tick = line × 63 + cycle − 1. */
function bench() {
  const b = new DeviceBench({ part: Mos6569Part, spaceBits: 16 });
  const colour = new Uint8Array(1024).fill(1);
  b.device.connect(colour);
  return {
    b,
    vic: b.device,
    ram: b.space!,
    colour,
    /** Goes to cycle `cycle` (from 1) of line `line`, in this frame or the next. */
    to(line: number, cycle = 1): void {
      const frame = 312 * 63;
      const place = line * 63 + cycle - 1;
      const wait = (place - (b.tick % frame) + frame) % frame;
      b.advance(wait);
    },
    read: (reg: number) => b.read('registers', reg),
    write: (reg: number, value: number) => b.write('registers', reg, value),
    on: (pin: string) => b.out[pin]!.on,
  };
}

/** Ticks at which a pin changed. */
const edges = (observed: readonly string[], pin: string) =>
  observed.filter((o) => o.startsWith(`${pin} `)).map((o) => [o.split(' ')[1], Number(o.split(' ')[2])]);

describe('registers', () => {
  it('read 1 where there is no bit, and FFh where there is no register', () => {
    const { read, write } = bench();
    for (let reg = 0; reg < 0x40; reg++) if (reg !== 0x19 && reg !== 0x11) write(reg, 0);
    const expected = new Map([
      [0x16, 0xc0],
      [0x18, 0x01],
      [0x19, 0x70],
      [0x1a, 0xf0],
    ]);
    for (let reg = 0x20; reg < 0x2f; reg++) expected.set(reg, 0xf0);
    for (let reg = 0x2f; reg < 0x40; reg++) expected.set(reg, 0xff);
    for (let reg = 0; reg < 0x40; reg++) {
      if (reg === 0x11 || reg === 0x12) continue;
      expect(read(reg), `register ${reg.toString(16)}`).toBe(expected.get(reg) ?? 0);
    }
  });

  it('keep what is written', () => {
    const { read, write } = bench();
    for (const reg of [0, 1, 0x0f, 0x10, 0x15, 0x17, 0x1b, 0x1c, 0x1d]) {
      write(reg, 0xa5);
      expect(read(reg)).toBe(0xa5);
    }
    write(0x11, 0x5b);
    expect(read(0x11) & 0x7f).toBe(0x5b);
    write(0x27, 0x36);
    expect(read(0x27)).toBe(0xf6);
  });

  it('collision and light pen registers cannot be written', () => {
    const { read, write } = bench();
    for (const reg of [0x13, 0x14, 0x1e, 0x1f]) {
      write(reg, 0xff);
      expect(read(reg)).toBe(0);
    }
  });
});

describe('the raster counter', () => {
  it('goes on with cycle 1, but to line 0 with cycle 2', () => {
    const { to, read } = bench();
    to(100, 63);
    expect(read(0x12)).toBe(100);
    to(101, 1);
    expect(read(0x12)).toBe(101);
    to(311, 63);
    expect([read(0x12), read(0x11) & 0x80]).toEqual([0x37, 0x80]);
    to(0, 1);
    expect([read(0x12), read(0x11) & 0x80]).toEqual([0x37, 0x80]);
    to(0, 2);
    expect([read(0x12), read(0x11) & 0x80]).toEqual([0, 0]);
  });

  it('interrupts in cycle 1 of a line, in line 0 in cycle 2', () => {
    const { b, to, write, read, on } = bench();
    write(0x12, 50);
    write(0x1a, 1);
    to(49, 63);
    expect(on('irq')).toBe(false);
    to(50, 1);
    expect(on('irq')).toBe(true);
    expect(read(0x19)).toBe(0xf1);
    write(0x19, 1);
    expect(on('irq')).toBe(false);
    write(0x12, 0);
    to(0, 1);
    expect(on('irq')).toBe(false);
    to(0, 2);
    expect(on('irq')).toBe(true);
    expect(edges(b.observed, 'irq').map(([level]) => level)).toEqual(['on', 'off', 'on']);
  });

  it('interrupts at once when the present line is written, and once only', () => {
    const { to, write, read } = bench();
    to(80, 20);
    write(0x12, 80);
    write(0x19, 1);
    to(80, 21);
    expect(read(0x19)).toBe(0x71);
    write(0x19, 1);
    to(80, 40);
    write(0x12, 80);
    to(80, 42);
    expect(read(0x19)).toBe(0x70);
  });

  it('does not interrupt while the comparison stays true from line to line', () => {
    const { to, write, read } = bench();
    write(0x12, 80);
    to(80, 5);
    write(0x19, 1);
    to(80, 63);
    write(0x12, 81);
    to(81, 30);
    expect(read(0x19)).toBe(0x70);
  });
});

describe('BA', () => {
  it('is low in cycles 12 to 54 of bad lines', () => {
    const { b, to, write } = bench();
    write(0x11, 0x1b);
    to(0x3a, 1);
    const start = 0x33 * 63 - 1;
    expect(edges(b.observed, 'ba')).toEqual([
      ['on', start + 12],
      ['off', start + 55],
    ]);
  });

  it('never falls for text with DEN off', () => {
    const { b, to, write } = bench();
    write(0x11, 0x0b);
    to(300);
    expect(edges(b.observed, 'ba')).toEqual([]);
  });

  it('falls three cycles before the fetches of a sprite', () => {
    const { b, to, write } = bench();
    write(0x01, 100);
    write(0x09, 100);
    write(0x15, 0x11);
    to(102);
    const line = (n: number) => n * 63 - 1;
    // sprite 0 in cycles 58 and 59, sprite 4 in cycles 3 and 4 of the next line
    expect(edges(b.observed, 'ba').slice(0, 6)).toEqual([
      ['on', line(100) + 55],
      ['off', line(100) + 60],
      ['on', line(100) + 63],
      ['off', line(101) + 5],
      ['on', line(101) + 55],
      ['off', line(101) + 60],
    ]);
  });

  it('falls in the middle of a line that becomes a bad one', () => {
    const { b, to, write, colour } = bench();
    colour.fill(5);
    b.device.connectDataBus(() => 0xea);
    write(0x11, 0x1a);
    write(0x18, 0x14);
    to(0x33, 30);
    write(0x11, 0x1b);
    to(0x34, 1);
    const start = 0x33 * 63 - 1;
    expect(edges(b.observed, 'ba').slice(-2)).toEqual([
      ['on', start + 31],
      ['off', start + 55],
    ]);
    // three accesses come before the bus is the chip's
    expect([...b.device.engine.matrix.subarray(16, 21)]).toEqual([0xff, 0xff, 0xff, 0, 0]);
    expect([...b.device.engine.colours.subarray(16, 21)]).toEqual([10, 10, 10, 5, 5]);
  });
});

describe('the picture', () => {
  it('has the first character at column 24 of the coordinates and line 51', () => {
    const { b, vic, to, write, ram } = bench();
    ram.poke(0x0400, 1);
    for (let i = 0; i < 8; i++) ram.poke(0x1008 + i, 0x80);
    write(0x11, 0x1b);
    write(0x16, 0x08);
    write(0x18, 0x14);
    write(0x20, 14);
    write(0x21, 6);
    to(60);
    vic.video.draw(b.tick);
    const { pixels, width, visible } = vic.video;
    const at = (x: number, y: number) => pixels[(visible.y + y) * width + visible.x + x];
    expect([31, 32, 33, 39].map((x) => at(x, 35))).toEqual([14, 1, 6, 6]);
    expect(at(32, 34)).toBe(14);
    expect([at(351, 35), at(352, 35)]).toEqual([6, 14]);
  });

  it('is the same however often it is brought up to date', () => {
    const draw = (step: number) => {
      const { b, vic, write, ram } = bench();
      for (let i = 0; i < 0x4000; i++) ram.poke(i, (i * 7) ^ (i >> 5));
      write(0x11, 0x1b);
      write(0x16, 0x1b);
      write(0x15, 0xff);
      for (let s = 0; s < 8; s++) {
        write(s * 2, 60 + s * 20);
        write(s * 2 + 1, 80 + s * 9);
      }
      for (let t = 0; t < 2 * 312 * 63; t += step) b.advance(step, true);
      vic.video.draw(2 * 312 * 63);
      return vic.video.pixels.slice();
    };
    expect(draw(1)).toEqual(draw(39_312));
  });
});

describe('collisions', () => {
  const overlapping = () => {
    const all = bench();
    for (let i = 0; i < 63; i++) all.ram.poke(0x0340 + i, 0xff);
    all.ram.poke(0x07f8, 13);
    all.ram.poke(0x07f9, 13);
    all.write(0x18, 0x14);
    all.write(0x00, 100);
    all.write(0x02, 110);
    all.write(0x01, 100);
    all.write(0x03, 105);
    all.write(0x15, 3);
    return all;
  };

  it('are latched until they are read', () => {
    const { to, read } = overlapping();
    to(105, 60);
    expect(read(0x1e)).toBe(0);
    to(107);
    expect(read(0x1e)).toBe(3);
    expect(read(0x1e)).toBe(0);
    to(108);
    expect(read(0x1e)).toBe(3);
  });

  it('interrupt in the cycle of the first one, and not again before the register was read', () => {
    const { b, to, write, read } = overlapping();
    write(0x1a, 4);
    to(108);
    const start = 106 * 63 - 1;
    expect(edges(b.observed, 'irq')).toEqual([['on', start + 28]]);
    write(0x19, 4);
    to(110);
    expect(edges(b.observed, 'irq').length).toBe(2);
    expect(read(0x1e)).toBe(3);
    to(112);
    expect(edges(b.observed, 'irq').length).toBe(3);
  });
});

describe('the light pen', () => {
  it('is latched once in a frame', () => {
    const { b, to, read } = bench();
    to(100, 30);
    b.drive('lp', true);
    expect(read(0x14)).toBe(100);
    const x = read(0x13);
    b.drive('lp', false);
    to(120, 40);
    b.drive('lp', true);
    expect([read(0x13), read(0x14)]).toEqual([x, 100]);
    b.drive('lp', false);
    to(50, 31);
    b.drive('lp', true);
    expect([read(0x13), read(0x14)]).toEqual([x + 4, 50]);
    expect(read(0x19) & 8).toBe(8);
  });
});
