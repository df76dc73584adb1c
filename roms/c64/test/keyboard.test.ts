import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

const JIFFY = 16422;
const [LSHIFT, RSHIFT, CTRL, COMMODORE] = [15, 52, 58, 61];

function start() {
  const m = new Bench({ kernal: kernal.bytes }).boot();
  const typed = () => {
    const codes = m.bytes(0x277, m.peek(0xc6));
    m.poke(0xc6, 0);
    return codes;
  };
  const strike = (...keys: number[]) => {
    for (const k of keys) m.keys.add(k);
    m.run(3 * JIFFY);
    m.keys.clear();
    m.run(3 * JIFFY);
    return typed();
  };
  return { m, typed, strike };
}

/** By matrix code, as the user's guide shows the keys: plain, SHIFT, C=, CTRL (-1 = none). */
const KEYS: readonly (readonly [string, number, number, number, number, number])[] = [
  ['A', 10, 0x41, 0xc1, 0xb0, 0x01],
  ['Z', 12, 0x5a, 0xda, 0xad, 0x1a],
  ['Q', 62, 0x51, 0xd1, 0xab, 0x11],
  ['1', 56, 0x31, 0x21, 0x81, 0x90],
  ['8', 27, 0x38, 0x28, 0x9b, 0x9e],
  ['9', 32, 0x39, 0x29, 0x29, 0x12],
  ['0', 35, 0x30, 0x30, 0x30, 0x92],
  ['SPACE', 60, 0x20, 0xa0, 0xa0, -1],
  ['RETURN', 1, 0x0d, 0x8d, 0x8d, -1],
  ['DEL', 0, 0x14, 0x94, 0x94, -1],
  ['HOME', 51, 0x13, 0x93, 0x93, -1],
  ['CRSR DOWN', 7, 0x11, 0x91, 0x91, -1],
  ['CRSR RIGHT', 2, 0x1d, 0x9d, 0x9d, -1],
  ['F1', 4, 0x85, 0x89, 0x89, -1],
  ['F7', 3, 0x88, 0x8c, 0x8c, -1],
  ['pound', 48, 0x5c, 0xa9, 0xa8, 0x1c],
  ['up arrow', 54, 0x5e, 0xde, 0xde, 0x1e],
  ['left arrow', 57, 0x5f, 0x5f, 0x5f, 0x06],
  ['@', 46, 0x40, 0xba, 0xa4, 0],
  [':', 45, 0x3a, 0x5b, 0x5b, 0x1b],
];

describe('keyboard', () => {
  test.each(KEYS)('%s', (_, key, plain, shift, commodore, control) => {
    const { strike } = start();
    const one = (code: number) => (code < 0 ? [] : [code]);
    expect(strike(key)).toEqual([plain]);
    expect(strike(LSHIFT!, key)).toEqual([shift]);
    expect(strike(RSHIFT!, key)).toEqual([shift]);
    expect(strike(COMMODORE!, key)).toEqual([commodore]);
    expect(strike(CTRL!, key)).toEqual(one(control));
  });
  test('C5h, CBh, 028Dh tell what is held', () => {
    const { m } = start();
    m.keys.add(10);
    m.keys.add(LSHIFT!);
    m.keys.add(CTRL!);
    m.run(2.5 * JIFFY);
    expect([m.peek(0xc5), m.peek(0xcb), m.peek(0x28d)]).toEqual([10, 10, 5]);
    m.keys.clear();
    m.run(2.5 * JIFFY);
    expect([m.peek(0xc5), m.peek(0xcb), m.peek(0x28d)]).toEqual([64, 64, 0]);
  });
  test('SHIFT + C= changes the letters once, unless it is locked', () => {
    const { m } = start();
    const set = () => m.io[0x18]! & 2;
    m.keys.add(LSHIFT!);
    m.keys.add(COMMODORE!);
    m.run(10 * JIFFY);
    expect(set()).toBe(2);
    m.keys.clear();
    m.run(2.5 * JIFFY);
    m.poke(0x291, 0x80);
    m.keys.add(LSHIFT!);
    m.keys.add(COMMODORE!);
    m.run(10 * JIFFY);
    expect(set()).toBe(2);
  });
  test('repetition: cursor, INST/DEL and space; all with 80h in 028Ah, none with 40h', () => {
    const held = (key: number, flag: number) => {
      const { m } = start();
      m.poke(0x28a, flag);
      m.keys.add(key);
      let count = 0;
      for (let i = 0; i < 60; i++) {
        m.run(JIFFY);
        count += m.peek(0xc6);
        m.poke(0xc6, 0);
      }
      return count;
    };
    expect([held(60, 0), held(0, 0), held(7, 0), held(2, 0)].every((n) => n > 8)).toBe(true);
    expect([held(10, 0), held(60, 0x40)]).toEqual([1, 1]);
    expect(held(10, 0x80)).toBe(held(60, 0));
  });
  test('the buffer has the size in 0289h', () => {
    const { m, strike } = start();
    m.poke(0x289, 3);
    m.poke(0x277, 65, 65, 65);
    m.poke(0xc6, 3);
    expect(strike(12)).toEqual([65, 65, 65]);
  });
  test('the vector at 028Fh may choose a table of its own', () => {
    const { m, strike } = start();
    // lda #0; sta f5; lda #c3; sta f6; jmp eae0
    m.poke(0xc200, 0xa9, 0, 0x85, 0xf5, 0xa9, 0xc3, 0x85, 0xf6, 0x4c, 0xe0, 0xea);
    m.poke(0xc300, ...Array.from({ length: 64 }, (_, i) => 0x80 + i), 0xff);
    m.poke(0x28f, 0x00, 0xc2);
    expect(strike(12)).toEqual([0x8c]);
  });
  test('SCNKEY by itself', () => {
    const { m, typed } = start();
    m.poke(0xdc0d, 0x7f);
    m.keys.add(10);
    m.call(0xff9f, { sei: true });
    expect(typed()).toEqual([0x41]);
  });
});
