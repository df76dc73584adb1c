import { catalog, cpm } from '@backplane/machine-cpm';
import { type MachinePackage, Session } from '@backplane/session';
import { expect, it } from 'vitest';

it('a machine package and a definition fit the session as they are', async () => {
  const checked: MachinePackage = catalog;
  expect(checked.machines.map((m) => m.definition.id)).toEqual(['cpm']);
  const session = new Session(cpm, { pacing: 'warp' });
  expect(await session.run({ seconds: 0.5 })).toBe('limit');
  expect(session.machine.seconds).toBe(0.5);
});
