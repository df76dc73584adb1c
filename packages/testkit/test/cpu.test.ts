import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type CpuAdapter, type Outcome, type PackFile, type PackRecord, PackRunner, testCpu } from '@backplane/testkit';
import { findPack, openPack } from '@backplane/testkit/node';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** A processor that adds 1 to A in two clocks, and how it may go wrong. */
function adapter(fault: Partial<Outcome> = {}): CpuAdapter {
  const right = (record: PackRecord): Outcome => ({
    registers: { a: (record.a as number) + 1 },
    memory: [[0x10, 7]],
    clocks: 2,
    rows: [
      [0x10, 7, 'r'],
      [0x11, null, '-'],
    ],
    transfers: [[0, 'read', 0x10, 7]],
    ports: [],
  });
  return {
    processor: 'toy',
    engines: {
      good: { title: 'as it should be', create: () => ({ run: right }) },
      other: { title: 'with the fault', create: () => ({ run: (record) => ({ ...right(record), ...fault }) }) },
    },
    nameOf: (record) => String(record.name),
    expected: (record) => {
      if (typeof record.a !== 'number') throw new Error('it lacks "a"');
      return right(record);
    },
  };
}

const file = (text: string): PackFile => ({ name: '3c', path: '/packs/toy/3c.ndjson.gz', text: () => text });
const RECORDS = '{"name":"one","a":1}\n{"name":"two","a":2}\n';

describe('PackRunner', () => {
  test('counts what passes', () => {
    expect(new PackRunner(adapter()).run(file(RECORDS))).toEqual({
      file: '3c',
      tests: 2,
      passed: 2,
      failed: 0,
      mismatches: [],
    });
  });

  test.each<[string, Partial<Outcome>, string, string, string]>([
    ['a register', { registers: { a: 9 } }, 'a', '2', '9'],
    ['a missing register', { registers: {} }, 'a', '2', 'nothing'],
    ['memory', { memory: [[0x10, 8]] }, 'memory 16', '7', '8'],
    ['length', { clocks: 3 }, 'clocks', '2', '3'],
    [
      'a row',
      {
        rows: [
          [0x10, 7, 'r'],
          [0x12, null, '-'],
        ],
      },
      'row 1',
      '[17,null,"-"]',
      '[18,null,"-"]',
    ],
    ['a missing row', { rows: [[0x10, 7, 'r']] }, 'row 1', '[17,null,"-"]', 'nothing'],
    [
      'a row too many',
      {
        rows: [
          [0x10, 7, 'r'],
          [0x11, null, '-'],
          [1, 2, '-'],
        ],
      },
      'row 2',
      'nothing',
      '[1,2,"-"]',
    ],
    ['an access', { transfers: [[1, 'read', 0x10, 7]] }, 'transfer 0', '[0,"read",16,7]', '[1,"read",16,7]'],
    ['a port', { ports: [[1, 2, 'w']] }, 'port access 0', 'nothing', '[1,2,"w"]'],
  ])('tells a difference in %s', (_, fault, field, expected, got) => {
    const result = new PackRunner(adapter(fault)).run(file('{"name":"one","a":1}\n'));
    expect(result.failed).toBe(1);
    expect(result.mismatches).toEqual([{ file: '3c', test: 'one', engine: 'other', field, expected, got }]);
  });

  test('keeps the first differences only, and counts records, not differences', () => {
    const result = new PackRunner(adapter({ clocks: 5, registers: { a: 0 } }), undefined, 3).run(file(RECORDS));
    expect([result.tests, result.passed, result.failed]).toEqual([2, 0, 2]);
    expect(result.mismatches.map((m) => [m.test, m.field])).toEqual([
      ['one', 'a'],
      ['one', 'clocks'],
      ['two', 'a'],
    ]);
  });

  test('runs chosen engines', () => {
    const broken = adapter({ clocks: 5 });
    expect(new PackRunner(broken, ['good']).run(file(RECORDS)).failed).toBe(0);
    expect(new PackRunner(broken, ['other']).run(file(RECORDS)).failed).toBe(2);
    expect(() => new PackRunner(broken, ['slow'])).toThrow('The toy has no engine "slow". It has: good, other.');
  });

  test('names file and line of what it cannot read', () => {
    const runner = new PackRunner(adapter());
    expect(() => runner.run(file('{"name":"one","a":1}\n{"na'))).toThrow(/3c\.ndjson\.gz, line 2, is not JSON/);
    expect(() => runner.run(file('[1]'))).toThrow(/line 1, is not a test record/);
    expect(() => runner.run(file('{"name":"x"}'))).toThrow(/line 1, is not a toy test: it lacks "a"/);
    expect(() => runner.run(file(''))).toThrow(/holds no tests/);
  });
});

describe('testCpu', () => {
  /** Collects what is registered instead of running it. */
  function collector() {
    const tests = new Map<string, () => void>();
    const skipped: string[] = [];
    const register = Object.assign((name: string, body: () => void) => void tests.set(name, body), {
      skip: (name: string) => void skipped.push(name),
    });
    return { tests, skipped, describe: (_: string, body: () => void) => body(), test: register };
  }

  test('registers a test for each file, which fails with the differences', () => {
    const c = collector();
    testCpu({
      adapter: adapter({ clocks: 4 }),
      source: { files: [file(RECORDS)] },
      describe: c.describe,
      test: c.test,
    });
    expect([...c.tests.keys()]).toEqual(['3c']);
    expect(c.tests.get('3c')).toThrow(/2 of 2 tests fail.\n {2}3c "one" \[other\] clocks: expected 2, got 4/);
  });

  test('is skipped with the reason when there is no pack', () => {
    const c = collector();
    testCpu({ adapter: adapter(), source: { missing: 'no pack here' }, describe: c.describe, test: c.test });
    expect(c.tests.size).toBe(0);
    expect(c.skipped).toEqual(['skipped: no pack here']);
  });
});

describe('packs on disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backplane-pack-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });

  test('are found in the folder itself or below it, in order', () => {
    mkdirSync(join(folder, 'toy'));
    for (const name of ['b', 'a']) writeFileSync(join(folder, 'toy', `${name}.ndjson.gz`), gzipSync(RECORDS));
    writeFileSync(join(folder, 'toy', 'notes.txt'), '');
    expect(openPack(folder, 'toy').map((f) => f.name)).toEqual(['a', 'b']);
    const files = openPack(join(folder, 'toy'), 'toy');
    expect(files.map((f) => new PackRunner(adapter()).run(f).passed)).toEqual([2, 2]);
    vi.stubEnv('BACKPLANE_CONFORMANCE', folder);
    expect(findPack('toy')).toHaveProperty('files.length', 2);
  });

  test('mistakes are told', () => {
    expect(() => openPack(join(folder, 'nowhere'), 'toy')).toThrow(/There is no folder .*nowhere/);
    expect(() => openPack(folder, 'toy')).toThrow(/holds no toy pack/);
    writeFileSync(join(folder, 'a.ndjson.gz'), 'not gzip');
    expect(() => openPack(join(folder, 'a.ndjson.gz'), 'toy')).toThrow(/is a file/);
    expect(() => openPack(folder, 'toy')[0]!.text()).toThrow(/a\.ndjson\.gz cannot be unpacked/);
    vi.stubEnv('BACKPLANE_CONFORMANCE', join(folder, 'nowhere'));
    expect(() => findPack('toy')).toThrow(/There is no folder/);
    vi.stubEnv('BACKPLANE_CONFORMANCE', '');
    expect(findPack('no-such-processor')).toHaveProperty('missing');
  });
});
