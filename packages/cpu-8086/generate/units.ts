/*
 * What the routines of the execution unit share: arithmetic, addresses, jumps, interrupts, string steps
 */

const ALU = (bits: 8 | 16) => {
  const mask = bits === 8 ? '0xff' : '0xffff';
  const up = 32 - bits;
  return `
/** The eight operations by their number in an opcode: ADD OR ADC SBB AND SUB XOR CMP. */
private alu${bits}(operation: number, a: number, b: number): number {
  let result: number;
  switch (operation) {
    case 0:
      result = a + b;
      this.carry = result >> ${bits};
      this.overflow = (((a ^ result) & (b ^ result)) >> ${bits - 1}) & 1;
      break;
    case 2:
      result = a + b + this.carry;
      this.carry = result >> ${bits};
      this.overflow = (((a ^ result) & (b ^ result)) >> ${bits - 1}) & 1;
      break;
    case 3:
      result = a - b - this.carry;
      this.carry = (result >> ${bits}) & 1;
      this.overflow = (((a ^ result) & (a ^ b)) >> ${bits - 1}) & 1;
      break;
    case 1:
    case 4:
    case 6:
      result = operation === 4 ? a & b : operation === 6 ? a ^ b : a | b;
      this.carry = 0;
      this.overflow = 0;
      this.auxiliary = 0;
      this.parity = result;
      this.sign = (result << ${up}) >> ${up};
      this.zero = this.sign;
      return result;
    default:
      result = a - b;
      this.carry = (result >> ${bits}) & 1;
      this.overflow = (((a ^ result) & (a ^ b)) >> ${bits - 1}) & 1;
  }
  this.auxiliary = a ^ b ^ result;
  result &= ${mask};
  this.parity = result;
  this.sign = (result << ${up}) >> ${up};
  this.zero = this.sign;
  return result;
}

/** Carry stays as it is. */
private inc${bits}(a: number): number {
  const result = (a + 1) & ${mask};
  this.overflow = result === ${bits === 8 ? '0x80' : '0x8000'} ? 1 : 0;
  this.auxiliary = a ^ 1 ^ result;
  this.result${bits}(result);
  return result;
}

private dec${bits}(a: number): number {
  const result = (a - 1) & ${mask};
  this.overflow = result === ${bits === 8 ? '0x7f' : '0x7fff'} ? 1 : 0;
  this.auxiliary = a ^ 1 ^ result;
  this.result${bits}(result);
  return result;
}

/** ZF, SF and PF of a result. */
private result${bits}(value: number): void {
  this.parity = value;
  this.sign = (value << ${up}) >> ${up};
  this.zero = this.sign;
}
`;
};

const SHIFTS = `
/** One step of ROL ROR RCL RCR SHL SHR SETMO SAR. Rotates leave ZF, SF, PF and AF alone. */
private shift(operation: number, a: number, bits: number): number {
  const top = 1 << (bits - 1);
  const mask = (top << 1) - 1;
  let result: number;
  switch (operation) {
    case 0:
      result = ((a << 1) | (a >> (bits - 1))) & mask;
      this.carry = result & 1;
      this.overflow = ((result ^ a) & top) !== 0 ? 1 : 0;
      return result;
    case 1:
      result = ((a >> 1) | (a << (bits - 1))) & mask;
      this.carry = a & 1;
      this.overflow = ((result ^ a) & top) !== 0 ? 1 : 0;
      return result;
    case 2:
      result = ((a << 1) | this.carry) & mask;
      this.carry = (a & top) !== 0 ? 1 : 0;
      this.overflow = ((result ^ a) & top) !== 0 ? 1 : 0;
      return result;
    case 3:
      result = (a >> 1) | (this.carry !== 0 ? top : 0);
      this.carry = a & 1;
      this.overflow = ((result ^ a) & top) !== 0 ? 1 : 0;
      return result;
    case 4:
      result = (a << 1) & mask;
      this.carry = (a & top) !== 0 ? 1 : 0;
      this.overflow = ((result ^ a) & top) !== 0 ? 1 : 0;
      this.auxiliary = a << 1;
      break;
    case 5:
      result = a >> 1;
      this.carry = a & 1;
      this.overflow = ((result ^ a) & top) !== 0 ? 1 : 0;
      this.auxiliary = 0;
      break;
    case 7:
      result = (a >> 1) | (a & top);
      this.carry = a & 1;
      this.overflow = 0;
      this.auxiliary = 0;
      break;
    default:
      // SETMO, "set minus one", is in no manual
      result = mask;
      this.carry = 0;
      this.overflow = 0;
      this.auxiliary = 0;
  }
  if (bits === 8) this.result8(result);
  else this.result16(result);
  return result;
}

/** CL steps of 4 clocks; the count is not reduced to 5 bits. With CL = 0 nothing changes. */
private shiftByCl(operation: number, a: number, bits: number): number {
  const count = this.bytes[CL]!;
  let value = a;
  for (let i = 0; i < count; i++) value = this.shift(operation, value, bits);
  idle(4 * count);
  return value;
}
`;

