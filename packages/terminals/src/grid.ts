import type { StateIo, TextScreen } from '@backplane/kernel';

const SPACE = 0x20;
const TAB_WIDTH = 8;

/**
 * The display memory and the cursor of a terminal: what its control codes act on. Rows and columns count from 0 at the
 * upper left. Every method leaves the cursor on the screen.
 */
export class CharacterGrid implements TextScreen {
  readonly columns: number;
  readonly rows: number;
  readonly characters: Int32Array;
  readonly attributes: Uint8Array;
  /** Column of the cursor, also while it is not shown. */
  column = 0;
  /** Row of the cursor, also while it is not shown. */
  row = 0;
  cursorVisible = true;
  /** ATTRIBUTE bits given to the characters printed next. */
  attribute = 0;
  /** ATTRIBUTE bits of an erased position; printed characters have those of `attribute` that differ from it. */
  blank = 0;
  revision = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.characters = new Int32Array(columns * rows).fill(SPACE);
    this.attributes = new Uint8Array(columns * rows);
  }

  get cursorColumn(): number {
    return this.cursorVisible ? this.column : -1;
  }

  get cursorRow(): number {
    return this.row;
  }

  /** Blank screen, cursor shown at home, no attributes. */
  reset(): void {
    this.column = 0;
    this.row = 0;
    this.cursorVisible = true;
    this.attribute = 0;
    this.blank = 0;
    this.#erase(0, this.characters.length);
  }

  /** Visits the picture, the cursor and the current attributes. `blank` is left to who sets it. */
  state(io: StateIo): void {
    io.ints('characters', this.characters);
    io.bytes('attributes', this.attributes);
    this.column = Math.min(Math.max(io.number('column', this.column) | 0, 0), this.columns - 1);
    this.row = Math.min(Math.max(io.number('row', this.row) | 0, 0), this.rows - 1);
    this.cursorVisible = io.bool('cursorVisible', this.cursorVisible);
    this.attribute = io.number('attribute', this.attribute) & 0xff;
    if (io.loading) this.revision++;
  }

  /** Puts a character at the cursor, without moving the cursor. */
  put(codePoint: number): void {
    const at = this.row * this.columns + this.column;
    this.characters[at] = codePoint;
    this.attributes[at] = this.attribute ^ this.blank;
    this.revision++;
  }

  /** Moves the cursor; each coordinate that lies outside the screen goes to the nearest edge. */
  moveTo(column: number, row: number): void {
    this.column = column < 0 ? 0 : column >= this.columns ? this.columns - 1 : column;
    this.row = row < 0 ? 0 : row >= this.rows ? this.rows - 1 : row;
    this.revision++;
  }

  /** Moves the cursor by some columns and rows; it stops at the edges. */
  moveBy(columns: number, rows: number): void {
    this.moveTo(this.column + columns, this.row + rows);
  }

  /** Cursor down; on the bottom row the picture scrolls up. */
  lineFeed(): void {
    if (this.row === this.rows - 1) this.scrollUp(0, this.rows - 1);
    else this.row++;
    this.revision++;
  }

  /** Cursor up; on the top row the picture scrolls down. */
  reverseLineFeed(): void {
    if (this.row === 0) this.scrollDown(0, this.rows - 1);
    else this.row--;
    this.revision++;
  }

  /** To the next tab stop (every 8 columns); behind the last one, one column to the right, as far as there is one. */
  tab(): void {
    const lastStop = Math.floor((this.columns - 1) / TAB_WIDTH) * TAB_WIDTH;
    this.moveTo(
      this.column >= lastStop ? this.column + 1 : (Math.floor(this.column / TAB_WIDTH) + 1) * TAB_WIDTH,
      this.row,
    );
  }

  /** To the tab stop before the cursor. */
  backTab(): void {
    this.moveTo(Math.floor(Math.max(this.column - 1, 0) / TAB_WIDTH) * TAB_WIDTH, this.row);
  }

  /** Blanks the whole screen; the cursor stays. */
  erase(): void {
    this.#erase(0, this.characters.length);
  }

  /** Blanks from the cursor, inclusive, to the end of its row. */
  eraseToEndOfLine(): void {
    this.#erase(this.#cursor(), (this.row + 1) * this.columns);
  }

  /** Blanks from the cursor, inclusive, to the end of the screen. */
  eraseToEndOfPage(): void {
    this.#erase(this.#cursor(), this.characters.length);
  }

  /** Blanks from the start of the row to the cursor, inclusive. */
  eraseFromStartOfLine(): void {
    this.#erase(this.row * this.columns, this.#cursor() + 1);
  }

  /** Blanks from the start of the screen to the cursor, inclusive. */
  eraseFromStartOfPage(): void {
    this.#erase(0, this.#cursor() + 1);
  }

  /** Blanks the cursor's row. */
  eraseLine(): void {
    this.#erase(this.row * this.columns, (this.row + 1) * this.columns);
  }

  /** Blank row at the cursor's; the rows from there on move down and the last one is lost. Cursor to column 0. */
  insertLine(): void {
    this.scrollDown(this.row, this.rows - 1);
    this.column = 0;
  }

  /** The cursor's row goes; those below move up and a blank one comes in at the bottom. Cursor to column 0. */
  deleteLine(): void {
    this.scrollUp(this.row, this.rows - 1);
    this.column = 0;
  }

  /** Blank at the cursor; the rest of the row moves right and its last character is lost. */
  insertCharacter(): void {
    const at = this.#cursor();
    const end = (this.row + 1) * this.columns;
    this.characters.copyWithin(at + 1, at, end - 1);
    this.attributes.copyWithin(at + 1, at, end - 1);
    this.#erase(at, at + 1);
  }

  /** The character at the cursor goes; the rest of the row moves left and a blank comes in at its end. */
  deleteCharacter(): void {
    const at = this.#cursor();
    const end = (this.row + 1) * this.columns;
    this.characters.copyWithin(at, at + 1, end);
    this.attributes.copyWithin(at, at + 1, end);
    this.#erase(end - 1, end);
  }

  /** Blanks `n` characters from the cursor on, at most to the end of its row. */
  eraseCharacters(n: number): void {
    const at = this.#cursor();
    this.#erase(at, Math.min(at + n, (this.row + 1) * this.columns));
  }

  /** Rows `top` to `bottom`, inclusive, move up; the first of them is lost and the last one becomes blank. */
  scrollUp(top: number, bottom: number): void {
    const from = top * this.columns;
    const end = (bottom + 1) * this.columns;
    this.characters.copyWithin(from, from + this.columns, end);
    this.attributes.copyWithin(from, from + this.columns, end);
    this.#erase(end - this.columns, end);
  }

  /** Rows `top` to `bottom`, inclusive, move down; the last of them is lost and the first one becomes blank. */
  scrollDown(top: number, bottom: number): void {
    const from = top * this.columns;
    const end = (bottom + 1) * this.columns;
    this.characters.copyWithin(from + this.columns, from, end - this.columns);
    this.attributes.copyWithin(from + this.columns, from, end - this.columns);
    this.#erase(from, from + this.columns);
  }

  /** The whole screen full of one character without attributes; the cursor stays. */
  fill(codePoint: number): void {
    this.characters.fill(codePoint);
    this.attributes.fill(this.blank);
    this.revision++;
  }

  /** Inverts attribute bits on the whole screen and for what comes to be printed or erased. */
  invert(bits: number): void {
    for (let i = 0; i < this.attributes.length; i++) this.attributes[i] = this.attributes[i]! ^ bits;
    this.blank ^= bits;
    this.revision++;
  }

  #cursor(): number {
    return this.row * this.columns + this.column;
  }

  #erase(from: number, to: number): void {
    this.characters.fill(SPACE, from, to);
    this.attributes.fill(this.blank, from, to);
    this.revision++;
  }
}
