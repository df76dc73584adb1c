import type { RomImage, RomSet } from '@backplane/kernel';
import { basic, chargen, type FirmwareImage, kernal } from '@backplane/roms-c64';

/*
 * The three ROM sockets. The project's own firmware is in them unless others are chosen; those are found by SHA-1 in the
 * user's folders. The first 1,280 bytes of the KERNAL's socket belong to BASIC: exchange both together.
 */

const own = ({ title, sha1, bytes }: FirmwareImage): RomImage => ({ id: 'backplane', title, sha1, bytes });

export const KERNAL_ROM: RomSet = {
  title: 'KERNAL',
  size: 0x2000,
  images: [
    own(kernal),
    { id: '901227-03', title: 'Commodore KERNAL, revision 3', sha1: '1d503e56df85a62fee696e7618dc5b4e781df1bb' },
    { id: '901227-02', title: 'Commodore KERNAL, revision 2', sha1: '0e2e4ee3f2d41f00bed72f9ab588b83e306fdb13' },
    { id: '901227-01', title: 'Commodore KERNAL, revision 1', sha1: '87cc04d61fc748b82df09856847bb5c2754a2033' },
  ],
};

export const BASIC_ROM: RomSet = {
  title: 'BASIC',
  size: 0x2000,
  images: [
    own(basic),
    { id: '901226-01', title: 'Commodore BASIC V2', sha1: '79015323128650c742a3694c9429aa91f355905e' },
  ],
};

export const CHARGEN_ROM: RomSet = {
  title: 'character generator',
  size: 0x1000,
  images: [
    own(chargen),
    { id: '901225-01', title: 'Commodore characters', sha1: 'adc7c31e18c7c7413d54802ef2f4193da14711aa' },
  ],
};
