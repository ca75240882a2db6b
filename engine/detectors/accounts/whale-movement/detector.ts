import { z } from 'zod';
import {
  Address,
  detector,
  instant,
  type Ledger,
  logScale,
  MOVES,
  number,
  param,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';

const params = z.object({
  ethereum_usd: param(z.number().positive().default(500_000), 'US$', 'Whale line on Ethereum.'),
  solana_usd: param(z.number().positive().default(100_000), 'US$', 'Whale line on Solana.'),
  bsc_usd: param(z.number().positive().default(200_000), 'US$', 'Whale line on BNB Smart Chain.'),
  polygon_usd: param(z.number().positive().default(100_000), 'US$', 'Whale line on Polygon.'),
  arbitrum_usd: param(z.number().positive().default(200_000), 'US$', 'Whale line on Arbitrum.'),
  polkadot_usd: param(z.number().positive().default(100_000), 'US$', 'Whale line on Polkadot.'),
  other_usd: param(z.number().positive().default(500_000), 'US$', 'Whale line on any other chain.'),
  native_medium: param(
    z.number().positive().default(10),
    'ETH',
    'Native Ethereum amounts from here are of medium severity.',
  ),
  native_high: param(
    z.number().positive().default(100),
    'ETH',
    'Native Ethereum amounts from here are of high severity.',
  ),
  native_critical: param(
    z.number().positive().default(1000),
    'ETH',
    'Native Ethereum amounts from here score 1.',
  ),
  quantile: param(
    z.number().min(0.5).max(0.99999).default(0.999),
    'share',
    'Where no price is known: amounts above this share of the asset’s transfers.',
  ),
  min_transfers: param(
    z.number().int().min(10).default(1000),
    'transfers',
    'Below this many transfers of an asset its quantile says nothing.',
  ),
});

const row = z.object({
  row_id: z.number(),
  chain: z.string(),
  time: Time,
  from_address: Address,
  to_address: Address,
  symbol: z.string(),
  amount: z.number().nullable(),
  amount_usd: z.number().nullable(),
  line: z.number(),
  rule: z.enum(['usd', 'native', 'quantile']),
});
type Row = z.output<typeof row>;

const WRAPPED_ETHER = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2';

async function* whales(walk: Walk, given: z.output<typeof params>): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { size, from, to, asset, amount, usd, kind, micros, rowId, assets, chains, chainOf } = ledger.columns;
  const dollarLines: Record<string, number> = {
    ethereum: given.ethereum_usd,
    solana: given.solana_usd,
    bsc: given.bsc_usd,
    polygon: given.polygon_usd,
    arbitrum: given.arbitrum_usd,
    polkadot: given.polkadot_usd,
  };
  const lineOf = Float64Array.from(chains, (chain) => dollarLines[chain] ?? given.other_usd);
  const native = Uint8Array.from(assets, (each) =>
    Number(each.chain === 'ethereum' && (each.asset === 'ETH' || each.asset === WRAPPED_ETHER)),
  );
  const amountLine = quantileLines(ledger, native, given.quantile, given.min_transfers);
  const found: { row: number; line: number; rule: Row['rule'] }[] = [];
  for (let row = 0; row < size; row += 1) {
    if (walk.due()) await walk.pause();
    if ((kind[row]! & MOVES) === 0 || amount[row]! < 0) continue;
    const of = asset[row]!;
    if (!Number.isNaN(usd[row]!)) {
      const line = lineOf[chainOf[from[row]!]!]!;
      if (usd[row]! >= line) found.push({ row, line, rule: 'usd' });
    } else if (of >= 0 && native[of] === 1) {
      if (amount[row]! >= given.native_medium) found.push({ row, line: given.native_medium, rule: 'native' });
    } else if (of >= 0 && amount[row]! > amountLine[of]!)
      found.push({ row, line: amountLine[of]!, rule: 'quantile' });
  }
  const name = await walk.names(found.flatMap(({ row }) => [from[row]!, to[row]!]));
  for (const { row, line, rule } of found) {
    const sender = name(from[row]!);
    yield {
      row_id: rowId[row]!,
      chain: sender.chain,
      time: instant(micros[row]!),
      from_address: sender.address,
      to_address: name(to[row]!).address,
      symbol: ledger.symbol(asset[row]!),
      amount: Number.isNaN(amount[row]!) ? null : amount[row]!,
      amount_usd: Number.isNaN(usd[row]!) ? null : usd[row]!,
      line,
      rule,
    };
  }
}