const ADDRESS = `
/** Index in \`bytes\` of byte register \`n\`: AL CL DL BL AH CH DH BH. */
private byteIndex(n: number): number {
  return ((n & 3) << 1) | ((n >> 2) & 1);
}

/**
 * Works out \`segment\` and \`offset\` of the operand of ModR/M byte \`m\`, taking displacement bytes from the queue, and
 * leaves \`t\` at the clock in which a read of the operand is asked for.
 */
private effectiveAddress(m: number): void {
  const { words } = this;
  let offset: number;
  let clocks: number;
  let segment = DS;
  switch (m & 7) {
    case 0:
      offset = words[BX]! + words[SI]!;
      clocks = 7;
      break;
    case 1:
      offset = words[BX]! + words[DI]!;
      clocks = 8;
      break;
    case 2:
      offset = words[BP]! + words[SI]!;
      clocks = 8;
      segment = SS;
      break;
    case 3:
      offset = words[BP]! + words[DI]!;
      clocks = 7;
      segment = SS;
      break;
    case 4:
      offset = words[SI]!;
      clocks = 5;
      break;
    case 5:
      offset = words[DI]!;
      clocks = 5;
      break;
    case 6:
      offset = words[BP]!;
      clocks = 5;
      segment = SS;
      break;
    default:
      offset = words[BX]!;
      clocks = 5;
  }
  this.direct = 0;
  if (m < 0x40) {
    if ((m & 7) === 6) {
      idle(1);
      offset = this.next();
      offset |= this.next() << 8;
      segment = DS;
      idle(1);
      this.direct = 1;
    } else {
      idle(clocks - 1);
    }
  } else {
    idle(clocks - 2);
    let displacement = this.next();
    if (m < 0x80) {
      displacement = (displacement << 24) >> 24;
      idle(4);
    } else {
      displacement |= this.next() << 8;
      idle(3);
    }
    offset += displacement;
  }
  this.offset = offset & 0xffff;
  this.segment = this.override >= 0 ? this.override : segment;
}
`;

const CONTROL = `
/** Condition number \`n\` of the conditional jumps; odd ones are the opposites of the even ones before them. */
private condition(n: number): boolean {
  let met: boolean;
  switch (n >> 1) {
    case 0:
      met = this.overflow !== 0;
      break;
    case 1:
      met = this.carry !== 0;
      break;
    case 2:
      met = this.zero === 0;
      break;
    case 3:
      met = this.carry !== 0 || this.zero === 0;
      break;
    case 4:
      met = this.sign < 0;
      break;
    case 5:
      met = PARITY[this.parity & 0xff] !== 0;
      break;
    case 6:
      met = this.sign < 0 !== (this.overflow !== 0);
      break;
    default:
      met = this.zero === 0 || this.sign < 0 !== (this.overflow !== 0);
  }
  return (n & 1) === 0 ? met : !met;
}

/** SUSP, CORR, FLUSH of relative jumps. */
private jump(displacement: number): void {
  this.suspendAndCorrect();
  this.ip = (this.ip + displacement) & 0xffff;
  this.flush();
}

private push(value: number): void {
  const top = (this.words[SP]! - 2) & 0xffff;
  this.words[SP] = top;
  this.write16(SS, top, value);
}

/** What PUSH, and the calls, do with the W bit of their opcode clear: one byte is written. */
private pushByte(value: number): void {
  const top = (this.words[SP]! - 2) & 0xffff;
  this.words[SP] = top;
  @trace this.high = value >> 8;
  this.write8(SS, top, value & 0xff);
}

private pop(): number {
  const top = this.words[SP]!;
  const value = this.read16(SS, top);
  this.words[SP] = top + 2;
  return value;
}

/** The part of a far call that interrupts use as well. */
private callFar(segment: number, offset: number, byte: boolean): void {
  this.suspendAndCorrect();
  if (byte) this.pushByte(this.segments[CS]!);
  else this.push(this.segments[CS]!);
  idle(4);
  const back = this.ip;
  this.segments[CS] = segment;
  this.ip = offset;
  this.flush();
  idle(3);
  if (byte) this.pushByte(back);
  else this.push(back);
}

/** Enters the handler of interrupt \`type\`: the vector is read before anything is pushed. */
private enter(type: number): void {
  this.suspendFully();
  const offset = this.readVector(type * 4);
  idle(2);
  const segment = this.readVector(type * 4 + 2);
  idle(3);
  this.push(this.getFlags());
  this.control &= ~0x300;
  idle(3);
  this.callFar(segment, offset, false);
}

interrupt(type: number): void {
  idle(5);
  this.enter(type);
}

acknowledge(): void {
  // 61 clocks in all, 11 more than NMI (iAPX 86, 88 User's Manual, "Interrupts")
  idle(4);
  // LOCK is active from T2 of the first cycle to T2 of the second; the bus floats in the first
  const first = this.acknowledgeCycle(false[[, 0xff]]);
  this.host.lock(true, first + 1);
  const vector = this.host.acknowledge(first + 1);
  const second = this.acknowledgeCycle(true[[, vector]]);
  this.host.lock(false, second + 1);
  this.enter(vector);
}

leaveRepeat(): void {
  this.repeating = 0;
  this.suspendAndCorrect();
  this.ip = (this.ip - 2) & 0xffff;
  this.flush();
}
`;

