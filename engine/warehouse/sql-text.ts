/** Quotes an identifier for DuckDB. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Quotes a text literal for DuckDB. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Names of the `$parameters` a statement uses, in no order. */
export function parameterNames(sql: string): string[] {
  const bare = sql.replace(/'(?:[^']|'')*'|--[^\n]*/g, '');
  return [...new Set([...bare.matchAll(/\$([a-z_][a-z0-9_]*)/gi)].map((m) => m[1]!))];
}
