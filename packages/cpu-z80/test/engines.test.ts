import { saveState } from '@backplane/kernel';
import { expect, test } from 'vitest';
import { type Page, TABLE } from '../src/index.ts';
import { mixedMemory } from './bench.ts';

/*
 * The fast and the exact engine do the same
 *
 * Two processors execute the same random instructions from the same random states. One is observed, which makes it
 * take the exact engine throughout; the other starts each instruction in the fast engine. Memory is partly devices, so
 * that the fast engine is left at every possible access.
 */

/** A small generator of random numbers (mulberry32). */
function random(seed: number): () => number {
  let s = seed;
  return () => {
    s = (s + 0x6d2b79f5) | 0;
    let v = Math.imul(s ^ (s >>> 15), s | 1);
    v ^= v + Math.imul(v ^ (v >>> 7), v | 61);
    return (v ^ (v >>> 14)) >>> 0;
  };
}

const PREFIXES: readonly [Page, readonly (readonly number[])[]][] = [
  ['base', [[]]],
  ['cb', [[0xcb]]],
  ['ed', [[0xed]]],
  ['xy', [[0xdd], [0xfd], [0xdd, 0xfd]]],
  [
    'xycb',
    [
      [0xdd, 0xcb],
      [0xfd, 0xcb],
    ],
  ],
];

const STATE = ['pc', 'sp', 'af', 'bc', 'de', 'hl', 'ix', 'iy', "af'", "bc'", "de'", "hl'", 'i', 'r'];
const HIDDEN = ['im', 'iff1', 'iff2', 'wz', 'q', 'ei', 'p', 'halted'];

/** Devices on no page, on some pages, on all pages but the code's, on all. */
const MEMORIES: readonly [string, (page: number) => boolean][] = [
  ['RAM', () => false],
  ['a device on every other page', (page) => (page & 1) === 1],
  ['a device on every third page', (page) => page % 3 === 1],
  ['devices all over', () => true],
];

test.each(MEMORIES)('fast and exact engine agree on all opcodes: %s', (_, slow) => {
  const waits = (address: number) => (address >> 3) & 1;
  const one = mixedMemory(slow, waits);
  const two = mixedMemory(slow, waits);
  two.cpu.observe({ bus() {} });
  const next = random(0x5a80);
  let tests = 0;
  for (const [page, prefixes] of PREFIXES) {
    for (const prefix of prefixes) {
      for (let opcode = 0; opcode < 256; opcode++) {
        for (let round = 0; round < 6; round++) {
          const bytes = [...prefix, ...(page === 'xycb' ? [next() & 0xff] : []), opcode, next() & 0xff, next() & 0xff];
          const origin = next() & 0xffff;
          const registers = [...STATE, ...HIDDEN].map((name) => [name, next()] as const);
          const memory = Array.from({ length: 8 }, () => [next() & 0xffff, next() & 0xff] as const);
          const counters = next();
          for (const z of [one, two]) {
            for (const [name, value] of registers) z.cpu.setRegister(name, value);
            // counters near their ends, so that loops end
            if ((counters & 3) === 0) z.cpu.setRegister('bc', counters & 0x100 ? 1 : 0x0100 | (counters >> 16));
            z.cpu.setRegister('halted', 0);
            z.cpu.setRegister('pc', origin);
            for (const [address, value] of memory) z.bytes[address] = value;
            bytes.forEach((byte, n) => {
              z.bytes[(origin + n) & 0xffff] = byte;
            });
            z.log.length = 0;
            // two instructions: the second one meets what the first left (EI, LD A,I, a bail in the middle)
            z.cpu.run(z.cpu.cycles + 1);
            z.cpu.run(z.cpu.cycles + 1);
          }
          tests++;
          const text = () => `${page} ${opcode.toString(16)} at ${origin.toString(16)}: ${bytes}`;
          expect(one.cpu.cycles, text()).toBe(two.cpu.cycles);
          for (const name of [...STATE, ...HIDDEN]) {
            if (one.cpu.getRegister(name) !== two.cpu.getRegister(name)) {
              expect.fail(`${text()}: ${name} ${one.cpu.getRegister(name)} and ${two.cpu.getRegister(name)}`);
            }
          }
          if (one.log.join() !== two.log.join()) expect(one.log, text()).toEqual(two.log);
        }
      }
    }
  }
  expect(tests).toBe(8 * 256 * 6);
  expect(Buffer.compare(Buffer.from(one.bytes), Buffer.from(two.bytes))).toBe(0);
  expect(saveState(one.cpu)).toEqual(saveState(two.cpu));
});

test('long random programs end in the same state on both engines', () => {
  const next = random(80);
  for (let program = 0; program < 20; program++) {
    const slow = (page: number) => page >= 0xf0 && (page & 1) === 1;
    const [one, two] = [mixedMemory(slow), mixedMemory(slow)] as const;
    two.cpu.observe({ bus() {} });
    const image = Uint8Array.from({ length: 0x10000 }, () => next() & 0xff);
    for (const z of [one, two]) {
      z.bytes.set(image);
      z.cpu.run(200_000);
    }
    expect(saveState(one.cpu)).toEqual(saveState(two.cpu));
    expect(one.log).toEqual(two.log);
    expect(Buffer.compare(Buffer.from(one.bytes), Buffer.from(two.bytes))).toBe(0);
  }
});

test('the table has every opcode of every page', () => {
  expect(TABLE.base.every((i) => i !== null)).toBe(true);
  expect(TABLE.cb.every((i) => i !== null)).toBe(true);
  expect(TABLE.xycb.every((i) => i !== null)).toBe(true);
  // ED 40–7F without 77 and 7F, and 16 block instructions
  expect(TABLE.ed.filter((i) => i !== null)).toHaveLength(62 + 16);
  // 39 documented ones and CB, and 46 on the halves of IX
  expect(TABLE.xy.filter((i) => i !== null)).toHaveLength(86);
});
