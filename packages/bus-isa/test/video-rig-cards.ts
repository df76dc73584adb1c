import { type CardDefinition, sha1Hex } from '@backplane/kernel';

/** A character generator of patterns, so that what is tested does not change with a font. */
export const PATTERNS: Uint8Array = Uint8Array.from(
  { length: 0x2000 },
  (_, n) => (Math.imul(n >> 3, 37) ^ Math.imul((n & 7) + 1, 29) ^ (n >> 11)) & 0xff,
);

/** A card with that character generator. */
export function patterned(card: CardDefinition): CardDefinition {
  const image = { id: 'patterns', title: 'patterns', sha1: sha1Hex(PATTERNS), bytes: PATTERNS };
  return { ...card, roms: { font: { title: 'patterns', size: 0x2000, images: [image] } } };
}
