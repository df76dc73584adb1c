import { beforeAll, describe, expect, test } from 'vitest';
import { bios } from '../src/index.ts';
import { Bench, high, low } from './bench.ts';

let b: Bench;
let mono: Bench;
beforeAll(() => {
  b = new Bench().start();
  mono = new Bench({ display: 3, adapters: ['mono'] }).start();
});

const SCREEN = 0xb8000;
const mode = (al: number, on = b) => on.call(0x10, { ax: al });
const cursor = (row: number, column: number, page = 0) =>
  b.call(0x10, { ax: 0x200, bx: page << 8, dx: (row << 8) | column });
const at = (page = 0) => {
  const { dx } = b.call(0x10, { ax: 0x300, bx: page << 8 });
  return [high(dx), low(dx)];
};
const type = (text: string, bx = 0) => {
  for (const c of text) b.call(0x10, { ax: 0x0e00 | c.charCodeAt(0), bx });
};
const cell = (row: number, column: number, columns = 80, page = 0) =>
  b.bytes(SCREEN + page + (row * columns + column) * 2, 2);
const everything = { bx: 0x1234, cx: 0x5678, dx: 0x0203, si: 0x1111, di: 0x2222, bp: 0x3333, ds: 0x4444, es: 0x5555 };
const glyph = (code: number) => [...bios.bytes.slice(0x1a6e + code * 8, 0x1a6e + code * 8 + 8)];

describe('AH = 00: modes', () => {
  const graphics = [0x38, 0x28, 0x2d, 0x0a, 0x7f, 6, 0x64, 0x70, 2, 1, 6, 7];
  const narrow = [0x38, 0x28, 0x2d, 0x0a, 0x1f, 6, 0x19, 0x1c, 2, 7, 6, 7];
  const wide = [0x71, 0x50, 0x5a, 0x0a, 0x1f, 6, 0x19, 0x1c, 2, 7, 6, 7];
  test.each([
    [0, 40, 0x800, 0x2c, 0x30, narrow],
    [1, 40, 0x800, 0x28, 0x30, narrow],
    [2, 80, 0x1000, 0x2d, 0x30, wide],
    [3, 80, 0x1000, 0x29, 0x30, wide],
    [4, 40, 0x4000, 0x2a, 0x30, graphics],
    [5, 40, 0x4000, 0x2e, 0x30, graphics],
    [6, 80, 0x4000, 0x1e, 0x3f, graphics],
  ])('mode %i', (al, columns, size, select, palette, registers) => {
    b.poke(SCREEN, 1, 2, 3).poke(SCREEN + 0x3ffe, 4, 5);
    b.poke(0x450, 7, 7, 7);
    mode(al);
    expect(b.call(0x10, { ax: 0xf00, bx: 0x77 })).toMatchObject({ ax: (columns << 8) | al, bx: 0x77 });
    expect([b.peek(0x449), b.bda(0x4a), b.bda(0x4c), b.bda(0x4e)]).toEqual([al, columns, size, 0]);
    expect([b.peek(0x465), b.peek(0x466), b.peek(0x462), b.bda(0x63)]).toEqual([select, palette, 0, 0x3d4]);
    expect([b.rest.ports[0x3d8], b.rest.ports[0x3d9]]).toEqual([select, palette]);
    expect([...b.rest.crtc.colour.slice(0, 12)]).toEqual(registers);
    expect(b.bda(0x60)).toBe(0x607);
    expect(b.bytes(0x450, 16)).toEqual(new Array(16).fill(0));
    const blank = al < 4 ? [0x20, 7] : [0, 0];
    expect([b.bytes(SCREEN, 2), b.bytes(SCREEN + 0x3ffe, 2)]).toEqual([blank, blank]);
  });

  test('mode 7, whatever is asked for, on the monochrome adapter', () => {
    for (const al of [3, 7]) {
      mono.poke(0xb0000, 1, 2).poke(0xb1000, 0x55);
      mode(al, mono);
      expect([mono.peek(0x449), mono.bda(0x4a), mono.bda(0x4c), mono.bda(0x63)]).toEqual([7, 80, 0x4000, 0x3b4]);
      const tabled = [0x61, 0x50, 0x52, 0x0f, 0x19, 6, 0x19, 0x19, 2, 0x0d, 0x0b, 0x0c];
      expect([...mono.rest.crtc.mono.slice(0, 12)]).toEqual(tabled);
      expect(mono.bda(0x60)).toBe(0x0b0c);
      expect(mono.rest.ports[0x3b8]).toBe(0x29);
      expect(mono.bytes(0xb0000, 2)).toEqual([0x20, 7]);
      expect(mono.peek(0xb1000)).toBe(0x55); // not the adapter's memory
    }
  });

  test('the picture is off while registers change, and bit 0 of the monochrome adapter never goes', () => {
    for (const [on, port] of [
      [b, 0x3d8],
      [mono, 0x3b8],
    ] as const) {
      on.rest.log.length = 0;
      mode(3, on);
      const writes = on.rest.log.filter((w) => w.port === port).map((w) => w.value);
      expect([writes.length, writes[0]! & 8, writes.at(-1)! & 8]).toEqual([2, 0, 8]);
      if (port === 0x3b8) expect(writes.every((w) => (w & 1) === 1)).toBe(true);
    }
  });

  test('modes that there are not change nothing; neither do functions', () => {
    mode(3);
    mode(0x0d);
    mode(7);
    expect(b.peek(0x449)).toBe(3);
    for (const ax of [0x1130, 0x1a00, 0x12ff, 0xfa00, 0xff00]) {
      expect(b.call(0x10, { ax, ...everything })).toMatchObject({ ax, ...everything });
    }
  });

  test('values come from the table behind INT 1D', () => {
    const own = [...bios.bytes.slice(0x10a4, 0x10a4 + 88)];
    own[16 + 10] = 0x20;
    b.poke(0x700, ...own)
      .pokeWord(0x74, 0x700)
      .pokeWord(0x76, 0);
    mode(3);
    expect([b.rest.crtc.colour[10], b.bda(0x60)]).toEqual([0x20, 0x2007]);
    b.pokeWord(0x74, 0xf0a4).pokeWord(0x76, 0xf000);
    mode(3);
  });
});