const unary = (bits: 8 | 16) => {
  const word = bits === 16;
  const half = word ? '0x8000' : '0x80';
  const full = word ? '0x10000' : '0x100';
  const mask = word ? '0xffff' : '0xff';
  const register = word ? 'this.words[m & 7]' : 'this.bytes[this.byteIndex(m & 7)]';
  const low = word ? 'this.words[AX]' : 'this.bytes[AL]';
  const high = word ? 'this.words[DX]' : 'this.bytes[AH]';
  const read = `this.read${bits}(this.segment, this.offset)`;
  return `
/** F6 and F7 but for MUL: TEST NOT NEG IMUL DIV IDIV. */
private unary${bits}(m: number): void {
  const operation = (m >> 3) & 7;
  const memory = m < 0xc0;
  let value: number;
  if (memory) {
    this.effectiveAddress(m);
    value = ${read};
  } else {
    value = ${register}!;
  }
  switch (operation) {
    case 0:
    case 1: {
      idle(memory ? 2 : 1);
      ${word ? 'let operand = this.next();\n      operand |= this.next() << 8;' : 'const operand = this.next();'}
      this.alu${bits}(4, value, operand);
      idle(${word ? 'memory ? 1 : 0' : 'memory ? 2 : 1'});
      return;
    }
    case 2:
    case 3:
      idle(memory ? 5 : 1);
      ${word ? '' : '@trace this.high = ((operation === 2 ? ~this.latch : -this.latch) >> 8) & 0xff;'}
      value = operation === 2 ? ~value & ${mask} : this.alu${bits}(5, 0, value);
      if (memory) this.write${bits}(this.segment, this.offset, value);
      else ${register} = value;
      return;
    case 5:
      this.multiplySigned${bits}(value, memory ? 1 : 0);
      return;
    default:
      this.divide${bits}(value, operation === 7, memory ? 1 : 0);
  }
}

/** IMUL: the microcode multiplies magnitudes; a repeat prefix negates the product. */
private multiplySigned${bits}(value: number, extra: number): void {
  const a = ${low}!;
  const negativeA = a >= ${half};
  const negativeB = value >= ${half};
  let product = (negativeA ? a - ${full} : a) * (negativeB ? value - ${full} : value);
  if (this.repeat !== 0) product = -product;
  const fits = product >= -${half} && product < ${half};
  const magnitude = negativeA ? ${full} - a : a;
  let clocks = extra + ${word ? 125 : 77} + ONES[magnitude & 0xff]!${word ? ' + ONES[(magnitude >> 8) & 0xff]!' : ''};
  if (negativeA) clocks += 2;
  if (negativeB) clocks -= 1;
  if (negativeA !== negativeB !== (this.repeat !== 0)) clocks += 12;
  if (fits) clocks += 1;
  idle(clocks);
  this.words[AX] = product;
  ${word ? 'this.words[DX] = product >> 16;' : ''}
  this.carry = fits ? 0 : 1;
  this.overflow = this.carry;
}

/** DIV and IDIV. A quotient that does not fit is interrupt 0, whose return address is the next instruction. */
private divide${bits}(divisor: number, signed: boolean, extra: number): void {
  let b = divisor;
  let high = ${high}!;
  let low = ${low}!;
  let negativeA = false;
  let negativeB = false;
  let clocks = extra + ${word ? 142 : 78};
  if (signed) {
    negativeA = high >= ${half};
    negativeB = b >= ${half};
    clocks += 21 + (negativeA ? 4 : 0) - (negativeB ? 1 : 0);
    if (negativeA) {
      low = -low & ${mask};
      high = (~high + (low === 0 ? 1 : 0)) & ${mask};
    }
    if (negativeB) b = ${full} - b;
  }
  if (high >= b) {
    idle(extra + 13 + (signed ? 10 + (negativeA ? 4 : 0) - (negativeB ? 1 : 0) : 0));
    this.enter(0);
    return;
  }
  const ones = this.divide(high, low, b, ${bits});
  let { quotient, remainder } = this;
  if (signed && quotient >= ${half}) {
    idle(clocks - 5 + ones);
    this.enter(0);
    return;
  }
  idle(clocks + ones);
  if (signed) {
    // a repeat prefix negates the quotient
    if (negativeA !== negativeB !== (this.repeat !== 0)) quotient = -quotient;
    if (negativeA) remainder = -remainder;
  }
  ${low} = quotient;
  ${high} = remainder;
}
`;
};

