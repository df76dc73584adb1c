import { describe, expect, test } from 'vitest';
import { bench, stepTime } from './bench.ts';

const INT_ON = { iff1: 1, iff2: 1 };
/** All NOPs. */
const NOPS = [0, 0, 0, 0, 0, 0, 0, 0];

describe('maskable interrupt', () => {
  test('mode 1: 13 T, an acknowledge cycle of 6 T and two pushes', () => {
    const z = bench({ bytes: NOPS, registers: { ...INT_ON, im: 1, r: 5, i: 0x40, q: 9 } });
    z.cpu.step();
    z.drive('int', true, 3);
    const log = z.watch();
    expect(stepTime(z)).toBe(13);
    expect(z.cpu.pc).toBe(0x38);
    expect(['iff1', 'iff2', 'wz', 'sp', 'r', 'q'].map((r) => z.cpu.getRegister(r))).toEqual([0, 0, 0x38, 0x7ffe, 7, 0]);
    expect(log).toEqual(['ack 0101 ff @4', 'write 7fff 01 @11', 'write 7ffe 01 @14']);
  });

  test('mode 2: 19 T, vector read from I and the byte of the device', () => {
    const z = bench({
      bytes: NOPS,
      registers: { ...INT_ON, im: 2, i: 0x40 },
      memory: { 16417: 0x34, 16418: 0x12 },
    });
    z.ports.acknowledge = () => 0x21;
    z.cpu.step();
    z.drive('int', true, 0);
    const log = z.watch();
    expect(stepTime(z)).toBe(19);
    expect([z.cpu.pc, z.cpu.getRegister('wz')]).toEqual([0x1234, 0x1234]);
    expect(log).toEqual([
      'ack 0101 21 @4',
      'write 7fff 01 @11',
      'write 7ffe 01 @14',
      'read 4021 34 @17',
      'read 4022 12 @20',
    ]);
  });

  test('mode 0 with RST: 13 T', () => {
    const z = bench({ bytes: NOPS, registers: { ...INT_ON, im: 0 } });
    z.ports.acknowledge = () => 0xdf;
    z.cpu.step();
    z.drive('int', true, 0);
    const log = z.watch();
    expect(stepTime(z)).toBe(13);
    expect(z.cpu.pc).toBe(0x18);
    expect(log).toEqual(['ack 0101 df @4', 'write 7fff 01 @11', 'write 7ffe 01 @14']);
  });

  test('mode 0 with CALL: operand bytes come from the same source, PC stays', () => {
    const z = bench({ bytes: NOPS, registers: { ...INT_ON, im: 0, r: 0 } });
    const supply = [0xcd, 0x34, 0x12];
    const asked: number[] = [];
    z.ports.acknowledge = (t) => {
      asked.push(t);
      return supply[asked.length - 1]!;
    };
    z.cpu.step();
    z.drive('int', true, 0);
    const log = z.watch();
    expect(stepTime(z)).toBe(19);
    expect(z.cpu.pc).toBe(0x1234);
    expect(asked).toEqual([4, 10, 13]);
    // pushed: the address of the instruction that did not run
    expect([z.space.peek(0x7fff), z.space.peek(0x7ffe)]).toEqual([0x01, 0x01]);
    expect(z.cpu.getRegister('r')).toBe(2);
    expect(log).toEqual([
      'ack 0101 cd @4',
      'ack 0101 34 @10',
      'ack 0101 12 @13',
      'write 7fff 01 @17',
      'write 7ffe 01 @20',
    ]);
  });

  test('mode 0 with a prefixed instruction: all its bytes from the device', () => {
    const z = bench({ bytes: NOPS, registers: { ...INT_ON, im: 0, ix: 0 } });
    const supply = [0xdd, 0x21, 0x78, 0x56];
    z.ports.acknowledge = () => supply.shift()!;
    z.cpu.step();
    z.drive('int', true, 0);
    expect(stepTime(z)).toBe(6 + 4 + 3 + 3);
    expect([z.cpu.getRegister('ix'), z.cpu.pc]).toEqual([0x5678, 0x101]);
  });

  test.each([
    [0, 7],
    [6, 7],
    [7, 14],
    [13, 14],
    [14, 21],
  ])('a line that rises at tick %i is taken after %i T', (rise, taken) => {
    // LD A,n of 7 T: the last T-states start at ticks 6, 13 and 20
    const z = bench({ bytes: [0x3e, 1, 0x3e, 2, 0x3e, 3, 0x3e, 4], registers: { ...INT_ON, im: 1 } });
    z.scheduler.at(
      z.scheduler.allocate('int', (t) => z.drive('int', true, t)),
      rise,
    );
    while (z.cpu.getRegister('iff1') === 1) {
      z.cpu.run(z.cpu.cycles + 1);
      z.scheduler.runUntil(z.cpu.cycles);
    }
    expect(z.cpu.cycles).toBe(taken + 13);
  });

  test('a line that fell again before the last T-state is not taken', () => {
    const z = bench({ bytes: [0x3e, 1, ...NOPS], registers: { ...INT_ON, im: 1 } });
    const on = z.scheduler.allocate('on', (t) => z.drive('int', true, t));
    const off = z.scheduler.allocate('off', (t) => z.drive('int', false, t));
    z.scheduler.at(on, 2);
    z.scheduler.at(off, 5);
    z.cpu.step();
    z.scheduler.runUntil(z.cpu.cycles);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x103);
  });

  test('a line that fell after it was sampled is taken all the same', () => {
    const z = bench({ bytes: [0x3e, 1, ...NOPS], registers: { ...INT_ON, im: 1 } });
    const on = z.scheduler.allocate('on', (t) => z.drive('int', true, t));
    const off = z.scheduler.allocate('off', (t) => z.drive('int', false, t));
    z.scheduler.at(on, 2);
    z.scheduler.at(off, 7);
    z.cpu.step();
    z.scheduler.runUntil(z.cpu.cycles);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x38);
  });

  test('EI lets one more instruction run, a row of EIs none of it', () => {
    const z = bench({ bytes: [0xfb, 0xfb, 0x3c, 0x3c], registers: { im: 1 } });
    z.drive('int', true, 0);
    z.cpu.step();
    z.cpu.step();
    expect(z.cpu.getRegister('ei')).toBe(1);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x103);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x38);
  });

  test('DI holds off, RETN restores IFF1 and the interrupt comes right after it', () => {
    const z = bench({
      bytes: [0xf3, 0x00],
      registers: { ...INT_ON, im: 1, sp: 0x7ffe },
      memory: { 32766: 0x00, 32767: 0x20, 8192: 0xed, 8193: 0x45 },
    });
    z.drive('int', true, 0);
    z.cpu.setRegister('iff1', 0);
    z.cpu.step();
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x102);
    z.cpu.setRegister('pc', 0x2000);
    z.cpu.setRegister('iff2', 1);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x2000);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x38);
  });

  test('no interrupt between a prefix and its instruction', () => {
    const z = bench({ bytes: [0xdd, 0xfd, 0xdd, 0x23], registers: { ...INT_ON, im: 1, ix: 5 } });
    z.drive('int', true, 5);
    z.cpu.run(z.cpu.cycles + 1);
    z.cpu.run(z.cpu.cycles + 1);
    z.cpu.run(z.cpu.cycles + 1);
    expect(z.cpu.getRegister('ix')).toBe(6);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x38);
  });

  test('interrupt in the middle of LDIR returns to it', () => {
    const z = bench({ bytes: [0xed, 0xb0], registers: { ...INT_ON, im: 1, bc: 3, hl: 0x4000, de: 0x5000 } });
    z.drive('int', true, 0);
    z.cpu.step();
    // accepted at once: the line was on before the first instruction, whose sample lies at cycle −1
    expect(z.cpu.cycles).toBe(21);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x38);
    expect([z.space.peek(0x7fff), z.space.peek(0x7ffe)]).toEqual([0x01, 0x00]);
  });
});

