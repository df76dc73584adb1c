import { catalog } from '@backplane/machine-cpm';
import type { MachineEntry } from '@backplane/session';
import { describe, expect, it } from 'vitest';
import { didYouMean, globExpression, table } from '../src/names.ts';
import { clockSeconds } from '../src/prepare.ts';
import { COMMON_OPTIONS, machineAliases, mediaArgument, runCommand, speedArgument } from '../src/run-arguments.ts';
import { findMachine, normaliseVerb, splitRunArguments } from '../src/spellings.ts';

const entry = catalog.machines[0] as MachineEntry;
const { definition } = entry;

function parse(...args: string[]) {
  const { command, values, known, short } = runCommand('cpm', entry, definition);
  const split = splitRunArguments(args, known, short, machineAliases(entry, definition));
  command.parse([...split.options], { from: 'user' });
  return { ...split, values };
}

describe('media', () => {
  it.each([
    ['a.img', { path: 'a.img', readOnly: false, snapshot: false }],
    ['a.img,ro', { path: 'a.img', readOnly: true, snapshot: false }],
    ['a.img,snapshot,format=ibm-3740', { path: 'a.img', readOnly: false, snapshot: true, format: 'ibm-3740' }],
    [
      'a.img,format=seclen=512,tracks=80,sectrk=9,skewtab=0,2,4,ro',
      { path: 'a.img', readOnly: true, snapshot: false, format: 'seclen=512,tracks=80,sectrk=9,skewtab=0,2,4' },
    ],
    ['one, two.img', { path: 'one, two.img', readOnly: false, snapshot: false }],
    ['a,b.img,ro', { path: 'a,b.img', readOnly: true, snapshot: false }],
    ['none', { path: null, readOnly: false, snapshot: false }],
    ['./none', { path: './none', readOnly: false, snapshot: false }],
  ])('%s', (text, expected) => {
    expect(mediaArgument(text)).toEqual(expected);
  });

  it('without a path is an error', () => {
    expect(() => mediaArgument(',ro')).toThrow('names no file');
  });
});

describe('speed', () => {
  it.each([
    ['auto', { pacing: 'auto', factor: 1 }],
    ['REAL', { pacing: 'real', factor: 1 }],
    ['warp', { pacing: 'warp', factor: 1 }],
    ['2x', { pacing: 'real', factor: 2 }],
    ['50%', { pacing: 'real', factor: 0.5 }],
    ['4M', { hz: 4_000_000 }],
    ['2.5MHz', { hz: 2_500_000 }],
    ['500k', { hz: 500_000 }],
  ])('%s', (text, expected) => {
    expect(speedArgument(text)).toEqual(expected);
  });

  it.each(['fast', '', '0x', '4', '-1x'])('%s is an error', (text) => {
    expect(() => speedArgument(text)).toThrow('it takes auto, real, warp');
  });
});

