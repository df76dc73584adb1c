import { describe, expect, test } from 'vitest';
import { CRYSTAL, ms, patterned, Rig } from './rig.ts';

const K360 = 368_640;

describe('reset', () => {
  test('IRQ6 comes about 2 ms after reset at 250 kbit/s, and four units have changed', () => {
    const rig = new Rig();
    rig.dor(0x0c);
    const ticks = rig.untilIrq();
    expect(ticks / CRYSTAL).toBeCloseTo(0.002048, 5);
    expect([rig.sense(), rig.sense(), rig.sense(), rig.sense()]).toEqual([[0xc0, 0], [0xc1, 0], [0xc2, 0], [0xc3, 0]]);
    expect(rig.sense()).toEqual([0x80]);
    expect(rig.irq).toBe(false);
  });
});

describe('reading', () => {
  test('sectors of a 360K disk come by DMA', () => {
    const image = patterned(K360);
    const rig = new Rig().start();
    rig.insert('a', image);
    expect(rig.seek('home')).toEqual([0x20, 0]);
    expect(rig.seek(5)).toEqual([0x20, 5]);
    const { result, data } = rig.readData(5, 1, 2, 9, 512);
    expect(result).toEqual([0x04, 0, 0, 5, 1, 3, 2]);
    expect(data).toEqual(image.subarray(((5 * 2 + 1) * 9 + 1) * 512, ((5 * 2 + 1) * 9 + 2) * 512));
  });

  test('all of a 1.44M disk', () => {
    const image = patterned(1_474_560);
    const rig = new Rig().start();
    rig.insert('a', image);
    rig.rate(500);
    for (const c of [0, 1, 40, 79]) {
      rig.seek(c);
      const { result, data } = rig.readData(c, 0, 1, 18, 36 * 512);
      expect(result).toEqual([0, 0, 0, c + 1, 0, 1, 2]);
      expect(data).toEqual(image.subarray(c * 36 * 512, (c + 1) * 36 * 512));
    }
  });
});
