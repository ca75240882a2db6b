/** A transfer as an edge: who to whom, when (microseconds), how much. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly micros: number;
  readonly amount: number;
}

/** Transfers of one asset as compressed sparse rows; the edges of an account lie together, in time order. */
export interface TemporalGraph {
  /** Account numbers as the edges gave them, ascending; the graph itself counts from 0. */
  readonly accounts: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly micros: Float64Array;
  readonly amount: Float64Array;
  /** Edges out of account v are `outStart[v]` to `outStart[v + 1]`. */
  readonly outStart: Int32Array;
  /** The same for edges into an account, as places in `inEdge`. */
  readonly inStart: Int32Array;
  readonly inEdge: Int32Array;
}

/** Builds the graph; edges must come ordered by sender, then by time. */
export function temporalGraph(edges: readonly Edge[]): TemporalGraph {
  const accounts = Int32Array.from(new Set(edges.flatMap(({ from, to }) => [from, to]))).sort();
  const place = new Map<number, number>();
  for (const [index, account] of accounts.entries()) place.set(account, index);
  const numberOf = (account: number): number => place.get(account) ?? -1;
  const from = Int32Array.from(edges, (edge) => numberOf(edge.from));
  const to = Int32Array.from(edges, (edge) => numberOf(edge.to));
  const micros = Float64Array.from(edges, (edge) => edge.micros);
  const outStart = starts(from, accounts.length);
  const inStart = starts(to, accounts.length);
  const inEdge = Int32Array.from(edges.keys()).sort(
    (x, y) => to[x]! - to[y]! || micros[x]! - micros[y]! || x - y,
  );
  return {
    accounts,
    from,
    to,
    micros,
    amount: Float64Array.from(edges, (edge) => edge.amount),
    outStart,
    inStart,
    inEdge,
  };
}

function starts(ends: Int32Array, accounts: number): Int32Array {
  const start = new Int32Array(accounts + 1);
  for (const end of ends) start[end + 1]! += 1;
  for (let index = 0; index < accounts; index += 1) start[index + 1]! += start[index]!;
  return start;
}

/** The first place from `low` to `high` whose time is later than `micros`; `high` if there is none. */
export function firstAfter(
  timeAt: (place: number) => number,
  low: number,
  high: number,
  micros: number,
): number {
  let below = low;
  let above = high;
  while (below < above) {
    const middle = (below + above) >>> 1;
    if (timeAt(middle) > micros) above = middle;
    else below = middle + 1;
  }
  return below;
}
