import {
  createMachine,
  type Device,
  definePart,
  type IoTarget,
  type LineSpec,
  type Machine,
  type MachineDefinition,
  type PartContext,
  type PartPlace,
  type SpaceSpec,
  type StateIo,
} from '@backplane/kernel';
import { type ToyCpuOptions, ToyCpuPart } from '../src/index.ts';

/**
 * A timer for tests: register 0 sets the period in cycles and starts it (0 stops it), each period toggles `out`;
 * register 1 counts the periods. `gate` counts its changes in register 2 (it listens).
 */
class ToyTimer implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly registers: IoTarget };
  #period = 0;
  #count = 0;
  #edges = 0;
  readonly #event: number;
  readonly #ctx: PartContext<'out', 'gate'>;

  constructor(ctx: PartContext<'out', 'gate'>) {
    this.#ctx = ctx;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.period`, (t) => {
      this.#count = (this.#count + 1) & 0xff;
      ctx.out.out.drive(!ctx.out.out.on, t);
      this.#arm(t);
    });
    const peek = (offset: number): number => [this.#period, this.#count, this.#edges][offset] ?? 0xff;
    this.io = {
      registers: {
        peek,
        read: (offset) => {
          const value = peek(offset);
          if (offset === 2) this.#edges = 0;
          return value;
        },
        write: (offset, value, t) => {
          if (offset !== 0) return;
          this.#period = value;
          this.#arm(t);
        },
      },
    };
    ctx.in.gate.listen(() => {
      this.#edges = (this.#edges + 1) & 0xff;
    });
  }

  #arm(t: number): void {
    const { scheduler, clock } = this.#ctx;
    if (this.#period === 0) scheduler.cancel(this.#event);
    else scheduler.at(this.#event, clock.tickOf(clock.cycleAt(t) + this.#period));
  }

  reset(_kind: string, t: number): void {
    this.#period = this.#count = this.#edges = 0;
    this.#ctx.scheduler.cancel(this.#event);
    this.#ctx.out.out.drive(false, t);
  }

  state(io: StateIo): void {
    this.#period = io.number('period', this.#period);
    this.#count = io.number('count', this.#count);
    this.#edges = io.number('edges', this.#edges);
  }
}

export const ToyTimerPart = definePart({
  type: 'ToyTimer',
  title: 'Timer for tests',
  pins: { out: 'out', gate: 'in' },
  io: { registers: { size: 4 } },
  create: (ctx) => new ToyTimer(ctx),
});

/** A byte that two processors can read and write. */
class Mailbox implements Device {
  readonly stateVersion = 1;
  value = 0;
  readonly io = {
    byte: {
      read: () => this.value,
      write: (_offset: number, value: number) => {
        this.value = value;
      },
      peek: () => this.value,
    },
  };

  reset(): void {
    this.value = 0;
  }

  state(io: StateIo): void {
    this.value = io.number('value', this.value);
  }
}

export const MailboxPart = definePart({
  type: 'Mailbox',
  title: 'Byte between two processors',
  io: { byte: { size: 1 } },
  create: () => new Mailbox(),
});

/** Address of the timer of each processor. */
export const TIMER = 0xf000;

/** 16 KiB of RAM and a page at the top that hold a program at power-on, with what `io` maps in page F0h. */
export function ramWith(image: Uint8Array, io: readonly string[] = []): SpaceSpec {
  return {
    bits: 16,
    regions: {
      ram: { ram: 0x4000, powerOn: (offset) => image[offset]! },
      top: { ram: 0x100, powerOn: (offset) => image[0xff00 + offset]! },
    },
    views: {
      all: [
        { from: 0, to: 0x3fff, region: 'ram' },
        ...io.map((name, n) => ({ from: TIMER + 16 * n, to: TIMER + 16 * n + 3, io: name })),
        { from: 0xff00, to: 0xffff, region: 'top' },
      ],
    },
  };
}

/** A processor of a test machine. */
export interface ToyNode {
  readonly program: Uint8Array;
  readonly clock: string;
  readonly granularity?: ToyCpuOptions['granularity'];
  /** Parts mapped in its space beside its timer. */
  readonly io?: readonly string[];
}

/** C64-like and 1541-like clocks, and some odd ones, on a crystal of 17,734,475 Hz. */
export const CLOCKS = {
  pal: { divide: 18 },
  drive: { hz: { num: 16_000_000, den: 16 } },
  odd: { hz: { num: 22_000_000, den: 7 } },
  fast: { divide: 5 },
  slow: { divide: 77 },
} as const;

/** A machine of toy processors `cpu0`, `cpu1` …, each with a timer (`timer0` …). */
export function toyMachine(
  nodes: readonly ToyNode[],
  lines: Readonly<Record<string, LineSpec>>,
  extra: Readonly<Record<string, PartPlace>> = {},
): MachineDefinition {
  const parts: Record<string, PartPlace> = {};
  const spaces: Record<string, SpaceSpec> = {};
  nodes.forEach((node, n) => {
    parts[`cpu${n}`] = {
      type: ToyCpuPart,
      clock: node.clock,
      space: `memory${n}`,
      options: node.granularity === undefined ? {} : { granularity: node.granularity },
    };
    parts[`timer${n}`] = { type: ToyTimerPart, clock: node.clock };
    spaces[`memory${n}`] = ramWith(node.program, [`timer${n}.registers`, ...(node.io ?? [])]);
  });
  return {
    id: 'toys',
    title: 'Toy processors',
    year: 2000,
    status: 'working',
    crystal: 17_734_475,
    clocks: CLOCKS,
    parts: { ...parts, ...extra },
    spaces,
    lines,
    outputs: Object.fromEntries(nodes.map((_, n) => [`out${n}`, { title: `OUT of ${n}`, from: `cpu${n}.out` }])),
  };
}

/** Runs a fresh machine to `ticks` in slices and returns its hashes at the given ticks. */
export function hashesAt(
  definition: MachineDefinition,
  stops: readonly number[],
  slice: () => number,
  visit: (machine: Machine, slice: number) => Machine = (machine) => machine,
): string[] {
  let machine: Machine = createMachine<MachineDefinition>(definition);
  const hashes: string[] = [];
  let n = 0;
  for (const stop of stops) {
    while (machine.tick < stop) {
      machine.runUntil(Math.min(stop, machine.tick + slice()));
      machine = visit(machine, n++);
    }
    hashes.push(machine.hash());
  }
  return hashes;
}
