import type { EvidenceItem, WorkDocument } from '#contract/case-work.ts';
import type { JournalEntry } from '#contract/cases.ts';
import type { Alert } from '#contract/detection.ts';
import type { CaseFile } from '../case-file.ts';

/** An original with what is known of its way into the case. */
export interface KeptFile {
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number | null;
  readonly importedAt: string;
  readonly importedBy: string;
  readonly source: string;
  readonly note: string;
}

/** What other programs are told of a case. */
export interface ExchangeFacts {
  readonly file: CaseFile;
  readonly at: string;
  readonly programVersion: string;
  readonly originals: readonly KeptFile[];
  readonly exhibits: readonly EvidenceItem[];
  readonly documents: readonly WorkDocument[];
  readonly alerts: readonly Alert[];
  readonly entries: Iterable<JournalEntry>;
}
