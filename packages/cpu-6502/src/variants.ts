/*
 * The family
 *
 * A variant is data: what a chip has besides the NMOS core. The CMOS 65C02 (other cycles, other opcodes, no JAM) is not
 * here: it needs an instruction table of its own beside `table.ts`, from which the same generator would write its
 * engines.
 */

/** What distinguishes the chips that share the NMOS instruction table. */
export interface Variant {
  readonly title: string;
  /** D selects decimal arithmetic. The 2A03 has the flag, but not the circuit. */
  readonly decimal: boolean;
  /** There is an I/O port at addresses 0 and 1. */
  readonly port: boolean;
}

export const VARIANTS = {
  '6502': { title: 'MOS 6502', decimal: true, port: false },
  '6510': { title: 'MOS 6510', decimal: true, port: true },
  '2a03': { title: 'Ricoh 2A03', decimal: false, port: false },
} as const satisfies Readonly<Record<string, Variant>>;

export type VariantName = keyof typeof VARIANTS;
