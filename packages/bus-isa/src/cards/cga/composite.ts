import type { Monitor } from '../video/monitor.ts';

/*
 * The CGA's composite output on a colour monitor
 *
 * The colour clock, 3.58 MHz, is a quarter of the dot clock, so four dots are one turn of the colour circle and any
 * pattern of dots is a colour. The card makes the colours 1–6 by choosing one of six phases of a square wave at the colour
 * clock, black and white by a constant level; to that comes a level for the intensity bit and, on the later revision of
 * the card, levels for red, green and blue. The burst is the wave of colour 6 (yellow).
 *
 * The model: the signal is sampled once a dot (the mean over the dot, as one pair of phases changes in the middle of
 * dots). The monitor takes the mean of four dots as brightness and correlates the same four dots with the colour clock
 * for the two colour differences. Four dots are exactly one turn, so that a steady colour has no pattern left.
 *
 * Sources: IBM, *Technical Reference*, "Color/Graphics Monitor Adapter", logic diagrams (flip-flops of the colour clock,
 * multiplexer, resistors of the two revisions), and Andrew Jenner's transcription and measurements of them
 * (github.com/reenigne/reenigne, 8088/cga); Andrew Jenner, "1K colours on CGA: how it's done" (2015); VileR, "CGA in
 * 1024 colors" (2015); Eric Smith on cctalk, 4 June 2008 (three flip-flops make three phases and their opposites);
 * ITU-R BT.470 for System M: burst at 180°, U = 0.493 (B − Y), V = 0.877 (R − Y).
 */

/** The two boards: on the first one, brightness comes from the intensity bit and the wave alone. */
export type CgaRevision = 'old' | 'new';

/**
 * The wave of each of eight colours through a turn of the colour clock, as the mean over each dot. Yellow, the burst, is
 * high from half a dot before dot 0 to half a dot before dot 2, so its middle is the middle of dot 0; red is a dot later
 * (90°), magenta a dot and a half (135°); blue, cyan and green are their opposites.
 */
const WAVES: readonly (readonly number[])[] = [
  [0, 0, 0, 0],
  [0, 0.5, 1, 0.5],
  [1, 0, 0, 1],
  [0.5, 0, 0.5, 1],
  [0.5, 1, 0.5, 0],
  [0, 1, 1, 0],
  [1, 0.5, 0, 0.5],
  [1, 1, 1, 1],
];

/**
 * What wave, intensity, red, green and blue add to the signal; together 1, the level of colour 15. Old board: measured,
 * in volts above the sync level, black 0.416, colour 8 0.709, 7 1.16, 15 1.46 (resistors of 2.2 and 5.6 kΩ). New board: by
 * its resistors of 750 Ω, 680 Ω, 2 kΩ, 1 kΩ and 3 kΩ.
 */
const LEVELS = {
  old: { wave: 0.713, intensity: 0.287, red: 0, green: 0, blue: 0 },
  new: { wave: 0.2875, intensity: 0.3171, red: 0.1078, green: 0.2157, blue: 0.0719 },
} as const;

/**
 * The signal of a colour at a dot, black = 0, colour 15 = 1.
 * @param phase dot, 0–3, in the turn of the colour clock; −1 = the colour clock is held, as in black-and-white modes
 */
export function compositeLevel(colour: number, phase: number, revision: CgaRevision): number {
  const levels = LEVELS[revision];
  const wave = phase < 0 ? ((colour & 7) !== 0 ? 1 : 0) : WAVES[colour & 7]![phase]!;
  return (
    levels.wave * wave +
    ((colour & 8) !== 0 ? levels.intensity : 0) +
    ((colour & 4) !== 0 ? levels.red : 0) +
    ((colour & 2) !== 0 ? levels.green : 0) +
    ((colour & 1) !== 0 ? levels.blue : 0)
  );
}

/** What the monitor makes of the signal in the four dots of a turn, 0xRRGGBB. @param s by phase, 0–3 */
export function decodeTurn(s: ArrayLike<number>): number {
  const y = (s[0]! + s[1]! + s[2]! + s[3]!) / 4;
  // the burst, at 180°, has its middle in dot 0: that dot counts −U, and a dot later is 90° less
  const u = (s[2]! - s[0]!) / 2;
  const v = (s[1]! - s[3]!) / 2;
  return rgb(y + v / 0.877, y - 0.395 * u - 0.581 * v, y + u / 0.493);
}

function rgb(r: number, g: number, b: number): number {
  return (level(r) << 16) | (level(g) << 8) | level(b);
}

function level(v: number): number {
  return Math.min(Math.max(Math.round(v * 255), 0), 255);
}

/** Bits of a palette entry's red, green and blue by which entries are told apart. */
const TELL_APART = 0xf8fcf8;
const ENTRIES = 256;

