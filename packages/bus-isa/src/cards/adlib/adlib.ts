import { Ym3812Part } from '@backplane/chips-yamaha';
import { defineCard } from '@backplane/kernel';

/*
 * AdLib Music Synthesizer Card: a YM3812 and its converter
 *
 * Port 388h: register number (write), status (read). Port 389h: the register. The card is mono; the chip's IRQ goes
 * nowhere, programs poll the status.
 *
 * Source: Ad Lib Inc., "Programmer's Manual"; Jeffrey S. Lee, "Programming the AdLib/Sound Blaster FM Music Chips" (1992).
 */
export const adlib = defineCard({
  id: 'adlib',
  title: 'AdLib Music Synthesizer Card',
  fits: 'isa8',
  // OSC / 4
  clocks: { opl: { hz: 3_579_545, title: 'φM of the YM3812' } },
  parts: { opl: { type: Ym3812Part, clock: 'opl' } },
  ports: { io: [{ from: 0x388, to: 0x389, io: 'opl.registers' }] },
});
