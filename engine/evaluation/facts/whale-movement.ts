import type { Neutral, TruthItem } from '../define.ts';
import type { Chain, Row } from '../world.ts';

/** Dollars from which a transfer is a whale's, by chain (catalogue). */
export const WHALE_LINE: Record<Chain, number> = { ethereum: 500_000, polygon: 100_000, arbitrum: 200_000 };
/** From so many ether on a transfer has a native tier. */
const NATIVE_TIER = 10;
/** So many rows an unpriced asset needs before one in a thousand means something. */
const ENOUGH = 1000;

/**
 * Every transfer over its chain's line is a truth item; the nearer to the line, the harder. Neutral is what one
 * reading of the catalogue calls a whale and another does not: priced ether of a native tier under the
 * dollar line, and the largest hundredth of an asset that has no price.
 */
export function whaleMovements(rows: readonly Row[]): { truths: TruthItem[]; neutrals: Neutral[] } {
  const truths: TruthItem[] = [];
  const neutrals: Neutral[] = [];
  const unpriced = quantiles(rows.filter((row) => row.usd === null));
  for (const row of rows) {
    if (!row.success) continue;
    const keys = [`${row.chain}:${row.from}`, `${row.chain}:${row.to}`];
    const ratio = row.usd === null ? unpricedRatio(row, unpriced) : row.usd / WHALE_LINE[row.chain];
    if (ratio >= 1)
      truths.push({
        id: `whale-movement ${row.hash}:${row.logIndex ?? ''}`,
        detector: 'whale-movement',
        difficulty: ratio >= 3 ? 'easy' : ratio >= 1.3 ? 'medium' : 'hard',
        key: keys,
        members: keys,
        start: row.time,
        end: row.time,
        hashes: [row.hash],
        also: [],
        note: `${ratio.toFixed(2)} times the line`,
      });
    else if ((row.asset.symbol === 'ETH' && row.amount >= NATIVE_TIER) || (row.usd === null && ratio >= 0.1))
      neutrals.push({
        detectors: ['whale-movement'],
        accounts: keys,
        start: row.time,
        end: row.time,
        why: 'a whale by one reading of the catalogue',
      });
  }
  return { truths, neutrals };
}

interface Quantiles {
  readonly line: number;
  readonly near: number;
}

function quantiles(rows: readonly Row[]): Map<string, Quantiles> {
  const amounts = new Map<string, number[]>();
  for (const row of rows) {
    const key = `${row.chain}:${row.asset.id}`;
    const list = amounts.get(key) ?? [];
    list.push(row.amount);
    amounts.set(key, list);
  }
  return new Map(
    [...amounts].map(([key, list]) => {
      const sorted = list.sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
      return [
        key,
        { line: sorted.length >= ENOUGH ? 1.5 * at(0.999) : Number.POSITIVE_INFINITY, near: at(0.99) },
      ];
    }),
  );
}

/** At least 1 above the line of the asset, at least 0.1 in its largest hundredth. */
function unpricedRatio(row: Row, of: ReadonlyMap<string, Quantiles>): number {
  const { line, near } = of.get(`${row.chain}:${row.asset.id}`)!;
  if (row.amount > line) return row.amount / line;
  return row.amount >= near ? 0.5 : 0;
}
