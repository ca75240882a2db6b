import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import {
  EVIDENCE_PRINTED,
  type ReportContent,
  type ReportDataset,
  type ReportExhibit,
} from './gather-report.ts';
import { graphPicture } from './graph-picture.ts';
import { BEST } from './include-best.ts';

const INK = '#10202a';
const QUIET = '#4d5d66';
const RULE = '#c3ccd1';

const tierWords = {
  structural: '■ structural: follows from the rows by a stated rule',
  attribution: '◆ attribution: rests on a label, whose source is given',
  lead: '○ lead: the opinion of a model or heuristic',
} as const;
const tierPlain = { structural: 'Structural fact', attribution: 'Attribution', lead: 'Lead' } as const;

const count = (value: number): string => value.toLocaleString('en-US');
const noun = (value: number, word: string): string => `${count(value)} ${word}${value === 1 ? '' : 's'}`;

/** Long hashes and addresses may break anywhere: a zero-width space after every eighth character lets them. */
const breakable = (text: string): string =>
  text.replace(/[0-9A-Za-z]{24,}/g, (word) => word.replace(/(.{8})/g, '$1\u200b'));

const rules = {
  hLineWidth: (index: number, node: { table: { headerRows?: number; body: unknown[] } }) =>
    index === 0 || index === node.table.body.length
      ? 0.8
      : index === (node.table.headerRows ?? 0)
        ? 0.6
        : 0.25,
  vLineWidth: () => 0,
  hLineColor: () => RULE,
  paddingLeft: () => 3,
  paddingRight: () => 5,
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};

const head = (...names: string[]): TableCell[] => names.map((text) => ({ text, style: 'th' }));

const heading = (text: string, level: 1 | 2 = 1, breakBefore = false): Content => ({
  text,
  style: `h${level}`,
  tocItem: level === 1,
  ...(breakBefore ? { pageBreak: 'before' as const } : {}),
});

const facts = (rows: [string, string][]): Content => ({
  table: {
    widths: [110, '*'],
    body: rows.map(([name, value]) => [
      { text: name, style: 'label' },
      { text: value === '' ? 'not stated' : breakable(value) },
    ]),
  },
  layout: { ...rules, hLineWidth: () => 0.25 },
  margin: [0, 4, 0, 10],
});

/** The case as a document. Pure: the same content gives the same pages. */
export function caseDocument(content: ReportContent): TDocumentDefinitions {
  const { summary } = content;
  return {
    pageSize: 'A4',
    pageMargins: [40, 50, 40, 48],
    info: {
      title: `${summary.title}: case report`,
      author: summary.examiner || 'Spyhop',
      creator: `Spyhop ${content.programVersion}`,
      producer: `Spyhop ${content.programVersion}`,
      creationDate: new Date(content.madeAt),
      modDate: new Date(content.madeAt),
    },
    defaultStyle: { font: 'Roboto', fontSize: 9, color: INK, lineHeight: 1.18 },
    styles: {
      title: { fontSize: 26, bold: true, margin: [0, 120, 0, 6], lineHeight: 1.05 },
      kicker: { fontSize: 10, color: QUIET, characterSpacing: 0.6 },
      h1: { fontSize: 15, bold: true, margin: [0, 10, 0, 6] },
      h2: { fontSize: 11.5, bold: true, margin: [0, 10, 0, 3] },
      label: { color: QUIET },
      th: { bold: true, fontSize: 8, color: QUIET },
      small: { fontSize: 8, color: QUIET },
      cell: { fontSize: 7.6 },
    },
    header: (page: number) =>
      page === 1
        ? ''
        : {
            columns: [
              { text: summary.title, style: 'small' },
              { text: 'Times are UTC', style: 'small', alignment: 'right' },
            ],
            margin: [40, 24, 40, 0],
          },
    footer: (page: number, pages: number) => ({
      columns: [
        {
          text: `Spyhop ${content.programVersion} · case ${summary.id.slice(0, 8)} · journal ${content.journal.last.slice(0, 16)}`,
          style: 'small',
        },
        { text: `page ${page} of ${pages}`, style: 'small', alignment: 'right' },
      ],
      margin: [40, 14, 40, 0],
    }),
    content: [
      ...titlePage(content),
      ...scope(content),
      ...datasets(content.datasets),
      heading('Exhibits', 1, true),
      ...(content.exhibits.length === 0
        ? [{ text: 'No alert has been taken into the case yet.' } as Content]
        : content.exhibits.flatMap((exhibit, index) => exhibitPages(exhibit, index > 0))),
      ...method(content),
      ...reproduction(content),
    ],
  };
}

