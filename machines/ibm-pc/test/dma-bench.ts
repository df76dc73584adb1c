import { type DmaClient, type Intel8237A, Intel8237APart, type Intel8253, Intel8253Part } from '@backplane/chips-intel';
import { type Intel8086, Intel8088Part } from '@backplane/cpu-8086';
import {
  createMachine,
  type Device,
  definePart,
  type EventId,
  type Machine,
  type MachineDefinition,
  type PartContext,
  type StateIo,
} from '@backplane/kernel';
import { BusLogicPart } from '../src/bus-logic.ts';
import { DmaPagePart } from '../src/dma-page.ts';

/** Memory with wait states of its own at B8000h, and a port that cards of the tests answer at 300h. */
class SlowMemory implements Device {
  readonly stateVersion = 1;
  readonly bytes = new Uint8Array(0x8000);
  readonly io = {
    memory: {
      read: (offset: number): number => this.bytes[offset]!,
      peek: (offset: number): number => this.bytes[offset]!,
      write: (offset: number, value: number): void => {
        this.bytes[offset] = value;
      },
      // like a display that shares its memory: it depends on when
      waits: (_offset: number, _write: boolean, t: number): number => 2 + (Math.floor(t / 3) % 5),
    },
  };

  reset(): void {}

  state(io: StateIo): void {
    io.bytes('bytes', this.bytes);
  }
}

const SlowMemoryPart = definePart({
  type: 'SlowMemory',
  title: 'memory with wait states',
  io: { memory: { size: 0x8000 } },
  create: () => new SlowMemory(),
});

/** A card that asks for transfers on channel 2 at odd times, and drops its request when it is acknowledged. */
class Card implements Device, DmaClient {
  readonly stateVersion = 1;
  readonly #ctx: PartContext;
  readonly #gap: number;
  readonly #ask: EventId;
  #dma!: Intel8237A;
  #seed = 1;
  /** What came through, for tests. */
  readonly log: string[] = [];

  constructor(ctx: PartContext, { gap }: { readonly gap: number }) {
    this.#ctx = ctx;
    this.#gap = gap;
    this.#ask = ctx.scheduler.allocate(`${ctx.id}.ask`, (t) => {
      this.#dma.request(2, true, t);
      this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0;
      ctx.scheduler.at(this.#ask, t + 1 + ((this.#seed >>> 8) % this.#gap));
    });
  }

  attach({ dma }: Readonly<Record<string, Device>>): void {
    this.#dma = dma as Intel8237A;
    this.#dma.connect(2, this);
  }

  read(t: number): number {
    this.#dma.request(2, false, t);
    this.log.push(`read ${t}`);
    return t & 0xff;
  }

  write(value: number, t: number): void {
    this.#dma.request(2, false, t);
    this.log.push(`write ${value} ${t}`);
  }

  terminalCount(t: number): void {
    this.log.push(`tc ${t}`);
  }

  reset(): void {
    this.#seed = 1;
    if (this.#gap > 0) this.#ctx.scheduler.at(this.#ask, 1000);
  }

  state(io: StateIo): void {
    this.#seed = io.number('seed', this.#seed);
  }
}

const CardPart = definePart({
  type: 'Card',
  title: 'card on channel 2',
  create: (ctx, options: { readonly gap: number }) => new Card(ctx, options),
});

export interface BenchOptions {
  /** The card on channel 2 asks every so many ticks at most; 0 = never. */
  readonly gap?: number;
  readonly predict?: boolean;
  readonly engine?: 'event' | 'clocked';
  /** Bytes by linear address. */
  readonly program?: Readonly<Record<number, readonly number[]>>;
  /** CLK as a ratio of the crystal other than 1/3: a turbo board. */
  readonly hz?: number;
}

/** The part of a PC's board that DMA goes through. */
export interface DmaBench {
  readonly machine: Machine;
  readonly cpu: Intel8086;
  readonly dma: Intel8237A;
  readonly pit: Intel8253;
  readonly card: { readonly log: string[] };
  peek(address: number): number;
}

export function dmaBench({ predict = true, engine = 'event', program = {}, hz, gap = 0 }: BenchOptions = {}): DmaBench {
  const image = new Uint8Array(0x100000);
  for (const [at, bytes] of Object.entries(program)) image.set(bytes, Number(at));
  const definition: MachineDefinition = {
    id: 'dma-bench',
    title: 'DMA bench',
    year: 1981,
    status: 'working',
    crystal: 14_318_180,
    clocks: { clk: hz === undefined ? { divide: 3 } : { hz }, pit: { divide: 12 } },
    parts: {
      cpu: {
        type: Intel8088Part,
        clock: 'clk',
        space: 'memory',
        ports: 'io',
        options: { ioWaits: 1, acknowledgeWaits: 0, engine },
        peers: { board: 'busLogic' },
      },
      pit: { type: Intel8253Part, clock: 'pit' },
      dma: { type: Intel8237APart, clock: 'clk' },
      dmaPages: { type: DmaPagePart, clock: 'clk' },
      busLogic: {
        type: BusLogicPart,
        clock: 'clk',
        space: 'memory',
        peers: { pit: 'pit', dma: 'dma', pages: 'dmaPages' },
        options: { predict },
      },
      card: { type: CardPart, clock: 'clk', peers: { dma: 'dma' }, options: { gap } },
      video: { type: SlowMemoryPart, clock: 'clk' },
    },
    spaces: {
      memory: {
        bits: 20,
        regions: {
          low: { ram: 0xa0000, powerOn: (offset: number) => image[offset]! },
          top: { ram: 0x10000, powerOn: (offset: number) => image[0xf0000 + offset]! },
        },
        views: {
          all: [
            { from: 0, to: 0x9ffff, region: 'low' },
            { from: 0xb8000, to: 0xbffff, io: 'video.memory' },
            { from: 0xf0000, to: 0xfffff, region: 'top' },
          ],
        },
      },
    },
    ports: {
      io: {
        decode: 0x3ff,
        map: [
          { from: 0x000, to: 0x00f, io: 'dma.registers' },
          { from: 0x040, to: 0x043, io: 'pit.registers' },
          { from: 0x080, to: 0x08f, io: 'dmaPages.registers' },
        ],
      },
    },
    lines: {},
  };
  const machine = createMachine<MachineDefinition>(definition);
  const device = (name: string): Device => machine.wired.parts[name]!.device;
  return {
    machine,
    cpu: device('cpu') as Intel8086,
    dma: device('dma') as Intel8237A,
    pit: device('pit') as Intel8253,
    card: device('card') as Card,
    peek: (address) => machine.wired.spaces.memory!.peek(address),
  };
}

/** Hexadecimal digits as bytes; blanks are ignored. */
export const bytes = (text: string): number[] =>
  (text.replace(/\s/g, '').match(/../g) ?? []).map((b) => Number.parseInt(b, 16));

/** Programs counter 1 (mode 2, count 18) and channel 0 as the BIOS of a PC does. */
export const REFRESH_ON =
  'b054 e643 b012 e641' + // timer
  'e60d b000 e608 b0ff e601 e601 b058 e60b b000 e60a'; // DMA controller
