import type { SwitchAlias } from '@backplane/session';
import { UsageError } from './errors.ts';
import { didYouMean } from './names.ts';
import { leftOutOfOthers, WRITTEN_OTHERWISE } from './qemu.ts';
import type { SwitchKind } from './switches.ts';
import { type LeftOut, leftOut as leftOutOfVice } from './vice.ts';

/*
 * Spellings that users of other emulators know
 *
 * MAME, QEMU and VICE write long options with one dash and with underscores; here every long option may be written so.
 * Names that are called differently here are translated, and MAME's verbs with a dash become ours.
 */

/** Verbs with a dash (MAME), and what they are here. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  listfull: ['list'],
  ll: ['list'],
  listslots: ['list', '--slots'],
  lslot: ['list', '--slots'],
  listmedia: ['list', '--media'],
  lm: ['list', '--media'],
  listdevices: ['list', '--devices'],
  listroms: ['roms', 'list'],
  verifyroms: ['roms', 'verify'],
  romident: ['roms', 'ident'],
  validate: ['validate'],
  valid: ['validate'],
  help: ['--help'],
  version: ['--version'],
};

/** Verbs that others have and that are spelled differently enough to be told. */
const OTHER_VERBS: Readonly<Record<string, string>> = {
  listxml: 'The list for programs is JSON here: "backplane list --json".',
  lx: 'The list for programs is JSON here: "backplane list --json".',
};

/** Options of `run` under the names that others give them; `*` stands for the value that follows. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  // MAME
  nothrottle: ['--warp'],
  throttle: ['--speed', 'real'],
  'seconds-to-run': ['--seconds', '*'],
  str: ['--seconds', '*'],
  'autoboot-command': ['--type', '*'],
  'autoboot-delay': ['--wait', '*'],
  'rom-path': ['--rompath', '*'],
  bench: ['--headless', '--seconds', '*'],
  wavwrite: ['--wav', '*'],
  samplerate: ['--sample-rate', '*'],
  sr: ['--sample-rate', '*'],
  rp: ['--rompath', '*'],
  // QEMU
  nographic: ['--raw'],
  localtime: ['--rtc', 'base=localtime'],
  loadvm: ['--state', '*'],
  // VICE
  limitcycles: ['--limit-cycles', '*'],
  exitscreenshot: ['--exit-screenshot', '*'],
  console: ['--headless'],
};

/** Turns a verb with a dash into ours. @throws UsageError for one that is spelled quite differently */
export function normaliseVerb(args: readonly string[]): readonly string[] {
  const first = args[0];
  if (first === undefined || !/^-[a-z]/i.test(first)) return args;
  const name = first.slice(1).toLowerCase();
  if (Object.hasOwn(OTHER_VERBS, name)) throw new UsageError(OTHER_VERBS[name]!);
  const verb = VERBS[name];
  if (verb !== undefined) return [...verb, ...args.slice(1)];
  if (name === 'h' || first === '-V') return args;
  throw new UsageError(
    `Unknown option ${first}.${didYouMean(first, [...Object.keys(VERBS).map((v) => `-${v}`), '--help', '--version'])} ` +
      '"backplane --help" shows what there is.',
  );
}

/** Long options by name: whether they take a value. */
export type KnownOptions = ReadonlyMap<string, SwitchKind>;

/** Arguments of `run`, split. */
export interface SplitArguments {
  /** Options in the spelling with two dashes (or one and a letter), values in elements of their own. */
  readonly options: readonly string[];
  /** The machine, if there is one. */
  readonly machine: string | undefined;
  /** What follows the machine's options: a medium, or a program with its arguments, untouched. */
  readonly rest: readonly string[];
  /** What the user is to be told about options of others. */
  readonly notes: readonly string[];
}

/**
 * Splits the arguments of `run` and brings every option to its spelling here.
 * @param short letters with a meaning of their own, and whether they take a value
 * @param more further aliases: those of the machine
 * @param toTheEnd what follows the machine's medium are options as well: it has no programs that take arguments
 * @throws UsageError for an unknown option, with the nearest name
 */
