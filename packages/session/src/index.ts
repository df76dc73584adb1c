/** A machine plus its host: run loop, pacing, input log, state files, profiles, text of the screen. See README.md. */
export * from './catalog.ts';
export * from './errors.ts';
export * from './host-clock.ts';
export { checkInputLog, type InputLog, type LogEvent, type LogMedium, type LogValue } from './input-log.ts';
export * from './keys.ts';
export { PACINGS, type Pacing } from './pacing.ts';
export * from './profile.ts';
export { type ReplayOptions, replay } from './replay.ts';
export * from './session.ts';
export * from './state-file.ts';
