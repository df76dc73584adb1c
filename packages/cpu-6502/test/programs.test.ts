import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standalone6502 } from '../src/index.ts';
import { runLorenz } from './lorenz.ts';

/*
 * Klaus Dormann's functional tests (GPL: not part of this repository). The programs end in a loop on themselves, at the
 * address given here if everything was as expected, elsewhere if not. Bruce Clark's decimal test, in the form that the
 * same collection has, stores 0 in 0Bh and stops with STP; it must have been assembled with cputype = 1 and chk_a,
 * chk_n, chk_v, chk_z and chk_c = 1.
 */

const folder = process.env.BACKPLANE_6502_TESTS;
const NAME = '6502_functional_test.bin';
const START = 0x400;
const SUCCESS: Readonly<Record<string, number>> = { [NAME]: 0x3469, '65C02_extended_opcodes_test.bin': 0x24f1 };
const DECIMAL = '65C02_decimal_test.bin';
const MOST = 110_000_000;
/** Programs that need more than a processor, or another one. */
const C64 = /^(cia|cnt|cpuport|cputiming|finish|flip|icr|imr|irq|load|mmu|nmi|one|start)|dtv|plus4/;

describe('test programs', () => {
  if (folder === undefined || folder === '') {
    test.skip(`${NAME}: skipped, set BACKPLANE_6502_TESTS to a folder that holds it`, () => {});
    return;
  }

  test.each([
    [NAME, '6502'],
    [NAME, '6510'],
    [NAME, '65c02'],
    [NAME, 'w65c02'],
    ['65C02_extended_opcodes_test.bin', 'r65c02'],
    ['65C02_extended_opcodes_test.bin', 'w65c02'],
  ] as const)('%s on a %s', { timeout: 600_000 }, (name, variant) => {
    const path = join(folder, name);
    if (!existsSync(path)) {
      throw new Error(`${path} does not exist: put ${name} there or unset BACKPLANE_6502_TESTS.`);
    }
    // the 6510's port lies where the test has data: all pins as outputs make its data register memory, but not its
    // direction register, which the test leaves alone
    const { cpu, space } = standalone6502({ variant });
    readFileSync(path).forEach((byte, address) => {
      space.poke(address, byte);
    });
    if (variant === '6510') cpu.setRegister('ddr', 0xff);
    cpu.setRegister('pc', START);
    let before = -1;
    while (cpu.pc !== before && cpu.cycles < MOST) {
      cpu.run(cpu.cycles + 100_000);
      while (!cpu.atBoundary) cpu.step();
      before = cpu.pc;
      cpu.step();
    }
    expect(cpu.pc.toString(16)).toBe(SUCCESS[name]!.toString(16));
  });

  const decimal = join(folder, DECIMAL);
  test.skipIf(!existsSync(decimal))(`${DECIMAL}: every pair of bytes, all flags`, { timeout: 600_000 }, () => {
    const { cpu, space } = standalone6502({ variant: 'w65c02' });
    readFileSync(decimal).forEach((byte, n) => {
      space.poke(0x200 + n, byte);
    });
    space.poke(0x0b, 0xff);
    cpu.setRegister('pc', 0x200);
    while (!cpu.jammed && cpu.cycles < MOST) cpu.run(cpu.cycles + 1_000_000);
    expect(cpu.jammed).toBe(true);
    expect(space.peek(0x0b)).toBe(0);
  });

  const suite = join(folder, 'lorenz');
  const programs = existsSync(suite) ? readdirSync(suite).filter((name) => /\.prg$/.test(name) && !C64.test(name)) : [];
  if (programs.length === 0) {
    test.skip(`Lorenz's suite: skipped, ${suite} has no programs`, () => {});
    return;
  }

  test(`Lorenz's suite: ${programs.length} programs`, { timeout: 900_000 }, () => {
    const failed = programs
      .map((name) => ({ name, ...runLorenz(readFileSync(join(suite, name))) }))
      .filter(({ end }) => end !== 0);
    expect(failed).toEqual([]);
  });
});
