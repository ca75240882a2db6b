import type { DifferenceQuery, LabelConflicts, ListDifference, ListEntry } from '#contract/screening.ts';
import type { Session } from '../../warehouse/session.ts';
import type { CaseFolder } from '../case-folder.ts';
import entriesSql from './entries.sql?raw';
import { entriesOf, type PlacedEntry, type ScreeningContext } from './lists.ts';

type Grouped = Map<string, { network: string; address: string; entries: ListEntry[] }>;

function byAddress(placed: readonly PlacedEntry[]): Grouped {
  const groups: Grouped = new Map();
  for (const { network, address, ...entry } of placed) {
    const key = `${network} ${address}`;
    const group = groups.get(key);
    if (group) group.entries.push(entry);
    else groups.set(key, { network, address, entries: [entry] });
  }
  return groups;
}

/** What a list says of an address, whatever the line it says it in. */
const said = (entries: readonly ListEntry[]): string =>
  entries
    .map(({ label, category, abuse, actor }) => JSON.stringify([label, category, abuse, actor]))
    .sort()
    .join('\n');

/** What one list says otherwise than another, by address: added ones first, then removed, then changed. */
export async function listDifference(
  folder: CaseFolder,
  query: DifferenceQuery,
  context: ScreeningContext,
  signal: AbortSignal,
): Promise<ListDifference> {
  const before = byAddress(await entriesOf(folder, query.before, context, signal));
  const after = byAddress(await entriesOf(folder, query.after, context, signal));
  const rows: Omit<ListDifference['rows'][number], 'inCase'>[] = [];
  let same = 0;
  for (const [key, { network, address, entries }] of after)
    if (!before.has(key)) rows.push({ change: 'added', network, address, before: [], after: entries });
  const added = rows.length;
  for (const [key, { network, address, entries }] of before)
    if (!after.has(key)) rows.push({ change: 'removed', network, address, before: entries, after: [] });
  const removed = rows.length - added;
  for (const [key, { network, address, entries }] of before) {
    const now = after.get(key)?.entries;
    if (!now) continue;
    if (said(entries) === said(now)) same += 1;
    else rows.push({ change: 'changed', network, address, before: entries, after: now });
  }
  const page = rows.slice(query.offset, query.offset + query.limit);
  const present = await folder.warehouse.use((session) =>
    occurring(
      session,
      page.map(({ address }) => address),
    ),
  );
  return {
    counts: { added, removed, changed: rows.length - added - removed, same },
    total: rows.length,
    rows: page.map((row) => ({ ...row, inCase: present.has(row.address) })),
  };
}

/** Which of these addresses send or receive in the case. */
async function occurring(session: Session, addresses: readonly string[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  await session.run('CREATE OR REPLACE TEMP TABLE listed (address VARCHAR)');
  const appender = await session.connection.createAppender('listed', null, 'temp');
  for (const address of new Set(addresses)) {
    appender.appendVarchar(address);
    appender.endRow();
  }
  appender.closeSync();
  const rows = await session.rows<{ address: string }>(
    'SELECT address FROM listed WHERE address IN (SELECT from_address FROM transfer UNION ALL SELECT to_address FROM transfer)',
  );
  return new Set(rows.map(({ address }) => address));
}

const conflictSql = `
  SELECT network, address,
    count(DISTINCT category) > 1 AS by_category, count(DISTINCT actor) > 1 AS by_actor,
    count(DISTINCT lower(label)) > 1 AND count(DISTINCT coalesce(source, file)) > 1 AS by_label
  FROM (${entriesSql}) GROUP BY network, address HAVING by_category OR by_actor OR by_label`;

/** Addresses of which the lists of the case say different things; those that differ in category first. */
export async function labelConflicts(
  session: Session,
  { offset, limit }: { offset: number; limit: number },
): Promise<LabelConflicts> {
  await session.run(`CREATE OR REPLACE TEMP TABLE conflict AS ${conflictSql}`);
  const total = await session.first<{ n: number }>('SELECT count(*) AS n FROM conflict');
  const found = await session.rows<{
    network: string;
    address: string;
    by_category: boolean;
    by_actor: boolean;
    by_label: boolean;
  }>(
    `SELECT * FROM conflict ORDER BY by_category DESC, by_actor DESC, network, address LIMIT ${limit} OFFSET ${offset}`,
  );
  await session.run(
    `CREATE OR REPLACE TEMP TABLE conflict_page AS SELECT network, address FROM conflict ORDER BY by_category DESC, by_actor DESC, network, address LIMIT ${limit} OFFSET ${offset}`,
  );
  const entries = byAddress(
    await session.rows<PlacedEntry>(
      `SELECT e.* FROM (${entriesSql}) e SEMI JOIN conflict_page USING (network, address) ORDER BY file, line`,
    ),
  );
  return {
    total: total?.n ?? 0,
    rows: found.map(({ network, address, by_category, by_actor, by_label }) => ({
      network,
      address,
      differ: [
        ...(by_category ? (['category'] as const) : []),
        ...(by_actor ? (['actor'] as const) : []),
        ...(by_label ? (['label'] as const) : []),
      ],
      entries: entries.get(`${network} ${address}`)?.entries ?? [],
    })),
  };
}
