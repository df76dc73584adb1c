import { StateError } from '@backplane/kernel';
import { parseTap, Tape } from '@backplane/media';
import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { DatasettePart } from '../src/datasette.ts';

/** Cycles from the motor's start until the tape turns at its speed. */
const SPIN_UP = 32_000;

testDevice({
  part: DatasettePart,
  describe,
  test,
  pause: 3000,
  steps: 400,
  inputs: { keys: (random) => ['stop', 'play', 'record', 'rewind', 'forward', 'eject'][random.below(6)]! },
  media: {
    tape: (random) => {
      const tape = new Tape(Uint32Array.from({ length: 200 }, () => random.between(100, 5000)));
      tape.writeProtected = random.oneIn(3);
      return tape;
    },
  },
});

/** The recorder by itself with a tape in it. Lines are on when they are low. */
function deck(pulses: readonly number[] = []) {
  const bench = new DeviceBench({ part: DatasettePart });
  const tape = new Tape(Uint32Array.from(pulses));
  bench.insert('tape', tape);
  // P3 is high
  bench.drive('write', false);
  const motor = (on: boolean) => bench.drive('motor', on);
  const key = (name: string) => bench.input('keys', name);
  /** A pulse on WRITE: low for half of the time, then high. */
  const write = (cycles: number) => {
    bench.advance(cycles >> 1);
    bench.drive('write', true);
    bench.advance(cycles - (cycles >> 1));
    bench.drive('write', false);
  };
  /** Ticks at which READ has fallen since the last call. */
  let seen = 0;
  const falls = (): number[] => {
    const news = bench.observed.slice(seen);
    seen = bench.observed.length;
    return news.flatMap((text) => (/^read on /.test(text) ? [Number(text.split(' ').at(-1))] : []));
  };
  return { bench, tape, motor, key, write, falls };
}

/** A recording of these times, on whatever is in the deck. */
function record({ bench, motor, key, write }: ReturnType<typeof deck>, times: readonly number[]): void {
  key('record');
  motor(true);
  bench.advance(SPIN_UP + 1000);
  // the first one only starts the clock
  for (const cycles of [500, ...times]) write(cycles);
}

