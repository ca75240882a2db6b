// The command line from a checkout: builds the engine if it is stale, then runs it in this very process,
// so that standard streams, signals and the exit code are its own.
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { followParent } from './lib/follow-parent.mjs';
import { at } from './lib/root.mjs';

followParent();
try {
  const serves = process.argv[2] === 'serve';
  await ensureBuilt(serves ? ['engine', 'renderer'] : ['engine']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const cli = at('dist', 'engine', 'cli.js');
process.argv[1] = cli;
await import(pathToFileURL(cli).href);
