import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';
import { IecDevice } from './iec-device.ts';

function start(device = new IecDevice()) {
  const m = new Bench({ kernal: kernal.bytes }).boot();
  m.serial = device;
  const name = (text: string) => {
    m.poke(0xc200, ...[...text].map((c) => c.charCodeAt(0)));
    m.call(0xffbd, { a: text.length, x: 0x00, y: 0xc2 });
  };
  const open = (la: number, fa: number, sa: number, text = '') => {
    name(text);
    m.call(0xffba, { a: la, x: fa, y: sa });
    return m.call(0xffc0);
  };
  return { m, device, name, open };
}
const letters = (text: string) => [...text].map((c) => c.charCodeAt(0));

describe('bytes on the bus', () => {
  test('LISTEN, SECOND, CIOUT, UNLSN: commands under ATN, the last byte with EOI', () => {
    const { m, device } = start();
    m.call(0xffb1, { a: 8, x: 1, y: 2 });
    m.call(0xff93, { a: 0x6f });
    for (const c of [1, 0x80, 0x55]) expect(m.call(0xffa8, { a: c, x: 3, y: 4 })).toMatchObject({ a: c, x: 3, y: 4 });
    expect(m.call(0xffae, { x: 5, y: 6 })).toMatchObject({ x: 5, y: 6 });
    expect(device.received).toEqual([0x128, 0x16f, 1, 0x80, 0x55, 0x13f]);
    expect(device.eoi).toEqual([4]);
    expect(m.peek(0x90)).toBe(0);
  });
  test('TALK, TKSA, ACPTR, UNTLK: EOI is bit 6 of ST', () => {
    const { m, device } = start();
    device.output = [0x41, 0x00, 0xff, 0x5a];
    m.call(0xffb4, { a: 8 });
    m.call(0xff96, { a: 0x62 });
    const got = [];
    for (let i = 0; i < 4; i++) {
      expect(m.peek(0x90)).toBe(0);
      got.push(m.call(0xffa5, { x: 9, y: 8 }));
    }
    expect(got.map(({ a }) => a)).toEqual([0x41, 0x00, 0xff, 0x5a]);
    expect(got[3]).toMatchObject({ x: 9, y: 8, carry: false });
    expect(m.call(0xffb7).a & 0x40).toBe(0x40);
    m.call(0xffab);
    expect(device.received).toEqual([0x148, 0x162, 0x15f]);
    expect(m.io[0xd00]! & 0x38).toBe(0);
  });
  test('nobody there: ST 80h, and it does not wait for ever', () => {
    const { m } = start();
    m.serial = undefined;
    m.call(0xffb1, { a: 8 });
    expect(m.peek(0x90)).toBe(0x80);
    m.poke(0x90, 0);
    m.call(0xffb4, { a: 8 });
    m.call(0xff96, { a: 0x60 });
    expect(m.peek(0x90) & 0x80).toBe(0x80);
  });
  test('a byte that is not taken: ST 03h', () => {
    const { m, device } = start();
    device.takes = 2;
    m.call(0xffb1, { a: 8 });
    m.call(0xff93, { a: 0x6f });
    m.call(0xffa8, { a: 1 });
    m.call(0xffa8, { a: 2 });
    expect(m.peek(0x90) & 0x03).toBe(0x03);
  });
});

describe('files', () => {
  test('OPEN sends the name, CHKOUT and CHROUT data, CLOSE closes', () => {
    const { m, device, open } = start();
    expect(open(2, 8, 3, 'NAME').carry).toBe(false);
    expect(device.received.splice(0)).toEqual([0x128, 0x1f3, ...letters('NAME'), 0x13f]);
    expect(m.call(0xffc9, { x: 2 }).carry).toBe(false);
    m.call(0xffd2, { a: 0x58 });
    m.call(0xffcc);
    expect(m.call(0xffc3, { a: 2 }).carry).toBe(false);
    expect(device.received).toEqual([0x128, 0x163, 0x58, 0x13f, 0x128, 0x1e3, 0x13f]);
    expect(m.peek(0x98)).toBe(0);
  });
  test('CHKIN and CHRIN; after EOI CHRIN is 13; GETIN does the same', () => {
    const { m, device, open } = start();
    device.output = letters('HI');
    open(2, 8, 3, 'NAME');
    expect(m.call(0xffc6, { x: 2 }).carry).toBe(false);
    expect([m.call(0xffcf).a, m.call(0xffe4).a, m.call(0xffcf).a]).toEqual([0x48, 0x49, 13]);
    m.call(0xffe7);
    expect([m.peek(0x98), m.peek(0x99)]).toEqual([0, 0]);
    expect(device.received.at(-1)).toBe(0x15f);
  });
  test('OPEN of a missing device is error 5', () => {
    const { m, open } = start();
    m.serial = undefined;
    expect(open(2, 9, 3, 'X')).toMatchObject({ a: 5, carry: true });
  });
  test('without a name nothing is sent; without a secondary address neither', () => {
    const { device, open } = start();
    expect(open(2, 8, 3)).toMatchObject({ carry: false });
    expect(open(3, 8, 255, 'X')).toMatchObject({ carry: false });
    expect(device.received).toEqual([]);
  });
});

