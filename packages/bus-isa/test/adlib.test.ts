import { expect, test } from 'vitest';
import { adlib } from '../src/cards/adlib/adlib.ts';
import { Rig } from './io-rig.ts';

function put(rig: Rig, register: number, value: number): void {
  rig.out(0x388, register);
  rig.us(3.3);
  rig.out(0x389, value);
  rig.us(23);
}

test('the AdLib is found at 388h', () => {
  const rig = new Rig(adlib);
  put(rig, 4, 0x60);
  put(rig, 4, 0x80);
  expect(rig.in(0x388) & 0xe0).toBe(0);
  put(rig, 2, 0xff);
  put(rig, 4, 0x21);
  rig.us(80);
  expect(rig.in(0x388) & 0xe0).toBe(0xc0);
  put(rig, 4, 0x60);
  put(rig, 4, 0x80);
  expect(rig.in(0x388) & 0xe0).toBe(0);
  expect(rig.interrupts).toEqual([]);
});

test('the AdLib is a source of sound at 49,716 Hz', () => {
  const rig = new Rig(adlib);
  const [name, audio] = rig.machine.sounds[0]!;
  expect(name).toBe('isa1.opl');
  expect(audio.channels).toBe(1);
  expect(audio.rate.num / audio.rate.den).toBeCloseTo(49_715.9, 1);
  audio.enabled = true;
  put(rig, 0x23, 0x21);
  put(rig, 0x40, 0x3f);
  put(rig, 0x63, 0xf0);
  put(rig, 0xa0, 0x44);
  put(rig, 0xb0, 0x32);
  audio.drain(rig.tick);
  rig.us(1e6);
  const signal = audio.drain(rig.tick);
  expect(Math.abs(signal.length - 49_716)).toBeLessThanOrEqual(1);
  // 580 × 49,716 / 2^16 = 440 Hz
  let rises = 0;
  for (let n = 1; n < signal.length; n++) if (signal[n - 1]! < 0 && signal[n]! >= 0) rises++;
  expect(rises).toBeGreaterThanOrEqual(439);
  expect(rises).toBeLessThanOrEqual(441);
});
