export * from './intel8237a.ts';
export * from './intel8253.ts';
export * from './intel8255a.ts';
export * from './intel8259a.ts';
export type { FdcFormat, FdcSector, FdcTrack, FloppyDrive } from './intel8272a/drive.ts';
export * from './intel8272a/part.ts';
export * from './intel8272a.ts';
