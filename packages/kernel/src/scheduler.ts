import { StateError, WiringError } from './errors.ts';
import type { StateIo } from './state.ts';

/** What an event does; `t` is the tick it was set for. */
export type EventHandler = (t: number) => void;

/** An event slot, allocated once at attach. Only the scheduler's methods use its value. */
export type EventId = number;

/**
 * The one time line of a machine: a binary heap over typed arrays.
 *
 * Events are ordered by (tick, slot), a total order, so a restored machine replays in the same order. The earliest
 * time is the plain field `next`, so that a hot loop or a bus access needs one compare.
 */
export class Scheduler {
  /** Tick of the earliest armed event, or Infinity. Read-only for others. */
  next = Number.POSITIVE_INFINITY;
  /** The tick up to which events have been run. */
  now = 0;
  /** Called when an event is armed earlier than all others, so that a running processor can stop for it. */
  onEarlier: (tick: number) => void = () => {};
  /**
   * Called before an event is run, with its tick: several processors are first brought there. Null with one processor.
   * May arm, cancel and run other events.
   */
  beforeEvent: ((tick: number) => void) | null = null;

  readonly #handlers: EventHandler[] = [];
  readonly #names: string[] = [];
  #time = new Float64Array(16).fill(Number.POSITIVE_INFINITY);
  #heap = new Int32Array(16);
  #position = new Int32Array(16).fill(-1);
  #size = 0;

  /**
   * Allocates an event slot. Slots belong to devices and are allocated in wiring order, which makes the order of
   * simultaneous events part of the machine's definition.
   * @param name unique name (`cia1.timerA`), the key in snapshots
   */
  allocate(name: string, handler: EventHandler): EventId {
    if (this.#names.includes(name)) throw new WiringError(`Two events are named "${name}". Give each its own name.`);
    const id = this.#handlers.length;
    this.#handlers.push(handler);
    this.#names.push(name);
    if (id >= this.#time.length) {
      const grow = <T extends Float64Array | Int32Array>(old: T, fresh: T): T => {
        fresh.set(old);
        return fresh;
      };
      const n = this.#time.length * 2;
      this.#time = grow(this.#time, new Float64Array(n).fill(Number.POSITIVE_INFINITY));
      this.#heap = grow(this.#heap, new Int32Array(n));
      this.#position = grow(this.#position, new Int32Array(n).fill(-1));
    }
    return id;
  }

  /**
   * Arms `id` for `tick` (moves it if it is armed already). A tick in the past runs at the next opportunity, and its
   * handler still gets that tick, so that nothing depends on how a run was sliced. Infinity disarms.
   * @throws RangeError if `tick` is not a number
   */
  at(id: EventId, tick: number): void {
    if (!(tick >= 0)) {
      if (Number.isNaN(tick)) throw new RangeError(`Event "${this.#names[id]}" cannot be set for tick ${tick}.`);
      tick = 0;
    }
    if (tick === Number.POSITIVE_INFINITY) {
      this.cancel(id);
      return;
    }
    const earliest = this.next;
    this.#time[id] = tick;
    if (this.#position[id]! < 0) {
      this.#position[id] = this.#size;
      this.#heap[this.#size++] = id;
    }
    this.#up(this.#position[id]!);
    this.#down(this.#position[id]!);
    this.next = this.#time[this.#heap[0]!]!;
    if (tick < earliest) this.onEarlier(tick);
  }

  /** Disarms `id`; no effect if it is not armed. */
  cancel(id: EventId): void {
    const at = this.#position[id]!;
    if (at < 0) return;
    this.#time[id] = Number.POSITIVE_INFINITY;
    this.#position[id] = -1;
    const last = this.#heap[--this.#size]!;
    if (last !== id) {
      this.#heap[at] = last;
      this.#position[last] = at;
      this.#up(at);
      this.#down(this.#position[last]!);
    }
    this.next = this.#size === 0 ? Number.POSITIVE_INFINITY : this.#time[this.#heap[0]!]!;
  }

  /** The tick for which `id` is armed, or Infinity. */
  timeOf(id: EventId): number {
    return this.#time[id]!;
  }

  /** Runs every event that is due at or before `tick`, in order, then sets `now`. Events may arm others. */
  runUntil(tick: number): void {
    while (this.next <= tick && this.#size > 0) {
      if (this.beforeEvent !== null) {
        const due = this.next;
        this.beforeEvent(due);
        if (this.next !== due) continue;
      }
      const id = this.#heap[0]!;
      const t = this.#time[id]!;
      if (t > this.now) this.now = t;
      this.cancel(id);
      this.#handlers[id]!(t);
    }
    if (tick > this.now) this.now = tick;
  }

  /** Power-on: disarms everything and starts time again at 0. */
  clear(): void {
    this.#size = 0;
    this.#position.fill(-1);
    this.#time.fill(Number.POSITIVE_INFINITY);
    this.next = Number.POSITIVE_INFINITY;
    this.now = 0;
  }

  #before(a: number, b: number): boolean {
    const ta = this.#time[a]!;
    const tb = this.#time[b]!;
    return ta < tb || (ta === tb && a < b);
  }

  #up(i: number): void {
    const heap = this.#heap;
    const id = heap[i]!;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#before(id, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      this.#position[heap[i]!] = i;
      i = parent;
    }
    heap[i] = id;
    this.#position[id] = i;
  }

  #down(i: number): void {
    const heap = this.#heap;
    const id = heap[i]!;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, id)) break;
      heap[i] = heap[child]!;
      this.#position[heap[i]!] = i;
      i = child;
    }
    heap[i] = id;
    this.#position[id] = i;
  }

  /**
   * Saves the armed times by event name; the heap's inner layout is not state.
   * @throws StateError if a loaded time is not one
   */
  state(io: StateIo): void {
    const times = this.#names.map((name, id) => io.number(name, this.#time[id]!));
    if (!io.loading) return;
    times.forEach((t, id) => {
      if (t >= 0) return;
      throw new StateError(`Event "${this.#names[id]}" is set for tick ${t}: the snapshot is damaged.`);
    });
    this.clear();
    const notify = this.onEarlier;
    this.onEarlier = () => {};
    times.forEach((t, id) => {
      if (t !== Number.POSITIVE_INFINITY) this.at(id, t);
    });
    this.onEarlier = notify;
  }
}
