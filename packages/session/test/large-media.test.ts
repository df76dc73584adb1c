import { createHash } from 'node:crypto';
import { sha1Hex, sha1HexOf } from '@backplane/kernel';
import { type ImageStore, openHardDisk } from '@backplane/media';
import { describe, expect, it } from 'vitest';
import {
  loadStateFile,
  type MachineEntry,
  replay,
  Session,
  type SessionMedium,
  saveStateFile,
  sessionFromState,
} from '../src/index.ts';
import { toyEntry } from './fixture.ts';

/*
 * Media that are read where they lie: hard disks in the toy's disk bay
 */

const entry: MachineEntry = {
  ...toyEntry,
  media: {
    ...toyEntry.media!,
    large: {
      takes: (bay) => bay === 'disk',
      open(_bay, store, { name, format, readOnly }) {
        const { disk, persist, ...rest } = openHardDisk(store, {
          fileName: name,
          ...(format === undefined ? {} : { format }),
          writeProtected: readOnly ?? false,
        });
        return { ...rest, medium: disk.medium, disk: disk.medium, ...(persist === undefined ? {} : { persist }) };
      },
    },
  },
};

/** A file of so many bytes that is zero where nothing was written, and counts what is read of it. */
class SparseFile implements ImageStore {
  readonly sectors = new Map<number, Uint8Array>();
  bytesRead = 0;
  readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  read(offset: number, length: number): Uint8Array {
    this.bytesRead += length;
    const bytes = new Uint8Array(Math.min(length, this.size - offset));
    if (length > 512) {
      for (const [at, sector] of this.sectors) {
        if (at >= offset && at < offset + length) bytes.set(sector, at - offset);
      }
      return bytes;
    }
    const within = offset % 512;
    const sector = this.sectors.get(offset - within);
    if (sector !== undefined) bytes.set(sector.subarray(within, within + bytes.length));
    return bytes;
  }

  write(offset: number, bytes: Uint8Array): void {
    const within = offset % 512;
    const sector = this.sectors.get(offset - within)?.slice() ?? new Uint8Array(512);
    sector.set(bytes, within);
    this.sectors.set(offset - within, sector);
  }

  sha1(chunks: Iterable<Uint8Array>): string {
    const hash = createHash('sha1');
    for (const chunk of chunks) hash.update(chunk);
    return hash.digest('hex');
  }

  /** The same file, that is only read. */
  get readOnly(): ImageStore {
    return { size: this.size, read: (offset, length) => this.read(offset, length), sha1: this.sha1 };
  }
}

const MB = 2 ** 20;

function through(medium: SessionMedium): SessionMedium {
  const { disk, persist } = medium.opened;
  disk!.onWrite = (sector, offset, data) => {
    persist!(sector, offset, data);
    return true;
  };
  return medium;
}

function running(file: SparseFile): Session {
  const session = new Session(entry, { options: { colour: 'amber' } });
  session.insert('disk', through(session.openMedium('disk', file, { name: 'c.img', path: '/disks/c.img' })));
  session.input('console', 'Hi\x17');
  session.runFor({ seconds: 0.1 });
  return session;
}

describe('a large medium', () => {
  it('is opened, read and written without being read as a whole', () => {
    const file = new SparseFile(400 * MB);
    const session = running(file);
    expect(file.sectors.get(0)![0]).toBe(0x57);
    expect(file.bytesRead).toBeLessThan(10_000);
    expect(session.media.get('disk')).toMatchObject({ large: true, name: 'c.img', readOnly: false });
    expect(file.bytesRead).toBeLessThan(10_000);
  });

  it('has the SHA-1 that its content had at first, whenever it is asked for', () => {
    const file = new SparseFile(3 * MB);
    file.write(512, new Uint8Array(512).fill(3));
    const before = file.read(0, 3 * MB);
    const session = running(file);
    const medium = session.media.get('disk')!;
    expect(medium.sha1).toBe(sha1Hex(before));
    expect(sha1Hex(medium.image)).toBe(sha1Hex(before));
    expect(sha1HexOf([before.subarray(0, 1000), before.subarray(1000)])).toBe(sha1Hex(before));
  });

  it('can be bytes in memory', () => {
    const session = new Session(entry);
    const medium = session.openMedium('disk', new Uint8Array(3 * MB), { name: 'c.img' });
    session.insert('disk', medium);
    session.input('console', '\x17\x04');
    session.runFor({ seconds: 0.1 });
    expect(String.fromCodePoint(...session.machine.screen!.characters)).toMatch(/written +W/);
    expect(medium.image[0]).toBe(0);
  });

  it('is for the bays that take them', () => {
    expect(() => new Session(toyEntry).openMedium('disk', new SparseFile(MB), { name: 'c.img' })).toThrow(
      '"disk" takes an image as a whole',
    );
  });

  it('can be recorded and replayed', () => {
    const file = new SparseFile(3 * MB);
    const make = (store: ImageStore) => {
      const session = new Session(entry);
      session.insert('disk', session.openMedium('disk', store, { name: 'c.img' }));
      return session;
    };
    const session = make(file);
    session.record();
    session.input('console', 'a\x17\x04');
    session.runFor({ seconds: 0.1 });
    const log = session.stopRecording();
    expect(log.media.disk!.sha1).toBe(sha1Hex(new Uint8Array(3 * MB)));
    replay(make(file.readOnly), JSON.parse(JSON.stringify(log)));
  });
});

describe('state files', () => {
  it('hold a disk of a moderate size, as plain content', () => {
    const file = new SparseFile(5 * MB);
    const session = running(file);
    const bytes = saveStateFile(session);
    const restored = sessionFromState(entry, loadStateFile(bytes));
    expect(restored.machine.hash()).toBe(session.machine.hash());
    const medium = restored.media.get('disk')!;
    expect(medium.opened.disk!.content()[0]).toBe(0x57);
    expect(medium.image[0]).toBe(0);
    // what goes on is in memory
    restored.input('console', '\x17');
    restored.runFor({ seconds: 0.1 });
    expect(file.sectors.size).toBe(1);
  });

  it('leave a larger one where it is, and find it again as it was', () => {
    const file = new SparseFile(70 * MB);
    file.write(35 * MB, new Uint8Array(512).fill(9));
    const session = running(file);
    const bytes = saveStateFile(session);
    expect(bytes.length).toBeLessThan(10_000);
    const state = loadStateFile(bytes);
    expect(state.manifest.media.disk).toMatchObject({ external: true, path: '/disks/c.img', size: 70 * MB });
    const asked: unknown[] = [];
    const external = (bay: string, { path }: { readonly path?: string }) => {
      asked.push(bay, path);
      return file.readOnly;
    };
    // the file has been written to since the disk was put in
    const restored = sessionFromState(entry, state, { external });
    expect(asked).toEqual(['disk', '/disks/c.img']);
    expect(restored.machine.hash()).toBe(session.machine.hash());
    expect(restored.media.get('disk')!.opened.disk!.readSector(0)![0]).toBe(0x57);
    session.runFor({ seconds: 1 });
    restored.runFor({ seconds: 1 });
    expect(restored.machine.hash()).toBe(session.machine.hash());

    expect(() => sessionFromState(entry, state)).toThrow(
      /not in the state file and not at hand: \/disks\/c.img, 73400320/,
    );
    file.write(36 * MB, new Uint8Array(512).fill(1));
    expect(() => sessionFromState(entry, state, { external })).toThrow(
      /"c.img" in "disk" is not as it was .*written to it since/,
    );
  });
});
