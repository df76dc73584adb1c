import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { screenText } from '@backplane/kernel';
import { Session } from '@backplane/session';
import { HOST_FILES, type HostFiles } from '@backplane/session/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MediaFiles } from '../src/media-files.ts';
import { Registry } from '../src/registry.ts';
import type { MediaArgument } from '../src/run-arguments.ts';
import { temporaryFolder, tsx } from './backplane.ts';

/*
 * Floppy images of the user's in a PC/XT whose guest copies files to them: what it is told has been written is in the file
 */

// packages are found as in a process that was started with this condition
process.execArgv.push('--conditions=@backplane/source');

const { entry } = await new Registry().find('ibm-5160');
const A = 'isa2.a';
/** Our boot floppy, 360K. */
const bootFloppy = entry.media!.builtIn![A]!.image();

let place = temporaryFolder();
const opened: MediaFiles[] = [];
beforeEach(() => {
  place = temporaryFolder();
  writeFileSync(place.file('b.img'), bootFloppy);
});
afterEach(() => {
  for (const media of opened.splice(0)) media.close();
  place.remove();
});

const B = 'isa2.b';
const image = (path: string): MediaArgument => ({ path, readOnly: false, snapshot: false });

/** A machine with our boot floppy in drive A: and an image in B:, at its prompt. */
async function computer(host: HostFiles = HOST_FILES, medium = image(place.file('b.img'))) {
  const session = new Session(entry, { pacing: 'warp', options: { memory: '64K' }, slots: { isa3: null } });
  const said: string[] = [];
  const media = new MediaFiles(session, {
    snapshotAll: false,
    formatFile: null,
    host,
    tell: (text) => said.push(text),
  });
  opened.push(media);
  media.insertBuiltIn(A);
  media.insert(B, medium);
  const screen = () => screenText(session.machine.screen!).join('\n');
  const prompts = () => screen().match(/^A>/gm)?.length ?? 0;
  /** Runs until the prompt is there again, or something else. */
  const until = async (ready: () => boolean, seconds = 40) => {
    for (let n = 0; !ready(); n++) {
      if (n > seconds * 20) throw new Error(`It did not come:\n${screen()}`);
      await session.run({ seconds: 0.05 });
    }
  };
  await until(() => prompts() > 0);
  /** Types a command; true when it has ended. */
  const command = async (line: string) => {
    await session.typeText(`cls\n${line}\n`, { seconds: 10 });
    return () => /^A>\s*$/m.test(screen().split(line)[1] ?? '');
  };
  const offset = () => session.media.get(B)!.opened.imageOffset ?? 0;
  return { session, media, said, screen, until, command, offset };
}

/** Names in the root directory of a FAT floppy of 360K. */
function directory(path: string): string[] {
  const root = readFileSync(path).subarray(5 * 512, 12 * 512);
  const names: string[] = [];
  for (let at = 0; at < root.length && root[at] !== 0; at += 32) {
    if (root[at] !== 0xe5) names.push(root.toString('latin1', at, at + 11).replaceAll(' ', ''));
  }
  return names;
}

