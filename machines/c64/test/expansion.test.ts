import { createMachine } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { BASIC, bareDefinition, CYCLE, HALT, kernal } from './support/bare.ts';
import { type TestCartridge, testCard } from './support/cartridge.ts';

/** EXROM, GAME as a cartridge pulls them. */
const LINES = {
  none: [false, false],
  eight: [true, false],
  sixteen: [true, true],
  ultimax: [false, true],
} as const;

function bench(lines: keyof typeof LINES, setUp: (cartridge: TestCartridge) => void = () => {}) {
  const machine = createMachine(bareDefinition(HALT), { slots: { expansion: testCard } });
  const cartridge = machine.wired.parts['expansion.cartridge']!.device as unknown as TestCartridge;
  machine.run(100 * CYCLE);
  setUp(cartridge);
  cartridge.port!.mapChanged(machine.tick);
  const [exrom, game] = LINES[lines];
  cartridge.port!.setLines(exrom, game, machine.tick);
  const space = machine.wired.spaces.memory!;
  return {
    machine,
    cartridge,
    space,
    read: (a: number) => space.read(a, machine.tick),
    write: (a: number, v: number) => space.write(a, v, machine.tick),
    open: () => machine.parts.vic.phi1Data(machine.tick),
  };
}

describe('the expansion port', () => {
  test('8K, 16K and Ultimax cartridges appear where they should', () => {
    const none = bench('none');
    expect(none.read(0xa010)).toBe(BASIC[0x10]);
    const { cartridge } = none;
    const [roml, romh] = [cartridge.roml!, cartridge.romh!];
    const eight = bench('eight');
    expect([eight.read(0x8123), eight.read(0xa123)]).toEqual([roml[0x123], BASIC[0x123]]);
    const sixteen = bench('sixteen');
    expect([sixteen.read(0x8123), sixteen.read(0xb123)]).toEqual([roml[0x123], romh[0x1123]]);
    expect(sixteen.read(0xe123)).toBe(kernal(HALT)[0x123]);
    const ultimax = bench('ultimax');
    expect([ultimax.read(0x8123), ultimax.read(0xf123)]).toEqual([roml[0x123], romh[0x1123]]);
    expect([ultimax.read(0x1000), ultimax.read(0xa000), ultimax.read(0xcfff)]).toEqual(
      new Array(3).fill(ultimax.open()),
    );
  });

  test('cartridge ROM is plain memory', () => {
    const { space } = bench('sixteen');
    for (const page of [0x80, 0x9f, 0xa0, 0xbf]) {
      const base = space.readBase[page]!;
      expect(space.memory[base + (page << 8) + 7]).toBe(space.peek((page << 8) + 7));
    }
  });

  test('a bank switch shows the other bank', () => {
    const b = bench('eight');
    const other = new Uint8Array(0x2000).fill(0x99);
    b.cartridge.roml = other;
    b.cartridge.port!.mapChanged(b.machine.tick);
    expect(b.read(0x8000)).toBe(0x99);
    b.cartridge.roml = null;
    b.cartridge.port!.mapChanged(b.machine.tick);
    expect(b.read(0x8000)).toBe(b.open());
    expect(b.space.views[b.space.selected]).toBe('mode 15 without ROML');
    b.cartridge.roml = new Uint8Array(100);
    expect(() => b.cartridge.port!.mapChanged(b.machine.tick)).toThrow(/8192/);
  });

  test('writes reach RAM beneath and are told, in Ultimax mode only told', () => {
    const eight = bench('eight');
    eight.write(0x8005, 0x42);
    eight.write(0xa005, 0x43);
    expect([eight.space.peekRam(0x8005), eight.space.peekRam(0xa005)]).toEqual([0x42, 0x43]);
    expect(eight.read(0x8005)).toBe(eight.cartridge.roml![5]);
    // A000 is BASIC, not the cartridge's
    expect(eight.cartridge.seen).toEqual(['rom 8005 66']);
    const ultimax = bench('ultimax');
    const before = ultimax.machine.wired.spaces.memory!.memory[ultimax.machine.parts.pla.ramAt + 0xe005];
    ultimax.write(0xe005, 0x44);
    ultimax.write(0x9005, 0x45);
    expect(ultimax.cartridge.seen).toEqual(['rom e005 68', 'rom 9005 69']);
    expect(ultimax.space.memory[ultimax.machine.parts.pla.ramAt + 0xe005]).toBe(before);
  });

  test('RAM of a cartridge can be written', () => {
    for (const [lines, address] of [
      ['ultimax', 0x8005],
      ['ultimax', 0xf005],
      ['sixteen', 0xb005],
      ['eight', 0x8005],
    ] as const) {
      const b = bench(lines, (cartridge) => {
        cartridge.writable = true;
      });
      b.write(address, 0x42);
      expect(b.read(address)).toBe(0x42);
      const bank = address < 0xa000 ? b.cartridge.roml! : b.cartridge.romh!;
      expect(bank[address & 0x1fff]).toBe(0x42);
      expect(b.cartridge.seen).toEqual([]);
    }
  });

  test('a cartridge may keep writes at A000 from the RAM beneath', () => {
    for (const takesWrites of [false, true]) {
      const b = bench('sixteen', (cartridge) => {
        cartridge.takesWrites = takesWrites;
        cartridge.writable = true;
      });
      const ram = (a: number): number => b.space.memory[b.machine.parts.pla.ramAt + a]!;
      const before = ram(0xa005);
      b.write(0xa005, before ^ 0xff);
      b.write(0x8005, 0x42);
      expect(b.read(0xa005)).toBe(before ^ 0xff);
      expect(b.cartridge.romh![5]).toBe(before ^ 0xff);
      expect(ram(0xa005)).toBe(takesWrites ? before : before ^ 0xff);
      expect(ram(0x8005)).toBe(0x42);
    }
  });

  test('I/O 1 and I/O 2 are the cartridge’s, or an open bus', () => {
    const b = bench('none');
    expect([b.read(0xde00), b.read(0xdf05)]).toEqual([0x5a, 0x05 ^ 0x5a]);
    expect(b.read(0xdfff)).toBe(b.open());
    expect(b.space.peek(0xde01)).toBe(0x5b);
    b.write(0xdf01, 7);
    expect(b.cartridge.seen).toEqual(['io 101 7']);
  });

  test('in Ultimax mode the VIC sees the upper half of ROMH in every bank', () => {
    const b = bench('ultimax');
    const { memory, pages, cpuPages } = b.machine.parts.pla.vicBus;
    expect(memory[pages[0x30]! + 0x3005]).toBe(b.cartridge.romh![0x1005]);
    expect(memory[pages[0x3f]! + 0x3fff]).toBe(b.cartridge.romh![0x1fff]);
    expect(cpuPages[0x30]).toBe(-1);
    // no character ROM
    expect(pages[0x10]).toBe(b.machine.parts.pla.ramAt);
    expect(cpuPages[0x10]).toBe(0x10);
  });

  test('a cartridge that pulls GAME in the processor’s half of the cycle leaves the VIC its memory', () => {
    const b = bench('ultimax', (cartridge) => {
      cartridge.hiddenFromVic = true;
    });
    expect(b.read(0xe123)).toBe(b.cartridge.romh![0x123]);
    const { pages, cpuPages } = b.machine.parts.pla.vicBus;
    expect(cpuPages[0x10]).toBe(-1);
    expect(pages[0x30]).toBe(b.machine.parts.pla.ramAt);
  });

  test('DMA holds the processor', () => {
    const b = bench('none');
    const { out } = b.cartridge.ctx;
    b.machine.run(CYCLE);
    out.dma.drive(true, b.machine.tick);
    b.machine.run(CYCLE);
    const { pc } = b.machine.processor;
    b.machine.run(50 * CYCLE);
    expect(b.machine.processor.pc).toBe(pc);
    out.dma.drive(false, b.machine.tick);
    const pcs = new Set<number>();
    for (let n = 0; n < 10; n++) {
      b.machine.run(CYCLE);
      pcs.add(b.machine.processor.pc);
    }
    expect(pcs.size).toBeGreaterThan(1);
  });

  test('power-on shows the cartridge again', () => {
    const b = bench('sixteen');
    b.machine.reset('power');
    b.cartridge.port!.setLines(true, true, 0);
    expect(b.read(0x8123)).toBe(b.cartridge.roml![0x123]);
  });

  test('two cartridges are refused', () => {
    const b = bench('none');
    expect(() => b.cartridge.port!.plug(b.cartridge)).toThrow(/Two cartridges/);
  });
});
