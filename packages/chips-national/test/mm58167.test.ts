import { ratio } from '@backplane/kernel';
import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { Mm58167Part } from '../src/index.ts';

testDevice({ describe, test, part: Mm58167Part });
testDevice({ describe, test, part: Mm58167Part, pause: 20_000_000, seeds: [11, 12], steps: 300 });

/** A clock with four ticks to a cycle of its crystal. */
class Clock extends DeviceBench<typeof Mm58167Part> {
  constructor() {
    super({ part: Mm58167Part, crystal: 131_072, ticksPerCycle: ratio(4) });
  }

  get(register: number): number {
    return this.read('registers', register);
  }

  put(register: number, value: number): void {
    this.write('registers', register, value);
  }

  seconds(n: number): void {
    this.advance(Math.round(n * 131_072));
  }

  /** Month, day, day of the week, hours, minutes, seconds as they are read. */
  get shown(): string {
    return [7, 6, 5, 4, 3, 2].map((n) => this.get(n).toString(16).padStart(2, '0')).join(' ');
  }

  set(month: number, day: number, weekday: number, hour: number, minute: number, second: number): void {
    this.put(0x15, 0);
    for (const [n, value] of [second, minute, hour, weekday, day, month].entries()) this.put(2 + n, value);
  }
}

describe('counters', () => {
  test('count in BCD, milliseconds to months', () => {
    const clock = new Clock();
    clock.set(0x12, 0x31, 7, 0x23, 0x59, 0x58);
    expect(clock.shown).toBe('12 31 07 23 59 58');
    clock.seconds(1.2345);
    expect([clock.get(2), clock.get(1), clock.get(0)]).toEqual([0x59, 0x23, 0x40]);
    clock.seconds(0.9);
    expect(clock.shown).toBe('01 01 01 00 00 00');
  });

  test('know the months; February has 28 days', () => {
    for (const [month, days, next] of [
      [0x01, 0x31, '02 01'],
      [0x02, 0x28, '03 01'],
      [0x04, 0x30, '05 01'],
      [0x09, 0x30, '10 01'],
      [0x12, 0x31, '01 01'],
    ] as const) {
      const clock = new Clock();
      clock.set(month, days, 1, 0x23, 0x59, 0x59);
      clock.seconds(1);
      expect(clock.shown).toBe(`${next} 02 00 00 00`);
    }
    const clock = new Clock();
    clock.set(0x03, 0x15, 3, 0x12, 0, 0);
    clock.seconds(400 * 86_400);
    // 365 days and 35 more
    expect(clock.shown).toBe('04 19 04 12 00 00');
  });

  test('can be cleared one by one, and GO clears all below the minute', () => {
    const clock = new Clock();
    clock.set(0x11, 0x23, 2, 0x13, 0x45, 0x56);
    clock.seconds(0.5);
    clock.put(0x12, 0x10);
    expect(clock.shown).toBe('11 23 02 00 45 56');
    clock.put(0x15, 0xff);
    expect(clock.shown).toBe('11 23 02 00 45 00');
    expect([clock.get(0), clock.get(1)]).toEqual([0, 0]);
    clock.put(0x12, 0xff);
    expect(clock.shown).toBe('01 01 01 00 00 00');
  });

  test('the status bit tells that they have moved since one was read', () => {
    const clock = new Clock();
    expect(clock.get(0x14)).toBe(0);
    clock.seconds(0.01);
    expect(clock.get(0x14)).toBe(0);
    clock.get(2);
    expect(clock.get(0x14)).toBe(0);
    clock.get(2);
    clock.seconds(0.0011);
    expect(clock.peek('registers', 0x14)).toBe(1);
    expect(clock.get(0x14)).toBe(1);
    expect(clock.get(0x14)).toBe(0);
  });
});

test('RAM has 56 bits', () => {
  const clock = new Clock();
  for (let n = 8; n < 16; n++) clock.put(n, 0xff);
  expect(Array.from({ length: 8 }, (_, n) => clock.get(8 + n))).toEqual([0xf0, 255, 255, 255, 255, 0x0f, 255, 255]);
  clock.put(0x13, 0x22);
  expect(Array.from({ length: 8 }, (_, n) => clock.get(8 + n))).toEqual([0xf0, 0, 255, 255, 255, 0, 255, 255]);
});

describe('interrupts', () => {
  test('come with each step of what is enabled, until the status is read', () => {
    for (const [bit, seconds] of [
      [1, 0.1],
      [2, 1],
      [3, 60],
      [4, 3600],
      [5, 86_400],
      [6, 7 * 86_400],
      [7, 31 * 86_400],
    ] as const) {
      const clock = new Clock();
      clock.put(0x11, 1 << bit);
      clock.seconds(seconds - 0.002);
      expect([bit, clock.out.int!.on]).toEqual([bit, false]);
      clock.seconds(0.004);
      expect([bit, clock.out.int!.on]).toEqual([bit, true]);
      expect(clock.get(0x10)).toBe(1 << bit);
      expect(clock.out.int!.on).toBe(false);
      expect(clock.get(0x10)).toBe(0);
      const length = bit === 7 ? 28 * 86_400 : seconds;
      clock.seconds(length - 0.008);
      expect([bit, clock.out.int!.on]).toEqual([bit, false]);
      clock.seconds(0.01);
      expect([bit, clock.out.int!.on]).toEqual([bit, true]);
    }
  });

  test('the alarm compares digits, of which some may not matter', () => {
    const clock = new Clock();
    clock.set(0x11, 0x23, 2, 0x13, 0x45, 0x56);
    // at half past any hour from 10 to 19
    for (const [n, value] of [0x00, 0x00, 0x00, 0x30, 0x1c, 0x0c, 0xcc, 0xcc].entries()) clock.put(8 + n, value);
    clock.put(0x11, 0x01);
    clock.put(0x16, 0x01);
    clock.seconds(44 * 60 + 3);
    expect(clock.out.int!.on).toBe(false);
    clock.seconds(1.01);
    expect([clock.out.int!.on, clock.out.standby!.on]).toEqual([true, true]);
    expect(clock.get(0x10)).toBe(0x01);
    expect([clock.out.int!.on, clock.out.standby!.on]).toEqual([false, true]);
    clock.put(0x16, 0);
    expect(clock.out.standby!.on).toBe(false);
    clock.seconds(5 * 3600);
    expect(clock.get(0x10)).toBe(0x01);
    // 19:30 was the last one of the day
    clock.seconds(3600 * 13);
    expect(clock.shown.slice(0, 11)).toBe('11 24 03 08');
    expect(clock.get(0x10)).toBe(0);
    clock.seconds(3600 * 2);
    expect(clock.get(0x10)).toBe(0x01);
  });

  test('an alarm that never comes costs nothing', () => {
    const clock = new Clock();
    for (const [n, value] of [0, 0, 0, 0, 0, 0x0f, 0x30, 0x02].entries()) clock.put(8 + n, value);
    clock.put(0x11, 0x01);
    expect(clock.scheduler.next).toBe(Number.POSITIVE_INFINITY);
  });

  test('without one enabled there are no events', () => {
    const clock = new Clock();
    clock.set(0x11, 0x23, 2, 0x13, 0x45, 0x56);
    expect(clock.scheduler.next).toBe(Number.POSITIVE_INFINITY);
  });
});
