import { type CpuAdapter, testCpu } from '@backplane/testkit';
import { findPack } from '@backplane/testkit/node';
import { describe, expect, test } from 'vitest';
import { conformance } from '../src/conformance.ts';

// the adapter spells the test kit's types out, so this is where they meet
const adapter: CpuAdapter = conformance;

testCpu({ adapter, source: findPack('6502'), describe, test });

describe('adapter', () => {
  const record = {
    name: 'a9 cc 21',
    initial: {
      pc: 0x300,
      s: 1,
      a: 2,
      x: 3,
      y: 4,
      p: 0x24,
      ram: [
        [0x300, 0xa9],
        [0x301, 0xcc],
      ],
    },
    final: {
      pc: 0x302,
      s: 1,
      a: 0xcc,
      x: 3,
      y: 4,
      p: 0xa4,
      ram: [
        [0x300, 0xa9],
        [0x301, 0xcc],
      ],
    },
    cycles: [
      [0x300, 0xa9, 'read'],
      [0x301, 0xcc, 'read'],
    ],
  };

  test.each(Object.keys(conformance.engines))('engine %s gives what is expected', (name) => {
    const engine = conformance.engines[name as keyof typeof conformance.engines].create();
    const expected: Record<string, unknown> = { ...conformance.expected(record) };
    for (const [key, value] of Object.entries(engine.run(record))) expect(value).toEqual(expected[key]);
  });

  test('a record of another processor is refused', () => {
    expect(() => conformance.expected({ name: '00', initial: { sp: 1, ram: [] }, final: {}, cycles: [] })).toThrow(
      /registers of a 6502/,
    );
  });
});
