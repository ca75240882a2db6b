import type { MapQuery, WhaleMap } from '#contract/replay.ts';
import { FAILED } from '../detectors/ledger/columns.ts';
import { HOUR, instant, microsOf } from '../detectors/ledger/instant.ts';
import { inSlices, politely, type Steps } from '../detectors/ledger/steps.ts';
import { type Crossing, crossingsOf } from '../graph/crossings.ts';
import { descending } from '../graph/expand.ts';
import { busiestAssets } from '../graph/index/asset-counts.ts';
import { graphEdge, tagsAt } from '../graph/index/describe.ts';
import type { EdgeRows, GraphIndex } from '../graph/index/graph-index.ts';
import { largestHolders, richest } from '../graph/index/holders.ts';
import { holdingAt, holdingsUpTo } from '../graph/index/holdings-at.ts';
import { pricesOf } from '../graph/index/prices.ts';
import { UNKNOWN_AMOUNT } from '../graph/index/rows.ts';
import { firstOf } from '../graph/index/top.ts';
import { measureOf } from './cast.ts';

/** Holdings shown of each holder. */
const HOLDINGS = 5;
/** Equal parts of the stretch in which the transfers of a lane are counted. */
const PARTS = 96;
/** Assets to choose from. */
const ASSETS = 30;

/** The largest holders at an instant, and what flowed in the window before it; nothing later has any part in it. */
export async function whaleMap(
  index: GraphIndex,
  query: MapQuery,
  pause: () => Promise<void>,
): Promise<WhaleMap> {
  const micros = microsOf(query.at);
  const high = index.rowsUpTo(micros);
  const from = micros - Math.round(query.windowSeconds * 1e6);
  const low = Math.min(high, index.firstRow(from));
  const prices = await pricesOf(index);
  const asset = await measureOf(index, query.asset, micros, pause);
  const holders =
    asset === null
      ? await richest(index, prices, high, micros, query.limit, pause)
      : await largestHolders(index, asset, high, query.limit, pause);
  const flows = await politely(flowsOf(index, low, high, query.asset === null ? null : asset), pause);
  const best = firstOf(
    flows.count,
    query.limit,
    (a, b) => descending(flows.usd[a]!, flows.usd[b]!) || flows.rows[b]! - flows.rows[a]! || a - b,
  );
  const crossings = await politely(crossingsOf(index, low, high), pause);
  const { names, from: senders, to: receivers, asset: assets } = index.rows;
  const held = new Set(holders.map(({ account }) => account));
  const ends = new Set<number>();
  const shown = best.map((place) => {
    const row = flows.row[place]!;
    const sender = senders[row]!;
    const receiver = receivers[row]!;
    for (const end of [sender, receiver]) if (!held.has(end)) ends.add(end);
    const edge = [...index.edgesBetween(sender, receiver, { low, high })].find(
      (one) => one.asset === assets[row],
    );
    return graphEdge(index, edge as EdgeRows);
  });
  return {
    at: query.at,
    from: instant(from),
    holders: holders.map(({ account, value }) => {
      const list =
        asset === null
          ? holdingsUpTo(index, account, high)
              .map((holding) => holdingAt(index, prices, holding, high, micros))
              .sort((a, b) => (b.valueUsd ?? -1) - (a.valueUsd ?? -1))
              .slice(0, HOLDINGS)
          : [holdingAt(index, prices, index.holdingOf(account, asset), high, micros)];
      return {
        id: names.id(account),
        chain: names.chain(account),
        address: names.address(account),
        tags: tagsAt(index, account, micros),
        valueUsd: asset === null ? value : (list[0]?.valueUsd ?? null),
        holdings: list,
      };
    }),
    holdersTotal: index.accountsUpTo(high),
    asset: asset === null ? null : index.rows.assets[asset]!,
    assets: (await busiestAssets(index, high, pause)).slice(0, ASSETS).map(({ asset: of, transfers }) => ({
      ...index.rows.assets[of]!,
      transfers,
      priced: prices.at(of, micros) !== null,
    })),
    orderedBy: asset === null ? 'value-usd' : 'amount',
    flows: shown,
    flowsTotal: flows.count,
    others: [...ends].map((account) => ({ id: names.id(account), tags: tagsAt(index, account, micros) })),
    lanes: await politely(lanesOf(index, low, high, from, micros), pause),
    crossings: crossings.slice(0, query.limit).map((one) => crossingOf(index, one)),
    crossingsTotal: crossings.length,
    heat: await politely(heatOf(index, micros - query.heatHours * HOUR, high), pause),
  };
}

/** Rows of one sender, receiver and asset, as columns: a window of a busy chain holds hundreds of thousands. */
interface Flows {
  readonly count: number;
  /** A row of each flow: it names sender, receiver and asset. */
  readonly row: Int32Array;
  readonly rows: Int32Array;
  /** Dollars; NaN where no row is priced. */
  readonly usd: Float64Array;
}

