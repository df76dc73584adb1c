import type { CellArea, CellSize, PictureBuffer } from './picture.ts';
import { type Strip, StripPainter } from './strips.ts';

/*
 * Sixels (DEC, VT330/VT340 Programmer Reference Manual, chapter 14)
 *
 * DCS 0 ; 1 ; 0 q "1;1;W;H  introduces a picture whose pixels are as wide as high and whose gaps stay as they are;
 * #n;2;r;g;b defines a colour in percent, #n selects one; a character 3Fh + bits paints a column of six pixels, !n
 * repeats it; $ goes back to the left end, - to the next six rows.
 */

/** Terminals have at least so many colour registers. */
const REGISTERS = 256;

function percent(value: number): number {
  return Math.round((value * 100) / 255);
}

/** Characters of the 64 columns of six pixels. */
const SIXELS = Array.from({ length: 64 }, (_, bits) => String.fromCharCode(0x3f + bits));

/** A run of equal sixels. */
function run(bits: number, count: number): string {
  const character = SIXELS[bits]!;
  return count > 3 ? `!${count}${character}` : count === 1 ? character : character.repeat(count);
}

/**
 * A rectangle of palette indices as sixels.
 * @param row the palette indices of a row, `width` at least; the array is read before the next call
 * @param palette colours, 0xRRGGBB
 */
export function sixels(
  width: number,
  height: number,
  row: (y: number) => Uint8Array,
  palette: readonly number[],
): string {
  const defined = new Uint8Array(REGISTERS);
  // of the band in hand: the pixels of each colour in each column, and which colours there are
  const bits = new Uint8Array(REGISTERS * width);
  const there = new Uint8Array(REGISTERS);
  const used: number[] = [];
  const body: string[] = [];
  for (let top = 0; top < height; top += 6) {
    const rows = Math.min(6, height - top);
    for (let y = 0; y < rows; y++) {
      const indices = row(top + y);
      const bit = 1 << y;
      for (let x = 0; x < width; x++) {
        const colour = indices[x]!;
        if (there[colour] === 0) {
          there[colour] = 1;
          used.push(colour);
        }
        const at = colour * width + x;
        bits[at] = bits[at]! | bit;
      }
    }
    if (top > 0) body.push('-');
    for (const [n, colour] of used.entries()) {
      defined[colour] = 1;
      there[colour] = 0;
      body.push(n > 0 ? '$#' : '#', String(colour));
      const start = colour * width;
      let last = bits[start]!;
      let count = 0;
      for (let at = start, end = start + width; at < end; at++) {
        const now = bits[at]!;
        if (now === last) count++;
        else {
          body.push(run(last, count));
          last = now;
          count = 1;
        }
      }
      // what is empty at the right end needs not be said
      if (last > 0) body.push(run(last, count));
      bits.fill(0, start, start + width);
    }
    used.length = 0;
  }
  let head = `\x1bP0;1;0q"1;1;${width};${height}`;
  for (let colour = 0; colour < REGISTERS; colour++) {
    if (defined[colour] === 0) continue;
    const rgb = palette[colour] ?? 0;
    head += `#${colour};2;${percent(rgb >> 16)};${percent((rgb >> 8) & 0xff)};${percent(rgb & 0xff)}`;
  }
  return `${head}${body.join('')}\x1b\\`;
}

/** Shows pictures by sixels, scaled to the cells that they cover. */
export function sixelPainter(cell: CellSize): StripPainter {
  return new StripPainter((strip: Strip, picture: PictureBuffer, area: CellArea) => {
    const width = area.columns * cell.width;
    const across = Int32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * picture.width) / width));
    const total = area.rows * cell.height;
    const start = strip.cellRow * cell.height;
    const scaled = new Uint8Array(width);
    let line = -1;
    const row = (y: number): Uint8Array => {
      const wanted = Math.floor(((start + y + 0.5) * picture.height) / total);
      if (wanted !== line) {
        line = wanted;
        const from = line * picture.width;
        for (let x = 0; x < width; x++) scaled[x] = picture.pixels[from + across[x]!]!;
      }
      return scaled;
    };
    return sixels(width, strip.cellRows * cell.height, row, picture.palette);
  });
}
