/**
 * The layers of the workspace. A package's kind follows from its folder alone, so that a new processor, chip set, bus,
 * machine or ROM set falls under the rules of its kind without a change here.
 */

/** What the globals and built-in modules of the host are to a package's sources. */
export type HostAccess =
  /** The language itself and nothing that differs between two runs or two hosts. */
  | 'none'
  /** Also what every host has (timers, `URL`, `TextEncoder`), but neither Node built-ins nor the DOM. */
  | 'common'
  /** Everything. */
  | 'all';

export interface KindRule {
  readonly title: string;
  /** Kinds whose packages it may import; its own kind only if listed. */
  readonly mayImport: readonly Kind[];
  readonly host: HostAccess;
  /** Part of the package with an entry of its own (`./node`) in which everything of the host is allowed all the same. */
  readonly hostPart?: string;
}

export type Kind =
  | 'kernel'
  | 'testkit'
  | 'cpu'
  | 'chips'
  | 'bus'
  | 'terminals'
  | 'media'
  | 'roms'
  | 'machine'
  | 'session'
  | 'monitor'
  | 'cli'
  | 'web'
  | 'tools';

const PARTS: readonly Kind[] = ['kernel', 'cpu', 'chips', 'bus', 'terminals', 'media', 'roms'];
const MACHINES: readonly Kind[] = [...PARTS, 'machine'];
const SESSION: readonly Kind[] = [...MACHINES, 'session'];
const MONITOR: readonly Kind[] = [...SESSION, 'monitor'];

export const KIND_RULES: Readonly<Record<Kind, KindRule>> = {
  kernel: { title: 'the kernel', mayImport: [], host: 'none' },
  testkit: { title: 'the test kit', mayImport: ['kernel'], host: 'common', hostPart: 'src/node' },
  cpu: { title: 'a processor (cpu-*)', mayImport: ['kernel'], host: 'none' },
  chips: { title: 'a chip set (chips-*)', mayImport: ['kernel'], host: 'none' },
  bus: { title: 'a bus and its cards (bus-*)', mayImport: ['kernel', 'cpu', 'chips', 'media', 'roms'], host: 'none' },
  terminals: { title: 'terminals', mayImport: ['kernel'], host: 'none' },
  media: { title: 'media', mayImport: [], host: 'none' },
  roms: { title: 'firmware (roms/*)', mayImport: ['kernel'], host: 'none' },
  machine: { title: 'a machine (machines/*)', mayImport: MACHINES, host: 'none' },
  session: { title: 'the session', mayImport: MACHINES, host: 'common', hostPart: 'src/node' },
  monitor: { title: 'the monitor', mayImport: SESSION, host: 'common' },
  cli: { title: 'the command line', mayImport: MONITOR, host: 'all' },
  web: { title: 'the web page', mayImport: MONITOR, host: 'all' },
  tools: { title: 'tools', mayImport: [...MONITOR, 'testkit', 'cli', 'web'], host: 'all' },
};

const SINGLE: readonly Kind[] = ['kernel', 'testkit', 'terminals', 'media', 'session', 'monitor', 'cli', 'web'];
const FAMILIES: readonly Kind[] = ['cpu', 'chips', 'bus'];

/**
 * @param folder Folder of the package relative to the repository: `packages/cpu-z80`, `machines/c64`, `tools`.
 * @returns Its kind, or nothing when the folder is not one of the known layers.
 */
export function kindOf(folder: string): Kind | undefined {
  const [group, name = ''] = folder.split('/');
  if (group === 'machines') return 'machine';
  if (group === 'roms') return 'roms';
  if (group === 'tools') return 'tools';
  return SINGLE.find((kind) => name === kind) ?? FAMILIES.find((kind) => name.startsWith(`${kind}-`));
}

/**
 * @param path Path of a file relative to its package.
 * @param part A `hostPart`.
 * @returns Whether the file is the part (`src/node.ts`) or in its folder (`src/node/files.ts`).
 */
export function isInPart(path: string, part: string | undefined): boolean {
  return part !== undefined && (path.startsWith(`${part}/`) || path.replace(/\.[cm]?[jt]s$/, '') === part);
}
