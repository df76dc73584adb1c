import { type Cycle, INSTRUCTIONS, INTERRUPT_CYCLES, RESET_CYCLES } from '../src/table.ts';
import { type MicroOperation, micro } from './operations.ts';

/*
 * The micro-program: eight slots for each opcode, for an interrupt and for RESET, each holding the number of a
 * micro-operation. Number 0 fetches an opcode and looks at the interrupt lines, 1 fetches one without looking.
 */

export const FETCH = 0;
export const FETCH_ONLY = 1;
/** Slots of a program. */
export const SLOTS = 8;

interface Program {
  readonly mnemonic: string;
  readonly cycles: readonly Cycle[];
}

/** All programs in order: 256 opcodes, interrupt, RESET. */
export const PROGRAMS: readonly Program[] = [
  ...INSTRUCTIONS,
  { mnemonic: 'interrupt', cycles: INTERRUPT_CYCLES },
  { mnemonic: 'reset', cycles: RESET_CYCLES },
];

/** Distinct micro-operations; index 0 and 1 stand for the two fetches. */
export const MICRO: (MicroOperation | null)[] = [null, null];
const numbers = new Map<string, number>();

/** Number of the micro-operation of a cycle. */
function numberOf(cycle: Cycle, mnemonic: string): number {
  const operation = micro(cycle, mnemonic);
  const key = JSON.stringify(operation);
  let n = numbers.get(key);
  if (n === undefined) {
    n = MICRO.length;
    MICRO.push(operation);
    numbers.set(key, n);
  }
  return n;
}

/** Micro-operation number per slot. */
export const CODE: readonly number[] = [
  ...PROGRAMS.flatMap(({ mnemonic, cycles }) => {
    const slots = cycles.map((cycle) => numberOf(cycle, mnemonic));
    if (slots.length >= SLOTS) throw new Error(`${mnemonic} has ${slots.length} cycles after its fetch`);
    while (slots.length < SLOTS) slots.push(FETCH);
    return slots;
  }),
  FETCH_ONLY,
];

/** True if `name` is read before it is assigned in `text`; false if assigned first; null if it does not occur. */
function readsFirst(text: string, name: string): boolean | null {
  const found = new RegExp(`\\b${name}\\b(?!\\()`).exec(text);
  if (found === null) return null;
  const assignment = new RegExp(`^${name} = ([^;]*);`).exec(text.slice(found.index));
  return assignment === null || new RegExp(`\\b${name}\\b`).test(assignment[1]!);
}

/** Which latches a slot's future depends on: bit 0 `ea`, bit 1 `t`. */
export const LIVE: readonly number[] = CODE.map((_, slot) => {
  const live = (name: string, at: number): boolean => {
    const operation = MICRO[CODE[at]!];
    if (operation == null) return false;
    const { before, heldAddress, after, skip } = operation;
    const used = readsFirst(`${before} ${heldAddress}; ${after} ${skip?.condition ?? ''}`, name);
    if (used !== null) return used;
    if (operation.stays) return false;
    return live(name, at + 1) || (skip !== null && live(name, at + 1 + skip.count));
  };
  return (live('ea', slot) ? 1 : 0) | (live('t', slot) ? 2 : 0);
});

/** Slots in whose cycle interrupts are looked at: the last one of an instruction, and the second one of a branch. */
export const POLLS: readonly number[] = CODE.map((code, slot) => {
  const operation = MICRO[code];
  if (operation == null) return 0;
  return operation.branch === 'offset' || (CODE[slot + 1] === FETCH && operation.branch === null) ? 1 : 0;
});
