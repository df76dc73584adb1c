import { sha1Hex, type VideoOutput } from '@backplane/kernel';
import type { Rig } from './io-rig.ts';

/** Values of R0–R13 for the standard modes. Source: IBM, Technical Reference, tables of the display adapters. */
export const TIMINGS = {
  text40: [0x38, 0x28, 0x2d, 0x0a, 0x1f, 0x06, 0x19, 0x1c, 2, 7, 6, 7, 0, 0],
  text80: [0x71, 0x50, 0x5a, 0x0a, 0x1f, 0x06, 0x19, 0x1c, 2, 7, 6, 7, 0, 0],
  graphics: [0x38, 0x28, 0x2d, 0x0a, 0x7f, 0x06, 0x64, 0x70, 2, 1, 6, 7, 0, 0],
  mono: [0x61, 0x50, 0x52, 0x0f, 0x19, 0x06, 0x19, 0x19, 2, 0x0d, 0x0b, 0x0c, 0, 0],
  hercules: [0x35, 0x2d, 0x2e, 0x07, 0x5b, 0x02, 0x57, 0x57, 2, 3, 0, 0, 0, 0],
} as const;

/** Values of the CGA's mode control register by BIOS mode. */
export const MODES = [0x2c, 0x28, 0x2d, 0x29, 0x2a, 0x2e, 0x1e] as const;

/** Loads the controller at `port`. */
export function program(rig: Rig, port: number, values: readonly number[]): void {
  values.forEach((value, n) => {
    rig.out(port, n);
    rig.out(port + 1, value);
  });
}

/** Sets a register of the controller at 3D4h. */
export function crtc(rig: Rig, register: number, value: number): void {
  rig.out(0x3d4, register);
  rig.out(0x3d5, value);
}

/** Sets a CGA mode as the BIOS does, 0–6. */
export function cgaMode(rig: Rig, mode: number, colour: number = mode === 6 ? 0x3f : 0x30): void {
  rig.out(0x3d8, 0);
  program(rig, 0x3d4, mode < 2 ? TIMINGS.text40 : mode < 4 ? TIMINGS.text80 : TIMINGS.graphics);
  rig.out(0x3d9, colour);
  rig.out(0x3d8, MODES[mode]!);
}

/** The picture of a rig's card. */
export function videoOf(rig: Rig): VideoOutput {
  return rig.machine.displays[0]![1];
}

/** Runs until a picture is complete. */
export function finishPicture(rig: Rig): void {
  rig.machine.runUntil(videoOf(rig).frameEnd(rig.tick));
  videoOf(rig).draw(rig.tick);
}

/** Colours of the part that can be seen, 0xRRGGBB. */
export function colours(video: VideoOutput): Uint32Array {
  const { pixels, width: stride, palette, visible } = video;
  const out = new Uint32Array(visible.width * visible.height);
  let to = 0;
  for (let row = visible.y; row < visible.y + visible.height; row++) {
    for (let x = visible.x; x < visible.x + visible.width; x++) out[to++] = palette[pixels[row * stride + x]!]!;
  }
  return out;
}

/** SHA-1 of the colours that can be seen. */
export function pictureHash(video: VideoOutput): string {
  const list = colours(video);
  const bytes = new Uint8Array(list.length * 3);
  list.forEach((c, n) => {
    bytes.set([c >> 16, (c >> 8) & 0xff, c & 0xff], n * 3);
  });
  return sha1Hex(bytes);
}

/** Writes text with an attribute at a row and column of a page of text. */
export function type(
  rig: Rig,
  base: number,
  columns: number,
  row: number,
  column: number,
  text: string,
  attribute = 7,
) {
  [...text].forEach((c, n) => {
    const at = base + (row * columns + column + n) * 2;
    rig.write(at, c.charCodeAt(0));
    rig.write(at + 1, attribute);
  });
}
