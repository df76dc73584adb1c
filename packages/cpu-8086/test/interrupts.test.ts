import { describe, expect, test } from 'vitest';
import { FLAG, INTEL_8088 } from '../src/index.ts';
import { load, type Program } from './machine.ts';

const IF = FLAG.interrupt;
const TF = FLAG.trap;

/** Return address and flags on top of the stack. */
const frame = (p: Program) => {
  const sp = p.register('sp');
  return { ip: p.word(sp), cs: p.word(sp + 2), flags: p.word(sp + 4) };
};

/** Runs instructions until one begins at `ip`. */
function runTo(p: Program, ip: number): void {
  for (let n = 0; n < 1000 && p.register('ip') !== ip; n++) p.cpu.step();
  expect(p.register('ip')).toBe(ip);
}

describe('INTR', () => {
  test('runs two acknowledge cycles with two idle clocks between, LOCK from T2 to T2, and takes the vector', () => {
    const p = load('90 90 90 90');
    p.ports.acknowledge = () => 0x21;
    p.vector(0x21, 0x2000);
    const locks: [boolean, number][] = [];
    p.lines.lock.listen((level, t) => locks.push([level, t]));
    p.set({ flags: IF });
    p.cpu.step();
    p.drive('intr', true, 0);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2000);
    expect(frame(p)).toEqual({ ip: 0x1001, cs: 0, flags: 0xf002 | IF });
    expect(p.register('flags') & IF).toBe(0);
    const inta = p.cycles().filter(([, kind]) => kind === 'INTA');
    expect(inta.length).toBe(2);
    const [first, second] = inta.map(([clock]) => clock) as [number, number];
    expect(second - first).toBe(6);
    expect(locks).toEqual([
      [true, first + 1],
      [false, second + 1],
    ]);
    const vectors = p.cycles().filter(([, kind]) => kind === 'MEMR');
    expect(vectors.map(([, , address]) => address)).toEqual([0x84, 0x86]);
  });

  test('asks the controller in the first acknowledge cycle, and the bus floats there', () => {
    const p = load('90 90 90');
    let asked = -1;
    p.ports.acknowledge = (t) => {
      asked = t;
      return 0x40;
    };
    p.set({ flags: IF });
    p.cpu.step();
    p.drive('intr', true, 0);
    p.cpu.step();
    const [first] = p.cycles().filter(([, kind]) => kind === 'INTA');
    expect(asked).toBe(first![0] + 1);
    const data = p.trace
      .rows(0, p.cpu.cycles, 0, 1)
      .filter((row) => row[4] === 'R--' && row[8] === 'T3')
      .map((row) => row[6]);
    expect(data).toEqual([0xff, 0x40]);
  });

  test('takes 61 clocks where NMI takes 50, the manual says', () => {
    const clocks = (line: 'intr' | 'nmi'): number => {
      const p = load('f7 e0 90 90');
      p.set({ flags: IF });
      // during the multiplication the prefetcher comes to rest
      p.cpu.step();
      p.drive(line, true, 0);
      const from = p.cpu.cycles;
      p.cpu.step();
      return p.cpu.core.base + p.cpu.core.firstByteAt() - from;
    };
    expect(clocks('intr') - clocks('nmi')).toBe(11);
  });

  test('waits while IF is clear, and for one instruction after STI', () => {
    const p = load('fa 90 fb 90 90');
    p.drive('intr', true, 0);
    p.set({ flags: IF });
    p.set({ flags: 0 });
    for (const ip of [0x1001, 0x1002, 0x1003, 0x1004]) {
      p.cpu.step();
      expect(p.register('ip')).toBe(ip);
    }
    p.cpu.step();
    expect(frame(p).ip).toBe(0x1004);
  });

  test('an STI while interrupts are enabled puts nothing off', () => {
    const p = load('fb fb fb');
    p.set({ flags: IF });
    p.cpu.step();
    p.drive('intr', true, 0);
    p.cpu.step();
    expect(frame(p).ip).toBe(0x1001);
  });

  test('POPF that sets IF puts nothing off', () => {
    const p = load('9d 90');
    p.poke(0x3ffe, [0x02, 0xf2]);
    p.set({ sp: 0x3ffe });
    p.drive('intr', true, 0);
    p.cpu.step();
    p.cpu.step();
    expect(frame(p).ip).toBe(0x1001);
  });

  test.each([
    ['mov ss,ax', '8e d0 90 90', 2],
    ['mov ds,ax', '8e d8 90 90', 2],
    ['pop ss', '17 90 90', 1],
  ])('%s shuts interrupts out until the next instruction has run', (_, bytes, length) => {
    const p = load(bytes);
    p.set({ flags: IF, ax: 0 });
    p.poke(0x4000, [0, 0]);
    p.cpu.core.settle(0);
    p.cpu.run(p.cpu.cycles + 1);
    expect(p.register('ip')).toBe(0x1000 + length);
    p.drive('intr', true, 0);
    p.drive('nmi', true, 0);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x1000 + length + 1);
    p.cpu.step();
    expect(frame(p).ip).toBe(0x1000 + length + 1);
  });

  test('is not looked at between a prefix and its instruction', () => {
    const p = load('90 26 26 90 90');
    p.set({ flags: IF });
    p.cpu.step();
    const from = p.cpu.cycles;
    // in the middle of the prefixes
    p.drive('intr', true, from + 2);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x1004);
    p.cpu.step();
    expect(frame(p).ip).toBe(0x1004);
  });

  test.each([
    [-2, 0x1001],
    [-1, 0x1001],
    [0, 0x1002],
  ])('a level that comes %i clocks from the end of an instruction is seen at %i', (distance, ip) => {
    const p = load('90 90 90 90');
    p.set({ flags: IF });
    p.cpu.step();
    p.drive('intr', true, p.cpu.cycles + distance);
    p.cpu.step();
    if (distance >= 0) p.cpu.step();
    expect(frame(p).ip).toBe(ip);
  });
});

