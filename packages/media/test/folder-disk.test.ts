import { GuestError, TinyBdos } from '@backplane/media/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CpmFileName,
  CpmFileSystem,
  type FolderChange,
  FolderDisk,
  type FolderRejection,
  type FolderSource,
  fileKey,
} from '../src/index.ts';
import { difference } from './bytes.ts';

const text = (content: string): Uint8Array => Uint8Array.from(content, (c) => c.charCodeAt(0));
const pattern = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * seed + (i >> 7) * 3 + (i >> 15)) & 255);
const padded = (bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.ceil(bytes.length / 128) * 128).fill(0x1a);
  whole.set(bytes);
  return whole;
};

/** A host folder as a table, doing what it is told. Refuses everything while `broken`, or from the n-th change on. */
class Host {
  readonly files = new Map<string, Uint8Array>();
  readonly readOnly = new Set<string>();
  log: string[] = [];
  broken = false;
  failAfter = Number.POSITIVE_INFINITY;

  readonly apply = (changes: readonly FolderChange[]): boolean => {
    if (this.broken) return false;
    for (const change of changes) {
      if (this.failAfter-- <= 0) return false;
      this.#one(change);
    }
    return true;
  };

  #one(change: FolderChange): void {
    const key = change.kind === 'rename' ? fileKey(change.from) : fileKey(change.file);
    this.log.push(`${change.kind} ${key}`);
    const old = this.files.get(key);
    switch (change.kind) {
      case 'create':
        this.files.set(key, change.bytes);
        break;
      case 'write': {
        expect(old, `write to ${key}, which is not there`).toBeDefined();
        const grown = new Uint8Array(Math.max(old!.length, change.offset + change.bytes.length));
        grown.set(old!);
        grown.set(change.bytes, change.offset);
        this.files.set(key, grown);
        break;
      }
      case 'resize': {
        const sized = new Uint8Array(change.length);
        sized.set(old!.subarray(0, change.length));
        this.files.set(key, sized);
        break;
      }
      case 'rename':
        // Done already when a refused write is repeated.
        if (old === undefined) break;
        this.files.delete(key);
        this.files.set(fileKey(change.to), old);
        break;
      case 'attributes':
        if (change.attributes.readOnly) this.readOnly.add(key);
        else this.readOnly.delete(key);
        break;
      case 'delete':
        this.files.delete(key);
    }
  }

  sources(): FolderSource[] {
    return [...this.files].map(([key, bytes]) => {
      const colon = key.indexOf(':');
      return { user: Number(key.slice(0, colon)), name: key.slice(colon + 1), bytes };
    });
  }
}

const open = (files: Record<string, Uint8Array> = {}): { host: Host; disk: FolderDisk; bdos: TinyBdos } => {
  const host = new Host();
  for (const [key, bytes] of Object.entries(files)) host.files.set(key, bytes);
  const disk = new FolderDisk({ files: host.sources(), host: host.apply });
  return { host, disk, bdos: new TinyBdos(disk.drive) };
};
const update = (
  disk: FolderDisk,
  ...files: [string, Uint8Array, user?: number][]
): ReturnType<FolderDisk['update']> => {
  const result = disk.update({ set: files.map(([name, bytes, user = 0]) => ({ name, user, bytes })) });
  disk.apply(result.patches);
  return result;
};
const remove = (disk: FolderDisk, ...files: CpmFileName[]): readonly FolderRejection[] => {
  const { patches, rejected } = disk.update({ remove: files });
  disk.apply(patches);
  return rejected;
};

