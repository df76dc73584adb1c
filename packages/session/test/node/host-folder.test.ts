import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CpmFileSystem, fileKey } from '@backplane/media';
import { GuestError, TinyBdos } from '@backplane/media/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  HOST_FILES,
  type HostFiles,
  type HostFolder,
  type HostFolderOptions,
  openHostFolder,
} from '../../src/node/index.ts';

let base = '';
let dir = '';
let outside = '';
const opened: HostFolder[] = [];
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'backplane-folder-')));
  dir = join(base, 'drive');
  outside = join(base, 'outside');
  fs.mkdirSync(dir);
  fs.mkdirSync(outside);
  fs.writeFileSync(join(outside, 'secret.txt'), 'secret');
});
afterEach(() => {
  for (const folder of opened.splice(0)) folder.close();
  fs.rmSync(base, { recursive: true, force: true });
});

const put = (name: string, content: string | Uint8Array = 'x'): void => fs.writeFileSync(join(dir, name), content);
const get = (name: string): string => fs.readFileSync(join(dir, name), 'latin1');
const open = (options: HostFolderOptions = {}): { folder: HostFolder; bdos: TinyBdos } => {
  const folder = openHostFolder(dir, { watch: false, ...options });
  opened.push(folder);
  return { folder, bdos: new TinyBdos(folder.drive) };
};
const poll = (folder: HostFolder): void => folder.disk.apply(folder.poll(true));
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const ascii = (data: Uint8Array | undefined): string => {
  const text = Buffer.from(data ?? []).toString('latin1');
  const end = text.indexOf('\x1a');
  return end < 0 ? text : text.slice(0, end);
};
const reasons = (folder: HostFolder): Record<string, string> =>
  Object.fromEntries(folder.notes.map((note) => [note.host, note.reason]));
/** Everything outside of the drive, for seeing that nothing there has changed. */
const outsideNow = (): string =>
  JSON.stringify(fs.readdirSync(outside).map((n) => [n, fs.readFileSync(join(outside, n), 'latin1')]));

