/*
 * The output stage of a C64
 *
 * A transistor as emitter follower behind a low-pass of 10 kΩ and 1 nF, and a coupling capacitor that takes the constant
 * part away. Source: C64 schematics; measured corner frequencies in articles on the C64's sound.
 */

/** Corner frequencies in Hz. */
const LOW_PASS = 15_915;
const HIGH_PASS = 1.6;

/** Output per unit of a voice's range at full volume. */
const GAIN = 0.45;
/** Where the amplifier begins to bend, and how far it goes beyond. */
const KNEE = 0.8;
const REST = 1 - KNEE;

/** The amplifier's output by what it should be: it never leaves −1 to 1. */
function bend(sample: number): number {
  const over = Math.abs(sample) - KNEE;
  return Math.sign(sample) * (KNEE + (REST * over) / (REST + over));
}

/** Volume and output stage at a fixed rate. */
export class OutputStage {
  readonly #low: number;
  readonly #high: number;
  #smooth = 0;
  #constant = 0;

  /** @param rate samples a second */
  constructor(rate: number) {
    this.#low = 1 - Math.exp((-2 * Math.PI * LOW_PASS) / rate);
    this.#high = 1 - Math.exp((-2 * Math.PI * HIGH_PASS) / rate);
  }

  /** The input has been `level` for a long time. */
  settle(level: number): void {
    this.#smooth = level;
    this.#constant = level;
  }

  /** Takes `count` samples of the mixer and the volume (0 to 1) at each; the result goes to `output` from `at` on. */
  run(mix: Float64Array, volumes: Float64Array, count: number, output: Float64Array, at: number): void {
    const low = this.#low;
    const high = this.#high;
    let smooth = this.#smooth;
    let constant = this.#constant;
    for (let n = 0; n < count; n++) {
      smooth += low * (mix[n]! * volumes[n]! - smooth);
      const sample = smooth - constant;
      constant += high * sample;
      const loud = GAIN * sample;
      output[at + n] = loud > KNEE || loud < -KNEE ? bend(loud) : loud;
    }
    this.#smooth = smooth;
    this.#constant = constant;
  }
}
