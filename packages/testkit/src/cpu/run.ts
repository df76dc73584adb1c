import type { CpuAdapter, CpuBench, Outcome, PackFile, PackRecord, Row, Transfer } from './adapter.ts';

/** A difference between what a record expects and what the processor did. */
export interface Mismatch {
  /** The file's name: the opcode. */
  readonly file: string;
  /** The record's name. */
  readonly test: string;
  /** Engine that differs. */
  readonly engine: string;
  /** Register, `memory 1234h`, `row 5` … */
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

/** Result of one file. */
export interface FileResult {
  readonly file: string;
  readonly tests: number;
  readonly passed: number;
  /** Records with at least one difference on at least one engine. */
  readonly failed: number;
  /** The first differences, at most as many as asked for. */
  readonly mismatches: readonly Mismatch[];
}

/** Runs files of a pack on the engines of an adapter. */
export class PackRunner {
  readonly #adapter: CpuAdapter;
  readonly #benches: [string, CpuBench][];
  readonly #most: number;

  /**
   * @param adapter the processor's
   * @param engines names of engines, all of them if absent
   * @param most differences kept for each file
   * @throws RangeError for an unknown engine
   */
  constructor(adapter: CpuAdapter, engines: readonly string[] = Object.keys(adapter.engines), most = 3) {
    this.#adapter = adapter;
    this.#most = most;
    this.#benches = engines.map((name) => {
      const engine = Object.hasOwn(adapter.engines, name) ? adapter.engines[name] : undefined;
      if (engine === undefined) {
        const known = Object.keys(adapter.engines).join(', ');
        throw new RangeError(`The ${adapter.processor} has no engine "${name}". It has: ${known}.`);
      }
      return [name, engine.create()];
    });
  }

  /**
   * Runs one file.
   * @throws Error naming file and line if a line is not a record
   */
  run(file: PackFile): FileResult {
    const lines = file.text().split('\n');
    const mismatches: Mismatch[] = [];
    let tests = 0;
    let failed = 0;
    lines.forEach((line, n) => {
      if (line === '') return;
      const record = parse(file, line, n + 1);
      tests++;
      if (!this.#runRecord(file, record, n + 1, mismatches)) failed++;
    });
    if (tests === 0) throw new Error(`${file.path} holds no tests. Unpack the pack again.`);
    return { file: file.name, tests, passed: tests - failed, failed, mismatches };
  }

  #runRecord(file: PackFile, record: PackRecord, line: number, mismatches: Mismatch[]): boolean {
    let expected: Outcome;
    try {
      expected = this.#adapter.expected(record);
    } catch (error) {
      throw new Error(
        `${file.path}, line ${line}, is not a ${this.#adapter.processor} test: ${(error as Error).message}. ` +
          `Is this the pack of another processor?`,
      );
    }
    let good = true;
    for (const [engine, bench] of this.#benches) {
      const report = (field: string, wanted: unknown, found: unknown) => {
        good = false;
        if (mismatches.length >= this.#most) return;
        const test = this.#adapter.nameOf(record);
        mismatches.push({ file: file.name, test, engine, field, expected: show(wanted), got: show(found) });
      };
      compare(expected, bench.run(record), report);
    }
    return good;
  }
}

function parse(file: PackFile, line: string, number: number): PackRecord {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch (error) {
    throw new Error(
      `${file.path}, line ${number}, is not JSON (${(error as Error).message}). Fetch or unpack the file again.`,
    );
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new Error(`${file.path}, line ${number}, is not a test record. Fetch or unpack the file again.`);
  }
  return record as PackRecord;
}

type Report = (field: string, expected: unknown, got: unknown) => void;

/** Compares what both sides show. */
export function compare(expected: Outcome, got: Outcome, report: Report): void {
  for (const [name, value] of Object.entries(expected.registers)) {
    if (got.registers[name] !== value) report(name, value, got.registers[name]);
  }
  const memory = new Map(got.memory);
  for (const [address, value] of expected.memory) {
    if (memory.get(address) !== value) report(`memory ${address}`, value, memory.get(address));
  }
  if (got.clocks !== expected.clocks) report('clocks', expected.clocks, got.clocks);
  list('row', expected.rows, got.rows, report);
  list('transfer', expected.transfers, got.transfers, report);
  list('port access', expected.ports, got.ports, report);
}

function list(
  name: string,
  expected: readonly (Row | Transfer)[] | undefined,
  got: readonly (Row | Transfer)[] | undefined,
  report: Report,
): void {
  if (expected === undefined || got === undefined) return;
  const length = Math.max(expected.length, got.length);
  for (let n = 0; n < length; n++) {
    const a = expected[n];
    const b = got[n];
    if (a === undefined || b === undefined || a.length !== b.length || a.some((v, k) => v !== b[k])) {
      report(`${name} ${n}`, a, b);
      return;
    }
  }
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
