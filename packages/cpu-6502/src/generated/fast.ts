// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run `npm run generate`.

import { addDecimal, andRotate, subtractDecimal } from '../alu.ts';
import type { Core6502 } from '../core.ts';
import { FETCH_ONLY_SLOT, FETCH_SLOT, INTERRUPT_SLOT } from './program.ts';

/** Case of the first switch, per opcode. */
export const MODE = new Uint8Array([
  0, 1, 0, 2, 3, 3, 4, 4, 0, 5, 6, 5, 7, 7, 8, 8, 0, 9, 0, 10, 11, 11, 12, 12, 6, 13, 6, 14, 15, 15, 16, 16,
  0, 1, 0, 2, 3, 3, 4, 4, 0, 5, 6, 5, 7, 7, 8, 8, 0, 9, 0, 10, 11, 11, 12, 12, 6, 13, 6, 14, 15, 15, 16, 16,
  0, 1, 0, 2, 3, 3, 4, 4, 0, 5, 6, 5, 0, 7, 8, 8, 0, 9, 0, 10, 11, 11, 12, 12, 6, 13, 6, 14, 15, 15, 16, 16,
  0, 1, 0, 2, 3, 3, 4, 4, 0, 5, 6, 5, 0, 7, 8, 8, 0, 9, 0, 10, 11, 11, 12, 12, 6, 13, 6, 14, 15, 15, 16, 16,
  5, 17, 5, 17, 18, 18, 18, 18, 6, 5, 6, 5, 19, 19, 19, 19, 0, 20, 0, 20, 21, 21, 22, 22, 6, 23, 6, 23, 24, 24, 23, 23,
  5, 1, 5, 1, 3, 3, 3, 3, 6, 5, 6, 5, 7, 7, 7, 7, 0, 9, 0, 9, 11, 11, 25, 25, 6, 13, 6, 13, 15, 15, 13, 13,
  5, 1, 5, 2, 3, 3, 4, 4, 6, 5, 6, 5, 7, 7, 8, 8, 0, 9, 0, 10, 11, 11, 12, 12, 6, 13, 6, 14, 15, 15, 16, 16,
  5, 1, 5, 2, 3, 3, 4, 4, 6, 5, 6, 5, 7, 7, 8, 8, 0, 9, 0, 10, 11, 11, 12, 12, 6, 13, 6, 14, 15, 15, 16, 16,
]);

