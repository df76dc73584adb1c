import type { Device } from './device.ts';
import type { AddressSpace } from './space.ts';

/**
 * How finely a processor can be stopped.
 * - `cycle`: never performs a bus access at or after its limit, and can stop in the middle of an instruction.
 * - `instruction`: stops at the first instruction boundary (or repeat step) at or after its limit.
 */
export type Granularity = 'cycle' | 'instruction';

/** One bus cycle as an observer sees it. Cycle numbers are of the processor's own clock. */
export interface BusObserver {
  /**
   * @param kind what the bus does; `fetch` is an opcode fetch where the processor marks it (M1, SYNC), `ack` an
   *   interrupt acknowledge, `halt` a cycle that HALT spends (its data is ignored)
   * @param address as on the address pins
   * @param data the byte (or word) transferred
   * @param cycle number of the cycle in which the bus cycle starts
   * @param extra processor-specific: on the Z80's `fetch` the refresh address
   */
  bus(
    kind: 'fetch' | 'read' | 'write' | 'in' | 'out' | 'ack' | 'halt',
    address: number,
    data: number,
    cycle: number,
    extra: number,
  ): void;
}

/** A value of a register file, for debuggers, tests and conformance runs. */
export interface RegisterInfo {
  /** Data sheet name, lower case (`pc`, `af'`). */
  readonly name: string;
  /** Width in bits. */
  readonly bits: number;
}

/** A line of disassembly. */
export interface Disassembly {
  /** Bytes used. */
  readonly length: number;
  /** In the manufacturer's syntax, numbers as the processor's users write them. */
  readonly text: string;
}

/** A device that drives bus cycles. */
export interface Processor extends Device {
  readonly granularity: Granularity;
  /** Cycles of its own clock since power-on; an exact integer. The next bus cycle starts at or after it. */
  readonly cycles: number;
  /** The memory it sees. */
  readonly space: AddressSpace;
  /**
   * Runs until `cycles >= limit` (see Granularity), or until `stop` lowered the limit.
   * Not re-entrant. Never throws for anything a guest does.
   */
  run(limit: number): void;
  /** While running: lowers the limit to cycle `limit` if that is earlier (an event was armed, the host wants to stop). */
  stop(limit: number): void;
  /** Executes one instruction (with the interrupt entry that may precede it counting as one of its own). */
  step(): void;
  /** Register names, in the order a debugger shows them. */
  readonly registers: readonly RegisterInfo[];
  getRegister(name: string): number;
  /** Sets a register; the value is masked to its width. @throws RangeError for an unknown name */
  setRegister(name: string, value: number): void;
  /** Address of the next instruction. */
  readonly pc: number;
  /** True between instructions (always, for instruction granularity). */
  readonly atBoundary: boolean;
  /** Watches the bus (null ends it). While watched, the processor runs slower but does exactly the same. */
  observe(observer: BusObserver | null): void;
  /** Disassembles at `address` using side-effect-free reads. */
  disassemble(address: number, peek: (address: number) => number): Disassembly;
}
