import { decodeBase64 } from '@backplane/kernel';
import { IMAGES } from './generated/images.ts';

/** One ROM image of this package. */
export interface FirmwareImage {
  /** `kernal`, `basic` or `chargen`. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** Decoded at the first use; the same array at every use, so do not write to it. */
  readonly bytes: Uint8Array;
  /** SHA-1 of the bytes, 40 lower-case hexadecimal digits. */
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

/** 8 KiB for E000h–FFFFh: the end of BASIC (to E4FFh) and the KERNAL. */
export const kernal: FirmwareImage = image('kernal');

/** 8 KiB for A000h–BFFFh: BASIC. Belongs to `kernal`, which holds the rest of it. */
export const basic: FirmwareImage = image('basic');

/** 4 KiB: the character set, upper case and graphics, then lower and upper case. */
export const chargen: FirmwareImage = image('chargen');
