import { definePart } from '@backplane/kernel';
import { Mos6522 } from './mos6522.ts';

/**
 * The 6522 VIA. All pins are asserted when low. `pb6` is where timer 2 counts pulses: a board that uses it wires the line
 * here as well. Ports are connected with `Mos6522.connect`.
 */
export const Mos6522Part = definePart({
  type: 'Mos6522',
  title: 'MOS 6522 VIA',
  pins: { irq: 'out', ca1: 'in', ca2: 'bus', cb1: 'bus', cb2: 'bus', pb6: 'in' },
  io: { registers: { size: 16 } },
  create: (ctx) => new Mos6522(ctx),
});
