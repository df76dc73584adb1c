export type { BoardPort, CartridgeBoard } from './boards/board.ts';
export { BOARDS } from './boards/index.ts';
export * from './cards.ts';
export * from './cartridge.ts';
export * from './expansion.ts';
export * from './georam.ts';
export * from './reu.ts';
