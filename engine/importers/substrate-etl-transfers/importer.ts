import { z } from 'zod';
import { importer } from '../define.ts';
import { substrateChainInName, substrateChainOption } from '../options/substrate.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'substrate-etl-transfers',
  label: 'Substrate ETL transfers',
  family: 'node',
  target: 'transfer',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    event_id: ['event_id'],
    section: ['section'],
    method: ['method'],
    extrinsic_id: ['extrinsic_id'],
    extrinsic_hash: ['extrinsic_hash'],
    block_time: ['block_time'],
    block_number: ['block_number'],
    block_hash: ['block_hash'],
    from_ss58: ['from_ss58'],
    to_ss58: ['to_ss58'],
    from_pub_key: ['from_pub_key'],
    to_pub_key: ['to_pub_key'],
    asset: ['asset'],
    price_usd: ['price_usd'],
    amount_usd: ['amount_usd'],
    symbol: ['symbol'],
    decimals: ['decimals'],
    amount: ['amount'],
    raw_amount: ['raw_amount'],
  },
  required: ['event_id', 'block_time', 'block_number', 'from_ss58', 'to_ss58', 'symbol'],
  options: z.object({ chain: substrateChainOption }),
  derive: (head) => ({ chain: substrateChainInName(head.fileName) }),
  sql,
});
