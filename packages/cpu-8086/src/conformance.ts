import { AddressSpace, type IoTarget, PortSpace, Scheduler } from '@backplane/kernel';
import { type Row, RowTrace } from './rows.ts';
import { type Standalone8086, standalone8086 } from './standalone.ts';
import { SEGMENT_REGISTERS, WORD_REGISTERS } from './table.ts';

/*
 * How the 8086 runs the records of a conformance pack
 *
 * This is the adapter that the test kit's runner loads by the package's name. Its types are those of
 * `@backplane/testkit`, spelled out here because a processor's package depends on nothing but the kernel.
 */

type PackRecord = Readonly<Record<string, unknown>>;
type PackRow = readonly (number | string | null)[];
type Transfer = readonly [clock: number, kind: string, address: number, data: number];
type Byte = readonly [address: number, value: number];

interface Outcome {
  readonly registers: Readonly<Record<string, number>>;
  readonly memory: readonly Byte[];
  readonly clocks: number;
  readonly rows?: readonly PackRow[];
  readonly transfers?: readonly Transfer[];
}

interface State {
  readonly regs: Readonly<Record<string, number>>;
  readonly ram: readonly Byte[];
  readonly queue: readonly number[];
}

interface Record8086 extends PackRecord {
  readonly name: string;
  readonly bytes: readonly number[];
  readonly initial: State;
  readonly final: State;
  readonly cycles: readonly Row[];
}

function record8086(record: PackRecord): Record8086 {
  const { initial, final, cycles, bytes } = record;
  if (!isState(initial) || !isState(final) || !Array.isArray(cycles) || !Array.isArray(bytes)) {
    throw new Error('it lacks "bytes", "initial", "final" or "cycles"');
  }
  return record as Record8086;
}

function isState(value: unknown): boolean {
  const { regs, ram, queue } = (value ?? {}) as Partial<State>;
  return typeof regs === 'object' && Array.isArray(ram) && Array.isArray(queue);
}

const isPrefix = (byte: number) => (byte & 0xe7) === 0x26 || (byte & 0xfc) === 0xf0;

/** Defined flags after an instruction (the pack's metadata.json, "flags-mask"). */
function flagsMask(opcode: number, reg: number): number {
  const rotate = reg < 4;
  switch (opcode) {
    case 0x27:
    case 0x2f:
      return 0xf7ff;
    case 0x37:
    case 0x3f:
      return 0xf73b;
    case 0x84:
    case 0x85:
    case 0xa8:
    case 0xa9:
      return 0xffef;
    case 0x80:
    case 0x81:
    case 0x82:
    case 0x83:
      return reg === 1 || reg === 4 || reg === 6 ? 0xffef : 0xffff;
    case 0xd0:
    case 0xd1:
      return reg === 6 ? 0xf72a : rotate ? 0xffff : 0xffef;
    case 0xd2:
    case 0xd3:
      return reg === 6 ? 0xf72a : rotate ? 0xf7ff : 0xf7ef;
    case 0xd4:
    case 0xd5:
      return 0xf7ee;
    case 0xf6:
    case 0xf7:
      if (reg < 2) return 0xffef;
      if (reg < 4) return 0xffff;
      return reg < 6 ? 0xff2b : 0xf72a;
    default: {
      const logic = opcode < 0x40 && (opcode & 7) < 6 && [1, 4, 6].includes(opcode >> 3);
      return logic ? 0xffef : 0xffff;
    }
  }
}

/** What of a record cannot be compared. */
interface Masks {
  readonly flags: number;
  /** Addresses of the pushed flags of a divide error, whose undefined bits vary. */
  readonly pushed: readonly number[];
  /** A jump into the instruction's own bytes: the recorder answered fetches there with 90h. */
  readonly selfJump: boolean;
}

function masksOf(record: Record8086): Masks {
  const at = record.bytes.findIndex((byte) => !isPrefix(byte));
  const opcode = record.bytes[at]!;
  const reg = ((record.bytes[at + 1] ?? 0) >> 3) & 7;
  const { regs } = record.initial;
  const after = { ...regs, ...record.final.regs };
  const divides = opcode === 0xd4 || ((opcode & 0xfe) === 0xf6 && reg >= 6);
  const error = divides && after.cs === 0 && after.ip === 0x400;
  const stack = (offset: number) => ((after.ss! << 4) + ((after.sp! + offset) & 0xffff)) & 0xfffff;
  // bytes fetched at the target, with one before an odd one and two under way
  const distance = ((after.ip! - regs.ip!) << 16) >> 16;
  const reach = record.final.queue.length + 3;
  const jumps = (opcode >= 0x60 && opcode < 0x80) || (opcode >= 0xe0 && opcode < 0xe4);
  return {
    flags: flagsMask(opcode, reg),
    pushed: error ? [stack(4), stack(5)] : [],
    selfJump: jumps && distance >= -reach && distance < record.bytes.length,
  };
}

