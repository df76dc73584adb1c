import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

const start = () => new Bench({ kernal: kernal.bytes }).boot();
const STOP = 63;

/** Leaves A, X, Y and S at C300h when reached by a vector, then waits. */
const REPORT = [0x8d, 0, 0xc3, 0x8e, 1, 0xc3, 0x8c, 2, 0xc3, 0xba, 0x8e, 3, 0xc3, 0x4c, 0x0d, 0xc2];

describe('vectors', () => {
  test('0314h: A, X, Y are on the stack above status and address; EA81h goes back', () => {
    const m = start();
    m.poke(0xc200, ...[0xba, 0xbd, 1, 1, 0x8d, 0, 0xc3, 0xbd, 2, 1, 0x8d, 1, 0xc3, 0xbd, 3, 1, 0x8d, 2, 0xc3]);
    m.poke(0xc213, ...[0xee, 3, 0xc3, 0xad, 0x0d, 0xdc, 0x4c, 0x81, 0xea]);
    m.poke(0x314, 0x00, 0xc2);
    // lda #1; ldx #2; ldy #3; loop until three interrupts; rts
    m.poke(0xc280, ...[0xa9, 1, 0xa2, 2, 0xa0, 3, 0x2c, 3, 0xc3, 0x2c, 3, 0xc3, 0xce, 4, 0xc3, 0xd0, 0xf8]);
    m.poke(0xc291, ...[0xce, 5, 0xc3, 0xd0, 0xf3, 0x60]);
    m.poke(0xc304, 0, 40);
    const r = m.call(0xc280);
    expect(m.peek(0xc303)).toBeGreaterThan(2);
    expect(m.bytes(0xc300, 3)).toEqual([3, 2, 1]);
    expect(r).toMatchObject({ a: 1, x: 2, y: 3 });
  });
  test('29 cycles lie between FF48h and the vector 0314h, which programs that follow the raster count on', () => {
    const m = start();
    m.poke(0xc200, 0x4c, 0x00, 0xc2);
    m.poke(0x314, 0x00, 0xc2);
    m.poke(0xdc0d, 0x7f);
    m.cpu.setRegister('s', 0xf0);
    m.poke(0x1f1, 0x20);
    m.cpu.setRegister('pc', 0xff48);
    const from = m.cpu.cycles;
    m.until(0xc200);
    expect(m.cpu.cycles - from).toBe(29);
  });
  test('FF43h makes an interrupt by software', () => {
    const m = start();
    m.poke(0xdc0d, 0x7f);
    // php; jsr c210; ...; c210: sei; jmp ff43, the address on the stack minus one is where RTI goes
    m.poke(0xc200, 0x20, 0x10, 0xc2, 0xea, 0xa9, 0x42, 0x60);
    m.poke(0xc210, 0x4c, 0x43, 0xff);
    const before = m.peek(0xa2);
    expect(m.call(0xc200).a).toBe(0x42);
    expect((m.peek(0xa2) - before) & 0xff).toBe(1);
  });
  test('0316h: BRK comes with the same three bytes; the break bit decides', () => {
    const m = start();
    m.poke(0xc200, ...REPORT);
    m.poke(0x316, 0x00, 0xc2);
    m.poke(0xc280, 0xa9, 0x11, 0xa2, 0x22, 0xa0, 0x33, 0x00);
    m.cpu.setRegister('pc', 0xc280);
    m.run(200);
    const s = m.peek(0xc303);
    expect(m.bytes(0x101 + s, 3)).toEqual([0x33, 0x22, 0x11]);
    expect(m.peek(0x104 + s) & 0x10).toBe(0x10);
    expect(m.word(0x105 + s)).toBe(0xc288);
  });
  test('0318h: nothing but status and address is on the stack', () => {
    const m = start();
    m.poke(0xc200, ...REPORT);
    m.poke(0x318, 0x00, 0xc2);
    m.cpu.setRegister('a', 7);
    m.nmi();
    m.run(100);
    expect([m.peek(0xc300), m.word(0x102 + m.peek(0xc303)) & 0xfffc]).toEqual([7, 0xc100]);
  });
  test('FEBCh and FEC1h end an NMI', () => {
    const m = start();
    m.poke(0x318, 0xc1, 0xfe);
    m.nmi();
    m.run(100);
    expect(m.cpu.getRegister('pc') & 0xfffc).toBe(0xc100);
    expect(m.cpu.getRegister('s')).toBe(0xff);
  });
  test('BRK comes to the warm start with everything set up anew', () => {
    const m = start();
    m.poke(0x314, 0x00, 0xc2); // as after a program that changed it; IRQ is not taken meanwhile
    m.poke(0xc280, 0x78, 0x00);
    m.poke(0xd020, 3);
    m.cpu.setRegister('pc', 0xc280);
    m.run(100_000);
    expect(m.cpu.getRegister('pc') & 0xfffc).toBe(0xc100);
    expect([m.word(0x314), m.io[0x20]]).toEqual([0xea31, 14]);
  });
});

