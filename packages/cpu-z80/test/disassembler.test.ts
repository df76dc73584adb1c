import { describe, expect, test } from 'vitest';
import { disassemble, type Instruction, type Page, TABLE } from '../src/index.ts';

const at = (bytes: readonly number[], address = 0x1000) =>
  disassemble(address, (a) => bytes[(a - address) & 0xffff] ?? 0);

describe('well-known encodings', () => {
  test.each([
    ['00', 'nop'],
    ['3e 1f', 'ld a,$1f'],
    ['21 34 12', 'ld hl,$1234'],
    ['08', "ex af,af'"],
    ['10 fe', 'djnz $1000'],
    ['18 7f', 'jr $1081'],
    ['20 80', 'jr nz,$0f82'],
    ['22 34 12', 'ld ($1234),hl'],
    ['34', 'inc (hl)'],
    ['76', 'halt'],
    ['86', 'add a,(hl)'],
    ['96', 'sub (hl)'],
    ['9f', 'sbc a,a'],
    ['c7', 'rst $00'],
    ['ff', 'rst $38'],
    ['d3 10', 'out ($10),a'],
    ['db 10', 'in a,($10)'],
    ['e3', 'ex (sp),hl'],
    ['e9', 'jp (hl)'],
    ['ec 34 12', 'call pe,$1234'],
    ['f5', 'push af'],
    ['cb 37', 'sll a'],
    ['cb 46', 'bit 0,(hl)'],
    ['cb ff', 'set 7,a'],
    ['ed 44', 'neg'],
    ['ed 45', 'retn'],
    ['ed 4d', 'reti'],
    ['ed 5e', 'im 2'],
    ['ed 57', 'ld a,i'],
    ['ed 4f', 'ld r,a'],
    ['ed 6f', 'rld'],
    ['ed 70', 'in f,(c)'],
    ['ed 71', 'out (c),0'],
    ['ed 7b 34 12', 'ld sp,($1234)'],
    ['ed b0', 'ldir'],
    ['ed bb', 'otdr'],
    ['ed ab', 'outd'],
    ['ed b2', 'inir'],
    ['ed 00', 'db $ed,$00'],
    ['ed 77', 'db $ed,$77'],
    ['ed fe', 'db $ed,$fe'],
    ['dd 21 34 12', 'ld ix,$1234'],
    ['fd 21 34 12', 'ld iy,$1234'],
    ['dd 7e 05', 'ld a,(ix+5)'],
    ['fd 77 fb', 'ld (iy-5),a'],
    ['dd 36 80 2a', 'ld (ix-128),$2a'],
    ['dd 66 00', 'ld h,(ix+0)'],
    ['dd 26 2a', 'ld ixh,$2a'],
    ['fd 6c', 'ld iyl,iyh'],
    ['fd 39', 'add iy,sp'],
    ['dd e9', 'jp (ix)'],
    ['fd e3', 'ex (sp),iy'],
    ['dd cb 05 06', 'rlc (ix+5)'],
    ['dd cb 05 00', 'rlc (ix+5),b'],
    ['fd cb fe 77', 'bit 6,(iy-2)'],
    ['fd cb fe bf', 'res 7,(iy-2),a'],
  ])('%s is %s', (digits, text) => {
    const bytes = digits.split(' ').map((d) => Number.parseInt(d, 16));
    expect(at(bytes)).toEqual({ text, length: bytes.length });
  });

  test('a prefix that changes nothing stands alone', () => {
    for (const next of [0x00, 0xdd, 0xfd, 0xed, 0xeb, 0x76]) {
      expect(at([0xdd, next])).toEqual({ text: 'db $dd', length: 1 });
      expect(at([0xfd, next])).toEqual({ text: 'db $fd', length: 1 });
    }
  });

  test('addresses wrap at 64 KiB', () => {
    expect(disassemble(0xffff, (a) => [0x10, 0x34][a === 0xffff ? 0 : 1]!)).toEqual({ text: 'djnz $0035', length: 2 });
  });
});

/** Bytes of an instruction with given operands, in the order in which the processor fetches them. */
function encode(page: Page, opcode: number, prefix: number, operands: readonly number[]): number[] {
  switch (page) {
    case 'base':
      return [opcode, ...operands];
    case 'cb':
    case 'ed':
      return [page === 'cb' ? 0xcb : 0xed, opcode, ...operands];
    case 'xy':
      return [prefix, opcode, ...operands];
    default:
      return [prefix, 0xcb, operands[0]!, opcode];
  }
}

/** The text that the table promises for these operands, put together here from the steps, not by the disassembler. */
function promised(instruction: Instruction, prefix: number, operands: readonly number[], length: number): string {
  const hex = (n: number, digits: number) => `$${n.toString(16).padStart(digits, '0')}`;
  const signed = (n: number) => (n > 127 ? n - 256 : n);
  const left = [...operands];
  let { text } = instruction;
  if (text.includes('{d}')) {
    const d = signed(left.shift()!);
    text = text.replace('{d}', d < 0 ? String(d) : `+${d}`);
  }
  if (text.includes('{nn}')) text = text.replace('{nn}', hex(left[0]! + 256 * left[1]!, 4));
  if (text.includes('{n}')) text = text.replace('{n}', hex(left[0]!, 2));
  if (text.includes('{e}')) text = text.replace('{e}', hex((0x1000 + length + signed(left[0]!)) & 0xffff, 4));
  return prefix === 0xfd ? text.replaceAll('ix', 'iy') : text;
}

test('every instruction of the table disassembles to its text and its length', () => {
  let count = 0;
  for (const page of Object.keys(TABLE) as Page[]) {
    for (const instruction of TABLE[page]) {
      if (instruction === null || instruction.text.startsWith('prefix')) continue;
      const operandBytes = page === 'xycb' ? 1 : instruction.steps.filter((s) => s.kind === 'operand').length;
      for (const prefix of page === 'xy' || page === 'xycb' ? [0xdd, 0xfd] : [0]) {
        for (const operands of [
          [0x00, 0x00],
          [0x7f, 0xff],
          [0x80, 0x12],
          [0xfb, 0x80],
        ]) {
          const used = operands.slice(0, operandBytes);
          const bytes = encode(page, instruction.opcode, prefix, used);
          expect(at([...bytes, 0xaa, 0xaa])).toEqual({
            text: promised(instruction, prefix, used, bytes.length),
            length: bytes.length,
          });
          count++;
        }
      }
    }
  }
  // 252 + 256 + 78 without prefix, 85 + 256 for each of IX and IY, four sets of operands
  expect(count).toBe((252 + 256 + 78 + 2 * (85 + 256)) * 4);
});

test('no two documented opcodes have the same text', () => {
  const seen = new Map<string, number>();
  for (const page of ['base', 'cb', 'xy', 'xycb'] as const) {
    for (const instruction of TABLE[page]) {
      if (instruction === null || instruction.text.startsWith('prefix')) continue;
      // of DD CB bit n,(ix+d) there are eight each
      if (page === 'xycb' && instruction.undocumented) continue;
      expect(seen.has(instruction.text), instruction.text).toBe(false);
      seen.set(instruction.text, instruction.opcode);
    }
  }
  for (const instruction of TABLE.ed) {
    if (instruction === null || instruction.undocumented) continue;
    expect(seen.has(instruction.text), instruction.text).toBe(false);
    seen.set(instruction.text, instruction.opcode);
  }
});
