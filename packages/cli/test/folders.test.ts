import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from './backplane.ts';

/*
 * Folders of the host in the drives of a Commodore 64
 */

const output = vi.hoisted(() => {
  // packages are found as in a process that was started with this condition
  process.execArgv.push('--conditions=@backplane/source');
  return { out: '', err: '' };
});
vi.mock('../src/output.ts', async (original) => ({
  ...(await original<object>()),
  print: (text = '') => {
    output.out += `${text}\n`;
  },
  tell: (text: string) => {
    output.err += `backplane: ${text}\n`;
  },
}));
const { main } = await import('../src/index.ts');

/** Original ROMs, which do not come with the project: beside its own firmware the tests run with them. */
const ROMS = process.env.BACKPLANE_C64_ROMS ?? '';
const originals = ['--rompath', ROMS].concat(
  ['kernal=901227-03', 'basic=901226-01', 'chargen=901225-01'].flatMap((rom) => ['--rom', rom]),
);
const firmwares = [
  { name: 'its own firmware', switches: [] as string[] },
  ...(ROMS !== '' && existsSync(ROMS) ? [{ name: 'original ROMs', switches: originals }] : []),
];

let place = temporaryFolder();
let drive = '';
beforeEach(() => {
  place = temporaryFolder();
  drive = place.file('Games_1');
  mkdirSync(drive);
});
afterEach(() => place.remove());
const put = (name: string, content: string | Uint8Array): void => writeFileSync(`${drive}/${name}`, content);
const get = (name: string): string => readFileSync(`${drive}/${name}`, 'latin1');
/** 10 PRINT "text", as SAVE writes it. */
const printProgram = (text: string): Uint8Array =>
  Uint8Array.from([1, 8, text.length + 9, 8, 10, 0, 0x99, 0x22, ...Buffer.from(text, 'latin1'), 0x22, 0, 0, 0]);

async function run(...args: string[]) {
  output.out = '';
  output.err = '';
  const code = await main(['run', 'c64', '--headless', ...args], '1.2.3');
  return { code, out: output.out, err: output.err };
}

describe.each(firmwares)('a folder in drive 8 with $name', ({ switches }) => {
  it('is listed, loaded from and saved to', async () => {
    put('hi.prg', printProgram('HELLO FOLDER'));
    put('Some Text.seq', 'TEXT\r');
    const { code, out, err } = await run(
      ...[...switches, '-8', drive, '--type', 'load"$",8\\nlist\\n', '--until-text', 'BLOCKS FREE.'],
      ...['--type', 'load"hi",8\\nrun\\n', '--until-text', 'HELLO FOLDER'],
      ...['--type', '10 print "made here"\\nsave"new",8\\nopen1,8,2,"log,s,w":print#1,"line":close1\\n'],
      ...['--type', 'open15,8,15,"s:hi":close15\\nload"nope",8\\n', '--until-text', '?FILE NOT FOUND', '--screen-text'],
    );
    expect([err, code]).toEqual(['', 0]);
    expect(out).toContain('?FILE NOT FOUND');
    expect(readdirSync(drive).sort()).toEqual(['Some Text.seq', 'log.seq', 'new.prg']);
    expect(new Uint8Array(readFileSync(`${drive}/new.prg`)).subarray(7)).toEqual(
      Uint8Array.from([0x20, ...Buffer.from('"MADE HERE"'), 0, 0, 0]),
    );
    expect(get('log.seq')).toBe('LINE\r');
    expect(get('Some Text.seq')).toBe('TEXT\r');
  });

  it('shows its names and the type of each file', async () => {
    put('Some Text.seq', 'TEXT\r');
    put('no suffix', printProgram('X'));
    const { out } = await run(
      ...[...switches, '-8', drive, '--type', 'load"$",8\\nlist\\n', '--until-text', 'FREE.', '--screen-text'],
    );
    expect(out).toContain('0 "GAMES-1         " 00 2A');
    expect(out).toMatch(/^1 +"SOME TEXT" +SEQ/m);
    expect(out).toMatch(/^1 +"NO SUFFIX" +PRG/m);
  });
});

