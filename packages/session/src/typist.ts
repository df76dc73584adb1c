/*
 * Keys that go down and up by the machine's own time
 *
 * A guest looks at its keyboard now and then, so a key that came up again at once would be missed. The typist holds each
 * key for a while and leaves a gap before the next one. All times are ticks: what it does follows from what it was told
 * and when, never from the pace of the run.
 */

/** Keys to strike, and for how long. */
interface Stroke {
  readonly keys: readonly string[];
  readonly hold: number;
  /** It waits while the guest takes no more keys. */
  readonly patient?: boolean;
}

/** A guest whose buffer for keys may be full. */
export interface KeyRoom {
  /** It takes no more keys at present. */
  full(): boolean;
  /** Ticks between two looks at it. */
  readonly look: number;
  /** Ticks after which it is typed all the same: the guest may not use its buffer. */
  readonly patience: number;
}

/** Something that the queue contains. */
type Item = Stroke | { readonly pause: number };

/** Hosts repeat a key after 200 to 1000 ms: so many times the longest time between two repetitions. */
const LONGEST_DELAY = 20;

export class Typist {
  readonly #send: (key: string, down: boolean) => void;
  /** Ticks that a key is held at least, and that lie between two strokes. */
  readonly #hold: number;
  readonly #gap: number;
  #queue: Item[] = [];
  /** The stroke that is down now, and when it comes up. */
  #stroke: Stroke | null = null;
  #strokeEnd = 0;
  /** The next item begins no sooner. */
  #free = 0;
  /** What was struck last by a key that may repeat, and when. */
  #lastStruck = '';
  #lastStruckAt = Number.NEGATIVE_INFINITY;
  /** It came a second time after a delay: what comes at once now is a repetition. */
  #repeats = false;
  /** Keys that the user holds: when they went down. */
  readonly #held = new Map<string, number>();
  /** Keys that the user has let go and that have not been down long enough. */
  readonly #letGo = new Map<string, number>();

  readonly #room: KeyRoom | null;
  /** Since when the buffer has been full, or −1. */
  #fullSince = -1;

  /** @param send tells the machine, now */
  constructor(hold: number, gap: number, send: (key: string, down: boolean) => void, room: KeyRoom | null = null) {
    this.#room = room;
    this.#hold = Math.max(1, Math.round(hold));
    this.#gap = Math.max(1, Math.round(gap));
    this.#send = send;
  }

  /** True if nothing is down or waits but what the user holds. */
  get idle(): boolean {
    return this.#stroke === null && this.#queue.length === 0;
  }

  /** Strokes that have not begun. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** The first tick at which there is something to do; infinity if there is nothing. */
  get next(): number {
    let next = Number.POSITIVE_INFINITY;
    if (this.#stroke !== null) next = this.#strokeEnd;
    else if (this.#queue.length > 0) next = this.#free;
    for (const tick of this.#letGo.values()) if (tick < next) next = tick;
    return next;
  }

  /** Does what is due at tick `t`. */
  act(t: number): void {
    for (const [key, tick] of this.#letGo) {
      if (tick > t) continue;
      this.#letGo.delete(key);
      this.#held.delete(key);
      if (this.#stroke?.keys.includes(key) !== true) this.#send(key, false);
    }
    if (this.#stroke !== null && this.#strokeEnd <= t) {
      const { keys } = this.#stroke;
      this.#stroke = null;
      for (const key of [...keys].reverse()) if (!this.#held.has(key)) this.#send(key, false);
      this.#free = t + this.#gap;
    }
    while (this.#stroke === null && this.#queue.length > 0 && this.#free <= t) {
      const item = this.#queue[0]!;
      if (!('pause' in item) && item.patient === true && this.#waits(t)) {
        this.#free = t + this.#room!.look;
        break;
      }
      this.#queue.shift();
      if ('pause' in item) {
        this.#free = t + item.pause;
        continue;
      }
      this.#stroke = item;
      this.#strokeEnd = t + item.hold;
      for (const key of item.keys) if (!this.#held.has(key)) this.#send(key, true);
    }
  }

  /** Whether the guest takes no more keys, and not for too long. */
  #waits(t: number): boolean {
    if (this.#room === null || !this.#room.full()) {
      this.#fullSince = -1;
      return false;
    }
    if (this.#fullSince < 0) this.#fullSince = t;
    return t - this.#fullSince < this.#room.patience;
  }

  /**
   * Strikes keys together, after what has been struck before.
   * @param patient it waits while the guest takes no more keys
   */
  strike(keys: readonly string[], hold = this.#hold, patient = false): void {
    if (keys.length === 0) return;
    this.#queue.push({ keys, hold: Math.max(1, Math.round(hold)), patient });
    this.#lastStruck = '';
  }

  /**
   * A key of a host that tells only that it is struck, and strikes it again and again while it is held: after a delay, and
   * then at most `window` ticks apart. From then on the keys stay down, until `hold` ticks after the last of it. What
   * comes as fast without the delay is typed so by a program.
   */
  repeat(keys: readonly string[], t: number, window: number, hold: number): void {
    const name = keys.join(' ');
    const same = name === this.#lastStruck;
    const since = t - this.#lastStruckAt;
    const soon = since <= window;
    if (!same || !soon) this.#repeats = same && since <= LONGEST_DELAY * window;
    if (!same || !soon || !this.#repeats) {
      this.strike(keys);
    } else if (this.#queue.length === 0 && this.#stroke?.keys.join(' ') === name) {
      this.#strokeEnd = Math.max(this.#strokeEnd, t + Math.round(hold));
    } else if (this.#queue.length === 0) {
      this.strike(keys, hold);
    }
    this.#lastStruck = name;
    this.#lastStruckAt = t;
  }

  /** Nothing for so many ticks. */
  pause(ticks: number): void {
    this.#queue.push({ pause: Math.max(0, Math.round(ticks)) });
  }

  /** The user presses a key. */
  press(key: string, t: number): void {
    this.#letGo.delete(key);
    if (this.#held.has(key)) return;
    this.#held.set(key, t);
    if (this.#stroke?.keys.includes(key) !== true) this.#send(key, true);
  }

  /** The user lets a key go. It comes up when it has been down long enough. */
  release(key: string, t: number): void {
    const since = this.#held.get(key);
    if (since === undefined) return;
    this.#letGo.set(key, Math.max(t, since + this.#hold));
  }

  /** Forgets what waits, and lets everything go. */
  releaseAll(): void {
    const down = new Set([...this.#held.keys(), ...(this.#stroke?.keys ?? [])]);
    this.forget();
    for (const key of down) this.#send(key, false);
  }

  /** Strokes that have not begun are dropped. */
  clear(): void {
    this.#queue = [];
  }

  /** Forgets everything without telling the machine: it has another state now. */
  forget(): void {
    this.#queue = [];
    this.#stroke = null;
    this.#free = 0;
    this.#fullSince = -1;
    this.#lastStruckAt = Number.NEGATIVE_INFINITY;
    this.#held.clear();
    this.#letGo.clear();
  }
}
