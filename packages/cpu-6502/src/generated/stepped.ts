// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run `npm run generate`.

import { addDecimal, andRotate, subtractDecimal } from '../alu.ts';
import type { Core6502 } from '../core.ts';
import { CODE, FETCH_ONLY_SLOT, FETCH_SLOT, INTERRUPT_SLOT } from './program.ts';

/**
 * Runs cycle by cycle until the limit, or until an instruction boundary from which the fast engine can go on.
 */
export function runStepped(cpu: Core6502): void {
  const mem = cpu.space.memory;
  const top = cpu.portTop;
  // page base of a device's page (SLOW of the kernel)
  const slow = -2147483648;
  const code = CODE;
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
  let upc = cpu.upc;
  let now = cpu.now;
  let vw = cpu.vWritten;
  let ad = 0;
  let b = 0;
  let m = 0;
  let r = 0;
  out: for (;;) {
    if (now >= cpu.horizonOrLimit) {
      cpu.upc = upc;
      cpu.vWritten = vw;
      now = cpu.attend(now);
      upc = cpu.upc;
      if (cpu.overflowSet !== 0) {
        v = 1;
        cpu.overflowSet = 0;
      }
      rb = cpu.readBase;
      wb = cpu.writeBase;
      if (now >= cpu.limit) break;
    }
    switch (code[upc++]) {
      case 0: // opcode fetch
        if (now <= cpu.fastLimit) {
          upc = FETCH_SLOT;
          break out;
        }
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.fetch(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        if (cpu.attention !== 0 && cpu.poll(now)) upc = INTERRUPT_SLOT + 1;
        else {
          pc = (pc + 1) & 0xffff;
          upc = m << 3;
        }
        break;
      case 1: // opcode fetch without a look at the interrupt lines
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.fetch(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        upc = m << 3;
        break;
      case 2:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        break;
      case 3:
        m = pc >> 8;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        break;
      case 4:
        m = pc & 0xff;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        break;
      case 5:
        m = (c | ((nz & 0xff) === 0 ? 0x02 : 0) | (cpu.i << 2) | (d !== 0 ? 0x28 : 0x20) | (v << 6) | ((nz & 0x180) !== 0 ? 0x80 : 0)) | 0x10;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        ea = cpu.vector(now);
        break;
      case 6:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        cpu.vectorFetched(ea, now);
        break;
      case 7:
        ad = ea + 1;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = t | (m << 8);
        break;
      case 8:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        break;
      case 9:
        ad = t;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = (t + x) & 0xff;
        break;
      case 10:
        ad = t;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        ea = m;
        break;
      case 11:
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        ea = ea | (m << 8);
        break;
      case 12:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        a = nz = a | t;
        break;
      case 13:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        cpu.upc = upc;
        cpu.enterJam(now);
        break;
      case 14:
        ad = 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 15:
        ad = 0xfffe;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 16:
        ad = 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        upc--;
        break;
      case 17:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        break;
      case 18:
        m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 19:
        c = t >> 7; t = nz = (t << 1) & 0xff; a = nz = a | t; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 20:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        ea = m;
        break;
      case 21:
        c = t >> 7; t = nz = (t << 1) & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 22:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 23:
        m = (c | ((nz & 0xff) === 0 ? 0x02 : 0) | (cpu.i << 2) | (d !== 0 ? 0x28 : 0x20) | (v << 6) | ((nz & 0x180) !== 0 ? 0x80 : 0)) | 0x10;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        break;
      case 24:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        a = nz = a | t;
        break;
      case 25:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = a;
        c = t >> 7;
        t = nz = (t << 1) & 0xff;
        a = t;
        break;
      case 26:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        a = nz = a & t;
        c = a >> 7;
        break;
      case 27:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        ea = ea | (m << 8);
        break;
      case 28:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!((nz & 0x180) === 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 29:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        ea = (pc + ((t << 24) >> 24)) & 0xffff;
        pc = (pc & 0xff00) | (ea & 0xff);
        if (pc === ea) upc = cpu.attention !== 0 && cpu.latched === 0 ? FETCH_ONLY_SLOT : FETCH_SLOT;
        break;
      case 30:
        ad = cpu.heldUntil === now && t < 0x80 ? ea : pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = ea;
        break;
      case 31:
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = ea + y;
        ea = ((m << 8) + t) & 0xffff;
        if (t < 0x100) upc += 1;
        break;
      case 32:
        ad = cpu.heldUntil === now ? ea : (ea - 0x100) & 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 33:
        ad = (t + 1) & 0xff;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = ea + y;
        ea = ((m << 8) + t) & 0xffff;
        break;
      case 34:
        ad = cpu.heldUntil === now ? ea : (ea - (t & 0x100)) & 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 35:
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        ea = (ea + x) & 0xff;
        break;
      case 36:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        c = 0;
        break;
      case 37:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = ea + y;
        ea = ((m << 8) + t) & 0xffff;
        if (t < 0x100) upc += 1;
        break;
      case 38:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = ea + y;
        ea = ((m << 8) + t) & 0xffff;
        break;
      case 39:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = ea + x;
        ea = ((m << 8) + t) & 0xffff;
        if (t < 0x100) upc += 1;
        break;
      case 40:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = ea + x;
        ea = ((m << 8) + t) & 0xffff;
        break;
      case 41:
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 42:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = ea | (m << 8);
        break;
      case 43:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        a = nz = a & t;
        break;
      case 44:
        r = (t << 1) | c; c = t >> 7; t = nz = r & 0xff; a = nz = a & t; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 45:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        nz = (a & t) | ((t & 0x80) << 1);
        v = (t >> 6) & 1;
        vw = now + 1;
        break;
      case 46:
        r = (t << 1) | c; c = t >> 7; t = nz = r & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 47:
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s + 1) & 0xff;
        break;
      case 48:
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        c = m & 1;
        d = (m & 8) !== 0 ? cpu.decimal : 0;
        v = (m >> 6) & 1;
        nz = ((m & 0x80) << 1) | (((m >> 1) & 1) ^ 1);
        cpu.changeInterruptDisable((m >> 2) & 1, now, false);
        vw = now + 1;
        break;
      case 49:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        a = nz = a & t;
        break;
      case 50:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = a;
        r = (t << 1) | c;
        c = t >> 7;
        t = nz = r & 0xff;
        a = t;
        break;
      case 51:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!((nz & 0x180) !== 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 52:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        c = 1;
        break;
      case 53:
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        c = m & 1;
        d = (m & 8) !== 0 ? cpu.decimal : 0;
        v = (m >> 6) & 1;
        nz = ((m & 0x80) << 1) | (((m >> 1) & 1) ^ 1);
        s = (s + 1) & 0xff;
        cpu.setInterruptDisable((m >> 2) & 1);
        vw = now + 1;
        break;
      case 54:
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        ea = m;
        s = (s + 1) & 0xff;
        break;
      case 55:
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = ea | (m << 8);
        break;
      case 56:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        a = nz = a ^ t;
        break;
      case 57:
        c = t & 1; t = nz = t >> 1; a = nz = a ^ t; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 58:
        c = t & 1; t = nz = t >> 1; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 59:
        m = a;
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        break;
      case 60:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        a = nz = a ^ t;
        break;
      case 61:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = a;
        c = t & 1;
        t = nz = t >> 1;
        a = t;
        break;
      case 62:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        r = a & t;
        c = r & 1;
        a = nz = r >> 1;
        break;
      case 63:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!(v === 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 64:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        cpu.changeInterruptDisable(0, now, cpu.heldUntil === now);
        break;
      case 65:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        if (d !== 1) { r = a + t + c;
        v = ((~(a ^ t) & (a ^ r)) >> 7) & 1;
        c = r >> 8;
        a = nz = r & 0xff; } else { r = addDecimal(a, t, c);
        a = r & 0xff;
        nz = (r >> 8) & 0x1ff;
        c = (r >> 17) & 1;
        v = r >> 18; }
        vw = now + 2;
        break;
      case 66:
        r = (c << 7) | (t >> 1); c = t & 1; t = nz = r; if (d !== 1) { r = a + t + c; v = ((~(a ^ t) & (a ^ r)) >> 7) & 1; c = r >> 8; a = nz = r & 0xff; } else { r = addDecimal(a, t, c); a = r & 0xff; nz = (r >> 8) & 0x1ff; c = (r >> 17) & 1; v = r >> 18; } m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        vw = now + 2;
        break;
      case 67:
        r = (c << 7) | (t >> 1); c = t & 1; t = nz = r; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 68:
        ad = 0x100 | s;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        a = nz = m;
        break;
      case 69:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (d !== 1) { r = a + t + c;
        v = ((~(a ^ t) & (a ^ r)) >> 7) & 1;
        c = r >> 8;
        a = nz = r & 0xff; } else { r = addDecimal(a, t, c);
        a = r & 0xff;
        nz = (r >> 8) & 0x1ff;
        c = (r >> 17) & 1;
        v = r >> 18; }
        vw = now + 2;
        break;
      case 70:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = a;
        r = (c << 7) | (t >> 1);
        c = t & 1;
        t = nz = r;
        a = t;
        break;
      case 71:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        r = andRotate(a & t, c, d);
        a = r & 0xff;
        nz = (r >> 8) & 0x1ff;
        c = (r >> 17) & 1;
        v = r >> 18;
        vw = now + 2;
        break;
      case 72:
        ad = (ea & 0xff00) | ((ea + 1) & 0xff);
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = t | (m << 8);
        break;
      case 73:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!(v !== 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 74:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        cpu.changeInterruptDisable(1, now, cpu.heldUntil === now);
        break;
      case 75:
        m = a;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 76:
        m = a & x;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 77:
        m = y;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 78:
        m = x;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 79:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        y = nz = (y - 1) & 0xff;
        break;
      case 80:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        a = nz = x;
        break;
      case 81:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        a = nz = (a | cpu.aneConstant(now)) & x & t;
        break;
      case 82:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!(c === 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 83:
        ad = cpu.heldUntil === now ? (t > 0xff ? ((a & x & (ea >> 8)) << 8) | (ea & 0xff) : ea) : (ea - (t & 0x100)) & 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 84:
        r = a & x; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 85:
        ad = ea;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        ea = (ea + y) & 0xff;
        break;
      case 86:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        a = nz = y;
        break;
      case 87:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = x;
        break;
      case 88:
        s = a & x; r = s; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 89:
        ad = cpu.heldUntil === now ? (t > 0xff ? ((y & (ea >> 8)) << 8) | (ea & 0xff) : ea) : (ea - (t & 0x100)) & 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 90:
        r = y; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 91:
        ad = cpu.heldUntil === now ? (t > 0xff ? ((x & (ea >> 8)) << 8) | (ea & 0xff) : ea) : (ea - (t & 0x100)) & 0xffff;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 92:
        r = x; m = r & cpu.highMask(ea, t, now); if (t > 0xff) ea = ((r & (ea >> 8)) << 8) | (ea & 0xff);
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 93:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        y = nz = t;
        break;
      case 94:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        a = nz = t;
        break;
      case 95:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        x = nz = t;
        break;
      case 96:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        a = x = nz = t;
        break;
      case 97:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        y = nz = t;
        break;
      case 98:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        x = nz = t;
        break;
      case 99:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        y = nz = a;
        break;
      case 100:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        a = nz = t;
        break;
      case 101:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        x = nz = a;
        break;
      case 102:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        a = x = nz = (a | cpu.lxa) & t;
        break;
      case 103:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!(c !== 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 104:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        v = 0;
        vw = now + 2;
        break;
      case 105:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        x = nz = s;
        break;
      case 106:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        a = x = s = nz = t & s;
        break;
      case 107:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        r = y - t;
        c = r < 0 ? 0 : 1;
        nz = r & 0xff;
        break;
      case 108:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        r = a - t;
        c = r < 0 ? 0 : 1;
        nz = r & 0xff;
        break;
      case 109:
        t = (t - 1) & 0xff; r = a - t; c = r < 0 ? 0 : 1; nz = r & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 110:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        r = y - t;
        c = r < 0 ? 0 : 1;
        nz = r & 0xff;
        break;
      case 111:
        t = nz = (t - 1) & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 112:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        y = nz = (y + 1) & 0xff;
        break;
      case 113:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        r = a - t;
        c = r < 0 ? 0 : 1;
        nz = r & 0xff;
        break;
      case 114:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        x = nz = (x - 1) & 0xff;
        break;
      case 115:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        r = (a & x) - t;
        c = r < 0 ? 0 : 1;
        x = nz = r & 0xff;
        break;
      case 116:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!((nz & 0xff) !== 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 117:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        d = 0;
        break;
      case 118:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        r = x - t;
        c = r < 0 ? 0 : 1;
        nz = r & 0xff;
        break;
      case 119:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        r = a - t - 1 + c;
        v = (((a ^ t) & (a ^ r)) >> 7) & 1;
        nz = r & 0xff;
        if (d !== 1) a = r & 0xff;
        else a = subtractDecimal(a, t, c);
        c = r < 0 ? 0 : 1;
        vw = now + 2;
        break;
      case 120:
        t = (t + 1) & 0xff; r = a - t - 1 + c; v = (((a ^ t) & (a ^ r)) >> 7) & 1; nz = r & 0xff; if (d !== 1) a = r & 0xff; else a = subtractDecimal(a, t, c); c = r < 0 ? 0 : 1; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        vw = now + 2;
        break;
      case 121:
        ad = ea;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        t = m;
        r = x - t;
        c = r < 0 ? 0 : 1;
        nz = r & 0xff;
        break;
      case 122:
        t = nz = (t + 1) & 0xff; m = t;
        ad = ea;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        break;
      case 123:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        x = nz = (x + 1) & 0xff;
        break;
      case 124:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        r = a - t - 1 + c;
        v = (((a ^ t) & (a ^ r)) >> 7) & 1;
        nz = r & 0xff;
        if (d !== 1) a = r & 0xff;
        else a = subtractDecimal(a, t, c);
        c = r < 0 ? 0 : 1;
        vw = now + 2;
        break;
      case 125:
        ad = pc;
        if (ad > top && (b = rb[ad >> 8]!) !== slow) m = mem[b + ad]!;
        else {
          m = cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        pc = (pc + 1) & 0xffff;
        t = m;
        if (!((nz & 0xff) === 0)) upc += 2;
        else if (cpu.attention !== 0) cpu.branchPoll(now);
        break;
      case 126:
        ad = pc;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        d = cpu.decimal;
        break;
      case 127:
        m = (c | ((nz & 0xff) === 0 ? 0x02 : 0) | (cpu.i << 2) | (d !== 0 ? 0x28 : 0x20) | (v << 6) | ((nz & 0x180) !== 0 ? 0x80 : 0));
        ad = 0x100 | s;
        if (ad > top && (b = wb[ad >> 8]!) !== slow) mem[b + ad] = m;
        else {
          cpu.write(ad, m, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        ea = cpu.vector(now);
        break;
      case 128:
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        break;
      case 129:
        ad = 0x100 | s;
        if (ad <= top || rb[ad >> 8] === slow) {
          cpu.read(ad, now);
          rb = cpu.readBase;
          wb = cpu.writeBase;
        }
        s = (s - 1) & 0xff;
        ea = 0xfffc;
        break;
    }
    now++;
  }
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
  cpu.vWritten = vw;
  cpu.now = now;
}
