import { AddressSpace, type BusObserver, type IoTarget, PortSpace, Scheduler } from '@backplane/kernel';
import { type StandaloneZ80, standaloneZ80 } from './standalone.ts';

/*
 * How the Z80 runs the records of a conformance pack
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
  readonly ports?: readonly Row[];
}

interface State {
  readonly ram: readonly (readonly [number, number])[];
}

interface Z80Record extends PackRecord {
  readonly name: string;
  readonly initial: State & Readonly<Record<string, number>>;
  readonly final: State & Readonly<Record<string, number>>;
  readonly cycles: readonly Row[];
  readonly ports?: readonly Row[];
}

/** The pack's register names where they differ from the core's. */
const NAMES: Readonly<Record<string, string>> = { af_: "af'", bc_: "bc'", de_: "de'", hl_: "hl'" };

function z80Record(record: PackRecord): Z80Record {
  const { initial, final, cycles } = record;
  if (!isState(initial) || !isState(final) || !Array.isArray(cycles)) {
    throw new Error('it lacks "initial", "final" or "cycles"');
  }
  if (!registersOf(initial as object).some(([name]) => name === 'wz')) throw new Error('it lacks Z80 registers');
  return record as Z80Record;
}

function isState(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Array.isArray((value as { ram?: unknown }).ram);
}

const registersOf = (state: object): [string, number][] =>
  Object.entries(state).filter((e): e is [string, number] => typeof e[1] === 'number');

/** One bus cycle as the observed engine reports it. */
interface BusEvent {
  readonly kind: string;
  readonly address: number;
  readonly data: number;
  readonly cycle: number;
  readonly refresh: number;
}

/** Spells bus cycles out T-state by T-state in the pack's form: `[address, data, pins]`. */
export function rowsOf(events: readonly BusEvent[], clocks: number): Row[] {
  const rows: Row[] = [];
  let bus = 0;
  const idleTo = (clock: number) => {
    while (rows.length < clock) rows.push([bus, null, '----']);
  };
  for (const { kind, address, data, cycle, refresh } of events) {
    idleTo(cycle);
    bus = address;
    rows.push([bus, null, '----']);
    switch (kind) {
      case 'fetch':
        // the refresh address follows in T3; the pack shows the opcode there
        rows.push([bus, null, 'r-m-'], [refresh, data, '----']);
        bus = refresh;
        break;
      case 'read':
        rows.push([bus, null, 'r-m-'], [bus, data, '----']);
        break;
      case 'write':
        rows.push([bus, data, '-wm-']);
        break;
      case 'in':
        rows.push([bus, null, '----'], [bus, null, 'r--i'], [bus, data, '----']);
        break;
      case 'out':
        rows.push([bus, null, '----'], [bus, data, '-w-i']);
        break;
      default:
        break;
    }
  }
  idleTo(clocks);
  return rows;
}

/** The accesses in a trace, each with the clock in which its bus cycle starts. */
export function transfersOf(rows: readonly Row[]): Transfer[] {
  const out: Transfer[] = [];
  rows.forEach(([address, data, pins], n) => {
    switch (pins) {
      case 'r-m-':
        out.push([n - 1, 'read', Number(address), Number(rows[n + 1]![1])]);
        break;
      case '-wm-':
        out.push([n - 1, 'write', Number(address), Number(data)]);
        break;
      case 'r--i':
        out.push([n - 2, 'in', Number(address), Number(rows[n + 1]![1])]);
        break;
      case '-w-i':
        out.push([n - 2, 'out', Number(address), Number(data)]);
        break;
      default:
        break;
    }
  });
  return out;
}

/** Common to the engines: loading, one instruction, reading back. */
abstract class Bench {
  protected readonly bench: StandaloneZ80;
  protected readonly portLog: Row[] = [];
  #portValue = 0xff;

