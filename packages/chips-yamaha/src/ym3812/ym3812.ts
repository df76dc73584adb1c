import {
  type AudioSource,
  type Device,
  definePart,
  type EventId,
  type IoTarget,
  type PartContext,
  type Ratio,
  type ResetKind,
  ratio,
  type StateIo,
} from '@backplane/kernel';
import { Player } from './player.ts';
import { NEVER, Timers } from './timers.ts';
import { CSM_STRIKE, Voices, whole } from './voices.ts';

/*
 * Yamaha YM3812 (OPL2): registers, status, timers, and the sound as an AudioSource
 *
 * Source: Yamaha, "YM3812 application manual" and data sheet; see the other files of this folder for the rest.
 *
 * Software can read nothing but the timers' flags. The voices are advanced without computing a sound when a register is
 * written or the state is asked for; that is exact, because neither phases nor envelopes depend on what sounded. While
 * somebody listens, a Player with voices of its own plays the same writes. The one thing that only the player has is what
 * each channel's first operator gave last (for feedback): it begins at 0 where listening begins, and is no state.
 */

/** Cycles of the chip's clock in a sample. */
export const CYCLES_PER_SAMPLE = 72;

const ADDRESS = 0;

/** What cannot be read: the data bus is not driven. */
const UNDRIVEN = 0xff;

type Context = PartContext<'irq', never>;

const NOTHING = new Float32Array(0);

/** The YM3812. Window `registers`: 0 = address (write) and status (read), 1 = data. Pin `irq` is on while it asks. */
export class Ym3812 implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  /** Mono, one sample each 72 cycles of the clock (49,716 Hz at 3.579545 MHz). */
  readonly audio: AudioSource;
  readonly #ctx: Context;
  readonly #event: EventId;
  readonly #timers = new Timers();
  readonly #voices = new Voices();
  #address = 0;
  #player: Player | null = null;
  #listening = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.irq`, (t) => this.#catchUp(t));
    this.io = {
      registers: {
        read: (offset, t) => this.read(offset, t),
        write: (offset, value, t) => this.write(offset, value, t),
        peek: (offset) => this.read(offset, ctx.scheduler.now),
      },
    };
    this.audio = this.#source();
  }

  #source(): AudioSource {
    const { clock, ticksPerSecond } = this.#ctx;
    const rate: Ratio = ratio(ticksPerSecond * clock.den, clock.num * CYCLES_PER_SAMPLE);
    const chip = this;
    return {
      title: 'YM3812',
      rate,
      channels: 1,
      get enabled() {
        return chip.#listening;
      },
      set enabled(on: boolean) {
        chip.#listen(on);
      },
      drain: (t) => this.#drain(t),
    };
  }

  /** Number of the sample that is being made at tick `t`. */
  #sampleAt(t: number): number {
    return Math.floor((this.#ctx.clock.cycleAt(t + 1) - 1) / CYCLES_PER_SAMPLE);
  }

  /** RESET (IC): registers cleared, timers stopped, silence. */
  reset(kind: ResetKind, t: number): void {
    const next = this.#sampleAt(t) + 1;
    if (this.#listening && kind === 'reset') this.#player?.render(next);
    this.#address = 0;
    this.#timers.reset();
    this.#voices.reset(next);
    this.#ctx.scheduler.cancel(this.#event);
    this.#ctx.out.irq.drive(false, t);
    if (!this.#listening) return;
    if (kind === 'power') this.#player?.start(this.#voices);
    else this.#player?.take(this.#voices);
  }

  /** Reads window `registers` at tick `t`: the status, or nothing. */
  read(offset: number, t: number): number {
    if ((offset & 1) !== ADDRESS) return UNDRIVEN;
    this.#timersTo(this.#sampleAt(t));
    return this.#timers.status;
  }

  /** Writes the address or the register that it stands for at tick `t`; it takes effect with the next sample. */
  write(offset: number, value: number, t: number): void {
    if ((offset & 1) === ADDRESS) {
      this.#address = value;
      return;
    }
    const sample = this.#sampleAt(t);
    this.#timersTo(sample);
    if (this.#address >= 2 && this.#address <= 4) {
      this.#timers.write(this.#address, value, sample + 1);
      this.#update(t);
      return;
    }
    this.#voices.skipTo(sample + 1);
    this.#tell(sample + 1, this.#address, value);
    this.#voices.write(this.#address, value);
  }

  /** Timers up to the beginning of sample `sample`, and what timer 1 does to the keys. */
  #timersTo(sample: number): void {
    if ((this.#voices.registers[0x08]! & 0x80) !== 0) {
      for (let at = this.#timers.overflow1; at <= sample; at = this.#timers.overflow1) {
        this.#timers.advance(at);
        this.#voices.skipTo(at);
        this.#tell(at, CSM_STRIKE, 0);
        this.#voices.strike();
      }
    }
    this.#timers.advance(sample);
  }

  #catchUp(t: number): void {
    this.#timersTo(this.#sampleAt(t));
    this.#update(t);
  }

  /** Drives IRQ and sets the event for its next rise, if anything is wired to it. */
  #update(t: number): void {
    const { clock, out, scheduler } = this.#ctx;
    out.irq.drive(this.#timers.irq, t);
    const next = out.irq.connected && !this.#timers.irq ? this.#timers.nextFlag : NEVER;
    scheduler.at(this.#event, next === NEVER ? NEVER : clock.tickOf(next * CYCLES_PER_SAMPLE));
  }

  #tell(sample: number, register: number, value: number): void {
    if (this.#listening) this.#player?.write(sample, register, value);
  }

  #listen(on: boolean): void {
    if (on === this.#listening) return;
    this.#listening = on;
    if (!on) return;
    this.sync(this.#ctx.scheduler.now);
    this.#player ??= new Player();
    this.#player.start(this.#voices);
  }

  #drain(t: number): Float32Array {
    if (!this.#listening || this.#player === null) return NOTHING;
    const sample = this.#sampleAt(t);
    this.#timersTo(sample);
    this.#player.render(sample + 1);
    return this.#player.collect();
  }

  sync(t: number): void {
    const sample = this.#sampleAt(t);
    this.#timersTo(sample);
    this.#voices.skipTo(sample + 1);
  }

  state(io: StateIo): void {
    // state is that of the present moment, however far each part has been advanced
    if (!io.loading) this.sync(this.#ctx.scheduler.now);
    this.#address = whole(io, 'address', this.#address, 255);
    io.section('timers', 1, (s) => this.#timers.state(s));
    io.section('voices', 1, (s) => this.#voices.state(s));
  }

  rederive(): void {
    if (this.#listening) this.#player?.start(this.#voices);
  }
}

/** A YM3812. Its clock is φM, 3.579545 MHz as a rule. */
export const Ym3812Part = definePart({
  type: 'Ym3812',
  title: 'FM operator type L II (OPL2)',
  pins: { irq: 'out' },
  io: { registers: { size: 2, title: 'address and status, data' } },
  create: (ctx: Context) => new Ym3812(ctx),
});
