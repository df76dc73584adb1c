/*
 * The YM3812's voices, one sample after the other, as plainly as can be: what the package's own are compared with.
 */

const OPERATORS = 18;

interface Slot {
  phase: number;
  level: number;
  stage: 'attack' | 'decay' | 'sustain' | 'release';
  struck: boolean;
}

const logSine = (x: number): number => Math.round(-Math.log2(Math.sin(((x + 0.5) * Math.PI) / 512)) * 256);
const exponent = (x: number): number => Math.round((2 ** (x / 256) - 1) * 1024);
const TIMES = [0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 12, 12, 15, 15];
const KSL = [0, 24, 30, 33.75, 36, 38.25, 39.75, 41.25, 42, 43.5, 44.25, 45, 45.75, 46.5, 47.25, 48];

export class OplOracle {
  readonly registers = new Uint8Array(256);
  readonly slots: Slot[] = Array.from({ length: OPERATORS }, () => ({
    phase: 0,
    level: 511,
    stage: 'release',
    struck: false,
  }));
  readonly last = new Array<number>(9).fill(0);
  readonly before = new Array<number>(9).fill(0);
  /** Noise bits to come, the next one first. */
  noise = new Array<number>(23).fill(1);
  sample: number;
  readonly lfoStart: number;

  constructor(sample: number) {
    this.sample = sample;
    this.lfoStart = sample;
  }

  write(register: number, value: number): void {
    if (register >= 0xe0 && (this.registers[1]! & 0x20) === 0) return;
    this.registers[register] = value;
  }

