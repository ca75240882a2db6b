import { z } from 'zod';

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Sheet = z.object({ columns: z.array(z.string()).min(1), rows: z.array(z.array(Cell)) });
const Records = z.array(z.record(z.string(), z.unknown())).min(1);

export interface FrozenTable {
  readonly columns: string[];
  readonly rows: (string | number | null)[][];
  readonly total: number;
}

/**
 * What an exhibit froze as a table, where it is one: `{ columns, rows }`, an array of flat records, or an object with
 * one of the two under `rows` or `table`. Null for anything else: the exhibit then shows its picture and digest.
 */
export function frozenTable(data: string, most: number): FrozenTable | null {
  const value: unknown = JSON.parse(data);
  const inner = value as { rows?: unknown; table?: unknown } | null;
  for (const candidate of [value, inner?.table, inner?.rows]) {
    const sheet = Sheet.safeParse(candidate);
    if (sheet.success) return cut(sheet.data.columns, sheet.data.rows, most);
    const records = Records.safeParse(candidate);
    if (records.success) {
      const columns = [...new Set(records.data.flatMap((record) => Object.keys(record)))];
      return cut(
        columns,
        records.data.map((record) => columns.map((name) => record[name])),
        most,
      );
    }
  }
  return null;
}

const cut = (columns: string[], rows: readonly (readonly unknown[])[], most: number): FrozenTable => ({
  columns,
  rows: rows.slice(0, most).map((row) => columns.map((_, at) => cellOf(row[at]))),
  total: rows.length,
});

const cellOf = (value: unknown): string | number | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'number' || typeof value === 'string'
      ? value
      : typeof value === 'boolean'
        ? String(value)
        : JSON.stringify(value);
