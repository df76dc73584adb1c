import { WiringError } from './errors.ts';

/** Called when a line's level changes; `t` is the tick of the change. */
export type LineListener = (level: boolean, t: number) => void;

/** How the drivers of a line combine: `any` = wired-OR (asserted if one asserts), `all` = asserted if all assert. */
export type Merge = 'any' | 'all';

/** After so many transitions of a driver, all readers are brought up to date. */
const BATCH = 64;
/** Transitions kept for each driver: those since the readers were brought up to date, and as many before. */
const KEPT = 2 * BATCH;

/**
 * One wire. "On" means asserted, whatever voltage that is on the board: an active-low IRQ is on while it is pulled low.
 *
 * Each driver's recent transitions are kept, so that a processor which is behind in time reads its own past (`at`),
 * and two processors may run in slices of any size. A transition at tick t is seen by readers from t + 1 on: what two
 * processors do in the same tick cannot depend on which of them was run first.
 */
export class Line {
  readonly id: string;
  readonly merge: Merge;
  /** The level after everything driven so far. A reader in another clock domain uses `at`. */
  level = false;
  /** Brings everything that drives this line up to `t`; set by the machine where two processors share the line. */
  syncDrivers: ((t: number) => void) | null = null;
  /** Brings everything that listens to this line up to `t` before a change; set like `syncDrivers`. */
  syncListeners: ((t: number) => void) | null = null;
  /** Brings all processors to `t` before a driver's kept transitions run out; set like `syncDrivers`. */
  onHistoryFull: ((t: number) => void) | null = null;

  #mask = 0;
  #all = 0;
  readonly #drivers: string[] = [];
  #listeners: LineListener[] = [];
  /** Per driver: ring of transition ticks. Levels alternate, and `#mask` holds the newest. */
  #times = new Float64Array(0);
  #counts = new Int32Array(0);

  constructor(id: string, merge: Merge = 'any') {
    this.id = id;
    this.merge = merge;
  }

  /** Adds a driver and returns its number (0–30). Called while wiring. */
  addDriver(name: string): number {
    const n = this.#drivers.length;
    if (n > 30) throw new WiringError(`Line "${this.id}" has more than 31 drivers. Split it.`);
    this.#drivers.push(name);
    this.#all |= 1 << n;
    this.#times = new Float64Array((n + 1) * KEPT).fill(-1);
    this.#counts = new Int32Array(n + 1);
    return n;
  }

  get drivers(): readonly string[] {
    return this.#drivers;
  }

  /** Calls `listener` on every change of the level, in order of registration. */
  listen(listener: LineListener): void {
    this.#listeners.push(listener);
  }

