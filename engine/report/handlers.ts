import type { SpyhopContract } from '#contract/contract.ts';
import type { Handlers } from '#contract/handlers.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import type { HouseStyles } from './house-style.ts';
import { makeReport, type ReportContext } from './make-report.ts';
import { renderHtml } from './render/html.ts';
import { templateCards } from './templates/registry.ts';
import { wordsOf } from './words/words.ts';
import { writeReport } from './write-report.ts';

interface ReportDoors extends Pick<ReportContext, 'clock' | 'programVersion' | 'profileOf'> {
  readonly folder: () => CaseFolder;
  readonly styles: HouseStyles;
}

/** Handlers of the topic `reports`. */
export function reportHandlers({
  folder,
  styles,
  ...doors
}: ReportDoors): Pick<Handlers<SpyhopContract>, 'reports'> {
  const context = async (signal: AbortSignal, style = styles.get()): Promise<ReportContext> => {
    await ensureMarts(folder().warehouse, undefined, signal);
    return { ...doors, folder: folder(), style, signal };
  };
  return {
    reports: {
      templates: async () => templateCards(wordsOf(styles.get().language)),
      style: async () => styles.get(),
      setStyle: async (style) => styles.set(style),
      preview: async ({ template, options, style }, { signal }) => {
        const look = style ?? styles.get();
        const document = await makeReport(await context(signal, look), template, options);
        return { html: renderHtml(document, look), madeAt: document.frame.madeAt };
      },
      write: async (request, { signal }) => {
        folder().need('change');
        return { ...(await writeReport(await context(signal), request)), url: null };
      },
    },
  };
}
