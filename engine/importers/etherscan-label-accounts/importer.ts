import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-label-accounts',
  label: 'Etherscan accounts of a label',
  family: 'labels',
  target: 'tag',
  extensions: ['csv', 'tsv'],
  columns: {
    row_number: ['column0'],
    address: ['Address'],
    name: ['Name Tag'],
    balance: ['Balance'],
    transactions: ['Txn Count'],
  },
  required: ['address', 'name', 'balance', 'transactions'],
  options: z.object({
    chain: chainOption('ethereum'),
    label: z
      .string()
      .default('')
      .meta({ title: 'Label', description: 'Of the accounts; the file says it only in its name.' }),
  }),
  derive: (head) => ({ chain: chainInName(head.fileName), label: head.fileName.replace(/\.\w+$/, '') }),
  sql,
});
