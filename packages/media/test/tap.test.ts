import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MediaError, parseTap, Tape } from '../src/index.ts';

function tap(version: number, data: readonly number[], length = data.length): Uint8Array {
  const head = [...'C64-TAPE-RAW'].map((c) => c.charCodeAt(0));
  return Uint8Array.of(...head, version, 0, 0, 0, length & 255, (length >> 8) & 255, 0, 0, ...data);
}

const pulses = (image: Uint8Array): number[] => [...parseTap(image).tape.pulses];

describe('TAP images', () => {
  test('version 0: times in units of eight cycles, 0 is a long one', () => {
    expect(pulses(tap(0, [0x30, 0x42, 0]))).toEqual([0x180, 0x210, 2048]);
  });

  test('version 1: 0 and three bytes are a time in cycles', () => {
    expect(pulses(tap(1, [0x30, 0, 0x40, 0x42, 0x0f, 0x56]))).toEqual([0x180, 1_000_000, 0x2b0]);
  });

  test('a wrong length is told, and what is there is read', () => {
    const { tape, warnings } = parseTap(tap(1, [1, 2, 3], 99));
    expect(tape.length).toBe(3);
    expect(warnings).toEqual(['the header says that 99 bytes follow; there are 3']);
    expect(parseTap(tap(1, [1, 0, 5])).warnings).toEqual(['the last pulse is cut off']);
  });

  test.each([
    ['something else', new Uint8Array(50), 'this is no TAP image of a C64'],
    ['a header cut off', tap(0, []).subarray(0, 15), 'the header is cut off: 15 of 20'],
    ['half waves', tap(2, [1]), 'version 2 is for computers that see half waves'],
  ])('%s', (_, image, message) => {
    expect(() => parseTap(image)).toThrow(message);
  });

  test('what is written reads the same, in units of eight cycles below 2048', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 8, max: 0xffffff }), { maxLength: 50 }), (times) => {
        const exact = times.map((n) => (Math.round(n / 8) <= 255 ? Math.max(Math.round(n / 8), 1) * 8 : n));
        expect(pulses(new Tape(Uint32Array.from(times)).image())).toEqual(exact);
      }),
      { seed: 1 },
    );
  });

  test('any bytes give a tape or a MediaError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(30), (bytes, cut) => {
        const image = tap(1, [...bytes]).subarray(0, 20 + bytes.length - cut);
        try {
          for (const n of parseTap(image).tape.pulses) expect(n).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError);
        }
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});

describe('recording', () => {
  test('replaces for as long as it took, and keeps the rest', () => {
    const tape = new Tape(Uint32Array.of(100, 100, 100, 100, 100));
    const images: Uint8Array[] = [];
    tape.onChange = (image) => images.push(image);
    tape.record(1, [80, 80, 80]);
    expect([...tape.pulses]).toEqual([100, 80, 80, 80, 100]);
    expect(tape.changed).toBe(true);
    expect(images).toHaveLength(1);
    tape.record(5, [64]);
    expect([...tape.pulses]).toEqual([100, 80, 80, 80, 100, 64]);
  });
});
