import { ATTRIBUTE, type StateIo } from '@backplane/kernel';
import { answerBackBytes, type ControlOutput, type TerminalControl } from './control.ts';
import type { CharacterGrid } from './grid.ts';
import { adm3aKey } from './keys.ts';

/*
 * Lear Siegler ADM-3A (1976): terminal of discrete logic, no processor
 *
 * Control codes (ADM-3A Operator's Manual, "Control codes" and "Cursor control"): 05h answer back, 07h bell, 08h left,
 * 0Ah down with scroll, 0Bh up, 0Ch right, 0Dh return, 0Eh unlock keyboard, 0Fh lock keyboard, 1Ah clear and home,
 * 1Eh home; 1Bh 3Dh row column (each + 20h) loads the cursor. Everything else below is an extension: codes of the
 * ADM-5, Kaypro and TeleVideo 9xx terminals, which obey the codes above, too, and which software sends that was set up
 * for "ADM-3A" or a relative. They occupy codes that the ADM-3A does not use.
 */

/** Switches and options of an ADM-3A. */
export interface Adm3aOptions {
  /** AUTO NL switch: the character in column 80 is followed by return and line feed. Default true. */
  readonly autoNewLine?: boolean;
  /** Lower-case option; without it lower-case codes show as capitals. Default true. */
  readonly lowerCase?: boolean;
  /** KB LOCK switch: codes 0Eh and 0Fh unlock and lock the keyboard. Default false. */
  readonly keyboardLock?: boolean;
  /** Answer-back option: what 05h and the HERE IS key send, up to 32 ASCII characters. Default none. */
  readonly answerBack?: string;
  /** Obey the codes of the ADM-5, Kaypro and TeleVideo terminals as well. Default true. */
  readonly extensions?: boolean;
}

/** Where in a sequence the terminal is. The numbers are part of the saved state. */
const PLAIN = 0;
const ESCAPE = 1;
const CURSOR_ROW = 2;
const CURSOR_COLUMN = 3;
const KAYPRO_ON = 4;
const KAYPRO_OFF = 5;
const ATTRIBUTES = 6;
const CURSOR_MODE = 7;
const LAST = CURSOR_MODE;

const ESC = 0x1b;

/** Kaypro ESC B n and ESC C n, n = 0–3. */
const KAYPRO_ATTRIBUTES = [ATTRIBUTE.reverse, ATTRIBUTE.dim, ATTRIBUTE.blink, ATTRIBUTE.underline];

export class Adm3aControl implements TerminalControl {
  readonly #grid: CharacterGrid;
  readonly #out: ControlOutput;
  readonly #autoNewLine: boolean;
  readonly #lowerCase: boolean;
  readonly #lockEnabled: boolean;
  readonly #answerBack: readonly number[];
  readonly #extensions: boolean;
  #sequence = PLAIN;
  #row = 0;
  #locked = false;
  #savedColumn = 0;
  #savedRow = 0;

  constructor(grid: CharacterGrid, out: ControlOutput, options: Adm3aOptions) {
    this.#grid = grid;
    this.#out = out;
    this.#autoNewLine = options.autoNewLine ?? true;
    this.#lowerCase = options.lowerCase ?? true;
    this.#lockEnabled = options.keyboardLock ?? false;
    this.#answerBack = answerBackBytes(options.answerBack ?? '', 32);
    this.#extensions = options.extensions ?? true;
  }

  reset(): void {
    this.#sequence = PLAIN;
    this.#row = 0;
    this.#locked = false;
    this.#savedColumn = 0;
    this.#savedRow = 0;
  }

