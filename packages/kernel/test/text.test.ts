import { findText, screenText, type TextScreen } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';

function screen(...lines: string[]): TextScreen {
  const columns = 12;
  const characters = new Int32Array(columns * lines.length).fill(0x20);
  for (const [row, line] of lines.entries()) {
    for (const [i, c] of [...line].entries()) characters[row * columns + i] = c.codePointAt(0)!;
  }
  return {
    columns,
    rows: lines.length,
    characters,
    attributes: new Uint8Array(characters.length),
    cursorColumn: 0,
    cursorRow: 0,
    revision: 0,
  };
}

describe('screenText', () => {
  it('gives every row without the blanks at its right', () => {
    expect(screenText(screen('A>dir  ', '', '  x', '\0\x07b'))).toEqual(['A>dir', '', '  x', '  b']);
  });

  it('keeps characters outside the basic plane whole', () => {
    expect(screenText(screen('a🭶b'))).toEqual(['a🭶b']);
  });
});

describe('findText', () => {
  it('tells row, column and length of the first match', () => {
    expect(findText(screen('one', ' two', 'two'), 'two')).toEqual({ row: 1, column: 1, length: 3 });
    expect(findText(screen('one'), 'two')).toBeNull();
  });

  it('counts cells, not UTF-16 units', () => {
    expect(findText(screen('🭶🭶🭷x'), '🭷x')).toEqual({ row: 0, column: 2, length: 2 });
  });

  it('takes expressions, also ones that were used before', () => {
    const expression = /[A-P]>/g;
    const s = screen('', 'B>');
    expect(findText(s, expression)).toEqual({ row: 1, column: 0, length: 2 });
    expect(findText(s, expression)).toEqual({ row: 1, column: 0, length: 2 });
    expect(findText(screen('B> '), /B>\s+$/)).toEqual({ row: 0, column: 0, length: 12 });
  });
});
