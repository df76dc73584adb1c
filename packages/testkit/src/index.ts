/**
 * The checks every processor, chip and machine gets.
 *
 * @packageDocumentation
 */
export * from './cpu/index.ts';
export * from './bench.ts';
export * from './prng.ts';
export * from './toy-cpu.ts';
export { assembleToy, OPCODES as TOY_OPCODES, operandBytes as toyOperandBytes, type ToyOpcode } from './toy-cpu-table.ts';