describe('LD A,I and LD A,R', () => {
  const program = (opcode: number) => [0xed, opcode, 0x00];
  for (const opcode of [0x57, 0x5f]) {
    test.each([
      ['nmos', 0],
      ['cmos', 4],
    ] as const)(
      `ED ${opcode.toString(16)} on %s: P/V is %i once an interrupt is accepted right after`,
      (variant, pv) => {
        const z = bench({ bytes: program(opcode), registers: { ...INT_ON, im: 1, i: 1, r: 1 }, variant });
        z.drive('int', true, 1);
        z.cpu.step();
        expect(z.cpu.getRegister('f') & 4).toBe(4);
        expect(z.cpu.getRegister('p')).toBe(1);
        z.cpu.step();
        expect(z.cpu.pc).toBe(0x38);
        expect(z.cpu.getRegister('f') & 4).toBe(pv);
      },
    );
  }

  test('one instruction later P/V stays', () => {
    const z = bench({ bytes: program(0x57), registers: { ...INT_ON, im: 1, i: 1 } });
    z.cpu.step();
    z.drive('int', true, z.cpu.cycles);
    z.cpu.step();
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x38);
    expect(z.cpu.getRegister('f') & 4).toBe(4);
  });
});

describe('NMI', () => {
  test('11 T: a fetch that is ignored, two pushes; IFF2 keeps IFF1', () => {
    const z = bench({ bytes: NOPS, registers: { ...INT_ON, im: 1, r: 0 } });
    z.cpu.step();
    z.drive('nmi', true, 3);
    const log = z.watch();
    expect(stepTime(z)).toBe(11);
    expect(['pc', 'wz', 'iff1', 'iff2', 'r'].map((r) => z.cpu.getRegister(r))).toEqual([0x66, 0x66, 0, 1, 2]);
    expect(log).toEqual(['halt 0101 00 @4', 'write 7fff 01 @9', 'write 7ffe 01 @12']);
  });

  test('an edge is latched and served once, however long the line stays on', () => {
    const z = bench({ bytes: NOPS });
    z.cpu.step();
    z.drive('nmi', true, 1);
    z.drive('nmi', false, 2);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x66);
    z.drive('nmi', true, z.cpu.cycles - 1);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x66);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x67);
  });

  test('an edge in the last T-state waits for the next instruction', () => {
    const z = bench({ bytes: NOPS });
    z.cpu.step();
    z.drive('nmi', true, 4);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x102);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x66);
  });

  test('NMI comes before INT', () => {
    const z = bench({ bytes: NOPS, registers: { ...INT_ON, im: 1 } });
    z.cpu.step();
    z.drive('int', true, 1);
    z.drive('nmi', true, 1);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x66);
  });
});

