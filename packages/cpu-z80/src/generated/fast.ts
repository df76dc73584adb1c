// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run
// `npm run generate`.

import { SLOW } from '@backplane/kernel';
import type { Z80Core } from '../core.ts';
import * as flags from '../flags.ts';

/**
 * Runs until `cpu.t` reaches `end`, or until an instruction that the exact engine has to execute (then `cpu.t` stays
 * below `end` and PC is on that instruction).
 */
export function runFast(cpu: Z80Core, end: number): void {
  const { memory, readBase, writeBase } = cpu.space;
  // locals, because bytecode for module variables and for large constants is several times as long
  const { ADD, CP, DEC, HV, INC, SUB, SZ, SZP } = flags;
  const slow = SLOW;
  const word = 0xffff;
  let a = cpu.a;
  let f = cpu.f;
  let b = cpu.b;
  let c = cpu.c;
  let d = cpu.d;
  let e = cpu.e;
  let h = cpu.h;
  let l = cpu.l;
  let ix = cpu.ix;
  let iy = cpu.iy;
  let sp = cpu.sp;
  let pc = cpu.pc;
  let wz = cpu.wz;
  let q = cpu.q;
  let t = cpu.t;
  /** Opcode fetches so far: the low 7 bits of R. */
  let refreshed = cpu.r;
  const { pieces } = cpu;
  /** Instructions between these addresses have all their bytes in one piece of memory, at `code` + address. */
  let low = 0;
  let high = -1;
  let code = 0;
  /** Of the opcode, in the arena. */
  let at = 0;
  let base = 0;
  let base2 = 0;
  let address = 0;
  let address2 = 0;
  let opcode = 0;
  let sub = 0;
  let x = 0;
  let z = 0;
  let w = 0;
  let u = 0;
  let v = 0;
  run: while (t < end) {
    if (pc > high) {
      code = readBase[pc >> 8]!;
      if (code !== slow) {
        pieces.find(readBase, pc >> 8);
        low = pieces.low;
        high = pieces.high;
      }
      // on a device, or where the piece ends
      if (pc > high) break;
    }
    at = code + pc;
    opcode = memory[at]!;
    switch (opcode) {
      case 0x00: // nop
        q = 0;
        break;
      case 0x01: // ld bc,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        b = w;
        c = z;
        q = 0;
        t += 6;
        break;
      case 0x02: // ld (bc),a
        address = ((b << 8) | c);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = a;
        wz = (a << 8) | ((c + 1) & 0xff);
        q = 0;
        t += 3;
        break;
      case 0x03: // inc bc
        u = ((((b << 8) | c) + 1) & word);
        b = u >> 8;
        c = u & 0xff;
        q = 0;
        t += 2;
        break;
      case 0x04: // inc b
        b = (b + 1) & 0xff;
        f = (f & 0x01) | INC[b];
        q = f;
        break;
      case 0x05: // dec b
        b = (b - 1) & 0xff;
        f = (f & 0x01) | DEC[b];
        q = f;
        break;
      case 0x06: // ld b,n
        z = memory[at + 1]!;
        pc += 1;
        b = z;
        q = 0;
        t += 3;
        break;
      case 0x07: // rlca
        a = ((a << 1) | (a >> 7)) & 0xff;
        f = (f & 0xc4) | (a & 0x29);
        q = f;
        break;
      case 0x08: // ex af,af'
        v = cpu.af2;
        cpu.af2 = ((a << 8) | f);
        a = v >> 8;
        f = v & 0xff;
        q = 0;
        break;
      case 0x09: // add hl,bc
        v = ((h << 8) | l);
        w = ((b << 8) | c);
        u = v + w;
        wz = (v + 1) & word;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x0a: // ld a,(bc)
        if ((base = readBase[b]!) === slow) break run;
        a = memory[base + ((b << 8) | c)]!;
        wz = ((((b << 8) | c) + 1) & word);
        q = 0;
        t += 3;
        break;
      case 0x0b: // dec bc
        u = ((((b << 8) | c) - 1) & word);
        b = u >> 8;
        c = u & 0xff;
        q = 0;
        t += 2;
        break;
      case 0x0c: // inc c
        c = (c + 1) & 0xff;
        f = (f & 0x01) | INC[c];
        q = f;
        break;
      case 0x0d: // dec c
        c = (c - 1) & 0xff;
        f = (f & 0x01) | DEC[c];
        q = f;
        break;
      case 0x0e: // ld c,n
        z = memory[at + 1]!;
        pc += 1;
        c = z;
        q = 0;
        t += 3;
        break;
      case 0x0f: // rrca
        f = (f & 0xc4) | (a & 0x01);
        a = (a >> 1) | ((a << 7) & 0x80);
        f |= a & 0x28;
        q = f;
        break;
      case 0x10: // djnz e
        z = memory[at + 1]!;
        pc += 1;
        b = (b - 1) & 0xff;
        if (b !== 0) {
          wz = ((pc + 1) + ((z << 24) >> 24)) & word;
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 5;
        }
        q = 0;
        t += 4;
        break;
      case 0x11: // ld de,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        d = w;
        e = z;
        q = 0;
        t += 6;
        break;
      case 0x12: // ld (de),a
        address = ((d << 8) | e);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = a;
        wz = (a << 8) | ((e + 1) & 0xff);
        q = 0;
        t += 3;
        break;
      case 0x13: // inc de
        u = ((((d << 8) | e) + 1) & word);
        d = u >> 8;
        e = u & 0xff;
        q = 0;
        t += 2;
        break;
      case 0x14: // inc d
        d = (d + 1) & 0xff;
        f = (f & 0x01) | INC[d];
        q = f;
        break;
      case 0x15: // dec d
        d = (d - 1) & 0xff;
        f = (f & 0x01) | DEC[d];
        q = f;
        break;
      case 0x16: // ld d,n
        z = memory[at + 1]!;
        pc += 1;
        d = z;
        q = 0;
        t += 3;
        break;
      case 0x17: // rla
        v = a;
        a = ((v << 1) | (f & 0x01)) & 0xff;
        f = (f & 0xc4) | (a & 0x28) | (v >> 7);
        q = f;
        break;
      case 0x18: // jr e
        z = memory[at + 1]!;
        pc += 1;
        wz = ((pc + 1) + ((z << 24) >> 24)) & word;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 8;
        break;
      case 0x19: // add hl,de
        v = ((h << 8) | l);
        w = ((d << 8) | e);
        u = v + w;
        wz = (v + 1) & word;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x1a: // ld a,(de)
        if ((base = readBase[d]!) === slow) break run;
        a = memory[base + ((d << 8) | e)]!;
        wz = ((((d << 8) | e) + 1) & word);
        q = 0;
        t += 3;
        break;
      case 0x1b: // dec de
        u = ((((d << 8) | e) - 1) & word);
        d = u >> 8;
        e = u & 0xff;
        q = 0;
        t += 2;
        break;
      case 0x1c: // inc e
        e = (e + 1) & 0xff;
        f = (f & 0x01) | INC[e];
        q = f;
        break;
      case 0x1d: // dec e
        e = (e - 1) & 0xff;
        f = (f & 0x01) | DEC[e];
        q = f;
        break;
      case 0x1e: // ld e,n
        z = memory[at + 1]!;
        pc += 1;
        e = z;
        q = 0;
        t += 3;
        break;
      case 0x1f: // rra
        v = a;
        a = (v >> 1) | ((f & 0x01) << 7);
        f = (f & 0xc4) | (a & 0x28) | (v & 0x01);
        q = f;
        break;
      case 0x20: // jr nz,e
        z = memory[at + 1]!;
        pc += 1;
        if ((f & 0x40) === 0) {
          wz = ((pc + 1) + ((z << 24) >> 24)) & word;
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 5;
        }
        q = 0;
        t += 3;
        break;
      case 0x21: // ld hl,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        h = w;
        l = z;
        q = 0;
        t += 6;
        break;
      case 0x22: // ld (nn),hl
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        address = ((w << 8) | z);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((((w << 8) | z) + 1) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        pc += 2;
        memory[base + address] = l;
        memory[base2 + address2] = h;
        wz = ((((w << 8) | z) + 1) & word);
        q = 0;
        t += 12;
        break;
      case 0x23: // inc hl
        u = ((((h << 8) | l) + 1) & word);
        h = u >> 8;
        l = u & 0xff;
        q = 0;
        t += 2;
        break;
      case 0x24: // inc h
        h = (h + 1) & 0xff;
        f = (f & 0x01) | INC[h];
        q = f;
        break;
      case 0x25: // dec h
        h = (h - 1) & 0xff;
        f = (f & 0x01) | DEC[h];
        q = f;
        break;
      case 0x26: // ld h,n
        z = memory[at + 1]!;
        pc += 1;
        h = z;
        q = 0;
        t += 3;
        break;
      case 0x27: // daa
        v = a;
        u = (f & 0x10) !== 0 || (v & 0x0f) > 0x09 ? 0x06 : 0;
        if ((f & 0x01) !== 0 || v > 0x99) u |= 0x60;
        a = ((f & 0x02) !== 0 ? v - u : v + u) & 0xff;
        f = SZP[a] | (u > 0x5f ? 0x01 : 0) | (f & 0x02) | ((v ^ a) & 0x10);
        q = f;
        break;
      case 0x28: // jr z,e
        z = memory[at + 1]!;
        pc += 1;
        if ((f & 0x40) !== 0) {
          wz = ((pc + 1) + ((z << 24) >> 24)) & word;
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 5;
        }
        q = 0;
        t += 3;
        break;
      case 0x29: // add hl,hl
        v = ((h << 8) | l);
        w = ((h << 8) | l);
        u = v + w;
        wz = (v + 1) & word;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x2a: // ld hl,(nn)
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((base = readBase[wz >> 8]!) === slow) break run;
        z = memory[base + wz]!;
        address = ((wz + 1) & word);
        if ((base = readBase[address >> 8]!) === slow) break run;
        w = memory[base + address]!;
        pc += 2;
        wz = ((wz + 1) & word);
        h = w;
        l = z;
        q = 0;
        t += 12;
        break;
      case 0x2b: // dec hl
        u = ((((h << 8) | l) - 1) & word);
        h = u >> 8;
        l = u & 0xff;
        q = 0;
        t += 2;
        break;
      case 0x2c: // inc l
        l = (l + 1) & 0xff;
        f = (f & 0x01) | INC[l];
        q = f;
        break;
      case 0x2d: // dec l
        l = (l - 1) & 0xff;
        f = (f & 0x01) | DEC[l];
        q = f;
        break;
      case 0x2e: // ld l,n
        z = memory[at + 1]!;
        pc += 1;
        l = z;
        q = 0;
        t += 3;
        break;
      case 0x2f: // cpl
        a ^= 0xff;
        f = (f & 0xc5) | (a & 0x28) | 0x12;
        q = f;
        break;
      case 0x30: // jr nc,e
        z = memory[at + 1]!;
        pc += 1;
        if ((f & 0x01) === 0) {
          wz = ((pc + 1) + ((z << 24) >> 24)) & word;
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 5;
        }
        q = 0;
        t += 3;
        break;
      case 0x31: // ld sp,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        sp = ((w << 8) | z);
        q = 0;
        t += 6;
        break;
      case 0x32: // ld (nn),a
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        address = ((w << 8) | z);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        pc += 2;
        memory[base + address] = a;
        wz = (a << 8) | ((z + 1) & 0xff);
        q = 0;
        t += 9;
        break;
      case 0x33: // inc sp
        sp = ((sp + 1) & word);
        q = 0;
        t += 2;
        break;
      case 0x34: // inc (hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        z = (z + 1) & 0xff;
        f = (f & 0x01) | INC[z];
        memory[base + address] = z;
        q = f;
        t += 7;
        break;
      case 0x35: // dec (hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        z = (z - 1) & 0xff;
        f = (f & 0x01) | DEC[z];
        memory[base + address] = z;
        q = f;
        t += 7;
        break;
      case 0x36: // ld (hl),n
        z = memory[at + 1]!;
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        pc += 1;
        memory[base + address] = z;
        q = 0;
        t += 6;
        break;
      case 0x37: // scf
        f = (f & 0xc4) | (((q ^ f) | a) & 0x28) | 0x01;
        q = f;
        break;
      case 0x38: // jr c,e
        z = memory[at + 1]!;
        pc += 1;
        if ((f & 0x01) !== 0) {
          wz = ((pc + 1) + ((z << 24) >> 24)) & word;
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 5;
        }
        q = 0;
        t += 3;
        break;
      case 0x39: // add hl,sp
        v = ((h << 8) | l);
        w = sp;
        u = v + w;
        wz = (v + 1) & word;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x3a: // ld a,(nn)
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        if ((base = readBase[w]!) === slow) break run;
        a = memory[base + ((w << 8) | z)]!;
        pc += 2;
        wz = ((((w << 8) | z) + 1) & word);
        q = 0;
        t += 9;
        break;
      case 0x3b: // dec sp
        sp = ((sp - 1) & word);
        q = 0;
        t += 2;
        break;
      case 0x3c: // inc a
        a = (a + 1) & 0xff;
        f = (f & 0x01) | INC[a];
        q = f;
        break;
      case 0x3d: // dec a
        a = (a - 1) & 0xff;
        f = (f & 0x01) | DEC[a];
        q = f;
        break;
      case 0x3e: // ld a,n
        z = memory[at + 1]!;
        pc += 1;
        a = z;
        q = 0;
        t += 3;
        break;
      case 0x3f: // ccf
        f = (f & 0xc4) | (((q ^ f) | a) & 0x28) | ((f & 0x01) !== 0 ? 0x10 : 0x01);
        q = f;
        break;
      case 0x40: // ld b,b
        q = 0;
        break;
      case 0x41: // ld b,c
        b = c;
        q = 0;
        break;
      case 0x42: // ld b,d
        b = d;
        q = 0;
        break;
      case 0x43: // ld b,e
        b = e;
        q = 0;
        break;
      case 0x44: // ld b,h
        b = h;
        q = 0;
        break;
      case 0x45: // ld b,l
        b = l;
        q = 0;
        break;
      case 0x46: // ld b,(hl)
        if ((base = readBase[h]!) === slow) break run;
        b = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 3;
        break;
      case 0x47: // ld b,a
        b = a;
        q = 0;
        break;
      case 0x48: // ld c,b
        c = b;
        q = 0;
        break;
      case 0x49: // ld c,c
        q = 0;
        break;
      case 0x4a: // ld c,d
        c = d;
        q = 0;
        break;
      case 0x4b: // ld c,e
        c = e;
        q = 0;
        break;
      case 0x4c: // ld c,h
        c = h;
        q = 0;
        break;
      case 0x4d: // ld c,l
        c = l;
        q = 0;
        break;
      case 0x4e: // ld c,(hl)
        if ((base = readBase[h]!) === slow) break run;
        c = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 3;
        break;
      case 0x4f: // ld c,a
        c = a;
        q = 0;
        break;
      case 0x50: // ld d,b
        d = b;
        q = 0;
        break;
      case 0x51: // ld d,c
        d = c;
        q = 0;
        break;
      case 0x52: // ld d,d
        q = 0;
        break;
      case 0x53: // ld d,e
        d = e;
        q = 0;
        break;
      case 0x54: // ld d,h
        d = h;
        q = 0;
        break;
      case 0x55: // ld d,l
        d = l;
        q = 0;
        break;
      case 0x56: // ld d,(hl)
        if ((base = readBase[h]!) === slow) break run;
        d = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 3;
        break;
      case 0x57: // ld d,a
        d = a;
        q = 0;
        break;
      case 0x58: // ld e,b
        e = b;
        q = 0;
        break;
      case 0x59: // ld e,c
        e = c;
        q = 0;
        break;
      case 0x5a: // ld e,d
        e = d;
        q = 0;
        break;
      case 0x5b: // ld e,e
        q = 0;
        break;
      case 0x5c: // ld e,h
        e = h;
        q = 0;
        break;
      case 0x5d: // ld e,l
        e = l;
        q = 0;
        break;
      case 0x5e: // ld e,(hl)
        if ((base = readBase[h]!) === slow) break run;
        e = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 3;
        break;
      case 0x5f: // ld e,a
        e = a;
        q = 0;
        break;
      case 0x60: // ld h,b
        h = b;
        q = 0;
        break;
      case 0x61: // ld h,c
        h = c;
        q = 0;
        break;
      case 0x62: // ld h,d
        h = d;
        q = 0;
        break;
      case 0x63: // ld h,e
        h = e;
        q = 0;
        break;
      case 0x64: // ld h,h
        q = 0;
        break;
      case 0x65: // ld h,l
        h = l;
        q = 0;
        break;
      case 0x66: // ld h,(hl)
        if ((base = readBase[h]!) === slow) break run;
        h = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 3;
        break;
      case 0x67: // ld h,a
        h = a;
        q = 0;
        break;
      case 0x68: // ld l,b
        l = b;
        q = 0;
        break;
      case 0x69: // ld l,c
        l = c;
        q = 0;
        break;
      case 0x6a: // ld l,d
        l = d;
        q = 0;
        break;
      case 0x6b: // ld l,e
        l = e;
        q = 0;
        break;
      case 0x6c: // ld l,h
        l = h;
        q = 0;
        break;
      case 0x6d: // ld l,l
        q = 0;
        break;
      case 0x6e: // ld l,(hl)
        if ((base = readBase[h]!) === slow) break run;
        l = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 3;
        break;
      case 0x6f: // ld l,a
        l = a;
        q = 0;
        break;
      case 0x70: // ld (hl),b
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = b;
        q = 0;
        t += 3;
        break;
      case 0x71: // ld (hl),c
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = c;
        q = 0;
        t += 3;
        break;
      case 0x72: // ld (hl),d
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = d;
        q = 0;
        t += 3;
        break;
      case 0x73: // ld (hl),e
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = e;
        q = 0;
        t += 3;
        break;
      case 0x74: // ld (hl),h
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = h;
        q = 0;
        t += 3;
        break;
      case 0x75: // ld (hl),l
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = l;
        q = 0;
        t += 3;
        break;
      case 0x77: // ld (hl),a
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        memory[base + address] = a;
        q = 0;
        t += 3;
        break;
      case 0x78: // ld a,b
        a = b;
        q = 0;
        break;
      case 0x79: // ld a,c
        a = c;
        q = 0;
        break;
      case 0x7a: // ld a,d
        a = d;
        q = 0;
        break;
      case 0x7b: // ld a,e
        a = e;
        q = 0;
        break;
      case 0x7c: // ld a,h
        a = h;
        q = 0;
        break;
      case 0x7d: // ld a,l
        a = l;
        q = 0;
        break;
      case 0x7e: // ld a,(hl)
        if ((base = readBase[h]!) === slow) break run;
        a = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 3;
        break;
      case 0x7f: // ld a,a
        q = 0;
        break;
      case 0x80: // add a,b
        v = b;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x81: // add a,c
        v = c;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x82: // add a,d
        v = d;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x83: // add a,e
        v = e;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x84: // add a,h
        v = h;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x85: // add a,l
        v = l;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x86: // add a,(hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0x87: // add a,a
        v = a;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x88: // adc a,b
        v = b;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x89: // adc a,c
        v = c;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x8a: // adc a,d
        v = d;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x8b: // adc a,e
        v = e;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x8c: // adc a,h
        v = h;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x8d: // adc a,l
        v = l;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x8e: // adc a,(hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0x8f: // adc a,a
        v = a;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x90: // sub b
        v = b;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x91: // sub c
        v = c;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x92: // sub d
        v = d;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x93: // sub e
        v = e;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x94: // sub h
        v = h;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x95: // sub l
        v = l;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x96: // sub (hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0x97: // sub a
        v = a;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x98: // sbc a,b
        v = b;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x99: // sbc a,c
        v = c;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x9a: // sbc a,d
        v = d;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x9b: // sbc a,e
        v = e;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x9c: // sbc a,h
        v = h;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x9d: // sbc a,l
        v = l;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0x9e: // sbc a,(hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0x9f: // sbc a,a
        v = a;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        break;
      case 0xa0: // and b
        a &= b;
        f = SZP[a] | 0x10;
        q = f;
        break;
      case 0xa1: // and c
        a &= c;
        f = SZP[a] | 0x10;
        q = f;
        break;
      case 0xa2: // and d
        a &= d;
        f = SZP[a] | 0x10;
        q = f;
        break;
      case 0xa3: // and e
        a &= e;
        f = SZP[a] | 0x10;
        q = f;
        break;
      case 0xa4: // and h
        a &= h;
        f = SZP[a] | 0x10;
        q = f;
        break;
      case 0xa5: // and l
        a &= l;
        f = SZP[a] | 0x10;
        q = f;
        break;
      case 0xa6: // and (hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        a &= z;
        f = SZP[a] | 0x10;
        q = f;
        t += 3;
        break;
      case 0xa7: // and a
        a &= a;
        f = SZP[a] | 0x10;
        q = f;
        break;
      case 0xa8: // xor b
        a ^= b;
        f = SZP[a];
        q = f;
        break;
      case 0xa9: // xor c
        a ^= c;
        f = SZP[a];
        q = f;
        break;
      case 0xaa: // xor d
        a ^= d;
        f = SZP[a];
        q = f;
        break;
      case 0xab: // xor e
        a ^= e;
        f = SZP[a];
        q = f;
        break;
      case 0xac: // xor h
        a ^= h;
        f = SZP[a];
        q = f;
        break;
      case 0xad: // xor l
        a ^= l;
        f = SZP[a];
        q = f;
        break;
      case 0xae: // xor (hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        a ^= z;
        f = SZP[a];
        q = f;
        t += 3;
        break;
      case 0xaf: // xor a
        a ^= a;
        f = SZP[a];
        q = f;
        break;
      case 0xb0: // or b
        a |= b;
        f = SZP[a];
        q = f;
        break;
      case 0xb1: // or c
        a |= c;
        f = SZP[a];
        q = f;
        break;
      case 0xb2: // or d
        a |= d;
        f = SZP[a];
        q = f;
        break;
      case 0xb3: // or e
        a |= e;
        f = SZP[a];
        q = f;
        break;
      case 0xb4: // or h
        a |= h;
        f = SZP[a];
        q = f;
        break;
      case 0xb5: // or l
        a |= l;
        f = SZP[a];
        q = f;
        break;
      case 0xb6: // or (hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        a |= z;
        f = SZP[a];
        q = f;
        t += 3;
        break;
      case 0xb7: // or a
        a |= a;
        f = SZP[a];
        q = f;
        break;
      case 0xb8: // cp b
        v = b;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        break;
      case 0xb9: // cp c
        v = c;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        break;
      case 0xba: // cp d
        v = d;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        break;
      case 0xbb: // cp e
        v = e;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        break;
      case 0xbc: // cp h
        v = h;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        break;
      case 0xbd: // cp l
        v = l;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        break;
      case 0xbe: // cp (hl)
        if ((base = readBase[h]!) === slow) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        t += 3;
        break;
      case 0xbf: // cp a
        v = a;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        break;
      case 0xc0: // ret nz
        if ((f & 0x40) === 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xc1: // pop bc
        if ((base = readBase[sp >> 8]!) === slow) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & word);
        if ((base = readBase[address >> 8]!) === slow) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & word);
        b = w;
        c = z;
        q = 0;
        t += 6;
        break;
      case 0xc2: // jp nz,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x40) === 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xc3: // jp nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 6;
        break;
      case 0xc4: // call nz,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x40) === 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xc5: // push bc
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = b;
        memory[base2 + address2] = c;
        sp = ((sp - 2) & word);
        q = 0;
        t += 7;
        break;
      case 0xc6: // add a,n
        z = memory[at + 1]!;
        pc += 1;
        v = z;
        u = a + v;
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0xc7: // rst $00
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 0;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0xc8: // ret z
        if ((f & 0x40) !== 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xc9: // ret
        if ((base = readBase[sp >> 8]!) === slow) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & word);
        if ((base = readBase[address >> 8]!) === slow) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & word);
        wz = ((w << 8) | z);
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 6;
        break;
      case 0xca: // jp z,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x40) !== 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xcc: // call z,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x40) !== 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xcd: // call nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        pc += 2;
        wz = ((w << 8) | z);
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 13;
        break;
      case 0xce: // adc a,n
        z = memory[at + 1]!;
        pc += 1;
        v = z;
        u = a + v + (f & 0x01);
        f = ADD[u]! | HV[a ^ v ^ u]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0xcf: // rst $08
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 8;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0xd0: // ret nc
        if ((f & 0x01) === 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xd1: // pop de
        if ((base = readBase[sp >> 8]!) === slow) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & word);
        if ((base = readBase[address >> 8]!) === slow) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & word);
        d = w;
        e = z;
        q = 0;
        t += 6;
        break;
      case 0xd2: // jp nc,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x01) === 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xd4: // call nc,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x01) === 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xd5: // push de
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = d;
        memory[base2 + address2] = e;
        sp = ((sp - 2) & word);
        q = 0;
        t += 7;
        break;
      case 0xd6: // sub n
        z = memory[at + 1]!;
        pc += 1;
        v = z;
        u = a - v;
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0xd7: // rst $10
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 16;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0xd8: // ret c
        if ((f & 0x01) !== 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xd9: // exx
        v = cpu.bc2;
        cpu.bc2 = ((b << 8) | c);
        b = v >> 8;
        c = v & 0xff;
        v = cpu.de2;
        cpu.de2 = ((d << 8) | e);
        d = v >> 8;
        e = v & 0xff;
        v = cpu.hl2;
        cpu.hl2 = ((h << 8) | l);
        h = v >> 8;
        l = v & 0xff;
        q = 0;
        break;
      case 0xda: // jp c,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x01) !== 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xdc: // call c,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x01) !== 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xde: // sbc a,n
        z = memory[at + 1]!;
        pc += 1;
        v = z;
        u = a - v - (f & 0x01);
        f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
        a = u & 0xff;
        q = f;
        t += 3;
        break;
      case 0xdf: // rst $18
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 24;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0xe0: // ret po
        if ((f & 0x04) === 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xe1: // pop hl
        if ((base = readBase[sp >> 8]!) === slow) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & word);
        if ((base = readBase[address >> 8]!) === slow) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & word);
        h = w;
        l = z;
        q = 0;
        t += 6;
        break;
      case 0xe2: // jp po,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x04) === 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xe3: // ex (sp),hl
        if ((base = readBase[sp >> 8]!) === slow) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & word);
        if ((base = readBase[address >> 8]!) === slow) break run;
        w = memory[base + address]!;
        address = ((sp + 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = sp;
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = h;
        memory[base2 + address2] = l;
        wz = ((w << 8) | z);
        h = w;
        l = z;
        q = 0;
        t += 15;
        break;
      case 0xe4: // call po,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x04) === 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xe5: // push hl
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = h;
        memory[base2 + address2] = l;
        sp = ((sp - 2) & word);
        q = 0;
        t += 7;
        break;
      case 0xe6: // and n
        z = memory[at + 1]!;
        pc += 1;
        a &= z;
        f = SZP[a] | 0x10;
        q = f;
        t += 3;
        break;
      case 0xe7: // rst $20
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 32;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0xe8: // ret pe
        if ((f & 0x04) !== 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xe9: // jp (hl)
        pc = ((h << 8) | l) - 1;
        if (pc < low) high = -1;
        q = 0;
        break;
      case 0xea: // jp pe,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x04) !== 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xeb: // ex de,hl
        v = d;
        d = h;
        h = v;
        v = e;
        e = l;
        l = v;
        q = 0;
        break;
      case 0xec: // call pe,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x04) !== 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xee: // xor n
        z = memory[at + 1]!;
        pc += 1;
        a ^= z;
        f = SZP[a];
        q = f;
        t += 3;
        break;
      case 0xef: // rst $28
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 40;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0xf0: // ret p
        if ((f & 0x80) === 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xf1: // pop af
        if ((base = readBase[sp >> 8]!) === slow) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & word);
        if ((base = readBase[address >> 8]!) === slow) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & word);
        a = w;
        f = z;
        q = 0;
        t += 6;
        break;
      case 0xf2: // jp p,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x80) === 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xf4: // call p,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x80) === 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xf5: // push af
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = a;
        memory[base2 + address2] = f;
        sp = ((sp - 2) & word);
        q = 0;
        t += 7;
        break;
      case 0xf6: // or n
        z = memory[at + 1]!;
        pc += 1;
        a |= z;
        f = SZP[a];
        q = f;
        t += 3;
        break;
      case 0xf7: // rst $30
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 48;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0xf8: // ret m
        if ((f & 0x80) !== 0) {
          if ((base = readBase[sp >> 8]!) === slow) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & word);
          if ((base = readBase[address >> 8]!) === slow) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & word);
          wz = ((w << 8) | z);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 6;
        }
        q = 0;
        t += 1;
        break;
      case 0xf9: // ld sp,hl
        sp = ((h << 8) | l);
        q = 0;
        t += 2;
        break;
      case 0xfa: // jp m,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        pc += 2;
        wz = ((w << 8) | z);
        if ((f & 0x80) !== 0) {
          pc = wz - 1;
          if (pc < low) high = -1;
        }
        q = 0;
        t += 6;
        break;
      case 0xfc: // call m,nn
        z = memory[at + 1]!;
        w = memory[at + 2]!;
        wz = ((w << 8) | z);
        if ((f & 0x80) !== 0) {
          address = ((sp - 1) & word);
          if ((base = writeBase[address >> 8]!) === slow) break run;
          address2 = ((sp - 2) & word);
          if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
          pc += 2;
          memory[base + address] = ((pc + 1) >> 8);
          memory[base2 + address2] = ((pc + 1) & 0xff);
          sp = ((sp - 2) & word);
          pc = wz - 1;
          if (pc < low) high = -1;
          t += 7;
        } else {
          pc += 2;
        }
        q = 0;
        t += 6;
        break;
      case 0xfe: // cp n
        z = memory[at + 1]!;
        pc += 1;
        v = z;
        u = a - v;
        f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
        q = f;
        t += 3;
        break;
      case 0xff: // rst $38
        address = ((sp - 1) & word);
        if ((base = writeBase[address >> 8]!) === slow) break run;
        address2 = ((sp - 2) & word);
        if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
        memory[base + address] = ((pc + 1) >> 8);
        memory[base2 + address2] = ((pc + 1) & 0xff);
        sp = ((sp - 2) & word);
        wz = 56;
        pc = wz - 1;
        if (pc < low) high = -1;
        q = 0;
        t += 7;
        break;
      case 0x76: // halt
      case 0xd3: // out (n),a
      case 0xdb: // in a,(n)
      case 0xf3: // di
      case 0xfb: // ei
        break run;
      case 0xcb: // prefix cb
        sub = memory[at + 1]!;
        switch (sub) {
          case 0x00: // rlc b
            pc += 1;
            v = b;
            b = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x01: // rlc c
            pc += 1;
            v = c;
            c = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x02: // rlc d
            pc += 1;
            v = d;
            d = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x03: // rlc e
            pc += 1;
            v = e;
            e = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x04: // rlc h
            pc += 1;
            v = h;
            h = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x05: // rlc l
            pc += 1;
            v = l;
            l = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x06: // rlc (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x07: // rlc a
            pc += 1;
            v = a;
            a = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x08: // rrc b
            pc += 1;
            v = b;
            b = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x09: // rrc c
            pc += 1;
            v = c;
            c = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x0a: // rrc d
            pc += 1;
            v = d;
            d = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x0b: // rrc e
            pc += 1;
            v = e;
            e = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x0c: // rrc h
            pc += 1;
            v = h;
            h = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x0d: // rrc l
            pc += 1;
            v = l;
            l = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x0e: // rrc (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x0f: // rrc a
            pc += 1;
            v = a;
            a = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x10: // rl b
            pc += 1;
            v = b;
            b = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x11: // rl c
            pc += 1;
            v = c;
            c = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x12: // rl d
            pc += 1;
            v = d;
            d = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x13: // rl e
            pc += 1;
            v = e;
            e = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x14: // rl h
            pc += 1;
            v = h;
            h = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x15: // rl l
            pc += 1;
            v = l;
            l = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x16: // rl (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x17: // rl a
            pc += 1;
            v = a;
            a = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x18: // rr b
            pc += 1;
            v = b;
            b = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x19: // rr c
            pc += 1;
            v = c;
            c = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x1a: // rr d
            pc += 1;
            v = d;
            d = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x1b: // rr e
            pc += 1;
            v = e;
            e = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x1c: // rr h
            pc += 1;
            v = h;
            h = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x1d: // rr l
            pc += 1;
            v = l;
            l = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x1e: // rr (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x1f: // rr a
            pc += 1;
            v = a;
            a = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x20: // sla b
            pc += 1;
            v = b;
            b = (v << 1) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x21: // sla c
            pc += 1;
            v = c;
            c = (v << 1) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x22: // sla d
            pc += 1;
            v = d;
            d = (v << 1) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x23: // sla e
            pc += 1;
            v = e;
            e = (v << 1) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x24: // sla h
            pc += 1;
            v = h;
            h = (v << 1) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x25: // sla l
            pc += 1;
            v = l;
            l = (v << 1) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x26: // sla (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = (v << 1) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x27: // sla a
            pc += 1;
            v = a;
            a = (v << 1) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x28: // sra b
            pc += 1;
            v = b;
            b = (v >> 1) | (v & 0x80);
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x29: // sra c
            pc += 1;
            v = c;
            c = (v >> 1) | (v & 0x80);
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x2a: // sra d
            pc += 1;
            v = d;
            d = (v >> 1) | (v & 0x80);
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x2b: // sra e
            pc += 1;
            v = e;
            e = (v >> 1) | (v & 0x80);
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x2c: // sra h
            pc += 1;
            v = h;
            h = (v >> 1) | (v & 0x80);
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x2d: // sra l
            pc += 1;
            v = l;
            l = (v >> 1) | (v & 0x80);
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x2e: // sra (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = (v >> 1) | (v & 0x80);
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x2f: // sra a
            pc += 1;
            v = a;
            a = (v >> 1) | (v & 0x80);
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x30: // sll b
            pc += 1;
            v = b;
            b = ((v << 1) | 0x01) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x31: // sll c
            pc += 1;
            v = c;
            c = ((v << 1) | 0x01) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x32: // sll d
            pc += 1;
            v = d;
            d = ((v << 1) | 0x01) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x33: // sll e
            pc += 1;
            v = e;
            e = ((v << 1) | 0x01) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x34: // sll h
            pc += 1;
            v = h;
            h = ((v << 1) | 0x01) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x35: // sll l
            pc += 1;
            v = l;
            l = ((v << 1) | 0x01) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x36: // sll (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = ((v << 1) | 0x01) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x37: // sll a
            pc += 1;
            v = a;
            a = ((v << 1) | 0x01) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 4;
            break;
          case 0x38: // srl b
            pc += 1;
            v = b;
            b = v >> 1;
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x39: // srl c
            pc += 1;
            v = c;
            c = v >> 1;
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x3a: // srl d
            pc += 1;
            v = d;
            d = v >> 1;
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x3b: // srl e
            pc += 1;
            v = e;
            e = v >> 1;
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x3c: // srl h
            pc += 1;
            v = h;
            h = v >> 1;
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x3d: // srl l
            pc += 1;
            v = l;
            l = v >> 1;
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 4;
            break;
          case 0x3e: // srl (hl)
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            v = z;
            z = v >> 1;
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 11;
            break;
          case 0x3f: // srl a
            pc += 1;
            v = a;
            a = v >> 1;
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 4;
            break;
          default: // bit, res, set
            switch (sub & 0x07) {
              case 0:
                z = b;
                break;
              case 1:
                z = c;
                break;
              case 2:
                z = d;
                break;
              case 3:
                z = e;
                break;
              case 4:
                z = h;
                break;
              case 5:
                z = l;
                break;
              case 7:
                z = a;
                break;
              default:
                if ((base = readBase[h]!) === slow) break run;
                z = memory[base + ((h << 8) | l)]!;
                if ((sub & 0xc0) !== 0x40) {
                  if ((base = writeBase[h]!) === slow) break run;
                  t += 3;
                }
                t += 4;
                break;
            }
            t += 4;
            pc += 1;
            v = 1 << ((sub >> 3) & 0x07);
            if (sub < 0x80) {
              // of memory X and Y are those of the high byte of WZ
              u = (sub & 0x07) === 6 ? wz >> 8 : z;
              v &= z;
              f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (u & 0x28);
              q = f;
              break;
            }
            z = sub < 0xc0 ? z & ~v : z | v;
            q = 0;
            switch (sub & 0x07) {
              case 0:
                b = z;
                break;
              case 1:
                c = z;
                break;
              case 2:
                d = z;
                break;
              case 3:
                e = z;
                break;
              case 4:
                h = z;
                break;
              case 5:
                l = z;
                break;
              case 7:
                a = z;
                break;
              default:
                memory[base + ((h << 8) | l)] = z;
                break;
            }
            break;
        }
        refreshed++;
        break;
      case 0xed: // prefix ed
        sub = memory[at + 1]!;
        switch (sub) {
          case 0x42: // sbc hl,bc
            pc += 1;
            v = ((h << 8) | l);
            w = ((b << 8) | c);
            u = v - w - (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x43: // ld (nn),bc
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            address2 = ((((w << 8) | z) + 1) & word);
            if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
            pc += 3;
            memory[base + address] = c;
            memory[base2 + address2] = b;
            wz = ((((w << 8) | z) + 1) & word);
            q = 0;
            t += 16;
            break;
          case 0x44: // neg
            pc += 1;
            v = a;
            a = -v & 0xff;
            f = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;
            q = f;
            t += 4;
            break;
          case 0x4a: // adc hl,bc
            pc += 1;
            v = ((h << 8) | l);
            w = ((b << 8) | c);
            u = v + w + (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x4b: // ld bc,(nn)
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & word);
            if ((base = readBase[address >> 8]!) === slow) break run;
            w = memory[base + address]!;
            pc += 3;
            wz = ((wz + 1) & word);
            b = w;
            c = z;
            q = 0;
            t += 16;
            break;
          case 0x52: // sbc hl,de
            pc += 1;
            v = ((h << 8) | l);
            w = ((d << 8) | e);
            u = v - w - (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x53: // ld (nn),de
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            address2 = ((((w << 8) | z) + 1) & word);
            if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
            pc += 3;
            memory[base + address] = e;
            memory[base2 + address2] = d;
            wz = ((((w << 8) | z) + 1) & word);
            q = 0;
            t += 16;
            break;
          case 0x5a: // adc hl,de
            pc += 1;
            v = ((h << 8) | l);
            w = ((d << 8) | e);
            u = v + w + (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x5b: // ld de,(nn)
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & word);
            if ((base = readBase[address >> 8]!) === slow) break run;
            w = memory[base + address]!;
            pc += 3;
            wz = ((wz + 1) & word);
            d = w;
            e = z;
            q = 0;
            t += 16;
            break;
          case 0x62: // sbc hl,hl
            pc += 1;
            v = ((h << 8) | l);
            w = ((h << 8) | l);
            u = v - w - (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x6a: // adc hl,hl
            pc += 1;
            v = ((h << 8) | l);
            w = ((h << 8) | l);
            u = v + w + (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x72: // sbc hl,sp
            pc += 1;
            v = ((h << 8) | l);
            w = sp;
            u = v - w - (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x73: // ld (nn),sp
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            address2 = ((((w << 8) | z) + 1) & word);
            if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
            pc += 3;
            memory[base + address] = (sp & 0xff);
            memory[base2 + address2] = (sp >> 8);
            wz = ((((w << 8) | z) + 1) & word);
            q = 0;
            t += 16;
            break;
          case 0x7a: // adc hl,sp
            pc += 1;
            v = ((h << 8) | l);
            w = sp;
            u = v + w + (f & 0x01);
            wz = (v + 1) & word;
            f = ((u >> 8) & 0xa8) | ((u & word) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 11;
            break;
          case 0x7b: // ld sp,(nn)
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & word);
            if ((base = readBase[address >> 8]!) === slow) break run;
            w = memory[base + address]!;
            pc += 3;
            wz = ((wz + 1) & word);
            sp = ((w << 8) | z);
            q = 0;
            t += 16;
            break;
          case 0xa0: // ldi
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            memory[base + address] = z;
            u = (((h << 8) | l) + 1) & word;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) + 1) & word;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & word;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            q = f;
            t += 12;
            break;
          case 0xa1: // cpi
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            pc += 1;
            u = (((h << 8) | l) + 1) & word;
            h = u >> 8;
            l = u & 0xff;
            u = (((b << 8) | c) - 1) & word;
            b = u >> 8;
            c = u & 0xff;
            wz = (wz + 1) & word;
            v = (a - z) & 0xff;
            u = (a ^ z ^ v) & 0x10;
            w = v - (u >> 4);
            f = (f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((b | c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
            q = f;
            t += 12;
            break;
          case 0xa8: // ldd
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            memory[base + address] = z;
            u = (((h << 8) | l) - 1) & word;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) - 1) & word;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & word;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            q = f;
            t += 12;
            break;
          case 0xb0: // ldir
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            memory[base + address] = z;
            u = (((h << 8) | l) + 1) & word;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) + 1) & word;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & word;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            if ((b | c) !== 0) {
              pc -= 2;
              wz = ((pc + 1) + 1) & word;
              f = (f & 0xd7) | (((pc + 1) >> 8) & 0x28);
              t += 5;
            }
            q = f;
            t += 12;
            break;
          case 0xb1: // cpir
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            pc += 1;
            u = (((h << 8) | l) + 1) & word;
            h = u >> 8;
            l = u & 0xff;
            u = (((b << 8) | c) - 1) & word;
            b = u >> 8;
            c = u & 0xff;
            wz = (wz + 1) & word;
            v = (a - z) & 0xff;
            u = (a ^ z ^ v) & 0x10;
            w = v - (u >> 4);
            f = (f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((b | c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
            if ((b | c) !== 0 && (f & 0x40) === 0) {
              pc -= 2;
              wz = ((pc + 1) + 1) & word;
              f = (f & 0xd7) | (((pc + 1) >> 8) & 0x28);
              t += 5;
            }
            q = f;
            t += 12;
            break;
          case 0xb8: // lddr
            if ((base = readBase[h]!) === slow) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 1;
            memory[base + address] = z;
            u = (((h << 8) | l) - 1) & word;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) - 1) & word;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & word;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            if ((b | c) !== 0) {
              pc -= 2;
              wz = ((pc + 1) + 1) & word;
              f = (f & 0xd7) | (((pc + 1) >> 8) & 0x28);
              t += 5;
            }
            q = f;
            t += 12;
            break;
          default:
            break run;
        }
        refreshed++;
        break;
      case 0xdd:
      case 0xfd: // prefix dd, prefix fd
        x = opcode === 0xdd ? ix : iy;
        sub = memory[at + 1]!;
        switch (sub) {
          case 0x09: // add ix,bc
            pc += 1;
            v = x;
            w = ((b << 8) | c);
            u = v + w;
            wz = (v + 1) & word;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & word;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 11;
            break;
          case 0x19: // add ix,de
            pc += 1;
            v = x;
            w = ((d << 8) | e);
            u = v + w;
            wz = (v + 1) & word;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & word;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 11;
            break;
          case 0x21: // ld ix,nn
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            pc += 3;
            x = ((w << 8) | z);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 10;
            break;
          case 0x22: // ld (nn),ix
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            address2 = ((((w << 8) | z) + 1) & word);
            if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
            pc += 3;
            memory[base + address] = (x & 0xff);
            memory[base2 + address2] = (x >> 8);
            wz = ((((w << 8) | z) + 1) & word);
            q = 0;
            t += 16;
            break;
          case 0x23: // inc ix
            pc += 1;
            x = ((x + 1) & word);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 6;
            break;
          case 0x29: // add ix,ix
            pc += 1;
            v = x;
            w = x;
            u = v + w;
            wz = (v + 1) & word;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & word;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 11;
            break;
          case 0x2a: // ld ix,(nn)
            z = memory[at + 2]!;
            w = memory[at + 3]!;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & word);
            if ((base = readBase[address >> 8]!) === slow) break run;
            w = memory[base + address]!;
            pc += 3;
            wz = ((wz + 1) & word);
            x = ((w << 8) | z);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 16;
            break;
          case 0x2b: // dec ix
            pc += 1;
            x = ((x - 1) & word);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 6;
            break;
          case 0x34: // inc (ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            z = (z + 1) & 0xff;
            f = (f & 0x01) | INC[z];
            memory[base + address] = z;
            q = f;
            t += 19;
            break;
          case 0x35: // dec (ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            z = (z - 1) & 0xff;
            f = (f & 0x01) | DEC[z];
            memory[base + address] = z;
            q = f;
            t += 19;
            break;
          case 0x36: // ld (ix+d),n
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            z = memory[at + 3]!;
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 3;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0x39: // add ix,sp
            pc += 1;
            v = x;
            w = sp;
            u = v + w;
            wz = (v + 1) & word;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & word;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 11;
            break;
          case 0x46: // ld b,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            b = memory[base + wz]!;
            pc += 2;
            q = 0;
            t += 15;
            break;
          case 0x4e: // ld c,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            c = memory[base + wz]!;
            pc += 2;
            q = 0;
            t += 15;
            break;
          case 0x56: // ld d,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            d = memory[base + wz]!;
            pc += 2;
            q = 0;
            t += 15;
            break;
          case 0x5e: // ld e,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            e = memory[base + wz]!;
            pc += 2;
            q = 0;
            t += 15;
            break;
          case 0x66: // ld h,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            h = memory[base + wz]!;
            pc += 2;
            q = 0;
            t += 15;
            break;
          case 0x6e: // ld l,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            l = memory[base + wz]!;
            pc += 2;
            q = 0;
            t += 15;
            break;
          case 0x70: // ld (ix+d),b
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            memory[base + address] = b;
            q = 0;
            t += 15;
            break;
          case 0x71: // ld (ix+d),c
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            memory[base + address] = c;
            q = 0;
            t += 15;
            break;
          case 0x72: // ld (ix+d),d
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            memory[base + address] = d;
            q = 0;
            t += 15;
            break;
          case 0x73: // ld (ix+d),e
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            memory[base + address] = e;
            q = 0;
            t += 15;
            break;
          case 0x74: // ld (ix+d),h
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            memory[base + address] = h;
            q = 0;
            t += 15;
            break;
          case 0x75: // ld (ix+d),l
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            memory[base + address] = l;
            q = 0;
            t += 15;
            break;
          case 0x77: // ld (ix+d),a
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            address = wz;
            if ((base = writeBase[address >> 8]!) === slow) break run;
            pc += 2;
            memory[base + address] = a;
            q = 0;
            t += 15;
            break;
          case 0x7e: // ld a,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            a = memory[base + wz]!;
            pc += 2;
            q = 0;
            t += 15;
            break;
          case 0x86: // add a,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            v = z;
            u = a + v;
            f = ADD[u]! | HV[a ^ v ^ u]!;
            a = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x8e: // adc a,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            v = z;
            u = a + v + (f & 0x01);
            f = ADD[u]! | HV[a ^ v ^ u]!;
            a = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x96: // sub (ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            v = z;
            u = a - v;
            f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
            a = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x9e: // sbc a,(ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            v = z;
            u = a - v - (f & 0x01);
            f = SUB[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]!;
            a = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0xa6: // and (ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            a &= z;
            f = SZP[a] | 0x10;
            q = f;
            t += 15;
            break;
          case 0xae: // xor (ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            a ^= z;
            f = SZP[a];
            q = f;
            t += 15;
            break;
          case 0xb6: // or (ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            a |= z;
            f = SZP[a];
            q = f;
            t += 15;
            break;
          case 0xbe: // cp (ix+d)
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            pc += 2;
            v = z;
            u = a - v;
            f = CP[u & 0x1ff]! | HV[(a ^ v ^ u) & 0x1ff]! | (v & 0x28);
            q = f;
            t += 15;
            break;
          case 0xe1: // pop ix
            if ((base = readBase[sp >> 8]!) === slow) break run;
            z = memory[base + sp]!;
            address = ((sp + 1) & word);
            if ((base = readBase[address >> 8]!) === slow) break run;
            w = memory[base + address]!;
            pc += 1;
            sp = ((sp + 2) & word);
            x = ((w << 8) | z);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 10;
            break;
          case 0xe5: // push ix
            address = ((sp - 1) & word);
            if ((base = writeBase[address >> 8]!) === slow) break run;
            address2 = ((sp - 2) & word);
            if ((base2 = writeBase[address2 >> 8]!) === slow) break run;
            pc += 1;
            memory[base + address] = (x >> 8);
            memory[base2 + address2] = (x & 0xff);
            sp = ((sp - 2) & word);
            q = 0;
            t += 11;
            break;
          case 0xe9: // jp (ix)
            pc += 1;
            pc = x - 1;
            if (pc < low) high = -1;
            q = 0;
            t += 4;
            break;
          case 0xf9: // ld sp,ix
            pc += 1;
            sp = x;
            q = 0;
            t += 6;
            break;
          case 0xcb: // displacement, then the opcode
            z = memory[at + 2]!;
            wz = ((x + ((z << 24) >> 24)) & word);
            sub = memory[at + 3]!;
            if ((base = readBase[wz >> 8]!) === slow) break run;
            z = memory[base + wz]!;
            if ((sub & 0xc0) !== 0x40) {
              if ((base = writeBase[wz >> 8]!) === slow) break run;
              t += 3;
            }
            t += 16;
            pc += 3;
            switch (sub >> 3) {
              case 0x00: // rlc (ix+d)
                v = z;
                z = ((v << 1) | (v >> 7)) & 0xff;
                f = SZP[z] | (v >> 7);
                q = f;
                break;
              case 0x01: // rrc (ix+d)
                v = z;
                z = (v >> 1) | ((v << 7) & 0x80);
                f = SZP[z] | (v & 0x01);
                q = f;
                break;
              case 0x02: // rl (ix+d)
                v = z;
                z = ((v << 1) | (f & 0x01)) & 0xff;
                f = SZP[z] | (v >> 7);
                q = f;
                break;
              case 0x03: // rr (ix+d)
                v = z;
                z = (v >> 1) | ((f & 0x01) << 7);
                f = SZP[z] | (v & 0x01);
                q = f;
                break;
              case 0x04: // sla (ix+d)
                v = z;
                z = (v << 1) & 0xff;
                f = SZP[z] | (v >> 7);
                q = f;
                break;
              case 0x05: // sra (ix+d)
                v = z;
                z = (v >> 1) | (v & 0x80);
                f = SZP[z] | (v & 0x01);
                q = f;
                break;
              case 0x06: // sll (ix+d)
                v = z;
                z = ((v << 1) | 0x01) & 0xff;
                f = SZP[z] | (v >> 7);
                q = f;
                break;
              case 0x07: // srl (ix+d)
                v = z;
                z = v >> 1;
                f = SZP[z] | (v & 0x01);
                q = f;
                break;
              case 0x08: // bit 0,(ix+d)
                v = z & 0x01;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x09: // bit 1,(ix+d)
                v = z & 0x02;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x0a: // bit 2,(ix+d)
                v = z & 0x04;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x0b: // bit 3,(ix+d)
                v = z & 0x08;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x0c: // bit 4,(ix+d)
                v = z & 0x10;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x0d: // bit 5,(ix+d)
                v = z & 0x20;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x0e: // bit 6,(ix+d)
                v = z & 0x40;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x0f: // bit 7,(ix+d)
                v = z & 0x80;
                f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
                q = f;
                break;
              case 0x10: // res 0,(ix+d)
                z = z & 0xfe;
                q = 0;
                break;
              case 0x11: // res 1,(ix+d)
                z = z & 0xfd;
                q = 0;
                break;
              case 0x12: // res 2,(ix+d)
                z = z & 0xfb;
                q = 0;
                break;
              case 0x13: // res 3,(ix+d)
                z = z & 0xf7;
                q = 0;
                break;
              case 0x14: // res 4,(ix+d)
                z = z & 0xef;
                q = 0;
                break;
              case 0x15: // res 5,(ix+d)
                z = z & 0xdf;
                q = 0;
                break;
              case 0x16: // res 6,(ix+d)
                z = z & 0xbf;
                q = 0;
                break;
              case 0x17: // res 7,(ix+d)
                z = z & 0x7f;
                q = 0;
                break;
              case 0x18: // set 0,(ix+d)
                z = z | 0x01;
                q = 0;
                break;
              case 0x19: // set 1,(ix+d)
                z = z | 0x02;
                q = 0;
                break;
              case 0x1a: // set 2,(ix+d)
                z = z | 0x04;
                q = 0;
                break;
              case 0x1b: // set 3,(ix+d)
                z = z | 0x08;
                q = 0;
                break;
              case 0x1c: // set 4,(ix+d)
                z = z | 0x10;
                q = 0;
                break;
              case 0x1d: // set 5,(ix+d)
                z = z | 0x20;
                q = 0;
                break;
              case 0x1e: // set 6,(ix+d)
                z = z | 0x40;
                q = 0;
                break;
              case 0x1f: // set 7,(ix+d)
                z = z | 0x80;
                q = 0;
                break;
            }
            if ((sub & 0xc0) !== 0x40) {
              memory[base + wz] = z;
              switch (sub & 0x07) {
                case 0:
                  b = z;
                  break;
                case 1:
                  c = z;
                  break;
                case 2:
                  d = z;
                  break;
                case 3:
                  e = z;
                  break;
                case 4:
                  h = z;
                  break;
                case 5:
                  l = z;
                  break;
                case 7:
                  a = z;
                  break;
              }
            }
            break;
          default:
            break run;
        }
        refreshed++;
        break;
    }
    pc++;
    t += 4;
    refreshed++;
  }
  cpu.a = a;
  cpu.f = f;
  cpu.b = b;
  cpu.c = c;
  cpu.d = d;
  cpu.e = e;
  cpu.h = h;
  cpu.l = l;
  cpu.ix = ix;
  cpu.iy = iy;
  cpu.sp = sp;
  cpu.pc = pc;
  cpu.wz = wz;
  cpu.q = q;
  cpu.t = t;
  cpu.r = (cpu.r & 0x80) | (refreshed & 0x7f);
}
