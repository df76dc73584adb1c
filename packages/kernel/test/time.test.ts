import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockDomain, loadState, ratio, StateError, StateWriter, saveState, WiringError } from '../src/index.ts';

const floorDiv = (a: bigint, b: bigint): bigint => a / b;
const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** Ratios as fine as they may be, and cycle numbers up to where ticks reach 2^53. */
const domains = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 2 ** 40 }))
  .filter(([num, den]) => num * den < 2 ** 52)
  .chain(([num, den]) => {
    const most = Math.min(2 ** 53 - 1, Math.floor(((2 ** 53 - 1) / num) * den * 0.999));
    return fc.record({
      num: fc.constant(num),
      den: fc.constant(den),
      cycle: fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: most })),
      tick: fc.oneof(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: Math.min(2 ** 53 - 1, Math.floor(((2 ** 53 - 1) / den) * num * 0.999)) }),
      ),
    });
  });

describe('ClockDomain', () => {
  it('agrees with exact arithmetic', () => {
    fc.assert(
      fc.property(domains, ({ num, den, cycle, tick }) => {
        const clock = new ClockDomain('c', ratio(num, den));
        expect(BigInt(clock.tickOf(cycle))).toBe(floorDiv(BigInt(cycle) * BigInt(num), BigInt(den)));
        expect(BigInt(clock.cycleAt(tick))).toBe(ceilDiv(BigInt(tick) * BigInt(den), BigInt(num)));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with exact arithmetic for integer dividers, up to the largest ticks', () => {
    const ticks = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.maxSafeInteger().map(Math.abs));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), ticks, fc.integer({ min: -2, max: 2 }), (num, tick, near) => {
        const clock = new ClockDomain('c', ratio(num));
        // next to the start of a cycle, where a rounded quotient would show
        const t = Math.min(Math.max(tick - (tick % num) + near, 0), Number.MAX_SAFE_INTEGER);
        expect(BigInt(clock.cycleAt(t))).toBe(ceilDiv(BigInt(t), BigInt(num)));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the first cycle that starts at or after a tick', () => {
    const clock = new ClockDomain('drive', ratio(17_734_475, 1_000_000));
    for (let tick = 0; tick < 2000; tick++) {
      const c = clock.cycleAt(tick);
      expect(clock.tickOf(c)).toBeGreaterThanOrEqual(tick);
      if (c > 0) expect(clock.tickOf(c - 1)).toBeLessThan(tick);
    }
  });

  it('counts a second of the 1541 and of the C64 exactly, after a year too', () => {
    const crystal = 17_734_475;
    const year = 365 * 86400;
    const drive = new ClockDomain('drive', ratio(crystal, 1_000_000));
    expect(drive.cycleAt(crystal * year)).toBe(1_000_000 * year);
    expect(drive.tickOf(1_000_000 * year)).toBe(crystal * year);
    const phi2 = new ClockDomain('phi2', ratio(18));
    expect(phi2.tickOf(985_248)).toBe(985_248 * 18);
    expect(phi2.cycleAt(985_248 * 18 + 1)).toBe(985_249);
  });

  it('refuses a ratio that is too fine, and names the clock', () => {
    expect(() => new ClockDomain('dot', { num: 2 ** 27, den: 2 ** 27 - 1 })).toThrow(/Clock "dot" is .* below 2\^53/);
    expect(() => new ClockDomain('dot', { num: 2 ** 26, den: 2 ** 26 - 1 })).not.toThrow();
    for (const [num, den] of [
      [0, 1],
      [1, 0],
      [1.5, 1],
      [-1, 1],
      [2 ** 53, 1],
    ] as const) {
      expect(() => ratio(num, den)).toThrow(WiringError);
    }
    expect(ratio(18, 12)).toEqual({ num: 3, den: 2 });
  });

  it('is retuned without losing its place, and unchanged by a ratio it refuses', () => {
    const clock = new ClockDomain('turbo', ratio(18));
    clock.retune(100, ratio(9, 2));
    expect(clock.tickOf(100)).toBe(1800);
    expect(clock.tickOf(102)).toBe(1809);
    expect(clock.cycleAt(1801)).toBe(101);
    expect(() => clock.retune(102, { num: 2 ** 30, den: 2 ** 30 - 1 })).toThrow(WiringError);
    expect(clock.tickOf(104)).toBe(1818);
    const copy = new ClockDomain('turbo', ratio(18));
    loadState(copy, saveState(clock));
    expect(copy.tickOf(1000)).toBe(clock.tickOf(1000));
    clock.reset();
    expect(clock.tickOf(100)).toBe(1800);
    expect(clock.tickOf(1000)).toBe(18_000);
  });

  it.each([
    [0, 1, 0, 0],
    [18, 0, 0, 0],
    [1.5, 1, 0, 0],
    [2 ** 40, 2 ** 40, 0, 0],
    [18, 1, -1, 0],
    [18, 1, 0, Number.NaN],
  ])('loads no clock of %d/%d from tick %d, cycle %d', (num, den, baseTick, baseCycle) => {
    const bytes = saveState({
      state: (io) => {
        expect(io).toBeInstanceOf(StateWriter);
        io.number('num', num);
        io.number('den', den);
        io.number('baseTick', baseTick);
        io.number('baseCycle', baseCycle);
      },
    });
    const clock = new ClockDomain('phi2', ratio(18));
    expect(() => loadState(clock, bytes)).toThrow(StateError);
    expect(clock.tickOf(10)).toBe(180);
  });
});
