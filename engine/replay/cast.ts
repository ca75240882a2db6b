import { EngineError } from '#contract/errors.ts';
import { busiestAssets } from '../graph/index/asset-counts.ts';
import { accountsOf } from '../graph/index/describe.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { largestHolders, richest } from '../graph/index/holders.ts';
import { pricesOf } from '../graph/index/prices.ts';

interface AssetKey {
  readonly chain: string;
  readonly asset: string;
}

/** The number of an asset. @throws EngineError `not-found` when no imported row names it. */
function assetNumber(index: GraphIndex, { chain, asset }: AssetKey): number {
  const number = index.rows.assets.findIndex((one) => one.chain === chain && one.asset === asset);
  if (number < 0) throw new EngineError('not-found', `No imported row names the asset ${asset} on ${chain}.`);
  return number;
}

/**
 * The asset whose largest holders are asked for. Where none is named it is null, for dollars over all priced holdings;
 * where nothing has a price at that instant, the asset of most rows up to it stands in, and the answer says so.
 */
export async function measureOf(
  index: GraphIndex,
  asset: AssetKey | null,
  micros: number,
  pause: () => Promise<void>,
): Promise<number | null> {
  if (asset !== null) return assetNumber(index, asset);
  const prices = await pricesOf(index);
  if (prices.priced().some((one) => prices.at(one, micros) !== null)) return null;
  return (await busiestAssets(index, index.rowsUpTo(micros), pause))[0]?.asset ?? null;
}

/** Accounts to show: the named ones, then the largest holders at an instant; and ids no row names. */
export async function castAt(
  index: GraphIndex,
  cast: {
    readonly nodes: readonly string[];
    readonly holders: { readonly limit: number; readonly asset: AssetKey | null } | null;
  },
  high: number,
  micros: number,
  pause: () => Promise<void>,
): Promise<{ accounts: number[]; unknown: string[] }> {
  const { accounts, unknown } = accountsOf(index, cast.nodes);
  if (cast.holders === null) return { accounts, unknown };
  const { limit } = cast.holders;
  const asset = await measureOf(index, cast.holders.asset, micros, pause);
  const holders =
    asset === null
      ? await richest(index, await pricesOf(index), high, micros, limit, pause)
      : await largestHolders(index, asset, high, limit, pause);
  return { accounts: [...new Set([...accounts, ...holders.map(({ account }) => account)])], unknown };
}
