import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'blockscout-internal',
  label: 'Blockscout internal transactions',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['TxHash'],
    index: ['Index'],
    block: ['BlockNumber'],
    time: ['UnixTimestamp'],
    from_address: ['FromAddress'],
    to_address: ['ToAddress'],
    block_hash: ['BlockHash'],
    call_position: ['TxIndex'],
    tx_position: ['BlockIndex'],
    contract: ['ContractAddress'],
    type: ['Type'],
    call_type: ['CallType'],
    gas: ['Gas'],
    gas_used: ['GasUsed'],
    amount: ['Value'],
    input: ['Input'],
    output: ['Output'],
    error: ['ErrCode'],
    fee: ['Fee'],
  },
  required: ['tx_hash', 'index', 'block', 'time', 'from_address', 'to_address', 'amount', 'type'],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [10000],
  sql,
});