/** Case of the second switch, per opcode. */
export const OPERATION = new Uint8Array([
  0, 1, 0, 2, 3, 1, 4, 2, 5, 1, 6, 7, 3, 1, 4, 2, 8, 1, 0, 2, 3, 1, 4, 2, 9, 1, 3, 2, 3, 1, 4, 2,
  10, 11, 0, 12, 13, 11, 14, 12, 15, 11, 16, 7, 13, 11, 14, 12, 17, 11, 0, 12, 3, 11, 14, 12, 18, 11, 3, 12, 3, 11, 14, 12,
  19, 20, 0, 21, 3, 20, 22, 21, 23, 20, 24, 25, 26, 20, 22, 21, 27, 20, 0, 21, 3, 20, 22, 21, 28, 20, 3, 21, 3, 20, 22, 21,
  29, 30, 0, 31, 3, 30, 32, 31, 33, 30, 34, 35, 36, 30, 32, 31, 37, 30, 0, 31, 3, 30, 32, 31, 38, 30, 3, 31, 3, 30, 32, 31,
  3, 39, 3, 40, 41, 39, 42, 40, 43, 3, 44, 45, 41, 39, 42, 40, 46, 39, 0, 47, 41, 39, 42, 40, 48, 39, 49, 50, 51, 39, 52, 47,
  53, 54, 55, 56, 53, 54, 55, 56, 57, 54, 58, 59, 53, 54, 55, 56, 60, 54, 0, 56, 53, 54, 55, 56, 61, 54, 62, 63, 53, 54, 55, 56,
  64, 65, 3, 66, 64, 65, 67, 66, 68, 65, 69, 70, 64, 65, 67, 66, 71, 65, 0, 66, 3, 65, 67, 66, 72, 65, 3, 66, 3, 65, 67, 66,
  73, 74, 3, 75, 73, 74, 76, 75, 77, 74, 3, 74, 73, 74, 76, 75, 78, 74, 0, 75, 3, 74, 76, 75, 79, 74, 3, 75, 3, 74, 76, 75,
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
      case 5: // immediate, read
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
      case 6: // implied
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
          fl = cpu.fastLimit;
        }
        now++;
        break;
      case 7: // absolute, read
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
      case 9: // (zeropage),y, read
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
      case 10: // (zeropage),y, modify
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
      case 11: // zeropage,x, read
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
      case 12: // zeropage,x, modify
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
      case 13: // absolute,y, read
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
      case 14: // absolute,y, modify
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
      case 15: // absolute,x, read
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
      case 16: // absolute,x, modify
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
      case 17: // (zeropage,x), write
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
      case 18: // zeropage, write
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
      case 19: // absolute, write
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
      case 20: // (zeropage),y, write
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
      case 21: // zeropage,x, write
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
      case 22: // zeropage,y, write
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
      case 23: // absolute,y, write
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
      case 24: // absolute,x, write
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
      case 25: // zeropage,y, read
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
        break;
      case 6: // asl accumulator
        t = a; c = t >> 7; t = nz = (t << 1) & 0xff; a = t;
        break;
      case 7: // anc
        a = nz = a & t; c = a >> 7;
        break;
      case 8: // bpl
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
        break;
      case 9: // clc
        c = 0;
        break;
      case 10: // jsr absolute
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
        break;
      case 11: // and
        a = nz = a & t;
        break;
      case 12: // rla memory
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
      case 13: // bit
        nz = (a & t) | ((t & 0x80) << 1); v = (t >> 6) & 1;
        break;
      case 14: // rol memory
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
      case 15: // plp implied
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
        break;
      case 16: // rol accumulator
        t = a; r = (t << 1) | c; c = t >> 7; t = nz = r & 0xff; a = t;
        break;
      case 17: // bmi
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
        break;
      case 18: // sec
        c = 1;
        break;
      case 19: // rti implied
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
        break;
      case 20: // eor
        a = nz = a ^ t;
        break;
      case 21: // sre memory
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
      case 22: // lsr memory
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
      case 23: // pha implied
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
        break;
      case 24: // lsr accumulator
        t = a; c = t & 1; t = nz = t >> 1; a = t;
        break;
      case 25: // alr
        r = a & t; c = r & 1; a = nz = r >> 1;
        break;
      case 26: // jmp absolute
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
        break;
      case 27: // bvc
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
        break;
      case 28: // cli
        cpu.changeInterruptDisable(0, now - 1, false); fl = cpu.fastLimit;
        break;
      case 29: // rts implied
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
        break;
      case 30: // adc
        if (d !== 1) { r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff; } else { r = addDecimal(a, t, c); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18; }
        break;
      case 31: // rra memory
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
      case 32: // ror memory
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
      case 33: // pla implied
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
        break;
      case 34: // ror accumulator
        t = a; r = (c << 7) | (t >> 1); c = t & 1; t = nz = r; a = t;
        break;
      case 35: // arr
        r = andRotate(a & t, c, d); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18;
        break;
      case 36: // jmp (absolute)
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
        break;
      case 37: // bvs
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
        break;
      case 38: // sei
        cpu.changeInterruptDisable(1, now - 1, false); fl = cpu.fastLimit;
        break;
      case 39: // sta
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
      case 40: // sax
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
      case 41: // sty
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
      case 42: // stx
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
      case 43: // dey
        y = nz = (y - 1) & 0xff;
        break;
      case 44: // txa
        a = nz = x;
        break;
      case 45: // ane
        a = nz = (a | cpu.aneConstant(now - 1)) & x & t;
        break;
      case 46: // bcc
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
        break;
      case 47: // sha
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
      case 48: // tya
        a = nz = y;
        break;
      case 49: // txs
        s = x;
        break;
      case 50: // tas
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
      case 51: // shy
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
      case 52: // shx
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
      case 53: // ldy
        y = nz = t;
        break;
      case 54: // lda
        a = nz = t;
        break;
      case 55: // ldx
        x = nz = t;
        break;
      case 56: // lax
        a = x = nz = t;
        break;
      case 57: // tay
        y = nz = a;
        break;
      case 58: // tax
        x = nz = a;
        break;
      case 59: // lxa
        a = x = nz = (a | cpu.lxa) & t;
        break;
      case 60: // bcs
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
        break;
      case 61: // clv
        v = 0;
        break;
      case 62: // tsx
        x = nz = s;
        break;
      case 63: // las
        a = x = s = nz = t & s;
        break;
      case 64: // cpy
        r = y - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 65: // cmp
        r = a - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 66: // dcp memory
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
      case 67: // dec memory
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
      case 68: // iny
        y = nz = (y + 1) & 0xff;
        break;
      case 69: // dex
        x = nz = (x - 1) & 0xff;
        break;
      case 70: // sbx
        r = (a & x) - t; c = r < 0 ? 0 : 1; x = nz = r & 0xff;
        break;
      case 71: // bne
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
        break;
      case 72: // cld
        d = 0;
        break;
      case 73: // cpx
        r = x - t; c = r < 0 ? 0 : 1; nz = r & 0xff;
        break;
      case 74: // sbc
        r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; nz = r & 0xff; if (d !== 1) a = r & 0xff; else a = subtractDecimal(a, t, c); c = r < 0 ? 0 : 1;
        break;
      case 75: // isc memory
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
      case 76: // inc memory
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
      case 77: // inx
        x = nz = (x + 1) & 0xff;
        break;
      case 78: // beq
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
        break;
      case 79: // sed
        d = cpu.decimal;
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
