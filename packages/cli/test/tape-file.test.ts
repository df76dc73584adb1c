import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseTap, Tape } from '@backplane/media';
import { Session } from '@backplane/session';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MediaFiles } from '../src/media-files.ts';
import { Registry } from '../src/registry.ts';
import type { MediaArgument } from '../src/run-arguments.ts';
import { temporaryFolder } from './backplane.ts';

/*
 * A tape file of the user's in the datasette of a Commodore 64
 */

// packages are found as in a process that was started with this condition
process.execArgv.push('--conditions=@backplane/source');

let place = temporaryFolder();
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const { entry } = await new Registry().find('c64');
const BEFORE = new Tape(Uint32Array.of(800, 800)).image();

/** A computer with the tape in its datasette, to which a program writes pulses. */
function computer(argument: Partial<MediaArgument> = {}, snapshotAll = false) {
  const path = place.file('game.tap');
  writeFileSync(path, BEFORE);
  chmodSync(path, 0o640);
  const session = new Session(entry);
  const said: string[] = [];
  const media = new MediaFiles(session, { snapshotAll, formatFile: null, tell: (text) => said.push(text) });
  media.insert('tape', { path, readOnly: false, snapshot: false, ...argument } as MediaArgument);
  const { machine } = session;
  const record = (): void => {
    machine.run(machine.ticksPerSecond / 10);
    machine.input('datasette', 'record');
    const { memory } = machine.wired.spaces;
    // sei: lda #7: sta 1 (motor on): loop: eor #8: sta 1: ldx #50: dex: bne: beq loop
    const code = [0x78, 0xa9, 0x07, 0x85, 0x01, 0x49, 0x08, 0x85, 0x01, 0xa2, 0x32, 0xca, 0xd0, 0xfd, 0xf0, 0xf5];
    for (const [n, byte] of code.entries()) memory!.poke(0xc000 + n, byte);
    machine.processor.setRegister('pc', 0xc000);
    machine.run(machine.ticksPerSecond / 10);
    machine.input('datasette', 'stop');
  };
  return { path, media, said, record, machine };
}

describe('a recording', () => {
  test('is in the file as soon as it ends, as a whole, and nothing else is left in the folder', () => {
    const { path, record, media, said } = computer();
    record();
    const { tape, warnings } = parseTap(readFileSync(path));
    expect(warnings).toEqual([]);
    expect(tape.length).toBeGreaterThan(100);
    expect(readdirSync(dirname(path))).toEqual(['game.tap']);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect([said, media.close()]).toEqual([[], []]);
  });

  test.each([
    ['with --snapshot', {}, true],
    ['of a tape that is put in as a snapshot', { snapshot: true }, false],
    ['of a tape that is put in read-only', { readOnly: true }, false],
  ])('%s leaves the file alone', (_name, argument, snapshotAll) => {
    const { path, record } = computer(argument, snapshotAll);
    record();
    expect(new Uint8Array(readFileSync(path))).toEqual(BEFORE);
  });

  test('that cannot be written is told, and the file stays as it was', () => {
    const { path, record, media, said } = computer();
    // its folder is gone when the recording ends
    place.remove();
    record();
    expect(said.join()).toMatch(/^what was recorded is not in the file: .*game\.tap/);
    expect(media.close().join()).toContain(`what was written to ${path} was not kept`);
  });
});
