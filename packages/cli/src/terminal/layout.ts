import { ATTRIBUTE, type TextScreen } from '@backplane/kernel';
import { ColourTable, DEFAULT_COLOUR } from './colour.ts';
import { createFrame, drawText, type Frame, fillRow } from './frame.ts';

/** What the status line shows. Everything but the machine's state is optional. */
export interface HostStatus {
  /** Clock of the processor in Hz, as the definition says. */
  readonly clockHz?: number;
  /** Emulated time per host time, measured: 1 = as fast as the original. */
  readonly ratio?: number;
  /** Runs as fast as it can. */
  readonly warp?: boolean;
  readonly paused?: boolean;
  /** Drives with a medium. */
  readonly drives?: readonly { readonly name: string; readonly activity: 'idle' | 'read' | 'write' }[];
}

/** What is drawn besides the guest's screen. */
export interface Interface {
  /** Title of the machine. */
  readonly title: string;
  readonly status: HostStatus;
  /** What the escape key is for, at the right end of the status line. */
  readonly hint: string;
  /** Takes the place of the status line: menu, question, message. */
  readonly prompt: string | null;
  /** With a prompt: where in it the cursor is, or −1. */
  readonly promptCursor: number;
  /** A box over the screen. */
  readonly box: readonly string[] | null;
  /** Colour around the guest's screen, 0xRRGGBB; null: a line is drawn around it. */
  readonly border: number | null;
}

/** Cells around a screen that have the border's colour, if there is room. */
const BORDER_COLUMNS = 4;
const BORDER_ROWS = 2;

/** The status as text: `4.00 MHz ×1.0   A:· B:w`. */
export function statusText(status: HostStatus): string {
  const parts: string[] = [];
  if (status.clockHz !== undefined) parts.push(frequency(status.clockHz));
  if (status.paused) parts.push('paused');
  else if (status.ratio !== undefined) parts.push(`×${ratioText(status.ratio)}${status.warp ? ' warp' : ''}`);
  else if (status.warp) parts.push('warp');
  if (status.drives && status.drives.length > 0) {
    const marks = { idle: '·', read: 'r', write: 'w' };
    parts.push(status.drives.map((d) => `${d.name}:${marks[d.activity]}`).join(' '));
  }
  return parts.join('  ');
}

function frequency(hz: number): string {
  return hz >= 1e6 ? `${(hz / 1e6).toFixed(2)} MHz` : hz >= 1e3 ? `${(hz / 1e3).toFixed(0)} kHz` : `${hz} Hz`;
}

function ratioText(ratio: number): string {
  return ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0);
}

/**
 * Places the guest's screen in the host's window. With room to spare: centred in a thin frame, status line at the
 * bottom. A row to spare: upper left, status line at the bottom. Exactly the guest's size: nothing else. Smaller: the
 * part around the cursor, and a status line that says so.
 */
export class Layout {
  /** Upper left cell of the part that is shown, in a window that is too small. */
  #left = 0;
  #top = 0;
  readonly #colours: ColourTable;

  constructor(colours = new ColourTable('none')) {
    this.#colours = colours;
  }

  /** A window whose upper part is left to a picture: all but the last row. */
  around(columns: number, rows: number, screen: TextScreen, ui: Interface): Frame {
    const frame = createFrame(columns, rows);
    this.#ui(frame, screen, ui, false, rows > 1);
    return frame;
  }

  compose(columns: number, rows: number, screen: TextScreen, ui: Interface): Frame {
    const frame = createFrame(columns, rows);
    const small = columns < screen.columns || rows < screen.rows;
    const statusLine = rows > 1 && (small || rows > screen.rows);
    const height = statusLine ? rows - 1 : rows;
    const framed = columns >= screen.columns + 2 && height >= screen.rows + 2;
    // a border of its own needs no room for a frame
    const centred = framed || ui.border !== null;
    const x = centred ? Math.max(0, Math.floor((columns - screen.columns) / 2)) : 0;
    const y = centred ? Math.max(0, Math.floor((height - screen.rows) / 2)) : 0;
    const width = Math.min(columns, screen.columns);
    const shownRows = Math.min(height, screen.rows);
    this.#follow(screen, width, shownRows);
    const borderCode = ui.border === null ? -1 : this.#colours.code(ui.border);
    if (borderCode >= 0 && (x > 0 || y > 0 || columns > width || height > shownRows)) {
      fillBorder(frame, x, y, width, shownRows, height, borderCode);
    }
    this.#copy(frame, screen, x, y, width, shownRows);
    if (framed && borderCode < 0) drawBorder(frame, x - 1, y - 1, screen.columns + 2, screen.rows + 2, ui.title);
    if (screen.cursorColumn >= 0) {
      frame.cursorColumn = x + screen.cursorColumn - this.#left;
      frame.cursorRow = y + screen.cursorRow - this.#top;
    }
    this.#ui(frame, screen, ui, small, statusLine);
    return frame;
  }

