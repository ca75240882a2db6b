import type { DetectorCard } from '#contract/detection.ts';
import type {
  HouseStyle,
  ReportFormat,
  ReportOptions,
  ReportPreview,
  ReportResult,
  ReportTemplate,
  ReportTemplateId,
} from '#contract/reports.ts';
import { engine } from '../../workspace/engine.ts';

export const templates = (): Promise<ReportTemplate[]> => engine().client.reports.templates({});
export const houseStyle = (): Promise<HouseStyle> => engine().client.reports.style({});
export const keepHouseStyle = (style: HouseStyle): Promise<HouseStyle> =>
  engine().client.reports.setStyle(style);
export const detectorCards = (): Promise<DetectorCard[]> => engine().client.detectors.list({});

export const preview = (
  template: ReportTemplateId,
  options: ReportOptions,
  style: HouseStyle | null,
  signal: AbortSignal,
): Promise<ReportPreview> => engine().client.reports.preview({ template, options, style }, { signal });

/** Writes the report and hands it to the user. */
export async function writeReport(
  template: ReportTemplateId,
  options: ReportOptions,
  format: ReportFormat,
  signal: AbortSignal,
): Promise<ReportResult> {
  const result = await engine().client.reports.write({ template, options, format }, { signal });
  await engine().shell.present(result);
  return result;
}
