import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

const LENGTH = 300;
const BYTES = Array.from({ length: LENGTH }, (_, i) => (i * 37 + (i >> 3)) & 255);
const SECOND = 985_248;

function start(name = 'TEST FILE') {
  const m = new Bench({ kernal: kernal.bytes }).boot();
  m.poke(0x200, ...[...name].map((c) => c.charCodeAt(0)));
  m.call(0xffbd, { a: name.length, x: 0x00, y: 0x02 });
  m.call(0xff90, { a: 0x80 });
  m.play = true;
  return m;
}

/** Saves BYTES from 2000h; the times at which the recorded signal rises. */
function save(sa: number): number[] {
  const m = start();
  m.poke(0x2000, ...BYTES);
  m.poke(0xfb, 0x00, 0x20);
  m.call(0xffba, { a: 1, x: 1, y: sa });
  expect(m.call(0xffd8, { a: 0xfb, x: LENGTH & 255, y: 0x20 + (LENGTH >> 8) }, 60 * SECOND).carry).toBe(false);
  expect(m.text).toBe('\nSAVING TEST FILE');
  const rising = m.written.filter(({ level }) => level).map(({ t }) => t);
  return rising.map((t) => t - rising[0]! + SECOND / 3);
}

function load(pulses: readonly number[], { sa = 1, verify = 0, name = '', at = 0x2000, memory = [] as number[] } = {}) {
  const m = start(name);
  m.pulses = [...pulses];
  m.poke(at, ...memory);
  m.call(0xffba, { a: 1, x: 1, y: sa });
  const r = m.call(0xffd5, { a: verify, x: 0x00, y: 0x30 }, 90 * SECOND);
  return { m, r, status: m.peek(0x90), bytes: m.bytes(at, LENGTH), text: m.text };
}

const tape = save(1);
/** A generator of numbers that look random. */
const noise = (seed: number) => () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x80000000;
};

describe('the recorded signal', () => {
  const lengths = tape.slice(1).map((t, i) => t - tape[i]!);
  const near = (from: number, to: number) => lengths.filter((n) => n >= from && n < to).length;
  test('has short, medium and long pulses of the usual lengths, and nothing else', () => {
    const [short, medium, long] = [near(352, 392), near(504, 552), near(664, 720)];
    expect(short + medium + long).toBe(lengths.length - 1); // and the pause before the data
    // two copies of header (9 + 192 + 1) and data (9 + 300 + 1): a long pulse per byte, and one at each end
    expect(long).toBe(2 * (202 + 1) + 2 * (310 + 1));
  });
  test('has leaders of about ten and two seconds', () => {
    const runs: number[] = [];
    let run = 0;
    for (const n of lengths) {
      if (n < 450) run++;
      else {
        if (run > 60) runs.push(run);
        run = 0;
      }
    }
    expect(runs[0]! * 368).toBeGreaterThan(9 * SECOND);
    expect(runs.map((n) => n > 1000)).toEqual([true, false, false, true, false]);
    expect(runs[3]! * 368).toBeGreaterThan(1.5 * SECOND);
  });
});

