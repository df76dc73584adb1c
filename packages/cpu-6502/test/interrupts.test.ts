import { describe, expect, test } from 'vitest';
import { busText, traced } from './rig.ts';

/*
 * Exact cycles. The facts are those of the Visual 6502 pages ("6502 Interrupt Recognition Stages and Tolerances", "6502
 * Timing of Interrupt Handling"), and were compared with a simulation of its transistors.
 */

const NOP = 0xea;

describe('IRQ and NMI', () => {
  test('IRQ: two cycles before the fetch that it replaces; seven cycles with two fetches that are thrown away', () => {
    const rig = traced([NOP, NOP, NOP, NOP]);
    rig.trace(14, { 2: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe('0200 0201 0201 0202 0202 0202 01fd=02 01fc=02 01fb=20 fffe ffff 3000 3001 3001');
    expect(rig.cpu.getRegister('p') & 4).toBe(4);
  });

  test('IRQ one cycle later waits for the next instruction', () => {
    const rig = traced([NOP, NOP, NOP, NOP]);
    rig.trace(9, { 3: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe('0200 0201 0201 0202 0202 0203 0203 0203 01fd=02');
  });

  test('IRQ is a level: released before it is looked at, it has not been', () => {
    const rig = traced([NOP, NOP, NOP, NOP]);
    rig.trace(8, { 1: () => rig.pin('irq', true), 2: () => rig.pin('irq', false) });
    expect(busText(rig.log)).toBe('0200 0201 0201 0202 0202 0203 0203 0204');
  });

  test('NMI is an edge: a pulse of one cycle is remembered', () => {
    const rig = traced([NOP, NOP, NOP, NOP]);
    rig.trace(14, { 1: () => rig.pin('nmi', true), 2: () => rig.pin('nmi', false) });
    expect(busText(rig.log)).toBe('0200 0201 0201 0202 0202 0202 01fd=02 01fc=02 01fb=20 fffa fffb 4000 4001 4001');
  });

  test('I masks IRQ but not NMI', () => {
    const rig = traced([NOP, NOP, NOP, NOP]);
    rig.cpu.setRegister('p', 0x24);
    rig.trace(9, { 0: () => rig.pin('irq', true), 3: () => rig.pin('nmi', true) });
    expect(busText(rig.log)).toBe('0200 0201 0201 0202 0202 0203 0203 0203 01fd=02');
  });

  test.each([
    ['CLI', [0x58, NOP, NOP], 0x24, '0200 0201 0201 0202 0202 0202 01fd=02 01fc=02 01fb=20'],
    ['SEI', [0x78, NOP, NOP], 0x20, '0200 0201 0201 0201 01fd=02 01fc=01 01fb=24 fffe ffff'],
  ])('%s changes I after the look at IRQ in its own last cycle', (_, program, p, bus) => {
    const rig = traced(program);
    rig.cpu.setRegister('p', p);
    rig.trace(9, { 0: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe(bus);
  });

  test('PLP is as late as CLI, RTI is not', () => {
    const plp = traced([0x28, NOP, NOP]);
    plp.cpu.setRegister('p', 0x24);
    plp.trace(9, { 0: () => plp.pin('irq', true) });
    expect(busText(plp.log)).toBe('0200 0201 01fd 01fe 0201 0202 0202 0202 01fe=02');
    const rti = traced([0x40]);
    rti.cpu.setRegister('p', 0x24);
    rti.cpu.setRegister('s', 0xfa);
    rti.space.poke(0x1fd, 0x02);
    rti.space.poke(0x1fc, 0x08);
    rti.trace(9, { 0: () => rti.pin('irq', true) });
    expect(busText(rti.log)).toBe('0200 0201 01fa 01fb 01fc 01fd 0208 0208 01fd=02');
  });

  test('a taken branch within the page does not look in its last cycle', () => {
    const early = traced([0xd0, 0x02, NOP, NOP, NOP, NOP]);
    early.trace(6, { 0: () => early.pin('irq', true) });
    expect(busText(early.log)).toBe('0200 0201 0202 0204 0204 01fd=02');
    const late = traced([0xd0, 0x02, NOP, NOP, NOP, NOP]);
    late.trace(8, { 1: () => late.pin('irq', true) });
    expect(busText(late.log)).toBe('0200 0201 0202 0204 0205 0205 0205 01fd=02');
  });

  test('a branch that crosses a page looks twice', () => {
    const rig = traced([0xd0, 0x80, NOP]);
    rig.trace(7, { 2: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe('0200 0201 0202 0282 0182 0182 01fd=01');
  });

  test.each([
    [3, 'fffa fffb 4000 4001 4001'],
    [4, 'fffe ffff 3000 3001 3001'],
  ])('an NMI up to cycle 3 of BRK takes it over, B stays pushed (cycle %i)', (cycle, bus) => {
    const rig = traced([0x00, NOP]);
    rig.trace(10, { [cycle]: () => rig.pin('nmi', true) });
    expect(busText(rig.log)).toBe(`0200 0201 01fd=02 01fc=02 01fb=30 ${bus}`);
  });

  test('an NMI too late to take BRK over comes after the first instruction of the handler', () => {
    const rig = traced([0x00, NOP]);
    rig.trace(12, { 5: () => rig.pin('nmi', true) });
    expect(busText(rig.log, 7)).toBe('3000 3001 3001 3001 01fa=30');
  });

  test('an NMI pulse during the vector fetch of an IRQ is lost', () => {
    const rig = traced([0x00, NOP]);
    rig.trace(12, { 4: () => rig.pin('nmi', true), 6: () => rig.pin('nmi', false) });
    expect(busText(rig.log, 7)).toBe('3000 3001 3001 3002 3002');
  });
});

describe('RDY', () => {
  test('holds reads, lets writes go on', () => {
    const rig = traced([0xee, 0x00, 0x10, NOP, NOP]);
    rig.trace(13, { 4: () => rig.pin('rdy', true), 10: () => rig.pin('rdy', false) });
    expect(busText(rig.log)).toBe('0200 0201 0202 1000 1000=00 1000=01 - - - - 0203 0204 0204');
  });

  test('an interrupt that arrives while the fetch is held waits for the next instruction', () => {
    const rig = traced([NOP, NOP, NOP]);
    rig.trace(10, { 2: () => rig.pin('rdy', true), 3: () => rig.pin('irq', true), 6: () => rig.pin('rdy', false) });
    expect(busText(rig.log)).toBe('0200 0201 - - - - 0201 0202 0202 0202');
  });

  test('one that comes and goes while the last cycle is held stays seen', () => {
    const rig = traced([NOP, NOP, NOP]);
    rig.trace(10, {
      1: () => rig.pin('rdy', true),
      2: () => rig.pin('irq', true),
      4: () => rig.pin('irq', false),
      7: () => rig.pin('rdy', false),
    });
    expect(busText(rig.log)).toBe('0200 - - - - - - 0201 0201 0201');
  });

  test('CLI whose last cycle is held lets IRQ in at once', () => {
    const rig = traced([0x58, NOP, NOP]);
    rig.cpu.setRegister('p', 0x24);
    rig.pin('irq', true);
    rig.trace(8, { 1: () => rig.pin('rdy', true), 4: () => rig.pin('rdy', false) });
    expect(busText(rig.log)).toBe('0200 - - - 0201 0201 0201 01fd=02');
  });

  test('SHX: a page crossing puts the stored byte into the address; a held fix-up cycle drops the AND', () => {
    const shx = (held: boolean, base: number) => {
      const rig = traced([0x9e, base, 0x14]);
      rig.cpu.setRegister('x', 0xf3);
      rig.cpu.setRegister('y', 0x20);
      rig.trace(held ? 8 : 5, held ? { 3: () => rig.pin('rdy', true), 6: () => rig.pin('rdy', false) } : {});
      return busText(rig.log).split(' ').slice(3).join(' ');
    };
    expect(shx(false, 0x10)).toBe('1430 1430=11');
    expect(shx(false, 0xf0)).toBe('1410 1110=11');
    expect(shx(true, 0x10)).toBe('- - - 1430 1430=f3');
    expect(shx(true, 0xf0)).toBe('- - - 1110 1110=f3');
  });

  test('ANE has a constant of its own when its operand is held', () => {
    const ane = (held: boolean) => {
      const rig = traced([0x8b, 0xff], { ane: 0xef, aneHeld: 0xee });
      rig.cpu.setRegister('x', 0xff);
      rig.trace(held ? 4 : 2, held ? { 1: () => rig.pin('rdy', true), 3: () => rig.pin('rdy', false) } : {});
      return rig.cpu.getRegister('a');
    };
    expect(ane(false)).toBe(0xef);
    expect(ane(true)).toBe(0xee);
  });
});

describe('SO, RESET and JAM', () => {
  test.each([
    [2, true],
    [3, false],
  ])('an edge of SO in cycle %i is seen by BVC in cycle 3: %s', (cycle, seen) => {
    const rig = traced([NOP, 0x50, 0x10, NOP]);
    rig.trace(5, { [cycle]: () => rig.pin('so', true) });
    expect(busText(rig.log, 4)).toBe('0203');
    rig.trace(6);
    expect(busText(rig.log, 5)).toBe(seen ? '0204' : '0213');
    expect(rig.cpu.getRegister('p') & 0x40).toBe(0x40);
  });

  test('CLV wins against an edge of SO in its last cycle', () => {
    const rig = traced([0xb8, NOP, NOP]);
    rig.trace(6, { 1: () => rig.pin('so', true) });
    expect(rig.cpu.getRegister('p') & 0x40).toBe(0);
  });

  test('RESET: seven cycles, three reads of the stack, D stays', () => {
    const rig = traced([0xf8, NOP, NOP, NOP]);
    rig.trace(14, { 3: () => rig.pin('reset', true), 5: () => rig.pin('reset', false) });
    expect(busText(rig.log)).toBe('0200 0201 0201 - - 0202 0202 01fd 01fc 01fb fffc fffd 5000 5001');
    expect(rig.cpu.getRegister('p')).toBe(0x2c);
    expect(rig.cpu.getRegister('s')).toBe(0xfa);
  });

  test('JAM stops for good; the bus reads FFFFh, interrupts do not help, RESET does', () => {
    const rig = traced([0x02, NOP]);
    rig.trace(20, { 4: () => rig.pin('nmi', true), 5: () => rig.pin('irq', true) });
    expect(busText(rig.log, 0, 8)).toBe('0200 0201 ffff fffe fffe ffff ffff ffff');
    expect(rig.events).toMatchObject([{ kind: 'jam', code: 2, tick: 1 }]);
    expect(rig.cpu.jammed).toBe(true);
    expect(rig.cpu.atBoundary).toBe(true);
    rig.trace(29, { 20: () => rig.pin('reset', true), 21: () => rig.pin('reset', false) });
    expect(busText(rig.log, 26)).toBe('fffc fffd 5000'.split(' ').slice(0, 3).join(' '));
    expect(rig.cpu.jammed).toBe(false);
    expect(rig.events).toHaveLength(1);
  });

  test('the event of a JAM names its opcode in a run of many cycles too', () => {
    const rig = traced([NOP, NOP, 0x42]);
    rig.cpu.run(50);
    expect(rig.events).toMatchObject([{ kind: 'jam', code: 0x42, tick: 5 }]);
  });
});
