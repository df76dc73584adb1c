import type { ClockDomain, EventId, ResetKind, Scheduler, StateIo } from '@backplane/kernel';
import { frameBits, frameCount, lineAt, type SerialFormat, type SerialFrame } from './frame.ts';

/*
 * National Semiconductor INS8250 and NS16450: asynchronous communications element
 *
 * Sources: National Semiconductor, "INS8250 Asynchronous Communications Element" and "NS16450" data sheets: registers,
 * interrupts, reset, timing in cycles of BAUDOUT (16 to a bit); IBM, "Technical Reference, Asynchronous Communications
 * Adapter"; Ralf Brown, "Interrupt List", ports 03F8–03FF (differences between the chips).
 *
 * Times are cycles of the chip's clock. The scheduler has events only while a character is on its way or a break may
 * become one.
 */

export type UartModel = 'INS8250' | 'NS16450';

/** The modem's side of the handshake, asserted = true. */
export interface ModemLines {
  readonly cts: boolean;
  readonly dsr: boolean;
  readonly ri: boolean;
  readonly dcd: boolean;
}

/** The chip's own outputs, asserted = true (the pins are low then). In loopback all are released. */
export interface ModemControl {
  readonly dtr: boolean;
  readonly rts: boolean;
  readonly out1: boolean;
  readonly out2: boolean;
}

/** What is on the other side of the line. */
export interface SerialPeer {
  /** A character has arrived: the tick is that of the middle of its first stop bit. */
  receive?(frame: SerialFrame, t: number): void;
  /** The program has fetched the character that came last. */
  taken?(t: number): void;
  /** The line is held at 0 (break), or let go. */
  breakChanged?(on: boolean, t: number): void;
  /** DTR, RTS, OUT1 or OUT2 have changed. */
  modemControl?(control: ModemControl, t: number): void;
}

/** What the chip needs of its place. */
export interface UartContext {
  readonly id: string;
  readonly clock: ClockDomain;
  readonly scheduler: Scheduler;
}

// interrupt enable
const ENABLE_DATA = 0x01;
const ENABLE_EMPTY = 0x02;
const ENABLE_LINE = 0x04;
const ENABLE_MODEM = 0x08;
// line control
const TWO_STOP = 0x04;
const PARITY = 0x08;
const EVEN = 0x10;
const STICK = 0x20;
const BREAK = 0x40;
const DLAB = 0x80;
// modem control
const DTR = 0x01;
const RTS = 0x02;
const OUT1 = 0x04;
const OUT2 = 0x08;
const LOOP = 0x10;
// line status
const DATA_READY = 0x01;
const OVERRUN = 0x02;
const PARITY_ERROR = 0x04;
const FRAMING_ERROR = 0x08;
const BREAK_DETECTED = 0x10;
const ERRORS = OVERRUN | PARITY_ERROR | FRAMING_ERROR | BREAK_DETECTED;
const HOLDING_EMPTY = 0x20;
const TRANSMITTER_EMPTY = 0x40;
// modem status: changes in bits 0–3, lines in bits 4–7
const CTS = 0x10;
const DSR = 0x20;
const RI = 0x40;
const DCD = 0x80;

/** Interrupt identification, most urgent first. */
const ID_LINE = 0x06;
const ID_DATA = 0x04;
const ID_EMPTY = 0x02;
const ID_MODEM = 0x00;
const ID_NONE = 0x01;

/** Cycles of BAUDOUT from a write to the empty transmitter until the holding register is empty again … */
const TO_EMPTY = 16;
/** … and from then until the start bit. */
const TO_START = 8;

/** What the transmitter does next. */
const IDLE = 0;
const LOADING = 1;
const SENDING = 2;
const STOPPING = 3;

function modemBits(lines: ModemLines): number {
  return (lines.cts ? CTS : 0) | (lines.dsr ? DSR : 0) | (lines.ri ? RI : 0) | (lines.dcd ? DCD : 0);
}

export class Ins8250 {
  readonly stateVersion = 1;
  readonly #ctx: UartContext;
  readonly #model: UartModel;
  readonly #interrupt: (on: boolean, t: number) => void;
  #peer: SerialPeer = {};
  readonly #transmitEvent: EventId;
  readonly #receiveEvent: EventId;
  readonly #breakEvent: EventId;

