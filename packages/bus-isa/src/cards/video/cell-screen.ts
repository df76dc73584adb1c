import type { TextScreen } from '@backplane/kernel';
import { CP437 } from '@backplane/roms-ibm-pc';

/** Code points of code page 437 as the character generator draws it; code 0 is a blank. */
export const CP437_POINTS: Int32Array = Int32Array.from(CP437, (character, code) =>
  code === 0 ? 0x20 : character.codePointAt(0)!,
);

/** Attribute of a cell as the screen shows it. */
export interface CellLook {
  foreground: number;
  background: number;
  /** Bits of ATTRIBUTE. */
  attributes: number;
}

/** What a card tells about its text page. */
export interface CellSource {
  /** Counts up with every change of memory or registers. */
  readonly version: number;
  readonly palette: ArrayLike<number>;
  /** Whether the picture is made of characters that can be read. */
  readonly showsText: boolean;
  /** Characters in a row and rows, 0 if the controller has not been set up. */
  readonly columns: number;
  readonly rows: number;
  /** Number, counted from 0 in reading order, of the cell with the cursor; −1 if there is none. */
  readonly cursor: number;
  /** Character code of a cell. */
  code(cell: number): number;
  /** How a cell looks. */
  look(cell: number, out: CellLook): void;
}

/** Sizes beyond this are no text page. */
const MOST = 0x2000;

/** The text page of a card as a grid, decoded when somebody looks. No state. */
export class CellScreen implements TextScreen {
  readonly #source: CellSource;
  readonly #look: CellLook = { foreground: 0, background: 0, attributes: 0 };
  #characters = new Int32Array(0);
  #attributes = new Uint8Array(0);
  #foreground = new Uint8Array(0);
  #background = new Uint8Array(0);
  #columns = 0;
  #rows = 0;
  #cursor = -1;
  #shows = false;
  #revision = 0;
  #version = -1;

  constructor(source: CellSource) {
    this.#source = source;
    this.#size(80, 25);
  }

  get columns(): number {
    return this.#decode().#columns;
  }
  get rows(): number {
    return this.#decode().#rows;
  }
  get characters(): Int32Array {
    return this.#decode().#characters;
  }
  get attributes(): Uint8Array {
    return this.#decode().#attributes;
  }
  get foreground(): Uint8Array {
    return this.#decode().#foreground;
  }
  get background(): Uint8Array {
    return this.#decode().#background;
  }
  get palette(): ArrayLike<number> {
    return this.#source.palette;
  }
  get cursorColumn(): number {
    const { cursor, columns } = this.#place();
    return cursor < 0 ? -1 : cursor % columns;
  }
  get cursorRow(): number {
    const { cursor, columns } = this.#place();
    return cursor < 0 ? 0 : Math.floor(cursor / columns);
  }
  get showsText(): boolean {
    return this.#decode().#shows;
  }
  get revision(): number {
    return this.#decode().#revision;
  }

  #place(): { cursor: number; columns: number } {
    this.#decode();
    return { cursor: this.#cursor, columns: this.#columns };
  }

  #size(columns: number, rows: number): void {
    this.#columns = columns;
    this.#rows = rows;
    const cells = columns * rows;
    this.#characters = new Int32Array(cells).fill(0x20);
    this.#attributes = new Uint8Array(cells);
    this.#foreground = new Uint8Array(cells).fill(7);
    this.#background = new Uint8Array(cells);
  }

  #decode(): this {
    const source = this.#source;
    if (source.version === this.#version) return this;
    this.#version = source.version;
    const { columns, rows } = source;
    const cells = columns * rows;
    const shows = source.showsText && cells > 0 && cells <= MOST;
    let changed = shows !== this.#shows;
    this.#shows = shows;
    if (shows) {
      if (columns !== this.#columns || rows !== this.#rows) {
        this.#size(columns, rows);
        changed = true;
      }
      for (let n = 0; n < cells; n++) {
        const point = CP437_POINTS[source.code(n)]!;
        source.look(n, this.#look);
        const { foreground, background, attributes } = this.#look;
        if (
          point === this.#characters[n] &&
          foreground === this.#foreground[n] &&
          background === this.#background[n] &&
          attributes === this.#attributes[n]
        ) {
          continue;
        }
        this.#characters[n] = point;
        this.#foreground[n] = foreground;
        this.#background[n] = background;
        this.#attributes[n] = attributes;
        changed = true;
      }
    }
    const cursor = shows && source.cursor < cells ? source.cursor : -1;
    if (cursor !== this.#cursor) {
      this.#cursor = cursor;
      changed = true;
    }
    if (changed) this.#revision++;
    return this;
  }
}
