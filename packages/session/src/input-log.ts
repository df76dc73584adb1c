import type { InputValue, OptionValue, ResetKind } from '@backplane/kernel';
import { fromBase64, toBase64 } from './base64.ts';
import { ReplayError } from './errors.ts';

/*
 * The input log: everything that reaches a machine from outside, stamped in ticks
 *
 * A machine is deterministic, so the log and the start are the whole run: replaying it gives the same state. The log is
 * plain JSON. Events stand in the order in which they happened; after a power-on reset ticks count from 0 again.
 */

/** Name of the format, the member `format` of every log. */
export const INPUT_LOG_FORMAT = 'backplane-input-log';
/** Newest version that is written and read. */
export const INPUT_LOG_VERSION = 1;

/** A value in a log: as it was given, bytes as base64. */
export type LogValue = string | number | boolean | { readonly base64: string };

/** Which medium: it is found again by its SHA-1. */
export interface LogMedium {
  /** File name without folders. */
  readonly name: string;
  readonly format: string;
  /** SHA-1 of the image in hex. */
  readonly sha1: string;
  readonly readOnly: boolean;
}

/** One thing that happened. */
export type LogEvent =
  | { readonly tick: number; readonly kind: 'input'; readonly name: string; readonly value: LogValue }
  | { readonly tick: number; readonly kind: 'insert'; readonly bay: string; readonly medium: LogMedium | null }
  | {
      readonly tick: number;
      readonly kind: 'patch';
      readonly bay: string;
      readonly offset: number;
      readonly base64: string;
    }
  | { readonly tick: number; readonly kind: 'reset'; readonly reset: ResetKind }
  /** The host could not keep what the guest wrote: the `write`-th write to the bay, counted from 1 from the start. */
  | { readonly kind: 'refuse'; readonly bay: string; readonly write: number };

/** A recorded run. */
export interface InputLog {
  readonly format: typeof INPUT_LOG_FORMAT;
  readonly version: number;
  /** Id of the machine's definition. */
  readonly machine: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly slots: Readonly<Record<string, string | null>>;
  readonly overlays: readonly string[];
  /** SHA-1 of the image in each ROM socket. */
  readonly roms: Readonly<Record<string, string>>;
  /** Media at the start, by bay. */
  readonly media: Readonly<Record<string, LogMedium>>;
  readonly start: { readonly tick: number; readonly hash: string };
  readonly events: readonly LogEvent[];
  readonly end: { readonly tick: number; readonly hash: string };
}

/** A value as it stands in a log. */
export function toLogValue(value: InputValue): LogValue {
  return value instanceof Uint8Array ? { base64: toBase64(value) } : value;
}

/** A value out of a log. @throws ReplayError */
export function fromLogValue(value: LogValue): InputValue {
  return typeof value === 'object' ? logBytes(value.base64) : value;
}

/** Bytes out of a log. @throws ReplayError */
export function logBytes(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  if (bytes === undefined) throw new ReplayError('The input log is damaged: a value is not base64.');
  return bytes;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v);
const isTick = (v: unknown): v is number => typeof v === 'number' && Number.isSafeInteger(v) && v >= 0;

function isValue(v: unknown): boolean {
  if (isObject(v)) return typeof v.base64 === 'string';
  return typeof v === 'string' || typeof v === 'boolean' || (typeof v === 'number' && Number.isFinite(v));
}

function isMedium(v: unknown): boolean {
  return (
    isObject(v) &&
    ['name', 'format', 'sha1'].every((key) => typeof v[key] === 'string') &&
    typeof v.readOnly === 'boolean'
  );
}

function isEvent(v: unknown): boolean {
  if (!isObject(v)) return false;
  if (v.kind === 'refuse') return typeof v.bay === 'string' && isTick(v.write);
  if (!isTick(v.tick)) return false;
  switch (v.kind) {
    case 'input':
      return typeof v.name === 'string' && isValue(v.value);
    case 'insert':
      return typeof v.bay === 'string' && (v.medium === null || isMedium(v.medium));
    case 'patch':
      return typeof v.bay === 'string' && isTick(v.offset) && typeof v.base64 === 'string';
    case 'reset':
      return v.reset === 'power' || v.reset === 'reset';
    default:
      return false;
  }
}

const isPoint = (v: unknown): boolean => isObject(v) && isTick(v.tick) && typeof v.hash === 'string';

/**
 * Checks a log that comes from outside (the result of `JSON.parse`).
 * @throws ReplayError that tells which member is wrong
 */
export function checkInputLog(json: unknown): InputLog {
  if (!isObject(json) || json.format !== INPUT_LOG_FORMAT) {
    throw new ReplayError(`This is not an input log: it has no "format": "${INPUT_LOG_FORMAT}".`);
  }
  const version = json.version;
  if (version !== INPUT_LOG_VERSION) {
    throw new ReplayError(
      `The input log has version ${String(version)}; this build reads version ${INPUT_LOG_VERSION}. ` +
        'Use a newer Backplane.',
    );
  }
  const bad = (what: string): never => {
    throw new ReplayError(`The input log is damaged: ${what} is missing or of the wrong kind.`);
  };
  if (typeof json.machine !== 'string') bad('"machine"');
  for (const key of ['options', 'slots', 'roms', 'media']) if (!isObject(json[key])) bad(`"${key}"`);
  for (const [bay, medium] of Object.entries(json.media as Json)) if (!isMedium(medium)) bad(`medium "${bay}"`);
  if (!Array.isArray(json.overlays)) bad('"overlays"');
  for (const key of ['start', 'end']) if (!isPoint(json[key])) bad(`"${key}"`);
  const events = json.events;
  if (!Array.isArray(events)) bad('"events"');
  (events as unknown[]).forEach((event, i) => {
    if (!isEvent(event)) bad(`event ${i}`);
  });
  return json as unknown as InputLog;
}
