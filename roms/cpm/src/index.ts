import { decodeBase64 } from '@backplane/kernel';
import { IMAGES } from './generated/images.ts';

/** One piece of this package's firmware. */
export interface FirmwareImage {
  /** `boot`, or the name that a utility has on a CP/M disk, such as `STAT.COM`. */
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

/** The 16 KiB boot ROM, for 0000h–3FFFh: boot loader, BIOS, BDOS and CCP of a CP/M 2.2 compatible system. */
export const bootRom: FirmwareImage = images.find(({ name }) => name === 'boot')!;

/** The utilities, `.COM` files to be put on a disk: STAT, PIP, SUBMIT and others. */
export const utilities: readonly FirmwareImage[] = images.filter((image) => image !== bootRom);
