import { describe, expect, it } from 'vitest';
import {
  createMachine,
  type Device,
  defineMachine,
  definePart,
  extendMachine,
  type MachineDefinition,
  merge,
  part,
  RomError,
  sha1Hex,
  WiringError,
} from '../src/index.ts';
import { box } from './support/box.ts';
import { LatchPart, Walker, WalkerPart } from './support/parts.ts';

/** The machine of the other test, as untyped code or JSON would have it, with something changed. */
const changed = (patch: object): MachineDefinition => merge(box, patch) as MachineDefinition;
const make = (patch: object) => createMachine<MachineDefinition>(changed(patch));

const nothing: Device = { stateVersion: 1, reset: () => {}, state: () => {} };

describe('wiring errors name both sides', () => {
  it.each<[string, object, string]>([
    ['clock', { parts: { cpu: { clock: 'cp' } } }, 'Part "cpu" names clock "cp". Did you mean "cpu"?'],
    ['space', { parts: { cpu: { space: 'mem' } } }, 'Part "cpu" names space "mem". There is: memory.'],
    ['port space', { parts: { cpu: { ports: 'io' } } }, 'Part "cpu" names port space "io". There are none.'],
    ['ROM', { parts: { cpu: { rom: 'os' } } }, 'Part "cpu" names ROM "os". There are none.'],
    [
      'processor',
      { parts: { latch: { processor: 'cpx' } } },
      'Part "latch" names processor "cpx". Did you mean "cpu"?',
    ],
    ['processor that is none', { parts: { latch: { processor: 'latch' } } }, 'names processor "latch". There is: cpu.'],
    [
      'region',
      { spaces: { memory: { views: { low: [{ from: 0, to: 1, region: 'rma' }] } } } },
      'Space "memory", view "low" names region "rma". Did you mean "ram"?',
    ],
    [
      'region that is too small',
      { spaces: { memory: { views: { low: [{ from: 0, to: 0x7fff, region: 'ram', offset: 1 }] } } } },
      'the range of "ram" takes 32768 bytes from 1; it has 32768',
    ],
    [
      'range of nothing',
      { spaces: { memory: { views: { low: [{ from: 0, to: 1 }] } } } },
      'a range needs either a region or a register window',
    ],
    [
      'overlap',
      {
        spaces: {
          memory: {
            views: {
              low: [
                { from: 0, to: 0x7fff, region: 'ram' },
                { from: 0x7ff0, to: 0x7ff3, io: 'latch.registers' },
              ],
            },
          },
        },
      },
      '"ram" (0000h–7FFFh) and "latch.registers" (7FF0h–7FF3h) both answer reads at 7FF0h',
    ],
    [
      'part of a window',
      { spaces: { memory: { views: { low: [{ from: 0, to: 1, io: 'lach.registers' }] } } } },
      'Space "memory", view "low" names part "lach". Did you mean "latch"?',
    ],
    [
      'window',
      { spaces: { memory: { views: { low: [{ from: 0, to: 1, io: 'latch.register' }] } } } },
      'part "latch" (Latch) names window "register". Did you mean "registers"?',
    ],
    [
      'register',
      { spaces: { memory: { views: { low: [{ from: 0, to: 1, io: 'latch.registers', offset: 4 }] } } } },
      '"latch.registers" has 4 registers; 4 is none of them',
    ],
    ['no view', { spaces: { memory: { views: { low: null, none: null } } } }, 'Space "memory" has no view'],
    ['RAM of no size', { spaces: { memory: { regions: { ram: { ram: 0 } } } } }, 'Region "ram" of space "memory" is 0'],
    [
      'RAM and ROM at once',
      { spaces: { memory: { regions: { ram: { rom: 'x' } } } } },
      'Region "ram" of space "memory" is both RAM and a ROM',
    ],
    ['line from a part', { lines: { hold: { from: ['latc.beat'] } } }, 'Line "hold" (from) names part "latc".'],
    [
      'driving pin',
      { lines: { hold: { from: ['latch.beet'] } } },
      'Line "hold" (from): Latch "latch" has no driving pin "beet". Did you mean "beat"?',
    ],
    [
      'reading pin',
      { lines: { hold: { to: ['cpu.busy'] } } },
      'Line "hold" (to): Walker "cpu" has no reading pin "busy". There is: wait.',
    ],
    ['pin that every object has', { lines: { hold: { to: ['cpu.constructor'] } } }, 'no reading pin "constructor"'],
    [
      'pin on two lines',
      { lines: { more: { from: [], to: ['cpu.wait'] } } },
      'Pin "cpu.wait" is on two lines, "hold" and "more". Join them into one line.',
    ],
    [
      'pin twice on a line',
      { lines: { hold: { from: ['latch.beat', 'latch.beat'] } } },
      'Line "hold" names pin "latch.beat" twice',
    ],
    ['divider', { clocks: { cpu: { divide: 1.5 } } }, 'Clock "cpu" divides by 1.5; it takes a whole number from 1'],
    ['frequency', { clocks: { cpu: { divide: null, hz: 0.5 } } }, 'Clock "cpu" has 0.5 Hz; it takes whole hertz'],
    ['both', { clocks: { cpu: { hz: 5 } } }, 'Clock "cpu" needs one of divide and hz, and has both'],
    ['neither', { clocks: { cpu: { divide: null } } }, 'Clock "cpu" needs one of divide and hz, and has neither'],
    [
      'too fine a clock',
      { crystal: 2 ** 50 - 1, clocks: { cpu: { divide: null, hz: { num: 7, den: 11 } } } },
      'Clock "cpu" has 7/11 Hz: too fine for a crystal of 1125899906842623 Hz',
    ],
    [
      'too fine a ratio',
      { crystal: 2 ** 40 - 1, clocks: { cpu: { divide: null, hz: 2 ** 39 } } },
      'Clock "cpu" is 1099511627775/549755813888 ticks a cycle: the product',
    ],
    ['crystal', { crystal: 1.5 }, 'the crystal must be a whole number of Hz, not 1.5'],
    [
      'option',
      { crystal: { option: 'clok' } },
      'box: crystal refers to option "clok". There are: start, model, turbo.',
    ],
    ['input', { inputs: { knob: { to: 'latch.nob' } } }, 'Input "knob": Latch "latch" has no input "nob"'],
    [
      'input of a part',
      { inputs: { knob: { to: 'lath.knob' } } },
      'Input "knob" names part "lath". Did you mean "latch"?',
    ],
    ['output', { outputs: { tx: { from: 'latch.rx' } } }, 'Output "tx": Latch "latch" has no output "rx"'],
    ['bay', { media: { slot: { bay: 'latch.hole' } } }, 'Bay "slot": Latch "latch" has no bay "hole"'],
    ['screen', { screen: 'latch' }, 'The screen of box is part "latch", a Latch: it has none'],
    ['screen of no part', { screen: 'lach' }, 'box has no part "lach". Did you mean "latch"?'],
    ['processor missing', { parts: { cpu: null }, lines: null }, 'box has no processor'],
    [
      'acknowledge',
      { ports: { io: { decode: 255, map: [], acknowledge: 'cpu' } } },
      'Port space "io": part "cpu" (Walker) does not answer interrupt acknowledge cycles',
    ],
    [
      'ports that overlap',
      {
        ports: {
          io: {
            decode: 255,
            map: [
              { from: 0, to: 3, io: 'latch.registers' },
              { from: 3, to: 6, io: 'latch.registers' },
            ],
          },
        },
      },
      'both answer port 0003h',
    ],
    ['misspelt key', { lins: {} }, 'Machine "box" has a key "lins". Did you mean "lines"?'],
    [
      'misspelt key of a part',
      { parts: { cpu: { clok: 'x' } } },
      'box: part "cpu" has a key "clok". Did you mean "clock"?',
    ],
    [
      'misspelt key of a range',
      { spaces: { memory: { views: { low: [{ form: 0, to: 1 }] } } } },
      'box: space "memory", view "low", a range has a key "form". Did you mean "from"?',
    ],
    ['clock that is no object', { clocks: { cpu: 4_000_000 } }, 'box: clock "cpu" is a number; it takes an object'],
  ])('%s', (_, patch, message) => {
    expect(() => make(patch)).toThrow(message);
    expect(() => make(patch)).toThrow(WiringError);
  });

  it('a part that does not provide what it declares', () => {
    const empty = definePart({
      type: 'Empty',
      title: 'Empty',
      io: { regs: { size: 1 } },
      inputs: { x: { kind: 'number' } },
      bays: { b: { medium: 'disk' } },
      create: () => nothing,
    });
    const parts = { e: { type: empty, clock: 'cpu' } };
    const views = { low: [{ from: 0, to: 0, io: 'e.regs' }] };
    expect(() => make({ parts, spaces: { memory: { views } } })).toThrow(
      'Empty declares window "regs" but does not provide it',
    );
    expect(() => make({ parts, inputs: { x: { title: 'x', to: 'e.x' } } })).toThrow('has no method `input`');
    expect(() => make({ parts, media: { x: { title: 'x', bay: 'e.b', formats: [] } } })).toThrow('no method `insert`');
    const idle = definePart({ type: 'Idle', title: 'Idle', processor: true, create: () => nothing });
    expect(() => make({ parts: { e: { type: idle, clock: 'cpu' } } })).toThrow('Idle is declared as a processor');
  });

  it('a ROM that is missing', () => {
    const roms = { os: { title: 'OS', size: 4, images: [{ id: 'v1', title: 'first', sha1: '0'.repeat(40) }] } };
    expect(() => make({ roms })).toThrow(RomError);
    expect(() => createMachine<MachineDefinition>(box, { romChoices: { os: 'x' } })).toThrow(
      'The choice of ROMs names ROM "os". There are none.',
    );
  });
});

