import { defineConfig } from 'vitest/config';

/** One vitest project per package; packages resolve to their sources through the `@backplane/source` condition. */
export default defineConfig({
  resolve: { conditions: ['@backplane/source', 'module', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@backplane/source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['{packages,machines,roms}/*/test/**/*.test.ts', 'tools/test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
