import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CBM_PRG,
  CBM_REL,
  CBM_SEQ,
  type CbmEntry,
  CbmFileSystem,
  type CbmFolderDisk,
  cbmKey,
  openCbmDisk,
} from '@backplane/media';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  HOST_FILES,
  type HostFiles,
  type HostFolder,
  type HostFolderOptions,
  isFolderSystem,
  openHostFolder,
} from '../../src/node/index.ts';

let base = '';
let dir = '';
let outside = '';
const opened: { close(): void }[] = [];
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'backplane-cbm-')));
  dir = join(base, 'Drive_8');
  outside = join(base, 'outside');
  fs.mkdirSync(dir);
  fs.mkdirSync(outside);
  fs.writeFileSync(join(outside, 'secret.prg'), 'secret');
});
afterEach(() => {
  for (const folder of opened.splice(0)) folder.close();
  fs.rmSync(base, { recursive: true, force: true });
});

/** What the drive's DOS does to the disk, as far as files are concerned. */
class Guest {
  readonly #fs: CbmFileSystem;
  readonly #disk: CbmFolderDisk;

  constructor(disk: CbmFolderDisk) {
    this.#disk = disk;
    this.#fs = new CbmFileSystem(disk.disk);
  }

  names(): string[] {
    return this.#fs.entries().map((e) => cbmKey(e.name, e.type, e.recordLength) + (e.closed ? '' : '*'));
  }

