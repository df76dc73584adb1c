import { suggest } from '@backplane/kernel';

/*
 * Key sequences: what the option `--type` and scripts say is to be typed
 *
 *   DIR B:\n            characters, and \n for the Enter key
 *   {enter} {up} {f1}   keys by name, in any case
 *   {ctrl-c} {shift-f1} keys with modifiers
 *   {wait:500}          500 ms of emulated time
 *   {{  \\              the characters { and \
 *
 * Also \r (Enter), \t (Tab), \e (Escape) and \xHH (the character with that code). A line break in the text itself is
 * the Enter key.
 */

/** Names of keys that keyboards have in common. A machine's own keyboard decides which of them it has. */
export const KEY_NAMES = [
  'enter',
  'linefeed',
  'escape',
  'tab',
  'backspace',
  'delete',
  'insert',
  'space',
  'up',
  'down',
  'left',
  'right',
  'home',
  'end',
  'pageup',
  'pagedown',
  'clear',
  'break',
  'f1',
  'f2',
  'f3',
  'f4',
  'f5',
  'f6',
  'f7',
  'f8',
  'f9',
  'f10',
  'f11',
  'f12',
] as const;

/** Other spellings. */
const ALIASES: Readonly<Record<string, string>> = {
  return: 'enter',
  ret: 'enter',
  cr: 'enter',
  lf: 'linefeed',
  esc: 'escape',
  bs: 'backspace',
  del: 'delete',
  rubout: 'delete',
  ins: 'insert',
  pgup: 'pageup',
  pgdn: 'pagedown',
  'page-up': 'pageup',
  'page-down': 'pagedown',
  pause: 'break',
};

/** Keys held while another one is struck. */
export type Modifier = 'ctrl' | 'alt' | 'shift';

const MODIFIERS: Readonly<Record<string, Modifier>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  alt: 'alt',
  meta: 'alt',
  shift: 'shift',
};

/** One step of a key sequence. */
export type KeyStep =
  /** A character is typed: one Unicode character. */
  | { readonly kind: 'character'; readonly character: string }
  /**
   * A key is struck. `name` is the whole of it (`ctrl-c`, `shift-f1`; modifiers in the order ctrl, alt, shift), `key` the
   * key without its modifiers.
   */
  | { readonly kind: 'key'; readonly name: string; readonly key: string; readonly modifiers: readonly Modifier[] }
  /** Nothing for that much emulated time. */
  | { readonly kind: 'wait'; readonly milliseconds: number };

/** A key sequence with a mistake. The message tells where and what to write instead. */
export class KeySequenceError extends Error {
  override readonly name = 'KeySequenceError';
  /** Index of the mistake in the text. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** What a key sequence may name beside the common keys. */
export interface KeySequenceOptions {
  /** Further keys of the machine, in lower case. */
  readonly keys?: readonly string[];
}

const MODIFIER_ORDER: readonly Modifier[] = ['ctrl', 'alt', 'shift'];
const LONGEST_WAIT = 3_600_000;

/** Takes a key sequence apart. @throws KeySequenceError */
export function keySequence(text: string, options: KeySequenceOptions = {}): KeyStep[] {
  const names = [...KEY_NAMES, ...(options.keys ?? [])];
  const steps: KeyStep[] = [];
  let at = 0;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (character === '{') {
      if (text[at + 1] === '{') {
        steps.push({ kind: 'character', character });
        at += 2;
        continue;
      }
      const end = text.indexOf('}', at);
      if (end < 0) fail(at, `"{" without "}". Write {{ for the character "{".`);
      steps.push(braced(text.slice(at + 1, end), at, names));
      at = end + 1;
    } else if (character === '\\') {
      const [step, length] = escaped(text, at);
      steps.push(step);
      at += length;
    } else if (character === '\n' || character === '\r') {
      steps.push(key('enter'));
      at += text.startsWith('\r\n', at) ? 2 : 1;
    } else {
      steps.push({ kind: 'character', character });
      at += character.length;
    }
  }
  return steps;
}

function fail(position: number, message: string): never {
  throw new KeySequenceError(`Keys, at position ${position + 1}: ${message}`, position);
}

function key(name: string, modifiers: readonly Modifier[] = []): KeyStep {
  return { kind: 'key', name: [...modifiers, name].join('-'), key: name, modifiers };
}

function escaped(text: string, at: number): [step: KeyStep, length: number] {
  switch (text[at + 1]) {
    case 'n':
    case 'r':
      return [key('enter'), 2];
    case 't':
      return [key('tab'), 2];
    case 'e':
      return [key('escape'), 2];
    case '\\':
      return [{ kind: 'character', character: '\\' }, 2];
    case 'x': {
      const digits = /^[0-9a-f]{2}/i.exec(text.slice(at + 2, at + 4))?.[0];
      if (digits === undefined) fail(at, '\\x needs two hexadecimal digits, like \\x1b.');
      return [{ kind: 'character', character: String.fromCharCode(Number.parseInt(digits, 16)) }, 4];
    }
    case undefined:
      return fail(at, 'a "\\" at the end. Write \\\\ for the character "\\".');
    default:
      return fail(at, `unknown escape "\\${text[at + 1]}". There are: \\n \\r \\t \\e \\xHH, and \\\\ for "\\".`);
  }
}

function braced(content: string, at: number, names: readonly string[]): KeyStep {
  const whole = content.trim().toLowerCase();
  if (whole === '') fail(at, 'an empty "{}". Write a key, like {enter}, or {{ for the character "{".');
  const wait = /^wait(?:\s*[:=]?\s*(.*))?$/.exec(whole);
  if (wait) {
    const milliseconds = /^\d+(?:\.\d+)?$/.test(wait[1] ?? '') ? Number(wait[1]) : Number.NaN;
    if (!(milliseconds <= LONGEST_WAIT)) {
      fail(at, `"{${content}}" needs milliseconds up to ${LONGEST_WAIT}, like {wait:500}.`);
    }
    return { kind: 'wait', milliseconds };
  }
  const held = new Set<Modifier>();
  let rest = whole;
  for (;;) {
    const head = /^([a-z]+)[-+](?=.)/.exec(rest);
    const modifier = head && Object.hasOwn(MODIFIERS, head[1]!) ? MODIFIERS[head[1]!] : undefined;
    if (!head || !modifier || names.includes(rest)) break;
    held.add(modifier);
    rest = rest.slice(head[0].length);
  }
  const name = Object.hasOwn(ALIASES, rest) && !names.includes(rest) ? ALIASES[rest]! : rest;
  if (!names.includes(name) && [...name].length !== 1) {
    fail(at, `unknown key "{${content}}".${suggest(name, [...names, ...Object.keys(ALIASES)])}`);
  }
  return key(
    name,
    MODIFIER_ORDER.filter((m) => held.has(m)),
  );
}
