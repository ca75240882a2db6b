import { useEffect, useMemo, useRef, useState } from 'react';
import type { GraphSlice } from '#contract/graph.ts';
import type { Expansion } from '../../graph/model.ts';
import type { GraphSeed } from '../../workspace/location.ts';
import { isCancelled } from '../../workspace/messages.ts';
import type { TimeFrame } from '../../workspace/time-frame.ts';
import { alertGraph, neighbours } from './queries.ts';

const alertLimit = 60;

export interface Slices {
  /** One answer for each expansion that has been answered, in the same order. */
  readonly slices: readonly GraphSlice[];
  readonly byNode: ReadonlyMap<string, GraphSlice>;
  /** The answer an alert brought, if the graph was opened on one. */
  readonly seed: GraphSlice | null;
  readonly loading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

const keyOf = (e: Expansion, frame: TimeFrame | null, revision: number): string =>
  `${e.node}|${e.direction}|${e.by}|${e.limit}|${frame?.from ?? ''}|${frame?.to ?? ''}|${revision}`;

const edgesKnown = new Map<string, GraphSlice['edges'][number]>();

/** The aggregated flow as the graph drew it, if it did. */
export const knownEdge = (from: string, to: string, asset: string) =>
  edgesKnown.get(`${from}|${to}|${asset}`);

const remember = (slice: GraphSlice): void => {
  for (const edge of slice.edges) edgesKnown.set(`${edge.source}|${edge.target}|${edge.asset}`, edge);
};

/** Answers for everything expanded. An answer is asked for once and kept, so undo is immediate. */
export function useSlices(
  expansions: readonly Expansion[],
  seed: GraphSeed | null,
  frame: TimeFrame | null,
  revision: number,
): Slices {
  const answers = useRef(new Map<string, GraphSlice>());
  const [version, setVersion] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const alertId = seed?.kind === 'alert' ? seed.id : null;
  const seedKey = alertId === null ? null : `alert|${alertId}|${revision}`;
  const keys = useMemo(() => expansions.map((e) => keyOf(e, frame, revision)), [expansions, frame, revision]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: attempt asks again
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setError(null);
    const keep = (key: string) => (slice: GraphSlice) => {
      if (signal.aborted) return;
      answers.current.set(key, slice);
      remember(slice);
      setVersion((v) => v + 1);
    };
    const fail = (reason: unknown) => {
      if (!signal.aborted && !isCancelled(reason)) setError(reason ?? new Error());
    };
    if (alertId !== null && seedKey !== null && !answers.current.has(seedKey)) {
      alertGraph(alertId, alertLimit, signal).then(keep(seedKey), fail);
    }
    const shown = [...new Set([...answers.current.values()].flatMap((s) => s.nodes.map((n) => n.id)))].slice(
      0,
      500,
    );
    expansions.forEach((expansion, i) => {
      const key = keys[i];
      if (key === undefined || answers.current.has(key)) return;
      neighbours(expansion, frame, shown, signal).then(keep(key), fail);
    });
    return () => controller.abort();
  }, [keys, seedKey, alertId, expansions, frame, attempt]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for the answers
  return useMemo(() => {
    const seedSlice = seedKey === null ? null : (answers.current.get(seedKey) ?? null);
    const byNode = new Map<string, GraphSlice>();
    expansions.forEach((expansion, i) => {
      const slice = answers.current.get(keys[i] ?? '');
      if (slice) byNode.set(expansion.node, slice);
    });
    const slices = [...(seedSlice ? [seedSlice] : []), ...byNode.values()];
    return {
      slices,
      byNode,
      seed: seedSlice,
      loading: byNode.size < expansions.length || (seedKey !== null && seedSlice === null),
      error,
      retry: () => setAttempt((n) => n + 1),
    };
  }, [version, keys, expansions, seedKey, error]);
}
