import { AddressSpace, type IoTarget, PortSpace, Scheduler } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { INTEL_8086, INTEL_8088 } from '../src/index.ts';
import { load, type Program } from './machine.ts';

/** Clocks from the first queue read of an instruction to that of the next, once the queue has come to rest. */
function duration(p: Program): number {
  const { cpu } = p;
  const from = cpu.core.base + cpu.core.firstByteAt();
  cpu.step();
  return cpu.core.base + cpu.core.firstByteAt() - from;
}

/** T1 clocks of the code fetches. */
const fetches = (p: Program) => p.cycles().filter(([, kind]) => kind === 'CODE');

describe('code fetches', () => {
  test('begin ten clocks after RESET at FFFF:0000', () => {
    const p = load('90');
    p.cpu.reset('power', 0);
    p.trace.clear();
    p.cpu.run(40);
    expect(p.cycles()[0]).toEqual([10, 'CODE', 0xffff0]);
    expect(p.register('cs')).toBe(0xffff);
  });

  test('bring words on the 8086, bytes on the 8088, and one byte at an odd address', () => {
    const even = load('f7 e0 90 90 90 90 90 90', { variant: INTEL_8086 });
    even.cpu.step();
    even.cpu.core.settle(even.cpu.core.t);
    expect(fetches(even).map(([, , address]) => address)).toEqual([0x1000, 0x1002, 0x1004, 0x1006]);
    expect(even.cpu.core.length).toBe(6);
    const odd = load('90 f7 e0 90 90 90 90 90 90', { variant: INTEL_8086 });
    odd.set({ ip: 0x1001 });
    odd.cpu.step();
    odd.cpu.core.settle(odd.cpu.core.t);
    expect(fetches(odd).map(([, , address]) => address)).toEqual([0x1001, 0x1002, 0x1004, 0x1006]);
    // five bytes: another word does not fit
    expect(odd.cpu.core.length).toBe(5);
    const narrow = load('f7 e0 90 90 90 90 90 90', { variant: INTEL_8088 });
    narrow.cpu.step();
    narrow.cpu.core.settle(narrow.cpu.core.t);
    expect(fetches(narrow).map(([, , address]) => address)).toEqual([0x1000, 0x1001, 0x1002, 0x1003, 0x1004, 0x1005]);
    expect(narrow.cpu.core.length).toBe(4);
  });

  test('follow each other without a gap while there is room, four clocks each and one for each wait state', () => {
    for (const waits of [0, 1, 3]) {
      const p = load('f7 e0', { memoryWaits: waits });
      p.cpu.step();
      p.cpu.core.settle(p.cpu.core.t);
      const clocks = fetches(p).map(([clock]) => clock);
      expect(clocks.slice(1).map((clock, n) => clock - clocks[n]!)).toEqual(new Array(3).fill(4 + waits));
    }
  });

  test('wrap at the end of the segment, data words too', () => {
    const p = load('90');
    p.poke(0xfffe, 'a1 ff');
    p.poke(0x10000, '11 22 33');
    p.poke(0x0000, 'ff 90');
    p.poke(0xffff, 'ff');
    p.set({ ip: 0xfffe });
    p.cpu.step();
    // MOV AX,[FFFF]: the low byte is the last of the segment, the high byte the first
    expect(p.register('ip')).toBe(1);
    expect(p.register('ax')).toBe(p.space.peek(0xffff) | (p.space.peek(0) << 8));
  });

  test('addresses wrap at 1 MiB', () => {
    const p = load('a0 10 00 a2 12 00');
    p.set({ ds: 0xffff });
    p.poke(0x00000, '5a');
    p.cpu.step();
    p.cpu.step();
    expect(p.register('al')).toBe(0x5a);
    expect(p.space.peek(2)).toBe(0x5a);
  });

  test('take the bytes that were there when they were fetched', () => {
    // MOV [next],byte: the byte after the instruction is in the queue already
    const p = load('f7 e0 c6 06 07 10 43 40 90');
    p.set({ ax: 1, bx: 0 });
    for (let n = 0; n < 3; n++) p.cpu.step();
    expect(p.register('ax')).toBe(2);
    expect(p.register('bx')).toBe(0);
  });
});

