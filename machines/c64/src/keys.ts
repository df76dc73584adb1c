/*
 * The 66 keys: 64 in the matrix, SHIFT LOCK in parallel with the left SHIFT, and RESTORE, which pulls NMI
 *
 * Columns are lines of CIA 1's port A, rows lines of port B. `code` is the key of a PC keyboard in the same place.
 * Source: Commodore, Programmer's Reference Guide (1982), chapter 6 (keyboard matrix) and the schematic diagram.
 */

/** A key of the keyboard. */
export interface Key {
  readonly id: string;
  /** Legend on the cap. */
  readonly title: string;
  /** Line of port A, −1 for RESTORE. */
  readonly column: number;
  /** Line of port B. */
  readonly row: number;
  /** KeyboardEvent.code of the key in the same place. */
  readonly code?: string;
}

const letter = (id: string, column: number, row: number): Key => ({
  id,
  title: id.toUpperCase(),
  column,
  row,
  code: `Key${id.toUpperCase()}`,
});
const digit = (id: string, column: number, row: number): Key => ({ id, title: id, column, row, code: `Digit${id}` });
const key = (id: string, title: string, column: number, row: number, code: string): Key => ({
  id,
  title,
  column,
  row,
  code,
});

export const KEYS: readonly Key[] = [
  key('del', 'INST DEL', 0, 0, 'Backspace'),
  key('return', 'RETURN', 0, 1, 'Enter'),
  key('cursor-right', 'CRSR ⇐⇒', 0, 2, 'ArrowRight'),
  key('f7', 'f7 f8', 0, 3, 'F7'),
  key('f1', 'f1 f2', 0, 4, 'F1'),
  key('f3', 'f3 f4', 0, 5, 'F3'),
  key('f5', 'f5 f6', 0, 6, 'F5'),
  key('cursor-down', 'CRSR ⇑⇓', 0, 7, 'ArrowDown'),
  digit('3', 1, 0),
  letter('w', 1, 1),
  letter('a', 1, 2),
  digit('4', 1, 3),
  letter('z', 1, 4),
  letter('s', 1, 5),
  letter('e', 1, 6),
  key('left-shift', 'SHIFT', 1, 7, 'ShiftLeft'),
  digit('5', 2, 0),
  letter('r', 2, 1),
  letter('d', 2, 2),
  digit('6', 2, 3),
  letter('c', 2, 4),
  letter('f', 2, 5),
  letter('t', 2, 6),
  letter('x', 2, 7),
  digit('7', 3, 0),
  letter('y', 3, 1),
  letter('g', 3, 2),
  digit('8', 3, 3),
  letter('b', 3, 4),
  letter('h', 3, 5),
  letter('u', 3, 6),
  letter('v', 3, 7),
  digit('9', 4, 0),
  letter('i', 4, 1),
  letter('j', 4, 2),
  digit('0', 4, 3),
  letter('m', 4, 4),
  letter('k', 4, 5),
  letter('o', 4, 6),
  letter('n', 4, 7),
  key('plus', '+', 5, 0, 'Minus'),
  letter('p', 5, 1),
  letter('l', 5, 2),
  key('minus', '−', 5, 3, 'Equal'),
  key('period', '. >', 5, 4, 'Period'),
  key('colon', ': [', 5, 5, 'Semicolon'),
  key('at', '@', 5, 6, 'BracketLeft'),
  key('comma', ', <', 5, 7, 'Comma'),
  key('pound', '£', 6, 0, 'Insert'),
  key('asterisk', '*', 6, 1, 'BracketRight'),
  key('semicolon', '; ]', 6, 2, 'Quote'),
  key('home', 'CLR HOME', 6, 3, 'Home'),
  key('right-shift', 'SHIFT', 6, 4, 'ShiftRight'),
  key('equals', '=', 6, 5, 'Backslash'),
  key('uparrow', '↑ π', 6, 6, 'Delete'),
  key('slash', '/ ?', 6, 7, 'Slash'),
  digit('1', 7, 0),
  key('leftarrow', '←', 7, 1, 'Backquote'),
  key('ctrl', 'CTRL', 7, 2, 'Tab'),
  digit('2', 7, 3),
  key('space', 'SPACE', 7, 4, 'Space'),
  key('commodore', 'C=', 7, 5, 'ControlLeft'),
  letter('q', 7, 6),
  key('stop', 'RUN STOP', 7, 7, 'Escape'),
  key('shift-lock', 'SHIFT LOCK', 1, 7, 'CapsLock'),
  key('restore', 'RESTORE', -1, -1, 'PageUp'),
];

/** Number of a key in KEYS, by id. */
export const KEY_INDEX: ReadonlyMap<string, number> = new Map(KEYS.map(({ id }, n) => [id, n]));

/** Numbers of the keys that the matrix does not hold alone. */
export const RESTORE = KEY_INDEX.get('restore')!;
