import { ATTRIBUTE, findText, screenText } from '@backplane/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cga } from '../src/cards/cga/index.ts';
import { hercules, herculesHalf } from '../src/cards/hercules/index.ts';
import { mda, mdaCard } from '../src/cards/mda/index.ts';
import { HERTZ, Rig } from './io-rig.ts';
import { SteppedMono } from './stepped-mono.ts';
import { cgaMode, finishPicture, pictureHash, program, TIMINGS, type, videoOf } from './video-rig.ts';
import { patterned } from './video-rig-cards.ts';

const BASE = 0xb0000;
const STRIDE = 1024;
const CRYSTAL = 16_257_000;

/** Sets up text as the BIOS does in mode 7. */
function text(rig: Rig): void {
  program(rig, 0x3b4, TIMINGS.mono);
  rig.out(0x3b8, 0x29);
}

/** Sets up 720 × 348 graphics. */
function graphics(rig: Rig, page: 0 | 1 = 0): void {
  rig.out(0x3bf, 3);
  program(rig, 0x3b4, TIMINGS.hercules);
  rig.out(0x3b8, 0x0a | (page << 7));
}

/** Brightness of a dot of the picture. */
function dot(rig: Rig, x: number, y: number): number {
  const { pixels, visible } = videoOf(rig);
  return pixels[(visible.y + y) * STRIDE + visible.x + x]!;
}

describe('bus', () => {
  test('4 KB appear eight times from B0000h to B7FFFh', () => {
    const rig = new Rig(mda);
    rig.write(BASE + 0xfff, 0x77);
    expect([rig.read(0xb1fff), rig.read(0xb7fff), rig.read(0xb8fff)]).toEqual([0x77, 0x77, 0xff]);
  });

  test('the board learns that there is a monochrome display', () => {
    for (const card of [mda, hercules, herculesHalf]) {
      const board = new Rig(card).machine.part('board') as unknown as { installed: unknown[] };
      expect(board.installed).toEqual([{ video: 'monochrome' }]);
    }
  });

  test('the controller is at all even and odd ports from 3B0h to 3B7h', () => {
    const rig = new Rig(mda);
    rig.out(0x3b2, 15);
    rig.out(0x3b1, 0x5a);
    expect(rig.in(0x3b7)).toBe(0x5a);
    // the printer port begins at 3BCh: data register; the Hercules register is another card's
    rig.out(0x3bc, 0x41);
    expect(rig.in(0x3bc)).toBe(0x41);
  });

  test('the Hercules card has its upper half on the bus when it is told so', () => {
    const rig = new Rig(hercules);
    rig.write(0xb8000, 0x11);
    expect(rig.read(0xb8000)).toBe(0xff);
    rig.out(0x3bf, 2);
    expect(rig.read(0xb8000)).toBe(0);
    rig.write(0xb8000, 0x22);
    rig.write(0xbffff, 0x33);
    expect([rig.read(0xb8000), rig.read(0xbffff), rig.read(BASE)]).toEqual([0x22, 0x33, 0]);
    rig.out(0x3bf, 1);
    expect(rig.read(0xbffff)).toBe(0xff);
  });

  test('graphics and the second page are shown only if the configuration allows them', () => {
    const rig = new Rig(hercules);
    text(rig);
    rig.out(0x3b8, 0x8a);
    expect(videoOf(rig).visible.x).toBe(144);
    rig.out(0x3bf, 1);
    rig.out(0x3b8, 0x8a);
    expect(videoOf(rig).visible.x).toBe(128);
  });

  test('a colour adapter and half a Hercules card are in one machine', () => {
    const rig = new Rig(cga, herculesHalf);
    cgaMode(rig, 3);
    text(rig);
    rig.write(0xb8000, 0x41);
    rig.write(0xb0000, 0x42);
    expect([rig.read(0xb8000), rig.read(0xb0000), rig.read(0xbc000)]).toEqual([0x41, 0x42, 0x41]);
    const screens = ['isa1.video', 'isa2.video'].map((part) => screenText(rig.machine.part(part).screen!)[0]);
    expect(screens).toEqual(['A', 'B']);
    expect(() => new Rig(cga, hercules)).toThrow(/both answer/);
  });
});

