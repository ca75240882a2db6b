import type { Walk } from '../../define.ts';

/** Accounts that deal with each other, whichever way, as an undirected graph. */
export interface Pairs {
  /** Account of each vertex, ascending. */
  readonly vertices: Int32Array;
  readonly start: Int32Array;
  readonly to: Int32Array;
}

/** Pairs of accounts that are not left out and have few enough counterparties. */
export async function tradingPairs(
  walk: Walk,
  leftOut: Uint8Array,
  maxCounterparties: number,
): Promise<Pairs> {
  const { ledger } = walk;
  const { accounts, role } = ledger.columns;
  const { legs } = ledger;
  const fits = new Uint8Array(accounts);
  const met = new Int32Array(accounts).fill(-1);
  for (let account = 0; account < accounts; account += 1) {
    if (walk.due()) await walk.pause();
    if (leftOut[account] !== 0 || role[account] !== 0) continue;
    let distinct = 0;
    for (let place = legs.start[account]!; place < legs.start[account + 1]!; place += 1) {
      const other = legs.other[place]!;
      if (met[other] === account) continue;
      met[other] = account;
      distinct += 1;
      if (distinct > maxCounterparties) break;
    }
    if (distinct >= 2 && distinct <= maxCounterparties) fits[account] = 1;
  }
  met.fill(-1);
  const start = new Int32Array(accounts + 1);
  const to: number[] = [];
  for (let account = 0; account < accounts; account += 1) {
    if (walk.due()) await walk.pause();
    if (fits[account] === 1)
      for (let place = legs.start[account]!; place < legs.start[account + 1]!; place += 1) {
        const other = legs.other[place]!;
        if (fits[other] === 0 || met[other] === account) continue;
        met[other] = account;
        to.push(other);
      }
    start[account + 1] = to.length;
  }
  return { vertices: Int32Array.from({ length: accounts }, (_, v) => v), start, to: Int32Array.from(to) };
}

/** Only the pairs that have a third account in common, each a side of a triangle; vertices without any are left out. */
export async function pairsInTriangles(walk: Walk, { start, to, vertices }: Pairs): Promise<Pairs> {
  const count = vertices.length;
  const degree = (v: number): number => start[v + 1]! - start[v]!;
  const before = (a: number, b: number): boolean =>
    degree(a) < degree(b) || (degree(a) === degree(b) && a < b);
  const upStart = new Int32Array(count + 1);
  const up = new Int32Array(to.length / 2);
  let next = 0;
  for (let v = 0; v < count; v += 1) {
    for (let at = start[v]!; at < start[v + 1]!; at += 1)
      if (before(v, to[at]!)) {
        up[next] = to[at]!;
        next += 1;
      }
    upStart[v + 1] = next;
  }
  const closed = new Uint8Array(up.length);
  const edgeTo = new Int32Array(count).fill(-1);
  for (let v = 0; v < count; v += 1) {
    if (walk.due()) await walk.pause();
    const end = upStart[v + 1]!;
    if (end - upStart[v]! < 2) continue;
    for (let at = upStart[v]!; at < end; at += 1) edgeTo[up[at]!] = at;
    for (let at = upStart[v]!; at < end; at += 1) {
      const w = up[at]!;
      for (let side = upStart[w]!; side < upStart[w + 1]!; side += 1) {
        const third = edgeTo[up[side]!]!;
        if (third < 0) continue;
        closed[at] = 1;
        closed[side] = 1;
        closed[third] = 1;
      }
    }
    for (let at = upStart[v]!; at < end; at += 1) edgeTo[up[at]!] = -1;
  }
  const degrees = new Int32Array(count);
  for (let v = 0; v < count; v += 1)
    for (let at = upStart[v]!; at < upStart[v + 1]!; at += 1)
      if (closed[at] === 1) {
        degrees[v]! += 1;
        degrees[up[at]!]! += 1;
      }
  const kept: number[] = [];
  const vertexOf = new Int32Array(count).fill(-1);
  for (let v = 0; v < count; v += 1)
    if (degrees[v]! > 0) {
      vertexOf[v] = kept.length;
      kept.push(v);
    }
  const first = new Int32Array(kept.length + 1);
  for (const [index, v] of kept.entries()) first[index + 1] = first[index]! + degrees[v]!;
  const ends = new Int32Array(first[kept.length]!);
  const fill = first.slice(0, kept.length);
  for (let v = 0; v < count; v += 1)
    for (let at = upStart[v]!; at < upStart[v + 1]!; at += 1) {
      if (closed[at] === 0) continue;
      const [a, b] = [vertexOf[v]!, vertexOf[up[at]!]!];
      ends[fill[a]!] = b;
      fill[a]! += 1;
      ends[fill[b]!] = a;
      fill[b]! += 1;
    }
  return { vertices: Int32Array.from(kept, (v) => vertices[v]!), start: first, to: ends };
}
