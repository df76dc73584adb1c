/*
 * Benchmarks of packages
 *
 * A package that has something worth timing exports `benchmarks` from `bench/*.bench.ts`; `npm run bench` finds the
 * files by their names. The package says what to run, the tool does the timing.
 */

/** Something to time. */
export interface Benchmark {
  /** `processor` = a bare core, `machine` = a whole machine. */
  readonly kind: 'processor' | 'machine';
  /** Name of the processor or machine. */
  readonly of: string;
  /** What it runs. */
  readonly name: string;
  /** Frequency of the real thing, in Hz of the processor's clock. */
  readonly hz: number;
  /** Why it cannot run here (a program that is not supplied), or absent. */
  readonly skip?: string;
  /** Puts it together. The result runs at least `cycles` processor cycles and returns how many it ran. */
  prepare(): (cycles: number) => number;
}

/** The same work done by somebody else's emulator. */
export interface PeerBenchmark {
  /** Name and version of the peer. */
  readonly peer: string;
  /** `of` and `name` of the benchmark that it is compared with. */
  readonly of: string;
  readonly name: string;
  prepare(): Promise<(cycles: number) => number>;
}
