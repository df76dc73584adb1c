import type { DmaChannel } from '@backplane/chips-intel';
import { type Device, definePart, type StateIo } from '@backplane/kernel';

/*
 * A16–A19 of DMA transfers
 *
 * A 74LS670: four words of four bits, written at ports 80h–83h and read by the acknowledge lines, DACK3 on the low address
 * bit and DACK2 on the high one. So channel 2 has the word at 81h, channel 3 that at 82h, and channels 0 and 1, with
 * neither line active, share that at 83h. The chip's outputs are not on the data bus: reading gives nothing.
 *
 * Source: IBM, *Personal Computer Technical Reference*, "I/O address map" and the system board's logic diagrams.
 */

/** Which word each channel uses. */
const WORD_OF = [3, 3, 1, 2] as const;

export class DmaPage implements Device {
  readonly stateVersion = 1;
  readonly #words = new Uint8Array(4);
  readonly io = {
    registers: {
      read: (): number => 0xff,
      peek: (): number => 0xff,
      write: (offset: number, value: number): void => {
        this.#words[offset & 3] = value & 15;
      },
    },
  };

  /** A16–A19 of a channel's transfers, 0–15. */
  page(channel: DmaChannel): number {
    return this.#words[WORD_OF[channel]]!;
  }

  /** The chip has no reset; power leaves anything in it, here zero. */
  reset(kind: 'power' | 'reset'): void {
    if (kind === 'power') this.#words.fill(0);
  }

  state(io: StateIo): void {
    io.bytes('words', this.#words);
  }
}

export const DmaPagePart = definePart({
  type: 'DmaPage',
  title: 'DMA page registers (74LS670)',
  io: { registers: { size: 16, title: 'A16–A19 of DMA transfers' } },
  create: () => new DmaPage(),
});
