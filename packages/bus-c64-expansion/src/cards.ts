import type { CardDefinition } from '@backplane/kernel';
import { cartridgeCard } from './cartridge.ts';
import { GEORAM_CARDS } from './georam.ts';
import { REU_CARDS } from './reu.ts';

/** The cards of this package, by the names that machines offer them under. */
export const EXPANSION_CARDS: Readonly<Record<string, CardDefinition>> = {
  cartridge: cartridgeCard,
  ...REU_CARDS,
  ...GEORAM_CARDS,
};
