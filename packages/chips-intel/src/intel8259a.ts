import {
  type Device,
  definePart,
  type InputPin,
  type OutputPin,
  type PartContext,
  type StateIo,
} from '@backplane/kernel';

/*
 * Intel 8259A programmable interrupt controller
 *
 * Source: Intel, "8259A Programmable Interrupt Controller" data sheet (order number 231468): initialization command
 * words, operation command words, "Interrupt sequence", "Poll command", "Reading the 8259A status", "Edge and level
 * triggered modes", "The special fully nested mode", "Buffered mode", "Cascade mode"; Intel application note AP-59.
 */

/** The level that spurious requests appear on. */
const SPURIOUS = 7;

/** How far the initialization sequence has come: the command word that a write to A0 = 1 is taken for. */
const READY = 0;
const ICW2 = 2;
const ICW3 = 3;
const ICW4 = 4;

/** Opcode of CALL, the first byte that an 8080 is given. */
const CALL = 0xcd;

const PINS = {
  ir0: 'in',
  ir1: 'in',
  ir2: 'in',
  ir3: 'in',
  ir4: 'in',
  ir5: 'in',
  ir6: 'in',
  ir7: 'in',
  int: 'out',
} as const;

type Context = PartContext<'int', Exclude<keyof typeof PINS, 'int'>>;

/** An 8259A. Pins are active high: a line on an `ir` pin is on while it is high. */
export class Intel8259A implements Device {
  readonly stateVersion = 1;
  readonly io;

  readonly #int: OutputPin;
  readonly #requests: readonly InputPin[];
  /** Slaves by the level of the master that their INT is wired to. */
  readonly #slaves: (Intel8259A | null)[] = [null, null, null, null, null, null, null, null];

  /** Levels of IR7–IR0. */
  #levels = 0;
  /** Edge sense latches: a request that has been acknowledged counts again only after its pin has been low. */
  #edges = 0;
  #inService = 0;
  #mask = 0;
  /** ICW1 bits: 0 = ICW4 needed, 1 = single, 2 = call interval of 4, 3 = level triggered. */
  #icw1 = 0;
  /** ICW2: for an 8086 bits 7–3 of the vector, for an 8080 the high byte of the address. */
  #icw2 = 0;
  #icw3 = 0;
  /** ICW4 bits: 0 = 8086, 1 = automatic end of interrupt, 2 = master in buffered mode, 3 = buffered, 4 = special nesting. */
  #icw4 = 0;
  #expects = READY;
  /** Level of lowest priority. */
  #lowest = 7;
  #rotateInAeoi = false;
  #specialMask = false;
  /** OCW3: the in-service register is read at A0 = 0. */
  #readInService = false;
  /** OCW3: the next read is a poll. */
  #poll = false;
  /** 8080: bytes of the CALL that have been given, and its level. */
  #callBytes = 0;
  #callLevel = 0;

