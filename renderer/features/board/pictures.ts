import type { CategoryFlows, Impact, Movers, Performance, RiskMonitor } from '#contract/board.ts';
import type { TagBadge } from '#contract/graph.ts';
import type { HeatPicture } from '../../charts/heat.ts';
import { evenStarts } from '../../charts/parts.ts';
import type { RankedBars } from '../../charts/ranked-bars.ts';
import type { TimeBars } from '../../charts/time-bars.ts';
import { countOf, formatAmount, formatCount, formatUsd, shortenAddress } from '../../ui/format.ts';

/** Label first, else the shortened address. */
export const nameOf = ({ address, tags }: { address: string; tags: readonly TagBadge[] }): string =>
  tags[0]?.label ?? shortenAddress(address);

export const assetName = ({ symbol, asset }: { symbol: string | null; asset: string }): string =>
  shortenAddress(symbol ?? asset);

/** A category as shown; the engine writes '' for addresses without a tag. */
export const categoryName = (category: string): string => category.replaceAll('_', ' ') || 'untagged';

/** Gain and loss by address; null where none of them is known. */
export function performanceBars({ rows }: Performance): RankedBars | null {
  const known = rows.filter(
    ({ realisedUsd, unrealisedUsd }) => realisedUsd !== null || unrealisedUsd !== null,
  );
  if (known.length === 0) return null;
  return {
    series: [
      { name: 'realised', colour: '--kind-1' },
      { name: 'unrealised', colour: '--kind-2' },
    ],
    bars: known.map((row) => ({
      id: row.id,
      name: nameOf(row),
      values: [row.realisedUsd, row.unrealisedUsd],
      title: [
        nameOf(row),
        `realised ${formatUsd(row.realisedUsd)}, unrealised ${formatUsd(row.unrealisedUsd)}`,
        `${formatCount(row.pricedRows)} of ${countOf(row.rows, 'row')} priced`,
      ].join('\n'),
    })),
  };
}

/** Net movement by address, in dollars or in the measured asset; null where none is known. */
export function moverBars({ rows, asset }: Movers): RankedBars | null {
  const net = (row: Movers['rows'][number]): number | null =>
    asset ? (row.netAmount === null ? null : Number(row.netAmount)) : row.netUsd;
  const known = rows.flatMap((row) => {
    const value = net(row);
    return value === null ? [] : [{ row, value }];
  });
  if (known.length === 0) return null;
  return {
    series: [
      { name: 'more received', colour: '--flow-in' },
      { name: 'more sent', colour: '--flow-out' },
    ],
    bars: known.map(({ row, value }) => ({
      id: row.id,
      name: nameOf(row),
      values: value >= 0 ? [value, null] : [null, value],
      title: [
        nameOf(row),
        asset ? `${formatAmount(row.netAmount)} ${assetName(asset)}` : formatUsd(row.netUsd),
        countOf(row.transfers, 'transfer'),
      ].join('\n'),
    })),
  };
}

/** What an asset moved, with its price where one is known. */
export function impactBars({ buckets }: Impact['assets'][number], bucketSeconds: number): TimeBars | null {
  if (buckets.length === 0) return null;
  const starts = evenStarts(
    buckets.map(({ at }) => at),
    bucketSeconds,
  );
  const found = new Map(buckets.map((bucket) => [bucket.at, bucket]));
  const moved = buckets.some(({ movedUsd }) => movedUsd !== null);
  return {
    starts,
    bucketSeconds,
    leftName: moved ? 'moved, USD' : 'transfers',
    rightName: 'price, USD',
    series: [
      {
        name: moved ? 'moved' : 'transfers',
        colour: '--bar',
        values: starts.map((at) => {
          const bucket = found.get(at);
          return bucket ? (moved ? bucket.movedUsd : bucket.transfers) : 0;
        }),
        format: moved ? formatUsd : formatCount,
      },
      {
        name: 'price',
        colour: '--kind-2',
        as: 'line',
        right: true,
        values: starts.map((at) => found.get(at)?.priceUsd ?? null),
        format: formatUsd,
      },
    ],
  };
}

const severities = [
  ['HIGH', '--priority-critical'],
  ['MEDIUM', '--priority-high'],
  ['LOW', '--priority-low'],
] as const;

/** Alerts over time, stacked by severity; null without an alert. */
export function riskBars({ buckets, bucketSeconds }: RiskMonitor): TimeBars | null {
  if (buckets.length === 0) return null;
  const starts = evenStarts([...new Set(buckets.map(({ at }) => at))], bucketSeconds);
  const counts = new Map<string, number>();
  for (const { at, severity, alerts } of buckets)
    counts.set(`${at} ${severity}`, (counts.get(`${at} ${severity}`) ?? 0) + alerts);
  return {
    starts,
    bucketSeconds,
    whole: true,
    series: severities.map(([severity, colour]) => ({
      name: severity.toLowerCase(),
      colour,
      values: starts.map((at) => counts.get(`${at} ${severity}`) ?? 0),
      format: formatCount,
    })),
  };
}

/** Categories or chains that a picture of flows has room for; the table has all. */
const MOST_NAMES = 7;

/**
 * Flows from rows to columns between the names of most transfers, in dollars where any is priced, else in transfers; null
 * without a flow.
 */
export function flowHeat({
  flows,
}: Pick<CategoryFlows, 'flows'>):
  | (HeatPicture & { readonly inDollars: boolean; readonly names: number })
  | null {
  if (flows.length === 0) return null;
  const inDollars = flows.some(({ amountUsd }) => amountUsd !== null);
  const strength = new Map<string, number>();
  for (const { source, target, transfers } of flows)
    for (const name of new Set([source, target])) strength.set(name, (strength.get(name) ?? 0) + transfers);
  const names = [...strength]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name]) => name)
    .slice(0, MOST_NAMES);
  return {
    inDollars,
    names: strength.size,
    rows: names.map(categoryName),
    columns: names.map(categoryName),
    cells: flows
      .filter(({ source, target }) => names.includes(source) && names.includes(target))
      .map((flow) => ({
        id: flowKey(flow),
        row: names.indexOf(flow.source),
        column: names.indexOf(flow.target),
        value: inDollars ? (flow.amountUsd ?? 0) : flow.transfers,
        words: inDollars ? formatUsd(flow.amountUsd) : formatCount(flow.transfers),
        title: [
          `${categoryName(flow.source)} → ${categoryName(flow.target)}`,
          `${formatUsd(flow.amountUsd)}, ${countOf(flow.transfers, 'transfer')}`,
          ...(flow.unpriced > 0 ? [`${formatCount(flow.unpriced)} without a price`] : []),
        ].join('\n'),
      })),
  };
}

/** Names a flow between two categories or chains. */
export const flowKey = ({ source, target }: { source: string; target: string }): string =>
  `${source}\n${target}`;
