import type { KeyTable } from './keyboard.ts';

/** What presses keys: a session. */
export interface KeyPresser {
  keyDown(key: string): void;
  keyUp(key: string): void;
}

/** A key of the host that goes down. */
export interface UserKey {
  /** The same when it comes up again. */
  readonly id: string;
  /** The character that it makes on the host, with the modifiers that are held. */
  readonly character?: string;
  /** Its name with the modifiers that are held (`ctrl-c`, `f1`), for keys that make none. */
  readonly name?: string;
  /** Its place: `KeyboardEvent.code`. */
  readonly code?: string;
}

/** Keys of the host that are held with others, by their place: the modifier that they are. */
const MODIFIERS: Readonly<Record<string, 'shift' | 'ctrl' | 'alt'>> = {
  ShiftLeft: 'shift',
  ShiftRight: 'shift',
  ControlLeft: 'ctrl',
  ControlRight: 'ctrl',
  AltLeft: 'alt',
  AltRight: 'alt',
};

/**
 * A user's keyboard on a machine's: what is typed is what the user's caps say, wherever the machine has it. `"` on the
 * host's Shift and `'` becomes the machine's SHIFT and 2; a host's Shift that the machine's character does not need is
 * let go for as long as the key is down.
 */
export class UserKeyboard {
  readonly #table: KeyTable;
  readonly #presser: KeyPresser;
  /** Where keys are by place rather than by character, for games. */
  byPlace = false;
  /** Keys of the host that are down, and the machine's keys behind each, in the order in which they went down. */
  readonly #held = new Map<string, readonly string[]>();
  /** Modifiers of the host that are down, with the machine's key. */
  readonly #modifiers = new Map<string, string>();
  readonly #down = new Set<string>();

  constructor(table: KeyTable, presser: KeyPresser) {
    this.#table = table;
    this.#presser = presser;
  }

  /** A key goes down. Returns false if the machine has nothing for it. */
  press(key: UserKey): boolean {
    const modifier = key.code === undefined ? undefined : MODIFIERS[key.code];
    if (modifier !== undefined) {
      const at = this.#table.modifier(modifier);
      const own = key.code === undefined ? undefined : this.#table.at(key.code);
      // the key in the same place if it is the same modifier, else the one that is called so
      const target = own !== undefined && (at.length === 0 || own.includes(modifier)) ? own : at[0];
      if (target === undefined) return false;
      this.#modifiers.set(key.id, target);
      this.#settle();
      return true;
    }
    const keys = this.#keysOf(key);
    if (keys === undefined) return false;
    this.#held.delete(key.id);
    this.#held.set(key.id, keys);
    this.#settle();
    return true;
  }

  #keysOf({ character, name, code }: UserKey): readonly string[] | undefined {
    const place = code === undefined ? undefined : this.#table.at(code);
    if (this.byPlace && place !== undefined) return [place];
    const byCharacter = character === undefined ? undefined : this.#table.character(character);
    const byName = name === undefined ? undefined : this.#table.key(name);
    return byCharacter ?? byName ?? (place === undefined ? undefined : [place]);
  }

  /** A key comes up. */
  release(id: string): void {
    if (!this.#held.delete(id) && !this.#modifiers.delete(id)) return;
    this.#settle();
  }

  /** All keys come up. */
  releaseAll(): void {
    this.#held.clear();
    this.#modifiers.clear();
    this.#settle();
  }

  /** Presses and releases until exactly those of the machine's keys are down that should be. */
  #settle(): void {
    const wanted = new Set([...this.#held.values()].flat());
    const shifts = new Set([...this.#table.modifier('shift')]);
    const isShift = (key: string): boolean => shifts.has(key) || key.endsWith('shift');
    // the key that went down last decides about SHIFT; with none down the host's own Shift does
    const last = [...this.#held.values()].at(-1);
    for (const key of this.#modifiers.values()) {
      if (last === undefined || this.byPlace || !isShift(key) || last.some(isShift)) wanted.add(key);
    }
    if (last !== undefined && !this.byPlace && !last.some(isShift))
      for (const key of wanted) if (isShift(key)) wanted.delete(key);
    for (const key of [...this.#down]) {
      if (wanted.has(key)) continue;
      this.#down.delete(key);
      this.#presser.keyUp(key);
    }
    for (const key of wanted) {
      if (this.#down.has(key)) continue;
      this.#down.add(key);
      this.#presser.keyDown(key);
    }
  }
}
