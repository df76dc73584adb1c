import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IoTarget, PortSpace, Scheduler, WiringError } from '../src/index.ts';

const probe = (log: string[], name: string): IoTarget => ({
  read: (offset, t) => {
    log.push(`${name} read ${offset} ${t}`);
    return offset & 0xff;
  },
  write: (offset, value, t) => log.push(`${name} write ${offset} ${value} ${t}`),
  peek: (offset) => (offset + 1) & 0xff,
});

describe('PortSpace', () => {
  it('agrees with a search through the ranges', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 30 }), fc.nat(9)), { maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(0xffff), fc.nat(255), fc.constantFrom('read', 'write', 'peek')), { maxLength: 60 }),
        (ranges, steps) => {
          const log: string[] = [];
          const expected: string[] = [];
          const ports = new PortSpace('io', 0xff, new Scheduler(), 0x7e);
          const map: { from: number; to: number; offset: number; name: string }[] = [];
          let at = 0;
          for (const [gap, length, offset] of ranges) {
            at += gap;
            if (at + length > 256) break;
            const name = `d${map.length}`;
            map.push({ from: at, to: at + length - 1, offset, name });
            ports.map({ from: at, to: at + length - 1, name, io: probe(log, name), ioOffset: offset });
            at += length;
          }
          steps.forEach(([port, value, what], t) => {
            const p = port & 0xff;
            const hit = map.find((r) => p >= r.from && p <= r.to);
            const offset = hit === undefined ? 0 : p - hit.from + hit.offset;
            if (what === 'write') {
              ports.write(port, value, t);
              if (hit !== undefined) expected.push(`${hit.name} write ${offset} ${value} ${t}`);
            } else if (what === 'read') {
              expect(ports.read(port, t)).toBe(hit === undefined ? 0x7e : offset);
              if (hit !== undefined) expected.push(`${hit.name} read ${offset} ${t}`);
            } else expect(ports.peek(port)).toBe(hit === undefined ? 0x7e : offset + 1);
          });
          expect(log).toEqual(expected);
          expect(ports.entries.map((e) => e.name)).toEqual(map.map((r) => r.name));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('devices may decode other address bits than the board; the one that decodes more has the port', () => {
    const log: string[] = [];
    const ports = new PortSpace('io', 0x3ff, new Scheduler(), 0x7e);
    ports.map({ from: 0x101, to: 0x101, name: 'exit', io: probe(log, 'exit'), decode: 0x3ff });
    ports.map({ from: 0x8901, to: 0x8902, name: 'debug', io: probe(log, 'debug'), decode: 0xffff });
    ports.map({ from: 0x20, to: 0x3f, name: 'mirror', io: probe(log, 'mirror'), decode: 0x3f });
    for (const port of [0x101, 0x501, 0x8901, 0x8902, 0x302, 0x7c20]) ports.write(port, 1, 5);
    expect(log).toEqual([
      'exit write 0 1 5',
      'exit write 0 1 5',
      'debug write 0 1 5',
      'debug write 1 1 5',
      'mirror write 0 1 5',
    ]);
    ports.map({ from: 0x20, to: 0x21, name: 'pic', io: probe(log, 'pic') });
    expect([ports.peek(0x21), ports.peek(0x4421), ports.peek(0x22), ports.peek(0x61)]).toEqual([2, 2, 3, 2]);
    expect(() => ports.map({ from: 0x8902, to: 0x8902, name: 'b', io: probe(log, 'b'), decode: 0xffff })).toThrow(
      'debug',
    );
    expect(() => ports.map({ from: 0, to: 0, name: 'c', io: probe(log, 'c'), decode: 0x10000 })).toThrow(
      'decodes 65536',
    );
  });

  it('runs due events before an access and takes wait states after it', () => {
    const log: string[] = [];
    const scheduler = new Scheduler();
    const event = scheduler.allocate('e', (t) => log.push(`event ${t}`));
    const ports = new PortSpace('io', 0xffff, scheduler);
    ports.map({
      from: 0x300,
      to: 0x303,
      name: 'slow',
      io: { ...probe(log, 'slow'), waits: (o, w) => o + (w ? 10 : 0) },
    });
    scheduler.at(event, 5);
    ports.read(0x302, 6);
    expect(ports.stretch).toBe(2);
    ports.write(0x303, 1, 7);
    expect(ports.stretch).toBe(13);
    ports.read(0x310, 8);
    expect(ports.stretch).toBe(0);
    expect(log).toEqual(['event 5', 'slow read 2 6', 'slow write 3 1 7']);
    expect(ports.acknowledge(0)).toBe(0xff);
  });

  it('refuses ranges that overlap or are not decoded, and names both sides', () => {
    const ports = new PortSpace('io', 0xff);
    const io = probe([], 'x');
    ports.map({ from: 0x10, to: 0x1f, name: 'pio', io });
    expect(() => ports.map({ from: 0x1f, to: 0x20, name: 'sio', io })).toThrow(
      '"pio" (0010h–001Fh) and "sio" (001Fh–0020h) both answer port 001Fh. Move one of them.',
    );
    expect(() => ports.map({ from: 0xff, to: 0x100, name: 'sio', io })).toThrow('the board decodes 0–00FFh');
    expect(() => ports.map({ from: 0.5, to: 2, name: 'sio', io })).toThrow(WiringError);
    expect(() => ports.map({ from: 0, to: 2.5, name: 'sio', io })).toThrow(WiringError);
    ports.map({ from: 0x20, to: 0x20, name: 'sio', io });
    expect(() => new PortSpace('io', 0x10000)).toThrow('0–FFFFh');
    expect(() => new PortSpace('io', 0xff, new Scheduler(), -1)).toThrow('a byte');
  });
});
