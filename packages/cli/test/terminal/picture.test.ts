import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ColourTable, colourDepth, colourParameters } from '../../src/terminal/colour.ts';
import { createFrame } from '../../src/terminal/frame.ts';
import { drawHalfBlocks } from '../../src/terminal/half-blocks.ts';
import { kittyPainter } from '../../src/terminal/kitty-graphics.ts';
import { fit, PictureBuffer } from '../../src/terminal/picture.ts';
import { sixelPainter, sixels } from '../../src/terminal/sixel.ts';
import { stripsOf } from '../../src/terminal/strips.ts';
import { AnsiWindow } from './ansi.ts';

const PALETTE = [0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0x336699];

/** A picture from a function of its pixels. */
function picture(width: number, height: number, index: (x: number, y: number) => number): PictureBuffer {
  const buffer = new PictureBuffer();
  const pixels = new Uint8Array((width + 6) * (height + 4)).fill(99);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels[(y + 3) * (width + 6) + x + 2] = index(x, y);
  buffer.take({
    pixels,
    width: width + 6,
    height: height + 4,
    palette: PALETTE,
    visible: { x: 2, y: 3, width, height },
    pixelAspect: { num: 15, den: 16 },
    refresh: { num: 50, den: 1 },
    frame: 1,
    enabled: true,
    draw: () => {},
    frameEnd: (t) => t + 1,
  });
  return buffer;
}

/** What a terminal makes of sixels: palette indices by colour, −1 where nothing is painted. */
function decode(text: string): { width: number; height: number; at(x: number, y: number): number } {
  const match = /^P0;1;0q"1;1;(\d+);(\d+)([\s\S]*)$/.exec(text)!;
  const [width, height] = [Number(match[1]), Number(match[2])];
  const colours = new Map<number, number>();
  const painted = new Map<string, number>();
  let x = 0;
  let top = 0;
  let colour = 0;
  let count = 1;
  for (const [token] of match[3]!.matchAll(/#\d+(?:;\d+){4}|#\d+|!\d+|[\s\S]/g)) {
    if (token.includes(';')) {
      const [n, , r, g, b] = token.slice(1).split(';').map(Number) as [number, number, number, number, number];
      colours.set(
        n,
        PALETTE.findIndex((rgb) => [16, 8, 0].every((s, i) => Math.abs(((rgb >> s) & 255) / 2.55 - [r, g, b][i]!) < 1)),
      );
    } else if (token[0] === '#') colour = colours.get(Number(token.slice(1))) ?? -2;
    else if (token[0] === '!') count = Number(token.slice(1));
    else if (token === '$') x = 0;
    else if (token === '-') {
      x = 0;
      top += 6;
    } else {
      const bits = token.charCodeAt(0) - 0x3f;
      for (; count > 0; count--, x++)
        for (let y = 0; y < 6; y++) if (bits & (1 << y)) painted.set(`${x},${top + y}`, colour);
      count = 1;
    }
  }
  return { width, height, at: (px, py) => painted.get(`${px},${py}`) ?? -1 };
}

describe('colours', () => {
  it.each([
    [{ COLORTERM: 'truecolor', TERM: 'xterm' }, 'true'],
    [{ TERM: 'xterm-kitty' }, 'true'],
    [{ TERM: 'tmux-256color' }, '256'],
    [{ TERM: 'xterm' }, '16'],
    [{ TERM: 'dumb' }, 'none'],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 'none'],
    [{}, '16'],
  ])('%j has %s', (env, depth) => {
    expect(colourDepth(env)).toBe(depth);
  });

  it('are the nearest that there are', () => {
    const of = (depth: '256' | '16') => (rgb: number) => new ColourTable(depth).code(rgb);
    expect([0x000000, 0xffffff, 0xff0000, 0x5f87af, 0x808080, 0x6c6c6c].map(of('256'))).toEqual([
      16, 231, 196, 67, 244, 242,
    ]);
    expect([0x000000, 0xffffff, 0xf01010, 0x352879, 0xb8c76f].map(of('16'))).toEqual([0, 15, 9, 4, 3]);
    // dark and light blue of one screen stay apart
    expect([0x352879, 0x6c5eb5, 0x70a4b2].map(of('16'))).toEqual([4, 12, 6]);
    expect(new ColourTable('none').code(0x123456)).toBe(-1);
    expect(new ColourTable('true').code(0x123456)).toBe(0x123456);
  });

  it('are selected as terminals have them', () => {
    expect(colourParameters(0x010203, 'true', false)).toBe('38;2;1;2;3');
    expect(colourParameters(200, '256', true)).toBe('48;5;200');
    expect([3, 12].map((c) => colourParameters(c, '16', false))).toEqual(['33', '94']);
    expect([3, 12].map((c) => colourParameters(c, '16', true))).toEqual(['43', '104']);
    expect(colourParameters(-1, 'true', true)).toBe('49');
  });
});

