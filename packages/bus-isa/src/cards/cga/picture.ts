import type { Mc6845 } from '@backplane/chips-motorola';
import { CardPicture } from '../video/picture.ts';
import { type CgaRevision, CompositeMonitor } from './composite.ts';

/*
 * What the CGA makes of its memory
 *
 * Dots are those of 14.318 MHz; a character starts at a multiple of eight or sixteen of them.
 *
 * Source: IBM, *Technical Reference*, "Color/Graphics Monitor Adapter" (text, block diagram, register tables).
 */

/** Bits of the mode control register, 3D8h. */
export const MODE = {
  /** 80 columns: the character clock is 8 dots, not 16. */
  columns80: 0x01,
  graphics: 0x02,
  /** No colour burst; 320 × 200 shows cyan, red and white. */
  blackAndWhite: 0x04,
  video: 0x08,
  /** 640 × 200. */
  high: 0x10,
  /** Attribute bit 7 blinks. */
  blink: 0x20,
} as const;

/** Bits of the colour select register, 3D9h. */
export const COLOUR = {
  /** Border, or background of 320 × 200, or foreground of 640 × 200. */
  border: 0x0f,
  bright: 0x10,
  palette: 0x20,
} as const;

/** Bytes of memory, less one. */
const MEMORY_MASK = 0x3fff;

/** Buffer: a line has 912 dots, a picture 262 lines. */
export const STRIDE = 1024;
export const ROWS = 320;
/** A 15.7 kHz monitor does not follow lines shorter than this. */
const SHORTEST = 700;

/** Accesses by the processor that disturb the display of one span. */
const MOST_SNOW = 64;

/** Four dots as one word, by the nibble that sets them: FFh where a bit is one. The leftmost dot comes first in memory. */
const SOLID = new Uint32Array(16);
/** Eight dots as two words: each bit sets two. */
const WIDE = new Uint32Array(32);
{
  const solid = new Uint8Array(SOLID.buffer);
  const wide = new Uint8Array(WIDE.buffer);
  for (let nibble = 0; nibble < 16; nibble++) {
    for (let dot = 0; dot < 4; dot++) if ((nibble & (8 >> dot)) !== 0) solid[nibble * 4 + dot] = 0xff;
    for (let dot = 0; dot < 8; dot++) if ((nibble & (8 >> (dot >> 1))) !== 0) wide[nibble * 8 + dot] = 0xff;
  }
}

/** Four dots of a colour. */
const FOUR = 0x01010101;

/** Draws while somebody watches. */
export class CgaPicture extends CardPicture {
  /** Accesses of the processor in 80-column text disturb what is displayed. */
  readonly snow: boolean;
  /** Mode control register, and colour select register. */
  mode = 0;
  colour = 0;

  readonly #memory: Uint8Array;
  /** 256 characters of eight rows. */
  readonly #font: Uint8Array;
  readonly #words: Uint32Array;
  readonly #snowDots = new Float64Array(MOST_SNOW);
  readonly #snowBytes = new Uint8Array(MOST_SNOW);
  #snowCount = 0;
  /** Colours of 320 × 200: four dots, two pixels, as one word by the nibble that codes them. */
  readonly #pairs = new Uint32Array(16);
  readonly #colours = new Uint8Array(4);

  /** The monitor on the composite output; null with one on the RGBI output. */
  readonly composite: CompositeMonitor | null = null;

  /** @param revision of a card with a monitor on its composite output, null with one on the RGBI output */
  constructor(crtc: Mc6845, memory: Uint8Array, font: Uint8Array, snow: boolean, revision: CgaRevision | null) {
    super(crtc, memory.length, { stride: STRIDE, rows: ROWS, shortest: SHORTEST });
    if (revision !== null) this.composite = this.#connect(revision);
    this.#memory = memory;
    this.#font = font;
    this.snow = snow;
    this.#words = new Uint32Array(this.monitor.pixels.buffer);
    this.setRegisters(0, 0);
  }

