import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'ethereum-etl-token-transfers',
  label: 'Ethereum ETL token transfers',
  family: 'node',
  target: 'transfer',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    token_address: ['token_address'],
    from_address: ['from_address'],
    to_address: ['to_address'],
    value: ['value'],
    transaction_hash: ['transaction_hash'],
    log_index: ['log_index'],
    block_number: ['block_number'],
    block_timestamp: ['block_timestamp'],
  },
  required: ['token_address', 'from_address', 'to_address', 'value', 'transaction_hash', 'log_index'],
  // the required names occur together nowhere else, and exports add columns freely
  sniff: (_head, standard) => (standard > 0 ? Math.max(standard, 0.9) : 0),
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  sql,
});
