import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import type { InputValue, MachineDefinition } from '@backplane/kernel';
import {
  checkProfile,
  loadStateManifest,
  type MachineEntry,
  type ProgramSupport,
  parseProfileText,
  profileMachine,
} from '@backplane/session';
import { CommanderError } from 'commander';
import { planAutostart } from './autostart.ts';
import { withCardArguments, withCardModules } from './card-modules.ts';
import { CliError, fileError, UsageError } from './errors.ts';
import { runHeadless } from './headless.ts';
import { runLive } from './live.ts';
import { print, tell } from './output.ts';
import { flatDefinition, type ProfileAt, prepare, type RunMode } from './prepare.ts';
import { runRaw } from './raw-run.ts';
import type { FoundMachine, Registry } from './registry.ts';
import {
  COMMON_OPTIONS,
  cardLists,
  type MediaArgument,
  machineAliases,
  mediaArgument,
  type RunArguments,
  type RunCommand,
  runCommand,
} from './run-arguments.ts';
import { findMachine, splitRunArguments } from './spellings.ts';

/** What `run` is to run. */
interface Target {
  readonly entry: MachineEntry;
  readonly at: ProfileAt | null;
}

const isFile = (name: string): boolean => /\.(?:json|[cm]?js|[cm]?ts)$/i.test(name) || /^\.{0,2}[\\/]/.test(name);

/** The machine or profile behind the first argument. */
async function findTarget(registry: Registry, name: string): Promise<Target> {
  if (!isFile(name)) return ofFound(await registry.find(name));
  if (extname(name).toLowerCase() === '.json') return profileFile(registry, name);
  const found = await registry.loadFile(resolve(name));
  if (found.length > 1) {
    const names = found.map((f) => f.entry.definition.id).join(', ');
    throw new UsageError(
      `${name} has several machines: ${names}. Run one of them with "run NAME --machine-package ${name}".`,
    );
  }
  return ofFound(found[0]!);
}

function ofFound(found: FoundMachine): Target {
  if (found.profile === undefined) return { entry: found.entry, at: null };
  const profile = checkProfile(found.entry.definition, withoutName(found.profile), `profile "${found.profile.name}"`);
  return { entry: found.entry, at: { profile, resolve: (path) => path } };
}

function withoutName(profile: object): object {
  const { name: _name, ...rest } = profile as { name?: string };
  return rest;
}

async function profileFile(registry: Registry, file: string): Promise<Target> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fileError(file, error);
  }
  const json = parseProfileText(text, file);
  const wanted = profileMachine(json, file);
  const folder = dirname(resolve(file));
  let entry: MachineEntry | undefined;
  if (wanted.package !== undefined) {
    const found = await registry.load(wanted.package, folder);
    entry = found.find((f) => f.entry.definition.id === wanted.machine)?.entry;
    if (entry === undefined) {
      const names = found.map((f) => f.entry.definition.id).join(', ');
      throw new CliError(`${file}: "${wanted.package}" has no machine "${wanted.machine}"; it has ${names}.`, 2);
    }
  } else {
    const found = await registry.find(wanted.machine);
    if (found.profile !== undefined) {
      throw new UsageError(`${file}: "machine" is the profile "${wanted.machine}"; it takes a machine's name.`);
    }
    entry = found.entry;
  }
  const { slots } = json as { readonly slots?: unknown };
  let checked: unknown = json;
  if (typeof slots === 'object' && slots !== null) {
    const cards = await withCardModules(entry, slots as Record<string, string | null>, registry, folder);
    entry = cards.entry;
    checked = { ...(json as object), slots: cards.slots };
  }
  const profile = checkProfile(entry.definition, checked, file);
  return { entry, at: { profile, resolve: (path) => resolve(folder, path) } };
}

/** Another machine of the same package, if a switch asks for it. A profile is of one machine. */
async function variantOf(registry: Registry, target: Target, args: readonly string[]): Promise<Target> {
  const { variants } = target.entry;
  if (variants === undefined || target.at !== null) return target;
  let id: string | undefined;
  for (const [i, arg] of args.entries()) {
    if (arg === '--') break;
    if (!arg.startsWith('-')) continue;
    const key = arg.replace(/^--?/, '').toLowerCase().replaceAll('_', '-');
    const withValue = `${key}=${args[i + 1]?.toLowerCase() ?? ''}`;
    for (const word of [key, withValue]) if (Object.hasOwn(variants, word)) id = variants[word];
  }
  return id === undefined || id === target.entry.definition.id ? target : ofFound(await registry.find(id));
}

