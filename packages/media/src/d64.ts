/**
 * D64 images: the blocks of a 1541 disk in order of track and sector, perhaps followed by one error byte for each.
 *
 * | bytes | tracks | error bytes |
 * | --- | --- | --- |
 * | 174,848 | 35 | no |
 * | 175,531 | 35 | yes |
 * | 196,608 | 40 | no |
 * | 197,376 | 40 | yes |
 * | 205,312 | 42 | no |
 * | 206,114 | 42 | yes |
 *
 * Source: Peter Schepers, "D64 (Electronic form of a physical 1541 disk)", with its table of error bytes.
 */
import { blocksUpTo, byteOfError, CBM_1541, CBM_BLOCK, CbmDisk, type CbmLayout } from './cbm-disk.ts';
import { CbmFileSystem } from './cbm-fs.ts';
import { MediaError } from './errors.ts';
import type { FormatName } from './sector-image.ts';

/** Numbers of tracks that D64 images have. */
export const D64_TRACKS = [35, 40, 42] as const;
export type D64Tracks = (typeof D64_TRACKS)[number];

export const D64_FORMAT: FormatName = { id: 'd64', title: 'Commodore 1541 disk image' };

export interface D64Options {
  readonly writeProtected?: boolean;
  readonly baseSha1?: string;
  /** Take images of any length: what is cut off cannot be read, what is too much is left alone. Default `false`. */
  readonly anyLength?: boolean;
}

/** Blocks of a D64 image with so many tracks. */
export function d64Blocks(tracks: D64Tracks): number {
  return blocksUpTo(CBM_1541[tracks], tracks);
}

/** Tracks and error bytes of an image by its length; undefined if no D64 image has that length. */
export function d64Shape(length: number): { readonly tracks: D64Tracks; readonly errors: boolean } | undefined {
  for (const tracks of D64_TRACKS) {
    const blocks = d64Blocks(tracks);
    if (length === blocks * CBM_BLOCK) return { tracks, errors: false };
    if (length === blocks * (CBM_BLOCK + 1)) return { tracks, errors: true };
  }
  return undefined;
}

function lengths(): string {
  return D64_TRACKS.map((tracks) => `${d64Blocks(tracks) * CBM_BLOCK} or ${d64Blocks(tracks) * (CBM_BLOCK + 1)}`).join(
    ', ',
  );
}

/**
 * Makes a disk of a D64 image.
 * @param bytes kept, not copied
 * @throws MediaError if no D64 image has this length, unless `anyLength`
 */
export function openD64(bytes: Uint8Array, options: D64Options = {}): CbmDisk {
  const shape = d64Shape(bytes.length);
  if (shape === undefined && options.anyLength !== true) {
    throw new MediaError(`a D64 image is not ${bytes.length} bytes long`, {
      hint: `Its length is ${lengths()}. Name the format "d64" if the image is cut off or has something behind it`,
    });
  }
  if (bytes.length < CBM_BLOCK) {
    throw new MediaError(`${bytes.length} bytes hold no block of a disk`, { hint: 'Create a formatted image first' });
  }
  const fitting = D64_TRACKS.find((tracks) => bytes.length <= d64Blocks(tracks) * (CBM_BLOCK + 1)) ?? 42;
  const tracks = shape?.tracks ?? fitting;
  return new CbmDisk({
    layout: CBM_1541[tracks],
    format: D64_FORMAT,
    base: bytes,
    ...(shape?.errors === true ? { errorOffset: d64Blocks(tracks) * CBM_BLOCK } : {}),
    ...(options.baseSha1 === undefined ? {} : { baseSha1: options.baseSha1 }),
    writeProtected: options.writeProtected ?? false,
  });
}

/**
 * The bytes of a blank formatted disk.
 * @param title up to 16 PETSCII bytes
 * @param id two PETSCII bytes
 */
export function createD64(title = '', id = '00', tracks: D64Tracks = 35): Uint8Array {
  const disk = openD64(new Uint8Array(d64Blocks(tracks) * CBM_BLOCK));
  new CbmFileSystem(disk).format(title, id);
  return disk.medium.content();
}

/**
 * A D64 image with error bytes from blocks and what is wrong with each; without error bytes if nothing is.
 * @param blocks bytes of all blocks of the layout, in order
 * @param errors DOS error of each block, 0 for none
 */
export function d64WithErrors(layout: CbmLayout, blocks: Uint8Array, errors: Uint8Array): Uint8Array {
  const count = blocksUpTo(layout, layout.tracks);
  if (errors.every((error) => error === 0)) return blocks;
  const out = new Uint8Array(count * (CBM_BLOCK + 1)).fill(1, count * CBM_BLOCK);
  out.set(blocks);
  errors.forEach((error, i) => {
    if (error !== 0) out[count * CBM_BLOCK + i] = byteOfError(error);
  });
  return out;
}
