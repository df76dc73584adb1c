import { AddressSpace, type IoTarget, Scheduler } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { standaloneZ80 } from '../src/index.ts';
import { bench, mixedMemory, stepTime } from './bench.ts';

const quiet: IoTarget = { read: () => 0xff, write: () => {}, peek: () => 0xff };

describe('BUSREQ', () => {
  test('is granted at the end of the instruction in which it was sampled, before an interrupt', () => {
    const z = bench({ bytes: [0x3e, 1, 0x3c, 0x3c], registers: { iff1: 1, im: 1 } });
    z.drive('busreq', true, 6);
    z.drive('int', true, 6);
    const edges: string[] = [];
    z.lines.busack.listen((on, t) => edges.push(`${on} ${t}`));
    z.cpu.run(50);
    expect(z.cpu.cycles).toBe(50);
    expect(z.cpu.pc).toBe(0x102);
    expect(edges).toEqual(['true 7']);
    z.drive('busreq', false, 50);
    z.cpu.run(52);
    expect(edges).toEqual(['true 7', 'false 51']);
    // the interrupt that waited
    expect(z.cpu.cycles).toBe(51 + 13);
    expect(z.cpu.pc).toBe(0x38);
  });

  test('a request in the last T-state waits for the next instruction', () => {
    const z = bench({ bytes: [0x3e, 1, 0x3c, 0x3c] });
    z.drive('busreq', true, 7);
    z.cpu.run(50);
    expect(z.cpu.pc).toBe(0x103);
  });

  test('a request that a device access makes is granted at the end of that machine cycle', () => {
    // OUT (1),A asserts BUSREQ: the rest of the program is later by the time it is held
    const z = bench({ bytes: [0xed, 0xa3, 0x00], registers: { bc: 0x0201, hl: 0x4000 }, memory: { 16384: 7 } });
    const release = z.scheduler.allocate('dma', (t) => {
      z.space.poke(0x4001, 0x55);
      z.drive('busreq', false, t);
    });
    const acknowledged: number[] = [];
    z.lines.busack.listen((on, t) => {
      if (!on) return;
      acknowledged.push(t);
      z.scheduler.at(release, t + 100);
    });
    z.ports.map({
      from: 0,
      to: 0xffff,
      name: 'dma',
      io: { ...quiet, write: (_, __, t) => z.drive('busreq', true, t) },
    });
    // OUTI: fetch 4, fetch 4 + 1, read 3, out 4
    expect(stepTime(z)).toBe(16 + 101);
    expect(acknowledged).toEqual([16]);
    expect(z.lines.busack.level).toBe(false);
    expect(z.space.peek(0x4001)).toBe(0x55);
  });

  test('granted in the middle of an instruction, later accesses are that much later', () => {
    const z = mixedMemory((page) => page >= 0x80);
    const log: string[] = [];
    z.bytes.set([0x22, 0x00, 0x90], 0x100); // ld ($9000),hl
    z.cpu.setRegister('pc', 0x100);
    z.cpu.setRegister('hl', 0x1234);
    const release = z.scheduler.allocate('dma', (t) => z.drive('busreq', false, t));
    z.lines.busack.listen((on, t) => {
      log.push(`busack ${on} ${t}`);
      if (on) z.scheduler.at(release, t + 9);
    });
    // a scheduled event within the first write asserts it
    z.scheduler.at(
      z.scheduler.allocate('request', (t) => z.drive('busreq', true, t)),
      9,
    );
    expect(stepTime(z)).toBe(16 + 10);
    expect(z.log).toEqual(['write 36864 52 @10', 'write 36865 18 @23']);
    expect(log).toEqual(['busack true 13', 'busack false 23']);
  });

  test('a master that never lets go keeps the bus from the end of the instruction on', () => {
    const z = bench({ bytes: [0xd3, 0x01, 0x3c] });
    z.ports.map({
      from: 0,
      to: 0xffff,
      name: 'dma',
      io: { ...quiet, write: (_, __, t) => z.drive('busreq', true, t) },
    });
    z.cpu.run(100);
    expect([z.cpu.pc, z.cpu.cycles]).toEqual([0x102, 100]);
    expect(z.lines.busack.level).toBe(true);
  });
});

describe('WAIT', () => {
  test('each stretched access moves the later ones', () => {
    const z = mixedMemory(
      () => true,
      (address) => (address === 0x101 ? 3 : address === 0x4000 ? 2 : 0),
    );
    z.bytes.set([0x34, 0x36, 0x99], 0x100); // inc (hl); ld (hl),$99
    z.cpu.setRegister('pc', 0x100);
    z.cpu.setRegister('hl', 0x4000);
    expect(stepTime(z)).toBe(11 + 4);
    expect(z.log).toEqual(['read 256 52 @0', 'read 16384 0 @4', 'write 16384 1 @10']);
    z.log.length = 0;
    expect(stepTime(z)).toBe(10 + 3 + 2);
    expect(z.log).toEqual(['read 257 54 @15', 'read 258 153 @22', 'write 16384 153 @25']);
  });

  test('ports stretch, too', () => {
    const z = bench({ bytes: [0xdb, 0x10] });
    z.ports.map({ from: 0, to: 0xffff, name: 'slow', io: { ...quiet, waits: () => 5 } });
    expect(stepTime(z)).toBe(11 + 5);
  });

  test('halted on a page of devices every no-operation reads it', () => {
    const z = mixedMemory(
      () => true,
      () => 1,
    );
    z.bytes.set([0x76, 0x12], 0x100);
    z.cpu.setRegister('pc', 0x100);
    z.cpu.run(15);
    expect(z.log).toEqual(['read 256 118 @0', 'read 257 18 @5', 'read 257 18 @10']);
  });
});

test('a bank switched by the first write of an instruction is in force for the second', () => {
  const scheduler = new Scheduler();
  const space = new AddressSpace('memory', 16, scheduler);
  const low = space.addMemory(0x8000);
  const banks = [space.addMemory(0x8000), space.addMemory(0x8000)];
  const latch: IoTarget = { ...quiet, write: (_, value) => space.select(value & 1) };
  banks.forEach((memory, n) => {
    space.addView(`bank ${n}`, [
      { from: 0, to: 0x7eff, name: 'low', memory: low },
      { from: 0x7f00, to: 0x7fff, name: 'latch', io: latch },
      { from: 0x8000, to: 0xffff, name: 'high', memory },
    ]);
  });
  const { cpu } = standaloneZ80({ scheduler, space });
  // ld ($7fff),hl writes L to the latch and H to 8000h; then code runs on in the new bank
  space.memory.set([0x22, 0xff, 0x7f, 0xc3, 0x10, 0x80], low + 0x100);
  space.memory.set([0x3e, 0x11], banks[0]! + 0x10);
  space.memory.set([0x3e, 0x22], banks[1]! + 0x10);
  cpu.setRegister('pc', 0x100);
  cpu.setRegister('hl', 0xab01);
  cpu.run(16 + 10 + 7);
  expect(space.memory[banks[1]!]).toBe(0xab);
  expect(space.memory[banks[0]!]).toBe(0);
  expect(cpu.getRegister('a')).toBe(0x22);
});