describe('the picture', () => {
  it('is taken from the visible part and counted when it changes', () => {
    const buffer = picture(8, 4, (x, y) => (x + y) % 5);
    expect([...buffer.pixels.subarray(0, 10)]).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 1, 2]);
    expect(buffer.revision).toBe(1);
    expect(buffer.border).toBe(0);
    expect(buffer.aspect).toBeCloseTo((8 * 15) / (4 * 16), 9);
  });

  it('is as large as the window allows, in its own shape', () => {
    expect(fit(4 / 3, 80, 24, { width: 10, height: 20 })).toEqual({ column: 8, row: 0, columns: 64, rows: 24 });
    expect(fit(4 / 3, 40, 24, { width: 10, height: 20 })).toEqual({ column: 0, row: 4, columns: 40, rows: 15 });
    expect(fit(4 / 3, 1, 1, { width: 10, height: 20 })).toEqual({ column: 0, row: 0, columns: 1, rows: 1 });
  });

  it('is cut into strips that cover every row of cells and of pixels', () => {
    for (const [rows, height] of [
      [24, 272],
      [23, 247],
      [50, 200],
      [3, 2],
      [1, 272],
    ] as const) {
      const strips = stripsOf({ column: 0, row: 0, columns: 10, rows }, height);
      let cell = 0;
      let end = 0;
      for (const s of strips) {
        expect(s.cellRow).toBe(cell);
        expect(s.cellRows).toBeGreaterThan(0);
        expect(s.first).toBeLessThanOrEqual(end);
        expect(s.bottom).toBeGreaterThan(s.top);
        expect(s.bottom).toBeLessThanOrEqual(height);
        cell += s.cellRows;
        end = s.end;
      }
      expect([cell, end]).toEqual([rows, height]);
    }
  });
});

describe('half blocks', () => {
  it('show two pixels in each cell, the mean of those that they cover', () => {
    const buffer = picture(8, 8, (x, y) => (x < 4 ? (y < 2 ? 2 : 4) : (x + y) % 2));
    const frame = createFrame(6, 3);
    drawHalfBlocks(frame, { column: 1, row: 0, columns: 4, rows: 2 }, buffer, new ColourTable('true'));
    expect([frame.characters[1], frame.foreground[1], frame.background[1]]).toEqual([0x2580, 0xff0000, 0x0000ff]);
    // equal halves need no block
    expect([frame.characters[7], frame.background[7]]).toEqual([0x20, 0x0000ff]);
    // a checkerboard is grey
    expect([frame.characters[4], frame.background[4]]).toEqual([0x20, 0x808080]);
    expect([frame.characters[0], frame.background[0]]).toEqual([0x20, -1]);
  });

  it('enlarge pictures that are smaller than the window', () => {
    const frame = createFrame(10, 10);
    const buffer = picture(2, 2, (x, y) => 1 + x + 2 * y);
    drawHalfBlocks(frame, { column: 0, row: 0, columns: 10, rows: 10 }, buffer, new ColourTable('true'));
    expect([0, 9, 90, 99].map((at) => frame.background[at])).toEqual([1, 2, 3, 4].map((i) => PALETTE[i]));
  });
});

