import { beforeEach, describe, expect, test } from 'vitest';
import { Bench, high, low } from './bench.ts';

let b: Bench;
beforeEach(() => {
  b = new Bench().start();
});

const SHIFT = 0x2a;
const CTRL = 0x1d;
const ALT = 0x38;
const NUM = 0x45;
const CAPS = 0x3a;
const up = (code: number) => code | 0x80;

/** Presses and releases a key while others are held; gives what AH = 10 (or another function) reads, -1 for nothing. */
function key(codes: number | readonly number[], held: readonly number[] = [], read = 0x10): number {
  const list = typeof codes === 'number' ? [codes] : codes;
  b.scan(...held, ...list, ...list.slice(0, -1), up(list.at(-1)!), ...[...held].reverse().map(up));
  return next(read);
}
function next(read = 0x10): number {
  if (b.call(0x16, { ax: (read + 1) << 8 }).zero) return -1;
  return b.call(0x16, { ax: read << 8 }).ax;
}

describe('codes of the 83-key keyboard', () => {
  // scan code; plain, with Shift, Ctrl, Alt (Technical Reference, "Keyboard encoding and usage"); -1 = nothing
  const none = -1;
  test.each([
    ['Esc', 0x01, 0x011b, 0x011b, 0x011b, none],
    ['1', 0x02, 0x0231, 0x0221, none, 0x7800],
    ['2', 0x03, 0x0332, 0x0340, 0x0300, 0x7900],
    ['6', 0x07, 0x0736, 0x075e, 0x071e, 0x7d00],
    ['0', 0x0b, 0x0b30, 0x0b29, none, 0x8100],
    ['-', 0x0c, 0x0c2d, 0x0c5f, 0x0c1f, 0x8200],
    ['=', 0x0d, 0x0d3d, 0x0d2b, none, 0x8300],
    ['Backspace', 0x0e, 0x0e08, 0x0e08, 0x0e7f, none],
    ['Tab', 0x0f, 0x0f09, 0x0f00, none, none],
    ['q', 0x10, 0x1071, 0x1051, 0x1011, 0x1000],
    ['p', 0x19, 0x1970, 0x1950, 0x1910, 0x1900],
    ['[', 0x1a, 0x1a5b, 0x1a7b, 0x1a1b, none],
    [']', 0x1b, 0x1b5d, 0x1b7d, 0x1b1d, none],
    ['Enter', 0x1c, 0x1c0d, 0x1c0d, 0x1c0a, none],
    ['a', 0x1e, 0x1e61, 0x1e41, 0x1e01, 0x1e00],
    ['l', 0x26, 0x266c, 0x264c, 0x260c, 0x2600],
    [';', 0x27, 0x273b, 0x273a, none, none],
    ["'", 0x28, 0x2827, 0x2822, none, none],
    ['`', 0x29, 0x2960, 0x297e, none, none],
    ['\\', 0x2b, 0x2b5c, 0x2b7c, 0x2b1c, none],
    ['z', 0x2c, 0x2c7a, 0x2c5a, 0x2c1a, 0x2c00],
    ['m', 0x32, 0x326d, 0x324d, 0x320d, 0x3200],
    [',', 0x33, 0x332c, 0x333c, none, none],
    ['/', 0x35, 0x352f, 0x353f, none, none],
    ['Space', 0x39, 0x3920, 0x3920, 0x3920, 0x3920],
    ['F1', 0x3b, 0x3b00, 0x5400, 0x5e00, 0x6800],
    ['F10', 0x44, 0x4400, 0x5d00, 0x6700, 0x7100],
    ['Home', 0x47, 0x4700, 0x4737, 0x7700, none],
    ['PgUp', 0x49, 0x4900, 0x4939, 0x8400, none],
    ['keypad -', 0x4a, 0x4a2d, 0x4a2d, 0x8e00, none],
    ['Left', 0x4b, 0x4b00, 0x4b34, 0x7300, none],
    ['keypad 5', 0x4c, none, 0x4c35, 0x8f00, none],
    ['Right', 0x4d, 0x4d00, 0x4d36, 0x7400, none],
    ['keypad +', 0x4e, 0x4e2b, 0x4e2b, 0x9000, none],
    ['End', 0x4f, 0x4f00, 0x4f31, 0x7500, none],
    ['PgDn', 0x51, 0x5100, 0x5133, 0x7600, none],
    ['Ins', 0x52, 0x5200, 0x5230, 0x9200, none],
    ['Del', 0x53, 0x5300, 0x532e, 0x9300, none],
    ['*', 0x37, 0x372a, none, 0x7200, none],
    ['F11', 0x57, 0x8500, 0x8700, 0x8900, 0x8b00],
    ['F12', 0x58, 0x8600, 0x8800, 0x8a00, 0x8c00],
    ['the 102nd key', 0x56, 0x2b5c, 0x2b7c, 0x2b1c, none],
  ])('%s', (_name, scan, plain, shift, ctrl, alt) => {
    expect(key(scan)).toBe(plain);
    if (scan !== 0x37) expect(key(scan, [SHIFT])).toBe(shift);
    expect(key(scan, [0x36])).toBe(shift);
    expect(key(scan, [CTRL])).toBe(ctrl);
    // Alt with digits of the keypad types a number when it goes up
    if (scan < 0x47 || scan > 0x53) expect(key(scan, [ALT])).toBe(alt);
    expect(next()).toBe(-1);
  });

  test('AH = 00, 01 leave out what 83 keys do not have', () => {
    expect([key(0x57, [], 0), key(0x48, [CTRL], 0), key(0x49, [CTRL], 0)]).toEqual([-1, -1, 0x8400]);
    expect(b.bda(0x1a)).toBe(b.bda(0x1c));
  });
});

