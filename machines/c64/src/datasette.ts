import {
  type Device,
  definePart,
  type EventId,
  type InputValue,
  type PartContext,
  type ResetKind,
  StateError,
  type StateIo,
  sha1Hex,
} from '@backplane/kernel';
import { MediaError, Tape } from '@backplane/media';

/*
 * Datasette 1530
 *
 * The recorder turns the tape's signal into pulses on READ, which is CIA 1's FLAG input; what it records is the level of
 * P3 of the processor's port. P5 switches the motor, and a switch under the keys pulls SENSE (P4) low.
 *
 * Source: Commodore 64 Programmer's Reference Guide, "Cassette"; service manual, datasette interface.
 */

/** Cycles after which the motor turns the tape at its speed. */
const SPIN_UP = 32_000;

/** What can be done with the keys. Rewinding and winding on take no time. */
const KEYS = ['stop', 'play', 'record', 'rewind', 'forward'] as const;
type Key = (typeof KEYS)[number];
/** The key that stays down. */
type Running = 'stop' | 'play' | 'record';

type Outputs = 'read' | 'sense';
type Inputs = 'motor' | 'write';

export class Datasette implements Device {
  readonly stateVersion = 1;
  readonly #ctx: PartContext<Outputs, Inputs>;
  readonly #event: EventId;
  #tape: Tape | null = null;
  #key: Running = 'stop';
  /** Number of the pulse under the head. */
  #position = 0;
  /** Tick at which the tape came to speed, or Infinity while it stands. */
  #turning = Number.POSITIVE_INFINITY;
  /** Playing: READ has been low since the pulse came, and goes high in the middle of the next one. */
  #low = false;
  /** Recording: tick of the last pulse, −1 before the first; the times since record was pressed or the motor started. */
  #lastPulse = -1;
  #recorded: number[] = [];

  constructor(ctx: PartContext<Outputs, Inputs>) {
    this.#ctx = ctx;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.pulse`, (t) => this.#pulse(t));
    ctx.in.motor.listen((on, t) => this.#motor(on, t));
    // the interface inverts: what rises on WRITE falls on READ
    ctx.in.write.listen((low, t) => {
      if (!low) this.#written(t);
    });
  }

  /** Pulse under the head, and number of pulses. */
  get counter(): readonly [position: number, length: number] {
    return [this.#position, this.#tape?.length ?? 0];
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'reset') return;
    this.#finish();
    this.#key = 'stop';
    this.#position = 0;
    this.#turning = Number.POSITIVE_INFINITY;
    this.#low = false;
    this.#lastPulse = -1;
    this.#ctx.scheduler.cancel(this.#event);
    this.#ctx.out.read.drive(false, t);
    this.#ctx.out.sense.drive(false, t);
  }

  /** @throws MediaError if it is no tape */
  insert(_bay: string, medium: unknown, t: number): void {
    if (medium !== null && !(medium instanceof Tape)) {
      throw new MediaError('the datasette takes a tape', { hint: 'Open a TAP image with parseTap.' });
    }
    this.#finish();
    this.#tape = medium;
    if (medium !== null && medium.baseSha1 === '') medium.baseSha1 = sha1Hex(medium.image());
    this.#position = 0;
    this.#press('stop', t);
  }

  /** The input `keys`: one of the recorder's keys. Others are ignored, with a note. */
  input(_name: string, value: InputValue, t: number): void {
    if (KEYS.includes(value as Key)) this.#press(value as Key, t);
    else this.#ctx.emit({ kind: 'note', text: `The datasette has the keys ${KEYS.join(', ')}, not "${value}".` }, t);
  }

  #press(key: Key, t: number): void {
    this.#finish();
    if (key === 'rewind') this.#position = 0;
    if (key === 'forward') this.#position = this.#tape?.length ?? 0;
    let now: Running = key === 'play' || key === 'record' ? key : 'stop';
    if (now === 'record' && this.#tape?.writeProtected === true) {
      this.#ctx.emit({ kind: 'note', text: 'The tape is write-protected: record cannot be pressed.' }, t);
      now = 'stop';
    }
    this.#halt(t);
    this.#key = now;
    this.#ctx.out.sense.drive(now !== 'stop', t);
    this.#motor(this.#ctx.in.motor.level, t);
  }

