import type { Session } from '../warehouse/session.ts';
import { DIGEST_METHOD, tableDigest } from '../warehouse/table-digest.ts';

/** Digest of the alerts with their subjects, evidence and stories, led by the method it was made with. */
export async function alertsDigest(session: Session): Promise<string> {
  const parts = [];
  for (const from of ['alert', 'alert_subject', 'alert_evidence', 'story'])
    parts.push(await tableDigest(session, { from }));
  return `${DIGEST_METHOD} ${parts.join(' ')}`;
}

/** The digest that was stored with the alerts; null where nothing was detected yet. */
export async function storedAlertsDigest(session: Session): Promise<string | null> {
  return (await session.first<{ digest: string }>('SELECT digest FROM alerts_state'))?.digest ?? null;
}
