import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'ethereum-etl-logs',
  label: 'Ethereum ETL logs',
  family: 'node',
  target: 'log',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    log_index: ['log_index'],
    transaction_hash: ['transaction_hash'],
    transaction_index: ['transaction_index'],
    address: ['address'],
    data: ['data'],
    topics: ['topics'],
    block_number: ['block_number'],
    block_timestamp: ['block_timestamp'],
  },
  required: ['log_index', 'transaction_hash', 'address', 'data', 'topics'],
  // the required names occur together nowhere else, and exports add columns freely
  sniff: (_head, standard) => (standard > 0 ? Math.max(standard, 0.9) : 0),
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  sql,
});
