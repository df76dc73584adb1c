// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run `npm run generate`.

import { addDecimal, andRotate, subtractDecimal } from '../alu.ts';
import type { Core6502 } from '../core.ts';
import { FETCH_ONLY_SLOT, FETCH_SLOT, INTERRUPT_SLOT } from './program.ts';

/** Case of the first switch, per opcode. */
export const MODE = new Uint8Array([
  0, 1, 0, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 9, 10, 10, 11, 12, 0, 13, 14, 14, 15, 15, 16, 17, 18, 19, 20, 20, 21, 21,
  22, 1, 0, 2, 3, 3, 4, 4, 23, 24, 25, 8, 9, 9, 10, 10, 26, 12, 0, 13, 14, 14, 15, 15, 27, 17, 18, 19, 20, 20, 21, 21,
  28, 1, 0, 2, 3, 3, 4, 4, 29, 30, 31, 8, 32, 9, 10, 10, 33, 12, 0, 13, 14, 14, 15, 15, 34, 17, 18, 19, 20, 20, 21, 21,
  35, 1, 0, 2, 3, 36, 4, 4, 37, 38, 39, 8, 40, 9, 10, 10, 41, 12, 0, 13, 14, 14, 15, 15, 42, 17, 18, 19, 20, 20, 21, 21,
  8, 43, 8, 43, 44, 45, 46, 47, 48, 8, 49, 8, 50, 51, 50, 50, 52, 53, 0, 54, 55, 56, 57, 57, 58, 59, 60, 61, 62, 63, 61, 61,
  64, 1, 65, 1, 66, 67, 68, 3, 69, 70, 71, 8, 72, 73, 74, 9, 75, 76, 0, 12, 14, 77, 78, 78, 79, 80, 81, 17, 20, 82, 17, 17,
  83, 1, 8, 2, 3, 84, 4, 4, 85, 86, 87, 8, 9, 9, 10, 10, 88, 12, 0, 13, 14, 14, 15, 15, 89, 17, 18, 19, 20, 20, 21, 21,
  90, 1, 8, 2, 3, 3, 4, 4, 91, 92, 18, 92, 9, 9, 10, 10, 93, 12, 0, 13, 14, 14, 15, 15, 94, 17, 18, 19, 20, 20, 21, 21,
]);

/** Case of the second switch, per opcode. */
export const OPERATION = new Uint8Array([
  0, 1, 0, 2, 3, 1, 4, 2, 0, 0, 0, 5, 3, 1, 4, 2, 0, 1, 0, 2, 3, 1, 4, 2, 0, 1, 0, 2, 3, 1, 4, 2,
  0, 6, 0, 7, 8, 6, 9, 7, 0, 0, 0, 5, 8, 6, 9, 7, 0, 6, 0, 7, 3, 6, 9, 7, 0, 6, 0, 7, 3, 6, 9, 7,
  0, 10, 0, 11, 3, 10, 12, 11, 0, 0, 0, 13, 0, 10, 12, 11, 0, 10, 0, 11, 3, 10, 12, 11, 0, 10, 0, 11, 3, 10, 12, 11,
  0, 14, 0, 15, 3, 0, 16, 15, 0, 0, 0, 17, 0, 14, 16, 15, 0, 14, 0, 15, 3, 14, 16, 15, 0, 14, 0, 15, 3, 14, 16, 15,
  3, 18, 3, 19, 0, 0, 0, 19, 0, 3, 0, 20, 21, 0, 22, 19, 0, 0, 0, 23, 21, 0, 22, 19, 0, 0, 0, 24, 25, 0, 26, 23,
  0, 27, 0, 28, 0, 0, 0, 28, 0, 0, 0, 29, 0, 0, 0, 28, 0, 0, 0, 28, 30, 0, 31, 28, 0, 0, 0, 32, 30, 0, 31, 28,
  0, 33, 3, 34, 35, 0, 36, 34, 0, 0, 0, 37, 35, 33, 36, 34, 0, 33, 0, 34, 3, 33, 36, 34, 0, 33, 0, 34, 3, 33, 36, 34,
  0, 38, 3, 39, 40, 38, 41, 39, 0, 0, 0, 0, 40, 38, 41, 39, 0, 38, 0, 39, 3, 38, 41, 39, 0, 38, 0, 39, 3, 38, 41, 39,
]);

/** Cycles after its last one until V, written by an instruction, is there; 0 if it is not written. */
export const V_SETTLES = new Uint8Array([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2,
]);

/**
 * Runs whole instructions while one is sure to end by `cpu.fastLimit` + 8, and leaves at once, if need be within an
 * instruction, when an access to a device asks for attention.
 */