export function splitRunArguments(
  args: readonly string[],
  known: KnownOptions,
  short: KnownOptions,
  more: Readonly<Record<string, SwitchAlias>> = {},
  toTheEnd = false,
): SplitArguments {
  const options: string[] = [];
  const rest: string[] = [];
  const without: string[] = [];
  const notes: string[] = [];
  let machine: string | undefined;
  let i = 0;
  const takeValue = (option: string): string => {
    const value = args[i + 1];
    if (value === undefined) throw new UsageError(`Option ${option} needs a value.`);
    i++;
    return value;
  };
  for (; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      i++;
      break;
    }
    if (/^\+[a-z]/i.test(arg)) {
      // VICE switches off with a plus
      const name = arg.slice(1).toLowerCase().replaceAll('_', '-');
      if (known.has(`no-${name}`)) {
        options.push(`--no-${name}`);
        continue;
      }
      if (leftOut(name, true) !== undefined) {
        without.push(arg);
        continue;
      }
    }
    if (arg === '-' || !arg.startsWith('-')) {
      if (machine === undefined) machine = arg;
      else if (toTheEnd) rest.push(arg);
      else break;
      continue;
    }
    const equals = arg.indexOf('=');
    const head = equals < 0 ? arg : arg.slice(0, equals);
    const inline = equals < 0 ? undefined : arg.slice(equals + 1);
    if (/^-[a-zA-Z]$/.test(head) && short.has(head[1]!)) {
      options.push(head);
      if (short.get(head[1]!) === 'value') options.push(inline ?? takeValue(arg));
      continue;
    }
    const name = head.replace(/^--?/, '').toLowerCase().replaceAll('_', '-');
    const alias = aliasOf(name, more);
    if (alias !== undefined && isTable(alias)) {
      const value = inline ?? args[i + 1];
      const words = value === undefined ? undefined : valueWords(alias, value);
      if (words !== undefined && areKnown(words, known, short)) {
        if (inline === undefined) i++;
        for (const word of words) {
          if (word.startsWith(NOTE)) notes.push(`${head} ${value}: ${word.slice(NOTE.length)}`);
          else options.push(word);
        }
        continue;
      }
      if (words === undefined && !known.has(name)) {
        throw new UsageError(`${head} ${inline ?? takeValue(arg)}: it takes ${shownValues(alias)}.`);
      }
    } else if (alias !== undefined && !known.has(name) && areKnown(alias, known, short)) {
      for (const word of alias) options.push(word === '*' ? (inline ?? takeValue(arg)) : word);
      continue;
    }
    // MAME writes --no-bell as -nobell
    const negated = name.startsWith('no') && known.has(`no-${name.slice(2)}`);
    const kind = known.get(negated ? `no-${name.slice(2)}` : name);
    if (typeof kind === 'object') {
      const next = args[i + 1]?.toLowerCase();
      options.push(`--${name}`, inline ?? (next !== undefined && kind.includes(next) ? takeValue(arg) : kind[0]!));
      continue;
    }
    if (kind !== undefined) {
      options.push(`--${negated ? `no-${name.slice(2)}` : name}`);
      if (kind === 'value') options.push(inline ?? takeValue(arg));
      else if (inline !== undefined) throw new UsageError(`Option --${name} takes no value.`);
      continue;
    }
    const left = leftOut(name);
    if (left !== undefined) {
      const value = left.value ? (inline ?? takeValue(arg)) : undefined;
      if (left.missing === undefined) without.push(arg);
      else
        notes.push(
          `${head}${value === undefined ? '' : ` ${value}`}: there is no ${left.missing.replace(/^the /, '')} yet; left out.`,
        );
      continue;
    }
    if (Object.hasOwn(WRITTEN_OTHERWISE, name)) throw new UsageError(`${head}: ${WRITTEN_OTHERWISE[name]}`);
    const dashes = head.startsWith('--') ? '--' : '-';
    const names = [...known.keys(), ...Object.keys(more), ...Object.keys(ALIASES)].map((n) => `${dashes}${n}`);
    throw new UsageError(
      `Unknown option ${head}.${didYouMean(head, [...names, ...[...short.keys()].map((s) => `-${s}`)])}` +
        `${machine === undefined ? '' : ` "backplane run ${machine} --help" shows what there is.`}`,
    );
  }
  if (without.length > 0) notes.push(`without meaning here, left out: ${without.join(' ')}`);
  return { options, machine, rest: [...rest, ...args.slice(i)], notes };
}

type Alias = Exclude<SwitchAlias, string>;

const isTable = (alias: Alias): alias is Exclude<Alias, readonly string[]> => !Array.isArray(alias);

function aliasOf(name: string, more: Readonly<Record<string, SwitchAlias>>): Alias | undefined {
  const own = Object.hasOwn(more, name) ? more[name] : undefined;
  if (typeof own === 'string') return [`--${own}`, '*'];
  return own ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined);
}

/** A word of an alias that begins so is told to the user, it is no option. */
const NOTE = '!';

/** What an alias stands for with a value; undefined if it knows no such value. */
function valueWords(table: Readonly<Record<string, readonly string[]>>, value: string): readonly string[] | undefined {
  const lower = value.toLowerCase();
  const exact = Object.keys(table).find((key) => key.toLowerCase() === lower);
  if (exact !== undefined) return table[exact]!;
  const open = Object.keys(table).find((key) => key.endsWith('*') && lower.startsWith(key.slice(0, -1).toLowerCase()));
  if (open === undefined) return undefined;
  const rest = value.slice(open.length - 1);
  return table[open]!.map((word) => (word.startsWith(NOTE) ? word : word.replace('*', () => rest)));
}

/** The values of an alias for a message. */
function shownValues(table: Readonly<Record<string, readonly string[]>>): string {
  return Object.keys(table)
    .map((key) => (key.endsWith('*') ? `${key.slice(0, -1)}…` : key))
    .join(', ');
}

function areKnown(words: readonly string[], known: KnownOptions, short: KnownOptions): boolean {
  const head = words.find((word) => !word.startsWith(NOTE));
  if (head === undefined) return true;
  return head.startsWith('--') ? known.has(head.slice(2)) : short.has(head.slice(1));
}

/** What to do with an option that other emulators have and that means nothing here. */
function leftOut(name: string, plus = false): LeftOut | undefined {
  return leftOutOfVice(name, plus) ?? (plus ? undefined : leftOutOfOthers(name));
}

/**
 * Which argument of `run` names the machine, when the machine's own options are not known yet: the first one that is not
 * an option, nor the value of a common option, and that `isMachine` accepts; else the first that is no option at all.
 */
export function findMachine(
  args: readonly string[],
  common: KnownOptions,
  isMachine: (arg: string) => boolean,
): string | undefined {
  let first: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') break;
    if (arg.startsWith('-') && arg !== '-') {
      const name = arg.replace(/^--?/, '').toLowerCase().replaceAll('_', '-');
      const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
      const kind = common.get(name);
      const words = typeof kind === 'object' && kind.includes(args[i + 1]?.toLowerCase() ?? '');
      const values = kind === 'value' || alias?.includes('*') === true || leftOut(name)?.value === true;
      if (!arg.includes('=') && (values || words)) i++;
      continue;
    }
    if (isMachine(arg)) return arg;
    first ??= arg;
  }
  return first;
}
