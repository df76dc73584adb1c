import { defineSlotType } from '@backplane/kernel';

/**
 * A place on Commodore's serial bus. All lines are open collector and `on` while they are pulled low: ATN from the
 * computer, CLK and DATA both ways, SRQ to the computer (nothing uses it but fast devices of later computers), RESET.
 *
 * A card may bring a processor, clocks and address spaces of its own; what it needs of the computer is these lines.
 *
 * Source: *Commodore 64 Programmer's Reference Guide*, chapter 6, "The serial bus".
 */
export const iecSlot = defineSlotType({
  id: 'iec',
  title: 'Commodore serial bus',
  signals: { atn: 'line', clk: 'line', data: 'line', srq: 'line', reset: 'line' },
});
