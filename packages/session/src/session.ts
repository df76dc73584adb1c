import {
  createMachine,
  type Device,
  type InputValue,
  type Machine,
  type MachineConfig,
  type MachineDefinition,
  type MachineEvent,
  type ResetKind,
  type RomSource,
  sha1Hex,
  sha1HexOf,
  splitName,
  suggest,
  type VideoOutput,
} from '@backplane/kernel';
import { type ImageStore, memoryStore } from '@backplane/media';
import type { InputHints, MachineEntry, MediumRequest, OpenedMedium, TerminalSupport } from './catalog.ts';
import { Controller } from './controller.ts';
import { SessionError } from './errors.ts';
import { type HostClock, VirtualClock } from './host-clock.ts';
import type { LogMedium } from './input-log.ts';
import { KeyInput } from './key-input.ts';
import { type ChordStep, inLayout } from './keyboard.ts';
import { type KeyStep, keySequence } from './keys.ts';
import { LineFeed } from './line-feed.ts';
import { Pacer, type Pacing } from './pacing.ts';
import { type Screenshot, screenshotOf } from './picture.ts';
import { Recorder } from './recorder.ts';
import { type Sound, SoundMixer } from './sound.ts';
import { TextWatch } from './text-watch.ts';

/** Why a session stopped running: as the machine's own reasons, or `stopped` by the host, or `found` a text. */
export type SessionStop = 'limit' | 'exit' | 'power-off' | 'jam' | 'stopped' | 'found';

/** What a session is made with, beside the machine itself. */
export interface SessionConfig {
  readonly options?: Readonly<Record<string, unknown>>;
  /** Name of an offered card per slot; null = empty. */
  readonly slots?: Readonly<Record<string, string | null>>;
  readonly overlays?: readonly string[];
  /** Per ROM socket: id of an image, or `sha1:` and the SHA-1 of one that no set lists. */
  readonly romChoices?: Readonly<Record<string, string>>;
  /** Where ROMs are found that do not come with the project. */
  readonly roms?: RomSource;
  /** Wall clock; without one nothing ever waits. */
  readonly clock?: HostClock;
  /** `auto` if absent. */
  readonly pacing?: Pacing;
  /** Factor for real pacing, 1 if absent. */
  readonly speed?: number;
}

/** A medium with its file's bytes. */
export interface SessionMedium extends LogMedium {
  readonly opened: OpenedMedium;
  /** The bytes it was opened from; of a large medium, the plain content of the disk, read when it is asked for. */
  readonly image: Uint8Array;
  /** A large medium: `image` and `sha1` take the time to read all of it. */
  readonly large?: true;
  /** Where the host has it, to find it again. */
  readonly path?: string;
}

/** Limits of a run that waits for something. */
export interface RunLimits {
  /** Emulated seconds from now. */
  readonly seconds?: number;
  /** Ticks from now. */
  readonly ticks?: number;
}

/** Emulated seconds between two looks at the screen or the input queue; part of what a script's result depends on. */
const LOOK = 0.005;
/**
 * Emulated seconds after which the next key is struck even if the guest does not wait for it. Long, because many programs
 * look for a key while they print, and take one as a wish to stop.
 */
const KEY_PATIENCE = 1;
/** Emulated seconds after power-on for which typing waits until a guest that can tell waits for a key. */
const BOOT_PATIENCE = 10;

/**
 * A machine and its host: pacing, input, media, recording. Everything from outside goes through here, so that it can be
 * recorded; what the host asks for while the machine runs takes effect at the end of the slice.
 */
