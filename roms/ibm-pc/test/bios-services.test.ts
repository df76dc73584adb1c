import { beforeEach, describe, expect, test } from 'vitest';
import { Bench, CRYSTAL, high, low } from './bench.ts';

let b: Bench;
beforeEach(() => {
  b = new Bench({ serial: [0x3f8], parallel: [0x378], gamePort: true }).start();
});
const all = { bx: 0x1234, cx: 0x5678, si: 0x1111, di: 0x2222, bp: 0x3333, ds: 0x4444, es: 0x5555 };
/** A handler at 0000:0700 that counts at 0000:0800. */
const count = (vector: number) =>
  b
    .poke(0x700, 0x2e, 0xff, 0x06, 0x00, 0x08, 0xcf)
    .pokeWord(vector * 4, 0x700)
    .pokeWord(vector * 4 + 2, 0)
    .pokeWord(0x800, 0);
const ticks = () => b.word(0x46c) + b.word(0x46e) * 0x10000;

describe('time', () => {
  test('INT 08: 18.2 ticks a second, INT 1C with each', () => {
    count(0x1c);
    const before = ticks();
    b.run(1000);
    expect([18, 19]).toContain(ticks() - before);
    expect(b.word(0x800)).toBe(ticks() - before);
  });

  test('midnight: 1800B0h ticks', () => {
    b.pokeWord(0x46c, 0xaf).pokeWord(0x46e, 0x18);
    b.run(60);
    expect(b.call(0x1a, { ax: 0x5 })).toMatchObject({ ax: 1, cx: 0, carry: false });
    expect(b.call(0x1a, { ax: 0x5 }).ax).toBe(0);
  });

  test('INT 1A: 00 reads, 01 sets', () => {
    b.poke(0x470, 1);
    b.call(0x1a, { ax: 0x100, cx: 3, dx: 0x4567 });
    const { ax, cx, dx } = b.call(0x1a, { ax: 0xff });
    expect([ax, cx, dx >= 0x4567 && dx < 0x456b]).toEqual([0, 3, true]);
    expect(b.call(0x1a, { ax: 0x100, ...all })).toMatchObject(all);
    // no clock with battery
    expect(b.call(0x1a, { ax: 0x200, ...all, dx: 9 })).toMatchObject({ ax: 0x200, dx: 9, ...all, carry: true });
  });

  test('the motors of the floppy drives stop when 40:40 has come to 0', () => {
    b.poke(0x43f, 0x13).poke(0x440, 2);
    b.rest.log.length = 0;
    b.run(40);
    expect(b.peek(0x43f)).toBe(0x13);
    b.run(100);
    expect([b.peek(0x43f), b.rest.log]).toEqual([0x10, [{ port: 0x3f2, value: 0x0c }]]);
  });
});

describe('INT 11, 12', () => {
  test('equipment and memory; nothing else changes', () => {
    b.pokeWord(0x410, 0x4321).pokeWord(0x413, 123);
    expect(b.call(0x11, { ax: 9, ...all, dx: 7 })).toMatchObject({ ax: 0x4321, dx: 7, ...all });
    expect(b.call(0x12, { ax: 9, ...all, dx: 7 })).toMatchObject({ ax: 123, dx: 7, ...all });
  });
});

