import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type MachineDefinition, splitName } from '@backplane/kernel';
import type { MachineEntry, MachinePackage, NamedProfile } from '@backplane/session';
import { z } from 'zod';
import { CliError, UsageError } from './errors.ts';
import { didYouMean } from './names.ts';

/*
 * Where machines come from
 *
 * A machine is in a package whose name follows the convention `@backplane/machine-NAME` (or `backplane-machine-NAME`,
 * with any scope), installed beside `backplane` or in the project of the current folder, or in the folder `machines` of
 * the workspace that either is in; in a package or file that the
 * option --machine-package, the environment or a profile names; or in a module file given in place of its name.
 * Nothing lists machines by hand, so a new one only has to be installed.
 */

/** A machine and where it was found. */
export interface FoundMachine {
  readonly entry: MachineEntry;
  /** Package or file. */
  readonly source: string;
  /** What the user asked for, if that was a profile of the package. */
  readonly profile?: NamedProfile;
}

/** Environment variable with further packages, separated by commas. */
export const PACKAGES_VARIABLE = 'BACKPLANE_MACHINE_PACKAGES';

const NAME_PATTERN = /^(?:@backplane\/machine|(?:@[^/]+\/)?backplane-machine)-[a-z0-9._-]+$/;

const definitionShape = z.looseObject({
  id: z.string().min(1),
  title: z.string(),
  year: z.number(),
  status: z.enum(['working', 'partial', 'not-working']),
  crystal: z.union([z.number(), z.looseObject({ option: z.string() })]),
  clocks: z.record(z.string(), z.unknown()),
  parts: z.record(z.string(), z.unknown()),
});
const entryShape = z.looseObject({
  definition: definitionShape,
  summary: z.string(),
  profiles: z.array(z.looseObject({ name: z.string(), title: z.string(), machine: z.string() })).optional(),
  media: z.looseObject({ open: z.function() }).optional(),
  terminal: z.looseObject({ input: z.string(), output: z.string() }).optional(),
  programs: z.looseObject({ suffixes: z.array(z.string()), start: z.function() }).optional(),
  keyboard: z
    .looseObject({
      input: z.string(),
      keys: z.array(z.looseObject({ id: z.string(), title: z.string() })),
      characters: z.record(z.string(), z.array(z.string())),
      names: z.record(z.string(), z.array(z.string())),
      hold: z.number().positive(),
      gap: z.number().positive(),
      buffer: z.looseObject({ input: z.string(), encode: z.function() }).optional(),
    })
    .optional(),
  controllers: z
    .array(z.looseObject({ title: z.string(), input: z.string(), buttons: z.record(z.string(), z.number()) }))
    .optional(),
  variants: z.record(z.string(), z.string()).optional(),
  autostart: z.looseObject({ identify: z.function() }).optional(),
  aliases: z
    .record(z.string(), z.union([z.string(), z.array(z.string()), z.record(z.string(), z.array(z.string()))]))
    .optional(),
  clock: z
    .looseObject({ input: z.union([z.string(), z.array(z.string())]), epoch: z.array(z.number()).length(3) })
    .optional(),
});
const catalogShape = z.looseObject({ contract: z.literal(1), machines: z.array(entryShape) });

export interface RegistryOptions {
  /** Packages or files given by the user. */
  readonly packages?: readonly string[];
  /** Default: the current folder. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export class Registry {
  readonly #cwd: string;
  readonly #extra: readonly string[];
  /** Folder of each package that follows the convention, by name. */
  #installed: Map<string, string> | null = null;
  #all: FoundMachine[] | null = null;

