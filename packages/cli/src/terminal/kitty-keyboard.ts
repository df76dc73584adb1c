import { CSI_LETTERS, CSI_NUMBERS, combine, controlName, type HostKeyEvent, withModifiers } from './host-keys.ts';

/*
 * Kitty's keyboard protocol ("Comprehensive keyboard handling in terminals", sw.kovidgoyal.net/kitty/keyboard-protocol)
 *
 *   CSI key:shifted:base ; modifiers:event ; text u      also with a letter or ~ at the end, as function keys have it
 *
 * `key` is the code of the key's character without modifiers, `base` that of the same place on a US keyboard. `event` is
 * 1 press, 2 repeat, 3 release. `modifiers` is 1 + Shift 1, Alt 2, Ctrl 4, Super 8, Hyper 16, Meta 32, Caps Lock 64,
 * Num Lock 128.
 */

/** Asks whether the protocol is there; the answer is `CSI ? flags u`. */
export const KEYBOARD_QUERY = '\x1b[?u';
/** All of it: disambiguate, event types, alternate keys, every key as a sequence, its text. */
export const KEYBOARD_ENTER = '\x1b[>31u';
export const KEYBOARD_LEAVE = '\x1b[<u';

const EVENTS = ['press', 'repeat', 'release'] as const;

/** Places of keys by the character that they have on a US keyboard. */
const PLACES: Readonly<Record<string, string>> = {
  '`': 'Backquote',
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  ' ': 'Space',
};

/** Places of keys by their name. */
const NAMED_PLACES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  tab: 'Tab',
  escape: 'Escape',
  backspace: 'Backspace',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  home: 'Home',
  end: 'End',
  insert: 'Insert',
  delete: 'Delete',
  pageup: 'PageUp',
  pagedown: 'PageDown',
};

/** Keys that send no character, by their code. */
const FUNCTIONAL: Readonly<Record<number, string>> = {
  57358: 'CapsLock',
  57359: 'ScrollLock',
  57360: 'NumLock',
  57361: 'PrintScreen',
  57362: 'Pause',
  57363: 'ContextMenu',
  57441: 'ShiftLeft',
  57442: 'ControlLeft',
  57443: 'AltLeft',
  57444: 'MetaLeft',
  57447: 'ShiftRight',
  57448: 'ControlRight',
  57449: 'AltRight',
  57450: 'MetaRight',
};

/** Keypad keys by code, from 57399 on: digits, then signs and the keys that they are without Num Lock. */
const KEYPAD_FIRST = 57_399;
const KEYPAD = [...'0123456789.', '/', '*', '-', '+', 'enter', '=', ','] as const;
const KEYPAD_NAMES = ['left', 'right', 'up', 'down', 'pageup', 'pagedown', 'home', 'end', 'insert', 'delete'] as const;
const KEYPAD_PLACES = [
  ...[...'0123456789'].map((digit) => `Numpad${digit}`),
  ...['NumpadDecimal', 'NumpadDivide', 'NumpadMultiply', 'NumpadSubtract', 'NumpadAdd', 'NumpadEnter', 'NumpadEqual'],
  'NumpadComma',
];

const CTRL = 4;

function place(code: number): string {
  const character = code > 0 ? String.fromCodePoint(code) : '';
  if (/^[a-z]$/.test(character)) return `Key${character.toUpperCase()}`;
  if (/^\d$/.test(character)) return `Digit${character}`;
  return Object.hasOwn(PLACES, character) ? PLACES[character]! : '';
}

function named(name: string, modifiers: number): Omit<HostKeyEvent, 'event'> {
  const code = Object.hasOwn(NAMED_PLACES, name) ? NAMED_PLACES[name]! : /^f\d+$/.test(name) ? name.toUpperCase() : '';
  return { kind: 'event', key: name, code, plain: { kind: 'key', name: withModifiers(name, modifiers) } };
}

function coded(code: number, base: number, modifiers: number, text: string): Omit<HostKeyEvent, 'event'> | null {
  const functional = FUNCTIONAL[code];
  if (functional !== undefined) return { kind: 'event', key: functional, code: functional, plain: null };
  const pad = code - KEYPAD_FIRST;
  if (pad >= 0 && pad < KEYPAD.length) {
    const sign = KEYPAD[pad]!;
    const plain =
      sign === 'enter'
        ? ({ kind: 'key', name: withModifiers('enter', modifiers) } as const)
        : ({ kind: 'character', codePoint: sign.charCodeAt(0), alt: false } as const);
    return { kind: 'event', key: `pad ${sign}`, code: KEYPAD_PLACES[pad]!, plain };
  }
  const name = KEYPAD_NAMES[pad - KEYPAD.length];
  if (name !== undefined) return { ...named(name, modifiers), key: `pad ${name}` };
  if (code < 0x20 || code === 0x7f) {
    const own = named(controlName(code), 0);
    return { ...own, plain: { kind: 'key', name: combine(controlName(code), modifiers) } };
  }
  // other keys of the private use area (media keys) mean nothing to old computers
  if (code >= 57_344 && code <= 63_743) return null;
  const key = String.fromCodePoint(code);
  const head = { kind: 'event', key, code: place(base > 0 ? base : code) } as const;
  if (modifiers & CTRL) {
    // Ctrl and the character that a US keyboard has there: Ctrl-C is the same key in all alphabets
    const letter = code > 0x7f && base > 0 ? String.fromCodePoint(base) : key;
    return { ...head, plain: { kind: 'key', name: withModifiers(letter, modifiers & ~1) } };
  }
  return {
    ...head,
    plain: { kind: 'character', codePoint: (text || key).codePointAt(0)!, alt: (modifiers & 2) !== 0 },
  };
}

/** The event in a control sequence, or null if it is not one of a key. */
export function keyEvent(parameters: string, final: string): HostKeyEvent | null {
  const [codes = '', states = '', texts = ''] = parameters.split(';');
  const [code = 0, shifted = 0, base = 0] = codes.split(':').map(Number);
  const [given = 1, kind = 1] = states === '' ? [] : states.split(':').map(Number);
  const event = EVENTS[kind - 1];
  if (event === undefined || !(code >= 0 && code <= 0x10ffff)) return null;
  const held = Math.max(0, given - 1);
  // Meta counts as Alt; the locks are in the text already
  const modifiers = (held & 7) | (held & 32 ? 2 : 0);
  let what: Omit<HostKeyEvent, 'event'> | null = null;
  if (final === 'u') {
    const text = texts === '' ? '' : String.fromCodePoint(...texts.split(':').map((t) => Number(t) || 0x20));
    const fallback = modifiers & 1 && shifted > 0 ? String.fromCodePoint(shifted) : '';
    what = coded(code, base, modifiers, /\p{Cc}/u.test(text) ? fallback : text || fallback);
  } else if (final === '~') {
    const name = code === 200 || code === 201 ? undefined : CSI_NUMBERS[code];
    if (name !== undefined) what = named(name, modifiers);
  } else if (Object.hasOwn(CSI_LETTERS, final)) what = named(CSI_LETTERS[final]!, modifiers);
  return what === null ? null : { ...what, event };
}
