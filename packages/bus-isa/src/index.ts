export * from './cards.ts';
export * from './slot.ts';
