import type { SerialDevice } from './bench.ts';

type State = 'idle' | 'listen-wait' | 'listen-ready' | 'eoi' | 'bits' | 'turn' | 'talk';

/** Cycles: times of the published description of the bus, at 985 kHz. */
const EOI_AFTER = 210;
const EOI_PULSE = 70;
const BIT = 75;

/** Device 8 with one channel to talk from: takes what is sent, sends `output`, the last byte with EOI. */
export class IecDevice implements SerialDevice {
  /** Bytes received, commands (under ATN) above FFh. */
  readonly received: number[] = [];
  /** Indices in `received` of bytes that came with EOI. */
  readonly eoi: number[] = [];
  output: number[] = [];
  /** Does not take bytes after so many. */
  takes = Number.POSITIVE_INFINITY;
  readonly #number: number;
  #state: State = 'idle';
  #pull = 0;
  #since = 0;
  #byte = 0;
  #bits = 0;
  #atn = false;
  #listening = false;
  #talking = false;
  #clk = false;
  #eoi = false;
  #sent = 0;
  #step = 0;

  constructor(number = 8) {
    this.#number = number;
  }

  lines({ atn, clk, data }: { atn: boolean; clk: boolean; data: boolean }, t: number): number {
    if (atn && !this.#atn) this.#to('listen-wait', 2, t);
    if (!atn && this.#atn) {
      if (this.#talking) this.#to('turn', 2, t);
      else if (this.#listening) this.#to('listen-wait', 2, t);
      else this.#to('idle', 0, t);
    }
    this.#atn = atn;
    this.#advance(clk, data, t);
    this.#clk = clk;
    return this.#pull;
  }

  #to(state: State, pull: number, t: number): void {
    this.#state = state;
    this.#pull = pull;
    this.#since = t;
  }

  #advance(clk: boolean, data: boolean, t: number): void {
    switch (this.#state) {
      case 'listen-wait':
        if (!clk) this.#to('listen-ready', 0, t);
        this.#eoi = false;
        break;
      case 'listen-ready':
        if (clk) {
          this.#bits = 0;
          this.#to('bits', 0, t);
        } else if (!this.#eoi && t - this.#since > EOI_AFTER) {
          this.#eoi = true;
          this.#to('eoi', 2, t);
        }
        break;
      case 'eoi':
        if (t - this.#since > EOI_PULSE) this.#to('listen-ready', 0, t);
        break;
      case 'bits':
        if (!clk && this.#clk) {
          this.#byte = (this.#byte >> 1) | (data ? 0 : 0x80);
          this.#bits++;
        } else if (clk && !this.#clk && this.#bits === 8) this.#take(t);
        break;
      case 'turn':
        if (!clk) {
          this.#step = 0;
          this.#to('talk', 1, t);
        }
        break;
      case 'talk':
        this.#talk(data, t);
        break;
      default:
    }
  }

  #take(t: number): void {
    if (this.received.length >= this.takes) {
      this.#to('idle', 0, t);
      return;
    }
    if (this.#eoi) this.eoi.push(this.received.length);
    this.received.push(this.#byte + (this.#atn ? 0x100 : 0));
    if (this.#atn) this.#command(this.#byte);
    this.#to('listen-wait', 2, t);
  }

  #command(byte: number): void {
    if (byte === 0x3f) this.#listening = false;
    else if (byte === 0x5f) this.#talking = false;
    else if (byte >> 5 === 1) this.#listening = (byte & 31) === this.#number;
    else if (byte >> 5 === 2) this.#talking = (byte & 31) === this.#number;
  }

  /** A byte: CLK free; the listener frees DATA; eight bits; the listener pulls DATA. */
  #talk(data: boolean, t: number): void {
    if (t - this.#since < BIT) return;
    if (this.#step === 0) {
      if (this.#sent >= this.output.length) return;
      this.#step = 1;
      this.#to('talk', 0, t);
    } else if (this.#step === 1) {
      if (data) return;
      const last = this.#sent === this.output.length - 1;
      this.#step = last ? 2 : 4;
      if (!last) this.#to('talk', 1, t);
    } else if (this.#step === 2) {
      if (data) this.#step = 3; // the listener has noticed EOI
    } else if (this.#step === 3) {
      if (data) return;
      this.#step = 4;
      this.#to('talk', 1, t);
    } else if (this.#step < 20) {
      const bit = (this.output[this.#sent]! >> ((this.#step - 4) >> 1)) & 1;
      this.#to('talk', (this.#step & 1 ? 0 : 0) | (this.#step & 1 ? (bit ? 0 : 2) : bit ? 1 : 3), t);
      this.#step++;
      if (this.#step === 20) this.#since = t;
    } else if (this.#step === 20) {
      this.#step = 21;
      this.#to('talk', 1, t);
    } else if (data) {
      this.#sent++;
      this.#step = 0;
      this.#since = t;
    }
  }
}
