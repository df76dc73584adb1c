// Generated from src/table-65c02.ts by generate/index.ts. Change the table or the generator, then run `npm run generate`.

import type { Core6502 } from '../core.ts';
import { FETCH_SLOT, INTERRUPT_SLOT } from './program.ts';

/** Case of the first switch, per opcode. */
export const MODE = new Uint8Array([
  0, 1, 2, 0, 3, 4, 3, 3, 5, 6, 7, 0, 8, 9, 8, 0, 10, 11, 12, 0, 3, 13, 14, 3, 15, 16, 17, 0, 8, 18, 19, 0,
  20, 1, 2, 0, 4, 4, 3, 3, 21, 22, 23, 0, 9, 9, 8, 0, 24, 11, 12, 0, 13, 13, 14, 3, 25, 16, 26, 0, 18, 18, 19, 0,
  27, 1, 2, 0, 4, 4, 3, 3, 28, 29, 30, 0, 31, 9, 8, 0, 32, 11, 12, 0, 13, 13, 14, 3, 33, 16, 34, 0, 0, 18, 19, 0,
  35, 1, 2, 0, 36, 37, 3, 3, 38, 39, 40, 0, 41, 9, 8, 0, 42, 11, 12, 0, 43, 13, 14, 3, 44, 16, 45, 0, 46, 18, 19, 0,
  47, 48, 2, 0, 49, 50, 51, 3, 52, 2, 53, 0, 54, 55, 54, 0, 56, 57, 58, 0, 43, 59, 60, 3, 61, 62, 63, 0, 54, 64, 65, 0,
  66, 1, 67, 0, 68, 69, 70, 3, 71, 72, 73, 0, 74, 75, 76, 0, 77, 78, 12, 0, 13, 79, 80, 3, 81, 82, 83, 0, 18, 84, 16, 0,
  85, 1, 2, 0, 4, 86, 3, 3, 87, 88, 89, 0, 9, 9, 8, 0, 90, 11, 12, 0, 13, 13, 14, 3, 91, 16, 92, 0, 9, 18, 93, 0,
  94, 1, 2, 0, 4, 4, 3, 3, 95, 96, 97, 0, 9, 9, 8, 0, 98, 11, 12, 0, 13, 13, 14, 3, 99, 16, 100, 0, 9, 18, 93, 0,
]);

/** Case of the second switch, per opcode. */
export const OPERATION = new Uint8Array([
  0, 0, 1, 0, 2, 0, 3, 4, 0, 0, 0, 0, 2, 0, 3, 0, 0, 0, 0, 0, 5, 0, 3, 4, 0, 0, 0, 0, 5, 0, 3, 0,
  0, 6, 1, 0, 7, 6, 8, 4, 0, 0, 0, 0, 7, 6, 8, 0, 0, 6, 6, 0, 7, 6, 8, 4, 0, 6, 0, 0, 7, 6, 8, 0,
  0, 9, 1, 0, 1, 9, 10, 4, 0, 0, 0, 0, 0, 9, 10, 0, 0, 9, 9, 0, 1, 9, 10, 4, 0, 9, 0, 0, 0, 9, 10, 0,
  0, 11, 1, 0, 12, 0, 13, 4, 0, 0, 0, 0, 0, 11, 13, 0, 0, 11, 11, 0, 12, 11, 13, 4, 0, 11, 0, 0, 0, 11, 13, 0,
  0, 14, 1, 0, 0, 0, 0, 15, 0, 16, 0, 0, 17, 0, 18, 0, 0, 0, 14, 0, 17, 0, 18, 15, 0, 0, 0, 0, 12, 0, 12, 0,
  0, 19, 0, 0, 0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 19, 0, 20, 0, 21, 15, 0, 0, 0, 0, 20, 0, 21, 0,
  0, 22, 1, 0, 23, 0, 24, 15, 0, 0, 0, 0, 23, 22, 24, 0, 0, 22, 22, 0, 1, 22, 24, 15, 0, 22, 0, 0, 1, 22, 24, 0,
  0, 25, 1, 0, 26, 25, 27, 15, 0, 0, 0, 0, 26, 25, 27, 0, 0, 25, 25, 0, 1, 25, 27, 15, 0, 25, 0, 0, 1, 25, 27, 0,
]);

/** Cycles after its last one until V, written by an instruction, is there; 0 if it is not written. */
export const V_SETTLES = new Uint8Array([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 2, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 2, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0,
]);

