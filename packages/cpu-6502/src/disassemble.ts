import type { Disassembly } from '@backplane/kernel';
import { INSTRUCTIONS, lengthOf, type Mode } from './table.ts';

const hex = (n: number, digits: number) => `$${n.toString(16).padStart(digits, '0')}`;

/**
 * Disassembles one instruction in MOS syntax: lower case, hexadecimal numbers with `$`. Opcodes outside the
 * manufacturer's set have their usual names (slo, lax, jam …).
 * @param address 0–FFFFh
 * @param peek reads a byte without side effects; addresses wrap at 64 KiB
 */
export function disassemble(address: number, peek: (address: number) => number): Disassembly {
  const at = (offset: number) => peek((address + offset) & 0xffff) & 0xff;
  const { mnemonic, mode } = INSTRUCTIONS[at(0)]!;
  const length = lengthOf(mode);
  const low = length > 1 ? at(1) : 0;
  const value = length > 2 ? low | (at(2) << 8) : low;
  const operand = operandText(mode, value, (address + 2 + ((low << 24) >> 24)) & 0xffff);
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
    case 'relative':
      return hex(target, 4);
  }
}