export class Session {
  readonly machine: Machine;
  readonly entry: MachineEntry;
  readonly config: SessionConfig;
  readonly #clock: HostClock;
  readonly #pacer: Pacer;
  readonly #media = new Map<string, SessionMedium>();
  readonly #hinting: readonly (Device & InputHints)[];
  readonly #console: (Device & InputHints) | null;
  readonly #watch: TextWatch;
  /** The keys of the machine, if it has a keyboard. */
  readonly keys: KeyInput | null;
  /** Its joysticks and pads: those for which it has the inputs, with the cards that are in it. */
  readonly controllers: readonly Controller[];
  readonly #sliceListeners: (() => void)[] = [];
  readonly #pictureListeners: (() => void)[] = [];
  readonly #sounds = new Set<SoundMixer>();
  readonly #pending: (() => void)[] = [];
  #recorder: Recorder | null = null;
  #running = false;
  #driving = false;
  #stopWanted = false;
  /** Fed input that waits for the guest. */
  readonly #feed = new LineFeed();
  /** Tick of the last look at which the guest still had unread input. */
  #unreadAt = 0;
  #wake: (() => void) | null = null;

  /**
   * Puts the machine together and applies power. Bays are empty.
   * @throws WiringError, RomError as `createMachine`
   */
  constructor(machine: MachineEntry | MachineDefinition, config: SessionConfig = {}) {
    this.entry = 'definition' in machine ? machine : { definition: machine, summary: machine.title };
    this.config = config;
    this.machine = createMachine<MachineDefinition>(this.entry.definition, machineConfig(config));
    this.#clock = config.clock ?? new VirtualClock();
    const speed = config.speed ?? 1;
    if (!(speed > 0 && Number.isFinite(speed))) throw new SessionError(`A speed of ${speed} is not possible.`);
    this.#pacer = new Pacer(this.#clock, this.machine.ticksPerSecond, config.pacing ?? 'auto', speed);
    const devices: readonly (Device & InputHints)[] = Object.values(this.machine.wired.parts).map((p) => p.device);
    this.#hinting = devices.filter((d) => d.idle !== undefined);
    const terminal = this.entry.terminal;
    this.#console = terminal === undefined ? null : this.#inputDevice(terminal.input);
    this.#watch = new TextWatch(this.machine.screen);
    if (terminal !== undefined) this.machine.onOutput(terminal.output, (value) => this.#watch.receive(value));
    const { keyboard, controllers = [] } = this.entry;
    const host = {
      id: this.entry.definition.id,
      machine: this.machine,
      ticksPerSecond: this.machine.ticksPerSecond,
      tick: () => this.machine.tick,
      between: (action: () => void) => {
        this.#now(action);
        this.#wake?.();
      },
      input: (name: string, value: InputValue) => this.input(name, value),
    };
    this.keys = keyboard === undefined ? null : new KeyInput(inLayout(keyboard, this.machine.options), host);
    const inputs = this.machine.flat.inputs ?? {};
    this.controllers = controllers
      .filter(({ input }) => Object.hasOwn(inputs, input))
      .map((support) => new Controller(support, host));
    // nobody looks yet
    for (const [, video] of this.machine.displays) video.enabled = false;
  }

  #ticks(seconds: number): number {
    return Math.round(seconds * this.machine.ticksPerSecond);
  }

