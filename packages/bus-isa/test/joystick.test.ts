import { testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { GamePortPart, joystick } from '../src/cards/joystick/joystick.ts';
import { HERTZ, Rig } from './io-rig.ts';

const stick = (random: { below(n: number): number; oneIn(n: number): boolean }): string =>
  random.oneIn(4) ? '' : `${random.below(256)} ${random.below(256)} ${random.below(4)}`;

testDevice({ describe, test, part: GamePortPart, pause: 2000, inputs: { stick1: stick, stick2: stick } });

/** Microseconds for which each one-shot runs, −1 = for ever. */
function measure(rig: Rig): number[] {
  const times = [-1, -1, -1, -1];
  rig.out(0x201, 0);
  const start = rig.tick;
  for (let n = 0; n < 1500; n++) {
    const value = rig.in(0x201);
    for (let axis = 0; axis < 4; axis++) {
      if (times[axis]! < 0 && (value & (1 << axis)) === 0) times[axis] = ((rig.tick - start) / HERTZ) * 1e6;
    }
    rig.machine.run(14);
  }
  return times;
}

describe('game control adapter', () => {
  test('one-shots run as long as the sticks say', () => {
    const rig = new Rig(joystick);
    expect(rig.in(0x201)).toBe(0xf0);
    rig.machine.input('isa1.stick1', '0 255');
    rig.machine.input('isa1.stick2', '51 128');
    const times = measure(rig);
    [24.2, 1124.2, 244.2, 576.4].forEach((expected, n) => {
      expect(Math.abs(times[n]! - expected), `axis ${n}`).toBeLessThan(2);
    });
  });

  test('buttons are 0 when down', () => {
    const rig = new Rig(joystick);
    rig.machine.input('isa1.stick1', '128 128 1');
    expect(rig.in(0x201)).toBe(0xe0);
    rig.machine.input('isa1.stick2', '128 128 2');
    expect(rig.in(0x201)).toBe(0x60);
  });

  test('digital sticks go all the way', () => {
    const rig = new Rig(joystick);
    rig.machine.input('isa1.joystick1', 1 + 8 + 16);
    expect(rig.in(0x201)).toBe(0xe0);
    const [x, y] = measure(rig);
    expect(x).toBeGreaterThan(1100);
    expect(y).toBeLessThan(30);
  });

  test('without a stick a one-shot does not end', () => {
    const rig = new Rig(joystick);
    rig.machine.input('isa1.stick2', '');
    expect(measure(rig).slice(2)).toEqual([-1, -1]);
    expect(rig.in(0x201)).toBe(0xfc);
    rig.machine.input('isa1.stick2', '128 128');
    rig.us(2);
    expect(rig.in(0x201)).toBe(0xf0);
  });

  test('says what it takes', () => {
    const rig = new Rig(joystick);
    for (const text of ['300 0', '5', '1 2 3 4', 'left']) rig.machine.input('isa1.stick1', text);
    expect(rig.notes).toHaveLength(4);
    expect(rig.notes[0]).toMatch(/from 0 to 255.*not "300 0"/);
  });
});