describe('101 keys', () => {
  const E0 = 0xe0;
  test.each([
    ['Home', [E0, 0x47], 0x47e0, 0x4700],
    ['Del', [E0, 0x53], 0x53e0, 0x5300],
    ['Ins', [E0, 0x52], 0x52e0, 0x5200],
    ['Down', [E0, 0x50], 0x50e0, 0x5000],
    ['Enter of the keypad', [E0, 0x1c], 0xe00d, 0x1c0d],
    ['/ of the keypad', [E0, 0x35], 0xe02f, 0x352f],
  ] as const)('%s', (_name, codes, extended, old) => {
    expect(key(codes, [], 0x10)).toBe(extended);
    expect(key(codes, [], 0)).toBe(old);
  });

  test('with Ctrl and Alt', () => {
    expect(key([E0, 0x4b], [CTRL])).toBe(0x73e0);
    expect(key([E0, 0x47], [ALT])).toBe(0x9700);
    expect(key([E0, 0x1c], [CTRL])).toBe(0xe00a);
  });

  test('the shift codes around cursor keys are none', () => {
    b.scan(NUM, up(NUM), E0, 0x2a, E0, 0x4d, E0, 0xcd, E0, 0xaa);
    expect([next(), next(), b.peek(0x417)]).toEqual([0x4de0, -1, 0x20]);
    b.scan(SHIFT, E0, 0xaa, E0, 0x4d, E0, 0xcd, E0, 0x2a);
    expect([next(), b.peek(0x417) & 3]).toEqual([0x4de0, 2]);
  });

  test('right Ctrl and Alt', () => {
    b.scan(E0, 0x1d, CTRL);
    expect(b.call(0x16, { ax: 0x1200 }).ax).toBe(0x0504);
    b.scan(up(CTRL));
    expect([b.peek(0x417), key(0x1e)]).toEqual([4, 0x1e01]);
    b.scan(E0, up(0x1d), E0, ALT);
    expect(b.call(0x16, { ax: 0x1200 }).ax).toBe(0x0808);
    b.scan(E0, up(ALT));
    expect(b.call(0x16, { ax: 0x1200 }).ax).toBe(0);
    expect(b.peek(0x496)).toBe(0x10);
  });
});

