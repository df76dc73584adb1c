import type { IsaEquipment } from '@backplane/bus-isa';

/*
 * The switches of the system boards
 *
 * A switch that is OFF reads 1. SW1 of both boards: 1 = there are floppy drives (5150), normal start (5160); 2 = there is an
 * 8087; 3–4 banks of RAM on the board less 1; 5–6 display; 7–8 floppy drives less 1. SW2 of the 5150: 1–5 = RAM above 64 KB
 * in steps of 32 KB.
 *
 * Sources: IBM, *Personal Computer Technical Reference* and *PC/XT Technical Reference*, "System board switch settings".
 */

/** What the switches for the display can say. */
export type Display = 'mono' | 'cga40' | 'cga80' | 'none';

/** How a user sets the switches; `auto` follows what is plugged in. */
export interface SwitchSettings {
  readonly display: Display | 'auto';
  /** 0 to 4. */
  readonly floppies: number | 'auto';
}

/** SW1-5 and SW1-6 as bits 0 and 1. `none` also is a video card with a BIOS of its own. */
const DISPLAY_BITS: Readonly<Record<Display, number>> = { none: 0, cga40: 1, cga80: 2, mono: 3 };

const DISPLAY_OF = { monochrome: 'mono', 'colour-40': 'cga40', 'colour-80': 'cga80', none: 'none' } as const;

/** What is plugged in, collected from the cards. */
export class Equipment {
  #video: Display | null = null;
  #floppies = 0;

  /** The first video card wins; floppy drives add up, to four at most. */
  add({ video, floppyDrives = 0 }: IsaEquipment): void {
    if (video !== undefined) this.#video ??= DISPLAY_OF[video];
    this.#floppies = Math.min(4, this.#floppies + floppyDrives);
  }

  display(set: SwitchSettings): Display {
    return set.display === 'auto' ? (this.#video ?? 'none') : set.display;
  }

  floppies(set: SwitchSettings): number {
    return set.floppies === 'auto' ? this.#floppies : set.floppies;
  }
}

/** SW1 of the 5150, switch 1 as bit 0. All four banks of its board are filled. */
export function sw1Of5150(display: Display, floppies: number): number {
  return (floppies > 0 ? 1 : 0) | 0x0c | (DISPLAY_BITS[display] << 4) | (Math.max(0, floppies - 1) << 6);
}

/** SW2 of the 5150, switches 1–5 as bits 0–4. @param memory bytes of RAM in the machine */
export function sw2Of5150(memory: number): number {
  return Math.max(0, (memory - 0x10000) >> 15) & 0x1f;
}

/** SW1 of the 5160, switch 1 as bit 0. @param memory bytes of RAM; the board holds up to four banks of 64 KB */
export function sw1Of5160(display: Display, floppies: number, memory: number): number {
  const banks = Math.min(4, Math.max(1, memory >> 16));
  return 1 | ((banks - 1) << 2) | (DISPLAY_BITS[display] << 4) | (Math.max(0, floppies - 1) << 6);
}
