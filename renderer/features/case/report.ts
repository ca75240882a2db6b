import { countOf, formatBytes } from '../../ui/format.ts';
import { messageOf } from '../../workspace/messages.ts';
import { answersChanged, beginWork, notify, reportProblem } from '../../workspace/store.ts';
import { report } from './queries.ts';

/** Writes the case report in the background and hands it to the user. */
export async function writeReport(): Promise<void> {
  const work = beginWork('Case report');
  try {
    const result = await report();
    const outcome = `${result.fileName}: ${countOf(result.pages ?? 0, 'page')}, ${formatBytes(result.bytes)}, SHA-256 ${result.sha256.slice(0, 12)}…`;
    work.end('done', outcome);
    notify(`Report written. ${outcome}`);
    answersChanged();
  } catch (error) {
    work.end('failed', messageOf(error));
    reportProblem(error);
  }
}
