import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundleKey, RestoredCase } from '#contract/bundles.ts';
import { AlertQuery } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import { alertsDigest } from '../../alerts/alerts-digest.ts';
import { wholeAlerts } from '../../alerts/query-alerts.ts';
import { datasetDigest } from '../../importers/dataset-digest.ts';
import { readCaseFile } from '../case-file.ts';
import { openCase } from '../case-folder.ts';
import { digestOf } from '../evidence-store.ts';
import { FrozenStore } from '../frozen-store.ts';
import { readEntries } from '../journal/scan.ts';
import { makeCaseFolder } from '../new-folder.ts';
import { AlteredOriginal, type RebuildContext, type Rebuilt, rebuild } from '../rebuild.ts';
import { openBundle } from './open-bundle.ts';
import { verifyBag } from './verify-bundle.ts';

export interface RestoreContext extends RebuildContext {
  readonly programVersion: string;
}

/**
 * Makes the case of a sealed bundle anew in `dir`: what it holds is checked first, its originals are imported as they were,
 * its journal goes on with an entry that says so. The folder appears whole or not at all. Members are not carried over;
 * whoever restores a case owns it. @throws EngineError `conflict` (something is there, newer version), `invalid` (wrong
 * key, damaged, points outside, a bomb, no room or permission), `cancelled`.
 */
export async function restoreBundle(
  path: string,
  place: string,
  key: BundleKey | null,
  context: RestoreContext,
): Promise<RestoredCase> {
  try {
    const { dir, result } = await makeCaseFolder(place, async (made, scratch) => {
      const { dir: bag, strange } = await openBundle(path, key, scratch, context.signal);
      const { verification, leftOut } = await verifyBag(path, bag, strange, context);
      const [first] = verification.problems;
      if (first || !leftOut)
        throw new EngineError(
          'invalid',
          `${path} does not hold: ${first?.file}${first?.line ? `, line ${first.line}` : ''}: ${first?.reason}. Nothing was changed; get the bundle anew.`,
          { file: first?.file, problems: verification.problems.length },
        );
      return makeCase(path, bag, made, leftOut, context);
    });
    return { ...result, dir };
  } catch (error) {
    if (context.signal.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was restored.');
    if (error instanceof AlteredOriginal)
      throw new EngineError('invalid', error.message, {}, { cause: error });
    throw error;
  }
}

type Made = Omit<RestoredCase, 'dir'>;

async function makeCase(
  path: string,
  bag: string,
  made: string,
  leftOut: { originals: { sha256: string }[]; exhibits: { frozen: string[] }[] },
  context: RestoreContext,
): Promise<Made> {
  const data = join(bag, 'data');
  const journal = join(data, 'journal.jsonl');
  const tempDir = join(dirname(made), 'temp');
  const open = () =>
    openCase({
      dir: made,
      create: !existsSync(made),
      tempDir,
      clock: context.clock,
      programVersion: context.programVersion,
    });
  const out = new Set([
    ...leftOut.originals.map(({ sha256 }) => sha256),
    ...leftOut.exhibits.flatMap(({ frozen }) => frozen),
  ]);
  for (const { detail } of readEntries(journal))
    for (const sha256 of Array.isArray(detail.leftOut) ? detail.leftOut : []) out.add(String(sha256));
  let entries = 0;
  for (const _ of readEntries(journal)) entries += 1;

  const fresh = await open();
  let rebuilt: Rebuilt;
  const digests: Record<string, string> = {};
  let restored = 0;
  try {
    rebuilt = await rebuild(
      {
        entries: () => readEntries(journal),
        evidence: join(data, 'evidence'),
        frozen: new FrozenStore(join(data, 'frozen'), true),
        leftOut: out,
      },
      fresh,
      { ...context, tempDir },
    );
    await fresh.warehouse.use(async (session) => {
      for (const { dataset_id, sha256 } of await session.rows<{ dataset_id: number; sha256: string }>(
        'SELECT dataset_id, sha256 FROM dataset ORDER BY dataset_id',
      ))
        digests[sha256] = await datasetDigest(session, dataset_id);
      restored = (await wholeAlerts(session, { ...AlertQuery.parse({}), dropped: 'too', limit: 10_000_000 }))
        .length;
      await session.run('UPDATE case_state SET applied = $entries', { entries });
    });
    const lost = rebuilt.differences.find(({ what }) => what.startsWith('dataset '));
    if (lost)
      throw new EngineError(
        'invalid',
        `${lost.what} could not be imported again: ${lost.reason} Nothing was restored.`,
      );
  } finally {
    fresh.close();
  }
  for (const name of ['evidence', 'frozen'])
    if (existsSync(join(data, name)))
      for (const file of readdirSync(join(data, name)))
        if (!existsSync(join(made, name, file))) renameSync(join(data, name, file), join(made, name, file));
  for (const name of ['case.json', 'journal.jsonl', 'journal.head']) {
    rmSync(join(made, name), { force: true });
    renameSync(join(data, name), join(made, name));
  }
  const report = join(data, 'report.pdf');
  if (existsSync(report)) cpSync(report, join(made, 'exports', 'report.pdf'));

  const alerts = (JSON.parse(readFileSync(join(data, 'alerts.json'), 'utf8')) as unknown[]).length;
  const differences = [...rebuilt.differences];
  if (!rebuilt.withoutAlerts && alerts !== restored)
    differences.push({ what: 'alerts', reason: `${alerts} were sealed, ${restored} came again` });
  const folder = await open();
  try {
    const digest = await folder.warehouse.use(alertsDigest);
    folder.save({ ...readCaseFile(join(made, 'case.json')), members: [] }, 'case-restored', {
      bundle: { path, sha256: (await digestOf(path)).sha256 },
      leftOut: [...out].sort(),
      digests,
      alertsDigest: digest,
      differences,
    });
  } finally {
    folder.close();
  }
  return {
    datasets: rebuilt.datasets,
    passedOver: rebuilt.passedOver,
    alerts: { sealed: alerts, restored },
    differences,
  };
}
