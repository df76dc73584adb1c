import {
  CbmFileSystem,
  CbmFolderDisk,
  cbmKey,
  type FolderChange,
  type FolderSource,
  openCbmDisk,
  parseCbmKey,
} from '@backplane/media';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FASTEST, SerialHost } from './serial-host.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const text = (data: Uint8Array | undefined | null): string | undefined =>
  data == null ? undefined : String.fromCharCode(...data);

/** A folder of the host, as plain as can be. */
class Folder {
  readonly files = new Map<string, { bytes: Uint8Array; readOnly: boolean }>();
  readonly changes: string[] = [];
  refuse = false;
  readonly disk: CbmFolderDisk;

  constructor(files: Readonly<Record<string, string>>) {
    for (const [key, content] of Object.entries(files)) {
      this.files.set(key, { bytes: bytes(content), readOnly: false });
    }
    this.disk = new CbmFolderDisk({
      title: 'HOST',
      files: [...this.files].map(([name, file]) => ({ user: 0, name, ...file })),
      host: (changes) => {
        if (this.refuse) return false;
        for (const change of changes) this.#do(change);
        return true;
      },
    });
  }

  #do(change: FolderChange): void {
    const key = change.kind === 'rename' ? change.from.name : change.file.name;
    this.changes.push(`${change.kind} ${key}`);
    const file = this.files.get(key);
    if (change.kind !== 'create' && file === undefined) throw new Error(`${change.kind} ${key}: there is no such file`);
    switch (change.kind) {
      case 'create':
        this.files.set(key, { bytes: change.bytes, readOnly: file?.readOnly ?? false });
        break;
      case 'write': {
        const end = change.offset + change.bytes.length;
        const grown = new Uint8Array(Math.max(end, file!.bytes.length));
        grown.set(file!.bytes);
        grown.set(change.bytes, change.offset);
        file!.bytes = grown;
        break;
      }
      case 'resize':
        file!.bytes = file!.bytes.slice(0, change.length);
        break;
      case 'rename':
        this.files.delete(key);
        this.files.set(change.to.name, file!);
        break;
      case 'attributes':
        file!.readOnly = change.attributes.readOnly;
        break;
      case 'delete':
        this.files.delete(key);
    }
  }

  /** Changes of the host's own. */
  update(set: readonly FolderSource[], remove: readonly string[] = []): void {
    for (const { name, bytes: content } of set) this.files.set(name, { bytes: content as Uint8Array, readOnly: false });
    for (const key of remove) this.files.delete(key);
    const { patches } = this.disk.update({ set, remove: remove.map((name) => ({ user: 0, name })) });
    this.disk.apply(patches);
  }

  /** Both sides have the same. */
  check(): void {
    const guest = new Map<string, string>();
    const fs = new CbmFileSystem(this.disk.disk);
    for (const entry of fs.entries()) {
      if (entry.closed) guest.set(cbmKey(entry.name, entry.type, entry.recordLength), text(fs.readFile(entry))!);
    }
    expect(Object.fromEntries(guest)).toEqual(
      Object.fromEntries([...this.files].map(([key, file]) => [key, text(file.bytes)])),
    );
    for (const [key, file] of this.files) {
      expect(text(this.disk.hostContent({ user: 0, name: key }))).toBe(text(file.bytes));
    }
    expect(
      this.disk
        .files()
        .map((file) => `${file.name} ${file.hostLength}`)
        .sort(),
    ).toEqual([...this.files].map(([key, file]) => `${key} ${file.bytes.length}`).sort());
  }
}

const setup = (files: Readonly<Record<string, string>>): { folder: Folder; host: SerialHost } => {
  const folder = new Folder(files);
  const host = new SerialHost([folder.disk.disk], FASTEST);
  host.status();
  return { folder, host };
};

