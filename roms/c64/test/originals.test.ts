import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha1Hex } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

/*
 * The same calls with this KERNAL and with Commodore's (901227-03): screen, colours and documented variables compared
 * after each step. Needs a folder with the original image, which does not come with the project.
 */

const SHA1 = '1d503e56df85a62fee696e7618dc5b4e781df1bb';
const folder = process.env.BACKPLANE_C64_ROMS ?? '';
const original = !existsSync(folder)
  ? undefined
  : readdirSync(folder)
      .map((name) => new Uint8Array(readFileSync(join(folder, name))))
      .find((bytes) => sha1Hex(bytes) === SHA1);

function generator(seed: number): (n: number) => number {
  return (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % n;
  };
}

/** What programs can see of the editor, as text for comparison. */
function editor(m: Bench, from: readonly number[]): string {
  const screen = Array.from({ length: 25 }, (_, row) => m.bytes(0x400 + row * 40, 40).join(' '));
  const colours = Array.from({ length: 25 }, (_, row) => [...m.io.slice(0x800 + row * 40, 0x828 + row * 40)].join(' '));
  const variables = from.map((a) => `${a.toString(16)}=${m.peek(a).toString(16)}`).join(' ');
  return [variables, ...screen, ...colours].join('\n');
}

const LINKS = Array.from({ length: 25 }, (_, i) => 0xd9 + i);
const CONTROLS = [
  13, 17, 29, 145, 157, 20, 148, 19, 18, 146, 34, 34, 13, 141, 147, 5, 28, 14, 142, 8, 9, 129, 20, 148, 148, 157, 255,
];

