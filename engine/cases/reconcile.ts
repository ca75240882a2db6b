import { randomUUID } from 'node:crypto';
import type { Alert } from '#contract/detection.ts';
import { storedAlertsDigest } from '../alerts/alerts-digest.ts';
import { datasetDigest } from '../importers/dataset-digest.ts';
import type { Session } from '../warehouse/session.ts';
import type { CaseFolder } from './case-folder.ts';
import { alertExhibit } from './work/alert-exhibit.ts';
import { datasetsDigest } from './work/data-digest.ts';
import type { StoredEvidence } from './work/stored.ts';

interface FoundDataset {
  readonly dataset_id: number;
  readonly sha256: string;
  readonly name: string;
  readonly path: string;
  readonly format: string;
  readonly options: string;
  readonly mapping: string | null;
  readonly notes: string;
  readonly archive: string | null;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
}

/**
 * After an interruption: half copies go, and what was committed to the tables but not yet written down is. Exhibits of a
 * case of the first versions are frozen.
 */
export async function reconcile(folder: CaseFolder, session: Session, act: CaseFolder['act']): Promise<void> {
  const { evidence, journal, record } = folder;
  const left = evidence.sweep();
  if (left.length > 0) record('interrupted-copies-removed', { count: left.length });
  const known = new Set(
    journal.numbersOf('dataset-imported', 'dataset-found').map((seq) => journal.read(seq).detail.sha256),
  );
  const datasets = await session.rows<FoundDataset>(
    `SELECT d.dataset_id, d.sha256, d.name, d.path, d.format, d.options, r.mapping, coalesce(r.notes, '[]') AS notes, d.parent_sha256 AS archive,
       d.rows, d.accepted, d.rejected, d.duplicate
     FROM dataset d LEFT JOIN dataset_reading r USING (dataset_id) ORDER BY d.dataset_id`,
  );
  for (const { dataset_id, options, mapping, notes, ...dataset } of datasets)
    if (!known.has(dataset.sha256))
      record('dataset-found', {
        ...dataset,
        options: JSON.parse(options) as unknown,
        ...(mapping === null ? {} : { mapping: JSON.parse(mapping) as unknown }),
        notes: JSON.parse(notes) as unknown,
        digest: await datasetDigest(session, dataset_id),
      });
  const digest = await storedAlertsDigest(session);
  const last = journal.numbersOf('detection-run', 'alerts-weighed', 'alerts-found').at(-1);
  if (digest !== null && (last === undefined || journal.read(last).detail.digest !== digest))
    record('alerts-found', { digest });
  await adoptExhibits(folder, session, act);
}

async function adoptExhibits(folder: CaseFolder, session: Session, act: CaseFolder['act']): Promise<void> {
  const rows = await session.rows<{ exhibit: number; alert: string; note: string; removed: boolean }>(
    "SELECT exhibit, alert, note, removed FROM case_item WHERE exhibit NOT IN (SELECT number FROM work_document WHERE kind = 'evidence') ORDER BY exhibit",
  );
  if (rows.length === 0) return;
  const digest = await datasetsDigest(session);
  const items: StoredEvidence[] = rows.map(({ exhibit, alert, note }) => ({
    ...alertExhibit(folder.frozen, JSON.parse(alert) as Alert, digest, note),
    id: randomUUID(),
    exhibit,
  }));
  await act(async () => ({ action: 'exhibits-adopted', detail: { items } }), 'look');
  const removed = rows.filter((row) => row.removed).map(({ exhibit }) => exhibit);
  if (removed.length > 0)
    await act(
      async () => ({
        action: 'exhibits-removed',
        detail: { exhibits: removed, reason: 'taken out earlier' },
      }),
      'look',
    );
}