  constructor(options: RegistryOptions = {}) {
    this.#cwd = options.cwd ?? process.cwd();
    const fromEnvironment = (options.env ?? process.env)[PACKAGES_VARIABLE] ?? '';
    this.#extra = [
      ...(options.packages ?? []),
      ...fromEnvironment
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ];
  }

  #packages(): Map<string, string> {
    if (this.#installed !== null) return this.#installed;
    const found = new Map<string, string>();
    const look = (folder: string, scope: string): void => {
      for (const name of namesIn(folder)) {
        const whole = scope === '' ? name : `${scope}/${name}`;
        if (scope === '' && name.startsWith('@')) look(join(folder, name), name);
        else if (NAME_PATTERN.test(whole) && !found.has(whole)) found.set(whole, join(folder, name));
      }
    };
    /** Machine packages of a workspace that nothing depends on yet. */
    const lookInWorkspace = (root: string): void => {
      for (const name of namesIn(join(root, 'machines'))) {
        const folder = join(root, 'machines', name);
        const whole = packageName(folder);
        if (!NAME_PATTERN.test(whole) || found.has(whole)) continue;
        // one that has not been built yet is no machine yet
        if (existsSync(packageEntry(whole, folder))) found.set(whole, folder);
      }
    };
    for (const start of [dirname(fileURLToPath(import.meta.url)), this.#cwd]) {
      for (let folder = start; ; folder = dirname(folder)) {
        look(join(folder, 'node_modules'), '');
        if (existsSync(join(folder, 'pnpm-workspace.yaml'))) lookInWorkspace(folder);
        if (dirname(folder) === folder) break;
      }
    }
    this.#installed = found;
    return found;
  }

  /** All machines that are installed or named by the user, in the order of their names. */
  async all(): Promise<readonly FoundMachine[]> {
    if (this.#all !== null) return this.#all;
    const machines = new Map<string, FoundMachine>();
    const add = (found: readonly FoundMachine[]) => {
      for (const one of found) if (!machines.has(one.entry.definition.id)) machines.set(one.entry.definition.id, one);
    };
    for (const name of this.#extra) add(await this.load(name));
    for (const [name, folder] of this.#packages()) add(await this.#loadFolder(name, folder));
    this.#all = [...machines.values()].sort((a, b) => (a.entry.definition.id < b.entry.definition.id ? -1 : 1));
    return this.#all;
  }

  /**
   * The machine or ready-made profile of that name.
   * @throws UsageError with the nearest name
   */
  async find(name: string): Promise<FoundMachine> {
    if (this.#extra.length === 0) {
      // the usual case needs only one package loaded
      const folder = this.#packages().get(`@backplane/machine-${name}`);
      const found =
        folder === undefined ? undefined : pick(await this.#loadFolder(`@backplane/machine-${name}`, folder), name);
      if (found !== undefined) return found;
    }
    const all = await this.all();
    const found = pick(all, name);
    if (found !== undefined) return found;
    const names = all.flatMap((m) => [m.entry.definition.id, ...(m.entry.profiles ?? []).map((p) => p.name)]);
    throw new UsageError(
      `There is no machine "${name}".${didYouMean(name, names) || ` There are: ${names.join(', ')}.`} ` +
        '"backplane list" shows all.',
    );
  }

  /** True if the name is that of a machine or a ready-made profile. */
  async has(name: string): Promise<boolean> {
    return pick(await this.all(), name) !== undefined;
  }

  /**
   * The machines of a package or module file.
   * @param from folder that a relative path starts from
   */
  async load(spec: string, from = this.#cwd): Promise<readonly FoundMachine[]> {
    if (/^\.{0,2}[\\/]/.test(spec) || isAbsolute(spec) || /\.[cm]?[jt]s$/.test(spec)) {
      return this.loadFile(resolve(from, spec));
    }
    const known = this.#packages().get(spec);
    if (known !== undefined) return this.#loadFolder(spec, known);
    for (const start of [from, dirname(fileURLToPath(import.meta.url))]) {
      for (let folder = start; ; folder = dirname(folder)) {
        const candidate = join(folder, 'node_modules', spec);
        if (existsSync(join(candidate, 'package.json'))) return this.#loadFolder(spec, candidate);
        if (dirname(folder) === folder) break;
      }
    }
    throw new CliError(`The machine package "${spec}" is not installed. Install it with npm, or give a file's path.`);
  }

  /** The machines that a module file exports: a catalogue, or definitions. */
  async loadFile(path: string): Promise<readonly FoundMachine[]> {
    if (!existsSync(path)) throw new CliError(`${path}: there is no such file.`);
    const found = machinesOf(await load(path, path), path);
    if (found.every(({ entry }) => entry.terminal !== undefined || entry.media !== undefined)) return found;
    const donors: MachineEntry[] = [];
    for (const [name, folder] of this.#packages()) {
      donors.push(...(await this.#loadFolder(name, folder)).map((f) => f.entry));
    }
    return found.map((f) => ({ ...f, entry: withSupport(f.entry, donors) }));
  }

  /** Folder of the user. */
  get cwd(): string {
    return this.#cwd;
  }

  /** A module file, or the main module of an installed package; undefined if there is no such package. */
  async module(spec: string, from = this.#cwd): Promise<{ name: string; exports: object } | undefined> {
    if (/^\.{0,2}[\\/]/.test(spec) || isAbsolute(spec) || /\.[cm]?[jt]s$/.test(spec)) {
      const path = resolve(from, spec);
      if (!existsSync(path)) throw new CliError(`${spec}: there is no such file.`);
      return { name: path, exports: await load(path, spec) };
    }
    for (const start of [from, dirname(fileURLToPath(import.meta.url))]) {
      for (let folder = start; ; folder = dirname(folder)) {
        const candidate = join(folder, 'node_modules', spec);
        if (existsSync(join(candidate, 'package.json'))) {
          return { name: spec, exports: await load(packageEntry(spec, candidate), spec) };
        }
        if (dirname(folder) === folder) break;
      }
    }
    return undefined;
  }

  async #loadFolder(name: string, folder: string): Promise<readonly FoundMachine[]> {
    return machinesOf(await load(packageEntry(name, folder), name), name);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Name in the manifest of a folder, or nothing. */
function packageName(folder: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return String((manifest as { name?: unknown }).name ?? '');
  } catch {
    return '';
  }
}

function pick(machines: readonly FoundMachine[], name: string): FoundMachine | undefined {
  for (const found of machines) {
    if (found.entry.definition.id === name) return found;
    const profile = found.entry.profiles?.find((p) => p.name === name);
    if (profile !== undefined) return { ...found, profile };
  }
  return undefined;
}

/** The module that a package's "exports" (or "main") lead to. */
function packageEntry(name: string, folder: string): string {
  let manifest: { exports?: unknown; main?: unknown };
  try {
    manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    throw new CliError(`The package "${name}" in ${folder} has no readable package.json.`);
  }
  const exports = manifest.exports;
  const root = typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports;
  const target = conditional(root) ?? (typeof manifest.main === 'string' ? manifest.main : 'index.js');
  return resolve(folder, target);
}

/** Follows the conditions that Node would follow for an import. */
function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  for (const [condition, next] of Object.entries(target)) {
    if (!CONDITIONS.has(condition)) continue;
    const found = conditional(next);
    if (found !== undefined) return found;
  }
  return undefined;
}

const CONDITIONS = new Set([
  'node',
  'import',
  'default',
  ...process.execArgv.flatMap((arg, i, all) =>
    arg.startsWith('--conditions=')
      ? [arg.slice(13)]
      : arg === '-C' || arg === '--conditions'
        ? [all[i + 1] ?? '']
        : [],
  ),
]);

async function load(path: string, name: string): Promise<Record<string, unknown>> {
  try {
    if (statSync(path).isDirectory()) throw new Error('it is a folder');
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      throw new CliError(`${name} cannot be loaded: give a JavaScript module (.js or .mjs).`);
    }
    throw new CliError(`${name} cannot be loaded: ${firstLine((error as Error).message)}`);
  }
}

function firstLine(text: string): string {
  const [first = '', second = ''] = text.split('\n');
  return first.endsWith(':') && second !== '' ? `${first} ${second.trim()}` : first;
}

function machinesOf(module: Record<string, unknown>, source: string): readonly FoundMachine[] {
  const candidates = 'catalog' in module ? [module.catalog] : Object.values(module);
  const found: FoundMachine[] = [];
  for (const candidate of candidates) {
    if (definitionShape.safeParse(candidate).success) {
      const definition = candidate as MachineEntry['definition'];
      if (!found.some((f) => f.entry.definition === definition)) {
        found.push({ entry: { definition, summary: definition.title }, source });
      }
    } else if (entryShape.safeParse(candidate).success) found.push({ entry: candidate as MachineEntry, source });
    else if (isCatalog(candidate)) {
      const checked = catalogShape.safeParse(candidate);
      if (!checked.success) {
        const { path, message } = checked.error.issues[0]!;
        throw new CliError(`${source}: its catalogue is not one, at "${path.join('.')}": ${message}.`);
      }
      for (const entry of (candidate as MachinePackage).machines) found.push({ entry, source });
    }
  }
  if (found.length === 0) {
    throw new CliError(`${source} exports no machine: neither a "catalog" nor a definition made by defineMachine.`);
  }
  return found;
}

/** Whether two definitions have a part of the same type behind the same name of a table. */
function samePart(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
  name: string,
  one: MachineDefinition,
  other: MachineDefinition,
): boolean {
  const typeOf = (definition: MachineDefinition, target: string | undefined): string | undefined =>
    target === undefined ? undefined : definition.parts[splitName(target)[0]]?.type.type;
  const type = typeOf(one, a[name]);
  return type !== undefined && type === typeOf(other, b[name]);
}

/**
 * A variant of an installed machine that is given as a bare definition: what front ends know about the parts of the
 * original (its terminal, its media, its way to start programs) holds for the same parts of the variant.
 */
function withSupport(entry: MachineEntry, donors: readonly MachineEntry[]): MachineEntry {
  const { definition } = entry;
  const pick = <T>(table: Readonly<Record<string, T>> | undefined, field: (value: T) => string) =>
    Object.fromEntries(Object.entries(table ?? {}).map(([name, value]) => [name, field(value)]));
  const inputs = pick(definition.inputs, (i) => i.to);
  const media = pick(definition.media, (m) => m.bay);
  for (const donor of donors) {
    const d = donor.definition;
    const theirInputs = pick(d.inputs, (i) => i.to);
    const theirMedia = pick(d.media, (m) => m.bay);
    const hasInput = (name: string | undefined): boolean =>
      name === undefined || samePart(inputs, theirInputs, name, definition, d);
    const { terminal, keyboard, controllers, autostart, clock, programs } = donor;
    const console = terminal !== undefined && hasInput(terminal.input) && terminal.output in (definition.outputs ?? {});
    const bays = Object.keys(theirMedia);
    const drives = bays.length > 0 && bays.every((bay) => samePart(media, theirMedia, bay, definition, d));
    const keys = keyboard !== undefined && hasInput(keyboard.input);
    if (!console && !drives && !keys) continue;
    return {
      ...(keys ? { keyboard } : {}),
      ...(keys && controllers?.every((c) => hasInput(c.input)) ? { controllers } : {}),
      ...(keys && drives && autostart !== undefined ? { autostart } : {}),
      ...(drives && donor.aliases !== undefined ? { aliases: donor.aliases } : {}),
      ...(console ? { terminal } : {}),
      ...(drives && donor.media !== undefined ? { media: donor.media } : {}),
      ...(console && drives && programs !== undefined ? { programs } : {}),
      ...(clock !== undefined && [clock.input].flat().every(hasInput) ? { clock } : {}),
      ...entry,
    };
  }
  return entry;
}

function isCatalog(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'machines' in value;
}
