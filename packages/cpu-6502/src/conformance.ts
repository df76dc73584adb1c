import { AddressSpace, type BusObserver, type IoTarget, Scheduler } from '@backplane/kernel';
import { LONGEST } from './core.ts';
import { runFast } from './generated/fast.ts';
import { type Standalone6502, standalone6502 } from './standalone.ts';

/*
 * How the 6502 runs the records of a conformance pack
 *
 * This is the adapter that the test kit's runner loads by the package's name. Its types are those of
 * `@backplane/testkit`, spelled out here because a processor's package depends on nothing but the kernel.
 */

type PackRecord = Readonly<Record<string, unknown>>;
type Row = readonly (number | string | null)[];
type Transfer = readonly [clock: number, kind: string, address: number, data: number];

interface Outcome {
  readonly registers: Readonly<Record<string, number>>;
  readonly memory: readonly (readonly [address: number, value: number])[];
  readonly clocks: number;
  readonly rows?: readonly Row[];
  readonly transfers?: readonly Transfer[];
}

interface State {
  readonly pc: number;
  readonly s: number;
  readonly a: number;
  readonly x: number;
  readonly y: number;
  readonly p: number;
  readonly ram: readonly (readonly [number, number])[];
}

interface Record6502 extends PackRecord {
  readonly name: string;
  readonly initial: State;
  readonly final: State;
  readonly cycles: readonly (readonly [number, number, string])[];
}

const REGISTERS = ['pc', 's', 'a', 'x', 'y', 'p'] as const;

function record6502(record: PackRecord): Record6502 {
  const { initial, final, cycles } = record;
  if (!isState(initial) || !isState(final) || !Array.isArray(cycles)) {
    throw new Error('it lacks "initial" or "final" with the registers of a 6502, or "cycles"');
  }
  return record as Record6502;
}

function isState(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const state = value as Readonly<Record<string, unknown>>;
  return Array.isArray(state.ram) && REGISTERS.every((name) => typeof state[name] === 'number');
}

/** Common to the engines: loading, one instruction, reading back. */
abstract class Bench {
  protected readonly bench: Standalone6502;

  constructor(space?: AddressSpace) {
    this.bench = standalone6502(space === undefined ? {} : { space });
  }

  protected abstract fill(ram: State['ram']): void;
  protected abstract byteAt(address: number): number;
  /** Executes one instruction. */
  protected execute(): void {
    this.bench.cpu.step();
  }
  /** What this engine shows of the bus. */
  protected abstract bus(start: number): Partial<Outcome>;

  run(packRecord: PackRecord): Outcome {
    const { initial, final } = record6502(packRecord);
    const { cpu } = this.bench;
    this.fill(initial.ram);
    for (const name of REGISTERS) cpu.setRegister(name, initial[name]);
    const start = cpu.cycles;
    this.execute();
    const registers: Record<string, number> = {};
    for (const name of REGISTERS) registers[name] = cpu.getRegister(name);
    const memory = final.ram.map(([address]) => [address, this.byteAt(address)] as const);
    return { registers, memory, clocks: cpu.cycles - start, ...this.bus(start) };
  }
}

/** RAM everywhere, the bench's usual memory. */
abstract class RamBench extends Bench {
  protected override fill(ram: State['ram']): void {
    for (const [address, value] of ram) this.bench.space.poke(address, value);
  }

  protected override byteAt(address: number): number {
    return this.bench.space.peek(address);
  }
}

/** The stepped engine under observation: every cycle. */
class SteppedBench extends RamBench {
  readonly #rows: Row[] = [];

  constructor() {
    super();
    const observer: BusObserver = {
      bus: (kind, address, data, cycle) => {
        this.#rows.push([cycle, address, data, kind === 'write' ? 'write' : 'read']);
      },
    };
    this.bench.cpu.observe(observer);
  }

  protected override execute(): void {
    this.#rows.length = 0;
    super.execute();
  }

  protected override bus(start: number): Partial<Outcome> {
    // there is an access in each cycle: a missing one shows as a row in the wrong place
    return { rows: this.#rows.map(([cycle, ...row], n) => (cycle === start + n ? row : [cycle!, ...row])) };
  }
}

/** One instruction on the fast engine, and by the stepped one what that leaves to it (BRK). */
function executeFast({ cpu }: Standalone6502): void {
  const { core } = cpu;
  // just enough room for the fast engine to begin one instruction
  core.limit = core.now + LONGEST;
  core.refresh();
  runFast(core);
  if (!core.atBoundary) cpu.step();
}

/** The fast engine over RAM: state and length. */
class FastBench extends RamBench {
  protected override execute(): void {
    executeFast(this.bench);
  }

  protected override bus(): Partial<Outcome> {
    return {};
  }
}

/** The fast engine over memory that is nothing but devices: every access with its address and cycle. */
class DeviceBench extends Bench {
  readonly #bytes: Uint8Array;
  readonly #transfers: Transfer[];

  constructor() {
    const bytes = new Uint8Array(0x10000);
    const transfers: Transfer[] = [];
    const space = new AddressSpace('memory', 16, new Scheduler());
    const io: IoTarget = {
      read: (offset, t) => {
        transfers.push([t, 'read', offset, bytes[offset]!]);
        return bytes[offset]!;
      },
      write: (offset, value, t) => {
        transfers.push([t, 'write', offset, value]);
        bytes[offset] = value;
      },
      peek: (offset) => bytes[offset]!,
    };
    space.addView('devices', [{ from: 0, to: 0xffff, name: 'devices', io }]);
    super(space);
    this.#bytes = bytes;
    this.#transfers = transfers;
  }

  protected override fill(ram: State['ram']): void {
    for (const [address, value] of ram) this.#bytes[address] = value;
  }

  protected override byteAt(address: number): number {
    return this.#bytes[address]!;
  }

  protected override execute(): void {
    this.#transfers.length = 0;
    executeFast(this.bench);
  }

  protected override bus(start: number): Partial<Outcome> {
    const first = this.bench.clock.tickOf(start);
    return { transfers: this.#transfers.map(([t, ...rest]) => [t - first, ...rest] as const) };
  }
}

/** The adapter of the 6502, for `testCpu` and `npm run conformance`. */
export const conformance = {
  processor: '6502',
  engines: {
    stepped: { title: 'every cycle of the observed bus', create: () => new SteppedBench() },
    fast: { title: 'state and length on the fast engine', create: () => new FastBench() },
    devices: { title: 'order and time of all accesses to devices on the fast engine', create: () => new DeviceBench() },
  },
  nameOf: (record: PackRecord): string => String(record.name),
  expected(packRecord: PackRecord): Outcome {
    const { final, cycles } = record6502(packRecord);
    return {
      registers: Object.fromEntries(REGISTERS.map((name) => [name, final[name]])),
      memory: final.ram,
      clocks: cycles.length,
      rows: cycles,
      transfers: cycles.map(([address, value, kind], n) => [n, kind, address, value] as const),
    };
  },
};