describe('NMI', () => {
  test('is latched on the edge, goes through vector 2 and does not ask for a vector', () => {
    const p = load('90 90 90');
    p.vector(2, 0x2000);
    p.cpu.step();
    p.drive('nmi', true, 1);
    p.drive('nmi', false, 2);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2000);
    expect(frame(p)).toEqual({ ip: 0x1001, cs: 0, flags: 0xf002 });
    expect(p.cycles().some(([, kind]) => kind === 'INTA')).toBe(false);
    // a level that stays is no second edge
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2001);
  });

  test('goes before INTR, which is taken when its handler enables interrupts again', () => {
    const p = load('90 90');
    p.ports.acknowledge = () => 0x30;
    p.vector(2, 0x2000);
    p.vector(0x30, 0x3000);
    p.poke(0x2000, 'cf');
    p.set({ flags: IF });
    p.cpu.step();
    p.drive('nmi', true, 1);
    p.drive('intr', true, 1);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2000);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x1001);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x3000);
  });
});

describe('TRAP', () => {
  test('comes after the instruction that follows the one which set TF', () => {
    const p = load('9d 90 90');
    p.vector(1, 0x2000);
    p.poke(0x3ffe, [0x02, 0xf1]);
    p.set({ sp: 0x3ffe });
    p.cpu.step();
    expect(p.register('ip')).toBe(0x1001);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x1002);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2000);
    expect(frame(p)).toEqual({ ip: 0x1002, cs: 0, flags: 0xf102 });
    expect(p.register('flags') & TF).toBe(0);
  });

  test('follows every instruction until the flag is gone', () => {
    const p = load('40 40 40 40');
    p.set({ flags: TF, ax: 0 });
    for (let n = 1; n <= 3; n++) {
      p.cpu.step();
      expect(p.register('ax')).toBe(n);
      p.cpu.step();
      expect(frame(p).ip).toBe(0x1000 + n);
      // the IRET sets TF again
      p.cpu.step();
      expect(p.register('ip')).toBe(0x1000 + n);
    }
  });

  test('waits with everything else after a load of SS', () => {
    const p = load('8e d0 40 90');
    p.set({ flags: TF, ax: 0 });
    p.cpu.step();
    p.cpu.step();
    expect(p.register('ax')).toBe(1);
    p.cpu.step();
    expect(frame(p).ip).toBe(0x1003);
  });

  test('of an INT comes on top of its handler', () => {
    const p = load('cd 40 90');
    p.vector(1, 0x2000);
    p.vector(0x40, 0x3000);
    p.set({ flags: TF });
    p.cpu.step();
    expect(p.register('ip')).toBe(0x3000);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2000);
    expect(frame(p)).toEqual({ ip: 0x3000, cs: 0, flags: 0xf002 });
  });

  test('stops a repeated instruction after each step', () => {
    const p = load('f3 aa 90');
    p.set({ flags: TF, cx: 3, di: 0x5000, ax: 0x77 });
    p.cpu.run(p.cpu.cycles + 1);
    p.cpu.step();
    while (p.register('ip') !== 0xf00) p.cpu.step();
    expect(p.register('cx')).toBe(2);
    expect(frame(p).ip).toBe(0x1000);
  });
});

