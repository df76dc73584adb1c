import { UsageError } from './errors.ts';

/*
 * Keys as QEMU's monitor calls them (`sendkey ctrl-alt-delete`)
 *
 * Source: QEMU documentation, "QEMU Monitor", command `sendkey`. Names that are not listed are the same here, with - in
 * place of _ (kp_enter = kp-enter).
 */

const NAMES: Readonly<Record<string, string>> = {
  spc: 'space',
  ret: 'enter',
  esc: 'escape',
  pgup: 'pageup',
  pgdn: 'pagedown',
  minus: '-',
  equal: '=',
  comma: ',',
  dot: '.',
  slash: '/',
  semicolon: ';',
  apostrophe: "'",
  grave_accent: '`',
  backslash: '\\',
  bracket_left: '[',
  bracket_right: ']',
  asterisk: '*',
  less: '<',
  ctrl_r: 'ctrl',
  alt_r: 'alt',
  shift_r: 'shift',
};

/** The name here of keys that are pressed together, joined by dashes. @throws UsageError if there are none */
export function keyNameOfQemu(keys: string): string {
  const names = keys.trim().toLowerCase().split('-');
  if (names.some((name) => name === '')) {
    throw new UsageError(`${keys}: it takes names of keys with dashes between, like ctrl-alt-delete.`);
  }
  return names.map((name) => NAMES[name] ?? name.replaceAll('_', '-')).join('-');
}

/** The key sequence for keys that `sendkey` names. @throws UsageError if there are none */
export function keysOfQemu(keys: string): string {
  try {
    return `{${keyNameOfQemu(keys)}}`;
  } catch (error) {
    throw new UsageError(`--sendkey ${(error as Error).message}`);
  }
}
