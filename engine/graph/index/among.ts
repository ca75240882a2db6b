import type { Steps } from '../../detectors/ledger/steps.ts';
import type { EdgeRows, GraphIndex, RowRange } from './graph-index.ts';
import { firstOf } from './top.ts';

/** Rows looked at before others have their turn. */
const SLICE = 1 << 14;

/**
 * All edges among a set of accounts, by sender, receiver and asset. An account with more rows than the set is large is
 * not walked: each of the others is looked up.
 */
export function* edgesAmongAccounts(
  index: GraphIndex,
  accounts: readonly number[],
  range: RowRange,
  takes: Uint8Array | null,
): Steps<EdgeRows[]> {
  const sorted = [...new Set(accounts)].sort((a, b) => a - b);
  const wanted = new Set(sorted);
  const found: EdgeRows[] = [];
  let looked = 0;
  const keep = (edge: EdgeRows) => {
    if (takes === null || takes[edge.asset] === 1) found.push(edge);
  };
  for (const from of sorted) {
    const rows = index.out.start[from + 1]! - index.out.start[from]!;
    if (rows <= sorted.length * 8) {
      for (const edge of index.edges(from, 'out', range)) if (wanted.has(edge.to)) keep(edge);
      looked += rows + 1;
    } else {
      for (const to of sorted) for (const edge of index.edgesBetween(from, to, range)) keep(edge);
      looked += sorted.length * 8;
    }
    if (looked > SLICE) {
      looked = 0;
      yield;
    }
  }
  return found;
}

/** The edges with most rows, at most `limit`, in their order; and how many there are. */
export function strongestEdges(edges: readonly EdgeRows[], limit: number): EdgeRows[] {
  if (edges.length <= limit) return [...edges];
  const rows = (place: number) => edges[place]!.high - edges[place]!.low;
  return firstOf(edges.length, limit, (a, b) => rows(b) - rows(a) || a - b)
    .sort((a, b) => a - b)
    .map((place) => edges[place]!);
}
