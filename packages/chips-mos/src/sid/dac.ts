import type { SidModel } from './combined.ts';

/*
 * The digital-to-analogue converters
 *
 * Each bit feeds a ladder of resistors through one of twice their value. On the 8580 it is as in the textbook. On the 6581
 * the ratio is nearer 2.2 than 2, and the resistor that ends the ladder is missing, so that the steps are uneven: where a
 * high bit comes on and all lower ones go off, the output can even fall. Source: published analyses of the dies.
 */

const LADDERS = { '6581': { ratio: 2.2, ended: false }, '8580': { ratio: 2, ended: true } } as const;

/** Levels of a converter by its input, from 0 to 1. */
export function dacTable(model: SidModel, bits: number): Float64Array {
  const { ratio, ended } = LADDERS[model];
  const weights = new Float64Array(bits);
  // the output's share of one bit, with all other bits' resistors grounded: Thévenin's equivalent from the low end up
  for (let bit = 0; bit < bits; bit++) {
    let resistance = ended ? ratio : Number.POSITIVE_INFINITY;
    let voltage = 0;
    for (let node = 0; node < bits; node++) {
      const source = node === bit ? 1 : 0;
      if (node > 0) resistance += 1;
      if (resistance === Number.POSITIVE_INFINITY) {
        voltage = source;
        resistance = ratio;
      } else {
        voltage = (voltage * ratio + source * resistance) / (ratio + resistance);
        resistance = (resistance * ratio) / (resistance + ratio);
      }
    }
    weights[bit] = voltage;
  }
  const full = weights.reduce((sum, w) => sum + w, 0);
  return Float64Array.from({ length: 1 << bits }, (_, value) => {
    let sum = 0;
    for (let bit = 0; bit < bits; bit++) if ((value >> bit) & 1) sum += weights[bit]!;
    return sum / full;
  });
}