describe('FolderDisk, host to guest', () => {
  it('shows the files of the host as an ordinary disk', () => {
    const big = pattern(200_000, 7);
    const { disk, bdos } = open({ '0:A.TXT': text('hello\r\n'), '0:BIG.BIN': big, '3:EMPTY': new Uint8Array(0) });
    expect(bdos.names()).toEqual(['0:A.TXT', '0:BIG.BIN', '3:EMPTY']);
    expect(bdos.readFile('A.TXT')).toEqual(padded(text('hello\r\n')));
    expect(difference(bdos.readFile('BIG.BIN'), padded(big))).toBe(-1);
    expect(new CpmFileSystem(disk.drive).check()).toEqual([]);
    expect(disk.medium.dirtySectors()).toEqual([]);
    expect(disk.drive.parameters()[15] & 4).toBe(4);
  });

  it('takes blocks from the top, where the guest does not look', () => {
    const { disk, bdos } = open({ '0:A': pattern(20_000) });
    bdos.writeFile('B', pattern(20_000));
    update(disk, ['C', pattern(20_000)]);
    const blocks = new CpmFileSystem(disk.drive);
    expect(blocks.check()).toEqual([]);
    expect(bdos.readFile('B')).toEqual(padded(pattern(20_000)));
    bdos.login();
    expect(bdos.names()).toEqual(['0:A', '0:B', '0:C']);
  });

  it('patches nothing for a file that is as it was, and little for one that changed little', () => {
    const big = pattern(100_000, 5);
    const { disk, bdos } = open({ '0:BIG': big });
    expect(disk.update({ set: [{ user: 0, name: 'BIG', bytes: big.slice() }] }).patches).toEqual([]);
    const changed = big.slice();
    changed[70_000] ^= 1;
    const { patches } = update(disk, ['BIG', changed]);
    expect(patches.map((p) => p.bytes.length)).toEqual([128]);
    expect(difference(bdos.readFile('BIG'), padded(changed))).toBe(-1);
    update(disk, ['BIG', changed.subarray(0, 1000)]);
    expect(bdos.readFile('BIG')).toEqual(padded(changed.subarray(0, 1000)));
    update(disk, ['BIG', pattern(300_000)]);
    expect(difference(bdos.readFile('BIG'), padded(pattern(300_000)))).toBe(-1);
    remove(disk, { user: 0, name: 'BIG' });
    expect(bdos.names()).toEqual([]);
    expect(disk.drive.changed).toBe(true);
  });

  it('tells which files have no room, and why', () => {
    const { disk } = open();
    const { rejected } = update(
      disk,
      ['HUGE', new Uint8Array(8 * 1024 * 1024 + 1)],
      ['BIG1', new Uint8Array(5_000_000)],
      ['BIG2', new Uint8Array(5_000_000)],
      ['bad name', new Uint8Array(1)],
    );
    expect(rejected.map((r) => [r.name, r.reason])).toEqual([
      ['HUGE', 'it is 8388609 bytes long, CP/M files have at most 8 MB'],
      ['BIG2', 'no room on the folder drive: it needs 4888 KB, 3272 KB are free'],
      ['bad name', 'this is not a CP/M file name'],
    ]);
    const many = disk.update({
      set: Array.from({ length: 1100 }, (_, i) => ({ user: 0, name: `F${i}`, bytes: new Uint8Array(0) })),
    });
    disk.apply(many.patches);
    expect(many.rejected[0].reason).toBe('the directory of the folder drive is full (1024 entries)');
    expect(disk.files().length + new CpmFileSystem(disk.drive).space().freeEntries).toBeLessThanOrEqual(1024);
    const failing = disk.update({
      set: [
        {
          user: 0,
          name: 'F1',
          bytes: () => {
            throw new Error('permission denied');
          },
        },
      ],
    });
    expect(failing.rejected).toEqual([{ user: 0, name: 'F1', reason: 'permission denied' }]);
  });

  it('sets and clears read-only', () => {
    const { disk, bdos } = open();
    disk.apply(disk.update({ set: [{ user: 0, name: 'A', bytes: text('x'), readOnly: true }] }).patches);
    bdos.login();
    expect(new CpmFileSystem(disk.drive).find('A')).toMatchObject({ readOnly: true });
    update(disk, ['A', text('x')]);
    expect(new CpmFileSystem(disk.drive).find('A')).toMatchObject({ readOnly: false });
  });

  it('setFiles makes the disk what the list says', () => {
    const { host, disk, bdos } = open({ '0:A': text('a'), '0:B': text('b') });
    bdos.writeFile('C', text('c'));
    disk.apply(disk.setFiles([{ user: 0, name: 'B', bytes: text('bb') }]).patches);
    expect(bdos.names()).toEqual(['0:B']);
    expect(host.log).not.toContain('delete 0:A');
  });
});

