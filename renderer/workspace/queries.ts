import type { BundleKey } from '#contract/bundles.ts';
import type { AddEvidence, EvidenceItem, WorkDocument, WorkKey } from '#contract/case-work.ts';
import type { CaseSummary, RecentCase } from '#contract/cases.ts';
import type { Instant, Progress } from '#contract/common.ts';
import type { EntitySummary } from '#contract/entities.ts';
import type { SearchHit, Timeline } from '#contract/graph.ts';
import type { FrameEvent, FramesQuery, State, StateQuery } from '#contract/replay.ts';
import type { AlertMark } from '#contract/whales.ts';
import { engine } from './engine.ts';

export const currentCase = (): Promise<CaseSummary | null> => engine().client.cases.current({});

export const openCase = (dir: string, create: boolean): Promise<CaseSummary> =>
  engine().client.cases.open({ dir, create });

export const openDemoCase = (): Promise<CaseSummary> => engine().client.cases.openDemo({});

export const closeCase = async (): Promise<void> => {
  await engine().client.cases.close({});
};

export const recentCases = (): Promise<RecentCase[]> => engine().client.cases.recent({});

export const fetchTimeline = (buckets: number, signal: AbortSignal): Promise<Timeline> =>
  engine().client.workspace.timeline({ buckets }, { signal });

export const search = (text: string, signal: AbortSignal): Promise<SearchHit[]> =>
  engine().client.workspace.search({ text, limit: 20 }, { signal });

export const belongsTo = (
  subject: string,
  knownBy: string | null,
  signal: AbortSignal,
): Promise<EntitySummary[]> => engine().client.accounts.belongsTo({ subject, knownBy }, { signal });

/** What could be known at an instant. */
export const replayState = (
  query: Pick<StateQuery, 'at'> & Partial<StateQuery>,
  signal: AbortSignal,
): Promise<State> => engine().client.replay.state(query, { signal });

export const replayFrames = (
  query: Pick<FramesQuery, 'from' | 'to' | 'stepSeconds'> & Partial<FramesQuery>,
  signal: AbortSignal,
): AsyncIterable<FrameEvent> => engine().client.replay.frames(query, { signal });

export const nextAlert = (at: Instant, direction: 'next' | 'previous'): Promise<AlertMark | null> =>
  engine().client.replay.nextAlert({ at, direction });

/** Loads the index of all transfers and tells how far it is; ends at once where it is there. */
export const prepareIndex = (signal: AbortSignal): AsyncIterable<Progress> =>
  engine().client.graph.prepare({}, { signal });

export const appInfo = () => engine().client.app.info({});

export const chooseFiles = (title: string, folder: boolean): Promise<string[]> =>
  engine().shell.chooseFiles({ title, folder });

/** Paths on the engine's machine for files the page was given. */
export const pathsOf = (
  files: readonly unknown[],
  onProgress: (sent: number, total: number) => void,
): Promise<string[]> => engine().shell.pathsOf(files, onProgress);

export const shellHost = () => engine().shell.host;

export const addEvidence = (request: AddEvidence): Promise<EvidenceItem> =>
  engine().client.work.addEvidence(request);

/** Takes a document or exhibit off the lists of the case; it stays in the journal. */
export const removeWork = (request: WorkKey & { reason: string }) => engine().client.work.remove(request);
export const restoreWork = (key: WorkKey) => engine().client.work.restore(key);

export const verifyBundle = (path: string, key: BundleKey | null, signal: AbortSignal) =>
  engine().client.bundles.verify({ path, key }, { signal });
export const restoreBundle = (path: string, dir: string, key: BundleKey | null, signal: AbortSignal) =>
  engine().client.bundles.restore({ path, dir, key }, { signal });

export const saveNote = (title: string, text: string): Promise<WorkDocument> =>
  engine().client.work.save({ id: null, content: { kind: 'note', title: title.slice(0, 300), text } });
