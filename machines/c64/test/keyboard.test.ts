import { createMachine } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { keyboardSupport } from '../src/keyboard-support.ts';
import { KEYS } from '../src/keys.ts';
import { type BareMachine, bareMachine, bareNtsc, CYCLE, HALT } from './support/bare.ts';

/** Registers of CIA 1. */
const PRA = 0xdc00;
const PRB = 0xdc01;
const DDRA = 0xdc02;
const DDRB = 0xdc03;

class Bench {
  readonly machine: BareMachine = bareMachine();
  constructor() {
    this.machine.run(100 * CYCLE);
    this.write(DDRA, 0xff);
    this.write(DDRB, 0x00);
  }
  get #space() {
    return this.machine.wired.spaces.memory!;
  }
  write(address: number, value: number): void {
    this.#space.write(address, value, this.machine.tick);
  }
  read(address: number): number {
    return this.#space.read(address, this.machine.tick);
  }
  press(...ids: string[]): void {
    for (const id of ids) this.machine.input('keyboard', `+${id}`);
  }
  release(...ids: string[]): void {
    for (const id of ids) this.machine.input('keyboard', `-${id}`);
  }
  /** What port B shows with one column pulled low. */
  rows(column: number): number {
    this.write(PRA, ~(1 << column) & 0xff);
    return this.read(PRB);
  }
}

describe('the key matrix', () => {
  test.each(KEYS.filter((k) => k.column >= 0))('$id is in its place, read either way', ({ id, column, row }) => {
    const bench = new Bench();
    bench.press(id);
    for (let c = 0; c < 8; c++) expect(bench.rows(c)).toBe(c === column ? ~(1 << row) & 0xff : 0xff);
    // rows driven, columns read
    bench.write(DDRA, 0x00);
    bench.write(DDRB, 0xff);
    for (let r = 0; r < 8; r++) {
      bench.write(PRB, ~(1 << r) & 0xff);
      expect(bench.read(PRA)).toBe(r === row ? ~(1 << column) & 0xff : 0xff);
    }
    bench.release(id);
    bench.write(PRB, 0);
    expect(bench.read(PRA)).toBe(0xff);
  });

  test('every place of the matrix has one key, SHIFT LOCK is in parallel with the left SHIFT', () => {
    const places = KEYS.filter((k) => k.column >= 0).map((k) => `${k.column},${k.row}`);
    expect(new Set(places).size).toBe(64);
    expect(places.length).toBe(65);
  });

  test('three keys at the corners of a rectangle show the fourth', () => {
    const bench = new Bench();
    // a (1,2), s (1,5), d (2,2): the ghost is f (2,5)
    bench.press('a', 's');
    expect(bench.rows(2)).toBe(0xff);
    bench.press('d');
    expect(bench.rows(2)).toBe(0xff & ~0x04 & ~0x20);
    expect(bench.rows(1)).toBe(0xff & ~0x04 & ~0x20);
    bench.release('s');
    expect(bench.rows(2)).toBe(0xff & ~0x04);
  });

  test('joystick 1 shows as keys in every column, joystick 2 pulls columns', () => {
    const bench = new Bench();
    bench.machine.input('joystick1', 0x14);
    for (let c = 0; c < 8; c++) expect(bench.rows(c)).toBe(0xff & ~0x14);
    bench.machine.input('joystick1', 0);
    bench.machine.input('joystick2', 0x02);
    bench.press('a');
    // column 1 is low because of the joystick, and A joins row 2 to it, whatever the CIA selects
    bench.write(PRA, 0xff);
    expect(bench.read(PRB)).toBe(0xff & ~0x04);
    expect(bench.read(PRA)).toBe(0xff & ~0x02);
  });

  test('RESTORE pulls NMI for a moment, once for each time it is struck', () => {
    const bench = new Bench();
    const nmi = bench.machine.wired.lines.nmi!;
    bench.press('restore');
    expect(nmi.level).toBe(true);
    bench.machine.run(bench.machine.ticksPerSecond / 100);
    expect(nmi.level).toBe(false);
    bench.press('restore');
    expect(nmi.level).toBe(false);
    bench.release('restore');
    bench.press('restore');
    expect(nmi.level).toBe(true);
  });

  test('-* releases all keys', () => {
    const bench = new Bench();
    bench.press('a', 'space', 'q');
    bench.machine.input('keyboard', '-*');
    for (let c = 0; c < 8; c++) expect(bench.rows(c)).toBe(0xff);
  });

  test('what is no key is told, with the nearest name', () => {
    const bench = new Bench();
    const told: string[] = [];
    bench.machine.onEvent((event) => told.push(event.text ?? ''));
    bench.machine.input('keyboard', '+retrun');
    bench.machine.input('keyboard', 'a');
    expect(told[0]).toMatch(/no key "retrun".*return/);
    expect(told[1]).toMatch(/\+id/);
  });

  test('fire of joystick 1 and PB4 are the light pen line', () => {
    const bench = new Bench();
    const lp = bench.machine.wired.lines.lp!;
    expect(lp.level).toBe(false);
    bench.machine.input('joystick1', 0x10);
    expect(lp.level).toBe(true);
    bench.machine.input('joystick1', 0);
    expect(lp.level).toBe(false);
    bench.write(DDRB, 0x10);
    expect(lp.level).toBe(true);
    bench.write(PRB, 0x10);
    expect(lp.level).toBe(false);
    // SPACE joins PA7 and PB4
    bench.write(DDRB, 0);
    bench.press('space');
    bench.write(PRA, 0x7f);
    expect(lp.level).toBe(true);
  });
});