describe('the arguments of run', () => {
  it('are split into options, machine and the rest', () => {
    const { machine, rest, values } = parse('cpm', '--warp', '-a', 'x.img', 'prog.com', '--warp', '-b', 'x');
    expect(machine).toBe('cpm');
    expect(rest).toEqual(['prog.com', '--warp', '-b', 'x']);
    expect(values.speed).toEqual({ pacing: 'warp', factor: 1 });
    expect(values.media).toEqual({ a: { path: 'x.img', readOnly: false, snapshot: false } });
  });

  it('may have options before the machine, and -- ends them', () => {
    const { machine, rest } = parse('--clock', '2M', 'cpm', '--', '-x');
    expect(machine).toBe('cpm');
    expect(rest).toEqual(['-x']);
  });

  it('may be written as in MAME, QEMU and VICE', () => {
    expect(parse('-nothrottle').values.speed).toEqual({ pacing: 'warp', factor: 1 });
    expect(parse('-seconds_to_run', '5').values.seconds).toBe(5);
    expect(parse('-autoboot_command', 'DIR\\n').values.steps).toEqual([{ kind: 'type', text: 'DIR\\n' }]);
    expect(parse('-limitcycles', '5000').values).toMatchObject({ limitCycles: 5000, cycles: null });
    expect(parse('-flop2', 'b.img').values.media).toHaveProperty('b.path', 'b.img');
    expect(parse('-fda', 'a.img').values.media).toHaveProperty('a.path', 'a.img');
    expect(parse('-snapshot').values.snapshot).toBe(true);
    expect(parse('-keybuf', 'X').values.steps).toHaveLength(1);
    expect(parse('-clock=2M').values.options).toEqual({ clock: '2M' });
    expect(parse('-nographic').values.raw).toBe(true);
    expect(parse('--save_state', 'f').values.saveState).toBe('f');
  });

  it('keep the order of steps', () => {
    const { values } = parse('--type', 'A', '--until-text', 'B', '--wait', '2.5', '--type', 'C');
    expect(values.steps).toEqual([
      { kind: 'type', text: 'A' },
      { kind: 'until-text', text: 'B' },
      { kind: 'wait', seconds: 2.5 },
      { kind: 'type', text: 'C' },
    ]);
  });

  it("press keys by QEMU's names and take pictures on the way", () => {
    const { values } = parse(
      '-sendkey',
      'ctrl-alt-delete',
      '--screendump',
      'a.png',
      '--sendkey=kp_enter',
      '-sendkey',
      'shift-minus',
    );
    expect(values.steps).toEqual([
      { kind: 'type', text: '{ctrl-alt-delete}' },
      { kind: 'screendump', file: 'a.png' },
      { kind: 'type', text: '{kp-enter}' },
      { kind: 'type', text: '{shift--}' },
    ]);
    expect(() => parse('--sendkey', 'ctrl-')).toThrow('names of keys with dashes between');
  });

  it('take values that begin with a dash', () => {
    expect(parse('--type', '-x', '--until-text=--').values.steps).toEqual([
      { kind: 'type', text: '-x' },
      { kind: 'until-text', text: '--' },
    ]);
  });

  it.each([
    [['--sped', '2x'], 'Unknown option --sped. Did you mean --speed?'],
    [['-nothrotle'], 'Unknown option -nothrotle. Did you mean -nothrottle?'],
    [['--drive-q', 'x'], 'Unknown option --drive-q. Did you mean --drive-'],
    [['--seconds'], 'Option --seconds needs a value.'],
    [['--seconds', 'x'], '--seconds x: it takes a number above 0.'],
    [['--cycles', '1.5'], '--cycles 1.5: it takes a whole number'],
    [['--warp=1'], 'Option --warp takes no value.'],
    [['--option', 'clok=1'], 'There is no option "clok". Did you mean clock?'],
    [['--media', 'q=x'], 'There is no medium "q".'],
    [['--until-text', ''], '--until-text needs a text'],
    [['--out', 'printer'], '--out printer: it takes NAME=VALUE.'],
  ])('%j is an error', (args, message) => {
    expect(() => parse('cpm', ...args)).toThrow(message);
  });

  it('show the machine whatever stands before it', () => {
    const isMachine = (arg: string) => arg === 'cpm';
    const find = (...args: string[]) => findMachine(args, COMMON_OPTIONS, isMachine);
    expect(find('cpm')).toBe('cpm');
    expect(find('--seconds', '5', 'cpm')).toBe('cpm');
    expect(find('-seconds_to_run', '5', 'cpm')).toBe('cpm');
    expect(find('--clock', '2M', 'cpm')).toBe('cpm');
    expect(find('cmp', 'x.com')).toBe('cmp');
    expect(find('--help')).toBeUndefined();
  });

  it('have a help that is made from the definition', () => {
    const help = runCommand('cpm', entry, definition).command.helpInformation();
    expect(help).toContain('--clock <number>');
    expect(help).toContain('100 kHz to 1000 MHz; default 4 MHz');
    expect(help).toContain('-a, --drive-a <file>');
    expect(help).toMatch(/--drive-h <file> {2,}drive H/);
    expect(help).not.toContain('-h, --drive-h');
    expect(help).toContain('--diskdefs <file>');
    expect(help).toContain('--printer <file>');
    expect(help).toContain('--aux-in <file>');
    expect(help).toContain('--aux-out <file>');
  });
});

describe('verbs with a dash', () => {
  it('become ours', () => {
    expect(normaliseVerb(['-listfull', 'c*'])).toEqual(['list', 'c*']);
    expect(normaliseVerb(['-verifyroms'])).toEqual(['roms', 'verify']);
    expect(normaliseVerb(['-help'])).toEqual(['--help']);
    expect(normaliseVerb(['run', '-x'])).toEqual(['run', '-x']);
    expect(normaliseVerb(['-h'])).toEqual(['-h']);
    expect(() => normaliseVerb(['-listxml'])).toThrow('backplane list --json');
    expect(() => normaliseVerb(['-listful'])).toThrow('Did you mean -listfull?');
  });
});

describe('the clock', () => {
  const epoch = [1978, 1, 1] as const;
  it('is set to now, to a date, or for scripts to the same date always', () => {
    expect(clockSeconds('base=1978-01-02', epoch, 1979, 'live')).toBe(86_400);
    expect(clockSeconds('1978-01-01T00:01', epoch, 1979, 'live')).toBe(60);
    expect(clockSeconds(null, epoch, 1979, 'headless')).toBe(365 * 86_400);
    const now = new Date(1978, 0, 1, 12, 0, 5);
    expect(clockSeconds(null, epoch, 1979, 'live', now)).toBe(12 * 3600 + 5);
    expect(clockSeconds('base=utc', epoch, 1979, 'headless', new Date(Date.UTC(1978, 0, 1, 1)))).toBe(3600);
    expect(() => clockSeconds('base=tomorrow', epoch, 1979, 'live')).toThrow('base=localtime, base=utc or a date');
    expect(() => clockSeconds('base=1977-01-01', epoch, 1979, 'live')).toThrow('a date from 1978 on');
  });
});

describe('names', () => {
  it('suggest what is near and nothing else', () => {
    expect(didYouMean('--sped', ['--speed', '--warp'])).toBe(' Did you mean --speed?');
    expect(didYouMean('--xyzzy', ['--speed', '--warp'])).toBe('');
    expect(didYouMean('until', ['--until-text', '--type'])).toBe(' Did you mean --until-text?');
  });

  it('match globs', () => {
    expect(globExpression('c*').test('cpm')).toBe(true);
    expect(globExpression('c?m').test('CPM')).toBe(true);
    expect(globExpression('c.m').test('cpm')).toBe(false);
  });

  it('stand in columns', () => {
    expect(
      table([
        ['a', 'b'],
        ['ccc', 'd'],
      ]),
    ).toBe('a    b\nccc  d');
  });
});
