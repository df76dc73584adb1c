import { WiringError } from './errors.ts';
import type { Processor } from './processor.ts';
import type { Scheduler } from './scheduler.ts';
import type { ClockDomain } from './time.ts';
import { processorsOf, splitName, type Wired } from './wire.ts';

/*
 * How several processors share one time line
 *
 * With one processor, a slice runs to the next event. With more, each runs through the slice by itself, and they meet
 * where their wires say so:
 * - Who polls a line (`pin.at(t)`) first brings everybody else up to t. Kept transitions let a processor that is behind
 *   read its own past.
 * - Who changes a line on which another processor's part listens (an interrupt, a handshake) first brings everybody else
 *   up to t, and the change reaches the listener in its own present. So listeners run behind their drivers.
 * - An event is run when every processor has reached its tick.
 * - If two processors listen to each other, or share a space or a device, neither can lead; if one stops only between
 *   instructions, it may be ahead of a slice's end by more than it was told. Then they take turns: the one furthest
 *   behind runs until it no longer is, so that cycles and instructions begin in the order of their ticks.
 * Which case holds follows from the wiring; there is nothing to tune, and the slice size changes no result.
 */

interface Lane {
  readonly id: string;
  readonly processor: Processor;
  readonly clock: ClockDomain;
  /** In `run` at the moment, further up the stack. */
  running: boolean;
  /** Runs in a row in which it did not advance. */
  stalls: number;
}

/** A processor may be stopped before it could do anything, but not so often in a row. */
const MOST_STALLS = 1000;

/** Runs a machine's processors and events along one time line. */
export class Timeline {
  /** Set to stop at the next boundary; the machine clears it. */
  stopRequested = false;
  readonly #scheduler: Scheduler;
  /** In the order in which a slice runs them. */
  readonly #lanes: readonly Lane[];
  readonly #lockstep: boolean;