describe('timing', () => {
  test.each([
    ['text', mda, text, 882 * 370, 882, 738, 135],
    ['graphics', hercules, graphics, 864 * 370, 864, 736, 112],
  ] as const)('%s: pictures and HSYNC', (_name, card, setUp, picture, line, from, width) => {
    const rig = new Rig(card);
    setUp(rig);
    const video = videoOf(rig);
    const one = video.frameEnd(rig.tick);
    const two = video.frameEnd(one);
    expect(Math.abs(two - one - (picture * HERTZ) / CRYSTAL)).toBeLessThan(1);
    // HSYNC by the status port, dot by dot of the first line after VSYNC has begun
    const { io } = rig.machine.wired.ports;
    const ticks = Math.round((line * HERTZ) / CRYSTAL);
    const bits = Array.from({ length: ticks }, (_, n) => io!.read(0x3ba, two + n) & 1);
    expect(Math.abs(bits.indexOf(1) - (from * HERTZ) / CRYSTAL)).toBeLessThanOrEqual(1);
    expect(Math.abs(bits.filter((b) => b === 1).length - (width * HERTZ) / CRYSTAL)).toBeLessThanOrEqual(1);
    expect(video.refresh.num / video.refresh.den).toBeCloseTo(49.816, 2);
  });

  test('bit 7 tells a Hercules card: it is low in VSYNC', () => {
    const ibm = new Rig(mda);
    text(ibm);
    const card = new Rig(hercules);
    text(card);
    let [low, high] = [0, 0];
    const { io } = card.machine.wired.ports;
    for (let line = 0; line < 370; line++) {
      const t = 1_000_000 + Math.floor(((line * 882 + 5) * HERTZ) / CRYSTAL);
      if ((io!.read(0x3ba, t) & 0x80) === 0) low++;
      else high++;
    }
    expect([low, high]).toEqual([16, 354]);
    expect(card.in(0x3ba) & 0x76).toBe(0);
    expect(ibm.in(0x3ba) & 0xf6).toBe(0xf6);
  });

  test('bit 3 is the dot that the beam draws', () => {
    const rig = new Rig(mda);
    text(rig);
    type(rig, BASE, 80, 0, 0, '\xdb', 7);
    type(rig, BASE, 80, 0, 2, '\xdb', 0x70);
    const { io } = rig.machine.wired.ports;
    const start = videoOf(rig).frameEnd(1_000_000) + Math.floor((20 * 882 * HERTZ) / CRYSTAL);
    const dots = Array.from({ length: 40 }, (_, n) => (io!.read(0x3ba, start + n) >> 3) & 1);
    // nine dots of a block; the third cell is black on bright
    const runs = dots
      .join('')
      .match(/1+|0+/g)!
      .map((s) => s.length);
    expect(dots[0]! + dots[1]!).toBeGreaterThan(0);
    expect(Math.abs(runs[dots[0] === 1 ? 0 : 1]! - 8)).toBeLessThanOrEqual(1);
    for (const column of [0, 2]) type(rig, BASE, 80, 0, column, ' ', 7);
    const later = start + (videoOf(rig).frameEnd(start) - videoOf(rig).frameEnd(start - 200_000));
    expect(dots.map((_, n) => io!.read(0x3ba, later + n) & 8)).toEqual(dots.map(() => 0));
  });

  test('the light pen of the Hercules card', () => {
    const rig = new Rig(hercules);
    text(rig);
    rig.machine.run(200_000);
    expect(rig.in(0x3ba) & 2).toBe(0);
    rig.out(0x3b9, 0);
    expect(rig.in(0x3ba) & 2).toBe(2);
    rig.out(0x3bb, 0);
    expect(rig.in(0x3ba) & 2).toBe(0);
  });
});

describe('text for terminals', () => {
  test('characters, attributes and cursor', () => {
    const rig = new Rig(mda);
    text(rig);
    const screen = rig.machine.part('isa1.video').screen!;
    type(rig, BASE, 80, 2, 5, 'plain', 0x07);
    type(rig, BASE, 80, 3, 5, 'under', 0x01);
    type(rig, BASE, 80, 4, 5, 'reverse', 0x70);
    type(rig, BASE, 80, 5, 5, 'bright', 0x8f);
    rig.out(0x3b4, 15);
    rig.out(0x3b5, 81);
    expect([screen.columns, screen.rows, screen.showsText]).toEqual([80, 25, true]);
    expect(findText(screen, 'bright')).toEqual({ row: 5, column: 5, length: 6 });
    const attribute = (row: number): number => screen.attributes[row * 80 + 5]!;
    expect([2, 3, 4, 5].map(attribute)).toEqual([
      0,
      ATTRIBUTE.underline,
      ATTRIBUTE.reverse,
      ATTRIBUTE.bold | ATTRIBUTE.blink,
    ]);
    expect([screen.cursorRow, screen.cursorColumn]).toEqual([1, 1]);
    const cell = 4 * 80 + 5;
    expect([screen.palette![screen.foreground![cell]!], screen.palette![screen.background![cell]!]]).toEqual([
      0x000000, 0x00aa00,
    ]);
  });

  test('no text in graphics', () => {
    const rig = new Rig(hercules);
    graphics(rig);
    expect(rig.machine.part('isa1.video').screen!.showsText).toBe(false);
    text(rig);
    expect(rig.machine.part('isa1.video').screen!.showsText).toBe(true);
  });
});

