import type { CaseSummary, IncludedItem, JournalEntry } from '#contract/cases.ts';
import { engine } from '../../workspace/engine.ts';

export const updateCase = (part: {
  title?: string;
  description?: string;
  examiner?: string;
}): Promise<CaseSummary> => engine().client.cases.update(part);

export const included = (): Promise<IncludedItem[]> => engine().client.cases.included({});

export const takeOut = (alertId: string): Promise<IncludedItem[]> =>
  engine().client.cases.include({ alertIds: [alertId], included: false });

export const putBack = (alertId: string): Promise<IncludedItem[]> =>
  engine().client.cases.include({ alertIds: [alertId], included: true });

export const saveNote = (alertId: string, note: string): Promise<IncludedItem[]> =>
  engine().client.cases.note({ alertId, note });

export const journal = (
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ total: number; rows: JournalEntry[] }> =>
  engine().client.cases.journal({ offset, limit }, { signal });
