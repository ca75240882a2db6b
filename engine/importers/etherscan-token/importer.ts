import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-token',
  label: 'Etherscan token page',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['Transaction Hash', 'Txhash'],
    block: ['Blockno'],
    unix_time: ['UnixTimestamp'],
    date_time: ['DateTime (UTC)', 'DateTime'],
    from_address: ['From'],
    to_address: ['To'],
    quantity: ['Quantity'],
    method: ['Method'],
  },
  required: [
    'tx_hash',
    'block',
    'unix_time',
    'date_time',
    'from_address',
    'to_address',
    'quantity',
    'method',
  ],
  sniff: (head, standard) => (head.columns.some((column) => /^Token/i.test(column)) ? 0 : standard),
  options: z.object({
    chain: chainOption('ethereum'),
    token: z
      .string()
      .default('')
      .meta({ title: 'Token', description: 'Contract address; the file says it only in its name.' }),
  }),
  derive: (head) => ({
    chain: chainInName(head.fileName),
    token: /0x[0-9a-f]{40}/i.exec(head.fileName)?.[0]?.toLowerCase(),
  }),
  truncatesAt: [5000, 10000],
  sql,
});
