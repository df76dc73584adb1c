import { createMachine } from '@backplane/kernel';
import { testMachine } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { ramAtPowerOn } from '../src/power-on.ts';
import { bareDefinition, CYCLE, HALT } from './support/bare.ts';
import { BUSY, BUSY_IRQ, BUSY_NMI } from './support/busy.ts';

function bench(overlay: 'plus60k' | 'plus256k') {
  const machine = createMachine(bareDefinition(HALT), { overlays: [overlay] });
  const space = machine.wired.spaces.memory!;
  machine.run(100 * CYCLE);
  return {
    machine,
    select: (value: number) => space.write(0xd100, value, machine.tick),
    read: (a: number) => space.peekRam(a),
    write: (a: number, v: number) => space.poke(a, v),
    register: () => space.read(0xd100, machine.tick),
  };
}

describe('more RAM', () => {
  test('+60K: bit 7 selects one of two banks from 1000 on', () => {
    const b = bench('plus60k');
    b.write(0x0fff, 1);
    b.write(0x1000, 2);
    b.write(0xffff, 3);
    b.select(0x80);
    expect([b.read(0x0fff), b.read(0x1000), b.read(0xffff)]).toEqual([1, ramAtPowerOn(0x1000), ramAtPowerOn(0xffff)]);
    b.write(0x1000, 4);
    b.select(0x00);
    expect([b.read(0x1000), b.read(0xffff)]).toEqual([2, 3]);
    b.select(0xff);
    expect(b.read(0x1000)).toBe(4);
    expect(b.register()).toBe(0xff);
  });

  test('+256K: four banks above and four below', () => {
    const b = bench('plus256k');
    for (let high = 0; high < 4; high++) {
      for (let low = 0; low < 4; low++) {
        b.select((high << 6) | low);
        b.write(0x0200, 0x10 + low);
        b.write(0xe000, 0x20 + high);
      }
    }
    for (let n = 0; n < 4; n++) {
      b.select((n << 6) | (3 - n));
      expect([b.read(0x0200), b.read(0xe000)]).toEqual([0x10 + 3 - n, 0x20 + n]);
    }
  });

  test('RESET selects the first banks, power-on clears all', () => {
    const b = bench('plus60k');
    b.write(0x2000, 7);
    b.select(0x80);
    b.write(0x2000, 8);
    b.machine.reset('reset');
    expect(b.read(0x2000)).toBe(7);
    const fresh = bench('plus60k').machine.hash();
    b.machine.reset('power');
    b.machine.run(100 * CYCLE);
    expect(b.machine.hash()).toBe(fresh);
  });
});

testMachine({
  describe,
  test,
  definition: bareDefinition(BUSY, BUSY_NMI, BUSY_IRQ),
  config: { overlays: ['plus256k'] },
  ticks: 200_000,
  single: 1000,
});
