import { describe, expect, it } from 'vitest';
import type { GraphEdge } from '#contract/graph.ts';
import { statementsOf } from '../../ui/statements.ts';
import { behaviourWords, commonWords, dormancyWords, without } from './compare.ts';
import { commonSpan, counterpartiesOf, heldValue, pastedTexts, shadeOf, sharedAssets } from './words.ts';

const edge = (target: string, asset: string, count: number, amountUsd: number | null): GraphEdge => ({
  id: `a:1>${target}>${asset}`,
  source: 'a:1',
  target,
  asset,
  symbol: asset,
  count,
  amount: null,
  amountUsd,
  firstSeen: null,
  lastSeen: null,
});
const seen = (firstSeen: string | null, lastSeen: string | null) => ({ node: { firstSeen, lastSeen } });
const curve = (asset: string) => ({
  chain: 'a',
  asset,
  symbol: asset,
  points: [],
  shown: 0,
  total: 0,
  opening: null,
  unknownFrom: null,
});

describe('one whale', () => {
  it('gathers flows by counterparty; dollars stay unknown where none is priced', () => {
    const found = counterpartiesOf(
      [edge('a:2', 'X', 3, null), edge('a:3', 'X', 1, 5), edge('a:3', 'Y', 2, null)],
      'target',
    );
    expect(found.map(({ address, transfers, usd }) => [address, transfers, usd])).toEqual([
      ['2', 3, null],
      ['3', 3, 5],
    ]);
  });

  it('adds up known values only and counts the rest', () => {
    const holding = (valueUsd: number | null) => ({
      chain: 'a',
      asset: 'x',
      symbol: null,
      amount: '1',
      priceUsd: null,
      priceAt: null,
      valueUsd,
    });
    expect(heldValue([holding(2), holding(null), holding(-1)])).toEqual({ usd: 1, unpriced: 1 });
    expect(heldValue([holding(null)])).toEqual({ usd: null, unpriced: 1 });
  });

  it('shades any activity apart from none', () => {
    expect([0, 1, 100, 400].map((count) => shadeOf(count, 400))).toEqual([0, 1, 3, 5]);
    expect(shadeOf(0, 0)).toBe(0);
  });

  it('says a label once for each source, with the latest day it was listed', () => {
    const tag = { label: 'Mixer', source: 'list', confidence: 50, category: 'mixer' };
    expect(
      statementsOf([
        { ...tag, listedAt: '2022-08-08T00:00:00Z' },
        { ...tag, category: 'sanctioned', confidence: 90, listedAt: '2022-11-08T00:00:00Z' },
      ]),
    ).toEqual([
      {
        label: 'Mixer',
        source: 'list',
        confidence: 90,
        categories: ['mixer', 'sanctioned'],
        listedAt: '2022-11-08T00:00:00Z',
      },
    ]);
  });
});

describe('several whales', () => {
  it('have the assets most of them hold first', () => {
    const profiles = [{ balances: [curve('A'), curve('B')] }, { balances: [curve('C'), curve('B')] }];
    expect(sharedAssets(profiles).map(({ asset }) => asset)).toEqual(['B', 'A', 'C']);
  });

  it('are drawn from the first row of any on, inside the chosen span, and not before it', () => {
    const two = [seen('2024-01-05T00:00:00Z', '2024-02-01T00:00:00Z'), seen('2024-01-02T00:00:00Z', null)];
    expect(commonSpan(two, null)).toEqual({ from: '2024-01-02T00:00:00Z', to: '2024-02-01T00:00:00Z' });
    const until = { from: '0001-01-01T00:00:00Z', to: '2024-01-20T00:00:00Z' };
    expect(commonSpan(two, until)).toEqual({ from: '2024-01-02T00:00:00Z', to: '2024-01-20T00:00:00Z' });
    const chosen = { from: '2024-01-10T00:00:00Z', to: '2024-01-20T00:00:00Z' };
    expect(commonSpan(two, chosen)).toEqual(chosen);
    expect(commonSpan([seen(null, null)], null)).toBeNull();
  });

  it('are said in words', () => {
    const behaviour = { reasons: [], thresholds: [] };
    expect(
      behaviourWords({
        behaviour: { ...behaviour, class: 'dormant-holder', also: [{ class: 'accumulator', reasons: [] }] },
      }),
    ).toBe('Dormant holder, also accumulator');
    const spell = { from: '', to: '', days: 41 };
    expect(dormancyWords({ dormancy: [{ ...spell, ended: false }] })).toBe('41 days, not ended');
    expect(dormancyWords({ dormancy: [] })).toBe('under 30 days');
    expect(commonWords(3, 12)).toBe('3 of 12 counterparties that at least two of them deal with');
    expect(without(['a', 'b', 'c'], 'b')).toEqual(['a', 'c']);
  });

  it('are read from what was pasted, each once', () => {
    expect(pastedTexts(' 0xa, 0xb;\n"0xa" ')).toEqual(['0xa', '0xb']);
  });
});
