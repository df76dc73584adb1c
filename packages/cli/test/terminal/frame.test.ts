import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColourDepth } from '../../src/terminal/colour.ts';
import { createFrame, drawText, type Frame, FrameWriter } from '../../src/terminal/frame.ts';
import { AnsiWindow } from './ansi.ts';

const COLUMNS = 20;
const ROWS = 5;

const frame = (draw: (f: Frame) => void = () => {}) => {
  const f = createFrame(COLUMNS, ROWS);
  draw(f);
  return f;
};

/** Writes frames one after the other and checks after each that the window shows it. Returns the outputs. */
function show(...frames: Frame[]): string[] {
  return showWith('none', ...frames);
}

function showWith(depth: ColourDepth, ...frames: Frame[]): string[] {
  const window = new AnsiWindow(COLUMNS, ROWS);
  const writer = new FrameWriter(depth);
  return frames.map((f) => {
    const output = writer.update(f);
    window.write(output);
    expect(window.characters).toEqual(f.characters);
    expect(window.attributes).toEqual(f.attributes);
    expect(window.background).toEqual(f.background);
    for (const [at, code] of f.foreground.entries()) {
      // the foreground of a blank cannot be seen
      if (f.characters[at] !== 0x20 || f.attributes[at] !== 0) expect(window.foreground[at]).toBe(code);
    }
    expect(window.cursorVisible).toBe(f.cursorColumn >= 0);
    if (f.cursorColumn >= 0) expect([window.column, window.row]).toEqual([f.cursorColumn, f.cursorRow]);
    expect(window.modes.has(2026)).toBe(false);
    return output;
  });
}

/** The part of an update between the marks of the synchronised update. */
const inner = (output: string) => output.slice('\x1b[?2026h'.length, -'\x1b[?2026l'.length);

describe('FrameWriter', () => {
  it('writes nothing when nothing has changed', () => {
    const f = frame((g) => drawText(g, 2, 1, 'text'));
    expect(show(f, f)[1]).toBe('');
  });

  it('writes only what has changed', () => {
    const before = frame((f) => drawText(f, 0, 2, 'A>dir a:*.com'));
    const after = frame((f) => drawText(f, 0, 2, 'A>dir b:*.com'));
    expect(inner(show(before, after)[1]!)).toBe('\x1b[3;7Hb');
  });

  it('wraps the output in a synchronised update', () => {
    const [output] = show(frame((f) => drawText(f, 0, 0, 'x')));
    expect(output?.startsWith('\x1b[?2026h')).toBe(true);
    expect(output?.endsWith('\x1b[?2026l')).toBe(true);
  });

  it('writes over a short gap and jumps over a long one', () => {
    const before = frame((f) => drawText(f, 0, 0, 'abcdefghijklmnop'));
    const near = frame((f) => drawText(f, 0, 0, 'Abc Efghijklmnop'));
    expect(inner(show(before, near)[1]!)).toBe('\x1b[1HAbc E');
    const far = frame((f) => drawText(f, 0, 0, 'Abcdefghijklmnop'));
    far.characters[12] = 0x21;
    expect(inner(show(before, far)[1]!)).toBe('\x1b[1HA\x1b[11C!');
  });

  it('erases a long blank end of a row', () => {
    const before = frame((f) => drawText(f, 0, 1, 'something long here!'));
    expect(inner(show(before, frame())[1]!)).toBe('\x1b[2H\x1b[K');
    const short = frame((f) => drawText(f, 0, 1, 'some'));
    expect(inner(show(before, short)[1]!)).toBe('\x1b[2;5H\x1b[K');
  });

  it('sets attributes with as few codes as it takes', () => {
    const plain = frame((f) => drawText(f, 0, 0, 'abc'));
    const marked = frame((f) => {
      drawText(f, 0, 0, 'a');
      drawText(f, 1, 0, 'b', 1);
      drawText(f, 2, 0, 'c', 1 | 16);
    });
    expect(inner(show(plain, marked)[1]!)).toBe('\x1b[1;2H\x1b[7mb\x1b[1mc');
    expect(inner(show(marked, plain)[1]!)).toBe('\x1b[1;2H\x1b[mbc');
  });

  it('moves, shows and hides the cursor', () => {
    const at = (column: number, row: number) => {
      const f = frame();
      f.cursorColumn = column;
      f.cursorRow = row;
      return f;
    };
    const outputs = show(at(-1, 0), at(3, 2), at(4, 2), at(-1, 0), at(0, 3));
    expect(outputs.map(inner)).toEqual([
      expect.any(String),
      '\x1b[3;4H\x1b[?25h',
      '\x1b[C',
      '\x1b[?25l',
      '\r\n\x1b[?25h',
    ]);
  });

  it('writes everything after invalidate and after a change of size', () => {
    const window = new AnsiWindow(COLUMNS, ROWS);
    const writer = new FrameWriter();
    const f = frame((g) => drawText(g, 1, 1, 'abc', 4));
    writer.update(f);
    writer.invalidate();
    window.write(writer.update(f));
    expect(window.text(1)).toBe(' abc');
    const larger = new AnsiWindow(30, 6);
    const g = createFrame(30, 6);
    drawText(g, 25, 5, 'abcde');
    larger.write(writer.update(g));
    expect(larger.characters).toEqual(g.characters);
  });

  it.each([
    ['true', [-1, -1, 0x000000, 0xff8040, 0x010203]],
    ['256', [-1, 16, 231, 240, 255]],
    ['16', [-1, 0, 7, 8, 15]],
  ] as const)('brings the window from any frame to any other, with %s colours', (depth, colours) => {
    const cell = fc.record({
      at: fc.nat(COLUMNS * ROWS - 1),
      code: fc.constantFrom(0x20, 0x20, 0x61, 0x62, 0x2588, 0x1fb76),
      attribute: fc.constantFrom(0, 0, 1, 2, 16, 31),
      foreground: fc.constantFrom(...colours),
      background: fc.constantFrom(...colours),
      run: fc.integer({ min: 1, max: 30 }),
    });
    const picture = fc.record({
      cells: fc.array(cell, { maxLength: 12 }),
      column: fc.integer({ min: -1, max: COLUMNS - 1 }),
      row: fc.nat(ROWS - 1),
    });
    fc.assert(
      fc.property(fc.array(picture, { minLength: 2, maxLength: 5 }), (pictures) => {
        showWith(
          depth,
          ...pictures.map(({ cells, column, row }) =>
            frame((f) => {
              for (const c of cells) {
                f.characters.fill(c.code, c.at, c.at + c.run);
                f.attributes.fill(c.attribute, c.at, c.at + c.run);
                f.foreground.fill(c.foreground, c.at, c.at + c.run);
                f.background.fill(c.background, c.at, c.at + c.run);
              }
              f.cursorColumn = column;
              f.cursorRow = row;
            }),
          ),
        );
      }),
      { numRuns: 150 },
    );
  });
});
