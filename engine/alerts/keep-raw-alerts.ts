import type { DetectorRun } from '#contract/detection.ts';
import type { AnyDetector } from '../detectors/define.ts';
import { detectors } from '../detectors/registry.ts';
import type { RawAlert } from '../detectors/run-detector.ts';
import type { Session } from '../warehouse/session.ts';

/** What the detector found under this fingerprint before, or null. */
export async function keptRawAlerts(
  session: Session,
  detector: AnyDetector,
  fingerprint: string,
): Promise<{ raw: RawAlert[]; run: DetectorRun } | null> {
  const which = { detector: detector.id, fingerprint };
  const kept = await session.first<{ run: string }>(
    'SELECT run FROM raw_run WHERE detector = $detector AND fingerprint = $fingerprint',
    which,
  );
  if (!kept) return null;
  const raw: RawAlert[] = [];
  for await (const [contents] of session.chunks(
    'SELECT content FROM raw_alert WHERE detector = $detector AND fingerprint = $fingerprint ORDER BY ordinal',
    which,
  ))
    for (const content of contents as string[])
      raw.push({ ...(JSON.parse(content) as Omit<RawAlert, 'detector'>), detector });
  return { raw, run: { ...(JSON.parse(kept.run) as DetectorRun) } };
}

/** Keeps what a detector found, in place of what it found before under another fingerprint. */
export async function keepRawAlerts(
  session: Session,
  { id }: AnyDetector,
  fingerprint: string,
  run: DetectorRun,
  raw: readonly RawAlert[],
): Promise<void> {
  await session.transaction(async () => {
    for (const table of ['raw_run', 'raw_alert'])
      await session.run(`DELETE FROM ${table} WHERE detector = $id`, { id });
    await session.run('INSERT INTO raw_run VALUES ($id, $fingerprint, $run)', {
      id,
      fingerprint,
      run: JSON.stringify(run),
    });
    const appender = await session.connection.createAppender('raw_alert');
    for (const [ordinal, { detector: _, ...content }] of raw.entries()) {
      appender.appendVarchar(id);
      appender.appendVarchar(fingerprint);
      appender.appendBigInt(BigInt(ordinal));
      appender.appendVarchar(JSON.stringify(content));
      appender.endRow();
    }
    appender.closeSync();
  });
}

/** What detectors other than these found when they last ran. */
export async function keptOfOthers(session: Session, chosen: readonly AnyDetector[]): Promise<RawAlert[]> {
  const found: RawAlert[] = [];
  const runs = await session.rows<{ detector: string; fingerprint: string }>(
    "SELECT k.detector, k.fingerprint FROM raw_run k JOIN detector_run r USING (detector) WHERE r.status = 'done' ORDER BY k.detector",
  );
  for (const { detector: id, fingerprint } of runs) {
    const detector = detectors.find((known) => known.id === id);
    if (!detector || chosen.includes(detector)) continue;
    for (const alert of (await keptRawAlerts(session, detector, fingerprint))?.raw ?? []) found.push(alert);
  }
  return found;
}
