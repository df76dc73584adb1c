import { ATTRIBUTE, findText, type Machine, screenText, type TextScreen } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { cga, cgaCard, cgaComposite, cgaCompositeOld, compositeLevel, decodeTurn } from '../src/cards/cga/index.ts';
import { RGBI } from '../src/cards/video/palette.ts';
import { ISA_CARDS } from '../src/cards.ts';
import { Rig } from './io-rig.ts';
import { cgaMode, colours, crtc, finishPicture, MODES, pictureHash, type, videoOf } from './video-rig.ts';
import { patterned } from './video-rig-cards.ts';

const BASE = 0xb8000;
const LINE = 912;
const PICTURE = LINE * 262;
const STRIDE = 1024;

function screenOf(rig: Rig): TextScreen {
  return rig.machine.part('isa1.video').screen!;
}

/** The status port at a tick. */
function status(machine: Machine, t: number): number {
  return machine.wired.ports.io!.read(0x3da, t);
}

/** Colour of a dot of the 640 × 200 that are displayed. */
function dot(rig: Rig, x: number, y: number): number {
  const { palette, visible } = videoOf(rig);
  const at = (visible.y + 10 + y) * STRIDE + visible.x + 32 + x;
  return palette[videoOf(rig).pixels[at]!]!;
}

describe('bus', () => {
  test('16 KB appear twice in 32 KB', () => {
    const rig = new Rig(cga);
    rig.write(BASE, 0x12);
    rig.write(0xbffff, 0x34);
    expect([rig.read(0xbc000), rig.read(0xbbfff)]).toEqual([0x12, 0x34]);
    expect(rig.machine.wired.spaces.memory!.peek(0xbc000)).toBe(0x12);
  });

  test('the controller is at all even and odd ports from 3D0h to 3D7h', () => {
    const rig = new Rig(cga);
    for (const port of [0x3d0, 0x3d2, 0x3d4, 0x3d6]) {
      rig.out(port, 14);
      rig.out(port + 1, port & 0x3f);
      for (const other of [0x3d1, 0x3d3, 0x3d5, 0x3d7]) expect(rig.in(other)).toBe(port & 0x3f);
      expect(rig.in(port)).toBe(0xff);
    }
    expect([rig.in(0x3d8), rig.in(0x3d9), rig.in(0x3df)]).toEqual([0xff, 0xff, 0xff]);
  });

  test('the board learns that there is a colour display', () => {
    const board = new Rig(cga).machine.part('board') as unknown as { installed: unknown[] };
    expect(board.installed).toEqual([{ video: 'colour-80' }]);
  });

  test('an access waits to be seen, then for its character, then for the clock', () => {
    const rig = new Rig(cga);
    const space = rig.machine.wired.spaces.memory!;
    const seen = new Map<number, number>();
    for (let cycle = 0; cycle < 16; cycle++) {
      space.read(BASE, cycle * 3);
      const { stretch } = space;
      seen.set(stretch, (seen.get(stretch) ?? 0) + 1);
      space.write(BASE, 0, cycle * 3);
      expect(space.stretch).toBe(stretch);
      // by the rule, with nothing of the card's arithmetic
      let t = cycle * 3;
      do t++;
      while (t % 16 !== 14);
      t += 8;
      while (t % 3 !== 0) t++;
      expect(stretch).toBe((t - cycle * 3) / 3);
    }
    expect([...seen].sort((a, b) => a[0] - b[0])).toEqual([
      [3, 1],
      [4, 3],
      [5, 3],
      [6, 3],
      [7, 3],
      [8, 3],
    ]);
  });

  test('debuggers see memory, registers and status without an effect', () => {
    const rig = new Rig(cga);
    cgaMode(rig, 3);
    rig.machine.run(PICTURE + 5000);
    const before = rig.machine.hash();
    rig.machine.wired.spaces.memory!.peek(BASE + 5);
    for (let port = 0x3d0; port < 0x3e0; port++) rig.machine.wired.ports.io!.peek(port);
    expect(rig.machine.wired.ports.io!.peek(0x3da)).toBe(rig.in(0x3da));
    expect(rig.machine.hash()).toBe(before);
  });
});

