/*
 * The instruction table of the 8086: the one source of execution, disassembly and documentation
 *
 * Every opcode (and every value of the reg field of ModR/M, where that selects the operation) names its text, its
 * operands and the routine that executes it. The generator writes the dispatch of the execution unit from it
 * (`generate/`), the disassembler reads `text`.
 *
 * Sources: Intel, iAPX 86, 88 User's Manual (210201), tables 2-21, 4-12 and 4-13; for what it leaves undefined, the
 * behaviour of the chip as recorded in the SingleStepTests 8086 set (D. Balsom).
 */

/**
 * The routine of the execution unit that runs an instruction. Sources are in `generate/execution.ts`, with the clocks
 * of each.
 */
export type Routine =
  | 'alu rm8,r8'
  | 'alu rm16,r16'
  | 'alu r8,rm8'
  | 'alu r16,rm16'
  | 'alu al,imm8'
  | 'alu ax,imm16'
  | 'alu rm8,imm8'
  | 'alu rm16,imm16'
  | 'alu rm16,simm8'
  | 'push sreg'
  | 'pop sreg'
  | 'decimal adjust'
  | 'ascii adjust'
  | 'inc r16'
  | 'dec r16'
  | 'push r16'
  | 'pop r16'
  | 'jcc'
  | 'test rm8,r8'
  | 'test rm16,r16'
  | 'xchg rm8,r8'
  | 'xchg rm16,r16'
  | 'mov rm8,r8'
  | 'mov rm16,r16'
  | 'mov r8,rm8'
  | 'mov r16,rm16'
  | 'mov rm16,sreg'
  | 'lea'
  | 'mov sreg,rm16'
  | 'pop rm16'
  | 'xchg ax,r16'
  | 'cbw'
  | 'cwd'
  | 'call far'
  | 'wait'
  | 'pushf'
  | 'popf'
  | 'sahf'
  | 'lahf'
  | 'mov al,moffs'
  | 'mov ax,moffs'
  | 'mov moffs,al'
  | 'mov moffs,ax'
  | 'movs'
  | 'cmps'
  | 'stos'
  | 'lods'
  | 'scas'
  | 'test al,imm8'
  | 'test ax,imm16'
  | 'mov r8,imm8'
  | 'mov r16,imm16'
  | 'ret imm16'
  | 'ret'
  | 'load far pointer'
  | 'mov rm8,imm8'
  | 'mov rm16,imm16'
  | 'retf imm16'
  | 'retf'
  | 'int3'
  | 'int'
  | 'into'
  | 'iret'
  | 'shift rm8'
  | 'shift rm16'
  | 'aam'
  | 'aad'
  | 'salc'
  | 'xlat'
  | 'esc'
  | 'loopz'
  | 'loop'
  | 'jcxz'
  | 'in imm8'
  | 'out imm8'
  | 'in dx'
  | 'out dx'
  | 'call near'
  | 'jmp near'
  | 'jmp far'
  | 'jmp short'
  | 'segment prefix'
  | 'lock prefix'
  | 'repeat prefix'
  | 'hlt'
  | 'cmc'
  | 'flag'
  | 'unary rm8'
  | 'unary rm16'
  | 'indirect rm8'
  | 'indirect rm16';

/** One instruction. */
export interface Instruction {
  /** 00–FF. */
  readonly opcode: number;
  /** Value of the reg field of ModR/M that selects it, or null if the opcode alone does. */
  readonly reg: number | null;
  /**
   * Intel syntax in lower case. Operands in braces: `{rm8}` `{rm16}` register or memory, `{r8}` `{r16}` `{sreg}` by the
   * reg field, `{m}` memory without a size, `{imm8}` `{imm16}` `{simm8}` immediate (`simm8` is extended to 16 bits),
   * `{rel8}` `{rel16}` target of a jump, `{moffs8}` `{moffs16}` memory at an offset in the instruction, `{far}` a
   * segment and an offset.
   */
  readonly text: string;
  /** A ModR/M byte follows the opcode. */
  readonly modrm: boolean;
  readonly routine: Routine;
  /** Not in the manual, or not assembled to this opcode by assemblers. */
  readonly undocumented: boolean;
}

