import type { Session } from '../../warehouse/session.ts';
import type { AggregatedAlert } from '../aggregate.ts';
import factsSql from './facts.sql?raw';

/** What the evidence of an alert says beyond the alert itself; shares are parts of its transfers. */
export interface AlertFacts {
  readonly transfers: number;
  /** Method name → transfers. */
  readonly methods: ReadonlyMap<string, number>;
  /** Label category or text of either end, in small letters → transfers. */
  readonly labels: ReadonlyMap<string, number>;
  /** Most dollars a subject is known to have moved in all the imported rows. */
  readonly largestSubjectUsd: number;
  /** Whether all subjects are null or burn addresses. */
  readonly system: boolean;
}

const SYSTEM = new Set([
  '0x0000000000000000000000000000000000000000',
  '0x0000000000000000000000000000000000000001',
  '0x000000000000000000000000000000000000dead',
  '0xdead000000000000000042069420694206942069',
]);
const LOOKED_AT = 50;

/** Looks up, set-wise, what the evidence and the subjects of all alerts are. */
export async function factsOf(session: Session, alerts: readonly AggregatedAlert[]): Promise<AlertFacts[]> {
  await session.run(
    'CREATE OR REPLACE TEMP TABLE looked_at (alert INTEGER, row_id BIGINT); CREATE OR REPLACE TEMP TABLE looked_at_subject (alert INTEGER, chain VARCHAR, address VARCHAR)',
  );
  const rows = await session.connection.createAppender('looked_at', null, 'temp');
  const subjects = await session.connection.createAppender('looked_at_subject', null, 'temp');
  for (const [index, alert] of alerts.entries()) {
    for (const { rowId } of alert.evidence
      .filter(({ target }) => target === 'transfer')
      .slice(0, LOOKED_AT)) {
      rows.appendInteger(index);
      rows.appendBigInt(BigInt(rowId));
      rows.endRow();
    }
    for (const { kind, chain, id } of alert.subjects) {
      if (kind !== 'address' || chain === undefined) continue;
      subjects.appendInteger(index);
      subjects.appendVarchar(chain);
      subjects.appendVarchar(id);
      subjects.endRow();
    }
  }
  rows.closeSync();
  subjects.closeSync();
  const methods = alerts.map(() => new Map<string, number>());
  const labels = alerts.map(() => new Map<string, number>());
  const transfers = alerts.map(() => 0);
  const usd = alerts.map(() => 0);
  for (const row of await session.rows<{ alert: number; kind: string; word: string; n: number }>(factsSql)) {
    if (row.kind === 'method') methods[row.alert]!.set(row.word, row.n);
    else if (row.kind === 'label') labels[row.alert]!.set(row.word, row.n);
    else if (row.kind === 'transfers') transfers[row.alert] = row.n;
    else usd[row.alert] = row.n;
  }
  return alerts.map((alert, index) => ({
    transfers: transfers[index]!,
    methods: methods[index]!,
    labels: labels[index]!,
    largestSubjectUsd: usd[index]!,
    system: alert.subjects.length > 0 && alert.subjects.every(({ id }) => SYSTEM.has(id)),
  }));
}
