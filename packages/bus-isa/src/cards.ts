import type { CardDefinition } from '@backplane/kernel';
import { adlib } from './cards/adlib/adlib.ts';
import { cga } from './cards/cga/index.ts';
import { floppy, floppyDd } from './cards/floppy/card.ts';
import { hercules, herculesHalf } from './cards/hercules/index.ts';
import { mda } from './cards/mda/index.ts';
import { XTIDE_CARDS } from './cards/xtide/xtide.ts';

/** Cards by the name that profiles and the command line use. A card of your own needs no entry: pass it to createMachine. */
export const ISA_CARDS: Readonly<Record<string, CardDefinition>> = {
  adlib,
  cga,
  hercules,
  'hercules-half': herculesHalf,
  mda,
  ...XTIDE_CARDS,
  floppy,
  'floppy-dd': floppyDd,
};
