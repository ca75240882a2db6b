import { z } from 'zod';
import {
  Address,
  clamp,
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
import { layers } from './layers.ts';

const params = z.object({
  min_accounts: param(
    z.number().int().min(3).max(50).default(5),
    'accounts',
    'Shortest chain of single payments, both ends included.',
  ),
  min_accounts_in_pieces: param(
    z.number().int().min(3).max(50).default(4),
    'accounts',
    'Shortest chain in which every two neighbours exchange several payments.',
  ),
  similarity: param(
    z.number().min(0.5).max(1).default(0.85),
    'likeness',
    'How alike what came and what went on must be: smaller over larger, mean of the number of payments and the sum.',
  ),
  kept: param(
    z.number().min(0.5).max(1).default(0.9),
    'share',
    'Part of what came that goes on at least; it may exceed it by as much.',
  ),
  bundle_hours: param(
    z.number().min(0).max(720).default(36),
    'hours',
    'Payments between the same two accounts with no longer pause are one step.',
  ),
  rest_hours: param(z.number().min(0.1).max(720).default(72), 'hours', 'Longest rest between two steps.'),
  most_transfers: param(
    z.number().int().min(2).default(500),
    'transfers',
    'Accounts with more transfers of the asset are no layer.',
  ),
  min_usd: param(z.number().min(0).default(1000), 'US$', 'Steps known to be worth less are left out.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.999).default(0.5),
    'share',
    'Where no price is known: least step as a quantile of the asset’s transfers.',
  ),
  ...intermediaryParams,
});

const row = z.object({
  chain: z.string(),
  symbol: z.string(),
  accounts: z.array(Address).min(3),
  start: Time,
  ended: Time,
  seconds: z.number(),
  similarity: z.number(),
  first_amount: z.number(),
  last_amount: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});

async function* walkLayers(walk: Walk, given: z.output<typeof params>): AsyncGenerator<z.output<typeof row>> {
  const { ledger } = walk;
  const { micros, amount, usd, rowId } = ledger.columns;
  const found = await layers(walk, {
    minAccounts: given.min_accounts,
    minAccountsInPieces: given.min_accounts_in_pieces,
    similarity: given.similarity,
    kept: given.kept,
    bundleHours: given.bundle_hours,
    restHours: given.rest_hours,
    mostTransfers: given.most_transfers,
    minUsd: given.min_usd,
    unpricedQuantile: given.unpriced_quantile,
    leftOut: leftOut(ledger, given),
  });
  const name = await walk.names(found.flatMap(({ accounts }) => accounts));
  const sum = (rows: readonly number[], column: Float64Array) =>
    rows.reduce((total, each) => total + column[each]!, 0);
  for (const { asset, accounts, links, similarity } of found) {
    const rows = links.flat();
    const start = Math.min(...rows.map((each) => micros[each]!));
    const ended = Math.max(...rows.map((each) => micros[each]!));
    const dollars = sum(links[0]!, usd);
    yield {
      chain: name(accounts[0]!).chain,
      symbol: ledger.symbol(asset),
      accounts: accounts.map((account) => name(account).address),
      start: instant(start),
      ended: instant(ended),
      seconds: (ended - start) / 1e6,
      similarity,
      first_amount: sum(links[0]!, amount),
      last_amount: sum(links.at(-1)!, amount),
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: rows.map((each) => rowId[each]!),
    };
  }
}

export default detector({
  id: 'layered',
  title: 'Alike accounts passed value on in layers',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'circular',
  reads: ['mart_flow'],
  params,
  row,
  walk: walkLayers,
  score: (found, given) =>
    0.4 +
    0.25 * logScale(found.accounts.length, given.min_accounts, given.min_accounts * 5) +
    0.15 * clamp((found.similarity - given.similarity) / (1 - given.similarity || 1)) +
    0.2 * (found.usd === null ? 0.3 : logScale(found.usd, 1000, 10_000_000)),
  confidence: (found, given) => clamp(0.6 + 0.06 * (found.accounts.length - given.min_accounts), 0, 0.95),
  severity: (found, given) =>
    (found.usd ?? 0) >= 100_000 || found.accounts.length >= 2 * given.min_accounts ? 'HIGH' : 'MEDIUM',
  explain: (found) => {
    const worth = found.usd === null ? '' : ` (US$ ${number(found.usd, 0)})`;
    return `${number(found.first_amount, 4)} ${found.symbol}${worth} went down a chain of ${found.accounts.length} accounts from ${short(found.accounts[0] ?? '')} to ${short(found.accounts.at(-1) ?? '')} in ${duration(found.seconds)}, ${number(found.last_amount, 4)} ${found.symbol} in the last step; what each layer took in and paid on is ${number(found.similarity * 100, 0)} % alike in number and sum of payments.`;
  },
  subjects: (found) => found.accounts.map((id) => ({ kind: 'address' as const, id, chain: found.chain })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  impactUsd: (found) => found.usd,
});
