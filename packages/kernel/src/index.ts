export { decodeBase64 } from './base64.ts';
export * from './compose.ts';
export * from './define.ts';
export * from './device.ts';
export * from './errors.ts';
export * from './line.ts';
export * from './machine.ts';
export * from './options.ts';
export * from './part.ts';
export * from './picture.ts';
export * from './ports.ts';
export * from './processor.ts';
export * from './rom.ts';
export * from './scheduler.ts';
export * from './space.ts';
export {
  loadState,
  type Stateful,
  type StateIo,
  StateReader,
  StateWriter,
  saveState,
  sha1Hex,
  sha1HexOf,
  stateBody,
} from './state.ts';
export { stateDifference } from './state-diff.ts';
export * from './suggest.ts';
export * from './text.ts';
export * from './time.ts';
export * from './timeline.ts';
export * from './wire.ts';
