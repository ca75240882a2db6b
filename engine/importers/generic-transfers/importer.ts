import { z } from 'zod';
import { importer } from '../define.ts';
import { amountOptions, timeOptions } from '../options/reading.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'generic-transfers',
  label: 'Chain transfers',
  family: 'generic',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'json', 'ndjson', 'parquet', 'xlsx'],
  columns: {
    chain: ['chain'],
    time: ['time'],
    tx_hash: ['tx_hash'],
    log_index: ['log_index'],
    from_address: ['from'],
    to_address: ['to'],
    asset: ['asset'],
    amount: ['amount'],
    amount_usd: ['amount_usd'],
    fee: ['fee'],
    gas_used: ['gas_used'],
    method: ['method'],
    success: ['success'],
    block: ['block', 'block_number'],
    symbol: ['symbol'],
  },
  required: ['chain', 'time', 'tx_hash', 'from_address', 'to_address', 'asset', 'amount'],
  options: z.object({ ...timeOptions, ...amountOptions }),
  sql,
});
