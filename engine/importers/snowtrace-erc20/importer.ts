import { z } from 'zod';
import { importer } from '../define.ts';
import { chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'snowtrace-erc20',
  label: 'Snowtrace ERC-20 transfers',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    chain_id: ['chain_id'],
    tx_hash: ['tx_hash'],
    block: ['block_number'],
    unix_time: ['block_unix_timestamp'],
    date_time: ['block_datetime'],
    from_address: ['from'],
    to_address: ['to'],
    amount: ['token_value'],
    contract: ['token_address'],
    token_name: ['token_name'],
    symbol: ['token_symbol'],
  },
  required: ['tx_hash', 'block', 'unix_time', 'from_address', 'to_address', 'amount', 'contract'],
  options: z.object({ chain: chainOption('avalanche') }),
  truncatesAt: [5000, 10000],
  sql,
});