  #inputDevice(input: string): (Device & InputHints) | null {
    const spec = this.machine.flat.inputs?.[input];
    return spec === undefined ? null : (this.machine.wired.parts[splitName(spec.to)[0]]?.device ?? null);
  }

  /** True while the guest only waits for input. */
  get idle(): boolean {
    return this.#hinting.some((d) => d.idle === true);
  }

  /** True if some part can tell whether the guest waits for input. */
  get tellsIdle(): boolean {
    return this.#hinting.length > 0;
  }

  /** Whether `auto` pacing means real time now. Pictures and sound are made for people, who live in real time. */
  get #leisurely(): boolean {
    return this.idle || this.machine.displays.length > 0 || this.machine.sounds.length > 0;
  }

  get pacing(): Pacing {
    return this.#pacer.pacing;
  }

  set pacing(value: Pacing) {
    this.#pacer.pacing = value;
    this.#pacer.begin(this.machine.tick);
    this.#wake?.();
  }

  /** Factor for real pacing. */
  get speed(): number {
    return this.#pacer.speed;
  }

  set speed(value: number) {
    if (!(value > 0 && Number.isFinite(value))) throw new SessionError(`A speed of ${value} is not possible.`);
    this.#pacer.speed = value;
    this.#pacer.begin(this.machine.tick);
  }

  /** The media in the bays. */
  get media(): ReadonlyMap<string, SessionMedium> {
    return this.#media;
  }

  /** The event that ended the last run, or null. */
  get stopEvent(): MachineEvent | null {
    return this.machine.stopEvent;
  }

  /** Calls `listener` after every slice of a run: the place to draw the screen. Returns a function that ends it. */
  onSlice(listener: () => void): () => void {
    return listen(this.#sliceListeners, listener);
  }

  // ---------------------------------------------------------------- pictures and sound

  /** What the machine draws: the first part that draws a picture, or null. */
  get video(): VideoOutput | null {
    return this.machine.displays[0]?.[1] ?? null;
  }

  /**
   * Whether pictures are drawn; at first they are not, which is faster. Never changes what the machine does. What was
   * shown before stays until it is drawn over: a whole picture takes one or two of the machine's frames.
   */
  get drawing(): boolean {
    return this.video?.enabled ?? false;
  }

  set drawing(on: boolean) {
    for (const [, video] of this.machine.displays) video.enabled = on;
  }

  /**
   * Calls `listener` each time a picture is complete, while there are pictures (`drawing`): then `video.pixels` is a
   * whole one. Returns a function that ends it.
   */
  onPicture(listener: () => void): () => void {
    return listen(this.#pictureListeners, listener);
  }

  /**
   * The picture as the beam has left it behind at tick `t`.
   * @param t default: now. A listener of the machine's events gives the event's tick.
   * @throws SessionError if the machine draws no picture, or `drawing` is off
   */
  screenshot(t = this.machine.tick): Screenshot {
    const { video } = this;
    if (video === null) throw new SessionError(`${this.entry.definition.id} draws no picture.`);
    if (!video.enabled) throw new SessionError('No picture is drawn. Set `drawing` some time before.');
    video.draw(t);
    return screenshotOf(video);
  }

  /**
   * Begins to listen: the sound of all parts of the machine from now on, mixed, at `rate` samples a second.
   * @throws SessionError if the machine makes no sound; RangeError for a rate that is not a whole number of 8,000–192,000
   */
  openSound(rate: number): Sound {
    const sources = this.machine.sounds.map(([, source]) => source);
    if (sources.length === 0) throw new SessionError(`${this.entry.definition.id} makes no sound.`);
    if (this.#sounds.size > 0) throw new SessionError('Somebody listens already: read the samples once.');
    const sound = new SoundMixer(sources, rate, {
      now: () => this.machine.tick,
      close: () => this.#sounds.delete(sound),
    });
    this.#sounds.add(sound);
    return sound;
  }

  // ---------------------------------------------------------------- from outside

  #now(action: () => void): void {
    if (this.#running) this.#pending.push(action);
    else action();
  }

  /** Gives an input its value. @throws WiringError for an unknown input or a value of the wrong kind */
  input(name: string, value: InputValue): void {
    this.#now(() => {
      this.machine.input(name, value);
      this.#recorder?.input(name, value);
      this.#wake?.();
    });
  }

  /**
   * Makes a medium for a bay from the bytes of a file, or for a large medium (`MediaSupport.large`) from where they lie.
   * @throws SessionError if the machine has no such bay or takes no files; or what the format's reader throws
   */
  openMedium(
    bay: string,
    image: Uint8Array | ImageStore,
    request: Omit<MediumRequest, 'sha1'> & { readonly path?: string },
  ): SessionMedium {
    this.#checkBay(bay);
    const support = this.entry.media;
    if (support === undefined) {
      throw new SessionError(`${this.entry.definition.id} does not say how files become media.`);
    }
    const { name, readOnly = false } = request;
    if (support.large?.takes(bay) === true) {
      const store = image instanceof Uint8Array ? memoryStore(image) : image;
      return largeMedium(support.large.open(bay, store, request), store, request);
    }
    if (!(image instanceof Uint8Array)) {
      throw new SessionError(`"${bay}" takes an image as a whole, not where it lies.`);
    }
    const sha1 = sha1Hex(image);
    const opened = support.open(bay, image, { ...request, sha1 });
    return { opened, image, sha1, name, format: opened.format, readOnly };
  }

  #checkBay(bay: string): void {
    const media = this.machine.flat.media ?? {};
    if (!Object.hasOwn(media, bay)) {
      throw new SessionError(`${this.entry.definition.id} has no medium "${bay}".${suggest(bay, Object.keys(media))}`);
    }
  }

  /** Puts a medium into a bay; null takes out what is there. Set the disk's `onWrite` before. @throws WiringError */
  insert(bay: string, medium: SessionMedium | null): void {
    this.#checkBay(bay);
    this.#now(() => {
      this.machine.insert(bay, medium === null ? null : medium.opened.medium);
      const old = this.#media.get(bay);
      if (old !== undefined) this.#recorder?.unwatch(bay);
      if (medium === null) this.#media.delete(bay);
      else this.#media.set(bay, medium);
      this.#recorder?.insert(bay, medium);
      this.#wake?.();
    });
  }

  /** Changes bytes of the disk in a bay from the host's side (a file in a host folder changed). */
  patch(bay: string, offset: number, bytes: Uint8Array): void {
    const copy = bytes.slice();
    this.#now(() => {
      const disk = this.#media.get(bay)?.opened.disk;
      if (disk === undefined) throw new SessionError(`There is no disk in "${bay}" that could be changed.`);
      disk.patch(offset, copy);
      this.#recorder?.patch(bay, offset, copy);
      this.#wake?.();
    });
  }

  /** Presses RESET, or switches off and on again. Media stay where they are. */
  reset(kind: ResetKind = 'reset'): void {
    this.#now(() => {
      this.#recorder?.reset(kind);
      if (kind === 'power') for (const sound of this.#sounds) sound.beforeJump();
      this.machine.reset(kind);
      if (kind === 'power') this.#jumped();
      this.#pacer.begin(this.machine.tick);
      this.#wake?.();
    });
  }

  /** Time has another origin, or the machine another state: what was timed by the old one is void. */
  #jumped(): void {
    this.keys?.forget();
    for (const controller of this.controllers) controller.forget();
    for (const sound of this.#sounds) sound.afterJump();
  }

  /**
   * Gives the guest console input as it asks for it: a line at a time, the next one when it waits for more (or 1 s after
   * it has fetched the last one). Programs that look for a key to stop their output do not see one too early. Any amount can be fed.
   * @throws SessionError if the machine has no terminal
   */
  feed(bytes: Uint8Array): void {
    if (!Object.hasOwn(this.machine.flat.inputs ?? {}, this.#terminal.input) || bytes.length === 0) return;
    this.#feed.push(bytes);
    this.#wake?.();
  }

  /** Bytes that were fed and that the guest has not been given yet. */
  get fed(): number {
    return this.#feed.length;
  }

  #feedLine(): void {
    if (this.#feed.length === 0) return;
    const { tick } = this.machine;
    if ((this.#console?.pending ?? 0) > 0) {
      this.#unreadAt = tick;
      return;
    }
    if (!this.idle && tick - this.#unreadAt < KEY_PATIENCE * this.machine.ticksPerSecond) return;
    this.#unreadAt = tick;
    this.input(this.#terminal.input, this.#feed.take());
  }

  // ---------------------------------------------------------------- running

  /** Runs to a tick at once, without pacing. Resets that the guest asks for are carried out. */
  runUntil(tick: number): SessionStop {
    const { keys } = this;
    for (;;) {
      keys?.act();
      this.#running = true;
      let reason: ReturnType<Machine['runUntil']>;
      try {
        reason = this.machine.runUntil(Math.min(tick, keys?.next ?? tick));
      } finally {
        this.#running = false;
      }
      while (this.#pending.length > 0) this.#pending.shift()!();
      if (reason === 'reset-request') {
        this.reset('reset');
        continue;
      }
      if (reason !== 'limit') return reason === 'note' ? 'limit' : reason;
      if (this.#stopWanted || this.machine.tick >= tick) return this.#stopWanted ? 'stopped' : 'limit';
    }
  }

  /** Runs some emulated seconds (or ticks) at once, without pacing. */
  runFor(limits: RunLimits): SessionStop {
    this.#stopWanted = false;
    return this.runUntil(this.#limitTick(limits));
  }

  #limitTick(limits: RunLimits): number {
    const { machine } = this;
    const ticks = Math.min(
      limits.ticks ?? Number.POSITIVE_INFINITY,
      Math.round((limits.seconds ?? Number.POSITIVE_INFINITY) * machine.ticksPerSecond),
    );
    if (!(ticks >= 0)) throw new RangeError('A limit is a number of 0 or more.');
    return machine.tick + ticks;
  }

  /** Runs at the chosen pace until the guest ends the run, `stop()` is called or a limit is reached. */
  run(limits: RunLimits = {}): Promise<SessionStop> {
    return this.#drive(
      () => this.#pacer.slice(this.machine.tick, this.#leisurely),
      () => false,
      this.#limitTick(limits),
    );
  }

  /** Ends the run in progress soon: at the next instruction boundary. */
  stop(): void {
    this.#stopWanted = true;
    this.machine.requestStop();
    this.#wake?.();
  }

  async #drive(slice: () => number, until: () => boolean, limitTick: number): Promise<SessionStop> {
    if (this.#driving) throw new SessionError('The session is running already.');
    this.#driving = true;
    this.#stopWanted = false;
    const { machine } = this;
    this.#pacer.begin(machine.tick);
    try {
      for (;;) {
        if (until()) return 'found';
        if (this.#stopWanted) return 'stopped';
        if (machine.tick >= limitTick) return 'limit';
        this.#feedLine();
        const ticks = this.#feed.length > 0 ? Math.min(slice(), Math.round(LOOK * machine.ticksPerSecond)) : slice();
        const pictureEnd = this.#pictureListeners.length > 0 && this.drawing ? this.video!.frameEnd(machine.tick) : 0;
        const sliceEnd = Math.min(limitTick, machine.tick + ticks);
        const picture = pictureEnd > machine.tick && pictureEnd <= sliceEnd;
        const reason = this.runUntil(picture ? pictureEnd : sliceEnd);
        if (picture && machine.tick >= pictureEnd) {
          this.video!.draw(pictureEnd);
          for (const listener of [...this.#pictureListeners]) listener();
        }
        for (const listener of [...this.#sliceListeners]) listener();
        if (reason !== 'limit') return until() ? 'found' : reason;
        const pause = this.#pacer.pause(machine.tick, this.#leisurely && this.#feed.length === 0);
        if (pause >= 0) await this.#pause(pause);
      }
    } finally {
      this.#driving = false;
    }
  }

  async #pause(ms: number): Promise<void> {
    if (ms === 0) return this.#clock.sleep(0);
    await Promise.race([
      this.#clock.sleep(ms),
      new Promise<void>((resolve) => {
        this.#wake = resolve;
      }),
    ]);
    this.#wake = null;
  }

  // ---------------------------------------------------------------- typing and reading

  get #terminal(): TerminalSupport {
    const terminal = this.entry.terminal;
    if (terminal === undefined) {
      throw new SessionError(`${this.entry.definition.id} has no terminal that could be typed on.`);
    }
    return terminal;
  }

  #keyBytes(step: Exclude<KeyStep, { kind: 'wait' }>): Uint8Array {
    if (step.kind === 'character') {
      const code = step.character.codePointAt(0)!;
      if (code > 0xff) {
        throw new SessionError(`The character "${step.character}" is not on this machine's keyboard.`);
      }
      return Uint8Array.of(code);
    }
    // a terminal has no ALT key; ESC before the key is what terminals with a Meta key send
    const alt = step.modifiers.includes('alt');
    const name = alt ? step.name.replace('alt-', '') : step.name;
    const device = this.#console;
    const bytes =
      device === null || this.#terminal.keyBytes === undefined ? null : this.#terminal.keyBytes(device, name);
    if (bytes === null) throw new SessionError(`This machine's keyboard has no key "${step.name}".`);
    return Uint8Array.from(alt ? [0x1b, ...bytes] : bytes);
  }

  /**
   * Checks a key sequence as far as that is possible before it is typed.
   * @throws KeySequenceError, UnknownKeyError
   */
  checkText(text: string): void {
    if (this.keys !== null && this.entry.terminal === undefined) this.keys.table.sequence(text);
    else keySequence(text);
  }

  /**
   * Types a key sequence (see keys.ts) as fast as the guest takes it: the next key is struck when the guest has fetched
   * the last one and waits for more, or 1 s after it has fetched the last one. Text that `runUntilText`
   * looks for afterwards counts from the last key on. On a keyboard of keys, each is held and released by the machine's
   * time; before the first one and after each Enter the guest is waited for if it can tell.
   * @returns `limit` when everything has been typed and fetched within the limits; the reason if the run ended earlier
   * @throws KeySequenceError, UnknownKeyError, SessionError
   */
  async typeText(text: string, limits: RunLimits = {}): Promise<SessionStop> {
    if (this.keys !== null && this.entry.terminal === undefined) {
      return this.#typeKeys(this.keys, this.keys.table.sequence(text), limits);
    }
    const steps = keySequence(text);
    const terminal = this.#terminal;
    const end = this.#limitTick(limits);
    const look = Math.round(LOOK * this.machine.ticksPerSecond);
    const device = this.#console;
    const patience = Math.round(KEY_PATIENCE * this.machine.ticksPerSecond);
    let since = this.machine.tick;
    const ready = (): boolean => {
      if (device?.pending !== undefined && device.pending > 0) {
        since = this.machine.tick;
        return false;
      }
      return this.idle || this.machine.tick - since >= patience;
    };
    for (const step of steps) {
      if (step.kind === 'wait') {
        const ticks = Math.round((step.milliseconds * this.machine.ticksPerSecond) / 1000);
        const reason = await this.run({ ticks: Math.min(ticks, end - this.machine.tick) });
        if (reason !== 'limit') return reason;
        continue;
      }
      const bytes = this.#keyBytes(step);
      const reason = await this.#drive(() => look, ready, end);
      if (reason !== 'found') return reason;
      this.#watch.mark();
      this.input(terminal.input, bytes);
      since = this.machine.tick;
    }
    const fetched = (): boolean => (device?.pending ?? 0) === 0;
    const reason = await this.#drive(() => look, fetched, end);
    return reason === 'found' ? 'limit' : reason;
  }

  async #typeKeys(keys: KeyInput, steps: readonly ChordStep[], limits: RunLimits): Promise<SessionStop> {
    const end = this.#limitTick(limits);
    const look = this.#ticks(LOOK);
    const { machine } = this;
    let since = Math.max(machine.tick, this.#ticks(BOOT_PATIENCE) - this.#ticks(KEY_PATIENCE));
    const ready = (): boolean =>
      keys.idle && (!this.tellsIdle || this.idle || machine.tick - since >= this.#ticks(KEY_PATIENCE));
    const done = (): boolean => keys.idle;
    let fresh = true;
    for (const step of steps) {
      const reason = await this.#drive(() => look, fresh ? ready : done, end);
      if (reason !== 'found') return reason;
      if (step.kind === 'wait') {
        const reason = await this.run({ ticks: Math.min(this.#ticks(step.milliseconds / 1000), end - machine.tick) });
        if (reason !== 'limit' || machine.tick >= end) return reason;
        continue;
      }
      this.#watch.mark();
      keys.strike(step.keys);
      fresh = step.enter;
      since = machine.tick;
    }
    const reason = await this.#drive(() => look, done, end);
    return reason === 'found' ? 'limit' : reason;
  }

  /**
   * Runs until a text appears on the screen or in what the terminal prints. After `typeText` only text that appeared
   * since its last key counts.
   * @returns `found`, or why the run ended without it
   */
  async runUntilText(what: string | RegExp, limits: RunLimits = {}): Promise<SessionStop> {
    if (this.machine.screen === null && this.entry.terminal === undefined) {
      throw new SessionError(`${this.entry.definition.id} shows no text.`);
    }
    this.#watch.forget();
    const look = Math.round(LOOK * this.machine.ticksPerSecond);
    return this.#drive(
      () => look,
      () => this.#watch.find(what),
      this.#limitTick(limits),
    );
  }

  // ---------------------------------------------------------------- recording

  /** True between `record()` and `stopRecording()`. */
  get recording(): boolean {
    return this.#recorder !== null;
  }

  /** Begins an input log. Recording costs nothing while there is no input. @throws SessionError if one is being made */
  record(): void {
    if (this.#recorder !== null) throw new SessionError('A recording is in progress already.');
    this.#recorder = new Recorder(this.machine, this.config, this.#media);
  }

  /** Ends the recording. @throws SessionError if there is none */
  stopRecording(): ReturnType<Recorder['finish']> {
    if (this.#recorder === null) throw new SessionError('No recording is in progress.');
    const log = this.#recorder.finish();
    this.#recorder = null;
    return log;
  }

  // ---------------------------------------------------------------- state

  /** Restores a snapshot of the machine. The bays must hold the media of then. @throws StateError, SessionError */
  load(snapshot: Uint8Array): void {
    if (this.#recorder !== null) throw new SessionError('Stop the recording before loading a state.');
    for (const sound of this.#sounds) sound.beforeJump();
    try {
      this.machine.load(snapshot);
    } finally {
      this.#jumped();
    }
    this.#pacer.begin(this.machine.tick);
    this.#watch.forget();
  }
}

/** A medium whose bytes and SHA-1 are fetched when somebody needs them. */
function largeMedium(
  opened: OpenedMedium,
  store: ImageStore,
  request: Omit<MediumRequest, 'sha1'> & { readonly path?: string },
): SessionMedium {
  const { disk } = opened;
  if (disk === undefined) throw new SessionError('A large medium has a disk.');
  disk.hashBase = store.sha1 ?? sha1HexOf;
  return {
    opened,
    name: request.name,
    format: opened.contentFormat ?? opened.format,
    readOnly: request.readOnly ?? false,
    large: true,
    ...(request.path === undefined ? {} : { path: request.path }),
    get sha1() {
      return disk.baseSha1;
    },
    get image() {
      return disk.baseContent();
    },
  };
}

function listen(listeners: (() => void)[], listener: () => void): () => void {
  listeners.push(listener);
  return () => {
    const i = listeners.indexOf(listener);
    if (i >= 0) listeners.splice(i, 1);
  };
}

/** The part of a session's configuration that makes the machine. */
function machineConfig(config: SessionConfig): MachineConfig {
  return {
    ...(config.options === undefined ? {} : { options: config.options as Record<string, string> }),
    ...(config.slots === undefined ? {} : { slots: config.slots }),
    ...(config.overlays === undefined ? {} : { overlays: config.overlays }),
    ...(config.romChoices === undefined ? {} : { romChoices: config.romChoices }),
    ...(config.roms === undefined ? {} : { roms: config.roms }),
  };
}
