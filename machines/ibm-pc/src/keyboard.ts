import {
  type Device,
  definePart,
  type EventId,
  type InputPin,
  type InputValue,
  type OutputPin,
  type PartContext,
  type ResetKind,
  type StateIo,
  suggest,
} from '@backplane/kernel';
import { breakCodes, isTypematic, KEY_INDEX, KEYS, type KeyboardModel, makeCodes } from './keys.ts';

/*
 * The keyboard, up to its plug
 *
 * A microprocessor in the keyboard turns keys into scan codes, keeps them in a buffer and sends them over two
 * open-collector wires, CLOCK and DATA. At rest it holds DATA low. To send, it looks whether CLOCK is high, pulls it low
 * (request to send) and lets DATA go; the board may keep DATA low for as long as it is not ready. When DATA is high (clear
 * to send) nine bits follow, a start bit that is 1 and the code from bit 0 on, each with a falling edge of CLOCK. The board
 * stops the keyboard by holding CLOCK low, and resets it by doing so for long.
 *
 * Sources: IBM, *PC/XT Technical Reference* (1986), "Keyboard": keyboard data output (request to send, clear to send within
 * 250 µs, 60–120 µs to the first clock, 25–50 µs active), keyboard buffer, keys (typematic), power-on routine; IBM,
 * *Personal Computer Technical Reference*, "Keyboard", scan codes.
 *
 * On both lines "on" is low.
 */

/** Microseconds of the transmission. */
const CTS_LOOK = 10;
const CTS_LIMIT = 250;
/** From clear to send until CLOCK is released, and until the first falling edge. */
const CTS_TO_RELEASE = 30;
const CTS_TO_CLOCK = 90;
/** CLOCK low and high in each bit. */
const CLOCK_LOW = 55;
const CLOCK_HIGH = 40;
/** Until the next attempt after the board was not ready, or stopped a code. */
const RETRY = 2000;
/** Between two codes. */
const PAUSE_BETWEEN = 200;
/** CLOCK held low by the board for so long is a reset. */
const RESET_AFTER = 12_500;
/** From reset or power to the code that tells that the self-test went well. */
const SELF_TEST = 10_000;
/** A key repeats after so many microseconds, and then 10.9 times a second. */
const REPEAT_AFTER = 500_000;
const REPEAT_EVERY = Math.round(1e6 / 10.9);

const SELF_TEST_OK = 0xaa;
const OVERRUN = 0xff;

/** Codes that the buffer holds. */
const BUFFER: Readonly<Record<KeyboardModel, number>> = { 'pc-xt-83': 20, 'enhanced-101': 16 };

/** Start bit and eight bits of data. */
const BITS = 9;

/** What the transmission is doing. */
const PHASE = { rest: 0, asking: 1, waiting: 2, cleared: 3, high: 4, low: 5, testing: 6, retry: 7 } as const;

export interface KeyboardOptions {
  /** `pc-xt-83` if absent. */
  readonly model?: KeyboardModel;
}

export class Keyboard implements Device {
  readonly stateVersion = 1;
  readonly #ctx: PartContext<'clock' | 'data', 'clock' | 'data'>;
  readonly #model: KeyboardModel;
  readonly #capacity: number;
  readonly #clockOut: OutputPin;
  readonly #dataOut: OutputPin;
  readonly #clockIn: InputPin;
  readonly #dataIn: InputPin;
  readonly #wire: EventId;
  readonly #typematic: EventId;
  readonly #held = new Uint8Array(KEYS.length);
  /** First in, first out. One place more than there is for codes: it takes the overrun code. */
  readonly #buffer: Uint8Array;
  #length = 0;
  #phase: number = PHASE.rest;
  /** Number of the bit on DATA. */
  #bit = 0;
  /** Tick at which the board pulled CLOCK low, or −1. */
  #stoppedAt = -1;
  /** Key that repeats, or −1. */
  #repeats = -1;

