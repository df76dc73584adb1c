import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decode } from 'fast-png';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { backplane as backplaneProcess, temporaryFolder } from './backplane.ts';

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

/** The program in this process: what it prints, and its exit code. */
async function backplane(args: readonly string[], cwd: string) {
  const before = process.cwd();
  output.out = '';
  output.err = '';
  process.chdir(cwd);
  try {
    const code = await main(args, '1.2.3');
    return { code, out: output.out, err: output.err };
  } finally {
    process.chdir(before);
  }
}

/*
 * Pictures, sound, keys and files that start by themselves, on a machine that is a user's own module
 */

const folder = temporaryFolder();
afterAll(() => folder.remove());
const pocket = fileURLToPath(new URL('../../session/test/pocket.ts', import.meta.url));
const program = (name: string, ...lines: string[]): string => {
  writeFileSync(folder.file(name), `POCKET\n${lines.map((l) => `${l}\n`).join('')}`);
  return folder.file(name);
};
const run = (...args: string[]) => backplane(['run', 'pocket', '--machine-package', pocket, ...args], folder.path);

/** The colours of a picture at its upper left, the middle and the lower right, as 0xRRGGBBAA in hex. */
function colours(file: string, ...points: (readonly [number, number])[]): string[] {
  const png = decode(readFileSync(folder.file(file)));
  expect([png.width, png.height, png.channels, png.depth]).toEqual([64, 40, 4, 8]);
  return points.map(([x, y]) => Buffer.from(png.data.slice((y * 64 + x) * 4, (y * 64 + x) * 4 + 4)).toString('hex'));
}

/** A WAV file: its header's fields and samples. */
function wav(file: string) {
  const bytes = readFileSync(folder.file(file));
  expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
  expect([bytes.readUInt32LE(16), bytes.readUInt16LE(20), bytes.readUInt16LE(34)]).toEqual([16, 1, 16]);
  expect(bytes.toString('latin1', 36, 40)).toBe('data');
  expect(bytes.readUInt32LE(4)).toBe(bytes.readUInt32LE(40) + 36);
  expect(bytes.length).toBe(44 + bytes.readUInt32LE(40));
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length));
  return { channels: bytes.readUInt16LE(22), rate: bytes.readUInt32LE(24), samples };
}

describe('a file that starts by itself', () => {
  it('runs, and ends with the guest’s exit code', async () => {
    const file = program('five.pocket', 'exit 5');
    expect(await run(file)).toMatchObject({ code: 5, err: '', out: '' });
    expect(await run('--autostart', file)).toMatchObject({ code: 5 });
    // what follows it are options still, as no program takes arguments here
    expect(await run(file, '-limitcycles', '1000')).toMatchObject({
      code: 1,
      err: 'backplane: the limit of 1000 cycles was reached.\n',
    });
  });

  it('chooses the options that it needs, unless the user does', async () => {
    const file = program('one.ruled', 'exit 1');
    const saved = async (...args: string[]) => {
      await run(file, '--save-state', folder.file('x.state'), ...args);
      return (await run('--state', folder.file('x.state'), '--seconds', '0.1', '--option', 'paper=plain')).err;
    };
    // options cannot be changed with a state, and the state tells of them when it is played
    expect(await saved()).toContain('paper cannot be changed');
    const log = folder.file('x.log');
    await run(file, '--record', log);
    expect(JSON.parse(readFileSync(log, 'utf8')).options.paper).toBe('ruled');
    await run(file, '--record', log, '--paper', 'plain');
    expect(JSON.parse(readFileSync(log, 'utf8')).options.paper).toBe('plain');
    expect(await run(file, '--playback', log, '--paper', 'plain')).toMatchObject({ code: 0, err: '' });
  });

  it('is told when it is nothing for the machine', async () => {
    writeFileSync(folder.file('junk.bin'), 'junk');
    const junk = await run(folder.file('junk.bin'));
    expect(junk).toMatchObject({ code: 1 });
    expect(junk.err).toMatch(/junk\.bin: this is nothing that Pocket computer could start\.\n$/);
    expect((await run('missing.pocket')).err).toBe('backplane: missing.pocket: there is no such file or folder.\n');
    mkdirSync(folder.file('sub'), { recursive: true });
    expect((await run('sub')).err).toContain('sub: this is no file');
    const two = await run(program('a.pocket', 'exit 1'), '--program', program('b.pocket', 'exit 2'));
    expect(two).toMatchObject({ code: 2 });
    expect(two.err).toContain('"program" holds one');
  });
});

