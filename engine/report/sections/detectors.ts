import { lastRuns } from '../../alerts/last-runs.ts';
import { cardOf, detectorById } from '../../detectors/registry.ts';
import { type Block, heading, paragraph } from '../blocks.ts';
import type { ReportSource } from '../source.ts';
import { markdown } from './markdown.ts';

const parametersText = (params: Record<string, unknown>): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(', ');

/** Which rules ran with which parameters, and why one did not. */
export async function detectorRuns(
  { session, words }: ReportSource,
  only: readonly string[] | null = null,
): Promise<Block[]> {
  const runs = (await lastRuns(session)).filter(({ detector }) => only === null || only.includes(detector));
  return [
    heading(1, words.detectors),
    runs.length === 0
      ? paragraph('No detector has run in this case yet.')
      : {
          type: 'table',
          name: 'Detectors',
          columns: [
            { title: 'Detector', width: 22 },
            { title: 'Version', width: 8, end: true },
            { title: 'Found', width: 10, end: true },
            { title: 'Parameters, or why it did not run', width: 60 },
          ],
          rows: runs.map((run) => [
            run.detector,
            run.version,
            run.status === 'done' ? run.alerts : run.status,
            run.status === 'done' ? parametersText(run.params) : run.message,
          ]),
        },
  ];
}

/** The cards of the named detectors: what each sees, how, and what it misses. */
export function cards({ words }: ReportSource, detectors: readonly string[]): Block[] {
  const found = [...new Set(detectors)].sort().flatMap((id) => {
    const detector = detectorById(id);
    return detector ? [cardOf(detector)] : [];
  });
  if (found.length === 0) return [];
  return [
    heading(1, words.cards),
    ...found.flatMap(({ title, id, card }): Block[] => [
      heading(2, `${title} (${id})`),
      ...markdown(card.replace(/^# .*\n/, '')),
    ]),
  ];
}
