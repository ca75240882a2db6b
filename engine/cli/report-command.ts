import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { HouseStyle, ReportFormat, ReportOptions, ReportTemplateId } from '#contract/reports.ts';
import { programVersion } from '../create-engine.ts';
import { oneProfile } from '../graph/profile/one-profile.ts';
import { programPaths } from '../program-paths.ts';
import { HouseStyles } from '../report/house-style.ts';
import type { ReportContext } from '../report/make-report.ts';
import { writeReport } from '../report/write-report.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import { answer, type CaseWork, type GlobalOptions, note, UsageError, withCase } from './context.ts';

export interface ReportCommand extends GlobalOptions {
  readonly case: string;
  readonly out: string;
  readonly template?: string;
  readonly format?: string;
  readonly style?: string;
  readonly alert?: readonly string[];
  readonly subject?: string;
  readonly day?: string;
  readonly detector?: string;
  readonly rows?: number;
}

/** What a report is made with when there is no window. */
export const reportContext = (
  { folder, clock, signal }: CaseWork,
  style = new HouseStyles(programPaths().data).get(),
): ReportContext => ({
  folder,
  clock,
  programVersion,
  signal,
  style,
  profileOf: (subject, aborted) => oneProfile(folder.warehouse, subject, aborted),
});

function word<T extends string>(words: z.ZodEnum<Record<T, T>>, option: string, given: string): T {
  const found = words.safeParse(given);
  if (!found.success) throw new UsageError(`${option} takes ${words.options.join(', ')}, not ${given}.`);
  return found.data;
}

/** The format that the name of a file asks for. */
function formatOf(path: string): ReportFormat {
  const ending = path.endsWith('csv.zip') ? 'csv' : (path.split('.').at(-1) ?? '');
  const found = ReportFormat.safeParse(ending);
  if (found.success) return found.data;
  throw new UsageError(
    `--out ${path} does not end in one of ${ReportFormat.options.join(', ')}; name the format with --format.`,
  );
}

function styleFrom(path: string | undefined): HouseStyle | undefined {
  if (path === undefined) return undefined;
  try {
    return HouseStyle.parse(JSON.parse(readFileSync(resolve(path), 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UsageError(`${path} is no house style (${reason.replaceAll('\n', ' ')}).`);
  }
}

/** Writes a report of a case. */
export async function reportCommand(command: ReportCommand): Promise<number> {
  const out = resolve(command.out);
  const template = word(ReportTemplateId, '--template', command.template ?? 'full-report');
  const format =
    command.format === undefined ? formatOf(out) : word(ReportFormat, '--format', command.format);
  const style = styleFrom(command.style);
  const options = ReportOptions.safeParse({
    alertIds: command.alert ?? [],
    day: command.day ?? null,
    subject: command.subject ?? null,
    detector: command.detector ?? null,
    ...(command.rows === undefined ? {} : { rows: command.rows }),
  });
  if (!options.success) throw new UsageError(z.prettifyError(options.error).replaceAll('\n', ' '));
  await mkdir(dirname(out), { recursive: true });
  return withCase(resolve(command.case), false, command, async (work) => {
    await ensureMarts(work.folder.warehouse, undefined, work.signal);
    const written = await writeReport(reportContext(work, style), {
      template,
      format,
      out,
      options: options.data,
    });
    if (command.json) answer(written);
    else
      note(
        `${written.pages === null ? `${written.bytes} bytes` : `${written.pages} pages`} in ${written.path}`,
      );
    return 0;
  });
}
