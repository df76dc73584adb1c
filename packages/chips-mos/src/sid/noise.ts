/*
 * The noise register
 *
 * A 23-bit shift register whose feedback is bit 22 XOR bit 17; eight of its bits are the upper waveform lines. It shifts
 * two cycles after bit 19 of the accumulator has risen: in the first of them each stage latches its predecessor, in the
 * second the latches become the register.
 *
 * With noise selected together with other waveforms, the register's outputs are connected to lines that others may pull
 * low, and what is low there is written back into the register. TEST holds the register in its latching phase, in which
 * all bits slowly rise to 1; its end is a shift with a fresh bit.
 *
 * Sources: the public test programs about noise (write-back suite with samplings of two 6581 and two 8580, their notes on
 * the shift phases); Asger Alstrup's measurements (1992) for taps and outputs.
 */

/** Register bits that are outputs, from waveform line 4 to line 11. */
const OUTPUTS: readonly number[] = [0, 2, 5, 9, 11, 14, 18, 20];

/** All register bits that are outputs. */
export const OUTPUT_BITS = OUTPUTS.reduce((bits, bit) => bits | (1 << bit), 0);

const ALL = 0x7fffff;
/** The register repeats after so many shifts (unless it is 0). */
const PERIOD = 0x7fffff;

/** The 12 waveform lines of a noise register. */
export function noiseOutput(noise: number): number {
  return (
    ((noise & 0x100000) >> 9) |
    ((noise & 0x040000) >> 8) |
    ((noise & 0x004000) >> 5) |
    ((noise & 0x000800) >> 3) |
    ((noise & 0x000200) >> 2) |
    ((noise & 0x000020) << 1) |
    ((noise & 0x000004) << 3) |
    ((noise & 0x000001) << 4)
  );
}

/** The register with 0 at the outputs whose waveform lines are low, 1 elsewhere. */
export function noiseBits(lines: number): number {
  return (
    (ALL & ~OUTPUT_BITS) |
    ((lines & 0x800) << 9) |
    ((lines & 0x400) << 8) |
    ((lines & 0x200) << 5) |
    ((lines & 0x100) << 3) |
    ((lines & 0x080) << 2) |
    ((lines & 0x040) >> 1) |
    ((lines & 0x020) >> 3) |
    ((lines & 0x010) >> 4)
  );
}

/** The register after `shifts` shifts. */
export function clockNoise(noise: number, shifts = 1): number {
  if (noise === 0) return 0;
  let left = shifts % PERIOD;
  let value = noise;
  // the next 18 bits depend on nothing but the present ones
  while (left > 0) {
    const n = Math.min(left, 18);
    const fresh = ((value >> (23 - n)) ^ (value >> (18 - n))) & ((1 << n) - 1);
    value = ((value << n) | fresh) & ALL;
    left -= n;
  }
  return value;
}

/** φ2 cycles of TEST before the first bit rises, and then between bits. Chips and temperatures differ a lot. */
const FADE_START = { old: 50_000, new: 986_000 } as const;
const FADE_STEP = { old: 15_000, new: 314_300 } as const;

/** The register while TEST is held: `before` and `after` are cycles since it was set. */
export function noiseFade(old: boolean, noise: number, before: number, after: number): number {
  const start = old ? FADE_START.old : FADE_START.new;
  if (after < start || noise === ALL) return noise;
  const step = old ? FADE_STEP.old : FADE_STEP.new;
  let bits = Math.floor((after - start) / step) - (before < start ? -1 : Math.floor((before - start) / step));
  let value = noise;
  while (bits-- > 0 && value !== ALL) value |= (value << 1) | 1;
  return value & ALL;
}

/** The lowest outputs: they are the weakest. */
const LOW_FIVE = (1 << 0) | (1 << 2) | (1 << 5) | (1 << 9) | (1 << 11);
const LOW_THREE = (1 << 0) | (1 << 2) | (1 << 5);
const LOW_TWO = (1 << 0) | (1 << 2);

/**
 * The register when TEST is released together with a change of waveform. Lines that were low before and are pulled low
 * after the change by the same or a like waveform reach the latches; which ones do follows from the samplings.
 */
export function afterTest(old: boolean, noise: number, before: number, after: number): number {
  let latch = noise;
  if (before > 8 && after > 8) latch &= ~pulled(old, before & 7, after & 7);
  return ((latch << 1) | (~(latch >> 17) & 1)) & ALL;
}

function pulled(old: boolean, before: number, after: number): number {
  const low = before & 3;
  if (old) {
    if ((low & after) !== 0) return OUTPUT_BITS;
    if (before === 6 && after === 5) return LOW_FIVE;
    return low !== 0 && (before & after & 4) !== 0 ? LOW_THREE : 0;
  }
  if (low !== 0) return (after & 3) !== 0 ? OUTPUT_BITS : 0;
  switch (after) {
    case 7:
      return OUTPUT_BITS;
    case 1:
    case 4:
    case 6:
      return LOW_TWO;
    default:
      return 0;
  }
}