/** Registers and the queue as the pack has them, flags masked. */
function registersOf(state: State['regs'], queue: readonly number[], masks: Masks): Record<string, number> {
  const registers: Record<string, number> = {
    ...state,
    flags: state.flags! & masks.flags,
    'queue length': queue.length,
  };
  if (!masks.selfJump) {
    queue.forEach((byte, n) => {
      registers[`queue ${n}`] = byte;
    });
  }
  return registers;
}

/** Leaves out of the rows what the masks say, and the byte beside a flush, which has no meaning. */
function maskRows(rows: readonly Row[], masks: Masks): Row[] {
  // from T2 of a write, or T3 of a read, until the bus changes
  let hidden = false;
  let address = 0;
  return rows.map((row) => {
    const out = [...row] as [...Row];
    const [, bus, , , , , , status, state, operation] = row;
    if (state === 'T1') {
      hidden = false;
      address = bus;
    }
    if (state === 'T2' && status === 'MEMW' && masks.pushed.includes(address)) hidden = true;
    if (masks.selfJump && state === 'T3' && row[2] === 'CS' && row[3] === 'R--') hidden = true;
    if (hidden) {
      out[1] = bus & 0xf0000;
      out[6] = 0;
    }
    if (operation === 'E') out[10] = 0;
    return out;
  });
}

/** Bytes transferred, in the order of their bus cycles; a word is two. */
function transfersOf(rows: readonly Row[], masks: Masks): Transfer[] {
  const transfers: Transfer[] = [];
  rows.forEach(([, address, , , , bhe, , kind, state], n) => {
    // without its T3 row a fetch has no data
    if (state !== 'T1' || n + 2 >= rows.length) return;
    const data = rows[n + 2]![6];
    const code = kind === 'CODE' && masks.selfJump;
    const push = (at: number, value: number) => {
      const hidden = code || (kind === 'MEMW' && masks.pushed.includes(at));
      transfers.push([n, kind === 'CODE' ? 'MEMR' : kind, at, hidden ? 0 : value]);
    };
    if ((address & 1) === 0) push(address, data & 0xff);
    if (bhe === 0) push(address | 1, data >> 8);
  });
  return transfers;
}

/** Fills memory that a record does not list: the recorder answered fetches there with NOP. */
const FILL = 0x90;
/** Any clock that leaves room for a bus cycle before. */
const START = 100;

/** Common to the engines: loading, one instruction, reading back. */
abstract class Bench {
  protected readonly bench: Standalone8086;

  constructor(bench: Standalone8086) {
    this.bench = bench;
  }

  protected abstract fill(ram: readonly Byte[]): void;
  protected abstract byteAt(address: number): number;
  protected begin(): void {}
  protected abstract bus(record: Record8086, masks: Masks, first: number, last: number): Partial<Outcome>;

  run(packRecord: PackRecord): Outcome {
    const record = record8086(packRecord);
    const masks = masksOf(record);
    const { cpu } = this.bench;
    const { core } = cpu;
    const { regs, ram, queue } = record.initial;
    this.fill(ram);
    WORD_REGISTERS.forEach((name, n) => {
      core.words[n] = regs[name]!;
    });
    SEGMENT_REGISTERS.forEach((name, n) => {
      core.segments[n] = regs[name]!;
    });
    core.ip = regs.ip!;
    core.setFlags(regs.flags!);
    core.base = 0;
    core.t = START;
    core.halted = core.waiting = core.repeating = 0;
    core.loadQueue(queue);
    this.begin();
    cpu.step();
    const last = core.firstByteAt();
    // bytes of a fetch join the queue on its T4, the first of them leaves it on the last row
    const length = core.length + (core.busT4 === last ? core.inflight : 0);
    const left = Array.from({ length: length - 1 }, (_, n) => core.queue[(core.head + 1 + n) & 7]!);
    core.settle(last + 1);
    const state: Record<string, number> = {};
    for (const name of Object.keys(regs)) state[name] = cpu.getRegister(name);
    const hidden = new Set(masks.pushed);
    return {
      registers: registersOf(state, left, masks),
      memory: record.final.ram.map(([a]) => [a, hidden.has(a) ? 0 : this.byteAt(a)] as const),
      clocks: last - START,
      ...this.bus(record, masks, START + 1, last),
    };
  }
}

