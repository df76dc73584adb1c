import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha1Hex } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { KEYS } from '../src/keys.ts';
import { FirmwareMachine, numberedDisk } from './support/firmware.ts';

/*
 * Our BIOS beside an original, call by call. BACKPLANE_PC_ROMS names a folder with images of IBM's; without it there is
 * nothing to compare with.
 */

const folder = process.env.BACKPLANE_PC_ROMS;
const originals =
  folder === undefined || !existsSync(folder) ? [] : readdirSync(folder).filter((name) => /XTBIOS.*\.bin$/i.test(name));

function pair(name: string): { ours: FirmwareMachine; theirs: FirmwareMachine } {
  const rom = new Uint8Array(readFileSync(join(folder!, name)));
  const sha1 = sha1Hex(rom);
  const config = { options: { memory: 256 * 1024 }, slots: { isa3: null, isa4: 'serial', isa5: 'parallel' } };
  const choice = {
    roms: { find: (wanted: string) => (wanted === sha1 ? rom : undefined), places: [] },
    romChoices: { bios: `sha1:${sha1}` },
  };
  const started = (more: object) => {
    const m = new FirmwareMachine('5160', { ...config, ...more } as never);
    return m.start(60000);
  };
  return { ours: started({}), theirs: started(choice) };
}