describe('pictures', () => {
  test('line drawing joins, letters do not; underlines and invisible characters', () => {
    const rig = new Rig(mda);
    videoOf(rig).enabled = true;
    text(rig);
    type(rig, BASE, 80, 1, 0, '\xc4\xc4\xc4', 7);
    type(rig, BASE, 80, 2, 0, '\xdb\x08', 7);
    type(rig, BASE, 80, 3, 0, '  ', 1);
    type(rig, BASE, 80, 4, 0, '\xdb\xdb', 0);
    type(rig, BASE, 80, 5, 0, '\xdb ', 0x70);
    type(rig, BASE, 80, 6, 0, '\xdb ', 0x78);
    finishPicture(rig);
    finishPicture(rig);
    const row = (y: number, to: number): number[] => Array.from({ length: to }, (_, x) => dot(rig, x, y));
    const rule = [...Array(14).keys()].map((r) => row(14 + r, 27).join('')).filter((s) => s.includes('1'));
    expect(rule).toEqual(['1'.repeat(27)]);
    expect(row(2 * 14 + 3, 9)).toEqual(new Array(9).fill(1));
    const underline = [...Array(14).keys()].filter((r) => dot(rig, 4, 3 * 14 + r) === 1);
    expect(underline).toEqual([12]);
    expect(new Set(row(4 * 14 + 5, 18))).toEqual(new Set([0]));
    expect(row(5 * 14 + 5, 18)).toEqual([...new Array(9).fill(0), ...new Array(9).fill(1)]);
    // black on bright, with the intensity bit: dark dots
    expect(new Set(row(6 * 14 + 5, 18))).toEqual(new Set([3, 1]));
  });

  test('720 × 348 dots in four banks, on two pages', () => {
    const rig = new Rig(hercules);
    videoOf(rig).enabled = true;
    graphics(rig);
    const places = [
      [0, 0],
      [719, 0],
      [0, 347],
      [719, 347],
      [100, 1],
      [333, 222],
    ] as const;
    for (const [x, y] of places) rig.write(BASE + (y & 3) * 0x2000 + (y >> 2) * 90 + (x >> 3), 0x80 >> (x & 7));
    rig.write(0xb8000 + 0x2000, 0xff);
    const lit = (): string[] => {
      finishPicture(rig);
      finishPicture(rig);
      const list: string[] = [];
      for (let y = 0; y < 350; y++) for (let x = 0; x < 720; x++) if (dot(rig, x, y) !== 0) list.push(`${x},${y - 1}`);
      return list;
    };
    expect(lit()).toEqual([...places].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([x, y]) => `${x},${y}`));
    rig.out(0x3b8, 0x8a);
    expect(lit()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((x) => `${x},1`));
  });

  test.each([
    ['green', 0x00aa00],
    ['amber', 0xc08000],
    ['white', 0xaaaaaa],
  ] as const)('%s phosphor', (phosphor, colour) => {
    const rig = new Rig(mdaCard('x', 'x', { phosphor }));
    expect(videoOf(rig).palette[1]).toBe(colour);
  });

  // looked at
  test.each([
    ['text', mda, text, 'eb835edc02c587074cf7cdb6d4fd725364e536ea'],
    ['graphics', hercules, graphics, 'c0d10eb8bd9eb4ac1343fc1e7bfc2dca1287bd32'],
  ] as const)('%s', (_name, card, setUp, hash) => {
    const rig = new Rig(patterned(card));
    videoOf(rig).enabled = true;
    setUp(rig);
    if (card === mda) rig.out(0x3b8, 0x09);
    for (let n = 0; n < 0x8000; n++) rig.write(BASE + n, (n * 7 + (n >> 8) * 13) & 0xff);
    finishPicture(rig);
    finishPicture(rig);
    expect(pictureHash(videoOf(rig))).toBe(hash);
  });
});