describe('registers', () => {
  test('all but the answers are preserved by every function', () => {
    mode(3);
    for (const ax of [0x0100, 0x0200, 0x0500, 0x0600, 0x0700, 0x0942, 0x0a42, 0x0e42, 0x0c01]) {
      const cx = ax >> 8 === 9 || ax >> 8 === 10 ? 3 : 0x0101;
      const registers = { ...everything, cx, bx: 0x0007, flags: 0xf247 };
      expect(b.call(0x10, { ax, ...registers })).toMatchObject({ ax, ...registers });
    }
    mode(3);
  });
});

describe('cursor and pages', () => {
  test('01: shape; 02, 03: place', () => {
    mode(3);
    b.call(0x10, { ax: 0x100, cx: 0x0307 });
    expect([b.rest.crtc.colour[10], b.rest.crtc.colour[11]]).toEqual([3, 7]);
    cursor(10, 20);
    expect(b.call(0x10, { ax: 0x300, bx: 0 })).toMatchObject({ cx: 0x0307, dx: 0x0a14, ax: 0x300 });
    expect((b.rest.crtc.colour[14]! << 8) | b.rest.crtc.colour[15]!).toBe(10 * 80 + 20);
  });

  test('05: pages have cursors and memory of their own', () => {
    mode(3);
    cursor(1, 2);
    cursor(3, 4, 2);
    expect((b.rest.crtc.colour[14]! << 8) | b.rest.crtc.colour[15]!).toBe(82);
    b.call(0x10, { ax: 0x502 });
    expect([b.peek(0x462), b.bda(0x4e)]).toEqual([2, 0x2000]);
    const { colour } = b.rest.crtc;
    expect([(colour[12]! << 8) | colour[13]!, (colour[14]! << 8) | colour[15]!]).toEqual([0x1000, 0x1000 + 244]);
    expect(b.call(0x10, { ax: 0xf00 })).toMatchObject({ ax: 0x5003, bx: 0x200 });
    type('Q');
    expect(cell(3, 4, 80, 0x2000)[0]).toBe(0x51);
    expect([at(2), at(0)]).toEqual([
      [3, 5],
      [1, 2],
    ]);
    b.call(0x10, { ax: 0x0941, bx: 0x011f, cx: 1 });
    expect(cell(0, 0, 80, 0x1000)).toEqual([0x41, 0x1f]);
    expect(b.call(0x10, { ax: 0x800, bx: 0x100 }).ax).toBe(0x1f41);
    b.call(0x10, { ax: 0x500 });
    expect((colour[12]! << 8) | colour[13]!).toBe(0);
  });
});

