import type { ImportEvent, ImportRequest } from '#contract/datasets.ts';
import { countOf } from '../../ui/format.ts';
import { refreshCase } from '../../workspace/case-actions.ts';
import { isCancelled, messageOf } from '../../workspace/messages.ts';
import type { WorkReport } from '../../workspace/running-work.ts';
import { beginWork, notify, reportProblem } from '../../workspace/store.ts';
import { type FilePreview, forgetPreview, importFiles } from './queries.ts';
import { applyEvent, endRun, type FileChoice, startRun, totalsOf, useImport } from './store.ts';

/** Whether a previewed file will be imported as things stand. */
export const willImport = (file: FilePreview, choice: FileChoice | undefined): boolean =>
  !choice?.skip &&
  (file.status === 'ready' || (file.status === 'unknown' && Boolean(choice?.mapping ?? choice?.format)));

export const requestFor = (
  files: readonly FilePreview[],
  choices: Readonly<Record<string, FileChoice>>,
): ImportRequest['files'] =>
  files
    .filter((file) => willImport(file, choices[file.path]))
    .map((file) => {
      const choice = choices[file.path];
      return {
        path: file.path,
        options: choice?.options ?? {},
        ...(choice?.format ? { format: choice.format } : {}),
        ...(choice?.mapping ? { mapping: choice.mapping } : {}),
      };
    });

/** One file is followed by its rows or bytes, many by the files that are finished. */
function reportOf(event: Extract<ImportEvent, { type: 'progress' }>, finished: number): WorkReport {
  const { progress, rowsPerSecond, remainingSeconds } = event;
  if (event.files <= 1) {
    return { progress, rate: progress.unit === 'rows' ? rowsPerSecond : null, remainingSeconds };
  }
  const name = event.path.split(/[\\/]/).at(-1) ?? event.path;
  const speed = rowsPerSecond ? ` at ${countOf(rowsPerSecond, 'row')}/s` : '';
  return {
    progress: { ...progress, message: `${name}${speed}`, done: finished, total: event.files, unit: 'files' },
    rate: null,
    remainingSeconds: null,
  };
}

/** Imports in the background; the page and the running-work menu follow the same events. */
export async function runImport(files: ImportRequest['files']): Promise<void> {
  const work = beginWork(`Import of ${countOf(files.length, 'file')}`);
  useImport.setState((s) => startRun(s, work.id, files.length));
  forgetPreview();
  let ended = false;
  try {
    for await (const event of importFiles({ files }, work.signal)) {
      useImport.setState((s) => (s.run ? { run: applyEvent(s.run, event) } : s));
      if (event.type === 'progress')
        work.report(reportOf(event, useImport.getState().run?.results.length ?? 0));
      if (event.type === 'done') ended = true;
    }
    const totals = totalsOf(useImport.getState().run?.results ?? []);
    const outcome = `${countOf(totals.accepted, 'row')} accepted, ${countOf(totals.rejected, 'row')} rejected.`;
    const status = ended ? 'done' : 'cancelled';
    work.end(status, outcome);
    useImport.setState((s) => endRun(s, status, ''));
    if (ended) notify(`Import finished: ${outcome}`);
  } catch (error) {
    const cancelled = isCancelled(error) || work.signal.aborted;
    const problem = cancelled ? 'Cancelled. Files that were finished before are kept.' : messageOf(error);
    work.end(cancelled ? 'cancelled' : 'failed', problem);
    useImport.setState((s) => endRun(s, cancelled ? 'cancelled' : 'failed', problem));
    if (!cancelled) reportProblem(error);
  } finally {
    await refreshCase();
  }
}
