import type { Mc6845 } from '@backplane/chips-motorola';
import {
  type ClockDomain,
  type Ratio,
  type Rectangle,
  type Scheduler,
  StateError,
  type StateIo,
  type VideoOutput,
} from '@backplane/kernel';
import type { CardPicture } from './picture.ts';

/** More pictures than this at a time, and only the last ones are drawn. */
const MANY = 5;

/** A display adapter's picture as hosts see it. */
export interface BeamShape {
  /** The picture, if it is not the buffer of the beam itself. */
  readonly pixels?: Uint8Array;
  readonly palette: ArrayLike<number>;
  /** The part that a screenshot shows; asked for each picture. */
  visible(): Rectangle;
  readonly pixelAspect: Ratio;
  readonly refresh: Ratio;
  /** Dots of a line and lines of a picture, usually. */
  readonly line: number;
  readonly lines: number;
}

/**
 * The time of a display adapter: brings its CRT controller, and while somebody watches its picture, up to the present.
 * The controller's characters are 8, 9 or 16 dots wide.
 */
export class CardBeam {
  /** Somebody watches. */
  watched = false;
  /** Dot, from power-on, at which the character began in which the controller stands. */
  boundary = 0;

  readonly #clock: ClockDomain;
  readonly #scheduler: Scheduler;
  readonly #crtc: Mc6845;
  readonly #picture: CardPicture;
  readonly #shape: BeamShape;
  /** Characters begin at multiples of their width. */
  readonly #aligned: boolean;
  /** Cycle 0 of the clock is at tick 0, as it is unless somebody retunes it. */
  readonly #ticks: boolean;

  constructor(
    place: { readonly clock: ClockDomain; readonly scheduler: Scheduler },
    crtc: Mc6845,
    picture: CardPicture,
    shape: BeamShape,
    aligned: boolean,
  ) {
    this.#clock = place.clock;
    this.#scheduler = place.scheduler;
    this.#crtc = crtc;
    this.#picture = picture;
    this.#shape = shape;
    this.#aligned = aligned;
    this.#ticks = place.clock.tickOf(0) === 0;
  }

  /** Application of power. */
  power(): void {
    this.#crtc.power();
    this.boundary = 0;
    this.#picture.restart(0, 0, 0);
  }

  /** Dots from power-on to tick `t`. */
  dotAt(t: number): number {
    // OSC is the crystal itself: a dot is a tick
    if (this.#ticks && this.#clock.num === 1 && this.#clock.den === 1) return t;
    const cycle = this.#clock.cycleAt(t);
    return cycle > 0 && this.#clock.tickOf(cycle) > t ? cycle - 1 : cycle;
  }

  /** Tick at which a dot begins. */
  tickOf(dot: number): number {
    if (this.#ticks && this.#clock.num === 1 && this.#clock.den === 1) return dot;
    return this.#clock.tickOf(dot);
  }

  /** Brings the controller to the character of tick `t`. */
  sync(t: number): void {
    const { width } = this.#picture;
    let chars = Math.floor((this.dotAt(t) - this.boundary) / width);
    if (chars <= 0) return;
    if (this.watched) {
      if (chars * width > MANY * this.#shape.line * this.#shape.lines) chars -= this.#pass(chars);
      this.#picture.dot = this.boundary;
      this.#crtc.advance(chars, this.#picture);
    } else this.#crtc.advance(chars, null);
    this.boundary += chars * width;
  }

  /** Of many pictures without a change the last ones are drawn. Returns the characters that are passed over. */
  #pass(chars: number): number {
    const { width } = this.#picture;
    const usual = Math.ceil((this.#shape.line * this.#shape.lines) / width);
    if (!this.#regular(usual)) return 0;
    this.#picture.flush();
    const over = chars - 3 * usual;
    this.#crtc.advance(over, null);
    this.boundary += over * width;
    this.restart();
    return over;
  }

  /** Whether lines and pictures have about the usual length. @param usual characters of a picture */
  #regular(usual: number): boolean {
    const { registers } = this.#crtc;
    const dots = (registers[0]! + 1) * this.#picture.width;
    if (Math.abs(dots - this.#shape.line) > this.#shape.line / 10 || registers[2]! > registers[0]!) return false;
    return this.#crtc.untilVsync(2 * usual) < 2 * usual;
  }

  /** Before a change of what is shown: everything up to tick `t` is drawn. */
  settle(t: number): void {
    this.sync(t);
    if (this.watched) this.#picture.flush();
  }

  /** After a change of the card's registers at tick `t`: the width of characters may be another one. */
  changed(t: number): void {
    const { width } = this.#picture;
    const dot = this.dotAt(t);
    const late = this.#aligned ? dot % width : (dot - this.boundary) % width;
    this.boundary = dot - late;
    if (this.watched) this.#picture.changedAt(dot);
  }

  /** The picture for hosts. */
  output(): VideoOutput {
    const beam = this;
    const shape = this.#shape;
    const { monitor } = this.#picture;
    return {
      pixels: shape.pixels ?? monitor.pixels,
      width: monitor.stride,
      height: monitor.rows,
      palette: shape.palette,
      get visible() {
        return shape.visible();
      },
      pixelAspect: shape.pixelAspect,
      refresh: shape.refresh,
      get frame() {
        return beam.#crtc.vsyncs;
      },
      get enabled() {
        return beam.watched;
      },
      set enabled(on: boolean) {
        if (on === beam.watched) return;
        beam.sync(beam.#scheduler.now);
        beam.watched = on;
        if (on) beam.restart();
      },
      draw: (t) => {
        beam.settle(t);
        monitor.lineDone?.(monitor.row);
      },
      frameEnd: (t) => beam.frameEnd(t),
    };
  }

  /** The first tick after `t` at which VSYNC begins; without VSYNC, a picture of the usual length later. */
  frameEnd(t: number): number {
    this.sync(t);
    const { width } = this.#picture;
    const usual = this.#shape.line * this.#shape.lines;
    const limit = Math.ceil((2 * usual) / width);
    const chars = this.#crtc.untilVsync(limit);
    const dot = chars < limit ? this.boundary + chars * width : this.dotAt(t) + usual;
    return Math.max(this.#clock.tickOf(dot), t + 1);
  }

  /** The buffer is drawn afresh, with the beam where sync pulses have put it if they come as usual. */
  restart(): void {
    const crtc = this.#crtc;
    const { width } = this.#picture;
    const { line, lines } = this.#shape;
    const usual = Math.ceil((line * lines) / width);
    if (!this.#regular(usual)) {
      this.#picture.restart(this.boundary, this.boundary, 0);
      return;
    }
    const total = crtc.registers[0]! + 1;
    const sync = crtc.registers[2]!;
    const lineDot = this.boundary - ((crtc.hcc - sync + total) % total) * width;
    // the first row begins with the pulse that follows the start of VSYNC
    const first = this.boundary + (crtc.untilVsync(2 * usual) + sync) * width;
    this.#picture.restart(this.boundary, lineDot, lines - Math.ceil((first - lineDot) / (total * width)));
  }

  /** The controller and where it stands. */
  state(io: StateIo): void {
    if (!io.loading) this.sync(this.#scheduler.now);
    this.#crtc.state(io);
    const boundary = io.number('boundary', this.boundary);
    if (!Number.isSafeInteger(boundary) || boundary < 0) {
      throw new StateError(`A character of the display begins at dot ${boundary}: the snapshot is damaged.`);
    }
    this.boundary = boundary;
  }
}
