import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createMachine, findText, type Machine, screenText } from '@backplane/kernel';
import { createD64, openD64, CbmFileSystem, Tape, CBM_PRG, cbmDiskOfFiles, D64_FORMAT } from '@backplane/media';
import { catalog } from '../../src/catalog.ts';
const files = readdirSync('/tmp/c64/roms').map((n) => new Uint8Array(readFileSync('/tmp/c64/roms/' + n)));
const sha = (b: Uint8Array) => createHash('sha1').update(b).digest('hex');
const map = new Map(files.map((b) => [sha(b), b]));
const orig = readFileSync('/tmp/c64/roms/kernal.901227-03.bin');
export function make(which: 'ours' | 'orig', id = 'c64'): { m: Machine; entry: any } {
  const h = new Uint8Array(orig);
  if (which === 'ours') h.set(new Uint8Array(readFileSync('/tmp/k/kernal.bin')).subarray(0x500), 0x500);
  const entry = catalog.machines.find((e) => e.definition.id === id) as any;
  const d = { ...entry.definition, roms: { ...entry.definition.roms, kernal: { ...entry.definition.roms.kernal, images: [{ id: 'dev', title: 'dev', sha1: sha(h) }] } } };
  const m = createMachine(d, { roms: { find: (s: string) => (s === sha(h) ? h : map.get(s)), places: [] }, romChoices: { kernal: 'dev', basic: '901226-01', chargen: '901225-01' } } as any) as unknown as Machine;
  return { m, entry };
}
export function until(machine: Machine, text: string, seconds: number): number {
  const t0 = machine.tick; const end = machine.tick + seconds * machine.ticksPerSecond;
  while (machine.tick < end) { machine.run(machine.ticksPerSecond / 50); if (findText(machine.screen!, text) !== null) return (machine.tick - t0) / machine.ticksPerSecond; }
  throw new Error(`"${text}" has not appeared:\n${screenText(machine.screen!).join('\n')}`);
}
export const text = (m: Machine) => screenText(m.screen!).join('\n').trimEnd();
export { createD64, openD64, CbmFileSystem, Tape, CBM_PRG, cbmDiskOfFiles, D64_FORMAT };
