import type { Routine } from '../src/table.ts';

/*
 * The execution unit: a routine for each line of the table
 *
 * `idle(n)` stands for clocks in which the microcode neither takes a byte from the queue nor waits for the bus; taking a
 * byte is a clock of its own. `op` is the opcode, `m` the ModR/M byte, `reg` its reg field. The clocks are those of the
 * chip as the SingleStepTests 8086 set records them.
 */

/** What differs between a byte and a word operation. */
interface Width {
  readonly bits: 8 | 16;
  /** Expression for register number `n`. */
  reg(n: string): string;
}

const BYTE: Width = { bits: 8, reg: (n) => `this.bytes[this.byteIndex(${n})]` };
const WORD: Width = { bits: 16, reg: (n) => `this.words[${n}]` };

const SOURCE = 'this.override >= 0 ? this.override : DS';
/** A 16-bit immediate, low byte first. */
const IMMEDIATE = (name: string) => `let ${name} = this.next();\n${name} |= this.next() << 8;`;
const SIGNED_BYTE = '(this.next() << 24) >> 24';

/** Calls `memory` after the effective address, or `register`, by the mode of the ModR/M byte. */
const byMode = (register: string, memory: string) => `if (m >= 0xc0) {
${register}
} else {
this.effectiveAddress(m);
${memory}
}`;

const read = (w: Width) => `this.read${w.bits}(this.segment, this.offset)`;
const write = (w: Width, value: string) => `this.write${w.bits}(this.segment, this.offset, ${value});`;
/** Keeps the whole internal word of which a byte write puts out the low half. */
const wide = (w: Width, word: string) => (w.bits === 8 ? `@trace this.high = (${word}) >> 8;` : '');