  #motor(on: boolean, t: number): void {
    if (!on || this.#key === 'stop' || this.#tape === null) {
      this.#halt(t);
      return;
    }
    const { clock } = this.#ctx;
    this.#turning = clock.tickOf(clock.cycleAt(t) + SPIN_UP);
    this.#lastPulse = -1;
    if (this.#key === 'play') this.#next(clock.cycleAt(t) + SPIN_UP);
  }

  #halt(t: number): void {
    this.#finish();
    this.#turning = Number.POSITIVE_INFINITY;
    this.#ctx.scheduler.cancel(this.#event);
    this.#release(t);
  }

  #release(t: number): void {
    if (!this.#low) return;
    this.#low = false;
    this.#ctx.out.read.drive(false, t);
  }

  // ---------------------------------------------------------------- playing

  /** Sets the event for the pulse under the head, counted from cycle `from`. */
  #next(from: number): void {
    const cycles = this.#tape!.pulse(this.#position);
    const { clock, scheduler } = this.#ctx;
    // READ is low for the first half of the time
    if (cycles !== 0) scheduler.at(this.#event, clock.tickOf(from + (this.#low ? cycles >> 1 : cycles)));
  }

  #pulse(t: number): void {
    const { clock } = this.#ctx;
    const cycle = clock.cycleAt(t);
    if (this.#low) {
      this.#release(t);
      const cycles = this.#tape!.pulse(this.#position);
      this.#ctx.scheduler.at(this.#event, clock.tickOf(cycle + cycles - (cycles >> 1)));
      return;
    }
    this.#position++;
    this.#low = true;
    this.#ctx.out.read.drive(true, t);
    if (this.#position < this.#tape!.length) this.#next(cycle);
    else this.#release(t);
  }

  // ---------------------------------------------------------------- recording

  #written(t: number): void {
    if (this.#key !== 'record' || t < this.#turning || this.#turning === Number.POSITIVE_INFINITY) return;
    const { clock } = this.#ctx;
    if (this.#lastPulse >= 0) this.#recorded.push(clock.cycleAt(t) - clock.cycleAt(this.#lastPulse));
    this.#lastPulse = t;
  }

  /** Puts on the tape what has been recorded. */
  #finish(): void {
    if (this.#recorded.length === 0) return;
    const pulses = this.#recorded;
    this.#recorded = [];
    this.#tape!.record(this.#position, pulses);
    this.#position += pulses.length;
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    const tape = this.#tape;
    const base = io.string('tape', tape?.baseSha1 ?? '');
    if (base !== (tape?.baseSha1 ?? '')) {
      throw new StateError(
        `The snapshot was made ${base === '' ? 'without a tape' : `with the tape of SHA-1 ${base}`}; insert the same.`,
      );
    }
    if (tape !== null) {
      const changed = io.bool('changed', tape.changed);
      if (changed || tape.changed) {
        const count = io.number('pulses', tape.length);
        const pulses = io.loading ? new Uint32Array(count) : tape.pulses;
        io.bytes('data', new Uint8Array(pulses.buffer, pulses.byteOffset, pulses.byteLength));
        if (io.loading) tape.restore(pulses, changed);
      }
    }
    this.#key = KEYS[io.number('key', KEYS.indexOf(this.#key))] as Running;
    this.#position = io.number('position', this.#position);
    this.#turning = io.number('turning', this.#turning);
    this.#low = io.bool('low', this.#low);
    this.#lastPulse = io.number('lastPulse', this.#lastPulse);
    const recorded = Int32Array.from(
      { length: io.number('recorded', this.#recorded.length) },
      (_, n) => this.#recorded[n] ?? 0,
    );
    io.ints('times', recorded);
    if (io.loading) this.#recorded = [...recorded];
  }
}

export const DatasettePart = definePart({
  type: 'Datasette1530',
  title: 'Datasette 1530',
  pins: { read: 'out', sense: 'out', motor: 'in', write: 'in' },
  inputs: { keys: { kind: 'text', title: 'stop, play, record, rewind or forward' } },
  bays: { tape: { medium: 'tape', title: 'tape' } },
  create: (ctx) => new Datasette(ctx),
});
