// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run
// `npm run generate`.

import { SLOW } from '@backplane/kernel';
import type { Z80Core } from '../core.ts';
import { DEC, INC, SZ, SZP } from '../flags.ts';

/**
 * Runs until `cpu.t` reaches `end`, or until an instruction that the exact engine has to execute (then `cpu.t` stays
 * below `end` and PC is on that instruction).
 */
export function runFast(cpu: Z80Core, end: number): void {
  const { memory, readBase, writeBase } = cpu.space;
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
  let start = pc;
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
    start = pc;
    if ((base = readBase[pc >> 8]!) === SLOW) break;
    opcode = memory[base + pc]!;
    pc = (pc + 1) & 0xffff;
    switch (opcode) {
      case 0x00: // nop
        q = 0;
        t += 4;
        break;
      case 0x01: // ld bc,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        b = w;
        c = z;
        q = 0;
        t += 10;
        break;
      case 0x02: // ld (bc),a
        address = ((b << 8) | c);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = a;
        wz = (a << 8) | ((c + 1) & 0xff);
        q = 0;
        t += 7;
        break;
      case 0x03: // inc bc
        u = ((((b << 8) | c) + 1) & 0xffff);
        b = u >> 8;
        c = u & 0xff;
        q = 0;
        t += 6;
        break;
      case 0x04: // inc b
        b = (b + 1) & 0xff;
        f = (f & 0x01) | INC[b];
        q = f;
        t += 4;
        break;
      case 0x05: // dec b
        b = (b - 1) & 0xff;
        f = (f & 0x01) | DEC[b];
        q = f;
        t += 4;
        break;
      case 0x06: // ld b,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        b = z;
        q = 0;
        t += 7;
        break;
      case 0x07: // rlca
        a = ((a << 1) | (a >> 7)) & 0xff;
        f = (f & 0xc4) | (a & 0x29);
        q = f;
        t += 4;
        break;
      case 0x08: // ex af,af'
        v = cpu.af2;
        cpu.af2 = ((a << 8) | f);
        a = v >> 8;
        f = v & 0xff;
        q = 0;
        t += 4;
        break;
      case 0x09: // add hl,bc
        v = ((h << 8) | l);
        w = ((b << 8) | c);
        u = v + w;
        wz = (v + 1) & 0xffff;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 11;
        break;
      case 0x0a: // ld a,(bc)
        if ((base = readBase[b]!) === SLOW) break run;
        a = memory[base + ((b << 8) | c)]!;
        wz = ((((b << 8) | c) + 1) & 0xffff);
        q = 0;
        t += 7;
        break;
      case 0x0b: // dec bc
        u = ((((b << 8) | c) - 1) & 0xffff);
        b = u >> 8;
        c = u & 0xff;
        q = 0;
        t += 6;
        break;
      case 0x0c: // inc c
        c = (c + 1) & 0xff;
        f = (f & 0x01) | INC[c];
        q = f;
        t += 4;
        break;
      case 0x0d: // dec c
        c = (c - 1) & 0xff;
        f = (f & 0x01) | DEC[c];
        q = f;
        t += 4;
        break;
      case 0x0e: // ld c,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        c = z;
        q = 0;
        t += 7;
        break;
      case 0x0f: // rrca
        f = (f & 0xc4) | (a & 0x01);
        a = (a >> 1) | ((a << 7) & 0x80);
        f |= a & 0x28;
        q = f;
        t += 4;
        break;
      case 0x10: // djnz e
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        b = (b - 1) & 0xff;
        if (b !== 0) {
          wz = (pc + ((z << 24) >> 24)) & 0xffff;
          pc = wz;
          t += 5;
        }
        q = 0;
        t += 8;
        break;
      case 0x11: // ld de,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        d = w;
        e = z;
        q = 0;
        t += 10;
        break;
      case 0x12: // ld (de),a
        address = ((d << 8) | e);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = a;
        wz = (a << 8) | ((e + 1) & 0xff);
        q = 0;
        t += 7;
        break;
      case 0x13: // inc de
        u = ((((d << 8) | e) + 1) & 0xffff);
        d = u >> 8;
        e = u & 0xff;
        q = 0;
        t += 6;
        break;
      case 0x14: // inc d
        d = (d + 1) & 0xff;
        f = (f & 0x01) | INC[d];
        q = f;
        t += 4;
        break;
      case 0x15: // dec d
        d = (d - 1) & 0xff;
        f = (f & 0x01) | DEC[d];
        q = f;
        t += 4;
        break;
      case 0x16: // ld d,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        d = z;
        q = 0;
        t += 7;
        break;
      case 0x17: // rla
        v = a;
        a = ((v << 1) | (f & 0x01)) & 0xff;
        f = (f & 0xc4) | (a & 0x28) | (v >> 7);
        q = f;
        t += 4;
        break;
      case 0x18: // jr e
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = (pc + ((z << 24) >> 24)) & 0xffff;
        pc = wz;
        q = 0;
        t += 12;
        break;
      case 0x19: // add hl,de
        v = ((h << 8) | l);
        w = ((d << 8) | e);
        u = v + w;
        wz = (v + 1) & 0xffff;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 11;
        break;
      case 0x1a: // ld a,(de)
        if ((base = readBase[d]!) === SLOW) break run;
        a = memory[base + ((d << 8) | e)]!;
        wz = ((((d << 8) | e) + 1) & 0xffff);
        q = 0;
        t += 7;
        break;
      case 0x1b: // dec de
        u = ((((d << 8) | e) - 1) & 0xffff);
        d = u >> 8;
        e = u & 0xff;
        q = 0;
        t += 6;
        break;
      case 0x1c: // inc e
        e = (e + 1) & 0xff;
        f = (f & 0x01) | INC[e];
        q = f;
        t += 4;
        break;
      case 0x1d: // dec e
        e = (e - 1) & 0xff;
        f = (f & 0x01) | DEC[e];
        q = f;
        t += 4;
        break;
      case 0x1e: // ld e,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        e = z;
        q = 0;
        t += 7;
        break;
      case 0x1f: // rra
        v = a;
        a = (v >> 1) | ((f & 0x01) << 7);
        f = (f & 0xc4) | (a & 0x28) | (v & 0x01);
        q = f;
        t += 4;
        break;
      case 0x20: // jr nz,e
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((f & 0x40) === 0) {
          wz = (pc + ((z << 24) >> 24)) & 0xffff;
          pc = wz;
          t += 5;
        }
        q = 0;
        t += 7;
        break;
      case 0x21: // ld hl,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        h = w;
        l = z;
        q = 0;
        t += 10;
        break;
      case 0x22: // ld (nn),hl
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        address = ((w << 8) | z);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((((w << 8) | z) + 1) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = l;
        memory[base2 + address2] = h;
        wz = ((((w << 8) | z) + 1) & 0xffff);
        q = 0;
        t += 16;
        break;
      case 0x23: // inc hl
        u = ((((h << 8) | l) + 1) & 0xffff);
        h = u >> 8;
        l = u & 0xff;
        q = 0;
        t += 6;
        break;
      case 0x24: // inc h
        h = (h + 1) & 0xff;
        f = (f & 0x01) | INC[h];
        q = f;
        t += 4;
        break;
      case 0x25: // dec h
        h = (h - 1) & 0xff;
        f = (f & 0x01) | DEC[h];
        q = f;
        t += 4;
        break;
      case 0x26: // ld h,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        h = z;
        q = 0;
        t += 7;
        break;
      case 0x27: // daa
        v = a;
        u = (f & 0x10) !== 0 || (v & 0x0f) > 0x09 ? 0x06 : 0;
        if ((f & 0x01) !== 0 || v > 0x99) u |= 0x60;
        a = ((f & 0x02) !== 0 ? v - u : v + u) & 0xff;
        f = SZP[a] | (u > 0x5f ? 0x01 : 0) | (f & 0x02) | ((v ^ a) & 0x10);
        q = f;
        t += 4;
        break;
      case 0x28: // jr z,e
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((f & 0x40) !== 0) {
          wz = (pc + ((z << 24) >> 24)) & 0xffff;
          pc = wz;
          t += 5;
        }
        q = 0;
        t += 7;
        break;
      case 0x29: // add hl,hl
        v = ((h << 8) | l);
        w = ((h << 8) | l);
        u = v + w;
        wz = (v + 1) & 0xffff;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 11;
        break;
      case 0x2a: // ld hl,(nn)
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((base = readBase[wz >> 8]!) === SLOW) break run;
        z = memory[base + wz]!;
        address = ((wz + 1) & 0xffff);
        if ((base = readBase[address >> 8]!) === SLOW) break run;
        w = memory[base + address]!;
        wz = ((wz + 1) & 0xffff);
        h = w;
        l = z;
        q = 0;
        t += 16;
        break;
      case 0x2b: // dec hl
        u = ((((h << 8) | l) - 1) & 0xffff);
        h = u >> 8;
        l = u & 0xff;
        q = 0;
        t += 6;
        break;
      case 0x2c: // inc l
        l = (l + 1) & 0xff;
        f = (f & 0x01) | INC[l];
        q = f;
        t += 4;
        break;
      case 0x2d: // dec l
        l = (l - 1) & 0xff;
        f = (f & 0x01) | DEC[l];
        q = f;
        t += 4;
        break;
      case 0x2e: // ld l,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        l = z;
        q = 0;
        t += 7;
        break;
      case 0x2f: // cpl
        a ^= 0xff;
        f = (f & 0xc5) | (a & 0x28) | 0x12;
        q = f;
        t += 4;
        break;
      case 0x30: // jr nc,e
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((f & 0x01) === 0) {
          wz = (pc + ((z << 24) >> 24)) & 0xffff;
          pc = wz;
          t += 5;
        }
        q = 0;
        t += 7;
        break;
      case 0x31: // ld sp,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        sp = ((w << 8) | z);
        q = 0;
        t += 10;
        break;
      case 0x32: // ld (nn),a
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        address = ((w << 8) | z);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = a;
        wz = (a << 8) | ((z + 1) & 0xff);
        q = 0;
        t += 13;
        break;
      case 0x33: // inc sp
        sp = ((sp + 1) & 0xffff);
        q = 0;
        t += 6;
        break;
      case 0x34: // inc (hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        z = (z + 1) & 0xff;
        f = (f & 0x01) | INC[z];
        memory[base + address] = z;
        q = f;
        t += 11;
        break;
      case 0x35: // dec (hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        z = (z - 1) & 0xff;
        f = (f & 0x01) | DEC[z];
        memory[base + address] = z;
        q = f;
        t += 11;
        break;
      case 0x36: // ld (hl),n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = z;
        q = 0;
        t += 10;
        break;
      case 0x37: // scf
        f = (f & 0xc4) | (((q ^ f) | a) & 0x28) | 0x01;
        q = f;
        t += 4;
        break;
      case 0x38: // jr c,e
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((f & 0x01) !== 0) {
          wz = (pc + ((z << 24) >> 24)) & 0xffff;
          pc = wz;
          t += 5;
        }
        q = 0;
        t += 7;
        break;
      case 0x39: // add hl,sp
        v = ((h << 8) | l);
        w = sp;
        u = v + w;
        wz = (v + 1) & 0xffff;
        f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
        h = (u >> 8) & 0xff;
        l = u & 0xff;
        q = f;
        t += 11;
        break;
      case 0x3a: // ld a,(nn)
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[w]!) === SLOW) break run;
        a = memory[base + ((w << 8) | z)]!;
        wz = ((((w << 8) | z) + 1) & 0xffff);
        q = 0;
        t += 13;
        break;
      case 0x3b: // dec sp
        sp = ((sp - 1) & 0xffff);
        q = 0;
        t += 6;
        break;
      case 0x3c: // inc a
        a = (a + 1) & 0xff;
        f = (f & 0x01) | INC[a];
        q = f;
        t += 4;
        break;
      case 0x3d: // dec a
        a = (a - 1) & 0xff;
        f = (f & 0x01) | DEC[a];
        q = f;
        t += 4;
        break;
      case 0x3e: // ld a,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        a = z;
        q = 0;
        t += 7;
        break;
      case 0x3f: // ccf
        f = (f & 0xc4) | (((q ^ f) | a) & 0x28) | ((f & 0x01) !== 0 ? 0x10 : 0x01);
        q = f;
        t += 4;
        break;
      case 0x40: // ld b,b
        q = 0;
        t += 4;
        break;
      case 0x41: // ld b,c
        b = c;
        q = 0;
        t += 4;
        break;
      case 0x42: // ld b,d
        b = d;
        q = 0;
        t += 4;
        break;
      case 0x43: // ld b,e
        b = e;
        q = 0;
        t += 4;
        break;
      case 0x44: // ld b,h
        b = h;
        q = 0;
        t += 4;
        break;
      case 0x45: // ld b,l
        b = l;
        q = 0;
        t += 4;
        break;
      case 0x46: // ld b,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        b = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 7;
        break;
      case 0x47: // ld b,a
        b = a;
        q = 0;
        t += 4;
        break;
      case 0x48: // ld c,b
        c = b;
        q = 0;
        t += 4;
        break;
      case 0x49: // ld c,c
        q = 0;
        t += 4;
        break;
      case 0x4a: // ld c,d
        c = d;
        q = 0;
        t += 4;
        break;
      case 0x4b: // ld c,e
        c = e;
        q = 0;
        t += 4;
        break;
      case 0x4c: // ld c,h
        c = h;
        q = 0;
        t += 4;
        break;
      case 0x4d: // ld c,l
        c = l;
        q = 0;
        t += 4;
        break;
      case 0x4e: // ld c,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        c = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 7;
        break;
      case 0x4f: // ld c,a
        c = a;
        q = 0;
        t += 4;
        break;
      case 0x50: // ld d,b
        d = b;
        q = 0;
        t += 4;
        break;
      case 0x51: // ld d,c
        d = c;
        q = 0;
        t += 4;
        break;
      case 0x52: // ld d,d
        q = 0;
        t += 4;
        break;
      case 0x53: // ld d,e
        d = e;
        q = 0;
        t += 4;
        break;
      case 0x54: // ld d,h
        d = h;
        q = 0;
        t += 4;
        break;
      case 0x55: // ld d,l
        d = l;
        q = 0;
        t += 4;
        break;
      case 0x56: // ld d,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        d = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 7;
        break;
      case 0x57: // ld d,a
        d = a;
        q = 0;
        t += 4;
        break;
      case 0x58: // ld e,b
        e = b;
        q = 0;
        t += 4;
        break;
      case 0x59: // ld e,c
        e = c;
        q = 0;
        t += 4;
        break;
      case 0x5a: // ld e,d
        e = d;
        q = 0;
        t += 4;
        break;
      case 0x5b: // ld e,e
        q = 0;
        t += 4;
        break;
      case 0x5c: // ld e,h
        e = h;
        q = 0;
        t += 4;
        break;
      case 0x5d: // ld e,l
        e = l;
        q = 0;
        t += 4;
        break;
      case 0x5e: // ld e,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        e = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 7;
        break;
      case 0x5f: // ld e,a
        e = a;
        q = 0;
        t += 4;
        break;
      case 0x60: // ld h,b
        h = b;
        q = 0;
        t += 4;
        break;
      case 0x61: // ld h,c
        h = c;
        q = 0;
        t += 4;
        break;
      case 0x62: // ld h,d
        h = d;
        q = 0;
        t += 4;
        break;
      case 0x63: // ld h,e
        h = e;
        q = 0;
        t += 4;
        break;
      case 0x64: // ld h,h
        q = 0;
        t += 4;
        break;
      case 0x65: // ld h,l
        h = l;
        q = 0;
        t += 4;
        break;
      case 0x66: // ld h,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        h = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 7;
        break;
      case 0x67: // ld h,a
        h = a;
        q = 0;
        t += 4;
        break;
      case 0x68: // ld l,b
        l = b;
        q = 0;
        t += 4;
        break;
      case 0x69: // ld l,c
        l = c;
        q = 0;
        t += 4;
        break;
      case 0x6a: // ld l,d
        l = d;
        q = 0;
        t += 4;
        break;
      case 0x6b: // ld l,e
        l = e;
        q = 0;
        t += 4;
        break;
      case 0x6c: // ld l,h
        l = h;
        q = 0;
        t += 4;
        break;
      case 0x6d: // ld l,l
        q = 0;
        t += 4;
        break;
      case 0x6e: // ld l,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        l = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 7;
        break;
      case 0x6f: // ld l,a
        l = a;
        q = 0;
        t += 4;
        break;
      case 0x70: // ld (hl),b
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = b;
        q = 0;
        t += 7;
        break;
      case 0x71: // ld (hl),c
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = c;
        q = 0;
        t += 7;
        break;
      case 0x72: // ld (hl),d
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = d;
        q = 0;
        t += 7;
        break;
      case 0x73: // ld (hl),e
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = e;
        q = 0;
        t += 7;
        break;
      case 0x74: // ld (hl),h
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = h;
        q = 0;
        t += 7;
        break;
      case 0x75: // ld (hl),l
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = l;
        q = 0;
        t += 7;
        break;
      case 0x77: // ld (hl),a
        address = ((h << 8) | l);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        memory[base + address] = a;
        q = 0;
        t += 7;
        break;
      case 0x78: // ld a,b
        a = b;
        q = 0;
        t += 4;
        break;
      case 0x79: // ld a,c
        a = c;
        q = 0;
        t += 4;
        break;
      case 0x7a: // ld a,d
        a = d;
        q = 0;
        t += 4;
        break;
      case 0x7b: // ld a,e
        a = e;
        q = 0;
        t += 4;
        break;
      case 0x7c: // ld a,h
        a = h;
        q = 0;
        t += 4;
        break;
      case 0x7d: // ld a,l
        a = l;
        q = 0;
        t += 4;
        break;
      case 0x7e: // ld a,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        a = memory[base + ((h << 8) | l)]!;
        q = 0;
        t += 7;
        break;
      case 0x7f: // ld a,a
        q = 0;
        t += 4;
        break;
      case 0x80: // add a,b
        v = b;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x81: // add a,c
        v = c;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x82: // add a,d
        v = d;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x83: // add a,e
        v = e;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x84: // add a,h
        v = h;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x85: // add a,l
        v = l;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x86: // add a,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x87: // add a,a
        v = a;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x88: // adc a,b
        v = b;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x89: // adc a,c
        v = c;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x8a: // adc a,d
        v = d;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x8b: // adc a,e
        v = e;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x8c: // adc a,h
        v = h;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x8d: // adc a,l
        v = l;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x8e: // adc a,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x8f: // adc a,a
        v = a;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x90: // sub b
        v = b;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x91: // sub c
        v = c;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x92: // sub d
        v = d;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x93: // sub e
        v = e;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x94: // sub h
        v = h;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x95: // sub l
        v = l;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x96: // sub (hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x97: // sub a
        v = a;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x98: // sbc a,b
        v = b;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x99: // sbc a,c
        v = c;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x9a: // sbc a,d
        v = d;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x9b: // sbc a,e
        v = e;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x9c: // sbc a,h
        v = h;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x9d: // sbc a,l
        v = l;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0x9e: // sbc a,(hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0x9f: // sbc a,a
        v = a;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 4;
        break;
      case 0xa0: // and b
        a &= b;
        f = SZP[a] | 0x10;
        q = f;
        t += 4;
        break;
      case 0xa1: // and c
        a &= c;
        f = SZP[a] | 0x10;
        q = f;
        t += 4;
        break;
      case 0xa2: // and d
        a &= d;
        f = SZP[a] | 0x10;
        q = f;
        t += 4;
        break;
      case 0xa3: // and e
        a &= e;
        f = SZP[a] | 0x10;
        q = f;
        t += 4;
        break;
      case 0xa4: // and h
        a &= h;
        f = SZP[a] | 0x10;
        q = f;
        t += 4;
        break;
      case 0xa5: // and l
        a &= l;
        f = SZP[a] | 0x10;
        q = f;
        t += 4;
        break;
      case 0xa6: // and (hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        a &= z;
        f = SZP[a] | 0x10;
        q = f;
        t += 7;
        break;
      case 0xa7: // and a
        a &= a;
        f = SZP[a] | 0x10;
        q = f;
        t += 4;
        break;
      case 0xa8: // xor b
        a ^= b;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xa9: // xor c
        a ^= c;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xaa: // xor d
        a ^= d;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xab: // xor e
        a ^= e;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xac: // xor h
        a ^= h;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xad: // xor l
        a ^= l;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xae: // xor (hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        a ^= z;
        f = SZP[a];
        q = f;
        t += 7;
        break;
      case 0xaf: // xor a
        a ^= a;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb0: // or b
        a |= b;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb1: // or c
        a |= c;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb2: // or d
        a |= d;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb3: // or e
        a |= e;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb4: // or h
        a |= h;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb5: // or l
        a |= l;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb6: // or (hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        a |= z;
        f = SZP[a];
        q = f;
        t += 7;
        break;
      case 0xb7: // or a
        a |= a;
        f = SZP[a];
        q = f;
        t += 4;
        break;
      case 0xb8: // cp b
        v = b;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 4;
        break;
      case 0xb9: // cp c
        v = c;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 4;
        break;
      case 0xba: // cp d
        v = d;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 4;
        break;
      case 0xbb: // cp e
        v = e;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 4;
        break;
      case 0xbc: // cp h
        v = h;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 4;
        break;
      case 0xbd: // cp l
        v = l;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 4;
        break;
      case 0xbe: // cp (hl)
        if ((base = readBase[h]!) === SLOW) break run;
        z = memory[base + ((h << 8) | l)]!;
        v = z;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 7;
        break;
      case 0xbf: // cp a
        v = a;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 4;
        break;
      case 0xc0: // ret nz
        if ((f & 0x40) === 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
        break;
      case 0xc1: // pop bc
        if ((base = readBase[sp >> 8]!) === SLOW) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & 0xffff);
        if ((base = readBase[address >> 8]!) === SLOW) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & 0xffff);
        b = w;
        c = z;
        q = 0;
        t += 10;
        break;
      case 0xc2: // jp nz,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x40) === 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xc3: // jp nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        pc = wz;
        q = 0;
        t += 10;
        break;
      case 0xc4: // call nz,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x40) === 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xc5: // push bc
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = b;
        memory[base2 + address2] = c;
        sp = ((sp - 2) & 0xffff);
        q = 0;
        t += 11;
        break;
      case 0xc6: // add a,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        v = z;
        u = a + v;
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0xc7: // rst $00
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 0;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0xc8: // ret z
        if ((f & 0x40) !== 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
        break;
      case 0xc9: // ret
        if ((base = readBase[sp >> 8]!) === SLOW) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & 0xffff);
        if ((base = readBase[address >> 8]!) === SLOW) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & 0xffff);
        wz = ((w << 8) | z);
        pc = wz;
        q = 0;
        t += 10;
        break;
      case 0xca: // jp z,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x40) !== 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xcc: // call z,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x40) !== 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xcd: // call nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        wz = ((w << 8) | z);
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        pc = wz;
        q = 0;
        t += 17;
        break;
      case 0xce: // adc a,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        v = z;
        u = a + v + (f & 0x01);
        f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0xcf: // rst $08
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 8;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0xd0: // ret nc
        if ((f & 0x01) === 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
        break;
      case 0xd1: // pop de
        if ((base = readBase[sp >> 8]!) === SLOW) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & 0xffff);
        if ((base = readBase[address >> 8]!) === SLOW) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & 0xffff);
        d = w;
        e = z;
        q = 0;
        t += 10;
        break;
      case 0xd2: // jp nc,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x01) === 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xd4: // call nc,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x01) === 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xd5: // push de
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = d;
        memory[base2 + address2] = e;
        sp = ((sp - 2) & 0xffff);
        q = 0;
        t += 11;
        break;
      case 0xd6: // sub n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        v = z;
        u = a - v;
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0xd7: // rst $10
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 16;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0xd8: // ret c
        if ((f & 0x01) !== 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
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
        t += 4;
        break;
      case 0xda: // jp c,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x01) !== 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xdc: // call c,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x01) !== 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xde: // sbc a,n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        v = z;
        u = a - v - (f & 0x01);
        f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        a = u & 0xff;
        q = f;
        t += 7;
        break;
      case 0xdf: // rst $18
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 24;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0xe0: // ret po
        if ((f & 0x04) === 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
        break;
      case 0xe1: // pop hl
        if ((base = readBase[sp >> 8]!) === SLOW) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & 0xffff);
        if ((base = readBase[address >> 8]!) === SLOW) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & 0xffff);
        h = w;
        l = z;
        q = 0;
        t += 10;
        break;
      case 0xe2: // jp po,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x04) === 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xe3: // ex (sp),hl
        if ((base = readBase[sp >> 8]!) === SLOW) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & 0xffff);
        if ((base = readBase[address >> 8]!) === SLOW) break run;
        w = memory[base + address]!;
        address = ((sp + 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = sp;
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = h;
        memory[base2 + address2] = l;
        wz = ((w << 8) | z);
        h = w;
        l = z;
        q = 0;
        t += 19;
        break;
      case 0xe4: // call po,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x04) === 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xe5: // push hl
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = h;
        memory[base2 + address2] = l;
        sp = ((sp - 2) & 0xffff);
        q = 0;
        t += 11;
        break;
      case 0xe6: // and n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        a &= z;
        f = SZP[a] | 0x10;
        q = f;
        t += 7;
        break;
      case 0xe7: // rst $20
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 32;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0xe8: // ret pe
        if ((f & 0x04) !== 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
        break;
      case 0xe9: // jp (hl)
        pc = ((h << 8) | l);
        q = 0;
        t += 4;
        break;
      case 0xea: // jp pe,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x04) !== 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xeb: // ex de,hl
        v = d;
        d = h;
        h = v;
        v = e;
        e = l;
        l = v;
        q = 0;
        t += 4;
        break;
      case 0xec: // call pe,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x04) !== 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xee: // xor n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        a ^= z;
        f = SZP[a];
        q = f;
        t += 7;
        break;
      case 0xef: // rst $28
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 40;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0xf0: // ret p
        if ((f & 0x80) === 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
        break;
      case 0xf1: // pop af
        if ((base = readBase[sp >> 8]!) === SLOW) break run;
        z = memory[base + sp]!;
        address = ((sp + 1) & 0xffff);
        if ((base = readBase[address >> 8]!) === SLOW) break run;
        w = memory[base + address]!;
        sp = ((sp + 2) & 0xffff);
        a = w;
        f = z;
        q = 0;
        t += 10;
        break;
      case 0xf2: // jp p,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x80) === 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xf4: // call p,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x80) === 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xf5: // push af
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = a;
        memory[base2 + address2] = f;
        sp = ((sp - 2) & 0xffff);
        q = 0;
        t += 11;
        break;
      case 0xf6: // or n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        a |= z;
        f = SZP[a];
        q = f;
        t += 7;
        break;
      case 0xf7: // rst $30
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 48;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0xf8: // ret m
        if ((f & 0x80) !== 0) {
          if ((base = readBase[sp >> 8]!) === SLOW) break run;
          z = memory[base + sp]!;
          address = ((sp + 1) & 0xffff);
          if ((base = readBase[address >> 8]!) === SLOW) break run;
          w = memory[base + address]!;
          sp = ((sp + 2) & 0xffff);
          wz = ((w << 8) | z);
          pc = wz;
          t += 6;
        }
        q = 0;
        t += 5;
        break;
      case 0xf9: // ld sp,hl
        sp = ((h << 8) | l);
        q = 0;
        t += 6;
        break;
      case 0xfa: // jp m,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x80) !== 0) {
          pc = wz;
        }
        q = 0;
        t += 10;
        break;
      case 0xfc: // call m,nn
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        w = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        wz = ((w << 8) | z);
        if ((f & 0x80) !== 0) {
          address = ((sp - 1) & 0xffff);
          if ((base = writeBase[address >> 8]!) === SLOW) break run;
          address2 = ((sp - 2) & 0xffff);
          if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
          memory[base + address] = (pc >> 8);
          memory[base2 + address2] = (pc & 0xff);
          sp = ((sp - 2) & 0xffff);
          pc = wz;
          t += 7;
        }
        q = 0;
        t += 10;
        break;
      case 0xfe: // cp n
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        z = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        v = z;
        u = a - v;
        f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
        q = f;
        t += 7;
        break;
      case 0xff: // rst $38
        address = ((sp - 1) & 0xffff);
        if ((base = writeBase[address >> 8]!) === SLOW) break run;
        address2 = ((sp - 2) & 0xffff);
        if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
        memory[base + address] = (pc >> 8);
        memory[base2 + address2] = (pc & 0xff);
        sp = ((sp - 2) & 0xffff);
        wz = 56;
        pc = wz;
        q = 0;
        t += 11;
        break;
      case 0x76: // halt
      case 0xd3: // out (n),a
      case 0xdb: // in a,(n)
      case 0xf3: // di
      case 0xfb: // ei
        break run;
      case 0xcb: // prefix cb
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        sub = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        switch (sub) {
          case 0x00: // rlc b
            v = b;
            b = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x01: // rlc c
            v = c;
            c = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x02: // rlc d
            v = d;
            d = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x03: // rlc e
            v = e;
            e = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x04: // rlc h
            v = h;
            h = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x05: // rlc l
            v = l;
            l = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x06: // rlc (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x07: // rlc a
            v = a;
            a = ((v << 1) | (v >> 7)) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x08: // rrc b
            v = b;
            b = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x09: // rrc c
            v = c;
            c = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x0a: // rrc d
            v = d;
            d = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x0b: // rrc e
            v = e;
            e = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x0c: // rrc h
            v = h;
            h = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x0d: // rrc l
            v = l;
            l = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x0e: // rrc (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x0f: // rrc a
            v = a;
            a = (v >> 1) | ((v << 7) & 0x80);
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x10: // rl b
            v = b;
            b = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x11: // rl c
            v = c;
            c = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x12: // rl d
            v = d;
            d = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x13: // rl e
            v = e;
            e = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x14: // rl h
            v = h;
            h = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x15: // rl l
            v = l;
            l = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x16: // rl (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x17: // rl a
            v = a;
            a = ((v << 1) | (f & 0x01)) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x18: // rr b
            v = b;
            b = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x19: // rr c
            v = c;
            c = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x1a: // rr d
            v = d;
            d = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x1b: // rr e
            v = e;
            e = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x1c: // rr h
            v = h;
            h = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x1d: // rr l
            v = l;
            l = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x1e: // rr (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x1f: // rr a
            v = a;
            a = (v >> 1) | ((f & 0x01) << 7);
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x20: // sla b
            v = b;
            b = (v << 1) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x21: // sla c
            v = c;
            c = (v << 1) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x22: // sla d
            v = d;
            d = (v << 1) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x23: // sla e
            v = e;
            e = (v << 1) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x24: // sla h
            v = h;
            h = (v << 1) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x25: // sla l
            v = l;
            l = (v << 1) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x26: // sla (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = (v << 1) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x27: // sla a
            v = a;
            a = (v << 1) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x28: // sra b
            v = b;
            b = (v >> 1) | (v & 0x80);
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x29: // sra c
            v = c;
            c = (v >> 1) | (v & 0x80);
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x2a: // sra d
            v = d;
            d = (v >> 1) | (v & 0x80);
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x2b: // sra e
            v = e;
            e = (v >> 1) | (v & 0x80);
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x2c: // sra h
            v = h;
            h = (v >> 1) | (v & 0x80);
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x2d: // sra l
            v = l;
            l = (v >> 1) | (v & 0x80);
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x2e: // sra (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = (v >> 1) | (v & 0x80);
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x2f: // sra a
            v = a;
            a = (v >> 1) | (v & 0x80);
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x30: // sll b
            v = b;
            b = ((v << 1) | 0x01) & 0xff;
            f = SZP[b] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x31: // sll c
            v = c;
            c = ((v << 1) | 0x01) & 0xff;
            f = SZP[c] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x32: // sll d
            v = d;
            d = ((v << 1) | 0x01) & 0xff;
            f = SZP[d] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x33: // sll e
            v = e;
            e = ((v << 1) | 0x01) & 0xff;
            f = SZP[e] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x34: // sll h
            v = h;
            h = ((v << 1) | 0x01) & 0xff;
            f = SZP[h] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x35: // sll l
            v = l;
            l = ((v << 1) | 0x01) & 0xff;
            f = SZP[l] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x36: // sll (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = ((v << 1) | 0x01) & 0xff;
            f = SZP[z] | (v >> 7);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x37: // sll a
            v = a;
            a = ((v << 1) | 0x01) & 0xff;
            f = SZP[a] | (v >> 7);
            q = f;
            t += 8;
            break;
          case 0x38: // srl b
            v = b;
            b = v >> 1;
            f = SZP[b] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x39: // srl c
            v = c;
            c = v >> 1;
            f = SZP[c] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x3a: // srl d
            v = d;
            d = v >> 1;
            f = SZP[d] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x3b: // srl e
            v = e;
            e = v >> 1;
            f = SZP[e] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x3c: // srl h
            v = h;
            h = v >> 1;
            f = SZP[h] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x3d: // srl l
            v = l;
            l = v >> 1;
            f = SZP[l] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x3e: // srl (hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            v = z;
            z = v >> 1;
            f = SZP[z] | (v & 0x01);
            memory[base + address] = z;
            q = f;
            t += 15;
            break;
          case 0x3f: // srl a
            v = a;
            a = v >> 1;
            f = SZP[a] | (v & 0x01);
            q = f;
            t += 8;
            break;
          case 0x40: // bit 0,b
            v = b & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x41: // bit 0,c
            v = c & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x42: // bit 0,d
            v = d & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x43: // bit 0,e
            v = e & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x44: // bit 0,h
            v = h & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x45: // bit 0,l
            v = l & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x46: // bit 0,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x47: // bit 0,a
            v = a & 0x01;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x48: // bit 1,b
            v = b & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x49: // bit 1,c
            v = c & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x4a: // bit 1,d
            v = d & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x4b: // bit 1,e
            v = e & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x4c: // bit 1,h
            v = h & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x4d: // bit 1,l
            v = l & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x4e: // bit 1,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x4f: // bit 1,a
            v = a & 0x02;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x50: // bit 2,b
            v = b & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x51: // bit 2,c
            v = c & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x52: // bit 2,d
            v = d & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x53: // bit 2,e
            v = e & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x54: // bit 2,h
            v = h & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x55: // bit 2,l
            v = l & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x56: // bit 2,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x57: // bit 2,a
            v = a & 0x04;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x58: // bit 3,b
            v = b & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x59: // bit 3,c
            v = c & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x5a: // bit 3,d
            v = d & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x5b: // bit 3,e
            v = e & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x5c: // bit 3,h
            v = h & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x5d: // bit 3,l
            v = l & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x5e: // bit 3,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x5f: // bit 3,a
            v = a & 0x08;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x60: // bit 4,b
            v = b & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x61: // bit 4,c
            v = c & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x62: // bit 4,d
            v = d & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x63: // bit 4,e
            v = e & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x64: // bit 4,h
            v = h & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x65: // bit 4,l
            v = l & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x66: // bit 4,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x67: // bit 4,a
            v = a & 0x10;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x68: // bit 5,b
            v = b & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x69: // bit 5,c
            v = c & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x6a: // bit 5,d
            v = d & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x6b: // bit 5,e
            v = e & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x6c: // bit 5,h
            v = h & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x6d: // bit 5,l
            v = l & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x6e: // bit 5,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x6f: // bit 5,a
            v = a & 0x20;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x70: // bit 6,b
            v = b & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x71: // bit 6,c
            v = c & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x72: // bit 6,d
            v = d & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x73: // bit 6,e
            v = e & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x74: // bit 6,h
            v = h & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x75: // bit 6,l
            v = l & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x76: // bit 6,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x77: // bit 6,a
            v = a & 0x40;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x78: // bit 7,b
            v = b & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (b & 0x28);
            q = f;
            t += 8;
            break;
          case 0x79: // bit 7,c
            v = c & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (c & 0x28);
            q = f;
            t += 8;
            break;
          case 0x7a: // bit 7,d
            v = d & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (d & 0x28);
            q = f;
            t += 8;
            break;
          case 0x7b: // bit 7,e
            v = e & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (e & 0x28);
            q = f;
            t += 8;
            break;
          case 0x7c: // bit 7,h
            v = h & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (h & 0x28);
            q = f;
            t += 8;
            break;
          case 0x7d: // bit 7,l
            v = l & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (l & 0x28);
            q = f;
            t += 8;
            break;
          case 0x7e: // bit 7,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            v = z & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | ((wz >> 8) & 0x28);
            q = f;
            t += 12;
            break;
          case 0x7f: // bit 7,a
            v = a & 0x80;
            f = (f & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (a & 0x28);
            q = f;
            t += 8;
            break;
          case 0x80: // res 0,b
            b = b & 0xfe;
            q = 0;
            t += 8;
            break;
          case 0x81: // res 0,c
            c = c & 0xfe;
            q = 0;
            t += 8;
            break;
          case 0x82: // res 0,d
            d = d & 0xfe;
            q = 0;
            t += 8;
            break;
          case 0x83: // res 0,e
            e = e & 0xfe;
            q = 0;
            t += 8;
            break;
          case 0x84: // res 0,h
            h = h & 0xfe;
            q = 0;
            t += 8;
            break;
          case 0x85: // res 0,l
            l = l & 0xfe;
            q = 0;
            t += 8;
            break;
          case 0x86: // res 0,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0xfe;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0x87: // res 0,a
            a = a & 0xfe;
            q = 0;
            t += 8;
            break;
          case 0x88: // res 1,b
            b = b & 0xfd;
            q = 0;
            t += 8;
            break;
          case 0x89: // res 1,c
            c = c & 0xfd;
            q = 0;
            t += 8;
            break;
          case 0x8a: // res 1,d
            d = d & 0xfd;
            q = 0;
            t += 8;
            break;
          case 0x8b: // res 1,e
            e = e & 0xfd;
            q = 0;
            t += 8;
            break;
          case 0x8c: // res 1,h
            h = h & 0xfd;
            q = 0;
            t += 8;
            break;
          case 0x8d: // res 1,l
            l = l & 0xfd;
            q = 0;
            t += 8;
            break;
          case 0x8e: // res 1,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0xfd;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0x8f: // res 1,a
            a = a & 0xfd;
            q = 0;
            t += 8;
            break;
          case 0x90: // res 2,b
            b = b & 0xfb;
            q = 0;
            t += 8;
            break;
          case 0x91: // res 2,c
            c = c & 0xfb;
            q = 0;
            t += 8;
            break;
          case 0x92: // res 2,d
            d = d & 0xfb;
            q = 0;
            t += 8;
            break;
          case 0x93: // res 2,e
            e = e & 0xfb;
            q = 0;
            t += 8;
            break;
          case 0x94: // res 2,h
            h = h & 0xfb;
            q = 0;
            t += 8;
            break;
          case 0x95: // res 2,l
            l = l & 0xfb;
            q = 0;
            t += 8;
            break;
          case 0x96: // res 2,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0xfb;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0x97: // res 2,a
            a = a & 0xfb;
            q = 0;
            t += 8;
            break;
          case 0x98: // res 3,b
            b = b & 0xf7;
            q = 0;
            t += 8;
            break;
          case 0x99: // res 3,c
            c = c & 0xf7;
            q = 0;
            t += 8;
            break;
          case 0x9a: // res 3,d
            d = d & 0xf7;
            q = 0;
            t += 8;
            break;
          case 0x9b: // res 3,e
            e = e & 0xf7;
            q = 0;
            t += 8;
            break;
          case 0x9c: // res 3,h
            h = h & 0xf7;
            q = 0;
            t += 8;
            break;
          case 0x9d: // res 3,l
            l = l & 0xf7;
            q = 0;
            t += 8;
            break;
          case 0x9e: // res 3,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0xf7;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0x9f: // res 3,a
            a = a & 0xf7;
            q = 0;
            t += 8;
            break;
          case 0xa0: // res 4,b
            b = b & 0xef;
            q = 0;
            t += 8;
            break;
          case 0xa1: // res 4,c
            c = c & 0xef;
            q = 0;
            t += 8;
            break;
          case 0xa2: // res 4,d
            d = d & 0xef;
            q = 0;
            t += 8;
            break;
          case 0xa3: // res 4,e
            e = e & 0xef;
            q = 0;
            t += 8;
            break;
          case 0xa4: // res 4,h
            h = h & 0xef;
            q = 0;
            t += 8;
            break;
          case 0xa5: // res 4,l
            l = l & 0xef;
            q = 0;
            t += 8;
            break;
          case 0xa6: // res 4,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0xef;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xa7: // res 4,a
            a = a & 0xef;
            q = 0;
            t += 8;
            break;
          case 0xa8: // res 5,b
            b = b & 0xdf;
            q = 0;
            t += 8;
            break;
          case 0xa9: // res 5,c
            c = c & 0xdf;
            q = 0;
            t += 8;
            break;
          case 0xaa: // res 5,d
            d = d & 0xdf;
            q = 0;
            t += 8;
            break;
          case 0xab: // res 5,e
            e = e & 0xdf;
            q = 0;
            t += 8;
            break;
          case 0xac: // res 5,h
            h = h & 0xdf;
            q = 0;
            t += 8;
            break;
          case 0xad: // res 5,l
            l = l & 0xdf;
            q = 0;
            t += 8;
            break;
          case 0xae: // res 5,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0xdf;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xaf: // res 5,a
            a = a & 0xdf;
            q = 0;
            t += 8;
            break;
          case 0xb0: // res 6,b
            b = b & 0xbf;
            q = 0;
            t += 8;
            break;
          case 0xb1: // res 6,c
            c = c & 0xbf;
            q = 0;
            t += 8;
            break;
          case 0xb2: // res 6,d
            d = d & 0xbf;
            q = 0;
            t += 8;
            break;
          case 0xb3: // res 6,e
            e = e & 0xbf;
            q = 0;
            t += 8;
            break;
          case 0xb4: // res 6,h
            h = h & 0xbf;
            q = 0;
            t += 8;
            break;
          case 0xb5: // res 6,l
            l = l & 0xbf;
            q = 0;
            t += 8;
            break;
          case 0xb6: // res 6,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0xbf;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xb7: // res 6,a
            a = a & 0xbf;
            q = 0;
            t += 8;
            break;
          case 0xb8: // res 7,b
            b = b & 0x7f;
            q = 0;
            t += 8;
            break;
          case 0xb9: // res 7,c
            c = c & 0x7f;
            q = 0;
            t += 8;
            break;
          case 0xba: // res 7,d
            d = d & 0x7f;
            q = 0;
            t += 8;
            break;
          case 0xbb: // res 7,e
            e = e & 0x7f;
            q = 0;
            t += 8;
            break;
          case 0xbc: // res 7,h
            h = h & 0x7f;
            q = 0;
            t += 8;
            break;
          case 0xbd: // res 7,l
            l = l & 0x7f;
            q = 0;
            t += 8;
            break;
          case 0xbe: // res 7,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z & 0x7f;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xbf: // res 7,a
            a = a & 0x7f;
            q = 0;
            t += 8;
            break;
          case 0xc0: // set 0,b
            b = b | 0x01;
            q = 0;
            t += 8;
            break;
          case 0xc1: // set 0,c
            c = c | 0x01;
            q = 0;
            t += 8;
            break;
          case 0xc2: // set 0,d
            d = d | 0x01;
            q = 0;
            t += 8;
            break;
          case 0xc3: // set 0,e
            e = e | 0x01;
            q = 0;
            t += 8;
            break;
          case 0xc4: // set 0,h
            h = h | 0x01;
            q = 0;
            t += 8;
            break;
          case 0xc5: // set 0,l
            l = l | 0x01;
            q = 0;
            t += 8;
            break;
          case 0xc6: // set 0,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x01;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xc7: // set 0,a
            a = a | 0x01;
            q = 0;
            t += 8;
            break;
          case 0xc8: // set 1,b
            b = b | 0x02;
            q = 0;
            t += 8;
            break;
          case 0xc9: // set 1,c
            c = c | 0x02;
            q = 0;
            t += 8;
            break;
          case 0xca: // set 1,d
            d = d | 0x02;
            q = 0;
            t += 8;
            break;
          case 0xcb: // set 1,e
            e = e | 0x02;
            q = 0;
            t += 8;
            break;
          case 0xcc: // set 1,h
            h = h | 0x02;
            q = 0;
            t += 8;
            break;
          case 0xcd: // set 1,l
            l = l | 0x02;
            q = 0;
            t += 8;
            break;
          case 0xce: // set 1,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x02;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xcf: // set 1,a
            a = a | 0x02;
            q = 0;
            t += 8;
            break;
          case 0xd0: // set 2,b
            b = b | 0x04;
            q = 0;
            t += 8;
            break;
          case 0xd1: // set 2,c
            c = c | 0x04;
            q = 0;
            t += 8;
            break;
          case 0xd2: // set 2,d
            d = d | 0x04;
            q = 0;
            t += 8;
            break;
          case 0xd3: // set 2,e
            e = e | 0x04;
            q = 0;
            t += 8;
            break;
          case 0xd4: // set 2,h
            h = h | 0x04;
            q = 0;
            t += 8;
            break;
          case 0xd5: // set 2,l
            l = l | 0x04;
            q = 0;
            t += 8;
            break;
          case 0xd6: // set 2,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x04;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xd7: // set 2,a
            a = a | 0x04;
            q = 0;
            t += 8;
            break;
          case 0xd8: // set 3,b
            b = b | 0x08;
            q = 0;
            t += 8;
            break;
          case 0xd9: // set 3,c
            c = c | 0x08;
            q = 0;
            t += 8;
            break;
          case 0xda: // set 3,d
            d = d | 0x08;
            q = 0;
            t += 8;
            break;
          case 0xdb: // set 3,e
            e = e | 0x08;
            q = 0;
            t += 8;
            break;
          case 0xdc: // set 3,h
            h = h | 0x08;
            q = 0;
            t += 8;
            break;
          case 0xdd: // set 3,l
            l = l | 0x08;
            q = 0;
            t += 8;
            break;
          case 0xde: // set 3,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x08;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xdf: // set 3,a
            a = a | 0x08;
            q = 0;
            t += 8;
            break;
          case 0xe0: // set 4,b
            b = b | 0x10;
            q = 0;
            t += 8;
            break;
          case 0xe1: // set 4,c
            c = c | 0x10;
            q = 0;
            t += 8;
            break;
          case 0xe2: // set 4,d
            d = d | 0x10;
            q = 0;
            t += 8;
            break;
          case 0xe3: // set 4,e
            e = e | 0x10;
            q = 0;
            t += 8;
            break;
          case 0xe4: // set 4,h
            h = h | 0x10;
            q = 0;
            t += 8;
            break;
          case 0xe5: // set 4,l
            l = l | 0x10;
            q = 0;
            t += 8;
            break;
          case 0xe6: // set 4,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x10;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xe7: // set 4,a
            a = a | 0x10;
            q = 0;
            t += 8;
            break;
          case 0xe8: // set 5,b
            b = b | 0x20;
            q = 0;
            t += 8;
            break;
          case 0xe9: // set 5,c
            c = c | 0x20;
            q = 0;
            t += 8;
            break;
          case 0xea: // set 5,d
            d = d | 0x20;
            q = 0;
            t += 8;
            break;
          case 0xeb: // set 5,e
            e = e | 0x20;
            q = 0;
            t += 8;
            break;
          case 0xec: // set 5,h
            h = h | 0x20;
            q = 0;
            t += 8;
            break;
          case 0xed: // set 5,l
            l = l | 0x20;
            q = 0;
            t += 8;
            break;
          case 0xee: // set 5,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x20;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xef: // set 5,a
            a = a | 0x20;
            q = 0;
            t += 8;
            break;
          case 0xf0: // set 6,b
            b = b | 0x40;
            q = 0;
            t += 8;
            break;
          case 0xf1: // set 6,c
            c = c | 0x40;
            q = 0;
            t += 8;
            break;
          case 0xf2: // set 6,d
            d = d | 0x40;
            q = 0;
            t += 8;
            break;
          case 0xf3: // set 6,e
            e = e | 0x40;
            q = 0;
            t += 8;
            break;
          case 0xf4: // set 6,h
            h = h | 0x40;
            q = 0;
            t += 8;
            break;
          case 0xf5: // set 6,l
            l = l | 0x40;
            q = 0;
            t += 8;
            break;
          case 0xf6: // set 6,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x40;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xf7: // set 6,a
            a = a | 0x40;
            q = 0;
            t += 8;
            break;
          case 0xf8: // set 7,b
            b = b | 0x80;
            q = 0;
            t += 8;
            break;
          case 0xf9: // set 7,c
            c = c | 0x80;
            q = 0;
            t += 8;
            break;
          case 0xfa: // set 7,d
            d = d | 0x80;
            q = 0;
            t += 8;
            break;
          case 0xfb: // set 7,e
            e = e | 0x80;
            q = 0;
            t += 8;
            break;
          case 0xfc: // set 7,h
            h = h | 0x80;
            q = 0;
            t += 8;
            break;
          case 0xfd: // set 7,l
            l = l | 0x80;
            q = 0;
            t += 8;
            break;
          case 0xfe: // set 7,(hl)
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = z | 0x80;
            memory[base + address] = z;
            q = 0;
            t += 15;
            break;
          case 0xff: // set 7,a
            a = a | 0x80;
            q = 0;
            t += 8;
            break;
        }
        refreshed++;
        break;
      case 0xed: // prefix ed
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        sub = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        switch (sub) {
          case 0x42: // sbc hl,bc
            v = ((h << 8) | l);
            w = ((b << 8) | c);
            u = v - w - (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ w) & (v ^ u)) >> 13) & 0x04) | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x43: // ld (nn),bc
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            address2 = ((((w << 8) | z) + 1) & 0xffff);
            if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
            memory[base + address] = c;
            memory[base2 + address2] = b;
            wz = ((((w << 8) | z) + 1) & 0xffff);
            q = 0;
            t += 20;
            break;
          case 0x44: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0x4a: // adc hl,bc
            v = ((h << 8) | l);
            w = ((b << 8) | c);
            u = v + w + (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ u) & (w ^ u)) >> 13) & 0x04) | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x4b: // ld bc,(nn)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & 0xffff);
            if ((base = readBase[address >> 8]!) === SLOW) break run;
            w = memory[base + address]!;
            wz = ((wz + 1) & 0xffff);
            b = w;
            c = z;
            q = 0;
            t += 20;
            break;
          case 0x4c: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0x52: // sbc hl,de
            v = ((h << 8) | l);
            w = ((d << 8) | e);
            u = v - w - (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ w) & (v ^ u)) >> 13) & 0x04) | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x53: // ld (nn),de
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            address2 = ((((w << 8) | z) + 1) & 0xffff);
            if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
            memory[base + address] = e;
            memory[base2 + address2] = d;
            wz = ((((w << 8) | z) + 1) & 0xffff);
            q = 0;
            t += 20;
            break;
          case 0x54: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0x5a: // adc hl,de
            v = ((h << 8) | l);
            w = ((d << 8) | e);
            u = v + w + (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ u) & (w ^ u)) >> 13) & 0x04) | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x5b: // ld de,(nn)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & 0xffff);
            if ((base = readBase[address >> 8]!) === SLOW) break run;
            w = memory[base + address]!;
            wz = ((wz + 1) & 0xffff);
            d = w;
            e = z;
            q = 0;
            t += 20;
            break;
          case 0x5c: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0x62: // sbc hl,hl
            v = ((h << 8) | l);
            w = ((h << 8) | l);
            u = v - w - (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ w) & (v ^ u)) >> 13) & 0x04) | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x63: // ld (nn),hl
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            address2 = ((((w << 8) | z) + 1) & 0xffff);
            if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
            memory[base + address] = l;
            memory[base2 + address2] = h;
            wz = ((((w << 8) | z) + 1) & 0xffff);
            q = 0;
            t += 20;
            break;
          case 0x64: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0x67: // rrd
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            w = ((a << 4) | (z >> 4)) & 0xff;
            a = (a & 0xf0) | (z & 0x0f);
            f = SZP[a] | (f & 0x01);
            memory[base + address] = w;
            wz = ((((h << 8) | l) + 1) & 0xffff);
            q = f;
            t += 18;
            break;
          case 0x6a: // adc hl,hl
            v = ((h << 8) | l);
            w = ((h << 8) | l);
            u = v + w + (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ u) & (w ^ u)) >> 13) & 0x04) | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x6b: // ld hl,(nn)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & 0xffff);
            if ((base = readBase[address >> 8]!) === SLOW) break run;
            w = memory[base + address]!;
            wz = ((wz + 1) & 0xffff);
            h = w;
            l = z;
            q = 0;
            t += 20;
            break;
          case 0x6c: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0x6f: // rld
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((h << 8) | l);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            w = ((z << 4) | (a & 0x0f)) & 0xff;
            a = (a & 0xf0) | (z >> 4);
            f = SZP[a] | (f & 0x01);
            memory[base + address] = w;
            wz = ((((h << 8) | l) + 1) & 0xffff);
            q = f;
            t += 18;
            break;
          case 0x72: // sbc hl,sp
            v = ((h << 8) | l);
            w = sp;
            u = v - w - (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ w) & (v ^ u)) >> 13) & 0x04) | 0x02 | ((u >> 16) & 0x01);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x73: // ld (nn),sp
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            address2 = ((((w << 8) | z) + 1) & 0xffff);
            if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
            memory[base + address] = (sp & 0xff);
            memory[base2 + address2] = (sp >> 8);
            wz = ((((w << 8) | z) + 1) & 0xffff);
            q = 0;
            t += 20;
            break;
          case 0x74: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0x7a: // adc hl,sp
            v = ((h << 8) | l);
            w = sp;
            u = v + w + (f & 0x01);
            wz = (v + 1) & 0xffff;
            f = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | (((v ^ w ^ u) >> 8) & 0x10) | ((((v ^ u) & (w ^ u)) >> 13) & 0x04) | (u >> 16);
            h = (u >> 8) & 0xff;
            l = u & 0xff;
            q = f;
            t += 15;
            break;
          case 0x7b: // ld sp,(nn)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & 0xffff);
            if ((base = readBase[address >> 8]!) === SLOW) break run;
            w = memory[base + address]!;
            wz = ((wz + 1) & 0xffff);
            sp = ((w << 8) | z);
            q = 0;
            t += 20;
            break;
          case 0x7c: // neg
            v = a;
            a = -v & 0xff;
            f = SZ[a] | 0x02 | (v !== 0 ? 0x01 : 0) | ((v ^ a) & 0x10) | (v === 0x80 ? 0x04 : 0);
            q = f;
            t += 8;
            break;
          case 0xa0: // ldi
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = z;
            u = (((h << 8) | l) + 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) + 1) & 0xffff;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            q = f;
            t += 16;
            break;
          case 0xa1: // cpi
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            u = (((h << 8) | l) + 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            wz = (wz + 1) & 0xffff;
            v = (a - z) & 0xff;
            u = (a ^ z ^ v) & 0x10;
            w = v - (u >> 4);
            f = (f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((b | c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
            q = f;
            t += 16;
            break;
          case 0xa8: // ldd
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = z;
            u = (((h << 8) | l) - 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) - 1) & 0xffff;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            q = f;
            t += 16;
            break;
          case 0xa9: // cpd
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            u = (((h << 8) | l) - 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            wz = (wz - 1) & 0xffff;
            v = (a - z) & 0xff;
            u = (a ^ z ^ v) & 0x10;
            w = v - (u >> 4);
            f = (f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((b | c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
            q = f;
            t += 16;
            break;
          case 0xb0: // ldir
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = z;
            u = (((h << 8) | l) + 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) + 1) & 0xffff;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            if ((b | c) !== 0) {
              pc = (pc - 2) & 0xffff;
              wz = (pc + 1) & 0xffff;
              f = (f & 0xd7) | ((pc >> 8) & 0x28);
              t += 5;
            }
            q = f;
            t += 16;
            break;
          case 0xb1: // cpir
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            u = (((h << 8) | l) + 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            wz = (wz + 1) & 0xffff;
            v = (a - z) & 0xff;
            u = (a ^ z ^ v) & 0x10;
            w = v - (u >> 4);
            f = (f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((b | c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
            if ((b | c) !== 0 && (f & 0x40) === 0) {
              pc = (pc - 2) & 0xffff;
              wz = (pc + 1) & 0xffff;
              f = (f & 0xd7) | ((pc >> 8) & 0x28);
              t += 5;
            }
            q = f;
            t += 16;
            break;
          case 0xb8: // lddr
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            address = ((d << 8) | e);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = z;
            u = (((h << 8) | l) - 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((d << 8) | e) - 1) & 0xffff;
            d = u >> 8;
            e = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            v = a + z;
            f = (f & 0xc1) | ((b | c) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);
            if ((b | c) !== 0) {
              pc = (pc - 2) & 0xffff;
              wz = (pc + 1) & 0xffff;
              f = (f & 0xd7) | ((pc >> 8) & 0x28);
              t += 5;
            }
            q = f;
            t += 16;
            break;
          case 0xb9: // cpdr
            if ((base = readBase[h]!) === SLOW) break run;
            z = memory[base + ((h << 8) | l)]!;
            u = (((h << 8) | l) - 1) & 0xffff;
            h = u >> 8;
            l = u & 0xff;
            u = (((b << 8) | c) - 1) & 0xffff;
            b = u >> 8;
            c = u & 0xff;
            wz = (wz - 1) & 0xffff;
            v = (a - z) & 0xff;
            u = (a ^ z ^ v) & 0x10;
            w = v - (u >> 4);
            f = (f & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((b | c) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);
            if ((b | c) !== 0 && (f & 0x40) === 0) {
              pc = (pc - 2) & 0xffff;
              wz = (pc + 1) & 0xffff;
              f = (f & 0xd7) | ((pc >> 8) & 0x28);
              t += 5;
            }
            q = f;
            t += 16;
            break;
          default:
            break run;
        }
        refreshed++;
        break;
      case 0xdd:
      case 0xfd: // prefix dd, prefix fd
        x = opcode === 0xdd ? ix : iy;
        if ((base = readBase[pc >> 8]!) === SLOW) break run;
        sub = memory[base + pc]!;
        pc = (pc + 1) & 0xffff;
        switch (sub) {
          case 0x09: // add ix,bc
            v = x;
            w = ((b << 8) | c);
            u = v + w;
            wz = (v + 1) & 0xffff;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & 0xffff;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 15;
            break;
          case 0x19: // add ix,de
            v = x;
            w = ((d << 8) | e);
            u = v + w;
            wz = (v + 1) & 0xffff;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & 0xffff;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 15;
            break;
          case 0x21: // ld ix,nn
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            x = ((w << 8) | z);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 14;
            break;
          case 0x22: // ld (nn),ix
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            address = ((w << 8) | z);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            address2 = ((((w << 8) | z) + 1) & 0xffff);
            if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
            memory[base + address] = (x & 0xff);
            memory[base2 + address2] = (x >> 8);
            wz = ((((w << 8) | z) + 1) & 0xffff);
            q = 0;
            t += 20;
            break;
          case 0x23: // inc ix
            x = ((x + 1) & 0xffff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 10;
            break;
          case 0x24: // inc ixh
            v = ((x >> 8) + 1) & 0xff;
            f = (f & 0x01) | INC[v];
            x = (v << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 8;
            break;
          case 0x25: // dec ixh
            v = ((x >> 8) - 1) & 0xff;
            f = (f & 0x01) | DEC[v];
            x = (v << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 8;
            break;
          case 0x26: // ld ixh,n
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            x = (z << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 11;
            break;
          case 0x29: // add ix,ix
            v = x;
            w = x;
            u = v + w;
            wz = (v + 1) & 0xffff;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & 0xffff;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 15;
            break;
          case 0x2a: // ld ix,(nn)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            w = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((w << 8) | z);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            address = ((wz + 1) & 0xffff);
            if ((base = readBase[address >> 8]!) === SLOW) break run;
            w = memory[base + address]!;
            wz = ((wz + 1) & 0xffff);
            x = ((w << 8) | z);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 20;
            break;
          case 0x2b: // dec ix
            x = ((x - 1) & 0xffff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 10;
            break;
          case 0x2c: // inc ixl
            v = ((x & 0xff) + 1) & 0xff;
            f = (f & 0x01) | INC[v];
            x = (x & 0xff00) | v;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 8;
            break;
          case 0x2d: // dec ixl
            v = ((x & 0xff) - 1) & 0xff;
            f = (f & 0x01) | DEC[v];
            x = (x & 0xff00) | v;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 8;
            break;
          case 0x2e: // ld ixl,n
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            x = (x & 0xff00) | z;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 11;
            break;
          case 0x34: // inc (ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = (z + 1) & 0xff;
            f = (f & 0x01) | INC[z];
            memory[base + address] = z;
            q = f;
            t += 23;
            break;
          case 0x35: // dec (ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            z = (z - 1) & 0xff;
            f = (f & 0x01) | DEC[z];
            memory[base + address] = z;
            q = f;
            t += 23;
            break;
          case 0x36: // ld (ix+d),n
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = z;
            q = 0;
            t += 19;
            break;
          case 0x39: // add ix,sp
            v = x;
            w = sp;
            u = v + w;
            wz = (v + 1) & 0xffff;
            f = (f & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);
            x = u & 0xffff;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = f;
            t += 15;
            break;
          case 0x44: // ld b,ixh
            b = (x >> 8);
            q = 0;
            t += 8;
            break;
          case 0x45: // ld b,ixl
            b = (x & 0xff);
            q = 0;
            t += 8;
            break;
          case 0x46: // ld b,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            b = memory[base + wz]!;
            q = 0;
            t += 19;
            break;
          case 0x4c: // ld c,ixh
            c = (x >> 8);
            q = 0;
            t += 8;
            break;
          case 0x4d: // ld c,ixl
            c = (x & 0xff);
            q = 0;
            t += 8;
            break;
          case 0x4e: // ld c,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            c = memory[base + wz]!;
            q = 0;
            t += 19;
            break;
          case 0x54: // ld d,ixh
            d = (x >> 8);
            q = 0;
            t += 8;
            break;
          case 0x55: // ld d,ixl
            d = (x & 0xff);
            q = 0;
            t += 8;
            break;
          case 0x56: // ld d,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            d = memory[base + wz]!;
            q = 0;
            t += 19;
            break;
          case 0x5c: // ld e,ixh
            e = (x >> 8);
            q = 0;
            t += 8;
            break;
          case 0x5d: // ld e,ixl
            e = (x & 0xff);
            q = 0;
            t += 8;
            break;
          case 0x5e: // ld e,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            e = memory[base + wz]!;
            q = 0;
            t += 19;
            break;
          case 0x60: // ld ixh,b
            x = (b << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x61: // ld ixh,c
            x = (c << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x62: // ld ixh,d
            x = (d << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x63: // ld ixh,e
            x = (e << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x64: // ld ixh,ixh
            q = 0;
            t += 8;
            break;
          case 0x65: // ld ixh,ixl
            x = ((x & 0xff) << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x66: // ld h,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            h = memory[base + wz]!;
            q = 0;
            t += 19;
            break;
          case 0x67: // ld ixh,a
            x = (a << 8) | (x & 0xff);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x68: // ld ixl,b
            x = (x & 0xff00) | b;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x69: // ld ixl,c
            x = (x & 0xff00) | c;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x6a: // ld ixl,d
            x = (x & 0xff00) | d;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x6b: // ld ixl,e
            x = (x & 0xff00) | e;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x6c: // ld ixl,ixh
            x = (x & 0xff00) | (x >> 8);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x6d: // ld ixl,ixl
            q = 0;
            t += 8;
            break;
          case 0x6e: // ld l,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            l = memory[base + wz]!;
            q = 0;
            t += 19;
            break;
          case 0x6f: // ld ixl,a
            x = (x & 0xff00) | a;
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 8;
            break;
          case 0x70: // ld (ix+d),b
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = b;
            q = 0;
            t += 19;
            break;
          case 0x71: // ld (ix+d),c
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = c;
            q = 0;
            t += 19;
            break;
          case 0x72: // ld (ix+d),d
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = d;
            q = 0;
            t += 19;
            break;
          case 0x73: // ld (ix+d),e
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = e;
            q = 0;
            t += 19;
            break;
          case 0x74: // ld (ix+d),h
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = h;
            q = 0;
            t += 19;
            break;
          case 0x75: // ld (ix+d),l
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = l;
            q = 0;
            t += 19;
            break;
          case 0x77: // ld (ix+d),a
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            address = wz;
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            memory[base + address] = a;
            q = 0;
            t += 19;
            break;
          case 0x7c: // ld a,ixh
            a = (x >> 8);
            q = 0;
            t += 8;
            break;
          case 0x7d: // ld a,ixl
            a = (x & 0xff);
            q = 0;
            t += 8;
            break;
          case 0x7e: // ld a,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            a = memory[base + wz]!;
            q = 0;
            t += 19;
            break;
          case 0x84: // add a,ixh
            v = (x >> 8);
            u = a + v;
            f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x85: // add a,ixl
            v = (x & 0xff);
            u = a + v;
            f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x86: // add a,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            v = z;
            u = a + v;
            f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 19;
            break;
          case 0x8c: // adc a,ixh
            v = (x >> 8);
            u = a + v + (f & 0x01);
            f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x8d: // adc a,ixl
            v = (x & 0xff);
            u = a + v + (f & 0x01);
            f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x8e: // adc a,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            v = z;
            u = a + v + (f & 0x01);
            f = SZ[u & 0xff] | (u >> 8) | ((a ^ v ^ u) & 0x10) | ((((a ^ u) & (v ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 19;
            break;
          case 0x94: // sub ixh
            v = (x >> 8);
            u = a - v;
            f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x95: // sub ixl
            v = (x & 0xff);
            u = a - v;
            f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x96: // sub (ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            v = z;
            u = a - v;
            f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 19;
            break;
          case 0x9c: // sbc a,ixh
            v = (x >> 8);
            u = a - v - (f & 0x01);
            f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x9d: // sbc a,ixl
            v = (x & 0xff);
            u = a - v - (f & 0x01);
            f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 8;
            break;
          case 0x9e: // sbc a,(ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            v = z;
            u = a - v - (f & 0x01);
            f = SZ[u & 0xff] | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            a = u & 0xff;
            q = f;
            t += 19;
            break;
          case 0xa4: // and ixh
            a &= (x >> 8);
            f = SZP[a] | 0x10;
            q = f;
            t += 8;
            break;
          case 0xa5: // and ixl
            a &= (x & 0xff);
            f = SZP[a] | 0x10;
            q = f;
            t += 8;
            break;
          case 0xa6: // and (ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            a &= z;
            f = SZP[a] | 0x10;
            q = f;
            t += 19;
            break;
          case 0xac: // xor ixh
            a ^= (x >> 8);
            f = SZP[a];
            q = f;
            t += 8;
            break;
          case 0xad: // xor ixl
            a ^= (x & 0xff);
            f = SZP[a];
            q = f;
            t += 8;
            break;
          case 0xae: // xor (ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            a ^= z;
            f = SZP[a];
            q = f;
            t += 19;
            break;
          case 0xb4: // or ixh
            a |= (x >> 8);
            f = SZP[a];
            q = f;
            t += 8;
            break;
          case 0xb5: // or ixl
            a |= (x & 0xff);
            f = SZP[a];
            q = f;
            t += 8;
            break;
          case 0xb6: // or (ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            a |= z;
            f = SZP[a];
            q = f;
            t += 19;
            break;
          case 0xbc: // cp ixh
            v = (x >> 8);
            u = a - v;
            f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            q = f;
            t += 8;
            break;
          case 0xbd: // cp ixl
            v = (x & 0xff);
            u = a - v;
            f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            q = f;
            t += 8;
            break;
          case 0xbe: // cp (ix+d)
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = ((x + ((z << 24) >> 24)) & 0xffff);
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            v = z;
            u = a - v;
            f = (SZ[u & 0xff] & 0xd7) | (v & 0x28) | 0x02 | ((u >> 8) & 0x01) | ((a ^ v ^ u) & 0x10) | ((((a ^ v) & (a ^ u)) >> 5) & 0x04);
            q = f;
            t += 19;
            break;
          case 0xe1: // pop ix
            if ((base = readBase[sp >> 8]!) === SLOW) break run;
            z = memory[base + sp]!;
            address = ((sp + 1) & 0xffff);
            if ((base = readBase[address >> 8]!) === SLOW) break run;
            w = memory[base + address]!;
            sp = ((sp + 2) & 0xffff);
            x = ((w << 8) | z);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 14;
            break;
          case 0xe3: // ex (sp),ix
            if ((base = readBase[sp >> 8]!) === SLOW) break run;
            z = memory[base + sp]!;
            address = ((sp + 1) & 0xffff);
            if ((base = readBase[address >> 8]!) === SLOW) break run;
            w = memory[base + address]!;
            address = ((sp + 1) & 0xffff);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            address2 = sp;
            if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
            memory[base + address] = (x >> 8);
            memory[base2 + address2] = (x & 0xff);
            wz = ((w << 8) | z);
            x = ((w << 8) | z);
            if (opcode === 0xdd) ix = x;
            else iy = x;
            q = 0;
            t += 23;
            break;
          case 0xe5: // push ix
            address = ((sp - 1) & 0xffff);
            if ((base = writeBase[address >> 8]!) === SLOW) break run;
            address2 = ((sp - 2) & 0xffff);
            if ((base2 = writeBase[address2 >> 8]!) === SLOW) break run;
            memory[base + address] = (x >> 8);
            memory[base2 + address2] = (x & 0xff);
            sp = ((sp - 2) & 0xffff);
            q = 0;
            t += 15;
            break;
          case 0xe9: // jp (ix)
            pc = x;
            q = 0;
            t += 8;
            break;
          case 0xf9: // ld sp,ix
            sp = x;
            q = 0;
            t += 10;
            break;
          case 0xcb: // displacement, then the opcode
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            z = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            wz = (x + ((z << 24) >> 24)) & 0xffff;
            if ((base = readBase[pc >> 8]!) === SLOW) break run;
            sub = memory[base + pc]!;
            pc = (pc + 1) & 0xffff;
            if ((base = readBase[wz >> 8]!) === SLOW) break run;
            z = memory[base + wz]!;
            if ((sub & 0xc0) === 0x40) {
              t += 20;
            } else {
              if ((base = writeBase[wz >> 8]!) === SLOW) break run;
              t += 23;
            }
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
    refreshed++;
  }
  // left in the middle: the instruction has changed nothing but PC and what its repetition sets again
  if (t < end) pc = start;
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
