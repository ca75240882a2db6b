import type { DetectorRun } from '#contract/detection.ts';
import type { Session } from '../warehouse/session.ts';

/** The last run of each detector with the parameters it had. */
export async function lastRuns(
  session: Session,
): Promise<(DetectorRun & { params: Record<string, unknown> })[]> {
  const rows = await session.rows<
    Omit<DetectorRun, 'notSearched'> & { params: string; not_searched: string | null }
  >(
    'SELECT detector, version, status, alerts, seconds, message, params, not_searched FROM detector_run ORDER BY detector',
  );
  return rows.map(({ not_searched, params, ...run }) => ({
    ...run,
    params: JSON.parse(params) as Record<string, unknown>,
    notSearched: JSON.parse(not_searched ?? '[]') as string[],
  }));
}