  #receiveBuffer = 0;
  #holding = 0;
  #enable = 0;
  #lineControl = 0;
  #modemControl = 0;
  #lineStatus = HOLDING_EMPTY | TRANSMITTER_EMPTY;
  /** Changes in bits 0–3; bits 4–7 follow from the lines. */
  #changes = 0;
  /** CTS, DSR, RI, DCD as the modem drives them. */
  #modem = 0;
  #scratch = 0;
  #divisor = 1;
  /** The transmitter's interrupt waits for service. */
  #emptyInterrupt = false;
  #asserted = false;

  // the transmitter
  #sending = IDLE;
  #shifter = 0;
  /** Start, data and parity bits in the shift register; length of a bit and of the stop bits, in clock cycles. */
  #shifterCount = 0;
  #shifterBit = 0;
  #shifterStop = 0;
  /** Cycle at which the start bit began or begins. */
  #shifterStart = 0;

  // the receiver
  /** A character comes in: its data and errors, and the tick at which it is complete. */
  #incoming = -1;
  /** Cycle in which a break began on the receiver's line, −1 = there is none. */
  #breakSince = -1;

  /**
   * @param interrupt called when INTRPT changes
   */
  constructor(ctx: UartContext, model: UartModel, interrupt: (on: boolean, t: number) => void) {
    this.#ctx = ctx;
    this.#model = model;
    this.#interrupt = interrupt;
    this.#transmitEvent = ctx.scheduler.allocate(`${ctx.id}.transmit`, (t) => this.#transmit(t));
    this.#receiveEvent = ctx.scheduler.allocate(`${ctx.id}.receive`, (t) => this.#received(t));
    this.#breakEvent = ctx.scheduler.allocate(`${ctx.id}.break`, (t) => this.#breakReceived(t));
  }

  /** Says what is on the line; while wiring. */
  connect(peer: SerialPeer): void {
    this.#peer = peer;
  }

