import type { CaseSummary } from '#contract/cases.ts';
import type { Dataset } from '#contract/datasets.ts';
import type { Alert, DetectorCard, DetectorRun } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { GraphSlice } from '#contract/graph.ts';
import { evidenceValues } from '../alerts/evidence-values.ts';
import { lastRuns } from '../alerts/last-runs.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { includedAlerts } from '../cases/case-items.ts';
import { caseSummary } from '../cases/summary.ts';
import { cardOf, detectorById } from '../detectors/registry.ts';
import { alertGraph } from '../graph/alert-graph.ts';
import { datasetQuality, listDatasets } from '../importers/datasets.ts';
import type { Session } from '../warehouse/session.ts';

/** How many rows of evidence an exhibit prints; the rest is in `alerts.json`, and the report says how many. */
export const EVIDENCE_PRINTED = 15;

export interface ReportEvidence {
  readonly role: string;
  readonly time: string | null;
  readonly text: string;
  /** In full, for the row's text shortens addresses. */
  readonly transaction: string | null;
  readonly fileName: string;
  readonly line: number;
}

export interface ReportExhibit {
  readonly exhibit: number;
  readonly note: string;
  readonly alert: Alert;
  readonly evidence: ReportEvidence[];
  readonly graph: GraphSlice | null;
}

export interface ReportDataset {
  readonly dataset: Dataset;
  readonly holes: string[];
}

export interface ReportContent {
  readonly summary: CaseSummary;
  readonly madeAt: string;
  readonly programVersion: string;
  readonly journal: { entries: number; last: string };
  readonly datasets: ReportDataset[];
  readonly exhibits: ReportExhibit[];
  readonly runs: (DetectorRun & { params: Record<string, unknown> })[];
  readonly cards: DetectorCard[];
  readonly alertCounts: { priority: string; count: number }[];
}

/** Everything a report states, read once. */
export async function gatherReport(
  folder: CaseFolder,
  session: Session,
  madeAt: Date,
  programVersion: string,
): Promise<ReportContent> {
  const datasets: ReportDataset[] = [];
  for (const dataset of await listDatasets(session))
    datasets.push({ dataset, holes: await holesOf(session, dataset) });
  const names = new Map(datasets.map(({ dataset }) => [dataset.sha256, dataset.name]));
  const exhibits: ReportExhibit[] = [];
  for (const { exhibit, note, alert } of await includedAlerts(session))
    exhibits.push({
      exhibit,
      note,
      alert,
      evidence: await evidenceOf(session, alert, names),
      graph: await graphOf(session, alert),
    });
  const runs = await lastRuns(session);
  const named = [...new Set(exhibits.map(({ alert }) => alert.detector))].sort();
  return {
    summary: await caseSummary(folder, session),
    madeAt: madeAt.toISOString(),
    programVersion,
    journal: { entries: folder.journal.length, last: folder.journal.last },
    datasets,
    exhibits,
    runs,
    cards: named.flatMap((id) => {
      const detector = detectorById(id);
      return detector ? [cardOf(detector)] : [];
    }),
    alertCounts: await session.rows(
      'SELECT priority, count(*) AS count FROM alert GROUP BY priority, priority_level ORDER BY priority_level DESC',
    ),
  };
}

async function holesOf(session: Session, dataset: Dataset): Promise<string[]> {
  const holes = dataset.warnings.map((warning) => warning.message);
  if (dataset.target === 'tag') return holes;
  const quality = await datasetQuality(session, dataset.id);
  const [gap] = quality.gaps;
  if (gap)
    holes.push(
      `${quality.gaps.length} gap${quality.gaps.length === 1 ? '' : 's'} in time, the longest from ${gap.from} to ${gap.to}.`,
    );
  if (quality.withoutTime > 0)
    holes.push(`${quality.withoutTime.toLocaleString('en')} rows state no time of their own.`);
  if (quality.unknownDecimals.length > 0)
    holes.push(`${quality.unknownDecimals.length} assets whose decimals the file does not state.`);
  return holes;
}

const shortened = (value: string): string =>
  value.replace(/\b(0x[0-9a-f]{4})[0-9a-f]{32}([0-9a-f]{4})\b/g, '$1…$2');

const rowText = (values: readonly { name: string; value: string }[]): string =>
  values
    .filter(({ name }) => name !== 'transaction')
    .map(({ name, value }) => `${name} ${shortened(value)}`)
    .join(', ');

async function evidenceOf(
  session: Session,
  alert: Alert,
  names: ReadonlyMap<string, string>,
): Promise<ReportEvidence[]> {
  const printed = alert.evidence.slice(0, EVIDENCE_PRINTED);
  const places = new Set(printed.map(({ file, line }) => `${file}:${line}`));
  const rows = (
    await session.rows<{ file: string; line: number; target: string; row_id: number }>(
      'SELECT DISTINCT file, line, target, row_id FROM alert_evidence WHERE alert_id = $alert',
      { alert: alert.id },
    )
  ).filter(({ file, line }) => places.has(`${file}:${line}`));
  const values = await evidenceValues(
    session,
    rows.map(({ target, row_id }) => ({ target, rowId: row_id })),
  );
  return printed.map((item) => {
    const row = rows.find((one) => one.file === item.file && one.line === item.line);
    const found = row ? values.get(`${row.target}:${row.row_id}`) : undefined;
    return {
      role: item.role ?? item.kind,
      time: found?.time ?? null,
      text: found ? rowText(found.values) : item.ref,
      transaction: item.kind === 'transaction' || item.kind === 'transfer' ? item.ref : null,
      fileName: names.get(item.file) ?? item.file.slice(0, 12),
      line: item.line,
    };
  });
}

async function graphOf(session: Session, alert: Alert): Promise<GraphSlice | null> {
  try {
    return await alertGraph(session, alert.id, 60);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return null;
    throw error;
  }
}