describe('loading', () => {
  test('what was saved', () => {
    const { r, status, bytes, text } = load(tape, { name: 'TEST' });
    expect(r).toMatchObject({ carry: false, x: LENGTH & 255, y: 0x20 + (LENGTH >> 8) });
    expect(status).toBe(0);
    expect(bytes).toEqual(BYTES);
    expect(text).toBe('\nSEARCHING FOR TEST\nFOUND TEST FILE\nLOADING');
  });
  test('to XXYY if it was saved with secondary address 0 and is loaded with 0', () => {
    const relocatable = save(0);
    expect(load(relocatable, { sa: 0, at: 0x3000 }).bytes).toEqual(BYTES);
    expect(load(relocatable, { sa: 1 }).bytes).toEqual(BYTES);
    expect(load(tape, { sa: 0 }).bytes).toEqual(BYTES);
  });
  test.each([0.88, 1.14])('at %d times the speed', (factor) => {
    const { status, bytes } = load(tape.map((t) => Math.round(t * factor)));
    expect([status, bytes]).toEqual([0, BYTES]);
  });
  test('with edges that jitter by 20 cycles', () => {
    const random = noise(7);
    const { status, bytes } = load(tape.map((t) => t + Math.floor(random() * 41) - 20));
    expect([status, bytes]).toEqual([0, BYTES]);
  });
  test.each([0.6, 0.72, 0.8, 0.9, 0.97])('with a drop-out at %d of the tape: the other copy helps', (where) => {
    const at = tape.length * where;
    const { status, bytes } = load(tape.filter((_, i) => !(i > at && i < at + 30 && i % 3 === 0)));
    expect([status, bytes]).toEqual([0, BYTES]);
  });
  test('with the same byte bad in both copies: ST', () => {
    const longs = tape.slice(1).flatMap((t, i) => (t - tape[i]! > 660 ? [i] : []));
    // 2 × 203 long pulses of the header, then the ninth of the countdown and 100 of the data; and in the second copy
    const first = longs[406 + 9 + 100]!;
    const second = longs[406 + 311 + 9 + 100]!;
    const { status, bytes } = load(tape.filter((_, i) => i !== first + 8 && i !== second + 8));
    expect(status & 0x10).toBe(0x10);
    expect(bytes.filter((b, i) => b !== BYTES[i]).length).toBeLessThanOrEqual(1);
  });
  test('verifies', () => {
    expect(load(tape, { verify: 1, memory: BYTES }).status).toBe(0);
    const wrong = [...BYTES];
    wrong[7]! ^= 1;
    const { status, bytes } = load(tape, { verify: 1, memory: wrong });
    expect([status, bytes]).toEqual([0x10, wrong]);
  });
  test('RUN/STOP: A = 0, carry set; motor off, screen and interrupts on', () => {
    const m = start('X');
    m.call(0xffba, { a: 1, x: 1, y: 1 });
    m.keys.add(63);
    expect(m.call(0xffd5, { a: 0 })).toMatchObject({ a: 0, carry: true });
    expect([m.peek(1) & 0x20, m.io[0x11]! & 0x10]).toEqual([0x20, 0x10]);
    const before = m.peek(0xa2);
    m.keys.clear();
    m.run(100_000);
    expect(m.peek(0xa2)).not.toBe(before);
  });
  test('waits for a button', () => {
    const m = start('X');
    m.play = false;
    m.call(0xffba, { a: 1, x: 1, y: 1 });
    expect(() => m.call(0xffd5, { a: 0 }, 200_000)).toThrow('PRESS PLAY ON TAPE');
  });
});

test('a data file is written, read to its end, and then tells so', () => {
  const m = start('DATA');
  const text = Array.from({ length: 400 }, (_, i) => 0x20 + (i % 90));
  m.call(0xffba, { a: 2, x: 1, y: 1 });
  const long = 40 * SECOND;
  expect(m.call(0xffc0, {}, long).carry).toBe(false);
  m.call(0xffc9, { x: 2 });
  for (const c of text) expect(m.call(0xffd2, { a: c, x: 5, y: 6 }, long)).toMatchObject({ x: 5, y: 6, carry: false });
  m.call(0xffcc);
  m.call(0xffc3, { a: 2 }, long);
  const rising = m.written.filter(({ level }) => level).map(({ t }) => t);
  // The tape stands still while the program works.
  let now = SECOND / 3;
  const pulses = rising.map((t, i) => {
    const step = i === 0 ? 0 : t - rising[i - 1]!;
    now += step > 2000 ? SECOND / 3 : step;
    return now;
  });
  const other = start('DA');
  other.pulses = pulses;
  other.call(0xffba, { a: 3, x: 1, y: 0 });
  expect(other.call(0xffc0, {}, long).carry).toBe(false);
  other.call(0xffc6, { x: 3 });
  const read: number[] = [];
  while (other.peek(0x90) === 0 && read.length < 500) read.push(other.call(0xffcf, {}, long).a);
  expect([read, other.peek(0x90)]).toEqual([text, 0x40]);
}, 60_000);
