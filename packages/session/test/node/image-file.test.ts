import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blankImage, CpmFileSystem, MediaError, namedFormat } from '@backplane/media';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOST_FILES, type HostFiles, openImageFile } from '../../src/node/index.ts';

let dir = '';
beforeEach(() => {
  dir = fs.mkdtempSync(join(tmpdir(), 'backplane-image-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const image = (name = 'a.dsk', format = 'ibm-3740'): string => {
  const path = join(dir, name);
  fs.writeFileSync(path, blankImage(namedFormat(format)));
  return path;
};
const failing = (code: string, name: keyof HostFiles, when: (...args: unknown[]) => boolean = () => true): HostFiles =>
  ({
    ...fs,
    [name]: (...args: unknown[]) => {
      if (when(...args)) throw Object.assign(new Error(code), { code });
      return (HOST_FILES[name] as (...a: unknown[]) => unknown)(...args);
    },
  }) as HostFiles;
const record = (fill: number): Uint8Array => new Uint8Array(128).fill(fill);

/** Runs the writer until it has said `rounds` dots, then kills it. */
async function killed(kind: string, path: string, rounds: number): Promise<void> {
  const script = fileURLToPath(new URL('writer.ts', import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=@backplane/source', '--import', 'tsx', script, kind, path],
    { cwd: dirname(script), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  let dots = 0;
  child.stdout!.on('data', (data: Buffer) => {
    dots += data.length;
    if (dots >= rounds) child.kill('SIGKILL');
  });
  expect(await ended).toBe('SIGKILL');
}

describe('openImageFile', () => {
  it('writes through, at the place of the record, and nothing else', () => {
    const path = image();
    const disk = openImageFile(path);
    expect(disk.format.id).toBe('ibm-3740');
    expect(disk.protectedBecause).toBe('');
    const content = Uint8Array.from({ length: 9000 }, (_, i) => i & 255);
    new CpmFileSystem(disk.drive).writeFile('A.BIN', content);
    expect(Buffer.compare(fs.readFileSync(path), disk.medium.content())).toBe(0);
    disk.close();
    expect(disk.drive.writeRecord(0, 1, record(1))).toBe(6);
    const again = openImageFile(path);
    expect(new CpmFileSystem(again.drive).readFile('A.BIN').subarray(0, 9000)).toEqual(content);
    expect(again.medium.baseSha1).toMatch(/^[0-9a-f]{40}$/);
    again.close();
  });

  it('a snapshot leaves the file as it is, and so does a read-only disk', () => {
    const path = image();
    const before = fs.readFileSync(path);
    const snapshot = openImageFile(path, { snapshot: true });
    expect(snapshot.drive.writeRecord(5, 1, record(7))).toBe(0);
    expect(snapshot.medium.dirtySectors()).toHaveLength(1);
    const readOnly = openImageFile(path, { readOnly: true });
    expect(readOnly.drive.writeRecord(5, 1, record(7))).toBe(6);
    expect(readOnly.warnings[0]).toBe('write-protected: it was opened read-only');
    expect(fs.readFileSync(path).equals(before)).toBe(true);
    snapshot.close();
    readOnly.close();
  });

  it('is write-protected if the file is, and says so', () => {
    const host = failing('EACCES', 'openSync', (_path, flags) => ((flags as number) & fs.constants.O_RDWR) !== 0);
    const disk = openImageFile(image(), { host });
    expect(disk.medium.writeProtected).toBe(true);
    expect(disk.protectedBecause).toBe('the file cannot be written: no permission');
    disk.close();
  });

  it('a write that the host refuses is a write error, and the guest goes on with what was there', () => {
    const path = image();
    const notes: string[] = [];
    let full = true;
    const disk = openImageFile(path, {
      host: failing('ENOSPC', 'writeSync', () => full),
      note: (text) => notes.push(text),
    });
    expect(disk.drive.writeRecord(5, 1, record(7))).toBe(6);
    expect(notes).toEqual(["a.dsk: a sector was not written: the host's disk is full"]);
    const into = new Uint8Array(128);
    expect(disk.drive.readRecord(5, 1, into)).toBe(0);
    expect(into).toEqual(record(0xe5));
    full = false;
    expect(disk.drive.writeRecord(5, 1, record(7))).toBe(0);
    expect(fs.readFileSync(path)[5 * 26 * 128]).toBe(7);
    disk.close();
  });

  it('refuses what is no file, without waiting for it', () => {
    expect(() => openImageFile(join(dir, 'none.dsk'))).toThrow(
      /none\.dsk: the disk image cannot be opened: it does not/,
    );
    expect(() => openImageFile(dir)).toThrow(
      /this is a folder, not a disk image\. A folder is inserted as a folder drive/,
    );
    if (process.platform !== 'win32') {
      expect(() => openImageFile('/dev/zero')).toThrow(/this is a device/);
      execFileSync('mkfifo', [join(dir, 'fifo')]);
      expect(() => openImageFile(join(dir, 'fifo'))).toThrow(/this is a FIFO/);
    }
    fs.writeFileSync(join(dir, 'empty.dsk'), '');
    expect(() => openImageFile(join(dir, 'empty.dsk'))).toThrow(/empty\.dsk: the image is empty/);
    fs.writeFileSync(join(dir, 'odd.dsk'), 'abc');
    expect(() => openImageFile(join(dir, 'odd.dsk'))).toThrow(MediaError);
  });

  it('refuses a file of 2 GB without reading it, but uses a part of it as a disk', () => {
    const path = join(dir, 'big.img');
    fs.writeFileSync(path, '');
    fs.truncateSync(path, 2 * 1024 * 1024 * 1024);
    let bytes = 0;
    const host = {
      ...fs,
      readSync: (fd: number, buffer: Uint8Array, ...rest: [number, number, number]) => {
        bytes += rest[1];
        return fs.readSync(fd, buffer, ...rest);
      },
    } as unknown as HostFiles;
    expect(() => openImageFile(path, { host })).toThrow(/the file has 2048 MB.*offset=1M/);
    expect(bytes).toBeLessThan(1000);
    const format = 'seclen=512,tracks=1024,sectrk=16,blocksize=4096,maxdir=1024,boottrk=2,offset=1M';
    const disk = openImageFile(path, { format, host });
    expect(bytes).toBeLessThan(9_000_000);
    expect(disk.drive.writeRecord(3, 1, record(9))).toBe(0);
    disk.close();
    const fd = fs.openSync(path, 'r');
    const into = Buffer.alloc(128);
    fs.readSync(fd, into, 0, 128, 1024 * 1024 + 3 * 8192);
    fs.closeSync(fd);
    expect(into[0]).toBe(9);
    expect(fs.statSync(path).size).toBe(2 * 1024 * 1024 * 1024);
  });

  it('refuses the same file twice, under whatever name, unless neither writes', () => {
    const path = image();
    fs.symlinkSync(path, join(dir, 'link.dsk'));
    fs.linkSync(path, join(dir, 'hard.dsk'));
    const disk = openImageFile(path);
    for (const name of ['a.dsk', 'link.dsk', 'hard.dsk']) {
      expect(() => openImageFile(join(dir, name))).toThrow(/in a drive already/);
      expect(() => openImageFile(join(dir, name), { snapshot: true })).toThrow(/in a drive already/);
    }
    disk.close();
    disk.close();
    const one = openImageFile(path, { snapshot: true });
    const two = openImageFile(path, { snapshot: true });
    expect(() => openImageFile(path)).toThrow(/in a drive already/);
    one.close();
    two.close();
    openImageFile(path).close();
  });

  it('a process that is killed leaves each record old or new', async () => {
    for (let run = 0; run < 3; run++) {
      const path = image(`k${run}.dsk`);
      await killed('image', path, 40 + run * 17);
      const bytes = fs.readFileSync(path);
      expect(bytes.length).toBe(256_256);
      const seen = new Set<number>();
      for (let at = 0; at < bytes.length; at += 128) {
        expect(new Set(bytes.subarray(at, at + 128)).size).toBe(1);
        seen.add(bytes[at]);
      }
      expect(seen.size).toBeGreaterThan(2);
    }
  });

  it('a killed guest leaves whole files and whole records in a folder', async () => {
    const folder = join(dir, 'f');
    fs.mkdirSync(folder);
    fs.writeFileSync(join(folder, 'data.bin'), new Uint8Array(40 * 128));
    await killed('folder', folder, 12);
    const data = fs.readFileSync(join(folder, 'data.bin'));
    expect(data.length).toBe(40 * 128);
    for (let at = 0; at < data.length; at += 128) expect(new Set(data.subarray(at, at + 128)).size).toBe(1);
    for (const name of fs.readdirSync(folder)) {
      if (name === 'data.bin' || name.startsWith('.backplane-')) continue;
      expect(['new.bin', 'new.tmp']).toContain(name);
      const bytes = fs.readFileSync(join(folder, name));
      // A prefix of what the guest wrote, in records.
      expect(bytes.length % 128).toBe(0);
      expect(new Set(bytes.subarray(0, 20_000)).size).toBeLessThanOrEqual(1);
      if (name === 'new.bin') expect(bytes.length).toBe(Math.ceil(20_000 / 128) * 128);
    }
  });
});