describe('a floppy image', () => {
  test('has what the guest has copied to it', async () => {
    const { command, until, said } = await computer();
    await until(await command('copy readme.txt b:new.txt'));
    expect(directory(place.file('b.img'))).toContain('NEWTXT');
    expect(said).toEqual([]);
  });

  test('on a full disk is an error for the guest, told once, and keeps what it had', async () => {
    let full = false;
    const host: HostFiles = {
      ...HOST_FILES,
      writeSync: ((...args: Parameters<typeof HOST_FILES.writeSync>) => {
        if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return HOST_FILES.writeSync(...args);
      }) as HostFiles['writeSync'],
    };
    const { command, until, said, screen } = await computer(host);
    const before = readFileSync(place.file('b.img'));
    full = true;
    const done = await command('copy readme.txt b:new.txt');
    await until(() => done() || /Abort|Retry|error/i.test(screen()));
    expect(screen()).not.toMatch(/1 file\(s\)? copied|1 file copied/);
    expect(said).toEqual([`a sector was not written: ${place.file('b.img')}: there is no space left.`]);
    expect(readFileSync(place.file('b.img')).equals(before)).toBe(true);
  });

  test.each([
    ['removed', (path: string) => rmSync(path)],
    [
      'replaced',
      (path: string) => {
        writeFileSync(`${path}.new`, bootFloppy);
        renameSync(`${path}.new`, path);
      },
    ],
  ] as const)('that is %s is no longer written to, and the user is told', async (_what, change) => {
    const path = place.file('b.img');
    const { command, until, said, screen } = await computer();
    change(path);
    const done = await command('copy readme.txt b:new.txt');
    await until(() => done() || /Abort|Retry|error/i.test(screen()));
    expect(said).toEqual([
      `a sector was not written: ${path}: the file was removed or replaced while it is in the drive. Put it in again.`,
    ]);
  });

  test('that is taken out in the middle of a copy has whole sectors; the guest is told and goes on', async () => {
    const { session, media, command, until, said, screen } = await computer();
    const path = place.file('b.img');
    const before = readFileSync(path);
    const acknowledged = new Map<number, Buffer>();
    const disk = session.media.get(B)!.opened.disk!;
    const { onWrite } = disk;
    disk.onWrite = (sector, offset, data) => {
      const ok = onWrite!(sector, offset, data);
      if (ok) acknowledged.set(offset, Buffer.from(data));
      return ok;
    };
    const done = await command('copy readme.txt b:new.txt');
    while (acknowledged.size === 0) await session.run({ seconds: 0.001 });
    media.insert(B, { path: null, readOnly: false, snapshot: false });
    await until(() => done() || /Abort|Retry|error|ready/i.test(screen()));
    const after = readFileSync(path);
    for (let at = 0; at < after.length; at += 512) {
      const is = after.subarray(at, at + 512);
      expect(is.equals(acknowledged.get(at) ?? before.subarray(at, at + 512))).toBe(true);
    }
    expect(said).toEqual([]);
  });

  test('is written by one machine only', async () => {
    await computer();
    const second = await computer();
    expect(second.said).toHaveLength(1);
    expect(second.said[0]).toMatch(/b\.img: .* has it open for writing; the disk in "isa2\.b" is write-protected\.$/);
  });
});

test('a process that is killed in the middle of a copy has every sector in the file that the guest was told is there', async () => {
  const path = place.file('b.img');
  const program = place.file('copier.mjs');
  const cli = (file: string) => JSON.stringify(new URL(`../src/${file}`, import.meta.url).href);
  writeFileSync(
    program,
    `
    import { writeSync } from 'node:fs';
    import { createHash } from 'node:crypto';
    const { Session } = await import(${JSON.stringify(import.meta.resolve('@backplane/session'))});
    const { MediaFiles } = await import(${cli('media-files.ts')});
    const { Registry } = await import(${cli('registry.ts')});
    const { entry } = await new Registry().find('ibm-5160');
    const session = new Session(entry, { pacing: 'warp', options: { memory: '64K' }, slots: { isa3: null } });
    const media = new MediaFiles(session, { snapshotAll: false, formatFile: null, tell: (t) => writeSync(2, t) });
    media.insertBuiltIn('isa2.a');
    media.insert('isa2.b', { path: ${JSON.stringify(path)}, readOnly: false, snapshot: false });
    const { disk } = session.media.get('isa2.b').opened;
    const { onWrite } = disk;
    disk.onWrite = (sector, offset, data) => {
      const ok = onWrite(sector, offset, data);
      if (ok) writeSync(1, offset + ':' + createHash('sha1').update(data).digest('hex') + ' ');
      return ok;
    };
    for (let n = 0; ; n++) await session.typeText('copy bench.com b:' + n + '.com\\n', {});
  `,
  );
  const child = spawn(process.execPath, ['--conditions=@backplane/source', '--import', tsx, program]);
  let out = '';
  let err = '';
  child.stderr.on('data', (text) => {
    err += text;
  });
  child.stdout.on('data', (text) => {
    out += text;
    if (out.length > 1500) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(err).toBe('');
  const last = new Map<number, string>();
  for (const word of out.split(' ').slice(0, -1)) {
    const [offset, sha1] = word.split(':') as [string, string];
    last.set(Number(offset), sha1);
  }
  expect(last.size).toBeGreaterThan(5);
  const file = readFileSync(path);
  expect(statSync(path).size).toBe(368_640);
  // the last one may have been overwritten once more without having been told
  const wrong = [...last].filter(
    ([offset, sha1]) =>
      createHash('sha1')
        .update(file.subarray(offset, offset + 512))
        .digest('hex') !== sha1,
  );
  expect(wrong.length).toBeLessThanOrEqual(1);
});
