import { StateError, type StateIo } from '@backplane/kernel';
import { NOISE_START, noiseAfter } from './noise.ts';
import { ATTACK, type Common, KEY_CSM, KEY_DRUM, KEY_ON, OFF, Operator, RELEASE } from './operator.ts';

export const OPERATORS = 18;
export const CHANNELS = 9;

/** Pseudo register: timer 1 has run over in speech synthesis mode, and all keys are struck for a sample. */
export const CSM_STRIKE = 0x100;

/** Operators that the drums in bits 0–4 of register BDh hold: hi-hat, top cymbal, tom-tom, snare drum, bass drum. */
const DRUM_OPERATORS: readonly (readonly number[])[] = [[13], [17], [14], [16], [12, 15]];

/** Number of the operator that a register 20h–35h, 40h–55h … belongs to, −1 = none. */
export function operatorOf(register: number): number {
  const bank = (register & 0x1f) >> 3;
  const place = register & 7;
  return bank < 3 && place < 6 ? bank * 6 + place : -1;
}

/** Number of a channel's first operator; the second is three further on. */
export function firstOperator(channel: number): number {
  return Math.floor(channel / 3) * 6 + (channel % 3);
}

/** What is the same for all operators. */
class Shared implements Common {
  deepTremolo = false;
  deepVibrato = false;
  noteSelect = false;
  test = 0;
  lfoStart = 0;
}

/**
 * The sounding half of the chip: registers, operators and noise, as they are before a sample. Times are numbers of
 * samples. Nothing here can be read by software; there is one of it that is state, and one that plays.
 */
export class Voices {
  /** The next sample. */
  at = 0;
  /** What was written and is in force. */
  readonly registers = new Uint8Array(256);
  readonly operators: readonly Operator[];
  /** The noise generator's shift register. */
  noise = NOISE_START;
  readonly #shared = new Shared();

  constructor() {
    this.operators = Array.from({ length: OPERATORS }, () => new Operator(this.#shared));
  }

  /** RESET: registers cleared, silence. */
  reset(sample: number): void {
    this.at = sample;
    this.registers.fill(0);
    this.noise = NOISE_START;
    this.#shared.lfoStart = sample;
    for (const operator of this.operators) operator.reset();
    this.#applyAll();
  }

  get rhythm(): boolean {
    return (this.registers[0xbd]! & 0x20) !== 0;
  }

  /** True while the phases are held at 0. */
  get phasesHeld(): boolean {
    return (this.#shared.test & 4) !== 0;
  }

  /** Sample in which the LFOs began. */
  get lfoStart(): number {
    return this.#shared.lfoStart;
  }

  /** Writes a register, or CSM_STRIKE, before sample `at`. */
  write(register: number, value: number): void {
    if (register === CSM_STRIKE) {
      this.strike();
      return;
    }
    // the waveforms cannot be changed without WAVE SELECT ENABLE; what they were goes on
    if (register >= 0xe0 && (this.registers[0x01]! & 0x20) === 0) return;
    this.registers[register] = value;
    this.#apply(register, value);
  }

  #apply(register: number, value: number): void {
    if (register < 0xa0 || register >= 0xe0) {
      if (register >= 0x20) {
        const n = operatorOf(register);
        if (n >= 0) this.#applyOperator(this.operators[n]!, register >> 5, value);
      } else if (register === 0x01) this.#applyTest(value);
      else if (register === 0x08) {
        this.#shared.noteSelect = (value & 0x40) !== 0;
        for (const operator of this.operators) operator.tune();
      }
      return;
    }
    if (register === 0xbd) {
      this.#shared.deepTremolo = (value & 0x80) !== 0;
      this.#shared.deepVibrato = (value & 0x40) !== 0;
      this.#applyDrums(value);
      return;
    }
    const channel = register & 0x0f;
    if (channel < CHANNELS && register < 0xc0) this.#applyPitch(channel);
  }

  #applyOperator(operator: Operator, group: number, value: number): void {
    switch (group) {
      case 1:
        operator.writeMode(value);
        break;
      case 2:
        operator.writeLevel(value);
        break;
      case 3:
        operator.writeAttackDecay(value);
        break;
      case 4:
        operator.writeSustainRelease(value);
        break;
      default:
        operator.wave = value & 3;
    }
  }

  #applyTest(value: number): void {
    // let go, the LFOs begin again
    if ((this.#shared.test & 0x80) !== 0) this.#shared.lfoStart = this.at;
    this.#shared.test = value & 0x85;
  }

  #applyPitch(channel: number): void {
    const low = this.registers[0xa0 + channel]!;
    const high = this.registers[0xb0 + channel]!;
    const fNumber = ((high & 3) << 8) | low;
    const block = (high >> 2) & 7;
    const on = (high & 0x20) !== 0;
    const first = firstOperator(channel);
    for (let n = first; n <= first + 3; n += 3) {
      const operator = this.operators[n]!;
      operator.writePitch(fNumber, block);
      operator.key = on ? operator.key | KEY_ON : operator.key & ~KEY_ON;
    }
  }

  #applyDrums(value: number): void {
    for (let bit = 0; bit < 5; bit++) {
      const on = (value & 0x20) !== 0 && (value & (1 << bit)) !== 0;
      for (const n of DRUM_OPERATORS[bit]!) {
        const operator = this.operators[n]!;
        operator.key = on ? operator.key | KEY_DRUM : operator.key & ~KEY_DRUM;
      }
    }
  }

