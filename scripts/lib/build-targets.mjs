/**
 * What is built from what. `inputs` are files or folders of the checkout; tests and texts for readers do
 * not count. Every entry of `builds` is one run of Vite into the same folder.
 * @typedef {{ config: string, mode: string }} ViteRun
 * @typedef {{ out: string, inputs: string[], builds: ViteRun[] }} Target
 */

const shared = ['package.json', 'package-lock.json', 'engine/contract'];

/** @type {Record<string, Target>} */
export const targets = {
  engine: {
    out: 'dist/engine',
    inputs: [...shared, 'engine', 'vite.engine.config.ts'],
    builds: [{ config: 'vite.engine.config.ts', mode: 'engine' }],
  },
  training: {
    out: 'dist/training',
    inputs: [...shared, 'engine', 'models/training', 'vite.engine.config.ts'],
    builds: [{ config: 'vite.engine.config.ts', mode: 'training' }],
  },
  renderer: {
    out: 'dist/renderer',
    inputs: [...shared, 'renderer', 'vite.renderer.config.ts'],
    builds: [{ config: 'vite.renderer.config.ts', mode: 'production' }],
  },
  bench: {
    out: 'dist/bench',
    inputs: ['package.json', 'package-lock.json', 'renderer/graph', 'vite.bench.config.ts'],
    builds: [{ config: 'vite.bench.config.ts', mode: 'production' }],
  },
  electron: {
    out: 'dist/electron',
    inputs: [...shared, 'electron', 'engine/server', 'engine/program-paths.ts', 'vite.engine.config.ts'],
    builds: [
      { config: 'vite.engine.config.ts', mode: 'electron' },
      { config: 'vite.engine.config.ts', mode: 'preload' },
    ],
  },
};
