import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectors } from '../detectors/registry.ts';
import type { RawAlert } from '../detectors/run-detector.ts';
import { aggregate } from './aggregate.ts';
import { prioritise, weights } from './prioritise.ts';
import type { ReducedAlert } from './reduce/stage.ts';

const [detector, other] = detectors;
const asOf = '2023-06-01T00:00:00Z';

const alert = (change: Partial<RawAlert> = {}): RawAlert => ({
  detector: detector!,
  params: {},
  subjects: [{ kind: 'address', id: '0xa', chain: 'ethereum' }],
  start: '2023-05-31T00:00:00Z',
  end: '2023-05-31T00:00:00Z',
  score: 0.5,
  confidence: 0.5,
  severity: 'MEDIUM',
  title: 'A title',
  explanation: 'One sentence.',
  impactUsd: null,
  chance: null,
  evidence: [{ kind: 'transfer', target: 'transfer', rowId: 1 }],
  ...change,
});

const noFacts = { transfers: 0, methods: new Map(), labels: new Map(), largestSubjectUsd: 0, system: false };
const reduced = (alerts: readonly RawAlert[]): ReducedAlert[] =>
  aggregate(alerts).map((one, index) => ({
    ...one,
    id: String(index),
    traced: [],
    facts: noFacts,
    marks: [],
  }));

describe('aggregation', () => {
  test('joins the same subject within five minutes and keeps all evidence', () => {
    const [joined, ...rest] = aggregate([
      alert({ start: '2023-05-31T00:00:00Z', score: 0.4, impactUsd: 10 }),
      alert({
        start: '2023-05-31T00:04:59Z',
        end: '2023-05-31T00:06:00Z',
        score: 0.9,
        explanation: 'The strongest.',
        impactUsd: 5,
        evidence: [{ kind: 'transfer', target: 'transfer', rowId: 2 }],
      }),
    ]);
    expect(rest).toEqual([]);
    expect(joined).toMatchObject({
      count: 2,
      score: 0.9,
      explanation: 'The strongest.',
      start: '2023-05-31T00:00:00Z',
      end: '2023-05-31T00:06:00Z',
      impactUsd: 15,
    });
    expect(joined?.evidence).toHaveLength(2);
  });

  test('leaves other subjects, other windows and other detectors apart', () => {
    const apart = [
      alert(),
      alert({ start: '2023-05-31T00:05:00Z' }),
      alert({ subjects: [{ kind: 'address', id: '0xb', chain: 'ethereum' }] }),
      alert({ subjects: [{ kind: 'address', id: '0xa', chain: 'bsc' }] }),
      alert({ detector: other! }),
    ];
    expect(aggregate(apart)).toHaveLength(5);
  });
});

describe('priority', () => {
  test('is the sum of its parts, each within its weight', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            score: fc.double({ min: 0, max: 1, noNaN: true }),
            confidence: fc.double({ min: 0, max: 1, noNaN: true }),
            severity: fc.constantFrom('LOW' as const, 'MEDIUM' as const, 'HIGH' as const),
            impactUsd: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })),
            day: fc.integer({ min: 1, max: 30 }),
          }),
          { minLength: 1, maxLength: 60 },
        ),
        (given) => {
          const raw = given.map(({ day, ...rest }, index) => {
            const at = `2023-05-${String(day).padStart(2, '0')}T00:00:00Z`;
            return alert({ ...rest, start: at, end: at, subjects: [{ kind: 'address', id: `0x${index}` }] });
          });
          for (const one of prioritise(reduced(raw), asOf)) {
            const sum = Object.values(one.parts).reduce((total, part) => total + part, 0);
            expect(one.sum).toBeCloseTo(sum, 5);
            for (const [name, part] of Object.entries(one.parts)) {
              expect(part).toBeGreaterThanOrEqual(0);
              expect(part).toBeLessThanOrEqual(weights[name as keyof typeof weights]);
            }
          }
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  test('makes nothing critical out of a handful of weak alerts', () => {
    const weak = [0.1, 0.2, 0.3].map((score, index) =>
      alert({ score, confidence: score, severity: 'LOW', subjects: [{ kind: 'address', id: `0x${index}` }] }),
    );
    expect(prioritise(reduced(weak), asOf).map(({ priority }) => priority)).not.toContain('CRITICAL');
  });

  test('ranks none of very many equal alerts above the others', () => {
    const equal = Array.from({ length: 60 }, (_, index) =>
      alert({
        confidence: 1,
        severity: 'HIGH',
        impactUsd: 1e7,
        subjects: [{ kind: 'address', id: `0x${index}` }],
      }),
    );
    expect(new Set(prioritise(reduced(equal), asOf).map(({ priority }) => priority))).toEqual(
      new Set(['MEDIUM']),
    );
  });

  test('weighs recency against as_of, never the clock', () => {
    const old = alert({ start: '2013-01-01T00:00:00Z', end: '2013-01-01T00:00:00Z' });
    const [then] = prioritise(reduced([old]), '2013-01-01T00:00:00Z');
    const [now] = prioritise(reduced([old]), asOf);
    expect(then?.parts.recency).toBe(weights.recency);
    expect(now?.parts.recency).toBeLessThan(0.001);
  });

  test('counts other detectors that name the same subject, and the verdicts on a detector', () => {
    const both = [alert(), alert({ detector: other! })];
    const [one] = prioritise(reduced(both), asOf, new Map([[detector!.id, { share: 1, verdicts: 4 }]]));
    expect(one?.parts.correlation).toBeCloseTo(weights.correlation / 3, 5);
    expect(one?.parts.trackRecord).toBe(weights.trackRecord);
  });

  test('does not guess what is at stake: an unknown price weighs neutrally', () => {
    const [unknown] = prioritise(reduced([alert({ score: 1, impactUsd: null })]), asOf);
    expect(unknown?.parts.impact).toBe(weights.impact / 2);
  });
});
