import { useMemo } from 'react';
import { knownSpan } from './playhead.ts';
import { useWorkspace } from './store.ts';
import type { TimeFrame } from './time-frame.ts';

/** The span a page filters by: the chosen one, and nothing after the playhead. */
export function useKnownSpan(): TimeFrame | null {
  const frame = useWorkspace((s) => s.frame);
  const at = useWorkspace((s) => s.at);
  return useMemo(() => knownSpan(frame, at), [frame, at]);
}