describe('HALT', () => {
  test('PC is past the opcode, R counts a fetch every 4 T, the pin is out', () => {
    const z = bench({ bytes: [0x76, 0x3c], registers: { r: 0x80, a: 0 } });
    z.cpu.run(z.cpu.cycles + 4 + 4 * 1000);
    expect(['pc', 'r', 'halted', 'a'].map((r) => z.cpu.getRegister(r))).toEqual([0x101, 0x80 | (1001 & 0x7f), 1, 0]);
    expect(z.cpu.cycles).toBe(4004);
    expect(z.lines.halt.level).toBe(true);
  });

  test('stops at the end of a no-operation, as the fetches would', () => {
    const z = bench({ bytes: [0x76] });
    z.cpu.run(9);
    expect(z.cpu.cycles).toBe(12);
  });

  test('fetches are seen on the bus, with refresh addresses', () => {
    const z = bench({ bytes: [0x76, 0x3c] });
    const log = z.watch();
    z.cpu.run(12);
    expect(log).toEqual(['fetch 0100 76 @0', 'halt 0101 3c @4', 'halt 0101 3c @8']);
  });

  test('an interrupt ends it after the no-operation in which it was sampled', () => {
    const z = bench({ bytes: [0x76, 0x3c], registers: { ...INT_ON, im: 1 } });
    z.cpu.run(40);
    expect(z.cpu.cycles).toBe(40);
    z.drive('int', true, 39);
    expect(stepTime(z)).toBe(13);
    expect([z.cpu.pc, z.cpu.getRegister('halted')]).toEqual([0x38, 0]);
    expect([z.space.peek(0x7fff), z.space.peek(0x7ffe)]).toEqual([0x01, 0x01]);
    expect(z.lines.halt.level).toBe(false);
    const late = bench({ bytes: [0x76, 0x3c], registers: { ...INT_ON, im: 1 } });
    late.cpu.run(40);
    late.drive('int', true, 40);
    expect(stepTime(late)).toBe(4);
    expect(stepTime(late)).toBe(13);
  });

  test('stays halted with interrupts disabled; NMI ends it', () => {
    const z = bench({ bytes: [0x76] });
    z.cpu.run(8);
    z.drive('int', true, 5);
    z.cpu.run(1000);
    expect(z.cpu.getRegister('halted')).toBe(1);
    z.drive('nmi', true, 900);
    z.cpu.step();
    expect(z.cpu.pc).toBe(0x66);
  });

  test('EI; HALT wakes up', () => {
    const z = bench({ bytes: [0xfb, 0x76], registers: { im: 1 } });
    z.drive('int', true, 0);
    z.cpu.run(100);
    expect(z.cpu.getRegister('halted')).toBe(0);
    expect(z.cpu.pc).toBeGreaterThanOrEqual(0x38);
    expect([z.space.peek(0x7fff), z.space.peek(0x7ffe)]).toEqual([0x01, 0x02]);
  });
});

describe('RESET', () => {
  test('PC, I, R, IM, IFF, SP and AF; runs 2 T after the release', () => {
    const z = bench({ bytes: [0x76], registers: { ...INT_ON, im: 2, i: 1, r: 1, bc: 0x1234 }, memory: { 0: 0x3c } });
    z.cpu.run(20);
    z.drive('reset', true, 18);
    z.cpu.run(100);
    expect(z.cpu.cycles).toBe(100);
    expect(['pc', 'i', 'r', 'im', 'iff1', 'iff2', 'sp', 'af', 'bc', 'halted'].map((r) => z.cpu.getRegister(r))).toEqual(
      [0, 0, 0, 0, 0, 0, 0xffff, 0xffff, 0x1234, 0],
    );
    expect(z.lines.halt.level).toBe(false);
    z.drive('reset', false, 100);
    const log = z.watch();
    z.cpu.run(103);
    expect(log[0]).toBe('fetch 0000 3c @102');
    expect(z.cpu.cycles).toBe(106);
  });

  test('a pulse is not missed', () => {
    const z = bench({ bytes: NOPS });
    z.cpu.run(40);
    z.drive('reset', true, 36);
    z.drive('reset', false, 39);
    z.cpu.step();
    z.cpu.step();
    expect(z.cpu.cycles).toBe(41 + 4);
    expect(z.cpu.pc).toBe(1);
  });
});
