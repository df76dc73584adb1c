import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cga } from '../src/cards/cga/index.ts';
import { Rig } from './io-rig.ts';
import { SteppedCga } from './stepped-cga.ts';
import { MODES, TIMINGS, videoOf } from './video-rig.ts';

const BASE = 0xb8000;

/** Bus cycles are at least this many dots apart: eight clocks of the processor. */
const APART = 24;

type Step =
  | { readonly what: 'mode' | 'colour' | 'crtc' | 'memory'; readonly at: number; readonly value: number }
  | { readonly what: 'read' | 'status' | 'draw' | 'end'; readonly at: number; readonly value: number };

const crtcWrite = fc.oneof(
  fc.record({ what: fc.constant('crtc' as const), at: fc.constantFrom(12, 13, 14, 15, 10, 11), value: fc.nat(255) }),
  fc.record({ what: fc.constant('crtc' as const), at: fc.constantFrom(4, 5, 6, 7, 9), value: fc.nat(40) }),
  fc.record({ what: fc.constant('crtc' as const), at: fc.constantFrom(0, 1, 2, 3), value: fc.nat(120) }),
  fc.record({ what: fc.constant('crtc' as const), at: fc.constant(8), value: fc.constantFrom(0, 2, 3, 1) }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  crtcWrite,
  fc.record({
    what: fc.constant('mode' as const),
    at: fc.constant(0),
    value: fc.constantFrom(...MODES, 0x1a, 9, 0, 0x0b),
  }),
  fc.record({ what: fc.constant('mode' as const), at: fc.constant(0), value: fc.nat(63) }),
  fc.record({ what: fc.constant('colour' as const), at: fc.constant(0), value: fc.nat(63) }),
  fc.record({ what: fc.constantFrom('memory' as const, 'read' as const), at: fc.nat(0x3fff), value: fc.nat(255) }),
  fc.record({ what: fc.constantFrom('memory' as const, 'read' as const), at: fc.nat(400), value: fc.nat(255) }),
  fc.record({ what: fc.constantFrom('status' as const, 'draw' as const), at: fc.constant(0), value: fc.constant(0) }),
);

const wait = fc.oneof(
  fc.integer({ min: APART, max: 100 }),
  fc.integer({ min: APART, max: 3000 }),
  fc.integer({ min: APART, max: 260_000 }),
);

const scenario = fc.record({
  mode: fc.nat(6),
  registers: fc.array(fc.record({ at: fc.nat(9), value: fc.nat(60) }), { maxLength: 3 }),
  seed: fc.nat(1000),
  steps: fc.array(fc.record({ wait, step }), { minLength: 3, maxLength: 25 }),
});

test('spans are drawn as the dots come out of the card, with any registers at any time', () => {
  fc.assert(
    fc.property(scenario, ({ mode, registers, seed, steps }) => {
      const rig = new Rig(cga);
      const video = videoOf(rig);
      video.enabled = true;
      const oracle = new SteppedCga();
      const { io } = rig.machine.wired.ports;
      const { memory } = rig.machine.wired.spaces;
      let t = 0;
      const apply = ({ what, at, value }: Step): void => {
        oracle.to(t);
        if (what === 'crtc') {
          io!.write(0x3d4, at, t);
          io!.write(0x3d5, value, t);
          oracle.write('crtc', at, value);
        } else if (what === 'mode' || what === 'colour') {
          io!.write(what === 'mode' ? 0x3d8 : 0x3d9, value, t);
          oracle.write(what, 0, value);
        } else if (what === 'memory') {
          memory!.write(BASE + at, value, t);
          oracle.write('memory', at, value);
        } else if (what === 'read') {
          expect(memory!.read(BASE + 0x4000 + at, t)).toBe(oracle.memory[at]);
          oracle.access(oracle.memory[at]!);
        } else if (what === 'status') {
          const bits = (oracle.crtc.displays ? 0 : 1) | (oracle.crtc.vs ? 8 : 0);
          expect(io!.read(0x3da, t) & 9).toBe(bits);
        } else video.draw(t);
      };
      const timing = mode < 2 ? TIMINGS.text40 : mode < 4 ? TIMINGS.text80 : TIMINGS.graphics;
      for (const [at, value] of timing.entries()) apply({ what: 'crtc', at, value });
      for (const { at, value } of registers) apply({ what: 'crtc', at, value });
      let random = seed * 2 + 1;
      for (let n = 0; n < 0x4000; n++) {
        random = (Math.imul(random, 1103515245) + 12345) >>> 0;
        apply({ what: 'memory', at: n, value: (random >>> 16) & 255 });
      }
      apply({ what: 'colour', at: 0, value: 0x31 });
      apply({ what: 'mode', at: 0, value: MODES[mode]! });
      for (const { wait: dots, step: next } of steps) {
        t += dots;
        apply(next);
      }
      t += 250_000;
      apply({ what: 'end', at: 0, value: 0 });
      oracle.finish();
      const { pixels } = oracle.monitor;
      for (let n = 0; n < pixels.length; n++) {
        if (pixels[n] !== video.pixels[n]) {
          expect(`row ${n >> 10} dot ${n & 1023}: ${video.pixels[n]}`).toBe(`${pixels[n]}`);
        }
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 40), seed: 1981 },
  );
});
