import type { Mc6845 } from '@backplane/chips-motorola';
import { CardPicture } from './picture.ts';

/*
 * What the monochrome adapters make of their memory
 *
 * Characters of nine dots, of which the ninth repeats the eighth in codes C0h–DFh (line drawing) and is background in
 * the others; two bits of brightness per dot. The graphics of the Hercules card have sixteen dots per character clock.
 *
 * Sources: IBM, *Technical Reference*, "Monochrome Display and Printer Adapter"; Hercules Computer Technology, *Graphics
 * Card Owner's Manual* (1982), "Programming in graphics mode".
 */

/** Bits of the mode control register, 3B8h. */
export const MONO_MODE = {
  /** Hercules: graphics, if the configuration switch allows it. */
  graphics: 0x02,
  video: 0x08,
  /** Attribute bit 7 blinks; otherwise it makes the background bright. */
  blink: 0x20,
  /** Hercules: the upper 32 KB are displayed. */
  page1: 0x80,
} as const;

/** Palette indices: brightness of a dot. */
export const BLACK = 0;
export const NORMAL = 1;
export const BRIGHT = 2;
/** Intensity without video, as the dots of bright reverse characters are. */
export const DIM = 3;

export const MONO_STRIDE = 1024;
export const MONO_ROWS = 420;
/** An 18.4 kHz monitor does not follow lines shorter than this. */
const SHORTEST = 700;

/** Raster of the underline. */
const UNDERLINE = 12;

/** Brightness of a character's dots and background by attribute, without blinking: foreground | background << 4. */
function looks(blinks: boolean): Uint8Array {
  const table = new Uint8Array(256);
  for (let attribute = 0; attribute < 256; attribute++) {
    const bright = (attribute & 0x08) !== 0;
    const high = (attribute & 0x80) !== 0 && !blinks;
    let foreground = bright ? BRIGHT : NORMAL;
    let background = BLACK;
    if ((attribute & 0x77) === 0) foreground = BLACK;
    else if ((attribute & 0x77) === 0x70) {
      foreground = bright ? DIM : BLACK;
      background = high ? BRIGHT : NORMAL;
    }
    table[attribute] = foreground | (background << 4);
  }
  return table;
}

const BLINKING = looks(true);
const STEADY = looks(false);

/** Draws the picture of an MDA or a Hercules card while somebody watches. */
export class MonoPicture extends CardPicture {
  mode = 0;
  readonly #memory: Uint8Array;
  readonly #mask: number;
  /** Character generator: rows 0–7 of all characters, then rows 8–15. */
  readonly #font: Uint8Array;
  #looks = STEADY;

  constructor(crtc: Mc6845, memory: Uint8Array, font: Uint8Array) {
    super(crtc, memory.length, { stride: MONO_STRIDE, rows: MONO_ROWS, shortest: SHORTEST });
    this.#memory = memory;
    this.#mask = memory.length - 1;
    this.#font = font;
    this.setMode(0);
  }

  /** Whether graphics are displayed. */
  get graphics(): boolean {
    return !this.text;
  }

  /** Sets the mode control register; bits that have no effect on this card are 0. Settle before if somebody watches. */
  setMode(mode: number): void {
    this.mode = mode;
    const graphics = (mode & MONO_MODE.graphics) !== 0;
    this.text = !graphics;
    this.width = graphics ? 16 : 9;
    this.video = (mode & MONO_MODE.video) !== 0;
    this.blinks = !graphics && (mode & MONO_MODE.blink) !== 0;
    // text is in the first 4 KB of a page, graphics in four banks of 8 KB
    this.addressMask = graphics ? 0x0fff : 0x07ff;
    this.bankMask = graphics ? 3 : 0;
    this.page = (mode & MONO_MODE.page1) !== 0 ? 0x8000 & this.#mask : 0;
    this.#looks = (mode & MONO_MODE.blink) !== 0 ? BLINKING : STEADY;
    this.changed();
  }

  /** Brightness of a cell's characters and background by its attribute: foreground | background << 4. */
  lookOf(attribute: number): number {
    return this.#looks[attribute]!;
  }

