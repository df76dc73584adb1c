import type { BusKind, BusTrace } from './trace.ts';

/** One clock in the form of the SingleStepTests 8086 set. */
export type Row = readonly [
  pins: number,
  bus: number,
  segment: string,
  memoryCommand: string,
  ioCommand: string,
  bhe: number,
  data: number,
  status: string,
  state: string,
  queueOperation: string,
  queueByte: number,
];

interface Cycle {
  readonly kind: BusKind;
  readonly clock: number;
  readonly waits: number;
  readonly address: number;
  readonly data: number;
  readonly high: boolean;
  readonly bus: number;
  readonly status: number;
}

const SEGMENTS = ['ES', 'SS', 'CS', 'DS'] as const;
const READS: readonly BusKind[] = ['CODE', 'MEMR', 'IOR', 'INTA'];
const IO: readonly BusKind[] = ['IOR', 'IOW', 'INTA'];

/** Collects what the bus does and spells it out clock by clock, as the pins of the chip and of an 8288 show it. */
export class RowTrace implements BusTrace {
  readonly #cycles: Cycle[] = [];
  readonly #queue: (readonly [clock: number, operation: string, byte: number])[] = [];
  readonly #adder: (readonly [clock: number, address: number, byte: boolean])[] = [];

  clear(): void {
    this.#cycles.length = 0;
    this.#queue.length = 0;
    this.#adder.length = 0;
  }

  /** Drops what began before `clock`. */
  forget(clock: number): void {
    const later = <T>(list: T[], clockOf: (entry: T) => number) => {
      const kept = list.filter((entry) => clockOf(entry) >= clock);
      list.length = 0;
      list.push(...kept);
    };
    later(this.#cycles, (c) => c.clock);
    later(this.#queue, ([at]) => at);
    later(this.#adder, ([at]) => at);
  }

  cycle(
    kind: BusKind,
    clock: number,
    waits: number,
    address: number,
    data: number,
    high: boolean,
    bus: number,
    status: number,
  ): void {
    this.#cycles.push({ kind, clock, waits, address, data, high, bus, status });
  }

  queue(operation: 'F' | 'S' | 'E', clock: number, byte: number): void {
    this.#queue.push([clock, operation, byte]);
  }

  adder(clock: number, address: number, byte: boolean): void {
    this.#adder.push([clock, address, byte]);
  }

  /**
   * The rows of clocks `first` to `last`. Queue operations show up one clock late.
   * @param bus what the multiplexed bus holds before
   * @param bhe the level of BHE before
   */
  rows(first: number, last: number, bus: number, bhe: number): Row[] {
    const cycles = [...this.#cycles].sort((a, b) => a.clock - b.clock);
    const adder = new Map(this.#adder.map(([clock, ...rest]) => [clock, rest] as const));
    const queue = new Map(this.#queue.map(([clock, ...rest]) => [clock + 1, rest] as const));
    const rows: Row[] = [];
    let value = bus;
    let level = bhe;
    let next = 0;
    let now: Cycle | null = null;
    for (let clock = first; clock <= last; clock++) {
      if (cycles[next]?.clock === clock) now = cycles[next++]!;
      else if (now !== null && clock > now.clock + 3 + now.waits) now = null;
      const [operation = '-', byte = 0] = queue.get(clock) ?? [];
      const tail = [operation, byte] as const;
      if (now === null) {
        const [address, byte] = adder.get(clock) ?? [value, false];
        value = address;
        if (byte) level = 1;
        rows.push([0, value, '--', '---', '---', level, 0, 'PASV', 'Ti', ...tail]);
        continue;
      }
      const read = READS.includes(now.kind);
      const io = IO.includes(now.kind);
      const idle = now.kind === 'HALT';
      const t = clock - now.clock;
      const command = (text: string): [string, string] => (idle ? ['---', '---'] : io ? ['---', text] : [text, '---']);
      const upper = now.status << 16;
      const segment = SEGMENTS[now.status & 3]!;
      if (t === 0) {
        value = now.address;
        level = now.high ? 0 : 1;
        rows.push([1, value, '--', '---', '---', level, 0, now.kind, 'T1', ...tail]);
      } else if (t === 1) {
        value = upper | (read ? now.address & 0xffff : now.bus);
        rows.push([0, value, segment, ...command(read ? 'R--' : '-A-'), level, 0, now.kind, 'T2', ...tail]);
      } else if (t < 3 + now.waits) {
        value = upper | now.bus;
        const state = t === 2 ? 'T3' : 'Tw';
        rows.push([0, value, segment, ...command(read ? 'R--' : '-AW'), level, now.data, 'PASV', state, ...tail]);
      } else {
        rows.push([0, value, segment, '---', '---', level, 0, 'PASV', 'T4', ...tail]);
      }
    }
    return rows;
  }
}
