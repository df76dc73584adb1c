export * from './cards/floppy/adapter.ts';
export * from './cards/floppy/card.ts';
export * from './cards/floppy/drive.ts';
export { memoryCard } from './cards/memory/ram.ts';
export { ParallelPortPart } from './cards/parallel/parallel.ts';
export * from './cards.ts';
export * from './slot.ts';
