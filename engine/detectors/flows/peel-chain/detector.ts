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
import { peelChains } from './chains.ts';

const params = z.object({
  min_hops: param(z.number().int().min(3).max(50).default(5), 'transfers', 'Shortest main line.'),
  least_kept: param(
    z.number().min(0.5).max(1).default(0.7),
    'share',
    'Part of a payment the next one on the main line carries at least.',
  ),
  most_kept: param(
    z.number().min(0.5).max(1).default(0.998),
    'share',
    'Part it carries at most; above it nothing is peeled off.',
  ),
  least_peeled: param(
    z.number().min(0).max(1).default(0.5),
    'share',
    'Part of what the main line lost at an account that must be seen leaving it for others.',
  ),
  tolerance: param(
    z.number().min(0).max(1).default(0.05),
    'share',
    'How far what left for others may exceed what the main line lost.',
  ),
  rest_days: param(
    z.number().min(0.01).max(60).default(7),
    'days',
    'Longest rest between a payment and its continuation.',
  ),
  most_transfers: param(
    z.number().int().min(3).default(200),
    'transfers',
    'Accounts on the line with more transfers of the asset are no hop.',
  ),
  min_usd: param(
    z.number().min(0).default(500),
    'US$',
    'Payments on the main line known to be worth less are left out.',
  ),
  unpriced_quantile: param(
    z.number().min(0).max(0.999).default(0.5),
    'share',
    'Where no price is known: least payment as a quantile of the asset’s transfers.',
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
  hops: z.number(),
  first_amount: z.number(),
  last_amount: z.number(),
  peels: z.number(),
  peeled: z.number(),
  usd: z.number().nullable(),
  line_rows: RowIds,
  peel_rows: RowIds,
});

async function* walkChains(walk: Walk, given: z.output<typeof params>): AsyncGenerator<z.output<typeof row>> {
  const { ledger } = walk;
  const { from, to, micros, amount, usd, rowId } = ledger.columns;
  const chains = await peelChains(walk, {
    minHops: given.min_hops,
    leastKept: given.least_kept,
    mostKept: given.most_kept,
    leastPeeled: given.least_peeled,
    tolerance: given.tolerance,
    restDays: given.rest_days,
    mostTransfers: given.most_transfers,
    minUsd: given.min_usd,
    unpricedQuantile: given.unpriced_quantile,
    leftOut: leftOut(ledger, given),
  });
  const passed = (line: readonly number[]) => [from[line[0]!]!, ...line.map((each) => to[each]!)];
  const name = await walk.names(chains.flatMap(({ line }) => passed(line)));
  for (const { asset, line, peels } of chains) {
    const first = line[0]!;
    const last = line.at(-1)!;
    yield {
      chain: name(from[first]!).chain,
      symbol: ledger.symbol(asset),
      accounts: passed(line).map((account) => name(account).address),
      start: instant(micros[first]!),
      ended: instant(micros[last]!),
      seconds: (micros[last]! - micros[first]!) / 1e6,
      hops: line.length,
      first_amount: amount[first]!,
      last_amount: amount[last]!,
      peels: peels.length,
      peeled: peels.reduce((sum, peel) => sum + amount[peel]!, 0),
      usd: Number.isNaN(usd[first]!) ? null : usd[first]!,
      line_rows: line.map((each) => rowId[each]!),
      peel_rows: peels.map((each) => rowId[each]!),
    };
  }
}

export default detector({
  id: 'peel-chain',
  title: 'A sum was passed on and peeled off hop by hop',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'flows',
  reads: ['mart_flow'],
  params,
  row,
  walk: walkChains,
  score: (found, given) =>
    0.5 +
    0.3 * logScale(found.hops, given.min_hops, given.min_hops * 10) +
    0.2 * (found.usd === null ? 0.3 : logScale(found.usd, 1000, 10_000_000)),
  confidence: (found, given) => clamp(0.7 + 0.03 * (found.hops - given.min_hops), 0, 0.95),
  severity: (found, given) =>
    (found.usd ?? 0) >= 100_000 || found.hops >= 3 * given.min_hops
      ? 'HIGH'
      : found.usd !== null && found.usd < 5000
        ? 'LOW'
        : 'MEDIUM',
  explain: (found) => {
    const worth = found.usd === null ? '' : ` (US$ ${number(found.usd, 0)})`;
    return `${number(found.first_amount, 4)} ${found.symbol}${worth} went on from ${short(found.accounts[0] ?? '')} through ${counted(found.hops, 'transfer')} in ${duration(found.seconds)} to ${short(found.accounts.at(-1) ?? '')}, where ${number(found.last_amount, 4)} ${found.symbol} arrived; on the way ${counted(found.peels, 'payment')} of together ${number(found.peeled, 4)} ${found.symbol} were split off.`;
  },
  subjects: (found) => found.accounts.map((id) => ({ kind: 'address' as const, id, chain: found.chain })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => [...transfers(found.line_rows, 'main line'), ...transfers(found.peel_rows, 'peel')],
  impactUsd: (found) => found.usd,
});