/**
 * Runs whole instructions while one is sure to end by `cpu.fastLimit` + 8, and leaves at once, if need be within an
 * instruction, when an access to a device asks for attention.
 */
export function runFast65C02(cpu: Core6502): void {
  const mem = cpu.space.memory;
  const top = cpu.portTop;
  // page base of a device's page (SLOW of the kernel)
  const slow = -2147483648;
  const binary = cpu.program.modes;
  const decimal = cpu.program.decimalModes;
  let modes = cpu.d === 0 ? binary : decimal;
  const operations = OPERATION;
  const settles = V_SETTLES;
  let rb = cpu.readBase;
  let wb = cpu.writeBase;
  let pc = cpu.pc;
  let a = cpu.a;
  let x = cpu.x;
  let y = cpu.y;
  let s = cpu.s;
  let nz = cpu.nz;
  let c = cpu.c;
  let v = cpu.v;
  let d = cpu.d;
  let ea = cpu.ea;
  let t = cpu.t;
  let now = cpu.now;
  let fl = cpu.fastLimit;
  let upc = FETCH_SLOT;
  let op = -1;
  let ad = 0;
  let b = 0;
  let m = 0;
  let r = 0;
  out: while (now <= fl) {
    ad = pc;
    if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
    else {
      m = cpu.read(ad, now);
      rb = cpu.readBase;
      wb = cpu.writeBase;
      if (cpu.fastLimit < 0) {
        if (op >= 0) cpu.vWritten = now - 1 + settles[op]!;
        if (cpu.attention !== 0 && cpu.poll(now)) upc = INTERRUPT_SLOT + 1;
        else {
          pc = (pc + 1) & 0xffff;
          upc = m << 3;
        }
        now++;
        break out;
      }
    }
    now++;
    pc = (pc + 1) & 0xffff;
    op = m;
    switch (modes[op]) {
      case 0: // left to the stepped engine
        upc = op << 3;
        break out;
      case 1: // (zeropage,x), read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = t;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = (t + x) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        t = (t + x) & 0xff;
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ea = m;
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        ea = ea | (m << 8);
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 2: // immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        break;
      case 3: // zeropage, modify
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        t = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        break;
      case 4: // zeropage, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 5: // php implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        m = (c | ((nz & 0xff) === 0 ? 0x02 : 0) | (cpu.i << 2) | (d !== 0 ? 0x28 : 0x20) | (v << 6) | ((nz & 0x180) !== 0 ? 0x80 : 0)) | 0x10;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        s = (s - 1) & 0xff;
        continue;
      case 6: // ora immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        a = nz = a | t;
        continue;
      case 7: // asl accumulator implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = a; c = t >> 7; t = nz = (t << 1) & 0xff; a = t;
        continue;
      case 8: // absolute, modify
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        t = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        break;
      case 9: // absolute, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 10: // bpl
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !((nz & 0x180) === 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!((nz & 0x180) === 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 11: // (zeropage),y, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = m;
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = ea + y; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = t < 0x100 ? (op << 3) + 4 : (op << 3) + 3;
            break out;
          }
        }
        now++;
        t = ea + y; ea = ((m << 8) + t) & 0xffff;
        if (!(t < 0x100)) {
          ad = (pc - 1) & 0xffff;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              now++;
              upc = (op << 3) + 4;
              break out;
            }
          }
          now++;
        }
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 12: // (zeropage), read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = m;
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ea = ea | (m << 8);
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 13: // zeropage,x, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + x) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = (ea + x) & 0xff;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 14: // zeropage,x, modify
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + x) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = (ea + x) & 0xff;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        t = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        break;
      case 15: // clc implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        c = 0;
        continue;
      case 16: // absolute,y, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + y; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = t < 0x100 ? (op << 3) + 3 : (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + y; ea = ((m << 8) + t) & 0xffff;
        if (!(t < 0x100)) {
          ad = (pc - 1) & 0xffff;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              now++;
              upc = (op << 3) + 3;
              break out;
            }
          }
          now++;
        }
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 17: // inc accumulator implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = a; t = nz = (t + 1) & 0xff; a = t;
        continue;
      case 18: // absolute,x, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = t < 0x100 ? (op << 3) + 3 : (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
        if (!(t < 0x100)) {
          ad = (pc - 1) & 0xffff;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              now++;
              upc = (op << 3) + 3;
              break out;
            }
          }
          now++;
        }
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 19: // absolute,x, modify if a page is crossed
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = t < 0x100 ? (op << 3) + 3 : (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
        if (!(t < 0x100)) {
          ad = (pc - 1) & 0xffff;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              now++;
              upc = (op << 3) + 3;
              break out;
            }
          }
          now++;
        }
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        t = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 5;
            break out;
          }
        }
        now++;
        break;
      case 20: // jsr absolute
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        m = pc >> 8;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s - 1) & 0xff;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        s = (s - 1) & 0xff;
        m = pc & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s - 1) & 0xff;
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        s = (s - 1) & 0xff;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = ea | (m << 8);
        continue;
      case 21: // plp implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        c = m & 1; d = (m & 8) !== 0 ? cpu.decimal : 0; v = (m >> 6) & 1; nz = ((m & 0x80) << 1) | (((m >> 1) & 1) ^ 1); cpu.changeInterruptDisable((m >> 2) & 1, now - 1, false);
        fl = cpu.fastLimit;
        modes = d === 0 ? binary : decimal;
        continue;
      case 22: // and immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        a = nz = a & t;
        continue;
      case 23: // rol accumulator implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = a; r = (t << 1) | c; c = t >> 7; t = nz = r & 0xff; a = t;
        continue;
      case 24: // bmi
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !((nz & 0x180) !== 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!((nz & 0x180) !== 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 25: // sec implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        c = 1;
        continue;
      case 26: // dec accumulator implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = a; t = nz = (t - 1) & 0xff; a = t;
        continue;
      case 27: // rti implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            c = m & 1; d = (m & 8) !== 0 ? cpu.decimal : 0; v = (m >> 6) & 1; nz = ((m & 0x80) << 1) | (((m >> 1) & 1) ^ 1); s = (s + 1) & 0xff; cpu.setInterruptDisable((m >> 2) & 1);
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        c = m & 1; d = (m & 8) !== 0 ? cpu.decimal : 0; v = (m >> 6) & 1; nz = ((m & 0x80) << 1) | (((m >> 1) & 1) ^ 1); s = (s + 1) & 0xff; cpu.setInterruptDisable((m >> 2) & 1);
        fl = cpu.fastLimit;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m; s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        ea = m; s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = ea | (m << 8);
        modes = d === 0 ? binary : decimal;
        continue;
      case 28: // pha implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        m = a;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        s = (s - 1) & 0xff;
        continue;
      case 29: // eor immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        a = nz = a ^ t;
        continue;
      case 30: // lsr accumulator implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = a; c = t & 1; t = nz = t >> 1; a = t;
        continue;
      case 31: // jmp absolute
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = ea | (m << 8);
        continue;
      case 32: // bvc
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !(v === 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!(v === 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 33: // cli implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        cpu.changeInterruptDisable(0, now - 1, false); fl = cpu.fastLimit;
        continue;
      case 34: // phy implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        m = y;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        s = (s - 1) & 0xff;
        continue;
      case 35: // rts implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m; s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ea = m; s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = ea | (m << 8);
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        pc = ea | (m << 8);
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff;
        continue;
      case 36: // zeropage, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        break;
      case 37: // adc zeropage, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff;
        continue;
      case 38: // pla implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        a = nz = m;
        continue;
      case 39: // adc immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff;
        continue;
      case 40: // ror accumulator implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = a; r = (c << 7) | (t >> 1); c = t & 1; t = nz = r; a = t;
        continue;
      case 41: // jmp (absolute)
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        ad = (pc - 1) & 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        t = m;
        ad = (ea + 1) & 0xffff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = t | (m << 8);
        continue;
      case 42: // bvs
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !(v !== 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!(v !== 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 43: // zeropage,x, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + x) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = (ea + x) & 0xff;
        break;
      case 44: // sei implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        cpu.changeInterruptDisable(1, now - 1, false); fl = cpu.fastLimit;
        continue;
      case 45: // ply implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        y = nz = m;
        continue;
      case 46: // jmp (absolute,x)
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        ad = (pc - 1) & 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + x) & 0xffff;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ea = (ea + x) & 0xffff;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        t = m;
        ad = (ea + 1) & 0xffff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = t | (m << 8);
        continue;
      case 47: // bra
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
            now++;
            upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
        if (!(((pc ^ ea) & 0xff00) === 0)) {
          ad = ea;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            fl = cpu.fastLimit;
          }
          now++;
        }
        continue;
      case 48: // (zeropage,x), write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = t;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = (t + x) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        t = (t + x) & 0xff;
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ea = m;
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        ea = ea | (m << 8);
        break;
      case 49: // sty zeropage, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        m = y;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 50: // sta zeropage, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 51: // stx zeropage, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        m = x;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 52: // dey implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        y = nz = (y - 1) & 0xff;
        continue;
      case 53: // txa implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        a = nz = x;
        continue;
      case 54: // absolute, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        break;
      case 55: // sta absolute, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 56: // bcc
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !(c === 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!(c === 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 57: // sta (zeropage),y, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = m;
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = ea + y; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        t = ea + y; ea = ((m << 8) + t) & 0xffff;
        ad = t > 0xff ? (pc - 1) & 0xffff : ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 58: // (zeropage), write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = m;
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ea = ea | (m << 8);
        break;
      case 59: // sta zeropage,x, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + x) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = (ea + x) & 0xff;
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 60: // zeropage,y, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + y) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = (ea + y) & 0xff;
        break;
      case 61: // tya implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        a = nz = y;
        continue;
      case 62: // sta absolute,y, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + y; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + y; ea = ((m << 8) + t) & 0xffff;
        ad = t > 0xff ? (pc - 1) & 0xffff : ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 63: // txs implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        s = x;
        continue;
      case 64: // sta absolute,x, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
        ad = t > 0xff ? (pc - 1) & 0xffff : ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 65: // absolute,x, write
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
        ad = t > 0xff ? (pc - 1) & 0xffff : ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        break;
      case 66: // ldy immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        y = nz = t;
        continue;
      case 67: // ldx immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        x = nz = t;
        continue;
      case 68: // ldy zeropage, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        y = nz = t;
        continue;
      case 69: // lda zeropage, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        a = nz = t;
        continue;
      case 70: // ldx zeropage, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        x = nz = t;
        continue;
      case 71: // tay implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        y = nz = a;
        continue;
      case 72: // lda immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        a = nz = t;
        continue;
      case 73: // tax implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        x = nz = a;
        continue;
      case 74: // ldy absolute, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        y = nz = t;
        continue;
      case 75: // lda absolute, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        a = nz = t;
        continue;
      case 76: // ldx absolute, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = ea | (m << 8);
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        x = nz = t;
        continue;
      case 77: // bcs
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !(c !== 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!(c !== 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 78: // lda (zeropage),y, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = m;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = m;
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = ea + y; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = t < 0x100 ? (op << 3) + 4 : (op << 3) + 3;
            break out;
          }
        }
        now++;
        t = ea + y; ea = ((m << 8) + t) & 0xffff;
        if (!(t < 0x100)) {
          ad = (pc - 1) & 0xffff;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              now++;
              upc = (op << 3) + 4;
              break out;
            }
          }
          now++;
        }
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        a = nz = t;
        continue;
      case 79: // lda zeropage,x, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + x) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = (ea + x) & 0xff;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        a = nz = t;
        continue;
      case 80: // zeropage,y, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            ea = (ea + y) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        ea = (ea + y) & 0xff;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        break;
      case 81: // clv implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        v = 0;
        continue;
      case 82: // lda absolute,y, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + y; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = t < 0x100 ? (op << 3) + 3 : (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + y; ea = ((m << 8) + t) & 0xffff;
        if (!(t < 0x100)) {
          ad = (pc - 1) & 0xffff;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              now++;
              upc = (op << 3) + 3;
              break out;
            }
          }
          now++;
        }
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        a = nz = t;
        continue;
      case 83: // tsx implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        x = nz = s;
        continue;
      case 84: // lda absolute,x, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = t < 0x100 ? (op << 3) + 3 : (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
        if (!(t < 0x100)) {
          ad = (pc - 1) & 0xffff;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              now++;
              upc = (op << 3) + 3;
              break out;
            }
          }
          now++;
        }
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        a = nz = t;
        continue;
      case 85: // cpy immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        r = y - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        continue;
      case 86: // cmp zeropage, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        t = m;
        r = a - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        continue;
      case 87: // iny implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        y = nz = (y + 1) & 0xff;
        continue;
      case 88: // cmp immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        r = a - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        continue;
      case 89: // dex implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        x = nz = (x - 1) & 0xff;
        continue;
      case 90: // bne
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !((nz & 0xff) !== 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!((nz & 0xff) !== 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 91: // cld implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        d = 0;
        modes = d === 0 ? binary : decimal;
        continue;
      case 92: // phx implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        m = x;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        s = (s - 1) & 0xff;
        continue;
      case 93: // absolute,x, modify
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; ea = m;
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; ea = m;
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = ea + x; ea = ((m << 8) + t) & 0xffff;
        ad = t > 0xff ? (pc - 1) & 0xffff : ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 3;
            break out;
          }
        }
        now++;
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 4;
            break out;
          }
        }
        now++;
        t = m;
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 5;
            break out;
          }
        }
        now++;
        break;
      case 94: // cpx immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        r = x - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        continue;
      case 95: // inx implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        x = nz = (x + 1) & 0xff;
        continue;
      case 96: // sbc immediate, read
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; a = nz = r & 0xff; c = r < 0 ? 0 : 1;
        continue;
      case 97: // nop implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 98: // beq
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            pc = (pc + 1) & 0xffff; t = m;
            now++;
            upc = !((nz & 0xff) === 0) ? (op << 3) + 3 : (op << 3) + 1;
            break out;
          }
        }
        now++;
        pc = (pc + 1) & 0xffff; t = m;
        if (!(!((nz & 0xff) === 0))) {
          ad = pc;
          if (ad <= top || rb[ad >> 8] === slow) {
            cpu.read(ad, now);
            rb = cpu.readBase;
            wb = cpu.writeBase;
            if (cpu.fastLimit < 0) {
              ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
              now++;
              upc = ((pc ^ ea) & 0xff00) === 0 ? (op << 3) + 3 : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = pc; pc = (pc + ((t << 24) >> 24)) & 0xffff;
          if (!(((pc ^ ea) & 0xff00) === 0)) {
            ad = ea;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
          }
        }
        continue;
      case 99: // sed implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        d = cpu.decimal;
        modes = d === 0 ? binary : decimal;
        continue;
      case 100: // plx implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 1;
            break out;
          }
        }
        now++;
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            s = (s + 1) & 0xff;
            now++;
            upc = (op << 3) + 2;
            break out;
          }
        }
        now++;
        s = (s + 1) & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        x = nz = m;
        continue;
    }
    switch (operations[op]) {
      case 0: // ora
        a = nz = a | t;
        break;
      case 1: // nop
        break;
      case 2: // tsb memory
        nz = ((nz & 0x180) !== 0 ? 0x100 : 0) | ((a & t) !== 0 ? 1 : 0); t = t | a; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 3: // asl memory
        c = t >> 7; t = nz = (t << 1) & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 4: // rmb memory
        t = t & ~(1 << ((op >> 4) & 7)); m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 5: // trb memory
        nz = ((nz & 0x180) !== 0 ? 0x100 : 0) | ((a & t) !== 0 ? 1 : 0); t = t & ~a; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 6: // and
        a = nz = a & t;
        break;
      case 7: // bit
        nz = (a & t) | ((t & 0x80) << 1); v = (t >> 6) & 1;
        break;
      case 8: // rol memory
        r = (t << 1) | c; c = t >> 7; t = nz = r & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 9: // eor
        a = nz = a ^ t;
        break;
      case 10: // lsr memory
        c = t & 1; t = nz = t >> 1; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 11: // adc
        r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff;
        break;
      case 12: // stz
        m = 0;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 13: // ror memory
        r = (c << 7) | (t >> 1); c = t & 1; t = nz = r; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 14: // sta
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 15: // smb memory
        t = t | (1 << ((op >> 4) & 7)); m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 16: // bit immediate
        nz = ((nz & 0x180) !== 0 ? 0x100 : 0) | ((a & t) !== 0 ? 1 : 0);
        break;
      case 17: // sty
        m = y;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 18: // stx
        m = x;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 19: // lda
        a = nz = t;
        break;
      case 20: // ldy
        y = nz = t;
        break;
      case 21: // ldx
        x = nz = t;
        break;
      case 22: // cmp
        r = a - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 23: // cpy
        r = y - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 24: // dec memory
        t = nz = (t - 1) & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 25: // sbc
        r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; a = nz = r & 0xff; c = r < 0 ? 0 : 1;
        break;
      case 26: // cpx
        r = x - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 27: // inc memory
        t = nz = (t + 1) & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
    }
  }
  if (upc === FETCH_SLOT && op >= 0) cpu.vWritten = now - 1 + settles[op]!;
  cpu.pc = pc;
  cpu.a = a;
  cpu.x = x;
  cpu.y = y;
  cpu.s = s;
  cpu.nz = nz;
  cpu.c = c;
  cpu.v = v;
  cpu.d = d;
  cpu.ea = ea;
  cpu.t = t;
  cpu.upc = upc;
  cpu.now = now;
}
