import type { Disassembly } from '@backplane/kernel';
import { BYTE_REGISTERS, type Instruction, lookUp, SEGMENT_REGISTERS, WORD_REGISTERS } from './table.ts';

const BASES = ['bx+si', 'bx+di', 'bp+si', 'bp+di', 'si', 'di', 'bp', 'bx'] as const;

const hex = (n: number) => `0x${n.toString(16)}`;
const signed = (n: number) => (n < 0 ? `-${hex(-n)}` : hex(n));

/** The bytes of an instruction, one after the other. */
class Reader {
  readonly bytes: number[] = [];
  readonly #at: (n: number) => number;

  constructor(at: (n: number) => number) {
    this.#at = at;
  }

  next(): number {
    const byte = this.#at(this.bytes.length);
    this.bytes.push(byte);
    return byte;
  }

  word(): number {
    const low = this.next();
    return low | (this.next() << 8);
  }

  /** The byte that `next` would give. */
  peek(): number {
    return this.#at(this.bytes.length);
  }
}

/**
 * Disassembles one instruction with its prefixes in Intel syntax as NASM takes it: lower case, hexadecimal numbers with
 * `0x`, targets of jumps as offsets. What NASM has no words for is `db` with the meaning as a comment. A prefix that is
 * followed by another of its kind is a line of its own.
 * @param address linear address, 0–FFFFFh
 * @param peek reads a byte without side effects; addresses wrap at 1 MiB
 * @param segment the CS that offsets are counted from; ignored if `address` is not in that segment
 */
export function disassemble(address: number, peek: (address: number) => number, segment = 0): Disassembly {
  let base = segment << 4;
  let ip = (address - base) & 0xffff;
  if (((base + ip) & 0xfffff) !== address) {
    base = address & 0xf0000;
    ip = address & 0xffff;
  }
  const reader = new Reader((n) => peek((base + ((ip + n) & 0xffff)) & 0xfffff) & 0xff);
  const prefixes = { lock: '', repeat: 0, segment: '' };
  for (;;) {
    const byte = reader.peek();
    if ((byte & 0xe7) === 0x26) {
      if (prefixes.segment !== '') return alone(reader.bytes[0]!);
      prefixes.segment = SEGMENT_REGISTERS[(byte >> 3) & 3]!;
    } else if ((byte & 0xfe) === 0xf2) {
      if (prefixes.repeat !== 0) return alone(reader.bytes[0]!);
      prefixes.repeat = byte;
    } else if ((byte & 0xfe) === 0xf0) {
      if (prefixes.lock !== '') return alone(reader.bytes[0]!);
      prefixes.lock = 'lock ';
    } else {
      break;
    }
    reader.next();
  }
  const opcode = reader.next();
  const instruction = lookUp(opcode, reader.peek());
  const modrm = instruction.modrm ? reader.next() : -1;
  const operands = new Operands(reader, modrm, prefixes.segment, !/\{r(8|16)\}/.test(instruction.text));
  let text = instruction.text.replace(/\{(\w+)\}/g, (_, kind: string) => operands.text(kind));
  // jumps count from the end of the instruction
  text = text.replace(/@(-?\d+)/, (_, displacement: string) =>
    hex((ip + reader.bytes.length + Number(displacement)) & 0xffff),
  );
  if (prefixes.segment !== '' && !operands.usedSegment) text = `${prefixes.segment} ${text}`;
  if (prefixes.repeat !== 0) text = `${repeatName(prefixes.repeat, instruction)} ${text}`;
  text = prefixes.lock + text;
  if (!assembles(instruction, modrm) || !repeats(prefixes.repeat, instruction))
    text = `db ${reader.bytes.map(hex).join(',')} ; ${text}`;
  return { length: reader.bytes.length, text };
}

function alone(prefix: number): Disassembly {
  return { length: 1, text: `db ${hex(prefix)} ; ${lookUp(prefix, 0).text}` };
}

