import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'solscan-defi',
  label: 'Solscan DeFi activities',
  family: 'explorer',
  target: 'dex-trade',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    signature: ['Signature'],
    unix_time: ['Block Time'],
    date_time: ['Human Time'],
    action: ['Action'],
    from_address: ['From'],
    token1: ['Token1'],
    amount1: ['Amount1'],
    decimals1: ['TokenDecimals1'],
    token2: ['Token2'],
    amount2: ['Amount2'],
    decimals2: ['TokenDecimals2'],
    value_usd: ['Value'],
    platforms: ['Platforms'],
    sources: ['Sources'],
  },
  required: ['signature', 'unix_time', 'action', 'from_address', 'token1', 'amount1', 'token2', 'amount2'],
  options: z.object({}),
  truncatesAt: [5000],
  sql,
});
