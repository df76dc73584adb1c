import { type CalendarTime, daysOf, Mm58167 } from '@backplane/chips-national';
import {
  type Device,
  defineCard,
  definePart,
  type InputValue,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
} from '@backplane/kernel';

/*
 * Clock card: an MM58167 with a battery at 2C0h–2DFh, where the AST SixPakPlus has it
 *
 * The chip has no year. AST's clock program and GLaTICK keep it in the chip's RAM, register 0Ah, in years since 1980. The
 * interrupt is not wired to the bus.
 *
 * Input `seconds` sets counters and year: seconds of local time since the beginning of 1980, the first day of DOS.
 *
 * Sources: AST Research, "SixPakPlus User's Manual" (1983), clock/calendar; technical bulletin TB-0143 (1986); notes of the
 * GLaTICK project on the register of the year.
 */

/** Local date for which `seconds` is 0. */
export const CLOCK_EPOCH = [1980, 1, 1] as const;

/** 1 January 1980 was a Tuesday; the chip's week begins with 1 = Sunday. */
const FIRST_WEEKDAY = 3;
const SECONDS_PER_DAY = 86_400;

/** Register of the RAM that holds the years since 1980. */
const YEAR = 0x0a;

const leap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** What the counters show some seconds of local time after the epoch, and the years since then. */
export function clockTime(seconds: number): CalendarTime & { readonly years: number } {
  const ms = Math.floor(seconds * 1000);
  const days = Math.floor(ms / (SECONDS_PER_DAY * 1000));
  let year: number = CLOCK_EPOCH[0];
  let left = days;
  for (let length = 366; left >= length; length = leap(year) ? 366 : 365) {
    left -= length;
    year++;
  }
  let month = 1;
  for (;;) {
    const length = daysOf(month) + (month === 2 && leap(year) ? 1 : 0);
    if (left < length) break;
    left -= length;
    month++;
  }
  return {
    years: year - CLOCK_EPOCH[0],
    ms: ms - days * SECONDS_PER_DAY * 1000,
    weekday: ((days + FIRST_WEEKDAY - 1) % 7) + 1,
    day: left + 1,
    month,
  };
}

/** The clock and its owner, who sets it. */
export class ClockCard implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  readonly #ctx: PartContext<'int' | 'standby', never>;
  readonly #chip: Mm58167;

  constructor(ctx: PartContext<'int' | 'standby', never>) {
    this.#ctx = ctx;
    this.#chip = new Mm58167(ctx);
    this.io = this.#chip.io;
  }

  input(_name: string, value: InputValue, t: number): void {
    const seconds = value as number;
    // beyond that the host means something else
    if (seconds < 0 || seconds > 400 * 366 * SECONDS_PER_DAY) {
      const text = `The clock takes seconds since ${CLOCK_EPOCH.join('-')}, not ${seconds}.`;
      this.#ctx.emit({ kind: 'note', text }, t);
      return;
    }
    const time = clockTime(seconds);
    this.#chip.set(time, t);
    this.#chip.write(YEAR, time.years & 0xff, t);
  }

  reset(kind: ResetKind, t: number): void {
    this.#chip.reset(kind, t);
  }

  sync(t: number): void {
    this.#chip.sync(t);
  }

  state(io: StateIo): void {
    this.#chip.state(io);
  }
}

export const ClockCardPart = definePart({
  type: 'IsaClock',
  title: 'MM58167 clock with a battery',
  pins: { int: 'out', standby: 'out' },
  io: { registers: { size: 32, title: 'MM58167' } },
  inputs: { seconds: { kind: 'number', title: 'seconds of local time since the beginning of 1980' } },
  create: (ctx: PartContext<'int' | 'standby', never>) => new ClockCard(ctx),
});

export const clockCard = defineCard({
  id: 'clock',
  title: 'Clock with battery (MM58167 at 2C0h)',
  fits: 'isa8',
  clocks: { crystal: { hz: 32_768, title: 'crystal of the clock' } },
  parts: { clock: { type: ClockCardPart, clock: 'crystal' } },
  ports: { io: [{ from: 0x2c0, to: 0x2df, io: 'clock.registers' }] },
  inputs: { seconds: { title: 'time of day', to: 'clock.seconds' } },
});
