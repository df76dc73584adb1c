import { type InputValue, type Machine, suggest } from '@backplane/kernel';
import type { KeyboardSupport } from './catalog.ts';
import { SessionError } from './errors.ts';
import { KeyTable } from './keyboard.ts';
import { Typist } from './typist.ts';
import type { KeyPresser } from './user-keyboard.ts';

/**
 * Hosts repeat a key 20 to 40 times a second, fast typists strike one 12 times a second at most: what comes within so many
 * ms after the same is a repetition.
 */
const REPEAT_WITHIN = 60;
/** For so many ms a key that repeats is down after the last time: a little longer than until the next time. */
const REPEAT_HOLD = 80;

/** While the guest's buffer is full, ms between two looks at it, and ms after which text is typed all the same. */
const LOOK_AT_BUFFER = 5;
const BUFFER_PATIENCE = 120_000;

/** What keys need of their session. */
export interface KeyHost {
  /** The machine's id, for messages. */
  readonly id: string;
  readonly machine: Machine;
  /** The machine's time, in ticks. */
  tick(): number;
  readonly ticksPerSecond: number;
  /** Does something between two slices: at once if the machine does not run. */
  between(action: () => void): void;
  input(name: string, value: InputValue): void;
}

/**
 * The keys of a machine's keyboard, as a user or a script presses them. All of it reaches the machine as inputs, and is
 * in the log.
 */
export class KeyInput implements KeyPresser {
  readonly table: KeyTable;
  readonly #host: KeyHost;
  readonly #typist: Typist;

  constructor(support: KeyboardSupport, host: KeyHost) {
    this.table = new KeyTable(support);
    this.#host = host;
    const ticks = (ms: number): number => Math.round((ms * host.ticksPerSecond) / 1000);
    const { full } = support;
    this.#typist = new Typist(
      ticks(support.hold),
      ticks(support.gap),
      (key, down) => host.input(support.input, `${down ? '+' : '-'}${key}`),
      full === undefined
        ? null
        : { full: () => full(host.machine), look: ticks(LOOK_AT_BUFFER), patience: ticks(BUFFER_PATIENCE) },
    );
  }

  #check(key: string): void {
    if (this.table.has(key)) return;
    const ids = this.table.support.keys.map((k) => k.id);
    throw new SessionError(`${this.#host.id} has no key "${key}".${suggest(key, ids)}`);
  }

  /** The user presses a key of the machine, and holds it until `keyUp`. @throws SessionError if it has no such key */
  keyDown(key: string): void {
    this.#check(key);
    this.#host.between(() => this.#typist.press(key, this.#host.tick()));
  }

  /** The user lets a key go. It has been down for the keyboard's `hold` time at least. @throws SessionError */
  keyUp(key: string): void {
    this.#check(key);
    this.#host.between(() => this.#typist.release(key, this.#host.tick()));
  }

  /**
   * Strikes keys together, after those that were struck before. Text waits while the guest takes no more keys.
   * @param repeat the same keys again at once only hold them longer: a key of a terminal, which may repeat
   * @throws SessionError if the machine has not all of them
   */
  strike(keys: readonly string[], repeat = false): void {
    for (const key of keys) this.#check(key);
    this.#host.between(() => {
      const ticks = (ms: number): number => (ms * this.#host.ticksPerSecond) / 1000;
      if (repeat) this.#typist.repeat(keys, this.#host.tick(), ticks(REPEAT_WITHIN), ticks(REPEAT_HOLD));
      else this.#typist.strike(keys, undefined, true);
    });
  }

  /** Strokes that wait for their turn. */
  get waiting(): number {
    return this.#typist.waiting;
  }

  /** True if nothing is down or waits but what the user holds. */
  get idle(): boolean {
    return this.#typist.idle;
  }

  /** Drops the strokes that wait. */
  drop(): void {
    this.#typist.clear();
  }

  /**
   * Lets all keys go.
   * @param every tells the machine so for each of its keys, also those that this session has not pressed (a state that
   *   was saved with keys down)
   */
  releaseAll(every = false): void {
    const { input, keys } = this.table.support;
    this.#host.between(() => {
      this.#typist.releaseAll();
      if (every) for (const { id } of keys) this.#host.input(input, `-${id}`);
    });
  }

  /**
   * Puts text into the guest's keyboard buffer, past its keys.
   * @throws SessionError if the machine has no such buffer; what the machine's `encode` throws
   */
  buffer(text: string): void {
    const { buffer } = this.table.support;
    if (buffer === undefined) throw new SessionError(`${this.#host.id} takes no text past its keyboard.`);
    this.#host.input(buffer.input, buffer.encode(text));
  }

  /** The first tick at which a key goes down or comes up; infinity if none does. */
  get next(): number {
    return this.#typist.next;
  }

  /** Presses and releases what is due. */
  act(): void {
    this.#typist.act(this.#host.tick());
  }

  /** The machine has another state or time: what was pressed before is void. */
  forget(): void {
    this.#typist.forget();
  }
}
