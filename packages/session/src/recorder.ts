import type { InputValue, Machine, ResetKind } from '@backplane/kernel';
import type { DiskMedium, WriteHook } from '@backplane/media';
import { toBase64 } from './base64.ts';
import {
  INPUT_LOG_FORMAT,
  INPUT_LOG_VERSION,
  type InputLog,
  type LogEvent,
  type LogMedium,
  toLogValue,
} from './input-log.ts';
import type { SessionConfig, SessionMedium } from './session.ts';

/** A medium as logs and state files name it. */
export function logMedium(medium: SessionMedium): LogMedium {
  const { name, format, sha1, readOnly } = medium;
  return { name, format, sha1, readOnly };
}

/** SHA-1 per ROM socket. */
export function romHashes(machine: Machine): Record<string, string> {
  return Object.fromEntries(Object.entries(machine.wired.roms).map(([name, rom]) => [name, rom.sha1]));
}

/** Puts a hook in front of a disk's own. Returns a function that takes it away again. */
export function hookWrites(disk: DiskMedium, make: (inner: WriteHook | undefined) => WriteHook): () => void {
  const inner = disk.onWrite;
  const hook = make(inner);
  disk.onWrite = hook;
  return () => {
    if (disk.onWrite === hook) disk.onWrite = inner;
  };
}

/** Writes an input log while a session runs. */
export class Recorder {
  readonly #machine: Machine;
  readonly #head: Omit<InputLog, 'events' | 'end'>;
  readonly #events: LogEvent[] = [];
  readonly #writes = new Map<string, number>();
  readonly #unhook = new Map<string, () => void>();

  constructor(machine: Machine, config: SessionConfig, media: ReadonlyMap<string, SessionMedium>) {
    this.#machine = machine;
    this.#head = {
      format: INPUT_LOG_FORMAT,
      version: INPUT_LOG_VERSION,
      machine: machine.definition.id,
      options: machine.options,
      slots: config.slots ?? {},
      overlays: config.overlays ?? [],
      roms: romHashes(machine),
      media: Object.fromEntries([...media].map(([bay, medium]) => [bay, logMedium(medium)])),
      start: { tick: machine.tick, hash: machine.hash() },
    };
    for (const [bay, medium] of media) this.#watch(bay, medium);
  }

  #watch(bay: string, medium: SessionMedium): void {
    const disk = medium.opened.disk;
    if (disk === undefined) return;
    const unhook = hookWrites(disk, (inner) => (sector, offset, data) => {
      const write = (this.#writes.get(bay) ?? 0) + 1;
      this.#writes.set(bay, write);
      let kept = true;
      try {
        kept = inner === undefined || inner(sector, offset, data) !== false;
      } catch {
        kept = false;
      }
      if (!kept) this.#events.push({ kind: 'refuse', bay, write });
      return kept;
    });
    this.#unhook.set(bay, unhook);
  }

  input(name: string, value: InputValue): void {
    this.#events.push({ tick: this.#machine.tick, kind: 'input', name, value: toLogValue(value) });
  }

  insert(bay: string, medium: SessionMedium | null): void {
    const event = { tick: this.#machine.tick, kind: 'insert', bay } as const;
    this.#events.push({ ...event, medium: medium === null ? null : logMedium(medium) });
    if (medium !== null) this.#watch(bay, medium);
  }

  unwatch(bay: string): void {
    this.#unhook.get(bay)?.();
    this.#unhook.delete(bay);
  }

  patch(bay: string, offset: number, bytes: Uint8Array): void {
    this.#events.push({ tick: this.#machine.tick, kind: 'patch', bay, offset, base64: toBase64(bytes) });
  }

  /** A reset that is about to be carried out. */
  reset(kind: ResetKind): void {
    this.#events.push({ tick: this.#machine.tick, kind: 'reset', reset: kind });
  }

  finish(): InputLog {
    for (const unhook of this.#unhook.values()) unhook();
    return {
      ...this.#head,
      events: this.#events,
      end: { tick: this.#machine.tick, hash: this.#machine.hash() },
    };
  }
}
