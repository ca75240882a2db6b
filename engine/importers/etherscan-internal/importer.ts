import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOfCoin, chainOption, coinIn } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-internal',
  label: 'Etherscan internal transactions',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['Transaction Hash', 'Txhash'],
    block: ['Blockno'],
    unix_time: ['UnixTimestamp'],
    date_time: ['DateTime (UTC)', 'DateTime'],
    parent_from: ['ParentTxFrom'],
    parent_to: ['ParentTxTo'],
    parent_value: [/^ParentTx\w+_Value$/i],
    from_address: ['From'],
    to_address: ['TxTo', 'To'],
    contract: ['ContractAddress'],
    value_in: [/^Value_IN\(\w+\)$/i],
    value_out: [/^Value_OUT\(\w+\)$/i],
    current_value: [/^CurrentValue/i],
    historical_price: [/^Historical \$Price\//i],
    status: ['Status'],
    error: ['ErrCode'],
    type: ['Type'],
    note: ['PrivateNote'],
  },
  required: [
    'tx_hash',
    'block',
    'date_time',
    'parent_from',
    'from_address',
    'to_address',
    'value_in',
    'value_out',
  ],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head, match) => ({
    chain: chainInName(head.fileName) ?? chainOfCoin(coinIn(match.value_in) ?? ''),
  }),
  truncatesAt: [5000, 10000],
  sql,
});