describe('pictures', () => {
  it('are saved at the end, and at the very moment of the guest’s exit', async () => {
    const file = program('picture.pocket', 'ink 3', 'exit 0');
    const shots = ['--screenshot', 'end.png', '--exit-screenshot', 'exit.png'];
    expect(await run(file, ...shots)).toMatchObject({ code: 0, err: '' });
    for (const name of ['end.png', 'exit.png']) {
      expect(colours(name, [8, 0], [8, 32])).toEqual(['00ff00ff', '00ff00ff']);
    }
    // in the middle of a picture: above is what was, then what is new, then what is left of the picture before
    const sudden = program('sudden.pocket', 'tone 1', 'ink 3');
    await run(sudden, '--cycles', '255000', '--screenshot', 'part.png', '-exitscreenshot', 'same.png');
    expect(readFileSync(folder.file('same.png'))).toEqual(readFileSync(folder.file('part.png')));
    // "tone 1", Enter, "ink 3", Enter: the 13th look, at 247 ms and line 17 of a picture; 8 ms later the beam is at line 37
    expect(colours('part.png', [8, 0], [0, 19], [8, 33])).toEqual(['ffffffff', '00ff00ff', 'ffffffff']);
  });

  it('are refused before the run where they are not possible', async () => {
    const no = await backplane(['run', 'cpm', '--headless', '--screenshot', 'x.png'], folder.path);
    expect(no).toMatchObject({ code: 2 });
    expect(no.err).toContain('--screenshot: cpm draws no picture. --screen-text prints');
    expect((await run('--exit-screenshot', 'no/where.png')).err).toBe(
      'backplane: no/where.png: there is no such file or folder.\n',
    );
  });

  it('never change what the machine does', async () => {
    const file = program('hash.pocket', 'ink 3', 'tone 440', 'ink 4');
    const blind = await run(file, '--seconds', '1', '--json');
    const seen = await run(file, '--seconds', '1', '--json', '--screenshot', 'h.png', '--wav', 'h.wav');
    expect(seen.out).toBe(blind.out);
  });
});

describe('sound', () => {
  it('is recorded with a right header', async () => {
    const file = program('tone.pocket', 'tone 1000');
    expect(await run(file, '--seconds', '0.5', '-wavwrite', 'tone.wav')).toMatchObject({ code: 0, err: '' });
    const { channels, rate, samples } = wav('tone.wav');
    expect([channels, rate, samples.length]).toEqual([2, 48_000, 48_000]);
    // silence until the line has been typed, then a sine of amplitude 1/2 on the left: two voices of 1/4
    expect(samples.slice(0, 16_000).every((s) => s === 0)).toBe(true);
    const peak = samples.slice(40_000).reduce((most, s) => Math.max(most, Math.abs(s)), 0);
    expect(peak / 32_768).toBeCloseTo(0.5, 2);
    let crossings = 0;
    for (let n = 40_002; n < 46_000; n += 2) if (samples[n - 2]! < 0 && samples[n]! >= 0) crossings++;
    expect(Math.abs(crossings / ((46_000 - 40_000) / 2 / 48_000) - 1000)).toBeLessThan(20);
    await run(file, '--seconds', '0.1', '--wav', 'slow.wav', '--sample-rate', '8000');
    expect(wav('slow.wav')).toMatchObject({ rate: 8000, channels: 2 });
    expect((await run('--wav', 'x.wav', '-sr', '1000')).err).toContain('--sample-rate 1000: it takes 8000 to 192000');
  });

  it('has a right header when the run is interrupted, and all of a playback', async () => {
    const file = program('long.pocket', 'tone 1000');
    const ended = await backplaneProcess(
      ['run', 'pocket', '--machine-package', pocket, file, '--seconds', '99999', '--wav', folder.file('long.wav')],
      {
        interruptWhen: () => existsSync(folder.file('long.wav')) && statSync(folder.file('long.wav')).size > 100_000,
      },
    );
    expect(ended.code).toBe(130);
    const { samples } = wav('long.wav');
    expect(samples.length % 2).toBe(0);
    const log = folder.file('sound.log');
    await run(file, '--seconds', '0.7', '--record', log, '--wav', 'first.wav');
    await run(file, '--playback', log, '--wav', 'again.wav');
    expect(readFileSync(folder.file('again.wav'))).toEqual(readFileSync(folder.file('first.wav')));
  });
});

