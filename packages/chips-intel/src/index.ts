export * from './intel8253.ts';
export * from './intel8255a.ts';
export * from './intel8259a.ts';
