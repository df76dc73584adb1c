import { describe, expect, it } from 'vitest';
import {
  type CardDefinition,
  compose,
  createMachine,
  defineCard,
  defineSlotType,
  type MachineConfig,
  type MachineDefinition,
  merge,
} from '../src/index.ts';
import { box } from './support/box.ts';
import { type Latch, LatchPart, type Walker, WalkerPart } from './support/parts.ts';

const bus = defineSlotType({
  id: 'toy-bus',
  title: 'Toy bus',
  signals: { memory: 'space', io: 'ports', irq: 'line', clock: 'clock', ready: 'line' },
});

const latchCard = defineCard({
  id: 'latch-card',
  title: 'Card with a latch',
  fits: 'toy-bus',
  parts: { latch: { type: LatchPart, clock: 'clock', space: 'memory', options: { start: 77 } } },
  spaces: { memory: [{ from: 0xe000, to: 0xe003, io: 'latch.registers' }] },
  ports: { io: [{ from: 0x40, to: 0x43, io: 'latch.registers' }] },
  lines: { irq: { from: ['latch.beat'], to: ['latch.hold'] } },
  inputs: { knob: { title: 'knob of the card', to: 'latch.knob' } },
  outputs: { tx: { title: 'bytes', from: 'latch.tx' } },
  media: { slot: { title: 'slot', bay: 'latch.slot', formats: [] } },
});

/** The card without ports and lines, for a slot that has none. */
const latchCardAt = (from: number): CardDefinition => ({
  id: 'elsewhere',
  title: 'Card at another address',
  fits: 'toy-bus',
  parts: latchCard.parts,
  spaces: { memory: [{ from, to: from + 3, io: 'latch.registers' }] },
});

/** A card with a processor, a crystal, RAM and a ROM of its own. */
const smartCard = defineCard({
  id: 'smart-card',
  title: 'Card with a processor',
  fits: 'toy-bus',
  clocks: { xtal: { hz: 400_000 } },
  parts: {
    cpu: { type: WalkerPart, clock: 'xtal', space: 'own', ports: 'pio', rom: 'os' },
    latch: { type: LatchPart, clock: 'clock', options: { start: 1 }, processor: 'cpu' },
  },
  ownSpaces: {
    own: {
      bits: 16,
      regions: { ram: { ram: 0x400 }, os: { rom: 'os' } },
      views: {
        all: [
          { from: 0, to: 0x3ff, region: 'ram' },
          { from: 0x8000, to: 0x8003, io: 'latch.registers' },
          { from: 0xff00, to: 0xffff, region: 'os' },
        ],
      },
    },
  },
  ownPorts: { pio: { decode: 0xff, map: [{ from: 0, to: 3, io: 'latch.registers' }], acknowledge: 'latch' } },
  wires: { hold: { from: ['latch.beat'], to: ['cpu.wait'] } },
  roms: {
    os: {
      title: 'OS of the card',
      size: 256,
      images: [{ id: 'v1', title: 'v1', sha1: 'b376885ac8452b6cbf9ced81b1080bfd570d9b91', bytes: new Uint8Array(256) }],
    },
  },
});

const board = merge(box, {
  parts: { latch: null },
  spaces: { memory: { views: { low: [{ from: 0, to: 0x7fff, region: 'ram' }], none: [] } } },
  ports: { io: { decode: 0xff, map: [] } },
  lines: { hold: null, irq: { from: [], to: ['cpu.wait'] } },
  inputs: { knob: null },
  outputs: { tx: null },
  media: { slot: null },
  slots: {
    s1: {
      type: bus,
      bind: { memory: 'memory', io: 'io', irq: 'irq', clock: 'cpu' },
      cards: { latch: latchCard },
      default: null,
    },
    s2: { type: bus, bind: { memory: 'memory', clock: 'cpu' }, cards: { latch: latchCard }, default: null },
  },
  overlays: {
    fast: { title: 'twice the crystal', patch: { crystal: 2_000_000 } },
    card: { title: 'with its card', patch: { slots: { s1: { default: 'latch' } } } },
  },
}) as MachineDefinition;

const make = (config: MachineConfig) => createMachine<MachineDefinition>(board, config);

