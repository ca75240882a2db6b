import type { ColumnMatch, HeaderName, ImporterDefinition, TableHead } from './define.ts';

const fits = (header: string, name: HeaderName): boolean =>
  typeof name === 'string' ? header.toLowerCase() === name.toLowerCase() : name.test(header);

/** Which column of the file carries each logical column of the format. */
export function matchColumns(definition: ImporterDefinition, head: TableHead): ColumnMatch {
  const taken = new Set<string>();
  const match: ColumnMatch = {};
  for (const [logical, names] of Object.entries(definition.columns)) {
    const found = names
      .map((name) => head.columns.find((header) => !taken.has(header) && fits(header.trim(), name)))
      .find((header) => header !== undefined);
    match[logical] = found ?? null;
    if (found !== undefined) taken.add(found);
  }
  return match;
}

/** All required columns there: 0.5, plus half the share of the file's columns that the format knows. Else 0. */
export function standardConfidence(definition: ImporterDefinition, head: TableHead): number {
  if (definition.headerless && isHeaderless(head)) return 0;
  const match = matchColumns(definition, head);
  if (definition.required.some((logical) => match[logical] === null)) return 0;
  const known = new Set(Object.values(match).filter((header) => header !== null));
  return 0.5 + 0.5 * (known.size / Math.max(1, head.columns.length));
}

/** Whether the file begins with data, so that its columns have only their positions. */
export const isHeaderless = (head: TableHead): boolean =>
  head.columns.every((name, index) => name === `column${index}`);

/** Whether the file has one of these columns. */
export const hasColumn = (head: TableHead, ...names: readonly string[]): boolean =>
  head.columns.some((column) => names.some((name) => column.trim().toLowerCase() === name.toLowerCase()));

/** What the cells of a headerless archive look like. */
export const shape = {
  whole: /^\d{1,18}$/,
  decimal: /^\d+(\.\d+)?(e-?\d+)?$/i,
  epoch: /^\d{13}(\d{3})?$/,
  flag: /^(true|false)$/i,
} as const;

/** Confidence that a file without header holds these shapes: most of its first rows must fit. */
export function fitsByPosition(head: TableHead, shapes: readonly RegExp[]): number {
  if (!isHeaderless(head) || head.columns.length !== shapes.length || head.rows.length === 0) return 0;
  const fit = head.rows.filter(
    (row) =>
      row.length === shapes.length &&
      shapes.every((pattern, index) => pattern.test(row[index]?.trim() ?? '')),
  ).length;
  const share = fit / head.rows.length;
  return share > 0.5 ? 0.5 + share / 2 : 0;
}