describe('characters', () => {
  test('09: with attribute, 0A: without; 08 reads; the cursor stays', () => {
    mode(3);
    cursor(5, 6);
    b.call(0x10, { ax: 0x0978, bx: 0x4e, cx: 3 });
    expect([cell(5, 6), cell(5, 8), cell(5, 9)]).toEqual([
      [0x78, 0x4e],
      [0x78, 0x4e],
      [0x20, 7],
    ]);
    b.call(0x10, { ax: 0x0a79, bx: 0x11, cx: 2 });
    expect([cell(5, 6), cell(5, 7), cell(5, 8)]).toEqual([
      [0x79, 0x4e],
      [0x79, 0x4e],
      [0x78, 0x4e],
    ]);
    expect(at()).toEqual([5, 6]);
    expect(b.call(0x10, { ax: 0x800 }).ax).toBe(0x4e79);
    b.call(0x10, { ax: 0x0a7a, cx: 0 });
    expect(cell(5, 6)[0]).toBe(0x79);
  });

  test('0E: text, line ends, backspace', () => {
    mode(3);
    type('ab\r\ncd\be');
    expect(b.text().slice(0, 2)).toEqual(['ab', 'ce']);
    expect(at()).toEqual([1, 2]);
    cursor(2, 0);
    type('\b');
    expect(at()).toEqual([2, 0]);
    cursor(3, 79);
    type('z');
    expect([cell(3, 79)[0], at()]).toEqual([0x7a, [4, 0]]);
  });

  test('0E at the bottom scrolls, with the attribute of the line', () => {
    mode(3);
    cursor(1, 0);
    type('one');
    cursor(24, 0);
    b.call(0x10, { ax: 0x0920, bx: 0x1e, cx: 80 });
    type('end\r\n');
    expect(b.text()[0]).toBe('one');
    expect([b.text()[23], at(), cell(24, 40)]).toEqual(['end', [24, 0], [0x20, 0x1e]]);
    cursor(24, 79);
    type('!');
    expect([cell(23, 79)[0], at()]).toEqual([0x21, [24, 0]]);
  });

  test('0E, 7: a beep of about 0.2 s', () => {
    const before = b.machine.tick;
    type('\x07');
    expect((b.machine.tick - before) / 14318180).toBeGreaterThan(0.15);
    expect((b.machine.tick - before) / 14318180).toBeLessThan(0.3);
    expect(b.rest.portB & 3).toBe(0);
  });

  test.each([0, 1, 2, 3])('13: strings, AL = %i', (al) => {
    mode(3);
    cursor(9, 9);
    const text = [...'A\r\nB'].map((c) => c.charCodeAt(0));
    b.poke(0x7000, ...((al & 2) === 0 ? text : text.flatMap((c, n) => [c, 0x10 + n])));
    b.call(0x10, { ax: 0x1300 | al, bx: 0x2f, cx: 4, dx: 0x0203, es: 0x700, bp: 0 });
    const attributes = (al & 2) === 0 ? [0x2f, 0x2f] : [0x10, 0x13];
    expect([cell(2, 3), cell(3, 0)]).toEqual([
      [0x41, attributes[0]],
      [0x42, attributes[1]],
    ]);
    expect(at()).toEqual((al & 1) === 0 ? [9, 9] : [3, 1]);
  });

  test('40 columns', () => {
    mode(1);
    cursor(2, 39);
    type('xy');
    expect([cell(2, 39, 40)[0], cell(3, 0, 40)[0], at()]).toEqual([0x78, 0x79, [3, 1]]);
  });

  test('monochrome', () => {
    mono.call(0x10, { ax: 7 });
    mono.call(0x10, { ax: 0x0e4d });
    expect(mono.bytes(0xb0000, 2)).toEqual([0x4d, 7]);
  });
});

