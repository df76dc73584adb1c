import { catalog, cpm } from '@backplane/machine-cpm';
import { testMachine } from '@backplane/testkit';
import { describe, test } from 'vitest';

const { media } = catalog.machines[0];

/** Boots, then types commands that read and write the disk. */
testMachine({
  describe,
  test,
  definition: cpm,
  prepare(machine) {
    const system = media.builtIn.a;
    machine.insert('a', media.open('a', system.image(), { name: system.name, format: system.format, sha1: '' }).medium);
  },
  script: [
    { tick: 800_000, input: 'console', value: 'DIR\r' },
    { tick: 1_600_000, input: 'console', value: 'SAVE 4 X.DAT\r' },
    { tick: 2_400_000, input: 'console', value: 'STAT X.DAT\r' },
    { tick: 3_200_000, input: 'key', value: 'up' },
  ],
  ticks: 4_000_000,
});