describe('wait states', () => {
  test.each([
    [INTEL_8086, 'a1 00 50', 0x5000, 1],
    [INTEL_8086, 'a1 01 50', 0x5001, 2],
    [INTEL_8088, '58', 0x4000, 2],
    [INTEL_8086, 'a0 01 50', 0x5001, 1],
  ])('of every memory cycle lengthen $name %s at %i by one clock each', (variant, bytes, _, cyclesOfData) => {
    const clocks = (memoryWaits: number): number => {
      const p = load(`f7 e0 ${bytes} 90 90`, { variant, memoryWaits });
      p.cpu.step();
      return duration(p);
    };
    // everything comes from the full queue but the operand; the prefetch that follows is not waited for
    expect(clocks(1) - clocks(0)).toBe(cyclesOfData);
    expect(clocks(3) - clocks(0)).toBe(3 * cyclesOfData);
  });

  test('of I/O do not touch memory', () => {
    const clocks = (ioWaits: number): number => {
      const p = load('f7 e0 ec 90 90', { ioWaits });
      p.cpu.step();
      return duration(p);
    };
    expect(clocks(2) - clocks(0)).toBe(2);
  });

  /** One device at 5000–5FFF and all ports that asks for `waits`. */
  function withDevice(program: string, waits: number, variant = INTEL_8086) {
    const log: [string, number, number, number][] = [];
    const scheduler = new Scheduler();
    const io = (name: string): IoTarget => ({
      read: (offset, t) => {
        log.push([`${name} read`, offset, 0, t]);
        return 0x40 + (offset & 1);
      },
      write: (offset, value, t) => {
        log.push([`${name} write`, offset, value, t]);
      },
      peek: () => 0,
      waits: () => waits,
    });
    const space = new AddressSpace('memory', 20, scheduler);
    const memory = space.addMemory(0x5000);
    space.addView('map', [
      { from: 0, to: 0x4fff, name: 'RAM', memory },
      { from: 0x5000, to: 0x5fff, name: 'device', io: io('memory') },
    ]);
    const ports = new PortSpace('ports', 0xffff, scheduler);
    ports.map({ from: 0, to: 0xffff, name: 'ports', io: io('port') });
    const p = load(`f7 e0 ${program} 90 90 90`, { scheduler, space, ports, variant });
    p.cpu.step();
    return { p, log };
  }

  test.each([
    ['a0 00 50', 1],
    ['a1 00 50', 1],
    ['a2 00 50', 1],
    ['a3 01 50', 2],
    ['ec', 1],
    ['ed', 1],
    ['e7 61', 2],
  ])('of a device lengthen %s', (bytes, cycles) => {
    const clocks = (waits: number) => {
      const { p } = withDevice(bytes, waits);
      p.set({ dx: 0x60 });
      return duration(p);
    };
    expect(clocks(5) - clocks(0)).toBe(5 * cycles);
  });

  test('a device is asked in T2, byte by byte, a word in one cycle if it is even', () => {
    const { p, log } = withDevice('a1 02 50', 2);
    p.cpu.step();
    expect(p.register('ax')).toBe(0x4140);
    const [clock] = p.cycles().find(([, kind]) => kind === 'MEMR')!;
    expect(log).toEqual([
      ['memory read', 2, 0, clock + 1],
      ['memory read', 3, 0, clock + 1],
    ]);
    const narrow = withDevice('a1 02 50', 2, INTEL_8088);
    narrow.p.cpu.step();
    const clocks = narrow.log.map(([, , , t]) => t);
    expect(clocks[1]! - clocks[0]!).toBe(6);
  });

  test('READY is looked at before T4 of each cycle', () => {
    const p = load('f7 e0 a0 00 50 90 90', { wired: true });
    const q = load('f7 e0 a0 00 50 90 90', { wired: true });
    p.cpu.step();
    q.cpu.step();
    const normal = duration(p);
    // READY goes away in T1 of the data cycle and comes back seven clocks later
    const [t1] = p.cycles().find(([, kind]) => kind === 'MEMR')!;
    const low = q.scheduler.allocate('low', (t) => q.drive('ready', false, t));
    const high = q.scheduler.allocate('high', (t) => q.drive('ready', true, t));
    q.scheduler.at(low, t1);
    q.scheduler.at(high, t1 + 7);
    expect(duration(q)).toBe(normal + 6);
    // a pulse between two cycles is not noticed
    const r = load('f7 e0 a0 00 50 90 90', { wired: true });
    r.cpu.step();
    const off = r.scheduler.allocate('low', (t) => r.drive('ready', false, t));
    const on = r.scheduler.allocate('high', (t) => r.drive('ready', true, t));
    r.scheduler.at(off, t1 - 3);
    r.scheduler.at(on, t1 - 1);
    expect(duration(r)).toBe(normal);
  });
});