function repeatName(prefix: number, { routine }: Instruction): string {
  if (prefix === 0xf2) return 'repne';
  return routine === 'cmps' || routine === 'scas' ? 'repe' : 'rep';
}

/** False for a repeat prefix where NASM refuses it. */
function repeats(prefix: number, { routine }: Instruction): boolean {
  const compares = routine === 'cmps' || routine === 'scas';
  const moves = routine === 'movs' || routine === 'stos' || routine === 'lods';
  return prefix === 0 || compares || (prefix === 0xf3 && moves);
}

/** False for what NASM has no words for. */
function assembles({ text, routine, opcode, undocumented }: Instruction, modrm: number): boolean {
  if (routine === 'esc' || text.startsWith('setmo') || (opcode === 0xfe && undocumented)) return false;
  // loads of CS, and far pointers and addresses in a register
  if (text.startsWith('mov cs,')) return false;
  return !(text.includes('{m}') && modrm >= 0xc0);
}

/** Texts of the operands of one instruction. */
class Operands {
  usedSegment = false;
  readonly #reader: Reader;
  readonly #modrm: number;
  readonly #segment: string;
  /** No register tells the size of a memory operand. */
  readonly #sized: boolean;
  #memory: string | null = null;

  constructor(reader: Reader, modrm: number, segment: string, sized: boolean) {
    this.#sized = sized;
    this.#reader = reader;
    this.#modrm = modrm;
    this.#segment = segment;
    // displacement bytes come before immediate ones, wherever the operand stands in the text
    if (modrm >= 0 && modrm < 0xc0) this.#memory = this.#address();
  }

  text(kind: string): string {
    const reader = this.#reader;
    const modrm = this.#modrm;
    switch (kind) {
      case 'rm8':
        return this.#operand('byte ', BYTE_REGISTERS);
      case 'rm16':
        return this.#operand('word ', WORD_REGISTERS);
      case 'm':
        return this.#operand('', WORD_REGISTERS);
      case 'r8':
        return BYTE_REGISTERS[(modrm >> 3) & 7]!;
      case 'r16':
        return WORD_REGISTERS[(modrm >> 3) & 7]!;
      case 'imm8':
        return hex(reader.next());
      case 'imm16':
        return hex(reader.word());
      case 'simm8':
        return `byte ${signed((reader.next() << 24) >> 24)}`;
      case 'rel8':
        return `@${(reader.next() << 24) >> 24}`;
      case 'rel16':
        return `@${reader.word()}`;
      case 'far': {
        const offset = reader.word();
        return `${hex(reader.word())}:${hex(offset)}`;
      }
      default:
        return this.#bracket(hex(reader.word()));
    }
  }

  #operand(size: string, registers: readonly string[]): string {
    if (this.#memory === null) return registers[this.#modrm & 7]!;
    this.usedSegment = true;
    return this.#sized ? size + this.#memory : this.#memory;
  }

  #bracket(inner: string): string {
    this.usedSegment = true;
    return this.#segment === '' ? `[${inner}]` : `[${this.#segment}:${inner}]`;
  }

  #address(): string {
    const reader = this.#reader;
    const rm = this.#modrm & 7;
    const inner = (): string => {
      if (this.#modrm < 0x40) return rm === 6 ? hex(reader.word()) : BASES[rm]!;
      if (this.#modrm < 0x80) {
        const d = (reader.next() << 24) >> 24;
        if (d === 0) return `byte ${BASES[rm]}+0x0`;
        return d < 0 ? `${BASES[rm]}${signed(d)}` : `${BASES[rm]}+${hex(d)}`;
      }
      const d = reader.word();
      // a displacement that would fit into a byte
      const short = d < 0x80 || d >= 0xff80;
      return `${short ? 'word ' : ''}${BASES[rm]}+${hex(d)}`;
    };
    const text = inner();
    return this.#segment === '' ? `[${text}]` : `[${this.#segment}:${text}]`;
  }
}
