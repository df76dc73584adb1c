import { ATTRIBUTE, type StateIo } from '@backplane/kernel';
import type { ControlOutput, TerminalControl } from './control.ts';
import type { CharacterGrid } from './grid.ts';
import { vt52Key } from './keys.ts';

/*
 * DEC VT52 (1975), without copier
 *
 * Control codes and escape sequences: VT52 DECscope User's Manual (EK-VT5X-OP-001), "Programming" chapter. NUL and DEL
 * are fill characters: they are dropped wherever they come, also inside a sequence.
 */

/** Options of a VT52. */
export interface Vt52Options {
  /** Obey the sequences that the Atari ST (GEMDOS) and the Heath H19 add. Default false. */
  readonly extensions?: boolean;
}

/** Where in a sequence the terminal is. The numbers are part of the saved state. */
const PLAIN = 0;
const ESCAPE = 1;
const ADDRESS_LINE = 2;
const ADDRESS_COLUMN = 3;
const SKIP = 4;
const LAST = SKIP;

const ESC = 0x1b;

/**
 * Graphics mode shows 5Eh–7Eh as these. 62h–65h are the numerators 1/ 3/ 5/ 7/ of fractions that a subscript digit
 * completes; 6Ch–73h are bars at the eight scan lines 0–7 of a character cell.
 */
const GRAPHICS: readonly number[] = [
  0x20, // 5E blank
  0x20, // 5F blank
  0x20, // 60 reserved
  0x2588, // 61 solid rectangle
  0x215f, // 62 1/
  0x00b3, // 63 3/
  0x2075, // 64 5/
  0x2077, // 65 7/
  0x00b0, // 66 degree
  0x00b1, // 67 plus or minus
  0x2192, // 68 right arrow
  0x2026, // 69 ellipsis
  0x00f7, // 6A divided by
  0x2193, // 6B down arrow
  0x2594, // 6C bar at scan line 0
  0x1fb76, // 6D scan line 1
  0x1fb77, // 6E scan line 2
  0x1fb78, // 6F scan line 3
  0x1fb79, // 70 scan line 4
  0x1fb7a, // 71 scan line 5
  0x1fb7b, // 72 scan line 6
  0x2581, // 73 scan line 7
  0x2080, // 74 subscript 0
  0x2081,
  0x2082,
  0x2083,
  0x2084,
  0x2085,
  0x2086,
  0x2087,
  0x2088,
  0x2089, // 7D subscript 9
  0x00b6, // 7E paragraph
];

/** What the VT52 shows for a code in graphics mode, as a Unicode code point. @param code 20h–7Eh */
export function vt52Graphic(code: number): number {
  return code >= 0x5e && code <= 0x7e ? GRAPHICS[code - 0x5e]! : code;
}

export class Vt52Control implements TerminalControl {
  readonly #grid: CharacterGrid;
  readonly #out: ControlOutput;
  readonly #extensions: boolean;
  #sequence = PLAIN;
  #line = 0;
  #graphics = false;
  #alternateKeypad = false;
  #wrap = false;
  #savedColumn = 0;
  #savedRow = 0;

  constructor(grid: CharacterGrid, out: ControlOutput, options: Vt52Options) {
    this.#grid = grid;
    this.#out = out;
    this.#extensions = options.extensions ?? false;
  }

  reset(): void {
    this.#sequence = PLAIN;
    this.#line = 0;
    this.#graphics = false;
    this.#alternateKeypad = false;
    this.#wrap = false;
    this.#savedColumn = 0;
    this.#savedRow = 0;
  }

