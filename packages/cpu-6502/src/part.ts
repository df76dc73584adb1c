import { definePart } from '@backplane/kernel';
import { Mos6502, type Mos6502Options } from './mos6502.ts';

/** Variants of the 65C02. */
export type CmosVariant = '65c02' | 'r65c02' | 'w65c02';

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

/**
 * The CMOS 65C02. RDY holds writes too, D is cleared by interrupts and RESET, WAI and STP are on the W65C02S alone.
 * `variant` says whose chip it is: the plain `65c02` (the default), Rockwell's `r65c02` or WDC's `w65c02`.
 */
export const Cmos65C02Part = definePart({
  type: 'Cmos65C02',
  title: '65C02 CPU',
  processor: true,
  pins: PINS,
  create: (ctx, options: { readonly variant?: CmosVariant }) =>
    new Mos6502(ctx, { variant: options.variant ?? '65c02' }),
});
