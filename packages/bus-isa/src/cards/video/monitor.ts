/*
 * The monitor: where on the glass a dot of a card lands
 *
 * The beam starts a line with the horizontal sync pulse and a picture with the vertical one, so that register tricks show
 * on the screen what they show on a real one. Without pulses it goes on by itself. All of this is observation, no state.
 */

/** A monitor's scan, in dots and lines of the card's clock. */
export interface ScanTiming {
  /** Dots in a row of the buffer, more than a line has: a line without a sync pulse ends there. */
  readonly stride: number;
  /** Rows of the buffer: a picture without a sync pulse ends there. */
  readonly rows: number;
  /** Sync pulses that come sooner than this many dots after the one before are not followed. */
  readonly shortest: number;
}

/** The beam and the buffer it draws into. */
export class Monitor {
  readonly stride: number;
  readonly rows: number;
  /** What the beam has left behind: one palette index per dot. */
  readonly pixels: Uint8Array;
  /** The row the beam is in. */
  row = 0;
  /** Dot, counted from power-on, at which the row began. */
  lineDot = 0;
  /** Told before the beam leaves a row, and when somebody wants to see what it has drawn of one. */
  lineDone: ((row: number) => void) | null = null;
  /** Told of rows that nobody draws any more. */
  rowCleared: ((row: number) => void) | null = null;

  readonly #shortest: number;
  #retrace = false;
  /** Rows that hold something. */
  #used: number;

  constructor(timing: ScanTiming) {
    this.stride = timing.stride;
    this.rows = timing.rows;
    this.#shortest = timing.shortest;
    this.pixels = new Uint8Array(timing.stride * timing.rows);
    this.#used = timing.rows;
  }

  /** The horizontal sync pulse begins. */
  hsync(dot: number): void {
    if (dot - this.lineDot >= this.#shortest) this.#next(dot);
  }

  /** The vertical sync pulse begins: the next line is the first of a picture. */
  vsync(): void {
    this.#retrace = true;
  }

  /** The beam goes on to `dot`, which may be beyond the end of a row if no sync pulse came. */
  reach(dot: number): void {
    while (dot - this.lineDot >= this.stride) this.#next(this.lineDot + this.stride);
  }

  /** Puts the beam into a row that began at `dot`, or in front of row 0: after a load, or when it was not watched. */
  restart(dot: number, row: number): void {
    this.lineDot = dot;
    this.row = row >= 0 && row < this.rows ? row : this.rows - 1;
    this.#retrace = false;
    this.#used = this.rows;
  }

  #next(dot: number): void {
    this.lineDone?.(this.row);
    this.lineDot = dot;
    this.row++;
    if (!this.#retrace && this.row < this.rows) return;
    const end = Math.min(this.row, this.rows);
    if (end < this.#used) {
      this.pixels.fill(0, end * this.stride, this.#used * this.stride);
      if (this.rowCleared !== null) for (let row = end; row < this.#used; row++) this.rowCleared(row);
    }
    this.#used = end;
    this.#retrace = false;
    this.row = 0;
  }
}
