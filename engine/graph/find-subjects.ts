import type { z } from 'zod';
import { type FoundSubjects, MOST_NODES } from '#contract/graph.ts';
import type { Session } from '../warehouse/session.ts';
import { graphNodes } from './index/describe.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { addressText } from './index/rows.ts';

type Found = z.infer<typeof FoundSubjects>;

/** Which nodes pasted addresses, node ids and transaction hashes stand for; the others are listed as unknown. */
export async function findSubjects(
  session: Session,
  index: GraphIndex,
  texts: readonly string[],
): Promise<Found> {
  const { names } = index.rows;
  const wanted = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  const accounts = new Map<string, number[]>();
  for (const text of wanted) {
    const own = names.findId(text);
    const everywhere = names.chains.map((chain) => names.find(chain, addressText(text)));
    const found = [...new Set([own, ...everywhere].filter((account) => account !== null))];
    if (found.length > 0) accounts.set(text, found);
  }
  const rest = wanted.filter((text) => !accounts.has(text));
  const transactions = rest.length === 0 ? new Map<string, number[]>() : await endsOf(session, index, rest);
  const found: Found['found'] = [];
  const nodes = new Set<number>();
  for (const text of wanted) {
    const own = accounts.get(text) ?? transactions.get(text);
    if (!own) continue;
    for (const account of own) nodes.add(account);
    found.push({
      text,
      kind: accounts.has(text) ? 'address' : 'transaction',
      nodes: own.map((account) => names.id(account)),
    });
  }
  const shown = [...nodes].slice(0, MOST_NODES);
  return {
    found,
    unknown: rest.filter((text) => !transactions.has(text)),
    nodes: await graphNodes(session, index, shown),
    shown: shown.length,
    total: nodes.size,
  };
}

/** The ends of the transfers of transactions, by hash as it was pasted. */
async function endsOf(
  session: Session,
  index: GraphIndex,
  hashes: readonly string[],
): Promise<Map<string, number[]>> {
  const rows = await session.rows<{ text: string; from_id: number | null; to_id: number | null }>(
    `WITH pasted AS (SELECT DISTINCT text, hash_text(text) AS tx_hash FROM (SELECT unnest(string_split($texts, chr(10))) AS text))
     SELECT DISTINCT p.text, m.from_id, m.to_id FROM transfer t JOIN pasted p ON p.tx_hash = t.tx_hash JOIN mart_transfer m ON m.row_id = t.rowid
     WHERE t.ok ORDER BY p.text, m.from_id, m.to_id`,
    { texts: hashes.map((text) => text.replaceAll('\n', ' ')).join('\n') },
  );
  const ends = new Map<string, number[]>();
  for (const { text, from_id, to_id } of rows) {
    const list = ends.get(text) ?? [];
    for (const account of [from_id, to_id])
      if (account !== null && account < index.rows.accounts && !list.includes(account)) list.push(account);
    ends.set(text, list);
  }
  return ends;
}
