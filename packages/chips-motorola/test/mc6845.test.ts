import { loadState, saveState, sha1Hex } from '@backplane/kernel';
import { Prng } from '@backplane/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CRTC, type Crtc6845Model, Mc6845 } from '../src/index.ts';
import { Stepped6845 } from './stepped-6845.ts';

const MODELS = ['mc6845', 'hd6845', 'um6845'] as const;

/** R0–R15 of 80-column text on IBM's colour adapter: lines of 114 characters, 262 lines. */
const TEXT = [113, 80, 90, 10, 31, 6, 25, 28, 2, 7, 6, 7, 0, 0, 0, 0];

function make(values: readonly number[], model: Crtc6845Model = 'mc6845'): Mc6845 {
  const chip = new Mc6845(model);
  chip.power();
  put(chip, values);
  return chip;
}

function put(chip: Mc6845, values: readonly number[]): void {
  for (const [n, value] of values.entries()) set(chip, n, value);
}

function set(chip: Mc6845, n: number, value: number): void {
  chip.select(n);
  chip.write(value);
}

function get(chip: Mc6845, n: number): number {
  chip.select(n);
  return chip.read();
}

/** To the start of the next picture. */
function nextPicture(chip: Mc6845): void {
  const { fields } = chip;
  while (chip.fields === fields) chip.advance(1, null);
}

/** Character clocks until a signal changes. */
function edge(chip: Mc6845, signal: 'displays' | 'hs' | 'vs'): number {
  const n = chip.untilEdge(signal, 1e6);
  chip.advance(n, null);
  return n;
}

describe('registers', () => {
  test('have the widths of the data sheet, and only R14–R17 can be read', () => {
    const widths = [8, 8, 8, 4, 7, 5, 7, 7, 2, 5, 7, 5, 6, 8, 6, 8, 0, 0];
    const chip = make([]);
    widths.forEach((bits, n) => {
      set(chip, n, 0xff);
      expect(chip.registers[n]).toBe(2 ** bits - 1);
      expect(get(chip, n)).toBe(n === 14 || n === 15 ? 2 ** bits - 1 : 0);
    });
    chip.select(18);
    chip.write(0x55);
    expect(chip.read()).toBe(0);
    chip.select(0xff);
    expect(chip.selected).toBe(0x1f);
  });

  test('the HD6845S reads its start address and has a VSYNC width and skews; the UM6845R has a status', () => {
    const hd = make([], 'hd6845');
    put(hd, TEXT);
    set(hd, 12, 0x12);
    set(hd, 13, 0x34);
    set(hd, 3, 0x4a);
    set(hd, 8, 0xff);
    expect([get(hd, 12), get(hd, 13)]).toEqual([0x12, 0x34]);
    expect([hd.registers[3], hd.registers[8]]).toEqual([0x4a, 0xf3]);
    const um = make(TEXT, 'um6845');
    nextPicture(um);
    expect(um.status()).toBe(0);
    um.strobe();
    expect(um.status()).toBe(0x40);
    get(um, 16);
    expect(um.status()).toBe(0);
    um.advance(26 * 8 * 114, null);
    expect(um.status()).toBe(0x20);
    expect(make([]).status()).toBe(0xff);
  });

  test('the light pen takes the refresh address', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    chip.advance(114 * 9 + 17, null);
    chip.strobe();
    expect(get(chip, 16) * 256 + get(chip, 17)).toBe(80 + 17);
    set(chip, 16, 0x3f);
    expect(get(chip, 16)).toBe(0);
  });
});

