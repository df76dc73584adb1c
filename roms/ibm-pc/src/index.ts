import { decodeBase64 } from '@backplane/kernel';
import { IMAGES } from './generated/images.ts';

export { CP437, cp437Codes, fromCp437 } from './cp437.ts';

/** One image of this package. */
export interface FirmwareImage {
  /** `bios`, `xtide`, `cgafont` or `bootfloppy`. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** Decoded at the first use; the same array at every use, so do not write to it. */
  readonly bytes: Uint8Array;
  /** SHA-1 of the file in `images/`, 40 lower-case hexadecimal digits. */
  readonly sha1: string;
}

const images: readonly FirmwareImage[] = IMAGES.map(({ name, title, sha1, base64 }) => {
  let decoded: Uint8Array | undefined;
  return {
    name,
    title,
    sha1,
    get bytes(): Uint8Array {
      decoded ??= decodeBase64(base64);
      return decoded;
    },
  };
});

const image = (name: string): FirmwareImage => images.find((one) => one.name === name)!;

/** The image with empty sectors, as formatting leaves them, up to `size` bytes. */
function filledUp(source: FirmwareImage, size: number): FirmwareImage {
  let filled: Uint8Array | undefined;
  return {
    name: source.name,
    title: source.title,
    sha1: source.sha1,
    get bytes(): Uint8Array {
      if (filled === undefined) {
        filled = new Uint8Array(size).fill(0xf6);
        filled.set(source.bytes);
      }
      return filled;
    },
  };
}

/** 8 KiB for FE000h: the BIOS. */
export const bios: FirmwareImage = image('bios');

/**
 * 8 KiB: the character generator of the monochrome and the colour adapter. 0000h and 0800h: rows 0–7 and 8–13 of the
 * 9 × 14 dots of the monochrome adapter; 1000h: 8 × 8, strokes of one dot; 1800h: 8 × 8, strokes of two dots. Eight
 * bytes per character.
 */
export const cgafont: FirmwareImage = image('cgafont');

/** 8 KiB for C8000h (or another 2 KiB boundary): INT 13h for the drives of the XT-IDE card. */
export const xtide: FirmwareImage = image('xtide');

/**
 * 360 KiB: a bootable floppy of 40 cylinders, 2 heads and 9 sectors with FAT12, our disk system, README.TXT and some
 * programs. `sha1` is that of the file in `images/`, which ends behind the last file.
 */
export const bootfloppy: FirmwareImage = filledUp(image('bootfloppy'), 368_640);