/** `backplane run …`. Returns the exit code. */
export async function run(registry: Registry, args: readonly string[]): Promise<number> {
  const names = new Set(
    (await registry.all()).flatMap((m) => [m.entry.definition.id, ...(m.entry.profiles ?? []).map((p) => p.name)]),
  );
  const name = findMachine(args, COMMON_OPTIONS, (arg) => names.has(arg) || isFile(arg));
  if (name === undefined) {
    if (args.some((a) => a === '--help' || a === '-h' || a === '-help')) {
      print(runCommand('', null, null).command.helpInformation());
      print('"backplane run MACHINE --help" shows the options, media and slots of a machine.');
      return 0;
    }
    throw new UsageError('"run" needs a machine or a profile: "backplane list" shows the machines.');
  }
  const found = await variantOf(registry, await findTarget(registry, name), args);
  const state = await asSaved(registry, found, args);
  const cards = await withCardArguments(state.entry, args, registry);
  const target = { ...state, entry: cards.entry };
  const { flat, parser, rest } = readArguments(name, target, cards.args);
  if (parser === null) return 0;
  return start(registry, name, target, flat, parser.values, rest);
}

/** The machine with the cards and overlays of the state that it goes on from: they bring streams and media to be named. */
async function asSaved(registry: Registry, target: Target, args: readonly string[]): Promise<Target> {
  const at = args.findIndex((arg) => /^--?(?:state|loadvm)(?:=|$)/i.test(arg));
  if (at < 0) return target;
  const file = /=(.*)$/s.exec(args[at]!)?.[1] ?? args[at + 1];
  let manifest: ReturnType<typeof loadStateManifest>;
  try {
    manifest = loadStateManifest(readFileSync(file!));
  } catch {
    // told when the state is loaded
    return target;
  }
  const { machine, overlays } = manifest;
  if (machine !== target.entry.definition.id) return target;
  const { entry, slots } = await withCardModules(target.entry, manifest.slots, registry);
  return { entry, at: { profile: { machine, slots, overlays }, resolve: (path) => path } };
}

/** Reads the arguments, first for cards and overlays, which bring media of their own, then for everything. */
function readArguments(
  name: string,
  { entry, at }: Target,
  args: readonly string[],
): { flat: MachineDefinition; parser: RunCommand | null; rest: readonly string[] } {
  const widest = allCards(entry.definition);
  const read = (
    definition: MachineDefinition,
  ): { parser: RunCommand; rest: readonly string[]; notes: readonly string[]; help: boolean } => {
    const parser = runCommand(name, entry, definition);
    const aliases = machineAliases(entry, definition);
    const split = splitRunArguments(args, parser.known, parser.short, aliases, entry.programs === undefined);
    const help = split.options.includes('--help') || split.options.includes('-h');
    const words = split.options.filter((o) => o !== '--help' && o !== '-h');
    try {
      parser.command.parse(words, { from: 'user' });
    } catch (error) {
      if (error instanceof CommanderError)
        throw new UsageError(error.message.replace(/^error: /, '').replace('\n', ' '));
      throw error;
    }
    return { parser, rest: split.rest, notes: split.notes, help };
  };
  const first = read(widest);
  const implied = impliedCards(entry.definition, at, first.parser.values);
  Object.assign(first.parser.values.slots, implied);
  const flat = flatDefinition(entry, at, first.parser.values);
  const second = first.help ? null : read(flat);
  if (second !== null) Object.assign(second.parser.values.slots, implied);
  if (second === null) {
    print(runCommand(name, entry, flat).command.helpInformation());
    print(cardLists(flat) + helpEnd(entry));
    return { flat, parser: null, rest: [] };
  }
  for (const note of second.notes) tell(note);
  return { flat, parser: second.parser, rest: second.rest };
}

function helpEnd(entry: MachineEntry): string {
  const lines = ['A medium is PATH[,format=NAME][,ro][,snapshot]; "none" leaves a drive empty.'];
  const bays = entry.media?.folders?.bays;
  if (bays !== undefined) lines.push('A folder works as a disk: its files are the disk’s files, in both directions.');
  const { formats, formatFile } = entry.media ?? {};
  if (formats !== undefined && formats.length > 0) {
    lines.push(
      `Formats: "backplane info ${entry.definition.id}" lists ${formats.length}${formatFile === undefined ? '' : `; --${formatFile.name} adds others`}.`,
    );
  }
  if (entry.programs !== undefined) {
    lines.push(
      `PROGRAM${entry.programs.suffixes[0]} runs with standard input and output; what follows it is for the program.`,
    );
  }
  lines.push(
    'Long options work with one dash, too, as do many names of MAME, QEMU and VICE (-nothrottle, -limitcycles).',
  );
  lines.push(
    'Exit code: the guest’s own, else 0; 1 = failed or text not found, 2 = wrong arguments, 130 = interrupted.',
  );
  return lines.join('\n');
}

