/*
 * When an envelope moves
 *
 * All operators share a counter of samples. A rate (0–63: four times the register plus the key scale number) says at
 * which counts an envelope moves and how far. Below 48 it moves by one at multiples of a power of two, which are divided
 * into eight: the lower two bits of the rate say in how many of these, 4 to 7, it moves. From 48 on it moves up to four
 * steps a sample.
 *
 * Sources: Yamaha, "YM3812 application manual", tables of attack and decay times by rate (the averages); "carbon14" and
 * "opl3", "An investigation into the behaviour of the Yamaha OPL3 chipset: Envelopes" (2010–2012), measured step lengths
 * for rates 36 to 45.
 */

/** Bit k = the envelope moves in the k-th eighth, by the lower two bits of the rate. */
const EIGHTHS = Uint8Array.of(0b10101010, 0b10111010, 0b11101110, 0b11111110);
/** Of four pairs of samples, those which go at twice the speed. */
const FASTER = Uint8Array.of(0b0000, 0b0001, 0b0101, 0b0111);

/** Rates from here on are as fast as it gets; an attack is over at once. */
export const FASTEST = 60;
const QUICK = 48;

/** Exponent + 1 of the step in each of eight samples, by rate − 48; 0 = no step. */
const QUICK_STEPS = Uint8Array.from({ length: 16 * 8 }, (_, i) => {
  const rate = i >> 3;
  const pair = (i & 7) >> 1;
  const speed = Math.min((rate >> 2) + ((FASTER[rate & 3]! >> pair) & 1), 3);
  return speed === 0 ? i & 1 : speed;
});

/**
 * The step that an envelope of `rate` (1–63) makes after sample `sample`: 0 = none, n = 2^(n − 1) of the 512 levels
 * (an attack: one part in 2^(4 − n) of what is missing).
 */
export function stepAt(rate: number, sample: number): number {
  if (rate >= QUICK) return QUICK_STEPS[((rate - QUICK) << 3) | (sample & 7)]!;
  const bits = 12 - (rate >> 2);
  const unit = 1 << bits;
  if ((sample & (unit - 1)) !== unit - 1) return 0;
  return (EIGHTHS[rate & 3]! >> ((sample >> bits) & 7)) & 1;
}

/** Samples from `sample` on, without a step, until the one after which the next step is made: 0 = this one. */
export function samplesToStep(rate: number, sample: number): number {
  if (rate >= QUICK) return QUICK_STEPS[((rate - QUICK) << 3) | (sample & 7)] === 0 ? 1 : 0;
  const bits = 12 - (rate >> 2);
  const eighths = EIGHTHS[rate & 3]!;
  const unit = 1 << bits;
  const left = unit - 1 - (sample & (unit - 1));
  // never two eighths in a row without a step
  return ((eighths >> ((sample >> bits) & 7)) & 1) !== 0 ? left : left + unit;
}
