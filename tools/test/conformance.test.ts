import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadAdapter, main } from '../src/conformance.ts';

/** NOP at 1234h as the packs write it. */
function nop(clocks = 4): object {
  const state = {
    ...{ pc: 0x1234, sp: 0, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, h: 7, l: 8, i: 9, r: 10, ei: 0, wz: 11, ix: 12 },
    ...{ iy: 13, af_: 14, bc_: 15, de_: 16, hl_: 17, im: 1, p: 0, q: 0, iff1: 1, iff2: 1, ram: [[0x1234, 0]] },
  };
  const cycles = [
    [0x1234, null, '----'],
    [0x1234, null, 'r-m-'],
    [0x090a, 0, '----'],
    [0x090a, null, '----'],
  ];
  return { name: '00 0000', initial: state, final: { ...state, pc: 0x1235, r: 11 }, cycles: cycles.slice(0, clocks) };
}

describe('npm run conformance', () => {
  let folder = '';
  const out: string[] = [];
  const err: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backplane-conformance-'));
    out.length = err.length = 0;
    vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text));
    vi.spyOn(console, 'error').mockImplementation((text: string) => void err.push(text));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  const write = (name: string, ...records: object[]) =>
    writeFileSync(join(folder, `${name}.ndjson.gz`), gzipSync(records.map((r) => `${JSON.stringify(r)}\n`).join('')));

  test('adds up what passes', async () => {
    write('00', nop(), nop());
    expect(await main(['z80', '--data', folder])).toBe(0);
    expect(out.at(-1)).toMatch(/^z80: 1 files, 2 tests, 2 passed, 0 failed/);
  });

  test('tells failures in detail and ends with 1', async () => {
    write('00', nop(), nop(3));
    expect(await main(['z80', '--data', folder, '--engine', 'observed'])).toBe(1);
    expect(out[0]).toBe('00: 1 of 2 tests fail');
    expect(out[1]).toBe('  00 "00 0000" [observed] clocks: expected 3, got 4');
    expect(out.at(-1)).toMatch(/2 tests, 1 passed, 1 failed/);
  });

  test('--json is one report', async () => {
    write('00', nop(3));
    expect(await main(['z80', '--data', folder, '--json'])).toBe(1);
    const report = JSON.parse(out.join('\n'));
    expect(report).toMatchObject({ processor: 'z80', files: 1, tests: 1, passed: 0, failed: 1 });
    expect(report.failures[0].mismatches[0]).toMatchObject({ file: '00', field: 'clocks', expected: '3', got: '4' });
  });

  test('--only chooses files', async () => {
    write('00', nop());
    write('cb_00', nop(3));
    expect(await main(['z80', '--data', folder, '--only', '0?'])).toBe(0);
    expect(await main(['z80', '--data', folder, '--only', '0?', 'cb_*'])).toBe(1);
    expect(await main(['z80', '--data', folder, '--only', 'zz'])).toBe(2);
    expect(err[0]).toBe('No file of the z80 pack matches zz.');
  });

  test('mistakes are told in a sentence and end with 2', async () => {
    expect(await main(['z80', '--data', join(folder, 'nowhere')])).toBe(2);
    expect(await main(['z80', '--data', folder])).toBe(2);
    expect(await main(['z81', '--data', folder])).toBe(2);
    expect(await main(['../z80', '--data', folder])).toBe(2);
    writeFileSync(join(folder, '00.ndjson.gz'), 'broken');
    expect(await main(['z80', '--data', folder])).toBe(2);
    expect(err).toHaveLength(5);
    expect(err[0]).toMatch(/There is no folder/);
    expect(err[1]).toMatch(/holds no z80 pack/);
    expect(err[2]).toMatch(/No package @backplane\/cpu-z81 .*There are: .*z80/);
    expect(err[4]).toMatch(/00\.ndjson\.gz cannot be unpacked/);
  });

  test('finds adapters by the name of the package', async () => {
    expect((await loadAdapter('z80')).processor).toBe('z80');
  });
});
