import type { BayInfo, MachineDefinition } from '@backplane/kernel';
import type { MachineEntry, Pacing, SwitchAlias } from '@backplane/session';
import { Command, Option } from 'commander';
import { UsageError } from './errors.ts';
import { byteCount, didYouMean, frequency, table } from './names.ts';
import { keysOfQemu } from './qemu-keys.ts';
import type { KnownOptions } from './spellings.ts';
import {
  COMMON,
  mediaSwitches,
  optionSwitch,
  romSwitch,
  type SwitchKind,
  slotSwitch,
  streamSwitches,
} from './switches.ts';
import { GRAPHICS_MODES, type GraphicsMode } from './terminal/index.ts';

/** A medium as the command line or a profile names it. */
export interface MediaArgument {
  /** File or folder; null = nothing, also not what is there by default. */
  readonly path: string | null;
  readonly format?: string;
  readonly readOnly: boolean;
  readonly snapshot: boolean;
  /** Names of a folder's files that the guest has to see if there is not room for all. */
  readonly priority?: readonly string[];
}

/** One step of a script. */
export type ScriptStep =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'until-text'; readonly text: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'screendump'; readonly file: string };

/** What `--speed` chose. */
export type SpeedChoice =
  | { readonly pacing: Pacing; readonly factor: number }
  /** A clock frequency, in Hz. */
  | { readonly hz: number };

/** The options of `run`, read. */
export interface RunArguments {
  readonly options: Record<string, string | boolean>;
  readonly slots: Record<string, string | null>;
  readonly overlays: string[];
  /** By socket: id of an image, or path of a file. */
  readonly roms: Record<string, string>;
  readonly media: Record<string, MediaArgument>;
  readonly inputs: Record<string, string>;
  readonly outputs: Record<string, string>;
  readonly steps: ScriptStep[];
  readonly rompath: string[];
  formatFile: string | null;
  snapshot: boolean;
  speed: SpeedChoice | null;
  screen: boolean;
  raw: boolean;
  headless: boolean;
  seconds: number | null;
  cycles: number | null;
  failAtLimit: boolean;
  /** Cycles of the processor since power-on; reaching it is a failure. */
  limitCycles: number | null;
  screenText: boolean;
  json: boolean;
  state: string | null;
  saveState: string | null;
  record: string | null;
  playback: string | null;
  rtc: string | null;
  escapeKey: string | null;
  graphics: GraphicsMode | null;
  screenshot: string | null;
  aspect: 'display' | 'pixels';
  exitScreenshot: string | null;
  wav: string | null;
  sampleRate: number;
  /** Sound is played. */
  sound: boolean;
  /** Text for the guest's keyboard buffer. */
  keybuf: string;
  /** A file that starts by itself. */
  autostart: string | null;
}

/** A `run` command for one machine: its parser and its help. */
export interface RunCommand {
  readonly command: Command;
  readonly values: RunArguments;
  readonly known: KnownOptions;
  readonly short: KnownOptions;
}

/** Samples a second of recorded sound, unless told otherwise. */
const SAMPLE_RATE = 48_000;

/** Names that MAME and QEMU give to drives and memory, as far as the machine has them: alias → switch and value. */
export function machineAliases(entry: MachineEntry, flat: MachineDefinition): Record<string, SwitchAlias> {
  const aliases: Record<string, SwitchAlias> = {};
  const disks = Object.entries(flat.media ?? {}).filter(([, medium]) => {
    const dot = medium.bay.lastIndexOf('.');
    const bays = flat.parts[medium.bay.slice(0, dot)]?.type.bays as Readonly<Record<string, BayInfo>> | undefined;
    return bays?.[medium.bay.slice(dot + 1)]?.medium === 'disk';
  });
  disks.forEach(([bay], n) => {
    const flag = mediaSwitches(bay)[0];
    if (flag === undefined) return;
    for (const name of [`flop${n + 1}`, `floppydisk${n + 1}`, ...(n < 2 ? [`fd${'ab'[n]}`] : [])]) {
      aliases[name] = [flag, '*'];
    }
  });
  if (Object.hasOwn(flat.options ?? {}, 'ram')) aliases.ramsize = ['--ram', '*'];
  // drives whose devices have numbers are called by them
  for (const bay of Object.keys(flat.media ?? {})) {
    const number = /^drive(\d+)(?:\.|$)/.exec(bay)?.[1];
    const flag = mediaSwitches(bay)[0];
    if (number !== undefined && flag !== undefined && aliases[number] === undefined) aliases[number] = [flag, '*'];
  }
  for (const [alias, meaning] of Object.entries(entry.aliases ?? {})) {
    aliases[alias.toLowerCase().replaceAll('_', '-')] = typeof meaning === 'string' ? [`--${meaning}`, '*'] : meaning;
  }
  return aliases;
}