/** Cards for media that only a card in an empty slot takes: `--drive9-disk x.d64` plugs a drive in. */
function impliedCards(definition: MachineDefinition, at: ProfileAt | null, args: RunArguments): Record<string, string> {
  const cards: Record<string, string> = {};
  for (const bay of Object.keys(args.media)) {
    if (Object.hasOwn(definition.media ?? {}, bay) || args.media[bay]!.path === null) continue;
    const dot = bay.indexOf('.');
    const [name, inCard] = [bay.slice(0, dot), bay.slice(dot + 1)];
    const slot = definition.slots?.[name];
    if (slot === undefined || args.slots[name] !== undefined || at?.profile.slots?.[name] !== undefined) continue;
    const takes = (card: string | null): boolean =>
      card !== null && Object.hasOwn(slot.cards[card]?.media ?? {}, inCard);
    const card = Object.keys(slot.cards).find(takes);
    if (!takes(slot.default) && card !== undefined) cards[name] = card;
  }
  return cards;
}

/** The definition with media of every card that could be in a slot, so that all switches are known. */
function allCards(definition: MachineDefinition): MachineDefinition {
  const media = { ...definition.media };
  const roms = { ...definition.roms };
  const inputs = { ...definition.inputs };
  const outputs = { ...definition.outputs };
  const options = { ...definition.options };
  for (const [slotName, slot] of Object.entries(definition.slots ?? {})) {
    for (const card of Object.values(slot.cards)) {
      for (const [name, medium] of Object.entries(card.media ?? {})) media[`${slotName}.${name}`] = medium;
      for (const [name, rom] of Object.entries(card.roms ?? {})) roms[`${slotName}.${name}`] = rom;
      for (const [name, input] of Object.entries(card.inputs ?? {})) inputs[`${slotName}.${name}`] = input;
      for (const [name, output] of Object.entries(card.outputs ?? {})) outputs[`${slotName}.${name}`] = output;
    }
  }
  for (const overlay of Object.values(definition.overlays ?? {})) {
    Object.assign(options, overlay.patch.options ?? {});
    Object.assign(media, overlay.patch.media ?? {});
  }
  return { ...definition, media, roms, inputs, outputs, options };
}

async function start(
  registry: Registry,
  name: string,
  { entry, at }: Target,
  flat: MachineDefinition,
  args: RunArguments,
  rest: readonly string[],
): Promise<number> {
  const given = args.autostart === null ? rest : [args.autostart, ...rest];
  const [first, ...others] = given;
  const programs = entry.programs;
  const isProgram = first !== undefined && programs?.suffixes.includes(extname(first).toLowerCase()) === true;
  let powerOnInputs: Readonly<Record<string, InputValue>> = {};
  if (first !== undefined && !isProgram) {
    if (others.length > 0) {
      const kinds = programs === undefined ? '' : ` Only a program (${programs.suffixes.join(', ')}) takes arguments.`;
      throw new UsageError(`${first} is no program, and "${others[0]}" behind it is too much.${kinds}`);
    }
    const plan = planAutostart({ entry, at }, flat, args, first);
    if (plan !== null) powerOnInputs = plan;
    else putIntoFirstBay(name, flat, args, first);
  }
  for (const stream of Object.keys(args.inputs)) known(flat.inputs, stream, 'input');
  if (args.headless && args.raw) throw new UsageError('--headless and --raw exclude each other.');

  const plan = isProgram ? planProgram(programs!, first!, others, at, args) : null;
  const mode = modeOf(entry, plan !== null, args);
  if (args.sound && mode === 'headless') {
    tell('--sound: a headless run is faster than real time, so nothing is played; --wav records it.');
    args.sound = false;
  }
  const prepared = await prepare(entry, at, args, mode, registry, plan?.media ?? {}, powerOnInputs);
  try {
    if (plan !== null) {
      const inputs = startProgram(programs!, plan, (bay, file) => prepared.media.guestName(bay, file));
      for (const [input, value] of Object.entries(inputs)) prepared.session.input(input, value);
    }
  } catch (error) {
    prepared.captures.abandon();
    prepared.streams.close();
    prepared.media.close();
    throw error;
  }
  switch (mode) {
    case 'headless':
      return runHeadless(prepared);
    case 'live':
      return runLive(prepared);
    case 'batch':
      return runRaw(prepared, 'guest');
    case 'raw':
      return runRaw(prepared, 'input');
  }
}

