/*
 * Waveforms
 *
 * Triangle and sawtooth are the accumulator's bits, the pulse is one level for all lines. With several selected, their
 * drivers are connected on each of the 12 lines, and the lines influence each other: triangle line n is sawtooth line
 * n − 1, and the pulse joins all. What comes out differs from chip to chip. Here a line is high if a weighted mean of all
 * lines is above a threshold, with weights that fall exponentially with the distance; its constants were fitted to the
 * sampled waveforms of one 6581 and one 8580 that come with the public SID test programs (oscsample0). The mean number of
 * wrong bits in a sample of 8 is given with them.
 */

/** `6581` = NMOS, `8580` = HMOS-II. */
export type SidModel = '6581' | '8580';

interface Mixture {
  /** A line is high above it. */
  readonly threshold: number;
  /** Weight of a line, relative to its neighbour towards the line in question: from below, and from above. */
  readonly below: number;
  readonly above: number;
  /** Part of the sawtooth where it is connected with the triangle. */
  readonly sawtooth: number;
  /** Weight of the pulse, which is high. */
  readonly pulse: number;
  /** Level of the sawtooth's top line; the 6581 pulls it low (and the accumulator's bit with it). */
  readonly top: number;
}

const MIXTURES: Readonly<Record<SidModel, Readonly<Record<number, Mixture>>>> = {
  '6581': {
    // 0.02, 0.07, 0.05, 0.00 wrong bits
    3: { threshold: 0.9842, below: 0.2517, above: 0.1439, sawtooth: 0.8917, pulse: 0, top: 0 },
    5: { threshold: 0.8699, below: 0.8617, above: 0.9524, sawtooth: 0, pulse: 7.9898, top: 1 },
    6: { threshold: 0.8129, below: 0.9965, above: 0.9199, sawtooth: 1, pulse: 3.7659, top: 0 },
    7: { threshold: 0.9028, below: 0.8628, above: 0.9118, sawtooth: 0.5111, pulse: 5.0048, top: 0 },
  },
  '8580': {
    // 0.08, 0.16, 0.20, 0.04 wrong bits
    3: { threshold: 0.9747, below: 0.1799, above: 0.3354, sawtooth: 1, pulse: 0, top: 0.977 },
    5: { threshold: 0.9048, below: 0.5996, above: 0.8551, sawtooth: 0, pulse: 7.9861, top: 1 },
    6: { threshold: 0.905, below: 0.6292, above: 0.8171, sawtooth: 1, pulse: 7.8289, top: 1.0027 },
    7: { threshold: 0.9208, below: 0.5859, above: 0.7787, sawtooth: 0.9671, pulse: 2.5784, top: 1.0195 },
  },
};

/** Number of waveform lines. */
const LINES = 12;

const tables = new Map<string, Uint16Array>();

/**
 * The waveform lines by the accumulator's upper 12 bits (for the triangle: after ring modulation). `waveform` is 0–7:
 * bit 0 triangle, bit 1 sawtooth, bit 2 pulse, which counts as high.
 */
export function waveformTable(model: SidModel, waveform: number): Uint16Array {
  const key = `${model} ${waveform}`;
  let table = tables.get(key);
  if (table === undefined) {
    const mixture = MIXTURES[model][waveform];
    table = new Uint16Array(4096);
    if (mixture === undefined) for (let i = 0; i < 4096; i++) table[i] = pure(waveform, i);
    else {
      const weights = weightsOf(mixture);
      for (let i = 0; i < 4096; i++) table[i] = mixed(waveform, i, mixture, weights);
    }
    tables.set(key, table);
  }
  return table;
}

/** The triangle of an accumulator's upper 12 bits. */
function triangle(i: number): number {
  return ((i & 0x800) !== 0 ? ~i << 1 : i << 1) & 0xfff;
}

function pure(waveform: number, i: number): number {
  if (waveform === 1) return triangle(i);
  return waveform === 2 ? i : 0xfff;
}

function mixed(waveform: number, i: number, m: Mixture, weights: Float64Array): number {
  const levels = new Float64Array(LINES);
  const folded = triangle(i);
  for (let line = 0; line < LINES; line++) {
    levels[line] = m.sawtooth * ((i >> line) & 1) + (1 - m.sawtooth) * ((folded >> line) & 1);
  }
  if ((waveform & 2) !== 0) levels[LINES - 1]! *= m.top;
  let lines = 0;
  for (let line = 0; line < LINES; line++) {
    let sum = m.pulse;
    let all = m.pulse;
    for (let other = 0; other < LINES; other++) {
      const weight = weights[other - line + LINES]!;
      sum += weight * levels[other]!;
      all += weight;
    }
    if (sum > m.threshold * all) lines |= 1 << line;
  }
  return m.top === 0 ? lines & 0x7ff : lines;
}

/** Weight of a line by its distance from the one in question, plus LINES. */
function weightsOf(m: Mixture): Float64Array {
  return Float64Array.from({ length: 2 * LINES }, (_, n) => {
    const distance = n - LINES;
    return distance < 0 ? m.below ** -distance : m.above ** distance;
  });
}
