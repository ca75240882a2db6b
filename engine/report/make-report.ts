import type { HouseStyle, ReportOptions, ReportTemplateId } from '#contract/reports.ts';
import type { Profile } from '#contract/whales.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { caseSummary } from '../cases/summary.ts';
import type { ReportDocument } from './blocks.ts';
import { templateOf } from './templates/registry.ts';
import { wordsOf } from './words/words.ts';

export interface ReportContext {
  readonly folder: CaseFolder;
  readonly clock: () => Date;
  readonly programVersion: string;
  readonly signal: AbortSignal;
  readonly style: HouseStyle;
  /** Reads the profile of `chain:address`. */
  readonly profileOf: (subject: string, signal: AbortSignal) => Promise<Profile>;
}

/** Gathers everything a report states into blocks. Reads the case and changes nothing. */
export async function makeReport(
  { folder, clock, programVersion, signal, style, profileOf }: ReportContext,
  template: ReportTemplateId,
  options: ReportOptions,
): Promise<ReportDocument> {
  const words = wordsOf(style.language);
  const madeAt = clock();
  const { id, build, title } = templateOf(template);
  const profile = options.subject === null ? null : await profileOf(options.subject, signal);
  const blocks = await folder.warehouse.use(async (session) => {
    const summary = await caseSummary(folder, session);
    return build({ folder, session, summary, madeAt, programVersion, options, style, words, profile });
  }, signal);
  const { journal } = folder;
  const file = folder.file();
  return {
    frame: {
      title: `${file.title}: ${words[title]}`,
      template: id,
      author: file.examiner,
      program: `Spyhop ${programVersion}`,
      caseId: file.id,
      journal: { entries: journal.length, last: journal.last },
      madeAt: madeAt.toISOString(),
      utc: words.utc,
      pageOf: words.page,
    },
    blocks,
  };
}