describe('a host folder as a drive', () => {
  it('shows ordinary files, users in numbered folders, and tells about the rest', () => {
    put('ReadMe.txt', 'hello');
    put('a long name.text', 'long');
    put('.profile');
    put('nul.txt');
    fs.mkdirSync(join(dir, '5'));
    put('5/five.dat', 'five');
    fs.mkdirSync(join(dir, 'sub'));
    fs.mkdirSync(join(dir, '16'));
    fs.symlinkSync(join(outside, 'secret.txt'), join(dir, 'link.txt'));
    execFileSync('mkfifo', [join(dir, 'fifo')]);
    const { folder, bdos } = open();
    expect(bdos.names()).toEqual(['0:ALONGN~1.TEX', '0:README.TXT', '5:FIVE.DAT']);
    expect(ascii(bdos.readFile('README.TXT'))).toBe('hello');
    expect(ascii(bdos.readFile('FIVE.DAT', 5))).toBe('five');
    expect(reasons(folder)).toEqual({
      '.profile': 'hidden file',
      'nul.txt': 'the name of a device on some hosts',
      'a long name.text': 'characters that CP/M does not allow',
      sub: 'a folder',
      '16': 'a folder',
      'link.txt': 'a symbolic link, which is not followed',
      fifo: 'a FIFO',
    });
    expect(folder.drive.parameters()[15] & 4).toBe(4);
  });

  it('does on the host what the guest does', () => {
    put('old.txt', 'old');
    put('gone.txt');
    const { bdos, folder } = open();
    bdos.writeFile('NEW.TXT', bytes('new\r\n'));
    bdos.erase('GONE.TXT');
    bdos.rename('OLD.TXT', 'OLD.BAK');
    bdos.writeFile('SEVEN.TXT', bytes('7'), 7);
    const fcb = bdos.open('NEW.TXT')!;
    const record = new Uint8Array(128).fill(0x1a);
    record.set(bytes('newer\r\n'));
    bdos.write(fcb, 0, record);
    expect(fs.readdirSync(dir).sort()).toEqual(['7', 'new.txt', 'old.bak']);
    expect(get('new.txt')).toBe('newer\r\n');
    expect(get('old.bak')).toBe('old');
    expect(get('7/seven.txt')).toBe('7');
    bdos.setReadOnly('NEW.TXT', true);
    expect(fs.statSync(join(dir, 'new.txt')).mode & 0o222).toBe(0);
    bdos.setReadOnly('NEW.TXT', false);
    expect(fs.statSync(join(dir, 'new.txt')).mode & 0o200).toBe(0o200);
    expect(folder.notes).toEqual([]);
    poll(folder);
    expect(folder.medium.alterations).toBe(0);
  });

  it('does not touch files that the guest did not change', () => {
    put('a.txt', 'no padding');
    put('b.bin', new Uint8Array(1000));
    fs.utimesSync(join(dir, 'a.txt'), 1000, 1000);
    const { bdos, folder } = open();
    bdos.readFile('A.TXT');
    bdos.writeFile('C', bytes('c'));
    bdos.erase('C');
    poll(folder);
    folder.close();
    expect(fs.statSync(join(dir, 'a.txt')).mtimeMs).toBe(1_000_000);
    expect(fs.statSync(join(dir, 'b.bin')).size).toBe(1000);
  });

  it('gives a file its long name back when an editor replaces it', () => {
    put('My Document.txt', 'one');
    const { bdos } = open();
    bdos.writeFile('MYDOCU~1.$$$', bytes('two'));
    bdos.rename('MYDOCU~1.TXT', 'MYDOCU~1.BAK');
    bdos.rename('MYDOCU~1.$$$', 'MYDOCU~1.TXT');
    expect(get('My Document.txt')).toBe('two');
    expect(get('mydocu~1.bak')).toBe('one');
  });

  it('writes names in upper case if wanted', () => {
    const { bdos } = open({ lowerCase: false });
    bdos.writeFile('A.TXT', bytes('a'));
    expect(fs.readdirSync(dir)).toEqual(['A.TXT']);
  });

  it('is write-protected if wanted, and if the folder is', () => {
    put('a.txt');
    expect(() => open({ readOnly: true }).bdos.erase('A.TXT')).toThrow(GuestError);
    const host = {
      ...fs,
      accessSync: (path: string) => {
        if (path === dir) throw Object.assign(new Error(), { code: 'EACCES' });
      },
    } as HostFiles;
    const { folder } = open({ host });
    expect(folder.medium.writeProtected).toBe(true);
    expect(folder.notes[0].reason).toMatch(/write-protected/);
    expect(get('a.txt')).toBe('x');
  });

  it('refuses what is no folder, or cannot be read', () => {
    put('file');
    expect(() => openHostFolder(join(dir, 'none'))).toThrow(/none: the folder cannot be opened: it does not exist/);
    expect(() => openHostFolder(join(dir, 'file'))).toThrow(/this is an ordinary file, not a folder/);
    const host = {
      ...fs,
      readdirSync: () => {
        throw Object.assign(new Error(), { code: 'EACCES' });
      },
    } as unknown as HostFiles;
    expect(() => openHostFolder(dir, { host })).toThrow(/cannot be opened: no permission/);
  });
});

