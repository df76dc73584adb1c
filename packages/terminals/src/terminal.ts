import type { Device, ResetKind, StateIo, TextScreen } from '@backplane/kernel';
import { Adm3aControl, type Adm3aOptions } from './adm3a.ts';
import type { ControlOutput, TerminalControl } from './control.ts';
import { CharacterGrid } from './grid.ts';
import type { TerminalKey, TerminalModel } from './keys.ts';
import { Vt52Control, type Vt52Options } from './vt52.ts';
import { Vt100Control, type Vt100Options } from './vt100.ts';

/** What a terminal tells its surroundings. */
export interface TerminalCallbacks {
  /** A byte that the terminal sends to the computer by itself (identification, answer-back) at tick `t`. */
  reply?(byte: number, t: number): void;
  /** The bell sounds at tick `t`. */
  bell?(t: number): void;
}

/** Which terminal, with its options; the options are those of the model. */
export type DisplayTerminalOptions = TerminalCallbacks &
  (
    | ({ readonly model: 'adm3a'; readonly lines?: 12 | 24 } & Adm3aOptions)
    | ({ readonly model: 'vt52' } & Vt52Options)
    | ({ readonly model: 'vt100' } & Vt100Options)
  );

/** Titles of the models. */
export const TERMINAL_TITLES: Readonly<Record<TerminalModel, string>> = {
  adm3a: 'Lear Siegler ADM-3A',
  vt52: 'DEC VT52',
  vt100: 'DEC VT100',
};

const COLUMNS = 80;

/**
 * A display terminal on a serial line: 80 columns, 24 (or 12) lines. It has no time of its own: a byte takes effect at
 * the moment it is received.
 */
export class DisplayTerminal implements Device, ControlOutput {
  readonly stateVersion = 1;
  readonly model: TerminalModel;
  readonly #grid: CharacterGrid;
  readonly #control: TerminalControl;
  readonly #callbacks: TerminalCallbacks;
  /** Number of times the bell has sounded since the terminal was made. Not state. */
  bells = 0;

  /** @throws RangeError on an unknown model or an option value that the model does not have */
  constructor(options: DisplayTerminalOptions) {
    this.model = options.model;
    this.#callbacks = options;
    switch (options.model) {
      case 'adm3a': {
        const lines = options.lines ?? 24;
        if (lines !== 12 && lines !== 24) throw new RangeError(`An ADM-3A has 12 or 24 lines, not ${String(lines)}.`);
        this.#grid = new CharacterGrid(COLUMNS, lines);
        this.#control = new Adm3aControl(this.#grid, this, options);
        break;
      }
      case 'vt52':
        this.#grid = new CharacterGrid(COLUMNS, 24);
        this.#control = new Vt52Control(this.#grid, this, options);
        break;
      case 'vt100':
        this.#grid = new CharacterGrid(COLUMNS, 24);
        this.#control = new Vt100Control(this.#grid, this, options);
        break;
      default: {
        const model = (options as { model: unknown }).model;
        throw new RangeError(
          `Unknown terminal "${String(model)}". There are: ${Object.keys(TERMINAL_TITLES).join(', ')}.`,
        );
      }
    }
  }

  /** The picture. */
  get screen(): TextScreen {
    return this.#grid;
  }

  /** Shape of the cursor: a block on the ADM-3A and the VT100 (where SET-UP has both), a blinking underline on the VT52. */
  get cursorShape(): 'block' | 'underline' {
    return this.model === 'vt52' ? 'underline' : 'block';
  }

  /** Power on: blank screen, cursor at home, modes at their defaults. The terminals have no RESET pin of their own. */
  reset(_kind: ResetKind, _t: number): void {
    this.#grid.reset();
    this.#control.reset();
  }

  state(io: StateIo): void {
    io.section('screen', 1, (inner) => this.#grid.state(inner));
    io.section('control', 1, (inner) => this.#control.state(inner));
  }

  /** A byte from the computer at tick `t`. Bit 7 is ignored: the line carries 7 data bits. Any value is harmless. */
  receive(byte: number, t: number): void {
    this.#control.receive(byte, t);
  }

  /**
   * The bytes that a key sends to the computer; none while the computer has locked the keyboard, null if this terminal
   * has no such key. Changes nothing.
   * @param name a key name, a single ASCII character, or `ctrl-` and a character
   */
  key(name: TerminalKey | (string & {})): readonly number[] | null {
    return this.#control.key(name);
  }

  /** For the control logic. */
  reply(bytes: readonly number[], t: number): void {
    for (const byte of bytes) this.#callbacks.reply?.(byte, t);
  }

  /** For the control logic. */
  bell(t: number): void {
    this.bells++;
    this.#callbacks.bell?.(t);
  }
}
