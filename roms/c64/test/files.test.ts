import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

function start() {
  const m = new Bench({ kernal: kernal.bytes }).boot();
  const open = (la: number, fa: number, sa = 0) => {
    m.call(0xffbd, { a: 0 });
    m.call(0xffba, { a: la, x: fa, y: sa });
    return m.call(0xffc0);
  };
  return { m, open };
}

describe('logical files', () => {
  test('OPEN fills the tables at 0259h, 0263h, 026Dh; CLOSE closes the gap', () => {
    const { m, open } = start();
    open(1, 3);
    open(7, 0, 5);
    open(9, 3, 15);
    expect([m.peek(0x98), m.bytes(0x259, 3), m.bytes(0x263, 3), m.bytes(0x26d, 3)]).toEqual([
      3,
      [1, 7, 9],
      [3, 0, 3],
      [0x60, 0x65, 0x6f],
    ]);
    m.call(0xffc3, { a: 1 });
    expect([m.peek(0x98), m.bytes(0x259, 2), m.bytes(0x263, 2)]).toEqual([2, [9, 7], [3, 0]]);
    expect(m.call(0xffc3, { a: 1 }).carry).toBe(false);
  });
  test('errors 1, 2, 6 of OPEN', () => {
    const { m, open } = start();
    expect(open(0, 3)).toMatchObject({ a: 6, carry: true });
    for (let i = 1; i <= 10; i++) expect(open(i, 3).carry).toBe(false);
    expect(open(11, 3)).toMatchObject({ a: 1, carry: true });
    expect(open(10, 3)).toMatchObject({ a: 2, carry: true });
    m.call(0xffe7);
    expect(m.peek(0x98)).toBe(0);
  });
  test('errors 3 and 7 of CHKIN and CHKOUT', () => {
    const { m, open } = start();
    expect(m.call(0xffc6, { x: 5 })).toMatchObject({ a: 3, carry: true });
    expect(m.call(0xffc9, { x: 5 })).toMatchObject({ a: 3, carry: true });
    open(5, 0);
    expect(m.call(0xffc9, { x: 5 })).toMatchObject({ a: 7, carry: true });
    expect(m.call(0xffc6, { x: 5 })).toMatchObject({ carry: false });
  });
  test('cassette files: error 6 for input from one to be written, 7 for output to one to be read, 9 without a buffer', () => {
    const { m, open } = start();
    m.poke(0x98, 2);
    m.poke(0x259, 1, 2);
    m.poke(0x263, 1, 1);
    m.poke(0x26d, 0x60, 0x61);
    expect(m.call(0xffc6, { x: 2 })).toMatchObject({ a: 6, carry: true });
    expect(m.call(0xffc9, { x: 1 })).toMatchObject({ a: 7, carry: true });
    m.poke(0xb2, 0x00, 0x01);
    expect(open(3, 1)).toMatchObject({ a: 9, carry: true });
  });
  test('I/O ERROR #n is shown if bit 6 of the message flag is set', () => {
    const { m } = start();
    m.call(0xff90, { a: 0x40 });
    m.call(0xffc6, { x: 5 });
    expect(m.text).toBe('\nI/O ERROR #3');
  });
  test('reading the screen', () => {
    const { m, open } = start();
    for (const c of [0x41, 0x42, 0xc1, 0x22, 0x12, 0x43, 0x22]) m.call(0xffd2, { a: c });
    open(1, 3);
    m.call(0xffc6, { x: 1 });
    m.call(0xfff0, { x: 0, y: 0 });
    const line = Array.from({ length: 40 }, () => m.call(0xffcf).a);
    expect(line.slice(0, 6)).toEqual([0x41, 0x42, 0xc1, 0x22, 0x12, 0x43]);
    expect(line[39]).toBe(13);
    expect(m.peek(0xd6)).toBe(1);
  });
  test('GETIN takes the keyboard buffer in order, 0 when it is empty', () => {
    const { m } = start();
    m.poke(0x277, 0x41, 0x42, 0x43);
    m.poke(0xc6, 3);
    expect([1, 2, 3, 4].map(() => m.call(0xffe4).a)).toEqual([0x41, 0x42, 0x43, 0]);
  });
  test('all the vectors are used', () => {
    const { m } = start();
    m.poke(0xc200, 0xa9, 0x66, 0x60);
    const entries = [
      [0xffc0, 0x31a],
      [0xffc3, 0x31c],
      [0xffc6, 0x31e],
      [0xffc9, 0x320],
      [0xffcc, 0x322],
      [0xffcf, 0x324],
      [0xffd2, 0x326],
      [0xffe1, 0x328],
      [0xffe4, 0x32a],
      [0xffe7, 0x32c],
    ] as const;
    for (const [entry, vector] of entries) {
      m.poke(vector, 0x00, 0xc2);
      expect(m.call(entry).a).toBe(0x66);
      m.call(0xff8a);
    }
  });
});
