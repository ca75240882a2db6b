import type { CaseSummary, RecentCase } from '#contract/cases.ts';
import type { Progress } from '#contract/common.ts';
import type { SearchHit, Timeline } from '#contract/graph.ts';
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

/** Loads the index of all transfers and tells how far it is; ends at once where it is there. */
export const prepareIndex = (signal: AbortSignal): AsyncIterable<Progress> =>
  engine().client.graph.prepare({}, { signal });

export const appInfo = () => engine().client.app.info({});

export const chooseFiles = (title: string, folder = false): Promise<string[]> =>
  engine().shell.chooseFiles({ title, folder });

/** Paths on the engine's machine for files the page was given. */
export const pathsOf = (
  files: readonly unknown[],
  onProgress: (sent: number, total: number) => void,
): Promise<string[]> => engine().shell.pathsOf(files, onProgress);

export const shellHost = () => engine().shell.host;
