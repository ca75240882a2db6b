import { setImmediate } from 'node:timers/promises';

const STEPS = 1000;

/**
 * For loops over very many lines: every thousandth call lets others have their turn, and ends the loop where it was
 * cancelled, with the signal's reason.
 */
export function turns(signal: AbortSignal): () => Promise<void> {
  let steps = 0;
  const none = Promise.resolve();
  return () => {
    steps += 1;
    return steps % STEPS === 0 ? setImmediate().then(() => signal.throwIfAborted()) : none;
  };
}
