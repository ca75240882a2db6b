import { ident, literal } from '../warehouse/sql-text.ts';
import type { ColumnMatch, ImporterDefinition, TableHead } from './define.ts';

/** Constant values for logical columns that the file does not carry (mapping wizard). */
export type Constants = Record<string, string>;

/** `SELECT` giving every logical column of the format as text over a reader with columns `c0…cN`. */
export function rawSelect(
  definition: ImporterDefinition,
  match: ColumnMatch,
  head: TableHead,
  reader: string,
  constants: Constants = {},
  extra = '',
): string {
  const columns = Object.keys(definition.columns).map((logical) => {
    const constant = constants[logical];
    if (constant !== undefined) return `${literal(constant)} AS ${ident(logical)}`;
    const header = match[logical];
    const index = header === null || header === undefined ? -1 : head.columns.indexOf(header);
    return `${index === -1 ? 'NULL::VARCHAR' : `c${index}`} AS ${ident(logical)}`;
  });
  return `SELECT ${extra}${columns.join(', ')} FROM ${reader}`;
}

/** DuckDB reader of a CleanTable. */
export function cleanReader(path: string, width: number): string {
  const types = [
    "'line': 'BIGINT'",
    ...Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`),
  ].join(', ');
  return `read_csv(${literal(path)}, columns={${types}}, auto_detect=false, header=false, delim=',', quote='"', escape='"', nullstr='', new_line='\\n', max_line_size=67108864, buffer_size=134217728)`;
}

/** DuckDB reader of the broken records of a CleanTable. */
export function brokenReader(path: string): string {
  return `read_csv(${literal(path)}, columns={'line': 'BIGINT', 'value': 'VARCHAR', 'reason': 'VARCHAR'}, auto_detect=false, header=false, delim=',', quote='"', escape='"', new_line='\\n')`;
}

/** The match of a headerless format: logical names by position. */
export function positionalMatch(definition: ImporterDefinition, head: TableHead): ColumnMatch {
  return Object.fromEntries(
    Object.keys(definition.columns).map((logical) => {
      const index = definition.headerless?.indexOf(logical) ?? -1;
      return [logical, index === -1 ? null : (head.columns[index] ?? null)];
    }),
  );
}
