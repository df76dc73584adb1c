import type { VideoOutput } from '@backplane/kernel';

/** A rectangle of cells in the window. */
export interface CellArea {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** Size of a cell in the terminal's pixels. */
export interface CellSize {
  readonly width: number;
  readonly height: number;
}

/** Cells are about twice as high as wide; some pixels for each, where nothing is known. */
export const USUAL_CELL: CellSize = { width: 10, height: 20 };

/** The last complete picture of a machine: what front ends show while the next one is being drawn. */
export class PictureBuffer {
  width = 0;
  height = 0;
  /** Indices into `palette`, row by row. */
  pixels: Uint8Array = new Uint8Array(0);
  /** Colours, 0xRRGGBB. */
  palette: number[] = [];
  /** Width divided by height, on the screen of its time. */
  aspect = 4 / 3;
  /** Counts up with every picture that differs from the one before. */
  revision = 0;

  /** Copies the visible part of what a chip has drawn. */
  take(video: VideoOutput): void {
    const { x, y, width, height } = video.visible;
    const { pixels, width: stride, pixelAspect } = video;
    let changed = width !== this.width || height !== this.height;
    if (changed) {
      this.width = width;
      this.height = height;
      this.pixels = new Uint8Array(width * height);
    }
    this.aspect = (width * pixelAspect.num) / (height * pixelAspect.den);
    for (let row = 0; row < height; row++) {
      const from = (y + row) * stride + x;
      const line = pixels.subarray(from, from + width);
      const mine = this.pixels.subarray(row * width, (row + 1) * width);
      if (changed || !equal(line, mine)) {
        mine.set(line);
        changed = true;
      }
    }
    const { palette } = video;
    for (let i = 0; i < palette.length; i++) {
      if (this.palette[i] === palette[i]) continue;
      this.palette[i] = palette[i]!;
      changed = true;
    }
    this.palette.length = palette.length;
    if (changed) this.revision++;
  }

  /** The colour at the upper left corner, 0xRRGGBB: the border's, on machines that have one. */
  get border(): number {
    return this.palette[this.pixels[0] ?? 0] ?? 0;
  }
}

/** Whether two rows are the same. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The largest area of the picture's shape in the middle of `columns` × `rows` cells. */
export function fit(aspect: number, columns: number, rows: number, cell: CellSize): CellArea {
  const shape = (aspect * cell.height) / cell.width;
  const wide = Math.min(columns, Math.max(1, Math.round(rows * shape)));
  const high = Math.min(rows, Math.max(1, Math.round(wide / shape)));
  return {
    column: Math.floor((columns - wide) / 2),
    row: Math.floor((rows - high) / 2),
    columns: wide,
    rows: high,
  };
}
