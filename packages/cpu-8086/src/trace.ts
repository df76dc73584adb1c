/** Kinds of bus cycles, as the status lines S2–S0 name them (8086 data sheet, "Status bits"). */
export type BusKind = 'CODE' | 'MEMR' | 'MEMW' | 'IOR' | 'IOW' | 'INTA' | 'HALT';

/**
 * Sees what the bus interface unit does. Clock numbers count from power-on. A core calls it in the order in which it
 * finds out, which for queue operations and bus cycles that overlap is not the order of time.
 */
export interface BusTrace {
  /**
   * One bus cycle.
   * @param clock clock of T1
   * @param waits TW states between T3 and T4
   * @param address 20 bits as on T1; a port for IOR and IOW
   * @param data what is transferred, in the lanes it uses: bits 0–7 and 8–15; the unused lane is 0
   * @param high the high lane is used: BHE is low (never on an 8088)
   * @param bus the 16 data lines from T3 of a read or T2 of a write on; an unused lane of a read keeps the address
   * @param status S5–S3 from T2 on: bits 0–1 segment (0 = ES, 1 = SS, 2 = CS or none, 3 = DS), bit 2 = interrupt enable
   */
  cycle(
    kind: BusKind,
    clock: number,
    waits: number,
    address: number,
    data: number,
    high: boolean,
    bus: number,
    status: number,
  ): void;
  /** The execution unit took the first byte of an instruction or prefix (F), a later one (S), or emptied the queue (E). */
  queue(operation: 'F' | 'S' | 'E', clock: number, byte: number): void;
  /**
   * The output of the address adder is on the bus without ALE: a prefetch was given up in its T1, or IP is corrected.
   * @param address as on the pins, where S5 has the place of A18
   * @param byte BHE goes inactive, as it would for a byte at that address
   */
  adder(clock: number, address: number, byte: boolean): void;
}

/** S4 and S3 for ES, CS, SS, DS in the order of the segment registers' numbers. */
export const SEGMENT_STATUS = [0, 2, 1, 3] as const;