function titlePage({
  summary,
  madeAt,
  programVersion,
  exhibits,
  alertCounts,
  datasets: files,
}: ReportContent): Content[] {
  return [
    { text: 'CASE REPORT', style: 'kicker', margin: [0, 60, 0, 0] },
    { text: summary.title, style: 'title' },
    {
      text: summary.description === '' ? 'No description has been written.' : summary.description,
      fontSize: 11,
      color: summary.description === '' ? QUIET : INK,
      margin: [0, 0, 60, 26],
    },
    facts([
      ['Examiner', summary.examiner],
      ['Case', summary.id],
      ['Made', summary.createdAt],
      ['Report of', madeAt],
      ['Judged as of', summary.asOf ?? ''],
      [
        'Data',
        `${noun(files.length, 'file')}, ${noun(summary.counts.transfers, 'transfer')}, ${noun(summary.counts.trades, 'trade')}, ${noun(summary.counts.tags, 'tag')}`,
      ],
      [
        'Period',
        summary.coverage.from && summary.coverage.to
          ? `${summary.coverage.from} to ${summary.coverage.to}`
          : '',
      ],
      [
        'Alerts',
        alertCounts.length === 0
          ? 'none'
          : alertCounts.map(({ priority, count: n }) => `${count(n)} ${priority}`).join(', '),
      ],
      ['In this report', noun(exhibits.length, 'exhibit')],
      ['Program', `Spyhop ${programVersion}`],
    ]),
    { toc: { title: { text: 'Contents', style: 'h2' }, numberStyle: { color: QUIET } } },
  ];
}

function scope({ datasets: files, summary, exhibits }: ReportContent): Content[] {
  const holes = files.filter((file) => file.holes.length > 0).length;
  return [
    heading('Scope and method', 1, true),
    {
      text: `This report rests on ${noun(files.length, 'file')} that were kept unchanged in the case under their SHA-256, and on nothing else: no data was fetched from a network. Every row of each file was accepted, rejected with a reason, or recognised as a repetition of an earlier row; the three add up to the rows of the file.`,
      margin: [0, 0, 0, 6],
    },
    {
      text: `Named rules (detectors) were run over the accepted rows, judging each moment by what the files say up to ${summary.asOf ?? 'their end'}. What a rule found is an alert; equal alerts within five minutes were joined and all were weighed by six stated factors. ${exhibits.length > 0 ? `The ${noun(exhibits.length, 'alert')} printed here ${exhibits.length === 1 ? 'was' : 'were'} taken into the case as exhibits; where nobody chose, they are the best-ranked ones, at most five of a detector and ${BEST} in all.` : ''} An alert is a statement about rows. It says nothing about intent, and a name stands beside an address only where a label source says so.`,
      margin: [0, 0, 0, 6],
    },
    { ul: Object.values(tierWords).map((text) => text.replace(/^[■◆○] /, '')), margin: [0, 0, 0, 8] },
    {
      text:
        holes === 0
          ? 'No file is known to be cut or to have gaps. That does not prove that the files are complete.'
          : `${noun(holes, 'file')} of ${count(files.length)} ${holes === 1 ? 'has' : 'have'} holes or open questions; they are listed with the file below. What happened in a hole is unknown.`,
      bold: true,
      margin: [0, 0, 0, 4],
    },
  ];
}

function datasets(files: readonly ReportDataset[]): Content[] {
  return [
    heading('Files'),
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: ['*', 40, 40, 38, 40, 96],
        body: [
          head('File, format, SHA-256', 'Rows', 'Accepted', 'Rejected', 'Duplicate', 'Coverage'),
          ...files.map(({ dataset, holes }): TableCell[] => [
            {
              stack: [
                { text: breakable(dataset.name), bold: true },
                { text: dataset.formatLabel, color: QUIET },
                { text: breakable(dataset.sha256), fontSize: 6.5, color: QUIET },
                ...holes.map((hole): Content => ({ text: breakable(hole), italics: true, fontSize: 7 })),
              ],
              style: 'cell',
            },
            ...[dataset.rows, dataset.accepted, dataset.rejected, dataset.duplicate].map(
              (n): TableCell => ({ text: count(n), alignment: 'right', style: 'cell' }),
            ),
            {
              text:
                dataset.coverage.from && dataset.coverage.to
                  ? `${dataset.coverage.from}\n${dataset.coverage.to}`
                  : dataset.target === 'tag'
                    ? 'labels carry no period'
                    : 'unknown',
              style: 'cell',
            },
          ]),
        ],
      },
      layout: rules,
    },
  ];
}

