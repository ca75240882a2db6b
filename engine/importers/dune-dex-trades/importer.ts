import { z } from 'zod';
import { importer } from '../define.ts';
import { hasColumn } from '../match.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'dune-dex-trades',
  label: 'Dune dex.trades',
  family: 'analytics',
  target: 'dex-trade',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    chain: ['blockchain'],
    project: ['project'],
    version: ['version'],
    time: ['block_time'],
    block: ['block_number'],
    bought_symbol: ['token_bought_symbol'],
    sold_symbol: ['token_sold_symbol'],
    pair: ['token_pair', 'pair'],
    bought_amount: ['token_bought_amount'],
    sold_amount: ['token_sold_amount'],
    bought_raw: ['token_bought_amount_raw'],
    sold_raw: ['token_sold_amount_raw'],
    amount_usd: ['amount_usd'],
    bought_asset: ['token_bought_address', 'token_bought_contract'],
    sold_asset: ['token_sold_address', 'token_sold_contract'],
    taker: ['taker'],
    maker: ['maker'],
    pool: ['project_contract_address'],
    tx_hash: ['tx_hash'],
    tx_index: ['tx_index'],
    tx_from: ['tx_from', 'from_addr'],
    tx_to: ['tx_to', 'to_addr'],
    log_index: ['evt_index'],
    block_month: ['block_month'],
    block_date: ['block_date'],
    updated: ['_updated_at'],
  },
  required: ['tx_hash', 'time'],
  sniff: (head, standard) => {
    const both = (side: string) =>
      hasColumn(head, `token_${side}_amount`, `token_${side}_amount_raw`) &&
      hasColumn(head, `token_${side}_address`, `token_${side}_contract`, `token_${side}_symbol`);
    return standard > 0 && both('bought') && both('sold') ? Math.max(standard, 0.8) : 0;
  },
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [100],
  sql,
});
