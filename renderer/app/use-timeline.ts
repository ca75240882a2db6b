import { useEffect } from 'react';
import type { Timeline } from '#contract/graph.ts';
import { fetchTimeline } from '../workspace/queries.ts';
import { setHistory } from '../workspace/replay.ts';
import { useWorkspace } from '../workspace/store.ts';
import { type Answer, useAnswer } from '../workspace/use-answer.ts';

const bucketCount = 240;

/** Activity of the whole case; tells the replay how far it can go. */
export function useTimeline(): Answer<Timeline> {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`timeline-${revision}`, (signal) => fetchTimeline(bucketCount, signal));
  const { from, to } = answer.data ?? { from: null, to: null };
  useEffect(() => setHistory(from !== null && to !== null ? { from, to } : null), [from, to]);
  return answer;
}
