// Builds what is stale: `node scripts/build.mjs [--force] [--quiet] [engine] [renderer] [electron]`.
import { renameSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { targets } from './lib/build-targets.mjs';
import { withLock } from './lib/lock.mjs';
import { at } from './lib/root.mjs';
import { isStale, keepStamp, stampOf } from './lib/stale.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false }, quiet: { type: 'boolean', default: false } },
});
const names = positionals.length > 0 ? positionals : Object.keys(targets);
/** @param {string} line */
const say = (line) => {
  if (!values.quiet) console.log(line);
};

try {
  for (const name of names) await bring(name);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Brings one target up to date. @param {string} name */
async function bring(name) {
  const target = targets[name];
  if (!target) {
    console.error(`There is nothing called “${name}” to build. Known: ${Object.keys(targets).join(', ')}.`);
    process.exit(2);
  }
  await withLock('build', async () => {
    if (!values.force && !isStale(target)) {
      say(`${name}: up to date`);
      return;
    }
    const started = performance.now();
    await build(target);
    say(`${name}: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
}

/**
 * Builds beside the old files and puts the new ones in their place at the end, so that a failed build
 * leaves what was there.
 * @param {import('./lib/build-targets.mjs').Target} target
 */
async function build(target) {
  const { build: viteBuild } = await import('vite');
  const stamp = stampOf(target);
  const next = at(`${target.out}.next`);
  const old = at(`${target.out}.old`);
  rmSync(next, { recursive: true, force: true });
  for (const { config, mode } of target.builds) {
    await viteBuild({
      configFile: at(config),
      mode,
      logLevel: values.quiet ? 'error' : 'warn',
      build: { outDir: next },
    });
  }
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(at(target.out), old);
  } catch {
    // There was no earlier build.
  }
  renameSync(next, at(target.out));
  rmSync(old, { recursive: true, force: true });
  keepStamp(target, stamp);
}
