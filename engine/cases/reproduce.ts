import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Reproduction } from '#contract/custody.ts';
import { type Alert, AlertQuery } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import { wholeAlerts } from '../alerts/query-alerts.ts';
import { datasetDigest } from '../importers/dataset-digest.ts';
import { readWarehouse, type Warehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';
import { openCase } from './case-folder.ts';
import { FrozenStore } from './frozen-store.ts';
import { readEntries, scanJournal } from './journal/scan.ts';
import { AlteredOriginal, type RebuildContext, rebuild } from './rebuild.ts';
import { difference } from './verify/verify-tables.ts';
import { canonicalJson } from './work/data-digest.ts';
import { differingTables, workDigests } from './work/work-tables.ts';

export interface ReproduceContext extends RebuildContext {
  readonly programVersion: string;
  /** The warehouse of the case where this process has it open; else it is opened to be read. */
  readonly warehouse?: Warehouse;
}

/** How many differences are told one by one; the counts say how many there are. */
const TOLD = 50;

/**
 * Makes the case again in a scratch folder, from its originals and its journal alone, and compares rows, alerts and case
 * work with what the case holds. Nothing in the case is changed. @throws EngineError `invalid` for a journal that does
 * not hold or an original that was altered (named), `not-found`, `busy`, `cancelled`.
 */
export async function reproduce(dir: string, context: ReproduceContext): Promise<Reproduction> {
  const journal = join(dir, 'journal.jsonl');
  if (!existsSync(join(dir, 'case.json')) || !existsSync(journal))
    throw new EngineError('not-found', `There is no Spyhop case in ${dir}. Check the path.`, { dir });
  const scan = scanJournal(journal);
  if (scan.broken)
    throw new EngineError(
      'invalid',
      `journal.jsonl does not hold at line ${scan.broken.line}: ${scan.broken.reason}. The case was not made again; restore the journal from a backup or a bundle.`,
      { file: 'journal.jsonl', line: scan.broken.line },
    );
  const warehouse =
    context.warehouse ??
    (await readWarehouse({ file: join(dir, 'warehouse.duckdb'), tempDir: context.tempDir }));
  const scratch = mkdtempSync(join(context.tempDir, 'reproduce-'));
  try {
    const again = await openCase({
      dir: join(scratch, 'again.spyhop'),
      create: true,
      tempDir: join(scratch, 'temp'),
      clock: context.clock,
      programVersion: context.programVersion,
    });
    try {
      const rebuilt = await rebuild(
        {
          entries: () => readEntries(journal),
          evidence: join(dir, 'evidence'),
          frozen: new FrozenStore(join(dir, 'frozen'), true),
          leftOut: leftOutOf(journal),
        },
        again,
        { ...context, tempDir: join(scratch, 'temp') },
      );
      const facts = await Promise.all([warehouse.use(factsOf), again.warehouse.use(factsOf)]);
      return compared(facts[0], facts[1], rebuilt, recordedVersion(journal), context.programVersion);
    } finally {
      again.close();
    }
  } catch (error) {
    if (context.signal.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
    if (error instanceof AlteredOriginal)
      throw new EngineError('invalid', error.message, {
        file: `evidence/${error.sha256}`,
        sha256: error.sha256,
      });
    throw error;
  } finally {
    if (warehouse !== context.warehouse) warehouse.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Originals that a restored case says it does not hold. */
export function leftOutOf(journal: string): Set<string> {
  const leftOut = new Set<string>();
  for (const { detail } of readEntries(journal))
    if (Array.isArray(detail.leftOut)) for (const sha256 of detail.leftOut) leftOut.add(String(sha256));
  return leftOut;
}

function recordedVersion(journal: string): string | null {
  let version: string | null = null;
  for (const { action, program } of readEntries(journal))
    if (action === 'detection-run' || action === 'alerts-weighed') version = program ?? null;
  return version;
}

interface Facts {
  readonly datasets: Map<string, { name: string; digest: string; rows: number }>;
  readonly alerts: Map<string, Alert>;
  readonly order: string;
  readonly work: Map<string, string>;
  readonly documents: number;
}

async function factsOf(session: Session): Promise<Facts> {
  const datasets: Facts['datasets'] = new Map();
  for (const { dataset_id, sha256, name, rows } of await session.rows<{
    dataset_id: number;
    sha256: string;
    name: string;
    rows: number;
  }>('SELECT dataset_id, sha256, name, rows FROM dataset ORDER BY dataset_id'))
    datasets.set(sha256, { name, rows, digest: await datasetDigest(session, dataset_id) });
  const alerts = await wholeAlerts(session, { ...AlertQuery.parse({}), dropped: 'too', limit: 10_000_000 });
  const documents = await session.first<{ n: number }>('SELECT count(*) AS n FROM work_document');
  return {
    datasets,
    alerts: new Map(alerts.map((alert) => [alert.id, alert])),
    order: alerts.map(({ id }) => id).join(' '),
    work: await workDigests(session),
    documents: documents?.n ?? 0,
  };
}

function compared(
  recorded: Facts,
  again: Facts,
  rebuilt: Awaited<ReturnType<typeof rebuild>>,
  version: string | null,
  present: string,
): Reproduction {
  const all: Reproduction['differences'] = [...rebuilt.differences];
  const remarks: string[] = [];
  for (const [sha256, { name, digest }] of recorded.datasets) {
    const other = again.datasets.get(sha256);
    if (other === undefined)
      all.push({
        what: `dataset ${name} (${sha256})`,
        reason: 'its rows do not come from an import in the journal',
      });
    else if (other.digest !== digest)
      all.push({ what: `dataset ${name} (${sha256})`, reason: difference(digest, other.digest) });
  }
  for (const [sha256, { name }] of again.datasets)
    if (!recorded.datasets.has(sha256))
      all.push({ what: `dataset ${name} (${sha256})`, reason: 'the case does not hold its rows' });
  if (rebuilt.withoutAlerts)
    remarks.push(
      `${rebuilt.passedOver} originals were left out of this copy of the case: their rows and the alerts were not compared.`,
    );
  else all.push(...alertDifferences(recorded, again));
  for (const table of differingTables(recorded.work, again.work))
    all.push({ what: `case work (${table})`, reason: 'the table is not what the journal gives' });
  if (all.length > TOLD) remarks.push(`${TOLD} of ${all.length} differences are listed.`);
  if (version !== null && version !== present)
    remarks.push(`The alerts were found with version ${version}; version ${present} made them again.`);
  return {
    identical: all.length === 0,
    versions: { recorded: version, present },
    datasets: {
      compared: again.datasets.size,
      rows: [...again.datasets.values()].reduce((sum, { rows }) => sum + rows, 0),
    },
    alerts: { recorded: recorded.alerts.size, reproduced: again.alerts.size },
    documents: recorded.documents,
    differences: all.slice(0, TOLD),
    remarks,
  };
}

function alertDifferences(recorded: Facts, again: Facts): Reproduction['differences'] {
  const differences: Reproduction['differences'] = [];
  for (const [id, alert] of recorded.alerts) {
    const other = again.alerts.get(id);
    if (other === undefined)
      differences.push({ what: `alert ${id} (${alert.detector})`, reason: 'it did not come again' });
    else {
      const changed = Object.keys(alert).filter(
        (key) => canonicalJson(alert[key as keyof Alert]) !== canonicalJson(other[key as keyof Alert]),
      );
      if (changed.length > 0)
        differences.push({
          what: `alert ${id} (${alert.detector})`,
          reason: `${changed.join(', ')} came out differently`,
        });
    }
  }
  for (const [id, alert] of again.alerts)
    if (!recorded.alerts.has(id))
      differences.push({ what: `alert ${id} (${alert.detector})`, reason: 'the case does not hold it' });
  if (differences.length === 0 && recorded.order !== again.order)
    differences.push({ what: 'alerts', reason: 'their order came out differently' });
  return differences;
}