describe('timing', () => {
  test('a picture of 80-column text', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    expect(chip).toMatchObject({ hcc: 0, vcc: 0, ma: 0, ra: 0, hs: false, vs: false, displays: true });
    expect(chip.untilVsync(1e6)).toBe(224 * 114);
    expect(edge(chip, 'displays')).toBe(80);
    expect(edge(chip, 'hs')).toBe(10);
    expect(edge(chip, 'hs')).toBe(10);
    expect(edge(chip, 'displays')).toBe(14);
    expect(chip).toMatchObject({ vcc: 0, ra: 1, ma: 0 });
    // sync pulses are sixteen lines long, in lines 224 to 239
    expect(edge(chip, 'vs')).toBe(223 * 114);
    expect(chip).toMatchObject({ vcc: 28, ra: 0, hcc: 0, vsyncs: 2 });
    expect(edge(chip, 'vs')).toBe(16 * 114);
    expect(edge(chip, 'displays')).toBe((262 - 240) * 114);
    expect(edge(chip, 'vs')).toBe(224 * 114);
  });

  test('a limit ends the search for an edge', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    expect(chip.untilVsync(1000)).toBe(1000);
    expect(chip.untilEdge('hs', 5)).toBe(5);
    expect(chip).toMatchObject({ hcc: 0, vcc: 0 });
  });

  test('the start address is looked at when a picture begins', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    set(chip, 12, 0x01);
    set(chip, 13, 0x40);
    chip.advance(114 * 8, null);
    expect(chip.ma).toBe(80);
    nextPicture(chip);
    expect(chip.ma).toBe(0x140);
    chip.advance(114 * 8, null);
    expect(chip.ma).toBe(0x140 + 80);
    // the UM6845R looks at it in every line of the first row
    const um = make(TEXT, 'um6845');
    nextPicture(um);
    set(um, 13, 0x33);
    um.advance(114, null);
    expect(um.ma).toBe(0x33);
  });

  test('a row that is never ended by R1 is shown again', () => {
    const chip = make(TEXT);
    set(chip, CRTC.horizontalDisplayed, 200);
    nextPicture(chip);
    chip.advance(114 * 8, null);
    expect(chip).toMatchObject({ vcc: 1, ma: 0, hde: true });
  });

  test('pictures of one line: R4 and R9 are 0', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    put(chip, [113, 80, 90, 10, 0, 0, 1, 100, 2, 0]);
    nextPicture(chip);
    for (let line = 0; line < 50; line++) {
      set(chip, 13, line);
      const { fields } = chip;
      chip.advance(114, null);
      expect(chip).toMatchObject({ vcc: 0, ra: 0, hcc: 0, ma: line, fields: fields + 1, displays: true });
    }
    expect(chip.vs).toBe(false);
  });

  test('a counter that has passed its register goes round', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    chip.advance(50, null);
    set(chip, 0, 30);
    // 50 … 255, 0 … 30
    const { ra } = chip;
    chip.advance(206 + 30, null);
    expect(chip).toMatchObject({ hcc: 30, ra });
    chip.advance(1, null);
    expect(chip).toMatchObject({ hcc: 0, ra: ra + 1 });
    // raster 4 of 3: on to 31
    const rows = make(TEXT);
    nextPicture(rows);
    rows.advance(4 * 114, null);
    set(rows, 9, 3);
    rows.advance(27 * 114, null);
    expect(rows).toMatchObject({ ra: 31, vcc: 0 });
    rows.advance(114 * 5, null);
    expect(rows).toMatchObject({ ra: 0, vcc: 1 });
  });

  test('a row that was found to be the last one stays it', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    chip.advance(31 * 8 * 114 + 20, null);
    expect(chip.vcc).toBe(31);
    set(chip, 4, 60);
    chip.advance((262 - 31 * 8) * 114 - 20, null);
    expect(chip).toMatchObject({ vcc: 0, ra: 0, hcc: 0, fields: 2 });
  });

  test('a start address for every line: each is a picture of a short and a long half', () => {
    // the right half has one character and HSYNC, the left one eighty; R4 goes back to 63 for the lines below
    const chip = make([113, 80, 90, 10, 63, 0, 62, 40, 2, 0]);
    nextPicture(chip);
    nextPicture(chip);
    chip.advance(63 * 114 + 5, null);
    const left = (address: number, total?: number): void => {
      const writes: (readonly [hcc: number, n: number, value: number])[] = [
        [6, 0, 87],
        [16, 2, 2],
        [34, 12, address >> 8],
        [45, 13, address & 0xff],
        [80, 1, 1],
      ];
      if (total !== undefined) writes.splice(4, 0, [66, 4, total]);
      for (const [hcc, n, value] of writes) {
        chip.advance(hcc - chip.hcc, null);
        set(chip, n, value);
      }
      chip.advance(88 - 80, null);
    };
    const right = (): void => {
      expect(chip).toMatchObject({ hcc: 0, vcc: 0, displays: true });
      set(chip, 0, 25);
      chip.advance(11, null);
      expect(chip.hs).toBe(true);
      set(chip, 1, 80);
      set(chip, 2, 87);
      chip.advance(26 - 11, null);
      expect(chip).toMatchObject({ hcc: 0, vcc: 1, displays: true });
    };
    expect(chip.vcc).toBe(63);
    left(999, 1);
    for (let line = 0; line < 198; line++) {
      expect(chip.ma).toBe(line === 0 ? 999 : line * 80 - 1);
      right();
      expect(chip.ma).toBe(line === 0 ? 1000 : line * 80);
      left(line * 80 + 79, line === 197 ? 63 : undefined);
    }
    right();
    const { fields, vsyncs } = chip;
    set(chip, 0, 113);
    set(chip, 2, 90);
    chip.advance(62 * 114, null);
    expect(chip).toMatchObject({ hcc: 0, vcc: 63, fields, vsyncs: vsyncs + 1 });
  });

  test('VSYNC starts when R7 becomes equal, and not again before it was different', () => {
    const chip = make(TEXT);
    nextPicture(chip);
    chip.advance(3 * 8 * 114 + 60, null);
    set(chip, 7, 3);
    expect(chip).toMatchObject({ vs: true, hcc: 60, vcc: 3 });
    // the line in which it began does not count as a whole one
    expect(edge(chip, 'vs')).toBe(16 * 114 - 60);
    set(chip, 7, chip.vcc);
    expect(chip.vs).toBe(true);
    const rows = make([113, 80, 90, 10, 3, 0, 4, 2, 2, 31]);
    nextPicture(rows);
    expect(rows.untilVsync(1e6)).toBe(2 * 32 * 114);
    const { vsyncs } = rows;
    rows.advance(2 * 32 * 114 + 20 * 114, null);
    expect(rows).toMatchObject({ vcc: 2, vs: false, vsyncs: vsyncs + 1 });
  });

  test.each([
    ['mc6845', 16],
    ['hd6845', 5],
    ['um6845', 16],
  ] as const)('%s: VSYNC lasts %i lines with R3 = 5Ah', (model, lines) => {
    const chip = make(TEXT, model);
    set(chip, 3, 0x5a);
    nextPicture(chip);
    edge(chip, 'vs');
    expect(edge(chip, 'vs')).toBe(lines * 114);
  });

  test.each([
    ['mc6845', true],
    ['hd6845', false],
    ['um6845', false],
  ] as const)('%s: HSYNC of width 0', (model, pulse) => {
    const chip = make(TEXT, model);
    set(chip, 3, 0);
    nextPicture(chip);
    expect(chip.untilEdge('hs', 114)).toBe(pulse ? 90 : 114);
    chip.advance(90, null);
    expect(chip.untilEdge('hs', 30)).toBe(pulse ? 16 : 30);
  });

  test('skew of the HD6845S moves the display, 3 switches it off', () => {
    for (const skew of [0, 1, 2, 3]) {
      const chip = make(TEXT, 'hd6845');
      set(chip, 8, skew << 4);
      nextPicture(chip);
      const shown: number[] = [];
      for (let n = 0; n < 114; n++) {
        if (chip.displays) shown.push(chip.hcc);
        chip.advance(1, null);
      }
      expect(shown.length).toBe(skew === 3 ? 0 : 80);
      if (skew < 3) expect([shown[0], shown.at(-1)]).toEqual([skew, 79 + skew]);
    }
  });
});

