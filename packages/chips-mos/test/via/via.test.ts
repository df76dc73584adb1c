import { DeviceBench } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { Mos6522Part, type ViaPorts } from '../../src/index.ts';

/** A VIA on a bench where a tick is a cycle. */
function bench(ports: ViaPorts = {}) {
  const b = new DeviceBench({ part: Mos6522Part });
  b.device.connect(ports);
  b.reset('power');
  b.observed.length = 0;
  return {
    b,
    write: (register: number, value: number): void => b.write('registers', register, value),
    read: (register: number): number => b.read('registers', register),
    pass: (cycles: number): void => b.advance(cycles),
    /** Reads a register in each of the next cycles, without side effects. */
    each: (register: number, cycles: number): number[] =>
      Array.from({ length: cycles }, () => {
        b.advance(1);
        return b.peek('registers', register);
      }),
    seen: (pin: string): string[] => b.observed.filter((line) => line.startsWith(`${pin} `)),
  };
}

describe('timers', () => {
  test('timer 1 shows N in the next cycle, FFFFh after 0, and is loaded then', () => {
    const c = bench();
    c.write(4, 3);
    c.write(5, 0);
    expect(c.each(4, 12)).toEqual([3, 2, 1, 0, 0xff, 3, 2, 1, 0, 0xff, 3, 2]);
  });

  test('timer 1 interrupts N + 2 cycles after the write, once or every N + 2', () => {
    for (const [acr, times] of [
      [0x00, [12]],
      [0x40, [12, 24, 36]],
    ] as const) {
      const c = bench();
      c.write(11, acr);
      c.write(14, 0xc0);
      c.write(4, 10);
      c.write(5, 0);
      for (let n = 0; n < 40; n++) {
        c.pass(1);
        if (c.b.peek('registers', 13) !== 0) c.read(4);
      }
      expect(c.seen('irq').filter((line) => line.includes(' on '))).toEqual(times.map((t) => `irq on ${t}`));
    }
  });

  test('a write of the latch’s high half takes the interrupt back', () => {
    const c = bench();
    c.write(4, 3);
    c.write(5, 0);
    c.pass(10);
    expect(c.read(13)).toBe(0x40);
    c.write(7, 0);
    expect(c.read(13)).toBe(0);
  });

  test('PB7 is low for N + 2 cycles, or changes over', () => {
    for (const [acr, times] of [
      [0x80, [0, 7]],
      [0xc0, [0, 7, 14, 21, 28]],
    ] as const) {
      const told: number[] = [];
      const c = bench({ changedB: (_value, _ddr, t) => told.push(t) });
      c.write(11, acr);
      told.length = 0;
      c.write(4, 5);
      c.write(5, 0);
      c.pass(30);
      expect(told).toEqual(times);
    }
  });

  test('timer 2 counts on after its interrupt', () => {
    const c = bench();
    c.write(8, 2);
    c.write(9, 0);
    expect(c.each(8, 6)).toEqual([2, 1, 0, 0xff, 0xfe, 0xfd]);
    expect(c.read(13)).toBe(0x20);
    c.read(8);
    c.pass(70_000);
    expect(c.read(13)).toBe(0);
  });

  test('timer 2 counts pulses on PB6; a change of what it counts takes a cycle more', () => {
    const c = bench();
    c.write(8, 100);
    c.write(9, 0);
    c.pass(10);
    c.write(11, 0x20);
    expect(c.each(8, 4)).toEqual([90, 90, 90, 90]);
    for (let n = 0; n < 3; n++) {
      c.b.drive('pb6', true);
      c.pass(2);
      c.b.drive('pb6', false);
      c.pass(2);
    }
    expect(c.read(8)).toBe(87);
    c.write(11, 0x00);
    expect(c.each(8, 3)).toEqual([87, 86, 85]);
  });
});

