import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { diskMessage } from '../cases/disk-message.ts';
import { writeExport } from '../cases/record-export.ts';
import { caseDocument } from './case-document.ts';
import { gatherReport } from './gather-report.ts';
import { renderPdf } from './render-pdf.ts';

export interface ReportContext {
  readonly folder: CaseFolder;
  readonly clock: () => Date;
  readonly programVersion: string;
  readonly signal: AbortSignal;
}

export interface WrittenReport {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly pages: number;
  readonly sha256: string;
}

/**
 * Writes the case PDF: by default `exports/report.pdf` in the case. Needs no browser and no printer, so it comes out the
 * same on every machine. @throws EngineError when it cannot be written; a report from before is then untouched.
 */
export async function writeReport(context: ReportContext, out?: string): Promise<WrittenReport> {
  const { folder, clock, programVersion, signal } = context;
  const path = out ?? join(folder.exportsDir, 'report.pdf');
  const content = await folder.warehouse.use(
    (session) => gatherReport(folder, session, clock(), programVersion),
    signal,
  );
  const { bytes, pages } = await renderPdf(caseDocument(content));
  let sha256: string;
  try {
    sha256 = await writeExport(folder, 'report-written', path, async (part) => {
      await writeFile(part, bytes);
      return { pages, exhibits: content.exhibits.length, journal: content.journal };
    });
  } catch (error) {
    throw new EngineError('invalid', diskMessage(error, path), { path }, { cause: error });
  }
  return { path, fileName: basename(path), bytes: bytes.length, pages, sha256 };
}
