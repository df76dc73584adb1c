import { ClockDomain, ratio, Scheduler, saveState } from '@backplane/kernel';
import { Prng, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import type { SidModel } from '../src/sid/combined.ts';
import { Mos6581Part, Mos8580Part, Sid } from '../src/sid/index.ts';
import { SidOracle } from './sid-oracle.ts';

for (const part of [Mos6581Part, Mos8580Part]) {
  testDevice({ describe, test, part });
  testDevice({ describe, test, part, pause: 40_000, seeds: [11, 12], steps: 300 });
}

/** A SID with a tick to a cycle. */
function bench(model: SidModel): { sid: Sid; scheduler: Scheduler } {
  const scheduler = new Scheduler();
  const sid = new Sid({ clock: new ClockDomain('phi2', ratio(1)), scheduler, ticksPerSecond: 985_248 }, { model });
  sid.reset('power', 0);
  return { sid, scheduler };
}

/** A value that makes something happen in a register of a voice. */
function interesting(register: number, random: Prng): number {
  switch (register % 7) {
    case 1:
      // from standing still to the highest pitch
      return random.oneIn(4) ? random.below(4) : random.below(256);
    case 4: {
      const waveform = random.oneIn(3) ? 1 << random.below(4) : random.below(16);
      return (waveform << 4) | (random.oneIn(4) ? 8 : 0) | (random.oneIn(3) ? random.below(8) : random.below(2));
    }
    case 5:
    case 6:
      return (random.below(random.oneIn(3) ? 16 : 6) << 4) | random.below(random.oneIn(3) ? 16 : 4);
    default:
      return random.below(256);
  }
}

describe('a SID that computes when asked', () => {
  for (const model of ['6581', '8580'] as const) {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      test(`is the same as one that does each cycle: ${model}, sequence ${seed}`, () => {
        const random = new Prng(seed);
        const { sid } = bench(model);
        const oracle = new SidOracle(model);
        let t = 0;
        for (let n = 0; n < (seed < 3 ? 400 : 1500); n++) {
          const pause = random.below(12);
          t += pause < 8 ? random.below(12) : pause < 11 ? random.below(600) : random.below(seed < 3 ? 60_000 : 3_000);
          oracle.runTo(t);
          const third = oracle.voices[2]!;
          const what = random.below(10);
          if (what < 2) expect([n, sid.read(0x1b, t)]).toEqual([n, third.lines >> 4]);
          else if (what < 4) expect([n, sid.read(0x1c, t)]).toEqual([n, third.env3]);
          else {
            const register = random.oneIn(2) ? random.between(14, 20) : random.below(21);
            const value = interesting(register, random);
            sid.write(register, value, t);
            oracle.write(register, value);
          }
        }
      });
    }

    test(`fades as slowly as it does cycle by cycle: ${model}`, () => {
      const { sid } = bench(model);
      const oracle = new SidOracle(model);
      const write = (register: number, value: number, t: number): void => {
        oracle.runThirdTo(t);
        sid.write(register, value, t);
        oracle.write(register, value);
      };
      // some noise, then TEST until all bits are set; the lines float afterwards
      write(15, 0x77, 1);
      write(18, 0xf0, 2);
      write(18, 0x80, 300);
      write(18, 0x88, 20_000);
      const seen = new Set<number>();
      const look = (from: number, to: number, by: number): void => {
        for (let t = from; t < to; t += by) {
          oracle.runThirdTo(t);
          const value = sid.read(0x1b, t);
          expect([t, value]).toEqual([t, oracle.voices[2]!.lines >> 4]);
          seen.add(value);
        }
      };
      const step = model === '6581' ? 1 : 20;
      look(20_001, 20_001 + 450_000 * step, 4_999 * step);
      expect(sid.read(0x1b, 20_001 + 450_000 * step)).toBe(0xff);
      write(18, 0, 20_010 + 450_000 * step);
      look(20_011 + 450_000 * step, 20_011 + 530_000 * step, 499 * step);
      expect(sid.read(0x1b, 20_011 + 530_000 * step)).toBe(0);
      expect(seen.size).toBeGreaterThan(5);
    });
  }
});

describe('what software sees', () => {
  test('write-only registers read what was last on the bus, for a while', () => {
    for (const [model, time] of [
      ['6581', 0x1d00],
      ['8580', 0xa2000],
    ] as const) {
      const { sid } = bench(model);
      sid.write(3, 0xa5, 100);
      expect(sid.read(0, 101)).toBe(0xa5);
      expect(sid.read(0x1f, 100 + time - 1)).toBe(0xa5);
      expect(sid.read(0x1f, 100 + time)).toBe(0);
      sid.write(18, 0x20, 200 + time);
      expect(sid.read(0x1b, 300 + time)).toBe(0x55);
      expect(sid.read(0x1e, 301 + time)).toBe(0x55);
    }
  });

  test('paddles are read once in 512 cycles', () => {
    const { sid } = bench('6581');
    let x = 10;
    sid.connect({ potX: () => x, potY: (t) => t & 0xff });
    expect(sid.read(0x19, 600)).toBe(10);
    x = 20;
    expect(sid.read(0x19, 1023)).toBe(10);
    expect(sid.read(0x19, 1024)).toBe(20);
    // a board that announces changes gets the old value until the scan is over, read before or not
    sid.latchPots(2000);
    x = 30;
    expect(sid.read(0x19, 2040)).toBe(20);
    expect(sid.read(0x19, 2048)).toBe(30);
    // POT Y is told when its scan ended
    expect(sid.read(0x1a, 4096 + 77)).toBe(4096 & 0xff);
  });

  test('paddles read 255 if nothing is connected', () => {
    const { sid } = bench('8580');
    expect([sid.read(0x19, 5000), sid.read(0x1a, 5000)]).toEqual([255, 255]);
  });

  test('sound changes nothing', () => {
    for (const model of ['6581', '8580'] as const) {
      const random = new Prng(77);
      const quiet = bench(model);
      const loud = bench(model);
      let t = 0;
      for (let n = 0; n < 2000; n++) {
        if (n === 300) loud.sid.audio.enabled = true;
        if (n === 1500) loud.sid.audio.enabled = false;
        t += random.below(n % 10 === 0 ? 5000 : 20);
        const register = random.below(25);
        const value = interesting(register, random);
        for (const { sid, scheduler } of [quiet, loud]) {
          scheduler.runUntil(t);
          sid.write(register, value, t);
        }
        if (random.oneIn(20)) loud.sid.audio.drain(t);
        if (random.oneIn(5)) expect(loud.sid.read(0x1b, t)).toBe(quiet.sid.read(0x1b, t));
      }
      expect(saveState(loud.sid)).toEqual(saveState(quiet.sid));
    }
  });
});