/** The monitor: makes colours of the rows that the card draws in RGBI. */
export class CompositeMonitor {
  /** The picture, one palette index per dot. */
  readonly pixels: Uint8Array;
  /** Colours, 0xRRGGBB: as many as have turned up. */
  readonly palette: number[] = new Array<number>(ENTRIES).fill(0);

  readonly #monitor: Monitor;
  readonly #revision: CgaRevision;
  readonly #source: Uint32Array;
  /** What rows were decoded from. */
  readonly #seen: Uint32Array;
  /** Colour burst and phase with which rows were decoded: 0 = not yet. */
  readonly #how: Uint8Array;
  /** By four colours, the phase of the last dot and the burst: palette index. */
  readonly #table = new Uint8Array(1 << 19);
  readonly #known = new Uint8Array(1 << 19);
  readonly #entries = new Map<number, number>();
  #full = false;
  /** The card has drawn something else since colours were forgotten. */
  #changed = false;
  readonly #turn = new Float64Array(4);

  constructor(monitor: Monitor, revision: CgaRevision) {
    this.#monitor = monitor;
    this.#revision = revision;
    this.pixels = new Uint8Array(monitor.pixels.length);
    this.#source = new Uint32Array(monitor.pixels.buffer);
    this.#seen = new Uint32Array(this.#source.length);
    this.#how = new Uint8Array(monitor.rows);
    this.#clear();
  }

  /** Starts afresh. */
  restart(): void {
    this.#how.fill(0);
    this.pixels.fill(0);
  }

  /** A row is not drawn any more. */
  blank(row: number): void {
    const { stride } = this.#monitor;
    this.pixels.fill(0, row * stride, (row + 1) * stride);
    this.#how[row] = 0;
  }

  /** Decodes a row of which the card has drawn something. @param burst the card sends the colour burst */
  row(row: number, burst: boolean): void {
    const { stride, lineDot } = this.#monitor;
    if (row === 0 && this.#full && this.#changed) this.#clear();
    const words = stride >> 2;
    const first = row * words;
    const phase = lineDot & 3;
    const how = 1 + phase * 2 + (burst ? 1 : 0);
    const source = this.#source;
    const seen = this.#seen;
    let same = this.#how[row] === how;
    for (let n = first; n < first + words; n++) {
      if (source[n] === seen[n]) continue;
      seen[n] = source[n]!;
      same = false;
      this.#changed = true;
    }
    if (same) return;
    this.#how[row] = how;
    this.#decode(row * stride, (row + 1) * stride, phase, burst ? 1 << 18 : 0);
  }

  #decode(from: number, to: number, start: number, burst: number): void {
    const source = this.#monitor.pixels;
    const out = this.pixels;
    let window = (source[from]! << 4) | source[from + 1]!;
    // the window of a dot is from the dot before it to the second one after it
    let phase = (start + 2) & 3;
    for (let dot = from; dot < to; dot++) {
      window = ((window << 4) | (dot + 2 < to ? source[dot + 2]! & 15 : 0)) & 0xffff;
      const key = burst | (phase << 16) | window;
      out[dot] = this.#known[key] !== 0 ? this.#table[key]! : this.#look(key);
      phase = (phase + 1) & 3;
    }
  }

  /** Palette index of what four dots look like. */
  #look(key: number): number {
    const last = (key >> 16) & 3;
    const turn = this.#turn;
    let colour: number;
    if (key >> 18 !== 0) {
      for (let n = 0; n < 4; n++) {
        const phase = (last - n) & 3;
        turn[phase] = compositeLevel((key >> (n * 4)) & 15, phase, this.#revision);
      }
      colour = decodeTurn(turn);
    } else {
      // black and white: there is no burst, and the monitor shows the signal as it comes
      const grey = compositeLevel((key >> 8) & 15, -1, this.#revision);
      colour = rgb(grey, grey, grey);
    }
    const index = this.#entry(colour);
    this.#table[key] = index;
    this.#known[key] = 1;
    return index;
  }

  #entry(colour: number): number {
    const told = colour & TELL_APART;
    const known = this.#entries.get(told);
    if (known !== undefined) return known;
    const index = this.#entries.size;
    if (index < ENTRIES) {
      this.#entries.set(told, index);
      this.palette[index] = colour;
      return index;
    }
    this.#full = true;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let n = 0; n < ENTRIES; n++) {
      const other = this.palette[n]!;
      const r = (other >> 16) - (colour >> 16);
      const g = ((other >> 8) & 255) - ((colour >> 8) & 255);
      const b = (other & 255) - (colour & 255);
      const distance = 3 * r * r + 6 * g * g + b * b;
      if (distance < least) {
        least = distance;
        best = n;
      }
    }
    return best;
  }

  /** Forgets all colours but black: a new picture may have others. */
  #clear(): void {
    this.#full = false;
    this.#changed = false;
    this.#entries.clear();
    this.#entries.set(0, 0);
    this.palette[0] = 0;
    this.#known.fill(0);
    this.#how.fill(0);
  }
}
