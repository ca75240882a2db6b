import type { IncludedItem } from '#contract/cases.ts';
import type {
  AlertDetail,
  AlertGroup,
  AlertGroupQuery,
  AlertPage,
  AlertQuery,
  AlertTimeline,
  DetectorCard,
  DetectorRun,
  RunEvent,
  RunRequest,
  Verdict,
} from '#contract/detection.ts';
import type { Comparison, ParameterSet, Reduction, ReductionChange } from '#contract/reduction.ts';
import { engine } from '../../workspace/engine.ts';

export type VerdictName = Verdict['verdict'];

export const alertPage = (query: Partial<AlertQuery>, signal: AbortSignal): Promise<AlertPage> =>
  engine().client.alerts.page(query, { signal });

export const alertIds = async (query: Partial<AlertQuery>): Promise<string[]> =>
  (await engine().client.alerts.ids(query)).ids;

export const alertGroups = (
  by: AlertGroupQuery['by'],
  query: Partial<AlertQuery>,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ total: number; rows: AlertGroup[] }> =>
  engine().client.alerts.groups({ by, query, offset, limit }, { signal });

export const alertTimeline = (query: Partial<AlertQuery>, signal: AbortSignal): Promise<AlertTimeline> =>
  engine().client.alerts.timeline({ query }, { signal });

export const reduction = (signal: AbortSignal): Promise<Reduction> =>
  engine().client.alerts.reduction({}, { signal });
export const changeReduction = (change: ReductionChange): Promise<Reduction> =>
  engine().client.alerts.changeReduction(change);

export const parameterSets = (): Promise<ParameterSet[]> => engine().client.detectors.parameterSets({});
export const saveParameters = (name: string, params: ParameterSet['params']): Promise<ParameterSet[]> =>
  engine().client.detectors.saveParameters({ name, params });
export const removeParameters = (name: string): Promise<ParameterSet[]> =>
  engine().client.detectors.removeParameters({ name });
export const compareParameters = (
  params: ParameterSet['params'],
  signal: AbortSignal,
): Promise<Comparison[]> => engine().client.detectors.compare({ params }, { signal });

export const alertDetail = (alertId: string, signal: AbortSignal): Promise<AlertDetail> =>
  engine().client.alerts.detail({ alertId }, { signal });

/** Every verdict the case has. */
export async function verdictsOf(): Promise<Map<string, { verdict: VerdictName; reason: string }>> {
  const found = new Map<string, { verdict: VerdictName; reason: string }>();
  for (let offset = 0; ; offset += 5000) {
    const page = await engine().client.alerts.page({
      verdicts: ['true', 'false', 'unsure', 'escalate'],
      dropped: 'too',
      offset,
      limit: 5000,
    });
    for (const { id, verdict } of page.rows)
      if (verdict) found.set(id, { verdict: verdict.verdict, reason: verdict.reason });
    if (offset + page.rows.length >= page.total) return found;
  }
}

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