describe.skipIf(original === undefined)(
  `against the original${original === undefined ? ' (skipped: set BACKPLANE_C64_ROMS)' : ''}`,
  () => {
    const pair = () => [kernal.bytes, original!].map((bytes) => new Bench({ kernal: bytes }).boot()) as [Bench, Bench];

    test.each([1, 2, 3])(
      'printing, seed %d',
      (seed) => {
        const random = generator(seed);
        const both = pair();
        for (let round = 0; round < 150; round++) {
          const letters = [8, 3, 5][random(3)]!;
          const text = Array.from({ length: 1 + random(60) }, () => {
            const kind = random(10);
            return kind < letters ? 65 + random(26) : kind < 9 ? CONTROLS[random(CONTROLS.length)]! : random(256);
          }).filter((c) => c !== 0x83);
          const place = random(3) === 0 ? { x: random(25), y: random(40) } : undefined;
          const open = random(5) === 0 ? random(2) : undefined;
          for (const m of both) {
            if (place !== undefined) m.call(0xfff0, place);
            if (open !== undefined) m.poke(0x292, open);
            for (const c of text) m.call(0xffd2, { a: c });
          }
          const seen = [0xc7, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd8, 0x286, 0x291, ...LINKS];
          expect(editor(both[0], seen), text.join()).toBe(editor(both[1], seen));
        }
      },
      60_000,
    );

    test.each([1, 2, 3])(
      'reading lines, seed %d',
      (seed) => {
        const random = generator(seed);
        const both = pair();
        const some = (n: number) =>
          Array.from({ length: n }, () => {
            const kind = random(10);
            return kind < 5 ? 65 + random(26) : kind < 9 ? CONTROLS[random(CONTROLS.length)]! : random(256);
          }).filter((c) => c !== 13 && c !== 141 && c !== 0x83);
        for (let round = 0; round < 40; round++) {
          const before = some(random(30));
          const keys = [...some(random(50)), 13];
          const lines = both.map((m) => {
            for (const c of before) m.call(0xffd2, { a: c });
            m.poke(0xc100, 0xa0, 0, 0x20, 0xcf, 0xff, 0x99, 0, 0xc3, 0xc8, 0xc9, 13, 0xd0, 0xf5, 0x8c, 0, 0xc2, 0x60);
            m.poke(0xc000, 0x20, 0, 0xc1, 0x4c, 3, 0xc0);
            m.cpu.setRegister('pc', 0xc000);
            let at = 0;
            for (let n = 0; m.cpu.getRegister('pc') < 0xc003 || m.cpu.getRegister('pc') > 0xc005; n++) {
              if (n > 20_000) throw new Error(`No end of the line:\n${m.text}`);
              if (m.peek(0xc6) === 0 && at < keys.length) {
                const chunk = keys.slice(at, at + 1 + ((at * 7 + round) % 4));
                at += chunk.length;
                m.poke(0x277, ...chunk);
                m.poke(0xc6, chunk.length);
              }
              m.run(300);
            }
            const line = m.bytes(0xc300, m.peek(0xc200)).join();
            m.call(0xffd2, { a: 13 });
            return line;
          });
          expect(lines[0], keys.join()).toBe(lines[1]);
          const seen = [
            0xc6,
            0xc7,
            0xc8,
            0xc9,
            0xca,
            0xcc,
            0xcf,
            0xd0,
            0xd1,
            0xd2,
            0xd3,
            0xd4,
            0xd5,
            0xd6,
            0xd8,
            ...LINKS,
          ];
          expect(editor(both[0], seen), keys.join()).toBe(editor(both[1], seen));
        }
      },
      120_000,
    );

    test.each([1, 2])(
      'keyboard, seed %d',
      (seed) => {
        const random = generator(seed);
        const both = pair();
        for (const m of both) m.poke(0xdc0d, 0x7f);
        const seen = [0xc5, 0xc6, 0xcb, 0xf5, 0xf6, 0x28b, 0x28c, 0x28d, 0x28e, 0x91, 0xa2];
        for (let i = 0; i < 10; i++) seen.push(0x277 + i);
        let held = 0;
        for (let step = 0; step < 5000; step++) {
          if (held-- <= 0) {
            const keys = Array.from({ length: random(4) }, () =>
              random(3) === 0 ? [15, 52, 58, 61][random(4)]! : random(63),
            );
            held = random(30);
            const repeat = random(20) === 0 ? [0, 0x80, 0x40][random(3)] : undefined;
            const lock = random(20) === 0 ? [0, 0x80][random(2)] : undefined;
            for (const m of both) {
              m.keys.clear();
              for (const key of keys) m.keys.add(key);
              if (repeat !== undefined) m.poke(0x28a, repeat);
              if (lock !== undefined) m.poke(0x291, lock);
            }
          }
          const taken = random(8) === 0;
          const entry = random(3) > 0 ? 0xff9f : 0xffea;
          const states = both.map((m) => {
            if (taken) m.poke(0xc6, 0);
            m.call(entry, { sei: true });
            return `${seen.map((a) => m.peek(a).toString(16)).join(' ')} ${m.io[0x18]!}`;
          });
          expect(states[0], `step ${step}, keys ${[...both[0].keys].join()}`).toBe(states[1]);
        }
      },
      60_000,
    );

    test('memory after the start', () => {
      const [ours, theirs] = pair();
      // not the workspace of the memory test (C1h-C4h), the clock, and the end marker of the rows (F2h)
      const skip = new Set([0xa0, 0xa1, 0xa2, 0xc1, 0xc2, 0xc3, 0xc4, 0xf2]);
      for (let a = 2; a < 0x340; a++) {
        if (skip.has(a) || (a >= 0x100 && a < 0x200)) continue;
        expect([a.toString(16), ours.peek(a)]).toEqual([a.toString(16), theirs.peek(a)]);
      }
      expect([...ours.io.slice(0, 0x2f)]).toEqual([...theirs.io.slice(0, 0x2f)]);
    });

    test('tapes of the one are read by the other', () => {
      const [ours, theirs] = pair();
      const bytes = Array.from({ length: 200 }, (_, i) => (i * 73) & 255);
      const name = [...'EXCHANGE'].map((c) => c.charCodeAt(0));
      const prepare = (m: Bench) => {
        m.poke(0x200, ...name);
        m.call(0xffbd, { a: name.length, x: 0, y: 2 });
        m.call(0xffba, { a: 1, x: 1, y: 1 });
        m.play = true;
      };
      for (const [writer, reader] of [
        [ours, theirs],
        [theirs, ours],
      ] as const) {
        prepare(writer);
        writer.poke(0x2000, ...bytes);
        writer.poke(0xfb, 0x00, 0x20);
        const from = writer.written.length;
        expect(writer.call(0xffd8, { a: 0xfb, x: 200, y: 0x20 }, 60_000_000).carry).toBe(false);
        const rising = writer.written.slice(from).filter(({ level }) => level);
        const fresh = new Bench({ kernal: reader === ours ? kernal.bytes : original! }).boot();
        prepare(fresh);
        fresh.pulses = rising.map(({ t }) => t - rising[0]!.t + 400_000);
        expect(fresh.call(0xffd5, { a: 0 }, 80_000_000)).toMatchObject({ carry: false, x: 200, y: 0x20 });
        expect(fresh.bytes(0x2000, 200)).toEqual(bytes);
      }
    }, 120_000);
  },
);
