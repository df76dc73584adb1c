import type { Merge } from './line.ts';
import type { AnyPartType, DeviceOf, OptionsOf, PartType, PinNames } from './part.ts';
import type { RomSet } from './rom.ts';
import type { Ratio } from './time.ts';

/*
 * Machines are data
 *
 * A definition names clocks, parts, memory maps, lines, slots, ROMs and media. `defineMachine` checks nothing at run
 * time but infers the keys, so that a line to a pin that does not exist is a compile error; `createMachine` checks
 * everything again, for definitions that come from JSON or from untyped code.
 */

// ---------------------------------------------------------------- options

/** A setting that a profile or the command line can change. */
export type OptionSpec =
  | {
      readonly kind: 'integer';
      readonly title: string;
      readonly default: number;
      readonly min: number;
      readonly max: number;
      /** `Hz` values accept `4M`, `2.5MHz`; `bytes` accept `64K`. */
      readonly unit?: 'Hz' | 'bytes';
    }
  | { readonly kind: 'choice'; readonly title: string; readonly default: string; readonly values: readonly string[] }
  | { readonly kind: 'flag'; readonly title: string; readonly default: boolean }
  | { readonly kind: 'text'; readonly title: string; readonly default: string; readonly maxLength: number };

/** The value of an option. */
export type OptionValue = number | string | boolean;

/** A reference to an option's value, anywhere in a definition. */
export interface OptionRef<K extends string = string> {
  readonly option: K;
  /** Translates a choice. */
  readonly map?: Readonly<Record<string, unknown>>;
}

/** Refers to an option; with `map`, to what its value stands for. */
export function option<const K extends string>(key: K, map?: Readonly<Record<string, unknown>>): OptionRef<K> {
  return map === undefined ? { option: key } : { option: key, map };
}

type OrOption<T, Option extends string = string> = T | OptionRef<Option>;

// ---------------------------------------------------------------- clocks, parts

/** A clock: the crystal divided, or a frequency of its own (another crystal). */
export type ClockSpec<Option extends string = string> =
  | { readonly divide: number; readonly title?: string }
  | { readonly hz: OrOption<number, Option> | Ratio; readonly title?: string };

/** How a part sits in a machine. */
export interface PartPlace<T extends AnyPartType = AnyPartType> {
  readonly type: T;
  /** Clock that feeds it. */
  readonly clock: string;
  /** Memory it sees or switches. */
  readonly space?: string;
  /** Port space it masters. */
  readonly ports?: string;
  /** ROM it holds. */
  readonly rom?: string;
  /** Processor on whose bus it is, in machines with several; found from the maps if absent. */
  readonly processor?: string;
  /**
   * Parts that it is soldered to without a line or a bus between, by the name that its `attach` expects. In a card, a
   * part of the card or a signal of kind `part`.
   */
  readonly peers?: Readonly<Record<string, string>>;
  /** Options for the part, with option references allowed. */
  readonly options?: unknown;
}

type WithRefs<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends readonly unknown[]
    ? T
    : T extends object
      ? { readonly [K in keyof T]: WithRefs<T[K]> | OptionRef }
      : T;

/** Places a part. */
export function part<T extends AnyPartType, const S extends Omit<PartPlace, 'type' | 'options'>>(
  type: T,
  place: S & { readonly options?: WithRefs<OptionsOf<T>> },
): S & { readonly type: T; readonly options?: unknown } {
  return { ...place, type };
}

/** Part places by name. */
export type PartPlaces = Readonly<Record<string, PartPlace>>;

type PinsOf<T> = T extends PartType<infer P, infer _I, infer _J, infer _O, infer _B, infer _Q, infer _D> ? P : never;
type IoOf<T> = T extends PartType<infer _P, infer I, infer _J, infer _O, infer _B, infer _Q, infer _D> ? I : never;
type InputsOf<T> = T extends PartType<infer _P, infer _I, infer J, infer _O, infer _B, infer _Q, infer _D> ? J : never;
type OutputsOf<T> = T extends PartType<infer _P, infer _I, infer _J, infer O, infer _B, infer _Q, infer _D> ? O : never;
type BaysOf<T> = T extends PartType<infer _P, infer _I, infer _J, infer _O, infer B, infer _Q, infer _D> ? B : never;

