import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blankHardDisk, type HardDisk, openHardDisk, type SparseImage, sparseBytes } from '@backplane/media';
import { loadStateFile, Session, saveStateFile } from '@backplane/session';
import { fileStore, HOST_FILES, type HostFiles, lockImage } from '@backplane/session/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MediaFiles } from '../src/media-files.ts';
import { Registry } from '../src/registry.ts';
import type { MediaArgument } from '../src/run-arguments.ts';
import { backplane, temporaryFolder, tsx } from './backplane.ts';

/*
 * Hard disk images of the user's in a PC/XT: what the drive writes, and the files
 */

// packages are found as in a process that was started with this condition
process.execArgv.push('--conditions=@backplane/source');

let place = temporaryFolder();
const opened: MediaFiles[] = [];
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => {
  for (const media of opened.splice(0)) media.close();
  place.remove();
});

const { entry } = await new Registry().find('ibm-5160');
const BAY = 'isa3.disk0';
const SHAPE = { cylinders: 306, heads: 4, sectors: 17 };

/** Makes a file with holes. */
function make(name: string, image: SparseImage): string {
  const path = place.file(name);
  const fd = openSync(path, 'w');
  ftruncateSync(fd, image.size);
  closeSync(fd);
  if (image.pieces.length > 0) writeFileSync(path, sparseBytes(image));
  return path;
}

const raw = (megabytes = 10) => make('c.img', { size: megabytes * 2 ** 20, pieces: [] });
const sector = (value: number): Uint8Array => new Uint8Array(512).fill(value);

/** A machine that is not running, with a disk in its drive. */
function computer(path: string, argument: Partial<MediaArgument> = {}, snapshotAll = false, host = HOST_FILES) {
  const session = new Session(entry);
  const said: string[] = [];
  const media = new MediaFiles(session, { snapshotAll, formatFile: null, host, tell: (text) => said.push(text) });
  opened.push(media);
  media.insert(BAY, { path, readOnly: false, snapshot: false, ...argument } as MediaArgument);
  const disk = session.media.get(BAY)!.opened.medium as HardDisk;
  return { session, media, said, disk };
}

/** The disk in a file, as another program sees it. */
function contentOf(path: string): Uint8Array {
  const fd = openSync(path, 'r');
  const store = fileStore(HOST_FILES, fd, statSync(path).size, false);
  const content = openHardDisk(store).disk.medium.content();
  store.close();
  return content;
}

