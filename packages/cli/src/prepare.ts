import { readFileSync, writeFileSync } from 'node:fs';
import { compose, type InputValue, type MachineDefinition, splitName } from '@backplane/kernel';
import {
  type InputHints,
  isRomPath,
  loadStateFile,
  type MachineEntry,
  type Pacing,
  type Profile,
  replay,
  Session,
  type SessionConfig,
  saveStateFile,
  sessionFromState,
} from '@backplane/session';
import { type FileStore, nodeClock } from '@backplane/session/node';
import { Captures } from './captures.ts';
import { type ModuleLoader, withCardModules } from './card-modules.ts';
import { CliError, fileError, UsageError } from './errors.ts';
import { MediaFiles, openStore } from './media-files.ts';
import { tell } from './output.ts';
import { romChoices } from './rom-choices.ts';
import { RomFolders, romFolders } from './rom-folders.ts';
import type { MediaArgument, RunArguments } from './run-arguments.ts';
import { Streams } from './streams.ts';

/** A machine that is ready to run, and what the host holds for it. */
export interface PreparedRun {
  readonly session: Session;
  readonly entry: MachineEntry;
  readonly args: RunArguments;
  readonly media: MediaFiles;
  readonly streams: Streams;
  readonly captures: Captures;
}

/** How the machine will be shown. */
export type RunMode = 'live' | 'raw' | 'batch' | 'headless';

/** A profile, and where its relative paths start. */
export interface ProfileAt {
  readonly profile: Profile;
  /** Makes a path of the profile one of the process. */
  resolve(path: string): string;
}

/** The definition with the cards and overlays of profile and command line. */
export function flatDefinition(
  entry: MachineEntry,
  at: ProfileAt | null,
  args: RunArguments | null,
): MachineDefinition {
  const slots = { ...at?.profile.slots, ...args?.slots };
  return compose(entry.definition, slots, [...(at?.profile.overlays ?? []), ...(args?.overlays ?? [])]);
}

/** The media of a profile as arguments. */
function profileMedia(at: ProfileAt | null): Record<string, MediaArgument> {
  const media: Record<string, MediaArgument> = {};
  for (const [bay, medium] of Object.entries(at?.profile.media ?? {})) {
    if (medium === null) media[bay] = { path: null, readOnly: false, snapshot: false };
    else if (typeof medium === 'string') media[bay] = { path: at!.resolve(medium), readOnly: false, snapshot: false };
    else {
      media[bay] = {
        path: at!.resolve(medium.path),
        readOnly: medium.readOnly ?? false,
        snapshot: medium.snapshot ?? false,
        ...(medium.format === undefined ? {} : { format: medium.format }),
      };
    }
  }
  return media;
}

/** The ROMs of a profile: what looks like a path is one. */
function profileRoms(at: ProfileAt | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(at?.profile.roms ?? {}).map(([socket, choice]) => [
      socket,
      isRomPath(choice) ? at!.resolve(choice) : choice,
    ]),
  );
}

/** The frequency option that is the machine's crystal, if there is one. */
function crystalOption(definition: MachineDefinition): string | null {
  const { crystal } = definition;
  return typeof crystal === 'object' ? crystal.option : null;
}

