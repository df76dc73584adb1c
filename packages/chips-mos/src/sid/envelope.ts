import type { StateIo } from '@backplane/kernel';
import { whole } from './numbers.ts';

/*
 * The envelope generator
 *
 * A 15-bit rate counter is compared with one of 16 periods. Its match clocks an exponential counter (in decay and
 * release), and that clocks the 8-bit envelope counter, which counts up in attack and down otherwise. The match is an
 * equality: if the period is set below the present count, the counter first has to go all the way round (the "ADSR delay
 * bug"). On the chip the rate counter is a linear feedback register with 32,767 states; here it counts, with the same
 * period and the same matches.
 *
 * Between a match and a step of the counter lie some cycles, in which another gate edge or register write can interfere.
 * `step` does one cycle with all of that. `advance` crosses the stretches in which only the rate counter moves at once.
 *
 * Sources: MOS 6581 data sheet (1982); Bob Yannes in an interview with Andreas Varga (1996); the public test programs
 * about the envelope (delays in cycles).
 */

/** Rate counter value at which a period ends, by the registers' nibble: cycles of a period − 1. */
const RATE = Int32Array.of(8, 31, 62, 94, 148, 219, 266, 312, 391, 976, 1953, 3125, 3906, 11719, 19531, 31250);

/** Number of states of the rate counter. */
const RATE_STATES = 0x7fff;

const ATTACK = 0;
/** Decay, and sustain when the counter is where the sustain register wants it. */
const DECAY = 1;
const RELEASE = 2;

/** The period of the exponential counter once the envelope counter has reached a value; 0 = no change there. */
function exponentialPeriod(counter: number): number {
  switch (counter) {
    case 0xff:
      return 1;
    case 0x5d:
      return 2;
    case 0x36:
      return 4;
    case 0x1a:
      return 8;
    case 0x0e:
      return 16;
    case 0x06:
      return 30;
    case 0x00:
      return 1;
    default:
      return 0;
  }
}

/** The envelope generator of one voice. Times are in φ2 cycles. */
export class Envelope {
  /** The last cycle that has been done. */
  at = 0;
  /** Envelope counter, 0–255: what the envelope DAC gets. */
  counter = 0;
  /** What ENV3 reads: the counter as it was at the start of the cycle. */
  env3 = 0;

  #attack = 0;
  #decay = 0;
  #sustain = 0;
  #release = 0;
  #gate = 0;

  #phase = RELEASE;
  /** The phase that comes, and the cycles until then (0 = none comes). */
  #nextPhase = RELEASE;
  #phaseDelay = 0;
  #rate = 0;
  #period = RATE[0]!;
  /** The rate counter has matched: it is cleared in the next cycle. */
  #matched = 0;
  #exponential = 0;
  #exponentialPeriod = 1;
  /** Takes effect in the next cycle; 0 = none. */
  #nextExponentialPeriod = 0;
  /** Cycles until a match of the exponential counter takes effect, and until the envelope counter steps; 0 = not. */
  #exponentialDelay = 0;
  #stepDelay = 0;
  /** The counter has come to 0 and stays there until the next attack. */
  #frozen = 1;

  /** RESET or power: the registers and counters are cleared. */
  reset(cycle: number): void {
    this.at = cycle;
    this.counter = 0;
    this.env3 = 0;
    this.#attack = 0;
    this.#decay = 0;
    this.#sustain = 0;
    this.#release = 0;
    this.#gate = 0;
    this.#phase = RELEASE;
    this.#nextPhase = RELEASE;
    this.#phaseDelay = 0;
    this.#rate = 0;
    this.#period = RATE[0]!;
    this.#matched = 0;
    this.#exponential = 0;
    this.#exponentialPeriod = 1;
    this.#nextExponentialPeriod = 0;
    this.#exponentialDelay = 0;
    this.#stepDelay = 0;
    this.#frozen = 1;
  }

