// node .ci/totals.mjs <vitest report> <its exit code> <log of the checks> <its exit code>
// Prints what was skipped and, as the last line, "N passed, N failed". A test file that could not be run, and a check
// that found something, count as failed.
import { existsSync, readFileSync } from 'node:fs';

const [report = '', testCode = '1', log = '', checkCode = '1'] = process.argv.slice(2);

let passed = 0;
let failed = 0;
if (existsSync(report)) {
  const results = JSON.parse(readFileSync(report, 'utf8'));
  passed = results.numPassedTests;
  failed = results.numFailedTests;
  for (const file of results.testResults ?? []) {
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) failed++;
    for (const { status, fullName } of file.assertionResults) {
      if (status !== 'passed' && status !== 'failed') console.log(`skipped: ${fullName}`);
    }
  }
}
if (testCode !== '0' && failed === 0) failed = 1;
if (checkCode !== '0') {
  const found = existsSync(log) ? (readFileSync(log, 'utf8').match(/^FAILED {2}/gm)?.length ?? 0) : 0;
  console.log('Some checks failed; each counts as one failure.');
  failed += Math.max(1, found);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
