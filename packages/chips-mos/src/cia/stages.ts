/*
 * Bits of the pipelines of a CIA (`Mos6526`): a stage each, which moves on by one place at the end of a cycle.
 */

export const COUNT_A0 = 1 << 0;
export const COUNT_A1 = 1 << 1;
export const COUNT_A2 = 1 << 2;
export const COUNT_A3 = 1 << 3;
export const COUNT_A = COUNT_A0 | COUNT_A1 | COUNT_A2 | COUNT_A3;
export const COUNT_B0 = 1 << 4;
export const COUNT_B1 = 1 << 5;
export const COUNT_B2 = 1 << 6;
export const COUNT_B3 = 1 << 7;
export const COUNT_B = COUNT_B0 | COUNT_B1 | COUNT_B2 | COUNT_B3;
export const LOAD_A0 = 1 << 8;
export const LOAD_A1 = 1 << 9;
export const LOAD_A2 = 1 << 10;
export const LOAD_A = LOAD_A0 | LOAD_A1 | LOAD_A2;
export const LOAD_B0 = 1 << 11;
export const LOAD_B1 = 1 << 12;
export const LOAD_B2 = 1 << 13;
export const LOAD_B = LOAD_B0 | LOAD_B1 | LOAD_B2;
/** The pulse on PB6 and PB7 ends. */
export const PULSE_A0 = 1 << 14;
export const PULSE_A1 = 1 << 15;
export const PULSE_B0 = 1 << 16;
export const PULSE_B1 = 1 << 17;
/** Flags or mask have changed by something else than what a cycle brings: they are looked at in the next one. */
export const REQUEST_0 = 1 << 18;
export const REQUEST = 1 << 19;
/** ICR was read in the cycle before. */
export const ICR_READ = 1 << 20;
export const ONE_SHOT_A = 1 << 21;
export const ONE_SHOT_B = 1 << 22;
/** Port B was accessed. */
export const PORT_B_0 = 1 << 23;
export const PORT_B_1 = 1 << 24;
/** Bits of the mask were cleared in the cycle before. */
export const MASKED = 1 << 25;
/** What may be left after a shift: all but the bits that would come from another pipeline. */
export const SHIFTED =
  (COUNT_A & ~COUNT_A0) |
  (COUNT_B & ~COUNT_B0) |
  (LOAD_A & ~LOAD_A0) |
  (LOAD_B & ~LOAD_B0) |
  PULSE_A1 |
  PULSE_B1 |
  PORT_B_1 |
  REQUEST;

/** Bits of ICR. */
export const TIMER_A = 1;
export const TIMER_B = 2;
export const ALARM = 4;
export const SERIAL = 8;
export const FLAG = 0x10;
