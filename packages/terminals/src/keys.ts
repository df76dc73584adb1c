/*
 * Keyboards of the terminals
 *
 * A key is named by what is written on it, in lower case: `up`, `f1`, `escape`. A name of one character is that
 * character, and `ctrl-` before a character is the control code that the CTRL key makes of it (bits 5 and 6 cleared).
 */

/** Models of display terminals. */
export type TerminalModel = 'adm3a' | 'vt52' | 'vt100';

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
  'end',
  'insert',
  'remove',
  'pageup',
  'pagedown',
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
  'keypad-comma',
  'keypad-minus',
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

/** Entry of a table, or null: names come from outside and may be those of properties that every object has. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(table, name) ? table[name]! : null;
}

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
  const plain = own(ADM3A, name) ?? character(name);
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
  const plain = own(VT52, name) ?? character(name);
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

/** Modes of a VT100 that decide what its keys send. */
export interface Vt100KeyModes {
  /** DECCKM: the arrow keys send ESC O instead of ESC [. */
  readonly cursorKeys: boolean;
  /** DECKPAM: the keypad sends sequences. */
  readonly applicationKeypad: boolean;
  /** LNM: Return sends CR and LF. */
  readonly newLine: boolean;
  /** The editing keys and F5–F12, which are not on a VT100. */
  readonly extensions: boolean;
}

/** Finals of ESC O: keypad in application mode (VT100 User Guide, table 3-8). */
const VT100_KEYPAD: Readonly<Record<string, readonly [numeric: number, application: number]>> = {
  'keypad-comma': [0x2c, 0x6c],
  'keypad-minus': [0x2d, 0x6d],
  'keypad-period': [0x2e, 0x6e],
};

/** Finals of the arrow keys (VT100 User Guide, table 3-6) and of PF1–PF4 (table 3-8). */
const VT100_ARROWS: Readonly<Record<string, number>> = { up: 0x41, down: 0x42, right: 0x43, left: 0x44 };
const VT100_PF: Readonly<Record<string, number>> = { f1: 0x50, f2: 0x51, f3: 0x52, f4: 0x53 };

/** Numbers n of the keys that send ESC [ n ~ on a VT220; F5 as on its successors. */
const VT220_KEYS: Readonly<Record<string, number>> = {
  home: 1,
  insert: 2,
  remove: 3,
  end: 4,
  pageup: 5,
  pagedown: 6,
  f5: 15,
  f6: 17,
  f7: 18,
  f8: 19,
  f9: 20,
  f10: 21,
  f11: 23,
  f12: 24,
};

/**
 * Bytes that a key of the VT100 sends, or null if there is no such key. F1–F4 are PF1–PF4. The cursor key mode alone
 * decides what the arrow keys send, as on the VT220; a VT100 asks for application keypad mode besides.
 */
export function vt100Key(name: string, modes: Vt100KeyModes): readonly number[] | null {
  const returnCodes = modes.newLine ? [0x0d, 0x0a] : [0x0d];
  if (name === 'enter') return returnCodes;
  if (name === 'keypad-enter') return modes.applicationKeypad ? [ESC, 0x4f, 0x4d] : returnCodes;
  const plain = own(COMMON, name) ?? character(name);
  if (plain) return plain;
  const arrow = own(VT100_ARROWS, name);
  if (arrow !== null) return [ESC, modes.cursorKeys ? 0x4f : 0x5b, arrow];
  const pf = own(VT100_PF, name);
  if (pf !== null) return [ESC, 0x4f, pf];
  const digit = keypadDigit(name);
  const sign = digit >= 0 ? ([0x30 + digit, 0x70 + digit] as const) : own(VT100_KEYPAD, name);
  if (sign !== null) return modes.applicationKeypad ? [ESC, 0x4f, sign[1]] : [sign[0]];
  const number = modes.extensions ? own(VT220_KEYS, name) : null;
  return number === null ? null : [ESC, 0x5b, ...[...String(number)].map((c) => c.charCodeAt(0)), 0x7e];
}