/** Common options by name, before the machine is known. */
export const COMMON_OPTIONS: KnownOptions = new Map(Object.entries(COMMON));

/** The words behind a path, or undefined if they are not all understood. */
function mediaWords(words: readonly string[]): Omit<MediaArgument, 'path'> | undefined {
  let format: string | undefined;
  let readOnly = false;
  let snapshot = false;
  for (const word of words) {
    const lower = word.toLowerCase();
    if (lower === 'ro') readOnly = true;
    else if (lower === 'rw') readOnly = false;
    else if (lower === 'snapshot') snapshot = true;
    else if (/^format=./.test(lower)) format = word.slice(7);
    else if (format?.includes('=') && /^(?:[a-z]+=)?[0-9a-z.]+$/.test(lower)) format += `,${word}`;
    else return undefined;
  }
  return { readOnly, snapshot, ...(format === undefined ? {} : { format }) };
}

/**
 * Reads `path[,format=NAME][,ro][,snapshot]`. `format=` takes a description on one line as well. A path may have commas,
 * unless all that follows one of them is made of such words.
 */
export function mediaArgument(text: string): MediaArgument {
  const parts = text.split(',');
  for (let n = 1; n <= parts.length; n++) {
    const words = mediaWords(parts.slice(n));
    if (words === undefined) continue;
    const path = parts.slice(0, n).join(',');
    if (path === '')
      throw new UsageError(`"${text}" names no file. Write PATH[,format=NAME][,ro][,snapshot], or none.`);
    return { path: path.toLowerCase() === 'none' ? null : path, ...words };
  }
  throw new UsageError(`"${text}" names no file.`);
}

/** A number of seconds or cycles, above 0. */
function amount(name: string, text: string, whole: boolean): number {
  const m = /^([0-9]*\.?[0-9]+)([kmg]?)$/i.exec(text);
  const scale = { '': 1, k: 1e3, m: 1e6, g: 1e9 }[m?.[2]?.toLowerCase() ?? ''];
  const n = m === null || scale === undefined ? Number.NaN : Number(m[1]) * scale;
  if (!(n > 0 && n <= 2 ** 52) || (whole && !Number.isInteger(n)) || (!whole && m?.[2] !== '')) {
    throw new UsageError(
      `--${name} ${text}: it takes ${whole ? 'a whole number (suffixes k, M, G)' : 'a number'} above 0.`,
    );
  }
  return n;
}

/** Reads the value of `--speed`. */
export function speedArgument(text: string): SpeedChoice {
  const lower = text.toLowerCase();
  if (lower === 'auto' || lower === 'real' || lower === 'warp') return { pacing: lower, factor: 1 };
  const factor = /^([0-9]*\.?[0-9]+)(x|%)$/.exec(lower);
  if (factor !== null) {
    const n = Number(factor[1]) / (factor[2] === '%' ? 100 : 1);
    if (n >= 0.01 && n <= 10_000) return { pacing: 'real', factor: n };
  }
  const clock = /^([0-9]*\.?[0-9]+)([km])(?:hz)?$/.exec(lower);
  if (clock !== null) return { hz: Number(clock[1]) * (clock[2] === 'k' ? 1e3 : 1e6) };
  throw new UsageError(`--speed ${text}: it takes auto, real, warp, a factor (2x, 50%) or a clock (4M, 2.5M).`);
}

function oneOf<const T extends string>(name: string, text: string, values: readonly T[]): T {
  const found = values.find((v) => v === text.toLowerCase());
  if (found === undefined) throw new UsageError(`--${name} ${text}: it takes ${values.join(', ')}.`);
  return found;
}

