import { NMOS, PLAIN_65C02, type Program, R65C02, W65C02 } from './program.ts';

/*
 * The family
 *
 * A variant is data: the instruction table that a chip executes and what it has besides.
 */

/** What distinguishes the chips. */
export interface Variant {
  readonly title: string;
  readonly program: Program;
  /** D selects decimal arithmetic. The 2A03 has the flag, but not the circuit. */
  readonly decimal: boolean;
  /** There is an I/O port at addresses 0 and 1. */
  readonly port: boolean;
}

export const VARIANTS = {
  '6502': { title: 'MOS 6502', program: NMOS, decimal: true, port: false },
  '6510': { title: 'MOS 6510', program: NMOS, decimal: true, port: true },
  '2a03': { title: 'Ricoh 2A03', program: NMOS, decimal: false, port: false },
  '65c02': { title: '65C02', program: PLAIN_65C02, decimal: true, port: false },
  r65c02: { title: 'Rockwell R65C02', program: R65C02, decimal: true, port: false },
  w65c02: { title: 'WDC W65C02S', program: W65C02, decimal: true, port: false },
} as const satisfies Readonly<Record<string, Variant>>;

export type VariantName = keyof typeof VARIANTS;