  /** Address of the code of a character. */
  cell(ma: number): number {
    return this.page + ((ma & 0x07ff) << 1);
  }

  /** The nine bits of a character's raster, the leftmost one in bit 8. */
  #bits(code: number, attribute: number, ra: number): number {
    const line = ra & 15;
    const bits = this.#font[((line & 8) << 8) | (code << 3) | (line & 7)]!;
    if (line === UNDERLINE && (attribute & 7) === 1) return 0x1ff;
    return (bits << 1) | ((code & 0xe0) === 0xc0 ? bits & 1 : 0);
  }

  /** The bits of the character in which the controller stands, the leftmost one in bit `width` − 1: for the status port. */
  stream(): number {
    const { crtc } = this;
    if (!crtc.displays || !this.video) return 0;
    if (!this.text) {
      const at = this.page + ((crtc.ra & 3) << 13) + ((crtc.ma & 0x0fff) << 1);
      return (this.#memory[at]! << 8) | this.#memory[at + 1]!;
    }
    const at = this.cell(crtc.ma);
    const attribute = this.#memory[at + 1]!;
    const look = this.#looks[attribute]!;
    const blank = this.blinks && (attribute & 0x80) !== 0 && (crtc.vsyncs & 16) === 0;
    const cursor = crtc.ma === crtc.cursorAddress && crtc.cursorOn(crtc.ra) && crtc.cursorBlinksOn;
    let bits = blank && !cursor ? 0 : this.#bits(this.#memory[at]!, attribute, crtc.ra);
    if (cursor && (crtc.vsyncs & 8) === 0) bits = 0x1ff;
    const foreground = (look & 15) !== BLACK && (look & 15) !== DIM ? bits : 0;
    return foreground | (look >> 4 !== BLACK ? ~bits & 0x1ff : 0);
  }

  protected override paint(at: number, ma: number, ra: number, chars: number, cursor: number, dark: boolean): void {
    if (this.text) this.#text(at, ma, ra, chars, cursor, dark ? 0x80 : 0);
    else this.#dots(at, ma, ra, chars);
  }

  #text(from: number, ma: number, ra: number, chars: number, cursor: number, dark: number): void {
    const memory = this.#memory;
    const { pixels } = this.monitor;
    const table = this.#looks;
    let at = from;
    for (let n = 0; n < chars; n++) {
      const address = this.cell(ma + n);
      const attribute = memory[address + 1]!;
      const look = table[attribute]!;
      const background = look >> 4;
      const set = (look & 15) ^ background;
      let bits = 0;
      if (n === cursor - 1) bits = this.cursorLit ? 0x1ff : this.#bits(memory[address]!, attribute, ra);
      else if ((attribute & dark) === 0) bits = this.#bits(memory[address]!, attribute, ra);
      pixels[at] = background ^ (set & -((bits >> 8) & 1));
      pixels[at + 1] = background ^ (set & -((bits >> 7) & 1));
      pixels[at + 2] = background ^ (set & -((bits >> 6) & 1));
      pixels[at + 3] = background ^ (set & -((bits >> 5) & 1));
      pixels[at + 4] = background ^ (set & -((bits >> 4) & 1));
      pixels[at + 5] = background ^ (set & -((bits >> 3) & 1));
      pixels[at + 6] = background ^ (set & -((bits >> 2) & 1));
      pixels[at + 7] = background ^ (set & -((bits >> 1) & 1));
      pixels[at + 8] = background ^ (set & -(bits & 1));
      at += 9;
    }
  }

  #dots(from: number, ma: number, ra: number, chars: number): void {
    const memory = this.#memory;
    const { pixels } = this.monitor;
    const bank = this.page + ((ra & 3) << 13);
    let at = from;
    for (let n = 0; n < chars; n++) {
      const address = bank + (((ma + n) & 0x0fff) << 1);
      const bits = (memory[address]! << 8) | memory[address + 1]!;
      for (let dot = 15; dot >= 0; dot--) pixels[at++] = (bits >> dot) & 1;
    }
  }
}
