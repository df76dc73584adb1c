import { createMachine } from '@backplane/kernel';
import { bareDefinition } from '../support/bare.ts';
import { BUSY, BUSY_IRQ, BUSY_NMI } from '../support/busy.ts';
import { SCRIPT } from '../support/script.ts';

/** Runs the program that keeps everything busy, gives inputs, and returns the hashes on the way. */
export function hashes(): string[] {
  const machine = createMachine(bareDefinition(BUSY, BUSY_NMI, BUSY_IRQ));
  const list: string[] = [];
  for (const { tick, input, value } of SCRIPT) {
    machine.runUntil(tick);
    machine.input(input, value);
    list.push(machine.hash());
  }
  return list;
}
