import type { Machine } from '@backplane/kernel';
import { ReplayError } from './errors.ts';
import { checkInputLog, fromLogValue, type InputLog, type LogMedium, logBytes } from './input-log.ts';
import { hookWrites, romHashes } from './recorder.ts';
import type { Session, SessionMedium } from './session.ts';

export interface ReplayOptions {
  /** Finds a medium that the log inserts, by its SHA-1. Media of the start must be in the bays already. */
  media?(medium: LogMedium, bay: string): SessionMedium | undefined;
  /** Called several times in each emulated second: the place to fetch sound. */
  progress?(): void;
}

/** Emulated seconds between two calls of `progress`. */
const PROGRESS = 0.1;

/**
 * Repeats a recorded run on a session that stands where the recording began, and checks that it ends in the same state.
 * Nothing is written to the files behind the media.
 * @throws ReplayError if the session does not fit the log, a medium is missing, or the end differs
 */
export function replay(session: Session, json: unknown, options: ReplayOptions = {}): void {
  const log = checkInputLog(json);
  const { machine } = session;
  checkFit(session, log);
  const refused = new Map<string, Set<number>>();
  for (const event of log.events) {
    if (event.kind !== 'refuse') continue;
    const set = refused.get(event.bay) ?? new Set();
    refused.set(event.bay, set.add(event.write));
  }
  const writes = new Map<string, number>();
  const unhook = new Map<string, () => void>();
  const watch = (bay: string, medium: SessionMedium): void => {
    unhook.get(bay)?.();
    unhook.delete(bay);
    if (medium.opened.disk === undefined) return;
    const hook = hookWrites(medium.opened.disk, () => () => {
      const write = (writes.get(bay) ?? 0) + 1;
      writes.set(bay, write);
      return refused.get(bay)?.has(write) !== true;
    });
    unhook.set(bay, hook);
  };
  for (const [bay, medium] of session.media) watch(bay, medium);
  try {
    for (const event of log.events) {
      if (event.kind === 'refuse') continue;
      runTo(machine, event.tick, options);
      switch (event.kind) {
        case 'input':
          session.input(event.name, fromLogValue(event.value));
          break;
        case 'patch':
          session.patch(event.bay, event.offset, logBytes(event.base64));
          break;
        case 'reset':
          session.reset(event.reset);
          break;
        case 'insert': {
          const medium = event.medium === null ? null : findMedium(event.medium, event.bay, options);
          session.insert(event.bay, medium);
          if (medium === null) {
            unhook.get(event.bay)?.();
            unhook.delete(event.bay);
          } else watch(event.bay, medium);
        }
      }
    }
    runTo(machine, log.end.tick, options);
  } finally {
    for (const restore of unhook.values()) restore();
  }
  if (machine.hash() !== log.end.hash) {
    throw new ReplayError(
      `The replay of ${log.machine} ended at tick ${log.end.tick} in another state than the recording: ` +
        'it was made by another version, or on other media.',
    );
  }
}

function findMedium(wanted: LogMedium, bay: string, options: ReplayOptions): SessionMedium {
  const medium = options.media?.(wanted, bay);
  if (medium === undefined || medium.sha1 !== wanted.sha1) {
    throw new ReplayError(
      `The input log puts "${wanted.name}" (${wanted.format}, SHA-1 ${wanted.sha1}) into "${bay}"; ` +
        'that medium is not at hand.',
    );
  }
  return medium;
}

/** The guest's own events stop a run early; the recording went on from there, and so does the replay. */
function runTo(machine: Machine, tick: number, { progress }: ReplayOptions): void {
  let stuck = 0;
  while (machine.tick < tick) {
    const before = machine.tick;
    const piece = progress === undefined ? tick : machine.tick + Math.ceil(PROGRESS * machine.ticksPerSecond);
    machine.runUntil(Math.min(tick, piece));
    progress?.();
    stuck = machine.tick === before ? stuck + 1 : 0;
    if (stuck > 1) throw new ReplayError(`The replay does not get beyond tick ${before}; the log goes to ${tick}.`);
  }
  if (machine.tick > tick) {
    throw new ReplayError(
      `The replay is at tick ${machine.tick} where the log has an event at ${tick}: it is damaged.`,
    );
  }
}

function checkFit(session: Session, log: InputLog): void {
  const { machine, config } = session;
  const differs = (what: string, theirs: unknown, ours: unknown): void => {
    const a = canonical(theirs);
    const b = canonical(ours);
    if (a !== b) throw new ReplayError(`The input log is of a machine with ${what} ${a}; this one has ${b}.`);
  };
  differs('id', log.machine, machine.definition.id);
  differs('options', log.options, machine.options);
  differs('cards', log.slots, config.slots ?? {});
  differs('overlays', log.overlays, config.overlays ?? []);
  differs('ROMs', log.roms, romHashes(machine));
  const media = (entries: Iterable<readonly [string, { readonly sha1: string }]>) =>
    Object.fromEntries([...entries].map(([bay, m]) => [bay, m.sha1]));
  differs('media', media(Object.entries(log.media)), media(session.media));
  differs('time', log.start.tick, machine.tick);
  if (log.start.hash !== machine.hash()) {
    throw new ReplayError(
      `The input log begins in another state of ${log.machine} than this one. Load the state that was saved with it.`,
    );
  }
}

/** JSON with the members of an object in alphabetical order. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}
