import { parse } from 'csv-parse/sync';
import { literal } from '../../warehouse/sql-text.ts';
import { CleanWriter } from './clean-writer.ts';
import { physicalLines } from './lines.ts';
import type { SourceTable } from './source.ts';

export const MAX_FIELD = 1024 * 1024;
/** A quoted field may run over this many lines before its quote counts as never closed. */
const MAX_RECORD_LINES = 500;

const delimiters = [',', '\t', ';', '|'] as const;

type Fields = { fields: string[] } | { fault: 'open-quote' | 'bad-quote' };

function takeApart(text: string, delimiter: string): Fields {
  if (!text.includes('"')) return { fields: text.split(delimiter) };
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      record_delimiter: '\u0000',
      skip_empty_lines: false,
    });
    return { fields: records[0] ?? [''] };
  } catch (error) {
    const code = (error as { code?: string }).code;
    return { fault: code === 'CSV_QUOTE_NOT_CLOSED' ? 'open-quote' : 'bad-quote' };
  }
}

function columnsBy(line: string, delimiter: string): number {
  const parts = takeApart(line, delimiter);
  return 'fields' in parts ? parts.fields.length : 0;
}

/** The delimiter that takes the first lines apart into most columns, or null for a list of single values. */
function delimiterOf(lines: readonly string[]): string | null {
  const scored = delimiters
    .map((delimiter) => {
      const counts = lines.slice(0, 20).map((line) => columnsBy(line, delimiter));
      const most = Math.max(0, ...counts);
      return {
        delimiter,
        score: most < 2 ? 0 : counts.filter((count) => count === most).length * 100 + most,
      };
    })
    .sort((a, b) => b.score - a.score);
  return scored[0] && scored[0].score > 0 ? scored[0].delimiter : null;
}

export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((raw, index) => {
    const name = raw.trim() === '' ? `column${index}` : raw.trim();
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  });
}

/** A cell that can only be data: a number, a hash, an address, a time. */
const isData = (cell: string): boolean =>
  /^[-+]?\d[\d,]*(\.\d+)?(e[-+]?\d+)?$/i.test(cell.trim()) ||
  /^0x[0-9a-f]{8,}$/i.test(cell.trim()) ||
  /^\d{4}-\d\d-\d\d[T ]/.test(cell.trim());

/**
 * A delimited table from the beginning of its text. `headerless` says that the first line is data
 * (a number, address or time stands where a name would).
 */
export function delimitedTable(fileName: string, path: string, text: string): SourceTable | null {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  let first = all.findIndex((line) => line.trim() !== '');
  if (first === -1) return null;
  const delimiter = delimiterOf(all.slice(first).filter((line) => line.trim() !== ''));
  if (delimiter === null) return listTable(fileName, all);
  if (columnsBy(all[first] ?? '', delimiter) < 2) {
    const wide = all.findIndex((line, index) => index > first && columnsBy(line, delimiter) >= 2);
    if (wide > first && wide < 10) first = wide;
  }
  const headerParts = takeApart(all[first] ?? '', delimiter);
  if (!('fields' in headerParts)) return null;
  const firstLine = headerParts.fields;
  const headerless = firstLine.some(isData);
  const columns = headerless ? firstLine.map((_, index) => `column${index}`) : uniqueNames(firstLine);
  const firstData = headerless ? first : first + 1;
  const rows = all
    .slice(firstData)
    .filter((line) => line !== '' && line !== '\u001a')
    .slice(0, 50)
    .map((line) => takeApart(line, delimiter))
    .filter((parts) => 'fields' in parts)
    .map((parts) => parts.fields);
  const types = columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const plain = !text.includes('\u0000') && !text.startsWith('\uFFFD');
  return {
    head: { fileName, container: 'delimited', columns, rows, firstLine },
    reader: plain
      ? `read_csv(${literal(path)}, columns={${types}}, auto_detect=false, header=false, skip=${firstData}, delim=${literal(delimiter)}, quote='"', escape='"', nullstr='', max_line_size=${MAX_FIELD * 4})`
      : null,
    firstLine: firstData + 1,
    expectedLines: (records) => firstData + records,
    clean: (source, target, signal) =>
      cleanDelimited(source, target, delimiter, columns.length, firstData, signal),
  };
}

