import { z } from 'zod';
import { Instant, Progress, Sha256, SourceRow, TimeRange } from './common.ts';

/** What a file's rows become. */
export const Target = z.enum([
  'transfer',
  'log',
  'block',
  'receipt',
  'dex-trade',
  'trade',
  'candle',
  'price',
  'tag',
]);
export type Target = z.infer<typeof Target>;

/** One field of an importer's option form, made from its zod schema. */
export const OptionField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'choice', 'boolean']),
  choices: z.array(z.string()).default([]),
  required: z.boolean(),
  help: z.string().default(''),
});
export type OptionField = z.infer<typeof OptionField>;

export const FormatCard = z.object({
  id: z.string(),
  label: z.string(),
  family: z.enum(['explorer', 'analytics', 'node', 'exchange', 'labels', 'generic']),
  target: Target,
  extensions: z.array(z.string()),
  columns: z.array(z.string()),
  options: z.array(OptionField),
});
export type FormatCard = z.infer<typeof FormatCard>;

export const MappingField = z.object({
  target: z.string(),
  label: z.string(),
  required: z.boolean(),
  help: z.string(),
});
export type MappingField = z.infer<typeof MappingField>;

/**
 * How an unknown table is to be read: canonical column → source column or constant.
 * `timeUnit` and `amountUnit` are always stated, never guessed.
 */
export const MappingProfile = z.object({
  name: z.string().min(1),
  target: z.enum(['transfer', 'trade', 'price', 'tag']),
  columns: z.record(z.string(), z.object({ column: z.string().optional(), constant: z.string().optional() })),
  timeUnit: z.enum(['iso', 's', 'ms', 'us', 'day-first', 'month-first']).default('iso'),
  timeZone: z.string().default('UTC'),
  amountUnit: z.enum(['token', 'base']).default('token'),
  decimals: z.number().int().min(0).max(77).nullable().default(null),
  headers: z.array(z.string()).default([]),
});
export type MappingProfile = z.infer<typeof MappingProfile>;

export const PreviewRequest = z.object({ paths: z.array(z.string().min(1)).min(1) });

/** One importable file found under the dropped paths (`a.zip!/b.csv` for archive members). */
export const PreviewFile = z.object({
  path: z.string(),
  name: z.string(),
  bytes: z.number().int().nonnegative(),
  /** null: unknown; the mapping wizard is needed. */
  format: z.string().nullable(),
  formatLabel: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  target: Target.nullable(),
  status: z.enum(['ready', 'unknown', 'already-imported', 'unreadable', 'skipped']),
  message: z.string(),
  headers: z.array(z.string()),
  /** First rows as they stand in the file. */
  rawRows: z.array(z.array(z.string().nullable())),
  /** First rows as they will be read. */
  columns: z.array(z.object({ name: z.string(), type: z.string(), unit: z.string() })),
  rows: z.array(z.array(z.string().nullable())),
  chain: z.string().nullable(),
  timeZone: z.string().nullable(),
  warnings: z.array(z.string()),
  options: z.array(OptionField),
  optionValues: z.record(z.string(), z.unknown()),
  suggestedProfile: z.string().nullable(),
});
export type PreviewFile = z.infer<typeof PreviewFile>;
export const Preview = z.object({
  files: z.array(PreviewFile),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
});
export type Preview = z.infer<typeof Preview>;

export const ImportFile = z.object({
  path: z.string().min(1),
  /** Overrides recognition. */
  format: z.string().optional(),
  options: z.record(z.string(), z.unknown()).default({}),
  mapping: MappingProfile.optional(),
});
export const ImportRequest = z.object({ files: z.array(ImportFile).min(1) });
export type ImportRequest = z.infer<typeof ImportRequest>;

export const Reject = z.object({
  line: z.number().int().nonnegative(),
  column: z.string(),
  value: z.string(),
  reason: z.string(),
});
export type Reject = z.infer<typeof Reject>;

export const ImportWarning = z.object({ code: z.string(), message: z.string() });
export type ImportWarning = z.infer<typeof ImportWarning>;

