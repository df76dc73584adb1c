import type { ColourTable } from './colour.ts';
import type { Frame } from './frame.ts';
import type { CellArea, PictureBuffer } from './picture.ts';

/** UPPER HALF BLOCK: the foreground above, the background below. */
const UPPER_HALF = 0x2580;
const SPACE = 0x20;

/** Bounds of `count` equal parts of `size` pixels: every pixel belongs to a part, every part has at least one. */
function bounds(size: number, count: number): Int32Array {
  return Int32Array.from({ length: count + 1 }, (_, i) => Math.floor((i * size) / count));
}

/** Draws a picture with two pixels in each cell, each the mean of the picture's pixels that it covers. */
export function drawHalfBlocks(frame: Frame, area: CellArea, picture: PictureBuffer, colours: ColourTable): void {
  const { width, height, pixels, palette } = picture;
  if (width === 0) return;
  const across = bounds(width, area.columns);
  const down = bounds(height, area.rows * 2);
  const mean = (column: number, line: number): number => {
    const left = across[column]!;
    const right = Math.max(left + 1, across[column + 1]!);
    const top = down[line]!;
    const bottom = Math.max(top + 1, down[line + 1]!);
    const first = pixels[top * width + left]!;
    let red = 0;
    let green = 0;
    let blue = 0;
    let same = true;
    for (let y = top; y < bottom; y++) {
      for (let x = left, at = y * width + left; x < right; x++, at++) {
        const index = pixels[at]!;
        if (index !== first) same = false;
        const rgb = palette[index] ?? 0;
        red += rgb >> 16;
        green += (rgb >> 8) & 0xff;
        blue += rgb & 0xff;
      }
    }
    if (same) return colours.code(palette[first] ?? 0);
    const n = (right - left) * (bottom - top);
    return colours.code((Math.round(red / n) << 16) | (Math.round(green / n) << 8) | Math.round(blue / n));
  };
  for (let row = 0; row < area.rows; row++) {
    const start = (area.row + row) * frame.columns + area.column;
    for (let column = 0; column < area.columns; column++) {
      const upper = mean(column, 2 * row);
      const lower = mean(column, 2 * row + 1);
      const at = start + column;
      frame.characters[at] = upper === lower ? SPACE : UPPER_HALF;
      frame.attributes[at] = 0;
      frame.foreground[at] = upper;
      frame.background[at] = lower;
    }
  }
}
