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

/** A run of equal sixels. */
function run(bits: number, count: number): string {
  const character = String.fromCharCode(0x3f + bits);
  return count > 3 ? `!${count}${character}` : character.repeat(count);
}

/**
 * A rectangle of palette indices as sixels.
 * @param index the palette index of the pixel at column `x` of row `y`
 * @param palette colours, 0xRRGGBB
 */
export function sixels(
  width: number,
  height: number,
  index: (x: number, y: number) => number,
  palette: readonly number[],
): string {
  const defined = new Set<number>();
  let body = '';
  const band = new Uint8Array(width * 6);
  for (let top = 0; top < height; top += 6) {
    const rows = Math.min(6, height - top);
    const used = new Set<number>();
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < width; x++) {
        const colour = index(x, top + y) % REGISTERS;
        band[y * width + x] = colour;
        used.add(colour);
      }
    }
    const lines: string[] = [];
    for (const colour of used) {
      defined.add(colour);
      let line = `#${colour}`;
      let last = -1;
      let count = 0;
      for (let x = 0; x < width; x++) {
        let bits = 0;
        for (let y = 0; y < rows; y++) if (band[y * width + x] === colour) bits |= 1 << y;
        if (bits === last) count++;
        else {
          if (count > 0) line += run(last, count);
          last = bits;
          count = 1;
        }
      }
      // what is empty at the right end needs not be said
      if (last > 0) line += run(last, count);
      lines.push(line);
    }
    body += (top > 0 ? '-' : '') + lines.join('$');
  }
  let head = `\x1bP0;1;0q"1;1;${width};${height}`;
  for (const colour of defined) {
    const rgb = palette[colour] ?? 0;
    head += `#${colour};2;${percent(rgb >> 16)};${percent((rgb >> 8) & 0xff)};${percent(rgb & 0xff)}`;
  }
  return `${head}${body}\x1b\\`;
}

/** Shows pictures by sixels, scaled to the cells that they cover. */
export function sixelPainter(cell: CellSize): StripPainter {
  return new StripPainter((strip: Strip, picture: PictureBuffer, area: CellArea) => {
    const width = area.columns * cell.width;
    const height = strip.cellRows * cell.height;
    const across = Int32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * picture.width) / width));
    const total = area.rows * cell.height;
    const start = strip.cellRow * cell.height;
    return sixels(
      width,
      height,
      (x, y) => {
        const line = Math.floor(((start + y + 0.5) * picture.height) / total);
        return picture.pixels[line * picture.width + across[x]!]!;
      },
      picture.palette,
    );
  });
}
