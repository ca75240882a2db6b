import { z } from 'zod';
import {
  Address,
  clamp,
  counted,
  detector,
  duration,
  instant,
  intermediaryParams,
  leftOut,
  logScale,
  number,
  param,
  RowIds,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';
import { splitMerges } from './branches.ts';

const params = z.object({
  min_branches: param(z.number().int().min(2).max(50).default(2), 'branches', 'Least ways the sum takes.'),
  max_middle: param(z.number().int().min(1).max(3).default(2), 'accounts', 'Most accounts on one way.'),
  kept: param(
    z.number().min(0.5).max(1).default(0.85),
    'share',
    'Part of a payment the next one on the same way carries at least; it may exceed it by as much.',
  ),
  within: param(
    z.number().min(0).max(0.5).default(0.1),
    'share',
    'How far the sum that met again may differ from the sum that was split.',
  ),
  window_hours: param(
    z.number().min(0.1).max(720).default(48),
    'hours',
    'Time from the first part leaving to the last arriving.',
  ),
  source_share: param(
    z.number().min(0).max(1).default(0.6),
    'share',
    'Part the branches must make up of what the source paid out, and of what the sink took in, meanwhile.',
  ),
  hub_transfers: param(
    z.number().int().min(10).default(200),
    'transfers',
    'Accounts with more transfers of the asset are neither source, way, nor sink.',
  ),
  min_usd: param(z.number().min(0).default(100), 'US$', 'Parts known to be worth less are left out.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.999).default(0.25),
    'share',
    'Where no price is known: least part as a quantile of the asset’s transfers.',
  ),
  budget: param(
    z.number().int().min(1000).default(200_000_000),
    'transfers',
    'Transfers looked at before the search is given up and reported.',
  ),
  ...intermediaryParams,
});

const row = z.object({
  chain: z.string(),
  symbol: z.string(),
  source: Address,
  sink: Address,
  middles: z.array(Address).min(1),
  start: Time,
  ended: Time,
  seconds: z.number(),
  branches: z.number(),
  split: z.number(),
  merged: z.number(),
  usd: z.number().nullable(),
  split_rows: RowIds,
  way_rows: z.array(z.number()),
  merge_rows: RowIds,
});

async function* walkSplits(walk: Walk, given: z.output<typeof params>): AsyncGenerator<z.output<typeof row>> {
  const { ledger } = walk;
  const { to, micros, amount, usd, rowId } = ledger.columns;
  const found = await splitMerges(walk, {
    minBranches: given.min_branches,
    maxHops: given.max_middle,
    kept: given.kept,
    within: given.within,
    windowHours: given.window_hours,
    sourceShare: given.source_share,
    hubTransfers: given.hub_transfers,
    minUsd: given.min_usd,
    unpricedQuantile: given.unpriced_quantile,
    budget: given.budget,
    leftOut: leftOut(ledger, given),
  });
  const middlesOf = (rows: readonly number[]) => rows.slice(0, -1).map((each) => to[each]!);
  const name = await walk.names(
    found.flatMap(({ source, sink, branches }) => [
      source,
      sink,
      ...branches.flatMap(({ rows }) => middlesOf(rows)),
    ]),
  );
  const sum = (rows: readonly number[], column: Float64Array) =>
    rows.reduce((total, each) => total + column[each]!, 0);
  for (const { asset, source, sink, branches } of found) {
    const firsts = branches.map(({ rows }) => rows[0]!);
    const lasts = branches.map(({ rows }) => rows.at(-1)!);
    const between = branches.flatMap(({ rows }) => rows.slice(1, -1));
    const start = Math.min(...firsts.map((each) => micros[each]!));
    const ended = Math.max(...lasts.map((each) => micros[each]!));
    const dollars = sum(firsts, usd);
    yield {
      chain: name(source).chain,
      symbol: ledger.symbol(asset),
      source: name(source).address,
      sink: name(sink).address,
      middles: branches.flatMap(({ rows }) => middlesOf(rows).map((each) => name(each).address)),
      start: instant(start),
      ended: instant(ended),
      seconds: (ended - start) / 1e6,
      branches: branches.length,
      split: sum(firsts, amount),
      merged: sum(lasts, amount),
      usd: Number.isNaN(dollars) ? null : dollars,
      split_rows: firsts.map((each) => rowId[each]!),
      way_rows: between.map((each) => rowId[each]!),
      merge_rows: lasts.map((each) => rowId[each]!),
    };
  }
}

export default detector({
  id: 'split-merge',
  title: 'A sum was split and met again',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'circular',
  reads: ['mart_flow'],
  params,
  row,
  walk: walkSplits,
  score: (found) =>
    0.4 +
    0.25 * logScale(found.branches, 2, 20) +
    0.15 * clamp(1 - Math.abs(1 - found.merged / found.split) / 0.1) +
    0.2 * (found.usd === null ? 0.3 : logScale(found.usd, 1000, 10_000_000)),
  confidence: (found) => clamp(0.6 + 0.08 * (found.branches - 2), 0, 0.95),
  severity: (found) =>
    (found.usd ?? 0) >= 100_000 || found.branches >= 6 ? 'HIGH' : found.branches === 2 ? 'LOW' : 'MEDIUM',
  explain: (found) => {
    const worth = found.usd === null ? '' : ` (US$ ${number(found.usd, 0)})`;
    return `${number(found.split, 4)} ${found.symbol}${worth} left ${short(found.source)} on ${counted(found.branches, 'way')} through ${counted(found.middles.length, 'account')}, and ${number(found.merged, 4)} ${found.symbol} (${number((found.merged / found.split) * 100, 1)} %) met again at ${short(found.sink)} within ${duration(found.seconds)}.`;
  },
  subjects: (found) =>
    [found.source, found.sink, ...found.middles].map((id) => ({
      kind: 'address' as const,
      id,
      chain: found.chain,
    })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => [
    ...transfers(found.split_rows, 'split'),
    ...transfers(found.way_rows, 'way'),
    ...transfers(found.merge_rows, 'merge'),
  ],
  impactUsd: (found) => found.usd,
});
