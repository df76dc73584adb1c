import { type Device, definePart, type PartContext, type ResetKind, type StateIo } from '@backplane/kernel';

/*
 * Intel 8255A programmable peripheral interface
 *
 * Source: Intel, "8255A/8255A-5 Programmable Peripheral Interface" (data sheet, order number 231308): mode definition,
 * bit set/reset, modes 0, 1 and 2, control signal definitions.
 *
 * Modes 1 and 2 give bits of port C to the handshakes of groups A and B:
 *
 * | | group A | group B |
 * | --- | --- | --- |
 * | strobe in (STB, active low) | PC4 | PC2 |
 * | input buffer full (IBF) | PC5 | PC1 |
 * | output buffer full (OBF, active low) | PC7 | PC1 |
 * | acknowledge in (ACK, active low) | PC6 | PC2 |
 * | interrupt request (INTR) | PC3 | PC0 |
 */

/** What is connected to the ports. Hooks that are left out: inputs read 1, outputs go nowhere. */
export interface PortHooks {
  /** Levels on the pins of a port from outside, asked at a read; `t` in ticks. */
  readA?(t: number): number;
  readB?(t: number): number;
  readC?(t: number): number;
  /** The outputs of a port have changed; bits that are inputs read 1. */
  changedA?(value: number, t: number): void;
  changedB?(value: number, t: number): void;
  changedC?(value: number, t: number): void;
}

/** Which handshake a strobe or acknowledge belongs to. */
export type Group = 'a' | 'b';

const CONTROL = 3;
/** After RESET all ports are inputs in mode 0. */
const RESET_CONTROL = 0x9b;

const PC0 = 0x01;
const PC1 = 0x02;
const PC2 = 0x04;
const PC3 = 0x08;
const PC4 = 0x10;
const PC5 = 0x20;
const PC6 = 0x40;
const PC7 = 0x80;

export class Intel8255A implements Device {
  readonly stateVersion = 1;
  readonly io;
  #hooks: PortHooks = {};
  #control = RESET_CONTROL;
  #a = 0;
  #b = 0;
  /** Port C: output latch in mode 0, and the handshakes' status and interrupt enable bits. */
  #c = 0;
  /** Input latches of modes 1 and 2. */
  #inputA = 0;
  #inputB = 0;
  /** INTE flip-flops: those of the strobes at PC4 and PC2, of the acknowledge at PC6. */
  #enables = 0;
  #told = [-1, -1, -1];

  constructor(_ctx: PartContext<never, never>) {
    this.io = {
      registers: {
        read: (offset: number, t: number) => this.#read(offset & 3, t),
        peek: (offset: number) => this.#peek(offset & 3),
        write: (offset: number, value: number, t: number) => this.#write(offset & 3, value, t),
      },
    };
  }

  /** Connects the ports. Called while wiring. */
  connect(hooks: PortHooks): void {
    this.#hooks = hooks;
  }

  reset(_kind: ResetKind, t: number): void {
    this.#control = RESET_CONTROL;
    this.#a = this.#b = this.#c = 0;
    this.#inputA = this.#inputB = this.#enables = 0;
    this.#told = [-1, -1, -1];
    this.#tell(t);
  }

  // ---------------------------------------------------------------- modes

  /** 0, 1 or 2. */
  get #modeA(): number {
    return (this.#control & 0x40) !== 0 ? 2 : (this.#control >> 5) & 1;
  }

  get #modeB(): number {
    return (this.#control >> 2) & 1;
  }

