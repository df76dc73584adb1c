import { loadState, saveState, sha1Hex } from '@backplane/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixedMemory } from './bench.ts';

/*
 * Neither the slices of a run nor saving and loading change what happens
 *
 * A program with interrupts in mode 1, HALT, prefixes, device accesses and bus requests runs while a schedule of events
 * moves the pins. It is run in random slices, and saved and loaded between them into a new machine.
 */

const PROGRAM: Readonly<Record<number, readonly number[]>> = {
  // inc b; ld ix,$4000; inc (ix+5); ld a,i; push af; out (1),a; ei; dd fd dd inc hl; ld ($9000),hl; ldi; halt; jr 0
  0: [0xc3, 0x00, 0x01],
  56: [0xf5, 0x3a, 0x00, 0x40, 0x3c, 0x32, 0x00, 0x40, 0xf1, 0xfb, 0xc9],
  102: [0xe5, 0x2a, 0x10, 0x40, 0x23, 0x22, 0x10, 0x40, 0xe1, 0xed, 0x45],
  256: [0x04, 0xdd, 0x21, 0x00, 0x40, 0xdd, 0x34, 0x05, 0xed, 0x57, 0xf5, 0xd3, 0x01, 0xfb, 0xdd, 0xfd, 0xdd, 0x23],
  274: [0x22, 0x00, 0x90, 0xed, 0xa0, 0xcb, 0x66, 0x20, 0x01, 0x76, 0xf1, 0x18, 0xe1],
};

type Pin = 'int' | 'nmi' | 'busreq' | 'reset';
interface Edge {
  readonly at: number;
  readonly pin: Pin;
  readonly on: boolean;
}

/** A machine with the program and the edges as events. */
function machine(edges: readonly Edge[]) {
  const z = mixedMemory(
    (page) => page === 0x90,
    () => 1,
  );
  for (const [address, bytes] of Object.entries(PROGRAM)) z.bytes.set(bytes, Number(address));
  z.cpu.setRegister('im', 1);
  edges.forEach((edge, n) => {
    z.scheduler.at(
      z.scheduler.allocate(`edge ${n}`, (t) => z.drive(edge.pin, edge.on, t)),
      edge.at,
    );
  });
  /** Runs to `target` as a machine does: events up to the horizon, then the processor up to the next one. */
  const runTo = (target: number) => {
    let now = Math.min(z.cpu.cycles, target);
    z.scheduler.runUntil(now);
    while (now < target) {
      const horizon = Math.min(target, z.scheduler.next);
      if (z.cpu.cycles < horizon) z.cpu.run(horizon);
      now = Math.min(horizon, z.cpu.cycles);
      z.scheduler.runUntil(now);
    }
  };
  const state = {
    state(io: Parameters<typeof z.cpu.state>[0]) {
      io.section('cpu', 1, (s) => z.cpu.state(s));
      io.section('scheduler', 1, (s) => z.scheduler.state(s));
      io.bytes('memory', z.bytes);
      for (const pin of ['int', 'nmi', 'busreq', 'reset'] as const) {
        const on = io.bool(pin, z.pins[pin].on);
        if (io.loading) z.pins[pin].restore(on);
      }
    },
  };
  return { z, runTo, state };
}

const edges = fc
  .array(
    fc.record({
      at: fc.integer({ min: 1, max: 3000 }),
      length: fc.integer({ min: 1, max: 60 }),
      pin: fc.constantFrom<Pin>('int', 'int', 'int', 'nmi', 'busreq', 'reset'),
    }),
    { maxLength: 24 },
  )
  .map((pulses): Edge[] => {
    const ends = new Map<Pin, number>();
    return pulses
      .sort((a, b) => a.at - b.at)
      .flatMap(({ at, length, pin }) => {
        if (at <= (ends.get(pin) ?? 0)) return [];
        ends.set(pin, at + length);
        return [
          { at, pin, on: true },
          { at: at + length, pin, on: false },
        ];
      });
  });

const END = 4000;

const hash = (m: ReturnType<typeof machine>) => sha1Hex(saveState(m.state));

test('random slices give the same states as one run', () => {
  fc.assert(
    fc.property(edges, fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 }), (list, slices) => {
      const whole = machine(list);
      whole.runTo(END);
      const sliced = machine(list);
      let at = 0;
      for (let n = 0; at < END; n++) {
        at = Math.min(at + slices[n % slices.length]!, END);
        sliced.runTo(at);
      }
      expect(hash(sliced)).toBe(hash(whole));
      expect(sliced.z.log).toEqual(whole.z.log);
    }),
    { numRuns: 300 },
  );
});

test('tick by tick gives the same states as one run', () => {
  fc.assert(
    fc.property(edges, (list) => {
      const whole = machine(list);
      const single = machine(list);
      whole.runTo(1500);
      for (let at = 1; at <= 1500; at++) single.runTo(at);
      expect(hash(single)).toBe(hash(whole));
    }),
    { numRuns: 60 },
  );
});

test('saving and loading at any tick changes nothing', () => {
  fc.assert(
    fc.property(edges, fc.array(fc.integer({ min: 0, max: END }), { minLength: 1, maxLength: 6 }), (list, saves) => {
      const whole = machine(list);
      whole.runTo(END);
      let part = machine(list);
      const log: string[] = [];
      for (const at of saves.sort((a, b) => a - b)) {
        part.runTo(at);
        log.push(...part.z.log);
        const bytes = saveState(part.state);
        part = machine(list);
        loadState(part.state, bytes);
        part.z.cpu.rederive();
        expect(hash(part)).toBe(sha1Hex(bytes));
      }
      part.runTo(END);
      expect([...log, ...part.z.log]).toEqual(whole.z.log);
      expect(hash(part)).toBe(hash(whole));
    }),
    { numRuns: 300 },
  );
});
