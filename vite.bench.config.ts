import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The page on which the bench `graph-render` draws graphs with several renderers. It is not shipped. */
export default defineConfig({
  root: join(import.meta.dirname, 'renderer', 'graph', 'bench'),
  base: './',
  build: {
    outDir: join(import.meta.dirname, 'dist', 'bench'),
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 3000,
    modulePreload: { polyfill: false },
  },
});
