/** A machine plus its host: run loop, pacing, input log, state files, profiles, text of the screen. See README.md. */
export * from './catalog.ts';
export type { Controller } from './controller.ts';
export * from './errors.ts';
export * from './host-clock.ts';
export { checkInputLog, type InputLog, type LogEvent, type LogMedium, type LogValue } from './input-log.ts';
export type { KeyInput } from './key-input.ts';
export { type ChordStep, KeyTable } from './keyboard.ts';
export * from './keys.ts';
export { PACINGS, type Pacing } from './pacing.ts';
export * from './picture.ts';
export * from './profile.ts';
export { type ReplayOptions, replay } from './replay.ts';
export { Resampler } from './resampler.ts';
export * from './session.ts';
export type { Sound } from './sound.ts';
export * from './state-file.ts';
export { type KeyPresser, type UserKey, UserKeyboard } from './user-keyboard.ts';
