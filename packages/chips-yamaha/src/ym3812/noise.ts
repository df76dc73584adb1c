/*
 * The noise generator
 *
 * A shift register of 23 bits that takes the exclusive or of bits 0 and 14 at its top, once for each of the 18 operators
 * in a sample. What an operator sees is bit 0 at its turn. Seen once a sample, that is a sequence with the characteristic
 * polynomial x²³ + x²² + x¹⁵ + x¹⁴ + 1 (or its mirror), which was measured on the chip.
 *
 * Source: "opl3", "An investigation into the behaviour of the Yamaha OPL3 chipset: Rhythm mode" (2012).
 */

const BITS = 23;
const MASK = 0x7fffff;
/** Samples after which the register is as it was. */
const PERIOD = MASK;

/** The register after power-on and reset. */
export const NOISE_START = MASK;

/** The register a sample later. */
export function nextNoise(register: number): number {
  // nine steps are independent of each other
  const half = (register >> 9) | (((register ^ (register >> 14)) & 0x1ff) << 14);
  return (half >> 9) | (((half ^ (half >> 14)) & 0x1ff) << 14);
}

/** What is seen at the turn of an operator (0–17), 0 or 1. */
export function noiseBit(register: number, operator: number): number {
  return (register >> operator) & 1;
}

/** What becomes of each bit in 2^i samples: a step is linear. */
const JUMPS: Int32Array[] = [];

function jump(i: number): Int32Array {
  let columns = JUMPS[i];
  if (columns === undefined) {
    columns = Int32Array.from({ length: BITS }, (_, bit) => {
      if (i === 0) return nextNoise(1 << bit);
      return apply(jump(i - 1), apply(jump(i - 1), 1 << bit));
    });
    JUMPS[i] = columns;
  }
  return columns;
}

function apply(columns: Int32Array, register: number): number {
  let result = 0;
  for (let bit = 0; bit < BITS; bit++) if ((register & (1 << bit)) !== 0) result ^= columns[bit]!;
  return result;
}

/** The register `samples` samples later. */
export function noiseAfter(register: number, samples: number): number {
  let value = register;
  let left = samples % PERIOD;
  if (left < 8) {
    for (; left > 0; left--) value = nextNoise(value);
    return value;
  }
  for (let i = 0; left > 0; i++, left >>= 1) if ((left & 1) !== 0) value = apply(jump(i), value);
  return value;
}
