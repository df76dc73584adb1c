import type { StateIo } from '@backplane/kernel';

/*
 * Stages of what is on its way through the port. With timer A underflowing in cycle u:
 *   u + 1  the flip-flop behind CNT changes over
 *   u + 2  if it fell, the shift register moves and the bits are counted
 *   u + 3  CNT follows, and as it falls SP
 *   u + 4  the interrupt flag, if it was the eighth bit
 * A rising edge of CNT in input mode is counted a cycle later. The figures fit the results that were published with the
 * VICE test programs in CIA/shiftregister.
 */
const CHANGE = 1 << 0;
const COUNT = 1 << 1;
const PINS = 1 << 2;
const DONE_1 = 1 << 3;
const DONE_2 = 1 << 4;
/** CNT rose; SP was high. */
const CLOCK = 1 << 5;
const CLOCK_SP = 1 << 6;
/** The output of timer A, as far as it is let through: only its rising edge counts. */
const GATE = 1 << 7;
/** SDR was written. */
const WRITTEN = 1 << 8;
/** The mode was changed. */
const MODE = 1 << 9;
/** CNT is pulled low for one more cycle. */
const RELEASE = 1 << 10;

/** The serial port of a CIA: register 0Ch, the shift register behind it, and the pins SP and CNT. */
export class SerialPort {
  /** The register that the processor sees. */
  data = 0;
  /** Levels that this port drives: false = pulled low. */
  sp = true;
  cnt = true;
  /** Chips of week 44 of 1985 let CNT fall even if the mode is changed in that cycle. */
  readonly #week4485: boolean;
  /** Mode (CRA bit 6). */
  #output = false;
  #shift = 0;
  /** Last bit that left the shift register. */
  #bit = true;
  /** Bits sent or received. */
  #count = 0;
  /** A byte is being sent. */
  #busy = false;
  /** Another one waits. */
  #full = false;
  /** The flip-flop behind CNT. */
  #high = true;
  #pipe = 0;

  constructor(week4485: boolean) {
    this.#week4485 = week4485;
  }

  reset(): void {
    this.data = 0;
    this.sp = true;
    this.cnt = true;
    this.#output = false;
    this.#shift = 0;
    this.#bit = true;
    this.#count = 0;
    this.#busy = false;
    this.#full = false;
    this.#high = true;
    this.#pipe = 0;
  }

  /** True if underflows of timer A make a difference. */
  get active(): boolean {
    return this.#output && (this.#busy || !this.#high);
  }

  /** True if the next cycle differs from this one even without an underflow. */
  get moving(): boolean {
    return this.#pipe !== 0;
  }

  /** SDR is written; takes effect from the next cycle on. */
  write(value: number): void {
    this.data = value;
    this.#pipe |= WRITTEN;
  }

  /** CRA bit 6 is written; takes effect from the next cycle on. */
  setMode(output: boolean): void {
    if (output !== ((this.#pipe & MODE) === 0 ? this.#output : !this.#output)) this.#pipe ^= MODE;
  }

  /** CNT has risen in this cycle, with the given level on SP. */
  clock(sp: boolean): void {
    this.#pipe |= CLOCK | (sp ? CLOCK_SP : 0);
  }

  /**
   * One cycle.
   * @param underflow timer A underflows in it
   * @returns true if the interrupt flag is set
   */
  step(underflow: boolean): boolean {
    const pipe = this.#pipe;
    let next = (pipe & DONE_1) !== 0 ? DONE_2 : 0;
    let counted = false;
    if (underflow && this.active) {
      next |= GATE;
      if ((pipe & GATE) === 0) next |= CHANGE;
    }
    if ((pipe & COUNT) !== 0) {
      next |= PINS;
      if (!this.#high) {
        counted = true;
        next |= this.#shiftOut();
      }
    }
    if ((pipe & CHANGE) !== 0) {
      this.#high = !this.#high;
      next |= COUNT;
    }
    if ((pipe & MODE) !== 0) next = this.#changeMode(pipe, next, counted);
    else if ((pipe & RELEASE) !== 0) this.cnt = true;
    else if ((pipe & PINS) !== 0) {
      this.cnt = this.#high;
      if (!this.cnt) this.sp = this.#bit;
    }
    if ((pipe & CLOCK) !== 0 && !this.#output) next |= this.#shiftIn((pipe & CLOCK_SP) !== 0);
    if ((pipe & WRITTEN) !== 0 && this.#output) next |= this.#load();
    this.#pipe = next;
    return (pipe & DONE_2) !== 0;
  }

  #changeMode(pipe: number, next: number, counted: boolean): number {
    this.#output = !this.#output;
    this.#busy = false;
    this.#full = false;
    if (this.#output) {
      // clearing the counter of bits looks like the end of a byte
      if (this.#count === 0) return next;
      this.#count = 0;
      return next | DONE_1;
    }
    // a bit that is counted in the same cycle wins over the clearing
    if (!counted) this.#count = 0;
    const falls = (pipe & PINS) !== 0 && !this.#high && this.#week4485;
    this.#high = true;
    this.sp = true;
    this.cnt = !falls;
    return (next & (DONE_1 | DONE_2)) | (falls ? RELEASE : 0);
  }

  #shiftOut(): number {
    this.#bit = (this.#shift & 0x80) !== 0;
    this.#shift = (this.#shift << 1) & 0xff;
    this.#count = (this.#count + 1) & 7;
    if (this.#count !== 0) return 0;
    if (this.#full) this.#shift = this.data;
    else this.#busy = false;
    this.#full = false;
    return DONE_1;
  }

  #shiftIn(sp: boolean): number {
    this.#shift = ((this.#shift << 1) | (sp ? 1 : 0)) & 0xff;
    this.#count = (this.#count + 1) & 7;
    if (this.#count !== 0) return 0;
    this.data = this.#shift;
    return DONE_1;
  }

  /** Takes a byte from SDR, at once if none is being sent. CNT is high then, even if the last pulse has not ended. */
  #load(): number {
    if (this.#busy) {
      this.#full = true;
      return 0;
    }
    this.#shift = this.data;
    this.#busy = true;
    if (this.#high) return 0;
    this.#high = true;
    return COUNT;
  }

  state(io: StateIo): void {
    this.data = io.number('data', this.data);
    this.sp = io.bool('sp', this.sp);
    this.cnt = io.bool('cnt', this.cnt);
    this.#output = io.bool('output', this.#output);
    this.#shift = io.number('shift', this.#shift);
    this.#bit = io.bool('bit', this.#bit);
    this.#count = io.number('count', this.#count);
    this.#busy = io.bool('busy', this.#busy);
    this.#full = io.bool('full', this.#full);
    this.#high = io.bool('high', this.#high);
    this.#pipe = io.number('pipe', this.#pipe);
  }
}
