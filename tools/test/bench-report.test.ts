import { expect, test } from 'vitest';
import { benchReport } from '../src/lib/bench-report.ts';
import { select } from '../src/testbench.ts';

const result = (id: string, machine: string, passed: boolean, outcome = 'ok') => ({
  id,
  tier: 2,
  machine,
  passed,
  outcome,
  cycles: 1,
  seconds: 1,
});

test('a page names every program once, with what happened where it failed', () => {
  const page = benchReport([
    result('VICII/a/one.prg', 'pal', true),
    result('VICII/a/one.prg', 'ntsc', true),
    result('VICII/a/two.prg', 'pal', true),
    result('VICII/a/two.prg', 'ntsc', false, '12 pixels differ, the first at 3,4 (shown 0, expected 1)'),
    result('VICII/b/three.prg@x.crt', 'pal', false, 'cannot run: no slot'),
  ]);
  expect(page).toContain('| 2 | VIC-II timing and DMA | 3 | 5 |');
  expect(page).toContain('| VICII/a | one | two (NTSC: 12 pixels differ) |');
  expect(page).toContain('| VICII/b |  | three@x.crt (PAL: no slot) |');
});

test('tests are selected by tier, name, machine and limit', () => {
  const list = [
    { id: 'a/x.prg', tier: 1, machines: ['pal', 'ntsc'], timeout_cycles: 10 },
    { id: 'b/y.prg', tier: 2, machines: ['pal'], timeout_cycles: 99 },
  ] as unknown as Parameters<typeof select>[0];
  const ids = (options: Parameters<typeof select>[1]) => select(list, options).map((w) => `${w.test.id} ${w.machine}`);
  expect(ids({})).toEqual(['a/x.prg pal', 'a/x.prg ntsc', 'b/y.prg pal']);
  expect(ids({ tier: [2] })).toEqual(['b/y.prg pal']);
  expect(ids({ machine: ['ntsc'] })).toEqual(['a/x.prg ntsc']);
  expect(ids({ only: ['^b'], longest: 50 })).toEqual([]);
});
