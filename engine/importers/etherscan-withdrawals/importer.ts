import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-withdrawals',
  label: 'Etherscan beacon withdrawals',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    index: ['Index'],
    block: ['Blockno'],
    unix_time: ['UnixTimestamp'],
    date_time: ['DateTime (UTC)', 'DateTime'],
    validator: ['Validator Index'],
    recipient: ['Recipient'],
    amount: ['Value'],
  },
  required: ['index', 'block', 'unix_time', 'validator', 'recipient', 'amount'],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [5000, 10000],
  sql,
});
