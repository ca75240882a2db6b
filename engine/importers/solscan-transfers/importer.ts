import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'solscan-transfers',
  label: 'Solscan transfers',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    signature: ['Signature'],
    unix_time: ['Block Time'],
    date_time: ['Human Time'],
    action: ['Action'],
    from_address: ['From'],
    to_address: ['To'],
    amount: ['Amount'],
    flow: ['Flow'],
    value_usd: ['Value'],
    decimals: ['Decimals'],
    token: ['Token Address'],
    multiplier: ['Multiplier'],
  },
  required: ['signature', 'unix_time', 'action', 'from_address', 'to_address', 'amount', 'decimals', 'token'],
  options: z.object({}),
  truncatesAt: [5000],
  sql,
});
