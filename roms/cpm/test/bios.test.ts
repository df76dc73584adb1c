import { describe, expect, test } from 'vitest';
import { Computer } from './computer.ts';
import { HARD, IBM, TestDisk } from './disk.ts';

/**
 * Calls BIOS entry `n` of a computer that waits at the prompt, with BC and DE, through a program of a few bytes.
 * Returns A and HL.
 */
function bios(c: Computer, n: number, bc = 0, de = 0): { a: number; hl: number } {
  const entry = ((c.peek(2) << 8) | (c.peek(1) - 3)) + n * 3;
  const w = (v: number) => [v & 0xff, v >> 8];
  // LD BC / LD DE / CALL entry / LD (0300h),A / LD (0301h),HL / RET, put where RUN.COM, which is empty, starts
  c.poke(0x100, [0x01, ...w(bc), 0x11, ...w(de), 0xcd, ...w(entry), 0x32, 0, 3, 0x22, 1, 3, 0xc9]);
  c.command('run');
  return { a: c.peek(0x300), hl: c.peek(0x301) | (c.peek(0x302) << 8) };
}
const computer = (more: Record<string, TestDisk> = {}) =>
  new Computer({ drives: { A: new TestDisk(HARD).write('RUN.COM', new Uint8Array(0)), ...more } });

const CONST = 2;
const CONOUT = 4;
const LIST = 5;
const PUNCH = 6;
const READER = 7;
const SELDSK = 9;
const SETTRK = 10;
const SETSEC = 11;
const SETDMA = 12;
const READ = 13;
const WRITE = 14;
const LISTST = 15;
const SECTRAN = 16;

describe('jump table', () => {
  test('17 jumps at a page start', () => {
    const c = computer();
    expect(c.peek(1)).toBe(3);
    for (let n = 0; n < 17; n++) expect(c.peek((c.peek(2) << 8) + n * 3)).toBe(0xc3);
  });
});

describe('character devices', () => {
  test('CONST, CONOUT, LIST, PUNCH, READER, LISTST', () => {
    const c = computer();
    c.reader.push(0x31);
    expect(bios(c, CONST).a).toBe(0);
    const before = c.output.length;
    bios(c, CONOUT, 0x21);
    expect(c.output.slice(before)).toContain('\n!');
    bios(c, LIST, 0x22);
    bios(c, PUNCH, 0x23);
    expect([c.printed, c.punched]).toEqual(['"', '#']);
    expect(bios(c, READER).a).toBe(0x31);
    expect(bios(c, LISTST).a).toBe(0xff);
  });
});

describe('disks', () => {
  test('SELDSK gives a header with the DPB, the table and the vector of any format', () => {
    const c = computer({ C: new TestDisk(IBM) });
    const word = (at: number) => c.peek(at) | (c.peek(at + 1) << 8);
    const { hl } = bios(c, SELDSK, 2, 0);
    const dpb = word(hl + 10);
    expect(Array.from({ length: 15 }, (_, i) => c.peek(dpb + i))).toEqual([
      26, 0, 3, 7, 0, 242, 0, 63, 0, 0xc0, 0, 0, 0, 2, 0,
    ]);
    const table = word(hl);
    expect(Array.from({ length: 4 }, (_, i) => c.peek(table + i))).toEqual([1, 7, 13, 19]);
    expect(bios(c, SECTRAN, 1, table).hl).toBe(7);
    const hard = bios(c, SELDSK, 0, 0).hl;
    expect(word(hard)).toBe(0);
    expect(bios(c, SECTRAN, 5, 0).hl).toBe(6);
  });

  test('SELDSK returns 0 for drives without a disk, beyond P, and with impossible parameters', () => {
    const strange = new TestDisk(IBM);
    const c = computer({ C: strange });
    strange.parameters = () => new Uint8Array(128).fill(0xe5);
    expect(bios(c, SELDSK, 1).hl).toBe(0);
    expect(bios(c, SELDSK, 16).hl).toBe(0);
    expect(bios(c, SELDSK, 2).hl).toBe(0);
  });

  test('SELDSK with E bit 0 clear asks again: another format in the same drive', () => {
    const c = computer({ C: new TestDisk(IBM) });
    const word = (at: number) => c.peek(at) | (c.peek(at + 1) << 8);
    const first = bios(c, SELDSK, 2, 0).hl;
    c.drives.C = new TestDisk(HARD);
    expect(word(word(bios(c, SELDSK, 2, 1).hl + 10))).toBe(26);
    expect(word(word(bios(c, SELDSK, 2, 0).hl + 10))).toBe(128);
    expect(first).not.toBe(0);
  });

  test('the pool takes eight floppies and four disks of DSM 2047; what no longer fits is not selected', () => {
    const drives: Record<string, TestDisk> = {};
    for (const d of 'BCDEFGHI') drives[d] = new TestDisk(IBM);
    for (const d of 'JKL') drives[d] = new TestDisk({ ...HARD, dsm: 2047 });
    for (const d of 'MNOP') drives[d] = new TestDisk({ ...HARD, dsm: 8000, bsh: 3 });
    const c = computer(drives);
    const code = [0x0e, 0, 0x1e, 0];
    // one program selects all drives, since a warm boot empties the pool: results at 0300h
    const entry = (c.peek(2) << 8) + SELDSK * 3;
    const body = [...Array(16).keys()].flatMap((d) => [
      ...code.map((b, i) => (i === 1 ? d : b)),
      0xcd,
      entry & 0xff,
      entry >> 8,
      0x22,
      d * 2,
      3,
    ]);
    c.poke(0x100, [...body, 0xc3, 0, 0]);
    c.command('run');
    const got = [...Array(16).keys()].map((d) => (c.peek(0x300 + d * 2) | c.peek(0x301 + d * 2)) !== 0);
    expect(got.slice(0, 12)).toEqual(Array(12).fill(true));
    expect(got.slice(12)).toContain(false);
    expect(c.command('dir b:')).toBe('NO FILE');
  });

  test('SETTRK, SETSEC, SETDMA, READ, WRITE transfer a record; errors are 1', () => {
    const b = new TestDisk({ spt: 300, bsh: 4, dsm: 2000, drm: 63, off: 2 });
    const c = computer({ B: b });
    const at = b.offset(90, 299);
    b.data.fill(0x5c, at, at + 128);
    const word = (v: number) => [v & 0xff, v >> 8];
    const base = c.peek(2) << 8;
    const call = (n: number, bc: number, de = 0) => [0x01, ...word(bc), 0x11, ...word(de), 0xcd, ...word(base + n * 3)];
    const setup = [...call(SELDSK, 1), ...call(SETTRK, 90), ...call(SETSEC, 299), ...call(SETDMA, 0x400)];
    c.poke(0x100, [...setup, ...call(READ, 0), 0x32, 0, 3, ...call(SETSEC, 300), ...call(WRITE, 0), 0xc3, 0, 0]);
    c.command('run');
    expect([c.peek(0x300), c.peek(0x400), c.peek(0x47f)]).toEqual([0, 0x5c, 0x5c]);
    expect(b.data[b.offset(90, 300)]).toBe(0x5c);
    b.bad.add(at);
    c.poke(0x100, [...setup, ...call(READ, 0), 0x32, 0, 3, 0xc3, 0, 0]);
    c.command('run');
    expect(c.peek(0x300)).toBe(1);
  });
});
