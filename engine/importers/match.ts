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
  if (definition.headerless) return 0;
  const match = matchColumns(definition, head);
  if (definition.required.some((logical) => match[logical] === null)) return 0;
  const known = new Set(Object.values(match).filter((header) => header !== null));
  return 0.5 + 0.5 * (known.size / Math.max(1, head.columns.length));
}
