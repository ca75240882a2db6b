import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-advanced',
  label: 'Etherscan advanced filter',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['Transaction Hash', 'Txhash'],
    status: ['Status'],
    type: ['Type'],
    method: ['Method'],
    block: ['Block', 'Blockno'],
    age: ['Age', 'DateTime (UTC)'],
    from_address: ['From'],
    from_tag: ['From_NameTag'],
    to_address: ['To'],
    to_tag: ['To_NameTag'],
    amount: ['Amount'],
    value_usd: ['Value (USD)'],
    asset: ['Asset'],
    fee: ['Txn Fee'],
  },
  required: ['tx_hash', 'type', 'block', 'age', 'from_address', 'to_address', 'amount', 'asset'],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [100, 5000],
  sql,
});
