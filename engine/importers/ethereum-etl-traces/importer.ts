import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'ethereum-etl-traces',
  label: 'Ethereum ETL traces',
  family: 'node',
  target: 'transfer',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    block_number: ['block_number'],
    block_timestamp: ['block_timestamp'],
    transaction_hash: ['transaction_hash'],
    transaction_index: ['transaction_index'],
    from_address: ['from_address'],
    to_address: ['to_address'],
    value: ['value'],
    input: ['input'],
    trace_type: ['trace_type'],
    call_type: ['call_type'],
    reward_type: ['reward_type'],
    gas_used: ['gas_used'],
    trace_address: ['trace_address'],
    error: ['error'],
    status: ['status'],
    trace_id: ['trace_id'],
  },
  required: ['block_number', 'from_address', 'to_address', 'value', 'trace_type', 'trace_address'],
  // the required names occur together nowhere else, and exports add columns freely
  sniff: (_head, standard) => (standard > 0 ? Math.max(standard, 0.9) : 0),
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  sql,
});
