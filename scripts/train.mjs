// Makes model packages anew: `npm run train -- ID…`. Builds the training if it is stale, then runs it.
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { at } from './lib/root.mjs';

try {
  await ensureBuilt(['training']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import(pathToFileURL(at('dist', 'training', 'train.js')).href);
