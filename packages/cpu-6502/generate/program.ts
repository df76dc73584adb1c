import type { Cycle } from '../src/table.ts';
import type { Family } from './family.ts';
import { type MicroOperation, micro } from './operations.ts';

/*
 * The micro-program: eight slots for each opcode, for an interrupt and for RESET, each holding the number of a
 * micro-operation. Number 0 fetches an opcode and looks at the interrupt lines, 1 fetches one without looking.
 */

export const FETCH = 0;
export const FETCH_ONLY = 1;
/** Slots of a program. */
export const SLOTS = 8;
/** Slot that every program has for a fetch without a look at the interrupt lines: the one after RESET. */
export const FETCH_ONLY_SLOT = 258 * SLOTS;

/** A family's micro-program. */
export interface Assembled {
  /** Distinct micro-operations; index 0 and 1 stand for the two fetches. */
  readonly micro: readonly (MicroOperation | null)[];
  /** Micro-operation number per slot. */
  readonly code: readonly number[];
  /** Which latches a slot's future depends on: bit 0 `ea`, bit 1 `t`. */
  readonly live: readonly number[];
  /** Slots in whose cycle interrupts are looked at: the last one of an instruction, and the second one of a branch. */
  readonly polls: readonly number[];
}

/** True if `name` is read before it is assigned in `text`; false if assigned first; null if it does not occur. */
function readsFirst(text: string, name: string): boolean | null {
  const found = new RegExp(`\\b${name}\\b(?!\\()`).exec(text);
  if (found === null) return null;
  const assignment = new RegExp(`^${name} = ([^;]*);`).exec(text.slice(found.index));
  return assignment === null || new RegExp(`\\b${name}\\b`).test(assignment[1]!);
}

export function assemble({ instructions, interrupt, reset, dialect }: Family): Assembled {
  // all programs in order: 256 opcodes, interrupt, RESET
  const programs: { readonly name: string; readonly cycles: readonly Cycle[] }[] = [
    ...instructions.map((instruction) => ({ name: dialect.nameOf(instruction), cycles: instruction.cycles })),
    { name: 'interrupt', cycles: interrupt },
    { name: 'reset', cycles: reset },
  ];
  const operations: (MicroOperation | null)[] = [null, null];
  const numbers = new Map<string, number>();
  const numberOf = (cycle: Cycle, name: string): number => {
    const operation = micro(cycle, name, dialect);
    const key = JSON.stringify(operation);
    let n = numbers.get(key);
    if (n === undefined) {
      n = operations.length;
      operations.push(operation);
      numbers.set(key, n);
    }
    return n;
  };
  const code = programs.flatMap(({ name, cycles }) => {
    const slots = cycles.map((cycle) => numberOf(cycle, name));
    if (slots.length >= SLOTS) throw new Error(`${name} has ${slots.length} cycles after its fetch`);
    // after an opcode of one cycle interrupts are not looked at
    if (slots.length === 0) slots.push(FETCH_ONLY);
    while (slots.length < SLOTS) slots.push(FETCH);
    return slots;
  });
  code.push(FETCH_ONLY);

  const isLive = (name: string, at: number): boolean => {
    const operation = operations[code[at]!];
    if (operation == null) return false;
    const { before, heldAddress, after, skip } = operation;
    const used = readsFirst(`${before} ${heldAddress}; ${after} ${skip?.condition ?? ''}`, name);
    if (used !== null) return used;
    if (operation.stays) return false;
    return isLive(name, at + 1) || (skip !== null && isLive(name, at + 1 + skip.count));
  };
  const live = code.map((_, slot) => (isLive('ea', slot) ? 1 : 0) | (isLive('t', slot) ? 2 : 0));

  const polls = code.map((number, slot) => {
    const operation = operations[number];
    if (operation == null) return 0;
    if (operation.branch !== null) return operation.branch === 'offset' ? 1 : 0;
    if (code[slot + 1] === FETCH) return 1;
    return operation.skip !== null && code[slot + 1 + operation.skip.count] === FETCH ? 1 : 0;
  });
  return { micro: operations, code, live, polls };
}
