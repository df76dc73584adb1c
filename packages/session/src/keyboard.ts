import { type OptionValue, suggest } from '@backplane/kernel';
import type { KeyboardSupport } from './catalog.ts';
import { UnknownKeyError } from './errors.ts';
import { type KeySequenceOptions, type KeyStep, keySequence } from './keys.ts';

/*
 * Which keys of a machine's keyboard make a character or a named key
 *
 * A machine says which keys are held together for each character. Names of the host's keys are found in its table of
 * names, among its keys' ids, and, with modifiers, put together from the modifier keys and the rest.
 */

/** Names that mean the same key where a machine has just one of them, most usual first. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  enter: ['return'],
  backspace: ['delete', 'del'],
  delete: ['del'],
  insert: ['inst'],
  escape: ['esc'],
  up: ['cursor-up'],
  down: ['cursor-down'],
  left: ['cursor-left'],
  right: ['cursor-right'],
  clear: ['clr'],
  break: ['run-stop', 'stop'],
};

/** A keyboard with the characters of the layout that the machine's options choose. */
export function inLayout(support: KeyboardSupport, options: Readonly<Record<string, OptionValue>>): KeyboardSupport {
  const { layouts } = support;
  if (layouts === undefined) return support;
  const chosen = String(options[layouts.option]);
  return Object.hasOwn(layouts.characters, chosen) ? { ...support, characters: layouts.characters[chosen]! } : support;
}

/** A step of a key sequence as keys of a machine. */
export type ChordStep =
  | { readonly kind: 'keys'; readonly keys: readonly string[]; readonly enter: boolean }
  | { readonly kind: 'wait'; readonly milliseconds: number };

/** The keys of one machine. Pure tables: nothing here is pressed. */
export class KeyTable {
  readonly support: KeyboardSupport;
  readonly #ids: ReadonlySet<string>;
  readonly #byCode: ReadonlyMap<string, string>;

  constructor(support: KeyboardSupport) {
    this.support = support;
    this.#ids = new Set(support.keys.map((k) => k.id));
    this.#byCode = new Map(support.keys.flatMap((k) => (k.code === undefined ? [] : [[k.code, k.id] as const])));
  }

  /** Whether the machine has that key. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Keys that the machine counts as modifiers. */
  modifier(name: 'shift' | 'ctrl' | 'alt'): readonly string[] {
    return this.#named(name) ?? [];
  }

  /** The key in the place of a host's key (`KeyboardEvent.code`), or undefined. */
  at(code: string): string | undefined {
    return this.#byCode.get(code);
  }

  /** Keys for a character, or undefined if it cannot be typed. */
  character(character: string): readonly string[] | undefined {
    const { characters } = this.support;
    if (Object.hasOwn(characters, character)) return characters[character];
    if (character === '\r' || character === '\n') return this.key('enter');
    return undefined;
  }

  /** Keys for a named key, with its modifiers in front (`f1`, `ctrl-c`, `shift-up`), or undefined. */
  key(name: string): readonly string[] | undefined {
    const whole = this.#named(name);
    if (whole !== undefined) return whole;
    const head = /^(ctrl|alt|shift)-(?=.)/.exec(name);
    if (head === null) return [...name].length === 1 ? this.character(name) : undefined;
    const modifier = this.#named(head[1]!);
    const rest = this.key(name.slice(head[0].length));
    if (modifier === undefined || rest === undefined) return undefined;
    return [...new Set([...modifier, ...rest])];
  }

  #named(name: string): readonly string[] | undefined {
    const { names } = this.support;
    if (Object.hasOwn(names, name)) return names[name];
    if ([...name].length > 1 && this.#ids.has(name)) return [name];
    for (const same of SAME[name] ?? []) {
      if (Object.hasOwn(names, same)) return names[same];
      if (this.#ids.has(same)) return [same];
    }
    return undefined;
  }

  /** Names that key sequences may use beside the common ones. */
  get sequenceOptions(): KeySequenceOptions {
    return { keys: [...Object.keys(this.support.names), ...this.#ids].map((n) => n.toLowerCase()) };
  }

  /**
   * A key sequence (keys.ts) as keys, all of it checked before anything is typed.
   * @throws KeySequenceError for a mistake in the text, UnknownKeyError for what is not on this keyboard
   */
  sequence(text: string): ChordStep[] {
    return keySequence(text, this.sequenceOptions).map((step) => this.#step(step));
  }

  #step(step: KeyStep): ChordStep {
    if (step.kind === 'wait') return step;
    const keys = step.kind === 'character' ? this.character(step.character) : this.key(step.name);
    if (keys !== undefined) return { kind: 'keys', keys, enter: step.kind === 'key' && step.key === 'enter' };
    if (step.kind === 'key') {
      const known = [...Object.keys(this.support.names), ...this.#ids];
      throw new UnknownKeyError(`This machine's keyboard has no key "${step.name}".${suggest(step.name, known)}`);
    }
    const code = step.character.codePointAt(0)!;
    const shown = code < 0x20 || code === 0x7f ? `with code ${code}` : `"${step.character}"`;
    throw new UnknownKeyError(`The character ${shown} is not on this machine's keyboard.`);
  }
}
