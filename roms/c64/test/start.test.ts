import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

const start = (options = {}) => new Bench({ kernal: kernal.bytes, ...options }).boot();

describe('start', () => {
  test('comes to BASIC within half an emulated second', () => {
    const m = start();
    expect(m.cpu.cycles).toBeLessThan(985_248 / 2);
    expect(m.cpu.getRegister('s')).toBe(0xff);
    expect(m.cpu.getRegister('p') & 0x0c).toBe(0);
  });
  test('sets up the documented variables', () => {
    const m = start();
    expect([m.word(0x281), m.word(0x283), m.word(0xb2)]).toEqual([0x800, 0xa000, 0x33c]);
    expect([m.peek(0x286), m.peek(0x288), m.peek(0x289), m.peek(0x28a)]).toEqual([14, 4, 10, 0]);
    expect([m.peek(0x99), m.peek(0x9a), m.peek(0x98)]).toEqual([0, 3, 0]);
    expect(m.bytes(0xd9, 25)).toEqual(Array.from({ length: 25 }, (_, row) => 0x84 + ((row * 40) >> 8)));
    expect([m.peek(0), m.peek(1) & 0x2f]).toEqual([0x2f, 0x27]);
  });
  test('sets vectors to their documented defaults', () => {
    const m = start();
    const vectors = Array.from({ length: 16 }, (_, i) => m.word(0x314 + 2 * i).toString(16));
    expect(vectors.join(' ')).toBe('ea31 fe66 fe47 f34a f291 f20e f250 f333 f157 f1ca f6ed f13e f32f fe66 f4a5 f5ed');
  });
  test('sets up the VIC', () => {
    const m = start();
    expect([...m.io.slice(0x11, 0x1b)]).toEqual([0x9b, 0x37, 0, 0, 0, 8, 0, 0x14, 0x0f, 0]);
    expect([...m.io.slice(0x20, 0x2f)]).toEqual([14, 6, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6, 7, 76]);
  });
  test.each([
    ['pal', 1, 16421],
    ['ntsc', 0, 17045],
  ] as const)('tells %s and has 60 interrupts a second', (video, flag, latch) => {
    const m = start({ video });
    expect([m.peek(0x2a6), m.io[0xc04]! | (m.io[0xc05]! << 8)]).toEqual([flag, latch]);
    const before = m.peek(0xa2);
    m.run(60 * (latch + 1));
    expect((m.peek(0xa2) - before) & 0xff).toBe(60);
  });
  test('finds the end of memory', () => {
    expect(start({ ramEnd: 0x8000 }).word(0x283)).toBe(0x8000);
    expect(start({ ramEnd: 0x4000 }).word(0x283)).toBe(0x4000);
  });
  test('keeps what is in memory from 0400h up, and clears pages 0, 2 and 3', () => {
    const m = new Bench({ kernal: kernal.bytes });
    m.poke(0x900, 1, 2, 3, 0x55, 0xaa);
    m.poke(0x9ffe, 0x12, 0x34);
    m.poke(0x2ff, 9);
    m.poke(0x50, 9);
    m.boot();
    expect([...m.bytes(0x900, 5), ...m.bytes(0x9ffe, 2), m.peek(0x2ff), m.peek(0x50)]).toEqual([
      1, 2, 3, 0x55, 0xaa, 0x12, 0x34, 0, 0,
    ]);
  });
  test('starts a cartridge with CBM80 instead, with interrupts off', () => {
    const cartridge = new Uint8Array(0x2000);
    cartridge.set([0x10, 0x80, 0x20, 0x80, 0xc3, 0xc2, 0xcd, 0x38, 0x30]);
    cartridge.set([0x4c, 0x10, 0x80], 0x10);
    const m = new Bench({ kernal: kernal.bytes, cartridge }).run(5000);
    expect(m.cpu.getRegister('pc') & 0xfff0).toBe(0x8010);
    expect(m.cpu.getRegister('p') & 4).toBe(4);
  });
  test('the version byte', () => {
    expect(kernal.bytes[0x1f80]).toBe(3);
  });
});

describe('small entries', () => {
  const m = start();
  test('SCREEN, IOBASE', () => {
    expect(m.call(0xffed)).toMatchObject({ x: 40, y: 25 });
    expect(m.call(0xfff3)).toMatchObject({ x: 0x00, y: 0xdc });
  });
  test('MEMTOP, MEMBOT', () => {
    m.call(0xff99, { x: 0x34, y: 0x56 });
    expect(m.call(0xff99, { carry: true })).toMatchObject({ x: 0x34, y: 0x56 });
    m.call(0xff9c, { x: 0x12, y: 0x13 });
    expect(m.call(0xff9c, { carry: true })).toMatchObject({ x: 0x12, y: 0x13 });
    expect([m.word(0x283), m.word(0x281)]).toEqual([0x5634, 0x1312]);
  });
  test('SETLFS, SETNAM, SETMSG, SETTMO, READST', () => {
    m.call(0xffba, { a: 5, x: 8, y: 15 });
    m.call(0xffbd, { a: 4, x: 0x00, y: 0xc2 });
    m.call(0xff90, { a: 0x40 });
    m.call(0xffa2, { a: 0x80 });
    expect([m.peek(0xb8), m.peek(0xba), m.peek(0xb9), m.peek(0xb7), m.word(0xbb)]).toEqual([5, 8, 15, 4, 0xc200]);
    expect([m.peek(0x9d), m.peek(0x285)]).toEqual([0x40, 0x80]);
    m.poke(0x90, 0x42);
    expect(m.call(0xffb7).a).toBe(0x42);
    expect(m.call(0xfe1c, { a: 0x10 }).a).toBe(0x52);
    m.poke(0xba, 2);
    m.poke(0x297, 8);
    expect([m.call(0xffb7).a, m.call(0xffb7).a]).toEqual([8, 0]);
  });
  test('SETTIM, RDTIM, UDTIM: the clock turns over after 24 hours', () => {
    m.call(0xffdb, { a: 0xff, x: 0x19, y: 0x4f });
    expect(m.call(0xffea, { sei: true })).toBeDefined();
    m.poke(0xdc0d, 0x7f);
    m.call(0xffdb, { a: 0x00, x: 0x1a, y: 0x4f });
    m.call(0xffea);
    expect(m.call(0xffde)).toMatchObject({ a: 0, x: 0, y: 0 });
    m.call(0xffdb, { a: 0xff, x: 0xff, y: 0x01 });
    m.call(0xffea);
    expect(m.call(0xffde)).toMatchObject({ a: 0, x: 0, y: 2 });
  });
  test('VECTOR, RESTOR', () => {
    const other = start();
    other.call(0xff8d, { x: 0x00, y: 0xc2, carry: true });
    expect(other.bytes(0xc200, 32)).toEqual(other.bytes(0x314, 32));
    other.poke(0xc21e, 0x34, 0x12);
    other.call(0xff8d, { x: 0x00, y: 0xc2, carry: false });
    expect(other.word(0x332)).toBe(0x1234);
    other.call(0xff8a);
    expect(other.word(0x332)).toBe(0xf5ed);
  });
  test('CINT, IOINIT, RAMTAS can be called by programs', () => {
    const other = start();
    other.io[0xc05] = 1;
    other.call(0xff84);
    expect(other.io[0xc05]! & 0xff).toBe(0x40);
    other.poke(0x288, 8);
    other.poke(0x286, 3);
    other.call(0xff81);
    expect(other.peek(0x286)).toBe(14);
    other.call(0xff87, { sei: true });
    expect([other.peek(0x288), other.word(0x283)]).toEqual([4, 0xa000]);
  });
});
