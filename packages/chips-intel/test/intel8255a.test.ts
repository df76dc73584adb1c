import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { Intel8255APart } from '../src/index.ts';

function ppi(mode: number) {
  const bench = new DeviceBench({ part: Intel8255APart });
  const pins = { a: 0xa5, b: 0x5a, c: 0xc3 };
  const seen: Record<'a' | 'b' | 'c', number> = { a: -1, b: -1, c: -1 };
  bench.device.connect({
    readA: () => pins.a,
    readB: () => pins.b,
    readC: () => pins.c,
    changedA: (value) => {
      seen.a = value;
    },
    changedB: (value) => {
      seen.b = value;
    },
    changedC: (value) => {
      seen.c = value;
    },
  });
  bench.write('registers', 3, mode);
  return { bench, pins, seen };
}

describe('mode 0', () => {
  test('all inputs', () => {
    const { bench } = ppi(0x9b);
    expect([0, 1, 2].map((n) => bench.read('registers', n))).toEqual([0xa5, 0x5a, 0xc3]);
  });

  test('all outputs: what is written is driven and read back', () => {
    const { bench, seen } = ppi(0x80);
    [0x11, 0x22, 0x33].forEach((value, n) => {
      bench.write('registers', n, value);
    });
    expect(seen).toEqual({ a: 0x11, b: 0x22, c: 0x33 });
    expect([0, 1, 2].map((n) => bench.read('registers', n))).toEqual([0x11, 0x22, 0x33]);
  });

  test('halves of port C, as a PC has them', () => {
    // A in, B out, C in; then C low out
    const { bench, seen } = ppi(0x98);
    bench.write('registers', 2, 0x06);
    expect(bench.read('registers', 2)).toBe(0xc6);
    expect(seen.c).toBe(0xf6);
  });

  test('single bits of port C', () => {
    const { bench, seen } = ppi(0x80);
    bench.write('registers', 3, 0x0f);
    bench.write('registers', 3, 0x01);
    expect(seen.c).toBe(0x81);
    bench.write('registers', 3, 0x0e);
    expect(seen.c).toBe(0x01);
  });

  test('a mode word clears the outputs', () => {
    const { bench, seen } = ppi(0x80);
    bench.write('registers', 0, 0xff);
    bench.write('registers', 3, 0x80);
    expect(seen.a).toBe(0);
  });
});

describe('mode 1', () => {
  test('strobed input: IBF until the byte is read, INTR if enabled', () => {
    const { bench, pins, seen } = ppi(0xb0);
    bench.write('registers', 3, 0x09);
    pins.a = 0x42;
    bench.device.strobe('a', bench.tick);
    pins.a = 0x99;
    expect(seen.c & 0x28).toBe(0x28);
    expect(bench.read('registers', 0)).toBe(0x42);
    expect(seen.c & 0x28).toBe(0x00);
  });

  test('strobed output: OBF falls with the write and rises with ACK', () => {
    const { bench, seen } = ppi(0x84);
    bench.write('registers', 3, 0x05);
    expect(seen.c & 0x03).toBe(0x03);
    bench.write('registers', 1, 0x77);
    expect(seen.b).toBe(0x77);
    expect(seen.c & 0x03).toBe(0x00);
    bench.device.acknowledged('b', bench.tick);
    expect(seen.c & 0x03).toBe(0x03);
    // the status word has the enable where ACK comes in
    expect(bench.read('registers', 2) & 0x07).toBe(0x07);
  });
});

test('mode 2: both directions on port A', () => {
  const { bench, pins, seen } = ppi(0xc0);
  bench.write('registers', 0, 0x12);
  expect(seen.c & 0x80).toBe(0);
  bench.device.acknowledged('a', bench.tick);
  expect(seen.c & 0x80).toBe(0x80);
  pins.a = 0x34;
  bench.device.strobe('a', bench.tick);
  expect(bench.read('registers', 0)).toBe(0x34);
});

testDevice({ describe, test, part: Intel8255APart });
