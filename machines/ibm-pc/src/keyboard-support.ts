import { KEYS } from './keys.ts';
import { LAYOUT_NAMES, layoutCharacters } from './layouts.ts';

/** Names that QEMU's `sendkey` and users have for keys, where they are not the ids. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  shift: ['left-shift'],
  'shift-r': ['right-shift'],
  'ctrl-r': ['right-ctrl'],
  'alt-r': ['right-alt'],
  altgr: ['ctrl', 'alt'],
  spc: ['space'],
  pageup: ['page-up'],
  pagedown: ['page-down'],
  // what these are on a keyboard of 83 keys
  print: ['left-shift', 'kp-multiply'],
  sysrq: ['left-shift', 'kp-multiply'],
  break: ['ctrl', 'scroll-lock'],
  asterisk: ['left-shift', '8'],
  dot: ['period'],
  equal: ['equals'],
  apostrophe: ['quote'],
  'grave-accent': ['backquote'],
  'bracket-left': ['left-bracket'],
  'bracket-right': ['right-bracket'],
  'kp-subtract': ['kp-minus'],
  'kp-add': ['kp-plus'],
  'kp-decimal': ['kp-period'],
};

const layouts = Object.fromEntries(LAYOUT_NAMES.map((name) => [name, layoutCharacters(name)]));

/** What hosts need to know about the keyboard: see the session package, `KeyboardSupport`. */
export const keyboardSupport = {
  input: 'keyboard',
  keys: KEYS.map(({ id, title, code }) => (code === undefined ? { id, title } : { id, title, code })),
  characters: layouts.us!,
  layouts: { option: 'layout', characters: layouts },
  names: NAMES,
  hold: 30,
  gap: 30,
};
