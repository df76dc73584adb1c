import type { CpuAdapter, PackFile } from './adapter.ts';
import { type FileResult, type Mismatch, PackRunner } from './run.ts';

/** The files of a pack, or why there are none. */
export type PackSource = { readonly files: readonly PackFile[] } | { readonly missing: string };

/** The functions of a test runner (vitest's have this shape). */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  test: {
    (name: string, body: () => void): void;
    skip(name: string, body: () => void): void;
  };
}

/** What `testCpu` needs. */
export interface TestCpuOptions extends TestRunner {
  readonly adapter: CpuAdapter;
  /** From `findPack` of `@backplane/testkit/node`, or files from anywhere. */
  readonly source: PackSource;
  /** Names of engines, all of them if absent. */
  readonly engines?: readonly string[];
}

/**
 * Registers one test for each file of a conformance pack, or a single skipped test that names the reason if the pack is
 * absent.
 */
export function testCpu(options: TestCpuOptions): void {
  const { adapter, source, describe, test } = options;
  describe(`${adapter.processor} conformance`, () => {
    if ('missing' in source) {
      test.skip(`skipped: ${source.missing}`, () => {});
      return;
    }
    const runner = new PackRunner(adapter, options.engines);
    for (const file of source.files) {
      test(file.name, () => {
        const result = runner.run(file);
        if (result.failed > 0) throw new Error(failureText(result));
      });
    }
  });
}

/** The failure of a file in words. */
export function failureText(result: FileResult): string {
  const head = `${result.file}: ${result.failed} of ${result.tests} tests fail.`;
  return [head, ...result.mismatches.map(mismatchText)].join('\n');
}

export function mismatchText(m: Mismatch): string {
  return `  ${m.file} "${m.test}" [${m.engine}] ${m.field}: expected ${m.expected}, got ${m.got}`;
}
