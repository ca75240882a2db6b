import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The window. Both hosts serve it from the root of their own origin. */
export default defineConfig({
  root: join(import.meta.dirname, 'renderer'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, 'dist', 'renderer'),
    emptyOutDir: true,
    target: 'es2023',
    // An inlined font or worker would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 3000,
    // The polyfill is an inline script; every supported browser preloads modules by itself.
    modulePreload: { polyfill: false },
  },
});