/** `part.pin` for all pins that drive. */
export type DriverPin<P extends PartPlaces> = {
  [K in keyof P & string]: `${K}.${PinNames<PinsOf<P[K]['type']>, 'out' | 'bus'>}`;
}[keyof P & string];
/** `part.pin` for all pins that read. */
export type ReaderPin<P extends PartPlaces> = {
  [K in keyof P & string]: `${K}.${PinNames<PinsOf<P[K]['type']>, 'in' | 'bus'>}`;
}[keyof P & string];
/** `part.window` for all register windows. */
export type WindowName<P extends PartPlaces> = {
  [K in keyof P & string]: `${K}.${keyof IoOf<P[K]['type']> & string}`;
}[keyof P & string];
type InputName<P extends PartPlaces> = {
  [K in keyof P & string]: `${K}.${keyof InputsOf<P[K]['type']> & string}`;
}[keyof P & string];
type OutputName<P extends PartPlaces> = {
  [K in keyof P & string]: `${K}.${keyof OutputsOf<P[K]['type']> & string}`;
}[keyof P & string];
type BayName<P extends PartPlaces> = {
  [K in keyof P & string]: `${K}.${keyof BaysOf<P[K]['type']> & string}`;
}[keyof P & string];

// ---------------------------------------------------------------- spaces, ports, lines

/** Memory in a space's arena. */
export type RegionSpec<Rom extends string = string, Option extends string = string> =
  | {
      /** Bytes of RAM. */
      readonly ram: OrOption<number, Option>;
      /** Contents at power-on: one value or a function of the offset. 0 if absent. */
      readonly powerOn?: number | ((offset: number) => number);
    }
  | { readonly rom: Rom };

/** A range of a view. */
export interface MapSpec<Region extends string = string, Window extends string = string> {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  /** Memory that answers; with `offset`, from that byte of the region on. */
  readonly region?: Region;
  /** Register window that answers, as `part.window`; with `offset`, from that register on. */
  readonly io?: Window;
  readonly offset?: number;
  /**
   * The region may be smaller than the range, down to nothing: where it then lies. In the rest nothing answers. For RAM
   * of a size that is an option, and sockets that take ROMs of several sizes.
   */
  readonly fit?: 'start' | 'end';
  /** `both` if absent. A ROM region that is mapped for writes ignores them. */
  readonly access?: 'read' | 'write' | 'both';
}

/** An address space. The first view is in force at power-on. */
export interface SpaceSpec<
  Window extends string = string,
  Region extends string = string,
  Rom extends string = string,
  Option extends string = string,
> {
  readonly bits: number;
  /** Value of reads where nothing answers; FFh if absent. */
  readonly openBus?: number;
  readonly regions: Readonly<Record<string, RegionSpec<Rom, Option>>>;
  readonly views: Readonly<Record<string, readonly MapSpec<Region, Window>[]>>;
}

/** A port space. */
export interface PortSpaceSpec<Window extends string = string, PartName extends string = string> {
  /** Address bits that the board decodes, as a mask. */
  readonly decode: number;
  readonly openBus?: number;
  readonly map: readonly {
    readonly from: number;
    readonly to: number;
    readonly io: Window;
    readonly offset?: number;
    /** Address bits that this device decodes, if they are not those of the board. */
    readonly decode?: number;
  }[];
  /** Part that answers interrupt acknowledge cycles; the open bus if absent. */
  readonly acknowledge?: PartName;
}

/** A wire between pins. */
export interface LineSpec<Driver extends string = string, Reader extends string = string> {
  readonly title?: string;
  /** How drivers combine; `any` (wired-OR) if absent. */
  readonly merge?: Merge;
  readonly from: readonly Driver[];
  readonly to: readonly Reader[];
}

// ---------------------------------------------------------------- slots and cards

/** A kind of slot: the signals that a card finds there. Defined by a bus package. */
export interface SlotType {
  readonly id: string;
  readonly title: string;
  /** Signals by name: which kind of thing of the host machine each is bound to. */
  readonly signals: Readonly<Record<string, 'space' | 'ports' | 'line' | 'clock' | 'part'>>;
}

/**
 * A card: a fragment of a machine that plugs into a kind of slot. Names of the bus are the slot type's signals. A card
 * with a processor of its own (a disk drive, a second CPU) brings its clocks and spaces along; where such a name is also
 * a signal's, the card's own is meant.
 */
export interface CardDefinition {
  readonly id: string;
  readonly title: string;
  /** The slot type's id. */
  readonly fits: string;
  /** Crystals of the card's own. */
  readonly clocks?: Readonly<Record<string, ClockSpec>>;
  readonly parts: PartPlaces;
  /** Address spaces that only the card sees. */
  readonly ownSpaces?: Readonly<Record<string, SpaceSpec>>;
  /** Port spaces that only the card sees. */
  readonly ownPorts?: Readonly<Record<string, PortSpaceSpec>>;
  /** Memory that the card brings, by signal of the space in whose ranges it appears. Each has names of its own. */
  readonly regions?: Readonly<Record<string, Readonly<Record<string, RegionSpec>>>>;
  /** Ranges added to the slot's spaces, by signal (in every view). Regions are the card's, or else the machine's. */
  readonly spaces?: Readonly<Record<string, readonly MapSpec[]>>;
  /** Ranges added to the slot's port spaces, by signal. */
  readonly ports?: Readonly<Record<string, PortSpaceSpec['map']>>;
  /** Pins on the slot's lines, by signal. */
  readonly lines?: Readonly<Record<string, { readonly from?: readonly string[]; readonly to?: readonly string[] }>>;
  /** Wires within the card. */
  readonly wires?: Readonly<Record<string, LineSpec>>;
  readonly roms?: Readonly<Record<string, RomSet>>;
  readonly inputs?: Readonly<Record<string, InputSpec>>;
  readonly outputs?: Readonly<Record<string, OutputSpec>>;
  readonly media?: Readonly<Record<string, MediaSpec>>;
}

