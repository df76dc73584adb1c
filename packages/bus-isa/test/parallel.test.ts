import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { PARALLEL_CARDS, ParallelPortPart } from '../src/cards/parallel/parallel.ts';
import { HERTZ, Rig } from './io-rig.ts';

testDevice({ describe, test, part: ParallelPortPart, options: {}, crystal: 2_000_000, pause: 60 });
testDevice({ describe, test, part: ParallelPortPart, options: { plug: 'none' }, seeds: [1] });

/** Prints a byte as the BIOS does. */
function print(rig: Rig, byte: number, base = 0x378): void {
  rig.out(base, byte);
  for (let n = 0; (rig.in(base + 1) & 0x80) === 0; n++) {
    if (n > 100) throw new Error('the printer stays busy');
    rig.us(1);
  }
  rig.out(base + 2, 0x0d);
  rig.us(2);
  rig.out(base + 2, 0x0c);
}

describe('printer adapter', () => {
  test('is ready once it is initialized, and prints to the stream', () => {
    for (const [name, base] of [
      ['parallel', 0x378],
      ['parallel-278', 0x278],
      ['parallel-3bc', 0x3bc],
    ] as const) {
      const rig = new Rig(PARALLEL_CARDS[name]!);
      const paper = rig.collect('isa1.printer');
      expect(rig.in(base + 1) & 0xf8).toBe(0x58);
      rig.out(base + 2, 0x08);
      rig.us(50);
      rig.out(base + 2, 0x0c);
      expect(rig.in(base + 1) & 0xf8).toBe(0xd8);
      for (const c of 'Hello\r\n') print(rig, c.charCodeAt(0), base);
      expect(String.fromCharCode(...paper.map((p) => p.value))).toBe('Hello\r\n');
      expect(rig.interrupts).toEqual([]);
    }
  });

  test('latches can be read back', () => {
    const rig = new Rig(PARALLEL_CARDS.parallel!);
    for (const value of [0x00, 0xaa, 0x55, 0xff]) {
      rig.out(0x378, value);
      expect(rig.in(0x378)).toBe(value);
      rig.out(0x37a, value & ~1);
      expect(rig.in(0x37a)).toBe((value & 0x1e) | 0xe0);
    }
    expect(rig.in(0x37b)).toBe(0xff);
  });

  test('a byte is taken with the strobe: busy, then −ACK', () => {
    const rig = new Rig(PARALLEL_CARDS.parallel!);
    const paper = rig.collect('isa1.printer');
    rig.out(0x37a, 0x0c);
    rig.out(0x378, 0x41);
    rig.out(0x37a, 0x0d);
    expect(paper).toEqual([{ value: 0x41, tick: rig.tick }]);
    expect(rig.in(0x379) & 0xc0).toBe(0x40);
    // a second strobe while it is busy is lost
    rig.out(0x37a, 0x0c);
    rig.out(0x378, 0x42);
    rig.out(0x37a, 0x0d);
    rig.us(19.9);
    expect(rig.in(0x379) & 0xc0).toBe(0x40);
    rig.us(0.2);
    expect(rig.in(0x379) & 0xc0).toBe(0x00);
    rig.us(5);
    expect(rig.in(0x379) & 0xc0).toBe(0xc0);
    expect(paper).toHaveLength(1);
  });

  test('asks for an interrupt at the end of −ACK', () => {
    const rig = new Rig(PARALLEL_CARDS.parallel!);
    rig.out(0x37a, 0x1c);
    rig.out(0x378, 0x41);
    rig.out(0x37a, 0x1d);
    const start = rig.tick;
    rig.us(100);
    const [line, on, tick] = rig.interrupts[0]!;
    expect([line, on]).toEqual(['irq7', true]);
    expect(Math.abs((tick - start) / HERTZ - 25e-6)).toBeLessThan(2 / HERTZ);
    expect(rig.interrupts).toHaveLength(1);
    // the next one is an edge again
    rig.out(0x37a, 0x1c);
    rig.out(0x37a, 0x1d);
    rig.us(100);
    expect(rig.interrupts.map(([, level]) => level)).toEqual([true, false, true]);
    rig.out(0x37a, 0x0c);
    expect(rig.line('irq7')).toBe(false);
  });

  test('AUTO FEED adds line feeds', () => {
    const rig = new Rig(PARALLEL_CARDS.parallel!);
    const paper = rig.collect('isa1.printer');
    rig.out(0x37a, 0x0e);
    rig.out(0x378, 0x0d);
    rig.out(0x37a, 0x0f);
    expect(paper.map((p) => p.value)).toEqual([0x0d, 0x0a]);
  });

  test('with nothing connected is busy and out of paper', () => {
    const rig = new Rig(PARALLEL_CARDS['parallel-empty']!);
    rig.out(0x37a, 0x0c);
    expect(rig.in(0x379)).toBe(0x7f);
    rig.out(0x37a, 0x1d);
    rig.us(1000);
    expect(rig.in(0x379)).toBe(0x7f);
    expect(rig.interrupts).toEqual([]);
  });

  test('what cannot be connected is refused', () => {
    expect(() => new DeviceBench({ part: ParallelPortPart, options: { plug: 'disk' as never } })).toThrow(/printer or/);
  });
});
