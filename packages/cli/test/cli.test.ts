import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Ended } from './backplane.ts';
import { temporaryFolder } from './backplane.ts';

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
  printBytes: (bytes: Uint8Array) => {
    output.out += Buffer.from(bytes).toString('latin1');
  },
  tell: (text: string) => {
    output.err += `backplane: ${text}\n`;
  },
}));
const { main } = await import('../src/index.ts');

/** The program in this process: what it prints, and its exit code. */
async function backplane(
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<Omit<Ended, 'signal'>> {
  const before = process.cwd();
  output.out = '';
  output.err = '';
  if (options.cwd !== undefined) process.chdir(options.cwd);
  try {
    const code = await main(args, '1.2.3');
    return { code, out: output.out, err: output.err };
  } finally {
    process.chdir(before);
  }
}

const folder = temporaryFolder();
afterAll(() => folder.remove());
const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

describe('list, info, roms, validate', () => {
  it('help goes to standard output', async () => {
    const none = await backplane([]);
    expect(none).toMatchObject({ code: 0, err: '' });
    expect(none.out).toContain('backplane run cpm');
    const version = await backplane(['--version']);
    expect(version.out).toBe('1.2.3\n');
    const help = await backplane(['run', '--help']);
    expect(help.out).toContain('--headless');
    expect((await backplane(['help', 'run'])).out).toBe(help.out);
    const run = await backplane(['run', 'cpm', '--help']);
    expect(run.out).toContain('--terminal <choice>');
    expect(run.out).toContain('default adm3a');
    expect(run.code).toBe(0);
  });

  it('list shows the machines, also as MAME spells it and as JSON', async () => {
    const text = await backplane(['list']);
    expect(text.out).toMatch(/^cpm +1979 +working +Z80 CP\/M computer$/m);
    expect((await backplane(['-listfull', '*'])).out).toBe(text.out);
    const json = JSON.parse((await backplane(['list', '--json'])).out);
    expect(json).toContainEqual(expect.objectContaining({ name: 'cpm', source: '@backplane/machine-cpm' }));
    expect((await backplane(['-listmedia', 'cpm'])).out).toContain('-a --drive-a');
    expect((await backplane(['list', 'xyz'])).err).toMatch(
      /^backplane: No machine is called "xyz"\. There are: .*\bcpm\b.*\.\n$/,
    );
  });

  it('info tells what the definition says', async () => {
    const { out } = await backplane(['info', 'cpm']);
    expect(out).toMatch(/cpu +Z80 +4 MHz/);
    expect(out).toMatch(/0Ah–12h +fdc.registers/);
    expect(out).toMatch(/--terminal +default: adm3a/);
    expect(out).toMatch(/boot +backplane +16384 bytes +[0-9a-f]{40} +included/);
    const json = JSON.parse((await backplane(['info', 'cpm', '--json'])).out);
    expect(json.memory[0].views[1].map).toEqual([{ from: 0, to: 0xffff, what: 'ram', offset: 0, access: 'both' }]);
    const schema = JSON.parse((await backplane(['info', 'cpm', '--schema'])).out);
    expect(schema.properties.options.properties.terminal.enum).toContain('vt52');
  });

  it('a ROM can be any file of the right size', async () => {
    // a program at FE000 that prints "Hi" and ends the run with 7
    const rom = new Uint8Array(0x2000).fill(0xff);
    rom.set([0xb0, 0x48, 0xe6, 0xe9, 0xb0, 0x69, 0xe6, 0xe9, 0xba, 0x01, 0x05, 0xb0, 0x07, 0xee, 0xf4]);
    rom.set([0xea, 0x00, 0x00, 0x00, 0xfe], 0x1ff0);
    writeFileSync(folder.file('my.bin'), rom);
    writeFileSync(folder.file('bad.bin'), 'x');
    const run = (...args: string[]) =>
      backplane(['run', ...args, '--headless', '--out', 'debug=-'], { cwd: folder.path });
    for (const bios of [['-bios', 'my.bin'], ['--rom', 'bios=my.bin'], ['--bios=./my.bin']]) {
      expect(await run('ibm-5150', ...bios)).toMatchObject({ code: 7, out: 'Hi' });
    }
    writeFileSync(
      folder.file('pc.json'),
      JSON.stringify({ machine: 'ibm-5160', options: { memory: '64K' }, roms: { bios: 'my.bin' } }),
    );
    expect(await run('./pc.json')).toMatchObject({ code: 7, out: 'Hi' });
    // with its state goes the ROM
    rom[0xd] = 0xeb;
    rom[0xe] = 0xfe;
    writeFileSync(folder.file('my.bin'), rom);
    await run('ibm-5150', '--bios', 'my.bin', '--seconds', '0.1', '--save-state', 'pc.state');
    const on = await backplane([
      'run',
      'ibm-5150',
      '--state',
      folder.file('pc.state'),
      '--headless',
      '--seconds',
      '0.1',
    ]);
    expect(on).toMatchObject({ code: 0, err: '' });
    expect((await run('ibm-5150', '--bios', 'bad.bin')).err).toContain(
      'bad.bin: the file has 1 bytes; ROM "bios" (BIOS) takes 8192 or 16384 or 32768 or 65536.',
    );
    expect((await run('ibm-5150', '--bios', 'backplan')).err).toContain(
      'there is neither such an image nor such a file. Did you mean backplane?',
    );
  });

  it('roms are listed, verified and identified by SHA-1', async () => {
    expect((await backplane(['roms', 'list'])).out).toMatch(/cpm +boot +backplane +16384/);
    const verified = await backplane(['-verifyroms', 'cpm']);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toContain('romset cpm is good');
    writeFileSync(folder.file('some.bin'), 'not a ROM');
    const unknown = await backplane(['roms', 'ident', folder.file('some.bin')]);
    expect(unknown).toMatchObject({ code: 1 });
    expect(unknown.out).toContain('no match (9 bytes, SHA-1 ');
  });

  it('validate puts machines together in all their configurations', async () => {
    const { code, out } = await backplane(['validate', '--machine-package', fixture('counter.mjs')]);
    expect(code).toBe(0);
    expect(out).toMatch(/^cpm: good \(\d+ configurations\)$/m);
    expect(out).toMatch(/^counter: good \(11 configurations\)$/m);
  });
});

describe('mistakes are told in one line, with exit code 2', () => {
  it.each([
    [['roms'], '"roms" needs one of list, verify, ident.'],
    [['roms', 'verfy'], '"roms verfy" is not known; there are list, verify, ident. Did you mean verify?'],
    [['--foo'], "unknown option '--foo'"],
    [['-listful'], 'Did you mean -listfull?'],
    [['lst'], 'There is no command "lst". Did you mean list?'],
    [['list', '--jsn'], "unknown option '--jsn' (Did you mean --json?)"],
    [['info', 'cmp'], 'There is no machine "cmp".'],
    [['run'], '"run" needs a machine or a profile'],
    [['run', 'cpm', '--terminl', 'vt52'], 'Unknown option --terminl. Did you mean --terminal?'],
    [['cpm', '--terminal', 'vt999'], 'Option "terminal" (display terminal) is "vt999"; it takes adm3a'],
    [['run', 'cpm', '--headless', '--type', '{entr}'], 'unknown key "{entr}"'],
    [['run', 'cpm', 'a.img', 'b.img'], 'a.img is no program, and "b.img" behind it is too much.'],
    [['run', 'cpm', '--headless', '--rtc', 'noon'], '--rtc noon: it takes base=localtime'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await backplane(args);
    expect(err).toContain(message);
    expect(err).toMatch(/^backplane: [^\n]+\n$/);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('failures of the host have exit code 1', async () => {
    const missing = await backplane(['run', 'cpm', '--headless', '-b', 'missing.img']);
    expect(missing).toMatchObject({ code: 1, err: 'backplane: missing.img: there is no such file or folder.\n' });
    const format = await backplane(['run', 'cpm', '--headless', '-b', fixture('counter.mjs')]);
    expect(format.code).toBe(1);
    expect(format.err).toMatch(/^backplane: .*counter\.mjs.* no known disk format is \d+ bytes long\. [^\n]+\n$/);
  });
});

describe('headless runs', () => {
  it('type, wait for text, and print the screen', async () => {
    const { code, out, err } = await backplane([
      ...[
        'run',
        'cpm',
        '--headless',
        '--type',
        'STAT\\n',
        '--until-text',
        'Space',
        '--type',
        'DIR\\n',
        '--screen-text',
      ],
    ]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/A>STAT\nA: R\/W, Space: \d+k\n\nA>DIR\nA: STAT {5}COM/);
    expect(out.endsWith('A>\n')).toBe(true);
  });

  it('tell as JSON how they ended, the same each time', async () => {
    const args = ['run', 'cpm', '--headless', '--type', 'DIR\\n', '--json'];
    const first = await backplane(args);
    const second = await backplane(args);
    const result = JSON.parse(first.out);
    expect(result).toMatchObject({ machine: 'cpm', stopReason: 'script-end', exitCode: 0 });
    expect(result.stateHash).toMatch(/^[0-9a-f]{40}$/);
    expect(result.cycles).toBeGreaterThan(100_000);
    expect(second.out).toBe(first.out);
  });

  it('end with 1 when the text does not come or the limit counts as failure', async () => {
    const text = await backplane(['run', 'cpm', '--headless', '--until-text', 'XYZZY', '--seconds', '2', '--json']);
    expect(text).toMatchObject({ code: 1, err: 'backplane: "XYZZY" did not appear within 2 s.\n' });
    expect(JSON.parse(text.out)).toMatchObject({ stopReason: 'text-missing', seconds: 2, exitCode: 1 });
    const cycles = await backplane(['run', 'cpm', '--headless', '-limitcycles', '1000000', '--json']);
    expect(cycles).toMatchObject({ code: 1, err: 'backplane: the limit of 1000000 cycles was reached.\n' });
    expect((await backplane(['run', 'cpm', '--headless', '--seconds', '1'])).code).toBe(0);
  });

  it('go on from a saved state', async () => {
    const state = folder.file('a.state');
    const saved = await backplane([
      ...['run', 'cpm-vt52', '--headless', '--type', 'DIR\\n', '--save-state', state, '--json'],
    ]);
    const restored = await backplane(['run', 'cpm', '--state', state, '--headless', '--cycles', '1', '--screen-text']);
    expect(restored.out).toContain('A>DIR');
    const again = await backplane(['run', 'cpm', '--state', state, '--headless', '--type', 'STAT\\n', '--json']);
    expect(JSON.parse(again.out).cycles).toBeGreaterThan(JSON.parse(saved.out).cycles);
    const changed = await backplane(['run', 'cpm', '--state', state, '--terminal', 'adm3a', '--headless']);
    expect(changed).toMatchObject({ code: 2 });
    writeFileSync(folder.file('bad.state'), readFileSync(state).subarray(0, 5000));
    const bad = await backplane(['run', 'cpm', '--state', folder.file('bad.state'), '--headless']);
    expect(bad.code).toBe(1);
    expect(bad.err).toContain('bad.state: The state file is damaged');
  });

  it('can be recorded and played back', async () => {
    const log = folder.file('run.log');
    const recorded = await backplane([
      ...['run', 'cpm', '--headless', '--type', 'STAT\\n', '--seconds', '3', '--record', log, '--json'],
    ]);
    const played = await backplane(['run', 'cpm', '--headless', '--playback', log, '--json']);
    expect(played.err).toBe('');
    expect(JSON.parse(played.out).stateHash).toBe(JSON.parse(recorded.out).stateHash);
    const other = await backplane(['run', 'cpm', '--terminal', 'vt52', '--headless', '--playback', log]);
    expect(other.code).toBe(1);
    expect(other.err).toContain('run.log: The input log is of a machine with options');
  });
});

describe('media, streams and profiles', () => {
  it('write through to an image file, but not with snapshot or ro', async () => {
    const image = folder.file('work.img');
    const blank = new Uint8Array(256_256).fill(0xe5);
    const save = ['--type', 'B:\\nSAVE 1 NEW.DAT\\n', '--screen-text'];
    for (const [switches, kept] of [
      [`${image},snapshot`, false],
      [`${image},ro`, false],
      [image, true],
    ] as const) {
      writeFileSync(image, blank);
      const { out } = await backplane(['run', 'cpm', '--headless', '-b', switches, ...save]);
      expect(out, switches).toContain('B>SAVE 1 NEW.DAT');
      expect(readFileSync(image).includes('NEW     DAT'), switches).toBe(kept);
    }
  });

  it('say that a built-in disk keeps nothing', async () => {
    const { err } = await backplane(['run', 'cpm', '--headless', '--type', 'SAVE 1 X.DAT\\n']);
    expect(err).toMatch(/^backplane: what was written to the system disk [^\n]* was not kept[^\n]*\n$/);
  });

  it('are in a saved state as they are, folders and formats of the user’s too', async () => {
    const place = temporaryFolder();
    writeFileSync(place.file('notes.txt'), 'Hello');
    writeFileSync(
      place.file('diskdefs'),
      'diskdef tiny\n  seclen 128\n  tracks 40\n  sectrk 16\n  blocksize 1024\n  maxdir 32\n  skew 0\n  boottrk 1\n  os 2.2\nend\n',
    );
    writeFileSync(place.file('tiny.img'), new Uint8Array(81_920).fill(0xe5));
    const state = folder.file('with-media.state');
    const saved = await backplane([
      ...['run', 'cpm', '--headless', '-b', place.path, '--diskdefs', place.file('diskdefs')],
      ...['-c', `${place.file('tiny.img')},format=tiny`, '--type', 'SAVE 1 C:NEW.DAT\\n', '--save-state', state],
    ]);
    expect(saved).toMatchObject({ code: 0, err: '' });
    // the state needs none of the files any more
    place.remove();
    const { out, code } = await backplane([
      ...['run', 'cpm', '--state', state, '--headless', '--type', 'TYPE B:NOTES.TXT\\nDIR C:\\n', '--screen-text'],
    ]);
    expect(code).toBe(0);
    expect(out).toContain('Hello');
    expect(out).toContain('C: NEW      DAT');
  });

  it('tell which files of a folder have other names or are not there', async () => {
    const place = temporaryFolder();
    for (const name of ['plain.txt', '.hidden', 'a long name.text']) writeFileSync(place.file(name), 'x');
    mkdirSync(place.file('folder'));
    symlinkSync('/etc/hosts', place.file('link.txt'));
    const { err } = await backplane(['run', 'cpm', '--headless', '--seconds', '0.1', '-b', place.path]);
    expect(err.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(
        /^backplane: .*: a long name\.text is ALONGN~1\.TEX: characters that CP\/M does not allow\.$/,
      ),
      expect.stringMatching(/^backplane: .*: link\.txt: a symbolic link, which is not followed\.$/),
    ]);
    for (let i = 0; i < 9; i++) writeFileSync(place.file(`another long name ${i}`), 'x');
    const many = await backplane(['run', 'cpm', '--headless', '--seconds', '0.1', '-b', place.path]);
    expect(many.err.match(/\n/g)).toHaveLength(6);
    expect(many.err).toContain('and 6 more files like these.');
    place.remove();
  });

  it('that are far too large are refused', async () => {
    const huge = folder.file('huge.img');
    writeFileSync(huge, '');
    truncateSync(huge, 3 * 2 ** 30);
    const { code, err } = await backplane(['run', 'cpm', '--headless', '-b', huge]);
    expect(code).toBe(1);
    expect(err).toContain('the file has 3072 MiB; 256 are the most.');
  });

  it('refuse one file in two drives', async () => {
    const image = folder.file('twice.img');
    writeFileSync(image, new Uint8Array(256_256).fill(0xe5));
    const { code, err } = await backplane(['run', 'cpm', '--headless', '-b', image, '-c', image]);
    expect(code).toBe(1);
    expect(err).toContain('it is in "b" already');
  });

  it('take disk formats from a file of definitions', async () => {
    const defs = folder.file('diskdefs');
    writeFileSync(
      defs,
      'diskdef tiny\n  seclen 128\n  tracks 40\n  sectrk 16\n  blocksize 1024\n  maxdir 32\n  skew 0\n  boottrk 1\n  os 2.2\nend\n',
    );
    const image = folder.file('tiny.img');
    writeFileSync(image, new Uint8Array(81_920).fill(0xe5));
    const { out } = await backplane([
      ...['run', 'cpm', '--headless', '--diskdefs', defs, '-b', `${image},format=tiny`, '--type', 'STAT B:\\n'],
      '--screen-text',
    ]);
    expect(out).toMatch(/Bytes Remaining On B: \d+k|B: R\/W, Space: \d+k/);
    const unknown = await backplane(['run', 'cpm', '--headless', '-b', `${image},format=tinny`]);
    expect(unknown.code).toBe(1);
  });

  it('send the printer and the console to files', async () => {
    const paper = folder.file('paper.txt');
    const { out } = await backplane([
      ...['run', 'cpm', '--headless', '--printer', paper, '--out', 'console=-', '--type', '{ctrl-p}DIR\\n'],
    ]);
    expect(readFileSync(paper, 'latin1')).toContain('STAT     COM');
    expect(out).toContain('STAT     COM');
  });

  it('come from a profile, whose mistakes are told', async () => {
    writeFileSync(folder.file('disk.img'), new Uint8Array(256_256).fill(0xe5));
    writeFileSync(
      folder.file('mine.json'),
      '{ "machine": "cpm", "options": { "terminal": "vt52" }, "media": { "b": { "path": "disk.img", "readOnly": true } } }',
    );
    const { out, code } = await backplane([
      ...['run', folder.file('mine.json'), '--headless', '--type', 'B:\\n', '--screen-text', '--save-state'],
      folder.file('profile.state'),
    ]);
    expect(code).toBe(0);
    expect(out).toContain('B>');
    writeFileSync(folder.file('bad.json'), '{ "machine": "cpm", "options": { "terminl": 1 },\n "medai": {} }');
    const bad = await backplane(['run', folder.file('bad.json')]);
    expect(bad).toMatchObject({ code: 2 });
    expect(bad.err).toContain('There is no member "medai". Did you mean "media"?');
    expect(bad.err).toContain('There is no option "terminl". Did you mean "terminal"?');
    writeFileSync(folder.file('no.json'), '{ "machine": cpm }');
    expect((await backplane(['run', folder.file('no.json')])).err).toContain('the mistake is at line 1, column 14');
  });
});

describe('machines of others', () => {
  it('run from a module file', async () => {
    const args = ['run', fixture('slow-cpm.mjs'), '--headless', '--type', 'DIR\\n', '--screen-text'];
    const { out, code, err } = await backplane(args);
    expect([err, code]).toEqual(['', 0]);
    // the terminal and the system disk are those of the machine that it is a variant of
    expect(out).toContain('A>DIR\nA: ');
    const json = JSON.parse((await backplane([...args.slice(0, 3), '--cycles', '1M', '--json'])).out);
    expect(json).toMatchObject({ machine: 'slow-cpm', seconds: 1 });
  });

  it('have options, slots, overlays and streams like any other', async () => {
    const run = (...args: string[]) => backplane(['run', fixture('counter.mjs'), '--headless', ...args]);
    expect((await run()).code).toBe(3);
    expect((await run('--lamps', '9')).code).toBe(9);
    expect((await run('--overlay', 'plus')).code).toBe(7);
    expect((await run('-s1', 'clockcard', '--option', 'speed=fast', '-nobell')).code).toBe(3);
    expect((await run('--dots', '-')).out).toBe('.'.repeat(10));
    writeFileSync(folder.file('tape.bin'), 'abc');
    expect((await run('--tape-in', folder.file('tape.bin'))).code).toBe(6);
    expect((await run('--s1', 'clockcrad')).err).toContain('has no card "clockcrad". Did you mean "clockcard"?');
    const help = await run('--help');
    expect(help.out.replace(/\s+/g, ' ')).toContain(
      'clockcard (a clock card), ramcard (a RAM card), none; default none',
    );
    expect(help.out).not.toMatch(/--speed <choice>/);
  });

  it('are found by the name of an installed package', async () => {
    const place = temporaryFolder();
    const home = place.file('node_modules/backplane-machine-counter');
    mkdirSync(home, { recursive: true });
    cpSync(fixture('counter.mjs'), `${home}/counter.mjs`);
    writeFileSync(
      `${home}/package.json`,
      JSON.stringify({ name: 'backplane-machine-counter', type: 'module', exports: { import: './counter.mjs' } }),
    );
    mkdirSync(place.file('node_modules/@backplane'), { recursive: true });
    symlinkSync(home, place.file('node_modules/@backplane/machine-again'));
    const listed = await backplane(['list'], { cwd: place.path });
    expect(listed.out).toMatch(/^counter +1970 +partial +Counting machine$/m);
    expect((await backplane(['run', 'counter', '--headless'], { cwd: place.path })).code).toBe(3);
    place.remove();
  });

  it('are told what is wrong with them', async () => {
    const attempt = async (text: string) => {
      const file = folder.file(`m${text.length}.mjs`);
      writeFileSync(file, text);
      return (await backplane(['run', file])).err;
    };
    expect(await attempt('export const x = 1;')).toContain('exports no machine');
    expect(await attempt('export const x = ;')).toContain('cannot be loaded: ');
    expect(await attempt('export const catalog = { contract: 2, machines: [] };')).toContain('at "contract"');
    expect((await backplane(['list', '--machine-package', 'no-such-package'])).err).toContain('is not installed');
    expect(existsSync(folder.file('missing.mjs'))).toBe(false);
    expect((await backplane(['run', folder.file('missing.mjs')])).err).toContain('there is no such file');
  });
});