/** Declares a kind of slot. */
export function defineSlotType<const T extends SlotType>(slot: T): T {
  return slot;
}

/** Declares a card. */
export function defineCard<const T extends CardDefinition>(card: T): T {
  return card;
}

/** A slot of a machine. */
export interface SlotSpec {
  readonly type: SlotType;
  readonly title?: string;
  /** The slot type's signals → names of this machine's spaces, port spaces, lines, clocks and parts. */
  readonly bind: Readonly<Record<string, string>>;
  /** Cards offered here, by the name used in profiles. Others can be passed to createMachine. */
  readonly cards: Readonly<Record<string, CardDefinition>>;
  /** Card that is in the slot unless a profile says otherwise; null = empty. */
  readonly default: string | null;
}

// ---------------------------------------------------------------- inputs, outputs, media

export interface InputSpec<To extends string = string> {
  readonly title: string;
  readonly to: To;
}

export interface OutputSpec<From extends string = string> {
  readonly title: string;
  readonly from: From;
}

export interface MediaSpec<Bay extends string = string> {
  readonly title: string;
  readonly bay: Bay;
  /** Formats that fit, most usual first. */
  readonly formats: readonly string[];
}

// ---------------------------------------------------------------- the machine

/** How well a machine works, told honestly. */
export type Status = 'working' | 'partial' | 'not-working';

/** A definition without inferred names: what the kernel works with. */
export interface MachineDefinition {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly maker?: string;
  readonly status: Status;
  /** Frequency of the master crystal in Hz, an integer. */
  readonly crystal: OrOption<number>;
  readonly options?: Readonly<Record<string, OptionSpec>>;
  readonly clocks: Readonly<Record<string, ClockSpec>>;
  readonly parts: PartPlaces;
  readonly spaces?: Readonly<Record<string, SpaceSpec>>;
  readonly ports?: Readonly<Record<string, PortSpaceSpec>>;
  readonly lines?: Readonly<Record<string, LineSpec>>;
  readonly slots?: Readonly<Record<string, SlotSpec>>;
  readonly roms?: Readonly<Record<string, RomSet>>;
  readonly inputs?: Readonly<Record<string, InputSpec>>;
  readonly outputs?: Readonly<Record<string, OutputSpec>>;
  readonly media?: Readonly<Record<string, MediaSpec>>;
  /** Part whose screen is the machine's. If absent: the first one that has a screen, for machines with video cards. */
  readonly screen?: string;
  /** Named additions that a profile can ask for. */
  readonly overlays?: Readonly<Record<string, Overlay>>;
}

/**
 * A part of a definition that is merged over another; null takes an entry away. Kinds of parts are replaced as a whole.
 */
export type Patch<T> = T extends ((...args: never[]) => unknown) | readonly unknown[] | Uint8Array
  ? T
  : T extends { readonly type: AnyPartType }
    ? { readonly [K in keyof T]?: K extends 'type' ? AnyPartType : T[K] | null }
    : T extends object
      ? { readonly [K in keyof T]?: Patch<T[K]> | null }
      : T;

/** An addition to a machine. */
export interface Overlay {
  readonly title: string;
  readonly patch: Patch<MachineDefinition>;
}

/**
 * Declares a machine. Keys are inferred: clocks, spaces, port spaces, ROMs and pins that are referred to must exist.
 */
export function defineMachine<
  const P extends Readonly<
    Record<
      string,
      PartPlace & {
        readonly clock: NoInfer<C>;
        readonly space?: NoInfer<keyof M & string>;
        readonly ports?: NoInfer<Q>;
        readonly rom?: NoInfer<R>;
      }
    >
  >,
  const C extends string,
  const M extends Readonly<Record<string, SpaceSpec>> = Record<never, never>,
  const Q extends string = never,
  const R extends string = never,
  const O extends Readonly<Record<string, OptionSpec>> = Record<never, never>,
