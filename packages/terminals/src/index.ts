export type { Adm3aOptions } from './adm3a.ts';
export { CharacterGrid } from './grid.ts';
export { TERMINAL_KEYS, type TerminalKey, type TerminalModel } from './keys.ts';
export { vt100Graphic } from './special-graphics.ts';
export {
  DisplayTerminal,
  type DisplayTerminalOptions,
  TERMINAL_TITLES,
  type TerminalCallbacks,
} from './terminal.ts';
export { type Vt52Options, vt52Graphic } from './vt52.ts';
export type { Vt100Options } from './vt100.ts';
