import { defineSlotType } from '@backplane/kernel';

/*
 * The expansion bus of the IBM PC, its 62-pin slots
 *
 * Source: IBM, *Personal Computer Technical Reference*, "I/O channel" (signals), "System board" (address decode).
 *
 * Lines are on while they are high, except NMI's source IOCHK, which is on while it asks. DRQ, DACK and TC are methods of
 * the board's DMA controller, the part `dma` (an `Intel8237A`): a transfer is a call and costs no event.
 */

/** What is plugged in and has to be told to the system board's switches. */
export interface IsaEquipment {
  /** Display that the switches say the machine starts with. */
  readonly video?: 'monochrome' | 'colour-40' | 'colour-80' | 'none';
  /** Floppy drives on the card's connector. */
  readonly floppyDrives?: number;
}

/** The system board as its slots see it: the part `board`. */
export interface IsaBoard {
  /**
   * Called by a card while the machine is wired: a board whose switches are set to `auto` shows what is plugged in. The
   * first video card wins.
   */
  install(equipment: IsaEquipment): void;
}

/** An 8-bit slot. */
export const isa8 = defineSlotType({
  id: 'isa8',
  title: '8-bit ISA slot',
  signals: {
    /** 20 address bits. */
    memory: 'space',
    /** Cards decode 10 address bits (A0–A9) unless they say otherwise with `decode`. */
    io: 'ports',
    irq2: 'line',
    irq3: 'line',
    irq4: 'line',
    irq5: 'line',
    irq6: 'line',
    irq7: 'line',
    /** I/O CH CK: parity error or the like; asks for NMI. */
    iochk: 'line',
    /** The processor's clock, 4.77 MHz (8 MHz in a turbo machine). */
    clk: 'clock',
    /** OSC: 14.31818 MHz. */
    osc: 'clock',
    /** The board's `Intel8237A`. */
    dma: 'part',
    /** The board: see `IsaBoard`. */
    board: 'part',
  },
});
