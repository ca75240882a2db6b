import type { TableHead } from '../define.ts';

/** The file rewritten as plain CSV (line number first), with what could not be read. */
export interface CleanTable {
  /** CSV without header: line, then one column per column of the head. */
  readonly path: string;
  readonly rows: number;
  /** CSV without header: line, value, reason of each record that could not be read. */
  readonly brokenPath: string;
  readonly broken: number;
}

/** One table of a file: how it begins and how to get all of it. */
export interface SourceTable {
  readonly head: TableHead;
  /** A DuckDB reader of all columns as `c0…cN`, in file order; null where only `clean` can read it. */
  readonly reader: string | null;
  /** 1-based line of the first record when every record is one line. */
  readonly firstLine: number;
  /** Lines before the first record plus records: what a file without surprises has. */
  expectedLines(records: number): number;
  /** Reads record by record, keeping what can be kept. */
  clean(source: string, target: string, signal?: AbortSignal): Promise<CleanTable>;
}
