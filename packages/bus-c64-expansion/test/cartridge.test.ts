import type { CrtChip, CrtImage } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { BOARDS, openCartridge } from '../src/index.ts';
import { rig } from './rig.ts';

/** A chip whose bytes tell its bank. */
const chip = (bank: number, address = 0x8000, size = 0x2000, kind: CrtChip['kind'] = 'rom'): CrtChip => ({
  kind,
  bank,
  address,
  data: new Uint8Array(size).fill(bank + (address === 0x8000 ? 0 : 0x80)),
});

function insert(hardware: number, chips: readonly CrtChip[], lines: Partial<CrtImage> = {}) {
  const image: CrtImage = { name: '', hardware, exrom: true, game: false, warnings: [], chips, ...lines };
  const { machine, port, space } = rig('cartridge');
  machine.insert('expansion.cartridge', { image, sha1: '0'.repeat(40) });
  const { cartridge } = port;
  const seen = () => [cartridge!.roml?.[0] ?? null, cartridge!.romh?.[0] ?? null];
  const write = (address: number, value: number) => port.io.io.write(address - 0xde00, value, machine.tick);
  const lines_ = () => [port.exrom, port.game];
  return { machine, port, space, cartridge: cartridge!, seen, write, lines: lines_ };
}

describe('boards', () => {
  test('generic: 8K, 16K in one chip, and a small chip seen twice in Ultimax mode', () => {
    expect(insert(0, [chip(0)]).seen()).toEqual([0, null]);
    expect(insert(0, [chip(0, 0x8000, 0x4000)], { game: true }).lines()).toEqual([true, true]);
    expect(insert(0, [chip(0, 0x8000, 0x4000)]).seen()).toEqual([0, 0]);
    const data = Uint8Array.from({ length: 0x1000 }, (_, n) => n & 255);
    const { cartridge } = insert(0, [{ kind: 'rom', bank: 0, address: 0xf000, data }], { exrom: false, game: true });
    expect(cartridge.romh![0x0123]).toBe(0x23);
    expect(cartridge.romh![0x1123]).toBe(0x23);
  });

  test('Ocean: the register selects what is seen at both places', () => {
    const c = insert(5, [chip(0), chip(1), chip(2, 0xa000)], { game: true });
    c.write(0xde00, 0x81);
    expect(c.seen()).toEqual([1, 1]);
    c.write(0xde00, 2);
    expect(c.seen()).toEqual([0x82, 0x82]);
  });

  test('Magic Desk: bit 7 takes the cartridge away', () => {
    const c = insert(19, [chip(0), chip(1)]);
    c.write(0xde00, 1);
    expect(c.seen()).toEqual([1, null]);
    expect(c.lines()).toEqual([true, false]);
    c.write(0xde00, 0x80);
    expect(c.lines()).toEqual([false, false]);
  });

  test('Super Games: the register in I/O 2 can be locked', () => {
    const c = insert(
      8,
      [0, 1, 2, 3].map((n) => chip(n, 0x8000, 0x4000)),
    );
    c.write(0xdf00, 2);
    expect(c.seen()).toEqual([2, 2]);
    c.write(0xdf00, 0x0d);
    expect(c.lines()).toEqual([false, false]);
    c.write(0xdf00, 0);
    expect(c.lines()).toEqual([false, false]);
  });

  test('Action Replay: banks, RAM, and gone until RESET', () => {
    const c = insert(
      1,
      [0, 1, 2, 3].map((n) => chip(n)),
    );
    expect(c.lines()).toEqual([true, false]);
    c.write(0xde00, 0x08);
    expect(c.seen()).toEqual([1, 1]);
    expect(c.port.io.io.peek(0x100)).toBe(1);
    c.write(0xde00, 0x23);
    expect(c.lines()).toEqual([false, true]);
    c.write(0xdf05, 0x77);
    expect(c.cartridge.roml![0x1f05]).toBe(0x77);
    c.write(0xde00, 0x04);
    expect(c.lines()).toEqual([false, false]);
    c.write(0xde00, 0x00);
    expect(c.lines()).toEqual([false, false]);
    c.machine.reset('reset');
    expect(c.lines()).toEqual([true, false]);
  });

  test('Action Replay: freezing goes to Ultimax mode when the NMI is served', () => {
    const c = insert(
      1,
      [0, 1, 2, 3].map((n) => chip(n)),
    );
    c.write(0xde00, 0x08);
    c.machine.run(100);
    c.machine.input('expansion.freeze', true);
    expect(c.lines()).toEqual([true, false]);
    c.machine.run(30);
    expect(c.lines()).toEqual([false, true]);
    expect(c.seen()).toEqual([0, 0]);
    c.write(0xde00, 0x40);
    expect(c.lines()).toEqual([true, false]);
    expect(c.machine.wired.lines.nmi!.level).toBe(false);
  });

  test('Retro Replay: eight banks, and RAM in four', () => {
    const c = insert(
      36,
      Array.from({ length: 8 }, (_, n) => chip(n)),
    );
    c.write(0xde00, 0x98);
    expect(c.seen()[0]).toBe(7);
    // its RAM at 8000h is written in Ultimax mode only
    c.write(0xde00, 0x20);
    c.cartridge.writeRom!(0x8000, 0x22, c.machine.tick);
    expect(c.seen()[0]).toBe(0);
    c.write(0xde00, 0x23);
    c.cartridge.writeRom!(0x8000, 0x11, c.machine.tick);
    c.write(0xde00, 0x28);
    expect(c.seen()[0]).toBe(0);
    c.write(0xde00, 0x20);
    expect(c.seen()[0]).toBe(0x11);
    expect(c.cartridge.takesWrites).toBe(false);
  });

  test('Nordic Power and Nordic Replay: ROM below, RAM above, whose writes the computer does not get', () => {
    const banks = Array.from({ length: 4 }, (_, n) => chip(n));
    for (const c of [insert(9, banks), insert(36, banks, { revision: 1 })]) {
      c.write(0xde00, 0x2a);
      expect(c.lines()).toEqual([true, true]);
      expect(c.cartridge.takesWrites).toBe(true);
      c.cartridge.writeRom!(0xa000, 0x77, c.machine.tick);
      c.cartridge.writeRom!(0x8000, 0x66, c.machine.tick);
      expect(c.seen()).toEqual([1, 0x77]);
      c.write(0xde00, 0x08);
      expect(c.cartridge.takesWrites).toBe(false);
    }
  });

  test('Action Replay: with RAM on and the ROM lines off its RAM and the computer’s are on the bus together', () => {
    const c = insert(
      1,
      [0, 1, 2, 3].map((n) => chip(n)),
    );
    c.write(0xde00, 0x23);
    c.cartridge.writeRom!(0x8000, 0x43, c.machine.tick);
    c.space.poke(0x8000, 0x08);
    c.write(0xde00, 0x22);
    expect(c.seen()).toEqual([0x4b, null]);
    c.cartridge.writeRom!(0x8000, 0x10, c.machine.tick);
    expect(c.seen()).toEqual([0x10, null]);
  });

  test('Pagefox: its RAM is written whatever the map of the processor, and not when it is switched off', () => {
    const c = insert(53, [chip(0, 0x8000, 0x4000)]);
    expect(c.cartridge.selfDecoding).toBe(true);
    c.write(0xde80, 0x08);
    c.cartridge.writeRom!(0xa001, 0x5a, c.machine.tick);
    expect(c.cartridge.romh![1]).toBe(0x5a);
    c.write(0xde80, 0x18);
    c.cartridge.writeRom!(0xa001, 0xa5, c.machine.tick);
    c.write(0xde80, 0x08);
    expect(c.cartridge.romh![1]).toBe(0x5a);
  });

  test('EasyFlash: comes up in Ultimax mode, has RAM, and can be programmed and erased', () => {
    const c = insert(32, [chip(0, 0x8000, 0x2000, 'flash'), chip(0, 0xa000, 0x2000, 'flash'), chip(5)]);
    expect(c.lines()).toEqual([false, true]);
    c.write(0xde00, 5);
    c.write(0xde02, 0x87);
    expect(c.lines()).toEqual([true, true]);
    expect(c.seen()[0]).toBe(5);
    c.write(0xdf12, 0x34);
    expect(c.port.io.io.peek(0x112)).toBe(0x34);
    const command = (...writes: [number, number][]) => {
      for (const [address, value] of writes) c.cartridge.writeRom!(address, value, c.machine.tick);
    };
    const unlock: [number, number][] = [
      [0x8555, 0xaa],
      [0x82aa, 0x55],
    ];
    command(...unlock, [0x8555, 0x90]);
    const read = (address: number) => c.cartridge.readRom!(address, c.machine.tick);
    expect(c.cartridge.roml).toBe(null);
    expect([read(0x8000), read(0x8001)]).toEqual([0x01, 0xa4]);
    command([0x8000, 0xf0]);
    command(...unlock, [0x8555, 0xa0], [0x8010, 0xf4]);
    c.machine.run(100);
    // bits can be cleared, not set
    expect(c.cartridge.roml![0x10]).toBe(0x04);
    command(...unlock, [0x8555, 0x80], ...unlock, [0x8000, 0x30]);
    // DQ6 changes with every read while the chip is busy
    expect(read(0x8000)! ^ read(0x8000)!).toBe(0x40);
    expect(c.cartridge.roml).toBe(null);
    c.machine.run(2_000_000);
    expect(c.seen()[0]).toBe(0xff);
    const hash = c.machine.hash();
    c.machine.reset('power');
    expect(c.machine.hash()).not.toBe(hash);
    c.write(0xde00, 5);
    expect(c.seen()[0]).toBe(5);
  });

  test('every board answers any write, and a snapshot restores it', () => {
    for (const hardware of Object.keys(BOARDS).map(Number)) {
      const a = insert(hardware, [chip(0, 0x8000, 0x4000)]);
      const b = insert(hardware, [chip(0, 0x8000, 0x4000)]);
      for (let n = 0; n < 300; n++) {
        a.write(0xde00 + ((n * 37) % 0x200), (n * 101) & 0xff);
        a.cartridge.writeRom!(0x8000 + ((n * 997) % 0x4000), (n * 13) & 0xff, a.machine.tick);
        a.machine.run(n % 50);
      }
      const snapshot = a.machine.save();
      b.machine.load(snapshot);
      expect(b.machine.hash()).toBe(a.machine.hash());
      expect(b.seen()).toEqual(a.seen());
    }
  });
});

describe('opening', () => {
  test('a plain ROM of 8K or 16K is one at 8000h', () => {
    expect(openCartridge(new Uint8Array(0x2000)).image).toMatchObject({ hardware: 0, exrom: true, game: false });
    expect(openCartridge(new Uint8Array(0x4000)).image.game).toBe(true);
    expect(() => openCartridge(new Uint8Array(5000))).toThrow('this is no CRT image');
  });

  test('a board that is not there is told with those that are', () => {
    expect(() => insert(21, [chip(0)])).toThrow('cartridge boards of type 21 (COMAL 80) are not supported');
    expect(() => insert(19, [chip(200)])).toThrow('bank 200 does not exist on this board, which has 128');
  });

  test('a snapshot wants the same cartridge', () => {
    const a = insert(0, [chip(0)]);
    const b = rig('cartridge');
    expect(() => b.machine.load(a.machine.save())).toThrow('The snapshot was made with the cartridge of SHA-1');
  });
});
