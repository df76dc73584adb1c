import type { InputInfo, MachineDefinition } from '@backplane/kernel';
import type { MachineEntry } from '@backplane/session';

/*
 * How the names of a definition become switches
 *
 * An option `clock` is `--clock`, a slot `s1` is `--s1`, a bay with a one-letter name `a` is `--drive-a` and `-a`, any
 * other bay is `--NAME`, a ROM socket `bios` is `--bios`. A name that a common switch has already is left to the general forms (--option NAME=VALUE,
 * --slot, --media, --in, --out), which work for all of them.
 */

/** What may follow a switch: nothing, a value, or perhaps one of some words. */
export type SwitchKind = 'value' | 'flag' | readonly string[];

/** Switches of `run` that do not depend on the machine. */
export const COMMON = {
  option: 'value',
  slot: 'value',
  overlay: 'value',
  rom: 'value',
  media: 'value',
  in: 'value',
  out: 'value',
  'machine-package': 'value',
  rompath: 'value',
  snapshot: 'flag',
  speed: 'value',
  warp: 'flag',
  screen: 'flag',
  raw: 'flag',
  headless: 'flag',
  type: 'value',
  'until-text': 'value',
  wait: 'value',
  sendkey: 'value',
  screendump: 'value',
  seconds: 'value',
  cycles: 'value',
  'fail-at-limit': 'flag',
  'screen-text': 'flag',
  json: 'flag',
  state: 'value',
  'save-state': 'value',
  record: 'value',
  playback: 'value',
  rtc: 'value',
  'escape-key': 'value',
  graphics: ['auto', 'kitty', 'sixel', 'half', 'text'],
  screenshot: 'value',
  'exit-screenshot': 'value',
  aspect: ['display', 'pixels'],
  wav: 'value',
  sound: 'flag',
  'sample-rate': 'value',
  keybuf: 'value',
  autostart: 'value',
  'limit-cycles': 'value',
  help: 'flag',
  version: 'flag',
} as const satisfies Readonly<Record<string, SwitchKind>>;

const taken = (name: string): boolean => Object.hasOwn(COMMON, name);
const spelled = (name: string): string => name.replaceAll('.', '-').toLowerCase();

/** The switch of an option without dashes, or null if only `--option` reaches it. */
export function optionSwitch(name: string): string | null {
  return taken(spelled(name)) ? null : spelled(name);
}

/** The switch of a slot without dashes, or null if only `--slot` reaches it. */
export function slotSwitch(name: string): string | null {
  return taken(spelled(name)) ? null : spelled(name);
}

/** The switch of a ROM socket without dashes, or null if only `--rom` reaches it. */
export function romSwitch(socket: string): string | null {
  return taken(spelled(socket)) ? null : spelled(socket);
}

/** The switches of a bay with dashes, most usual first; empty if only `--media` reaches it. */
export function mediaSwitches(bay: string): readonly string[] {
  if (/^[a-z]$/i.test(bay)) {
    const letter = bay.toLowerCase();
    return letter === 'h' ? [`--drive-${letter}`] : [`-${letter}`, `--drive-${letter}`];
  }
  return taken(spelled(bay)) ? [] : [`--${spelled(bay)}`];
}

/** Switches for streams: files that outputs go to and inputs come from, without dashes, by name. */
export function streamSwitches(
  entry: MachineEntry,
  flat: MachineDefinition,
): { inputs: Readonly<Record<string, string>>; outputs: Readonly<Record<string, string>> } {
  const inputs: Record<string, string> = {};
  const outputs: Record<string, string> = {};
  const kind = (to: string): string | undefined => {
    const dot = to.lastIndexOf('.');
    const table = flat.parts[to.slice(0, dot)]?.type.inputs as Readonly<Record<string, InputInfo>> | undefined;
    return table?.[to.slice(dot + 1)]?.kind;
  };
  const streams = Object.entries(flat.inputs ?? {})
    .filter(([name, input]) => kind(input.to) === 'bytes' && name !== entry.terminal?.input)
    .map(([name]) => name);
  const others = new Set([...Object.keys(flat.options ?? {}), ...Object.keys(flat.slots ?? {})].map(spelled));
  const free = (name: string) => !taken(name) && !others.has(name);
  for (const name of streams) if (free(`${spelled(name)}-in`)) inputs[name] = `${spelled(name)}-in`;
  for (const name of Object.keys(flat.outputs ?? {})) {
    const wanted = streams.includes(name) ? `${spelled(name)}-out` : spelled(name);
    if (name !== entry.terminal?.output && free(wanted)) outputs[name] = wanted;
  }
  return { inputs, outputs };
}
