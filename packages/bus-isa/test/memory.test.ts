import { testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { EMS_CARDS, EmsBoardPart } from '../src/cards/memory/ems.ts';
import { MEMORY_CARDS, memoryCard } from '../src/cards/memory/ram.ts';
import { Rig } from './io-rig.ts';

testDevice({ describe, test, part: EmsBoardPart, options: { frame: 0, pages: 8 }, spaceBits: 17, steps: 100 });

describe('memory cards', () => {
  test('answer where their names say, and nowhere else', () => {
    for (const [name, card] of Object.entries(MEMORY_CARDS)) {
      const rig = new Rig(card);
      const [, size, start] = /^ram(\d+)k-(\w{5})$/.exec(name) ?? [name, '64', name === 'umb' ? 'd0000' : 'e0000'];
      const from = Number.parseInt(start!, 16);
      const to = from + Number(size) * 1024 - 1;
      expect(to, name).toBeLessThanOrEqual(from < 0xa0000 ? 0x9ffff : 0xfffff);
      rig.write(from, 0x12);
      rig.write(to, 0x34);
      expect([rig.read(from), rig.read(to)]).toEqual([0x12, 0x34]);
      expect(rig.read(from - 1)).toBe(0xff);
      expect(to === 0xfffff || rig.read(to + 1) === 0xff).toBe(true);
    }
  });

  test('are plain memory: no slow path', () => {
    const rig = new Rig(MEMORY_CARDS['ram64k-10000']!);
    const space = rig.machine.wired.spaces.memory!;
    expect(space.readBase[0x100]).toBeGreaterThan(-0x80000000);
    space.memory[space.readBase[0x100]! + 0x10010] = 0x5a;
    expect(rig.read(0x10010)).toBe(0x5a);
  });

  test('two in one place are refused', () => {
    expect(() => new Rig(MEMORY_CARDS['ram64k-10000']!, MEMORY_CARDS['ram192k-10000']!)).toThrow(/both answer/);
    expect(() => memoryCard('x', 20, 0x10000)).toThrow(/20 KB from 10000h/);
    expect(() => memoryCard('x', 64, 0xf8000)).toThrow(RangeError);
  });
});

describe('expanded memory', () => {
  test('shows each of 128 pages in each of four windows', () => {
    const rig = new Rig(EMS_CARDS.ems2m!);
    for (let page = 0; page < 128; page++) {
      rig.out(0x260 + (page & 3), page);
      const at = 0xe0000 + (page & 3) * 0x4000;
      rig.write(at, page);
      rig.write(at + 0x3fff, 0xff - page);
    }
    for (let page = 127; page >= 0; page--) {
      const window = (page * 3 + 1) & 3;
      rig.out(0x260 + window, page);
      const at = 0xe0000 + window * 0x4000;
      expect([rig.read(at), rig.read(at + 0x3fff)]).toEqual([page, 0xff - page]);
    }
    expect(rig.in(0x260)).toBe(0xff);
  });

  test('one page in two windows is the same memory', () => {
    const rig = new Rig(EMS_CARDS['ems2m-d0000']!);
    rig.out(0x260, 77);
    rig.out(0x263, 77);
    rig.write(0xd1234, 0xa5);
    expect(rig.read(0xdd234)).toBe(0xa5);
    rig.write(0xdd235, 0x5a);
    expect(rig.read(0xd1235)).toBe(0x5a);
  });

  test('stands where it stood after a load, and begins with page 0 at power-on', () => {
    const make = (): Rig => {
      const rig = new Rig(EMS_CARDS.ems2m!);
      for (let n = 0; n < 4; n++) {
        rig.out(0x260 + n, 100 + n);
        rig.write(0xe0000 + n * 0x4000, n + 1);
      }
      return rig;
    };
    const rig = make();
    const saved = rig.machine.save();
    const other = new Rig(EMS_CARDS.ems2m!);
    other.out(0x261, 5);
    other.machine.load(saved);
    expect([0, 1, 2, 3].map((n) => other.read(0xe0000 + n * 0x4000))).toEqual([1, 2, 3, 4]);
    expect(other.machine.hash()).toBe(rig.machine.hash());
    rig.machine.reset('reset');
    expect(rig.read(0xe4000)).toBe(2);
    rig.machine.reset('power');
    expect(rig.read(0xe4000)).toBe(0);
    rig.write(0xe0000, 9);
    expect(rig.read(0xec000)).toBe(9);
    const fresh = new Rig(EMS_CARDS.ems2m!);
    rig.machine.reset('power');
    expect(rig.machine.hash()).toBe(fresh.machine.hash());
  });

  test('is plain memory', () => {
    const rig = new Rig(EMS_CARDS.ems2m!);
    const space = rig.machine.wired.spaces.memory!;
    rig.out(0x262, 33);
    rig.write(0xe8000, 0x42);
    expect(space.memory[space.readBase[0xe80]! + 0xe8000]).toBe(0x42);
  });
});
