import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import type { HouseStyle, ReportFormat, ReportRequest, ReportResult } from '#contract/reports.ts';
import { diskMessage } from '../cases/disk-message.ts';
import { writeExport } from '../cases/record-export.ts';
import type { ReportDocument } from './blocks.ts';
import { makeReport, type ReportContext } from './make-report.ts';
import { renderCsv } from './render/csv.ts';
import { renderDocx } from './render/docx.ts';
import { renderHtml } from './render/html.ts';
import { renderJson } from './render/json.ts';
import { renderPdf } from './render/pdf.ts';
import { renderXlsx } from './render/xlsx.ts';

type Rendered = { readonly bytes: Buffer; readonly pages: number | null };

const whole = (bytes: Buffer): Rendered => ({ bytes, pages: null });

const renderers: Record<ReportFormat, (document: ReportDocument, style: HouseStyle) => Promise<Rendered>> = {
  pdf: renderPdf,
  docx: async (document, style) => whole(await renderDocx(document, style)),
  html: async (document, style) => whole(Buffer.from(renderHtml(document, style))),
  csv: async (document) => whole(await renderCsv(document)),
  xlsx: async (document) => whole(await renderXlsx(document)),
  json: async (document) => whole(Buffer.from(renderJson(document))),
};

/** What the file is called where nobody named it; the case PDF keeps its old name. */
const nameOf = ({ template, format }: Pick<ReportRequest, 'template' | 'format'>): string => {
  const name = template === 'full-report' ? 'report' : template;
  return format === 'csv' ? `${name}-csv.zip` : `${name}.${format}`;
};

/**
 * Writes a report: by default into `exports/` of the case. Needs no browser and no printer, so it comes out the same on
 * every machine. @throws EngineError when it cannot be written; a report from before is then untouched.
 */
export async function writeReport(
  context: ReportContext,
  { template, options, format, out }: ReportRequest,
): Promise<Omit<ReportResult, 'url'>> {
  const { folder } = context;
  const path = out ?? join(folder.exportsDir, nameOf({ template, format }));
  const document = await makeReport(context, template, options);
  const { bytes, pages } = await renderers[format](document, context.style);
  context.signal.throwIfAborted();
  let sha256: string;
  try {
    sha256 = await writeExport(
      folder,
      format === 'pdf' ? 'report-written' : 'report-exported',
      path,
      async (part) => {
        await writeFile(part, bytes);
        return { pages, template, format, options, journal: document.frame.journal };
      },
    );
  } catch (error) {
    throw new EngineError('invalid', diskMessage(error, path), { path }, { cause: error });
  }
  return { path, fileName: basename(path), bytes: bytes.length, pages, sha256 };
}
