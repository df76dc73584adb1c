export * from './uart/index.ts';
