import { compose, type SlotChoices } from './compose.ts';
import type { DevicesOf, MachineDefinition, OptionsFor, OptionValue } from './define.ts';
import type { Device, InputValue, MachineEvent, ResetKind, TextScreen } from './device.ts';
import { StateError, WiringError } from './errors.ts';
import type { OutputPin } from './line.ts';
import { resolveOptions } from './options.ts';
import type { InputInfo } from './part.ts';
import type { AudioSource, VideoOutput } from './picture.ts';
import type { Processor } from './processor.ts';
import { NO_ROMS, type RomSource } from './rom.ts';
import { Scheduler } from './scheduler.ts';
import { loadState, type StateIo, saveState, sha1Hex } from './state.ts';
import { suggest } from './suggest.ts';
import { Timeline } from './timeline.ts';
import { processorsOf, splitName, type Wired, wire } from './wire.ts';

/** What a profile chooses. */
export interface MachineConfig<D extends MachineDefinition = MachineDefinition> {
  readonly options?: OptionsFor<D>;
  readonly slots?: SlotChoices;
  readonly overlays?: readonly string[];
  /** Image per ROM socket, by image id. */
  readonly romChoices?: Readonly<Record<string, string>>;
  /** Where ROMs are found that do not come with the project. */
  readonly roms?: RomSource;
}

/** Why a run ended: the limit was reached, or the guest ended it. */
export type StopReason = 'limit' | MachineEvent['kind'];

type ByteListener = (value: number, t: number) => void;

/** A reader of a line may look back by so many cycles of the slowest clock: transitions that recent are state. */
const LOOK_BACK = 8;

/**
 * A machine brought to life. Deterministic: equal definitions, options, media and inputs at equal ticks give equal
 * states, however the run is sliced.
 */
export class Machine<D extends MachineDefinition = MachineDefinition> {
  readonly definition: D;
  /** Resolved option values. */
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly scheduler = new Scheduler();
  readonly wired: Wired;
  /** Devices by part name. */
  readonly parts: DevicesOf<D>;
  readonly processors: readonly Processor[];
  readonly #flat: MachineDefinition;
  /** The part whose screen is the machine's. */
  readonly #screen: Device | undefined;
  readonly #timeline: Timeline;
  readonly #eventListeners: ((event: MachineEvent) => void)[] = [];
  readonly #outputListeners = new Map<string, readonly ByteListener[]>();
  #tick = 0;
  #stopEvent: MachineEvent | null = null;
  /** A stop event was told between runs; the next run ends with it at once. */
  #stopPending = false;
  #running = false;

