import { type Alert, AlertQuery } from '#contract/detection.ts';
import { wholeAlerts } from '../../alerts/query-alerts.ts';
import type { Session } from '../../warehouse/session.ts';
import type { Places } from './places.ts';
import { turns } from './turns.ts';
import type { Sighting } from './word-pattern.ts';

/**
 * Finds words in alerts. They go with the originals that they rest on, so those of the same originals are one place.
 * @param names of the originals by their SHA-256
 */
export async function findInAlerts(
  session: Session,
  names: ReadonlyMap<string, string>,
  places: Places,
  signal: AbortSignal,
): Promise<void> {
  const alerts = await wholeAlerts(session, { ...AlertQuery.parse({}), dropped: 'too', limit: 10_000_000 });
  const turn = turns(signal);
  const found = new Map<string, { files: string[]; alerts: number; first: Alert; sighting: Sighting }>();
  for (const alert of alerts) {
    await turn();
    const { verdict: _, ...stated } = alert;
    const sighting = places.inTexts(stated);
    if (sighting.count === 0) continue;
    const files = [...new Set(alert.evidence.map(({ file }) => file))].sort();
    const place = found.get(files.join());
    if (!place) found.set(files.join(), { files, alerts: 1, first: alert, sighting });
    else {
      place.alerts += 1;
      place.sighting.count += sighting.count;
      for (const word of sighting.words) place.sighting.words.add(word);
    }
  }
  for (const { files, alerts: many, first, sighting } of found.values())
    places.tell(
      'alert',
      `${many === 1 ? `alert “${first.title}”` : `${many} alerts`} from ${files.map((file) => names.get(file) ?? 'an original').join(', ')}`,
      sighting,
      files.length > 0 ? { originals: files.filter((file) => names.has(file)).slice(0, 1) } : null,
    );
}
