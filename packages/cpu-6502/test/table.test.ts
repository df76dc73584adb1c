import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generate } from '../generate/index.ts';
import { disassemble, duration, INSTRUCTIONS, lengthOf, VARIANTS } from '../src/index.ts';

describe('generated engines', () => {
  const folder = new URL('../src/generated/', import.meta.url);
  const files = generate();

  test.each(Object.entries(files))('%s is what the generator gives', (name, text) => {
    expect(readFileSync(new URL(name, folder), 'utf8') === text).toBe(true);
  });

  test('there are no other files', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  });
});

describe('table', () => {
  test("has all 256 opcodes, 151 of them in the manufacturer's set", () => {
    expect(INSTRUCTIONS.map((i) => i.opcode)).toEqual(Array.from({ length: 256 }, (_, n) => n));
    expect(INSTRUCTIONS.filter((i) => i.documented)).toHaveLength(151);
  });

  // MCS6500 Family Programming Manual, appendix B: cycles of some instructions, with and without a page crossed
  test.each([
    [0xa9, 2, 2],
    [0xbd, 4, 5],
    [0x9d, 5, 5],
    [0xfe, 7, 7],
    [0xb1, 5, 6],
    [0x91, 6, 6],
    [0xe3, 8, 8],
    [0xd0, 2, 4],
    [0x00, 7, 7],
    [0x20, 6, 6],
    [0x6c, 5, 5],
    [0x40, 6, 6],
    [0x48, 3, 3],
    [0x68, 4, 4],
    [0x1c, 4, 5],
  ])('opcode %i takes %i to %i cycles', (opcode, least, most) => {
    expect(duration(INSTRUCTIONS[opcode]!)).toEqual([least, most]);
  });

  test('JAM never ends', () => {
    expect(duration(INSTRUCTIONS[0x02]!)[1]).toBe(Number.POSITIVE_INFINITY);
  });

  test('variants name what they have', () => {
    expect(VARIANTS['6510'].port).toBe(true);
    expect(VARIANTS['2a03'].decimal).toBe(false);
  });
});

describe('disassembler', () => {
  const text = (...bytes: number[]) => disassemble(0x1000, (a) => bytes[a - 0x1000] ?? 0).text;

  test.each([
    ['brk', [0x00]],
    ['asl a', [0x0a]],
    ['lda #$12', [0xa9, 0x12]],
    ['lda $12', [0xa5, 0x12]],
    ['ldy $12,x', [0xb4, 0x12]],
    ['stx $12,y', [0x96, 0x12]],
    ['jsr $1234', [0x20, 0x34, 0x12]],
    ['lda $1234,x', [0xbd, 0x34, 0x12]],
    ['lda $1234,y', [0xb9, 0x34, 0x12]],
    ['jmp ($1234)', [0x6c, 0x34, 0x12]],
    ['lda ($12,x)', [0xa1, 0x12]],
    ['lda ($12),y', [0xb1, 0x12]],
    ['bne $1000', [0xd0, 0xfe]],
    ['beq $1081', [0xf0, 0x7f]],
    ['slo ($12),y', [0x13, 0x12]],
    ['lax $1234,y', [0xbf, 0x34, 0x12]],
    ['nop $1234,x', [0x1c, 0x34, 0x12]],
    ['sbx #$12', [0xcb, 0x12]],
    ['jam', [0x02]],
  ])('%s', (expected, bytes) => {
    expect(text(...bytes)).toBe(expected);
  });

  test('names of all opcodes outside the set', () => {
    const names = new Set(INSTRUCTIONS.filter((i) => !i.documented).map((i) => i.mnemonic));
    expect([...names].sort().join(' ')).toBe(
      'alr anc ane arr dcp isc jam las lax lxa nop rla rra sax sbc sbx sha shx shy slo sre tas',
    );
  });

  test('addresses wrap, and lengths are those of the table', () => {
    expect(disassemble(0xffff, (a) => (a === 0xffff ? 0xad : a + 1))).toEqual({ length: 3, text: 'lda $0201' });
    for (const i of INSTRUCTIONS) expect(disassemble(0, () => i.opcode).length).toBe(lengthOf(i.mode));
  });
});