describe('a folder in a drive of the C64', () => {
  it('is in a saved state, which needs the folder no more', async () => {
    put('hi.prg', printProgram('FROM THE STATE'));
    const state = place.file('a.state');
    const saved = await run('-8', drive, '--type', '10 print"it is"6*7\\nsave"mine",8\\n', '--save-state', state);
    expect(saved).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(drive).sort()).toEqual(['hi.prg', 'mine.prg']);
    renameSync(drive, place.file('elsewhere'));
    const restored = await run(
      ...['--state', state, '--type', 'save"more",8\\nload"mine",8\\nrun\\n', '--until-text', 'IT IS 42'],
      ...['--type', 'load"hi",8\\nrun\\n', '--until-text', 'FROM THE STATE'],
    );
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(place.file('elsewhere')).sort()).toEqual(['hi.prg', 'mine.prg']);
  });

  it('is played back as it was', async () => {
    put('hi.prg', printProgram('HELLO'));
    const log = place.file('a.log');
    const type = ['--type', 'load"hi",8\\nrun\\nsave"mine",8\\n'];
    const recorded = await run('-8', drive, ...type, '--record', log, '--json');
    expect(recorded).toMatchObject({ code: 0, err: '' });
    const without = await run('--playback', log);
    expect(without.err).toContain('The input log is of a machine with media {"drive8.disk":');
    rmSync(`${drive}/mine.prg`);
    const played = await run('-8', `${drive},snapshot`, '--playback', log, '--json');
    expect(played).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(played.out).stateHash).toBe(JSON.parse(recorded.out).stateHash);
    expect(readdirSync(drive)).toEqual(['hi.prg']);
  });

  it('gives the same run each time, however young its files are', async () => {
    put('hi.prg', printProgram('HELLO'));
    const args = ['-8', drive, '--type', 'load"hi",8\\nrun\\nsave"@:hi",8\\n', '--json'];
    const first = await run(...args);
    const second = await run(...args);
    expect(second.out).toBe(first.out);
  });

  it('keeps changes in memory with snapshot, and has none with ro', async () => {
    put('hi.prg', printProgram('HELLO'));
    const save = ['--type', 'save"new",8\\n10 open15,8,15:input#15,a,b$:printa,b$\\nrun\\n', '--screen-text'];
    const snapshot = await run('--drive8-disk', `${drive},snapshot`, ...save);
    expect(snapshot.out).toMatch(/\n 0 +OK/);
    const protectedDrive = await run('--drive8-disk', `${drive},ro`, ...save);
    expect(protectedDrive.out).toMatch(/\n 26 +WRITE PROTECT ON/);
    expect(readdirSync(drive)).toEqual(['hi.prg']);
    const other = await run('-9', drive, '--type', 'save"new",9\\n');
    expect(other).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(drive).sort()).toEqual(['hi.prg', 'new.prg']);
  });

  it('is told about: names, links, and what cannot be written', async () => {
    put('a name that is far too long.prg', 'x');
    put('old.p00', 'x');
    put('.hidden', 'x');
    symlinkSync('/etc/hosts', `${drive}/link.prg`);
    const { err, out } = await run(
      ...['-8', drive, '--type', 'save"link",8\\n10 open15,8,15:input#15,a,b$:printa,b$\\nrun\\n', '--screen-text'],
    );
    expect(out).toMatch(/\n 25 +WRITE ERROR/);
    expect(err.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(
        /^backplane: .*: a name that is far too long\.prg is A NAME THAT IS-1: longer than 16 characters\.$/,
      ),
      expect.stringMatching(/^backplane: .*: link\.prg: a symbolic link, which is not followed\.$/),
      expect.stringMatching(/^backplane: .*: old\.p00: a container of one file; put it into the drive by itself\.$/),
      expect.stringMatching(/^backplane: link\.prg: not written: there is a symbolic link of this name, [^\n]*\.$/),
    ]);
  });

  it('takes no format, one drive only, and drives only', async () => {
    expect(await run('-8', `${drive},format=d64`)).toMatchObject({
      code: 2,
      err: `backplane: ${drive} is a folder: it has no format.\n`,
    });
    expect((await run('-8', drive, '-9', drive)).err).toContain('it is in "drive8.disk" already');
    expect((await run('--tape', drive)).err).toContain('"tape" takes files only');
  });

  it('is live in both directions while the machine runs', async () => {
    const typed = [
      '10 save"ready",8',
      '20 open1,8,2,"new,s,r":get#1,a$:s=st:close1:ifs<>64then20',
      '30 print"it is "a$',
      'run',
      '',
    ];
    const running = run(...['-8', drive, '--type', typed.join('\\n'), '--until-text', 'IT IS X', '--seconds', '1000']);
    let over = false;
    void running.finally(() => {
      over = true;
    });
    while (!over && !existsSync(`${drive}/ready.prg`)) await new Promise((resolve) => setTimeout(resolve, 10));
    put('new.seq', 'X');
    expect(await running).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(drive).sort()).toEqual(['new.seq', 'ready.prg']);
  });
});
