import type { SharedAlerts } from '#contract/graph.ts';
import { alertsNaming, type TimedMark } from '../alerts/alert-marks.ts';
import type { Session } from '../warehouse/session.ts';

/** Alerts that name two or more of given node ids, by which of them; `nodes` are places in `ids`, ascending. */
export const sharedAlerts = (session: Session, ids: readonly string[]): Promise<SharedAlerts[]> =>
  session.rows<SharedAlerts>(
    `WITH node AS (
       SELECT unnest(ids) AS id, unnest(range(len(ids)))::INTEGER AS place FROM (SELECT string_split($nodes, chr(10)) AS ids)
     ), named AS (
       SELECT alert_id, list(DISTINCT place ORDER BY place) AS nodes
       FROM alert_subject s JOIN node n ON n.id = s.chain || ':' || s.id WHERE s.kind = 'address' GROUP BY alert_id
     )
     SELECT nodes, count(*) AS alerts FROM named WHERE len(nodes) > 1 GROUP BY nodes ORDER BY nodes`,
    { nodes: ids.join('\n') },
  );

/** The same of the alerts that were known by an instant in microseconds. */
export function sharedAlertsKnown(
  marks: readonly TimedMark[],
  ids: readonly string[],
  micros: number,
): SharedAlerts[] {
  const named = new Map<number, number[]>();
  for (const [place, id] of ids.entries())
    for (const alert of alertsNaming(marks, id, micros)) {
      const nodes = named.get(alert);
      if (nodes) nodes.push(place);
      else named.set(alert, [place]);
    }
  const found = new Map<string, SharedAlerts>();
  for (const nodes of named.values()) {
    if (nodes.length < 2) continue;
    const key = nodes.join();
    const known = found.get(key);
    if (known) known.alerts += 1;
    else found.set(key, { nodes, alerts: 1 });
  }
  return [...found.values()].sort((a, b) => compare(a.nodes, b.nodes));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let place = 0; place < Math.min(a.length, b.length); place += 1)
    if (a[place] !== b[place]) return a[place]! - b[place]!;
  return a.length - b.length;
}
