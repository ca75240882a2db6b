import { useCallback, useEffect, useRef, useState } from 'react';
import { isCancelled } from './messages.ts';

export interface Answer<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  /** True while a newer answer is on its way; `data` may then be the older one. */
  readonly loading: boolean;
  readonly retry: () => void;
}

/**
 * Asks whenever `key` changes, drops answers that came too late, and keeps the last one on screen
 * meanwhile, so that nothing jumps. `key: null` asks nothing.
 */
export function useAnswer<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [state, setState] = useState<{ key: string | null; data: T | undefined; error: unknown }>({
    key: null,
    data: undefined,
    error: undefined,
  });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  // biome-ignore lint/correctness/useExhaustiveDependencies: attempt asks again for the same key
  useEffect(() => {
    if (key === null) {
      setState({ key: null, data: undefined, error: undefined });
      return;
    }
    const controller = new AbortController();
    latest.current(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setState({ key, data, error: undefined });
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error))
          setState((s) => ({ key, data: s.data, error: error ?? new Error() }));
      },
    );
    return () => controller.abort();
  }, [key, attempt]);

  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  return {
    data: key === null ? undefined : state.data,
    error: state.key === key ? state.error : undefined,
    loading: key !== null && state.key !== key,
    retry,
  };
}

/** The value once it has stopped changing for `ms`. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
