import type { RomImage, RomSet } from '@backplane/kernel';
import * as firmware from '@backplane/roms-ibm-pc';

/*
 * The ROM sockets of the system boards
 *
 * The BIOS lies at the end of the first megabyte, so that the processor starts in its last 16 bytes; images of 8 to 64 KB
 * fit. Cassette BASIC is 32 KB at F6000h; its sockets are empty unless it is chosen. Dumps of IBM's chips are found by
 * SHA-1 in the user's folders.
 */

interface Firmware {
  readonly title: string;
  readonly sha1: string;
  readonly bytes: Uint8Array;
}

const own = (firmware as unknown as Readonly<Record<string, Firmware | undefined>>).bios;

const OWN: readonly RomImage[] =
  own === undefined ? [] : [{ id: 'backplane', title: own.title, sha1: own.sha1, bytes: own.bytes }];

/** Nothing in the socket. */
const NONE: RomImage = {
  id: 'none',
  title: 'empty',
  sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  bytes: new Uint8Array(0),
};

/** F0000h–FFFFFh, as much of its end as the image has. */
export const BIOS_5150: RomSet = {
  title: 'BIOS',
  size: 0x2000,
  sizes: [0x4000, 0x8000, 0x10000],
  images: [...OWN],
};

export const BIOS_5160: RomSet = {
  title: 'BIOS',
  size: 0x2000,
  sizes: [0x4000, 0x8000, 0x10000],
  images: [...OWN],
};

/** F6000h–FDFFFh. */
export const BASIC_ROM: RomSet = {
  title: 'cassette BASIC',
  size: 0x8000,
  sizes: [0],
  images: [NONE],
};

/** The 5150's spare socket: F4000h–F5FFFh. */
export const U28_ROM: RomSet = { title: 'spare socket U28', size: 0x2000, sizes: [0], images: [NONE] };

/** The 5160's second socket: F0000h–F7FFFh. */
export const U19_ROM: RomSet = { title: 'socket U19', size: 0x8000, sizes: [0, 0x2000], images: [NONE] };
