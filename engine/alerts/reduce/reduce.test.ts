import { describe, expect, test } from 'vitest';
import { detectorById } from '../../detectors/registry.ts';
import { stories } from '../stories.ts';
import { builtInPatterns } from './known-patterns.ts';
import { type ReductionRules, reduce } from './reduce.ts';
import { isDropped, isLowered, type ReducedAlert } from './stage.ts';

const rules: ReductionRules = {
  off: new Set(),
  allowed: new Map(),
  patterns: builtInPatterns,
  kept: new Set(),
  judgements: [],
};

const noFacts = {
  transfers: 10,
  methods: new Map<string, number>(),
  labels: new Map<string, number>(),
  largestSubjectUsd: 0,
  system: false,
};

let next = 0;
const alert = (change: Partial<ReducedAlert> & { detectorId?: string } = {}): ReducedAlert => {
  next += 1;
  const { detectorId = 'fan-in', ...rest } = change;
  return {
    detector: detectorById(detectorId)!,
    id: `a${next}`,
    params: {},
    subjects: [{ kind: 'address', id: `0x${next}`, chain: 'ethereum' }],
    start: '2024-01-01T00:00:00Z',
    end: '2024-01-01T01:00:00Z',
    score: 0.5,
    confidence: 0.5,
    severity: 'MEDIUM',
    title: 'A title',
    explanation: 'One sentence.',
    impactUsd: null,
    chance: null,
    count: 1,
    evidence: [{ kind: 'transfer', target: 'transfer', rowId: next }],
    traced: [],
    facts: noFacts,
    marks: [],
    ...rest,
  };
};

describe('the six stages', () => {
  test('drop what is on the allow-list only when all its subjects are', () => {
    const one = alert({ subjects: [{ kind: 'address', id: '0xdesk', chain: 'ethereum' }] });
    const two = alert({
      subjects: [
        { kind: 'address', id: '0xdesk', chain: 'ethereum' },
        { kind: 'address', id: '0xother', chain: 'ethereum' },
      ],
    });
    const allowed = new Map([[':0xdesk', 'our own desk']]);
    const [first, second] = reduce([one, two], { ...rules, allowed });
    expect(first!.marks).toMatchObject([{ stage: 'allow-list', effect: 'dropped' }]);
    expect(first!.marks[0]!.reason).toContain('our own desk');
    expect(second!.marks).toEqual([]);
    expect(reduce([one], { ...rules, allowed, off: new Set(['allow-list']) })[0]!.marks).toEqual([]);
    expect(reduce([one], { ...rules, allowed, kept: new Set([one.id]) })[0]!.marks).toEqual([]);
  });

  test('know sweeping by labels and vesting by methods, at the share asked for', () => {
    const sweep = (labelled: number) =>
      alert({ facts: { ...noFacts, labels: new Map([['exchange', labelled]]) } });
    const vesting = alert({ facts: { ...noFacts, methods: new Map([['release', 9]]) } });
    const [most, few, vested] = reduce([sweep(9), sweep(5), vesting], rules);
    expect(isDropped(most!)).toBe(true);
    expect(few!.marks).toEqual([]);
    expect(vested!.marks[0]).toMatchObject({ stage: 'known-pattern', effect: 'dropped' });
    const off = builtInPatterns.map((known) => ({ ...known, enabled: false }));
    expect(reduce([sweep(9)], { ...rules, patterns: off })[0]!.marks).toEqual([]);
  });

  test('drop alerts that chance explains, and never the significant ones', () => {
    const chances = [1e-9, 1e-7, 0.04, 0.9];
    const found = reduce(
      chances.map((chance) => alert({ detectorId: 'periodic-transfer', chance })),
      rules,
    );
    expect(found.map(isDropped)).toEqual([false, false, true, true]);
  });

  test('lower what is like alerts the analyst called false, once there are enough verdicts', () => {
    const weak = () => alert({ score: 0.2, confidence: 0.2, severity: 'LOW' });
    const strong = () => alert({ score: 0.9, confidence: 0.9, severity: 'HIGH', detectorId: 'peel-chain' });
    const judge = (right: number, wrong: number) => [
      ...Array.from({ length: right }, () => ({ alert: strong(), right: true })),
      ...Array.from({ length: wrong }, () => ({ alert: weak(), right: false })),
    ];
    expect(reduce([weak()], { ...rules, judgements: judge(9, 30) })[0]!.marks).toEqual([]);
    const [low, high] = reduce([weak(), strong()], { ...rules, judgements: judge(30, 30) });
    expect(isLowered(low!)).toBe(true);
    expect(low!.marks[0]!.reason).toContain('60 verdicts');
    expect(high!.marks).toEqual([]);
  });

  test('join a market-wide moment into one thing and leave a busy day alone', () => {
    const moment = Array.from({ length: 40 }, () => alert({ detectorId: 'balance-change' }));
    const before = Array.from({ length: 5 }, (_, day) =>
      alert({
        detectorId: 'balance-change',
        start: `2023-12-0${day + 1}T00:00:00Z`,
        end: `2023-12-0${day + 1}T00:00:00Z`,
      }),
    );
    const found = reduce([...moment, ...before], rules);
    expect(found.filter(({ marks }) => marks.some(({ effect }) => effect === 'joined'))).toHaveLength(40);
    const told = stories(found);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ kind: 'market-wide' });
    expect(told[0]!.alerts).toHaveLength(40);
  });
});

describe('stories', () => {
  test('join alerts that rest on a same row or name a same subject at about the same time', () => {
    const subject = [{ kind: 'address' as const, id: '0xmule', chain: 'ethereum' }];
    const a = alert({ subjects: subject });
    const b = alert({ subjects: subject, start: '2024-01-02T00:00:00Z', end: '2024-01-02T00:00:00Z' });
    const c = alert({ evidence: b.evidence });
    const later = alert({ subjects: subject, start: '2024-03-01T00:00:00Z', end: '2024-03-01T00:00:00Z' });
    const apart = alert();
    const told = stories([a, b, c, later, apart]);
    expect(told).toHaveLength(1);
    expect(told[0]!.alerts.map(({ id }) => id)).toEqual([a.id, b.id, c.id]);
    expect(stories([apart, later, c, b, a])[0]!.id).toBe(told[0]!.id);
  });

  test('leave out what was dropped', () => {
    const mark = { stage: 'context' as const, effect: 'dropped' as const, reason: 'x' };
    const a = alert();
    expect(stories([a, alert({ evidence: a.evidence, marks: [mark] })])).toEqual([]);
  });
});