describe('HOLD', () => {
  /** Asserts HOLD at `from`, releases it `length` after HLDA, and says when HLDA changed. */
  function withMaster(program: string, from: number, length: number) {
    const p = load(program, { wired: true });
    const grants: [boolean, number][] = [];
    const request = p.scheduler.allocate('request', (t) => p.drive('hold', true, t));
    const release = p.scheduler.allocate('release', (t) => p.drive('hold', false, t));
    p.lines.hlda.listen((level, t) => {
      grants.push([level, t]);
      if (level) p.scheduler.at(release, t + length);
    });
    p.scheduler.at(request, from);
    return { p, grants };
  }

  /** Runs as a machine does: up to each event. */
  function runTo(p: Program, limit: number): void {
    while (p.cpu.cycles < limit) {
      p.cpu.run(Math.min(limit, p.scheduler.next));
      p.scheduler.runUntil(Math.min(limit, p.cpu.cycles));
    }
  }

  test('is granted in the middle of an instruction, and no bus cycle falls into the grant', () => {
    for (let from = 20; from < 120; from++) {
      // XCHG with memory, LOOP: fetches and data cycles all the time
      const { p, grants } = withMaster('87 06 01 50 f7 06 00 50 34 12 e2 f4', from, 20);
      p.set({ cx: 100 });
      runTo(p, 400);
      expect(grants.length).toBe(2);
      const [[, on], [, off]] = grants as [[boolean, number], [boolean, number]];
      expect(on).toBeGreaterThan(from);
      // a cycle under way, or a word at an odd address, is at most eight clocks, and one more cycle may have been chosen
      expect(on - from).toBeLessThanOrEqual(13);
      expect(off - on).toBeGreaterThanOrEqual(20);
      for (const [clock] of p.cycles()) {
        expect([from, on, clock, clock + 3 <= on || clock > off]).toEqual([from, on, clock, true]);
      }
    }
  });

  test('costs the program no more than the clocks that it has the bus', () => {
    const clocks = (from: number): number => {
      const { p } = withMaster('f7 e0 f7 e0 f7 e0 90', from, 10);
      runTo(p, 5);
      while (p.register('ip') < 0x1006) p.cpu.step();
      return p.cpu.cycles;
    };
    const without = clocks(100_000);
    // during a multiplication nobody misses the bus
    expect(clocks(120)).toBe(without);
  });

  test('waits for the end of a locked instruction', () => {
    const { p, grants } = withMaster('f7 e0 f0 87 06 00 50 90 90 90 90', 200, 10);
    p.set({ ax: 0 });
    const locks: [boolean, number][] = [];
    p.lines.lock.listen((level, t) => locks.push([level, t]));
    p.cpu.step();
    const start = p.cpu.cycles;
    const { p: q, grants: late } = withMaster('f7 e0 f0 87 06 00 50 90 90 90 90', start + 4, 10);
    q.set({ ax: 0 });
    const qLocks: [boolean, number][] = [];
    q.lines.lock.listen((level, t) => qLocks.push([level, t]));
    runTo(q, start + 200);
    expect(qLocks.length).toBe(2);
    expect(late[0]![1]).toBeGreaterThanOrEqual(qLocks[1]![1]);
    expect(grants).toEqual([]);
    expect(locks).toEqual([]);
  });

  test('is granted during HLT', () => {
    const { p, grants } = withMaster('f4', 300, 50);
    runTo(p, 1000);
    expect(grants.map(([on]) => on)).toEqual([true, false]);
    expect(grants[0]![1]).toBe(302);
  });
});
