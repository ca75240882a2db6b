import { EngineError } from '#contract/errors.ts';
import type { GraphSlice } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import { edgesAmong } from './edges.ts';
import { nodeId, nodesOf } from './nodes.ts';

/** The addresses an alert names and those its evidence moves between, with what moved among them. */
export async function alertGraph(session: Session, alertId: string, limit: number): Promise<GraphSlice> {
  const subjects = await session.rows<{ address_id: number; chain: string; address: string }>(
    `SELECT m.address_id, m.chain, m.address FROM alert_subject s JOIN mart_address m ON m.address = s.id AND m.chain = s.chain
     WHERE s.alert_id = $alert AND s.kind = 'address'`,
    { alert: alertId },
  );
  const touched = await session.rows<{ id: number }>(
    `WITH hash AS (
       SELECT DISTINCT t.chain, t.tx_hash FROM alert_evidence e JOIN chain_log t ON t.rowid = e.row_id WHERE e.alert_id = $alert AND e.target = 'log'
     ), row AS (
       SELECT row_id FROM alert_evidence WHERE alert_id = $alert AND target = 'transfer'
       UNION SELECT t.rowid FROM transfer t JOIN hash h ON h.chain = t.chain AND h.tx_hash = t.tx_hash WHERE t.ok
     )
     SELECT id, count(*) AS n FROM (SELECT m.from_id AS id FROM mart_transfer m JOIN row USING (row_id) UNION ALL SELECT m.to_id FROM mart_transfer m JOIN row USING (row_id))
     WHERE id IS NOT NULL GROUP BY id ORDER BY n DESC, id`,
    { alert: alertId },
  );
  const centre = subjects[0] ?? null;
  const all = [...new Set([...subjects.map((row) => row.address_id), ...touched.map((row) => row.id)])];
  if (all.length === 0)
    throw new EngineError(
      'not-found',
      'This alert names no address that occurs in imported transfers, so there is no graph to draw.',
    );
  const ids = all.slice(0, limit);
  const nodes = await nodesOf(session, ids);
  return {
    centre: centre ? nodeId(centre.chain, centre.address) : (nodes[0]?.id ?? ''),
    nodes,
    edges: await edgesAmong(session, ids, { from: null, to: null }),
    shown: ids.length,
    total: all.length,
    orderedBy: 'count',
  };
}