>(
  spec: Omit<
    MachineDefinition,
    | 'crystal'
    | 'parts'
    | 'clocks'
    | 'spaces'
    | 'ports'
    | 'roms'
    | 'lines'
    | 'inputs'
    | 'outputs'
    | 'media'
    | 'screen'
    | 'options'
  > & {
    readonly crystal: OrOption<number, NoInfer<keyof O & string>>;
    readonly clocks: Readonly<Record<C, ClockSpec<NoInfer<keyof O & string>>>>;
    readonly roms?: Readonly<Record<R, RomSet>>;
    readonly spaces?: M & {
      readonly [K in keyof M]: SpaceSpec<
        NoInfer<WindowName<P>>,
        NoInfer<keyof M[K]['regions'] & string>,
        NoInfer<R>,
        NoInfer<keyof O & string>
      >;
    };
    readonly ports?: Readonly<Record<Q, PortSpaceSpec<NoInfer<WindowName<P>>, NoInfer<keyof P & string>>>>;
    readonly parts: P;
    readonly lines?: Readonly<Record<string, LineSpec<NoInfer<DriverPin<P>>, NoInfer<ReaderPin<P>>>>>;
    readonly options?: O;
    readonly inputs?: Readonly<Record<string, InputSpec<NoInfer<InputName<P>>>>>;
    readonly outputs?: Readonly<Record<string, OutputSpec<NoInfer<OutputName<P>>>>>;
    readonly media?: Readonly<Record<string, MediaSpec<NoInfer<BayName<P>>>>>;
    readonly screen?: NoInfer<keyof P & string>;
  },
): TypedDefinition<P, O> {
  return spec as unknown as TypedDefinition<P, O>;
}

/** A definition that knows its parts and options. */
export interface TypedDefinition<P extends PartPlaces, O extends Readonly<Record<string, OptionSpec>>>
  extends Omit<MachineDefinition, 'parts' | 'options'> {
  readonly parts: P;
  readonly options?: O;
}

/** The devices of a definition, by part name. */
export type DevicesOf<D extends MachineDefinition> = {
  readonly [K in keyof D['parts'] & string]: DeviceOf<D['parts'][K]['type']>;
};

/** Values for a definition's options. */
export type OptionsFor<D extends MachineDefinition> = {
  readonly [K in keyof NonNullable<D['options']>]?: ValueOf<NonNullable<D['options']>[K]>;
};

type ValueOf<S> = OptionSpec extends S
  ? OptionValue
  : S extends { readonly kind: 'integer' }
    ? number
    : S extends { readonly kind: 'flag' }
      ? boolean
      : S extends { readonly kind: 'choice'; readonly values: readonly (infer V)[] }
        ? V
        : string;

/**
 * A variant: a definition with some entries replaced. Objects merge key by key, everything else (arrays, parts' types,
 * functions) replaces, null removes.
 */
export function extendMachine<const D extends MachineDefinition, const X extends Patch<MachineDefinition>>(
  base: D,
  patch: X & { readonly id: string; readonly title: string },
): ExtendedDefinition<D, X> {
  return merge(base, patch) as ExtendedDefinition<D, X>;
}

/** A definition with the parts and options of a patch merged in. */
export type ExtendedDefinition<D extends MachineDefinition, X> = Omit<MachineDefinition, 'parts' | 'options'> & {
  readonly parts: MergedParts<D['parts'], X extends { readonly parts: infer Q } ? Q : unknown>;
  readonly options?: MergedOptions<NonNullable<D['options']>, X extends { readonly options: infer Q } ? Q : unknown>;
};

type MergedParts<P extends PartPlaces, Q> = {
  readonly [K in (keyof P | keyof Q) & string as K extends keyof Q
    ? Q[K] extends null
      ? never
      : K
    : K]: K extends keyof Q
    ? Q[K] extends { readonly type: infer T extends AnyPartType }
      ? PartPlace<T>
      : K extends keyof P
        ? P[K]
        : PartPlace
    : K extends keyof P
      ? P[K]
      : PartPlace;
};

type MergedOptions<O extends Readonly<Record<string, OptionSpec>>, Q> = {
  readonly [K in (keyof O | keyof Q) & string as K extends keyof Q
    ? Q[K] extends null
      ? never
      : K
    : K]: K extends keyof Q ? (Q[K] extends OptionSpec ? Q[K] : OptionSpec) : K extends keyof O ? O[K] : OptionSpec;
};

/** Merges a patch over a value without changing either. */
export function merge(base: unknown, patch: unknown): unknown {
  if (!isPlain(patch)) return patch;
  const out: Record<string, unknown> = isPlain(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    // a key of that name in a JSON file would change what the object is
    if (key === '__proto__') continue;
    if (value === null) delete out[key];
    else if (value !== undefined) out[key] = key === 'type' ? value : merge(out[key], value);
  }
  return out;
}

function isPlain(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype;
}
