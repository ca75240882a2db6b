import { useEffect, useState } from 'react';
import type { Progress } from '#contract/common.ts';
import { isCancelled } from './messages.ts';
import { prepareIndex } from './queries.ts';

/** How far the index of all transfers is that a page waits for; null once it is there. */
export function usePrepared(revision: number): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows of the case are another index
  useEffect(() => {
    const controller = new AbortController();
    const follow = async () => {
      for await (const step of prepareIndex(controller.signal))
        if (!controller.signal.aborted) setProgress(step);
    };
    follow()
      // The page's own question fails for the same reason and says so.
      .catch((error: unknown) => isCancelled(error))
      .finally(() => {
        if (!controller.signal.aborted) setProgress(null);
      });
    return () => controller.abort();
  }, [revision]);
  return progress;
}
