import type { Session } from '../warehouse/session.ts';

interface Shown {
  readonly time: string | null;
  readonly values: { name: string; value: string }[];
}

/** What a row of each table shows of itself, in the order a reader wants it. */
const shown: Record<string, { table: string; time: string; columns: Record<string, string> }> = {
  transfer: {
    table: 'transfer',
    time: 'coalesce(x.time, (SELECT min(b.time) FROM chain_block b WHERE b.ok AND b.chain = x.chain AND b.block = x.block))',
    columns: {
      from: 'x.from_address',
      to: 'x.to_address',
      amount:
        "coalesce(amount_exact(x.amount_text, coalesce(x.amount_scale, a.decimals)), x.amount_text || ' (base units)')",
      asset: 'coalesce(x.symbol, a.symbol, x.asset)',
      'value (US$)': 'x.amount_usd::VARCHAR',
      transaction: 'x.tx_hash',
      block: 'x.block::VARCHAR',
      method: 'x.method',
      result: "CASE x.success WHEN true THEN 'success' WHEN false THEN coalesce(x.error, 'failed') END",
    },
  },
  log: {
    table: 'chain_log',
    time: 'coalesce(x.time, (SELECT min(b.time) FROM chain_block b WHERE b.ok AND b.chain = x.chain AND b.block = x.block))',
    columns: {
      contract: 'x.address',
      'position in block': 'x.tx_index::VARCHAR',
      'paid in (base units)': '(SELECT s.in_text FROM mart_swap s WHERE s.row_id = x.rowid)',
      'paid in token': '(SELECT s.in_token FROM mart_swap s WHERE s.row_id = x.rowid)',
      'paid out (base units)': '(SELECT s.out_text FROM mart_swap s WHERE s.row_id = x.rowid)',
      'paid out token': '(SELECT s.out_token FROM mart_swap s WHERE s.row_id = x.rowid)',
      transaction: 'x.tx_hash',
      block: 'x.block::VARCHAR',
      'log index': 'x.log_index::VARCHAR',
    },
  },
  trade: {
    table: 'trade',
    time: 'x.time',
    columns: {
      venue: 'x.venue',
      market: 'x.market',
      side: 'x.side',
      price: 'x.price_text',
      amount: 'x.amount_text',
      trade: 'x.trade_id',
    },
  },
  tag: {
    table: 'tag',
    time: 'x.listed_at',
    columns: {
      address: 'x.address',
      network: 'x.network',
      label: 'x.label',
      category: 'x.category',
      source: 'x.source',
      'confidence (0–100)': 'x.confidence::VARCHAR',
    },
  },
  price: {
    table: 'price',
    time: 'x.time',
    columns: { asset: 'x.asset', 'price (US$)': 'x.price_usd::VARCHAR', source: 'x.source' },
  },
};

/** Rows as named texts, by `target:rowId`; absent values are left out. */
export async function evidenceValues(
  session: Session,
  rows: readonly { target: string; rowId: number }[],
): Promise<Map<string, Shown>> {
  const found = new Map<string, Shown>();
  for (const target of new Set(rows.map((row) => row.target))) {
    const spec = shown[target];
    if (!spec) continue;
    const ids = rows.filter((row) => row.target === target).map((row) => row.rowId);
    const names = Object.keys(spec.columns);
    const asset =
      target === 'transfer' ? 'LEFT JOIN mart_asset a ON a.chain = x.chain AND a.asset = x.asset' : '';
    const result = await session.rows<Record<string, string | number | null>>(
      `SELECT x.rowid AS row_id, iso(${spec.time}) AS time, ${names.map((name, index) => `${spec.columns[name]} AS v${index}`).join(', ')}
       FROM ${spec.table} x ${asset} WHERE x.rowid IN (${ids.join(', ')})`,
    );
    for (const row of result)
      found.set(`${target}:${row.row_id}`, {
        time: row.time as string | null,
        values: names.flatMap((name, index) => {
          const value = row[`v${index}`];
          return value === null || value === undefined ? [] : [{ name, value: String(value) }];
        }),
      });
  }
  return found;
}
