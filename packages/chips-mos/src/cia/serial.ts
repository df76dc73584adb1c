import type { StateIo } from '@backplane/kernel';

/** Bits of `#pipe`: an underflow of timer A on its way to CNT, and a finished byte on its way to the interrupt flag. */
const TOGGLE_0 = 1 << 0;
const TOGGLE_1 = 1 << 1;
const DONE_0 = 1 << 8;
const DONE_3 = 1 << 11;
const SHIFTED = (TOGGLE_0 | DONE_0 | (DONE_0 << 1) | (DONE_0 << 2)) << 1;

/**
 * The serial port of a CIA: register 0Ch, the shift register behind it, and the pins SP and CNT.
 *
 * Output: timer A underflows toggle CNT; a bit is put on SP as CNT falls, highest first. A second byte can be waiting.
 * Input: SP is taken as CNT rises; after eight bits the byte is moved to the register.
 */
export class SerialPort {
  /** The register that the processor sees. */
  data = 0;
  /** True in output mode (CRA bit 6). */
  output = false;
  /** Levels that this port drives: false = pulled low. */
  sp = true;
  cnt = true;
  #shift = 0;
  /** A byte waits to be sent. */
  #loaded = false;
  /** Half bits still to come, 0 = idle; or bits received. */
  #left = 0;
  #received = 0;
  #pipe = 0;

  reset(): void {
    this.data = 0;
    this.output = false;
    this.sp = true;
    this.cnt = true;
    this.#shift = 0;
    this.#loaded = false;
    this.#left = 0;
    this.#received = 0;
    this.#pipe = 0;
  }

  /** True if cycles or underflows of timer A make a difference. */
  get active(): boolean {
    return this.#pipe !== 0 || (this.output && (this.#left !== 0 || this.#loaded));
  }

  /** True if the next cycle differs from this one even without an underflow. */
  get moving(): boolean {
    return this.#pipe !== 0;
  }

  write(value: number): void {
    this.data = value;
    if (this.output) this.#loaded = true;
  }

  /** CRA bit 6 was written. */
  setMode(output: boolean): void {
    if (output === this.output) return;
    this.output = output;
    this.#loaded = false;
    this.#left = 0;
    this.#received = 0;
    this.#pipe = 0;
    this.sp = true;
    this.cnt = true;
  }

  /** Timer A underflows. */
  underflow(): void {
    if (this.active && this.output) this.#pipe |= TOGGLE_0;
  }

  /** One cycle. @returns true if the interrupt flag is set */
  step(): boolean {
    const pipe = this.#pipe;
    if (pipe === 0) return false;
    if ((pipe & TOGGLE_1) !== 0) this.#toggle();
    this.#pipe = (this.#pipe << 1) & SHIFTED;
    return (pipe & DONE_3) !== 0;
  }

  #toggle(): void {
    if (this.#left === 0) {
      if (!this.#loaded) return;
      this.#loaded = false;
      this.#shift = this.data;
      this.#left = 16;
    }
    this.#left--;
    this.cnt = !this.cnt;
    if (!this.cnt) {
      this.sp = (this.#shift & 0x80) !== 0;
      this.#shift = (this.#shift << 1) & 0xff;
      if (this.#left === 1) this.#pipe |= DONE_0;
    }
  }

  /** CNT rises in input mode. @returns true if a byte is complete */
  clock(sp: boolean): boolean {
    if (this.output) return false;
    this.#shift = ((this.#shift << 1) | (sp ? 1 : 0)) & 0xff;
    this.#received = (this.#received + 1) & 7;
    if (this.#received !== 0) return false;
    this.data = this.#shift;
    return true;
  }

  state(io: StateIo): void {
    this.data = io.number('data', this.data);
    this.output = io.bool('output', this.output);
    this.sp = io.bool('sp', this.sp);
    this.cnt = io.bool('cnt', this.cnt);
    this.#shift = io.number('shift', this.#shift);
    this.#loaded = io.bool('loaded', this.#loaded);
    this.#left = io.number('left', this.#left);
    this.#received = io.number('received', this.#received);
    this.#pipe = io.number('pipe', this.#pipe);
  }
}
