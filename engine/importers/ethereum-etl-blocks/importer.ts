import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'ethereum-etl-blocks',
  label: 'Ethereum ETL blocks',
  family: 'node',
  target: 'block',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    block_number: ['number'],
    block_hash: ['hash'],
    parent_hash: ['parent_hash'],
    miner: ['miner'],
    block_timestamp: ['timestamp'],
    transaction_count: ['transaction_count'],
    gas_used: ['gas_used'],
    base_fee_per_gas: ['base_fee_per_gas'],
  },
  required: ['block_number', 'block_hash', 'parent_hash', 'miner', 'block_timestamp'],
  // the required names occur together nowhere else, and exports add columns freely
  sniff: (_head, standard) => (standard > 0 ? Math.max(standard, 0.9) : 0),
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  sql,
});