const DIVIDE = `
/**
 * The division loop of the microcode (CORD): shift and subtract. Sets \`quotient\` and \`remainder\`.
 * @returns the clocks that depend on the operands
 */
private divide(dividendHigh: number, dividendLow: number, divisor: number, bits: number): number {
  const mask = bits === 8 ? 0xff : 0xffff;
  const top = bits === 8 ? 0x80 : 0x8000;
  let high = dividendHigh;
  let low = dividendLow;
  let quotient = 0;
  let clocks = 0;
  let last = 0;
  for (let i = 0; i < bits; i++) {
    const out = high & top;
    high = ((high << 1) | ((low & top) !== 0 ? 1 : 0)) & mask;
    low = (low << 1) & mask;
    quotient <<= 1;
    if (out !== 0) {
      high = (high - divisor) & mask;
      quotient |= 1;
      last = 2;
    } else if (high >= divisor) {
      high -= divisor;
      quotient |= 1;
      clocks++;
      last = 2;
    } else {
      last = 0;
    }
  }
  this.quotient = quotient;
  this.remainder = high;
  return clocks + last;
}
`;

const indirect = (bits: 8 | 16) => {
  const word = bits === 16;
  const register = word ? 'this.words[m & 7]!' : '0xff00 | this.bytes[this.byteIndex(m & 7)]!';
  const read = (offset: string) =>
    word ? `this.read16(this.segment, ${offset})` : `0xff00 | this.read8(this.segment, ${offset})`;
  const push = word ? 'push' : 'pushByte';
  return `
/** ${word ? 'FF' : 'FE'} but for INC and DEC: CALL, CALL FAR, JMP, JMP FAR, PUSH.${
    word ? '' : ' No manual has them: the operand is one byte, with FF\n * above it, and one byte is pushed.'
  } */
private indirect${bits}(m: number): void {
  const memory = m < 0xc0;
  let value: number;
  if (memory) {
    this.effectiveAddress(m);
    value = ${read('this.offset')};
  } else {
    value = ${register};
  }
  switch ((m >> 3) & 7) {
    case 2: {
      idle(memory ? 3 : 2);
      @trace this.early = !memory;
      this.suspendAndCorrect();
      const back = this.ip;
      this.ip = value;
      this.flush();
      idle(3);
      this.${push}(back);
      return;
    }
    case 3: {
      idle(4);
      const segment = ${read('(this.offset + 2) & 0xffff')};
      idle(2);
      this.callFar(segment, value, ${word ? 'false' : 'true'});
      return;
    }
    case 4:
      idle(memory ? 3 : 2);
      this.suspend();
      this.ip = value;
      this.flush();
      return;
    case 5: {
      idle(4);
      this.suspend();
      idle(1);
      this.segments[CS] = ${read('(this.offset + 2) & 0xffff')};
      this.ip = value;
      this.flush();
      return;
    }
    default:
      ${
        word
          ? `if (memory) {
        idle(6);
        this.push(value);
      } else {
        idle(5);
        const top = (this.words[SP]! - 2) & 0xffff;
        this.words[SP] = top;
        this.write16(SS, top, this.words[m & 7]!);
      }`
          : `idle(memory ? 6 : 5);
      this.pushByte(value);`
      }
  }
}
`;
};

