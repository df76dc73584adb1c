/*
 * Conformance of processors against packs of single-instruction tests
 *
 * A pack is a folder of `<opcode>.ndjson.gz` files: a random state, one instruction, the state after it, and what the bus
 * did. The runner knows files, records and comparisons; what a processor's records mean is in its adapter, which lives
 * in the processor's own package as `@backplane/cpu-<name>/conformance`, so that a new processor needs no change here.
 */

/** A record of a pack, as parsed from JSON. */
export type PackRecord = Readonly<Record<string, unknown>>;

/** A row of a bus trace: one clock. */
export type Row = readonly (number | string | null)[];

/** A bus access: clock at which its bus cycle starts (0 = first clock of the test), kind, address, data. */
export type Transfer = readonly [clock: number, kind: string, address: number, data: number];

/** What a test looks at, taken from the record or from the processor. A field that is absent is not compared. */
export interface Outcome {
  /** Registers by the pack's names. */
  readonly registers: Readonly<Record<string, number>>;
  /** Memory bytes. */
  readonly memory: readonly (readonly [address: number, value: number])[];
  /** Length in clocks. */
  readonly clocks: number;
  /** The bus, clock by clock. */
  readonly rows?: readonly Row[];
  /** The bus, access by access. */
  readonly transfers?: readonly Transfer[];
  /** I/O accesses in the pack's own form. */
  readonly ports?: readonly Row[];
}

/** A processor on a bench: executes records one at a time. */
export interface CpuBench {
  /** Loads the record's state, executes one instruction and says what is to be compared. */
  run(record: PackRecord): Outcome;
}

/** What a processor's package tells the runner. */
export interface CpuAdapter {
  /** Name of the processor, which is the name of the pack's folder (`z80`). */
  readonly processor: string;
  /** Ways to execute that must all pass (an observed and a fast one), with what each shows. */
  readonly engines: Readonly<Record<string, { readonly title: string; create(): CpuBench }>>;
  /** What the record expects. */
  expected(record: PackRecord): Outcome;
  /** The record's name for messages. */
  nameOf(record: PackRecord): string;
}

/** One file of a pack. */
export interface PackFile {
  /** Name without extensions: the opcode (`dd_cb____06`). */
  readonly name: string;
  /** Where it is, for messages. */
  readonly path: string;
  /** Its lines. @throws Error saying what is wrong with the file */
  text(): string;
}