describe('what wiring makes', () => {
  it('maps ROM, RAM and registers, with mirrors, and refuses no write to a ROM', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    const machine = createMachine(
      defineMachine({
        id: 'm',
        title: 'M',
        year: 1980,
        status: 'working',
        crystal: 1000,
        clocks: { cpu: { divide: 1 } },
        roms: {
          os: {
            title: 'OS',
            size: 256,
            images: [{ id: 'v1', title: 'v1', sha1: '4916d6bdb7f78e6803698cab32d1586ea457dfc8', bytes }],
          },
        },
        parts: {
          cpu: part(WalkerPart, { clock: 'cpu', space: 'memory', rom: 'os' }),
          latch: part(LatchPart, { clock: 'cpu', space: 'memory', options: { start: 3 } }),
        },
        spaces: {
          memory: {
            bits: 16,
            openBus: 0xee,
            regions: { os: { rom: 'os' }, ram: { ram: 512, powerOn: (n) => n & 3 } },
            views: {
              all: [
                { from: 0, to: 0xff, region: 'os' },
                { from: 0x100, to: 0x1ff, region: 'ram', offset: 1 },
                { from: 0xd400, to: 0xd7ff, io: 'latch.registers' },
              ],
            },
          },
        },
        ports: {
          io: {
            decode: 0xff,
            map: [
              { from: 8, to: 15, io: 'latch.registers' },
              { from: 16, to: 20, io: 'latch.registers' },
            ],
            acknowledge: 'latch',
          },
        },
      }),
    );
    const memory = machine.wired.spaces.memory!;
    expect([memory.peek(7), memory.peek(0x100), memory.peek(0x300), memory.peek(0xd5f4)]).toEqual([7, 1, 0xee, 3]);
    memory.write(0xd404, 9, 0);
    machine.wired.ports.io!.write(12, 10, 0);
    expect(machine.parts.latch.value).toBe(10);
    machine.wired.ports.io!.write(20, 11, 0);
    expect(machine.parts.latch.value).toBe(11);
    expect(machine.wired.ports.io!.acknowledge(0)).toBe(0x42);
    expect(machine.parts.cpu.ctx.rom).toBe(bytes);
    expect(machine.wired.roms).toEqual({ os: { image: 'v1', sha1: '4916d6bdb7f78e6803698cab32d1586ea457dfc8' } });
    memory.write(7, 1, 0);
    expect(memory.peek(7)).toBe(7);
  });

  it('derives clocks from the crystal, and others from crystals of their own', () => {
    const machine = make({ crystal: 17_734_475, clocks: { phi2: { divide: 18 }, drive: { hz: 1_000_000 } } });
    expect(machine.wired.clocks.phi2!.cycleAt(17_734_475)).toBe(985_249);
    expect(machine.wired.clocks.drive!.cycleAt(17_734_475)).toBe(1_000_000);
    expect(machine.ticksPerSecond).toBe(17_734_475);
  });
});

