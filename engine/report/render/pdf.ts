import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { HouseStyle } from '#contract/reports.ts';
import {
  type Block,
  type CellValue,
  count,
  type Inline,
  plainText,
  type ReportDocument,
  type ReportPicture,
  runsOf,
} from '../blocks.ts';
import { readable } from './colour.ts';
import { printPdf } from './print-pdf.ts';

const INK = '#10202a';
const QUIET = '#4d5d66';
const RULE = '#c3ccd1';
const WIDTH = { A4: 515, LETTER: 532 } as const;
/** A picture is never set taller than this, so that its caption stays with it. */
const TALL = 560;

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

const textOf = (text: Inline, links: ReadonlySet<string>): Content[] =>
  runsOf(text).map((run) => ({
    text: breakable(run.text),
    ...(run.bold ? { bold: true } : {}),
    ...(run.italic ? { italics: true } : {}),
    ...(run.quiet ? { color: QUIET } : {}),
    ...(run.code ? { fontSize: 7, characterSpacing: 0.1 } : {}),
    ...(run.to !== undefined && links.has(run.to)
      ? { linkToDestination: run.to, decoration: 'underline' as const }
      : {}),
  }));

const cell = (value: CellValue, end: boolean, links: ReadonlySet<string>): TableCell => ({
  text: value === null ? '' : typeof value === 'number' ? count(value) : textOf(value, links),
  style: 'cell',
  ...(end ? { alignment: 'right' as const } : {}),
});

function picture(of: ReportPicture, width: number): Content {
  const shown = Math.min(1, width / of.width, TALL / of.height);
  const size = { width: of.width * shown, height: of.height * shown };
  return of.type === 'svg'
    ? { svg: of.svg, ...size, margin: [0, 8, 0, 2] }
    : { image: `data:image/png;base64,${of.png.toString('base64')}`, ...size, margin: [0, 8, 0, 2] };
}

/** Ids that links may lead to. */
function anchors(blocks: readonly Block[]): Set<string> {
  const found = new Set<string>();
  const visit = (block: Block): void => {
    if (block.type === 'heading' && block.id !== undefined) found.add(block.id);
    if (block.type === 'together') block.blocks.forEach(visit);
  };
  blocks.forEach(visit);
  return found;
}

function contentOf(block: Block, width: number, links: ReadonlySet<string>, colour: string): Content[] {
  switch (block.type) {
    case 'title':
      return [
        { text: block.kicker, style: 'kicker', margin: [0, 60, 0, 0] },
        { text: block.text, style: 'title' },
        {
          text: block.lead === '' ? 'No description has been written.' : block.lead,
          fontSize: 11,
          color: block.lead === '' ? QUIET : INK,
          margin: [0, 0, 60, 26],
        },
      ];
    case 'heading':
      return [
        {
          text: breakable(block.text),
          style: `h${block.level}`,
          outline: block.level < 3 && block.listed !== false,
          ...(block.id === undefined ? {} : { id: block.id }),
          ...((block.listed ?? block.level === 1) ? { tocItem: true } : {}),
          ...(block.apart ? { pageBreak: 'before' as const } : {}),
        } as Content,
      ];
    case 'paragraph':
      return [
        {
          text: textOf(block.text, links),
          margin: [0, 0, 0, block.size === 'small' ? 4 : 6],
          ...(block.size === 'small' ? { fontSize: 8 } : block.size === 'large' ? { fontSize: 10.5 } : {}),
        },
      ];
    case 'list': {
      const items = block.items.map((item): Content => ({ text: textOf(item, links), margin: [0, 0, 0, 2] }));
      const margin: [number, number, number, number] = [0, 0, 0, 6];
      if (block.ordered) return [{ ol: items, margin }];
      return [block.marks === 'none' ? { stack: items, margin } : { ul: items, margin }];
    }
    case 'facts':
      return [
        {
          table: {
            widths: [110, '*'],
            body: block.rows.map(([name, value]) => [
              { text: name, style: 'label' },
              { text: value === '' ? 'not stated' : textOf(value, links) },
            ]),
          },
          layout: { ...rules, hLineWidth: () => 0.25 },
          margin: [0, 4, 0, 10],
        },
      ];
    case 'table': {
      // pdfmake wants the width of the text; padding and rules come on top of it.
      const free = width - block.columns.length * 8;
      const sum = block.columns.reduce((total, column) => total + column.width, 0);
      return [
        {
          table: {
            headerRows: 1,
            keepWithHeaderRows: 1,
            dontBreakRows: true,
            widths: block.columns.map((column) => (free * column.width) / sum),
            body: [
              block.columns.map(({ title, end }) => ({
                text: title,
                style: 'th',
                ...(end ? { alignment: 'right' as const } : {}),
              })),
              ...block.rows.map((row) =>
                row.map((value, at) => cell(value, block.columns[at]?.end === true, links)),
              ),
            ],
          },
          layout: rules,
          margin: [0, 2, 0, block.note === undefined ? 10 : 2],
        },
        ...(block.note === undefined
          ? []
          : [{ text: breakable(block.note), style: 'small', margin: [0, 1, 0, 10] } as Content]),
      ];
    }
    case 'picture':
      return [
        {
          stack: [picture(block.picture, width), { text: block.caption, style: 'small' }],
          unbreakable: true,
          margin: [0, 0, 0, 8],
        },
      ];
    case 'contents':
      return [{ toc: { title: { text: block.title, style: 'h2' }, numberStyle: { color: QUIET } } }];
    case 'signature':
      return [
        {
          stack: block.lines.map(
            (line): Content => ({
              stack: [
                {
                  canvas: [{ type: 'line', x1: 0, y1: 0, x2: 300, y2: 0, lineWidth: 0.8, lineColor: colour }],
                },
                { text: line, style: 'small' },
              ],
              margin: [0, 34, 0, 0],
            }),
          ),
        },
      ];
    case 'together':
      return [
        {
          stack: block.blocks.flatMap((inner) => contentOf(inner, width, links, colour)),
          unbreakable: true,
        },
      ];
  }
}

