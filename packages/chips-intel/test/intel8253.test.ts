import { DeviceBench, testDevice } from '@backplane/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Intel8253Part, Intel8254Part } from '../src/index.ts';
import { SteppingCounter } from './stepping-counter.ts';

const CONTROL = 3;

/** Levels of OUT of counter 0 after each of `edges` edges, as a string of H and L. */
function wave(bench: DeviceBench<typeof Intel8253Part>, edges: number): string {
  let text = '';
  for (let n = 0; n < edges; n++) {
    bench.advance(1);
    text += bench.out.out0!.on ? 'H' : 'L';
  }
  return text;
}

function timer(part = Intel8254Part): DeviceBench<typeof Intel8253Part> {
  const bench = new DeviceBench({ part });
  bench.drive('gate0', true);
  bench.drive('gate1', true);
  bench.drive('gate2', true);
  return bench;
}

describe('waveforms as the data sheet draws them', () => {
  test('mode 0: OUT goes high n + 1 clocks after the count', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x10);
    bench.write('registers', 0, 4);
    expect(wave(bench, 8)).toBe('LLLLHHHH');
  });

  test('mode 0: GATE low holds the count', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x10);
    bench.write('registers', 0, 3);
    expect(wave(bench, 2)).toBe('LL');
    bench.drive('gate0', false);
    expect(wave(bench, 3)).toBe('LLL');
    bench.drive('gate0', true);
    expect(wave(bench, 3)).toBe('LHH');
  });

  test('mode 1: a trigger makes a pulse of n clocks, another one prolongs it', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x12);
    bench.write('registers', 0, 3);
    expect(wave(bench, 2)).toBe('HH');
    bench.drive('gate0', false);
    bench.drive('gate0', true);
    expect(wave(bench, 2)).toBe('LL');
    bench.drive('gate0', false);
    bench.drive('gate0', true);
    expect(wave(bench, 5)).toBe('LLLHH');
  });

  test('mode 2: low for one clock in n', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x14);
    bench.write('registers', 0, 3);
    expect(wave(bench, 10)).toBe('HHLHHLHHLH');
  });

  test('mode 2: a new count waits for the end of the period', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x14);
    bench.write('registers', 0, 4);
    expect(wave(bench, 2)).toBe('HH');
    bench.write('registers', 0, 3);
    expect(wave(bench, 8)).toBe('HLHHLHHL');
  });

  test('mode 2: a period that ends between the two bytes of a new count takes the low one', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x34);
    bench.write('registers', 0, 4);
    bench.write('registers', 0, 0);
    expect(wave(bench, 2)).toBe('HH');
    bench.write('registers', 0, 3);
    expect(wave(bench, 4)).toBe('HLHH');
    bench.write('registers', 0, 0);
    expect(wave(bench, 4)).toBe('LHHL');
  });

  test('mode 3: equal halves, or one clock more high', () => {
    const even = timer();
    even.write('registers', CONTROL, 0x16);
    even.write('registers', 0, 4);
    expect(wave(even, 9)).toBe('HHLLHHLLH');
    const odd = timer();
    odd.write('registers', CONTROL, 0x16);
    odd.write('registers', 0, 5);
    expect(wave(odd, 11)).toBe('HHHLLHHHLLH');
  });

  test('mode 3: GATE low sets OUT at once and starts anew', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x16);
    bench.write('registers', 0, 4);
    expect(wave(bench, 3)).toBe('HHL');
    bench.drive('gate0', false);
    expect(bench.out.out0!.on).toBe(true);
    expect(wave(bench, 2)).toBe('HH');
    bench.drive('gate0', true);
    expect(wave(bench, 4)).toBe('HHLL');
  });

  test('mode 4 and mode 5: a strobe of one clock', () => {
    const software = timer();
    software.write('registers', CONTROL, 0x18);
    software.write('registers', 0, 3);
    expect(wave(software, 6)).toBe('HHHLHH');
    const hardware = timer();
    hardware.write('registers', CONTROL, 0x1a);
    hardware.write('registers', 0, 3);
    expect(wave(hardware, 3)).toBe('HHH');
    hardware.drive('gate0', false);
    hardware.drive('gate0', true);
    expect(wave(hardware, 6)).toBe('HHHLHH');
  });
});

