import type { TextScreen } from './device.ts';

/** A place on a screen, counted from 0. */
export interface TextPlace {
  readonly row: number;
  readonly column: number;
  /** Number of cells. */
  readonly length: number;
}

const SPACE = 0x20;

/** Text of one row as an array of one string per cell. Control codes and 0 show as blanks. */
function cells(screen: TextScreen, row: number): string[] {
  const line: string[] = [];
  for (let i = row * screen.columns, end = i + screen.columns; i < end; i++) {
    const code = screen.characters[i]!;
    line.push(code > SPACE && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');
  }
  return line;
}

/** The rows of a screen, each without the blanks at its right end: always `screen.rows` lines. */
export function screenText(screen: TextScreen): string[] {
  return Array.from({ length: screen.rows }, (_, row) => cells(screen, row).join('').trimEnd());
}

/**
 * The first place, in reading order, where a row contains `what`; null if none does. A match lies within one row; blanks
 * up to the right edge belong to the row. The flags `g` and `y` of an expression are ignored.
 */
export function findText(screen: TextScreen, what: string | RegExp): TextPlace | null {
  const expression = typeof what === 'string' ? null : new RegExp(what.source, what.flags.replace(/[gy]/g, ''));
  for (let row = 0; row < screen.rows; row++) {
    const line = cells(screen, row);
    const text = line.join('');
    const match = expression ? expression.exec(text) : null;
    const start = expression ? (match ? match.index : -1) : text.indexOf(what as string);
    if (start < 0) continue;
    const found = match ? match[0] : (what as string);
    return { row, column: [...text.slice(0, start)].length, length: [...found].length };
  }
  return null;
}
