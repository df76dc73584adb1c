import { describe, expect, test } from 'vitest';
import {
  disassemble,
  duration,
  INSTRUCTIONS,
  INSTRUCTIONS_65C02,
  INSTRUCTIONS_R65C02,
  INSTRUCTIONS_W65C02,
  type Instruction,
  lengthOf,
  VARIANTS,
  type VariantName,
} from '../src/index.ts';
import { traced } from './rig.ts';

/*
 * Clock cycles of the W65C02S by opcode, a row for each high digit: D clear, no page crossed, branches other than BRA
 * not taken. From the tables of the W65C02S data sheet, the NOPs from 65C02 Opcodes (6502.org), section 9.
 */
const CYCLES = `
  7621 5355 3221 6465
  2551 5465 2421 6465
  6621 3355 4221 4465
  2551 4465 2421 4465
  6621 3355 3221 3465
  2551 4465 2431 8465
  6621 3355 4221 6465
  2551 4465 2441 6465
  3621 3335 2221 4445
  2651 4445 2521 4555
  2621 3335 2221 4445
  2551 4445 2421 4445
  2621 3355 2223 4465
  2551 4465 2433 4475
  2621 3355 2221 4465
  2551 4465 2441 4475`
  .replace(/\s/g, '')
  .split('')
  .map(Number);

/** Bytes of the opcodes outside the set, where not one. */
const NOP_LENGTHS = new Map([
  ...[0x02, 0x22, 0x42, 0x62, 0x82, 0xc2, 0xe2, 0x44, 0x54, 0xd4, 0xf4].map((opcode) => [opcode, 2] as const),
  ...[0x5c, 0xdc, 0xfc].map((opcode) => [opcode, 3] as const),
]);

/** Cycles that the processor takes for an opcode with operand bytes `low` and `high`. */
function measure(
  variant: VariantName,
  [opcode, low, high]: readonly [number, number, number],
  registers: Readonly<Record<string, number>> = {},
  memory: Readonly<Record<number, number>> = {},
): number {
  const rig = traced([opcode, low, high], { variant });
  for (const [name, value] of Object.entries(registers)) rig.cpu.setRegister(name, value);
  for (const [address, value] of Object.entries(memory)) rig.space.poke(Number(address), value);
  rig.cpu.step();
  return rig.cpu.cycles;
}

const named = (table: readonly Instruction[]) => table.map((i) => [i.opcode, i.mnemonic, i.mode] as const);
const stops = /^(wai|stp)$/;
const conditional = /^(b(cc|cs|eq|mi|ne|pl|vc|vs)|bb[rs]\d)$/;

describe('table of the 65C02', () => {
  test.each([
    ['W65C02S', INSTRUCTIONS_W65C02, 212],
    ['R65C02', INSTRUCTIONS_R65C02, 210],
    ['65C02', INSTRUCTIONS_65C02, 178],
  ] as const)('%s: all 256 opcodes, those of the manufacturer counted', (_, table, documented) => {
    expect(table.map((i) => i.opcode)).toEqual(Array.from({ length: 256 }, (_, n) => n));
    expect(table.filter((i) => i.documented)).toHaveLength(documented);
    expect(table.filter((i) => !i.documented).every((i) => i.mnemonic === 'nop')).toBe(true);
  });

  test('what the NMOS 6502 has, it has in the same place and mode', () => {
    for (const { opcode, mnemonic, mode } of INSTRUCTIONS.filter((i) => i.documented)) {
      expect(INSTRUCTIONS_65C02[opcode]).toMatchObject({ mnemonic, mode });
    }
  });

  test('lengths of the opcodes without a meaning', () => {
    for (const { opcode, mode, documented } of INSTRUCTIONS_W65C02) {
      if (!documented) expect([opcode, lengthOf(mode)]).toEqual([opcode, NOP_LENGTHS.get(opcode) ?? 1]);
    }
  });

  test('least and most cycles', () => {
    const of = (opcode: number) => duration(INSTRUCTIONS_W65C02[opcode]!);
    expect(of(0x7d)).toEqual([4, 6]);
    expect(of(0x71)).toEqual([5, 7]);
    expect(of(0x69)).toEqual([2, 3]);
    expect(of(0x1e)).toEqual([6, 7]);
    expect(of(0xfe)).toEqual([7, 7]);
    expect(of(0x80)).toEqual([3, 4]);
    expect(of(0x0f)).toEqual([5, 7]);
    expect(of(0x5c)).toEqual([8, 8]);
    expect(of(0x03)).toEqual([1, 1]);
    expect(of(0xcb)).toEqual([3, Number.POSITIVE_INFINITY]);
    expect(of(0xdb)).toEqual([3, Number.POSITIVE_INFINITY]);
  });
});