describe('reading', () => {
  test('a latched count stays until both bytes are read, and the counter goes on', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x34);
    bench.write('registers', 0, 0x34);
    bench.write('registers', 0, 0x12);
    bench.advance(5);
    bench.write('registers', CONTROL, 0x00);
    bench.advance(100);
    expect([bench.read('registers', 0), bench.read('registers', 0)]).toEqual([0x30, 0x12]);
    expect(bench.read('registers', 0)).toBe((0x1230 - 100) & 0xff);
  });

  test('counts in BCD', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x31);
    bench.write('registers', 0, 0x00);
    bench.write('registers', 0, 0x10);
    bench.advance(2);
    bench.write('registers', CONTROL, 0x00);
    expect([bench.read('registers', 0), bench.read('registers', 0)]).toEqual([0x99, 0x09]);
  });

  test('the 8254 reads back status and count together, the 8253 knows no such command', () => {
    for (const [part, expected] of [
      [Intel8254Part, [0xd4, 0x00]],
      [Intel8253Part, [0x00, 0x00]],
    ] as const) {
      const bench = timer(part);
      bench.write('registers', CONTROL, 0x14);
      bench.write('registers', 0, 9);
      bench.write('registers', CONTROL, 0xc2);
      expect([bench.read('registers', 0), bench.read('registers', 0)]).toEqual(expected);
    }
  });

  test('null count clears when the count is loaded', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x14);
    bench.write('registers', 0, 9);
    bench.advance(1);
    bench.write('registers', CONTROL, 0xe2);
    expect(bench.read('registers', 0)).toBe(0x94);
  });
});

test('a period that is told is the one that OUT shows', () => {
  const bench = timer();
  bench.write('registers', CONTROL, 0x36);
  bench.write('registers', 0, 7);
  bench.write('registers', 0, 0);
  bench.advance(40);
  const period = bench.device.period(0, bench.tick)!;
  expect(period.cycles).toBe(7);
  expect(period.high).toBe(4);
  for (let n = 0; n < 30; n++) {
    const phase = (bench.tick - period.start) % 7;
    expect(bench.out.out0!.on, `phase ${phase}`).toBe(phase < 4);
    bench.advance(1);
  }
});

/** An action on a counter: a control word, a byte, GATE, or time. */
const action = fc.oneof(
  fc.record({ kind: fc.constant('control' as const), value: fc.integer({ min: 0x10, max: 0x3f }) }),
  fc.record({ kind: fc.constant('write' as const), value: fc.oneof(fc.integer({ min: 2, max: 9 }), fc.constant(0)) }),
  fc.record({ kind: fc.constant('gate' as const), value: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ kind: fc.constant('time' as const), value: fc.integer({ min: 1, max: 25 }) }),
);

for (const [name, part, newer] of [
  ['8253', Intel8253Part, false],
  ['8254', Intel8254Part, true],
] as const) {
  test(`${name}: computed and stepped counters agree in OUT and count at every edge`, () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 3, maxLength: 30 }), (actions) => {
        const bench = timer(part);
        const oracle = new SteppingCounter(newer);
        for (const { kind, value } of actions) {
          if (kind === 'control') {
            // the stepped one models counts that are counted, in modes 2 and 3 from 2 on; BCD digits only
            bench.write('registers', CONTROL, value);
            oracle.control(value);
          } else if (kind === 'write') {
            const byte = (oracle.mode === 2 || oracle.mode === 3) && oracle.bytes === 1 ? Math.max(value, 2) : value;
            bench.write('registers', 0, byte);
            oracle.write(byte);
          } else if (kind === 'gate') {
            bench.drive('gate0', value === 1);
            oracle.setGate(value === 1);
          } else {
            for (let n = 0; n < value; n++) {
              bench.advance(1);
              oracle.edge();
              expect(bench.out.out0!.on).toBe(oracle.out);
              if (oracle.running) expect(bench.device.countAt(0, bench.tick)).toBe(oracle.element % oracle.modulus);
            }
          }
        }
      }),
      { numRuns: 2000, seed: 8253 },
    );
  });
}

testDevice({ describe, test, part: Intel8253Part });
testDevice({ describe, test, part: Intel8254Part });

describe('nextChange', () => {
  test('OUT keeps its level until then, in every mode', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 2, max: 40 }),
        fc.array(fc.record({ wait: fc.integer({ min: 0, max: 60 }), gate: fc.boolean(), count: fc.nat(40) }), {
          maxLength: 6,
        }),
        (mode, count, actions) => {
          const bench = timer();
          const { device } = bench;
          bench.write('registers', CONTROL, 0x10 | (mode << 1));
          bench.write('registers', 0, count);
          for (const { wait, gate, count: next } of actions) {
            bench.advance(wait);
            if (next >= 2 && next % 3 === 0) bench.write('registers', 0, next);
            else bench.drive('gate0', gate);
            const level = device.level(0, bench.tick);
            const change = device.nextChange(0, bench.tick);
            expect(change).toBeGreaterThan(bench.tick);
            const last = Math.min(change - 1, bench.tick + 200);
            let t = bench.tick;
            while (t <= last && device.level(0, t) === level) t++;
            expect(t).toBe(last + 1);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is where a square wave changes', () => {
    const bench = timer();
    bench.write('registers', CONTROL, 0x16);
    bench.write('registers', 0, 10);
    bench.advance(1);
    const changes = [bench.device.nextChange(0, bench.tick)];
    for (let n = 1; n < 4; n++) changes.push(bench.device.nextChange(0, changes[n - 1]!));
    expect(changes.slice(1).map((t, n) => t - changes[n]!)).toEqual([5, 5, 5]);
    for (const t of changes) expect(bench.device.level(0, t)).not.toBe(bench.device.level(0, t - 1));
  });
});
