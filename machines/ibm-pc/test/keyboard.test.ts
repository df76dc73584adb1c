import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, it, test } from 'vitest';
import { KeyboardPart } from '../src/keyboard.ts';
import { KeyboardPortPart } from '../src/keyboard-port.ts';
import { KEYS } from '../src/keys.ts';

/** On the bench a tick is a microsecond. */
type Bench = DeviceBench<typeof KeyboardPart>;

const make = (model?: 'pc-xt-83' | 'enhanced-101'): Bench =>
  new DeviceBench({ part: KeyboardPart, options: model === undefined ? {} : { model } });

interface Edge {
  readonly wire: 'clock' | 'data';
  readonly low: boolean;
  readonly t: number;
}

const edges = (bench: Bench): Edge[] =>
  bench.observed.flatMap((line) => {
    const m = /^(clock|data) (on|off) (\d+)$/.exec(line);
    return m === null ? [] : [{ wire: m[1] as Edge['wire'], low: m[2] === 'on', t: Number(m[3]) }];
  });

/** Codes as the board's shift register takes them from the wires: a 1 that has gone through eight places ends one. */
function codes(bench: Bench): { code: number; t: number }[] {
  const list: { code: number; t: number }[] = [];
  let register = 0;
  // at rest the keyboard holds data low
  let dataLow = true;
  for (const edge of edges(bench)) {
    if (edge.wire === 'data') dataLow = edge.low;
    else if (edge.low) {
      const out = register & 1;
      register = (register >> 1) | (dataLow ? 0 : 0x80);
      if (out !== 0) {
        list.push({ code: register, t: edge.t });
        register = 0;
      }
    }
  }
  return list;
}

const sent = (bench: Bench): number[] => codes(bench).map((c) => c.code);

/** A keyboard that has told that it is well; what it did until then is forgotten. */
function ready(model?: 'pc-xt-83' | 'enhanced-101'): Bench {
  const bench = make(model);
  bench.advance(20_000);
  expect(sent(bench)).toEqual([0xaa]);
  bench.observed.length = 0;
  return bench;
}

