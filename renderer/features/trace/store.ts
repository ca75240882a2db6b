import { create } from 'zustand';
import type { Instant } from '#contract/common.ts';
import type { TraceMethod, TraceRequest, TraceRules } from '#contract/trace.ts';
import { TraceMethod as Methods, ServiceKind } from '#contract/trace.ts';
import { earlier } from '../../workspace/playhead.ts';
import type { TraceSeed } from '../../workspace/trace-seed.ts';

export type TraceView = 'sankey' | 'flows' | 'ends' | 'compare' | 'methods';

export interface TraceState {
  /** Which methods are worked out side by side. */
  readonly methods: readonly TraceMethod[];
  /** The one that is drawn and listed. */
  readonly method: TraceMethod;
  readonly rules: TraceRules;
  readonly view: TraceView;
  /** Flows drawn, largest first. */
  readonly drawn: number;
}

export const startTrace: TraceState = {
  methods: Methods.options,
  method: 'fifo',
  rules: {
    maxHops: 6,
    minShare: 0.001,
    until: null,
    maxAccounts: 500,
    busyTransfers: 10_000,
    stopAt: ServiceKind.options,
    followSwaps: false,
  },
  view: 'sankey',
  drawn: 30,
};
export const useTrace = create<TraceState>(() => startTrace);

export const changeRules = (change: Partial<TraceRules>): void =>
  useTrace.setState((s) => ({ rules: { ...s.rules, ...change } }));

/** Ticks or unticks a method; at least one stays. The one shown is always among them. */
export function toggledMethod(
  { methods, method }: Pick<TraceState, 'methods' | 'method'>,
  toggled: TraceMethod,
): Pick<TraceState, 'methods' | 'method'> {
  const next = Methods.options.filter((one) => methods.includes(one) !== (one === toggled));
  if (next.length === 0) return { methods, method };
  return { methods: next, method: next.includes(method) ? method : next[0]! };
}

/** The question to the engine, about no row after the playhead; null while asset or start are not chosen. */
export function requestOf(
  seed: TraceSeed | null,
  { methods, rules }: Pick<TraceState, 'methods' | 'rules'>,
  playhead: Instant | null = null,
): TraceRequest | null {
  if (seed === null) return null;
  const direction = seed.direction ?? 'forward';
  const until =
    direction === 'forward' && playhead !== null ? earlier(rules.until ?? playhead, playhead) : rules.until;
  const rest = { direction, methods: [...methods], rules: { ...rules, until } };
  if ('file' in seed) return { seed: { kind: 'row', file: seed.file, line: seed.line }, ...rest };
  if (seed.asset === null) return null;
  const { chain, address, asset } = seed;
  const start = seed.at ?? null;
  const at =
    playhead === null || (start === null && direction === 'forward')
      ? start
      : earlier(start ?? playhead, playhead);
  return { seed: { kind: 'balance', chain, address, asset, at }, ...rest };
}
