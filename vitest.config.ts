import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const conditions = ['@backplane/source', 'module', 'node', 'import', 'default'];

/** Packages resolve to their sources through the `@backplane/source` condition, so that tests need no build. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,machines,roms}/*/test/**/*.test.ts', 'tools/test/**/*.test.ts'],
    // Processes, since tests of the command line and of the tools change folders and send signals.
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
