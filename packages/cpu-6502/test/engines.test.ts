import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runFast } from '../src/generated/fast.ts';
import { runFast65C02 } from '../src/generated/fast-65c02.ts';
import { standalone6502, VARIANTS, type VariantName } from '../src/index.ts';
import { Chaos, random } from './rig.ts';

const RUNS = 60;
const CYCLES = 3000;

describe('the engines agree, however a run is sliced', () => {
  const seed = fc.integer({ min: 0, max: 2 ** 30 });
  const options = fc.record({
    ticks: fc.constantFrom(1, 8),
    devices: fc.constantFrom(0, 1, 8, 60, 256),
    variant: fc.constantFrom(...(Object.keys(VARIANTS) as VariantName[])),
  });

  test('one run equals single cycles', () => {
    fc.assert(
      fc.property(seed, options, (n, o) => {
        const whole = new Chaos(n, o);
        whole.runTo(CYCLES, () => CYCLES);
        const single = new Chaos(n, o);
        single.runTo(CYCLES, () => 1);
        // a stretched access may carry a run beyond its limit
        expect(whole.result()).toEqual(single.result());
      }),
      { numRuns: RUNS },
    );
  });

  test('one run equals random slices with the state saved and loaded between them, in mid-instruction too', () => {
    fc.assert(
      fc.property(seed, options, (n, o) => {
        const whole = new Chaos(n, o);
        whole.runTo(CYCLES, () => CYCLES);
        const next = random(n + 1);
        const sliced = new Chaos(n, o);
        sliced.runTo(
          CYCLES,
          () => 1 + next(next(3) === 0 ? 200 : 12),
          () => sliced.saveAndLoad(),
        );
        expect(sliced.result()).toEqual(whole.result());
      }),
      { numRuns: RUNS },
    );
  });

  test('an observed run equals one that is not', () => {
    fc.assert(
      fc.property(seed, options, (n, o) => {
        const plain = new Chaos(n, o);
        plain.runTo(CYCLES, () => 500);
        const observed = new Chaos(n, o);
        let accesses = 0;
        observed.rig.cpu.observe({ bus: () => accesses++ });
        observed.runTo(CYCLES, () => 500);
        expect(observed.result()).toEqual(plain.result());
        expect(accesses).toBeGreaterThan(100);
      }),
      { numRuns: RUNS / 2 },
    );
  });
});

describe.each(['6502', '65c02', 'w65c02'] as const)('every opcode of a %s from random states', (variant) => {
  const { instructions, cmos } = VARIANTS[variant].program;
  const opcodes = instructions.filter(({ mnemonic }) => !/^(jam|stp)$/.test(mnemonic));
  test.each(opcodes.map((i) => [i.opcode, i.mnemonic, i.mode] as const))('%i %s %s: fast equals stepped', (opcode) => {
    const next = random(opcode + 1);
    const fast = standalone6502({ variant });
    const stepped = standalone6502({ variant });
    for (let n = 0; n < 60; n++) {
      const pc = next(0x10000);
      const bytes = [opcode, next(256), next(256)];
      const registers = ['a', 'x', 'y', 's', 'p'].map((name) => [name, next(256)] as const);
      for (const { cpu, space } of [fast, stepped]) {
        bytes.forEach((byte, k) => {
          space.poke((pc + k) & 0xffff, byte);
        });
        cpu.setRegister('pc', pc);
        for (const [name, value] of registers) cpu.setRegister(name, value);
      }
      const start = fast.cpu.cycles;
      const { core } = fast.cpu;
      core.limit = core.now + 8;
      core.refresh();
      if (cmos) runFast65C02(core);
      else runFast(core);
      if (!core.atBoundary) fast.cpu.step();
      expect(core.now + core.base).toBeGreaterThan(start);
      stepped.cpu.step();
      const state = ({ cpu }: typeof fast) =>
        ['pc', 'a', 'x', 'y', 's', 'p'].map((name) => cpu.getRegister(name)).concat(cpu.cycles);
      expect(state(fast)).toEqual(state(stepped));
    }
    expect(Buffer.compare(fast.space.memory, stepped.space.memory)).toBe(0);
  });
});
