import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputPin, Line, type Merge, OutputPin, WiringError } from '../src/index.ts';

const steps = fc.array(fc.record({ driver: fc.nat(2), on: fc.boolean(), wait: fc.integer({ min: 0, max: 3 }) }), {
  maxLength: 60,
});

/** The level at `t` by looking through everything that was ever driven. */
function oracle(log: readonly { driver: number; on: boolean; t: number }[], merge: Merge, t: number): boolean {
  const levels = [0, 1, 2].map((d) => log.filter((e) => e.driver === d && e.t < t).at(-1)?.on ?? false);
  return merge === 'any' ? levels.includes(true) : !levels.includes(false);
}

describe('Line', () => {
  it.each(['any', 'all'] as const)('%s: at(t) shows all transitions before t and none at or after it', (merge) => {
    fc.assert(
      fc.property(steps, (list) => {
        const line = new Line('x', merge);
        for (const name of ['a', 'b', 'c']) line.addDriver(name);
        const heard: [boolean, number][] = [];
        line.listen((level, t) => heard.push([level, t]));
        const log: { driver: number; on: boolean; t: number }[] = [];
        let t = 0;
        const levels: [boolean, number][] = [];
        let level = oracle(log, merge, 0);
        for (const { driver, on, wait } of list) {
          t += wait;
          line.drive(driver, on, t);
          log.push({ driver, on, t });
          expect(line.isDriving(driver)).toBe(on);
          const now = oracle(log, merge, t + 1);
          expect(line.level).toBe(now);
          if (now !== level) levels.push([now, t]);
          level = now;
        }
        expect(heard).toEqual(levels);
        for (let at = 0; at <= t + 1; at++) expect(line.at(at)).toBe(oracle(log, merge, at));
      }),
      { numRuns: 300 },
    );
  });

  it('a transition at t is seen from t + 1 on', () => {
    const line = new Line('irq');
    const d = line.addDriver('cia.irq');
    line.drive(d, true, 10);
    expect([9, 10, 11].map((t) => line.at(t))).toEqual([false, false, true]);
    line.drive(d, false, 12);
    expect([11, 12, 13].map((t) => line.at(t))).toEqual([true, true, false]);
  });

  it('keeps 64 transitions and asks for the readers every 64', () => {
    const line = new Line('clk');
    const d = line.addDriver('host.clk');
    const full: number[] = [];
    line.onHistoryFull = (t) => full.push(t);
    for (let t = 1; t <= 1000; t++) {
      line.drive(d, t % 2 === 1, t * 10);
      const since = full.at(-1) ?? 0;
      // whoever was brought up to date at `since` can look at anything from there on, and 64 transitions before
      for (const at of [since, since + 1, Math.max(since - 300, 1), t * 10, t * 10 + 1]) {
        const changes = Math.ceil(at / 10) - 1;
        expect(line.at(at)).toBe(Math.max(changes, 0) % 2 === 1);
      }
    }
    expect(full).toEqual(Array.from({ length: 15 }, (_, n) => (n + 1) * 640 + 10));
  });

  it('brings listeners up to date before a change and drivers before a look', () => {
    const line = new Line('x');
    const d = line.addDriver('a');
    const order: string[] = [];
    line.listen((level, t) => order.push(`heard ${level} ${t}`));
    line.syncListeners = (t) => order.push(`sync ${t} ${line.level}`);
    line.syncDrivers = (t) => order.push(`drivers ${t}`);
    line.drive(d, true, 5);
    line.drive(d, true, 6);
    line.at(7);
    expect(order).toEqual(['sync 5 false', 'heard true 5', 'drivers 7']);
  });

  it('gives its recent history and takes it back', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (list, since) => {
        const make = (): Line => {
          const fresh = new Line('x');
          for (const name of ['a', 'b', 'c']) fresh.addDriver(name);
          return fresh;
        };
        const line = make();
        let t = 0;
        for (const { driver, on, wait } of list) {
          t += wait;
          line.drive(driver, on, t);
        }
        const copy = make();
        for (const d of [0, 1, 2]) copy.restore(d, line.isDriving(d));
        expect(copy.restoreHistory(line.history(since))).toBe(true);
        expect(copy.history(since)).toEqual(line.history(since));
        expect(copy.level).toBe(line.level);
        for (let at = since; at <= t + 1; at++) expect(copy.at(at)).toBe(line.at(at));
        line.drive(0, !line.isDriving(0), t + 5);
        copy.drive(0, !copy.isDriving(0), t + 5);
        for (let at = since; at <= t + 6; at++) expect(copy.at(at)).toBe(line.at(at));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [[0, 5, 0]],
    [[1, 5]],
    [[0.5, 5]],
    [[0, Number.NaN]],
    [[0, 5, 0, 4]],
    [Array.from({ length: 400 }, (_, n) => (n % 2 === 0 ? 0 : n))],
  ])('refuses a history that cannot be one', (list) => {
    const line = new Line('x');
    line.addDriver('a');
    line.drive(0, true, 3);
    expect(line.restoreHistory(list)).toBe(false);
    expect(line.history(0)).toEqual([0, 3]);
  });

  it('starts afresh without telling anybody', () => {
    const line = new Line('x');
    const d = line.addDriver('a');
    line.drive(d, true, 5);
    line.listen(() => expect.unreachable());
    line.clear();
    expect([line.level, line.at(100), line.isDriving(d)]).toEqual([false, false, false]);
  });

  it('takes 31 drivers', () => {
    const line = new Line('x', 'all');
    for (let n = 0; n < 31; n++) line.addDriver(`d${n}`);
    for (let n = 0; n < 31; n++) {
      expect(line.level).toBe(false);
      line.drive(n, true, n);
    }
    expect(line.level).toBe(true);
    expect(() => line.addDriver('one more')).toThrow(WiringError);
  });
});

