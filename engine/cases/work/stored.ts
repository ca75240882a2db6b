import { z } from 'zod';
import { EvidenceItem, type WorkDocument } from '#contract/case-work.ts';
import type { Session } from '../../warehouse/session.ts';
import { datasetsDigest } from './data-digest.ts';

/** An exhibit as the journal states it. */
export const StoredEvidence = EvidenceItem.pick({
  id: true,
  exhibit: true,
  kind: true,
  title: true,
  explanation: true,
  note: true,
  location: true,
  alertId: true,
  frozen: true,
  dataDigest: true,
  datasetsDigest: true,
  events: true,
});
export type StoredEvidence = z.infer<typeof StoredEvidence>;

interface Row {
  kind: string;
  id: string;
  number: number;
  version: number;
  content: string;
  created_at: string;
  created_by: string;
  changed_at: string;
  changed_by: string;
  removed: string | null;
}

const Removed = z.object({ at: z.string(), by: z.string(), reason: z.string() });

const frame = (row: Row) => ({
  id: row.id,
  version: row.version,
  created: { at: row.created_at, by: row.created_by },
  changed: { at: row.changed_at, by: row.changed_by },
  removed: row.removed === null ? null : Removed.parse(JSON.parse(row.removed)),
});

/** Exhibits of all kinds by number. */
export async function storedEvidence(
  session: Session,
  removed: boolean,
  id?: string,
): Promise<EvidenceItem[]> {
  const digest = await datasetsDigest(session);
  const rows = await session.rows<Row>(
    `SELECT * FROM work_document WHERE kind = 'evidence' ${removed ? '' : 'AND removed IS NULL'} ${id === undefined ? '' : 'AND id = $id'} ORDER BY number`,
    { id: id ?? null },
  );
  return rows.map((row) => {
    const content = JSON.parse(row.content) as Omit<StoredEvidence, 'id' | 'exhibit'>;
    return {
      ...content,
      ...frame(row),
      exhibit: row.number,
      datasetsChanged: content.datasetsDigest !== digest,
    };
  });
}

/** Findings, tasks, notes and hypotheses, by kind and number. */
export async function storedWork(
  session: Session,
  kinds: readonly string[],
  removed: boolean,
  id?: string,
): Promise<WorkDocument[]> {
  const rows = await session.rows<Row>(
    `SELECT * FROM work_document WHERE kind <> 'evidence' ${removed ? '' : 'AND removed IS NULL'} ${id === undefined ? '' : 'AND id = $id'} ORDER BY kind, number`,
    { id: id ?? null },
  );
  return rows
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map((row) => ({
      ...frame(row),
      number: row.number,
      content: JSON.parse(row.content) as WorkDocument['content'],
    }));
}

/** The next number of a kind; numbers of removed ones are not given again. */
export async function nextNumber(session: Session, kind: string): Promise<number> {
  const row = await session.first<{ n: number }>(
    'SELECT coalesce(max(number), 0) + 1 AS n FROM work_document WHERE kind = $kind',
    { kind },
  );
  return row?.n ?? 1;
}