  /** The host's own part: box, question, status line. */
  #ui(frame: Frame, screen: TextScreen, ui: Interface, small: boolean, statusLine: boolean): void {
    const { columns, rows } = frame;
    if (ui.box) {
      drawBox(frame, ui.box, statusLine ? rows - 1 : rows);
      frame.cursorColumn = -1;
    }
    if (ui.prompt !== null) {
      // in a window of exactly the guest's size the prompt covers the last row while it lasts
      fillRow(frame, rows - 1, ATTRIBUTE.reverse);
      const text = [...ui.prompt];
      const skip = ui.promptCursor >= 0 ? Math.max(0, ui.promptCursor + 2 - columns) : 0;
      drawText(frame, 1, rows - 1, text.slice(skip).join(''), ATTRIBUTE.reverse);
      frame.cursorColumn = ui.promptCursor >= 0 ? Math.min(ui.promptCursor - skip + 1, columns - 1) : -1;
      frame.cursorRow = rows - 1;
    } else if (statusLine) {
      drawStatus(frame, rows - 1, screen, small, ui);
    }
  }

  /** Scrolls the part that is shown so far that the cursor is in it. */
  #follow(screen: TextScreen, width: number, height: number): void {
    const { cursorColumn, cursorRow } = screen;
    if (cursorColumn >= 0) {
      this.#left = Math.min(Math.max(this.#left, cursorColumn - width + 1), cursorColumn);
      this.#top = Math.min(Math.max(this.#top, cursorRow - height + 1), cursorRow);
    }
    this.#left = Math.min(Math.max(this.#left, 0), screen.columns - width);
    this.#top = Math.min(Math.max(this.#top, 0), screen.rows - height);
  }

  #copy(frame: Frame, screen: TextScreen, x: number, y: number, width: number, height: number): void {
    for (let row = 0; row < height; row++) {
      const from = (this.#top + row) * screen.columns + this.#left;
      const to = (y + row) * frame.columns + x;
      for (let i = 0; i < width; i++) frame.characters[to + i] = printable(screen.characters[from + i]!);
      frame.attributes.set(screen.attributes.subarray(from, from + width), to);
      this.#colour(screen.foreground, screen.palette, from, frame.foreground, to, width);
      this.#colour(screen.background, screen.palette, from, frame.background, to, width);
    }
  }

  #colour(
    indices: Uint8Array | undefined,
    palette: ArrayLike<number> | undefined,
    from: number,
    codes: Int32Array,
    to: number,
    count: number,
  ): void {
    if (indices === undefined || palette === undefined) {
      codes.fill(DEFAULT_COLOUR, to, to + count);
      return;
    }
    for (let i = 0; i < count; i++) codes[to + i] = this.#colours.code(palette[indices[from + i]!] ?? 0);
  }
}

/** Control codes and what is no character must not reach the host's terminal: blanks instead. */
function printable(code: number): number {
  const character =
    code >= 0x20 && (code < 0x7f || code > 0x9f) && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return character ? code : 0x20;
}

/** The border's colour around a screen at `x`, `y`. */
function fillBorder(
  frame: Frame,
  x: number,
  y: number,
  width: number,
  shownRows: number,
  height: number,
  code: number,
): void {
  const left = Math.max(0, x - BORDER_COLUMNS);
  const right = Math.min(frame.columns, x + width + BORDER_COLUMNS);
  for (let row = Math.max(0, y - BORDER_ROWS); row < Math.min(height, y + shownRows + BORDER_ROWS); row++) {
    frame.background.fill(code, row * frame.columns + left, row * frame.columns + right);
  }
}

function drawBorder(frame: Frame, x: number, y: number, width: number, height: number, title: string): void {
  const { dim } = ATTRIBUTE;
  const label = [...title].length + 4 <= width ? `┤${title}├` : '';
  const bar = '─'.repeat(width - 2 - [...label].length - (label ? 1 : 0));
  drawText(frame, x, y, label ? `┌─${label}${bar}┐` : `┌${bar}┐`, dim);
  for (let row = y + 1; row < y + height - 1; row++) {
    drawText(frame, x, row, '│', dim);
    drawText(frame, x + width - 1, row, '│', dim);
  }
  drawText(frame, x, y + height - 1, `└${'─'.repeat(width - 2)}┘`, dim);
}

function drawBox(frame: Frame, lines: readonly string[], height: number): void {
  const { reverse } = ATTRIBUTE;
  const width = Math.min(Math.max(...lines.map((line) => [...line].length)) + 2, frame.columns);
  const shown = lines.slice(0, height);
  const x = Math.floor((frame.columns - width) / 2);
  const y = Math.floor((height - shown.length) / 2);
  for (const [i, line] of shown.entries()) {
    fillRow(frame, y + i, reverse, x, x + width);
    drawText(frame, x + 1, y + i, [...line].slice(0, width - 2).join(''), reverse);
  }
}

function drawStatus(frame: Frame, row: number, screen: TextScreen, small: boolean, ui: Interface): void {
  const { reverse } = ATTRIBUTE;
  fillRow(frame, row, reverse);
  const pieces = small
    ? [`part of ${screen.columns}×${screen.rows}`, statusText(ui.status), ui.title]
    : [ui.title, statusText(ui.status)];
  // in a narrow window the pieces at the end stay away first, but never the hint before them
  const hint = [...ui.hint].length;
  const room = frame.columns - 2 - (hint > 0 ? hint + 3 : 0);
  if (room >= 0) drawText(frame, frame.columns - 1 - hint, row, ui.hint, reverse);
  let column = 1;
  for (const piece of pieces) {
    const length = [...piece].length;
    if (length === 0 || column + length > room + 1) continue;
    column = drawText(frame, column, row, piece, reverse) + 3;
  }
}
