import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'ethereum-etl-receipts',
  label: 'Ethereum ETL receipts',
  family: 'node',
  target: 'receipt',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    transaction_hash: ['transaction_hash'],
    transaction_index: ['transaction_index'],
    block_number: ['block_number'],
    cumulative_gas_used: ['cumulative_gas_used'],
    gas_used: ['gas_used'],
    contract_address: ['contract_address'],
    status: ['status'],
    effective_gas_price: ['effective_gas_price'],
  },
  required: ['transaction_hash', 'block_number', 'cumulative_gas_used', 'gas_used', 'status'],
  // the required names occur together nowhere else, and exports add columns freely
  sniff: (_head, standard) => (standard > 0 ? Math.max(standard, 0.9) : 0),
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  sql,
});
