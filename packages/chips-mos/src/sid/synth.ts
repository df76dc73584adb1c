import { type AudioSource, type ClockDomain, type Ratio, ratio, type Scheduler } from '@backplane/kernel';
import type { SidModel } from './combined.ts';
import { CYCLES_PER_SAMPLE, type PlayerSource, SidPlayer } from './player.ts';

const NOTHING = new Float32Array(0);

/**
 * The SID's sound as an AudioSource: mono, a sample each 16 φ2 cycles.
 *
 * It has oscillators and envelopes of its own (SidPlayer) and plays the register writes it was told of when somebody asks
 * for samples. So nothing that it does can reach what software sees, and it costs nothing while it is off.
 */
export class SidSynth implements AudioSource {
  readonly title = 'SID';
  readonly rate: Ratio;
  readonly channels = 1;

  readonly #clock: ClockDomain;
  readonly #scheduler: Scheduler;
  readonly #source: PlayerSource;
  readonly #model: SidModel;
  #player: SidPlayer | null = null;
  #enabled = false;

  constructor(
    ctx: { readonly clock: ClockDomain; readonly scheduler: Scheduler; readonly ticksPerSecond: number },
    model: SidModel,
    source: PlayerSource,
  ) {
    this.#clock = ctx.clock;
    this.#scheduler = ctx.scheduler;
    this.#source = source;
    this.#model = model;
    this.rate = ratio(ctx.ticksPerSecond * ctx.clock.den, ctx.clock.num * CYCLES_PER_SAMPLE);
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  set enabled(on: boolean) {
    if (on === this.#enabled) return;
    this.#enabled = on;
    this.restart(this.#clock.cycleAt(this.#scheduler.now));
  }

  /** Starts from the chip's state in cycle `cycle`, the present one: after power-on and after a load. */
  restart(cycle: number): void {
    if (!this.#enabled) return;
    this.#player ??= new SidPlayer(this.#model, this.rate.num / this.rate.den);
    this.#source.advance(cycle);
    this.#player.start(cycle, this.#source);
  }

  /** The chip was reset in cycle `cycle`: what sounded before is kept. */
  reset(cycle: number): void {
    if (!this.#enabled) return;
    this.#player?.render(cycle);
    this.#player?.take(cycle, this.#source);
  }

  /** A register was written in cycle `cycle`. */
  write(cycle: number, register: number, value: number): void {
    if (this.#enabled) this.#player?.write(cycle, register, value);
  }

  drain(t: number): Float32Array {
    if (!this.#enabled || this.#player === null) return NOTHING;
    this.#player.render(this.#clock.cycleAt(t));
    return this.#player.collect();
  }
}