function listTable(fileName: string, lines: readonly string[]): SourceTable {
  return {
    head: {
      fileName,
      container: 'lines',
      columns: ['column0'],
      rows: lines
        .filter((line) => line.trim() !== '')
        .slice(0, 50)
        .map((line) => [line.trim()]),
      firstLine: [lines.find((line) => line.trim() !== '')?.trim() ?? ''],
    },
    reader: null,
    firstLine: 1,
    expectedLines: (records) => records,
    async clean(source, target, signal) {
      const writer = new CleanWriter(target);
      for await (const { line, text, invalid } of physicalLines(source, signal)) {
        const value = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
        if (value === '') continue;
        if (value.length > MAX_FIELD) await writer.broken(line, value, 'the line is longer than 1 MiB');
        else if (invalid || value.includes('\u0000'))
          await writer.broken(line, value, 'the line holds bytes that are not text');
        else await writer.row(line, [value]);
      }
      return writer.end();
    },
  };
}

async function cleanDelimited(
  source: string,
  target: string,
  delimiter: string,
  width: number,
  skip: number,
  signal?: AbortSignal,
) {
  const writer = new CleanWriter(target);
  let open: { line: number; text: string }[] = [];

  const record = async (line: number, text: string, parts: Fields) => {
    if ('fault' in parts) {
      await writer.broken(
        line,
        text,
        parts.fault === 'open-quote'
          ? 'a quote is opened and never closed'
          : 'a quote stands where none may stand',
      );
      return;
    }
    let { fields } = parts;
    if (fields.length === width + 1 && fields.at(-1) === '') fields = fields.slice(0, -1);
    if (fields.length !== width)
      await writer.broken(line, text, `${fields.length} columns where ${width} are expected`);
    else if (fields.some((field) => field.length > MAX_FIELD))
      await writer.broken(line, text, 'a field is longer than 1 MiB');
    else
      await writer.row(
        line,
        fields.map((field) => (field === '' ? null : field)),
      );
  };

  const giveUp = async () => {
    const [first, ...rest] = open;
    open = [];
    if (!first) return;
    await writer.broken(first.line, first.text, 'a quote is opened and never closed');
    for (const next of rest) await line(next.line, next.text, false);
  };

  const line = async (number: number, text: string, invalid: boolean): Promise<void> => {
    if (open.length > 0) {
      open.push({ line: number, text });
      const joined = open.map((part) => part.text).join('\n');
      const parts = takeApart(joined, delimiter);
      if ('fields' in parts && parts.fields.length === width) {
        const start = open[0]!.line;
        open = [];
        await record(start, joined, parts);
      } else if (
        !('fault' in parts && parts.fault === 'open-quote') ||
        open.length > MAX_RECORD_LINES ||
        joined.length > MAX_FIELD * 4
      ) {
        await giveUp();
      }
      return;
    }
    // some exports still end with the end-of-file character of DOS
    if (text.trim() === '' || text === '\u001a') return;
    if (text.includes('\u0000'))
      return writer.broken(number, text.replaceAll('\u0000', '\u2400'), 'the line holds a NUL byte');
    if (invalid) return writer.broken(number, text, 'the line holds bytes that are not UTF-8 text');
    const parts = takeApart(text, delimiter);
    if ('fault' in parts && parts.fault === 'open-quote') {
      open.push({ line: number, text });
      return;
    }
    await record(number, text, parts);
  };

  for await (const { line: number, text, invalid } of physicalLines(source, signal)) {
    if (number <= skip) continue;
    await line(number, number === 1 ? text.replace(/^\uFEFF/, '') : text, invalid);
  }
  while (open.length > 0) await giveUp();
  return writer.end();
}
