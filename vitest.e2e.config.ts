import { defineConfig } from 'vitest/config';

/** The program as a user meets it: built, started, and driven through a real browser. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    pool: 'forks',
    // Every file starts an engine and a browser; two at once would only slow each other down.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