/** Builds the session: machine, media, streams, recording. Nothing has run yet, unless a log was played back. */
export async function prepare(
  entry: MachineEntry,
  at: ProfileAt | null,
  args: RunArguments,
  mode: RunMode,
  loader: ModuleLoader,
  /** More media for a program, put in where nothing else is chosen. */
  programMedia: Readonly<Record<string, MediaArgument>> = {},
  /** Inputs to give at power-on. */
  powerOnInputs: Readonly<Record<string, InputValue>> = {},
): Promise<PreparedRun> {
  if (mode === 'live') {
    for (const [name, file] of [...Object.entries(args.outputs), ...Object.entries(args.inputs)]) {
      if (file !== '-') continue;
      throw new UsageError(`"${name}" cannot use the terminal that shows the machine: give a file, or --headless.`);
    }
  }
  const options: Record<string, unknown> = { ...at?.profile.options, ...args.options };
  let pacing: Pacing = mode === 'headless' ? 'warp' : 'auto';
  let speed = 1;
  if (args.speed !== null && 'hz' in args.speed) {
    const name = crystalOption(entry.definition);
    if (name === null) throw new UsageError(`${entry.definition.id} has a fixed clock. Give a factor: --speed 2x.`);
    options[name] = args.speed.hz;
    pacing = 'real';
  } else if (args.speed !== null) {
    pacing = args.speed.pacing;
    speed = args.speed.factor;
  }
  const folders = new RomFolders(romFolders(args.rompath));
  const host: Pick<SessionConfig, 'roms' | 'clock' | 'pacing' | 'speed'> = {
    clock: nodeClock,
    pacing,
    speed,
    roms: folders,
  };

  const outside = new Map<string, FileStore>();
  const session =
    args.state === null
      ? new Session(entry, {
          ...host,
          options,
          slots: { ...at?.profile.slots, ...args.slots },
          overlays: [...(at?.profile.overlays ?? []), ...args.overlays],
          romChoices: romChoices({ ...profileRoms(at), ...args.roms }, flatDefinition(entry, at, args), folders),
        })
      : await fromState(entry, args, host, loader, outside);
  const media = new MediaFiles(session, { snapshotAll: args.snapshot, formatFile: args.formatFile, tell, outside });
  const streams = new Streams(session);
  let captures: Captures | null = null;
  try {
    if (args.state === null) {
      const chosen = { ...programMedia, ...profileMedia(at), ...args.media };
      for (const [bay, medium] of Object.entries(chosen)) media.insert(bay, medium);
      for (const [bay, builtIn] of Object.entries(entry.media?.builtIn ?? {})) {
        const others = Object.entries(chosen).filter(([, medium]) => medium.path !== null);
        const free = !(bay in chosen) && !others.some(([other]) => builtIn.givesWayTo?.(other));
        if (free && Object.hasOwn(session.machine.flat.media ?? {}, bay)) media.insertBuiltIn(bay);
      }
    } else {
      for (const [bay, medium] of Object.entries(args.media)) if (!outside.has(bay)) media.insert(bay, medium);
    }
    for (const step of args.steps) if (step.kind === 'type') session.checkText(step.text);
    for (const [name, file] of Object.entries(args.outputs)) streams.output(name, file);
    const screendumps = args.steps.flatMap((step) => (step.kind === 'screendump' ? [step.file] : []));
    captures = new Captures(session, { ...args, screendumps });
    if (args.playback !== null) playBack(session, args.playback, captures);
    if (args.record !== null) session.record();
    const { clock } = entry;
    if (clock !== undefined && args.state === null && args.playback === null) {
      const seconds = clockSeconds(args.rtc, clock.epoch, entry.definition.year, mode);
      for (const input of [clock.input].flat()) {
        if (Object.hasOwn(session.machine.flat.inputs ?? {}, input)) session.input(input, seconds);
      }
    }
    for (const [name, file] of Object.entries(args.inputs)) streams.input(name, file);
    // a log that is played back has what was given at power-on
    if (args.playback === null) {
      for (const [name, value] of Object.entries(powerOnInputs)) session.input(name, value);
      if (args.keybuf !== '') session.keys!.buffer(keybufText(args.keybuf));
    }
  } catch (error) {
    captures?.abandon();
    streams.close();
    media.close();
    throw error;
  }
  return { session, entry, args, media, streams, captures };
}

async function fromState(
  entry: MachineEntry,
  args: RunArguments,
  host: Pick<SessionConfig, 'roms' | 'clock' | 'pacing' | 'speed'>,
  loader: ModuleLoader,
  /** Takes the images that are not in the state. */
  outside: Map<string, FileStore>,
): Promise<Session> {
  const chosen = [
    ...Object.keys(args.options),
    ...Object.keys(args.slots),
    ...args.overlays,
    ...Object.keys(args.roms),
  ];
  if (chosen.length > 0 || (args.speed !== null && 'hz' in args.speed)) {
    throw new UsageError(
      `--state goes on with the machine as it was: ${chosen[0] ?? '--speed with a clock'} cannot be changed with it.`,
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(args.state!);
  } catch (error) {
    throw fileError(args.state!, error);
  }
  try {
    const state = loadStateFile(bytes);
    const cards = await withCardModules(entry, state.manifest.slots, loader);
    return sessionFromState(cards.entry, state, {
      ...host,
      external(bay, medium) {
        const given = args.media[bay]?.path;
        const path = given ?? medium.path;
        if (path === undefined) return undefined;
        try {
          const store = openStore(path, tell);
          outside.set(bay, store);
          return store;
        } catch (error) {
          if (typeof given === 'string') throw error;
          throw new CliError(`${(error as Error).message} Say where it is: --media ${bay}=FILE.`);
        }
      },
    });
  } catch (error) {
    for (const store of outside.values()) store.close();
    throw new CliError(`${args.state}: ${(error as Error).message}`);
  }
}

function playBack(session: Session, file: string, captures: Captures): void {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fileError(file, error);
  }
  let log: unknown;
  try {
    log = JSON.parse(text);
  } catch {
    throw new CliError(`${file}: this is not an input log: it is not JSON.`);
  }
  try {
    replay(session, log, {
      media: (wanted) => [...session.media.values()].find((m) => m.sha1 === wanted.sha1),
      progress: () => captures.pull(),
    });
  } catch (error) {
    throw new CliError(`${file}: ${(error as Error).message}`);
  }
}

