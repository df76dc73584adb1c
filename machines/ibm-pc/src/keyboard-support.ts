import type { Machine } from '@backplane/kernel';
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

/** The BIOS's variables for its keyboard buffer: next key to be taken, next free place, start and end. */
const HEAD = 0x41a;
const TAIL = 0x41c;
const START = 0x480;
const END = 0x482;
/** The buffer counts as full with so many places left: a key and its shift may come together. */
const SPARE = 3;

/**
 * Whether the buffer of the BIOS (INT 16h) takes no more keys. False for guests that do not use it as IBM's BIOS does.
 * Source: IBM, *PC/XT Technical Reference*, "ROM BIOS", BIOS memory map: keyboard data area.
 */
export function bufferFull({ wired }: Pick<Machine, 'wired'>): boolean {
  const space = wired.spaces.memory!;
  const [head, tail, start, end] = [HEAD, TAIL, START, END].map((a) => space.peek(a) | (space.peek(a + 1) << 8)) as [
    number,
    number,
    number,
    number,
  ];
  const inside = (at: number): boolean => at >= start && at < end && (at - start) % 2 === 0;
  if (!inside(head) || !inside(tail)) return false;
  const size = end - start;
  const used = (tail - head + size) % size;
  return used / 2 >= size / 2 - SPARE;
}

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
  full: bufferFull,
};