/** Numbers that are the same at every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const hex = (n: number) => n.toString(16).padStart(4, '0');
const show = (r: Record<string, number | boolean>, names: readonly string[]) =>
  names.map((n) => `${n}=${typeof r[n] === 'number' ? hex(r[n]) : r[n]}`).join(' ');

const names =
  originals.length > 0 ? originals : ["IBM's XT BIOS (skipped: BACKPLANE_PC_ROMS names no folder with its images)"];

describe.skipIf(originals.length === 0).each(names)('%s', (name) => {
  test.each([0, 1, 2, 3, 4, 5, 6])(
    'INT 10, mode %i',
    (mode) => {
      const { ours, theirs } = pair(name);
      const pick = random(mode + 1);
      const [columns, pages] = [mode < 2 || mode === 4 || mode === 5 ? 40 : 80, mode < 2 ? 8 : mode < 4 ? 4 : 1];
      const calls: [string, Record<string, number>][] = [['mode', { ax: mode }]];
      // in graphics, characters that are the same on both: those behind INT 1F
      const shape = Array.from({ length: 1024 }, () => pick(256));
      for (const m of [ours, theirs]) m.poke(0x7c, 0, 0x20, 0, 0).poke(0x2000, ...shape);
      const character = () => (mode < 4 ? 0x20 + pick(0x5f) : 0x80 + pick(128));
      const place = () => (pick(25) << 8) | pick(columns);
      for (let n = 0; n < 300; n++) {
        const page = pick(pages);
        const kinds: (() => Record<string, number>)[] = [
          () => ({ ax: 0x100, cx: pick(0x10000) & 0x1f1f }),
          () => ({ ax: 0x200, bx: page << 8, dx: place() }),
          () => ({ ax: 0x300, bx: page << 8 }),
          () => ({ ax: 0x500 | page }),
          () => ({ ax: 0x800, bx: page << 8 }),
          () => ({ ax: 0x900 | character(), bx: (page << 8) | pick(mode < 4 ? 256 : 4), cx: 1 + pick(5) }),
          () => ({ ax: 0xa00 | character(), bx: (page << 8) | pick(mode < 4 ? 256 : 4), cx: 1 + pick(5) }),
          () => ({ ax: 0xb00, bx: (pick(2) << 8) | pick(32) }),
          () => ({ ax: 0xe00 | ([8, 10, 13, 0, 0, 0, 0][pick(7)] || character()), bx: 1 }),
          () => ({ ax: 0xf00, bx: 0x77 }),
          () => {
            const [top, left] = [pick(25), pick(columns)];
            const [bottom, right] = [top + pick(25 - top), left + pick(columns - left)];
            return {
              ax: ((6 + pick(2)) << 8) | pick(bottom - top + 1),
              bx: pick(256) << 8,
              cx: (top << 8) | left,
              dx: (bottom << 8) | right,
            };
          },
          ...(mode < 4
            ? []
            : [
                () => ({ ax: 0xc00 | pick(4) | (pick(2) << 7), cx: pick(columns * 8), dx: pick(200) }),
                () => ({ ax: 0xd00, cx: pick(columns * 8), dx: pick(200) }),
              ]),
        ];
        calls.push([String(n), kinds[pick(kinds.length)]!()]);
      }
      for (const [n, registers] of calls) {
        // characters at the lower right would go past the page
        const all = { ...registers, si: 0x11, di: 0x22, es: 0x44, ds: 0x55 };
        const a = ours.call(0x10, all);
        const b = theirs.call(0x10, all);
        const what = `${name} call ${n} ${show(registers, Object.keys(registers))}`;
        const ah = registers.ax! >> 8;
        const al = ah === 13 || (ah === 8 && mode > 3) ? 0xff : [8, 15].includes(ah) ? 0xffff : 0;
        const text = (r: typeof a) =>
          `${what}: ${hex(r.ax & al)} ${show(r, ['bx', 'cx', 'dx', 'si', 'di', 'ds', 'es'])}`;
        expect(text(a)).toBe(text(b));
        expect([what, ours.bytes(0x449, 0x1e)]).toEqual([what, theirs.bytes(0x449, 0x1e)]);
        const [x, y] = [ours.bytes(0xb8000, 0x4000), theirs.bytes(0xb8000, 0x4000)];
        expect([what, x.findIndex((v, i) => v !== y[i])]).toEqual([what, -1]);
      }
    },
    120_000,
  );

  test('keys', () => {
    const { ours, theirs } = pair(name);
    for (const held of [[], ['left-shift'], ['ctrl'], ['alt'], ['left-shift', 'ctrl'], ['alt', 'ctrl']]) {
      // the BIOS of 1982 knows nothing for most of Ctrl-Alt
      if (held.length === 2 && held.includes('alt') && /REV[01]/.test(name)) continue;
      for (const { id } of KEYS.filter((k) => k.scan < 0x54 && !k.extended)) {
        if (/shift|ctrl|alt|lock/.test(id)) continue;
        if (held.includes('alt') && held.includes('ctrl') && id === 'kp-period') continue;
        if (id === 'kp-multiply' && held.includes('left-shift')) continue;
        const read = [ours, theirs].map((m) => {
          for (const h of held) m.machine.input('keyboard', `+${h}`);
          m.run(20);
          m.key(id);
          for (const h of held) m.machine.input('keyboard', `-${h}`);
          m.run(30);
          const found: string[] = [];
          while (!m.call(0x16, { ax: 0x100 }).zero) found.push(hex(m.call(0x16, { ax: 0 }).ax));
          return `${held.join('+')} ${id}: ${found.join(' ')} flags ${hex(m.word(0x417))} ${hex(m.peek(0x419))}`;
        });
        expect(read[0]).toBe(read[1]);
      }
    }
  }, 240_000);

  test('INT 13', () => {
    const { ours, theirs } = pair(name);
    for (const m of [ours, theirs]) m.insert('a', numberedDisk('360k'));
    for (const [ax, cx, dx, bx] of [
      [0, 0, 0, 0],
      [0x100, 0, 0, 0],
      [0x201, 1, 0, 0x2000],
      [0x208, 0x101, 0x100, 0x2000],
      [0x301, 0x205, 0, 0x2000],
      [0x401, 0x205, 0, 0x2000],
      [0x201, 0x20, 0, 0x2000],
      [0x100, 0, 0, 0],
      [0x202, 1, 0, 0xff00],
      [0x600, 0, 0, 0],
      [0x100, 0, 0, 0],
    ] as const) {
      const what = `${hex(ax)} ${hex(cx)} ${hex(dx)}`;
      const [a, b] = [ours, theirs].map((m) => m.call(0x13, { ax, bx, cx, dx }));
      const text = (r: typeof a) => `${what}: ah=${hex(r!.ax >> 8)} ${show(r!, ['bx', 'cx', 'dx', 'carry'])}`;
      expect(text(a)).toBe(text(b));
    }
  }, 60_000);

  test('INT 11, 12, 14, 17, 1A', () => {
    const { ours, theirs } = pair(name);
    for (const [int, ax, dx, mask] of [
      [0x11, 0, 0, 0xffff],
      [0x12, 0, 0, 0xffff],
      [0x14, 0x00e3, 0, 0xffff],
      [0x14, 0x0300, 0, 0xffff],
      [0x14, 0x0141, 0, 0xffff],
      [0x17, 0x0200, 0, 0xff00],
      [0x17, 0x0100, 0, 0xff00],
      [0x17, 0x0041, 0, 0xff00],
      [0x1a, 0x0100, 0x1234, 0],
    ] as const) {
      const [a, b] = [ours, theirs].map((m) => {
        const r = m.call(int, { ax, dx, bx: 7, cx: 1, si: 3, di: 4 });
        return `${hex(int)} ${hex(ax)}: ${hex(r.ax & mask)} ${show(r, ['bx', 'cx', 'dx', 'si', 'di'])}`;
      });
      expect(a).toBe(b);
    }
    const area = (m: FirmwareMachine) => [m.bytes(0x400, 0x12), m.word(0x413), m.bytes(0x478, 12)];
    expect(area(ours)).toEqual(area(theirs));
  }, 60_000);
});
