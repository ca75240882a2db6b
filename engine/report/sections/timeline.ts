import { alertMarks } from '../../alerts/alert-marks.ts';
import { caseTimeline } from '../../cases/work/timeline.ts';
import { timeline } from '../../graph/timeline.ts';
import { type Block, count, heading, noun, paragraph } from '../blocks.ts';
import { activityChart } from '../charts/activity.ts';
import type { ReportSource } from '../source.ts';

/** Rows and alerts of the whole history as a chart. */
export async function activity({ folder, session, words }: ReportSource): Promise<Block[]> {
  const marks = await alertMarks(folder.warehouse, session);
  const picture = activityChart(await timeline(session, marks, 90));
  return [
    heading(1, words.activity),
    picture
      ? {
          type: 'picture',
          picture,
          alt: 'Imported rows and alerts over time',
          caption: 'Above: imported rows. Below: alerts by the time their evidence was complete. UTC.',
        }
      : paragraph('No imported row states a time.'),
  ];
}

/** What happened in the world, as exhibits and findings state it, and what investigators did, in one order. */
export async function events(
  { folder, session, words }: ReportSource,
  query: { actions: boolean; from?: string; to?: string },
  most = 1000,
): Promise<Block[]> {
  const page = await caseTimeline(folder, session, {
    world: true,
    actions: query.actions,
    from: query.from ?? null,
    to: query.to ?? null,
    descending: false,
    offset: 0,
    limit: most,
  });
  return [
    heading(1, words.timeline),
    page.total === 0
      ? paragraph('No exhibit or finding names an event.')
      : {
          type: 'table',
          name: 'Timeline',
          columns: [
            { title: 'Time', width: 20 },
            { title: 'Event', width: 58 },
            { title: 'Source', width: 22 },
          ],
          rows: page.rows.map((row) =>
            row.type === 'world'
              ? [row.at, row.text, row.label]
              : [row.at, row.action.replaceAll('-', ' '), `journal ${row.seq}, ${row.by || 'unnamed'}`],
          ),
          ...(page.total > page.rows.length
            ? { note: `${count(page.rows.length)} of ${noun(page.total, 'event')} are printed.` }
            : {}),
        },
  ];
}