  state(io: StateIo): void {
    this.#sequence = io.number('sequence', this.#sequence);
    if (!(this.#sequence >= PLAIN && this.#sequence <= LAST)) this.#sequence = PLAIN;
    this.#row = io.number('parameter', this.#row);
    this.#locked = io.bool('keyboardLocked', this.#locked);
    this.#savedColumn = io.number('savedColumn', this.#savedColumn);
    this.#savedRow = io.number('savedRow', this.#savedRow);
  }

  key(name: string): readonly number[] | null {
    if (this.#locked) return [];
    if (name === 'here-is') return this.#answerBack;
    return adm3aKey(name, this.#extensions);
  }

  receive(byte: number, t: number): void {
    // 7 data bits and parity: bit 7 never reaches the display memory
    const code = byte & 0x7f;
    switch (this.#sequence) {
      case ESCAPE:
        this.#sequence = PLAIN;
        this.#escape(code, t);
        return;
      case CURSOR_ROW:
        this.#row = code - 0x20;
        this.#sequence = CURSOR_COLUMN;
        return;
      case CURSOR_COLUMN:
        this.#sequence = PLAIN;
        this.#loadCursor(code - 0x20);
        return;
      case KAYPRO_ON:
      case KAYPRO_OFF: {
        const on = this.#sequence === KAYPRO_ON;
        this.#sequence = PLAIN;
        if (code >= 0x30 && code <= 0x37) {
          this.#kaypro(code - 0x30, on);
          return;
        }
        break;
      }
      case ATTRIBUTES:
        this.#sequence = PLAIN;
        if (code >= 0x30 && code <= 0x3f) {
          this.#setAttributes(code & 0x0f);
          return;
        }
        break;
      case CURSOR_MODE:
        this.#sequence = PLAIN;
        if (code >= 0x30 && code <= 0x34) {
          this.#showCursor(code !== 0x30);
          return;
        }
        break;
    }
    if (code < 0x20) this.#control(code, t);
    else if (code !== 0x7f) this.#print(code);
  }

  #print(code: number): void {
    const grid = this.#grid;
    grid.put(!this.#lowerCase && code >= 0x60 ? code & 0x5f : code);
    if (grid.column < grid.columns - 1) {
      grid.column++;
    } else if (this.#autoNewLine) {
      // the new line follows at once, not with the next character
      grid.column = 0;
      grid.lineFeed();
    }
  }

  #control(code: number, t: number): void {
    const grid = this.#grid;
    switch (code) {
      case 0x05:
        if (this.#answerBack.length > 0) this.#out.reply(this.#answerBack, t);
        break;
      case 0x07:
        this.#out.bell(t);
        break;
      case 0x08:
        grid.moveBy(-1, 0);
        break;
      case 0x0a:
        grid.lineFeed();
        break;
      case 0x0b:
        grid.moveBy(0, -1);
        break;
      case 0x0c:
        grid.moveBy(1, 0);
        break;
      case 0x0d:
        grid.moveTo(0, grid.row);
        break;
      case 0x0e:
        if (this.#lockEnabled) this.#locked = false;
        break;
      case 0x0f:
        if (this.#lockEnabled) this.#locked = true;
        break;
      case 0x1a:
        grid.erase();
        grid.moveTo(0, 0);
        break;
      case ESC:
        this.#sequence = ESCAPE;
        break;
      case 0x1e:
        grid.moveTo(0, 0);
        break;
      default:
        if (this.#extensions) this.#extendedControl(code);
    }
  }

  #extendedControl(code: number): void {
    const grid = this.#grid;
    switch (code) {
      case 0x09:
        grid.tab();
        break;
      case 0x16:
        // TeleVideo: cursor down without scrolling
        grid.moveBy(0, 1);
        break;
      case 0x17:
        grid.eraseToEndOfPage();
        break;
      case 0x18:
        grid.eraseToEndOfLine();
        break;
      case 0x1f:
        grid.moveTo(0, grid.row);
        grid.lineFeed();
        break;
    }
  }

  #escape(code: number, t: number): void {
    if (code === 0x3d) {
      this.#sequence = CURSOR_ROW;
      return;
    }
    if (code === ESC) {
      this.#sequence = ESCAPE;
      return;
    }
    if (!this.#extensions) return;
    const grid = this.#grid;
    switch (String.fromCharCode(code)) {
      case '*':
      case '+':
      case ':':
      case ';':
        grid.erase();
        grid.moveTo(0, 0);
        break;
      case 'T':
      case 't':
        grid.eraseToEndOfLine();
        break;
      case 'Y':
      case 'y':
        grid.eraseToEndOfPage();
        break;
      case 'E':
        grid.insertLine();
        break;
      case 'R':
        grid.deleteLine();
        break;
      case 'Q':
        grid.insertCharacter();
        break;
      case 'W':
        grid.deleteCharacter();
        break;
      case 'I':
        grid.backTab();
        break;
      case 'j':
        grid.reverseLineFeed();
        break;
      case ')':
        grid.attribute |= ATTRIBUTE.dim;
        break;
      case '(':
        grid.attribute &= ~ATTRIBUTE.dim;
        break;
      case '?':
        this.#out.reply([0x20 + grid.row, 0x20 + grid.column, 0x0d], t);
        break;
      case 'G':
        this.#sequence = ATTRIBUTES;
        break;
      case 'B':
        this.#sequence = KAYPRO_ON;
        break;
      case 'C':
        this.#sequence = KAYPRO_OFF;
        break;
      case '.':
        this.#sequence = CURSOR_MODE;
        break;
    }
  }

  /** A coordinate that does not exist leaves the cursor where it is in that direction. */
  #loadCursor(column: number): void {
    const grid = this.#grid;
    grid.moveTo(
      column >= 0 && column < grid.columns ? column : grid.column,
      this.#row >= 0 && this.#row < grid.rows ? this.#row : grid.row,
    );
  }

  /** TeleVideo ESC G: bit 1 blink, bit 2 reverse, bit 3 underline. Takes no position on the screen. */
  #setAttributes(bits: number): void {
    const grid = this.#grid;
    grid.attribute =
      (grid.attribute & ATTRIBUTE.dim) |
      (bits & 2 ? ATTRIBUTE.blink : 0) |
      (bits & 4 ? ATTRIBUTE.reverse : 0) |
      (bits & 8 ? ATTRIBUTE.underline : 0);
  }

  #kaypro(n: number, on: boolean): void {
    const grid = this.#grid;
    if (n < 4) {
      const bit = KAYPRO_ATTRIBUTES[n]!;
      if (on) grid.attribute |= bit;
      else grid.attribute &= ~bit;
    } else if (n === 4) {
      this.#showCursor(on);
    } else if (n === 6) {
      if (on) {
        this.#savedColumn = grid.column;
        this.#savedRow = grid.row;
      } else {
        grid.moveTo(this.#savedColumn, this.#savedRow);
      }
    }
  }

  #showCursor(on: boolean): void {
    this.#grid.cursorVisible = on;
    this.#grid.revision++;
  }
}
