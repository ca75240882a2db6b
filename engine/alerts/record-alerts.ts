import type { CaseFolder } from '../cases/case-folder.ts';
import type { Session } from '../warehouse/session.ts';
import { storedAlertsDigest } from './alerts-digest.ts';

/** Writes into the journal that the alerts of the case are others now, with the digest of their tables. */
export async function recordAlerts(
  folder: CaseFolder,
  session: Session,
  action: 'detection-run' | 'alerts-weighed',
  detail: Record<string, unknown>,
): Promise<void> {
  folder.record(action, { ...detail, digest: await storedAlertsDigest(session) });
}
