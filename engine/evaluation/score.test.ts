import { describe, expect, it } from 'vitest';
import type { Decoy, Neutral, TruthItem } from './define.ts';
import {
  addCounts,
  count,
  decoyHits,
  judge,
  type KnownTruth,
  precisionAmongFirst,
  type ScoredAlert,
} from './score.ts';

const noon = Date.UTC(2024, 3, 1, 12) / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
const e = (name: string) => `ethereum:${name}`;

const alert = (detector: string, names: readonly string[], start = noon, end = start): ScoredAlert => ({
  detector,
  subjects: names.map((id) => ({ kind: 'address', id, chain: 'ethereum' })),
  start: iso(start),
  end: iso(end),
});
const chain: TruthItem = {
  id: 'chain',
  detector: 'peel-chain',
  difficulty: 'hard',
  key: [e('a'), e('b')],
  members: [e('a'), e('b'), e('c')],
  start: noon,
  end: noon + 7200,
  hashes: ['0x1'],
  also: ['rapid-pass-through'],
  note: '',
};
const decoy: Decoy = {
  id: 'pay',
  kind: 'payroll',
  accounts: [e('p'), e('q')],
  start: noon,
  end: noon + 60,
  quiet: ['fan-out'],
};
const neutral: Neutral = {
  detectors: ['periodic-transfer'],
  accounts: [e('p'), e('q')],
  start: noon,
  end: noon + 60,
  why: '',
};
const known: KnownTruth = {
  truths: [chain],
  decoys: [decoy],
  neutrals: [neutral],
  accounts: new Set(['a', 'b', 'c', 'p', 'q', 'x', 'y', 'z'].map(e)),
};
const verdict = (one: ScoredAlert) => judge([one], known)[0]!;

describe('judging an alert', () => {
  it('finds an item when a key account, half of the accounts and the time are right', () => {
    expect(verdict(alert('peel-chain', ['a', 'x'])).found).toEqual([chain]);
    expect(verdict(alert('peel-chain', ['a', 'x', 'y'])).verdict).toBe('false');
    expect(verdict(alert('peel-chain', ['c'])).verdict).toBe('false');
    expect(verdict(alert('peel-chain', [])).verdict).toBe('false');
  });

  it('widens the times by an hour and no more', () => {
    expect(verdict(alert('peel-chain', ['a'], noon + 7200 + 3600)).verdict).toBe('right');
    expect(verdict(alert('peel-chain', ['a'], noon + 7200 + 3601)).verdict).toBe('false');
    expect(verdict(alert('peel-chain', ['a'], noon - 9000, noon - 3601)).verdict).toBe('false');
  });

  it('takes a true relation for right without counting it as found', () => {
    const related = verdict(alert('rapid-pass-through', ['c']));
    expect(related.verdict).toBe('right');
    expect(related.found).toEqual([]);
    expect(verdict(alert('fan-in', ['a'])).verdict).toBe('false');
  });

  it('reads an account without a chain on the chains it occurs on', () => {
    const bare = { ...alert('peel-chain', []), subjects: [{ kind: 'address' as const, id: 'a' }] };
    expect(verdict(bare).verdict).toBe('right');
  });

  it('counts what is right by the letter neither way, if it names nobody else', () => {
    expect(verdict(alert('periodic-transfer', ['p', 'q'])).verdict).toBe('neutral');
    expect(verdict(alert('periodic-transfer', ['p', 'x'])).verdict).toBe('false');
  });

  it('sees which look-alike was taken for a pattern', () => {
    expect(verdict(alert('fan-out', ['p'])).decoys).toEqual([decoy]);
    expect(verdict(alert('fan-in', ['p'])).decoys).toEqual([]);
    expect(verdict(alert('fan-out', ['p', 'x', 'y'])).decoys).toEqual([]);
  });
});

describe('counting', () => {
  const alerts = [
    alert('peel-chain', ['a']),
    alert('periodic-transfer', ['p', 'q']),
    alert('peel-chain', ['b']),
    alert('peel-chain', ['x', 'y']),
    alert('fan-out', ['p']),
  ];
  const judged = judge(alerts, known);

  it('counts an item once however many alerts find it', () => {
    const counts = count('peel-chain', judged, known);
    expect(counts).toMatchObject({
      truth: { easy: 0, medium: 0, hard: 1 },
      found: { easy: 0, medium: 0, hard: 1 },
      right: 2,
      own: 2,
      false: 1,
      wronglyNamed: 2,
      withoutPattern: 5,
    });
    expect(addCounts(counts, counts)).toMatchObject({ truth: { hard: 2 }, right: 4, withoutPattern: 10 });
  });

  it('counts hit look-alikes over those that some detector of the run must leave alone', () => {
    expect(decoyHits(judged, known, new Set(['fan-out']))).toEqual({ hit: 1, of: 1 });
    expect(decoyHits([], known, new Set(['peel-chain']))).toEqual({ hit: 0, of: 0 });
  });

  it('leaves neutral alerts out of the first so many', () => {
    expect(precisionAmongFirst(judged, 2)).toBe(1);
    expect(precisionAmongFirst(judged, 3)).toBeCloseTo(2 / 3);
    expect(precisionAmongFirst([], 20)).toBeNull();
  });
});
