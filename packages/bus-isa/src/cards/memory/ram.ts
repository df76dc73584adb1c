import { type CardDefinition, defineCard } from '@backplane/kernel';

/*
 * Memory cards: RAM that answers at a place, at full speed
 *
 * Below A0000h they add to the memory of the system board; its switches or its BIOS have to know. From A0000h on they fill
 * holes between adapters ("upper memory").
 */

const K = 1024;

/**
 * A card with RAM.
 * @param kilobytes 16 to 640, in steps of 16
 * @param start address of its first byte, a multiple of 4000h
 * @throws RangeError if that is no place in a PC
 */
export function memoryCard(id: string, kilobytes: number, start: number): CardDefinition {
  const size = kilobytes * K;
  const fits = kilobytes % 16 === 0 && kilobytes > 0 && start % 0x4000 === 0 && start >= 0 && start + size <= 0x100000;
  if (!fits) {
    throw new RangeError(
      `A memory card has 16 KB or a multiple, from a multiple of 4000h on, below 100000h; ` +
        `${kilobytes} KB from ${start.toString(16).toUpperCase()}h on are not possible.`,
    );
  }
  const at = `${start.toString(16).toUpperCase()}h`;
  return defineCard({
    id,
    title: `Memory card, ${kilobytes} KB at ${at}`,
    fits: 'isa8',
    parts: {},
    regions: { memory: { ram: { ram: size } } },
    spaces: { memory: [{ from: start, to: start + size - 1, region: 'ram' }] },
  });
}

/** Sizes and places of conventional memory cards: up to 256 and 640 KB behind 64 KB on the board, and behind 256 KB. */
const CONVENTIONAL: readonly (readonly [kilobytes: number, start: number])[] = [
  [64, 0x10000],
  [192, 0x10000],
  [576, 0x10000],
  [384, 0x40000],
];

const nameOf = ([kilobytes, start]: readonly [number, number]): string =>
  `ram${kilobytes}k-${start.toString(16).padStart(5, '0')}`;

/** Cards by name: `ram384k-40000` has 384 KB at 40000h, `umb` 64 KB at D0000h. */
export const MEMORY_CARDS: Readonly<Record<string, CardDefinition>> = {
  ...Object.fromEntries(CONVENTIONAL.map((c) => [nameOf(c), memoryCard(nameOf(c), c[0], c[1])])),
  umb: memoryCard('umb', 64, 0xd0000),
  'umb-e0000': memoryCard('umb-e0000', 64, 0xe0000),
};