describe('RESTORE', () => {
  test('alone does nothing', () => {
    const m = start();
    m.poke(0xd020, 3);
    m.nmi();
    m.run(50_000);
    expect(m.io[0x20]).toBe(3);
  });
  test('with RUN/STOP comes to the warm start', () => {
    const m = start();
    m.poke(0xd020, 3);
    m.keys.add(STOP);
    m.nmi();
    m.run(100_000);
    expect(m.io[0x20]).toBe(14);
    expect(m.cpu.getRegister('pc') & 0xfffc).toBe(0xc100);
  });
  test('enters a cartridge at its warm start', () => {
    const m = start();
    m.poke(0x8000, 0x10, 0x80, 0x20, 0x80, 0xc3, 0xc2, 0xcd, 0x38, 0x30);
    m.poke(0x8020, 0x4c, 0x20, 0x80);
    m.nmi();
    m.run(1000);
    expect(m.cpu.getRegister('pc') & 0xfff0).toBe(0x8020);
  });
});

describe('interrupt service', () => {
  test('RUN/STOP: 91h and STOP, which closes channels and empties the buffer', () => {
    const m = start();
    m.keys.add(STOP);
    m.run(40_000);
    expect(m.peek(0x91)).toBe(0x7f);
    m.poke(0xc6, 3);
    m.poke(0x99, 3);
    expect(m.call(0xffe1)).toMatchObject({ zero: true });
    expect([m.peek(0xc6), m.peek(0x99)]).toEqual([0, 0]);
    m.keys.clear();
    m.run(40_000);
    expect(m.call(0xffe1).zero).toBe(false);
  });
  test('91h tells other keys of its row; with SHIFT, RUN/STOP is not noticed', () => {
    const m = start();
    m.keys.add(60);
    m.run(40_000);
    expect(m.peek(0x91)).toBe(0xef);
    m.keys.clear();
    m.run(40_000);
    m.keys.add(15);
    m.keys.add(STOP);
    m.run(40_000);
    expect(m.peek(0x91)).not.toBe(0x7f);
  });
  test('the cursor blinks three times in two seconds: 20 interrupts each way', () => {
    const m = start();
    m.poke(0xcc, 0);
    m.poke(0xcd, 1);
    m.run(16422);
    const seen = [];
    for (let i = 0; i < 4; i++) {
      seen.push(m.peek(0x400), m.peek(0xcf));
      m.run(20 * 16422);
    }
    expect(seen).toEqual([0xa0, 1, 0x20, 0, 0xa0, 1, 0x20, 0]);
  });
  test('the cursor keeps the colour beneath', () => {
    const m = start();
    m.poke(0xd800, 5);
    m.poke(0x286, 7);
    m.poke(0xcc, 0);
    m.poke(0xcd, 1);
    m.run(16422);
    expect([m.io[0x800]! & 15, m.peek(0x287) & 15, m.peek(0xce)]).toEqual([7, 5, 0x20]);
    m.run(20 * 16422);
    expect(m.io[0x800]! & 15).toBe(5);
  });
  test('the cassette motor follows the buttons until a program takes over', () => {
    const m = start();
    m.play = true;
    m.run(40_000);
    expect(m.peek(1) & 0x20).toBe(0);
    m.poke(0xc0, 1);
    m.poke(1, 0x37);
    m.run(40_000);
    expect(m.peek(1) & 0x20).toBe(0x20);
    m.play = false;
    m.run(40_000);
    expect(m.peek(0xc0)).toBe(0);
  });
});
