import type { IncludedItem } from '#contract/cases.ts';
import type {
  AlertDetail,
  AlertPage,
  AlertQuery,
  DetectorCard,
  DetectorRun,
  RunEvent,
  RunRequest,
  Verdict,
} from '#contract/detection.ts';
import { engine } from '../../workspace/engine.ts';

export type VerdictName = Verdict['verdict'];

export const alertPage = (query: Partial<AlertQuery>, signal: AbortSignal): Promise<AlertPage> =>
  engine().client.alerts.page(query, { signal });

export const alertDetail = (alertId: string, signal: AbortSignal): Promise<AlertDetail> =>
  engine().client.alerts.detail({ alertId }, { signal });

export const setVerdict = async (
  alertIds: readonly string[],
  verdict: VerdictName | null,
  reason: string,
): Promise<void> => {
  await engine().client.alerts.verdict({ alertIds: [...alertIds], verdict, reason });
};

export const include = (alertIds: readonly string[], included: boolean): Promise<IncludedItem[]> =>
  engine().client.cases.include({ alertIds: [...alertIds], included });

export const includedItems = (): Promise<IncludedItem[]> => engine().client.cases.included({});

export const saveNote = (alertId: string, note: string): Promise<IncludedItem[]> =>
  engine().client.cases.note({ alertId, note });

export const detectorCards = (): Promise<DetectorCard[]> => engine().client.detectors.list({});
export const lastRuns = (): Promise<DetectorRun[]> => engine().client.detectors.lastRuns({});

export const detectorRun = (request: Partial<RunRequest>, signal: AbortSignal): AsyncIterable<RunEvent> =>
  engine().client.detectors.run(request, { signal });

export async function exportAlerts(
  format: 'csv' | 'xlsx' | 'json',
  query: Partial<AlertQuery>,
): Promise<string> {
  const file = await engine().client.alerts.export({ format, query });
  await engine().shell.present(file);
  return file.fileName;
}
