import { useEffect, useMemo, useRef, useState } from 'react';
import type { Instant } from '#contract/common.ts';
import type { Communities, GraphEdge, GraphNode, Slice, TimeSlices } from '#contract/graph.ts';
import { type Facts, noFacts, type SlicedNode } from '../../graph/drawing.ts';
import { type Bucket, type GraphView, presentIds } from '../../graph/view.ts';
import { isCancelled } from '../../workspace/messages.ts';
import type { AsOf } from '../../workspace/playhead.ts';
import type { TimeFrame } from '../../workspace/time-frame.ts';
import { useAnswer } from '../../workspace/use-answer.ts';
import { communities, sliceOf, timeSlices } from './queries.ts';

/** Answers kept, so that undo and redo are immediate. */
const kept = 40;

export interface FactsAnswer {
  readonly facts: Facts;
  /** The facts answer for exactly the nodes of the view. */
  readonly complete: boolean;
  readonly shownEdges: number;
  readonly totalEdges: number;
  readonly communities: ReadonlyMap<string, number> | null;
  readonly error: unknown;
  readonly retry: () => void;
}

const keyOf = (parts: readonly unknown[]): string => JSON.stringify(parts);

const edgesKnown = new Map<string, GraphEdge>();
let edgesOf: Instant | null = null;

function remember(slice: Slice, asOf: Instant | null): void {
  // One instant at a time: a replay would gather them without end.
  if (edgesOf !== asOf) edgesKnown.clear();
  edgesOf = asOf;
  for (const edge of slice.edges) edgesKnown.set(`${edge.source}|${edge.target}|${edge.asset}|${asOf}`, edge);
}

/** The aggregated flow as the graph drew it last at an instant, if it did. */
export const knownEdge = (
  from: string,
  to: string,
  asset: string,
  asOf: Instant | null,
): GraphEdge | undefined => edgesKnown.get(`${from}|${to}|${asset}|${asOf}`);

/** What the engine knows about the nodes of a view in a time frame, at an instant; the last answer stays meanwhile. */
export function useFacts(
  view: GraphView,
  frame: TimeFrame | null,
  known: AsOf,
  revision: number,
): FactsAnswer {
  const ids = useMemo(() => presentIds(view), [view]);
  const idsKey = useMemo(() => ids.join('\n'), [ids]);
  const key = keyOf([idsKey, frame, known, revision]);
  const answers = useRef(new Map<string, Slice>());
  const [state, setState] = useState<{ key: string; slice: Slice } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for ids, frame and revision; attempt asks again
  useEffect(() => {
    setError(null);
    if (ids.length === 0) return;
    const answered = answers.current.get(key);
    if (answered) {
      remember(answered, known.asOf);
      setState({ key, slice: answered });
      return;
    }
    const controller = new AbortController();
    sliceOf(ids, frame, known, controller.signal).then(
      (slice) => {
        if (controller.signal.aborted) return;
        answers.current.set(key, slice);
        for (const old of [...answers.current.keys()].slice(0, -kept)) answers.current.delete(old);
        remember(slice, known.asOf);
        setState({ key, slice });
      },
      (reason: unknown) => {
        if (!controller.signal.aborted && !isCancelled(reason)) setError(reason ?? new Error());
      },
    );
    return () => controller.abort();
  }, [key, attempt]);

  const slicedKey = Object.keys(view.sliced).length > 0 ? keyOf([key, view.sliced]) : null;
  const pieces = useAnswer(slicedKey, async (signal) => {
    const answered = await Promise.all(
      Object.entries(view.sliced)
        .filter(([id]) => ids.includes(id))
        .map(async ([id, bucket]) => {
          const others = ids.filter((other) => other !== id);
          if (others.length === 0) return null;
          return [id, slicedNode(await timeSlices(id, others, bucket, frame, signal), bucket)] as const;
        }),
    );
    return new Map(answered.filter((one) => one !== null));
  });

  const wantsCommunities = view.style.colour === 'community' && ids.length > 0;
  const found = useAnswer(wantsCommunities ? keyOf(['communities', key]) : null, (signal) =>
    communities(ids, frame, signal),
  );

  const slice = state?.slice;
  const facts = useMemo<Facts>(() => {
    if (!slice) return noFacts;
    const nodes = new Map<string, GraphNode>(slice.nodes.map((n) => [n.id, n]));
    const sharedAlerts = slice.sharedAlerts.map(({ nodes: places, alerts }) => ({
      nodes: places.map((place) => slice.nodes[place]!.id),
      alerts,
    }));
    return { nodes, edges: slice.edges, slices: pieces.data ?? new Map(), sharedAlerts };
  }, [slice, pieces.data]);
  const numbered = useMemo(() => (found.data ? numbersOf(found.data) : null), [found.data]);
  return {
    facts,
    complete: ids.length === 0 || (state?.key === key && !pieces.loading),
    shownEdges: slice?.shownEdges ?? 0,
    totalEdges: slice?.totalEdges ?? 0,
    communities: numbered,
    error: error ?? pieces.error ?? found.error ?? null,
    retry: () => {
      setAttempt((n) => n + 1);
      pieces.retry();
      found.retry();
    },
  };
}

const slicedNode = (answer: TimeSlices, bucket: Bucket): SlicedNode => ({
  bucket,
  pieces: answer.slices.map((s) => ({
    id: s.id,
    at: s.from,
    transfers: s.edges.reduce((sum, e) => sum + e.count, 0),
  })),
  edges: answer.slices.flatMap((s) => s.edges),
  shownEdges: answer.shownEdges,
  totalEdges: answer.totalEdges,
  withoutTime: answer.withoutTime,
});

const numbersOf = (answer: Communities): Map<string, number> =>
  new Map(answer.communities.flatMap((c, i) => c.nodes.map((id) => [id, i] as const)));
