import type { BoardQuery, CategoryFlows } from '#contract/board.ts';
import { MOVES } from '../detectors/ledger/columns.ts';
import { inSlices, politely, type Steps } from '../detectors/ledger/steps.ts';
import { crossingsOf } from '../graph/crossings.ts';
import type { GraphIndex } from '../graph/index/graph-index.ts';
import { type Frame, frameOf } from './frame.ts';

interface Part {
  transfers: number;
  usd: number;
  priced: number;
}

interface Flow extends Part {
  readonly source: string;
  readonly target: string;
  readonly buckets: Map<number, Part>;
}

class Flows {
  readonly all = new Map<string, Flow>();

  add(source: string, target: string, bucket: number, usd: number): void {
    const key = `${source}\n${target}`;
    let flow = this.all.get(key);
    if (!flow) {
      flow = { source, target, transfers: 0, usd: 0, priced: 0, buckets: new Map() };
      this.all.set(key, flow);
    }
    let part = flow.buckets.get(bucket);
    if (!part) {
      part = { transfers: 0, usd: 0, priced: 0 };
      flow.buckets.set(bucket, part);
    }
    for (const one of [flow, part]) {
      one.transfers += 1;
      if (Number.isNaN(usd)) continue;
      one.usd += usd;
      one.priced += 1;
    }
  }
}

/**
 * What moved between tag categories (an account counts by its surest tag), or within and between chains: between them
 * only where an address is seen crossing a tagged bridge.
 */
export async function flows(
  index: GraphIndex,
  query: BoardQuery & { by: 'category' | 'chain' },
  pause: () => Promise<void>,
): Promise<CategoryFlows> {
  const frame = frameOf(index, query);
  const found =
    query.by === 'category'
      ? await politely(byCategory(index, frame), pause)
      : await politely(byChain(index, frame), pause);
  const all = [...found.all.values()].sort(
    (a, b) =>
      b.usd - a.usd || b.transfers - a.transfers || (a.source + a.target < b.source + b.target ? -1 : 1),
  );
  const told = ({ transfers, usd, priced }: Part) => ({
    transfers,
    amountUsd: priced > 0 ? usd : null,
  });
  return {
    bucketSeconds: frame.bucketSeconds,
    flows: all.slice(0, query.limit).map((flow) => ({
      source: flow.source,
      target: flow.target,
      ...told(flow),
      unpriced: flow.transfers - flow.priced,
      buckets: [...flow.buckets]
        .sort(([a], [b]) => a - b)
        .map(([bucket, part]) => ({ at: frame.start(bucket), ...told(part) })),
    })),
    shown: Math.min(all.length, query.limit),
    total: all.length,
  };
}

function* byCategory(index: GraphIndex, frame: Frame): Steps<Flows> {
  const { from, to, kind, usd, micros, tags } = index.rows;
  const found = new Flows();
  const categoryOf = (account: number) => tags.get(account)?.[0]?.category ?? '';
  yield* inSlices(frame.high - frame.low, (low, high) => {
    for (let row = frame.low + low; row < frame.low + high; row += 1)
      if ((kind[row]! & MOVES) !== 0)
        found.add(categoryOf(from[row]!), categoryOf(to[row]!), frame.bucket(micros[row]!), usd[row]!);
  });
  return found;
}

function* byChain(index: GraphIndex, frame: Frame): Steps<Flows> {
  const { from, to, kind, usd, micros, names } = index.rows;
  const found = new Flows();
  yield* inSlices(frame.high - frame.low, (low, high) => {
    for (let row = frame.low + low; row < frame.low + high; row += 1) {
      if ((kind[row]! & MOVES) === 0) continue;
      const chain = names.chain(from[row]!);
      found.add(chain, chain, frame.bucket(micros[row]!), usd[row]!);
    }
  });
  for (const { sent, received } of yield* crossingsOf(index, frame.low, frame.high))
    found.add(names.chain(from[sent]!), names.chain(to[received]!), frame.bucket(micros[sent]!), usd[sent]!);
  return found;
}
