import { alertsDigest } from '../../alerts/alerts-digest.ts';
import { datasetDigest } from '../../importers/dataset-digest.ts';
import { openWarehouse, type Warehouse } from '../../warehouse/open.ts';
import type { Session } from '../../warehouse/session.ts';
import { ident } from '../../warehouse/sql-text.ts';
import { DIGEST_METHOD, tableDigest } from '../../warehouse/table-digest.ts';
import { Replay } from '../appliers.ts';
import type { FrozenStore } from '../frozen-store.ts';
import { readEntries } from '../journal/scan.ts';
import { differingTables, workDigests } from '../work/work-tables.ts';
import type { Findings } from './findings.ts';
import type { JournalAccount } from './journal-account.ts';

const DATABASE = 'warehouse.duckdb';

export interface StoredOriginal {
  readonly dataset_id: number;
  readonly sha256: string;
  readonly name: string;
  readonly parent_sha256: string | null;
}

/** Originals that the tables were made of. */
export const storedOriginals = (session: Session): Promise<StoredOriginal[]> =>
  session.rows('SELECT dataset_id, sha256, name, parent_sha256 FROM dataset ORDER BY dataset_id');

const methodOf = (digest: string): string => digest.split(' ', 1)[0] ?? '';

/** Compares the rows of every dataset with the digest that the journal has of them. */
export async function verifyDatasets(
  session: Session,
  datasets: readonly StoredOriginal[],
  account: JournalAccount,
  findings: Findings,
  see: (done: number, total: number) => void,
): Promise<void> {
  const present = new Set(datasets.map(({ sha256 }) => sha256));
  for (const [sha256, { name, line }] of account.originals)
    if (!present.has(sha256) && !account.leftOut.has(sha256))
      findings.problem('tables', DATABASE, `the rows of ${name} (${sha256}) are missing`, line);
  for (const [index, { dataset_id, sha256, name }] of datasets.entries()) {
    see(index, datasets.length);
    const stated = account.originals.get(sha256);
    if (!stated) {
      findings.problem(
        'tables',
        DATABASE,
        `it holds rows of ${name} (${sha256}), which the journal does not know; after an interruption opening the case writes them down`,
      );
      continue;
    }
    const digest = await datasetDigest(session, dataset_id);
    findings.checked.datasets += 1;
    findings.checked.rows += Number(/^\S+ (\d+):/.exec(digest)?.[1] ?? 0);
    if (stated.digest === null)
      findings.remark(
        `${name}: the journal of an early version has no digest of its rows; \`spyhop reproduce\` compares them.`,
      );
    else if (methodOf(stated.digest) !== methodOf(digest))
      findings.remark(
        `${name}: its digest was made with ${methodOf(stated.digest)}, this program has ${DIGEST_METHOD}; \`spyhop reproduce\` compares the rows.`,
      );
    else if (stated.digest !== digest)
      findings.problem(
        'tables',
        DATABASE,
        `the rows of ${name} (${sha256}) are not those that were imported: ${difference(stated.digest, digest)}`,
        stated.line,
      );
  }
}

/** Which part of two digests differs, in words. */
export function difference(stated: string, found: string): string {
  const parts = ['rows', 'rejected rows', 'repetitions', 'line numbers', 'its entry'];
  const [, ...one] = stated.split(' ');
  const [, ...other] = found.split(' ');
  const at = one.findIndex((part, index) => part !== other[index]);
  const counts = [one[at], other[at]].map((part) => Number((part ?? '0').split(':')[0]));
  const what = parts[at] ?? 'its content';
  return counts[0] === counts[1]
    ? `${what} have another content`
    : `${(counts[0] ?? 0).toLocaleString('en')} ${what} were recorded, ${(counts[1] ?? 0).toLocaleString('en')} are there`;
}

/** Reads every table of the database to its end: damaged blocks do not carry their checksum. */
export async function readEveryTable(session: Session): Promise<void> {
  const tables = await session.rows<{ name: string }>(
    'SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name',
  );
  for (const { name } of tables) await tableDigest(session, { from: ident(name) });
}

/** Compares the tables of case work with what the journal, played again, gives. */
export async function verifyWork(
  session: Session,
  journal: string,
  frozen: FrozenStore,
  account: JournalAccount,
  tempDir: string,
  findings: Findings,
): Promise<void> {
  if (account.old) {
    findings.remark(
      'The journal begins with entries of an early version, which do not hold all they did; findings, notes and verdicts were not compared with them.',
    );
    return;
  }
  const state = await session.first<{ applied: number }>('SELECT applied FROM case_state');
  const applied = state?.applied ?? 0;
  if (applied > account.entries) {
    findings.problem(
      'case-work',
      DATABASE,
      `the tables stand for ${applied} entries of a journal that holds ${account.entries}`,
      Math.max(1, account.entries),
    );
    return;
  }
  const again = await openWarehouse({ file: ':memory:', tempDir });
  try {
    await replayWork(again, journal, frozen, applied);
    const differing = differingTables(await again.use(workDigests), await workDigests(session));
    for (const table of differing)
      findings.problem('case-work', DATABASE, `the table ${table} is not what the journal gives`);
  } finally {
    again.close();
  }
}

/** Brings the effect of the first entries of a journal into an empty warehouse. */
async function replayWork(
  warehouse: Warehouse,
  journal: string,
  frozen: FrozenStore,
  applied: number,
): Promise<void> {
  await warehouse.use((session) =>
    session.transaction(async () => {
      const replay = new Replay(frozen);
      for (const entry of readEntries(journal)) {
        if (entry.seq >= applied) break;
        await replay.add(session, entry);
      }
      await replay.flush(session);
    }),
  );
}

/** Compares the alerts with the digest that the journal has of them. */
export async function verifyAlerts(
  session: Session,
  account: JournalAccount,
  findings: Findings,
): Promise<void> {
  const digest = await alertsDigest(session);
  const stated = account.alerts;
  if (stated === null) {
    const row = await session.first<{ n: number }>('SELECT count(*) AS n FROM alert');
    if ((row?.n ?? 0) > 0)
      findings.problem('alerts', DATABASE, 'it holds alerts although the journal knows of no detection');
    return;
  }
  if (stated.digest === null)
    findings.remark(
      'The journal of an early version has no digest of the alerts; `spyhop reproduce` compares them.',
    );
  else if (methodOf(stated.digest) !== methodOf(digest))
    findings.remark(
      `The digest of the alerts was made with ${methodOf(stated.digest)}, this program has ${DIGEST_METHOD}; \`spyhop reproduce\` compares the alerts.`,
    );
  else if (stated.digest !== digest)
    findings.problem(
      'alerts',
      DATABASE,
      'the alerts are not those that the journal last recorded',
      stated.line,
    );
}
