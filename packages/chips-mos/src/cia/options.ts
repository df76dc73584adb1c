/** What is attached to the ports. Levels: 1 = high. `t` is in ticks. */
export interface CiaPorts {
  /** Levels that the outside puts on the pins of port A, asked at a read. All high if absent. */
  readA?(t: number): number;
  readB?(t: number): number;
  /**
   * What the CIA puts on the pins of port A changed.
   * @param value levels: the register's bits where the direction is out, 1 elsewhere
   * @param ddr direction: 1 = driven
   */
  changedA?(value: number, ddr: number, t: number): void;
  /** The same for port B; outputs of the timers on PB6 and PB7 are in `value` and `ddr`. */
  changedB?(value: number, ddr: number, t: number): void;
}

/**
 * `6526-4485` is a 6526 made in week 44 of 1985, whose serial port reacts a cycle earlier to a change of its mode. The
 * HMOS chip `8521` (and the 6526A) interrupts one cycle earlier and lacks the fault of timer B.
 */
export type CiaModel = '6526' | '6526-4485' | '8521';

export interface CiaOptions {
  /** `6526` if absent. */
  readonly model?: CiaModel;
  /** Frequency on the TOD pin in Hz; 50 if absent. */
  readonly mains?: 50 | 60;
}
