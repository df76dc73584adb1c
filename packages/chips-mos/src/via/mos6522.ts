import type { Device, EventId, IoTarget, PartContext, ResetKind, StateIo } from '@backplane/kernel';
import { NOBODY, OUTSIDE, PHI2, ShiftRegister, TIMER } from './shift.ts';
import { Timer1, Timer2 } from './timers.ts';

/*
 * Time in a VIA
 *
 * What happens in a cycle is done before the processor's access of that cycle; what an access causes, and a change of a
 * control line, shows in the next cycle (`#pending`). The timers are computed for any number of cycles at once, the
 * shift register half a bit at a time. An event is armed for the next cycle in which a pin may change.
 */

/** Bits of IFR and IER. */
const CA2 = 0x01;
const CA1 = 0x02;
const SHIFT = 0x04;
const CB2 = 0x08;
const CB1 = 0x10;
const TIMER_2 = 0x20;
const TIMER_1 = 0x40;

/** Bits of `#pending`, above those of IFR: outputs that change in the next cycle. */
const CA2_LOW = 0x100;
const CA2_HIGH = 0x200;
const CB2_LOW = 0x400;
const CB2_HIGH = 0x800;
/** Timer 2 counts something else from the next cycle but one on. */
const SOURCE = 0x1000;
/** An underflow of timer 2's low half on its way to the shift register. */
const HALF_0 = 0x2000;
const HALF_1 = 0x4000;

/** What is attached to the ports. Levels: 1 = high. `t` is in ticks. */
export interface ViaPorts {
  /** Levels that the outside puts on the pins of port A, asked at a read and when CA1 latches them. High if absent. */
  readA?(t: number): number;
  readB?(t: number): number;
  /**
   * What the VIA puts on the pins of port A changed.
   * @param value levels: the register's bits where the direction is out, 1 elsewhere
   * @param ddr direction: 1 = driven
   */
  changedA?(value: number, ddr: number, t: number): void;
  /** The same for port B; timer 1's output on PB7 is in `value` and `ddr`. */
  changedB?(value: number, ddr: number, t: number): void;
}

export type ViaContext = PartContext<'irq' | 'ca2' | 'cb1' | 'cb2', 'ca1' | 'ca2' | 'cb1' | 'cb2' | 'pb6'>;