function pair(name: string, text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`--${name} ${text}: it takes NAME=VALUE.`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function checkName(what: string, name: string, names: Iterable<string>): void {
  const all = [...names];
  if (all.includes(name)) return;
  const hint = didYouMean(name, all) || (all.length === 0 ? ' There are none.' : ` There are: ${all.join(', ')}.`);
  throw new UsageError(`There is no ${what} "${name}".${hint}`);
}

/** Values before anything is read. */
function empty(): RunArguments {
  return {
    options: {},
    slots: {},
    overlays: [],
    roms: {},
    media: {},
    inputs: {},
    outputs: {},
    steps: [],
    rompath: [],
    formatFile: null,
    snapshot: false,
    speed: null,
    screen: false,
    raw: false,
    headless: false,
    seconds: null,
    cycles: null,
    failAtLimit: false,
    limitCycles: null,
    screenText: false,
    json: false,
    state: null,
    saveState: null,
    record: null,
    playback: null,
    rtc: null,
    escapeKey: null,
    graphics: null,
    screenshot: null,
    aspect: 'display',
    exitScreenshot: null,
    wav: null,
    sampleRate: SAMPLE_RATE,
    sound: false,
    keybuf: '',
    autostart: null,
  };
}

/**
 * Makes the parser of `run` for a machine.
 * @param entry null: the common options only, for `run --help`
 * @param flat the definition with the chosen cards and overlays merged in
 */
export function runCommand(name: string, entry: MachineEntry | null, flat: MachineDefinition | null): RunCommand {
  const values = empty();
  const known = new Map<string, SwitchKind>();
  const short = new Map<string, SwitchKind>([['h', 'flag']]);
  const command = new Command('backplane run')
    .usage(entry === null ? 'MACHINE|PROFILE.json|MODULE.js [options] [FILE [ARGUMENT…]]' : usage(name, entry))
    .description(entry === null ? 'Runs a machine.' : `Runs ${flat!.title} (${flat!.year}).\n\n${entry.summary}.`)
    .helpOption('-h, --help', 'this help')
    .exitOverride()
    .configureHelp({ helpWidth: 100 });
  known.set('help', 'flag');
  const add = (group: string, flags: string, text: string, read: (value: string) => void): void => {
    const takes = flags.includes('<');
    const option = new Option(flags, text).helpGroup(group);
    const long = option.long?.slice(2);
    if (long !== undefined) {
      if (known.has(long)) return;
      const common = Object.hasOwn(COMMON, long) ? COMMON[long as keyof typeof COMMON] : undefined;
      known.set(long, typeof common === 'object' ? common : takes ? 'value' : 'flag');
    }
    if (option.short !== undefined) short.set(option.short.slice(1), takes ? 'value' : 'flag');
    option.argParser((value: string) => {
      read(value);
      return true;
    });
    command.addOption(option);
    if (!takes) command.on(`option:${option.name()}`, () => read(''));
  };
  if (entry !== null && flat !== null) machineOptions(entry, flat, values, add);
  commonOptions(entry, flat, values, add);
  return { command, values, known, short };
}

type Add = (group: string, flags: string, text: string, read: (value: string) => void) => void;

function usage(name: string, entry: MachineEntry): string {
  const program = entry.programs;
  if (program !== undefined) return `${name} [options] [MEDIUM | PROGRAM${program.suffixes[0]} [ARGUMENT…]]`;
  return `${name} [options] [${entry.autostart === undefined ? 'MEDIUM' : 'FILE'}]`;
}

/** So many cards stand with their slot in the help; more have a list of their own. */
const FEW_CARDS = 6;

/** The cards of slots that have many, once for all slots that take the same ones. */
export function cardLists(flat: MachineDefinition): string {
  const lists = new Map<string, { readonly slots: string[]; readonly rows: string[][] }>();
  for (const [id, slot] of Object.entries(flat.slots ?? {})) {
    const rows = Object.entries(slot.cards).map(([card, { title }]) => [card, title]);
    if (rows.length <= FEW_CARDS) continue;
    const key = rows.join();
    const list = lists.get(key) ?? { slots: [], rows };
    list.slots.push(id);
    lists.set(key, list);
  }
  return [...lists.values()]
    .map(({ slots, rows }) => `Cards for ${slots.join(', ')} (or a module file, ./my-card.js):\n${table(rows, '  ')}\n`)
    .join('\n');
}

function machineOptions(entry: MachineEntry, flat: MachineDefinition, r: RunArguments, add: Add): void {
  for (const [id, spec] of Object.entries(flat.options ?? {})) {
    const name = optionSwitch(id);
    if (name === null) continue;
    const group = 'Options of the machine:';
    if (spec.kind === 'flag') {
      add(group, `--${name}`, `${spec.title}${spec.default ? ' (default)' : ''}`, () => {
        r.options[id] = true;
      });
      add(group, `--no-${name}`, `without ${spec.title}${spec.default ? '' : ' (default)'}`, () => {
        r.options[id] = false;
      });
      continue;
    }
    add(group, `--${name} <${placeholder(spec.kind)}>`, `${spec.title}; ${rangeText(spec)}`, (value) => {
      r.options[id] = value;
    });
  }
  const listed = new Map<string, string>();
  for (const [id, slot] of Object.entries(flat.slots ?? {})) {
    const name = slotSwitch(id);
    const cards = Object.entries(slot.cards).map(([card, { title }]) => `${card} (${title})`);
    if (name === null) continue;
    // the places on one bus offer the same cards
    const before = listed.get(cards.join());
    if (before === undefined) listed.set(cards.join(), name);
    const few = cards.length <= FEW_CARDS;
    const choice = few && (before === undefined || cards.length < 2) ? [...cards, 'none'].join(', ') : `as --${before}`;
    const text = few
      ? `${slot.title ?? slot.type.title}: ${choice}; default ${slot.default ?? 'none'}`
      : `${slot.title ?? slot.type.title}: a card of the list below, or none; default ${slot.default ?? 'none'}`;
    add('Slots:', `--${name} <card>`, text, (value) => {
      r.slots[id] = value.toLowerCase() === 'none' ? null : value;
    });
  }
  for (const [bay, medium] of Object.entries(flat.media ?? {})) {
    const switches = mediaSwitches(bay);
    if (switches.length === 0) continue;
    const long = switches.find((s) => s.startsWith('--'))!;
    const letter = switches.find((s) => !s.startsWith('--'));
    const builtIn = entry.media?.builtIn?.[bay];
    const text = `${medium.title}${builtIn === undefined ? '' : `; default: ${builtIn.title}`}`;
    add('Media:', `${letter === undefined ? '' : `${letter}, `}${long} <file>`, text, (value) => {
      r.media[bay] = mediaArgument(value);
    });
  }
  for (const [id, set] of Object.entries(flat.roms ?? {})) {
    const name = romSwitch(id);
    if (name === null) continue;
    const images = set.images.map((i) => i.id);
    const text = `${set.title}: ${[...images, 'or a file'].join(', ')}; default ${set.default ?? images[0] ?? 'none'}`;
    add('ROMs:', `--${name} <image>`, text, (value) => {
      r.roms[id] = value;
    });
  }
  const formatFile = entry.media?.formatFile;
  if (formatFile !== undefined) {
    add('Media:', `--${formatFile.name} <file>`, formatFile.title, (value) => {
      r.formatFile = value;
    });
  }
  const streams = streamSwitches(entry, flat);
  for (const [name, flag] of Object.entries(streams.outputs)) {
    add('Devices:', `--${flag} <file>`, `${flat.outputs![name]!.title}: to a file`, (value) => {
      r.outputs[name] = value;
    });
  }
  for (const [name, flag] of Object.entries(streams.inputs)) {
    add('Devices:', `--${flag} <file>`, `${flat.inputs![name]!.title}: from a file`, (value) => {
      r.inputs[name] = value;
    });
  }
}

function placeholder(kind: 'integer' | 'choice' | 'text'): string {
  return kind === 'integer' ? 'number' : kind === 'choice' ? 'choice' : 'text';
}

function rangeText(spec: Exclude<NonNullable<MachineDefinition['options']>[string], { kind: 'flag' }>): string {
  if (spec.kind === 'choice') return `${spec.values.join(', ')}; default ${spec.default}`;
  if (spec.kind === 'text') return `at most ${spec.maxLength} characters`;
  const show = (n: number): string =>
    spec.unit === 'Hz' ? frequency(n) : spec.unit === 'bytes' ? byteCount(n) : String(n);
  return `${show(spec.min)} to ${show(spec.max)}; default ${show(spec.default)}`;
}

function commonOptions(entry: MachineEntry | null, flat: MachineDefinition | null, r: RunArguments, add: Add): void {
  const names = (table: object | undefined): string[] => Object.keys(table ?? {});
  const media = 'All media:';
  add(media, '--snapshot', 'keep what is written to media in memory only', () => {
    r.snapshot = true;
  });
  add(media, '--media <bay=file>', 'a medium, by the name of its bay', (value) => {
    const [bay, file] = pair('media', value);
    if (flat !== null) checkName('medium', bay, names(flat.media));
    r.media[bay] = mediaArgument(file);
  });

  const speed = 'Speed:';
  add(
    speed,
    '--speed <speed>',
    'auto (fast while it computes, real time while it waits for keys), real, warp, 2x, 50%, or a clock: 4M',
    (value) => {
      r.speed = speedArgument(value);
    },
  );
  add(speed, '--warp', 'the same as --speed warp: as fast as possible', () => {
    r.speed = { pacing: 'warp', factor: 1 };
  });

  const how = 'How it is shown:';
  add(how, '--screen', 'programs in the full-screen terminal too', () => {
    r.screen = true;
  });
  add(how, '--raw', 'no screen: the console is standard input and output', () => {
    r.raw = true;
  });
  add(
    how,
    '--headless',
    'no screen and no keyboard: for scripts; ends after 60 s of its own time unless told otherwise',
    () => {
      r.headless = true;
    },
  );
  add(
    how,
    '--graphics <how>',
    'shows the picture rather than its text: auto, kitty, sixel, half (blocks); text = never the picture',
    (value) => {
      r.graphics = oneOf('graphics', value, GRAPHICS_MODES);
    },
  );
  add(how, '--escape-key <key>', 'key that leads to the menu; default ctrl-]', (value) => {
    r.escapeKey = value;
  });

  const script = 'Scripts (steps are done in the order in which they are given):';
  add(script, '--autostart <file>', 'loads a file and starts it, whatever it is', (value) => {
    r.autostart = value;
  });
  add(
    script,
    '--keybuf <text>',
    'puts text into the keyboard buffer: \\n is Enter, \\x41 a character by its code',
    (value) => {
      // where there is no such buffer it is typed
      if (entry?.keyboard?.buffer !== undefined) r.keybuf += value;
      else r.steps.push({ kind: 'type', text: value });
    },
  );
  add(script, '--type <keys>', 'types text: \\n is Enter; {up}, {ctrl-c}, {wait:500} are keys and pauses', (value) => {
    r.steps.push({ kind: 'type', text: value });
  });
  add(script, '--sendkey <keys>', "presses keys together, by QEMU's names: ctrl-alt-delete, ret, kp_enter", (value) => {
    r.steps.push({ kind: 'type', text: keysOfQemu(value) });
  });
  add(script, '--screendump <file.png>', 'saves the picture at this step', (value) => {
    r.steps.push({ kind: 'screendump', file: value });
  });
  add(script, '--until-text <text>', 'waits until the text has appeared', (value) => {
    if (value === '') throw new UsageError('--until-text needs a text that is not empty.');
    r.steps.push({ kind: 'until-text', text: value });
  });
  add(script, '--wait <seconds>', 'lets emulated time pass', (value) => {
    r.steps.push({ kind: 'wait', seconds: amount('wait', value, false) });
  });
  add(script, '--seconds <n>', 'ends after so many emulated seconds', (value) => {
    r.seconds = amount('seconds', value, false);
  });
  add(script, '--cycles <n>', 'ends after so many cycles of the processor', (value) => {
    r.cycles = amount('cycles', value, true);
  });
  add(
    script,
    '--limit-cycles <n>',
    'ends when the processor has made so many cycles since power-on; that is a failure: exit code 1',
    (value) => {
      r.limitCycles = amount('limit-cycles', value, true);
    },
  );
  add(script, '--fail-at-limit', 'reaching --seconds or --cycles is a failure: exit code 1', () => {
    r.failAtLimit = true;
  });
  add(script, '--screen-text', 'prints the text of the screen at the end', () => {
    r.screenText = true;
  });
  add(script, '--json', 'prints how the run ended as JSON', () => {
    r.json = true;
  });

  const captures = 'Pictures and sound:';
  add(
    captures,
    '--aspect <how>',
    'display: pictures as they looked (the default); pixels: one for each dot',
    (value) => {
      r.aspect = oneOf('aspect', value, ['display', 'pixels'] as const);
    },
  );
  add(captures, '--screenshot <file.png>', 'saves the picture at the end', (value) => {
    r.screenshot = value;
  });
  add(
    captures,
    '--exit-screenshot <file.png>',
    'saves the picture at the moment at which the guest ends the run, or else at its end',
    (value) => {
      r.exitScreenshot = value;
    },
  );
  add(captures, '--wav <file.wav>', 'records the sound', (value) => {
    r.wav = value;
  });
  add(captures, '--sound', 'plays the sound, by pacat, aplay, play or ffplay of the host', () => {
    r.sound = true;
  });
  add(captures, '--sample-rate <n>', `samples a second of sound; default ${SAMPLE_RATE}`, (value) => {
    const rate = amount('sample-rate', value, true);
    if (rate < 8000 || rate > 192_000) throw new UsageError(`--sample-rate ${value}: it takes 8000 to 192000.`);
    r.sampleRate = rate;
  });

  const state = 'State:';
  add(state, '--state <file>', 'goes on from a saved state', (value) => {
    r.state = value;
  });
  add(state, '--save-state <file>', 'saves the state at the end', (value) => {
    r.saveState = value;
  });
  add(state, '--record <file>', 'records all input; the log replays the run', (value) => {
    r.record = value;
  });
  add(state, '--playback <file>', 'replays recorded input and checks that the end is the same', (value) => {
    r.playback = value;
  });
  add(
    state,
    '--rtc <base>',
    'time of day at the start: base=localtime, base=utc or base=2024-02-29T12:00:00',
    (value) => {
      r.rtc = value;
    },
  );

  const general = 'General forms:';
  add(general, '--option <name=value>', 'an option of the machine', (value) => {
    const [name, setting] = pair('option', value);
    if (flat !== null) checkName('option', name, names(flat.options));
    r.options[name] = setting;
  });
  add(general, '--slot <name=card>', 'a card in a slot; none = empty', (value) => {
    const [name, card] = pair('slot', value);
    if (flat !== null) checkName('slot', name, names(flat.slots));
    r.slots[name] = card.toLowerCase() === 'none' ? null : card;
  });
  add(general, '--overlay <name>', overlayHelp(flat), (value) => {
    r.overlays.push(value);
  });
  add(general, '--rom <socket=image>', 'a ROM image, by its id, or a file', (value) => {
    const [name, image] = pair('rom', value);
    if (flat !== null) checkName('ROM', name, names(flat.roms));
    r.roms[name] = image;
  });
  add(general, '--rompath <folders>', 'folders to look for ROMs in, separated by ; or :', (value) => {
    r.rompath.push(...value.split(process.platform === 'win32' ? ';' : /[;:]/).filter((p) => p !== ''));
  });
  add(general, '--in <name=file>', 'an input of the machine from a file', (value) => {
    const [name, file] = pair('in', value);
    if (flat !== null) checkName('input', name, names(flat.inputs));
    r.inputs[name] = file;
  });
  add(general, '--out <name=file>', 'an output of the machine to a file; - is standard output', (value) => {
    const [name, file] = pair('out', value);
    if (flat !== null) checkName('output', name, names(flat.outputs));
    r.outputs[name] = file;
  });
  add(general, '--machine-package <name>', 'a package or module file with more machines', () => {});
  void entry;
}

function overlayHelp(flat: MachineDefinition | null): string {
  const overlays = Object.entries(flat?.overlays ?? {}).map(([name, { title }]) => `${name} (${title})`);
  return `an addition to the machine${overlays.length === 0 ? '' : `: ${overlays.join(', ')}`}`;
}
