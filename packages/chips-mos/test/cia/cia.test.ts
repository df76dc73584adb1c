import { DeviceBench } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { type CiaModel, type CiaPorts, Mos6526Part } from '../../src/index.ts';

/** A CIA on a bench where a tick is a cycle. */
function bench(model: CiaModel = '6526', ports: CiaPorts = {}) {
  const b = new DeviceBench({ part: Mos6526Part, options: { model } });
  b.device.connect(ports);
  b.reset('power');
  b.observed.length = 0;
  return {
    b,
    write(register: number, value: number): void {
      b.write('registers', register, value);
    },
    read: (register: number): number => b.read('registers', register),
    /** Lets cycles pass. */
    pass: (cycles: number): void => b.advance(cycles),
    /** Reads a register in each of the next cycles. */
    each: (register: number, cycles: number): number[] =>
      Array.from({ length: cycles }, () => {
        b.advance(1);
        return b.read('registers', register);
      }),
    irqs: (): string[] => b.observed.filter((line) => line.startsWith('irq')),
  };
}

/** Timer A with the given latch, stopped, loaded. */
function timerA(c: ReturnType<typeof bench>, latch: number): void {
  c.write(4, latch & 0xff);
  c.write(5, latch >> 8);
  c.pass(10);
}

describe('timers (W. Lorenz, A Software Model of the CIA 6526)', () => {
  test('a start shows in the third cycle', () => {
    const c = bench();
    timerA(c, 5);
    c.write(14, 0x01);
    expect(c.each(4, 10)).toEqual([5, 5, 4, 3, 2, 1, 5, 5, 4, 3]);
  });

  test('a force load takes two cycles, and a clock is lost', () => {
    const c = bench();
    timerA(c, 5);
    c.write(4, 3);
    c.write(14, 0x11);
    expect(c.each(4, 8)).toEqual([5, 3, 3, 2, 1, 3, 3, 2]);
  });

  test('a stop lets two more clocks through', () => {
    const c = bench();
    timerA(c, 100);
    c.write(14, 0x01);
    c.pass(10);
    const now = c.read(4);
    c.write(14, 0x00);
    expect(c.each(4, 4)).toEqual([now - 1, now - 2, now - 2, now - 2]);
  });

  test('one-shot stops with the latch in the counter', () => {
    const c = bench();
    timerA(c, 3);
    c.write(14, 0x09);
    expect(c.each(4, 8)).toEqual([3, 3, 2, 1, 3, 3, 3, 3]);
    expect(c.read(14)).toBe(0x08);
  });

  test('timer B shows 0 only when it counts underflows of timer A', () => {
    const c = bench();
    timerA(c, 2);
    c.write(6, 2);
    c.write(7, 0);
    c.pass(10);
    c.write(15, 0x41);
    c.write(14, 0x01);
    c.pass(3);
    expect(c.each(6, 14)).toEqual([2, 2, 1, 1, 1, 0, 0, 2, 2, 2, 2, 1, 1, 1]);
  });

  test('a latch is transparent in the cycle of a load', () => {
    const c = bench();
    timerA(c, 0);
    c.write(14, 0x11);
    c.pass(20);
    c.write(4, 9);
    expect(c.each(4, 4)).toEqual([9, 8, 7, 6]);
  });

  test('PB6 shows a pulse of a cycle, or changes over', () => {
    const told: string[] = [];
    const c = bench('6526', { changedB: (value, ddr, t) => told.push(`${value & 0x40} ${ddr} ${t}`) });
    timerA(c, 4);
    told.length = 0;
    const start = c.b.tick;
    c.write(14, 0x03);
    c.pass(20);
    expect(told).toEqual([
      `0 64 ${start}`,
      `64 64 ${start + 6}`,
      `0 64 ${start + 7}`,
      `64 64 ${start + 11}`,
      `0 64 ${start + 12}`,
      `64 64 ${start + 16}`,
      `0 64 ${start + 17}`,
    ]);
    told.length = 0;
    c.write(14, 0x07);
    c.pass(10);
    expect(told.map((line) => line.split(' ')[0])).toEqual(['64', '0', '64'].slice(0, told.length));
  });
});