describe('variants and patches', () => {
  it('merge key by key, replace lists and kinds of parts, and take away what is null', () => {
    const base = { a: { b: 1, c: 2 }, list: [1, 2], type: { x: 1 }, f: () => 1 };
    const f = () => 2;
    expect(merge(base, { a: { c: 3, d: { e: null, g: 1 } }, list: [3], type: { y: 1 }, f, n: undefined })).toEqual({
      a: { b: 1, c: 3, d: { g: 1 } },
      list: [3],
      type: { y: 1 },
      f,
    });
    expect(merge(base, { a: null })).toEqual({ list: [1, 2], type: { x: 1 }, f: base.f });
    expect(base.a).toEqual({ b: 1, c: 2 });
    const evil = merge({}, JSON.parse('{"__proto__": {"polluted": 1}}')) as Record<string, unknown>;
    expect(evil.polluted).toBeUndefined();
  });

  it('exchange a part', () => {
    class Runner extends Walker {}
    const RunnerPart = definePart({
      type: 'Runner',
      title: 'Runner',
      processor: true,
      pins: { busy: 'out', wait: 'in' },
      create: (ctx) => new Runner(ctx),
    });
    const fast = extendMachine(box, { id: 'fast', title: 'Fast', parts: { cpu: { type: RunnerPart } } });
    expect(createMachine(fast).parts.cpu).toBeInstanceOf(Runner);
    expect(createMachine(box).parts.cpu).not.toBeInstanceOf(Runner);
  });
});