describe('06, 07: scrolling', () => {
  const fill = () => {
    mode(3);
    for (let row = 0; row < 25; row++) {
      for (let column = 0; column < 80; column++) b.poke(SCREEN + (row * 80 + column) * 2, 0x41 + row, 7);
    }
  };
  const row = (n: number, from = 0, to = 80) => b.text()[n]!.padEnd(80).slice(from, to);

  test('up, a window', () => {
    fill();
    b.call(0x10, { ax: 0x602, bx: 0x3000, cx: 0x0305, dx: 0x0a0f });
    expect(row(3)).toBe(`DDDDD${'F'.repeat(11)}${'D'.repeat(64)}`);
    expect(row(8, 5, 16)).toBe('K'.repeat(11));
    expect([row(9, 5, 16).trim(), row(10, 5, 16).trim(), row(11)]).toEqual(['', '', 'L'.repeat(80)]);
    expect([cell(9, 5), cell(10, 15), cell(9, 16)]).toEqual([
      [0x20, 0x30],
      [0x20, 0x30],
      [0x4a, 7],
    ]);
  });

  test('down', () => {
    fill();
    b.call(0x10, { ax: 0x701, bx: 0x1700, cx: 0, dx: 0x184f });
    expect([row(0).trim(), row(1), row(24)]).toEqual(['', 'A'.repeat(80), 'X'.repeat(80)]);
    expect(cell(0, 79)).toEqual([0x20, 0x17]);
  });

  test.each([0, 25, 99])('AL = %i clears the window', (lines) => {
    fill();
    b.call(0x10, { ax: 0x600 | lines, bx: 0x7000, cx: 0x0101, dx: 0x0302 });
    expect([row(0), row(1, 0, 4), row(3, 0, 4), row(4, 0, 4)]).toEqual(['A'.repeat(80), 'B  B', 'D  D', 'EEEE']);
    expect(cell(2, 2)).toEqual([0x20, 0x70]);
  });

  test('corners outside the screen or the wrong way round do no harm', () => {
    fill();
    b.call(0x10, { ax: 0x600, bx: 0x0700, cx: 0x1740, dx: 0xffff });
    expect([row(22), row(23, 0, 64), row(24, 64).trim()]).toEqual(['W'.repeat(80), 'X'.repeat(64), '']);
    b.poke(SCREEN + 4000, 0x99);
    b.call(0x10, { ax: 0x601, bx: 0x0700, cx: 0x0505, dx: 0x0404 });
    b.call(0x10, { ax: 0x601, bx: 0x0700, cx: 0x0505, dx: 0x0604 });
    expect([row(4), row(5), row(6), b.peek(SCREEN + 4000)]).toEqual([
      'E'.repeat(80), 'F'.repeat(80), 'G'.repeat(80), 0x99,
    ]); // biome-ignore format: short
  });

  test('on the page that is shown', () => {
    mode(3);
    b.call(0x10, { ax: 0x501 });
    b.poke(SCREEN + 0x1000 + 160, 0x5a);
    b.call(0x10, { ax: 0x601, bx: 0x0700, cx: 0, dx: 0x184f });
    expect(cell(0, 0, 80, 0x1000)[0]).toBe(0x5a);
  });
});

