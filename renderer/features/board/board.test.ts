import { describe, expect, it } from 'vitest';
import { dataCsv } from '../../ui/DataTable.tsx';
import { flowHeat, impactBars, moverBars, performanceBars, riskBars } from './pictures.ts';

const who = { id: 'a:1', chain: 'a', address: '1', tags: [] };
const flow = (source: string, target: string, transfers: number, amountUsd: number | null = null) => ({
  source,
  target,
  transfers,
  amountUsd,
  unpriced: 0,
  buckets: [],
});

describe('pictures of the board', () => {
  it('draws gain and loss only where it is known', () => {
    const row = { ...who, movedUsd: null, rows: 4, pricedRows: 1, behaviour: 'trader' as const };
    const none = { ...row, realisedUsd: null, unrealisedUsd: null };
    const answer = { orderedBy: 'count' as const, shown: 2, total: 2 };
    expect(performanceBars({ ...answer, rows: [none] })).toBeNull();
    const bars = performanceBars({ ...answer, rows: [none, { ...none, id: 'a:2', realisedUsd: -5 }] });
    expect(bars?.bars.map(({ id, values }) => [id, values])).toEqual([['a:2', [-5, null]]]);
  });

  it('draws movers to their side, in the measured asset, and leaves unknown amounts to the table', () => {
    const row = { ...who, netUsd: null, receivedUsd: null, sentUsd: null, transfers: 1, unmeasured: 0 };
    const bars = moverBars({
      asset: { chain: 'a', asset: 'x', symbol: 'X' },
      rows: [
        { ...row, netAmount: '12.5' },
        { ...row, id: 'a:2', netAmount: '-3' },
        { ...row, id: 'a:3', netAmount: null },
      ],
      shown: 3,
      total: 3,
    });
    expect(bars?.bars.map(({ values }) => values)).toEqual([
      [12.5, null],
      [null, -3],
    ]);
  });

  it('keeps quiet stretches in market impact: nothing moved, the price unknown', () => {
    const bucket = { transfers: 2, movedUsd: 10, priceUsd: 3, laterChange: null };
    const bars = impactBars(
      {
        chain: 'a',
        asset: 'x',
        symbol: null,
        pairs: 0,
        correlation: null,
        buckets: [
          { ...bucket, at: '2024-01-01T00:00:00Z' },
          { ...bucket, at: '2024-01-03T00:00:00Z' },
        ],
      },
      86_400,
    );
    expect(bars?.series.map(({ values }) => values)).toEqual([
      [10, 0, 10],
      [3, null, 3],
    ]);
  });

  it('stacks alerts of all families by severity', () => {
    const at = '2024-01-01T00:00:00Z';
    const bars = riskBars({
      bucketSeconds: 3600,
      families: [],
      total: 6,
      buckets: [
        { at, family: 'mev', severity: 'HIGH', alerts: 2 },
        { at, family: 'flows', severity: 'HIGH', alerts: 3 },
        { at, family: 'flows', severity: 'LOW', alerts: 1 },
      ],
    });
    expect(bars?.series.map(({ values }) => values[0])).toEqual([5, 0, 1]);
  });

  it('draws the busiest categories, says how many there are, and never an unknown sum as 0', () => {
    const many = Array.from({ length: 9 }, (_, n) => flow('', `c${n}`, 9 - n));
    const heat = flowHeat({ flows: many });
    expect([heat?.rows.length, heat?.names, heat?.rows[0]]).toEqual([7, 10, 'untagged']);
    expect(heat?.cells).toHaveLength(6);
    const priced = flowHeat({ flows: [flow('a', 'b', 1, 250), flow('b', 'a', 1)] });
    expect(priced?.cells.map(({ words }) => words)).toEqual(['$250', 'unknown']);
    expect(flowHeat({ flows: [] })).toBeNull();
  });
});

it('saves figures that a spreadsheet does not run', () => {
  const csv = dataCsv({
    columns: [{ title: 'label' }, { title: 'usd' }],
    rows: [{ key: '1', cells: ['=HYPERLINK("x")', null] }],
  });
  expect(csv).toBe('"label","usd"\r\n"\'=HYPERLINK(""x"")",\r\n');
});