  constructor(ctx: PartContext<'clock' | 'data', 'clock' | 'data'>, { model = 'pc-xt-83' }: KeyboardOptions = {}) {
    if (!Object.hasOwn(BUFFER, model)) {
      throw new TypeError(
        `Keyboard "${ctx.id}": there is no model "${String(model)}".${suggest(model, Object.keys(BUFFER))}`,
      );
    }
    this.#ctx = ctx;
    this.#model = model;
    this.#capacity = BUFFER[model];
    this.#buffer = new Uint8Array(this.#capacity + 1);
    this.#clockOut = ctx.out.clock;
    this.#dataOut = ctx.out.data;
    this.#clockIn = ctx.in.clock;
    this.#dataIn = ctx.in.data;
    this.#wire = ctx.scheduler.allocate(`${ctx.id}.wire`, (t) => this.#step(t));
    this.#typematic = ctx.scheduler.allocate(`${ctx.id}.typematic`, (t) => this.#repeat(t));
    ctx.in.clock.listen((low, t) => this.#clockChanged(low, t));
    ctx.in.data.listen((low, t) => {
      if (!low && this.#phase === PHASE.waiting) this.#clearToSend(t);
    });
  }

  /** Codes that wait to be sent. */
  get pending(): number {
    return this.#length;
  }

  /** Lets CLOCK go. If it stays low, the board holds it. */
  #releaseClock(t: number): void {
    this.#clockOut.drive(false, t);
    if (this.#clockIn.level && this.#stoppedAt < 0) this.#stoppedAt = t;
  }

  #after(microseconds: number, t: number): number {
    return t + Math.round((microseconds * this.#ctx.ticksPerSecond) / 1e6);
  }

  #next(phase: number, microseconds: number, t: number): void {
    this.#phase = phase;
    this.#ctx.scheduler.at(this.#wire, this.#after(microseconds, t));
  }

  // ---------------------------------------------------------------- the wire

  /** CLOCK has changed: the board stops the keyboard or lets it go, unless it was the keyboard itself. */
  #clockChanged(low: boolean, t: number): void {
    if (this.#clockOut.on) return;
    if (low) {
      this.#stoppedAt = t;
      return;
    }
    if (this.#stoppedAt < 0) return;
    const stopped = t - this.#stoppedAt;
    this.#stoppedAt = -1;
    if (stopped >= this.#after(RESET_AFTER, 0)) this.#restart(t);
    else if (this.#phase === PHASE.rest) this.#send(t);
  }

  /** The keyboard's own reset: buffer and keys are forgotten, then comes the self-test. */
  #restart(t: number): void {
    this.#length = 0;
    this.#repeats = -1;
    this.#ctx.scheduler.cancel(this.#typematic);
    this.#dataOut.drive(true, t);
    this.#releaseClock(t);
    this.#next(PHASE.testing, SELF_TEST, t);
  }

  /** Begins to send the first code of the buffer, if there is one and the board lets it. */
  #send(t: number): void {
    this.#phase = PHASE.rest;
    if (this.#length === 0 || this.#clockIn.level) return;
    this.#clockOut.drive(true, t);
    this.#dataOut.drive(false, t);
    this.#next(PHASE.asking, CTS_LOOK, t);
  }

  #clearToSend(t: number): void {
    this.#next(PHASE.cleared, CTS_TO_RELEASE, t);
  }

  /** Gives up for now; the code stays in the buffer. */
  #giveUp(t: number): void {
    this.#dataOut.drive(true, t);
    this.#releaseClock(t);
    this.#next(PHASE.retry, RETRY, t);
  }

  /** Level of bit `n` of the code that is sent; true = high. */
  #bitOf(n: number): boolean {
    return n === 0 || ((this.#buffer[0]! >> (n - 1)) & 1) !== 0;
  }

  #step(t: number): void {
    switch (this.#phase) {
      case PHASE.asking:
        if (!this.#dataIn.level) this.#clearToSend(t);
        else this.#next(PHASE.waiting, CTS_LIMIT - CTS_LOOK, t);
        break;
      case PHASE.waiting:
        this.#giveUp(t);
        break;
      case PHASE.cleared:
        this.#bit = 0;
        this.#releaseClock(t);
        this.#next(PHASE.high, CTS_TO_CLOCK - CTS_TO_RELEASE, t);
        break;
      case PHASE.high:
        // the board holds CLOCK low although it was let go
        if (this.#clockIn.level) this.#giveUp(t);
        else {
          this.#clockOut.drive(true, t);
          this.#next(PHASE.low, CLOCK_LOW, t);
        }
        break;
      case PHASE.low:
        this.#bitSent(t);
        break;
      case PHASE.testing:
        this.#phase = PHASE.rest;
        this.#queue([SELF_TEST_OK], t);
        break;
      case PHASE.retry:
        this.#send(t);
        break;
    }
  }

  #bitSent(t: number): void {
    if (++this.#bit < BITS) {
      this.#dataOut.drive(!this.#bitOf(this.#bit), t);
      this.#releaseClock(t);
      this.#next(PHASE.high, CLOCK_HIGH, t);
      return;
    }
    this.#buffer.copyWithin(0, 1, this.#length);
    this.#length--;
    this.#dataOut.drive(true, t);
    this.#releaseClock(t);
    this.#next(PHASE.retry, PAUSE_BETWEEN, t);
  }

  // ---------------------------------------------------------------- keys

  /** Puts codes into the buffer, all of them or none; what does not fit leaves the overrun code behind. */
  #queue(codes: readonly number[], t: number): void {
    if (this.#length + codes.length <= this.#capacity) {
      for (const code of codes) this.#buffer[this.#length++] = code;
    } else if (this.#length <= this.#capacity) {
      if (this.#buffer[this.#length - 1] !== OVERRUN) this.#buffer[this.#length++] = OVERRUN;
    }
    if (this.#phase === PHASE.rest) this.#send(t);
  }

  /** The input `keys`: `+id` presses a key, `-id` releases it, `-*` releases all. Others are ignored, with a note. */
  input(_name: string, value: InputValue, t: number): void {
    const text = String(value);
    const id = text.slice(1);
    const press = text.startsWith('+');
    if (text === '-*') {
      for (let n = 0; n < KEYS.length; n++) if (this.#held[n] !== 0) this.#release(n, t);
      return;
    }
    if (!press && !text.startsWith('-')) {
      this.#ctx.emit({ kind: 'note', text: `Keys are given as +id (press) or -id (release), not "${text}".` }, t);
      return;
    }
    const n = KEY_INDEX.get(id);
    if (n === undefined) {
      const hint = suggest(id, [...KEY_INDEX.keys()]);
      this.#ctx.emit({ kind: 'note', text: `The keyboard has no key "${id}".${hint}` }, t);
      return;
    }
    if (press && this.#held[n] === 0) this.#press(n, t);
    else if (!press && this.#held[n] !== 0) this.#release(n, t);
  }

  #press(n: number, t: number): void {
    this.#held[n] = 1;
    if (this.#phase === PHASE.testing) return;
    this.#repeats = isTypematic(this.#model, n) ? n : -1;
    if (this.#repeats >= 0) this.#ctx.scheduler.at(this.#typematic, this.#after(REPEAT_AFTER, t));
    this.#queue(makeCodes(this.#model, n), t);
  }

  #release(n: number, t: number): void {
    this.#held[n] = 0;
    if (this.#phase === PHASE.testing) return;
    if (this.#repeats === n) {
      this.#repeats = -1;
      this.#ctx.scheduler.cancel(this.#typematic);
    }
    this.#queue(breakCodes(this.#model, n), t);
  }

  #repeat(t: number): void {
    this.#ctx.scheduler.at(this.#typematic, this.#after(REPEAT_EVERY, t));
    // while the board takes no codes, only the first one is kept
    if (this.#length === 0) this.#queue(makeCodes(this.#model, this.#repeats), t);
  }

  // ---------------------------------------------------------------- state

  /** Power. The board's reset line does not lead to the keyboard. */
  reset(kind: ResetKind, t: number): void {
    if (kind === 'reset') return;
    this.#held.fill(0);
    this.#buffer.fill(0);
    this.#bit = 0;
    this.#stoppedAt = -1;
    this.#restart(t);
  }

  state(io: StateIo): void {
    io.bytes('held', this.#held);
    // codes that have been sent are forgotten
    if (!io.loading) this.#buffer.fill(0, this.#length);
    io.bytes('buffer', this.#buffer);
    this.#length = io.number('length', this.#length);
    this.#phase = io.number('phase', this.#phase);
    this.#bit = io.number('bit', this.#bit);
    this.#stoppedAt = io.number('stoppedAt', this.#stoppedAt);
    this.#repeats = io.number('repeats', this.#repeats);
  }
}

export const KeyboardPart = definePart({
  type: 'PcKeyboard',
  title: 'PC keyboard',
  pins: { clock: 'bus', data: 'bus' },
  inputs: { keys: { kind: 'text', title: '+id presses a key, -id releases it, -* releases all' } },
  create: (ctx, options: KeyboardOptions) => new Keyboard(ctx, options),
});
