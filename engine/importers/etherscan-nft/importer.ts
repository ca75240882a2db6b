import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-nft',
  label: 'Etherscan NFT transfers',
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
    contract: ['ContractAddress'],
    token_name: ['TokenName'],
    symbol: ['TokenSymbol'],
    token_id: ['Token ID', 'TokenId'],
    type: ['Type'],
    quantity: ['Quantity'],
  },
  required: ['tx_hash', 'unix_time', 'date_time', 'from_address', 'to_address', 'contract', 'token_id'],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [5000, 10000],
  sql,
});