export function runFast(cpu: Core6502): void {
  const mem = cpu.space.memory;
  const top = cpu.portTop;
  // page base of a device's page (SLOW of the kernel)
  const slow = -2147483648;
  const modes = MODE;
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
      case 0: // control
        break;
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
      case 2: // (zeropage,x), modify
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
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 5;
            break out;
          }
        }
        now++;
        t = m;
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 6;
            break out;
          }
        }
        now++;
        break;
      case 3: // zeropage, read
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
      case 4: // zeropage, modify
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
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
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
      case 8: // immediate, read
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
      case 10: // absolute, modify
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
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
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
      case 11: // bpl
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 12: // (zeropage),y, read
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
          ad = (ea - 0x100) & 0xffff;
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
      case 13: // (zeropage),y, modify
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            t = m;
            now++;
            upc = (op << 3) + 5;
            break out;
          }
        }
        now++;
        t = m;
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          if (cpu.fastLimit < 0) {
            now++;
            upc = (op << 3) + 6;
            break out;
          }
        }
        now++;
        break;
      case 14: // zeropage,x, read
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
      case 15: // zeropage,x, modify
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
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
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
      case 16: // clc implied
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
      case 17: // absolute,y, read
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
          ad = (ea - 0x100) & 0xffff;
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
      case 18: // nop implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        continue;
      case 19: // absolute,y, modify
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
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
      case 20: // absolute,x, read
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
          ad = (ea - 0x100) & 0xffff;
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
      case 21: // absolute,x, modify
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
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
      case 22: // jsr absolute
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
      case 23: // plp implied
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
        continue;
      case 24: // and immediate, read
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
      case 25: // rol accumulator implied
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
      case 26: // bmi
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 27: // sec implied
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
      case 28: // rti implied
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
        continue;
      case 29: // pha implied
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
      case 30: // eor immediate, read
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
      case 31: // lsr accumulator implied
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
      case 32: // jmp absolute
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
      case 33: // bvc
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 34: // cli implied
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
      case 36: // adc zeropage, read
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
        if (d !== 1) { r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff; } else { r = addDecimal(a, t, c); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18; }
        continue;
      case 37: // pla implied
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
      case 38: // adc immediate, read
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
        if (d !== 1) { r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff; } else { r = addDecimal(a, t, c); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18; }
        continue;
      case 39: // ror accumulator implied
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
      case 40: // jmp (absolute)
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
        ad = (ea & 0xff00) | ((ea + 1) & 0xff);
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
      case 41: // bvs
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 42: // sei implied
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
      case 43: // (zeropage,x), write
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
      case 44: // sty zeropage, write
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
      case 45: // sta zeropage, write
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
      case 46: // stx zeropage, write
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
      case 47: // zeropage, write
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
      case 48: // dey implied
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
      case 49: // txa implied
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
      case 50: // absolute, write
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
      case 51: // sta absolute, write
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
      case 52: // bcc
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 53: // sta (zeropage),y, write
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
      case 54: // (zeropage),y, write
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
      case 55: // zeropage,x, write
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
      case 56: // sta zeropage,x, write
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
      case 57: // zeropage,y, write
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
      case 58: // tya implied
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
      case 59: // sta absolute,y, write
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
      case 60: // txs implied
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
      case 61: // absolute,y, write
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
      case 62: // absolute,x, write
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
      case 63: // sta absolute,x, write
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
        ad = (ea - (t & 0x100)) & 0xffff;
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
      case 64: // ldy immediate, read
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
      case 65: // ldx immediate, read
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
      case 66: // ldy zeropage, read
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
      case 67: // lda zeropage, read
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
      case 68: // ldx zeropage, read
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
      case 69: // tay implied
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
      case 70: // lda immediate, read
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
      case 71: // tax implied
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
      case 72: // ldy absolute, read
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
      case 73: // lda absolute, read
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
      case 74: // ldx absolute, read
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
      case 75: // bcs
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 76: // lda (zeropage),y, read
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
          ad = (ea - 0x100) & 0xffff;
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
      case 77: // lda zeropage,x, read
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
      case 78: // zeropage,y, read
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
      case 79: // clv implied
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
      case 80: // lda absolute,y, read
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
          ad = (ea - 0x100) & 0xffff;
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
      case 81: // tsx implied
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
      case 82: // lda absolute,x, read
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
          ad = (ea - 0x100) & 0xffff;
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
      case 83: // cpy immediate, read
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
      case 84: // cmp zeropage, read
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
      case 85: // iny implied
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
      case 86: // cmp immediate, read
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
      case 87: // dex implied
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
      case 88: // bne
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 89: // cld implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        d = 0;
        continue;
      case 90: // cpx immediate, read
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
      case 91: // inx implied
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
      case 92: // sbc immediate, read
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
        r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; nz = r & 0xff; if (d !== 1) a = r & 0xff; else a = subtractDecimal(a, t, c); c = r < 0 ? 0 : 1;
        continue;
      case 93: // beq
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
            if (upc === (op << 3) + 1 && cpu.attention !== 0) cpu.branchPoll(now - 1);
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
              ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
              now++;
              upc = pc === ea ? cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT : (op << 3) + 2;
              break out;
            }
          }
          now++;
          ea = (pc + ((t << 24) >> 24)) & 0xffff; pc = (pc & 0xff00) | (ea & 0xff);
          if (!(pc === ea)) {
            ad = pc;
            if (ad <= top || rb[ad >> 8] === slow) {
              cpu.read(ad, now);
              rb = cpu.readBase;
              wb = cpu.writeBase;
              fl = cpu.fastLimit;
            }
            now++;
            pc = ea;
          }
        }
        continue;
      case 94: // sed implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        d = cpu.decimal;
        continue;
    }
    switch (operations[op]) {
      case 0: // left to the stepped engine
        upc = op << 3;
        break out;
      case 1: // ora
        a = nz = a | t;
        break;
      case 2: // slo memory
        c = t >> 7; t = nz = (t << 1) & 0xff; a = nz = a | t; m = t;
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
      case 3: // nop
        break;
      case 4: // asl memory
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
      case 5: // anc
        a = nz = a & t; c = a >> 7;
        break;
      case 6: // and
        a = nz = a & t;
        break;
      case 7: // rla memory
        r = (t << 1) | c; c = t >> 7; t = nz = r & 0xff; a = nz = a & t; m = t;
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
      case 8: // bit
        nz = (a & t) | ((t & 0x80) << 1); v = (t >> 6) & 1;
        break;
      case 9: // rol memory
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
      case 10: // eor
        a = nz = a ^ t;
        break;
      case 11: // sre memory
        c = t & 1; t = nz = t >> 1; a = nz = a ^ t; m = t;
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
      case 12: // lsr memory
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
      case 13: // alr
        r = a & t; c = r & 1; a = nz = r >> 1;
        break;
      case 14: // adc
        if (d !== 1) { r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff; } else { r = addDecimal(a, t, c); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18; }
        break;
      case 15: // rra memory
        r = (c << 7) | (t >> 1); c = t & 1; t = nz = r; if (d !== 1) { r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff; } else { r = addDecimal(a, t, c); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18; } m = t;
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
      case 16: // ror memory
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
      case 17: // arr
        r = andRotate(a & t, c, d); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18;
        break;
      case 18: // sta
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
      case 19: // sax
        m = a & x;
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
      case 20: // ane
        a = nz = (a | cpu.aneConstant(now - 1)) & x & t;
        break;
      case 21: // sty
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
      case 22: // stx
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
      case 23: // sha
        r = a & x; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
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
      case 24: // tas
        s = a & x; r = s; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
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
      case 25: // shy
        r = y; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
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
      case 26: // shx
        r = x; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
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
      case 27: // lda
        a = nz = t;
        break;
      case 28: // lax
        a = x = nz = t;
        break;
      case 29: // lxa
        a = x = nz = (a | cpu.lxa) & t;
        break;
      case 30: // ldy
        y = nz = t;
        break;
      case 31: // ldx
        x = nz = t;
        break;
      case 32: // las
        a = x = s = nz = t & s;
        break;
      case 33: // cmp
        r = a - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 34: // dcp memory
        t = (t - 1) & 0xff; r = a - t; c = r < 0 ? 0 : 1; nz = r & 0xff; m = t;
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
      case 35: // cpy
        r = y - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 36: // dec memory
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
      case 37: // sbx
        r = (a & x) - t; c = r < 0 ? 0 : 1; x = nz = r & 0xff;
        break;
      case 38: // sbc
        r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; nz = r & 0xff; if (d !== 1) a = r & 0xff; else a = subtractDecimal(a, t, c); c = r < 0 ? 0 : 1;
        break;
      case 39: // isc memory
        t = (t + 1) & 0xff; r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; nz = r & 0xff; if (d !== 1) a = r & 0xff; else a = subtractDecimal(a, t, c); c = r < 0 ? 0 : 1; m = t;
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
      case 40: // cpx
        r = x - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 41: // inc memory
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
