import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from './root.mjs';

/**
 * @typedef {import('./build-targets.mjs').Target} Target
 * @typedef {{ times: string, content: string }} Stamp
 */

const IGNORED = /\.test\.tsx?$|README\.md$|tsconfig\.json$/;

/** Input files in a fixed order. @param {string[]} inputs @returns {string[]} */
function inputFiles(inputs) {
  /** @type {string[]} */
  const files = [];
  for (const input of new Set(inputs)) {
    const path = at(input);
    if (!existsSync(path)) continue;
    if (statSync(path).isFile()) {
      files.push(path);
      continue;
    }
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !IGNORED.test(entry.name)) files.push(join(entry.parentPath, entry.name));
    }
  }
  return [...new Set(files)].sort();
}

/** @param {string[]} files @param {(path: string) => string | Buffer} describe */
function digest(files, describe) {
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update('\0').update(describe(path)).update('\0');
  return hash.digest('hex');
}

/** @param {string} path */
const sizeAndTime = (path) => {
  const { size, mtimeMs } = statSync(path);
  return `${size}:${mtimeMs}`;
};

/** @param {Target} target */
const stampFile = (target) => at(`${target.out}.stamp.json`);

/** @param {Target} target @returns {Stamp | undefined} */
function readStamp(target) {
  try {
    return JSON.parse(readFileSync(stampFile(target), 'utf8'));
  } catch {
    return undefined;
  }
}

/** What the inputs are now, to be kept when the build from them is done. @param {Target} target @returns {Stamp} */
export function stampOf(target) {
  const files = inputFiles(target.inputs);
  return { times: digest(files, sizeAndTime), content: digest(files, (path) => readFileSync(path)) };
}

/** @param {Target} target @param {Stamp} stamp */
export function keepStamp(target, stamp) {
  mkdirSync(dirname(stampFile(target)), { recursive: true });
  writeFileSync(stampFile(target), JSON.stringify(stamp));
}

/**
 * Whether what was built is not from these inputs. Sizes and times answer at once; only where they differ
 * is the content read, for a checkout touches files without changing them.
 * @param {Target} target
 */
export function isStale(target) {
  const stamp = readStamp(target);
  if (!stamp || !existsSync(at(target.out))) return true;
  if (digest(inputFiles(target.inputs), sizeAndTime) === stamp.times) return false;
  const now = stampOf(target);
  if (now.content !== stamp.content) return true;
  keepStamp(target, now);
  return false;
}
