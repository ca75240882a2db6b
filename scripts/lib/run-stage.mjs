import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { at, root } from './root.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {{ name: string, count: Count, seconds: number }} Outcome
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, success: boolean, testResults: { status: string, assertionResults: unknown[] }[] }} VitestReport
 */

/** A program of node_modules, without npx in between. @param {string} name @param {string} file */
const bin = (name, file) => at('node_modules', name, file);

export const PROGRAMS = {
  biome: bin('@biomejs/biome', 'bin/biome'),
  tsc: bin('typescript', 'bin/tsc'),
  knip: bin('knip', 'bin/knip.js'),
  vitest: bin('vitest', 'vitest.mjs'),
};

/**
 * Runs a program to its end with this one's streams.
 * @param {string[]} args for Node
 * @param {Record<string, string>} env added to the environment
 * @returns {Promise<boolean>} whether it ended well
 */
async function run(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}

/**
 * A gate counts as one test.
 * @param {string} name @param {string[]} args
 * @returns {Promise<Outcome>}
 */
export function runGate(name, args) {
  return timed(name, async () => {
    const passed = await run(args);
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
  });
}

/**
 * A suite of Vitest counts by its own report. A suite that ran nothing, or ended badly without naming a
 * failed test, counts as one failure: it must not pass without looking.
 * @param {string} name @param {string[]} args @param {Record<string, string>} env
 * @returns {Promise<Outcome>}
 */
export function runSuite(name, args, env = {}) {
  return timed(name, async () => {
    const report = at('.cache', `vitest-${name}.json`);
    mkdirSync(at('.cache'), { recursive: true });
    rmSync(report, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const endedWell = await run([PROGRAMS.vitest, 'run', ...args, ...reporters], env);
    return countReport(readReport(report), endedWell);
  });
}

/** @param {string} path @returns {VitestReport | undefined} */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {VitestReport | undefined} report
 * @param {boolean} endedWell
 * @returns {Count}
 */
export function countReport(report, endedWell) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = report;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const named = numFailedTests + brokenFiles;
  const silent = named === 0 && (!endedWell || !report.success || passed === 0) ? 1 : 0;
  return { passed, failed: named + silent, skipped: numPendingTests + numTodoTests };
}

/** @param {string} name @param {() => Promise<Count>} work @returns {Promise<Outcome>} */
async function timed(name, work) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  /** @type {Count} */
  let count;
  try {
    count = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    count = { passed: 0, failed: 1, skipped: 0 };
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`── ${name}: ${describe(count)} in ${seconds.toFixed(1)} s`);
  return { name, count, seconds };
}

/** @param {Count} count */
export const describe = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
