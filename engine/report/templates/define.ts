import type { ReportNeed, ReportTemplateId } from '#contract/reports.ts';
import type { Block } from '../blocks.ts';
import type { ReportSource } from '../source.ts';
import type { Words } from '../words/words.ts';

/** One kind of report. It decides what stands in it and in which order; sections read, renderers set. */
export interface Template {
  readonly id: ReportTemplateId;
  /** Name of its title among the headings. */
  readonly title: keyof Words;
  readonly about: string;
  readonly needs: readonly ReportNeed[];
  build(source: ReportSource): Promise<Block[]>;
}