describe('shift states', () => {
  test('AH = 02 and the two bytes', () => {
    b.scan(0x36, SHIFT, CTRL, ALT);
    expect([low(b.call(0x16, { ax: 0x200 }).ax), b.peek(0x418)]).toEqual([0x0f, 3]);
    b.scan(up(0x36), up(SHIFT), up(CTRL), up(ALT), 0x46, CAPS, 0x52, NUM);
    expect([low(b.call(0x16, { ax: 0x255 }).ax), b.peek(0x418) & 0xf0]).toEqual([0xf0, 0xf0]);
    b.scan(0x46, CAPS, NUM); // repeated by the keyboard: no change
    expect(b.peek(0x417)).toBe(0xf0);
    b.scan(up(0x46), up(CAPS), up(NUM), up(0x52), 0x46, up(0x46));
    expect([b.peek(0x417), b.peek(0x418)]).toEqual([0xe0, 0]);
  });

  test('Caps Lock turns letters over, and nothing else', () => {
    b.scan(CAPS, up(CAPS));
    expect([key(0x1e), key(0x1e, [SHIFT]), key(0x02), key(0x02, [SHIFT])]).toEqual([0x1e41, 0x1e61, 0x0231, 0x0221]);
  });

  test('Num Lock turns the keypad over', () => {
    b.scan(NUM, up(NUM));
    expect([key(0x47), key(0x47, [SHIFT]), key(0x52), key(0x53)]).toEqual([0x4737, 0x4700, 0x5230, 0x532e]);
    expect(b.peek(0x417)).toBe(0x20);
    expect([key(0x52, [SHIFT]), b.peek(0x417)]).toEqual([0x5200, 0xa0]);
  });

  test('a number typed with Alt', () => {
    b.scan(ALT, 0x4f, up(0x4f), 0x50, up(0x50), 0x4c, up(0x4c));
    expect(next()).toBe(-1);
    b.scan(up(ALT));
    expect([next(), next(), b.peek(0x419)]).toEqual([0x007d, -1, 0]);
    b.scan(ALT, 0x50, 0x50, 0x48, up(ALT)); // 228; AL = E4
    expect(next(0)).toBe(0x00e4);
  });
});

describe('buffer', () => {
  test('15 keys, then beeps; they come out in order', () => {
    for (let n = 0; n < 15; n++) b.scan(0x10 + (n % 10), up(0x10 + (n % 10)));
    expect(b.rest.portB & 3).toBe(0);
    b.scan(0x1e);
    expect(b.rest.portB & 3).toBe(3);
    b.run(200);
    expect(b.rest.portB & 3).toBe(0);
    const read = Array.from({ length: 16 }, () => high(next()));
    expect(read.slice(0, 15)).toEqual(Array.from({ length: 15 }, (_, n) => 0x10 + (n % 10)));
    expect(next()).toBe(-1);
  });

  test('AH = 05 puts a key there; 1 = no room', () => {
    expect(b.call(0x16, { ax: 0x5ff, cx: 0x1234 }).ax).toBe(0x500);
    expect([next(), next()]).toEqual([0x1234, -1]);
    for (let n = 0; n < 15; n++) b.call(0x16, { ax: 0x500, cx: n + 1 });
    expect(low(b.call(0x16, { ax: 0x500, cx: 1 }).ax)).toBe(1);
  });

  test('AH = 00 waits', () => {
    b.rest.codes.push(0x21);
    setKeys(0x21);
    expect(b.call(0x16, { ax: 0 }).ax).toBe(0x2166);
  });

  test('another place for the buffer (40:80, 40:82)', () => {
    b.pokeWord(0x480, 0x100).pokeWord(0x482, 0x104).pokeWord(0x41a, 0x100).pokeWord(0x41c, 0x100);
    expect([key(0x1e), key(0x1f), key(0x20)]).toEqual([0x1e61, 0x1f73, 0x2064]);
    expect(b.bda(0x1a)).toBe(0x102);
  });

  test('registers are preserved', () => {
    const all = { bx: 1, cx: 0x1e61, dx: 3, si: 4, di: 5, bp: 6, ds: 7, es: 8 };
    for (const ax of [0x0500, 0x0100, 0x0000, 0x0200, 0x0300, 0x5500]) {
      expect(b.call(0x16, { ax, ...all })).toMatchObject(all);
    }
  });
});

/** The keyboard sends a code while a call waits: there is nobody else to let time pass. */
function setKeys(...codes: number[]): void {
  b.rest.codes.length = 0;
  b.rest.codes.push(...codes);
  b.rest.next(b.machine.tick);
}

