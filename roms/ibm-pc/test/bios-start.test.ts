import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bios, cgafont } from '../src/index.ts';
import { Bench, CRYSTAL } from './bench.ts';

const asm = join(import.meta.dirname, '..', 'asm');
const at = (address: number, length = 1) => [...bios.bytes.slice(address - 0xe000, address - 0xe000 + length)];
const word = (address: number) => at(address)[0]! | (at(address + 1)[0]! << 8);

/** Where the jumps at an address lead. */
function target(address: number): number {
  const [op] = at(address);
  return op === 0xe9 ? (address + 3 + word(address + 1)) & 0xffff : address;
}

describe('image', () => {
  test('its bytes add up to 0', () => {
    expect(bios.bytes.reduce((a, b) => a + b, 0) & 0xff).toBe(0);
  });

  test('starts at FFFF0 by a far jump to F000:E05B; date and model', () => {
    expect(at(0xfff0, 5)).toEqual([0xea, 0x5b, 0xe0, 0x00, 0xf0]);
    expect(String.fromCharCode(...at(0xfff5, 8))).toMatch(/^\d\d\/\d\d\/\d\d$/);
    expect(at(0xfffe)).toEqual([0xfb]);
  });

  test('entry points at their published addresses are those of the vectors', () => {
    const b = new Bench().start();
    const published: Record<number, number> = {
      2: 0xe2c3, 5: 0xff54, 8: 0xfea5, 9: 0xe987, 14: 0xef57, 16: 0xf065, 17: 0xf84d, 18: 0xf841,
      19: 0xec59, 20: 0xe739, 21: 0xf859, 22: 0xe82e, 23: 0xefd2, 25: 0xe6f2, 26: 0xfe6e, 27: 0xff53,
      28: 0xff53, 29: 0xf0a4, 30: 0xefc7,
    }; // biome-ignore format: a table
    for (const [int, address] of Object.entries(published)) {
      const name = Number(int).toString(16);
      expect([name, b.word(+int * 4 + 2).toString(16)]).toEqual([name, 'f000']);
      expect([name, b.word(+int * 4).toString(16)]).toEqual([name, target(address).toString(16)]);
    }
    expect([b.word(0x7c), b.word(0x7e)]).toEqual([0, 0]);
    expect(at(0xff53)).toEqual([0xcf]);
    expect(target(0xe3fe)).toBe(target(0xec59));
    // 60h–67h are free for programs
    expect(b.bytes(0x60 * 4, 32)).toEqual(new Array(32).fill(0));
  });

  test('tables', () => {
    expect(at(0xe729, 16)).toEqual([0x17, 4, 0, 3, 0x80, 1, 0xc0, 0, 0x60, 0, 0x30, 0, 0x18, 0, 0x0c, 0]);
    expect(at(0xefc7, 11)).toEqual([0xcf, 2, 0x25, 2, 9, 0x2a, 0xff, 0x50, 0xf6, 15, 4]);
    expect(at(0xf0a4, 12)).toEqual([0x38, 0x28, 0x2d, 0x0a, 0x1f, 6, 0x19, 0x1c, 2, 7, 6, 7]);
    expect(at(0xf0a4 + 64, 8)).toEqual([0, 8, 0, 16, 0, 64, 0, 64]);
    // the glyphs of the character generator
    expect(at(0xfa6e + 8, 8).some((row) => row !== 0)).toBe(true);
    expect(at(0xfa6e + 8 * 0x20, 8)).toEqual(new Array(8).fill(0));
    expect(at(0xfa6e, 1024)).toEqual([...cgafont.bytes.slice(0x1800, 0x1c00)]);
  });

  test('every source is assembled for the 8086', () => {
    const files = readdirSync(join(asm, 'bios')).map((name) => join(asm, 'bios', name));
    for (const file of [...files, join(asm, 'bios.asm')]) {
      expect([file, /^cpu 8086$/m.test(readFileSync(file, 'utf8'))]).toEqual([file, true]);
    }
  });
});

