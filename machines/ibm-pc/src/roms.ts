import type { RomImage, RomSet } from '@backplane/kernel';
import { bios } from '@backplane/roms-ibm-pc';

/*
 * The ROM sockets of the system boards
 *
 * The BIOS lies at the end of the first megabyte, so that the processor starts in its last 16 bytes; images of 8 to 64 KB
 * fit. Cassette BASIC is 32 KB at F6000h; its sockets are empty unless it is chosen. Dumps of IBM's chips are found by
 * SHA-1 in the user's folders.
 */

const OWN: RomImage = { id: 'backplane', title: bios.title, sha1: bios.sha1, bytes: bios.bytes };

/** Nothing in the socket. */
const NONE: RomImage = {
  id: 'none',
  title: 'empty',
  sha1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  bytes: new Uint8Array(0),
};

/** Free BIOSes of others. */
const GLABIOS = (version: string, kind: string, title: string, sha1: string): RomImage => ({
  id: `glabios-${version}-${kind}`,
  title: `GLaBIOS ${version.replaceAll('-', '.')}, ${title}`,
  sha1,
});

const SIZES = [0x4000, 0x8000, 0x10000];

/** F0000h–FFFFFh, as much of its end as the image has. */
export const BIOS_5150: RomSet = {
  title: 'BIOS',
  size: 0x2000,
  sizes: SIZES,
  images: [
    OWN,
    { id: '5700051', title: 'IBM PC BIOS, 24 April 1981', sha1: 'f046058faa016ad13aed5a082a45b21dea43d346' },
    { id: '5700671', title: 'IBM PC BIOS, 19 October 1981', sha1: 'bdb06f846c4768f39eeff7e16b6dbff8cd2117d2' },
    { id: '1501476', title: 'IBM PC BIOS, 27 October 1982', sha1: '0c93f07e62cd27688f7f473e9787ef5308535fa0' },
    GLABIOS('0-2-5', 'pc', '5150', 'c7400ff3d4de3ded03682b65e8f4b5a63739e544'),
    GLABIOS('0-2-6', 'p', '5150', '4ce127d282f8446f232492a8ec06303436dae005'),
    GLABIOS('0-2-6', 'pc', '5150', 'bca3d9bd6f83ee8c596d7004a2d6e72033bc7098'),
    GLABIOS('0-4-0', 'p', '5150', 'fd023bbf445ed64e42ec0cf4ff10e907ccff4017'),
    GLABIOS('0-4-0', 'pc', '5150', 'e1d0145659eaefa139ef1b827d4ec420f3e841c8'),
  ],
};

export const BIOS_5160: RomSet = {
  title: 'BIOS',
  size: 0x2000,
  sizes: SIZES,
  images: [
    OWN,
    { id: '1982-08-16', title: 'IBM PC/XT BIOS, 16 August 1982', sha1: 'b42c78abd0a9c630a2f972ad2bae46d83c3a2a09' },
    { id: '1982-11-08', title: 'IBM PC/XT BIOS, 8 November 1982', sha1: 'be048187e16400e00a58fbde713e5b81368d5f9d' },
    {
      id: '1986-01-10',
      title: 'IBM PC/XT BIOS and BASIC, 10 January 1986',
      size: 0x10000,
      sha1: '30bb4e7f9d7b0ba99d1d9c970bf0fc79dddca16f',
    },
    {
      id: '1986-05-09',
      title: 'IBM PC/XT BIOS and BASIC, 9 May 1986',
      size: 0x10000,
      sha1: 'c6eeb47349772587a663d483e2670034f230c2a4',
    },
    {
      id: '1986-01-10-u18',
      title: 'IBM PC/XT, 10 January 1986, chip U18',
      size: 0x8000,
      sha1: 'e7d0155813e4c650085144327581f05486ed1484',
    },
    {
      id: '1986-05-09-u18',
      title: 'IBM PC/XT, 9 May 1986, chip U18',
      size: 0x8000,
      sha1: 'daa61762d3afdd7262e34edf1a3d2df9a05bcebb',
    },
    GLABIOS('0-2-5', 'xc', 'XT', 'f2065d25a49a203e8679f863aeb04cc009a204f5'),
    GLABIOS('0-2-6', 'x', 'XT', '539232fcd24167c76b19f594704b6ae78ffbb4b9'),
    GLABIOS('0-2-6', 'xc', 'XT', '7b471a927973170b002e19009d61e88238d09fa7'),
    GLABIOS('0-4-0', 'xc', 'XT', '2eb9a5cf6f7006e65bfe4aba90e0489adf17ff33'),
    GLABIOS('0-2-6', 't', 'turbo XT', '89f6eb7efc8348317708739634cd39dfb01cd71f'),
    GLABIOS('0-2-6', 'tc', 'turbo XT', 'df48136a473455371d4a81969dfc0f41bf2c706d'),
    GLABIOS('0-4-0', 't', 'turbo XT', '32ffce3d9f518d8e5a44f2e48f89923f0c774e42'),
  ],
};

/** F6000h–FDFFFh. */
export const BASIC_ROM: RomSet = {
  title: 'cassette BASIC',
  size: 0x8000,
  sizes: [0],
  images: [
    NONE,
    { id: 'c1-00', title: 'IBM Cassette BASIC C1.00', sha1: '815b13c6da5cdc215200e504b80013666cbdef16' },
    { id: 'c1-10', title: 'IBM Cassette BASIC C1.10', sha1: '07449ebca18f979b9ab748582b736e402f2bf940' },
  ],
};

/** The 5150's spare socket: F4000h–F5FFFh. */
export const U28_ROM: RomSet = { title: 'spare socket U28', size: 0x2000, sizes: [0], images: [NONE] };

/** The 5160's second socket: F0000h–F7FFFh. */
export const U19_ROM: RomSet = {
  title: 'socket U19',
  size: 0x8000,
  sizes: [0, 0x2000],
  images: [
    NONE,
    {
      id: '1986-01-10-u19',
      title: 'IBM PC/XT, 10 January 1986, chip U19',
      sha1: '937b43759ffd472da4fb0fe775b3842f5fb4c3b3',
    },
    {
      id: '1986-05-09-u19',
      title: 'IBM PC/XT, 9 May 1986, chip U19',
      sha1: '045e27a70407d89b7956ecae4d275bd2f6b0f8e2',
    },
  ],
};
