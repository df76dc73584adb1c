import {
  AddressSpace,
  type AnyPartType,
  ClockDomain,
  type Device,
  type DeviceOf,
  InputPin,
  type InputValue,
  Line,
  loadState,
  type OptionsOf,
  OutputPin,
  type PartContext,
  type PinDirection,
  PortSpace,
  type Ratio,
  type ResetKind,
  ratio,
  Scheduler,
  StateError,
  type StateIo,
  saveState,
  sha1Hex,
} from '@backplane/kernel';

/** How a device is put on the bench. */
export interface DeviceSetup<T extends AnyPartType = AnyPartType> {
  readonly part: T;
  readonly options?: OptionsOf<T>;
  /** Master crystal in Hz, 1,000,000 if absent. */
  readonly crystal?: number;
  /** Length of the device's clock cycle in ticks, 1 if absent. */
  readonly ticksPerCycle?: Ratio;
  /** Address bits of the space it sees: RAM throughout. No space if absent. */
  readonly spaceBits?: number;
  /** Names of the views of that space, for a device that switches them; `ram` if absent. All show the same RAM. */
  readonly views?: readonly string[];
  /** Gives it a port space, where nothing answers. */
  readonly ports?: boolean;
  /** Bytes of the ROM that it holds. */
  readonly rom?: Uint8Array;
}

/** Ticks for which transitions of pins are state: a device may look back so far. */
const RECENT = 256;

/** What somebody outside of the device noticed. */
export type Observation = string;

/**
 * A device by itself, with everything wired that a part can have: each output to a line of its own, each input to a line
 * that the bench drives, a space of RAM and an empty port space. Its time is what `advance` makes it.
 */
export class DeviceBench<T extends AnyPartType = AnyPartType> {
  readonly device: DeviceOf<T> & Device;
  readonly scheduler = new Scheduler();
  readonly clock: ClockDomain;
  readonly space: AddressSpace | null;
  readonly ports: PortSpace | null;
  readonly out: Readonly<Record<string, OutputPin>>;
  /** Names of the pins that `drive` can drive. */
  readonly inputs: readonly string[];
  /** Everything that left the device, and every register read: what the rest of a machine depends on. */
  readonly observed: Observation[] = [];
  /** What is in the bays, as whoever inserted it calls it. No state: a snapshot is loaded with the same media inserted. */
  readonly media = new Map<string, number>();
  /** Now, in ticks. */
  tick = 0;

  readonly #part: T;
  readonly #drivers: Readonly<Record<string, OutputPin>>;
  readonly #lines: readonly Line[];
  readonly #ram: Uint8Array;

  constructor(setup: DeviceSetup<T>) {
    const { part } = setup;
    this.#part = part;
    this.clock = new ClockDomain('clock', setup.ticksPerCycle ?? ratio(1));
    const out: Record<string, OutputPin> = {};
    const pins: Record<string, InputPin> = {};
    const drivers: Record<string, OutputPin> = {};
    const lines: Line[] = [];
    for (const [name, direction] of Object.entries((part.pins ?? {}) as Record<string, PinDirection>)) {
      const line = new Line(name);
      lines.push(line);
      if (direction !== 'in') {
        out[name] = new OutputPin(`device.${name}`);
        out[name].connect(line);
        line.listen((level, t) => this.observed.push(`${name} ${level ? 'on' : 'off'} ${t}`));
      }
      if (direction !== 'out') {
        drivers[name] = new OutputPin(`bench.${name}`);
        drivers[name].connect(line);
        pins[name] = new InputPin(`device.${name}`);
        pins[name].connect(line);
      }
    }
    this.out = out;
    this.#drivers = drivers;
    this.inputs = Object.keys(drivers);
    this.#lines = lines;
    if (setup.spaceBits === undefined) {
      this.space = null;
      this.#ram = new Uint8Array(0);
    } else {
      this.space = new AddressSpace('space', setup.spaceBits, this.scheduler);
      const size = 2 ** setup.spaceBits;
      const at = this.space.addMemory(size);
      for (const view of setup.views ?? ['ram']) {
        this.space.addView(view, [{ from: 0, to: size - 1, name: 'ram', memory: at }]);
      }
      this.#ram = this.space.memory.subarray(at, at + size);
    }
    this.ports = setup.ports === true ? new PortSpace('ports', 0xffff, this.scheduler) : null;
    const context: PartContext = {
      id: 'device',
      clock: this.clock,
      ticksPerSecond: setup.crystal ?? 1_000_000,
      scheduler: this.scheduler,
      out,
      in: pins,
      space: this.space,
      ports: this.ports,
      rom: setup.rom ?? null,
      emit: (event, t) => this.observed.push(`event ${JSON.stringify(event)} ${t}`),
      output: (name, value, t) => this.observed.push(`output ${name} ${value} ${t}`),
    };
    this.device = part.create(context, (setup.options ?? {}) as OptionsOf<T>);
    this.reset('power');
  }