describe('sixels', () => {
  it('paint each pixel in its colour', () => {
    const index = (x: number, y: number) => (x * 7 + y * 3) % 6;
    const { width, height, at } = decode(
      sixels(23, 15, (y) => Uint8Array.from({ length: 23 }, (_, x) => index(x, y)), PALETTE).slice(1, -2),
    );
    expect([width, height]).toEqual([23, 15]);
    for (let y = 0; y < 18; y++) for (let x = 0; x < 23; x++) expect(at(x, y)).toBe(y < 15 ? index(x, y) : -1);
  });

  it('are short where there is little to see', () => {
    expect(sixels(100, 6, () => new Uint8Array(100).fill(2), PALETTE)).toBe(
      '\x1bP0;1;0q"1;1;100;6#2;2;100;0;0#2!100~\x1b\\',
    );
  });

  it('are sent in strips, and of these only what has changed', () => {
    const cell = { width: 4, height: 10 };
    const area = { column: 3, row: 1, columns: 8, rows: 8 };
    const window = new AnsiWindow(20, 10);
    const painter = sixelPainter(cell);
    const shown = (): number[][] => {
      const rows: number[][] = [];
      for (const { text, column, row } of window.strings.splice(0)) {
        const { width, height, at } = decode(text);
        expect([column, width]).toEqual([3, 32]);
        for (let y = 0; y < height; y++) {
          rows[(row - 1) * cell.height + y] = Array.from({ length: width }, (_, x) => at(x, y));
        }
      }
      return rows;
    };
    const buffer = picture(16, 20, (x, y) => (x + y) % 6);
    window.write('\x1b[5;5H');
    window.write(painter.update(buffer, area));
    expect([window.column, window.row]).toEqual([4, 4]);
    const whole = shown();
    expect(whole).toHaveLength(80);
    for (let y = 0; y < 80; y++) for (let x = 0; x < 32; x++) expect(whole[y]![x]).toBe(((x >> 1) + (y >> 2)) % 6);
    expect(painter.update(buffer, area)).toBe('');
    buffer.pixels[6 * 16 + 5] = 1;
    window.write(painter.update(buffer, area));
    const part = shown();
    expect(Object.keys(part).map(Number)).toEqual(Array.from({ length: 10 }, (_, i) => 20 + i));
    expect(part[27]![10]).toBe(1);
    painter.invalidate();
    window.write(painter.update(buffer, area));
    expect(window.strings).toHaveLength(8);
  });
});

describe('Kitty’s graphics', () => {
  /** The pictures in the strings: keys, cells and RGB. */
  function images(window: AnsiWindow) {
    const out: { keys: Record<string, string>; column: number; row: number; rgb: Uint8Array }[] = [];
    let data = '';
    let head: Record<string, string> = {};
    let place = { column: 0, row: 0 };
    for (const { text, column, row } of window.strings.splice(0)) {
      const [, keys, payload] = /^_G([^;]*);?(.*)$/.exec(text)!;
      const table = Object.fromEntries(keys!.split(',').map((k) => k.split('=') as [string, string]));
      expect(payload!.length).toBeLessThanOrEqual(4096);
      if (table.a !== undefined) {
        head = table;
        place = { column, row };
      }
      data += payload;
      if (table.m !== '0') continue;
      out.push({ keys: head, ...place, rgb: inflateSync(Buffer.from(data, 'base64')) });
      data = '';
    }
    return out;
  }

  it('sends strips as compressed colours, and of these only what has changed', () => {
    const area = { column: 2, row: 0, columns: 10, rows: 4 };
    const window = new AnsiWindow(20, 10);
    const painter = kittyPainter();
    // nothing that could be compressed well, so that there are several pieces
    let seed = 1;
    const noise = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % 6;
    };
    const buffer = picture(200, 80, noise);
    window.write(painter.update(buffer, area));
    const all = images(window);
    expect(all.map(({ row, column, keys }) => [row, column, keys.c, keys.r, keys.s, keys.v])).toEqual(
      [0, 1, 2, 3].map((row) => [row, 2, '10', '1', '200', '20']),
    );
    for (const [n, { rgb }] of all.entries()) {
      for (let i = 0; i < 4000; i++) {
        const [r, g, b] = rgb.subarray(3 * i, 3 * i + 3);
        expect((r! << 16) | (g! << 8) | b!).toBe(PALETTE[buffer.pixels[n * 4000 + i]!]);
      }
    }
    buffer.pixels[30 * 200] = (buffer.pixels[30 * 200]! + 1) % 6;
    window.write(painter.update(buffer, area));
    expect(images(window).map(({ row }) => row)).toEqual([1]);
    expect(new Set(all.map(({ keys }) => keys.i)).size).toBe(4);
  });
});