describe('status', () => {
  test.each([0, 3, 4, 6])('mode %i: 200 lines of 640 dots in 262 of 912, VSYNC for sixteen', (mode) => {
    const rig = new Rig(cga);
    cgaMode(rig, mode);
    const { machine } = rig;
    let t = videoOf(rig).frameEnd(PICTURE) - 1;
    expect(status(machine, t) & 8).toBe(0);
    const edges: (readonly [bit: number, on: boolean, tick: number])[] = [];
    let last = status(machine, t);
    for (const start = ++t; t < start + PICTURE; t += 1) {
      const now = status(machine, t);
      for (const bit of [1, 8]) if (((now ^ last) & bit) !== 0) edges.push([bit, (now & bit) !== 0, t - start]);
      last = now;
    }
    const vsync = edges.filter(([bit]) => bit === 8);
    expect(vsync).toEqual([
      [8, true, 0],
      [8, false, 16 * LINE],
    ]);
    const shown = edges.filter(([bit]) => bit === 1);
    expect(shown.length).toBe(400);
    shown.forEach(([, blank, at], n) => {
      expect(blank).toBe(n % 2 === 1);
      expect(at).toBe((38 + (n >> 1)) * LINE + (n % 2) * 640);
    });
    expect(videoOf(rig).refresh.num / videoOf(rig).refresh.den).toBeCloseTo(59.923, 3);
  });

  test('light pen: trigger, clear, and where the beam was', () => {
    const rig = new Rig(cga);
    cgaMode(rig, 3);
    rig.machine.runUntil(videoOf(rig).frameEnd(PICTURE) + 38 * LINE + 8 * LINE * 2 + 5 * 8);
    expect(rig.in(0x3da) & 6).toBe(4);
    rig.out(0x3dc, 0);
    expect(rig.in(0x3da) & 6).toBe(6);
    const read = (n: number): number => {
      rig.out(0x3d4, n);
      return rig.in(0x3d5);
    };
    expect(read(16) * 256 + read(17)).toBe(165);
    rig.machine.run(500);
    rig.in(0x3dc);
    expect(read(17)).toBe(165);
    rig.in(0x3db);
    expect(rig.in(0x3da) & 2).toBe(0);
    rig.in(0x3dc);
    expect(read(17)).not.toBe(165);
  });
});

describe('text for terminals', () => {
  test('characters, colours and cursor of the page that is displayed', () => {
    const rig = new Rig(cga);
    cgaMode(rig, 3);
    const screen = screenOf(rig);
    expect([screen.columns, screen.rows, screen.showsText]).toEqual([80, 25, true]);
    type(rig, BASE, 80, 3, 10, 'Backplane', 0x9e);
    rig.write(BASE, 0x01);
    rig.write(BASE + 2, 0xdb);
    crtc(rig, 14, 1);
    crtc(rig, 15, 2);
    expect(findText(screen, 'Backplane')).toEqual({ row: 3, column: 10, length: 9 });
    expect(screenText(screen)[0]).toBe('☺█');
    const cell = 3 * 80 + 10;
    expect([screen.foreground![cell], screen.background![cell]]).toEqual([14, 1]);
    expect(screen.attributes[cell]).toBe(ATTRIBUTE.blink);
    expect([screen.cursorRow, screen.cursorColumn]).toEqual([3, 18]);
    expect(screen.palette![14]).toBe(0xffff55);
    const { revision } = screen;
    expect(screen.revision).toBe(revision);
    rig.out(0x3d8, 0x09);
    expect([screen.background![cell], screen.attributes[cell]]).toEqual([9, 0]);
    expect(screen.revision).toBe(revision + 1);
    // scrolled by the start address, without a cursor
    crtc(rig, 12, 0);
    crtc(rig, 13, 160);
    crtc(rig, 10, 0x20);
    expect(findText(screen, 'Backplane')!.row).toBe(1);
    expect(screen.cursorColumn).toBe(-1);
  });

  test('40 columns; no text in graphics, in rows of two lines, and with the picture off', () => {
    const rig = new Rig(cga);
    const screen = screenOf(rig);
    expect(screen.showsText).toBe(false);
    cgaMode(rig, 1);
    type(rig, BASE, 40, 24, 35, 'right', 7);
    expect([screen.columns, screen.rows, screen.characters.length]).toEqual([40, 25, 1000]);
    expect(screenText(screen)[24]!.trim()).toBe('right');
    cgaMode(rig, 4);
    expect(screen.showsText).toBe(false);
    cgaMode(rig, 3);
    expect(screen.showsText).toBe(true);
    crtc(rig, 9, 1);
    expect(screen.showsText).toBe(false);
    crtc(rig, 9, 7);
    rig.out(0x3d8, 0x21);
    expect(screen.showsText).toBe(false);
  });
});

