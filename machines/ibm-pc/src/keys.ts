/*
 * The keys of the PC's keyboards
 *
 * Scan codes are those of the 83-key keyboard (make; break is the same with bit 7). The 101-key keyboard sends the same
 * codes on the XT, with E0h in front for the keys that the older one does not have. A key that is only on the newer one
 * stands for the key of the numeric pad with the same function on the older one.
 *
 * Sources: IBM, *Personal Computer Technical Reference*, "Keyboard", keyboard scan codes; IBM, *PC/XT Technical Reference*
 * (1986), "101/102-key keyboard", scan codes of system unit mode 1.
 */

/** One key. */
export interface Key {
  readonly id: string;
  readonly title: string;
  /** Scan code of the 83-key keyboard, 01h–7Fh; 0 = it has no such key. */
  readonly scan: number;
  /** The 101-key keyboard puts E0h in front of it. */
  readonly extended: boolean;
  /** The key in the same place of a host's keyboard (`KeyboardEvent.code`). */
  readonly code?: string;
}

const key = (id: string, scan: number, code: string, title = id, extended = false): Key => ({
  id,
  title,
  scan,
  extended,
  code,
});

/** Keys in a row whose scan codes follow each other: id and code. */
const row = (scan: number, keys: readonly (readonly [id: string, code: string, title?: string])[]): Key[] =>
  keys.map(([id, code, title], n) => key(id, scan + n, code, title));

const letters = (scan: number, ids: string): Key[] =>
  row(
    scan,
    [...ids].map((c) => [c, `Key${c.toUpperCase()}`, c.toUpperCase()]),
  );

const digits = row(
  0x02,
  [...'1234567890'].map((c) => [c, `Digit${c}`]),
);

const functions = row(
  0x3b,
  Array.from({ length: 10 }, (_, n) => [`f${n + 1}`, `F${n + 1}`, `F${n + 1}`] as const),
);