/** RAM everywhere, the bench's usual memory. */
class RamBench extends Bench {
  protected override fill(ram: readonly Byte[]): void {
    const { memory, writeBase } = this.bench.space;
    const at = writeBase[0]!;
    memory.fill(FILL, at, at + 0x100000);
    for (const [address, value] of ram) memory[at + address] = value;
  }

  protected override byteAt(address: number): number {
    return this.bench.space.peek(address);
  }

  protected override bus(_record: Record8086, _masks: Masks, _first: number, _last: number): Partial<Outcome> {
    return {};
  }
}

/** An engine whose bus is watched: every column of every row. */
class RowBench extends RamBench {
  readonly #trace = new RowTrace();

  constructor(engine: 'event' | 'clocked') {
    super(standalone8086({ engine }));
    this.bench.cpu.watch(this.#trace);
  }

  protected override begin(): void {
    this.#trace.clear();
  }

  protected override bus(record: Record8086, masks: Masks, first: number, last: number): Partial<Outcome> {
    // what the pins still hold from before the trace
    const [, bus, , , , bhe] = record.cycles[0]!;
    return { rows: maskRows(this.#trace.rows(first, last, bus, bhe), masks) };
  }
}

/** The fast engine over memory and ports that are nothing but devices: every byte with its address and time. */
class DeviceBench extends Bench {
  readonly #bytes: Uint8Array;
  readonly #log: Transfer[];

  constructor() {
    const scheduler = new Scheduler();
    const bytes = new Uint8Array(0x100000);
    const log: Transfer[] = [];
    const device = (read: string, write: string, memory: Uint8Array | null): IoTarget => ({
      read: (offset, t) => {
        const value = memory === null ? 0xff : memory[offset]!;
        log.push([t - 1, read, offset, value]);
        return value;
      },
      write: (offset, value, t) => {
        log.push([t - 1, write, offset, value]);
        if (memory !== null) memory[offset] = value;
      },
      peek: (offset) => (memory === null ? 0xff : memory[offset]!),
    });
    const space = new AddressSpace('memory', 20, scheduler);
    space.addView('devices', [{ from: 0, to: 0xfffff, name: 'memory', io: device('MEMR', 'MEMW', bytes) }]);
    const ports = new PortSpace('ports', 0xffff, scheduler);
    ports.map({ from: 0, to: 0xffff, name: 'ports', io: device('IOR', 'IOW', null) });
    super(standalone8086({ scheduler, space, ports }));
    this.#bytes = bytes;
    this.#log = log;
  }

  protected override fill(ram: readonly Byte[]): void {
    this.#bytes.fill(FILL);
    for (const [address, value] of ram) this.#bytes[address] = value;
  }

  protected override byteAt(address: number): number {
    return this.#bytes[address]!;
  }

  protected override begin(): void {
    this.#log.length = 0;
  }

  protected override bus(_record: Record8086, masks: Masks, first: number, last: number): Partial<Outcome> {
    return {
      transfers: this.#log
        .filter(([clock]) => clock + 2 <= last)
        .map(([clock, kind, address, data]) => {
          // a fetch is a read like any other here, so hide all reads where fetched bytes cannot be compared
          const hidden = (kind === 'MEMR' && masks.selfJump) || (kind === 'MEMW' && masks.pushed.includes(address));
          return [clock - first, kind, address, hidden ? 0 : data] as const;
        }),
    };
  }
}

/** The adapter of the 8086, for `testCpu` and `npm run conformance`. */
export const conformance = {
  processor: '8086',
  engines: {
    observed: { title: 'every column of every clock of the watched bus', create: () => new RowBench('event') },
    clocked: { title: 'the same on the engine that goes clock by clock', create: () => new RowBench('clocked') },
    fast: { title: 'state, queue and length on the fast engine', create: () => new RamBench(standalone8086()) },
    devices: { title: 'order and time of all accesses to devices', create: () => new DeviceBench() },
  },
  nameOf: (record: PackRecord): string => String(record.name),
  expected(packRecord: PackRecord): Outcome {
    const record = record8086(packRecord);
    const masks = masksOf(record);
    const hidden = new Set(masks.pushed);
    return {
      registers: registersOf({ ...record.initial.regs, ...record.final.regs }, record.final.queue, masks),
      memory: record.final.ram.map(([address, value]) => [address, hidden.has(address) ? 0 : value] as const),
      clocks: record.cycles.length,
      rows: maskRows(record.cycles, masks),
      transfers: transfersOf(record.cycles, masks),
    };
  },
};
