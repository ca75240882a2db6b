import type { Holding } from '#contract/whales.ts';
import { instantOrNull } from './describe.ts';
import type { GraphIndex } from './graph-index.ts';
import type { PriceBook } from './prices.ts';
import { firstNotBefore } from './stable-order.ts';

/** One holding over the first `high` rows, at the prices known at an instant. */
export function holdingAt(
  index: GraphIndex,
  prices: PriceBook,
  holding: number,
  high: number,
  micros: number,
): Holding {
  const of = index.holdings.asset[holding]!;
  const { chain, asset, symbol } = index.rows.assets[of]!;
  const balance = index.balance(holding, high);
  const price = prices.at(of, micros);
  return {
    chain: chain === '' ? index.rows.names.chain(index.holdings.account[holding]!) : chain,
    asset,
    symbol,
    amount: balance === null ? null : index.rows.amounts.text(balance),
    priceUsd: price?.usd ?? null,
    priceAt: price === null ? null : instantOrNull(price.micros),
    valueUsd: price === null || balance === null ? null : index.rows.amounts.asDouble(balance) * price.usd,
  };
}

/** Holdings an account has had over the first `high` rows, those of most rows first. */
export function holdingsUpTo(index: GraphIndex, account: number, high: number): number[] {
  const { ofAccount, start, rows, asset } = index.holdings;
  const counted: { holding: number; count: number }[] = [];
  for (let holding = ofAccount[account]!; holding < ofAccount[account + 1]!; holding += 1) {
    // rows that name no asset make no holding
    if (asset[holding] === index.rows.assets.length - 1) continue;
    const count = firstNotBefore(rows, start[holding]!, start[holding + 1]!, high) - start[holding]!;
    if (count > 0) counted.push({ holding, count });
  }
  return counted.sort((a, b) => b.count - a.count || a.holding - b.holding).map(({ holding }) => holding);
}