describe('changes on the host', () => {
  it('come to the guest with the next look', () => {
    put('a.txt', 'first');
    put('b.txt', 'b');
    const { folder, bdos } = open();
    put('a.txt', 'second, and longer');
    put('new.com', new Uint8Array(5000).fill(0xc9));
    fs.rmSync(join(dir, 'b.txt'));
    fs.mkdirSync(join(dir, '3'));
    put('3/three');
    poll(folder);
    bdos.login();
    expect(bdos.names()).toEqual(['0:A.TXT', '0:NEW.COM', '3:THREE']);
    expect(ascii(bdos.readFile('A.TXT'))).toBe('second, and longer');
    expect(new CpmFileSystem(folder.drive).check()).toEqual([]);
    expect(folder.poll(true)).toEqual([]);
  });

  it('of the same length within the same tick of the clock are not missed', () => {
    put('a.txt', 'aaaa');
    const { folder, bdos } = open();
    const { atime, mtime } = fs.statSync(join(dir, 'a.txt'));
    put('a.txt', 'bbbb');
    fs.utimesSync(join(dir, 'a.txt'), atime, mtime);
    poll(folder);
    expect(ascii(bdos.readFile('A.TXT'))).toBe('bbbb');
  });

  it('are looked for when there is a sign or it is time, and not otherwise', () => {
    let now = 0;
    let looks = 0;
    let sign: () => void = () => undefined;
    const host = {
      ...fs,
      readdirSync: (path: string) => {
        looks++;
        return fs.readdirSync(path);
      },
      watch: (_path: string, _options: object, listener: () => void) => {
        sign = listener;
        return { on: () => undefined, close: () => undefined };
      },
    } as unknown as HostFiles;
    const { folder } = open({ host, watch: true, now: () => now });
    const atStart = looks;
    for (let i = 0; i < 1000; i++) folder.poll();
    expect(looks).toBe(atStart);
    sign();
    folder.poll();
    expect(looks).toBe(atStart);
    now += 100;
    folder.poll();
    expect(looks).toBe(atStart + 1);
    now += 999;
    folder.poll();
    expect(looks).toBe(atStart + 1);
    now += 1;
    folder.poll();
    expect(looks).toBe(atStart + 2);
  });

  it('that the guest has not seen are not overwritten by it', () => {
    put('a.txt', 'first');
    const { folder, bdos } = open();
    put('a.txt', 'changed on the host');
    const fcb = bdos.open('A.TXT')!;
    expect(() => bdos.write(fcb, 0, new Uint8Array(128).fill(0x41))).toThrow(/disk status 6/);
    expect(() => bdos.erase('A.TXT')).toThrow(/disk status 6/);
    expect(get('a.txt')).toBe('changed on the host');
    expect(folder.notes.at(-1)?.reason).toBe('not written: it was changed on the host while the guest had it in use');
    poll(folder);
    bdos.write(fcb, 0, new Uint8Array(128).fill(0x41));
    expect(get('a.txt')).toBe('A'.repeat(128));
  });

  it('a file that vanished is there again when the guest writes to it', () => {
    put('a.bin', new Uint8Array(300).fill(7));
    const { bdos } = open();
    fs.rmSync(join(dir, 'a.bin'));
    bdos.write(bdos.open('A.BIN')!, 1, new Uint8Array(128).fill(9));
    const content = fs.readFileSync(join(dir, 'a.bin'));
    expect([content.length, content[0], content[128], content[256]]).toEqual([300, 7, 9, 7]);
  });

  it('after a restored overlay make the disk the folder again', () => {
    put('a.txt', 'a');
    const { folder, bdos } = open();
    const saved = folder.medium.saveOverlay();
    bdos.writeFile('B.TXT', bytes('b'));
    bdos.erase('A.TXT');
    folder.medium.restoreOverlay(saved);
    folder.disk.apply(folder.resync());
    bdos.login();
    expect(bdos.names()).toEqual(['0:B.TXT']);
    expect(ascii(bdos.readFile('B.TXT'))).toBe('b');
    expect(fs.readdirSync(dir)).toEqual(['b.txt']);
  });

  it('a real watcher reports them', async () => {
    const { folder } = open({ watch: true, now: () => Date.now() });
    put('a.txt', 'a');
    const deadline = Date.now() + 60_000;
    while (!folder.disk.has({ user: 0, name: 'A.TXT' })) {
      expect(Date.now()).toBeLessThan(deadline);
      await new Promise((resolve) => setTimeout(resolve, 20));
      folder.disk.apply(folder.poll());
    }
  });
});

