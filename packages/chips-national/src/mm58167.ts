import {
  type Device,
  definePart,
  type EventId,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
} from '@backplane/kernel';
import {
  type CalendarTime,
  daysOf,
  later,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  MS_PER_SECOND,
  untilMonth,
  untilWeek,
} from './mm58167-calendar.ts';

/*
 * National Semiconductor MM58167A: microprocessor real time clock
 *
 * 00h–07h counters: milliseconds (upper digit), hundredths and tenths, seconds, minutes, hours, day of the week, day of the
 * month, month, in BCD. 08h–0Fh RAM of the same form, which is compared with the counters: a digit whose upper two bits are
 * set matches always. 10h interrupt status (cleared by reading), 11h interrupt control, 12h counter reset, 13h RAM reset,
 * 14h status bit (the counters have moved since one was read: read again), 15h GO, 16h standby interrupt. 1Fh, the test
 * mode, does nothing here.
 *
 * Interrupts, by bit: RAM and counters match, tenth of a second, second, minute, hour, day, week, month.
 *
 * The counters are a closed form of the time since they were last written. There is an event only while an output is wired
 * and an interrupt enabled.
 *
 * Source: National Semiconductor, "MM58167A Microprocessor Real Time Clock" (data sheet): tables I and II, "Functional
 * description". A counter that is written with what no clock shows takes the nearest time that there is.
 */

const PINS = { int: 'out', standby: 'out' } as const;
type Context = PartContext<'int' | 'standby', never>;

const COUNTERS = 8;
const STATUS = 0x10;
const CONTROL = 0x11;
const COUNTER_RESET = 0x12;
const RAM_RESET = 0x13;
const ROLLOVER = 0x14;
const GO = 0x15;
const STANDBY = 0x16;

const MATCH = 0x01;

/** Digits of the RAM that exist. */
const RAM_BITS = Uint8Array.of(0xf0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff);

const NEVER = Number.POSITIVE_INFINITY;

function bcd(n: number): number {
  return (Math.floor(n / 10) << 4) | (n % 10);
}

function binary(value: number): number {
  return (value >> 4) * 10 + (value & 0x0f);
}

/** Whether each digit of RAM byte `ram` lets each digit of a counter through. */
function matches(ram: number, counter: number): boolean {
  const high = (ram & 0xc0) === 0xc0 || ram >> 4 === counter >> 4;
  return high && ((ram & 0x0c) === 0x0c || (ram & 0x0f) === (counter & 0x0f));
}

/** A counter's byte. */
function counterOf(time: CalendarTime, n: number): number {
  switch (n) {
    case 0:
      return (time.ms % 10) << 4;
    case 1:
      return bcd(Math.floor(time.ms / 10) % 100);
    case 2:
      return bcd(Math.floor(time.ms / MS_PER_SECOND) % 60);
    case 3:
      return bcd(Math.floor(time.ms / MS_PER_MINUTE) % 60);
    case 4:
      return bcd(Math.floor(time.ms / MS_PER_HOUR));
    case 5:
      return time.weekday;
    case 6:
      return bcd(time.day);
    default:
      return bcd(time.month);
  }
}

/** Milliseconds in a step of counters 0–4. */
const STEPS = [1, 10, MS_PER_SECOND, MS_PER_MINUTE, MS_PER_HOUR] as const;
const RANGES = [10, 100, 60, 60, 24] as const;

/** The time with counter `n` at `value`. */
function withCounter(time: CalendarTime, n: number, value: number): CalendarTime {
  if (n === 5) return { ...time, weekday: Math.max(1, value & 7) };
  if (n === 6) return { ...time, day: Math.min(31, Math.max(1, binary(value & 0x3f))) };
  if (n === 7) return { ...time, month: Math.min(12, Math.max(1, binary(value & 0x1f))) };
  const step = STEPS[n]!;
  const range = RANGES[n]!;
  const now = Math.floor(time.ms / step) % range;
  const wanted = Math.min(range - 1, n === 0 ? value >> 4 : binary(value));
  return { ...time, ms: time.ms + (wanted - now) * step };
}

