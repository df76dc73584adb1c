import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createMachine, type Machine } from '@backplane/kernel';
import { catalog } from '../../src/catalog.ts';
const sha = (b: Uint8Array) => createHash('sha1').update(b).digest('hex');
export function own(id = 'c64', options = {}): { m: Machine; entry: any } {
  const entry = catalog.machines.find((e) => e.definition.id === id) as any;
  const img = Object.fromEntries(['kernal', 'basic', 'chargen'].map((n) => [n, new Uint8Array(readFileSync(`/work/main/roms/c64/images/${n}.bin`))]));
  const roms = Object.fromEntries(Object.entries(entry.definition.roms).map(([n, set]: any) => [n, { ...set, images: [{ id: 'own', title: 'own', sha1: sha(img[n]!) }] }]));
  const m = createMachine({ ...entry.definition, roms }, { roms: { find: (s: string) => Object.values(img).find((b) => sha(b) === s), places: [] }, options } as any) as unknown as Machine;
  return { m, entry };
}