  state(io: StateIo): void {
    this.#sequence = io.number('sequence', this.#sequence);
    if (!(this.#sequence >= PLAIN && this.#sequence <= LAST)) this.#sequence = PLAIN;
    this.#line = io.number('parameter', this.#line);
    this.#graphics = io.bool('graphics', this.#graphics);
    this.#alternateKeypad = io.bool('alternateKeypad', this.#alternateKeypad);
    this.#wrap = io.bool('wrap', this.#wrap);
    this.#savedColumn = io.number('savedColumn', this.#savedColumn);
    this.#savedRow = io.number('savedRow', this.#savedRow);
  }

  key(name: string): readonly number[] | null {
    return vt52Key(name, this.#alternateKeypad, this.#extensions);
  }

  receive(byte: number, t: number): void {
    const code = byte & 0x7f;
    if (code === 0 || code === 0x7f) return;
    switch (this.#sequence) {
      case ESCAPE:
        this.#sequence = PLAIN;
        this.#escape(code, t);
        return;
      case ADDRESS_LINE:
        this.#line = code - 0x20;
        this.#sequence = ADDRESS_COLUMN;
        return;
      case ADDRESS_COLUMN:
        this.#sequence = PLAIN;
        this.#address(code - 0x20);
        return;
      case SKIP:
        this.#sequence = PLAIN;
        return;
    }
    if (code < 0x20) this.#control(code, t);
    else this.#print(code);
  }

  #print(code: number): void {
    const grid = this.#grid;
    grid.put(this.#graphics ? vt52Graphic(code) : code);
    // in column 80 the cursor stays, and the next character takes the place of this one
    if (grid.column < grid.columns - 1) {
      grid.column++;
    } else if (this.#wrap) {
      grid.column = 0;
      grid.lineFeed();
    }
  }

  #control(code: number, t: number): void {
    const grid = this.#grid;
    switch (code) {
      case 0x07:
        this.#out.bell(t);
        break;
      case 0x08:
        grid.moveBy(-1, 0);
        break;
      case 0x09:
        grid.tab();
        break;
      case 0x0a:
        grid.lineFeed();
        break;
      case 0x0d:
        grid.moveTo(0, grid.row);
        break;
      case ESC:
        this.#sequence = ESCAPE;
        break;
    }
  }

  #escape(code: number, t: number): void {
    const grid = this.#grid;
    switch (String.fromCharCode(code)) {
      case 'A':
        grid.moveBy(0, -1);
        break;
      case 'B':
        grid.moveBy(0, 1);
        break;
      case 'C':
        grid.moveBy(1, 0);
        break;
      case 'D':
        grid.moveBy(-1, 0);
        break;
      case 'F':
        this.#graphics = true;
        break;
      case 'G':
        this.#graphics = false;
        break;
      case 'H':
        grid.moveTo(0, 0);
        break;
      case 'I':
        grid.reverseLineFeed();
        break;
      case 'J':
        grid.eraseToEndOfPage();
        break;
      case 'K':
        grid.eraseToEndOfLine();
        break;
      case 'Y':
        this.#sequence = ADDRESS_LINE;
        break;
      case 'Z':
        this.#out.reply([ESC, 0x2f, 0x4b], t);
        break;
      case '=':
        this.#alternateKeypad = true;
        break;
      case '>':
        this.#alternateKeypad = false;
        break;
      case '\x1b':
        this.#sequence = ESCAPE;
        break;
      default:
        if (this.#extensions) this.#extendedEscape(code);
    }
  }

  #extendedEscape(code: number): void {
    const grid = this.#grid;
    switch (String.fromCharCode(code)) {
      case 'E':
        grid.erase();
        grid.moveTo(0, 0);
        break;
      case 'L':
        grid.insertLine();
        break;
      case 'M':
        grid.deleteLine();
        break;
      case 'N':
        grid.deleteCharacter();
        break;
      case 'b':
      case 'c':
        // colour of the text or of the background: one parameter
        this.#sequence = SKIP;
        break;
      case 'd':
        grid.eraseFromStartOfPage();
        break;
      case 'e':
      case 'f':
        grid.cursorVisible = code === 0x65;
        grid.revision++;
        break;
      case 'j':
        this.#savedColumn = grid.column;
        this.#savedRow = grid.row;
        break;
      case 'k':
        grid.moveTo(this.#savedColumn, this.#savedRow);
        break;
      case 'l':
        grid.eraseLine();
        grid.moveTo(0, grid.row);
        break;
      case 'o':
        grid.eraseFromStartOfLine();
        break;
      case 'p':
        grid.attribute |= ATTRIBUTE.reverse;
        break;
      case 'q':
        grid.attribute &= ~ATTRIBUTE.reverse;
        break;
      case 'v':
        this.#wrap = true;
        break;
      case 'w':
        this.#wrap = false;
        break;
    }
  }

  /** A line that does not exist leaves the cursor's line as it is; a column that does not exist is the last one. */
  #address(column: number): void {
    const grid = this.#grid;
    grid.moveTo(
      column >= 0 && column < grid.columns ? column : grid.columns - 1,
      this.#line >= 0 && this.#line < grid.rows ? this.#line : grid.row,
    );
  }
}