describe('control ports', () => {
  /** Runs on until the SID has measured the potentiometers. */
  const pots = (bench: Bench): [number, number] => {
    bench.machine.run(1100 * CYCLE);
    return [bench.read(0xd419), bench.read(0xd41a)];
  };

  test('paddles are seen through the port that PA6 and PA7 select', () => {
    const bench = new Bench();
    bench.machine.input('paddles1', '10 20 0');
    bench.machine.input('paddles2', '100 200 3');
    bench.write(PRA, 0x40);
    expect(pots(bench)).toEqual([10, 20]);
    bench.write(PRA, 0x80);
    expect(pots(bench)).toEqual([100, 200]);
    bench.write(PRA, 0x00);
    expect(pots(bench)).toEqual([255, 255]);
    // buttons are left and right of port 2
    bench.write(PRA, 0xff);
    expect(bench.read(PRA)).toBe(0xff & ~0x0c);
    bench.machine.input('paddles1', '');
    bench.write(PRA, 0x40);
    expect(pots(bench)).toEqual([255, 255]);
  });

  test('the mouse counts modulo 64 in steps of two', () => {
    const bench = new Bench();
    bench.write(PRA, 0x40);
    bench.machine.input('mouse1', '3 -2 0');
    expect(pots(bench)).toEqual([64 + 6, 64 + 124]);
    bench.machine.input('mouse1', '62 2 3');
    expect(pots(bench)).toEqual([64 + 2, 64]);
    // left button is fire, right button is up
    expect(bench.read(PRB)).toBe(0xff & ~0x11);
  });
});

describe('the light pen', () => {
  test.each([bareMachine, () => createMachine(bareNtsc(HALT))])('latches the beam where it points', (make) => {
    const machine = make() as BareMachine;
    const space = machine.wired.spaces.memory!;
    const { video } = machine.parts.vic;
    const picture = video.frameEnd(0);
    const read = (a: number): number => space.read(a, machine.tick);
    const point = (place: string): [number, number] => {
      machine.input('lightpen', place);
      machine.runUntil(video.frameEnd(video.frameEnd(machine.tick)));
      return [read(0xd013), read(0xd014)];
    };
    machine.run(picture);
    const [x0, y0] = point('32 60');
    const [x1, y1] = point('192 160');
    expect(y1 - y0).toBe(100);
    // two pixels to a step of the register, a cycle of eight pixels is as fine as it gets
    expect(x1 - x0).toBe(80);
    // the same as if the fire button went down in that cycle
    machine.input('lightpen', '');
    const pixel = (video.visible.y + 160) * video.width + video.visible.x + 192;
    const cycle = machine.wired.clocks.phi2!.num;
    machine.runUntil(video.frameEnd(machine.tick) + Math.floor(pixel / 8) * cycle);
    machine.input('joystick1', 16);
    expect([read(0xd013), read(0xd014)]).toEqual([x1, y1]);
    machine.input('joystick1', 0);
    machine.run(picture);
    space.write(0xd019, 0x0f, machine.tick);
    machine.run(picture * 2);
    expect(read(0xd019) & 0x08).toBe(0);
  });
});

describe('typing', () => {
  test('every character and name is made of keys that exist', () => {
    const ids = new Set(KEYS.map((k) => k.id));
    for (const keys of [...Object.values(keyboardSupport.characters), ...Object.values(keyboardSupport.names)]) {
      expect(keys.length).toBeGreaterThan(0);
      for (const id of keys) expect(ids).toContain(id);
    }
  });

  test('all of ASCII that the C64 has can be typed', () => {
    for (const character of ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCZabcz[]^_£↑←π♠♥─') {
      expect(keyboardSupport.characters, character).toHaveProperty([character]);
    }
  });

  test('no two keys are in the same place of the host keyboard', () => {
    const codes = KEYS.flatMap((k) => (k.code === undefined ? [] : [k.code]));
    expect(new Set(codes).size).toBe(codes.length);
  });
});
