/** Commodore's serial bus: the slot type, and drives for it. See README.md. */
export * from './cards.ts';
export * from './disk-state.ts';
export { CbmDos, COMMAND_CHANNEL, DATA_CHANNELS } from './dos/dos.ts';
export * from './serial-port.ts';
export * from './slot.ts';
export * from './virtual-drive.ts';