describe('interrupts', () => {
  /** Starts timer A so that it underflows `n` cycles after now, with its interrupt. */
  function underflowIn(c: ReturnType<typeof bench>, n: number, timer: 'a' | 'b' = 'a'): void {
    const [low, control, mask] = timer === 'a' ? [4, 14, 0x81] : [6, 15, 0x82];
    c.write(low, n - 2);
    c.write(low + 1, 0);
    c.pass(10);
    c.write(13, mask);
    c.write(control, 0x09);
  }

  test.each([
    ['6526', 1],
    ['8521', 0],
  ] as const)('%s: IRQ comes %i cycles after the flag', (model, delay) => {
    const c = bench(model);
    underflowIn(c, 20);
    const start = c.b.tick;
    c.pass(30);
    expect(c.irqs()).toEqual([`irq on ${start + 20 + delay}`]);
    expect(c.read(13)).toBe(0x81);
    c.pass(1);
    expect(c.irqs()).toEqual([`irq on ${start + 20 + delay}`, `irq off ${start + 31}`]);
  });

  test.each([
    ['6526', 'a', [0x00, 0x01]],
    ['6526', 'b', [0x00, 0x80]],
    ['8521', 'a', [0x00, 0x81]],
    ['8521', 'b', [0x00, 0x82]],
  ] as const)('%s, timer %s: a read in the cycle before the underflow', (model, timer, [before, after]) => {
    const c = bench(model);
    underflowIn(c, 20, timer);
    c.pass(19);
    expect(c.read(13)).toBe(before);
    c.pass(timer === 'b' && model === '6526' ? 5 : 1);
    expect(c.read(13)).toBe(after);
  });

  test('6526: a read in the cycle of the underflow takes the interrupt away; bit 7 still comes', () => {
    const c = bench('6526');
    underflowIn(c, 20);
    c.pass(20);
    expect([c.read(13), ...c.each(13, 2)]).toEqual([0x01, 0x80, 0x00]);
    expect(c.irqs()).toEqual([]);
  });

  test('8521: a read in the cycle before the underflow makes IRQ a cycle late', () => {
    const c = bench('8521');
    underflowIn(c, 20);
    const start = c.b.tick;
    c.pass(19);
    c.read(13);
    c.pass(10);
    expect(c.irqs()).toEqual([`irq on ${start + 21}`]);
  });

  test('a mask that is set later lets the interrupt through; one that is cleared keeps it', () => {
    for (const [model, delay] of [
      ['6526', 2],
      ['8521', 1],
    ] as const) {
      const c = bench(model);
      underflowIn(c, 20);
      c.write(13, 0x7f);
      c.pass(40);
      const t = c.b.tick;
      c.write(13, 0x81);
      c.pass(5);
      expect(c.irqs()).toEqual([`irq on ${t + delay}`]);
      c.write(13, 0x7f);
      c.pass(5);
      expect(c.read(13)).toBe(0x81);
    }
  });

  test('FLAG interrupts on a falling edge', () => {
    const c = bench();
    c.write(13, 0x90);
    c.pass(3);
    c.b.drive('flag', true);
    c.pass(3);
    expect(c.read(13)).toBe(0x90);
    c.b.drive('flag', false);
    c.pass(3);
    expect(c.read(13)).toBe(0);
  });
});

describe('time of day', () => {
  /** Edges of the TOD pin at 50 Hz of a crystal of 1 MHz. */
  const EDGE = 20_000;

  function set(c: ReturnType<typeof bench>, hours: number, minutes: number, seconds: number, tenths: number): void {
    for (const [n, value] of [hours, minutes, seconds, tenths].entries()) c.write(11 - n, value);
  }

  function time(c: ReturnType<typeof bench>): string {
    return [11, 10, 9, 8].map((register) => c.read(register).toString(16)).join(' ');
  }

  test('starts at 1 and stands still until tenths are written', () => {
    const c = bench();
    c.pass(10 * EDGE);
    expect(time(c)).toBe('1 0 0 0');
  });

  test.each([
    [[0x11, 0x59, 0x59, 9], '92 0 0 0'],
    [[0x91, 0x59, 0x59, 9], '12 0 0 0'],
    [[0x92, 0x59, 0x59, 9], '1 0 0 0'],
    [[0x09, 0x59, 0x59, 9], '10 0 0 0'],
    [[0x01, 0x1f, 0x7a, 15], '1 1f 7a 0'],
    [[0x01, 0x59, 0x79, 9], '1 59 0 0'],
  ] as const)('%j goes on with %s', ([h, m, s, t], next) => {
    const c = bench();
    c.write(14, 0x80);
    set(c, h, m, s, t);
    c.pass(5 * EDGE);
    expect(time(c)).toBe(next);
  });

  test('writing 12 changes AM and PM over', () => {
    const c = bench();
    c.write(11, 0x12);
    expect(c.read(11)).toBe(0x92);
  });

  test('a read of the hours keeps the time until the tenths are read', () => {
    const c = bench();
    c.write(14, 0x80);
    set(c, 1, 0, 0, 0);
    c.read(11);
    c.pass(12 * EDGE);
    expect(c.read(9)).toBe(0);
    expect(c.read(8)).toBe(0);
    expect(c.read(8)).toBe(2);
  });

  test('the divider is compared only when an edge comes: from 60 to 50 Hz at the wrong time, six more edges', () => {
    const c = bench();
    set(c, 1, 0, 0, 0);
    c.pass(5 * EDGE);
    c.write(14, 0x80);
    c.pass(5 * EDGE);
    expect(c.read(8)).toBe(0);
    c.pass(EDGE);
    expect(c.read(8)).toBe(1);
  });

  test('the alarm goes off when the times become equal', () => {
    const c = bench();
    c.write(14, 0x80);
    c.write(15, 0x80);
    set(c, 1, 0, 0, 3);
    c.write(15, 0x00);
    set(c, 1, 0, 0, 2);
    // it has gone off before, on the way to these settings
    c.read(13);
    c.pass(1);
    c.write(13, 0x84);
    c.pass(5 * EDGE - 2);
    expect(c.irqs()).toEqual([]);
    c.pass(2);
    expect(c.irqs()).toEqual([`irq on ${5 * EDGE + 1}`]);
    expect(c.read(13)).toBe(0x84);
    c.pass(2);
    expect(c.read(13)).toBe(0);
  });
});

