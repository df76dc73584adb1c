/*
 * What the host's keyboard and terminal tell, and how keys are called
 */

/** Something the user did. */
export type HostInput =
  /** A printing character, perhaps with Alt. */
  | { readonly kind: 'character'; readonly codePoint: number; readonly alt: boolean }
  /** Another key, by name: `enter`, `up`, `ctrl-c`, `ctrl-shift-f1`; modifiers in the order ctrl, alt, shift. */
  | { readonly kind: 'key'; readonly name: string }
  /** Text from the clipboard. */
  | { readonly kind: 'paste'; readonly text: string }
  /** A key went down or came up, from a terminal that tells both. */
  | HostKeyEvent
  /** What the terminal answers to a question about itself. */
  | { readonly kind: 'report'; readonly report: TerminalReport };

/** A key of the host that goes down, repeats or comes up. */
export interface HostKeyEvent {
  readonly kind: 'event';
  readonly event: 'press' | 'repeat' | 'release';
  /** The same for all events of one key. */
  readonly key: string;
  /** Place of the key as `KeyboardEvent.code`, or '' if the terminal does not tell. */
  readonly code: string;
  /** What a terminal without such events would have sent; null for keys that send nothing (Shift). */
  readonly plain: Extract<HostInput, { kind: 'character' | 'key' }> | null;
}

/** Answers of terminals. */
export type TerminalReport =
  /** Device attributes: the numbers in them. 4 = sixels. */
  | { readonly what: 'attributes'; readonly numbers: readonly number[] }
  /** Size of a cell, or of the window, in pixels. */
  | { readonly what: 'cell' | 'window'; readonly width: number; readonly height: number }
  /** Kitty's keyboard protocol is there. */
  | { readonly what: 'keyboard' }
  /** Kitty's graphics protocol is there, or not. */
  | { readonly what: 'graphics'; readonly ok: boolean }
  /** The window has, or has no longer, the keyboard. */
  | { readonly what: 'focus'; readonly here: boolean };

const ESC = 0x1b;

export const CSI_LETTERS: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

export const CSI_NUMBERS: Readonly<Record<number, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

/** Bits of modifiers in control sequences, less 1. */
export const SHIFT = 1;
export const ALT = 2;
export const CTRL = 4;

export function withModifiers(name: string, modifiers: number): string {
  return `${modifiers & CTRL ? 'ctrl-' : ''}${modifiers & ALT ? 'alt-' : ''}${modifiers & SHIFT ? 'shift-' : ''}${name}`;
}

/** Name of the key or combination that sends a control code. */
export function controlName(code: number): string {
  switch (code) {
    case 0x09:
      return 'tab';
    case 0x0d:
      return 'enter';
    case ESC:
      return 'escape';
    case 0x7f:
      return 'backspace';
    default:
      return `ctrl-${String.fromCharCode(code + 0x40).toLowerCase()}`;
  }
}

/** Adds modifiers to a name that may already begin with `ctrl-`. */
export function combine(name: string, modifiers: number): string {
  return /^ctrl-./.test(name) ? withModifiers(name.slice(5), modifiers | CTRL) : withModifiers(name, modifiers);
}