  #merged(mask: number): boolean {
    return this.merge === 'any' ? mask !== 0 : this.#all !== 0 && mask === this.#all;
  }

  /**
   * Sets one driver's output from tick `t` on. Listeners run at once if the line's level changes.
   * @param driver number from addDriver
   * @param on true = assert
   * @param t tick; for one driver never earlier than its last transition
   */
  drive(driver: number, on: boolean, t: number): void {
    const bit = 1 << driver;
    if (((this.#mask & bit) !== 0) === on) return;
    if (this.syncListeners !== null) this.syncListeners(t);
    const ring = driver * KEPT;
    const count = this.#counts[driver]!;
    if (this.onHistoryFull !== null && count !== 0 && count % BATCH === 0) this.onHistoryFull(t);
    this.#times[ring + (count % KEPT)] = t;
    // only the place in the ring and whether it has been filled matter: the count stays small
    this.#counts[driver] = count === 2 * KEPT - 1 ? KEPT : count + 1;
    this.#mask ^= bit;
    const level = this.#merged(this.#mask);
    if (level === this.level) return;
    this.level = level;
    for (let i = 0; i < this.#listeners.length; i++) this.#listeners[i]!(level, t);
  }

  /** True while `driver` asserts the line. */
  isDriving(driver: number): boolean {
    return (this.#mask & (1 << driver)) !== 0;
  }

  /** The level as a reader sees it at tick `t`: all transitions before `t`, none at or after it. */
  at(t: number): boolean {
    if (this.syncDrivers !== null) this.syncDrivers(t);
    let mask = this.#mask;
    for (let d = 0; d < this.#drivers.length; d++) {
      const count = this.#counts[d]!;
      const kept = Math.min(count, KEPT);
      for (let back = 1; back <= kept; back++) {
        if (this.#times[d * KEPT + ((count - back) % KEPT)]! < t) break;
        mask ^= 1 << d;
      }
    }
    return this.#merged(mask);
  }

  /**
   * The kept transitions at or after tick `since`: driver, tick, driver, tick …, by driver, oldest first. They are
   * state: a processor may stand ahead of the machine's tick, in an instruction that ends later, and readers still
   * have to find its transitions in their future.
   */
  history(since: number): number[] {
    const list: number[] = [];
    for (let d = 0; d < this.#drivers.length; d++) {
      const count = this.#counts[d]!;
      for (let back = Math.min(count, KEPT); back >= 1; back--) {
        const t = this.#times[d * KEPT + ((count - back) % KEPT)]!;
        if (t >= since) list.push(d, t);
      }
    }
    return list;
  }

  /**
   * Puts transitions back after a load, when the drivers' levels have been restored.
   * @returns false if the list cannot be one that `history` gave; nothing is put back then
   */
  restoreHistory(list: readonly number[]): boolean {
    const counts = new Int32Array(this.#drivers.length);
    for (let i = 0; i < list.length; i += 2) {
      const d = list[i]!;
      const inOrder = i === 0 || d > list[i - 2]! || (d === list[i - 2]! && list[i + 1]! >= list[i - 1]!);
      if (!(d in counts) || !inOrder || !Number.isFinite(list[i + 1]) || ++counts[d]! > KEPT) return false;
    }
    this.#counts.fill(0);
    for (let i = 0; i < list.length; i += 2) {
      const d = list[i]!;
      this.#times[d * KEPT + this.#counts[d]!++] = list[i + 1]!;
    }
    return true;
  }

  /** Sets one driver's level after a load, without calling listeners, and forgets its transitions. */
  restore(driver: number, on: boolean): void {
    const bit = 1 << driver;
    this.#mask = on ? this.#mask | bit : this.#mask & ~bit;
    this.#counts[driver] = 0;
    this.level = this.#merged(this.#mask);
  }

  /** Power-on: nobody drives, nothing is remembered. Listeners are not called. */
  clear(): void {
    this.#mask = 0;
    this.#counts.fill(0);
    this.level = this.#merged(0);
  }
}

/** A device's output on a line. A pin that nothing is wired to keeps its level and tells nobody. */
export class OutputPin {
  readonly name: string;
  /** True while asserted. */
  on = false;
  readonly #lines: Line[] = [];
  readonly #drivers: number[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Wires the pin to a line; it may drive several. @throws WiringError if it is on that line already */
  connect(line: Line): void {
    if (this.#lines.includes(line)) {
      throw new WiringError(`Line "${line.id}" names pin "${this.name}" twice. Once is enough.`);
    }
    this.#lines.push(line);
    this.#drivers.push(line.addDriver(this.name));
  }

  get connected(): boolean {
    return this.#lines.length > 0;
  }

  /** Asserts or releases the pin at tick `t`. */
  drive(on: boolean, t: number): void {
    if (on === this.on) return;
    this.on = on;
    for (let i = 0; i < this.#lines.length; i++) this.#lines[i]!.drive(this.#drivers[i]!, on, t);
  }

  /** Power-on: the pin is released, without telling anybody. */
  clear(): void {
    this.on = false;
  }

  /** Sets the pin's level after a load; the lines' levels follow from it without calling listeners. */
  restore(on: boolean): void {
    this.on = on;
    for (let i = 0; i < this.#lines.length; i++) this.#lines[i]!.restore(this.#drivers[i]!, on);
  }
}

/** A device's input from a line. A pin that nothing is wired to reads as released. */
export class InputPin {
  readonly name: string;
  #line: Line | null = null;
  #listeners: LineListener[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Wires the pin to a line. @throws WiringError if it already is */
  connect(line: Line): void {
    if (this.#line !== null) {
      throw new WiringError(
        this.#line === line
          ? `Line "${line.id}" names pin "${this.name}" twice. Once is enough.`
          : `Pin "${this.name}" is on two lines, "${this.#line.id}" and "${line.id}". Join them into one line.`,
      );
    }
    this.#line = line;
    for (const listener of this.#listeners) line.listen(listener);
  }

  get connected(): boolean {
    return this.#line !== null;
  }

  /** Name of the line it is on, or undefined. */
  get lineId(): string | undefined {
    return this.#line?.id;
  }

  /** Calls `listener` on every change of the line's level. May be called before the pin is wired. */
  listen(listener: LineListener): void {
    this.#listeners.push(listener);
    this.#line?.listen(listener);
  }

  /** True if this pin has listeners: it acts by itself on a change, rather than being polled. */
  get listening(): boolean {
    return this.#listeners.length > 0;
  }

  /** The present level (after everything driven so far). */
  get level(): boolean {
    return this.#line?.level ?? false;
  }

  /** The level as seen at tick `t` (see Line.at). */
  at(t: number): boolean {
    return this.#line?.at(t) ?? false;
  }
}
