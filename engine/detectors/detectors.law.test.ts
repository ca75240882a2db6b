import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alertsOf, readCase } from '../testing/detector-case.ts';
import { cardOf, detectors } from './registry.ts';
import type { RawAlert } from './run-detector.ts';

const headings = [
  '## What it sees',
  '## How to read a hit',
  '## False positives',
  '## Blind spots',
  '## References',
];

test('there are detectors to hold to the law', () => {
  expect(detectors.length).toBeGreaterThanOrEqual(10);
});

describe.each(detectors.map((detector) => [detector.id, detector] as const))('%s', (id, detector) => {
  const dir = join(import.meta.dirname, detector.family, id);
  const caseDir = join(dir, 'cases');
  const cases = existsSync(caseDir)
    ? readdirSync(caseDir)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
  /** What a case said when it was read in its own order. */
  const found = new Map<string, RawAlert[]>();

  test('has a card with the fixed headings, and every parameter says its unit and meaning', () => {
    const card = cardOf(detector);
    expect(card.card.split('\n').filter((line) => line.startsWith('## '))).toEqual(headings);
    for (const parameter of card.parameters) {
      expect(parameter.unit, parameter.name).not.toBe('');
      expect(parameter.description, parameter.name).not.toBe('');
      expect(parameter.default, parameter.name).not.toBeUndefined();
    }
  });

  test('has a case that fires and one that stays quiet', () => {
    expect(cases.some((name) => name.startsWith('fires-'))).toBe(true);
    expect(cases.some((name) => name.startsWith('quiet-'))).toBe(true);
  });

  test.each(cases)('%s', async (name) => {
    const one = readCase(join(caseDir, name));
    if (name.startsWith('quiet-')) expect(one.expect).toEqual([]);
    if (name.startsWith('fires-')) expect(one.expect.length).toBeGreaterThan(0);
    const alerts = await alertsOf(detector, one);
    expect(alerts.map((alert) => alert.explanation)).toHaveLength(one.expect.length);
    for (const wanted of one.expect) {
      const fits = alerts.filter(
        (alert) =>
          (wanted.subjects === undefined ||
            wanted.subjects.every((subject) => alert.subjects.some(({ id: found }) => found === subject))) &&
          (wanted.severity === undefined || alert.severity === wanted.severity) &&
          (wanted.start === undefined || alert.start === wanted.start) &&
          (wanted.end === undefined || alert.end === wanted.end) &&
          (wanted.evidence === undefined || alert.evidence.length === wanted.evidence) &&
          (wanted.explanation === undefined || alert.explanation.includes(wanted.explanation)) &&
          (wanted.minScore === undefined || alert.score >= wanted.minScore) &&
          (wanted.maxScore === undefined || alert.score <= wanted.maxScore),
      );
      expect(
        fits.length,
        `${JSON.stringify(wanted)} among ${JSON.stringify(
          alerts.map(({ detector: _, ...alert }) => alert),
          null,
          1,
        )}`,
      ).toBeGreaterThan(0);
    }
    for (const alert of alerts) {
      expect(alert.score).toBeGreaterThanOrEqual(0);
      expect(alert.score).toBeLessThanOrEqual(1);
      expect(alert.evidence.length).toBeGreaterThan(0);
    }
    expect(await alertsOf(detector, one)).toEqual(alerts);
    found.set(name, alerts);
  });

  test.each(cases.filter((name) => name.startsWith('fires-')))('%s, imported backwards', async (name) => {
    const one = readCase(join(caseDir, name));
    const backwards = Object.fromEntries(
      Object.entries(one.given)
        .reverse()
        .map(([table, rows]) => [table, [...rows].reverse()]),
    );
    const said = (alerts: readonly RawAlert[]) =>
      alerts
        .map(({ detector: _, evidence, ...alert }) => ({
          ...alert,
          evidence: evidence.map(({ kind, role }) => `${kind} ${role ?? ''}`).sort(),
        }))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    const forwards = found.get(name) ?? (await alertsOf(detector, one));
    expect(said(await alertsOf(detector, { ...one, given: backwards }))).toEqual(said(forwards));
  });
});
