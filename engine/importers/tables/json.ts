import { literal } from '../../warehouse/sql-text.ts';
import { CleanWriter } from './clean-writer.ts';
import { MAX_FIELD } from './delimited.ts';
import { type JsonElement, type JsonShape, jsonElements } from './json-elements.ts';
import type { SourceTable } from './source.ts';

type Cells = Record<string, string | null>;

/** Numbers keep every digit: they are cut out of the text, never read as doubles. */
export function cellsOf(element: JsonElement): Cells | null {
  const raw: unknown = parseExact(element.text);
  if (raw === null || typeof raw !== 'object')
    return element.key === null ? { value: cell(raw) } : { key: element.key, value: cell(raw) };
  if (Array.isArray(raw)) return null;
  const cells: Cells = element.key === null ? {} : { key: element.key };
  for (const [name, value] of Object.entries(raw)) cells[name] = cell(value);
  return cells;
}

const cell = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'string'
      ? value
      : value instanceof ExactNumber
        ? value.text
        : typeof value === 'boolean'
          ? String(value)
          : JSON.stringify(value, (_, inner) => (inner instanceof ExactNumber ? inner.text : inner));

class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON.parse with every number as its text: numbers outside strings are quoted behind a mark first. */
function parseExact(text: string): unknown {
  JSON.parse(text);
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"\\u0001${token}"`,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('\u0001') ? new ExactNumber(value.slice(1)) : value,
  );
}

/** A table of JSON objects: one a line, an array of them, or an object of them by key. */
export function jsonTable(fileName: string, path: string, text: string): SourceTable | null {
  const shape = jsonShape(text);
  if (shape === null) return null;
  const sample: Cells[] = [];
  for (const element of jsonElements(shape).head(text)) {
    try {
      const cells = cellsOf(element);
      if (cells) sample.push(cells);
    } catch {
      // a damaged line is no part of the sample; the import reports it
    }
    if (sample.length >= 50) break;
  }
  if (sample.length === 0) return null;
  const columns = [...new Set(sample.flatMap((cells) => Object.keys(cells)))];
  const types = columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const names = columns.map((name, index) => `"${name.replaceAll('"', '""')}" AS c${index}`).join(', ');
  const oneLine =
    shape === 'lines' && sample.every((cells) => !('value' in cells && Object.keys(cells).length === 1));
  return {
    head: {
      fileName,
      container: shape === 'lines' ? 'ndjson' : 'json',
      columns,
      rows: sample.map((cells) => columns.map((name) => cells[name] ?? null)),
      firstLine: columns,
    },
    reader:
      oneLine && !text.includes('\u0000')
        ? `(SELECT ${names} FROM read_json(${literal(path)}, format='newline_delimited', columns={${types}}, maximum_object_size=${MAX_FIELD * 16}))`
        : null,
    firstLine: 1,
    expectedLines: (records) => records,
    async clean(source, target, signal) {
      const writer = new CleanWriter(target);
      for await (const element of jsonElements(shape).stream(source, signal)) {
        if (element.fault !== null) {
          await writer.broken(element.line, element.text, element.fault);
          continue;
        }
        try {
          const cells = cellsOf(element);
          if (cells === null)
            await writer.broken(element.line, element.text, 'an object is expected, an array stands here');
          else if (Object.values(cells).some((value) => (value?.length ?? 0) > MAX_FIELD * 4))
            await writer.broken(element.line, element.text, 'a field is longer than 4 MiB');
          else if (Object.values(cells).some((value) => value?.includes('\u0000')))
            await writer.broken(element.line, element.text, 'a field holds a NUL character');
          else
            await writer.row(
              element.line,
              columns.map((name) => cells[name] ?? null),
            );
        } catch {
          await writer.broken(element.line, element.text, 'not valid JSON');
        }
      }
      return writer.end();
    },
  };
}

function jsonShape(text: string): JsonShape | null {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('[')) return 'array';
  if (!start.startsWith('{')) return null;
  const firstLine = start.split(/\r\n|\n|\r/, 1)[0] ?? '';
  try {
    JSON.parse(firstLine);
    const rest = start.slice(firstLine.length).trim();
    if (
      rest === '' &&
      Object.values(JSON.parse(firstLine) as object).every(
        (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      )
    )
      return 'object';
    return 'lines';
  } catch {
    return /^\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{/.test(start) ? 'object' : /\n\s*\{/.test(start) ? 'lines' : null;
  }
}
