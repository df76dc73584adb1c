import { loadState, saveState } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import type { Reu } from '../src/index.ts';
import { rig } from './rig.ts';

/** A program that gives the controller its registers and then runs on, counting in X. */
function program(registers: readonly number[], trigger = false): number[] {
  const code: number[] = [];
  // registers 2–10, then the command
  registers.slice(1).forEach((value, n) => {
    code.push(0xa9, value, 0x8d, 0x02 + n, 0xdf);
  });
  code.push(0xa9, registers[0]!, 0x8d, 0x01, 0xdf);
  if (trigger) code.push(0x8d, 0x00, 0xff);
  // inx; jmp back to it
  const loop = 0x1000 + code.length;
  code.push(0xe8, 0x4c, loop & 255, loop >> 8);
  return code;
}

const TO_REU = 0x90;
const TO_C64 = 0x91;
const SWAP = 0x92;
const VERIFY = 0x93;

describe('transfers', () => {
  test('to the expansion and back, one byte a cycle', () => {
    // 16 bytes from 2000h to 012345h
    const { machine, load, port } = rig('reu512k', program([TO_REU, 0x00, 0x20, 0x45, 0x23, 0x01, 16, 0, 0, 0]));
    const bytes = Array.from({ length: 16 }, (_, n) => n * 7 + 1);
    load(0x2000, bytes);
    machine.run(500);
    const reu = machine.part('expansion.reu') as Reu;
    expect([...reu.ram.subarray(0x12345, 0x12355)]).toEqual(bytes);
    expect(port.io.io.peek(0x100)).toBe(0x50);
  });

  test('the processor stands still for exactly so many cycles', () => {
    const count = (length: number): number => {
      const { machine } = rig('reu512k', program([TO_REU, 0, 0x20, 0, 0, 0, length, 0, 0, 0]));
      machine.run(1000);
      return machine.processor.getRegister('x') * 5;
    };
    // 50 bytes more are 10 rounds of five cycles less
    expect(count(11) - count(61)).toBe(50);
  });

  test('swap takes two cycles a byte, and changes both', () => {
    const { machine, load, space } = rig('reu128k', program([SWAP, 0x00, 0x20, 0, 0, 0, 4, 0, 0, 0]));
    load(0x2000, [1, 2, 3, 4]);
    const reu = machine.part('expansion.reu') as Reu;
    reu.ram.set([9, 8, 7, 6]);
    machine.run(500);
    expect([...reu.ram.subarray(0, 4)]).toEqual([1, 2, 3, 4]);
    expect([0, 1, 2, 3].map((n) => space.peek(0x2000 + n))).toEqual([9, 8, 7, 6]);
  });

  test('verify stops behind the difference', () => {
    const { machine, load, port } = rig('reu512k', program([VERIFY, 0x00, 0x20, 0, 0, 0, 8, 0, 0, 0]));
    (machine.part('expansion.reu') as Reu).ram.fill(0);
    load(0x2000, [0, 0, 5, 0, 0, 0, 0, 0]);
    machine.run(500);
    expect(port.io.io.peek(0x100)).toBe(0x30);
    expect(port.io.io.peek(0x102)).toBe(3);
    expect(port.io.io.peek(0x107)).toBe(5);
  });

  test('waits for FF00h, and autoload puts the registers back', () => {
    const { machine, load, port } = rig('reu512k', program([0xa0, 0x00, 0x20, 0x10, 0, 0, 3, 0, 0, 0], true));
    load(0x2000, [1, 2, 3]);
    machine.run(500);
    const reu = machine.part('expansion.reu') as Reu;
    expect([...reu.ram.subarray(0x10, 0x13)]).toEqual([1, 2, 3]);
    expect([2, 3, 4, 7].map((n) => port.io.io.peek(0x100 + n))).toEqual([0x00, 0x20, 0x10, 3]);
  });

  test('fixed addresses', () => {
    const { machine, space } = rig('reu512k', program([TO_C64, 0x00, 0x30, 0, 0, 0, 3, 0, 0, 0x40]));
    (machine.part('expansion.reu') as Reu).ram.set([7, 8, 9]);
    machine.run(500);
    expect([0, 1, 2].map((n) => space.peek(0x3000 + n))).toEqual([7, 7, 7]);
  });

  test('an interrupt at the end of a block, until the status is read', () => {
    const { machine, port } = rig('reu512k', program([TO_REU, 0, 0x20, 0, 0, 0, 2, 0, 0xc0, 0]));
    machine.run(500);
    expect(machine.wired.lines.irq!.level).toBe(true);
    expect(port.io.io.read(0x100, machine.tick)).toBe(0xd0);
    expect(machine.wired.lines.irq!.level).toBe(false);
    expect(port.io.io.peek(0x100)).toBe(0x10);
  });

  test('waits while the video chip has the bus', () => {
    const { machine, port, load } = rig('reu512k', program([TO_REU, 0, 0x20, 0, 0, 0, 100, 0, 0, 0]));
    load(0x2000, [1]);
    port.busy = (t) => t < 2000;
    machine.run(1900);
    expect((machine.part('expansion.reu') as Reu).ram[0]).toBe(0xff);
    machine.run(200);
    expect((machine.part('expansion.reu') as Reu).ram[0]).toBe(1);
  });

  /** What a transfer of `length` bytes writes to or reads from 3000h, cycle by cycle, with BA low in some of them. */
  function traffic(command: number, length: number, low: readonly number[], sprite0: readonly number[] = []) {
    const { machine, port, space } = rig('reu128k', program([command, 0, 0x30, 0, 0, 0, length, 0, 0, 0x80]));
    const reu = machine.part('expansion.reu') as Reu;
    for (let n = 0; n < length; n++) reu.ram[n] = n + 1;
    const log: string[] = [];
    // the transfer's first cycle comes after the last write of the program
    let from = Number.POSITIVE_INFINITY;
    const { read, write } = space;
    space.write = (address, value, t) => {
      if (address === 0x3000) log.push(`${t - from}w${value}`);
      write.call(space, address, value, t);
    };
    space.read = (address, t) => {
      if (address === 0x3000) log.push(`${t - from}r`);
      return read.call(space, address, t);
    };
    const registers = port.cartridge!;
    const { writeIo } = registers;
    registers.writeIo = (offset, value, t) => {
      if (offset === 0x101) from = t;
      writeIo!(offset, value, t);
    };
    port.busy = (t) => low.includes(t - from);
    port.sprites = (t) => (sprite0.includes(t - from) ? 1 : 0);
    machine.run(300);
    return log.join(' ');
  }

  test('a write notices BA a cycle late, a read at once', () => {
    expect(traffic(TO_C64, 4, [2, 3, 4])).toBe('1w1 2w2 5w3 6w4');
    expect(traffic(TO_REU, 4, [2, 3, 4])).toBe('1r 5r 6r 7r');
  });

  test('the last write, and the first one, wait', () => {
    expect(traffic(TO_C64, 2, [2, 3, 4])).toBe('1w1 5w2');
    expect(traffic(TO_C64, 2, [1, 2, 3])).toBe('4w1 5w2');
  });

  test('the cycle in which the DMA of sprite 0 is turned on counts as one with BA high', () => {
    expect(traffic(TO_C64, 5, [2, 3, 4], [2, 3, 4])).toBe('1w1 2w2 3w3 5w4 6w5');
    expect(traffic(TO_REU, 4, [2, 3, 4], [2, 3, 4])).toBe('1r 2r 5r 6r');
    expect(traffic(TO_REU, 4, [2, 3, 4], [0, 1, 2, 3, 4])).toBe('1r 5r 6r 7r');
  });

  test('a swap goes on taking turns while BA is low, and counts what it writes when BA is high', () => {
    expect(traffic(SWAP, 3, [3, 4, 5, 6, 7])).toBe('1r 2w1 3r 5r 8w2 9r 10w3');
    expect(traffic(SWAP, 3, [4, 5, 6, 7, 8])).toBe('1r 2w1 3r 5r 9r 10w2 11r 12w3');
    // the last byte is written although BA is low
    expect(traffic(SWAP, 2, [4, 5, 6, 7, 8])).toBe('1r 2w1 3r 4w2');
  });

  test('the second write of an instruction that starts a transfer goes nowhere', () => {
    const code = program([0x80 | 0x20, 0, 0x30, 0, 0, 0, 3, 0, 0, 0]);
    // inc FF00 before the endless loop
    code.splice(code.length - 4, 4);
    const loop = 0x1000 + code.length + 3;
    code.push(0xee, 0x00, 0xff, 0xe8, 0x4c, loop & 255, loop >> 8);
    const { machine, space, load } = rig('reu128k', code);
    load(0xff00, [0x41]);
    machine.run(300);
    expect(space.peek(0xff00)).toBe(0x41);
    expect((machine.part('expansion.reu') as Reu).ram[0]).toBe(0);
    expect(machine.processor.getRegister('x')).toBeGreaterThan(0);
  });

  test('the RAM comes up in a pattern', () => {
    const { ram } = rig('reu256k').machine.part('expansion.reu') as Reu;
    expect([...ram.subarray(0, 5)]).toEqual([0xff, 0, 0, 0xff, 0xff]);
    expect([...ram.subarray(0x20000, 0x20005)]).toEqual([0, 0xff, 0xff, 0, 0]);
  });

  test('sizes: the 1700 tells small chips, upper address bits that are not there read 1', () => {
    const value = (card: string, register: number) => rig(card).port.io.io.peek(0x100 + register);
    expect(value('reu128k', 0)).toBe(0x00);
    expect(value('reu512k', 0)).toBe(0x10);
    expect(value('reu512k', 6)).toBe(0xf8);
    expect(value('reu16384k', 6)).toBe(0x00);
  });

  test('slices of any length, and save and load in the middle, change nothing', () => {
    const make = () => {
      const r = rig('reu128k', program([SWAP, 0, 0x20, 0, 0, 0, 200, 0, 0xc0, 0]));
      r.load(
        0x2000,
        Array.from({ length: 200 }, (_, n) => n),
      );
      return r.machine;
    };
    const whole = make();
    whole.run(300);
    const sliced = make();
    for (let n = 0; n < 300; n++) sliced.run(1);
    expect(sliced.hash()).toBe(whole.hash());
    const first = make();
    first.run(133);
    const second = make();
    loadState(second, saveState(first));
    second.run(167);
    expect(second.hash()).toBe(whole.hash());
  });
});
