export * from './expansion.ts';
