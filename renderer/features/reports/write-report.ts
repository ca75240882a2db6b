import type { ReportFormat } from '#contract/reports.ts';
import { countOf, formatBytes } from '../../ui/format.ts';
import { isCancelled, messageOf } from '../../workspace/messages.ts';
import { answersChanged, beginWork, goTo, notify, reportProblem } from '../../workspace/store.ts';
import { templates, writeReport } from './queries.ts';
import { optionsFor, stillNeeded, useReports } from './store.ts';

/** Writes the chosen report in the background and hands it to the user. */
export async function writeChosen(format: ReportFormat): Promise<void> {
  const { template: id, options } = useReports.getState();
  const template = (await templates()).find((one) => one.id === id)!;
  if (stillNeeded(template, options).length > 0) return goTo('reports');
  const work = beginWork(`${template.title} (${format.toUpperCase()})`);
  try {
    const result = await writeReport(id, optionsFor(template, options), format, work.signal);
    const pages = result.pages === null ? '' : `${countOf(result.pages, 'page')}, `;
    const outcome = `${result.fileName}: ${pages}${formatBytes(result.bytes)}, SHA-256 ${result.sha256.slice(0, 12)}…`;
    work.end('done', outcome);
    notify(`Report written. ${outcome}`);
    answersChanged();
  } catch (error) {
    if (isCancelled(error)) return work.end('cancelled', 'Nothing was written.');
    work.end('failed', messageOf(error));
    reportProblem(error);
  }
}