describe('slots and cards', () => {
  it('an offered card is plugged in by its name', () => {
    const machine = make({ slots: { s1: 'latch' } });
    expect(Object.keys(machine.wired.parts)).toEqual(['cpu', 's1.latch']);
    const memory = machine.wired.spaces.memory!;
    for (const view of memory.views) {
      memory.select(memory.viewIndex(view));
      expect(memory.peek(0xe000)).toBe(77);
    }
    expect(machine.wired.ports.io!.peek(0x40)).toBe(77);
    expect(machine.wired.lines.irq!.drivers).toEqual(['s1.latch.beat']);
    machine.input('s1.knob', 5);
    machine.insert('s1.slot', 9);
    const latch = machine.part('s1.latch') as Latch;
    expect([latch.value, latch.medium]).toEqual([5, 9]);
    const sent: number[] = [];
    machine.onOutput('s1.tx', (v) => sent.push(v));
    memory.write(0xe003, 33, 0);
    expect(sent).toEqual([33]);
  });

  it('a slot is empty, has its default, or takes a card from elsewhere', () => {
    expect(Object.keys(make({}).wired.parts)).toEqual(['cpu']);
    expect(Object.keys(make({ overlays: ['card'] }).wired.parts)).toEqual(['cpu', 's1.latch']);
    expect(Object.keys(make({ overlays: ['card'], slots: { s1: null } }).wired.parts)).toEqual(['cpu']);
    const own = { ...latchCard, id: 'own', parts: { ...latchCard.parts } };
    expect(make({ slots: { s1: own } }).part('s1.latch')).toBeDefined();
  });

  it('a card brings memory and a ROM onto the bus', () => {
    const card = defineCard({
      id: 'memory-card',
      title: 'RAM and a ROM',
      fits: 'toy-bus',
      parts: {},
      regions: { memory: { ram: { ram: 0x200, powerOn: 0x11 }, boot: { rom: 'boot' } } },
      spaces: {
        memory: [
          { from: 0x9000, to: 0x91ff, region: 'ram' },
          { from: 0xa000, to: 0xa0ff, region: 'boot' },
        ],
      },
      roms: { boot: smartCard.roms!.os! },
    });
    const machine = make({ slots: { s1: card, s2: latchCardAt(0xe100) } });
    const memory = machine.wired.spaces.memory!;
    memory.write(0x9001, 0x22, 0);
    memory.write(0xa001, 0x22, 0);
    expect([0x9000, 0x9001, 0xa001].map((a) => memory.peek(a))).toEqual([0x11, 0x22, 0]);
    expect(machine.wired.roms['s1.boot']!.image).toBe('v1');
    expect(machine.wired.ram.map((r) => r.name)).toContain('s1.ram');
  });

  it('a card brings a processor with its crystal, memory, ports and ROM', () => {
    const machine = make({ slots: { s1: smartCard } });
    expect(machine.processors.length).toBe(2);
    machine.run(10_000);
    const [cpu, own] = machine.processors as unknown as [Walker, Walker];
    expect([cpu.cycles, own.cycles]).toEqual([10_000, 4000]);
    expect(own.space.id).toBe('s1.own');
    expect(own.ctx.ports!.acknowledge(0)).toBe(0x42);
    expect(own.ctx.rom!.length).toBe(256);
    expect(own.space.peek(0x8000)).toBe(1);
    expect(machine.wired.lines['s1.hold']!.drivers).toEqual(['s1.latch.beat']);
    const copy = make({ slots: { s1: smartCard } });
    copy.load(machine.save());
    for (let n = 0; n < 3000; n++) copy.run(1);
    machine.run(3000);
    expect(copy.hash()).toBe(machine.hash());
  });

  it('two cards that want the same addresses are refused, naming both', () => {
    const definition = merge(board, { slots: { s2: { bind: { io: 'io', irq: 'irq' } } } }) as MachineDefinition;
    expect(() => createMachine<MachineDefinition>(definition, { slots: { s1: 'latch', s2: 'latch' } })).toThrow(
      '"s1.latch.registers" (E000h–E003h) and "s2.latch.registers" (E000h–E003h) both answer reads at E000h',
    );
  });

  const broken = (patch: object) => merge(latchCard, patch) as CardDefinition;
  it.each<[string, MachineConfig, string]>([
    [
      'another bus',
      { slots: { s1: broken({ fits: 'isa' }) } },
      'Card "latch-card" fits a isa slot; slot "s1" of box is a toy-bus slot.',
    ],
    ['no such card', { slots: { s1: 'lach' } }, 'Slot "s1" of box has no card "lach". Did you mean "latch"?'],
    ['a card named like a method', { slots: { s1: 'toString' } }, 'has no card "toString"'],
    ['no such slot', { slots: { s9: 'latch' } }, 'box has no slot "s9". Did you mean "s1"?'],
    ['no such overlay', { overlays: ['fats'] }, 'box has no overlay "fats". Did you mean "fast"?'],
    ['an overlay named like a method', { overlays: ['constructor'] }, 'has no overlay "constructor"'],
    [
      'a signal the slot type does not have',
      { slots: { s1: broken({ lines: { irqs: { to: [] } } }) } },
      'Card "latch-card" in slot "s1" uses signal "irqs", which a toy-bus slot does not have. Did you mean "irq"?',
    ],
    [
      'a signal of another kind',
      { slots: { s1: broken({ parts: { latch: { clock: 'irq' } } }) } },
      'uses signal "irq" as a clock; it is a line.',
    ],
    [
      'a signal this slot does not connect',
      { slots: { s2: 'latch' } },
      'Slot "s2" of box does not connect signal "io", which latch-card needs.',
    ],
    [
      'a pin the part does not have',
      { slots: { s1: broken({ lines: { irq: { from: ['latch.int'] } } }) } },
      'Latch "s1.latch" has no driving pin "int".',
    ],
  ])('refuses %s', (_, config, message) => {
    expect(() => make(config)).toThrow(message);
  });

  it('a slot that is bound to nothing is told', () => {
    for (const [signal, kind] of [
      ['memory', 'space'],
      ['io', 'port space'],
      ['irq', 'line'],
    ]) {
      const definition = merge(board, { slots: { s1: { bind: { [signal!]: 'nowhere' } } } }) as MachineDefinition;
      expect(() => createMachine<MachineDefinition>(definition, { slots: { s1: 'latch' } })).toThrow(
        new RegExp(`no ${kind} "nowhere"|names ${kind} "nowhere"`),
      );
    }
  });
});

describe('overlays', () => {
  it('are merged over the definition, in order, without changing it', () => {
    expect(make({ overlays: ['fast', 'card'] }).ticksPerSecond).toBe(2_000_000);
    expect(board.crystal).toBe(1_000_000);
    expect(compose(board).parts).toEqual(board.parts);
  });
});
