import type { CardDefinition } from '@backplane/kernel';
import { adlib } from './cards/adlib/adlib.ts';
import { cga, cgaComposite, cgaCompositeOld } from './cards/cga/index.ts';
import { clockCard } from './cards/clock/clock.ts';
import { floppy, floppyDd } from './cards/floppy/card.ts';
import { hercules, herculesHalf } from './cards/hercules/index.ts';
import { joystick } from './cards/joystick/joystick.ts';
import { mda } from './cards/mda/index.ts';
import { EMS_CARDS } from './cards/memory/ems.ts';
import { MEMORY_CARDS } from './cards/memory/ram.ts';
import { MOUSE_CARDS } from './cards/mouse/mouse.ts';
import { PARALLEL_CARDS } from './cards/parallel/parallel.ts';
import { SERIAL_CARDS } from './cards/serial/serial.ts';
import { XTIDE_CARDS } from './cards/xtide/xtide.ts';

/** Cards by the name that profiles and the command line use. A card of your own needs no entry: pass it to createMachine. */
export const ISA_CARDS: Readonly<Record<string, CardDefinition>> = {
  adlib,
  cga,
  'cga-composite': cgaComposite,
  'cga-composite-old': cgaCompositeOld,
  hercules,
  'hercules-half': herculesHalf,
  mda,
  ...XTIDE_CARDS,
  floppy,
  'floppy-dd': floppyDd,
  ...SERIAL_CARDS,
  ...MOUSE_CARDS,
  ...PARALLEL_CARDS,
  clock: clockCard,
  joystick,
  ...MEMORY_CARDS,
  ...EMS_CARDS,
};
