import { UsageError } from './errors.ts';
import { didYouMean } from './names.ts';

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
  rp: ['--rompath', '*'],
  // QEMU
  nographic: ['--raw'],
  loadvm: ['--state', '*'],
  // VICE
  limitcycles: ['--cycles', '*', '--fail-at-limit'],
  keybuf: ['--type', '*'],
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
export type KnownOptions = ReadonlyMap<string, 'value' | 'flag'>;

/** Arguments of `run`, split. */
export interface SplitArguments {
  /** Options in the spelling with two dashes (or one and a letter), values in elements of their own. */
  readonly options: readonly string[];
  /** The machine, if there is one. */
  readonly machine: string | undefined;
  /** What follows the machine's options: a medium, or a program with its arguments, untouched. */
  readonly rest: readonly string[];
}

/**
 * Splits the arguments of `run` and brings every option to its spelling here.
 * @param short letters with a meaning of their own, and whether they take a value
 * @param more further aliases: those of the machine
 * @throws UsageError for an unknown option, with the nearest name
 */
export function splitRunArguments(
  args: readonly string[],
  known: KnownOptions,
  short: KnownOptions,
  more: Readonly<Record<string, readonly string[]>> = {},
): SplitArguments {
  const options: string[] = [];
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
    if (arg === '-' || !arg.startsWith('-')) {
      if (machine !== undefined) break;
      machine = arg;
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
    const alias = Object.hasOwn(more, name) ? more[name] : Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
    if (alias !== undefined && !known.has(name) && aliasIsKnown(alias, known, short)) {
      for (const word of alias) options.push(word === '*' ? (inline ?? takeValue(arg)) : word);
      continue;
    }
    // MAME writes --no-bell as -nobell
    const negated = name.startsWith('no') && known.has(`no-${name.slice(2)}`);
    const kind = known.get(negated ? `no-${name.slice(2)}` : name);
    if (kind !== undefined) {
      options.push(`--${negated ? `no-${name.slice(2)}` : name}`);
      if (kind === 'value') options.push(inline ?? takeValue(arg));
      else if (inline !== undefined) throw new UsageError(`Option --${name} takes no value.`);
      continue;
    }
    const dashes = head.startsWith('--') ? '--' : '-';
    const names = [...known.keys(), ...Object.keys(more), ...Object.keys(ALIASES)].map((n) => `${dashes}${n}`);
    throw new UsageError(
      `Unknown option ${head}.${didYouMean(head, [...names, ...[...short.keys()].map((s) => `-${s}`)])}` +
        `${machine === undefined ? '' : ` "backplane run ${machine} --help" shows what there is.`}`,
    );
  }
  return { options, machine, rest: args.slice(i) };
}

function aliasIsKnown(alias: readonly string[], known: KnownOptions, short: KnownOptions): boolean {
  const head = alias[0]!;
  return head.startsWith('--') ? known.has(head.slice(2)) : short.has(head.slice(1));
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
      if (!arg.includes('=') && (common.get(name) === 'value' || alias?.includes('*'))) i++;
      continue;
    }
    if (isMachine(arg)) return arg;
    first ??= arg;
  }
  return first;
}
