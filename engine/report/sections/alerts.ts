import type { Alert } from '#contract/detection.ts';
import { type Block, type CellValue, count, heading, noun, paragraph } from '../blocks.ts';
import type { AlertList } from '../gather/alerts.ts';
import { tierMarks } from './scope.ts';

const shortId = (id: string): string => (id.length > 24 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id);

const subjectsOf = (alert: Alert): string => {
  const [first, second] = alert.subjects.map(({ id }) => shortId(id));
  const more = alert.subjects.length - 2;
  return `${[first, second].filter(Boolean).join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`;
};

/** Alerts as a table, best first; says how many there are where not all are printed. */
export function alertTable({ list, total }: AlertList, most: number): Block {
  const alerts = list.slice(0, most);
  return {
    type: 'table',
    name: 'Alerts',
    columns: [
      { title: 'Priority', width: 11 },
      { title: 'Tier', width: 5 },
      { title: 'Detector', width: 16 },
      { title: 'Begins', width: 17 },
      { title: 'Subjects', width: 20 },
      { title: 'What the rule says', width: 31 },
    ],
    rows: alerts.map((alert): CellValue[] => [
      alert.priority,
      tierMarks[alert.tier],
      alert.detector,
      alert.start,
      subjectsOf(alert),
      alert.explanation,
    ]),
    ...(total > alerts.length
      ? { note: `${count(alerts.length)} of ${noun(total, 'alert')} are printed.` }
      : {}),
  };
}

/** How many alerts of which detector and priority there are. */
export function alertCounts({ list: alerts, total }: AlertList): Block {
  const priorities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;
  const counts = new Map<string, number[]>();
  for (const { detector, priority } of alerts) {
    const row = counts.get(detector) ?? [0, 0, 0, 0];
    row[priorities.indexOf(priority)]! += 1;
    counts.set(detector, row);
  }
  const sum = (row: readonly number[]) => row.reduce((a, b) => a + b, 0);
  return {
    type: 'table',
    name: 'Alerts by detector',
    columns: [
      { title: 'Detector', width: 40 },
      ...priorities.map((title) => ({ title, width: 12, end: true })),
      { title: 'All', width: 12, end: true },
    ],
    rows: [...counts]
      .sort(([a, left], [b, right]) => sum(right) - sum(left) || (a < b ? -1 : 1))
      .map(([detector, row]) => [detector, ...row, sum(row)]),
    ...(total > alerts.length
      ? { note: `Counted over the best ${count(alerts.length)} of ${noun(total, 'alert')}.` }
      : {}),
  };
}

/** All verdicts with who gave them and why. */
export function verdicts(title: string, alerts: readonly Alert[]): Block[] {
  const judged = alerts.filter(({ verdict }) => verdict !== null);
  return [
    heading(1, title),
    judged.length === 0
      ? paragraph('No alert has been given a verdict.')
      : {
          type: 'table',
          name: 'Verdicts',
          columns: [
            { title: 'Alert', width: 34 },
            { title: 'Verdict', width: 10 },
            { title: 'Reason', width: 28 },
            { title: 'By', width: 12 },
            { title: 'When', width: 16 },
          ],
          rows: judged.map(({ title: name, detector, verdict }) => [
            `${name} (${detector})`,
            verdict!.verdict,
            verdict!.reason === '' ? 'not stated' : verdict!.reason,
            verdict!.by || 'unnamed',
            verdict!.at,
          ]),
        },
  ];
}

/** Alerts that stages after detection dropped or lowered, with the reason of each. */
export function stages(alerts: readonly Alert[]): Block[] {
  const marked = alerts.flatMap(({ title, detector, filters }) =>
    filters.map(({ stage, effect, reason }) => [`${title} (${detector})`, stage, effect, reason]),
  );
  return marked.length === 0
    ? []
    : [
        {
          type: 'table',
          name: 'Dropped, lowered and joined',
          columns: [
            { title: 'Alert', width: 34 },
            { title: 'Stage', width: 16 },
            { title: 'Effect', width: 10 },
            { title: 'Reason', width: 40 },
          ],
          rows: marked,
        },
      ];
}
