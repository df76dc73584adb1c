import { loadState, saveState } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { Cmos65C02Part, type Mos6502Options, standalone6502 } from '../src/index.ts';
import { busText, type Traced, traced } from './rig.ts';

/*
 * What the 65C02 does otherwise than the NMOS 6502. Facts: W65C02S data sheet, table 7-1 "Microprocessor Operational
 * Enhancements", and 65C02 Opcodes (6502.org).
 */

const NOP = 0xea;
const w65c02 = (bytes: readonly number[], options: Mos6502Options = {}) =>
  traced(bytes, { variant: 'w65c02', ...options });

/** The bus of one instruction. */
function bus(
  bytes: readonly number[],
  registers: Readonly<Record<string, number>> = {},
  memory: readonly (readonly [number, number])[] = [],
): { readonly rig: Traced; readonly text: string } {
  const rig = w65c02(bytes);
  for (const [name, value] of Object.entries(registers)) rig.cpu.setRegister(name, value);
  for (const [address, value] of memory) rig.space.poke(address, value);
  rig.cpu.step();
  return { rig, text: busText(rig.log) };
}

describe('bus cycles', () => {
  test.each([
    ['lda abs,x across a page reads the last byte again', [0xbd, 0xf0, 0x10], '0200 0201 0202 0202 1110'],
    ['lda (zp),y too', [0xb1, 0x10], '0200 0201 0010 0011 0201 1110'],
    ['sta abs,x across a page too', [0x9d, 0xf0, 0x10], '0200 0201 0202 0202 1110=00'],
    ['sta abs,x within a page reads its target', [0x9d, 0x10, 0x10], '0200 0201 0202 1030 1030=00'],
    ['asl abs reads twice, writes once', [0x0e, 0x00, 0x10], '0200 0201 0202 1000 1000 1000=00'],
    ['asl abs,x within a page saves a cycle', [0x1e, 0x10, 0x10], '0200 0201 0202 1030 1030 1030=00'],
    ['asl abs,x across one', [0x1e, 0xf0, 0x10], '0200 0201 0202 0202 1110 1110 1110=00'],
    ['inc abs,x always has seven', [0xfe, 0x10, 0x10], '0200 0201 0202 1030 1030 1030 1030=01'],
    ['lda (zp)', [0xb2, 0x10], '0200 0201 0010 0011 10f0'],
    ['jmp (abs) carries into the high byte', [0x6c, 0xff, 0x10], '0200 0201 0202 0202 10ff 1100'],
    ['jmp (abs,x)', [0x7c, 0xf0, 0x10], '0200 0201 0202 0202 1110 1111'],
    ['bra across a page', [0x80, 0x80], '0200 0201 0202 0202'],
    ['bbr0 taken', [0x0f, 0x20, 0x10], '0200 0201 0020 0020 0202 0203'],
    ['rmb0', [0x07, 0x20], '0200 0201 0020 0020 0020=00'],
    ['nop 5c', [0x5c, 0x34, 0x12], '0200 0201 0202 ff34 ffff ffff ffff ffff'],
    ['phx', [0xda], '0200 0201 01fd=20'],
  ])('%s', (_, bytes, expected) => {
    const memory = [
      [0x10, 0xf0],
      [0x11, 0x10],
    ] as const;
    expect(bus(bytes, { x: 0x20, y: 0x20 }, memory).text).toBe(expected);
  });

  test('decimal: one cycle more, at the operand again', () => {
    const memory = [[0x1234, 0x01]] as const;
    const adc = bus([0x6d, 0x34, 0x12], { a: 0x09, p: 0x28 }, memory);
    expect(adc.text).toBe('0200 0201 0202 1234 1234');
    expect(adc.rig.cpu.getRegister('a')).toBe(0x10);
    expect(bus([0xe9, 0x01], { a: 0x10, p: 0x29 }).text).toBe('0200 0201 0201');
  });

  // SBC absolute,x in decimal mode with bytes that are not BCD: facts from the single-instruction tests of the W65C02
  // (SingleStepTests/65x02, fd 5, 6, 7, 15 and 16)
  test.each([
    [0x26, 0x38, 0xa4, 0x21, 0x78],
    [0xcb, 0xbc, 0xf4, 0x76, 0x3c],
    [0x34, 0xfe, 0x1e, 0x0f, 0x3d],
    [0xed, 0x7f, 0x48, 0xa5, 0xbd],
    [0xc3, 0x3e, 0xc6, 0x96, 0xbc],
  ])('SBC of bytes: A = %i, P = %i', (a, p, operand, result, flags) => {
    const { rig } = bus([0xfd, 0x00, 0x10], { a, p, x: 0x10 }, [[0x1010, operand]]);
    expect(rig.cpu.getRegister('a')).toBe(result);
    expect(rig.cpu.getRegister('p') & 0xef).toBe(flags & 0xef);
  });
});

