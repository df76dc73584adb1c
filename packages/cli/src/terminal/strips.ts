import { type CellArea, equal, type PictureBuffer } from './picture.ts';

/** A part of a picture that is sent as a whole: some rows of cells, and the picture's rows behind them. */
export interface Strip {
  readonly index: number;
  /** Rows of cells, from the top of the picture's area. */
  readonly cellRow: number;
  readonly cellRows: number;
  /** Rows of the picture that are nearest to it. */
  readonly top: number;
  readonly bottom: number;
  /** Rows of the picture of which something is in it. */
  readonly first: number;
  readonly end: number;
}

/** Strips in a picture at most. */
const MOST_STRIPS = 24;

/** Cuts a picture's area into strips of whole cells. */
export function stripsOf(area: CellArea, height: number): Strip[] {
  const count = Math.min(area.rows, MOST_STRIPS, height);
  return Array.from({ length: count }, (_, index) => {
    const cellRow = Math.floor((index * area.rows) / count);
    const cellEnd = Math.floor(((index + 1) * area.rows) / count);
    const top = (cellRow * height) / area.rows;
    const bottom = (cellEnd * height) / area.rows;
    return {
      index,
      cellRow,
      cellRows: cellEnd - cellRow,
      top: Math.min(Math.round(top), height - 1),
      bottom: Math.max(Math.min(Math.round(top), height - 1) + 1, Math.round(bottom)),
      first: Math.floor(top),
      end: Math.ceil(bottom),
    };
  });
}

/** Makes the control sequences that show a strip at the place of the cursor. */
export type StripEncoder = (strip: Strip, picture: PictureBuffer, area: CellArea) => string;

/** Sends a picture in strips, and of these only what has changed. */
export class StripPainter {
  readonly #encode: StripEncoder;
  /** What is on the screen, and where. */
  #shown: Uint8Array | null = null;
  #palette = '';
  #place = '';

  constructor(encode: StripEncoder) {
    this.#encode = encode;
  }

  /** The window has been cleared: the next picture is sent in full. */
  invalidate(): void {
    this.#shown = null;
  }

  /** The output that shows the picture; empty if it is there already. The cursor is where it was before. */
  update(picture: PictureBuffer, area: CellArea): string {
    if (picture.width === 0) return '';
    const place = [area.column, area.row, area.columns, area.rows, picture.width, picture.height].join(' ');
    const palette = picture.palette.join(' ');
    const whole = this.#shown === null || place !== this.#place || palette !== this.#palette;
    this.#place = place;
    this.#palette = palette;
    if (this.#shown === null || this.#shown.length !== picture.pixels.length) {
      this.#shown = new Uint8Array(picture.pixels.length);
    }
    let out = '';
    for (const strip of stripsOf(area, picture.height)) {
      const from = strip.first * picture.width;
      const to = strip.end * picture.width;
      if (!whole && equal(picture.pixels.subarray(from, to), this.#shown.subarray(from, to))) continue;
      out += `\x1b[${area.row + strip.cellRow + 1};${area.column + 1}H${this.#encode(strip, picture, area)}`;
    }
    this.#shown.set(picture.pixels);
    // DECSC and DECRC: whoever draws text goes on where it was
    return out === '' ? '' : `\x1b7${out}\x1b8`;
  }
}
