import { describe, expect, test } from 'vitest';
import { bench, stepTime } from './bench.ts';

const C = 0x01;
const N = 0x02;
const PV = 0x04;
const H = 0x10;
const Z = 0x40;

/** Each test runs on both engines. */
const engines = [
  ['fast', false],
  ['observed', true],
] as const;

describe.each(engines)('%s engine', (_, observed) => {
  const prepare = (setup: Parameters<typeof bench>[0]) => {
    const made = bench(setup);
    if (observed) made.watch();
    return made;
  };

  test('DJNZ that does not branch takes 8 T and leaves WZ', () => {
    const z = prepare({ bytes: [0x10, 0x10], registers: { b: 1, wz: 0x1234, f: 0 } });
    expect(stepTime(z)).toBe(8);
    expect(z.cpu.pc).toBe(0x102);
    expect(z.cpu.getRegister('b')).toBe(0);
    expect(z.cpu.getRegister('wz')).toBe(0x1234);
  });

  test('LDIR ends after 16 T with P/V clear and X, Y from A + the byte', () => {
    const z = prepare({
      bytes: [0xed, 0xb0],
      registers: { bc: 1, hl: 0x4000, de: 0x5000, a: 1, f: 0xff, wz: 0x1234 },
      memory: { 16384: 0x09 },
    });
    expect(stepTime(z)).toBe(16);
    expect(z.cpu.pc).toBe(0x102);
    expect(z.cpu.getRegister('bc')).toBe(0);
    expect(z.space.peek(0x5000)).toBe(0x09);
    // A + byte = 0Ah: bit 3 to X, bit 1 to Y; S, Z, C kept
    expect(z.cpu.getRegister('f')).toBe(0xc1 | 0x08 | 0x20);
    expect(z.cpu.getRegister('wz')).toBe(0x1234);
  });

  test('CPIR ends at a hit after 16 T with BC left over', () => {
    const z = prepare({
      bytes: [0xed, 0xb1],
      registers: { bc: 5, hl: 0x4000, a: 0x42, f: 0, wz: 0x1000 },
      memory: { 16384: 0x42 },
    });
    expect(stepTime(z)).toBe(16);
    expect(z.cpu.pc).toBe(0x102);
    expect(z.cpu.getRegister('bc')).toBe(4);
    expect(z.cpu.getRegister('f')).toBe(Z | N | PV);
    expect(z.cpu.getRegister('wz')).toBe(0x1001);
  });

  test('CPIR ends when BC runs out without a hit', () => {
    const z = prepare({
      bytes: [0xed, 0xb1],
      registers: { bc: 1, hl: 0x4000, a: 0x42, f: 0 },
      memory: { 16384: 0x41 },
    });
    expect(stepTime(z)).toBe(16);
    expect(z.cpu.pc).toBe(0x102);
    expect(z.cpu.getRegister('f') & (Z | N | PV)).toBe(N);
  });

  test('INIR ends with the flags of INI', () => {
    const flags = [0xa2, 0xb2].map((opcode) => {
      const z = prepare({ bytes: [0xed, opcode], registers: { bc: 0x0120, hl: 0x4000, f: 0 } });
      expect(stepTime(z)).toBe(16);
      expect(z.cpu.pc).toBe(0x102);
      // nothing answers: FFh
      expect(z.space.peek(0x4000)).toBe(0xff);
      expect(z.cpu.getRegister('wz')).toBe(0x0121);
      return z.cpu.getRegister('f');
    });
    // FFh + 21h carries; bit 7 of the byte goes to N; parity of (20h & 7) XOR 0 is even
    expect(flags).toEqual([Z | N | H | C | PV, Z | N | H | C | PV]);
  });

  test('OTIR ends with the flags of OUTI and B = 0 on the address bus', () => {
    const z = prepare({
      bytes: [0xed, 0xb3],
      registers: { bc: 0x0120, hl: 0x40ff, f: 0 },
      memory: { 16639: 0x10 },
    });
    const seen: number[][] = [];
    z.ports.map({
      from: 0,
      to: 0xffff,
      name: 'log',
      io: { read: () => 0, peek: () => 0, write: (port, value) => seen.push([port, value]) },
    });
    expect(stepTime(z)).toBe(16);
    expect(seen).toEqual([[0x0020, 0x10]]);
    // 10h + L (00 after the step) = 10h: no carry, parity of 10h & 7 = 0 is even
    expect(z.cpu.getRegister('f')).toBe(Z | PV);
    expect(z.cpu.getRegister('wz')).toBe(0x0021);
  });

  test('undefined ED codes do nothing for 8 T', () => {
    const defined = /^(4|5|6|7)|^(a|b)[0-389ab]$/;
    for (let opcode = 0; opcode < 256; opcode++) {
      const name = opcode.toString(16).padStart(2, '0');
      if (defined.test(name) && opcode !== 0x77 && opcode !== 0x7f) continue;
      const z = prepare({ bytes: [0xed, opcode], registers: { f: 0x55, bc: 0x1234, hl: 0x4567, r: 0 } });
      expect(stepTime(z)).toBe(8);
      expect(['pc', 'f', 'bc', 'hl', 'r', 'q'].map((r) => z.cpu.getRegister(r))).toEqual([
        0x102, 0x55, 0x1234, 0x4567, 2, 0,
      ]);
    }
  });

  test('in a chain of DD and FD only the last prefix counts, each takes 4 T and R counts them all', () => {
    const z = prepare({ bytes: [0xdd, 0xfd, 0xdd, 0xfd, 0x21, 0x34, 0x12], registers: { ix: 1, iy: 2, r: 0x7e } });
    expect(stepTime(z)).toBe(4 + 4 + 4 + 14);
    expect(z.cpu.getRegister('iy')).toBe(0x1234);
    expect(z.cpu.getRegister('ix')).toBe(1);
    expect(z.cpu.getRegister('r')).toBe(3);
  });

  test('ED behind DD or FD ignores the prefix', () => {
    const z = prepare({ bytes: [0xdd, 0xed, 0x62], registers: { hl: 0x1000, ix: 0x2000, f: 0 } });
    expect(stepTime(z)).toBe(4 + 15);
    expect(z.cpu.getRegister('hl')).toBe(0);
    expect(z.cpu.getRegister('ix')).toBe(0x2000);
  });

  test('SCF behind a prefix chain still sees Q of the instruction before', () => {
    for (const [f, expected] of [
      [0x28, 0x29],
      [0x00, 0x01],
    ] as const) {
      const z = prepare({ bytes: [0xdd, 0xdd, 0x37], registers: { a: 0, f, q: 0 } });
      z.cpu.step();
      expect(z.cpu.getRegister('f')).toBe(expected);
      const flags = prepare({ bytes: [0xdd, 0xdd, 0x37], registers: { a: 0, f, q: f } });
      flags.cpu.step();
      expect(flags.cpu.getRegister('f')).toBe(0x01);
    }
  });

  test('memory full of DD neither hangs nor takes an interrupt', () => {
    const z = prepare({ bytes: [0xdd], registers: { iff1: 1, iff2: 1, im: 1 } });
    z.space.memory.fill(0xdd, z.space.writeBase[0]!);
    z.drive('int', true, 0);
    z.cpu.run(z.cpu.cycles + 1_000_000);
    expect(z.cpu.cycles).toBe(1_000_000);
    expect(z.cpu.getRegister('iff1')).toBe(1);
    z.cpu.step();
    expect(z.cpu.cycles).toBe(1_000_000 + 0x10000 * 4);
  });

  test.each([
    ['nmos', 0x00],
    ['cmos', 0xff],
  ] as const)('OUT (C),0 on %s drives %i', (variant, value) => {
    const z = prepare({ bytes: [0xed, 0x71], registers: { bc: 0x1234 }, variant });
    const seen: number[][] = [];
    z.ports.map({
      from: 0,
      to: 0xffff,
      name: 'log',
      io: { read: () => 0, peek: () => 0, write: (port, data) => seen.push([port, data]) },
    });
    expect(stepTime(z)).toBe(12);
    expect(seen).toEqual([[0x1234, value]]);
  });

  test('PC wraps inside an instruction', () => {
    const z = prepare({ bytes: [0xc3], origin: 0xffff, memory: { 0: 0x34, 1: 0x12 } });
    expect(stepTime(z)).toBe(10);
    expect(z.cpu.pc).toBe(0x1234);
    const w = prepare({ bytes: [0x3e], origin: 0xffff, memory: { 0: 0x77 } });
    w.cpu.step();
    expect([w.cpu.getRegister('a'), w.cpu.pc]).toEqual([0x77, 1]);
  });

  test('a store into the next instruction takes effect', () => {
    const z = prepare({ bytes: [0x32, 0x04, 0x01, 0x06, 0x00], registers: { a: 0x99 } });
    z.cpu.step();
    z.cpu.step();
    expect(z.cpu.getRegister('b')).toBe(0x99);
  });

  test('LDIR over itself is read afresh in every round', () => {
    // copies NOPs over ED B0: the second round finds them
    const z = prepare({
      bytes: [0xed, 0xb0],
      registers: { hl: 0x4000, de: 0x100, bc: 0x10 },
      memory: { 16384: 0x3c, 16385: 0x00 },
    });
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x100);
    z.cpu.step();
    expect(z.cpu.getRegister('bc')).toBe(0x0f);
    expect(z.cpu.pc).toBe(0x101);
  });

  test('EX (SP),HL at the end of memory', () => {
    const z = prepare({ bytes: [0xe3], registers: { sp: 0xffff, hl: 0x1234 }, memory: { 65535: 0x78, 0: 0x56 } });
    expect(stepTime(z)).toBe(19);
    expect([z.cpu.getRegister('hl'), z.space.peek(0xffff), z.space.peek(0)]).toEqual([0x5678, 0x34, 0x12]);
  });

  test('CALL that pushes over its own operand bytes has read them before', () => {
    const z = prepare({ bytes: [0xcd, 0x34, 0x12], registers: { sp: 0x103 } });
    expect(stepTime(z)).toBe(17);
    expect([z.cpu.pc, z.space.peek(0x102), z.space.peek(0x101)]).toEqual([0x1234, 0x01, 0x03]);
  });
});

test('a Z80 needs 16 address bits and a variant that exists', async () => {
  const { AddressSpace } = await import('@backplane/kernel');
  const { standaloneZ80 } = await import('../src/index.ts');
  expect(() => standaloneZ80({ space: new AddressSpace('small', 12) })).toThrow(/16 bits, not 12/);
  expect(() => standaloneZ80({ variant: 'pmos' as 'nmos' })).toThrow(/no variant "pmos"/);
});

test('registers by name: order, widths, errors', () => {
  const { cpu } = bench({ bytes: [] });
  for (const { name, bits } of cpu.registers) {
    cpu.setRegister(name, 0x1ffff);
    expect(cpu.getRegister(name)).toBe(name === 'im' ? 2 : 2 ** bits - 1);
  }
  cpu.setRegister("AF'", 0x1234);
  expect(cpu.getRegister("af'")).toBe(0x1234);
  expect(() => cpu.getRegister('xx')).toThrow(RangeError);
  expect(() => cpu.setRegister('eax', 0)).toThrow(/no register "eax"/);
});
