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
 * @param accept tells which places count; all, if it is left out
 */
export function findText(
  screen: TextScreen,
  what: string | RegExp,
  accept?: (place: TextPlace) => boolean,
): TextPlace | null {
  const expression = typeof what === 'string' ? null : new RegExp(what.source, `${what.flags.replace(/[gy]/g, '')}g`);
  for (let row = 0; row < screen.rows; row++) {
    const text = cells(screen, row).join('');
    let from = 0;
    for (;;) {
      let found = what as string;
      let start: number;
      if (expression === null) start = text.indexOf(found, from);
      else {
        expression.lastIndex = from;
        const match = expression.exec(text);
        start = match ? match.index : -1;
        found = match?.[0] ?? '';
      }
      if (start < 0) break;
      const place = { row, column: [...text.slice(0, start)].length, length: [...found].length };
      if (accept === undefined || accept(place)) return place;
      from = start + 1;
      if (from > text.length) break;
    }
  }
  return null;
}