describe('ranges with a fit', () => {
  const rom = new Uint8Array(0x200).fill(7);
  const fitting = (bytes: Uint8Array, ram = 0x2000) =>
    make({
      roms: {
        os: {
          title: 'system',
          size: 0x1000,
          sizes: [0, 0x200, 0x2000],
          images: [{ id: 'own', title: 'own', sha1: sha1Hex(bytes), bytes }],
        },
      },
      spaces: {
        memory: {
          regions: { ram: { ram }, os: { rom: 'os' } },
          views: {
            low: [
              { from: 0, to: 0x7fff, region: 'ram', fit: 'start' },
              { from: 0xe000, to: 0xefff, region: 'os', fit: 'end' },
              { from: 0xf000, to: 0xf003, io: 'latch.registers' },
            ],
          },
        },
      },
    }).wired.spaces.memory!;

  it('lie at the start or the end of the range, and nothing answers in the rest', () => {
    const space = fitting(rom);
    expect([space.poke(0x1fff, 5), space.poke(0x2000, 5)]).toEqual([true, false]);
    expect([0x1fff, 0x2000, 0x7fff].map((a) => space.peek(a))).toEqual([5, 0xff, 0xff]);
    expect([0xe000, 0xedff, 0xee00, 0xefff].map((a) => space.peek(a))).toEqual([0xff, 0xff, 7, 7]);
  });

  it('a region without bytes is not there', () => {
    expect(fitting(new Uint8Array(0)).peek(0xefff)).toBe(0xff);
  });

  it('a larger region shows its beginning', () => {
    const space = fitting(new Uint8Array(0x2000).fill(9), 0x10000);
    expect([0x7fff, 0x8000, 0xe000].map((a) => space.peek(a))).toEqual([0, 0xff, 9]);
  });
});

describe('the screen of a machine that names none', () => {
  it('is that of the first part that has one', () => {
    const screen = {
      columns: 1,
      rows: 1,
      characters: new Int32Array(1),
      attributes: new Uint8Array(1),
      cursorColumn: -1,
      cursorRow: 0,
      revision: 0,
    };
    const Display = (shown: typeof screen) =>
      definePart({ type: 'Display', title: 'display', create: () => ({ ...nothing, screen: shown }) });
    const second = { ...screen };
    const parts = {
      card: part(Display(screen), { clock: 'cpu' }),
      other: part(Display(second), { clock: 'cpu' }),
    };
    expect(make({ parts }).screen).toBe(screen);
    expect(make({ parts, screen: 'other' }).screen).toBe(second);
    expect(make({}).screen).toBeNull();
  });
});