/** Room that has to be left below a heading before a long table, in points. */
const ROOM = 64;
/** A table up to so many rows stays with its heading as a whole. */
const SHORT = 6;

/**
 * A heading is not left alone at the foot of a page: it stays with the whole of a short block after it; before a long one
 * it asks for room, which the block then takes back.
 */
function withHeadings(blocks: readonly Block[], set: (block: Block) => Content[]): Content[] {
  const content: Content[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at]!;
    const next = blocks[at + 1];
    if (block.type !== 'heading' || next === undefined || next.type === 'heading') {
      content.push(...set(block));
      continue;
    }
    at += 1;
    const [heading] = set(block);
    const { pageBreak, ...head } = heading as { pageBreak?: 'before' };
    const together = (stack: Content[]): Content => ({
      stack,
      unbreakable: true,
      ...(pageBreak === undefined ? {} : { pageBreak }),
    });
    const following = set(next);
    const short =
      next.type === 'paragraph'
        ? plainText(next.text).length < 1200
        : next.type === 'picture' ||
          next.type === 'signature' ||
          (next.type === 'facts' && next.rows.length <= SHORT) ||
          (next.type === 'table' && next.rows.length <= SHORT);
    if (short) content.push(together([head as Content, ...following]));
    else
      content.push(
        together([head as Content, { text: ' ', fontSize: 1, margin: [0, 0, 0, ROOM] }]),
        { text: ' ', fontSize: 1, margin: [0, -ROOM, 0, 0] },
        ...following,
      );
  }
  return content;
}

/** Sets a report as PDF. Pure: the same blocks and style give the same pages. */
export function pdfDefinition({ frame, blocks }: ReportDocument, style: HouseStyle): TDocumentDefinitions {
  const width = WIDTH[style.paper];
  const colour = readable(style.colour);
  const links = anchors(blocks);
  const logo = style.logo;
  return {
    pageSize: style.paper,
    pageMargins: [40, 50, 40, 48],
    info: {
      title: frame.title,
      author: frame.author || 'Spyhop',
      creator: frame.program,
      producer: frame.program,
      creationDate: new Date(frame.madeAt),
      modDate: new Date(frame.madeAt),
    },
    defaultStyle: { font: 'Roboto', fontSize: 9, color: INK, lineHeight: 1.18 },
    styles: {
      title: { fontSize: 26, bold: true, color: colour, margin: [0, 6, 0, 6], lineHeight: 1.05 },
      kicker: { fontSize: 10, color: QUIET, characterSpacing: 0.6 },
      h1: { fontSize: 15, bold: true, color: colour, margin: [0, 12, 0, 6] },
      h2: { fontSize: 11.5, bold: true, color: colour, margin: [0, 10, 0, 3] },
      h3: { fontSize: 9.5, bold: true, margin: [0, 6, 0, 2] },
      label: { color: QUIET },
      th: { bold: true, fontSize: 8, color: QUIET },
      small: { fontSize: 8, color: QUIET },
      cell: { fontSize: 7.6 },
    },
    header: (page: number) => ({
      columns: [
        { text: page === 1 ? '' : frame.title, style: 'small', width: '*' },
        { text: style.marking, style: 'small', bold: true, alignment: 'center', width: '*' },
        { text: page === 1 ? '' : frame.utc, style: 'small', alignment: 'right', width: '*' },
      ],
      margin: [40, 24, 40, 0],
    }),
    footer: (page: number, pages: number) => ({
      columns: [
        {
          text: `${frame.program} · case ${frame.caseId.slice(0, 8)} · journal ${frame.journal.last.slice(0, 16)}`,
          style: 'small',
          width: '*',
        },
        {
          text: frame.pageOf.replace('{page}', count(page)).replace('{pages}', count(pages)),
          style: 'small',
          alignment: 'right',
          width: 110,
        },
      ],
      margin: [40, 14, 40, 0],
    }),
    content: [
      ...(logo === null
        ? []
        : [
            logo.type === 'image/png'
              ? ({ image: `data:image/png;base64,${logo.base64}`, fit: [160, 60] } as Content)
              : ({ svg: logo.text, fit: [160, 60] } as Content),
          ]),
      ...withHeadings(blocks, (block) => contentOf(block, width, links, colour)),
    ],
  };
}

export const renderPdf = (
  document: ReportDocument,
  style: HouseStyle,
): Promise<{ bytes: Buffer; pages: number }> => printPdf(pdfDefinition(document, style));
