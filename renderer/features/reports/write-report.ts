import type { ReportFormat } from '#contract/reports.ts';
import { countOf, formatBytes } from '../../ui/format.ts';
import { duringWork } from '../../workspace/during-work.ts';
import { answersChanged, goTo, notify } from '../../workspace/store.ts';
import { templates, writeReport } from './queries.ts';
import { optionsFor, stillNeeded, useReports } from './store.ts';

/** Writes the chosen report in the background and hands it to the user. */
export async function writeChosen(format: ReportFormat): Promise<void> {
  const { template: id, options } = useReports.getState();
  const template = (await templates()).find((one) => one.id === id)!;
  if (stillNeeded(template, options).length > 0) return goTo('reports');
  const title = `${template.title} (${format.toUpperCase()})`;
  await duringWork(title, 'Nothing was written.', async ({ signal }) => {
    const result = await writeReport(id, optionsFor(template, options), format, signal);
    const pages = result.pages === null ? '' : `${countOf(result.pages, 'page')}, `;
    const outcome = `${result.fileName}: ${pages}${formatBytes(result.bytes)}, SHA-256 ${result.sha256.slice(0, 12)}…`;
    notify(`Report written. ${outcome}`);
    answersChanged();
    return outcome;
  });
}