describe('keys', () => {
  it('are typed by name and chord, and answered', async () => {
    const typed = await run('--type', 'Hello "x"{both}\\nexit 3\\n', '--screen-text');
    expect(typed).toMatchObject({ code: 3, out: 'Hello "x"#\nexit 3\n' });
    const settled = await run('--type', 'abc', '--json');
    expect(JSON.parse(settled.out)).toMatchObject({ stopReason: 'script-end', exitCode: 0 });
  });

  it('are listed by info', async () => {
    const { out } = await backplane(['info', 'pocket', '--machine-package', pocket], folder.path);
    expect(out).toMatch(/Keyboard\n {2}keys +a b c /);
    expect(out).toMatch(/\n {2}names +shift both\n {2}characters +0123456789abc/);
    expect(out).toMatch(/Controllers\n {2}Joystick +up, down, left, right, fire/);
  });

  it('that are not there are told before anything runs', async () => {
    expect(await run('--wait', '99999', '--seconds', '99999', '--type', 'a§')).toMatchObject({
      code: 2,
      err: 'backplane: The character "§" is not on this machine\'s keyboard.\n',
    });
    const named = await run('--type', '{bth}');
    expect(named.err).toContain('unknown key "{bth}". Did you mean "both"?');
    expect(named.code).toBe(2);
  });

  it('may be left out: text goes into the buffer', async () => {
    expect(await run('--keybuf', 'ink 2\\nexit\\x20', '-keybuf', '4\\n')).toMatchObject({ code: 4, err: '' });
    expect((await run('--keybuf', 'a\\q')).err).toContain('"\\q" is not known');
    // a machine without one types it
    const cpm = await backplane(['run', 'cpm', '--headless', '-keybuf', 'STAT\\n', '--screen-text'], folder.path);
    expect(cpm.out).toContain('A>STAT');
  });
});

describe('command lines of other emulators', () => {
  it('run as they are: what means nothing here is told in one line', async () => {
    const vice = await run(
      ...[
        '-default',
        '-VICIIfilter',
        '0',
        '-VICIIpalette',
        'pepto.vpl',
        '-console',
        '-sounddev',
        'dummy',
        '+sound',
        '-warp',
      ],
      ...['-autostartprgmode', '1', '-limitcycles', '2000000', '-exitscreenshot', 'vice.png', '-autostart'],
      program('vice.pocket', 'ink 3', 'exit 255'),
    );
    expect(vice).toMatchObject({
      code: 255,
      err: 'backplane: without meaning here, left out: -default -VICIIfilter -VICIIpalette -sounddev +sound -autostartprgmode\n',
    });
    expect(colours('vice.png', [8, 0])).toEqual(['00ff00ff']);
  });

  it('tell what is not there yet', async () => {
    const { err, code } = await run('-moncommands', 'x.mon', '-limitcycles', '1000');
    expect(err).toBe(
      'backplane: -moncommands x.mon: there is no monitor yet; left out.\nbackplane: the limit of 1000 cycles was reached.\n',
    );
    expect(code).toBe(1);
  });

  it('have the machine’s own other names', async () => {
    const log = folder.file('alias.log');
    const paper = async (...args: string[]) => {
      const { err } = await run(...args, '--cycles', '100', '--record', log);
      expect(err).toBe('');
      return JSON.parse(readFileSync(log, 'utf8')).options.paper;
    };
    expect(await paper('-ruled', '-shiny')).toBe('ruled');
    expect(await paper('-pad', 'ruled')).toBe('ruled');
    expect(await paper('-lines', '1')).toBe('ruled');
    const wrong = await run('-lines', '2');
    expect(wrong).toMatchObject({ code: 2, err: 'backplane: -lines 2: it takes 0, 1.\n' });
  });

  it('choose another machine of the package', async () => {
    const machine = async (...args: string[]) =>
      JSON.parse((await run(...args, '--cycles', '100', '--json')).out).machine;
    expect(await machine()).toBe('pocket');
    expect(await machine('-wide')).toBe('pocket-wide');
    expect(await machine('-size', 'wide')).toBe('pocket-wide');
    expect(await machine('-size', 'narrow')).toBe('pocket');
  });

  it('plug in the card that takes a medium, and number drives by their devices', async () => {
    const log = folder.file('cards.log');
    const slots = async (...args: string[]) => {
      const { err } = await run(...args, '--cycles', '100', '--record', log);
      return err === '' ? JSON.parse(readFileSync(log, 'utf8')).slots : err;
    };
    const tape = program('tape.pocket', 'exit 1');
    expect(await slots()).toEqual({});
    expect(await slots('--drive7-tape', tape)).toEqual({ drive7: 'reader' });
    expect(await slots('-7', tape)).toEqual({ drive7: 'reader' });
    expect(await slots('-7', tape, '--drive7', 'none')).toContain('Unknown option -7');
  });

  it('count the limit from power-on', async () => {
    const state = folder.file('limit.state');
    await run('--cycles', '500000', '--save-state', state);
    const { out } = await run('--state', state, '--limit-cycles', '600000', '--json');
    expect(JSON.parse(out)).toMatchObject({ stopReason: 'limit', cycles: 600_000, exitCode: 1 });
  });
});
