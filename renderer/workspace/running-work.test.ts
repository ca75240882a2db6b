import { describe, expect, it } from 'vitest';
import {
  activeCount,
  cancelItem,
  endItem,
  forgetFinished,
  fractionDone,
  reportItem,
  startItem,
  type WorkItem,
} from './running-work.ts';

const report = {
  progress: { stage: 'load', message: 'Reading', done: 5, total: 10, unit: 'rows' as const },
  rate: 2,
  remainingSeconds: 2.5,
};

describe('running work', () => {
  it('goes from start over reports to its end', () => {
    let items = startItem([], 1, 'Import');
    items = reportItem(items, 1, report);
    expect(items[0]).toMatchObject({ status: 'running', rate: 2 });
    expect(activeCount(items)).toBe(1);
    items = endItem(items, 1, 'done', '10 rows');
    expect(items[0]).toMatchObject({ status: 'done', outcome: '10 rows' });
    expect(activeCount(items)).toBe(0);
  });

  it('still counts work that is being cancelled, and takes no late report after the end', () => {
    let items = cancelItem(startItem([], 1, 'Import'), 1);
    expect(items[0]?.status).toBe('cancelling');
    expect(activeCount(items)).toBe(1);
    items = reportItem(endItem(items, 1, 'cancelled', ''), 1, report);
    expect(items[0]).toMatchObject({ status: 'cancelled', progress: null });
  });

  it('keeps the last eight finished and everything running', () => {
    let items: readonly WorkItem[] = startItem([], 0, 'long');
    for (let id = 1; id <= 12; id++) items = endItem(startItem(items, id, `task ${id}`), id, 'done', '');
    expect(items.map((i) => i.id)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 0]);
    expect(forgetFinished(items).map((i) => i.id)).toEqual([0]);
  });

  it('knows no share without a total', () => {
    expect(fractionDone(report.progress)).toBe(0.5);
    expect(fractionDone({ ...report.progress, total: null })).toBeNull();
    expect(fractionDone({ ...report.progress, done: 12 })).toBe(1);
    expect(fractionDone(null)).toBeNull();
  });
});
