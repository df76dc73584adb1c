/**
 * Intel 8086 and 8088: execution unit, bus interface unit with prefetch queue and wait states, disassembler and
 * instruction table.
 *
 * @packageDocumentation
 */
export type { BusHolder, ProcessorBus } from './bus-holder.ts';
export { Core } from './core.ts';
export { disassemble } from './disassemble.ts';
export { FLAG } from './flags.ts';
export { Intel8086, type Intel8086Context, type Intel8086Options, Intel8086Part, Intel8088Part } from './intel8086.ts';
export { type Standalone8086, standalone8086 } from './standalone.ts';
export { type Instruction, lookUp, type Routine, TABLE } from './table.ts';
export type { BusKind, BusTrace } from './trace.ts';
export { INTEL_8086, INTEL_8088, type Variant } from './variants.ts';
