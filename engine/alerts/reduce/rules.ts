import { KnownPattern, type Stage } from '#contract/reduction.ts';
import type { Session } from '../../warehouse/session.ts';
import type { IdentifiedAlert } from '../identify.ts';
import { builtInPatterns } from './known-patterns.ts';
import type { ReductionRules } from './reduce.ts';

/** The patterns of the case: the built-in ones, as the case changed them, and its own. */
export async function patternsOf(session: Session): Promise<KnownPattern[]> {
  const stored = await session.rows<{ pattern_id: string; definition: string; enabled: boolean }>(
    'SELECT pattern_id, definition, enabled FROM known_pattern ORDER BY pattern_id',
  );
  const changed = new Map(
    stored.map(({ pattern_id, definition, enabled }) => [
      pattern_id,
      { ...KnownPattern.parse(JSON.parse(definition)), enabled },
    ]),
  );
  const builtIn = builtInPatterns.map((known) => ({ ...(changed.get(known.id) ?? known), builtIn: true }));
  const own = [...changed.values()]
    .filter(({ id }) => !builtInPatterns.some((known) => known.id === id))
    .map((known) => ({ ...known, builtIn: false }));
  return [...builtIn, ...own];
}

/** What the case decided about reducing alerts. */
export async function reductionRules(
  session: Session,
  alerts: readonly IdentifiedAlert[],
): Promise<ReductionRules> {
  const off = await session.rows<{ stage: Stage }>('SELECT stage FROM stage_off');
  const entries = await session.rows<{ chain: string | null; address: string; reason: string }>(
    'SELECT chain, address, reason FROM allow_entry WHERE NOT removed ORDER BY entry_id',
  );
  const kept = await session.rows<{ alert_id: string }>('SELECT alert_id FROM kept_alert');
  const verdicts = await session.rows<{ alert_id: string; verdict: string }>(
    "SELECT alert_id, verdict FROM verdict WHERE verdict IN ('true', 'escalate', 'false') ORDER BY alert_id",
  );
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  return {
    off: new Set(off.map(({ stage }) => stage)),
    allowed: new Map(entries.map(({ chain, address, reason }) => [`${chain ?? ''}:${address}`, reason])),
    patterns: await patternsOf(session),
    kept: new Set(kept.map(({ alert_id }) => alert_id)),
    judgements: verdicts.flatMap(({ alert_id, verdict }) => {
      const alert = byId.get(alert_id);
      return alert ? [{ alert, right: verdict !== 'false' }] : [];
    }),
  };
}