describe('shift register', () => {
  test('out under φ2: eight bits in sixteen cycles, from the second on', () => {
    const c = bench();
    c.write(11, 0x18);
    c.write(14, 0x84);
    c.write(10, 0x9a);
    c.pass(40);
    expect(c.seen('cb1').map((line) => Number(line.split(' ')[2]))).toEqual(
      Array.from({ length: 16 }, (_, n) => n + 2),
    );
    expect(c.seen('cb2')).toEqual(['cb2 on 4', 'cb2 off 8', 'cb2 on 12', 'cb2 off 14', 'cb2 on 16']);
    expect(c.seen('irq')).toEqual(['irq on 17']);
    expect(c.read(10)).toBe(0x9a);
  });

  test('in under φ2: CB2 is taken as CB1 rises', () => {
    const c = bench();
    c.write(11, 0x08);
    c.read(10);
    for (const bit of [1, 1, 0, 0, 1, 0, 1, 0]) {
      c.pass(2);
      c.b.drive('cb2', bit === 0);
    }
    c.pass(10);
    expect(c.b.peek('registers', 10)).toBe(0b11001010);
    expect(c.b.peek('registers', 13) & 4).toBe(4);
  });

  test('under timer 2: a half bit every N + 2 cycles', () => {
    const c = bench();
    c.write(11, 0x14);
    c.write(8, 5);
    c.write(9, 0);
    c.write(10, 0x55);
    c.pass(200);
    const times = c.seen('cb1').map((line) => Number(line.split(' ')[2]));
    expect(times).toEqual(Array.from({ length: 16 }, (_, n) => 9 + 7 * n));
    expect(c.b.peek('registers', 13) & 4).toBe(4);
  });

  test('free-running: round and round, without an interrupt', () => {
    const c = bench();
    c.write(8, 5);
    c.write(9, 0);
    c.write(10, 0x0f);
    c.write(11, 0x10);
    c.pass(3 * 16 * 7 + 9);
    expect(c.seen('cb1').length).toBe(49);
    expect(c.b.peek('registers', 13) & 4).toBe(0);
  });

  test.each([0x0c, 0x1c])('clocked from outside (ACR = %i)', (acr) => {
    const c = bench();
    c.write(11, acr);
    c.write(10, 0xa7);
    for (let n = 0; n < 8; n++) {
      c.b.drive('cb1', true);
      c.b.drive('cb2', n % 2 === 0);
      c.pass(3);
      c.b.drive('cb1', false);
      c.pass(3);
    }
    expect(c.b.peek('registers', 13) & 4).toBe(4);
    expect(c.read(10)).toBe(acr === 0x0c ? 0x55 : 0xa7);
  });
});

describe('control lines', () => {
  test.each([
    [0x00, true, 2],
    [0x01, false, 2],
  ])('CA1 with PCR = %i', (pcr, low, flag) => {
    const c = bench();
    c.write(12, pcr);
    c.b.drive('ca1', true);
    c.pass(1);
    expect(c.read(13)).toBe(low ? flag : 0);
    c.b.drive('ca1', false);
    c.pass(1);
    expect(c.read(13)).toBe(flag);
    c.read(15);
    expect(c.read(13)).toBe(flag);
    c.read(1);
    expect(c.read(13)).toBe(0);
  });

  test('port A is latched by CA1', () => {
    let pins = 0x12;
    const c = bench({ readA: () => pins });
    c.write(11, 1);
    c.b.drive('ca1', true);
    c.pass(1);
    pins = 0x34;
    expect(c.read(1)).toBe(0x12);
    expect(c.read(1)).toBe(0x34);
  });

  test('handshake: CA2 falls after an access and rises with CA1', () => {
    const c = bench();
    c.write(12, 0x08);
    c.write(1, 0);
    c.pass(10);
    c.b.drive('ca1', true);
    c.pass(3);
    expect(c.seen('ca2')).toEqual(['ca2 on 1', 'ca2 off 11']);
  });

  test('pulse: CB2 is low for one cycle after a write, not after a read', () => {
    const c = bench();
    c.write(12, 0xa0);
    c.read(0);
    c.pass(5);
    c.write(0, 0);
    c.pass(5);
    expect(c.seen('cb2')).toEqual(['cb2 on 6', 'cb2 off 7']);
  });

  test('an independent input keeps its flag when the port is accessed', () => {
    for (const [pcr, left] of [
      [0x00, 0],
      [0x02, 1],
    ] as const) {
      const c = bench();
      c.write(12, pcr);
      c.b.drive('ca2', true);
      c.pass(1);
      c.read(1);
      expect(c.read(13)).toBe(left);
    }
  });

  test('port B reads the register where it drives', () => {
    const c = bench({ readB: () => 0x00, readA: () => 0x00 });
    for (const register of [0, 1, 2, 3]) c.write(register, 0xf0);
    expect([c.read(0), c.read(1)]).toEqual([0xf0, 0x00]);
  });
});
