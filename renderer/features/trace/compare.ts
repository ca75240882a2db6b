import type { Trace, TraceEndReason, TraceMethod } from '#contract/trace.ts';

/** One place where money came to an end under at least one method. */
export interface ComparedEnd {
  readonly node: string;
  readonly asset: string;
  readonly symbol: string;
  readonly reason: TraceEndReason;
  readonly by: Readonly<Partial<Record<TraceMethod, { readonly amount: string; readonly share: number }>>>;
  readonly largest: number;
}

/** All ends of all methods side by side, those that matter most under any method first. */
export function comparedEnds(trace: Trace): ComparedEnd[] {
  const found = new Map<string, ComparedEnd>();
  for (const { method, ends } of trace.results)
    for (const { node, asset, symbol, reason, amount, share } of ends) {
      const key = JSON.stringify([node, asset, reason]);
      const known = found.get(key);
      found.set(key, {
        node,
        asset,
        symbol,
        reason,
        by: { ...known?.by, [method]: { amount, share } },
        // poison is an upper bound and would decide the order alone
        largest: Math.max(known?.largest ?? 0, method === 'poison' ? Math.min(share, 1e-9) : share),
      });
    }
  return [...found.entries()]
    .sort(([a, x], [b, y]) => y.largest - x.largest || (a < b ? -1 : 1))
    .map(([, end]) => end);
}
