export * from './mc6845.ts';