describe('nothing leads out of the folder', () => {
  it('links are neither followed nor replaced', () => {
    fs.symlinkSync(join(outside, 'secret.txt'), join(dir, 'evil.txt'));
    fs.symlinkSync(outside, join(dir, '5'));
    fs.symlinkSync(join(outside, 'none'), join(dir, 'dangling'));
    const before = outsideNow();
    const { folder, bdos } = open();
    expect(bdos.names()).toEqual([]);
    expect(() => bdos.writeFile('EVIL.TXT', bytes('x'))).toThrow(/disk status 6/);
    expect(folder.notes.at(-1)?.reason).toMatch(/a symbolic link of this name, which the guest does not see/);
    bdos.login();
    expect(() => bdos.writeFile('DANGLING', bytes('x'))).toThrow(/disk status 6/);
    bdos.login();
    expect(() => bdos.writeFile('FILE', bytes('x'), 5)).toThrow(/disk status 6/);
    expect(folder.notes.at(-1)?.reason).toMatch(/the folder of user 5, is a symbolic link/);
    expect(outsideNow()).toBe(before);
    expect(fs.readlinkSync(join(dir, 'evil.txt'))).toBe(join(outside, 'secret.txt'));
  });

  it('a file or folder that becomes a link while the drive is open is not followed', () => {
    put('a.txt', 'secret');
    fs.mkdirSync(join(dir, '3'));
    put('3/b.txt', 'secret');
    const { bdos, folder } = open();
    const a = bdos.open('A.TXT')!;
    const b = bdos.open('B.TXT', 3)!;
    fs.rmSync(join(dir, 'a.txt'));
    fs.symlinkSync(join(outside, 'secret.txt'), join(dir, 'a.txt'));
    fs.rmSync(join(dir, '3'), { recursive: true });
    fs.symlinkSync(outside, join(dir, '3'));
    fs.renameSync(join(outside, 'secret.txt'), join(outside, 'b.txt'));
    fs.symlinkSync('b.txt', join(outside, 'secret.txt'));
    const before = outsideNow();
    const data = new Uint8Array(128).fill(0x21);
    for (const attack of [
      () => bdos.write(a, 0, data),
      () => bdos.write(b, 0, data),
      () => bdos.erase('A.TXT'),
      () => bdos.erase('B.TXT', 3),
      () => bdos.rename('A.TXT', 'C.TXT'),
      () => bdos.rename('B.TXT', 'C.TXT', 3),
      () => bdos.setReadOnly('A.TXT', true),
      () => bdos.setReadOnly('B.TXT', true, 3),
      () => bdos.make('D.TXT', 3),
    ]) {
      expect(attack).toThrow(/disk status 6/);
      expect(outsideNow()).toBe(before);
    }
    poll(folder);
    bdos.login();
    expect(bdos.names()).toEqual([]);
  });

  it('a folder that is exchanged is not written', () => {
    put('a.txt', 'a');
    const { bdos, folder } = open();
    fs.renameSync(dir, `${dir}-moved`);
    fs.symlinkSync(outside, dir);
    const before = outsideNow();
    expect(() => bdos.writeFile('B', bytes('b'))).toThrow(/disk status 6/);
    expect(() => bdos.erase('A.TXT')).toThrow(/disk status 6/);
    expect(folder.poll(true)).toEqual([]);
    expect(outsideNow()).toBe(before);
    fs.rmSync(dir);
    expect(() => bdos.erase('A.TXT')).toThrow(/disk status 6/);
    expect(folder.notes.map((note) => note.reason)).toContain('not written: it does not exist');
    expect(bdos.names()).toEqual(['0:A.TXT']);
  });

  it('names with separators, dots, devices and the numbers of users stay names', () => {
    const { bdos, folder } = open();
    const names = ['A/B', '/ETC', 'A\\B', 'CON', 'NUL.TXT', '5', 'foo', '%41', '"Q"', 'A|B'];
    for (const name of names) bdos.writeFile(name, bytes(name));
    expect(fs.readdirSync(dir).sort()).toEqual(
      ['%22q%22', '%2541', '%2fetc', '%35', '%43on', '%4eul.txt', '%66%6f%6f', 'a%2fb', 'a%5cb', 'a%7cb'].sort(),
    );
    // Names that cannot be CP/M's are no files, whatever the directory says.
    const record = new Uint8Array(128).fill(0xe5);
    for (const [i, name] of ['..      ', '../../A ', 'A\0B     ', '.       '].entries()) {
      record.fill(0, i * 32, i * 32 + 32);
      record.set(bytes(`${name}   `), i * 32 + 1);
    }
    expect(folder.drive.writeLogical(200, record)).toBe(0);
    expect(fs.readdirSync(dir)).toHaveLength(10);
    expect(fs.readdirSync(base).sort()).toEqual(['drive', 'outside']);
    const again = open();
    expect(again.bdos.names()).toEqual(names.map((name) => `0:${name}`).sort());
  });
});

