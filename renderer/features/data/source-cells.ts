/** One line of a delimited file into its cells; quotes may hold the delimiter and doubled quotes. */
export function splitLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quoted) {
      if (c === '"' && line[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === delimiter) {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  cells.push(cell);
  return cells;
}

export interface NamedCell {
  readonly name: string;
  readonly value: string;
}

const delimiters = [',', '\t', ';', '|'] as const;

/**
 * The cells of an original line by their headings: delimited text by its header line, JSON by its
 * keys. null where the line can only be shown as it is.
 */
export function namedCells(header: string | null, line: string): NamedCell[] | null {
  const text = line.trim().replace(/,$/, '');
  if (text.startsWith('{')) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) {
        return Object.entries(value).map(([name, v]) => ({
          name,
          value: typeof v === 'string' ? v : JSON.stringify(v),
        }));
      }
    } catch {
      return null;
    }
    return null;
  }
  if (header === null) return null;
  const heading = header.replace(/^\uFEFF/, '');
  const delimiter =
    [...delimiters].sort((a, b) => heading.split(b).length - heading.split(a).length)[0] ?? ',';
  const names = splitLine(heading, delimiter);
  const values = splitLine(line, delimiter);
  if (names.length < 2 || values.length < 2) return null;
  return names.map((name, i) => ({ name, value: values[i] ?? '' }));
}