/** MOS 6522 Versatile Interface Adapter: two ports with handshake, two timers, a shift register. */
export class Mos6522 implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly registers: IoTarget };
  readonly #ctx: ViaContext;
  readonly #event: EventId;
  #ports: ViaPorts = {};

  /** The cycle whose start has been done. */
  #cycle = 0;
  #ora = 0;
  #orb = 0;
  #ddrA = 0;
  #ddrB = 0;
  /** Pins when CA1 or CB1 latched them. */
  #latchA = 0xff;
  #latchB = 0xff;
  readonly #timer1 = new Timer1();
  readonly #timer2 = new Timer2();
  /** The next underflow counts: from a write of the counter's high half, in one-shot mode to an underflow. */
  #armed1 = false;
  #armed2 = false;
  /** Timer 2 counts φ2, not pulses. */
  #clocked = true;
  /** Timer 1's output for PB7: a flip-flop, kept high while ACR bit 7 is 0. */
  #pb7 = true;
  readonly #shift = new ShiftRegister();
  #acr = 0;
  #pcr = 0;
  #ifr = 0;
  #ier = 0;
  #pending = 0;
  /** CA2 and CB2 are pulled low by handshake or pulse. */
  #ca2Low = false;
  #cb2Low = false;
  #toldA = -1;
  #toldB = -1;
  /** True while the VIA itself changes CA2, CB1 or CB2: it does not see that as an input. */
  #driving = false;

  constructor(ctx: ViaContext) {
    this.#ctx = ctx;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.pins`, (t) => {
      this.#advance(ctx.clock.cycleAt(t));
      this.#arm();
    });
    const at = (t: number): void => this.#advance(ctx.clock.cycleAt(t));
    ctx.in.ca1.listen((low, t) => {
      at(t);
      if (low !== ((this.#pcr & 0x01) !== 0)) this.#activeA(t);
      this.#arm();
    });
    ctx.in.ca2.listen((low, t) => {
      if (this.#driving) return;
      at(t);
      if ((this.#pcr & 0x08) === 0 && low !== ((this.#pcr & 0x04) !== 0)) this.#pending |= CA2;
      this.#arm();
    });
    ctx.in.cb1.listen((low, t) => {
      if (this.#driving) return;
      at(t);
      if (low !== ((this.#pcr & 0x10) !== 0)) this.#activeB(t);
      if (this.#shift.source === OUTSIDE && this.#shift.outside(!low, !ctx.in.cb2.level)) this.#pending |= SHIFT;
      this.#driveB(t);
      this.#arm();
    });
    ctx.in.cb2.listen((low, t) => {
      if (this.#driving) return;
      at(t);
      const input = (this.#pcr & 0x80) === 0 && (this.#acr & 0x10) === 0;
      if (input && low !== ((this.#pcr & 0x40) !== 0)) this.#pending |= CB2;
      this.#arm();
    });
    ctx.in.pb6.listen((low, t) => {
      if (!low || this.#clocked) return;
      at(t);
      if (this.#timer2.pulse() && this.#armed2) {
        this.#armed2 = false;
        this.#pending |= TIMER_2;
      }
      this.#arm();
    });
    this.io = {
      registers: {
        read: (offset, t) => this.#read(offset & 15, t),
        write: (offset, value, t) => this.#write(offset & 15, value, t),
        peek: (offset) => {
          const t = ctx.scheduler.now;
          this.#advance(ctx.clock.cycleAt(t));
          return this.#value(offset & 15, t);
        },
      },
    };
  }

  /** Attaches what is on the ports; once, while wiring. */
  connect(ports: ViaPorts): void {
    this.#ports = ports;
  }

  /** RES clears all registers but the timers, their latches and the shift register. */
  reset(kind: ResetKind, t: number): void {
    const cycle = this.#ctx.clock.cycleAt(t);
    if (kind === 'power') {
      this.#cycle = cycle;
      this.#timer1.reset();
      this.#timer2.reset();
      this.#shift.reset();
    } else {
      this.#advance(cycle);
      this.#shift.setMode(0);
    }
    this.#ora = 0;
    this.#orb = 0;
    this.#ddrA = 0;
    this.#ddrB = 0;
    this.#latchA = 0xff;
    this.#latchB = 0xff;
    this.#armed1 = false;
    this.#armed2 = false;
    this.#clocked = true;
    this.#pb7 = true;
    this.#acr = 0;
    this.#pcr = 0;
    this.#ifr = 0;
    this.#ier = 0;
    this.#pending = 0;
    this.#ca2Low = false;
    this.#cb2Low = false;
    this.#toldA = -1;
    this.#toldB = -1;
    this.#ctx.out.irq.drive(false, t);
    this.#driveA(t);
    this.#driveB(t);
    this.#tellA(t);
    this.#tellB(t);
    this.#arm();
  }

  sync(t: number): void {
    this.#advance(this.#ctx.clock.cycleAt(t));
  }

  // ---------------------------------------------------------------- registers

  #read(register: number, t: number): number {
    this.#advance(this.#ctx.clock.cycleAt(t));
    const value = this.#value(register, t);
    switch (register) {
      case 0:
        this.#clearB();
        break;
      case 1:
        this.#accessA();
        break;
      case 4:
        this.#ifr &= ~TIMER_1;
        break;
      case 8:
        this.#ifr &= ~TIMER_2;
        break;
      case 10:
        this.#ifr &= ~SHIFT;
        this.#shift.start();
        break;
      default:
        return value;
    }
    this.#arm();
    return value;
  }

  /** What a read gives, without its side effects. */
  #value(register: number, t: number): number {
    switch (register) {
      case 0:
        return this.#readB(t);
      case 1:
      case 15:
        return (this.#acr & 1) !== 0 && (this.#ifr & CA1) !== 0 ? this.#latchA : this.#pinsA(t);
      case 2:
        return this.#ddrB;
      case 3:
        return this.#ddrA;
      case 4:
        return this.#timer1.counter & 0xff;
      case 5:
        return this.#timer1.counter >> 8;
      case 6:
        return this.#timer1.latch & 0xff;
      case 7:
        return this.#timer1.latch >> 8;
      case 8:
        return this.#timer2.counter & 0xff;
      case 9:
        return this.#timer2.counter >> 8;
      case 10:
        return this.#shift.data;
      case 11:
        return this.#acr;
      case 12:
        return this.#pcr;
      case 13:
        return this.#ifr | ((this.#ifr & this.#ier) !== 0 ? 0x80 : 0);
      default:
        return this.#ier | 0x80;
    }
  }

  #write(register: number, value: number, t: number): void {
    this.#advance(this.#ctx.clock.cycleAt(t));
    switch (register) {
      case 0:
        this.#orb = value;
        this.#clearB();
        this.#handshakeB();
        this.#tellB(t);
        break;
      case 1:
      case 15:
        this.#ora = value;
        if (register === 1) this.#accessA();
        this.#tellA(t);
        break;
      case 2:
        this.#ddrB = value;
        this.#tellB(t);
        break;
      case 3:
        this.#ddrA = value;
        this.#tellA(t);
        break;
      case 4:
      case 6:
        this.#timer1.latch = (this.#timer1.latch & 0xff00) | value;
        break;
      case 5:
        this.#timer1.latch = (value << 8) | (this.#timer1.latch & 0xff);
        this.#timer1.start();
        this.#ifr &= ~TIMER_1;
        this.#armed1 = true;
        if ((this.#acr & 0x80) !== 0) this.#pb7 = false;
        this.#tellB(t);
        break;
      case 7:
        this.#timer1.latch = (value << 8) | (this.#timer1.latch & 0xff);
        this.#ifr &= ~TIMER_1;
        break;
      case 8:
        this.#timer2.latch = value;
        break;
      case 9:
        this.#timer2.start(value);
        this.#ifr &= ~TIMER_2;
        this.#armed2 = true;
        break;
      case 10:
        this.#shift.data = value;
        this.#ifr &= ~SHIFT;
        this.#shift.start();
        break;
      case 11:
        this.#acr = value;
        if ((value & 0x80) === 0) this.#pb7 = true;
        this.#pending |= SOURCE;
        if (this.#shift.mode !== ((value >> 2) & 7)) this.#pending &= ~(HALF_0 | HALF_1);
        this.#shift.setMode((value >> 2) & 7);
        this.#driveB(t);
        this.#tellB(t);
        break;
      case 12:
        this.#writePcr(value, t);
        break;
      case 13:
        this.#ifr &= ~value;
        break;
      default:
        if ((value & 0x80) !== 0) this.#ier |= value & 0x7f;
        else this.#ier &= ~value;
    }
    this.#arm();
  }

  #writePcr(value: number, t: number): void {
    this.#pcr = value;
    if ((value & 0x0e) !== 0x08 && (value & 0x0e) !== 0x0a) {
      this.#ca2Low = false;
      this.#pending &= ~(CA2_LOW | CA2_HIGH);
    }
    if ((value & 0xe0) !== 0x80 && (value & 0xe0) !== 0xa0) {
      this.#cb2Low = false;
      this.#pending &= ~(CB2_LOW | CB2_HIGH);
    }
    this.#driveA(t);
    this.#driveB(t);
  }

  // ---------------------------------------------------------------- ports and control lines

  #pinsA(t: number): number {
    return (this.#ora | ~this.#ddrA) & (this.#ports.readA?.(t) ?? 0xff) & 0xff;
  }

  /** Port B reads the register where it drives, and pins, or what CB1 latched, where it does not. */
  #readB(t: number): number {
    const latched = (this.#acr & 2) !== 0 && (this.#ifr & CB1) !== 0;
    const pins = latched ? this.#latchB : (this.#ports.readB?.(t) ?? 0xff);
    let value = (this.#orb & this.#ddrB) | (pins & ~this.#ddrB & 0xff);
    if ((this.#acr & 0x80) !== 0) value = (value & 0x7f) | (this.#pb7 ? 0x80 : 0);
    return value;
  }

  /** Read or write of port A with handshake. */
  #accessA(): void {
    this.#ifr &= ~(CA1 | ((this.#pcr & 0x0a) === 0x02 ? 0 : CA2));
    const mode = this.#pcr & 0x0e;
    if (mode === 0x08 || mode === 0x0a) this.#pending |= CA2_LOW;
  }

  #clearB(): void {
    this.#ifr &= ~(CB1 | ((this.#pcr & 0xa0) === 0x20 ? 0 : CB2));
  }

  #handshakeB(): void {
    const mode = this.#pcr & 0xe0;
    if (mode === 0x80 || mode === 0xa0) this.#pending |= CB2_LOW;
  }

  /** The active edge of CA1. */
  #activeA(t: number): void {
    this.#pending |= CA1;
    if ((this.#ifr & CA1) === 0) this.#latchA = this.#pinsA(t);
    if ((this.#pcr & 0x0e) === 0x08) this.#pending |= CA2_HIGH;
  }

  #activeB(t: number): void {
    this.#pending |= CB1;
    if ((this.#ifr & CB1) === 0) this.#latchB = this.#ports.readB?.(t) ?? 0xff;
    if ((this.#pcr & 0xe0) === 0x80) this.#pending |= CB2_HIGH;
  }

  #tellA(t: number): void {
    if (this.#ports.changedA === undefined) return;
    const value = (this.#ora | ~this.#ddrA) & 0xff;
    const told = value | (this.#ddrA << 8);
    if (told === this.#toldA) return;
    this.#toldA = told;
    this.#ports.changedA(value, this.#ddrA, t);
  }

  #tellB(t: number): void {
    if (this.#ports.changedB === undefined) return;
    let value = (this.#orb | ~this.#ddrB) & 0xff;
    let ddr = this.#ddrB;
    if ((this.#acr & 0x80) !== 0) {
      value = (value & 0x7f) | (this.#pb7 ? 0x80 : 0);
      ddr |= 0x80;
    }
    const told = value | (ddr << 8);
    if (told === this.#toldB) return;
    this.#toldB = told;
    this.#ports.changedB(value, ddr, t);
  }

  #driveA(t: number): void {
    const mode = this.#pcr & 0x0e;
    this.#driving = true;
    this.#ctx.out.ca2.drive(mode === 0x0c || this.#ca2Low, t);
    this.#driving = false;
  }

  /** CB1 and CB2 belong to the shift register in most of its modes. */
  #driveB(t: number): void {
    const { cb1, cb2 } = this.#ctx.out;
    this.#driving = true;
    const { source, mode } = this.#shift;
    cb1.drive(source !== NOBODY && source !== OUTSIDE && !this.#shift.cb1, t);
    const low = (this.#pcr & 0xe0) === 0xc0 || this.#cb2Low;
    cb2.drive(mode >= 4 ? !this.#shift.cb2 : mode === 0 && low, t);
    this.#driving = false;
  }

  #driveIrq(t: number): void {
    this.#ctx.out.irq.drive((this.#ifr & this.#ier) !== 0, t);
  }

  // ---------------------------------------------------------------- time

  /** Brings everything up to the start of cycle `to`. */
  #advance(to: number): void {
    let halves = 0;
    while (this.#cycle < to) {
      let n = Math.min(to - this.#cycle, this.#nextChange());
      const shift = this.#shift;
      const timed = shift.source === TIMER && this.#clocked;
      if (shift.running && shift.source === PHI2) n = 1;
      else if (shift.running && timed) {
        // what goes round for ever is the same after eight bits, once it has been round
        const round = 16 * (this.#timer2.latch + 2);
        if (shift.free && halves++ >= 48 && n >= round) n -= n % round;
        else n = Math.min(n, this.#timer2.lowDistance);
      }
      this.#pass(n, timed);
    }
  }

  /** Lets `n` cycles pass, in which pins change in the last at most. */
  #pass(n: number, timed: boolean): void {
    this.#cycle += n;
    const t = this.#ctx.clock.tickOf(this.#cycle);
    const underflows = this.#timer1.pass(n);
    if (underflows > 0) this.#underflow1(underflows);
    const shift = this.#shift;
    const pending = this.#pending;
    this.#pending = 0;
    let done = false;
    if (!this.#clocked) this.#timer2.rest();
    else if (timed) {
      const low = n === this.#timer2.lowDistance;
      if (this.#timer2.passLow(n) && this.#armed2) this.#underflow2();
      if (low && shift.running) this.#pending |= HALF_0;
    } else if (this.#timer2.pass(n) && this.#armed2) this.#underflow2();
    if (shift.running && (shift.source === PHI2 || (pending & HALF_1) !== 0)) {
      const cb2 = !this.#ctx.in.cb2.level;
      done = shift.source === PHI2 ? shift.phi2(cb2) : shift.half(cb2);
    }
    if (done) this.#ifr |= SHIFT;
    if (pending !== 0) {
      this.#ifr |= pending & 0x7f;
      if ((pending & SOURCE) !== 0) this.#clocked = (this.#acr & 0x20) === 0;
      if ((pending & HALF_0) !== 0) this.#pending |= HALF_1;
      if ((pending & CA2_LOW) !== 0) {
        this.#ca2Low = true;
        if ((this.#pcr & 0x0e) === 0x0a) this.#pending |= CA2_HIGH;
      }
      if ((pending & CA2_HIGH) !== 0) this.#ca2Low = false;
      if ((pending & CB2_LOW) !== 0) {
        this.#cb2Low = true;
        if ((this.#pcr & 0xe0) === 0xa0) this.#pending |= CB2_HIGH;
      }
      if ((pending & CB2_HIGH) !== 0) this.#cb2Low = false;
      this.#driveA(t);
    }
    if (pending !== 0 || shift.running || done) this.#driveB(t);
    if ((this.#acr & 0x80) !== 0) this.#tellB(t);
    this.#driveIrq(t);
  }

  #underflow1(times: number): void {
    if (!this.#armed1) return;
    this.#ifr |= TIMER_1;
    const free = (this.#acr & 0x40) !== 0;
    if ((this.#acr & 0x80) !== 0 && (!free || (times & 1) !== 0)) this.#pb7 = !this.#pb7;
    this.#armed1 = free;
  }

  #underflow2(): void {
    this.#ifr |= TIMER_2;
    this.#armed2 = false;
  }

  /** Arms the event for the first cycle in which a pin may change. */
  #arm(): void {
    const n = this.#nextChange();
    const tick = n === Number.POSITIVE_INFINITY ? n : this.#ctx.clock.tickOf(this.#cycle + n);
    const { scheduler } = this.#ctx;
    if (tick !== scheduler.timeOf(this.#event)) scheduler.at(this.#event, tick);
  }

  /** Cycles in which no pin changes by itself; Infinity if none ever does. */
  #nextChange(): number {
    if (this.#pending !== 0 || ((this.#ifr & this.#ier) !== 0) !== this.#ctx.out.irq.on) return 1;
    let n = Number.POSITIVE_INFINITY;
    const waiting = this.#ier & ~this.#ifr;
    const { out } = this.#ctx;
    if (this.#shift.running && (out.cb1.connected || out.cb2.connected || (waiting & SHIFT) !== 0)) {
      if (this.#shift.source === PHI2) return 1;
      if (this.#clocked) n = this.#timer2.lowDistance;
    }
    const output = (this.#acr & 0x80) !== 0 && this.#ports.changedB !== undefined;
    if (this.#armed1 && (output || (waiting & TIMER_1) !== 0)) n = Math.min(n, this.#timer1.distance);
    if ((waiting & TIMER_2) !== 0 && this.#armed2 && this.#clocked) {
      n = Math.min(n, this.#shift.source === TIMER ? this.#timer2.fullDistance : this.#timer2.distance);
    }
    return n;
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    if (!io.loading) this.#advance(this.#ctx.clock.cycleAt(this.#ctx.scheduler.now));
    this.#cycle = io.number('cycle', this.#cycle);
    this.#ora = io.number('ora', this.#ora);
    this.#orb = io.number('orb', this.#orb);
    this.#ddrA = io.number('ddrA', this.#ddrA);
    this.#ddrB = io.number('ddrB', this.#ddrB);
    this.#latchA = io.number('latchA', this.#latchA);
    this.#latchB = io.number('latchB', this.#latchB);
    io.section('timer1', 1, (s) => this.#timer1.state(s));
    io.section('timer2', 1, (s) => this.#timer2.state(s));
    this.#armed1 = io.bool('armed1', this.#armed1);
    this.#armed2 = io.bool('armed2', this.#armed2);
    this.#clocked = io.bool('clocked', this.#clocked);
    this.#pb7 = io.bool('pb7', this.#pb7);
    io.section('shift', 1, (s) => this.#shift.state(s));
    this.#acr = io.number('acr', this.#acr);
    this.#pcr = io.number('pcr', this.#pcr);
    this.#ifr = io.number('ifr', this.#ifr);
    this.#ier = io.number('ier', this.#ier);
    this.#pending = io.number('pending', this.#pending);
    this.#ca2Low = io.bool('ca2Low', this.#ca2Low);
    this.#cb2Low = io.bool('cb2Low', this.#cb2Low);
    this.#toldA = io.number('toldA', this.#toldA);
    this.#toldB = io.number('toldB', this.#toldB);
  }
}
