import type {
  EvidenceItem,
  SaveWork,
  TimelineEntry,
  WorkDocument,
  WorkKey,
  WorkVersion,
} from '#contract/case-work.ts';
import type { CaseSummary, JournalEntry } from '#contract/cases.ts';
import { engine } from '../../workspace/engine.ts';

export const updateCase = (part: {
  title?: string;
  description?: string;
  examiner?: string;
}): Promise<CaseSummary> => engine().client.cases.update(part);

export const exhibits = (removed: boolean): Promise<EvidenceItem[]> =>
  engine().client.work.evidence({ removed });
export const changeExhibit = (change: { id: string; title?: string; note?: string }): Promise<EvidenceItem> =>
  engine().client.work.changeEvidence(change);
export const openExhibit = (id: string) => engine().client.work.openEvidence({ id });
export const compareExhibit = (id: string) => engine().client.work.compareEvidence({ id });

export const documents = (removed: boolean): Promise<WorkDocument[]> =>
  engine().client.work.list({ removed });
export const saveDocument = (request: SaveWork): Promise<WorkDocument> => engine().client.work.save(request);
export const historyOf = (key: WorkKey): Promise<WorkVersion[]> => engine().client.work.history(key);

export const timeline = (
  query: { world: boolean; actions: boolean; descending: boolean },
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ total: number; rows: TimelineEntry[] }> =>
  engine().client.work.timeline({ ...query, offset, limit }, { signal });

export const journal = (
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ total: number; rows: JournalEntry[] }> =>
  engine().client.cases.journal({ offset, limit }, { signal });
