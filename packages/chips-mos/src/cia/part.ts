import { definePart } from '@backplane/kernel';
import { Mos6526 } from './mos6526.ts';
import type { CiaOptions } from './options.ts';

const PINS = { irq: 'out', flag: 'in', pc: 'out', sp: 'bus', cnt: 'bus' } as const;
const IO = { registers: { size: 16 } } as const;

/** The 6526 CIA. All pins are asserted when low. Ports are connected with `Mos6526.connect`. */
export const Mos6526Part = definePart({
  type: 'Mos6526',
  title: 'MOS 6526 CIA',
  pins: PINS,
  io: IO,
  create: (ctx, options: CiaOptions) => new Mos6526(ctx, options),
});

/** The 8521, the 6526's successor in HMOS. `model` is what it is unless the options say otherwise. */
export const Mos8521Part = definePart({
  type: 'Mos8521',
  title: 'MOS 8521 CIA',
  pins: PINS,
  io: IO,
  create: (ctx, options: CiaOptions) => new Mos6526(ctx, { model: '8521', ...options }),
});
