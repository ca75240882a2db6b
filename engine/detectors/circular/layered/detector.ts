import { z } from 'zod';
import {
  Address,
  clamp,
  detector,
  duration,
  instant,
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
  min_accounts: param(z.number().int().min(3).max(50).default(4), 'accounts', 'Shortest chain.'),
  similarity: param(
    z.number().min(0.5).max(1).default(0.85),
    'likeness',
    'How alike neighbours must be: smaller over larger, mean over payments in, payments out, sum in, sum out.',
  ),
  passed_on: param(
    z.number().min(0.5).max(1).default(0.85),
    'share',
    'Part of what it ever took in of the asset an account must have paid on.',
  ),
  link_share: param(
    z.number().min(0.05).max(1).default(0.3),
    'share',
    'Part of its outflow an account pays to the next on the chain.',
  ),
  most_transfers: param(
    z.number().int().min(2).default(100),
    'transfers',
    'Accounts with more transfers of the asset are no layer.',
  ),
  min_usd: param(z.number().min(0).default(1000), 'US$', 'Accounts that took in less are no layer.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.999).default(0.5),
    'share',
    'Where no price is known: least sum as a quantile of the asset’s transfers.',
  ),
  exclude_services: param(
    z.boolean().default(true),
    'yes or no',
    'Leave out labelled exchanges, services, pools and system addresses.',
  ),
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
    similarity: given.similarity,
    passedOn: given.passed_on,
    linkShare: given.link_share,
    mostTransfers: given.most_transfers,
    minUsd: given.min_usd,
    unpricedQuantile: given.unpriced_quantile,
    excludeServices: given.exclude_services,
  });
  const accountOf = (holding: number) => ledger.holdings.account[holding]!;
  const name = await walk.names(found.flatMap(({ holdings }) => holdings.map(accountOf)));
  const sum = (rows: readonly number[], column: Float64Array) =>
    rows.reduce((total, each) => total + column[each]!, 0);
  for (const { asset, holdings, links, similarity } of found) {
    const rows = links.flat();
    const start = Math.min(...rows.map((each) => micros[each]!));
    const ended = Math.max(...rows.map((each) => micros[each]!));
    const dollars = sum(links[0]!, usd);
    yield {
      chain: name(accountOf(holdings[0]!)).chain,
      symbol: ledger.symbol(asset),
      accounts: holdings.map((holding) => name(accountOf(holding)).address),
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
    return `${number(found.first_amount, 4)} ${found.symbol}${worth} went down a chain of ${found.accounts.length} accounts from ${short(found.accounts[0] ?? '')} to ${short(found.accounts.at(-1) ?? '')} in ${duration(found.seconds)}, ${number(found.last_amount, 4)} ${found.symbol} in the last step; neighbours are ${number(found.similarity * 100, 0)} % alike in number and sum of payments, and each paid on nearly all it took in.`;
  },
  subjects: (found) => found.accounts.map((id) => ({ kind: 'address' as const, id, chain: found.chain })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows),
  impactUsd: (found) => found.usd,
});
