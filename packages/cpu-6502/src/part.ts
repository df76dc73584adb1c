import { definePart } from '@backplane/kernel';
import { Mos6502, type Mos6502Options } from './mos6502.ts';

const PINS = { irq: 'in', nmi: 'in', rdy: 'in', so: 'in', reset: 'in' } as const;

/**
 * The 6502 as a part of a machine. All pins are asserted when low: a line on `rdy` is on while the processor is held.
 */
export const Mos6502Part = definePart({
  type: 'Mos6502',
  title: 'MOS 6502 CPU',
  processor: true,
  pins: PINS,
  create: (ctx, options: Mos6502Options) => new Mos6502(ctx, options),
});

/** The 6510: a 6502 with an I/O port at addresses 0 and 1. The board connects to the port with `Mos6502.connect`. */
export const Mos6510Part = definePart({
  type: 'Mos6510',
  title: 'MOS 6510 CPU',
  processor: true,
  pins: PINS,
  create: (ctx, options: Omit<Mos6502Options, 'variant'>) => new Mos6502(ctx, { ...options, variant: '6510' }),
});
