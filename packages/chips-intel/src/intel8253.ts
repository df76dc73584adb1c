import {
  type ClockDomain,
  type Device,
  definePart,
  type EventId,
  type PartContext,
  type Scheduler,
  type StateIo,
} from '@backplane/kernel';
import { Counter } from './counter8253.ts';

/*
 * Intel 8253 and 8254 programmable interval timers
 *
 * Sources: Intel, "8253/8253-5 Programmable Interval Timer" (data sheet, order number 231306) and "8254 Programmable
 * Interval Timer" (231164): "Mode definition", "Operation common to all modes", "Read-back command".
 */

/** Settings of the part. */
export interface Intel8253Options {
  /** The 8254 has the read-back command, and counts odd numbers differently in mode 3. */
  readonly model?: '8253' | '8254';
}

const PINS = { gate0: 'in', gate1: 'in', gate2: 'in', out0: 'out', out1: 'out', out2: 'out' } as const;
type Context = PartContext<'out0' | 'out1' | 'out2', 'gate0' | 'gate1' | 'gate2'>;

/** A square wave or pulse train that a counter makes by itself. */
export interface Period {
  /** Tick at which the counter was at the start of a period, with OUT high. */
  readonly start: number;
  /** Cycles of the counter's clock in a period. */
  readonly cycles: number;
  /** Cycles, from the start of a period, for which OUT is high. */
  readonly high: number;
}

/**
 * An 8253 or 8254. The part's clock is the CLK of all three counters. GATE pins that nothing is wired to are high; a
 * line on `gate` or `out` is on while it is high.
 */
