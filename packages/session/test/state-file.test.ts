import { sha1Hex } from '@backplane/kernel';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { loadStateFile, Session, saveStateFile, sessionFromState } from '../src/index.ts';
import { blank, toyEntry } from './fixture.ts';

function running(): Session {
  const session = new Session(toyEntry, { options: { colour: 'amber' } });
  session.insert('disk', session.openMedium('disk', blank(), { name: 'work.img' }));
  session.input('console', 'Hi\x17');
  session.runFor({ seconds: 0.1 });
  session.input('console', '\x02later');
  session.runFor({ seconds: 0.1 });
  return session;
}

/** The archive with entries replaced. */
function changed(bytes: Uint8Array, change: (files: Record<string, Uint8Array>) => void): Uint8Array {
  const files = unzipSync(bytes);
  change(files);
  return zipSync(files as Zippable);
}

function manifestChanged(bytes: Uint8Array, change: Record<string, unknown>): Uint8Array {
  return changed(bytes, (files) => {
    const manifest = JSON.parse(strFromU8(files['manifest.json']!));
    files['manifest.json'] = strToU8(JSON.stringify({ ...manifest, ...change }));
  });
}

describe('state files', () => {
  it('hold everything that is needed to go on', () => {
    const session = running();
    const bytes = saveStateFile(session);
    const restored = sessionFromState(toyEntry, loadStateFile(bytes));
    expect(restored.machine.hash()).toBe(session.machine.hash());
    expect(restored.machine.options.colour).toBe('amber');
    expect(restored.media.get('disk')).toMatchObject({ name: 'work.img', format: 'raw', readOnly: false });
    expect(restored.media.get('disk')!.opened.disk!.content()[0]).toBe(0x57);
    session.runFor({ seconds: 2 });
    restored.runFor({ seconds: 2 });
    expect(restored.machine.hash()).toBe(session.machine.hash());
    expect(String.fromCodePoint(...restored.machine.screen!.characters)).toContain('later');
  });

  it('hold ROMs of the user that no set lists', () => {
    const free = new Uint8Array(16).fill(1);
    const own = new Uint8Array(16).fill(2);
    const boot = { title: 'boot', size: 16, images: [{ id: 'free', title: 'free', sha1: sha1Hex(free), bytes: free }] };
    const entry = { ...toyEntry, definition: { ...toyEntry.definition, roms: { boot } } };
    const choice = `sha1:${sha1Hex(own)}`;
    const session = new Session(entry, {
      romChoices: { boot: choice },
      roms: { find: (sha1) => (sha1 === sha1Hex(own) ? own : undefined), places: [] },
    });
    session.runFor({ seconds: 0.1 });
    const file = saveStateFile(session);
    const restored = sessionFromState(entry, loadStateFile(file));
    expect(restored.machine.wired.roms.boot).toEqual({ image: choice, sha1: sha1Hex(own) });
    expect(restored.machine.hash()).toBe(session.machine.hash());
    const damaged = changed(file, (files) => {
      files[`roms/${sha1Hex(own)}`] = free;
    });
    expect(() => loadStateFile(damaged)).toThrow('does not have the SHA-1');
    expect(() => loadStateFile(manifestChanged(file, { romImages: { x: 1 } }))).toThrow('"romImages"');
  });

  it('are equal for equal states', () => {
    expect(Buffer.from(saveStateFile(running())).equals(saveStateFile(running()))).toBe(true);
  });

  it('of another machine are refused', () => {
    const state = loadStateFile(saveStateFile(running()));
    const other = { ...toyEntry, definition: { ...toyEntry.definition, id: 'other' } };
    expect(() => sessionFromState(other, state)).toThrow('The state is of the machine "toy", not of "other".');
  });
});

describe('damaged and foreign files', () => {
  const good = saveStateFile(running());

  it('are refused with a reason', () => {
    const load = (bytes: Uint8Array) => () => loadStateFile(bytes);
    expect(load(new Uint8Array())).toThrow('it is no ZIP archive');
    expect(load(strToU8('10 PRINT "HELLO": GOTO 10, and so on'))).toThrow('it is no ZIP archive');
    expect(load(zipSync({ 'a.txt': strToU8('hello') }))).toThrow('it has no "manifest.json"');
    expect(load(zipSync({ 'manifest.json': strToU8('{') }))).toThrow('"manifest.json" is not JSON');
    expect(load(zipSync({ 'manifest.json': strToU8('[]') }))).toThrow('This is not a state file');
    expect(load(manifestChanged(good, { version: 9 }))).toThrow('has version 9; this build reads version 1');
    expect(load(manifestChanged(good, { options: 1 }))).toThrow('"options" in its manifest');
    expect(load(manifestChanged(good, { media: { disk: {} } }))).toThrow('medium "disk" in its manifest');
    expect(load(manifestChanged(good, { hash: '0'.repeat(40) }))).toThrow('does not have the SHA-1 000');
    expect(load(good.subarray(0, good.length - 40))).toThrow('cannot be unpacked');
    const without = changed(good, (files) => {
      for (const name of Object.keys(files)) if (name.startsWith('media/')) delete files[name];
    });
    expect(load(without)).toThrow(/"media\/[0-9a-f]{40}" is missing/);
  });

  it('never cause anything but a clear error, wherever a byte is wrong', () => {
    const session = running();
    const hash = session.machine.hash();
    let refused = 0;
    for (let at = 0; at < good.length; at += 3) {
      const bad = good.slice();
      bad[at] = bad[at]! ^ 0x55;
      try {
        const restored = sessionFromState(toyEntry, loadStateFile(bad));
        expect(restored.machine.hash()).toBe(hash);
      } catch (error) {
        refused++;
        expect((error as Error).name).toMatch(/^(StateFileError|SessionError|StateError|WiringError)$/);
      }
    }
    expect(refused).toBeGreaterThan(good.length / 6);
  });

  it('do not unpack to more than they say, nor to more than is allowed', () => {
    const bomb = new Uint8Array(4 << 20);
    const swollen = changed(good, (files) => {
      files['snapshot.bin'] = bomb;
    });
    expect(() => loadStateFile(swollen)).toThrow('"snapshot.bin" has 4194304 bytes');
    const manifest = changed(good, (files) => {
      files['manifest.json'] = bomb;
    });
    expect(() => loadStateFile(manifest)).toThrow('"manifest.json" has 4194304 bytes, at most 1048576');
    expect(() => loadStateFile(manifestChanged(good, { snapshotSize: 2 ** 40 }))).toThrow('unpacks to');
  });

  it('may hold files that nobody asked for', () => {
    const more = changed(good, (files) => {
      files['notes.txt'] = strToU8('hello');
    });
    expect(loadStateFile(more).manifest.machine).toBe('toy');
  });
});
