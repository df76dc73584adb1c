import { createMachine, type MachineDefinition } from '@backplane/kernel';
import { assembleToy } from '../../src/index.ts';
import { toyMachine } from '../fixture.ts';

/** Ticks of the run; rational clocks, lines and 64-bit arithmetic are all in it. */
const TICKS = 300_000;

/**
 * Runs two processors that exchange bytes over a line, and returns the hashes of the machine on its way. The same file
 * runs in Node and in a page.
 */
export function hashes(): string[] {
  const machine = createMachine<MachineDefinition>(
    toyMachine(
      [
        {
          program: assembleToy('lda #50\n sta $F000\n loop: set 0\n inx\n clr 0\n lda $F001\n stax $2000\n jmp loop'),
          clock: 'pal',
        },
        { program: assembleToy('loop: jon 0, on\n dex\n on: inx\n txa\n stax $2000\n out\n jmp loop'), clock: 'drive' },
      ],
      { wire: { from: ['cpu0.p0'], to: ['cpu1.p0', 'timer0.gate'] } },
    ),
  );
  const found: string[] = [];
  while (machine.tick < TICKS) {
    machine.run(TICKS / 10);
    found.push(machine.hash());
  }
  return found;
}
