import { type Cycle, INSTRUCTIONS, INTERRUPT_CYCLES, type Instruction, RESET_CYCLES } from '../src/table.ts';
import { INSTRUCTIONS_W65C02, INTERRUPT_CYCLES_65C02, RESET_CYCLES_65C02 } from '../src/table-65c02.ts';
import { CMOS, type Dialect, NMOS } from './operations.ts';

/** A table of instructions from which a set of engines is written. */
export interface Family {
  /** File of the table. */
  readonly table: string;
  /** Behind the names of the generated files. */
  readonly file: string;
  /** Behind the names of the engines. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
  readonly interrupt: readonly Cycle[];
  readonly reset: readonly Cycle[];
  readonly dialect: Dialect;
  /** What the engines import from `alu.ts`. */
  readonly stepArithmetic: string;
  readonly fastArithmetic: string;
  /** Chips lack opcodes: the engines take the tables that a chip's program brings instead of importing one. */
  readonly chips: boolean;
}

export const FAMILIES: readonly Family[] = [
  {
    table: 'table.ts',
    file: '',
    name: '',
    instructions: INSTRUCTIONS,
    interrupt: INTERRUPT_CYCLES,
    reset: RESET_CYCLES,
    dialect: NMOS,
    stepArithmetic: 'addDecimal, andRotate, subtractDecimal',
    fastArithmetic: 'addDecimal, andRotate, subtractDecimal',
    chips: false,
  },
  {
    table: 'table-65c02.ts',
    file: '-65c02',
    name: '65C02',
    instructions: INSTRUCTIONS_W65C02,
    interrupt: INTERRUPT_CYCLES_65C02,
    reset: RESET_CYCLES_65C02,
    dialect: CMOS,
    stepArithmetic: 'addDecimal65C02, subtractDecimal65C02',
    fastArithmetic: '',
    chips: true,
  },
];
