import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../case-folder.ts';
import { digestOf } from '../evidence-store.ts';

/** The report that was last written within the case, where it still is what was written. @throws EngineError `invalid`. */
export async function presentReport(
  folder: CaseFolder,
  without: ReadonlySet<number> = new Set(),
): Promise<string | null> {
  const last = folder.journal.numbersOf('report-written').at(-1);
  if (last === undefined || without.has(last)) return null;
  const { detail } = folder.journal.read(last);
  const path = typeof detail.file === 'string' ? join(folder.dir, detail.file) : String(detail.path);
  if (!existsSync(path)) return null;
  if ((await digestOf(path)).sha256 === detail.sha256) return path;
  throw new EngineError(
    'invalid',
    `${path} is not the report that the journal says was written. Nothing was sealed; write the report again.`,
    { path },
  );
}
