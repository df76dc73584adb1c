import { type CardDefinition, type Device, definePart, Machine, type MachineDefinition } from '@backplane/kernel';
import { ToyCpuPart } from '@backplane/testkit';
import { type IsaBoard, type IsaEquipment, isa8 } from '../src/slot.ts';

/** Master crystal of the PCs. */
export const HERTZ = 14_318_180;

/** A board that notes what was installed. */
class Board implements Device, IsaBoard {
  readonly stateVersion = 1;
  readonly installed: IsaEquipment[] = [];
  install(equipment: IsaEquipment): void {
    this.installed.push(equipment);
  }
  reset(): void {}
  state(): void {}
}

const BoardPart = definePart({ type: 'Board', title: 'board', create: () => new Board() });

const IRQS = ['irq2', 'irq3', 'irq4', 'irq5', 'irq6', 'irq7', 'iochk'] as const;

/** A machine with slots and nothing else: a processor that does nothing has a memory of its own. */
function definition(slots: number): MachineDefinition {
  const signals = ['memory', 'io', ...IRQS, 'clk', 'osc', 'board'];
  return {
    id: 'rig',
    title: 'slots',
    year: 1981,
    status: 'working',
    crystal: HERTZ,
    // the processor is slow, so that time passes fast
    clocks: { clk: { divide: 3 }, osc: { divide: 1 }, slow: { divide: 100 } },
    parts: {
      cpu: { type: ToyCpuPart, clock: 'slow', space: 'program' },
      board: { type: BoardPart, clock: 'clk' },
    },
    spaces: {
      program: {
        bits: 16,
        regions: { ram: { ram: 0x10000 } },
        views: { main: [{ from: 0, to: 0xffff, region: 'ram' }] },
      },
      memory: { bits: 20, regions: {}, views: { main: [] } },
    },
    ports: { io: { decode: 0x3ff, map: [] } },
    lines: Object.fromEntries(IRQS.map((id) => [id, { from: [], to: [] }])),
    slots: Object.fromEntries(
      Array.from({ length: slots }, (_, n) => [
        `isa${n + 1}`,
        { type: isa8, bind: Object.fromEntries(signals.map((s) => [s, s])), cards: {}, default: null },
      ]),
    ),
  };
}

/** Cards in slots, and somebody who accesses them. */
export class Rig {
  readonly machine: Machine;
  /** Changes of interrupt lines: name, level, tick. */
  readonly interrupts: (readonly [line: string, on: boolean, tick: number])[] = [];
  readonly notes: string[] = [];

  constructor(...cards: readonly CardDefinition[]) {
    const slots = Object.fromEntries(cards.map((card, n) => [`isa${n + 1}`, card]));
    this.machine = new Machine(definition(cards.length), { slots });
    for (const id of IRQS) {
      this.machine.wired.lines[id]!.listen((on, t) => this.interrupts.push([id, on, t]));
    }
    this.machine.onEvent((event) => this.notes.push(event.text ?? event.kind));
  }

  get tick(): number {
    return this.machine.tick;
  }

  /** Lets microseconds pass. */
  us(microseconds: number): void {
    this.machine.run(Math.round((microseconds * HERTZ) / 1e6));
  }

  in(port: number): number {
    return this.machine.wired.ports.io!.read(port, this.tick);
  }

  out(port: number, value: number): void {
    this.machine.wired.ports.io!.write(port, value, this.tick);
  }

  read(address: number): number {
    return this.machine.wired.spaces.memory!.read(address, this.tick);
  }

  write(address: number, value: number): void {
    this.machine.wired.spaces.memory!.write(address, value, this.tick);
  }

  /** The level of a line. */
  line(id: (typeof IRQS)[number]): boolean {
    return this.machine.wired.lines[id]!.level;
  }

  /** Collects what comes out of a stream, as an array that grows. */
  collect(stream: string): { value: number; tick: number }[] {
    const list: { value: number; tick: number }[] = [];
    this.machine.onOutput(stream, (value, tick) => list.push({ value, tick }));
    return list;
  }
}
