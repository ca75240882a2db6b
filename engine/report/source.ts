import type { CaseSummary } from '#contract/cases.ts';
import type { HouseStyle, ReportOptions } from '#contract/reports.ts';
import type { Profile } from '#contract/whales.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import type { Session } from '../warehouse/session.ts';
import type { Words } from './words/words.ts';

/** What a template reads from. */
export interface ReportSource {
  readonly folder: CaseFolder;
  readonly session: Session;
  readonly summary: CaseSummary;
  readonly madeAt: Date;
  readonly programVersion: string;
  readonly options: ReportOptions;
  readonly style: HouseStyle;
  readonly words: Words;
  /** Of the subject in the options; null where none was named. */
  readonly profile: Profile | null;
}