describe('LOAD and SAVE', () => {
  test('loads to the address in the file, or to XXYY; returns the end', () => {
    const { m, device, name } = start();
    device.output = [0x00, 0x20, 1, 2, 3];
    name('PROG');
    m.call(0xffba, { a: 1, x: 8, y: 1 });
    expect(m.call(0xffd5, { a: 0 })).toMatchObject({ carry: false, x: 0x03, y: 0x20 });
    expect(m.bytes(0x2000, 3)).toEqual([1, 2, 3]);
    expect(device.received.slice(0, 2)).toEqual([0x128, 0x1f0]);
    const other = start();
    other.device.output = [0x00, 0x20, 9, 8];
    other.name('PROG');
    other.m.call(0xffba, { a: 1, x: 8, y: 0 });
    expect(other.m.call(0xffd5, { a: 0, x: 0x00, y: 0x30 })).toMatchObject({ x: 0x02, y: 0x30 });
    expect(other.m.bytes(0x3000, 2)).toEqual([9, 8]);
  });
  test('verifies: a difference is bit 4 of ST, memory stays', () => {
    for (const [value, status] of [
      [2, 0x40],
      [5, 0x50],
    ] as const) {
      const { m, device, name } = start();
      device.output = [0x00, 0x20, 1, value, 3];
      m.poke(0x2000, 1, 2, 3);
      name('PROG');
      m.call(0xffba, { a: 1, x: 8, y: 1 });
      expect(m.call(0xffd5, { a: 1 }).carry).toBe(false);
      expect(m.peek(0x90)).toBe(status);
      expect(m.bytes(0x2000, 3)).toEqual([1, 2, 3]);
    }
  });
  test('messages only if SETMSG says so', () => {
    for (const [flag, text] of [
      [0x80, '\nSEARCHING FOR PROG\nLOADING'],
      [0, ''],
    ] as const) {
      const { m, device, name } = start();
      device.output = [0x00, 0x20, 1];
      name('PROG');
      m.call(0xff90, { a: flag });
      m.call(0xffba, { a: 1, x: 8, y: 1 });
      m.call(0xffd5, { a: 0 });
      expect(m.text).toBe(text);
    }
  });
  test('saves start address and bytes, EOI at the last', () => {
    const { m, device, name } = start();
    name('OUT');
    m.poke(0x2000, 7, 8, 9);
    m.poke(0xfb, 0x00, 0x20);
    m.call(0xffba, { a: 1, x: 8, y: 0 });
    expect(m.call(0xffd8, { a: 0xfb, x: 0x03, y: 0x20 }).carry).toBe(false);
    const at = device.received.indexOf(0x161);
    expect(device.received.slice(at, at + 7)).toEqual([0x161, 0x00, 0x20, 7, 8, 9, 0x13f]);
    expect(device.eoi).toContain(at + 5);
    expect(device.received.slice(-3)).toEqual([0x128, 0x1e1, 0x13f]);
  });
  test('errors: 8 no name, 9 keyboard or screen, 5 no device; RUN/STOP: 0', () => {
    const { m, device, name } = start();
    const load = (fa: number) => {
      m.call(0xffba, { a: 1, x: fa, y: 1 });
      return m.call(0xffd5, { a: 0 });
    };
    const save = (fa: number) => {
      m.call(0xffba, { a: 1, x: fa, y: 1 });
      return m.call(0xffd8, { a: 0xfb, x: 0, y: 0x30 });
    };
    m.poke(0xfb, 0x00, 0x20);
    name('');
    expect([load(8).a, save(8).a, load(0).a, save(3).a, load(3).a]).toEqual([8, 8, 9, 9, 9]);
    name('X');
    device.output = Array.from({ length: 500 }, () => 1);
    m.poke(0x91, 0x7f);
    m.keys.add(63);
    expect(load(8)).toMatchObject({ a: 0, carry: true });
    expect(save(8)).toMatchObject({ a: 0, carry: true });
    m.keys.clear();
    m.serial = undefined;
    expect([load(8).a, save(8).a]).toEqual([5, 5]);
  });
  test('the vectors 0330h and 0332h', () => {
    const { m } = start();
    m.poke(0xc200, 0xa9, 0x77, 0x18, 0x60);
    m.poke(0x330, 0x00, 0xc2, 0x00, 0xc2);
    expect(m.call(0xffd5, { a: 0, x: 0x34, y: 0x12 }).a).toBe(0x77);
    expect(m.word(0xc3)).toBe(0x1234);
    m.poke(0xfb, 0x78, 0x56);
    expect(m.call(0xffd8, { a: 0xfb, x: 0xbc, y: 0x9a }).a).toBe(0x77);
    expect([m.word(0xc1), m.word(0xae)]).toEqual([0x5678, 0x9abc]);
  });
});
