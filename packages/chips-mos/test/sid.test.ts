import { standalone6502 } from '@backplane/cpu-6502';
import { AddressSpace, ClockDomain, ratio, Scheduler, StateError, type StateIo, saveState } from '@backplane/kernel';
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

/** A SID whose accesses are told by the cycles since the last one. */
class Stepped {
  readonly sid: Sid;
  t = 0;

  constructor(model: SidModel) {
    this.sid = bench(model).sid;
  }

  write(after: number, register: number, value: number): void {
    this.t += after;
    this.sid.write(register, value, this.t);
  }

  read(after: number, register: number): number {
    this.t += after;
    return this.sid.read(register, this.t);
  }
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

describe('a SID as programs know it', () => {
  const OSC3 = 0x1b;
  const ENV3 = 0x1c;
  const CONTROL = 18;

  test('the sawtooth of the 8580 comes a cycle later', () => {
    for (const [model, value] of [
      ['6581', 3],
      ['8580', 2],
    ] as const) {
      const { sid } = bench(model);
      sid.write(CONTROL, 0xff, 10);
      sid.write(14, 0xff, 14);
      sid.write(15, 0xff, 18);
      sid.write(CONTROL, 0x20, 24);
      expect(sid.read(OSC3, 28)).toBe(value);
    }
  });

  test('power-on values; ring modulation by a silent source turns the triangle over', () => {
    const sid = new Stepped('6581');
    expect(sid.read(100, OSC3)).toBe(0);
    for (const [control, value] of [
      [0x80, 0xfe],
      [0x40, 0xff],
      [0x20, 0x55],
      [0x10, 0xaa],
    ] as const) {
      sid.write(10, CONTROL, control);
      expect(sid.read(4, OSC3)).toBe(value);
    }
    sid.write(10, 11, 8);
    sid.write(4, CONTROL, 8);
    sid.write(4, CONTROL, 0x15);
    expect(sid.read(4, OSC3)).toBe(0xff);
  });

  /** Noise after TEST is released with a change of waveform, then eight single shifts. */
  function writeBack(model: SidModel, before: number, after: number): number[] {
    const sid = new Stepped(model);
    sid.write(1, CONTROL, 0x88);
    // long enough for all bits to rise
    expect(sid.read(12_000_000, OSC3)).toBe(0xff);
    sid.write(6, CONTROL, (before << 4) | 8);
    sid.write(8, CONTROL, after << 4);
    return Array.from({ length: 8 }, () => {
      sid.write(12, CONTROL, 0x88);
      sid.write(6, CONTROL, 0x80);
      return sid.read(4, OSC3);
    });
  }

  test('noise is overwritten by combined waveforms as on sampled chips', () => {
    const alone = [0xfe, 0xfc, 0xfc, 0xfc, 0xf8, 0xf8, 0xf8, 0xf8];
    const late = [0xfe, 0x6c, 0xd8, 0xb5, 0xd8, 0x6a, 0xb1, 0xf8];
    const both = [0x6c, 0x48, 0x91, 0x91, 0x4a, 0x23, 0xb1, 0x07];
    for (const model of ['6581', '8580'] as const) {
      expect(writeBack(model, 8, 8)).toEqual(alone);
      expect(writeBack(model, 9, 8)).toEqual(alone);
      expect(writeBack(model, 8, 9)).toEqual(late);
      expect(writeBack(model, 12, 10)).toEqual(late);
      expect(writeBack(model, 9, 9)).toEqual(both);
      expect(writeBack(model, 11, 10)).toEqual(both);
      expect(writeBack(model, 13, 15)).toEqual(both);
    }
    expect(writeBack('6581', 10, 9)).toEqual(late);
    expect(writeBack('8580', 10, 9)).toEqual(both);
    expect(writeBack('6581', 8, 12)).toEqual(alone);
    expect(writeBack('6581', 15, 12)).toEqual([0xfc, 0xf8, 0xf4, 0xf8, 0xe8, 0xf0, 0xf8, 0xc0]);
    expect(writeBack('6581', 13, 14)).toEqual([0xfc, 0x68, 0xd0, 0xb1, 0xc8, 0x62, 0xb1, 0xc0]);
    expect(writeBack('8580', 12, 14)).toEqual([0xfc, 0x68, 0xd8, 0xb1, 0xd8, 0x62, 0xb1, 0xe0]);
    expect(writeBack('6581', 12, 15)).toEqual(late);
    expect(writeBack('8580', 12, 15)).toEqual(both);
  });

  test('a combination with the sawtooth clears the top bit of a 6581, not of an 8580', () => {
    for (const [model, top] of [
      ['6581', 0],
      ['8580', 0x80],
    ] as const) {
      for (const other of [0x30, 0x60, 0xa0]) {
        const { sid } = bench(model);
        sid.write(16, 0xff, 1);
        sid.write(17, 0xff, 2);
        for (let n = 0; n < 8; n++) {
          sid.write(CONTROL, 0xf8, 10 + 20 * n);
          sid.write(CONTROL, 0xf0, 20 + 20 * n);
        }
        sid.write(CONTROL, 8, 1000);
        sid.write(15, 0x40, 1004);
        sid.write(CONTROL, 0x20, 1010);
        // 8 × 4000h × 40h cycles to 800000h
        const t = 1010 + 0x202;
        expect(sid.read(OSC3, t) & 0x80).toBe(0x80);
        sid.write(15, 0, t);
        sid.write(CONTROL, other, t + 4);
        sid.write(CONTROL, 0x20, t + 10);
        expect([other, sid.read(OSC3, t + 14) & 0x80]).toEqual([other, top]);
      }
    }
  });

  test('cycles of an attack step, by register', () => {
    const measured = [9, 32, 63, 95, 149, 220, 267, 313, 392, 977, 1954, 3126, 3907, 11720, 19532, 31251];
    measured.forEach((cycles, attack) => {
      const { sid } = bench('6581');
      sid.write(19, attack << 4, 10);
      sid.write(CONTROL, 1, 40_000);
      let t = 40_000;
      while (sid.read(ENV3, t) !== 1) t++;
      expect([attack, sid.read(ENV3, t + 128 * cycles - 1)]).toEqual([attack, 128]);
      expect([attack, sid.read(ENV3, t + 128 * cycles)]).toEqual([attack, 129]);
    });
  });

  test('a rate counter that is past its period goes all the way round', () => {
    const { sid } = bench('8580');
    sid.write(19, 0x70, 1);
    sid.write(CONTROL, 1, 1000);
    let t = 1000;
    while (sid.read(ENV3, t) !== 1) t++;
    // the counter is at some 200 when the period becomes 63
    sid.write(19, 0x20, t + 200);
    const next = t + 32_767 + 63;
    expect(sid.read(ENV3, next - 10)).toBe(1);
    expect(sid.read(ENV3, next + 10)).toBe(2);
  });

  test('the envelope counter turns over if gate is struck at its ends', () => {
    const { sid } = bench('6581');
    sid.write(19, 0x77, 1);
    sid.write(20, 0x77, 2);
    sid.write(CONTROL, 1, 1000);
    sid.write(CONTROL, 0, 1006);
    expect(sid.read(ENV3, 1400)).toBe(0xff);
    // at FFh, released and struck again: 0, where it stays
    sid.write(CONTROL, 1, 2000);
    let t = 2000;
    while (sid.read(ENV3, t) !== 0xff) t++;
    sid.write(CONTROL, 0, t + 4);
    sid.write(CONTROL, 1, t + 10);
    expect(sid.read(ENV3, t + 400)).toBe(0);
    expect(sid.read(ENV3, t + 40_000)).toBe(0);
  });

  test('sustain levels, and how long a decay takes', () => {
    const sid = new Stepped('8580');
    for (let sustain = 15; sustain >= 0; sustain--) {
      sid.write(10, 20, sustain << 4);
      sid.write(10, CONTROL, 1);
      expect(sid.read(60_000, ENV3)).toBe(sustain * 0x11);
      sid.write(10, CONTROL, 0);
      expect(sid.read(60_000, ENV3)).toBe(0);
    }
  });

  test('a program can tell the models apart by the sawtooth', () => {
    for (const [model, value] of [
      ['6581', 3],
      ['8580', 2],
    ] as const) {
      const scheduler = new Scheduler();
      const { sid } = bench(model);
      const space = new AddressSpace('memory', 16, scheduler);
      const ram = space.addMemory(0x1000);
      space.addView('board', [
        { from: 0, to: 0xfff, name: 'ram', memory: ram },
        { from: 0xd400, to: 0xd7ff, name: 'sid', io: sid.io.registers },
      ]);
      // lda #$ff; sta $d412; sta $d40e; sta $d40f; lda #$20; sta $d412; lda $d41b; sta $02; jmp *
      const program = 'a9ff 8d12d4 8d0ed4 8d0fd4 a920 8d12d4 ad1bd4 8502 4c1502';
      (program.match(/[0-9a-f]{2}/g) ?? []).forEach((digits, n) => {
        space.memory[ram + 0x200 + n] = Number.parseInt(digits, 16);
      });
      const { cpu } = standalone6502({ scheduler, space });
      cpu.setRegister('pc', 0x200);
      cpu.run(cpu.cycles + 60);
      expect(space.memory[ram + 2]).toBe(value);
    }
  });

  test('a snapshot with impossible values is refused', () => {
    const { sid } = bench('6581');
    const damage = (field: string, value: number): void => {
      const visit = (io: StateIo): StateIo => ({
        ...io,
        loading: true,
        version: 1,
        number: (name, present) => (name === field ? value : present),
        bool: (_, present) => present,
        string: (_, present) => present,
        bytes: () => {},
        ints: () => {},
        doubles: () => {},
        blob: (_, present) => present,
        section: (_name, _version, inner) => inner(visit(io)),
      });
      sid.state(visit({} as StateIo));
    };
    for (const [field, value] of [
      ['accumulator', 0x1000000],
      ['noise', -1],
      ['rate', 40_000],
      ['period', 0.5],
      ['at', Number.NaN],
    ] as const) {
      expect(() => damage(field, value)).toThrow(StateError);
      expect(() => damage(field, value)).toThrow(field);
    }
  });
});
