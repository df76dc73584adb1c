import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeFixture } from './fixture.ts';

const program = fileURLToPath(new URL('../../.ci/totals.mjs', import.meta.url));

interface File {
  status: string;
  assertionResults: { status: string; fullName: string }[];
}

/** Runs the totals over a report in vitest's JSON format. */
function totals(files: File[] | undefined, testCode: number, log: string, checkCode: number) {
  const all = (files ?? []).flatMap(({ assertionResults }) => assertionResults);
  const count = (wanted: string) => all.filter(({ status }) => status === wanted).length;
  const report = { numPassedTests: count('passed'), numFailedTests: count('failed'), testResults: files };
  const fixture = writeFixture({ 'checks.log': log, ...(files === undefined ? {} : { 'tests.json': report }) });
  try {
    const at = (name: string) => join(fixture.root, name);
    const args = [program, at('tests.json'), String(testCode), at('checks.log'), String(checkCode)];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { code: status, lines: stdout.trimEnd().split('\n') };
  } finally {
    fixture.remove();
  }
}

const test = (status: string, fullName = status) => ({ status, fullName });

describe('the totals of CI', () => {
  it('are those of the tests, what was skipped being told before', () => {
    const files = [
      { status: 'passed', assertionResults: [test('passed'), test('passed'), test('skipped', 'the packs')] },
    ];
    expect(totals(files, 0, '', 0)).toEqual({ code: 0, lines: ['skipped: the packs', '2 passed, 0 failed'] });
  });

  it('count a test file that could not be run', () => {
    const files = [
      { status: 'passed', assertionResults: [test('passed')] },
      { status: 'failed', assertionResults: [test('passed'), test('failed')] },
      { status: 'failed', assertionResults: [] },
    ];
    expect(totals(files, 1, '', 0)).toEqual({ code: 1, lines: ['2 passed, 2 failed'] });
  });

  it('count checks that failed, and a failure that left no trace', () => {
    const files = [{ status: 'passed', assertionResults: [test('passed')] }];
    const log = 'ok      types: x\nFAILED  lint: x\nFAILED  unused: x\n';
    expect(totals(files, 0, log, 1)).toMatchObject({ code: 1, lines: [expect.any(String), '1 passed, 2 failed'] });
    expect(totals(files, 0, '', 124)).toMatchObject({ code: 1, lines: [expect.any(String), '1 passed, 1 failed'] });
    expect(totals(files, 1, '', 0)).toEqual({ code: 1, lines: ['1 passed, 1 failed'] });
  });

  it('do not call it a success when there is no report or no test', () => {
    expect(totals(undefined, 1, '', 0)).toEqual({ code: 1, lines: ['0 passed, 1 failed'] });
    expect(totals([], 0, '', 0)).toEqual({ code: 1, lines: ['0 passed, 0 failed'] });
  });
});
