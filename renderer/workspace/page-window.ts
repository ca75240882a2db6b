/** Which pages of a long table are held, and which are still to be asked for. */
export interface PageWindow<T> {
  readonly pageSize: number;
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly T[]>;
}

const pagesHeld = 12;

export const emptyWindow = <T>(pageSize: number): PageWindow<T> => ({
  pageSize,
  total: null,
  pages: new Map(),
});

export function rowAt<T>(window: PageWindow<T>, index: number): T | undefined {
  return window.pages.get(Math.floor(index / window.pageSize))?.[index % window.pageSize];
}

/** Pages that cover the rows `first..last` and are not held yet, nearest to the middle first. */
export function missingPages<T>(window: PageWindow<T>, first: number, last: number): number[] {
  const end = window.total === null ? Math.max(0, last) : Math.min(last, window.total - 1);
  if (end < first && window.total !== null) return [];
  const low = Math.floor(Math.max(0, first) / window.pageSize);
  const high = Math.floor(Math.max(0, end) / window.pageSize);
  const middle = (low + high) / 2;
  const missing: number[] = [];
  for (let page = low; page <= high; page++) if (!window.pages.has(page)) missing.push(page);
  return missing.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
}

/** Adds a page and lets go of the ones farthest from it, so that at most twelve are held. */
export function withPage<T>(
  window: PageWindow<T>,
  page: number,
  rows: readonly T[],
  total: number,
): PageWindow<T> {
  const pages = new Map(window.pages);
  pages.set(page, rows);
  if (pages.size > pagesHeld) {
    const byDistance = [...pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
    for (const far of byDistance.slice(0, pages.size - pagesHeld)) pages.delete(far);
  }
  return { ...window, total, pages };
}
