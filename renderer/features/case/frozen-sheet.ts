/** Frozen data as a table, where it is `{ columns, rows }`; null for anything else. */
export function frozenSheet(data: string): { columns: string[]; rows: string[][] } | null {
  const value = JSON.parse(data) as { columns?: unknown; rows?: unknown } | null;
  if (!value || !Array.isArray(value.columns) || !Array.isArray(value.rows)) return null;
  return {
    columns: value.columns.map(String),
    rows: value.rows
      .filter(Array.isArray)
      .map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
  };
}
