// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run
// `npm run generate`.

import type { Z80Core } from '../core.ts';
import { ADD, CP, DEC, HV, INC, SUB, SZ, SZP } from '../flags.ts';

/** Executes an unprefixed opcode that has been fetched, with every bus cycle at its own T-state. */
export function execute(cpu: Z80Core, opcode: number): void {
  if (opcode < 0x80) {
    if (opcode < 0x40) execute0(cpu, opcode);
    else execute1(cpu, opcode);
  } else if (opcode < 0xc0) execute2(cpu, opcode);
  else execute3(cpu, opcode);
}

function execute0(cpu: Z80Core, opcode: number): void {
  let z = 0;
  let w = 0;
  let u = 0;
  let v = 0;
  switch (opcode) {
    case 0x00: // nop
      cpu.q = 0;
      return;
    case 0x01: // ld bc,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.b = w;
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0x02: // ld (bc),a
      cpu.write(((cpu.b << 8) | cpu.c), cpu.a);
      cpu.wz = (cpu.a << 8) | ((cpu.c + 1) & 0xff);
      cpu.q = 0;
      return;
    case 0x03: // inc bc
      cpu.t += 2;
      u = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      cpu.q = 0;
      return;
    case 0x04: // inc b
      cpu.b = (cpu.b + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[cpu.b];
      cpu.q = cpu.f;
      return;
    case 0x05: // dec b
      cpu.b = (cpu.b - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[cpu.b];
      cpu.q = cpu.f;
      return;
    case 0x06: // ld b,n
      z = cpu.operand();
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0x07: // rlca
      cpu.a = ((cpu.a << 1) | (cpu.a >> 7)) & 0xff;
      cpu.f = (cpu.f & 0xc4) | (cpu.a & 0x29);
      cpu.q = cpu.f;
      return;
    case 0x08: // ex af,af'
      v = cpu.af2;
      cpu.af2 = ((cpu.a << 8) | cpu.f);
      cpu.a = v >> 8;
      cpu.f = v & 0xff;
      cpu.q = 0;
      return;
    case 0x09: // add hl,bc
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.b << 8) | cpu.c);
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x0a: // ld a,(bc)
      cpu.a = cpu.read(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x0b: // dec bc
      cpu.t += 2;
      u = ((((cpu.b << 8) | cpu.c) - 1) & 0xffff);
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      cpu.q = 0;
      return;
    case 0x0c: // inc c
      cpu.c = (cpu.c + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[cpu.c];
      cpu.q = cpu.f;
      return;
    case 0x0d: // dec c
      cpu.c = (cpu.c - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[cpu.c];
      cpu.q = cpu.f;
      return;
    case 0x0e: // ld c,n
      z = cpu.operand();
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0x0f: // rrca
      cpu.f = (cpu.f & 0xc4) | (cpu.a & 0x01);
      cpu.a = (cpu.a >> 1) | ((cpu.a << 7) & 0x80);
      cpu.f |= cpu.a & 0x28;
      cpu.q = cpu.f;
      return;
    case 0x10: // djnz e
      cpu.t += 1;
      z = cpu.operand();
      cpu.b = (cpu.b - 1) & 0xff;
      if (cpu.b !== 0) {
        cpu.t += 5;
        cpu.wz = (cpu.pc + ((z << 24) >> 24)) & 0xffff;
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0x11: // ld de,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.d = w;
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0x12: // ld (de),a
      cpu.write(((cpu.d << 8) | cpu.e), cpu.a);
      cpu.wz = (cpu.a << 8) | ((cpu.e + 1) & 0xff);
      cpu.q = 0;
      return;
    case 0x13: // inc de
      cpu.t += 2;
      u = ((((cpu.d << 8) | cpu.e) + 1) & 0xffff);
      cpu.d = u >> 8;
      cpu.e = u & 0xff;
      cpu.q = 0;
      return;
    case 0x14: // inc d
      cpu.d = (cpu.d + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[cpu.d];
      cpu.q = cpu.f;
      return;
    case 0x15: // dec d
      cpu.d = (cpu.d - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[cpu.d];
      cpu.q = cpu.f;
      return;
    case 0x16: // ld d,n
      z = cpu.operand();
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0x17: // rla
      v = cpu.a;
      cpu.a = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = (cpu.f & 0xc4) | (cpu.a & 0x28) | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x18: // jr e
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = (cpu.pc + ((z << 24) >> 24)) & 0xffff;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0x19: // add hl,de
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.d << 8) | cpu.e);
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x1a: // ld a,(de)
      cpu.a = cpu.read(((cpu.d << 8) | cpu.e));
      cpu.wz = ((((cpu.d << 8) | cpu.e) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x1b: // dec de
      cpu.t += 2;
      u = ((((cpu.d << 8) | cpu.e) - 1) & 0xffff);
      cpu.d = u >> 8;
      cpu.e = u & 0xff;
      cpu.q = 0;
      return;
    case 0x1c: // inc e
      cpu.e = (cpu.e + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[cpu.e];
      cpu.q = cpu.f;
      return;
    case 0x1d: // dec e
      cpu.e = (cpu.e - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[cpu.e];
      cpu.q = cpu.f;
      return;
    case 0x1e: // ld e,n
      z = cpu.operand();
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0x1f: // rra
      v = cpu.a;
      cpu.a = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = (cpu.f & 0xc4) | (cpu.a & 0x28) | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x20: // jr nz,e
      z = cpu.operand();
      if ((cpu.f & 0x40) === 0) {
        cpu.t += 5;
        cpu.wz = (cpu.pc + ((z << 24) >> 24)) & 0xffff;
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0x21: // ld hl,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.h = w;
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x22: // ld (nn),hl
      z = cpu.operand();
      w = cpu.operand();
      cpu.write(((w << 8) | z), cpu.l);
      cpu.write(((((w << 8) | z) + 1) & 0xffff), cpu.h);
      cpu.wz = ((((w << 8) | z) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x23: // inc hl
      cpu.t += 2;
      u = ((((cpu.h << 8) | cpu.l) + 1) & 0xffff);
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      cpu.q = 0;
      return;
    case 0x24: // inc h
      cpu.h = (cpu.h + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[cpu.h];
      cpu.q = cpu.f;
      return;
    case 0x25: // dec h
      cpu.h = (cpu.h - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[cpu.h];
      cpu.q = cpu.f;
      return;
    case 0x26: // ld h,n
      z = cpu.operand();
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0x27: // daa
      v = cpu.a;
      u = (cpu.f & 0x10) !== 0 || (v & 0x0f) > 0x09 ? 0x06 : 0;
      if ((cpu.f & 0x01) !== 0 || v > 0x99) u |= 0x60;
      cpu.a = ((cpu.f & 0x02) !== 0 ? v - u : v + u) & 0xff;
      cpu.f = SZP[cpu.a] | (u > 0x5f ? 0x01 : 0) | (cpu.f & 0x02) | ((v ^ cpu.a) & 0x10);
      cpu.q = cpu.f;
      return;
    case 0x28: // jr z,e
      z = cpu.operand();
      if ((cpu.f & 0x40) !== 0) {
        cpu.t += 5;
        cpu.wz = (cpu.pc + ((z << 24) >> 24)) & 0xffff;
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0x29: // add hl,hl
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.h << 8) | cpu.l);
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x2a: // ld hl,(nn)
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      z = cpu.read(cpu.wz);
      w = cpu.read(((cpu.wz + 1) & 0xffff));
      cpu.wz = ((cpu.wz + 1) & 0xffff);
      cpu.h = w;
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x2b: // dec hl
      cpu.t += 2;
      u = ((((cpu.h << 8) | cpu.l) - 1) & 0xffff);
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      cpu.q = 0;
      return;
    case 0x2c: // inc l
      cpu.l = (cpu.l + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[cpu.l];
      cpu.q = cpu.f;
      return;
    case 0x2d: // dec l
      cpu.l = (cpu.l - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[cpu.l];
      cpu.q = cpu.f;
      return;
    case 0x2e: // ld l,n
      z = cpu.operand();
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x2f: // cpl
      cpu.a ^= 0xff;
      cpu.f = (cpu.f & 0xc5) | (cpu.a & 0x28) | 0x12;
      cpu.q = cpu.f;
      return;
    case 0x30: // jr nc,e
      z = cpu.operand();
      if ((cpu.f & 0x01) === 0) {
        cpu.t += 5;
        cpu.wz = (cpu.pc + ((z << 24) >> 24)) & 0xffff;
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0x31: // ld sp,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.sp = ((w << 8) | z);
      cpu.q = 0;
      return;
    case 0x32: // ld (nn),a
      z = cpu.operand();
      w = cpu.operand();
      cpu.write(((w << 8) | z), cpu.a);
      cpu.wz = (cpu.a << 8) | ((z + 1) & 0xff);
      cpu.q = 0;
      return;
    case 0x33: // inc sp
      cpu.t += 2;
      cpu.sp = ((cpu.sp + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x34: // inc (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = (z + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[z];
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x35: // dec (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = (z - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[z];
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x36: // ld (hl),n
      z = cpu.operand();
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0x37: // scf
      cpu.f = (cpu.f & 0xc4) | (((cpu.q ^ cpu.f) | cpu.a) & 0x28) | 0x01;
      cpu.q = cpu.f;
      return;
    case 0x38: // jr c,e
      z = cpu.operand();
      if ((cpu.f & 0x01) !== 0) {
        cpu.t += 5;
        cpu.wz = (cpu.pc + ((z << 24) >> 24)) & 0xffff;
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0x39: // add hl,sp
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = cpu.sp;
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x3a: // ld a,(nn)
      z = cpu.operand();
      w = cpu.operand();
      cpu.a = cpu.read(((w << 8) | z));
      cpu.wz = ((((w << 8) | z) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x3b: // dec sp
      cpu.t += 2;
      cpu.sp = ((cpu.sp - 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x3c: // inc a
      cpu.a = (cpu.a + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0x3d: // dec a
      cpu.a = (cpu.a - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0x3e: // ld a,n
      z = cpu.operand();
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0x3f: // ccf
      cpu.f = (cpu.f & 0xc4) | (((cpu.q ^ cpu.f) | cpu.a) & 0x28) | ((cpu.f & 0x01) !== 0 ? 0x10 : 0x01);
      cpu.q = cpu.f;
      return;
  }
}

function execute1(cpu: Z80Core, opcode: number): void {
  switch (opcode) {
    case 0x40: // ld b,b
      cpu.q = 0;
      return;
    case 0x41: // ld b,c
      cpu.b = cpu.c;
      cpu.q = 0;
      return;
    case 0x42: // ld b,d
      cpu.b = cpu.d;
      cpu.q = 0;
      return;
    case 0x43: // ld b,e
      cpu.b = cpu.e;
      cpu.q = 0;
      return;
    case 0x44: // ld b,h
      cpu.b = cpu.h;
      cpu.q = 0;
      return;
    case 0x45: // ld b,l
      cpu.b = cpu.l;
      cpu.q = 0;
      return;
    case 0x46: // ld b,(hl)
      cpu.b = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.q = 0;
      return;
    case 0x47: // ld b,a
      cpu.b = cpu.a;
      cpu.q = 0;
      return;
    case 0x48: // ld c,b
      cpu.c = cpu.b;
      cpu.q = 0;
      return;
    case 0x49: // ld c,c
      cpu.q = 0;
      return;
    case 0x4a: // ld c,d
      cpu.c = cpu.d;
      cpu.q = 0;
      return;
    case 0x4b: // ld c,e
      cpu.c = cpu.e;
      cpu.q = 0;
      return;
    case 0x4c: // ld c,h
      cpu.c = cpu.h;
      cpu.q = 0;
      return;
    case 0x4d: // ld c,l
      cpu.c = cpu.l;
      cpu.q = 0;
      return;
    case 0x4e: // ld c,(hl)
      cpu.c = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.q = 0;
      return;
    case 0x4f: // ld c,a
      cpu.c = cpu.a;
      cpu.q = 0;
      return;
    case 0x50: // ld d,b
      cpu.d = cpu.b;
      cpu.q = 0;
      return;
    case 0x51: // ld d,c
      cpu.d = cpu.c;
      cpu.q = 0;
      return;
    case 0x52: // ld d,d
      cpu.q = 0;
      return;
    case 0x53: // ld d,e
      cpu.d = cpu.e;
      cpu.q = 0;
      return;
    case 0x54: // ld d,h
      cpu.d = cpu.h;
      cpu.q = 0;
      return;
    case 0x55: // ld d,l
      cpu.d = cpu.l;
      cpu.q = 0;
      return;
    case 0x56: // ld d,(hl)
      cpu.d = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.q = 0;
      return;
    case 0x57: // ld d,a
      cpu.d = cpu.a;
      cpu.q = 0;
      return;
    case 0x58: // ld e,b
      cpu.e = cpu.b;
      cpu.q = 0;
      return;
    case 0x59: // ld e,c
      cpu.e = cpu.c;
      cpu.q = 0;
      return;
    case 0x5a: // ld e,d
      cpu.e = cpu.d;
      cpu.q = 0;
      return;
    case 0x5b: // ld e,e
      cpu.q = 0;
      return;
    case 0x5c: // ld e,h
      cpu.e = cpu.h;
      cpu.q = 0;
      return;
    case 0x5d: // ld e,l
      cpu.e = cpu.l;
      cpu.q = 0;
      return;
    case 0x5e: // ld e,(hl)
      cpu.e = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.q = 0;
      return;
    case 0x5f: // ld e,a
      cpu.e = cpu.a;
      cpu.q = 0;
      return;
    case 0x60: // ld h,b
      cpu.h = cpu.b;
      cpu.q = 0;
      return;
    case 0x61: // ld h,c
      cpu.h = cpu.c;
      cpu.q = 0;
      return;
    case 0x62: // ld h,d
      cpu.h = cpu.d;
      cpu.q = 0;
      return;
    case 0x63: // ld h,e
      cpu.h = cpu.e;
      cpu.q = 0;
      return;
    case 0x64: // ld h,h
      cpu.q = 0;
      return;
    case 0x65: // ld h,l
      cpu.h = cpu.l;
      cpu.q = 0;
      return;
    case 0x66: // ld h,(hl)
      cpu.h = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.q = 0;
      return;
    case 0x67: // ld h,a
      cpu.h = cpu.a;
      cpu.q = 0;
      return;
    case 0x68: // ld l,b
      cpu.l = cpu.b;
      cpu.q = 0;
      return;
    case 0x69: // ld l,c
      cpu.l = cpu.c;
      cpu.q = 0;
      return;
    case 0x6a: // ld l,d
      cpu.l = cpu.d;
      cpu.q = 0;
      return;
    case 0x6b: // ld l,e
      cpu.l = cpu.e;
      cpu.q = 0;
      return;
    case 0x6c: // ld l,h
      cpu.l = cpu.h;
      cpu.q = 0;
      return;
    case 0x6d: // ld l,l
      cpu.q = 0;
      return;
    case 0x6e: // ld l,(hl)
      cpu.l = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.q = 0;
      return;
    case 0x6f: // ld l,a
      cpu.l = cpu.a;
      cpu.q = 0;
      return;
    case 0x70: // ld (hl),b
      cpu.write(((cpu.h << 8) | cpu.l), cpu.b);
      cpu.q = 0;
      return;
    case 0x71: // ld (hl),c
      cpu.write(((cpu.h << 8) | cpu.l), cpu.c);
      cpu.q = 0;
      return;
    case 0x72: // ld (hl),d
      cpu.write(((cpu.h << 8) | cpu.l), cpu.d);
      cpu.q = 0;
      return;
    case 0x73: // ld (hl),e
      cpu.write(((cpu.h << 8) | cpu.l), cpu.e);
      cpu.q = 0;
      return;
    case 0x74: // ld (hl),h
      cpu.write(((cpu.h << 8) | cpu.l), cpu.h);
      cpu.q = 0;
      return;
    case 0x75: // ld (hl),l
      cpu.write(((cpu.h << 8) | cpu.l), cpu.l);
      cpu.q = 0;
      return;
    case 0x76: // halt
      cpu.halted = 1;
      cpu.q = 0;
      return;
    case 0x77: // ld (hl),a
      cpu.write(((cpu.h << 8) | cpu.l), cpu.a);
      cpu.q = 0;
      return;
    case 0x78: // ld a,b
      cpu.a = cpu.b;
      cpu.q = 0;
      return;
    case 0x79: // ld a,c
      cpu.a = cpu.c;
      cpu.q = 0;
      return;
    case 0x7a: // ld a,d
      cpu.a = cpu.d;
      cpu.q = 0;
      return;
    case 0x7b: // ld a,e
      cpu.a = cpu.e;
      cpu.q = 0;
      return;
    case 0x7c: // ld a,h
      cpu.a = cpu.h;
      cpu.q = 0;
      return;
    case 0x7d: // ld a,l
      cpu.a = cpu.l;
      cpu.q = 0;
      return;
    case 0x7e: // ld a,(hl)
      cpu.a = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.q = 0;
      return;
    case 0x7f: // ld a,a
      cpu.q = 0;
      return;
  }
}

function execute2(cpu: Z80Core, opcode: number): void {
  let z = 0;
  let u = 0;
  let v = 0;
  switch (opcode) {
    case 0x80: // add a,b
      v = cpu.b;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x81: // add a,c
      v = cpu.c;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x82: // add a,d
      v = cpu.d;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x83: // add a,e
      v = cpu.e;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x84: // add a,h
      v = cpu.h;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x85: // add a,l
      v = cpu.l;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x86: // add a,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      v = z;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x87: // add a,a
      v = cpu.a;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x88: // adc a,b
      v = cpu.b;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x89: // adc a,c
      v = cpu.c;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8a: // adc a,d
      v = cpu.d;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8b: // adc a,e
      v = cpu.e;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8c: // adc a,h
      v = cpu.h;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8d: // adc a,l
      v = cpu.l;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8e: // adc a,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      v = z;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8f: // adc a,a
      v = cpu.a;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x90: // sub b
      v = cpu.b;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x91: // sub c
      v = cpu.c;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x92: // sub d
      v = cpu.d;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x93: // sub e
      v = cpu.e;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x94: // sub h
      v = cpu.h;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x95: // sub l
      v = cpu.l;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x96: // sub (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      v = z;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x97: // sub a
      v = cpu.a;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x98: // sbc a,b
      v = cpu.b;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x99: // sbc a,c
      v = cpu.c;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9a: // sbc a,d
      v = cpu.d;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9b: // sbc a,e
      v = cpu.e;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9c: // sbc a,h
      v = cpu.h;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9d: // sbc a,l
      v = cpu.l;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9e: // sbc a,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      v = z;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9f: // sbc a,a
      v = cpu.a;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0xa0: // and b
      cpu.a &= cpu.b;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa1: // and c
      cpu.a &= cpu.c;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa2: // and d
      cpu.a &= cpu.d;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa3: // and e
      cpu.a &= cpu.e;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa4: // and h
      cpu.a &= cpu.h;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa5: // and l
      cpu.a &= cpu.l;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa6: // and (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.a &= z;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa7: // and a
      cpu.a &= cpu.a;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa8: // xor b
      cpu.a ^= cpu.b;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xa9: // xor c
      cpu.a ^= cpu.c;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xaa: // xor d
      cpu.a ^= cpu.d;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xab: // xor e
      cpu.a ^= cpu.e;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xac: // xor h
      cpu.a ^= cpu.h;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xad: // xor l
      cpu.a ^= cpu.l;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xae: // xor (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.a ^= z;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xaf: // xor a
      cpu.a ^= cpu.a;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb0: // or b
      cpu.a |= cpu.b;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb1: // or c
      cpu.a |= cpu.c;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb2: // or d
      cpu.a |= cpu.d;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb3: // or e
      cpu.a |= cpu.e;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb4: // or h
      cpu.a |= cpu.h;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb5: // or l
      cpu.a |= cpu.l;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb6: // or (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.a |= z;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb7: // or a
      cpu.a |= cpu.a;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb8: // cp b
      v = cpu.b;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xb9: // cp c
      v = cpu.c;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xba: // cp d
      v = cpu.d;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xbb: // cp e
      v = cpu.e;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xbc: // cp h
      v = cpu.h;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xbd: // cp l
      v = cpu.l;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xbe: // cp (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      v = z;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xbf: // cp a
      v = cpu.a;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
  }
}

function execute3(cpu: Z80Core, opcode: number): void {
  let z = 0;
  let w = 0;
  let u = 0;
  let v = 0;
  switch (opcode) {
    case 0xc0: // ret nz
      cpu.t += 1;
      if ((cpu.f & 0x40) === 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xc1: // pop bc
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.b = w;
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xc2: // jp nz,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x40) === 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xc3: // jp nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xc4: // call nz,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x40) === 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xc5: // push bc
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), cpu.b);
      cpu.write(((cpu.sp - 2) & 0xffff), cpu.c);
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.q = 0;
      return;
    case 0xc6: // add a,n
      z = cpu.operand();
      v = z;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0xc7: // rst $00
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 0;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xc8: // ret z
      cpu.t += 1;
      if ((cpu.f & 0x40) !== 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xc9: // ret
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xca: // jp z,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x40) !== 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xcb: // prefix cb
      executeCb(cpu);
      return;
    case 0xcc: // call z,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x40) !== 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xcd: // call nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xce: // adc a,n
      z = cpu.operand();
      v = z;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0xcf: // rst $08
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 8;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xd0: // ret nc
      cpu.t += 1;
      if ((cpu.f & 0x01) === 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xd1: // pop de
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.d = w;
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xd2: // jp nc,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x01) === 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xd3: // out (n),a
      z = cpu.operand();
      cpu.output(((cpu.a << 8) | z), cpu.a);
      cpu.wz = (cpu.a << 8) | ((z + 1) & 0xff);
      cpu.q = 0;
      return;
    case 0xd4: // call nc,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x01) === 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xd5: // push de
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), cpu.d);
      cpu.write(((cpu.sp - 2) & 0xffff), cpu.e);
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.q = 0;
      return;
    case 0xd6: // sub n
      z = cpu.operand();
      v = z;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0xd7: // rst $10
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 16;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xd8: // ret c
      cpu.t += 1;
      if ((cpu.f & 0x01) !== 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xd9: // exx
      v = cpu.bc2;
      cpu.bc2 = ((cpu.b << 8) | cpu.c);
      cpu.b = v >> 8;
      cpu.c = v & 0xff;
      v = cpu.de2;
      cpu.de2 = ((cpu.d << 8) | cpu.e);
      cpu.d = v >> 8;
      cpu.e = v & 0xff;
      v = cpu.hl2;
      cpu.hl2 = ((cpu.h << 8) | cpu.l);
      cpu.h = v >> 8;
      cpu.l = v & 0xff;
      cpu.q = 0;
      return;
    case 0xda: // jp c,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x01) !== 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xdb: // in a,(n)
      z = cpu.operand();
      cpu.wz = ((((cpu.a << 8) | z) + 1) & 0xffff);
      cpu.a = cpu.input(((cpu.a << 8) | z));
      cpu.q = 0;
      return;
    case 0xdc: // call c,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x01) !== 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xdd: // prefix dd
      executeIndexed(cpu, 0xdd);
      return;
    case 0xde: // sbc a,n
      z = cpu.operand();
      v = z;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0xdf: // rst $18
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 24;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xe0: // ret po
      cpu.t += 1;
      if ((cpu.f & 0x04) === 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xe1: // pop hl
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.h = w;
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xe2: // jp po,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x04) === 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xe3: // ex (sp),hl
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.t += 1;
      cpu.write(((cpu.sp + 1) & 0xffff), cpu.h);
      cpu.write(cpu.sp, cpu.l);
      cpu.t += 2;
      cpu.wz = ((w << 8) | z);
      cpu.h = w;
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xe4: // call po,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x04) === 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xe5: // push hl
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), cpu.h);
      cpu.write(((cpu.sp - 2) & 0xffff), cpu.l);
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.q = 0;
      return;
    case 0xe6: // and n
      z = cpu.operand();
      cpu.a &= z;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xe7: // rst $20
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 32;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xe8: // ret pe
      cpu.t += 1;
      if ((cpu.f & 0x04) !== 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xe9: // jp (hl)
      cpu.pc = ((cpu.h << 8) | cpu.l);
      cpu.q = 0;
      return;
    case 0xea: // jp pe,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x04) !== 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xeb: // ex de,hl
      v = cpu.d;
      cpu.d = cpu.h;
      cpu.h = v;
      v = cpu.e;
      cpu.e = cpu.l;
      cpu.l = v;
      cpu.q = 0;
      return;
    case 0xec: // call pe,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x04) !== 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xed: // prefix ed
      executeEd(cpu);
      return;
    case 0xee: // xor n
      z = cpu.operand();
      cpu.a ^= z;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xef: // rst $28
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 40;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xf0: // ret p
      cpu.t += 1;
      if ((cpu.f & 0x80) === 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xf1: // pop af
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.a = w;
      cpu.f = z;
      cpu.q = 0;
      return;
    case 0xf2: // jp p,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x80) === 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xf3: // di
      cpu.iff1 = 0;
      cpu.iff2 = 0;
      cpu.q = 0;
      return;
    case 0xf4: // call p,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x80) === 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xf5: // push af
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), cpu.a);
      cpu.write(((cpu.sp - 2) & 0xffff), cpu.f);
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.q = 0;
      return;
    case 0xf6: // or n
      z = cpu.operand();
      cpu.a |= z;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xf7: // rst $30
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 48;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
    case 0xf8: // ret m
      cpu.t += 1;
      if ((cpu.f & 0x80) !== 0) {
        z = cpu.read(cpu.sp);
        w = cpu.read(((cpu.sp + 1) & 0xffff));
        cpu.sp = ((cpu.sp + 2) & 0xffff);
        cpu.wz = ((w << 8) | z);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xf9: // ld sp,hl
      cpu.t += 2;
      cpu.sp = ((cpu.h << 8) | cpu.l);
      cpu.q = 0;
      return;
    case 0xfa: // jp m,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x80) !== 0) {
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xfb: // ei
      cpu.iff1 = 1;
      cpu.iff2 = 1;
      cpu.ei = 1;
      cpu.q = 0;
      return;
    case 0xfc: // call m,nn
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      if ((cpu.f & 0x80) !== 0) {
        cpu.t += 1;
        cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
        cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
        cpu.sp = ((cpu.sp - 2) & 0xffff);
        cpu.pc = cpu.wz;
      }
      cpu.q = 0;
      return;
    case 0xfd: // prefix fd
      executeIndexed(cpu, 0xfd);
      return;
    case 0xfe: // cp n
      z = cpu.operand();
      v = z;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xff: // rst $38
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (cpu.pc >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (cpu.pc & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.wz = 56;
      cpu.pc = cpu.wz;
      cpu.q = 0;
      return;
  }
}

function executeCb(cpu: Z80Core): void {
  let z = 0;
  let v = 0;
  const opcode = cpu.fetch();
  switch (opcode) {
    case 0x00: // rlc b
      v = cpu.b;
      cpu.b = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[cpu.b] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x01: // rlc c
      v = cpu.c;
      cpu.c = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[cpu.c] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x02: // rlc d
      v = cpu.d;
      cpu.d = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[cpu.d] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x03: // rlc e
      v = cpu.e;
      cpu.e = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[cpu.e] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x04: // rlc h
      v = cpu.h;
      cpu.h = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[cpu.h] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x05: // rlc l
      v = cpu.l;
      cpu.l = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[cpu.l] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x06: // rlc (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x07: // rlc a
      v = cpu.a;
      cpu.a = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[cpu.a] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x08: // rrc b
      v = cpu.b;
      cpu.b = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[cpu.b] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x09: // rrc c
      v = cpu.c;
      cpu.c = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[cpu.c] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x0a: // rrc d
      v = cpu.d;
      cpu.d = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[cpu.d] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x0b: // rrc e
      v = cpu.e;
      cpu.e = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[cpu.e] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x0c: // rrc h
      v = cpu.h;
      cpu.h = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[cpu.h] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x0d: // rrc l
      v = cpu.l;
      cpu.l = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[cpu.l] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x0e: // rrc (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x0f: // rrc a
      v = cpu.a;
      cpu.a = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[cpu.a] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x10: // rl b
      v = cpu.b;
      cpu.b = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[cpu.b] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x11: // rl c
      v = cpu.c;
      cpu.c = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[cpu.c] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x12: // rl d
      v = cpu.d;
      cpu.d = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[cpu.d] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x13: // rl e
      v = cpu.e;
      cpu.e = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[cpu.e] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x14: // rl h
      v = cpu.h;
      cpu.h = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[cpu.h] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x15: // rl l
      v = cpu.l;
      cpu.l = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[cpu.l] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x16: // rl (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x17: // rl a
      v = cpu.a;
      cpu.a = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[cpu.a] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x18: // rr b
      v = cpu.b;
      cpu.b = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[cpu.b] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x19: // rr c
      v = cpu.c;
      cpu.c = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[cpu.c] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x1a: // rr d
      v = cpu.d;
      cpu.d = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[cpu.d] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x1b: // rr e
      v = cpu.e;
      cpu.e = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[cpu.e] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x1c: // rr h
      v = cpu.h;
      cpu.h = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[cpu.h] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x1d: // rr l
      v = cpu.l;
      cpu.l = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[cpu.l] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x1e: // rr (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x1f: // rr a
      v = cpu.a;
      cpu.a = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[cpu.a] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x20: // sla b
      v = cpu.b;
      cpu.b = (v << 1) & 0xff;
      cpu.f = SZP[cpu.b] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x21: // sla c
      v = cpu.c;
      cpu.c = (v << 1) & 0xff;
      cpu.f = SZP[cpu.c] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x22: // sla d
      v = cpu.d;
      cpu.d = (v << 1) & 0xff;
      cpu.f = SZP[cpu.d] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x23: // sla e
      v = cpu.e;
      cpu.e = (v << 1) & 0xff;
      cpu.f = SZP[cpu.e] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x24: // sla h
      v = cpu.h;
      cpu.h = (v << 1) & 0xff;
      cpu.f = SZP[cpu.h] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x25: // sla l
      v = cpu.l;
      cpu.l = (v << 1) & 0xff;
      cpu.f = SZP[cpu.l] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x26: // sla (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x27: // sla a
      v = cpu.a;
      cpu.a = (v << 1) & 0xff;
      cpu.f = SZP[cpu.a] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x28: // sra b
      v = cpu.b;
      cpu.b = (v >> 1) | (v & 0x80);
      cpu.f = SZP[cpu.b] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x29: // sra c
      v = cpu.c;
      cpu.c = (v >> 1) | (v & 0x80);
      cpu.f = SZP[cpu.c] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x2a: // sra d
      v = cpu.d;
      cpu.d = (v >> 1) | (v & 0x80);
      cpu.f = SZP[cpu.d] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x2b: // sra e
      v = cpu.e;
      cpu.e = (v >> 1) | (v & 0x80);
      cpu.f = SZP[cpu.e] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x2c: // sra h
      v = cpu.h;
      cpu.h = (v >> 1) | (v & 0x80);
      cpu.f = SZP[cpu.h] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x2d: // sra l
      v = cpu.l;
      cpu.l = (v >> 1) | (v & 0x80);
      cpu.f = SZP[cpu.l] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x2e: // sra (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x2f: // sra a
      v = cpu.a;
      cpu.a = (v >> 1) | (v & 0x80);
      cpu.f = SZP[cpu.a] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x30: // sll b
      v = cpu.b;
      cpu.b = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[cpu.b] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x31: // sll c
      v = cpu.c;
      cpu.c = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[cpu.c] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x32: // sll d
      v = cpu.d;
      cpu.d = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[cpu.d] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x33: // sll e
      v = cpu.e;
      cpu.e = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[cpu.e] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x34: // sll h
      v = cpu.h;
      cpu.h = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[cpu.h] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x35: // sll l
      v = cpu.l;
      cpu.l = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[cpu.l] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x36: // sll (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x37: // sll a
      v = cpu.a;
      cpu.a = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[cpu.a] | (v >> 7);
      cpu.q = cpu.f;
      return;
    case 0x38: // srl b
      v = cpu.b;
      cpu.b = v >> 1;
      cpu.f = SZP[cpu.b] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x39: // srl c
      v = cpu.c;
      cpu.c = v >> 1;
      cpu.f = SZP[cpu.c] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x3a: // srl d
      v = cpu.d;
      cpu.d = v >> 1;
      cpu.f = SZP[cpu.d] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x3b: // srl e
      v = cpu.e;
      cpu.e = v >> 1;
      cpu.f = SZP[cpu.e] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x3c: // srl h
      v = cpu.h;
      cpu.h = v >> 1;
      cpu.f = SZP[cpu.h] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x3d: // srl l
      v = cpu.l;
      cpu.l = v >> 1;
      cpu.f = SZP[cpu.l] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x3e: // srl (hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = cpu.f;
      return;
    case 0x3f: // srl a
      v = cpu.a;
      cpu.a = v >> 1;
      cpu.f = SZP[cpu.a] | (v & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x40: // bit 0,b
      v = cpu.b & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x41: // bit 0,c
      v = cpu.c & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x42: // bit 0,d
      v = cpu.d & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x43: // bit 0,e
      v = cpu.e & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x44: // bit 0,h
      v = cpu.h & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x45: // bit 0,l
      v = cpu.l & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x46: // bit 0,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x47: // bit 0,a
      v = cpu.a & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x48: // bit 1,b
      v = cpu.b & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x49: // bit 1,c
      v = cpu.c & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4a: // bit 1,d
      v = cpu.d & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4b: // bit 1,e
      v = cpu.e & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4c: // bit 1,h
      v = cpu.h & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4d: // bit 1,l
      v = cpu.l & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4e: // bit 1,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4f: // bit 1,a
      v = cpu.a & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x50: // bit 2,b
      v = cpu.b & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x51: // bit 2,c
      v = cpu.c & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x52: // bit 2,d
      v = cpu.d & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x53: // bit 2,e
      v = cpu.e & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x54: // bit 2,h
      v = cpu.h & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x55: // bit 2,l
      v = cpu.l & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x56: // bit 2,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x57: // bit 2,a
      v = cpu.a & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x58: // bit 3,b
      v = cpu.b & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x59: // bit 3,c
      v = cpu.c & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5a: // bit 3,d
      v = cpu.d & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5b: // bit 3,e
      v = cpu.e & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5c: // bit 3,h
      v = cpu.h & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5d: // bit 3,l
      v = cpu.l & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5e: // bit 3,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5f: // bit 3,a
      v = cpu.a & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x60: // bit 4,b
      v = cpu.b & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x61: // bit 4,c
      v = cpu.c & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x62: // bit 4,d
      v = cpu.d & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x63: // bit 4,e
      v = cpu.e & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x64: // bit 4,h
      v = cpu.h & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x65: // bit 4,l
      v = cpu.l & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x66: // bit 4,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x67: // bit 4,a
      v = cpu.a & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x68: // bit 5,b
      v = cpu.b & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x69: // bit 5,c
      v = cpu.c & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6a: // bit 5,d
      v = cpu.d & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6b: // bit 5,e
      v = cpu.e & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6c: // bit 5,h
      v = cpu.h & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6d: // bit 5,l
      v = cpu.l & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6e: // bit 5,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6f: // bit 5,a
      v = cpu.a & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x70: // bit 6,b
      v = cpu.b & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x71: // bit 6,c
      v = cpu.c & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x72: // bit 6,d
      v = cpu.d & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x73: // bit 6,e
      v = cpu.e & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x74: // bit 6,h
      v = cpu.h & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x75: // bit 6,l
      v = cpu.l & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x76: // bit 6,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x77: // bit 6,a
      v = cpu.a & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x78: // bit 7,b
      v = cpu.b & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.b & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x79: // bit 7,c
      v = cpu.c & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.c & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7a: // bit 7,d
      v = cpu.d & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.d & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7b: // bit 7,e
      v = cpu.e & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.e & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7c: // bit 7,h
      v = cpu.h & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.h & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7d: // bit 7,l
      v = cpu.l & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.l & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7e: // bit 7,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7f: // bit 7,a
      v = cpu.a & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (cpu.a & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x80: // res 0,b
      cpu.b = cpu.b & 0xfe;
      cpu.q = 0;
      return;
    case 0x81: // res 0,c
      cpu.c = cpu.c & 0xfe;
      cpu.q = 0;
      return;
    case 0x82: // res 0,d
      cpu.d = cpu.d & 0xfe;
      cpu.q = 0;
      return;
    case 0x83: // res 0,e
      cpu.e = cpu.e & 0xfe;
      cpu.q = 0;
      return;
    case 0x84: // res 0,h
      cpu.h = cpu.h & 0xfe;
      cpu.q = 0;
      return;
    case 0x85: // res 0,l
      cpu.l = cpu.l & 0xfe;
      cpu.q = 0;
      return;
    case 0x86: // res 0,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0x87: // res 0,a
      cpu.a = cpu.a & 0xfe;
      cpu.q = 0;
      return;
    case 0x88: // res 1,b
      cpu.b = cpu.b & 0xfd;
      cpu.q = 0;
      return;
    case 0x89: // res 1,c
      cpu.c = cpu.c & 0xfd;
      cpu.q = 0;
      return;
    case 0x8a: // res 1,d
      cpu.d = cpu.d & 0xfd;
      cpu.q = 0;
      return;
    case 0x8b: // res 1,e
      cpu.e = cpu.e & 0xfd;
      cpu.q = 0;
      return;
    case 0x8c: // res 1,h
      cpu.h = cpu.h & 0xfd;
      cpu.q = 0;
      return;
    case 0x8d: // res 1,l
      cpu.l = cpu.l & 0xfd;
      cpu.q = 0;
      return;
    case 0x8e: // res 1,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0x8f: // res 1,a
      cpu.a = cpu.a & 0xfd;
      cpu.q = 0;
      return;
    case 0x90: // res 2,b
      cpu.b = cpu.b & 0xfb;
      cpu.q = 0;
      return;
    case 0x91: // res 2,c
      cpu.c = cpu.c & 0xfb;
      cpu.q = 0;
      return;
    case 0x92: // res 2,d
      cpu.d = cpu.d & 0xfb;
      cpu.q = 0;
      return;
    case 0x93: // res 2,e
      cpu.e = cpu.e & 0xfb;
      cpu.q = 0;
      return;
    case 0x94: // res 2,h
      cpu.h = cpu.h & 0xfb;
      cpu.q = 0;
      return;
    case 0x95: // res 2,l
      cpu.l = cpu.l & 0xfb;
      cpu.q = 0;
      return;
    case 0x96: // res 2,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0x97: // res 2,a
      cpu.a = cpu.a & 0xfb;
      cpu.q = 0;
      return;
    case 0x98: // res 3,b
      cpu.b = cpu.b & 0xf7;
      cpu.q = 0;
      return;
    case 0x99: // res 3,c
      cpu.c = cpu.c & 0xf7;
      cpu.q = 0;
      return;
    case 0x9a: // res 3,d
      cpu.d = cpu.d & 0xf7;
      cpu.q = 0;
      return;
    case 0x9b: // res 3,e
      cpu.e = cpu.e & 0xf7;
      cpu.q = 0;
      return;
    case 0x9c: // res 3,h
      cpu.h = cpu.h & 0xf7;
      cpu.q = 0;
      return;
    case 0x9d: // res 3,l
      cpu.l = cpu.l & 0xf7;
      cpu.q = 0;
      return;
    case 0x9e: // res 3,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0x9f: // res 3,a
      cpu.a = cpu.a & 0xf7;
      cpu.q = 0;
      return;
    case 0xa0: // res 4,b
      cpu.b = cpu.b & 0xef;
      cpu.q = 0;
      return;
    case 0xa1: // res 4,c
      cpu.c = cpu.c & 0xef;
      cpu.q = 0;
      return;
    case 0xa2: // res 4,d
      cpu.d = cpu.d & 0xef;
      cpu.q = 0;
      return;
    case 0xa3: // res 4,e
      cpu.e = cpu.e & 0xef;
      cpu.q = 0;
      return;
    case 0xa4: // res 4,h
      cpu.h = cpu.h & 0xef;
      cpu.q = 0;
      return;
    case 0xa5: // res 4,l
      cpu.l = cpu.l & 0xef;
      cpu.q = 0;
      return;
    case 0xa6: // res 4,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xa7: // res 4,a
      cpu.a = cpu.a & 0xef;
      cpu.q = 0;
      return;
    case 0xa8: // res 5,b
      cpu.b = cpu.b & 0xdf;
      cpu.q = 0;
      return;
    case 0xa9: // res 5,c
      cpu.c = cpu.c & 0xdf;
      cpu.q = 0;
      return;
    case 0xaa: // res 5,d
      cpu.d = cpu.d & 0xdf;
      cpu.q = 0;
      return;
    case 0xab: // res 5,e
      cpu.e = cpu.e & 0xdf;
      cpu.q = 0;
      return;
    case 0xac: // res 5,h
      cpu.h = cpu.h & 0xdf;
      cpu.q = 0;
      return;
    case 0xad: // res 5,l
      cpu.l = cpu.l & 0xdf;
      cpu.q = 0;
      return;
    case 0xae: // res 5,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xaf: // res 5,a
      cpu.a = cpu.a & 0xdf;
      cpu.q = 0;
      return;
    case 0xb0: // res 6,b
      cpu.b = cpu.b & 0xbf;
      cpu.q = 0;
      return;
    case 0xb1: // res 6,c
      cpu.c = cpu.c & 0xbf;
      cpu.q = 0;
      return;
    case 0xb2: // res 6,d
      cpu.d = cpu.d & 0xbf;
      cpu.q = 0;
      return;
    case 0xb3: // res 6,e
      cpu.e = cpu.e & 0xbf;
      cpu.q = 0;
      return;
    case 0xb4: // res 6,h
      cpu.h = cpu.h & 0xbf;
      cpu.q = 0;
      return;
    case 0xb5: // res 6,l
      cpu.l = cpu.l & 0xbf;
      cpu.q = 0;
      return;
    case 0xb6: // res 6,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xb7: // res 6,a
      cpu.a = cpu.a & 0xbf;
      cpu.q = 0;
      return;
    case 0xb8: // res 7,b
      cpu.b = cpu.b & 0x7f;
      cpu.q = 0;
      return;
    case 0xb9: // res 7,c
      cpu.c = cpu.c & 0x7f;
      cpu.q = 0;
      return;
    case 0xba: // res 7,d
      cpu.d = cpu.d & 0x7f;
      cpu.q = 0;
      return;
    case 0xbb: // res 7,e
      cpu.e = cpu.e & 0x7f;
      cpu.q = 0;
      return;
    case 0xbc: // res 7,h
      cpu.h = cpu.h & 0x7f;
      cpu.q = 0;
      return;
    case 0xbd: // res 7,l
      cpu.l = cpu.l & 0x7f;
      cpu.q = 0;
      return;
    case 0xbe: // res 7,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xbf: // res 7,a
      cpu.a = cpu.a & 0x7f;
      cpu.q = 0;
      return;
    case 0xc0: // set 0,b
      cpu.b = cpu.b | 0x01;
      cpu.q = 0;
      return;
    case 0xc1: // set 0,c
      cpu.c = cpu.c | 0x01;
      cpu.q = 0;
      return;
    case 0xc2: // set 0,d
      cpu.d = cpu.d | 0x01;
      cpu.q = 0;
      return;
    case 0xc3: // set 0,e
      cpu.e = cpu.e | 0x01;
      cpu.q = 0;
      return;
    case 0xc4: // set 0,h
      cpu.h = cpu.h | 0x01;
      cpu.q = 0;
      return;
    case 0xc5: // set 0,l
      cpu.l = cpu.l | 0x01;
      cpu.q = 0;
      return;
    case 0xc6: // set 0,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xc7: // set 0,a
      cpu.a = cpu.a | 0x01;
      cpu.q = 0;
      return;
    case 0xc8: // set 1,b
      cpu.b = cpu.b | 0x02;
      cpu.q = 0;
      return;
    case 0xc9: // set 1,c
      cpu.c = cpu.c | 0x02;
      cpu.q = 0;
      return;
    case 0xca: // set 1,d
      cpu.d = cpu.d | 0x02;
      cpu.q = 0;
      return;
    case 0xcb: // set 1,e
      cpu.e = cpu.e | 0x02;
      cpu.q = 0;
      return;
    case 0xcc: // set 1,h
      cpu.h = cpu.h | 0x02;
      cpu.q = 0;
      return;
    case 0xcd: // set 1,l
      cpu.l = cpu.l | 0x02;
      cpu.q = 0;
      return;
    case 0xce: // set 1,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xcf: // set 1,a
      cpu.a = cpu.a | 0x02;
      cpu.q = 0;
      return;
    case 0xd0: // set 2,b
      cpu.b = cpu.b | 0x04;
      cpu.q = 0;
      return;
    case 0xd1: // set 2,c
      cpu.c = cpu.c | 0x04;
      cpu.q = 0;
      return;
    case 0xd2: // set 2,d
      cpu.d = cpu.d | 0x04;
      cpu.q = 0;
      return;
    case 0xd3: // set 2,e
      cpu.e = cpu.e | 0x04;
      cpu.q = 0;
      return;
    case 0xd4: // set 2,h
      cpu.h = cpu.h | 0x04;
      cpu.q = 0;
      return;
    case 0xd5: // set 2,l
      cpu.l = cpu.l | 0x04;
      cpu.q = 0;
      return;
    case 0xd6: // set 2,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xd7: // set 2,a
      cpu.a = cpu.a | 0x04;
      cpu.q = 0;
      return;
    case 0xd8: // set 3,b
      cpu.b = cpu.b | 0x08;
      cpu.q = 0;
      return;
    case 0xd9: // set 3,c
      cpu.c = cpu.c | 0x08;
      cpu.q = 0;
      return;
    case 0xda: // set 3,d
      cpu.d = cpu.d | 0x08;
      cpu.q = 0;
      return;
    case 0xdb: // set 3,e
      cpu.e = cpu.e | 0x08;
      cpu.q = 0;
      return;
    case 0xdc: // set 3,h
      cpu.h = cpu.h | 0x08;
      cpu.q = 0;
      return;
    case 0xdd: // set 3,l
      cpu.l = cpu.l | 0x08;
      cpu.q = 0;
      return;
    case 0xde: // set 3,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xdf: // set 3,a
      cpu.a = cpu.a | 0x08;
      cpu.q = 0;
      return;
    case 0xe0: // set 4,b
      cpu.b = cpu.b | 0x10;
      cpu.q = 0;
      return;
    case 0xe1: // set 4,c
      cpu.c = cpu.c | 0x10;
      cpu.q = 0;
      return;
    case 0xe2: // set 4,d
      cpu.d = cpu.d | 0x10;
      cpu.q = 0;
      return;
    case 0xe3: // set 4,e
      cpu.e = cpu.e | 0x10;
      cpu.q = 0;
      return;
    case 0xe4: // set 4,h
      cpu.h = cpu.h | 0x10;
      cpu.q = 0;
      return;
    case 0xe5: // set 4,l
      cpu.l = cpu.l | 0x10;
      cpu.q = 0;
      return;
    case 0xe6: // set 4,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xe7: // set 4,a
      cpu.a = cpu.a | 0x10;
      cpu.q = 0;
      return;
    case 0xe8: // set 5,b
      cpu.b = cpu.b | 0x20;
      cpu.q = 0;
      return;
    case 0xe9: // set 5,c
      cpu.c = cpu.c | 0x20;
      cpu.q = 0;
      return;
    case 0xea: // set 5,d
      cpu.d = cpu.d | 0x20;
      cpu.q = 0;
      return;
    case 0xeb: // set 5,e
      cpu.e = cpu.e | 0x20;
      cpu.q = 0;
      return;
    case 0xec: // set 5,h
      cpu.h = cpu.h | 0x20;
      cpu.q = 0;
      return;
    case 0xed: // set 5,l
      cpu.l = cpu.l | 0x20;
      cpu.q = 0;
      return;
    case 0xee: // set 5,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xef: // set 5,a
      cpu.a = cpu.a | 0x20;
      cpu.q = 0;
      return;
    case 0xf0: // set 6,b
      cpu.b = cpu.b | 0x40;
      cpu.q = 0;
      return;
    case 0xf1: // set 6,c
      cpu.c = cpu.c | 0x40;
      cpu.q = 0;
      return;
    case 0xf2: // set 6,d
      cpu.d = cpu.d | 0x40;
      cpu.q = 0;
      return;
    case 0xf3: // set 6,e
      cpu.e = cpu.e | 0x40;
      cpu.q = 0;
      return;
    case 0xf4: // set 6,h
      cpu.h = cpu.h | 0x40;
      cpu.q = 0;
      return;
    case 0xf5: // set 6,l
      cpu.l = cpu.l | 0x40;
      cpu.q = 0;
      return;
    case 0xf6: // set 6,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xf7: // set 6,a
      cpu.a = cpu.a | 0x40;
      cpu.q = 0;
      return;
    case 0xf8: // set 7,b
      cpu.b = cpu.b | 0x80;
      cpu.q = 0;
      return;
    case 0xf9: // set 7,c
      cpu.c = cpu.c | 0x80;
      cpu.q = 0;
      return;
    case 0xfa: // set 7,d
      cpu.d = cpu.d | 0x80;
      cpu.q = 0;
      return;
    case 0xfb: // set 7,e
      cpu.e = cpu.e | 0x80;
      cpu.q = 0;
      return;
    case 0xfc: // set 7,h
      cpu.h = cpu.h | 0x80;
      cpu.q = 0;
      return;
    case 0xfd: // set 7,l
      cpu.l = cpu.l | 0x80;
      cpu.q = 0;
      return;
    case 0xfe: // set 7,(hl)
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.q = 0;
      return;
    case 0xff: // set 7,a
      cpu.a = cpu.a | 0x80;
      cpu.q = 0;
      return;
  }
}

function executeEd(cpu: Z80Core): void {
  let z = 0;
  let w = 0;
  let u = 0;
  let v = 0;
  const opcode = cpu.fetch();
  switch (opcode) {
    case 0x40: // in b,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.b = z;
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x41: // out (c),b
      cpu.output(((cpu.b << 8) | cpu.c), cpu.b);
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x42: // sbc hl,bc
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.b << 8) | cpu.c);
      u = v - w - (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x43: // ld (nn),bc
      z = cpu.operand();
      w = cpu.operand();
      cpu.write(((w << 8) | z), cpu.c);
      cpu.write(((((w << 8) | z) + 1) & 0xffff), cpu.b);
      cpu.wz = ((((w << 8) | z) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x44: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x45: // retn
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x46: // im 0
      cpu.im = 0;
      cpu.q = 0;
      return;
    case 0x47: // ld i,a
      cpu.t += 1;
      cpu.i = cpu.a;
      cpu.q = 0;
      return;
    case 0x48: // in c,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.c = z;
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x49: // out (c),c
      cpu.output(((cpu.b << 8) | cpu.c), cpu.c);
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x4a: // adc hl,bc
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.b << 8) | cpu.c);
      u = v + w + (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x4b: // ld bc,(nn)
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      z = cpu.read(cpu.wz);
      w = cpu.read(((cpu.wz + 1) & 0xffff));
      cpu.wz = ((cpu.wz + 1) & 0xffff);
      cpu.b = w;
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0x4c: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x4d: // reti
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x4e: // im 0
      cpu.im = 0;
      cpu.q = 0;
      return;
    case 0x4f: // ld r,a
      cpu.t += 1;
      cpu.r = cpu.a;
      cpu.q = 0;
      return;
    case 0x50: // in d,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.d = z;
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x51: // out (c),d
      cpu.output(((cpu.b << 8) | cpu.c), cpu.d);
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x52: // sbc hl,de
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.d << 8) | cpu.e);
      u = v - w - (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x53: // ld (nn),de
      z = cpu.operand();
      w = cpu.operand();
      cpu.write(((w << 8) | z), cpu.e);
      cpu.write(((((w << 8) | z) + 1) & 0xffff), cpu.d);
      cpu.wz = ((((w << 8) | z) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x54: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x55: // retn
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x56: // im 1
      cpu.im = 1;
      cpu.q = 0;
      return;
    case 0x57: // ld a,i
      cpu.t += 1;
      cpu.a = cpu.i;
      cpu.f = SZ[cpu.a] | (cpu.f & 0x01) | (cpu.iff2 !== 0 ? 0x04 : 0);
      cpu.p = 1;
      cpu.q = cpu.f;
      return;
    case 0x58: // in e,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.e = z;
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x59: // out (c),e
      cpu.output(((cpu.b << 8) | cpu.c), cpu.e);
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x5a: // adc hl,de
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.d << 8) | cpu.e);
      u = v + w + (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x5b: // ld de,(nn)
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      z = cpu.read(cpu.wz);
      w = cpu.read(((cpu.wz + 1) & 0xffff));
      cpu.wz = ((cpu.wz + 1) & 0xffff);
      cpu.d = w;
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0x5c: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x5d: // retn
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x5e: // im 2
      cpu.im = 2;
      cpu.q = 0;
      return;
    case 0x5f: // ld a,r
      cpu.t += 1;
      cpu.a = cpu.r;
      cpu.f = SZ[cpu.a] | (cpu.f & 0x01) | (cpu.iff2 !== 0 ? 0x04 : 0);
      cpu.p = 1;
      cpu.q = cpu.f;
      return;
    case 0x60: // in h,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.h = z;
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x61: // out (c),h
      cpu.output(((cpu.b << 8) | cpu.c), cpu.h);
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x62: // sbc hl,hl
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.h << 8) | cpu.l);
      u = v - w - (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x63: // ld (nn),hl
      z = cpu.operand();
      w = cpu.operand();
      cpu.write(((w << 8) | z), cpu.l);
      cpu.write(((((w << 8) | z) + 1) & 0xffff), cpu.h);
      cpu.wz = ((((w << 8) | z) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x64: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x65: // retn
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x66: // im 0
      cpu.im = 0;
      cpu.q = 0;
      return;
    case 0x67: // rrd
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 4;
      w = ((cpu.a << 4) | (z >> 4)) & 0xff;
      cpu.a = (cpu.a & 0xf0) | (z & 0x0f);
      cpu.f = SZP[cpu.a] | (cpu.f & 0x01);
      cpu.write(((cpu.h << 8) | cpu.l), w);
      cpu.wz = ((((cpu.h << 8) | cpu.l) + 1) & 0xffff);
      cpu.q = cpu.f;
      return;
    case 0x68: // in l,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.l = z;
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x69: // out (c),l
      cpu.output(((cpu.b << 8) | cpu.c), cpu.l);
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x6a: // adc hl,hl
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = ((cpu.h << 8) | cpu.l);
      u = v + w + (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x6b: // ld hl,(nn)
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      z = cpu.read(cpu.wz);
      w = cpu.read(((cpu.wz + 1) & 0xffff));
      cpu.wz = ((cpu.wz + 1) & 0xffff);
      cpu.h = w;
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x6c: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x6d: // retn
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x6e: // im 0
      cpu.im = 0;
      cpu.q = 0;
      return;
    case 0x6f: // rld
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 4;
      w = ((z << 4) | (cpu.a & 0x0f)) & 0xff;
      cpu.a = (cpu.a & 0xf0) | (z >> 4);
      cpu.f = SZP[cpu.a] | (cpu.f & 0x01);
      cpu.write(((cpu.h << 8) | cpu.l), w);
      cpu.wz = ((((cpu.h << 8) | cpu.l) + 1) & 0xffff);
      cpu.q = cpu.f;
      return;
    case 0x70: // in f,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x71: // out (c),0
      cpu.output(((cpu.b << 8) | cpu.c), (cpu.cmos ? 0xff : 0x00));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x72: // sbc hl,sp
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = cpu.sp;
      u = v - w - (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x73: // ld (nn),sp
      z = cpu.operand();
      w = cpu.operand();
      cpu.write(((w << 8) | z), (cpu.sp & 0xff));
      cpu.write(((((w << 8) | z) + 1) & 0xffff), (cpu.sp >> 8));
      cpu.wz = ((((w << 8) | z) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x74: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x75: // retn
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x76: // im 1
      cpu.im = 1;
      cpu.q = 0;
      return;
    case 0x78: // in a,(c)
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.a = z;
      cpu.f = SZP[z] | (cpu.f & 0x01);
      cpu.q = cpu.f;
      return;
    case 0x79: // out (c),a
      cpu.output(((cpu.b << 8) | cpu.c), cpu.a);
      cpu.wz = ((((cpu.b << 8) | cpu.c) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x7a: // adc hl,sp
      cpu.t += 7;
      v = ((cpu.h << 8) | cpu.l);
      w = cpu.sp;
      u = v + w + (cpu.f & 0x01);
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
      cpu.h = (u >> 8) & 0xff;
      cpu.l = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x7b: // ld sp,(nn)
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      z = cpu.read(cpu.wz);
      w = cpu.read(((cpu.wz + 1) & 0xffff));
      cpu.wz = ((cpu.wz + 1) & 0xffff);
      cpu.sp = ((w << 8) | z);
      cpu.q = 0;
      return;
    case 0x7c: // neg
      v = cpu.a;
      cpu.a = -v & 0xff;
      cpu.f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
      cpu.q = cpu.f;
      return;
    case 0x7d: // retn
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      cpu.wz = ((w << 8) | z);
      cpu.pc = cpu.wz;
      cpu.iff1 = cpu.iff2;
      cpu.q = 0;
      return;
    case 0x7e: // im 2
      cpu.im = 2;
      cpu.q = 0;
      return;
    case 0xa0: // ldi
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.write(((cpu.d << 8) | cpu.e), z);
      cpu.t += 2;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.d << 8) | cpu.e) + 1) & 0xffff;
      cpu.d = u >> 8;
      cpu.e = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      v = cpu.a + z;
      cpu.f = (cpu.f & 0xc1) | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
      cpu.q = cpu.f;
      return;
    case 0xa1: // cpi
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 5;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      cpu.wz = (cpu.wz + 1) & 0xffff;
      v = (cpu.a - z) & 0xff;
      u = (cpu.a ^ z ^ v) & 0x10;
      w = v - (u >> 4);
      cpu.f = (cpu.f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
      cpu.q = cpu.f;
      return;
    case 0xa2: // ini
      cpu.t += 1;
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) + 1) & 0xffff;
      cpu.b = (cpu.b - 1) & 0xff;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + ((cpu.c + 1) & 0xff);
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      cpu.q = cpu.f;
      return;
    case 0xa3: // outi
      cpu.t += 1;
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.b = (cpu.b - 1) & 0xff;
      cpu.output(((cpu.b << 8) | cpu.c), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) + 1) & 0xffff;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + cpu.l;
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      cpu.q = cpu.f;
      return;
    case 0xa8: // ldd
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.write(((cpu.d << 8) | cpu.e), z);
      cpu.t += 2;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.d << 8) | cpu.e) - 1) & 0xffff;
      cpu.d = u >> 8;
      cpu.e = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      v = cpu.a + z;
      cpu.f = (cpu.f & 0xc1) | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
      cpu.q = cpu.f;
      return;
    case 0xa9: // cpd
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 5;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      cpu.wz = (cpu.wz - 1) & 0xffff;
      v = (cpu.a - z) & 0xff;
      u = (cpu.a ^ z ^ v) & 0x10;
      w = v - (u >> 4);
      cpu.f = (cpu.f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
      cpu.q = cpu.f;
      return;
    case 0xaa: // ind
      cpu.t += 1;
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = (cpu.b - 1) & 0xff;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + ((cpu.c - 1) & 0xff);
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      cpu.q = cpu.f;
      return;
    case 0xab: // outd
      cpu.t += 1;
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.b = (cpu.b - 1) & 0xff;
      cpu.output(((cpu.b << 8) | cpu.c), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + cpu.l;
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      cpu.q = cpu.f;
      return;
    case 0xb0: // ldir
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.write(((cpu.d << 8) | cpu.e), z);
      cpu.t += 2;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.d << 8) | cpu.e) + 1) & 0xffff;
      cpu.d = u >> 8;
      cpu.e = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      v = cpu.a + z;
      cpu.f = (cpu.f & 0xc1) | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
      if ((cpu.b | cpu.c) !== 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
      }
      cpu.q = cpu.f;
      return;
    case 0xb1: // cpir
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 5;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      cpu.wz = (cpu.wz + 1) & 0xffff;
      v = (cpu.a - z) & 0xff;
      u = (cpu.a ^ z ^ v) & 0x10;
      w = v - (u >> 4);
      cpu.f = (cpu.f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
      if ((cpu.b | cpu.c) !== 0 && (cpu.f & 0x40) === 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
      }
      cpu.q = cpu.f;
      return;
    case 0xb2: // inir
      cpu.t += 1;
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) + 1) & 0xffff;
      cpu.b = (cpu.b - 1) & 0xff;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + ((cpu.c + 1) & 0xff);
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      if (cpu.b !== 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
        if ((cpu.f & 0x01) === 0) {
          cpu.f ^= (SZP[cpu.b & 0x07] ^ 0x04) & 0x04;
        } else if ((z & 0x80) !== 0) {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b - 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x00) cpu.f |= 0x10;
        } else {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b + 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x0f) cpu.f |= 0x10;
        }
      }
      cpu.q = cpu.f;
      return;
    case 0xb3: // otir
      cpu.t += 1;
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.b = (cpu.b - 1) & 0xff;
      cpu.output(((cpu.b << 8) | cpu.c), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) + 1) & 0xffff;
      u = (((cpu.h << 8) | cpu.l) + 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + cpu.l;
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      if (cpu.b !== 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
        if ((cpu.f & 0x01) === 0) {
          cpu.f ^= (SZP[cpu.b & 0x07] ^ 0x04) & 0x04;
        } else if ((z & 0x80) !== 0) {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b - 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x00) cpu.f |= 0x10;
        } else {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b + 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x0f) cpu.f |= 0x10;
        }
      }
      cpu.q = cpu.f;
      return;
    case 0xb8: // lddr
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.write(((cpu.d << 8) | cpu.e), z);
      cpu.t += 2;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.d << 8) | cpu.e) - 1) & 0xffff;
      cpu.d = u >> 8;
      cpu.e = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      v = cpu.a + z;
      cpu.f = (cpu.f & 0xc1) | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
      if ((cpu.b | cpu.c) !== 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
      }
      cpu.q = cpu.f;
      return;
    case 0xb9: // cpdr
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.t += 5;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = u >> 8;
      cpu.c = u & 0xff;
      cpu.wz = (cpu.wz - 1) & 0xffff;
      v = (cpu.a - z) & 0xff;
      u = (cpu.a ^ z ^ v) & 0x10;
      w = v - (u >> 4);
      cpu.f = (cpu.f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((cpu.b | cpu.c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
      if ((cpu.b | cpu.c) !== 0 && (cpu.f & 0x40) === 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
      }
      cpu.q = cpu.f;
      return;
    case 0xba: // indr
      cpu.t += 1;
      z = cpu.input(((cpu.b << 8) | cpu.c));
      cpu.write(((cpu.h << 8) | cpu.l), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      cpu.b = (cpu.b - 1) & 0xff;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + ((cpu.c - 1) & 0xff);
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      if (cpu.b !== 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
        if ((cpu.f & 0x01) === 0) {
          cpu.f ^= (SZP[cpu.b & 0x07] ^ 0x04) & 0x04;
        } else if ((z & 0x80) !== 0) {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b - 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x00) cpu.f |= 0x10;
        } else {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b + 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x0f) cpu.f |= 0x10;
        }
      }
      cpu.q = cpu.f;
      return;
    case 0xbb: // otdr
      cpu.t += 1;
      z = cpu.read(((cpu.h << 8) | cpu.l));
      cpu.b = (cpu.b - 1) & 0xff;
      cpu.output(((cpu.b << 8) | cpu.c), z);
      cpu.wz = (((cpu.b << 8) | cpu.c) - 1) & 0xffff;
      u = (((cpu.h << 8) | cpu.l) - 1) & 0xffff;
      cpu.h = u >> 8;
      cpu.l = u & 0xff;
      u = z + cpu.l;
      cpu.f = SZ[cpu.b] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ cpu.b] & 0x04);
      if (cpu.b !== 0) {
        cpu.t += 5;
        cpu.pc = (cpu.pc - 2) & 0xffff;
        cpu.wz = (cpu.pc + 1) & 0xffff;
        cpu.f = (cpu.f & 0xd7) | ((cpu.pc >> 8) & 0x28);
        if ((cpu.f & 0x01) === 0) {
          cpu.f ^= (SZP[cpu.b & 0x07] ^ 0x04) & 0x04;
        } else if ((z & 0x80) !== 0) {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b - 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x00) cpu.f |= 0x10;
        } else {
          cpu.f = (cpu.f & 0xef) ^ ((SZP[(cpu.b + 1) & 0x07] ^ 0x04) & 0x04);
          if ((cpu.b & 0x0f) === 0x0f) cpu.f |= 0x10;
        }
      }
      cpu.q = cpu.f;
      return;
    default: // no operation
      cpu.q = 0;
      return;
  }
}

/** Executes the opcode behind DD or FD. */
export function executeIndexed(cpu: Z80Core, prefix: number): void {
  let z = 0;
  let w = 0;
  let u = 0;
  let v = 0;
  let x = prefix === 0xdd ? cpu.ix : cpu.iy;
  const opcode = cpu.fetch();
  switch (opcode) {
    case 0x09: // add ix,bc
      cpu.t += 7;
      v = x;
      w = ((cpu.b << 8) | cpu.c);
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      x = u & 0xffff;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x19: // add ix,de
      cpu.t += 7;
      v = x;
      w = ((cpu.d << 8) | cpu.e);
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      x = u & 0xffff;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x21: // ld ix,nn
      z = cpu.operand();
      w = cpu.operand();
      x = ((w << 8) | z);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x22: // ld (nn),ix
      z = cpu.operand();
      w = cpu.operand();
      cpu.write(((w << 8) | z), (x & 0xff));
      cpu.write(((((w << 8) | z) + 1) & 0xffff), (x >> 8));
      cpu.wz = ((((w << 8) | z) + 1) & 0xffff);
      cpu.q = 0;
      return;
    case 0x23: // inc ix
      cpu.t += 2;
      x = ((x + 1) & 0xffff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x24: // inc ixh
      v = ((x >> 8) + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[v];
      x = (v << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x25: // dec ixh
      v = ((x >> 8) - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[v];
      x = (v << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x26: // ld ixh,n
      z = cpu.operand();
      x = (z << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x29: // add ix,ix
      cpu.t += 7;
      v = x;
      w = x;
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      x = u & 0xffff;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x2a: // ld ix,(nn)
      z = cpu.operand();
      w = cpu.operand();
      cpu.wz = ((w << 8) | z);
      z = cpu.read(cpu.wz);
      w = cpu.read(((cpu.wz + 1) & 0xffff));
      cpu.wz = ((cpu.wz + 1) & 0xffff);
      x = ((w << 8) | z);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x2b: // dec ix
      cpu.t += 2;
      x = ((x - 1) & 0xffff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x2c: // inc ixl
      v = ((x & 0xff) + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[v];
      x = (x & 0xff00) | v;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x2d: // dec ixl
      v = ((x & 0xff) - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[v];
      x = (x & 0xff00) | v;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x2e: // ld ixl,n
      z = cpu.operand();
      x = (x & 0xff00) | z;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x34: // inc (ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = (z + 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | INC[z];
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x35: // dec (ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = (z - 1) & 0xff;
      cpu.f = (cpu.f & 0x01) | DEC[z];
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x36: // ld (ix+d),n
      z = cpu.operand();
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.operand();
      cpu.t += 2;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0x39: // add ix,sp
      cpu.t += 7;
      v = x;
      w = cpu.sp;
      u = v + w;
      cpu.wz = (v + 1) & 0xffff;
      cpu.f = (cpu.f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
      x = u & 0xffff;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = cpu.f;
      return;
    case 0x44: // ld b,ixh
      cpu.b = (x >> 8);
      cpu.q = 0;
      return;
    case 0x45: // ld b,ixl
      cpu.b = (x & 0xff);
      cpu.q = 0;
      return;
    case 0x46: // ld b,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.b = cpu.read(cpu.wz);
      cpu.q = 0;
      return;
    case 0x4c: // ld c,ixh
      cpu.c = (x >> 8);
      cpu.q = 0;
      return;
    case 0x4d: // ld c,ixl
      cpu.c = (x & 0xff);
      cpu.q = 0;
      return;
    case 0x4e: // ld c,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.c = cpu.read(cpu.wz);
      cpu.q = 0;
      return;
    case 0x54: // ld d,ixh
      cpu.d = (x >> 8);
      cpu.q = 0;
      return;
    case 0x55: // ld d,ixl
      cpu.d = (x & 0xff);
      cpu.q = 0;
      return;
    case 0x56: // ld d,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.d = cpu.read(cpu.wz);
      cpu.q = 0;
      return;
    case 0x5c: // ld e,ixh
      cpu.e = (x >> 8);
      cpu.q = 0;
      return;
    case 0x5d: // ld e,ixl
      cpu.e = (x & 0xff);
      cpu.q = 0;
      return;
    case 0x5e: // ld e,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.e = cpu.read(cpu.wz);
      cpu.q = 0;
      return;
    case 0x60: // ld ixh,b
      x = (cpu.b << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x61: // ld ixh,c
      x = (cpu.c << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x62: // ld ixh,d
      x = (cpu.d << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x63: // ld ixh,e
      x = (cpu.e << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x64: // ld ixh,ixh
      cpu.q = 0;
      return;
    case 0x65: // ld ixh,ixl
      x = ((x & 0xff) << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x66: // ld h,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.h = cpu.read(cpu.wz);
      cpu.q = 0;
      return;
    case 0x67: // ld ixh,a
      x = (cpu.a << 8) | (x & 0xff);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x68: // ld ixl,b
      x = (x & 0xff00) | cpu.b;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x69: // ld ixl,c
      x = (x & 0xff00) | cpu.c;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x6a: // ld ixl,d
      x = (x & 0xff00) | cpu.d;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x6b: // ld ixl,e
      x = (x & 0xff00) | cpu.e;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x6c: // ld ixl,ixh
      x = (x & 0xff00) | (x >> 8);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x6d: // ld ixl,ixl
      cpu.q = 0;
      return;
    case 0x6e: // ld l,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.l = cpu.read(cpu.wz);
      cpu.q = 0;
      return;
    case 0x6f: // ld ixl,a
      x = (x & 0xff00) | cpu.a;
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0x70: // ld (ix+d),b
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.write(cpu.wz, cpu.b);
      cpu.q = 0;
      return;
    case 0x71: // ld (ix+d),c
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.write(cpu.wz, cpu.c);
      cpu.q = 0;
      return;
    case 0x72: // ld (ix+d),d
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.write(cpu.wz, cpu.d);
      cpu.q = 0;
      return;
    case 0x73: // ld (ix+d),e
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.write(cpu.wz, cpu.e);
      cpu.q = 0;
      return;
    case 0x74: // ld (ix+d),h
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.write(cpu.wz, cpu.h);
      cpu.q = 0;
      return;
    case 0x75: // ld (ix+d),l
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.write(cpu.wz, cpu.l);
      cpu.q = 0;
      return;
    case 0x77: // ld (ix+d),a
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.write(cpu.wz, cpu.a);
      cpu.q = 0;
      return;
    case 0x7c: // ld a,ixh
      cpu.a = (x >> 8);
      cpu.q = 0;
      return;
    case 0x7d: // ld a,ixl
      cpu.a = (x & 0xff);
      cpu.q = 0;
      return;
    case 0x7e: // ld a,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      cpu.a = cpu.read(cpu.wz);
      cpu.q = 0;
      return;
    case 0x84: // add a,ixh
      v = (x >> 8);
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x85: // add a,ixl
      v = (x & 0xff);
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x86: // add a,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      v = z;
      u = cpu.a + v;
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8c: // adc a,ixh
      v = (x >> 8);
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8d: // adc a,ixl
      v = (x & 0xff);
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x8e: // adc a,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      v = z;
      u = cpu.a + v + (cpu.f & 0x01);
      cpu.f = ADD[u]! | HV[cpu.a ^ v ^ u]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x94: // sub ixh
      v = (x >> 8);
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x95: // sub ixl
      v = (x & 0xff);
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x96: // sub (ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      v = z;
      u = cpu.a - v;
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9c: // sbc a,ixh
      v = (x >> 8);
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9d: // sbc a,ixl
      v = (x & 0xff);
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0x9e: // sbc a,(ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      v = z;
      u = cpu.a - v - (cpu.f & 0x01);
      cpu.f = SUB[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]!;
      cpu.a = u & 0xff;
      cpu.q = cpu.f;
      return;
    case 0xa4: // and ixh
      cpu.a &= (x >> 8);
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa5: // and ixl
      cpu.a &= (x & 0xff);
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xa6: // and (ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      cpu.a &= z;
      cpu.f = SZP[cpu.a] | 0x10;
      cpu.q = cpu.f;
      return;
    case 0xac: // xor ixh
      cpu.a ^= (x >> 8);
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xad: // xor ixl
      cpu.a ^= (x & 0xff);
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xae: // xor (ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      cpu.a ^= z;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb4: // or ixh
      cpu.a |= (x >> 8);
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb5: // or ixl
      cpu.a |= (x & 0xff);
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xb6: // or (ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      cpu.a |= z;
      cpu.f = SZP[cpu.a];
      cpu.q = cpu.f;
      return;
    case 0xbc: // cp ixh
      v = (x >> 8);
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xbd: // cp ixl
      v = (x & 0xff);
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xbe: // cp (ix+d)
      z = cpu.operand();
      cpu.t += 5;
      cpu.wz = ((x + ((z << 24) >> 24)) & 0xffff);
      z = cpu.read(cpu.wz);
      v = z;
      u = cpu.a - v;
      cpu.f = CP[u & 0x1ff]! | HV[(cpu.a ^ v ^ u) & 0x1ff]! | (v & 0x28);
      cpu.q = cpu.f;
      return;
    case 0xcb: // prefix cb
      executeIndexedCb(cpu, x);
      return;
    case 0xe1: // pop ix
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.sp = ((cpu.sp + 2) & 0xffff);
      x = ((w << 8) | z);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0xe3: // ex (sp),ix
      z = cpu.read(cpu.sp);
      w = cpu.read(((cpu.sp + 1) & 0xffff));
      cpu.t += 1;
      cpu.write(((cpu.sp + 1) & 0xffff), (x >> 8));
      cpu.write(cpu.sp, (x & 0xff));
      cpu.t += 2;
      cpu.wz = ((w << 8) | z);
      x = ((w << 8) | z);
      if (prefix === 0xdd) cpu.ix = x;
      else cpu.iy = x;
      cpu.q = 0;
      return;
    case 0xe5: // push ix
      cpu.t += 1;
      cpu.write(((cpu.sp - 1) & 0xffff), (x >> 8));
      cpu.write(((cpu.sp - 2) & 0xffff), (x & 0xff));
      cpu.sp = ((cpu.sp - 2) & 0xffff);
      cpu.q = 0;
      return;
    case 0xe9: // jp (ix)
      cpu.pc = x;
      cpu.q = 0;
      return;
    case 0xf9: // ld sp,ix
      cpu.t += 2;
      cpu.sp = x;
      cpu.q = 0;
      return;
    case 0xdd:
    case 0xfd:
      // only the last prefix of a chain counts; no interrupt is accepted in between
      cpu.prefix = opcode;
      return;
    default:
      execute(cpu, opcode);
      return;
  }
}

/** DD CB d op: displacement and opcode are memory reads, the second one 2 T-states longer. */
function executeIndexedCb(cpu: Z80Core, x: number): void {
  let z = 0;
  let v = 0;
  cpu.wz = (x + ((cpu.operand() << 24) >> 24)) & 0xffff;
  const opcode = cpu.operand();
  cpu.t += 2;
  switch (opcode) {
    case 0x00: // rlc (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x01: // rlc (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x02: // rlc (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x03: // rlc (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x04: // rlc (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x05: // rlc (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x06: // rlc (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x07: // rlc (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (v >> 7)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x08: // rrc (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x09: // rrc (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x0a: // rrc (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x0b: // rrc (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x0c: // rrc (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x0d: // rrc (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x0e: // rrc (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x0f: // rrc (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((v << 7) & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x10: // rl (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x11: // rl (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x12: // rl (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x13: // rl (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x14: // rl (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x15: // rl (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x16: // rl (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x17: // rl (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | (cpu.f & 0x01)) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x18: // rr (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x19: // rr (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x1a: // rr (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x1b: // rr (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x1c: // rr (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x1d: // rr (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x1e: // rr (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x1f: // rr (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | ((cpu.f & 0x01) << 7);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x20: // sla (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x21: // sla (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x22: // sla (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x23: // sla (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x24: // sla (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x25: // sla (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x26: // sla (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x27: // sla (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v << 1) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x28: // sra (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x29: // sra (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x2a: // sra (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x2b: // sra (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x2c: // sra (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x2d: // sra (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x2e: // sra (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x2f: // sra (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = (v >> 1) | (v & 0x80);
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x30: // sll (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x31: // sll (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x32: // sll (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x33: // sll (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x34: // sll (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x35: // sll (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x36: // sll (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x37: // sll (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = ((v << 1) | 0x01) & 0xff;
      cpu.f = SZP[z] | (v >> 7);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x38: // srl (ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = cpu.f;
      return;
    case 0x39: // srl (ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = cpu.f;
      return;
    case 0x3a: // srl (ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = cpu.f;
      return;
    case 0x3b: // srl (ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = cpu.f;
      return;
    case 0x3c: // srl (ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = cpu.f;
      return;
    case 0x3d: // srl (ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = cpu.f;
      return;
    case 0x3e: // srl (ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.q = cpu.f;
      return;
    case 0x3f: // srl (ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z;
      z = v >> 1;
      cpu.f = SZP[z] | (v & 0x01);
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = cpu.f;
      return;
    case 0x40: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x41: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x42: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x43: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x44: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x45: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x46: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x47: // bit 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x01;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x48: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x49: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4a: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4b: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4c: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4d: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4e: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x4f: // bit 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x02;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x50: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x51: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x52: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x53: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x54: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x55: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x56: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x57: // bit 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x04;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x58: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x59: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5a: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5b: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5c: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5d: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5e: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x5f: // bit 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x08;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x60: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x61: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x62: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x63: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x64: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x65: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x66: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x67: // bit 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x10;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x68: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x69: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6a: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6b: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6c: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6d: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6e: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x6f: // bit 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x20;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x70: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x71: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x72: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x73: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x74: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x75: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x76: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x77: // bit 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x40;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x78: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x79: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7a: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7b: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7c: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7d: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7e: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x7f: // bit 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      v = z & 0x80;
      cpu.f = (cpu.f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((cpu.wz >> 8) & 0x28);
      cpu.q = cpu.f;
      return;
    case 0x80: // res 0,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0x81: // res 0,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0x82: // res 0,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0x83: // res 0,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0x84: // res 0,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0x85: // res 0,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x86: // res 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0x87: // res 0,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfe;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0x88: // res 1,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0x89: // res 1,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0x8a: // res 1,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0x8b: // res 1,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0x8c: // res 1,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0x8d: // res 1,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x8e: // res 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0x8f: // res 1,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfd;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0x90: // res 2,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0x91: // res 2,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0x92: // res 2,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0x93: // res 2,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0x94: // res 2,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0x95: // res 2,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x96: // res 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0x97: // res 2,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xfb;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0x98: // res 3,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0x99: // res 3,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0x9a: // res 3,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0x9b: // res 3,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0x9c: // res 3,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0x9d: // res 3,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0x9e: // res 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0x9f: // res 3,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xf7;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xa0: // res 4,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xa1: // res 4,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xa2: // res 4,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xa3: // res 4,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xa4: // res 4,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xa5: // res 4,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xa6: // res 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xa7: // res 4,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xef;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xa8: // res 5,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xa9: // res 5,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xaa: // res 5,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xab: // res 5,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xac: // res 5,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xad: // res 5,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xae: // res 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xaf: // res 5,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xdf;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xb0: // res 6,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xb1: // res 6,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xb2: // res 6,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xb3: // res 6,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xb4: // res 6,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xb5: // res 6,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xb6: // res 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xb7: // res 6,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0xbf;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xb8: // res 7,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xb9: // res 7,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xba: // res 7,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xbb: // res 7,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xbc: // res 7,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xbd: // res 7,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xbe: // res 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xbf: // res 7,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z & 0x7f;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xc0: // set 0,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xc1: // set 0,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xc2: // set 0,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xc3: // set 0,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xc4: // set 0,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xc5: // set 0,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xc6: // set 0,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xc7: // set 0,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x01;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xc8: // set 1,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xc9: // set 1,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xca: // set 1,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xcb: // set 1,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xcc: // set 1,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xcd: // set 1,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xce: // set 1,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xcf: // set 1,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x02;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xd0: // set 2,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xd1: // set 2,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xd2: // set 2,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xd3: // set 2,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xd4: // set 2,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xd5: // set 2,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xd6: // set 2,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xd7: // set 2,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x04;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xd8: // set 3,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xd9: // set 3,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xda: // set 3,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xdb: // set 3,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xdc: // set 3,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xdd: // set 3,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xde: // set 3,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xdf: // set 3,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x08;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xe0: // set 4,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xe1: // set 4,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xe2: // set 4,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xe3: // set 4,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xe4: // set 4,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xe5: // set 4,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xe6: // set 4,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xe7: // set 4,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x10;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xe8: // set 5,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xe9: // set 5,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xea: // set 5,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xeb: // set 5,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xec: // set 5,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xed: // set 5,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xee: // set 5,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xef: // set 5,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x20;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xf0: // set 6,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xf1: // set 6,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xf2: // set 6,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xf3: // set 6,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xf4: // set 6,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xf5: // set 6,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xf6: // set 6,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xf7: // set 6,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x40;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
    case 0xf8: // set 7,(ix+d),b
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.b = z;
      cpu.q = 0;
      return;
    case 0xf9: // set 7,(ix+d),c
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.c = z;
      cpu.q = 0;
      return;
    case 0xfa: // set 7,(ix+d),d
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.d = z;
      cpu.q = 0;
      return;
    case 0xfb: // set 7,(ix+d),e
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.e = z;
      cpu.q = 0;
      return;
    case 0xfc: // set 7,(ix+d),h
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.h = z;
      cpu.q = 0;
      return;
    case 0xfd: // set 7,(ix+d),l
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.l = z;
      cpu.q = 0;
      return;
    case 0xfe: // set 7,(ix+d)
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.q = 0;
      return;
    case 0xff: // set 7,(ix+d),a
      z = cpu.read(cpu.wz);
      cpu.t += 1;
      z = z | 0x80;
      cpu.write(cpu.wz, z);
      cpu.a = z;
      cpu.q = 0;
      return;
  }
}
