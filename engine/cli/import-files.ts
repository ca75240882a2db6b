import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type FileResult, MappingProfile } from '#contract/datasets.ts';
import { runImport } from '../importers/run-import.ts';
import { type CaseWork, note, UsageError } from './context.ts';

/** Checks that files to import are there. @throws UsageError that names the first missing one. */
export function existing(files: readonly string[]): string[] {
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new UsageError(`${missing} does not exist. Check the path.`);
  return files.map((file) => resolve(file));
}

/** Reads a mapping profile. @throws UsageError when it is not one. */
export function mappingFrom(file: string | undefined): MappingProfile | undefined {
  if (file === undefined) return undefined;
  try {
    return MappingProfile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UsageError(
      `${file} is not a mapping profile (${error instanceof Error ? error.message.split('\n')[0] : String(error)}).`,
    );
  }
}

/** Imports with a line of progress on standard error; gives the account of every file. */
export async function importFiles(
  work: CaseWork,
  files: readonly string[],
  mapping?: MappingProfile,
): Promise<FileResult[]> {
  const results: FileResult[] = [];
  let shown = 0;
  for await (const event of runImport(
    work,
    { files: files.map((path) => ({ path, options: {}, mapping })) },
    work.signal,
  )) {
    if (event.type === 'progress' && performance.now() - shown > 1000) {
      shown = performance.now();
      const share = event.progress.total
        ? ` ${Math.round((100 * event.progress.done) / event.progress.total)} %`
        : '';
      const rate = event.rowsPerSecond
        ? `, ${Math.round(event.rowsPerSecond).toLocaleString('en')} rows/s`
        : '';
      note(`${event.file}/${event.files} ${event.progress.message}${share}${rate}: ${event.path}`);
    }
    if (event.type === 'file') {
      results.push(event.result);
      const { status, path, rows, accepted, rejected, duplicate, error } = event.result;
      note(
        status === 'failed' || status === 'cancelled'
          ? `left out ${path}: ${error}`
          : `${status === 'imported' ? 'imported' : 'already there'} ${path}: ${rows} rows = ${accepted} accepted + ${rejected} rejected + ${duplicate} duplicate`,
      );
    }
  }
  return results;
}

/** The account of files as scripts read it. */
export const accountOf = (results: readonly FileResult[]) =>
  results.map(
    ({ path, sha256, format, status, rows, accepted, rejected, duplicate, warnings, rejects, error }) => ({
      path,
      sha256,
      format,
      status,
      rows,
      accepted,
      rejected,
      duplicate,
      warnings,
      rejects,
      ...(error === null ? {} : { error }),
    }),
  );
