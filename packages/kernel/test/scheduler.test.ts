import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadState, Scheduler, StateError, saveState, WiringError } from '../src/index.ts';

describe('Scheduler', () => {
  it('agrees with a sorted list', () => {
    const action = fc.oneof(
      { weight: 4, arbitrary: fc.record({ at: fc.nat(40), id: fc.nat(39) }) },
      { weight: 1, arbitrary: fc.record({ cancel: fc.nat(39) }) },
      { weight: 1, arbitrary: fc.record({ run: fc.nat(40) }) },
      { weight: 1, arbitrary: fc.record({ restore: fc.constant(true) }) },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        const ran: [number, number][] = [];
        const make = (): Scheduler => {
          const fresh = new Scheduler();
          for (let n = 0; n < 40; n++) fresh.allocate(`e${n}`, (t) => ran.push([t, n]));
          return fresh;
        };
        let scheduler = make();
        let armed: [number, number][] = [];
        const expected: [number, number][] = [];
        let now = 0;
        for (const a of actions) {
          if ('at' in a) {
            scheduler.at(a.id, now + a.at);
            armed = [...armed.filter(([, id]) => id !== a.id), [now + a.at, a.id]];
          } else if ('cancel' in a) {
            scheduler.cancel(a.cancel);
            armed = armed.filter(([, id]) => id !== a.cancel);
          } else if ('run' in a) {
            now += a.run;
            scheduler.runUntil(now);
            const due = armed.filter(([t]) => t <= now).sort((x, y) => x[0] - y[0] || x[1] - y[1]);
            armed = armed.filter(([t]) => t > now);
            expected.push(...due);
          } else {
            const copy = make();
            loadState(copy, saveState(scheduler));
            copy.now = now;
            scheduler = copy;
          }
          expect(scheduler.next).toBe(Math.min(Number.POSITIVE_INFINITY, ...armed.map(([t]) => t)));
          const times = new Array<number>(40).fill(Number.POSITIVE_INFINITY);
          for (const [t, id] of armed) times[id] = t;
          expect(times.map((_, id) => scheduler.timeOf(id)).join()).toBe(times.join());
        }
        expect(ran).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('runs simultaneous events in the order of their slots, whenever they were armed', () => {
    const ran: string[] = [];
    const scheduler = new Scheduler();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => scheduler.allocate(name, () => ran.push(name)));
    for (const id of [c!, a!, b!]) scheduler.at(id, 5);
    scheduler.runUntil(5);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('runs events that handlers arm, in order, with the tick they were set for', () => {
    const ran: [string, number][] = [];
    const scheduler = new Scheduler();
    const late = scheduler.allocate('late', (t) => ran.push(['late', t]));
    const first = scheduler.allocate('first', (t) => {
      ran.push(['first', t]);
      scheduler.at(late, t + 2);
      scheduler.at(past, t - 3);
    });
    const past: number = scheduler.allocate('past', (t) => ran.push(['past', t]));
    scheduler.at(first, 10);
    scheduler.runUntil(20);
    expect(ran).toEqual([
      ['first', 10],
      ['past', 7],
      ['late', 12],
    ]);
    expect(scheduler.now).toBe(20);
    expect(scheduler.next).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not let what was run before change what an event in the past gets', () => {
    const ticks = [0, 15].map((ran) => {
      let got = -1;
      const scheduler = new Scheduler();
      const id = scheduler.allocate('x', (t) => {
        got = t;
      });
      scheduler.runUntil(ran);
      scheduler.at(id, 10);
      scheduler.runUntil(20);
      return got;
    });
    expect(ticks).toEqual([10, 10]);
  });

  it('tells when an event is armed before all others', () => {
    const told: number[] = [];
    const scheduler = new Scheduler();
    const a = scheduler.allocate('a', () => {});
    const b = scheduler.allocate('b', () => {});
    scheduler.onEarlier = (t) => told.push(t);
    scheduler.at(a, 10);
    scheduler.at(b, 12);
    scheduler.at(b, 10);
    scheduler.at(b, 9);
    scheduler.at(a, 20);
    expect(told).toEqual([10, 9]);
  });

  it('asks before an event, and sees what that arms', () => {
    const ran: string[] = [];
    const scheduler = new Scheduler();
    const early = scheduler.allocate('early', () => ran.push('early'));
    const main = scheduler.allocate('main', () => ran.push('main'));
    let asked = 0;
    scheduler.beforeEvent = (t) => {
      if (asked++ === 0) scheduler.at(early, t - 5);
    };
    scheduler.at(main, 10);
    scheduler.runUntil(10);
    expect(ran).toEqual(['early', 'main']);
  });

  it('takes Infinity as never, and refuses what is no tick', () => {
    const scheduler = new Scheduler();
    const id = scheduler.allocate('x', () => {});
    scheduler.at(id, 5);
    scheduler.at(id, Number.POSITIVE_INFINITY);
    expect(scheduler.next).toBe(Number.POSITIVE_INFINITY);
    scheduler.runUntil(Number.POSITIVE_INFINITY);
    expect(() => scheduler.at(id, Number.NaN)).toThrow('Event "x"');
    scheduler.cancel(id);
    scheduler.clear();
    expect([scheduler.now, scheduler.next]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it('names slots and refuses a name that is taken', () => {
    const scheduler = new Scheduler();
    scheduler.allocate('cia1.timerA', () => {});
    expect(() => scheduler.allocate('cia1.timerA', () => {})).toThrow(WiringError);
  });

  it('loads no time that is none', () => {
    const scheduler = new Scheduler();
    const id = scheduler.allocate('x', () => {});
    scheduler.at(id, 33);
    for (const bad of [Number.NaN, -1]) {
      const bytes = saveState({ state: (io) => void io.number('x', bad) });
      expect(() => loadState(scheduler, bytes)).toThrow(StateError);
      expect(scheduler.next).toBe(33);
    }
  });
});