function alu(w: Width): Partial<Record<Routine, string>> {
  const { bits } = w;
  return {
    [`alu rm${bits},r${bits}`]: `
const m = this.next();
const operation = op >> 3;
${byMode(
  `idle(1);
const result = this.alu${bits}(operation, ${w.reg('m & 7')}!, ${w.reg('(m >> 3) & 7')}!);
if (operation !== 7) ${w.reg('m & 7')} = result;`,
  `const value = ${read(w)};
${wide(w, 'this.wideAlu(operation, this.latch, this.wideRegister((m >> 3) & 7))')}
const result = this.alu${bits}(operation, value, ${w.reg('(m >> 3) & 7')}!);
if (operation !== 7) {
  idle(6);
  ${write(w, 'result')}
} else {
  idle(3);
}`,
)}`,
    [`alu r${bits},rm${bits}`]: `
const m = this.next();
let operand: number;
${byMode(`idle(1);\noperand = ${w.reg('m & 7')}!;`, `operand = ${read(w)};\nidle(3);`)}
const operation = op >> 3;
const result = this.alu${bits}(operation, ${w.reg('(m >> 3) & 7')}!, operand);
if (operation !== 7) ${w.reg('(m >> 3) & 7')} = result;`,
    [`test rm${bits},r${bits}`]: `
const m = this.next();
let operand: number;
${byMode(`idle(1);\noperand = ${w.reg('m & 7')}!;`, `operand = ${read(w)};\nidle(3);`)}
this.alu${bits}(4, operand, ${w.reg('(m >> 3) & 7')}!);`,
    [`xchg rm${bits},r${bits}`]: `
const m = this.next();
const own = ${w.reg('(m >> 3) & 7')}!;
${byMode(
  `idle(2);
${w.reg('(m >> 3) & 7')} = ${w.reg('m & 7')}!;
${w.reg('m & 7')} = own;`,
  `const value = ${read(w)};
idle(7);
${wide(w, 'this.wideRegister((m >> 3) & 7)')}
${write(w, 'own')}
${w.reg('(m >> 3) & 7')} = value;`,
)}`,
    [`mov rm${bits},r${bits}`]: `
const m = this.next();
const value = ${w.reg('(m >> 3) & 7')}!;
${byMode(`${w.reg('m & 7')} = value;`, `idle(4);\n${wide(w, 'this.wideRegister((m >> 3) & 7)')}\n${write(w, 'value')}`)}`,
    [`mov r${bits},rm${bits}`]: `
const m = this.next();
${byMode(
  `${w.reg('(m >> 3) & 7')} = ${w.reg('m & 7')}!;`,
  `${w.reg('(m >> 3) & 7')} = ${read(w)};
idle(2);`,
)}`,
    [`shift rm${bits}`]: `
const m = this.next();
const operation = (m >> 3) & 7;
let value: number;
${byMode(
  `value = ${w.reg('m & 7')}!;
if (op < 0xd2) {
  value = this.shift(operation, value, ${bits});
} else {
  idle(6);
  value = this.shiftByCl(operation, value, ${bits});
}
${w.reg('m & 7')} = value;`,
  `value = ${read(w)};
${wide(w, 'this.wideShift(operation, op < 0xd2 ? 1 : this.bytes[CL]!)')}
if (op < 0xd2) {
  value = this.shift(operation, value, ${bits});
  idle(5);
} else {
  idle(10);
  value = this.shiftByCl(operation, value, ${bits});
}
${write(w, 'value')}`,
)}`,
    [`mov rm${bits},imm${bits}`]: `
const m = this.next();
${byMode(
  bits === 8
    ? `const value = this.next();\nidle(1);\n${w.reg('m & 7')} = value;`
    : `${IMMEDIATE('value')}\n${w.reg('m & 7')} = value;`,
  bits === 8
    ? `idle(1 + this.direct);\nconst value = this.next();\nidle(3);\n@trace this.high = (value & 0x80) !== 0 ? 0xff : 0;\n${write(w, 'value')}`
    : `idle(1 + this.direct);\n${IMMEDIATE('value')}\nidle(2);\n${write(w, 'value')}`,
)}`,
    [`unary rm${bits}`]: `
const m = this.next();
if (((m >> 3) & 7) !== 4) {
  this.unary${bits}(m);
  return;
}
let factor: number;
${byMode(`factor = ${w.reg('m & 7')}!;`, `factor = ${read(w)};\nidle(1);`)}
${
  bits === 8
    ? `const product = this.bytes[AL]! * factor;
const high = product >> 8;
idle(67 + ONES[this.bytes[AL]!]! + (high !== 0 ? 0 : 1));
this.words[AX] = product;`
    : `const product = Math.imul(this.words[AX]!, factor);
const high = product >>> 16;
idle(115 + ONES[this.bytes[AL]!]! + ONES[this.bytes[AH]!]! + (high !== 0 ? 0 : 1));
this.words[AX] = product;
this.words[DX] = high;`
}
this.carry = high !== 0 ? 1 : 0;
this.overflow = this.carry;`,
    [`indirect rm${bits}`]: `
const m = this.next();
const operation = (m >> 3) & 7;
if (operation > 1) {
  this.indirect${bits}(m);
  return;
}
${byMode(
  `idle(1);
${w.reg('m & 7')} = operation === 0 ? this.inc${bits}(${w.reg('m & 7')}!) : this.dec${bits}(${w.reg('m & 7')}!);`,
  `const value = ${read(w)};
const result = operation === 0 ? this.inc${bits}(value) : this.dec${bits}(value);
${wide(w, '(this.latch + (operation === 0 ? 1 : -1)) & 0xffff')}
idle(5);
${write(w, 'result')}`,
)}`,
  };
}

/** A string instruction: `step` is one repeat step. */
const string = (name: string, first: number, last: number, repeated: number) => `
if (this.repeat === 0) {
  idle(${first});
  this.${name}Step(op);
  idle(${last});
  return;
}
idle(3);
if (this.words[CX] === 0) {
  idle(3);
  return;
}
idle(${repeated});
this.${name}Loop(op);`;