  read(name: string): string {
    return Buffer.from(this.#fs.readFile(this.#entry(name))).toString('latin1');
  }

  save(name: string, content: string, type = CBM_PRG, recordLength = 0): void {
    this.#fs.writeFile(name, type, bytes(content), recordLength);
  }

  /** SAVE "@:NAME": the entry gets a chain that is finished by then, and the old one is free. */
  replace(name: string, content: string): void {
    const old = this.#entry(name);
    const data = bytes(content);
    const first = this.#fs.allocateFirst();
    for (let at = 0, place = first; at < data.length; at += 254) {
      const block = new Uint8Array(256);
      const part = data.subarray(at, at + 254);
      const next = at + 254 < data.length ? this.#fs.allocateNext(place) : { track: 0, sector: part.length + 1 };
      block.set([next.track, next.sector, ...part]);
      this.#disk.disk.write(place.track, place.sector, block);
      place = next;
    }
    this.#fs.putEntry({ ...old, firstTrack: first.track, firstSector: first.sector });
    this.#fs.freeChain(old.firstTrack, old.firstSector);
  }

  /** OPEN "NAME,A" and, when this is called back, CLOSE. */
  append(name: string, more: string): () => void {
    const entry = this.#entry(name);
    this.#fs.putEntry({ ...entry, closed: false });
    const { disk } = this.#disk;
    const last = this.#fs.chain(entry.firstTrack, entry.firstSector).at(-1)!;
    const block = disk.read(last.track, last.sector).slice();
    block.set(bytes(more), block[1]! + 1);
    block[1]! += more.length;
    disk.write(last.track, last.sector, block);
    return () => this.#fs.putEntry({ ...entry, closed: true });
  }

  scratch(name: string): void {
    this.#fs.deleteFile(this.#entry(name));
  }

  rename(from: string, to: string): void {
    this.#fs.renameFile(this.#entry(from), to);
  }

  validate(): void {
    this.#fs.validate();
  }

  check(): void {
    this.#fs.chain(this.#disk.disk.layout.directoryTrack, 1);
    for (const entry of this.#fs.entries()) this.#fs.readFile(entry);
  }

  #entry(name: string): CbmEntry {
    const entry = this.#fs.entries().find((e) => e.name === name);
    if (entry === undefined) throw new Error(`62,FILE NOT FOUND: ${name}`);
    return entry;
  }
}

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const put = (name: string, content: string | Uint8Array = 'x'): void => fs.writeFileSync(join(dir, name), content);
const get = (name: string): string => fs.readFileSync(join(dir, name), 'latin1');
const open = (options: HostFolderOptions = {}): { folder: HostFolder<CbmFolderDisk>; guest: Guest } => {
  const folder = openHostFolder(dir, { watch: false, ...options, fileSystem: 'cbm' });
  opened.push(folder);
  return { folder, guest: new Guest(folder.disk) };
};
const poll = (folder: HostFolder<CbmFolderDisk>): number => {
  const patches = folder.poll(true);
  folder.disk.apply(patches);
  return patches.length;
};
const reasons = (folder: HostFolder<CbmFolderDisk>): Record<string, string> =>
  Object.fromEntries(folder.notes.map((note) => [note.host, note.reason]));
const outsideNow = (): string =>
  JSON.stringify(fs.readdirSync(outside).map((n) => [n, fs.readFileSync(join(outside, n), 'latin1')]));
const WRITE_ERROR = /WRITE ERROR|25/;

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

describe('a host folder as a Commodore disk', () => {
  it('shows ordinary files, those of subfolders not, and tells about the rest', () => {
    put('Game.PRG', 'game');
    put('no suffix', 'plain');
    put('notes.seq', 'text');
    put('game.seq', 'scores');
    put('data.l14', 'r'.repeat(40));
    put('a name that is far too long.prg');
    put('.profile');
    put('one.p00');
    fs.mkdirSync(join(dir, '5'));
    put('5/five.prg');
    fs.symlinkSync(join(outside, 'secret.prg'), join(dir, 'link.prg'));
    const { folder, guest } = open();
    expect(guest.names().sort()).toEqual(
      ['A NAME THAT IS-1,PRG', 'DATA,L14', 'GAME,PRG', 'GAME-1,SEQ', 'NO SUFFIX,PRG', 'NOTES,SEQ'].sort(),
    );
    expect([guest.read('GAME'), guest.read('NO SUFFIX'), guest.read('NOTES')]).toEqual(['game', 'plain', 'text']);
    expect(reasons(folder)).toEqual({
      '.profile': 'hidden file',
      'game.seq': "'Game.PRG' is GAME already, a disk has a name once",
      'a name that is far too long.prg': 'longer than 16 characters',
      'one.p00': 'a container of one file; put it into the drive by itself',
      '5': 'a folder',
      'link.prg': 'a symbolic link, which is not followed',
    });
    const { disk } = openCbmDisk(folder.medium.content(), { format: 'folder' });
    expect(new CbmFileSystem(disk).header().subarray(0, 0x30)).toEqual(
      new CbmFileSystem(folder.drive).header().subarray(0, 0x30),
    );
    expect(Buffer.from(folder.medium.content()).includes('DRIVE-8')).toBe(true);
  });

  it('does on the host what the guest does', () => {
    put('old', 'old');
    put('gone.seq');
    put('mine.prg', 'mine');
    fs.chmodSync(join(dir, 'mine.prg'), 0o600);
    const { folder, guest } = open();
    guest.save('NEW', 'new');
    guest.save('LIST', 'a\r', CBM_SEQ);
    guest.save('DATA', 'r'.repeat(40), CBM_REL, 20);
    guest.scratch('GONE');
    guest.rename('OLD', 'OLDER');
    guest.replace('MINE', 'other');
    expect(fs.readdirSync(dir).sort()).toEqual(['data.l14', 'list.seq', 'mine.prg', 'new.prg', 'older.prg']);
    expect([get('new.prg'), get('list.seq'), get('older.prg'), get('mine.prg')]).toEqual([
      'new',
      'a\r',
      'old',
      'other',
    ]);
    expect(fs.statSync(join(dir, 'mine.prg')).mode & 0o777).toBe(0o600);
    const close = guest.append('LIST', 'b\r');
    expect(get('list.seq')).toBe('a\r');
    close();
    expect(get('list.seq')).toBe('a\rb\r');
    expect(folder.notes).toEqual([]);
    expect(poll(folder)).toBe(0);
    expect(folder.medium.alterations).toBe(0);
  });

  it('keeps the host’s name of a file', () => {
    put('My Game', 'one');
    const { guest } = open();
    guest.replace('MY GAME', 'two');
    expect(get('My Game')).toBe('two');
    guest.scratch('MY GAME');
    guest.save('MY GAME', 'three');
    expect(fs.readdirSync(dir)).toEqual(['My Game']);
    expect(get('My Game')).toBe('three');
  });

  it('is write-protected if wanted, locked files are read-only', () => {
    put('a.prg');
    fs.chmodSync(join(dir, 'a.prg'), 0o444);
    const { guest, folder } = open({ readOnly: true });
    expect(folder.medium.writeProtected).toBe(true);
    expect(() => guest.scratch('A')).toThrow();
    expect(new CbmFileSystem(folder.drive).entries()[0]!.locked).toBe(true);
    expect(get('a.prg')).toBe('x');
  });

  it('is one of the file systems that a catalog can name', () => {
    expect(['cpm', 'cbm', 'toString', 'fat'].map(isFolderSystem)).toEqual([true, true, false, false]);
  });
});

describe('changes on the host', () => {
  it('come to the guest with the next look', () => {
    put('a.prg', 'first');
    put('b.prg', 'b');
    const { folder, guest } = open();
    put('a.prg', 'second, and longer');
    put('new.seq', new Uint8Array(5000).fill(0x41));
    fs.rmSync(join(dir, 'b.prg'));
    poll(folder);
    expect(guest.names().sort()).toEqual(['A,PRG', 'NEW,SEQ']);
    expect(guest.read('A')).toBe('second, and longer');
    expect(guest.read('NEW')).toBe('A'.repeat(5000));
    // the files are so young that they are looked at again, but they are as they were
    expect(poll(folder)).toBe(0);
  });

  it('that the guest has not seen are not overwritten by it', () => {
    put('a.prg', 'first');
    const { folder, guest } = open();
    put('a.prg', 'changed on the host');
    expect(() => guest.replace('A', 'by the guest')).toThrow(WRITE_ERROR);
    expect(() => guest.scratch('A')).toThrow(WRITE_ERROR);
    expect(get('a.prg')).toBe('changed on the host');
    expect(folder.notes.at(-1)?.reason).toBe('not written: it was changed on the host while the guest had it in use');
    poll(folder);
    guest.replace('A', 'by the guest');
    expect(get('a.prg')).toBe('by the guest');
  });

  it('are looked for while the guest writes to a file of its own, which goes on', () => {
    const { folder, guest } = open();
    guest.save('LOG', 'one\r', CBM_SEQ);
    const close = guest.append('LOG', 'two\r');
    put('other.prg');
    poll(folder);
    poll(folder);
    expect(guest.names()).toEqual(['LOG,SEQ*', 'OTHER,PRG']);
    close();
    expect(get('log.seq')).toBe('one\rtwo\r');
    expect(folder.notes).toEqual([]);
  });

  it('win over a file that the guest is still writing, and the guest sees them when it has given up', () => {
    put('log.seq', 'one\r');
    const { folder, guest } = open();
    const close = guest.append('LOG', 'two\r');
    put('log.seq', 'of the host\r');
    poll(folder);
    expect(close).toThrow(WRITE_ERROR);
    expect(get('log.seq')).toBe('of the host\r');
    expect(reasons(folder)['log.seq']).toMatch(/^not written: /);
    guest.validate();
    expect(guest.names()).toEqual([]);
    poll(folder);
    expect(guest.read('LOG')).toBe('of the host\r');
  });

  it('a file that the guest gave up is there again', () => {
    put('log.seq', 'one\r');
    fs.utimesSync(join(dir, 'log.seq'), 1000, 1000);
    const { folder, guest } = open();
    guest.append('LOG', 'two\r');
    guest.validate();
    expect(guest.names()).toEqual([]);
    poll(folder);
    expect(guest.read('LOG')).toBe('one\r');
    expect(get('log.seq')).toBe('one\r');
  });

  it('after a restored overlay make the disk the folder again', () => {
    put('a.prg', 'a');
    const { folder, guest } = open();
    const saved = folder.medium.saveOverlay();
    guest.save('B', 'b');
    guest.scratch('A');
    folder.medium.restoreOverlay(saved);
    folder.disk.apply(folder.resync());
    expect(guest.names()).toEqual(['B,PRG']);
    expect(fs.readdirSync(dir)).toEqual(['b.prg']);
  });
});

describe('nothing leads out of the folder', () => {
  it('links are neither followed nor replaced', () => {
    fs.symlinkSync(join(outside, 'secret.prg'), join(dir, 'evil.prg'));
    fs.symlinkSync(join(outside, 'none'), join(dir, 'dangling.prg'));
    put('a.prg', 'secret');
    const before = outsideNow();
    const { folder, guest } = open();
    expect(guest.names()).toEqual(['A,PRG']);
    for (const name of ['EVIL', 'DANGLING']) {
      expect(() => guest.save(name, 'x')).toThrow(WRITE_ERROR);
      expect(folder.notes.at(-1)?.reason).toMatch(/a symbolic link of this name, which the guest does not see/);
    }
    fs.rmSync(join(dir, 'a.prg'));
    fs.symlinkSync(join(outside, 'secret.prg'), join(dir, 'a.prg'));
    expect(() => guest.replace('A', 'x')).toThrow(WRITE_ERROR);
    expect(() => guest.scratch('A')).toThrow(WRITE_ERROR);
    expect(() => guest.rename('A', 'B')).toThrow(WRITE_ERROR);
    expect(outsideNow()).toBe(before);
    expect(fs.readlinkSync(join(dir, 'a.prg'))).toBe(join(outside, 'secret.prg'));
    poll(folder);
    expect(guest.names()).toEqual([]);
  });

  it('a folder that is exchanged is not written', () => {
    put('a.prg', 'a');
    const { guest, folder } = open();
    fs.renameSync(dir, `${dir}-moved`);
    fs.symlinkSync(outside, dir);
    const before = outsideNow();
    expect(() => guest.save('B', 'b')).toThrow(WRITE_ERROR);
    expect(() => guest.scratch('A')).toThrow(WRITE_ERROR);
    expect(folder.poll(true)).toEqual([]);
    expect(outsideNow()).toBe(before);
  });

  it('names with separators, dots, devices and shifted letters stay names', () => {
    const { guest } = open();
    const names = ['../A', '/ETC', 'A\\B', 'CON', 'NUL.TXT', '..', '.', 'a', '\xc1', 'A\0B', '%41', ' A'];
    for (const name of names) guest.save(name, name);
    expect(fs.readdirSync(dir).length).toBe(names.length);
    expect(fs.readdirSync(dir).every((name) => /^[^/\\\0]+\.prg$/.test(name) && !name.startsWith('.'))).toBe(true);
    expect(fs.readdirSync(base).sort()).toEqual(['Drive_8', 'outside']);
    const again = open();
    expect(again.guest.names()).toEqual(expect.arrayContaining(names.map((name) => `${name},PRG`)));
    for (const name of names) expect(again.guest.read(name)).toBe(name);
  });
});

describe('when the host cannot', () => {
  it('a full disk is a write error, nothing is lost, and it goes on when there is room', () => {
    put('a.prg', 'first');
    let full = true;
    const { folder, guest } = open({ host: failing('ENOSPC', ['writeSync'], () => full) });
    expect(() => guest.replace('A', 'second')).toThrow(WRITE_ERROR);
    expect(() => guest.save('NEW', 'new')).toThrow(WRITE_ERROR);
    expect(folder.notes.map((note) => [note.host, note.reason])).toEqual([
      ['a.prg', "not written: the host's disk is full"],
      ['new.prg', "not written: the host's disk is full"],
    ]);
    expect(fs.readdirSync(dir)).toEqual(['a.prg']);
    expect(get('a.prg')).toBe('first');
    full = false;
    guest.replace('A', 'second');
    expect(get('a.prg')).toBe('second');
  });

  it('no permission is told, and what the guest cannot see it cannot overwrite', () => {
    put('a.prg', 'a');
    let denied = false;
    const host = failing('EACCES', ['openSync', 'unlinkSync', 'renameSync'], () => denied);
    const { folder, guest } = open({ host });
    denied = true;
    expect(() => guest.scratch('A')).toThrow(WRITE_ERROR);
    expect(() => guest.rename('A', 'B')).toThrow(WRITE_ERROR);
    expect(() => guest.save('C', 'c')).toThrow(WRITE_ERROR);
    expect(folder.notes.map((note) => note.reason)).toContain('not written: no permission');
    put('b.prg', 'b');
    poll(folder);
    expect(folder.notes.at(-1)).toEqual({ host: 'b.prg', guest: '', reason: 'it cannot be read: no permission' });
    denied = false;
    expect(() => guest.save('B', 'x')).toThrow(WRITE_ERROR);
    expect([get('a.prg'), get('b.prg')]).toEqual(['a', 'b']);
  });

  it('files that are too large are told and not read', () => {
    put('huge.prg', '');
    fs.truncateSync(join(dir, 'huge.prg'), 2 * 1024 * 1024 * 1024);
    put('large.prg', new Uint8Array(8_200_000));
    put('a.prg', 'a');
    const { folder, guest } = open();
    expect(guest.names()).toEqual(['A,PRG']);
    expect(reasons(folder)).toEqual({
      'huge.prg': 'there is no room for it on the disk',
      'large.prg': 'there is no room for it on the disk',
    });
  });

  it('after closing nothing is written any more', () => {
    put('a.prg', 'a');
    const { folder, guest } = open();
    folder.close();
    expect(() => guest.scratch('A')).toThrow(WRITE_ERROR);
    expect(folder.poll(true)).toEqual([]);
    expect(get('a.prg')).toBe('a');
  });
});

describe('any sequence of changes', () => {
  it('leaves the guest’s files and the host’s the same', () => {
    const name = fc.constantFrom('A', 'B', 'LONGER NAME');
    const step = fc.record({
      op: fc.constantFrom('save', 'save', 'append', 'scratch', 'rename', 'host-write', 'host-delete', 'poll'),
      name,
      to: name,
      size: fc.integer({ min: 1, max: 5000 }),
    });
    let run = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        dir = join(base, `run${run++}`);
        fs.mkdirSync(dir);
        const { folder, guest } = open();
        const has = (file: string): boolean => guest.names().includes(`${file},PRG`);
        steps.forEach(({ op, name: file, to, size }, i) => {
          const content = String.fromCharCode(65 + i).repeat(size);
          const host = join(dir, `${file.toLowerCase()}.prg`);
          if (op === 'host-write') fs.writeFileSync(host, content);
          if (op === 'host-delete') fs.rmSync(host, { force: true });
          if (op.startsWith('host') || op === 'poll') poll(folder);
          else if (op === 'save') has(file) ? guest.replace(file, content) : guest.save(file, content);
          else if (op === 'scratch' && has(file)) guest.scratch(file);
          else if (op === 'rename' && has(file) && !has(to)) guest.rename(file, to);
          else if (op === 'append' && has(file) && guest.read(file).length % 254 < 200) {
            const close = guest.append(file, 'more');
            if (size % 2 === 0) poll(folder);
            close();
          }
          guest.check();
          const onHost = fs.readdirSync(dir).sort();
          expect(onHost).toEqual(
            guest
              .names()
              .map((key) => `${key.replace(',', '.').toLowerCase()}`)
              .sort(),
          );
          for (const key of guest.names()) {
            const stem = key.slice(0, -4);
            expect(get(`${stem.toLowerCase()}.prg`) === guest.read(stem)).toBe(true);
          }
        });
        expect(folder.notes).toEqual([]);
        folder.close();
      }),
      { numRuns: 30 },
    );
  });
});