test('states are saved and loaded at any time', () => {
  for (const card of [mda, hercules]) {
    const make = (): Rig => {
      const rig = new Rig(patterned(card));
      videoOf(rig).enabled = true;
      return rig;
    };
    const one = make();
    text(one);
    for (let n = 0; n < 0x1000; n++) one.write(BASE + n, (n * 5) & 0xff);
    one.machine.run(234_567);
    const two = make();
    two.machine.load(one.machine.save());
    expect(two.machine.hash()).toBe(one.machine.hash());
    for (const rig of [one, two]) {
      if (card === hercules) graphics(rig, 1);
      rig.machine.run(50_001);
      for (let n = 0; n < 3; n++) finishPicture(rig);
    }
    expect(two.machine.hash()).toBe(one.machine.hash());
    expect(pictureHash(videoOf(two))).toBe(pictureHash(videoOf(one)));
  }
});

const step = fc.oneof(
  fc.record({ what: fc.constant('crtc'), at: fc.constantFrom(12, 13, 14, 15, 10, 11), value: fc.nat(255) }),
  fc.record({ what: fc.constant('crtc'), at: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 9), value: fc.nat(120) }),
  fc.record({ what: fc.constant('mode'), at: fc.constant(0), value: fc.constantFrom(0x29, 0x09, 0x0a, 0x8a, 0x2a) }),
  fc.record({ what: fc.constant('mode'), at: fc.constant(0), value: fc.nat(255) }),
  fc.record({ what: fc.constant('configure'), at: fc.constant(0), value: fc.nat(3) }),
  fc.record({ what: fc.constant('memory'), at: fc.nat(0x7fff), value: fc.nat(255) }),
  fc.record({ what: fc.constant('memory'), at: fc.nat(400), value: fc.nat(255) }),
  fc.record({ what: fc.constant('status'), at: fc.constant(0), value: fc.constant(0) }),
);

test('spans are drawn as the dots come out of the cards, with any registers at any time', () => {
  fc.assert(
    fc.property(
      fc.record({
        card: fc.boolean(),
        start: fc.boolean(),
        steps: fc.array(
          fc.record({
            wait: fc.oneof(fc.integer({ min: 24, max: 3000 }), fc.integer({ min: 24, max: 50_000 })),
            step,
          }),
          { minLength: 3, maxLength: 25 },
        ),
      }),
      ({ card: isHercules, start, steps }) => {
        const rig = new Rig(patterned(isHercules ? hercules : mda));
        const video = videoOf(rig);
        video.enabled = true;
        const oracle = new SteppedMono(isHercules);
        const clock = rig.machine.wired.clocks['isa1.dots']!;
        const { io } = rig.machine.wired.ports;
        let t = 0;
        const apply = (what: string, at: number, value: number): void => {
          const cycle = clock.cycleAt(t);
          oracle.to(clock.tickOf(cycle) > t ? cycle - 1 : cycle);
          if (what === 'crtc') {
            io!.write(0x3b4, at, t);
            io!.write(0x3b5, value, t);
            oracle.crtc.select(at);
            oracle.crtc.write(value);
          } else if (what === 'mode') {
            io!.write(0x3b8, value, t);
            oracle.setMode(value);
          } else if (what === 'configure') {
            if (!isHercules) return;
            io!.write(0x3bf, value, t);
            oracle.configure(value);
          } else if (what === 'memory') {
            rig.machine.wired.spaces.memory!.write(BASE + at, value, t);
            oracle.memory[at & (oracle.memory.length - 1)] = value;
          } else if (what === 'status') {
            expect(io!.read(0x3ba, t) & 1).toBe(oracle.crtc.hs ? 1 : 0);
          } else video.draw(t);
        };
        for (let n = 0; n < 0x8000; n++) apply('memory', n, (n * 7 + (n >> 8) * 13) & 0xff);
        for (const [n, value] of (start ? TIMINGS.mono : TIMINGS.hercules).entries()) apply('crtc', n, value);
        apply('configure', 0, 3);
        apply('mode', 0, start ? 0x29 : 0x0a);
        for (const { wait, step: next } of steps) {
          t += wait;
          apply(next.what, next.at, next.value);
        }
        t += 300_000;
        apply('end', 0, 0);
        oracle.finish();
        const { pixels } = oracle.monitor;
        for (let n = 0; n < pixels.length; n++) {
          if (pixels[n] !== video.pixels[n]) {
            expect(`row ${n >> 10} dot ${n & 1023}: ${video.pixels[n]}`).toBe(`${pixels[n]}`);
          }
        }
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 15), seed: 1982 },
  );
});
