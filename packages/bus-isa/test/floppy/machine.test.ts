import { type DmaBus, type DmaChannel, type Intel8237A, Intel8237APart } from '@backplane/chips-intel';
import {
  type Device,
  definePart,
  type EventId,
  Machine,
  type MachineDefinition,
  type PartContext,
  type StateIo,
} from '@backplane/kernel';
import { blankFloppy, openFloppy } from '@backplane/media';
import { ToyCpuPart } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { floppyCard, type IsaBoard, type IsaEquipment, isa8 } from '../../src/index.ts';
import { CRYSTAL, ms, patterned } from './rig.ts';

/** A board with a DMA controller: it gives the bus away four clocks after it is asked. */
class Board implements Device, IsaBoard, DmaBus {
  readonly stateVersion = 1;
  readonly installed: IsaEquipment[] = [];
  readonly memory = new Uint8Array(0x10000);
  readonly #ctx: PartContext;
  readonly #grant: EventId;
  #dma: Intel8237A | null = null;

  constructor(ctx: PartContext) {
    this.#ctx = ctx;
    this.#grant = ctx.scheduler.allocate(`${ctx.id}.hlda`, (t) => this.#dma!.hlda(t));
  }
  attach(peers: Readonly<Record<string, Device>>): void {
    this.#dma = peers.dma as Intel8237A;
    this.#dma.useBus(this);
  }
  install(equipment: IsaEquipment): void {
    this.installed.push(equipment);
  }
  readMemory(_channel: DmaChannel, address: number): number {
    return this.memory[address]!;
  }
  writeMemory(_channel: DmaChannel, address: number, value: number): void {
    this.memory[address] = value;
  }
  waits(): number {
    return 1;
  }
  holdRequest(on: boolean, t: number): void {
    if (on) this.#ctx.scheduler.at(this.#grant, t + 12);
  }
  reset(kind: string): void {
    if (kind === 'power') this.memory.fill(0);
  }
  state(io: StateIo): void {
    io.bytes('memory', this.memory);
  }
}

const BoardPart = definePart({ type: 'Board', title: 'board', create: (ctx) => new Board(ctx) });

function definition(): MachineDefinition {
  const lines = ['irq6', 'iochk'];
  const signals = ['memory', 'io', 'clk', 'osc', 'board', 'dma', ...lines];
  return {
    ...{ id: 'rig', title: 'a slot and a DMA controller', year: 1981, status: 'working', crystal: CRYSTAL },
    clocks: { clk: { divide: 3 }, osc: { divide: 1 } },
    parts: {
      cpu: { type: ToyCpuPart, clock: 'clk', space: 'program' },
      dma: { type: Intel8237APart, clock: 'clk' },
      board: { type: BoardPart, clock: 'clk', peers: { dma: 'dma' } },
    },
    spaces: {
      program: {
        ...{ bits: 16, regions: { ram: { ram: 0x10000 } } },
        views: { main: [{ from: 0, to: 0xffff, region: 'ram' }] },
      },
      memory: { bits: 20, regions: {}, views: { main: [] } },
    },
    ports: { io: { decode: 0x3ff, map: [{ from: 0, to: 15, io: 'dma.registers' }] } },
    lines: Object.fromEntries(lines.map((id) => [id, { from: [], to: [] }])),
    slots: {
      isa2: {
        ...{ type: isa8, bind: Object.fromEntries(signals.map((s) => [s, s])) },
        ...{ cards: { floppy: floppyCard({ b: 'none' }) }, default: 'floppy' },
      },
    },
  };
}

/** A program's view of the machine: it polls, as a BIOS does. */
class Program {
  readonly machine = new Machine(definition());

