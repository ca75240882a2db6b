import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { HouseStyle } from '#contract/reports.ts';
import { type Block, type CellValue, count, type Inline, type ReportDocument, runsOf } from '../blocks.ts';
import { readable } from './colour.ts';

const QUIET = '4D5D66';
const RULE = 'C3CCD1';
/** Twentieths of a point between the margins. */
const TEXT_WIDTH = 9900;
const PICTURE_WIDTH = 640;
const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

/** A pixel of nothing, for readers that cannot show vectors. */
const BLANK = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNgYAAAAAMAASsJTYQAAAAASUVORK5CYII=',
  'base64',
);

const textRuns = (text: Inline, size?: number): ParagraphChild[] =>
  runsOf(text).flatMap((run): ParagraphChild[] => {
    const words = run.text.split('\n').map(
      (line, at) =>
        new TextRun({
          text: line,
          ...(at > 0 ? { break: 1 } : {}),
          ...(run.bold ? { bold: true } : {}),
          ...(run.italic ? { italics: true } : {}),
          ...(run.quiet ? { color: QUIET } : {}),
          ...(run.code ? { font: 'Consolas', size: 15 } : size ? { size } : {}),
        }),
    );
    return run.to === undefined ? words : [new InternalHyperlink({ anchor: run.to, children: words })];
  });

const cellText = (value: CellValue): Inline =>
  value === null ? '' : typeof value === 'number' ? count(value) : value;

const line = { style: BorderStyle.SINGLE, size: 4, color: RULE };
const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };
const borders = {
  top: line,
  bottom: line,
  left: none,
  right: none,
  insideHorizontal: line,
  insideVertical: none,
};

function table(
  widths: readonly number[],
  head: readonly { title: string; end?: boolean }[] | null,
  rows: readonly (readonly CellValue[])[],
): Table {
  const sum = widths.reduce((total, width) => total + width, 0);
  const columnWidths = widths.map((width) => Math.round((TEXT_WIDTH * width) / sum));
  const cell = (value: CellValue, at: number, header: boolean) =>
    new TableCell({
      width: { size: columnWidths[at]!, type: WidthType.DXA },
      children: [
        new Paragraph({
          alignment: head?.[at]?.end ? AlignmentType.END : AlignmentType.START,
          children: header
            ? [new TextRun({ text: String(value), bold: true, color: QUIET, size: 16 })]
            : textRuns(cellText(value), 16),
        }),
      ],
    });
  return new Table({
    columnWidths,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    borders,
    rows: [
      ...(head
        ? [
            new TableRow({
              tableHeader: true,
              cantSplit: true,
              children: head.map(({ title }, at) => cell(title, at, true)),
            }),
          ]
        : []),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: row.map((value, at) => cell(value, at, false)) }),
      ),
    ],
  });
}

