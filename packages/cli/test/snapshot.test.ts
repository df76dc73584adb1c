import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from '@backplane/session';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MediaFiles } from '../src/media-files.ts';
import { Registry } from '../src/registry.ts';
import { temporaryFolder } from './backplane.ts';

/*
 * `--snapshot` on every machine: all disks can be written, and no file is touched
 */

// packages are found as in a process that was started with this condition
process.execArgv.push('--conditions=@backplane/source');

let place = temporaryFolder();
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const registry = new Registry();

describe.each([
  ['cpm', 'b', 'work.img', 256_256],
  ['c64', 'drive8.disk', 'work.d64', 174_848],
  ['ibm-5160', 'isa2.a', 'work.img', 368_640],
  ['ibm-5160', 'isa3.disk0', 'work.img', 306 * 4 * 17 * 512],
])('%s, bay %s', (machine, bay, name, size) => {
  test.each([
    [false, true],
    [true, false],
  ])('--snapshot %s: the file is written %s', async (snapshotAll, kept) => {
    const { entry } = await registry.find(machine);
    const path = place.file(name);
    writeFileSync(path, new Uint8Array(size).fill(machine === 'cpm' ? 0xe5 : 0));
    const before = readFileSync(path);
    const session = new Session(entry, machine === 'c64' ? { slots: { drive8: 'virtual' } } : {});
    const said: string[] = [];
    const media = new MediaFiles(session, { snapshotAll, formatFile: null, tell: (text) => said.push(text) });
    media.insert(bay, { path, readOnly: false, snapshot: false });
    const disk = session.media.get(bay)!.opened.disk!;
    const data = new Uint8Array(disk.sectorLength(100)).fill(0x5a);
    expect(disk.writeSector(100, data)).toBe('written');
    expect(disk.readSector(100)).toEqual(data);
    const after = readFileSync(path);
    expect(after.equals(before)).toBe(!kept);
    if (kept) expect(after.subarray(disk.sectorOffset(100)).subarray(0, data.length).equals(data)).toBe(true);
    expect(media.close()).toEqual([]);
    expect(said.filter((text) => !text.includes('directory'))).toEqual([]);
    // the next start has what the file has
    const next = new Session(entry, machine === 'c64' ? { slots: { drive8: 'virtual' } } : {});
    const again = new MediaFiles(next, { snapshotAll: false, formatFile: null, tell: () => {} });
    again.insert(bay, { path, readOnly: true, snapshot: false });
    expect(next.media.get(bay)!.opened.disk!.readSector(100)![0]).toBe(kept ? 0x5a : before[0]);
    again.close();
  });
});
