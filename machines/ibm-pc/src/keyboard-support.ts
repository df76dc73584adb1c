import type { Intel8259A } from '@backplane/chips-intel';
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

/** Bit of IRQ1 in the interrupt controller's mask. */
const IRQ1 = 2;

/**
 * Whether the guest takes no keys at present: it has not begun to (the BIOS's buffer is not set up, IRQ1 is masked), or the
 * buffer is full.
 * Source: IBM, *PC/XT Technical Reference*, "ROM BIOS", BIOS memory map: keyboard data area.
 */
function bufferFull({ wired }: Pick<Machine, 'wired'>): boolean {
  const space = wired.spaces.memory!;
  const word = (address: number): number => space.peek(address) | (space.peek(address + 1) << 8);
  const head = word(HEAD);
  const tail = word(TAIL);
  const start = word(START);
  const end = word(END);
  const inside = (at: number): boolean => at >= start && at < end && (at - start) % 2 === 0;
  if (!inside(head) || !inside(tail)) return true;
  if (((wired.parts.pic!.device as Intel8259A).imr & IRQ1) !== 0) return true;
  const size = end - start;
  return (tail - head + size) % size >= size - 2 * SPARE;
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