describe('interlace', () => {
  test('two fields of 262½ lines, VSYNC half a line late in even ones', () => {
    const chip = make(TEXT);
    set(chip, 8, 1);
    nextPicture(chip);
    nextPicture(chip);
    const pulses: number[] = [];
    for (let field = 0; field < 4; field++) {
      let n = edge(chip, 'vs');
      n += edge(chip, 'vs');
      pulses.push(n);
    }
    // from one end of a pulse to the next
    expect(new Set(pulses.slice(1))).toEqual(new Set([262.5 * 114]));
  });

  test('sync and video: even rasters in even fields, odd ones in odd fields', () => {
    const chip = make(TEXT);
    set(chip, 8, 3);
    nextPicture(chip);
    const rasters = [0, 0].map(() => {
      const list: number[] = [];
      for (let line = 0; line < 4; line++) {
        list.push(chip.ra);
        chip.advance(114, null);
      }
      expect(chip.vcc).toBe(1);
      nextPicture(chip);
      return list;
    });
    rasters.sort((a, b) => a[0]! - b[0]!);
    expect(rasters).toEqual([
      [0, 2, 4, 6],
      [1, 3, 5, 7],
    ]);
  });
});

describe('cursor', () => {
  test('rasters', () => {
    const chip = make([]);
    const rasters = (start: number, end: number): number[] => {
      set(chip, 10, start);
      set(chip, 11, end);
      return [...Array(14).keys()].filter((ra) => chip.cursorOn(ra));
    };
    expect(rasters(6, 7)).toEqual([6, 7]);
    expect(rasters(0, 13).length).toBe(14);
    expect(rasters(11, 1)).toEqual([0, 1, 11, 12, 13]);
  });

  test.each([
    [0x00, 64],
    [0x20, 0],
    [0x40, 32],
    [0x60, 32],
  ])('blink mode %i', (mode, shown) => {
    const chip = make(TEXT);
    set(chip, 10, mode | 6);
    nextPicture(chip);
    const list: boolean[] = [];
    for (let n = 0; n < 64; n++) {
      list.push(chip.cursorBlinksOn);
      nextPicture(chip);
    }
    expect(list.filter(Boolean).length).toBe(shown);
    const changes = list.filter((on, n) => n > 0 && on !== list[n - 1]).length;
    expect(changes).toBe(mode === 0x40 ? 8 : mode === 0x60 ? 4 : 0);
  });
});