describe('pins', () => {
  it('an output drives all its lines', () => {
    const pin = new OutputPin('cpu.halt');
    const lines = [new Line('a'), new Line('b', 'all')];
    expect(pin.connected).toBe(false);
    for (const line of lines) pin.connect(line);
    pin.drive(true, 4);
    expect(lines.map((l) => [l.level, l.at(4), l.at(5)])).toEqual([
      [true, false, true],
      [true, false, true],
    ]);
    expect(lines.map((l) => l.drivers)).toEqual([['cpu.halt'], ['cpu.halt']]);
    pin.restore(false);
    expect(lines.map((l) => l.level)).toEqual([false, false]);
    expect(() => pin.connect(lines[0]!)).toThrow('Line "a" names pin "cpu.halt" twice');
  });

  it('an output that nothing is wired to keeps its level', () => {
    const pin = new OutputPin('p');
    pin.drive(true, 1);
    expect(pin.on).toBe(true);
    pin.clear();
    expect(pin.on).toBe(false);
  });

  it('an input listens whether it is wired before or after', () => {
    const heard: string[] = [];
    const pin = new InputPin('cpu.int');
    expect([pin.level, pin.at(9), pin.connected, pin.lineId, pin.listening]).toEqual([
      false,
      false,
      false,
      undefined,
      false,
    ]);
    pin.listen((level) => heard.push(`early ${level}`));
    const line = new Line('int');
    line.addDriver('x');
    pin.connect(line);
    pin.listen((level) => heard.push(`late ${level}`));
    line.drive(0, true, 3);
    expect(heard).toEqual(['early true', 'late true']);
    expect([pin.level, pin.at(3), pin.at(4), pin.lineId, pin.listening]).toEqual([true, false, true, 'int', true]);
    expect(() => pin.connect(new Line('nmi'))).toThrow('Pin "cpu.int" is on two lines, "int" and "nmi"');
    expect(() => pin.connect(line)).toThrow('Line "int" names pin "cpu.int" twice');
  });
});
