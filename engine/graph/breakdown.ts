import type { Breakdown, BreakdownPart, BreakdownQuery } from '#contract/graph.ts';
import { instant } from '../detectors/ledger/instant.ts';
import { politely } from '../detectors/ledger/steps.ts';
import { niceBucket } from '../warehouse/nice-bucket.ts';
import { accountOf, categoriesOf } from './expand.ts';
import { type Counterparty, visitCounterparties } from './index/counterparties.ts';
import { assetFilter, rangeOf } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { nodeId } from './nodes.ts';

type Filter = BreakdownPart['filter'];

/** A part while it is counted; counterparties come one after another, so a mark tells whether one was counted. */
class Part {
  counterparties = 0;
  transfers = 0;
  usd = 0;
  priced = 0;
  unpriced = 0;
  #mark = -1;

  add(account: number, transfers: number, usd: number, priced: number, unpriced: number): void {
    if (this.#mark !== account) {
      this.#mark = account;
      this.counterparties += 1;
    }
    this.transfers += transfers;
    if (priced > 0) this.usd += usd;
    this.priced += priced;
    this.unpriced += unpriced;
  }

  shown(key: string, label: string, filter: Filter): BreakdownPart {
    return {
      key,
      label,
      counterparties: this.counterparties,
      transfers: this.transfers,
      amountUsd: this.priced > 0 ? this.usd : null,
      unpriced: this.unpriced,
      filter,
    };
  }
}

const partOf = <K>(parts: Map<K, Part>, key: K): Part => {
  const known = parts.get(key);
  if (known) return known;
  const fresh = new Part();
  parts.set(key, fresh);
  return fresh;
};

/**
 * The counterparties of a subject by direction, asset, tag category, value and time, with sums, so that some can be
 * chosen. @throws EngineError `not-found` when no imported row names the address.
 */
export async function breakdown(
  index: GraphIndex,
  query: BreakdownQuery,
  between: () => Promise<void>,
): Promise<Breakdown> {
  const centre = accountOf(index, nodeId(query.chain, query.address));
  const range = rangeOf(index, query);
  const { micros, timed } = index.rows;
  const seen = index.seen(centre, range);
  const seconds = seen.first < 0 ? 0 : (micros[seen.last]! - micros[seen.first]!) / 1e6;
  const bucket = niceBucket(seconds / query.buckets) * 1e6;
  const directions = new Map<'in' | 'out', Part>();
  const assets = new Map<number, Part>();
  const categories = new Map<string, Part>();
  const bands = new Map<number | null, Part>();
  const times = new Map<number | null, Part>();
  let counterparties = 0;
  let transfers = 0;
  const visit = (one: Counterparty) => {
    counterparties += 1;
    transfers += one.transfers;
    const whole = (part: Part) =>
      part.add(one.account, one.transfers, one.usd, one.priced, one.moving - one.priced);
    for (const category of categoriesOf(index, one.account)) whole(partOf(categories, category));
    whole(partOf(bands, one.priced === 0 ? null : Math.max(0, Math.floor(Math.log10(one.usd)) + 1)));
    for (const edge of one.edges) {
      const direction = partOf(directions, edge.order);
      const asset = partOf(assets, edge.asset);
      for (let place = edge.low; place < edge.high; place += 1) {
        const row = index.rowOf(edge, place);
        const failed = (index.rows.kind[row]! & 2) !== 0;
        const usd = failed ? Number.NaN : index.rows.usd[row]!;
        const priced = Number.isNaN(usd) ? 0 : 1;
        const unpriced = failed ? 0 : 1 - priced;
        direction.add(one.account, 1, usd, priced, unpriced);
        asset.add(one.account, 1, usd, priced, unpriced);
        const time = row < timed ? Math.floor(micros[row]! / bucket) : null;
        partOf(times, time).add(one.account, 1, usd, priced, unpriced);
      }
    }
  };
  await politely(
    visitCounterparties(index, centre, query.direction, range, assetFilter(index, query.assets), visit),
    between,
  );
  const group = (parts: BreakdownPart[], limit = parts.length) => ({
    parts: parts.slice(0, limit),
    shown: Math.min(parts.length, limit),
    total: parts.length,
  });
  const busiest = (a: BreakdownPart, b: BreakdownPart) =>
    b.counterparties - a.counterparties || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  return {
    centre: index.rows.names.id(centre),
    counterparties,
    transfers,
    direction: group(
      (['in', 'out'] as const)
        .filter((key) => directions.has(key))
        .map((key) =>
          directions.get(key)!.shown(key, key === 'in' ? 'paid it' : 'were paid by it', { direction: key }),
        ),
    ),
    asset: group(
      [...assets]
        .map(([number, part]) => {
          const { asset, symbol } = index.rows.assets[number]!;
          return part.shown(asset, symbol ?? asset, { assets: [asset] });
        })
        .sort(busiest),
      query.limit,
    ),
    category: group(
      [...categories]
        .map(([key, part]) => part.shown(key, key === '' ? 'no tag' : key, { categories: [key] }))
        .sort(busiest),
      query.limit,
    ),
    value: group(
      [...bands]
        .sort(([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
        .map(([band, part]) => {
          if (band === null) return part.shown('unpriced', 'value unknown', { unpriced: true });
          const [low, high] = [band === 0 ? 0 : 10 ** (band - 1), 10 ** band];
          const text = (usd: number) => `$${usd.toLocaleString('en')}`;
          return part.shown(
            `usd-${band}`,
            band === 0 ? `below ${text(1)}` : `${text(low)} to ${text(high)}`,
            band === 0 ? { maxUsd: high } : { minUsd: low, maxUsd: high },
          );
        }),
    ),
    time: group(
      [...times]
        .sort(([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
        .map(([place, part]) => {
          if (place === null) return part.shown('no-time', 'time unknown', {});
          const from = instant(place * bucket);
          return part.shown(from, from, { from, to: instant((place + 1) * bucket - 1) });
        }),
    ),
  };
}
