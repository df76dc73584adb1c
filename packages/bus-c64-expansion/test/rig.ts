import { Mos6510Part } from '@backplane/cpu-6502';
import {
  createMachine,
  type Device,
  defineMachine,
  definePart,
  type IoTarget,
  type PartContext,
  part,
} from '@backplane/kernel';
import { c64Expansion, EXPANSION_CARDS, type ExpansionCartridge, type ExpansionPort } from '../src/index.ts';

/** A port that does nothing but remember, on a processor with 64K of RAM and the cartridge's I/O at DE00h. */
export class TestPort implements Device, ExpansionPort {
  readonly stateVersion = 1;
  readonly io: { readonly io: IoTarget };
  cartridge: ExpansionCartridge | null = null;
  exrom = false;
  game = false;
  changes = 0;
  /** Ticks in which BA is low. */
  busy: (t: number) => boolean = () => false;
  readonly space;

  constructor(ctx: PartContext) {
    this.space = ctx.space!;
    this.io = {
      io: {
        read: (offset, t) => this.cartridge?.readIo?.(offset, t) ?? 0xaa,
        write: (offset, value, t) => this.cartridge?.writeIo?.(offset, value, t),
        peek: (offset) => this.cartridge?.peekIo?.(offset) ?? 0xaa,
      },
    };
  }

  plug(cartridge: ExpansionCartridge): void {
    this.cartridge = cartridge;
  }

  mapChanged(): void {
    this.changes++;
  }

  setLines(exrom: boolean, game: boolean): void {
    this.exrom = exrom;
    this.game = game;
  }

  baLow(t: number): boolean {
    return this.busy(t);
  }

  /** Sprites with DMA, by tick. */
  sprites: (t: number) => number = () => 0;

  spriteDma(t: number): number {
    return this.sprites(t);
  }

  reset(): void {}
  state(): void {}
}

const TestPortPart = definePart({
  type: 'TestPort',
  title: 'port',
  io: { io: { size: 0x200 } },
  create: (ctx) => new TestPort(ctx),
});

const board = defineMachine({
  id: 'rig',
  title: 'Processor with an expansion port',
  year: 2026,
  status: 'working',
  crystal: 1_000_000,
  clocks: { phi2: { divide: 1 } },
  parts: {
    cpu: part(Mos6510Part, { clock: 'phi2', space: 'memory', options: {} }),
    expansion: part(TestPortPart, { clock: 'phi2', space: 'memory' }),
  },
  spaces: {
    memory: {
      bits: 16,
      regions: { ram: { ram: 0x10000 } },
      views: {
        all: [
          { from: 0x0000, to: 0xddff, region: 'ram' },
          { from: 0xde00, to: 0xdfff, io: 'expansion.io' },
          { from: 0xe000, to: 0xffff, region: 'ram', offset: 0xe000 },
        ],
      },
    },
  },
  lines: {
    irq: { from: [], to: ['cpu.irq'] },
    nmi: { from: [], to: ['cpu.nmi'] },
    rdy: { from: [], to: ['cpu.rdy'] },
    reset: { from: [], to: ['cpu.reset'] },
    ba: { from: [], to: [] },
  },
  slots: {
    expansion: {
      type: c64Expansion,
      bind: { irq: 'irq', nmi: 'nmi', reset: 'reset', dma: 'rdy', ba: 'ba', phi2: 'phi2', port: 'expansion' },
      cards: EXPANSION_CARDS,
      default: null,
    },
  },
});

/** A machine with one card, a program at 1000h, and the processor about to run it. */
export function rig(card: string, program: readonly number[] = [0x4c, 0x00, 0x10]) {
  const machine = createMachine(board, { slots: { expansion: card } });
  const { space } = machine.parts.expansion;
  const load = (at: number, bytes: ArrayLike<number>): void => {
    for (let n = 0; n < bytes.length; n++) space.poke(at + n, bytes[n]!);
  };
  load(0x1000, program);
  load(0xfffc, [0x00, 0x10]);
  machine.run(7);
  return { machine, port: machine.parts.expansion, space, load };
}
