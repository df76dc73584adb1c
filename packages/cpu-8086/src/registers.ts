import type { RegisterInfo } from '@backplane/kernel';
import type { Core } from './core.ts';
import { SEGMENT_REGISTERS, WORD_REGISTERS } from './table.ts';

/** Halves in the order of their places in `Core.bytes`. */
const HALVES = ['al', 'ah', 'cl', 'ch', 'dl', 'dh', 'bl', 'bh'] as const;
/** In the order in which a debugger shows them. */
const SHOWN = ['ax', 'bx', 'cx', 'dx', 'si', 'di', 'bp', 'sp', 'cs', 'ds', 'es', 'ss', 'ip', 'flags'] as const;

/** Names and widths in the order a debugger shows them. */
export const REGISTERS: readonly RegisterInfo[] = [
  ...SHOWN.map((name) => ({ name, bits: 16 })),
  ...HALVES.map((name) => ({ name, bits: 8 })),
];

const indexOf = (names: readonly string[], name: string): number => names.indexOf(name);

/**
 * Offset of the next instruction; between two repeat steps the one to which an interrupt would return: the last prefix.
 */
export function instructionPointer(core: Core): number {
  return core.repeating !== 0 ? (core.ip - 2) & 0xffff : core.ip;
}

/** @throws RangeError for an unknown name */
export function getRegister(core: Core, name: string): number {
  const lower = name.toLowerCase();
  const word = indexOf(WORD_REGISTERS, lower);
  if (word >= 0) return core.words[word]!;
  const half = indexOf(HALVES, lower);
  if (half >= 0) return core.bytes[half]!;
  const segment = indexOf(SEGMENT_REGISTERS, lower);
  if (segment >= 0) return core.segments[segment]!;
  if (lower === 'ip') return instructionPointer(core);
  if (lower === 'flags') return core.getFlags();
  throw unknown(core, name);
}

/**
 * The value is masked to the register's width; bits of FLAGS that do not exist stay as they are. A new CS or IP empties
 * the prefetch queue, as a jump does.
 * @throws RangeError for an unknown name
 */
export function setRegister(core: Core, name: string, value: number): void {
  const lower = name.toLowerCase();
  const word = indexOf(WORD_REGISTERS, lower);
  const half = indexOf(HALVES, lower);
  const segment = indexOf(SEGMENT_REGISTERS, lower);
  if (word >= 0) {
    core.words[word] = value;
  } else if (half >= 0) {
    core.bytes[half] = value;
  } else if (segment >= 0) {
    const ip = instructionPointer(core);
    core.segments[segment] = value;
    if (lower === 'cs') moveTo(core, ip);
  } else if (lower === 'ip') {
    moveTo(core, value & 0xffff);
  } else if (lower === 'flags') {
    core.setFlags(value);
  } else {
    throw unknown(core, name);
  }
}

function moveTo(core: Core, ip: number): void {
  core.ip = ip;
  core.refill(3);
}

function unknown(core: Core, name: string): RangeError {
  const names = REGISTERS.map((r) => r.name).join(' ');
  return new RangeError(`The ${core.variant.name} has no register "${name}". It has: ${names}.`);
}
