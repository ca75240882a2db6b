import { readFile, stat } from 'node:fs/promises';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { EngineError } from '#contract/errors.ts';
import { CleanWriter } from './clean-writer.ts';
import type { SourceTable } from './source.ts';

const MAX_YAML = 256 * 1024 * 1024;

type Cells = Record<string, string | null>;

/** Scalars as they are written, so that a long number keeps its digits; lists as JSON. */
function cells(map: YAMLMap, without: string | null): Cells {
  const out: Cells = {};
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : null;
    if (name === null || name === without) continue;
    if (isScalar(value))
      out[name] =
        value.value === null
          ? null
          : typeof value.value === 'string'
            ? value.value
            : (value.source ?? String(value.value));
    else if (isSeq(value) || isMap(value)) out[name] = JSON.stringify(value.toJSON());
  }
  return out;
}

interface YamlRow {
  readonly line: number;
  readonly cells: Cells | null;
}

/** A YAML file whose `tags` list inherits the values of its header (TagPack). */
function tagRows(text: string): { rows: YamlRow[]; faults: { line: number; message: string }[] } | null {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, keepSourceTokens: false, logLevel: 'silent' });
  if (!isMap(document.contents)) return null;
  const tags = document.contents.get('tags', true);
  if (!isSeq(tags)) return null;
  const header = cells(document.contents, 'tags');
  const rows = tags.items.map((item) => ({
    line: counter.linePos((item as { range?: [number, number, number] }).range?.[0] ?? 0).line,
    cells: isMap(item) ? { ...header, ...cells(item, null) } : null,
  }));
  const faults = document.errors.map((error) => ({
    line: counter.linePos(error.pos[0]).line,
    message: error.message.split('\n')[0] ?? 'not valid YAML',
  }));
  return { rows, faults };
}

export async function yamlTable(fileName: string, path: string): Promise<SourceTable | null> {
  if ((await stat(path)).size > MAX_YAML)
    throw new EngineError(
      'invalid',
      `${fileName} is a YAML file of more than 256 MiB; split it and import the parts. Nothing was changed.`,
    );
  const parsed = tagRows(await readFile(path, 'utf8'));
  if (!parsed) return null;
  const sample = parsed.rows.flatMap((row) => (row.cells ? [row.cells] : []));
  const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return null;
  return {
    head: {
      fileName,
      container: 'yaml',
      columns,
      rows: sample.slice(0, 50).map((row) => columns.map((name) => row[name] ?? null)),
      firstLine: columns,
    },
    reader: null,
    firstLine: 1,
    expectedLines: (records) => records,
    async clean(_source, target) {
      const writer = new CleanWriter(target);
      for (const { line, message } of parsed.faults) await writer.broken(line, '', message);
      for (const row of parsed.rows) {
        if (row.cells === null)
          await writer.broken(row.line, '', 'a tag must be a mapping of names to values');
        else
          await writer.row(
            row.line,
            columns.map((name) => row.cells?.[name] ?? null),
          );
      }
      return writer.end();
    },
  };
}