describe('serial port', () => {
  /** Timer A with period 10, output mode, a byte. */
  function send(c: ReturnType<typeof bench>, byte: number): number {
    timerA(c, 9);
    c.write(14, 0x51);
    const first = c.b.tick + 2 + 10;
    c.pass(4);
    c.write(12, byte);
    return first;
  }

  test('CNT follows timer A by three cycles, SP changes as it falls, the flag comes after the eighth fall', () => {
    const c = bench();
    c.write(13, 0x88);
    const first = send(c, 0xa5);
    c.pass(400);
    const cnt = c.b.observed.filter((line) => line.startsWith('cnt')).map((line) => Number(line.split(' ')[2]));
    expect(cnt).toEqual(Array.from({ length: 16 }, (_, n) => first + 3 + 10 * n));
    const sp = c.b.observed.filter((line) => line.startsWith('sp'));
    expect(sp).toEqual(
      ['on', 'off', 'on', 'off', 'on', 'off'].map(
        (level, n) => `sp ${level} ${first + 3 + 20 * [1, 2, 3, 5, 6, 7][n]!}`,
      ),
    );
    expect(c.irqs()).toEqual([`irq on ${first + 14 * 10 + 4 + 1}`]);
    expect(c.read(13)).toBe(0x89);
  });

  test('a second byte follows without a gap', () => {
    const c = bench();
    const first = send(c, 0x00);
    c.pass(6);
    c.write(12, 0xff);
    c.pass(500);
    const cnt = c.b.observed.filter((line) => line.startsWith('cnt')).map((line) => Number(line.split(' ')[2]));
    expect(cnt).toEqual(Array.from({ length: 32 }, (_, n) => first + 3 + 10 * n));
  });

  test('a byte comes in with rising edges of CNT', () => {
    const c = bench();
    c.write(13, 0x88);
    for (const bit of [1, 0, 1, 1, 0, 0, 1, 0]) {
      c.b.drive('cnt', true);
      c.b.drive('sp', bit === 0);
      c.pass(5);
      c.b.drive('cnt', false);
      c.pass(5);
    }
    expect(c.read(12)).toBe(0b10110010);
    expect(c.read(13)).toBe(0x88);
  });

  test('two CIAs talk: what one sends the other gets', () => {
    const from = bench();
    const to = bench();
    send(from, 0x3c);
    for (let n = 0; n < 400; n++) {
      from.pass(1);
      to.pass(1);
      to.b.drive('sp', from.b.out.sp!.on);
      to.b.drive('cnt', from.b.out.cnt!.on);
    }
    expect(to.read(12)).toBe(0x3c);
  });

  test('CNT clocks a timer in the fourth cycle after its rise', () => {
    const c = bench();
    timerA(c, 5);
    c.write(14, 0x21);
    c.b.drive('cnt', true);
    c.pass(4);
    c.b.drive('cnt', false);
    expect(c.each(4, 6)).toEqual([5, 5, 5, 4, 4, 4]);
  });
});

describe('ports', () => {
  test('read what is on the pins', () => {
    const c = bench('6526', { readA: () => 0xf3, readB: () => 0x7f });
    c.write(0, 0x0f);
    c.write(2, 0x0f);
    c.write(3, 0xff);
    c.write(1, 0xff);
    expect([c.read(0), c.read(1)]).toEqual([0xf3, 0x7f]);
  });

  test('PC is low in the cycle after an access to port B', () => {
    const c = bench();
    c.pass(5);
    c.write(1, 3);
    c.pass(3);
    c.read(1);
    c.pass(3);
    expect(c.b.observed.filter((line) => line.startsWith('pc'))).toEqual([
      'pc on 6',
      'pc off 7',
      'pc on 9',
      'pc off 10',
    ]);
  });
});
