import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Unit and integration tests: everything but e2e, which has a configuration of its own. */
export default defineConfig({
  plugins: [react()],
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', 'dist/**', 'out/**', '.cache/**', '.tsbuild/**', 'e2e/**/*.e2e.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: {
      TZ: 'UTC',
      // In plain Node `import 'electron'` would try to download its binary.
      ELECTRON_OVERRIDE_DIST_PATH: 'no-electron-here',
    },
  },
});
