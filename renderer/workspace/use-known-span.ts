import { useMemo } from 'react';
import { type AsOf, knownSpan } from './playhead.ts';
import { useWorkspace } from './store.ts';
import type { TimeFrame } from './time-frame.ts';

/** The span a page filters by: the chosen one, and nothing after the playhead. */
export function useKnownSpan(): TimeFrame | null {
  const frame = useWorkspace((s) => s.frame);
  const at = useWorkspace((s) => s.at);
  return useMemo(() => knownSpan(frame, at), [frame, at]);
}

/** The instant the window stands at, as queries take it. */
export function useAsOf(): AsOf {
  const asOf = useWorkspace((s) => s.at);
  const hindsight = useWorkspace((s) => s.hindsight);
  return useMemo(() => ({ asOf, hindsight }), [asOf, hindsight]);
}