  #connect(revision: CgaRevision): CompositeMonitor {
    const { monitor } = this;
    const composite = new CompositeMonitor(monitor, revision);
    monitor.lineDone = (row) => composite.row(row, (this.mode & MODE.blackAndWhite) === 0);
    const spoil = monitor.rowCleared;
    monitor.rowCleared = (row) => {
      spoil?.(row);
      composite.blank(row);
    };
    return composite;
  }

  override restart(dot: number, lineDot: number, row: number): void {
    super.restart(dot, lineDot, row);
    this.#snowCount = 0;
    this.composite?.restart();
  }

  /** Sets the mode control and the colour select register. Call `flush` before if somebody watches. */
  setRegisters(mode: number, colour: number): void {
    this.mode = mode;
    this.colour = colour;
    const graphics = (mode & MODE.graphics) !== 0;
    this.width = (mode & MODE.columns80) !== 0 ? 8 : 16;
    this.video = (mode & MODE.video) !== 0;
    this.text = !graphics;
    this.blinks = !graphics && (mode & MODE.blink) !== 0;
    this.addressMask = graphics ? 0x0fff : 0x1fff;
    this.bankMask = graphics ? 1 : 0;
    // with one bit a dot the colour is that of the dots, and there are none in the border
    this.border = (mode & MODE.high) !== 0 ? 0 : colour & COLOUR.border;
    this.#setPairs();
    this.changed();
  }

  /** Whether accesses disturb what is displayed now. */
  get snows(): boolean {
    return this.snow && (this.mode & (MODE.columns80 | MODE.graphics)) === MODE.columns80;
  }

  /** The processor has the memory in the slot that begins at `dot`, with `value` on the data bus. */
  disturb(dot: number, value: number): void {
    if (this.#snowCount === MOST_SNOW) this.flush();
    if (this.#snowCount === MOST_SNOW) this.#snowCount = 0;
    this.#snowDots[this.#snowCount] = dot;
    this.#snowBytes[this.#snowCount] = value;
    this.#snowCount++;
  }

  protected override paint(at: number, ma: number, ra: number, chars: number, cursor: number, dark: boolean): void {
    if ((this.mode & MODE.graphics) !== 0) {
      if (this.width === 16) this.#graphics(at >> 2, ma, ra, chars);
      else this.#fastGraphics(at, ma, ra, chars);
    } else if (this.width === 8) this.#text80(at >> 2, ma, ra, chars, cursor, dark ? 0x80 : 0);
    else this.#text40(at >> 2, ma, ra, chars, cursor, dark ? 0x80 : 0);
  }

  #text80(from: number, ma: number, ra: number, chars: number, cursor: number, dark: number): void {
    const memory = this.#memory;
    const font = this.#font;
    const words = this.#words;
    const raster = ra & 7;
    const backgrounds = (this.mode & MODE.blink) !== 0 ? 7 : 15;
    let at = from;
    for (let n = 0, address = ma << 1; n < chars; n++, address += 2) {
      const code = memory[address & MEMORY_MASK]!;
      const attribute = memory[(address & MEMORY_MASK) | 1]!;
      const background = ((attribute >> 4) & backgrounds) * FOUR;
      const set = ((attribute & 15) * FOUR) ^ background;
      const bits = (attribute & dark) !== 0 ? 0 : font[code * 8 + raster]!;
      words[at++] = background ^ (set & SOLID[bits >> 4]!);
      words[at++] = background ^ (set & SOLID[bits & 15]!);
    }
    if (cursor > 0) this.#cursor(from + (cursor - 1) * 2, 2, ma + cursor - 1, raster);
  }

  #text40(from: number, ma: number, ra: number, chars: number, cursor: number, dark: number): void {
    const memory = this.#memory;
    const font = this.#font;
    const words = this.#words;
    const raster = ra & 7;
    const backgrounds = (this.mode & MODE.blink) !== 0 ? 7 : 15;
    let at = from;
    for (let n = 0, address = ma << 1; n < chars; n++, address += 2) {
      const code = memory[address & MEMORY_MASK]!;
      const attribute = memory[(address & MEMORY_MASK) | 1]!;
      const background = ((attribute >> 4) & backgrounds) * FOUR;
      const set = ((attribute & 15) * FOUR) ^ background;
      const bits = (attribute & dark) !== 0 ? 0 : font[code * 8 + raster]!;
      const left = (bits >> 4) * 2;
      const right = (bits & 15) * 2;
      words[at++] = background ^ (set & WIDE[left]!);
      words[at++] = background ^ (set & WIDE[left + 1]!);
      words[at++] = background ^ (set & WIDE[right]!);
      words[at++] = background ^ (set & WIDE[right + 1]!);
    }
    if (cursor > 0) this.#cursor(from + (cursor - 1) * 4, 4, ma + cursor - 1, raster);
  }

  /** A character and raster with the cursor: foreground throughout, or what there would be if nothing blinked. */
  #cursor(at: number, size: number, ma: number, raster: number): void {
    const address = (ma << 1) & MEMORY_MASK;
    const attribute = this.#memory[address | 1]!;
    const bits = this.cursorLit ? 0xff : this.#font[this.#memory[address]! * 8 + raster]!;
    const background = ((attribute >> 4) & (this.blinks ? 7 : 15)) * FOUR;
    const set = ((attribute & 15) * FOUR) ^ background;
    for (let n = 0; n < size; n++) {
      const shown =
        size === 2 ? SOLID[(bits >> (4 - n * 4)) & 15]! : WIDE[((bits >> (4 - (n & 2) * 2)) & 15) * 2 + (n & 1)]!;
      this.#words[at + n] = background ^ (set & shown);
    }
  }

  /** Two bytes a character, of the bank that the lowest raster bit chooses. */
  #graphics(from: number, ma: number, ra: number, chars: number): void {
    const memory = this.#memory;
    const words = this.#words;
    const bank = (ra & 1) << 13;
    const high = (this.mode & MODE.high) !== 0;
    const table = high ? SOLID : this.#pairs;
    const colour = high ? (this.colour & COLOUR.border) * FOUR : -1;
    let at = from;
    for (let n = 0, address = ma << 1; n < chars; n++, address += 2) {
      const a = (address & 0x1fff) | bank;
      const first = memory[a]!;
      const second = memory[a | 1]!;
      words[at++] = table[first >> 4]! & colour;
      words[at++] = table[first & 15]! & colour;
      words[at++] = table[second >> 4]! & colour;
      words[at++] = table[second & 15]! & colour;
    }
  }

  /**
   * Graphics with the fast character clock: both bytes, two bits a dot, within eight dots. The latch for the second byte
   * follows only every other character; the one between shows the byte of its neighbour.
   */
  #fastGraphics(from: number, ma: number, ra: number, chars: number): void {
    const memory = this.#memory;
    const { pixels } = this.monitor;
    const bank = (ra & 1) << 13;
    const high = (this.mode & MODE.high) !== 0;
    let at = from;
    for (let n = 0; n < chars; n++) {
      const own = (((ma + n) << 1) & 0x1fff) | bank;
      const even = ((this.paintDot + n * 8) & 8) === 0;
      const latched = even ? own : (((ma + n - 1) << 1) & 0x1fff) | bank;
      const bits = (memory[own]! << 8) | memory[latched | 1]!;
      for (let shift = 14; shift >= 0; shift -= 2) {
        const pixel = (bits >> shift) & 3;
        if (high) pixels[at++] = pixel > 1 ? this.colour & COLOUR.border : 0;
        else pixels[at++] = this.#colours[pixel]!;
      }
    }
  }

  /** The colours of 320 × 200. */
  #setPairs(): void {
    const { mode, colour } = this;
    const bright = (colour & COLOUR.bright) !== 0 ? 8 : 0;
    // green, red, brown; cyan, magenta, white; without the colour burst cyan, red, white
    const odd = (colour & COLOUR.palette) !== 0 ? 1 : 0;
    const mixed = (mode & MODE.blackAndWhite) !== 0;
    const colours = this.#colours;
    colours[0] = colour & COLOUR.border;
    colours[1] = (mixed ? 3 : 2 + odd) | bright;
    colours[2] = (mixed ? 4 : 4 + odd) | bright;
    colours[3] = (mixed ? 7 : 6 + odd) | bright;
    const bytes = new Uint8Array(this.#pairs.buffer);
    for (let nibble = 0; nibble < 16; nibble++) {
      bytes.fill(colours[nibble >> 2]!, nibble * 4, nibble * 4 + 2);
      bytes.fill(colours[nibble & 3]!, nibble * 4 + 2, nibble * 4 + 4);
    }
  }

  /** Puts what the processor's accesses leave on the screen over characters of the display. */
  protected override painted(
    start: number,
    ra: number,
    chars: number,
    syncs: number,
    row: number,
    lineDot: number,
  ): void {
    if (this.#snowCount === 0) return;
    const end = start + chars * this.width;
    // the two last characters may be drawn again
    const past = end - 3 * this.width;
    let left = 0;
    for (let n = 0; n < this.#snowCount; n++) {
      const dot = this.#snowDots[n]!;
      const value = this.#snowBytes[n]!;
      if (dot >= start && dot < end && this.snows) {
        this.#flake(row * STRIDE + dot - lineDot - ((dot - start) & 7), value, ra, syncs);
        this.spoil(row);
      }
      if (dot < past) continue;
      this.#snowDots[left] = dot;
      this.#snowBytes[left++] = value;
    }
    this.#snowCount = left;
  }

  #flake(index: number, value: number, ra: number, syncs: number): void {
    const background = ((value >> 4) & (this.blinks ? 7 : 15)) * FOUR;
    const set = ((value & 15) * FOUR) ^ background;
    const dark = this.blinks && (value & 0x80) !== 0 && (syncs & 16) === 0;
    const bits = dark ? 0 : this.#font[value * 8 + (ra & 7)]!;
    const at = index >> 2;
    this.#words[at] = background ^ (set & SOLID[bits >> 4]!);
    this.#words[at + 1] = background ^ (set & SOLID[bits & 15]!);
  }
}