// ---------------------------------------------------------------- against the stepped chip

const register = fc.oneof(
  fc.record({ n: fc.constantFrom(0, 1, 2), value: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ n: fc.constantFrom(4, 5, 6, 7, 9), value: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ n: fc.constant(3), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ n: fc.constant(8), value: fc.constantFrom(0, 0, 1, 2, 3, 0x10, 0x21, 0x30) }),
  fc.record({ n: fc.constantFrom(0, 1, 2, 4, 5, 6, 7, 9, 12, 13), value: fc.integer({ min: 0, max: 255 }) }),
);

const program = fc.record({
  model: fc.constantFrom(...MODELS),
  setUp: fc.array(register, { minLength: 4, maxLength: 20 }),
  steps: fc.array(
    fc.record({
      chars: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 3000 })),
      write: fc.option(register, { nil: undefined }),
    }),
    { minLength: 5, maxLength: 40 },
  ),
});

const signals = ['hcc', 'vcc', 'ma', 'ra', 'hs', 'vs', 'hde', 'vde', 'vsyncs', 'fields', 'field'] as const;

function look(chip: Mc6845 | Stepped6845): unknown[] {
  return signals.map((name) => chip[name]);
}

test('going from change to change is the same as looking at every character', () => {
  fc.assert(
    fc.property(program, ({ model, setUp, steps }) => {
      const oracle = new Stepped6845(model);
      const drawn = make([], model);
      const skipping = make([], model);
      const write = (n: number, value: number): void => {
        for (const chip of [drawn, skipping]) set(chip, n, value);
        oracle.write(n, drawn.registers[n]!);
      };
      for (const { n, value } of setUp) write(n, value);
      for (const { chars, write: next } of steps) {
        const seen: string[] = [];
        drawn.advance(chars, {
          span: (count) => {
            const { ma, ra, hs, vs, displays, hcc } = drawn;
            for (let n = 0; n < count; n++) {
              seen.push([(hcc + n) & 255, (ma + n) & 0x3fff, ra, hs, vs, displays].join());
            }
          },
        });
        skipping.advance(chars, null);
        for (let n = 0; n < chars; n++) {
          const { hcc, ma, ra, hs, vs, hde, vde } = oracle;
          const expected = [hcc, ma, ra, hs, vs, hde && vde].join();
          if (seen[n] !== expected) expect(`${n}: ${seen[n]}`).toBe(`${n}: ${expected}`);
          oracle.clock();
        }
        expect(seen.length).toBe(chars);
        expect(look(drawn)).toEqual(look(oracle));
        expect(look(skipping)).toEqual(look(oracle));
        expect(sha1Hex(saveState(skipping))).toBe(sha1Hex(saveState(drawn)));
        if (next !== undefined) write(next.n, next.value);
      }
    }),
    { numRuns: 400, seed: 6845 },
  );
});

