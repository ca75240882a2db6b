import { type EvidenceItem, headlineOf, type WorkContent, type WorkDocument } from '#contract/case-work.ts';
import type { KeptFile } from '../exchange/facts.ts';
import { csvText } from '../safe-table.ts';

/** Findings, tasks, notes, hypotheses and exhibits as JSON; removed ones too, for nothing vanishes. */
export const findingsJson = (documents: readonly WorkDocument[], exhibits: readonly EvidenceItem[]): string =>
  `${JSON.stringify({ documents, exhibits: exhibits.map(({ datasetsChanged: _, ...stated }) => stated) }, null, 1)}\n`;

const sentence = (content: WorkContent): string =>
  headlineOf(content) || (content.kind === 'note' ? content.text : '');

const statusOf = (content: WorkContent): string =>
  content.kind === 'finding' ? content.confidence : content.kind === 'note' ? '' : content.status;

export function findingsCsv(documents: readonly WorkDocument[], exhibits: readonly EvidenceItem[]): string {
  const numbers = new Map(exhibits.map(({ id, exhibit }) => [id, exhibit]));
  const cite = (ids: readonly string[]) => ids.map((id) => numbers.get(id) ?? 'left out').join(' ');
  return csvText(
    [
      'kind',
      'number',
      'statement',
      'confidence or status',
      'tier',
      'exhibits for',
      'exhibits against',
      'detail',
      'version',
      'created (UTC)',
      'by',
      'changed (UTC)',
      'by',
      'removed',
    ],
    documents.map(({ number, content, version, created, changed, removed }) => [
      content.kind,
      number,
      sentence(content),
      statusOf(content),
      content.kind === 'finding' ? content.tier : '',
      content.kind === 'finding'
        ? cite(content.supporting.map(({ evidence }) => evidence))
        : content.kind === 'hypothesis'
          ? cite(content.for.map(({ evidence }) => evidence))
          : content.kind === 'task'
            ? cite(content.evidence)
            : '',
      content.kind === 'finding'
        ? cite(content.contradicting.map(({ evidence }) => evidence))
        : content.kind === 'hypothesis'
          ? cite(content.against.map(({ evidence }) => evidence))
          : '',
      content.kind === 'finding' || content.kind === 'task'
        ? content.detail
        : content.kind === 'note'
          ? content.text
          : content.outcome,
      version,
      created.at,
      created.by,
      changed.at,
      changed.by,
      removed === null ? '' : `${removed.at} ${removed.by}: ${removed.reason}`,
    ]),
  );
}

export const exhibitsCsv = (exhibits: readonly EvidenceItem[]): string =>
  csvText(
    [
      'exhibit',
      'kind',
      'title',
      'explanation',
      'note',
      'data sha256',
      'picture sha256',
      'added (UTC)',
      'by',
      'removed',
    ],
    exhibits.map((item) => [
      item.exhibit,
      item.kind,
      item.title,
      item.explanation,
      item.note,
      item.frozen.data,
      item.frozen.picture?.sha256 ?? '',
      item.created.at,
      item.created.by,
      item.removed === null ? '' : `${item.removed.at} ${item.removed.by}: ${item.removed.reason}`,
    ]),
  );

export const originalsCsv = (originals: readonly KeptFile[]): string =>
  csvText(
    ['sha256', 'name', 'bytes', 'imported (UTC)', 'by', 'source', 'acquisition note'],
    originals.map((one) => [
      one.sha256,
      one.name,
      one.bytes,
      one.importedAt,
      one.importedBy,
      one.source,
      one.note,
    ]),
  );
