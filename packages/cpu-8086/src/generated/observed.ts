// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run
// `npm run generate`.
import { StateError } from '@backplane/kernel';
import { Core } from '../core.ts';
import { ONES, PARITY } from '../flags.ts';

/** The same engine, telling a trace what the bus does. */
export class ObservedCore extends Core {

  run(): void {
    if (this.repeating !== 0) this.resume();
    else this.step();
    while (this.t < this.stopAt) this.step();
  }

  /** One instruction. */
  private step(): void {
    this.override = -1;
    this.repeat = 0;
    let op = this.next('F');
    if ((op & 0xe7) === 0x26 || (op & 0xfc) === 0xf0) op = this.prefixes(op);
    if (op < 0x40) this.group0(op);
    else if (op < 0x80) this.group4(op);
    else if (op < 0xa0) this.group8(op);
    else this.groupA(op);
  }

  private group0(op: number): void {
    switch (op) {
      case 0x00:
      case 0x08:
      case 0x10:
      case 0x18:
      case 0x20:
      case 0x28:
      case 0x30:
      case 0x38: {
        // alu rm8,r8
        const m = this.next();
        const operation = op >> 3;
        if (m >= 0xc0) {
        this.t += 1;
        const result = this.alu8(operation, this.bytes[this.byteIndex(m & 7)]!, this.bytes[this.byteIndex((m >> 3) & 7)]!);
        if (operation !== 7) this.bytes[this.byteIndex(m & 7)] = result;
        } else {
        this.effectiveAddress(m);
        const value = this.read8(this.segment, this.offset);
        this.high = (this.wideAlu(operation, this.latch, this.wideRegister((m >> 3) & 7))) >> 8;
        const result = this.alu8(operation, value, this.bytes[this.byteIndex((m >> 3) & 7)]!);
        if (operation !== 7) {
          this.t += 6;
          this.write8(this.segment, this.offset, result);
        } else {
          this.t += 3;
        }
        }
        return;
      }
      case 0x01:
      case 0x09:
      case 0x11:
      case 0x19:
      case 0x21:
      case 0x29:
      case 0x31:
      case 0x39: {
        // alu rm16,r16
        const m = this.next();
        const operation = op >> 3;
        if (m >= 0xc0) {
        this.t += 1;
        const result = this.alu16(operation, this.words[m & 7]!, this.words[(m >> 3) & 7]!);
        if (operation !== 7) this.words[m & 7] = result;
        } else {
        this.effectiveAddress(m);
        const value = this.read16(this.segment, this.offset);

        const result = this.alu16(operation, value, this.words[(m >> 3) & 7]!);
        if (operation !== 7) {
          this.t += 6;
          this.write16(this.segment, this.offset, result);
        } else {
          this.t += 3;
        }
        }
        return;
      }
      case 0x02:
      case 0x0a:
      case 0x12:
      case 0x1a:
      case 0x22:
      case 0x2a:
      case 0x32:
      case 0x3a: {
        // alu r8,rm8
        const m = this.next();
        let operand: number;
        if (m >= 0xc0) {
        this.t += 1;
        operand = this.bytes[this.byteIndex(m & 7)]!;
        } else {
        this.effectiveAddress(m);
        operand = this.read8(this.segment, this.offset);
        this.t += 3;
        }
        const operation = op >> 3;
        const result = this.alu8(operation, this.bytes[this.byteIndex((m >> 3) & 7)]!, operand);
        if (operation !== 7) this.bytes[this.byteIndex((m >> 3) & 7)] = result;
        return;
      }
      case 0x03:
      case 0x0b:
      case 0x13:
      case 0x1b:
      case 0x23:
      case 0x2b:
      case 0x33:
      case 0x3b: {
        // alu r16,rm16
        const m = this.next();
        let operand: number;
        if (m >= 0xc0) {
        this.t += 1;
        operand = this.words[m & 7]!;
        } else {
        this.effectiveAddress(m);
        operand = this.read16(this.segment, this.offset);
        this.t += 3;
        }
        const operation = op >> 3;
        const result = this.alu16(operation, this.words[(m >> 3) & 7]!, operand);
        if (operation !== 7) this.words[(m >> 3) & 7] = result;
        return;
      }
      case 0x04:
      case 0x0c:
      case 0x14:
      case 0x1c:
      case 0x24:
      case 0x2c:
      case 0x34:
      case 0x3c: {
        // alu al,imm8
        this.t += 1;
        const operand = this.next();
        this.t += 1;
        const operation = op >> 3;
        const result = this.alu8(operation, this.bytes[0]!, operand);
        if (operation !== 7) this.bytes[0] = result;
        return;
      }
      case 0x05:
      case 0x0d:
      case 0x15:
      case 0x1d:
      case 0x25:
      case 0x2d:
      case 0x35:
      case 0x3d: {
        // alu ax,imm16
        this.t += 1;
        let operand = this.next();
        operand |= this.next() << 8;
        const operation = op >> 3;
        const result = this.alu16(operation, this.words[0]!, operand);
        if (operation !== 7) this.words[0] = result;
        return;
      }
      default:
        this.rare(op);
    }
  }
  private group4(op: number): void {
    switch (op) {
      case 0x40:
      case 0x41:
      case 0x42:
      case 0x43:
      case 0x44:
      case 0x45:
      case 0x46:
      case 0x47: {
        // inc r16
        this.t += 1;
        this.words[op & 7] = this.inc16(this.words[op & 7]!);
        return;
      }
      case 0x48:
      case 0x49:
      case 0x4a:
      case 0x4b:
      case 0x4c:
      case 0x4d:
      case 0x4e:
      case 0x4f: {
        // dec r16
        this.t += 1;
        this.words[op & 7] = this.dec16(this.words[op & 7]!);
        return;
      }
      case 0x50:
      case 0x51:
      case 0x52:
      case 0x53:
      case 0x54:
      case 0x55:
      case 0x56:
      case 0x57: {
        // push r16
        this.t += 5;
        const top = (this.words[4]! - 2) & 0xffff;
        this.words[4] = top;
        // PUSH SP stores SP after the decrement
        this.write16(2, top, this.words[op & 7]!);
        return;
      }
      case 0x58:
      case 0x59:
      case 0x5a:
      case 0x5b:
      case 0x5c:
      case 0x5d:
      case 0x5e:
      case 0x5f: {
        // pop r16
        this.t += 2;
        const top = this.words[4]!;
        const value = this.read16(2, top);
        this.words[4] = top + 2;
        this.words[op & 7] = value;
        return;
      }
      case 0x60:
      case 0x61:
      case 0x62:
      case 0x63:
      case 0x64:
      case 0x65:
      case 0x66:
      case 0x67:
      case 0x68:
      case 0x69:
      case 0x6a:
      case 0x6b:
      case 0x6c:
      case 0x6d:
      case 0x6e:
      case 0x6f:
      case 0x70:
      case 0x71:
      case 0x72:
      case 0x73:
      case 0x74:
      case 0x75:
      case 0x76:
      case 0x77:
      case 0x78:
      case 0x79:
      case 0x7a:
      case 0x7b:
      case 0x7c:
      case 0x7d:
      case 0x7e:
      case 0x7f: {
        // jcc
        this.t += 1;
        const displacement = (this.next() << 24) >> 24;
        if (this.condition(op & 15)) {
          this.t += 3;
          this.jump(displacement);
        } else {
          this.t += 1;
        }
        return;
      }
      default:
        this.rare(op);
    }
  }
  private group8(op: number): void {
    switch (op) {
      case 0x80:
      case 0x82: {
        // alu rm8,imm8
        const m = this.next();
        const operation = (m >> 3) & 7;
        if (m >= 0xc0) {
        const operand = this.next();
        this.t += 1;
        const result = this.alu8(operation, this.bytes[this.byteIndex(m & 7)]!, operand);
        if (operation !== 7) this.bytes[this.byteIndex(m & 7)] = result;
        } else {
        this.effectiveAddress(m);
        const value = this.read8(this.segment, this.offset);
        this.t += 2;
        const operand = this.next();
        this.high = (this.wideAlu(operation, this.latch, ((operand << 24) >> 24) & 0xffff)) >> 8;
        const result = this.alu8(operation, value, operand);
        if (operation !== 7) {
          this.t += 4;
          this.write8(this.segment, this.offset, result);
        } else {
          this.t += 2;
        }
        }
        return;
      }
      case 0x81: {
        // alu rm16,imm16
        const m = this.next();
        const operation = (m >> 3) & 7;
        if (m >= 0xc0) {
        let operand = this.next();
        operand |= this.next() << 8;
        const result = this.alu16(operation, this.words[m & 7]!, operand);
        if (operation !== 7) this.words[m & 7] = result;
        } else {
        this.effectiveAddress(m);
        const value = this.read16(this.segment, this.offset);
        this.t += 2;
        let operand = this.next();
        operand |= this.next() << 8;
        const result = this.alu16(operation, value, operand);
        if (operation !== 7) {
          this.t += 3;
          this.write16(this.segment, this.offset, result);
        } else {
          this.t += 1;
        }
        }
        return;
      }
      case 0x83: {
        // alu rm16,simm8
        const m = this.next();
        const operation = (m >> 3) & 7;
        if (m >= 0xc0) {
        const operand = ((this.next() << 24) >> 24) & 0xffff;
        this.t += 1;
        const result = this.alu16(operation, this.words[m & 7]!, operand);
        if (operation !== 7) this.words[m & 7] = result;
        } else {
        this.effectiveAddress(m);
        const value = this.read16(this.segment, this.offset);
        this.t += 2;
        const operand = ((this.next() << 24) >> 24) & 0xffff;
        const result = this.alu16(operation, value, operand);
        if (operation !== 7) {
          this.t += 4;
          this.write16(this.segment, this.offset, result);
        } else {
          this.t += 2;
        }
        }
        return;
      }
      case 0x84: {
        // test rm8,r8
        const m = this.next();
        let operand: number;
        if (m >= 0xc0) {
        this.t += 1;
        operand = this.bytes[this.byteIndex(m & 7)]!;
        } else {
        this.effectiveAddress(m);
        operand = this.read8(this.segment, this.offset);
        this.t += 3;
        }
        this.alu8(4, operand, this.bytes[this.byteIndex((m >> 3) & 7)]!);
        return;
      }
      case 0x85: {
        // test rm16,r16
        const m = this.next();
        let operand: number;
        if (m >= 0xc0) {
        this.t += 1;
        operand = this.words[m & 7]!;
        } else {
        this.effectiveAddress(m);
        operand = this.read16(this.segment, this.offset);
        this.t += 3;
        }
        this.alu16(4, operand, this.words[(m >> 3) & 7]!);
        return;
      }
      case 0x88: {
        // mov rm8,r8
        const m = this.next();
        const value = this.bytes[this.byteIndex((m >> 3) & 7)]!;
        if (m >= 0xc0) {
        this.bytes[this.byteIndex(m & 7)] = value;
        } else {
        this.effectiveAddress(m);
        this.t += 4;
        this.high = (this.wideRegister((m >> 3) & 7)) >> 8;
        this.write8(this.segment, this.offset, value);
        }
        return;
      }
      case 0x89: {
        // mov rm16,r16
        const m = this.next();
        const value = this.words[(m >> 3) & 7]!;
        if (m >= 0xc0) {
        this.words[m & 7] = value;
        } else {
        this.effectiveAddress(m);
        this.t += 4;

        this.write16(this.segment, this.offset, value);
        }
        return;
      }
      case 0x8a: {
        // mov r8,rm8
        const m = this.next();
        if (m >= 0xc0) {
        this.bytes[this.byteIndex((m >> 3) & 7)] = this.bytes[this.byteIndex(m & 7)]!;
        } else {
        this.effectiveAddress(m);
        this.bytes[this.byteIndex((m >> 3) & 7)] = this.read8(this.segment, this.offset);
        this.t += 2;
        }
        return;
      }
      case 0x8b: {
        // mov r16,rm16
        const m = this.next();
        if (m >= 0xc0) {
        this.words[(m >> 3) & 7] = this.words[m & 7]!;
        } else {
        this.effectiveAddress(m);
        this.words[(m >> 3) & 7] = this.read16(this.segment, this.offset);
        this.t += 2;
        }
        return;
      }
      case 0x8d: {
        // lea
        const m = this.next();
        if (m < 0xc0) {
          this.effectiveAddress(m);
          this.t += 1 + this.direct;
        }
        // a register has no address: the latch keeps the last one
        this.words[(m >> 3) & 7] = this.offset;
        return;
      }
      case 0x90:
      case 0x91:
      case 0x92:
      case 0x93:
      case 0x94:
      case 0x95:
      case 0x96:
      case 0x97: {
        // xchg ax,r16
        this.t += 2;
        const value = this.words[0]!;
        this.words[0] = this.words[op & 7]!;
        this.words[op & 7] = value;
        return;
      }
      default:
        this.rare(op);
    }
  }
  private groupA(op: number): void {
    switch (op) {
      case 0xa0: {
        // mov al,moffs
        this.t += 1;
        let offset = this.next();
        offset |= this.next() << 8;
        this.bytes[0] = this.read8(this.override >= 0 ? this.override : 3, offset);
        return;
      }
      case 0xa1: {
        // mov ax,moffs
        this.t += 1;
        let offset = this.next();
        offset |= this.next() << 8;
        this.words[0] = this.read16(this.override >= 0 ? this.override : 3, offset);
        return;
      }
      case 0xa2: {
        // mov moffs,al
        this.t += 1;
        let offset = this.next();
        offset |= this.next() << 8;
        this.t += 2;
        this.high = this.bytes[1]!;
        this.write8(this.override >= 0 ? this.override : 3, offset, this.bytes[0]!);
        return;
      }
      case 0xa3: {
        // mov moffs,ax
        this.t += 1;
        let offset = this.next();
        offset |= this.next() << 8;
        this.t += 2;
        this.write16(this.override >= 0 ? this.override : 3, offset, this.words[0]!);
        return;
      }
      case 0xb0:
      case 0xb1:
      case 0xb2:
      case 0xb3:
      case 0xb4:
      case 0xb5:
      case 0xb6:
      case 0xb7: {
        // mov r8,imm8
        this.t += 1;
        this.bytes[this.byteIndex(op & 7)] = this.next();
        this.t += 1;
        return;
      }
      case 0xb8:
      case 0xb9:
      case 0xba:
      case 0xbb:
      case 0xbc:
      case 0xbd:
      case 0xbe:
      case 0xbf: {
        // mov r16,imm16
        this.t += 1;
        let value = this.next();
        value |= this.next() << 8;
        this.words[op & 7] = value;
        return;
      }
      case 0xc1:
      case 0xc3: {
        // ret
        this.t += 2;
        const top = this.words[4]!;
        const target = this.read16(2, top);
        this.words[4] = top + 2;
        this.t += 1;
        this.suspend();
        this.ip = target;
        this.flush();
        return;
      }
      case 0xc6: {
        // mov rm8,imm8
        const m = this.next();
        if (m >= 0xc0) {
        const value = this.next();
        this.t += 1;
        this.bytes[this.byteIndex(m & 7)] = value;
        } else {
        this.effectiveAddress(m);
        this.t += 1 + this.direct;
        const value = this.next();
        this.t += 3;
        this.high = (value & 0x80) !== 0 ? 0xff : 0;
        this.write8(this.segment, this.offset, value);
        }
        return;
      }
      case 0xc7: {
        // mov rm16,imm16
        const m = this.next();
        if (m >= 0xc0) {
        let value = this.next();
        value |= this.next() << 8;
        this.words[m & 7] = value;
        } else {
        this.effectiveAddress(m);
        this.t += 1 + this.direct;
        let value = this.next();
        value |= this.next() << 8;
        this.t += 2;
        this.write16(this.segment, this.offset, value);
        }
        return;
      }
      case 0xd0:
      case 0xd2: {
        // shift rm8
        const m = this.next();
        const operation = (m >> 3) & 7;
        let value: number;
        if (m >= 0xc0) {
        value = this.bytes[this.byteIndex(m & 7)]!;
        if (op < 0xd2) {
          value = this.shift(operation, value, 8);
        } else {
          this.t += 6;
          value = this.shiftByCl(operation, value, 8);
        }
        this.bytes[this.byteIndex(m & 7)] = value;
        } else {
        this.effectiveAddress(m);
        value = this.read8(this.segment, this.offset);
        this.high = (this.wideShift(operation, op < 0xd2 ? 1 : this.bytes[2]!)) >> 8;
        if (op < 0xd2) {
          value = this.shift(operation, value, 8);
          this.t += 5;
        } else {
          this.t += 10;
          value = this.shiftByCl(operation, value, 8);
        }
        this.write8(this.segment, this.offset, value);
        }
        return;
      }
      case 0xd1:
      case 0xd3: {
        // shift rm16
        const m = this.next();
        const operation = (m >> 3) & 7;
        let value: number;
        if (m >= 0xc0) {
        value = this.words[m & 7]!;
        if (op < 0xd2) {
          value = this.shift(operation, value, 16);
        } else {
          this.t += 6;
          value = this.shiftByCl(operation, value, 16);
        }
        this.words[m & 7] = value;
        } else {
        this.effectiveAddress(m);
        value = this.read16(this.segment, this.offset);

        if (op < 0xd2) {
          value = this.shift(operation, value, 16);
          this.t += 5;
        } else {
          this.t += 10;
          value = this.shiftByCl(operation, value, 16);
        }
        this.write16(this.segment, this.offset, value);
        }
        return;
      }
      case 0xe2: {
        // loop
        this.t += 3;
        const displacement = (this.next() << 24) >> 24;
        const count = (this.words[1]! - 1) & 0xffff;
        this.words[1] = count;
        if (count !== 0) {
          this.t += 1;
          this.jump(displacement);
        } else {
          this.t += 1;
        }
        return;
      }
      case 0xe8: {
        // call near
        this.t += 1;
        let displacement = this.next();
        displacement |= this.next() << 8;
        this.suspendAndCorrect();
        const back = this.ip;
        this.ip = (back + displacement) & 0xffff;
        this.flush();
        this.t += 3;
        this.push(back);
        return;
      }
      case 0xe9: {
        // jmp near
        this.t += 1;
        let displacement = this.next();
        displacement |= this.next() << 8;
        this.jump(displacement);
        return;
      }
      case 0xeb: {
        // jmp short
        this.t += 1;
        const displacement = (this.next() << 24) >> 24;
        this.t += 1;
        this.jump(displacement);
        return;
      }
      case 0xf6: {
        // unary rm8
        const m = this.next();
        if (((m >> 3) & 7) !== 4) {
          this.unary8(m);
          return;
        }
        let factor: number;
        if (m >= 0xc0) {
        factor = this.bytes[this.byteIndex(m & 7)]!;
        } else {
        this.effectiveAddress(m);
        factor = this.read8(this.segment, this.offset);
        this.t += 1;
        }
        const product = this.bytes[0]! * factor;
        const high = product >> 8;
        this.t += 67 + ONES[this.bytes[0]!]! + (high !== 0 ? 0 : 1);
        this.words[0] = product;
        this.carry = high !== 0 ? 1 : 0;
        this.overflow = this.carry;
        return;
      }
      case 0xf7: {
        // unary rm16
        const m = this.next();
        if (((m >> 3) & 7) !== 4) {
          this.unary16(m);
          return;
        }
        let factor: number;
        if (m >= 0xc0) {
        factor = this.words[m & 7]!;
        } else {
        this.effectiveAddress(m);
        factor = this.read16(this.segment, this.offset);
        this.t += 1;
        }
        const product = Math.imul(this.words[0]!, factor);
        const high = product >>> 16;
        this.t += 115 + ONES[this.bytes[0]!]! + ONES[this.bytes[1]!]! + (high !== 0 ? 0 : 1);
        this.words[0] = product;
        this.words[2] = high;
        this.carry = high !== 0 ? 1 : 0;
        this.overflow = this.carry;
        return;
      }
      case 0xfe: {
        // indirect rm8
        const m = this.next();
        const operation = (m >> 3) & 7;
        if (operation > 1) {
          this.indirect8(m);
          return;
        }
        if (m >= 0xc0) {
        this.t += 1;
        this.bytes[this.byteIndex(m & 7)] = operation === 0 ? this.inc8(this.bytes[this.byteIndex(m & 7)]!) : this.dec8(this.bytes[this.byteIndex(m & 7)]!);
        } else {
        this.effectiveAddress(m);
        const value = this.read8(this.segment, this.offset);
        const result = operation === 0 ? this.inc8(value) : this.dec8(value);
        this.high = ((this.latch + (operation === 0 ? 1 : -1)) & 0xffff) >> 8;
        this.t += 5;
        this.write8(this.segment, this.offset, result);
        }
        return;
      }
      case 0xff: {
        // indirect rm16
        const m = this.next();
        const operation = (m >> 3) & 7;
        if (operation > 1) {
          this.indirect16(m);
          return;
        }
        if (m >= 0xc0) {
        this.t += 1;
        this.words[m & 7] = operation === 0 ? this.inc16(this.words[m & 7]!) : this.dec16(this.words[m & 7]!);
        } else {
        this.effectiveAddress(m);
        const value = this.read16(this.segment, this.offset);
        const result = operation === 0 ? this.inc16(value) : this.dec16(value);

        this.t += 5;
        this.write16(this.segment, this.offset, result);
        }
        return;
      }
      default:
        this.rare(op);
    }
  }
  private rare(op: number): void {
    switch (op) {
      case 0x06:
      case 0x0e:
      case 0x16:
      case 0x1e: {
        // push sreg
        this.t += 5;
        this.push(this.segments[op >> 3]!);
        return;
      }
      case 0x07:
      case 0x0f:
      case 0x17:
      case 0x1f: {
        // pop sreg
        this.t += 2;
        this.segments[op >> 3] = this.pop();
        this.shadow = this.t;
        return;
      }
      case 0x27:
      case 0x2f: {
        // decimal adjust
        this.t += 3;
        const old = this.bytes[0]!;
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
        this.bytes[0] = value;
        this.carry = carry;
        this.auxiliary = (correction & 6) !== 0 ? 16 : 0;
        this.result8(value);
        return;
      }
      case 0x37:
      case 0x3f: {
        // ascii adjust
        const adjust = (this.bytes[0]! & 15) > 9 || (this.auxiliary & 16) !== 0;
        this.t += adjust ? 7 : 8;
        if (adjust) {
          const sign = op === 0x37 ? 1 : -1;
          this.bytes[0]! += 6 * sign;
          this.bytes[1]! += sign;
        }
        this.bytes[0]! &= 15;
        this.carry = adjust ? 1 : 0;
        this.auxiliary = adjust ? 16 : 0;
        return;
      }
      case 0x86: {
        // xchg rm8,r8
        const m = this.next();
        const own = this.bytes[this.byteIndex((m >> 3) & 7)]!;
        if (m >= 0xc0) {
        this.t += 2;
        this.bytes[this.byteIndex((m >> 3) & 7)] = this.bytes[this.byteIndex(m & 7)]!;
        this.bytes[this.byteIndex(m & 7)] = own;
        } else {
        this.effectiveAddress(m);
        const value = this.read8(this.segment, this.offset);
        this.t += 7;
        this.high = (this.wideRegister((m >> 3) & 7)) >> 8;
        this.write8(this.segment, this.offset, own);
        this.bytes[this.byteIndex((m >> 3) & 7)] = value;
        }
        return;
      }
      case 0x87: {
        // xchg rm16,r16
        const m = this.next();
        const own = this.words[(m >> 3) & 7]!;
        if (m >= 0xc0) {
        this.t += 2;
        this.words[(m >> 3) & 7] = this.words[m & 7]!;
        this.words[m & 7] = own;
        } else {
        this.effectiveAddress(m);
        const value = this.read16(this.segment, this.offset);
        this.t += 7;

        this.write16(this.segment, this.offset, own);
        this.words[(m >> 3) & 7] = value;
        }
        return;
      }
      case 0x8c: {
        // mov rm16,sreg
        const m = this.next();
        const value = this.segments[(m >> 3) & 3]!;
        if (m >= 0xc0) {
        this.words[m & 7] = value;
        } else {
        this.effectiveAddress(m);
        this.t += 3;
        this.write16(this.segment, this.offset, value);
        }
        return;
      }
      case 0x8e: {
        // mov sreg,rm16
        const m = this.next();
        if (m >= 0xc0) {
        // a fetch that has begun has its address from the old CS
        if ((m & 0x18) === 0x08) this.settle(this.t);
        this.segments[(m >> 3) & 3] = this.words[m & 7]!;
        } else {
        this.effectiveAddress(m);
        this.segments[(m >> 3) & 3] = this.read16(this.segment, this.offset);
        this.t += 2;
        }
        this.shadow = this.t;
        return;
      }
      case 0x8f: {
        // pop rm16
        const m = this.next();
        if (m >= 0xc0) {
        this.t += 2;
        const value = this.pop();
        this.t += 1;
        this.words[m & 7] = value;
        } else {
        this.effectiveAddress(m);
        this.t += 3 + this.direct;
        const value = this.pop();
        this.t += 4;
        this.write16(this.segment, this.offset, value);
        }
        return;
      }
      case 0x98: {
        // cbw
        this.t += 1;
        this.words[0] = (this.bytes[0]! << 24) >> 24;
        return;
      }
      case 0x99: {
        // cwd
        const negative = this.words[0]! >= 0x8000;
        this.t += negative ? 5 : 4;
        this.words[2] = negative ? 0xffff : 0;
        return;
      }
      case 0x9a: {
        // call far
        this.t += 1;
        let offset = this.next();
        offset |= this.next() << 8;
        let segment = this.next();
        segment |= this.next() << 8;
        this.t += 2;
        this.early = true;
        this.callFar(segment, offset, false);
        return;
      }
      case 0x9b: {
        // wait
        this.t += 2;
        if (!this.host.test(this.t)) {
          this.waiting = 1;
          this.stopAt = 0;
        }
        return;
      }
      case 0x9c: {
        // pushf
        this.t += 5;
        this.push(this.getFlags());
        return;
      }
      case 0x9d: {
        // popf
        this.t += 2;
        this.setFlags(this.pop());
        return;
      }
      case 0x9e: {
        // sahf
        this.t += 3;
        this.setFlags((this.getFlags() & 0xff00) | this.bytes[1]!);
        return;
      }
      case 0x9f: {
        // lahf
        this.t += 1;
        this.bytes[1] = this.getFlags() & 0xff;
        return;
      }
      case 0xa4:
      case 0xa5: {
        // movs
        if (this.repeat === 0) {
          this.t += 3;
          this.moveStep(op);
          this.t += 3;
          return;
        }
        this.t += 3;
        if (this.words[1] === 0) {
          this.t += 3;
          return;
        }
        this.t += 7;
        this.moveLoop(op);
        return;
      }
      case 0xa6:
      case 0xa7: {
        // cmps
        if (this.repeat === 0) {
          this.t += 4;
          this.compareStep(op);
          this.t += 4;
          return;
        }
        this.t += 3;
        if (this.words[1] === 0) {
          this.t += 3;
          return;
        }
        this.t += 8;
        this.compareLoop(op);
        return;
      }
      case 0xa8: {
        // test al,imm8
        this.t += 1;
        this.alu8(4, this.bytes[0]!, this.next());
        this.t += 1;
        return;
      }
      case 0xa9: {
        // test ax,imm16
        this.t += 1;
        let operand = this.next();
        operand |= this.next() << 8;
        this.alu16(4, this.words[0]!, operand);
        return;
      }
      case 0xaa:
      case 0xab: {
        // stos
        if (this.repeat === 0) {
          this.t += 3;
          this.storeStep(op);
          this.t += 3;
          return;
        }
        this.t += 3;
        if (this.words[1] === 0) {
          this.t += 3;
          return;
        }
        this.t += 7;
        this.storeLoop(op);
        return;
      }
      case 0xac:
      case 0xad: {
        // lods
        if (this.repeat === 0) {
          this.t += 3;
          this.loadStep(op);
          this.t += 3;
          return;
        }
        this.t += 3;
        if (this.words[1] === 0) {
          this.t += 3;
          return;
        }
        this.t += 7;
        this.loadLoop(op);
        return;
      }
      case 0xae:
      case 0xaf: {
        // scas
        if (this.repeat === 0) {
          this.t += 5;
          this.scanStep(op);
          this.t += 4;
          return;
        }
        this.t += 3;
        if (this.words[1] === 0) {
          this.t += 3;
          return;
        }
        this.t += 9;
        this.scanLoop(op);
        return;
      }
      case 0xc0:
      case 0xc2: {
        // ret imm16
        this.t += 1;
        let count = this.next();
        count |= this.next() << 8;
        this.t += 2;
        const target = this.pop();
        this.t += 1;
        this.suspend();
        this.t += 1;
        this.words[4]! += count;
        this.ip = target;
        this.flush();
        return;
      }
      case 0xc4:
      case 0xc5: {
        // load far pointer
        const m = this.next();
        let value: number;
        if (m >= 0xc0) {
        value = this.words[m & 7]!;
        } else {
        this.effectiveAddress(m);
        value = this.read16(this.segment, this.offset);
        }
        this.t += 5;
        const segment = this.read16(this.segment, (this.offset + 2) & 0xffff);
        this.words[(m >> 3) & 7] = value;
        this.segments[op === 0xc4 ? 0 : 3] = segment;
        return;
      }
      case 0xc8:
      case 0xca: {
        // retf imm16
        this.t += 1;
        let count = this.next();
        count |= this.next() << 8;
        this.t += 2;
        const target = this.pop();
        this.suspendFully();
        this.segments[1] = this.pop();
        this.words[4]! += count;
        this.ip = target;
        this.flush();
        return;
      }
      case 0xc9:
      case 0xcb: {
        // retf
        this.t += 4;
        const target = this.pop();
        this.suspendFully();
        this.segments[1] = this.pop();
        this.ip = target;
        this.flush();
        return;
      }
      case 0xcc: {
        // int3
        this.t += 6;
        this.enter(3);
        return;
      }
      case 0xcd: {
        // int
        this.t += 1;
        const type = this.next();
        this.t += 4;
        this.enter(type);
        return;
      }
      case 0xce: {
        // into
        if (this.overflow !== 0) {
          this.t += 7;
          this.enter(4);
        } else {
          this.t += 3;
        }
        return;
      }
      case 0xcf: {
        // iret
        this.t += 4;
        const target = this.pop();
        this.suspendFully();
        this.segments[1] = this.pop();
        this.ip = target;
        this.flush();
        this.t += 2;
        this.setFlags(this.pop());
        return;
      }
      case 0xd4: {
        // aam
        this.t += 1;
        const base = this.next();
        if (base === 0) {
          this.t += 10;
          // the division begins by comparing 0, the upper half of the dividend, with the divisor
          this.alu8(7, 0, 0);
          this.enter(0);
          return;
        }
        this.t += 74 + this.divide(0, this.bytes[0]!, base, 8);
        this.bytes[1] = this.quotient;
        this.bytes[0] = this.remainder;
        this.result8(this.remainder);
        return;
      }
      case 0xd5: {
        // aad
        this.t += 1;
        const base = this.next();
        this.t += 56 + ONES[base]!;
        const value = (this.bytes[1]! * base + this.bytes[0]!) & 0xff;
        this.words[0] = value;
        this.result8(value);
        return;
      }
      case 0xd6: {
        // salc
        this.t += this.carry !== 0 ? 3 : 2;
        this.bytes[0] = this.carry !== 0 ? 0xff : 0;
        return;
      }
      case 0xd7: {
        // xlat
        this.t += 5;
        this.bytes[0] = this.read8(this.override >= 0 ? this.override : 3, (this.words[3]! + this.bytes[0]!) & 0xffff);
        return;
      }
      case 0xd8:
      case 0xd9:
      case 0xda:
      case 0xdb:
      case 0xdc:
      case 0xdd:
      case 0xde:
      case 0xdf: {
        // esc
        const m = this.next();
        if (m < 0xc0) {
          this.effectiveAddress(m);
          this.read16(this.segment, this.offset);
          this.t += 2;
        }
        return;
      }
      case 0xe0:
      case 0xe1: {
        // loopz
        this.t += 3;
        const displacement = (this.next() << 24) >> 24;
        const count = (this.words[1]! - 1) & 0xffff;
        this.words[1] = count;
        if (count !== 0 && (this.zero === 0) === (op === 0xe1)) {
          this.t += 3;
          this.jump(displacement);
        } else {
          this.t += 1;
        }
        return;
      }
      case 0xe3: {
        // jcxz
        this.t += 3;
        const displacement = (this.next() << 24) >> 24;
        if (this.words[1] === 0) {
          this.t += 3;
          this.jump(displacement);
        } else {
          this.t += 1;
        }
        return;
      }
      case 0xe4:
      case 0xe5: {
        // in imm8
        this.t += 1;
        const port = this.next();
        this.t += 1;
        if (op === 0xe4) this.bytes[0] = this.in8(port);
        else this.words[0] = this.in16(port);
        return;
      }
      case 0xe6:
      case 0xe7: {
        // out imm8
        this.t += 1;
        const port = this.next();
        this.t += 3;
        this.high = this.bytes[1]!;
        if (op === 0xe6) this.out8(port, this.bytes[0]!);
        else this.out16(port, this.words[0]!);
        return;
      }
      case 0xea: {
        // jmp far
        this.t += 1;
        let offset = this.next();
        offset |= this.next() << 8;
        let segment = this.next();
        segment |= this.next() << 8;
        this.t += 1;
        this.suspend();
        this.t += 1;
        this.ip = offset;
        this.segments[1] = segment;
        this.flush();
        return;
      }
      case 0xec:
      case 0xed: {
        // in dx
        this.t += 2;
        if (op === 0xec) this.bytes[0] = this.in8(this.words[2]!);
        else this.words[0] = this.in16(this.words[2]!);
        return;
      }
      case 0xee:
      case 0xef: {
        // out dx
        this.t += 3;
        this.high = this.bytes[1]!;
        if (op === 0xee) this.out8(this.words[2]!, this.bytes[0]!);
        else this.out16(this.words[2]!, this.words[0]!);
        return;
      }
      case 0xf4: {
        // hlt
        this.t += 1;
        this.haltCycle();
        this.halted = 1;
        this.host.halt();
        return;
      }
      case 0xf5: {
        // cmc
        this.t += 1;
        this.carry ^= 1;
        return;
      }
      case 0xf8:
      case 0xf9:
      case 0xfa:
      case 0xfb:
      case 0xfc:
      case 0xfd: {
        // flag
        this.t += 1;
        this.settle(this.t);
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
        }
        return;
      }
    }
  }

  /** The eight operations by their number in an opcode: ADD OR ADC SBB AND SUB XOR CMP. */
  private alu8(operation: number, a: number, b: number): number {
    let result: number;
    switch (operation) {
      case 0:
        result = a + b;
        this.carry = result >> 8;
        this.overflow = (((a ^ result) & (b ^ result)) >> 7) & 1;
        break;
      case 2:
        result = a + b + this.carry;
        this.carry = result >> 8;
        this.overflow = (((a ^ result) & (b ^ result)) >> 7) & 1;
        break;
      case 3:
        result = a - b - this.carry;
        this.carry = (result >> 8) & 1;
        this.overflow = (((a ^ result) & (a ^ b)) >> 7) & 1;
        break;
      case 1:
      case 4:
      case 6:
        result = operation === 4 ? a & b : operation === 6 ? a ^ b : a | b;
        this.carry = 0;
        this.overflow = 0;
        this.auxiliary = 0;
        this.parity = result;
        this.sign = (result << 24) >> 24;
        this.zero = this.sign;
        return result;
      default:
        result = a - b;
        this.carry = (result >> 8) & 1;
        this.overflow = (((a ^ result) & (a ^ b)) >> 7) & 1;
    }
    this.auxiliary = a ^ b ^ result;
    result &= 0xff;
    this.parity = result;
    this.sign = (result << 24) >> 24;
    this.zero = this.sign;
    return result;
  }

  /** Carry stays as it is. */
  private inc8(a: number): number {
    const result = (a + 1) & 0xff;
    this.overflow = result === 0x80 ? 1 : 0;
    this.auxiliary = a ^ 1 ^ result;
    this.result8(result);
    return result;
  }

  private dec8(a: number): number {
    const result = (a - 1) & 0xff;
    this.overflow = result === 0x7f ? 1 : 0;
    this.auxiliary = a ^ 1 ^ result;
    this.result8(result);
    return result;
  }

  /** ZF, SF and PF of a result. */
  private result8(value: number): void {
    this.parity = value;
    this.sign = (value << 24) >> 24;
    this.zero = this.sign;
  }

  /** The eight operations by their number in an opcode: ADD OR ADC SBB AND SUB XOR CMP. */
  private alu16(operation: number, a: number, b: number): number {
    let result: number;
    switch (operation) {
      case 0:
        result = a + b;
        this.carry = result >> 16;
        this.overflow = (((a ^ result) & (b ^ result)) >> 15) & 1;
        break;
      case 2:
        result = a + b + this.carry;
        this.carry = result >> 16;
        this.overflow = (((a ^ result) & (b ^ result)) >> 15) & 1;
        break;
      case 3:
        result = a - b - this.carry;
        this.carry = (result >> 16) & 1;
        this.overflow = (((a ^ result) & (a ^ b)) >> 15) & 1;
        break;
      case 1:
      case 4:
      case 6:
        result = operation === 4 ? a & b : operation === 6 ? a ^ b : a | b;
        this.carry = 0;
        this.overflow = 0;
        this.auxiliary = 0;
        this.parity = result;
        this.sign = (result << 16) >> 16;
        this.zero = this.sign;
        return result;
      default:
        result = a - b;
        this.carry = (result >> 16) & 1;
        this.overflow = (((a ^ result) & (a ^ b)) >> 15) & 1;
    }
    this.auxiliary = a ^ b ^ result;
    result &= 0xffff;
    this.parity = result;
    this.sign = (result << 16) >> 16;
    this.zero = this.sign;
    return result;
  }

  /** Carry stays as it is. */
  private inc16(a: number): number {
    const result = (a + 1) & 0xffff;
    this.overflow = result === 0x8000 ? 1 : 0;
    this.auxiliary = a ^ 1 ^ result;
    this.result16(result);
    return result;
  }

  private dec16(a: number): number {
    const result = (a - 1) & 0xffff;
    this.overflow = result === 0x7fff ? 1 : 0;
    this.auxiliary = a ^ 1 ^ result;
    this.result16(result);
    return result;
  }

  /** ZF, SF and PF of a result. */
  private result16(value: number): void {
    this.parity = value;
    this.sign = (value << 16) >> 16;
    this.zero = this.sign;
  }

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

  /** 2 steps of 4 clocks; the count is not reduced to 5 bits. With 2 = 0 nothing changes. */
  private shiftByCl(operation: number, a: number, bits: number): number {
    const count = this.bytes[2]!;
    let value = a;
    for (let i = 0; i < count; i++) value = this.shift(operation, value, bits);
    this.t += 4 * count;
    return value;
  }

  /** Index in `bytes` of byte register `n`: 0 2 4 6 1 3 5 7. */
  private byteIndex(n: number): number {
    return ((n & 3) << 1) | ((n >> 2) & 1);
  }

  /**
   * Works out `segment` and `offset` of the operand of ModR/M byte `m`, taking displacement bytes from the queue, and
   * leaves `t` at the clock in which a read of the operand is asked for.
   */
  private effectiveAddress(m: number): void {
    const { words } = this;
    let offset: number;
    let clocks: number;
    let segment = 3;
    switch (m & 7) {
      case 0:
        offset = words[3]! + words[6]!;
        clocks = 7;
        break;
      case 1:
        offset = words[3]! + words[7]!;
        clocks = 8;
        break;
      case 2:
        offset = words[5]! + words[6]!;
        clocks = 8;
        segment = 2;
        break;
      case 3:
        offset = words[5]! + words[7]!;
        clocks = 7;
        segment = 2;
        break;
      case 4:
        offset = words[6]!;
        clocks = 5;
        break;
      case 5:
        offset = words[7]!;
        clocks = 5;
        break;
      case 6:
        offset = words[5]!;
        clocks = 5;
        segment = 2;
        break;
      default:
        offset = words[3]!;
        clocks = 5;
    }
    this.direct = 0;
    if (m < 0x40) {
      if ((m & 7) === 6) {
        this.t += 1;
        offset = this.next();
        offset |= this.next() << 8;
        segment = 3;
        this.t += 1;
        this.direct = 1;
      } else {
        this.t += clocks - 1;
      }
    } else {
      this.t += clocks - 2;
      let displacement = this.next();
      if (m < 0x80) {
        displacement = (displacement << 24) >> 24;
        this.t += 4;
      } else {
        displacement |= this.next() << 8;
        this.t += 3;
      }
      offset += displacement;
    }
    this.offset = offset & 0xffff;
    this.segment = this.override >= 0 ? this.override : segment;
  }

  /** Condition number `n` of the conditional jumps; odd ones are the opposites of the even ones before them. */
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
    const top = (this.words[4]! - 2) & 0xffff;
    this.words[4] = top;
    this.write16(2, top, value);
  }

  /** What PUSH, and the calls, do with the W bit of their opcode clear: one byte is written. */
  private pushByte(value: number): void {
    const top = (this.words[4]! - 2) & 0xffff;
    this.words[4] = top;
    this.high = value >> 8;
    this.write8(2, top, value & 0xff);
  }

  private pop(): number {
    const top = this.words[4]!;
    const value = this.read16(2, top);
    this.words[4] = top + 2;
    return value;
  }

  /** The part of a far call that interrupts use as well. */
  private callFar(segment: number, offset: number, byte: boolean): void {
    this.suspendAndCorrect();
    if (byte) this.pushByte(this.segments[1]!);
    else this.push(this.segments[1]!);
    this.t += 4;
    const back = this.ip;
    this.segments[1] = segment;
    this.ip = offset;
    this.flush();
    this.t += 3;
    if (byte) this.pushByte(back);
    else this.push(back);
  }

  /** Enters the handler of interrupt `type`: the vector is read before anything is pushed. */
  private enter(type: number): void {
    this.suspendFully();
    const offset = this.readVector(type * 4);
    this.t += 2;
    const segment = this.readVector(type * 4 + 2);
    this.t += 3;
    this.push(this.getFlags());
    this.control &= ~0x300;
    this.t += 3;
    this.callFar(segment, offset, false);
  }

  interrupt(type: number): void {
    this.t += 5;
    this.enter(type);
  }

  acknowledge(): void {
    // 61 clocks in all, 11 more than NMI (iAPX 86, 88 User's Manual, "Interrupts")
    this.t += 4;
    // LOCK is active from T2 of the first cycle to T2 of the second; the bus floats in the first
    const first = this.acknowledgeCycle(false, 0xff);
    this.host.lock(true, first + 1);
    const vector = this.host.acknowledge(first + 1);
    const second = this.acknowledgeCycle(true, vector);
    this.host.lock(false, second + 1);
    this.enter(vector);
  }

  leaveRepeat(): void {
    this.repeating = 0;
    this.suspendAndCorrect();
    this.ip = (this.ip - 2) & 0xffff;
    this.flush();
  }

  /**
   * The division loop of the microcode (CORD): shift and subtract. Sets `quotient` and `remainder`.
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

  /** F6 and F7 but for MUL: TEST NOT NEG IMUL DIV IDIV. */
  private unary8(m: number): void {
    const operation = (m >> 3) & 7;
    const memory = m < 0xc0;
    let value: number;
    if (memory) {
      this.effectiveAddress(m);
      value = this.read8(this.segment, this.offset);
    } else {
      value = this.bytes[this.byteIndex(m & 7)]!;
    }
    switch (operation) {
      case 0:
      case 1: {
        this.t += memory ? 2 : 1;
        const operand = this.next();
        this.alu8(4, value, operand);
        this.t += memory ? 2 : 1;
        return;
      }
      case 2:
      case 3:
        this.t += memory ? 5 : 1;
        this.high = ((operation === 2 ? ~this.latch : -this.latch) >> 8) & 0xff;
        value = operation === 2 ? ~value & 0xff : this.alu8(5, 0, value);
        if (memory) this.write8(this.segment, this.offset, value);
        else this.bytes[this.byteIndex(m & 7)] = value;
        return;
      case 5:
        this.multiplySigned8(value, memory ? 1 : 0);
        return;
      default:
        this.divide8(value, operation === 7, memory ? 1 : 0);
    }
  }

  /** IMUL: the microcode multiplies magnitudes; a repeat prefix negates the product. */
  private multiplySigned8(value: number, extra: number): void {
    const a = this.bytes[0]!;
    const negativeA = a >= 0x80;
    const negativeB = value >= 0x80;
    let product = (negativeA ? a - 0x100 : a) * (negativeB ? value - 0x100 : value);
    if (this.repeat !== 0) product = -product;
    const fits = product >= -0x80 && product < 0x80;
    const magnitude = negativeA ? 0x100 - a : a;
    let clocks = extra + 77 + ONES[magnitude & 0xff]!;
    if (negativeA) clocks += 2;
    if (negativeB) clocks -= 1;
    if (negativeA !== negativeB !== (this.repeat !== 0)) clocks += 12;
    if (fits) clocks += 1;
    this.t += clocks;
    this.words[0] = product;
    
    this.carry = fits ? 0 : 1;
    this.overflow = this.carry;
  }

  /** DIV and IDIV. A quotient that does not fit is interrupt 0, whose return address is the next instruction. */
  private divide8(divisor: number, signed: boolean, extra: number): void {
    let b = divisor;
    let high = this.bytes[1]!;
    let low = this.bytes[0]!;
    let negativeA = false;
    let negativeB = false;
    let clocks = extra + 78;
    if (signed) {
      negativeA = high >= 0x80;
      negativeB = b >= 0x80;
      clocks += 21 + (negativeA ? 4 : 0) - (negativeB ? 1 : 0);
      if (negativeA) {
        low = -low & 0xff;
        high = (~high + (low === 0 ? 1 : 0)) & 0xff;
      }
      if (negativeB) b = 0x100 - b;
    }
    if (high >= b) {
      this.t += extra + 13 + (signed ? 10 + (negativeA ? 4 : 0) - (negativeB ? 1 : 0) : 0);
      this.enter(0);
      return;
    }
    const ones = this.divide(high, low, b, 8);
    let { quotient, remainder } = this;
    if (signed && quotient >= 0x80) {
      this.t += clocks - 5 + ones;
      this.enter(0);
      return;
    }
    this.t += clocks + ones;
    if (signed) {
      // a repeat prefix negates the quotient
      if (negativeA !== negativeB !== (this.repeat !== 0)) quotient = -quotient;
      if (negativeA) remainder = -remainder;
    }
    this.bytes[0] = quotient;
    this.bytes[1] = remainder;
  }

  /** F6 and F7 but for MUL: TEST NOT NEG IMUL DIV IDIV. */
  private unary16(m: number): void {
    const operation = (m >> 3) & 7;
    const memory = m < 0xc0;
    let value: number;
    if (memory) {
      this.effectiveAddress(m);
      value = this.read16(this.segment, this.offset);
    } else {
      value = this.words[m & 7]!;
    }
    switch (operation) {
      case 0:
      case 1: {
        this.t += memory ? 2 : 1;
        let operand = this.next();
        operand |= this.next() << 8;
        this.alu16(4, value, operand);
        this.t += memory ? 1 : 0;
        return;
      }
      case 2:
      case 3:
        this.t += memory ? 5 : 1;
        
        value = operation === 2 ? ~value & 0xffff : this.alu16(5, 0, value);
        if (memory) this.write16(this.segment, this.offset, value);
        else this.words[m & 7] = value;
        return;
      case 5:
        this.multiplySigned16(value, memory ? 1 : 0);
        return;
      default:
        this.divide16(value, operation === 7, memory ? 1 : 0);
    }
  }

  /** IMUL: the microcode multiplies magnitudes; a repeat prefix negates the product. */
  private multiplySigned16(value: number, extra: number): void {
    const a = this.words[0]!;
    const negativeA = a >= 0x8000;
    const negativeB = value >= 0x8000;
    let product = (negativeA ? a - 0x10000 : a) * (negativeB ? value - 0x10000 : value);
    if (this.repeat !== 0) product = -product;
    const fits = product >= -0x8000 && product < 0x8000;
    const magnitude = negativeA ? 0x10000 - a : a;
    let clocks = extra + 125 + ONES[magnitude & 0xff]! + ONES[(magnitude >> 8) & 0xff]!;
    if (negativeA) clocks += 2;
    if (negativeB) clocks -= 1;
    if (negativeA !== negativeB !== (this.repeat !== 0)) clocks += 12;
    if (fits) clocks += 1;
    this.t += clocks;
    this.words[0] = product;
    this.words[2] = product >> 16;
    this.carry = fits ? 0 : 1;
    this.overflow = this.carry;
  }

  /** DIV and IDIV. A quotient that does not fit is interrupt 0, whose return address is the next instruction. */
  private divide16(divisor: number, signed: boolean, extra: number): void {
    let b = divisor;
    let high = this.words[2]!;
    let low = this.words[0]!;
    let negativeA = false;
    let negativeB = false;
    let clocks = extra + 142;
    if (signed) {
      negativeA = high >= 0x8000;
      negativeB = b >= 0x8000;
      clocks += 21 + (negativeA ? 4 : 0) - (negativeB ? 1 : 0);
      if (negativeA) {
        low = -low & 0xffff;
        high = (~high + (low === 0 ? 1 : 0)) & 0xffff;
      }
      if (negativeB) b = 0x10000 - b;
    }
    if (high >= b) {
      this.t += extra + 13 + (signed ? 10 + (negativeA ? 4 : 0) - (negativeB ? 1 : 0) : 0);
      this.enter(0);
      return;
    }
    const ones = this.divide(high, low, b, 16);
    let { quotient, remainder } = this;
    if (signed && quotient >= 0x8000) {
      this.t += clocks - 5 + ones;
      this.enter(0);
      return;
    }
    this.t += clocks + ones;
    if (signed) {
      // a repeat prefix negates the quotient
      if (negativeA !== negativeB !== (this.repeat !== 0)) quotient = -quotient;
      if (negativeA) remainder = -remainder;
    }
    this.words[0] = quotient;
    this.words[2] = remainder;
  }

  /** FE but for INC and DEC: CALL, CALL FAR, JMP, JMP FAR, PUSH. No manual has them: the operand is one byte, with FF
   * above it, and one byte is pushed. */
  private indirect8(m: number): void {
    const memory = m < 0xc0;
    let value: number;
    if (memory) {
      this.effectiveAddress(m);
      value = 0xff00 | this.read8(this.segment, this.offset);
    } else {
      value = 0xff00 | this.bytes[this.byteIndex(m & 7)]!;
    }
    switch ((m >> 3) & 7) {
      case 2: {
        this.t += memory ? 3 : 2;
        this.early = !memory;
        this.suspendAndCorrect();
        const back = this.ip;
        this.ip = value;
        this.flush();
        this.t += 3;
        this.pushByte(back);
        return;
      }
      case 3: {
        this.t += 4;
        const segment = 0xff00 | this.read8(this.segment, (this.offset + 2) & 0xffff);
        this.t += 2;
        this.callFar(segment, value, true);
        return;
      }
      case 4:
        this.t += memory ? 3 : 2;
        this.suspend();
        this.ip = value;
        this.flush();
        return;
      case 5: {
        this.t += 4;
        this.suspend();
        this.t += 1;
        this.segments[1] = 0xff00 | this.read8(this.segment, (this.offset + 2) & 0xffff);
        this.ip = value;
        this.flush();
        return;
      }
      default:
        this.t += memory ? 6 : 5;
        this.pushByte(value);
    }
  }

  /** FF but for INC and DEC: CALL, CALL FAR, JMP, JMP FAR, PUSH. */
  private indirect16(m: number): void {
    const memory = m < 0xc0;
    let value: number;
    if (memory) {
      this.effectiveAddress(m);
      value = this.read16(this.segment, this.offset);
    } else {
      value = this.words[m & 7]!;
    }
    switch ((m >> 3) & 7) {
      case 2: {
        this.t += memory ? 3 : 2;
        this.early = !memory;
        this.suspendAndCorrect();
        const back = this.ip;
        this.ip = value;
        this.flush();
        this.t += 3;
        this.push(back);
        return;
      }
      case 3: {
        this.t += 4;
        const segment = this.read16(this.segment, (this.offset + 2) & 0xffff);
        this.t += 2;
        this.callFar(segment, value, false);
        return;
      }
      case 4:
        this.t += memory ? 3 : 2;
        this.suspend();
        this.ip = value;
        this.flush();
        return;
      case 5: {
        this.t += 4;
        this.suspend();
        this.t += 1;
        this.segments[1] = this.read16(this.segment, (this.offset + 2) & 0xffff);
        this.ip = value;
        this.flush();
        return;
      }
      default:
        if (memory) {
          this.t += 6;
          this.push(value);
        } else {
          this.t += 5;
          const top = (this.words[4]! - 2) & 0xffff;
          this.words[4] = top;
          this.write16(2, top, this.words[m & 7]!);
        }
    }
  }

  private moveStep(op: number): void {
    const delta = ((this.control & 0x400) !== 0 ? -1 : 1) * ((op & 1) + 1);
    const source = this.override >= 0 ? this.override : 3;
    if ((op & 1) !== 0) {
      const word = this.read16(source, this.words[6]!);
      this.words[6]! += delta;
      this.t += 2;
      this.write16(0, this.words[7]!, word);
    } else {
      const byte = this.read8(source, this.words[6]!);
      this.words[6]! += delta;
      this.t += 2;
      this.high = this.latch >> 8;
      this.write8(0, this.words[7]!, byte);
    }
    this.words[7]! += delta;
  }

  private compareStep(op: number): void {
    const delta = ((this.control & 0x400) !== 0 ? -1 : 1) * ((op & 1) + 1);
    const source = this.override >= 0 ? this.override : 3;
    if ((op & 1) !== 0) {
      const a = this.read16(source, this.words[6]!);
      this.words[6]! += delta;
      this.t += 3;
      this.alu16(7, a, this.read16(0, this.words[7]!));
    } else {
      const a = this.read8(source, this.words[6]!);
      this.words[6]! += delta;
      this.t += 3;
      this.alu8(7, a, this.read8(0, this.words[7]!));
    }
    this.words[7]! += delta;
  }

  private storeStep(op: number): void {
    this.high = this.bytes[1]!;
    if ((op & 1) !== 0) this.write16(0, this.words[7]!, this.words[0]!);
    else this.write8(0, this.words[7]!, this.bytes[0]!);
    this.words[7]! += ((this.control & 0x400) !== 0 ? -1 : 1) * ((op & 1) + 1);
  }

  private loadStep(op: number): void {
    const source = this.override >= 0 ? this.override : 3;
    if ((op & 1) !== 0) this.words[0] = this.read16(source, this.words[6]!);
    else this.bytes[0] = this.read8(source, this.words[6]!);
    this.words[6]! += ((this.control & 0x400) !== 0 ? -1 : 1) * ((op & 1) + 1);
  }

  private scanStep(op: number): void {
    if ((op & 1) !== 0) this.alu16(7, this.words[0]!, this.read16(0, this.words[7]!));
    else this.alu8(7, this.bytes[0]!, this.read8(0, this.words[7]!));
    this.words[7]! += ((this.control & 0x400) !== 0 ? -1 : 1) * ((op & 1) + 1);
  }

  private moveLoop(op: number): void {
    for (;;) {
      this.moveStep(op);
      this.words[1]!--;
      if (this.words[1] === 0) {
        this.t += 4;
        return;
      }
      
      this.t += 6;
      if (this.t >= this.stopAt) {
        this.repeating = op;
        return;
      }
    }
  }

  private compareLoop(op: number): void {
    for (;;) {
      this.compareStep(op);
      this.words[1]!--;
      if (this.words[1] === 0) {
        this.t += 6;
        return;
      }
      if ((this.zero === 0) !== (this.repeat === 0xf3)) {
        this.t += 5;
        return;
      }
      this.t += 9;
      if (this.t >= this.stopAt) {
        this.repeating = op;
        return;
      }
    }
  }

  private storeLoop(op: number): void {
    for (;;) {
      this.storeStep(op);
      this.words[1]!--;
      if (this.words[1] === 0) {
        this.t += 4;
        return;
      }
      
      this.t += 6;
      if (this.t >= this.stopAt) {
        this.repeating = op;
        return;
      }
    }
  }

  private loadLoop(op: number): void {
    for (;;) {
      this.loadStep(op);
      this.words[1]!--;
      if (this.words[1] === 0) {
        this.t += 6;
        return;
      }
      
      this.t += 8;
      if (this.t >= this.stopAt) {
        this.repeating = op;
        return;
      }
    }
  }

  private scanLoop(op: number): void {
    for (;;) {
      this.scanStep(op);
      this.words[1]!--;
      if (this.words[1] === 0) {
        this.t += 6;
        return;
      }
      if ((this.zero === 0) !== (this.repeat === 0xf3)) {
        this.t += 5;
        return;
      }
      this.t += 10;
      if (this.t >= this.stopAt) {
        this.repeating = op;
        return;
      }
    }
  }

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

  /** Prefixes from `first` on. @returns the opcode after them */
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
      this.t += 1;
      op = this.next('F');
    }
    return 0x90;
  }


  /** The next cycle is the second of an acknowledge pair: the bus is not given away before it. */
  private pairing = false;

  /** Brings the state to clock `t`. */
  private sync(t: number): void {
    while (t >= this.event) {
      let { phase } = this;
      if (phase === 1) {
        // rule 3: the decision whether a prefetch follows
        this.prefetch = this.length + this.inflight <= this.room ? this.busT4 + 1 : 0x3fffffff;
        phase = 2;
        this.phase = 2;
        this.event = this.busT4 + 1;
        if (t < this.event) return;
      }
      if (phase === 2) {
        // rule 1: the bytes are in the queue
        this.length += this.inflight;
        this.inflight = 0;
        if (this.prefetch === 0x3fffffff) {
          this.phase = 0;
          this.event = 0x3fffffff;
          return;
        }
        phase = 3;
        this.phase = 3;
        this.event = this.prefetch + 1;
        if (t < this.event) return;
      }
      if (phase !== 3) {
        this.event = 0x3fffffff;
        return;
      }
      this.fetch(this.prefetch);
    }
  }

  settle(t: number): void {
    if (t >= this.event) this.sync(t);
  }

  /** A code fetch with its T1 at clock `t1`, unless another master has the bus then. */
  private fetch(t1: number): void {
    if (t1 >= this.bound) {
      const granted = this.ask(t1, true);
      if (granted > t1) {
        this.prefetch = granted;
        this.event = granted + 1;
        return;
      }
    }
    const offset = this.fetchIp;
    const address = ((this.segments[1]! << 4) + offset) & 0xfffff;
    const { tail } = this;
    const base = this.readBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (((address | this.narrow) & 1) === 0) {
      if (base !== -0x80000000) {
        const at = base + address;
        this.queue[tail] = this.memory[at]!;
        this.queue[(tail + 1) & 7] = this.memory[at + 1]!;
      } else {
        const word = this.readDeviceWord(address, t1);
        this.queue[tail] = word;
        this.queue[(tail + 1) & 7] = word >> 8;
        if (this.extra !== 0) t4 = this.stretch(t4);
      }
      this.tail = (tail + 2) & 7;
      this.inflight = 2;
      this.fetchIp = (offset + 2) & 0xffff;
      this.traceWord('CODE', t1, t4, address, this.queue[tail]! | (this.queue[(tail + 1) & 7]! << 8), 1);
    } else {
      if (base !== -0x80000000) {
        this.queue[tail] = this.memory[base + address]!;
      } else {
        this.queue[tail] = this.readDevice(address, t1);
        if (this.extra !== 0) t4 = this.stretch(t4);
      }
      this.tail = (tail + 1) & 7;
      this.inflight = 1;
      this.fetchIp = (offset + 1) & 0xffff;
      this.traceByte('CODE', t1, t4, address, this.queue[tail]!, 1, 0);
    }
  }

  /** The bus cycle that was to have its T4 at `t4` takes `extra` clocks more. */
  private stretch(t4: number): number {
    const late = t4 + this.extra;
    this.busT4 = late;
    this.phase = 1;
    this.event = late - 1;
    return late;
  }

  /** Takes a byte from the queue, waiting for it if need be: one clock. */
  private next(operation: 'F' | 'S' = 'S'): number {
    let { t } = this;
    if (this.length === 0) t = this.await(t);
    else if (t >= this.event) this.sync(t);
    const byte = this.queue[this.head]!;
    this.head = (this.head + 1) & 7;
    this.length--;
    this.ip = (this.ip + 1) & 0xffff;
    const { phase } = this;
    if ((phase & 1) === 0 && this.length + this.inflight <= this.room) {
      // rule 4: room again after the decision; a suspended queue counts as full
      if (phase === 0) {
        this.prefetch = t + 3;
        this.phase = 3;
        this.event = t + 4;
        this.late = false;
      } else if (this.prefetch === 0x3fffffff) {
        this.prefetch = this.busT4 + 4;
        this.late = true;
      }
    }
    this.traceQueue(operation, t, byte);
    this.t = t + 1;
    return byte;
  }

  /** The clock at which the queue has a byte again. */
  private await(t: number): number {
    let at = t;
    do {
      const { event } = this;
      // the event can be in the past when another master gave the bus back late
      if (event > at) at = event;
      if (this.phase === 1 && this.inflight !== 0) {
        // the byte comes with T4, and leaves room for another: rules 1 and 3
        const after = this.busT4 + 1;
        this.length = this.inflight;
        this.inflight = 0;
        this.prefetch = after;
        this.phase = 3;
        this.event = after + 1;
        if (at < after) return after;
        if (at === after) return at;
      } else if (this.phase === 3) {
        this.fetch(this.prefetch);
        continue;
      }
      this.sync(at);
    } while (this.length === 0);
    return at;
  }

  firstByteAt(): number {
    this.settle(this.t);
    return this.length === 0 ? this.await(this.t) : this.t;
  }

  /** Asks for a bus cycle of the execution unit at clock `t`. @returns its T1 */
  private request(byte = false): number {
    const { t } = this;
    if (t >= this.event) this.sync(t);
    let t1: number;
    switch (this.phase) {
      case 1:
        // rule 6
        t1 = this.busT4 + 1;
        break;
      case 2:
        // rules 7 and 8
        if (this.prefetch === this.busT4 + 1) {
          this.traceAbandoned(this.prefetch, false);
          t1 = this.prefetch + 2;
        } else {
          t1 = t === this.busT4 ? t + 3 : this.busT4 + 1;
        }
        break;
      case 3:
        // rule 9
        if (this.prefetch - t <= 1) {
          this.traceAbandoned(this.prefetch, byte && this.late && this.prefetch - t === 1);
          t1 = this.prefetch + 2;
        } else {
          t1 = t + 2;
        }
        break;
      default:
        // rule 5
        t1 = t + 2;
    }
    this.length += this.inflight;
    this.inflight = 0;
    this.prefetch = 0x3fffffff;
    return t1 < this.bound ? t1 : this.ask(t1, !this.pairing);
  }

  private read8(segment: number, offset: number): number {
    const t1 = this.request(true);
    const address = ((this.segments[segment]! << 4) + offset) & 0xfffff;
    const base = this.readBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    let value: number;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (base !== -0x80000000) {
      value = this.memory[base + address]!;
    } else {
      value = this.readDevice(address, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.traceByte('MEMR', t1, t4, address, value, segment, 0);
    this.t = t4;
    return value;
  }

  private read16(segment: number, offset: number): number {
    const t1 = this.request();
    const start = this.segments[segment]! << 4;
    const address = (start + offset) & 0xfffff;
    const base = this.readBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (((address | this.narrow) & 1) === 0) {
      let word: number;
      if (base !== -0x80000000) {
        const at = base + address;
        word = this.memory[at]! | (this.memory[at + 1]! << 8);
      } else {
        word = this.readDeviceWord(address, t1);
        if (this.extra !== 0) t4 = this.stretch(t4);
      }
      this.traceWord('MEMR', t1, t4, address, word, segment);
      this.t = t4;
      return word;
    }
    let low: number;
    if (base !== -0x80000000) {
      low = this.memory[base + address]!;
    } else {
      low = this.readDevice(address, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.traceByte('MEMR', t1, t4, address, low, segment, 0);
    return low | (this.secondRead(t4 + 1, (start + ((offset + 1) & 0xffff)) & 0xfffff, segment) << 8);
  }

  /** Rule 11: the second of two byte cycles follows at once. */
  private secondRead(due: number, address: number, segment: number): number {
    const t1 = due < this.bound ? due : this.ask(due, false);
    const base = this.readBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    let value: number;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (base !== -0x80000000) {
      value = this.memory[base + address]!;
    } else {
      value = this.readDevice(address, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.traceByte('MEMR', t1, t4, address, value, segment, 0);
    this.t = t4;
    return value;
  }

  /** A word of the interrupt vector table; `address` is even. */
  private readVector(address: number): number {
    const t1 = this.request();
    const base = this.readBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (this.narrow === 0) {
      let word: number;
      if (base !== -0x80000000) {
        word = this.memory[base + address]! | (this.memory[base + address + 1]! << 8);
      } else {
        word = this.readDeviceWord(address, t1);
        if (this.extra !== 0) t4 = this.stretch(t4);
      }
      this.traceWord('MEMR', t1, t4, address, word, -1);
      this.t = t4;
      return word;
    }
    const low = this.readDevice(address, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    this.traceByte('MEMR', t1, t4, address, low, -1, 0);
    return low | (this.secondRead(t4 + 1, address + 1, -1) << 8);
  }

  private write8(segment: number, offset: number, value: number): void {
    const t1 = this.request(true);
    const address = ((this.segments[segment]! << 4) + offset) & 0xfffff;
    const base = this.writeBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (base !== -0x80000000) {
      this.memory[base + address] = value;
    } else {
      this.writeDevice(address, value & 0xff, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.traceByte('MEMW', t1, t4, address, value & 0xff, segment, this.high);
    this.t = t4 - 1;
  }

  private write16(segment: number, offset: number, value: number): void {
    const t1 = this.request();
    const start = this.segments[segment]! << 4;
    const address = (start + offset) & 0xfffff;
    const base = this.writeBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (((address | this.narrow) & 1) === 0) {
      if (base !== -0x80000000) {
        const at = base + address;
        this.memory[at] = value;
        this.memory[at + 1] = value >> 8;
      } else {
        this.writeDeviceWord(address, value, t1);
        if (this.extra !== 0) t4 = this.stretch(t4);
      }
      this.traceWord('MEMW', t1, t4, address, value, segment);
      this.t = t4 - 1;
      return;
    }
    if (base !== -0x80000000) {
      this.memory[base + address] = value;
    } else {
      this.writeDevice(address, value & 0xff, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.traceByte('MEMW', t1, t4, address, value & 0xff, segment, value >> 8);
    this.secondWrite(t4 + 1, (start + ((offset + 1) & 0xffff)) & 0xfffff, value, segment);
  }

  private secondWrite(due: number, address: number, word: number, segment: number): void {
    const t1 = due < this.bound ? due : this.ask(due, false);
    const base = this.writeBase[address >> 8]!;
    let t4 = t1 + 3 + this.wait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    if (base !== -0x80000000) {
      this.memory[base + address] = word >> 8;
    } else {
      this.writeDevice(address, word >> 8, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.traceByte('MEMW', t1, t4, address, word >> 8, segment, word & 0xff);
    this.t = t4 - 1;
  }

  /** An I/O bus cycle with its T1 at `t1`. @returns its T4 */
  private ioCycle(t1: number): number {
    const t4 = t1 + 3 + this.ioWait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    return t4;
  }

  private in8(port: number): number {
    const t1 = this.request(true);
    let t4 = this.ioCycle(t1);
    const value = this.readPort(port, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    this.traceByte('IOR', t1, t4, port, value, -1, 0);
    this.t = t4;
    return value;
  }

  private in16(port: number): number {
    let t1 = this.request();
    let t4 = this.ioCycle(t1);
    if (((port | this.narrow) & 1) === 0) {
      const word = this.readPortWord(port, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
      this.traceWord('IOR', t1, t4, port, word, -1);
      this.t = t4;
      return word;
    }
    const low = this.readPort(port, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    this.traceByte('IOR', t1, t4, port, low, -1, 0);
    t1 = t4 + 1 < this.bound ? t4 + 1 : this.ask(t4 + 1, false);
    t4 = this.ioCycle(t1);
    const high = this.readPort((port + 1) & 0xffff, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    this.traceByte('IOR', t1, t4, (port + 1) & 0xffff, high, -1, 0);
    this.t = t4;
    return low | (high << 8);
  }

  private out8(port: number, value: number): void {
    const t1 = this.request(true);
    let t4 = this.ioCycle(t1);
    this.writePort(port, value, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    this.traceByte('IOW', t1, t4, port, value, -1, this.high);
    this.t = t4 - 1;
  }

  private out16(port: number, value: number): void {
    let t1 = this.request();
    let t4 = this.ioCycle(t1);
    if (((port | this.narrow) & 1) === 0) {
      this.writePortWord(port, value, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
      this.traceWord('IOW', t1, t4, port, value, -1);
      this.t = t4 - 1;
      return;
    }
    this.writePort(port, value & 0xff, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    this.traceByte('IOW', t1, t4, port, value & 0xff, -1, value >> 8);
    t1 = t4 + 1 < this.bound ? t4 + 1 : this.ask(t4 + 1, false);
    t4 = this.ioCycle(t1);
    this.writePort((port + 1) & 0xffff, value >> 8, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    this.traceByte('IOW', t1, t4, (port + 1) & 0xffff, value >> 8, -1, value & 0xff);
    this.t = t4 - 1;
  }

  /** One interrupt acknowledge cycle; the board brings the byte in the second. @returns its T1 */
  private acknowledgeCycle(second: boolean, vector: number): number {
    this.pairing = second;
    const t1 = this.request();
    this.pairing = false;
    const t4 = t1 + 3 + this.ackWait;
    this.busT4 = t4;
    this.phase = 1;
    this.event = t4 - 1;
    this.traceByte('INTA', t1, t4, 0, vector, -1, 0);
    this.t = t4;
    return t1;
  }

  /** The HALT status cycle: ALE, and no command. */
  private haltCycle(): void {
    const t1 = this.request();
    this.traceByte('HALT', t1, t1 + 3, 0, 0, -1, 0);
    this.busT4 = t1;
    this.phase = 4;
    this.event = 0x3fffffff;
    this.t = t1 + 1;
  }

  /**
   * SUSP, CORR: prefetching stops and IP is made right, which shows on the bus. Leaves `t` at the clock at which the queue
   * can be flushed.
   */
  private suspendAndCorrect(): void {
    this.suspendFully();
    this.traceCorrection(this.t - 1);
  }

  /** The same without CORR. */
  private suspendFully(): void {
    const { t } = this;
    if (t >= this.event) this.sync(t);
    let at: number;
    // rule 14
    switch (this.phase) {
      case 1:
        at = this.busT4 + 3;
        break;
      case 2:
        if (this.prefetch === this.busT4 + 1 && !(this.early && t === this.busT4)) {
          this.traceAbandoned(this.prefetch, false);
        }
        at = this.busT4 + 3;
        break;
      case 3: {
        const left = this.prefetch - t;
        if (left <= 1) this.traceAbandoned(this.prefetch, false);
        at = left <= 1 ? this.prefetch + 2 : left === 2 ? t + 3 : t + 2;
        break;
      }
      default:
        at = t + 2;
    }
    this.early = false;
    this.suspended();
    this.t = at + 1;
  }

  /** SUSP: prefetching stops when the bus cycle under way has ended. */
  private suspend(): void {
    const { t } = this;
    if (t >= this.event) this.sync(t);
    // rule 13
    if (this.phase === 3 && this.prefetch === t) this.traceAbandoned(t, false);
    const busy = (this.phase === 1 || this.phase === 2) && t <= this.busT4;
    const at = busy ? this.busT4 + 1 : t;
    this.suspended();
    this.t = at;
  }

  private suspended(): void {
    this.prefetch = 0x3fffffff;
    this.phase = 4;
    this.event = 0x3fffffff;
    // the queue counts as full until it is flushed
    this.length = 64;
    this.inflight = 0;
  }

  /** FLUSH: the queue is empty and fetching begins again at `ip`. One clock. */
  private flush(): void {
    const { t } = this;
    // rule 15
    this.length = 0;
    this.inflight = 0;
    this.head = 0;
    this.tail = 0;
    this.fetchIp = this.ip;
    this.prefetch = t + 3;
    this.phase = 3;
    this.event = t + 4;
    this.late = false;
    this.traceQueue('E', t, 0);
    this.t = t + 1;
  }

  refill(delay: number): void {
    this.emptyQueue();
    this.prefetch = this.t + delay;
    this.phase = 3;
    this.event = this.prefetch + 1;
  }

  protected idleBus(): void {
    this.prefetch = 0x3fffffff;
    this.phase = 0;
    this.event = 0x3fffffff;
    this.busT4 = 0;
  }

  protected busState(): number[] {
    const { phase, t } = this;
    // the clocks can be a little in the past; -1000h stands for none
    const prefetch = (phase === 2 || phase === 3) && this.prefetch !== 0x3fffffff ? this.prefetch - t : -0x1000;
    return [phase, Math.max(this.busT4 - t, -0x1000), prefetch];
  }

  protected setBusState(numbers: Int32Array): void {
    this.phase = numbers[0]!;
    this.busT4 = numbers[1]!;
    this.prefetch = numbers[2] === -0x1000 ? 0x3fffffff : numbers[2]!;
    if (!(this.phase >= 0 && this.phase <= 4) || (this.phase === 3 && this.prefetch === 0x3fffffff)) {
      throw new StateError('The bus interface unit cannot be in such a state: the snapshot is damaged.');
    }
    if (this.phase === 1) this.event = this.busT4 - 1;
    else if (this.phase === 2) this.event = this.busT4 + 1;
    else this.event = this.phase === 3 ? this.prefetch + 1 : 0x3fffffff;
  }

  nextCycle(): number {
    switch (this.phase) {
      case 1:
      case 2:
        return this.busT4 + 1;
      case 3:
        return Math.min(this.prefetch, this.t + 2);
      default:
        return this.t + 2;
    }
  }


  /** The word in which byte register `n` is the low half. */
  private wideRegister(n: number): number {
    return this.bytes[this.byteIndex(n)]! | (this.bytes[this.byteIndex(n ^ 4)]! << 8);
  }

  /** The 16-bit result of an operation on bytes. */
  private wideAlu(operation: number, a: number, b: number): number {
    switch (operation) {
      case 0:
        return (a + b) & 0xffff;
      case 1:
        return a | b;
      case 2:
        return (a + b + this.carry) & 0xffff;
      case 3:
        return (a - b - this.carry) & 0xffff;
      case 4:
        return a & b;
      case 6:
        return a ^ b;
      default:
        return (a - b) & 0xffff;
    }
  }

  /** The same for `count` steps of a shift of the byte that was read last. */
  private wideShift(operation: number, count: number): number {
    let low = this.latch & 0xff;
    let high = this.latch >> 8;
    let { carry } = this;
    for (let i = 0; i < count; i++) {
      switch (operation) {
        case 0:
        case 2:
        case 4: {
          const out = low >> 7;
          high = ((high << 1) | out) & 0xff;
          low = ((low << 1) | (operation === 0 ? out : operation === 2 ? carry : 0)) & 0xff;
          carry = out;
          break;
        }
        case 6:
          high = 0xff;
          low = 0xff;
          break;
        default: {
          const out = low & 1;
          const into = operation === 1 ? out : operation === 3 ? carry : operation === 7 ? low >> 7 : 0;
          high = (high >> 1) | (into << 7);
          low = (low >> 1) | (into << 7);
          carry = out;
        }
      }
    }
    return (high << 8) | low;
  }
}
