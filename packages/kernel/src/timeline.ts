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
 * - Who polls a line (`pin.at(t)`) first brings the line's other drivers up to t. Kept transitions let a processor that
 *   is behind read its own past.
 * - Who changes a line on which another processor's part listens (an interrupt, a handshake) first brings that other
 *   processor up to t, and the change reaches it in its own present. So listeners run behind their drivers.
 * - If two processors listen to each other, neither can lead, and they take turns cycle by cycle.
 * Which case holds follows from the wiring; there is nothing to tune, and the slice size changes no result.
 */

interface Lane {
  readonly id: string;
  readonly processor: Processor;
  readonly clock: ClockDomain;
}

/** Runs a machine's processors and events along one time line. */
export class Timeline {
  /** Set to stop at the next boundary; the machine clears it. */
  stopRequested = false;
  readonly #scheduler: Scheduler;
  readonly #lanes: Lane[];
  readonly #lockstep: boolean;
  /** Lanes being run at the moment, innermost last. */
  readonly #running: Lane[] = [];

  constructor(wired: Wired, scheduler: Scheduler) {
    this.#scheduler = scheduler;
    const lanes: Lane[] = processorsOf(wired).map((p) => ({ id: p.id, processor: p.device, clock: p.clock }));
    const order = lanes.length > 1 ? this.#connect(wired, lanes) : { lanes, lockstep: false };
    this.#lanes = order.lanes;
    this.#lockstep = order.lockstep;
    scheduler.onEarlier = (tick) => {
      for (const lane of this.#running) lane.processor.stop(lane.clock.cycleAt(tick));
    };
  }

  /** Processors in the order in which a slice runs them. */
  get processors(): readonly string[] {
    return this.#lanes.map((l) => l.id);
  }

  /** True if the processors take turns cycle by cycle. */
  get lockstep(): boolean {
    return this.#lockstep;
  }

  /** Stops every running processor at its next stopping point. */
  requestStop(): void {
    this.stopRequested = true;
    for (const lane of this.#running) lane.processor.stop(0);
  }

  /**
   * Runs from tick `now` until `target` or until a stop is requested.
   * @returns the tick reached: `target`, or after a stop the tick of the first boundary
   */
  run(now: number, target: number): number {
    const scheduler = this.#scheduler;
    const lanes = this.#lanes;
    scheduler.runUntil(now);
    while (now < target && !this.stopRequested) {
      let horizon = Math.min(target, scheduler.next);
      if (lanes.length === 1) {
        this.#runLane(lanes[0]!, horizon);
      } else if (this.#lockstep) {
        this.#turn(horizon);
      } else {
        for (const lane of lanes) {
          horizon = Math.min(horizon, Math.max(scheduler.next, now));
          this.#runLane(lane, horizon);
        }
      }
      let reached = horizon;
      for (const lane of lanes) {
        const t = lane.clock.tickOf(lane.processor.cycles);
        if (t < reached) reached = t;
      }
      now = reached;
      if (this.stopRequested) {
        for (const lane of lanes) now = Math.max(now, lane.clock.tickOf(lane.processor.cycles));
      }
      scheduler.runUntil(now);
    }
    return now;
  }

  #runLane(lane: Lane, tick: number): void {
    const limit = lane.clock.cycleAt(tick);
    if (lane.processor.cycles >= limit) return;
    this.#running.push(lane);
    try {
      lane.processor.run(limit);
    } finally {
      this.#running.pop();
    }
  }

  /** One turn in lockstep: the processor that is furthest behind runs until it is no longer. */
  #turn(horizon: number): void {
    let first = this.#lanes[0]!;
    let least = first.clock.tickOf(first.processor.cycles);
    let second = Number.POSITIVE_INFINITY;
    for (let i = 1; i < this.#lanes.length; i++) {
      const lane = this.#lanes[i]!;
      const t = lane.clock.tickOf(lane.processor.cycles);
      if (t < least) {
        second = least;
        least = t;
        first = lane;
      } else if (t < second) second = t;
    }
    this.#runLane(first, Math.min(horizon, second + 1));
  }

