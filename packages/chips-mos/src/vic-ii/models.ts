/*
 * The members of the VIC-II family: what differs between the chips.
 *
 * Source: Christian Bauer, "The MOS 6567/6569 video controller (VIC-II) and its application in the Commodore 64" (1996),
 * sections 3.4 and 3.6.
 */

/** Figures of one chip. */
export interface VicModel {
  /** Data sheet name. */
  readonly name: string;
  /** φ2 cycles in a raster line. */
  readonly cycles: number;
  /** Raster lines in a frame. */
  readonly lines: number;
  /** First cycle of sprite 0's two fetch cycles; the others follow. */
  readonly sprite0: number;
  /** X coordinates in a line: the counter repeats 8 of them where a line has more pixels. */
  readonly xWidth: number;
  /** The HMOS chips (8562, 8565): colours switch at the boundary of a cycle with a grey pixel, lightpen is earlier. */
  readonly hmos: boolean;
  /** Raster line that is the top row of the pixel buffer: the beam is in vertical blanking there. */
  readonly topLine: number;
  /** What a screenshot shows, in the pixel buffer. */
  readonly visible: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Pixel aspect ratio. */
  readonly aspect: { readonly num: number; readonly den: number };
  /** Master crystal in Hz and its cycles in one φ2 cycle: what `refresh` is computed from. */
  readonly crystal: number;
  readonly divider: number;
}

const PAL = {
  cycles: 63,
  lines: 312,
  sprite0: 58,
  xWidth: 504,
  topLine: 0,
  visible: { x: 104, y: 16, width: 384, height: 272 },
  aspect: { num: 117, den: 125 },
  crystal: 17_734_472,
  divider: 18,
} as const;

const NTSC = {
  cycles: 65,
  lines: 263,
  sprite0: 59,
  xWidth: 512,
  topLine: 13,
  visible: { x: 104, y: 15, width: 384, height: 247 },
  aspect: { num: 3, den: 4 },
  crystal: 14_318_180,
  divider: 14,
} as const;

/** The chips that are modelled. */
export type VicModelName = '6569' | '8565' | '6567R8' | '8562' | '6567R56A';

export const MODELS: Readonly<Record<VicModelName, VicModel>> = {
  '6569': { name: '6569', hmos: false, ...PAL },
  '8565': { name: '8565', hmos: true, ...PAL },
  '6567R8': { name: '6567R8', hmos: false, ...NTSC },
  '8562': { name: '8562', hmos: true, ...NTSC },
  '6567R56A': { name: '6567R56A', hmos: false, ...NTSC, cycles: 64, lines: 262 },
};

/** The sixteen colours, 0xRRGGBB. */
export const PALETTE: readonly number[] = [
  0x000000, 0xffffff, 0x68372b, 0x70a4b2, 0x6f3d86, 0x588d43, 0x352879, 0xb8c76f, 0x6f4f25, 0x433900, 0x9a6759,
  0x444444, 0x6c6c6c, 0x9ad284, 0x6c5eb5, 0x959595,
];
