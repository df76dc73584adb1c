import type { Ratio, VideoOutput } from '@backplane/kernel';

/** A picture as bytes: red, green, blue and alpha (always 255) of each pixel, row by row. */
export interface Screenshot {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** Width of a pixel divided by its height on the screen of its time. */
  readonly pixelAspect: Ratio;
}

/**
 * The part of a picture that can be seen, as it stands in the buffer: what the beam has drawn of the present picture, and
 * below it what is left of the one before.
 */
export function screenshotOf(video: VideoOutput): Screenshot {
  const { pixels, width: stride, palette, visible } = video;
  const { x, y, width, height } = visible;
  const rgba = new Uint8Array(width * height * 4);
  let to = 0;
  for (let row = y; row < y + height; row++) {
    for (let from = row * stride + x, end = from + width; from < end; from++, to += 4) {
      const colour = palette[pixels[from]!] ?? 0;
      rgba[to] = (colour >> 16) & 0xff;
      rgba[to + 1] = (colour >> 8) & 0xff;
      rgba[to + 2] = colour & 0xff;
      rgba[to + 3] = 0xff;
    }
  }
  return { width, height, rgba, pixelAspect: video.pixelAspect };
}

/** Pixels nearer to a square than this are left as they are: they look right. */
const NEARLY_SQUARE = 4 / 3;

/**
 * The picture as it looked on the screen of its time: rows (or columns) are repeated until a pixel is as wide as it is
 * high. No new colours come into being. Pictures whose pixels are nearly square are returned as they are.
 */
export function asDisplayed(picture: Screenshot): Screenshot {
  const aspect = picture.pixelAspect.num / picture.pixelAspect.den;
  if (aspect < NEARLY_SQUARE && aspect > 1 / NEARLY_SQUARE) return picture;
  const width = aspect > 1 ? Math.round(picture.width * aspect) : picture.width;
  const height = aspect < 1 ? Math.round(picture.height / aspect) : picture.height;
  const from = new Uint32Array(picture.rgba.slice().buffer);
  const to = new Uint32Array(width * height);
  const columns = Uint32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * picture.width) / width));
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * picture.height) / height) * picture.width;
    for (let x = 0; x < width; x++) to[y * width + x] = from[row + columns[x]!]!;
  }
  return { width, height, rgba: new Uint8Array(to.buffer), pixelAspect: { num: 1, den: 1 } };
}