/** All keys, in the order of their scan codes; those that only the 101-key keyboard has come last. */
export const KEYS: readonly Key[] = [
  key('escape', 0x01, 'Escape', 'Esc'),
  ...digits,
  key('minus', 0x0c, 'Minus', '- _'),
  key('equals', 0x0d, 'Equal', '= +'),
  key('backspace', 0x0e, 'Backspace', '←'),
  key('tab', 0x0f, 'Tab', 'Tab'),
  ...letters(0x10, 'qwertyuiop'),
  key('left-bracket', 0x1a, 'BracketLeft', '[ {'),
  key('right-bracket', 0x1b, 'BracketRight', '] }'),
  key('enter', 0x1c, 'Enter', 'Enter'),
  key('ctrl', 0x1d, 'ControlLeft', 'Ctrl'),
  ...letters(0x1e, 'asdfghjkl'),
  key('semicolon', 0x27, 'Semicolon', '; :'),
  key('quote', 0x28, 'Quote', '\' "'),
  key('backquote', 0x29, 'Backquote', '` ~'),
  key('left-shift', 0x2a, 'ShiftLeft', 'Shift, left'),
  key('backslash', 0x2b, 'Backslash', '\\ |'),
  ...letters(0x2c, 'zxcvbnm'),
  key('comma', 0x33, 'Comma', ', <'),
  key('period', 0x34, 'Period', '. >'),
  key('slash', 0x35, 'Slash', '/ ?'),
  key('right-shift', 0x36, 'ShiftRight', 'Shift, right'),
  key('kp-multiply', 0x37, 'NumpadMultiply', 'PrtSc *'),
  key('alt', 0x38, 'AltLeft', 'Alt'),
  key('space', 0x39, 'Space', 'space bar'),
  key('caps-lock', 0x3a, 'CapsLock', 'Caps Lock'),
  ...functions,
  key('num-lock', 0x45, 'NumLock', 'Num Lock'),
  key('scroll-lock', 0x46, 'ScrollLock', 'Scroll Lock, Break'),
  key('kp-7', 0x47, 'Numpad7', '7 Home'),
  key('kp-8', 0x48, 'Numpad8', '8 ↑'),
  key('kp-9', 0x49, 'Numpad9', '9 PgUp'),
  key('kp-minus', 0x4a, 'NumpadSubtract', '- of the pad'),
  key('kp-4', 0x4b, 'Numpad4', '4 ←'),
  key('kp-5', 0x4c, 'Numpad5', '5'),
  key('kp-6', 0x4d, 'Numpad6', '6 →'),
  key('kp-plus', 0x4e, 'NumpadAdd', '+ of the pad'),
  key('kp-1', 0x4f, 'Numpad1', '1 End'),
  key('kp-2', 0x50, 'Numpad2', '2 ↓'),
  key('kp-3', 0x51, 'Numpad3', '3 PgDn'),
  key('kp-0', 0x52, 'Numpad0', '0 Ins'),
  key('kp-period', 0x53, 'NumpadDecimal', '. Del'),
  // the key between the left Shift and Z of keyboards outside of the US, and what the 101-key keyboard adds
  key('less', 0x56, 'IntlBackslash', '< > \\ |'),
  key('f11', 0x57, 'F11', 'F11'),
  key('f12', 0x58, 'F12', 'F12'),
  key('kp-enter', 0x1c, 'NumpadEnter', 'Enter of the pad', true),
  key('right-ctrl', 0x1d, 'ControlRight', 'Ctrl, right', true),
  key('kp-divide', 0x35, 'NumpadDivide', '/ of the pad', true),
  key('print-screen', 0x37, 'PrintScreen', 'Print Screen', true),
  key('right-alt', 0x38, 'AltRight', 'Alt, right (AltGr)', true),
  key('home', 0x47, 'Home', 'Home', true),
  key('up', 0x48, 'ArrowUp', '↑', true),
  key('page-up', 0x49, 'PageUp', 'Page Up', true),
  key('left', 0x4b, 'ArrowLeft', '←', true),
  key('right', 0x4d, 'ArrowRight', '→', true),
  key('end', 0x4f, 'End', 'End', true),
  key('down', 0x50, 'ArrowDown', '↓', true),
  key('page-down', 0x51, 'PageDown', 'Page Down', true),
  key('insert', 0x52, 'Insert', 'Insert', true),
  key('delete', 0x53, 'Delete', 'Delete', true),
  key('pause', 0x45, 'Pause', 'Pause', true),
];

/** Number of a key in `KEYS`, by its id. */
export const KEY_INDEX: ReadonlyMap<string, number> = new Map(KEYS.map(({ id }, n) => [id, n]));

/** The kinds of keyboards. */
export type KeyboardModel = 'pc-xt-83' | 'enhanced-101';

const PRINT_SCREEN = KEY_INDEX.get('print-screen')!;
const PAUSE = KEY_INDEX.get('pause')!;

/** What the keyboard sends when a key goes down; typematic repeats the same. */
export function makeCodes(model: KeyboardModel, n: number): readonly number[] {
  const { scan, extended } = KEYS[n]!;
  if (model === 'pc-xt-83' || !extended) return [scan];
  if (n === PAUSE) return [0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5];
  if (n === PRINT_SCREEN) return [0xe0, 0x2a, 0xe0, 0x37];
  return [0xe0, scan];
}

/** What it sends when the key comes up. */
export function breakCodes(model: KeyboardModel, n: number): readonly number[] {
  const { scan, extended } = KEYS[n]!;
  if (model === 'pc-xt-83' || !extended) return [scan | 0x80];
  // Pause sends everything when it goes down
  if (n === PAUSE) return [];
  if (n === PRINT_SCREEN) return [0xe0, 0xb7, 0xe0, 0xaa];
  return [0xe0, scan | 0x80];
}

/** Whether a key repeats while it is down. */
export function isTypematic(model: KeyboardModel, n: number): boolean {
  return model === 'pc-xt-83' || n !== PAUSE;
}