describe('when the host cannot', () => {
  const failing = (code: string, names: (keyof HostFiles)[], when: () => boolean): HostFiles => {
    const host: Record<string, unknown> = { ...fs };
    for (const name of names) {
      host[name] = (...args: unknown[]) => {
        if (when()) throw Object.assign(new Error(code), { code });
        return (HOST_FILES[name] as (...a: unknown[]) => unknown)(...args);
      };
    }
    return host as HostFiles;
  };

  it('a full disk is a write error, nothing is lost, and it goes on when there is room', () => {
    put('a.bin', new Uint8Array(500).fill(1));
    let full = true;
    const { bdos, folder } = open({ host: failing('ENOSPC', ['writeSync'], () => full) });
    expect(() => bdos.write(bdos.open('A.BIN')!, 0, new Uint8Array(128))).toThrow(/disk status 6/);
    const fcb = bdos.make('NEW.BIN');
    bdos.write(fcb, 0, new Uint8Array(128).fill(3));
    expect(() => bdos.close(fcb)).toThrow(/disk status 6/);
    expect(folder.notes.map((note) => [note.host, note.reason])).toEqual([
      ['a.bin', "not written: the host's disk is full"],
      ['new.bin', "not written: the host's disk is full"],
    ]);
    expect(fs.readdirSync(dir).sort()).toEqual(['a.bin', 'new.bin']);
    expect(fs.readFileSync(join(dir, 'a.bin'))).toEqual(Buffer.alloc(500, 1));
    full = false;
    bdos.close(fcb);
    expect(fs.readFileSync(join(dir, 'new.bin'))).toEqual(Buffer.alloc(128, 3));
  });

  it('no permission for a folder or a file is told', () => {
    put('a.txt', 'a');
    let denied = false;
    const { bdos, folder } = open({ host: failing('EACCES', ['openSync', 'unlinkSync', 'renameSync'], () => denied) });
    denied = true;
    expect(() => bdos.erase('A.TXT')).toThrow(/disk status 6/);
    expect(() => bdos.rename('A.TXT', 'B.TXT')).toThrow(/disk status 6/);
    expect(() => bdos.make('C')).toThrow(/disk status 6/);
    expect(folder.notes.map((note) => note.reason)).toContain('not written: no permission');
    put('b.txt', 'b');
    poll(folder);
    expect(folder.notes.at(-1)).toEqual({ host: 'b.txt', guest: '', reason: 'it cannot be read: no permission' });
    expect(get('a.txt')).toBe('a');
    // What the guest cannot see it cannot overwrite either.
    denied = false;
    bdos.login();
    expect(() => bdos.make('B.TXT')).toThrow(/disk status 6/);
    expect(get('b.txt')).toBe('b');
  });

  it('files that are too large are told and not read', () => {
    put('huge.bin', '');
    fs.truncateSync(join(dir, 'huge.bin'), 2 * 1024 * 1024 * 1024);
    put('a.txt', 'a');
    const { folder, bdos } = open();
    expect(bdos.names()).toEqual(['0:A.TXT']);
    expect(reasons(folder)['huge.bin']).toBe('it is 2147483648 bytes long, CP/M files have at most 8 MB');
    expect(() => bdos.make('HUGE.BIN')).toThrow(/disk status 6/);
    expect(fs.statSync(join(dir, 'huge.bin')).size).toBe(2 * 1024 * 1024 * 1024);
  });

  it('many files: those that are wanted first, as many as there is room for, at a bounded price', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `file${String(i).padStart(6, '0')}.dat`);
    names.push('zork.com');
    put('any', 'content');
    const real = fs.lstatSync(join(dir, 'any'), { bigint: true });
    let stats = 0;
    let reads = 0;
    const host = {
      ...fs,
      readdirSync: () => names,
      lstatSync: (path: string, options?: object) => {
        stats++;
        return path === dir || /\/\d+$/.test(path) ? fs.lstatSync(path, options) : real;
      },
      openSync: () => {
        reads++;
        return fs.openSync(join(dir, 'any'), 'r');
      },
      accessSync: () => undefined,
    } as unknown as HostFiles;
    const { folder, bdos } = open({ host, priority: ['ZORK.COM'] });
    expect(folder.disk.files().length).toBeGreaterThan(900);
    expect(bdos.open('ZORK.COM')).toBeDefined();
    expect(stats).toBeLessThan(5000);
    expect(reads).toBeLessThan(5000);
    expect(folder.notes.length).toBeLessThan(5000);
    expect(folder.notes.some((note) => note.reason === '95905 more files of the folder are left out')).toBe(true);
    expect(folder.notes.some((note) => /no room|directory of the folder drive is full/.test(note.reason))).toBe(true);
  });

  it('after closing nothing is written any more', () => {
    put('a.txt', 'a');
    const { folder, bdos } = open();
    folder.close();
    expect(() => bdos.erase('A.TXT')).toThrow(/disk status 6/);
    expect(folder.poll(true)).toEqual([]);
    expect(get('a.txt')).toBe('a');
  });
});

