import type { Alert } from '#contract/detection.ts';
import { type Block, bold, code, count, facts, heading, noun, paragraph, quiet } from '../blocks.ts';
import type { AlertExhibit, ReportExhibit } from '../gather/exhibits.ts';
import type { ReportRow } from '../gather/rows.ts';
import { graphPicture } from '../graph-picture.ts';
import type { ReportSource } from '../source.ts';
import { exhibitAnchor } from './findings.ts';
import { markdown } from './markdown.ts';
import { tierMarks, tierWords } from './scope.ts';

const partNames: Record<string, string> = {
  confidence: 'Confidence',
  severity: 'Severity',
  impact: 'Impact',
  recency: 'Recency',
  correlation: 'Correlation',
  trackRecord: 'Track record',
};

/** Each exhibit as it was frozen, with its rows by file and line. */
export function exhibits({ words }: ReportSource, items: readonly ReportExhibit[]): Block[] {
  return [
    heading(1, words.exhibits, { apart: true }),
    ...(items.length === 0 ? [paragraph('Nothing has been taken into the case as an exhibit yet.')] : []),
    ...items.flatMap((exhibit) => oneExhibit(words.exhibit, exhibit)),
  ];
}

function oneExhibit(word: string, { item, alert, picture, table, text }: ReportExhibit): Block[] {
  return [
    {
      type: 'together',
      blocks: [
        heading(2, `${word} ${item.exhibit}. ${item.title}`, { id: exhibitAnchor(item.exhibit) }),
        ...(item.explanation === '' ? [] : [paragraph(item.explanation, 'large')]),
        ...(alert
          ? [alertLine(alert.alert)]
          : [
              paragraph(
                [
                  quiet(
                    `${item.kind} · frozen ${item.created.at} by ${item.created.by || 'unnamed'}${item.datasetsChanged ? ' · the case holds other originals today than when this was frozen' : ''}`,
                  ),
                ],
                'small',
              ),
            ]),
      ],
    },
    ...(item.note === '' ? [] : [paragraph([bold('Note. '), item.note])]),
    ...(alert ? alertParts(alert) : []),
    ...(text === null ? [] : markdown(text)),
    ...(picture
      ? [
          {
            type: 'picture' as const,
            picture,
            alt: item.title,
            caption: `As it was seen on ${item.created.at}.`,
          },
        ]
      : []),
    ...(table && table.columns.length <= 12
      ? [
          {
            type: 'table' as const,
            name: `${word} ${item.exhibit}`,
            columns: table.columns.map((title) => ({ title, width: 100 / table.columns.length })),
            rows: table.rows,
            ...(table.total > table.rows.length
              ? { note: `${count(table.rows.length)} of ${noun(table.total, 'row')} are printed.` }
              : {}),
          },
        ]
      : []),
    paragraph([quiet('Digest of the frozen data: '), code(item.dataDigest)], 'small'),
  ];
}

/** Tier, priority, severity, score and time in one line. */
export const alertLine = (alert: Alert): Block =>
  paragraph(
    [
      bold(`${tierMarks[alert.tier]} ${tierWords[alert.tier]}`),
      ` · ${alert.priority} priority · ${alert.severity} severity · score ${alert.score.toFixed(2)} · ${alert.start}${alert.end === alert.start ? '' : ` to ${alert.end}`}`,
    ],
    'small',
  );

/** Subjects, rule, sum of the priority, verdict, rows and picture of an alert. */
export function alertParts({ alert, rows, graph }: AlertExhibit): Block[] {
  const parts = Object.entries(alert.priorityParts);
  const picture = graph ? graphPicture(graph) : null;
  return [
    facts([
      [
        'Subjects',
        alert.subjects
          .map((subject) => (subject.chain ? `${subject.id} (${subject.chain})` : subject.id))
          .join('\n'),
      ],
      ['Detector', `${alert.detector} version ${alert.version}`],
      [
        'Priority sum',
        `${parts.map(([name, value]) => `${partNames[name] ?? name} ${value.toFixed(3)}`).join(' + ')} = ${parts.reduce((sum, [, value]) => sum + value, 0).toFixed(3)}`,
      ],
      ...(alert.verdict
        ? ([
            [
              'Verdict',
              `${alert.verdict.verdict}${alert.verdict.reason ? `: ${alert.verdict.reason}` : ''} (${alert.verdict.by || 'unnamed'}, ${alert.verdict.at})`,
            ],
          ] as [string, string][])
        : []),
    ]),
    rowTable(alert, rows),
    ...(picture
      ? [
          {
            type: 'picture' as const,
            picture: picture.picture,
            alt: `Addresses of the alert ${alert.title}`,
            caption: picture.caption,
          },
        ]
      : []),
  ];
}

const rowTable = (alert: Alert, rows: readonly ReportRow[]): Block => ({
  type: 'table',
  name: `Rows of ${alert.id}`,
  columns: [
    { title: 'Role', width: 10 },
    { title: 'Time', width: 20 },
    { title: 'Row', width: 42 },
    { title: 'File', width: 21 },
    { title: 'Line', width: 7, end: true },
  ],
  rows: rows.map((row) => [
    row.role,
    row.time ?? 'unknown',
    row.transaction === null
      ? row.text
      : [row.text, '\n', { text: row.transaction, quiet: true, code: true }],
    row.fileName,
    row.line,
  ]),
  ...(alert.evidence.length > rows.length
    ? {
        note: `${count(rows.length)} of ${noun(alert.evidence.length, 'row')} are printed; all are in exports/alerts.json under ${alert.id}.`,
      }
    : {}),
});
