/**
 * MOS 6502, 6510, 2A03 and the CMOS 65C02: cycle-exact processor core, disassembler and instruction table.
 *
 * @packageDocumentation
 */
export { type BoardHooks, Core6502, type MagicConstants } from './core.ts';
export { disassemble } from './disassemble.ts';
export { Mos6502, type Mos6502Context, type Mos6502Options } from './mos6502.ts';
export { Cmos65C02Part, type CmosVariant, Mos6502Part, Mos6510Part } from './part.ts';
export { Port6510, type PortOptions } from './port.ts';
export type { Program } from './program.ts';
export { type Standalone6502, standalone6502 } from './standalone.ts';
export {
  type Access,
  type Address,
  type Cycle,
  duration,
  INSTRUCTIONS,
  INTERRUPT_CYCLES,
  type Instruction,
  type Latch,
  lengthOf,
  type Mode,
  RESET_CYCLES,
  type Value,
} from './table.ts';
export {
  INSTRUCTIONS_65C02,
  INSTRUCTIONS_R65C02,
  INSTRUCTIONS_W65C02,
  INTERRUPT_CYCLES_65C02,
  RESET_CYCLES_65C02,
} from './table-65c02.ts';
export { VARIANTS, type Variant, type VariantName } from './variants.ts';