describe('INT 14: serial port', () => {
  test.each([
    [0xe3, 0x0c, 0x03],
    [0x87, 0x60, 0x07],
    [0x1a, 0x417, 0x1a],
    [0x3e, 0x300, 0x1e],
  ])('00: AL = %i', (al, divisor, control) => {
    b.rest.log.length = 0;
    const { ax } = b.call(0x14, { ax: al, ...all, dx: 0 });
    const writes = b.rest.log.map(({ port, value }) => [port, value]);
    expect(writes).toEqual([
      [0x3fb, 0x80],
      [0x3f8, divisor & 0xff],
      [0x3f9, divisor >> 8],
      [0x3fb, control],
      [0x3f9, 0],
    ]);
    expect(ax).toBe(0x6030);
  });

  test('01: a character is sent with DTR and RTS', () => {
    b.call(0x14, { ax: 0xe3, dx: 0 });
    expect(b.call(0x14, { ax: 0x141, ...all, dx: 0 })).toMatchObject({ ax: 0x6041, dx: 0, ...all });
    expect([b.rest.sent, b.rest.ports[0x3fc]]).toEqual([[0x41], 3]);
  });

  test('01: without DSR and CTS or an empty register, time-out', () => {
    b.rest.modemStatus = 0x10;
    expect(b.call(0x14, { ax: 0x141, dx: 0 }).ax & 0x80ff).toBe(0x8041);
    b.rest.modemStatus = 0x30;
    b.rest.lineStatus = 0;
    expect(b.call(0x14, { ax: 0x141, dx: 0 }).ax).toBe(0x8041);
    expect(b.rest.sent).toEqual([]);
  });

  test('02: a character and its errors; 03: status', () => {
    b.rest.received.push(0x7a);
    b.rest.lineStatus = 0x64;
    expect(b.call(0x14, { ax: 0x200, ...all, dx: 0 })).toMatchObject({ ax: 0x047a, ...all });
    expect(b.call(0x14, { ax: 0x300, dx: 0 }).ax).toBe(0x6430);
    expect(b.call(0x14, { ax: 0x200, dx: 0 }).ax & 0x8000).toBe(0x8000);
  });

  test('a port that there is not changes nothing', () => {
    expect(b.call(0x14, { ax: 0x141, ...all, dx: 1 })).toMatchObject({ ax: 0x141, dx: 1, ...all });
  });
});

describe('INT 17: printer', () => {
  test('00 prints, 02 tells the status', () => {
    expect(b.call(0x17, { ax: 0x0041, ...all, dx: 0 })).toMatchObject({ ax: 0x9041, dx: 0, ...all });
    b.call(0x17, { ax: 0x0042, dx: 0 });
    expect(b.rest.printed).toEqual([0x41, 0x42]);
    b.rest.printerStatus = 0x7f; // busy, out of paper … as the connector has them
    expect(b.call(0x17, { ax: 0x200, dx: 0 }).ax).toBe(0x3000);
  });

  test('00: a printer that stays busy, time-out', () => {
    b.rest.printerStatus = 0x57;
    b.poke(0x478, 1);
    expect(high(b.call(0x17, { ax: 0x0041, dx: 0 }).ax) & 1).toBe(1);
    expect(b.rest.printed).toEqual([]);
  });

  test('01: INIT', () => {
    b.rest.log.length = 0;
    expect(b.call(0x17, { ax: 0x100, dx: 0 }).ax).toBe(0x9000);
    expect(b.rest.log).toEqual([
      { port: 0x37a, value: 8 },
      { port: 0x37a, value: 0x0c },
    ]);
  });

  test('a printer that there is not changes nothing', () => {
    expect(b.call(0x17, { ax: 0x141, ...all, dx: 2 })).toMatchObject({ ax: 0x141, dx: 2, ...all });
  });
});

describe('INT 05: print screen', () => {
  test('rows end with CR LF; the cursor and everything else stay', () => {
    b.call(0x10, { ax: 3 });
    b.poke(0xb8000, 0x48, 7, 0x69, 7).poke(0xb8000 + 160, 0x21, 7, 0, 7, 0x3f, 7);
    b.call(0x10, { ax: 0x200, dx: 0x0506 });
    expect(b.call(0x05, { ax: 0x77, ...all, dx: 5 })).toMatchObject({ ax: 0x77, dx: 5, ...all });
    const lines = String.fromCharCode(...b.rest.printed).split('\r\n');
    expect(lines).toEqual(['', 'Hi'.padEnd(80), '! ?'.padEnd(80), ...new Array(23).fill(' '.repeat(80)), '']);
    expect([b.peek(0x500), b.call(0x10, { ax: 0x300 }).dx]).toEqual([0, 0x506]);
  });

  test('status 1: it runs already; FFh: the printer fails', () => {
    b.poke(0x500, 1);
    b.call(0x05);
    expect(b.rest.printed).toEqual([]);
    b.poke(0x500, 0);
    b.rest.printerStatus = 0xf7; // out of paper
    b.call(0x05);
    expect(b.peek(0x500)).toBe(0xff);
  });
});

