import type { SourceLines } from '#contract/datasets.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import type { Session } from '../warehouse/session.ts';
import { readHead } from './tables/bytes.ts';
import { physicalLines } from './tables/lines.ts';

/** Longer lines are shown cut. */
const SHOWN = 20_000;

/** Lines of a kept original around one line, as they stand there. @throws EngineError `not-found`. */
export async function sourceLines(
  folder: CaseFolder,
  session: Session,
  file: string,
  line: number,
  context: number,
): Promise<SourceLines> {
  const dataset = await session.first<{ name: string; target: string }>(
    'SELECT name, target FROM dataset WHERE sha256 = $file',
    { file },
  );
  if (!dataset || !folder.evidence.has(file))
    throw new EngineError(
      'not-found',
      `The original ${file.slice(0, 12)}… is not in this case’s evidence folder.`,
    );
  const path = folder.evidence.pathOf(file);
  const magic = (await readHead(path, 4)).toString('latin1');
  const source = { file, fileName: dataset.name, line };
  if (magic === 'PAR1' || magic.startsWith('PK'))
    return {
      source,
      target: dataset.target,
      header: null,
      lines: [
        {
          line,
          text: `Row ${line} of a ${magic === 'PAR1' ? 'Parquet file' : 'workbook'}; it has no text lines.`,
        },
      ],
    };
  const lines: SourceLines['lines'] = [];
  let header: string | null = null;
  for await (const { line: number, text } of physicalLines(path)) {
    if (number === 1) header = text.replace(/^\uFEFF/, '').slice(0, SHOWN);
    if (number >= line - context) lines.push({ line: number, text: text.slice(0, SHOWN) });
    if (number >= line + context) break;
  }
  if (!lines.some((one) => one.line === line))
    throw new EngineError('not-found', `${dataset.name} has no line ${line}.`);
  return { source, target: dataset.target, header, lines };
}