  /** Writes the gate bit (0 or 1), after the cycle `at`. */
  writeGate(gate: number): void {
    if (gate === this.#gate) return;
    this.#gate = gate;
    if (gate !== 0) {
      this.#nextPhase = ATTACK;
      this.#phaseDelay = 2;
      // an attack that meets a step on its way changes when, and in which direction, it is made
      if (this.#matched !== 0 || this.#exponentialDelay === 2) {
        this.#stepDelay = this.#exponentialPeriod === 1 || this.#exponentialDelay === 2 ? 2 : 4;
      } else if (this.#exponentialDelay === 1) this.#phaseDelay = 3;
    } else {
      this.#nextPhase = RELEASE;
      this.#phaseDelay = this.#stepDelay > 0 ? 3 : 2;
    }
  }

  writeAttackDecay(value: number): void {
    this.#attack = value >> 4;
    this.#decay = value & 0x0f;
    if (this.#phase === ATTACK) this.#period = RATE[this.#attack]!;
    else if (this.#phase === DECAY) this.#period = RATE[this.#decay]!;
  }

  writeSustainRelease(value: number): void {
    this.#sustain = (value >> 4) * 0x11;
    this.#release = value & 0x0f;
    if (this.#phase === RELEASE) this.#period = RATE[this.#release]!;
  }

  /** Does the cycles up to and including `cycle`. */
  advance(cycle: number): void {
    if (cycle > this.at) this.#run(cycle - this.at, -1);
  }

  /** Does cycles until the counter changes, `most` (at least 1) at most. Returns how many. */
  hold(most: number): number {
    return this.#run(most, this.counter);
  }

  /** Does up to `cycles` cycles, while the counter is `value` (or whatever it is, if −1). Returns how many. */
  #run(cycles: number, value: number): number {
    let n = cycles;
    while (n > 0) {
      if (value >= 0 && this.counter !== value) break;
      const quiet =
        (this.#phaseDelay | this.#stepDelay | this.#exponentialDelay | this.#matched | this.#nextExponentialPeriod) ===
        0;
      if (!quiet) {
        this.step();
        n--;
        continue;
      }
      this.env3 = this.counter;
      const rate = this.#rate;
      const period = this.#period;
      // 0 is left behind with the first count: a match is followed by 1
      if (rate !== 0 && rate <= period) {
        const around = this.#loop();
        if (around > 0 && n >= around) {
          n %= around;
          if (n === 0) break;
        }
      }
      const left = rate <= period ? period - rate : RATE_STATES - rate + period;
      const run = Math.min(left, n);
      if (run > 0) {
        const next = rate + run;
        this.#rate = next > RATE_STATES ? next - RATE_STATES : next;
        n -= run;
      } else {
        this.step();
        n--;
      }
    }
    this.at += cycles - n;
    return cycles - n;
  }

  /** Cycles after which everything is as it is now, because the counter stands still; 0 if it moves. */
  #loop(): number {
    const round = this.#period + 1;
    if (this.#frozen !== 0) return this.#phase === ATTACK && this.#exponential !== 0 ? 0 : round;
    if (this.#phase !== DECAY || this.counter !== this.#sustain) return 0;
    return this.#exponential < this.#exponentialPeriod ? round * this.#exponentialPeriod : 0;
  }

  /** Does one cycle. */
  step(): void {
    this.env3 = this.counter;
    if (this.#nextExponentialPeriod !== 0) {
      this.#exponentialPeriod = this.#nextExponentialPeriod;
      this.#nextExponentialPeriod = 0;
    }
    if (this.#phaseDelay !== 0) this.#changePhase();
    if (this.#stepDelay !== 0 && --this.#stepDelay === 0) {
      if (this.#frozen === 0) this.#count();
    } else if (this.#exponentialDelay !== 0 && --this.#exponentialDelay === 0) {
      this.#exponential = 0;
      if ((this.#phase === DECAY && this.counter !== this.#sustain) || this.#phase === RELEASE) this.#stepDelay = 1;
    } else if (this.#matched !== 0) {
      this.#rate = 0;
      this.#matched = 0;
      if (this.#phase === ATTACK) {
        this.#exponential = 0;
        this.#stepDelay = 2;
      } else if (this.#frozen === 0 && ++this.#exponential === this.#exponentialPeriod) {
        this.#exponentialDelay = this.#exponentialPeriod === 1 ? 1 : 2;
      }
    }
    if (this.#rate === this.#period) this.#matched = 1;
    else this.#rate = this.#rate === RATE_STATES ? 1 : this.#rate + 1;
  }

  #changePhase(): void {
    const left = --this.#phaseDelay;
    switch (this.#nextPhase) {
      case ATTACK:
        if (left === 1) {
          // the decay period is in force for a cycle on the way
          this.#period = RATE[this.#decay]!;
        } else if (left === 0) {
          this.#phase = ATTACK;
          this.#period = RATE[this.#attack]!;
          this.#frozen = 0;
        }
        break;
      case DECAY:
        if (left === 0) {
          this.#phase = DECAY;
          this.#period = RATE[this.#decay]!;
        }
        break;
      default:
        if ((this.#phase === ATTACK && left === 0) || (this.#phase === DECAY && left === 1)) {
          this.#phase = RELEASE;
          this.#period = RATE[this.#release]!;
        }
    }
  }

  #count(): void {
    if (this.#phase === ATTACK) {
      this.counter = (this.counter + 1) & 0xff;
      if (this.counter === 0xff) {
        this.#nextPhase = DECAY;
        this.#phaseDelay = 3;
      }
    } else this.counter = (this.counter - 1) & 0xff;
    if (this.counter === 0) this.#frozen = 1;
    this.#nextExponentialPeriod = exponentialPeriod(this.counter);
  }

  /** Becomes equal to `other`. */
  copy(other: Envelope): void {
    this.at = other.at;
    this.counter = other.counter;
    this.env3 = other.env3;
    this.#attack = other.#attack;
    this.#decay = other.#decay;
    this.#sustain = other.#sustain;
    this.#release = other.#release;
    this.#gate = other.#gate;
    this.#phase = other.#phase;
    this.#nextPhase = other.#nextPhase;
    this.#phaseDelay = other.#phaseDelay;
    this.#rate = other.#rate;
    this.#period = other.#period;
    this.#matched = other.#matched;
    this.#exponential = other.#exponential;
    this.#exponentialPeriod = other.#exponentialPeriod;
    this.#nextExponentialPeriod = other.#nextExponentialPeriod;
    this.#exponentialDelay = other.#exponentialDelay;
    this.#stepDelay = other.#stepDelay;
    this.#frozen = other.#frozen;
  }

  state(io: StateIo): void {
    this.at = whole(io, 'at', this.at, Number.MAX_SAFE_INTEGER);
    this.counter = whole(io, 'counter', this.counter, 255);
    this.env3 = whole(io, 'env3', this.env3, 255);
    this.#attack = whole(io, 'attack', this.#attack, 15);
    this.#decay = whole(io, 'decay', this.#decay, 15);
    this.#sustain = whole(io, 'sustain', this.#sustain, 255);
    this.#release = whole(io, 'release', this.#release, 15);
    this.#gate = whole(io, 'gate', this.#gate, 1);
    this.#phase = whole(io, 'phase', this.#phase, 2);
    this.#nextPhase = whole(io, 'nextPhase', this.#nextPhase, 2);
    this.#phaseDelay = whole(io, 'phaseDelay', this.#phaseDelay, 3);
    this.#rate = whole(io, 'rate', this.#rate, RATE_STATES);
    this.#period = whole(io, 'period', this.#period, RATE_STATES);
    this.#matched = whole(io, 'matched', this.#matched, 1);
    this.#exponential = whole(io, 'exponential', this.#exponential, 0xff);
    this.#exponentialPeriod = whole(io, 'exponentialPeriod', this.#exponentialPeriod, 30);
    this.#nextExponentialPeriod = whole(io, 'nextExponentialPeriod', this.#nextExponentialPeriod, 30);
    this.#exponentialDelay = whole(io, 'exponentialDelay', this.#exponentialDelay, 2);
    this.#stepDelay = whole(io, 'stepDelay', this.#stepDelay, 4);
    this.#frozen = whole(io, 'frozen', this.#frozen, 1);
  }
}