  /** Bits of port C that are outputs in mode 0 or left over from the handshakes. */
  get #outputsC(): number {
    let mask = ((this.#control & 8) === 0 ? 0xf0 : 0) | ((this.#control & 1) === 0 ? 0x0f : 0);
    mask &= ~this.#handshakeC;
    return mask & 0xff;
  }

  /** Bits of port C that belong to handshakes. */
  get #handshakeC(): number {
    let mask = 0;
    if (this.#modeA === 2) mask |= PC3 | PC4 | PC5 | PC6 | PC7;
    else if (this.#modeA === 1) mask |= PC3 | ((this.#control & 0x10) !== 0 ? PC4 | PC5 : PC6 | PC7);
    if (this.#modeB === 1) mask |= PC0 | PC1 | PC2;
    return mask;
  }

  get #inputsA(): boolean {
    return (this.#control & 0x10) !== 0;
  }

  get #inputsB(): boolean {
    return (this.#control & 2) !== 0;
  }

  /** Levels that the chip drives on port C; inputs read 1. */
  get #pinsC(): number {
    const outputs = this.#outputsC;
    const handshake = this.#handshakeC & (PC0 | PC1 | PC3 | PC5 | PC7);
    return (this.#c & (outputs | handshake)) | (~(outputs | handshake) & 0xff);
  }

  #tell(t: number): void {
    const { changedA, changedB, changedC } = this.#hooks;
    const driven = [this.#inputsA && this.#modeA !== 2 ? 0xff : this.#a, this.#inputsB ? 0xff : this.#b, this.#pinsC];
    [changedA, changedB, changedC].forEach((changed, n) => {
      if (driven[n] === this.#told[n]) return;
      this.#told[n] = driven[n]!;
      changed?.call(this.#hooks, driven[n]!, t);
    });
  }

  // ---------------------------------------------------------------- handshakes

  /** The falling and rising edge of STB: the pins of the port are latched, IBF is set. Only in modes 1 and 2, inputs. */
  strobe(group: Group, t: number): void {
    if (group === 'a') {
      if (this.#modeA === 0 || (this.#modeA === 1 && !this.#inputsA)) return;
      this.#inputA = this.#hooks.readA?.(t) ?? 0xff;
      this.#c |= PC5;
    } else {
      if (this.#modeB === 0 || !this.#inputsB) return;
      this.#inputB = this.#hooks.readB?.(t) ?? 0xff;
      this.#c |= PC1;
    }
    this.#interrupts();
    this.#tell(t);
  }

  /** The falling and rising edge of ACK: the byte has been taken, OBF goes high. Only in modes 1 and 2, outputs. */
  acknowledged(group: Group, t: number): void {
    if (group === 'a') {
      if (this.#modeA === 0 || (this.#modeA === 1 && this.#inputsA)) return;
      this.#c |= PC7;
    } else {
      if (this.#modeB === 0 || this.#inputsB) return;
      this.#c |= PC1;
    }
    this.#interrupts();
    this.#tell(t);
  }

  /** INTR follows from the buffers and the enables. */
  #interrupts(): void {
    const modeA = this.#modeA;
    const modeB = this.#modeB;
    if (modeA !== 0) {
      const input = modeA === 2 || this.#inputsA;
      const output = modeA === 2 || !this.#inputsA;
      const full = input && (this.#c & PC5) !== 0 && (this.#enables & PC4) !== 0;
      const empty = output && (this.#c & PC7) !== 0 && (this.#enables & PC6) !== 0;
      this.#c = full || empty ? this.#c | PC3 : this.#c & ~PC3;
    }
    if (modeB !== 0) {
      // IBF when the port is an input, OBF (high = empty) when it is an output
      const wants = (this.#c & PC1) !== 0 && (this.#enables & PC2) !== 0;
      this.#c = wants ? this.#c | PC0 : this.#c & ~PC0;
    }
  }

  // ---------------------------------------------------------------- registers

  #peek(address: number): number {
    switch (address) {
      case 0:
        if (this.#modeA === 2 || (this.#modeA === 1 && this.#inputsA)) return this.#inputA;
        return this.#inputsA ? 0xff : this.#a;
      case 1:
        if (this.#modeB === 1 && this.#inputsB) return this.#inputB;
        return this.#inputsB ? 0xff : this.#b;
      case 2:
        return this.#status(0xff);
      default:
        return 0xff;
    }
  }

  /** Port C as it is read: outputs, pins, and the status word of handshakes, which has the enables at STB and ACK. */
  #status(pins: number): number {
    const outputs = this.#outputsC;
    const handshake = this.#handshakeC;
    const enables = handshake & (PC2 | PC4 | PC6);
    const status = handshake & ~enables;
    return (this.#c & (outputs | status)) | (this.#enables & enables) | (pins & ~(outputs | handshake) & 0xff);
  }

  #read(address: number, t: number): number {
    switch (address) {
      case 0:
        if (this.#modeA === 2 || (this.#modeA === 1 && this.#inputsA)) {
          this.#c &= ~PC5;
          this.#interrupts();
          this.#tell(t);
          return this.#inputA;
        }
        return this.#inputsA ? (this.#hooks.readA?.(t) ?? 0xff) : this.#a;
      case 1:
        if (this.#modeB === 1 && this.#inputsB) {
          this.#c &= ~PC1;
          this.#interrupts();
          this.#tell(t);
          return this.#inputB;
        }
        return this.#inputsB ? (this.#hooks.readB?.(t) ?? 0xff) : this.#b;
      case 2:
        return this.#status(this.#hooks.readC?.(t) ?? 0xff);
      default:
        // the control word cannot be read: nothing drives the bus
        return 0xff;
    }
  }

  #write(address: number, value: number, t: number): void {
    switch (address) {
      case 0:
        this.#a = value;
        if (this.#modeA === 2 || (this.#modeA === 1 && !this.#inputsA)) this.#c &= ~PC7;
        break;
      case 1:
        this.#b = value;
        if (this.#modeB === 1 && !this.#inputsB) this.#c &= ~PC1;
        break;
      case 2: {
        const outputs = this.#outputsC;
        this.#c = (this.#c & ~outputs) | (value & outputs);
        break;
      }
      case CONTROL:
        if ((value & 0x80) !== 0) this.#setMode(value);
        else this.#setBit(1 << ((value >> 1) & 7), (value & 1) !== 0);
    }
    this.#interrupts();
    this.#tell(t);
  }

  /** A mode word resets all output latches and flip-flops. */
  #setMode(word: number): void {
    this.#control = word;
    this.#a = this.#b = this.#enables = 0;
    this.#c = 0;
    // output buffers are empty: OBF is high
    if (this.#modeA === 2 || (this.#modeA === 1 && !this.#inputsA)) this.#c |= PC7;
    if (this.#modeB === 1 && !this.#inputsB) this.#c |= PC1;
  }

  #setBit(bit: number, on: boolean): void {
    if ((this.#handshakeC & bit & (PC2 | PC4 | PC6)) !== 0) {
      this.#enables = on ? this.#enables | bit : this.#enables & ~bit;
    } else if ((this.#outputsC & bit) !== 0) {
      this.#c = on ? this.#c | bit : this.#c & ~bit;
    }
  }

  state(io: StateIo): void {
    this.#control = io.number('control', this.#control);
    this.#a = io.number('a', this.#a);
    this.#b = io.number('b', this.#b);
    this.#c = io.number('c', this.#c);
    this.#inputA = io.number('inputA', this.#inputA);
    this.#inputB = io.number('inputB', this.#inputB);
    this.#enables = io.number('enables', this.#enables);
  }

  rederive(): void {
    // what is connected keeps its own state: it must not be told again
    this.#told = [this.#inputsA && this.#modeA !== 2 ? 0xff : this.#a, this.#inputsB ? 0xff : this.#b, this.#pinsC];
  }
}

export const Intel8255APart = definePart({
  type: 'Intel8255A',
  title: 'Intel 8255A peripheral interface',
  io: { registers: { size: 4, title: 'peripheral interface' } },
  create: (ctx) => new Intel8255A(ctx),
});
