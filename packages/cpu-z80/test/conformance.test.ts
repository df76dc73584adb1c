import { type CpuAdapter, testCpu } from '@backplane/testkit';
import { findPack } from '@backplane/testkit/node';
import { describe, expect, test } from 'vitest';
import { conformance, rowsOf, transfersOf } from '../src/conformance.ts';

// the adapter spells the test kit's types out, so this is where they meet
const adapter: CpuAdapter = conformance;

testCpu({ adapter, source: findPack('z80'), describe, test });

describe('bus rows', () => {
  test('a fetch shows the opcode on the refresh address, idle states hold the bus', () => {
    const events = [
      { kind: 'fetch', address: 0x1234, data: 0xe3, cycle: 0, refresh: 0x5607 },
      { kind: 'write', address: 0x8000, data: 0x11, cycle: 5, refresh: 0 },
    ];
    expect(rowsOf(events, 9)).toEqual([
      [0x1234, null, '----'],
      [0x1234, null, 'r-m-'],
      [0x5607, 0xe3, '----'],
      [0x5607, null, '----'],
      [0x5607, null, '----'],
      [0x8000, null, '----'],
      [0x8000, 0x11, '-wm-'],
      [0x8000, null, '----'],
      [0x8000, null, '----'],
    ]);
  });

  test('transfers come back out of rows', () => {
    const events = [
      { kind: 'fetch', address: 1, data: 2, cycle: 0, refresh: 9 },
      { kind: 'read', address: 3, data: 4, cycle: 4, refresh: 0 },
      { kind: 'write', address: 5, data: 6, cycle: 8, refresh: 0 },
      { kind: 'in', address: 7, data: 8, cycle: 11, refresh: 0 },
      { kind: 'out', address: 10, data: 11, cycle: 15, refresh: 0 },
    ];
    expect(transfersOf(rowsOf(events, 19))).toEqual([
      [0, 'read', 1, 2],
      [4, 'read', 3, 4],
      [8, 'write', 5, 6],
      [11, 'in', 7, 8],
      [15, 'out', 10, 11],
    ]);
  });

  test.each([
    ['nothing', {}],
    ['an 8086 record', { initial: { regs: {}, ram: [] }, final: { regs: {}, ram: [] }, cycles: [] }],
    ['a 6502 record', { initial: { pc: 1, s: 2, ram: [] }, final: { ram: [] }, cycles: [] }],
  ])('%s is refused', (_, record) => {
    expect(() => conformance.expected(record)).toThrow(/lacks/);
  });
});
