import { describe, expect, test } from 'vitest';
import { INTEL_8086, INTEL_8088 } from '../src/index.ts';
import { RowTrace } from '../src/rows.ts';
import { type RandomOptions, randomMachine, summary } from './random.ts';

const INSTRUCTIONS = 400;

/** Runs both engines over the same random instructions and compares every row. */
function lockstep(seed: number, options: RandomOptions): void {
  const traces = [new RowTrace(), new RowTrace()] as const;
  const fast = randomMachine(seed, options);
  const slow = randomMachine(seed, { ...options, engine: 'clocked' });
  fast.cpu.watch(traces[0]);
  slow.cpu.watch(traces[1]);
  for (const { drive } of [fast, slow]) drive('test', true, 0);
  let last = 0;
  for (let n = 0; n < INSTRUCTIONS; n++) {
    const { pc } = fast.cpu;
    const text = fast.cpu.disassemble(pc, (a) => fast.bytes[a]!).text;
    for (const { cpu } of [fast, slow]) {
      // HLT would be the end of it
      if (cpu.core.halted !== 0) cpu.setRegister('ip', cpu.getRegister('ip') + 1);
      cpu.step();
    }
    const here = `${n}: ${pc.toString(16)} ${text}`;
    expect(`${here} ${summary(slow)}`).toBe(`${here} ${summary(fast)}`);
    // what begins now is not over yet: both tell of a fetch when its T2 has begun
    const end = fast.cpu.cycles - 2;
    fast.cpu.core.settle(fast.cpu.core.t);
    const rows = traces.map((trace) => trace.rows(last, end, 0, 1));
    expect([here, rows[1]!.map(String)]).toEqual([here, rows[0]!.map(String)]);
    last = end + 1;
    for (const trace of traces) trace.forget(end - 20);
  }
}

describe('the engine that goes from event to event does what the one that goes clock by clock does', () => {
  for (const variant of [INTEL_8086, INTEL_8088]) {
    for (const waits of [0, 1, 2, 3]) {
      test(`${variant.name}, ${waits} wait states`, () => {
        for (let seed = 1; seed <= 20; seed++)
          lockstep(seed * 8 + waits, { variant, memoryWaits: waits, ioWaits: waits });
      });
    }
    test(`${variant.name}, devices with wait states of their own`, () => {
      for (let seed = 1; seed <= 20; seed++) lockstep(seed, { variant, slow: true, ioWaits: 1 });
    });
  }
});
