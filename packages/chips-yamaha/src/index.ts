export * from './ym3812/index.ts';