test('long times are passed over exactly, with any registers', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...MODELS),
      fc.array(register, { minLength: 0, maxLength: 20 }),
      fc.integer({ min: 0, max: 400_000 }),
      (model, setUp, chars) => {
        const one = make([], model);
        const two = make([], model);
        for (const { n, value } of setUp) for (const chip of [one, two]) set(chip, n, value);
        one.advance(chars, null);
        two.advance(chars, { span: () => {} });
        expect(sha1Hex(saveState(one))).toBe(sha1Hex(saveState(two)));
      },
    ),
    { numRuns: 60, seed: 12 },
  );
});

test('an hour of pictures costs nothing', () => {
  for (const values of [TEXT, [], [0x38, 0x28, 0x2d, 0x0a, 0x7f, 6, 0x64, 0x70, 3, 1]]) {
    const chip = make(values);
    chip.advance(3600 * 1_789_773, null);
    expect(chip.fields).toBeGreaterThan(0);
  }
  const chip = make(TEXT);
  nextPicture(chip);
  chip.advance(114 * 262 * 1000 + 114 * 5 + 3, null);
  expect(chip).toMatchObject({ fields: 1001, vsyncs: 1001, ra: 5, hcc: 3 });
});

test('an hour in parts is an hour', () => {
  const random = new Prng(6845);
  for (let n = 0; n < 30; n++) {
    const values = Array.from({ length: 16 }, () => random.below(256));
    const one = make(values);
    const two = make(values);
    one.advance(3600 * 1_789_773, null);
    let rest = 3600 * 1_789_773;
    while (rest > 0) {
      const part = Math.min(rest, 1 + random.below(1 << 30) * 4);
      two.advance(part, null);
      rest -= part;
    }
    expect(sha1Hex(saveState(two))).toBe(sha1Hex(saveState(one)));
  }
});

test('state is loaded as it was saved, and damaged state is refused', () => {
  const chip = make(TEXT);
  chip.advance(123_456, null);
  const bytes = saveState(chip);
  const other = new Mc6845('mc6845');
  loadState(other, bytes);
  expect(saveState(other)).toEqual(bytes);
  chip.advance(5000, null);
  other.advance(5000, null);
  expect(saveState(other)).toEqual(saveState(chip));
  other.vcc = 200;
  expect(() => loadState(new Mc6845(), saveState(other))).toThrow(/vcc is 200; it goes from 0 to 127/);
});
