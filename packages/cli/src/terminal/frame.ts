import { ATTRIBUTE } from '@backplane/kernel';
import { type ColourDepth, colourParameters, DEFAULT_COLOUR } from './colour.ts';

/** What the host's window shows: a grid of characters with attributes, and the cursor. */
export interface Frame {
  readonly columns: number;
  readonly rows: number;
  /** Code points, row by row; every one takes one column. */
  readonly characters: Int32Array;
  /** ATTRIBUTE bits, cell by cell. */
  readonly attributes: Uint8Array;
  /** Colours, cell by cell, as the terminal has them (`ColourTable`); −1 = its own. */
  readonly foreground: Int32Array;
  readonly background: Int32Array;
  /** Column of the cursor, or −1 when it is hidden. */
  cursorColumn: number;
  cursorRow: number;
}

const SPACE = 0x20;

/** A blank frame. */
export function createFrame(columns: number, rows: number): Frame {
  return {
    columns,
    rows,
    characters: new Int32Array(columns * rows).fill(SPACE),
    attributes: new Uint8Array(columns * rows),
    foreground: new Int32Array(columns * rows).fill(DEFAULT_COLOUR),
    background: new Int32Array(columns * rows).fill(DEFAULT_COLOUR),
    cursorColumn: -1,
    cursorRow: 0,
  };
}

/** Writes text into a frame, cut off at the right edge. Returns the column behind it. */
export function drawText(frame: Frame, column: number, row: number, text: string, attribute = 0): number {
  let x = column;
  for (const character of text) {
    if (x >= 0 && x < frame.columns && row >= 0 && row < frame.rows) {
      frame.characters[row * frame.columns + x] = character.codePointAt(0)!;
      frame.attributes[row * frame.columns + x] = attribute;
      frame.foreground[row * frame.columns + x] = DEFAULT_COLOUR;
      frame.background[row * frame.columns + x] = DEFAULT_COLOUR;
    }
    x++;
  }
  return x;
}

/** Gives a part of a row blanks with an attribute. */
export function fillRow(frame: Frame, row: number, attribute: number, from = 0, to = frame.columns): void {
  frame.characters.fill(SPACE, row * frame.columns + from, row * frame.columns + to);
  frame.attributes.fill(attribute, row * frame.columns + from, row * frame.columns + to);
  frame.foreground.fill(DEFAULT_COLOUR, row * frame.columns + from, row * frame.columns + to);
  frame.background.fill(DEFAULT_COLOUR, row * frame.columns + from, row * frame.columns + to);
}

/** SGR parameters (ECMA-48) of the attribute bits. */
const SGR: readonly (readonly [number, number])[] = [
  [ATTRIBUTE.bold, 1],
  [ATTRIBUTE.dim, 2],
  [ATTRIBUTE.underline, 4],
  [ATTRIBUTE.blink, 5],
  [ATTRIBUTE.reverse, 7],
];

/** A gap of up to this many unchanged cells is written again rather than jumped over: a jump takes as many bytes. */
const GAP = 4;
/** From this many blanks at the end of a row, erasing is shorter. */
const ERASE = 4;

/**
 * Keeps what the host's window shows and makes the shortest output that turns it into a new frame: only the cells that
 * differ, with the cursor motions and attribute changes they need. Relies on autowrap being off (DECAWM reset).
 */
export class FrameWriter {
  #shown: Frame | null = null;
  #column = -1;
  #row = -1;
  #attribute = 0;
  #foreground = DEFAULT_COLOUR;
  #background = DEFAULT_COLOUR;
  #cursorShown = true;
  #out = '';
  readonly #depth: ColourDepth;

  constructor(depth: ColourDepth = 'none') {
    this.#depth = depth;
  }

  /** Forgets what is shown: the next frame is written in full. */
  invalidate(): void {
    this.#shown = null;
  }