describe('FolderDisk, guest to host', () => {
  it('shows a file on the host when the guest closes it, text without padding', () => {
    const { host, bdos } = open();
    bdos.writeFile('NOTE.TXT', text('one line\r\n'));
    expect(host.files.get('0:NOTE.TXT')).toEqual(text('one line\r\n'));
    bdos.writeFile('PROG.COM', Uint8Array.of(0xc3, 0, 1, 0x1a));
    expect(host.files.get('0:PROG.COM')).toEqual(padded(Uint8Array.of(0xc3, 0, 1, 0x1a)));
    expect(host.log.slice(0, 3)).toEqual(['create 0:NOTE.TXT', 'write 0:NOTE.TXT', 'create 0:PROG.COM']);
  });

  it('loses no record, even one that is all padding', () => {
    const { host, bdos } = open();
    const records = new Uint8Array(256).fill(0x1a);
    records.set(text('x'.repeat(128)));
    bdos.writeFile('A.TXT', records);
    const again = open(Object.fromEntries(host.files));
    expect(again.bdos.readFile('A.TXT')).toEqual(records);
  });

  it('shows a long file as it grows', () => {
    const { host, bdos } = open();
    const content = pattern(300_000, 11);
    const fcb = bdos.make('LONG.DAT');
    for (let r = 0; r * 128 < content.length; r++) {
      bdos.write(fcb, r, padded(content.subarray(r * 128, r * 128 + 128)));
      if (r === 1024) expect(host.files.get('0:LONG.DAT')!.length).toBe(1024 * 128);
    }
    bdos.close(fcb);
    expect(difference(host.files.get('0:LONG.DAT'), padded(content))).toBe(-1);
  });

  it('writes records in place, and a text stays one without its padding', () => {
    const { host, bdos } = open({ '0:A.TXT': text('a'.repeat(300)), '0:B.BIN': pattern(300) });
    const fcb = bdos.open('A.TXT')!;
    bdos.write(fcb, 1, new Uint8Array(128).fill(0x62));
    expect(host.files.get('0:A.TXT')).toEqual(text('a'.repeat(128) + 'b'.repeat(128) + 'a'.repeat(44)));
    bdos.write(fcb, 2, padded(text('end')));
    expect(host.files.get('0:A.TXT')).toEqual(text('a'.repeat(128) + 'b'.repeat(128) + 'end'.repeat(1)));
    const bin = bdos.open('B.BIN')!;
    bdos.write(bin, 0, new Uint8Array(128).fill(0xff));
    const expected = pattern(300);
    expected.fill(0xff, 0, 128);
    expect(host.files.get('0:B.BIN')).toEqual(expected);
    expect(host.log).toEqual(['write 0:A.TXT', 'write 0:A.TXT', 'resize 0:A.TXT', 'write 0:B.BIN']);
  });

  it('touches no other file', () => {
    const { host, bdos } = open({ '0:A': pattern(1000), '0:B': pattern(50), '1:C': text('c') });
    bdos.writeFile('NEW', pattern(5000));
    bdos.erase('NEW');
    bdos.rename('A', 'Z');
    expect(new Set(host.log.map((line) => line.split(' ')[1]))).toEqual(new Set(['0:NEW', '0:A']));
    expect(host.files.get('0:Z')).toEqual(pattern(1000));
    expect(host.log.at(-1)).toBe('rename 0:A');
  });

  it('renames and deletes files of several directory entries without losing them on the way', () => {
    const content = pattern(400_000, 13);
    const { host, bdos, disk } = open({ '0:BIG': content });
    expect(bdos.rename('BIG', 'NEW')).toBe(true);
    expect([...host.files.keys()]).toEqual(['0:NEW']);
    expect(difference(host.files.get('0:NEW'), padded(content))).toBe(-1);
    const lengths: number[] = [];
    const apply = host.apply;
    const spy = new FolderDisk({
      files: host.sources(),
      host: (changes) => {
        lengths.push(host.files.get('0:NEW')?.length ?? -1);
        return apply(changes);
      },
    });
    new TinyBdos(spy.drive).erase('NEW');
    expect(host.files.size).toBe(0);
    expect(lengths.at(-1)).toBeGreaterThan(0);
    expect(disk.files().map((f) => f.name)).toEqual(['NEW']);
  });

  it('does what editors do: write a new file, keep the old one as .BAK', () => {
    const { host, bdos } = open({ '0:A.TXT': text('old'), '0:A.BAK': text('older') });
    bdos.writeFile('A.$$$', text('new'));
    bdos.erase('A.BAK');
    bdos.rename('A.TXT', 'A.BAK');
    bdos.rename('A.$$$', 'A.TXT');
    expect(Object.fromEntries(host.files)).toEqual({ '0:A.BAK': text('old'), '0:A.TXT': text('new') });
  });

  it('tells attributes and user numbers', () => {
    const { host, bdos, disk } = open({ '0:A': text('a') });
    bdos.setReadOnly('A', true);
    expect(host.readOnly.has('0:A')).toBe(true);
    bdos.setReadOnly('A', false);
    expect(host.readOnly.size).toBe(0);
    bdos.writeFile('B', text('b'), 7);
    expect(host.files.get('7:B')).toEqual(text('b'));
    new CpmFileSystem(disk.drive).rename('B', 'B', 7, 2);
    expect(host.log.at(-1)).toBe('rename 7:B');
    expect([...host.files.keys()].sort()).toEqual(['0:A', '2:B']);
  });

  it('makes sparse files with holes', () => {
    const { host, bdos } = open();
    const fcb = bdos.make('DATA.REL');
    bdos.write(fcb, 1000, new Uint8Array(128).fill(1));
    bdos.close(fcb);
    const expected = new Uint8Array(1001 * 128);
    // Behind what was written a block holds what the disk was formatted with.
    expected.fill(0xe5, Math.floor(1000 / 64) * 8192);
    expected.fill(1, 128_000);
    expect(difference(host.files.get('0:DATA.REL'), expected)).toBe(-1);
  });

  it('keeps nothing that the host refuses', () => {
    const { host, bdos, disk } = open({ '0:A': pattern(500) });
    const before = disk.medium.content();
    host.broken = true;
    expect(() => bdos.writeFile('NEW', text('x'))).toThrow(GuestError);
    expect(() => bdos.erase('A')).toThrow(/disk status 6/);
    expect(() => bdos.write(bdos.open('A')!, 0, new Uint8Array(128))).toThrow(/disk status 6/);
    expect(difference(disk.medium.content(), before)).toBe(-1);
    expect(host.files.get('0:A')).toEqual(pattern(500));
    host.broken = false;
    bdos.writeFile('NEW', text('x'));
    expect(host.files.get('0:NEW')).toEqual(text('x'));
  });

  it('is write-protected if wanted', () => {
    const disk = new FolderDisk({ files: [{ user: 0, name: 'A', bytes: text('a') }], writeProtected: true });
    expect(() => new TinyBdos(disk.drive).erase('A')).toThrow(/disk status 6/);
    expect(disk.drive.parameters()[15] & 1).toBe(1);
  });
});

