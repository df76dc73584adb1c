import type { StateIo } from '@backplane/kernel';
import type { SidModel } from './combined.ts';
import { Oscillator } from './oscillator.ts';

/** The three oscillators, and how they act on each other. */
export class OscillatorBank {
  readonly voices: readonly [Oscillator, Oscillator, Oscillator];
  readonly #a: Oscillator;
  readonly #b: Oscillator;
  readonly #c: Oscillator;

  constructor(model: SidModel) {
    this.#a = new Oscillator(model);
    this.#b = new Oscillator(model);
    this.#c = new Oscillator(model);
    this.voices = [this.#a, this.#b, this.#c];
  }

  reset(cycle: number, power: boolean): void {
    for (const voice of this.voices) voice.reset(cycle, power);
  }

  /** True if an oscillator looks at another. */
  get coupled(): boolean {
    const [a, b, c] = this.voices;
    return (a.sync | a.ring | b.sync | b.ring | c.sync | c.ring) !== 0;
  }

  /** Does the cycles of voice `n` (0–2), and of the others as far as it depends on them, up to and including `cycle`. */
  advance(n: number, cycle: number): void {
    if (this.coupled) this.#together(cycle);
    else alone(this.voices[n]!, cycle);
  }

  /** Does the cycles of all voices up to and including `cycle`. */
  advanceAll(cycle: number): void {
    if (this.coupled) this.#together(cycle);
    else for (const voice of this.voices) alone(voice, cycle);
  }

  #together(cycle: number): void {
    const a = this.#a;
    const b = this.#b;
    const c = this.#c;
    let n = cycle - a.at;
    if (n <= 0) return;
    a.at = cycle;
    b.at = cycle;
    c.at = cycle;
    while (n > 0) {
      if (n > 4) {
        const run = Math.min(n - 2, this.untilSync());
        if (run >= 2) {
          a.jump(run);
          b.jump(run);
          c.jump(run);
          n -= run;
          continue;
        }
      }
      this.step();
      n--;
    }
  }

  /** Cycles in which none synchronises another and the lines act on nothing: those can be jumped over. */
  untilSync(): number {
    const a = this.#a;
    const b = this.#b;
    const c = this.#c;
    if (!a.free || !b.free || !c.free) return 0;
    let run = Number.POSITIVE_INFINITY;
    if (a.sync !== 0) run = Math.min(run, c.untilTopRises() - 1);
    if (b.sync !== 0) run = Math.min(run, a.untilTopRises() - 1);
    if (c.sync !== 0) run = Math.min(run, b.untilTopRises() - 1);
    return run;
  }

  /** Does one cycle of all three. */
  step(): void {
    const a = this.#a;
    const b = this.#b;
    const c = this.#c;
    a.clock();
    b.clock();
    c.clock();
    // a source that is itself being synchronised in this cycle does not synchronise
    const resetB = a.topRose !== 0 && b.sync !== 0 && (a.sync === 0 || c.topRose === 0);
    const resetC = b.topRose !== 0 && c.sync !== 0 && (b.sync === 0 || a.topRose === 0);
    const resetA = c.topRose !== 0 && a.sync !== 0 && (c.sync === 0 || b.topRose === 0);
    if (resetA) a.accumulator = 0;
    if (resetB) b.accumulator = 0;
    if (resetC) c.accumulator = 0;
    const top = a.accumulator;
    a.show(c.accumulator);
    c.show(b.accumulator);
    b.show(top);
  }

  copy(other: OscillatorBank): void {
    this.#a.copy(other.#a);
    this.#b.copy(other.#b);
    this.#c.copy(other.#c);
  }

  state(io: StateIo): void {
    this.voices.forEach((voice, n) => {
      io.section(`oscillator ${n + 1}`, 1, (s) => voice.state(s));
    });
  }
}

/** Does the cycles of one that looks at no other, up to and including `cycle`. */
function alone(voice: Oscillator, cycle: number): void {
  const n = cycle - voice.at;
  if (n <= 0) return;
  voice.at = cycle;
  voice.run(n);
}