const ALU = ['add', 'or', 'adc', 'sbb', 'and', 'sub', 'xor', 'cmp'] as const;
const SHIFTS = ['rol', 'ror', 'rcl', 'rcr', 'shl', 'shr', 'setmo', 'sar'] as const;
const CONDITIONS = 'jo jno jb jnb jz jnz jna ja js jns jpe jpo jl jnl jng jg'.split(' ');
/** Registers by their number in an opcode or ModR/M byte. */
export const BYTE_REGISTERS = ['al', 'cl', 'dl', 'bl', 'ah', 'ch', 'dh', 'bh'] as const;
export const WORD_REGISTERS = ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'] as const;
export const SEGMENT_REGISTERS = ['es', 'cs', 'ss', 'ds'] as const;

type Entry = readonly [text: string, routine: Routine, undocumented?: boolean];

/** What an opcode does; eight entries if the reg field of ModR/M selects. */
function entries(opcode: number): Entry | readonly Entry[] {
  const low = opcode & 7;
  const word = (opcode & 1) !== 0;
  const bits = word ? 16 : 8;
  if (opcode < 0x40) {
    const alu = ALU[opcode >> 3]!;
    switch (low) {
      case 0:
        return [`${alu} {rm8},{r8}`, 'alu rm8,r8'];
      case 1:
        return [`${alu} {rm16},{r16}`, 'alu rm16,r16'];
      case 2:
        return [`${alu} {r8},{rm8}`, 'alu r8,rm8'];
      case 3:
        return [`${alu} {r16},{rm16}`, 'alu r16,rm16'];
      case 4:
        return [`${alu} al,{imm8}`, 'alu al,imm8'];
      case 5:
        return [`${alu} ax,{imm16}`, 'alu ax,imm16'];
    }
    const segment = SEGMENT_REGISTERS[(opcode >> 3) & 3]!;
    if (opcode < 0x20) {
      return low === 6 ? [`push ${segment}`, 'push sreg'] : [`pop ${segment}`, 'pop sreg', opcode === 0x0f];
    }
    if (low === 6) return [segment, 'segment prefix'];
    if (opcode < 0x30) return [opcode === 0x27 ? 'daa' : 'das', 'decimal adjust'];
    return [opcode === 0x37 ? 'aaa' : 'aas', 'ascii adjust'];
  }
  if (opcode < 0x48) return [`inc ${WORD_REGISTERS[low]}`, 'inc r16'];
  if (opcode < 0x50) return [`dec ${WORD_REGISTERS[low]}`, 'dec r16'];
  if (opcode < 0x58) return [`push ${WORD_REGISTERS[low]}`, 'push r16'];
  if (opcode < 0x60) return [`pop ${WORD_REGISTERS[low]}`, 'pop r16'];
  if (opcode < 0x80) return [`${CONDITIONS[opcode & 15]} short {rel8}`, 'jcc', opcode < 0x70];
  if (opcode < 0x84) {
    // 82 is 80 with the bit set that would extend the sign
    if (!word) return ALU.map((alu): Entry => [`${alu} {rm8},{imm8}`, 'alu rm8,imm8', opcode === 0x82]);
    if (opcode === 0x81) return ALU.map((alu): Entry => [`${alu} {rm16},{imm16}`, 'alu rm16,imm16']);
    return ALU.map((alu): Entry => [`${alu} {rm16},{simm8}`, 'alu rm16,simm8']);
  }
  if (opcode >= 0x90 && opcode < 0x98) {
    return [opcode === 0x90 ? 'nop' : `xchg ax,${WORD_REGISTERS[low]}`, 'xchg ax,r16'];
  }
  if (opcode >= 0xb0 && opcode < 0xb8) return [`mov ${BYTE_REGISTERS[low]},{imm8}`, 'mov r8,imm8'];
  if (opcode >= 0xb8 && opcode < 0xc0) return [`mov ${WORD_REGISTERS[low]},{imm16}`, 'mov r16,imm16'];
  if (opcode >= 0xd0 && opcode < 0xd4) {
    const count = opcode < 0xd2 ? '1' : 'cl';
    const routine = word ? 'shift rm16' : 'shift rm8';
    return SHIFTS.map((shift): Entry => [`${shift} {rm${bits}},${count}`, routine, shift === 'setmo']);
  }
  if (opcode >= 0xd8 && opcode < 0xe0) {
    return Array.from({ length: 8 }, (_, n): Entry => [`esc 0x${((low << 3) | n).toString(16)},{rm16}`, 'esc']);
  }
  const string = word ? 'w' : 'b';
  const accumulator = word ? 'ax' : 'al';
  switch (opcode) {
    case 0x84:
    case 0x85:
      return [`test {rm${bits}},{r${bits}}`, word ? 'test rm16,r16' : 'test rm8,r8'];
    case 0x86:
    case 0x87:
      return [`xchg {rm${bits}},{r${bits}}`, word ? 'xchg rm16,r16' : 'xchg rm8,r8'];
    case 0x88:
      return ['mov {rm8},{r8}', 'mov rm8,r8'];
    case 0x89:
      return ['mov {rm16},{r16}', 'mov rm16,r16'];
    case 0x8a:
      return ['mov {r8},{rm8}', 'mov r8,rm8'];
    case 0x8b:
      return ['mov {r16},{rm16}', 'mov r16,rm16'];
    case 0x8c:
    case 0x8e:
      // the upper bit of the reg field is ignored; a load of CS is no instruction of the manual but works
      return Array.from({ length: 8 }, (_, n): Entry => {
        const segment = SEGMENT_REGISTERS[n & 3]!;
        return opcode === 0x8c
          ? [`mov {rm16},${segment}`, 'mov rm16,sreg', n > 3]
          : [`mov ${segment},{rm16}`, 'mov sreg,rm16', n > 3 || n === 1];
      });
    case 0x8d:
      return ['lea {r16},{m}', 'lea'];
    case 0x8f:
      return Array.from({ length: 8 }, (_, n): Entry => ['pop {rm16}', 'pop rm16', n !== 0]);
    case 0x98:
      return ['cbw', 'cbw'];
    case 0x99:
      return ['cwd', 'cwd'];
    case 0x9a:
      return ['call {far}', 'call far'];
    case 0x9b:
      return ['wait', 'wait'];
    case 0x9c:
      return ['pushf', 'pushf'];
    case 0x9d:
      return ['popf', 'popf'];
    case 0x9e:
      return ['sahf', 'sahf'];
    case 0x9f:
      return ['lahf', 'lahf'];
    case 0xa0:
      return ['mov al,{moffs8}', 'mov al,moffs'];
    case 0xa1:
      return ['mov ax,{moffs16}', 'mov ax,moffs'];
    case 0xa2:
      return ['mov {moffs8},al', 'mov moffs,al'];
    case 0xa3:
      return ['mov {moffs16},ax', 'mov moffs,ax'];
    case 0xa4:
    case 0xa5:
      return [`movs${string}`, 'movs'];
    case 0xa6:
    case 0xa7:
      return [`cmps${string}`, 'cmps'];
    case 0xa8:
      return ['test al,{imm8}', 'test al,imm8'];
    case 0xa9:
      return ['test ax,{imm16}', 'test ax,imm16'];
    case 0xaa:
    case 0xab:
      return [`stos${string}`, 'stos'];
    case 0xac:
    case 0xad:
      return [`lods${string}`, 'lods'];
    case 0xae:
    case 0xaf:
      return [`scas${string}`, 'scas'];
    case 0xc0:
    case 0xc2:
      return ['ret {imm16}', 'ret imm16', opcode === 0xc0];
    case 0xc1:
    case 0xc3:
      return ['ret', 'ret', opcode === 0xc1];
    case 0xc4:
      return ['les {r16},{m}', 'load far pointer'];
    case 0xc5:
      return ['lds {r16},{m}', 'load far pointer'];
    case 0xc6:
      return Array.from({ length: 8 }, (_, n): Entry => ['mov {rm8},{imm8}', 'mov rm8,imm8', n !== 0]);
    case 0xc7:
      return Array.from({ length: 8 }, (_, n): Entry => ['mov {rm16},{imm16}', 'mov rm16,imm16', n !== 0]);
    case 0xc8:
    case 0xca:
      return ['retf {imm16}', 'retf imm16', opcode === 0xc8];
    case 0xc9:
    case 0xcb:
      return ['retf', 'retf', opcode === 0xc9];
    case 0xcc:
      return ['int3', 'int3'];
    case 0xcd:
      return ['int {imm8}', 'int'];
    case 0xce:
      return ['into', 'into'];
    case 0xcf:
      return ['iret', 'iret'];
    case 0xd4:
      return ['aam {imm8}', 'aam'];
    case 0xd5:
      return ['aad {imm8}', 'aad'];
    case 0xd6:
      return ['salc', 'salc', true];
    case 0xd7:
      return ['xlatb', 'xlat'];
    case 0xe0:
      return ['loopnz {rel8}', 'loopz'];
    case 0xe1:
      return ['loopz {rel8}', 'loopz'];
    case 0xe2:
      return ['loop {rel8}', 'loop'];
    case 0xe3:
      return ['jcxz {rel8}', 'jcxz'];
    case 0xe4:
    case 0xe5:
      return [`in ${accumulator},{imm8}`, 'in imm8'];
    case 0xe6:
    case 0xe7:
      return [`out {imm8},${accumulator}`, 'out imm8'];
    case 0xe8:
      return ['call {rel16}', 'call near'];
    case 0xe9:
      return ['jmp {rel16}', 'jmp near'];
    case 0xea:
      return ['jmp {far}', 'jmp far'];
    case 0xeb:
      return ['jmp short {rel8}', 'jmp short'];
    case 0xec:
    case 0xed:
      return [`in ${accumulator},dx`, 'in dx'];
    case 0xee:
    case 0xef:
      return [`out dx,${accumulator}`, 'out dx'];
    case 0xf0:
    case 0xf1:
      return ['lock', 'lock prefix', opcode === 0xf1];
    case 0xf2:
      return ['repne', 'repeat prefix'];
    case 0xf3:
      return ['rep', 'repeat prefix'];
    case 0xf4:
      return ['hlt', 'hlt'];
    case 0xf5:
      return ['cmc', 'cmc'];
    case 0xf6:
    case 0xf7: {
      const names = ['not', 'neg', 'mul', 'imul', 'div', 'idiv'];
      const routine = word ? 'unary rm16' : 'unary rm8';
      const test = (undocumented: boolean): Entry => [`test {rm${bits}},{imm${bits}}`, routine, undocumented];
      return [test(false), test(true), ...names.map((name): Entry => [`${name} {rm${bits}}`, routine])];
    }
    case 0xfe:
    case 0xff: {
      // FE has the operations of FF, with one byte where FF has a word
      const routine = word ? 'indirect rm16' : 'indirect rm8';
      const byte = !word;
      return [
        [`inc {rm${bits}}`, routine],
        [`dec {rm${bits}}`, routine],
        [`call {rm${bits}}`, routine, byte],
        ['call far {m}', routine, byte],
        [`jmp {rm${bits}}`, routine, byte],
        ['jmp far {m}', routine, byte],
        [`push {rm${bits}}`, routine, byte],
        [`push {rm${bits}}`, routine, true],
      ];
    }
    default:
      return [['clc', 'stc', 'cli', 'sti', 'cld', 'std'][opcode - 0xf8]!, 'flag'];
  }
}

const isGroup = (e: Entry | readonly Entry[]): e is readonly Entry[] => typeof e[0] !== 'string';

function instructions(opcode: number): Instruction | readonly Instruction[] {
  const found = entries(opcode);
  if (isGroup(found)) {
    return found.map(([text, routine, undocumented = false], reg) => ({
      opcode,
      reg,
      text,
      modrm: true,
      routine,
      undocumented,
    }));
  }
  const [text, routine, undocumented = false] = found;
  const modrm = /\{(rm|m\}|r8|r16)/.test(text);
  return { opcode, reg: null, text, modrm, routine, undocumented };
}

/** Instructions by opcode; eight by the reg field of ModR/M where that selects. */
export const TABLE: readonly (Instruction | readonly Instruction[])[] = Array.from({ length: 256 }, (_, opcode) =>
  instructions(opcode),
);

/** The instruction of an opcode and the byte after it. */
export function lookUp(opcode: number, modrm: number): Instruction {
  const found = TABLE[opcode]!;
  return 'opcode' in found ? found : found[(modrm >> 3) & 7]!;
}