describe('FolderDisk, both at once', () => {
  it('a directory record that the guest writes back does not undo what the host did meanwhile', () => {
    const { host, disk } = open({ '0:A': text('a') });
    const record = new Uint8Array(128);
    disk.drive.readLogical(0, record);
    // Between the guest's read and its write the host adds a file to the same record and removes another.
    update(disk, ['B', text('b')]);
    record[1] = 0x5a;
    expect(disk.drive.writeLogical(0, record)).toBe(0);
    expect(host.log).toEqual(['rename 0:A']);
    disk.apply(disk.update({}).patches);
    expect(new TinyBdos(disk.drive).names()).toEqual(['0:B', '0:Z']);
  });

  it('an entry that both take is the guest’s, the host’s moves', () => {
    const { host, disk } = open({ '0:A': text('a') });
    const record = new Uint8Array(128);
    disk.drive.readLogical(0, record);
    update(disk, ['B', text('b')]);
    record.fill(0, 32, 64);
    record.set(text('GUEST      '), 33);
    disk.drive.writeLogical(0, record);
    expect(host.log).toEqual(['create 0:GUEST']);
    disk.apply(disk.update({}).patches);
    const bdos = new TinyBdos(disk.drive);
    expect(bdos.names()).toEqual(['0:A', '0:B', '0:GUEST']);
    expect(bdos.readFile('B')).toEqual(padded(text('b')));
  });

  it('a block that the guest takes, not knowing that the host has it, is the guest’s', () => {
    // Nearly full, so that both reach for the same blocks.
    const { host, disk, bdos } = open({ '0:FULL': new Uint8Array(1014 * 8192) });
    const { rejected } = update(disk, ['HOST', pattern(5 * 8192, 3)]);
    expect(rejected).toEqual([]);
    host.files.set('0:HOST', pattern(5 * 8192, 3));
    // The lowest free block as the guest knows it, who has not read the directory since.
    const { drive } = disk;
    const block = 5;
    const data = new Uint8Array(128).fill(0x77);
    expect(drive.writeLogical(block * 64, data)).toBe(0);
    expect(host.log).toEqual([]);
    disk.apply(disk.update({}).patches);
    bdos.login();
    expect(difference(bdos.readFile('HOST'), pattern(5 * 8192, 3))).toBe(-1);
    const record = new Uint8Array(128);
    drive.readLogical(block * 64, record);
    expect(record).toEqual(data);
    expect(new CpmFileSystem(drive).check()).toEqual([]);
  });

  it('does not give blocks to the host that the guest has written but not yet named', () => {
    const { host, disk, bdos } = open();
    const fcb = bdos.make('G');
    for (let r = 0; r < 64 * 500; r++) {
      if (r % 64 === 0) bdos.write(fcb, r, new Uint8Array(128).fill(r >> 6));
    }
    const big = pattern(600 * 8192, 3);
    const { rejected } = update(disk, ['HOST', big]);
    expect(rejected[0].reason).toMatch(/no room/);
    expect(update(disk, ['HOST', big.subarray(0, 400 * 8192)]).rejected).toEqual([]);
    bdos.close(fcb);
    const guest = host.files.get('0:G')!;
    for (let block = 0; block < 500; block++) expect(guest[block * 8192]).toBe(block & 255);
    expect(new CpmFileSystem(disk.drive).check()).toEqual([]);
  });

  it('does not bring back a file that the guest is about to delete or rename', () => {
    for (const action of ['erase', 'rename'] as const) {
      const content = pattern(5 * 65536, 3);
      const { host, disk } = open({ '0:BIG': content });
      const { drive } = disk;
      let writes = 0;
      const bdos = new TinyBdos({
        dpb: drive.dpb,
        readLogical: (record: number, into: Uint8Array) => drive.readLogical(record, into),
        writeLogical: (record: number, from: Uint8Array) => {
          writes++;
          const status = drive.writeLogical(record, from);
          // The host looks at its file between any two writes of the guest.
          for (const key of host.files.keys()) update(disk, [key.slice(2), host.files.get(key)!]);
          return status;
        },
      } as typeof drive);
      if (action === 'erase') bdos.erase('BIG');
      else bdos.rename('BIG', 'NEW');
      expect(writes).toBe(5);
      expect([...host.files.keys()]).toEqual(action === 'erase' ? [] : ['0:NEW']);
      expect(bdos.names()).toEqual(action === 'erase' ? [] : ['0:NEW']);
      if (action === 'rename') expect(difference(bdos.readFile('NEW'), content)).toBe(-1);
    }
  });

  it('reads itself anew after a restored overlay', () => {
    const { host, disk, bdos } = open({ '0:A.TXT': text('first') });
    const saved = disk.medium.saveOverlay();
    bdos.writeFile('B.TXT', text('second'));
    bdos.erase('A.TXT');
    disk.medium.restoreOverlay(saved);
    const log = host.log.length;
    disk.reload();
    expect(host.log.length).toBe(log);
    expect(disk.files()).toMatchObject([{ name: 'A.TXT', records: 1, hostLength: 5 }]);
    expect(disk.hostContent({ user: 0, name: 'A.TXT' })).toEqual(text('first'));
    bdos.login();
    bdos.rename('A.TXT', 'C.TXT');
    expect(host.log.at(-1)).toBe('rename 0:A.TXT');
  });

  it('keeps host and guest the same over any sequence of changes from both sides', () => {
    const names = ['A.TXT', 'B.BIN', 'C', 'D.TXT'];
    const step = fc.record({
      who: fc.constantFrom('guest', 'guest', 'host'),
      op: fc.constantFrom('write', 'write', 'record', 'erase', 'rename', 'login', 'refuse'),
      name: fc.constantFrom(...names),
      to: fc.constantFrom(...names),
      user: fc.constantFrom(0, 0, 5),
      size: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 150_000 })),
      text: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const { host, disk, bdos } = open({ '0:A.TXT': text('start'), '0:B.BIN': pattern(70_000) });
        for (const { who, op, name, to, user, size, text: asText } of steps) {
          const content = asText ? text('line of text\r\n'.repeat(1 + size / 14)) : pattern(size, size);
          const key = `${user}:${name}`;
          if (who === 'host') {
            if (op === 'erase') {
              host.files.delete(key);
              remove(disk, { user, name });
            } else {
              host.files.set(key, content);
              expect(update(disk, [name, content, user]).rejected).toEqual([]);
            }
            bdos.login();
            continue;
          }
          if (op === 'refuse') {
            host.failAfter = size % 3;
            try {
              bdos.writeFile(name, content, user);
            } catch (error) {
              expect(error).toBeInstanceOf(GuestError);
            }
            host.failAfter = Number.POSITIVE_INFINITY;
            bdos.login();
            // What was refused half-way is settled by the guest’s next try.
            bdos.writeFile(name, content, user);
          } else if (op === 'write') {
            bdos.writeFile(name, content, user);
          } else if (op === 'erase') {
            bdos.erase(name, user);
          } else if (op === 'rename') {
            if (name !== to && bdos.open(to, user) === undefined) bdos.rename(name, to, user);
          } else if (op === 'record') {
            const fcb = bdos.open(name, user);
            if (fcb !== undefined) {
              bdos.write(fcb, size % 600, padded(content.subarray(0, 128)));
              bdos.close(fcb);
            }
          } else {
            bdos.login();
          }
        }
        expect(new CpmFileSystem(disk.drive).check().filter((p) => !/hole|without|missing/.test(p.kind))).toEqual([]);
        const guestFiles = bdos.names();
        expect([...host.files.keys()].sort()).toEqual(guestFiles);
        const fs = new CpmFileSystem(disk.drive);
        for (const [key, bytes] of host.files) {
          const [user, name] = key.split(':');
          expect(difference(padded(bytes), fs.readFile(name, Number(user))), key).toBe(-1);
          expect(difference(disk.hostContent({ user: Number(user), name }), bytes), key).toBe(-1);
        }
        // And what the host has is, read by another machine, the same disk.
        const again = open(Object.fromEntries(host.files));
        expect(again.bdos.names()).toEqual(guestFiles);
      }),
      { numRuns: 60 },
    );
  });

  it('loses nothing when the host changes files between any two accesses of the guest', () => {
    const hostStep = fc.record({
      name: fc.constantFrom('H1', 'H2', 'H3.TXT'),
      size: fc.nat(40_000),
      gone: fc.boolean(),
    });
    const guestStep = fc.record({
      op: fc.constantFrom('write', 'erase', 'rename'),
      name: fc.constantFrom('G1', 'G2'),
      size: fc.integer({ min: 1, max: 40_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(guestStep, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(700), hostStep), { maxLength: 12 }),
        fc.boolean(),
        (guestSteps, hostSteps, nearlyFull) => {
          const { host, disk } = open(nearlyFull ? { '0:FULL': new Uint8Array(1005 * 8192) } : {});
          const due = [...hostSteps];
          const expected = new Map<string, Uint8Array>();
          // Host files that found no room on the guest's disk; they must be as they were on the host.
          const outside = new Set<string>();
          let wait = 0;
          const interrupt = (): void => {
            while (due.length > 0 && due[0][0] <= wait) {
              wait = 0;
              const { name, size, gone } = due.shift()![1];
              const key = `0:${name}`;
              if (gone) {
                expected.delete(key);
                host.files.delete(key);
                for (const file of remove(disk, { user: 0, name })) outside.add(fileKey(file));
              } else {
                outside.delete(key);
                for (const file of update(disk, [name, pattern(size, size)]).rejected) outside.add(fileKey(file));
                expected.set(key, pattern(size, size));
                host.files.set(key, pattern(size, size));
              }
            }
            wait++;
          };
          const { drive } = disk;
          const bdos = new TinyBdos({
            dpb: drive.dpb,
            readLogical: (record: number, into: Uint8Array) => {
              interrupt();
              return drive.readLogical(record, into);
            },
            writeLogical: (record: number, from: Uint8Array) => {
              interrupt();
              return drive.writeLogical(record, from);
            },
          } as typeof drive);
          for (const { op, name, size } of guestSteps) {
            try {
              if (op === 'write') {
                bdos.writeFile(name, pattern(size, size + 1));
                expected.set(`0:${name}`, padded(pattern(size, size + 1)));
              } else if (op === 'erase') {
                bdos.erase(name);
                expected.delete(`0:${name}`);
              } else if (bdos.open('G3') === undefined && bdos.rename(name, 'G3')) {
                expected.set('0:G3', expected.get(`0:${name}`)!);
                expected.delete(`0:${name}`);
              }
            } catch (error) {
              // The disk is full: the file is there as far as it was written.
              expect((error as Error).message).toBe('disk full');
              expected.delete(`0:${name}`);
              bdos.erase(name);
            }
          }
          for (const file of remove(disk)) outside.add(fileKey(file));
          host.files.delete('0:FULL');
          expect([...host.files.keys()].sort()).toEqual([...expected.keys()].sort());
          const reader = new TinyBdos(drive);
          for (const [key, bytes] of expected) {
            expect(difference(host.files.get(key), bytes), `host ${key}`).toBe(-1);
            if (outside.has(key)) expect(key).toMatch(/^0:H/);
            else expect(difference(reader.readFile(key.slice(2)), padded(bytes)), `guest ${key}`).toBe(-1);
          }
          if (!nearlyFull) expect([...outside]).toEqual([]);
          expect(new CpmFileSystem(drive).check()).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('survives any nonsense that a guest writes', () => {
    const write = fc.record({
      sector: fc.oneof(fc.nat(20), fc.nat(65_535)),
      fill: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      status: fc.constantFrom(0, 1, 15, 16, 33, 0xe5, 200),
    });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 30 }), (writes) => {
        const { host, disk } = open({ '0:A': pattern(20_000), '0:B': text('b') });
        for (const { sector, fill, status } of writes) {
          const data = Uint8Array.from({ length: 128 }, (_, i) => fill[i % fill.length]);
          for (let i = 0; i < 4; i++) {
            data[i * 32] = status;
            if (fill[0] % 2 === 0) data.set(text(`N${i}         `), i * 32 + 1);
          }
          expect(disk.drive.writeLogical(sector, data)).toBe(0);
        }
        for (const key of host.files.keys()) {
          expect(host.files.get(key)!.length).toBeLessThanOrEqual(8 * 1024 * 1024);
        }
        const { patches } = update(disk, ['NEW', pattern(9000)]);
        expect(patches.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