  /** Resets the device; `power` also the lines, the RAM and time. */
  reset(kind: ResetKind): void {
    if (kind === 'power') {
      this.tick = 0;
      this.scheduler.clear();
      this.clock.reset();
      for (const line of this.#lines) line.clear();
      for (const pin of [...Object.values(this.out), ...Object.values(this.#drivers)]) pin.clear();
      this.#ram.fill(0);
      this.space?.select(0);
    }
    this.device.reset(kind, this.tick);
  }

  /** Lets `ticks` pass: runs events, and brings a lazy device up to date if `sync`. */
  advance(ticks: number, sync = false): void {
    this.tick += ticks;
    this.scheduler.runUntil(this.tick);
    if (sync) this.device.sync?.(this.tick);
  }

  /** Drives one of the device's input pins. */
  drive(pin: string, on: boolean): void {
    this.#drivers[pin]!.drive(on, this.tick);
  }

  read(window: string, offset: number): number {
    const value = this.device.io![window]!.read(offset, this.tick);
    this.observed.push(`read ${window}[${offset}] ${value} ${this.tick}`);
    return value;
  }

  write(window: string, offset: number, value: number): void {
    this.device.io![window]!.write(offset, value, this.tick);
  }

  peek(window: string, offset: number): number {
    return this.device.io![window]!.peek(offset);
  }

  input(name: string, value: InputValue): void {
    this.device.input!(name, value, this.tick);
  }

  /** Puts a medium into a bay, noting it under a number; null takes it out. */
  insert(bay: string, medium: unknown, number = 0): void {
    if (medium === null) this.media.delete(bay);
    else this.media.set(bay, number);
    this.device.insert!(bay, medium, this.tick);
  }

  /** Names and sizes of the register windows. */
  get windows(): readonly (readonly [name: string, size: number])[] {
    return Object.entries((this.#part.io ?? {}) as Record<string, { size: number }>).map(([n, i]) => [n, i.size]);
  }

  state(io: StateIo): void {
    this.tick = io.number('tick', this.tick);
    io.section('clock', 1, (s) => this.clock.state(s));
    io.bytes('ram', this.#ram);
    io.section('events', 1, (s) => this.scheduler.state(s));
    for (const pin of [...Object.values(this.out), ...Object.values(this.#drivers)]) {
      const on = io.bool(pin.name, pin.on);
      if (io.loading) pin.restore(on);
    }
    for (const line of this.#lines) {
      const text = io.string(`history ${line.id}`, line.history(this.tick - RECENT).join(' '));
      if (io.loading && !line.restoreHistory(text === '' ? [] : text.split(' ').map(Number))) {
        throw new StateError(`The transitions of line "${line.id}" make no sense.`);
      }
    }
    io.section('device', this.device.stateVersion, (s) => this.device.state(s));
    if (!io.loading) return;
    this.scheduler.now = this.tick;
    this.device.rederive?.();
  }

  save(): Uint8Array {
    return saveState(this);
  }

  load(bytes: Uint8Array): void {
    loadState(this, bytes);
  }

  hash(): string {
    return sha1Hex(this.save());
  }
}