describe('any sequence of changes', () => {
  it('leaves the guest’s files and the host’s the same', () => {
    const names = ['A.TXT', 'B.BIN', 'LONGNAME.EXT'];
    const step = fc.record({
      op: fc.constantFrom('write', 'write', 'record', 'erase', 'rename', 'host-write', 'host-delete', 'poll'),
      name: fc.constantFrom(...names),
      to: fc.constantFrom(...names),
      user: fc.constantFrom(0, 0, 4),
      size: fc.integer({ min: 1, max: 70_000 }),
      text: fc.boolean(),
    });
    let run = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        dir = join(base, `run${run++}`);
        fs.mkdirSync(dir);
        fs.mkdirSync(join(dir, '4'));
        const { folder, bdos } = open();
        const hostPath = (user: number, name: string): string =>
          join(dir, user === 0 ? '' : String(user), name.toLowerCase());
        for (const { op, name, to, user, size, text } of steps) {
          const content = text
            ? bytes('some text\r\n'.repeat(1 + size / 11))
            : Uint8Array.from({ length: size }, (_, i) => (i * size) >> 3);
          if (op.startsWith('host')) {
            if (op === 'host-write') fs.writeFileSync(hostPath(user, name), content);
            else fs.rmSync(hostPath(user, name), { force: true });
          }
          if (op.startsWith('host') || op === 'poll') {
            poll(folder);
            bdos.login();
          } else if (op === 'write') {
            bdos.writeFile(name, content, user);
          } else if (op === 'erase') {
            bdos.erase(name, user);
          } else if (op === 'rename' && name !== to && bdos.open(to, user) === undefined) {
            bdos.rename(name, to, user);
          } else if (op === 'record') {
            const fcb = bdos.open(name, user);
            if (fcb !== undefined) {
              bdos.write(fcb, size % 300, new Uint8Array(128).fill(size));
              bdos.close(fcb);
            }
          }
        }
        const onHost = [0, 4].flatMap((user) =>
          fs
            .readdirSync(join(dir, user === 0 ? '' : '4'))
            .filter((name) => name !== '4')
            .map((name) => fileKey({ user, name: name.toUpperCase() })),
        );
        expect(onHost.sort()).toEqual(bdos.names());
        const guest = new CpmFileSystem(folder.drive);
        for (const { user, name, bytes: length } of guest.list()) {
          const host = fs.readFileSync(hostPath(user, name));
          const padded = Buffer.alloc(length, 0x1a);
          host.copy(padded);
          expect(Math.ceil(host.length / 128) * 128).toBe(length);
          expect(Buffer.compare(padded, guest.readFile(name, user))).toBe(0);
        }
        expect(folder.notes).toEqual([]);
        folder.close();
      }),
      { numRuns: 40 },
    );
  });
});