  constructor(ctx: Context) {
    this.#int = ctx.out.int;
    this.#requests = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ctx.in[`ir${n as 0}`]);
    this.#requests.forEach((pin, n) => {
      pin.listen((on, t) => this.#request(n, on, t));
    });
    this.io = {
      registers: {
        read: (offset: number, t: number) => this.#read(offset & 1, t),
        peek: (offset: number) => this.#peek(offset & 1),
        write: (offset: number, value: number, t: number) => this.#write(offset & 1, value, t),
      },
    };
  }

  /** Cascade: peers named `slave0`–`slave7` are the controllers whose INT is wired to that request of this master. */
  attach(peers: Readonly<Record<string, Device>>): void {
    for (const [name, device] of Object.entries(peers)) {
      const level = /^slave([0-7])$/.exec(name)?.[1];
      if (level === undefined || !(device instanceof Intel8259A)) {
        throw new TypeError(`A peer of an 8259A is an 8259A named slave0 to slave7, by its request; "${name}" is not.`);
      }
      this.#slaves[Number(level)] = device;
    }
  }

  /** The chip has no RESET pin; power leaves it to be initialised by ICW1, and until then it asks for nothing. */
  reset(kind: 'power' | 'reset', t: number): void {
    if (kind === 'reset') return;
    this.#levels = this.#edges = this.#inService = 0;
    this.#mask = 0xff;
    this.#icw1 = this.#icw2 = this.#icw3 = this.#icw4 = 0;
    this.#expects = READY;
    this.#lowest = 7;
    this.#rotateInAeoi = this.#specialMask = this.#readInService = this.#poll = false;
    this.#callBytes = this.#callLevel = 0;
    this.#int.drive(false, t);
  }

  // ---------------------------------------------------------------- requests

  /** The interrupt request register. In edge mode a request must stay high until it is acknowledged. */
  get irr(): number {
    return (this.#icw1 & 8) !== 0 ? this.#levels : this.#levels & this.#edges;
  }

  get isr(): number {
    return this.#inService;
  }

  get imr(): number {
    return this.#mask;
  }

  #request(level: number, on: boolean, t: number): void {
    const bit = 1 << level;
    if (on) this.#edges |= bit;
    this.#levels = on ? this.#levels | bit : this.#levels & ~bit;
    this.#update(t);
  }

  /** The request that is served next, or −1: unmasked, and above what is in service. */
  #highest(): number {
    const requests = this.irr & ~this.#mask;
    if (requests === 0) return -1;
    for (let n = 1; n <= 8; n++) {
      const level = (this.#lowest + n) & 7;
      const bit = 1 << level;
      const served = (this.#inService & bit) !== 0;
      if ((requests & bit) !== 0 && (!served || this.#nests(level))) return level;
      // in special mask mode a level in service that is masked keeps no other one out
      if (served && !(this.#specialMask && (this.#mask & bit) !== 0)) return -1;
    }
    return -1;
  }

  /** Special fully nested mode: a slave may ask again while a request of its is in service. */
  #nests(level: number): boolean {
    return (this.#icw4 & 0x10) !== 0 && this.#slaves[level] !== null;
  }

  #update(t: number): void {
    this.#int.drive(this.#highest() >= 0, t);
  }

  // ---------------------------------------------------------------- acknowledge

  /**
   * Takes the request of highest priority into service.
   * @returns its level, or −1 if there is none any more
   */
  #accept(): number {
    const level = this.#highest();
    if (level < 0) return -1;
    const bit = 1 << level;
    this.#inService |= bit;
    this.#edges &= ~bit;
    return level;
  }

  /** The end of the acknowledge sequence with automatic end of interrupt. */
  #automaticEnd(level: number): void {
    if ((this.#icw4 & 2) === 0) return;
    this.#inService &= ~(1 << level);
    if (this.#rotateInAeoi) this.#lowest = level;
  }

  /**
   * For an 8086, both INTA pulses: returns the vector; a request that has gone meanwhile gives that of level 7, without
   * being in service. For an 8080 or Z80, one INTA pulse: CALL and the two bytes of the address, in three calls.
   */
  acknowledge(t: number): number {
    if ((this.#icw4 & 1) === 0) return this.#acknowledge8080(t);
    const level = this.#accept();
    const slave = level < 0 ? null : this.#slaveAt(level);
    let vector = (this.#icw2 & 0xf8) | (level < 0 ? SPURIOUS : level);
    if (slave !== null) vector = slave.acknowledge(t);
    if (level >= 0) this.#automaticEnd(level);
    this.#update(t);
    return vector;
  }

  #slaveAt(level: number): Intel8259A | null {
    return (this.#icw1 & 2) === 0 && (this.#icw3 & (1 << level)) !== 0 ? (this.#slaves[level] ?? null) : null;
  }

  #acknowledge8080(t: number): number {
    if (this.#callBytes === 0) {
      const level = this.#accept();
      this.#callLevel = level < 0 ? SPURIOUS | 8 : level;
      this.#callBytes = 1;
      this.#update(t);
      return CALL;
    }
    const level = this.#callLevel & 7;
    const slave = this.#callLevel > 7 ? null : this.#slaveAt(level);
    if (slave !== null && slave.#callBytes === 0) slave.#acknowledge8080(t);
    let byte: number;
    if (slave !== null) byte = slave.#acknowledge8080(t);
    else if (this.#callBytes === 2) byte = this.#icw2;
    else {
      // the low byte of a table with an entry each 4 or 8 bytes
      byte = (this.#icw1 & 4) !== 0 ? (this.#icw1 & 0xe0) | (level << 2) : (this.#icw1 & 0xc0) | (level << 3);
    }
    if (++this.#callBytes === 3) {
      this.#callBytes = 0;
      if (this.#callLevel <= 7) this.#automaticEnd(level);
      this.#update(t);
    }
    return byte;
  }

  // ---------------------------------------------------------------- registers

  #peek(address: number): number {
    if (this.#poll) {
      const level = this.#highest();
      return level < 0 ? 0 : 0x80 | level;
    }
    if (address === 1) return this.#mask;
    return this.#readInService ? this.#inService : this.irr;
  }

  #read(address: number, t: number): number {
    if (!this.#poll) return this.#peek(address);
    // a poll is an acknowledge that the program makes
    this.#poll = false;
    const level = this.#accept();
    if (level >= 0) this.#automaticEnd(level);
    this.#update(t);
    return level < 0 ? 0 : 0x80 | level;
  }

  #write(address: number, value: number, t: number): void {
    if (address === 0) {
      if ((value & 0x10) !== 0) this.#initialise(value);
      else if ((value & 8) !== 0) this.#operation3(value);
      else this.#operation2(value);
    } else {
      this.#data(value);
    }
    this.#update(t);
  }

  /** ICW1. */
  #initialise(value: number): void {
    this.#icw1 = value & 0xef;
    // edge sense is reset: a request must go from low to high again
    this.#edges = 0;
    this.#mask = 0;
    this.#inService = 0;
    this.#lowest = 7;
    this.#icw3 = 0;
    this.#specialMask = this.#readInService = this.#poll = this.#rotateInAeoi = false;
    this.#callBytes = 0;
    if ((value & 1) === 0) this.#icw4 = 0;
    this.#expects = ICW2;
  }

  #data(value: number): void {
    const needs4 = (this.#icw1 & 1) !== 0;
    switch (this.#expects) {
      case ICW2:
        this.#icw2 = value;
        this.#expects = (this.#icw1 & 2) === 0 ? ICW3 : needs4 ? ICW4 : READY;
        break;
      case ICW3:
        this.#icw3 = value;
        this.#expects = needs4 ? ICW4 : READY;
        break;
      case ICW4:
        this.#icw4 = value & 0x1f;
        this.#expects = READY;
        break;
      default:
        this.#mask = value;
    }
  }

  /** OCW2: ends of interrupt, rotation, priorities. */
  #operation2(value: number): void {
    const level = value & 7;
    switch (value >> 5) {
      case 0:
        this.#rotateInAeoi = false;
        break;
      case 1:
        this.#endHighest(false);
        break;
      case 3:
        this.#inService &= ~(1 << level);
        break;
      case 4:
        this.#rotateInAeoi = true;
        break;
      case 5:
        this.#endHighest(true);
        break;
      case 6:
        this.#lowest = level;
        break;
      case 7:
        this.#inService &= ~(1 << level);
        this.#lowest = level;
        break;
    }
  }

  /** Non-specific end of interrupt: the level of highest priority in service, in special mask mode not a masked one. */
  #endHighest(rotate: boolean): void {
    const served = this.#specialMask ? this.#inService & ~this.#mask : this.#inService;
    for (let n = 1; n <= 8; n++) {
      const level = (this.#lowest + n) & 7;
      if ((served & (1 << level)) === 0) continue;
      this.#inService &= ~(1 << level);
      if (rotate) this.#lowest = level;
      return;
    }
  }

  /** OCW3: special mask mode, poll, choice of the register read. */
  #operation3(value: number): void {
    if ((value & 0x40) !== 0) this.#specialMask = (value & 0x20) !== 0;
    this.#poll = (value & 4) !== 0;
    if ((value & 2) !== 0) this.#readInService = (value & 1) !== 0;
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    this.#levels = io.number('levels', this.#levels);
    this.#edges = io.number('edges', this.#edges);
    this.#inService = io.number('isr', this.#inService);
    this.#mask = io.number('imr', this.#mask);
    this.#icw1 = io.number('icw1', this.#icw1);
    this.#icw2 = io.number('icw2', this.#icw2);
    this.#icw3 = io.number('icw3', this.#icw3);
    this.#icw4 = io.number('icw4', this.#icw4);
    this.#expects = io.number('expects', this.#expects);
    this.#lowest = io.number('lowest', this.#lowest);
    this.#rotateInAeoi = io.bool('rotateInAeoi', this.#rotateInAeoi);
    this.#specialMask = io.bool('specialMask', this.#specialMask);
    this.#readInService = io.bool('readInService', this.#readInService);
    this.#poll = io.bool('poll', this.#poll);
    this.#callBytes = io.number('callBytes', this.#callBytes);
    this.#callLevel = io.number('callLevel', this.#callBytes === 0 ? 0 : this.#callLevel);
  }
}

export const Intel8259APart = definePart({
  type: 'Intel8259A',
  title: 'Intel 8259A interrupt controller',
  pins: PINS,
  io: { registers: { size: 2, title: 'interrupt controller' } },
  create: (ctx) => new Intel8259A(ctx),
});
