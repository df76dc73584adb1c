import type { Device, PartContext } from './device.ts';

/**
 * Direction of a pin: `in` is read, `out` is driven, `bus` is an open-collector pin that does both.
 */
export type PinDirection = 'in' | 'out' | 'bus';

/** A register window that a part offers to buses. */
export interface IoInfo {
  /** Addresses it decodes. */
  readonly size: number;
  readonly title?: string;
}

/** A host input that a part takes. */
export interface InputInfo {
  /** `bytes` = a stream of bytes or text, `button` = true/false, `number` = a position or setting, `text` = a string. */
  readonly kind: 'bytes' | 'button' | 'number' | 'text';
  readonly title?: string;
}

/** A stream of bytes that a part hands to the host. */
export interface OutputInfo {
  readonly title?: string;
}

/** A place for a medium in a part. */
export interface BayInfo {
  /** What fits: `disk`, `tape`, `cartridge`, `program` … */
  readonly medium: string;
  readonly title?: string;
}

type Named<T> = Readonly<Record<string, T>>;

/** Names of the pins of some directions. */
export type PinNames<P, D extends PinDirection> = { [K in keyof P & string]: P[K] extends D ? K : never }[keyof P &
  string];

/**
 * A kind of chip, as its data sheet names it, and how to make one. Parts are plain data with one function, so packages
 * can export them and machines can list them.
 */
export interface PartType<
  Pins extends Named<PinDirection> = Named<PinDirection>,
  Io extends Named<IoInfo> = Named<IoInfo>,
  Inputs extends Named<InputInfo> = Named<InputInfo>,
  Outputs extends Named<OutputInfo> = Named<OutputInfo>,
  Bays extends Named<BayInfo> = Named<BayInfo>,
  Options = unknown,
  D extends Device = Device,
> {
  /** Data sheet name (`Z80`, `Intel8259A`). */
  readonly type: string;
  readonly title: string;
  readonly pins?: Pins;
  readonly io?: Io;
  readonly inputs?: Inputs;
  readonly outputs?: Outputs;
  readonly bays?: Bays;
  /** True for devices that drive bus cycles. */
  readonly processor?: boolean;
  /** Makes one. Called once per part while a machine is put together; pins can be listened to, not yet driven. */
  // biome-ignore lint/suspicious/noExplicitAny: the context's pin names follow from the part's own declaration
  create(ctx: PartContext<any, any>, options: Options): D;
}

/** Any part type. */
// biome-ignore lint/suspicious/noExplicitAny: parts of all shapes
export type AnyPartType = PartType<any, any, any, any, any, any, any>;

/** What a part's `create` makes. */
export type DeviceOf<T> = T extends { create(...args: never[]): infer D } ? D : never;

/** The options a part's `create` takes. */
export type OptionsOf<T> = T extends { create(ctx: never, options: infer O): unknown } ? O : never;

/** Declares a part type; the argument is returned as it is, with its names inferred. */
export function definePart<
  const Pins extends Named<PinDirection> = Record<never, never>,
  const Io extends Named<IoInfo> = Record<never, never>,
  const Inputs extends Named<InputInfo> = Record<never, never>,
  const Outputs extends Named<OutputInfo> = Record<never, never>,
  const Bays extends Named<BayInfo> = Record<never, never>,
  Options = Record<never, never>,
  D extends Device = Device,
>(spec: {
  readonly type: string;
  readonly title: string;
  readonly pins?: Pins;
  readonly io?: Io;
  readonly inputs?: Inputs;
  readonly outputs?: Outputs;
  readonly bays?: Bays;
  readonly processor?: boolean;
  create(ctx: PartContext<PinNames<Pins, 'out' | 'bus'>, PinNames<Pins, 'in' | 'bus'>>, options: Options): D;
}): PartType<Pins, Io, Inputs, Outputs, Bays, Options, D> {
  return spec;
}
