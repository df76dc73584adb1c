import type { CardDefinition } from '@backplane/kernel';

/** Cards by the name that profiles and the command line use. A card of your own needs no entry: pass it to createMachine. */
export const ISA_CARDS: Readonly<Record<string, CardDefinition>> = {};