describe('the datasette', () => {
  test('READ falls at the times that the tape tells, once the motor has come to speed', () => {
    const d = deck([400, 600, 1000]);
    d.key('play');
    d.bench.advance(100);
    const start = d.bench.tick;
    d.motor(true);
    d.bench.advance(SPIN_UP + 5000);
    expect(d.falls().map((t) => t - start - SPIN_UP)).toEqual([400, 1000, 2000]);
    expect(d.bench.device.counter).toEqual([3, 3]);
  });

  test('SENSE tells whether a key is down; the motor alone does nothing', () => {
    const d = deck([400]);
    d.motor(true);
    d.bench.advance(100_000);
    expect(d.falls()).toEqual([]);
    d.key('play');
    expect(d.bench.out.sense!.on).toBe(true);
    d.key('stop');
    expect(d.bench.out.sense!.on).toBe(false);
  });

  test('stops between two pulses and starts again with the one that was under the head', () => {
    const d = deck([400, 600, 1000]);
    d.key('play');
    d.motor(true);
    d.bench.advance(SPIN_UP + 700);
    expect(d.falls().length).toBe(1);
    d.motor(false);
    d.bench.advance(50_000);
    expect(d.falls()).toEqual([]);
    const start = d.bench.tick;
    d.motor(true);
    d.bench.advance(SPIN_UP + 5000);
    expect(d.falls().map((t) => t - start - SPIN_UP)).toEqual([600, 1600]);
  });

  test('rewinds and winds on', () => {
    const d = deck([400, 600]);
    d.key('forward');
    expect(d.bench.device.counter).toEqual([2, 2]);
    d.key('rewind');
    expect(d.bench.device.counter).toEqual([0, 2]);
    expect(d.bench.out.sense!.on).toBe(false);
  });

  test('records the times between rising edges of WRITE, and what it tells the host reads back the same', () => {
    const d = deck();
    const images: Uint8Array[] = [];
    d.tape.onChange = (image) => images.push(image);
    const times = [352, 512, 672, 352, 4000, 352];
    record(d, times);
    expect(images.length).toBe(0);
    d.key('stop');
    expect(images.length).toBe(1);
    expect([...parseTap(images[0]!).tape.pulses]).toEqual(times);
    expect(d.tape.changed).toBe(true);
    // and as a tape in another recorder
    const other = deck([...parseTap(images[0]!).tape.pulses]);
    other.key('play');
    other.motor(true);
    other.bench.advance(SPIN_UP + 10_000);
    const read = other.falls();
    expect(read.slice(1).map((t, n) => t - read[n]!)).toEqual(times.slice(1));
    expect(parseTap(images[0]!).tape.image()).toEqual(images[0]);
  });

  test('the motor’s stop ends a recording; the next one goes on behind it', () => {
    const d = deck();
    record(d, [352, 352]);
    d.motor(false);
    expect(d.tape.length).toBe(2);
    record(d, [672]);
    d.key('stop');
    expect([...d.tape.pulses]).toEqual([352, 352, 672]);
  });

  test('a recording takes the place of what lies there, for as long as it takes', () => {
    const d = deck([1000, 1000, 1000, 800]);
    record(d, [900, 900]);
    d.key('stop');
    expect([...d.tape.pulses]).toEqual([900, 900, 1000, 800]);
  });

  test('a write-protected tape is not recorded on', () => {
    const d = deck([400]);
    d.tape.writeProtected = true;
    record(d, [352, 352]);
    d.key('stop');
    expect([...d.tape.pulses]).toEqual([400]);
    expect(d.tape.changed).toBe(false);
    expect(d.bench.observed.filter((text) => text.startsWith('event')).join()).toContain('write-protected');
  });

  test('another tape: what was being recorded is on the first one', () => {
    const d = deck();
    record(d, [352]);
    const second = new Tape();
    d.bench.insert('tape', second);
    expect([d.tape.length, second.length]).toEqual([1, 0]);
    expect(d.bench.out.sense!.on).toBe(false);
  });

  test.each([
    ['in a pulse', SPIN_UP + 520],
    ['between pulses', SPIN_UP + 900],
    ['before the tape has come to speed', 12_345],
  ])('saved and loaded %s it goes on the same', (_name, ticks) => {
    const make = () => deck([400, 600, 1000, 400]);
    const whole = make();
    whole.key('play');
    whole.motor(true);
    whole.bench.advance(ticks);
    const snapshot = whole.bench.save();
    const second = make();
    second.bench.load(snapshot);
    whole.falls();
    for (const d of [whole, second]) d.bench.advance(SPIN_UP + 3000);
    expect(second.falls()).toEqual(whole.falls());
    expect(second.bench.hash()).toBe(whole.bench.hash());
  });

  test('saved and loaded in the middle of a recording, after an earlier one', () => {
    const first = deck([3000, 3000, 3000]);
    record(first, [500]);
    first.motor(false);
    record(first, [352, 512]);
    const second = deck([3000, 3000, 3000]);
    second.bench.load(first.bench.save());
    for (const d of [first, second]) {
      d.write(672);
      d.key('stop');
    }
    expect([...first.tape.pulses]).toEqual([500, 352, 512, 672, 3000]);
    expect([...second.tape.pulses]).toEqual([...first.tape.pulses]);
    expect(second.tape.changed).toBe(true);
    expect(second.bench.hash()).toBe(first.bench.hash());
  });

  test('a snapshot wants the tape that it was made with', () => {
    const snapshot = deck([400]).bench.save();
    expect(() => deck([600]).bench.load(snapshot)).toThrow(StateError);
    expect(() => deck([600]).bench.load(snapshot)).toThrow(/the tape of SHA-1 [0-9a-f]{40}; insert the same/);
  });
});
