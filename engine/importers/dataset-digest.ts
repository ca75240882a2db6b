import type { Session } from '../warehouse/session.ts';
import { DIGEST_METHOD, tableDigest } from '../warehouse/table-digest.ts';
import { targetTables } from './targets/target-table.ts';

/**
 * Digest of everything the tables hold of a dataset: its rows at their places, rejected rows, repetitions, lines, and
 * its own entry. The same original read the same way gives the same digest, in whatever case. @throws Error for an unknown id.
 */
export async function datasetDigest(session: Session, datasetId: number): Promise<string> {
  const dataset = await session.first<{
    target: keyof typeof targetTables;
    first_rowid: number;
    loaded: number;
  }>('SELECT target, first_rowid, loaded FROM dataset WHERE dataset_id = $id', { id: datasetId });
  if (!dataset) throw new Error(`there is no dataset ${datasetId}`);
  const where = `dataset_id = ${datasetId}`;
  const except = ['dataset_id'];
  const first = dataset.first_rowid;
  const parts = [
    await tableDigest(session, {
      from: targetTables[dataset.target].table,
      also: [`rowid - ${first}`],
      except,
      where: `${where} AND rowid BETWEEN ${first} AND ${first + dataset.loaded - 1}`,
    }),
    await tableDigest(session, { from: 'reject', except, where }),
    await tableDigest(session, {
      from: `(SELECT r.dataset_id, r.row_id - ${first} AS row, d.sha256, r.of_row_id - d.first_rowid AS of_row
              FROM duplicate_row r LEFT JOIN dataset d ON d.target = r.target AND r.of_row_id >= d.first_rowid AND r.of_row_id < d.first_rowid + d.loaded)`,
      except,
      where,
    }),
    await tableDigest(session, { from: 'dataset_line', except, where }),
    await tableDigest(session, {
      from: 'dataset',
      except: ['dataset_id', 'path', 'imported_at', 'first_rowid', 'parent_sha256'],
      where,
    }),
  ];
  return `${DIGEST_METHOD} ${parts.join(' ')}`;
}