  /** Brings the named processors up to `t`, except those that are running further up the stack. */
  #syncTo(ids: readonly string[], t: number): void {
    const scheduler = this.#scheduler;
    for (const lane of this.#lanes) {
      if (!ids.includes(lane.id) || this.#running.includes(lane)) continue;
      for (;;) {
        const before = lane.clock.tickOf(lane.processor.cycles);
        if (before >= t) break;
        this.#runLane(lane, Math.min(t, Math.max(scheduler.next, before + 1)));
        const after = lane.clock.tickOf(lane.processor.cycles);
        scheduler.runUntil(Math.min(after, t - 1));
        if (after === before) break;
      }
    }
  }

  #connect(wired: Wired, lanes: readonly Lane[]): { lanes: Lane[]; lockstep: boolean } {
    const owner = owners(wired, lanes);
    // influences.get(a) = processors with parts that listen to lines driven by a's parts
    const listening = new Map<string, Set<string>>();
    const influences = new Map<string, Set<string>>(lanes.map((l) => [l.id, new Set<string>()]));
    for (const part of Object.values(wired.parts)) {
      for (const pin of Object.keys(part.in)) {
        const lineId = part.in[pin]!.lineId;
        if (lineId === undefined) continue;
        const line = wired.lines[lineId]!;
        const reader = owner(part.id);
        const drivers = [...new Set(line.drivers.map((d) => owner(splitName(d)[0])))];
        const all = [...new Set([...drivers, reader])];
        if (all.length < 2) continue;
        const coarse = lanes.filter((l) => all.includes(l.id) && l.processor.granularity === 'instruction');
        if (coarse.length > 1) {
          throw new WiringError(
            `Line "${line.id}" joins "${coarse[0]!.id}" and "${coarse[1]!.id}", which both stop only between ` +
              'instructions: neither can see the other in time. Use a cycle-granular processor for one of them.',
          );
        }
        line.syncDrivers = (t) => this.#syncTo(drivers, t);
        line.onHistoryFull = (t) => this.#syncTo(all, t);
        if (!part.in[pin]!.listening) continue;
        const listeners = listening.get(line.id) ?? new Set<string>();
        listening.set(line.id, listeners.add(reader));
        line.syncListeners = (t) => this.#syncTo([...listeners], t);
        for (const d of drivers) if (d !== reader) influences.get(d)?.add(reader);
      }
    }
    const order: Lane[] = [];
    const left = new Set(lanes);
    while (left.size > 0) {
      // a leader is influenced by nobody who is still waiting; an instruction-granular one goes first, as it overshoots
      const free = [...left].filter((l) => ![...left].some((o) => o !== l && influences.get(o.id)!.has(l.id)));
      const next = free.find((l) => l.processor.granularity === 'instruction') ?? free[0];
      if (next === undefined) return { lanes: [...lanes], lockstep: true };
      order.push(next);
      left.delete(next);
    }
    // an instruction-granular processor that others lead would see their changes late
    const lockstep = order.slice(1).some((l) => l.processor.granularity === 'instruction');
    return { lanes: order, lockstep };
  }
}

/** Which processor a part belongs to: its own choice, else the processor whose space or ports it is mapped in. */
function owners(wired: Wired, lanes: readonly Lane[]): (part: string) => string {
  const ids = lanes.map((l) => l.id);
  const masters = new Map<string, string>();
  for (const id of ids) {
    const place = wired.parts[id]!.place;
    if (place.space !== undefined) masters.set(`space ${place.space}`, id);
    if (place.ports !== undefined) masters.set(`ports ${place.ports}`, id);
  }
  return (name) => {
    if (ids.includes(name)) return name;
    const part = wired.parts[name];
    if (part?.place.processor !== undefined) {
      if (!ids.includes(part.place.processor)) {
        throw new WiringError(
          `Part "${name}" names processor "${part.place.processor}". There are: ${ids.join(', ')}.`,
        );
      }
      return part.place.processor;
    }
    const mapped = wired.mappedIn[name];
    return (mapped === undefined ? undefined : masters.get(mapped)) ?? ids[0]!;
  };
}