function blockChildren(block: Block): (Paragraph | Table | TableOfContents)[] {
  switch (block.type) {
    case 'title':
      return [
        new Paragraph({
          children: [new TextRun({ text: block.kicker, color: QUIET })],
          spacing: { before: 900 },
        }),
        new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(block.text)] }),
        new Paragraph({
          text: block.lead === '' ? 'No description has been written.' : block.lead,
          spacing: { after: 300 },
        }),
      ];
    case 'heading':
      return [
        new Paragraph({
          heading: levels[block.level],
          keepNext: true,
          pageBreakBefore: block.apart === true,
          children:
            block.id === undefined
              ? [new TextRun(block.text)]
              : [new Bookmark({ id: block.id, children: [new TextRun(block.text)] })],
        }),
      ];
    case 'paragraph':
      return [
        new Paragraph({
          spacing: { after: 100 },
          children: textRuns(
            block.text,
            block.size === 'small' ? 16 : block.size === 'large' ? 22 : undefined,
          ),
        }),
      ];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            children: textRuns(item),
            ...(block.ordered
              ? { numbering: { reference: 'steps', level: 0 } }
              : block.marks === 'none'
                ? {}
                : { bullet: { level: 0 } }),
          }),
      );
    case 'facts':
      return [
        table(
          [22, 78],
          null,
          block.rows.map(([name, value]) => [
            [{ text: name, quiet: true }],
            value === '' ? 'not stated' : value,
          ]),
        ),
        new Paragraph(''),
      ];
    case 'table':
      return [
        table(
          block.columns.map(({ width }) => width),
          block.columns,
          block.rows,
        ),
        new Paragraph({
          children: [new TextRun({ text: block.note ?? '', size: 16, color: QUIET })],
          spacing: { after: 160 },
        }),
      ];
    case 'picture': {
      const { picture } = block;
      const shown = Math.min(1, PICTURE_WIDTH / picture.width);
      const transformation = { width: picture.width * shown, height: picture.height * shown };
      const altText = { name: block.alt, title: block.alt, description: block.caption };
      return [
        new Paragraph({
          keepNext: true,
          children: [
            picture.type === 'png'
              ? new ImageRun({ type: 'png', data: picture.png, transformation, altText })
              : new ImageRun({
                  type: 'svg',
                  data: Buffer.from(picture.svg),
                  fallback: { type: 'png', data: BLANK },
                  transformation,
                  altText,
                }),
          ],
        }),
        new Paragraph({
          children: [new TextRun({ text: block.caption, size: 16, color: QUIET })],
          spacing: { after: 160 },
        }),
      ];
    }
    case 'contents':
      return [
        new Paragraph({ heading: HeadingLevel.HEADING_2, text: block.title }),
        new TableOfContents(block.title, { hyperlink: true, headingStyleRange: '1-1' }),
      ];
    case 'signature':
      return block.lines.map(
        (text) =>
          new Paragraph({
            spacing: { before: 700 },
            border: { top: { style: BorderStyle.SINGLE, size: 6, color: '10202A', space: 1 } },
            children: [new TextRun({ text, size: 16, color: QUIET })],
          }),
      );
    case 'together':
      return block.blocks.flatMap(blockChildren);
  }
}

/** A report as a word processor document. The table of contents is filled when the document is opened. */
export async function renderDocx({ frame, blocks }: ReportDocument, style: HouseStyle): Promise<Buffer> {
  const colour = readable(style.colour).slice(1).toUpperCase();
  const [before = '', between = '', after = ''] = frame.pageOf.split(/\{page\}|\{pages\}/);
  const heading = (size: number) => ({ run: { size, bold: true, color: colour, font: 'Calibri' } });
  const document = new Document({
    title: frame.title,
    creator: frame.author || 'Spyhop',
    description: `${frame.program} · case ${frame.caseId} · journal ${frame.journal.last}`,
    features: { updateFields: true },
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 19, color: '10202A' } },
        title: heading(52),
        heading1: heading(30),
        heading2: heading(23),
        heading3: heading(20),
      },
    },
    numbering: {
      config: [
        {
          reference: 'steps',
          levels: [
            {
              level: 0,
              format: 'decimal',
              text: '%1.',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 500, hanging: 300 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size:
              style.paper === 'A4' ? { width: 11_906, height: 16_838 } : { width: 12_240, height: 15_840 },
            margin: { top: 1000, bottom: 1000, left: 1000, right: 1000 },
          },
        },
        headers: {
          default: new Header({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({
                    text: [style.marking, frame.title, frame.utc].filter(Boolean).join(' · '),
                    size: 16,
                    color: QUIET,
                  }),
                ],
              }),
            ],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({
                    size: 16,
                    color: QUIET,
                    children: [
                      `${frame.program} · case ${frame.caseId.slice(0, 8)} · journal ${frame.journal.last.slice(0, 16)} · ${before}`,
                      PageNumber.CURRENT,
                      between,
                      PageNumber.TOTAL_PAGES,
                      after,
                    ],
                  }),
                ],
              }),
            ],
          }),
        },
        children: blocks.flatMap(blockChildren),
      },
    ],
  });
  return Packer.toBuffer(document);
}
