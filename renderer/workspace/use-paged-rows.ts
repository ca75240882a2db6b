import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isCancelled } from './messages.ts';
import { emptyWindow, missingPages, type PageWindow, rowAt, withPage } from './page-window.ts';

/** Rows of a table that may be far too long to hold. */
export interface PagedRows<T> {
  /** null until the first page has come. */
  readonly total: number | null;
  readonly at: (index: number) => T | undefined;
  /** Called with what is on screen; asks for the pages that are missing. */
  readonly want: (first: number, last: number) => void;
  readonly error: unknown;
  /** The rows shown belong to an earlier question. */
  readonly stale: boolean;
  readonly retry: () => void;
}

const pageSize = 100;

/**
 * Feeds a virtual table page by page. A new `key` starts over but keeps the old rows on screen,
 * marked stale, until the first new page is there.
 */
export function usePagedRows<A extends { total: number; rows: readonly unknown[] }>(
  key: string,
  fetchPage: (offset: number, limit: number, signal: AbortSignal) => Promise<A>,
  onAnswer?: (answer: A) => void,
): PagedRows<A['rows'][number]> {
  type T = A['rows'][number];
  const [state, setState] = useState<{ key: string; window: PageWindow<T>; error: unknown }>({
    key: '',
    window: emptyWindow<T>(pageSize),
    error: undefined,
  });
  const current = useRef({ key, window: state.window, fetchPage, onAnswer });
  const asking = useRef(new Map<number, AbortController>());
  const wanted = useRef({ first: 0, last: 0 });
  current.current.fetchPage = fetchPage;
  current.current.onAnswer = onAnswer;

  const ask = useCallback((page: number) => {
    if (asking.current.has(page)) return;
    const controller = new AbortController();
    const askedFor = current.current.key;
    asking.current.set(page, controller);
    const done = () => {
      if (asking.current.get(page) === controller) asking.current.delete(page);
    };
    current.current.fetchPage(page * pageSize, pageSize, controller.signal).then(
      (answer) => {
        done();
        if (controller.signal.aborted || current.current.key !== askedFor) return;
        current.current.window = withPage(current.current.window, page, answer.rows, answer.total);
        setState({ key: askedFor, window: current.current.window, error: undefined });
        current.current.onAnswer?.(answer);
      },
      (error: unknown) => {
        done();
        if (controller.signal.aborted || isCancelled(error) || current.current.key !== askedFor) return;
        setState((s) => ({ ...s, key: askedFor, error: error ?? new Error() }));
      },
    );
  }, []);

  const want = useCallback(
    (first: number, last: number) => {
      wanted.current = { first, last };
      const missing = missingPages(current.current.window, first, last);
      for (const [page, controller] of asking.current) {
        const from = page * pageSize;
        if (from > last + 3 * pageSize || from + pageSize < first - 3 * pageSize) {
          controller.abort();
          asking.current.delete(page);
        }
      }
      for (const page of missing) ask(page);
    },
    [ask],
  );

  useEffect(() => {
    if (current.current.key !== key) {
      current.current.key = key;
      current.current.window = emptyWindow<T>(pageSize);
    }
    want(wanted.current.first, Math.min(wanted.current.last, wanted.current.first + pageSize));
    return () => {
      for (const controller of asking.current.values()) controller.abort();
      asking.current.clear();
    };
  }, [key, want]);

  const at = useCallback((index: number) => rowAt(state.window, index), [state.window]);
  const retry = useCallback(() => {
    setState((s) => ({ ...s, error: undefined }));
    want(wanted.current.first, wanted.current.last);
  }, [want]);

  return useMemo(
    () => ({
      total: state.window.total,
      at,
      want,
      error: state.error,
      stale: state.key !== key,
      retry,
    }),
    [state, at, want, retry, key],
  );
}

/** Rows that are all there already. */
export function useArrayRows<T>(
  rows: readonly T[] | undefined,
  answer?: { error: unknown; loading: boolean; retry: () => void },
): PagedRows<T> {
  const error = answer?.error;
  const stale = answer?.loading ?? false;
  const retry = answer?.retry;
  return useMemo(
    () => ({
      total: rows ? rows.length : null,
      at: (index) => rows?.[index],
      want: () => {},
      error,
      stale: stale && rows !== undefined,
      retry: retry ?? (() => {}),
    }),
    [rows, error, stale, retry],
  );
}