describe('INT 15', () => {
  test.each([0, 1, 2, 3, 0x24, 0x83, 0x87, 0x89, 0xc1])('AH = %i: not on this machine', (ah) => {
    expect(b.call(0x15, { ax: ah << 8, ...all })).toMatchObject({ ax: 0x8600, ...all, carry: true });
  });

  test('4F, 88, 90, 91', () => {
    expect(b.call(0x15, { ax: 0x4f1e })).toMatchObject({ ax: 0x4f1e, carry: true });
    expect(b.call(0x15, { ax: 0x8800, flags: 0x203 })).toMatchObject({ ax: 0, carry: false });
    expect(b.call(0x15, { ax: 0x9001, flags: 0x203 })).toMatchObject({ ax: 1, carry: false });
    expect(b.call(0x15, { ax: 0x9101 })).toMatchObject({ ax: 1, carry: false });
  });

  test('C0: the table', () => {
    const { bx, es, ax, carry } = b.call(0x15, { ax: 0xc000, flags: 0x203 });
    expect([bx, es, high(ax), carry]).toEqual([0xe6f5, 0xf000, 0, false]);
    expect(b.word(0xfe6f5)).toBe(8);
    expect(b.bytes(0xfe6f7, 4)).toEqual([0xfb, 1, 1, 0x10]);
  });

  test.each([500, 10_000, 150_000])('86: waits %i µs', (us) => {
    const before = b.machine.tick;
    expect(b.call(0x15, { ax: 0x8600, cx: us >> 16, dx: us & 0xffff }).carry).toBe(false);
    const took = ((b.machine.tick - before) / CRYSTAL) * 1e6;
    expect(took).toBeGreaterThan(us);
    expect(took).toBeLessThan(us * 1.1 + 3000);
  });

  test('84: joystick', () => {
    b.rest.buttons = 0xa0;
    expect(b.call(0x15, { ax: 0x8400, dx: 0 })).toMatchObject({ carry: false, ax: 0x84a0 });
    b.rest.axes = [3000, 6000, 12000, 0];
    const { ax, bx, cx, dx, carry } = b.call(0x15, { ax: 0x8400, dx: 1 });
    expect(carry).toBe(false);
    // counted in clocks of the 8253, 12 ticks each
    for (const [value, axis] of [
      [ax, 3000],
      [bx, 6000],
      [cx, 12000],
    ] as const) {
      expect(Math.abs(value - axis / 12)).toBeLessThan(80);
    }
    expect(dx).toBeLessThan(80);
    expect(b.call(0x15, { ax: 0x8400, dx: 2 })).toMatchObject({ carry: true, ax: 0x8600 });
    const none = new Bench().start();
    expect(none.call(0x15, { ax: 0x8400, dx: 1 })).toMatchObject({ ax: 0, bx: 0, cx: 0, dx: 0 });
  });
});

describe('interrupts that nobody has claimed', () => {
  test('by INT: 40:6B = FFh and nothing else', () => {
    expect(b.call(0x0b, { ax: 1, ...all, dx: 3 })).toMatchObject({ ax: 1, dx: 3, ...all });
    expect(b.peek(0x46b)).toBe(0xff);
    expect(b.call(0x23, { ax: 1, ...all })).toMatchObject({ ax: 1, ...all });
  });

  test('NMI: parity errors are told from each other, others return', () => {
    expect(b.call(0x02, { ax: 5, ...all })).toMatchObject({ ax: 5, ...all });
    b.call(0x10, { ax: 3 });
    for (const [bits, text] of [
      [0x80, 'Parity error: memory. Halted; Ctrl-Alt-Del restarts.'],
      [0x40, 'Parity error: card (I/O CH CK). Halted; Ctrl-Alt-Del restarts.'],
    ] as const) {
      b.rest.checks = bits;
      expect(() => b.call(0x02, {}, 900)).toThrow('has not come back');
      expect(b.screen).toContain(text);
    }
    b.rest.checks = 0;
    b.scan(0x1d, 0x38, 0x53).until(() => /^Backplane BIOS/.test(b.screen) && b.screen.includes('No system disk'));
  });
});