describe('self test', () => {
  test.each([
    [64, '5150'],
    [256, '5150'],
    [640, '5160'],
    [80, '5160'],
  ] as const)('%i KB on a %s', (memory, model) => {
    const b = new Bench({ memory, model }).start();
    expect(b.bda(0x13)).toBe(memory);
    expect(b.text().slice(0, 4)).toEqual(['Backplane BIOS 1.0', '', `${memory} KB`, '']);
    expect(b.call(0x12).ax).toBe(memory);
    expect(b.call(0x11).ax & 0x30).toBe(0x20);
  });

  test('640 KB take less than 1.5 seconds, and every byte is 0 afterwards', () => {
    const b = new Bench({ memory: 640 });
    b.until(() => b.screen.includes('No system disk'));
    expect(b.machine.tick / CRYSTAL).toBeLessThan(1.5);
    const touched = Array.from({ length: 0xa0000 - 0x800 }, (_, n) => b.peek(0x800 + n)).findIndex((x) => x !== 0);
    expect(touched).toBe(-1);
  });

  test('a damaged cell is shown with what was written and read; what lies above is not used', () => {
    // 12340h is looked at: the bytes tried are 1018 apart from the end of each 16 KB
    const cell = 0x10000 + 0x4000 - 1 - 1018 * 7;
    const b = new Bench({ memory: 128, broken: cell }).start();
    const address = cell.toString(16).toUpperCase();
    expect(b.screen).toMatch(new RegExp(`Memory error at ${address.padStart(5, '0')}: wrote 00 read 02`));
    expect(b.bda(0x13)).toBe(64);
  });

  test('warm start does not test memory', () => {
    const b = new Bench({ memory: 640 }).start();
    b.pokeWord(0x472, 0x1234).poke(0x20010, 0x5a);
    b.machine.reset?.();
    const from = b.machine.tick;
    b.poke(0xb8000, ...new Array(4000).fill(0));
    b.until(() => b.screen.includes('No system disk'));
    expect((b.machine.tick - from) / CRYSTAL).toBeLessThan(0.5);
    expect(b.bda(0x13)).toBe(640);
    expect(b.peek(0x20010)).toBe(0x5a);
  });

  test('keyboard: silent, wrong, stuck', () => {
    expect(new Bench({ keyboard: [] }).start().screen).toContain('Keyboard does not answer');
    expect(new Bench({ keyboard: [0xfc] }).start().screen).toContain('Keyboard error FC');
    expect(new Bench({ keyboard: [0xaa, 0x1e] }).start().screen).toContain('Key stuck: 1E');
  });

  test('serial, parallel and game ports', () => {
    const b = new Bench({ serial: [0x3f8, 0x2f8], parallel: [0x3bc, 0x278], gamePort: true }).start();
    expect([0, 2, 4, 6].map((n) => b.bda(n))).toEqual([0x3f8, 0x2f8, 0, 0]);
    expect([8, 10, 12].map((n) => b.bda(n))).toEqual([0x3bc, 0x278, 0]);
    expect(b.bda(0x10)).toBe(0x2c | (2 << 9) | (1 << 12) | (2 << 14));
    const one = new Bench({ serial: [0x2f8] }).start();
    expect([0, 2, 8].map((n) => one.bda(n))).toEqual([0x2f8, 0, 0]);
    expect(one.bda(0x10)).toBe(0x2c | (1 << 9));
  });

  test.each([
    [2, ['colour'], 3, 0x20],
    [1, ['colour'], 1, 0x10],
    [3, ['mono'], 7, 0x30],
    // switches that are wrong, or leave it open: what answers
    [3, ['colour'], 3, 0x20],
    [2, ['mono'], 7, 0x30],
    [0, ['colour'], 3, 0x20],
    [0, ['mono'], 7, 0x30],
    [3, ['mono', 'colour'], 7, 0x30],
  ] as const)('switches %i with %j: mode %i', (display, adapters, mode, equipment) => {
    const b = new Bench({ display, adapters });
    b.until(() => b.bda(0x13) === 64 && b.bda(0x1a) !== 0).run(200);
    expect([b.peek(0x449), b.peek(0x410) & 0x30]).toEqual([mode, equipment]);
    expect(b.bda(0x63)).toBe(mode === 7 ? 0x3b4 : 0x3d4);
  });

  test('no display: six beeps, and it goes on', () => {
    const b = new Bench({ adapters: [] });
    let beeps = 0;
    let on = false;
    for (let ms = 0; ms < 3000; ms += 5) {
      b.run(5);
      const now = (b.rest.portB & 3) === 3;
      if (now && !on) beeps++;
      on = now;
    }
    expect(beeps).toBe(7); // the seventh says that all is well
    expect(b.bda(0x13)).toBe(64);
  });

  test('a ROM whose sum is wrong: two beeps again and again', () => {
    const broken = bios.bytes.slice();
    broken[0x1fff]! ^= 1;
    const b = new Bench({ bios: broken });
    const starts: number[] = [];
    let on = false;
    for (let ms = 0; ms < 4500; ms += 5) {
      b.run(5);
      const now = (b.rest.portB & 3) === 3;
      if (now && !on) starts.push(ms);
      on = now;
    }
    const pauses = starts.slice(1).map((ms, n) => (ms - starts[n]! > 900 ? 'long' : 'short'));
    expect(pauses.slice(0, 4)).toEqual(['short', 'long', 'short', 'long']);
    expect(b.screen.trim()).toBe('');
  });
});

