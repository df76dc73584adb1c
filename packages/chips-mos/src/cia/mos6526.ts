import type { Device, EventId, IoTarget, PartContext, ResetKind, StateIo } from '@backplane/kernel';
import type { CiaOptions, CiaPorts } from './options.ts';
import { SerialPort } from './serial.ts';
import {
  ALARM,
  COUNT_A,
  COUNT_A0,
  COUNT_A1,
  COUNT_A2,
  COUNT_A3,
  COUNT_B,
  COUNT_B0,
  COUNT_B1,
  COUNT_B2,
  COUNT_B3,
  FLAG,
  ICR_READ,
  LOAD_A,
  LOAD_A0,
  LOAD_A1,
  LOAD_A2,
  LOAD_B,
  LOAD_B0,
  LOAD_B1,
  LOAD_B2,
  MASKED,
  ONE_SHOT_A,
  ONE_SHOT_B,
  PORT_B_0,
  PORT_B_1,
  PULSE_A0,
  PULSE_A1,
  PULSE_B0,
  PULSE_B1,
  REQUEST,
  REQUEST_0,
  SERIAL,
  SHIFTED,
  TIMER_A,
  TIMER_B,
} from './stages.ts';
import { TimeOfDay } from './tod.ts';

/*
 * Time in a CIA
 *
 * What happens in a cycle is done before the processor's access of that cycle (`#step`). Everything that takes more than
 * a cycle goes through `#delay`: a bit for each stage of each pipeline, moved on by one place at the end of a cycle.
 * `#feed` holds the bits that come in at the start of the pipelines in every cycle: the clock of a timer that counts φ2,
 * and the one-shot mode. The figures are those of W. Lorenz, "A Software Model of the CIA 6526" (1997).
 *
 * Most of the time nothing moves in the pipelines, and the timers only count. Such stretches are not stepped through:
 * `#advance` subtracts. It is called when somebody looks, and by an event for the next cycle in which a pin may change.
 */

/** Stretches longer than this many cycles are looked at for repetitions. */
const FAR = 512;

/** Pins by name. */
export type CiaContext = PartContext<'irq' | 'pc' | 'sp' | 'cnt', 'flag' | 'sp' | 'cnt'>;

/**
 * MOS 6526 and 8521 Complex Interface Adapter: two ports, two timers, a clock, a serial port.
 *
 * Every access and pin is exact to the cycle; see README for what is known and for the sources.
 */