  /** The output that makes the window show `frame`; empty if it already does. */
  update(frame: Frame): string {
    this.#out = '';
    let shown = this.#shown;
    if (!shown || shown.columns !== frame.columns || shown.rows !== frame.rows) {
      shown = createFrame(frame.columns, frame.rows);
      this.#shown = shown;
      this.#out += '\x1b[?25l\x1b[m\x1b[2J';
      this.#cursorShown = false;
      this.#attribute = 0;
      this.#foreground = DEFAULT_COLOUR;
      this.#background = DEFAULT_COLOUR;
      this.#column = -1;
    }
    for (let row = 0; row < frame.rows; row++) this.#line(frame, shown, row);
    this.#cursor(frame);
    if (this.#out === '') return '';
    // synchronised update: a terminal that knows it shows the whole of it at once
    return `\x1b[?2026h${this.#out}\x1b[?2026l`;
  }

  #line(frame: Frame, shown: Frame, row: number): void {
    const start = row * frame.columns;
    const end = start + frame.columns;
    const { characters, attributes, background } = frame;
    let first = start;
    while (first < end && this.#same(frame, shown, first)) first++;
    if (first === end) return;
    let last = end - 1;
    while (this.#same(frame, shown, last)) last--;
    // blanks from here to the end of the row, without attributes
    let blank = end;
    while (
      blank > start &&
      characters[blank - 1] === SPACE &&
      attributes[blank - 1] === 0 &&
      background[blank - 1] === DEFAULT_COLOUR
    ) {
      blank--;
    }
    const erase = Math.max(blank, first);
    const erasing = last + 1 - erase >= ERASE;
    const stop = erasing ? erase : last + 1;
    for (let at = first; at < stop; ) {
      if (this.#same(frame, shown, at)) {
        let next = at;
        while (next < stop && this.#same(frame, shown, next)) next++;
        if (next === stop) break;
        const reachable = next - at <= GAP && this.#drawable(frame, at, next);
        if (!reachable) {
          at = next;
          continue;
        }
      }
      this.#moveTo(at - start, row);
      this.#setAttribute(attributes[at]!);
      this.#setColours(frame, at);
      this.#out += String.fromCodePoint(characters[at]!);
      this.#column++;
      // behind the last column the place of the cursor depends on the terminal
      if (this.#column >= frame.columns) this.#column = -1;
      at++;
    }
    if (erasing) {
      this.#moveTo(erase - start, row);
      this.#setAttribute(0);
      this.#setBackground(DEFAULT_COLOUR);
      this.#out += '\x1b[K';
    }
    shown.foreground.set(frame.foreground.subarray(start, end), start);
    shown.background.set(background.subarray(start, end), start);
    shown.characters.set(characters.subarray(start, end), start);
    shown.attributes.set(attributes.subarray(start, end), start);
  }

  #same(frame: Frame, shown: Frame, at: number): boolean {
    return (
      frame.characters[at] === shown.characters[at] &&
      frame.attributes[at] === shown.attributes[at] &&
      frame.background[at] === shown.background[at] &&
      (frame.foreground[at] === shown.foreground[at] || plainBlank(frame, at))
    );
  }

  /** Whether some cells can be written again without a change of attributes or colours. */
  #drawable(frame: Frame, from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      if (frame.attributes[at] !== this.#attribute || frame.background[at] !== this.#background) return false;
      if (frame.foreground[at] !== this.#foreground && !plainBlank(frame, at)) return false;
    }
    return true;
  }

  #setColours(frame: Frame, at: number): void {
    const foreground = frame.foreground[at]!;
    if (foreground === this.#foreground || plainBlank(frame, at)) {
      this.#setBackground(frame.background[at]!);
      return;
    }
    const background = frame.background[at]!;
    const second = background === this.#background ? '' : `;${colourParameters(background, this.#depth, true)}`;
    this.#out += `\x1b[${colourParameters(foreground, this.#depth, false)}${second}m`;
    this.#foreground = foreground;
    this.#background = background;
  }

  #setBackground(code: number): void {
    if (code === this.#background) return;
    this.#out += `\x1b[${colourParameters(code, this.#depth, true)}m`;
    this.#background = code;
  }

  #moveTo(column: number, row: number): void {
    if (this.#column === column && this.#row === row) return;
    const forward = column - this.#column;
    if (this.#row === row && this.#column >= 0 && forward > 0) {
      this.#out += forward === 1 ? '\x1b[C' : `\x1b[${forward}C`;
    } else if (column === 0 && this.#column >= 0 && row === this.#row + 1) {
      this.#out += '\r\n';
    } else {
      this.#out += column === 0 ? `\x1b[${row + 1}H` : `\x1b[${row + 1};${column + 1}H`;
    }
    this.#column = column;
    this.#row = row;
  }

  #setAttribute(attribute: number): void {
    if (attribute === this.#attribute) return;
    const parameters: number[] = [];
    // what goes off goes off with all the others: dim and bold share one code for "off"
    const kept = (this.#attribute & ~attribute) === 0 ? this.#attribute : 0;
    if (kept !== this.#attribute) {
      parameters.push(0);
      this.#foreground = DEFAULT_COLOUR;
      this.#background = DEFAULT_COLOUR;
    }
    for (const [bit, parameter] of SGR) {
      if (attribute & ~kept & bit) parameters.push(parameter);
    }
    this.#out += parameters.length === 1 && parameters[0] === 0 ? '\x1b[m' : `\x1b[${parameters.join(';')}m`;
    this.#attribute = attribute;
  }

  #cursor(frame: Frame): void {
    const visible =
      frame.cursorColumn >= 0 &&
      frame.cursorColumn < frame.columns &&
      frame.cursorRow >= 0 &&
      frame.cursorRow < frame.rows;
    if (visible) this.#moveTo(frame.cursorColumn, frame.cursorRow);
    if (visible !== this.#cursorShown) {
      this.#out += visible ? '\x1b[?25h' : '\x1b[?25l';
      this.#cursorShown = visible;
    }
  }
}

/** A blank whose foreground cannot be seen. */
function plainBlank(frame: Frame, at: number): boolean {
  return frame.characters[at] === SPACE && frame.attributes[at] === 0;
}
