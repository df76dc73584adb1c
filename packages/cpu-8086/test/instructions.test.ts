import { describe, expect, test } from 'vitest';
import { FLAG, INTEL_8088 } from '../src/index.ts';
import { load } from './machine.ts';

/** What the conformance pack has no tests of. */
describe('instructions', () => {
  test('MOVSW, forwards and backwards', () => {
    const p = load('a5 fd a5');
    p.poke(0x5000, '11 22 33 44');
    p.set({ si: 0x5000, di: 0x6001 });
    p.cpu.step();
    expect(p.word(0x6001)).toBe(0x2211);
    p.cpu.step();
    p.cpu.step();
    expect(p.word(0x6003)).toBe(0x4433);
    expect([p.register('si'), p.register('di')]).toEqual([0x5000, 0x6001]);
  });

  test('POP CS goes on with what is in the queue, then in the new segment', () => {
    const p = load('f7 e0 0f 40 40 40 40 40 40 40 40 40 40 40 40');
    p.poke(0x4000, [0x00, 0x02]);
    p.cpu.step();
    p.cpu.step();
    expect(p.register('cs')).toBe(0x200);
    p.set({ ax: 0 });
    p.trace.clear();
    for (let n = 0; n < 12; n++) p.cpu.step();
    // the INC AX in the queue come from the old segment, the NOPs that follow from the new one
    expect(p.register('ax')).toBeGreaterThanOrEqual(3);
    expect(p.register('ax')).toBeLessThanOrEqual(6);
    for (const [, , address] of p.cycles()) expect(address).toBeGreaterThan(0x3000);
  });

  test('MOV CS,AX works', () => {
    const p = load('8e c8 90');
    p.set({ ax: 0x200 });
    p.cpu.step();
    expect(p.register('cs')).toBe(0x200);
  });

  test('SALC spreads the carry', () => {
    const p = load('d6 f9 d6');
    p.set({ ax: 0x55 });
    p.cpu.step();
    expect(p.register('al')).toBe(0);
    p.cpu.step();
    p.cpu.step();
    expect(p.register('al')).toBe(0xff);
  });

  test('shifts by CL take all of CL', () => {
    const p = load('d3 e0 90');
    p.set({ ax: 0xffff, cl: 0x21 });
    const from = p.cpu.cycles;
    p.cpu.step();
    // 21h would be 1 if only five bits counted
    expect(p.register('ax')).toBe(0);
    expect(p.cpu.cycles - from).toBeGreaterThan(4 * 0x21);
  });

  test('REP before IDIV negates the quotient, before IMUL the product', () => {
    const p = load('f3 f6 f9 90');
    p.set({ ax: 100, cx: 7 });
    p.cpu.step();
    expect([p.register('al'), p.register('ah')]).toEqual([0xf2, 2]);
    const q = load('f3 f6 e9 90');
    q.set({ ax: 5, cx: 7 });
    q.cpu.step();
    expect(q.register('ax')).toBe(0xffff & -35);
  });

  test('PUSH SP stores the decremented SP', () => {
    const p = load('54 90');
    p.cpu.step();
    expect(p.word(0x3ffe)).toBe(0x3ffe);
  });

  test('FE /6 pushes a byte', () => {
    const p = load('fe f0 90');
    p.poke(0x3ffe, [0xaa, 0xbb]);
    p.set({ ax: 0x1234 });
    p.cpu.step();
    expect(p.register('sp')).toBe(0x3ffe);
    expect(p.word(0x3ffe)).toBe(0xbb34);
  });

  test('a register as the operand of LEA or LES gives the address latched last', () => {
    const p = load('8b 87 10 00 8d c0 c4 c8 90');
    p.poke(0x5012, [0x34, 0x12]);
    p.set({ bx: 0x5000, ax: 0, cx: 0 });
    p.cpu.step();
    p.cpu.step();
    expect(p.register('ax')).toBe(0x5010);
    p.cpu.step();
    expect([p.register('cx'), p.register('es')]).toEqual([0x5010, 0x1234]);
  });

  test('ESC reads its operand and nothing else', () => {
    const p = load('d8 06 00 50 90', { variant: INTEL_8088 });
    p.cpu.step();
    expect(p.cycles().filter(([, kind]) => kind !== 'CODE')).toHaveLength(2);
    expect(p.register('ip')).toBe(0x1004);
  });

  test('REPNE and REP are the same to MOVS, and CX = 0 moves nothing', () => {
    const p = load('f2 a4 f3 a4 90');
    p.poke(0x5000, '11 22');
    p.set({ si: 0x5000, di: 0x6000, cx: 2 });
    p.cpu.step();
    expect(p.word(0x6000)).toBe(0x2211);
    p.cpu.step();
    expect([p.register('cx'), p.register('si')]).toEqual([0, 0x5002]);
  });

  test('flags that do not exist read as 1 (15–12, 1) and 0 (5, 3)', () => {
    const p = load('9d 9c 90');
    p.poke(0x4000, [0x28, 0x00]);
    p.cpu.step();
    p.cpu.step();
    expect(p.word(0x4000)).toBe(0xf002);
    expect(p.register('flags')).toBe(0xf002);
    p.set({ flags: 0xffff });
    expect(p.register('flags')).toBe(0xffd7);
    expect(FLAG.overflow & p.register('flags')).toBe(FLAG.overflow);
  });

  test('a segment full of prefixes does not hang', () => {
    const p = load('90');
    p.poke(0x10000, new Array(0x10000).fill(0x26));
    p.set({ cs: 0x1000, ip: 0 });
    p.cpu.step();
    expect(p.cpu.cycles).toBeGreaterThan(0x10000);
  });
});

describe('registers', () => {
  test('names, widths and halves', () => {
    const { cpu } = load('90');
    expect(cpu.registers.map((r) => r.name).join(' ')).toBe(
      'ax bx cx dx si di bp sp cs ds es ss ip flags al ah cl ch dl dh bl bh',
    );
    cpu.setRegister('AX', 0x12345);
    expect([cpu.getRegister('ah'), cpu.getRegister('al')]).toEqual([0x23, 0x45]);
    cpu.setRegister('bh', 0x1ff);
    expect(cpu.getRegister('bx') >> 8).toBe(0xff);
    expect(() => cpu.getRegister('eax')).toThrow(/no register "eax"\. It has: ax bx/);
    expect(() => cpu.setRegister('eax', 1)).toThrow(RangeError);
  });

  test('a new IP begins at once, whatever was in the queue', () => {
    const p = load('40 40 40 40 40 40');
    p.poke(0x2000, '43 90');
    p.set({ ax: 0, bx: 0 });
    p.cpu.step();
    p.set({ ip: 0x2000 });
    p.cpu.step();
    expect([p.register('ax'), p.register('bx')]).toEqual([1, 1]);
    expect(p.cpu.pc).toBe(0x2001);
  });
});

describe('what the observer sees', () => {
  test('is every bus cycle, with wait states, segment and lane', () => {
    const p = load('a1 01 50 ef 90', { ioWaits: 2 });
    const seen: string[] = [];
    p.cpu.observe({
      bus: (kind, address, data, cycle, extra) => {
        if (kind !== 'fetch')
          seen.push(`${kind} ${address.toString(16)}=${data.toString(16)} ${extra.toString(16)} ${cycle > 0}`);
      },
    });
    p.poke(0x5001, [0xcd, 0xab]);
    p.set({ dx: 0x60 });
    p.cpu.step();
    p.cpu.step();
    expect(seen).toEqual(['read 5001=cd b true', 'read 5002=ab 3 true', 'out 60=abcd 20a true']);
  });
});
