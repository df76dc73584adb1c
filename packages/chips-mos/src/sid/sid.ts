import type { AudioSource, ClockDomain, Device, IoTarget, ResetKind, Scheduler, StateIo } from '@backplane/kernel';
import { OscillatorBank } from './bank.ts';
import type { SidModel } from './combined.ts';
import { Envelope } from './envelope.ts';
import { whole } from './numbers.ts';
import { SidSynth } from './synth.ts';

/** How a SID is made. */
export interface SidOptions {
  readonly model: SidModel;
}

/** What is outside of the chip. */
export interface SidConnections {
  /** What the scan of POT X or POT Y that ends at tick `t` gives, 0–255; 255 if nothing is connected. */
  potX?(t: number): number;
  potY?(t: number): number;
}

/** φ2 cycles for which the data bus keeps what was last on it. */
const BUS_TIME = { '6581': 0x1d00, '8580': 0xa2000 } as const;
/** φ2 cycles of a scan of the potentiometers: half to discharge, half to count. */
const SCAN = 512;

const NEVER = Number.NEGATIVE_INFINITY;

/** The SID, MOS 6581 or 8580: 32 registers. */
export class Sid implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  /** Mono, a sample each 16 φ2 cycles. */
  readonly audio: AudioSource;
  readonly #model: SidModel;
  readonly #clock: ClockDomain;
  readonly #scheduler: Scheduler;
  readonly #oscillators: OscillatorBank;
  readonly #envelopes: readonly [Envelope, Envelope, Envelope];
  /** What was written to registers 0–24. */
  readonly #registers = new Uint8Array(32);
  readonly #synth: SidSynth;
  #connections: SidConnections = {};
  /** The internal data bus: its last value, and the cycle in which it had it. */
  #bus = 0;
  #busAt = NEVER;
  /** Results of the potentiometers' scan `#scan` (number of the scan since cycle 0). */
  #potX = 0xff;
  #potY = 0xff;
  #scan = -1;

  constructor(
    ctx: { readonly clock: ClockDomain; readonly scheduler: Scheduler; readonly ticksPerSecond: number },
    options: SidOptions,
  ) {
    this.#model = options.model;
    this.#clock = ctx.clock;
    this.#scheduler = ctx.scheduler;
    this.#oscillators = new OscillatorBank(options.model);
    this.#envelopes = [new Envelope(), new Envelope(), new Envelope()];
    this.#synth = new SidSynth(ctx, options.model, {
      oscillators: this.#oscillators,
      envelopes: this.#envelopes,
      registers: this.#registers,
      advance: (cycle) => this.#advance(cycle),
    });
    this.audio = this.#synth;
    this.io = {
      registers: {
        read: (offset, t) => this.read(offset, t),
        write: (offset, value, t) => this.write(offset, value, t),
        peek: (offset) => this.peek(offset),
      },
    };
  }

  /** Says what is connected to the POT pins; while wiring. */
  connect(connections: SidConnections): void {
    this.#connections = connections;
  }

  reset(kind: ResetKind, t: number): void {
    const cycle = this.#clock.cycleAt(t);
    this.#oscillators.advanceAll(cycle);
    this.#oscillators.reset(cycle, kind === 'power');
    for (const envelope of this.#envelopes) envelope.reset(cycle);
    this.#registers.fill(0);
    if (kind === 'power') {
      this.#bus = 0;
      this.#busAt = cycle;
      this.#potX = 0xff;
      this.#potY = 0xff;
      this.#scan = -1;
      this.#synth.restart(cycle);
    } else this.#synth.reset(cycle);
  }

  /** Reads register `offset` (0–31) at tick `t`. */
  read(offset: number, t: number): number {
    const cycle = this.#clock.cycleAt(t);
    switch (offset & 0x1f) {
      case 0x19:
      case 0x1a:
        this.latchPots(t);
        this.#bus = (offset & 0x1f) === 0x19 ? this.#potX : this.#potY;
        break;
      case 0x1b:
        this.#oscillators.advance(2, cycle);
        this.#bus = this.#oscillators.voices[2].output >> 4;
        break;
      case 0x1c:
        this.#envelopes[2].advance(cycle);
        this.#bus = this.#envelopes[2].env3;
        break;
      default:
        return this.#busValue(cycle);
    }
    this.#busAt = cycle;
    return this.#bus;
  }

  /** Writes register `offset` (0–31) at tick `t`. */
  write(offset: number, value: number, t: number): void {
    const cycle = this.#clock.cycleAt(t);
    const register = offset & 0x1f;
    this.#bus = value;
    this.#busAt = cycle;
    if (register > 0x18) return;
    this.#registers[register] = value;
    this.#synth.write(cycle, register, value);
    if (register < 21) this.#writeVoice((register / 7) | 0, register % 7, value, cycle);
  }

  #writeVoice(n: number, register: number, value: number, cycle: number): void {
    const oscillator = this.#oscillators.voices[n]!;
    const envelope = this.#envelopes[n]!;
    if (register === 5) {
      envelope.advance(cycle);
      envelope.writeAttackDecay(value);
      return;
    }
    if (register === 6) {
      envelope.advance(cycle);
      envelope.writeSustainRelease(value);
      return;
    }
    this.#oscillators.advance(n, cycle);
    if (register < 4) {
      oscillator.writePitch(register, value);
      return;
    }
    // from here on the voices may depend on each other
    if ((value & 6) !== 0) this.#oscillators.advanceAll(cycle);
    oscillator.writeControl(value);
    envelope.advance(cycle);
    envelope.writeGate(value & 1);
  }

  /** What register `offset` holds or would show, without any effect. */
  peek(offset: number): number {
    const t = this.#scheduler.now;
    const cycle = this.#clock.cycleAt(t);
    const register = offset & 0x1f;
    switch (register) {
      case 0x19:
        return this.#scanNumber(cycle) === this.#scan ? this.#potX : this.#pot('potX', cycle);
      case 0x1a:
        return this.#scanNumber(cycle) === this.#scan ? this.#potY : this.#pot('potY', cycle);
      case 0x1b:
        this.#oscillators.advance(2, cycle);
        return this.#oscillators.voices[2].output >> 4;
      case 0x1c:
        this.#envelopes[2].advance(cycle);
        return this.#envelopes[2].env3;
      default:
        return register > 0x18 ? this.#busValue(cycle) : this.#registers[register]!;
    }
  }

  #busValue(cycle: number): number {
    return cycle - this.#busAt < BUS_TIME[this.#model] ? this.#bus : 0;
  }

  #scanNumber(cycle: number): number {
    return Math.floor(cycle / SCAN);
  }

  #pot(name: 'potX' | 'potY', cycle: number): number {
    const value = this.#connections[name]?.(this.#clock.tickOf(this.#scanNumber(cycle) * SCAN)) ?? 0xff;
    return value & 0xff;
  }

  /**
   * Takes the potentiometers' last complete scan. A board that changes what is on the POT pins calls this before, so that
   * the registers keep the old values until the next scan ends (every 512 φ2 cycles).
   */
  latchPots(t: number): void {
    const cycle = this.#clock.cycleAt(t);
    const scan = this.#scanNumber(cycle);
    if (scan === this.#scan) return;
    this.#scan = scan;
    this.#potX = this.#pot('potX', cycle);
    this.#potY = this.#pot('potY', cycle);
  }

  sync(t: number): void {
    this.#advance(this.#clock.cycleAt(t));
  }

  #advance(cycle: number): void {
    this.#oscillators.advanceAll(cycle);
    for (const envelope of this.#envelopes) envelope.advance(cycle);
  }

  state(io: StateIo): void {
    // state is that of the present moment, however far each unit has been advanced
    if (!io.loading) this.sync(this.#scheduler.now);
    io.bytes('registers', this.#registers);
    this.#bus = whole(io, 'bus', this.#bus, 255);
    this.#busAt = whole(io, 'busAt', this.#busAt, Number.MAX_SAFE_INTEGER);
    this.#potX = whole(io, 'potX', this.#potX, 255);
    this.#potY = whole(io, 'potY', this.#potY, 255);
    this.#scan = io.number('scan', this.#scan);
    this.#oscillators.state(io);
    this.#envelopes.forEach((envelope, n) => {
      io.section(`envelope ${n + 1}`, 1, (s) => envelope.state(s));
    });
  }

  rederive(): void {
    this.#synth.restart(this.#clock.cycleAt(this.#scheduler.now));
  }
}
