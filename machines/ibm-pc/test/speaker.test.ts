import type { AudioSource } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import { ibm5160 } from '../src/index.ts';
import { bareMachine, hex } from './support/bench.ts';

const CRYSTAL = 14_318_180;
const RATE = CRYSTAL / 288;

/** A machine whose processor stands still, somebody listening, and its ports. */
function listening(listen = true) {
  const machine = bareMachine(ibm5160, hex('FA F4 EB FC'));
  machine.run(1000);
  const audio = machine.sounds.find(([id]) => id === 'speaker')![1] as AudioSource;
  audio.enabled = listen;
  audio.drain(machine.tick);
  const io = machine.wired.ports.io!;
  const out = (port: number, value: number) => io.write(port, value, machine.tick);
  out(0x63, 0x99);
  const tone = (cycles: number, mode = 3) => {
    out(0x43, 0x80 | 0x30 | (mode << 1));
    out(0x42, cycles & 0xff);
    out(0x42, cycles >> 8);
  };
  const samples = (ticks: number): Float32Array => {
    machine.run(ticks);
    return Float32Array.from(audio.drain(machine.tick));
  };
  return { machine, audio, out, tone, samples };
}

/** Amplitude of a sine of that frequency in the samples. */
function amplitude(samples: Float32Array, frequency: number): number {
  let re = 0;
  let im = 0;
  let sum = 0;
  samples.forEach((s, n) => {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / samples.length);
    const phase = (2 * Math.PI * frequency * n) / RATE;
    re += s * window * Math.cos(phase);
    im += s * window * Math.sin(phase);
    sum += window;
  });
  return (2 * Math.hypot(re, im)) / sum;
}

describe('loudspeaker', () => {
  it('sounds a square wave with the frequency of counter 2, and nothing between its harmonics', () => {
    const { out, tone, samples } = listening();
    tone(300);
    out(0x61, 0x4f);
    samples(CRYSTAL / 10);
    const f = CRYSTAL / 12 / 300;
    const wave = samples(CRYSTAL / 2);
    expect(wave.length).toBeCloseTo(RATE / 2, -1);
    // a square wave of ± 0.25: harmonics n of 4 / (n π)
    for (const n of [1, 3, 5]) expect(amplitude(wave, n * f)).toBeCloseTo(1 / (n * Math.PI), 2);
    for (const n of [0.5, 1.5, 2, 2.5, 3.3, 4]) expect(amplitude(wave, n * f)).toBeLessThan(0.001);
    // the seventh harmonic is above half of the sample rate: it must not come back
    for (const n of [7, 9, 11]) expect(amplitude(wave, Math.abs(RATE - n * f))).toBeLessThan(0.0003);
  });

  it('is silent without PB1, and falls silent when PB0 closes the gate', () => {
    const { out, tone, samples } = listening();
    tone(1000);
    out(0x61, 0x4d);
    expect(Math.max(...samples(CRYSTAL / 20).map(Math.abs))).toBe(0);
    out(0x61, 0x4f);
    expect(Math.max(...samples(CRYSTAL / 20).map(Math.abs))).toBeGreaterThan(0.2);
    out(0x61, 0x4e);
    samples(CRYSTAL / 2);
    expect(Math.max(...samples(CRYSTAL / 20).map(Math.abs))).toBeLessThan(0.001);
  });

  it('is moved by PB1 alone, which programs use for sounds of their own', () => {
    const { out, tone, samples } = listening();
    // in mode 3 OUT is high while the gate is closed
    tone(1000);
    out(0x61, 0x4c);
    const all: number[] = [];
    for (let n = 0; n < 200; n++) {
      out(0x61, n % 2 === 0 ? 0x4e : 0x4c);
      all.push(...samples(7159));
    }
    const f = CRYSTAL / (2 * 7159);
    expect(amplitude(Float32Array.from(all), f)).toBeCloseTo(1 / Math.PI, 2);
  });

  it('follows pulses of mode 0, with which programs play samples', () => {
    const { out, tone, samples } = listening();
    out(0x43, 0x90);
    out(0x61, 0x4f);
    const mean = (cycles: number): number => {
      const levels: number[] = [];
      for (let n = 0; n < 600; n++) {
        out(0x42, cycles);
        levels.push(...samples(72 * 12));
      }
      const last = levels.slice(-400);
      return Math.max(...last) - Math.min(...last);
    };
    // OUT is low for as many cycles as were written, in each 72: the carrier is there, stronger for the middle value
    const narrow = mean(5);
    const half = mean(36);
    expect(half).toBeGreaterThan(narrow);
    expect(narrow).toBeGreaterThan(0);
    tone(36, 0);
  });

  it('gives as many samples as time has passed, whatever the pauses', () => {
    const { machine, audio, samples } = listening();
    const from = machine.tick;
    let count = 0;
    for (const ticks of [1, 287, 288, 5, 1_000_000, 13, 14_318_180]) count += samples(ticks).length;
    expect(count).toBe(Math.floor(machine.tick / 288) - Math.floor(from / 288));
    expect(audio.rate.num / audio.rate.den).toBe(CRYSTAL / 288);
  });

  it('changes nothing for the machine, and makes no event while it sounds', () => {
    const run = (listen: boolean) => {
      const { machine, out, tone } = listening(listen);
      tone(1193);
      out(0x61, 0x4f);
      machine.run(CRYSTAL / 10);
      return machine;
    };
    expect(run(true).hash()).toBe(run(false).hash());
    expect(run(true).scheduler.next).toBe(Number.POSITIVE_INFINITY);
  });
});