describe('operations', () => {
  const after = (bytes: readonly number[], registers: Readonly<Record<string, number>>, at20 = 0) => {
    const { rig } = bus(bytes, registers, [[0x20, at20]]);
    const [a, x, y, p] = ['a', 'x', 'y', 'p'].map((name) => rig.cpu.getRegister(name));
    return { a, x, y, p, memory: rig.space.peek(0x20), pc: rig.cpu.pc, top: rig.space.peek(0x1fd) };
  };

  test('BIT immediate changes Z alone', () => {
    expect(after([0x89, 0xc0], { a: 0x3f, p: 0x20 })).toMatchObject({ p: 0x22 });
    expect(after([0x89, 0x01], { a: 0x01, p: 0xe2 })).toMatchObject({ p: 0xe0 });
    expect(after([0x89, 0x01], { a: 0xfe, p: 0xe0 })).toMatchObject({ p: 0xe2 });
  });

  test('TSB and TRB: Z from the test, N and V untouched', () => {
    expect(after([0x04, 0x20], { a: 0x81, p: 0xe0 }, 0x42)).toMatchObject({ memory: 0xc3, p: 0xe2, a: 0x81 });
    expect(after([0x14, 0x20], { a: 0x81, p: 0x22 }, 0xc1)).toMatchObject({ memory: 0x40, p: 0x20, a: 0x81 });
  });

  test('STZ, INC A, DEC A', () => {
    expect(after([0x64, 0x20], { a: 1 }, 0x55)).toMatchObject({ memory: 0, a: 1, p: 0x20 });
    expect(after([0x1a], { a: 0xff })).toMatchObject({ a: 0, p: 0x22 });
    expect(after([0x3a], { a: 0 })).toMatchObject({ a: 0xff, p: 0xa0 });
  });

  test.each(Array.from({ length: 8 }, (_, n) => [n]))('bit %i: RMB, SMB, BBR, BBS', (n) => {
    const bit = 1 << n;
    expect(after([0x07 | (n << 4), 0x20], {}, 0xff).memory).toBe(0xff & ~bit);
    expect(after([0x87 | (n << 4), 0x20], {}, 0x00).memory).toBe(bit);
    expect(after([0x0f | (n << 4), 0x20, 0x10], {}, 0xff & ~bit).pc).toBe(0x213);
    expect(after([0x0f | (n << 4), 0x20, 0x10], {}, bit).pc).toBe(0x203);
    expect(after([0x8f | (n << 4), 0x20, 0x10], {}, bit).pc).toBe(0x213);
    expect(after([0x8f | (n << 4), 0x20, 0x10], {}, 0xff & ~bit).pc).toBe(0x203);
  });

  test('PHX, PHY, PLX, PLY', () => {
    expect(after([0xda], { x: 0x12 }).top).toBe(0x12);
    expect(after([0x5a], { y: 0x34 }).top).toBe(0x34);
    const { rig } = bus([0xfa], { s: 0xfc }, [[0x1fd, 0x80]]);
    expect([rig.cpu.getRegister('x'), rig.cpu.getRegister('p')]).toEqual([0x80, 0xa0]);
    const ply = bus([0x7a], { s: 0xfc }, [[0x1fd, 0x00]]);
    expect([ply.rig.cpu.getRegister('y'), ply.rig.cpu.getRegister('p')]).toEqual([0x00, 0x22]);
  });

  test('decimal: every pair of decimal numbers, with N, Z and C', () => {
    const { cpu, space } = standalone6502({ variant: '65c02' });
    [0xf8, 0x69, 0x00, 0xf8, 0xe9, 0x00].forEach((byte, n) => {
      space.poke(0x200 + n, byte);
    });
    const bcd = (n: number) => (Math.floor(n / 10) << 4) | (n % 10);
    const run = (at: number, a: number, operand: number, carry: number) => {
      space.poke(at + 2, bcd(operand));
      cpu.setRegister('pc', at);
      cpu.setRegister('a', bcd(a));
      cpu.setRegister('p', 0x20 | carry);
      cpu.run(cpu.cycles + 5);
      return [cpu.pc - at, cpu.getRegister('a'), cpu.getRegister('p') & 0x83];
    };
    const expected = (result: number, carry: number) => {
      const a = bcd(result);
      return [3, a, (a & 0x80) | (a === 0 ? 2 : 0) | carry];
    };
    for (let a = 0; a < 100; a++) {
      for (let b = 0; b < 100; b++) {
        for (const carry of [0, 1]) {
          const sum = a + b + carry;
          const difference = a - b - 1 + carry;
          const got = [run(0x200, a, b, carry), run(0x203, a, b, carry)];
          const added = expected(sum % 100, sum > 99 ? 1 : 0);
          const subtracted = expected((difference + 100) % 100, difference < 0 ? 0 : 1);
          if (String(got) !== String([added, subtracted]))
            expect([a, b, carry, got]).toEqual([a, b, carry, [added, subtracted]]);
        }
      }
    }
  });
});