/** Fills the memory with a pattern. */
function fill(rig: Rig): void {
  for (let n = 0; n < 0x4000; n++) rig.write(BASE + n, (n * 7 + (n >> 8) * 13) & 0xff);
}

describe('pictures', () => {
  // each of these was looked at
  test.each([
    [0, 0x31, 'ab1f7b0987687785e0cdc8f98e5ac6cd8dae130f'],
    [3, 0x02, 'a1a3b00d84c51d6857b5bc2d5aa6399200d47f1f'],
    [4, 0x00, 'b163ce4ffb7e328a2275644967d82ca27a2e70ce'],
    [4, 0x35, '1e0b4ad2476e7dc25d6c04d0a18fa016c30139ab'],
    [5, 0x11, 'edf09fbd2d67bafd8cc3f091a116315a310e0f4a'],
    [6, 0x0f, 'e3e635cb98b62c63c3e7e75cd06dfa22a3ce8468'],
  ])('mode %i with colour %i', (mode, colour, hash) => {
    const rig = new Rig(patterned(cga));
    videoOf(rig).enabled = true;
    cgaMode(rig, mode, colour);
    rig.out(0x3d8, MODES[mode]! & ~0x20);
    fill(rig);
    finishPicture(rig);
    finishPicture(rig);
    expect(pictureHash(videoOf(rig))).toBe(hash);
  });

  test('the palettes of 320 × 200', () => {
    const rig = new Rig(cga);
    videoOf(rig).enabled = true;
    const shown = (mode: number, colour: number): number[] => {
      cgaMode(rig, mode, colour);
      rig.write(BASE, 0x1b);
      finishPicture(rig);
      finishPicture(rig);
      return [0, 2, 4, 6].map((x) => RGBI.indexOf(dot(rig, x, 0)));
    };
    expect(shown(4, 0x00)).toEqual([0, 2, 4, 6]);
    expect(shown(4, 0x11)).toEqual([1, 10, 12, 14]);
    expect(shown(4, 0x22)).toEqual([2, 3, 5, 7]);
    expect(shown(4, 0x38)).toEqual([8, 11, 13, 15]);
    expect(shown(5, 0x00)).toEqual([0, 3, 4, 7]);
    expect(shown(5, 0x30)).toEqual([0, 11, 12, 15]);
  });

  test('160 × 100 in sixteen colours: text in rows of two lines', () => {
    const rig = new Rig(cga);
    videoOf(rig).enabled = true;
    cgaMode(rig, 3, 0);
    rig.out(0x3d8, 0x09);
    for (const [n, value] of [
      [4, 0x7f],
      [6, 100],
      [7, 0x70],
      [9, 1],
    ] as const)
      crtc(rig, n, value);
    // DEh: the right half in the foreground
    for (let n = 0; n < 8000; n++) {
      rig.write(BASE + n * 2, 0xde);
      rig.write(BASE + n * 2 + 1, n & 0xff);
    }
    finishPicture(rig);
    finishPicture(rig);
    for (const [row, column] of [
      [0, 0],
      [1, 3],
      [57, 41],
      [99, 79],
    ] as const) {
      const value = (row * 80 + column) & 0xff;
      for (const y of [row * 2, row * 2 + 1]) {
        expect(RGBI.indexOf(dot(rig, column * 8 + 1, y))).toBe(value >> 4);
        expect(RGBI.indexOf(dot(rig, column * 8 + 5, y))).toBe(value & 15);
      }
    }
  });

  test('a change of colour in the middle of a line shows from its dot on', () => {
    const rig = new Rig(cga);
    const video = videoOf(rig);
    video.enabled = true;
    cgaMode(rig, 4, 0x01);
    finishPicture(rig);
    const start = rig.tick;
    // the beam is in line 50; what has been fetched comes out two characters later
    const at = start + (38 + 50) * LINE + 300;
    rig.machine.runUntil(at);
    rig.out(0x3d9, 0x04);
    finishPicture(rig);
    const line = Array.from({ length: 640 }, (_, x) => RGBI.indexOf(dot(rig, x, 50)));
    expect(line.indexOf(4)).toBe(300 - 32);
    expect(new Set(line.slice(300 - 32))).toEqual(new Set([4]));
    expect(RGBI.indexOf(dot(rig, 639, 49))).toBe(1);
  });

  test('the cursor is shown for eight pictures of sixteen, blinking characters for sixteen of thirty-two', () => {
    const rig = new Rig(cga);
    videoOf(rig).enabled = true;
    cgaMode(rig, 3, 0);
    rig.write(BASE + 1, 0x04);
    rig.write(BASE + 2, 0xdb);
    rig.write(BASE + 3, 0x82);
    finishPicture(rig);
    finishPicture(rig);
    const seen: string[] = [];
    for (let n = 0; n < 64; n++) {
      finishPicture(rig);
      // the picture that is complete now
      seen.push([dot(rig, 3, 7), dot(rig, 11, 3)].map((c) => (c === 0 ? '-' : 'x')).join(''));
    }
    const cursor = seen.map((s) => s[0]).join('');
    const text = seen.map((s) => s[1]).join('');
    expect(cursor).toMatch(/^x*(-{8}x{8})*-*x*$/);
    expect(text).toMatch(/^-{1,16}x{16}-{16}x{16}-{0,16}x{0,16}$/);
    expect(cursor.split('x').length - 1).toBe(32);
  });

  test('snow: an access in 80 columns shows in the character of its turn', () => {
    const picture = (card: Parameters<typeof patterned>[0]): number[] => {
      const rig = new Rig(card);
      videoOf(rig).enabled = true;
      cgaMode(rig, 3, 0);
      rig.write(BASE + 0x3ff0, 0xdb);
      for (let n = 0; n < 20; n++) finishPicture(rig);
      const start = rig.tick;
      rig.machine.runUntil(start + (38 + 20) * LINE + 100);
      const { memory } = rig.machine.wired.spaces;
      memory!.read(BASE + 0x3ff0, rig.tick);
      finishPicture(rig);
      return Array.from({ length: 640 }, (_, x) => RGBI.indexOf(dot(rig, x, 20)));
    };
    const line = picture(cga);
    // DBh as a character and as an attribute: bright cyan on (blinking) magenta
    const turn = 112;
    expect(line.slice(turn, turn + 8)).toEqual(new Array(8).fill(11));
    expect(line.filter((c) => c !== 0).length).toBe(8);
    expect(picture(cgaCard('quiet', 'no snow', { snow: false })).every((c) => c === 0)).toBe(true);
  });

  test('many pictures at a time end as one by one', () => {
    for (const mode of [1, 3, 4, 6]) {
      const [one, two] = [new Rig(patterned(cga)), new Rig(patterned(cga))];
      for (const rig of [one, two]) {
        videoOf(rig).enabled = true;
        cgaMode(rig, mode, 0x0f);
        fill(rig);
        rig.machine.run(20 * PICTURE + 77_777);
      }
      for (let n = 1; n <= 20; n++) videoOf(one).draw(n * PICTURE);
      videoOf(one).draw(one.tick);
      videoOf(two).draw(two.tick);
      expect(Buffer.compare(videoOf(one).pixels, videoOf(two).pixels)).toBe(0);
      expect(videoOf(one).frame).toBe(videoOf(two).frame);
    }
  });

  test('watching changes nothing, and a picture that is switched on late is right at once', () => {
    const [one, two] = [new Rig(patterned(cga)), new Rig(patterned(cga))];
    videoOf(one).enabled = true;
    for (const rig of [one, two]) {
      cgaMode(rig, 3, 0);
      fill(rig);
      rig.machine.run(20 * PICTURE + 12_345);
    }
    videoOf(one).draw(one.tick);
    expect(two.machine.hash()).toBe(one.machine.hash());
    videoOf(two).enabled = true;
    for (const rig of [one, two]) {
      finishPicture(rig);
      finishPicture(rig);
    }
    expect(pictureHash(videoOf(two))).toBe(pictureHash(videoOf(one)));
    const { pixels } = videoOf(two);
    const held = pixels.slice();
    videoOf(two).enabled = false;
    two.write(BASE, 0xff);
    finishPicture(two);
    expect(Buffer.compare(pixels, held)).toBe(0);
  });
});

