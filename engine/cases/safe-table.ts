import writeExcelFile from 'write-excel-file/node';

/** A cell a spreadsheet would take for a formula is marked as text. */
const unformula = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;

const csvCell = (cell: string | number | null): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return `"${unformula(cell).replaceAll('"', '""')}"`;
};

/** RFC 4180 text, safe to open in a spreadsheet. */
export const csvText = (
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string =>
  [header.map(csvCell), ...rows.map((row) => row.map(csvCell))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');

/** An Excel workbook of one sheet; text cells are stored as text and never as formulas. */
export async function writeWorkbook(
  path: string,
  sheet: string,
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  await writeExcelFile(sheetOf(header, rows), { sheet }).toFile(path);
}

/** The cells of a sheet; text is stored as text and never as a formula. */
export const sheetOf = (
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
) => [
  header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
  ...rows.map((row) =>
    row.map((value) =>
      value === null
        ? null
        : typeof value === 'number'
          ? { value, type: Number }
          : { value: unformula(value).slice(0, 32_000), type: String },
    ),
  ),
];
