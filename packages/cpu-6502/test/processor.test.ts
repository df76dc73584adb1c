import { createMachine, defineMachine, WiringError } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { Mos6502, Mos6502Part, Mos6510Part, standalone6502 } from '../src/index.ts';
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

  test('the cycle count stays exact beyond 2^31', () => {
    const { cpu, space } = standalone6502();
    space.poke(0xfffd, 0x02);
    for (let n = 0; n < 3; n++) space.poke(0x200 + n, [0x4c, 0x00, 0x02][n]!);
    const far = 3e9;
    cpu.core.base = far - cpu.core.now;
    cpu.run(far + 7 + 3 * 400_000_000);
    expect(cpu.cycles).toBe(far + 7 + 3 * 400_000_000);
    expect(cpu.pc).toBe(0x200);
    expect(cpu.atBoundary).toBe(true);
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
    expect(() => standalone6502({ variant: '6809' as '6502' })).toThrow(/no variant "6809". Choose one of 6502, 6510, 2a03/);
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

describe('as a part', () => {
  const machine = (Part: typeof Mos6502Part | typeof Mos6510Part) =>
    defineMachine({
      id: 'test-6502',
      title: 'A 6502 and RAM',
      year: 1976,
      status: 'working',
      clocks: { xtal: { hz: 8_000_000 }, phi2: { from: 'xtal', divide: 8 } },
      parts: { cpu: { type: Part, clock: 'phi2', space: 'memory' } },
      spaces: { memory: { bits: 16, ram: { main: { size: 0x10000 } }, views: { all: [{ from: 0, to: 0xffff, ram: 'main' }] } } },
    } as never);

  test.each([['Mos6502', Mos6502Part], ['Mos6510', Mos6510Part]] as const)('%s has the pins of its data sheet', (type, part) => {
    expect(part.type).toBe(type);
    expect(Object.keys(part.pins!)).toEqual(['irq', 'nmi', 'rdy', 'so', 'reset']);
    expect(part.processor).toBe(true);
    void machine;
    void createMachine;
  });

  test('a space of the wrong width is refused', () => {
    const { cpu, clock } = standalone6502();
    expect(cpu).toBeInstanceOf(Mos6502);
    expect(() => Mos6502Part.create({ id: 'main', clock, space: null } as never, {})).toThrow(WiringError);
  });
});
