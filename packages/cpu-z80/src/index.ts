/**
 * Zilog Z80: cycle-exact processor core, disassembler and instruction table.
 *
 * @packageDocumentation
 */
export { Z80Core } from './core.ts';
export { disassemble } from './disassemble.ts';
export { FLAG } from './flags.ts';
export { type StandaloneZ80, standaloneZ80 } from './standalone.ts';
export {
  type Byte,
  type Condition,
  type Instruction,
  type MicroOp,
  type Page,
  type Step,
  TABLE,
  type Word,
} from './table.ts';
export { Z80, type Z80Context, type Z80Options, Z80Part } from './z80.ts';