  constructor(space: AddressSpace | null, scheduler: Scheduler) {
    const ports = new PortSpace('ports', 0xffff, scheduler);
    const io: IoTarget = {
      read: (offset, t) => {
        this.portLog.push([offset, this.#portValue, 'r']);
        this.transferred(t, 'in', offset, this.#portValue);
        return this.#portValue;
      },
      write: (offset, value, t) => {
        this.portLog.push([offset, value, 'w']);
        this.transferred(t, 'out', offset, value);
      },
      peek: () => 0xff,
    };
    ports.map({ from: 0, to: 0xffff, name: 'pack', io });
    this.bench = standaloneZ80(space === null ? { scheduler, ports } : { scheduler, ports, space });
  }

  /** Told of accesses to devices. */
  protected transferred(_t: number, _kind: string, _address: number, _data: number): void {}
  /** Sets all memory to 0 and then `ram`. */
  protected abstract fill(ram: State['ram']): void;
  protected abstract byteAt(address: number): number;
  protected begin(): void {}
  /** What this engine shows of the bus. */
  protected abstract bus(start: number, clocks: number): Partial<Outcome>;

  run(packRecord: PackRecord): Outcome {
    const record = z80Record(packRecord);
    const { cpu } = this.bench;
    this.fill(record.initial.ram);
    for (const [name, value] of registersOf(record.initial)) cpu.setRegister(NAMES[name] ?? name, value);
    cpu.setRegister('halted', 0);
    this.portLog.length = 0;
    this.#portValue = Number(record.ports?.[0]?.[1] ?? 0xff);
    this.begin();
    const start = cpu.cycles;
    cpu.step();
    const registers: Record<string, number> = {};
    for (const [name] of registersOf(record.final)) registers[name] = cpu.getRegister(NAMES[name] ?? name);
    const clocks = cpu.cycles - start;
    const memory = record.final.ram.map(([address]) => [address, this.byteAt(address)] as const);
    return { registers, memory, clocks, ports: [...this.portLog], ...this.bus(start, clocks) };
  }
}

/** RAM everywhere, the bench's usual memory. */
abstract class RamBench extends Bench {
  protected override fill(ram: State['ram']): void {
    const { memory, writeBase } = this.bench.space;
    const at = writeBase[0]!;
    memory.fill(0, at, at + 0x10000);
    for (const [address, value] of ram) memory[at + address] = value;
  }

  protected override byteAt(address: number): number {
    return this.bench.space.peek(address);
  }
}

/** The exact engine under observation: every row. */
class ObservedBench extends RamBench {
  readonly #events: BusEvent[] = [];

  constructor() {
    super(null, new Scheduler());
    const observer: BusObserver = {
      bus: (kind, address, data, cycle, refresh) => this.#events.push({ kind, address, data, cycle, refresh }),
    };
    this.bench.cpu.observe(observer);
  }

  protected override begin(): void {
    this.#events.length = 0;
  }

  protected override bus(start: number, clocks: number): Partial<Outcome> {
    return {
      rows: rowsOf(
        this.#events.map((e) => ({ ...e, cycle: e.cycle - start })),
        clocks,
      ),
    };
  }
}

/** The fast engine over RAM: state, length and port accesses. */
class FastBench extends RamBench {
  constructor() {
    super(null, new Scheduler());
  }

  protected override bus(): Partial<Outcome> {
    return {};
  }
}

/** The exact engine over memory that is nothing but devices: every access with its address and time. */
class DeviceBench extends Bench {
  readonly #bytes: Uint8Array;
  readonly #transfers: Transfer[];

  constructor() {
    const scheduler = new Scheduler();
    const bytes = new Uint8Array(0x10000);
    const transfers: Transfer[] = [];
    const space = new AddressSpace('memory', 16, scheduler);
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
    super(space, scheduler);
    this.#bytes = bytes;
    this.#transfers = transfers;
  }

  protected override transferred(t: number, kind: string, address: number, data: number): void {
    this.#transfers.push([t, kind, address, data]);
  }

  protected override fill(ram: State['ram']): void {
    this.#bytes.fill(0);
    for (const [address, value] of ram) this.#bytes[address] = value;
  }

  protected override byteAt(address: number): number {
    return this.#bytes[address]!;
  }

  protected override begin(): void {
    this.#transfers.length = 0;
  }

  protected override bus(start: number): Partial<Outcome> {
    const first = this.bench.clock.tickOf(start);
    return { transfers: this.#transfers.map(([t, ...rest]) => [t - first, ...rest] as const) };
  }
}

/** The adapter of the Z80, for `testCpu` and `npm run conformance`. */
export const conformance = {
  processor: 'z80',
  engines: {
    observed: { title: 'every T-state of the observed bus', create: () => new ObservedBench() },
    fast: { title: 'state and length on the fast engine', create: () => new FastBench() },
    devices: { title: 'order and time of all accesses to devices', create: () => new DeviceBench() },
  },
  nameOf: (record: PackRecord): string => String(record.name),
  expected(packRecord: PackRecord): Outcome {
    const record = z80Record(packRecord);
    return {
      registers: Object.fromEntries(registersOf(record.final)),
      memory: record.final.ram,
      clocks: record.cycles.length,
      rows: record.cycles,
      transfers: transfersOf(record.cycles),
      ports: record.ports ?? [],
    };
  },
};
