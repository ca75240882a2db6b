import { join } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';

const from = (...parts: string[]) => join(import.meta.dirname, ...parts);

/** Code that runs in Node. Packages stay in node_modules; `?raw` and `import.meta.glob` are resolved. */
function nodeBundle(outDir: string, input: Record<string, string>, format: 'es' | 'cjs'): UserConfig {
  return {
    root: import.meta.dirname,
    publicDir: false,
    ssr: { external: true, target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20.19',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        external: ['electron'],
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  };
}

/**
 * `--mode engine` (the default): the command line and the engine process. `--mode electron`: the main
 * process. `--mode training`: what makes the model packages. `--mode preload`: one CommonJS file, for a sandboxed preload cannot import.
 */
export default defineConfig(({ mode }) => {
  if (mode === 'electron') {
    return nodeBundle(from('dist', 'electron'), { main: from('electron', 'main.ts') }, 'es');
  }
  if (mode === 'preload') {
    const preload = nodeBundle(from('dist', 'electron'), { preload: from('electron', 'preload.ts') }, 'cjs');
    return { ...preload, build: { ...preload.build, emptyOutDir: false } };
  }
  if (mode === 'training') {
    return nodeBundle(from('dist', 'training'), { train: from('models', 'training', 'main.ts') }, 'es');
  }
  return nodeBundle(
    from('dist', 'engine'),
    { cli: from('engine', 'cli', 'main.ts'), main: from('engine', 'main.ts') },
    'es',
  );
});
