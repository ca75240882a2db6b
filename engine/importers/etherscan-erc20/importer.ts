import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-erc20',
  label: 'Etherscan ERC-20 transfers',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['Transaction Hash', 'Txhash'],
    block: ['Blockno'],
    unix_time: ['UnixTimestamp'],
    date_time: ['DateTime (UTC)', 'DateTime'],
    from_address: ['From'],
    from_tag: ['From_Nametag', 'From_PrivateTag'],
    to_address: ['To'],
    to_tag: ['To_Nametag', 'To_PrivateTag'],
    amount: ['TokenValue', 'Value'],
    value_usd: ['USDValueDayOfTx'],
    contract: ['ContractAddress'],
    token_name: ['TokenName'],
    symbol: ['TokenSymbol'],
  },
  required: [
    'tx_hash',
    'unix_time',
    'date_time',
    'from_address',
    'to_address',
    'amount',
    'contract',
    'token_name',
    'symbol',
  ],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [5000, 10000],
  sql,
});