describe('clock cycles as the data sheet has them', () => {
  test.each(named(INSTRUCTIONS_W65C02))('%i %s %s', (opcode, mnemonic) => {
    // a branch that is not taken: each on its flag
    const p = /^b(cc|ne|pl|vc)$/.test(mnemonic) ? 0xe3 & (mnemonic === 'bne' ? 0x7f : 0xfd) : 0x20;
    const bit = mnemonic.startsWith('bbr') ? 0xff : 0x00;
    const taken = measure('w65c02', [opcode, 0x10, 0x10], { p: mnemonic === 'bne' ? 0x22 : p }, { 16: bit });
    expect(taken).toBe(CYCLES[opcode]);
  });

  test.each(
    named(INSTRUCTIONS_W65C02).filter(
      ([, mnemonic, mode]) => /^(absolute,[xy]|\(zeropage\),y)$/.test(mode) && mnemonic !== 'nop',
    ),
  )('%i %s %s, page crossed', (opcode, mnemonic) => {
    const pays = !/^(st[axyz]|inc|dec)$/.test(mnemonic);
    const memory = { 240: 0xf0, 241: 0x10 };
    expect(measure('w65c02', [opcode, 0xf0, 0x10], { x: 0x20, y: 0x20 }, memory)).toBe(
      CYCLES[opcode]! + (pays ? 1 : 0),
    );
  });

  test.each(named(INSTRUCTIONS_W65C02).filter(([, mnemonic]) => !stops.test(mnemonic) && !conditional.test(mnemonic)))(
    '%i %s %s, D set',
    (opcode, mnemonic) => {
      const more = mnemonic === 'adc' || mnemonic === 'sbc' ? 1 : 0;
      expect(measure('w65c02', [opcode, 0x10, 0x10], { p: 0x28 })).toBe(CYCLES[opcode]! + more);
    },
  );

  test.each(named(INSTRUCTIONS_W65C02).filter(([, mnemonic]) => conditional.test(mnemonic) || mnemonic === 'bra'))(
    '%i %s %s, taken',
    (opcode, mnemonic, mode) => {
      const sets = /^b(cs|eq|mi|vs)$/.test(mnemonic) ? 0xe3 : 0x20;
      const registers = { p: mnemonic === 'beq' ? 0x22 : sets };
      const bit = { 16: mnemonic.startsWith('bbs') ? 0xff : 0 };
      const bytes = (offset: number): readonly [number, number, number] =>
        mode === 'relative' ? [opcode, offset, 0] : [opcode, 0x10, offset];
      const within = CYCLES[opcode]! + (mnemonic === 'bra' ? 0 : 1);
      expect(measure('w65c02', bytes(0x10), registers, bit)).toBe(within);
      expect(measure('w65c02', bytes(0xf0), registers, bit)).toBe(within + 1);
    },
  );

  test.each([
    ['r65c02', 0xcb],
    ['r65c02', 0xdb],
    ['65c02', 0xcb],
    ['65c02', 0x07],
    ['65c02', 0xff],
  ] as const)('a %s has a NOP of one cycle at %i', (variant, opcode) => {
    expect(measure(variant, [opcode, 0xea, 0xea])).toBe(1);
    const rig = traced([opcode, 0xa9, 0x42], { variant });
    rig.cpu.observe(null);
    rig.cpu.run(3);
    expect([rig.cpu.pc, rig.cpu.getRegister('a')]).toEqual([0x203, 0x42]);
  });
});

describe('disassembler of the 65C02', () => {
  const text = (...bytes: number[]) =>
    disassemble(0x1000, (a) => bytes[a - 0x1000] ?? 0, VARIANTS.w65c02.program.instructions);

  test.each([
    ['lda ($12)', [0xb2, 0x12]],
    ['jmp ($1234,x)', [0x7c, 0x34, 0x12]],
    ['bra $1000', [0x80, 0xfe]],
    ['bbr0 $12,$1000', [0x0f, 0x12, 0xfd]],
    ['bbs7 $12,$1082', [0xff, 0x12, 0x7f]],
    ['rmb3 $12', [0x37, 0x12]],
    ['smb7 $12', [0xf7, 0x12]],
    ['inc a', [0x1a]],
    ['bit #$12', [0x89, 0x12]],
    ['stz $1234,x', [0x9e, 0x34, 0x12]],
    ['tsb $12', [0x04, 0x12]],
    ['trb $1234', [0x1c, 0x34, 0x12]],
    ['phx', [0xda]],
    ['wai', [0xcb]],
    ['stp', [0xdb]],
    ['nop', [0x03]],
    ['nop $1234', [0x5c, 0x34, 0x12]],
    ['nop #$12', [0x02, 0x12]],
  ])('%s', (expected, bytes) => {
    expect(text(...bytes)).toEqual({ length: bytes.length, text: expected });
  });

  test('a processor disassembles what it executes', () => {
    const at = (variant: VariantName) => traced([0xcb], { variant }).cpu.disassemble(0x200, () => 0xcb).text;
    expect([at('6502'), at('65c02'), at('w65c02')]).toEqual(['sbx #$cb', 'nop', 'wai']);
  });
});