describe('interrupts', () => {
  test('IRQ clears D after P has been pushed', () => {
    const rig = w65c02([NOP, NOP, NOP]);
    rig.cpu.setRegister('p', 0x28);
    rig.trace(12, { 0: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe('0200 0201 0201 0201 01fd=02 01fc=01 01fb=28 fffe ffff 3000 3001 3001');
    expect(rig.cpu.getRegister('p')).toBe(0x24);
  });

  test('BRK and RESET clear D', () => {
    const brk = w65c02([0x00, NOP]);
    brk.cpu.setRegister('p', 0x28);
    brk.trace(8);
    expect(busText(brk.log)).toBe('0200 0201 01fd=02 01fc=02 01fb=38 fffe ffff 3000');
    expect(brk.cpu.getRegister('p')).toBe(0x24);
    const reset = w65c02([0xf8, NOP, NOP, NOP]);
    reset.trace(13, { 3: () => reset.pin('reset', true), 5: () => reset.pin('reset', false) });
    expect(busText(reset.log, 5)).toBe('0202 0202 01fd 01fc 01fb fffc fffd 5000');
    expect(reset.cpu.getRegister('p')).toBe(0x24);
  });

  test.each([[1], [2], [3], [4], [5]])('an NMI in cycle %i of BRK comes after it', (cycle) => {
    const rig = w65c02([0x00, NOP]);
    rig.trace(12, { [cycle]: () => rig.pin('nmi', true) });
    expect(busText(rig.log, 2)).toBe('01fd=02 01fc=02 01fb=30 fffe ffff 3000 3000 01fa=30 01f9=00 01f8=24');
  });

  test('an NMI during the sequence of an IRQ comes after it, one that came before goes first', () => {
    const late = w65c02([NOP, NOP, NOP]);
    late.trace(12, { 0: () => late.pin('irq', true), 4: () => late.pin('nmi', true) });
    expect(busText(late.log, 7)).toBe('fffe ffff 3000 3000 01fa=30');
    const early = w65c02([NOP, NOP, NOP]);
    early.trace(12, {
      0: () => {
        early.pin('irq', true);
        early.pin('nmi', true);
      },
    });
    expect(busText(early.log, 7)).toBe('fffa fffb 4000 4001 4001');
  });

  test('after a NOP of one cycle interrupts are not looked at', () => {
    const rig = w65c02([0x03, NOP, NOP]);
    rig.pin('irq', true);
    rig.cpu.setRegister('pc', 0x200);
    rig.cpu.step();
    rig.cpu.run(7);
    // the look before the NOP came too early
    expect(busText(rig.log)).toBe('0200 0201 0202 0202 0202 01fd=02 01fc=02');
  });
});

describe('RDY', () => {
  test('holds writes too', () => {
    const rig = w65c02([0x8d, 0x00, 0x10, NOP]);
    rig.trace(10, { 3: () => rig.pin('rdy', true), 7: () => rig.pin('rdy', false) });
    expect(busText(rig.log)).toBe('0200 0201 0202 - - - - 1000=00 0203 0204');
  });
});

describe('WAI', () => {
  test('three cycles, then nothing until IRQ is low; with I clear the interrupt is taken', () => {
    const rig = w65c02([0xcb, NOP, NOP]);
    rig.trace(14, { 6: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe('0200 0201 0201 - - - - - 0201 0201 01fd=02 01fc=01 01fb=20 fffe');
  });

  test('with I set it goes on without an interrupt', () => {
    const rig = w65c02([0xcb, NOP, NOP]);
    rig.cpu.setRegister('p', 0x24);
    rig.trace(12, { 6: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe('0200 0201 0201 - - - - - 0201 0202 0202 0203');
  });

  test('a pulse of NMI ends it; an IRQ that waits does not let it wait', () => {
    const nmi = w65c02([0xcb, NOP, NOP]);
    nmi.cpu.setRegister('p', 0x24);
    nmi.trace(15, { 6: () => nmi.pin('nmi', true), 7: () => nmi.pin('nmi', false) });
    expect(busText(nmi.log, 8)).toBe('0201 0201 01fd=02 01fc=01 01fb=24 fffa fffb');
    const irq = w65c02([0xcb, NOP, NOP]);
    irq.cpu.setRegister('p', 0x24);
    irq.pin('irq', true);
    irq.trace(5);
    expect(busText(irq.log)).toBe('0200 0201 0201 0201 0202');
  });

  test('in one run, on the horizon, and across a save it wakes in the same cycle', () => {
    const run = (slice: number, save: boolean) => {
      const rig = standalone6502({ variant: 'w65c02' });
      const { cpu, space } = rig;
      [0xcb, 0xe8, 0x80, 0xfc].forEach((byte, n) => {
        space.poke(0x200 + n, byte);
      });
      cpu.setRegister('pc', 0x200);
      cpu.setRegister('p', 0x24);
      cpu.connect({
        atHorizon: (cycle) => {
          rig.drive('irq', cycle % 200 < 100, cycle);
          cpu.setHorizon(cycle + 100);
        },
      });
      cpu.setHorizon(100);
      while (cpu.cycles < 1000) {
        const { horizon } = cpu;
        if (save) loadState(cpu, saveState(cpu));
        cpu.setHorizon(horizon);
        cpu.run(Math.min(1000, cpu.cycles + slice));
      }
      return [cpu.cycles, cpu.getRegister('x'), cpu.pc, String(saveState(cpu))];
    };
    const whole = run(1000, false);
    expect(whole[1]).toBeGreaterThan(40);
    for (const slice of [1, 7, 99, 100, 101]) {
      expect(run(slice, false)).toEqual(whole);
      expect(run(slice, true)).toEqual(whole);
    }
  });

  test('step goes on a cycle at a time', () => {
    const rig = w65c02([0xcb, NOP]);
    rig.cpu.step();
    rig.cpu.step();
    rig.cpu.step();
    expect([rig.cpu.cycles, rig.cpu.pc, rig.cpu.atBoundary, rig.cpu.jammed]).toEqual([5, 0x201, true, false]);
  });
});

describe('STP', () => {
  test('stops with an event; only RESET helps', () => {
    const rig = w65c02([0xdb, NOP]);
    rig.trace(20, { 4: () => rig.pin('nmi', true), 5: () => rig.pin('irq', true) });
    expect(busText(rig.log)).toBe('0200 0201 0201');
    expect(rig.cpu.jammed).toBe(true);
    expect(rig.events).toMatchObject([
      { kind: 'jam', code: 0xdb, text: 'The processor executed STP (opcode DBh).', tick: 2 },
    ]);
    const state = saveState(rig.cpu);
    rig.cpu.reset('power', 0);
    expect(rig.cpu.jammed).toBe(false);
    loadState(rig.cpu, state);
    expect(rig.cpu.jammed).toBe(true);
    rig.trace(29, { 20: () => rig.pin('reset', true), 21: () => rig.pin('reset', false) });
    expect(busText(rig.log, 26)).toBe('fffc fffd 5000');
    expect(rig.cpu.jammed).toBe(false);
  });
});

describe('as a part', () => {
  test('constants of NMOS opcodes and a port are refused', () => {
    expect(() => standalone6502({ variant: 'w65c02', ane: 0xef })).toThrow(/W65C02 "cpu".*`ane` is for NMOS chips/);
    expect(() => standalone6502({ variant: '65c02', port: {} })).toThrow(/no I\/O port/);
  });

  test('the part makes the chip that it is asked for', () => {
    const { clock, space } = standalone6502();
    const pin = { listen: () => {} };
    const context = {
      id: 'cpu',
      clock,
      space,
      in: { irq: pin, nmi: pin, rdy: pin, so: pin, reset: pin },
      emit: () => {},
    };
    expect(Cmos65C02Part.create(context as never, {}).variant).toBe('65c02');
    expect(Cmos65C02Part.create(context as never, { variant: 'r65c02' }).variant).toBe('r65c02');
  });
});
