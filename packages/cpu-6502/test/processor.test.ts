import { createMachine, defineMachine, definePart, type IoTarget, part } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { Cmos65C02Part, Mos6502Part, Mos6510Part, standalone6502 } from '../src/index.ts';
import { traced } from './rig.ts';

describe('running', () => {
  test('power: seven cycles, then the program at the RESET vector', () => {
    const { cpu, space } = standalone6502();
    space.poke(0xfffc, 0x34);
    space.poke(0xfffd, 0x12);
    expect(cpu.atBoundary).toBe(false);
    cpu.run(7);
    expect(cpu.pc).toBe(0x1234);
    expect(cpu.getRegister('s')).toBe(0xfd);
    expect(cpu.atBoundary).toBe(true);
  });

  test('never accesses the bus at or after the limit, and goes on where it stopped', () => {
    const rig = traced([0xee, 0x00, 0x10, 0xea]);
    for (let limit = 1; limit <= 8; limit++) {
      rig.cpu.run(limit);
      expect(rig.cpu.cycles).toBe(limit);
      expect(rig.log).toHaveLength(limit);
      expect(rig.cpu.atBoundary).toBe(limit === 6 || limit === 8);
    }
  });

  test('a limit that is not ahead does nothing', () => {
    const { cpu } = standalone6502();
    cpu.run(5);
    for (const limit of [5, 0, -1, Number.NaN]) cpu.run(limit);
    expect(cpu.cycles).toBe(5);
  });

  test('step executes one instruction, an interrupt entry being one of its own', () => {
    const rig = traced([0xa9, 0x01, 0xea, 0xea]);
    rig.pin('irq', true);
    rig.cpu.step();
    expect([rig.cpu.pc, rig.cpu.cycles]).toEqual([0x202, 2]);
    rig.cpu.step();
    expect([rig.cpu.pc, rig.cpu.cycles]).toEqual([0x3000, 9]);
  });

  test('step comes back when RDY holds the processor or it has jammed', () => {
    const rig = traced([0xea, 0x02]);
    rig.pin('rdy', true);
    rig.cpu.step();
    expect(rig.cpu.pc).toBe(0x200);
    rig.pin('rdy', false);
    rig.cpu.step();
    rig.cpu.step();
    expect(rig.cpu.jammed).toBe(true);
    rig.cpu.step();
    expect(rig.cpu.jammed).toBe(true);
  });

  test('the cycle count stays exact beyond 2^31 and where the inner counter starts again', () => {
    const { cpu, space } = standalone6502();
    space.poke(0xfffd, 0x02);
    for (let n = 0; n < 3; n++) space.poke(0x200 + n, [0x4c, 0x00, 0x02][n]!);
    cpu.run(7);
    cpu.core.now = 0x10000000 - 50;
    cpu.core.base = 3e9 - cpu.core.now;
    for (let n = 1; n <= 100; n++) {
      cpu.run(3e9 + n * 3);
      expect([cpu.cycles, cpu.pc, cpu.atBoundary]).toEqual([3e9 + n * 3, 0x200, true]);
    }
    expect(cpu.core.now).toBeLessThan(1000);
  });

  test('the horizon calls the board before the access of its cycle, until it is moved', () => {
    const rig = traced([0xea, 0xea, 0xea, 0xea, 0xea, 0xea]);
    rig.cpu.observe(null);
    const called: number[] = [];
    rig.cpu.connect({
      atHorizon: (cycle) => {
        called.push(cycle);
        expect(rig.cpu.cycles).toBe(cycle);
        if (cycle === 5) rig.cpu.setHorizon(9);
        if (cycle === 9) rig.cpu.setHorizon(Number.POSITIVE_INFINITY);
      },
    });
    rig.cpu.setHorizon(3);
    rig.cpu.run(100);
    expect(called).toEqual([3, 4, 5, 9]);
  });

  test('an observer is told of every cycle once', () => {
    const rig = traced([0xa9, 0x01, 0x8d, 0x00, 0x10]);
    rig.cpu.run(6);
    expect(rig.log.map(([cycle]) => cycle)).toEqual([0, 1, 2, 3, 4, 5]);
    rig.cpu.observe(null);
    rig.cpu.run(600);
    expect(rig.log).toHaveLength(6);
  });
});

describe('variants', () => {
  // SED, LDA #$09, CLC, ADC #$01
  const decimal = [0xf8, 0xa9, 0x09, 0x18, 0x69, 0x01];

  test.each([
    ['6502' as const, 0x10],
    ['6510' as const, 0x10],
    ['2a03' as const, 0x0a],
  ])('%s adds 9 and 1 in decimal mode to %i', (variant, sum) => {
    const rig = traced(decimal, { variant });
    for (let n = 0; n < 4; n++) rig.cpu.step();
    expect(rig.cpu.getRegister('a')).toBe(sum);
    expect(rig.cpu.getRegister('p') & 8).toBe(8);
  });

  test('mistakes in the options are told', () => {
    expect(() => standalone6502({ variant: '6809' as '6502' })).toThrow(
      /no variant "6809". Choose one of 6502, 6510, 2a03/,
    );
    expect(() => standalone6502({ ane: 256 })).toThrow(/`ane` is 256; it must be a byte/);
    expect(() => standalone6502({ port: {} })).toThrow(/no I\/O port/);
  });

  test('registers by name', () => {
    const { cpu } = standalone6502();
    expect(cpu.registers.map((r) => r.name)).toEqual(['pc', 'a', 'x', 'y', 's', 'p']);
    cpu.setRegister('A', 0x1ff);
    expect(cpu.getRegister('a')).toBe(0xff);
    expect(() => cpu.getRegister('ddr')).toThrow(RangeError);
    expect(() => cpu.setRegister('b', 1)).toThrow(/no register "b". It has: pc a x y s p/);
  });
});

