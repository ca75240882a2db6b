import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'blockscout-transactions',
  label: 'Blockscout transactions',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['TxHash'],
    block: ['BlockNumber'],
    time: ['UnixTimestamp'],
    from_address: ['FromAddress'],
    to_address: ['ToAddress'],
    contract: ['ContractAddress'],
    type: ['Type'],
    amount: ['Value'],
    fee: ['Fee'],
    status: ['Status'],
    error: ['ErrCode'],
    current_price: ['CurrentPrice'],
    opening_price: ['TxDateOpeningPrice'],
    closing_price: ['TxDateClosingPrice'],
    method: ['MethodName'],
  },
  required: [
    'tx_hash',
    'block',
    'time',
    'from_address',
    'to_address',
    'amount',
    'fee',
    'status',
    'current_price',
  ],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [10000],
  sql,
});