/** Flows by a table of their hashes with open places, half full at most. */
function* flowsOf(index: GraphIndex, begin: number, end: number, only: number | null): Steps<Flows> {
  const { from, to, asset, kind, usd: dollars } = index.rows;
  const size = end - begin;
  const places = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * size)));
  const table = new Int32Array(places).fill(-1);
  const row = new Int32Array(size);
  const rows = new Int32Array(size);
  const usd = new Float64Array(size).fill(Number.NaN);
  let count = 0;
  yield* inSlices(size, (low, high) => {
    for (let at = begin + low; at < begin + high; at += 1) {
      const sender = from[at]!;
      const receiver = to[at]!;
      const of = asset[at]!;
      if (sender < 0 || receiver < 0 || (kind[at]! & FAILED) !== 0) continue;
      if (only !== null && of !== only) continue;
      let hash = Math.imul(sender, 0x9e3779b1) ^ Math.imul(receiver, 0x85ebca6b) ^ Math.imul(of, 0xc2b2ae35);
      hash ^= hash >>> 15;
      let place = hash & (places - 1);
      let flow = table[place]!;
      while (flow >= 0) {
        const other = row[flow]!;
        if (from[other] === sender && to[other] === receiver && asset[other] === of) break;
        place = (place + 1) & (places - 1);
        flow = table[place]!;
      }
      if (flow < 0) {
        flow = count;
        table[place] = flow;
        row[flow] = at;
        count += 1;
      }
      rows[flow]! += 1;
      const value = dollars[at]!;
      if (!Number.isNaN(value)) usd[flow] = (Number.isNaN(usd[flow]!) ? 0 : usd[flow]!) + value;
    }
  });
  return { count, row, rows, usd };
}

/** The chain of a row: that of either end. */
const chainOf = (index: GraphIndex, row: number): number => {
  const end = index.rows.from[row]! >= 0 ? index.rows.from[row]! : index.rows.to[row]!;
  return index.rows.names.chainNumber(end);
};

/** What each chain saw in rows from `begin` to `end`, which lie between two instants in microseconds. */
function* lanesOf(
  index: GraphIndex,
  begin: number,
  end: number,
  since: number,
  until: number,
): Steps<WhaleMap['lanes']> {
  const { from, to, usd, kind, names, micros } = index.rows;
  const part = Math.max(1, until - since) / PARTS;
  const lanes = names.chains.map((chain) => ({
    chain,
    transfers: 0,
    accounts: 0,
    usd: 0,
    priced: 0,
    parts: new Array<number>(PARTS).fill(0),
  }));
  const met = new Uint8Array(index.rows.accounts);
  yield* inSlices(end - begin, (low, high) => {
    for (let row = begin + low; row < begin + high; row += 1) {
      const lane = lanes[chainOf(index, row)]!;
      lane.transfers += 1;
      lane.parts[Math.min(PARTS - 1, Math.floor((micros[row]! - since) / part))]! += 1;
      for (const account of [from[row]!, to[row]!]) {
        if (account < 0 || met[account] === 1) continue;
        met[account] = 1;
        lane.accounts += 1;
      }
      const value = usd[row]!;
      if (Number.isNaN(value) || (kind[row]! & FAILED) !== 0) continue;
      lane.usd += value;
      lane.priced += 1;
    }
  });
  return lanes
    .filter(({ transfers }) => transfers > 0)
    .map(({ chain, transfers, accounts, usd: sum, priced, parts }) => ({
      chain,
      transfers,
      accounts,
      amountUsd: priced > 0 ? sum : null,
      parts,
    }));
}

function* heatOf(index: GraphIndex, fromMicros: number, end: number): Steps<WhaleMap['heat']> {
  const { micros, names } = index.rows;
  const chains = names.chains;
  const begin = Math.min(end, index.firstRow(fromMicros));
  const counts = new Map<number, number>();
  // rows come in time: an hour is over before the next begins
  let hour = 0;
  const inHour = new Int32Array(chains.length);
  const close = () => {
    for (const [chain, count] of inHour.entries())
      if (count > 0) counts.set(hour * chains.length + chain, count);
    inHour.fill(0);
  };
  yield* inSlices(end - begin, (low, high) => {
    for (let row = begin + low; row < begin + high; row += 1) {
      const of = Math.floor(micros[row]! / HOUR);
      if (of !== hour) {
        close();
        hour = of;
      }
      inHour[chainOf(index, row)]! += 1;
    }
  });
  close();
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([key, transfers]) => ({
      at: instant(Math.floor(key / chains.length) * HOUR),
      chain: chains[key % chains.length]!,
      transfers,
    }));
}

function crossingOf(index: GraphIndex, { sent, received }: Crossing): WhaleMap['crossings'][number] {
  const { from, to, asset, kind, micros, names, assets, amounts } = index.rows;
  const amountOf = (row: number) =>
    (kind[row]! & UNKNOWN_AMOUNT) === 0 ? amounts.text(amounts.units(row)) : null;
  const named = assets[asset[sent]!]!;
  return {
    address: names.address(from[sent]!),
    sentTo: names.address(to[sent]!),
    receivedFrom: names.address(from[received]!),
    asset: named.asset,
    receivedAsset: assets[asset[received]!]!.asset,
    fromChain: names.chain(from[sent]!),
    toChain: names.chain(to[received]!),
    symbol: named.symbol ?? named.asset,
    sentAt: instant(micros[sent]!),
    receivedAt: instant(micros[received]!),
    sent: amountOf(sent),
    received: amountOf(received),
  };
}