  get board(): Board {
    return this.machine.parts.board as unknown as Board;
  }
  in(port: number): number {
    return this.machine.wired.ports.io!.read(port, this.machine.tick);
  }
  out(port: number, value: number): void {
    this.machine.wired.ports.io!.write(port, value, this.machine.tick);
  }
  get irq(): boolean {
    return this.machine.wired.lines.irq6!.level;
  }
  send(...bytes: readonly number[]): void {
    for (const byte of bytes) {
      while ((this.in(0x3f4) & 0xc0) !== 0x80) this.machine.run(50);
      this.out(0x3f5, byte);
    }
  }
  results(count: number): number[] {
    return Array.from({ length: count }, () => {
      while ((this.in(0x3f4) & 0xc0) !== 0xc0) this.machine.run(50);
      return this.in(0x3f5);
    });
  }
  wait(limit = ms(3000)): boolean {
    for (const end = this.machine.tick + limit; !this.irq; ) {
      if (this.machine.tick >= end) return false;
      this.machine.run(ms(0.2));
    }
    return true;
  }
  /** Channel 2 for `count` bytes from address 0. */
  dma(mode: number, count: number): void {
    this.out(0x0c, 0);
    this.out(0x0b, mode);
    for (const value of [0, 0]) this.out(0x04, value);
    for (const value of [(count - 1) & 0xff, (count - 1) >> 8]) this.out(0x05, value);
    this.out(0x0a, 0x02);
  }
  start(): this {
    this.out(0x08, 0);
    this.out(0x3f2, 0x1c);
    this.wait();
    for (let i = 0; i < 4; i++) {
      this.send(8);
      this.results(2);
    }
    this.send(3, 0xdf, 0x02);
    return this;
  }
  command(...bytes: readonly number[]): readonly number[] {
    this.send(...bytes);
    return this.wait() ? this.results(7) : [];
  }
}

describe('with a real DMA controller', () => {
  test('the card tells the board what it is', () => {
    const program = new Program();
    expect(program.board.installed).toEqual([{ floppyDrives: 1 }]);
    program.machine.insert('isa2.a', openFloppy(blankFloppy('360k')).medium);
    expect(() => program.machine.insert('isa2.b', openFloppy(blankFloppy('360k')).medium)).toThrow(
      'There is no drive B',
    );
  });

  test('read, verify, write: TC of channel 2 ends each', () => {
    const image = patterned(368_640);
    const program = new Program().start();
    const { medium, disk } = openFloppy(image);
    program.machine.insert('isa2.a', medium);
    program.dma(0x46, 1024);
    expect(program.command(0x46, 0, 0, 0, 3, 2, 9, 0x2a, 0xff)).toEqual([0, 0, 0, 0, 0, 5, 2]);
    expect(program.board.memory.subarray(0, 1024)).toEqual(image.subarray(1024, 2048));
    expect(program.in(0x08) & 0x04).toBe(0x04);
    program.dma(0x42, 9 * 512);
    expect(program.command(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff)).toEqual([0, 0, 0, 1, 0, 1, 2]);
    expect(program.board.memory.subarray(0, 1024)).toEqual(image.subarray(1024, 2048));
    program.dma(0x4a, 512);
    expect(program.command(0x45, 0, 0, 0, 9, 2, 9, 0x2a, 0xff)).toEqual([0, 0, 0, 1, 0, 1, 2]);
    expect(disk.readSector(8)).toEqual(image.subarray(1024, 1536));
    program.dma(0x4a, 36);
    program.board.memory.set([1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((r) => [0, 0, r, 2]));
    expect(program.command(0x4d, 0, 2, 9, 0x50, 0xf6)[0]).toBe(0);
    expect(disk.readSector(8)).toEqual(new Uint8Array(512).fill(0xf6));
  });

  test('a masked channel is an overrun', () => {
    const program = new Program().start();
    program.machine.insert('isa2.a', openFloppy(patterned(368_640)).medium);
    program.out(0x0a, 0x06);
    expect(program.command(0x46, 0, 0, 0, 1, 2, 9, 0x2a, 0xff)).toEqual([0x40, 0x10, 0, 0, 0, 1, 2]);
  });
});