/**
 * The amount below or at which `share` of an asset's movements lie, by asset number, for assets of which movements
 * without a price are known; infinite for others and for those with fewer than `least`. `except` marks assets.
 */
function quantileLines(ledger: Ledger, except: Uint8Array, share: number, least: number): Float64Array {
  const { size, asset, amount, usd, kind, assets } = ledger.columns;
  const counts = new Int32Array(assets.length);
  const unpriced = new Uint8Array(assets.length);
  for (let row = 0; row < size; row += 1) {
    const of = asset[row]!;
    if (of < 0 || (kind[row]! & MOVES) === 0 || !(amount[row]! > 0)) continue;
    counts[of]! += 1;
    if (Number.isNaN(usd[row]!)) unpriced[of] = 1;
  }
  const wanted = (of: number) => except[of] === 0 && unpriced[of] === 1 && counts[of]! >= least;
  const lists = Array.from(counts, (count, of) => (wanted(of) ? new Float64Array(count) : null));
  const next = new Int32Array(assets.length);
  for (let row = 0; row < size; row += 1) {
    const of = asset[row]!;
    const list = of < 0 ? null : lists[of];
    if (!list || (kind[row]! & MOVES) === 0 || !(amount[row]! > 0)) continue;
    list[next[of]!] = amount[row]!;
    next[of]! += 1;
  }
  return Float64Array.from(lists, (list) =>
    list ? list.sort()[Math.ceil(share * list.length) - 1]! : Number.POSITIVE_INFINITY,
  );
}

export default detector({
  id: 'whale-movement',
  title: 'A single transfer of whale size',
  version: 2,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params,
  row,
  walk: whales,
  score: (row, params) =>
    row.rule === 'usd'
      ? 0.5 + 0.5 * logScale(row.amount_usd ?? row.line, row.line, row.line * 100)
      : row.rule === 'native'
        ? 0.3 + 0.7 * logScale(row.amount ?? row.line, params.native_medium, params.native_critical)
        : 0.4 + 0.4 * logScale(row.amount ?? row.line, row.line, row.line * 100),
  confidence: (row) => (row.rule === 'quantile' ? 0.7 : 0.95),
  severity: (row, params) => {
    if (row.rule === 'usd') return (row.amount_usd ?? 0) >= row.line * 10 ? 'HIGH' : 'MEDIUM';
    if (row.rule === 'native') return (row.amount ?? 0) >= params.native_high ? 'HIGH' : 'MEDIUM';
    return 'LOW';
  },
  explain: (row) => {
    const unit = short(row.symbol);
    const moved = row.amount === null ? `An unknown amount of ${unit}` : `${number(row.amount)} ${unit}`;
    const worth = row.amount_usd === null ? '' : ` (US$ ${number(row.amount_usd, 0)})`;
    const against =
      row.rule === 'quantile'
        ? `more than the asset’s largest transfers otherwise (line at ${number(row.line)} ${unit}; its price is unknown)`
        : row.rule === 'native'
          ? `at or above the line of ${number(row.line)} ${unit}`
          : `at or above the line of US$ ${number(row.line, 0)} for ${row.chain}`;
    return `${moved}${worth} went from ${short(row.from_address)} to ${short(row.to_address)}, ${against}.`;
  },
  subjects: (row) => [
    { kind: 'address', id: row.from_address, chain: row.chain },
    { kind: 'address', id: row.to_address, chain: row.chain },
  ],
  window: (row) => ({ start: row.time, end: row.time }),
  evidence: (row) => transfers([row.row_id]),
  impactUsd: (row) => row.amount_usd,
});
