import type { Disassembly } from '@backplane/kernel';
import { type Instruction, TABLE } from './table.ts';

const hex = (n: number, digits: number) => `$${n.toString(16).padStart(digits, '0')}`;

const data = (...bytes: number[]): Disassembly => ({
  length: bytes.length,
  text: `db ${bytes.map((b) => hex(b, 2)).join(',')}`,
});

/**
 * Disassembles one instruction in Zilog syntax: lower case, hexadecimal numbers with `$`, displacements in decimal.
 * What no assembler would assemble to the same bytes is `db`: undefined ED codes, and a DD or FD before an opcode that
 * it does not change (the prefix alone; the instruction follows on the next line).
 * @param address 0–FFFFh
 * @param peek reads a byte without side effects; addresses wrap at 64 KiB
 */
export function disassemble(address: number, peek: (address: number) => number): Disassembly {
  const at = (offset: number) => peek((address + offset) & 0xffff) & 0xff;
  const first = at(0);
  switch (first) {
    case 0xcb:
      return line(TABLE.cb[at(1)]!, address, 2, at, 2);
    case 0xed: {
      const instruction = TABLE.ed[at(1)]!;
      return instruction === null ? data(0xed, at(1)) : line(instruction, address, 2, at, 2);
    }
    case 0xdd:
    case 0xfd: {
      const second = at(1);
      const instruction = second === 0xcb ? TABLE.xycb[at(3)]! : TABLE.xy[second]!;
      if (instruction === null) return data(first);
      // behind DD CB the displacement comes before the opcode
      const found = second === 0xcb ? line(instruction, address, 2, at, 4) : line(instruction, address, 2, at, 2);
      return first === 0xdd ? found : { ...found, text: found.text.replace(/\bix/g, 'iy') };
    }
    default:
      return line(TABLE.base[first]!, address, 1, at, 1);
  }
}

/** Fills the placeholders of `text` from the bytes at offset `next`; `least` bytes are used in any case. */
function line(
  instruction: Instruction,
  address: number,
  next: number,
  at: (offset: number) => number,
  least: number,
): Disassembly {
  let offset = next;
  const signed = (offset: number) => (at(offset) << 24) >> 24;
  const text = instruction.text.replace(/\{(\w+)\}/g, (_, kind: string) => {
    switch (kind) {
      case 'd': {
        const d = signed(offset++);
        return d < 0 ? `${d}` : `+${d}`;
      }
      case 'e':
        return hex((address + offset + 1 + signed(offset++)) & 0xffff, 4);
      case 'nn':
        offset += 2;
        return hex(at(offset - 2) | (at(offset - 1) << 8), 4);
      default:
        return hex(at(offset++), 2);
    }
  });
  return { length: Math.max(offset, least), text };
}