function exhibitPages({ exhibit, alert, evidence, note, graph }: ReportExhibit, apart: boolean): Content[] {
  const picture = graph ? graphPicture(graph) : null;
  const parts = Object.entries(alert.priorityParts);
  const named: Record<string, string> = {
    confidence: 'Confidence',
    severity: 'Severity',
    impact: 'Impact',
    recency: 'Recency',
    correlation: 'Correlation',
    trackRecord: 'Track record',
  };
  return [
    {
      stack: [
        ...(apart
          ? [
              {
                canvas: [
                  { type: 'line' as const, x1: 0, y1: 0, x2: 515, y2: 0, lineWidth: 0.8, lineColor: RULE },
                ],
                margin: [0, 14, 0, 0] as [number, number, number, number],
              },
            ]
          : []),
        heading(`Exhibit ${exhibit}. ${alert.title}`, 2),
        { text: breakable(alert.explanation), fontSize: 10.5, margin: [0, 0, 0, 4] },
        {
          text: `${tierPlain[alert.tier]} · ${alert.priority} priority · ${alert.severity} severity · score ${alert.score.toFixed(2)} · ${alert.start}${alert.end === alert.start ? '' : ` to ${alert.end}`}`,
          style: 'small',
          margin: [0, 0, 0, 4],
        },
      ],
      unbreakable: true,
    },
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
        `${parts.map(([name, value]) => `${named[name] ?? name} ${value.toFixed(3)}`).join(' + ')} = ${parts.reduce((sum, [, value]) => sum + value, 0).toFixed(3)}`,
      ],
      ...(alert.verdict
        ? ([
            ['Verdict', `${alert.verdict.verdict}${alert.verdict.reason ? `: ${alert.verdict.reason}` : ''}`],
          ] as [string, string][])
        : []),
      ...(note === '' ? [] : ([['Note', note]] as [string, string][])),
    ]),
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [40, 80, '*', 96, 26],
        body: [
          head('Role', 'Time', 'Row', 'File', 'Line'),
          ...evidence.map((item): TableCell[] => [
            { text: item.role, style: 'cell' },
            { text: item.time ?? 'unknown', style: 'cell' },
            {
              stack: [
                { text: breakable(item.text) },
                ...(item.transaction === null
                  ? []
                  : [{ text: breakable(item.transaction), fontSize: 6.5, color: QUIET }]),
              ],
              style: 'cell',
            },
            { text: breakable(item.fileName), style: 'cell' },
            { text: count(item.line), alignment: 'right', style: 'cell' },
          ]),
        ],
      },
      layout: rules,
    },
    ...(alert.evidence.length > EVIDENCE_PRINTED
      ? [
          {
            text: `${evidence.length} of ${count(alert.evidence.length)} rows are printed; all are in exports/alerts.json under ${alert.id}.`,
            style: 'small',
            margin: [0, 3, 0, 0],
          } as Content,
        ]
      : []),
    ...(picture && picture.svg !== ''
      ? [
          {
            stack: [
              { svg: picture.svg, width: 515, margin: [0, 10, 0, 2] },
              { text: picture.caption, style: 'small' },
            ],
            unbreakable: true,
          } as Content,
        ]
      : []),
  ];
}

function method({ runs, cards }: ReportContent): Content[] {
  const parameters = (params: Record<string, unknown>) =>
    Object.entries(params)
      .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
      .join(', ');
  return [
    heading('Detectors and parameters', 1, true),
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [104, 30, 40, '*'],
        body: [
          head('Detector', 'Version', 'Found', 'Parameters, or why it did not run'),
          ...runs.map((run): TableCell[] => [
            { text: run.detector, style: 'cell' },
            { text: String(run.version), style: 'cell' },
            { text: run.status === 'done' ? count(run.alerts) : run.status, style: 'cell' },
            { text: run.status === 'done' ? parameters(run.params) : run.message, style: 'cell' },
          ]),
        ],
      },
      layout: rules,
    },
    ...(cards.length > 0 ? [heading('What the detectors of the exhibits see, and what they miss')] : []),
    ...cards.flatMap((card) => cardContent(card.title, card.id, card.card)),
  ];
}

/** A card's Markdown: headings and paragraphs. */
function cardContent(title: string, id: string, markdown: string): Content[] {
  const blocks = markdown.split(/\n(?=## )/).slice(1);
  return [
    { text: `${title} (${id})`, style: 'h2' },
    ...blocks.map((block): Content => {
      const [name = '', ...body] = block.split('\n');
      return {
        text: [
          { text: `${name.replace(/^## /, '')}. `, bold: true },
          body.join('\n').trim().replace(/\n+/g, ' ').replace(/[*`_]/g, ''),
        ],
        margin: [0, 0, 0, 3],
        fontSize: 8.5,
      };
    }),
  ];
}

function reproduction({ programVersion, datasets: files, journal, summary }: ReportContent): Content[] {
  return [
    heading('How to reproduce this'),
    {
      ol: [
        `Install Spyhop ${programVersion}.`,
        `Take the ${noun(files.length, 'original')} from the folder evidence/ of the case; each is named by its SHA-256, which any tool can check (sha256sum). The names and hashes stand under “Files”.`,
        `Run: spyhop investigate <the originals> --case again.spyhop${summary.asOf ? ` --as-of ${summary.asOf}` : ''}`,
        'Compare exports/alerts.json of both cases: the alerts of the same detectors with the same parameters are the same, byte for byte.',
      ],
      margin: [0, 0, 0, 6],
    },
    {
      text: breakable(
        `The journal of the case held ${noun(journal.entries, 'entry').replace('entrys', 'entries')} when this report was made; the last one has the hash ${journal.last}. Each entry carries the hash of the one before, so a later change to any of them can be shown.`,
      ),
    },
  ];
}