  /**
   * MASTER RESET. Divisor, buffers and scratch register keep their contents; at power-on they are cleared here.
   * @param modem the modem's lines at power-on; released if absent
   */
  reset(kind: ResetKind, t: number, modem: ModemLines | null = null): void {
    if (kind === 'power') {
      this.#receiveBuffer = this.#holding = this.#scratch = 0;
      this.#divisor = 1;
      this.#modem = modem === null ? 0 : modemBits(modem);
      this.#asserted = false;
      this.#breakSince = -1;
    }
    const before = this.control;
    const broke = (this.#lineControl & BREAK) !== 0 && (this.#modemControl & LOOP) === 0;
    if ((this.#modemControl & LOOP) !== 0) this.#breakSince = -1;
    this.#enable = this.#lineControl = this.#modemControl = 0;
    this.#lineStatus = HOLDING_EMPTY | TRANSMITTER_EMPTY;
    this.#changes = 0;
    this.#emptyInterrupt = false;
    this.#sending = IDLE;
    this.#shifter = this.#shifterCount = this.#shifterBit = this.#shifterStop = this.#shifterStart = 0;
    this.#incoming = -1;
    this.#ctx.scheduler.cancel(this.#transmitEvent);
    this.#ctx.scheduler.cancel(this.#receiveEvent);
    if (this.#breakSince < 0) this.#ctx.scheduler.cancel(this.#breakEvent);
    if (broke && kind === 'reset') this.#peer.breakChanged?.(false, t);
    if (kind === 'reset' && (before.dtr || before.rts || before.out1 || before.out2)) this.#tellControl(t);
    this.#update(t);
  }

  // ---------------------------------------------------------------- settings

  /** Clock cycles in a bit. A divisor of 0 counts as 65,536. */
  get #bit(): number {
    return 16 * (this.#divisor === 0 ? 0x10000 : this.#divisor);
  }

  /** Length of a bit in ticks. */
  get bitTicks(): number {
    const { num, den } = this.#ctx.clock;
    return (this.#bit * num) / den;
  }

  /** How characters are made up at present. */
  get format(): SerialFormat {
    const lcr = this.#lineControl;
    const dataBits = 5 + (lcr & 3);
    return {
      dataBits,
      parity:
        (lcr & PARITY) === 0
          ? 'none'
          : (lcr & STICK) !== 0
            ? (lcr & EVEN) !== 0
              ? 'space'
              : 'mark'
            : (lcr & EVEN) !== 0
              ? 'even'
              : 'odd',
      stopBits: (lcr & TWO_STOP) === 0 ? 1 : dataBits === 5 ? 1.5 : 2,
    };
  }

  /** The chip's outputs. */
  get control(): ModemControl {
    const mcr = (this.#modemControl & LOOP) !== 0 ? 0 : this.#modemControl;
    return {
      dtr: (mcr & DTR) !== 0,
      rts: (mcr & RTS) !== 0,
      out1: (mcr & OUT1) !== 0,
      out2: (mcr & OUT2) !== 0,
    };
  }

  /** INTRPT. */
  get interrupting(): boolean {
    return this.#asserted;
  }

  /** A character has come and was not fetched yet. */
  get dataReady(): boolean {
    return (this.#lineStatus & DATA_READY) !== 0;
  }

  get #looped(): boolean {
    return (this.#modemControl & LOOP) !== 0;
  }

  /** CTS, DSR, RI and DCD as the chip sees them: in loopback, RTS, DTR, OUT1 and OUT2. */
  get #modemLines(): number {
    if (!this.#looped) return this.#modem;
    const mcr = this.#modemControl;
    return (
      ((mcr & RTS) !== 0 ? CTS : 0) |
      ((mcr & DTR) !== 0 ? DSR : 0) |
      ((mcr & OUT1) !== 0 ? RI : 0) |
      ((mcr & OUT2) !== 0 ? DCD : 0)
    );
  }

  // ---------------------------------------------------------------- registers

  /** Reads register `offset` (0–7) at tick `t`. */
  read(offset: number, t: number): number {
    const value = this.peek(offset);
    switch (offset & 7) {
      case 0:
        if ((this.#lineControl & DLAB) === 0 && (this.#lineStatus & DATA_READY) !== 0) {
          this.#lineStatus &= ~DATA_READY;
          this.#peer.taken?.(t);
        }
        break;
      case 2:
        // asking which interrupt it is serves the transmitter's, and no other
        if (value === ID_EMPTY) this.#emptyInterrupt = false;
        break;
      case 5:
        this.#lineStatus &= ~ERRORS;
        break;
      case 6:
        this.#changes = 0;
        break;
    }
    this.#update(t);
    return value;
  }

  /** What register `offset` would read, without any effect. */
  peek(offset: number): number {
    const latch = (this.#lineControl & DLAB) !== 0;
    switch (offset & 7) {
      case 0:
        return latch ? this.#divisor & 0xff : this.#receiveBuffer;
      case 1:
        return latch ? this.#divisor >> 8 : this.#enable;
      case 2:
        return this.#identification();
      case 3:
        return this.#lineControl;
      case 4:
        return this.#modemControl;
      case 5:
        return this.#lineStatus;
      case 6:
        return this.#modemLines | this.#changes;
      default:
        // the INS8250 has no scratch register: nothing drives the bus
        return this.#model === 'INS8250' ? 0xff : this.#scratch;
    }
  }

  /** Writes register `offset` (0–7) at tick `t`. */
  write(offset: number, value: number, t: number): void {
    const latch = (this.#lineControl & DLAB) !== 0;
    switch (offset & 7) {
      case 0:
        if (latch) this.#divisor = (this.#divisor & 0xff00) | value;
        else this.#send(value, t);
        break;
      case 1:
        if (latch) this.#divisor = (this.#divisor & 0xff) | (value << 8);
        else this.#writeEnable(value);
        break;
      case 3:
        this.#writeLineControl(value, t);
        break;
      case 4:
        this.#writeModemControl(value & 0x1f, t);
        break;
      case 7:
        this.#scratch = value;
        break;
      // the status registers are for reading; writing them is a factory test
    }
    this.#update(t);
  }

  #writeEnable(value: number): void {
    const before = this.#enable;
    this.#enable = value & 0x0f;
    // an empty transmitter asks as soon as it may. The INS8250 asks with every write that lets it, asked or not.
    const rises = (value & ENABLE_EMPTY) !== 0 && ((before & ENABLE_EMPTY) === 0 || this.#model === 'INS8250');
    if (rises && (this.#lineStatus & HOLDING_EMPTY) !== 0) this.#emptyInterrupt = true;
  }

  #writeLineControl(value: number, t: number): void {
    const changed = (value ^ this.#lineControl) & BREAK;
    this.#lineControl = value;
    if (changed === 0) return;
    const on = (value & BREAK) !== 0;
    if (this.#looped) this.receiveBreak(on, t);
    else this.#peer.breakChanged?.(on, t);
  }

  #writeModemControl(value: number, t: number): void {
    const linesBefore = this.#modemLines;
    const loopedBefore = this.#looped;
    const broke = (this.#lineControl & BREAK) !== 0;
    const before = this.control;
    this.#modemControl = value;
    this.#noteChanges(linesBefore);
    if (this.#looped !== loopedBefore && broke) {
      // the break moves from the line to the receiver, or back
      this.#peer.breakChanged?.(!this.#looped, t);
      this.receiveBreak(this.#looped, t);
    }
    const now = this.control;
    const same = before.dtr === now.dtr && before.rts === now.rts && before.out1 === now.out1;
    if (!same || before.out2 !== now.out2) this.#tellControl(t);
  }

  #tellControl(t: number): void {
    this.#peer.modemControl?.(this.control, t);
  }

  // ---------------------------------------------------------------- modem

  /** The modem's lines are so from tick `t` on. */
  setModem(lines: ModemLines, t: number): void {
    const before = this.#modemLines;
    this.#modem = modemBits(lines);
    this.#noteChanges(before);
    this.#update(t);
  }

  #noteChanges(before: number): void {
    const changed = before ^ this.#modemLines;
    this.#changes |= (changed & (CTS | DSR | DCD)) >> 4;
    // the ring indicator counts at the end of the ring
    if ((changed & RI) !== 0 && (before & RI) !== 0) this.#changes |= RI >> 4;
  }

  // ---------------------------------------------------------------- interrupts

  #identification(): number {
    if ((this.#enable & ENABLE_LINE) !== 0 && (this.#lineStatus & ERRORS) !== 0) return ID_LINE;
    if ((this.#enable & ENABLE_DATA) !== 0 && (this.#lineStatus & DATA_READY) !== 0) return ID_DATA;
    if ((this.#enable & ENABLE_EMPTY) !== 0 && this.#emptyInterrupt) return ID_EMPTY;
    if ((this.#enable & ENABLE_MODEM) !== 0 && this.#changes !== 0) return ID_MODEM;
    return ID_NONE;
  }

  #update(t: number): void {
    const on = this.#identification() !== ID_NONE;
    if (on === this.#asserted) return;
    this.#asserted = on;
    this.#interrupt(on, t);
  }

  // ---------------------------------------------------------------- transmitter

  #send(value: number, t: number): void {
    this.#holding = value;
    this.#lineStatus &= ~(HOLDING_EMPTY | TRANSMITTER_EMPTY);
    this.#emptyInterrupt = false;
    if (this.#sending !== IDLE) return;
    this.#sending = LOADING;
    this.#arm(this.#ctx.clock.cycleAt(t) + (TO_EMPTY * this.#bit) / 16);
  }

  #arm(cycle: number): void {
    this.#ctx.scheduler.at(this.#transmitEvent, this.#ctx.clock.tickOf(cycle));
  }

  #transmit(t: number): void {
    switch (this.#sending) {
      case LOADING:
        this.#load(this.#ctx.clock.cycleAt(t) + (TO_START * this.#bit) / 16);
        break;
      case SENDING: {
        this.#sending = STOPPING;
        this.#arm(this.#shifterStart + this.#shifterCount * this.#shifterBit + this.#shifterStop);
        const { clock } = this.#ctx;
        const frame: SerialFrame = {
          bits: this.#shifter,
          count: this.#shifterCount,
          bitTicks: (this.#shifterBit * clock.num) / clock.den,
          start: clock.tickOf(this.#shifterStart),
        };
        // what breaks the line, or is looped, does not reach the other side
        if (this.#looped) this.#receive(frame, t);
        else if ((this.#lineControl & BREAK) === 0) this.#peer.receive?.(frame, t);
        break;
      }
      case STOPPING:
        if ((this.#lineStatus & HOLDING_EMPTY) === 0) {
          this.#load(this.#shifterStart + this.#shifterCount * this.#shifterBit + this.#shifterStop);
        } else {
          this.#sending = IDLE;
          this.#lineStatus |= TRANSMITTER_EMPTY;
        }
        break;
    }
    this.#update(t);
  }

  /** Moves the holding register to the shift register, which begins in cycle `start`. */
  #load(start: number): void {
    const { format } = this;
    this.#shifter = frameBits(this.#holding, format);
    this.#shifterCount = frameCount(format);
    this.#shifterBit = this.#bit;
    this.#shifterStop = format.stopBits * this.#bit;
    this.#shifterStart = start;
    this.#sending = SENDING;
    this.#lineStatus |= HOLDING_EMPTY;
    this.#emptyInterrupt = true;
    this.#arm(start + this.#shifterCount * this.#shifterBit + this.#shifterBit / 2);
  }

  // ---------------------------------------------------------------- receiver

  /**
   * A character comes in from the line; called when its last bit has been on the line. In loopback the line is cut off. A
   * character that comes while another is being taken in, at the wrong speed, is lost.
   */
  receive(frame: SerialFrame, t: number): void {
    if (!this.#looped) this.#receive(frame, t);
  }

  #receive(frame: SerialFrame, t: number): void {
    if (this.#incoming >= 0 || this.#breakSince >= 0) return;
    const { format } = this;
    // the receiver looks at the middle of each bit, by its own idea of a bit's length
    const speed = this.bitTicks / frame.bitTicks;
    const look = (n: number): number => lineAt(frame, (n + 0.5) * speed);
    if (look(0) !== 0) return;
    const count = frameCount(format);
    let data = 0;
    for (let n = 0; n < format.dataBits; n++) data |= look(1 + n) << n;
    let errors = 0;
    if (format.parity !== 'none') {
      const expected = frameBits(data, format) >> (count - 1);
      if (look(count - 1) !== expected) errors |= PARITY_ERROR;
    }
    if (look(count) === 0) {
      errors |= FRAMING_ERROR;
      if (data === 0 && (format.parity === 'none' || look(count - 1) === 0)) errors |= BREAK_DETECTED;
    }
    this.#incoming = data | (errors << 8);
    const complete = Math.ceil(frame.start + (count + 0.5) * this.bitTicks);
    if (complete <= t) this.#received(t);
    else this.#ctx.scheduler.at(this.#receiveEvent, complete);
  }

  #received(t: number): void {
    const data = this.#incoming & 0xff;
    const errors = this.#incoming >> 8;
    this.#incoming = -1;
    this.#take(data, errors, t);
  }

  #take(data: number, errors: number, t: number): void {
    if ((this.#lineStatus & DATA_READY) !== 0) this.#lineStatus |= OVERRUN;
    this.#receiveBuffer = data;
    this.#lineStatus |= DATA_READY | errors;
    this.#update(t);
  }

  /** The line that the receiver listens to is held at 0 from tick `t` on, or let go. */
  receiveBreak(on: boolean, t: number): void {
    this.#breakSince = on ? this.#ctx.clock.cycleAt(t) : -1;
    if (on) {
      const characters = frameCount(this.format) + 1;
      const { clock, scheduler } = this.#ctx;
      scheduler.at(this.#breakEvent, clock.tickOf(this.#breakSince + characters * this.#bit));
    } else this.#ctx.scheduler.cancel(this.#breakEvent);
  }

  /** The line has been 0 for a whole character: that is one character of zeros. */
  #breakReceived(t: number): void {
    const { parity } = this.format;
    const wrong = parity === 'odd' || parity === 'mark' ? PARITY_ERROR : 0;
    this.#take(0, BREAK_DETECTED | FRAMING_ERROR | wrong, t);
  }

  state(io: StateIo): void {
    this.#receiveBuffer = io.number('receiveBuffer', this.#receiveBuffer) & 0xff;
    this.#holding = io.number('holding', this.#holding) & 0xff;
    this.#enable = io.number('enable', this.#enable) & 0x0f;
    this.#lineControl = io.number('lineControl', this.#lineControl) & 0xff;
    this.#modemControl = io.number('modemControl', this.#modemControl) & 0x1f;
    this.#lineStatus = io.number('lineStatus', this.#lineStatus) & 0x7f;
    this.#changes = io.number('changes', this.#changes) & 0x0f;
    this.#modem = io.number('modem', this.#modem) & 0xf0;
    this.#scratch = io.number('scratch', this.#scratch) & 0xff;
    this.#divisor = io.number('divisor', this.#divisor) & 0xffff;
    this.#emptyInterrupt = io.bool('emptyInterrupt', this.#emptyInterrupt);
    this.#asserted = io.bool('asserted', this.#asserted);
    this.#sending = io.number('sending', this.#sending) & 3;
    this.#shifter = io.number('shifter', this.#shifter);
    this.#shifterCount = io.number('shifterCount', this.#shifterCount);
    this.#shifterBit = io.number('shifterBit', this.#shifterBit);
    this.#shifterStop = io.number('shifterStop', this.#shifterStop);
    this.#shifterStart = io.number('shifterStart', this.#shifterStart);
    this.#incoming = io.number('incoming', this.#incoming);
    this.#breakSince = io.number('breakSince', this.#breakSince);
  }
}