describe('keyboard', () => {
  it('sends make and break codes, bit 0 first after a start bit of 1', () => {
    const bench = ready();
    bench.input('keys', '+a');
    bench.advance(10_000);
    bench.input('keys', '+left-shift');
    bench.input('keys', '-a');
    bench.advance(10_000);
    bench.input('keys', '-left-shift');
    bench.advance(10_000);
    expect(sent(bench)).toEqual([0x1e, 0x2a, 0x9e, 0xaa]);
  });

  it('keeps the times of the Technical Reference on the wires', () => {
    const bench = ready();
    bench.input('keys', '+escape');
    bench.advance(5_000);
    const all = edges(bench);
    // request to send: clock low, then data is let go
    expect(all.slice(0, 2).map((e) => `${e.wire} ${e.low}`)).toEqual(['clock true', 'data false']);
    const falls = all.filter((e) => e.wire === 'clock' && e.low).map((e) => e.t);
    const rises = all.filter((e) => e.wire === 'clock' && !e.low).map((e) => e.t);
    expect(falls).toHaveLength(10);
    const cts = all[1]!.t;
    expect(falls[1]! - cts).toBeGreaterThanOrEqual(60);
    expect(falls[1]! - cts).toBeLessThanOrEqual(120);
    for (let n = 2; n < 10; n++) {
      expect(falls[n]! - rises[n - 1]!).toBeGreaterThanOrEqual(25);
      expect(falls[n]! - rises[n - 1]!).toBeLessThanOrEqual(50);
    }
    // data stands from 2.5 µs before each falling edge on
    for (const { t } of all.filter((e) => e.wire === 'data').slice(1)) {
      expect(falls.slice(1).every((fall) => t <= fall - 3 || t >= fall + 3)).toBe(true);
    }
  });

  it('waits while the board holds data low, and loses nothing', () => {
    const bench = ready();
    bench.drive('data', true);
    bench.input('keys', '+b');
    bench.advance(8_000);
    expect(sent(bench)).toEqual([]);
    // it asks, and gives up after 250 µs
    const asked = edges(bench).filter((e) => e.wire === 'clock');
    expect(asked[1]!.t - asked[0]!.t).toBe(250);
    bench.observed.length = 0;
    bench.drive('data', false);
    bench.advance(5_000);
    expect(sent(bench)).toEqual([0x30]);
  });

  it('stops in the middle of a code when the board pulls clock low, and sends it again', () => {
    const bench = ready();
    bench.input('keys', '+b');
    bench.advance(490);
    bench.drive('clock', true);
    bench.advance(6_000);
    bench.observed.length = 0;
    bench.drive('clock', false);
    bench.advance(5_000);
    expect(sent(bench)).toEqual([0x30]);
  });

  it.each([
    [20_000, [0xaa]],
    [5_000, [0x30]],
  ])('a clock held low for %i µs', (time, expected) => {
    const bench = ready();
    bench.drive('clock', true);
    bench.input('keys', '+b');
    bench.advance(time);
    bench.observed.length = 0;
    bench.drive('clock', false);
    bench.advance(20_000);
    expect(sent(bench)).toEqual(expected);
  });

  it.each([
    ['pc-xt-83', 20],
    ['enhanced-101', 16],
  ] as const)('the buffer of %s has %i places; the next code is replaced by FF', (model, places) => {
    const bench = ready(model);
    bench.drive('clock', true);
    for (const { id } of KEYS.slice(0, 25)) bench.input('keys', `+${id}`);
    bench.advance(1_000);
    bench.observed.length = 0;
    bench.drive('clock', false);
    bench.advance(100_000);
    expect(sent(bench)).toEqual([...KEYS.slice(0, places).map((k) => k.scan), 0xff]);
  });

  it('repeats the last key after 500 ms, 10.9 times a second, until it comes up', () => {
    const bench = ready();
    bench.input('keys', '+a');
    bench.advance(200_000);
    bench.input('keys', '+b');
    bench.advance(1_000_000);
    const times = codes(bench)
      .filter((c) => c.code === 0x30)
      .map((c) => c.t);
    expect(times[1]! - times[0]!).toBeCloseTo(500_000, -4);
    expect(times[2]! - times[1]!).toBeCloseTo(1e6 / 10.9, -3);
    bench.input('keys', '-b');
    bench.advance(10_000);
    bench.observed.length = 0;
    bench.advance(2_000_000);
    expect(sent(bench)).toEqual([]);
  });

  it('keeps one code of a key that repeats while the board takes none', () => {
    const bench = ready();
    bench.drive('data', true);
    bench.input('keys', '+a');
    bench.advance(3_000_000);
    expect(bench.device.pending).toBe(1);
  });

  it('of 101 keys sends E0 for keys that the older one has not', () => {
    const bench = ready('enhanced-101');
    for (const key of ['+up', '-up', '+pause', '-pause', '+kp-8', '-kp-8', '+f11', '-f11']) {
      bench.input('keys', key);
      bench.advance(30_000);
    }
    expect(sent(bench)).toEqual([0xe0, 0x48, 0xe0, 0xc8, 0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5, 0x48, 0xc8, 0x57, 0xd7]);
  });

  it('of 83 keys has the keys of the pad in their place', () => {
    const bench = ready();
    for (const key of ['+up', '-up', '+delete', '-delete']) {
      bench.input('keys', key);
      bench.advance(10_000);
    }
    expect(sent(bench)).toEqual([0x48, 0xc8, 0x53, 0xd3]);
  });

  it('tells what it does not understand', () => {
    const bench = ready();
    bench.input('keys', '+entr');
    bench.input('keys', 'a');
    bench.advance(10_000);
    expect(sent(bench)).toEqual([]);
    const told = bench.observed.filter((line) => line.startsWith('event'));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('no key \\"entr\\". Did you mean \\"enter\\"?');
  });

  it('has 83 keys with scan codes 01h to 53h, each once', () => {
    const scans = KEYS.filter((k) => !k.extended && k.scan <= 0x53).map((k) => k.scan);
    expect([...scans].sort((a, b) => a - b)).toEqual(Array.from({ length: 0x53 }, (_, n) => n + 1));
    expect(new Set(KEYS.map((k) => k.id)).size).toBe(KEYS.length);
    expect(new Set(KEYS.map((k) => k.code)).size).toBe(KEYS.length);
  });

  const keys = ['a', 'up', 'pause', 'left-shift', 'print-screen', '*'];
  for (const model of ['pc-xt-83', 'enhanced-101'] as const) {
    testDevice({
      describe,
      test,
      part: KeyboardPart,
      options: { model },
      pause: 20_000,
      inputs: { keys: (random) => `${random.oneIn(2) ? '+' : '-'}${random.pick(keys)}` },
    });
  }
});

describe('keyboard interface of the board', () => {
  function port() {
    const bench = new DeviceBench({ part: KeyboardPortPart });
    /** What a keyboard does: a bit, and a falling edge. */
    const bit = (value: number): void => {
      bench.drive('data', value === 0);
      bench.advance(10);
      bench.drive('clock', true);
      bench.advance(30);
      bench.drive('clock', false);
      bench.advance(30);
    };
    const code = (value: number): void => {
      bit(0);
      bit(1);
      for (let n = 0; n < 8; n++) bit((value >> n) & 1);
      bench.drive('data', true);
    };
    return { bench, code };
  }

  it('asks for IRQ1 with the ninth bit, and pulls data low', () => {
    const { bench, code } = port();
    code(0x1e);
    expect(bench.device.code).toBe(0x1e);
    expect(bench.out.irq!.on).toBe(true);
    expect(bench.out.data!.on).toBe(true);
  });

  it('takes no more bits until PB7 has cleared it', () => {
    const { bench, code } = port();
    code(0x1e);
    code(0x55);
    expect(bench.device.code).toBe(0x1e);
    bench.device.clear(true, bench.tick);
    expect([bench.device.code, bench.out.irq!.on, bench.out.data!.on]).toEqual([0, false, false]);
    code(0x55);
    expect(bench.out.irq!.on).toBe(false);
    bench.device.clear(false, bench.tick);
    code(0x55);
    expect([bench.device.code, bench.out.irq!.on]).toEqual([0x55, true]);
  });

  it('holds clock low for PB6 = 0', () => {
    const { bench } = port();
    bench.device.holdClock(true, bench.tick);
    expect(bench.out.clock!.on).toBe(true);
    bench.device.holdClock(false, bench.tick);
    expect(bench.out.clock!.on).toBe(false);
  });

  testDevice({ describe, test, part: KeyboardPortPart });
});
