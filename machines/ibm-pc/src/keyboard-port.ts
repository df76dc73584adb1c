import {
  type Device,
  definePart,
  type OutputPin,
  type PartContext,
  type ResetKind,
  type StateIo,
} from '@backplane/kernel';

/*
 * The board's side of the keyboard's wires
 *
 * An 8-bit shift register takes DATA at each falling edge of CLOCK. The keyboard's start bit is 1 and everything before it
 * 0, so that the bit which falls out of the register tells that a code is complete: it sets the flip-flop of IRQ1, which
 * stops the register and pulls DATA low, and so tells the keyboard to wait. PB7 of the 8255A clears register and flip-flop,
 * PB6 = 0 pulls CLOCK low.
 *
 * Source: IBM, *Personal Computer Technical Reference*, "Keyboard interface" and "System board", logic diagrams, sheet of
 * the keyboard.
 *
 * On both lines "on" is low.
 */

export class KeyboardPort implements Device {
  readonly stateVersion = 1;
  readonly #irq: OutputPin;
  readonly #clock: OutputPin;
  readonly #data: OutputPin;
  /** The shift register, and what port A of the 8255A reads. */
  #register = 0;
  /** The flip-flop of IRQ1. */
  #full = false;
  /** PB7: register and flip-flop are held clear. */
  #clearing = false;

  constructor(ctx: PartContext<'irq' | 'clock' | 'data', 'clock' | 'data'>) {
    this.#irq = ctx.out.irq;
    this.#clock = ctx.out.clock;
    this.#data = ctx.out.data;
    ctx.in.clock.listen((low, t) => {
      if (!low || this.#clearing || this.#full) return;
      const complete = (this.#register & 1) !== 0;
      this.#register = (this.#register >> 1) | (ctx.in.data.level ? 0 : 0x80);
      if (complete) this.#setFull(true, t);
    });
  }

  /** The code that was received last, or 0 when it has been cleared. */
  get code(): number {
    return this.#register;
  }

  #setFull(on: boolean, t: number): void {
    this.#full = on;
    this.#data.drive(on, t);
    this.#irq.drive(on, t);
  }

  /** PB7. */
  clear(on: boolean, t: number): void {
    this.#clearing = on;
    if (!on) return;
    this.#register = 0;
    this.#setFull(false, t);
  }

  /** PB6, inverted: the board pulls CLOCK low. */
  holdClock(on: boolean, t: number): void {
    this.#clock.drive(on, t);
  }

  /** RESET has no wire here: what the 8255A's pins do then has its effect by itself. */
  reset(kind: ResetKind, t: number): void {
    if (kind === 'reset') return;
    this.#register = 0;
    this.#clearing = false;
    this.#setFull(false, t);
    this.#clock.drive(false, t);
  }

  state(io: StateIo): void {
    this.#register = io.number('register', this.#register);
    this.#full = io.bool('full', this.#full);
    this.#clearing = io.bool('clearing', this.#clearing);
  }
}

export const KeyboardPortPart = definePart({
  type: 'PcKeyboardPort',
  title: 'Keyboard interface: shift register and IRQ1',
  pins: { irq: 'out', clock: 'bus', data: 'bus' },
  create: (ctx) => new KeyboardPort(ctx),
});
