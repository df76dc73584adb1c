import type { Disassembly } from '@backplane/kernel';
import { INSTRUCTIONS, type Instruction, lengthOf, type Mode } from './table.ts';

const hex = (n: number, digits: number) => `$${n.toString(16).padStart(digits, '0')}`;

/**
 * Disassembles one instruction in MOS syntax: lower case, hexadecimal numbers with `$`. Opcodes outside the
 * manufacturer's set have their usual names (slo, lax, jam …).
 * @param address 0–FFFFh
 * @param peek reads a byte without side effects; addresses wrap at 64 KiB
 * @param instructions the table of the processor; the NMOS 6502's if absent
 */
export function disassemble(
  address: number,
  peek: (address: number) => number,
  instructions: readonly Instruction[] = INSTRUCTIONS,
): Disassembly {
  const at = (offset: number) => peek((address + offset) & 0xffff) & 0xff;
  const { mnemonic, mode } = instructions[at(0)]!;
  const length = lengthOf(mode);
  const low = length > 1 ? at(1) : 0;
  const value = length > 2 ? low | (at(2) << 8) : low;
  const offset = length > 2 ? value >> 8 : low;
  const operand = operandText(mode, value, (address + length + ((offset << 24) >> 24)) & 0xffff);
  return { length, text: operand === '' ? mnemonic : `${mnemonic} ${operand}` };
}

function operandText(mode: Mode, value: number, target: number): string {
  switch (mode) {
    case 'implied':
      return '';
    case 'accumulator':
      return 'a';
    case 'immediate':
      return `#${hex(value, 2)}`;
    case 'zeropage':
      return hex(value, 2);
    case 'zeropage,x':
      return `${hex(value, 2)},x`;
    case 'zeropage,y':
      return `${hex(value, 2)},y`;
    case 'absolute':
      return hex(value, 4);
    case 'absolute,x':
      return `${hex(value, 4)},x`;
    case 'absolute,y':
      return `${hex(value, 4)},y`;
    case '(absolute)':
      return `(${hex(value, 4)})`;
    case '(zeropage,x)':
      return `(${hex(value, 2)},x)`;
    case '(zeropage),y':
      return `(${hex(value, 2)}),y`;
    case '(zeropage)':
      return `(${hex(value, 2)})`;
    case '(absolute,x)':
      return `(${hex(value, 4)},x)`;
    case 'relative':
      return hex(target, 4);
    case 'zeropage,relative':
      return `${hex(value & 0xff, 2)},${hex(target, 4)}`;
  }
}
