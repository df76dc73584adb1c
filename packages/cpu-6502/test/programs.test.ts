import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standalone6502 } from '../src/index.ts';
import { runLorenz } from './lorenz.ts';

/*
 * Klaus Dormann's functional test (GPL: not part of this repository). The program ends in a loop on itself, at 3469h if
 * everything was as expected, elsewhere if not.
 */

const folder = process.env.BACKPLANE_6502_TESTS;
const NAME = '6502_functional_test.bin';
const START = 0x400;
const SUCCESS = 0x3469;
const MOST = 110_000_000;
/** Programs that need more than a processor, or another one. */
const C64 = /^(cia|cnt|cpuport|cputiming|finish|flip|icr|imr|irq|load|mmu|nmi|one|start)|dtv|plus4/;

describe('test programs', () => {
  const path = folder === undefined || folder === '' ? null : join(folder, NAME);
  if (path === null) {
    test.skip(`${NAME}: skipped, set BACKPLANE_6502_TESTS to a folder that holds it`, () => {});
    return;
  }

  test.each(['6502', '6510'] as const)(`${NAME} on a %s`, { timeout: 600_000 }, (variant) => {
    if (!existsSync(path)) {
      throw new Error(`${path} does not exist: put ${NAME} there or unset BACKPLANE_6502_TESTS.`);
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
    expect(cpu.pc.toString(16)).toBe(SUCCESS.toString(16));
  });

  const suite = join(folder!, 'lorenz');
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
