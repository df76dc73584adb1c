import { testCpu } from '@backplane/testkit';
import { findPack } from '@backplane/testkit/node';
import { describe, expect, test } from 'vitest';
import { conformance } from '../src/conformance.ts';

testCpu({ adapter: conformance, source: findPack('8086'), describe, test });

describe('adapter', () => {
  const record = {
    name: 'nop',
    bytes: [0x90],
    initial: {
      regs: {
        ax: 0,
        bx: 0,
        cx: 0,
        dx: 0,
        cs: 0,
        ss: 0,
        ds: 0,
        es: 0,
        sp: 0,
        bp: 0,
        si: 0,
        di: 0,
        ip: 0x100,
        flags: 0xf002,
      },
      ram: [],
      queue: [0x90, 0x90, 0x90, 0x90, 0x90, 0x90],
    },
    final: { regs: { ip: 0x101 }, ram: [], queue: [0x90, 0x90, 0x90, 0x90] },
    cycles: [
      [0, 0, '--', '---', '---', 1, 0, 'PASV', 'Ti', 'F', 0x90],
      [0, 0, '--', '---', '---', 1, 0, 'PASV', 'Ti', '-', 0],
      [0, 0, '--', '---', '---', 1, 0, 'PASV', 'Ti', '-', 0],
    ],
  };

  test('all engines run a record and see the same', () => {
    const expected = conformance.expected(record);
    for (const { create } of Object.values(conformance.engines)) {
      const got = create().run(record);
      expect(got.registers).toEqual(expected.registers);
      expect(got.clocks).toBe(3);
      if (got.rows !== undefined) expect(got.rows).toEqual(expected.rows);
    }
  });

  test('says what a record lacks', () => {
    expect(() => conformance.expected({ name: 'x', bytes: [], cycles: [] })).toThrow(/lacks "bytes", "initial"/);
  });
});
