/*
 * Keyboards of the terminals
 *
 * A key is named by what is written on it, in lower case: `up`, `f1`, `escape`. A name of one character is that
 * character, and `ctrl-` before a character is the control code that the CTRL key makes of it (bits 5 and 6 cleared).
 */

/** Models of display terminals. */
export type TerminalModel = 'adm3a' | 'vt52';

/** Keys with a name that at least one model has. */
export const TERMINAL_KEYS = [
  'enter',
  'linefeed',
  'escape',
  'tab',
  'backspace',
  'delete',
  'space',
  'up',
  'down',
  'left',
  'right',
  'home',
  'clear',
  'here-is',
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
  'keypad-0',
  'keypad-1',
  'keypad-2',
  'keypad-3',
  'keypad-4',
  'keypad-5',
  'keypad-6',
  'keypad-7',
  'keypad-8',
  'keypad-9',
  'keypad-period',
  'keypad-enter',
] as const;

/** Name of a key of a terminal: one of TERMINAL_KEYS, a single ASCII character, or `ctrl-` and a character. */
export type TerminalKey = (typeof TERMINAL_KEYS)[number] | `ctrl-${string}`;

const ESC = 0x1b;

type KeyTable = Readonly<Record<string, readonly number[]>>;

const COMMON: KeyTable = {
  enter: [0x0d],
  linefeed: [0x0a],
  escape: [ESC],
  tab: [0x09],
  backspace: [0x08],
  delete: [0x7f],
  space: [0x20],
};

/** ADM-3A Operator's Manual, keyboard: the arrows are legends on CTRL H J K L, HOME on CTRL ^, CLEAR on CTRL Z. */
const ADM3A: KeyTable = {
  ...COMMON,
  up: [0x0b],
  down: [0x0a],
  left: [0x08],
  right: [0x0c],
  home: [0x1e],
  clear: [0x1a],
};

/** The VT52 has arrow keys and three function keys without legend (blue, red, grey) that send escape sequences. */
const VT52: KeyTable = {
  ...COMMON,
  up: [ESC, 0x41],
  down: [ESC, 0x42],
  right: [ESC, 0x43],
  left: [ESC, 0x44],
  f1: [ESC, 0x50],
  f2: [ESC, 0x51],
  f3: [ESC, 0x52],
};

/** `keypad-0` … `keypad-9` as digits. */
function keypadDigit(name: string): number {
  return /^keypad-[0-9]$/.test(name) ? name.charCodeAt(7) - 0x30 : -1;
}

function character(name: string): readonly number[] | null {
  if (name.length === 1) {
    const code = name.charCodeAt(0);
    return code < 0x80 ? [code] : null;
  }
  const control = /^ctrl-(.|space)$/.exec(name)?.[1];
  if (control === undefined) return null;
  const code = control === 'space' ? 0x20 : control.toUpperCase().charCodeAt(0);
  // CTRL clears bits 5 and 6; it has no effect on the digits and signs 21h–3Fh
  if (code === 0x20) return [0];
  return code >= 0x40 && code <= 0x5f ? [code & 0x1f] : code === 0x3f ? [0x7f] : null;
}

/**
 * Bytes that a key of the ADM-3A sends, or null if there is no such key. With `extensions` also the function keys of the
 * TeleVideo terminals: 01h, 40h + number − 1, 0Dh.
 */
export function adm3aKey(name: string, extensions: boolean): readonly number[] | null {
  const plain = ADM3A[name] ?? character(name);
  if (plain) return plain;
  const digit = keypadDigit(name);
  if (digit >= 0) return [0x30 + digit];
  if (name === 'keypad-period') return [0x2e];
  if (name === 'keypad-enter') return [0x0d];
  const f = extensions ? /^f([1-9]|1[0-2])$/.exec(name) : null;
  return f ? [0x01, 0x3f + Number(f[1]), 0x0d] : null;
}

/**
 * Bytes that a key of the VT52 sends, or null if there is no such key. In alternate keypad mode (ESC =) the keypad
 * sends ESC ? and a letter. With `extensions` F4–F12 (not on a VT52) send ESC S …, and Home ESC H.
 */
export function vt52Key(name: string, alternateKeypad: boolean, extensions: boolean): readonly number[] | null {
  const plain = VT52[name] ?? character(name);
  if (plain) return plain;
  const digit = keypadDigit(name);
  if (digit >= 0) return alternateKeypad ? [ESC, 0x3f, 0x70 + digit] : [0x30 + digit];
  if (name === 'keypad-period') return alternateKeypad ? [ESC, 0x3f, 0x6e] : [0x2e];
  if (name === 'keypad-enter') return alternateKeypad ? [ESC, 0x3f, 0x4d] : [0x0d];
  if (!extensions) return null;
  if (name === 'home') return [ESC, 0x48];
  // Heath H19: f1–f5 are ESC S … ESC W; its blue, red and white keys are the VT52's three
  const f = /^f([4-8])$/.exec(name);
  return f ? [ESC, 0x53 + Number(f[1]) - 4] : null;
}
