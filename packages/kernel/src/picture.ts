import type { Ratio } from './time.ts';

/*
 * Pictures and sound
 *
 * Both are observations: whether a host looks or listens never changes what the machine does, and nothing here is
 * state. A device that is not asked for either computes neither.
 */

/** A rectangle of pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What a video chip draws: one buffer of palette indices, drawn as the beam goes. All fields may change while the machine
 * runs (a mode change); read them afresh for each frame.
 */
export interface VideoOutput {
  /** Palette index of each pixel, row by row; `width` × `height` bytes at least. */
  readonly pixels: Uint8Array;
  /** Pixels in a row of the buffer. */
  readonly width: number;
  /** Rows of the buffer. */
  readonly height: number;
  /** Colours by index, 0xRRGGBB. */
  readonly palette: ArrayLike<number>;
  /** The part of the buffer that a screenshot shows. */
  readonly visible: Rectangle;
  /** Width of a pixel divided by its height, on the screen of its time. */
  readonly pixelAspect: Ratio;
  /** Pictures a second. */
  readonly refresh: Ratio;
  /** Pictures completed since power-on. */
  readonly frame: number;
  /** While false nothing is drawn and `pixels` stays as it is; true at power-on if a host wants pictures. */
  enabled: boolean;
  /** Draws everything up to tick `t` (not further), so that `pixels` is what the beam has left behind. */
  draw(t: number): void;
  /** The first tick after `t` at which a picture is complete. */
  frameEnd(t: number): number;
}

/** A source of sound. */
export interface AudioSource {
  readonly title: string;
  /** Samples a second of what `drain` gives, for one channel. */
  readonly rate: Ratio;
  readonly channels: 1 | 2;
  /** While false nothing is computed and nothing kept. False at power-on. */
  enabled: boolean;
  /**
   * The samples from the last call up to tick `t`, interleaved if there are two channels, nominally −1 to 1. Free of
   * aliases: a band-limited signal at `rate`. The array may be reused by the next call.
   */
  drain(t: number): Float32Array;
}