export class Intel8253 implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly #counters: readonly Counter[];
  readonly #clock: ClockDomain;
  readonly #scheduler: Scheduler;
  readonly #out;
  readonly #events: readonly EventId[];
  readonly #listeners: ((t: number) => void)[][] = [[], [], []];
  readonly #readBack: boolean;
  readonly #gates;
  /** Edges at the last read, for `peek`. */
  #last = 0;

  constructor(ctx: Context, { model = '8253' }: Intel8253Options = {}) {
    if (model !== '8253' && model !== '8254') {
      throw new TypeError(`Timer "${ctx.id}": there is no model "${String(model)}". Choose 8253 or 8254.`);
    }
    this.#readBack = model === '8254';
    this.#clock = ctx.clock;
    this.#scheduler = ctx.scheduler;
    this.#out = [ctx.out.out0, ctx.out.out1, ctx.out.out2];
    this.#counters = [0, 1, 2].map(() => new Counter(this.#readBack));
    this.#events = [0, 1, 2].map((n) => ctx.scheduler.allocate(`${ctx.id}.out${n}`, (t) => this.#drive(n, t)));
    [ctx.in.gate0, ctx.in.gate1, ctx.in.gate2].forEach((pin, n) => {
      pin.listen((on, t) => this.#gate(n, on, t));
    });
    this.io = {
      registers: {
        read: (offset: number, t: number) => {
          this.#last = this.#edge(t);
          return this.#read(offset & 3);
        },
        peek: (offset: number) => ((offset & 3) === 3 ? 0xff : this.#counters[offset & 3]!.peek(this.#last)),
        write: (offset: number, value: number, t: number) => this.#write(offset & 3, value, t),
      },
    };
    this.#gates = [ctx.in.gate0, ctx.in.gate1, ctx.in.gate2];
  }

  /** The number of falling edges of CLK up to and including tick `t`. */
  #edge(t: number): number {
    return this.#clock.cycleAt(t + 1);
  }

  /** Power-on: the mode of a counter is undefined until it is programmed; this one waits, with OUT low. RESET: no pin. */
  reset(kind: 'power' | 'reset', t: number): void {
    if (kind === 'reset') return;
    this.#last = 0;
    this.#counters.forEach((counter, n) => {
      counter.powerOn(!this.#gates[n]!.connected);
      this.#drive(n, t);
    });
  }

  // ---------------------------------------------------------------- outputs

  /** OUT of a counter at tick `t`, without waiting for its event. */
  level(counter: number, t: number): boolean {
    return this.#counters[counter]!.outAt(this.#edge(t));
  }

  /** The counting element of a counter at tick `t`. */
  countAt(counter: number, t: number): number {
    return this.#counters[counter]!.countAt(this.#edge(t));
  }

  /** What a counter does by itself from tick `t` on if nobody touches it: null if it makes no endless wave. */
  period(counter: number, t: number): Period | null {
    const wave = this.#counters[counter]!.wave(this.#edge(t));
    return wave === null ? null : { start: this.#clock.tickOf(wave.start - 1), cycles: wave.cycles, high: wave.high };
  }

  /**
   * The first tick after `t` at which OUT of a counter may change if nobody touches it; Infinity if it stays. For what
   * hangs on OUT without a line, and looks at it afterwards.
   */
  nextChange(counter: number, t: number): number {
    const next = this.#counters[counter]!.nextChange(this.#edge(t));
    return next === Number.POSITIVE_INFINITY ? next : this.#clock.tickOf(next - 1);
  }

  /** CLK of the counters. */
  get clock(): ClockDomain {
    return this.#clock;
  }

  /** Calls `listener` whenever a counter is programmed or gated: its waveform before `t` is as it was. */
  onChange(counter: number, listener: (t: number) => void): void {
    this.#listeners[counter]!.push(listener);
  }

  #tell(counter: number, t: number): void {
    for (const listener of this.#listeners[counter]!) listener(t);
  }

  /** Drives OUT, and sets the event for its next change if anything is wired to it. */
  #drive(n: number, t: number): void {
    const counter = this.#counters[n]!;
    const edge = this.#clock.cycleAt(t + 1);
    const pin = this.#out[n]!;
    pin.drive(counter.outAt(edge), t);
    const next = pin.connected ? counter.nextChange(edge) : Number.POSITIVE_INFINITY;
    // the edge with number e − 1 is the last one that has happened when the count stands at e
    this.#scheduler.at(this.#events[n]!, next === Number.POSITIVE_INFINITY ? next : this.#clock.tickOf(next - 1));
  }

  #gate(n: number, on: boolean, t: number): void {
    this.#tell(n, t);
    this.#counters[n]!.gate(on, this.#edge(t));
    this.#drive(n, t);
  }

  // ---------------------------------------------------------------- registers

  #read(address: number): number {
    // the control word cannot be read: nothing drives the bus
    return address === 3 ? 0xff : this.#counters[address]!.read(this.#last);
  }

  #write(address: number, value: number, t: number): void {
    const edge = this.#edge(t);
    this.#last = edge;
    if (address < 3) {
      this.#tell(address, t);
      this.#counters[address]!.write(value, edge);
      this.#drive(address, t);
      return;
    }
    const select = value >> 6;
    if (select === 3) {
      if (!this.#readBack) return;
      for (let n = 0; n < 3; n++) {
        if ((value & (2 << n)) === 0) continue;
        if ((value & 0x10) === 0) this.#counters[n]!.latchStatus(edge);
        if ((value & 0x20) === 0) this.#counters[n]!.latch(edge);
      }
    } else if ((value & 0x30) === 0) {
      this.#counters[select]!.latch(edge);
    } else {
      this.#tell(select, t);
      this.#counters[select]!.control(value, edge);
      this.#drive(select, t);
    }
  }

  state(io: StateIo): void {
    this.#last = io.number('last', this.#last);
    this.#counters.forEach((counter, n) => {
      io.section(`counter${n}`, 1, (s) => counter.state(s));
    });
  }
}

const IO = { registers: { size: 4, title: 'interval timer' } } as const;

export const Intel8253Part = definePart({
  type: 'Intel8253',
  title: 'Intel 8253 interval timer',
  pins: PINS,
  io: IO,
  create: (ctx) => new Intel8253(ctx, { model: '8253' }),
});

export const Intel8254Part = definePart({
  type: 'Intel8254',
  title: 'Intel 8254 interval timer',
  pins: PINS,
  io: IO,
  create: (ctx) => new Intel8253(ctx, { model: '8254' }),
});
