import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AddressSpace,
  type IoTarget,
  type MapEntry,
  MirroredIo,
  Scheduler,
  SLOW,
  sha1Hex,
  WiringError,
} from '../src/index.ts';

/** A device that remembers what was done to it. */
class Probe implements IoTarget {
  readonly log: string[] = [];
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  read(offset: number, t: number): number {
    this.log.push(`read ${offset} ${t}`);
    return (offset * 7 + this.name.length) & 0xff;
  }
  write(offset: number, value: number, t: number): void {
    this.log.push(`write ${offset} ${value} ${t}`);
  }
  peek(offset: number): number {
    return (offset * 7 + this.name.length) & 0xff;
  }
}

interface Range {
  readonly from: number;
  readonly length: number;
  readonly kind: 'ram' | 'rom' | 'io';
  readonly read: boolean;
  readonly write: boolean;
  readonly offset: number;
}

/** What a byte of a map leads to, found by looking at every range. */
class Oracle {
  readonly memory: Uint8Array;
  readonly devices: readonly Probe[];
  constructor(size: number, devices: readonly Probe[]) {
    this.memory = new Uint8Array(size);
    this.devices = devices;
  }

  find(view: readonly Range[], address: number, write: boolean): Range | undefined {
    return view.find((r) => (write ? r.write : r.read) && address >= r.from && address < r.from + r.length);
  }

  read(view: readonly Range[], address: number, t: number): number {
    const r = this.find(view, address, false);
    if (r === undefined) return 0xe5;
    if (r.kind === 'io') return this.devices[view.indexOf(r)]!.read(r.offset + address - r.from, t);
    return this.memory[r.offset + address - r.from]!;
  }

  write(view: readonly Range[], address: number, value: number, t: number): void {
    const r = this.find(view, address, true);
    if (r?.kind === 'io') this.devices[view.indexOf(r)]!.write(r.offset + address - r.from, value, t);
    if (r?.kind === 'ram') this.memory[r.offset + address - r.from] = value;
  }
}

const MEMORY = 0x1000;

/** Ranges that do not overlap, many of them smaller than a page, in a space of 12 bits. */
const view = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
      length: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0x100, 0x200, 0x280)),
      kind: fc.constantFrom('ram' as const, 'rom' as const, 'io' as const),
      access: fc.constantFrom('read', 'write', 'both'),
      offset: fc.nat(200),
      align: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => {
    const ranges: Range[] = [];
    let at = 0;
    for (const r of list) {
      at += r.gap;
      if (r.align) at = Math.ceil(at / 256) * 256;
      if (at + r.length > MEMORY) break;
      const read = r.access !== 'write';
      ranges.push({ from: at, length: r.length, kind: r.kind, read, write: r.access !== 'read', offset: r.offset });
      at += r.length;
    }
    return ranges;
  });

function build(views: readonly (readonly Range[])[], probes: readonly Probe[]) {
  const space = new AddressSpace('s', 12, new Scheduler(), 0xe5);
  const at = space.addMemory(MEMORY + 0x400);
  views.forEach((ranges, n) => {
    const entries = ranges.map(
      (r, i): MapEntry => ({
        from: r.from,
        to: r.from + r.length - 1,
        name: `r${i}`,
        read: r.read,
        write: r.write && r.kind === 'rom' ? 'ignore' : r.write,
        ...(r.kind === 'io' ? { io: probes[i]!, ioOffset: r.offset } : { memory: at + r.offset }),
      }),
    );
    space.addView(`v${n}`, entries);
  });
  return { space, at };
}

/** `expect` costs too much where there are a hundred thousand of them. */
function same(found: unknown, wanted: unknown): void {
  if (found !== wanted) expect(found).toBe(wanted);
}