export class Mos6526 implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly registers: IoTarget };
  readonly #ctx: CiaContext;
  readonly #old: boolean;
  readonly #mains: number;
  readonly #event: EventId;
  #ports: CiaPorts = {};

  /** The cycle whose start has been done. */
  #cycle = 0;
  /** Edges of the TOD pin so far, and the cycle of the next one. */
  #edges = 0;
  #nextEdge = 0;
  readonly #tod = new TimeOfDay();
  readonly #serial: SerialPort;

  #delay = 0;
  #feed = 0;
  /** What `#delay` is when nothing moves. */
  #settled = 0;
  #counterA = 0;
  #latchA = 0;
  #cra = 0;
  #counterB = 0;
  #latchB = 0;
  #crb = 0;
  /** Outputs of the timers: flip-flop and pulse. */
  #toggleA = false;
  #toggleB = false;
  #pulseA = false;
  #pulseB = false;

  #icr = 0;
  /** In the 8521, flags that were read in this cycle, and in the one before: they can be read once more. */
  #seen = 0;
  #stale = 0;
  #mask = 0;
  /** Latch of the interrupt: set by a flag that is not masked, cleared in the cycle after a read of ICR. */
  #latched = false;
  /** ICR bit 7: the latch; in the 6526 the latch a cycle ago. The pin follows it, but not while the latch is cleared. */
  #ir = false;

  #portA = 0;
  #portB = 0;
  #ddrA = 0;
  #ddrB = 0;
  /** What was last told to the ports' owners: value and direction << 8, −1 = nothing yet. */
  #toldA = -1;
  #toldB = -1;
  /** Level of CNT as the timers see it. */
  #cnt = true;

  constructor(ctx: CiaContext, options: CiaOptions = {}) {
    this.#ctx = ctx;
    this.#old = options.model !== '8521';
    this.#mains = options.mains ?? 50;
    this.#serial = new SerialPort(options.model === '6526-4485');
    this.#event = ctx.scheduler.allocate(`${ctx.id}.pins`, (t) => {
      this.#advance(ctx.clock.cycleAt(t));
      this.#arm();
    });
    ctx.in.cnt.listen((_, t) => {
      this.#advance(ctx.clock.cycleAt(t));
      this.#seeCnt();
      this.#arm();
    });
    ctx.in.flag.listen((low, t) => {
      if (!low) return;
      this.#advance(ctx.clock.cycleAt(t));
      this.#request(FLAG);
      this.#arm();
    });
    this.io = {
      registers: {
        read: (offset, t) => this.#read(offset & 15, t),
        write: (offset, value, t) => this.#write(offset & 15, value, t),
        peek: (offset) => this.#peek(offset & 15),
      },
    };
  }

  /** Attaches what is on the ports; once, while wiring. */
  connect(ports: CiaPorts): void {
    this.#ports = ports;
  }

  reset(_kind: ResetKind, t: number): void {
    this.#cycle = this.#ctx.clock.cycleAt(t);
    this.#edges = Math.floor((t * this.#mains) / this.#ctx.ticksPerSecond);
    this.#setNextEdge();
    this.#tod.reset();
    this.#serial.reset();
    this.#delay = 0;
    this.#feed = 0;
    this.#settled = 0;
    this.#counterA = 0xffff;
    this.#latchA = 0xffff;
    this.#cra = 0;
    this.#counterB = 0xffff;
    this.#latchB = 0xffff;
    this.#crb = 0;
    this.#toggleA = false;
    this.#toggleB = false;
    this.#pulseA = false;
    this.#pulseB = false;
    this.#icr = 0;
    this.#seen = 0;
    this.#stale = 0;
    this.#mask = 0;
    this.#latched = false;
    this.#ir = false;
    this.#portA = 0;
    this.#portB = 0;
    this.#ddrA = 0;
    this.#ddrB = 0;
    this.#toldA = -1;
    this.#toldB = -1;
    const { out } = this.#ctx;
    out.irq.drive(false, t);
    out.pc.drive(false, t);
    out.sp.drive(false, t);
    out.cnt.drive(false, t);
    this.#cnt = !this.#ctx.in.cnt.level;
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
    switch (register) {
      case 1: {
        const value = this.#value(register, t);
        this.#accessB();
        return value;
      }
      case 8:
      case 9:
      case 10:
      case 11:
        return this.#tod.read(register - 8);
      case 13: {
        const value = this.#value(register, t);
        if (this.#old) this.#icr = 0;
        else this.#seen = this.#icr;
        this.#delay |= ICR_READ;
        this.#arm();
        return value;
      }
      default:
        return this.#value(register, t);
    }
  }

  #peek(register: number): number {
    const t = this.#ctx.scheduler.now;
    this.#advance(this.#ctx.clock.cycleAt(t));
    return this.#value(register, t);
  }

  /** What a read gives, without its side effects. */
  #value(register: number, t: number): number {
    switch (register) {
      case 0:
        return (this.#portA | ~this.#ddrA) & (this.#ports.readA?.(t) ?? 0xff) & 0xff;
      case 1:
        return this.#outputB() & (this.#ports.readB?.(t) ?? 0xff) & 0xff;
      case 2:
        return this.#ddrA;
      case 3:
        return this.#ddrB;
      case 4:
        return this.#counterA & 0xff;
      case 5:
        return this.#counterA >> 8;
      case 6:
        return this.#counterB & 0xff;
      case 7:
        return this.#counterB >> 8;
      case 8:
      case 9:
      case 10:
      case 11:
        return this.#tod.peek(register - 8);
      case 12:
        return this.#serial.data;
      case 13:
        return this.#icr | (this.#ir ? 0x80 : 0);
      case 14:
        return this.#cra;
      default:
        return this.#crb;
    }
  }

  #write(register: number, value: number, t: number): void {
    this.#advance(this.#ctx.clock.cycleAt(t));
    switch (register) {
      case 0:
        this.#portA = value;
        this.#tellA(t);
        return;
      case 1:
        this.#portB = value;
        this.#tellB(t);
        this.#accessB();
        return;
      case 2:
        this.#ddrA = value;
        this.#tellA(t);
        return;
      case 3:
        this.#ddrB = value;
        this.#tellB(t);
        return;
      case 4:
        this.#setLatchA((this.#latchA & 0xff00) | value);
        break;
      case 5:
        this.#setLatchA((value << 8) | (this.#latchA & 0xff));
        if ((this.#cra & 1) === 0) this.#delay |= LOAD_A0;
        break;
      case 6:
        this.#setLatchB((this.#latchB & 0xff00) | value);
        break;
      case 7:
        this.#setLatchB((value << 8) | (this.#latchB & 0xff));
        if ((this.#crb & 1) === 0) this.#delay |= LOAD_B0;
        break;
      case 8:
      case 9:
      case 10:
      case 11:
        if (this.#tod.write(register - 8, value, (this.#crb & 0x80) !== 0)) this.#request(ALARM);
        break;
      case 12:
        this.#serial.write(value);
        break;
      case 13:
        if ((value & 0x80) !== 0) this.#mask |= value & 0x1f;
        else {
          this.#mask &= ~value;
          this.#delay |= MASKED;
        }
        if ((this.#icr & ~this.#stale & ~this.#seen & this.#mask) !== 0) this.#delay |= REQUEST;
        break;
      case 14:
        this.#writeA(value, t);
        break;
      case 15:
        this.#writeB(value, t);
        break;
    }
    this.#arm();
  }

  /** A latch is transparent in the cycle in which the counter is loaded from it. */
  #setLatchA(value: number): void {
    this.#latchA = value;
    if ((this.#delay & LOAD_A2) !== 0) this.#counterA = value;
  }

  #setLatchB(value: number): void {
    this.#latchB = value;
    if ((this.#delay & LOAD_B2) !== 0) this.#counterB = value;
  }

  #writeA(value: number, t: number): void {
    if ((value & ~this.#cra & 1) !== 0) this.#toggleA = true;
    this.#cra = value & 0xef;
    if ((value & 0x10) !== 0) this.#delay |= LOAD_A0;
    if ((value & 0x21) === 0x01) {
      this.#delay |= COUNT_A0 | COUNT_A1;
      this.#feed |= COUNT_A0;
    } else {
      this.#delay &= ~(COUNT_A0 | COUNT_A1);
      this.#feed &= ~COUNT_A0;
    }
    if ((value & 8) !== 0) this.#feed |= ONE_SHOT_A;
    else this.#feed &= ~ONE_SHOT_A;
    this.#settle();
    this.#serial.setMode((value & 0x40) !== 0);
    this.#tellB(t);
  }

  #writeB(value: number, t: number): void {
    if ((value & ~this.#crb & 1) !== 0) this.#toggleB = true;
    this.#crb = value & 0xef;
    if ((value & 0x10) !== 0) this.#delay |= LOAD_B0;
    if ((value & 0x61) === 0x01) {
      this.#delay |= COUNT_B0 | COUNT_B1;
      this.#feed |= COUNT_B0;
    } else {
      this.#delay &= ~(COUNT_B0 | COUNT_B1);
      this.#feed &= ~COUNT_B0;
    }
    if ((value & 8) !== 0) this.#feed |= ONE_SHOT_B;
    else this.#feed &= ~ONE_SHOT_B;
    this.#settle();
    this.#tellB(t);
  }

  #settle(): void {
    const feed = this.#feed;
    this.#settled = feed | ((feed & COUNT_A0) !== 0 ? COUNT_A : 0) | ((feed & COUNT_B0) !== 0 ? COUNT_B : 0);
  }

  /** An access to port B is told by PC in the next cycle. */
  #accessB(): void {
    if (!this.#ctx.out.pc.connected) return;
    this.#delay |= PORT_B_0;
    this.#arm();
  }

  // ---------------------------------------------------------------- ports

  /** What the CIA drives on port B: levels, and directions << 8. */
  #outputB(): number {
    let value = this.#portB | (~this.#ddrB & 0xff);
    let ddr = this.#ddrB;
    if ((this.#cra & 2) !== 0) {
      ddr |= 0x40;
      value = ((this.#cra & 4) !== 0 ? this.#toggleA : this.#pulseA) ? value | 0x40 : value & ~0x40;
    }
    if ((this.#crb & 2) !== 0) {
      ddr |= 0x80;
      value = ((this.#crb & 4) !== 0 ? this.#toggleB : this.#pulseB) ? value | 0x80 : value & ~0x80;
    }
    return value | (ddr << 8);
  }

  #tellA(t: number): void {
    if (this.#ports.changedA === undefined) return;
    const value = (this.#portA | ~this.#ddrA) & 0xff;
    const told = value | (this.#ddrA << 8);
    if (told === this.#toldA) return;
    this.#toldA = told;
    this.#ports.changedA(value, this.#ddrA, t);
  }

  #tellB(t: number): void {
    if (this.#ports.changedB === undefined) return;
    const told = this.#outputB();
    if (told === this.#toldB) return;
    this.#toldB = told;
    this.#ports.changedB(told & 0xff, told >> 8, t);
  }

  #driveSerial(t: number): void {
    const { out } = this.#ctx;
    out.sp.drive(!this.#serial.sp, t);
    out.cnt.drive(!this.#serial.cnt, t);
    this.#seeCnt();
  }

  /** Looks at the CNT pin: a rising edge is counted. */
  #seeCnt(): void {
    const level = !(this.#ctx.in.cnt.level || this.#ctx.out.cnt.on);
    if (level === this.#cnt) return;
    this.#cnt = level;
    if (!level) return;
    if ((this.#cra & 0x21) === 0x21) this.#delay |= COUNT_A0;
    if ((this.#crb & 0x61) === 0x21) this.#delay |= COUNT_B0;
    this.#serial.clock(!this.#ctx.in.sp.level);
  }

  // ---------------------------------------------------------------- time

  /** Brings everything up to the start of cycle `to`. */
  #advance(to: number): void {
    while (to - this.#cycle > FAR) {
      const period = this.#period();
      if (period === 0 || to - this.#cycle < 3 * period) break;
      this.#repeat(period, to);
    }
    this.#run(to);
  }

  /** Goes to cycle `to`, underflow by underflow. */
  #run(to: number): void {
    while (this.#cycle < to) {
      if (this.#delay === this.#settled && this.#quiet) {
        let n = to - this.#cycle;
        const feed = this.#feed;
        if ((feed & COUNT_A0) !== 0 && this.#counterA <= n) n = this.#counterA - 1;
        if ((feed & COUNT_B0) !== 0 && this.#counterB <= n) n = this.#counterB - 1;
        if (this.#cycle + n >= this.#nextEdge) n = this.#nextEdge - 1 - this.#cycle;
        if (n > 0) {
          this.#cycle += n;
          if ((feed & COUNT_A0) !== 0) this.#counterA -= n;
          if ((feed & COUNT_B0) !== 0) this.#counterB -= n;
          continue;
        }
      }
      this.#step();
    }
  }

  /** Length in cycles of what timers that count φ2 for ever repeat, 0 if there is nothing of that kind. */
  #period(): number {
    const feed = this.#feed;
    const a = (feed & (COUNT_A0 | ONE_SHOT_A)) === COUNT_A0 ? this.#latchA + 1 : FAR;
    const b = (feed & (COUNT_B0 | ONE_SHOT_B)) === COUNT_B0 ? this.#latchB + 1 : FAR;
    const period = Math.min(a, b);
    const told = this.#ports.changedB !== undefined && ((this.#cra | this.#crb) & 2) !== 0;
    return period === FAR || told || this.#serial.active || this.#serial.moving ? 0 : period;
  }

  /** Goes on by a period, and if that changed nothing but the other timer's count, by as many more as fit. */
  #repeat(period: number, to: number): void {
    const delay = this.#delay;
    const icr = this.#icr;
    const a = this.#counterA;
    const b = this.#counterB;
    const toggleA = this.#toggleA;
    const toggleB = this.#toggleB;
    const quiet = this.#quiet;
    this.#run(this.#cycle + period);
    if (!quiet || !this.#quiet || this.#delay !== delay || this.#icr !== icr || this.#serial.moving) return;
    const stepA = a - this.#counterA;
    const stepB = b - this.#counterB;
    // the other timer counts evenly, as long as it does not underflow: it has not, unless it got larger
    if (stepA < 0 || stepB < 0) return;
    let n = Math.floor((Math.min(to, this.#nextEdge - 1) - this.#cycle) / period);
    if (stepA !== 0) n = Math.min(n, Math.floor((this.#counterA - 1) / stepA));
    if (stepB !== 0) n = Math.min(n, Math.floor((this.#counterB - 1) / stepB));
    if (n <= 0) return;
    this.#cycle += n * period;
    this.#counterA -= n * stepA;
    this.#counterB -= n * stepB;
    if ((n & 1) === 0) return;
    if (toggleA !== this.#toggleA) this.#toggleA = toggleA;
    if (toggleB !== this.#toggleB) this.#toggleB = toggleB;
  }

  /** Nothing is on its way from the interrupt's latch to the pin, or through the serial port. */
  get #quiet(): boolean {
    if (this.#serial.moving) return false;
    return (this.#seen | this.#stale) === 0 && this.#latched === this.#ir && this.#ir === this.#ctx.out.irq.on;
  }

  /** One cycle. */
  #step(): void {
    this.#cycle++;
    // PC
    if ((this.#delay & (PORT_B_0 | PORT_B_1)) !== 0) {
      this.#ctx.out.pc.drive((this.#delay & PORT_B_0) !== 0, this.#ctx.clock.tickOf(this.#cycle));
    }
    const read = (this.#delay & ICR_READ) !== 0;
    const before = this.#latched;
    this.#icr &= ~this.#stale;
    this.#stale = this.#seen;
    this.#seen = 0;
    if (read) this.#latched = false;
    if ((this.#delay & REQUEST) !== 0 && (this.#icr & ~this.#stale & this.#mask) !== 0) this.#latched = true;
    if ((this.#delay & PULSE_A1) !== 0) this.#pulseA = false;
    if ((this.#delay & PULSE_B1) !== 0) this.#pulseB = false;

    if ((this.#delay & COUNT_A3) !== 0) this.#counterA = (this.#counterA - 1) & 0xffff;
    const underflowA = this.#counterA === 0 && (this.#delay & COUNT_A2) !== 0;
    if (underflowA) this.#underflowA();
    if ((this.#delay & LOAD_A1) !== 0) {
      this.#counterA = this.#latchA;
      this.#delay &= ~COUNT_A2;
    }

    if ((this.#delay & COUNT_B3) !== 0) this.#counterB = (this.#counterB - 1) & 0xffff;
    if (this.#counterB === 0 && (this.#delay & COUNT_B2) !== 0) this.#underflowB();
    if ((this.#delay & LOAD_B1) !== 0) {
      this.#counterB = this.#latchB;
      this.#delay &= ~COUNT_B2;
    }

    if (this.#serial.moving || (underflowA && this.#serial.active)) {
      if (this.#serial.step(underflowA)) this.#interrupt(SERIAL);
      this.#driveSerial(this.#ctx.clock.tickOf(this.#cycle));
    }
    if (this.#cycle === this.#nextEdge) {
      if (this.#tod.edge((this.#cra & 0x80) !== 0)) this.#interrupt(ALARM);
      this.#edges++;
      this.#setNextEdge();
    }
    if (((this.#cra | this.#crb) & 2) !== 0) this.#tellB(this.#ctx.clock.tickOf(this.#cycle));
    this.#ir = before || (!this.#old && this.#latched);
    const pin = this.#ir && !read;
    if (pin !== this.#ctx.out.irq.on) this.#ctx.out.irq.drive(pin, this.#ctx.clock.tickOf(this.#cycle));
    this.#delay = ((this.#delay << 1) & SHIFTED) | this.#feed;
  }

  #underflowA(): void {
    this.#interrupt(TIMER_A);
    this.#toggleA = !this.#toggleA;
    this.#pulseA = true;
    if (((this.#delay | this.#feed) & ONE_SHOT_A) !== 0) {
      this.#cra &= ~1;
      this.#delay &= ~(COUNT_A0 | COUNT_A1);
      this.#feed &= ~COUNT_A0;
      this.#settle();
    }
    this.#delay |= LOAD_A1 | PULSE_A0;
    const crb = this.#crb;
    if ((crb & 0x41) === 0x41 && ((crb & 0x20) === 0 || this.#cnt)) this.#delay |= COUNT_B1;
  }

  #underflowB(): void {
    // the 6526 loses the flag if ICR was read in the cycle before, but not the interrupt
    const lost = this.#old && (this.#delay & ICR_READ) !== 0;
    this.#interrupt(TIMER_B);
    if (lost) this.#icr &= ~TIMER_B;
    this.#toggleB = !this.#toggleB;
    this.#pulseB = true;
    if (((this.#delay | this.#feed) & ONE_SHOT_B) !== 0) {
      this.#crb &= ~1;
      this.#delay &= ~(COUNT_B0 | COUNT_B1);
      this.#feed &= ~COUNT_B0;
      this.#settle();
    }
    this.#delay |= LOAD_B1 | PULSE_B0;
  }

  /** An interrupt flag is set in the step of this cycle. */
  #interrupt(bit: number): void {
    this.#icr |= bit;
    this.#stale &= ~bit;
    if ((this.#mask & bit) === 0) return;
    // the 6526 does not see it in the cycle after some bits of the mask have been cleared, even if not this one
    if (this.#old && (this.#delay & MASKED) !== 0) this.#delay |= REQUEST_0;
    else this.#latched = true;
  }

  /** An interrupt flag is set by something that comes after the step of this cycle. */
  #request(bit: number): void {
    this.#icr |= bit;
    this.#seen &= ~bit;
    this.#stale &= ~bit;
    if ((this.#mask & bit) !== 0) this.#delay |= REQUEST;
  }

  #setNextEdge(): void {
    const tick = Math.ceil(((this.#edges + 1) * this.#ctx.ticksPerSecond) / this.#mains);
    this.#nextEdge = Math.max(this.#ctx.clock.cycleAt(tick), this.#cycle + 1);
  }

  // ---------------------------------------------------------------- the next event

  /** Arms the event for the first cycle in which a pin may change. */
  #arm(): void {
    const cycle = this.#nextChange();
    const tick = cycle === Number.POSITIVE_INFINITY ? cycle : this.#ctx.clock.tickOf(cycle);
    const { scheduler } = this.#ctx;
    if (tick !== scheduler.timeOf(this.#event)) scheduler.at(this.#event, tick);
  }

  /** A cycle before which no pin changes by itself; Infinity if none ever does. */
  #nextChange(): number {
    const delay = this.#delay;
    const next = this.#cycle + 1;
    if ((delay & (REQUEST_0 | REQUEST | PORT_B_0 | PORT_B_1)) !== 0) return next;
    if (this.#latched !== this.#ir || this.#ir !== this.#ctx.out.irq.on) return next;
    if (this.#ir && (delay & ICR_READ) !== 0) return next;
    if (this.#serial.moving) return next;
    const hooked = this.#ports.changedB !== undefined;
    const portA = hooked && (this.#cra & 2) !== 0;
    const portB = hooked && (this.#crb & 2) !== 0;
    if (portA && (delay & (PULSE_A0 | PULSE_A1)) !== 0) return next;
    if (portB && (delay & (PULSE_B0 | PULSE_B1)) !== 0) return next;
    const mask = this.#latched ? 0 : this.#mask;
    const watchB = portB || (mask & TIMER_B) !== 0;
    const watchA = portA || this.#serial.active || (mask & TIMER_A) !== 0;
    let wake = Number.POSITIVE_INFINITY;
    if ((mask & ALARM) !== 0 && this.#tod.running) wake = this.#nextEdge;
    if (!watchA && !watchB) return wake;
    const underflowA = this.#nextUnderflow(COUNT_A, COUNT_A0, LOAD_A, this.#counterA, this.#latchA);
    if (watchA && underflowA < wake) wake = underflowA;
    if (watchB) {
      let underflowB = this.#nextUnderflow(COUNT_B, COUNT_B0, LOAD_B, this.#counterB, this.#latchB);
      if ((this.#crb & 0x41) === 0x41 && underflowB === Number.POSITIVE_INFINITY && underflowA < underflowB) {
        const least = (delay & LOAD_B) !== 0 ? Math.min(this.#counterB, this.#latchB) : this.#counterB;
        underflowB = underflowA + 1 + ((delay & LOAD_A) === 0 ? least * (this.#latchA + 1) : 0);
      }
      if (underflowB < wake) wake = underflowB;
    }
    return wake;
  }

  /** A cycle before which a timer does not underflow: it counts by one in a cycle at most. */
  #nextUnderflow(count: number, feed: number, load: number, counter: number, latch: number): number {
    if ((this.#feed & feed) === 0 && (this.#delay & count) === 0) return Number.POSITIVE_INFINITY;
    const least = (this.#delay & load) !== 0 && latch < counter ? latch : counter;
    return this.#cycle + Math.max(least, 1);
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    if (!io.loading) this.#advance(this.#ctx.clock.cycleAt(this.#ctx.scheduler.now));
    this.#cycle = io.number('cycle', this.#cycle);
    this.#edges = io.number('edges', this.#edges);
    this.#delay = io.number('delay', this.#delay);
    this.#feed = io.number('feed', this.#feed);
    this.#counterA = io.number('counterA', this.#counterA);
    this.#latchA = io.number('latchA', this.#latchA);
    this.#cra = io.number('cra', this.#cra);
    this.#counterB = io.number('counterB', this.#counterB);
    this.#latchB = io.number('latchB', this.#latchB);
    this.#crb = io.number('crb', this.#crb);
    this.#toggleA = io.bool('toggleA', this.#toggleA);
    this.#toggleB = io.bool('toggleB', this.#toggleB);
    this.#pulseA = io.bool('pulseA', this.#pulseA);
    this.#pulseB = io.bool('pulseB', this.#pulseB);
    this.#icr = io.number('icr', this.#icr);
    this.#seen = io.number('seen', this.#seen);
    this.#stale = io.number('stale', this.#stale);
    this.#mask = io.number('mask', this.#mask);
    this.#latched = io.bool('latched', this.#latched);
    this.#ir = io.bool('ir', this.#ir);
    this.#portA = io.number('portA', this.#portA);
    this.#portB = io.number('portB', this.#portB);
    this.#ddrA = io.number('ddrA', this.#ddrA);
    this.#ddrB = io.number('ddrB', this.#ddrB);
    this.#toldA = io.number('toldA', this.#toldA);
    this.#toldB = io.number('toldB', this.#toldB);
    this.#cnt = io.bool('cnt', this.#cnt);
    io.section('clock', 1, (s) => this.#tod.state(s));
    io.section('serial', 1, (s) => this.#serial.state(s));
    if (!io.loading) return;
    this.#settle();
    this.#nextEdge = 0;
    this.#setNextEdge();
  }
}
