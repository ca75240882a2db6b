import { z } from 'zod';
import { importer } from '../define.ts';
import { hasColumn } from '../match.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'dune-transfers',
  label: 'Dune tokens.transfers',
  family: 'analytics',
  target: 'transfer',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    chain: ['blockchain'],
    time: ['block_time', 'evt_block_time'],
    block: ['block_number', 'evt_block_number'],
    tx_hash: ['tx_hash', 'evt_tx_hash'],
    log_index: ['evt_index'],
    trace_address: ['trace_address'],
    token_standard: ['token_standard'],
    tx_from: ['tx_from'],
    tx_to: ['tx_to'],
    tx_index: ['tx_index'],
    from_address: ['from'],
    to_address: ['to'],
    contract: ['contract_address', 'token_address'],
    symbol: ['symbol'],
    amount_raw: ['amount_raw', 'value'],
    amount: ['amount'],
    price_usd: ['price_usd'],
    amount_usd: ['amount_usd'],
    unique_key: ['unique_key'],
    block_month: ['block_month'],
    block_date: ['block_date'],
    updated: ['_updated_at'],
  },
  required: ['time', 'tx_hash', 'from_address', 'to_address', 'contract'],
  sniff: (head, standard) => {
    // a query names its own columns: enough of the usual ones must be there, not all
    const usual = [
      'blockchain',
      'evt_index',
      'token_standard',
      'trace_address',
      'amount_raw',
      'tx_from',
      'tx_to',
      'block_month',
      'block_date',
      'unique_key',
    ];
    const found = usual.filter((name) => hasColumn(head, name)).length;
    return standard > 0 && found >= 2 && hasColumn(head, 'amount_raw', 'amount', 'value')
      ? Math.max(standard, 0.8)
      : 0;
  },
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [100],
  sql,
});
