import type { BundleRequest } from '#contract/bundles.ts';
import type {
  EvidenceItem,
  SaveWork,
  TimelineEntry,
  WorkDocument,
  WorkKey,
  WorkVersion,
} from '#contract/case-work.ts';
import type { CaseSummary, JournalEntry } from '#contract/cases.ts';
import type { Acquisition, CaseRole, Original, Seat } from '#contract/custody.ts';
import type { LabelConflicts, ListDifference, ScreeningList } from '#contract/screening.ts';
import type {
  CaseTimeStampCheck,
  KeptTimeStamp,
  StampAnswer,
  StampSubject,
  StampTarget,
} from '#contract/time-stamps.ts';
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

export const seat = (): Promise<Seat> => engine().client.custody.seat({});
export const signIn = (name: string, passphrase: string): Promise<Seat> =>
  engine().client.custody.signIn({ name, passphrase });
export const signOut = (): Promise<Seat> => engine().client.custody.signOut({});
export const setMember = (name: string, role: CaseRole, passphrase: string): Promise<Seat> =>
  engine().client.custody.setMember(passphrase === '' ? { name, role } : { name, role, passphrase });
export const removeMember = (name: string): Promise<Seat> => engine().client.custody.removeMember({ name });
export const originals = (): Promise<Original[]> => engine().client.custody.originals({});
export const stateAcquisition = (sha256: string, acquisition: Acquisition): Promise<Original[]> =>
  engine().client.custody.stateAcquisition({ sha256, acquisition });

export const verifyCase = (signal: AbortSignal) => engine().client.custody.verify({}, { signal });
export const reproduceCase = (signal: AbortSignal) => engine().client.custody.reproduce({}, { signal });
export const sealBundle = (request: Partial<BundleRequest>, signal: AbortSignal) =>
  engine().client.bundles.seal(request, { signal });
export const findWords = (words: readonly string[], signal: AbortSignal) =>
  engine().client.bundles.findWords({ words: [...words] }, { signal });
export const present = (file: { path: string; fileName: string; url: string | null }) =>
  engine().shell.present(file);
export const stampSubjects = (): Promise<StampSubject[]> => engine().client.timeStamps.subjects({});
export const requestStamp = (target: StampTarget) => engine().client.timeStamps.request(target);
export const keptStamps = (): Promise<KeptTimeStamp[]> => engine().client.timeStamps.kept({});
export const keepStamp = (answer: StampAnswer): Promise<KeptTimeStamp[]> =>
  engine().client.timeStamps.keep(answer);
export const checkStamp = (answer: StampAnswer & { authority: string }): Promise<CaseTimeStampCheck> =>
  engine().client.timeStamps.check(answer);
export const archiveCase = (archived: boolean): Promise<CaseSummary> =>
  engine().client.cases.archive({ archived });
export const duplicateCase = (dir: string, title: string): Promise<{ dir: string }> =>
  engine().client.cases.duplicate({ dir, title });

export const screeningLists = (): Promise<ScreeningList[]> => engine().client.screening.lists({});
export const layBeside = (path: string, origin: string): Promise<ScreeningList> =>
  engine().client.screening.layBeside({ path, origin });
export const listDifference = (
  before: string,
  after: string,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<ListDifference> =>
  engine().client.screening.difference({ before, after, offset, limit }, { signal });
export const labelConflicts = (offset: number, limit: number, signal: AbortSignal): Promise<LabelConflicts> =>
  engine().client.screening.conflicts({ offset, limit }, { signal });