describe('graphics', () => {
  const bank = (line: number) => SCREEN + (line & 1) * 0x2000 + (line >> 1) * 80;
  const doubled = (bits: number, colour: number) => {
    let word = 0;
    for (let n = 7; n >= 0; n--) word = (word << 2) | ((bits >> n) & 1 ? colour : 0);
    return [word >> 8, word & 0xff];
  };

  test('0C, 0D: dots of every colour, exclusive or', () => {
    mode(4);
    b.call(0x10, { ax: 0x0c02, cx: 5, dx: 3 });
    expect(b.peek(bank(3) + 1)).toBe(2 << 4);
    expect(low(b.call(0x10, { ax: 0x0d00, cx: 5, dx: 3 }).ax)).toBe(2);
    b.call(0x10, { ax: 0x0c81, cx: 5, dx: 3 });
    expect(low(b.call(0x10, { ax: 0x0d00, cx: 5, dx: 3 }).ax)).toBe(3);
    b.call(0x10, { ax: 0x0c01, cx: 319, dx: 199 });
    expect(b.peek(bank(199) + 79)).toBe(1);
    mode(6);
    b.call(0x10, { ax: 0x0c01, cx: 639, dx: 198 });
    b.call(0x10, { ax: 0x0c01, cx: 0, dx: 0 });
    expect([b.peek(bank(198) + 79), b.peek(bank(0))]).toEqual([1, 0x80]);
    b.call(0x10, { ax: 0x0c00, cx: 0, dx: 0 });
    expect(b.peek(bank(0))).toBe(0);
  });

  test.each([4, 5])('mode %i: characters are written and read', (al) => {
    mode(al);
    cursor(2, 3);
    b.call(0x10, { ax: 0x0941, bx: 2, cx: 2 });
    for (let line = 0; line < 8; line++) {
      const expected = doubled(glyph(0x41)[line]!, 2);
      expect(b.bytes(bank(16 + line) + 6, 4)).toEqual([...expected, ...expected]);
    }
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0x41);
    b.call(0x10, { ax: 0x0941, bx: 0x82, cx: 1 }); // twice with exclusive or: gone
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0); // characters 0 and 20h look the same
    for (let code = 1; code < 128; code++) {
      b.call(0x10, { ax: 0x0a00 | code, bx: 1, cx: 1 });
      expect(glyph(low(b.call(0x10, { ax: 0x0800 }).ax))).toEqual(glyph(code));
    }
    b.poke(bank(16) + 6, 0xff, 0xff, 0x5a);
    b.poke(bank(17) + 6, 0xaf);
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0);
  });

  test('mode 6, and the characters behind INT 1F', () => {
    mode(6);
    const drawn = [1, 2, 3, 4, 5, 6, 7, 0x99];
    b.poke(0x7008, ...drawn)
      .pokeWord(0x7c, 0)
      .pokeWord(0x7e, 0x700);
    cursor(24, 79);
    b.call(0x10, { ax: 0x0a81, bx: 1, cx: 1 });
    expect(drawn.map((_, line) => b.peek(bank(192 + line) + 79))).toEqual(drawn);
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0x81);
    b.call(0x10, { ax: 0x0a62, bx: 1, cx: 1 });
    expect(glyph(0x62).map((_, line) => b.peek(bank(192 + line) + 79))).toEqual(glyph(0x62));
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0x62);
    b.pokeWord(0x7c, 0).pokeWord(0x7e, 0);
  });

  test.each([4, 6])('mode %i: teletype scrolls', (al) => {
    mode(al);
    cursor(1, 0);
    type('Hi', 3);
    cursor(24, 0);
    type('x\n', 1);
    cursor(0, 1);
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0x69);
    cursor(23, 0);
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0x78);
    cursor(24, 0);
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0);
  });

  test('scrolling a window down, filled with a pattern', () => {
    mode(4);
    cursor(5, 10);
    b.call(0x10, { ax: 0x0941, bx: 1, cx: 1 });
    b.call(0x10, { ax: 0x0702, bx: 0x5500, cx: 0x050a, dx: 0x0a0a });
    cursor(7, 10);
    expect(low(b.call(0x10, { ax: 0x0800 }).ax)).toBe(0x41);
    expect([bank(40), bank(41), bank(55)].map((a) => b.bytes(a + 19, 4))).toEqual(
      new Array(3).fill([0, 0x55, 0x55, 0]),
    );
  });
});

describe('0B and 04', () => {
  test('0B: border and palette', () => {
    mode(4);
    b.call(0x10, { ax: 0xb00, bx: 0x0015 });
    expect([b.peek(0x466), b.rest.ports[0x3d9]]).toEqual([0x35, 0x35]);
    b.call(0x10, { ax: 0xb00, bx: 0x0100 });
    expect([b.peek(0x466), b.rest.ports[0x3d9]]).toEqual([0x15, 0x15]);
    b.call(0x10, { ax: 0xb00, bx: 0x0101 });
    expect(b.rest.ports[0x3d9]).toBe(0x35);
  });

  test('04: the light pen', () => {
    const pen = (address: number) => {
      b.rest.crtc.colour[16] = address >> 8;
      b.rest.crtc.colour[17] = address & 0xff;
    };
    mode(3);
    b.rest.penStatus = 0;
    expect(high(b.call(0x10, { ax: 0x4ff }).ax)).toBe(0);
    b.rest.penStatus = 2;
    pen(12 * 80 + 34);
    expect(b.call(0x10, { ax: 0x400, cx: 0x11 })).toMatchObject({ ax: 0x100, dx: 0x0c22, cx: 0x6011, bx: 34 * 8 });
    expect(b.rest.log.at(-1)!.port).toBe(0x3db);
    b.rest.penStatus = 6; // switch open
    expect(high(b.call(0x10, { ax: 0x400 }).ax)).toBe(0);
    b.rest.penStatus = 2;
    mode(4);
    pen(40 * 50 + 7);
    expect(b.call(0x10, { ax: 0x400 })).toMatchObject({ ax: 0x100, dx: 0x0c07, cx: 100 << 8, bx: 56 });
    mode(6);
    expect(b.call(0x10, { ax: 0x400 })).toMatchObject({ ax: 0x100, dx: 0x0c0e, cx: 100 << 8, bx: 112 });
    b.rest.penStatus = 0;
  });
});