describe('composite', () => {
  test('dots of 640 × 200 make sixteen colours', () => {
    const rig = new Rig(cgaComposite);
    videoOf(rig).enabled = true;
    cgaMode(rig, 6, 15);
    rig.out(0x3d8, 0x1a);
    for (let y = 0; y < 200; y++) {
      for (let x = 0; x < 80; x++) {
        rig.write(BASE + (y >> 1) * 80 + (y & 1) * 0x2000 + x, Math.floor(x / 5) * 0x11);
      }
    }
    finishPicture(rig);
    finishPicture(rig);
    const seen = Array.from({ length: 16 }, (_, n) => dot(rig, n * 40 + 20, 100));
    // as they are known from televisions: dark green, blue … orange, yellow, pink, white
    expect(seen.map((c) => c.toString(16).padStart(6, '0')).join(' ')).toBe(
      '000000 008a40 400dff 0097ff d10040 808080 ff03ff bf8dff 407200 00fc00 808080 2effbf ff6800 bff200 ff75bf ffffff',
    );
    // each of them is even, whatever dot one looks at
    for (let n = 0; n < 16; n++) {
      for (let x = 4; x < 36; x++) expect(dot(rig, n * 40 + x, 50)).toBe(seen[n]);
    }
    // without the burst there is no colour
    rig.out(0x3d8, 0x1e);
    finishPicture(rig);
    finishPicture(rig);
    const grey = (c: number): boolean => c % 0x10101 === 0;
    expect(colours(videoOf(rig)).every(grey)).toBe(true);
  });

  test('the two revisions give the colours of text other levels, and the same hues', () => {
    const hue = (card: typeof cgaComposite, colour: number): readonly [number, number] => {
      const rig = new Rig(card);
      videoOf(rig).enabled = true;
      cgaMode(rig, 1, 0);
      for (let n = 0; n < 1000; n++) {
        rig.write(BASE + n * 2, 0xdb);
        rig.write(BASE + n * 2 + 1, colour);
      }
      finishPicture(rig);
      finishPicture(rig);
      const c = dot(rig, 320, 100);
      const [r, g, b] = [c >> 16, (c >> 8) & 255, c & 255];
      const y = 0.299 * r + 0.587 * g + 0.114 * b;
      return [Math.round((Math.atan2((r - y) * 0.877, (b - y) * 0.493) * 180) / Math.PI + 360) % 360, Math.round(y)];
    };
    // red at 90°, magenta at 45°, blue at 0°
    for (const [colour, angle] of [
      [4, 90],
      [5, 45],
      [1, 0],
      [3, 270],
      [2, 225],
      [6, 180],
    ] as const) {
      const turn = (value: number): number => Math.abs(((value - angle + 540) % 360) - 180);
      expect(turn(hue(cgaComposite, colour)[0])).toBeLessThan(8);
    }
    const brightness = [1, 2, 3, 4, 5, 6].map((colour) => hue(cgaComposite, colour)[1]);
    expect(new Set(brightness).size).toBe(6);
    // the signal of the first board has the same mean in all six
    for (let colour = 1; colour < 7; colour++) {
      const mean = [0, 1, 2, 3].reduce((sum, phase) => sum + compositeLevel(colour, phase, 'old') / 4, 0);
      expect(mean).toBeCloseTo(0.713 / 2, 6);
    }
    expect(pictureHash(videoOf(new Rig(cgaCompositeOld)))).toBe(pictureHash(videoOf(new Rig(cgaComposite))));
  });

  test('a turn of the colour clock: levels without a wave are grey, a wave turns with its phase', () => {
    expect(decodeTurn([0.5, 0.5, 0.5, 0.5])).toBe(0x808080);
    expect(decodeTurn([0, 0, 0, 0])).toBe(0);
    expect(decodeTurn([1, 1, 1, 1])).toBe(0xffffff);
    const [yellow, red, blue, cyan] = [0, 1, 2, 3].map((n) =>
      decodeTurn([0, 1, 2, 3].map((p) => (p === n ? 0.6 : 0.3))),
    );
    expect(yellow! & 0xff).toBeLessThan(yellow! >> 16);
    expect(red! >> 16).toBeGreaterThan((red! >> 8) & 0xff);
    expect(blue! & 0xff).toBeGreaterThan(blue! >> 16);
    expect(cyan! >> 16).toBeLessThan((cyan! >> 8) & 0xff);
  });

  test('more colours than a palette holds are drawn with the nearest ones', () => {
    const rig = new Rig(cgaComposite);
    videoOf(rig).enabled = true;
    cgaMode(rig, 3, 0);
    rig.out(0x3d8, 0x09);
    crtc(rig, 9, 1);
    crtc(rig, 4, 0x7f);
    crtc(rig, 6, 100);
    crtc(rig, 7, 0x70);
    let seed = 1;
    for (let n = 0; n < 0x4000; n++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      rig.write(BASE + n, (n & 1) === 0 ? [0x55, 0x13][(seed >>> 30) & 1]! : seed >>> 16);
    }
    for (let n = 0; n < 4; n++) finishPicture(rig);
    expect(videoOf(rig).palette.length).toBe(256);
    expect(new Set(colours(videoOf(rig))).size).toBeGreaterThan(200);
    cgaMode(rig, 3, 0);
    for (let n = 0; n < 0x4000; n++) rig.write(BASE + n, 0);
    for (let n = 0; n < 3; n++) finishPicture(rig);
    expect(new Set(colours(videoOf(rig)))).toEqual(new Set([0]));
  });
});

