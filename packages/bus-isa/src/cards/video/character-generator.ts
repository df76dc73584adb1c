import type { RomSet } from '@backplane/kernel';
import { cgafont } from '@backplane/roms-ibm-pc';

/** The character generator of the IBM display adapters, one ROM for both kinds. */
export const CHARACTER_GENERATOR: RomSet = {
  title: 'Character generator',
  size: 0x2000,
  images: [
    { id: 'backplane', title: cgafont.title, sha1: cgafont.sha1, bytes: cgafont.bytes },
    { id: '5788005', title: 'IBM 5788005 of 1981', sha1: 'c2a8b10808bf51a3c123ba3eb1e9dd608231916f' },
  ],
};
