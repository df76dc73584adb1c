import type { CartridgeMedium } from '@backplane/bus-c64-expansion';
import { createMachine } from '@backplane/kernel';
import type { CrtChip } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { bareDefinition, CYCLE, HALT } from './support/bare.ts';

/** The computer with a cartridge of this board, whose banks of 16K hold their number. */
function bench(hardware: number, kind: CrtChip['kind'] = 'rom', revision = 0) {
  const machine = createMachine(bareDefinition(HALT), { slots: { expansion: 'cartridge' } });
  const chips = [0, 1, 2, 3].flatMap((bank) =>
    [0x8000, 0xa000].map((address): CrtChip => ({ kind, bank, address, data: new Uint8Array(0x2000).fill(bank) })),
  );
  const image = { name: '', hardware, revision, exrom: true, game: true, chips, warnings: [] };
  const medium: CartridgeMedium = { image, sha1: '0'.repeat(40) };
  machine.insert('expansion.cartridge', medium);
  machine.run(100 * CYCLE);
  const space = machine.wired.spaces.memory!;
  const read = (address: number): number => space.read(address, machine.tick);
  const write = (address: number, value: number): void => space.write(address, value, machine.tick);
  return { machine, space, read, write };
}

describe('in the computer', () => {
  test('a flash chip of the EasyFlash tells through ROML that it is busy, and then shows its bytes', () => {
    const { machine, read, write } = bench(32, 'flash');
    write(0xde00, 2);
    write(0xde02, 0x07);
    expect(read(0x8123)).toBe(2);
    // commands reach it in Ultimax mode and in 16K mode
    for (const [address, value] of [
      [0x8555, 0xaa],
      [0x82aa, 0x55],
      [0x8555, 0xa0],
      [0x8123, 0x00],
    ] as const) {
      write(address, value);
    }
    expect(read(0x8123) ^ read(0x8123)).toBe(0x40);
    expect(read(0xa123)).toBe(2);
    machine.run(20 * CYCLE);
    expect([read(0x8123), read(0x8124)]).toEqual([0x00, 2]);
  });

  test('the RAM of the Pagefox is written with the ROMs switched off at the processor’s port', () => {
    const { read, write, machine } = bench(53);
    /** LORAM high, HIRAM low: RAM at 8000h and A000h, I/O at D000h. */
    const port = (data: number): void => machine.processor.setRegister('port', data);
    machine.processor.setRegister('ddr', 0x07);
    port(0x05);
    write(0xde80, 0x08);
    write(0xa000, 0x5a);
    write(0xde80, 0xff);
    write(0xa000, 0x11);
    write(0xde80, 0x08);
    expect(read(0xa000)).toBe(0x11);
    port(0x07);
    expect(read(0xa000)).toBe(0x5a);
  });

  test.each([
    ['Nordic Power', 9, 0],
    ['Nordic Replay', 36, 1],
  ])('%s: what is written to its RAM at A000h does not reach the computer’s', (_name, hardware, revision) => {
    const { read, write, space } = bench(hardware, 'rom', revision);
    write(0xde00, 0x02);
    write(0xa000, 0x10);
    write(0x8000, 0x20);
    write(0xde00, 0x2a);
    write(0xa000, 0x77);
    write(0x8000, 0x66);
    expect([read(0x8000), read(0xa000)]).toEqual([1, 0x77]);
    write(0xde00, 0x02);
    expect([space.peekRam(0x8000), space.peekRam(0xa000)]).toEqual([0x66, 0x10]);
  });

  test('the Action Replay’s RAM and the computer’s, on the bus together', () => {
    const { read, write, space } = bench(1);
    write(0xde00, 0x02);
    write(0x8000, 0x08);
    write(0xde00, 0x23);
    write(0x8000, 0x43);
    write(0xde00, 0x22);
    expect(read(0x8000)).toBe(0x4b);
    write(0x8000, 0x30);
    expect(read(0x8000)).toBe(0x30);
    write(0xde00, 0x02);
    expect(space.peekRam(0x8000)).toBe(0x30);
  });
});