describe('repeated string instructions', () => {
  test('are interrupted between steps and resumed', () => {
    const p = load('f3 a4 90');
    p.ports.acknowledge = () => 0x40;
    p.poke(0x40 * 4, [0x00, 0x20, 0, 0]);
    p.poke(0x2000, 'cf');
    const text = [1, 2, 3, 4, 5, 6, 7, 8];
    p.poke(0x5000, text);
    p.set({ cx: 8, si: 0x5000, di: 0x6000, flags: IF });
    p.cpu.run(p.cpu.cycles + 60);
    const left = p.register('cx');
    expect(left).toBeLessThan(8);
    expect(left).toBeGreaterThan(0);
    expect(p.cpu.atBoundary).toBe(false);
    p.drive('intr', true, p.cpu.cycles - 1);
    runTo(p, 0x2000);
    p.drive('intr', false, p.cpu.cycles);
    expect(frame(p).ip).toBe(0x1000);
    expect(p.register('cx')).toBe(left);
    runTo(p, 0x1002);
    expect(p.register('cx')).toBe(0);
    expect(Array.from(text, (_, n) => p.space.peek(0x6000 + n))).toEqual(text);
  });

  test('come back with their last prefix only', () => {
    // REP ES: MOVSB resumes as ES: MOVSB, which moves one byte
    const p = load('f3 26 a4 90');
    p.set({ cx: 8, si: 0x5000, di: 0x6000, flags: IF });
    p.cpu.run(p.cpu.cycles + 40);
    const left = p.register('cx');
    p.drive('intr', true, p.cpu.cycles - 1);
    runTo(p, 0xf00);
    p.drive('intr', false, p.cpu.cycles);
    expect(frame(p).ip).toBe(0x1001);
    runTo(p, 0x1003);
    expect(p.register('cx')).toBe(left);
    // ES: REP MOVSB loses the override instead
    const q = load('26 f3 a4 90');
    q.set({ cx: 8, si: 0x5000, di: 0x6000, flags: IF });
    q.cpu.run(q.cpu.cycles + 40);
    q.drive('intr', true, q.cpu.cycles - 1);
    runTo(q, 0xf00);
    expect(frame(q).ip).toBe(0x1001);
  });
});

describe('divide error', () => {
  test.each([
    ['div', 'f7 f1'],
    ['idiv', 'f7 f9'],
    ['div byte', 'f6 f1'],
    ['aam 0', 'd4 00'],
  ])('%s by zero returns to the next instruction', (_, bytes) => {
    const p = load(`${bytes} 90`);
    p.vector(0, 0x2000);
    p.set({ cx: 0, ax: 1, dx: 0 });
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2000);
    expect(frame(p).ip).toBe(0x1002);
    expect(p.register('ax')).toBe(1);
  });

  test('IDIV refuses the most negative quotient', () => {
    const p = load('f6 f9 90');
    p.vector(0, 0x2000);
    // -128 / 1 would fit into a byte, but the microcode works with magnitudes
    p.set({ ax: 0xff80, cx: 1 });
    p.cpu.step();
    expect(p.register('ip')).toBe(0x2000);
  });
});