describe('INT 18, 19', () => {
  test('no disk: the message again after any key; registers do not matter', () => {
    b.call(0x10, { ax: 3 });
    expect(() => b.call(0x19, { ds: 0x1234 }, 100)).toThrow();
    expect(b.text().filter((row) => row.startsWith('No system disk')).length).toBe(1);
    b.scan(0x1e, 0x9e).run(100);
    expect(b.text().filter((row) => row.startsWith('No system disk')).length).toBe(2);
    b.scan(0x3c, 0xbc).run(100);
    expect(b.text().filter((row) => row.startsWith('No system disk')).length).toBe(3);
  });

  test('BASIC in ROM is started', () => {
    const basic = new Uint8Array(0x2000);
    basic.set([0xe9, 0x10, 0x00]);
    basic.set([0xfa, 0xf4], 0x13);
    const with_ = new Bench({ roms: { 1007616: basic } });
    with_.until(() => with_.register('cs') === 0xf600);
    with_.run(1);
    expect([with_.register('ip'), with_.screen.includes('No system disk')]).toEqual([0x15, false]);
  });

  test.each([
    [0xff, [0, 0x80]],
    [0, [0, 0x80]],
    [1, [0x80, 0]],
    [2, [0]],
    [3, [0x80]],
  ])('port E8h = %i: drives %j are tried', (boot, drives) => {
    const other = new Bench({ boot });
    other.start();
    // INT 13 notes DL of AH = 02 at 0000:0800 on, and fails with AH = 20h
    const code = [
      ...[0x55, 0x89, 0xe5, 0x80, 0x66, 0x06, 0xfe, 0x80, 0xfc, 0x02, 0x75, 0x15, 0x80, 0x4e, 0x06, 0x01, 0xb4, 0x20],
      ...[0x53, 0x2e, 0x8b, 0x1e, 0xfe, 0x07, 0x2e, 0x88, 0x17, 0x2e, 0xff, 0x06, 0xfe, 0x07, 0x5b, 0x5d, 0xcf],
    ];
    other
      .poke(0x700, ...code)
      .pokeWord(0x13 * 4, 0x700)
      .pokeWord(0x13 * 4 + 2, 0)
      .pokeWord(0x7fe, 0x800);
    other.poke(0x410, 0x2d);
    expect(() => other.call(0x19, {}, 300)).toThrow();
    const tried = other.bytes(0x800, other.word(0x7fe) - 0x800);
    expect([...new Set(tried)]).toEqual(drives);
    expect(tried.length).toBe(drives.length * 4);
  });

  test('what runs: any floppy sector but filler and EB FE, a hard disk with 55 AA', () => {
    const sector = (fill: (s: Uint8Array) => void) => {
      const bytes = new Uint8Array(512);
      fill(bytes);
      return bytes;
    };
    const program = [0xfa, 0xf4, 0xeb, 0xfd]; // CLI ; HLT
    const runs = (drive: number, bytes: Uint8Array) => {
      const other = new Bench({ boot: drive === 0 ? 2 : 3 }).start();
      // INT 13 copies 512 bytes from 0000:2000 to ES:BX
      const code = [
        ...[0x80, 0xfc, 0x02, 0x75, 0x17, 0x1e, 0x56, 0x57, 0x51, 0x31, 0xf6, 0x8e, 0xde, 0xbe, 0x00, 0x20, 0x89, 0xdf],
        ...[0xb9, 0x00, 0x01, 0xfc, 0xf3, 0xa5, 0x59, 0x5f, 0x5e, 0x1f, 0xb4, 0x00, 0x55, 0x89, 0xe5, 0x80, 0x66, 0x06],
        ...[0xfe, 0x5d, 0xcf],
      ];
      other
        .poke(0x700, ...code)
        .pokeWord(0x13 * 4, 0x700)
        .pokeWord(0x13 * 4 + 2, 0);
      other.poke(0x2000, ...bytes).poke(0x410, 0x2d);
      try {
        other.call(0x19, { dx: 0x55 }, 200);
      } catch {
        /* it waits for a key, or is halted */
      }
      const inside = other.register('cs') === 0 && other.register('ip') >= 0x7c00 && other.register('ip') < 0x7e00;
      if (inside)
        expect([low(other.register('dx')), other.register('ss'), other.register('sp')]).toEqual([drive, 0x30, 0x100]);
      return inside;
    };
    const signed = sector((s) => {
      s.set(program);
      s.set([0x55, 0xaa], 510);
    });
    expect(runs(0, signed)).toBe(true);
    expect(
      runs(
        0,
        sector((s) => s.set(program)),
      ),
    ).toBe(true);
    expect(
      runs(
        0,
        sector((s) => s.fill(0xf6)),
      ),
    ).toBe(false);
    expect(
      runs(
        0,
        sector(() => {}),
      ),
    ).toBe(false);
    expect(
      runs(
        0,
        sector((s) => s.set([0xeb, 0xfe, 0x90])),
      ),
    ).toBe(false);
    expect(runs(0x80, signed)).toBe(true);
    expect(
      runs(
        0x80,
        sector((s) => s.set(program)),
      ),
    ).toBe(false);
  });
});
