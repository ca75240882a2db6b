import type { Progress } from '#contract/common.ts';

export interface WorkReport {
  readonly progress: Progress | null;
  /** Per second, in the unit of the progress. */
  readonly rate: number | null;
  readonly remainingSeconds: number | null;
}

/** One long task as the running-work menu shows it. */
export interface WorkItem extends WorkReport {
  readonly id: number;
  readonly title: string;
  readonly status: 'running' | 'cancelling' | 'done' | 'cancelled' | 'failed';
  /** What came out, or what went wrong. */
  readonly outcome: string;
}

const finishedKept = 8;

export const startItem = (items: readonly WorkItem[], id: number, title: string): readonly WorkItem[] => [
  { id, title, status: 'running', outcome: '', progress: null, rate: null, remainingSeconds: null },
  ...items,
];

const change = (
  items: readonly WorkItem[],
  id: number,
  update: (item: WorkItem) => WorkItem,
): readonly WorkItem[] => items.map((item) => (item.id === id ? update(item) : item));

const isActive = (item: WorkItem): boolean => item.status === 'running' || item.status === 'cancelling';

export const reportItem = (items: readonly WorkItem[], id: number, report: WorkReport): readonly WorkItem[] =>
  change(items, id, (item) => (isActive(item) ? { ...item, ...report } : item));

export const cancelItem = (items: readonly WorkItem[], id: number): readonly WorkItem[] =>
  change(items, id, (item) => (item.status === 'running' ? { ...item, status: 'cancelling' } : item));

/** Ends an item and forgets the oldest finished ones beyond the last eight. */
export function endItem(
  items: readonly WorkItem[],
  id: number,
  status: 'done' | 'cancelled' | 'failed',
  outcome: string,
): readonly WorkItem[] {
  const ended = change(items, id, (item) => ({ ...item, status, outcome }));
  let kept = 0;
  return ended.filter((item) => isActive(item) || ++kept <= finishedKept);
}

export const forgetFinished = (items: readonly WorkItem[]): readonly WorkItem[] => items.filter(isActive);

export const activeCount = (items: readonly WorkItem[]): number => items.filter(isActive).length;

/** 0–1, or null where the total is not known. */
export function fractionDone(progress: Progress | null): number | null {
  if (!progress?.total) return null;
  return Math.min(1, progress.done / progress.total);
}