/** An option ROM with code at 3, and its checksum. */
function rom(code: readonly number[], size = 0x800): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set([0x55, 0xaa, size / 512, ...code]);
  bytes[size - 1] = -bytes.reduce((a, b) => a + b, 0);
  return bytes;
}

describe('option ROMs', () => {
  // MOV [04F0h + n],value with DS = BDA ; RETF
  const marking = (n: number, value: number) => [0xc6, 0x06, 0xf0 + n, 0x00, value, 0xcb];

  test('are called at every 2 KB, past their length, DS whatever they leave', () => {
    const b = new Bench({
      roms: {
        819200: rom([...marking(0, 1).slice(0, -1), 0x8c, 0xc8, 0x8e, 0xd8, 0xcb], 0x1000),
        823296: rom(marking(1, 2)),
        854016: rom(marking(2, 3), 0x400),
        997376: rom(marking(3, 4)),
      },
    }).start();
    expect(b.bytes(0x4f0, 4)).toEqual([1, 2, 3, 4]);
  });

  test('a damaged one is named and left alone', () => {
    const bad = rom(marking(0, 1));
    bad[0x100] = 7;
    const b = new Bench({ roms: { 827392: bad, 829440: rom(marking(1, 2)) } }).start();
    expect(b.screen).toContain('ROM damaged: CA00');
    expect(b.bytes(0x4f0, 2)).toEqual([0, 2]);
  });

  test('a video BIOS at C0000 comes before the first message, and its INT 10 is used', () => {
    // vector 10 → C000:0040, where AL is counted and IRET follows
    const code = [
      ...[0x31, 0xc0, 0x8e, 0xc0, 0x26, 0xc7, 0x06, 0x40, 0x00, 0x40, 0x00, 0x26, 0xc7, 0x06, 0x42, 0x00, 0x00, 0xc0, 0xcb],
    ]; // biome-ignore format: code
    const video = rom(code, 0x800);
    video.set([0x1e, 0x50, 0xb8, 0x40, 0x00, 0x8e, 0xd8, 0xff, 0x06, 0xf0, 0x00, 0x58, 0x1f, 0xcf], 0x40);
    video[0x7ff] = 0;
    video[0x7ff] = -video.reduce((a, b) => a + b, 0);
    const b = new Bench({ display: 0, adapters: [], roms: { 786432: video } });
    b.until(() => b.bda(0xf0) > 60);
    expect(b.screen.trim()).toBe('');
  });
});