/** The account of one file: rows = accepted + rejected + duplicate, always. */
export const FileResult = z.object({
  path: z.string(),
  sha256: Sha256,
  format: z.string().nullable(),
  datasetId: z.number().int().nullable(),
  status: z.enum(['imported', 'already-imported', 'failed', 'cancelled']),
  rows: z.number().int().nonnegative(),
  accepted: z.number().int().nonnegative(),
  rejected: z.number().int().nonnegative(),
  duplicate: z.number().int().nonnegative(),
  warnings: z.array(ImportWarning),
  /** At most the first hundred; `rejected` counts all, `datasets.rejects` lists all. */
  rejects: z.array(Reject),
  error: z.string().nullable(),
});
export type FileResult = z.infer<typeof FileResult>;

export const ImportEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    path: z.string(),
    file: z.number().int(),
    files: z.number().int(),
    progress: Progress,
    rowsPerSecond: z.number().nullable(),
    remainingSeconds: z.number().nullable(),
  }),
  z.object({ type: z.literal('file'), result: FileResult }),
  z.object({ type: z.literal('done'), imported: z.number().int(), accepted: z.number().int() }),
]);
export type ImportEvent = z.infer<typeof ImportEvent>;

export const Dataset = z.object({
  id: z.number().int(),
  sha256: Sha256,
  path: z.string(),
  name: z.string(),
  format: z.string(),
  formatLabel: z.string(),
  target: Target,
  bytes: z.number().int(),
  importedAt: Instant,
  rows: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  duplicate: z.number().int(),
  coverage: TimeRange,
  chains: z.array(z.string()),
  warnings: z.array(ImportWarning),
});
export type Dataset = z.infer<typeof Dataset>;

export const RejectsRequest = z.object({
  datasetId: z.number().int(),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(5000).default(200),
});
export const RejectsPage = z.object({ total: z.number().int(), rows: z.array(Reject) });
export type RejectsPage = z.infer<typeof RejectsPage>;

export const ExportRejectsRequest = z.object({
  datasetId: z.number().int(),
  format: z.enum(['csv', 'xlsx']),
});
export const ExportedFile = z.object({ path: z.string(), fileName: z.string(), url: z.string().nullable() });
export type ExportedFile = z.infer<typeof ExportedFile>;

/** What a dataset lacks. Every count can be opened as rows. */
export const Quality = z.object({
  dataset: Dataset,
  coverage: z.array(
    z.object({
      chain: z.string(),
      address: z.string().nullable(),
      from: Instant,
      to: Instant,
      rows: z.number().int(),
    }),
  ),
  coverageTotal: z.number().int(),
  /** Rows per time bucket, for the coverage strip. */
  histogram: z.array(z.object({ at: Instant, rows: z.number().int() })),
  bucketSeconds: z.number(),
  gaps: z.array(z.object({ from: Instant, to: Instant, seconds: z.number(), message: z.string() })),
  missing: z.array(z.object({ column: z.string(), rows: z.number().int(), share: z.number() })),
  failedTransactions: z.number().int(),
  withoutTime: z.number().int(),
  unpricedAssets: z.array(
    z.object({ asset: z.string(), symbol: z.string().nullable(), rows: z.number().int() }),
  ),
  unknownDecimals: z.array(
    z.object({ asset: z.string(), symbol: z.string().nullable(), rows: z.number().int() }),
  ),
});
export type Quality = z.infer<typeof Quality>;

/** Some lines of an original around one line, read from the evidence store. */
export const SourceLinesRequest = z.object({
  file: Sha256,
  line: z.number().int().positive(),
  context: z.number().int().min(0).max(50).default(3),
});
export const SourceLines = z.object({
  source: SourceRow,
  /** What the rows of the file were read as: `transfer`, `trade`, … */
  target: z.string(),
  header: z.string().nullable(),
  lines: z.array(z.object({ line: z.number().int().positive(), text: z.string() })),
});
export type SourceLines = z.infer<typeof SourceLines>;