describe('HLT', () => {
  test('puts its status out once, stops fetching and lets time pass', () => {
    const p = load('f4 90');
    p.cpu.step();
    p.cpu.run(10_000);
    expect(p.cpu.cycles).toBe(10_000);
    expect(p.register('ip')).toBe(0x1001);
    const halts = p.cycles().filter(([, kind]) => kind === 'HALT');
    expect(halts.length).toBe(1);
    expect(p.cycles().at(-1)![1]).toBe('HALT');
  });

  test('is left by INTR if IF is set, by NMI in any case', () => {
    const p = load('f4 90');
    p.cpu.step();
    p.cpu.run(500);
    p.drive('intr', true, 499);
    p.cpu.run(1000);
    expect(p.cpu.cycles).toBe(1000);
    p.drive('nmi', true, 1000);
    p.cpu.run(1001);
    p.cpu.run(1002);
    expect(p.register('ip')).toBe(0xf00);
    expect(frame(p).ip).toBe(0x1001);
    const q = load('fb f4 90');
    q.cpu.run(500);
    q.drive('intr', true, 499);
    q.cpu.run(501);
    expect(frame(q).ip).toBe(0x1002);
  });

  test('with TF set traps', () => {
    const p = load('f4 90');
    p.set({ flags: TF });
    p.cpu.step();
    p.cpu.step();
    expect(frame(p).ip).toBe(0x1001);
  });
});

describe('WAIT', () => {
  test('goes on at once if TEST is active, else looks every five clocks', () => {
    const p = load('9b 40');
    p.drive('test', true, 0);
    p.set({ ax: 0 });
    p.cpu.step();
    p.cpu.step();
    expect(p.register('ax')).toBe(1);
    const q = load('9b 40');
    q.set({ ax: 0 });
    q.cpu.step();
    const looked = q.cpu.cycles;
    q.cpu.run(looked + 1000);
    expect(q.register('ax')).toBe(0);
    q.drive('test', true, looked + 1002);
    q.cpu.run(looked + 1003);
    expect((q.cpu.cycles - looked) % 5).toBe(0);
    q.cpu.step();
    expect(q.register('ax')).toBe(1);
  });

  test('is interrupted, and executed again afterwards', () => {
    const p = load('9b 40');
    p.set({ flags: IF });
    p.cpu.run(200);
    p.drive('intr', true, 200);
    p.cpu.run(210);
    runTo(p, 0xf00);
    p.drive('intr', false, p.cpu.cycles);
    expect(frame(p).ip).toBe(0x1000);
    p.cpu.step();
    expect(p.register('ip')).toBe(0x1000);
  });
});

describe('LOCK', () => {
  test('is active from its prefix to the end of the instruction', () => {
    const p = load('90 f0 87 06 00 50 90');
    const locks: [boolean, number][] = [];
    p.lines.lock.listen((level, t) => locks.push([level, t]));
    p.cpu.step();
    const from = p.cpu.cycles;
    p.cpu.step();
    const to = p.cpu.cycles;
    p.cpu.step();
    expect(locks).toEqual([
      [true, from + 1],
      [false, to],
    ]);
  });
});

describe('8088', () => {
  test('reads vectors and pushes in bytes', () => {
    const p = load('cd 40 90', { variant: INTEL_8088 });
    p.vector(0x40, 0x2000);
    p.cpu.step();
    const kinds = p.cycles().filter(([, kind]) => kind !== 'CODE');
    expect(kinds.map(([, kind, address]) => `${kind} ${address.toString(16)}`)).toEqual([
      'MEMR 100',
      'MEMR 101',
      'MEMR 102',
      'MEMR 103',
      'MEMW 3ffe',
      'MEMW 3fff',
      'MEMW 3ffc',
      'MEMW 3ffd',
      'MEMW 3ffa',
      'MEMW 3ffb',
    ]);
    expect(frame(p).ip).toBe(0x1002);
  });
});