  #offset(slot: number): number {
    return Math.floor(slot / 6) * 8 + (slot % 6);
  }

  #channel(slot: number): number {
    return Math.floor(slot / 6) * 3 + (slot % 3);
  }

  #pitch(slot: number): { f: number; block: number } {
    const c = this.#channel(slot);
    const high = this.registers[0xb0 + c]!;
    return { f: (high & 3) * 256 + this.registers[0xa0 + c]!, block: (high >> 2) & 7 };
  }

  #key(slot: number): boolean {
    const drums = this.registers[0xbd]!;
    const bit = { 12: 4, 15: 4, 13: 0, 16: 3, 14: 2, 17: 1 }[slot];
    const drum = bit !== undefined && (drums & 0x20) !== 0 && ((drums >> bit) & 1) === 1;
    return drum || (this.registers[0xb0 + this.#channel(slot)]! & 0x20) !== 0;
  }

  #rate(slot: number, register: number): number {
    if (register === 0) return 0;
    const { f, block } = this.#pitch(slot);
    const split = (this.registers[8]! & 0x40) !== 0 ? (f >> 8) & 1 : (f >> 9) & 1;
    const number = block * 2 + split;
    const scaled = (this.registers[0x20 + this.#offset(slot)]! & 0x10) !== 0 ? number : number >> 2;
    return Math.min(63, register * 4 + scaled);
  }

  /** 0 = stays, otherwise the step's exponent + 1. */
  #speed(rate: number): number {
    if (rate === 0) return 0;
    const high = rate >> 2;
    const low = rate & 3;
    if (high >= 12) {
      const pair = (this.sample >> 1) & 3;
      const faster = [false, pair === 0, pair === 0 || pair === 2, pair !== 3][low]!;
      const speed = Math.min(3, high - 12 + (faster ? 1 : 0));
      return speed === 0 ? this.sample & 1 : speed;
    }
    const unit = 2 ** (12 - high);
    const count = this.sample + 1;
    const moves =
      count % (2 * unit) === 0 ||
      ((low & 2) !== 0 && count % (4 * unit) === 3 * unit) ||
      ((low & 1) !== 0 && count % (8 * unit) === 5 * unit);
    return moves ? 1 : 0;
  }

  #moveEnvelope(n: number): void {
    const slot = this.slots[n]!;
    const o = this.#offset(n);
    const attackDecay = this.registers[0x60 + o]!;
    const sustainRelease = this.registers[0x80 + o]!;
    const sustain = sustainRelease >> 4 === 15 ? 31 : sustainRelease >> 4;
    if (slot.stage === 'attack') {
      const rate = this.#rate(n, attackDecay >> 4);
      if (slot.level === 0) slot.stage = 'decay';
      else if (rate < 60) {
        const speed = this.#speed(rate);
        if (speed > 0) slot.level -= Math.ceil((slot.level + 1) / 2 ** (4 - speed));
      }
      return;
    }
    let rate = this.#rate(n, sustainRelease & 15);
    if (slot.stage === 'decay') {
      if (Math.floor(slot.level / 16) === sustain) {
        slot.stage = 'sustain';
        rate = 0;
      } else rate = this.#rate(n, attackDecay & 15);
    } else if (slot.stage === 'sustain' && (this.registers[0x20 + o]! & 0x20) !== 0) rate = 0;
    if (slot.level >= 504) slot.level = 511;
    else {
      const speed = this.#speed(rate);
      if (speed > 0) slot.level += 2 ** (speed - 1);
    }
  }

  #out(n: number, phase: number): number {
    const o = this.#offset(n);
    const slot = this.slots[n]!;
    const { f, block } = this.#pitch(n);
    const levels = this.registers[0x40 + o]!;
    const perOctave = [0, 0.5, 0.25, 1][levels >> 6]!;
    const scaled = Math.max(0, KSL[f >> 6]! - 6 * (8 - block));
    let level = slot.level + (levels & 63) * 4 + Math.floor((scaled / 0.1875) * perOctave);
    if ((this.registers[0x20 + o]! & 0x80) !== 0) {
      const step = Math.floor((this.sample - this.lfoStart) / 64) % 210;
      const depth = step < 105 ? step : 210 - step;
      level += Math.floor(depth / ((this.registers[0xbd]! & 0x80) !== 0 ? 4 : 16));
    }
    const x = ((phase % 1024) + 1024) % 1024;
    const quarter = x % 256;
    const value = Math.floor(x / 256) % 2 === 0 ? logSine(quarter) : logSine(255 - quarter);
    const wave = this.registers[0xe0 + o]! & 3;
    if ((wave === 1 && x >= 512) || (wave === 3 && Math.floor(x / 256) % 2 === 1)) return 0;
    const total = value + level * 8;
    const magnitude = Math.floor(((exponent(255 - (total % 256)) + 1024) * 2) / 2 ** Math.floor(total / 256));
    return wave === 0 && x >= 512 ? -1 - magnitude : magnitude;
  }

  #movePhase(n: number): void {
    const slot = this.slots[n]!;
    const mode = this.registers[0x20 + this.#offset(n)]!;
    let { f, block } = this.#pitch(n);
    if ((mode & 0x40) !== 0) {
      const step = Math.floor((this.sample - this.lfoStart) / 1024) % 8;
      const bits = [0, 2, 3, 2, 0, 2, 3, 2][step]! - ((this.registers[0xbd]! & 0x40) !== 0 ? 0 : 1);
      const shift = bits <= 0 ? 0 : Math.floor(f / 2 ** (10 - bits));
      f += step < 4 ? shift : -shift;
    }
    const increment = Math.floor(f * TIMES[mode & 15]!) * 2 ** block;
    slot.phase = (slot.phase + increment) % 2 ** 20;
  }

  /** Makes a sample of 16 bits, before the converter. */
  next(): number {
    for (let n = 0; n < OPERATORS; n++) {
      const slot = this.slots[n]!;
      const key = this.#key(n);
      if (key && slot.stage === 'release') {
        slot.stage = 'attack';
        slot.phase = 0;
        if (this.#rate(n, this.registers[0x60 + this.#offset(n)]! >> 4) >= 60) slot.level = 0;
      } else if (!key) slot.stage = 'release';
    }
    const rhythm = (this.registers[0xbd]! & 0x20) !== 0;
    let sum = 0;
    for (let c = 0; c < 9; c++) {
      const first = Math.floor(c / 3) * 6 + (c % 3);
      const phase1 = Math.floor(this.slots[first]!.phase / 1024);
      const phase2 = Math.floor(this.slots[first + 3]!.phase / 1024);
      if (rhythm && c > 6) {
        this.last[c] = this.before[c] = 0;
        continue;
      }
      const control = this.registers[0xc0 + c]!;
      const feedback = (control >> 1) & 7;
      const back = feedback === 0 ? 0 : Math.floor((this.last[c]! + this.before[c]!) / 2 ** (9 - feedback));
      this.before[c] = this.last[c]!;
      const one = this.#out(first, phase1 + back);
      this.last[c] = one;
      const adds = (control & 1) !== 0;
      const two = this.#out(first + 3, adds ? phase2 : phase2 + one);
      sum += rhythm && c === 6 ? 2 * two : adds ? one + two : two;
    }
    if (rhythm) sum += 2 * this.#drums();
    for (let n = 0; n < OPERATORS; n++) {
      this.#movePhase(n);
      this.#moveEnvelope(n);
      this.noise.push(this.noise[0]! ^ this.noise[14]!);
      this.noise.shift();
    }
    this.sample++;
    return sum;
  }

  #drums(): number {
    const bit = (slot: number, n: number): number => Math.floor(this.slots[slot]!.phase / 2 ** (10 + n)) % 2;
    const metal = (bit(13, 2) ^ bit(13, 7)) | (bit(13, 3) ^ bit(17, 5)) | (bit(17, 3) ^ bit(17, 5));
    const hat = metal * 512 + ((metal ^ this.noise[13]!) === 1 ? 0xd0 : 0x34);
    const snare = bit(13, 8) * 512 + (bit(13, 8) ^ this.noise[16]!) * 256;
    const tom = Math.floor(this.slots[14]!.phase / 1024);
    return this.#out(13, hat) + this.#out(16, snare) + this.#out(14, tom) + this.#out(17, metal * 512 + 128);
  }
}
