import { ratio } from '@backplane/kernel';
import { testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { ClockCardPart, clockCard, clockTime } from '../src/cards/clock/clock.ts';
import { Rig } from './io-rig.ts';

testDevice({
  describe,
  test,
  part: ClockCardPart,
  crystal: 131_072,
  ticksPerCycle: ratio(4),
  pause: 100_000,
  inputs: { seconds: (random) => random.next() },
});

const shown = (rig: Rig): string =>
  [7, 6, 5, 4, 3, 2]
    .map((n) =>
      rig
        .in(0x2c0 + n)
        .toString(16)
        .padStart(2, '0'),
    )
    .join(' ');

describe('clock card', () => {
  test('is set in seconds of local time, and goes on', () => {
    const rig = new Rig(clockCard);
    // 29 February 2024, a Thursday, 12:34:56
    const seconds = (Date.UTC(2024, 1, 29, 12, 34, 56) - Date.UTC(1980, 0, 1)) / 1000;
    rig.machine.input('isa1.seconds', seconds);
    expect(shown(rig)).toBe('02 29 05 12 34 56');
    // years since 1980, as clock programs keep them
    expect(rig.in(0x2ca)).toBe(44);
    rig.us(4_000_000);
    expect(shown(rig)).toBe('02 29 05 12 35 00');
    // a reset of the computer is not the clock's business
    rig.machine.reset('reset');
    expect(shown(rig)).toBe('02 29 05 12 35 00');
  });

  test('knows all days of some years', () => {
    const start = Date.UTC(1980, 0, 1);
    for (let day = 0; day < 366 * 60; day += 13) {
      const date = new Date(start + day * 86_400_000 + 5_025_000);
      expect(clockTime(day * 86_400 + 5025)).toEqual({
        years: date.getUTCFullYear() - 1980,
        ms: 5_025_000,
        weekday: date.getUTCDay() + 1,
        day: date.getUTCDate(),
        month: date.getUTCMonth() + 1,
      });
    }
  });

  test('has RAM in which a year can be kept, and costs nothing', () => {
    const rig = new Rig(clockCard);
    rig.out(0x2c0 + 0x0d, 0x02);
    expect(rig.in(0x2c0 + 0x0d)).toBe(0x02);
    expect(rig.machine.scheduler.next).toBe(Number.POSITIVE_INFINITY);
    rig.machine.input('isa1.seconds', -1);
    expect(rig.notes[0]).toMatch(/since 1980-1-1, not -1/);
  });
});
