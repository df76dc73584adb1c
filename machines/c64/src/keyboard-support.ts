import { KEYS } from './keys.ts';
import { petscii, UPPER_CASE } from './screen-codes.ts';

/*
 * Typing on the C64: which keys make which character
 *
 * After power-on the unshifted letters show as capitals. As everywhere else, a small letter here is the key alone and a
 * capital is the key with SHIFT.
 * Source: Commodore, Programmer's Reference Guide (1982), appendix C and the legends on the key caps.
 */

const SHIFT = 'left-shift';
const COMMODORE = 'commodore';

/** Keys that make a character by themselves and with SHIFT. */
const SIGNS: readonly (readonly [key: string, plain: string, shifted: string])[] = [
  ['1', '1', '!'],
  ['2', '2', '"'],
  ['3', '3', '#'],
  ['4', '4', '$'],
  ['5', '5', '%'],
  ['6', '6', '&'],
  ['7', '7', "'"],
  ['8', '8', '('],
  ['9', '9', ')'],
  ['0', '0', ''],
  ['plus', '+', ''],
  ['minus', '-', ''],
  ['pound', '£', ''],
  ['at', '@', ''],
  ['asterisk', '*', ''],
  ['uparrow', '↑^', 'π'],
  ['leftarrow', '←_', ''],
  ['colon', ':', '['],
  ['semicolon', ';', ']'],
  ['equals', '=', ''],
  ['comma', ',', '<'],
  ['period', '.', '>'],
  ['slash', '/', '?'],
  ['space', ' ', ''],
];

/** Keys that make the graphics of PETSCII A1–BF with the Commodore key, in order; `+` in front: with SHIFT. */
const COMMODORE_GRAPHICS = 'k i t at g plus m pound +pound n q d z s p a e r w h j l y u o +at f c x v b'.split(' ');

function characters(): Readonly<Record<string, readonly string[]>> {
  const table: Record<string, readonly string[]> = {};
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    table[letter] = [letter];
    table[letter.toUpperCase()] = [SHIFT, letter];
  }
  for (const [key, plain, shifted] of SIGNS) {
    for (const character of plain) table[character] = [key];
    for (const character of shifted) table[character] = [SHIFT, key];
  }
  const graphic = (screenCode: number, keys: readonly string[]): void => {
    table[String.fromCodePoint(UPPER_CASE[screenCode]!)] ??= keys;
  };
  COMMODORE_GRAPHICS.forEach((key, n) => {
    graphic(0x61 + n, key.startsWith('+') ? [SHIFT, key.slice(1)] : [COMMODORE, key]);
  });
  graphic(0x40, [SHIFT, 'asterisk']);
  [...'abcdefghijklmnopqrstuvwxyz'].forEach((letter, n) => {
    graphic(0x41 + n, [SHIFT, letter]);
  });
  graphic(0x5b, [SHIFT, 'plus']);
  graphic(0x5c, [COMMODORE, 'minus']);
  graphic(0x5d, [SHIFT, 'minus']);
  graphic(0x5f, [COMMODORE, 'asterisk']);
  return table;
}

/** Colours by CTRL and by the Commodore key with 1 to 8. */
const COLOURS = ['blk', 'wht', 'red', 'cyn', 'pur', 'grn', 'blu', 'yel'];
const MORE_COLOURS = ['orng', 'brn', 'lred', 'gry1', 'gry2', 'lgrn', 'lblu', 'gry3'];

const NAMES: Readonly<Record<string, readonly string[]>> = {
  enter: ['return'],
  backspace: ['del'],
  delete: ['del'],
  insert: [SHIFT, 'del'],
  inst: [SHIFT, 'del'],
  clr: [SHIFT, 'home'],
  clear: [SHIFT, 'home'],
  up: [SHIFT, 'cursor-down'],
  down: ['cursor-down'],
  left: [SHIFT, 'cursor-right'],
  right: ['cursor-right'],
  f2: [SHIFT, 'f1'],
  f4: [SHIFT, 'f3'],
  f6: [SHIFT, 'f5'],
  f8: [SHIFT, 'f7'],
  escape: ['stop'],
  // what stops a program in a terminal
  'ctrl-c': ['stop'],
  'run-stop': ['stop'],
  run: [SHIFT, 'stop'],
  break: ['stop', 'restore'],
  pageup: ['restore'],
  cbm: [COMMODORE],
  shift: [SHIFT],
  ctrl: ['ctrl'],
  alt: [COMMODORE],
  'rvs-on': ['ctrl', '9'],
  'rvs-off': ['ctrl', '0'],
  ...Object.fromEntries(COLOURS.map((name, n) => [name, ['ctrl', String(n + 1)]])),
  ...Object.fromEntries(MORE_COLOURS.map((name, n) => [name, [COMMODORE, String(n + 1)]])),
};

/** What hosts need to know about the keyboard: see the session package, `KeyboardSupport`. */
export const keyboardSupport = {
  input: 'keyboard',
  keys: KEYS.map(({ id, title, code }) => (code === undefined ? { id, title } : { id, title, code })),
  characters: characters(),
  names: NAMES,
  // the KERNAL looks at the keys 60 times a second
  hold: 36,
  gap: 36,
  buffer: { input: 'keybuf', encode: petscii },
};
