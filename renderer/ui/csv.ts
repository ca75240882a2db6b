export type CsvCell = string | number | null;

/** A cell a spreadsheet would take for a formula is marked as text; the engine's tables do the same. */
const unformula = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;

const csvCell = (cell: CsvCell): string =>
  cell === null ? '' : typeof cell === 'number' ? String(cell) : `"${unformula(cell).replaceAll('"', '""')}"`;

/** RFC 4180 text, safe to open in a spreadsheet; unknown is empty. */
export const csvText = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
