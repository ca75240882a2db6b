import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { targets } from './build-targets.mjs';
import { at } from './root.mjs';
import { isStale } from './stale.mjs';

/**
 * Builds what is stale, in a process of its own, so that the bundler is not carried along. Says nothing
 * unless it fails; what it says goes to standard error.
 * @param {string[]} names of targets
 * @throws Error when a build fails
 */
export async function ensureBuilt(names) {
  const stale = names.filter((name) => {
    const target = targets[name];
    return target !== undefined && isStale(target);
  });
  if (stale.length === 0) return;
  const build = spawn(process.execPath, [at('scripts', 'build.mjs'), '--quiet', ...stale], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new Error(`The ${stale.join(' and the ')} could not be built; the reason is above.`);
}
