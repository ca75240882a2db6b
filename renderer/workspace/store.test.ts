import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseSummary } from '#contract/cases.ts';
import {
  beginWork,
  cancelWork,
  caseChanged,
  caseOpened,
  didStep,
  notify,
  openInGraph,
  redo,
  resetWorkspace,
  select,
  setFrame,
  setWide,
  undo,
  useWorkspace,
} from './store.ts';

const summary = (id: string): CaseSummary => ({
  dir: `/cases/${id}`,
  id,
  title: id,
  description: '',
  examiner: '',
  createdAt: '2026-01-01T00:00:00Z',
  programVersion: '0.1.0',
  readOnly: false,
  archived: false,
  counts: { datasets: 1, transfers: 1, trades: 0, tags: 0, addresses: 1, alerts: 0, included: 0, holes: 0 },
  coverage: { from: null, to: null },
  asOf: null,
});

describe('the workspace', () => {
  beforeEach(resetWorkspace);

  it('drops what belonged to the case before when another is opened', () => {
    caseOpened(summary('a'));
    select({ kind: 'dataset', id: 1 });
    setFrame({ from: '2022-01-01T00:00:00Z', to: '2022-01-02T00:00:00Z' });
    caseOpened(summary('b'));
    expect(useWorkspace.getState()).toMatchObject({ selection: null, frame: null });
  });

  it('keeps the place of the address bar when the first case arrives', () => {
    select({ kind: 'dataset', id: 1 });
    caseOpened(summary('a'));
    expect(useWorkspace.getState().selection).toEqual({ kind: 'dataset', id: 1 });
  });

  it('has every answer asked for again when the case changed', () => {
    caseOpened(summary('a'));
    const before = useWorkspace.getState().revision;
    caseChanged(summary('a'));
    expect(useWorkspace.getState().revision).toBe(before + 1);
  });

  it('makes the inspector narrow again when nothing is selected', () => {
    select({ kind: 'dataset', id: 1 });
    setWide(true);
    select({ kind: 'dataset', id: 2 });
    expect(useWorkspace.getState().wide).toBe(true);
    select(null);
    expect(useWorkspace.getState().wide).toBe(false);
  });

  it('goes to the graph with its subject', () => {
    openInGraph({ kind: 'alert', id: 'x' });
    expect(useWorkspace.getState()).toMatchObject({ page: 'graph', graphSeed: { kind: 'alert', id: 'x' } });
  });

  it('undoes and redoes, and says what', async () => {
    const done: string[] = [];
    didStep({ label: 'a mark', undo: () => void done.push('undo'), redo: () => void done.push('redo') });
    await undo();
    await redo();
    expect(done).toEqual(['undo', 'redo']);
    expect(useWorkspace.getState().notices.map((n) => n.text)).toEqual([
      'Undone: a mark',
      'Done again: a mark',
    ]);
  });

  it('keeps a step that could not be undone', async () => {
    didStep({
      label: 'a mark',
      undo: () => Promise.reject(new Error('The engine is busy.')),
      redo: () => {},
    });
    await undo();
    expect(useWorkspace.getState().undo.past).toHaveLength(1);
    expect(useWorkspace.getState().notices.at(-1)).toMatchObject({
      tone: 'problem',
      text: 'The engine is busy.',
    });
  });

  it('aborts work that is cancelled', () => {
    const work = beginWork('Import');
    cancelWork(work.id);
    expect(work.signal.aborted).toBe(true);
    expect(useWorkspace.getState().items[0]?.status).toBe('cancelling');
  });

  it('shows at most three notices', () => {
    for (const text of ['1', '2', '3', '4']) notify(text);
    expect(useWorkspace.getState().notices.map((n) => n.text)).toEqual(['2', '3', '4']);
  });
});
