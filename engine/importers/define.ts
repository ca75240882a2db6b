import type { z } from 'zod';
import type { FormatCard, ImportWarning, Target } from '#contract/datasets.ts';

/** The beginning of a table as it stands in the file. */
export interface TableHead {
  /** Base name of the file, kept as provenance; some formats say chain or account only there. */
  readonly fileName: string;
  readonly container: 'delimited' | 'ndjson' | 'json' | 'xlsx' | 'parquet' | 'yaml' | 'lines';
  /** Column names as written, made unique with `_1`, `_2`; `column0…` when the file has no header. */
  readonly columns: readonly string[];
  /** The first rows (up to 50). In a delimited file the header, if any, is not among them. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** The first line read as a header might be data: then `firstLine` is that row. */
  readonly firstLine: readonly string[];
}

export type HeaderName = string | RegExp;

export interface ImporterDefinition {
  readonly id: string;
  readonly label: string;
  readonly family: FormatCard['family'];
  readonly target: Target;
  readonly extensions: readonly string[];
  /** Logical column → the names it goes by in real files, compared without case; `load.sql` reads the logical ones. */
  readonly columns: Record<string, readonly HeaderName[]>;
  /** Logical columns without which a file is not of this format. */
  readonly required: readonly string[];
  /** For files without a header line: logical names by position. */
  readonly headerless?: readonly string[];
  /** 0–1; by default the share of the file's columns that the format knows, once all required are there. */
  readonly sniff?: (head: TableHead, standard: number) => number;
  /** What the user may set; each becomes a `$parameter` of `load.sql`. */
  readonly options: z.ZodObject;
  /** Option values that the file itself states (header text, file name). */
  readonly derive?: (head: TableHead, match: ColumnMatch) => Record<string, unknown>;
  /** Row counts at which the source silently cuts its exports. */
  readonly truncatesAt?: readonly number[];
  /** What a reader of the case should know of any such file (units, cuts) although nothing is wrong with it. */
  readonly notes?: (head: TableHead) => readonly ImportWarning[];
  /**
   * Columns that `load.sql` gives once more in `further`, a list of structs, where one row of the file says
   * several things. Each struct becomes a row of the target after the file's own rows, like its row but for
   * these columns, with the line of its row; the account counts the file's rows alone.
   */
  readonly further?: readonly string[];
  /**
   * `SELECT` over `raw` (all VARCHAR, logical names) giving columns of the target table and `problem`
   * (see the `fault` macro).
   */
  readonly sql: string;
}

/** Logical column → column of the file, or null where the file lacks it. */
export type ColumnMatch = Record<string, string | null>;

/** Declares an importer. One folder, one format. */
export const importer = (definition: ImporterDefinition): ImporterDefinition => definition;
