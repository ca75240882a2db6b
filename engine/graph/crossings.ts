import { FAILED } from '../detectors/ledger/columns.ts';
import { HOUR } from '../detectors/ledger/instant.ts';
import { inSlices, type Steps } from '../detectors/ledger/steps.ts';
import type { GraphIndex } from './index/graph-index.ts';

const BRIDGE_HOURS = 6;

/** A payment to a tagged bridge on one chain, and one from a tagged bridge to the same address on another. */
export interface Crossing {
  readonly sent: number;
  readonly received: number;
}

/** Accounts that a tag calls a bridge. */
export function bridgesOf(index: GraphIndex): Set<number> {
  const bridges = new Set<number>();
  for (const [account, list] of index.rows.tags)
    if (list.some(({ category, label }) => /bridge/i.test(`${category} ${label}`))) bridges.add(account);
  return bridges;
}

/**
 * Bridge crossings within a range of rows: one address paid a tagged bridge and was paid by one on another chain within
 * six hours, in assets of one symbol. Each row is used once, the earliest first.
 */
export function* crossingsOf(index: GraphIndex, begin: number, end: number): Steps<Crossing[]> {
  const { from, to, asset, kind, micros, names, assets } = index.rows;
  const bridges = bridgesOf(index);
  if (bridges.size === 0) return [];
  const sent: number[] = [];
  const received = new Map<string, number[]>();
  const keyOf = (account: number, of: number) =>
    `${names.address(account)} ${(assets[of]!.symbol ?? assets[of]!.asset).toUpperCase()}`;
  yield* inSlices(end - begin, (low, high) => {
    for (let row = begin + low; row < begin + high; row += 1) {
      const sender = from[row]!;
      const receiver = to[row]!;
      if (sender < 0 || receiver < 0 || (kind[row]! & FAILED) !== 0) continue;
      if (bridges.has(receiver) && !bridges.has(sender)) sent.push(row);
      if (!bridges.has(sender) || bridges.has(receiver)) continue;
      const key = keyOf(receiver, asset[row]!);
      const list = received.get(key);
      if (list) list.push(row);
      else received.set(key, [row]);
    }
  });
  const used = new Set<number>();
  const crossings: Crossing[] = [];
  for (const row of sent) {
    const arrival = received
      .get(keyOf(from[row]!, asset[row]!))
      ?.find(
        (one) =>
          !used.has(one) &&
          micros[one]! >= micros[row]! &&
          micros[one]! - micros[row]! <= BRIDGE_HOURS * HOUR &&
          names.chainNumber(to[one]!) !== names.chainNumber(from[row]!),
      );
    if (arrival === undefined) continue;
    used.add(arrival);
    crossings.push({ sent: row, received: arrival });
  }
  return crossings;
}