/** The routines by the names of the table. */
export const ROUTINES: Readonly<Record<string, string>> = {
  ...alu(BYTE),
  ...alu(WORD),
  'alu al,imm8': `
idle(1);
const operand = this.next();
idle(1);
const operation = op >> 3;
const result = this.alu8(operation, this.bytes[AL]!, operand);
if (operation !== 7) this.bytes[AL] = result;`,
  'alu ax,imm16': `
idle(1);
${IMMEDIATE('operand')}
const operation = op >> 3;
const result = this.alu16(operation, this.words[AX]!, operand);
if (operation !== 7) this.words[AX] = result;`,
  'alu rm8,imm8': `
const m = this.next();
const operation = (m >> 3) & 7;
${byMode(
  `const operand = this.next();
idle(1);
const result = this.alu8(operation, ${BYTE.reg('m & 7')}!, operand);
if (operation !== 7) ${BYTE.reg('m & 7')} = result;`,
  `const value = ${read(BYTE)};
idle(2);
const operand = this.next();
${wide(BYTE, 'this.wideAlu(operation, this.latch, ((operand << 24) >> 24) & 0xffff)')}
const result = this.alu8(operation, value, operand);
if (operation !== 7) {
  idle(4);
  ${write(BYTE, 'result')}
} else {
  idle(2);
}`,
)}`,
  'alu rm16,imm16': `
const m = this.next();
const operation = (m >> 3) & 7;
${byMode(
  `${IMMEDIATE('operand')}
const result = this.alu16(operation, this.words[m & 7]!, operand);
if (operation !== 7) this.words[m & 7] = result;`,
  `const value = ${read(WORD)};
idle(2);
${IMMEDIATE('operand')}
const result = this.alu16(operation, value, operand);
if (operation !== 7) {
  idle(3);
  ${write(WORD, 'result')}
} else {
  idle(1);
}`,
)}`,
  'alu rm16,simm8': `
const m = this.next();
const operation = (m >> 3) & 7;
${byMode(
  `const operand = (${SIGNED_BYTE}) & 0xffff;
idle(1);
const result = this.alu16(operation, this.words[m & 7]!, operand);
if (operation !== 7) this.words[m & 7] = result;`,
  `const value = ${read(WORD)};
idle(2);
const operand = (${SIGNED_BYTE}) & 0xffff;
const result = this.alu16(operation, value, operand);
if (operation !== 7) {
  idle(4);
  ${write(WORD, 'result')}
} else {
  idle(2);
}`,
)}`,
  'push sreg': `
idle(5);
this.push(this.segments[op >> 3]!);`,
  'pop sreg': `
idle(2);
this.segments[op >> 3] = this.pop();
this.shadow = this.t;`,
  'decimal adjust': `
idle(3);
const old = this.bytes[AL]!;
const half = (this.auxiliary & 16) !== 0;
let correction = 0;
let carry = 0;
if ((old & 15) > 9 || half) correction = 6;
// with the half carry in, the chip compares with 9F
if (old > (half ? 0x9f : 0x99) || this.carry !== 0) {
  correction |= 0x60;
  carry = 1;
}
const value = (op === 0x27 ? old + correction : old - correction) & 0xff;
this.bytes[AL] = value;
this.carry = carry;
this.auxiliary = (correction & 6) !== 0 ? 16 : 0;
this.result8(value);`,
  'ascii adjust': `
const adjust = (this.bytes[AL]! & 15) > 9 || (this.auxiliary & 16) !== 0;
idle(adjust ? 7 : 8);
if (adjust) {
  const sign = op === 0x37 ? 1 : -1;
  this.bytes[AL]! += 6 * sign;
  this.bytes[AH]! += sign;
}
this.bytes[AL]! &= 15;
this.carry = adjust ? 1 : 0;
this.auxiliary = adjust ? 16 : 0;`,
  'inc r16': `
idle(1);
this.words[op & 7] = this.inc16(this.words[op & 7]!);`,
  'dec r16': `
idle(1);
this.words[op & 7] = this.dec16(this.words[op & 7]!);`,
  'push r16': `
idle(5);
const top = (this.words[SP]! - 2) & 0xffff;
this.words[SP] = top;
// PUSH SP stores SP after the decrement
this.write16(SS, top, this.words[op & 7]!);`,
  'pop r16': `
idle(2);
const top = this.words[SP]!;
const value = this.read16(SS, top);
this.words[SP] = top + 2;
this.words[op & 7] = value;`,
  jcc: `
idle(1);
const displacement = ${SIGNED_BYTE};
if (this.condition(op & 15)) {
  idle(3);
  this.jump(displacement);
} else {
  idle(1);
}`,
  'mov rm16,sreg': `
const m = this.next();
const value = this.segments[(m >> 3) & 3]!;
${byMode('this.words[m & 7] = value;', `idle(3);\n${write(WORD, 'value')}`)}`,
  lea: `
const m = this.next();
if (m < 0xc0) {
  this.effectiveAddress(m);
  idle(1 + this.direct);
}
// a register has no address: the latch keeps the last one
this.words[(m >> 3) & 7] = this.offset;`,
  'mov sreg,rm16': `
const m = this.next();
${byMode(
  `// a fetch that has begun has its address from the old CS
if ((m & 0x18) === 0x08) this.settle(this.t);
this.segments[(m >> 3) & 3] = this.words[m & 7]!;`,
  `this.segments[(m >> 3) & 3] = ${read(WORD)};\nidle(2);`,
)}
this.shadow = this.t;`,
  'pop rm16': `
const m = this.next();
${byMode(
  `idle(2);
const value = this.pop();
idle(1);
this.words[m & 7] = value;`,
  `idle(3 + this.direct);
const value = this.pop();
idle(4);
${write(WORD, 'value')}`,
)}`,
  'xchg ax,r16': `
idle(2);
const value = this.words[AX]!;
this.words[AX] = this.words[op & 7]!;
this.words[op & 7] = value;`,
  cbw: `
idle(1);
this.words[AX] = (this.bytes[AL]! << 24) >> 24;`,
  cwd: `
const negative = this.words[AX]! >= 0x8000;
idle(negative ? 5 : 4);
this.words[DX] = negative ? 0xffff : 0;`,
  'call far': `
idle(1);
${IMMEDIATE('offset')}
${IMMEDIATE('segment')}
idle(2);
@trace this.early = true;
this.callFar(segment, offset, false);`,
  wait: `
idle(2);
if (!this.host.test(this.t)) {
  this.waiting = 1;
  this.stopAt = 0;
}`,
  pushf: `
idle(5);
this.push(this.getFlags());`,
  popf: `
idle(2);
this.setFlags(this.pop());`,
  sahf: `
idle(3);
this.setFlags((this.getFlags() & 0xff00) | this.bytes[AH]!);`,
  lahf: `
idle(1);
this.bytes[AH] = this.getFlags() & 0xff;`,
  'mov al,moffs': `
idle(1);
${IMMEDIATE('offset')}
this.bytes[AL] = this.read8(${SOURCE}, offset);`,
  'mov ax,moffs': `
idle(1);
${IMMEDIATE('offset')}
this.words[AX] = this.read16(${SOURCE}, offset);`,
  'mov moffs,al': `
idle(1);
${IMMEDIATE('offset')}
idle(2);
@trace this.high = this.bytes[AH]!;
this.write8(${SOURCE}, offset, this.bytes[AL]!);`,
  'mov moffs,ax': `
idle(1);
${IMMEDIATE('offset')}
idle(2);
this.write16(${SOURCE}, offset, this.words[AX]!);`,
  movs: string('move', 3, 3, 7),
  cmps: string('compare', 4, 4, 8),
  stos: string('store', 3, 3, 7),
  lods: string('load', 3, 3, 7),
  scas: string('scan', 5, 4, 9),
  'test al,imm8': `
idle(1);
this.alu8(4, this.bytes[AL]!, this.next());
idle(1);`,
  'test ax,imm16': `
idle(1);
${IMMEDIATE('operand')}
this.alu16(4, this.words[AX]!, operand);`,
  'mov r8,imm8': `
idle(1);
this.bytes[this.byteIndex(op & 7)] = this.next();
idle(1);`,
  'mov r16,imm16': `
idle(1);
${IMMEDIATE('value')}
this.words[op & 7] = value;`,
  'ret imm16': `
idle(1);
${IMMEDIATE('count')}
idle(2);
const target = this.pop();
idle(1);
this.suspend();
idle(1);
this.words[SP]! += count;
this.ip = target;
this.flush();`,
  ret: `
idle(2);
const top = this.words[SP]!;
const target = this.read16(SS, top);
this.words[SP] = top + 2;
idle(1);
this.suspend();
this.ip = target;
this.flush();`,
  'load far pointer': `
const m = this.next();
let value: number;
${byMode('value = this.words[m & 7]!;', `value = ${read(WORD)};`)}
idle(5);
const segment = this.read16(this.segment, (this.offset + 2) & 0xffff);
this.words[(m >> 3) & 7] = value;
this.segments[op === 0xc4 ? ES : DS] = segment;`,
  'retf imm16': `
idle(1);
${IMMEDIATE('count')}
idle(2);
const target = this.pop();
this.suspendFully();
this.segments[CS] = this.pop();
this.words[SP]! += count;
this.ip = target;
this.flush();`,
  retf: `
idle(4);
const target = this.pop();
this.suspendFully();
this.segments[CS] = this.pop();
this.ip = target;
this.flush();`,
  int3: `
idle(6);
this.enter(3);`,
  int: `
idle(1);
const type = this.next();
idle(4);
this.enter(type);`,
  into: `
if (this.overflow !== 0) {
  idle(7);
  this.enter(4);
} else {
  idle(3);
}`,
  iret: `
idle(4);
const target = this.pop();
this.suspendFully();
this.segments[CS] = this.pop();
this.ip = target;
this.flush();
idle(2);
this.setFlags(this.pop());`,
  aam: `
idle(1);
const base = this.next();
if (base === 0) {
  idle(10);
  // the division begins by comparing 0, the upper half of the dividend, with the divisor
  this.alu8(7, 0, 0);
  this.enter(0);
  return;
}
idle(74 + this.divide(0, this.bytes[AL]!, base, 8));
this.bytes[AH] = this.quotient;
this.bytes[AL] = this.remainder;
this.result8(this.remainder);`,
  aad: `
idle(1);
const base = this.next();
idle(56 + ONES[base]!);
const value = (this.bytes[AH]! * base + this.bytes[AL]!) & 0xff;
this.words[AX] = value;
this.result8(value);`,
  salc: `
idle(this.carry !== 0 ? 3 : 2);
this.bytes[AL] = this.carry !== 0 ? 0xff : 0;`,
  xlat: `
idle(5);
this.bytes[AL] = this.read8(${SOURCE}, (this.words[BX]! + this.bytes[AL]!) & 0xffff);`,
  esc: `
const m = this.next();
if (m < 0xc0) {
  this.effectiveAddress(m);
  ${read(WORD)};
  idle(2);
}`,
  loopz: `
idle(3);
const displacement = ${SIGNED_BYTE};
const count = (this.words[CX]! - 1) & 0xffff;
this.words[CX] = count;
if (count !== 0 && (this.zero === 0) === (op === 0xe1)) {
  idle(3);
  this.jump(displacement);
} else {
  idle(1);
}`,
  loop: `
idle(3);
const displacement = ${SIGNED_BYTE};
const count = (this.words[CX]! - 1) & 0xffff;
this.words[CX] = count;
if (count !== 0) {
  idle(1);
  this.jump(displacement);
} else {
  idle(1);
}`,
  jcxz: `
idle(3);
const displacement = ${SIGNED_BYTE};
if (this.words[CX] === 0) {
  idle(3);
  this.jump(displacement);
} else {
  idle(1);
}`,
  'in imm8': `
idle(1);
const port = this.next();
idle(1);
if (op === 0xe4) this.bytes[AL] = this.in8(port);
else this.words[AX] = this.in16(port);`,
  'out imm8': `
idle(1);
const port = this.next();
idle(3);
@trace this.high = this.bytes[AH]!;
if (op === 0xe6) this.out8(port, this.bytes[AL]!);
else this.out16(port, this.words[AX]!);`,
  'in dx': `
idle(2);
if (op === 0xec) this.bytes[AL] = this.in8(this.words[DX]!);
else this.words[AX] = this.in16(this.words[DX]!);`,
  'out dx': `
idle(3);
@trace this.high = this.bytes[AH]!;
if (op === 0xee) this.out8(this.words[DX]!, this.bytes[AL]!);
else this.out16(this.words[DX]!, this.words[AX]!);`,
  'call near': `
idle(1);
${IMMEDIATE('displacement')}
this.suspendAndCorrect();
const back = this.ip;
this.ip = (back + displacement) & 0xffff;
this.flush();
idle(3);
this.push(back);`,
  'jmp near': `
idle(1);
${IMMEDIATE('displacement')}
this.jump(displacement);`,
  'jmp far': `
idle(1);
${IMMEDIATE('offset')}
${IMMEDIATE('segment')}
idle(1);
this.suspend();
idle(1);
this.ip = offset;
this.segments[CS] = segment;
this.flush();`,
  'jmp short': `
idle(1);
const displacement = ${SIGNED_BYTE};
idle(1);
this.jump(displacement);`,
  hlt: `
idle(1);
this.haltCycle();
this.halted = 1;
this.host.halt();`,
  cmc: `
idle(1);
this.carry ^= 1;`,
  flag: `
idle(1);
@trace this.settle(this.t);
switch (op) {
  case 0xf8:
    this.carry = 0;
    break;
  case 0xf9:
    this.carry = 1;
    break;
  case 0xfa:
    this.control &= ~0x200;
    break;
  case 0xfb:
    // an interrupt waits until the instruction after this one, unless it was enabled before
    if ((this.control & 0x200) === 0) this.shadow = this.t;
    this.control |= 0x200;
    this.stopAt = 0;
    break;
  case 0xfc:
    this.control &= ~0x400;
    break;
  default:
    this.control |= 0x400;
}`,
};

/** Routines that stay out of the hot functions, which keeps those small enough to be optimised well. */
export const RARE: ReadonlySet<Routine> = new Set<Routine>([
  'push sreg',
  'pop sreg',
  'decimal adjust',
  'ascii adjust',
  'xchg rm8,r8',
  'xchg rm16,r16',
  'mov rm16,sreg',
  'mov sreg,rm16',
  'pop rm16',
  'cbw',
  'cwd',
  'call far',
  'wait',
  'pushf',
  'popf',
  'sahf',
  'lahf',
  'movs',
  'cmps',
  'stos',
  'lods',
  'scas',
  'test al,imm8',
  'test ax,imm16',
  'ret imm16',
  'load far pointer',
  'retf imm16',
  'retf',
  'int3',
  'int',
  'into',
  'iret',
  'aam',
  'aad',
  'salc',
  'xlat',
  'esc',
  'loopz',
  'jcxz',
  'in imm8',
  'out imm8',
  'in dx',
  'out dx',
  'jmp far',
  'hlt',
  'cmc',
  'flag',
]);