describe('a hard disk image', () => {
  test.each([
    ['raw', { kind: 'raw', shape: SHAPE }],
    ['fixed VHD', { kind: 'fixed', shape: SHAPE, uniqueId: new Uint8Array(16) }],
    ['dynamic VHD', { kind: 'dynamic', shape: SHAPE, uniqueId: new Uint8Array(16), blockSize: 65536 }],
  ] as const)('%s: has what was written before the guest is told so', (_name, image) => {
    const path = make('c.img', blankHardDisk(image));
    const { disk, said, media } = computer(path);
    expect(disk.shape).toEqual(SHAPE);
    for (const block of [0, 5, 20_000, 20_807, 300]) {
      expect(disk.write(block, sector(block & 0xff || 0x11))).toBe('written');
      expect(contentOf(path).slice(block * 512, block * 512 + 512)).toEqual(sector(block & 0xff || 0x11));
    }
    expect([said, media.close()]).toEqual([[], []]);
    expect(openHardDisk(fileStore(HOST_FILES, openSync(path, 'r'), statSync(path).size, false)).warnings).toEqual([]);
  });

  test.each([
    ['ro', { readOnly: true }, false, 'protected'],
    ['snapshot', { snapshot: true }, false, 'written'],
    ['--snapshot', {}, true, 'written'],
  ] as const)('is not touched with %s', (_name, argument, all, outcome) => {
    const path = make('c.img', blankHardDisk({ kind: 'dynamic', shape: SHAPE, uniqueId: new Uint8Array(16) }));
    const before = readFileSync(path);
    const { disk, said, media } = computer(path, argument, all);
    expect(disk.write(7, sector(1))).toBe(outcome);
    expect(disk.read(7)![0]).toBe(outcome === 'written' ? 1 : 0);
    expect([said, media.close()]).toEqual([[], []]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('of 600 MB is there at once, its first 504 MB', () => {
    const path = raw(600);
    const { disk, said, media, session } = computer(path);
    expect(disk.blocks).toBe(1024 * 16 * 63);
    expect(disk.write(disk.blocks - 1, sector(3))).toBe('written');
    expect(said).toEqual([
      `${path}: the disk has 600 MB, its first 504 are used; partitions beyond cannot be reached.`,
    ]);
    expect(session.media.get(BAY)!.large).toBe(true);
    media.close();
    expect(statSync(path).size).toBe(600 * 2 ** 20);
  });

  test("a full disk of the host's is a write fault, and is told once", () => {
    const path = raw();
    let full = true;
    const host: HostFiles = {
      ...HOST_FILES,
      writeSync: ((...args: Parameters<typeof HOST_FILES.writeSync>) => {
        if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return HOST_FILES.writeSync(...args);
      }) as HostFiles['writeSync'],
    };
    const { disk, said } = computer(path, {}, false, host);
    expect(disk.write(7, sector(1))).toBe('refused');
    expect(disk.write(8, sector(1))).toBe('refused');
    expect(said.length).toBe(1);
    expect(said[0]).toMatch(/a sector was not written: .*c\.img: there is no space left/);
    full = false;
    expect(disk.read(7)).toEqual(sector(0));
    expect(disk.write(7, sector(2))).toBe('written');
    expect(contentOf(path).slice(7 * 512, 8 * 512)).toEqual(sector(2));
  });

  test('that gets shorter while it is used has sectors that cannot be read', () => {
    const path = raw();
    const { disk } = computer(path);
    const fd = openSync(path, 'r+');
    ftruncateSync(fd, 2 ** 20);
    closeSync(fd);
    expect(disk.read(20_000)).toBeUndefined();
    expect(disk.write(20_000, sector(1))).toBe('refused');
    expect(disk.read(0)).toEqual(sector(0));
  });

  test('is what it says, or an error that tells what to do', () => {
    const bad = place.file('c.img');
    writeFileSync(bad, 'PK\x03\x04'.padEnd(1000));
    expect(() => computer(bad)).toThrow(/c\.img: the file is a ZIP archive, which is not read. Unpack it first/);
    expect(() => computer(raw(), { format: '5000/4/17' })).toThrow(
      /c\.img: a hard disk of 5000\/4\/17 is not possible/,
    );
    expect(() => computer(place.file('.'))).toThrow(/takes files only/);
    expect(() => computer(place.file('none.img'))).toThrow(/none\.img/);
    // nothing is left behind
    expect(
      readdirSync(tmpdir()).filter((f) => f.startsWith(`backplane-${statSync(bad).dev}-${statSync(bad).ino}`)),
    ).toEqual([]);
  });
});

describe('two machines', () => {
  test('do not write to one image', () => {
    const path = raw();
    const first = computer(path);
    const second = computer(path);
    expect(second.said).toEqual([
      `${path}: another machine of this process has it open for writing; the disk in "${BAY}" is write-protected.`,
    ]);
    expect(second.disk.write(0, sector(1))).toBe('protected');
    expect(first.disk.write(0, sector(1))).toBe('written');
    // the same machine may put it in again
    first.media.insert(BAY, { path, readOnly: false, snapshot: false });
    expect(first.said).toEqual([]);
    first.media.close();
    const third = computer(path);
    expect(third.said).toEqual([]);
    third.media.close();
    second.media.close();
  });

  test('of which one only reads are told', () => {
    const path = raw();
    const first = computer(path);
    const second = computer(path, { snapshot: true });
    expect(second.said).toEqual([
      `${path}: another machine of this process has it open for writing; what it writes may or may not be seen here.`,
    ]);
    expect(second.disk.write(0, sector(1))).toBe('written');
    first.media.close();
    second.media.close();
  });

  test('of different processes leave notes, and those of dead ones do not count', () => {
    const folder = place.file('.');
    const identity = { dev: 1, ino: 2 };
    const note = join(folder, 'backplane-1-2.lock');
    writeFileSync(note, `${process.ppid}\n`);
    expect(lockImage(identity, {}, folder)).toEqual({ holder: `process ${process.ppid}` });
    writeFileSync(note, '999999999\n');
    const lock = lockImage(identity, {}, folder);
    expect(readFileSync(note, 'utf8')).toBe(`${process.pid}\n`);
    (lock as { release(): void }).release();
    expect(existsSync(note)).toBe(false);
    // without a folder for notes there are none
    expect(lockImage(identity, {}, join(folder, 'nowhere'))).toHaveProperty('release');
  });
});

test('a state holds a small disk, and leaves a large one where it is', () => {
  for (const [megabytes, external] of [
    [10, undefined],
    [100, true],
  ] as const) {
    const path = raw(megabytes);
    const { session, disk, media } = computer(path);
    disk.write(9, sector(1));
    const state = loadStateFile(saveStateFile(session));
    expect(state.manifest.media[BAY]).toMatchObject({
      name: 'c.img',
      readOnly: false,
      ...(external && { external, path }),
    });
    media.close();
  }
}, 30_000);

describe('disk create', () => {
  const create = (...args: string[]) => backplane(['disk', 'create', ...args], { cwd: place.path });

  test('makes images that have their shape, and no file twice', async () => {
    const made = await create('c.img', '20M');
    expect(made).toMatchObject({
      code: 0,
      err: '',
      out: 'c.img: 19.99 MB, 602 cylinders, 4 heads, 17 sectors a track\n',
    });
    expect(statSync(place.file('c.img')).size).toBe(602 * 4 * 17 * 512);
    expect(await create('c.img', '20M')).toMatchObject({ code: 1, out: '' });
    expect((await create('d.vhd', '615/4/17')).code).toBe(0);
    expect(statSync(place.file('d.vhd')).size).toBeLessThan(5000);
    const { disk, media } = computer(place.file('d.vhd'));
    expect(disk.shape).toEqual({ cylinders: 615, heads: 4, sectors: 17 });
    media.close();
  }, 30_000);

  test('tells what is possible', async () => {
    expect((await create('c.img', '2G')).err).toMatch(/"2G" is no size of a disk. Give 34K to 504M, or CYL/);
    expect((await create('c.img', '20M', '--format', 'qcow2')).err).toMatch(/there are raw, vhd, vhd-fixed/);
    expect(existsSync(place.file('c.img'))).toBe(false);
  }, 30_000);
});

test('a process that is killed has lost nothing that was acknowledged', async () => {
  const path = make('c.vhd', blankHardDisk({ kind: 'dynamic', shape: SHAPE, uniqueId: new Uint8Array(16) }));
  const program = place.file('writer.mjs');
  writeFileSync(
    program,
    `
    import { openSync, statSync, writeSync } from 'node:fs';
    const { openHardDisk } = await import(${JSON.stringify(import.meta.resolve('@backplane/media'))});
    const { fileStore, HOST_FILES } = await import(${JSON.stringify(import.meta.resolve('@backplane/session/node'))});
    const path = ${JSON.stringify(path)};
    const { disk, persist } = openHardDisk(fileStore(HOST_FILES, openSync(path, 'r+'), statSync(path).size, true));
    disk.medium.onWrite = (s, o, d) => persist(s, o, d);
    for (let n = 0; ; n++) {
      const block = (n * 7919) % disk.blocks;
      if (disk.write(block, new Uint8Array(512).fill((n % 255) + 1)) === 'written') writeSync(1, block + ':' + n + ' ');
    }
  `,
  );
  const child = spawn(process.execPath, ['--conditions=@backplane/source', '--import', tsx, program]);
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
    if (out.length > 20_000) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  const content = contentOf(path);
  const last = new Map<number, number>();
  for (const word of out.split(' ').slice(0, -1)) {
    const [block, n] = word.split(':').map(Number) as [number, number];
    last.set(block, n);
  }
  expect(last.size).toBeGreaterThan(1000);
  // the one that was being written then may be there or not
  for (const [block, n] of last) expect(content[block * 512 + 100], `block ${block}`).toBe((n % 255) + 1);
}, 30_000);
