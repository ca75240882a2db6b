// `npm test`: every gate and every suite, one after another; goes on after a failure and closes with the sum.
// `npm test -- unit e2e` runs the named stages only.

import { findBrowser } from './find-browser.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { at } from './lib/root.mjs';
import { describe, PROGRAMS, runGate, runSuite } from './lib/run-stage.mjs';

/** @typedef {import('./lib/run-stage.mjs').Outcome} Outcome */

/** @type {Record<string, () => Promise<Outcome>>} */
const stages = {
  format: () => runGate('format', [PROGRAMS.biome, 'ci', '--error-on-warnings', '.']),
  types: () => runGate('types', [PROGRAMS.tsc, '-b']),
  unused: () => runGate('unused', [PROGRAMS.knip]),
  unit: () => runSuite('unit', ['--config', at('vitest.config.ts')]),
  package: () => runGate('package', [at('scripts', 'package-check.mjs')]),
  e2e: async () => {
    const env = { SPYHOP_BROWSER: browserOrNothing() };
    return runSuite('e2e', ['--config', at('vitest.e2e.config.ts')], env);
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(stages, name));
if (unknown.length > 0) {
  console.error(`There is no stage “${unknown.join('”, “')}”. Known: ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}

/** @type {Outcome[]} */
const outcomes = [];
for (const name of asked.length > 0 ? asked : Object.keys(stages)) {
  if (name === 'e2e') await ensureBuilt(['engine', 'renderer']).catch(report);
  const stage = stages[name];
  if (stage) outcomes.push(await stage());
}

console.log('');
for (const { name, count, seconds } of outcomes) {
  console.log(`${name.padEnd(10)}${describe(count).padEnd(36)}${seconds.toFixed(1).padStart(7)} s`);
}
const passed = outcomes.reduce((sum, { count }) => sum + count.passed, 0);
const failed = outcomes.reduce((sum, { count }) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function browserOrNothing() {
  try {
    return findBrowser();
  } catch (error) {
    report(error);
    return '';
  }
}

/** @param {unknown} error */
function report(error) {
  console.error(error instanceof Error ? error.message : error);
}
