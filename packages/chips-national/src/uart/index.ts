export * from './frame.ts';
export * from './ins8250.ts';
export * from './part.ts';