/** A handler at 0000:0700 that counts at 0000:0800. */
function count(vector: number): void {
  b.poke(0x700, 0x2e, 0xff, 0x06, 0x00, 0x08, 0xcf)
    .pokeWord(vector * 4, 0x700)
    .pokeWord(vector * 4 + 2, 0)
    .pokeWord(0x800, 0);
}

describe('keys that do something', () => {
  test('Ctrl-Break: INT 1B, empty buffer, a zero in it', () => {
    count(0x1b);
    b.scan(0x1e, up(0x1e), CTRL, 0x46, up(0x46), up(CTRL));
    expect([b.word(0x800), b.peek(0x471), next(), next()]).toEqual([1, 0x80, 0, -1]);
  });

  test('Shift-PrtSc and the key of its own: INT 05', () => {
    count(5);
    b.scan(SHIFT, 0x37, up(0x37), up(SHIFT));
    expect(b.word(0x800)).toBe(1);
    b.scan(0xe0, 0x2a, 0xe0, 0x37, 0xe0, 0xb7, 0xe0, 0xaa);
    expect([b.word(0x800), next()]).toEqual([2, -1]);
    expect(key(0x1e)).toBe(0x1e61); // the interrupt was ended
  });

  test.each([
    ['Ctrl-Num Lock', [CTRL, NUM, up(NUM), up(CTRL)]],
    ['Pause', [0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5]],
  ])('%s holds the program until another key', (_name, codes) => {
    // INC WORD [0800] ; JMP back
    b.poke(0x600, 0xff, 0x06, 0x00, 0x08, 0xeb, 0xfa).pokeWord(0x800, 0);
    for (const [name, value] of Object.entries({ cs: 0, ip: 0x600, ds: 0, ss: 0, sp: 0x1000, flags: 0x202 })) {
      (b.machine.processors[0] as unknown as { setRegister(n: string, v: number): void }).setRegister(name, value);
    }
    b.run(5);
    expect(b.word(0x800)).toBeGreaterThan(10);
    b.scan(...codes);
    const held = b.word(0x800);
    b.scan(SHIFT, up(SHIFT)).run(60);
    expect([b.word(0x800), b.peek(0x418) & 8]).toEqual([held, 8]);
    expect(b.rest.ports[0x3d8]).toBe(0x29);
    b.scan(0x1e, up(0x1e)).run(5);
    expect(b.word(0x800)).not.toBe(held);
    expect([b.peek(0x418) & 8, b.bda(0x1a) - b.bda(0x1c)]).toEqual([0, 0]);
  });

  test('Ctrl-Alt-Del starts again without memory test', () => {
    b.poke(0xb8000, ...new Array(4000).fill(0));
    b.scan(CTRL, ALT, 0x53);
    expect(b.bda(0x72)).toBe(0x1234);
    b.until(() => b.screen.includes('No system disk'), 1000);
    expect(b.peek(0x417)).toBe(0);
  });

  test('INT 15, AH = 4F may change a key or take it', () => {
    // at 0700: CMP AL,1Eh ; JNE +3 ; MOV AL,30h ; STC ... ; the key 1F is taken: CLC
    const code = [
      ...[0x80, 0xfc, 0x4f, 0x75, 0x12, 0x3c, 0x1f, 0x74, 0x0f, 0x3c, 0x1e, 0x75, 0x02, 0xb0, 0x30],
      ...[0x55, 0x8b, 0xec, 0x80, 0x4e, 0x06, 0x01, 0x5d, 0xcf], // stc: PUSH BP … OR [BP+6],1 ; IRET
      ...[0x55, 0x8b, 0xec, 0x80, 0x66, 0x06, 0xfe, 0x5d, 0xcf], // clc
    ]; // biome-ignore format: code
    code[8] = 0x18 - 9;
    code[4] = 0x0f - 5;
    b.poke(0x700, ...code)
      .pokeWord(0x15 * 4, 0x700)
      .pokeWord(0x15 * 4 + 2, 0);
    expect([key(0x1e), key(0x1f), key(0x20)]).toEqual([0x3062, -1, 0x2064]);
  });

  test('lost keys (FFh): a beep', () => {
    b.scan(0xff);
    expect(b.rest.portB & 3).toBe(3);
    b.run(100);
    expect(next()).toBe(-1);
  });
});