/**
 * What a clock is set to at power-on. Scripts start on 1 January of the machine's year, so that equal runs are equal;
 * everything else starts now.
 */
export function clockSeconds(
  rtc: string | null,
  epoch: readonly [number, number, number],
  year: number,
  mode: RunMode,
  now: Date = new Date(),
): number {
  const zero = Date.UTC(epoch[0], epoch[1] - 1, epoch[2]);
  const base = rtc === null ? (mode === 'headless' ? `${year}-01-01` : 'localtime') : rtc.replace(/^base=/, '');
  let milliseconds: number;
  if (base === 'localtime') {
    milliseconds = Date.UTC(
      now.getFullYear(),
      now.getMonth(),
      now.getDate(),
      now.getHours(),
      now.getMinutes(),
      now.getSeconds(),
    );
  } else if (base === 'utc') milliseconds = now.getTime();
  else {
    const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?$/.exec(base);
    milliseconds = parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2] ?? '00:00:00'}Z`);
  }
  const seconds = Math.floor((milliseconds - zero) / 1000);
  if (!(seconds >= 0)) {
    throw new UsageError(
      `--rtc ${rtc ?? base}: it takes base=localtime, base=utc or a date from ${epoch[0]} on (base=${epoch[0] + 2}-02-29T12:00:00).`,
    );
  }
  return seconds;
}

/** Number of ticks that some cycles of the first processor take from now. */
export function ticksOfCycles(session: Session, cycles: number): number {
  const { machine } = session;
  const part = Object.values(machine.wired.parts).find((p) => p.device === machine.processor)!;
  return part.clock.tickOf(machine.processor.cycles + cycles) - machine.tick;
}

/** The text of `--keybuf`: `\n` and `\r` are Enter, `\xHH` is a character by its code, `\\` a backslash. */
export function keybufText(text: string): string {
  return text.replace(/\\(x[0-9a-f]{2}|.|$)/gis, (whole, what: string) => {
    if (/^[nr]$/i.test(what)) return '\n';
    if (what === '\\') return what;
    if (/^x/i.test(what) && what.length === 3) return String.fromCharCode(Number.parseInt(what.slice(1), 16));
    throw new UsageError(`--keybuf: "${whole}" is not known. There are \\n for Enter, \\xHH and \\\\.`);
  });
}

/** Where a run ends if the guest does not end it. */
export interface RunLimit {
  /** Tick. Infinity: nowhere. */
  readonly tick: number;
  /** `4 s`, `5000000 cycles`. */
  readonly text: string;
  /** Reaching it is a failure. */
  readonly failure: boolean;
}

/** The limit that the user gave, from where the machine stands. @param seconds the limit if there is none */
export function limitOf({ session, args }: PreparedRun, seconds = Number.POSITIVE_INFINITY): RunLimit {
  const { machine } = session;
  const ofSeconds = (s: number): RunLimit => ({
    tick: machine.tick + Math.round(s * machine.ticksPerSecond),
    text: `${+s.toPrecision(4)} s`,
    failure: args.failAtLimit,
  });
  const ofCycles = (from: number, cycles: number, failure: boolean): RunLimit => ({
    tick: machine.tick + ticksOfCycles(session, from + cycles - machine.processor.cycles),
    text: `${cycles} cycles`,
    failure,
  });
  const limits = [
    ...(args.seconds === null ? [] : [ofSeconds(args.seconds)]),
    ...(args.cycles === null ? [] : [ofCycles(machine.processor.cycles, args.cycles, args.failAtLimit)]),
    ...(args.limitCycles === null ? [] : [ofCycles(0, args.limitCycles, true)]),
  ];
  return limits.sort((a, b) => a.tick - b.tick)[0] ?? ofSeconds(seconds);
}

/** Tells that the limit was reached, if that is a failure. Returns the exit code. */
export function limitReached(limit: RunLimit): number {
  if (limit.failure) tell(`the limit of ${limit.text} was reached.`);
  return limit.failure ? 1 : 0;
}

/** What the device behind an input says about it. */
export function inputHints(session: Session, input: string): InputHints {
  const to = session.machine.flat.inputs?.[input]?.to;
  return to === undefined ? {} : (session.machine.part(splitName(to)[0]) as InputHints);
}

/** Writes what was asked for at the end: the state and the input log. */
export function saveResults({ session, args }: PreparedRun): void {
  const save = (file: string, bytes: Uint8Array | string): void => {
    try {
      writeFileSync(file, bytes);
    } catch (error) {
      throw fileError(file, error);
    }
  };
  if (session.recording) {
    const log = session.stopRecording();
    save(args.record!, `${JSON.stringify(log, null, 1)}\n`);
  }
  if (args.saveState !== null) save(args.saveState, saveStateFile(session));
}
