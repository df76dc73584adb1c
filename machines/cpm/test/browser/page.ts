import { createMachine } from '@backplane/kernel';
import { catalog, cpm } from '@backplane/machine-cpm';

/** Boots, types commands that read and write the disk, and returns the hashes on the way. */
export function hashes(): string[] {
  const machine = createMachine(cpm);
  const { media } = catalog.machines[0];
  const system = media.builtIn.a;
  machine.insert('a', media.open('a', system.image(), { name: system.name, format: system.format, sha1: '' }).medium);
  return ['DIR\r', 'SAVE 8 X.DAT\r', 'STAT *.*\r', ''].map((line) => {
    machine.run(machine.ticksPerSecond);
    machine.input('console', line);
    return machine.hash();
  });
}
