import { ratio } from '@backplane/kernel';
import { DeviceBench, type Prng, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { MOUSE_CARDS, SerialMousePart } from '../src/cards/mouse/mouse.ts';
import { SERIAL_CARDS, SerialPortPart } from '../src/cards/serial/serial.ts';
import { HERTZ, Rig } from './io-rig.ts';

const movement = (random: Prng): string =>
  `${random.between(-200, 200)} ${random.between(-200, 200)} ${random.below(8)}`;
const setup = { ticksPerCycle: ratio(3), crystal: 3 * 1_843_200 };
testDevice({ describe, test, part: SerialPortPart, options: {}, ...setup, pause: 5000 });
testDevice({ describe, test, part: SerialPortPart, options: { plug: 'loopback' }, ...setup, pause: 5000, seeds: [4] });
for (const [n, protocol] of (['microsoft', 'mouse-systems'] as const).entries()) {
  const inputs = { mouse: movement };
  testDevice({
    describe,
    test,
    part: SerialMousePart,
    options: { protocol },
    ...setup,
    inputs,
    pause: 300,
    seeds: [1],
  });
  testDevice({
    describe,
    test,
    part: SerialMousePart,
    options: { protocol },
    ...setup,
    inputs,
    pause: 60_000,
    seeds: [11 + n],
  });
}

/** Opens a port. @param lcr line control register */
function open(rig: Rig, { base = 0x3f8, divisor = 12, lcr = 0x03, mcr = 0x0b } = {}): void {
  rig.out(base + 3, 0x80 | lcr);
  rig.out(base, divisor & 0xff);
  rig.out(base + 1, divisor >> 8);
  rig.out(base + 3, lcr);
  rig.out(base + 4, mcr);
}

describe('serial card', () => {
  test('sends what is written, at its speed', () => {
    const rig = new Rig(SERIAL_CARDS.serial!);
    const out = rig.collect('isa1.out');
    open(rig);
    // the terminal is ready
    expect(rig.in(0x3fe) & 0xf0).toBe(0xb0);
    for (const c of 'Hello') {
      while ((rig.in(0x3fd) & 0x20) === 0) rig.us(50);
      rig.out(0x3f8, c.charCodeAt(0));
    }
    rig.us(10_000);
    expect(String.fromCharCode(...out.map((o) => o.value))).toBe('Hello');
    // a start bit, eight data bits, a stop bit
    for (let n = 1; n < out.length; n++) {
      expect(Math.abs(out[n]!.tick - out[n - 1]!.tick - (HERTZ * 10) / 9600)).toBeLessThan(2);
    }
  });

  test('takes the stream once DTR is there, at the speed that is set', () => {
    const rig = new Rig(SERIAL_CARDS.serial!);
    rig.machine.input('isa1.in', 'Hi!');
    rig.us(20_000);
    expect(rig.in(0x3fd) & 0x01).toBe(0);
    open(rig, { mcr: 0x09 });
    rig.out(0x3f9, 0x01);
    rig.interrupts.length = 0;
    const start = rig.tick;
    // a program that fetches what there is at once
    const got: number[] = [];
    for (let n = 0; n < 400; n++) {
      rig.machine.run(150);
      if (!rig.line('irq4')) continue;
      expect(rig.in(0x3fa)).toBe(0x04);
      got.push(rig.in(0x3f8));
    }
    expect(String.fromCharCode(...got)).toBe('Hi!');
    const rises = rig.interrupts.filter(([line, on]) => line === 'irq4' && on).map(([, , t]) => t - start);
    expect(rises).toHaveLength(3);
    // in the middle of the stop bits
    for (const [n, t] of rises.entries()) expect(Math.abs(t - ((n * 10 + 9.5) * HERTZ) / 9600)).toBeLessThan(3);
    expect(rig.in(0x3fd)).toBe(0x60);
  });

  test('waits for a program that seldom looks', () => {
    const rig = new Rig(SERIAL_CARDS.serial!);
    rig.machine.input(
      'isa1.in',
      Uint8Array.from({ length: 20 }, (_, n) => n),
    );
    open(rig);
    const got: number[] = [];
    for (let n = 0; n < 20; n++) {
      rig.us(20_000);
      expect(rig.in(0x3fd)).toBe(0x61);
      got.push(rig.in(0x3f8));
    }
    expect(got).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  test('an interrupt passes only while OUT2 is on', () => {
    const rig = new Rig(SERIAL_CARDS['serial-com2']!);
    open(rig, { base: 0x2f8, mcr: 0x03 });
    rig.out(0x2f9, 0x02);
    expect(rig.line('irq3')).toBe(false);
    rig.out(0x2fc, 0x0b);
    expect(rig.line('irq3')).toBe(true);
    rig.out(0x2fc, 0x1b);
    expect(rig.line('irq3')).toBe(false);
    rig.out(0x2fc, 0x0b);
    expect(rig.in(0x2fa)).toBe(0x02);
    expect(rig.line('irq3')).toBe(false);
  });

  test('with a loopback plug receives what it sends', () => {
    const rig = new Rig(SERIAL_CARDS['serial-loopback']!);
    open(rig, { mcr: 0x00, divisor: 1, lcr: 0x1b });
    expect(rig.in(0x3fe) & 0xf0).toBe(0);
    rig.out(0x3fc, 0x02);
    expect(rig.in(0x3fe)).toBe(0x99);
    rig.out(0x3fc, 0x01);
    expect(rig.in(0x3fe)).toBe(0x6b);
    for (const byte of [0x00, 0xff, 0x5a]) {
      rig.out(0x3f8, byte);
      rig.us(120);
      expect([rig.in(0x3fd), rig.in(0x3f8)]).toEqual([0x61, byte]);
    }
    rig.out(0x3fb, 0x5b);
    rig.us(1000);
    expect(rig.in(0x3fd) & 0x1f).toBe(0x19);
  });

  test('is the same whatever the slices, and across a save', () => {
    const make = (): Rig => {
      const rig = new Rig(SERIAL_CARDS.serial!);
      open(rig, { mcr: 0x0b });
      rig.out(0x3f8, 0x41);
      rig.machine.input('isa1.in', 'abcdef');
      return rig;
    };
    const [a, b] = [make(), make()];
    a.machine.run(60_000);
    for (let n = 0; n < 60; n++) b.machine.run(1000);
    expect(b.machine.hash()).toBe(a.machine.hash());
    const c = make();
    c.machine.run(22_222);
    const d = new Rig(SERIAL_CARDS.serial!);
    d.machine.load(c.machine.save());
    d.machine.run(60_000 - 22_222);
    expect(d.machine.hash()).toBe(a.machine.hash());
  });
});

describe('mouse card', () => {
  /** Characters that come within a time. */
  function listen(rig: Rig, microseconds: number): number[] {
    const got: number[] = [];
    for (let n = 0; n < microseconds / 1000; n++) {
      rig.us(1000);
      const status = rig.in(0x3fd);
      if ((status & 1) !== 0) {
        expect(status & 0x1e).toBe(0);
        got.push(rig.in(0x3f8));
      }
    }
    return got;
  }

  test('says M when it gets power, and packets when it is moved', () => {
    const rig = new Rig(MOUSE_CARDS.mouse!);
    open(rig, { divisor: 96, lcr: 0x02, mcr: 0x01 });
    expect(listen(rig, 50_000)).toEqual([]);
    rig.out(0x3fc, 0x03);
    expect(listen(rig, 50_000)).toEqual([0x4d]);
    // RTS off and on: again
    rig.out(0x3fc, 0x01);
    rig.us(1000);
    rig.out(0x3fc, 0x03);
    expect(listen(rig, 50_000)).toEqual([0x4d]);
    rig.machine.input('isa1.mouse', '5 -3');
    expect(listen(rig, 50_000)).toEqual([0x40, 5, 3]);
    rig.machine.input('isa1.mouse', '-1 2 1');
    // y counts downwards: −2
    expect(listen(rig, 50_000)).toEqual([0x40 | 0x20 | 0x0c | 0x03, 0x3f, 0x3e]);
    rig.machine.input('isa1.mouse', '0 0 2');
    expect(listen(rig, 50_000)).toEqual([0x50, 0, 0]);
    rig.machine.input('isa1.mouse', '0 0 2');
    expect(listen(rig, 50_000)).toEqual([]);
  });

  test('adds up movement while a packet is on its way', () => {
    const rig = new Rig(MOUSE_CARDS.mouse!);
    open(rig, { divisor: 96, lcr: 0x02, mcr: 0x03 });
    listen(rig, 50_000);
    for (let n = 0; n < 30; n++) rig.machine.input('isa1.mouse', '10 10 0');
    const got = listen(rig, 200_000);
    let [x, y] = [0, 0];
    for (let n = 0; n < got.length; n += 3) {
      expect(got[n]! & 0x40).toBe(0x40);
      const dx = ((got[n]! & 3) << 6) | got[n + 1]!;
      const dy = ((got[n]! & 0x0c) << 4) | got[n + 2]!;
      x += (dx << 24) >> 24;
      y += (dy << 24) >> 24;
    }
    expect([x, y]).toEqual([300, -300]);
    expect(got.length).toBe(12);
  });

  test('a packet takes 22.5 ms', () => {
    const rig = new Rig(MOUSE_CARDS.mouse!);
    open(rig, { divisor: 96, lcr: 0x02, mcr: 0x0b });
    rig.out(0x3f9, 0x01);
    listen(rig, 50_000);
    rig.interrupts.length = 0;
    rig.machine.input('isa1.mouse', '1 1');
    const start = rig.tick;
    listen(rig, 50_000);
    const rises = rig.interrupts.filter(([, on]) => on).map(([, , t]) => ((t - start) / HERTZ) * 1000);
    // complete in the middle of the stop bits of frames of 9 bits
    for (const [n, ms] of rises.entries()) expect(ms).toBeCloseTo(((n * 9 + 8.5) / 1200) * 1000, 2);
    expect(rises).toHaveLength(3);
  });

  test('Mouse Systems: five bytes, buttons are 0 when down', () => {
    const rig = new Rig(MOUSE_CARDS['mouse-systems']!);
    open(rig, { divisor: 96, lcr: 0x03, mcr: 0x03 });
    expect(listen(rig, 50_000)).toEqual([]);
    rig.machine.input('isa1.mouse', '5 -3 5');
    expect(listen(rig, 80_000)).toEqual([0x80 | 0x01, 5, 0xfd, 0, 0]);
  });

  test('says what it takes', () => {
    const rig = new Rig(MOUSE_CARDS.mouse!);
    rig.machine.input('isa1.mouse', 'left');
    expect(rig.notes).toEqual(['mouse takes numbers: steps right, steps up and buttons; not "left".']);
  });
});

test('a plug or protocol that is not there is refused', () => {
  expect(() => new DeviceBench({ part: SerialPortPart, options: { plug: 'modem' as never } })).toThrow(/terminal or/);
  expect(() => new DeviceBench({ part: SerialMousePart, options: { protocol: 'ps2' as never } })).toThrow(/microsoft/);
});