  #applyAll(): void {
    this.#shared.test = this.registers[0x01]! & 0x85;
    for (let register = 0; register < 256; register++) {
      if (register !== 0x01) this.#apply(register, this.registers[register]!);
    }
  }

  /** Strikes all keys for one sample, without a sound. */
  strike(): void {
    this.holdKeys(true);
    this.skipTo(this.at + 1);
    this.holdKeys(false);
  }

  /** Speech synthesis: presses all keys or lets them go. */
  holdKeys(down: boolean): void {
    for (const operator of this.operators) {
      operator.key = down ? operator.key | KEY_CSM : operator.key & ~KEY_CSM;
    }
  }

  /** Does all samples before `sample` without a sound. */
  skipTo(sample: number): void {
    const count = sample - this.at;
    if (count <= 0) return;
    for (let n = 0; n < OPERATORS; n++) this.operators[n]!.skip(this.at, count);
    this.noise = noiseAfter(this.noise, count);
    this.at = sample;
  }

  /** Becomes equal to `other`. */
  copy(other: Voices): void {
    this.at = other.at;
    this.registers.set(other.registers);
    this.noise = other.noise;
    this.#applyAll();
    this.#shared.lfoStart = other.#shared.lfoStart;
    this.operators.forEach((operator, n) => {
      operator.copy(other.operators[n]!);
    });
  }

  /** @throws StateError if what is loaded cannot be */
  state(io: StateIo): void {
    this.at = whole(io, 'at', this.at, Number.MAX_SAFE_INTEGER);
    this.#shared.lfoStart = whole(io, 'lfoStart', this.#shared.lfoStart, this.at);
    this.noise = whole(io, 'noise', this.noise, 0x7fffff);
    io.bytes('registers', this.registers);
    if (io.loading) this.#applyAll();
    this.operators.forEach((operator, n) => {
      operator.phase = whole(io, `phase ${n}`, operator.phase, 0xfffff);
      operator.attenuation = whole(io, `attenuation ${n}`, operator.attenuation, OFF);
      operator.stage = whole(io, `stage ${n}`, operator.stage, RELEASE, ATTACK);
    });
  }
}

/** A whole number of a snapshot. @throws StateError if it is out of range */
export function whole(io: StateIo, name: string, value: number, max: number, min = 0): number {
  const n = io.number(name, value);
  if (io.loading && !(Number.isSafeInteger(n) && n >= min && n <= max)) {
    throw new StateError(`"${name}" is ${n}; the YM3812 has ${min}–${max} there: the snapshot is damaged.`);
  }
  return n;
}