/** An MM58167A. Its clock is the crystal, 32,768 Hz. */
export class Mm58167 implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  readonly #ctx: Context;
  readonly #event: EventId;
  /** What the counters showed in cycle `#since`. */
  #time: CalendarTime = { ms: 0, weekday: 1, day: 1, month: 1 };
  #since = 0;
  readonly #ram = new Uint8Array(COUNTERS);
  #control = 0;
  /** Interrupts that have come up, as of millisecond `#done` after `#since`. */
  #status = 0;
  #done = 0;
  #standbyEnabled = false;
  #standby = false;
  /** Milliseconds after `#since` at which a counter was read, −1 = none since the status bit was. */
  #readAt = -1;

  /** From `#searched` on, `#found` is the first match; no state. −1 = not known. */
  #searched = -1;
  #found = 0;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.interrupt`, (t) => this.#update(t));
    this.io = {
      registers: {
        read: (offset, t) => this.read(offset, t),
        write: (offset, value, t) => this.write(offset, value, t),
        peek: (offset) => this.peek(offset),
      },
    };
  }

  /** The chip has a battery and no RESET: only power-on at the factory, midnight of 1 January, a Sunday. */
  reset(kind: ResetKind, t: number): void {
    if (kind === 'reset') return;
    this.#time = { ms: 0, weekday: 1, day: 1, month: 1 };
    this.#since = this.#ctx.clock.cycleAt(t);
    this.#ram.fill(0);
    this.#searched = -1;
    this.#control = this.#status = this.#done = 0;
    this.#standbyEnabled = this.#standby = false;
    this.#readAt = -1;
  }

  /** Sets all counters at tick `t`, as the user would by hand. */
  set(time: CalendarTime, t: number): void {
    this.#settle(t);
    const { ms, weekday, day, month } = time;
    this.#begin({ ms, weekday, day, month }, t);
    this.#update(t);
  }

  /** What the counters show at tick `t`. */
  timeAt(t: number): CalendarTime {
    return later(this.#time, this.#elapsed(t));
  }

  /** Milliseconds from `#since` to tick `t`. */
  #elapsed(t: number): number {
    const cycles = this.#ctx.clock.cycleAt(t + 1) - 1 - this.#since;
    return Math.max(0, Math.floor((cycles * 1000) / 32768));
  }

  /** The first tick that is `ms` milliseconds after `#since`. */
  #tickAt(ms: number): number {
    return this.#ctx.clock.tickOf(this.#since + Math.ceil((ms * 32768) / 1000));
  }

  #begin(time: CalendarTime, t: number): void {
    this.#time = time;
    this.#searched = -1;
    this.#since = this.#ctx.clock.cycleAt(t + 1) - 1;
    this.#done = 0;
    // what is written does not ripple
    if (this.#readAt >= 0) this.#readAt = 0;
  }

  // ---------------------------------------------------------------- interrupts

  /** The first millisecond after `ms` at which interrupt `bit` comes up. */
  #next(bit: number, ms: number): number {
    const time = later(this.#time, ms);
    switch (bit) {
      case 0:
        return this.#nextMatch(ms + 1);
      case 1:
        return ms + 100 - (time.ms % 100);
      case 2:
        return ms + MS_PER_SECOND - (time.ms % MS_PER_SECOND);
      case 3:
        return ms + MS_PER_MINUTE - (time.ms % MS_PER_MINUTE);
      case 4:
        return ms + MS_PER_HOUR - (time.ms % MS_PER_HOUR);
      case 5:
        return ms + MS_PER_DAY - time.ms;
      case 6:
        return ms + untilWeek(time);
      default:
        return ms + untilMonth(time);
    }
  }

  /** The first millisecond from `from` on at which RAM and counters match; infinity if they never do. */
  #nextMatch(from: number): number {
    if (this.#searched < 0 || from < this.#searched || from > this.#found) {
      this.#searched = from;
      this.#found = this.#search(from);
    }
    return this.#found;
  }

  #search(from: number): number {
    if (!this.#canMatch()) return NEVER;
    let ms = from;
    // a day of the year falls on each day of the week within seven years
    for (const end = from + 8 * 365 * MS_PER_DAY; ms < end; ) {
      const time = later(this.#time, ms);
      let n = COUNTERS - 1;
      while (n >= 0 && matches(this.#ram[n]!, counterOf(time, n))) n--;
      if (n < 0) return ms;
      if (n === 7) ms += untilMonth(time);
      else if (n >= 5) ms += MS_PER_DAY - time.ms;
      else ms += STEPS[n]! - (time.ms % STEPS[n]!);
    }
    return NEVER;
  }

  /** Whether there is a value of each counter that RAM lets through, and a day that has them. */
  #canMatch(): boolean {
    for (let n = 0; n < 5; n++) {
      const range = RANGES[n]!;
      let value = 0;
      while (value < range && !matches(this.#ram[n]!, n === 0 ? value << 4 : bcd(value))) value++;
      if (value === range) return false;
    }
    let weekday = 1;
    while (weekday <= 7 && !matches(this.#ram[5]!, weekday)) weekday++;
    if (weekday > 7) return false;
    for (let month = 1; month <= 12; month++) {
      if (!matches(this.#ram[7]!, bcd(month))) continue;
      for (let day = 1; day <= daysOf(month); day++) if (matches(this.#ram[6]!, bcd(day))) return true;
    }
    return false;
  }

  /** Interrupts and standby output that can come up. */
  get #watched(): number {
    return (this.#control & ~this.#status) | (this.#standbyEnabled && !this.#standby ? MATCH : 0);
  }

  /** Notes what has come up until tick `t`. */
  #settle(t: number): void {
    const now = this.#elapsed(t);
    // a processor that has run ahead may have looked already
    if (now <= this.#done) return;
    const watched = this.#watched;
    for (let bit = 0; bit < 8; bit++) {
      if ((watched & (1 << bit)) === 0 || this.#next(bit, this.#done) > now) continue;
      this.#status |= this.#control & (1 << bit);
      if (bit === 0 && this.#standbyEnabled) this.#standby = true;
    }
    this.#done = now;
  }

  #update(t: number): void {
    this.#settle(t);
    const { out, scheduler } = this.#ctx;
    out.int.drive(this.#status !== 0, t);
    out.standby.drive(this.#standby, t);
    let next = NEVER;
    const wired = (out.int.connected && this.#status === 0) || (out.standby.connected && this.#standbyEnabled);
    const watched = wired ? this.#watched : 0;
    for (let bit = 0; bit < 8; bit++) {
      if ((watched & (1 << bit)) !== 0) next = Math.min(next, this.#next(bit, this.#done));
    }
    scheduler.at(this.#event, next === NEVER ? NEVER : this.#tickAt(next));
  }

  // ---------------------------------------------------------------- registers

  /** Reads register `offset` (0–31) at tick `t`. */
  read(offset: number, t: number): number {
    const register = offset & 0x1f;
    const value = this.#value(register, t);
    if (register < COUNTERS) {
      if (this.#readAt < 0) this.#readAt = this.#elapsed(t);
    } else if (register === ROLLOVER) this.#readAt = -1;
    else if (register === STATUS) {
      this.#settle(t);
      this.#status = 0;
      this.#update(t);
    }
    return value;
  }

  /** What register `offset` would read now, without any effect. */
  peek(offset: number): number {
    const t = this.#ctx.scheduler.now;
    return this.#value(offset & 0x1f, t);
  }

  #value(register: number, t: number): number {
    if (register < COUNTERS) return counterOf(this.timeAt(t), register);
    if (register < 2 * COUNTERS) return this.#ram[register - COUNTERS]!;
    if (register === ROLLOVER) return this.#readAt >= 0 && this.#elapsed(t) > this.#readAt ? 1 : 0;
    if (register !== STATUS) return 0;
    this.#settle(t);
    return this.#status;
  }

  /** Writes register `offset` (0–31) at tick `t`. */
  write(offset: number, value: number, t: number): void {
    const register = offset & 0x1f;
    this.#settle(t);
    this.#searched = -1;
    if (register < COUNTERS) this.#begin(withCounter(this.timeAt(t), register, value), t);
    else if (register < 2 * COUNTERS) this.#ram[register - COUNTERS] = value & RAM_BITS[register - COUNTERS]!;
    else {
      switch (register) {
        case CONTROL:
          this.#control = value;
          this.#status &= value;
          break;
        case COUNTER_RESET:
          this.#clear(value, t);
          break;
        case RAM_RESET:
          for (let n = 0; n < COUNTERS; n++) if ((value & (1 << n)) !== 0) this.#ram[n] = 0;
          break;
        case GO:
          // milliseconds to seconds
          this.#clear(0x07, t);
          break;
        case STANDBY:
          this.#standbyEnabled = (value & 1) !== 0;
          if (!this.#standbyEnabled) this.#standby = false;
          break;
      }
    }
    this.#update(t);
  }

  /** Clears the counters whose bits are set; days and months begin with 1. */
  #clear(counters: number, t: number): void {
    let time = this.timeAt(t);
    for (let n = 0; n < COUNTERS; n++) if ((counters & (1 << n)) !== 0) time = withCounter(time, n, 0);
    this.#begin(time, t);
  }

  sync(t: number): void {
    this.#settle(t);
  }

  state(io: StateIo): void {
    if (!io.loading) this.#settle(this.#ctx.scheduler.now);
    this.#time = {
      ms: io.number('ms', this.#time.ms),
      weekday: io.number('weekday', this.#time.weekday),
      day: io.number('day', this.#time.day),
      month: io.number('month', this.#time.month),
    };
    this.#since = io.number('since', this.#since);
    io.bytes('ram', this.#ram);
    this.#searched = -1;
    this.#control = io.number('control', this.#control) & 0xff;
    this.#status = io.number('status', this.#status) & 0xff;
    this.#done = io.number('done', this.#done);
    this.#standbyEnabled = io.bool('standbyEnabled', this.#standbyEnabled);
    this.#standby = io.bool('standby', this.#standby);
    this.#readAt = io.number('readAt', this.#readAt);
  }
}

export const Mm58167Part = definePart({
  type: 'Mm58167',
  title: 'Microprocessor real time clock',
  pins: PINS,
  io: { registers: { size: 32, title: 'registers' } },
  create: (ctx: Context) => new Mm58167(ctx),
});
