import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';
import { at } from './root.mjs';
import { countReport } from './run-stage.mjs';
import { isStale, keepStamp, stampOf } from './stale.mjs';

const place = `.cache/scripts-test-${process.pid}`;
beforeEach(() => mkdirSync(at(place, 'in', 'deep'), { recursive: true }));
afterEach(() => rmSync(at(place), { recursive: true, force: true }));

describe('what is stale', () => {
  const target = { out: `${place}/out`, inputs: [`${place}/in`, `${place}/not-there`], builds: [] };
  const build = () => {
    mkdirSync(at(target.out), { recursive: true });
    keepStamp(target, stampOf(target));
  };
  const file = at(place, 'in', 'deep', 'a.ts');

  it('is what was never built or has lost its result', () => {
    writeFileSync(file, '1');
    expect(isStale(target)).toBe(true);
    build();
    expect(isStale(target)).toBe(false);
    rmSync(at(target.out), { recursive: true });
    expect(isStale(target)).toBe(true);
  });

  it('is what has other content, more files or fewer', () => {
    writeFileSync(file, '1');
    build();
    writeFileSync(file, '2');
    expect(isStale(target)).toBe(true);
    build();
    writeFileSync(at(place, 'in', 'b.sql'), 'select 1');
    expect(isStale(target)).toBe(true);
    build();
    rmSync(file);
    expect(isStale(target)).toBe(true);
  });

  it('is not what was only touched, nor what has other tests', () => {
    writeFileSync(file, '1');
    build();
    utimesSync(file, 1, 1);
    expect(isStale(target)).toBe(false);
    writeFileSync(at(place, 'in', 'a.test.ts'), 'a test');
    writeFileSync(at(place, 'in', 'README.md'), 'a text');
    expect(isStale(target)).toBe(false);
  });
});

describe('withLock', () => {
  const name = `scripts-test-${process.pid}`;

  it('lets one in after the other, also after a failure', async () => {
    const seen: string[] = [];
    const work = (label: string) => async () => {
      seen.push(`${label} in`);
      await new Promise((go) => setTimeout(go, 20));
      seen.push(`${label} out`);
      if (label === 'a') throw new Error('broken');
    };
    await Promise.allSettled([withLock(name, work('a')), withLock(name, work('b'))]);
    expect(seen).toHaveLength(4);
    expect(seen[1]).toBe(seen[0]?.replace('in', 'out'));
  });

  it('takes over from a process that is gone', async () => {
    mkdirSync(at('.cache', `${name}.lock`), { recursive: true });
    writeFileSync(at('.cache', `${name}.lock`, 'pid'), '999999999');
    expect(await withLock(name, async () => 'done')).toBe('done');
  });
});

describe('countReport', () => {
  const report = (
    passed: number,
    failed: number,
    files: { status: string; assertionResults: unknown[] }[] = [],
  ) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 2,
    numTodoTests: 0,
    success: failed === 0,
    testResults: files,
  });

  it('counts what the report counts', () => {
    expect(countReport(report(7, 0), true)).toEqual({ passed: 7, failed: 0, skipped: 2 });
    expect(countReport(report(7, 3), false)).toEqual({ passed: 7, failed: 3, skipped: 2 });
  });

  it('counts a file that could not be read', () => {
    const broken = { ...report(7, 0, [{ status: 'failed', assertionResults: [] }]), success: false };
    expect(countReport(broken, false).failed).toBe(1);
  });

  it('does not pass without looking', () => {
    expect(countReport(undefined, true).failed).toBe(1);
    expect(countReport(report(0, 0), true).failed).toBe(1);
    expect(countReport(report(7, 0), false).failed).toBe(1);
  });
});