function known(table: object | undefined, name: string, what: string): void {
  if (!Object.hasOwn(table ?? {}, name)) throw new UsageError(`There is no ${what} "${name}".`);
}

function putIntoFirstBay(name: string, flat: MachineDefinition, args: RunArguments, file: string): void {
  const bay = Object.keys(flat.media ?? {})[0];
  if (bay === undefined) throw new UsageError(`${name} takes no media.`);
  if (args.media[bay] !== undefined) throw new UsageError(`${file} and ${args.media[bay].path}: "${bay}" holds one.`);
  args.media[bay] = mediaArgument(file);
}

function modeOf(entry: MachineEntry, program: boolean, args: RunArguments): RunMode {
  if (args.headless) return 'headless';
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (program && !args.screen) return 'batch';
  if (args.raw) return 'raw';
  if (args.screen && !terminal) throw new CliError('--screen needs a terminal; standard input or output is none.');
  if (terminal) return 'live';
  if (entry.terminal === undefined) return 'headless';
  // a script that only wants to look needs no console
  return args.steps.length > 0 || args.screenText || args.json ? 'headless' : 'raw';
}

/** Where a program and the files that its arguments name will be found. */
interface ProgramPlan {
  readonly media: Readonly<Record<string, MediaArgument>>;
  readonly program: { readonly bay: string; readonly file: string };
  /** Arguments as given, or files in a bay. */
  readonly args: readonly (string | { readonly bay: string; readonly file: string })[];
}

function planProgram(
  support: ProgramSupport,
  name: string,
  args: readonly string[],
  at: ProfileAt | null,
  run: RunArguments,
): ProgramPlan {
  if (run.state !== null) throw new UsageError('--state goes on where it was saved: it cannot start a program.');
  try {
    if (!statSync(name).isFile()) throw new CliError(`${name}: this is no file.`);
  } catch (error) {
    throw error instanceof CliError ? error : fileError(name, error);
  }
  const takenBays = new Set([...Object.keys(run.media), ...Object.keys(at?.profile.media ?? {})]);
  /** Folders that get a bay, with the files in them that matter. */
  const folders = new Map<string, { readonly bay: string; readonly files: string[] }>();
  const mount = (folder: string, wanted: string, file?: string): string => {
    let there = folders.get(folder);
    if (there === undefined) {
      const bay = takenBays.has(wanted)
        ? [...'abcdefghijklmnop'].find((b) => !takenBays.has(b) && b !== support.workBay)
        : wanted;
      if (bay === undefined) throw new CliError(`${folder}: there is no free drive for it.`);
      takenBays.add(bay);
      there = { bay, files: [] };
      folders.set(folder, there);
    }
    if (file !== undefined) there.files.push(file);
    return there.bay;
  };
  const work = realpathSync(process.cwd());
  // a disk that the user put into the work bay stays there
  if (!takenBays.has(support.workBay)) mount(work, support.workBay);
  // links are not followed in folder drives, so a program is looked for where it is
  const program = realpathSync(name);
  const programBay = mount(dirname(program), support.programBay, basename(program));
  const planned = args.map((given) => {
    if (!existsSync(given) || !statSync(given).isFile()) return given;
    const folder = realpathSync(dirname(resolve(given)));
    const there = folders.get(folder);
    // a bare name is a file of the current folder; if that is in no drive, the guest may have one of this name
    if (there === undefined && !/[\\/]/.test(given)) return given;
    return { bay: mount(folder, 'c', basename(given)), file: basename(given) };
  });
  return {
    media: Object.fromEntries(
      [...folders].map(([path, { bay, files }]) => [bay, { path, readOnly: false, snapshot: false, priority: files }]),
    ),
    program: { bay: programBay, file: basename(program) },
    args: planned,
  };
}

function startProgram(
  support: ProgramSupport,
  plan: ProgramPlan,
  guestName: (bay: string, file: string) => string,
): Readonly<Record<string, InputValue>> {
  const named = (bay: string, file: string): string => {
    const guest = guestName(bay, file);
    if (guest.toLowerCase() !== file.toLowerCase()) tell(`${file} is ${guest} in drive ${bay.toUpperCase()}.`);
    return guest;
  };
  const { bay, file } = plan.program;
  try {
    return support.start({
      bay,
      name: named(bay, file),
      args: plan.args.map((arg) => {
        if (typeof arg === 'string') return arg;
        const guest = named(arg.bay, arg.file);
        return arg.bay === support.workBay ? guest : support.fileArgument(arg.bay, guest);
      }),
    });
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new UsageError((error as Error).message);
  }
}
