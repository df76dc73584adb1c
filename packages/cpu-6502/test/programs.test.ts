import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standalone6502 } from '../src/index.ts';

/*
 * Klaus Dormann's functional test (GPL: not part of this repository). The program ends in a loop on itself, at 3469h if
 * everything was as expected, elsewhere if not.
 */

const folder = process.env.BACKPLANE_6502_TESTS;
const NAME = '6502_functional_test.bin';
const START = 0x400;
const SUCCESS = 0x3469;
const MOST = 110_000_000;

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
});