describe('AddressSpace', () => {
  it('agrees with a search through the map, in every view, also when it is watched', () => {
    const step = fc.record({
      address: fc.integer({ min: 0, max: MEMORY - 1 }),
      value: fc.nat(255),
      what: fc.constantFrom('read', 'write', 'peek', 'poke', 'select', 'watch', 'unwatch', 'peekRam'),
    });
    fc.assert(
      fc.property(
        fc.array(view, { minLength: 1, maxLength: 3 }),
        fc.array(step, { maxLength: 150 }),
        (views, steps) => {
          const probes = Array.from({ length: 12 }, (_, n) => new Probe('x'.repeat(n)));
          const mirror = Array.from({ length: 12 }, (_, n) => new Probe('x'.repeat(n)));
          const { space, at } = build(views, probes);
          const oracle = new Oracle(MEMORY + 0x400, mirror);
          const watched = new Set<number>();
          const seen: string[] = [];
          const expected: string[] = [];
          let now = 0;
          steps.forEach(({ address, value, what }, t) => {
            const ranges = views[now]!;
            const ram = oracle.find(ranges, address, true);
            const pokes = ram?.kind === 'ram' ? ram.offset + address - ram.from : -1;
            switch (what) {
              case 'read':
                same(space.read(address, t), oracle.read(ranges, address, t));
                break;
              case 'peek': {
                const lengths = probes.map((p) => p.log.length);
                expect(space.peek(address)).toBe(oracle.read(ranges, address, t));
                expect(probes.map((p) => p.log.length)).toEqual(lengths);
                for (const p of mirror) p.log.splice(probes[mirror.indexOf(p)]!.log.length);
                break;
              }
              case 'write':
                if (watched.has(address >> 8)) expected.push(`${address} ${value} ${t}`);
                space.write(address, value, t);
                oracle.write(ranges, address, value, t);
                break;
              case 'poke':
                same(space.poke(address, value), pokes >= 0);
                if (pokes >= 0) oracle.memory[pokes] = value;
                break;
              case 'peekRam':
                same(space.peekRam(address), pokes >= 0 ? oracle.memory[pokes] : 0xe5);
                break;
              case 'select':
                now = value % views.length;
                space.select(space.viewIndex(`v${now}`));
                same(space.selected, now);
                break;
              case 'watch':
              case 'unwatch': {
                const end = Math.min(MEMORY - 1, address + value * 4);
                space.watchWrites(address, end, what === 'watch' ? watcher : null);
                for (let page = address >> 8; page <= end >> 8; page++)
                  watched[what === 'watch' ? 'add' : 'delete'](page);
              }
            }
          });
          function watcher(address: number, value: number, t: number): void {
            seen.push(`${address} ${value} ${t}`);
          }
          expect(seen).toEqual(expected);
          expect(probes.map((p) => p.log)).toEqual(mirror.map((p) => p.log));
          expect(sha1Hex(space.memory.subarray(at, at + MEMORY + 0x400))).toBe(sha1Hex(oracle.memory));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('loses writes to ROM and to nothing, and reads the open bus', () => {
    const space = new AddressSpace('s', 16, new Scheduler(), 0xaa);
    const at = space.addMemory(0x100);
    space.memory.fill(0x11, at);
    space.addView('v', [{ from: 0x100, to: 0x1ff, name: 'rom', memory: at, write: 'ignore' }]);
    space.write(0x150, 1, 0);
    space.write(0x8000, 2, 0);
    expect([space.read(0x150, 0), space.read(0x8000, 0), space.peek(0x8000)]).toEqual([0x11, 0xaa, 0xaa]);
    expect([space.poke(0x150, 1), space.poke(0x8000, 1)]).toEqual([false, false]);
  });

  it('runs due events before a device is accessed, and not for memory', () => {
    const scheduler = new Scheduler();
    const probe = new Probe('p');
    const event = scheduler.allocate('e', (t) => probe.log.push(`event ${t}`));
    const space = new AddressSpace('s', 16, scheduler);
    space.addView('v', [
      { from: 0, to: 0xff, name: 'ram', memory: space.addMemory(256) },
      { from: 0x100, to: 0x1ff, name: 'p', io: probe },
    ]);
    scheduler.at(event, 5);
    space.read(0, 9);
    space.read(0x100, 4);
    space.read(0x101, 5);
    scheduler.at(event, 7);
    space.write(0x102, 1, 9);
    expect(probe.log).toEqual(['read 0 4', 'event 5', 'read 1 5', 'event 7', 'write 2 1 9']);
  });

  it('asks a device for wait states after the access', () => {
    const slow: IoTarget = {
      read: () => 1,
      write: () => {},
      peek: () => 1,
      waits: (offset, write, t) => offset + (write ? 100 : 0) + t,
    };
    const space = new AddressSpace('s', 16);
    space.addView('v', [
      { from: 0x100, to: 0x1ff, name: 'slow', io: slow },
      { from: 0x200, to: 0x207, name: 'mirrored', io: new MirroredIo(slow, 4) },
      { from: 0x208, to: 0x20f, name: 'fast', io: new Probe('f') },
    ]);
    space.read(0x103, 10);
    expect(space.stretch).toBe(13);
    space.write(0x103, 0, 10);
    expect(space.stretch).toBe(113);
    space.read(0x206, 0);
    expect(space.stretch).toBe(2);
    space.read(0x208, 0);
    expect(space.stretch).toBe(0);
  });

  it('repeats the registers of a device over a longer range', () => {
    const probe = new Probe('p');
    const mirrored = new MirroredIo(probe, 4);
    expect([mirrored.read(6, 1), mirrored.peek(9), mirrored.waits(5, false, 0)]).toEqual([15, 8, 0]);
    mirrored.write(11, 5, 2);
    expect(probe.log).toEqual(['read 2 1', 'write 3 5 2']);
  });

  it('lets several watch a page, each for itself', () => {
    const space = new AddressSpace('s', 16);
    const ram = space.addMemory(0x200);
    space.addView('a', [{ from: 0, to: 0x1ff, name: 'ram', memory: ram }]);
    space.addView('b', [{ from: 0, to: 0xff, name: 'ram', memory: ram + 0x100 }]);
    const seen: string[] = [];
    const video = space.watchWrites(0, 0x0f, (a, v) => seen.push(`video ${a} ${v}`));
    const debug = space.watchWrites(0, 0x1ff, (a, v) => seen.push(`debug ${a} ${v}`));
    space.write(0x20, 1, 0);
    video();
    space.select(1);
    space.write(0x21, 2, 0);
    space.write(0x121, 3, 0);
    debug();
    expect(space.writeBase[0]).not.toBe(SLOW);
    space.write(0x22, 4, 0);
    expect(seen).toEqual(['video 32 1', 'debug 32 1', 'debug 33 2', 'debug 289 3']);
    expect([space.peek(0x21), space.memory[ram + 0x21]]).toEqual([2, 0]);
    expect(() => space.watchWrites(0, 0x10000, () => {})).toThrow('addresses 0–FFFFh');
  });

  it.each<[string, number, readonly MapEntry[], string]>([
    [
      'overlap of reads',
      16,
      [
        { from: 0, to: 0x10, name: 'ram', io: new Probe('a') },
        { from: 0x10, to: 0x20, name: 'vic', io: new Probe('b') },
      ],
      '"ram" (0000h–0010h) and "vic" (0010h–0020h) both answer reads at 0010h',
    ],
    [
      'overlap of writes',
      16,
      [
        { from: 0, to: 0x10, name: 'rom', io: new Probe('a'), write: false },
        { from: 0, to: 0x20, name: 'sid', io: new Probe('b'), read: false },
        { from: 0x20, to: 0x30, name: 'cia', io: new Probe('b'), read: false },
      ],
      '"sid" (0000h–0020h) and "cia" (0020h–0030h) both answer writes at 0020h',
    ],
    ['beyond the space', 12, [{ from: 0, to: 0x1000, name: 'x', io: new Probe('a') }], 'addresses 0–0FFFh'],
    ['backwards', 12, [{ from: 5, to: 4, name: 'x', io: new Probe('a') }], '"x" is mapped at 0005h–0004h'],
    ['nothing', 12, [{ from: 0, to: 4, name: 'x' }], '"x" needs either memory or a device'],
    ['beyond the arena', 12, [{ from: 0, to: 4, name: 'x', memory: 0x300 }], '"x" reaches beyond the memory'],
  ])('refuses %s', (_, bits, entries, message) => {
    expect(() => new AddressSpace('main', bits).addView('v', entries)).toThrow(message);
  });

  it('refuses impossible spaces and names', () => {
    expect(() => new AddressSpace('s', 25)).toThrow(WiringError);
    expect(() => new AddressSpace('s', 7)).toThrow(WiringError);
    expect(() => new AddressSpace('s', 8, new Scheduler(), 256)).toThrow('a byte');
    const space = new AddressSpace('s', 16);
    space.addView('basic', []);
    expect(() => space.addView('basic', [])).toThrow('two views "basic"');
    expect(() => space.viewIndex('basik')).toThrow('no view "basik". Did you mean "basic"?');
    expect(() => space.select(1)).toThrow(RangeError);
    expect(space.views).toEqual(['basic']);
  });
});

describe('a window that moves', () => {
  it('shows other memory at once, in all views, and tells watchers', () => {
    const space = new AddressSpace('main', 16);
    const ram = space.addMemory(0x400);
    for (const view of ['a', 'b']) {
      space.addView(view, [{ from: 0x4000, to: 0x41ff, name: 'window', memory: ram }]);
    }
    const { readBase, writeBase } = space;
    for (let n = 0; n < 4; n++) space.memory.fill(n + 1, ram + n * 0x100, ram + (n + 1) * 0x100);
    expect([space.read(0x4000, 0), space.read(0x4100, 0)]).toEqual([1, 2]);
    space.remap(0x4100, 0x41ff, ram + 0x300);
    expect([space.read(0x4000, 0), space.read(0x41ff, 0), space.peek(0x4100)]).toEqual([1, 4, 4]);
    // what a processor holds
    expect([space.readBase, space.writeBase]).toEqual([readBase, writeBase]);
    expect(space.memory[readBase[0x41]! + 0x4180]).toBe(4);
    const seen: number[] = [];
    const end = space.watchWrites(0x4100, 0x4100, (address) => seen.push(address));
    space.remap(0x4100, 0x41ff, ram);
    space.write(0x4101, 0x55, 0);
    expect([seen, space.memory[ram + 1], space.read(0x4001, 0)]).toEqual([[0x4101], 0x55, 0x55]);
    end();
    space.write(0x4102, 0x66, 0);
    expect([seen.length, space.memory[ram + 2], space.poke(0x4103, 0x77), space.peek(0x4003)]).toEqual([
      1,
      0x66,
      true,
      0x77,
    ]);
    space.select(1);
    expect(space.read(0x4101, 0)).toBe(0x55);
  });

  it('is whole pages of RAM', () => {
    const space = new AddressSpace('main', 16);
    const ram = space.addMemory(0x400);
    space.addView('a', [
      { from: 0x4000, to: 0x41ff, name: 'ram', memory: ram },
      { from: 0x5000, to: 0x50ff, name: 'rom', memory: ram, write: 'ignore' },
      { from: 0x6000, to: 0x60ff, name: 'io', io: new Probe('a') },
    ]);
    for (const [from, to, at] of [
      [0x4001, 0x41ff, ram],
      [0x4000, 0x4180, ram],
      [0x4000, 0x41ff, ram + 0x300],
      [0x4000, 0x40ff, 0x100],
      [0x5000, 0x50ff, ram],
      [0x6000, 0x60ff, ram],
      [0x7000, 0x70ff, ram],
    ] as const) {
      expect(() => space.remap(from, to, at), from.toString(16)).toThrow(RangeError);
    }
  });
});
