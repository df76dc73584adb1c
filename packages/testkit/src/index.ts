/**
 * The checks every processor, chip and machine gets.
 *
 * @packageDocumentation
 */
export * from './cpu/index.ts';
export * from './bench.ts';
