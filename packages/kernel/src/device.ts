import type { InputPin, OutputPin } from './line.ts';
import type { AudioSource, VideoOutput } from './picture.ts';
import type { PortSpace } from './ports.ts';
import type { Scheduler } from './scheduler.ts';
import type { AddressSpace, IoTarget } from './space.ts';
import type { StateIo } from './state.ts';
import type { ClockDomain } from './time.ts';

/** Why a device is reset: `power` = power applied (RAM and all state afresh), `reset` = its RESET pin. */
export type ResetKind = 'power' | 'reset';

/** A value that reaches a machine from outside: a level, a position, a text or bytes. */
export type InputValue = number | string | Uint8Array | boolean;

/** A chip or other part of a machine. */
export interface Device {
  /** Version of the layout of `state`, an integer from 1. Raise it when the layout changes, and read the old one. */
  readonly stateVersion: number;
  /** Brings this device, and no other, into its reset condition at tick `t`. */
  reset(kind: ResetKind, t: number): void;
  /** Visits all state that affects the future. One function for both directions. */
  state(io: StateIo): void;
  /** After a load: rebuilds what is derived (page tables, cached line levels). */
  rederive?(): void;
  /** Brings a lazy device up to tick `t`. */
  sync?(t: number): void;
  /**
   * Called once, when all parts exist and before anything runs: the parts that this one is soldered to without a line or
   * a bus between, by the names in its place's `peers`.
   * @throws WiringError if one of them is missing or not what this part needs
   */
  attach?(peers: Readonly<Record<string, Device>>): void;
  /** Register windows by name, as declared by the part's `io`. */
  readonly io?: Readonly<Record<string, IoTarget>>;
  /** Takes an input declared by the part's `inputs`, at tick `t`. */
  input?(name: string, value: InputValue, t: number): void;
  /** Puts a medium into a bay declared by the part's `bays` (null takes it out), at tick `t`. */
  insert?(bay: string, medium: unknown, t: number): void;
  /** Answers an interrupt acknowledge cycle: the byte on the data bus. */
  acknowledge?(t: number): number;
  /** The picture as text, for devices with a screen. */
  readonly screen?: TextScreen;
  /** The picture as pixels, for devices that draw one. */
  readonly video?: VideoOutput;
  /** Sound, for devices that make some. */
  readonly audio?: AudioSource;
}

/** A grid of characters: the text of a screen, for terminals, tests, search, copy and screen readers. */
export interface TextScreen {
  readonly columns: number;
  readonly rows: number;
  /** Unicode code points, row by row. */
  readonly characters: Int32Array;
  /** Attribute bits, cell by cell: see ATTRIBUTE. */
  readonly attributes: Uint8Array;
  /** Cursor column (0-based), or −1 when it is not shown. */
  readonly cursorColumn: number;
  readonly cursorRow: number;
  /** Counts up on every change; not state. */
  readonly revision: number;
  /** Colour of each cell's character and background as indices into `palette`, for screens that have colours. */
  readonly foreground?: Uint8Array;
  readonly background?: Uint8Array;
  /** Colours by index, 0xRRGGBB. */
  readonly palette?: ArrayLike<number>;
  /**
   * False while the picture is not text (a bitmap mode, the screen switched off): the cells are then blank or stale, and
   * a front end shows pixels. True if absent.
   */
  readonly showsText?: boolean;
}

/** Attribute bits of a TextScreen cell. */
export const ATTRIBUTE = { reverse: 1, dim: 2, underline: 4, blink: 8, bold: 16 } as const;

/** Something that a machine tells its host. It never changes what the machine does next. */
export interface MachineEvent {
  /** Tick at which it happened. */
  readonly tick: number;
  /** The part that tells it. */
  readonly source: string;
  /**
   * `exit` = the guest ended the run (`code`), `power-off`, `reset-request`, `jam` = the processor stopped for good,
   * `note` = something worth telling (`text`).
   */
  readonly kind: 'exit' | 'power-off' | 'reset-request' | 'jam' | 'note';
  readonly code?: number;
  readonly text?: string;
}

/** What a part's `create` receives: its place in the machine. */
export interface PartContext<Outputs extends string = string, Inputs extends string = string> {
  /** Name of the part in the machine (`fdc`, `s1.lpt`). */
  readonly id: string;
  /** Its clock. */
  readonly clock: ClockDomain;
  /** The machine's master crystal, in Hz. */
  readonly ticksPerSecond: number;
  readonly scheduler: Scheduler;
  /** Output pins by name; unconnected ones are there too. */
  readonly out: Readonly<Record<Outputs, OutputPin>>;
  /** Input pins by name; unconnected ones read as released. */
  readonly in: Readonly<Record<Inputs, InputPin>>;
  /** The space it masters or sees (`space` of the part), if any. */
  readonly space: AddressSpace | null;
  /** The port space it masters, if any. */
  readonly ports: PortSpace | null;
  /** Bytes of the ROM that the part holds (`rom` of the part), if any. */
  readonly rom: Uint8Array | null;
  /** Tells the host something. Events of kind `exit`, `power-off` and `reset-request` stop the run. */
  emit(event: Omit<MachineEvent, 'tick' | 'source'>, t: number): void;
  /** Hands a byte to the host stream `name`, as declared by the part's `outputs`. */
  output(name: string, value: number, t: number): void;
}