/** The loop of a repeated string instruction, which can be left after each step. */
const loop = (name: string, last: number, more: number, mismatch: number | null) => `
private ${name}Loop(op: number): void {
  for (;;) {
    this.${name}Step(op);
    this.words[CX]!--;
    if (this.words[CX] === 0) {
      idle(${last});
      return;
    }
    ${mismatch === null ? '' : `if ((this.zero === 0) !== (this.repeat === 0xf3)) {\n      idle(${mismatch});\n      return;\n    }`}
    idle(${more});
    if (this.t >= this.stopAt) {
      this.repeating = op;
      return;
    }
  }
}
`;

const DELTA = '((this.control & 0x400) !== 0 ? -1 : 1) * ((op & 1) + 1)';

const STRINGS = `
private moveStep(op: number): void {
  const delta = ${DELTA};
  const source = this.override >= 0 ? this.override : DS;
  if ((op & 1) !== 0) {
    const word = this.read16(source, this.words[SI]!);
    this.words[SI]! += delta;
    idle(2);
    this.write16(ES, this.words[DI]!, word);
  } else {
    const byte = this.read8(source, this.words[SI]!);
    this.words[SI]! += delta;
    idle(2);
    @trace this.high = this.latch >> 8;
    this.write8(ES, this.words[DI]!, byte);
  }
  this.words[DI]! += delta;
}

private compareStep(op: number): void {
  const delta = ${DELTA};
  const source = this.override >= 0 ? this.override : DS;
  if ((op & 1) !== 0) {
    const a = this.read16(source, this.words[SI]!);
    this.words[SI]! += delta;
    idle(3);
    this.alu16(7, a, this.read16(ES, this.words[DI]!));
  } else {
    const a = this.read8(source, this.words[SI]!);
    this.words[SI]! += delta;
    idle(3);
    this.alu8(7, a, this.read8(ES, this.words[DI]!));
  }
  this.words[DI]! += delta;
}

private storeStep(op: number): void {
  @trace this.high = this.bytes[AH]!;
  if ((op & 1) !== 0) this.write16(ES, this.words[DI]!, this.words[AX]!);
  else this.write8(ES, this.words[DI]!, this.bytes[AL]!);
  this.words[DI]! += ${DELTA};
}

private loadStep(op: number): void {
  const source = this.override >= 0 ? this.override : DS;
  if ((op & 1) !== 0) this.words[AX] = this.read16(source, this.words[SI]!);
  else this.bytes[AL] = this.read8(source, this.words[SI]!);
  this.words[SI]! += ${DELTA};
}

private scanStep(op: number): void {
  if ((op & 1) !== 0) this.alu16(7, this.words[AX]!, this.read16(ES, this.words[DI]!));
  else this.alu8(7, this.bytes[AL]!, this.read8(ES, this.words[DI]!));
  this.words[DI]! += ${DELTA};
}
${loop('move', 4, 6, null)}${loop('compare', 6, 9, 5)}${loop('store', 4, 6, null)}${loop('load', 6, 8, null)}${loop(
  'scan',
  6,
  10,
  5,
)}
/** Goes on with the string instruction that was left between two steps. */
private resume(): void {
  const op = this.repeating;
  this.repeating = 0;
  switch (op >> 1) {
    case 0x52:
      this.moveLoop(op);
      break;
    case 0x53:
      this.compareLoop(op);
      break;
    case 0x55:
      this.storeLoop(op);
      break;
    case 0x56:
      this.loadLoop(op);
      break;
    default:
      this.scanLoop(op);
  }
}
`;

const PREFIXES = `
/** Prefixes from \`first\` on. @returns the opcode after them */
private prefixes(first: number): number {
  let op = first;
  // a segment full of prefixes has no opcode: the chip would never come to an end
  for (let n = 0; n < 0x10000; n++) {
    if ((op & 0xe7) === 0x26) {
      this.override = (op >> 3) & 3;
    } else if ((op & 0xfe) === 0xf2) {
      this.repeat = op;
    } else if ((op & 0xfe) === 0xf0) {
      if (this.locked === 0) {
        this.locked = 1;
        this.host.lock(true, this.t);
        this.stopAt = 0;
      }
    } else {
      return op;
    }
    idle(1);
    op = this.first();
  }
  return 0x90;
}
`;

/** Methods of every engine. */
export const UNITS = [
  ALU(8),
  ALU(16),
  SHIFTS,
  ADDRESS,
  CONTROL,
  DIVIDE,
  unary(8),
  unary(16),
  indirect(8),
  indirect(16),
  STRINGS,
  PREFIXES,
].join('');
