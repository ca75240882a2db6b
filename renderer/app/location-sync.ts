import { toHash } from '../workspace/location.ts';
import { placeFromHash, useWorkspace } from '../workspace/store.ts';
import { sameStart } from '../workspace/trace-seed.ts';

/**
 * Keeps the address bar and the workspace the same. Going to another page makes a step for Back;
 * moving the selection or the time frame rewrites the current one.
 */
export function keepLocation(): void {
  let reading = false;
  useWorkspace.subscribe((now, before) => {
    if (reading) return;
    const hash = toHash(now);
    if (hash === toHash(before) || hash === location.hash) return;
    const moved =
      now.page !== before.page ||
      now.graphSeed !== before.graphSeed ||
      now.whales !== before.whales ||
      !sameStart(now.traceSeed, before.traceSeed);
    if (moved) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  });
  const read = () => {
    reading = true;
    placeFromHash(location.hash);
    reading = false;
  };
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
}