describe('a folder of the host in a drive', () => {
  it('is read', () => {
    const { folder, host } = setup({ 'GAME,PRG': '\x01\x08game', 'NOTES,SEQ': 'text\r' });
    expect(text(host.load('GAME'))).toBe('\x01\x08game');
    expect(text(host.load('NOTES,S'))).toBe('text\r');
    expect(text(host.load('$'))).toContain('"HOST            " 00 2A');
    expect(folder.changes).toEqual([]);
    folder.check();
  });

  it('has files when the guest has closed them', () => {
    const { folder, host } = setup({ 'GAME,PRG': '\x01\x08game' });
    host.open(8, 2, 'NEW,S,W');
    host.print(8, 2, 'A'.repeat(1000));
    expect(folder.changes).toEqual([]);
    host.close(8, 2);
    expect(folder.changes).toEqual(['create NEW,SEQ']);
    folder.check();
    host.save('@:GAME', bytes('\x01\x08other'));
    host.command('R:TOY=GAME');
    host.command('C:COPY=TOY');
    host.command('S:NEW');
    folder.check();
    expect(folder.changes.slice(1)).toEqual([
      'create GAME,PRG',
      'rename GAME,PRG',
      'create COPY,PRG',
      'delete NEW,SEQ',
    ]);
    host.open(8, 2, 'TOY,P,A');
    host.print(8, 2, '+ more');
    expect(text(folder.files.get('TOY,PRG')!.bytes)).toBe('\x01\x08other');
    host.close(8, 2);
    expect(text(folder.files.get('TOY,PRG')!.bytes)).toBe('\x01\x08other+ more');
    folder.check();
    host.command('N:EMPTY');
    expect(folder.files.size).toBe(0);
  });

  it('has records as they are written', () => {
    const { folder, host } = setup({});
    host.open(8, 2, 'DATA,L,\x32');
    for (const record of [1, 7, 3, 30]) {
      host.print(8, 15, `P\x62${String.fromCharCode(record)}\x00\x01\r`);
      host.print(8, 2, `RECORD ${record}\r`);
      folder.check();
    }
    expect([...folder.files.keys()]).toEqual(['DATA,L32']);
    const content = folder.files.get('DATA,L32')!.bytes;
    expect(text(content.subarray(29 * 50, 29 * 50 + 10))).toBe('RECORD 30\r');
    host.close(8, 2);
    // and from the host: another length of records is another file
    folder.update([{ user: 0, name: 'MORE,L0a', bytes: bytes('0123456789abcdefghij') }]);
    host.open(8, 3, 'MORE');
    host.print(8, 15, 'P\x63\x02\x00\x01\r');
    expect(host.text(8, 3)).toBe('abcdefghij');
  });

  it('keeps nothing that the host refuses', () => {
    const { folder, host } = setup({ 'KEEP,PRG': 'content' });
    folder.refuse = true;
    host.save('NEW', bytes('x'));
    expect(host.status()).toMatch(/^25,WRITE ERROR/);
    expect(host.command('S:KEEP')).toMatch(/^25,WRITE ERROR/);
    expect(host.command('R:X=KEEP')).toMatch(/^25,WRITE ERROR/);
    folder.refuse = false;
    folder.check();
    expect(text(host.load('KEEP'))).toBe('content');
  });

  it('shows what the host changes, also while the guest reads', () => {
    const { folder, host } = setup({ 'LONG,SEQ': 'a'.repeat(3000), 'GONE,PRG': 'x' });
    host.open(8, 2, 'LONG');
    expect(host.text(8, 2, 300)).toBe('a'.repeat(300));
    folder.update([{ user: 0, name: 'LONG,SEQ', bytes: bytes('b'.repeat(3000)) }], ['GONE,PRG']);
    folder.update([{ user: 0, name: 'NEW,PRG', bytes: bytes('new') }]);
    expect(host.text(8, 2)).toBe('a'.repeat(2700));
    host.close(8, 2);
    expect(text(host.load('LONG,S'))).toBe('b'.repeat(3000));
    expect(host.load('GONE')).toBeNull();
    expect(text(host.load('NEW'))).toBe('new');
    folder.check();
  });

  it('does not give up a file of the host for one that the guest never finished', () => {
    const { folder, host } = setup({ 'LOG,SEQ': 'line 1\r' });
    host.open(8, 2, 'LOG,S,A');
    host.print(8, 2, 'line 2\r');
    folder.update([], ['LOG,SEQ']);
    folder.files.set('LOG,SEQ', { bytes: bytes('line 1\r'), readOnly: false });
    host.reset();
    host.command('V');
    expect(text(folder.files.get('LOG,SEQ')!.bytes)).toBe('line 1\r');
  });

  it('is a disk like others when only its image is left', () => {
    const { folder } = setup({ 'GAME,PRG': '\x01\x08game' });
    const { disk, format } = openCbmDisk(folder.disk.medium.content(), { format: 'folder' });
    expect([format, disk.medium.format.id, disk.layout]).toEqual(['folder', 'folder', folder.disk.disk.layout]);
    expect(text(new SerialHost([disk], FASTEST).load('GAME'))).toBe('\x01\x08game');
    expect(() => openCbmDisk(new Uint8Array(10), { format: 'folder' })).toThrow(/8388608 bytes long, not 10/);
  });

  it('refuses what has no room or no name, and says so', () => {
    const disk = new CbmFolderDisk({
      files: [
        { user: 0, name: 'BIG,PRG', bytes: new Uint8Array(0), length: 9_000_000 },
        { user: 0, name: 'no key', bytes: new Uint8Array(1) },
        {
          user: 0,
          name: 'BAD,PRG',
          bytes: () => {
            throw new Error('it cannot be read: busy');
          },
        },
        { user: 0, name: 'GOOD,PRG', bytes: new Uint8Array(10), readOnly: true },
      ],
    });
    expect(disk.rejected.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'BIG,PRG: there is no room for it on the disk',
      'no key: a name that no Commodore disk has',
      'BAD,PRG: it cannot be read: busy',
    ]);
    expect(disk.files()).toEqual([
      { user: 0, name: 'GOOD,PRG', readOnly: true, system: false, archived: false, hostLength: 10 },
    ]);
    expect(disk.freeBytes).toBe((126 * 256 - 1) * 254);
  });

  it('stays the same on both sides, whatever either does', () => {
    const name = fc.constantFrom('A', 'B', 'C');
    const step = fc.oneof(
      fc.tuple(fc.constant('save'), name, fc.nat(900)),
      fc.tuple(fc.constant('replace'), name, fc.nat(900)),
      fc.tuple(fc.constant('append'), name, fc.nat(900)),
      fc.tuple(fc.constant('scratch'), name, fc.constant(0)),
      fc.tuple(fc.constant('rename'), name, fc.nat(2)),
      fc.tuple(fc.constant('host set'), name, fc.nat(900)),
      fc.tuple(fc.constant('host remove'), name, fc.constant(0)),
      fc.tuple(fc.constant('validate'), name, fc.constant(0)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const { folder, host } = setup({ 'A,PRG': 'start' });
        steps.forEach(([kind, file, n], i) => {
          const content = bytes(String.fromCharCode(97 + (i % 26)).repeat(n + 1));
          if (kind === 'save') host.save(file, content);
          else if (kind === 'replace') host.save(`@:${file}`, content);
          else if (kind === 'append') {
            host.open(8, 2, `${file},P,A`);
            host.print(8, 2, content);
            host.close(8, 2);
          } else if (kind === 'scratch') host.command(`S:${file}`);
          else if (kind === 'rename') host.command(`R:${'ABC'[n]}=${file}`);
          else if (kind === 'host set') folder.update([{ user: 0, name: `${file},PRG`, bytes: content }]);
          else if (kind === 'host remove') folder.update([], [`${file},PRG`]);
          else host.command('V');
          folder.check();
        });
        for (const [key, file] of folder.files) {
          expect(text(host.load(parseCbmKey(key)!.name))).toBe(text(file.bytes));
        }
      }),
      { numRuns: 15 },
    );
  });
});
