import {
  type Device,
  definePart,
  type InputPin,
  type IoTarget,
  type OutputPin,
  type PartContext,
  type StateIo,
} from '@backplane/kernel';

/*
 * The sources of NMI
 *
 * RAM parity and the I/O channel's CHECK line each have a latch; PB4 and PB5 of the 8255A, when 1, keep it clear. Either
 * latch asks for NMI if bit 7 of the mask register (port A0h, write only) is 1; RESET clears the mask. The latches are read
 * at PC7 and PC6. Parity is computed when a byte is written and checked when it is read: emulated RAM keeps what is written,
 * so its latch is never set.
 *
 * Source: IBM, *Personal Computer Technical Reference*, "System board": NMI, I/O address map, 8255A I/O bit map.
 */

export class NmiLogic implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly mask: IoTarget };
  readonly #nmi: OutputPin;
  readonly #iochk: InputPin;
  #enabled = false;
  /** PB5 = 0. */
  #watchesChannel = false;
  /** CHECK has been asserted while it was watched. */
  #channel = false;

  constructor(ctx: PartContext<'nmi', 'iochk'>) {
    this.#nmi = ctx.out.nmi;
    this.#iochk = ctx.in.iochk;
    ctx.in.iochk.listen((on, t) => {
      if (on && this.#watchesChannel) this.#setChannel(true, t);
    });
    this.io = {
      mask: {
        read: () => 0xff,
        peek: () => 0xff,
        write: (_offset, value, t) => {
          this.#enabled = (value & 0x80) !== 0;
          this.#drive(t);
        },
      },
    };
  }

  /** PC6: an expansion card has asked for attention, or is asking while the latch is kept clear. */
  get channelCheck(): boolean {
    return this.#channel || this.#iochk.level;
  }

  #setChannel(on: boolean, t: number): void {
    this.#channel = on;
    this.#drive(t);
  }

  #drive(t: number): void {
    this.#nmi.drive(this.#enabled && this.#channel, t);
  }

  /** PB5, inverted. */
  watchChannel(on: boolean, t: number): void {
    this.#watchesChannel = on;
    this.#setChannel(on && this.#iochk.level, t);
  }

  reset(_kind: 'power' | 'reset', t: number): void {
    this.#enabled = this.#watchesChannel = this.#channel = false;
    this.#drive(t);
  }

  state(io: StateIo): void {
    this.#enabled = io.bool('enabled', this.#enabled);
    this.#watchesChannel = io.bool('watchesChannel', this.#watchesChannel);
    this.#channel = io.bool('channel', this.#channel);
  }
}

export const NmiLogicPart = definePart({
  type: 'PcNmiLogic',
  title: 'NMI mask and check latches',
  pins: { iochk: 'in', nmi: 'out' },
  io: { mask: { size: 1, title: 'NMI mask' } },
  create: (ctx) => new NmiLogic(ctx),
});