  /** @throws WiringError if two instruction-granular processors share a line, a space or a device */
  constructor(wired: Wired, scheduler: Scheduler) {
    this.#scheduler = scheduler;
    const lanes: Lane[] = processorsOf(wired).map((p) => ({
      id: p.id,
      processor: p.device,
      clock: p.clock,
      running: false,
      stalls: 0,
    }));
    const order = lanes.length > 1 ? this.#connect(wired, lanes) : { lanes, lockstep: false };
    this.#lanes = order.lanes;
    this.#lockstep = order.lockstep;
    scheduler.onEarlier = (tick) => {
      for (const lane of this.#lanes) if (lane.running) lane.processor.stop(lane.clock.cycleAt(tick));
    };
  }

  /** Processors in the order in which a slice runs them. */
  get processors(): readonly string[] {
    return this.#lanes.map((l) => l.id);
  }

  /** True if the processors take turns. */
  get lockstep(): boolean {
    return this.#lockstep;
  }

  /** Stops every running processor at its next stopping point. */
  requestStop(): void {
    this.stopRequested = true;
    for (const lane of this.#lanes) if (lane.running) lane.processor.stop(0);
  }

  /**
   * Runs from tick `now` until `target` or until a stop is requested.
   * @returns the tick reached: `target`, or after a stop the tick that the furthest processor had reached
   */
  run(now: number, target: number): number {
    const scheduler = this.#scheduler;
    scheduler.runUntil(now);
    while (now < target && !this.stopRequested) {
      const horizon = Math.min(target, scheduler.next);
      if (this.#runOne(horizon)) continue;
      now = Math.max(now, horizon);
      scheduler.runUntil(now);
    }
    if (!this.stopRequested) return now;
    for (const lane of this.#lanes) now = Math.max(now, tickOf(lane));
    this.#advance(now);
    scheduler.runUntil(now);
    return now;
  }

  /** Brings every processor that is not running up to tick `t`, and runs the events before it. */
  #advance(t: number): void {
    const scheduler = this.#scheduler;
    for (;;) {
      if (this.#runOne(Math.min(t, scheduler.next))) continue;
      if (scheduler.next >= t) return;
      scheduler.runUntil(scheduler.next);
    }
  }

  /**
   * Runs the processor whose turn it is towards tick `horizon`: the first in order that is not there yet, in lockstep the
   * one furthest behind until it no longer is.
   * @returns false if all are there
   */
  #runOne(horizon: number): boolean {
    let chosen: Lane | null = null;
    let least = horizon;
    let second = horizon;
    for (const lane of this.#lanes) {
      if (lane.running) continue;
      const t = tickOf(lane);
      if (t < least) {
        second = least;
        least = t;
        chosen = lane;
        if (!this.#lockstep) break;
      } else if (t < second) second = t;
    }
    if (chosen === null) return false;
    this.#runLane(chosen, this.#lockstep ? Math.min(horizon, second + 1) : horizon);
    return true;
  }

  #runLane(lane: Lane, tick: number): void {
    const { processor } = lane;
    const before = processor.cycles;
    lane.running = true;
    try {
      processor.run(lane.clock.cycleAt(tick));
    } finally {
      lane.running = false;
    }
    if (processor.cycles !== before) lane.stalls = 0;
    else if (++lane.stalls > MOST_STALLS) {
      lane.stalls = 0;
      throw new Error(
        `Processor "${lane.id}" does not advance from cycle ${before}: its \`run\` has to go on until the limit.`,
      );
    }
  }

  #connect(wired: Wired, lanes: readonly Lane[]): { lanes: readonly Lane[]; lockstep: boolean } {
    const advance = (t: number): void => this.#advance(t);
    this.#scheduler.beforeEvent = advance;
    const ownersOf = owners(wired, lanes);
    const owner = (part: string): string => ownersOf(part)[0]!;
    const refuseCoarse = (what: string, ids: readonly string[]): void => {
      const coarse = lanes.filter((l) => ids.includes(l.id) && l.processor.granularity === 'instruction');
      if (coarse.length < 2) return;
      throw new WiringError(
        `${what} joins "${coarse[0]!.id}" and "${coarse[1]!.id}", which both stop only between instructions: neither ` +
          'can see the other in time. Use a cycle-granular processor for one of them.',
      );
    };

    let shared = false;
    for (const id of Object.keys(wired.parts)) {
      const masters = ownersOf(id);
      if (masters.length < 2) continue;
      refuseCoarse(`Part "${id}"`, masters);
      shared = true;
    }
    for (const kind of ['space', 'ports'] as const) {
      for (const id of Object.keys(wired[kind === 'space' ? 'spaces' : 'ports'])) {
        const masters = lanes.filter((l) => wired.parts[l.id]!.place[kind] === id).map((l) => l.id);
        if (masters.length < 2) continue;
        refuseCoarse(kind === 'space' ? `Space "${id}"` : `Port space "${id}"`, masters);
        shared = true;
      }
    }

    // influences.get(a) = processors with parts that listen to lines driven by a's parts
    const influences = new Map<string, Set<string>>(lanes.map((l) => [l.id, new Set<string>()]));
    for (const part of Object.values(wired.parts)) {
      for (const pin of Object.values(part.in)) {
        const line = pin.lineId === undefined ? undefined : wired.lines[pin.lineId]!;
        if (line === undefined) continue;
        const reader = owner(part.id);
        const drivers = [...new Set(line.drivers.map((d) => owner(splitName(d)[0])))];
        const others = drivers.filter((d) => d !== reader);
        if (others.length === 0) continue;
        refuseCoarse(`Line "${line.id}"`, [reader, ...others]);
        line.syncDrivers = advance;
        line.onHistoryFull = advance;
        if (!pin.listening) continue;
        line.syncListeners = advance;
        for (const d of others) influences.get(d)!.add(reader);
      }
    }
    if (shared || lanes.some((l) => l.processor.granularity === 'instruction')) return { lanes, lockstep: true };

    const order: Lane[] = [];
    const left = new Set(lanes);
    while (left.size > 0) {
      // a leader is influenced by nobody who is still waiting
      const next = [...left].find((l) => ![...left].some((o) => o !== l && influences.get(o.id)!.has(l.id)));
      if (next === undefined) return { lanes, lockstep: true };
      order.push(next);
      left.delete(next);
    }
    return { lanes: order, lockstep: false };
  }
}

/** The tick at which a processor stands. */
function tickOf(lane: Lane): number {
  return lane.clock.tickOf(lane.processor.cycles);
}

/**
 * The processors a part belongs to: the one it names, else those in whose space or ports it is mapped or which it sees,
 * else the first one.
 */
function owners(wired: Wired, lanes: readonly Lane[]): (part: string) => readonly string[] {
  const ids = lanes.map((l) => l.id);
  const masters = new Map<string, string>();
  for (const id of [...ids].reverse()) {
    const place = wired.parts[id]!.place;
    if (place.space !== undefined) masters.set(`space ${place.space}`, id);
    if (place.ports !== undefined) masters.set(`ports ${place.ports}`, id);
  }
  return (name) => {
    if (ids.includes(name)) return [name];
    const { place } = wired.parts[name]!;
    const buses = [...(wired.mappedIn[name] ?? [])];
    if (place.space !== undefined) buses.push(`space ${place.space}`);
    if (place.ports !== undefined) buses.push(`ports ${place.ports}`);
    const found = new Set([place.processor, ...buses.map((b) => masters.get(b))].filter((id) => id !== undefined));
    return found.size > 0 ? [...found] : [ids[0]!];
  };
}
