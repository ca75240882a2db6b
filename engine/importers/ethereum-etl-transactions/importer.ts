import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'ethereum-etl-transactions',
  label: 'Ethereum ETL transactions',
  family: 'node',
  target: 'transfer',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    hash: ['hash'],
    from_address: ['from_address'],
    to_address: ['to_address'],
    value: ['value'],
    gas_price: ['gas_price'],
    input: ['input'],
    block_timestamp: ['block_timestamp'],
    block_number: ['block_number'],
    transaction_index: ['transaction_index'],
    receipt_gas_used: ['receipt_gas_used'],
    receipt_contract_address: ['receipt_contract_address'],
    receipt_status: ['receipt_status'],
    receipt_effective_gas_price: ['receipt_effective_gas_price'],
  },
  required: ['hash', 'from_address', 'to_address', 'value', 'gas_price', 'block_number'],
  // the required names occur together nowhere else, and exports add columns freely
  sniff: (_head, standard) => (standard > 0 ? Math.max(standard, 0.9) : 0),
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  sql,
});
