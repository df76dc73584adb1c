/*
 * A board that lends the bus out behind the processor's back
 *
 * The IBM PC does not use RQ/GT: its logic watches the status lines S2–S0 and LOCK, takes the bus when they are passive,
 * and pulls READY for the bus cycle that the processor begins meanwhile. The processor's T-states go on at their clocks;
 * what it loses are wait states.
 */

/** The processor as such a board sees it. Cycles are clocks since power-on. */
export interface ProcessorBus {
  /** Has the board asked before the next bus cycle, whatever `bound` was before. */
  changed(): void;
  /** First cycle in whose middle the status lines were passive, and LOCK off, since the last bus cycle. */
  passiveFrom(): number;
  /**
   * First cycle after that in which this may be over: the earliest T1 that can still come, or the start of LOCK. -Infinity
   * during an access, whose length is not known yet.
   */
  passiveUntil(): number;
}

/** Board logic that stretches bus cycles while another master has the bus. */
export interface BusHolder {
  /** Called once, when the processor is wired to it. */
  attachProcessor(bus: ProcessorBus): void;
  /** Bus cycles with their T1 at or after this cycle have to ask `hold` first. May lie in the past, or be ±Infinity. */
  bound(): number;
  /**
   * A bus cycle has its T1 at cycle `t1`. Since cycle `from` the status lines are passive and LOCK is off, until (not
   * including) cycle `until`; `until <= from` means never. Events up to T1 have to be run if they can move anything.
   * @returns the first cycle in which READY is high for it; a cycle that has passed means no wait states
   */
  hold(from: number, until: number, t1: number): number;
  /** The same before LOCK goes on in cycle `until`: no bus cycle begins before that. */
  pass(from: number, until: number): void;
}

/** True if a part can be the `board` of a processor. */
export function isBusHolder(part: unknown): part is BusHolder {
  const one = part as Partial<BusHolder> | null;
  return (
    typeof one?.attachProcessor === 'function' &&
    ['hold', 'pass', 'bound'].every((name) => typeof one?.[name as 'hold'] === 'function')
  );
}