test('states are saved and loaded at any time', () => {
  const make = (): Rig => {
    const rig = new Rig(patterned(cga));
    videoOf(rig).enabled = true;
    return rig;
  };
  const one = make();
  cgaMode(one, 3, 0x07);
  fill(one);
  crtc(one, 12, 3);
  one.machine.run(123_457);
  cgaMode(one, 5, 0x1a);
  one.machine.run(3333);
  const two = make();
  two.machine.load(one.machine.save());
  expect(two.machine.hash()).toBe(one.machine.hash());
  for (const rig of [one, two]) {
    rig.machine.run(50_001);
    rig.out(0x3d9, 0x2f);
    for (let n = 0; n < 3; n++) finishPicture(rig);
  }
  expect(two.tick).toBe(one.tick);
  expect(two.machine.hash()).toBe(one.machine.hash());
  expect(pictureHash(videoOf(two))).toBe(pictureHash(videoOf(one)));
  expect(screenOf(two).showsText).toBe(false);
});

test('the table has the cards', () => {
  for (const id of ['cga', 'cga-composite', 'cga-composite-old', 'mda', 'hercules', 'hercules-half']) {
    expect(ISA_CARDS[id]?.id).toBe(id);
    expect(new Rig(ISA_CARDS[id]!).machine.displays.length).toBe(1);
  }
});
