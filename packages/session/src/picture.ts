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