/** A timer that pulls IRQ low at the given ticks; a write takes it back. */
const TimerPart = definePart({
  type: 'Timer',
  title: 'Timer',
  pins: { irq: 'out' },
  io: { register: { size: 1 } },
  create: (ctx, options: { readonly at: readonly number[] }) => {
    const events = options.at.map((_, n) => ctx.scheduler.allocate(`t${n}`, (t) => ctx.out.irq.drive(true, t)));
    const register: IoTarget = {
      read: () => 0,
      write: (_offset, _value, t) => ctx.out.irq.drive(false, t),
      peek: () => 0,
    };
    return {
      stateVersion: 1,
      reset: () => {
        options.at.forEach((t, n) => {
          ctx.scheduler.at(events[n]!, t);
        });
      },
      state: () => {},
      io: { register },
    };
  },
});

describe('as a part', () => {
  /** Main program: counts in X for ever. IRQ at F080h: stores X in 0300h, takes IRQ back, RTI. */
  const rom = (n: number): number => {
    const code: Record<number, readonly number[]> = {
      0: [0x58, 0xe8, 0x4c, 0x01, 0xf0],
      128: [0x8e, 0x00, 0x03, 0x8d, 0x00, 0xd0, 0x40],
      144: [0x02],
      4092: [0x00, 0xf0, 0x80, 0xf0],
    };
    for (const [at, bytes] of Object.entries(code)) {
      const byte = bytes[n - Number(at)];
      if (byte !== undefined) return byte;
    }
    return 0xea;
  };
  const definition = (type: typeof Mos6502Part | typeof Mos6510Part | typeof Cmos65C02Part, at: readonly number[]) =>
    defineMachine({
      id: 'bench',
      title: 'A 6502, RAM and a timer',
      year: 1976,
      status: 'working',
      crystal: 8_000_000,
      clocks: { phi2: { divide: 8 } },
      parts: {
        cpu: part(type as typeof Mos6502Part, { clock: 'phi2', space: 'memory' }),
        timer: part(TimerPart, { clock: 'phi2', space: 'memory', options: { at } }),
      },
      spaces: {
        memory: {
          bits: 16,
          regions: { ram: { ram: 0x1000 }, rom: { ram: 0x1000, powerOn: rom } },
          views: {
            all: [
              { from: 0, to: 0xfff, region: 'ram' },
              { from: 0xd000, to: 0xd000, io: 'timer.register' },
              { from: 0xf000, to: 0xffff, region: 'rom' },
            ],
          },
        },
      },
      lines: { irq: { from: ['timer.irq'], to: ['cpu.irq'] } },
    });

  test.each([
    ['Mos6502', Mos6502Part],
    ['Mos6510', Mos6510Part],
    ['Cmos65C02', Cmos65C02Part],
  ] as const)('%s in a machine: an interrupt comes in its cycle, in slices of any size', (type, cpuPart) => {
    expect(cpuPart.type).toBe(type);
    const whole = createMachine(definition(cpuPart, [800, 1603]));
    whole.run(8000);
    const ticks = createMachine(definition(cpuPart, [800, 1603]));
    while (ticks.tick < 8000) ticks.run(Math.min(7, 8000 - ticks.tick));
    expect(ticks.hash()).toBe(whole.hash());
    // RESET takes 7 cycles, CLI 2, INX and JMP 5: IRQ in cycle 100 is seen after the JMP that ends in cycle 103
    const seen = createMachine(definition(cpuPart, [800, 1603]));
    seen.run(8 * 125);
    expect(seen.wired.spaces.memory!.peek(0x300)).toBe(19);
  });

  test('a JAM ends the run with an event', () => {
    const machine = createMachine(definition(Mos6502Part, []));
    machine.run(80);
    machine.parts.cpu.setRegister('pc', 0xf090);
    expect(machine.run(8000)).toBe('jam');
    expect(machine.stopEvent).toMatchObject({ kind: 'jam', code: 2, source: 'cpu', tick: 88 });
    expect(machine.run(8000)).toBe('limit');
  });

  test('a part without a space of 16 bits is refused', () => {
    const { clock } = standalone6502();
    expect(() => Mos6502Part.create({ id: 'main', clock, space: null } as never, {})).toThrow(
      /6502 "main" needs an address space of 16 bits. Name one/,
    );
  });
});