  /**
   * Wires a machine and applies power.
   * @throws WiringError, RomError
   */
  constructor(definition: D, config: MachineConfig<D> = {}) {
    this.definition = definition;
    this.#flat = compose(definition, config.slots, config.overlays);
    this.options = resolveOptions(this.#flat, config.options as Record<string, unknown> | undefined);
    const streams = new Map<string, string[]>();
    for (const [name, spec] of Object.entries(this.#flat.outputs ?? {})) {
      streams.set(spec.from, [...(streams.get(spec.from) ?? []), name]);
    }
    this.wired = wire(this.#flat, this.options, {
      scheduler: this.scheduler,
      roms: config.roms ?? NO_ROMS,
      romChoices: config.romChoices ?? {},
      emit: (event) => this.#emit(event),
      output: (partId, name, value, t) => {
        for (const stream of streams.get(`${partId}.${name}`) ?? []) {
          for (const listener of this.#outputListeners.get(stream) ?? []) listener(value, t);
        }
      },
    });
    this.parts = Object.fromEntries(
      Object.entries(this.wired.parts).map(([id, p]) => [id, p.device]),
    ) as unknown as DevicesOf<D>;
    this.processors = processorsOf(this.wired).map((p) => p.device);
    if (this.processors.length === 0) {
      throw new WiringError(`${definition.id} has no processor. Add a part whose type is one.`);
    }
    this.#timeline = new Timeline(this.wired, this.scheduler);
    this.#checkNames();
    this.#screen =
      this.#flat.screen === undefined
        ? Object.values(this.wired.parts).find((p) => p.device.screen !== undefined)?.device
        : this.part(this.#flat.screen);
    this.reset('power');
  }

  #checkNames(): void {
    const check = (
      kind: string,
      table: Readonly<Record<string, string>>,
      has: (part: string, name: string) => boolean,
    ) => {
      for (const [name, target] of Object.entries(table)) {
        const [partId, rest] = splitName(target);
        if (!Object.hasOwn(this.wired.parts, partId)) {
          throw new WiringError(
            `${kind} "${name}" names part "${partId}".${suggest(partId, Object.keys(this.wired.parts))}`,
          );
        }
        if (!has(partId, rest)) {
          const type = this.wired.parts[partId]!.place.type;
          throw new WiringError(`${kind} "${name}": ${type.type} "${partId}" has no ${kind.toLowerCase()} "${rest}".`);
        }
      }
    };
    const table = <T>(entries: Readonly<Record<string, T>> | undefined, pick: (t: T) => string) =>
      Object.fromEntries(Object.entries(entries ?? {}).map(([k, v]) => [k, pick(v)]));
    const type = (partId: string) => this.wired.parts[partId]!.place.type;
    const takes = (partId: string, method: 'input' | 'insert', what: string): boolean => {
      if (typeof this.wired.parts[partId]!.device[method] === 'function') return true;
      throw new WiringError(`${type(partId).type} declares ${what}, but has no method \`${method}\` for them.`);
    };
    check(
      'Input',
      table(this.#flat.inputs, (i) => i.to),
      (p, n) => Object.hasOwn(type(p).inputs ?? {}, n) && takes(p, 'input', 'inputs'),
    );
    check(
      'Output',
      table(this.#flat.outputs, (o) => o.from),
      (p, n) => Object.hasOwn(type(p).outputs ?? {}, n),
    );
    check(
      'Bay',
      table(this.#flat.media, (m) => m.bay),
      (p, n) => Object.hasOwn(type(p).bays ?? {}, n) && takes(p, 'insert', 'bays'),
    );
    const { screen } = this.#flat;
    if (screen !== undefined && this.part(screen).screen === undefined) {
      throw new WiringError(
        `The screen of ${this.definition.id} is part "${screen}", a ${type(screen).type}: it has none.`,
      );
    }
  }

  /** The definition with overlays and cards merged in. */
  get flat(): MachineDefinition {
    return this.#flat;
  }

  /** Now, in ticks since power-on. */
  get tick(): number {
    return this.#tick;
  }

  /** The master crystal, in Hz. */
  get ticksPerSecond(): number {
    return this.wired.ticksPerSecond;
  }

  /** Emulated seconds since power-on. */
  get seconds(): number {
    return this.#tick / this.wired.ticksPerSecond;
  }

  /** The first processor. */
  get processor(): Processor {
    return this.processors[0]!;
  }

  /** True if several processors take turns because of how they are wired; see the head of timeline.ts. */
  get lockstep(): boolean {
    return this.#timeline.lockstep;
  }

  /** The text of the machine's screen, if it has one. */
  get screen(): TextScreen | null {
    return this.#screen?.screen ?? null;
  }

  /** Pictures of all parts that draw one, by part name, in the order of the definition. */
  get displays(): readonly (readonly [part: string, video: VideoOutput])[] {
    return this.#having('video');
  }

  /** Sound of all parts that make some, by part name, in the order of the definition. */
  get sounds(): readonly (readonly [part: string, audio: AudioSource])[] {
    return this.#having('audio');
  }

  #having<K extends 'video' | 'audio'>(what: K): readonly (readonly [string, NonNullable<Device[K]>])[] {
    return Object.entries(this.wired.parts).flatMap(([id, { device }]) => {
      const has = device[what];
      return has === undefined ? [] : [[id, has] as const];
    });
  }

  /** A device by name. @throws WiringError with the nearest name */
  part(name: string): Device {
    return this.#named(this.wired.parts, name, 'part').device;
  }

  // ---------------------------------------------------------------- running

  /** Runs `ticks` ticks. Returns why it stopped. See `runUntil`. */
  run(ticks: number): StopReason {
    return this.runUntil(this.#tick + ticks);
  }

  /**
   * Runs until tick `target` (rounded up to a whole tick), or until the guest ends the run (see `stopEvent`). After a
   * stop, `tick` is where the furthest processor had come to, and the others are brought there: with several processors
   * that may be beyond `target` or some way after the event. A target in the past does nothing.
   * @throws RangeError if the target is not a number below 2^53; Error if the machine is running already
   */
  runUntil(target: number): StopReason {
    this.#checkIdle('run');
    if (!(Math.abs(target) <= Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`A run needs a target tick below 2^53, not ${target}.`);
    }
    if (this.#stopPending) {
      this.#stopPending = false;
      return this.#stopEvent!.kind;
    }
    this.#stopEvent = null;
    this.#timeline.stopRequested = false;
    this.#running = true;
    try {
      this.#tick = this.#timeline.run(this.#tick, Math.ceil(target));
    } finally {
      this.#running = false;
    }
    return this.stopEvent?.kind ?? 'limit';
  }

  /** Time, state and inputs belong to the host between runs: inside a run, processors stand at different ticks. */
  #checkIdle(what: string): void {
    if (!this.#running) return;
    throw new Error(`A listener cannot ${what} the machine while it runs. Call requestStop, and do it after the run.`);
  }

  /** The event that ended the last run, or null. */
  get stopEvent(): MachineEvent | null {
    return this.#stopEvent;
  }

  /** Ends the run in progress at the next instruction boundary. For listeners that watch for something. */
  requestStop(): void {
    this.#timeline.requestStop();
  }

  /**
   * Resets all devices. `power` also fills RAM as at power-on and starts time again at 0; media stay where they are.
   * @throws Error if the machine is running
   */
  reset(kind: ResetKind = 'reset'): void {
    this.#checkIdle('reset');
    this.#stopEvent = null;
    this.#stopPending = false;
    if (kind === 'power') {
      this.#tick = 0;
      this.scheduler.clear();
      for (const clock of Object.values(this.wired.clocks)) clock.reset();
      for (const space of Object.values(this.wired.spaces)) space.select(0);
      for (const line of Object.values(this.wired.lines)) line.clear();
      for (const p of Object.values(this.wired.parts)) for (const pin of Object.values(p.out)) pin.clear();
      for (const r of this.wired.ram) {
        const bytes = this.wired.spaces[r.space]!.memory.subarray(r.at, r.at + r.size);
        if (typeof r.powerOn === 'number') bytes.fill(r.powerOn);
        else for (let i = 0; i < bytes.length; i++) bytes[i] = r.powerOn(i);
      }
    }
    for (const p of Object.values(this.wired.parts)) p.device.reset(kind, this.#tick);
  }

  // ---------------------------------------------------------------- the host's side

  #emit(event: MachineEvent): void {
    if (event.kind !== 'note' && this.#stopEvent === null) {
      this.#stopEvent = event;
      if (this.#running) this.#timeline.requestStop();
      else this.#stopPending = true;
    }
    for (const listener of [...this.#eventListeners]) listener(event);
  }

  /** Calls `listener` for everything the machine tells. Returns a function that ends it. */
  onEvent(listener: (event: MachineEvent) => void): () => void {
    this.#eventListeners.push(listener);
    return () => {
      const i = this.#eventListeners.indexOf(listener);
      if (i >= 0) this.#eventListeners.splice(i, 1);
    };
  }

  /** Calls `listener` for every byte of an output stream. Returns a function that ends it. @throws WiringError */
  onOutput(name: string, listener: ByteListener): () => void {
    this.#named(this.#flat.outputs, name, 'output');
    const change = (edit: (now: readonly ByteListener[]) => readonly ByteListener[]): void => {
      this.#outputListeners.set(name, edit(this.#outputListeners.get(name) ?? []));
    };
    change((now) => [...now, listener]);
    return () => change((now) => now.filter((l) => l !== listener));
  }

  #named<T>(table: Readonly<Record<string, T>> | undefined, name: string, kind: string): T {
    if (table === undefined || !Object.hasOwn(table, name)) {
      throw new WiringError(
        `${this.definition.id} has no ${kind} "${name}".${suggest(name, Object.keys(table ?? {}))}`,
      );
    }
    return table[name]!;
  }

  /**
   * Gives an input its value, now. All host input comes this way, so that a log of (tick, input, value) replays a run.
   * @throws WiringError for an unknown input or a value of the wrong kind; Error if the machine is running
   */
  input(name: string, value: InputValue): void {
    this.#checkIdle('give an input to');
    const spec = this.#named(this.#flat.inputs, name, 'input');
    const [partId, rest] = splitName(spec.to);
    const target = this.wired.parts[partId]!;
    const kind = (target.place.type.inputs as Record<string, InputInfo>)[rest]!.kind;
    const fits =
      kind === 'bytes'
        ? typeof value === 'string' || value instanceof Uint8Array
        : kind === 'button'
          ? typeof value === 'boolean'
          : kind === 'number'
            ? typeof value === 'number' && Number.isFinite(value)
            : typeof value === 'string';
    if (!fits) {
      const given = typeof value === 'object' ? 'bytes' : typeof value === 'number' ? value : `a ${typeof value}`;
      throw new WiringError(`Input "${name}" takes ${INPUT_KINDS[kind]}, not ${given}.`);
    }
    this.scheduler.runUntil(this.#tick);
    target.device.input!(rest, value, this.#tick);
  }

  /**
   * Puts a medium into a bay, now; null takes it out.
   * @throws WiringError for an unknown bay; Error if the machine is running; what the device throws for a medium that
   * does not fit
   */
  insert(name: string, medium: unknown): void {
    this.#checkIdle('change a medium of');
    const spec = this.#named(this.#flat.media, name, 'medium');
    const [partId, rest] = splitName(spec.bay);
    this.scheduler.runUntil(this.#tick);
    this.wired.parts[partId]!.device.insert!(rest, medium, this.#tick);
  }

  // ---------------------------------------------------------------- state

  /** Everything that the future depends on: options and ROMs by name, time, RAM, lines, devices, media overlays. */
  state(io: StateIo): void {
    io.section('machine', 1, (s) => {
      this.#same(s, 'id', this.definition.id);
      this.#same(s, 'options', JSON.stringify(this.options));
      this.#same(
        s,
        'parts',
        Object.entries(this.wired.parts)
          .map(([id, p]) => `${id}:${p.place.type.type}`)
          .join(' '),
      );
      this.#same(
        s,
        'roms',
        Object.entries(this.wired.roms)
          .map(([id, r]) => `${id}:${r.sha1}`)
          .join(' '),
      );
      const tick = s.number('tick', this.#tick);
      if (!Number.isSafeInteger(tick) || tick < 0)
        throw new StateError(`The snapshot is of tick ${tick}: it is damaged.`);
      this.#tick = tick;
    });
    for (const [id, clock] of Object.entries(this.wired.clocks)) io.section(`clock ${id}`, 1, (s) => clock.state(s));
    for (const [id, space] of Object.entries(this.wired.spaces)) {
      io.section(`space ${id}`, 1, (s) => {
        const view = s.string('view', space.views[space.selected]!);
        if (s.loading) {
          const selected = space.views.indexOf(view);
          if (selected < 0)
            throw new StateError(`Space "${id}" has no view "${view}", which the snapshot has in force.`);
          space.select(selected);
        }
        for (const r of this.wired.ram) {
          if (r.space === id) s.bytes(r.name, space.memory.subarray(r.at, r.at + r.size));
        }
      });
    }
    io.section('events', 1, (s) => this.scheduler.state(s));
    for (const [id, p] of Object.entries(this.wired.parts)) {
      io.section(`part ${id}`, p.device.stateVersion, (s) => {
        this.#pins(s, p.id, p.out);
        p.device.state(s);
      });
    }
    io.section('lines', 1, (s) => this.#lines(s));
    if (io.loading) {
      this.scheduler.now = this.#tick;
      for (const p of Object.values(this.wired.parts)) p.device.rederive?.();
    }
  }

  /** The pins that a part asserts, by name: a part may get more pins without a new version. */
  #pins(io: StateIo, part: string, pins: Readonly<Record<string, OutputPin>>): void {
    const names = Object.keys(pins);
    const asserted = io.string('pins', names.filter((n) => pins[n]!.on).join(' '));
    if (!io.loading) return;
    const on = asserted === '' ? [] : asserted.split(' ');
    for (const name of on) {
      if (!names.includes(name))
        throw new StateError(`Part "${part}" has no pin "${name}", which the snapshot asserts.`);
    }
    for (const name of names) pins[name]!.restore(on.includes(name));
  }

  /** What happened on the lines so recently that a processor may still look at it. */
  #lines(io: StateIo): void {
    let slowest = 1;
    for (const { num, den } of Object.values(this.wired.clocks)) slowest = Math.max(slowest, num / den);
    const since = this.#tick - Math.ceil(LOOK_BACK * slowest);
    for (const [id, line] of Object.entries(this.wired.lines)) {
      const text = io.string(id, line.history(since).join(' '));
      if (!io.loading) continue;
      if (!line.restoreHistory(text === '' ? [] : text.split(' ').map(Number))) {
        throw new StateError(`The transitions of line "${id}" make no sense: the snapshot is damaged.`);
      }
    }
  }

  #same(io: StateIo, name: string, mine: string): void {
    const stored = io.string(name, mine);
    if (stored !== mine) {
      throw new StateError(
        `The snapshot is of a machine with ${name} ${stored}; this one has ${mine}. Start it with the same profile.`,
      );
    }
  }

  /** The state as bytes. Only between runs. @throws Error if the machine is running */
  save(): Uint8Array {
    this.#checkIdle('save');
    return saveState(this);
  }

  /**
   * Restores a state saved by a machine of the same definition, options, cards and ROMs, with the same media inserted.
   * A snapshot that does not fit leaves the machine as it was.
   * @throws StateError; Error if the machine is running
   */
  load(bytes: Uint8Array): void {
    this.#checkIdle('load');
    const before = this.save();
    try {
      loadState(this, bytes);
    } catch (error) {
      loadState(this, before);
      throw error;
    }
    this.#stopEvent = null;
    this.#stopPending = false;
  }

  /** SHA-1 of the state: equal for equal machines, in Node and in a browser. */
  hash(): string {
    return sha1Hex(this.save());
  }
}

const INPUT_KINDS: Readonly<Record<InputInfo['kind'], string>> = {
  bytes: 'bytes or text',
  button: 'true or false',
  number: 'a number',
  text: 'a text',
};

/** Wires a machine and applies power. @throws WiringError, RomError */
export function createMachine<const D extends MachineDefinition>(
  definition: D,
  config: MachineConfig<D> = {},
): Machine<D> {
  return new Machine(definition, config);
}
